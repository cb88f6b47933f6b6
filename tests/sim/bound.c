/* SPDX-License-Identifier: MIT */
/* What must hold of an LMA's bindings after every call: they are what the events have
 * told, and tunnels, routes and allocated prefixes are theirs. */
#include "host.h"
#include "invariants.h"
#include "prefix.h"
#include "replica.h"

static void check_route(struct host *h, const struct pmip6_binding_view *v,
                        const struct pmip6_prefix *prefix)
{
    struct plane_route *r = plane_route(&h->plane, prefix, 0);
    int blocked =
        v->state == PMIP6_BINDING_DEREGISTERING && h->domain->edition == PMIP6_RFC5213;

    if (!r) {
        violated(h, EFFECTS_FIT_SESSIONS, "a session without its route");
        return;
    }
    if (r->stamp == h->plane.stamp)
        violated(h, PREFIX_IN_ONE_SESSION, "a prefix is in two sessions");
    r->stamp = h->plane.stamp;
    if (r->kind != (blocked ? PMIP6_ROUTE_BLOCKED : PMIP6_ROUTE_TO_TUNNEL) ||
        (!blocked && !p6_addr_equal(&r->remote, &v->proxy_coa)))
        violated(h, EFFECTS_FIT_SESSIONS, "a session's route leads elsewhere");
}

static void check_session(struct host *h, const struct pmip6_binding_view *v,
                          pmip6_time now)
{
    const struct copy *c = replica_of(h, v->id);
    const char *other;

    if (c->view.id != v->id || c->view.state != v->state ||
        c->view.expires != v->expires || !replica_same_prefixes(c, v)) {
        violated(h, EVENTS_TELL_ALL, "a session is not as the events have told");
        return;
    }
    other = replica_differs(c, v);
    if (other)
        violated(h, REPLICA_EQUALS, "a replica has another %s", other);
    if (!domain_at(h->domain, &v->proxy_coa) ||
        domain_at(h->domain, &v->proxy_coa)->role != MAG_HOST)
        violated(h, STRANGERS_CHANGE_NOTHING, "a session is bound to no gateway");
    if (v->expires <= now)
        violated(h, SESSION_ENDS_IN_TIME, "a session is shown after its end");
    if (!plane_tunnel(&h->plane, &v->proxy_coa))
        violated(h, EFFECTS_FIT_SESSIONS, "a session without its tunnel");
    for (size_t i = 0; i < v->prefix_count; i++)
        check_route(h, v, &v->prefixes[i]);
}

/* ---- what the events know ---- */

struct sums {
    uint32_t routes;
    uint32_t allocated;
    pmip6_time first_end;
    pmip6_time last_end[SIM_MAGS]; /* of what is bound to each gateway */
};

static void add_up(struct host *h, const struct copy *c, struct sums *s)
{
    const struct host *mag = domain_at(h->domain, &c->view.proxy_coa);

    s->routes += (uint32_t)c->view.prefix_count;
    if (c->view.expires < s->first_end)
        s->first_end = c->view.expires;
    if (mag && mag->role == MAG_HOST && c->view.expires > s->last_end[mag->number])
        s->last_end[mag->number] = c->view.expires;
    for (size_t i = 0; lma_host_allocates(h) && i < c->view.prefix_count; i++) {
        uint32_t number = ledger_number(&h->ledger, &c->prefixes[i]);

        if (number == LEDGER_PREFIXES)
            continue;
        s->allocated++;
        if (h->ledger.taken[number] != 1)
            violated(h, RELEASED_ONCE, "a prefix of a session is taken %u times",
                     (unsigned)h->ledger.taken[number]);
    }
}

/* Sessions that the events know and iteration no longer shows are past their end, and not
 * for longer than a timer may be late; they keep their routes until then. */
static void check_known(struct host *h, pmip6_time now, struct sums *s)
{
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        if (c->view.id == 0)
            continue;
        add_up(h, c, s);
        if (c->view.expires + 2000000 < now)
            violated(h, SESSION_ENDS_IN_TIME, "a session is kept after its end");
    }
    if (s->routes != h->plane.route_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u routes are there, %u are needed",
                 (unsigned)h->plane.route_count, (unsigned)s->routes);
    if (!lma_host_allocates(h))
        return;
    looked_at(h, RELEASED_ONCE);
    if (ledger_count(&h->ledger) != s->allocated)
        violated(h, RELEASED_ONCE, "%u prefixes are taken, %u are in sessions",
                 (unsigned)ledger_count(&h->ledger), (unsigned)s->allocated);
}

/* ---- tunnels ---- */

static void check_tunnel(struct host *h, const struct pmip6_tunnel *t,
                         const struct sums *s)
{
    const struct pmip6_tunnel *open = plane_tunnel(&h->plane, &t->remote);
    const struct host *mag = domain_at(h->domain, &t->remote);
    uint32_t is_static = open ? open->flags & PMIP6_TUNNEL_STATIC : 0;

    if (!open || (t->users == 0 && !is_static))
        violated(h, EFFECTS_FIT_SESSIONS, "a tunnel without users, or not open");
    if ((t->flags & PMIP6_TUNNEL_STATIC) != is_static)
        violated(h, STATIC_TUNNELS_STAY, "a tunnel is%s the host's",
                 is_static ? " not known to be" : " taken for");
    if (mag && mag->role == MAG_HOST && t->expires < s->last_end[mag->number])
        violated(h, TUNNELS_OUTLIVE_SESSIONS, "a tunnel ends %lu us before a session",
                 (unsigned long)(s->last_end[mag->number] - t->expires));
}

static void check_tunnels(struct host *h, const struct sums *s)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0, count = 0;

    looked_at(h, STATIC_TUNNELS_STAY);
    looked_at(h, TUNNELS_OUTLIVE_SESSIONS);
    for (; pmip6_lma_next_tunnel(h->lma, &cursor, &t) == 1; count++)
        check_tunnel(h, &t, s);
    if (count != h->plane.tunnel_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u tunnels are open, %u are needed",
                 (unsigned)h->plane.tunnel_count, (unsigned)count);
}

/* ---- all of it ---- */

void invariant_check_lma(struct host *h)
{
    pmip6_time now = clock_reading(h), next;
    struct pmip6_lma_status status = {.size = sizeof status};
    struct sums sums = {.first_end = PMIP6_NEVER};
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0, shown = 0;

    looked_at(h, EFFECTS_FIT_SESSIONS);
    looked_at(h, PREFIX_IN_ONE_SESSION);
    looked_at(h, REPLICA_EQUALS);
    h->plane.stamp++;
    for (; pmip6_lma_next_binding(h->lma, &cursor, &v) == 1; shown++)
        check_session(h, &v, now);
    (void)pmip6_lma_get_status(h->lma, &status);
    if (status.bindings != h->session_count || status.bindings < shown)
        violated(h, EVENTS_TELL_ALL, "%u bindings, by events %u",
                 (unsigned)status.bindings, (unsigned)h->session_count);
    check_known(h, now, &sums);
    check_tunnels(h, &sums);
    looked_at(h, TIMERS_FIRE_IN_TIME);
    next = pmip6_lma_next_timeout(h->lma);
    if (sums.first_end != PMIP6_NEVER && next > sums.first_end &&
        next - sums.first_end > 1000)
        violated(h, TIMERS_FIRE_IN_TIME, "the next time-out is after a session's end");
    invariant_memory(h, status.memory);
}
