/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include "target.h"

#include <stdlib.h>
#include <string.h>

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

static uint8_t guard_octet(size_t i)
{
    return (uint8_t)(0xa5 ^ 7 * i);
}

void guard_set(uint8_t *from)
{
    for (size_t i = 0; i < GUARD; i++)
        from[i] = guard_octet(i);
}

int guard_is_whole(const uint8_t *from)
{
    for (size_t i = 0; i < GUARD; i++) {
        if (from[i] != guard_octet(i))
            return 0;
    }
    return 1;
}
