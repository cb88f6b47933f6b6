/* SPDX-License-Identifier: MIT */
#include "plane.h"

#include "prefix.h"

#include <string.h>

void plane_clear(struct plane *p)
{
    memset(p, 0, sizeof *p);
}

static void blame(struct plane *p, const char *what)
{
    if (!p->wrong)
        p->wrong = what;
}

/* ---- tunnels ---- */

static struct pmip6_tunnel *find_tunnel(struct plane *p, const struct pmip6_addr *remote)
{
    for (uint32_t i = 0; i < PLANE_TUNNELS; i++) {
        if (p->tunnels[i].id && p6_addr_equal(&p->tunnels[i].remote, remote))
            return &p->tunnels[i];
    }
    return NULL;
}

const struct pmip6_tunnel *plane_tunnel(const struct plane *p,
                                        const struct pmip6_addr *remote)
{
    for (uint32_t i = 0; i < PLANE_TUNNELS; i++) {
        if (p->tunnels[i].id && p6_addr_equal(&p->tunnels[i].remote, remote))
            return &p->tunnels[i];
    }
    return NULL;
}

int plane_tunnel_open(struct plane *p, struct pmip6_tunnel *t)
{
    if (find_tunnel(p, &t->remote))
        blame(p, "a tunnel opened that is open");
    for (uint32_t i = 0; i < PLANE_TUNNELS; i++) {
        if (p->tunnels[i].id == 0) {
            t->id = i + 1;
            p->tunnels[i] = *t;
            p->tunnel_count++;
            return 0;
        }
    }
    return -1;
}

int plane_tunnel_fix(struct plane *p, const struct pmip6_addr *local,
                     const struct pmip6_addr *remote, struct pmip6_tunnel *t)
{
    struct pmip6_tunnel *own = find_tunnel(p, remote);

    if (!own) {
        memset(t, 0, sizeof *t);
        t->size = sizeof *t;
        t->local = *local;
        t->remote = *remote;
        if (plane_tunnel_open(p, t) < 0)
            return -1;
        own = find_tunnel(p, remote);
    }
    own->flags |= PMIP6_TUNNEL_STATIC;
    *t = *own;
    return 0;
}

void plane_tunnel_unfix(struct plane *p, const struct pmip6_addr *remote)
{
    struct pmip6_tunnel *own = find_tunnel(p, remote);

    if (own)
        own->flags &= ~(uint32_t)PMIP6_TUNNEL_STATIC;
}

void plane_tunnel_drop(struct plane *p, const struct pmip6_addr *remote)
{
    struct pmip6_tunnel *own = find_tunnel(p, remote);

    if (!own)
        return;
    memset(own, 0, sizeof *own);
    p->tunnel_count--;
}

void plane_drop_static(struct plane *p)
{
    for (uint32_t i = 0; i < PLANE_TUNNELS; i++) {
        if (p->tunnels[i].id && p->tunnels[i].flags & PMIP6_TUNNEL_STATIC)
            plane_tunnel_drop(p, &p->tunnels[i].remote);
    }
}

static int is_used(const struct plane *p, const struct pmip6_addr *remote)
{
    for (uint32_t b = 0; b < PLANE_BUCKETS; b++) {
        for (uint32_t i = p->buckets[b]; i; i = p->routes[i].next) {
            if (p6_addr_equal(&p->routes[i].remote, remote))
                return 1;
        }
    }
    return 0;
}

void plane_tunnel_close(struct plane *p, const struct pmip6_tunnel *t)
{
    struct pmip6_tunnel *own = find_tunnel(p, &t->remote);

    if (!own || own->id != t->id) {
        blame(p, "a tunnel closed that is not open");
        return;
    }
    if (is_used(p, &t->remote))
        blame(p, "a tunnel closed under a route");
    memset(own, 0, sizeof *own);
    p->tunnel_count--;
}

/* ---- routes ---- */

/* One that is blocked goes nowhere; a visitor's has no tunnel. */
static int has_tunnel(const struct pmip6_route *r)
{
    return r->kind != PMIP6_ROUTE_BLOCKED &&
           !(r->kind == PMIP6_ROUTE_TO_LINK && r->tunnel.id == 0);
}

static int is_from_link(const struct pmip6_route *r)
{
    return r->kind == PMIP6_ROUTE_FROM_LINK;
}

static uint32_t bucket_of(const struct pmip6_prefix *prefix, int from_link)
{
    uint32_t hash = (uint32_t)from_link;

    for (size_t i = 0; i < sizeof prefix->addr.octets; i++)
        hash = hash * 31 + prefix->addr.octets[i];
    return (hash * 2654435761u >> 16) % PLANE_BUCKETS;
}

struct plane_route *plane_route(struct plane *p, const struct pmip6_prefix *prefix,
                                int from_link)
{
    uint32_t i = p->buckets[bucket_of(prefix, from_link)];

    while (i && !(p6_prefix_equal(&p->routes[i].prefix, prefix) &&
                  (p->routes[i].kind == PMIP6_ROUTE_FROM_LINK) == from_link))
        i = p->routes[i].next;
    return i ? &p->routes[i] : NULL;
}

static struct pmip6_addr remote_of(const struct pmip6_route *r)
{
    static const struct pmip6_addr none;
    return has_tunnel(r) ? r->tunnel.remote : none;
}

static void fill(struct plane *p, struct plane_route *own, const struct pmip6_route *r)
{
    own->remote = remote_of(r);
    own->kind = r->kind;
    own->link = r->link;
    if (has_tunnel(r) && !find_tunnel(p, &r->tunnel.remote))
        blame(p, "a route through a tunnel that is not open");
}

int plane_route_add(struct plane *p, const struct pmip6_route *r)
{
    uint32_t *bucket = &p->buckets[bucket_of(&r->prefix, is_from_link(r))];
    uint32_t i = p->free;

    if (plane_route(p, &r->prefix, is_from_link(r))) {
        blame(p, "a route added that is there");
        return -1;
    }
    if (i)
        p->free = p->routes[i].next;
    else if (p->touched < PLANE_ROUTES)
        i = ++p->touched;
    else
        return -1;
    p->routes[i].prefix = r->prefix;
    p->routes[i].next = *bucket;
    p->routes[i].stamp = 0;
    *bucket = i;
    p->route_count++;
    fill(p, &p->routes[i], r);
    return 0;
}

static int is_this(const struct plane_route *own, const struct pmip6_route *r)
{
    struct pmip6_addr remote = remote_of(r);

    return own->kind == r->kind && own->link == r->link &&
           p6_addr_equal(&own->remote, &remote);
}

int plane_route_replace(struct plane *p, const struct pmip6_route *was,
                        const struct pmip6_route *is)
{
    struct plane_route *own = plane_route(p, &was->prefix, is_from_link(was));

    if (!own || !is_this(own, was) || !p6_prefix_equal(&was->prefix, &is->prefix) ||
        is_from_link(was) != is_from_link(is)) {
        blame(p, "a route replaced that is not there");
        return -1;
    }
    fill(p, own, is);
    return 0;
}

void plane_route_remove(struct plane *p, const struct pmip6_route *r)
{
    uint32_t *at = &p->buckets[bucket_of(&r->prefix, is_from_link(r))];
    const struct plane_route *own = plane_route(p, &r->prefix, is_from_link(r));
    uint32_t gone;

    if (!own || !is_this(own, r)) {
        blame(p, "a route removed that is not there");
        return;
    }
    gone = (uint32_t)(own - p->routes);
    while (*at != gone)
        at = &p->routes[*at].next;
    *at = own->next;
    p->routes[gone].next = p->free;
    p->free = gone;
    p->route_count--;
}
