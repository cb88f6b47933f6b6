/* SPDX-License-Identifier: MIT */
/* Watching interfaces by rtnetlink. */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/rtnetlink.h>

#include "netlink_request.h"
#include "netlink_watch.h"

#define READ_SIZE 32768
#define READS     32 /* at most, before others have their turn */

static int ask_for_all(struct netlink_watch *w)
{
    struct netlink_request q;
    struct ifinfomsg info;

    memset(&info, 0, sizeof info);
    netlink_begin(&q, RTM_GETLINK, NLM_F_DUMP, &info, sizeof info);
    q.u.header.nlmsg_seq = ++w->sequence;
    return send(w->fd, q.u.octets, q.u.header.nlmsg_len, 0) < 0 ? -1 : 0;
}

int netlink_watch_open(struct netlink_watch *w, netlink_watch_notice *notice, void *user,
                       struct why *why)
{
    struct sockaddr_nl groups;

    w->sequence = 0;
    w->notice = notice;
    w->user = user;
    w->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    memset(&groups, 0, sizeof groups);
    groups.nl_family = AF_NETLINK;
    groups.nl_groups = RTMGRP_LINK;
    if (w->fd >= 0 && bind(w->fd, (const struct sockaddr *)&groups, sizeof groups) == 0 &&
        ask_for_all(w) == 0)
        return 0;
    (void)why_set(why, "cannot watch the interfaces: %s", strerror(errno));
    netlink_watch_close(w);
    return -1;
}

static int take_notice(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                       void *user)
{
    const struct netlink_watch *w = user;
    struct netlink_link link;

    if (netlink_parse_link(header, body, size, &link) == 0)
        w->notice(&link, w->user);
    return 0;
}

void netlink_watch_again(struct netlink_watch *w)
{
    (void)ask_for_all(w);
}

void netlink_watch_read(struct netlink_watch *w)
{
    uint8_t octets[READ_SIZE];
    int i;

    for (i = 0; i < READS; i++) {
        const ssize_t got = recv(w->fd, octets, sizeof octets, 0);

        if (got >= 0)
            (void)netlink_walk(octets, (size_t)got, take_notice, w);
        else if (errno == ENOBUFS)
            (void)ask_for_all(w); /* notices were lost: look at everything again */
        else if (errno != EINTR)
            break;
    }
}

void netlink_watch_close(struct netlink_watch *w)
{
    if (w->fd >= 0)
        (void)close(w->fd);
    w->fd = -1;
}
