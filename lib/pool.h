/* SPDX-License-Identifier: MIT */
#ifndef P6_POOL_H
#define P6_POOL_H

#include "index.h"
#include "siphash.h"

#include <pmip6/types.h>

/*
 * Pools of home network prefixes: those of one length carved out of a larger prefix.
 *
 * A record is kept for each prefix that is in use, reserved, or was released lately;
 * nothing for all others. Free prefixes go out least recently used first: a cursor walks
 * the pool and gives out what has no record; once nothing is without one, the longest
 * released is next. Memory of the released is bounded by the most that were in use at
 * once (and a small constant): what was released longest ago is forgotten, and the cursor
 * comes to it before it comes to what is remembered. Where there is a rest, a prefix is
 * remembered for as long as it rests. All of it is expected constant time, also in a /32
 * of /64s.
 */

struct pool {
    struct pmip6_prefix prefix;
    uint8_t length;

    uint64_t size;    /* prefixes in it; 2^63 where there are more */
    uint64_t cursor;  /* number of the next prefix to look at */
    uint64_t records; /* prefixes of it with a record */
};

struct pools {
    struct memory *memory;
    struct pool *list;
    uint32_t count;
    uint32_t oldest; /* released prefixes, oldest first */
    uint32_t newest;
    uint32_t released;
    uint32_t in_use;
    uint32_t peak;
    pmip6_time rest;
    struct hash_key key;
    struct slab records;
    struct index by_prefix;
};

int p6_pools_init(struct pools *p, struct memory *memory, struct hash_key key,
                  uint32_t max);
void p6_pools_fini(struct pools *p);

/* Takes a new list of pools; what is in use stays so. Returns 0, or PMIP6_ERR_NOMEM. */
struct pmip6_pool;
int p6_pools_configure(struct pools *p, const struct pmip6_pool *list, size_t count,
                       pmip6_time rest);

/* Whether a list of pools is one: prefixes canonical, lengths in order, no overlap. */
int p6_pools_valid(const struct pmip6_pool *list, size_t count);

/* The next free prefix, from the first pool that has one, of those from number `pool` on,
 * which becomes that pool's number. Returns 0 or PMIP6_ERR_LIMIT, or PMIP6_ERR_NOMEM. */
int p6_pools_take(struct pools *p, pmip6_time now, uint32_t *pool,
                  struct pmip6_prefix *prefix);

/* A prefix just taken is in the way of another, of any length, that is in use: it goes
 * back as if it had not been taken, and the search goes on behind that other one. Returns
 * whether the search has come to the pool's end. */
int p6_pools_pass_over(struct pools *p, const struct pmip6_prefix *taken,
                       const struct pmip6_prefix *other, pmip6_time now);

/* Takes this very prefix. `reserved` says whether a reservation is meant for the taker.
 * Returns 0, PMIP6_ERR_NOT_FOUND where it is of no pool, PMIP6_ERR_EXISTS where it is not
 * free, PMIP6_ERR_NOMEM. */
int p6_pools_claim(struct pools *p, const struct pmip6_prefix *prefix, int reserved,
                   pmip6_time now);

/* Gives a prefix back; one of no pool is passed over. */
void p6_pools_release(struct pools *p, const struct pmip6_prefix *prefix, pmip6_time now);

/* Holds a prefix for claims that know of it, or no longer. One of another length than the
 * pool around it has cannot be held: PMIP6_ERR_INVALID. */
int p6_pools_reserve(struct pools *p, const struct pmip6_prefix *prefix);
int p6_pools_unreserve(struct pools *p, const struct pmip6_prefix *prefix);

/* Whether a prefix is one that a pool could give out. */
int p6_pools_contain(const struct pools *p, const struct pmip6_prefix *prefix);

#endif
