/* SPDX-License-Identifier: MIT */
#ifndef SIM_SHRINK_H
#define SIM_SHRINK_H

#include "plan.h"

/* How a run of a plan ended, told by a process of its own: one that dies or hangs has
 * failed too. */
struct outcome {
    int failed;
    int invariant; /* -1: it died, -2: it hung */
    uint64_t step;
    uint64_t stimuli;
    uint32_t domain;
};

struct outcome outcome_of(const struct plan *plan);

/* Makes a failing plan smaller, as long as the same thing fails: fewer events, domains,
 * nodes, kinds of faults, and single stimuli. */
void shrink(struct plan *plan);

#endif
