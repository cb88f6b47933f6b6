/* SPDX-License-Identifier: MIT */
/*
 * Level 0 has the numbers themselves for children, level n + 1 the nodes of level n. A
 * block of 2^n numbers stands in the node of level n / 5, as that many children. The
 * blocks of a node are bits in the order of a heap: 32 to 63 its single children, 16 to
 * 31 pairs of them, and so on.
 */
#include "occupied.h"

#include "bits.h"

#include <pmip6/types.h>

#define SHIFT    5u
#define CHILDREN (1u << SHIFT)
#define ALL      0xffffffffu
#define LEVELS   13u

struct node {
    struct slab_head head;
    struct index_link by_place;
    uint64_t number; /* among those of its level */
    uint64_t blocks;
    uint32_t full; /* children that are nodes with nothing vacant */
    uint32_t space;
    unsigned level;
};

/* A node for every fourth block: where there are fewer blocks a node than that, so much
 * is vacant between them that passing over what has no bit takes few steps. */
static uint32_t most_nodes(uint32_t max)
{
    return max / 4 + 64;
}

int p6_occupied_init(struct occupied *o, struct memory *memory, struct hash_key key,
                     uint32_t max)
{
    o->key = key;
    o->wide = 0;
    if (p6_slab_init(&o->nodes, memory, sizeof(struct node), most_nodes(max)) < 0)
        return PMIP6_ERR_NOMEM;
    if (p6_index_init(&o->by_place, &o->nodes, offsetof(struct node, by_place)) < 0) {
        p6_slab_fini(&o->nodes);
        return PMIP6_ERR_NOMEM;
    }
    return 0;
}

void p6_occupied_fini(struct occupied *o)
{
    p6_index_fini(&o->by_place);
    p6_slab_fini(&o->nodes);
}

int p6_occupied_preallocate(struct occupied *o)
{
    int rc = p6_slab_reserve(&o->nodes);
    return rc < 0 ? rc : p6_index_reserve(&o->by_place);
}

int p6_occupied_widen(struct occupied *o, uint32_t max)
{
    int rc = p6_slab_widen(&o->nodes, most_nodes(max));
    return rc < 0 ? rc : p6_index_widen(&o->by_place, most_nodes(max));
}

void p6_occupied_bound(struct occupied *o, uint32_t max)
{
    p6_slab_bound(&o->nodes, most_nodes(max));
}

uint64_t p6_occupied_memory_needed(uint32_t max)
{
    return p6_slab_memory_needed(sizeof(struct node), most_nodes(max)) +
           p6_index_memory_needed(most_nodes(max));
}

/* ---- nodes ---- */

static struct node *node_at(const struct occupied *o, uint32_t index)
{
    return p6_slab_at(&o->nodes, index);
}

static uint32_t hash_of(const struct occupied *o, uint32_t space, unsigned level,
                        uint64_t number)
{
    uint8_t octets[8];

    for (unsigned i = 0; i < sizeof octets; i++)
        octets[i] = (uint8_t)(number >> 8 * i);
    return p6_hash(o->key, octets, sizeof octets) + space * LEVELS + level;
}

static uint32_t find(const struct occupied *o, uint32_t space, unsigned level,
                     uint64_t number)
{
    uint32_t i = p6_index_first(&o->by_place, hash_of(o, space, level, number));

    while (i != P6_NONE &&
           !(node_at(o, i)->number == number && node_at(o, i)->level == level &&
             node_at(o, i)->space == space))
        i = p6_index_next(&o->by_place, i);
    return i;
}

static uint32_t make(struct occupied *o, uint32_t space, unsigned level, uint64_t number)
{
    uint32_t i = p6_slab_take(&o->nodes);

    if (i == P6_NONE)
        return P6_NONE;
    node_at(o, i)->number = number;
    node_at(o, i)->level = level;
    node_at(o, i)->space = space;
    p6_index_insert(&o->by_place, i, hash_of(o, space, level, number));
    return i;
}

static void drop(struct occupied *o, uint32_t i)
{
    p6_index_remove(&o->by_place, i);
    p6_slab_give(&o->nodes, i);
}

void p6_occupied_clear(struct occupied *o)
{
    for (uint32_t i = p6_slab_next(&o->nodes, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&o->nodes, i))
        drop(o, i);
    o->wide = 0;
}

/* The children that are occupied: full ones, single ones, and those of larger blocks. */
static uint32_t occupied_children(const struct node *n)
{
    uint32_t children = n->full | (uint32_t)(n->blocks >> CHILDREN);

    for (uint32_t larger = (uint32_t)n->blocks; larger; larger &= larger - 1) {
        unsigned place = p6_lowest_bit(larger);
        unsigned shift = SHIFT - p6_highest_bit(place), many = 1u << shift;

        children |= ((1u << many) - 1) << ((place << shift) - CHILDREN);
    }
    return children;
}

/* ---- blocks ---- */

/* The node that a block stands in, and its bit there. */
static uint64_t place_of(struct block b, unsigned *level, uint64_t *bit)
{
    uint64_t child;

    *level = b.bits / SHIFT;
    child = b.first >> *level * SHIFT;
    *bit = (uint64_t)1 << ((CHILDREN | (child & (CHILDREN - 1))) >> b.bits % SHIFT);
    return child >> SHIFT;
}

void p6_occupy(struct occupied *o, uint32_t space, struct block b)
{
    uint64_t blocks, n;
    uint32_t full = 0;
    unsigned level;

    n = place_of(b, &level, &blocks);
    for (; level < LEVELS; level++) {
        uint32_t i = find(o, space, level, n);
        struct node *node;

        if (i == P6_NONE)
            i = make(o, space, level, n);
        if (i == P6_NONE)
            return;
        node = node_at(o, i);
        if (level > 0 && blocks & ~node->blocks)
            o->wide++;
        node->blocks |= blocks;
        node->full |= full;
        if (occupied_children(node) != ALL)
            return;
        blocks = 0;
        full = 1u << (n & (CHILDREN - 1));
        n >>= SHIFT;
    }
}

void p6_vacate(struct occupied *o, uint32_t space, struct block b)
{
    uint64_t blocks, n;
    uint32_t full = 0;
    unsigned level;

    n = place_of(b, &level, &blocks);
    for (; level < LEVELS; level++) {
        uint32_t i = find(o, space, level, n), before, after;
        struct node *node;

        if (i == P6_NONE)
            return;
        node = node_at(o, i);
        before = occupied_children(node);
        if (level > 0 && blocks & node->blocks)
            o->wide--;
        node->blocks &= ~blocks;
        node->full &= ~full;
        after = occupied_children(node);
        if (after == 0)
            drop(o, i);
        if (before != ALL || after == ALL)
            return;
        blocks = 0;
        full = 1u << (n & (CHILDREN - 1));
        n >>= SHIFT;
    }
}

/* ---- what is vacant ---- */

static uint32_t vacant_children(const struct occupied *o, uint32_t space, unsigned level,
                                uint64_t number)
{
    uint32_t i = find(o, space, level, number);
    return i == P6_NONE ? ALL : ~occupied_children(node_at(o, i));
}

/* From the top down where a block far up may hold all below, and up again to the next
 * where nothing is vacant from a child on. */
uint64_t p6_next_vacant(const struct occupied *o, uint32_t space, uint64_t from,
                        uint64_t size)
{
    unsigned top = size > 1 ? p6_highest_bit(size - 1) / SHIFT : 0;
    unsigned level = o->wide ? top : 0;
    uint64_t child = from >> level * SHIFT;

    while (level <= top && child <= (size - 1) >> level * SHIFT) {
        uint32_t vacant = vacant_children(o, space, level, child >> SHIFT) &
                          ALL << (child & (CHILDREN - 1));

        if (!vacant) {
            /* Up to the node that holds both this place and the next one. */
            child = (child >> SHIFT) + 1;
            for (level++; level < top && !(child & (CHILDREN - 1)); level++)
                child >>= SHIFT;
            continue;
        }
        child = (child & ~(uint64_t)(CHILDREN - 1)) | p6_lowest_bit(vacant);
        if (level == 0)
            return child < size ? child : size;
        if (child > (size - 1) >> level * SHIFT)
            break;
        level--;
        child <<= SHIFT;
        if (child < from >> level * SHIFT)
            child = from >> level * SHIFT;
    }
    return size;
}
