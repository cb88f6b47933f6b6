/* SPDX-License-Identifier: MIT */
#include "links.h"

#include "frames.h"
#include "host.h"
#include "invariants.h"
#include "prefix.h"
#include "witness.h"

#include <string.h>

#define VISITS  8u        /* addresses of one visitor */
#define EARLY   30u       /* s, of what is not bound yet */
#define BETWEEN 3000000u  /* us, between two advertisements to all */
#define LONGEST 31000000u /* us, as MAGs are configured, with a clock that drifts */
#define EACH    1000000u  /* us, for each answer to one */
#define AT_ONCE 10u       /* of them */

static const struct pmip6_addr none;

void links_clear(struct host *h)
{
    memset(h->links, 0, sizeof h->links);
    h->shown_links = 0;
    h->visits = 0;
    h->frame_link = 0;
}

static void forget_shown(struct host *h, struct outlook *o, uint32_t i)
{
    o->shown[i] = o->shown[--o->shown_count];
    h->shown_links -= o->shown_count == 0;
}

static void forget_all_shown(struct host *h, struct outlook *o)
{
    while (o->shown_count > 0)
        forget_shown(h, o, 0);
}

/* Its node stays until it has been de-registered. */
void links_goes(struct host *h, uint32_t link)
{
    struct outlook *o = &h->links[link];

    forget_all_shown(h, o);
    o->multicast = 0;
    o->unicast_debt = 0;
}

/* ---- who is there ---- */

void links_policy(struct host *h, uint32_t link, const struct pmip6_policy *p)
{
    uint32_t wanted = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;
    struct profile *told = &h->links[link].profile;

    h->links[link].changed = h->world->tally.calls;
    memset(told, 0, sizeof *told);
    told->said = 1;
    told->granted = (p->grants & wanted) == wanted;
    told->local_routing = p->local_routing;
    told->hint_count = (uint8_t)p->prefix_count;
    if (p->prefix_count > 0)
        memcpy(told->hints, p->prefixes, p->prefix_count * sizeof *p->prefixes);
}

int links_is_refused(const struct host *h, uint32_t link)
{
    return h->links[link].profile.said && !h->links[link].profile.granted;
}

static uint32_t link_of_attachment(const struct host *h, uint32_t beside, uint64_t id)
{
    uint32_t first = (beside - 1) / LINKS_PER_NODE * LINKS_PER_NODE + 1;

    for (uint32_t link = first; link < first + LINKS_PER_NODE; link++) {
        if (link != beside && h->links[link].attachment == id)
            return link;
    }
    return 0;
}

/* What is known of it goes with it. */
static void moves(struct host *h, uint32_t link, uint64_t id)
{
    uint32_t from = link_of_attachment(h, link, id);

    h->links[link].attachment = id;
    h->links[link].awaited = clock_reading(h);
    if (!from)
        return;
    h->links[link].profile = h->links[from].profile;
    h->links[from].attachment = 0;
    memset(&h->links[from].profile, 0, sizeof h->links[from].profile);
}

/* The prefixes that its profile names are not to be had: other ones are. */
static int refuses_prefixes(const struct pmip6_mag_event *e)
{
    return e->kind == PMIP6_MAG_REFUSED &&
           (e->status == PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX ||
            e->status == PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH);
}

void links_event(struct host *h, const struct pmip6_mag_event *e)
{
    struct outlook *o = &h->links[e->link];

    o->changed = h->world->tally.calls;
    if (e->kind == PMIP6_MAG_ATTACHED) {
        o->attachment = e->after->id;
    } else if (e->kind == PMIP6_MAG_MOVED) {
        moves(h, e->link, e->after->id);
    } else if (e->kind == PMIP6_MAG_DETACHED) {
        o->attachment = 0;
        memset(&o->profile, 0, sizeof o->profile);
    } else if (refuses_prefixes(e)) {
        o->profile.hint_count = 0;
    }
}

void links_hear(struct host *h, uint32_t link, const struct pmip6_nd_packet *p)
{
    h->frame_link = link;
    h->frame_names[0] = p->source;
    h->frame_names[1] = none;
    if (p->octets.length >= 24)
        memcpy(&h->frame_names[1], p->octets.data + 8, sizeof h->frame_names[1]);
}

/* ---- what may be shown ---- */

static int is_among(const struct pmip6_prefix *p, const struct pmip6_prefix *list,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (p6_prefix_equal(&list[i], p))
            return 1;
    }
    return 0;
}

/* What its profile names, while it is asked for. */
static int is_early(const struct host *h, const struct pmip6_attachment_view *v,
                    const struct pmip6_prefix *p)
{
    const struct profile *told = &h->links[v->link].profile;

    return h->early && v->state == PMIP6_ATTACHMENT_REGISTERING && told->granted &&
           is_among(p, told->hints, told->hint_count);
}

/* While its policy is asked again it goes on. */
static int is_visitors(const struct host *h, const struct pmip6_attachment_view *v,
                       const struct pmip6_prefix *p)
{
    return h->visitor_prefix.length && p6_prefix_equal(p, &h->visitor_prefix) &&
           (v->state == PMIP6_ATTACHMENT_POLICY ||
            (v->state == PMIP6_ATTACHMENT_REFUSED && links_is_refused(h, v->link)));
}

static int is_served(const struct pmip6_attachment_view *v)
{
    return v->prefix_count > 0 && v->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

static void check_shown(struct host *h, uint32_t link, const struct advertised *a)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t node = link_node(h->domain, link)->number;
    pmip6_time ends = clock_reading(h) + (pmip6_time)a->valid * 1000000;
    int there = pmip6_mag_attachment_of(h->mag, link, &v) == 0, bound;

    looked_at(h, SHOWN_WHERE_BOUND);
    bound = there && is_served(&v) && is_among(&a->prefix, v.prefixes, v.prefix_count);
    if (!bound && there && is_visitors(h, &v, &a->prefix))
        return;
    if (!bound && there && is_early(h, &v, &a->prefix) && a->valid <= EARLY)
        return;
    if (!bound)
        violated(h, SHOWN_WHERE_BOUND, "shows link %u in state %u a prefix for %u s",
                 (unsigned)link, there ? (unsigned)v.state : 0u, (unsigned)a->valid);
    if (witness_promised(h, node, &a->prefix) < ends)
        violated(h, ADVERTISED_IS_BOUND,
                 "advertises a prefix to node %u for %u s that is not bound so long",
                 (unsigned)node, (unsigned)a->valid);
}

/* A prefix is shown, or withdrawn. */
static void keep_shown(struct host *h, uint32_t link, const struct advertised *a)
{
    struct outlook *o = &h->links[link];
    uint32_t i = 0;

    while (i < o->shown_count && !p6_prefix_equal(&o->shown[i].prefix, &a->prefix))
        i++;
    if (a->valid == 0) {
        if (i < o->shown_count)
            forget_shown(h, o, i);
        return;
    }
    if (i == SHOWN_AT_ONCE)
        return;
    if (i == o->shown_count) {
        h->shown_links += o->shown_count == 0;
        if (o->shown_count == 0)
            o->changed = h->world->tally.calls;
        o->shown[o->shown_count++].prefix = a->prefix;
    }
    o->shown[i].until = clock_reading(h) + (pmip6_time)a->valid * 1000000;
}

/* ---- when ---- */

static int is_to_all(const struct pmip6_nd_packet *p)
{
    return p6_addr_is_multicast(&p->destination);
}

/* Answers to one fill a bucket that runs empty (R5213-6.9.2-03). */
static void answered_one(struct host *h, struct outlook *o)
{
    pmip6_time now = clock_reading(h);

    if (o->unicast_debt < now)
        o->unicast_debt = now;
    o->unicast_debt += EACH;
    if (o->unicast_debt > now + (pmip6_time)EACH * AT_ONCE)
        violated(h, ADVERTISED_AT_INTERVALS, "one answer to a node more than the limit");
}

/* Whether it may be so soon after the last is known at the end of the call. */
static void told_all(struct host *h, uint32_t link)
{
    struct outlook *o = &h->links[link];
    pmip6_time now = clock_reading(h);

    if (o->multicast && now - o->multicast < BETWEEN &&
        h->hurried_count < sizeof h->hurried / sizeof h->hurried[0])
        h->hurried[h->hurried_count++] = link;
    o->multicast = now;
    o->awaited = now;
}

/* Only what a change has called for, or what the host has just said. */
static void check_hurried(struct host *h)
{
    for (uint32_t i = 0; i < h->hurried_count; i++) {
        if (h->links[h->hurried[i]].changed != h->world->tally.calls &&
            (h->waking || h->frame_link))
            violated(h, ADVERTISED_AT_INTERVALS, "link %u is told again within 3 s",
                     (unsigned)h->hurried[i]);
    }
}

/* ---- advertisements ---- */

/* What the host has named ends once the node is served (D02-7.3-03), and once only. */
static int ends_previous(const struct host *h, uint32_t link,
                         const struct pmip6_nd_packet *p, int count, uint32_t router)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    return router == 0 && count == 0 &&
           p6_addr_equal(&p->source, &h->links[link].previous) &&
           pmip6_mag_attachment_of(h->mag, link, &v) == 0 && is_served(&v);
}

static void check_router(struct host *h, uint32_t link, const struct pmip6_nd_packet *p,
                         int count, uint32_t router)
{
    looked_at(h, ROUTERS_SPEAK_FOR_THEMSELVES);
    if (h->link_known[link] && !h->link_broken[link] &&
        p6_addr_equal(&p->source, &h->link_address[link]))
        return;
    if (!ends_previous(h, link, p, count, router))
        violated(h, ROUTERS_SPEAK_FOR_THEMSELVES, "link %u hears another router",
                 (unsigned)link);
    h->links[link].previous = none;
}

static void check_prefixes(struct host *h, uint32_t link, const struct advertised *a,
                           int count, uint32_t router)
{
    uint32_t node = link_node(h->domain, link)->number, alive = 0;

    for (int i = 0; i < count; i++) {
        alive += a[i].valid > 0;
        if (a[i].valid > 0)
            check_shown(h, link, &a[i]);
        if (a[i].preferred > a[i].valid)
            violated(h, ADVERTISED_IS_BOUND, "prefers what is not valid any more");
        keep_shown(h, link, &a[i]);
    }
    if (router > 0 && alive == 0 && count == 0)
        violated(h, ADVERTISED_IS_BOUND, "is a router to node %u, which is not bound",
                 (unsigned)node);
    if (h->frame_link && link_node(h->domain, h->frame_link)->number != node)
        violated(h, NODES_HARM_NOBODY, "a frame on link %u has link %u told something",
                 (unsigned)h->frame_link, (unsigned)link);
}

static int only_withdraws(const struct advertised *a, int count, uint32_t router)
{
    for (int i = 0; i < count; i++) {
        if (a[i].valid > 0)
            return 0;
    }
    return router == 0 || count > 0;
}

/* Times of the MAG's are counted in microseconds, those of advertisements in seconds. */
void invariant_frame_sent(struct host *h, uint32_t link, const struct pmip6_nd_packet *p)
{
    struct advertised a[PMIP6_PREFIXES_MAX];
    uint32_t router = 0;
    int count = frame_read_advertisement(p, a, PMIP6_PREFIXES_MAX, &router);

    world_trace(h->world, (uint64_t)link << 32 | (uint32_t)count);
    if (count == -1)
        return;
    h->seen.advertisements++;
    looked_at(h, ADVERTISED_IS_BOUND);
    if (count < 0) {
        violated(h, MESSAGES_ARE_WELL_FORMED, "sends a damaged advertisement");
        return;
    }
    check_router(h, link, p, count, router);
    check_prefixes(h, link, a, count, router);
    if (!is_to_all(p))
        answered_one(h, &h->links[link]);
    else if (!only_withdraws(a, count, router))
        told_all(h, link);
    else if (router > 0)
        h->links[link].awaited = clock_reading(h);
}

/* ---- visitors ---- */

/* The prefix that it is of may have been another. */
int links_is_visit(const struct pmip6_prefix *prefix)
{
    return prefix->length == 128 && prefix->addr.octets[5] == VISITORS;
}

int links_visit_begins(struct host *h, const struct pmip6_route *r)
{
    looked_at(h, VISITORS_ARE_KNOWN);
    if (h->frame_link != r->link || !links_is_refused(h, r->link) ||
        !p6_prefix_holds(&h->visitor_prefix, &r->prefix.addr) ||
        (!p6_addr_equal(&r->prefix.addr, &h->frame_names[0]) &&
         !p6_addr_equal(&r->prefix.addr, &h->frame_names[1])))
        violated(h, VISITORS_ARE_KNOWN, "a route to nobody that was heard on link %u",
                 (unsigned)r->link);
    if (plane_route(&h->plane, &r->prefix, 0))
        violated(h, VISITORS_ARE_KNOWN, "a visitor takes another's address");
    if (host_fails(h) || plane_route_add(&h->plane, r) < 0)
        return -1;
    h->visits++;
    if (++h->links[r->link].visits > VISITS)
        violated(h, VISITORS_ARE_KNOWN, "a visitor has more addresses than it may");
    return 0;
}

void links_visit_ends(struct host *h, const struct pmip6_route *r)
{
    h->visits--;
    h->links[r->link].visits--;
}

static int may_visit(const struct host *h, const struct pmip6_attachment_view *v)
{
    return is_visitors(h, v, &h->visitor_prefix);
}

/* ---- after a call ---- */

static void check_kept(struct host *h, const struct pmip6_attachment_view *v,
                       pmip6_time now)
{
    struct outlook *o = &h->links[v->link];

    for (uint32_t i = o->shown_count; i-- > 0;) {
        const struct pmip6_prefix *p = &o->shown[i].prefix;

        if (is_among(p, v->prefixes, v->prefix_count) || is_early(h, v, p) ||
            is_visitors(h, v, p))
            continue;
        if (o->shown[i].until > now && !h->link_broken[v->link] && h->link_known[v->link])
            violated(h, LOST_IS_WITHDRAWN, "link %u in state %u goes on with a prefix",
                     (unsigned)v->link, (unsigned)v->state);
        forget_shown(h, o, i);
    }
}

uint32_t links_check_attachment(struct host *h, const struct pmip6_attachment_view *v,
                                pmip6_time now)
{
    struct outlook *o = &h->links[v->link];
    uint32_t shown = o->shown_count > 0;

    if (o->visits && !may_visit(h, v))
        violated(h, VISITORS_ARE_KNOWN, "link %u in state %u has a visitor's routes",
                 (unsigned)v->link, (unsigned)v->state);
    if (!is_served(v) || h->link_broken[v->link] || !h->link_known[v->link])
        o->awaited = now;
    else if (now - o->awaited > LONGEST)
        violated(h, ADVERTISED_AT_INTERVALS, "link %u waits too long", (unsigned)v->link);
    if (shown)
        check_kept(h, v, now);
    return shown && o->shown_count > 0;
}

/* Those that nobody is on have no attachment to be looked at with. */
void links_check(struct host *h, uint32_t shown)
{
    pmip6_time now = clock_reading(h);

    looked_at(h, LOST_IS_WITHDRAWN);
    looked_at(h, ADVERTISED_AT_INTERVALS);
    check_hurried(h);
    for (uint32_t link = 1; shown != h->shown_links && link <= LINKS; link++) {
        struct outlook *o = &h->links[link];
        struct pmip6_attachment_view nobody = {.size = sizeof nobody, .link = link};

        if (o->shown_count > 0 && o->attachment == 0)
            check_kept(h, &nobody, now);
    }
}
