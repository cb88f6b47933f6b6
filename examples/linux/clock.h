/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_CLOCK_H
#define PMIP6_EXAMPLES_LINUX_CLOCK_H

/* The kernel's clocks and random numbers, as the library's callbacks want them. */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

void clock_read(struct pmip6_clock *now);

/* The monotonic clock alone, microseconds. */
pmip6_time clock_now(void);

void random_read(uint8_t *octets, size_t count);

/* A file descriptor that becomes readable when the time of day has been set; -1 where the
 * kernel has none. Read it by clock_was_set(), which arms it again: 1 if it was set. */
int clock_watch(void);
int clock_was_set(int fd);

#endif
