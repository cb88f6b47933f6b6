/* SPDX-License-Identifier: MIT */
#ifndef P6_SHOW_H
#define P6_SHOW_H

#include "field.h"
#include "print.h"

/* How a field's value is written down: what text and JSON have in common. */

/* Prints the value of a field that has just one: everything but flags, lists, times of
 * day and what stands inside. */
void p6_show_value(struct print *p, const struct field *f, const void *record,
                   int is_json);

/* Whether it is a string in JSON. */
int p6_show_is_string(const struct field *f);

/* The octets of a field that has some. */
struct pmip6_bytes p6_field_bytes(const struct field *f, const void *record);

/* Whether a record's octets are there, as far as its fields count them. */
int p6_record_is_whole(const struct field *f, const void *record);

#endif
