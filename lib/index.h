/* SPDX-License-Identifier: MIT */
#ifndef P6_INDEX_H
#define P6_INDEX_H

#include "slab.h"

/*
 * A hash index over the records of a slab: linear hashing, so that it grows and shrinks
 * one bucket at a time and never stalls to move everything. The chain runs through a
 * struct index_link inside each record; a record may be in several indexes by several
 * links. The caller hashes and compares keys.
 */

struct index_link {
    uint32_t next; /* record after this one in its bucket */
    uint32_t hash;
};

struct index {
    struct memory *memory;
    const struct slab *records;
    struct directory segments; /* of bucket heads */
    size_t link_offset;
    uint32_t mask;    /* buckets of the finished round, less 1 */
    uint32_t split;   /* buckets of that round that are split already */
    uint32_t made;    /* buckets that segments exist for */
    uint32_t reserve; /* buckets that are never given back */
    uint32_t count;
};

int p6_index_init(struct index *ix, const struct slab *records, size_t link_offset);
void p6_index_fini(struct index *ix);

/* Makes the buckets for all records of the slab now. */
int p6_index_reserve(struct index *ix);

/* Can hold so many well from now on. */
int p6_index_widen(struct index *ix, uint32_t max);

/* Never fails: where growth gets no memory, chains grow longer. */
void p6_index_insert(struct index *ix, uint32_t record, uint32_t hash);
void p6_index_remove(struct index *ix, uint32_t record);

/* Records whose keys hash to `hash`, one after the other; P6_NONE at the end. */
uint32_t p6_index_first(const struct index *ix, uint32_t hash);
uint32_t p6_index_next(const struct index *ix, uint32_t record);

uint64_t p6_index_memory_needed(uint32_t max);

#endif
