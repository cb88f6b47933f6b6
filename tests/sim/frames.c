/* SPDX-License-Identifier: MIT */
#include "frames.h"

#include "checksum.h"

#include <string.h>

static const struct pmip6_addr all_routers = {{0xff, 0x02, [15] = 2}};

struct pmip6_addr frame_link_local(const struct interface *i)
{
    struct pmip6_addr a = {{0xfe, 0x80}};

    memcpy(a.octets + 8, i->lli, i->lli_length < 8 ? i->lli_length : 8);
    a.octets[8] ^= 2;
    return a;
}

/* Only Ethernet addresses of six octets fit one unit of an option; some links have none.
 */
static void put_link_layer(struct frame *f, const struct interface *i, uint8_t type)
{
    if (i->lli_length != 6 || i->lli_hidden)
        return;
    f->octets[f->length] = type;
    f->octets[f->length + 1] = 1;
    memcpy(f->octets + f->length + 2, i->lli, 6);
    f->length += 8;
}

void frame_sum(struct frame *f)
{
    uint16_t sum;

    f->octets[2] = 0;
    f->octets[3] = 0;
    sum = p6_checksum(&f->packet.source, &f->packet.destination, P6_NEXT_HEADER_ICMPV6,
                      f->octets, f->length);
    f->octets[2] = (uint8_t)(sum >> 8);
    f->octets[3] = (uint8_t)sum;
    f->packet.octets.length = f->length;
}

static void finish(struct frame *f, const struct interface *i,
                   const struct pmip6_addr *source, const struct pmip6_addr *destination)
{
    pmip6_nd_packet_init(&f->packet);
    f->packet.source = *source;
    f->packet.destination = *destination;
    f->packet.octets.data = f->octets;
    f->packet.link_layer.data = i->lli;
    f->packet.link_layer.length = i->lli_hidden ? 0 : i->lli_length;
    f->packet.hop_limit = 255;
    frame_sum(f);
}

void frame_router_solicitation(struct frame *f, const struct interface *i)
{
    struct pmip6_addr source = frame_link_local(i);

    memset(f, 0, sizeof *f);
    f->octets[0] = PMIP6_ND_ROUTER_SOLICITATION;
    f->length = 8;
    put_link_layer(f, i, 1);
    finish(f, i, &source, &all_routers);
}

void frame_neighbor_advertisement(struct frame *f, const struct interface *i,
                                  const struct pmip6_addr *to)
{
    struct pmip6_addr source = frame_link_local(i);

    memset(f, 0, sizeof *f);
    f->octets[0] = PMIP6_ND_NEIGHBOR_ADVERTISEMENT;
    f->octets[4] = 0x60; /* solicited, override */
    memcpy(f->octets + 8, source.octets, 16);
    f->length = 24;
    put_link_layer(f, i, 2);
    finish(f, i, &source, to);
}

void frame_claim(struct frame *f, const struct interface *i,
                 const struct pmip6_addr *target)
{
    static const struct pmip6_addr unspecified;
    struct pmip6_addr group = {{0xff, 0x02, [11] = 1, [12] = 0xff}};

    memset(f, 0, sizeof *f);
    memcpy(group.octets + 13, target->octets + 13, 3);
    f->octets[0] = PMIP6_ND_NEIGHBOR_SOLICITATION;
    memcpy(f->octets + 8, target->octets, 16);
    f->length = 24;
    finish(f, i, &unspecified, &group);
}

void frame_duplicate_address_detection(struct frame *f, const struct interface *i)
{
    struct pmip6_addr target = frame_link_local(i);

    frame_claim(f, i, &target);
}

void frame_from(struct frame *f, const struct interface *i, uint8_t type,
                const struct pmip6_addr *source, const struct pmip6_addr *target)
{
    memset(f, 0, sizeof *f);
    f->octets[0] = type;
    f->length = 8;
    if (type != PMIP6_ND_ROUTER_SOLICITATION) {
        memcpy(f->octets + 8, target->octets, 16);
        f->length = 24;
    }
    put_link_layer(f, i, type == PMIP6_ND_NEIGHBOR_ADVERTISEMENT ? 2 : 1);
    finish(f, i, source, &all_routers);
}

static uint32_t read32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

int frame_read_advertisement(const struct pmip6_nd_packet *p, struct advertised *out,
                             uint32_t room, uint32_t *router_lifetime)
{
    const uint8_t *at = p->octets.data;
    size_t left = p->octets.length;
    uint32_t count = 0;

    if (left < 1 || at[0] != PMIP6_ND_ROUTER_ADVERTISEMENT)
        return -1;
    if (left < 16 || p->hop_limit != 255 || p->source.octets[0] != 0xfe ||
        p6_checksum(&p->source, &p->destination, P6_NEXT_HEADER_ICMPV6, at, left) != 0)
        return -2;
    *router_lifetime = (uint32_t)at[6] << 8 | at[7];
    for (at += 16, left -= 16; left > 0;) {
        size_t length = left >= 2 ? (size_t)at[1] * 8 : 0;

        if (length == 0 || length > left)
            return -2;
        if (at[0] == 3 && length == 32 && count < room) {
            memset(&out[count], 0, sizeof out[count]);
            out[count].prefix.length = at[2];
            out[count].valid = read32(at + 4);
            out[count].preferred = read32(at + 8);
            memcpy(out[count].prefix.addr.octets, at + 16, 16);
            count++;
        }
        at += length;
        left -= length;
    }
    return (int)count;
}
