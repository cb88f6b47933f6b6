/* SPDX-License-Identifier: MIT */
#ifndef BENCH_OPERATIONS_H
#define BENCH_OPERATIONS_H

#include "cases.h"

/* What is measured on each message. The first of them are what the codec is held against.
 */

enum bench_what {
    BENCH_COPY,
    BENCH_WALK,
    BENCH_WALK_PLAIN,
    BENCH_DECODE,
    BENCH_ENCODE,
    BENCH_OPERATIONS
};

const char *bench_operation_name(enum bench_what what);

/* Does one operation so many times. Returns how often its result was the right one. */
uint64_t bench_repeat(struct bench_case *c, enum bench_what what, uint64_t count);

/* Does everything once. Returns NULL where all of it gives what it should, and the
 * message's octets decode to what was encoded; else the name of the operation that does
 * not. */
const char *bench_wrong(struct bench_case *c);

#endif
