/* SPDX-License-Identifier: MIT */
#ifndef SIM_LADDER_H
#define SIM_LADDER_H

/* The last messages and incidents of a world, to be drawn as a ladder when something does
 * not hold. */

#include "world.h"

struct ladder *ladder_new(void);
void ladder_free(struct ladder *l);

void ladder_sent(struct ladder *l, const struct host *from,
                 const struct pmip6_datagram *d, int lost);
void ladder_message(struct ladder *l, const struct host *to,
                    const struct pmip6_datagram *d, uint32_t honest);

/* A node comes to a link (`handoff` as told), or leaves it (255). */
void ladder_attach(struct ladder *l, const struct host *h, const char *node,
                   uint32_t link, uint8_t handoff);
void ladder_note(struct ladder *l, const struct host *h, const char *what);
void ladder_note_domain(struct ladder *l, const struct domain *d, const char *what);

/* Prints what is kept of one domain. */
void ladder_print(const struct ladder *l, const struct world *w, uint32_t domain);

#endif
