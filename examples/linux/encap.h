/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_ENCAP_H
#define PMIP6_EXAMPLES_LINUX_ENCAP_H

/*
 * IPv6-in-IPv6 encapsulation (RFC 2473) as pure functions on octets: what the headers say
 * and how a tunnel changes them. Nothing here needs a kernel.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

#define ENCAP_HEADER      40u   /* octets of an IPv6 header: what a tunnel adds */
#define ENCAP_MINIMUM_MTU 1280u /* of IPv6 (RFC 8200 section 5) */
#define ENCAP_NEXT_HEADER 41u   /* IPv6 as payload */
#define ENCAP_HOP_LIMIT   64u   /* of the outer header (RFC 2473 section 6.3) */

/* What an IPv6 header says. */
struct encap_header {
    struct pmip6_addr source;
    struct pmip6_addr destination;
    uint16_t payload; /* length after the header */
    uint8_t traffic_class;
    uint8_t next_header;
    uint8_t hop_limit;
};

/* Reads the header; -1 unless it is an IPv6 packet that is there as a whole. */
int encap_read(const uint8_t *packet, size_t length, struct encap_header *h);

/* Traffic class of the outer header for an inner one: the inner's, but CE becomes ECT(0)
 * (full functionality, RFC 3168 section 9.1.1). */
uint8_t encap_outer_class(uint8_t inner);

/* Carries a congestion mark of the outer traffic class into the inner packet: CE on one
 * that is ECT marks it; CE on one that is not drops it: -1. Else nothing changes. */
int encap_exit_ecn(uint8_t *inner, uint8_t outer_class);

/* Lowers the hop limit by one, as a node that forwards; -1 if it is used up (and then the
 * packet is unchanged). */
int encap_decrement(uint8_t *packet);

/* Raises the hop limit by one: takes back one of two decrements of the same node. */
void encap_increment(uint8_t *packet);

/* MTU of a tunnel over a path: the path's less the outer header, never below 1280. */
uint32_t encap_tunnel_mtu(uint32_t path_mtu);

#endif
