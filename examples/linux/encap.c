/* SPDX-License-Identifier: MIT */
/*
 * IPv6-in-IPv6 encapsulation: RFC 2473 sections 3, 6 and 7, with the congestion marks of
 * RFC 5213 section 5.6.3 (RFC 3168 section 9.1, full functionality).
 *
 * A packet enters a tunnel after a node has decided to forward it, so its hop limit has
 * been lowered once by then; the tunnel is one hop to it and the exit forwards again. The
 * outer header has a hop limit of its own. The traffic class is copied, so that the path
 * treats the tunnel packet as it would treat the inner one; what the path does to the
 * outer class stays outside, but for its congestion mark.
 */

#include <string.h>

#include "encap.h"

#define ECN_MASK    0x03u
#define ECN_NOT_ECT 0x00u
#define ECN_ECT_0   0x02u
#define ECN_CE      0x03u

int encap_read(const uint8_t *packet, size_t length, struct encap_header *h)
{
    if (length < ENCAP_HEADER || packet[0] >> 4 != 6)
        return -1;
    h->traffic_class = (uint8_t)((packet[0] & 0x0fu) << 4 | packet[1] >> 4);
    h->payload = (uint16_t)(packet[4] << 8 | packet[5]);
    h->next_header = packet[6];
    h->hop_limit = packet[7];
    memcpy(h->source.octets, packet + 8, sizeof h->source.octets);
    memcpy(h->destination.octets, packet + 24, sizeof h->destination.octets);
    return length - ENCAP_HEADER < h->payload ? -1 : 0;
}

uint8_t encap_outer_class(uint8_t inner)
{
    if ((inner & ECN_MASK) != ECN_CE)
        return inner;
    return (uint8_t)((inner & ~ECN_MASK) | ECN_ECT_0);
}

int encap_exit_ecn(uint8_t *inner, uint8_t outer_class)
{
    const uint8_t shift = 4; /* the two bits of ECN stand in the second octet */

    if ((outer_class & ECN_MASK) != ECN_CE)
        return 0;
    if (((unsigned int)inner[1] >> shift & ECN_MASK) == ECN_NOT_ECT)
        return -1;
    inner[1] = (uint8_t)(inner[1] | ECN_CE << shift);
    return 0;
}

int encap_decrement(uint8_t *packet)
{
    if (packet[7] <= 1)
        return -1;
    packet[7]--;
    return 0;
}

void encap_increment(uint8_t *packet)
{
    if (packet[7] < 255)
        packet[7]++;
}

uint32_t encap_tunnel_mtu(uint32_t path_mtu)
{
    if (path_mtu < ENCAP_MINIMUM_MTU + ENCAP_HEADER)
        return ENCAP_MINIMUM_MTU;
    return path_mtu - ENCAP_HEADER;
}
