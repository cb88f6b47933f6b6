/* SPDX-License-Identifier: MIT */
#ifndef P6_LIMIT_H
#define P6_LIMIT_H

#include <pmip6/types.h>

/*
 * Token buckets in a table of fixed size, so that answers to strangers are limited
 * without remembering any of them: a source falls into a bucket by its hash. A bucket of
 * the whole bounds the sum. One source alone may have all of that; those that have had
 * little lately have a small bucket of their own beside it, so that a flood of one does
 * not silence the others.
 */

#define LIMIT_BUCKETS 64u
#define LIMIT_ASIDE   32u /* such a part of rate and burst, for those who ask seldom */

struct bucket {
    pmip6_time filled; /* when it will be, or was, full */
};

struct limit {
    struct bucket whole;
    struct bucket aside;
    struct bucket buckets[LIMIT_BUCKETS];
    uint32_t interval; /* us for one answer */
    uint32_t depth;    /* us that a whole burst takes */
};

void p6_limit_init(struct limit *l, uint32_t rate, uint32_t burst);

/* Whether one more answer to a source of this hash may go out now; takes it if so. */
int p6_limit_take(struct limit *l, uint32_t hash, pmip6_time now);

#endif
