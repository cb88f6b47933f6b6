/* SPDX-License-Identifier: MIT */
#ifndef SIM_WAITING_H
#define SIM_WAITING_H

/* The check of WAITING_ENDS: which requests an LMA has neither answered nor dropped, and
 * for how long. Repeats of one count from when the first came. */

#include "world.h"

/* A request comes; `node` is SIM_NODES for none. */
void waiting_arrives(struct host *h, uint32_t node, const struct pmip6_addr *source);

/* A request of a node from there has been answered, or dropped. */
void waiting_ends(struct host *h, uint32_t node, const struct pmip6_addr *source);

/* After a call: what came in it and was neither waits. */
void waiting_check(struct host *h);

#endif
