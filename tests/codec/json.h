/* SPDX-License-Identifier: MIT */
#ifndef JSON_H
#define JSON_H

/* Whether a text is one JSON value (RFC 8259) and nothing else. */
int is_json(const char *text);

#endif
