/* SPDX-License-Identifier: MIT */
#ifndef P6_OPTION_TABLE_H
#define P6_OPTION_TABLE_H

#include "cursor.h"

#include <pmip6/message.h>

/*
 * One row a mobility option: adding an option is a row and, where it is more than octets,
 * a function to decode and one to encode it.
 */

struct option_row {
    const char *name;
    uint8_t lengths[3];   /* the lengths it may have; 0 beyond the last */
    uint8_t least;        /* where there are none: its least length */
    uint8_t align_modulo; /* RFC 6275 6.2.1: xn + y; 0: no requirement */
    uint8_t align_rest;
    uint8_t single; /* ONCE: at most one in a message */
    void (*decode)(struct reader *in, struct pmip6_option *out);
    void (*encode)(struct writer *out, const struct pmip6_option *o);
};

enum option_single {
    MANY = 0,
    ONCE = 1,
    ONCE_BUT_PAIRED = 2 /* pairs up in localized routing messages (RFC 6705) */
};

/* The row of a type, NULL where the type is not known. */
const struct option_row *p6_option_row(uint8_t type);

/* Where the options of a message type begin, 0 where that is not known. */
size_t p6_options_at(uint8_t mh_type);

/* The least Header Len of a message type (RFC 6275 9.2), 0 for types that are not known.
 */
uint8_t p6_least_header_length(uint8_t mh_type);

/*
 * Walks the options of a message to its end: pads passed over, each length checked
 * against its row, a second instance of a single one refused; `take` gets each, decoded,
 * and may return an error to stop. What fails stands in the reader.
 */
void p6_walk_options(struct reader *in, uint8_t mh_type,
                     int (*take)(const struct pmip6_option *o, void *context),
                     void *context);

/* Writes an option behind the padding that its alignment wants. Returns 0, or
 * PMIP6_ERR_INVALID where it cannot be encoded. */
int p6_put_option(struct writer *out, const struct pmip6_option *o);

/* Writes so many octets of padding, as few options as it takes. */
void p6_put_padding(struct writer *out, size_t count);

#endif
