/* SPDX-License-Identifier: MIT */
#ifndef SIM_FRAMES_H
#define SIM_FRAMES_H

/* Neighbor Discovery as a mobile node speaks it (RFC 4861 section 4). */

#include "world.h"

struct frame {
    struct pmip6_nd_packet packet; /* borrows from `octets` */
    uint8_t octets[64];
    uint8_t length;
};

/* The node's link-local address on this interface. */
struct pmip6_addr frame_link_local(const struct interface *i);

void frame_router_solicitation(struct frame *f, const struct interface *i);
void frame_neighbor_advertisement(struct frame *f, const struct interface *i,
                                  const struct pmip6_addr *to);
void frame_duplicate_address_detection(struct frame *f, const struct interface *i);

/* The same of any address; and a solicitation or an advertisement that is sent from an
 * address, whosever it is. */
void frame_claim(struct frame *f, const struct interface *i,
                 const struct pmip6_addr *target);
void frame_from(struct frame *f, const struct interface *i, uint8_t type,
                const struct pmip6_addr *source, const struct pmip6_addr *target);

/* Puts the checksum right after something was changed. */
void frame_sum(struct frame *f);

/* What a Router Advertisement says of prefixes. */
struct advertised {
    struct pmip6_prefix prefix;
    uint32_t valid; /* seconds */
    uint32_t preferred;
};

/* Reads one; returns how many prefixes, -1 where it is none, -2 where it is not well
 * formed. */
int frame_read_advertisement(const struct pmip6_nd_packet *p, struct advertised *out,
                             uint32_t room, uint32_t *router_lifetime);

#endif
