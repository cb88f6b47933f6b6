/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_NETLINK_REQUEST_H
#define PMIP6_EXAMPLES_LINUX_NETLINK_REQUEST_H

/*
 * What netlink.c gives to its sisters: building requests, carrying them out, finding
 * attributes in what comes back.
 */

#include <stddef.h>
#include <stdint.h>

#include <linux/netlink.h>

#include "netlink.h"

/* A request under construction. */
struct netlink_request {
    union {
        struct nlmsghdr header;
        uint8_t octets[512];
    } u;
};

/* Opens a socket of another netlink family, such as NETLINK_XFRM. */
int netlink_open_family(struct netlink *n, int family);

/* Begins a request whose fixed part is `fixed` (such as struct rtmsg). */
void netlink_begin(struct netlink_request *q, uint16_t type, uint16_t flags,
                   const void *fixed, size_t size);
void netlink_put(struct netlink_request *q, uint16_t type, const void *data, size_t size);
void netlink_put_u32(struct netlink_request *q, uint16_t type, uint32_t value);
void netlink_put_u8(struct netlink_request *q, uint16_t type, uint8_t value);

/* Begins a nested attribute; netlink_nest_end() takes what this returned. */
size_t netlink_nest(struct netlink_request *q, uint16_t type);
void netlink_nest_end(struct netlink_request *q, size_t nest);

/* Sends a request (NLM_F_ACK is added) and waits for the kernel's answer. */
int netlink_transact(struct netlink *n, struct netlink_request *q);

/* One message that answers a dump; `size` octets after its header. Not 0 ends the calls.
 */
typedef int netlink_answer(const struct nlmsghdr *header, const uint8_t *body,
                           size_t size, void *user);

/* The same, and hands on what the kernel answers before it says that it is done. */
int netlink_ask(struct netlink *n, struct netlink_request *q, netlink_answer *answer,
                void *user);

/* Sends a request for a list, and hands each answer on. */
int netlink_dump(struct netlink *n, struct netlink_request *q, netlink_answer *answer,
                 void *user);

/* Walks the messages of what one read gave. */
int netlink_walk(const uint8_t *octets, size_t length, netlink_answer *answer,
                 void *user);

/* Finds an attribute; NULL if it is not there or shorter than `least`. */
const uint8_t *netlink_attribute(const uint8_t *attributes, size_t size, uint16_t type,
                                 size_t least, size_t *length);

/* Reads a description of an interface out of a RTM_NEWLINK or RTM_DELLINK message; -1 if
 * it is something else. */
int netlink_parse_link(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                       struct netlink_link *link);

#endif
