/* SPDX-License-Identifier: MIT */
#include "host.h"

#include "asked.h"
#include "invariants.h"
#include "ladder.h"
#include "links.h"
#include "network.h"
#include "outstanding.h"
#include "replica.h"

#include <stdlib.h>
#include <string.h>

/* ---- clocks ---- */

pmip6_time clock_reading(const struct host *h)
{
    const struct sim_clock *c = &h->clock;
    int64_t passed = (int64_t)(h->world->now - c->since);

    return c->origin + c->reading + (pmip6_time)(passed + passed * c->ppm / 1000000);
}

pmip6_timestamp clock_day(const struct host *h)
{
    uint64_t seconds = h->world->now / 1000000, rest = h->world->now % 1000000;
    uint64_t day = ((uint64_t)1700000000 + seconds) << 16 | (rest << 16) / 1000000;

    return day + (uint64_t)h->clock.day_offset;
}

void clock_set_rate(struct host *h, int32_t ppm)
{
    struct sim_clock *c = &h->clock;

    c->reading = clock_reading(h) - c->origin;
    c->since = h->world->now;
    c->ppm = ppm;
}

sim_time clock_when(const struct host *h, pmip6_time reading)
{
    const struct sim_clock *c = &h->clock;
    pmip6_time ahead;

    if (reading == PMIP6_NEVER)
        return UINT64_MAX;
    if (reading <= clock_reading(h))
        return h->world->now;
    ahead = reading - c->origin - c->reading;
    /* A little late rather than early; a host may be woken a moment after. */
    return c->since +
           (sim_time)((int64_t)ahead - (int64_t)ahead * c->ppm / (1000000 + c->ppm)) + 2;
}

void host_clock(struct pmip6_clock *now, void *user)
{
    const struct host *h = user;

    now->monotonic = clock_reading(h);
    now->time_of_day = clock_day(h);
}

void host_random(uint8_t *octets, size_t count, void *user)
{
    struct host *h = user;

    while (count-- > 0)
        octets[count] = (uint8_t)rng_next(&h->rng);
}

/* ---- effects ---- */

int host_fails(struct host *h)
{
    if (h->failing == 0 || !rng_permille(&h->rng, h->failing))
        return 0;
    return world_fault(h->world, FAULT_CALLBACK);
}

int host_send(const struct pmip6_datagram *d, void *user)
{
    struct host *h = user;

    invariant_sent(h, d);
    if (host_fails(h))
        return -1;
    network_send(h, d);
    return 0;
}

int host_tunnel_open(struct pmip6_tunnel *t, void *user)
{
    struct host *h = user;

    h->changes++;
    return host_fails(h) ? -1 : plane_tunnel_open(&h->plane, t);
}

void host_tunnel_close(const struct pmip6_tunnel *t, void *user)
{
    struct host *h = user;

    h->changes++;
    if (plane_tunnel(&h->plane, &t->remote) &&
        plane_tunnel(&h->plane, &t->remote)->flags & PMIP6_TUNNEL_STATIC)
        violated(h, STATIC_TUNNELS_STAY, "a tunnel of the host's is closed");
    plane_tunnel_close(&h->plane, t);
}

int host_route_add(const struct pmip6_route *r, void *user)
{
    struct host *h = user;

    h->changes++;
    if (h->role == MAG_HOST && links_is_visit(&r->prefix))
        return links_visit_begins(h, r);
    if (plane_route(&h->plane, &r->prefix, r->kind == PMIP6_ROUTE_FROM_LINK) ||
        (h->role == LMA_HOST && replica_overlaps(h, &r->prefix)))
        violated(h, PREFIX_IN_ONE_SESSION, "a prefix is routed for a second session");
    return host_fails(h) ? -1 : plane_route_add(&h->plane, r);
}

int host_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                       void *user)
{
    struct host *h = user;

    h->changes++;
    return host_fails(h) ? -1 : plane_route_replace(&h->plane, was, is);
}

void host_route_remove(const struct pmip6_route *r, void *user)
{
    struct host *h = user;

    h->changes++;
    if (h->role == MAG_HOST && links_is_visit(&r->prefix))
        links_visit_ends(h, r);
    plane_route_remove(&h->plane, r);
}

/* ---- memory ---- */

void *host_allocate(size_t size, void *user)
{
    struct host *h = user;
    void *memory;

    if (h->starving && rng_permille(&h->rng, h->starving) &&
        world_fault(h->world, FAULT_MEMORY))
        return NULL;
    memory = malloc(size);
    if (memory)
        h->in_use += size;
    return memory;
}

void host_release(void *memory, size_t size, void *user)
{
    ((struct host *)user)->in_use -= size;
    free(memory);
}

/* ---- policy queries that wait ---- */

int host_puts_off(struct host *h, uint64_t ticket, uint32_t node, uint32_t link,
                  int refused)
{
    struct ticket *t = &h->tickets[h->ticket_next];
    struct world *w = h->world;
    sim_time after, longest;

    if (!rng_permille(&h->rng, h->policy_late))
        return 0;
    memset(t, 0, sizeof *t);
    t->number = ticket;
    t->asked = clock_reading(h);
    t->node = node;
    t->incarnation = h->incarnation;
    t->refused = (uint8_t)refused;
    t->link = link;
    world_fault(w, FAULT_POLICY_LATE);
    /* A second is the time-out: some answers come after it, but not shortly before all
     * must be well. */
    longest = rng_below(&h->rng, 4) || domain_is_watched(h->domain) ? 300 : 1500;
    after = SIM_MS(rng_between(&h->rng, 1, longest));
    if (rng_permille(&h->rng, h->policy_never) && world_fault(w, FAULT_POLICY_NEVER)) {
        t->used = 1;
    } else {
        t->twice = (uint8_t)(rng_permille(&h->rng, h->policy_twice) &&
                             world_fault(w, FAULT_POLICY_TWICE));
        world_put(w, w->now + after, POLICY_ANSWER, h->domain->number, host_who(h),
                  h->ticket_next);
    }
    h->ticket_next = (h->ticket_next + 1) % TICKETS;
    return 1;
}

static int answer_mag(struct host *h, uint64_t ticket, const struct ticket *t)
{
    struct profile before = h->links[t->link].profile;
    struct pmip6_policy p;
    int rc;

    mag_host_policy(h, t->link, t->refused, &p);
    links_policy(h, t->link, &p);
    rc = pmip6_mag_policy_done(h->mag, ticket, &p);
    if (rc < 0)
        h->links[t->link].profile = before;
    return rc;
}

static int answer(struct host *h, uint64_t ticket, const struct ticket *t)
{
    struct pmip6_policy p;
    int rc;

    h->input_digest = invariant_digest(h);
    host_enter(h);
    if (h->role == LMA_HOST) {
        lma_host_policy(h, &h->domain->nodes[t->node], t->refused, &p);
        rc = pmip6_lma_policy_done(h->lma, ticket, &p);
    } else {
        rc = answer_mag(h, ticket, t);
    }
    host_leave(h);
    invariant_after_answer(h);
    return rc;
}

void host_answer(struct host *h, uint32_t place)
{
    struct ticket *t = &h->tickets[place];
    uint64_t before;
    int late, rc;

    if (!h->up || t->used)
        return;
    t->used = 1;
    /* A ticket of before a crash may be that of a new query; none but its host knows. */
    if (t->incarnation != h->incarnation)
        return;
    late = clock_reading(h) >= t->asked + 1000000;
    before = invariant_digest(h);
    rc = answer(h, t->number, t);
    if (late)
        invariant_late_answer(h, rc, before, "late");
    if (!t->twice)
        return;
    before = invariant_digest(h);
    rc = answer(h, t->number, t);
    invariant_late_answer(h, rc, before, "second");
    before = invariant_digest(h);
    rc = answer(h, t->number + ((uint64_t)1 << 40), t);
    invariant_late_answer(h, rc, before, "foreign");
}

/* ---- calls ---- */

void host_enter(struct host *h)
{
    h->sent_accepted = 0;
    h->sent_refused = 0;
    h->changes = 0;
    h->ended = 0;
    h->hurried_count = 0;
    h->world->tally.calls++;
}

void host_told(struct host *h)
{
    if (h->role == MAG_HOST)
        outstanding_all_given_up(h);
    host_enter(h);
}

static void set_alarm(struct host *h)
{
    pmip6_time next = h->role == LMA_HOST ? pmip6_lma_next_timeout(h->lma)
                                          : pmip6_mag_next_timeout(h->mag);
    sim_time at = clock_when(h, next);

    if (at == h->wake || at == UINT64_MAX)
        return;
    h->wake = at;
    world_put(h->world, at, WAKE, h->domain->number, host_who(h), ++h->alarm);
}

void host_leave(struct host *h)
{
    invariant_after_call(h);
    set_alarm(h);
    if (h->role == MAG_HOST)
        asked_of_links(h);
}

void host_input(struct host *h, const struct parcel *p)
{
    struct pmip6_datagram d;
    int rc;

    if (!h->up)
        return;
    pmip6_datagram_init(&d);
    d.source = p->source;
    d.destination = p->destination;
    d.home_address = p->home_address;
    d.octets.data = p->octets;
    d.octets.length = p->length;
    d.protection = p->protection;
    ladder_message(h->world->ladder, h, &d, p->honest);
    host_enter(h);
    invariant_before_input(h, &d, p->honest);
    h->seen.datagrams++;
    rc = h->role == LMA_HOST ? pmip6_lma_input(h->lma, &d) : pmip6_mag_input(h->mag, &d);
    world_trace(h->world, (uint64_t)rc);
    host_leave(h);
    invariant_after_input(h);
}

void host_wake(struct host *h, uint32_t alarm)
{
    if (!h->up || alarm != h->alarm)
        return;
    h->wake = 0;
    h->waking = 1;
    for (unsigned i = 0; i < 10000; i++) {
        pmip6_time next;

        host_enter(h);
        if (h->role == LMA_HOST) {
            (void)pmip6_lma_handle_timeout(h->lma);
            next = pmip6_lma_next_timeout(h->lma);
        } else {
            (void)pmip6_mag_handle_timeout(h->mag);
            next = pmip6_mag_next_timeout(h->mag);
        }
        invariant_after_call(h);
        if (next > clock_reading(h)) {
            h->waking = 0;
            set_alarm(h);
            return;
        }
    }
    h->waking = 0;
    violated(h, TIMERS_FIRE_IN_TIME, "the handle asks to be called again without end");
}

/* ---- life ---- */

void host_start(struct host *h)
{
    h->up = 1;
    h->stopping = 0;
    h->incarnation++;
    h->wake = 0;
    h->failing = 0;
    h->starving = 0;
    plane_clear(&h->plane);
    memset(&h->seen, 0, sizeof h->seen);
    memset(h->asked, 0, sizeof h->asked);
    memset(h->released, 0, sizeof h->released);
    memset(h->sessions, 0, sizeof h->sessions);
    memset(h->answered, 0, sizeof h->answered);
    memset(h->held, 0, sizeof h->held);
    memset(&h->arrived, 0, sizeof h->arrived);
    memset(h->reserved, 0, sizeof h->reserved);
    h->session_count = 0;
    h->held_count = 0;
    h->stranger_debt = 0;
    h->misallocates = 0;
    if (h->role == LMA_HOST)
        lma_host_start(h);
    else
        mag_host_start(h);
    ladder_note(h->world->ladder, h, "starts");
    h->starving = h->hunger;
    if (h->up)
        set_alarm(h);
}

static void stop(struct host *h)
{
    h->up = 0;
    h->starving = 0;
    h->failing = 0;
    if (h->role == LMA_HOST)
        pmip6_lma_free(h->lma);
    else
        pmip6_mag_free(h->mag);
    h->lma = NULL;
    h->mag = NULL;
    plane_drop_static(&h->plane);
    invariant_ended(h);
}

/* What a process held is gone with it, its tunnels and routes too: the next one begins
 * with a clean plane. */
void host_crash(struct host *h)
{
    ladder_note(h->world->ladder, h, "crashes");
    stop(h);
    h->alarm++;
    world_put(h->world, h->world->now + SIM_MS(rng_between(&h->rng, 50, 5000)), RESTART,
              h->domain->number, host_who(h), 0);
}

void host_end(struct host *h)
{
    if (h->up)
        stop(h);
}

void host_mend(struct host *h)
{
    h->failing = 0;
    h->starving = 0;
    h->hunger = 0;
    h->policy_late = 100;
    h->policy_never = 0;
    h->policy_twice = 0;
    h->policy_refuses = 0;
    h->misallocates = 0;
    clock_set_rate(h, (int32_t)rng_below(&h->rng, 41) - 20);
    h->clock.day_offset = (int64_t)rng_below(&h->rng, 6554) - 3277; /* 50 ms */
}
