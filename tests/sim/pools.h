/* SPDX-License-Identifier: MIT */
#ifndef SIM_POOLS_H
#define SIM_POOLS_H

/* The pools of a simulated LMA, of several lengths, some of them small; and what an
 * operator holds back of them. */

#include "world.h"

#define POOLS 4u /* at most, in a set */

/* Fills in a set of them; returns how many. Set 0 has room for all nodes. */
size_t pools_fill(const struct host *h, uint32_t set, struct pmip6_pool *pools);

#define POOL_SETS 3u

/* The number of a prefix that a pool gives out; POOL_PREFIXES for others. */
uint32_t pools_number(const struct host *h, const struct pmip6_prefix *p);

/* Some prefix in a pool, around it or inside one of its prefixes. */
struct pmip6_prefix pools_any(const struct host *h, struct rng *r);

/* Whether a prefix overlaps one that is held, and not for this node. */
int pools_hold(const struct host *h, const struct pmip6_prefix *p, const struct node *n);

#endif
