/* SPDX-License-Identifier: MIT */
#ifndef POOL_BED_H
#define POOL_BED_H

/* Pools for tests, whose sources are compiled again so that their look-ups are counted.
 */
#include "pool_internal.h"
#include "prefix.h"
#include "unit.h"

#include <pmip6/lma.h>
#include <string.h>

static struct memory m;
static struct pools p;

/* ---- work is counted in look-ups, not in time ---- */

static uint64_t look_ups;

#undef p6_index_first
uint32_t p6_index_first(const struct index *ix, uint32_t hash);

uint32_t counted_index_first(const struct index *ix, uint32_t hash)
{
    look_ups++;
    return p6_index_first(ix, hash);
}

static inline struct pmip6_prefix prefix(uint8_t a, uint8_t b, uint8_t length)
{
    struct pmip6_prefix made;

    memset(&made, 0, sizeof made);
    made.addr.octets[0] = 0x20;
    made.addr.octets[1] = 0x01;
    made.addr.octets[6] = a;
    made.addr.octets[7] = b;
    made.length = length;
    return made;
}

static inline void begin(uint8_t from, uint8_t length, pmip6_time rest)
{
    struct hash_key key = {1, 2};
    struct pmip6_pool list;

    memset(&list, 0, sizeof list);
    list.prefix = prefix(0, 0, from);
    list.length = length;
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_pools_init(&p, &m, key, 100000), 0);
    ck_assert_int_eq(p6_pools_configure(&p, &list, 1, rest, 0), 0);
}

static inline int take(struct pools *pools, pmip6_time now, struct pmip6_prefix *got)
{
    return p6_pools_take(pools, now, got);
}

/* The map of what is occupied is searched twice, by its height; what it finds is looked
 * for once, and the shorter prefixes around it. */
#define TAKE_COSTS 40u

static inline int cheap_take(pmip6_time now, struct pmip6_prefix *got)
{
    uint64_t before = look_ups;
    int rc = take(&p, now, got);

    ck_assert_uint_le(look_ups - before, TAKE_COSTS);
    return rc;
}

#endif
