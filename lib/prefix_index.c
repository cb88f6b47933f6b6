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

/* Prefixes inside this one are of other lengths than an index can look up; they exist
 * only where prefixes of several lengths are in use, so a walk is in order. */
static uint32_t inside(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    uint32_t longer = 0;

    for (unsigned length = p->length + 1u; length <= 128; length++)
        longer += x->lengths[length];
    if (longer == 0)
        return P6_NONE;
    for (uint32_t i = p6_slab_next(&x->records, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&x->records, i)) {
        if (p6_prefix_overlaps(p, &p6_owned(x, i)->prefix))
            return p6_owned(x, i)->owner;
    }
    return P6_NONE;
}

uint32_t p6_owner_overlapping(const struct prefix_index *x, const struct pmip6_prefix *p)
{
    uint32_t owner = covering(x, &p->addr, p->length);
    return owner != P6_NONE ? owner : inside(x, p);
}
