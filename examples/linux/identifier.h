/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_IDENTIFIER_H
#define PMIP6_EXAMPLES_LINUX_IDENTIFIER_H

/*
 * Mobile node identifiers as text. They are any octets; where one is shown, what cannot
 * stand as it is becomes `\xNN`, and so does the backslash.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

#define IDENTIFIER_TEXT (4 * PMIP6_MN_ID_MAX + 1)

/* One word for a log line, whatever is in it; `text` has room for IDENTIFIER_TEXT. */
const char *identifier_text(struct pmip6_bytes id, char *text);

/* The identifier that a word means, with `\xNN` as it is shown by the daemons; any other
 * backslash stands for itself. Written into `octets` where it is not the word as it is.
 */
struct pmip6_bytes identifier_read(const char *word, uint8_t octets[PMIP6_MN_ID_MAX]);

#endif
