/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_ND_SOCKET_H
#define PMIP6_EXAMPLES_LINUX_ND_SOCKET_H

/*
 * Neighbor Discovery on one access link, by a packet socket: it sees every such packet
 * with its frame's source address (solicitations of duplicate address detection too), and
 * sends advertisements from a link-local address that need not be the kernel's choice.
 */

#include <pmip6/nd.h>

#include "netlink.h"
#include "why.h"

struct nd_socket {
    int fd; /* readable: call nd_socket_read() */
    int index;
};

typedef void nd_socket_receive(const struct pmip6_nd_packet *p, void *user);

int nd_socket_open(struct nd_socket *s, const struct netlink_link *link, struct why *why);

/* Hands on what is there (bounded). Returns -1 when the interface is gone. */
int nd_socket_read(struct nd_socket *s, nd_socket_receive *receive, void *user);

/* Sends an ICMPv6 message with its IPv6 header and hop limit 255. A unicast destination
 * whose frame address is not given goes to all nodes' frame address. -1 is loss. */
int nd_socket_send(struct nd_socket *s, const struct pmip6_nd_packet *p);

/* Asks whether a neighbour has an address, as Duplicate Address Detection does (RFC 4862
 * 5.4.2): who has it says so, and who is about to have it does not take it (5.4.3). */
void nd_socket_ask(struct nd_socket *s, const struct pmip6_addr *address);

void nd_socket_close(struct nd_socket *s);

#endif
