/* SPDX-License-Identifier: MIT */
#ifndef P6_OPTION_H
#define P6_OPTION_H

#include "option_table.h"

/*
 * The options of a message, one after the other (RFC 6275 6.2): pads passed over, each
 * length checked against its row, a second instance of a single one refused, fields and
 * what stands inside decoded and checked.
 */

struct option_walk {
    struct reader *in;
    uint64_t seen; /* types below 64: which there were */
    uint8_t mh_type;
};

void p6_walk_options(struct option_walk *walk, struct reader *in, uint8_t mh_type);

/* Tells the next option: whether there is one. What fails stands in the reader. */
int p6_next_option(struct option_walk *walk, struct pmip6_option *o);

/* Writes an option behind the padding that its alignment wants. Returns 0, or
 * PMIP6_ERR_INVALID where it cannot be encoded. */
int p6_put_option(struct writer *out, const struct pmip6_option *o);

/* Writes so many octets of padding, seven at most, as few options as it takes. */
void p6_put_padding(struct writer *out, size_t count);

/* ---- what options and sub-options (suboption.c) are made of ---- */

/* What is wrong with a record, and where. */
struct fault {
    int error;
    const uint8_t *where;
};

/* Reads the record whose type octet is at `head`, after the checks that its row wants.
 * Returns where it ends, NULL with a fault. */
const uint8_t *p6_take_record(const uint8_t *head, const uint8_t *end,
                              const struct option_row *row, void *record, size_t flags_at,
                              struct fault *fault);

/* Writes type, length and data of a record behind its padding, if it can be written. */
int p6_put_record(struct writer *out, const struct option_row *row, uint8_t type,
                  const void *record, size_t flags_at);

#endif
