/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_UTF8_H
#define FUZZ_UTF8_H

#include <stddef.h>

/* Whether text is valid UTF-8 (RFC 3629) without control characters: one printable line.
 */
int utf8_is_line(const char *text, size_t length);

#endif
