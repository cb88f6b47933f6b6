/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_DATA_PLANE_H
#define PMIP6_EXAMPLES_LINUX_DATA_PLANE_H

/*
 * The data plane of a daemon: what carries out the tunnels and routes that the library
 * asks for. A struct of operations with one implementation for each kind:
 *
 *   none  signalling only: everything succeeds, nothing is forwarded
 *   tun   one TUN interface and one raw socket of protocol 41 (RFC 2473 in user space);
 *         Linux routes packets into the TUN, the library's forward function decides
 *
 * data_plane_tunnel_open() and the rest have the shape of the library's callbacks but for
 * the first parameter. Functions that return int return 0 or -1 (which the library takes
 * as a failure of the callback).
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/forward.h>
#include <pmip6/types.h>

#include "why.h"

enum data_plane_kind {
    DATA_PLANE_AUTO = 0, /* takes tun */
    DATA_PLANE_KERNEL,   /* not in this build: data_plane_open() says so */
    DATA_PLANE_TUN,
    DATA_PLANE_NONE
};

enum data_plane_role { DATA_PLANE_LMA = 1, DATA_PLANE_MAG = 2 };

/* pmip6_lma_forward() or pmip6_mag_forward() behind `user`. */
typedef int data_plane_decide(const struct pmip6_forward_query *q,
                              struct pmip6_forward_verdict *v, void *user);

struct data_plane_config {
    enum data_plane_kind kind;
    enum data_plane_role role;
    struct pmip6_addr own;     /* outer source address: LMAA or Proxy-CoA */
    uint32_t path_mtu;         /* of the path between LMA and MAG; 0: 1500 */
    data_plane_decide *decide; /* each packet's fate */
    /* Whether an interface leads to mobile nodes: a tunnel packet that comes in on one is
     * none. Optional. */
    int (*is_access_link)(uint32_t interface, void *user);
    /* Told of another MTU on the path to a tunnel's other end. Optional. */
    void (*path_mtu_changed)(const struct pmip6_addr *peer, uint32_t mtu, void *user);
    void *user; /* handed to all */
};

struct data_plane; /* opaque */

/*
 * Opens a data plane; first removes what a killed predecessor of the same role left
 * behind, also with `none`. -1 and why. `note` gets a line worth logging, or an empty
 * one.
 */
int data_plane_open(struct data_plane **dp, const struct data_plane_config *config,
                    struct why *note, struct why *why);

/* Takes a changed path MTU (SIGHUP). */
void data_plane_reconfigure(struct data_plane *dp, uint32_t path_mtu);

/* Removes every route, rule and interface of ours. NULL is fine. */
void data_plane_close(struct data_plane *dp);

/* File descriptors to watch for reading: puts at most `room` into `fds`, returns how
 * many. */
size_t data_plane_fds(const struct data_plane *dp, int *fds, size_t room);

/* One of them is readable or has an error to tell: does a bounded number of packets. */
void data_plane_readable(struct data_plane *dp, int fd);

/* `none` or `tun`. */
const char *data_plane_name(const struct data_plane *dp);

/* Name of the interface that a tunnel's packets go through; NULL where there is none. */
const char *data_plane_interface(const struct data_plane *dp);

/* 1 if packets are forwarded at all: the daemon then turns IPv6 forwarding on. */
int data_plane_forwards(const struct data_plane *dp);

int data_plane_tunnel_open(struct data_plane *dp, struct pmip6_tunnel *t);
void data_plane_tunnel_close(struct data_plane *dp, const struct pmip6_tunnel *t);
int data_plane_route_add(struct data_plane *dp, const struct pmip6_route *r);
int data_plane_route_replace(struct data_plane *dp, const struct pmip6_route *was,
                             const struct pmip6_route *is);
void data_plane_route_remove(struct data_plane *dp, const struct pmip6_route *r);

/*
 * LMA: a pool's prefix is ours: what no binding claims is answered `unreachable` instead
 * of being sent back to where it came from (RFC 5213 5.6.2). Release takes it back. MAG:
 * likewise the visitors' prefix.
 */
int data_plane_hold(struct data_plane *dp, const struct pmip6_prefix *pool);
void data_plane_release(struct data_plane *dp, const struct pmip6_prefix *pool);

/*
 * MAG: an access link is there (its number is the interface's index): packets that come
 * in on it go through the data plane and nowhere else. Gone: forget it.
 */
int data_plane_link_up(struct data_plane *dp, uint32_t link);
void data_plane_link_down(struct data_plane *dp, uint32_t link);

/* What has been done with packets, for `show status`. */
struct data_plane_counters {
    uint64_t encapsulated; /* sent into a tunnel */
    uint64_t decapsulated; /* out of a tunnel, handed to the kernel */
    uint64_t dropped;      /* by the library's verdict */
    uint64_t from_links;   /* tunnel packets that came in on access links: dropped */
    uint64_t malformed;    /* no IPv6 packet, or ECN says drop */
    uint64_t too_big;      /* answered with Packet Too Big */
    uint64_t errors;       /* ICMPv6 errors from inside a tunnel */
    uint64_t failed;       /* the kernel took it not */
};

void data_plane_get_counters(const struct data_plane *dp, struct data_plane_counters *c);

#endif
