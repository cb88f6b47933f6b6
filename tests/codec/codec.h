/* SPDX-License-Identifier: MIT */
#ifndef CODEC_H
#define CODEC_H

#include "unit.h"
#include "vector.h"

/* What the tests of one program share. */

/* No message of 2048 octets has more options. */
#define OPTIONS_MAX 1020

/* How much to do where it may take long, for machines that are slow or emulated:
 * PMIP6_ROUNDS, of a million. */
unsigned long codec_rounds(void);

/* Of what is tried one by one only every so manieth: PMIP6_STEP, from 1 to 61. */
unsigned codec_step(void);

/* Decodes into one of two messages with room for all options, without a checksum. */
int codec_decode(struct pmip6_message **m, unsigned which, const uint8_t *octets,
                 size_t length, size_t *where);

/* The octets of what stands inside an option of those that have some. */
struct pmip6_bytes inside_of(const struct pmip6_option *o);

/* Whether what stands inside an option, if anything can and is well formed, encodes to
 * what decodes to the same. Says what is wrong, or NULL. */
const char *inside_comes_back(const struct pmip6_option *o);

/* Whether it encodes to the same octets, padding and all. */
int is_inside_canonical(const struct pmip6_option *o);

TCase *showing_tests(void);
TCase *change_tests(void);
TCase *coverage_tests(void);
TCase *constant_tests(void);

#endif
