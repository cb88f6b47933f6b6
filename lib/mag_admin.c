/* SPDX-License-Identifier: MIT */
/*
 * What an administrator, or the host's forwarding plane, tells a running MAG: nodes taken
 * off their links, renumbered or tried again, a changed configuration, a clock that was
 * set, paths whose MTU changed, tunnels lost.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

int pmip6_mag_detach(pmip6_mag *mag, uint32_t link)
{
    uint32_t a;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    a = p6_mag_node_on(mag, link);
    if (a == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    else
        p6_mag_detach_node(mag, a);
    p6_mag_end(mag);
    return rc;
}

int pmip6_mag_detach_all(pmip6_mag *mag)
{
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a))
        p6_mag_detach_node(mag, a);
    p6_mag_end(mag);
    return 0;
}

/* ---- renumbering (RFC 5213 6.12, draft-02 6.12) ---- */

static int is_registered(const struct attachment *at)
{
    return at->bound && at->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

/* Withdrawn on the link at once, de-registered, and asked for anew. */
static void renumber(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    p6_mag_withdraw(mag, at->link, at->prefixes, at->prefix_count, 0);
    at->blocked = 0; /* an administrative action (6.9.1.2) */
    at->wait_for_clock = 0;
    p6_mag_detach_node(mag, a);
    at->renumbering = 1;
}

int pmip6_mag_renumber(pmip6_mag *mag, uint32_t link)
{
    uint32_t a;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    a = p6_mag_node_on(mag, link);
    if (a == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    else if (!is_registered(p6_attachment(mag, a)))
        rc = PMIP6_ERR_STATE;
    else
        renumber(mag, a);
    p6_mag_end(mag);
    return rc;
}

static int withdraw_prefix(pmip6_mag *mag, uint32_t a, const struct pmip6_prefix *prefix)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_prefix canonical = p6_prefix_canonical(prefix);

    if (!is_registered(at))
        return PMIP6_ERR_STATE;
    if (p6_owner_of_prefix(&mag->prefixes, &canonical) != a)
        return PMIP6_ERR_NOT_FOUND;
    if (at->prefix_count == 1) {
        renumber(mag, a);
        return 0;
    }
    p6_mag_drop_prefix(mag, a, &canonical);
    if (at->request == ASK_EXTEND) /* the one under way names it still */
        p6_mag_ask(mag, a, ASK_EXTEND, at->handoff);
    return 0;
}

int pmip6_mag_withdraw_prefix(pmip6_mag *mag, uint32_t link,
                              const struct pmip6_prefix *prefix)
{
    uint32_t a;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    a = p6_mag_node_on(mag, link);
    if (!prefix || prefix->length == 0 || prefix->length > 128)
        rc = PMIP6_ERR_INVALID;
    else
        rc = a == P6_NONE ? PMIP6_ERR_NOT_FOUND : withdraw_prefix(mag, a, prefix);
    p6_mag_end(mag);
    return rc;
}

/* ---- trying again ---- */

static void try_all_again(pmip6_mag *mag, int (*wanted)(const struct attachment *at))
{
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        if (wanted(p6_attachment(mag, a)))
            p6_mag_try_anew(mag, a);
    }
}

static int waits_for_clock(const struct attachment *at)
{
    return at->wait_for_clock && !at->blocked &&
           at->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

/* An administrative action may change what the LMA, or the policy, said. */
static int may_be_served_now(const struct attachment *at)
{
    return (at->blocked || at->policy_refused) &&
           at->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

int pmip6_mag_clock_synced(pmip6_mag *mag)
{
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    try_all_again(mag, waits_for_clock);
    p6_mag_end(mag);
    return 0;
}

/* What stands in advertisements, or says when they go out. */
static int is_advertised_differently(const struct pmip6_mag_config *was,
                                     const struct pmip6_mag_config *is)
{
    return was->path_mtu != is->path_mtu || was->router_lifetime != is->router_lifetime ||
           was->min_ra_interval != is->min_ra_interval ||
           was->max_ra_interval != is->max_ra_interval ||
           was->dns_server_count != is->dns_server_count ||
           memcmp(was->dns_servers, is->dns_servers, sizeof is->dns_servers) != 0 ||
           was->link_layer.length != is->link_layer.length ||
           memcmp(was->link_layer.octets, is->link_layer.octets, is->link_layer.length) !=
               0;
}

/* The domain has another address for its gateways' links: taken at once, or as soon as
 * the host can. Where it has none any more, what a link has stays. */
static void follow_address(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    int in_use =
        p6_mag_is_served(mag, at, mag->now.monotonic) || at->early || at->visiting;

    if (!in_use)
        return;
    if (p6_mag_give_address(mag, a) < 0)
        p6_mag_advertise_later(mag, at->link);
    else
        p6_mag_advertise_now(mag, at->link);
}

/* A changed configuration, as it is seen by those that are served (R5213-6.9.5-15). */
static void tell_nodes(pmip6_mag *mag, int advertised, int moved)
{
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        if (p6_mag_follow_local_routing(mag, a) == PMIP6_ERR_STATE)
            p6_mag_begin_again(mag, a);
        else if (moved)
            follow_address(mag, a);
        else if (advertised)
            p6_mag_advertise_now(mag, p6_attachment(mag, a)->link);
    }
}

int pmip6_mag_reconfigure(pmip6_mag *mag, const struct pmip6_mag_config *config)
{
    struct pmip6_mag_config c;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    rc = p6_mag_take_config(&c, config);
    if (rc == 0 && (c.edition != mag->config.edition ||
                    !p6_addr_equal(&c.address, &mag->config.address) ||
                    c.max_links != mag->config.max_links ||
                    c.max_attachments != mag->config.max_attachments ||
                    c.max_tunnels != mag->config.max_tunnels ||
                    (c.flags ^ mag->config.flags) & PMIP6_MAG_PREALLOCATE))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0) {
        static const struct pmip6_bytes everybody;
        struct pmip6_mag_config was = mag->config;

        p6_mag_visitors_follow(mag, &c.visitor_prefix);
        mag->config = c;
        p6_mag_pardon(mag, everybody);
        p6_mag_forget_strangers(mag);
        tell_nodes(mag, is_advertised_differently(&was, &c),
                   !p6_addr_is_unspecified(&c.link_local) &&
                       !p6_addr_equal(&was.link_local, &c.link_local));
        if (c.flags & ~was.flags & PMIP6_MAG_RETRY_UNSYNCED)
            try_all_again(mag, waits_for_clock);
        try_all_again(mag, may_be_served_now);
    }
    p6_mag_end(mag);
    return rc;
}

/* ---- paths and tunnels ---- */

/* RFC 5213 6.9.5: impacted nodes are told by an advertisement. */
static uint32_t at_least(uint32_t mtu)
{
    return mtu < P6_LEAST_MTU ? P6_LEAST_MTU : mtu;
}

int pmip6_mag_path_mtu(pmip6_mag *mag, const struct pmip6_addr *peer, uint32_t mtu)
{
    uint32_t t;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    t = peer ? p6_tunnel_find(&mag->tunnels, &mag->config.address, peer) : P6_NONE;
    if (t == P6_NONE) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else if (p6_tunnel_at(&mag->tunnels, t)->mtu != at_least(mtu)) {
        p6_tunnel_at(&mag->tunnels, t)->mtu = at_least(mtu);
        for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
             a = p6_slab_next(&mag->attachments, a)) {
            const struct attachment *at = p6_attachment(mag, a);

            if (at->bound && at->tunnel == t)
                p6_mag_advertise_now(mag, at->link);
        }
    }
    p6_mag_end(mag);
    return rc;
}

static int is_tunnel(const struct pmip6_tunnel *t)
{
    return t && p6_addr_is_routable(&t->local) && p6_addr_is_routable(&t->remote);
}

int pmip6_mag_add_static_tunnel(pmip6_mag *mag, const struct pmip6_tunnel *t)
{
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    rc = is_tunnel(t) ? p6_tunnel_make_static(&mag->tunnels, t) : PMIP6_ERR_INVALID;
    p6_mag_end(mag);
    return rc;
}

static int is_static(const pmip6_mag *mag, uint32_t tunnel)
{
    return (p6_tunnel_at(&mag->tunnels, tunnel)->tunnel.flags & PMIP6_TUNNEL_STATIC) != 0;
}

int pmip6_mag_remove_static_tunnel(pmip6_mag *mag, const struct pmip6_tunnel *t)
{
    uint32_t tunnel;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    tunnel = t ? p6_tunnel_find(&mag->tunnels, &t->local, &t->remote) : P6_NONE;
    if (tunnel == P6_NONE || !is_static(mag, tunnel))
        rc = PMIP6_ERR_NOT_FOUND;
    else
        p6_tunnel_unmake_static(&mag->tunnels, &mag->effects, tunnel);
    p6_mag_end(mag);
    return rc;
}

/* Its sessions first, so that the tunnel is unused when it is closed. */
static void lose(pmip6_mag *mag, uint32_t tunnel)
{
    int was_static = is_static(mag, tunnel);

    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        const struct attachment *at = p6_attachment(mag, a);

        if (!at->bound || at->tunnel != tunnel)
            continue;
        p6_mag_event(mag, PMIP6_MAG_LOST, a, 0);
        p6_mag_unbind(mag, a);
        p6_mag_begin_again(mag, a);
    }
    if (was_static)
        p6_tunnel_unmake_static(&mag->tunnels, &mag->effects, tunnel);
}

int pmip6_mag_tunnel_lost(pmip6_mag *mag, const struct pmip6_tunnel *t)
{
    uint32_t tunnel;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    tunnel = t ? p6_tunnel_find(&mag->tunnels, &t->local, &t->remote) : P6_NONE;
    if (tunnel == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    else
        lose(mag, tunnel);
    p6_mag_end(mag);
    return rc;
}
