/* SPDX-License-Identifier: MIT */
/* rtnetlink: routes, rules, and the sweep of what a predecessor left. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "netlink.h"
#include "netlink_request.h"

/* IFA_PROTO of newer kernels. */
#define ADDRESS_PROTOCOL 11
#define SWEEP_ROOM       65536u

static void begin_route(struct netlink_request *q, uint16_t type, uint16_t flags,
                        const struct netlink_route *r)
{
    const uint32_t table = r->table == 0 ? RT_TABLE_MAIN : r->table;
    struct rtmsg message;

    memset(&message, 0, sizeof message);
    message.rtm_family = AF_INET6;
    message.rtm_dst_len = r->to.length;
    message.rtm_src_len = r->from.length;
    message.rtm_table = table < 256 ? (uint8_t)table : RT_TABLE_UNSPEC;
    message.rtm_protocol = r->protocol;
    message.rtm_scope = RT_SCOPE_UNIVERSE;
    message.rtm_type = (uint8_t)r->type;
    netlink_begin(q, type, flags, &message, sizeof message);
    netlink_put_u32(q, RTA_TABLE, table);
    if (r->to.length > 0)
        netlink_put(q, RTA_DST, r->to.addr.octets, sizeof r->to.addr.octets);
    if (r->from.length > 0)
        netlink_put(q, RTA_SRC, r->from.addr.octets, sizeof r->from.addr.octets);
    if (r->interface != 0)
        netlink_put_u32(q, RTA_OIF, (uint32_t)r->interface);
    if (r->metric != 0)
        netlink_put_u32(q, RTA_PRIORITY, r->metric);
}

int netlink_set_route(struct netlink *n, const struct netlink_route *r)
{
    struct netlink_request q;

    begin_route(&q, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, r);
    return netlink_transact(n, &q);
}

int netlink_remove_route(struct netlink *n, const struct netlink_route *r)
{
    struct netlink_request q;

    begin_route(&q, RTM_DELROUTE, 0, r);
    return netlink_transact(n, &q);
}

static void begin_rule(struct netlink_request *q, uint16_t type, uint16_t flags,
                       const struct netlink_rule *r)
{
    struct fib_rule_hdr message;

    memset(&message, 0, sizeof message);
    message.family = AF_INET6;
    message.table = r->table < 256 ? (uint8_t)r->table : RT_TABLE_UNSPEC;
    message.action = FR_ACT_TO_TBL;
    netlink_begin(q, type, flags, &message, sizeof message);
    netlink_put_u32(q, FRA_TABLE, r->table);
    netlink_put_u32(q, FRA_PRIORITY, r->priority);
    netlink_put_u8(q, FRA_PROTOCOL, r->protocol);
    if (r->in[0] != '\0')
        netlink_put(q, FRA_IIFNAME, r->in, strlen(r->in) + 1);
}

int netlink_add_rule(struct netlink *n, const struct netlink_rule *r)
{
    struct netlink_request q;

    begin_rule(&q, RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL, r);
    return netlink_transact(n, &q);
}

int netlink_remove_rule(struct netlink *n, const struct netlink_rule *r)
{
    struct netlink_request q;

    begin_rule(&q, RTM_DELRULE, 0, r);
    return netlink_transact(n, &q);
}

/* Messages that are to be sent back as requests to remove what they describe. */
struct sweep {
    uint8_t *octets;
    size_t used;
    uint8_t protocol;
};

static int is_ours(uint16_t type, const uint8_t *body, size_t size, uint8_t protocol)
{
    const uint8_t *at = NULL;
    struct rtmsg route;
    size_t length;

    if (type == RTM_NEWROUTE && size >= sizeof route) {
        memcpy(&route, body, sizeof route);
        return route.rtm_protocol == protocol && (route.rtm_flags & RTM_F_CLONED) == 0;
    }
    if (type == RTM_NEWRULE && size >= sizeof(struct fib_rule_hdr))
        at = netlink_attribute(body + sizeof(struct fib_rule_hdr),
                               size - sizeof(struct fib_rule_hdr), FRA_PROTOCOL, 1,
                               &length);
    if (type == RTM_NEWADDR && size >= sizeof(struct ifaddrmsg))
        at = netlink_attribute(body + sizeof(struct ifaddrmsg),
                               size - sizeof(struct ifaddrmsg), ADDRESS_PROTOCOL, 1,
                               &length);
    return at != NULL && *at == protocol;
}

static int collect(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                   void *user)
{
    const size_t total = NLMSG_HDRLEN + size;
    struct sweep *s = user;

    if (total > sizeof(struct netlink_request) ||
        s->used + NLMSG_ALIGN(total) > SWEEP_ROOM ||
        !is_ours(header->nlmsg_type, body, size, s->protocol))
        return 0;
    memcpy(s->octets + s->used, header, sizeof *header);
    memcpy(s->octets + s->used + NLMSG_HDRLEN, body, size);
    s->used += NLMSG_ALIGN(total);
    return 0;
}

/* In each of the three families of messages the one that removes follows the one that
 * makes. */
static int remove_again(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                        void *user)
{
    struct netlink_request q;

    netlink_begin(&q, (uint16_t)(header->nlmsg_type + 1), 0, body, size);
    q.u.header.nlmsg_len = (uint32_t)(NLMSG_HDRLEN + size);
    return netlink_transact(user, &q) < 0 ? 1 : 0;
}

static int sweep_kind(struct netlink *n, struct sweep *s, uint16_t get)
{
    struct netlink_request q;
    struct rtmsg
        message; /* longest of the three fixed parts; all begin with the family */
    int count = 0;

    memset(&message, 0, sizeof message);
    message.rtm_family = AF_INET6;
    do {
        s->used = 0;
        netlink_begin(&q, get, 0, &message, sizeof message);
        if (netlink_dump(n, &q, collect, s) < 0 || s->used == 0)
            break;
        count++;
    } while (netlink_walk(s->octets, s->used, remove_again, n) == 0);
    return count;
}

int netlink_sweep(struct netlink *n, uint8_t protocol)
{
    struct sweep s = {malloc(SWEEP_ROOM), 0, protocol};
    int found;

    if (s.octets == NULL)
        return -ENOMEM;
    found = sweep_kind(n, &s, RTM_GETRULE);
    found += sweep_kind(n, &s, RTM_GETROUTE);
    found += sweep_kind(n, &s, RTM_GETADDR);
    free(s.octets);
    return found;
}
