/* SPDX-License-Identifier: MIT */
/* The MAG as its LMA and its mobile node see it. */
#include "mag_bed.h"

/* ---- requests ---- */

START_TEST(mag_asks_as_its_edition_has_it) /* R5213-6.9.1.1-*, 6.9.1.5-*; D02-6.9-15 */
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = request();
    ck_assert_uint_eq(s.flags, PMIP6_BU_A | PMIP6_BU_P);
    ck_assert_uint_eq(s.lifetime, 900);
    ck_assert_uint_eq(s.prefix_count, 1);
    ck_assert_uint_eq(s.prefixes[0].length, 0);
    ck_assert_uint_eq(s.mn_id.length, strlen(ID));
    ck_assert(s.timestamp == fake_day(&h));
    if (_i == PMIP6_RFC5213) {
        ck_assert_uint_eq(s.present, HAS_MN_ID | HAS_PREFIX | HAS_HANDOFF |
                                         HAS_ACCESS_TECHNOLOGY | HAS_LINK_LAYER_ID |
                                         HAS_LINK_LOCAL | HAS_TIMESTAMP);
        ck_assert_uint_eq(s.handoff, PMIP6_HANDOFF_UNKNOWN);
        ck_assert_uint_eq(s.access_technology, 3);
    } else {
        ck_assert_uint_eq(s.present, HAS_MN_ID | HAS_PREFIX | HAS_TIMESTAMP);
    }
    end();
}
END_TEST

START_TEST(mag_repeats_with_back_off_and_the_latest_time) /* R5213-6.9.4-03 to -10 */
{
    static const unsigned seconds[] = {1, 3, 7, 15, 31, 63, 95, 127};
    pmip6_time start;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    start = h.now;
    for (unsigned i = 0; i < 8; i++) {
        unsigned before = h.sent_count;
        uint16_t sequence = request().sequence;

        pass(start + SEC(seconds[i]) - MS(2) - h.now);
        ck_assert_uint_eq(h.sent_count, before);
        pass(MS(5));
        ck_assert_uint_eq(h.sent_count, before + 1);
        ck_assert_uint_eq((uint16_t)(request().sequence - sequence), 1);
        ck_assert(fake_day(&h) - request().timestamp < 1000);
    }
    answer(0); /* any answer to any of them counts */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_takes_an_answer_to_an_earlier_transmission)
{
    struct signalling first;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    first = reply_to(request(), 0, 0x80);
    first.mn_id.data = (const uint8_t *)ID;
    first.link_layer_id.data = node_lli;
    pass(MS(1100));
    ck_assert_uint_eq(h.sent_count, 2);
    answer_with(first);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_ignores_a_late_answer_to_a_request_that_is_over)
{
    struct signalling late;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    late = reply_to(request(), 128, 0x80);
    late.mn_id.data = (const uint8_t *)ID;
    late.link_layer_id.data = node_lli;
    answer(130);
    pass(SEC(6)); /* asked again */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    answer_with(late);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_ignores_what_answers_nothing) /* R5213-6.9.1.2-09 */
{
    struct signalling s;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    s = reply_to(request(), 0, 0x80);
    s.sequence++;
    answer_with(s);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    s.sequence--;
    s.present &= ~(uint32_t)HAS_TIMESTAMP;
    answer_with(s);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

START_TEST(mag_blocks_when_the_echo_differs) /* R5213-6.9.1.2-10, -11 */
{
    struct signalling s;
    unsigned before;

    begin(PMIP6_RFC5213);
    attach_to(LINK, 0);
    s = reply_to(request(), 0, 0x80);
    s.handoff = PMIP6_HANDOFF_MAGS;
    answer_with(s);
    before = h.sent_count;
    pass(SEC(100));
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(view().blocked, 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_BLOCKED), 1);
    end();
}
END_TEST

/* ---- what follows from a status ---- */

static const struct {
    uint8_t status;
    unsigned seconds; /* until it asks again; 0: never */
} consequences[] = {{130, 5}, {156, 0}, {157, 0}, {128, 0}, {129, 0},
                    {152, 0}, {153, 0}, {154, 0}, {155, 0}};

START_TEST(mag_does_what_each_refusal_says) /* R5213-6.9.1.2-12 to -21 */
{
    uint8_t status = consequences[_i].status;
    unsigned before;

    begin(PMIP6_RFC5213);
    attach_to(LINK, 0);
    before = h.sent_count;
    answer(status);
    if (status == 157) {
        ck_assert_uint_eq(h.sent_count, before + 1); /* at once */
        end();
        return;
    }
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(view().status, status);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.nd_count, 0);
    pass(SEC(4));
    ck_assert_uint_eq(h.sent_count, before);
    pass(SEC(100));
    ck_assert(consequences[_i].seconds ? h.sent_count > before : h.sent_count == before);
    end();
}
END_TEST

START_TEST(mag_asks_again_once_the_clock_is_set) /* R5213-6.9.1.2-16 */
{
    begin((uint32_t)_i);
    attach_to(LINK, 0);
    answer(156);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_CLOCK_UNSYNCED), 1);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

START_TEST(mag_keeps_a_session_whose_extension_is_refused_for_now) /* A25 */
{
    static const struct {
        uint8_t status;
        int keeps;
    } cases[] = {{130, 1}, {156, 1}, {129, 0}, {153, 0}};

    for (size_t i = 0; i < 4; i++) {
        begin(PMIP6_RFC5213);
        registered();
        pass(SEC(2800));
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
        answer(cases[i].status);
        ck_assert_uint_eq(h.route_count, cases[i].keeps ? 2 : 0);
        end();
    }
}
END_TEST

/* ---- a session ---- */

START_TEST(mag_sets_up_tunnel_routes_and_advertises) /* R5213-6.9.1.2-23 to -29 */
{
    const struct fake_message *m = h.nd;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(h.nd_count, 0); /* nothing is promised before it is bound */
    answer(0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert_uint_eq(m->octets[0], PMIP6_ND_ROUTER_ADVERTISEMENT);
    ck_assert(memcmp(&m->source, &h.link_address, 16) == 0);
    ck_assert_uint_eq(h.link_address.octets[0], 0xfe);
    ck_assert_uint_eq(m->octets[16 + 7], 0xb4); /* the MTU option ends 1460 */
    end();
}
END_TEST

START_TEST(
    mag_refreshes_between_half_and_three_quarters) /* R5213-6.13, R6275-11.7.3-05 */
{
    begin((uint32_t)_i);
    registered();
    pass(SEC(1799));
    ck_assert_uint_eq(h.sent_count, 1);
    for (unsigned i = 0; i < 902 && h.sent_count == 1; i++)
        pass(SEC(1));
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(request().prefix_count, 1);
    ck_assert_uint_eq(request().prefixes[0].length, 64);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_UNCHANGED);
    answer(0);
    pass(SEC(1700));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXTENDED), 1);
    end();
}
END_TEST

START_TEST(mag_extends_nothing_for_a_node_that_is_gone) /* R5213-6.13-01 to -04 */
{
    begin((uint32_t)_i);
    registered();
    h.presence = PMIP6_PRESENCE_NO;
    pass(SEC(2750));
    ck_assert_uint_eq(request().lifetime, 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

START_TEST(mag_probes_where_the_host_does_not_know) /* R5213-6.13-05 */
{
    begin((uint32_t)_i);
    registered();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(SEC(2710));
    ck_assert_uint_eq(request().lifetime, 0); /* nobody answered three solicitations */
    ck_assert_uint_eq(h.nd[(h.nd_count - 2) % FAKE_MESSAGES].octets[0] ==
                          PMIP6_ND_NEIGHBOR_SOLICITATION,
                      h.nd_count > 3);
    end();
}
END_TEST

START_TEST(mag_leaves_when_the_link_goes_down) /* R5213-6.9.1.4-01 to -08 */
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    ck_assert_uint_eq(request().lifetime, 0);
    ck_assert_uint_eq(request().prefixes[0].length, 64);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_DEREGISTERING);
    ck_assert_uint_eq(h.route_count, 2);
    answer(0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_DETACHED), 1);
    end();
}
END_TEST

START_TEST(mag_cleans_up_a_second_after_an_unanswered_leave) /* R5213-6.9.1.4-05, A19 */
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    before = h.sent_count;
    pass(MS(998));
    ck_assert_uint_eq(h.route_count, 2);
    pass(MS(4));
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.sent_count, before); /* sent once */
    end();
}
END_TEST

START_TEST(mag_does_not_wait_for_an_unanswered_leave_when_the_node_returns)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    pass(SEC(5));
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

START_TEST(mag_moves_a_node_between_its_links_with_its_tunnel) /* handoff indicator 3 */
{
    begin((uint32_t)_i);
    registered();
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    ck_assert_uint_eq(view().link, LINK + 1);
    ck_assert_uint_eq(h.tunnel_count, 1);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_MAGS);
    answer(0);
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

START_TEST(mag_refuses_a_node_at_a_second_place)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(attach_to(LINK + 1, 0), PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(view().link, LINK);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    end();
}
END_TEST

START_TEST(mag_renumbers) /* R5213-6.12-01, -02 */
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    ck_assert_uint_eq(request().lifetime, 0);
    answer(0);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    answer_with(reply_to(request(), 0, 0x81));
    ck_assert_uint_eq(view().prefixes[0].addr.octets[7], 0x81);
    end();
}
END_TEST

START_TEST(mag_expires_a_session_nobody_extends) /* R6275-11.1-02 */
{
    begin((uint32_t)_i);
    registered();
    pass(SEC(3601));
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 1);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

START_TEST(mag_serves_nobody_its_policy_does_not_name) /* R5213-6.14-01 */
{
    begin((uint32_t)_i);
    h.policy.grants = 0;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    end();
}
END_TEST

START_TEST(mag_waits_for_a_pending_policy)
{
    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    attach_to(LINK, 0);
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

/* ---- the access link ---- */

static void solicit(const uint8_t *lli)
{
    struct pmip6_nd_packet p;
    uint8_t rs[8] = {133};
    struct pmip6_addr from = {{0xfe, 0x80, [15] = 7}}, to = {{0xff, 2, [15] = 2}};
    uint32_t sum = 133u << 8, word = 8 + 58;

    for (int i = 0; i < 16; i += 2)
        word += (uint32_t)(from.octets[i] << 8 | from.octets[i + 1]) +
                (uint32_t)(to.octets[i] << 8 | to.octets[i + 1]);
    sum += word;
    sum = (sum & 0xffff) + (sum >> 16);
    rs[2] = (uint8_t)(~sum >> 8);
    rs[3] = (uint8_t)~sum;
    pmip6_nd_packet_init(&p);
    p.source = from;
    p.destination = to;
    p.octets.data = rs;
    p.octets.length = sizeof rs;
    p.link_layer.data = lli;
    p.link_layer.length = 6;
    p.hop_limit = 255;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, LINK, &p), 0);
}

START_TEST(mag_answers_a_solicitation_only_of_its_own_node) /* R5213-6.9.2-03 to -05 */
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    unsigned before;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    solicit(node_lli);
    ck_assert_uint_eq(h.nd_count, 0);
    answer(0);
    before = h.nd_count;
    solicit(node_lli);
    ck_assert_uint_eq(h.nd_count, before + 1);
    solicit(other);
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    end();
}
END_TEST

START_TEST(mag_attaches_whom_it_hears)
{
    struct pmip6_link_info info;

    begin((uint32_t)_i);
    pmip6_link_info_init(&info);
    pmip6_mag_link_up(mag, LINK, &info);
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    solicit(node_lli);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(request().mn_id.length, strlen(ID));
    end();
}
END_TEST

START_TEST(mag_forwards_as_the_rules_allow) /* R5213-6.10.5-* */
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    struct pmip6_addr home = fake_addr(0x80, 9), away = fake_addr(0x44, 1);

    begin((uint32_t)_i);
    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_LINK;
    q.link = LINK;
    q.source = home;
    q.destination = away;
    attach_to(LINK, 0);
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.reason, PMIP6_FORWARD_NO_BINDING);
    answer(0);
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    q.source = away;
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.reason, PMIP6_FORWARD_SPOOFED_SOURCE);
    q.origin = PMIP6_FROM_TUNNEL;
    q.destination = home;
    q.outer_source = fake_addr(0xa, 1);
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_LINK);
    q.outer_source = away;
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.reason, PMIP6_FORWARD_WRONG_TUNNEL);
    q.destination = away;
    pmip6_mag_forward(mag, &q, &v);
    ck_assert_uint_eq(v.reason, PMIP6_FORWARD_NOT_HOSTED);
    end();
}
END_TEST

static Suite *mag_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    const int consequence_count = (int)(sizeof consequences / sizeof consequences[0]);
    Suite *s = suite_create("mag");
    TCase *c = tcase_create("mag");

    tcase_add_loop_test(c, mag_asks_as_its_edition_has_it, first, last);
    tcase_add_loop_test(c, mag_repeats_with_back_off_and_the_latest_time, first, last);
    tcase_add_loop_test(c, mag_takes_an_answer_to_an_earlier_transmission, first, last);
    tcase_add_loop_test(c, mag_ignores_a_late_answer_to_a_request_that_is_over, first,
                        last);
    tcase_add_loop_test(c, mag_ignores_what_answers_nothing, first, last);
    tcase_add_test(c, mag_blocks_when_the_echo_differs);
    tcase_add_loop_test(c, mag_does_what_each_refusal_says, 0, consequence_count);
    tcase_add_loop_test(c, mag_asks_again_once_the_clock_is_set, first, last);
    tcase_add_test(c, mag_keeps_a_session_whose_extension_is_refused_for_now);
    tcase_add_loop_test(c, mag_sets_up_tunnel_routes_and_advertises, first, last);
    tcase_add_loop_test(c, mag_refreshes_between_half_and_three_quarters, first, last);
    tcase_add_loop_test(c, mag_extends_nothing_for_a_node_that_is_gone, first, last);
    tcase_add_loop_test(c, mag_probes_where_the_host_does_not_know, first, last);
    tcase_add_loop_test(c, mag_leaves_when_the_link_goes_down, first, last);
    tcase_add_loop_test(c, mag_cleans_up_a_second_after_an_unanswered_leave, first, last);
    tcase_add_loop_test(
        c, mag_does_not_wait_for_an_unanswered_leave_when_the_node_returns, first, last);
    tcase_add_loop_test(c, mag_moves_a_node_between_its_links_with_its_tunnel, first,
                        last);
    tcase_add_loop_test(c, mag_refuses_a_node_at_a_second_place, first, last);
    tcase_add_loop_test(c, mag_renumbers, first, last);
    tcase_add_loop_test(c, mag_expires_a_session_nobody_extends, first, last);
    tcase_add_loop_test(c, mag_serves_nobody_its_policy_does_not_name, first, last);
    tcase_add_loop_test(c, mag_waits_for_a_pending_policy, first, last);
    tcase_add_loop_test(c, mag_answers_a_solicitation_only_of_its_own_node, first, last);
    tcase_add_loop_test(c, mag_attaches_whom_it_hears, first, last);
    tcase_add_loop_test(c, mag_forwards_as_the_rules_allow, first, last);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_suite)
