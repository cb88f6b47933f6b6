/* SPDX-License-Identifier: MIT */
#ifndef SIM_INSIDE_STORES_H
#define SIM_INSIDE_STORES_H

/* Slabs, indexes, wheels and tunnels, each by itself. */

#include "index.h"
#include "slab.h"
#include "tunnels.h"
#include "wheel.h"

const char *inside_slab(const struct slab *s);

/* Every record of the slab is in the index once, in the bucket of its hash, and nothing
 * else; `all`: the slab's records are all to be in it. */
const char *inside_index(const struct index *ix, int all);

/* Every record's timer is linked where it will be found in time. */
const char *inside_wheel(const struct wheel *w);

const char *inside_tunnels(const struct tunnels *t, const uint32_t *users);

#endif
