/* SPDX-License-Identifier: MIT */
#ifndef SIM_LEDGER_H
#define SIM_LEDGER_H

/* Where the host allocates prefixes itself: how often each is taken and not yet told to
 * be released. */

#include <pmip6/pmip6.h>

#define LEDGER_PREFIXES 128u

struct ledger {
    struct pmip6_addr base;
    uint32_t next;
    uint8_t taken[LEDGER_PREFIXES];
};

/* The number of a prefix in the book; LEDGER_PREFIXES for others. */
uint32_t ledger_number(const struct ledger *l, const struct pmip6_prefix *p);

/* Takes one that nobody has, or one that somebody has; 0: there was one. */
int ledger_take(struct ledger *l, struct pmip6_prefix *p);
int ledger_take_again(struct ledger *l, struct pmip6_prefix *p);

/* Takes one by name, if nobody has it. */
int ledger_claim(struct ledger *l, const struct pmip6_prefix *p);

/* Whether what is told to be released was taken; of others, such as a policy fixes, there
 * is nothing to say. */
int ledger_release(struct ledger *l, const struct pmip6_prefix *p);

/* How many are taken, each as often as it is. */
uint32_t ledger_count(const struct ledger *l);

#endif
