/* SPDX-License-Identifier: MIT */
#include "unit.h"
#include "wheel.h"

#include <string.h>

#define RECORDS 500u
#define LATE    1000u /* us: nothing fires later than that */

struct record {
    struct slab_head head;
    struct timer timer;
};

static uint64_t state = 1;

static uint64_t next_random(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state >> 16;
}

static struct memory m;
static struct slab s;
static struct wheel w;
static pmip6_time wanted[RECORDS + 1]; /* the model: a list of deadlines */

static void begin(pmip6_time now)
{
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_slab_init(&s, &m, sizeof(struct record), RECORDS), 0);
    p6_wheel_init(&w, &s, offsetof(struct record, timer), now);
    for (uint32_t i = 1; i <= RECORDS; i++) {
        uint32_t r = p6_slab_take(&s);

        ((struct record *)p6_slab_at(&s, r))->timer.deadline = PMIP6_NEVER;
        wanted[i] = PMIP6_NEVER;
    }
}

static void set(uint32_t r, pmip6_time deadline)
{
    p6_wheel_set(&w, r, deadline);
    wanted[r] = deadline;
}

static pmip6_time earliest(void)
{
    pmip6_time first = PMIP6_NEVER;

    for (uint32_t i = 1; i <= RECORDS; i++)
        first = wanted[i] < first ? wanted[i] : first;
    return first;
}

static unsigned fire(pmip6_time now)
{
    uint32_t budget = 1000000, r;
    unsigned fired = 0;

    while ((r = p6_wheel_pop(&w, now, &budget)) != P6_NONE) {
        ck_assert_msg(wanted[r] <= now, "fired early");
        wanted[r] = PMIP6_NEVER;
        fired++;
    }
    ck_assert_msg(earliest() > now - LATE, "missed one");
    return fired;
}

START_TEST(wheel_fires_like_a_sorted_list)
{
    pmip6_time now = 123456789;

    begin(now);
    for (unsigned step = 0; step < 100000; step++) {
        uint32_t r = (uint32_t)(next_random() % RECORDS) + 1;
        unsigned magnitude = (unsigned)(next_random() % 40);

        switch (next_random() % 4) {
        case 0:
            p6_wheel_cancel(&w, r);
            wanted[r] = PMIP6_NEVER;
            break;
        case 1:
            now += next_random() % ((uint64_t)1 << magnitude % 34);
            fire(now);
            break;
        default:
            set(r, now + next_random() % ((uint64_t)1 << magnitude));
            break;
        }
        ck_assert_msg(earliest() == PMIP6_NEVER || p6_wheel_next(&w) <= earliest() + LATE,
                      "would wake too late");
    }
    p6_slab_fini(&s);
}
END_TEST

START_TEST(wheel_wakes_neither_early_nor_late_when_driven_by_its_own_word)
{
    pmip6_time now = 1000;
    unsigned fired = 0;

    begin(now);
    for (uint32_t i = 1; i <= RECORDS; i++)
        set(i, now + next_random() % 10000000000u);
    for (unsigned turns = 0; fired < RECORDS; turns++) {
        pmip6_time next = p6_wheel_next(&w);

        ck_assert_uint_lt(turns, 20 * RECORDS);
        ck_assert(next != PMIP6_NEVER);
        now = next > now ? next : now;
        fired += fire(now);
    }
    ck_assert(p6_wheel_next(&w) == PMIP6_NEVER);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(wheel_only_moves_the_record_when_a_deadline_is_put_off)
{
    begin(0);
    set(1, 1000000);
    set(2, 1000000);
    p6_wheel_set(&w, 1, 5000000);
    wanted[1] = 5000000;
    ck_assert_uint_eq(((struct record *)p6_slab_at(&s, 1))->timer.place,
                      ((struct record *)p6_slab_at(&s, 2))->timer.place);
    ck_assert_uint_eq(fire(1001000), 1);
    ck_assert_uint_eq(fire(4999000), 0);
    ck_assert_uint_eq(fire(5001000), 1);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(wheel_obeys_its_budget)
{
    uint32_t budget = 10, fired = 0;

    begin(0);
    for (uint32_t i = 1; i <= RECORDS; i++)
        set(i, 1000);
    while (p6_wheel_pop(&w, 1000000, &budget) != P6_NONE)
        fired++;
    ck_assert_uint_le(fired, 10);
    ck_assert_uint_eq(budget, 0);
    ck_assert(p6_wheel_next(&w) <= 1000000);
    p6_slab_fini(&s);
}
END_TEST

START_TEST(wheel_crosses_months_without_counting_ticks)
{
    pmip6_time month = 30ull * 24 * 3600 * 1000000;
    uint32_t budget = 64;

    begin(5);
    set(7, 3 * month);
    ck_assert_uint_eq(p6_wheel_pop(&w, 3 * month - 1000, &budget), P6_NONE);
    ck_assert_uint_eq(p6_wheel_pop(&w, 3 * month + 1000, &budget), 7);
    ck_assert_uint_gt(budget, 40);
    p6_slab_fini(&s);
}
END_TEST

static Suite *wheel_suite(void)
{
    Suite *suite = suite_create("wheel");
    TCase *c = tcase_create("wheel");

    tcase_add_test(c, wheel_fires_like_a_sorted_list);
    tcase_add_test(c, wheel_wakes_neither_early_nor_late_when_driven_by_its_own_word);
    tcase_add_test(c, wheel_only_moves_the_record_when_a_deadline_is_put_off);
    tcase_add_test(c, wheel_obeys_its_budget);
    tcase_add_test(c, wheel_crosses_months_without_counting_ticks);
    tcase_set_timeout(c, 300);
    suite_add_tcase(suite, c);
    return suite;
}

UNIT_MAIN(wheel_suite)
