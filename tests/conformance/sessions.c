/* SPDX-License-Identifier: MIT */
/*
 * Binding cache entries, and what makes and moves them: RFC 5213 5.1, 5.3.2 to 5.3.4 and
 * 6.8, draft-02 5.1 and 5.3.1. How long they live is in lifetimes.c.
 */
#include "conformance.h"
#include "session_bed.h"

/* ---- the entry ---- */

/* covers: R5213-5.1-01 D02-5.1-01 */
START_TEST(cache_has_an_entry_for_each_session)
{
    static const struct {
        struct pbu p;
        unsigned rfc5213, draft02; /* entries after it */
    } steps[] = {
        {{.mn = "mn1", .lli = "if1", .handoff = PMIP6_HANDOFF_NEW_INTERFACE}, 1, 1},
        {{.mn = "mn2", .lli = "if1", .handoff = PMIP6_HANDOFF_NEW_INTERFACE}, 2, 2},
        {{.mn = "mn1", .lli = "if2", .handoff = PMIP6_HANDOFF_NEW_INTERFACE}, 3, 2},
        {{.mn = "mn1", .lli = "if1", .handoff = PMIP6_HANDOFF_MAGS, .mag = 2}, 3, 2},
        {{.mn = "mn2", .lli = "if1", .handoff = PMIP6_HANDOFF_MAGS, .mag = 2}, 3, 2},
    };

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        ck_assert_int_eq(ask(steps[i].p), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(bindings(NULL),
                          _i == PMIP6_RFC5213 ? steps[i].rfc5213 : steps[i].draft02);
    }
    end();
}
END_TEST

/* A Binding Update without P, as a Mobile IPv6 node sends it. */
static int register_directly(uint16_t more_flags)
{
    struct pbu p = {.handoff = PMIP6_HANDOFF_MAGS};
    struct signalling s;

    h.now += MS(5);
    compose(&p, &s);
    s.flags = (uint16_t)(PMIP6_BU_A | more_flags);
    return submit(&s, MAG1);
}

/* covers: R5213-5.1-02 D02-5.1-02 D02-5.1-03 */
START_TEST(entries_are_those_of_proxy_registrations_only)
{
    struct pmip6_binding_view before, after;

    begin((uint32_t)_i);
    ck_assert_int_eq(register_directly(PMIP6_BU_H),
                     PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_int_eq(ASK(), PMIP6_STATUS_ACCEPTED);
    before = only_entry();
    register_directly(PMIP6_BU_H);
    register_directly(0);
    after = only_entry();
    ck_assert_mem_eq(&before, &after, sizeof before);
    end();
}
END_TEST

/* Sends a request of a node that is named by these octets, of this subtype. */
static int register_named(const uint8_t *octets, size_t length, uint8_t subtype)
{
    struct pbu p = {.handoff = PMIP6_HANDOFF_NEW_INTERFACE};
    struct signalling s;

    h.now += MS(5);
    compose(&p, &s);
    s.mn_id.data = octets;
    s.mn_id.length = length;
    s.mn_id_subtype = subtype;
    return submit(&s, MAG1);
}

/* covers: R5213-5.1-03 D02-5.1-04 */
START_TEST(entry_holds_the_identifier_octet_for_octet)
{
    static const size_t lengths[] = {1, 16, 40, 41, 200, PMIP6_MN_ID_MAX};
    struct pmip6_binding_view v = {.size = sizeof v};
    uint8_t name[PMIP6_MN_ID_MAX];

    for (size_t i = 0; i < sizeof name; i++)
        name[i] = (uint8_t)(255 - i);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(register_named(name, lengths[i], 1), PMIP6_STATUS_ACCEPTED);
        v = only_entry();
        ck_assert(same_octets(v.mn_id, name, lengths[i]));
        ck_assert_uint_eq(v.mn_id_subtype, 1);
        end();
    }
}
END_TEST

/* covers: R5213-5.1-03 */
START_TEST(subtype_of_the_identifier_is_part_of_it)
{
    static const uint8_t name[] = {2, 0, 0, 0, 0, 1};
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(register_named(name, sizeof name, 5), PMIP6_STATUS_ACCEPTED);
    v = only_entry();
    ck_assert_uint_eq(v.mn_id_subtype, 5);
    ck_assert_int_eq(register_named(name, sizeof name, 1), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* covers: R5213-5.1-04 */
START_TEST(entry_holds_the_link_layer_identifier)
{
    static const char *const interfaces[] = {"a", "\x02\xff\x10\x11\x12\x01", "eight oc",
                                             "32 octets are the most for it  ."};
    struct pmip6_binding_view v = {.size = sizeof v};

    for (size_t i = 0; i < sizeof interfaces / sizeof interfaces[0]; i++) {
        begin(PMIP6_RFC5213);
        ck_assert_int_eq(ASK(.lli = interfaces[i]), PMIP6_STATUS_ACCEPTED);
        v = only_entry();
        ck_assert(same_octets(v.link_layer_id, interfaces[i], strlen(interfaces[i])));
        end();
    }
}
END_TEST

/* covers: R5213-5.1-05 R5213-5.1-06 */
START_TEST(unknown_link_layer_identifier_is_two_octets_of_zero)
{
    static const uint8_t zero[2];

    begin(PMIP6_RFC5213);
    ASK();
    ck_assert(same_octets(only_entry().link_layer_id, zero, 2));
    end();
    /* nor does what was known of one interface say anything of the next */
    begin(PMIP6_RFC5213);
    ASK(.lli = "abcdef");
    ck_assert_int_eq(ASK(.mag = 2, .handoff = PMIP6_HANDOFF_INTERFACES), 0);
    ck_assert(same_octets(only_entry().link_layer_id, zero, 2));
    end();
}
END_TEST

static int is_link_local(struct pmip6_addr a)
{
    static const uint8_t network[8] = {0xfe, 0x80};
    static const uint8_t none[8];

    return memcmp(a.octets, network, 8) == 0 && memcmp(a.octets + 8, none, 8) != 0;
}

/* covers: R5213-5.1-07 R5213-6.8-01 R5213-6.8-05 R5213-6.9.3-03 */
START_TEST(link_local_address_is_generated_and_kept_in_the_entry)
{
    struct pmip6_addr first;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.with = HAS_LINK_LOCAL), PMIP6_STATUS_ACCEPTED);
    ck_assert(answer.present & HAS_LINK_LOCAL);
    first = answer.link_local;
    ck_assert(is_link_local(first));
    ck_assert(same_address(entry_of("mn1").link_local, first));
    ASK(.mn = "mn2", .with = HAS_LINK_LOCAL);
    ck_assert(is_link_local(answer.link_local));
    ck_assert(same_address(entry_of("mn2").link_local, answer.link_local));
    ck_assert(!same_address(answer.link_local, first));
    end();
}
END_TEST

/* covers: R5213-6.8-02 */
START_TEST(generated_link_local_address_stays_with_the_session)
{
    struct pmip6_addr first;

    begin(PMIP6_RFC5213);
    ASK(.with = HAS_LINK_LOCAL);
    first = answer.link_local;
    for (uint8_t mag = 2; mag < 6; mag++) {
        ck_assert_int_eq(
            ASK(.mag = mag, .handoff = PMIP6_HANDOFF_MAGS, .with = HAS_LINK_LOCAL), 0);
        ck_assert(same_address(answer.link_local, first));
        ck_assert_int_eq(refresh(mag, 15), 0);
        ck_assert_int_eq(leave_from(mag), 0);
        ck_assert(same_address(only_entry().link_local, first));
    }
    ck_assert_int_eq(ASK(.mag = 5, .handoff = PMIP6_HANDOFF_MAGS, .with = HAS_LINK_LOCAL),
                     0);
    ck_assert(same_address(answer.link_local, first));
    end();
}
END_TEST

/* Gateways of a domain with one link-local address on all links ask for none. */
/* covers: R5213-6.8-04 R5213-6.8-05 R5213-6.9.3-02 R6543-1-04 */
START_TEST(no_link_local_address_is_made_where_none_is_asked_for)
{
    static const struct pmip6_addr none;

    begin((uint32_t)_i);
    for (uint8_t mag = 1; mag < 4; mag++) {
        ck_assert_int_eq(move_to(mag), PMIP6_STATUS_ACCEPTED);
        ck_assert(!(answer.present & HAS_LINK_LOCAL));
        ck_assert(same_address(only_entry().link_local, none));
    }
    end();
}
END_TEST

/* covers: D02-5.1-05 D02-5.3.1-27 */
START_TEST(entry_holds_the_link_local_address_of_the_node)
{
    struct pmip6_addr node = {{0xfe, 0x80, [15] = 0xa}};
    static const struct pmip6_addr none;

    begin(PMIP6_DRAFT_02);
    ASK(.mn = "mn1", .with = HAS_LINK_LOCAL, .link_local = node);
    ASK(.mn = "mn2", .with = HAS_LINK_LOCAL);
    ASK(.mn = "mn3");
    ck_assert(same_address(entry_of("mn1").link_local, node));
    ck_assert(same_address(entry_of("mn2").link_local, none));
    ck_assert(same_address(entry_of("mn3").link_local, none));
    end();
}
END_TEST

/* covers: R5213-5.1-08 D02-5.1-06 */
START_TEST(entry_holds_the_prefixes_that_the_policy_fixes)
{
    const struct pmip6_prefix fixed[] = {
        {.addr = fake_addr(0xc0, 0), .length = 60},
        {.addr = fake_addr(0xd0, 0), .length = 64},
    };
    size_t expected = _i == PMIP6_RFC5213 ? 2 : 1; /* the draft has one a session */
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    h.policy.prefixes = fixed;
    h.policy.prefix_count = 2;
    ASK();
    v = only_entry();
    ck_assert_uint_eq(v.prefix_count, expected);
    ck_assert_mem_eq(v.prefixes, fixed, expected * sizeof fixed[0]);
    end();
}
END_TEST

/* covers: R5213-5.1-08 D02-5.1-06 */
START_TEST(entry_holds_the_prefixes_that_the_pools_gave)
{
    size_t expected = _i == PMIP6_RFC5213 ? 3 : 1;
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    h.policy.pool_prefixes = 3;
    ASK();
    v = only_entry();
    ck_assert_uint_eq(v.prefix_count, expected);
    for (size_t i = 0; i < expected; i++) {
        ck_assert_uint_eq(v.prefixes[i].length, 64);
        ck_assert_uint_ge(v.prefixes[i].addr.octets[7], 0x80);
        ck_assert_mem_eq(&v.prefixes[i], &answer.prefixes[i], sizeof v.prefixes[i]);
        ck_assert(i == 0 || !same_address(v.prefixes[i].addr, v.prefixes[i - 1].addr));
    }
    end();
}
END_TEST

/* covers: R5213-5.1-09 D02-5.1-07 */
START_TEST(entry_holds_the_tunnel_as_the_host_named_it)
{
    begin((uint32_t)_i);
    ASK(.mn = "mn2", .mag = 3); /* so that ids tell one from the other */
    for (uint8_t mag = 1; mag < 3; mag++) {
        move_to(mag);
        ck_assert_ptr_nonnull(tunnel_to(mag));
        ck_assert_uint_eq(entry_of("mn1").tunnel.id, tunnel_to(mag)->id);
    }
    ck_assert_uint_ne(entry_of("mn1").tunnel.id, entry_of("mn2").tunnel.id);
    end();
}
END_TEST

/* covers: R5213-5.1-10 */
START_TEST(entry_holds_the_access_technology_of_the_last_request)
{
    struct pbu p = {.handoff = PMIP6_HANDOFF_INTERFACES};
    struct signalling s;

    begin(PMIP6_RFC5213);
    for (uint8_t mag = 1; mag < 6; mag++) {
        h.now += MS(5);
        compose(&p, &s);
        s.access_technology = (uint8_t)(mag + 3);
        ck_assert_int_eq(submit(&s, fake_addr(mag, 1)), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(only_entry().access_technology, mag + 3);
    }
    end();
}
END_TEST

/* covers: R5213-5.1-11 D02-5.1-08 */
START_TEST(entry_holds_the_timestamp_last_accepted)
{
    pmip6_timestamp accepted;

    begin((uint32_t)_i);
    for (int64_t skew = -7000; skew <= 7000; skew += 3501) {
        ck_assert_int_eq(ASK(.clock_skew = skew, .handoff = PMIP6_HANDOFF_MAGS), 0);
        accepted = last_request.timestamp;
        ck_assert_uint_eq(only_entry().timestamp, accepted);
        h.now += MS(300);
    }
    ck_assert_int_ge(ASK(.clock_skew = 65536 * 9, .handoff = PMIP6_HANDOFF_MAGS), 128);
    ck_assert_uint_eq(only_entry().timestamp, accepted);
    end();
}
END_TEST

/* covers: R5213-5.1-12 */
START_TEST(timestamp_is_zero_after_a_request_without_one)
{
    begin((uint32_t)_i);
    ASK();
    ck_assert_uint_ne(only_entry().timestamp, 0);
    ck_assert_int_eq(ASK(.without = HAS_TIMESTAMP, .handoff = PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(only_entry().timestamp, 0);
    ASK(.mn = "mn2", .without = HAS_TIMESTAMP);
    ck_assert_uint_eq(entry_of("mn2").timestamp, 0);
    end();
}
END_TEST

/* ---- registration ---- */

/* What the last request said and its answer granted is what stands in the entry. */
static void check_accepted_values(uint8_t mag)
{
    struct pmip6_binding_view v = only_entry();

    ck_assert(same_octets(v.mn_id, last_request.mn_id.data, last_request.mn_id.length));
    ck_assert(same_address(v.proxy_coa, fake_addr(mag, 1)));
    ck_assert(same_address(v.lma_address, LMAA));
    ck_assert_uint_eq(v.sequence, last_request.sequence);
    ck_assert_uint_eq(v.timestamp, last_request.timestamp);
    ck_assert_uint_eq(v.lifetime, answer.lifetime * 4u);
    ck_assert_uint_eq(v.expires, h.now + SEC(answer.lifetime * 4u));
    ck_assert_uint_eq(v.state, PMIP6_BINDING_REGISTERED);
    ck_assert_mem_eq(v.prefixes, answer.prefixes, sizeof v.prefixes[0]);
    if (edition == PMIP6_DRAFT_02)
        return;
    ck_assert_uint_eq(v.access_technology, last_request.access_technology);
    if (last_request.present & HAS_LINK_LAYER_ID)
        ck_assert(same_octets(v.link_layer_id, last_request.link_layer_id.data,
                              last_request.link_layer_id.length));
}

/* covers: R5213-5.3.2-09 D02-5.3.1-26 */
START_TEST(new_entry_has_the_accepted_values)
{
    for (uint16_t units = 1; units <= 900; units = (uint16_t)(units * 5 + 2)) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.lifetime = units, .mag = 3, .lli = "abcdef"), 0);
        ck_assert_uint_eq(answer.lifetime, units);
        check_accepted_values(3);
        end();
    }
}
END_TEST

static unsigned seen_while_sending;

static void look_while_sending(void)
{
    seen_while_sending = bindings(NULL);
    h.sending = NULL; /* the first one tells */
}

/* covers: R5213-5.3.2-08 D02-5.3.1-25 */
START_TEST(entry_is_there_when_the_answer_goes_out)
{
    begin((uint32_t)_i);
    for (unsigned before = 0; before < 3; before++) {
        static const char *const names[] = {"mn1", "mn2", "mn3"};

        h.sending = look_while_sending;
        ck_assert_int_eq(ASK(.mn = names[before]), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(seen_while_sending, before + 1);
        ck_assert_uint_eq(bindings(NULL), before + 1);
    }
    end();
}
END_TEST

/* covers: R5213-5.3.2-10 D02-5.3.1-28 */
START_TEST(first_session_of_a_gateway_opens_its_tunnel)
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1");
    ck_assert_str_eq(h.effects, "OASE");
    ck_assert_ptr_nonnull(tunnel_to(1));
    ck_assert(same_address(tunnel_to(1)->local, LMAA));
    ck_assert_uint_eq(tunnel_to(1)->encapsulation, PMIP6_ENCAP_IPV6);
    fake_forget_effects(&h);
    ASK(.mn = "mn2");
    ck_assert_str_eq(h.effects, "ASE");
    ck_assert_uint_eq(h.tunnel_count, 1);
    fake_forget_effects(&h);
    ASK(.mn = "mn3", .mag = 2);
    ck_assert_str_eq(h.effects, "OASE");
    ck_assert_ptr_nonnull(tunnel_to(2));
    end();
}
END_TEST

/* covers: R5213-5.3.2-11 */
START_TEST(tunnel_is_there_as_long_as_a_session_uses_it)
{
    pmip6_time made;

    begin((uint32_t)_i);
    ASK(.mn = "mn1", .lifetime = 2);
    ASK(.mn = "mn2", .lifetime = 9);
    made = h.now;
    ASK(.mn = "mn3", .lifetime = 1);
    fake_forget_effects(&h);
    until(made + SEC(36) - MS(1));
    ck_assert_str_eq(h.effects, "DEDE"); /* the others', and no tunnel */
    ck_assert_uint_eq(h.tunnel_count, 1);
    until(made + SEC(36) + TIMER_SLACK);
    ck_assert_str_eq(h.effects, "DEDEDCE");
    ck_assert_uint_eq(h.tunnel_count, 0);
    end();
}
END_TEST

/* covers: R5213-5.3.2-12 R5213-5.3.2-13 */
START_TEST(every_prefix_of_a_session_is_routed_into_the_tunnel)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    h.policy.pool_prefixes = 4;
    ASK();
    v = only_entry();
    ck_assert_uint_eq(v.prefix_count, _i == PMIP6_RFC5213 ? 4 : 1);
    ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 1), v.prefix_count);
    ck_assert_uint_eq(h.route_count, v.prefix_count);
    for (size_t i = 0; i < v.prefix_count; i++)
        check_traffic(v.prefixes[i], 1, 2);
    end();
}
END_TEST

/* covers: R5213-5.3.2-14 R5213-5.3.2-15 */
START_TEST(registration_is_acknowledged_as_accepted)
{
    begin((uint32_t)_i);
    h.policy.pool_prefixes = 2;
    ck_assert_int_eq(ASK(.mag = 2, .lli = "abcdef"), PMIP6_STATUS_ACCEPTED);
    check_acceptance(2);
    ck_assert_uint_eq(h.sent_count, 1);
    end();
}
END_TEST

/* ---- re-registration ---- */

/* covers: R5213-5.3.3-01 D02-5.3.1-31 */
START_TEST(extension_sets_the_accepted_values)
{
    static const uint16_t units[] = {75, 4, 900}; /* longer, shorter, longer */
    uint64_t id;

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        begin((uint32_t)_i);
        ASK(.lifetime = 15);
        id = only_entry().id;
        until(h.now + SEC(50));
        ck_assert_int_eq(refresh(1, units[i]), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime, units[i]);
        check_accepted_values(1);
        ck_assert_uint_eq(only_entry().id, id);
        end();
    }
}
END_TEST

/* covers: R5213-5.3.3-02 R5213-5.3.3-03 D02-5.3.1-34 */
START_TEST(extension_is_acknowledged_as_accepted)
{
    begin((uint32_t)_i);
    ASK();
    until(h.now + SEC(20));
    ck_assert_int_eq(refresh(1, 30), PMIP6_STATUS_ACCEPTED);
    check_acceptance(1);
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

/* covers: D02-5.3.1-32 */
START_TEST(extension_leaves_forwarding_alone)
{
    begin((uint32_t)_i);
    ASK();
    fake_forget_effects(&h);
    ck_assert_int_eq(refresh(1, 30), PMIP6_STATUS_ACCEPTED);
    ck_assert_str_eq(h.effects, "SE");
    check_traffic(home(only_prefix()), 1, 2);
    end();
}
END_TEST

/* ---- hand-off ---- */

/* covers: R5213-5.3.4-01 */
START_TEST(handoff_sets_the_accepted_values)
{
    struct pmip6_prefix had;
    uint64_t id;

    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    had = only_entry().prefixes[0];
    id = only_entry().id;
    ck_assert_int_eq(ASK(.mag = 2, .handoff = PMIP6_HANDOFF_INTERFACES, .lifetime = 30,
                         .lli = "ghijkl"),
                     PMIP6_STATUS_ACCEPTED);
    check_accepted_values(2);
    ck_assert_uint_eq(only_entry().id, id);
    ck_assert_mem_eq(only_entry().prefixes, &had, sizeof had);
    end();
}
END_TEST

/* covers: R5213-5.3.4-02 R5213-5.3.4-06 R5213-5.3.4-07 */
START_TEST(handoff_moves_every_route)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    h.policy.pool_prefixes = 3;
    ASK();
    ASK(.mn = "mn2");
    ck_assert_int_eq(move_to(2), PMIP6_STATUS_ACCEPTED);
    v = entry_of("mn1");
    ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 2), v.prefix_count);
    ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 1), v.prefix_count); /* of mn2 */
    for (size_t i = 0; i < v.prefix_count; i++)
        check_traffic(v.prefixes[i], 2, 1);
    end();
}
END_TEST

/* covers: R5213-5.3.4-03 D02-5.3.1-33 */
START_TEST(handoff_closes_the_former_tunnel_with_its_last_session)
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1");
    ASK(.mn = "mn2");
    ASK(.mn = "mn1", .mag = 2, .handoff = PMIP6_HANDOFF_MAGS);
    ck_assert_ptr_nonnull(tunnel_to(1));
    ASK(.mn = "mn2", .mag = 2, .handoff = PMIP6_HANDOFF_MAGS);
    ck_assert_ptr_null(tunnel_to(1));
    ck_assert_ptr_nonnull(tunnel_to(2));
    end();
}
END_TEST

/* covers: R5213-5.3.4-04 D02-5.3.1-32 */
START_TEST(handoff_opens_the_tunnel_that_is_not_there)
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1");
    fake_forget_effects(&h);
    ck_assert_int_eq(move_to(2), PMIP6_STATUS_ACCEPTED);
    ck_assert_str_eq(h.effects, "ORSCE");
    ASK(.mn = "mn2", .mag = 3);
    fake_forget_effects(&h);
    ck_assert_int_eq(move_to(3), PMIP6_STATUS_ACCEPTED); /* to one that is */
    ck_assert_str_eq(h.effects, "RSCE");
    ck_assert_uint_eq(h.tunnel_count, 1);
    end();
}
END_TEST

/* covers: R5213-5.3.4-05 */
START_TEST(tunnels_after_handoffs_are_those_in_use)
{
    static const char *const names[] = {"mn1", "mn2", "mn3"};

    begin((uint32_t)_i);
    for (unsigned step = 0; step < 40; step++) {
        struct pmip6_binding_view v = {.size = sizeof v};
        uint32_t cursor = 0;
        unsigned users[6] = {0};

        ck_assert_int_eq(ASK(.mn = names[step % 3], .mag = (uint8_t)(step * step % 5 + 1),
                             .handoff = PMIP6_HANDOFF_MAGS),
                         PMIP6_STATUS_ACCEPTED);
        while (pmip6_lma_next_binding(lma, &cursor, &v) == 1)
            users[v.proxy_coa.octets[7]]++;
        for (uint8_t mag = 1; mag < 6; mag++)
            ck_assert_int_eq(tunnel_to(mag) != NULL, users[mag] > 0);
    }
    end();
}
END_TEST

/* covers: R5213-5.3.4-08 R5213-5.3.4-09 D02-5.3.1-34 */
START_TEST(handoff_is_acknowledged_as_accepted)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    h.policy.pool_prefixes = 2;
    ASK(.lli = "abcdef");
    v = only_entry();
    ck_assert_int_eq(ASK(.mag = 2, .handoff = PMIP6_HANDOFF_MAGS, .lli = "abcdef"),
                     PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.prefix_count, v.prefix_count);
    check_acceptance(2);
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

static void add_entries(Suite *s)
{
    conformance_add(s, cache_has_an_entry_for_each_session, BOTH_EDITIONS);
    conformance_add(s, entries_are_those_of_proxy_registrations_only, BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_identifier_octet_for_octet, BOTH_EDITIONS);
    conformance_add(s, subtype_of_the_identifier_is_part_of_it, BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_link_layer_identifier, RFC5213_ONLY);
    conformance_add(s, unknown_link_layer_identifier_is_two_octets_of_zero, RFC5213_ONLY);
    conformance_add(s, link_local_address_is_generated_and_kept_in_the_entry,
                    RFC5213_ONLY);
    conformance_add(s, generated_link_local_address_stays_with_the_session, RFC5213_ONLY);
    conformance_add(s, no_link_local_address_is_made_where_none_is_asked_for,
                    BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_link_local_address_of_the_node, DRAFT_02_ONLY);
    conformance_add(s, entry_holds_the_prefixes_that_the_policy_fixes, BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_prefixes_that_the_pools_gave, BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_tunnel_as_the_host_named_it, BOTH_EDITIONS);
    conformance_add(s, entry_holds_the_access_technology_of_the_last_request,
                    RFC5213_ONLY);
    conformance_add(s, entry_holds_the_timestamp_last_accepted, BOTH_EDITIONS);
    conformance_add(s, timestamp_is_zero_after_a_request_without_one, BOTH_EDITIONS);
}

Suite *conformance_sessions(void)
{
    Suite *s = suite_create("sessions");

    add_entries(s);
    conformance_add(s, new_entry_has_the_accepted_values, BOTH_EDITIONS);
    conformance_add(s, entry_is_there_when_the_answer_goes_out, BOTH_EDITIONS);
    conformance_add(s, first_session_of_a_gateway_opens_its_tunnel, BOTH_EDITIONS);
    conformance_add(s, tunnel_is_there_as_long_as_a_session_uses_it, BOTH_EDITIONS);
    conformance_add(s, every_prefix_of_a_session_is_routed_into_the_tunnel,
                    BOTH_EDITIONS);
    conformance_add(s, registration_is_acknowledged_as_accepted, BOTH_EDITIONS);
    conformance_add(s, extension_sets_the_accepted_values, BOTH_EDITIONS);
    conformance_add(s, extension_is_acknowledged_as_accepted, BOTH_EDITIONS);
    conformance_add(s, extension_leaves_forwarding_alone, BOTH_EDITIONS);
    conformance_add(s, handoff_sets_the_accepted_values, BOTH_EDITIONS);
    conformance_add(s, handoff_moves_every_route, BOTH_EDITIONS);
    conformance_add(s, handoff_closes_the_former_tunnel_with_its_last_session,
                    BOTH_EDITIONS);
    conformance_add(s, handoff_opens_the_tunnel_that_is_not_there, BOTH_EDITIONS);
    conformance_add(s, tunnels_after_handoffs_are_those_in_use, BOTH_EDITIONS);
    conformance_add(s, handoff_is_acknowledged_as_accepted, BOTH_EDITIONS);
    return s;
}
