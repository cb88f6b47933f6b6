/* SPDX-License-Identifier: MIT */
/*
 * A node leaves: the de-registration, and what goes when it is answered, or is not
 * (RFC 5213 6.9.1.4, draft-02 6.9).
 */
#include "pba_bed.h"

static uint32_t torn_down;
static unsigned torn_down_after; /* so many effects */

static void on_teardown(uint32_t link, void *user)
{
    torn_down = link;
    torn_down_after = ((struct fake_host *)user)->effect_count;
}

static void watches(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    cb->link_teardown = on_teardown;
    torn_down = 0;
}

static void begin_served(uint32_t e)
{
    begin_with(e, watches);
    note_times();
    serve(900);
    pass(SEC(5));
}

/* ---- when ---- */

enum cause { LEFT, LINK_DOWN, ALL_LEAVE, NOT_THERE, NOT_GRANTED, CAUSES };

static void come_about(unsigned cause)
{
    switch (cause) {
    case LEFT:
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        break;
    case LINK_DOWN:
        ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
        break;
    case ALL_LEAVE:
        ck_assert_int_eq(pmip6_mag_detach_all(mag), 0);
        break;
    case NOT_THERE:
        h.presence = PMIP6_PRESENCE_NO;
        pass(SEC(2700) + TICK);
        break;
    default:
        h.policy.grants = 0;
        ck_assert_int_eq(pmip6_mag_policy_changed(mag, (struct pmip6_bytes){NULL, 0}), 0);
        pass(SEC(2700) + TICK);
        break;
    }
}

/* covers: R5213-6.9.1.4-01 D02-6.9-12 */
START_TEST(node_that_leaves_or_is_made_to_is_de_registered)
{
    static const uint8_t its[] = {0x80};

    for (unsigned cause = 0; cause < CAUSES; cause++) {
        struct pmip6_addr lma = LMA_ADDRESS;

        begin_served((uint32_t)_i);
        come_about(cause);
        ck_assert_uint_eq(h.sent_count, 2);
        ck_assert_uint_eq(sent_lifetime(), 0);
        ck_assert_mem_eq(&last_sent()->destination, &lma, sizeof lma);
        ck_assert_mem_eq(sent_option(last_sent(), 8, 0) + 3, ID, strlen(ID));
        ck_assert_ptr_nonnull(sent_option(last_sent(), 27, 0));
        check_named(its, 1);
        end();
    }
}
END_TEST

/* ---- what it says ---- */

/* covers: R5213-6.9.1.4-02 */
START_TEST(de_registration_has_the_options_of_the_first_request)
{
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        uint32_t types;

        begin_with(PMIP6_RFC5213, configurations[i]);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        types = types_in(last_sent());
        ANSWER(.units = 15);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        ck_assert_uint_eq(types_in(last_sent()), types);
        ck_assert_uint_eq(sent_flags(), 0x82);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.4-03 */
START_TEST(de_registration_names_every_prefix_of_the_session)
{
    static const uint8_t networks[] = {0x80, 0x91, 0xa2, 0xb3, 0xc4, 0xd5, 0xe6, 0xf7};

    for (unsigned count = 1; count <= 8; count++) {
        struct pba p = {.units = 15};

        begin(PMIP6_RFC5213);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        memcpy(p.prefixes, networks, count);
        pba_answer(p);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        check_named(networks, count);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.4-04 */
START_TEST(de_registration_does_not_know_of_a_handoff)
{
    for (uint8_t handoff = 0; handoff <= 4; handoff++) {
        begin(PMIP6_RFC5213);
        ck_assert_int_eq(attach_to(LINK, handoff), 0);
        ANSWER(.units = 15);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        ck_assert_int_eq(sent_value(23), 4);
        end();
    }
}
END_TEST

/* ---- when it is over ---- */

static int is_there(void)
{
    return view_on(LINK).state != 0;
}

static void check_there(void)
{
    ck_assert(is_there());
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(torn_down, 0);
}

static void check_gone(void)
{
    ck_assert(!is_there());
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(torn_down, edition == PMIP6_RFC5213 ? LINK : 0);
}

/* covers: R5213-6.9.1.4-05 D02-6.9-13 D02-6.9-14 */
START_TEST(node_is_gone_once_the_lma_says_so)
{
    static const pmip6_time after[] = {1, MS(300), MS(999)};

    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        begin_served((uint32_t)_i);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        pass(after[i]);
        check_there();
        ANSWER(.number = 1); /* an answer to something else */
        check_there();
        ANSWER(.units = -1);
        check_gone();
        ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
        end();
    }
}
END_TEST

/* It is asked once; INITIAL_BINDACK_TIMEOUT later nothing is waited for any more. */
/* covers: R5213-6.9.1.4-05 D02-6.9-13 D02-6.9-14 */
START_TEST(node_is_gone_a_second_later_where_the_lma_says_nothing)
{
    begin_served((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    pass(SEC(1) - 1);
    check_there();
    pass(1 + TICK);
    check_gone();
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

/* Whatever it says of it, the node is gone. */
/* covers: D02-6.9-14 */
START_TEST(node_is_gone_whatever_the_answer_says)
{
    static const int statuses[] = {0, 1, 128, 129, 130, 133, 152, 156, 157, 255};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        begin_served((uint32_t)_i);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        ANSWER(.status = statuses[i], .units = -1);
        check_gone();
        end();
    }
}
END_TEST

/* ---- what goes ---- */

/* covers: R5213-6.9.1.4-06 R5213-6.9.1.4-07 R5213-6.9.1.4-08 R5213-6.9.1.4-09 */
START_TEST(entry_routes_tunnel_and_link_go)
{
    const struct pmip6_bytes name = {(const uint8_t *)ID, strlen(ID)};

    begin_served(PMIP6_RFC5213);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, name), LINK);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    fake_forget_effects(&h);
    ANSWER(.units = -1);
    ck_assert_str_eq(h.effects, "DDCE"); /* two routes, the tunnel */
    ck_assert_uint_eq(pmip6_mag_link_of(mag, name), 0);
    ck_assert(!is_there());
    ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(torn_down, LINK);
    ck_assert_uint_eq(torn_down_after, 3); /* after these */
    end();
}
END_TEST

/* covers: R5213-6.9.1.4-08 */
START_TEST(tunnel_that_others_use_stays)
{
    begin_served(PMIP6_RFC5213);
    attach_another(6, "mn2@example.net");
    ANSWER(.prefixes = {0x81});
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    fake_forget_effects(&h);
    ANSWER(.units = -1);
    ck_assert_str_eq(h.effects, "DDE");
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(from_node(6, 0x81).action, PMIP6_FORWARD_TUNNEL);
    ck_assert_uint_eq(torn_down, LINK); /* that link alone */
    end();
}
END_TEST

/* One that stands always is no tunnel that was created for them. */
/* covers: R5213-6.9.1.4-08 */
START_TEST(tunnel_that_is_static_stays)
{
    struct pmip6_tunnel t = {.size = sizeof t, .id = 9};

    begin_with(PMIP6_RFC5213, watches);
    t.local = MAG_ADDRESS;
    t.remote = LMA_ADDRESS;
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &t), 0);
    serve(900);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    fake_forget_effects(&h);
    ANSWER(.units = -1);
    ck_assert_str_eq(h.effects, "DDE");
    ck_assert_uint_eq(torn_down, LINK);
    end();
}
END_TEST

Suite *conformance_mag_leaving(void)
{
    Suite *s = suite_create("mag_leaving");

    conformance_add(s, node_that_leaves_or_is_made_to_is_de_registered, BOTH_EDITIONS);
    conformance_add(s, de_registration_has_the_options_of_the_first_request,
                    RFC5213_ONLY);
    conformance_add(s, de_registration_names_every_prefix_of_the_session, RFC5213_ONLY);
    conformance_add(s, de_registration_does_not_know_of_a_handoff, RFC5213_ONLY);
    conformance_add(s, node_is_gone_once_the_lma_says_so, BOTH_EDITIONS);
    conformance_add(s, node_is_gone_a_second_later_where_the_lma_says_nothing,
                    BOTH_EDITIONS);
    conformance_add(s, node_is_gone_whatever_the_answer_says, BOTH_EDITIONS);
    conformance_add(s, entry_routes_tunnel_and_link_go, RFC5213_ONLY);
    conformance_add(s, tunnel_that_others_use_stays, RFC5213_ONLY);
    conformance_add(s, tunnel_that_is_static_stays, RFC5213_ONLY);
    return s;
}
