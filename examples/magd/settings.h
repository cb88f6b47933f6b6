/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_MAGD_SETTINGS_H
#define PMIP6_EXAMPLES_MAGD_SETTINGS_H

/* The configuration file of pmip6-magd, read. */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/mag.h>

#include "data_plane.h"

/* What counts as a node's coming and going: the words of `detect`. */
enum detect {
    DETECT_CARRIER = 1,
    DETECT_SOLICITATION = 2,
    DETECT_NEIGHBOUR = 4,
    DETECT_CONTROL = 8
};

/* A `mobile-node` line: a policy profile (RFC 5213 6.2). */
struct node_settings {
    char id[PMIP6_MN_ID_MAX + 1];
    struct pmip6_link_layer link_layer; /* none: matched by identifier only */
    struct pmip6_addr lma;
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    size_t prefix_count;
    uint8_t address_modes; /* pmip6_address_mode bits */
    uint8_t local_routing; /* pmip6_local_routing */
    uint8_t disabled;
    unsigned int line; /* of the file */
};

/* A `link` line. */
struct link_settings {
    char name[16];
    char mn_id[PMIP6_MN_ID_MAX + 1]; /* empty: whoever is on it */
    uint8_t technology;
};

struct settings {
    struct pmip6_mag_config mag;
    enum data_plane_kind data_plane;
    uint32_t detect; /* enum detect bits */
    char control[108];
    struct node_settings *nodes;
    size_t node_count;
    struct link_settings *links;
    size_t link_count;
    struct pmip6_addr *tunnels; /* static ones, by their remote address */
    size_t tunnel_count;
    unsigned int line;            /* being read */
    unsigned int timestamps_line; /* `mobile-node-timestamps yes`; 0: not said */
    unsigned int visitor_line;    /* `visitor-prefix` */
};

/* A node's profile by identifier, or by link-layer address; NULL where there is none. */
const struct node_settings *settings_node(const struct settings *s,
                                          struct pmip6_bytes id);
const struct node_settings *settings_node_at(const struct settings *s,
                                             struct pmip6_bytes link_layer);

const struct link_settings *settings_link(const struct settings *s, const char *name);

void settings_free(struct settings *s);

#endif
