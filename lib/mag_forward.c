/* SPDX-License-Identifier: MIT */
/*
 * The MAG's forwarding rules (RFC 5213 6.10.5, draft-02 6.10.6), for hosts that forward
 * in user space. Nothing is changed here.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

static void drop(struct pmip6_forward_verdict *v, uint32_t reason)
{
    v->action = PMIP6_FORWARD_DROP;
    v->reason = reason;
}

static int holds(const struct attachment *at, const struct pmip6_addr *a)
{
    for (uint8_t i = 0; i < at->prefix_count; i++) {
        if (p6_prefix_holds(&at->prefixes[i], a))
            return 1;
    }
    return 0;
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

/* EnableMAGLocalRouting, which a node's policy may override (6.10.3, 9.2). */
static int stays_local(const pmip6_mag *mag, const struct attachment *at)
{
    if (at->local_routing == PMIP6_LOCAL_ROUTING_ON)
        return 1;
    if (at->local_routing == PMIP6_LOCAL_ROUTING_OFF)
        return 0;
    return (mag->config.flags & PMIP6_MAG_LOCAL_ROUTING) != 0;
}

static void to_link(const pmip6_mag *mag, const struct attachment *at,
                    struct pmip6_forward_verdict *v)
{
    v->action = PMIP6_FORWARD_LINK;
    v->link = p6_link(mag, at->link)->number;
}

static void from_link(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                      pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t link = p6_mag_find_link(mag, q->link);
    uint32_t a = link == P6_NONE ? P6_NONE : p6_link(mag, link)->attachment;
    const struct attachment *at = a == P6_NONE ? NULL : p6_attachment(mag, a), *local;

    if (p6_addr_is_link_local(&q->source) || p6_addr_is_link_local(&q->destination)) {
        drop(v, PMIP6_FORWARD_LINK_LOCAL);
    } else if (at && p6_mag_is_visitors(mag, at, &q->source)) {
        v->action = PMIP6_FORWARD_ROUTE; /* regular access (R5213-6.14-05, -06) */
    } else if (!at || !p6_mag_is_served(mag, at, now)) {
        drop(v, PMIP6_FORWARD_NO_BINDING);
    } else if (!holds(at, &q->source)) {
        drop(v, PMIP6_FORWARD_SPOOFED_SOURCE);
    } else {
        local = stays_local(mag, at) ? hosted(mag, &q->destination, now) : NULL;
        if (local) {
            to_link(mag, local, v);
            return;
        }
        v->action = PMIP6_FORWARD_TUNNEL;
        v->tunnel = p6_tunnel_at(&mag->tunnels, at->tunnel)->tunnel;
    }
}

/* Out of a tunnel: only from the node's own LMA, only to where its prefix is hosted; else
 * it is dropped, and never goes back into the tunnel (R5213-6.10.5-04). */
static void from_tunnel(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                        pmip6_time now, struct pmip6_forward_verdict *v)
{
    const struct attachment *at = hosted(mag, &q->destination, now);

    if (p6_addr_is_link_local(&q->destination) || p6_addr_is_link_local(&q->source))
        drop(v, PMIP6_FORWARD_LINK_LOCAL);
    else if (!at)
        drop(v, PMIP6_FORWARD_NOT_HOSTED);
    else if (!p6_addr_equal(&at->lma, &q->outer_source))
        drop(v, PMIP6_FORWARD_WRONG_TUNNEL);
    else
        to_link(mag, at, v);
}

/* From elsewhere to a node here: by way of its LMA, unless traffic stays local
 * (R5213-6.10.5-06 to -08). */
static void from_outside(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                         pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t a = p6_owner_of_address(&mag->prefixes, &q->destination);
    const struct attachment *at = hosted(mag, &q->destination, now);

    if (a != P6_NONE && p6_mag_is_visitors(mag, p6_attachment(mag, a), &q->destination))
        to_link(mag, p6_attachment(mag, a), v);
    else if (at && stays_local(mag, at))
        to_link(mag, at, v);
    else
        v->action = PMIP6_FORWARD_ROUTE;
}

int pmip6_mag_forward(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                      struct pmip6_forward_verdict *v)
{
    struct pmip6_forward_query ours;
    struct pmip6_forward_verdict verdict;
    struct pmip6_clock now = {0, 0};

    pmip6_forward_query_init(&ours);
    if (!mag || p6_args_are_there(v) < 0 || p6_args_in(&ours, sizeof ours, q) < 0)
        return PMIP6_ERR_INVALID;
    pmip6_forward_verdict_init(&verdict);
    p6_enter(&mag->self->effects); /* as in every callback, the host may only read */
    mag->callbacks.clock(&now, mag->effects.user);
    p6_leave(&mag->self->effects);
    switch (ours.origin) {
    case PMIP6_FROM_LINK:
        from_link(mag, &ours, now.monotonic, &verdict);
        break;
    case PMIP6_FROM_TUNNEL:
        from_tunnel(mag, &ours, now.monotonic, &verdict);
        break;
    case PMIP6_FROM_OUTSIDE:
        from_outside(mag, &ours, now.monotonic, &verdict);
        break;
    default:
        return PMIP6_ERR_INVALID;
    }
    return p6_args_out(v, &verdict, sizeof verdict);
}
