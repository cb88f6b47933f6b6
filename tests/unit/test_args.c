/* SPDX-License-Identifier: MIT */
/* Structs of callers of other releases; addresses and prefixes; limits; the hash. */
#include "args.h"
#include "limit.h"
#include "prefix.h"
#include "siphash.h"
#include "unit.h"

#include <string.h>

struct older {
    size_t size;
    uint32_t first;
};
struct ours {
    size_t size;
    uint32_t first;
    uint32_t second;
};
struct newer {
    size_t size;
    uint32_t first;
    uint32_t second;
    uint64_t third;
};

START_TEST(args_of_an_older_caller_work)
{
    struct older o = {0, 7};
    struct ours mine = {sizeof mine, 1, 2};

    o.size = offsetof(struct older, first) + sizeof o.first;
    ck_assert_int_eq(p6_args_in(&mine, sizeof mine, &o), 0);
    ck_assert_uint_eq(mine.first, 7);
    ck_assert_uint_eq(mine.second, 2);
    ck_assert_uint_eq(mine.size, sizeof mine);
}
END_TEST

START_TEST(args_of_a_newer_caller_work_unless_they_use_what_is_not_known)
{
    struct newer n = {sizeof n, 7, 8, 0};
    struct ours mine = {sizeof mine, 0, 0};

    ck_assert_int_eq(p6_args_in(&mine, sizeof mine, &n), 0);
    ck_assert_uint_eq(mine.second, 8);
    n.third = 1;
    ck_assert_int_eq(p6_args_in(&mine, sizeof mine, &n), PMIP6_ERR_VERSION);
    ck_assert_int_eq(p6_args_in(&mine, sizeof mine, NULL), PMIP6_ERR_INVALID);
    n.size = 1;
    ck_assert_int_eq(p6_args_in(&mine, sizeof mine, &n), PMIP6_ERR_INVALID);
}
END_TEST

START_TEST(args_never_write_past_the_callers_size)
{
    struct newer n = {offsetof(struct newer, second), 0, 0xabcd, 0xabcd};
    struct ours mine = {sizeof mine, 5, 6};

    ck_assert_int_eq(p6_args_out(&n, &mine, sizeof mine), 0);
    ck_assert_uint_eq(n.first, 5);
    ck_assert_uint_eq(n.second, 0xabcd);
}
END_TEST

START_TEST(prefixes_hold_what_they_should)
{
    struct pmip6_addr a = {{0x20, 1, 0x0d, 0xb8, 0xff, 0xff, [15] = 9}};

    for (uint8_t length = 0; length <= 128; length++) {
        struct pmip6_prefix p = p6_prefix_of(&a, length);
        struct pmip6_addr other = a;

        ck_assert(p6_prefix_holds(&p, &a));
        if (length == 0)
            continue;
        other.octets[(length - 1) / 8] ^= (uint8_t)(0x80u >> (length - 1) % 8);
        ck_assert(!p6_prefix_holds(&p, &other));
        if (length < 128) {
            other = a;
            other.octets[length / 8] ^= (uint8_t)(0x80u >> length % 8);
            ck_assert(p6_prefix_holds(&p, &other));
        }
    }
}
END_TEST

START_TEST(addresses_that_cannot_be_routed_are_known) /* R6275-6.1.7-15 */
{
    static const struct {
        struct pmip6_addr a;
        int routable;
    } cases[] = {
        {{{0x20, 1, 0x0d, 0xb8, [15] = 1}}, 1},
        {{{0}}, 0},
        {{{[15] = 1}}, 0},
        {{{0xfe, 0x80, [15] = 1}}, 0},
        {{{0xff, 2, [15] = 1}}, 0},
        {{{0xff, 0x0e, [15] = 1}}, 0},
        {{{0xfd, [15] = 1}}, 1},
        {{{[10] = 0xff, [11] = 0xff, [15] = 1}}, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_int_eq(p6_addr_is_routable(&cases[i].a), cases[i].routable);
}
END_TEST

START_TEST(limit_lets_a_burst_and_then_its_rate_through)
{
    struct limit l;
    unsigned passed = 0;

    p6_limit_init(&l, 100, 100);
    for (int i = 0; i < 1000; i++)
        passed += (unsigned)p6_limit_take(&l, 1, 5000000);
    ck_assert_uint_eq(passed, 100);
    passed = 0;
    for (int i = 0; i < 1000; i++)
        passed += (unsigned)p6_limit_take(&l, 1, 5000000 + (pmip6_time)i * 1000);
    ck_assert_uint_ge(passed, 98);
    ck_assert_uint_le(passed, 101);
}
END_TEST

START_TEST(hash_depends_on_its_key_and_every_octet)
{
    struct hash_key a = {1, 2}, b = {1, 3};
    uint8_t octets[16] = {0};
    uint32_t h = p6_hash(a, octets, sizeof octets);

    ck_assert_uint_ne(h, p6_hash(b, octets, sizeof octets));
    for (size_t i = 0; i < sizeof octets; i++) {
        octets[i] = 1;
        ck_assert_uint_ne(h, p6_hash(a, octets, sizeof octets));
        octets[i] = 0;
    }
    ck_assert_uint_ne(h, p6_hash(a, octets, 15));
}
END_TEST

static Suite *args_suite(void)
{
    Suite *s = suite_create("args");
    TCase *c = tcase_create("args");

    tcase_add_test(c, args_of_an_older_caller_work);
    tcase_add_test(c, args_of_a_newer_caller_work_unless_they_use_what_is_not_known);
    tcase_add_test(c, args_never_write_past_the_callers_size);
    tcase_add_test(c, prefixes_hold_what_they_should);
    tcase_add_test(c, addresses_that_cannot_be_routed_are_known);
    tcase_add_test(c, limit_lets_a_burst_and_then_its_rate_through);
    tcase_add_test(c, hash_depends_on_its_key_and_every_octet);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(args_suite)
