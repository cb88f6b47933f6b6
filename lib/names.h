/* SPDX-License-Identifier: MIT */
#ifndef P6_NAMES_H
#define P6_NAMES_H

/* Names are public: see types.h, message.h, forward.h. */

#include <stdint.h>

/* A number and what it is called. */
struct name {
    int number;
    const char *text;
};

/* The name of a number in a table, or `otherwise`. */
const char *p6_name_of(const struct name *table, uint32_t count, int number,
                       const char *otherwise);

#endif
