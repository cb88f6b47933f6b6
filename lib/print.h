/* SPDX-License-Identifier: MIT */
#ifndef P6_PRINT_H
#define P6_PRINT_H

#include <pmip6/types.h>

/*
 * Text into a caller's buffer: what does not fit is counted, so that the size needed is
 * known. There is always a NUL, if there is room for one.
 */

struct print {
    char *text;
    size_t capacity;
    size_t length; /* of all that was printed */
};

void p6_print_init(struct print *p, char *text, size_t capacity);

/* Ends the text. Returns 0, or PMIP6_ERR_ROOM where not all of it is there. */
int p6_print_end(struct print *p);

void p6_print_char(struct print *p, char c);
void p6_print(struct print *p, const char *text);
void p6_print_number(struct print *p, uint64_t number);

/* Thousandths, with as many decimals as it takes. */
void p6_print_thousandths(struct print *p, uint64_t number);

/* So many lower-case hex digits of a number. */
void p6_print_hex_number(struct print *p, uint64_t number, unsigned digits);

/* Octets as hex, nothing between them. */
void p6_print_hex(struct print *p, struct pmip6_bytes b);

/* As RFC 5952 wants it. */
void p6_print_address(struct print *p, const uint8_t octets[16]);
void p6_print_ipv4(struct print *p, const uint8_t octets[4]);

/* Either, or `none`. */
void p6_print_any_address(struct print *p, const struct pmip6_any_addr *a);

/* UTF-8 as it is. Octets that are none or not printable, and the backslash, come as a
 * backslash, x and two hex digits; in a line of text so do space and brackets, in JSON the
 * backslash is two and the quotation mark has one before it. */
void p6_print_octets(struct print *p, struct pmip6_bytes b, int is_json);

#endif
