/* SPDX-License-Identifier: MIT */
/*
 * Requests that are not answered: when they are repeated, with which number and time, and
 * how often at most (RFC 5213 6.9.4; RFC 6275 11.8, 12, 13; draft-02 5.4, 6.9).
 */
#include "pba_bed.h"

static void numbers(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

static void begin_timed(uint32_t e)
{
    begin(e);
    note_times();
}

/* An extension, just sent. */
static void begin_extension(uint32_t e)
{
    begin_timed(e);
    serve(900);
    while (h.sent_count == 1)
        pass(MS(100));
}

/* ---- when ---- */

/* covers: R5213-6.9.4-03 R5213-6.9.4-04 R6275-11.8-02 R6275-11.8-03 R6275-12-01 */
START_TEST(first_repeat_comes_after_a_second)
{
    begin_timed((uint32_t)_i);
    attach();
    next_goes_out_at(last_sent_at() + SEC(1)); /* also of a first registration */
    end();

    begin_timed((uint32_t)_i);
    serve(100);
    pass(SEC(200) - 1); /* half of it, and nothing yet */
    ck_assert_uint_eq(h.sent_count, 1);
    while (h.sent_count == 1)
        pass(MS(500));
    next_goes_out_at(last_sent_at() + SEC(1));
    end();
}
END_TEST

/* Before a LMA would think that another gateway leaves the node to this one. */
/* covers: R5213-9.1-09 */
START_TEST(first_repeat_comes_before_an_lma_begins_a_new_session)
{
    pmip6_time asked;

    begin_timed((uint32_t)_i);
    attach();
    asked = last_sent_at();
    ck_assert_uint_eq(sent_until(asked + MS(1500) - 1), 1);
    end();
}
END_TEST

static const unsigned intervals[] = {1, 2, 4, 8, 16, 32, 32, 32};

/* covers: R5213-6.9.4-02 R5213-6.9.4-05 R5213-6.9.4-07 R6275-11.8-05 D02-6.9-R03 */
START_TEST(repeats_come_after_1_2_4_8_16_and_32_seconds)
{
    begin_timed((uint32_t)_i);
    attach();
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        next_goes_out_at(last_sent_at() + SEC(intervals[i]));
        ck_assert_uint_gt(sent_lifetime(), 0);
    }
    end();

    begin_extension((uint32_t)_i); /* re-registrations alike */
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++)
        next_goes_out_at(last_sent_at() + SEC(intervals[i]));
    end();
}
END_TEST

/* covers: R5213-6.9.4-08 R6275-11.8-04 R6275-11.8-06 R5213-6.9.4-05 */
START_TEST(repeats_go_on_until_there_is_an_answer)
{
    begin_timed((uint32_t)_i);
    attach();
    pass(SEC(64));
    for (pmip6_time until = h.now + SEC(86400); h.now < until;)
        next_goes_out_at(last_sent_at() + SEC(32));
    ANSWER(.units = 900);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(sent_until(h.now + SEC(1700)), 0);
    end();
}
END_TEST

/* An answer that is none does not stop them. */
/* covers: R5213-6.9.4-05 R6275-11.8-04 */
START_TEST(repeats_go_on_where_an_answer_does_not_match)
{
    begin_timed((uint32_t)_i);
    attach();
    for (size_t i = 0; i < 4; i++) {
        ANSWER(.number = 1);
        next_goes_out_at(last_sent_at() + SEC(intervals[i]));
    }
    end();
}
END_TEST

/* The MAG says when it has something to do, and does it when told the time: its host
 * repeats nothing. */
/* covers: R5213-6.9.4-01 R6275-11.8-01 */
START_TEST(repeats_are_the_gateways_own_doing)
{
    pmip6_time asked;

    begin_timed((uint32_t)_i);
    asked = h.now;
    attach();
    ck_assert_uint_le(pmip6_mag_next_timeout(mag), asked + SEC(1) + TICK);
    h.now = asked + SEC(1) - 1;
    ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    h.now = asked + SEC(1) + TICK;
    ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(last_sent()->octets[2], 5);
    end();
}
END_TEST

/* ---- whether the node is there ---- */

/* covers: R5213-6.9.4-06 */
START_TEST(nothing_is_repeated_for_a_node_that_is_gone)
{
    begin_timed((uint32_t)_i);
    attach();
    h.presence = PMIP6_PRESENCE_NO;
    next_goes_out_at(last_sent_at() + SEC(1));
    ck_assert_uint_eq(sent_lifetime(), 0); /* it is de-registered */
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
    ck_assert_uint_eq(view_on(LINK).state, 0);
    end();

    begin_timed((uint32_t)_i); /* also after some repeats */
    attach();
    pass(SEC(20));
    h.presence = PMIP6_PRESENCE_NO;
    next_goes_out_at(last_sent_at() + SEC(16));
    ck_assert_uint_eq(sent_lifetime(), 0);
    end();
}
END_TEST

/* Where the host does not know, the node is asked; a repeat follows its answer. */
/* covers: R5213-6.9.4-06 */
START_TEST(node_is_asked_before_a_repeat_where_nobody_knows)
{
    begin_extension((uint32_t)_i);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    ck_assert_uint_eq(sent_until(last_sent_at() + SEC(1) + MS(500)), 0);
    ck_assert_uint_eq(solicitations(), 1);
    answers(LINK, node_lli);
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_uint_gt(sent_lifetime(), 0);
    ck_assert_uint_eq(sent_until(last_sent_at() + SEC(2) + MS(2900)), 0);
    ck_assert_uint_eq(sent_until(last_sent_at() + SEC(2) + MS(3100)), 1);
    ck_assert_uint_eq(sent_lifetime(), 0); /* it did not answer */
    end();
}
END_TEST

/* ---- what they say ---- */

/* covers: R5213-6.9.4-09 D02-6.9-R03 D02-6.9-20 */
START_TEST(repeats_tell_the_time_at_which_they_go_out)
{
    begin_timed((uint32_t)_i);
    attach();
    ck_assert_uint_eq(sent_timestamp(), fake_day(&h));
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        uint64_t last = sent_timestamp();

        pass(last_sent_at() + SEC(intervals[i]) + TICK - h.now);
        ck_assert_uint_eq(sent_timestamp(), h.day + last_sent_at() * 65536 / 1000000);
        ck_assert_uint_ge(sent_timestamp(), last + 65536u * intervals[i]);
    }
    end();
}
END_TEST

/* Also those of one moment, and of a clock that stood still or stepped back a little. */
/* covers: D02-6.9-20 */
START_TEST(no_request_tells_the_time_of_an_earlier_one)
{
    uint64_t last;

    begin_timed((uint32_t)_i);
    attach();
    last = sent_timestamp();
    h.day -= 65536 + 32768; /* half a second back by the first repeat */
    pass(SEC(1) + TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_gt(sent_timestamp(), last);
    last = sent_timestamp();
    ANSWER(.units = 15);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_gt(sent_timestamp(), last);
    last = sent_timestamp();
    ANSWER(.status = 0);
    attach_another(6, "mn2@example.net");
    ck_assert_uint_gt(sent_timestamp(), last);
    end();
}
END_TEST

/* covers: R5213-6.9.4-10 R6275-11.8-09 R6275-11.1-03 D02-6.9-R03 */
START_TEST(repeats_have_greater_numbers)
{
    static const uint16_t before[] = {4, 0x7ffe, 65532, 65535};

    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        struct pmip6_attach who;

        begin_with((uint32_t)_i, numbers);
        note_times();
        link_up(LINK);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)ID;
        who.mn_id.length = strlen(ID);
        who.has_last_sequence = 1;
        who.last_sequence = before[i];
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        for (uint16_t n = 1; n <= 6; n++) {
            ck_assert_uint_eq(sent_number(), (uint16_t)(before[i] + n));
            pass(last_sent_at() + SEC(intervals[n - 1]) + TICK - h.now);
        }
        /* An answer to the fifth but last, on the other side of zero. */
        pba_answer((struct pba){.to = &h.sent[h.sent_count - 5]});
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* With timestamps there is one counter for all, which goes on with each repeat, too. */
/* covers: R5213-6.9.4-10 R6275-11.8-09 */
START_TEST(repeats_have_greater_numbers_beside_timestamps)
{
    begin_timed((uint32_t)_i);
    attach();
    for (size_t i = 0; i < 5; i++) {
        uint16_t last = sent_number();

        next_goes_out_at(last_sent_at() + SEC(intervals[i]));
        ck_assert_uint_eq(sent_number(), (uint16_t)(last + 1));
    }
    end();
}
END_TEST

/* ---- one by one ---- */

static unsigned sent_for(const char *name, unsigned from)
{
    unsigned count = 0;

    for (unsigned i = from; i < h.sent_count; i++) {
        const uint8_t *id = sent_option(&h.sent[i % FAKE_MESSAGES], 8, 0);

        count += id[1] == 1 + strlen(name) && memcmp(id + 3, name, strlen(name)) == 0;
    }
    return count;
}

/* covers: R6275-11.8-07 */
START_TEST(each_session_backs_off_by_itself)
{
    unsigned before;

    begin_timed((uint32_t)_i);
    attach();
    pass(SEC(15) + MS(100)); /* the next one in 16 seconds */
    before = h.sent_count;
    attach_another(6, "mn2@example.net");
    ck_assert_uint_eq(sent_for("mn2@example.net", before), 1);
    next_goes_out_at(last_sent_at() + SEC(1));
    next_goes_out_at(last_sent_at() + SEC(2));
    next_goes_out_at(last_sent_at() + SEC(4));
    ck_assert_uint_eq(sent_for("mn2@example.net", before), 4);
    ck_assert_uint_eq(sent_for(ID, before), 0);
    pass(SEC(9));
    ck_assert_uint_eq(sent_for(ID, before), 1);
    end();
}
END_TEST

/* ---- how often ---- */

static void check_rate(unsigned rate)
{
    ck_assert_uint_le(h.sent_count, FAKE_MESSAGES);
    for (unsigned i = rate; i < h.sent_count; i++)
        ck_assert_uint_ge(sent_at[i] - sent_at[i - rate], SEC(1));
}

/* Whatever brings them about: refusals that are answered at once, changes of policy. */
/* covers: R6275-11.8-08 */
START_TEST(no_more_than_three_requests_of_a_session_go_out_in_a_second)
{
    static const struct pmip6_bytes everybody;

    begin_timed((uint32_t)_i);
    attach();
    for (int i = 0; i < 200; i++) {
        pass(MS(30));
        if (i % 3 == 0)
            ANSWER(.status = 156);
        else if (i % 3 == 1)
            ANSWER(.status = 157);
        ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
        ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), 0);
    }
    ck_assert_uint_ge(h.sent_count, 15);
    check_rate(3);
    end();
}
END_TEST

/* covers: R6275-11.8-08 */
START_TEST(fourth_request_waits_for_a_second_from_the_first)
{
    begin_timed((uint32_t)_i);
    attach();
    for (int i = 0; i < 3; i++) {
        pass(MS(100));
        ANSWER(.status = 156);
        ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    }
    ck_assert_uint_eq(h.sent_count, 3);
    next_goes_out_at(sent_at[0] + SEC(1));
    end();
}
END_TEST

/* ---- what can be configured ---- */

static uint32_t first_timeout;

static void has_a_first_timeout(struct pmip6_mag_config *c,
                                struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_FIRST_REG_TIMEOUT;
    if (first_timeout)
        c->initial_bindack_timeout_first_reg = first_timeout;
}

/* covers: R6275-13-01 */
START_TEST(time_until_the_first_repeat_of_a_registration_can_be_set)
{
    static const uint32_t values[] = {0, 700, 1500, 9000};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        first_timeout = values[i];
        begin_with((uint32_t)_i, has_a_first_timeout);
        note_times();
        attach();
        next_goes_out_at(last_sent_at() + MS(values[i] ? values[i] : 1500));
        next_goes_out_at(last_sent_at() + 2 * MS(values[i] ? values[i] : 1500));
        ANSWER(.units = 100);
        while (view().state != PMIP6_ATTACHMENT_REFRESHING)
            pass(MS(100));
        next_goes_out_at(last_sent_at() + SEC(1)); /* others are as they were */
        end();
    }
}
END_TEST

Suite *conformance_mag_repeats(void)
{
    Suite *s = suite_create("mag_repeats");

    conformance_add(s, first_repeat_comes_after_a_second, BOTH_EDITIONS);
    conformance_add(s, first_repeat_comes_before_an_lma_begins_a_new_session,
                    BOTH_EDITIONS);
    conformance_add(s, repeats_come_after_1_2_4_8_16_and_32_seconds, BOTH_EDITIONS);
    conformance_add(s, repeats_go_on_until_there_is_an_answer, BOTH_EDITIONS);
    conformance_add(s, repeats_go_on_where_an_answer_does_not_match, BOTH_EDITIONS);
    conformance_add(s, repeats_are_the_gateways_own_doing, BOTH_EDITIONS);
    conformance_add(s, nothing_is_repeated_for_a_node_that_is_gone, BOTH_EDITIONS);
    conformance_add(s, node_is_asked_before_a_repeat_where_nobody_knows, BOTH_EDITIONS);
    conformance_add(s, repeats_tell_the_time_at_which_they_go_out, BOTH_EDITIONS);
    conformance_add(s, no_request_tells_the_time_of_an_earlier_one, BOTH_EDITIONS);
    conformance_add(s, repeats_have_greater_numbers, BOTH_EDITIONS);
    conformance_add(s, repeats_have_greater_numbers_beside_timestamps, BOTH_EDITIONS);
    conformance_add(s, each_session_backs_off_by_itself, BOTH_EDITIONS);
    conformance_add(s, no_more_than_three_requests_of_a_session_go_out_in_a_second,
                    BOTH_EDITIONS);
    conformance_add(s, fourth_request_waits_for_a_second_from_the_first, BOTH_EDITIONS);
    conformance_add(s, time_until_the_first_repeat_of_a_registration_can_be_set,
                    BOTH_EDITIONS);
    return s;
}
