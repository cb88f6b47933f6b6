/* SPDX-License-Identifier: MIT */
#ifndef VECTOR_H
#define VECTOR_H

#include <pmip6/message.h>

/*
 * Messages written down by hand from the specifications, with what they mean. A file of
 * them is plain text: records with empty lines between, of lines `key: value`; a line
 * that begins with a space goes on with the value before; one that begins with `#` says
 * something to the reader.
 *
 *   source:       16 octets, with a destination and without a name: both hold for what
 *   destination:  follows
 *
 *   name:         what it is, no two alike
 *   message:      octets in hex, from Payload Proto on, checksum and all; `#` and the
 *                 rest of a line say what they are
 *   json:         what pmip6_message_json() writes; lines are joined by one space
 *   text:         what pmip6_message_text() writes, likewise; may be left out
 *   canonical:    yes: encoding what was decoded gives the same octets
 *   inside:       canonical: so does encoding what stands inside its options
 *   error:        NAME at OCTET: malformed; then it has nothing of the three before
 */

struct vector {
    const char *file;
    char *name;
    uint8_t *octets; /* in memory of just that size */
    size_t length;
    char *json;
    char *text;
    int is_canonical;
    int is_inside_canonical;
    int error; /* 0, or that of a malformed one */
    size_t where;
    struct pmip6_addr source;
    struct pmip6_addr destination;
};

/* All vectors there are; they stay. */
const struct vector *vectors_all(size_t *count);

/* The same octets in memory of just that size, so that a read past the end is noticed. */
uint8_t *octets_of_their_own(const uint8_t *octets, size_t length);

#endif
