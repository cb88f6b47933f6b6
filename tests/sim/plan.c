/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include <inttypes.h>
#include <stdio.h>

const char *const fault_names[FAULT_KINDS] = {
    [FAULT_LOSS] = "loss",
    [FAULT_DUPLICATE] = "duplicate",
    [FAULT_DELAY] = "delay",
    [FAULT_CORRUPT] = "corrupt",
    [FAULT_TRUNCATE] = "truncate",
    [FAULT_PARTITION] = "partition",
    [FAULT_CLOCK_STEP] = "clock-step",
    [FAULT_CLOCK_DRIFT] = "clock-drift",
    [FAULT_LMA_CRASH] = "lma-crash",
    [FAULT_MAG_CRASH] = "mag-crash",
    [FAULT_MAG_STOP] = "mag-stop",
    [FAULT_CALLBACK] = "callback",
    [FAULT_MEMORY] = "memory",
    [FAULT_POLICY_LATE] = "policy-late",
    [FAULT_POLICY_NEVER] = "policy-never",
    [FAULT_POLICY_TWICE] = "policy-twice",
    [FAULT_POLICY_REFUSES] = "policy-refuses",
    [FAULT_VANISH] = "vanish",
    [FAULT_SLEEP] = "sleep",
    [FAULT_UNPROTECTED] = "unprotected",
    [FAULT_STRANGER] = "stranger",
    [FAULT_ROGUE] = "rogue",
    [FAULT_NOISE] = "noise",
    [FAULT_FOREIGN_FRAME] = "foreign-frame",
    [FAULT_TUNNEL_LOST] = "tunnel-lost",
    [FAULT_ADMINISTRATION] = "administration",
    [FAULT_ROUTE_LOST] = "route-lost",
    [FAULT_POOLS] = "pools",
    [FAULT_ALLOCATION] = "allocation",
    [FAULT_FOREIGN_MESSAGE] = "foreign-message",
    [FAULT_FORGED_FRAME] = "forged-frame",
    [FAULT_VISITOR] = "visitor",
};

int plan_skips(const struct plan *p, uint64_t stimulus)
{
    for (unsigned i = 0; i < p->skip_count; i++) {
        if (stimulus >= p->skip[i].first && stimulus <= p->skip[i].last)
            return 1;
    }
    return 0;
}

static void print_without(const struct plan *p)
{
    const char *between = " --without ";

    for (unsigned f = 0; f < FAULT_KINDS; f++) {
        if (plan_has(p, (enum fault)f))
            continue;
        printf("%s%s", between, fault_names[f]);
        between = ",";
    }
}

static void print_domains(const struct plan *p)
{
    const char *between = " --domains ";

    if (p->domains == (1u << SIM_DOMAINS) - 1)
        return;
    for (unsigned d = 0; d < SIM_DOMAINS; d++) {
        if (!(p->domains >> d & 1))
            continue;
        printf("%s%u", between, d);
        between = ",";
    }
}

void plan_print(const struct plan *p)
{
    printf("sim --seed %" PRIu64 " --events %" PRIu64, p->seed, p->events);
    print_domains(p);
    if (p->nodes != SIM_NODES)
        printf(" --nodes %" PRIu32, p->nodes);
    print_without(p);
    for (unsigned i = 0; i < p->skip_count; i++)
        printf("%s%" PRIu64 "-%" PRIu64, i ? "," : " --skip ", p->skip[i].first,
               p->skip[i].last);
    printf("\n");
}
