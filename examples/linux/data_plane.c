/* SPDX-License-Identifier: MIT */
/* The data planes' common part: choosing one, cleaning up, and handing calls on. */

#include <stdlib.h>
#include <string.h>

#include "data_plane.h"
#include "data_plane_ops.h"

#define PATH_MTU_DEFAULT 1500u

static const struct data_plane_ops none_ops = {.name = "none"};

static struct data_plane *allocate(enum data_plane_kind kind)
{
    struct data_plane *dp;

    dp = calloc(1, kind == DATA_PLANE_NONE ? sizeof *dp : tun_plane_size);
    if (dp != NULL)
        dp->ops = kind == DATA_PLANE_NONE ? &none_ops : &tun_plane_ops;
    return dp;
}

/* A second daemon of the same role must fail before it sweeps away what the first has. */
static int open_made(struct data_plane *dp, struct why *note, struct why *why)
{
    const int error = netlink_open(&dp->netlink);

    if (error < 0)
        return why_set(why, "cannot open rtnetlink: %s", strerror(-error));
    if (dp->ops->claim != NULL && dp->ops->claim(dp, why) < 0)
        return -1;
    if (netlink_sweep(&dp->netlink, dp->protocol) > 0)
        (void)why_set(note, "removed routes, rules or addresses of an earlier run");
    return dp->ops->open == NULL ? 0 : dp->ops->open(dp, note, why);
}

int data_plane_open(struct data_plane **dp, const struct data_plane_config *config,
                    struct why *note, struct why *why)
{
    struct data_plane *made;

    *dp = NULL;
    note->text[0] = '\0';
    if (config->kind == DATA_PLANE_KERNEL)
        return why_set(why,
                       "data-plane kernel is not in this build: use `data-plane tun`, "
                       "`none`, or `auto`");
    made = allocate(config->kind);
    if (made == NULL)
        return why_set(why, "out of memory");
    made->config = *config;
    if (made->config.path_mtu == 0)
        made->config.path_mtu = PATH_MTU_DEFAULT;
    made->protocol =
        config->role == DATA_PLANE_LMA ? NETLINK_PROTOCOL_LMA : NETLINK_PROTOCOL_MAG;
    if (open_made(made, note, why) < 0) {
        if (made->ops->close != NULL)
            made->ops->close(made);
        netlink_close(&made->netlink);
        free(made);
        return -1;
    }
    *dp = made;
    return 0;
}

void data_plane_reconfigure(struct data_plane *dp, uint32_t path_mtu)
{
    dp->config.path_mtu = path_mtu == 0 ? PATH_MTU_DEFAULT : path_mtu;
    if (dp->ops->reconfigure != NULL)
        dp->ops->reconfigure(dp);
}

void data_plane_close(struct data_plane *dp)
{
    if (dp == NULL)
        return;
    if (dp->ops->close != NULL)
        dp->ops->close(dp);
    (void)netlink_sweep(&dp->netlink, dp->protocol);
    netlink_close(&dp->netlink);
    free(dp);
}

size_t data_plane_fds(const struct data_plane *dp, int *fds, size_t room)
{
    return dp->ops->fds == NULL ? 0 : dp->ops->fds(dp, fds, room);
}

void data_plane_readable(struct data_plane *dp, int fd)
{
    if (dp->ops->readable != NULL)
        dp->ops->readable(dp, fd);
}

const char *data_plane_name(const struct data_plane *dp)
{
    return dp->ops->name;
}

const char *data_plane_interface(const struct data_plane *dp)
{
    return dp->ops->interface == NULL ? NULL : dp->ops->interface(dp);
}

int data_plane_forwards(const struct data_plane *dp)
{
    return dp->ops != &none_ops;
}

int data_plane_tunnel_open(struct data_plane *dp, struct pmip6_tunnel *t)
{
    t->id = 1; /* one interface carries them all */
    return dp->ops->tunnel_open == NULL ? 0 : dp->ops->tunnel_open(dp, t);
}

void data_plane_tunnel_close(struct data_plane *dp, const struct pmip6_tunnel *t)
{
    if (dp->ops->tunnel_close != NULL)
        dp->ops->tunnel_close(dp, t);
}

int data_plane_route_add(struct data_plane *dp, const struct pmip6_route *r)
{
    return dp->ops->route_add == NULL ? 0 : dp->ops->route_add(dp, r);
}

int data_plane_route_replace(struct data_plane *dp, const struct pmip6_route *was,
                             const struct pmip6_route *is)
{
    return dp->ops->route_replace == NULL ? 0 : dp->ops->route_replace(dp, was, is);
}

void data_plane_route_remove(struct data_plane *dp, const struct pmip6_route *r)
{
    if (dp->ops->route_remove != NULL)
        dp->ops->route_remove(dp, r);
}

int data_plane_hold(struct data_plane *dp, const struct pmip6_prefix *pool)
{
    return dp->ops->hold == NULL ? 0 : dp->ops->hold(dp, pool);
}

void data_plane_release(struct data_plane *dp, const struct pmip6_prefix *pool)
{
    if (dp->ops->release != NULL)
        dp->ops->release(dp, pool);
}

int data_plane_link_up(struct data_plane *dp, uint32_t link)
{
    return dp->ops->link_up == NULL ? 0 : dp->ops->link_up(dp, link);
}

void data_plane_link_down(struct data_plane *dp, uint32_t link)
{
    if (dp->ops->link_down != NULL)
        dp->ops->link_down(dp, link);
}

void data_plane_get_counters(const struct data_plane *dp, struct data_plane_counters *c)
{
    *c = dp->counters;
}
