/* SPDX-License-Identifier: MIT */
/*
 * Linear hashing (Litwin): with 2^n buckets in the finished round and `split` of them
 * split already, a hash falls into bucket hash mod 2^n, or mod 2^(n+1) where that one is
 * split. Each insertion above one record a bucket splits one bucket, each removal below a
 * quarter joins up to four.
 */
#include "index.h"

#include <pmip6/types.h>
#include <string.h>

#define HEADS_SHIFT  10u
#define HEADS        (1u << HEADS_SHIFT)
#define SEGMENT_SIZE (HEADS * sizeof(uint32_t))
#define FIRST_MASK   15u

static struct index_link *link_of(const struct index *ix, uint32_t record)
{
    uint8_t *at = p6_slab_at(ix->records, record);
    return (struct index_link *)(void *)(at + ix->link_offset);
}

static uint32_t *head(const struct index *ix, uint32_t bucket)
{
    uint32_t *segment = p6_directory_at(&ix->segments, bucket >> HEADS_SHIFT);
    return segment + (bucket & (HEADS - 1));
}

static uint32_t bucket_of(const struct index *ix, uint32_t hash)
{
    uint32_t bucket = hash & ix->mask;

    if (bucket < ix->split)
        bucket = hash & (2 * ix->mask + 1);
    return bucket;
}

static uint32_t buckets(const struct index *ix)
{
    return ix->mask + 1 + ix->split;
}

static int make_segment(struct index *ix)
{
    uint32_t *segment = p6_allocate(ix->memory, SEGMENT_SIZE);

    if (!segment)
        return PMIP6_ERR_NOMEM;
    if (p6_directory_set(&ix->segments, ix->made >> HEADS_SHIFT, segment) < 0) {
        p6_release(ix->memory, segment, SEGMENT_SIZE);
        return PMIP6_ERR_NOMEM;
    }
    ix->made += HEADS;
    return 0;
}

int p6_index_init(struct index *ix, const struct slab *records, size_t link_offset)
{
    memset(ix, 0, sizeof *ix);
    ix->memory = records->memory;
    ix->records = records;
    ix->link_offset = link_offset;
    ix->mask = FIRST_MASK;
    if (p6_directory_init(&ix->segments, ix->memory, (records->max >> HEADS_SHIFT) + 2) <
        0)
        return PMIP6_ERR_NOMEM;
    if (make_segment(ix) < 0) {
        p6_directory_fini(&ix->segments);
        return PMIP6_ERR_NOMEM;
    }
    return 0;
}

void p6_index_fini(struct index *ix)
{
    for (uint32_t i = 0; i < ix->made >> HEADS_SHIFT; i++)
        p6_release(ix->memory, p6_directory_at(&ix->segments, i), SEGMENT_SIZE);
    p6_directory_fini(&ix->segments);
    ix->made = 0;
}

int p6_index_reserve(struct index *ix)
{
    ix->reserve = ix->records->max;
    while (ix->made < ix->reserve) {
        if (make_segment(ix) < 0)
            return PMIP6_ERR_NOMEM;
    }
    return 0;
}

/* Splits the next bucket of the round into itself and its twin in the upper half. */
static void split_bucket(struct index *ix)
{
    uint32_t low = ix->split, high = ix->mask + 1 + low;
    uint32_t record;

    if (high >= ix->made && make_segment(ix) < 0)
        return;
    record = *head(ix, low);
    *head(ix, low) = P6_NONE;
    *head(ix, high) = P6_NONE;
    if (++ix->split > ix->mask) {
        ix->mask = 2 * ix->mask + 1;
        ix->split = 0;
    }
    while (record != P6_NONE) {
        struct index_link *l = link_of(ix, record);
        uint32_t next = l->next;
        uint32_t *h = head(ix, bucket_of(ix, l->hash));

        l->next = *h;
        *h = record;
        record = next;
    }
}

/* Undoes the last split, and gives a segment of heads back that nothing uses. */
static void join_bucket(struct index *ix)
{
    uint32_t *low, *high;

    if (ix->split == 0) {
        ix->mask >>= 1;
        ix->split = ix->mask + 1;
    }
    ix->split--;
    low = head(ix, ix->split);
    high = head(ix, ix->mask + 1 + ix->split);
    while (*high != P6_NONE) {
        uint32_t record = *high;
        struct index_link *l = link_of(ix, record);

        *high = l->next;
        l->next = *low;
        *low = record;
    }
    if (ix->made > HEADS && ix->made - HEADS >= ix->reserve &&
        buckets(ix) + HEADS <= ix->made - HEADS) {
        ix->made -= HEADS;
        p6_release(ix->memory, p6_directory_at(&ix->segments, ix->made >> HEADS_SHIFT),
                   SEGMENT_SIZE);
    }
}

int p6_index_widen(struct index *ix, uint32_t max)
{
    return p6_directory_widen(&ix->segments, (max >> HEADS_SHIFT) + 2);
}

void p6_index_insert(struct index *ix, uint32_t record, uint32_t hash)
{
    struct index_link *l = link_of(ix, record);
    uint32_t *h;

    if (ix->count >= buckets(ix))
        split_bucket(ix);
    h = head(ix, bucket_of(ix, hash));
    l->hash = hash;
    l->next = *h;
    *h = record;
    ix->count++;
}

void p6_index_remove(struct index *ix, uint32_t record)
{
    struct index_link *l = link_of(ix, record);
    uint32_t *at = head(ix, bucket_of(ix, l->hash));

    while (*at != record)
        at = &link_of(ix, *at)->next;
    *at = l->next;
    l->next = P6_NONE;
    ix->count--;
    for (int i = 0; i < 4 && ix->mask > FIRST_MASK && ix->count < buckets(ix) >> 2; i++)
        join_bucket(ix);
}

static uint32_t with_hash(const struct index *ix, uint32_t record, uint32_t hash)
{
    while (record != P6_NONE) {
        const struct index_link *l = link_of(ix, record);

        if (l->hash == hash)
            break;
        record = l->next;
    }
    return record;
}

uint32_t p6_index_first(const struct index *ix, uint32_t hash)
{
    return with_hash(ix, *head(ix, bucket_of(ix, hash)), hash);
}

uint32_t p6_index_next(const struct index *ix, uint32_t record)
{
    const struct index_link *l = link_of(ix, record);
    return with_hash(ix, l->next, l->hash);
}

uint64_t p6_index_memory_needed(uint32_t max)
{
    uint64_t segments = (max >> HEADS_SHIFT) + 2;
    uint64_t leaves = (segments >> P6_LEAF_SHIFT) + 1;

    return segments * SEGMENT_SIZE + leaves * (P6_LEAF_SLOTS + 1) * sizeof(void *);
}
