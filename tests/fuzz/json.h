/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_JSON_H
#define FUZZ_JSON_H

#include <stddef.h>

/* Whether text is one JSON object on one line and nothing else, as strictly as RFC 8259
 * says: valid UTF-8, no control characters, no number with a leading zero, nothing left
 * open, no name twice in an object. */
int json_is_strict(const char *text, size_t length);

#endif
