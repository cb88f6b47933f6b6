/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_TUN_H
#define PMIP6_EXAMPLES_LINUX_TUN_H

/* A TUN interface: the kernel routes IPv6 packets into it, and takes packets out of it.
 */

#include <stddef.h>
#include <stdint.h>

#include "netlink.h"
#include "why.h"

struct tun {
    int fd; /* readable: a packet that the kernel routed into it */
    int index;
    char name[16];
};

/* Makes the interface, with no address at all, and sets it up. It goes with the process.
 */
int tun_open(struct tun *t, struct netlink *n, const char *name, uint32_t mtu,
             struct why *why);
void tun_close(struct tun *t);

#endif
