/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_TUN_PLANE_H
#define PMIP6_EXAMPLES_LINUX_TUN_PLANE_H

/* The TUN data plane's state: tun_plane.c steers packets by routes and rules,
 * tun_packet.c carries them. */

#include "data_plane_ops.h"
#include "icmp6.h"
#include "prefix_map.h"
#include "tun.h"

/* Kinds of entries of the map: the library's kinds of routes, and tunnels. */
#define TUN_PLANE_TUNNEL 100u

struct tun_plane {
    struct data_plane base;
    struct tun tun;
    int raw; /* socket of protocol 41, bound to our address */
    struct prefix_map map;
    struct icmp6_limit errors;
    int narrow; /* some path was narrower than configured: small packets look, too */
    int answers_held; /* the kernel's own answers to tunnel packets */
};

/* Opens the raw socket. */
int tun_packet_open(struct tun_plane *tp, struct why *why);

/* Packets that the kernel routed into the TUN. */
void tun_packet_from_kernel(struct tun_plane *tp);

/* Packets, and ICMPv6 errors, from the tunnels' other ends. */
void tun_packet_from_tunnel(struct tun_plane *tp);

#endif
