/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_MEMORY_H
#define FUZZ_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* Memory of exactly that size, so that a sanitizer sees who goes past its end. free() it.
 */
void *exact_new(size_t size);
uint8_t *exact_copy(const uint8_t *octets, size_t length);

/* Octets behind a buffer that nobody may write: they tell it without a sanitizer, too. */
#define GUARD 32

void guard_set(uint8_t *from);
int guard_is_whole(const uint8_t *from);

#endif
