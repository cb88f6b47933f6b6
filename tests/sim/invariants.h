/* SPDX-License-Identifier: MIT */
#ifndef SIM_INVARIANTS_H
#define SIM_INVARIANTS_H

/* What holds in every world, whatever happens. Each has a name, a sentence and a check in
 * invariants.c, told.c, bound.c, attached.c, links.c, asked.c, outstanding.c and
 * waiting.c; these are the moments at which they are looked at. */

#include "world.h"

extern const char *const invariant_names[INVARIANTS];
extern const char *const invariant_sentences[INVARIANTS];

/* Something does not hold: the first such thing ends the run. */
#if defined(__GNUC__) || defined(__clang__)
__attribute__((format(printf, 3, 4)))
#endif
void violated(const struct host *h, enum invariant i, const char *format, ...);

/* One more look at something. */
static inline void looked_at(const struct host *h, enum invariant i)
{
    h->world->tally.checks[i]++;
}

/* Inside callbacks. */
void invariant_sent(struct host *h, const struct pmip6_datagram *d);
void invariant_frame_sent(struct host *h, uint32_t link, const struct pmip6_nd_packet *p);
void invariant_lma_event(struct host *h, const struct pmip6_lma_event *e);

/* Around a datagram's input. */
void invariant_before_input(struct host *h, const struct pmip6_datagram *d,
                            uint32_t honest);
void invariant_after_input(struct host *h);

/* After a policy answer. */
void invariant_after_answer(struct host *h);

/* After every call into the library. */
void invariant_after_call(struct host *h);

/* Of these, what concerns an LMA's bindings (see bound.c), a MAG's attachments
 * (attached.c), and the memory in use. */
void invariant_check_lma(struct host *h);
void invariant_check_mag(struct host *h);
void invariant_memory(struct host *h, uint64_t gauge);

/* A digest of all that a host can see of its bindings or attachments. */
uint64_t invariant_digest(const struct host *h);

/* The same of a MAG's, without the attachments of the node that a link is of. */
uint64_t invariant_digest_beside(const struct host *h, uint32_t link);

/* A policy answer that came too late, twice, or for no query: `rc` is what was said. */
void invariant_late_answer(struct host *h, int rc, uint64_t before, const char *which);

/* A frame or datagram that must change nothing has been taken. */
void invariant_unchanged(struct host *h, uint64_t before, const char *what);

/* A message of another protocol is shown to the host, with this binding. */
void invariant_foreign(struct host *h, const struct pmip6_datagram *d,
                       const struct pmip6_binding_view *binding);

/* A tunnel has been lost: nobody may count on it. */
void invariant_tunnel_lost(struct host *h, const struct pmip6_tunnel *t);

/* A handle has been freed. */
void invariant_ended(struct host *h);

/* A quiet time of a domain is over. */
void invariant_quiet(struct domain *d);

#endif
