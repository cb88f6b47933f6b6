/* SPDX-License-Identifier: MIT */
/*
 * The library's callbacks on Linux: signalling socket, data plane, and the policies of
 * the configuration file.
 */

#include <arpa/inet.h>
#include <string.h>

#include "clock.h"
#include "lmad.h"
#include "log.h"

static void on_clock(struct pmip6_clock *now, void *user)
{
    (void)user;
    clock_read(now);
}

static void on_random(uint8_t *octets, size_t count, void *user)
{
    (void)user;
    random_read(octets, count);
}

static int on_send(const struct pmip6_datagram *datagram, void *user)
{
    struct lmad *d = user;

    return mh_socket_send(&d->mh, datagram);
}

static void on_problem(const struct pmip6_datagram *datagram, uint32_t offset, void *user)
{
    struct lmad *d = user;

    (void)datagram; /* the one that the socket is handing on */
    mh_socket_problem(&d->mh, offset);
}

/* ---- Policy ---- */

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    struct lmad *d = user;

    return policy_source_ask(&d->policies, q, p);
}

static int on_gateway(const struct pmip6_addr *address, struct pmip6_bytes peer,
                      void *user)
{
    const struct lmad *d = user;

    (void)peer; /* nothing tells it without IPsec */
    return settings_is_gateway(&d->settings, address);
}

/* ---- Forwarding ---- */

static int on_tunnel_open(struct pmip6_tunnel *t, void *user)
{
    struct lmad *d = user;

    return data_plane_tunnel_open(d->data_plane, t);
}

static void on_tunnel_close(const struct pmip6_tunnel *t, void *user)
{
    struct lmad *d = user;

    data_plane_tunnel_close(d->data_plane, t);
}

static int on_route_add(const struct pmip6_route *r, void *user)
{
    struct lmad *d = user;

    return data_plane_route_add(d->data_plane, r);
}

static int on_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                            void *user)
{
    struct lmad *d = user;

    return data_plane_route_replace(d->data_plane, was, is);
}

static void on_route_remove(const struct pmip6_route *r, void *user)
{
    struct lmad *d = user;

    data_plane_route_remove(d->data_plane, r);
}

void host_callbacks(struct pmip6_lma_callbacks *cb)
{
    pmip6_lma_callbacks_init(cb);
    cb->clock = on_clock;
    cb->random = on_random;
    cb->send = on_send;
    cb->parameter_problem = on_problem;
    cb->policy = on_policy;
    cb->gateway = on_gateway;
    cb->tunnel_open = on_tunnel_open;
    cb->tunnel_close = on_tunnel_close;
    cb->route_add = on_route_add;
    cb->route_replace = on_route_replace;
    cb->route_remove = on_route_remove;
    cb->event = report_event;
    cb->log = report_log;
}

/* ---- What stands before any session ---- */

static int hold_prefixes(struct lmad *d, const struct settings *s, struct why *why)
{
    struct pmip6_policy_entry e;
    uint32_t cursor = 0;

    pmip6_policy_entry_init(&e);
    while (pmip6_policy_table_next(s->policies, &cursor, &e) == 1) {
        for (size_t k = 0; k < e.policy.prefix_count; k++) {
            const int rc = pmip6_lma_reserve_prefix(d->lma, &e.policy.prefixes[k]);

            if (rc == PMIP6_ERR_EXISTS)
                log_warning("prefix named twice", "mn_id=%.*s number=%zu",
                            (int)e.mn_id.length, (const char *)e.mn_id.data, k + 1);
            else if (rc < 0)
                return why_set(why, "mobile-node %.*s: prefix: %s", (int)e.mn_id.length,
                               (const char *)e.mn_id.data, pmip6_strerror(rc));
        }
    }
    return 0;
}

static struct pmip6_tunnel tunnel_to(const struct settings *s,
                                     const struct pmip6_addr *gateway)
{
    struct pmip6_tunnel t;

    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    t.local = s->lma.address;
    t.remote = *gateway;
    return t;
}

/* Whether the library has a tunnel, so that it need not be opened again. */
static int is_open(const struct lmad *d, const struct pmip6_tunnel *wanted)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    while (pmip6_lma_next_tunnel(d->lma, &cursor, &t) == 1) {
        if (memcmp(&t.remote, &wanted->remote, sizeof t.remote) == 0 &&
            memcmp(&t.local, &wanted->local, sizeof t.local) == 0)
            return 1;
    }
    return 0;
}

static int open_tunnels(struct lmad *d, const struct settings *s, struct why *why)
{
    char text[INET6_ADDRSTRLEN];

    for (size_t i = 0; i < s->tunnel_count; i++) {
        struct pmip6_tunnel t = tunnel_to(s, &s->tunnels[i]);
        int rc = is_open(d, &t) ? 0 : data_plane_tunnel_open(d->data_plane, &t);

        if (rc == 0)
            rc = pmip6_lma_add_static_tunnel(d->lma, &t);
        if (rc == 0)
            continue;
        (void)inet_ntop(AF_INET6, t.remote.octets, text, sizeof text);
        return why_set(why, "static-tunnel %s: %s", text,
                       rc == -1 ? "the data plane cannot open it" : pmip6_strerror(rc));
    }
    return 0;
}

int host_hold(struct lmad *d, const struct settings *s, struct why *why)
{
    if (hold_prefixes(d, s, why) < 0 || open_tunnels(d, s, why) < 0)
        return -1;
    for (size_t i = 0; i < s->pool_count; i++) {
        if (data_plane_hold(d->data_plane, &s->pools[i].prefix) < 0)
            log_warning("cannot route a pool", "number=%zu", i + 1);
    }
    return 0;
}

void host_release(struct lmad *d, const struct settings *s)
{
    struct pmip6_policy_entry e;
    uint32_t cursor = 0;

    pmip6_policy_entry_init(&e);
    while (pmip6_policy_table_next(s->policies, &cursor, &e) == 1) {
        for (size_t k = 0; k < e.policy.prefix_count; k++)
            (void)pmip6_lma_unreserve_prefix(d->lma, &e.policy.prefixes[k]);
    }
    for (size_t i = 0; i < s->tunnel_count; i++) {
        const struct pmip6_tunnel t = tunnel_to(s, &s->tunnels[i]);

        (void)pmip6_lma_remove_static_tunnel(d->lma, &t); /* closes it, if unused */
    }
    for (size_t i = 0; i < s->pool_count; i++)
        data_plane_release(d->data_plane, &s->pools[i].prefix);
}
