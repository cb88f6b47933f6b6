/* SPDX-License-Identifier: MIT */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include <pmip6/message.h>

/* The messages that are measured: the same octets in every run. */

#define BENCH_OCTETS  2048u                      /* of the longest Mobility Header */
#define BENCH_OPTIONS ((BENCH_OCTETS - 12u) / 2) /* as many as it can hold */
#define BENCH_CASES   5u

struct bench_case {
    const char *name;
    struct pmip6_message message; /* what is encoded */
    struct pmip6_option options[BENCH_OPTIONS];
    uint8_t octets[BENCH_OCTETS]; /* what is decoded */
    size_t length;
    size_t options_at;
    /* What the measured operations fill. */
    struct pmip6_message decoded;
    struct pmip6_option decoded_options[BENCH_OPTIONS];
    uint8_t written[BENCH_OCTETS];
};

extern const struct pmip6_addr bench_source, bench_destination;

/* Makes one of the messages. Returns 0, or the error of its encoding. */
int bench_case_make(struct bench_case *c, size_t which);

#endif
