/* SPDX-License-Identifier: MIT */
#ifndef P6_BITS_H
#define P6_BITS_H

#include <stdint.h>

/* Bit searches, by the compiler's builtin where there is one. The argument is not 0. */

static inline unsigned p6_lowest_bit(uint64_t x)
{
#if defined(__GNUC__) || defined(__clang__)
    return (unsigned)__builtin_ctzll(x);
#else
    unsigned n = 0;

    for (unsigned step = 32; step; step >>= 1) {
        if (!(x & (((uint64_t)1 << step) - 1))) {
            n += step;
            x >>= step;
        }
    }
    return n;
#endif
}

static inline unsigned p6_highest_bit(uint64_t x)
{
#if defined(__GNUC__) || defined(__clang__)
    return 63u - (unsigned)__builtin_clzll(x);
#else
    unsigned n = 0;

    for (unsigned step = 32; step; step >>= 1) {
        if (x >> step) {
            n += step;
            x >>= step;
        }
    }
    return n;
#endif
}

/* Tells the cache that an address will be read soon. */
#if defined(__GNUC__) || defined(__clang__)
#define P6_PREFETCH(address) __builtin_prefetch(address)
#else
#define P6_PREFETCH(address) ((void)(address))
#endif

#endif
