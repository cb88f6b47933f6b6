/* SPDX-License-Identifier: MIT */
/* What must hold of a MAG's attachments after every call: tunnels and routes are theirs,
 * what they are bound to was promised, and their links know. */
#include "host.h"
#include "invariants.h"
#include "links.h"
#include "prefix.h"
#include "witness.h"

#include <string.h>

/* ---- tunnels ---- */

/* What the attachments of each LMA need. */
struct needs {
    uint32_t users[SIM_LMAS];
    pmip6_time last_end[SIM_LMAS];
};

static void add_up(const struct host *h, const struct pmip6_attachment_view *v,
                   struct needs *n)
{
    const struct host *lma = domain_at(h->domain, &v->lma);

    if (!lma || lma->role != LMA_HOST)
        return;
    n->users[lma->number]++;
    if (v->expires > n->last_end[lma->number])
        n->last_end[lma->number] = v->expires;
}

static void check_tunnel(struct host *h, const struct pmip6_tunnel *t,
                         const struct needs *n)
{
    const struct pmip6_tunnel *open = plane_tunnel(&h->plane, &t->remote);
    const struct host *lma = domain_at(h->domain, &t->remote);
    uint32_t is_static = open ? open->flags & PMIP6_TUNNEL_STATIC : 0;

    if (!open || !lma || lma->role != LMA_HOST || t->users != n->users[lma->number] ||
        (t->users == 0 && !is_static)) {
        violated(h, EFFECTS_FIT_SESSIONS, "a tunnel without users, or not open");
        return;
    }
    if ((t->flags & PMIP6_TUNNEL_STATIC) != is_static)
        violated(h, STATIC_TUNNELS_STAY, "a tunnel is%s the host's",
                 is_static ? " not known to be" : " taken for");
    if (t->expires < n->last_end[lma->number])
        violated(h, TUNNELS_OUTLIVE_SESSIONS, "a tunnel ends %lu us before a session",
                 (unsigned long)(n->last_end[lma->number] - t->expires));
}

static void check_tunnels(struct host *h, const struct needs *n)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0, count = 0;

    looked_at(h, STATIC_TUNNELS_STAY);
    looked_at(h, TUNNELS_OUTLIVE_SESSIONS);
    for (; pmip6_mag_next_tunnel(h->mag, &cursor, &t) == 1; count++)
        check_tunnel(h, &t, n);
    if (count != h->plane.tunnel_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u tunnels are open, %u are needed",
                 (unsigned)h->plane.tunnel_count, (unsigned)count);
}

/* ---- attachments ---- */

static void check_attached_route(struct host *h, const struct pmip6_attachment_view *v,
                                 const struct pmip6_prefix *prefix, int from_link)
{
    struct plane_route *r = plane_route(&h->plane, prefix, from_link);

    if (!r || r->link != v->link || !p6_addr_equal(&r->remote, &v->lma)) {
        violated(h, EFFECTS_FIT_SESSIONS, "an attachment without its routes");
        return;
    }
    if (r->stamp == h->plane.stamp)
        violated(h, PREFIX_IN_ONE_SESSION, "a prefix is on two links");
    r->stamp = h->plane.stamp;
}

static void check_attachment(struct host *h, const struct pmip6_attachment_view *v,
                             pmip6_time now)
{
    uint32_t node = (v->link - 1) / LINKS_PER_NODE;

    if (v->state == PMIP6_ATTACHMENT_REGISTERED && v->prefix_count == 0)
        violated(h, EVENTS_TELL_ALL, "registered without a prefix");
    if (v->prefix_count == 0)
        return;
    if (v->expires <= now)
        violated(h, SESSION_ENDS_IN_TIME, "a binding is shown after its end");
    for (size_t i = 0; i < v->prefix_count; i++) {
        check_attached_route(h, v, &v->prefixes[i], 0);
        check_attached_route(h, v, &v->prefixes[i], 1);
        if (witness_promised(h, node, &v->prefixes[i]) < v->expires)
            violated(h, ADVERTISED_IS_BOUND, "bound longer than any answer has said");
    }
    /* A node that leaves needs none: its link may have gone and come again. One whose
     * link cannot be given an address has none until that is tried again. */
    if (!h->link_broken[v->link] && v->state != PMIP6_ATTACHMENT_DEREGISTERING &&
        (p6_addr_is_unspecified(&v->link_local) ||
         !p6_addr_equal(&v->link_local, &h->link_address[v->link])))
        violated(h, EFFECTS_FIT_SESSIONS, "link %u in state %u without the MAG's address",
                 (unsigned)v->link, (unsigned)v->state);
}

static void keep_bound(struct outlook *o, const struct pmip6_attachment_view *v)
{
    o->bound.count = v->prefix_count;
    memcpy(o->bound.prefixes, v->prefixes, v->prefix_count * sizeof *v->prefixes);
    o->bound.lma = v->lma;
    o->bound.expires = v->expires;
}

/* A binding past its end is shown no longer, and not kept for longer than a timer may be
 * late; until then it has its routes and its tunnel. How many routes. */
static uint32_t overdue(struct host *h, const struct pmip6_attachment_view *shown,
                        pmip6_time now, struct needs *needs)
{
    struct outlook *o = &h->links[shown->link];
    struct pmip6_attachment_view v = *shown;
    const struct plane_route *r;

    if (o->bound.count == 0)
        return 0;
    r = plane_route(&h->plane, &o->bound.prefixes[0], 1);
    if (o->bound.expires > now || !r || r->link != v.link) {
        o->bound.count = 0;
        return 0;
    }
    if (o->bound.expires + 2000000 < now)
        violated(h, SESSION_ENDS_IN_TIME, "a binding is kept after its end");
    v.lma = o->bound.lma;
    v.expires = o->bound.expires;
    for (size_t i = 0; i < o->bound.count; i++) {
        check_attached_route(h, &v, &o->bound.prefixes[i], 0);
        check_attached_route(h, &v, &o->bound.prefixes[i], 1);
    }
    add_up(h, &v, needs);
    return 2 * (uint32_t)o->bound.count;
}

void invariant_check_mag(struct host *h)
{
    pmip6_time now = clock_reading(h);
    struct pmip6_mag_status s = {.size = sizeof s};
    struct pmip6_attachment_view v = {.size = sizeof v};
    struct needs needs = {{0}, {0}};
    uint32_t cursor = 0, routes = h->visits, shown = 0, links_shown = 0;

    looked_at(h, EFFECTS_FIT_SESSIONS);
    looked_at(h, PREFIX_IN_ONE_SESSION);
    h->plane.stamp++;
    for (; pmip6_mag_next_attachment(h->mag, &cursor, &v) == 1; shown++) {
        check_attachment(h, &v, now);
        links_shown += links_check_attachment(h, &v, now);
        routes += 2 * (uint32_t)v.prefix_count;
        if (v.prefix_count > 0) {
            add_up(h, &v, &needs);
            keep_bound(&h->links[v.link], &v);
        } else {
            routes += overdue(h, &v, now, &needs);
        }
    }
    if (routes != h->plane.route_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u routes are there, %u are needed",
                 (unsigned)h->plane.route_count, (unsigned)routes);
    check_tunnels(h, &needs);
    links_check(h, links_shown);
    (void)pmip6_mag_get_status(h->mag, &s);
    if (s.attachments != shown)
        violated(h, EVENTS_TELL_ALL, "%u attachments, %u are shown",
                 (unsigned)s.attachments, (unsigned)shown);
    invariant_memory(h, s.memory);
}
