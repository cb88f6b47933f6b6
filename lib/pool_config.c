/* SPDX-License-Identifier: MIT */
/*
 * Another list of pools while prefixes are in use. Every record is sorted anew: which
 * pool it is of, whose stray, and, where it rests, its place in that pool's list, which
 * stays in the order of time. Whatever needs memory comes first, so that nothing is half
 * done.
 */
#include "pool_internal.h"

#include "prefix.h"

#include <pmip6/lma.h>
#include <string.h>

int p6_pools_valid(const struct pmip6_pool *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pmip6_prefix canonical;

        if (list[i].length > 128 || list[i].length < list[i].prefix.length ||
            !p6_prefix_is_home(&list[i].prefix))
            return 0;
        canonical = p6_prefix_canonical(&list[i].prefix);
        if (!p6_prefix_equal(&canonical, &list[i].prefix))
            return 0;
        for (size_t j = 0; j < i; j++) {
            if (p6_prefix_overlaps(&list[i].prefix, &list[j].prefix))
                return 0;
        }
    }
    return 1;
}

static uint64_t size_of(const struct pmip6_pool *c)
{
    unsigned bits = (unsigned)c->length - c->prefix.length;
    return (uint64_t)1 << (bits < 63 ? bits : 63);
}

/* What a pool that was there already goes on with. */
static void inherit(struct pool *made, const struct pool *old, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (old[i].length == made->length &&
            p6_prefix_equal(&old[i].prefix, &made->prefix)) {
            made->cursor = old[i].cursor;
            made->peak = old[i].peak;
        }
    }
}

static void set_up(struct pool *made, const struct pmip6_pool *list, size_t count,
                   const struct pools *p)
{
    memset(made, 0, (count + 1) * sizeof *made);
    for (size_t i = 0; i < count; i++) {
        made[i].prefix = list[i].prefix;
        made[i].length = list[i].length;
        made[i].size = size_of(&list[i]);
        inherit(&made[i], p->list, p->list ? p->count : 0);
    }
}

/* The record that a held prefix inside a pool's is a stray of; P6_NONE for none. */
static uint32_t outer_of(const struct pools *p, const struct pool_record *e,
                         struct pmip6_prefix *outer)
{
    uint32_t pool = p6_is_held(e) ? p6_pool_around(p, &e->prefix) : p->count;

    if (pool == p->count)
        return P6_NONE;
    *outer = p6_prefix_of(&e->prefix.addr, p->list[pool].length);
    return p6_pool_find(p, outer);
}

/* Records that strays need under the new pools, at most. */
static uint32_t records_needed(const struct pools *p)
{
    uint32_t needed = 0;

    for (uint32_t r = p6_slab_next(&p->records, P6_NONE); r != P6_NONE;
         r = p6_slab_next(&p->records, r)) {
        struct pmip6_prefix outer = {.length = 0};

        if (outer_of(p, p6_pool_record(p, r), &outer) == P6_NONE && outer.length > 0)
            needed++;
    }
    return needed;
}

/* Makes the records that strays need under the new pools. */
static int make_records(struct pools *p)
{
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE); r != P6_NONE;
         r = p6_slab_next(&p->records, r)) {
        const struct pool_record *e = p6_pool_record(p, r);
        struct pmip6_prefix outer = {.length = 0};

        if (outer_of(p, e, &outer) == P6_NONE && outer.length > 0 &&
            p6_pool_make(p, &outer, P6_NONE) == P6_NONE)
            return PMIP6_ERR_NOMEM;
    }
    return 0;
}

static int is_empty(const struct pool_record *e)
{
    return !p6_is_held(e) && e->strays == 0 && !(e->use & RELEASED);
}

/* Takes back what make_records() made, which was not counted. */
static void drop_records(struct pools *p)
{
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE), next; r != P6_NONE; r = next) {
        next = p6_slab_next(&p->records, r);
        if (is_empty(p6_pool_record(p, r))) {
            p6_index_remove(&p->by_prefix, r);
            p6_slab_give(&p->records, r);
        }
    }
}

/* Counts each record where it is now; what was released is told apart later. */
static void assign(struct pools *p)
{
    p6_occupied_clear(&p->occupied);
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE); r != P6_NONE;
         r = p6_slab_next(&p->records, r)) {
        struct pool_record *e = p6_pool_record(p, r);
        struct pool *pool;

        p6_pool_count(p, r);
        if (p6_is_held(e))
            p6_pool_make_hole(p, &e->prefix);
        e->strays = 0;
        pool = &p->list[e->pool];
        if (e->use & IN_USE && ++pool->in_use > pool->peak)
            pool->peak = pool->in_use;
    }
}

static void count_strays(struct pools *p)
{
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE); r != P6_NONE;
         r = p6_slab_next(&p->records, r)) {
        struct pmip6_prefix outer;
        uint32_t o = outer_of(p, p6_pool_record(p, r), &outer);

        if (o != P6_NONE)
            p6_pool_record(p, o)->strays++;
    }
}

/* The longest released of all old lists, taken off its list; P6_NONE at the end. */
static uint32_t oldest_of(const struct pools *p, struct pool *old, uint32_t count)
{
    uint32_t best = P6_NONE;
    struct pool *from = NULL;

    for (uint32_t i = 0; i <= count; i++) {
        uint32_t r = old[i].oldest;

        if (r != P6_NONE &&
            (best == P6_NONE ||
             p6_pool_record(p, r)->released_at < p6_pool_record(p, best)->released_at)) {
            best = r;
            from = &old[i];
        }
    }
    if (from)
        from->oldest = p6_pool_record(p, best)->next;
    return best;
}

static void sort_released(struct pools *p, struct pool *old, uint32_t count)
{
    uint32_t r;

    while ((r = oldest_of(p, old, count)) != P6_NONE) {
        struct pool_record *e = p6_pool_record(p, r);

        e->use &= ~(uint32_t)RELEASED;
        if (e->strays == 0)
            p6_pool_list_append(p, r);
    }
}

/* What was only kept for strays that are in another pool now, or in none, rests from now
 * on. */
static void release_empty(struct pools *p, pmip6_time now)
{
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE), next; r != P6_NONE; r = next) {
        struct pool_record *e = p6_pool_record(p, r);

        next = p6_slab_next(&p->records, r);
        if (!is_empty(e))
            continue;
        e->released_at = now;
        if (e->use & GIVEN)
            p6_pool_list_append(p, r);
        else
            p6_pool_forget(p, r);
    }
    for (uint32_t i = 0; i <= p->count; i++)
        p6_pool_trim(p, i, now);
}

static void use(struct pools *p, struct pool *list, uint32_t count)
{
    p->list = list;
    p->count = count;
}

int p6_pools_configure(struct pools *p, const struct pmip6_pool *list, size_t count,
                       pmip6_time rest, pmip6_time now)
{
    struct pool *made = p6_allocate(p->memory, (count + 1) * sizeof *made);
    struct pool *old = p->list;
    uint32_t old_count = p->count, needed = 0;

    if (!made)
        return PMIP6_ERR_NOMEM;
    set_up(made, list, count, p);
    use(p, made, (uint32_t)count);
    /* What is forgotten to make room may have been one of those that are needed. */
    for (uint32_t more; (more = records_needed(p)) > needed; needed = more) {
        use(p, old, old_count);
        p6_pools_make_room(p, more);
        use(p, made, (uint32_t)count);
    }
    if (make_records(p) < 0) {
        use(p, old, old_count);
        drop_records(p);
        p6_release(p->memory, made, (count + 1) * sizeof *made);
        return PMIP6_ERR_NOMEM;
    }
    p->rest = rest;
    assign(p);
    count_strays(p);
    if (old) {
        sort_released(p, old, old_count);
        p6_release(p->memory, old, (old_count + (size_t)1) * sizeof *old);
    }
    release_empty(p, now);
    return 0;
}
