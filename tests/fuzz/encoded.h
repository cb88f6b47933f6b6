/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_ENCODED_H
#define FUZZ_ENCODED_H

#include <pmip6/message.h>

/*
 * Encodes a message without addresses, into a buffer of its own that the caller frees. It
 * tells first what it needs and writes no more. NULL where the message is too long.
 */
uint8_t *encoded_new(const struct pmip6_message *m, size_t *length);

/* With less room than the message needs it tells that, and writes nothing past the end.
 */
void encoded_with_less_room(const struct pmip6_message *m, size_t needed);

/* With addresses only the checksum differs from the octets that it has without. */
void encoded_with_addresses(const struct pmip6_message *m, const uint8_t *octets,
                            size_t length);

#endif
