/* SPDX-License-Identifier: MIT */
#include "pool.h"
#include "prefix.h"
#include "unit.h"

#include <pmip6/lma.h>
#include <string.h>

static struct memory m;
static struct pools p;

static struct pmip6_prefix prefix(uint8_t a, uint8_t b, uint8_t length)
{
    struct pmip6_prefix made;

    memset(&made, 0, sizeof made);
    made.addr.octets[0] = 0x20;
    made.addr.octets[1] = 0x01;
    made.addr.octets[6] = a;
    made.addr.octets[7] = b;
    made.length = length;
    return made;
}

static void begin(uint8_t from, uint8_t length, pmip6_time rest)
{
    struct hash_key key = {1, 2};
    struct pmip6_pool list;

    memset(&list, 0, sizeof list);
    list.prefix = prefix(0, 0, from);
    list.length = length;
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_pools_init(&p, &m, key, 100000), 0);
    ck_assert_int_eq(p6_pools_configure(&p, &list, 1, rest), 0);
}

static int take(struct pools *pools, pmip6_time now, struct pmip6_prefix *got)
{
    uint32_t from = 0;
    return p6_pools_take(pools, now, &from, got);
}

START_TEST(pool_gives_each_prefix_once_and_then_none)
{
    uint8_t seen[256] = {0};
    struct pmip6_prefix got;

    begin(56, 64, 0);
    for (int i = 0; i < 256; i++) {
        ck_assert_int_eq(take(&p, 0, &got), 0);
        ck_assert_uint_eq(got.length, 64);
        ck_assert(!seen[got.addr.octets[7]]);
        seen[got.addr.octets[7]] = 1;
    }
    ck_assert_int_eq(take(&p, 0, &got), PMIP6_ERR_LIMIT);
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(pool_reuses_the_longest_released_first)
{
    struct pmip6_prefix got[4], again;

    begin(62, 64, 0);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(take(&p, 0, &got[i]), 0);
    p6_pools_release(&p, &got[2], 10);
    p6_pools_release(&p, &got[0], 20);
    ck_assert_int_eq(take(&p, 30, &again), 0);
    ck_assert(p6_prefix_equal(&again, &got[2]));
    ck_assert_int_eq(take(&p, 30, &again), 0);
    ck_assert(p6_prefix_equal(&again, &got[0]));
    p6_pools_fini(&p);
}
END_TEST

START_TEST(pool_lets_a_released_prefix_rest)
{
    struct pmip6_prefix got, again;

    begin(64, 64, 1000);
    ck_assert_int_eq(take(&p, 0, &got), 0);
    p6_pools_release(&p, &got, 5000);
    ck_assert_int_eq(take(&p, 5999, &again), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(take(&p, 6000, &again), 0);
    p6_pools_fini(&p);
}
END_TEST

START_TEST(pool_never_gives_what_was_claimed_or_reserved)
{
    struct pmip6_prefix claimed = prefix(0, 1, 64), reserved = prefix(0, 2, 64), got;

    begin(62, 64, 0);
    ck_assert_int_eq(p6_pools_claim(&p, &claimed, 0, 0), 0);
    ck_assert_int_eq(p6_pools_reserve(&p, &reserved), 0);
    ck_assert_int_eq(p6_pools_claim(&p, &claimed, 0, 0), PMIP6_ERR_EXISTS);
    ck_assert_int_eq(p6_pools_claim(&p, &reserved, 0, 0), PMIP6_ERR_EXISTS);
    ck_assert_int_eq(p6_pools_claim(&p, &reserved, 1, 0), 0);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(take(&p, 0, &got), 0);
        ck_assert(!p6_prefix_equal(&got, &claimed) && !p6_prefix_equal(&got, &reserved));
    }
    ck_assert_int_eq(take(&p, 0, &got), PMIP6_ERR_LIMIT);
    p6_pools_fini(&p);
}
END_TEST

START_TEST(pool_holds_no_prefix_in_two_hands_whatever_happens)
{
    static uint8_t used[65536];
    uint64_t random = 1;
    unsigned in_use = 0;

    memset(used, 0, sizeof used);
    begin(52, 64, 0);
    for (unsigned step = 0; step < 100000; step++) {
        struct pmip6_prefix x;
        unsigned n;

        random = random * 6364136223846793005u + 1442695040888963407u;
        x = prefix((uint8_t)(random >> 40 & 15), (uint8_t)(random >> 48), 64);
        n = (unsigned)x.addr.octets[6] << 8 | x.addr.octets[7];
        switch (random >> 60) {
        case 0:
        case 1:
            if (p6_pools_claim(&p, &x, 0, step) == 0) {
                ck_assert(!used[n]);
                used[n] = 1;
                in_use++;
            } else {
                ck_assert(used[n]);
            }
            break;
        case 2:
        case 3:
        case 4:
        case 5:
        case 6:
        case 7:
            p6_pools_release(&p, &x, step);
            in_use -= used[n];
            used[n] = 0;
            break;
        default:
            if (take(&p, step, &x) == 0) {
                n = (unsigned)x.addr.octets[6] << 8 | x.addr.octets[7];
                ck_assert(!used[n]);
                used[n] = 1;
                in_use++;
            } else {
                ck_assert_uint_eq(in_use, 4096);
            }
            break;
        }
        ck_assert_uint_eq(p.in_use, in_use);
    }
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(pool_of_a_whole_32_takes_memory_for_what_is_used_only)
{
    struct pmip6_prefix got;
    size_t empty;

    begin(32, 64, 0);
    empty = m.in_use;
    for (unsigned i = 0; i < 50000; i++) {
        ck_assert_int_eq(take(&p, i, &got), 0);
        p6_pools_release(&p, &got, i);
    }
    ck_assert_uint_lt(m.in_use - empty, 300000);
    p6_pools_fini(&p);
}
END_TEST

static Suite *pool_suite(void)
{
    Suite *s = suite_create("pool");
    TCase *c = tcase_create("pool");

    tcase_add_test(c, pool_gives_each_prefix_once_and_then_none);
    tcase_add_test(c, pool_reuses_the_longest_released_first);
    tcase_add_test(c, pool_lets_a_released_prefix_rest);
    tcase_add_test(c, pool_never_gives_what_was_claimed_or_reserved);
    tcase_add_test(c, pool_holds_no_prefix_in_two_hands_whatever_happens);
    tcase_add_test(c, pool_of_a_whole_32_takes_memory_for_what_is_used_only);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(pool_suite)
