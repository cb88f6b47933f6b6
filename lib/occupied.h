/* SPDX-License-Identifier: MIT */
#ifndef P6_OCCUPIED_H
#define P6_OCCUPIED_H

#include "index.h"
#include "siphash.h"

/*
 * Which numbers of some spaces are occupied, and the next one that is not: a tree of
 * bitmaps with 32 children a node, where only nodes with something in them exist, found
 * by hash. A number, or a block of 2^n numbers, is a bit; blocks may lie inside others.
 * A node all of whose children are occupied is a bit of its parent, so that whatever is
 * occupied is passed over in as many steps as the tree is high: 13 for 2^63 numbers.
 */

struct occupied {
    struct slab nodes;
    struct index by_place;
    struct hash_key key;
    uint32_t wide; /* blocks that are wider than a node of single numbers */
};

struct block {
    uint64_t first; /* a multiple of 2^bits */
    unsigned bits;
};

/* For so many blocks. */
int p6_occupied_init(struct occupied *o, struct memory *memory, struct hash_key key,
                     uint32_t max);
void p6_occupied_fini(struct occupied *o);
int p6_occupied_preallocate(struct occupied *o);
int p6_occupied_widen(struct occupied *o, uint32_t max);
void p6_occupied_bound(struct occupied *o, uint32_t max);
uint64_t p6_occupied_memory_needed(uint32_t max);

/* Nothing is occupied from now on. */
void p6_occupied_clear(struct occupied *o);

/* Occupies a block, or no longer; each is occupied once. Never fails: where there is no
 * memory it is not seen that the block is occupied, and it may be occupied later. */
void p6_occupy(struct occupied *o, uint32_t space, struct block b);
void p6_vacate(struct occupied *o, uint32_t space, struct block b);

/* The first number from `from` on, below `size`, that is in no occupied block; `size`
 * where there is none. */
uint64_t p6_next_vacant(const struct occupied *o, uint32_t space, uint64_t from,
                        uint64_t size);

#endif
