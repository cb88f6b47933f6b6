/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include "prefix.h"

#include <pmip6/lma.h>
#include <string.h>

/* Released prefixes that are remembered at least, where the pool is large. */
#define REMEMBERED 1024u

enum use {
    RELEASED = 1,
    IN_USE = 2,
    RESERVED = 4 /* a flag beside the others */
};

struct pool_record {
    struct slab_head head;
    struct index_link by_prefix;
    pmip6_time released_at;
    uint32_t next; /* in the list of released ones */
    uint32_t prev;
    uint32_t use;
    uint32_t pool;
    struct pmip6_prefix prefix;
};

static struct pool_record *record_at(const struct pools *p, uint32_t index)
{
    return p6_slab_at(&p->records, index);
}

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
    return 0;
}

void p6_pools_fini(struct pools *p)
{
    p6_index_fini(&p->by_prefix);
    p6_slab_fini(&p->records);
    p6_release(p->memory, p->list, p->count * sizeof *p->list);
    p->list = NULL;
}

/* ---- prefixes and their numbers ---- */

static uint64_t size_of(const struct pmip6_pool *c)
{
    unsigned bits = (unsigned)c->length - c->prefix.length;
    return (uint64_t)1 << (bits < 63 ? bits : 63);
}

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

static int is_of(const struct pool *pool, const struct pmip6_prefix *prefix)
{
    return prefix->length == pool->length &&
           p6_prefix_holds(&pool->prefix, &prefix->addr);
}

static uint32_t hash_of(const struct pools *p, const struct pmip6_prefix *prefix)
{
    return p6_hash(p->key, prefix->addr.octets, sizeof prefix->addr.octets) +
           prefix->length;
}

static uint32_t find(const struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = p6_index_first(&p->by_prefix, hash_of(p, prefix));

    while (r != P6_NONE && !p6_prefix_equal(&record_at(p, r)->prefix, prefix))
        r = p6_index_next(&p->by_prefix, r);
    return r;
}

/* Whether a pool would give out parts of a prefix, or a prefix that it is a part of. */
static int crosses_a_pool(const struct pools *p, const struct pmip6_prefix *prefix)
{
    for (uint32_t i = 0; i < p->count; i++) {
        if (p6_prefix_overlaps(&p->list[i].prefix, prefix) &&
            prefix->length != p->list[i].length)
            return 1;
    }
    return 0;
}

static struct pool *pool_of(const struct pools *p, const struct pmip6_prefix *prefix)
{
    for (uint32_t i = 0; i < p->count; i++) {
        if (is_of(&p->list[i], prefix))
            return &p->list[i];
    }
    return NULL;
}

int p6_pools_contain(const struct pools *p, const struct pmip6_prefix *prefix)
{
    return pool_of(p, prefix) != NULL;
}

/* ---- the records ---- */

static void list_append(struct pools *p, uint32_t r)
{
    struct pool_record *e = record_at(p, r);

    e->next = P6_NONE;
    e->prev = p->newest;
    if (p->newest != P6_NONE)
        record_at(p, p->newest)->next = r;
    else
        p->oldest = r;
    p->newest = r;
    p->released++;
}

static void list_remove(struct pools *p, uint32_t r)
{
    struct pool_record *e = record_at(p, r);

    if (e->next != P6_NONE)
        record_at(p, e->next)->prev = e->prev;
    else
        p->newest = e->prev;
    if (e->prev != P6_NONE)
        record_at(p, e->prev)->next = e->next;
    else
        p->oldest = e->next;
    p->released--;
}

static uint32_t remember(struct pools *p, const struct pmip6_prefix *prefix,
                         uint32_t pool)
{
    uint32_t r = p6_slab_take(&p->records);
    struct pool_record *e;

    if (r == P6_NONE)
        return P6_NONE;
    e = record_at(p, r);
    e->prefix = *prefix;
    e->pool = pool;
    p6_index_insert(&p->by_prefix, r, hash_of(p, prefix));
    if (pool < p->count)
        p->list[pool].records++;
    return r;
}

static void forget(struct pools *p, uint32_t r)
{
    uint32_t pool = record_at(p, r)->pool;

    p6_index_remove(&p->by_prefix, r);
    if (pool < p->count)
        p->list[pool].records--;
    p6_slab_give(&p->records, r);
}

static void put_in_use(struct pools *p, uint32_t r)
{
    struct pool_record *e = record_at(p, r);

    if (e->use & RELEASED)
        list_remove(p, r);
    e->use = (e->use & RESERVED) | IN_USE;
    if (++p->in_use > p->peak)
        p->peak = p->in_use;
}

static int rested(const struct pools *p, const struct pool_record *e, pmip6_time now)
{
    return now - e->released_at >= p->rest;
}

/* Forgets the longest released, as long as more are remembered than the bound says and
 * the cursor finds others easily. */
static void trim(struct pools *p, pmip6_time now)
{
    uint32_t bound = p->peak > REMEMBERED ? p->peak : REMEMBERED;

    while (p->released > bound) {
        struct pool_record *e = record_at(p, p->oldest);
        uint32_t r = p->oldest;
        int known = e->pool < p->count;

        if (!rested(p, e, now))
            return;
        if (known && p->list[e->pool].records > p->list[e->pool].size >> 1)
            return;
        list_remove(p, r);
        forget(p, r);
    }
}

/* ---- taking and giving back ---- */

/* The next prefix at the cursor that has no record. */
static uint32_t take_unrecorded(struct pools *p, uint32_t number)
{
    struct pool *pool = &p->list[number];

    while (pool->records < pool->size) {
        struct pmip6_prefix candidate = nth(pool, pool->cursor);

        if (++pool->cursor == pool->size)
            pool->cursor = 0;
        if (find(p, &candidate) == P6_NONE)
            return remember(p, &candidate, number);
    }
    return P6_NONE;
}

/* The longest released prefix of a pool, if it has rested. */
static uint32_t take_released(struct pools *p, uint32_t number, pmip6_time now)
{
    for (uint32_t r = p->oldest; r != P6_NONE; r = record_at(p, r)->next) {
        const struct pool_record *e = record_at(p, r);

        if (!rested(p, e, now))
            return P6_NONE;
        if (e->pool == number && !(e->use & RESERVED))
            return r;
    }
    return P6_NONE;
}

int p6_pools_take(struct pools *p, pmip6_time now, uint32_t *pool,
                  struct pmip6_prefix *prefix)
{
    for (uint32_t i = *pool; i < p->count; i++) {
        int has_more = p->list[i].records < p->list[i].size;
        uint32_t r = has_more ? take_unrecorded(p, i) : P6_NONE;

        if (r == P6_NONE) /* all have been given out once, or no record can be made */
            r = take_released(p, i, now);
        if (r == P6_NONE && has_more)
            return PMIP6_ERR_NOMEM;
        if (r == P6_NONE)
            continue;
        put_in_use(p, r);
        *prefix = record_at(p, r)->prefix;
        *pool = i;
        return 0;
    }
    return PMIP6_ERR_LIMIT;
}

/* The number in its pool of the first prefix that begins after another ends; the pool's
 * size where there is none. */
static uint64_t number_after(const struct pool *pool, const struct pmip6_prefix *other)
{
    uint64_t n = 0;

    for (unsigned bit = pool->prefix.length; bit < pool->length; bit++)
        n = n << 1 | (other->addr.octets[bit / 8] >> (7 - bit % 8) & 1);
    if (other->length < pool->length)
        n |= ((uint64_t)1 << (pool->length - other->length)) - 1;
    return n + 1;
}

int p6_pools_pass_over(struct pools *p, const struct pmip6_prefix *taken,
                       const struct pmip6_prefix *other, pmip6_time now)
{
    uint32_t r = find(p, taken);
    struct pool_record *e = record_at(p, r);
    struct pool *pool = &p->list[e->pool];
    int at_the_end = other->length <= pool->prefix.length;

    p->in_use--;
    if (!at_the_end && pool->length - pool->prefix.length < 63)
        pool->cursor = number_after(pool, other);
    if (pool->cursor >= pool->size) {
        pool->cursor = 0;
        at_the_end = 1;
    }
    e->use &= (uint32_t)RESERVED;
    if (e->released_at == 0) { /* it was never given out */
        forget(p, r);
        return at_the_end;
    }
    e->use |= RELEASED;
    e->released_at = now;
    list_append(p, r);
    return at_the_end;
}

int p6_pools_claim(struct pools *p, const struct pmip6_prefix *prefix, int reserved,
                   pmip6_time now)
{
    struct pool *pool = pool_of(p, prefix);
    uint32_t r = find(p, prefix);

    if (r == P6_NONE) {
        if (!pool)
            return PMIP6_ERR_NOT_FOUND;
        r = remember(p, prefix, (uint32_t)(pool - p->list));
        if (r == P6_NONE)
            return PMIP6_ERR_NOMEM;
    } else {
        const struct pool_record *e = record_at(p, r);

        if (e->use & IN_USE || (e->use & RESERVED && !reserved))
            return PMIP6_ERR_EXISTS;
        if (e->use & RELEASED && !reserved && !rested(p, e, now))
            return PMIP6_ERR_EXISTS;
    }
    put_in_use(p, r);
    return 0;
}

void p6_pools_release(struct pools *p, const struct pmip6_prefix *prefix, pmip6_time now)
{
    uint32_t r = find(p, prefix);
    struct pool_record *e;

    if (r == P6_NONE)
        return;
    e = record_at(p, r);
    if (!(e->use & IN_USE))
        return;
    p->in_use--;
    e->use &= (uint32_t)RESERVED;
    if (e->use & RESERVED)
        return;
    if (e->pool >= p->count) {
        forget(p, r);
        return;
    }
    e->use = RELEASED;
    e->released_at = now;
    list_append(p, r);
    trim(p, now);
}

int p6_pools_reserve(struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = find(p, prefix);
    struct pool *pool = pool_of(p, prefix);

    if (crosses_a_pool(p, prefix))
        return PMIP6_ERR_INVALID;
    if (r == P6_NONE) {
        r = remember(p, prefix, pool ? (uint32_t)(pool - p->list) : UINT32_MAX);
        if (r == P6_NONE)
            return PMIP6_ERR_NOMEM;
    } else if (record_at(p, r)->use & RESERVED) {
        return PMIP6_ERR_EXISTS;
    } else if (record_at(p, r)->use & RELEASED) {
        list_remove(p, r);
        record_at(p, r)->use = 0;
    }
    record_at(p, r)->use |= RESERVED;
    return 0;
}

int p6_pools_unreserve(struct pools *p, const struct pmip6_prefix *prefix)
{
    uint32_t r = find(p, prefix);

    if (r == P6_NONE || !(record_at(p, r)->use & RESERVED))
        return PMIP6_ERR_NOT_FOUND;
    record_at(p, r)->use &= ~(uint32_t)RESERVED;
    if (!(record_at(p, r)->use & IN_USE))
        forget(p, r);
    return 0;
}

/* ---- configuration ---- */

int p6_pools_valid(const struct pmip6_pool *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pmip6_prefix canonical;

        if (list[i].length > 128 || list[i].length < list[i].prefix.length ||
            list[i].length == 0 || p6_prefix_is_zero(&list[i].prefix))
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

/* Which pool each record is of now, and how many each pool has. */
static void reassign(struct pools *p)
{
    for (uint32_t r = p6_slab_next(&p->records, P6_NONE), next; r != P6_NONE; r = next) {
        struct pool_record *e = record_at(p, r);
        struct pool *pool = pool_of(p, &e->prefix);

        next = p6_slab_next(&p->records, r);
        e->pool = pool ? (uint32_t)(pool - p->list) : UINT32_MAX;
        if (pool) {
            pool->records++;
        } else if (e->use & RELEASED) {
            list_remove(p, r);
            forget(p, r);
        }
    }
}

static uint64_t old_cursor(const struct pools *p, const struct pmip6_pool *c)
{
    for (uint32_t i = 0; i < p->count; i++) {
        if (p->list[i].length == c->length &&
            p6_prefix_equal(&p->list[i].prefix, &c->prefix))
            return p->list[i].cursor;
    }
    return 0;
}

int p6_pools_configure(struct pools *p, const struct pmip6_pool *list, size_t count,
                       pmip6_time rest)
{
    struct pool *made = NULL;

    if (count > 0) {
        made = p6_allocate(p->memory, count * sizeof *made);
        if (!made)
            return PMIP6_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        made[i].prefix = list[i].prefix;
        made[i].length = list[i].length;
        made[i].size = size_of(&list[i]);
        made[i].cursor = old_cursor(p, &list[i]);
    }
    p6_release(p->memory, p->list, p->count * sizeof *p->list);
    p->list = made;
    p->count = (uint32_t)count;
    p->rest = rest;
    reassign(p);
    return 0;
}
