/* SPDX-License-Identifier: MIT */
/*
 * Tunnels: when they come and go, whose they are, how long they live, what may enter them
 * (RFC 5213 5.6.1, 6.9.5 and 6.10, draft-02 5.5.1 and 6.10).
 */
#include "conformance.h"
#include "encap.h"
#include "host_bed.h"
#include "icmp6.h"
#include "session_bed.h"

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

/* What the library knows of a tunnel to a gateway; whether it knows one. */
static int known_tunnel(uint8_t mag, struct pmip6_tunnel *t)
{
    uint32_t cursor = 0;

    while (pmip6_lma_next_tunnel(lma, &cursor, t) == 1) {
        if (same_addr(t->remote, fake_addr(mag, 1)))
            return 1;
    }
    memset(t, 0, sizeof *t);
    return 0;
}

static uint32_t users_of(uint8_t mag)
{
    struct pmip6_tunnel t;

    known_tunnel(mag, &t);
    return t.users;
}

static pmip6_time end_of(uint8_t mag)
{
    struct pmip6_tunnel t;

    ck_assert(known_tunnel(mag, &t));
    return t.expires;
}

static unsigned count_effects(char kind)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h.effect_count; i++)
        count += h.effects[i] == kind;
    return count;
}

/* ---- traffic ---- */

static void check_traffic_of_all(uint8_t mag, uint8_t other)
{
    struct pmip6_binding_view v = only_binding();
    struct pmip6_prefix own[PMIP6_PREFIXES_MAX];

    memcpy(own, v.prefixes, v.prefix_count * sizeof own[0]);
    ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, mag), v.prefix_count);
    ck_assert_uint_eq(h.route_count, v.prefix_count);
    for (size_t i = 0; i < v.prefix_count; i++)
        check_traffic(own[i], mag, other);
}

/* covers: R5213-5.6.1-01 D02-5.5.1-03 */
START_TEST(traffic_goes_through_the_tunnel_wherever_the_node_is)
{
    uint8_t prefix;

    begin((uint32_t)_i);
    h.policy.pool_prefixes = 3;
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    prefix = only_binding().prefixes[0].addr.octets[7];
    check_traffic_of_all(1, 2);
    for (uint8_t mag = 2; mag < 20; mag++) {
        ck_assert_int_eq(ASK(.handoff = 3, .mag = mag, .lli = "aaaaaa"), 0);
        ck_assert_uint_eq(only_binding().prefixes[0].addr.octets[7], prefix);
        check_traffic_of_all(mag, (uint8_t)(mag - 1));
        ck_assert_int_eq(ASK(.handoff = 5, .mag = mag, .lli = "aaaaaa"), 0);
        check_traffic_of_all(mag, (uint8_t)(mag - 1));
    }
    end();
}
END_TEST

/* ---- coming and going ---- */

/* covers: R5213-5.6.1-02 R5213-5.6.1-04 R5213-5.6.1-10 D02-5.5.1-05 D02-5.5.1-08 */
START_TEST(tunnel_comes_with_the_first_session_and_goes_with_the_last)
{
    struct pmip6_bytes mn2 = {(const uint8_t *)"mn2", 3};

    begin((uint32_t)_i);
    fake_forget_effects(&h);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1), 0);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 1);
    ck_assert_uint_eq(users_of(1), 3);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 3, .mag = 2), 0); /* one moves */
    ck_assert_int_eq(pmip6_lma_delete(lma, mn2), 0);               /* one is deleted */
    ck_assert_uint_eq(users_of(1), 1);
    ck_assert_uint_eq(users_of(2), 1);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 4, .leave = 1), 0);
    ck_assert_uint_eq(users_of(1), 1);
    until(entry_of("mn3").expires + TIMER_SLACK); /* and one has left */
    ck_assert_ptr_null(tunnel_to(1));
    ck_assert_ptr_nonnull(tunnel_to(2));
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 1);
    pass(SEC(100));
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 2);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 2);
    end();
}
END_TEST

/* Each gateway that has sessions has one tunnel, that counts them; no other has any. */
static void check_users(void)
{
    uint32_t users[8] = {0}, cursor = 0;
    struct pmip6_binding_view v = {.size = sizeof v};
    unsigned tunnels = 0;

    while (pmip6_lma_next_binding(lma, &cursor, &v) == 1)
        users[v.proxy_coa.octets[7]]++;
    for (uint8_t mag = 1; mag < 8; mag++) {
        ck_assert_uint_eq(users_of(mag), users[mag]);
        ck_assert_int_eq(tunnel_to(mag) != NULL, users[mag] > 0);
        tunnels += users[mag] > 0;
    }
    ck_assert_uint_eq(h.tunnel_count, tunnels);
    ck_assert_uint_eq(h.wrong, 0);
}

/* covers: R5213-5.6.1-07 D02-5.5.1-05 D02-5.5.1-07 D02-5.5.1-08 R5213-5.6.1-02 */
START_TEST(sessions_of_a_gateway_share_a_tunnel_that_counts_them)
{
    static const char *const names[] = {"n0", "n1", "n2", "n3", "n4",
                                        "n5", "n6", "n7", "n8", "n9"};
    unsigned shared = 0;

    dice = 3;
    begin((uint32_t)_i);
    for (unsigned step = 0; step < 2000; step++) {
        const char *mn = names[pick(10)];
        uint8_t mag = (uint8_t)(1 + pick(7));
        struct pmip6_bytes name = {(const uint8_t *)mn, 2};

        switch (pick(8)) {
        case 0:
            pmip6_lma_delete(lma, name);
            break;
        case 1:
            ASK(.mn = mn, .leave = 1, .mag = mag, .handoff = 4);
            break;
        case 2:
            pass(SEC(pick(30)));
            break;
        default:
            ck_assert_int_eq(ASK(.mn = mn, .mag = mag, .handoff = 3), 0);
            shared += users_of(mag) > 1;
            break;
        }
        pass(MS(1)); /* what has come to its end is worked off */
        check_users();
    }
    ck_assert_uint_gt(shared, 200);
    end();
}
END_TEST

/* covers: D02-5.5.1-04 */
START_TEST(there_is_no_tunnel_before_a_request_is_accepted)
{
    static const struct pbu refused[] = {
        {.without = HAS_MN_ID},
        {.without = HAS_PREFIX},
        {.clock_skew = -65536},
        {.prefix = 0x20},
        {.mag = 9},
    };

    begin((uint32_t)_i);
    h.stranger = fake_addr(9, 1);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        fake_forget_effects(&h);
        ck_assert_int_ge(ask(refused[i]), 128);
        ck_assert_str_eq(h.effects, "SE");
    }
    h.policy.grants = 0;
    fake_forget_effects(&h);
    ck_assert_int_ge(ASK(.handoff = 1), 128);
    ck_assert_str_eq(h.effects, "SE");
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy_result = PMIP6_PENDING;
    fake_forget_effects(&h);
    ck_assert_int_eq(ASK(.handoff = 1), -1); /* nothing is known yet */
    ck_assert_str_eq(h.effects, "");
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
    ck_assert_str_eq(h.effects, "OASE");
    end();
}
END_TEST

/* ---- made beforehand ---- */

/* A tunnel that the host has, and its word to the library. */
static struct pmip6_tunnel make_static(uint8_t mag)
{
    struct pmip6_tunnel t = {.size = sizeof t, .local = LMAA};

    t.remote = fake_addr(mag, 1);
    t.id = mag;
    h.tunnels[mag - 1] = t; /* the fake host's ids are its slots */
    h.tunnel_count++;
    ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), 0);
    return t;
}

static void take_from_host(uint8_t mag)
{
    memset(&h.tunnels[mag - 1], 0, sizeof h.tunnels[0]);
    h.tunnel_count--;
}

/* covers: R5213-5.6.1-03 D02-5.5.1-06 */
START_TEST(tunnel_made_beforehand_is_used_and_stays)
{
    struct pmip6_tunnel t;

    begin((uint32_t)_i);
    make_static(1);
    make_static(2);
    fake_forget_effects(&h);
    for (unsigned round = 0; round < 3; round++) {
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 1), 1);
        ck_assert(towards(only_binding().prefixes[0]).tunnel.id == 1);
        ck_assert_int_eq(move_to(2), 0);
        ck_assert(towards(only_binding().prefixes[0]).tunnel.id == 2);
        ck_assert_uint_eq(users_of(1), 0);
        ck_assert_uint_eq(users_of(2), 1);
        pass(SEC(100));
    }
    ck_assert_uint_eq(count_effects(FAKE_OPEN) + count_effects(FAKE_CLOSE), 0);
    ck_assert_int_eq(ASK(.handoff = 1, .mag = 3), 0); /* others come and go */
    pass(SEC(100));
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 1);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 1);
    ck_assert(known_tunnel(1, &t));
    ck_assert_uint_eq(t.flags, PMIP6_TUNNEL_STATIC);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    take_from_host(1); /* the library's end is none of theirs */
    take_from_host(2);
    end();
}
END_TEST

/* covers: R5213-5.6.1-03 D02-5.5.1-06 */
START_TEST(tunnel_that_is_static_no_longer_goes_with_its_last_session)
{
    struct pmip6_tunnel t1, t2, t3;

    begin((uint32_t)_i);
    t1 = make_static(1);
    t2 = make_static(2);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    fake_forget_effects(&h);
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t1), 0);
    ck_assert_uint_eq(h.tunnel_count, 2); /* it is in use */
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t2), 0);
    ck_assert_uint_eq(h.tunnel_count, 1); /* it is not */
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t1), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t2), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(move_to(3), 0);
    ck_assert_ptr_null(tunnel_to(1));
    ck_assert(known_tunnel(3, &t3)); /* one that is open already */
    ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t3), 0);
    pass(SEC(100));
    ck_assert_ptr_nonnull(tunnel_to(3));
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t3), 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(count_effects(FAKE_OPEN), 1);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 3);
    end();
}
END_TEST

/* ---- ends ---- */

static void check_endpoints(struct pmip6_addr local, struct pmip6_addr remote)
{
    struct pmip6_binding_view v = only_binding();

    ck_assert_uint_eq(h.tunnel_count, 1);
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        const struct pmip6_tunnel *t = &h.tunnels[i];

        if (t->id == 0)
            continue;
        ck_assert(same_addr(t->local, local));
        ck_assert(same_addr(t->remote, remote));
        ck_assert_uint_eq(t->encapsulation, PMIP6_ENCAP_IPV6);
    }
    ck_assert(same_addr(v.tunnel.local, local));
    ck_assert(same_addr(v.tunnel.remote, remote));
    ck_assert_uint_eq(v.tunnel.encapsulation, PMIP6_ENCAP_IPV6);
}

/* covers: R5213-5.6.1-05 D02-5.5.1-01 R5213-6.10.2-01 D02-6.10.1-02 R5213-5.6.1-04 */
START_TEST(tunnel_is_ipv6_in_ipv6_between_the_lmas_address_and_the_care_of_address)
{
    ck_assert_uint_eq(PMIP6_ENCAP_IPV6, 0);
    for (uint8_t n = 1; n < 20; n++) {
        struct pmip6_addr from = fake_addr(n, 1), to = fake_addr(0xa, (uint8_t)(n % 3));
        struct pmip6_addr other = fake_addr((uint8_t)(0x40 + n), 1);
        struct signalling s;

        begin((uint32_t)_i);
        prepare(&(struct pbu){.handoff = 1}, &s);
        ck_assert_int_eq(deliver(&s, &from, &to), 0);
        check_endpoints(to, from);
        prepare(&(struct pbu){.handoff = 3, .with = HAS_ALTERNATE_COA}, &s);
        s.alternate_coa = other;
        ck_assert_int_eq(deliver(&s, &from, &to), 0);
        check_endpoints(to, other);
        end();
    }
}
END_TEST

static const struct pmip6_addr no_ends[] = {
    {{[10] = 0xff, [11] = 0xff, [12] = 192, [14] = 2, [15] = 1}}, /* IPv4 */
    {{[10] = 0xff, [11] = 0xff, [12] = 10, [15] = 1}},
    {{0}},
    {{[15] = 1}},
    {{0xfe, 0x80, [15] = 1}},
    {{0xff, 0x0e, [15] = 1}},
};

/* covers: R5213-6.10.1-01 D02-6.10.1-01 */
START_TEST(ends_of_tunnels_are_routable_ipv6_addresses)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    pmip6_lma *none;

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof no_ends / sizeof no_ends[0]; i++) {
        struct pmip6_tunnel t = {.size = sizeof t, .local = LMAA};
        struct signalling s;

        configure(&c, &pool);
        c.address = no_ends[i];
        fake_lma_callbacks(&cb);
        ck_assert_int_eq(pmip6_lma_new(&none, &c, &cb, &h), PMIP6_ERR_INVALID);
        prepare(&(struct pbu){.handoff = 1}, &s);
        ck_assert_int_eq(submit(&s, no_ends[i]), -1);
        prepare(&(struct pbu){.handoff = 1, .with = HAS_ALTERNATE_COA}, &s);
        s.alternate_coa = no_ends[i];
        ck_assert_int_eq(submit(&s, MAG1), -1);
        ck_assert_uint_eq(dropped(PMIP6_DROP_SOURCE), 2 * i + 2);
        t.remote = no_ends[i];
        ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), PMIP6_ERR_INVALID);
        t.remote = t.local;
        t.local = no_ends[i];
        ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), PMIP6_ERR_INVALID);
    }
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- how long they live ---- */

/* covers: R5213-5.6.1-08 D02-5.5.1-09 */
START_TEST(tunnel_lives_as_long_as_was_granted_and_renewals_lengthen_it)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 5), 0);
    ck_assert(end_of(1) == h.now + SEC(20));
    ck_assert_int_eq(refresh(1, 15), 0);
    ck_assert(end_of(1) == h.now + SEC(60));
    for (unsigned i = 0; i < 50; i++) {
        pass(SEC(59));
        ck_assert_int_eq(refresh(1, 15), 0);
        ck_assert(end_of(1) == h.now + SEC(60));
        ck_assert(only_binding().tunnel.expires == h.now + SEC(60));
        ck_assert_uint_eq(h.tunnel_count, 1);
    }
    check_end(h.now + SEC(60));
    end();
}
END_TEST

/* covers: R5213-5.6.1-09 D02-5.5.1-10 R5213-5.6.1-10 */
START_TEST(longest_session_keeps_a_shared_tunnel)
{
    pmip6_time longest, shortest;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1, .lifetime = 15), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .lifetime = 75), 0);
    longest = h.now + SEC(300);
    ck_assert(end_of(1) == longest);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .lifetime = 5), 0);
    shortest = entry_of("mn3").expires;
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 5, .lifetime = 20,
                         .prefix = entry_of("mn1").prefixes[0].addr.octets[7]),
                     0);
    ck_assert(end_of(1) == longest); /* no shorter one shortens it */
    until(shortest + TIMER_SLACK);
    ck_assert_uint_eq(users_of(1), 2);
    fake_forget_effects(&h);
    until(longest - 1);
    ck_assert_uint_eq(users_of(1), 1);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 0);
    until(longest + TIMER_SLACK);
    ck_assert_uint_eq(count_effects(FAKE_CLOSE), 1);
    ck_assert_uint_eq(h.tunnel_count, 0);
    end();
}
END_TEST

/* ---- what may enter them ---- */

#define HEADER 40u

/* covers: R5213-6.9.5-03 */
START_TEST(packet_too_big_inside_bounds_what_may_enter)
{
    uint32_t last = UINT32_MAX;

    for (uint32_t path = 70000; path >= 1280; path--) {
        const struct icmp6_error inside = {ICMP6_ERROR_TOO_BIG, 0, path};
        struct icmp6_error out = {0, 0, 0};
        uint32_t mtu = encap_tunnel_mtu(path);

        ck_assert_uint_le(mtu, last);
        last = mtu;
        /* what enters fits with its outer header, save what no path may refuse */
        ck_assert(mtu + HEADER <= path || mtu == 1280);
        ck_assert_int_eq(icmp6_relay(&inside, mtu + 1, &out), 1);
        ck_assert_uint_eq(out.value, mtu);
    }
    ck_assert_uint_eq(last, 1280);
}
END_TEST

static void make_large_packet(uint8_t *packet, size_t length, struct pmip6_addr from,
                              struct pmip6_addr to)
{
    memset(packet, 0x55, length);
    packet[0] = 0x60;
    packet[1] = 0;
    packet[4] = (uint8_t)((length - HEADER) >> 8);
    packet[5] = (uint8_t)(length - HEADER);
    packet[6] = 17;
    packet[7] = 64;
    memcpy(packet + 8, from.octets, 16);
    memcpy(packet + 24, to.octets, 16);
}

/* covers: R5213-6.9.5-04 */
START_TEST(sender_of_what_no_longer_fits_is_told_what_does)
{
    static uint8_t packet[9000], told[ICMP6_ERROR_MAX];
    struct pmip6_addr from = fake_addr(0x70, 1), own = LMAA;

    for (size_t size = 1281; size <= sizeof packet; size += 97) {
        struct icmp6_error inside = {ICMP6_ERROR_TOO_BIG, 0, (uint32_t)size}, out;
        size_t length;

        make_large_packet(packet, size, from, home(0x80).addr);
        ck_assert_int_eq(icmp6_relay(&inside, (uint32_t)size, &out), 1);
        length = icmp6_build(told, &own, &out, packet, size);
        ck_assert_uint_gt(length, HEADER + 8);
        ck_assert_uint_le(length, 1280);
        ck_assert(memcmp(told + 8, own.octets, 16) == 0);
        ck_assert(memcmp(told + 24, from.octets, 16) == 0);
        ck_assert_uint_eq(told[6], 58);
        ck_assert_uint_eq(told[HEADER], 2);
        ck_assert_uint_eq(told[HEADER + 1], 0);
        ck_assert_uint_eq(told[HEADER + 4] | told[HEADER + 5], 0);
        ck_assert_uint_eq(256u * told[HEADER + 6] + told[HEADER + 7],
                          size < 1320 ? 1280 : size - HEADER);
        ck_assert(memcmp(told + HEADER + 8, packet, length - HEADER - 8) == 0);
        /* one that must fit anywhere is nobody's fault */
        ck_assert_int_eq(icmp6_relay(&inside, 1280, &out), 0);
    }
}
END_TEST

Suite *conformance_tunnels(void)
{
    Suite *s = suite_create("tunnels");

    conformance_add(s, traffic_goes_through_the_tunnel_wherever_the_node_is,
                    BOTH_EDITIONS);
    conformance_add(s, tunnel_comes_with_the_first_session_and_goes_with_the_last,
                    BOTH_EDITIONS);
    conformance_add(s, sessions_of_a_gateway_share_a_tunnel_that_counts_them,
                    BOTH_EDITIONS);
    conformance_add(s, there_is_no_tunnel_before_a_request_is_accepted, BOTH_EDITIONS);
    conformance_add(s, tunnel_made_beforehand_is_used_and_stays, BOTH_EDITIONS);
    conformance_add(s, tunnel_that_is_static_no_longer_goes_with_its_last_session,
                    BOTH_EDITIONS);
    conformance_add(
        s, tunnel_is_ipv6_in_ipv6_between_the_lmas_address_and_the_care_of_address,
        BOTH_EDITIONS);
    conformance_add(s, ends_of_tunnels_are_routable_ipv6_addresses, BOTH_EDITIONS);
    conformance_add(s, tunnel_lives_as_long_as_was_granted_and_renewals_lengthen_it,
                    BOTH_EDITIONS);
    conformance_add(s, longest_session_keeps_a_shared_tunnel, BOTH_EDITIONS);
    conformance_add(s, packet_too_big_inside_bounds_what_may_enter, ONCE);
    conformance_add(s, sender_of_what_no_longer_fits_is_told_what_does, ONCE);
    return s;
}
