/* SPDX-License-Identifier: MIT */
/* The directives `link` and `mobile-node` of pmip6-magd. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "settings_read.h"

#define TECHNOLOGY_DEFAULT 3 /* IEEE 802.3 (RFC 5213 8.5) */

static int take_id(char *id, const char *word, struct why *why)
{
    const size_t length = strlen(word);

    if (length == 0 || length > PMIP6_MN_ID_MAX)
        return why_set(why, "an identifier has 1 to %d octets", PMIP6_MN_ID_MAX);
    memcpy(id, word, length + 1);
    return 0;
}

/* ---- Links ---- */

int settings_take_link(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    struct link_settings *l;
    uint32_t technology = TECHNOLOGY_DEFAULT;
    size_t i;

    if (strlen(words[0]) == 0 || strlen(words[0]) >= sizeof l->name ||
        strchr(words[0], '/') != NULL)
        return why_set(why, "`%s` is no name of an interface", words[0]);
    if (settings_link(s, words[0]) != NULL)
        return why_set(why, "link %s: given twice", words[0]);
    l = realloc(s->links, (s->link_count + 1) * sizeof *l);
    if (l == NULL)
        return why_set(why, "out of memory");
    s->links = l;
    l += s->link_count;
    memset(l, 0, sizeof *l);
    (void)snprintf(l->name, sizeof l->name, "%s", words[0]);
    for (i = 1; i < count; i += 2) {
        const char *value = i + 1 < count ? words[i + 1] : NULL;

        if (value == NULL)
            return why_set(why, "link: a word is missing after `%s`", words[i]);
        if (strcmp(words[i], "technology") == 0) {
            if (config_number(value, 1, 255, &technology, why) < 0)
                return -1;
        } else if (strcmp(words[i], "mobile-node") == 0) {
            if (l->mn_id[0] != '\0')
                return why_set(why, "link %s: mobile-node given twice", l->name);
            if (take_id(l->mn_id, value, why) < 0)
                return -1;
        } else {
            return why_set(why, "link: `%s` is neither mobile-node nor technology",
                           words[i]);
        }
    }
    l->technology = (uint8_t)technology;
    s->link_count++;
    return 0;
}

/* ---- Mobile nodes ---- */

static int take_prefix(struct node_settings *n, const char *word, struct why *why)
{
    struct pmip6_prefix *p = &n->prefixes[n->prefix_count];

    if (n->prefix_count == PMIP6_PREFIXES_MAX)
        return why_set(why, "mobile-node: more than %d prefixes", PMIP6_PREFIXES_MAX);
    if (config_home_prefix(word, p, why) < 0)
        return -1;
    n->prefix_count++;
    return 0;
}

/* One of the words that stand alone; 1 if it is one. */
static int take_word(struct node_settings *n, const char *word)
{
    if (strcmp(word, "stateless") == 0)
        n->address_modes |= PMIP6_ADDRESS_STATELESS;
    else if (strcmp(word, "stateful") == 0)
        n->address_modes |= PMIP6_ADDRESS_STATEFUL;
    else if (strcmp(word, "disabled") == 0)
        n->disabled = 1;
    else
        return 0;
    return 1;
}

static int take_pair(struct node_settings *n, const char *key, const char *value,
                     struct why *why)
{
    int on;

    if (value == NULL)
        return why_set(
            why, "mobile-node: `%s` is not understood, or a word is missing after it",
            key);
    if ((strcmp(key, "link-layer") == 0 && n->link_layer.length > 0) ||
        (strcmp(key, "lma") == 0 && n->lma.octets[0] != 0) ||
        (strcmp(key, "local-routing") == 0 && n->local_routing != 0))
        return why_set(why, "mobile-node: `%s` given twice", key);
    if (strcmp(key, "link-layer") == 0)
        return config_link_layer(value, &n->link_layer, why);
    if (strcmp(key, "lma") == 0)
        return config_unicast(value, &n->lma, why);
    if (strcmp(key, "prefix") == 0)
        return take_prefix(n, value, why);
    if (strcmp(key, "local-routing") != 0)
        return why_set(why, "mobile-node: `%s` is not understood", key);
    if (config_yes_no(value, &on, why) < 0)
        return -1;
    n->local_routing = on ? PMIP6_LOCAL_ROUTING_ON : PMIP6_LOCAL_ROUTING_OFF;
    return 0;
}

static int check_node(const struct settings *s, struct node_settings *n, struct why *why)
{
    const struct pmip6_bytes id = {(const uint8_t *)n->id, strlen(n->id)};
    const struct pmip6_bytes at = {n->link_layer.octets, n->link_layer.length};
    static const struct pmip6_addr none;

    if (memcmp(&n->lma, &none, sizeof none) == 0 || n->lma.octets[0] == 0xff)
        return why_set(why, "mobile-node %s: `lma ADDR` is missing", n->id);
    if (settings_node(s, id) != NULL)
        return why_set(why, "mobile-node %s: given twice", n->id);
    if (at.length > 0 && settings_node_at(s, at) != NULL)
        return why_set(why, "mobile-node %s: another has the same link-layer address",
                       n->id);
    if (n->address_modes == 0)
        n->address_modes = PMIP6_ADDRESS_STATELESS;
    return 0;
}

int settings_take_node(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    struct node_settings n;
    struct node_settings *more;
    size_t i;

    memset(&n, 0, sizeof n);
    n.line = s->line;
    if (take_id(n.id, words[0], why) < 0)
        return -1;
    for (i = 1; i < count; i++) {
        if (take_word(&n, words[i]))
            continue;
        if (take_pair(&n, words[i], i + 1 < count ? words[i + 1] : NULL, why) < 0)
            return -1;
        i++;
    }
    if (check_node(s, &n, why) < 0)
        return -1;
    more = realloc(s->nodes, (s->node_count + 1) * sizeof *more);
    if (more == NULL)
        return why_set(why, "out of memory");
    s->nodes = more;
    more[s->node_count++] = n;
    return 0;
}
