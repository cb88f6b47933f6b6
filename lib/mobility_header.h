/* SPDX-License-Identifier: MIT */
#ifndef P6_MOBILITY_HEADER_H
#define P6_MOBILITY_HEADER_H

#include "cursor.h"

#include <pmip6/message.h>

#define P6_MH_MAX 2048u /* longest Mobility Header: 256 units of 8 octets */

/*
 * The Mobility Header's first six octets and the checks of RFC 6275 9.2. Afterwards the
 * reader stands behind the checksum and ends where the header's length says. The checksum
 * is checked where both addresses are given.
 */
void p6_take_mobility_header(struct reader *in, struct pmip6_bytes octets,
                             const struct pmip6_addr *source,
                             const struct pmip6_addr *destination, uint8_t *mh_type,
                             uint8_t *reserved);

/* Begins a message: everything up to the checksum's end. */
void p6_begin_mobility_header(struct writer *out, uint8_t mh_type, uint8_t reserved);

/* Ends it: padding, length, checksum. Returns 0, PMIP6_ERR_ROOM or
 * PMIP6_ERR_MESSAGE_SIZE. */
int p6_end_mobility_header(struct writer *out, const struct pmip6_addr *source,
                           const struct pmip6_addr *destination);

#endif
