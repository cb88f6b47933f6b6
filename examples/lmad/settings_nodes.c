/* SPDX-License-Identifier: MIT */
/* The directive `mobile-node` of pmip6-lmad: a policy. */

#include <stdlib.h>
#include <string.h>

#include "settings.h"

/* A policy being read: an entry of the table and what it will point to. */
struct node {
    struct pmip6_policy_entry entry;
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct pmip6_addr *gateways;
};

static int add_prefix(struct node *n, const char *word, struct why *why)
{
    struct pmip6_policy *p = &n->entry.policy;

    if (p->prefix_count == PMIP6_PREFIXES_MAX)
        return why_set(why, "%s: at most %d prefixes", word, PMIP6_PREFIXES_MAX);
    if (config_home_prefix(word, &n->prefixes[p->prefix_count], why) < 0)
        return -1;
    p->prefix_count++;
    return 0;
}

static int add_gateway(struct node *n, const char *word, struct why *why)
{
    const size_t count = n->entry.gateway_count;
    struct pmip6_addr *more = realloc(n->gateways, (count + 1) * sizeof *more);

    if (more == NULL)
        return why_set(why, "out of memory");
    n->gateways = more;
    if (config_unicast(word, &more[count], why) < 0)
        return -1;
    n->entry.gateway_count++;
    return 0;
}

/* One word of the policy, with its value where it has one: how many were used, or -1. */
static int take_part(struct node *n, const char *word, const char *value, struct why *why)
{
    if (strcmp(word, "disabled") == 0) {
        n->entry.policy.grants &= ~(uint32_t)PMIP6_GRANT_SERVICE;
        return 1;
    }
    if (strcmp(word, "prefix") != 0 && strcmp(word, "lifetime") != 0 &&
        strcmp(word, "gateway") != 0)
        return why_set(why, "%s: not a word of mobile-node", word);
    if (value == NULL)
        return why_set(why, "%s: a value is missing", word);
    if (strcmp(word, "prefix") == 0)
        return add_prefix(n, value, why) < 0 ? -1 : 2;
    if (strcmp(word, "gateway") == 0)
        return add_gateway(n, value, why) < 0 ? -1 : 2;
    return config_seconds(value, 4, 65535u * 4, &n->entry.policy.lifetime, why) < 0 ? -1
                                                                                    : 2;
}

static int take_parts(struct node *n, size_t count, char *const *words, struct why *why)
{
    size_t i = 1;

    while (i < count) {
        const int used = take_part(n, words[i], i + 1 < count ? words[i + 1] : NULL, why);

        if (used < 0)
            return -1;
        i += (size_t)used;
    }
    return 0;
}

static int put(struct settings *s, struct node *n, const char *id, struct why *why)
{
    struct pmip6_policy_entry there;

    if (n->entry.policy.prefix_count > 1 && s->two_prefix == 0)
        s->two_prefix = s->line;
    n->entry.gateways = n->gateways;
    n->entry.policy.prefixes = n->prefixes;
    pmip6_policy_entry_init(&there);
    if (pmip6_policy_table_get(s->policies, n->entry.mn_id, &there) == 0)
        return why_set(why, "%s: this node has a policy already", id);
    return pmip6_policy_table_set(s->policies, &n->entry) < 0
               ? why_set(why, "out of memory")
               : 0;
}

int settings_take_node(void *settings, size_t count, char *const *words, struct why *why)
{
    struct node n;
    int rc;

    memset(&n, 0, sizeof n);
    pmip6_policy_entry_init(&n.entry);
    n.entry.mn_id.data = (const uint8_t *)words[0];
    n.entry.mn_id.length = strlen(words[0]);
    if (n.entry.mn_id.length > PMIP6_MN_ID_MAX || n.entry.mn_id.length == 0)
        return why_set(why, "%s: an identifier has 1 to %d octets", words[0],
                       PMIP6_MN_ID_MAX);
    rc = take_parts(&n, count, words, why);
    if (rc == 0)
        rc = put(settings, &n, words[0], why);
    free(n.gateways);
    return rc;
}
