/* SPDX-License-Identifier: MIT */
#ifndef P6_ND_CODEC_H
#define P6_ND_CODEC_H

#include <pmip6/nd.h>

/* Neighbor Discovery messages (RFC 4861 section 4), read with its checks and written. */

struct nd_message {
    uint8_t type; /* enum pmip6_nd_type */
    uint8_t flags;
    struct pmip6_addr source;
    struct pmip6_addr destination;
    struct pmip6_addr target; /* NS, NA */
    struct pmip6_bytes
        link_layer; /* source or target link-layer address option; borrowed */
};

/* Reads and checks a packet (RFC 4861 6.1.1, 7.1.1, 7.1.2). Returns a drop reason, or
 * PMIP6_DROP_NONE. */
uint32_t p6_nd_parse(struct nd_message *m, const struct pmip6_nd_packet *p);

/* Duplicate Address Detection asks from the unspecified address. */
int p6_nd_is_dad(const struct nd_message *m);

struct nd_prefix {
    struct pmip6_prefix prefix;
    uint32_t valid; /* seconds */
    uint32_t preferred;
    uint8_t autonomous;
    uint8_t off_link; /* its addresses are behind the router, also on the link itself */
};

struct nd_advertisement {
    struct pmip6_addr source;
    struct pmip6_addr destination;
    struct pmip6_bytes link_layer; /* the source's; may be empty */
    const struct nd_prefix *prefixes;
    size_t prefix_count;
    const struct pmip6_addr *servers; /* DNS (RFC 8106) */
    size_t server_count;
    uint32_t server_lifetime; /* seconds */
    uint32_t mtu;             /* 0: none */
    uint16_t router_lifetime;
    uint8_t managed;
    uint8_t other;
};

#define P6_ND_MAX 512u

/* Write a message with its checksum; return its length, 0 where there is no room. */
size_t p6_nd_router_advertisement(const struct nd_advertisement *a, uint8_t *buffer,
                                  size_t capacity);
size_t p6_nd_neighbor_solicitation(const struct pmip6_addr *source,
                                   const struct pmip6_addr *target,
                                   struct pmip6_bytes link_layer, uint8_t *buffer,
                                   size_t capacity);

#endif
