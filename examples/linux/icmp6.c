/* SPDX-License-Identifier: MIT */
/*
 * ICMPv6 errors: RFC 4443 sections 2.3, 2.4 and 3, and their way out of a tunnel, RFC
 * 2473 section 8; and what a dropped packet's source is told, RFC 6275 section 10.4.2.
 */

#include <string.h>

#include <pmip6/forward.h>

#include "encap.h"
#include "icmp6.h"

#define NEXT_HOP_BY_HOP     0u
#define NEXT_ROUTING        43u
#define NEXT_FRAGMENT       44u
#define NEXT_ICMP6          58u
#define NEXT_DESTINATION    60u

#define ICMP6_INFORMATIONAL 0x80u
#define ICMP6_REDIRECT      137u
#define ICMP6_HEADER        8u
#define ERROR_HOP_LIMIT     64u

#define LIMIT_BURST         10u
#define LIMIT_INTERVAL      10000u /* microseconds an error: a hundred a second */

static int is_multicast(const struct pmip6_addr *a)
{
    return a->octets[0] == 0xff;
}

static int is_link_local(const struct pmip6_addr *a)
{
    return a->octets[0] == 0xfe && (a->octets[1] & 0xc0) == 0x80;
}

static int is_unspecified(const struct pmip6_addr *a)
{
    static const struct pmip6_addr zero;

    return memcmp(a->octets, zero.octets, sizeof zero.octets) == 0;
}

/* Whether a packet carries an ICMPv6 error or a redirect. One whose ICMPv6 type is cut
 * off, or stands in another fragment, is taken for something else. */
static int carries_error(const uint8_t *packet, size_t length, uint8_t next)
{
    size_t at = ENCAP_HEADER;

    while (at + 8 <= length) {
        switch (next) {
        case NEXT_HOP_BY_HOP:
        case NEXT_ROUTING:
        case NEXT_DESTINATION:
            next = packet[at];
            at += (packet[at + 1] + 1u) * 8u;
            break;
        case NEXT_FRAGMENT:
            if ((packet[at + 2] << 8 | (packet[at + 3] & 0xf8)) != 0)
                return 0;
            next = packet[at];
            at += 8;
            break;
        case NEXT_ICMP6:
            return packet[at] < ICMP6_INFORMATIONAL || packet[at] == ICMP6_REDIRECT;
        default:
            return 0;
        }
    }
    return next == NEXT_ICMP6 && at < length && packet[at] < ICMP6_INFORMATIONAL;
}

int icmp6_may_answer(const uint8_t *packet, size_t length, const struct icmp6_error *e)
{
    struct pmip6_addr source;
    struct pmip6_addr destination;

    if (length < ENCAP_HEADER || packet[0] >> 4 != 6)
        return 0;
    memcpy(source.octets, packet + 8, sizeof source.octets);
    memcpy(destination.octets, packet + 24, sizeof destination.octets);
    if (is_multicast(&source) || is_unspecified(&source) || is_link_local(&source))
        return 0;
    if (is_multicast(&destination) && e->type != ICMP6_ERROR_TOO_BIG)
        return 0;
    return !carries_error(packet, length, packet[6]);
}

static uint32_t add_octets(uint32_t sum, const uint8_t *octets, size_t length)
{
    size_t i;

    for (i = 0; i + 1 < length; i += 2)
        sum += (uint32_t)(octets[i] << 8 | octets[i + 1]);
    if (length % 2 != 0)
        sum += (uint32_t)octets[length - 1] << 8;
    while (sum >> 16 != 0)
        sum = (sum & 0xffffu) + (sum >> 16);
    return sum;
}

uint16_t icmp6_checksum(const struct pmip6_addr *source,
                        const struct pmip6_addr *destination, const uint8_t *message,
                        size_t length)
{
    uint32_t sum = (uint32_t)length + NEXT_ICMP6;

    sum = add_octets(sum, source->octets, sizeof source->octets);
    sum = add_octets(sum, destination->octets, sizeof destination->octets);
    sum = add_octets(sum, message, length);
    return (uint16_t)~sum;
}

static void put_u32(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 24);
    at[1] = (uint8_t)(value >> 16);
    at[2] = (uint8_t)(value >> 8);
    at[3] = (uint8_t)value;
}

size_t icmp6_build(uint8_t *out, const struct pmip6_addr *source,
                   const struct icmp6_error *e, const uint8_t *about, size_t length)
{
    uint8_t *icmp = out + ENCAP_HEADER;
    struct pmip6_addr to;
    uint16_t checksum;
    size_t size;

    if (!icmp6_may_answer(about, length, e))
        return 0;
    if (length > ICMP6_ERROR_MAX - ENCAP_HEADER - ICMP6_HEADER)
        length = ICMP6_ERROR_MAX - ENCAP_HEADER - ICMP6_HEADER;
    size = ICMP6_HEADER + length;
    memcpy(to.octets, about + 8, sizeof to.octets);

    memset(out, 0, ENCAP_HEADER + ICMP6_HEADER);
    out[0] = 0x60;
    out[4] = (uint8_t)(size >> 8);
    out[5] = (uint8_t)size;
    out[6] = NEXT_ICMP6;
    out[7] = ERROR_HOP_LIMIT;
    memcpy(out + 8, source->octets, sizeof source->octets);
    memcpy(out + 24, to.octets, sizeof to.octets);

    icmp[0] = e->type;
    icmp[1] = e->code;
    put_u32(icmp + 4, e->value);
    memcpy(icmp + ICMP6_HEADER, about, length);
    checksum = icmp6_checksum(source, &to, icmp, size);
    icmp[2] = (uint8_t)(checksum >> 8);
    icmp[3] = (uint8_t)checksum;
    return ENCAP_HEADER + size;
}

/*
 * RFC 2473 section 8.1: a hop limit that ran out and a node that cannot be reached inside
 * the tunnel are one to the sender: the address is unreachable. No encapsulation limit is
 * sent, so no Parameter Problem points at one. A port that is unreachable is what a
 * kernel says that has a tunnel driver beside our raw socket: no fault of the path.
 */
int icmp6_relay(const struct icmp6_error *inside, uint32_t original,
                struct icmp6_error *out)
{
    switch (inside->type) {
    case ICMP6_ERROR_TOO_BIG:
        out->type = ICMP6_ERROR_TOO_BIG;
        out->code = 0;
        out->value = encap_tunnel_mtu(inside->value);
        return original > ENCAP_MINIMUM_MTU;
    case ICMP6_ERROR_TIME:
        if (inside->code != 0)
            return 0;
        break;
    case ICMP6_ERROR_UNREACHABLE:
        if (inside->code == ICMP6_CODE_PORT_UNREACHABLE)
            return 0;
        break;
    default:
        return 0;
    }
    out->type = ICMP6_ERROR_UNREACHABLE;
    out->code = ICMP6_CODE_ADDRESS_UNREACHABLE;
    out->value = 0;
    return 1;
}

/* A node's link-local address is not reached through a tunnel; all other drops are
 * silent. */
int icmp6_of_drop(uint32_t reason, struct icmp6_error *out)
{
    if (reason != PMIP6_FORWARD_LINK_LOCAL)
        return 0;
    out->type = ICMP6_ERROR_UNREACHABLE;
    out->code = ICMP6_CODE_ADDRESS_UNREACHABLE;
    out->value = 0;
    return 1;
}

int icmp6_allow(struct icmp6_limit *l, pmip6_time now)
{
    const pmip6_time full = (pmip6_time)LIMIT_BURST * LIMIT_INTERVAL;

    if (now > full && l->spent < now - full)
        l->spent = now - full;
    if (l->spent + LIMIT_INTERVAL > now)
        return 0;
    l->spent += LIMIT_INTERVAL;
    return 1;
}
