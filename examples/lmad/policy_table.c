/* SPDX-License-Identifier: MIT */
#include "policy_table.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a: the identifiers are the operator's own, nobody chooses them to collide. */
static size_t hash(const uint8_t *octets, size_t length)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < length; i++)
        h = (h ^ octets[i]) * 16777619u;
    return h;
}

static void link_row(struct policy_table *t, size_t i)
{
    struct node_policy *p = &t->rows[i];
    size_t b = hash((const uint8_t *)p->id, strlen(p->id)) % t->bucket_count;

    p->next = t->buckets[b];
    t->buckets[b] = i + 1;
}

static int grow(struct policy_table *t)
{
    size_t room = t->room ? 2 * t->room : 64;
    struct node_policy *rows = realloc(t->rows, room * sizeof *rows);
    size_t *buckets;

    if (rows == NULL)
        return -1;
    t->rows = rows;
    buckets = calloc(room, sizeof *buckets);
    if (buckets == NULL)
        return -1;
    free(t->buckets);
    t->buckets = buckets;
    t->bucket_count = room;
    t->room = room;
    for (size_t i = 0; i < t->count; i++)
        link_row(t, i);
    return 0;
}

static const struct node_policy *find_exactly(const struct policy_table *t,
                                              const uint8_t *id, size_t length)
{
    size_t i;

    if (t->count == 0)
        return NULL;
    for (i = t->buckets[hash(id, length) % t->bucket_count]; i != 0;
         i = t->rows[i - 1].next) {
        const struct node_policy *p = &t->rows[i - 1];

        if (strlen(p->id) == length && memcmp(p->id, id, length) == 0)
            return p;
    }
    return NULL;
}

int policy_table_add(struct policy_table *t, const struct node_policy *p)
{
    if (find_exactly(t, (const uint8_t *)p->id, strlen(p->id)) != NULL)
        return -2;
    if (t->count == t->room && grow(t) < 0)
        return -1;
    t->rows[t->count] = *p;
    link_row(t, t->count++);
    return 0;
}

/* `*@realm` stands for every identifier of a realm; realms compare as octets. */
static const struct node_policy *find_realm(const struct policy_table *t,
                                            struct pmip6_bytes id)
{
    uint8_t pattern[PMIP6_MN_ID_MAX + 1];
    size_t at = id.length;

    while (at > 0 && id.data[at - 1] != '@')
        at--;
    if (at == 0 || id.length - at + 2 > sizeof pattern)
        return NULL;
    pattern[0] = '*';
    pattern[1] = '@';
    memcpy(pattern + 2, id.data + at, id.length - at);
    return find_exactly(t, pattern, id.length - at + 2);
}

const struct node_policy *policy_table_find(const struct policy_table *t,
                                            struct pmip6_bytes id)
{
    const struct node_policy *p = find_exactly(t, id.data, id.length);

    /* What looks like a pattern names nobody. */
    if (p != NULL && (id.length == 0 || id.data[0] == '*'))
        p = NULL;
    if (p == NULL)
        p = find_realm(t, id);
    if (p == NULL)
        p = find_exactly(t, (const uint8_t *)"*", 1);
    return p;
}

void policy_table_free(struct policy_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->rows[i].gateways);
    free(t->rows);
    free(t->buckets);
    memset(t, 0, sizeof *t);
}

int policy_allows(const struct node_policy *p, const struct pmip6_addr *gateway)
{
    if (p->gateway_count == 0)
        return 1;
    for (size_t i = 0; i < p->gateway_count; i++) {
        if (memcmp(&p->gateways[i], gateway, sizeof *gateway) == 0)
            return 1;
    }
    return 0;
}
