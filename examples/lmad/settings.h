/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LMAD_SETTINGS_H
#define PMIP6_EXAMPLES_LMAD_SETTINGS_H

/* The configuration file of pmip6-lmad, read. */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/lma.h>
#include <pmip6/policy_table.h>

#include "config.h"
#include "data_plane.h"
#include "state.h"

struct settings {
    struct pmip6_lma_config lma; /* its pools point to `pools` */
    enum data_plane_kind data_plane;
    uint32_t path_mtu;
    char control[108];
    struct pmip6_pool *pools;
    size_t pool_count;
    struct pmip6_addr *gateways;
    size_t gateway_count;
    int any_gateway;
    int min_delay_set;
    unsigned int line;       /* being read */
    unsigned int two_prefix; /* the first line of a node with a second prefix; 0: none */
    struct pmip6_addr *tunnels; /* static ones, by their remote address */
    size_t tunnel_count;
    uint32_t policy_delay;      /* ms */
    char state[STATE_PATH_MAX]; /* empty: not kept */
    uint32_t state_interval;    /* ms */
    pmip6_policy_table *policies;
};

extern const struct config_directive settings_directives[];
extern const size_t settings_directive_count;

/* Reads a file into settings that settings_free() takes back; -1 and why, and then there
 * is nothing to free. */
int settings_read(struct settings *s, const char *path, struct why *why);
void settings_free(struct settings *s);

/* Whether a running daemon can take new settings; -1 and why. */
int settings_compatible(const struct settings *was, const struct settings *is,
                        struct why *why);

int settings_is_gateway(const struct settings *s, const struct pmip6_addr *a);

/* settings_nodes.c: what `mobile-node` does. */
int settings_take_node(void *settings, size_t count, char *const *words, struct why *why);

#endif
