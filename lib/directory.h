/* SPDX-License-Identifier: MIT */
#ifndef P6_DIRECTORY_H
#define P6_DIRECTORY_H

#include "memory.h"

/*
 * A two-level directory of segments: what would be one growing array of pointers, without
 * a block that grows. The root is sized for the most segments there can be and made once;
 * a leaf is made when its first segment comes.
 */

#define P6_LEAF_SHIFT 10u
#define P6_LEAF_SLOTS (1u << P6_LEAF_SHIFT)

struct directory {
    struct memory *memory;
    void ***root;
    uint32_t leaves;
};

/* Returns 0, or PMIP6_ERR_NOMEM. */
int p6_directory_init(struct directory *d, struct memory *memory, uint32_t max_segments);

/* Makes room for so many, if it has not. Returns 0, or PMIP6_ERR_NOMEM with all as it was. */
int p6_directory_widen(struct directory *d, uint32_t max_segments);

/* Frees the directory; its segments are the owner's. */
void p6_directory_fini(struct directory *d);

/* Puts a segment into a slot. Returns 0, or PMIP6_ERR_NOMEM. */
int p6_directory_set(struct directory *d, uint32_t slot, void *segment);

/* The segment in a slot; the slot was set before. */
static inline void *p6_directory_at(const struct directory *d, uint32_t slot)
{
    return d->root[slot >> P6_LEAF_SHIFT][slot & (P6_LEAF_SLOTS - 1)];
}

#endif
