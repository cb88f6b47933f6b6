/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_NETLINK_WATCH_H
#define PMIP6_EXAMPLES_LINUX_NETLINK_WATCH_H

/*
 * Watches interfaces come, go, and change their carrier. At the start, and whenever the
 * kernel had to drop notices, every interface is told of again.
 */

#include "netlink.h"
#include "why.h"

typedef void netlink_watch_notice(const struct netlink_link *link, void *user);

struct netlink_watch {
    int fd; /* readable: call netlink_watch_read() */
    uint32_t sequence;
    netlink_watch_notice *notice;
    void *user;
};

/* Subscribes and asks for the list of all interfaces, which comes with the next reads. */
int netlink_watch_open(struct netlink_watch *w, netlink_watch_notice *notice, void *user,
                       struct why *why);

/* Asks for the list again. */
void netlink_watch_again(struct netlink_watch *w);

void netlink_watch_read(struct netlink_watch *w);

void netlink_watch_close(struct netlink_watch *w);

#endif
