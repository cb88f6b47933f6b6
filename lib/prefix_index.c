/* SPDX-License-Identifier: MIT */
#include "prefix_index.h"

#include "prefix.h"

#include <string.h>

int p6_prefix_index_init(struct prefix_index *x, struct memory *memory,
                         struct hash_key key, uint32_t max)
{
    memset(x, 0, sizeof *x);
    x->key = key;
    if (p6_slab_init(&x->records, memory, sizeof(struct owned_prefix), max) < 0)
        return PMIP6_ERR_NOMEM;
    return p6_index_init(&x->by_prefix, &x->records,
                         offsetof(struct owned_prefix, by_prefix));
}

int p6_prefix_index_reserve(struct prefix_index *x)
{
    if (p6_slab_reserve(&x->records) < 0 || p6_index_reserve(&x->by_prefix) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

int p6_prefix_index_widen(struct prefix_index *x, uint32_t max)
{
    if (p6_slab_widen(&x->records, max) < 0 || p6_index_widen(&x->by_prefix, max) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

/* Also of one that was made in part. */
void p6_prefix_index_fini(struct prefix_index *x)
{
    if (x->by_prefix.records)
        p6_index_fini(&x->by_prefix);
    if (x->records.memory)
        p6_slab_fini(&x->records);
}

uint64_t p6_prefix_index_memory_needed(uint32_t max)
{
    return p6_slab_memory_needed(sizeof(struct owned_prefix), max) +
           p6_index_memory_needed(max);
}

/* ---- chains ---- */

int p6_prefixes_make(struct prefix_index *x, uint32_t owner,
                     const struct pmip6_prefix *prefixes, uint32_t count, uint32_t *first)
{
    *first = P6_NONE;
    while (count-- > 0) {
        uint32_t index = p6_slab_take(&x->records);
        struct owned_prefix *p;

        if (index == P6_NONE) {
            p6_prefixes_free(x, *first);
            *first = P6_NONE;
            return PMIP6_ERR_NOMEM;
        }
        p = p6_owned(x, index);
        p->prefix = prefixes[count];
        p->owner = owner;
        p->next = *first;
        *first = index;
    }
    return 0;
}

static uint32_t hash_of(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    return p6_hash(x->key, p->addr.octets, sizeof p->addr.octets) + p->length;
}

void p6_prefixes_insert(struct prefix_index *x, uint32_t first)
{
    for (uint32_t i = first; i != P6_NONE; i = p6_owned(x, i)->next) {
        const struct owned_prefix *p = p6_owned(x, i);

        p6_index_insert(&x->by_prefix, i, hash_of(x, &p->prefix));
        x->lengths[p->prefix.length]++;
    }
}

void p6_prefixes_remove(struct prefix_index *x, uint32_t first)
{
    for (uint32_t i = first; i != P6_NONE; i = p6_owned(x, i)->next) {
        p6_index_remove(&x->by_prefix, i);
        x->lengths[p6_owned(x, i)->prefix.length]--;
    }
}

void p6_prefixes_drop(struct prefix_index *x, uint32_t *first,
                      const struct pmip6_prefix *p)
{
    uint32_t *link = first;

    while (*link != P6_NONE && !p6_prefix_equal(&p6_owned(x, *link)->prefix, p))
        link = &p6_owned(x, *link)->next;
    if (*link != P6_NONE) {
        uint32_t gone = *link;

        *link = p6_owned(x, gone)->next;
        p6_owned(x, gone)->next = P6_NONE;
        p6_prefixes_remove(x, gone);
        p6_prefixes_free(x, gone);
    }
}

void p6_prefixes_free(struct prefix_index *x, uint32_t first)
{
    for (uint32_t i = first, next; i != P6_NONE; i = next) {
        next = p6_owned(x, i)->next;
        p6_slab_give(&x->records, i);
    }
}

/* ---- owners ---- */

uint32_t p6_owner_of_prefix(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    uint32_t i;

    if (x->lengths[p->length] == 0)
        return P6_NONE;
    i = p6_index_first(&x->by_prefix, hash_of(x, p));
    while (i != P6_NONE && !p6_prefix_equal(&p6_owned(x, i)->prefix, p))
        i = p6_index_next(&x->by_prefix, i);
    return i == P6_NONE ? P6_NONE : p6_owned(x, i)->owner;
}

/* Longest match first: one look-up for each length that is in use. */
static uint32_t covering(const struct prefix_index *x, const struct pmip6_addr *a,
                         unsigned longest)
{
    for (unsigned length = longest + 1; length-- > 0;) {
        struct pmip6_prefix p;
        uint32_t owner;

        if (x->lengths[length] == 0)
            continue;
        p = p6_prefix_of(a, (uint8_t)length);
        owner = p6_owner_of_prefix(x, &p);
        if (owner != P6_NONE)
            return owner;
    }
    return P6_NONE;
}

uint32_t p6_owner_of_address(const struct prefix_index *x, const struct pmip6_addr *a)
{
    return covering(x, a, 128);
}

/* Bits that a prefix may be longer, for all such prefixes to be looked up. */
#define FEW 10u

static uint32_t number_of_longer(const struct prefix_index *x, unsigned length)
{
    uint32_t sum = 0;

    while (++length <= 128)
        sum += x->lengths[length];
    return sum;
}

static void set_bit(struct pmip6_addr *a, unsigned bit)
{
    a->octets[bit / 8] |= (uint8_t)(0x80u >> bit % 8);
}

/* The owner of one of the prefixes of a length, a little longer, inside this one. */
static uint32_t inside_of_length(const struct prefix_index *x,
                                 const struct pmip6_prefix *p, unsigned length)
{
    for (uint32_t n = 0; n < 1u << (length - p->length); n++) {
        struct pmip6_prefix inner = {.addr = p->addr, .length = (uint8_t)length};
        uint32_t owner;

        for (unsigned bit = 0; n >> bit; bit++) {
            if (n >> bit & 1)
                set_bit(&inner.addr, length - 1 - bit);
        }
        owner = p6_owner_of_prefix(x, &inner);
        if (owner != P6_NONE)
            return owner;
    }
    return P6_NONE;
}

/* An index cannot look up what is longer and inside. Lengths that are little longer are
 * tried out; where others are in use, all prefixes are walked. */
static uint32_t inside(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    uint32_t owner = P6_NONE;
    unsigned length = p->length;

    while (owner == P6_NONE && ++length <= 128 && length <= p->length + FEW) {
        if (x->lengths[length])
            owner = inside_of_length(x, p, length);
    }
    if (owner != P6_NONE || number_of_longer(x, p->length + FEW) == 0)
        return owner;
    for (uint32_t i = p6_slab_next(&x->records, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&x->records, i)) {
        /* A chain that is being made is not to be found yet. */
        if (p6_prefix_overlaps(p, &p6_owned(x, i)->prefix))
            owner = p6_owner_of_prefix(x, &p6_owned(x, i)->prefix);
        if (owner != P6_NONE)
            return owner;
    }
    return P6_NONE;
}

uint32_t p6_owner_covering(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    return covering(x, &p->addr, p->length);
}

uint32_t p6_owner_overlapping(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    uint32_t owner = covering(x, &p->addr, p->length);
    return owner != P6_NONE ? owner : inside(x, p);
}
