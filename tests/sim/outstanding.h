/* SPDX-License-Identifier: MIT */
#ifndef SIM_OUTSTANDING_H
#define SIM_OUTSTANDING_H

/* The check of ONE_REQUEST_A_SESSION: which requests of a MAG's have not been answered.
 */

#include "world.h"

/* A request for a node goes out; its lifetime in units of 4 s. */
void outstanding_sent(struct host *h, uint32_t node, uint16_t lifetime);

/* What has become of it, as events tell. */
void outstanding_event(struct host *h, const struct pmip6_mag_event *e);

/* The host says something of the node, or of all nodes: what was asked before may be so
 * no longer. */
void outstanding_given_up(struct host *h, uint32_t node);
void outstanding_all_given_up(struct host *h);

#endif
