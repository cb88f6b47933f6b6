/* SPDX-License-Identifier: MIT */
/* rtnetlink: interfaces and their addresses. */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include "netlink.h"
#include "netlink_request.h"

/* IFA_PROTO of newer kernels; older ones ignore it. */
#define ADDRESS_PROTOCOL 11
#define USE_WAIT         1000 /* milliseconds; the kernel takes microseconds when idle */

int netlink_parse_link(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                       struct netlink_link *link)
{
    struct ifinfomsg info;
    const uint8_t *at;
    size_t length;

    if ((header->nlmsg_type != RTM_NEWLINK && header->nlmsg_type != RTM_DELLINK) ||
        size < sizeof info)
        return -1;
    memcpy(&info, body, sizeof info);
    body += sizeof info;
    size -= sizeof info;
    memset(link, 0, sizeof *link);
    link->index = info.ifi_index;
    link->up = (info.ifi_flags & IFF_UP) != 0;
    link->carrier = link->up && (info.ifi_flags & IFF_RUNNING) != 0;
    link->gone = header->nlmsg_type == RTM_DELLINK;
    at = netlink_attribute(body, size, IFLA_IFNAME, 1, &length);
    if (at == NULL || length > sizeof link->name)
        return -1;
    memcpy(link->name, at, length);
    link->name[sizeof link->name - 1] = '\0';
    at = netlink_attribute(body, size, IFLA_MTU, sizeof link->mtu, &length);
    if (at != NULL)
        memcpy(&link->mtu, at, sizeof link->mtu);
    at = netlink_attribute(body, size, IFLA_ADDRESS, 0, &length);
    if (at != NULL && length <= sizeof link->address) {
        memcpy(link->address, at, length);
        link->address_length = (uint8_t)length;
    }
    return 0;
}

static int take_link(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                     void *user)
{
    (void)netlink_parse_link(header, body, size, user);
    return 0;
}

int netlink_get_link(struct netlink *n, const char *name, struct netlink_link *link)
{
    struct netlink_request q;
    struct ifinfomsg info;
    int rc;

    memset(&info, 0, sizeof info);
    memset(link, 0, sizeof *link);
    netlink_begin(&q, RTM_GETLINK, 0, &info, sizeof info);
    netlink_put(&q, IFLA_IFNAME, name, strlen(name) + 1);
    rc = netlink_ask(n, &q, take_link, link);
    if (rc < 0)
        return rc;
    return link->index == 0 ? -ENODEV : 0;
}

static int change_link(struct netlink *n, int index, unsigned int flags,
                       unsigned int mask, uint32_t mtu)
{
    struct netlink_request q;
    struct ifinfomsg info;

    memset(&info, 0, sizeof info);
    info.ifi_index = index;
    info.ifi_flags = flags;
    info.ifi_change = mask;
    netlink_begin(&q, RTM_NEWLINK, 0, &info, sizeof info);
    if (mtu != 0)
        netlink_put_u32(&q, IFLA_MTU, mtu);
    return netlink_transact(n, &q);
}

int netlink_set_up(struct netlink *n, int index, int up)
{
    return change_link(n, index, up ? IFF_UP : 0, IFF_UP, 0);
}

int netlink_set_mtu(struct netlink *n, int index, uint32_t mtu)
{
    return change_link(n, index, 0, 0, mtu);
}

int netlink_set_link_layer(struct netlink *n, int index, const uint8_t *address,
                           size_t length)
{
    struct netlink_request q;
    struct ifinfomsg info;

    memset(&info, 0, sizeof info);
    info.ifi_index = index;
    netlink_begin(&q, RTM_NEWLINK, 0, &info, sizeof info);
    netlink_put(&q, IFLA_ADDRESS, address, length);
    return netlink_transact(n, &q);
}

int netlink_set_own_link_local(struct netlink *n, int index, int on)
{
    struct netlink_request q;
    struct ifinfomsg info;
    size_t outer;
    size_t inner;

    memset(&info, 0, sizeof info);
    info.ifi_index = index;
    netlink_begin(&q, RTM_NEWLINK, 0, &info, sizeof info);
    outer = netlink_nest(&q, IFLA_AF_SPEC);
    inner = netlink_nest(&q, AF_INET6);
    netlink_put_u8(&q, IFLA_INET6_ADDR_GEN_MODE,
                   on ? IN6_ADDR_GEN_MODE_EUI64 : IN6_ADDR_GEN_MODE_NONE);
    netlink_nest_end(&q, inner);
    netlink_nest_end(&q, outer);
    return netlink_transact(n, &q);
}

static void begin_address(struct netlink_request *q, uint16_t type, uint16_t flags,
                          int index, const struct pmip6_addr *address, uint8_t length)
{
    struct ifaddrmsg message;

    memset(&message, 0, sizeof message);
    message.ifa_family = AF_INET6;
    message.ifa_prefixlen = length;
    message.ifa_flags = IFA_F_NODAD;
    message.ifa_index = (uint32_t)index;
    netlink_begin(q, type, flags, &message, sizeof message);
    netlink_put(q, IFA_LOCAL, address->octets, sizeof address->octets);
    netlink_put(q, IFA_ADDRESS, address->octets, sizeof address->octets);
}

static int take_route_type(const struct nlmsghdr *header, const uint8_t *body,
                           size_t size, void *user)
{
    unsigned char *type = user;
    struct rtmsg message;

    if (header->nlmsg_type == RTM_NEWROUTE && size >= sizeof message) {
        memcpy(&message, body, sizeof message);
        *type = message.rtm_type;
    }
    return 0;
}

/* The type of the route to an address on an interface; RTN_UNSPEC: there is none. */
static unsigned char route_type(struct netlink *n, int index,
                                const struct pmip6_addr *address)
{
    struct netlink_request q;
    struct rtmsg message;
    unsigned char type = RTN_UNSPEC;

    memset(&message, 0, sizeof message);
    message.rtm_family = AF_INET6;
    message.rtm_dst_len = 128;
    netlink_begin(&q, RTM_GETROUTE, 0, &message, sizeof message);
    netlink_put(&q, RTA_DST, address->octets, sizeof address->octets);
    netlink_put_u32(&q, RTA_OIF, (uint32_t)index);
    return netlink_ask(n, &q, take_route_type, &type) < 0 ? RTN_UNSPEC : type;
}

/* The kernel acknowledges an address before a work queue of its own puts it to use. In
 * between it would solicit a neighbour in the address's name, and send the answer back to
 * the link as if it were another's: only the prefix has a route. */
static void await_use(struct netlink *n, int index, const struct pmip6_addr *address)
{
    int i;

    for (i = 0; i < USE_WAIT && route_type(n, index, address) == RTN_UNICAST; i++)
        (void)poll(NULL, 0, 1);
}

int netlink_add_address(struct netlink *n, int index, const struct pmip6_addr *address,
                        uint8_t length, uint8_t protocol)
{
    struct netlink_request q;
    int rc;

    begin_address(&q, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, index, address, length);
    netlink_put_u8(&q, ADDRESS_PROTOCOL, protocol);
    rc = netlink_transact(n, &q);
    if (rc == 0)
        await_use(n, index, address);
    return rc;
}

int netlink_remove_address(struct netlink *n, int index, const struct pmip6_addr *address,
                           uint8_t length)
{
    struct netlink_request q;

    begin_address(&q, RTM_DELADDR, 0, index, address, length);
    return netlink_transact(n, &q);
}

/* Link-local addresses of one interface. */
struct found {
    int index;
    unsigned int count;
    const struct pmip6_addr *keep;
    struct {
        struct pmip6_addr address;
        uint8_t length;
    } list[16];
};

static int take_address(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                        void *user)
{
    struct found *found = user;
    struct ifaddrmsg message;
    const uint8_t *at;
    size_t length;

    if (header->nlmsg_type != RTM_NEWADDR || size < sizeof message)
        return 0;
    memcpy(&message, body, sizeof message);
    if (message.ifa_index != (uint32_t)found->index ||
        message.ifa_scope != RT_SCOPE_LINK ||
        found->count >= sizeof found->list / sizeof found->list[0])
        return 0;
    at = netlink_attribute(body + sizeof message, size - sizeof message, IFA_ADDRESS, 16,
                           &length);
    if (at == NULL || (found->keep != NULL && memcmp(at, found->keep->octets, 16) == 0))
        return 0;
    memcpy(found->list[found->count].address.octets, at, 16);
    found->list[found->count++].length = message.ifa_prefixlen;
    return 0;
}

int netlink_flush_link_local(struct netlink *n, int index, const struct pmip6_addr *keep)
{
    struct netlink_request q;
    struct ifaddrmsg message;
    struct found found;
    unsigned int i;
    int rc;

    memset(&message, 0, sizeof message);
    memset(&found, 0, sizeof found);
    message.ifa_family = AF_INET6;
    found.index = index;
    found.keep = keep;
    netlink_begin(&q, RTM_GETADDR, 0, &message, sizeof message);
    rc = netlink_dump(n, &q, take_address, &found);
    for (i = 0; rc == 0 && i < found.count; i++)
        rc = netlink_remove_address(n, index, &found.list[i].address,
                                    found.list[i].length);
    return rc;
}
