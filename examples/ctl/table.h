/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_CTL_TABLE_H
#define PMIP6_EXAMPLES_CTL_TABLE_H

/* JSON documents as people read them. */

#include "json_read.h"

/* An array of objects as a table, an object as lines of key and value. */
void table_print(const struct json_value *document);

/* An event as a line: its name, then `key=value` fields. */
void table_print_event(const struct json_value *event);

#endif
