/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_PREFIX_MAP_H
#define PMIP6_EXAMPLES_LINUX_PREFIX_MAP_H

/*
 * What the data plane remembers of each route and tunnel: a hash table by prefix and
 * kind. A tunnel stands under its remote address as a /128.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

struct prefix_entry {
    struct pmip6_prefix prefix;
    uint32_t kind;            /* of the caller's choosing, not 0 */
    uint32_t link;            /* route on a MAG: access link */
    uint32_t users;           /* tunnel: how often it was opened */
    uint32_t path_mtu;        /* tunnel: of its path */
    int blocked;              /* route on an LMA: drops */
    int local;                /* route on a MAG: packets from elsewhere take it too */
    struct pmip6_addr remote; /* route: of its tunnel */
    pmip6_time learned;       /* tunnel: when path_mtu was looked up */
};

/* Zero it before use. */
struct prefix_map {
    struct prefix_entry *slots; /* a power of two of them; kind 0: free */
    size_t room;
    size_t used;
    uint32_t lengths[129]; /* how many entries have that prefix length */
};

/* Finds an entry; NULL where there is none. Valid until the next put or remove. */
struct prefix_entry *prefix_map_get(const struct prefix_map *m,
                                    const struct pmip6_prefix *prefix, uint32_t kind);

/* Finds the entry with the longest prefix that holds an address. */
struct prefix_entry *prefix_map_match(const struct prefix_map *m,
                                      const struct pmip6_addr *address, uint32_t kind);

/* Finds or makes an entry, all zero but its key; NULL without memory. */
struct prefix_entry *prefix_map_put(struct prefix_map *m,
                                    const struct pmip6_prefix *prefix, uint32_t kind);

/* Removes an entry that one of the others gave. */
void prefix_map_remove(struct prefix_map *m, struct prefix_entry *e);

void prefix_map_clear(struct prefix_map *m);

#endif
