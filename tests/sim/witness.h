/* SPDX-License-Identifier: MIT */
#ifndef SIM_WITNESS_H
#define SIM_WITNESS_H

/* What the world has seen asked and promised on the wire, apart from what the library
 * thinks of it: the measure that its deeds are held against. */

#include "world.h"

/* The first option of a type; NULL for none. */
const struct pmip6_option *witness_option(const struct pmip6_message *m, uint8_t type);

/* The node that a message is about; SIM_NODES for none. */
uint32_t witness_node(const struct host *h, const struct pmip6_message *m);

/* A request reaches an LMA, an acknowledgement a MAG. */
void witness_request(struct host *h, const struct pmip6_datagram *d,
                     const struct pmip6_message *m);
void witness_promise(struct host *h, const struct pmip6_message *m);

/* What was asked of an LMA with this number, from there. There may be several such: the
 * one that best explains an answer with this lifetime, in units of 4 s. NULL where nobody
 * asked so. */
const struct asked *witness_asked(const struct host *h, uint32_t node,
                                  const struct pmip6_addr *source, uint16_t sequence,
                                  uint16_t lifetime);

/* Until when a MAG has been promised a prefix for a node; 0: not at all. */
pmip6_time witness_promised(const struct host *h, uint32_t node,
                            const struct pmip6_prefix *prefix);

#endif
