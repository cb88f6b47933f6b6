/* SPDX-License-Identifier: MIT */
/* What the operator of an LMA does while it runs, and what its forwarding plane tells. */
#include "faults.h"

#include "host.h"
#include "invariants.h"
#include "ladder.h"
#include "pools.h"
#include "prefix.h"
#include "replica.h"

#include <string.h>

static struct host *any_lma(struct domain *d)
{
    return &d->lmas[rng_below(&d->rng, SIM_LMAS)];
}

/* A prefix of some session; 0: there is one. */
static int any_prefix(struct domain *d, const struct host *h, struct pmip6_prefix *p)
{
    uint32_t which = h->session_count ? rng_below(&d->rng, h->session_count) : 0;

    for (uint32_t i = 1; h->up && i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        if (c->view.id == 0 || which-- > 0)
            continue;
        *p = c->prefixes[rng_below(&d->rng, (uint32_t)c->view.prefix_count)];
        return 0;
    }
    return -1;
}

/* ---- prefixes ---- */

static void check_gone(struct host *h, const struct pmip6_prefix *p, int rc)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    if (rc < 0 || pmip6_lma_find_by_address(h->lma, &p->addr, &v) == 0)
        violated(h, EFFECTS_FIT_SESSIONS, "a prefix is still served, status %d", rc);
}

void operator_withdraws(struct domain *d)
{
    struct host *h = any_lma(d);
    struct pmip6_prefix p;
    int rc;

    if (any_prefix(d, h, &p) < 0)
        return;
    ladder_note(d->world->ladder, h, "withdraws a prefix");
    h->withdrawn = p;
    host_enter(h);
    rc = pmip6_lma_withdraw_prefix(h->lma, &p);
    host_leave(h);
    check_gone(h, &p, rc);
}

void operator_loses_route(struct domain *d)
{
    struct host *h = any_lma(d);
    struct pmip6_prefix p;
    int rc;

    if (any_prefix(d, h, &p) < 0)
        return;
    d->world->tally.faults[FAULT_ROUTE_LOST]++;
    ladder_note(d->world->ladder, h, "loses a route");
    host_enter(h);
    rc = pmip6_lma_route_lost(h->lma, &p);
    host_leave(h);
    check_gone(h, &p, rc);
}

static void reserve(struct host *h, struct pmip6_prefix *held,
                    const struct pmip6_prefix *p)
{
    int rc;

    host_enter(h);
    rc = pmip6_lma_reserve_prefix(h->lma, p);
    if (rc == 0)
        *held = *p;
    host_leave(h);
    world_trace(h->world, (uint64_t)rc);
}

static void unreserve(struct host *h, struct pmip6_prefix *held)
{
    host_enter(h);
    if (pmip6_lma_unreserve_prefix(h->lma, held) < 0)
        violated(h, RESERVED_STAYS_HELD, "a prefix is not held any more");
    memset(held, 0, sizeof *held);
    host_leave(h);
}

/* A reservation comes, or goes. */
static void change_reservation(struct domain *d, struct host *h)
{
    struct pmip6_prefix p = pools_any(h, &d->rng);
    struct pmip6_prefix *held = &h->reserved[rng_below(&d->rng, RESERVED)];

    if (held->length)
        unreserve(h, held);
    else
        reserve(h, held, &p);
}

void operator_changes_pools(struct domain *d)
{
    struct host *h = any_lma(d);
    uint32_t set = rng_below(&d->rng, POOL_SETS);

    if (!h->up || lma_host_allocates(h))
        return;
    d->world->tally.faults[FAULT_POOLS]++;
    if (rng_below(&d->rng, 4)) {
        change_reservation(d, h);
        return;
    }
    ladder_note(d->world->ladder, h, "has other pools");
    world_trace(d->world, (uint64_t)lma_host_repool(h, set));
}

void operator_misallocates(struct domain *d)
{
    any_lma(d)->misallocates = rng_below(&d->rng, 500);
}

/* All nodes have room again. */
void operator_mends(struct host *h)
{
    for (uint32_t i = 0; i < RESERVED; i++) {
        if (h->reserved[i].length)
            unreserve(h, &h->reserved[i]);
    }
    if (h->pools && lma_host_repool(h, 0) < 0)
        violated(h, WORLD_GOES_ON, "an LMA does not take its pools back");
}

/* ---- tunnels ---- */

static void add_static(struct host *h, const struct pmip6_addr *remote)
{
    int was_open = plane_tunnel(&h->plane, remote) != NULL, rc;
    struct pmip6_tunnel t;

    if (plane_tunnel_fix(&h->plane, &h->address, remote, &t) < 0)
        return;
    ladder_note(h->world->ladder, h, "gets a static tunnel");
    host_enter(h);
    rc = pmip6_lma_add_static_tunnel(h->lma, &t);
    if (rc < 0 && was_open)
        plane_tunnel_unfix(&h->plane, remote);
    else if (rc < 0)
        plane_tunnel_drop(&h->plane, remote);
    host_leave(h);
    world_trace(h->world, (uint64_t)rc);
}

static void remove_static(struct host *h, const struct pmip6_tunnel *known)
{
    struct pmip6_tunnel t = *known;

    ladder_note(h->world->ladder, h, "has a static tunnel less");
    plane_tunnel_unfix(&h->plane, &t.remote);
    host_enter(h);
    if (pmip6_lma_remove_static_tunnel(h->lma, &t) < 0)
        violated(h, STATIC_TUNNELS_STAY, "a tunnel of the host's is not known");
    host_leave(h);
}

void operator_changes_tunnels(struct domain *d)
{
    struct host *h = any_lma(d);
    const struct host *mag = &d->mags[rng_below(&d->rng, SIM_MAGS)];
    const struct pmip6_tunnel *t = plane_tunnel(&h->plane, &mag->address);

    if (!h->up)
        return;
    if (t && t->flags & PMIP6_TUNNEL_STATIC)
        remove_static(h, t);
    else
        add_static(h, &mag->address);
}

/* ---- profiles ---- */

static void tell_mags(struct domain *d, struct pmip6_bytes id)
{
    for (uint32_t i = 0; i < SIM_MAGS; i++) {
        struct host *h = &d->mags[i];

        if (!h->up)
            continue;
        host_enter(h);
        (void)pmip6_mag_policy_changed(h->mag, id);
        host_leave(h);
    }
}

/* One node's is changed, and its LMA told and the MAGs; or they are told of all. */
void operator_changes_policy(struct domain *d)
{
    struct node *n = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    struct host *h = &d->lmas[n->home];
    struct pmip6_bytes id = {(const uint8_t *)n->name, strlen(n->name)};
    int all = rng_below(&d->rng, 4) == 0;

    n->prefix_lifetime =
        rng_below(&d->rng, 2) ? (uint32_t)rng_between(&d->rng, 12, 90) : 0;
    if (!h->up)
        return;
    ladder_note(d->world->ladder, h, "is told of other policies");
    if (all)
        id.length = 0;
    host_enter(h);
    (void)pmip6_lma_policy_changed(h->lma, id);
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        if (all || h->sessions[i].node == n->number)
            h->sessions[i].policy_until = 0;
    }
    host_leave(h);
    tell_mags(d, id);
}
