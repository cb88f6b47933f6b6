/* SPDX-License-Identifier: MIT */
/* De-registrations that the rate of requests does not allow yet: postponed, not lost,
 * also where the node's place is taken meanwhile (R5213-6.9.1.4-01, R6275-11.8-08). */
#include "mag_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};
static const uint8_t other_lli[6] = {2, 0, 0, 0, 0, 9};

static int attach_as(uint32_t link, const char *name, const uint8_t *lli, uint8_t handoff)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)name;
    who.mn_id.length = strlen(name);
    who.link_layer_id.data = lli;
    who.link_layer_id.length = 6;
    who.handoff = handoff;
    link_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

/* The node is served, after three requests within one second: no more in that one. */
static void begin_at_the_limit(uint32_t e)
{
    begin(e);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(e == PMIP6_RFC5213 ? 157 : 130);
    for (unsigned n = 2; h.sent_count < 3; n++) {
        ck_assert_uint_le(n, 4);
        if (h.sent_count < n) { /* draft-02 has no 157: it is told to try again */
            struct pmip6_attach who;

            pmip6_attach_init(&who);
            who.mn_id = id;
            who.administrative = 1;
            ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        }
        answer(h.sent_count < 3 ? (e == PMIP6_RFC5213 ? 157 : 130) : 0);
    }
    if (view().state != PMIP6_ATTACHMENT_REGISTERED)
        answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(h.sent_count, 3);
}

static struct signalling nth_request(unsigned n)
{
    unsigned count = h.sent_count;
    struct signalling s;

    ck_assert_uint_le(n, count);
    h.sent_count = n;
    s = request();
    h.sent_count = count;
    return s;
}

static int is_leave_of(unsigned n, const char *name)
{
    struct signalling s = nth_request(n);

    return s.lifetime == 0 && s.mn_id.length == strlen(name) &&
           memcmp(s.mn_id.data, name, s.mn_id.length) == 0;
}

static uint32_t leaving(void)
{
    struct pmip6_mag_status s;

    pmip6_mag_status_init(&s);
    ck_assert_int_eq(pmip6_mag_get_status(mag, &s), 0);
    return s.leaving;
}

START_TEST(mag_deregisters_later_whom_another_interface_follows) /* R5213-6.9.1.1-17 */
{
    struct signalling leave;

    begin_at_the_limit((uint32_t)_i);
    ck_assert_int_eq(attach_as(LINK, ID, other_lli, PMIP6_HANDOFF_NEW_INTERFACE), 0);
    pass(MS(990));
    ck_assert_uint_eq(h.sent_count, 3);
    pass(MS(20));
    ck_assert_uint_eq(h.sent_count, 5); /* the old session's end, then the new one */
    ck_assert(is_leave_of(4, ID));
    leave = nth_request(4);
    ck_assert_uint_eq(leave.prefixes[0].length, 64);
    if (_i == PMIP6_RFC5213)
        ck_assert_mem_eq(leave.link_layer_id.data, node_lli, 6);
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    pass(SEC(5));
    ck_assert_uint_eq(h.sent_count, 5);
    end();
}
END_TEST

START_TEST(mag_deregisters_later_what_an_interface_left_behind) /* R5213-6.9.1.1-10 */
{
    begin_at_the_limit((uint32_t)_i);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_as(LINK + 1, ID, other_lli, PMIP6_HANDOFF_NEW_INTERFACE), 0);
    h.presence = PMIP6_PRESENCE_YES;
    pass(MS(1010));
    ck_assert_uint_eq(h.sent_count, 5);
    ck_assert(is_leave_of(4, ID));
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    end();
}
END_TEST

START_TEST(mag_deregisters_later_whose_place_another_took) /* R5213-6.9.1.4-01 */
{
    begin_at_the_limit((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_int_eq(attach_as(LINK, "mn2@example.net", other_lli, 0), 0);
    ck_assert_uint_eq(h.sent_count, 4); /* another session: at once */
    answer(0);
    pass(MS(990));
    ck_assert_uint_eq(h.sent_count, 4);
    ck_assert_uint_eq(leaving(), 1);
    pass(MS(20));
    ck_assert_uint_eq(h.sent_count, 5);
    ck_assert(is_leave_of(5, ID));
    ck_assert_uint_eq(leaving(), 0);
    pass(SEC(5)); /* sent once */
    ck_assert_uint_eq(h.sent_count, 5);
    end();
}
END_TEST

START_TEST(mag_deregisters_no_node_that_is_back) /* R5213-6.9.1.4-01 */
{
    begin_at_the_limit((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(attach_as(LINK, "mn2@example.net", other_lli, 0), 0);
    answer(0);
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    pass(MS(1010));
    ck_assert_uint_eq(h.sent_count, 5);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_uint_eq(request().mn_id.length, sizeof ID - 1);
    answer_with(reply_to(request(), 0, 0x81));
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    pass(SEC(5));
    ck_assert_uint_eq(h.sent_count, 5);
    end();
}
END_TEST

/* It is back, and leaves again before anything could be sent. */
START_TEST(mag_deregisters_a_node_that_was_back_for_a_moment)
{
    begin_at_the_limit((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(attach_as(LINK, "mn2@example.net", other_lli, 0), 0);
    answer(0);
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK + 1), 0);
    pass(MS(1010));
    ck_assert_uint_eq(h.sent_count, 5);
    ck_assert(is_leave_of(5, ID));
    end();
}
END_TEST

START_TEST(mag_keeps_the_rate_however_a_node_comes_and_goes) /* R6275-11.8-08 */
{
    unsigned before;

    begin_at_the_limit((uint32_t)_i);
    for (unsigned n = 0; n < 20; n++) {
        pass(MS(50));
        ck_assert_int_eq(attach_as(LINK, ID, n % 2 ? node_lli : other_lli,
                                   PMIP6_HANDOFF_NEW_INTERFACE),
                         0);
    }
    ck_assert_uint_le(h.sent_count, 6);
    before = h.sent_count;
    pass(MS(1000));
    ck_assert_uint_le(h.sent_count, before + 4);
    end();
}
END_TEST

/* ---- an LMA that may have a node which is not bound ---- */

static const struct fake_message *last_sent(void)
{
    return &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
}

/* The LMA granted it, and what it granted is of no use here. */
static void granted_in_vain(uint32_t e)
{
    struct signalling s;

    begin(e);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = reply_to(request(), 0, 0x80);
    s.prefixes[0].length = 0;
    answer_with(s);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(h.sent_count, 1);
}

/* The LMA that was asked before hears of it, and its answer is awaited. */
static void left_the_former(void)
{
    struct pmip6_addr former = fake_addr(0xa, 1);

    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(request().lifetime, 0);
    ck_assert_mem_eq(&last_sent()->destination, &former, 16);
    answer(0);
}

START_TEST(mag_leaves_an_lma_that_may_have_it_for_another) /* R5213-6.9.1.4-01 */
{
    granted_in_vain((uint32_t)_i);
    h.policy.lma = fake_addr(0xb, 1);
    left_the_former();
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_mem_eq(&last_sent()->destination, &h.policy.lma, 16);
    end();
}
END_TEST

START_TEST(mag_leaves_an_lma_that_may_have_whom_its_policy_refuses) /* R5213-6.9.1.4-01 */
{
    granted_in_vain((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_NODE;
    left_the_former();
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(h.sent_count, 2); /* said before */
    end();
}
END_TEST

START_TEST(mag_leaves_an_lma_that_may_have_it_by_another_name) /* R5213-6.9.1.4-01 */
{
    granted_in_vain((uint32_t)_i);
    h.policy.mn_id.data = (const uint8_t *)"mn2@example.net";
    h.policy.mn_id.length = strlen(ID);
    left_the_former();
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_mem_eq(request().mn_id.data, "mn2", 3);
    end();
}
END_TEST

static Suite *mag_leaving_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_leaving");
    TCase *c = tcase_create("mag_leaving");

    tcase_add_loop_test(c, mag_deregisters_later_whom_another_interface_follows, first,
                        last);
    tcase_add_loop_test(c, mag_deregisters_later_what_an_interface_left_behind, first,
                        last);
    tcase_add_loop_test(c, mag_deregisters_later_whose_place_another_took, first, last);
    tcase_add_loop_test(c, mag_deregisters_no_node_that_is_back, first, last);
    tcase_add_loop_test(c, mag_deregisters_a_node_that_was_back_for_a_moment, first,
                        last);
    tcase_add_loop_test(c, mag_keeps_the_rate_however_a_node_comes_and_goes, first, last);
    tcase_add_loop_test(c, mag_leaves_an_lma_that_may_have_it_for_another, first, last);
    tcase_add_loop_test(c, mag_leaves_an_lma_that_may_have_whom_its_policy_refuses, first,
                        last);
    tcase_add_loop_test(c, mag_leaves_an_lma_that_may_have_it_by_another_name, first,
                        last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_leaving_suite)
