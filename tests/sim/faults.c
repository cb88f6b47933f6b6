/* SPDX-License-Identifier: MIT */
#include "faults.h"

#include "host.h"
#include "invariants.h"
#include "ladder.h"
#include "links.h"
#include "network.h"
#include "node.h"

#include <string.h>

static struct host *any_host(struct domain *d)
{
    return domain_host(d, rng_below(&d->rng, SIM_LMAS + SIM_MAGS));
}

/* ---- the network ---- */

static void lose(struct domain *d)
{
    d->loss = rng_below(&d->rng, 300);
}

static void duplicate(struct domain *d)
{
    d->duplicate = rng_below(&d->rng, 300);
}

static void delay(struct domain *d)
{
    d->delay = rng_below(&d->rng, 4) ? 200 : 1500;
}

static void corrupt(struct domain *d)
{
    d->corrupt = rng_below(&d->rng, 100);
}

static void truncate(struct domain *d)
{
    d->truncate = rng_below(&d->rng, 50);
}

static void part(struct domain *d)
{
    uint8_t *parted =
        &d->parted[rng_below(&d->rng, SIM_LMAS)][rng_below(&d->rng, SIM_MAGS)];

    *parted ^= 1;
    d->world->tally.faults[FAULT_PARTITION] += *parted;
}

/* ---- hosts ---- */

static void step_clock(struct domain *d)
{
    static const int64_t steps[] = {66, 6554, 32768, 131072, 3932160, 235929600};
    struct host *h = any_host(d);
    int64_t by = steps[rng_below(&d->rng, 6)];

    if (d->by_sequence)
        return; /* nobody there asks for the time of day */
    d->world->tally.faults[FAULT_CLOCK_STEP]++;
    h->clock.day_offset += rng_below(&d->rng, 2) ? by : -by;
    ladder_note(d->world->ladder, h, "has its clock stepped");
}

static void drift(struct domain *d)
{
    clock_set_rate(any_host(d), (int32_t)rng_below(&d->rng, 20001) - 10000);
}

static void crash(struct domain *d, struct host *h)
{
    if (!h->up)
        return;
    d->world->tally.faults[h->role == LMA_HOST ? FAULT_LMA_CRASH : FAULT_MAG_CRASH]++;
    host_crash(h);
}

static void crash_lma(struct domain *d)
{
    crash(d, &d->lmas[rng_below(&d->rng, SIM_LMAS)]);
}

static void crash_mag(struct domain *d)
{
    crash(d, &d->mags[rng_below(&d->rng, SIM_MAGS)]);
}

/* An orderly stop: its nodes are de-registered, then it goes. */
static void stop_mag(struct domain *d)
{
    struct host *h = &d->mags[rng_below(&d->rng, SIM_MAGS)];

    if (!h->up || h->stopping)
        return;
    d->world->tally.faults[FAULT_MAG_STOP]++;
    ladder_note(d->world->ladder, h, "stops in good order");
    h->stopping = 1;
    host_told(h);
    (void)pmip6_mag_detach_all(h->mag);
    host_leave(h);
    world_put(d->world, d->world->now + SIM_SEC(3), RESTART, d->number, host_who(h),
              h->incarnation);
}

static void fail_callbacks(struct domain *d)
{
    any_host(d)->failing = rng_below(&d->rng, 400);
}

/* Memory is asked for while a host grows: one that has just been started. */
static void starve(struct domain *d)
{
    struct host *h = any_host(d);

    h->hunger = rng_below(&d->rng, 4) ? rng_below(&d->rng, 500) : 1000;
    h->starving = h->hunger;
    if (rng_below(&d->rng, 4) == 0)
        crash(d, h);
}

static void be_late(struct domain *d)
{
    any_host(d)->policy_late = rng_below(&d->rng, 1000);
}

static void never_answer(struct domain *d)
{
    any_host(d)->policy_never = rng_below(&d->rng, 500);
}

static void answer_twice(struct domain *d)
{
    any_host(d)->policy_twice = rng_below(&d->rng, 500);
}

static void refuse(struct domain *d)
{
    d->lmas[rng_below(&d->rng, SIM_LMAS)].policy_refuses = rng_below(&d->rng, 300);
    d->nodes[rng_below(&d->rng, d->world->plan.nodes)].barred ^= 1;
}

static int any_tunnel(struct domain *d, const struct host *h, struct pmip6_tunnel *t)
{
    uint32_t which =
        h->plane.tunnel_count ? rng_below(&d->rng, h->plane.tunnel_count) : 0;

    for (uint32_t i = 0; i < PLANE_TUNNELS; i++) {
        if (h->plane.tunnels[i].id && which-- == 0) {
            *t = h->plane.tunnels[i];
            return h->up;
        }
    }
    return 0;
}

static void lose_tunnel(struct domain *d)
{
    struct host *h = any_host(d);
    struct pmip6_tunnel t;

    if (!any_tunnel(d, h, &t))
        return;
    d->world->tally.faults[FAULT_TUNNEL_LOST]++;
    ladder_note(d->world->ladder, h, "loses a tunnel");
    plane_tunnel_unfix(&h->plane, &t.remote);
    host_told(h);
    if (h->role == LMA_HOST)
        (void)pmip6_lma_tunnel_lost(h->lma, &t);
    else
        (void)pmip6_mag_tunnel_lost(h->mag, &t);
    host_leave(h);
    invariant_tunnel_lost(h, &t);
}

/* Deletes a binding, or renumbers a node. */
static void administer(struct domain *d)
{
    struct node *n = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    struct host *lma = &d->lmas[n->home], *mag = n->interfaces[0].mag;
    struct pmip6_bytes id = {(const uint8_t *)n->name, strlen(n->name)};

    if (rng_below(&d->rng, 2) && lma->up) {
        ladder_note(d->world->ladder, lma, "deletes a binding");
        host_enter(lma);
        (void)pmip6_lma_delete(lma->lma, id);
        host_leave(lma);
    } else if (mag && mag->up) {
        ladder_note(d->world->ladder, mag, "renumbers a node");
        host_told(mag);
        (void)pmip6_mag_renumber(mag->mag, n->interfaces[0].link);
        host_leave(mag);
    }
}

/* ---- what may go wrong ---- */

typedef void deed(struct domain *d);

static const struct {
    deed *does;
    uint8_t fault;
    uint8_t weight;
    uint8_t counts_itself; /* where it strikes, not where it is laid */
} deeds[] = {
    {lose, FAULT_LOSS, 6, 1},
    {duplicate, FAULT_DUPLICATE, 4, 1},
    {delay, FAULT_DELAY, 4, 1},
    {corrupt, FAULT_CORRUPT, 3, 1},
    {truncate, FAULT_TRUNCATE, 2, 1},
    {part, FAULT_PARTITION, 4, 1},
    {step_clock, FAULT_CLOCK_STEP, 3, 1},
    {drift, FAULT_CLOCK_DRIFT, 2, 0},
    {crash_lma, FAULT_LMA_CRASH, 1, 1},
    {crash_mag, FAULT_MAG_CRASH, 2, 1},
    {stop_mag, FAULT_MAG_STOP, 2, 1},
    {fail_callbacks, FAULT_CALLBACK, 4, 1},
    {starve, FAULT_MEMORY, 4, 1},
    {be_late, FAULT_POLICY_LATE, 4, 1},
    {never_answer, FAULT_POLICY_NEVER, 2, 1},
    {answer_twice, FAULT_POLICY_TWICE, 3, 1},
    {refuse, FAULT_POLICY_REFUSES, 2, 1},
    {adversary_unprotected, FAULT_UNPROTECTED, 10, 0},
    {adversary_stranger, FAULT_STRANGER, 10, 0},
    {adversary_rogue, FAULT_ROGUE, 10, 0},
    {adversary_noise, FAULT_NOISE, 10, 0},
    {adversary_foreign_frame, FAULT_FOREIGN_FRAME, 8, 1},
    {lose_tunnel, FAULT_TUNNEL_LOST, 2, 1},
    {administer, FAULT_ADMINISTRATION, 4, 0},
    {operator_withdraws, FAULT_ADMINISTRATION, 2, 0},
    {operator_changes_tunnels, FAULT_ADMINISTRATION, 3, 0},
    {operator_changes_policy, FAULT_ADMINISTRATION, 3, 0},
    {operator_loses_route, FAULT_ROUTE_LOST, 2, 1},
    {operator_changes_pools, FAULT_POOLS, 6, 1},
    {operator_misallocates, FAULT_ALLOCATION, 2, 1},
    {adversary_flood, FAULT_STRANGER, 2, 0},
    {adversary_foreign_message, FAULT_FOREIGN_MESSAGE, 8, 0},
    {operator_withdraws_on_link, FAULT_ADMINISTRATION, 4, 0},
    {operator_reconfigures, FAULT_ADMINISTRATION, 2, 0},
    {operator_bars, FAULT_VISITOR, 8, 0},
    {forgery, FAULT_FORGED_FRAME, 24, 1},
};

#define DEEDS (sizeof deeds / sizeof deeds[0])

static size_t choose(struct domain *d)
{
    uint32_t all = 0, at;

    for (size_t i = 0; i < DEEDS; i++)
        all += deeds[i].weight;
    at = rng_below(&d->rng, all);
    for (size_t i = 0;; i++) {
        if (at < deeds[i].weight)
            return i;
        at -= deeds[i].weight;
    }
}

static void tell_clock_is_set(struct host *h)
{
    host_told(h);
    (void)pmip6_mag_clock_synced(h->mag);
    host_leave(h);
}

/* One host, or the network, is well again, so that not everything is wrong at once. */
static void mend_something(struct domain *d)
{
    struct host *h = any_host(d);

    if (rng_below(&d->rng, 4) == 0) {
        network_mend(d);
        return;
    }
    host_mend(h);
    ladder_note(d->world->ladder, h, "is well again");
    if (h->up && h->role == MAG_HOST) {
        tell_clock_is_set(h);
        mag_host_settle(h);
    }
}

/* ---- mending ---- */

/* What only an administrator ends (RFC 5213 6.9.1.2), he ends: a blocked node, and one
 * that was not granted service while its policy said so. */
static void release(struct host *h, int refused)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    while (pmip6_mag_next_attachment(h->mag, &cursor, &v) == 1) {
        struct pmip6_attach who;
        uint32_t link = v.link;
        int denied = refused && v.state == PMIP6_ATTACHMENT_REFUSED;

        if (!v.blocked && !denied)
            continue;
        pmip6_attach_init(&who);
        who.mn_id = v.mn_id;
        who.link_layer_id = v.link_layer_id;
        who.administrative = 1;
        host_told(h);
        (void)pmip6_mag_attach(h->mag, link, &who);
        host_leave(h);
    }
}

static int anybody_was_barred(const struct domain *d)
{
    return plan_has(&d->world->plan, FAULT_POLICY_REFUSES) ||
           plan_has(&d->world->plan, FAULT_VISITOR);
}

/* An administrator comes by now and then, and releases who is blocked; soon after trouble
 * also who was refused, for answers of that time may still have been on their way, about
 * clocks as well. */
static void look_after(struct domain *d)
{
    int soon = anybody_was_barred(d) && d->visits < 2;

    for (uint32_t i = 0; i < SIM_MAGS; i++) {
        if (d->mags[i].up) {
            tell_clock_is_set(&d->mags[i]);
            release(&d->mags[i], soon);
            mag_host_settle(&d->mags[i]);
        }
    }
    d->visits++;
    world_put(d->world, d->world->now + SIM_SEC(30), FAULT_TURN, d->number, 0,
              d->phase_count);
}

/* Whoever has been on a link that is nobody's now goes. */
static void clear_links(struct host *h)
{
    for (uint32_t link = 1; link <= LINKS; link++) {
        const struct interface *i =
            &link_node(h->domain, link)->interfaces[link_interface(link)];

        if (links_is_refused(h, link) && (i->mag != h || i->link != link))
            mag_host_detach(h, link, 0);
    }
}

static void mend_mag(struct host *h, int was_barred)
{
    tell_clock_is_set(h);
    clear_links(h);
    if (was_barred)
        release(h, 1);
    mag_host_settle(h);
}

void fault_mend(struct domain *d)
{
    int was_barred = anybody_was_barred(d);

    network_mend(d);
    for (uint32_t who = 0; who < SIM_LMAS + SIM_MAGS; who++)
        host_mend(domain_host(d, who));
    for (uint32_t i = 0; i < SIM_LMAS; i++) {
        if (d->lmas[i].up)
            operator_mends(&d->lmas[i]);
    }
    for (uint32_t i = 0; i < d->world->plan.nodes; i++)
        node_settle(&d->nodes[i]);
    for (uint32_t i = 0; i < SIM_MAGS; i++) {
        if (d->mags[i].up)
            mend_mag(&d->mags[i], was_barred);
    }
}

/* ---- turns ---- */

void fault_turn(struct domain *d, uint32_t phase)
{
    struct world *w = d->world;
    struct rng after = d->rng;
    size_t i;

    if (phase != d->phase_count)
        return;
    if (d->phase == QUIET) {
        look_after(d);
        return;
    }
    world_put(w, w->now + SIM_MS(rng_between(&d->rng, 100, 1500)), FAULT_TURN, d->number,
              0, phase);
    (void)rng_next(&after);
    (void)rng_next(&after);
    if (!world_skips(w)) {
        if (rng_below(&d->rng, 4) == 0) {
            mend_something(d);
        } else {
            i = choose(d);
            if (plan_has(&w->plan, (enum fault)deeds[i].fault)) {
                w->tally.faults[deeds[i].fault] += !deeds[i].counts_itself;
                deeds[i].does(d);
            }
        }
    }
    d->rng = after;
}
