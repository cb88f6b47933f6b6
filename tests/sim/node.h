/* SPDX-License-Identifier: MIT */
#ifndef SIM_NODE_H
#define SIM_NODE_H

/* Mobile nodes: they come, move, sleep, vanish, and know nothing of mobility. */

#include "world.h"

void node_init(struct node *n, struct domain *d, uint32_t number);

/* The node does something of its own accord, and says when it does the next. */
void node_turn(struct node *n);

/* A packet on the link reaches the node. */
void node_hears(struct node *n, uint32_t interface, const struct pmip6_nd_packet *p);

/* Its answer to a neighbour solicitation reaches the MAG. */
void node_answers(struct node *n, uint32_t interface);

/* Where it has no prefix it asks for a router; `number` is what the world was told to
 * say: the interface, and which arrival of it. */
void node_solicits(struct node *n, uint32_t number);

/* It leaves where it was; `number` as above. */
void node_leaves(struct node *n, uint32_t number);

/* Quiet times begin: who is nowhere goes somewhere. */
void node_settle(struct node *n);

#endif
