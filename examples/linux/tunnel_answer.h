/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_TUNNEL_ANSWER_H
#define PMIP6_EXAMPLES_LINUX_TUNNEL_ANSWER_H

/*
 * A kernel with a tunnel driver (tunnel6) that has no tunnel for a packet of protocol 41
 * answers it with an ICMPv6 error, although our raw socket took the packet. That answer
 * is found out and held back.
 */

#include <pmip6/types.h>

/* Whether the kernel answers: sends one packet from `own` to itself through `raw`, a
 * socket of protocol 41 with IPV6_RECVERR, and looks what comes back. */
int tunnel_answer_is_given(int raw, const struct pmip6_addr *own);

/* Holds such answers from `own` back by an XFRM policy, or (0) no longer. Returns 0 or a
 * negative errno. */
int tunnel_answer_hold(const struct pmip6_addr *own, int hold);

#endif
