/* SPDX-License-Identifier: MIT */
/*
 * The simulator's command: runs one seed, or replays it.
 *
 *   sim --seed N [--events M] [--twice] [--shrink] [--quiet]
 *       [--domains LIST] [--nodes N] [--without FAULTS] [--skip RANGES]
 *
 * Exit status 0 when all invariants held, 1 when one did not, 2 for a wrong option.
 */
#include "invariants.h"
#include "ladder.h"
#include "shrink.h"
#include "world.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct request {
    struct plan plan;
    int has_seed;
    int twice;  /* run it again and compare */
    int shrink; /* look for a shorter failing run */
    int quiet;  /* one line */
};

/* ---- options ---- */

#if defined(__GNUC__) || defined(__clang__)
__attribute__((noreturn))
#endif
static void
wrong(const char *what, const char *which)
{
    fprintf(stderr, "sim: %s: %.*s\n", what, (int)strcspn(which, "\n"), which);
    exit(2);
}

static uint64_t number(const char *text, const char *option)
{
    char *end;
    unsigned long long n;

    errno = 0;
    n = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || errno)
        wrong("not a number", option);
    return n;
}

static void read_without(struct plan *p, char *list)
{
    if (list[strspn(list, ",")] == '\0')
        wrong("no fault", "--without");
    for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
        unsigned f = 0;

        while (f < FAULT_KINDS && strcmp(name, fault_names[f]) != 0)
            f++;
        if (f == FAULT_KINDS)
            wrong("no such fault", name);
        p->without |= 1u << f;
    }
}

static void read_domains(struct plan *p, char *list)
{
    p->domains = 0;
    for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
        uint64_t n = number(name, "--domains");

        if (n >= SIM_DOMAINS)
            wrong("no such domain", name);
        p->domains |= 1u << n;
    }
    if (p->domains == 0)
        wrong("no domain", "--domains");
}

static void read_skips(struct plan *p, char *list)
{
    if (list[strspn(list, ",")] == '\0')
        wrong("no range", "--skip");
    for (char *range = strtok(list, ","); range; range = strtok(NULL, ",")) {
        char *dash = strchr(range, '-');

        if (!dash || p->skip_count == SIM_SKIPS)
            wrong("not a range", range);
        *dash = '\0';
        p->skip[p->skip_count].first = number(range, "--skip");
        p->skip[p->skip_count].last = number(dash + 1, "--skip");
        if (p->skip[p->skip_count].last < p->skip[p->skip_count].first)
            wrong("a range that ends before it begins", range);
        p->skip_count++;
    }
}

static int read_flag(struct request *r, const char *option)
{
    if (strcmp(option, "--twice") == 0)
        r->twice = 1;
    else if (strcmp(option, "--shrink") == 0)
        r->shrink = 1;
    else if (strcmp(option, "--quiet") == 0)
        r->quiet = 1;
    else
        return 0;
    return 1;
}

static void read_option(struct request *r, const char *option, char *value)
{
    static const char *const known[] = {"--seed",  "--events",  "--domains",
                                        "--nodes", "--without", "--skip"};
    size_t i = 0;

    while (i < sizeof known / sizeof known[0] && strcmp(option, known[i]) != 0)
        i++;
    if (i == sizeof known / sizeof known[0])
        wrong("no such option", option);
    if (!value)
        wrong("needs a value", option);
    if (i == 0) {
        r->plan.seed = number(value, option);
        r->has_seed = 1;
    } else if (i == 1) {
        r->plan.events = number(value, option);
        if (r->plan.events == 0)
            wrong("nothing to run", option);
    } else if (i == 2) {
        read_domains(&r->plan, value);
    } else if (i == 3) {
        uint64_t nodes = number(value, option);

        if (nodes < 1 || nodes > SIM_NODES)
            wrong("not from 1 to 64", option);
        r->plan.nodes = (uint32_t)nodes;
    } else if (i == 4) {
        read_without(&r->plan, value);
    } else {
        read_skips(&r->plan, value);
    }
}

static void read_arguments(struct request *r, int argc, char **argv)
{
    memset(r, 0, sizeof *r);
    r->plan.events = 1000000;
    r->plan.domains = (1u << SIM_DOMAINS) - 1;
    r->plan.nodes = SIM_NODES;
    for (int i = 1; i < argc; i++) {
        if (read_flag(r, argv[i]))
            continue;
        read_option(r, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
        i++;
    }
    if (!r->has_seed)
        wrong("missing option", "--seed");
}

/* ---- telling ---- */

static void tell_tally(const struct world *w)
{
    const struct tally *t = &w->tally;

    printf("%" PRIu64 " events in %" PRIu64 " s of simulated time, %" PRIu64
           " moves, %" PRIu64 " messages, %" PRIu64 " frames, %" PRIu64
           " calls into the library\n",
           w->step, w->now / 1000000, t->moves, t->messages, t->frames, t->calls);
    printf("faults:");
    for (unsigned f = 0; f < FAULT_KINDS; f++)
        printf(" %s %" PRIu64, fault_names[f], t->faults[f]);
    printf("\nchecks:");
    for (unsigned i = 0; i < INVARIANTS; i++)
        printf(" %s %" PRIu64, invariant_names[i], t->checks[i]);
    printf("\n");
}

static void tell_failure(const struct world *w)
{
    const struct failure *f = &w->failure;

    printf("\nseed %" PRIu64 ", step %" PRIu64 ": %s does not hold: %s\n  in domain %u, "
           "after %" PRIu64 " s, %s\n\n",
           w->plan.seed, f->step, invariant_names[f->invariant],
           invariant_sentences[f->invariant], (unsigned)f->domain, w->now / 1000000,
           f->text);
    ladder_print(w->ladder, w, f->domain);
    printf("\nagain: ");
    plan_print(&w->plan);
}

/* ---- steps that do not end, or end the process ---- */

#define STEPS_AT_ONCE 4096u
#define PATIENCE      20u /* seconds for as many steps, which take a fraction of one */

static const struct world *running; /* NULL while it is being made */
static uint64_t running_seed;

static void put_number(char **at, uint64_t n)
{
    char digits[20];
    int count = 0;

    do
        digits[count++] = (char)('0' + n % 10);
    while (n /= 10);
    while (count > 0)
        *(*at)++ = digits[--count];
}

static void put_text(char **at, const char *text)
{
    while (*text)
        *(*at)++ = *text++;
}

/* Only what a signal handler may do. */
static void on_signal(int signal_number)
{
    char line[160], *at = line;

    put_text(&at, "\nseed ");
    put_number(&at, running_seed);
    put_text(&at, ", step ");
    put_number(&at, running ? running->step : 0);
    put_text(&at, signal_number == SIGALRM
                      ? ": world-goes-on does not hold: a step does not end\n"
                      : ": world-goes-on does not hold: a step ends the process\n");
    if (write(STDOUT_FILENO, line, (size_t)(at - line)) < 0)
        _exit(3);
    _exit(1);
}

/* Sanitizers tell more of a crash than we could. */
static void watch(uint64_t seed)
{
    running = NULL;
    running_seed = seed;
    signal(SIGALRM, on_signal);
#if !defined(__SANITIZE_ADDRESS__)
    signal(SIGSEGV, on_signal);
    signal(SIGBUS, on_signal);
    signal(SIGABRT, on_signal);
    signal(SIGFPE, on_signal);
    signal(SIGILL, on_signal);
    signal(SIGTRAP, on_signal);
#endif
}

static void run_watched(struct world *w, uint64_t events)
{
    running = w;
    while (events > 0 && !w->failure.found) {
        uint64_t some = events < STEPS_AT_ONCE ? events : STEPS_AT_ONCE;

        alarm(PATIENCE);
        world_run(w, some);
        events -= some;
    }
    alarm(0);
}

/* ---- running ---- */

static int run(const struct request *r, uint64_t *trace)
{
    struct world *w;
    int failed;

    watch(r->plan.seed);
    alarm(PATIENCE);
    w = world_new(&r->plan);
    run_watched(w, r->plan.events);
    world_end(w);
    *trace = w->trace;
    failed = w->failure.found;
    if (!r->quiet)
        tell_tally(w);
    printf("seed %" PRIu64 ": trace %016" PRIx64 ", %s\n", r->plan.seed, w->trace,
           failed ? "FAILED" : "all invariants held");
    if (failed)
        tell_failure(w);
    world_free(w);
    return failed;
}

static int run_twice(const struct request *r)
{
    uint64_t first, second;
    int failed = run(r, &first);

    if (failed || !r->twice)
        return failed;
    failed = run(r, &second);
    if (!failed && first != second) {
        printf("seed %" PRIu64 ": %s does not hold: %s\n", r->plan.seed,
               invariant_names[SAME_TRACE], invariant_sentences[SAME_TRACE]);
        return 1;
    }
    return failed;
}

int main(int argc, char **argv)
{
    struct request r;
    int status;

    read_arguments(&r, argc, argv);
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (r.shrink)
        shrink(&r.plan);
    status = run_twice(&r);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("sim: cannot write\n", stderr);
        return 2;
    }
    return status;
}
