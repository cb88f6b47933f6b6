/* SPDX-License-Identifier: MIT */
/* What a take costs, in look-ups, whatever is held. */
#include "pool_bed.h"

static struct pmip6_prefix numbered(uint32_t n, uint8_t length)
{
    struct pmip6_prefix made = prefix((uint8_t)(n >> 8), (uint8_t)n, length);

    made.addr.octets[5] = (uint8_t)(n >> 16);
    made.addr.octets[4] = (uint8_t)(n >> 24);
    return made;
}

START_TEST(pool_steps_over_what_is_held_at_once)
{
    struct pmip6_prefix hole = {{{0x20, 1}}, 33}, stray = {{{0x20, 1}}, 128}, got;

    begin(32, 64, 0);
    stray.addr.octets[4] = 0x80;
    ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    ck_assert_int_eq(p6_pools_claim(&p, &stray, 1, 0), 0);
    ck_assert_int_eq(cheap_take(0, &got), 0);
    ck_assert_uint_eq(got.addr.octets[4], 0x80);
    ck_assert_uint_eq(got.addr.octets[7], 1);
    p6_pools_fini(&p);
}
END_TEST

/* All outside of a hole is in use, then released: nothing is to be found in the hole. */
START_TEST(pool_does_not_walk_where_a_hole_holds_the_rest)
{
    struct pmip6_prefix hole = numbered(1u << 15, 49), got;

    begin(48, 64, 0);
    if (_i == 0)
        ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    else
        ck_assert_int_eq(p6_pools_claim(&p, &hole, 1, 0), 0);
    for (uint32_t n = 0; n < 1u << 15; n++)
        ck_assert_int_eq(cheap_take(n, &got), 0);
    for (uint32_t n = 0; n < 100; n++)
        ck_assert_int_eq(cheap_take(n, &got), PMIP6_ERR_LIMIT);
    for (uint32_t n = 0; n < 1u << 15; n++) {
        got = numbered(n, 64);
        p6_pools_release(&p, &got, 1u << 16);
    }
    for (uint32_t n = 0; n < 100; n++) {
        ck_assert_int_eq(cheap_take(1u << 17, &got), 0);
        ck_assert_uint_eq(got.addr.octets[7], n);
    }
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* Few are free and without a record, and the cursor has just passed them. */
START_TEST(pool_does_not_walk_over_what_is_held_one_by_one)
{
    struct pmip6_prefix got;

    begin(48, 64, 0);
    for (uint32_t n = 0; n < 1u << 16; n++) {
        got = numbered(n, 64);
        ck_assert_int_eq(p6_pools_reserve(&p, &got), 0);
    }
    for (uint32_t n = 1u << 16; n-- > 0xf000;) {
        struct pmip6_prefix x = numbered(n, 64);

        ck_assert_int_eq(p6_pools_unreserve(&p, &x, n), 0);
        ck_assert_int_eq(cheap_take(n, &got), 0);
        ck_assert(p6_prefix_equal(&got, &x));
    }
    p6_pools_fini(&p);
}
END_TEST

START_TEST(pool_does_not_walk_where_holes_come_and_go)
{
    struct pmip6_prefix hole = numbered(0x1000, 60), got, last;

    begin(48, 64, 0);
    for (uint32_t n = 0; n < 1u << 16; n++)
        ck_assert_int_eq(cheap_take(0, &got), 0);
    for (uint32_t n = 0x1000; n < 0x1010; n++) {
        got = numbered(n, 64);
        p6_pools_release(&p, &got, 1);
    }
    for (uint32_t n = 0; n < 200; n++) {
        ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
        ck_assert_int_eq(cheap_take(2, &got), PMIP6_ERR_LIMIT);
        ck_assert_int_eq(p6_pools_unreserve(&p, &hole, 3), 0);
        ck_assert_int_eq(cheap_take(4, &last), 0);
        p6_pools_release(&p, &last, 5);
    }
    p6_pools_fini(&p);
}
END_TEST

/* Every second /60 of a /48 is a hole, some of them in larger ones: all of it at once. */
START_TEST(pool_does_not_walk_over_many_holes)
{
    struct pmip6_prefix got;

    begin(48, 64, 0);
    for (uint32_t n = 0; n < 1u << 16; n += 0x20) {
        struct pmip6_prefix hole = numbered(n, 60);

        ck_assert_int_eq(p6_pools_claim(&p, &hole, 1, 0), 0);
        if (n % 0x1000 == 0) {
            hole = numbered(n, 52);
            ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
        }
    }
    ck_assert_int_eq(cheap_take(0, &got), PMIP6_ERR_LIMIT);
    got = numbered(0xf000, 52);
    ck_assert_int_eq(p6_pools_unreserve(&p, &got, 0), 0);
    for (uint32_t n = 0; n < 0x800; n++) {
        ck_assert_int_eq(cheap_take(0, &got), 0);
        ck_assert_uint_ge(got.addr.octets[6], 0xf0);
        ck_assert_uint_eq(got.addr.octets[7] & 0x10, 0x10);
    }
    ck_assert_int_eq(cheap_take(0, &got), PMIP6_ERR_LIMIT);
    p6_pools_fini(&p);
}
END_TEST

/* More than 2^63: the numbers of the first of them, and holes within, around, beyond. */
START_TEST(pool_has_holes_where_it_is_larger_than_its_numbers)
{
    struct pmip6_prefix hole = prefix(0, 0, 66), all = prefix(0, 0, 20), got;

    begin(32, 128, 0);
    ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    ck_assert_int_eq(cheap_take(0, &got), 0);
    ck_assert_uint_eq(got.addr.octets[8], 0x40);
    hole = prefix(0, 0, 64);
    ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    ck_assert_int_eq(cheap_take(0, &got), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(p6_pools_unreserve(&p, &hole, 0), 0);
    ck_assert_int_eq(cheap_take(0, &got), 0);
    ck_assert_uint_eq(got.addr.octets[15], 1);
    hole = prefix(0x80, 0, 64); /* has no numbers */
    ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    ck_assert_int_eq(cheap_take(0, &got), 0);
    all = p6_prefix_canonical(&all);
    ck_assert_int_eq(p6_pools_reserve(&p, &all), 0);
    hole = prefix(0, 0, 32);
    ck_assert_int_eq(p6_pools_reserve(&p, &hole), 0);
    ck_assert_int_eq(cheap_take(0, &got), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(p6_pools_unreserve(&p, &all, 0), 0);
    ck_assert_int_eq(cheap_take(0, &got), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(p6_pools_unreserve(&p, &hole, 0), 0);
    ck_assert_int_eq(cheap_take(0, &got), 0);
    p6_pools_fini(&p);
}
END_TEST

/* A map that has no room for all that is occupied: what it does not show is found out
 * once, not at each take. */
START_TEST(pool_knows_that_it_is_used_up_where_the_map_has_no_room)
{
    struct hash_key key = {1, 2};
    struct pmip6_pool list[2];
    struct pmip6_prefix half = prefix(0, 8, 61), got;

    memset(list, 0, sizeof list);
    list[0].prefix = prefix(0, 0, 60);
    list[0].length = 64;
    list[1].prefix = prefix(0x80, 0, 49);
    list[1].length = 64;
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_pools_init(&p, &m, key, 1000), 0);
    ck_assert_int_eq(p6_pools_configure(&p, list, 2, 0, 0), 0);
    for (unsigned i = 0; i < 500; i++) { /* each in a node of its own */
        struct pmip6_prefix sparse =
            prefix((uint8_t)(0x80 + (i >> 3)), (uint8_t)(i << 5), 64);

        ck_assert_int_eq(p6_pools_reserve(&p, &sparse), 0);
    }
    ck_assert_int_eq(p6_pools_reserve(&p, &half), 0);
    for (uint8_t i = 0; i < 8; i++) {
        struct pmip6_prefix one = prefix(0, i, 64);

        ck_assert_int_eq(p6_pools_claim(&p, &one, 0, 0), 0);
    }
    ck_assert_int_eq(take(&p, 0, &got), 0); /* out of the second pool */
    ck_assert_int_eq(cheap_take(0, &got), 0);
    ck_assert_int_eq(p6_pools_unreserve(&p, &half, 0), 0);
    ck_assert_int_eq(take(&p, 0, &got), 0);
    ck_assert(p6_prefix_holds(&half, &got.addr)); /* it knows when it is not any more */
    p6_pools_fini(&p);
}
END_TEST

static Suite *pool_costs_suite(void)
{
    Suite *s = suite_create("pool_costs");
    TCase *c = tcase_create("pool_costs");

    tcase_add_test(c, pool_steps_over_what_is_held_at_once);
    tcase_add_loop_test(c, pool_does_not_walk_where_a_hole_holds_the_rest, 0, 2);
    tcase_add_test(c, pool_does_not_walk_over_what_is_held_one_by_one);
    tcase_add_test(c, pool_does_not_walk_where_holes_come_and_go);
    tcase_add_test(c, pool_does_not_walk_over_many_holes);
    tcase_add_test(c, pool_has_holes_where_it_is_larger_than_its_numbers);
    tcase_add_test(c, pool_knows_that_it_is_used_up_where_the_map_has_no_room);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(pool_costs_suite)
