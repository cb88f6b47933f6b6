/* SPDX-License-Identifier: MIT */
#ifndef SAME_H
#define SAME_H

#include "message_table.h"
#include "option_table.h"

/* Whether records and messages say the same, field by field as the tables describe them.
 * Lengths and offsets of options, and what follows a message's end, are not looked at. */

int same_record(const struct field *f, size_t flags_at, const void *a, const void *b);
int same_option(const struct pmip6_option *a, const struct pmip6_option *b);
int same_suboption(uint8_t option_type, const struct pmip6_suboption *a,
                   const struct pmip6_suboption *b);

/* All of a message but its options. */
int same_header(const struct pmip6_message *a, const struct pmip6_message *b);

int same_message(const struct pmip6_message *a, const struct pmip6_message *b);

#endif
