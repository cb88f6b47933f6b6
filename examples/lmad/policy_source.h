/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LMAD_POLICY_SOURCE_H
#define PMIP6_EXAMPLES_LMAD_POLICY_SOURCE_H

/*
 * Where the daemon's policies come from: the table of the configuration file, at once or,
 * with `policy-delay`, as late as an AAA server would answer. Questions that wait stand
 * in a queue; what is answered is what the table says when the time has come.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/lma.h>
#include <pmip6/policy_table.h>

struct waiting_query;

struct policy_source {
    const pmip6_policy_table *table;
    pmip6_time delay;
    pmip6_time last_due;         /* of the last question */
    struct waiting_query *first; /* in the order in which they are due */
    struct waiting_query **last;
    size_t count;
};

void policy_source_open(struct policy_source *s, const pmip6_policy_table *table,
                        pmip6_time delay);
void policy_source_close(struct policy_source *s);

/* Another table, another delay; what waits goes on to wait. */
void policy_source_change(struct policy_source *s, const pmip6_policy_table *table,
                          pmip6_time delay);

/* The library's policy callback. */
int policy_source_ask(struct policy_source *s, const struct pmip6_policy_query *q,
                      struct pmip6_policy *p);

/* When policy_source_answer() has something to do; PMIP6_NEVER. */
pmip6_time policy_source_next(const struct policy_source *s);

/* Hands the answers that are due to the LMA. */
void policy_source_answer(struct policy_source *s, pmip6_lma *lma);

#endif
