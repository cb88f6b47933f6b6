/* SPDX-License-Identifier: MIT */
#include "asked.h"

#include "host.h"
#include "invariants.h"
#include "links.h"
#include "prefix.h"

#include <string.h>

#define SELDOM 6u

static const struct pmip6_addr none;

/* ---- who is where ---- */

static int attachment_on(const struct host *h, uint32_t link,
                         struct pmip6_attachment_view *v)
{
    uint32_t cursor = 0;

    pmip6_attachment_view_init(v);
    while (pmip6_mag_next_attachment(h->mag, &cursor, v) == 1) {
        if (v->link == link)
            return 1;
    }
    return 0;
}

static int is_served(const struct host *h, const struct pmip6_attachment_view *v)
{
    return v->prefix_count > 0 && v->state != PMIP6_ATTACHMENT_DEREGISTERING &&
           v->expires > clock_reading(h);
}

static const struct pmip6_prefix *prefix_of(const struct pmip6_attachment_view *v,
                                            const struct pmip6_addr *a)
{
    for (size_t i = 0; i < v->prefix_count; i++) {
        if (p6_prefix_holds(&v->prefixes[i], a))
            return &v->prefixes[i];
    }
    return NULL;
}

/* The node that an address is a home address of. */
static int home_of(const struct host *h, const struct pmip6_addr *a,
                   struct pmip6_attachment_view *v)
{
    uint32_t cursor = 0;

    pmip6_attachment_view_init(v);
    while (pmip6_mag_next_attachment(h->mag, &cursor, v) == 1) {
        if (is_served(h, v) && prefix_of(v, a))
            return 1;
    }
    return 0;
}

static int is_visitors(const struct host *h, const struct pmip6_addr *a)
{
    return h->visitor_prefix.length > 0 && p6_prefix_holds(&h->visitor_prefix, a);
}

/* The link that a visitor has been heard on with an address; 0: none. */
static uint32_t visit_of(struct host *h, const struct pmip6_addr *a)
{
    struct pmip6_prefix p = {*a, 128};
    const struct plane_route *r =
        is_visitors(h, a) ? plane_route(&h->plane, &p, 0) : NULL;

    return r ? r->link : 0;
}

/* The node whose link a question is about: one that is there, where there is one. */
static uint32_t any_link(struct host *h)
{
    uint32_t first = 1 + rng_below(&h->curious, LINKS);

    for (uint32_t i = 0; i < LINKS / 2; i++) {
        uint32_t link = (first + i - 1) % LINKS + 1;

        if (h->links[link].attachment)
            return link;
    }
    return first;
}

/* ---- packets ---- */

static struct pmip6_addr in_prefix(struct host *h, const struct pmip6_prefix *p)
{
    struct pmip6_addr a = p->addr;

    if (rng_below(&h->curious, 8))
        a.octets[15] |= (uint8_t)(1 + rng_below(&h->curious, 15));
    return a;
}

/* An address of the node on a link, home or a visitor's; of nobody where it has none. */
static struct pmip6_addr address_on(struct host *h, uint32_t link)
{
    struct pmip6_attachment_view v;

    if (attachment_on(h, link, &v) && v.prefix_count > 0)
        return in_prefix(h,
                         &v.prefixes[rng_below(&h->curious, (uint32_t)v.prefix_count)]);
    if (h->visitor_prefix.length && rng_below(&h->curious, 4))
        return in_prefix(h, &h->visitor_prefix);
    return domain_address(h->domain, 0xd, (uint8_t)(1 + rng_below(&h->curious, 4)));
}

/* That no router forwards, or only some. */
static struct pmip6_addr odd_address(struct host *h)
{
    static const struct pmip6_addr odd[] = {
        {{0}},
        {{[15] = 1}},
        {{0xfe, 0x80, [15] = 9}},
        {{0xff, 0x02, [15] = 1}},
        {{0xff, 0x05, [15] = 2}},
        {{0xff, 0x08, [15] = 3}},
        {{0xff, 0x0e, [15] = 4}},
        {{[10] = 0xff, [11] = 0xff, [12] = 192, [14] = 2, [15] = 1}},
    };
    return odd[rng_below(&h->curious, sizeof odd / sizeof odd[0])];
}

static struct pmip6_addr any_address(struct host *h, uint32_t link)
{
    uint32_t what = rng_below(&h->curious, 8);

    if (what < 3)
        return address_on(h, link);
    if (what < 6)
        return address_on(h, any_link(h));
    return what == 6 ? odd_address(h) : domain_address(h->domain, 0xd, 1);
}

static void make_query(struct host *h, struct pmip6_forward_query *q)
{
    const struct domain *d = h->domain;

    pmip6_forward_query_init(q);
    q->origin = PMIP6_FROM_OUTSIDE + rng_below(&h->curious, 3);
    q->link = any_link(h);
    q->source = any_address(h, q->link);
    q->destination = any_address(h, q->link);
    if (q->origin != PMIP6_FROM_LINK && rng_below(&h->curious, 2))
        q->destination = address_on(h, q->link);
    q->outer_source = rng_below(&h->curious, 6)
                          ? d->lmas[rng_below(&h->curious, SIM_LMAS)].address
                          : domain_address(d, 0xe, 1);
    q->destination_is_local = rng_below(&h->curious, 4) == 0;
}

/* ---- the rules ---- */

/* What is to become of a packet; a reason where it is dropped, a link or a tunnel's end
 * where it goes there. */
struct way {
    uint32_t action, reason, link;
    struct pmip6_addr remote;
};

static struct way dropped(uint32_t reason)
{
    return (struct way){PMIP6_FORWARD_DROP, reason, 0, none};
}

static struct way onto(const struct pmip6_attachment_view *v, const struct pmip6_addr *a)
{
    const struct pmip6_prefix *p = prefix_of(v, a);

    /* RFC 4291 2.6.1: the router of the prefix; of two addresses none (RFC 6164). */
    if (p && p->length < 127 && p6_addr_equal(&p->addr, a))
        return (struct way){PMIP6_FORWARD_LOCAL, 0, 0, none};
    return (struct way){PMIP6_FORWARD_LINK, 0, v->link, none};
}

static int stays_local(const struct host *h, uint32_t link)
{
    uint8_t says = h->links[link].profile.local_routing;

    return says == PMIP6_LOCAL_ROUTING_DEFAULT ? h->stays_local
                                               : says == PMIP6_LOCAL_ROUTING_ON;
}

static int is_link_local(const struct pmip6_addr *a)
{
    return a->octets[0] == 0xfe && (a->octets[1] & 0xc0) == 0x80;
}

static int is_nobodys(const struct pmip6_addr *a)
{
    return a->octets[0] != 0x20; /* in this world */
}

static struct way of_served(const struct host *h, const struct pmip6_forward_query *q,
                            const struct pmip6_attachment_view *v)
{
    struct pmip6_attachment_view other;
    const struct pmip6_prefix *own = prefix_of(v, &q->destination);

    if (!prefix_of(v, &q->source))
        return dropped(PMIP6_FORWARD_SPOOFED_SOURCE);
    if (own && own->length < 127 && p6_addr_equal(&own->addr, &q->destination))
        return (struct way){PMIP6_FORWARD_LOCAL, 0, 0, none};
    if (stays_local(h, q->link) && home_of(h, &q->destination, &other))
        return onto(&other, &q->destination);
    if (stays_local(h, q->link) && q->destination_is_local)
        return (struct way){PMIP6_FORWARD_ROUTE, 0, 0, none};
    return (struct way){PMIP6_FORWARD_TUNNEL, 0, 0, v->lma};
}

/* RFC 5213 6.10.5, 6.14. */
static struct way from_link(struct host *h, const struct pmip6_forward_query *q)
{
    struct pmip6_attachment_view v;
    int there = attachment_on(h, q->link, &v);
    int to_group = q->destination.octets[0] == 0xff;

    if (is_link_local(&q->source) || is_link_local(&q->destination))
        return dropped(PMIP6_FORWARD_LINK_LOCAL);
    if (to_group && (q->destination.octets[1] & 0xf) < 0xe)
        return dropped(PMIP6_FORWARD_MULTICAST_SCOPE);
    if (is_nobodys(&q->source) || (!to_group && is_nobodys(&q->destination)))
        return dropped(PMIP6_FORWARD_UNROUTABLE);
    if (there && v.state == PMIP6_ATTACHMENT_REFUSED && links_is_refused(h, q->link) &&
        is_visitors(h, &q->source)) {
        uint32_t owner = visit_of(h, &q->source);

        return owner && owner != q->link ? dropped(PMIP6_FORWARD_SPOOFED_SOURCE)
                                         : (struct way){PMIP6_FORWARD_ROUTE, 0, 0, none};
    }
    return there && is_served(h, &v) ? of_served(h, q, &v)
                                     : dropped(PMIP6_FORWARD_NO_BINDING);
}

/* What no router forwards from, wherever it comes from (RFC 4291 2.5.2, 2.5.3, 2.5.6). */
static uint32_t confined_source(const struct pmip6_forward_query *q)
{
    if (is_link_local(&q->source))
        return PMIP6_FORWARD_LINK_LOCAL;
    return is_nobodys(&q->source) ? PMIP6_FORWARD_UNROUTABLE : PMIP6_FORWARD_OK;
}

static struct way from_tunnel(const struct host *h, const struct pmip6_forward_query *q)
{
    struct pmip6_attachment_view v;
    uint32_t confined = confined_source(q);

    if (confined)
        return dropped(confined);
    if (is_link_local(&q->destination))
        return dropped(PMIP6_FORWARD_LINK_LOCAL);
    if (!home_of(h, &q->destination, &v))
        return dropped(PMIP6_FORWARD_NOT_HOSTED);
    if (!p6_addr_equal(&v.lma, &q->outer_source))
        return dropped(PMIP6_FORWARD_WRONG_TUNNEL);
    return onto(&v, &q->destination);
}

static struct way from_outside(struct host *h, const struct pmip6_forward_query *q)
{
    struct pmip6_attachment_view v;
    uint32_t visited = visit_of(h, &q->destination), confined = confined_source(q);

    if (visited && attachment_on(h, visited, &v) && v.state == PMIP6_ATTACHMENT_REFUSED)
        return confined ? dropped(confined)
                        : (struct way){PMIP6_FORWARD_LINK, 0, visited, none};
    if (home_of(h, &q->destination, &v) && (confined || stays_local(h, v.link)))
        return confined ? dropped(confined) : onto(&v, &q->destination);
    return (struct way){PMIP6_FORWARD_ROUTE, 0, 0, none};
}

/* A visitor that has only just solicited may be one already, or not yet: what it sends
 * from the visitors' prefix is dropped all the same where the address is another's. */
static int is_uncertain(const struct host *h, const struct pmip6_forward_query *q,
                        const struct way *w)
{
    const struct outlook *o = &h->links[q->link];

    if (q->origin != PMIP6_FROM_LINK || !is_visitors(h, &q->source) ||
        (w->action != PMIP6_FORWARD_ROUTE && w->reason != PMIP6_FORWARD_SPOOFED_SOURCE) ||
        !links_is_refused(h, q->link))
        return 0;
    for (uint32_t i = 0; i < o->shown_count; i++) {
        if (p6_prefix_equal(&o->shown[i].prefix, &h->visitor_prefix))
            return 0;
    }
    return 1;
}

static void ask_forward(struct host *h)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    struct way way;
    int rc;

    make_query(h, &q);
    pmip6_forward_verdict_init(&v);
    rc = pmip6_mag_forward(h->mag, &q, &v);
    way = q.origin == PMIP6_FROM_LINK     ? from_link(h, &q)
          : q.origin == PMIP6_FROM_TUNNEL ? from_tunnel(h, &q)
                                          : from_outside(h, &q);
    looked_at(h, FORWARDED_BY_THE_RULES);
    world_trace(h->world, (uint64_t)v.action << 8 | v.reason);
    if (is_uncertain(h, &q, &way) && v.action == PMIP6_FORWARD_DROP)
        return;
    if (rc < 0 || v.action != way.action || v.reason != way.reason ||
        v.link != way.link || !p6_addr_equal(&v.tunnel.remote, &way.remote))
        violated(h, FORWARDED_BY_THE_RULES,
                 "a packet from %s, link %u: action %u reason %u link %u, by the rules "
                 "%u %u %u",
                 q.origin == PMIP6_FROM_LINK     ? "a link"
                 : q.origin == PMIP6_FROM_TUNNEL ? "a tunnel"
                                                 : "outside",
                 (unsigned)q.link, (unsigned)v.action, (unsigned)v.reason,
                 (unsigned)v.link, (unsigned)way.action, (unsigned)way.reason,
                 (unsigned)way.link);
}

/* ---- links ---- */

static int same_octets(struct pmip6_bytes a, struct pmip6_bytes b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* The end of the MAG's address on the link, in the first of the prefixes; a prefix that
 * is longer than half an address has less room for it. */
static int is_relays(const struct pmip6_dhcp_hint *hint,
                     const struct pmip6_attachment_view *v)
{
    struct pmip6_addr a = hint->link_address;
    unsigned first = v->prefixes[0].length <= 64 ? 8 : v->prefixes[0].length / 8u;

    return p6_prefix_holds(&v->prefixes[0], &a) &&
           (p6_addr_is_unspecified(&v->link_local) ||
            memcmp(a.octets + first, v->link_local.octets + first, 16 - first) == 0);
}

static void check_hint(struct host *h, const struct pmip6_dhcp_hint *hint,
                       const struct pmip6_attachment_view *v)
{
    int served = is_served(h, v);

    if (!same_octets(hint->mn_id, v->mn_id) ||
        served != ((hint->flags & PMIP6_DHCP_SERVED) != 0) ||
        hint->prefix_count != (served ? v->prefix_count : 0))
        violated(h, LINKS_ARE_TOLD_TRUE, "link %u in state %u is said to be%s served",
                 (unsigned)v->link, (unsigned)v->state,
                 hint->flags & PMIP6_DHCP_SERVED ? "" : " not");
    else if (served && (memcmp(hint->prefixes, v->prefixes,
                               v->prefix_count * sizeof *v->prefixes) != 0 ||
                        !is_relays(hint, v)))
        violated(h, LINKS_ARE_TOLD_TRUE, "link %u is said to have other prefixes",
                 (unsigned)v->link);
    else if (!served && !p6_addr_is_unspecified(&hint->link_address))
        violated(h, LINKS_ARE_TOLD_TRUE, "a relay's address on link %u, not served",
                 (unsigned)v->link);
}

static void ask_link(struct host *h)
{
    uint32_t link = any_link(h);
    struct pmip6_attachment_view v, told = {.size = sizeof told};
    struct pmip6_dhcp_hint hint;
    int there = attachment_on(h, link, &v), rc, hint_rc;

    pmip6_dhcp_hint_init(&hint);
    rc = pmip6_mag_attachment_of(h->mag, link, &told);
    hint_rc = pmip6_mag_dhcp_hint(h->mag, link, &hint);
    looked_at(h, LINKS_ARE_TOLD_TRUE);
    if (rc != (there ? 0 : PMIP6_ERR_NOT_FOUND) || hint_rc != rc ||
        there != (h->links[link].attachment != 0))
        violated(h, LINKS_ARE_TOLD_TRUE, "link %u is said to have %s", (unsigned)link,
                 rc == 0 ? "a node" : "none");
    if (rc < 0 || hint_rc < 0 || !there)
        return;
    if (told.id != v.id || v.id != h->links[link].attachment || told.state != v.state)
        violated(h, LINKS_ARE_TOLD_TRUE, "link %u is said to have another node",
                 (unsigned)link);
    check_hint(h, &hint, &v);
}

void asked_of_links(struct host *h)
{
    if (!h->up || rng_below(&h->curious, SELDOM))
        return;
    if (rng_below(&h->curious, 4) == 0)
        ask_link(h);
    else
        ask_forward(h);
}
