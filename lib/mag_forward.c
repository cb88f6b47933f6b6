/* SPDX-License-Identifier: MIT */
/*
 * The MAG's forwarding rules (RFC 5213 6.10.5, draft-02 6.10.6), for hosts that forward
 * in user space. Nothing is changed here.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#define SCOPE_GLOBAL 14u

static void drop(struct pmip6_forward_verdict *v, uint32_t reason)
{
    v->action = PMIP6_FORWARD_DROP;
    v->reason = reason;
}

/* Whose packet it is (draft-02 6.6). */
static void is_of(const struct attachment *at, struct pmip6_forward_verdict *v)
{
    v->mn_id.data = at->mn_id;
    v->mn_id.length = at->mn_id_length;
}

static const struct pmip6_prefix *prefix_of(const struct attachment *at,
                                            const struct pmip6_addr *a)
{
    for (uint8_t i = 0; i < at->prefix_count; i++) {
        if (p6_prefix_holds(&at->prefixes[i], a))
            return &at->prefixes[i];
    }
    return NULL;
}

/* The Subnet-Router anycast address of a prefix that is hosted here is the MAG's own
 * (R5213-6.8-06). One or two addresses alone have none (RFC 6164). */
static int is_subnet_router(const struct attachment *at, const struct pmip6_addr *a)
{
    const struct pmip6_prefix *p = prefix_of(at, a);

    return p && p->length < 127 && p6_addr_equal(&p->addr, a);
}

/* The node that an address is of, if it is served here. */
static const struct attachment *hosted(const pmip6_mag *mag,
                                       const struct pmip6_addr *address, pmip6_time now)
{
    uint32_t a = p6_owner_of_address(&mag->prefixes, address);

    if (a == P6_NONE || !p6_mag_is_served(mag, p6_attachment(mag, a), now))
        return NULL;
    return p6_attachment(mag, a);
}

static void to_link(const pmip6_mag *mag, const struct attachment *at,
                    const struct pmip6_addr *destination, struct pmip6_forward_verdict *v)
{
    if (is_subnet_router(at, destination)) {
        v->action = PMIP6_FORWARD_LOCAL;
        return;
    }
    v->action = PMIP6_FORWARD_LINK;
    v->link = p6_link(mag, at->link)->number;
}

/* Why no router sends a packet on, if so: link-local addresses, `::` and the like (RFC
 * 4291 2.5.2, 2.5.3), groups that do not reach beyond an organisation. */
static uint32_t confined_by(const struct pmip6_forward_query *q)
{
    int to_group = p6_addr_is_multicast(&q->destination);

    if (p6_addr_is_link_local(&q->source) || p6_addr_is_link_local(&q->destination))
        return PMIP6_FORWARD_LINK_LOCAL;
    if (to_group && (q->destination.octets[1] & 0x0f) < SCOPE_GLOBAL)
        return PMIP6_FORWARD_MULTICAST_SCOPE;
    if (!p6_addr_is_routable(&q->source) ||
        (!to_group && !p6_addr_is_routable(&q->destination)))
        return PMIP6_FORWARD_UNROUTABLE;
    return PMIP6_FORWARD_OK;
}

/* Why no router sends on a packet from an address, to nobody's link either. */
static uint32_t confined_source(const struct pmip6_addr *source)
{
    if (p6_addr_is_link_local(source))
        return PMIP6_FORWARD_LINK_LOCAL;
    return p6_addr_is_routable(source) ? PMIP6_FORWARD_OK : PMIP6_FORWARD_UNROUTABLE;
}

/* Out into the tunnel, unless its own link's router is meant, or traffic stays local with
 * another node here or a host of the MAG's own network (6.10.3, 9.2). */
static void from_node(const pmip6_mag *mag, const struct attachment *at,
                      const struct pmip6_forward_query *q, pmip6_time now,
                      struct pmip6_forward_verdict *v)
{
    const struct attachment *other;

    if (is_subnet_router(at, &q->destination)) {
        v->action = PMIP6_FORWARD_LOCAL;
        return;
    }
    if (p6_mag_stays_local(mag, at)) {
        other = hosted(mag, &q->destination, now);
        if (other) {
            to_link(mag, other, &q->destination, v);
            return;
        }
        if (q->destination_is_local) {
            v->action = PMIP6_FORWARD_ROUTE;
            return;
        }
    }
    v->action = PMIP6_FORWARD_TUNNEL;
    v->tunnel = p6_tunnel_at(&mag->tunnels, at->tunnel)->tunnel;
}

/* Regular access (R5213-6.14-05, -06), but from no address that another has. */
static void from_visitor(const pmip6_mag *mag, uint32_t a,
                         const struct pmip6_forward_query *q,
                         struct pmip6_forward_verdict *v)
{
    uint32_t owner = p6_owner_of_address(&mag->prefixes, &q->source);

    if (owner != P6_NONE && owner != a)
        drop(v, PMIP6_FORWARD_SPOOFED_SOURCE);
    else
        v->action = PMIP6_FORWARD_ROUTE;
}

/* From the node: only its own addresses, only while it is served (R5213-6.10.5-09 to
 * -14). */
static void from_link(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                      pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t link = p6_mag_find_link(mag, q->link);
    uint32_t a = link == P6_NONE ? P6_NONE : p6_link(mag, link)->attachment;
    const struct attachment *at = a == P6_NONE ? NULL : p6_attachment(mag, a);
    uint32_t confined = confined_by(q);

    if (at)
        is_of(at, v);
    if (confined)
        drop(v, confined);
    else if (at && p6_mag_is_visitors(mag, at, &q->source))
        from_visitor(mag, a, q, v);
    else if (!at || !p6_mag_is_served(mag, at, now))
        drop(v, PMIP6_FORWARD_NO_BINDING);
    else if (!prefix_of(at, &q->source))
        drop(v, PMIP6_FORWARD_SPOOFED_SOURCE);
    else
        from_node(mag, at, q, now, v);
}

/* Out of a tunnel: only from the node's own LMA, only to where its prefix is hosted; else
 * it is dropped, and never goes back into the tunnel (R5213-6.10.5-04). */
static void from_tunnel(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                        pmip6_time now, struct pmip6_forward_verdict *v)
{
    const struct attachment *at = hosted(mag, &q->destination, now);
    uint32_t confined = confined_source(&q->source);

    if (at)
        is_of(at, v);
    if (confined)
        drop(v, confined);
    else if (p6_addr_is_link_local(&q->destination))
        drop(v, PMIP6_FORWARD_LINK_LOCAL);
    else if (!at)
        drop(v, PMIP6_FORWARD_NOT_HOSTED);
    else if (!p6_addr_equal(&at->lma, &q->outer_source))
        drop(v, PMIP6_FORWARD_WRONG_TUNNEL);
    else
        to_link(mag, at, &q->destination, v);
}

/* From elsewhere to a node here: by way of its LMA, unless traffic stays local
 * (R5213-6.10.5-06 to -08). */
static void from_outside(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                         pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t a = p6_owner_of_address(&mag->prefixes, &q->destination);
    const struct attachment *at = hosted(mag, &q->destination, now);
    uint32_t confined = confined_source(&q->source);

    if (a != P6_NONE && p6_mag_is_visitors(mag, p6_attachment(mag, a), &q->destination))
        at = p6_attachment(mag, a);
    if (at)
        is_of(at, v);
    if (at && confined) {
        drop(v, confined);
        return;
    }
    if (at && (p6_mag_stays_local(mag, at) || p6_mag_is_visitor(mag, at)))
        to_link(mag, at, &q->destination, v);
    else
        v->action = PMIP6_FORWARD_ROUTE;
}

int pmip6_mag_forward(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                      struct pmip6_forward_verdict *v)
{
    struct pmip6_forward_query ours;
    struct pmip6_forward_verdict verdict;
    pmip6_time now;

    pmip6_forward_query_init(&ours);
    if (!mag || p6_args_are_there(v) < 0 || p6_args_in(&ours, sizeof ours, q) < 0)
        return PMIP6_ERR_INVALID;
    pmip6_forward_verdict_init(&verdict);
    now = p6_mag_read_clock(mag);
    switch (ours.origin) {
    case PMIP6_FROM_LINK:
        from_link(mag, &ours, now, &verdict);
        break;
    case PMIP6_FROM_TUNNEL:
        from_tunnel(mag, &ours, now, &verdict);
        break;
    case PMIP6_FROM_OUTSIDE:
        from_outside(mag, &ours, now, &verdict);
        break;
    default:
        return PMIP6_ERR_INVALID;
    }
    return p6_args_out(v, &verdict, sizeof verdict);
}
