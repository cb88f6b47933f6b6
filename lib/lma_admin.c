/* SPDX-License-Identifier: MIT */
/*
 * What an administrator, or the host's forwarding plane, tells a running LMA: prefixes
 * held and withdrawn, bindings removed, policies changed, tunnels made beforehand,
 * tunnels and routes lost.
 */
#include "lma_internal.h"
#include "prefix.h"

/* ---- prefixes ---- */

static int is_prefix(const struct pmip6_prefix *prefix)
{
    return prefix && p6_prefix_is_home(prefix);
}

static int change_reservation(pmip6_lma *lma, const struct pmip6_prefix *prefix, int hold)
{
    struct pmip6_prefix canonical;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    rc = PMIP6_ERR_INVALID;
    if (is_prefix(prefix)) {
        canonical = p6_prefix_canonical(prefix);
        rc = hold ? p6_pools_reserve(&lma->pools, &canonical)
                  : p6_pools_unreserve(&lma->pools, &canonical, lma->now.monotonic);
    }
    p6_lma_end(lma);
    return rc;
}

int pmip6_lma_reserve_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix)
{
    return change_reservation(lma, prefix, 1);
}

int pmip6_lma_unreserve_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix)
{
    return change_reservation(lma, prefix, 0);
}

/* A session past its end has no prefix: it is worked off. */
static int of_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix,
                     struct pmip6_prefix *canonical, uint32_t *session)
{
    if (!is_prefix(prefix))
        return PMIP6_ERR_INVALID;
    *canonical = p6_prefix_canonical(prefix);
    p6_lma_reap_prefix(lma, canonical, 0);
    *session = p6_bce_by_prefix(&lma->cache, canonical);
    return *session == P6_NONE ? PMIP6_ERR_NOT_FOUND : 0;
}

int pmip6_lma_withdraw_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix)
{
    struct pmip6_prefix canonical;
    uint32_t session;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    rc = of_prefix(lma, prefix, &canonical, &session);
    if (rc == 0)
        p6_lma_withdraw(lma, session, &canonical);
    p6_lma_end(lma);
    return rc;
}

/* ---- bindings ---- */

/* The identifier may be of any subtype: tools name nodes by their octets. */
int pmip6_lma_delete(pmip6_lma *lma, struct pmip6_bytes mn_id)
{
    int rc = p6_lma_begin(lma), found = 0;

    if (rc < 0)
        return rc;
    if (!mn_id.data && mn_id.length) {
        p6_lma_end(lma);
        return PMIP6_ERR_INVALID;
    }
    for (unsigned subtype = 0; subtype <= UINT8_MAX; subtype++) {
        struct node_id node = {mn_id, (uint8_t)subtype};
        uint32_t session;

        p6_lma_reap_node(lma, node);
        while ((session = p6_bce_first_of_node(&lma->cache, node)) != P6_NONE) {
            found = 1;
            p6_lma_end_session(lma, session, PMIP6_CAUSE_ADMINISTRATION);
        }
    }
    p6_lma_end(lma);
    return found ? 0 : PMIP6_ERR_NOT_FOUND;
}

static void forget_policy(pmip6_lma *lma, uint32_t session)
{
    p6_session(&lma->cache, session)->policy_until = 0;
}

static int forget_policy_of(pmip6_lma *lma, struct pmip6_bytes mn_id)
{
    int found = 0;

    for (unsigned subtype = 0; subtype <= UINT8_MAX; subtype++) {
        struct node_id node = {mn_id, (uint8_t)subtype};

        for (uint32_t i = p6_bce_first_of_node(&lma->cache, node); i != P6_NONE;
             i = p6_bce_next_of_node(&lma->cache, i)) {
            forget_policy(lma, i);
            found = 1;
        }
    }
    return found;
}

int pmip6_lma_policy_changed(pmip6_lma *lma, struct pmip6_bytes mn_id)
{
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    if (mn_id.length > 0 && !mn_id.data) {
        rc = PMIP6_ERR_INVALID;
    } else if (mn_id.length > 0) {
        rc = forget_policy_of(lma, mn_id) ? 0 : PMIP6_ERR_NOT_FOUND;
    } else {
        for (uint32_t i = p6_slab_next(&lma->cache.sessions, P6_NONE); i != P6_NONE;
             i = p6_slab_next(&lma->cache.sessions, i))
            forget_policy(lma, i);
    }
    p6_lma_end(lma);
    return rc;
}

/* ---- tunnels and routes ---- */

static int is_tunnel(const struct pmip6_tunnel *t)
{
    return t && p6_addr_is_routable(&t->local) && p6_addr_is_routable(&t->remote);
}

int pmip6_lma_add_static_tunnel(pmip6_lma *lma, const struct pmip6_tunnel *t)
{
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    rc = is_tunnel(t) ? p6_tunnel_make_static(&lma->tunnels, t) : PMIP6_ERR_INVALID;
    while (rc == PMIP6_ERR_LIMIT && p6_lma_reap_due(lma))
        rc = p6_tunnel_make_static(&lma->tunnels, t);
    p6_lma_end(lma);
    return rc;
}

int pmip6_lma_remove_static_tunnel(pmip6_lma *lma, const struct pmip6_tunnel *t)
{
    uint32_t index;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    index = t ? p6_tunnel_find(&lma->tunnels, &t->local, &t->remote) : P6_NONE;
    if (index == P6_NONE ||
        !(p6_tunnel_at(&lma->tunnels, index)->tunnel.flags & PMIP6_TUNNEL_STATIC))
        rc = PMIP6_ERR_NOT_FOUND;
    else
        p6_tunnel_unmake_static(&lma->tunnels, &lma->effects, index);
    p6_lma_end(lma);
    return rc;
}

/* Its sessions first, so that the tunnel is unused when it is closed. */
static void lose(pmip6_lma *lma, uint32_t tunnel)
{
    int is_static =
        (p6_tunnel_at(&lma->tunnels, tunnel)->tunnel.flags & PMIP6_TUNNEL_STATIC) != 0;
    uint32_t session = P6_NONE;

    while ((session = p6_slab_next(&lma->cache.sessions, session)) != P6_NONE) {
        const struct session *s = p6_session(&lma->cache, session);

        if (s->tunnel == tunnel)
            p6_lma_end_session(lma, session,
                               p6_session_is_alive(s, lma->now.monotonic)
                                   ? PMIP6_CAUSE_TUNNEL
                                   : PMIP6_CAUSE_TIME);
    }
    if (is_static)
        p6_tunnel_unmake_static(&lma->tunnels, &lma->effects, tunnel);
}

int pmip6_lma_tunnel_lost(pmip6_lma *lma, const struct pmip6_tunnel *t)
{
    uint32_t tunnel;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    tunnel = t ? p6_tunnel_find(&lma->tunnels, &t->local, &t->remote) : P6_NONE;
    if (tunnel == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    else
        lose(lma, tunnel);
    p6_lma_end(lma);
    return rc;
}

int pmip6_lma_route_lost(pmip6_lma *lma, const struct pmip6_prefix *prefix)
{
    struct pmip6_prefix canonical;
    uint32_t session;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    rc = of_prefix(lma, prefix, &canonical, &session);
    if (rc == 0)
        p6_lma_end_session(lma, session, PMIP6_CAUSE_ROUTE);
    p6_lma_end(lma);
    return rc;
}
