/* SPDX-License-Identifier: MIT */
#ifndef SIM_FAULTS_H
#define SIM_FAULTS_H

/* What goes wrong in a domain, and how it is mended. */

#include "world.h"

/* Something goes wrong, or is mended, or an administrator comes by; says when the next
 * turn is. `phase` tells those of an earlier phase. */
void fault_turn(struct domain *d, uint32_t phase);

/* Everything is mended: what the operators of the domain would do. */
void fault_mend(struct domain *d);

/* A node of ill will, or a broken machine, does something (see adversary.c). */
void adversary_unprotected(struct domain *d);
void adversary_stranger(struct domain *d);
void adversary_rogue(struct domain *d);
void adversary_noise(struct domain *d);
void adversary_flood(struct domain *d);
void adversary_foreign_frame(struct domain *d);
void adversary_foreign_message(struct domain *d);

/* A node sends what no node should, or somebody else does on its link (see forgery.c). */
void forgery(struct domain *d);

/* The operator of an LMA or of MAGs, or a forwarding plane, does something (see
 * operator.c). */
void operator_withdraws(struct domain *d);
void operator_loses_route(struct domain *d);
void operator_changes_pools(struct domain *d);
void operator_misallocates(struct domain *d);
void operator_changes_tunnels(struct domain *d);
void operator_changes_policy(struct domain *d);
void operator_withdraws_on_link(struct domain *d);
void operator_reconfigures(struct domain *d);
void operator_bars(struct domain *d);
void operator_mends(struct host *h);

#endif
