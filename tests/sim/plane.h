/* SPDX-License-Identifier: MIT */
#ifndef SIM_PLANE_H
#define SIM_PLANE_H

/* The forwarding plane of one host: tunnels and routes as tables that refuse what a real
 * one would, and remember when they were asked for what makes no sense. */

#include <pmip6/pmip6.h>

#define PLANE_TUNNELS 32u
#define PLANE_ROUTES  1024u
#define PLANE_BUCKETS 512u

struct plane_route {
    struct pmip6_prefix prefix;
    struct pmip6_addr remote; /* of its tunnel; `::` without one */
    uint32_t kind;
    uint32_t link;
    uint32_t next;  /* in its bucket, or among the free; 0: none */
    uint32_t stamp; /* of the check that came upon it last */
};

struct plane {
    struct pmip6_tunnel tunnels[PLANE_TUNNELS]; /* id 0: none */
    uint32_t tunnel_count;
    uint32_t route_count;
    uint32_t stamp;
    uint32_t free;
    uint32_t touched;
    uint32_t buckets[PLANE_BUCKETS];
    struct plane_route routes[PLANE_ROUTES + 1]; /* from 1 */
    const char *wrong; /* the first request that made no sense; NULL: none did */
};

void plane_clear(struct plane *p);

int plane_tunnel_open(struct plane *p, struct pmip6_tunnel *t);
void plane_tunnel_close(struct plane *p, const struct pmip6_tunnel *t);
const struct pmip6_tunnel *plane_tunnel(const struct plane *p,
                                        const struct pmip6_addr *remote);

/* The host has made a tunnel itself, or that tunnel is the library's from now on. */
int plane_tunnel_fix(struct plane *p, const struct pmip6_addr *local,
                     const struct pmip6_addr *remote, struct pmip6_tunnel *t);
void plane_tunnel_unfix(struct plane *p, const struct pmip6_addr *remote);

/* The host takes a tunnel away that nobody else knows, or all that it has made. */
void plane_tunnel_drop(struct plane *p, const struct pmip6_addr *remote);
void plane_drop_static(struct plane *p);

int plane_route_add(struct plane *p, const struct pmip6_route *r);
int plane_route_replace(struct plane *p, const struct pmip6_route *was,
                        const struct pmip6_route *is);
void plane_route_remove(struct plane *p, const struct pmip6_route *r);

/* The route of a prefix; `from_link`: the one for what comes from the node. */
struct plane_route *plane_route(struct plane *p, const struct pmip6_prefix *prefix,
                                int from_link);

#endif
