/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_HEADER_H
#define FUZZ_HEADER_H

#include <pmip6/types.h>

/* The Mobility Header's first octets, read and put right without the library (RFC 6275
 * 6.1.1). */

extern const struct pmip6_addr header_source, header_destination;

/* How many octets the length field says, 0 where there are fewer or no field. */
size_t header_length(const uint8_t *octets, size_t length);

/* Makes Payload Proto and the length field fit so many octets; whether anything was to be
 * changed and could be. */
int header_fit(uint8_t *octets, size_t length);

/* Writes the checksum over so many octets between the two addresses above. */
void header_sum(uint8_t *octets, size_t length);

#endif
