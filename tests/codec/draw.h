/* SPDX-License-Identifier: MIT */
#ifndef DRAW_H
#define DRAW_H

#include <pmip6/message.h>

/*
 * Well-formed messages at random, from the tables: each field of each record with any
 * value that it can have, options and what stands inside them in any order and number.
 * A seed gives the same messages on every machine.
 */

#define DRAWN_OPTIONS 1020

struct draw {
    uint64_t state;
    uint8_t octets[8192]; /* that content is borrowed from */
    uint8_t inside[4096]; /* sub-options of the message drawn last */
    size_t inside_used;
    size_t left; /* of the message being drawn: octets that may still be taken */
    uint64_t seen[4];
    struct pmip6_option options[DRAWN_OPTIONS];
};

void draw_init(struct draw *d, uint64_t seed);

/* A number below another. */
uint32_t draw_below(struct draw *d, uint32_t below);

/* A message; its options and octets stay until the next is drawn. */
void draw_message(struct draw *d, struct pmip6_message *m);

#endif
