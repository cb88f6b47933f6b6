/* SPDX-License-Identifier: MIT */
#include "slab.h"
#include "unit.h"

#include <pmip6/types.h>
#include <string.h>

struct record {
    struct slab_head head;
    uint32_t value;
    uint8_t more[52];
};

static size_t largest;
static unsigned allow;

static void *counting_allocate(size_t size, void *user)
{
    (void)user;
    if (allow == 0)
        return NULL;
    allow--;
    if (size > largest)
        largest = size;
    return malloc(size);
}

static void counting_release(void *memory, size_t size, void *user)
{
    (void)size;
    (void)user;
    free(memory);
}

static void begin(struct memory *m)
{
    allow = 1000000;
    p6_memory_init(m, counting_allocate, counting_release, NULL);
}

START_TEST(slab_gives_zeroed_records_that_keep_their_values)
{
    struct memory m;
    struct slab s;

    begin(&m);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), 5000), 0);
    for (uint32_t i = 1; i <= 5000; i++) {
        uint32_t index = p6_slab_take(&s);
        struct record *r = p6_slab_at(&s, index);

        ck_assert_uint_eq(index, i);
        ck_assert_uint_eq(r->value, 0);
        r->value = i * 7;
    }
    for (uint32_t i = 1; i <= 5000; i++)
        ck_assert_uint_eq(((struct record *)p6_slab_at(&s, i))->value, i * 7);
    ck_assert_uint_eq(p6_slab_take(&s), P6_NONE);
    p6_slab_fini(&s);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(slab_tells_a_reused_index_by_its_generation)
{
    struct memory m;
    struct slab s;
    uint32_t index, before;

    begin(&m);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), 10), 0);
    index = p6_slab_take(&s);
    before = ((struct record *)p6_slab_at(&s, index))->head.generation;
    p6_slab_give(&s, index);
    ck_assert(!p6_slab_is_live(&s, index));
    ck_assert_uint_eq(p6_slab_take(&s), index);
    ck_assert_uint_ne(((struct record *)p6_slab_at(&s, index))->head.generation, before);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(slab_walks_exactly_the_records_in_use)
{
    struct memory m;
    struct slab s;
    uint32_t seen = 0;

    begin(&m);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), 1000), 0);
    for (int i = 0; i < 1000; i++)
        p6_slab_take(&s);
    for (uint32_t i = 1; i <= 1000; i += 3)
        p6_slab_give(&s, i);
    for (uint32_t i = p6_slab_next(&s, P6_NONE); i != P6_NONE; i = p6_slab_next(&s, i)) {
        ck_assert_uint_ne(i % 3, 1);
        seen++;
    }
    ck_assert_uint_eq(seen, s.count);
    ck_assert(!p6_slab_is_live(&s, P6_NONE));
    ck_assert(!p6_slab_is_live(&s, 123456));
    p6_slab_fini(&s);
}
END_TEST

START_TEST(slab_asks_for_no_block_above_its_segment_size_after_its_making)
{
    struct memory m;
    struct slab s;

    begin(&m);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), 1000000), 0);
    largest = 0;
    for (int i = 0; i < 100000; i++)
        ck_assert_uint_ne(p6_slab_take(&s), P6_NONE);
    ck_assert_uint_le(largest, P6_SEGMENT_SIZE);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(slab_survives_every_refused_allocation)
{
    for (unsigned n = 0; n < 6; n++) {
        struct memory m;
        struct slab s;
        int taken = 0;

        begin(&m);
        allow = n;
        if (p6_slab_init(&s, &m, sizeof(struct record), 1000) == 0) {
            while (p6_slab_take(&s) != P6_NONE)
                taken++;
            p6_slab_fini(&s);
        }
        ck_assert_int_le(taken, 1000);
        ck_assert_uint_eq(m.in_use, 0);
    }
}
END_TEST

static Suite *slab_suite(void)
{
    Suite *s = suite_create("slab");
    TCase *c = tcase_create("slab");

    tcase_add_test(c, slab_gives_zeroed_records_that_keep_their_values);
    tcase_add_test(c, slab_tells_a_reused_index_by_its_generation);
    tcase_add_test(c, slab_walks_exactly_the_records_in_use);
    tcase_add_test(c, slab_asks_for_no_block_above_its_segment_size_after_its_making);
    tcase_add_test(c, slab_survives_every_refused_allocation);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(slab_suite)
