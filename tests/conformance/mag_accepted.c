/* SPDX-License-Identifier: MIT */
/*
 * What an acceptance sets up: tunnel, routes, the binding update list entry, the
 * advertisement, the link's address (RFC 5213 6.9.1.2 (12) to (15); RFC 6275 11.1,
 * 11.7.3; draft-02 6.9).
 */
#include "pba_bed.h"

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

static int same(const struct pmip6_addr *a, struct pmip6_addr b)
{
    return memcmp(a, &b, sizeof b) == 0;
}

/* ---- the tunnel ---- */

static unsigned opened(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h.effect_count; i++)
        count += h.effects[i] == FAKE_OPEN;
    return count;
}

static int has_tunnel_to(struct pmip6_addr remote)
{
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        if (h.tunnels[i].id && same(&h.tunnels[i].remote, remote))
            return same(&h.tunnels[i].local, MAG_ADDRESS);
    }
    return 0;
}

/* covers: R5213-6.9.1.2-23 D02-6.9-08 */
START_TEST(first_acceptance_of_an_lma_opens_a_tunnel_to_it)
{
    struct pmip6_addr other = fake_addr(0xc, 1);

    begin((uint32_t)_i);
    attach();
    ck_assert_uint_eq(opened(), 0); /* not before it is accepted */
    ANSWER(.units = 15);
    ck_assert_uint_eq(opened(), 1);
    ck_assert(has_tunnel_to(LMA_ADDRESS));
    attach_another(6, "mn2@example.net");
    ANSWER(.prefixes = {0x81});
    ck_assert_uint_eq(view_on(6).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(opened(), 1); /* which is for all of them */
    h.policy.lma = other;
    attach_another(7, "mn3@example.net");
    ANSWER(.prefixes = {0x82}, .from = other);
    ck_assert_uint_eq(opened(), 2);
    ck_assert(has_tunnel_to(other));
    ck_assert_uint_eq(h.tunnel_count, 2);
    end();
}
END_TEST

static struct pmip6_tunnel only_tunnel(void)
{
    struct pmip6_tunnel t = {.size = sizeof t};
    uint32_t cursor = 0;

    ck_assert_int_eq(pmip6_mag_next_tunnel(mag, &cursor, &t), 1);
    return t;
}

/* Who shares it, how long it is good for, and when it goes. */
/* covers: R5213-6.9.1.2-24 */
START_TEST(tunnel_lives_as_long_as_its_sessions)
{
    pmip6_time longest;

    begin((uint32_t)_i);
    serve(100);
    longest = h.now + SEC(400);
    ck_assert_uint_eq(only_tunnel().users, 1);
    ck_assert_uint_eq(only_tunnel().expires, longest);
    pass(SEC(1));
    attach_another(6, "mn2@example.net");
    ANSWER(.prefixes = {0x81}, .units = 15);
    ck_assert_uint_eq(only_tunnel().users, 2);
    ck_assert_uint_eq(only_tunnel().expires, longest); /* the highest of them */
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ANSWER(.units = -1);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(only_tunnel().users, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, 6), 0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ANSWER(.units = -1);
    ck_assert_uint_eq(h.tunnel_count, 0);
    end();
}
END_TEST

/* ---- routes ---- */

static struct pmip6_forward_verdict to_node(uint8_t network)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_TUNNEL;
    q.outer_source = LMA_ADDRESS;
    q.source = fake_addr(0xee, 1);
    q.destination = fake_addr(network, 7);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v;
}

/* covers: R5213-6.9.1.2-25 D02-6.9-09 */
START_TEST(acceptance_routes_what_the_node_sends_through_the_tunnel)
{
    const struct pmip6_route *r;

    begin((uint32_t)_i);
    attach();
    ck_assert_uint_eq(h.route_count, 0);
    ANSWER(.units = 15, .prefixes = {0x83});
    r = route_of(0x83, PMIP6_ROUTE_FROM_LINK);
    ck_assert_ptr_nonnull(r);
    ck_assert_uint_eq(r->link, LINK);
    ck_assert(same(&r->tunnel.remote, LMA_ADDRESS));
    ck_assert(same(&r->tunnel.local, MAG_ADDRESS));
    ck_assert_uint_eq(h.wrong, 0); /* a tunnel that is there */
    end();
}
END_TEST

/* covers: R5213-6.9.1.2-26 */
START_TEST(acceptance_lets_packets_through_both_ways)
{
    struct pmip6_forward_verdict out;

    begin((uint32_t)_i);
    attach();
    ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
    ANSWER(.units = 15);
    out = from_node(LINK, 0x80);
    ck_assert_uint_eq(out.action, PMIP6_FORWARD_TUNNEL);
    ck_assert(same(&out.tunnel.remote, LMA_ADDRESS));
    ck_assert_uint_eq(to_node(0x80).action, PMIP6_FORWARD_LINK);
    ck_assert_uint_eq(to_node(0x80).link, LINK);
    ck_assert_uint_eq(from_node(LINK, 0x81).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(to_node(0x81).action, PMIP6_FORWARD_DROP);
    ck_assert_ptr_nonnull(route_of(0x80, PMIP6_ROUTE_TO_LINK));
    ck_assert_uint_eq(route_of(0x80, PMIP6_ROUTE_TO_LINK)->link, LINK);
    end();
}
END_TEST

/* ---- the entry ---- */

/* covers: R5213-6.9.1.2-27 D02-6.9-07 R6275-11.7.3-02 */
START_TEST(entry_has_what_was_accepted)
{
    struct pmip6_addr prefix = fake_addr(0x84, 0);
    struct pmip6_attachment_view v;
    pmip6_time asked;

    begin((uint32_t)_i);
    asked = h.now;
    attach();
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(view().expires, PMIP6_NEVER);
    pass(MS(300));
    ANSWER(.units = 75, .prefixes = {0x84}, .link_local = 0x77);
    v = view();
    ck_assert_uint_eq(v.state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(v.lifetime, 300);
    ck_assert_uint_eq(v.expires, asked + SEC(300));
    ck_assert_uint_eq(v.prefix_count, 1);
    ck_assert_mem_eq(&v.prefixes[0].addr, &prefix, sizeof prefix);
    ck_assert_uint_eq(v.prefixes[0].length, 64);
    ck_assert_uint_eq(v.has_status, 1);
    ck_assert_uint_eq(v.status, 0);
    if (edition == PMIP6_RFC5213)
        ck_assert_uint_eq(v.link_local.octets[15], 0x77);
    end();
}
END_TEST

/* What is granted is no longer than what was asked for. */
/* covers: R5213-6.9.1.2-27 */
START_TEST(entry_lasts_no_longer_than_was_asked_for)
{
    pmip6_time asked;

    begin((uint32_t)_i);
    asked = h.now;
    attach();
    ck_assert_uint_eq(sent_lifetime(), 900);
    ANSWER(.units = 1000);
    ck_assert_uint_eq(view().lifetime, 3600);
    ck_assert_uint_eq(view().expires, asked + SEC(3600));
    end();
}
END_TEST

/* covers: R6275-11.1-01 */
START_TEST(entry_tells_where_what_was_sent_and_when)
{
    struct pmip6_attachment_view v;

    begin((uint32_t)_i);
    note_times();
    attach();
    v = view();
    ck_assert(same(&v.lma, LMA_ADDRESS));
    ck_assert_uint_eq(v.sequence, sent_number());
    ck_assert_uint_eq(v.last_sent, last_sent_at());
    ck_assert_uint_eq(v.repeats, 0);
    pass(SEC(3) + 2 * TICK);
    v = view();
    ck_assert_uint_eq(v.sequence, sent_number());
    ck_assert_uint_eq(v.last_sent, last_sent_at());
    ck_assert_uint_eq(v.repeats, 2);
    ANSWER(.units = 15);
    v = view();
    ck_assert_uint_eq(v.repeats, 0);
    ck_assert_uint_eq(v.lifetime, 60);
    ck_assert_uint_eq(v.expires, last_sent_at() + SEC(60));
    ck_assert(same(&v.tunnel.local, MAG_ADDRESS)); /* the care-of address */
    end();
}
END_TEST

/* covers: R6275-11.7.3-03 */
START_TEST(acceptance_ends_repeats)
{
    static const pmip6_time after[] = {MS(1), MS(999), MS(1500), SEC(20)};

    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        begin((uint32_t)_i);
        note_times();
        attach();
        pass(after[i]);
        ANSWER(.units = 900);
        ck_assert_uint_eq(sent_until(last_sent_at() + SEC(1800) - 1), 0);
        end();
    }
}
END_TEST

/* The LMA does not answer any more; the node is there still. */
/* covers: R6275-11.1-02 */
START_TEST(entry_that_ran_out_is_gone_with_all_that_it_set_up)
{
    struct pmip6_addr prefix = fake_addr(0x80, 0);
    pmip6_time end_of_it;
    unsigned advertised;

    begin((uint32_t)_i);
    serve(15);
    end_of_it = h.now + SEC(60);
    pass(end_of_it - 1 - h.now);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_TUNNEL);
    advertised = h.nd_count;
    pass(1 + TICK);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 1);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(view().expires, PMIP6_NEVER);
    ck_assert_uint_gt(h.nd_count, advertised);
    ck_assert_int_eq(advertised_valid(last_nd(), &prefix), 0);
    ck_assert_uint_eq(advertised_router(last_nd()), 0);
    advertised = h.nd_count;
    solicits(LINK, node_lli);
    pass(SEC(700));
    for (; advertised < h.nd_count; advertised++)
        ck_assert_uint_ne(h.nd[advertised % FAKE_MESSAGES].octets[0], 134);
    end();
}
END_TEST

/* ---- the advertisement ---- */

/* covers: R5213-6.9.1.2-28 */
START_TEST(acceptance_advertises_the_prefixes_as_on_link)
{
    static const uint8_t networks[] = {0x80, 0x91, 0xa2};
    unsigned count = _i == PMIP6_RFC5213 ? 3 : 1;
    struct pba p = {.units = 15};

    begin((uint32_t)_i);
    attach();
    ck_assert_uint_eq(h.nd_count, 0);
    memcpy(p.prefixes, networks, count);
    pba_answer(p);
    ck_assert_uint_eq(h.nd_count, 1); /* at once */
    ck_assert_uint_gt(advertised_router(last_nd()), 0);
    for (unsigned n = 0; n < count; n++) {
        const uint8_t *option = option_of(last_nd(), 3, n);
        struct pmip6_addr prefix = fake_addr(networks[n], 0);

        ck_assert_ptr_nonnull(option);
        ck_assert_uint_eq(option[2], 64);
        ck_assert_uint_eq(option[3] & 0x80, 0x80); /* L */
        ck_assert_mem_eq(option + 16, prefix.octets, 16);
        ck_assert_int_eq(advertised_valid(last_nd(), &prefix), 60);
    }
    ck_assert_ptr_null(option_of(last_nd(), 3, count));
    end();
}
END_TEST

/* ---- the link's address ---- */

#define GIVEN_MAX 16u

static struct pmip6_addr given[GIVEN_MAX]; /* to the link, one after the other */
static unsigned given_count;

static int on_link_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    ck_assert_uint_eq(link, LINK);
    ck_assert_uint_lt(given_count, GIVEN_MAX);
    given[given_count++] = *address;
    ((struct fake_host *)user)->link_address = *address;
    return 0;
}

static void watches(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    cb->link_address = on_link_address;
    given_count = 0;
}

static struct pmip6_addr link_local(uint8_t last)
{
    struct pmip6_addr a = {{0xfe, 0x80, [15] = last}};

    return a;
}

/* Neither at the beginning nor later has the link another one. */
/* covers: R5213-6.9.1.2-29 R5213-6.9.1.2-30 */
START_TEST(link_has_the_address_that_the_lma_made_and_no_other)
{
    begin_with(PMIP6_RFC5213, watches);
    attach();
    ck_assert_uint_eq(given_count, 0);
    ANSWER(.units = 15, .link_local = 0x77);
    ck_assert_uint_eq(given_count, 1);
    ck_assert(same(&given[0], link_local(0x77)));
    ck_assert(same(&last_nd()->source, link_local(0x77)));
    for (int i = 0; i < 5; i++) { /* extended again and again */
        pass(SEC(45) + TICK);
        ANSWER(.units = 15, .link_local = 0x77);
        solicits(LINK, node_lli);
    }
    ck_assert_uint_eq(given_count, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ANSWER(.units = -1);
    ck_assert_uint_eq(given_count, 2);
    ck_assert(same(&given[1], (struct pmip6_addr){{0}})); /* and then none */
    end();
}
END_TEST

static void attach_with_address(uint8_t last)
{
    struct pmip6_attach who;

    link_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.link_local = link_local(last);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
}

static void check_different(uint8_t from)
{
    ck_assert_uint_gt(given_count, 0);
    ck_assert(!same(&given[given_count - 1], link_local(from)));
    ck_assert_uint_eq(given[given_count - 1].octets[0], 0xfe);
    ck_assert_uint_eq(given[given_count - 1].octets[1], 0x80);
}

/* It goes out at once, as an extension of the whole session, with the new address. */
static void check_upload(unsigned sent_before)
{
    ck_assert_uint_eq(h.sent_count, sent_before + 1);
    ck_assert_uint_gt(sent_lifetime(), 0);
    ck_assert_int_eq(sent_value(23), 5);
    ck_assert_mem_eq(sent_option(last_sent(), 26, 0) + 2, given[given_count - 1].octets,
                     16);
    for (unsigned n = 0; n < 2; n++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + n), 0);

        ck_assert_mem_eq(sent_option(last_sent(), 22, n) + 4, prefix.octets, 16);
    }
    ck_assert_ptr_null(sent_option(last_sent(), 22, 2));
}

/* covers: R5213-6.9.1.2-31 R5213-6.9.1.2-32 R5213-6.9.1.2-33 */
START_TEST(address_that_the_node_has_is_not_taken_and_another_is_uploaded)
{
    begin_with(PMIP6_RFC5213, watches);
    attach_with_address(0x77);
    ANSWER(.prefixes = {0x80, 0x81}, .link_local = 0x77);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    for (unsigned i = 0; i < given_count; i++)
        ck_assert(!same(&given[i], link_local(0x77)));
    check_different(0x77);
    check_upload(1);
    ANSWER(.prefixes = {0x80, 0x81}); /* the LMA has it now */
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(given_count, 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* It is heard to use the address later, while that is on the link. */
/* covers: R5213-6.9.1.2-31 R5213-6.9.1.2-32 R5213-6.9.1.2-33 */
START_TEST(address_that_the_node_comes_to_have_is_given_up)
{
    struct pmip6_addr its = link_local(0x77);

    begin_with(PMIP6_RFC5213, watches);
    attach();
    ANSWER(.prefixes = {0x80, 0x81}, .link_local = 0x77);
    ck_assert(same(&given[0], its));
    pass(SEC(10));
    solicit_from(LINK, &its, node_lli);
    check_different(0x77);
    check_upload(1);
    end();
}
END_TEST

/* While a request is out that does not tell of it: the next one does. */
/* covers: R5213-6.9.1.2-33 */
START_TEST(address_is_uploaded_when_the_request_that_is_out_is_answered)
{
    struct pmip6_addr its = link_local(0x77);
    unsigned sent;

    begin_with(PMIP6_RFC5213, watches);
    attach();
    ANSWER(.units = 15, .prefixes = {0x80, 0x81}, .link_local = 0x77);
    while (view().state != PMIP6_ATTACHMENT_REFRESHING)
        pass(MS(100));
    solicit_from(LINK, &its, node_lli);
    check_different(0x77);
    sent = h.sent_count;
    ANSWER(.units = 15, .prefixes = {0x80, 0x81}, .link_local = 0x77);
    check_different(0x77);
    check_upload(sent);
    end();
}
END_TEST

Suite *conformance_mag_accepted(void)
{
    Suite *s = suite_create("mag_accepted");

    conformance_add(s, first_acceptance_of_an_lma_opens_a_tunnel_to_it, BOTH_EDITIONS);
    conformance_add(s, tunnel_lives_as_long_as_its_sessions, BOTH_EDITIONS);
    conformance_add(s, acceptance_routes_what_the_node_sends_through_the_tunnel,
                    BOTH_EDITIONS);
    conformance_add(s, acceptance_lets_packets_through_both_ways, BOTH_EDITIONS);
    conformance_add(s, entry_has_what_was_accepted, BOTH_EDITIONS);
    conformance_add(s, entry_lasts_no_longer_than_was_asked_for, BOTH_EDITIONS);
    conformance_add(s, entry_tells_where_what_was_sent_and_when, BOTH_EDITIONS);
    conformance_add(s, acceptance_ends_repeats, BOTH_EDITIONS);
    conformance_add(s, entry_that_ran_out_is_gone_with_all_that_it_set_up, BOTH_EDITIONS);
    conformance_add(s, acceptance_advertises_the_prefixes_as_on_link, BOTH_EDITIONS);
    conformance_add(s, link_has_the_address_that_the_lma_made_and_no_other, RFC5213_ONLY);
    conformance_add(s, address_that_the_node_has_is_not_taken_and_another_is_uploaded,
                    RFC5213_ONLY);
    conformance_add(s, address_that_the_node_comes_to_have_is_given_up, RFC5213_ONLY);
    conformance_add(s, address_is_uploaded_when_the_request_that_is_out_is_answered,
                    RFC5213_ONLY);
    return s;
}
