/* SPDX-License-Identifier: MIT */
/*
 * The TUN data plane: how packets find their way into the TUN and out of it.
 *
 * LMA: each home network prefix is routed into the TUN, or to a black hole while its
 * de-registration is delayed (RFC 5213 5.3.5). What comes out of the TUN is routed as any
 * other packet.
 *
 * MAG: a rule for each access link has a table looked up in which each prefix of the
 * link's node leads into the TUN by its source, and all else to a black hole: a node
 * without a binding, and a source that is not its own, get no further (RFC 5213 6.10.5).
 * So the source of a packet in the TUN tells the link. The prefixes on the links stand in
 * one more table, which packets out of the TUN and the node's own look up: packets from
 * elsewhere take the way by the LMA, but for the prefixes of nodes whose traffic stays
 * local (9.2), which stand in a table for all.
 *
 * A visitor's address has its way to the link in the main table, and in the table of its
 * link an entry that sends what comes from it back to the rules: it is routed like
 * anybody's (6.14).
 */

#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "encap.h"
#include "tun_plane.h"
#include "tunnel_answer.h"

#define TABLE_LINKS                                                                      \
    52130000u /* prefixes on access links; + interface: from that link                   \
               */
#define TABLE_LOCAL    (TABLE_LINKS - 1u) /* prefixes whose traffic stays local */
#define PRIORITY       5213u              /* of our rules */
#define PRIORITY_LOCAL 5214u
#define METRIC_HOLD    65536u

const size_t tun_plane_size = sizeof(struct tun_plane);

static struct tun_plane *of(struct data_plane *dp)
{
    return (struct tun_plane *)dp;
}

static const struct tun_plane *of_const(const struct data_plane *dp)
{
    return (const struct tun_plane *)dp;
}

static int is_lma(const struct tun_plane *tp)
{
    return tp->base.config.role == DATA_PLANE_LMA;
}

/* ---- Rules of a MAG ---- */

static int rule(struct tun_plane *tp, const char *in, uint32_t table, uint32_t priority,
                int add)
{
    struct netlink_rule r;

    memset(&r, 0, sizeof r);
    (void)snprintf(r.in, sizeof r.in, "%s", in);
    r.table = table;
    r.priority = priority;
    r.protocol = tp->base.protocol;
    return add ? netlink_add_rule(&tp->base.netlink, &r)
               : netlink_remove_rule(&tp->base.netlink, &r);
}

static int open_rules(struct tun_plane *tp)
{
    int error;

    if (is_lma(tp))
        return 0;
    error = rule(tp, tp->tun.name, TABLE_LINKS, PRIORITY, 1);
    if (error == 0)
        error = rule(tp, "lo", TABLE_LINKS, PRIORITY, 1);
    if (error == 0)
        error = rule(tp, "", TABLE_LOCAL, PRIORITY_LOCAL, 1);
    return error;
}

/* ---- Opening and closing ---- */

static void tun_plane_close(struct data_plane *dp)
{
    struct tun_plane *tp = of(dp);

    if (tp->raw >= 0)
        (void)close(tp->raw);
    tp->raw = -1;
    if (tp->answers_held)
        (void)tunnel_answer_hold(&dp->config.own, 0);
    tun_close(&tp->tun);
    prefix_map_clear(&tp->map);
}

static void hold_answers(struct tun_plane *tp, struct why *note)
{
    const struct pmip6_addr *own = &tp->base.config.own;
    int error;

    (void)tunnel_answer_hold(own,
                             0); /* of a killed predecessor: it would hide the answer */
    if (!tunnel_answer_is_given(tp->raw, own))
        return;
    error = tunnel_answer_hold(own, 1);
    tp->answers_held = error == 0;
    if (error == 0)
        (void)why_set(note,
                      "this kernel has a tunnel driver of its own and answers tunnel "
                      "packets with ICMPv6 errors: they are held back");
    else
        (void)why_set(note,
                      "this kernel has a tunnel driver of its own and answers tunnel "
                      "packets with ICMPv6 errors, which cannot be held back: %s",
                      strerror(-error));
}

static int tun_plane_claim(struct data_plane *dp, struct why *why)
{
    struct tun_plane *tp = of(dp);
    const char *name = is_lma(tp) ? "pmip6-lma" : "pmip6-mag";

    tp->tun.fd = -1;
    tp->raw = -1;
    return tun_open(&tp->tun, &dp->netlink, name, encap_tunnel_mtu(dp->config.path_mtu),
                    why);
}

static int tun_plane_open(struct data_plane *dp, struct why *note, struct why *why)
{
    struct tun_plane *tp = of(dp);
    int error;

    if (tun_packet_open(tp, why) < 0)
        return -1;
    error = open_rules(tp);
    if (error < 0)
        return why_set(why,
                       "cannot add routing rules: %s; the kernel needs "
                       "CONFIG_IPV6_MULTIPLE_TABLES, or set data-plane none",
                       strerror(-error));
    hold_answers(tp, note);
    return 0;
}

static void tun_plane_reconfigure(struct data_plane *dp)
{
    struct tun_plane *tp = of(dp);

    (void)netlink_set_mtu(&dp->netlink, tp->tun.index,
                          encap_tunnel_mtu(dp->config.path_mtu));
}

static size_t tun_plane_fds(const struct data_plane *dp, int *fds, size_t room)
{
    if (room < 2)
        return 0;
    fds[0] = of_const(dp)->tun.fd;
    fds[1] = of_const(dp)->raw;
    return 2;
}

static void tun_plane_readable(struct data_plane *dp, int fd)
{
    struct tun_plane *tp = of(dp);

    if (fd == tp->tun.fd)
        tun_packet_from_kernel(tp);
    else if (fd == tp->raw)
        tun_packet_from_tunnel(tp);
}

static const char *tun_plane_interface(const struct data_plane *dp)
{
    return of_const(dp)->tun.name;
}

/* ---- Tunnels ---- */

static int tun_plane_tunnel_open(struct data_plane *dp, struct pmip6_tunnel *t)
{
    const struct pmip6_prefix remote = {t->remote, 128};
    struct prefix_entry *e = prefix_map_put(&of(dp)->map, &remote, TUN_PLANE_TUNNEL);

    if (e == NULL)
        return -1;
    e->users++;
    return 0;
}

static void tun_plane_tunnel_close(struct data_plane *dp, const struct pmip6_tunnel *t)
{
    const struct pmip6_prefix remote = {t->remote, 128};
    struct prefix_entry *e = prefix_map_get(&of(dp)->map, &remote, TUN_PLANE_TUNNEL);

    if (e != NULL && --e->users == 0)
        prefix_map_remove(&of(dp)->map, e);
}

/* ---- Routes ---- */

/* A blocked route and one into a tunnel are two states of one entry. */
static uint32_t kind_of(const struct pmip6_route *r)
{
    return r->kind == PMIP6_ROUTE_BLOCKED ? PMIP6_ROUTE_TO_TUNNEL : r->kind;
}

/* A route to a link that no tunnel leads to: a visitor's address. */
static int is_visitor(const struct prefix_entry *e)
{
    static const struct pmip6_addr none;

    return e->kind == PMIP6_ROUTE_TO_LINK && memcmp(&e->remote, &none, sizeof none) == 0;
}

/* What comes from a visitor leaves its link's table again. */
static int let_out(struct tun_plane *tp, const struct prefix_entry *e, int add)
{
    struct netlink_route r;

    memset(&r, 0, sizeof r);
    r.from = e->prefix;
    r.type = NETLINK_THROW;
    r.table = TABLE_LINKS + e->link;
    r.protocol = tp->base.protocol;
    return add ? netlink_set_route(&tp->base.netlink, &r)
               : netlink_remove_route(&tp->base.netlink, &r);
}

/* The kernel's route for an entry. */
static void to_kernel(const struct tun_plane *tp, const struct prefix_entry *e,
                      struct netlink_route *r)
{
    memset(r, 0, sizeof *r);
    r->type = NETLINK_UNICAST;
    r->interface = tp->tun.index;
    r->protocol = tp->base.protocol;
    if (e->kind == PMIP6_ROUTE_FROM_LINK) {
        r->from = e->prefix;
        r->table = TABLE_LINKS + e->link;
        return;
    }
    r->to = e->prefix;
    if (e->kind == PMIP6_ROUTE_TO_LINK) {
        r->table = is_visitor(e) ? 0 : TABLE_LINKS;
        r->interface = (int)e->link;
    } else if (e->blocked) {
        r->type = NETLINK_BLACKHOLE;
        r->interface = 0;
    }
}

/* The kernel's second route of a prefix whose traffic stays local. */
static int set_local(struct tun_plane *tp, const struct prefix_entry *e, int on)
{
    struct netlink_route r;

    to_kernel(tp, e, &r);
    r.table = TABLE_LOCAL;
    return on ? netlink_set_route(&tp->base.netlink, &r)
              : netlink_remove_route(&tp->base.netlink, &r);
}

static int stays_local(const struct pmip6_route *r)
{
    return r->kind == PMIP6_ROUTE_TO_LINK && (r->flags & PMIP6_ROUTE_STAYS_LOCAL) != 0;
}

static int set_entry(struct tun_plane *tp, const struct pmip6_route *r)
{
    struct prefix_entry *e = prefix_map_put(&tp->map, &r->prefix, kind_of(r));
    struct netlink_route kernel;
    struct prefix_entry was;

    if (e == NULL)
        return -1;
    was = *e;
    e->link = r->link;
    e->blocked = r->kind == PMIP6_ROUTE_BLOCKED;
    e->local = stays_local(r);
    e->remote = r->tunnel.remote;
    if (was.local && !e->local)
        (void)set_local(tp, &was, 0);
    if (e->local && set_local(tp, e, 1) < 0)
        return -1;
    to_kernel(tp, e, &kernel);
    if (is_visitor(e) && let_out(tp, e, 1) < 0)
        return -1;
    return netlink_set_route(&tp->base.netlink, &kernel) < 0 ? -1 : 0;
}

static int tun_plane_route_add(struct data_plane *dp, const struct pmip6_route *r)
{
    struct tun_plane *tp = of(dp);

    if (prefix_map_get(&tp->map, &r->prefix, kind_of(r)) != NULL)
        return -1; /* one prefix, one route: another is replaced, not added */
    if (set_entry(tp, r) == 0)
        return 0;
    data_plane_route_remove(dp, r);
    return -1;
}

static int same_lead(const struct prefix_entry *e, const struct pmip6_route *r)
{
    return e->link == r->link && e->blocked == (r->kind == PMIP6_ROUTE_BLOCKED) &&
           memcmp(e->remote.octets, r->tunnel.remote.octets, sizeof e->remote.octets) ==
               0;
}

static int tun_plane_route_replace(struct data_plane *dp, const struct pmip6_route *was,
                                   const struct pmip6_route *is)
{
    struct tun_plane *tp = of(dp);
    struct prefix_entry *e = prefix_map_get(&tp->map, &was->prefix, kind_of(was));
    struct netlink_route old;
    struct netlink_route new;
    struct prefix_entry before;

    if (e == NULL || kind_of(was) != kind_of(is))
        return -1;
    before = *e;
    to_kernel(tp, &before, &old);
    if (set_entry(tp, is) < 0) {
        const struct prefix_entry tried = *e;

        *e = before;
        if (before.local || tried.local)
            (void)set_local(tp, before.local ? e : &tried, before.local);
        return -1;
    }
    to_kernel(tp, e, &new);
    if (old.table != new.table)
        (void)netlink_remove_route(&dp->netlink, &old);
    return 0;
}

static void tun_plane_route_remove(struct data_plane *dp, const struct pmip6_route *r)
{
    struct tun_plane *tp = of(dp);
    struct prefix_entry *e = prefix_map_get(&tp->map, &r->prefix, kind_of(r));
    struct netlink_route kernel;

    if (e == NULL || !same_lead(e, r))
        return;
    if (e->local)
        (void)set_local(tp, e, 0);
    to_kernel(tp, e, &kernel);
    (void)netlink_remove_route(&dp->netlink, &kernel);
    if (is_visitor(e))
        (void)let_out(tp, e, 0);
    prefix_map_remove(&tp->map, e);
}

/* ---- Pools of an LMA ---- */

static void pool_route(const struct data_plane *dp, const struct pmip6_prefix *pool,
                       struct netlink_route *r)
{
    memset(r, 0, sizeof *r);
    r->to = *pool;
    r->type = NETLINK_UNREACHABLE;
    r->metric = METRIC_HOLD;
    r->protocol = dp->protocol;
}

static int tun_plane_hold(struct data_plane *dp, const struct pmip6_prefix *pool)
{
    struct netlink_route r;

    pool_route(dp, pool, &r);
    return netlink_set_route(&dp->netlink, &r) < 0 ? -1 : 0;
}

static void tun_plane_release(struct data_plane *dp, const struct pmip6_prefix *pool)
{
    struct netlink_route r;

    pool_route(dp, pool, &r);
    (void)netlink_remove_route(&dp->netlink, &r);
}

/* ---- Access links of a MAG ---- */

static void link_default(const struct data_plane *dp, uint32_t link,
                         struct netlink_route *r)
{
    memset(r, 0, sizeof *r);
    r->type = NETLINK_BLACKHOLE;
    r->table = TABLE_LINKS + link;
    r->metric = METRIC_HOLD;
    r->protocol = dp->protocol;
}

static int tun_plane_link_up(struct data_plane *dp, uint32_t link)
{
    struct netlink_route r;
    char name[IF_NAMESIZE];
    int error;

    if (if_indextoname(link, name) == NULL)
        return -1;
    link_default(dp, link, &r);
    if (netlink_set_route(&dp->netlink, &r) < 0)
        return -1;
    error = rule(of(dp), name, TABLE_LINKS + link, PRIORITY, 1);
    return error < 0 && error != -EEXIST ? -1 : 0;
}

/* The interface may be gone, and its name with it: the rule is found by its table. */
static void tun_plane_link_down(struct data_plane *dp, uint32_t link)
{
    struct netlink_route r;

    (void)rule(of(dp), "", TABLE_LINKS + link, PRIORITY, 0);
    link_default(dp, link, &r);
    (void)netlink_remove_route(&dp->netlink, &r);
}

const struct data_plane_ops tun_plane_ops = {
    .name = "tun",
    .claim = tun_plane_claim,
    .open = tun_plane_open,
    .close = tun_plane_close,
    .reconfigure = tun_plane_reconfigure,
    .fds = tun_plane_fds,
    .readable = tun_plane_readable,
    .interface = tun_plane_interface,
    .tunnel_open = tun_plane_tunnel_open,
    .tunnel_close = tun_plane_tunnel_close,
    .route_add = tun_plane_route_add,
    .route_replace = tun_plane_route_replace,
    .route_remove = tun_plane_route_remove,
    .hold = tun_plane_hold,
    .release = tun_plane_release,
    .link_up = tun_plane_link_up,
    .link_down = tun_plane_link_down,
};
