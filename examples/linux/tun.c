/* SPDX-License-Identifier: MIT */
/* A TUN interface without addresses. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/if.h>
#include <linux/if_tun.h>

#include "tun.h"

#define DEVICE "/dev/net/tun"

static int open_device(const char *name, struct why *why)
{
    struct ifreq request;
    int error;
    int fd;

    fd = open(DEVICE, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return why_set(why,
                       "cannot open %s: %s; run as root, and load the module tun, or "
                       "set data-plane none",
                       DEVICE, strerror(errno));
    memset(&request, 0, sizeof request);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    (void)snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    if (ioctl(fd, TUNSETIFF, &request) == 0)
        return fd;
    error = errno;
    (void)close(fd);
    if (error == EBUSY)
        return why_set(why,
                       "interface %s is in use: stop the other daemon here, or run this "
                       "one in a network namespace of its own",
                       name);
    return why_set(why, "cannot make interface %s: %s; run as root (CAP_NET_ADMIN)", name,
                   strerror(error));
}

int tun_open(struct tun *t, struct netlink *n, const char *name, uint32_t mtu,
             struct why *why)
{
    struct netlink_link link;
    int error;

    t->fd = open_device(name, why);
    if (t->fd < 0)
        return -1;
    error = netlink_get_link(n, name, &link);
    if (error == 0)
        error = netlink_set_own_link_local(n, link.index, 0);
    if (error == 0)
        error = netlink_set_mtu(n, link.index, mtu);
    if (error == 0)
        error = netlink_set_up(n, link.index, 1);
    if (error < 0) {
        tun_close(t);
        return why_set(why, "cannot set up interface %s: %s", name, strerror(-error));
    }
    t->index = link.index;
    (void)snprintf(t->name, sizeof t->name, "%s", name);
    return 0;
}

void tun_close(struct tun *t)
{
    if (t->fd >= 0)
        (void)close(t->fd);
    t->fd = -1;
}
