/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_MH_SOCKET_H
#define PMIP6_EXAMPLES_LINUX_MH_SOCKET_H

/*
 * The signalling socket: a raw IPv6 socket of protocol 135 (Mobility Header), bound to
 * the daemon's address. The kernel fills in the checksum of what is sent, and drops what
 * comes in with a wrong one. ICMPv6 Parameter Problems that RFC 6275 section 9.2 asks of
 * the receiver are sent from here.
 */

#include <pmip6/types.h>

#include "icmp6.h"
#include "why.h"

struct mh_socket {
    int fd;                      /* readable: call mh_socket_read() */
    int icmp_fd;                 /* sends Parameter Problems; never readable */
    int lock_fd;                 /* says that the address is ours */
    struct pmip6_addr own;       /* the daemon's address */
    struct icmp6_limit problems; /* on the rate of Parameter Problems */
    const struct received *now;  /* while it is handed on */
};

/* What to do with a datagram, and the index of the interface that it came in on; its
 * octets are borrowed for the call. */
typedef void mh_socket_receive(const struct pmip6_datagram *d, uint32_t interface,
                               void *user);

/* Opens the socket; -1 and why. */
int mh_socket_open(struct mh_socket *s, const struct pmip6_addr *own, struct why *why);

/* Reads what is there (a bounded number of datagrams) and hands each on. */
void mh_socket_read(struct mh_socket *s, mh_socket_receive *receive, void *user);

/* While a datagram is handed on: tells its sender by a Parameter Problem of the field
 * that begins at an octet of the Mobility Header. */
void mh_socket_problem(struct mh_socket *s, uint32_t offset);

/* Sends with the datagram's source and destination; -1 is loss. */
int mh_socket_send(struct mh_socket *s, const struct pmip6_datagram *d);

/* Sends an ICMPv6 echo request to a peer, so that address resolution on the way is done
 * before a message with a timestamp has to wait for it. */
void mh_socket_warm(struct mh_socket *s, const struct pmip6_addr *peer);

void mh_socket_close(struct mh_socket *s);

#endif
