/* SPDX-License-Identifier: MIT */
/*
 * A MAG's tunnels: when they come and go, whose they are, how long they live (RFC 5213
 * 5.6.1 and 6.10, draft-02 5.5.1 and 6.10).
 */
#include "mag_link_bed.h"

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

static const char *const names[] = {"n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7"};

/* What the MAG knows of a tunnel to an LMA; whether it knows one. */
static int known_tunnel(uint8_t lma, struct pmip6_tunnel *t)
{
    uint32_t cursor = 0;

    while (pmip6_mag_next_tunnel(mag, &cursor, t) == 1) {
        if (same(t->remote, fake_addr(lma, 1)))
            return 1;
    }
    memset(t, 0, sizeof *t);
    return 0;
}

static uint32_t users_of(uint8_t lma)
{
    struct pmip6_tunnel t;

    known_tunnel(lma, &t);
    return t.users;
}

static pmip6_time end_of(uint8_t lma)
{
    struct pmip6_tunnel t;

    ck_assert(known_tunnel(lma, &t));
    return t.expires;
}

static const struct pmip6_tunnel *opened(uint8_t lma)
{
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        if (h.tunnels[i].id && same(h.tunnels[i].remote, fake_addr(lma, 1)))
            return &h.tunnels[i];
    }
    return NULL;
}

static unsigned count_effects(char kind)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h.effect_count; i++)
        count += h.effects[i] == kind;
    return count;
}

/* Node n comes to its link, and its LMA accepts it. */
static void serve(unsigned n, uint8_t lma)
{
    h.policy.lma = fake_addr(lma, 1);
    ck_assert_int_eq(arrive(LINK + n, names[n], (uint8_t)(n + 1)), 0);
    answer_from(lma, reply_to(request(), 0, (uint8_t)(0x80 + n)));
}

static void leave(unsigned n, uint8_t lma)
{
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK + n), 0);
    answer_from(lma, reply_to(request(), 0, (uint8_t)(0x80 + n)));
}

/* ---- coming and going ---- */

/* covers: R5213-5.6.1-02 R5213-5.6.1-04 R5213-5.6.1-10 D02-5.5.1-05 D02-5.5.1-08 */
START_TEST(tunnel_of_a_gateway_comes_with_the_first_node_and_goes_with_the_last)
{
    begin_here((uint32_t)_i, NULL);
    fake_forget_effects(&h);
    for (unsigned n = 0; n < 4; n++) {
        serve(n, 0xa);
        ck_assert_uint_eq(users_of(0xa), n + 1);
    }
    serve(4, 0xb);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 2);
    leave(0, 0xa);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK + 1), 0);
    pass(SEC(1) + TICK); /* nobody answers */
    ck_assert_uint_eq(users_of(0xa), 2);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK + 2), 0);
    h.policy.lma = fake_addr(0xa, 1);
    ck_assert_int_eq(arrive(LINK + 6, names[2], 3), 0); /* it has moved, and stays */
    answer(0);
    ck_assert_uint_eq(users_of(0xa), 2);
    leave(3, 0xa);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 0);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK + 6), 0);
    ck_assert_ptr_nonnull(opened(0xa)); /* until that is through */
    answer(0);
    ck_assert_ptr_null(opened(0xa));
    ck_assert_ptr_nonnull(opened(0xb));
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 2);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 1);
    leave(4, 0xb);
    ck_assert_uint_eq(h.tunnel_count, 0);
    end();
}
END_TEST

/* covers: R5213-5.6.1-10 R5213-6.10.4-01 D02-6.10.5-01 D02-5.5.1-10 */
START_TEST(tunnel_of_a_gateway_goes_when_the_last_binding_runs_out)
{
    pmip6_time first, last;

    begin_here((uint32_t)_i, NULL);
    h.policy.lifetime = 100;
    first = h.now + SEC(100);
    serve(0, 0xa);
    h.policy.lifetime = 300;
    last = h.now + SEC(300);
    serve(1, 0xa);
    pass(first - h.now + TICK); /* nobody answers what they ask for */
    ck_assert_uint_eq(users_of(0xa), 1);
    pass(last - h.now - 1);
    ck_assert_ptr_nonnull(opened(0xa));
    pass(1 + TICK);
    ck_assert_ptr_null(opened(0xa));
    ck_assert_uint_eq(h.tunnel_count, 0);
    end();
}
END_TEST

/* Each LMA that has nodes here has one tunnel, that counts them; no other has any. */
static void check_users(void)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t users[3] = {0}, cursor = 0;
    unsigned tunnels = 0;

    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1) {
        if (v.prefix_count > 0)
            users[v.lma.octets[7] - 0xa]++;
    }
    for (uint8_t i = 0; i < 3; i++) {
        ck_assert_uint_eq(users_of((uint8_t)(0xa + i)), users[i]);
        ck_assert_int_eq(opened((uint8_t)(0xa + i)) != NULL, users[i] > 0);
        tunnels += users[i] > 0;
    }
    ck_assert_uint_eq(h.tunnel_count, tunnels);
    ck_assert_uint_eq(h.wrong, 0);
}

/* covers: R5213-5.6.1-07 R5213-6.10.4-01 D02-6.10.5-01 D02-5.5.1-07 D02-5.5.1-08 */
START_TEST(nodes_of_a_gateway_share_a_tunnel_that_counts_them)
{
    int lma_of[8] = {0}; /* 0: it is not here */
    unsigned shared = 0;

    dice = 5;
    begin_here((uint32_t)_i, NULL);
    for (unsigned step = 0; step < 1000; step++) {
        unsigned n = pick(8);

        if (lma_of[n]) {
            leave(n, (uint8_t)lma_of[n]);
            lma_of[n] = 0;
        } else {
            lma_of[n] = (int)(0xa + pick(3));
            serve(n, (uint8_t)lma_of[n]);
            shared += users_of((uint8_t)lma_of[n]) > 1;
        }
        pass(SEC(2));
        check_users();
    }
    ck_assert_uint_gt(shared, 100);
    end();
}
END_TEST

/* covers: D02-5.5.1-04 R5213-5.6.1-02 */
START_TEST(gateway_has_no_tunnel_before_the_lma_accepts)
{
    static const uint8_t refusals[] = {128, 129, 130, 133, 152, 160};
    struct signalling s;

    for (size_t i = 0; i < sizeof refusals; i++) {
        begin_here((uint32_t)_i, NULL);
        h.policy_result = PMIP6_PENDING;
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        ck_assert_uint_eq(h.tunnel_count, 0);
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        ck_assert_uint_eq(h.sent_count, 1);
        ck_assert_uint_eq(h.tunnel_count, 0);
        s = reply_to(request(), refusals[i], 0x80);
        s.lifetime = 100; /* whatever else it says */
        answer_with(s);
        ck_assert_uint_eq(h.tunnel_count, 0);
        ck_assert_uint_eq(count_effects(FAKE_OPEN), 0);
        end();
    }
    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_from(0xb, reply_to(request(), 0, 0x80)); /* that is not its LMA */
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 0);
    answer(0);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 1);
    end();
}
END_TEST

/* ---- made beforehand ---- */

/* A tunnel that the host has, and its word to the MAG. */
static struct pmip6_tunnel make_static(uint8_t lma)
{
    struct pmip6_tunnel t = {.size = sizeof t};
    uint8_t slot = (uint8_t)(lma - 0xa);

    t.local = fake_addr(1, 1);
    t.remote = fake_addr(lma, 1);
    t.id = slot + 1u; /* the fake host's ids are its slots */
    h.tunnels[slot] = t;
    h.tunnel_count++;
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &t), 0);
    return t;
}

static void take_from_host(uint8_t lma)
{
    memset(&h.tunnels[lma - 0xa], 0, sizeof h.tunnels[0]);
    h.tunnel_count--;
}

/* covers: R5213-5.6.1-03 D02-5.5.1-06 R5213-6.10.4-01 D02-6.10.5-01 */
START_TEST(gateway_uses_a_tunnel_made_beforehand_and_lets_it_stand)
{
    struct pmip6_tunnel t;

    begin_here((uint32_t)_i, NULL);
    make_static(0xa);
    make_static(0xb);
    fake_forget_effects(&h);
    for (unsigned round = 0; round < 3; round++) {
        serve(0, 0xa);
        serve(1, 0xb);
        ck_assert_uint_eq(route_of(PMIP6_ROUTE_FROM_LINK, fake_addr(0x80, 0))->tunnel.id,
                          1);
        ck_assert_uint_eq(route_of(PMIP6_ROUTE_FROM_LINK, fake_addr(0x81, 0))->tunnel.id,
                          2);
        check_into_tunnel(from_link(fake_addr(0x80, 9), OUTSIDE), 0xa);
        leave(0, 0xa);
        leave(1, 0xb);
        pass(SEC(10));
    }
    ck_assert_uint_eq(count_effects(FAKE_OPEN) + count_effects(FAKE_CLOSE), 0);
    serve(2, 0xc); /* others come and go */
    leave(2, 0xc);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 1);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 1);
    ck_assert(known_tunnel(0xa, &t));
    ck_assert_uint_eq(t.flags, PMIP6_TUNNEL_STATIC);
    serve(0, 0xa);
    take_from_host(0xa); /* the library's end is none of theirs */
    take_from_host(0xb);
    end();
}
END_TEST

/* covers: R5213-5.6.1-03 D02-5.5.1-06 */
START_TEST(tunnel_of_a_gateway_that_is_static_no_longer_goes_with_its_last_node)
{
    struct pmip6_tunnel used, unused;

    begin_here((uint32_t)_i, NULL);
    used = make_static(0xa);
    unused = make_static(0xb);
    serve(0, 0xa);
    fake_forget_effects(&h);
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, &unused), 0);
    ck_assert_ptr_null(opened(0xb));
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, &used), 0);
    ck_assert_ptr_nonnull(opened(0xa));
    leave(0, 0xa);
    ck_assert_ptr_null(opened(0xa));
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 2);
    end();
}
END_TEST

/* ---- ends ---- */

static uint8_t mag_number;

static void number_it(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->address = fake_addr(mag_number, 3);
    if (mag_number % 2)
        c->flags |= PMIP6_MAG_ALTERNATE_COA;
}

/* covers: R5213-5.6.1-05 D02-5.5.1-01 R5213-6.10.2-01 D02-6.10.2-01 D02-6.10.1-02 */
START_TEST(tunnel_is_ipv6_in_ipv6_between_the_care_of_address_and_the_lma)
{
    ck_assert_uint_eq(PMIP6_ENCAP_IPV6, 0);
    for (mag_number = 1; mag_number < 9; mag_number++) {
        uint8_t lma = (uint8_t)(0xa + mag_number);
        const struct pmip6_tunnel *t;

        begin_here((uint32_t)_i, number_it);
        serve(0, lma);
        ck_assert_uint_eq(h.tunnel_count, 1);
        t = opened(lma);
        ck_assert_ptr_nonnull(t);
        ck_assert(same(t->local, fake_addr(mag_number, 3)));
        ck_assert(same(t->local, last_sent()->source));
        ck_assert(same(t->remote, last_sent()->destination));
        ck_assert_uint_eq(t->encapsulation, 0);
        ck_assert(same(view().tunnel.local, fake_addr(mag_number, 3)));
        ck_assert(same(view().tunnel.remote, fake_addr(lma, 1)));
        end();
    }
}
END_TEST

/* covers: D02-6.10.3-04 */
START_TEST(table_of_tunnels_has_a_row_for_each_lma)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;
    unsigned rows = 0, seen = 0;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(pmip6_mag_next_tunnel(mag, &cursor, &t), 0);
    for (unsigned n = 0; n < 6; n++)
        serve(n, (uint8_t)(0xa + n % 3));
    cursor = 0;
    while (pmip6_mag_next_tunnel(mag, &cursor, &t) == 1) {
        rows++;
        seen |= 1u << (t.remote.octets[7] - 0xa);
        ck_assert(same(t.local, fake_addr(1, 1)));
        ck_assert_uint_eq(t.encapsulation, 0);
        ck_assert_uint_eq(t.id, opened(t.remote.octets[7])->id);
    }
    ck_assert_uint_eq(rows, 3);
    ck_assert_uint_eq(seen, 7);
    end();
}
END_TEST

/* covers: R5213-6.10.1-01 D02-6.10.1-01 */
START_TEST(gateway_signals_over_ipv6_alone)
{
    static const struct pmip6_addr ipv4[] = {{{[10] = 0xff, 0xff, 192, 0, 2, 1}}, {{0}}};

    for (size_t i = 0; i < sizeof ipv4 / sizeof ipv4[0]; i++) {
        struct pmip6_mag_config c;
        struct pmip6_mag_callbacks cb;
        pmip6_mag *none = NULL;

        begin_here((uint32_t)_i, NULL);
        h.policy.lma = ipv4[i];
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
        pass(SEC(10));
        ck_assert_uint_eq(h.sent_count, 0);
        end();
        pmip6_mag_config_init(&c, (uint32_t)_i);
        fake_mag_callbacks(&cb);
        c.address = ipv4[i];
        ck_assert_int_eq(pmip6_mag_new(&none, &c, &cb, &h), PMIP6_ERR_INVALID);
        ck_assert_ptr_null(none);
    }
}
END_TEST

/* ---- how long ---- */

/* covers: R5213-5.6.1-08 D02-5.5.1-09 */
START_TEST(tunnel_of_a_gateway_lives_as_long_as_was_granted)
{
    struct signalling s;
    pmip6_time sent;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    sent = h.now;
    s = reply_to(request(), 0, 0x80);
    s.lifetime = 100; /* less than was asked for */
    pass(MS(300));
    answer_with(s);
    ck_assert_uint_eq(end_of(0xa), sent + SEC(400));
    for (unsigned n = 0; n < 5; n++) {
        while (h.sent_count < n + 2) /* each time it is renewed */
            pass(SEC(1));
        sent = h.now;
        s = reply_to(request(), 0, 0x80);
        s.lifetime = (uint16_t)(200 + n);
        answer_with(s);
        ck_assert_uint_eq(end_of(0xa) >> 20, (view().last_sent + SEC(800 + 4 * n)) >> 20);
        ck_assert_uint_eq(end_of(0xa), view().expires);
    }
    end();
}
END_TEST

/* covers: R5213-5.6.1-09 D02-5.5.1-10 */
START_TEST(longest_lifetime_of_its_nodes_is_that_of_a_tunnel)
{
    static const uint32_t lifetimes[] = {60, 300, 100, 2000, 40};
    pmip6_time longest = 0;

    begin_here((uint32_t)_i, NULL);
    for (unsigned n = 0; n < 5; n++) {
        h.policy.lifetime = lifetimes[n];
        if (h.now + SEC(lifetimes[n]) > longest)
            longest = h.now + SEC(lifetimes[n]);
        serve(n, 0xa);
        ck_assert_uint_eq(end_of(0xa), longest);
        pass(SEC(1));
    }
    h.policy.lifetime = 60;
    serve(5, 0xb); /* another tunnel is none of theirs */
    ck_assert_uint_eq(end_of(0xa), longest);
    ck_assert_uint_eq(end_of(0xb), h.now + SEC(60));
    end();
}
END_TEST

Suite *conformance_mag_tunnels(void)
{
    Suite *s = suite_create("mag_tunnels");

    conformance_add(s,
                    tunnel_of_a_gateway_comes_with_the_first_node_and_goes_with_the_last,
                    BOTH_EDITIONS);
    conformance_add(s, tunnel_of_a_gateway_goes_when_the_last_binding_runs_out,
                    BOTH_EDITIONS);
    conformance_add(s, nodes_of_a_gateway_share_a_tunnel_that_counts_them, BOTH_EDITIONS);
    conformance_add(s, gateway_has_no_tunnel_before_the_lma_accepts, BOTH_EDITIONS);
    conformance_add(s, gateway_uses_a_tunnel_made_beforehand_and_lets_it_stand,
                    BOTH_EDITIONS);
    conformance_add(s,
                    tunnel_of_a_gateway_that_is_static_no_longer_goes_with_its_last_node,
                    BOTH_EDITIONS);
    conformance_add(s, tunnel_is_ipv6_in_ipv6_between_the_care_of_address_and_the_lma,
                    BOTH_EDITIONS);
    conformance_add(s, table_of_tunnels_has_a_row_for_each_lma, BOTH_EDITIONS);
    conformance_add(s, gateway_signals_over_ipv6_alone, BOTH_EDITIONS);
    conformance_add(s, tunnel_of_a_gateway_lives_as_long_as_was_granted, BOTH_EDITIONS);
    conformance_add(s, longest_lifetime_of_its_nodes_is_that_of_a_tunnel, BOTH_EDITIONS);
    return s;
}
