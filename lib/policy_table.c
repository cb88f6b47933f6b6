/* SPDX-License-Identifier: MIT */
/*
 * Policies by pattern: records in a slab, found by a hash of the pattern. What an entry
 * points to stands behind its pattern in one block of memory. Patterns are the operator's
 * own, nobody chooses them to collide, so the hash has no secret.
 */
#include "args.h"
#include "index.h"
#include "prefix.h"
#include "siphash.h"

#include <pmip6/policy_table.h>
#include <string.h>

#define ENTRIES_MAX 0x7fffffffu

static const struct hash_key key = {0x70306c69, 0x63696573};

struct row {
    struct slab_head head;
    struct index_link by_pattern;
    struct pmip6_policy_entry entry; /* points into the block */
    uint8_t *block;
    size_t block_size;
};

struct pmip6_policy_table {
    struct memory memory;
    struct slab rows;
    struct index by_pattern;
};

/* The policy is an entry's last member for good, so that both can grow: it is as large as
 * what is left of the entry. */
#define POLICY_AT offsetof(struct pmip6_policy_entry, policy)

static int has_a_policy(const struct pmip6_policy_entry *e)
{
    return e && e->size >= POLICY_AT + sizeof(size_t);
}

static void show_entry(struct pmip6_policy_entry *e,
                       const struct pmip6_policy_entry *ours)
{
    (void)p6_args_out(e, ours, sizeof *ours);
    if (has_a_policy(e))
        e->policy.size = e->size - POLICY_AT;
}

void pmip6_policy_entry_defaults(struct pmip6_policy_entry *e, size_t size)
{
    struct pmip6_policy_entry defaults = {.size = sizeof defaults};

    if (size < sizeof size)
        return;
    pmip6_policy_init(&defaults.policy);
    defaults.policy.grants = PMIP6_GRANT_ALL;
    e->size = size;
    show_entry(e, &defaults);
}

/* ---- making and ending ---- */

int pmip6_policy_table_new(pmip6_policy_table **table,
                           void *(*allocate)(size_t size, void *user),
                           void (*release)(void *memory, size_t size, void *user),
                           void *user)
{
    struct memory memory;
    pmip6_policy_table *made;

    if (!table)
        return PMIP6_ERR_INVALID;
    *table = NULL;
    if (!allocate != !release)
        return PMIP6_ERR_INVALID;
    p6_memory_init(&memory, allocate, release, user);
    made = p6_allocate(&memory, sizeof *made);
    if (!made)
        return PMIP6_ERR_NOMEM;
    made->memory = memory;
    if (p6_slab_init(&made->rows, &made->memory, sizeof(struct row), ENTRIES_MAX) < 0 ||
        p6_index_init(&made->by_pattern, &made->rows, offsetof(struct row, by_pattern)) <
            0) {
        pmip6_policy_table_free(made);
        return PMIP6_ERR_NOMEM;
    }
    *table = made;
    return 0;
}

static struct row *row_at(const pmip6_policy_table *t, uint32_t index)
{
    return p6_slab_at(&t->rows, index);
}

static void remove_row(pmip6_policy_table *t, uint32_t index)
{
    struct row *row = row_at(t, index);

    p6_index_remove(&t->by_pattern, index);
    p6_release(&t->memory, row->block, row->block_size);
    p6_slab_give(&t->rows, index);
}

void pmip6_policy_table_free(pmip6_policy_table *table)
{
    struct memory memory;
    uint32_t index = P6_NONE;

    if (!table)
        return;
    while (table->by_pattern.records &&
           (index = p6_slab_next(&table->rows, index)) != P6_NONE)
        remove_row(table, index);
    if (table->by_pattern.records)
        p6_index_fini(&table->by_pattern);
    if (table->rows.memory)
        p6_slab_fini(&table->rows);
    memory = table->memory;
    p6_release(&memory, table, sizeof *table);
}

/* ---- entries ---- */

static uint32_t hash_of(struct pmip6_bytes pattern)
{
    return p6_hash(key, pattern.data, pattern.length);
}

static uint32_t find(const pmip6_policy_table *t, struct pmip6_bytes pattern)
{
    uint32_t i =
        pattern.length ? p6_index_first(&t->by_pattern, hash_of(pattern)) : P6_NONE;

    for (; i != P6_NONE; i = p6_index_next(&t->by_pattern, i)) {
        struct pmip6_bytes own = row_at(t, i)->entry.mn_id;

        if (own.length == pattern.length &&
            memcmp(own.data, pattern.data, own.length) == 0)
            break;
    }
    return i;
}

/* An older caller's entry lacks members at its end; its policy is of the size it says. */
static int take_entry(struct pmip6_policy_entry *e, const struct pmip6_policy_entry *from)
{
    int rc;

    if (!has_a_policy(from) || from->policy.size > from->size - POLICY_AT)
        return PMIP6_ERR_INVALID;
    pmip6_policy_entry_init(e);
    rc = p6_args_in(e, sizeof *e, from);
    if (rc < 0)
        return rc;
    pmip6_policy_init(&e->policy);
    return p6_args_in(&e->policy, sizeof e->policy, &from->policy);
}

static int is_sound(const struct pmip6_policy_entry *e)
{
    if (e->mn_id.length == 0 || e->mn_id.length > PMIP6_MN_ID_MAX || !e->mn_id.data ||
        (e->gateway_count && !e->gateways) ||
        (e->policy.prefix_count && !e->policy.prefixes) ||
        e->policy.prefix_count > PMIP6_PREFIXES_MAX ||
        e->policy.mn_id.length > PMIP6_MN_ID_MAX ||
        (e->policy.mn_id.length && !e->policy.mn_id.data) ||
        (e->policy.refuse_with > 0 && e->policy.refuse_with < 128) ||
        (e->policy.lifetime > 0 && e->policy.lifetime < 4))
        return 0;
    for (size_t i = 0; i < e->policy.prefix_count; i++) {
        if (!p6_prefix_is_home(&e->policy.prefixes[i]))
            return 0;
    }
    return 1;
}

static const uint8_t *copy(uint8_t **at, const void *from, size_t size)
{
    uint8_t *to = *at;

    if (size)
        memcpy(to, from, size);
    *at += size;
    return to;
}

/* Addresses and prefixes are made of octets: they may stand anywhere in the block. */
static int fill(pmip6_policy_table *t, struct row *row,
                const struct pmip6_policy_entry *e)
{
    size_t gateways = e->gateway_count * sizeof *e->gateways;
    size_t prefixes = e->policy.prefix_count * sizeof *e->policy.prefixes;
    uint8_t *at;

    if (e->gateway_count > (size_t)-1 / 2 / sizeof *e->gateways)
        return PMIP6_ERR_NOMEM;
    row->block_size = gateways + prefixes + e->mn_id.length + e->policy.mn_id.length;
    row->block = p6_allocate(&t->memory, row->block_size);
    if (!row->block)
        return PMIP6_ERR_NOMEM;
    at = row->block;
    row->entry = *e;
    row->entry.gateways =
        (const struct pmip6_addr *)(const void *)copy(&at, e->gateways, gateways);
    row->entry.policy.prefixes = (const struct pmip6_prefix *)(const void *)copy(
        &at, e->policy.prefixes, prefixes);
    row->entry.mn_id.data = copy(&at, e->mn_id.data, e->mn_id.length);
    row->entry.policy.mn_id.data =
        copy(&at, e->policy.mn_id.data, e->policy.mn_id.length);
    return 0;
}

int pmip6_policy_table_set(pmip6_policy_table *table, const struct pmip6_policy_entry *e)
{
    struct pmip6_policy_entry taken;
    uint32_t old, index;
    int rc = take_entry(&taken, e);

    if (rc == 0 && !is_sound(&taken))
        rc = PMIP6_ERR_INVALID;
    if (rc < 0)
        return rc;
    old = find(table, taken.mn_id);
    index = p6_slab_take(&table->rows);
    if (index == P6_NONE)
        return PMIP6_ERR_NOMEM;
    if (fill(table, row_at(table, index), &taken) < 0) {
        p6_slab_give(&table->rows, index);
        return PMIP6_ERR_NOMEM;
    }
    if (old != P6_NONE)
        remove_row(table, old);
    p6_index_insert(&table->by_pattern, index,
                    hash_of(row_at(table, index)->entry.mn_id));
    return 0;
}

int pmip6_policy_table_remove(pmip6_policy_table *table, struct pmip6_bytes mn_id)
{
    uint32_t index = find(table, mn_id);

    if (index == P6_NONE)
        return PMIP6_ERR_NOT_FOUND;
    remove_row(table, index);
    return 0;
}

int pmip6_policy_table_get(const pmip6_policy_table *table, struct pmip6_bytes mn_id,
                           struct pmip6_policy_entry *e)
{
    uint32_t index;

    if (!table || (!mn_id.data && mn_id.length) || !has_a_policy(e))
        return PMIP6_ERR_INVALID;
    index = find(table, mn_id);
    if (index == P6_NONE)
        return PMIP6_ERR_NOT_FOUND;
    show_entry(e, &row_at(table, index)->entry);
    return 0;
}

int pmip6_policy_table_next(const pmip6_policy_table *table, uint32_t *cursor,
                            struct pmip6_policy_entry *e)
{
    uint32_t index;

    if (!table || !cursor || !has_a_policy(e))
        return PMIP6_ERR_INVALID;
    index = p6_slab_next(&table->rows, *cursor);
    if (index == P6_NONE)
        return 0;
    *cursor = index;
    show_entry(e, &row_at(table, index)->entry);
    return 1;
}

/* ---- answers ---- */

/* `*@realm` stands for every identifier of a realm. */
static uint32_t find_realm(const pmip6_policy_table *t, struct pmip6_bytes id)
{
    uint8_t pattern[PMIP6_MN_ID_MAX + 2];
    size_t at = id.length;

    while (at > 0 && id.data[at - 1] != '@')
        at--;
    if (at == 0 || id.length - at + 2 > sizeof pattern)
        return P6_NONE;
    pattern[0] = '*';
    pattern[1] = '@';
    memcpy(pattern + 2, id.data + at, id.length - at);
    return find(t, (struct pmip6_bytes){pattern, id.length - at + 2});
}

static uint32_t most_specific(const pmip6_policy_table *t, struct pmip6_bytes id)
{
    static const uint8_t all[] = {'*'};
    uint32_t index = P6_NONE;

    /* What looks like a pattern names nobody. */
    if (id.length > 0 && id.data[0] != '*')
        index = find(t, id);
    if (index == P6_NONE)
        index = find_realm(t, id);
    if (index == P6_NONE)
        index = find(t, (struct pmip6_bytes){all, sizeof all});
    return index;
}

static int has_gateway(const struct pmip6_policy_entry *e, const struct pmip6_addr *a)
{
    for (size_t i = 0; i < e->gateway_count; i++) {
        if (p6_addr_equal(&e->gateways[i], a))
            return 1;
    }
    return e->gateway_count == 0;
}

int pmip6_policy_table_answer(const pmip6_policy_table *table,
                              const struct pmip6_policy_query *q, struct pmip6_policy *p)
{
    struct pmip6_policy_query query;
    struct pmip6_policy answer;
    uint32_t index;

    memset(&query, 0, sizeof query);
    if (!table || p6_args_are_there(p) < 0 || p6_args_in(&query, sizeof query, q) < 0)
        return PMIP6_ERR_INVALID;
    pmip6_policy_init(&answer);
    index = most_specific(table, query.mn_id);
    if (index != P6_NONE) {
        const struct pmip6_policy_entry *e = &row_at(table, index)->entry;

        answer = e->policy;
        answer.size = sizeof answer;
        if (!has_gateway(e, &query.mag) ||
            (!p6_addr_is_unspecified(&query.care_of) && !has_gateway(e, &query.care_of)))
            answer.grants &= ~(uint32_t)PMIP6_GRANT_MAG;
    }
    return p6_args_out(p, &answer, sizeof answer);
}
