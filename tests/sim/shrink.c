/* SPDX-License-Identifier: MIT */
#include "shrink.h"

#include "world.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE 120u /* seconds that one trial may take */

static void run_and_tell(const struct plan *plan, int to)
{
    struct world *w = world_new(plan);
    struct outcome o;

    memset(&o, 0, sizeof o);
    world_run(w, plan->events);
    o.failed = w->failure.found;
    o.invariant = (int)w->failure.invariant;
    o.step = w->failure.step;
    o.domain = w->failure.domain;
    o.stimuli = w->stimuli;
    if (write(to, &o, sizeof o) != (ssize_t)sizeof o)
        _exit(3);
    _exit(0);
}

struct outcome outcome_of(const struct plan *plan)
{
    struct outcome o = {1, -1, plan->events, 0, 0};
    int ends[2], status;
    pid_t child;

    if (pipe(ends) < 0 || (child = fork()) < 0) {
        perror("sim");
        _exit(2);
    }
    if (child == 0) {
        close(ends[0]);
        if (!freopen("/dev/null", "w", stderr))
            _exit(3);
        alarm(PATIENCE);
        run_and_tell(plan, ends[1]);
    }
    close(ends[1]);
    if (read(ends[0], &o, sizeof o) != (ssize_t)sizeof o)
        o.invariant = -1;
    close(ends[0]);
    if (waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
        WTERMSIG(status) == 14)
        o.invariant = -2;
    return o;
}

/* ---- making it smaller ---- */

struct search {
    struct plan best;
    struct outcome goal; /* of the best */
    unsigned trials;
};

static int fails_likewise(struct search *s, const struct plan *p)
{
    struct outcome o = outcome_of(p);

    s->trials++;
    if (!o.failed || o.invariant != s->goal.invariant)
        return 0;
    s->best = *p;
    s->goal = o;
    if (o.step > 0 && o.invariant >= 0)
        s->best.events = o.step;
    return 1;
}

static void try_domains(struct search *s)
{
    struct plan p = s->best;

    p.domains = 1u << s->goal.domain;
    if (p.domains != s->best.domains && s->goal.invariant >= 0)
        fails_likewise(s, &p);
}

/* Another set of nodes is another world: it may need more steps to fail. */
static void try_nodes(struct search *s)
{
    for (uint32_t nodes = 2; nodes < s->best.nodes; nodes = 2 * nodes) {
        struct plan p = s->best;

        p.nodes = nodes;
        if (fails_likewise(s, &p))
            return;
    }
}

static void try_faults(struct search *s)
{
    for (unsigned f = 0; f < FAULT_KINDS; f++) {
        struct plan p = s->best;

        p.without |= 1u << f;
        if (p.without != s->best.without)
            fails_likewise(s, &p);
    }
}

/* Leaves whole ranges of stimuli out, halves of them, quarters, and so on. */
static void try_stimuli(struct search *s)
{
    uint64_t all = s->goal.stimuli;

    for (uint64_t length = all / 2; length > 0 && s->best.skip_count < SIM_SKIPS - 1;
         length /= 2) {
        for (uint64_t first = 0; first < all; first += length) {
            struct plan p = s->best;

            if (plan_skips(&p, first) || p.skip_count >= SIM_SKIPS - 1 || s->trials > 600)
                continue;
            p.skip[p.skip_count].first = first;
            p.skip[p.skip_count++].last = first + length - 1;
            fails_likewise(s, &p);
        }
    }
}

void shrink(struct plan *plan)
{
    struct search s = {*plan, outcome_of(plan), 1};

    if (!s.goal.failed) {
        printf("nothing to shrink: this run does not fail\n");
        return;
    }
    if (s.goal.invariant >= 0)
        s.best.events = s.goal.step;
    try_domains(&s);
    try_nodes(&s);
    try_faults(&s);
    try_stimuli(&s);
    *plan = s.best;
    printf("shrunk in %u trials to %" PRIu64 " events\n", s.trials, s.best.events);
}
