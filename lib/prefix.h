/* SPDX-License-Identifier: MIT */
#ifndef P6_PREFIX_H
#define P6_PREFIX_H

#include <pmip6/types.h>

/* Addresses and prefixes: comparing, cutting, telling kinds apart. */

int p6_addr_equal(const struct pmip6_addr *a, const struct pmip6_addr *b);
int p6_addr_is_unspecified(const struct pmip6_addr *a);
int p6_addr_is_link_local(const struct pmip6_addr *a); /* fe80::/10 */
int p6_addr_is_multicast(const struct pmip6_addr *a);

/* A unicast address that can be routed to: not ::, ::1, link-local, multicast or mapped
 * IPv4 (RFC 6275 6.1.7). */
int p6_addr_is_routable(const struct pmip6_addr *a);

int p6_prefix_equal(const struct pmip6_prefix *a, const struct pmip6_prefix *b);
int p6_prefix_holds(const struct pmip6_prefix *p, const struct pmip6_addr *a);
int p6_prefix_overlaps(const struct pmip6_prefix *a, const struct pmip6_prefix *b);

/* The request for allocation (RFC 5213 8.3): the address is all zero. */
int p6_prefix_is_zero(const struct pmip6_prefix *p);

/* Whether a prefix can be a home network prefix: of 1 to 128 bits, and nothing in it is
 * multicast, link-local, loopback or unspecified. */
int p6_prefix_is_home(const struct pmip6_prefix *p);

/* A prefix with the bits beyond its length cleared. */
struct pmip6_prefix p6_prefix_canonical(const struct pmip6_prefix *p);
struct pmip6_prefix p6_prefix_of(const struct pmip6_addr *a, uint8_t length);

#endif
