/* SPDX-License-Identifier: MIT */
#ifndef SIM_INSIDE_H
#define SIM_INSIDE_H

/* The library's stores seen from inside: whether indexes, caches, counts and timers
 * agree. Each returns NULL, or what is wrong. */

#include <pmip6/pmip6.h>

const char *inside_lma(const pmip6_lma *lma);
const char *inside_mag(const pmip6_mag *mag);

/* Whether the next time-out told is that of the first timer, or before it. */
int inside_lma_tells_its_time(const pmip6_lma *lma);
int inside_mag_tells_its_time(const pmip6_mag *mag);

#endif
