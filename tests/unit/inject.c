/* SPDX-License-Identifier: MIT */
#include "fake_host.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

typedef void inject_scenario(int i);
void inject_add(const char *name, inject_scenario *scenario, int first, int last);
void inject_upset(const char *file, int line, ...);
int inject_run(const char *program, void (*close_bed)(void));

#define SCENARIOS 256u
#define MOST      5000u /* failures that one scenario can meet */

static struct {
    const char *name;
    inject_scenario *run;
    int i;
} scenarios[SCENARIOS];
static unsigned scenario_count;

static jmp_buf upset;
static const char *upset_file;
static int upset_line;

void inject_add(const char *name, inject_scenario *scenario, int first, int last)
{
    for (int i = first; i < last; i++) {
        if (scenario_count == SCENARIOS) {
            fputs("inject: more scenarios than there is room for\n", stderr);
            exit(1);
        }
        scenarios[scenario_count].name = name;
        scenarios[scenario_count].run = scenario;
        scenarios[scenario_count++].i = i;
    }
}

void inject_upset(const char *file, int line, ...)
{
    upset_file = file;
    upset_line = line;
    longjmp(upset, 1);
}

/* One run: 1 where the failure was met, 0 where it was not, -1 where something is wrong.
 */
static int run(unsigned which, void (*close_bed)(void))
{
    volatile int left_early = 0;

    fake_injection.struck = 0;
    fake_injection.runs = 1;
    fake_injection.closing = 0;
    if (setjmp(upset) == 0)
        scenarios[which].run(scenarios[which].i);
    else
        left_early = 1;
    if (left_early && (fake_injection.closing || !fake_injection.struck))
        return -1;
    fake_injection.call = fake_injection.allocation = 0;
    if (setjmp(upset) != 0)
        return -1;
    if (left_early)
        close_bed();
    return fake_injection.struck > 0;
}

enum kind { CALLBACK, ALLOCATION };

/* All n of one kind; returns how many runs met their failure, or -1 where one went wrong.
 */
static int run_all(unsigned which, enum kind kind, void (*close_bed)(void))
{
    for (unsigned n = 1; n < MOST; n++) {
        int met;

        fake_injection.call = kind == CALLBACK ? n : 0;
        fake_injection.allocation = kind == ALLOCATION ? n : 0;
        met = run(which, close_bed);
        if (met == 0)
            return (int)n - 1;
        if (met < 0) {
            printf("%s:%d: %s, %d, with %s %u failing\n", upset_file, upset_line,
                   scenarios[which].name, scenarios[which].i,
                   kind == CALLBACK ? "callback" : "allocation", n);
            return -1;
        }
    }
    printf("%s, %d: no end of failures\n", scenarios[which].name, scenarios[which].i);
    return -1;
}

int inject_run(const char *program, void (*close_bed)(void))
{
    unsigned bad = 0, met = 0;

    for (unsigned which = 0; which < scenario_count; which++) {
        int calls = run_all(which, CALLBACK, close_bed);
        int allocations = run_all(which, ALLOCATION, close_bed);

        bad += calls < 0 || allocations < 0;
        met += (unsigned)((calls > 0 ? calls : 0) + (allocations > 0 ? allocations : 0));
    }
    printf("%s: %u failures met in %u scenarios\n", program, met, scenario_count);
    printf("100%%: Checks: %u, Failures: %u, Errors: 0\n", scenario_count, bad);
    return bad == 0 && met > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
