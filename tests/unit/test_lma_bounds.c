/* SPDX-License-Identifier: MIT */
/* What one node, one gateway or the dead may take of the LMA's room, and what may not be
 * taken from the living. */
#include "lma_bed.h"

#include <stdio.h>

static struct pmip6_lma_config c;
static struct pmip6_pool pool;

/* A link-layer identifier for each number. */
static const char *interface(unsigned n)
{
    static char text[8];

    (void)snprintf(text, sizeof text, "if%04u", n);
    return text;
}

static const char *node(unsigned n)
{
    static char text[8];

    (void)snprintf(text, sizeof text, "mn%04u", n);
    return text;
}

/* ---- one node ---- */

START_TEST(lma_bounds_the_sessions_of_one_node)
{
    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    c.max_of_node = 3;
    begin_as(&c);
    for (unsigned i = 0; i < 3; i++)
        ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(i)), 0);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(3)), 130);
    ck_assert_int_eq(ASK(.handoff = 5, .lli = interface(1)), 0); /* extends */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .lli = interface(3)), 0);
    ck_assert_int_eq(ASK(.leave = 1, .lli = interface(0)), 0);
    pass(SEC(11));
    ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(3)), 0);
    end();
}
END_TEST

START_TEST(lma_bounds_the_requests_of_one_node_that_wait)
{
    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    c.max_of_node = 3;
    begin_as(&c);
    h.policy_result = PMIP6_PENDING;
    for (unsigned i = 0; i < 3; i++)
        ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(i)), -1);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(3)), 130);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = interface(2)), -1); /* a repeat */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .lli = interface(3)), -1);
    end();
}
END_TEST

START_TEST(lma_has_a_share_for_one_node)
{
    struct pmip6_lma_callbacks cb;

    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    ck_assert_uint_eq(c.max_of_node, 16);
    c.max_of_node = 0;
    fake_host_init(&h);
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), PMIP6_ERR_INVALID);
    ck_assert_ptr_null(lma);
}
END_TEST

/* ---- the dead ---- */

START_TEST(lma_takes_tunnels_of_the_dead_for_the_living)
{
    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.max_tunnels = 2;
    begin_as(&c);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .mag = 2, .lifetime = 100, .lli = "abcdef"), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .mag = 3), 130);
    h.now += SEC(61); /* nobody told the LMA that time went on */
    ck_assert_int_eq(
        ASK(.mn = "mn2", .mag = 3, .lifetime = 100, .handoff = 3, .lli = "abcdef"), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .mag = 4), 0);
    h.now += SEC(61);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 5), 0);
    end();
}
END_TEST

/* Many sessions whose timers were put off stand before the one whose end has come. */
START_TEST(lma_takes_the_place_of_the_dead_among_those_put_off)
{
    edition = (uint32_t)_i;
    configure(&c, &pool);
    begin_as(&c);
    for (unsigned i = 0; i < 99; i++)
        ck_assert_int_eq(ASK(.mn = node(i), .lli = "abcdef"), 0);
    ck_assert_int_eq(ASK(.mn = "dead"), 0);
    for (unsigned i = 0; i < 99; i++)
        ck_assert_int_eq(
            ASK(.mn = node(i), .lli = "abcdef", .handoff = 5, .lifetime = 200), 0);
    ck_assert_int_eq(ASK(.mn = "another"), 130);
    h.now += SEC(62);
    ck_assert_int_eq(ASK(.mn = "another"), 0);
    end();
}
END_TEST

/* However many are dead, one request works off no more of them than a time-out. */
START_TEST(lma_ends_no_more_of_the_dead_than_a_timeout_does)
{
    struct pmip6_prefix reserved = home(0x85);

    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.timeout_batch = 8;
    begin_as(&c);
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &reserved), 0);
    for (unsigned i = 0; i < 100; i++)
        ck_assert_int_eq(ASK(.mn = node(i)), 0);
    h.now += SEC(62);
    ck_assert_int_ge(ASK(.mn = "another", .prefix = 0x85), 128);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXPIRED), 0);
    ck_assert_int_eq(ASK(.mn = "another"), 0);
    ck_assert_uint_ge(fake_events(&h, PMIP6_LMA_EXPIRED), 1);
    ck_assert_uint_le(fake_events(&h, PMIP6_LMA_EXPIRED), 8);
    end();
}
END_TEST

/* A prefix of a pool of which a dead session holds a part is free. */
START_TEST(lma_takes_a_prefix_that_the_dead_hold_a_part_of)
{
    struct pmip6_prefix fixed = home(0x85);

    begin((uint32_t)_i);
    h.policy.prefixes = &fixed;
    h.policy.prefix_count = 1;
    fixed.length = 80;
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    ck_assert_uint_eq(answer.prefixes[0].length, 80);
    h.now += SEC(61);
    fixed.length = 64;
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_uint_eq(answer.prefixes[0].length, 64);
    ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0x85);
    end();
}
END_TEST

START_TEST(lma_makes_static_tunnels_in_the_place_of_the_deads)
{
    struct pmip6_tunnel t = {.size = sizeof t, .id = 7};

    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.max_tunnels = 1;
    begin_as(&c);
    ck_assert_int_eq(ASK(.mag = 1), 0);
    t.local = LMAA;
    t.remote = fake_addr(2, 1);
    ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), PMIP6_ERR_LIMIT);
    h.now += SEC(61);
    ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), 0);
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t), 0);
    pmip6_lma_free(lma);
    lma = NULL;
}
END_TEST

/* A host with one prefix to give. */
static int given;
static uint8_t given_length;
static struct pmip6_prefix asked_for;

static int give_the_only_one(const struct pmip6_prefix_request *r,
                             struct pmip6_prefix_grant *g, void *user)
{
    (void)user;
    if (r->prefix_count)
        asked_for = r->prefixes[0];
    if (given)
        return -1;
    given = 1;
    g->prefixes[0] = home(0x42);
    g->prefixes[0].length = given_length;
    g->prefix_count = 1;
    return 0;
}

static void have_it_back(const struct pmip6_prefix *p, struct pmip6_bytes mn_id,
                         void *user)
{
    (void)p;
    (void)mn_id;
    (void)user;
    ck_assert_int_eq(given, 1);
    given = 0;
}

static void begin_with_allocation(void)
{
    struct pmip6_lma_callbacks cb;

    configure(&c, &pool);
    fake_host_init(&h);
    refuses_all = 0;
    sequence = 100;
    given = 0;
    given_length = 64;
    fake_lma_callbacks(&cb);
    cb.prefix_take = give_the_only_one;
    cb.prefix_release = have_it_back;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

START_TEST(lma_takes_the_hosts_prefixes_of_the_dead_for_the_living)
{
    edition = (uint32_t)_i;
    begin_with_allocation();
    ck_assert_int_eq(ASK(.mn = "mn1"), 0);
    ck_assert_int_eq(ASK(.mn = "mn2"), 130);
    h.now += SEC(61);
    ck_assert_int_eq(ASK(.mn = "mn2"), 0);
    end();
}
END_TEST

START_TEST(lma_takes_no_grant_of_an_impossible_length)
{
    edition = (uint32_t)_i;
    begin_with_allocation();
    refuses_all = 1;
    for (unsigned length = 129; length < 256; length += 9) {
        given_length = (uint8_t)length;
        ck_assert_int_eq(ASK(), 130);
        ck_assert_int_eq(given, 0);
    }
    given_length = 0;
    ck_assert_int_eq(ASK(), 130);
    end();
}
END_TEST

/* What a peer asks for is told without the bits behind the prefix. */
START_TEST(lma_asks_the_host_for_canonical_prefixes)
{
    struct pmip6_prefix wanted = home(0x42);
    struct signalling s;

    edition = (uint32_t)_i;
    begin_with_allocation();
    prepare(&(struct pbu){.handoff = 1}, &s);
    s.prefixes[0] = wanted;
    s.prefixes[0].addr.octets[15] = 9;
    ck_assert_int_eq(submit(&s, MAG1), 0);
    ck_assert_mem_eq(&asked_for, &wanted, sizeof wanted);
    end();
}
END_TEST

/* ---- a new configuration ---- */

START_TEST(lma_extends_what_is_bound_above_a_lower_bound)
{
    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    begin_as(&c);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_int_eq(ASK(.mn = node(i), .handoff = 1, .lli = "eight678"), 0);
    c.max_bindings = 1;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_int_eq(
            ASK(.mn = node(i), .handoff = 2, .lli = "more than eight octets"), 0);
    ck_assert_int_eq(ASK(.mn = "another", .handoff = 1), 130);
    end();
}
END_TEST

START_TEST(lma_does_not_forgive_strangers_when_it_is_configured_anew)
{
    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.stranger_rate = 1;
    c.stranger_burst = 2;
    begin_as(&c);
    h.stranger = fake_addr(9, 1);
    for (unsigned i = 0; i < 3; i++)
        (void)ASK(.mag = 9);
    ck_assert_int_eq(ASK(.mag = 9), -1);
    c.max_lifetime = 100;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    ck_assert_int_eq(ASK(.mag = 9), -1);
    c.stranger_burst = 3;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    ck_assert_int_eq(ASK(.mag = 9), 154);
    end();
}
END_TEST

/* ---- addresses of the LMA ---- */

static int ask_at(struct pbu p, uint8_t lmaa)
{
    struct pmip6_addr from = fake_addr(p.mag ? p.mag : 1, 1), to = fake_addr(0xa, lmaa);
    struct signalling s;

    prepare(&p, &s);
    return deliver(&s, &from, &to);
}

/* Wherever a session is asked about, its tunnel ends where it says. */
START_TEST(lma_keeps_a_session_and_its_tunnel_at_one_address)
{
    struct pmip6_binding_view v;
    struct pmip6_addr second = fake_addr(0xa, 2);

    begin((uint32_t)_i);
    ck_assert_int_eq(ask_at((struct pbu){.handoff = 1, .lli = "abcdef"}, 1), 0);
    ck_assert_int_eq(ask_at((struct pbu){.leave = 1, .lli = "abcdef"}, 2), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_mem_eq(&v.lma_address, &v.tunnel.local, 16);
    ck_assert_int_eq(ask_at((struct pbu){.handoff = 3, .lli = "abcdef"}, 2), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_mem_eq(&v.lma_address, &v.tunnel.local, 16);
    ck_assert_mem_eq(&v.lma_address, &second, 16);
    ck_assert_uint_eq(h.tunnel_count, 1);
    end();
}
END_TEST

/* No prefix is given to a session whose tunnel it would lead into: not by the pool, and
 * not kept over a hand-off. */
START_TEST(lma_leads_no_tunnel_into_itself)
{
    struct pmip6_binding_view v;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1, .mag = 0x80), 130);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1, .mag = 1), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = v.prefixes[0].addr.octets[7], .handoff = 3),
                     130);
    end();
}
END_TEST

/* Nor is the LMA's own address given away, at whichever of its addresses it is asked. */
START_TEST(lma_gives_its_own_address_to_nobody)
{
    struct pmip6_prefix fixed = {.addr = LMAA, .length = 128};

    begin((uint32_t)_i);
    h.policy.prefixes = &fixed;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(ask_at((struct pbu){.handoff = 1}, 2), 130);
    ck_assert_uint_eq(bindings(NULL), 0);
    h.policy.prefix_count = 0;
    end();
}
END_TEST

/* ---- the host ---- */

static int (*open_as_usual)(struct pmip6_tunnel *t, void *user);

static int open_and_scribble(struct pmip6_tunnel *t, void *user)
{
    int rc = open_as_usual(t, user);

    t->local = fake_addr(0x77, 7);
    t->remote = fake_addr(0x77, 8);
    t->users = 99;
    t->flags = PMIP6_TUNNEL_STATIC;
    return rc;
}

/* The host gives a tunnel its id, and nothing else. */
START_TEST(lma_keeps_its_own_record_of_a_tunnel)
{
    struct pmip6_lma_callbacks cb;
    struct pmip6_binding_view v;
    struct pmip6_addr ends[2] = {LMAA, MAG1};

    edition = (uint32_t)_i;
    configure(&c, &pool);
    fake_host_init(&h);
    sequence = 100;
    fake_lma_callbacks(&cb);
    open_as_usual = cb.tunnel_open;
    cb.tunnel_open = open_and_scribble;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    ck_assert_int_eq(ASK(), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_mem_eq(&v.tunnel.local, &ends[0], 16);
    ck_assert_mem_eq(&v.tunnel.remote, &ends[1], 16);
    ck_assert_uint_eq(v.tunnel.users, 1);
    ck_assert_uint_eq(v.tunnel.flags, 0);
    ck_assert_uint_eq(v.tunnel.id, h.tunnels[0].id);
    end();
}
END_TEST

static Suite *bounds_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("lma_bounds");
    TCase *t = tcase_create("lma_bounds");

    tcase_add_test(t, lma_bounds_the_sessions_of_one_node);
    tcase_add_test(t, lma_bounds_the_requests_of_one_node_that_wait);
    tcase_add_test(t, lma_has_a_share_for_one_node);
    tcase_add_loop_test(t, lma_takes_tunnels_of_the_dead_for_the_living, first, last);
    tcase_add_loop_test(t, lma_takes_the_place_of_the_dead_among_those_put_off, first,
                        last);
    tcase_add_loop_test(t, lma_takes_the_hosts_prefixes_of_the_dead_for_the_living, first,
                        last);
    tcase_add_loop_test(t, lma_takes_no_grant_of_an_impossible_length, first, last);
    tcase_add_loop_test(t, lma_asks_the_host_for_canonical_prefixes, first, last);
    tcase_add_loop_test(t, lma_ends_no_more_of_the_dead_than_a_timeout_does, first, last);
    tcase_add_loop_test(t, lma_takes_a_prefix_that_the_dead_hold_a_part_of, first, last);
    tcase_add_loop_test(t, lma_makes_static_tunnels_in_the_place_of_the_deads, first,
                        last);
    tcase_add_loop_test(t, lma_keeps_a_session_and_its_tunnel_at_one_address, first,
                        last);
    tcase_add_loop_test(t, lma_leads_no_tunnel_into_itself, first, last);
    tcase_add_loop_test(t, lma_gives_its_own_address_to_nobody, first, last);
    tcase_add_test(t, lma_extends_what_is_bound_above_a_lower_bound);
    tcase_add_loop_test(t, lma_does_not_forgive_strangers_when_it_is_configured_anew,
                        first, last);
    tcase_add_loop_test(t, lma_keeps_its_own_record_of_a_tunnel, first, last);
    tcase_set_timeout(t, 300);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(bounds_suite)
