/* SPDX-License-Identifier: MIT */
/*
 * The library's callbacks on Linux: signalling socket, data plane, access links, and the
 * policy profiles of the configuration file.
 */

#include <arpa/inet.h>
#include <string.h>

#include "clock.h"
#include "log.h"
#include "magd.h"

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

static int on_send(const struct pmip6_datagram *d, void *user)
{
    struct magd *m = user;

    return mh_socket_send(&m->mh, d);
}

static void on_problem(const struct pmip6_datagram *d, uint32_t offset, void *user)
{
    struct magd *m = user;

    (void)d; /* the one that the socket is handing on */
    mh_socket_problem(&m->mh, offset);
}

/* ---- Policy (RFC 5213 6.2) ---- */

/* Who is meant: on a link that names its node only that one, and only with the link-layer
 * address of its profile; elsewhere the node that has the address. */
static const struct node_settings *find_node(const struct magd *m,
                                             const struct pmip6_policy_query *q)
{
    const struct access_link *l = access_link_numbered(m, q->link);
    const struct link_settings *line =
        l == NULL ? NULL : settings_link(&m->settings, l->settings.name);
    const struct node_settings *node;
    struct pmip6_bytes named = {NULL, 0};

    if (q->mn_id.length > 0)
        node = settings_node(&m->settings, q->mn_id);
    else
        node = settings_node_at(&m->settings, q->link_layer_id);
    if (line == NULL || line->mn_id[0] == '\0')
        return l != NULL && line == NULL ? NULL : node;
    named.data = (const uint8_t *)line->mn_id;
    named.length = strlen(line->mn_id);
    if (node == NULL && q->mn_id.length == 0)
        node = settings_node(&m->settings, named);
    if (node == NULL || strcmp(node->id, line->mn_id) != 0)
        return NULL;
    if (node->link_layer.length > 0 && q->link_layer_id.length > 0 &&
        (node->link_layer.length != q->link_layer_id.length ||
         memcmp(node->link_layer.octets, q->link_layer_id.data,
                q->link_layer_id.length) != 0))
        return NULL;
    return node;
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    const struct magd *m = user;
    const struct node_settings *node;

    if (m->reconfiguring)
        return PMIP6_PENDING;
    node = find_node(m, q);
    if (node == NULL) {
        const struct access_link *l = access_link_numbered(m, q->link);

        log_warning("no profile for the node", "link=%s",
                    l == NULL ? "?" : l->settings.name);
        return 0;
    }
    p->mn_id.data = (const uint8_t *)node->id;
    p->mn_id.length = strlen(node->id);
    p->prefixes = node->prefixes;
    p->prefix_count = node->prefix_count;
    p->lma = node->lma;
    p->grants = node->disabled ? PMIP6_GRANT_NODE : PMIP6_GRANT_ALL;
    p->address_modes = node->address_modes;
    p->local_routing = node->local_routing;
    return 0;
}

void host_warn(const struct magd *m)
{
    size_t i;

    for (i = 0; i < m->settings.link_count; i++) {
        const struct link_settings *l = &m->settings.links[i];
        struct pmip6_bytes id = {(const uint8_t *)l->mn_id, strlen(l->mn_id)};

        if (id.length > 0 && settings_node(&m->settings, id) == NULL)
            log_warning(
                "the node of a link has no `mobile-node` line: it gets no service",
                "link=%s mn_id=%s", l->name, l->mn_id);
    }
}

/* ---- Forwarding ---- */

static int on_tunnel_open(struct pmip6_tunnel *t, void *user)
{
    struct magd *m = user;

    return data_plane_tunnel_open(m->data_plane, t);
}

static void on_tunnel_close(const struct pmip6_tunnel *t, void *user)
{
    struct magd *m = user;

    data_plane_tunnel_close(m->data_plane, t);
}

/* Whose Subnet-Router anycast address is the MAG's from now on, or no longer. */
static void host_prefix(const struct magd *m, const struct pmip6_route *r, int hosted)
{
    struct access_link *l = access_link_numbered(m, r->link);

    if (l != NULL && r->kind == PMIP6_ROUTE_TO_LINK)
        access_link_host(l, &r->prefix, hosted);
}

static int on_route_add(const struct pmip6_route *r, void *user)
{
    struct magd *m = user;
    const int rc = data_plane_route_add(m->data_plane, r);

    if (rc == 0)
        host_prefix(m, r, 1);
    return rc;
}

static int on_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                            void *user)
{
    struct magd *m = user;
    const int rc = data_plane_route_replace(m->data_plane, was, is);

    if (rc == 0 && was->link != is->link) {
        host_prefix(m, was, 0);
        host_prefix(m, is, 1);
    }
    return rc;
}

static void on_route_remove(const struct pmip6_route *r, void *user)
{
    struct magd *m = user;

    host_prefix(m, r, 0);
    data_plane_route_remove(m->data_plane, r);
}

/* ---- Static tunnels ---- */

static struct pmip6_tunnel tunnel_to(const struct magd *m, const struct pmip6_addr *lma)
{
    struct pmip6_tunnel t;

    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    t.local = m->settings.mag.address;
    t.remote = *lma;
    return t;
}

/* Whether the library has a tunnel, so that it need not be opened again, and as what. */
static int is_open(const struct magd *m, const struct pmip6_tunnel *wanted,
                   uint32_t *flags)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    *flags = 0;
    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    while (pmip6_mag_next_tunnel(m->mag, &cursor, &t) == 1) {
        if (memcmp(&t.remote, &wanted->remote, sizeof t.remote) == 0 &&
            memcmp(&t.local, &wanted->local, sizeof t.local) == 0) {
            *flags = t.flags;
            return 1;
        }
    }
    return 0;
}

/* One that is static already stays as it is. */
static int open_tunnel(struct magd *m, struct pmip6_tunnel *t, const char *lma)
{
    uint32_t flags;
    const int opened = !is_open(m, t, &flags);
    int rc;

    if ((flags & PMIP6_TUNNEL_STATIC) != 0)
        return 0;
    rc = opened ? data_plane_tunnel_open(m->data_plane, t) : 0;
    if (rc < 0)
        return rc;
    rc = pmip6_mag_add_static_tunnel(m->mag, t);
    if (rc < 0 && opened)
        data_plane_tunnel_close(m->data_plane, t);
    if (rc == 0)
        log_info("static tunnel", "lma=%s", lma);
    return rc;
}

int host_open_tunnels(struct magd *m, const struct settings *s, struct why *why)
{
    char text[INET6_ADDRSTRLEN];
    size_t i;

    for (i = 0; i < s->tunnel_count; i++) {
        struct pmip6_tunnel t = tunnel_to(m, &s->tunnels[i]);
        int rc;

        (void)inet_ntop(AF_INET6, t.remote.octets, text, sizeof text);
        rc = open_tunnel(m, &t, text);
        if (rc < 0)
            return why_set(why, "static-tunnel %s: %s", text,
                           rc == -1 ? "the data plane cannot open it"
                                    : pmip6_strerror(rc));
    }
    return 0;
}

static int names_tunnel(const struct settings *s, const struct pmip6_addr *lma)
{
    size_t i;

    for (i = 0; s != NULL && i < s->tunnel_count; i++) {
        if (memcmp(&s->tunnels[i], lma, sizeof *lma) == 0)
            return 1;
    }
    return 0;
}

void host_close_tunnels(struct magd *m, const struct settings *s,
                        const struct settings *others)
{
    char text[INET6_ADDRSTRLEN];
    size_t i;

    for (i = 0; i < s->tunnel_count; i++) {
        const struct pmip6_tunnel t = tunnel_to(m, &s->tunnels[i]);

        if (names_tunnel(others, &t.remote) ||
            pmip6_mag_remove_static_tunnel(m->mag, &t) < 0) /* closes it, if unused */
            continue;
        (void)inet_ntop(AF_INET6, t.remote.octets, text, sizeof text);
        log_info("tunnel no longer static", "lma=%s", text);
    }
}

/* ---- The access link ---- */

static int on_send_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    struct access_link *l = access_link_numbered(user, link);

    return l == NULL ? -1 : nd_socket_send(&l->nd, p);
}

/* A carrier tells of a cable's other end, not of what lives there: where the neighbour
 * can be asked, it is. */
static uint32_t on_mn_present(uint32_t link, const struct pmip6_attachment_view *who,
                              void *user)
{
    static const struct pmip6_addr none;
    const struct magd *m = user;
    const struct access_link *l = access_link_numbered(m, link);

    if (l == NULL || l->state != LINK_UP)
        return PMIP6_PRESENCE_NO;
    if ((m->settings.detect & DETECT_NEIGHBOUR) != 0 &&
        memcmp(&who->link_local, &none, sizeof none) != 0)
        return PMIP6_PRESENCE_UNKNOWN;
    return PMIP6_PRESENCE_YES;
}

static int on_link_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    struct access_link *l = access_link_numbered(user, link);

    return l == NULL ? 0 : access_link_set_address(l, address);
}

static void on_link_teardown(uint32_t link, void *user)
{
    static const struct pmip6_addr none;
    struct access_link *l = access_link_numbered(user, link);

    if (l != NULL)
        (void)access_link_set_address(l, &none);
}

void host_callbacks(struct pmip6_mag_callbacks *cb)
{
    pmip6_mag_callbacks_init(cb);
    cb->clock = on_clock;
    cb->random = on_random;
    cb->send = on_send;
    cb->parameter_problem = on_problem;
    cb->policy = on_policy;
    cb->tunnel_open = on_tunnel_open;
    cb->tunnel_close = on_tunnel_close;
    cb->route_add = on_route_add;
    cb->route_replace = on_route_replace;
    cb->route_remove = on_route_remove;
    cb->send_nd = on_send_nd;
    cb->mn_present = on_mn_present;
    cb->link_address = on_link_address;
    cb->link_teardown = on_link_teardown;
    cb->event = report_event;
    cb->log = report_log;
}
