/* SPDX-License-Identifier: MIT */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

/*
 * Chance that is the same each time: every part of a world draws from a stream of its
 * own, so that leaving one part out does not change what the others do.
 */

#include <stdint.h>

struct rng {
    uint64_t state;
};

static inline uint64_t rng_mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static inline uint64_t rng_next(struct rng *r)
{
    r->state += 0x9e3779b97f4a7c15u;
    return rng_mix(r->state);
}

static inline struct rng rng_of(uint64_t seed, uint64_t stream)
{
    struct rng r = {rng_mix(seed ^ rng_mix(stream + 0x632be59bd9b4e019u))};
    return r;
}

/* From 0 to below, which is not 0. */
static inline uint32_t rng_below(struct rng *r, uint32_t below)
{
    return (uint32_t)((rng_next(r) >> 32) * below >> 32);
}

static inline uint64_t rng_between(struct rng *r, uint64_t least, uint64_t most)
{
    return least + rng_next(r) % (most - least + 1);
}

static inline int rng_permille(struct rng *r, uint32_t permille)
{
    return rng_below(r, 1000) < permille;
}

#endif
