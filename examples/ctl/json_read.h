/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_CTL_JSON_READ_H
#define PMIP6_EXAMPLES_CTL_JSON_READ_H

/* Reading JSON into a tree, as much of it as the daemons write. */

#include <stddef.h>

enum json_kind { JSON_NULL, JSON_SCALAR, JSON_OBJECT, JSON_ARRAY };

struct json_value {
    enum json_kind kind;
    char *key;  /* within an object, else NULL */
    char *text; /* of a number, string or truth value, without quotes */
    struct json_value *first;
    struct json_value *next;
};

/* Reads one document; NULL where it is none, or without memory. */
struct json_value *json_read(const char *text, size_t length);

void json_value_free(struct json_value *v);

/* A member of an object; NULL if it has none of that name. */
const struct json_value *json_member(const struct json_value *object, const char *key);

#endif
