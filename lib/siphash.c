/* SPDX-License-Identifier: MIT */
#include "siphash.h"

struct state {
    uint32_t v0, v1, v2, v3;
};

static uint32_t rotate(uint32_t x, unsigned by)
{
    return x << by | x >> (32 - by);
}

static uint32_t little_endian(const uint8_t *octets)
{
    return (uint32_t)octets[0] | (uint32_t)octets[1] << 8 | (uint32_t)octets[2] << 16 |
           (uint32_t)octets[3] << 24;
}

static void mix(struct state *s)
{
    s->v0 += s->v1;
    s->v1 = rotate(s->v1, 5) ^ s->v0;
    s->v0 = rotate(s->v0, 16);
    s->v2 += s->v3;
    s->v3 = rotate(s->v3, 8) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = rotate(s->v3, 7) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = rotate(s->v1, 13) ^ s->v2;
    s->v2 = rotate(s->v2, 16);
}

static void absorb(struct state *s, uint32_t word)
{
    s->v3 ^= word;
    mix(s);
    s->v0 ^= word;
}

struct hash_key p6_hash_key(const uint8_t octets[8])
{
    struct hash_key key = {little_endian(octets), little_endian(octets + 4)};
    return key;
}

uint32_t p6_hash(struct hash_key key, const uint8_t *octets, size_t length)
{
    struct state s = {key.k0, key.k1, 0x6c796765u ^ key.k0, 0x74656462u ^ key.k1};
    uint32_t last = (uint32_t)(length & 0xff) << 24;
    size_t i;

    for (i = 0; i + 4 <= length; i += 4)
        absorb(&s, little_endian(octets + i));
    for (unsigned shift = 0; i < length; i++, shift += 8)
        last |= (uint32_t)octets[i] << shift;
    absorb(&s, last);
    s.v2 ^= 0xff;
    mix(&s);
    mix(&s);
    mix(&s);
    return s.v1 ^ s.v3;
}

uint64_t p6_hash64(struct hash_key key, const uint8_t *octets, size_t length)
{
    uint32_t first = p6_hash(key, octets, length);
    struct hash_key second = {key.k1 ^ first, key.k0};

    return (uint64_t)first << 32 | p6_hash(second, octets, length);
}
