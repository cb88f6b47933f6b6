/* SPDX-License-Identifier: MIT */
#ifndef P6_PREFIX_INDEX_H
#define P6_PREFIX_INDEX_H

#include "index.h"
#include "siphash.h"

#include <pmip6/types.h>

/*
 * Whose a home network prefix is: prefixes with their owners, sessions of an LMA or
 * attachments of a MAG, found by any address in them. The prefixes of one owner are a
 * chain in the order in which they were given.
 */

struct owned_prefix {
    struct slab_head head;
    struct index_link by_prefix;
    struct pmip6_prefix prefix;
    uint32_t owner;
    uint32_t next; /* of the same owner */
};

struct prefix_index {
    struct slab records;
    struct index by_prefix;
    struct hash_key key;
    uint32_t lengths[129]; /* prefixes of each length */
};

int p6_prefix_index_init(struct prefix_index *x, struct memory *memory,
                         struct hash_key key, uint32_t max);
int p6_prefix_index_reserve(struct prefix_index *x);
int p6_prefix_index_widen(struct prefix_index *x, uint32_t max);
void p6_prefix_index_fini(struct prefix_index *x);
uint64_t p6_prefix_index_memory_needed(uint32_t max);

static inline struct owned_prefix *p6_owned(const struct prefix_index *x, uint32_t index)
{
    return p6_slab_at(&x->records, index);
}

/* A chain of an owner's prefixes, not to be found yet. Returns 0 with its first, or
 * PMIP6_ERR_NOMEM. */
int p6_prefixes_make(struct prefix_index *x, uint32_t owner,
                     const struct pmip6_prefix *prefixes, uint32_t count,
                     uint32_t *first);

/* From now on they are found. Cannot fail. */
void p6_prefixes_insert(struct prefix_index *x, uint32_t first);

/* They are found no longer. */
void p6_prefixes_remove(struct prefix_index *x, uint32_t first);

/* One prefix leaves a chain, if it is in it. */
void p6_prefixes_drop(struct prefix_index *x, uint32_t *first,
                      const struct pmip6_prefix *p);

/* Frees a chain that is not to be found. */
void p6_prefixes_free(struct prefix_index *x, uint32_t first);

/* Owners: of this very prefix, of one that holds an address, of one that holds a whole
 * prefix, of one that overlaps; P6_NONE for none. The last may take time in proportion to
 * the prefixes there are, where some are much longer than this one. */
uint32_t p6_owner_of_prefix(const struct prefix_index *x, const struct pmip6_prefix *p);
uint32_t p6_owner_of_address(const struct prefix_index *x, const struct pmip6_addr *a);
uint32_t p6_owner_covering(const struct prefix_index *x, const struct pmip6_prefix *p);
uint32_t p6_owner_overlapping(const struct prefix_index *x, const struct pmip6_prefix *p);

#endif
