/* SPDX-License-Identifier: MIT */
/*
 * The LMA's forwarding rules (RFC 5213 5.6.2, RFC 6275 10.4.2 and 10.4.5), for hosts that
 * forward in user space. Nothing is changed here.
 */
#include "args.h"
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

#define SCOPE_GLOBAL 14u

static void drop(struct pmip6_forward_verdict *v, uint32_t reason)
{
    v->action = PMIP6_FORWARD_DROP;
    v->reason = reason;
}

static uint32_t living(const pmip6_lma *lma, const struct pmip6_addr *a, pmip6_time now)
{
    uint32_t i = p6_bce_by_address(&lma->cache, a);

    if (i != P6_NONE && !p6_session_is_alive(p6_session(&lma->cache, i), now))
        return P6_NONE;
    return i;
}

static int is_of_a_pool(const pmip6_lma *lma, const struct pmip6_addr *a)
{
    for (uint32_t i = 0; i < lma->pools.count; i++) {
        if (p6_prefix_holds(&lma->pools.list[i].prefix, a))
            return 1;
    }
    return 0;
}

/* Towards a mobile node (R5213-5.6.2-03, R6275-10.4.2-01 to -05). */
static void towards_node(const pmip6_lma *lma, const struct pmip6_addr *destination,
                         pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t i;
    const struct session *s;

    if (p6_addr_is_link_local(destination)) {
        drop(v, PMIP6_FORWARD_LINK_LOCAL);
        return;
    }
    if (p6_addr_is_multicast(destination)) {
        if ((destination->octets[1] & 0x0f) < SCOPE_GLOBAL)
            drop(v, PMIP6_FORWARD_MULTICAST_SCOPE);
        else
            v->action = PMIP6_FORWARD_ROUTE;
        return;
    }
    i = living(lma, destination, now);
    if (i == P6_NONE) {
        if (is_of_a_pool(lma, destination))
            drop(v, PMIP6_FORWARD_NO_BINDING);
        else
            v->action = PMIP6_FORWARD_ROUTE;
        return;
    }
    s = p6_session(&lma->cache, i);
    if (s->state == PMIP6_BINDING_DEREGISTERING && lma->edition->blocks_when_leaving) {
        drop(v, PMIP6_FORWARD_DEREGISTERING); /* R5213-5.3.5-05 */
        return;
    }
    v->action = PMIP6_FORWARD_TUNNEL;
    v->tunnel = p6_tunnel_at(&lma->tunnels, s->tunnel)->tunnel;
}

/* Out of a tunnel: only a node's own addresses, only from its own MAG (R6275-10.4.5-01,
 * R5213-5.6.2-07); then where the inner destination leads, another mobile node included.
 */
static void from_tunnel(const pmip6_lma *lma, const struct pmip6_forward_query *q,
                        pmip6_time now, struct pmip6_forward_verdict *v)
{
    uint32_t i = living(lma, &q->source, now);
    const struct session *s;

    if (p6_addr_is_link_local(&q->source)) {
        drop(v, PMIP6_FORWARD_LINK_LOCAL);
        return;
    }
    if (i == P6_NONE) {
        drop(v, PMIP6_FORWARD_SPOOFED_SOURCE);
        return;
    }
    s = p6_session(&lma->cache, i);
    if (!p6_addr_equal(&s->proxy_coa, &q->outer_source))
        drop(v, PMIP6_FORWARD_WRONG_TUNNEL);
    else if (s->state == PMIP6_BINDING_DEREGISTERING && lma->edition->blocks_when_leaving)
        drop(v, PMIP6_FORWARD_DEREGISTERING);
    else
        towards_node(lma, &q->destination, now, v);
}

int pmip6_lma_forward(const pmip6_lma *lma, const struct pmip6_forward_query *q,
                      struct pmip6_forward_verdict *v)
{
    struct pmip6_forward_query ours;
    struct pmip6_forward_verdict verdict;
    pmip6_time now;

    pmip6_forward_query_init(&ours);
    if (!lma || p6_args_are_there(v) < 0 || p6_args_in(&ours, sizeof ours, q) < 0)
        return PMIP6_ERR_INVALID;
    pmip6_forward_verdict_init(&verdict);
    now = p6_lma_time(lma);
    if (ours.origin == PMIP6_FROM_TUNNEL)
        from_tunnel(lma, &ours, now, &verdict);
    else if (ours.origin == PMIP6_FROM_OUTSIDE)
        towards_node(lma, &ours.destination, now, &verdict);
    else
        return PMIP6_ERR_INVALID;
    return p6_args_out(v, &verdict, sizeof verdict);
}
