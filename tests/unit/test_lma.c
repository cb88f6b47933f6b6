/* SPDX-License-Identifier: MIT */
/* The LMA's rules as its peers see them: a request in, an answer out, what is bound. */
#include "lma_bed.h"

/* ---- registration ---- */

START_TEST(
    lma_registers_and_answers_with_a_prefix) /* R5213-5.3.2-01, -08, -10, -12, -14 */
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.lifetime, 15);
    ck_assert_uint_eq(answer.flags, PMIP6_BA_P);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_uint_eq(answer.prefixes[0].length, 64);
    ck_assert_uint_eq(bindings(&v), 1);
    {
        struct pmip6_addr from = MAG1;

        ck_assert(memcmp(&v.proxy_coa, &from, 16) == 0);
    }
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 1);
    end();
}
END_TEST

START_TEST(lma_shares_a_tunnel_and_closes_it_with_its_last_session) /* R5213-5.6.1-10 */
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1");
    ASK(.mn = "mn2");
    ck_assert_uint_eq(h.tunnel_count, 1);
    pass(SEC(61));
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXPIRED), 2);
    end();
}
END_TEST

START_TEST(lma_extends_without_touching_forwarding) /* R5213-5.3.3-01, -02 */
{
    begin((uint32_t)_i);
    ASK();
    pass(SEC(40));
    ck_assert_int_eq(ASK(.prefix = only_prefix(), .handoff = PMIP6_HANDOFF_UNCHANGED), 0);
    pass(SEC(40));
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXTENDED), 1);
    end();
}
END_TEST

START_TEST(lma_keeps_the_prefix_over_a_handoff) /* R5213-5.3.4-01 to -08 */
{
    uint8_t before;

    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    before = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2, .lli = "abcdef"), 0);
    ck_assert_uint_eq(only_prefix(), before);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_HANDED_OFF), 1);
    end();
}
END_TEST

START_TEST(lma_waits_before_it_deletes) /* R5213-5.3.5-02 to -08 */
{
    pmip6_time delay = _i == PMIP6_DRAFT_02 ? SEC(1) : SEC(10);

    begin((uint32_t)_i);
    ASK();
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix()), 0);
    ck_assert_uint_eq(answer.lifetime, 0);
    pass(delay - MS(2));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(MS(4));
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

START_TEST(lma_revives_what_is_being_deleted) /* R5213-5.3.5-06, -07 */
{
    uint8_t before;

    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    before = only_prefix();
    ASK(.leave = 1, .prefix = before, .lli = "abcdef");
    pass(MS(500));
    ck_assert_int_eq(ASK(.mag = 2, .lli = "abcdef"), 0);
    pass(SEC(30));
    ck_assert_uint_eq(only_prefix(), before);
    end();
}
END_TEST

START_TEST(
    lma_blocks_traffic_during_the_delayed_delete) /* R5213-5.3.5-05; draft-02: it flows */
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    begin((uint32_t)_i);
    ASK();
    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.destination = home(only_prefix()).addr;
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ASK(.leave = 1, .prefix = only_prefix());
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action,
                      _i == PMIP6_DRAFT_02 ? PMIP6_FORWARD_TUNNEL : PMIP6_FORWARD_DROP);
    end();
}
END_TEST

/* The address that was asked is the tunnel's end: it must be one that can be. */
START_TEST(lma_takes_no_request_to_what_is_not_unicast)
{
    static const struct pmip6_addr nobodys[] = {
        {{0xff, 2, [15] = 1}}, {{0xfe, 0x80, [15] = 1}}, {{[15] = 1}}, {{0}}};
    struct pmip6_lma_counters counters;
    struct signalling s;

    begin((uint32_t)_i);
    pmip6_lma_counters_init(&counters);
    for (size_t i = 0; i < sizeof nobodys / sizeof nobodys[0]; i++) {
        struct pmip6_addr from = MAG1;

        prepare(&(struct pbu){.handoff = 1}, &s);
        ck_assert_int_eq(deliver(&s, &from, &nobodys[i]), -1);
        s.flags = PMIP6_BU_A; /* a home registration is not answered, either */
        ck_assert_int_eq(deliver(&s, &from, &nobodys[i]), -1);
    }
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &counters), 0);
    ck_assert_uint_eq(counters.drop[PMIP6_DROP_DESTINATION], 4);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.asked, 0);
    end();
}
END_TEST

START_TEST(lma_ignores_a_former_mag_that_leaves) /* R5213-5.3.5-01, D02-5.3.1-35 */
{
    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    ASK(.mag = 2, .lli = "abcdef");
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix(), .lli = "abcdef"),
                     _i == PMIP6_DRAFT_02 ? 0 : -1);
    pass(SEC(15));
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* ---- refusals ---- */

static const struct {
    struct pbu p;
    uint32_t grants;
    int rfc5213, draft02;
} refusals[] = {
    {{.without = HAS_MN_ID}, 7, 160, 160},
    {{.mag = 9}, 7, 154, 154},
    {{.handoff = 1}, 6, 153, 133},
    {{.handoff = 1}, 5, 152, 152},
    {{.handoff = 1}, 3, 154, 154},
    {{.without = HAS_PREFIX}, 7, 158, 129},
    {{.without = HAS_HANDOFF}, 7, 161, 0},
    {{.without = HAS_ACCESS_TECHNOLOGY}, 7, 162, 0},
    {{.clock_skew = 20000}, 7, 156, 156},
    {{.clock_skew = -20000}, 7, 156, 156},
    {{.clock_skew = 19600}, 7, 0, 0},
    {{.clock_skew = -19600}, 7, 0, 0},
    {{.prefix = 7}, 7, 155, 155},
    {{.prefix = 0x81}, 7, 0, 0},
    {{.mag = 9, .without = HAS_MN_ID}, 7, 160, 160},
    {{.without = HAS_PREFIX, .clock_skew = 20000}, 7, 156, 129},
};

START_TEST(lma_refuses_with_the_status_of_its_edition) /* R5213-5.3.1-05 to -15,
                                                          D02-5.3.1-06 to -14 */
{
    static const uint32_t editions[] = {PMIP6_RFC5213, PMIP6_DRAFT_02};

    for (int e = 0; e < 2; e++) {
        struct pbu p = refusals[_i].p;
        int expected = e == 0 ? refusals[_i].rfc5213 : refusals[_i].draft02;

        begin(editions[e]);
        h.stranger = fake_addr(9, 1);
        h.policy.grants = refusals[_i].grants;
        ck_assert_int_eq(ask(p), expected);
        ck_assert_uint_eq(bindings(NULL), expected == 0);
        if (expected) {
            ck_assert_uint_eq(answer.lifetime, 0);
            ck_assert(answer.present & HAS_PREFIX);
        }
        end();
    }
}
END_TEST

START_TEST(
    lma_answers_stale_timestamp_with_its_own_time) /* R5213-5.5-23, -24, D02-5.4-17 */
{
    begin((uint32_t)_i);
    ASK();
    ck_assert_int_eq(ASK(.prefix = only_prefix(), .clock_skew = -65536),
                     _i == PMIP6_DRAFT_02 ? 156 : 157);
    ck_assert(answer.timestamp == fake_day(&h));
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* A time is compared with all that were accepted, also across a request without one. */
START_TEST(lma_remembers_the_highest_time_across_requests_without) /* R5213-5.5-21 */
{
    int lower = _i == PMIP6_DRAFT_02 ? 156 : 157;
    struct pmip6_binding_view v;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "abcdef"), 0);
    ck_assert_int_eq(ASK(.lli = "abcdef", .without = HAS_TIMESTAMP), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.timestamp, 0); /* R5213-5.1-12 */
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3, .lli = "abcdef", .clock_skew = -6000),
                     lower);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3, .lli = "abcdef"), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.timestamp, last_request.timestamp);
    end();
}
END_TEST

START_TEST(
    lma_orders_by_sequence_where_there_is_no_timestamp) /* R6275-9.5.1-03, -04, -07 */
{
    static const struct {
        uint16_t next;
        int status;
    } cases[] = {{16, 0}, {15, 135}, {1, 135}, {32782, 0}, {32783, 135}, {65535, 135}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.without = HAS_TIMESTAMP, .sequence = 15, .lli = "abcdef"),
                         0);
        ck_assert_int_eq(ASK(.without = HAS_TIMESTAMP, .sequence = cases[i].next,
                             .mag = 2, .lli = "abcdef", .lifetime = 20),
                         cases[i].status);
        if (cases[i].status)
            ck_assert_uint_eq(answer.sequence, 15);
        ck_assert(!(answer.present & HAS_TIMESTAMP));
        end();
    }
}
END_TEST

START_TEST(lma_answers_a_network_duplicate_again_and_changes_nothing) /* A1 */
{
    struct pmip6_lma_counters c;
    const struct fake_message *m;
    struct signalling s;
    struct pmip6_addr from = MAG1, to = LMAA;
    uint8_t octets[512];
    size_t length;

    begin((uint32_t)_i);
    compose(&(struct pbu){.handoff = 4}, &s);
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length),
                     0);
    input(&from, octets, length);
    h.now += MS(50);
    input(&from, octets, length);
    ck_assert_uint_eq(h.sent_count, 2);
    m = h.sent;
    ck_assert(m[0].length == m[1].length &&
              memcmp(m[0].octets, m[1].octets, m[0].length) == 0);
    pmip6_lma_counters_init(&c);
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
    ck_assert_uint_eq(c.rx_duplicate, 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_refuses_another_nodes_prefix) /* R5213-5.4.1.1-05 */
{
    begin(PMIP6_RFC5213);
    ASK(.mn = "mn1");
    ck_assert_int_eq(ASK(.mn = "mn2", .prefix = only_prefix()), 155);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_refuses_when_its_pool_is_exhausted) /* R5213-5.3.2-05 */
{
    char name[16] = "mn";

    begin((uint32_t)_i);
    for (int i = 0; i < 100; i++) {
        name[2] = (char)('a' + i / 10);
        name[3] = (char)('a' + i % 10);
        ck_assert_int_eq(ASK(.mn = name), 0);
    }
    ck_assert_int_eq(ASK(.mn = "one too many"), 130); /* bindings are bounded */
    ck_assert_uint_eq(bindings(NULL), 100);
    end();
}
END_TEST

START_TEST(
    lma_limits_its_answers_to_strangers_only) /* trust: gateways are always answered */
{
    unsigned before;

    begin(PMIP6_RFC5213);
    h.stranger = fake_addr(9, 1);
    before = h.sent_count;
    for (int i = 0; i < 500; i++) {
        h.now -= MS(5);
        ASK(.mag = 9);
    }
    ck_assert_uint_le(h.sent_count - before, 101);
    ck_assert_uint_ge(h.sent_count - before, 99);
    ck_assert_int_eq(ASK(), 0);
    end();
}
END_TEST

/* ---- the look-up of 5.4.1 ---- */

static const struct {
    const char *first_lli, *second_lli;
    uint8_t handoff;
    int waits;    /* no answer at once */
    unsigned end; /* bindings after the wait */
} look_ups[] = {
    {"abcdef", "abcdef", 1, 0, 1}, /* 5.4.1.2-03: whatever the indicator */
    {"abcdef", "abcdef", 4, 0, 1}, /* 5.4.1.2-03 */
    {"abcdef", "ABCDEF", 1, 0, 2}, /* 5.4.1.2-13 */
    {"abcdef", "ABCDEF", 2, 0, 1}, /* 5.4.1.2-06 */
    {"abcdef", "ABCDEF", 3, 0, 2}, /* 5.4.1.2-13 */
    {"abcdef", "ABCDEF", 4, 1, 2}, /* 5.4.1.2-09, -10 */
    {NULL, NULL, 1, 0, 2},         /* 5.4.1.3-08 */
    {NULL, NULL, 2, 0, 1},         /* 5.4.1.3-03 */
    {NULL, NULL, 3, 0, 1},         /* 5.4.1.3-03 */
    {NULL, NULL, 4, 1, 2},         /* 5.4.1.3-04, -05 */
    {NULL, NULL, 5, 0, 2},         /* 5.4.1.3-08 */
};

START_TEST(lma_finds_the_session_as_the_handoff_indicator_says)
{
    begin(PMIP6_RFC5213);
    ASK(.lli = look_ups[_i].first_lli, .handoff = 1);
    ck_assert_int_eq(
        ASK(.mag = 2, .lli = look_ups[_i].second_lli, .handoff = look_ups[_i].handoff),
        look_ups[_i].waits ? -1 : 0);
    pass(MS(1600));
    ck_assert_uint_eq(bindings(NULL), look_ups[_i].end);
    end();
}
END_TEST

START_TEST(lma_stops_waiting_when_the_old_mag_deregisters) /* R5213-5.4.1.2-09 */
{
    uint8_t before;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    before = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2), -1);
    pass(MS(400));
    ck_assert_int_eq(ASK(.mag = 2),
                     -1); /* a repeat starts no second wait: R5213-9.1-10 */
    ASK(.leave = 1, .prefix = before);
    ck_assert_int_eq(answered, 2); /* the de-registration's and the one that waited */
    ck_assert_uint_eq(only_prefix(), before);
    ck_assert_int_eq(answer.sequence, sequence - 1);
    end();
}
END_TEST

START_TEST(lma_lets_a_request_that_need_not_wait_overtake_one_that_does)
{
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 1); /* nothing waits any more */
    end();
}
END_TEST

START_TEST(lma_ignores_a_deregistration_of_nothing) /* R5213-5.4.1.1-13; D02-5.3.1-R08 */
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.leave = 1), _i == PMIP6_DRAFT_02 ? 133 : -1);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- link-local addresses ---- */

START_TEST(lma_generates_the_mags_address_once) /* R5213-5.3.6-27 to -32 */
{
    struct pmip6_addr first, upload = {{0xfe, 0x80, [15] = 9}};

    begin(PMIP6_RFC5213);
    ASK(.with = HAS_LINK_LOCAL, .lli = "abcdef");
    first = answer.link_local;
    ck_assert_uint_eq(first.octets[0], 0xfe);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef");
    ck_assert(memcmp(&answer.link_local, &first, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef", .link_local = upload);
    ck_assert(memcmp(&answer.link_local, &upload, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef");
    ck_assert(memcmp(&answer.link_local, &upload, 16) == 0);
    end();
}
END_TEST

START_TEST(draft_lma_keeps_the_nodes_address) /* D02-5.3.1-47 to -49 */
{
    struct pmip6_addr node = {{0xfe, 0x80, [15] = 9}}, other = {{0xfe, 0x80, [15] = 8}};

    begin(PMIP6_DRAFT_02);
    ASK(.with = HAS_LINK_LOCAL, .link_local = node);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .link_local = other);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    end();
}
END_TEST

START_TEST(
    lma_binds_the_alternate_care_of_address_and_answers_the_source) /* R5213-5.3.6-04 */
{
    struct pmip6_binding_view v = {.size = sizeof v};
    struct pmip6_addr coa = fake_addr(5, 5), from = MAG1;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.with = HAS_ALTERNATE_COA, .alternate_coa = coa), 0);
    ck_assert(memcmp(&h.sent[0].destination, &from, 16) == 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert(memcmp(&v.proxy_coa, &coa, 16) == 0);
    end();
}
END_TEST

static Suite *lma_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    const int refusal_count = (int)(sizeof refusals / sizeof refusals[0]);
    const int look_up_count = (int)(sizeof look_ups / sizeof look_ups[0]);
    Suite *s = suite_create("lma");
    TCase *c = tcase_create("lma");

    tcase_add_loop_test(c, lma_registers_and_answers_with_a_prefix, first, last);
    tcase_add_loop_test(c, lma_shares_a_tunnel_and_closes_it_with_its_last_session, first,
                        last);
    tcase_add_loop_test(c, lma_extends_without_touching_forwarding, first, last);
    tcase_add_loop_test(c, lma_keeps_the_prefix_over_a_handoff, first, last);
    tcase_add_loop_test(c, lma_waits_before_it_deletes, first, last);
    tcase_add_loop_test(c, lma_revives_what_is_being_deleted, first, last);
    tcase_add_loop_test(c, lma_blocks_traffic_during_the_delayed_delete, first, last);
    tcase_add_loop_test(c, lma_ignores_a_former_mag_that_leaves, first, last);
    tcase_add_loop_test(c, lma_refuses_with_the_status_of_its_edition, 0, refusal_count);
    tcase_add_loop_test(c, lma_answers_stale_timestamp_with_its_own_time, first, last);
    tcase_add_loop_test(c, lma_remembers_the_highest_time_across_requests_without, first,
                        last);
    tcase_add_loop_test(c, lma_takes_no_request_to_what_is_not_unicast, first, last);
    tcase_add_loop_test(c, lma_orders_by_sequence_where_there_is_no_timestamp, first,
                        last);
    tcase_add_loop_test(c, lma_answers_a_network_duplicate_again_and_changes_nothing,
                        first, last);
    tcase_add_test(c, lma_refuses_another_nodes_prefix);
    tcase_add_loop_test(c, lma_refuses_when_its_pool_is_exhausted, first, last);
    tcase_add_test(c, lma_limits_its_answers_to_strangers_only);
    tcase_add_loop_test(c, lma_finds_the_session_as_the_handoff_indicator_says, 0,
                        look_up_count);
    tcase_add_test(c, lma_stops_waiting_when_the_old_mag_deregisters);
    tcase_add_test(c, lma_lets_a_request_that_need_not_wait_overtake_one_that_does);
    tcase_add_loop_test(c, lma_ignores_a_deregistration_of_nothing, first, last);
    tcase_add_test(c, lma_generates_the_mags_address_once);
    tcase_add_test(c, draft_lma_keeps_the_nodes_address);
    tcase_add_loop_test(c, lma_binds_the_alternate_care_of_address_and_answers_the_source,
                        first, last);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_suite)
