/* SPDX-License-Identifier: MIT */
#ifndef SIM_REPLICA_H
#define SIM_REPLICA_H

/* The sessions of an LMA, kept from its events alone, as a second LMA or a database would
 * keep them. */

#include "world.h"

/* The copy that a session's id names; it may be of another session, or of none. */
struct copy *replica_of(struct host *h, uint64_t id);

/* Takes a session over as an event shows it, without what is known beside the event. */
void replica_take(struct host *h, struct copy *c, const struct pmip6_binding_view *v);

/* What of a session is not as the copy has it; NULL where all is. */
const char *replica_differs(const struct copy *c, const struct pmip6_binding_view *v);

int replica_same_prefixes(const struct copy *c, const struct pmip6_binding_view *v);

/* Not older than the last accepted message of the copy. */
int replica_is_newer(const struct copy *c, const struct pmip6_binding_view *v);

/* The session, not past its end, that an address is in; NULL for none. */
const struct copy *replica_at(const struct host *h, const struct pmip6_addr *address);

/* Whether a session has a longer or shorter prefix that overlaps this one. */
int replica_overlaps(const struct host *h, const struct pmip6_prefix *p);

/* Whether it is known which link-layer identifier the interface has. */
int replica_knows_link_layer(const struct pmip6_binding_view *v);
int replica_same_link_layer(const struct pmip6_binding_view *a,
                            const struct pmip6_binding_view *b);

#endif
