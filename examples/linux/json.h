/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_JSON_H
#define PMIP6_EXAMPLES_LINUX_JSON_H

/* Writing JSON into a buffer that grows. Without memory it fails for good, and says so.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

struct json {
    char *text;
    size_t length;
    size_t room;
    int comma;  /* the next value is not the first of its array or object */
    int failed; /* out of memory: the text is not whole */
};

void json_init(struct json *j);
void json_free(struct json *j);

void json_begin(struct json *j, char bracket); /* '{' or '[' */
void json_end(struct json *j, char bracket);   /* '}' or ']' */
void json_key(struct json *j, const char *key);

void json_null(struct json *j);
void json_bool(struct json *j, int value);
void json_number(struct json *j, uint64_t value);
/* A number, or a part of the document, as it is. */
void json_raw(struct json *j, const char *text);
/* NULL gives null. */
void json_string(struct json *j, const char *text);
/* Octets that should be UTF-8: what is not printable, and the backslash, as \xNN. */
void json_text(struct json *j, struct pmip6_bytes text);
void json_hex(struct json *j, struct pmip6_bytes octets);
/* `::` gives null. */
void json_address(struct json *j, const struct pmip6_addr *address);
void json_prefix(struct json *j, const struct pmip6_prefix *prefix);

/* Text as it is, such as the line's end after a document. */
void json_append(struct json *j, const char *text, size_t length);

#endif
