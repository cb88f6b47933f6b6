/* SPDX-License-Identifier: MIT */
/*
 * The library's callbacks on Linux: signalling socket, data plane, and the policies of
 * the configuration file.
 */

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
    const struct lmad *d = user;
    const struct node_policy *policy = policy_table_find(&d->settings.policies, q->mn_id);

    pmip6_policy_init(p);
    if (policy == NULL)
        return 0;
    p->grants = PMIP6_GRANT_NODE;
    if (!policy->disabled)
        p->grants |= PMIP6_GRANT_SERVICE;
    if (policy_allows(policy, &q->care_of))
        p->grants |= PMIP6_GRANT_MAG;
    p->prefixes = policy->prefixes;
    p->prefix_count = policy->prefix_count;
    p->lifetime = policy->lifetime;
    return 0;
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

/* ---- Prefixes that are spoken for ---- */

int host_hold(struct lmad *d, const struct settings *s, struct why *why)
{
    for (size_t i = 0; i < s->policies.count; i++) {
        const struct node_policy *p = &s->policies.rows[i];

        for (size_t k = 0; k < p->prefix_count; k++) {
            const int rc = pmip6_lma_reserve_prefix(d->lma, &p->prefixes[k]);

            if (rc < 0 && rc != PMIP6_ERR_EXISTS)
                return why_set(why, "mobile-node %s: prefix: %s", p->id,
                               pmip6_strerror(rc));
        }
    }
    for (size_t i = 0; i < s->pool_count; i++) {
        if (data_plane_hold(d->data_plane, &s->pools[i].prefix) < 0)
            log_warning("cannot route a pool", "number=%zu", i + 1);
    }
    return 0;
}

void host_release(struct lmad *d, const struct settings *s)
{
    for (size_t i = 0; i < s->policies.count; i++) {
        const struct node_policy *p = &s->policies.rows[i];

        for (size_t k = 0; k < p->prefix_count; k++)
            (void)pmip6_lma_unreserve_prefix(d->lma, &p->prefixes[k]);
    }
    for (size_t i = 0; i < s->pool_count; i++)
        data_plane_release(d->data_plane, &s->pools[i].prefix);
}
