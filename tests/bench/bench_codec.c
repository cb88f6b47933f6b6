/* SPDX-License-Identifier: MIT */
/*
 * How long messages take to decode and to encode, beside what the same octets take
 * anyway: a copy, and a walk over the options' lengths with the checksum.
 *
 *   bench_codec [--rounds N] [--count N] [--case NAME] [--only OPERATION]
 *
 * Each round does every operation on every message --count times; the table has the
 * fastest round and the median. With --only, one operation is done --count times and not
 * timed: for a profiler.
 *
 * Exit status 0, however slow; 1 when a result was wrong, 2 for a wrong option.
 */
#include "operations.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS_MAX 1000u

struct request {
    uint64_t rounds;
    uint64_t count;
    const char *name; /* of the only case, or NULL */
    const char *only; /* of the only operation, or NULL */
};

static struct bench_case cases[BENCH_CASES];
/* Nanoseconds of one operation, by case, operation and round. */
static double times[BENCH_CASES][BENCH_OPERATIONS][ROUNDS_MAX];

static int wrong(const char *what, const char *which)
{
    fprintf(stderr, "bench_codec: %s: %s\n", what, which);
    return 2;
}

static int read_number(uint64_t *n, const char *text, uint64_t most)
{
    char *end;

    errno = 0;
    *n = strtoull(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && !*end && !errno && *n >= 1 && *n <= most;
}

static int read_options(struct request *r, int argc, char **argv)
{
    for (int i = 1; i < argc; i += 2) {
        const char *option = argv[i], *value = argv[i + 1];

        if (!value)
            return wrong("needs a value", option);
        if (strcmp(option, "--case") == 0)
            r->name = value;
        else if (strcmp(option, "--only") == 0)
            r->only = value;
        else if (strcmp(option, "--rounds") == 0) {
            if (!read_number(&r->rounds, value, ROUNDS_MAX))
                return wrong("not from 1 to 1000", option);
        } else if (strcmp(option, "--count") == 0) {
            if (!read_number(&r->count, value, UINT32_MAX))
                return wrong("not a count", option);
        } else {
            return wrong("no such option", option);
        }
    }
    return 0;
}

static int is_wanted(const struct request *r, const struct bench_case *c)
{
    return !r->name || strcmp(r->name, c->name) == 0;
}

static double now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

/* Every operation on every message once, so that what else the machine does meets all. */
static int run_round(const struct request *r, uint64_t round)
{
    for (size_t i = 0; i < BENCH_CASES; i++) {
        for (unsigned what = 0; is_wanted(r, &cases[i]) && what < BENCH_OPERATIONS;
             what++) {
            double begin = now_ns();
            uint64_t right = bench_repeat(&cases[i], (enum bench_what)what, r->count);

            times[i][what][round] = (now_ns() - begin) / (double)r->count;
            if (right != r->count)
                return 0;
        }
    }
    return 1;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void print_case(const struct bench_case *c, double ns[BENCH_OPERATIONS])
{
    double copy = ns[BENCH_COPY], walk = ns[BENCH_WALK];
    double decode = ns[BENCH_DECODE], encode = ns[BENCH_ENCODE];

    printf("%-12s %6zu %7zu ", c->name, c->length, c->message.option_count);
    for (unsigned what = 0; what < BENCH_OPERATIONS; what++)
        printf(" %8.1f", ns[what]);
    printf("  %8.2f %8.2f %8.2f %8.2f %8.2f\n", decode / copy, decode / walk,
           encode / copy, encode / walk, (decode + encode) / (2 * walk));
}

static void print_table(const struct request *r, const char *title, uint64_t rank)
{
    printf("%s, ns\n%-12s %6s %7s ", title, "case", "octets", "options");
    for (unsigned what = 0; what < BENCH_OPERATIONS; what++)
        printf(" %8s", bench_operation_name((enum bench_what)what));
    printf("  %8s %8s %8s %8s %8s\n", "dec/copy", "dec/walk", "enc/copy", "enc/walk",
           "both/2wk");
    for (size_t i = 0; i < BENCH_CASES; i++) {
        double ns[BENCH_OPERATIONS];

        for (unsigned what = 0; what < BENCH_OPERATIONS; what++)
            ns[what] = times[i][what][rank];
        if (is_wanted(r, &cases[i]))
            print_case(&cases[i], ns);
    }
}

static int measure(const struct request *r)
{
    for (uint64_t round = 0; round < r->rounds; round++) {
        if (!run_round(r, round)) {
            fprintf(stderr, "bench_codec: a result was wrong\n");
            return 1;
        }
    }
    for (size_t i = 0; i < BENCH_CASES; i++) {
        for (unsigned what = 0; what < BENCH_OPERATIONS; what++)
            qsort(times[i][what], r->rounds, sizeof times[i][what][0], compare);
    }
    print_table(r, "fastest round", 0);
    print_table(r, "median round", r->rounds / 2);
    return 0;
}

static int repeat_one(const struct request *r)
{
    unsigned what = 0;

    while (what < BENCH_OPERATIONS &&
           strcmp(r->only, bench_operation_name((enum bench_what)what)) != 0)
        what++;
    if (what == BENCH_OPERATIONS)
        return wrong("no such operation", r->only);
    for (size_t i = 0; i < BENCH_CASES; i++) {
        if (!is_wanted(r, &cases[i]))
            continue;
        if (bench_repeat(&cases[i], (enum bench_what)what, r->count) != r->count)
            return 1;
        printf("%s %s: %zu octets, %zu options, %" PRIu64 " times\n", r->only,
               cases[i].name, cases[i].length, cases[i].message.option_count, r->count);
    }
    return 0;
}

/* Makes the messages and looks at each once. Returns how many are wanted, -1 where one is
 * not what it should be. */
static int make_cases(const struct request *r)
{
    int wanted = 0;

    for (size_t i = 0; i < BENCH_CASES; i++) {
        const char *fault =
            bench_case_make(&cases[i], i) < 0 ? "encode" : bench_wrong(&cases[i]);

        if (fault) {
            fprintf(stderr, "bench_codec: %s: %s is wrong\n", cases[i].name, fault);
            return -1;
        }
        wanted += is_wanted(r, &cases[i]);
    }
    return wanted;
}

int main(int argc, char **argv)
{
    struct request r = {301, 200, NULL, NULL};
    int rc = read_options(&r, argc, argv), wanted;

    if (rc)
        return rc;
    wanted = make_cases(&r);
    if (wanted < 0)
        return 1;
    if (wanted == 0)
        return wrong("no such case", r.name);
    return r.only ? repeat_one(&r) : measure(&r);
}
