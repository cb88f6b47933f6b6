/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include <pmip6/policy_table.h>
#include <stdio.h>
#include <string.h>

static pmip6_policy_table *table;
static size_t in_use;
static unsigned allocations_left; /* until one fails; 0: none does */

static void *allocate(size_t size, void *user)
{
    (void)user;
    if (allocations_left && --allocations_left == 0)
        return NULL;
    in_use += size;
    return malloc(size);
}

static void release(void *memory, size_t size, void *user)
{
    (void)user;
    in_use -= size;
    free(memory);
}

static void begin(void)
{
    allocations_left = 0;
    ck_assert_int_eq(pmip6_policy_table_new(&table, allocate, release, NULL), 0);
}

static void end(void)
{
    pmip6_policy_table_free(table);
    ck_assert_uint_eq(in_use, 0);
}

static struct pmip6_bytes bytes(const char *text)
{
    return (struct pmip6_bytes){(const uint8_t *)text, strlen(text)};
}

static int set(const char *pattern, uint32_t lifetime)
{
    struct pmip6_policy_entry e;

    pmip6_policy_entry_init(&e);
    e.mn_id = bytes(pattern);
    e.policy.lifetime = lifetime;
    return pmip6_policy_table_set(table, &e);
}

static struct pmip6_policy answer_from(const char *id, uint8_t mag)
{
    struct pmip6_policy_query q;
    struct pmip6_policy p;

    memset(&q, 0, sizeof q);
    q.size = sizeof q;
    q.mn_id = bytes(id);
    q.mag.octets[15] = q.care_of.octets[15] = mag;
    pmip6_policy_init(&p);
    ck_assert_int_eq(pmip6_policy_table_answer(table, &q, &p), 0);
    return p;
}

static uint32_t lifetime_of(const char *id)
{
    struct pmip6_policy p = answer_from(id, 1);

    return p.grants == PMIP6_GRANT_ALL ? p.lifetime : 0;
}

START_TEST(table_answers_with_the_most_specific_policy)
{
    begin();
    ck_assert_uint_eq(answer_from("mn1", 1).grants, 0);
    ck_assert_int_eq(set("*", 10), 0);
    ck_assert_int_eq(set("*@example.net", 20), 0);
    ck_assert_int_eq(set("mn1@example.net", 30), 0);
    ck_assert_uint_eq(lifetime_of("mn1@example.net"), 30);
    ck_assert_uint_eq(lifetime_of("mn2@example.net"), 20);
    ck_assert_uint_eq(lifetime_of("mn2@other@example.net"), 20);
    ck_assert_uint_eq(lifetime_of("mn2@Example.net"), 10);
    ck_assert_uint_eq(lifetime_of("example.net"), 10);
    ck_assert_uint_eq(lifetime_of("*@example.net"), 20);
    ck_assert_uint_eq(lifetime_of("*"), 10);
    ck_assert_uint_eq(lifetime_of(""), 10);
    ck_assert_int_eq(pmip6_policy_table_remove(table, bytes("*")), 0);
    ck_assert_int_eq(pmip6_policy_table_remove(table, bytes("*")), PMIP6_ERR_NOT_FOUND);
    ck_assert_uint_eq(answer_from("mn2@Example.net", 1).grants, 0);
    end();
}
END_TEST

START_TEST(table_grants_the_gateways_that_it_names)
{
    struct pmip6_addr gateways[2] = {{{[15] = 1}}, {{[15] = 2}}};
    struct pmip6_policy_entry e;
    struct pmip6_policy_query q;
    struct pmip6_policy p;

    begin();
    pmip6_policy_entry_init(&e);
    e.mn_id = bytes("mn1");
    e.gateways = gateways;
    e.gateway_count = 2;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), 0);
    memset(gateways, 0, sizeof gateways); /* copied */
    ck_assert_uint_eq(answer_from("mn1", 1).grants, PMIP6_GRANT_ALL);
    ck_assert_uint_eq(answer_from("mn1", 2).grants, PMIP6_GRANT_ALL);
    ck_assert_uint_eq(answer_from("mn1", 3).grants,
                      PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE);
    memset(&q, 0, sizeof q);
    q.size = sizeof q;
    q.mn_id = bytes("mn1");
    q.mag.octets[15] = 1;
    q.care_of.octets[15] = 3;
    pmip6_policy_init(&p);
    ck_assert_int_eq(pmip6_policy_table_answer(table, &q, &p), 0);
    ck_assert(!(p.grants & PMIP6_GRANT_MAG));
    end();
}
END_TEST

START_TEST(table_keeps_what_an_entry_points_to)
{
    struct pmip6_prefix prefixes[2] = {{{{0x20, 1}}, 64}, {{{0x20, 2}}, 64}};
    struct pmip6_policy_entry e, got;
    char name[] = "mn1";
    uint32_t cursor = 0;

    begin();
    pmip6_policy_entry_init(&e);
    pmip6_policy_entry_init(&got);
    e.mn_id = bytes(name);
    e.policy.prefixes = prefixes;
    e.policy.prefix_count = 2;
    e.policy.grants = PMIP6_GRANT_NODE;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), 0);
    memset(prefixes, 0, sizeof prefixes);
    name[2] = '2';
    ck_assert_int_eq(pmip6_policy_table_get(table, bytes("mn2"), &got),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_policy_table_get(table, bytes("mn1"), &got), 0);
    ck_assert_uint_eq(got.policy.prefix_count, 2);
    ck_assert_uint_eq(got.policy.prefixes[1].addr.octets[1], 2);
    ck_assert_uint_eq(answer_from("mn1", 1).grants, PMIP6_GRANT_NODE);
    ck_assert_int_eq(pmip6_policy_table_next(table, &cursor, &got), 1);
    ck_assert_uint_eq(got.mn_id.length, 3);
    ck_assert_int_eq(pmip6_policy_table_next(table, &cursor, &got), 0);
    end();
}
END_TEST

START_TEST(table_refuses_what_cannot_be_an_entry)
{
    struct pmip6_prefix prefixes[9] = {{{{0x20}}, 64}};
    struct pmip6_policy_entry e;
    static const char longest[PMIP6_MN_ID_MAX + 2] = {0};

    begin();
    ck_assert_int_eq(pmip6_policy_table_set(table, NULL), PMIP6_ERR_INVALID);
    ck_assert_int_eq(set("", 10), PMIP6_ERR_INVALID);
    pmip6_policy_entry_init(&e);
    e.mn_id = (struct pmip6_bytes){(const uint8_t *)longest, sizeof longest - 1};
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    e.mn_id = bytes("mn1");
    e.policy.prefixes = prefixes;
    e.policy.prefix_count = 9;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    e.policy.prefix_count = 1;
    prefixes[0].length = 129;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    prefixes[0].length = 64;
    prefixes[0].addr.octets[0] = 0xff; /* multicast */
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    prefixes[0].addr.octets[0] = 0x20;
    e.policy.refuse_with = 127;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    e.policy.refuse_with = 129;
    e.policy.lifetime = 3;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), PMIP6_ERR_INVALID);
    e.policy.lifetime = 4;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), 0);
    end();
}
END_TEST

/* Many entries come, change and go; the table agrees with a plain list of them. */
START_TEST(table_holds_many_and_forgets_them)
{
    uint32_t lifetimes[2000] = {0};
    uint64_t random = 1;
    char name[16];

    begin();
    for (unsigned step = 0; step < 20000; step++) {
        unsigned n;

        random = random * 6364136223846793005u + 1442695040888963407u;
        n = (unsigned)(random >> 33) % 2000;
        (void)snprintf(name, sizeof name, "mn%u", n);
        if (random >> 62 == 0) {
            ck_assert_int_eq(pmip6_policy_table_remove(table, bytes(name)),
                             lifetimes[n] ? 0 : PMIP6_ERR_NOT_FOUND);
            lifetimes[n] = 0;
        } else {
            ck_assert_int_eq(set(name, step + 4), 0);
            lifetimes[n] = step + 4;
        }
    }
    for (unsigned n = 0; n < 2000; n++) {
        (void)snprintf(name, sizeof name, "mn%u", n);
        ck_assert_uint_eq(lifetime_of(name), lifetimes[n]);
    }
    end();
}
END_TEST

START_TEST(table_is_as_before_where_memory_runs_out)
{
    unsigned made_with = 0;
    int rc;

    begin();
    ck_assert_int_eq(set("mn1", 10), 0);
    for (unsigned n = 1; n < 10; n++) {
        size_t before = in_use;

        allocations_left = n;
        rc = set("mn1", 20);
        allocations_left = 0;
        if (rc == 0)
            break;
        ck_assert_int_eq(rc, PMIP6_ERR_NOMEM);
        ck_assert_uint_eq(lifetime_of("mn1"), 10);
        ck_assert_uint_eq(in_use, before);
    }
    ck_assert_uint_eq(lifetime_of("mn1"), 20);
    end();
    do {
        allocations_left = ++made_with;
        rc = pmip6_policy_table_new(&table, allocate, release, NULL);
        ck_assert(rc == 0 || in_use == 0);
    } while (rc < 0);
    allocations_left = 0;
    end();
}
END_TEST

static Suite *policy_table_suite(void)
{
    Suite *s = suite_create("policy_table");
    TCase *c = tcase_create("policy_table");

    tcase_add_test(c, table_answers_with_the_most_specific_policy);
    tcase_add_test(c, table_grants_the_gateways_that_it_names);
    tcase_add_test(c, table_keeps_what_an_entry_points_to);
    tcase_add_test(c, table_refuses_what_cannot_be_an_entry);
    tcase_add_test(c, table_holds_many_and_forgets_them);
    tcase_add_test(c, table_is_as_before_where_memory_runs_out);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(policy_table_suite)
