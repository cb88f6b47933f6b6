/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_DUMP_PRINT_H
#define PMIP6_EXAMPLES_DUMP_PRINT_H

/* A decoded datagram as a line of JSON or of text. */

#include <pmip6/message.h>

#include "json.h"

void print_json(struct json *out, const struct pmip6_message *m);
void print_json_error(struct json *out, const char *error, size_t offset, int mh_type);

void print_text(const struct pmip6_message *m);

/* The letters of a message's flags, in wire order; returns how many. */
size_t flag_letters(const struct pmip6_message *m, char letters[17]);

#endif
