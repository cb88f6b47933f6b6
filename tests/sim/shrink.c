/* SPDX-License-Identifier: MIT */
#include "shrink.h"

#include "world.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE 20u /* seconds for as many steps, which take a fraction of one */
#define AT_ONCE  256u

/* Where a trial stands, also for the one that dies: in memory that both processes share.
 */
static struct outcome *shared(void)
{
    void *at = mmap(NULL, sizeof(struct outcome), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED) {
        perror("sim");
        exit(2);
    }
    return at;
}

/* Step by step, with the time for some steps at once limited: a long run is no hang. */
static void run_and_tell(const struct plan *plan, struct outcome *o)
{
    struct world *w = world_new(plan);

    for (uint64_t left = plan->events; left > 0 && !w->failure.found;) {
        uint64_t some = left < AT_ONCE ? left : AT_ONCE;

        alarm(PATIENCE);
        world_run(w, some);
        left -= some;
        o->step = w->step;
        o->stimuli = w->stimuli;
    }
    if (!w->failure.found)
        world_end(w);
    o->failed = w->failure.found;
    o->invariant = (int)w->failure.invariant;
    o->domain = w->failure.domain;
    if (o->failed)
        o->step = w->failure.step;
    _exit(0);
}

struct outcome outcome_of(const struct plan *plan)
{
    struct outcome *told = shared(), o;
    int status = 0;
    pid_t child = fork();

    if (child < 0) {
        perror("sim");
        exit(2);
    }
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
            _exit(3);
        signal(SIGALRM, SIG_DFL);
        run_and_tell(plan, told);
    }
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        told->failed = 1;
        told->invariant = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? -2 : -1;
        told->step += AT_ONCE; /* somewhere after the last it told of */
    }
    o = *told;
    munmap(told, sizeof *told);
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
    if (o.step > 0 && o.step < p->events)
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
    if (s.goal.step < s.best.events)
        s.best.events = s.goal.step;
    try_domains(&s);
    try_nodes(&s);
    try_faults(&s);
    try_stimuli(&s);
    *plan = s.best;
    printf("shrunk in %u trials to %" PRIu64 " events: ", s.trials, s.best.events);
    plan_print(plan);
    fflush(stdout);
}
