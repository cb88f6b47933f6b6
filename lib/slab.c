/* SPDX-License-Identifier: MIT */
#include "slab.h"

#include <pmip6/types.h>
#include <string.h>

/* Records keep the alignment that the allocator gave the segment. */
static size_t aligned(size_t size)
{
    size_t unit = sizeof(uint64_t);
    return (size + unit - 1) & ~(unit - 1);
}

static uint32_t segment_shift(size_t record_size)
{
    uint32_t shift = 0;

    while (record_size << (shift + 1) <= P6_SEGMENT_SIZE)
        shift++;
    return shift;
}

static size_t segment_size(const struct slab *s)
{
    return s->record_size << s->shift;
}

int p6_slab_init(struct slab *s, struct memory *memory, size_t record_size, uint32_t max)
{
    memset(s, 0, sizeof *s);
    s->memory = memory;
    s->record_size = aligned(record_size);
    s->shift = segment_shift(s->record_size);
    s->max = max;
    return p6_directory_init(&s->segments, memory, (max >> s->shift) + 1);
}

void p6_slab_fini(struct slab *s)
{
    for (uint32_t i = 0; i < s->made >> s->shift; i++)
        p6_release(s->memory, p6_directory_at(&s->segments, i), segment_size(s));
    p6_directory_fini(&s->segments);
    s->made = 0;
}

static int grow(struct slab *s)
{
    void *segment = p6_allocate(s->memory, segment_size(s));

    if (!segment)
        return PMIP6_ERR_NOMEM;
    if (p6_directory_set(&s->segments, s->made >> s->shift, segment) < 0) {
        p6_release(s->memory, segment, segment_size(s));
        return PMIP6_ERR_NOMEM;
    }
    s->made += 1u << s->shift;
    return 0;
}

int p6_slab_reserve(struct slab *s)
{
    while (s->made < s->max) {
        if (grow(s) < 0)
            return PMIP6_ERR_NOMEM;
    }
    return 0;
}

int p6_slab_widen(struct slab *s, uint32_t max)
{
    return p6_directory_widen(&s->segments, (max >> s->shift) + 1);
}

uint32_t p6_slab_take(struct slab *s)
{
    uint32_t index = s->free_head;
    struct slab_head *head;
    uint32_t generation;

    if (s->count >= s->max)
        return P6_NONE;
    if (index == P6_NONE) {
        if (s->touched == s->made && grow(s) < 0)
            return P6_NONE;
        index = ++s->touched;
        head = p6_slab_at(s, index);
    } else {
        head = p6_slab_at(s, index);
        s->free_head = head->next_free;
    }
    generation = head->generation;
    memset(head, 0, s->record_size);
    head->generation = generation + 1;
    head->next_free = SLAB_LIVE;
    s->count++;
    return index;
}

void p6_slab_give(struct slab *s, uint32_t index)
{
    struct slab_head *head = p6_slab_at(s, index);

    head->next_free = s->free_head;
    s->free_head = index;
    s->count--;
}

uint32_t p6_slab_next(const struct slab *s, uint32_t index)
{
    while (++index <= s->touched) {
        if (p6_slab_is_live(s, index))
            return index;
    }
    return P6_NONE;
}

uint64_t p6_slab_memory_needed(size_t record_size, uint32_t max)
{
    size_t size = aligned(record_size);
    uint32_t shift = segment_shift(size);
    uint64_t segments = (max >> shift) + 1;
    uint64_t leaves = (segments >> P6_LEAF_SHIFT) + 1;

    return segments * ((uint64_t)size << shift) +
           leaves * (P6_LEAF_SLOTS + 1) * sizeof(void *);
}
