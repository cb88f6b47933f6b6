/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LMAD_POLICY_TABLE_H
#define PMIP6_EXAMPLES_LMAD_POLICY_TABLE_H

/*
 * The policies of the configuration file: by identifier, by realm (`*@realm`), for all
 * (`*`). The most specific one counts.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/types.h>

struct node_policy {
    char id[PMIP6_MN_ID_MAX + 1]; /* as written */
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    size_t prefix_count;
    struct pmip6_addr *gateways; /* none: every authorised one */
    size_t gateway_count;
    uint32_t lifetime; /* seconds, 0: as configured for all */
    int disabled;
    size_t next; /* in its bucket; index + 1 */
};

struct policy_table {
    struct node_policy *rows;
    size_t count;
    size_t room;
    size_t *buckets; /* index + 1 of the first row */
    size_t bucket_count;
};

/* Takes a policy over, its gateways included; -1 without memory, -2 if the identifier is
 * there already. */
int policy_table_add(struct policy_table *t, const struct node_policy *p);

/* The most specific policy of an identifier, or NULL. */
const struct node_policy *policy_table_find(const struct policy_table *t,
                                            struct pmip6_bytes id);

void policy_table_free(struct policy_table *t);

/* Whether a policy lets a gateway register the node. */
int policy_allows(const struct node_policy *p, const struct pmip6_addr *gateway);

#endif
