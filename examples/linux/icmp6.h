/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_ICMP6_H
#define PMIP6_EXAMPLES_LINUX_ICMP6_H

/*
 * ICMPv6 errors (RFC 4443): building them, relaying those from inside a tunnel to the
 * source of the original packet (RFC 2473 section 8), and the limit on their rate.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

/* Types and codes. */
#define ICMP6_ERROR_UNREACHABLE        1u
#define ICMP6_ERROR_TOO_BIG            2u
#define ICMP6_ERROR_TIME               3u
#define ICMP6_ERROR_PARAMETER          4u
#define ICMP6_CODE_NO_ROUTE            0u
#define ICMP6_CODE_ADDRESS_UNREACHABLE 3u
#define ICMP6_CODE_PORT_UNREACHABLE    4u

/* The largest error with its IPv6 header: the minimum MTU (RFC 4443 section 2.4 (c)). */
#define ICMP6_ERROR_MAX 1280u

struct icmp6_error {
    uint8_t type;
    uint8_t code;
    uint32_t value; /* MTU, pointer, or 0: the four octets after the checksum */
};

/* Whether an error may be sent about a packet (RFC 4443 section 2.4 (e)): not about an
 * ICMPv6 error or redirect, not to an address that is no single node's; about multicast
 * only Packet Too Big. */
int icmp6_may_answer(const uint8_t *packet, size_t length, const struct icmp6_error *e);

/* Builds the whole IPv6 packet with an error about `about`, from `source` to the source
 * of `about`. Returns its length, 0 if none may be sent. `out` has ICMP6_ERROR_MAX
 * octets. */
size_t icmp6_build(uint8_t *out, const struct pmip6_addr *source,
                   const struct icmp6_error *e, const uint8_t *about, size_t length);

/* What the source of the original packet is told about an error from inside the tunnel
 * (RFC 2473 section 8.2): 1 and `out`, or 0 for nothing. `original` is the size of the
 * original packet. */
int icmp6_relay(const struct icmp6_error *inside, uint32_t original,
                struct icmp6_error *out);

/* What the source of a packet from outside is told that is dropped for a reason of
 * pmip6_forward_reason: 1 and `out`, or 0 for nothing (RFC 6275 section 10.4.2). */
int icmp6_of_drop(uint32_t reason, struct icmp6_error *out);

/* Checksum of an ICMPv6 message under its pseudo-header; the message's own checksum field
 * counts as it stands. */
uint16_t icmp6_checksum(const struct pmip6_addr *source,
                        const struct pmip6_addr *destination, const uint8_t *message,
                        size_t length);

/* A token bucket (RFC 4443 section 2.4 (f)). */
struct icmp6_limit {
    pmip6_time spent; /* the moment up to which the bucket is used up */
};

/* 1 if an error may be sent now: ten at once, a hundred a second. */
int icmp6_allow(struct icmp6_limit *l, pmip6_time now);

#endif
