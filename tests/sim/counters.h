/* SPDX-License-Identifier: MIT */
#ifndef SIM_COUNTERS_H
#define SIM_COUNTERS_H

/* The check of COUNTERS_TELL_TRUE: what the library counts, and what the world has seen.
 */

#include "world.h"

void check_lma_counters(struct host *h);
void check_mag_counters(struct host *h);

#endif
