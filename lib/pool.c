/* SPDX-License-Identifier: MIT */
#include "pool_internal.h"

#include "prefix.h"

#include <string.h>

/* Released prefixes that are remembered at least, where the pool is large. */
#define REMEMBERED 1024u

int p6_pools_init(struct pools *p, struct memory *memory, struct hash_key key,
                  uint32_t max)
{
    memset(p, 0, sizeof *p);
    p->memory = memory;
    p->key = key;
    if (p6_slab_init(&p->records, memory, sizeof(struct pool_record), max) < 0)
        return PMIP6_ERR_NOMEM;
    if (p6_index_init(&p->by_prefix, &p->records,
                      offsetof(struct pool_record, by_prefix)) < 0) {
        p6_slab_fini(&p->records);
        return PMIP6_ERR_NOMEM;
    }
    if (p6_occupied_init(&p->occupied, memory, key, max) < 0) {
        p6_index_fini(&p->by_prefix);
        p6_slab_fini(&p->records);
        return PMIP6_ERR_NOMEM;
    }
    return 0;
}

void p6_pools_fini(struct pools *p)
{
    p6_occupied_fini(&p->occupied);
    p6_index_fini(&p->by_prefix);
    p6_slab_fini(&p->records);
    if (p->list)
        p6_release(p->memory, p->list, (p->count + (size_t)1) * sizeof *p->list);
    p->list = NULL;
}

int p6_pools_preallocate(struct pools *p)
{
    int rc = p6_slab_reserve(&p->records);

    if (rc == 0)
        rc = p6_index_reserve(&p->by_prefix);
    return rc < 0 ? rc : p6_occupied_preallocate(&p->occupied);
}

int p6_pools_widen(struct pools *p, uint32_t max)
{
    int rc = p6_slab_widen(&p->records, max);

    if (rc == 0)
        rc = p6_index_widen(&p->by_prefix, max);
    return rc < 0 ? rc : p6_occupied_widen(&p->occupied, max);
}

void p6_pools_bound(struct pools *p, uint32_t max)
{
    p6_slab_bound(&p->records, max);
    p6_occupied_bound(&p->occupied, max);
}

uint64_t p6_pools_memory_needed(uint32_t max)
{
    return p6_slab_memory_needed(sizeof(struct pool_record), max) +
           p6_index_memory_needed(max) + p6_occupied_memory_needed(max);
}

uint32_t p6_pools_in_use(const struct pools *p)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < p->count; i++)
        sum += p->list[i].in_use;
    return sum;
}

/* ---- prefixes and their numbers ---- */

/* The n-th prefix of a pool: its number stands in the bits before the prefix's end. */
static struct pmip6_prefix nth(const struct pool *pool, uint64_t n)
{
    struct pmip6_prefix p = {.addr = pool->prefix.addr, .length = pool->length};

    for (unsigned bit = pool->length; n && bit > 0; bit--, n >>= 1) {
        if (n & 1)
            p.addr.octets[(bit - 1) / 8] |= (uint8_t)(0x80u >> (bit - 1) % 8);
    }
    return p;
}

/* The numbers of a pool that a prefix has, one of the pool's length or a shorter one: 0
 * for none. A pool of more than 2^63 has numbers for the first of them only. */
static int numbers_of(const struct pool *pool, const struct pmip6_prefix *prefix,
                      struct block *b)
{
    unsigned bits = (unsigned)pool->length - pool->prefix.length;
    struct pmip6_prefix all = {.addr = pool->prefix.addr};
    unsigned bit;

    bits = bits < 63 ? bits : 63;
    all.length = (uint8_t)(pool->length - bits);
    if (prefix->length > pool->length || !p6_prefix_overlaps(&all, prefix))
        return 0;
    b->first = 0;
    for (bit = all.length; bit < prefix->length; bit++)
        b->first = b->first << 1 | (prefix->addr.octets[bit / 8] >> (7 - bit % 8) & 1);
    b->bits = pool->length - bit;
    b->first <<= b->bits;
    return 1;
}

uint32_t p6_pool_of(const struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t i = 0;

    while (i < p->count && !(prefix->length == p->list[i].length &&
                             p6_prefix_holds(&p->list[i].prefix, &prefix->addr)))
        i++;
    return i;
}

uint32_t p6_pool_around(const struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t i = 0;

    while (i < p->count && !(prefix->length > p->list[i].length &&
                             p6_prefix_holds(&p->list[i].prefix, &prefix->addr)))
        i++;
    return i;
}

int p6_pools_contain(const struct pools *p, const struct pmip6_prefix *prefix)
{
    return p6_pool_of(p, prefix) < p->count;
}

static uint32_t hash_of(const struct pools *p, const struct pmip6_prefix *prefix)
{
    return p6_hash(p->key, prefix->addr.octets, sizeof prefix->addr.octets) +
           prefix->length;
}

uint32_t p6_pool_find(const struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = p6_index_first(&p->by_prefix, hash_of(p, prefix));

    while (r != P6_NONE && !p6_prefix_equal(&p6_pool_record(p, r)->prefix, prefix))
        r = p6_index_next(&p->by_prefix, r);
    return r;
}

/* ---- the records ---- */

void p6_pool_list_append(struct pools *p, uint32_t r)
{
    struct pool_record *e = p6_pool_record(p, r);
    struct pool *pool = &p->list[e->pool];

    e->next = P6_NONE;
    e->prev = pool->newest;
    if (pool->newest != P6_NONE)
        p6_pool_record(p, pool->newest)->next = r;
    else
        pool->oldest = r;
    pool->newest = r;
    pool->released++;
    e->use |= RELEASED;
}

static void list_remove(struct pools *p, uint32_t r)
{
    struct pool_record *e = p6_pool_record(p, r);
    struct pool *pool = &p->list[e->pool];

    if (!(e->use & RELEASED))
        return;
    if (e->next != P6_NONE)
        p6_pool_record(p, e->next)->prev = e->prev;
    else
        pool->newest = e->prev;
    if (e->prev != P6_NONE)
        p6_pool_record(p, e->prev)->next = e->next;
    else
        pool->oldest = e->next;
    pool->released--;
    e->use &= ~(uint32_t)RELEASED;
}

/* The cursor of a pool passes over a record's prefix, or over all within a hole. */
static void occupy(struct pools *p, uint32_t number, const struct pmip6_prefix *prefix)
{
    struct block b;

    if (numbers_of(&p->list[number], prefix, &b))
        p6_occupy(&p->occupied, number, b);
}

static void vacate(struct pools *p, uint32_t number, const struct pmip6_prefix *prefix)
{
    struct block b;

    p->list[number].used_up = 0;
    if (numbers_of(&p->list[number], prefix, &b))
        p6_vacate(&p->occupied, number, b);
}

/* The pool whose longest released prefix is missed least: those of no pool nobody waits
 * for; else where most others go out before the cursor comes to it again. */
static uint32_t oldest_least_missed(const struct pools *p, uint32_t keep)
{
    uint32_t found = P6_NONE;
    uint64_t most = 0;

    for (uint32_t i = 0; i <= p->count; i++) {
        const struct pool *pool = &p->list[i];
        uint64_t others = i == p->count ? UINT64_MAX : pool->size - pool->records;
        uint32_t r = pool->oldest;

        if (r != P6_NONE && r == keep)
            r = p6_pool_record(p, r)->next;
        if (r == P6_NONE || (found != P6_NONE && others <= most))
            continue;
        found = r;
        most = others;
    }
    return found;
}

static int make_room(struct pools *p, uint32_t keep)
{
    uint32_t r = oldest_least_missed(p, keep);

    if (r != P6_NONE)
        p6_pool_forget(p, r);
    return r != P6_NONE;
}

void p6_pools_make_room(struct pools *p, uint32_t records)
{
    while ((uint64_t)p->records.count + records > p->records.max && make_room(p, P6_NONE))
        continue;
}

/* Where there is no room for a record, a released prefix is forgotten for it, also one
 * that rests. */
uint32_t p6_pool_make(struct pools *p, const struct pmip6_prefix *prefix, uint32_t keep)
{
    uint32_t r = p6_slab_take(&p->records);

    while (r == P6_NONE && make_room(p, keep))
        r = p6_slab_take(&p->records);
    if (r == P6_NONE)
        return P6_NONE;
    p6_pool_record(p, r)->prefix = *prefix;
    p6_index_insert(&p->by_prefix, r, hash_of(p, prefix));
    return r;
}

void p6_pool_count(struct pools *p, uint32_t r)
{
    struct pool_record *e = p6_pool_record(p, r);

    e->pool = p6_pool_of(p, &e->prefix);
    p->list[e->pool].records++;
    if (e->pool < p->count)
        occupy(p, e->pool, &e->prefix);
}

static uint32_t remember(struct pools *p, const struct pmip6_prefix *prefix,
                         uint32_t keep)
{
    uint32_t r = p6_pool_make(p, prefix, keep);

    if (r != P6_NONE)
        p6_pool_count(p, r);
    return r;
}

void p6_pool_forget(struct pools *p, uint32_t r)
{
    const struct pool_record *e = p6_pool_record(p, r);

    list_remove(p, r);
    p->list[e->pool].records--;
    if (e->pool < p->count)
        vacate(p, e->pool, &e->prefix);
    p6_index_remove(&p->by_prefix, r);
    p6_slab_give(&p->records, r);
}

static int has_rested(const struct pools *p, const struct pool_record *e, pmip6_time now)
{
    return now - e->released_at >= p->rest;
}

/* Of a pool's released prefixes, the most recent ones are remembered, up to a bound, as
 * long as the cursor finds others easily; of those of no pool, only what rests. */
void p6_pool_trim(struct pools *p, uint32_t number, pmip6_time now)
{
    struct pool *pool = &p->list[number];
    uint32_t bound = pool->peak > REMEMBERED ? pool->peak : REMEMBERED;

    if (number == p->count)
        bound = 0;
    while (pool->released > bound) {
        if (!has_rested(p, p6_pool_record(p, pool->oldest), now) ||
            (bound && pool->records > pool->size >> 1))
            return;
        p6_pool_forget(p, pool->oldest);
    }
}

/* A record that nobody holds any more: it rests, or is forgotten where it was never in
 * use. */
static void settle(struct pools *p, uint32_t r, pmip6_time now)
{
    struct pool_record *e = p6_pool_record(p, r);
    uint32_t pool = e->pool;

    if (p6_is_held(e) || e->strays || e->use & RELEASED)
        return;
    if (!(e->use & GIVEN)) {
        p6_pool_forget(p, r);
        return;
    }
    e->released_at = now;
    p6_pool_list_append(p, r);
    p6_pool_trim(p, pool, now);
}

/* ---- holding ---- */

/* The pool's prefix that a longer one, of this record, lies in is not free from now on.
 */
static int add_stray(struct pools *p, uint32_t stray)
{
    const struct pmip6_prefix *inner = &p6_pool_record(p, stray)->prefix;
    uint32_t pool = p6_pool_around(p, inner), r;
    struct pmip6_prefix outer;

    if (pool == p->count)
        return 0;
    outer = p6_prefix_of(&inner->addr, p->list[pool].length);
    r = p6_pool_find(p, &outer);
    if (r == P6_NONE)
        r = remember(p, &outer, stray);
    if (r == P6_NONE)
        return PMIP6_ERR_NOMEM;
    list_remove(p, r);
    p6_pool_record(p, r)->strays++;
    return 0;
}

static void remove_stray(struct pools *p, const struct pmip6_prefix *inner,
                         pmip6_time now)
{
    uint32_t pool = p6_pool_around(p, inner), r;
    struct pmip6_prefix outer;

    if (pool == p->count)
        return;
    outer = p6_prefix_of(&inner->addr, p->list[pool].length);
    r = p6_pool_find(p, &outer);
    p6_pool_record(p, r)->strays--;
    p6_pool_record(p, r)->use |= GIVEN; /* addresses of it were in use */
    settle(p, r, now);
}

void p6_pool_make_hole(struct pools *p, const struct pmip6_prefix *hole)
{
    for (uint32_t i = 0; i < p->count; i++) {
        struct pool *pool = &p->list[i];

        if (hole->length >= pool->length || !p6_prefix_overlaps(hole, &pool->prefix))
            continue;
        if (hole->length <= pool->prefix.length)
            pool->around++;
        else
            occupy(p, i, hole);
    }
}

static void fill_hole(struct pools *p, const struct pmip6_prefix *hole)
{
    for (uint32_t i = 0; i < p->count; i++) {
        struct pool *pool = &p->list[i];

        if (hole->length >= pool->length || !p6_prefix_overlaps(hole, &pool->prefix))
            continue;
        if (hole->length <= pool->prefix.length)
            pool->around--;
        else
            vacate(p, i, hole);
    }
}

/* A record is in use or reserved from now on; PMIP6_ERR_NOMEM changes nothing. */
static int hold(struct pools *p, uint32_t r, enum use use)
{
    struct pool_record *e = p6_pool_record(p, r);
    struct pool *pool;

    if (!p6_is_held(e)) {
        if (add_stray(p, r) < 0)
            return PMIP6_ERR_NOMEM;
        p->held[e->prefix.length]++;
        p6_pool_make_hole(p, &e->prefix);
    }
    list_remove(p, r);
    e->use |= use;
    pool = &p->list[e->pool];
    if (use == IN_USE && ++pool->in_use > pool->peak)
        pool->peak = pool->in_use;
    return 0;
}

static void let_go(struct pools *p, uint32_t r, enum use use, pmip6_time now)
{
    struct pool_record *e = p6_pool_record(p, r);

    e->use &= ~(uint32_t)use;
    if (use == IN_USE)
        p->list[e->pool].in_use--;
    if (!p6_is_held(e)) {
        p->held[e->prefix.length]--;
        fill_hole(p, &e->prefix);
        remove_stray(p, &e->prefix, now);
    }
    settle(p, r, now);
}

/* The record of a shorter prefix around this one that is held in one of these ways:
 * P6_NONE for none. */
static uint32_t hole_around(const struct pools *p, const struct pmip6_prefix *prefix,
                            uint32_t uses)
{
    for (uint8_t length = 0; length < prefix->length; length++) {
        struct pmip6_prefix outer;
        uint32_t r;

        if (p->held[length] == 0)
            continue;
        outer = p6_prefix_of(&prefix->addr, length);
        r = p6_pool_find(p, &outer);
        if (r != P6_NONE && p6_pool_record(p, r)->use & uses)
            return r;
    }
    return P6_NONE;
}

int p6_pools_hold_inside(const struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = p6_pool_find(p, prefix);
    return r != P6_NONE && p6_pool_record(p, r)->strays > 0;
}

/* ---- taking and giving back ---- */

/* Whether a record, or a hole, is at a number after all: there was no memory to mark it.
 * Then it is marked, and `n` is the number after it. */
static int is_unmarked(struct pools *p, uint32_t number, uint64_t *n,
                       const struct pmip6_prefix *candidate)
{
    uint32_t r = hole_around(p, candidate, IN_USE | RESERVED);
    const struct pmip6_prefix *in_the_way;
    struct block b;

    if (r == P6_NONE)
        r = p6_pool_find(p, candidate);
    if (r == P6_NONE)
        return 0;
    in_the_way = &p6_pool_record(p, r)->prefix;
    occupy(p, number, in_the_way);
    if (numbers_of(&p->list[number], in_the_way, &b))
        *n = b.first + ((uint64_t)1 << b.bits);
    return 1;
}

/* The next prefix at the cursor that has no record and lies in no hole: to the end of the
 * pool, then once more from its beginning. */
static int next_unrecorded(struct pools *p, uint32_t number, uint32_t *r)
{
    struct pool *pool = &p->list[number];
    uint64_t n = pool->cursor;
    int rounds = 0;

    while (!pool->used_up && pool->records < pool->size && rounds < 2) {
        struct pmip6_prefix candidate;

        n = p6_next_vacant(&p->occupied, number, n, pool->size);
        if (n >= pool->size) {
            rounds++;
            n = 0;
            continue;
        }
        candidate = nth(pool, n);
        if (is_unmarked(p, number, &n, &candidate))
            continue;
        pool->cursor = n + 1 < pool->size ? n + 1 : 0;
        *r = remember(p, &candidate, P6_NONE);
        return *r == P6_NONE ? PMIP6_ERR_NOMEM : 0;
    }
    pool->used_up = 1;
    return PMIP6_ERR_LIMIT;
}

/* The longest released prefix of a pool, if it has rested. One that a hole has come
 * around since is nobody's to give out, and forgotten: the cursor would find it again. */
static int oldest_released(struct pools *p, uint32_t number, pmip6_time now, uint32_t *r)
{
    struct pool *pool = &p->list[number];

    while (pool->oldest != P6_NONE) {
        const struct pool_record *e = p6_pool_record(p, pool->oldest);

        if (!has_rested(p, e, now))
            break;
        *r = pool->oldest;
        if (hole_around(p, &e->prefix, IN_USE | RESERVED) == P6_NONE)
            return 0;
        p6_pool_forget(p, *r);
    }
    return PMIP6_ERR_LIMIT;
}

int p6_pools_take(struct pools *p, pmip6_time now, struct pmip6_prefix *prefix)
{
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t r = P6_NONE;
        int made;

        if (p->list[i].around)
            continue;
        made = next_unrecorded(p, i, &r);
        /* All have been given out once, or no record can be made. */
        if (made < 0 && oldest_released(p, i, now, &r) < 0) {
            if (made == PMIP6_ERR_NOMEM)
                return made;
            continue;
        }
        *prefix = p6_pool_record(p, r)->prefix;
        return hold(p, r, IN_USE); /* on a pool's grid: it is nobody's stray */
    }
    return PMIP6_ERR_LIMIT;
}

/* Whether what is known of a prefix allows it to be taken. */
static int is_free(const struct pools *p, const struct pool_record *e, int fixed,
                   pmip6_time now)
{
    if (e->use & IN_USE || e->strays)
        return 0;
    return fixed ||
           (!(e->use & RESERVED) && (!(e->use & RELEASED) || has_rested(p, e, now)));
}

int p6_pools_claim(struct pools *p, const struct pmip6_prefix *prefix, int fixed,
                   pmip6_time now)
{
    uint32_t r = p6_pool_find(p, prefix);

    if (!fixed && !p6_pools_contain(p, prefix))
        return PMIP6_ERR_NOT_FOUND;
    if (hole_around(p, prefix, fixed ? IN_USE : IN_USE | RESERVED) != P6_NONE ||
        (r != P6_NONE && !is_free(p, p6_pool_record(p, r), fixed, now)))
        return PMIP6_ERR_EXISTS;
    if (r == P6_NONE)
        r = remember(p, prefix, P6_NONE);
    if (r == P6_NONE)
        return PMIP6_ERR_NOMEM;
    if (hold(p, r, IN_USE) == 0)
        return 0;
    settle(p, r, now);
    return PMIP6_ERR_NOMEM;
}

void p6_pools_release(struct pools *p, const struct pmip6_prefix *prefix, pmip6_time now)
{
    uint32_t r = p6_pool_find(p, prefix);

    if (r == P6_NONE || !(p6_pool_record(p, r)->use & IN_USE))
        return;
    p6_pool_record(p, r)->use |= GIVEN;
    let_go(p, r, IN_USE, now);
}

int p6_pools_reserve(struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = p6_pool_find(p, prefix);
    int rc;

    if (r != P6_NONE && p6_pool_record(p, r)->use & RESERVED)
        return PMIP6_ERR_EXISTS;
    if (r == P6_NONE)
        r = remember(p, prefix, P6_NONE);
    if (r == P6_NONE)
        return PMIP6_ERR_NOMEM;
    rc = hold(p, r, RESERVED);
    if (rc < 0)
        settle(p, r, p6_pool_record(p, r)->released_at);
    return rc;
}

int p6_pools_unreserve(struct pools *p, const struct pmip6_prefix *prefix, pmip6_time now)
{
    uint32_t r = p6_pool_find(p, prefix);

    if (r == P6_NONE || !(p6_pool_record(p, r)->use & RESERVED))
        return PMIP6_ERR_NOT_FOUND;
    let_go(p, r, RESERVED, now);
    return 0;
}
