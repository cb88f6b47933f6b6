/* SPDX-License-Identifier: MIT */
#include "pool_bed.h"

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
        ck_assert_uint_eq(p6_pools_in_use(&p), in_use);
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

/* ---- prefixes of any length, pools that change: held against a list of what is held
 * ---- */

#define HELD_MAX 400
#define PAST_MAX 2000

struct held {
    struct pmip6_prefix prefix;
    int in_use, reserved;
};

static struct held held[HELD_MAX];
static unsigned held_count;
static uint64_t seed, spent;

static unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static struct held *held_as(const struct pmip6_prefix *x)
{
    for (unsigned i = 0; i < held_count; i++) {
        if (p6_prefix_equal(&held[i].prefix, x))
            return &held[i];
    }
    ck_assert_uint_lt(held_count, HELD_MAX);
    held[held_count].prefix = *x;
    held[held_count].in_use = held[held_count].reserved = 0;
    return &held[held_count++];
}

static void forget_unheld(void)
{
    for (unsigned i = 0; i < held_count; i++) {
        if (!held[i].in_use && !held[i].reserved)
            held[i--] = held[--held_count];
    }
}

static const struct pmip6_pool lists[3][2] = {
    {{{{{0x20, 1}}, 58}, 64, {0}}, {{{{0x20, 2}}, 60}, 66, {0}}},
    {{{{{0x20, 1}}, 60}, 62, {0}}, {{{{0x20, 2}}, 60}, 66, {0}}},
    {{{{{0x20, 2}}, 58}, 64, {0}}, {{{{0x20, 1}}, 58}, 64, {0}}},
};
static unsigned list_now;

/* Whether something in use, or something reserved, overlaps a prefix, itself left out. */
static int in_the_way(const struct pmip6_prefix *x, int reserved_too)
{
    for (unsigned i = 0; i < held_count; i++) {
        if (!p6_prefix_equal(&held[i].prefix, x) &&
            p6_prefix_overlaps(&held[i].prefix, x) &&
            (held[i].in_use || (reserved_too && held[i].reserved)))
            return 1;
    }
    return 0;
}

/* What was in use before, and since when it has not been. One that a hole has come around
 * since may have been forgotten, and may be remembered. */
static struct past {
    struct pmip6_prefix prefix;
    pmip6_time since;
    int certain;
} past[PAST_MAX];
static unsigned past_count;

static struct past *past_of(const struct pmip6_prefix *x)
{
    for (unsigned i = 0; i < past_count; i++) {
        if (p6_prefix_equal(&past[i].prefix, x))
            return &past[i];
    }
    return NULL;
}

static void note_past(const struct pmip6_prefix *x, pmip6_time now)
{
    struct past *e = past_of(x);

    if (!e) {
        ck_assert_uint_lt(past_count, PAST_MAX);
        e = &past[past_count++];
        e->prefix = *x;
    }
    e->since = now;
    e->certain = !in_the_way(x, 1);
}

/* What a held prefix has come around, or into; a pool's prefix that it lies in counts as
 * used by it. */
static void note_held(const struct pmip6_prefix *x)
{
    for (unsigned i = 0; i < 2; i++) {
        const struct pmip6_pool *pool = &lists[list_now][i];

        if (x->length > pool->length && p6_prefix_holds(&pool->prefix, &x->addr)) {
            struct pmip6_prefix outer = p6_prefix_of(&x->addr, pool->length);

            note_past(&outer, 0);
        }
    }
    for (unsigned i = 0; i < past_count; i++) {
        if (!p6_prefix_equal(&past[i].prefix, x) &&
            p6_prefix_overlaps(&past[i].prefix, x))
            past[i].certain = 0;
    }
}

static void mark_in_use(const struct pmip6_prefix *x)
{
    struct held *e;

    ck_assert(!in_the_way(x, 0));
    e = held_as(x);
    ck_assert(!e->in_use);
    e->in_use = 1;
    note_held(x);
}

static struct pmip6_prefix any_prefix(void)
{
    static const uint8_t lengths[] = {57, 60, 62, 64, 64, 64, 65, 66, 70};
    struct pmip6_addr a = {{0x20, (uint8_t)(1 + chance(2))}};
    unsigned bits = chance(1u << 12);

    a.octets[7] = (uint8_t)(bits >> 6);
    a.octets[8] = (uint8_t)(bits << 2);
    return p6_prefix_of(&a, lengths[chance(sizeof lengths)]);
}

static int is_vacant(const struct pmip6_prefix *x)
{
    for (unsigned k = 0; k < held_count; k++) {
        if (p6_prefix_equal(&held[k].prefix, x) && (held[k].in_use || held[k].reserved))
            return 0;
    }
    return !in_the_way(x, 1);
}

/* Whether a pool has a prefix that nothing held stands in the way of; `new` for one that
 * was never in use. */
static int something_is_free(unsigned number, int new)
{
    const struct pmip6_pool *pool = &lists[list_now][number];

    for (unsigned n = 0; n < 1u << (pool->length - pool->prefix.length); n++) {
        struct pmip6_addr a = pool->prefix.addr;
        struct pmip6_prefix x;

        for (unsigned b = 0; n >> b; b++) {
            unsigned bit = pool->length - 1u - b;

            if (n >> b & 1)
                a.octets[bit / 8] |= (uint8_t)(0x80u >> bit % 8);
        }
        x = p6_prefix_of(&a, pool->length);
        if (is_vacant(&x) && !(new &&past_of(&x)))
            return 1;
    }
    return 0;
}

/* None of its pool was released before it and is free: never used, or longer ago. */
static void check_order(const struct pmip6_prefix *x)
{
    const struct past *own = past_of(x);

    if (!own || !own->certain)
        return;
    for (unsigned i = 0; i < past_count; i++) {
        const struct past *e = &past[i];

        if (e->certain && p6_pool_of(&p, &e->prefix) == p6_pool_of(&p, x) &&
            is_vacant(&e->prefix))
            ck_assert_uint_ge(e->since, own->since);
    }
    ck_assert(!something_is_free(p6_pool_of(&p, x), 1));
}

static void take_any(pmip6_time now)
{
    struct pmip6_prefix x;

    uint64_t before = look_ups;
    int rc = take(&p, now, &x);

    /* On average: what has a hole around it is forgotten when a take comes to it. */
    spent += look_ups - before;
    ck_assert_uint_le(spent, TAKE_COSTS * now);
    if (rc == 0) {
        ck_assert(!in_the_way(&x, 1));
        check_order(&x);
        mark_in_use(&x);
        ck_assert(p6_pools_contain(&p, &x));
    } else {
        ck_assert(!something_is_free(0, 0) && !something_is_free(1, 0));
    }
}

/* The caller looks for longer prefixes inside one that is of no pool, as the LMA does. */
static void claim_one(pmip6_time now)
{
    struct pmip6_prefix x = any_prefix();
    struct held *e = held_as(&x);
    int fixed = (int)chance(2), contained = p6_pools_contain(&p, &x), rc;
    int may =
        !e->in_use && !in_the_way(&x, !fixed) && (fixed || (contained && !e->reserved));

    if (!contained && in_the_way(&x, 0))
        return;
    /* What is reserved inside a pool's prefix holds that whole prefix. */
    rc = p6_pools_claim(&p, &x, fixed, now);
    if (rc == 0) {
        ck_assert(may);
        mark_in_use(&x);
    } else {
        ck_assert_int_eq(rc, fixed || contained ? PMIP6_ERR_EXISTS : PMIP6_ERR_NOT_FOUND);
        ck_assert(!may || in_the_way(&x, 1));
    }
}

static void hold_or_let_go(pmip6_time now)
{
    struct pmip6_prefix x = any_prefix();
    struct held *e = held_as(&x);

    if (held_count > 1 && chance(2))
        e = &held[chance(held_count)];
    if (e->reserved)
        ck_assert_int_eq(p6_pools_unreserve(&p, &e->prefix, now), 0);
    else
        ck_assert_int_eq(p6_pools_reserve(&p, &e->prefix), 0);
    e->reserved = !e->reserved;
    note_held(&e->prefix);
    /* What may have been forgotten is not remembered by this. */
    if (!e->reserved && past_of(&e->prefix) && past_of(&e->prefix)->certain)
        note_past(&e->prefix, now);
}

static void release_one(pmip6_time now)
{
    struct held *e = &held[chance(held_count)];

    p6_pools_release(&p, &e->prefix, now);
    if (!e->in_use)
        return;
    e->in_use = 0;
    note_held(&e->prefix);
    note_past(&e->prefix, now);
}

START_TEST(pool_keeps_prefixes_of_any_length_apart_while_pools_change)
{
    struct hash_key key = {1, 2};

    p6_memory_init(&m, NULL, NULL, NULL);
    seed = (uint64_t)_i + 1;
    spent = 0;
    held_count = past_count = list_now = 0;
    ck_assert_int_eq(p6_pools_init(&p, &m, key, 100000), 0);
    ck_assert_int_eq(p6_pools_configure(&p, lists[0], 2, 0, 0), 0);
    for (unsigned step = 1; step < 20000; step++) {
        switch (chance(16)) {
        case 0:
        case 1:
        case 2:
            hold_or_let_go(step);
            break;
        case 3:
        case 4:
        case 5:
            claim_one(step);
            break;
        case 6:
        case 7:
        case 8:
        case 9:
            take_any(step);
            break;
        case 10:
            if (chance(20) == 0) {
                list_now = chance(3);
                ck_assert_int_eq(p6_pools_configure(&p, lists[list_now], 2, 0, step), 0);
                for (unsigned i = 0; i < past_count; i++)
                    past[i].certain = 0;
            }
            break;
        default:
            if (held_count)
                release_one(step);
        }
        forget_unheld();
    }
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(pool_lets_prefixes_rest_over_reservations_and_other_pools)
{
    struct pmip6_pool none = {{{{0x30}}, 64}, 64, {0}}, all = {{{{0}}, 64}, 64, {0}};
    struct pmip6_prefix got, again;

    begin(64, 64, 1000);
    all.prefix = prefix(0, 0, 64);
    ck_assert_int_eq(take(&p, 0, &got), 0);
    p6_pools_release(&p, &got, 100);
    ck_assert_int_eq(p6_pools_reserve(&p, &got), 0);
    ck_assert_int_eq(p6_pools_unreserve(&p, &got, 200), 0);
    ck_assert_int_eq(take(&p, 1199, &again), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(p6_pools_configure(&p, &none, 1, 1000, 300), 0);
    ck_assert_int_eq(p6_pools_configure(&p, &all, 1, 1000, 400), 0);
    ck_assert_int_eq(take(&p, 1199, &again), PMIP6_ERR_LIMIT);
    ck_assert_int_eq(take(&p, 1200, &again), 0);
    ck_assert(p6_prefix_equal(&got, &again));
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* ---- prefixes that rest where there is no room for more records ---- */

static void begin_narrow(uint32_t records, const struct pmip6_pool *list, size_t count)
{
    struct hash_key key = {1, 2};

    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_pools_init(&p, &m, key, records), 0);
    ck_assert_int_eq(p6_pools_configure(&p, list, count, PMIP6_NEVER / 2, 0), 0);
}

START_TEST(pool_runs_out_of_records_of_what_rests_never)
{
    static const struct pmip6_pool list[] = {{{{{0x20, 1}}, 62}, 64, {0}},
                                             {{{{0x20, 2}}, 32}, 64, {0}}};
    struct pmip6_prefix first, got, last, x = {{{0x20, 3}}, 64};

    begin_narrow(300, list, 2);
    for (unsigned i = 0; i < 4; i++) {
        ck_assert_int_eq(cheap_take(1, &got), 0);
        p6_pools_release(&p, &got, 1);
    }
    ck_assert_int_eq(cheap_take(2, &first), 0);
    p6_pools_release(&p, &first, 2);
    for (unsigned i = 0; i < 2000; i++) {
        ck_assert_int_eq(cheap_take(3, &last), 0);
        ck_assert(!p6_prefix_equal(&last, &first));
        p6_pools_release(&p, &last, 3);
    }
    ck_assert_uint_le(p.records.count, 300);
    /* Of the large pool the longest released was forgotten, and nothing else. */
    ck_assert_int_eq(p6_pools_claim(&p, &got, 0, 4), PMIP6_ERR_EXISTS);
    ck_assert_int_eq(p6_pools_claim(&p, &last, 0, 4), PMIP6_ERR_EXISTS);
    ck_assert_int_eq(p6_pools_claim(&p, &first, 0, 4), 0);
    for (unsigned i = 0; i < 255; i++) {
        x.addr.octets[7]++;
        ck_assert_int_eq(p6_pools_reserve(&p, &x), 0);
    }
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* The record that is held needs another for what it lies in, and is the only one that
 * could be forgotten for it. */
START_TEST(pool_forgets_nothing_that_it_is_about_to_hold)
{
    static const struct pmip6_pool none = {{{{0x30}}, 64}, 64, {0}},
                                   around = {{{{0x20}}, 32}, 64, {0}};
    struct pmip6_prefix inner = {{{0x20}}, 128}, other = {{{0x40}}, 64};

    begin_narrow(2, &none, 1);
    ck_assert_int_eq(p6_pools_claim(&p, &inner, 1, 0), 0);
    p6_pools_release(&p, &inner, 1);
    ck_assert_int_eq(p6_pools_claim(&p, &other, 1, 0), 0);
    ck_assert_int_eq(p6_pools_configure(&p, &around, 1, PMIP6_NEVER / 2, 2), 0);
    ck_assert_int_eq(p6_pools_reserve(&p, &inner), PMIP6_ERR_NOMEM);
    ck_assert_int_eq(p6_pools_claim(&p, &inner, 1, 3), PMIP6_ERR_NOMEM);
    p6_pools_release(&p, &other, 4);
    ck_assert_int_eq(p6_pools_reserve(&p, &inner), 0);
    ck_assert_uint_eq(p.records.count, 2);
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

START_TEST(pool_makes_room_for_other_pools)
{
    static const struct pmip6_pool first = {{{{0x30}}, 60}, 64, {0}},
                                   around = {{{{0x20}}, 32}, 64, {0}};
    struct pmip6_prefix inner = {{{0x20}}, 128}, got;

    begin_narrow(10, &first, 1);
    ck_assert_int_eq(p6_pools_claim(&p, &inner, 1, 0), 0);
    for (unsigned i = 0; i < 9; i++) {
        ck_assert_int_eq(cheap_take(1, &got), 0);
        p6_pools_release(&p, &got, 1);
    }
    ck_assert_int_eq(p6_pools_configure(&p, &around, 1, PMIP6_NEVER / 2, 2), 0);
    ck_assert_int_eq(cheap_take(1, &got), 0);
    ck_assert_uint_eq(got.addr.octets[7], 1);
    p6_pools_fini(&p);
    ck_assert_uint_eq(m.in_use, 0);
}
END_TEST

/* Room is made for what longer prefixes need under other pools, though it be one of these
 * that is forgotten for it. */
START_TEST(pool_finds_room_when_pools_change)
{
    struct pmip6_pool list;
    struct pmip6_prefix first, second, inside, elsewhere = prefix(0, 0x99, 80),
                                               other = prefix(0x10, 0, 64);

    memset(&list, 0, sizeof list);
    list.prefix = prefix(0, 0x80, 57);
    list.length = 64;
    begin_narrow(5, &list, 1);
    ck_assert_int_eq(p6_pools_configure(&p, &list, 1, 1000000, 1), 0);
    ck_assert_int_eq(take(&p, 1, &first), 0);
    ck_assert_int_eq(take(&p, 1, &second), 0);
    p6_pools_release(&p, &first, 2);
    p6_pools_release(&p, &second, 3);
    ck_assert_int_eq(p6_pools_configure(&p, NULL, 0, 1000000, 4), 0);
    inside = first;
    inside.length = 80;
    ck_assert_int_eq(p6_pools_claim(&p, &inside, 1, 5), 0);
    ck_assert_int_eq(p6_pools_claim(&p, &elsewhere, 1, 5), 0);
    ck_assert_int_eq(p6_pools_claim(&p, &other, 1, 5), 0);
    ck_assert_int_eq(p6_pools_configure(&p, &list, 1, 1000000, 6), 0);
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
    tcase_add_loop_test(c, pool_keeps_prefixes_of_any_length_apart_while_pools_change, 0,
                        8);
    tcase_add_test(c, pool_lets_prefixes_rest_over_reservations_and_other_pools);
    tcase_add_test(c, pool_runs_out_of_records_of_what_rests_never);
    tcase_add_test(c, pool_forgets_nothing_that_it_is_about_to_hold);
    tcase_add_test(c, pool_makes_room_for_other_pools);
    tcase_add_test(c, pool_finds_room_when_pools_change);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(pool_suite)
