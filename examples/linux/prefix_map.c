/* SPDX-License-Identifier: MIT */
/* A hash table by prefix and kind, with linear probing and removal by moving back. */

#include <stdlib.h>
#include <string.h>

#include "prefix_map.h"

#define ROOM_FIRST 64u

static size_t hash(const struct pmip6_prefix *prefix, uint32_t kind)
{
    uint32_t h = 2166136261u ^ kind ^ (uint32_t)prefix->length << 8;
    size_t i;

    for (i = 0; i < sizeof prefix->addr.octets; i++)
        h = (h ^ prefix->addr.octets[i]) * 16777619u;
    return h ^ h >> 15;
}

static int is(const struct prefix_entry *e, const struct pmip6_prefix *prefix,
              uint32_t kind)
{
    return e->kind == kind && e->prefix.length == prefix->length &&
           memcmp(e->prefix.addr.octets, prefix->addr.octets, 16) == 0;
}

/* The entry, or the free slot where it would stand. */
static struct prefix_entry *probe(const struct prefix_map *m,
                                  const struct pmip6_prefix *prefix, uint32_t kind)
{
    size_t at = hash(prefix, kind) & (m->room - 1);

    while (m->slots[at].kind != 0 && !is(&m->slots[at], prefix, kind))
        at = (at + 1) & (m->room - 1);
    return &m->slots[at];
}

struct prefix_entry *prefix_map_get(const struct prefix_map *m,
                                    const struct pmip6_prefix *prefix, uint32_t kind)
{
    struct prefix_entry *e;

    if (m->used == 0)
        return NULL;
    e = probe(m, prefix, kind);
    return e->kind == 0 ? NULL : e;
}

struct prefix_entry *prefix_map_match(const struct prefix_map *m,
                                      const struct pmip6_addr *address, uint32_t kind)
{
    struct pmip6_prefix prefix = {*address, 128};
    struct prefix_entry *e = NULL;

    for (;;) {
        if (m->lengths[prefix.length] > 0)
            e = prefix_map_get(m, &prefix, kind);
        if (e != NULL || prefix.length == 0)
            return e;
        prefix.length--;
        prefix.addr.octets[prefix.length / 8] &= (uint8_t) ~(0x80u >> prefix.length % 8);
    }
}

static int grow(struct prefix_map *m)
{
    struct prefix_map larger = *m;
    size_t i;

    larger.room = m->room == 0 ? ROOM_FIRST : m->room * 2;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL)
        return -1;
    for (i = 0; i < m->room; i++) {
        if (m->slots[i].kind != 0)
            *probe(&larger, &m->slots[i].prefix, m->slots[i].kind) = m->slots[i];
    }
    free(m->slots);
    *m = larger;
    return 0;
}

struct prefix_entry *prefix_map_put(struct prefix_map *m,
                                    const struct pmip6_prefix *prefix, uint32_t kind)
{
    struct prefix_entry *e;

    if ((m->used + 1) * 4 > m->room * 3 && grow(m) < 0)
        return NULL;
    e = probe(m, prefix, kind);
    if (e->kind != 0)
        return e;
    memset(e, 0, sizeof *e);
    e->prefix = *prefix;
    e->kind = kind;
    m->used++;
    m->lengths[prefix->length]++;
    return e;
}

void prefix_map_remove(struct prefix_map *m, struct prefix_entry *e)
{
    size_t hole = (size_t)(e - m->slots);
    size_t at = hole;

    m->lengths[e->prefix.length]--;
    m->used--;
    for (;;) {
        size_t home;

        at = (at + 1) & (m->room - 1);
        if (m->slots[at].kind == 0)
            break;
        home = hash(&m->slots[at].prefix, m->slots[at].kind) & (m->room - 1);
        if (((at - home) & (m->room - 1)) < ((at - hole) & (m->room - 1)))
            continue; /* it would stand before its home */
        m->slots[hole] = m->slots[at];
        hole = at;
    }
    m->slots[hole].kind = 0;
}

void prefix_map_clear(struct prefix_map *m)
{
    free(m->slots);
    memset(m, 0, sizeof *m);
}
