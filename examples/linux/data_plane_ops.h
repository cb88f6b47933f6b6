/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_DATA_PLANE_OPS_H
#define PMIP6_EXAMPLES_LINUX_DATA_PLANE_OPS_H

/* What a kind of data plane implements; a NULL member does nothing and succeeds. */

#include "data_plane.h"
#include "netlink.h"

struct data_plane_ops {
    const char *name;
    /* Takes what only one daemon can have, before anything is swept away. */
    int (*claim)(struct data_plane *dp, struct why *why);
    int (*open)(struct data_plane *dp, struct why *note, struct why *why);
    void (*close)(struct data_plane *dp);
    void (*reconfigure)(struct data_plane *dp);
    size_t (*fds)(const struct data_plane *dp, int *fds, size_t room);
    void (*readable)(struct data_plane *dp, int fd);
    const char *(*interface)(const struct data_plane *dp);
    int (*tunnel_open)(struct data_plane *dp, struct pmip6_tunnel *t);
    void (*tunnel_close)(struct data_plane *dp, const struct pmip6_tunnel *t);
    int (*route_add)(struct data_plane *dp, const struct pmip6_route *r);
    int (*route_replace)(struct data_plane *dp, const struct pmip6_route *was,
                         const struct pmip6_route *is);
    void (*route_remove)(struct data_plane *dp, const struct pmip6_route *r);
    int (*hold)(struct data_plane *dp, const struct pmip6_prefix *pool);
    void (*release)(struct data_plane *dp, const struct pmip6_prefix *pool);
    int (*link_up)(struct data_plane *dp, uint32_t link);
    void (*link_down)(struct data_plane *dp, uint32_t link);
};

/* Each kind's state begins with this. */
struct data_plane {
    const struct data_plane_ops *ops;
    struct data_plane_config config;
    struct data_plane_counters counters;
    struct netlink netlink;
    uint8_t protocol; /* marks our routes and rules */
};

extern const struct data_plane_ops tun_plane_ops;
extern const size_t tun_plane_size;

#endif
