/* SPDX-License-Identifier: MIT */
#ifndef SIM_HOST_H
#define SIM_HOST_H

/* What the hosts of LMAs and MAGs have in common: clocks, memory, forwarding planes, the
 * calls into the library and what is looked at after each. */

#include "world.h"

/* ---- clocks ---- */

pmip6_time clock_reading(const struct host *h);
pmip6_timestamp clock_day(const struct host *h);
void clock_set_rate(struct host *h, int32_t ppm);

/* When in the world's time a host's clock will show this. */
sim_time clock_when(const struct host *h, pmip6_time reading);

/* ---- callbacks that both roles share ---- */

void host_clock(struct pmip6_clock *now, void *user);
void host_random(uint8_t *octets, size_t count, void *user);
int host_send(const struct pmip6_datagram *d, void *user);
int host_tunnel_open(struct pmip6_tunnel *t, void *user);
void host_tunnel_close(const struct pmip6_tunnel *t, void *user);
int host_route_add(const struct pmip6_route *r, void *user);
int host_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                       void *user);
void host_route_remove(const struct pmip6_route *r, void *user);
void *host_allocate(size_t size, void *user);
void host_release(void *memory, size_t size, void *user);

/* Whether a callback that may fail does so now. */
int host_fails(struct host *h);

/* ---- policy queries that wait ---- */

/* Whether an answer is put off; if so the ticket is kept. */
int host_puts_off(struct host *h, uint64_t ticket, uint32_t node, uint32_t link,
                  int refused);
void host_answer(struct host *h, uint32_t place);

/* ---- life ---- */

void host_start(struct host *h);
void host_crash(struct host *h); /* from one moment to the next; comes back by itself */
void host_end(struct host *h);   /* with the world */
void host_mend(struct host *h);  /* faults of its own stop */

/* Every call into the library stands between these. */
void host_enter(struct host *h);
void host_leave(struct host *h);

/* In place of the first where its operator or its forwarding plane says something. */
void host_told(struct host *h);

void host_input(struct host *h, const struct parcel *p);
void host_wake(struct host *h, uint32_t alarm);

/* ---- an LMA's ---- */

void lma_host_start(struct host *h);
void lma_host_policy(struct host *h, const struct node *n, int refused,
                     struct pmip6_policy *p);

int lma_host_is_gateway(const struct host *h, const struct pmip6_addr *address);

/* Whether its host allocates prefixes itself, in place of pools. */
int lma_host_allocates(const struct host *h);

/* For how many seconds it grants a node prefixes of its own; 0: for good. */
uint32_t lma_host_grants(const struct domain *d, uint32_t node);

/* Another set of pools (see pools.h) while it is running. */
int lma_host_repool(struct host *h, uint32_t set);

/* Answers to strangers: in a second, and at once. */
uint32_t lma_host_stranger_rate(const struct host *h);
uint32_t lma_host_stranger_burst(const struct host *h);

/* ---- a MAG's ---- */

void mag_host_start(struct host *h);
void mag_host_policy(const struct host *h, uint32_t link, int refused,
                     struct pmip6_policy *p);

/* Another configuration while it is running: local routing, visitors, another prefix for
 * these. */
int mag_host_reconfigure(struct host *h, uint32_t what);

/* A node's interface is on a link now, or no longer; `told`: the MAG notices. */
void mag_host_attach(struct host *h, struct node *n, uint32_t interface, uint8_t handoff);
void mag_host_detach(struct host *h, uint32_t link, int link_goes);

/* What the MAG had no room for, tried again. */
void mag_host_settle(struct host *h);

/* A frame of a node's, or of another's, comes in on a link. */
void mag_host_solicit(struct host *h, uint32_t link);
void mag_host_frame(struct host *h, uint32_t link, const struct pmip6_nd_packet *p);

#endif
