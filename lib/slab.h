/* SPDX-License-Identifier: MIT */
#ifndef P6_SLAB_H
#define P6_SLAB_H

#include "directory.h"

/*
 * Records of one size, named by 32-bit indices instead of pointers, in segments of at
 * most 16 KiB. A record begins with a struct slab_head. Indices start at 1; P6_NONE is
 * none.
 */

#define P6_NONE 0u

struct slab_head {
    uint32_t next_free;  /* SLAB_LIVE while the record is in use */
    uint32_t generation; /* one more with each use: tells a reused index from its past */
};

#define SLAB_LIVE 0xffffffffu

struct slab {
    struct memory *memory;
    struct directory segments;
    size_t record_size;
    uint32_t shift;     /* log2 of the records in a segment */
    uint32_t max;       /* most records */
    uint32_t made;      /* records that segments exist for */
    uint32_t touched;   /* records that were ever in use: 1 to touched */
    uint32_t count;     /* records in use */
    uint32_t free_head; /* first free record among the touched */
};

int p6_slab_init(struct slab *s, struct memory *memory, size_t record_size, uint32_t max);
void p6_slab_fini(struct slab *s);

/* Makes room for all records now. Returns 0, or PMIP6_ERR_NOMEM with what was made kept.
 */
int p6_slab_reserve(struct slab *s);

/* Can hold so many from now on. Returns 0, or PMIP6_ERR_NOMEM with `max` as it was. */
int p6_slab_widen(struct slab *s, uint32_t max);

/* Another bound, for which there is room. With more in use than that, none is given out
 * until they are fewer. */
static inline void p6_slab_bound(struct slab *s, uint32_t max)
{
    s->max = max;
}

/* Takes a record, zero but for its head. P6_NONE where there is no room or no memory. */
uint32_t p6_slab_take(struct slab *s);

/* Gives a record back. */
void p6_slab_give(struct slab *s, uint32_t index);

/* The next record in use after `index` in index order, P6_NONE at the end. */
uint32_t p6_slab_next(const struct slab *s, uint32_t index);

static inline void *p6_slab_at(const struct slab *s, uint32_t index)
{
    uint32_t i = index - 1;
    uint8_t *segment = p6_directory_at(&s->segments, i >> s->shift);

    return segment + (size_t)(i & ((1u << s->shift) - 1)) * s->record_size;
}

/* Whether an index from anywhere names a record in use. */
static inline int p6_slab_is_live(const struct slab *s, uint32_t index)
{
    const struct slab_head *head;

    if (index == P6_NONE || index > s->touched)
        return 0;
    head = p6_slab_at(s, index);
    return head->next_free == SLAB_LIVE;
}

/* Octets for `max` records at most, for telling beforehand. */
uint64_t p6_slab_memory_needed(size_t record_size, uint32_t max);

#endif
