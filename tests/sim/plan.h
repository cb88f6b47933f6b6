/* SPDX-License-Identifier: MIT */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

/* What a run is made of: all that its command line says. The same plan gives the same
 * run. */

#include <stdint.h>

#define SIM_DOMAINS    4u  /* both editions, each with both ordering schemes */
#define SIM_LMAS       2u  /* in a domain */
#define SIM_MAGS       4u  /* in a domain */
#define SIM_NODES      64u /* in a domain, at most */
#define SIM_INTERFACES 2u  /* of a node, at most */
#define SIM_SKIPS      256u

enum fault {
    FAULT_LOSS,
    FAULT_DUPLICATE,
    FAULT_DELAY,
    FAULT_CORRUPT,
    FAULT_TRUNCATE,
    FAULT_PARTITION,
    FAULT_CLOCK_STEP,
    FAULT_CLOCK_DRIFT,
    FAULT_LMA_CRASH,
    FAULT_MAG_CRASH,
    FAULT_MAG_STOP,
    FAULT_CALLBACK,
    FAULT_MEMORY,
    FAULT_POLICY_LATE,
    FAULT_POLICY_NEVER,
    FAULT_POLICY_TWICE,
    FAULT_POLICY_REFUSES,
    FAULT_VANISH,
    FAULT_SLEEP,
    FAULT_UNPROTECTED,
    FAULT_STRANGER,
    FAULT_ROGUE,
    FAULT_NOISE,
    FAULT_FOREIGN_FRAME,
    FAULT_TUNNEL_LOST,
    FAULT_ADMINISTRATION,
    FAULT_ROUTE_LOST,
    FAULT_POOLS,
    FAULT_ALLOCATION,
    FAULT_FOREIGN_MESSAGE,
    FAULT_FORGED_FRAME,
    FAULT_VISITOR,
    FAULT_KINDS
};

extern const char *const fault_names[FAULT_KINDS];

struct plan {
    uint64_t seed;
    uint64_t events;
    uint32_t domains; /* a bit each */
    uint32_t nodes;   /* in each domain */
    uint32_t without; /* a bit for each kind of fault left out */
    /* Stimuli that are left out, by number: what nodes and faults do of their own accord.
     * Each range holds its last. */
    struct {
        uint64_t first, last;
    } skip[SIM_SKIPS];
    unsigned skip_count;
};

/* Whether a kind of fault is wanted. */
static inline int plan_has(const struct plan *p, enum fault f)
{
    return !(p->without >> f & 1);
}

int plan_skips(const struct plan *p, uint64_t stimulus);

/* Prints the command that runs this plan again. */
void plan_print(const struct plan *p);

#endif
