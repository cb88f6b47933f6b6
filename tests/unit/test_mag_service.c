/* SPDX-License-Identifier: MIT */
/* Service that comes back, whatever went wrong, and ends when it should: what worlds of
 * the simulator and readers of the code have found, each held by a test. */
#include "checksum.h"
#include "mag_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};

static void reconfigure(uint32_t on, uint32_t silence)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags = (c.flags & ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION) | on;
    c.silence = silence;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
}

/* A node's solicitation, from a link-local address and a frame's address. */
static void solicit(uint32_t link, const struct pmip6_addr *source, const uint8_t lli[6])
{
    static const struct pmip6_addr routers = {{0xff, 2, [15] = 2}};
    uint8_t octets[8] = {PMIP6_ND_ROUTER_SOLICITATION};
    struct pmip6_nd_packet p;
    uint16_t sum = p6_checksum(source, &routers, P6_NEXT_HEADER_ICMPV6, octets, 8);

    octets[2] = (uint8_t)(sum >> 8);
    octets[3] = (uint8_t)sum;
    pmip6_nd_packet_init(&p);
    p.source = *source;
    p.destination = routers;
    p.octets.data = octets;
    p.octets.length = sizeof octets;
    p.link_layer.data = lli;
    p.link_layer.length = 6;
    p.hop_limit = 255;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, link, &p), 0);
}

static int attach_other(uint32_t link, const char *name)
{
    struct pmip6_link_info info;
    struct pmip6_attach who;

    pmip6_link_info_init(&info);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)name;
    who.mn_id.length = strlen(name);
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
    return pmip6_mag_attach(mag, link, &who);
}

/* ---- coming back while leaving ---- */

START_TEST(mag_gives_a_leave_up_when_the_node_returns)
{
    struct signalling late;

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    late = reply_to(request(), 0, 0x80);
    late.mn_id = id;
    late.link_layer_id.data = node_lli;
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_with(late);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_POLICY);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_sends_no_two_requests_of_one_time) /* R5213-5.5-13 */
{
    pmip6_timestamp first, second;

    begin((uint32_t)_i);
    registered();
    pass(SEC(2));
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    first = request().timestamp;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    second = request().timestamp;
    ck_assert_uint_gt(second, first);
    end();
}
END_TEST

START_TEST(mag_sends_no_fourth_request_within_a_second) /* R6275-11.8-08 */
{
    begin((uint32_t)_i);
    registered();
    for (int n = 0; n < 5; n++) {
        pmip6_mag_detach(mag, LINK);
        attach_to(LINK, 0);
    }
    ck_assert_uint_eq(h.sent_count, 3);
    pass(MS(1001));
    ck_assert_uint_eq(h.sent_count, 4);
    end();
}
END_TEST

/* ---- policies that could not be had ---- */

START_TEST(mag_asks_a_policy_again_that_could_not_be_had)
{
    uint64_t first;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    first = h.ticket;
    pass(MS(1100));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    pass(SEC(5));
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_ne(h.ticket, first);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, first, &h.policy), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

START_TEST(mag_keeps_the_ticket_when_the_answer_is_no_policy)
{
    struct {
        struct pmip6_policy policy;
        uint64_t unknown;
    } newer;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    newer.policy = h.policy;
    newer.policy.size = sizeof newer;
    newer.unknown = 1;
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &newer.policy),
                     PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

START_TEST(mag_asks_no_policy_again_that_says_no) /* R5213-6.14-01 */
{
    begin((uint32_t)_i);
    h.policy.grants = 0;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    pass(SEC(4000));
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_eq(h.sent_count, 0);
    end();
}
END_TEST

/* ---- answers that cannot be lived with ---- */

START_TEST(mag_tries_again_what_it_could_not_install)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    h.calls_left = 2; /* after the address: the tunnel */
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    answer(0); /* again: it answers nothing any more */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    pass(MS(5100));
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_takes_the_lma_at_its_word_about_whose_a_prefix_is)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    struct pmip6_bytes first = {(const uint8_t *)"first", 5};
    uint32_t cursor = 0;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_other(1, "first"), 0);
    answer(0);
    ck_assert_int_eq(attach_other(2, "second"), 0);
    answer(0); /* the same prefix */
    check_tables();
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, first), 1);
    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1)
        ck_assert_uint_eq(v.state, v.link == 2 ? PMIP6_ATTACHMENT_REGISTERED
                                               : PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

/* What the answer names is looked for among others' prefixes, of whatever lengths, and is
 * not its own rival. */
START_TEST(mag_serves_prefixes_of_lengths_far_apart)
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_other(1, "first"), 0);
    s = reply_to(request(), 0, 0x80);
    s.prefixes[0].length = 96;
    answer_with(s);
    ck_assert_int_eq(attach_other(2, "second"), 0);
    answer_with(reply_to(request(), 0, 0x81));
    check_tables();
    ck_assert_uint_eq(h.route_count, 4);
    end();
}
END_TEST

START_TEST(mag_lets_no_lma_take_a_prefix_of_anothers)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_other(1, "first"), 0);
    answer(0);
    h.policy.lma = fake_addr(0xb, 1);
    ck_assert_int_eq(attach_other(2, "second"), 0);
    h.policy.lma = fake_addr(0xa, 1);
    {
        struct signalling s = reply_to(request(), 0, 0x80);
        struct pmip6_datagram d;
        uint8_t octets[512];

        s.mh_type = PMIP6_MH_BA;
        s.flags = PMIP6_BA_P;
        pmip6_datagram_init(&d);
        d.source = fake_addr(0xb, 1);
        d.destination = fake_addr(1, 1);
        d.octets.data = octets;
        ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &d.source,
                                              &d.destination, &d.octets.length),
                         0);
        ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
    }
    check_tables();
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED); /* the first's */
    end();
}
END_TEST

START_TEST(mag_asks_for_any_prefix_when_its_own_is_refused) /* R5213-6.9.1.2-18, -19 */
{
    static const struct pmip6_prefix own = {{{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0x33}}, 64};

    begin((uint32_t)_i);
    h.policy.prefixes = &own;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(request().prefixes[0].addr.octets[7], 0x33);
    answer(155);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(request().prefix_count, 1);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    answer(155);
    pass(SEC(4000));
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

/* The prefix that it was granted instead goes to another node: what was refused before is
 * refused still, until its profile names others. */
START_TEST(mag_remembers_what_was_refused_beyond_an_acceptance) /* R5213-6.9.1.2-18 */
{
    static const struct pmip6_prefix own[] = {
        {{{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0x33}}, 64},
        {{{0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0x34}}, 64}};

    begin((uint32_t)_i);
    h.policy.prefixes = &own[0];
    h.policy.prefix_count = 1;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(155);
    answer(0);
    h.policy.prefix_count = 0;
    ck_assert_int_eq(attach_other(2, "second"), 0);
    answer(0); /* the same prefix */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(request().mn_id.length, strlen(ID));
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    answer(130);
    h.policy.prefixes = &own[1];
    h.policy.prefix_count = 1;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    pass(SEC(2)); /* no fourth request within a second */
    ck_assert_uint_eq(request().prefixes[0].addr.octets[7], 0x34);
    end();
}
END_TEST

START_TEST(mag_says_so_when_a_binding_runs_out_while_it_waits) /* RFC 6275 11.1 */
{
    begin((uint32_t)_i);
    registered();
    h.policy.lifetime = 0;
    for (unsigned n = 0; n < 3700; n++) {
        unsigned before = h.sent_count;

        pass(SEC(1));
        if (h.sent_count != before)
            answer(130);
        ck_assert(view().prefix_count > 0 || view().state != PMIP6_ATTACHMENT_REGISTERED);
    }
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 1);
    end();
}
END_TEST

START_TEST(mag_takes_as_many_prefixes_as_its_edition_has) /* D02-6.9-03 */
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = reply_to(request(), 0, 0x80);
    s.prefix_count = 4;
    s.prefixes[1] = s.prefixes[0];
    s.prefixes[2] = s.prefixes[0];
    s.prefixes[2].addr.octets[7] = 0x81;
    memset(&s.prefixes[3], 0, sizeof s.prefixes[3]);
    s.prefixes[3].addr = s.prefixes[0].addr; /* but of length 0 */
    answer_with(s);
    ck_assert_uint_eq(view().prefix_count, _i == PMIP6_DRAFT_02 ? 1 : 2);
    check_tables();
    end();
}
END_TEST

/* ---- presence ---- */

START_TEST(mag_does_not_blame_a_node_that_cannot_be_asked)
{
    begin((uint32_t)_i);
    reconfigure(0, 5000);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    ck_assert_int_eq(attach_other(1, "nameless"), 0); /* no address of any kind */
    answer(0);
    pass(SEC(60));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_notices_silence_from_the_first_moment)
{
    begin((uint32_t)_i);
    reconfigure(0, 5000);
    registered();
    h.presence = PMIP6_PRESENCE_NO;
    pass(MS(5500));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_DEREGISTERING);
    end();
}
END_TEST

START_TEST(mag_ends_a_probe_when_the_host_tells_of_the_node) /* R5213-6.13-01 */
{
    begin((uint32_t)_i);
    reconfigure(0, 5000);
    registered();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(MS(5500)); /* it has been asked */
    ck_assert_int_eq(attach_to(_i == PMIP6_DRAFT_02 ? LINK : LINK + 1, 3), 0);
    if (_i != PMIP6_DRAFT_02)
        answer(0);
    pass(MS(4000));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_moves_a_node_that_its_policy_knows_elsewhere) /* R5213-6.9.1.1-13 */
{
    static const uint8_t other_lli[6] = {2, 0, 0, 0, 0, 9};
    static const struct pmip6_addr source = {{0xfe, 0x80, [15] = 9}};
    struct pmip6_link_info info;

    begin((uint32_t)_i);
    registered();
    h.presence = _i == PMIP6_DRAFT_02 ? PMIP6_PRESENCE_NO : PMIP6_PRESENCE_YES;
    h.policy.mn_id = id;
    pmip6_link_info_init(&info);
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK + 1, &info), 0);
    solicit(LINK + 1, &source, other_lli);
    if (h.presence == PMIP6_PRESENCE_NO) {
        ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    } else {
        for (int n = 0; n < 20; n++) /* one too many, and it may say so as it likes */
            solicit(LINK + 1, &source, other_lli);
        ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
        ck_assert_uint_eq(h.asked, 2);
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    }
    check_tables();
    end();
}
END_TEST

START_TEST(mag_asks_a_node_before_it_believes_a_frame) /* R5213-6.6-09 */
{
    static const struct pmip6_addr source = {{0xfe, 0x80, [15] = 1}};
    struct pmip6_link_info info;

    begin((uint32_t)_i);
    registered();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    h.policy.mn_id = id;
    pmip6_link_info_init(&info);
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK + 1, &info), 0);
    solicit(LINK + 1, &source, node_lli); /* its address, from another link */
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    solicit(LINK, &source, node_lli); /* it is where it was, and says so */
    pass(SEC(10));
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    solicit(LINK + 1, &source, node_lli);
    pass(MS(3100)); /* this time it does not answer */
    solicit(LINK + 1, &source, node_lli);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    end();
}
END_TEST

/* ---- what only an administrator ends ---- */

/* One that was bound and blocked, left, and is seen on another link: served nowhere, and
 * not kept for ever. */
START_TEST(mag_leaves_no_state_behind_for_a_blocked_node)
{
    struct signalling wrong;

    begin(PMIP6_RFC5213);
    registered();
    pass(SEC(2800)); /* an extension is under way */
    wrong = reply_to(request(), 0, 0x80);
    wrong.handoff = 2;
    wrong.mn_id = id;
    wrong.link_layer_id.data = node_lli;
    answer_with(wrong);
    ck_assert_uint_eq(view().blocked, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(attach_to(LINK + 1, 3), 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    check_tables();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK + 1), 0);
    pass(SEC(2));
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    end();
}
END_TEST

START_TEST(mag_sends_nothing_for_a_blocked_node_that_moves) /* R5213-6.9.1.2-11 */
{
    unsigned before;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(152);
    before = h.sent_count;
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_to(LINK + 1, 3), 0);
    pass(SEC(100));
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(view().link, LINK + 1);
    end();
}
END_TEST

/* ---- timestamps and addresses ---- */

START_TEST(mag_lets_a_nodes_own_clock_go_on) /* R5213-5.5-13, 9.3-07 */
{
    struct pmip6_link_info info;
    struct pmip6_attach who;
    pmip6_timestamp first;
    pmip6_time then;

    begin((uint32_t)_i);
    reconfigure(PMIP6_MAG_NODE_TIMESTAMPS, 0);
    pmip6_link_info_init(&info);
    pmip6_attach_init(&who);
    who.mn_id = id;
    who.timestamp = (pmip6_timestamp)1000 << 16;
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    first = request().timestamp;
    ck_assert_uint_eq(first, who.timestamp);
    then = h.now;
    answer(0);
    pass(SEC(3000)); /* it is extended meanwhile */
    ck_assert_uint_gt(h.sent_count, 1);
    ck_assert_uint_gt(request().timestamp, first + (1000u << 16));
    ck_assert_uint_le(request().timestamp,
                      first + ((h.now - then) / 1000000 << 16) + 65536);
    end();
}
END_TEST

START_TEST(mag_asks_no_more_than_once_for_an_address_in_conflict)
{
    static const struct pmip6_addr fixed = {{0xfe, 0x80, [15] = 0x53}};

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    solicit(LINK, &fixed, node_lli); /* the node's own */
    for (int n = 0; n < 10; n++) {
        struct signalling s = reply_to(request(), 0, 0x80);
        unsigned before = h.sent_count;

        s.present |= HAS_LINK_LOCAL;
        s.link_local = fixed; /* and the LMA insists on it */
        answer_with(s);
        pass(MS(1100));
        if (h.sent_count == before)
            break;
    }
    ck_assert_uint_le(h.sent_count, 3);
    ck_assert_mem_ne(&h.link_address, &fixed, sizeof fixed);
    end();
}
END_TEST

START_TEST(mag_gives_way_to_a_node_with_its_address) /* R5213-6.9.1.2-31 to -33 */
{
    struct pmip6_addr ours, uploaded;
    struct signalling s;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = reply_to(request(), 0, 0x80);
    s.present |= HAS_LINK_LOCAL;
    s.link_local = fake_addr(0, 7);
    answer_with(s); /* not a link-local address: not taken */
    ours = h.link_address;
    ck_assert_uint_eq(ours.octets[0], 0xfe);
    pass(SEC(2));
    solicit(LINK, &ours, node_lli);
    ck_assert_mem_ne(&h.link_address, &ours, sizeof ours);
    uploaded = request().link_local;
    ck_assert_mem_eq(&uploaded, &h.link_address, sizeof uploaded);
    pass(MS(1100)); /* nobody answers: the repeat says the same */
    ck_assert_uint_eq(h.sent_count, 3);
    uploaded = request().link_local;
    ck_assert_mem_eq(&uploaded, &h.link_address, sizeof uploaded);
    end();
}
END_TEST

/* ---- arguments ---- */

START_TEST(mag_refuses_a_rate_it_cannot_count)
{
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.max_update_rate = 9;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), PMIP6_ERR_INVALID);
    end();
}
END_TEST

START_TEST(mag_survives_a_datagram_of_nothing)
{
    struct pmip6_mag_counters counters;
    struct pmip6_datagram d;

    begin((uint32_t)_i);
    pmip6_datagram_init(&d);
    d.source = fake_addr(0xa, 1);
    d.octets.length = 16; /* of no octets at all */
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
    pmip6_mag_counters_init(&counters);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &counters), 0);
    ck_assert_uint_eq(counters.drop[PMIP6_DROP_TRUNCATED], 1);
    end();
}
END_TEST

START_TEST(mag_sends_nothing_when_it_is_freed)
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    before = h.nd_count;
    end();
    ck_assert_uint_eq(h.nd_count, before);
}
END_TEST

static Suite *mag_service_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_service");
    TCase *c = tcase_create("mag_service");

    tcase_add_loop_test(c, mag_gives_a_leave_up_when_the_node_returns, first, last);
    tcase_add_loop_test(c, mag_sends_no_two_requests_of_one_time, first, last);
    tcase_add_loop_test(c, mag_sends_no_fourth_request_within_a_second, first, last);
    tcase_add_loop_test(c, mag_asks_a_policy_again_that_could_not_be_had, first, last);
    tcase_add_loop_test(c, mag_keeps_the_ticket_when_the_answer_is_no_policy, first,
                        last);
    tcase_add_loop_test(c, mag_asks_no_policy_again_that_says_no, first, last);
    unit_add_lone_test(c, mag_tries_again_what_it_could_not_install, first, last);
    tcase_add_loop_test(c, mag_takes_the_lma_at_its_word_about_whose_a_prefix_is, first,
                        last);
    tcase_add_loop_test(c, mag_serves_prefixes_of_lengths_far_apart, first, last);
    tcase_add_loop_test(c, mag_lets_no_lma_take_a_prefix_of_anothers, first, last);
    tcase_add_loop_test(c, mag_asks_for_any_prefix_when_its_own_is_refused, first, last);
    tcase_add_loop_test(c, mag_remembers_what_was_refused_beyond_an_acceptance, first,
                        last);
    tcase_add_loop_test(c, mag_says_so_when_a_binding_runs_out_while_it_waits, first,
                        last);
    tcase_add_loop_test(c, mag_takes_as_many_prefixes_as_its_edition_has, first, last);
    tcase_add_loop_test(c, mag_does_not_blame_a_node_that_cannot_be_asked, first, last);
    tcase_add_loop_test(c, mag_notices_silence_from_the_first_moment, first, last);
    tcase_add_loop_test(c, mag_ends_a_probe_when_the_host_tells_of_the_node, first, last);
    tcase_add_loop_test(c, mag_moves_a_node_that_its_policy_knows_elsewhere, first, last);
    tcase_add_loop_test(c, mag_asks_a_node_before_it_believes_a_frame, first, last);
    tcase_add_test(c, mag_leaves_no_state_behind_for_a_blocked_node);
    tcase_add_test(c, mag_sends_nothing_for_a_blocked_node_that_moves);
    tcase_add_loop_test(c, mag_lets_a_nodes_own_clock_go_on, first, last);
    tcase_add_test(c, mag_asks_no_more_than_once_for_an_address_in_conflict);
    tcase_add_test(c, mag_gives_way_to_a_node_with_its_address);
    tcase_add_loop_test(c, mag_refuses_a_rate_it_cannot_count, first, last);
    tcase_add_loop_test(c, mag_survives_a_datagram_of_nothing, first, last);
    tcase_add_loop_test(c, mag_sends_nothing_when_it_is_freed, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_service_suite)
