/* SPDX-License-Identifier: MIT */
#include "pools.h"

#include "prefix.h"

#include <string.h>

/* The first is so small that it runs out, the second has longer subnets. */
static const struct {
    uint8_t within; /* length of the pool's prefix */
    uint8_t length;
} shapes[POOLS] = {{61, 64}, {56, 62}, {60, 64}, {60, 64}};

static const uint8_t sets[POOL_SETS][POOLS] = {{1, 1, 1, 0}, {0, 1, 0, 1}, {1, 0, 1, 1}};

static struct pmip6_prefix pool_prefix(const struct host *h, uint32_t number)
{
    struct pmip6_prefix p = {.length = shapes[number].within};

    p.addr = domain_address(h->domain, (uint8_t)(0x20u + h->number), 0);
    p.addr.octets[6] = (uint8_t)number;
    return p;
}

size_t pools_fill(const struct host *h, uint32_t set, struct pmip6_pool *pools)
{
    size_t count = 0;

    memset(pools, 0, POOLS * sizeof *pools);
    for (uint32_t i = 0; i < POOLS; i++) {
        if (!sets[set][i])
            continue;
        pools[count].prefix = pool_prefix(h, i);
        pools[count++].length = shapes[i].length;
    }
    return count;
}

uint32_t pools_number(const struct host *h, const struct pmip6_prefix *p)
{
    uint32_t pool = p->addr.octets[6];
    struct pmip6_prefix own;

    if (pool >= POOLS || p->length != shapes[pool].length)
        return POOL_PREFIXES;
    own = pool_prefix(h, pool);
    return p6_prefix_holds(&own, &p->addr) ? pool * 256 + p->addr.octets[7]
                                           : POOL_PREFIXES;
}

struct pmip6_prefix pools_any(const struct host *h, struct rng *r)
{
    static const uint8_t lengths[] = {59, 60, 62, 64, 64, 72};
    struct pmip6_prefix p = pool_prefix(h, rng_below(r, POOLS));

    p.addr.octets[7] |= (uint8_t)rng_below(r, 1u << (64 - p.length));
    p.addr.octets[8] = (uint8_t)rng_below(r, 256);
    p.length = lengths[rng_below(r, sizeof lengths)];
    return p6_prefix_canonical(&p);
}

static int held_for_another(const struct domain *d, uint32_t home,
                            const struct pmip6_prefix *p, const struct node *n)
{
    for (uint32_t i = 0; i < SIM_NODES; i++) {
        const struct node *other = &d->nodes[i];

        for (uint32_t f = 0; other != n && f < other->fixed_count; f++) {
            if (other->home == home && p6_prefix_overlaps(&other->fixed[f], p))
                return 1;
        }
    }
    return 0;
}

int pools_hold(const struct host *h, const struct pmip6_prefix *p, const struct node *n)
{
    for (uint32_t f = 0; f < n->fixed_count; f++) {
        if (p6_prefix_equal(&n->fixed[f], p))
            return 0;
    }
    for (uint32_t i = 0; i < RESERVED; i++) {
        if (h->reserved[i].length && p6_prefix_overlaps(&h->reserved[i], p))
            return 1;
    }
    return held_for_another(h->domain, h->number, p, n);
}
