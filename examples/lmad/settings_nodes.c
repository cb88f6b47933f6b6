/* SPDX-License-Identifier: MIT */
/* The directive `mobile-node` of pmip6-lmad: a policy. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "settings.h"

static int add_prefix(struct node_policy *p, const char *word, struct why *why)
{
    if (p->prefix_count == PMIP6_PREFIXES_MAX)
        return why_set(why, "%s: at most %d prefixes", word, PMIP6_PREFIXES_MAX);
    if (config_prefix(word, &p->prefixes[p->prefix_count], why) < 0)
        return -1;
    if (p->prefixes[p->prefix_count].length == 0)
        return why_set(why, "%s: not a prefix for a mobile node", word);
    p->prefix_count++;
    return 0;
}

static int add_gateway(struct node_policy *p, const char *word, struct why *why)
{
    struct pmip6_addr *more = realloc(p->gateways, (p->gateway_count + 1) * sizeof *more);

    if (more == NULL)
        return why_set(why, "out of memory");
    p->gateways = more;
    if (config_address(word, &p->gateways[p->gateway_count], why) < 0)
        return -1;
    p->gateway_count++;
    return 0;
}

/* One word of the policy, with its value where it has one: how many were used, or -1. */
static int take_part(struct node_policy *p, const char *word, const char *value,
                     struct why *why)
{
    if (strcmp(word, "disabled") == 0) {
        p->disabled = 1;
        return 1;
    }
    if (strcmp(word, "prefix") != 0 && strcmp(word, "lifetime") != 0 &&
        strcmp(word, "gateway") != 0)
        return why_set(why, "%s: not a word of mobile-node", word);
    if (value == NULL)
        return why_set(why, "%s: a value is missing", word);
    if (strcmp(word, "prefix") == 0)
        return add_prefix(p, value, why) < 0 ? -1 : 2;
    if (strcmp(word, "gateway") == 0)
        return add_gateway(p, value, why) < 0 ? -1 : 2;
    return config_seconds(value, 4, 65535u * 4, &p->lifetime, why) < 0 ? -1 : 2;
}

static int take_parts(struct node_policy *p, size_t count, char *const *words,
                      struct why *why)
{
    size_t i = 1;

    while (i < count) {
        const int used = take_part(p, words[i], i + 1 < count ? words[i + 1] : NULL, why);

        if (used < 0)
            return -1;
        i += (size_t)used;
    }
    return 0;
}

int settings_take_node(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    struct node_policy p;
    int rc;

    memset(&p, 0, sizeof p);
    if (strlen(words[0]) >= sizeof p.id || words[0][0] == '\0')
        return why_set(why, "%s: an identifier has 1 to %d octets", words[0],
                       PMIP6_MN_ID_MAX);
    (void)snprintf(p.id, sizeof p.id, "%s", words[0]);
    if (take_parts(&p, count, words, why) < 0) {
        free(p.gateways);
        return -1;
    }
    rc = policy_table_add(&s->policies, &p);
    if (rc == 0)
        return 0;
    free(p.gateways);
    return rc == -2 ? why_set(why, "%s: this node has a policy already", words[0])
                    : why_set(why, "out of memory");
}
