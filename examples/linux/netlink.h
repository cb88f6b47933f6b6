/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_NETLINK_H
#define PMIP6_EXAMPLES_LINUX_NETLINK_H

/*
 * The part of rtnetlink that the daemons need: links, addresses, routes and rules of
 * IPv6. Each request waits for the kernel's acknowledgement, which comes at once.
 * Functions that return int return 0 or a negative errno.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

/* Protocol numbers of our own mark routes, rules and addresses, so that what a killed
 * predecessor left is found again and nothing else is touched. */
#define NETLINK_PROTOCOL_LMA 213
#define NETLINK_PROTOCOL_MAG 214

struct netlink {
    int fd;
    uint32_t sequence;
};

/* A network interface. */
struct netlink_link {
    char name[16];
    uint8_t address[32]; /* link-layer address */
    uint8_t address_length;
    uint8_t up;      /* administratively up */
    uint8_t carrier; /* has carrier, and is up */
    uint8_t gone;    /* a notice that it was removed */
    int index;
    uint32_t mtu;
};

/* What a route does with a packet. */
enum netlink_route_type {
    NETLINK_UNICAST = 1,     /* out of an interface */
    NETLINK_BLACKHOLE = 6,   /* drops it */
    NETLINK_UNREACHABLE = 7, /* drops it and says so to the sender */
    NETLINK_THROW = 9        /* as if the table had no route */
};

struct netlink_route {
    struct pmip6_prefix to;   /* destination; ::/0 is the default route */
    struct pmip6_prefix from; /* source; ::/0: any */
    enum netlink_route_type type;
    int interface;   /* with NETLINK_UNICAST */
    uint32_t table;  /* 0: main */
    uint32_t metric; /* 0: the kernel's 1024 */
    uint8_t protocol;
};

/* A rule: packets that come in on an interface (0: any; the loopback interface: the
 * node's own) look up a table. */
struct netlink_rule {
    char in[16]; /* name of the interface; empty: any */
    uint32_t table;
    uint32_t priority;
    uint8_t protocol;
};

int netlink_open(struct netlink *n);
void netlink_close(struct netlink *n);

int netlink_get_link(struct netlink *n, const char *name, struct netlink_link *link);
int netlink_set_up(struct netlink *n, int index, int up);
int netlink_set_mtu(struct netlink *n, int index, uint32_t mtu);
/* Sets the link-layer address. */
int netlink_set_link_layer(struct netlink *n, int index, const uint8_t *address,
                           size_t length);
/* Whether the kernel makes link-local addresses by itself (1) or not (0). */
int netlink_set_own_link_local(struct netlink *n, int index, int on);

/* Adds an address without duplicate address detection; there already is no error. On an
 * interface that is up it is in use on return, or the kernel took more than a second. */
int netlink_add_address(struct netlink *n, int index, const struct pmip6_addr *address,
                        uint8_t length, uint8_t protocol);
int netlink_remove_address(struct netlink *n, int index, const struct pmip6_addr *address,
                           uint8_t length);
/* Removes link-local addresses of an interface but `keep` (NULL: all of them). */
int netlink_flush_link_local(struct netlink *n, int index, const struct pmip6_addr *keep);

/* Adds a route, or replaces the one of the same destination, source and metric. */
int netlink_set_route(struct netlink *n, const struct netlink_route *r);
int netlink_remove_route(struct netlink *n, const struct netlink_route *r);
int netlink_add_rule(struct netlink *n, const struct netlink_rule *r);
int netlink_remove_rule(struct netlink *n, const struct netlink_rule *r);

/* Removes every rule, route and address with a protocol number; returns how many. */
int netlink_sweep(struct netlink *n, uint8_t protocol);

#endif
