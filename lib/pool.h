/* SPDX-License-Identifier: MIT */
#ifndef P6_POOL_H
#define P6_POOL_H

#include "occupied.h"

#include <pmip6/types.h>

/*
 * Pools of home network prefixes: those of one length carved out of a larger prefix; and
 * beside them every prefix that is in use or reserved, of a pool or not, so that no two
 * that overlap are ever given out.
 *
 * A record is kept for each prefix that is in use, reserved, or was released lately;
 * nothing for all others. Free prefixes go out least recently used first: a cursor walks
 * the pool and gives out what has no record; once nothing is without one, the longest
 * released is next. Memory of the released is bounded by the most that were in use at
 * once (and a small constant): what was released longest ago is forgotten, and the cursor
 * comes to it before it comes to what is remembered. Where there is a rest, a prefix is
 * remembered for as long as it rests, and there is room for records: where there is none,
 * the longest released is forgotten for another, of the pool in which most others go out
 * before it. What rests keeps none that is free from being given out.
 *
 * Prefixes of other lengths than a pool's may stand in its way. A shorter one that is
 * held (in use or reserved) is a hole. A longer one counts as a stray of the pool's
 * prefix that it lies in, which is not free as long as it has any.
 *
 * What has a record and what lies in a hole is marked as occupied, by the numbers that
 * prefixes have in their pool, and the cursor passes over all that is occupied at once.
 * So everything is expected constant time (amortised over what is released and then
 * forgotten), whatever is held, also in a /32 of /64s.
 */

struct pool {
    struct pmip6_prefix prefix;
    uint8_t length;

    uint64_t size;    /* prefixes in it; 2^63 where there are more */
    uint64_t cursor;  /* number of the next prefix to look at */
    uint64_t records; /* prefixes of it with a record */
    int used_up;      /* none is without a record or a hole, by the last look */
    uint32_t around;  /* held prefixes that all of it lies in */

    uint32_t oldest; /* its released prefixes, oldest first */
    uint32_t newest;
    uint32_t released;
    uint32_t in_use;
    uint32_t peak;
};

struct pools {
    struct memory *memory;
    struct pool *list; /* one more than `count`: the last is for prefixes of no pool */
    uint32_t count;
    pmip6_time rest;
    struct hash_key key;
    struct slab records;
    struct index by_prefix;
    struct occupied occupied; /* a space for each pool, of the same number */
    uint32_t held[129];       /* prefixes of each length that are in use or reserved */
};

int p6_pools_init(struct pools *p, struct memory *memory, struct hash_key key,
                  uint32_t max);
void p6_pools_fini(struct pools *p);

/* Makes all records now; has room for more records; has another bound of them, for which
 * there is room. */
int p6_pools_preallocate(struct pools *p);
int p6_pools_widen(struct pools *p, uint32_t max);
void p6_pools_bound(struct pools *p, uint32_t max);

/* Takes a new list of pools; what is in use stays so, what rests goes on resting. Returns
 * 0, or PMIP6_ERR_NOMEM and nothing is changed, save what was forgotten to make room. */
struct pmip6_pool;
int p6_pools_configure(struct pools *p, const struct pmip6_pool *list, size_t count,
                       pmip6_time rest, pmip6_time now);

/* Whether a list of pools is one: home network prefixes, canonical, lengths in order, no
 * overlap. */
int p6_pools_valid(const struct pmip6_pool *list, size_t count);

/* The next free prefix, from the first pool that has one. Returns 0 or PMIP6_ERR_LIMIT,
 * or PMIP6_ERR_NOMEM. */
int p6_pools_take(struct pools *p, pmip6_time now, struct pmip6_prefix *prefix);

/* Takes this very prefix. `fixed` says that the taker may have one that is reserved, that
 * rests, or that is of no pool. Returns 0, PMIP6_ERR_NOT_FOUND where it is of no pool,
 * PMIP6_ERR_EXISTS where it is not free, PMIP6_ERR_NOMEM. Whether a fixed prefix of no
 * pool has shorter than itself in use around it is looked at, longer ones inside it are
 * the caller's to look for. */
int p6_pools_claim(struct pools *p, const struct pmip6_prefix *prefix, int fixed,
                   pmip6_time now);

/* Gives a prefix back; one that is not in use is passed over. */
void p6_pools_release(struct pools *p, const struct pmip6_prefix *prefix, pmip6_time now);

/* Holds a prefix for fixed claims, or no longer; from then on it rests anew. */
int p6_pools_reserve(struct pools *p, const struct pmip6_prefix *prefix);
int p6_pools_unreserve(struct pools *p, const struct pmip6_prefix *prefix,
                       pmip6_time now);

/* Whether longer prefixes are held inside one that a pool could give out. */
int p6_pools_hold_inside(const struct pools *p, const struct pmip6_prefix *prefix);

/* Whether a prefix is one that a pool could give out. */
int p6_pools_contain(const struct pools *p, const struct pmip6_prefix *prefix);

/* Prefixes of pools that are in use. */
uint32_t p6_pools_in_use(const struct pools *p);

uint64_t p6_pools_memory_needed(uint32_t max);

#endif
