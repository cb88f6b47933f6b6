/* SPDX-License-Identifier: MIT */
/* What the MAG makes sure of before it asks an LMA for anything: that the node is there,
 * that its policy still grants it, that nobody has forbidden it, that it is not too soon.
 */
#include "mag_bed.h"

#define MANY 128u /* nodes: more than are remembered */

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};

static void begin_without_probing(uint32_t e)
{
    begin(e);
    pmip6_mag_free(mag);
    ck_assert_int_eq(make(0, PMIP6_MAG_DETECT_NEIGHBOUR), 0);
}

/* Until the next request goes out. */
static void pass_until_request(void)
{
    unsigned before = h.sent_count;

    for (unsigned n = 0; n < 4000 && h.sent_count == before; n++)
        pass(SEC(1));
    ck_assert_uint_gt(h.sent_count, before);
}

static void extension_refused_with(uint8_t status)
{
    registered();
    answers(LINK, node_lli);
    pass_until_request();
    answer(status);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
}

static void reconfigure_with(uint32_t flags)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags = (c.flags & ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION) | flags;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
}

static void reconfigure(void)
{
    reconfigure_with(0);
}

static int attach_again(uint32_t link, uint8_t administrative)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = id;
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.administrative = administrative;
    link_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

/* ---- that it is there ---- */

START_TEST(mag_probes_before_it_retries_an_extension) /* R5213-6.13-01, D02-6.13-01 */
{
    unsigned before;

    begin((uint32_t)_i);
    extension_refused_with(130);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    before = h.sent_count;
    pass(MS(5500));
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(solicitations(), 1);
    answers(LINK, node_lli);
    ck_assert_uint_eq(h.sent_count, before + 1);
    ck_assert_uint_gt(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_retries_no_extension_it_cannot_be_sure_of) /* R5213-6.13-02, -03 */
{
    begin_without_probing((uint32_t)_i);
    extension_refused_with(130);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(MS(5500));
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_extends_nothing_for_a_set_clock_alone) /* R5213-6.13-02, D02-6.13-02 */
{
    begin((uint32_t)_i);
    extension_refused_with(156);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

/* The clock is set while what was refused for it is being tried again. */
START_TEST(mag_goes_on_with_an_extension_when_the_clock_is_set) /* R5213-6.9.1.2-16 */
{
    unsigned before;

    begin((uint32_t)_i);
    pmip6_mag_free(mag);
    ck_assert_int_eq(make(PMIP6_MAG_RETRY_UNSYNCED, 0), 0);
    extension_refused_with(156);
    pass_until_request();
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    before = h.sent_count;
    pass(MS(1100)); /* no policy can be had */
    ck_assert_uint_eq(h.sent_count, before + 1);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_probes_before_it_repeats_an_extension) /* R5213-6.9.4-06, 6.13-01 */
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    answers(LINK, node_lli);
    pass_until_request();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    before = h.sent_count;
    pass(MS(1800));
    ck_assert_uint_eq(h.sent_count, before);
    answers(LINK, node_lli);
    ck_assert_uint_eq(h.sent_count, before + 1);
    pass(SEC(2) + MS(500)); /* the next is due; nobody answers */
    ck_assert_uint_eq(h.sent_count, before + 1);
    pass(SEC(3));
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_repeats_no_extension_it_cannot_be_sure_of) /* R5213-6.13-02, D02-6.13-02 */
{
    begin_without_probing((uint32_t)_i);
    registered();
    pass_until_request();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(MS(1100));
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_takes_an_answer_while_it_probes_for_a_repeat)
{
    struct signalling late;

    begin((uint32_t)_i);
    registered();
    answers(LINK, node_lli);
    pass_until_request();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    late = reply_to(request(), 0, 0x80);
    pass(MS(1500));
    answer_with(late);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    answers(LINK, node_lli);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    pass(SEC(100));
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

START_TEST(mag_gives_up_a_node_that_nobody_can_tell_of) /* R5213-6.9.4-06 */
{
    begin((uint32_t)_i);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    pass(SEC(600));
    ck_assert_uint_eq(h.sent_count, 1 + PMIP6_MAG_UNSURE_REQUESTS + 1);
    ck_assert_uint_eq(request().lifetime, 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    h.policy.mn_id = id;
    solicits(LINK, node_lli);
    ck_assert_uint_gt(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_goes_on_as_long_as_the_node_shows_signs_of_life) /* R5213-6.9.4-05 */
{
    begin((uint32_t)_i);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    for (unsigned n = 0; n < 20; n++) {
        pass(SEC(32));
        answers(LINK, node_lli);
    }
    ck_assert_uint_ge(h.sent_count, 20);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

/* After the end of a binding, and after the loss of its tunnel. */
static void loses_tunnel(void)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    ck_assert_int_eq(pmip6_mag_next_tunnel(mag, &cursor, &t), 1);
    ck_assert_int_eq(pmip6_mag_tunnel_lost(mag, &t), 0);
}

START_TEST(mag_probes_before_it_registers_anew) /* R5213-6.9.4-06, 6.13-01 */
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    answers(LINK, node_lli);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    before = h.sent_count;
    loses_tunnel();
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    answers(LINK, node_lli);
    ck_assert_uint_eq(h.sent_count, before + 1);
    answer(0);
    loses_tunnel();
    pass(MS(3100)); /* nobody answers */
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

/* ---- that its policy grants it ---- */

START_TEST(mag_asks_a_policy_again_that_holds_no_longer) /* R5213-6.2-*, 6.14-01 */
{
    begin((uint32_t)_i);
    registered();
    pass_until_request();
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_gt(request().lifetime, 0);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_UNCHANGED);
    answer(0);
    h.policy.grants = 0;
    pass_until_request();
    ck_assert_uint_eq(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    end();
}
END_TEST

START_TEST(mag_asks_no_policy_again_that_holds)
{
    begin((uint32_t)_i);
    h.policy.valid_for = PMIP6_NEVER;
    registered();
    pass_until_request();
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_gt(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_extends_where_no_policy_can_be_had)
{
    begin((uint32_t)_i);
    registered();
    h.policy_result = PMIP6_PENDING;
    pass_until_request();
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    h.policy_result = 0;
    pass_until_request();
    ck_assert_uint_eq(h.asked, 3);
    end();
}
END_TEST

/* What is bound ends while a policy is awaited: its answer says how it goes on. */
START_TEST(mag_registers_nobody_anew_whose_policy_it_waits_for)
{
    struct pmip6_tunnel lost;
    unsigned before;

    begin((uint32_t)_i);
    registered();
    lost = view().tunnel;
    h.policy_result = PMIP6_PENDING;
    for (unsigned n = 0; n < 7000 && h.asked < 2; n++)
        pass(MS(500));
    before = h.sent_count;
    ck_assert_int_eq(pmip6_mag_tunnel_lost(mag, &lost), 0);
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_POLICY);
    h.policy.grants = 0;
    h.policy_result = 0;
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, before + 1); /* the LMA has it still */
    ck_assert_uint_eq(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(h.sent_count, before + 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    end();
}
END_TEST

/* A MAG that is told to try again unsynced does so also for those that wait already. */
START_TEST(mag_tries_those_again_that_wait_for_the_clock_when_told_to)
{
    unsigned before;

    begin((uint32_t)_i);
    link_up(LINK);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(156);
    pass(SEC(100));
    before = h.sent_count;
    reconfigure();
    ck_assert_uint_eq(h.sent_count, before);
    reconfigure_with(PMIP6_MAG_RETRY_UNSYNCED);
    ck_assert_uint_eq(h.sent_count, before + 1);
    end();
}
END_TEST

START_TEST(mag_takes_a_late_policy_of_a_node_that_is_served)
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    h.policy_result = PMIP6_PENDING;
    before = h.sent_count;
    for (unsigned n = 0; n < 7000 && h.asked < 2; n++)
        pass(MS(500));
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, before + 1);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

START_TEST(mag_follows_its_policy_to_another_lma)
{
    struct fake_message *m;

    begin((uint32_t)_i);
    registered();
    h.policy.lma = fake_addr(0xb, 1);
    pass_until_request();
    ck_assert_uint_eq(request().lifetime, 0);
    answer(0);
    m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
    ck_assert_mem_eq(&m->destination, &h.policy.lma, 16);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    end();
}
END_TEST

START_TEST(mag_asks_at_once_when_a_policy_has_changed) /* R5213-6.14-01 */
{
    struct pmip6_bytes other = {(const uint8_t *)"other", 5}, everybody = {NULL, 0},
                       nothing = {NULL, 5};

    begin((uint32_t)_i);
    h.policy.grants = 0;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy.valid_for = PMIP6_NEVER;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, other), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, nothing), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), 0);
    ck_assert_uint_eq(h.asked, 2); /* what is served is asked for before its extension */
    h.policy.grants = 0;
    pass_until_request();
    ck_assert_uint_eq(h.asked, 3);
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_asks_for_the_nameless_when_anybodys_policy_has_changed)
{
    begin((uint32_t)_i);
    h.policy.grants = 0;
    link_up(LINK);
    solicits(LINK, node_lli);
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy.mn_id = id;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    end();
}
END_TEST

START_TEST(mag_asks_no_policy_of_a_node_that_is_gone)
{
    begin((uint32_t)_i);
    h.policy.grants = 0;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    end();
}
END_TEST

/* ---- that nobody has forbidden it ---- */

/* Away, and back again on whatever link. */
static void flap(void)
{
    ck_assert_int_eq(pmip6_mag_link_down(mag, view().link), 0);
    pass(SEC(2));
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
}

START_TEST(mag_remembers_who_may_not_be_registered) /* R5213-6.9.1.2-12 */
{
    unsigned before;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(152);
    flap();
    before = h.sent_count;
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    pass(SEC(100));
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_uint_eq(view().blocked, 1);
    flap(); /* and still */
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(h.sent_count, before);
    ck_assert_int_eq(attach_again(LINK, 1), 0);
    ck_assert_uint_eq(h.sent_count, before + 1);
    end();
}
END_TEST

START_TEST(mag_remembers_whose_answer_did_not_fit) /* R5213-6.9.1.2-11 */
{
    struct signalling wrong;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    wrong = reply_to(request(), 0, 0x80);
    wrong.handoff = PMIP6_HANDOFF_INTERFACES;
    answer_with(wrong);
    flap();
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(view().blocked, 1);
    end();
}
END_TEST

START_TEST(mag_remembers_the_blocked_longest) /* R5213-6.9.1.2-12 */
{
    char name[] = "node 000";
    struct pmip6_attach who;
    unsigned before;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(152);
    flap();
    link_up(LINK);
    for (unsigned n = 0; n < MANY; n++) {
        name[5] = (char)('0' + n / 100);
        name[6] = (char)('0' + n / 10 % 10);
        name[7] = (char)('0' + n % 10);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)name;
        who.mn_id.length = sizeof name - 1;
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        answer(0);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        answer(0);
        ck_assert_uint_eq(pmip6_mag_link_of(mag, who.mn_id), 0);
    }
    before = h.sent_count;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(h.sent_count, before);
    end();
}
END_TEST

START_TEST(mag_lets_an_administrator_end_what_it_remembers) /* R5213-6.9.1.2-12 */
{
    struct pmip6_bytes everybody = {NULL, 0};

    for (unsigned way = 0; way < 4; way++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        answer(152);
        flap();
        if (way == 1)
            reconfigure();
        else if (way == 2)
            ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), 0);
        else if (way == 3)
            (void)pmip6_mag_policy_changed(mag, id);
        ck_assert_int_eq(attach_again(LINK, way == 0), 0);
        ck_assert_uint_eq(h.sent_count, 2);
        answer(0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* ---- that it is not too soon ---- */

START_TEST(mag_limits_the_requests_of_a_node_that_comes_and_goes) /* R6275-11.8-08 */
{
    begin((uint32_t)_i);
    for (unsigned n = 0; n < 10; n++) {
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        answer(0);
        ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
        answer(0);
        pass(MS(20));
    }
    ck_assert_uint_le(h.sent_count, 3);
    end();
}
END_TEST

START_TEST(mag_repeats_no_timestamp_for_a_node_that_comes_and_goes) /* D02-6.9-20 */
{
    pmip6_timestamp left;

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    left = request().timestamp;
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_gt(request().timestamp, left);
    end();
}
END_TEST

/* ---- a policy that holds no longer, and a node that was just heard of ---- */

START_TEST(mag_asks_a_policy_that_holds_no_longer_after_a_move) /* R5213-6.14-01 */
{
    begin((uint32_t)_i);
    h.policy.valid_for = SEC(60);
    registered();
    pass(SEC(61));
    ck_assert_int_eq(attach_to(LINK + 1, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(h.sent_count, 2);
    if (edition == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_MAGS);
    answer(0);
    ck_assert_int_eq(attach_to(LINK, PMIP6_HANDOFF_MAGS), 0); /* it holds */
    ck_assert_uint_eq(h.asked, 2);
    answer(0);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    h.policy.grants = 0;
    ck_assert_int_eq(attach_to(LINK + 1, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(h.asked, 3);
    ck_assert_uint_eq(request().lifetime, 0);
    end();
}
END_TEST

START_TEST(mag_tells_of_a_move_when_its_policy_came_late) /* R5213-6.9.1.1-17 */
{
    begin((uint32_t)_i);
    h.policy.valid_for = SEC(60);
    registered();
    pass(SEC(61));
    h.policy_result = PMIP6_PENDING;
    h.presence = PMIP6_PRESENCE_UNKNOWN; /* but it was just told to be there */
    ck_assert_int_eq(attach_to(LINK + 1, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    if (edition == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_MAGS);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

static Suite *mag_certainty_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_certainty");
    TCase *c = tcase_create("mag_certainty");

    tcase_add_loop_test(c, mag_probes_before_it_retries_an_extension, first, last);
    tcase_add_loop_test(c, mag_retries_no_extension_it_cannot_be_sure_of, first, last);
    tcase_add_loop_test(c, mag_extends_nothing_for_a_set_clock_alone, first, last);
    tcase_add_loop_test(c, mag_goes_on_with_an_extension_when_the_clock_is_set, first,
                        last);
    tcase_add_loop_test(c, mag_probes_before_it_repeats_an_extension, first, last);
    tcase_add_loop_test(c, mag_repeats_no_extension_it_cannot_be_sure_of, first, last);
    tcase_add_loop_test(c, mag_takes_an_answer_while_it_probes_for_a_repeat, first, last);
    tcase_add_loop_test(c, mag_gives_up_a_node_that_nobody_can_tell_of, first, last);
    tcase_add_loop_test(c, mag_goes_on_as_long_as_the_node_shows_signs_of_life, first,
                        last);
    tcase_add_loop_test(c, mag_probes_before_it_registers_anew, first, last);
    tcase_add_loop_test(c, mag_asks_a_policy_again_that_holds_no_longer, first, last);
    tcase_add_loop_test(c, mag_asks_no_policy_again_that_holds, first, last);
    tcase_add_loop_test(c, mag_extends_where_no_policy_can_be_had, first, last);
    tcase_add_loop_test(c, mag_registers_nobody_anew_whose_policy_it_waits_for, first,
                        last);
    tcase_add_loop_test(c, mag_tries_those_again_that_wait_for_the_clock_when_told_to,
                        first, last);
    tcase_add_loop_test(c, mag_takes_a_late_policy_of_a_node_that_is_served, first, last);
    tcase_add_loop_test(c, mag_follows_its_policy_to_another_lma, first, last);
    tcase_add_loop_test(c, mag_asks_at_once_when_a_policy_has_changed, first, last);
    tcase_add_loop_test(c, mag_asks_for_the_nameless_when_anybodys_policy_has_changed,
                        first, last);
    tcase_add_loop_test(c, mag_asks_no_policy_of_a_node_that_is_gone, first, last);
    tcase_add_loop_test(c, mag_remembers_who_may_not_be_registered, first, last);
    tcase_add_test(c, mag_remembers_whose_answer_did_not_fit);
    unit_add_lone_test(c, mag_remembers_the_blocked_longest, first, last);
    tcase_add_loop_test(c, mag_lets_an_administrator_end_what_it_remembers, first, last);
    tcase_add_loop_test(c, mag_limits_the_requests_of_a_node_that_comes_and_goes, first,
                        last);
    tcase_add_loop_test(c, mag_repeats_no_timestamp_for_a_node_that_comes_and_goes, first,
                        last);
    tcase_add_loop_test(c, mag_asks_a_policy_that_holds_no_longer_after_a_move, first,
                        last);
    tcase_add_loop_test(c, mag_tells_of_a_move_when_its_policy_came_late, first, last);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_certainty_suite)
