/* SPDX-License-Identifier: MIT */
/* What a MAG makes of acknowledgements that are not as they should be, and of answers
 * that say that nobody understood. */
#include "nd_bed.h"

static struct signalling from_lma(uint8_t status)
{
    struct signalling s = reply_to(request(), status, 0x80);

    s.mn_id.data = (const uint8_t *)ID;
    s.mn_id.length = strlen(ID);
    s.link_layer_id.data = node_lli;
    return s;
}

static void tell_binding_error(uint8_t status, const struct pmip6_addr *from)
{
    static const struct pmip6_addr home;
    struct pmip6_datagram d;
    uint8_t octets[64];

    pmip6_datagram_init(&d);
    d.source = *from;
    d.destination = fake_addr(1, 1);
    d.octets.data = octets;
    ck_assert_int_eq(p6_binding_error_encode(status, &home, octets, sizeof octets,
                                             &d.source, &d.destination, &d.octets.length),
                     0);
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

/* ---- what does not match ---- */

START_TEST(mag_takes_an_answer_that_lacks_what_was_to_be_copied) /* R5213-6.9.1.2-10 */
{
    static const uint32_t lacking[] = {HAS_HANDOFF, HAS_ACCESS_TECHNOLOGY,
                                       HAS_LINK_LAYER_ID};

    for (size_t i = 0; i < 3; i++) {
        struct signalling s;

        begin(PMIP6_RFC5213);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        s = from_lma(0);
        s.present &= ~lacking[i];
        answer_with(s);
        ck_assert_uint_eq(view().blocked, 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

START_TEST(mag_blocks_on_each_value_that_differs) /* R5213-6.9.1.2-10, -11 */
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};

    for (int which = 0; which < 3; which++) {
        struct signalling s;

        begin(PMIP6_RFC5213);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        s = from_lma(0);
        if (which == 0)
            s.handoff = PMIP6_HANDOFF_MAGS;
        else if (which == 1)
            s.access_technology = 5;
        else
            s.link_layer_id.data = other;
        answer_with(s);
        ck_assert_uint_eq(view().blocked, 1);
        pass(SEC(100));
        ck_assert_uint_eq(h.sent_count, 1);
        end();
    }
}
END_TEST

/* The number and the time are those of its own request. */
START_TEST(
    mag_blocks_when_its_request_is_answered_for_another) /* R5213-6.9.1.2-10, -11 */
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = from_lma(0);
    s.mn_id.data = (const uint8_t *)"mn2@example.net";
    s.timestamp++; /* an answer out of another life of the MAG */
    answer_with(s);
    ck_assert_uint_eq(view().blocked, 0);
    s.timestamp--;
    answer_with(s);
    ck_assert_uint_eq(view().blocked, 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    pass(SEC(100));
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    end();
}
END_TEST

START_TEST(mag_knows_no_other_node_by_a_number_of_its_session)
{
    struct signalling s;

    begin((uint32_t)_i);
    pmip6_mag_free(mag);
    ck_assert_int_eq(make(PMIP6_MAG_SEQUENCE_ORDER, 0), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = from_lma(0);
    s.mn_id.data = (const uint8_t *)"mn2@example.net";
    answer_with(s);
    ck_assert_uint_eq(view().blocked, 0);
    end();
}
END_TEST

/* ---- what an accepting one may say ---- */

static const struct pmip6_prefix impossible[] = {
    {{{0xff, 0x0e}}, 64},
    {{{0xfe, 0x80}}, 64},
    {{{0}}, 0},
    {{{0}}, 64},
    {{{0x80}}, 1},
    {{{[15] = 1}}, 128},
    {{{0x20}}, 3},
    {{{0x20, 1, 0x0d, 0xb8, [7] = 1}}, 64},
    {{{0x20, 1, 0x0d, 0xb8, [7] = 0xa}}, 64},
};

START_TEST(mag_takes_no_prefix_that_can_be_no_home) /* R5213-6.9.1.2-25 */
{
    struct signalling s;

    for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        s = from_lma(0);
        s.prefixes[0] = impossible[i];
        answer_with(s);
        ck_assert_uint_eq(h.route_count, 0);
        ck_assert_uint_eq(h.tunnel_count, 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
        pass(MS(5100)); /* it is tried again like a refusal for want of resources */
        answer(0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

START_TEST(mag_keeps_a_binding_no_longer_than_it_asked_for)
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = from_lma(0);
    s.lifetime = 60000;
    answer_with(s);
    ck_assert_uint_eq(view().lifetime, 3600);
    ck_assert_uint_le(view().expires, h.now + SEC(3600));
    end();
}
END_TEST

/* ---- the MAG's own address ---- */

START_TEST(mag_uploads_an_address_it_took_while_it_waited) /* R5213-6.9.1.2-33 */
{
    struct pmip6_addr ours, told;
    struct signalling s;

    begin(PMIP6_RFC5213);
    registered();
    ours = h.link_address;
    pass(SEC(2800));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    s = from_lma(0);
    solicit_from(LINK, &ours, node_lli); /* the node has the same */
    answer_with(s);
    ck_assert_mem_ne(&h.link_address, &ours, sizeof ours);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    told = request().link_local;
    ck_assert_mem_eq(&told, &h.link_address, sizeof told);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_uploads_again_where_it_gave_way_again) /* R5213-6.9.1.2-33 */
{
    struct pmip6_addr ours, told;
    struct signalling s;

    begin(PMIP6_RFC5213);
    registered();
    ours = h.link_address;
    solicit_from(LINK, &ours, node_lli);
    s = from_lma(0); /* to the upload of the second */
    pass(MS(3100));
    ours = h.link_address;
    solicit_from(LINK, &ours, node_lli);
    answer_with(s);
    ck_assert_mem_ne(&h.link_address, &ours, sizeof ours);
    told = request().link_local;
    ck_assert_mem_eq(&told, &h.link_address, sizeof told);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    end();
}
END_TEST

/* ---- prefixes of others ---- */

static void attach_another(uint32_t link, const char *name)
{
    struct pmip6_attach who;

    link_up(link);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)name;
    who.mn_id.length = strlen(name);
    ck_assert_int_eq(pmip6_mag_attach(mag, link, &who), 0);
}

static struct pmip6_attachment_view view_on(uint32_t link)
{
    struct pmip6_attachment_view v;

    pmip6_attachment_view_init(&v);
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, link, &v), 0);
    return v;
}

/* One of the prefixes is of another LMA's node: none is taken from anybody. */
START_TEST(mag_takes_all_prefixes_of_an_answer_or_none) /* R5213-6.9.1.2-13 */
{
    struct pmip6_addr another_lma = fake_addr(0xb, 1);
    struct signalling s;

    begin(PMIP6_RFC5213);
    attach_another(1, "a@example.net");
    answer_with(reply_to(request(), 0, 0x81));
    h.policy.lma = another_lma;
    attach_another(2, "b@example.net");
    answer_as(&another_lma, reply_to(request(), 0, 0x82));
    h.policy.lma = fake_addr(0xa, 1);
    attach_another(3, "c@example.net");
    s = reply_to(request(), 0, 0x81);
    s.prefix_count = 2;
    s.prefixes[1].addr = fake_addr(0x82, 0);
    s.prefixes[1].length = 64;
    answer_with(s);
    ck_assert_uint_eq(view_on(1).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(view_on(2).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(view_on(3).state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 0);
    check_tables();
    pass(SEC(6)); /* asked for again, and granted what is nobody's but a's */
    s = reply_to(request(), 0, 0x81);
    s.prefix_count = 2;
    s.prefixes[1].addr = fake_addr(0x83, 0);
    s.prefixes[1].length = 64;
    answer_with(s);
    ck_assert_uint_eq(view_on(3).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(view_on(3).prefix_count, 2);
    ck_assert_uint_eq(view_on(1).prefix_count, 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 1);
    check_tables();
    end();
}
END_TEST

/* ---- Binding Errors ---- */

START_TEST(mag_ceases_to_ask_an_lma_that_does_not_understand) /* R6275-11.3.6-01, -02 */
{
    struct pmip6_addr lma = fake_addr(0xa, 1), stranger = fake_addr(0x44, 1);

    begin((uint32_t)_i);
    tell_binding_error(PMIP6_BE_UNKNOWN_MH_TYPE, &lma); /* nobody waits for it */
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    tell_binding_error(PMIP6_BE_UNKNOWN_MH_TYPE, &stranger);
    tell_binding_error(PMIP6_BE_UNKNOWN_BINDING, &lma);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    tell_binding_error(PMIP6_BE_UNKNOWN_MH_TYPE, &lma);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    pass(SEC(4));
    ck_assert_uint_eq(h.sent_count, 1);
    pass(SEC(2));
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    tell_binding_error(PMIP6_BE_UNKNOWN_MH_TYPE, &lma);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    tell_binding_error(PMIP6_BE_UNKNOWN_MH_TYPE, &lma);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_DETACHED), 1);
    end();
}
END_TEST

/* The node uses the MAG's address when its policy holds no longer, or is being asked. */
static void take_address(int is_asked)
{
    struct pmip6_addr ours = h.link_address;

    h.policy_result = PMIP6_PENDING;
    while (is_asked && h.asked == 1)
        pass(MS(100));
    solicit_from(LINK, &ours, node_lli);
    ck_assert_mem_ne(&h.link_address, &ours, sizeof ours);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(h.sent_count, 1);
}

/* R5213-6.9.1.2-33, 6.14-01 */
START_TEST(mag_uploads_nothing_before_the_policy_has_spoken)
{
    struct pmip6_addr told;

    begin(PMIP6_RFC5213);
    h.policy.valid_for = SEC(60);
    registered();
    pass(SEC(61));
    take_address(_i & 1);
    if (_i & 2) {
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        told = request().link_local;
        ck_assert_mem_eq(&told, &h.link_address, sizeof told);
        answer(0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    } else {
        h.policy.grants = 0;
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        ck_assert_uint_eq(request().lifetime, 0);
    }
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

START_TEST(mag_uploads_nothing_for_a_node_that_has_gone) /* R5213-6.13-02 */
{
    struct signalling s;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answers(LINK, node_lli);
    s = from_lma(0);
    s.present |= HAS_LINK_LOCAL;
    s.link_local = view().mn_link_local; /* the node's own: another is made */
    h.presence = _i ? PMIP6_PRESENCE_UNKNOWN : PMIP6_PRESENCE_NO;
    answer_with(s);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_int_eq(request().lifetime > 0, _i);
    end();
}
END_TEST

static uint64_t unmatched(void)
{
    struct pmip6_mag_counters c;

    pmip6_mag_counters_init(&c);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
    return c.drop[PMIP6_DROP_UNMATCHED];
}

/* R5213-6.9.4-10, R6275-11.7.3-11 */
START_TEST(mag_goes_back_to_no_number_that_is_behind)
{
    static const uint16_t behind[] = {499, 500, 20, 33270}; /* half way round */
    struct signalling refusal;

    begin((uint32_t)_i);
    pmip6_mag_free(mag);
    ck_assert_int_eq(make(PMIP6_MAG_SEQUENCE_ORDER, 0), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    refusal = reply_to(request(), 135, 0x80);
    refusal.sequence = 500;
    answer_with(refusal);
    ck_assert_uint_eq(request().sequence, 501);
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        uint64_t before = unmatched();

        refusal.sequence = behind[i];
        answer_with(refusal);
        ck_assert_uint_eq(h.sent_count, 2);
        ck_assert_uint_eq(unmatched(), before + 1);
    }
    refusal.sequence = 0x8000 + 501; /* as far ahead as it can be */
    answer_with(refusal);
    ck_assert_uint_eq(request().sequence, 0x8000 + 502);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* ---- refusals that are answered at once ---- */

/* A node may not have its prefixes, or is told of later elsewhere. */
static const uint8_t at_once[] = {155, 157, 159};

/* An extension goes out. */
static void extend(void)
{
    unsigned before;

    registered();
    before = h.sent_count;
    while (h.sent_count == before)
        pass(MS(500));
}

static void refuse_at_once(uint32_t presence)
{
    for (size_t i = 0; i < sizeof at_once; i++) {
        unsigned before;

        begin(edition);
        extend();
        before = h.sent_count;
        h.presence = presence;
        answer(at_once[i] == 159 && edition == PMIP6_DRAFT_02 ? 129 : at_once[i]);
        if (presence == PMIP6_PRESENCE_NO) {
            ck_assert_uint_eq(h.sent_count, before + 1);
            ck_assert_uint_eq(request().lifetime, 0);
        } else {
            ck_assert_uint_eq(h.sent_count, before);
            answers(LINK, node_lli);
            ck_assert_uint_eq(h.sent_count, before + 1);
            ck_assert_uint_gt(request().lifetime, 0);
            answer(0);
            ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        }
        end();
    }
}

/* R5213-6.9.4-06, 6.13-01 */
START_TEST(mag_takes_no_session_back_of_a_node_that_has_gone)
{
    edition = (uint32_t)_i;
    refuse_at_once(PMIP6_PRESENCE_NO);
}
END_TEST

START_TEST(mag_probes_before_it_asks_anew_what_was_refused) /* R5213-6.13-01 */
{
    edition = (uint32_t)_i;
    refuse_at_once(PMIP6_PRESENCE_UNKNOWN);
}
END_TEST

static void begin_with_one_a_second(uint32_t e)
{
    struct pmip6_mag_config c;

    begin(e);
    pmip6_mag_config_init(&c, e);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    c.max_update_rate = 1;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
}

START_TEST(mag_sends_nothing_held_back_for_a_node_that_has_gone) /* R5213-6.9.4-06 */
{
    begin_with_one_a_second((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(157);
    ck_assert_uint_eq(h.sent_count, 1); /* too soon */
    h.presence = PMIP6_PRESENCE_NO;
    pass(SEC(2));
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_sends_what_was_held_back_for_a_node_that_is_there)
{
    begin_with_one_a_second((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(157);
    pass(SEC(2));
    ck_assert_uint_eq(h.sent_count, 2);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    h.presence = PMIP6_PRESENCE_NO; /* of one that leaves nobody is asked */
    pass(MS(1500));
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

static Suite *mag_answers_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_answers");
    TCase *c = tcase_create("mag_answers");

    tcase_add_test(c, mag_takes_an_answer_that_lacks_what_was_to_be_copied);
    tcase_add_test(c, mag_blocks_on_each_value_that_differs);
    tcase_add_loop_test(c, mag_blocks_when_its_request_is_answered_for_another, first,
                        last);
    tcase_add_loop_test(c, mag_knows_no_other_node_by_a_number_of_its_session, first,
                        last);
    tcase_add_loop_test(c, mag_takes_no_prefix_that_can_be_no_home, first, last);
    tcase_add_loop_test(c, mag_keeps_a_binding_no_longer_than_it_asked_for, first, last);
    tcase_add_test(c, mag_uploads_an_address_it_took_while_it_waited);
    tcase_add_test(c, mag_uploads_again_where_it_gave_way_again);
    tcase_add_test(c, mag_takes_all_prefixes_of_an_answer_or_none);
    tcase_add_loop_test(c, mag_ceases_to_ask_an_lma_that_does_not_understand, first,
                        last);
    tcase_add_loop_test(c, mag_uploads_nothing_before_the_policy_has_spoken, 0, 4);
    tcase_add_loop_test(c, mag_uploads_nothing_for_a_node_that_has_gone, 0, 2);
    tcase_add_loop_test(c, mag_goes_back_to_no_number_that_is_behind, first, last);
    tcase_add_loop_test(c, mag_takes_no_session_back_of_a_node_that_has_gone, first,
                        last);
    tcase_add_loop_test(c, mag_probes_before_it_asks_anew_what_was_refused, first, last);
    tcase_add_loop_test(c, mag_sends_nothing_held_back_for_a_node_that_has_gone, first,
                        last);
    tcase_add_loop_test(c, mag_sends_what_was_held_back_for_a_node_that_is_there, first,
                        last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_answers_suite)
