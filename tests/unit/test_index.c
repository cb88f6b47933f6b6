/* SPDX-License-Identifier: MIT */
#include "index.h"
#include "unit.h"

#include <pmip6/types.h>

struct record {
    struct slab_head head;
    struct index_link link;
    uint32_t key;
};

#define RECORDS 20000u

static uint32_t state = 1;

static uint32_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static uint32_t find(const struct index *ix, const struct slab *s, uint32_t key,
                     uint32_t hash)
{
    uint32_t i = p6_index_first(ix, hash);

    while (i != P6_NONE && ((struct record *)p6_slab_at(s, i))->key != key)
        i = p6_index_next(ix, i);
    return i;
}

static uint32_t hash_of(uint32_t key)
{
    return key * 2654435761u;
}

START_TEST(index_finds_what_is_in_it_and_nothing_else)
{
    struct memory m;
    struct slab s;
    struct index ix;
    static uint8_t in[RECORDS + 1];

    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), RECORDS), 0);
    ck_assert_int_eq(p6_index_init(&ix, &s, offsetof(struct record, link)), 0);
    for (uint32_t i = 1; i <= RECORDS; i++) {
        uint32_t r = p6_slab_take(&s);
        ((struct record *)p6_slab_at(&s, r))->key = r;
    }
    for (unsigned step = 0; step < 200000; step++) {
        uint32_t r = next_random() % RECORDS + 1;

        if (in[r])
            p6_index_remove(&ix, r);
        else
            p6_index_insert(&ix, r, hash_of(r));
        in[r] = !in[r];
        r = next_random() % RECORDS + 1;
        ck_assert_uint_eq(find(&ix, &s, r, hash_of(r)), in[r] ? r : P6_NONE);
    }
    for (uint32_t r = 1; r <= RECORDS; r++) {
        if (in[r])
            p6_index_remove(&ix, r);
    }
    ck_assert_uint_eq(ix.count, 0);
    for (uint32_t r = 1; r <= RECORDS; r++)
        ck_assert_uint_eq(find(&ix, &s, r, hash_of(r)), P6_NONE);
    p6_index_fini(&ix);
    p6_slab_fini(&s);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(index_shrinks_again)
{
    struct memory m;
    struct slab s;
    struct index ix;
    size_t empty;

    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), RECORDS), 0);
    ck_assert_int_eq(p6_slab_reserve(&s), 0);
    ck_assert_int_eq(p6_index_init(&ix, &s, offsetof(struct record, link)), 0);
    empty = m.in_use;
    for (uint32_t i = 1; i <= RECORDS; i++)
        p6_index_insert(&ix, p6_slab_take(&s), hash_of(i));
    ck_assert_uint_gt(m.in_use, empty);
    for (uint32_t i = 1; i <= RECORDS; i++)
        p6_index_remove(&ix, i);
    ck_assert_uint_le(m.in_use, empty + 2 * 4096);
    p6_index_fini(&ix);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(index_keeps_records_of_equal_hash_apart)
{
    struct memory m;
    struct slab s;
    struct index ix;

    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), 100), 0);
    ck_assert_int_eq(p6_index_init(&ix, &s, offsetof(struct record, link)), 0);
    for (uint32_t i = 1; i <= 100; i++) {
        uint32_t r = p6_slab_take(&s);

        ((struct record *)p6_slab_at(&s, r))->key = i;
        p6_index_insert(&ix, r, 42);
    }
    for (uint32_t i = 1; i <= 100; i++)
        ck_assert_uint_eq(find(&ix, &s, i, 42), i);
    ck_assert_uint_eq(find(&ix, &s, 101, 42), P6_NONE);
    p6_index_fini(&ix);
    p6_slab_fini(&s);
}
END_TEST

static Suite *index_suite(void)
{
    Suite *s = suite_create("index");
    TCase *c = tcase_create("index");

    tcase_add_test(c, index_finds_what_is_in_it_and_nothing_else);
    tcase_add_test(c, index_shrinks_again);
    tcase_add_test(c, index_keeps_records_of_equal_hash_apart);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(index_suite)
