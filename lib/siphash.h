/* SPDX-License-Identifier: MIT */
#ifndef P6_SIPHASH_H
#define P6_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * HalfSipHash-1-3: a keyed 32-bit hash in 32-bit arithmetic. Identifiers and prefixes
 * come from the wire; without the key nobody can choose them to fall into one bucket.
 */

struct hash_key {
    uint32_t k0;
    uint32_t k1;
};

struct hash_key p6_hash_key(const uint8_t octets[8]);

uint32_t p6_hash(struct hash_key key, const uint8_t *octets, size_t length);

/* Two of them, for telling messages apart. */
uint64_t p6_hash64(struct hash_key key, const uint8_t *octets, size_t length);

#endif
