/* SPDX-License-Identifier: MIT */
#ifndef SIM_LINKS_H
#define SIM_LINKS_H

/* What the links of a MAG are shown and heard to say: the checks of SHOWN_WHERE_BOUND,
 * LOST_IS_WITHDRAWN, ROUTERS_SPEAK_FOR_THEMSELVES, ADVERTISED_AT_INTERVALS and
 * VISITORS_ARE_KNOWN. */

#include "world.h"

/* A MAG begins; a link goes, and whatever it was shown with it. */
void links_clear(struct host *h);
void links_goes(struct host *h, uint32_t link);

/* What a policy says of the node on a link, and what becomes of it. */
void links_policy(struct host *h, uint32_t link, const struct pmip6_policy *p);
void links_event(struct host *h, const struct pmip6_mag_event *e);

/* Its policy has been answered, and grants nothing. */
int links_is_refused(const struct host *h, uint32_t link);

/* A frame of the node's on a link is being taken. */
void links_hear(struct host *h, uint32_t link, const struct pmip6_nd_packet *p);

/* ---- visitors ---- */

/* Whether a route is to the address of a visitor. */
int links_is_visit(const struct pmip6_prefix *prefix);
int links_visit_begins(struct host *h, const struct pmip6_route *r);
void links_visit_ends(struct host *h, const struct pmip6_route *r);

/* ---- after a call ---- */

/* Every attachment in turn, then the links; returns how many of these that have been
 * shown something the attachments have. */
uint32_t links_check_attachment(struct host *h, const struct pmip6_attachment_view *v,
                                pmip6_time now);
void links_check(struct host *h, uint32_t shown);

#endif
