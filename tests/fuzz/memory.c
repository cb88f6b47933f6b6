/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include "target.h"

#include <stdlib.h>
#include <string.h>

#define GUARD_OCTET 0xa5

void *exact_new(size_t size)
{
    void *memory = malloc(size ? size : 1);

    must(memory != NULL, "there is memory");
    return memory;
}

uint8_t *exact_copy(const uint8_t *octets, size_t length)
{
    uint8_t *copy = exact_new(length);

    if (length)
        memcpy(copy, octets, length);
    return copy;
}

void guard_set(uint8_t *from)
{
    memset(from, GUARD_OCTET, GUARD);
}

int guard_is_whole(const uint8_t *from)
{
    return from[0] == GUARD_OCTET && memcmp(from, from + 1, GUARD - 1) == 0;
}
