/* SPDX-License-Identifier: MIT */
#include "nd.h"

#include "checksum.h"
#include "cursor.h"
#include "prefix.h"

#include <string.h>

#define HOP_LIMIT       255u
#define AT_CHECKSUM     2u
#define OPT_SOURCE_LL   1u
#define OPT_TARGET_LL   2u
#define OPT_PREFIX      3u
#define OPT_MTU         5u
#define OPT_RDNSS       25u
#define CURRENT_HOP     64u
#define FLAG_MANAGED    0x80u
#define FLAG_OTHER      0x40u
#define FLAG_ON_LINK    0x80u
#define FLAG_AUTONOMOUS 0x40u
#define FLAG_SOLICITED  0x40u

int p6_nd_is_dad(const struct nd_message *m)
{
    return m->type == PMIP6_ND_NEIGHBOR_SOLICITATION &&
           p6_addr_is_unspecified(&m->source);
}

static void take_head(struct reader *in, struct nd_message *m)
{
    uint8_t code;

    m->type = p6_take_u8(in);
    code = p6_take_u8(in);
    p6_take_u16(in); /* the checksum was checked over all */
    if (code != 0)
        p6_reader_fail(in, PMIP6_ERR_INVALID, 1);
    switch (m->type) {
    case PMIP6_ND_ROUTER_SOLICITATION:
        p6_take_u32(in);
        break;
    case PMIP6_ND_ROUTER_ADVERTISEMENT:
        p6_take_u8(in);
        m->flags = p6_take_u8(in);
        p6_take(in, 10);
        break;
    case PMIP6_ND_NEIGHBOR_SOLICITATION:
    case PMIP6_ND_NEIGHBOR_ADVERTISEMENT:
        m->flags = p6_take_u8(in);
        p6_take(in, 3);
        p6_take_addr(in, &m->target);
        break;
    default:
        p6_reader_fail(in, PMIP6_ERR_INVALID, 0);
        break;
    }
}

/* Every option has a length, and it is not zero (RFC 4861 4.6). */
static void take_options(struct reader *in, struct nd_message *m)
{
    uint8_t wanted =
        m->type == PMIP6_ND_NEIGHBOR_ADVERTISEMENT ? OPT_TARGET_LL : OPT_SOURCE_LL;

    while (p6_left(in) > 0) {
        uint8_t type = p6_take_u8(in);
        size_t length = 8u * p6_take_u8(in);
        const uint8_t *data;

        if (length == 0) {
            p6_reader_fail(in, PMIP6_ERR_OPTION_LENGTH, in->at - 1);
            return;
        }
        data = p6_take(in, length - 2);
        if (data && type == wanted) {
            m->link_layer.data = data;
            m->link_layer.length = length - 2;
        }
    }
}

/* RFC 4861 6.1.1, 7.1.1, 7.1.2: what depends on the kind of message. */
static int makes_sense(const struct nd_message *m)
{
    int from_nobody = p6_addr_is_unspecified(&m->source);

    if (p6_addr_is_multicast(&m->source))
        return 0;
    switch (m->type) {
    case PMIP6_ND_ROUTER_SOLICITATION:
        return !from_nobody || m->link_layer.length == 0;
    case PMIP6_ND_NEIGHBOR_SOLICITATION:
        return !p6_addr_is_multicast(&m->target) &&
               (!from_nobody ||
                (m->link_layer.length == 0 && p6_addr_is_multicast(&m->destination)));
    case PMIP6_ND_NEIGHBOR_ADVERTISEMENT:
        return !p6_addr_is_multicast(&m->target) && !from_nobody &&
               !(p6_addr_is_multicast(&m->destination) && m->flags & FLAG_SOLICITED);
    default:
        return p6_addr_is_link_local(&m->source);
    }
}

uint32_t p6_nd_parse(struct nd_message *m, const struct pmip6_nd_packet *p)
{
    struct reader in;

    memset(m, 0, sizeof *m);
    m->source = p->source;
    m->destination = p->destination;
    if (p->hop_limit != HOP_LIMIT)
        return PMIP6_DROP_ND_HOP_LIMIT;
    p6_reader_init(&in, p->octets.data, p->octets.length);
    take_head(&in, m);
    take_options(&in, m);
    if (in.error || !makes_sense(m) ||
        p6_checksum(&p->source, &p->destination, P6_NEXT_HEADER_ICMPV6, p->octets.data,
                    p->octets.length) != 0)
        return PMIP6_DROP_ND_MALFORMED;
    return PMIP6_DROP_NONE;
}

/* ---- writing ---- */

static void put_link_layer(struct writer *out, struct pmip6_bytes ll)
{
    size_t length = (2 + ll.length + 7) & ~(size_t)7;

    if (ll.length == 0)
        return;
    p6_put_u8(out, OPT_SOURCE_LL);
    p6_put_u8(out, (uint8_t)(length / 8));
    p6_put(out, ll.data, ll.length);
    p6_put_zeros(out, length - 2 - ll.length);
}

static void put_prefix(struct writer *out, const struct nd_prefix *p)
{
    p6_put_u8(out, OPT_PREFIX);
    p6_put_u8(out, 4);
    p6_put_u8(out, p->prefix.length);
    p6_put_u8(out, (uint8_t)((p->off_link ? 0 : FLAG_ON_LINK) |
                             (p->autonomous ? FLAG_AUTONOMOUS : 0)));
    p6_put_u32(out, p->valid);
    p6_put_u32(out, p->preferred);
    p6_put_u32(out, 0);
    p6_put(out, p->prefix.addr.octets, sizeof p->prefix.addr.octets);
}

/* RFC 8106 5.1 */
static void put_servers(struct writer *out, const struct nd_advertisement *a)
{
    if (a->server_count == 0)
        return;
    p6_put_u8(out, OPT_RDNSS);
    p6_put_u8(out, (uint8_t)(1 + 2 * a->server_count));
    p6_put_u16(out, 0);
    p6_put_u32(out, a->server_lifetime);
    for (size_t i = 0; i < a->server_count; i++)
        p6_put(out, a->servers[i].octets, sizeof a->servers[i].octets);
}

static size_t finish(struct writer *out, const struct pmip6_addr *source,
                     const struct pmip6_addr *destination)
{
    if (out->at > out->capacity)
        return 0;
    p6_patch_u16(
        out, AT_CHECKSUM,
        p6_checksum(source, destination, P6_NEXT_HEADER_ICMPV6, out->data, out->at));
    return out->at;
}

/* Everything that an advertisement can have at once fits (RFC 4861 4.2, 4.6). */
_Static_assert(16 + (2 + PMIP6_LINK_LAYER_ID_MAX + 7) / 8 * 8 + 8 +
                       PMIP6_PREFIXES_MAX * 32 + 8 + PMIP6_DNS_SERVERS_MAX * 16 <=
                   P6_ND_MAX,
               "room for the largest advertisement");

size_t p6_nd_router_advertisement(const struct nd_advertisement *a, uint8_t *buffer,
                                  size_t capacity)
{
    struct writer out;

    p6_writer_init(&out, buffer, capacity);
    p6_put_u8(&out, PMIP6_ND_ROUTER_ADVERTISEMENT);
    p6_put_u8(&out, 0);
    p6_put_u16(&out, 0);
    p6_put_u8(&out, CURRENT_HOP);
    p6_put_u8(&out,
              (uint8_t)((a->managed ? FLAG_MANAGED : 0) | (a->other ? FLAG_OTHER : 0)));
    p6_put_u16(&out, a->router_lifetime);
    p6_put_u32(&out, 0); /* reachable time: unspecified */
    p6_put_u32(&out, 0); /* retransmission timer likewise */
    put_link_layer(&out, a->link_layer);
    if (a->mtu) {
        p6_put_u8(&out, OPT_MTU);
        p6_put_u8(&out, 1);
        p6_put_u16(&out, 0);
        p6_put_u32(&out, a->mtu);
    }
    for (size_t i = 0; i < a->prefix_count; i++)
        put_prefix(&out, &a->prefixes[i]);
    put_servers(&out, a);
    return finish(&out, &a->source, &a->destination);
}

size_t p6_nd_neighbor_solicitation(const struct pmip6_addr *source,
                                   const struct pmip6_addr *target,
                                   struct pmip6_bytes link_layer, uint8_t *buffer,
                                   size_t capacity)
{
    struct writer out;

    p6_writer_init(&out, buffer, capacity);
    p6_put_u8(&out, PMIP6_ND_NEIGHBOR_SOLICITATION);
    p6_put_u8(&out, 0);
    p6_put_u16(&out, 0);
    p6_put_u32(&out, 0);
    p6_put(&out, target->octets, sizeof target->octets);
    put_link_layer(&out, link_layer);
    return finish(&out, source, target);
}
