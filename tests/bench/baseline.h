/* SPDX-License-Identifier: MIT */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include <pmip6/types.h>

/*
 * What the codec is compared with, compiled with the library's flags, in a file of its
 * own so that no caller's compilation sees into it.
 */

/* memcpy. Returns the last octet written. */
uint8_t bench_copy(uint8_t *to, const uint8_t *from, size_t length);

/*
 * The least that any decoder does: the header's length, the checksum, then type and
 * length of each option, within the message. Looks at no content and stores nothing.
 * Returns how many options there are beside padding, 0 where something does not fit.
 */
size_t bench_walk(const uint8_t *octets, size_t length, size_t options_at,
                  const struct pmip6_addr *source, const struct pmip6_addr *destination);

/* The same, with a checksum of its own, two octets at a time, instead of the library's.
 */
size_t bench_walk_plain(const uint8_t *octets, size_t length, size_t options_at,
                        const struct pmip6_addr *source,
                        const struct pmip6_addr *destination);

#endif
