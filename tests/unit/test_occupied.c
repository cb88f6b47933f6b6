/* SPDX-License-Identifier: MIT */
/* The map of what is occupied, held against a count for each number. */
#include "occupied.h"
#include "unit.h"

#include <string.h>

#define NUMBERS 5000u /* not all that the tree has room for */

static struct memory m;
static unsigned holders[8192];
static uint64_t seed;

static unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static void change_block(struct occupied *o, struct block b, int occupy)
{
    if (occupy)
        p6_occupy(o, 7, b);
    else
        p6_vacate(o, 7, b);
    for (uint64_t n = b.first; n < b.first + ((uint64_t)1 << b.bits); n++)
        holders[n] += occupy ? 1u : -1u;
}

static uint64_t vacant_by_counting(uint64_t from)
{
    while (from < NUMBERS && holders[from])
        from++;
    return from;
}

START_TEST(occupied_finds_what_counting_finds)
{
    static uint8_t is_occupied[13][8192]; /* blocks of 2^n numbers */
    struct hash_key key = {1, 2};
    struct occupied o;

    memset(is_occupied, 0, sizeof is_occupied);
    memset(holders, 0, sizeof holders);
    seed = (uint64_t)_i + 1;
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_occupied_init(&o, &m, key, 100000), 0);
    for (unsigned step = 0; step < 200000; step++) {
        unsigned bits = chance(2) ? 0 : chance(step / 20000 + 3);
        unsigned first = chance(8192u >> bits) << bits;
        uint64_t from = chance(NUMBERS);

        /* Mostly occupied, mostly vacant, one after the other. */
        if (is_occupied[bits][first] == (chance(8) < (step >> 14 & 1 ? 6 : 2)))
            continue;
        is_occupied[bits][first] ^= 1;
        change_block(&o, (struct block){first, bits}, is_occupied[bits][first]);
        ck_assert_uint_eq(p6_next_vacant(&o, 7, from, NUMBERS), vacant_by_counting(from));
        ck_assert_uint_eq(p6_next_vacant(&o, 6, from, NUMBERS), from);
    }
    p6_occupied_clear(&o);
    ck_assert_uint_eq(p6_next_vacant(&o, 7, 0, NUMBERS), 0);
    p6_occupied_fini(&o);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

static Suite *occupied_suite(void)
{
    Suite *s = suite_create("occupied");
    TCase *c = tcase_create("occupied");

    tcase_add_loop_test(c, occupied_finds_what_counting_finds, 0, 4);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(occupied_suite)
