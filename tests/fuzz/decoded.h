/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_DECODED_H
#define FUZZ_DECODED_H

#include <pmip6/message.h>

/* A message with what it was decoded from: a copy of the octets, and an array that has
 * room for just its options. */
struct decoded {
    struct pmip6_message m;
    struct pmip6_option *options;
    struct pmip6_bytes octets;
    size_t where;
    int rc;
};

enum addresses {
    WITHOUT_ADDRESSES,
    WITH_ADDRESSES /* those of header.h */
};

/*
 * Decodes; on the way it looks at what must hold of every decoding: that arrays too small
 * are told and not written past, that errors are of those that are documented and stand
 * within the octets.
 */
void decoded_new(struct decoded *d, const uint8_t *octets, size_t length,
                 enum addresses addresses);
void decoded_free(struct decoded *d);

#endif
