/* SPDX-License-Identifier: MIT */
#ifndef P6_POOL_INTERNAL_H
#define P6_POOL_INTERNAL_H

/* The records of the pools, as pool.c keeps them and pool_config.c sorts them anew. */

#include "pool.h"

enum use {
    RELEASED = 1, /* in its pool's list of released ones */
    IN_USE = 2,
    RESERVED = 4, /* beside the others */
    GIVEN = 8     /* was in use once */
};

struct pool_record {
    struct slab_head head;
    struct index_link by_prefix;
    pmip6_time released_at;
    uint32_t next; /* in the list of released ones */
    uint32_t prev;
    uint32_t use;
    uint32_t pool;
    uint32_t strays; /* held prefixes inside it that are longer */
    struct pmip6_prefix prefix;
};

static inline struct pool_record *p6_pool_record(const struct pools *p, uint32_t index)
{
    return p6_slab_at(&p->records, index);
}

static inline int p6_is_held(const struct pool_record *e)
{
    return (e->use & (IN_USE | RESERVED)) != 0;
}

/* The pool that could give a prefix out, and the one that could give out what it lies in;
 * the number of pools where there is none. */
uint32_t p6_pool_of(const struct pools *p, const struct pmip6_prefix *prefix);
uint32_t p6_pool_around(const struct pools *p, const struct pmip6_prefix *prefix);

/* The record of a prefix, P6_NONE for none; a new one, P6_NONE without memory, that is
 * not counted in its pool yet. What it is made for is not forgotten to make room. */
uint32_t p6_pool_find(const struct pools *p, const struct pmip6_prefix *prefix);
uint32_t p6_pool_make(struct pools *p, const struct pmip6_prefix *prefix, uint32_t keep);
void p6_pool_count(struct pools *p, uint32_t r);
void p6_pool_forget(struct pools *p, uint32_t r);

/* A prefix that is held is a hole in the pools that overlap it. */
void p6_pool_make_hole(struct pools *p, const struct pmip6_prefix *hole);

/* The list of released prefixes of a record's pool. */
void p6_pool_list_append(struct pools *p, uint32_t r);

/* Forgets released prefixes until there is room for so many records, or none is left. */
void p6_pools_make_room(struct pools *p, uint32_t records);

/* Forgets what need not be remembered of a pool's released prefixes. */
void p6_pool_trim(struct pools *p, uint32_t number, pmip6_time now);

#endif
