/* SPDX-License-Identifier: MIT */
#ifndef SIM_NETWORK_H
#define SIM_NETWORK_H

/* The network between LMAs and MAGs: it delays, reorders, duplicates, drops, damages and
 * parts. */

#include "world.h"

void network_send(struct host *from, const struct pmip6_datagram *d);
void network_deliver(struct domain *d, uint32_t parcel);

/* Puts a message of anybody's making on its way. */
void network_inject(struct domain *d, const struct pmip6_datagram *datagram,
                    sim_time after);

/* All is well again. */
void network_mend(struct domain *d);

#endif
