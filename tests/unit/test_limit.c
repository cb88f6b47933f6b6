/* SPDX-License-Identifier: MIT */
#include "limit.h"
#include "unit.h"

static struct limit l;

static unsigned taken(uint32_t hash, unsigned tries, pmip6_time now)
{
    unsigned count = 0;

    while (tries-- > 0)
        count += (unsigned)p6_limit_take(&l, hash, now);
    return count;
}

START_TEST(limit_gives_one_source_a_burst_and_then_its_rate)
{
    p6_limit_init(&l, 100, 100);
    ck_assert_uint_eq(taken(1, 1000, 5), 100);
    ck_assert_uint_eq(taken(1, 1000, 10004), 0);
    ck_assert_uint_eq(taken(1, 1000, 10005), 1);
    ck_assert_uint_eq(taken(1, 1000, 1000005), 99);
}
END_TEST

START_TEST(limit_keeps_answers_for_others_while_one_floods)
{
    unsigned others = 0;

    p6_limit_init(&l, 100, 100);
    taken(1, 1000, 0);
    for (pmip6_time now = 0; now < 10000000; now += 1000) {
        taken(1, 10, now);
        if (now % 1000000 == 0)
            others += taken(2, 1, now);
    }
    ck_assert_uint_eq(others, 10);
}
END_TEST

START_TEST(limit_bounds_the_sum_over_all_sources)
{
    unsigned sum = 0;

    p6_limit_init(&l, 100, 100);
    for (pmip6_time now = 0; now <= 10000000; now += 1000) {
        for (uint32_t source = 0; source < 64; source++)
            sum += taken(source, 2, now);
    }
    ck_assert_uint_ge(sum, 100 + 1000);
    ck_assert_uint_le(sum, (100 + 1000) * 33 / 32 + 2);
}
END_TEST

START_TEST(limit_of_nothing_gives_nothing)
{
    p6_limit_init(&l, 0, 100);
    ck_assert_uint_eq(taken(1, 10, 5), 0);
    p6_limit_init(&l, 100, 0);
    ck_assert_uint_eq(taken(1, 10, 5), 0);
    p6_limit_init(&l, UINT32_MAX, UINT32_MAX);
    ck_assert_uint_eq(taken(1, 1000, 5), 1000);
}
END_TEST

static Suite *limit_suite(void)
{
    Suite *s = suite_create("limit");
    TCase *c = tcase_create("limit");

    tcase_add_test(c, limit_gives_one_source_a_burst_and_then_its_rate);
    tcase_add_test(c, limit_keeps_answers_for_others_while_one_floods);
    tcase_add_test(c, limit_bounds_the_sum_over_all_sources);
    tcase_add_test(c, limit_of_nothing_gives_nothing);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(limit_suite)
