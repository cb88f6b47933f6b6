/* SPDX-License-Identifier: MIT */
#ifndef P6_CHECKSUM_H
#define P6_CHECKSUM_H

#include <pmip6/types.h>

#define P6_NEXT_HEADER_MH     135
#define P6_NEXT_HEADER_ICMPV6 58

/*
 * The Internet checksum over the IPv6 pseudo-header and a message (RFC 8200 8.1, RFC 6275
 * 6.1.1). Over a message whose checksum field is zero it gives the value for the field;
 * over one with the right value in it, 0.
 */
uint16_t p6_checksum(const struct pmip6_addr *source,
                     const struct pmip6_addr *destination, uint8_t next_header,
                     const uint8_t *octets, size_t length);

#endif
