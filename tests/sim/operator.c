/* SPDX-License-Identifier: MIT */
/* What the operators of LMAs and MAGs do while these run, and what their forwarding
 * planes tell. */
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
    host_told(h);
    rc = h->role == LMA_HOST ? pmip6_lma_add_static_tunnel(h->lma, &t)
                             : pmip6_mag_add_static_tunnel(h->mag, &t);
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
    host_told(h);
    if ((h->role == LMA_HOST ? pmip6_lma_remove_static_tunnel(h->lma, &t)
                             : pmip6_mag_remove_static_tunnel(h->mag, &t)) < 0)
        violated(h, STATIC_TUNNELS_STAY, "a tunnel of the host's is not known");
    host_leave(h);
}

/* Between an LMA and a MAG, of either. */
void operator_changes_tunnels(struct domain *d)
{
    struct host *lma = any_lma(d), *mag = &d->mags[rng_below(&d->rng, SIM_MAGS)];
    int of_mag = rng_below(&d->rng, 2) == 0;
    struct host *h = of_mag ? mag : lma;
    const struct pmip6_addr *remote = of_mag ? &lma->address : &mag->address;
    const struct pmip6_tunnel *t = plane_tunnel(&h->plane, remote);

    if (!h->up)
        return;
    if (t && t->flags & PMIP6_TUNNEL_STATIC)
        remove_static(h, t);
    else
        add_static(h, remote);
}

/* ---- a MAG's links ---- */

static void check_withdrawn(struct host *h, const struct pmip6_attachment_view *was,
                            const struct pmip6_prefix *p, int rc)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    int bound = was->state != PMIP6_ATTACHMENT_DEREGISTERING;

    if (rc != (bound ? 0 : PMIP6_ERR_STATE))
        violated(h, LOST_IS_WITHDRAWN, "a prefix of link %u is not withdrawn, status %d",
                 (unsigned)was->link, rc);
    if (rc < 0 || was->prefix_count < 2 ||
        pmip6_mag_attachment_of(h->mag, was->link, &v) < 0)
        return;
    if (v.prefix_count != was->prefix_count - 1 || plane_route(&h->plane, p, 0) ||
        plane_route(&h->plane, p, 1))
        violated(h, EFFECTS_FIT_SESSIONS, "a prefix that was withdrawn is still there");
}

/* One that the node does not have. */
static void withdraw_another(struct host *h, uint32_t link)
{
    struct pmip6_prefix p = {domain_address(h->domain, 0x40, 9), 128};
    uint64_t before = invariant_digest(h);

    host_told(h);
    if (pmip6_mag_withdraw_prefix(h->mag, link, &p) == 0 || invariant_digest(h) != before)
        violated(h, LOST_IS_WITHDRAWN, "a prefix of nobody's is withdrawn");
    host_leave(h);
}

/* Somebody with several prefixes, rather than with one. */
static struct host *any_served(struct domain *d, struct pmip6_attachment_view *v)
{
    struct host *found = NULL;

    for (uint32_t i = 0; i < 8 && !(found && v->prefix_count > 1); i++) {
        struct node *n = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
        const struct interface *at =
            &n->interfaces[rng_below(&d->rng, n->interface_count)];
        struct pmip6_attachment_view other = {.size = sizeof other};

        if (!at->mag || !at->mag->up ||
            pmip6_mag_attachment_of(at->mag->mag, at->link, &other) < 0 ||
            other.prefix_count == 0)
            continue;
        *v = other;
        found = at->mag;
    }
    return found;
}

/* The LMA hears of it, too, or finds out. */
void operator_withdraws_on_link(struct domain *d)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    struct host *h = any_served(d, &v), *lma;
    struct pmip6_prefix p;
    int rc;

    if (!h)
        return;
    if (rng_below(&d->rng, 8) == 0) {
        withdraw_another(h, v.link);
        return;
    }
    p = v.prefixes[rng_below(&d->rng, (uint32_t)v.prefix_count)];
    ladder_note(d->world->ladder, h, "withdraws a prefix on a link");
    host_told(h);
    rc = pmip6_mag_withdraw_prefix(h->mag, v.link, &p);
    host_leave(h);
    check_withdrawn(h, &v, &p, rc);
    lma = &d->lmas[link_node(d, v.link)->home];
    if (!lma->up || rng_below(&d->rng, 2))
        return;
    lma->withdrawn = p;
    host_enter(lma);
    (void)pmip6_lma_withdraw_prefix(lma->lma, &p);
    host_leave(lma);
}

/* Whether traffic stays local, whom it lets visit, and where. */
void operator_reconfigures(struct domain *d)
{
    struct host *h = &d->mags[rng_below(&d->rng, SIM_MAGS)];
    uint32_t what = rng_below(&d->rng, 3);

    if (!h->up)
        return;
    ladder_note(d->world->ladder, h, "is configured otherwise");
    host_told(h);
    if (mag_host_reconfigure(h, what) < 0)
        violated(h, WORLD_GOES_ON, "a MAG does not take another configuration");
    host_leave(h);
}

/* ---- profiles ---- */

static void tell_mags(struct domain *d, struct pmip6_bytes id)
{
    for (uint32_t i = 0; i < SIM_MAGS; i++) {
        struct host *h = &d->mags[i];

        if (!h->up)
            continue;
        host_told(h);
        (void)pmip6_mag_policy_changed(h->mag, id);
        host_leave(h);
    }
}

/* What MAGs are told of prefixes: those that the node has, or one that it had once, which
 * nobody has now or somebody else. */
static void change_profile(struct domain *d, struct node *n)
{
    static const sim_time remembered[] = {0, 5000000, 20000000, 60000000};
    const struct node *other = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];

    n->remembered = remembered[rng_below(&d->rng, 4)];
    n->local_routing = (uint8_t)rng_below(&d->rng, 3);
    n->outdated = rng_below(&d->rng, 3) == 0;
    if (!n->outdated)
        return;
    n->former[0].addr = domain_address(d, (uint8_t)(0x40u + n->home), 0);
    n->former[0].addr.octets[7] = (uint8_t)n->number;
    n->former[0].length = 64;
    if (other->interfaces[0].prefix_count > 0 && rng_below(&d->rng, 3) == 0)
        n->former[0] = other->interfaces[0].prefixes[0];
}

/* One that is known no longer may be served as a visitor. */
void operator_bars(struct domain *d)
{
    struct node *n = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    struct pmip6_bytes id = {(const uint8_t *)n->name, strlen(n->name)};

    n->barred ^= 1;
    if (rng_below(&d->rng, 4))
        tell_mags(d, id);
}

/* One node's is changed, and its LMA told and the MAGs; or they are told of all. */
void operator_changes_policy(struct domain *d)
{
    struct node *n = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    struct host *h = &d->lmas[n->home];
    struct pmip6_bytes id = {(const uint8_t *)n->name, strlen(n->name)};
    int all = rng_below(&d->rng, 4) == 0;

    change_profile(d, n);
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
