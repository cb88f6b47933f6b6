/* SPDX-License-Identifier: MIT */
/* All of <stdlib.h> that the library may use, in its default allocator only. */
#ifndef FREESTANDING_STDLIB_H
#define FREESTANDING_STDLIB_H
#include <stddef.h>
void *malloc(size_t size);
void free(void *memory);
#endif
