/* SPDX-License-Identifier: MIT */
/* Routes all or nothing, tunnels shared and counted: whatever callback fails, the host's
 * tables are as they were. */
#include "fake_host.h"
#include "tunnels.h"
#include "unit.h"

#include <string.h>

static struct fake_host h;
static struct effects e;
static struct tunnels t;
static struct memory m;

static const struct pmip6_prefix prefixes[3] = {
    {{{0x20, 1, 0, 1}}, 64}, {{{0x20, 1, 0, 2}}, 64}, {{{0x20, 1, 0, 3}}, 64}};
static const struct routed routed = {prefixes, 3, {(const uint8_t *)"mn1", 3}};

static void begin(void)
{
    struct pmip6_lma_callbacks cb;
    struct hash_key key = {1, 2};

    fake_host_init(&h);
    fake_lma_callbacks(&cb);
    memset(&e, 0, sizeof e);
    e.send = cb.send;
    e.tunnel_open = cb.tunnel_open;
    e.tunnel_close = cb.tunnel_close;
    e.route_add = cb.route_add;
    e.route_replace = cb.route_replace;
    e.route_remove = cb.route_remove;
    e.user = &h;
    p6_memory_init(&m, NULL, NULL, NULL);
    ck_assert_int_eq(p6_tunnels_init(&t, &m, key, 4), 0);
}

static void end(void)
{
    p6_tunnels_fini(&t, &e);
    ck_assert_uint_eq(m.in_use, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.wrong, 0);
    ck_assert_uint_eq(e.inside, 0);
}

static uint32_t acquire(uint8_t mag)
{
    struct pmip6_addr local = fake_addr(0xa, 1), remote = fake_addr(mag, 1);
    uint32_t index;

    ck_assert_int_eq(p6_tunnel_acquire(&t, &e, &local, &remote, &index), 0);
    return index;
}

static struct path path_over(uint32_t tunnel, uint32_t link)
{
    struct path p = {.kinds = {PMIP6_ROUTE_FROM_LINK, PMIP6_ROUTE_TO_LINK},
                     .kind_count = 2,
                     .link = link,
                     .tunnel = p6_tunnel_at(&t, tunnel)->tunnel};
    return p;
}

START_TEST(tunnel_opens_with_its_first_user_and_closes_with_its_last)
{
    uint32_t a, b;

    begin();
    a = acquire(1);
    b = acquire(1);
    ck_assert_uint_eq(a, b);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_ne(acquire(2), a);
    p6_tunnel_release(&t, &e, a);
    ck_assert_uint_eq(h.tunnel_count, 2);
    p6_tunnel_release(&t, &e, a);
    ck_assert_uint_eq(h.tunnel_count, 1);
    end();
}
END_TEST

START_TEST(tunnel_that_does_not_open_leaves_nothing)
{
    struct pmip6_addr local = fake_addr(0xa, 1), remote = fake_addr(1, 1);
    uint32_t index;

    begin();
    h.calls_left = 1;
    ck_assert_int_eq(p6_tunnel_acquire(&t, &e, &local, &remote, &index),
                     PMIP6_ERR_CALLBACK);
    ck_assert_uint_eq(t.records.count, 0);
    ck_assert_uint_eq(p6_tunnel_find(&t, &local, &remote), P6_NONE);
    end();
}
END_TEST

START_TEST(tunnels_are_bounded)
{
    struct pmip6_addr local = fake_addr(0xa, 1), remote = fake_addr(99, 1);
    uint32_t index;

    begin();
    for (uint8_t i = 1; i <= 4; i++)
        acquire(i);
    ck_assert_int_eq(p6_tunnel_acquire(&t, &e, &local, &remote, &index), PMIP6_ERR_LIMIT);
    end();
}
END_TEST

START_TEST(routes_are_added_all_or_none)
{
    for (unsigned n = 1; n <= 7; n++) {
        struct path p;
        int rc;

        begin();
        p = path_over(acquire(1), 5);
        h.calls_left = n;
        rc = p6_routes_add(&e, &routed, &p);
        ck_assert_int_eq(rc, n <= 6 ? PMIP6_ERR_CALLBACK : 0);
        ck_assert_uint_eq(h.route_count, n <= 6 ? 0 : 6);
        if (rc == 0)
            p6_routes_remove(&e, &routed, &p);
        end();
    }
}
END_TEST

START_TEST(routes_are_replaced_all_or_none)
{
    for (unsigned n = 1; n <= 7; n++) {
        struct fake_route before[FAKE_ROUTES];
        struct path was, is;
        int rc;

        begin();
        was = path_over(acquire(1), 5);
        is = path_over(acquire(2), 6);
        ck_assert_int_eq(p6_routes_add(&e, &routed, &was), 0);
        memcpy(before, h.routes, sizeof before);
        h.calls_left = n;
        rc = p6_routes_replace(&e, &routed, &was, &is);
        ck_assert_int_eq(rc, n <= 6 ? PMIP6_ERR_CALLBACK : 0);
        ck_assert_int_eq(memcmp(before, h.routes, sizeof before) == 0, n <= 6);
        p6_routes_remove(&e, &routed, rc == 0 ? &is : &was);
        ck_assert_uint_eq(h.route_count, 0);
        end();
    }
}
END_TEST

static Suite *effects_suite(void)
{
    Suite *s = suite_create("effects");
    TCase *c = tcase_create("effects");

    tcase_add_test(c, tunnel_opens_with_its_first_user_and_closes_with_its_last);
    tcase_add_test(c, tunnel_that_does_not_open_leaves_nothing);
    tcase_add_test(c, tunnels_are_bounded);
    tcase_add_test(c, routes_are_added_all_or_none);
    tcase_add_test(c, routes_are_replaced_all_or_none);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(effects_suite)
