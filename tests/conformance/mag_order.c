/* SPDX-License-Identifier: MIT */
/*
 * Sequence numbers and timestamps of a MAG's requests, what comes back with them, and
 * what an acknowledgement must be to count (RFC 5213 4, 5.5, 6.9.1.1 (6), RFC
 * 6275 6.2.4, 9.2, 11.7.1; draft-02 5.4, 6.9).
 */
#include "comer_bed.h"

#define OTHER "mn2@example.net"

static void by_sequence(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

/* ---- timestamps ---- */

static uint64_t last_timestamp;

static void has_a_later_timestamp(enum request_kinds kind)
{
    (void)kind;
    ck_assert_uint_eq(sent_options(27), 1);
    ck_assert_uint_gt(sent_timestamp(), last_timestamp);
    last_timestamp = sent_timestamp();
}

/* covers: R5213-6.9.1.1-20 R5213-6.9.1.1-21 D02-5.4-02 D02-6.9-04 D02-5.4-07 */
START_TEST(every_request_has_a_timestamp)
{
    begin((uint32_t)_i);
    last_timestamp = 0;
    each_request(has_a_later_timestamp);
    end();
}
END_TEST

static uint16_t last_number;

static void has_the_next_number(enum request_kinds kind)
{
    ck_assert_uint_eq(sent_options(27), 0);
    if (kind == EXTENSION) /* repeated a few times */
        ck_assert_uint_gt(sent_number(), last_number);
    else if (kind != FIRST_REQUEST)
        ck_assert_uint_eq(sent_number(), last_number + 1u);
    last_number = sent_number();
}

/* covers: R5213-5.5-01 R5213-5.5-30 D02-5.4-04 R5213-6.9.1.1-20 R5213-6.9.1.1-21 */
START_TEST(sequence_numbers_take_the_place_of_timestamps)
{
    begin_with((uint32_t)_i, by_sequence);
    each_request(has_the_next_number);
    end();
}
END_TEST

/* covers: R5213-5.5-02 R5213-5.5-14 D02-5.4-03 */
START_TEST(timestamp_is_the_time_of_day_since_1970)
{
    begin((uint32_t)_i);
    h.day = 0; /* 1.5 s after midnight of the first of January 1970 */
    h.now = 1500000;
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert(sent_is(27, "\0\0\0\0\0\1\x80\0", 8));
    end();
    begin((uint32_t)_i); /* beyond 2106 */
    h.day = (pmip6_timestamp)0x123456789a << 16;
    h.now = 250000;
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert(sent_is(27, "\0\x12\x34\x56\x78\x9a\x40\0", 8));
    end();
}
END_TEST

/* covers: R5213-5.5-02 D02-5.4-03 */
START_TEST(no_two_requests_have_the_same_timestamp)
{
    uint64_t before;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    before = sent_timestamp();
    grant(0x80, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0); /* all in one moment */
    ck_assert_uint_eq(sent_timestamp(), before + 1);
    answer(0);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(sent_timestamp(), before + 2);
    h.day -= 32768; /* the clock steps back half a second */
    ck_assert_int_eq(COMES(.link = 6, .id = OTHER), 0);
    ck_assert_uint_eq(sent_timestamp(), before + 3);
    end();
}
END_TEST

static void by_nodes_clocks(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_NODE_TIMESTAMPS;
}

/* covers: R5213-5.5-13 */
START_TEST(timestamp_of_the_node_is_told_where_that_is_on)
{
    for (unsigned on = 0; on < 2; on++) {
        struct pmip6_attach who;

        begin_with((uint32_t)_i, on ? by_nodes_clocks : NULL);
        link_up(LINK);
        pmip6_attach_init(&who);
        who.mn_id = named(ID);
        who.timestamp = 0x0123456789abcdef;
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        ck_assert_uint_eq(sent_timestamp(), on ? 0x0123456789abcdef : fake_day(&h));
        end();
    }
}
END_TEST

/* ---- sequence numbers ---- */

/* covers: R5213-6.9.1.1-22 */
START_TEST(with_timestamps_one_counter_numbers_all_requests)
{
    uint16_t first;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 10, .id = ID), 0);
    first = sent_number();
    grant(0x80, 1);
    ck_assert_int_eq(COMES(.link = 11, .id = OTHER), 0);
    ck_assert_uint_eq(sent_number(), (uint16_t)(first + 1));
    grant(0x81, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, 10), 0);
    ck_assert_uint_eq(sent_number(), (uint16_t)(first + 2));
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-23 R6275-6.1.7-08 */
START_TEST(number_tells_which_request_an_answer_is_to)
{
    struct signalling one, two;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 10, .id = ID), 0);
    one = reply_to(request(), 0, 0x80);
    ck_assert_int_eq(COMES(.link = 11, .id = OTHER), 0);
    two = reply_to(request(), 0, 0x81);
    answer_with(two); /* crossed on the way */
    ck_assert(!has_route(PMIP6_ROUTE_TO_LINK, fake_addr(0x80, 0), 10, fake_addr(0xa, 1)));
    ck_assert(has_route(PMIP6_ROUTE_TO_LINK, fake_addr(0x81, 0), 11, fake_addr(0xa, 1)));
    one.sequence = (uint16_t)(one.sequence + 7); /* a number that was never sent */
    answer_with(one);
    ck_assert_uint_eq(h.route_count, 2);
    one.sequence = (uint16_t)(one.sequence - 7);
    answer_with(one);
    ck_assert(has_route(PMIP6_ROUTE_TO_LINK, fake_addr(0x80, 0), 10, fake_addr(0xa, 1)));
    end();
}
END_TEST

static int comes_after(uint32_t link, const char *id, int has_last, uint16_t last)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = named(id);
    who.has_last_sequence = (uint8_t)has_last;
    who.last_sequence = last;
    link_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

/* covers: R5213-5.5-04 R5213-5.5-06 D02-5.4-06 */
START_TEST(number_goes_on_from_the_last_one_of_the_session)
{
    begin_with((uint32_t)_i, by_sequence);
    ck_assert_int_eq(comes_after(LINK, ID, 1, 41), 0);
    ck_assert_uint_eq(sent_number(), 42);
    ck_assert_uint_eq(view_on(LINK).sequence, 42); /* to be handed on */
    end();
}
END_TEST

/* covers: R5213-5.5-05 D02-5.4-05 */
START_TEST(each_session_counts_by_itself)
{
    begin_with((uint32_t)_i, by_sequence);
    ck_assert_int_eq(comes_after(10, ID, 1, 65534), 0);
    ck_assert_uint_eq(sent_number(), 65535);
    grant(0x80, 1);
    ck_assert_int_eq(comes_after(11, OTHER, 1, 99), 0);
    ck_assert_uint_eq(sent_number(), 100);
    grant(0x81, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, 10), 0);
    ck_assert_uint_eq(sent_number(), 0); /* modulo 65536 */
    ck_assert_int_eq(pmip6_mag_detach(mag, 11), 0);
    ck_assert_uint_eq(sent_number(), 101);
    end();
}
END_TEST

/* covers: R6275-11.7.1-07 R6275-11.7.1-08 */
START_TEST(number_that_is_out_of_window_is_replaced_by_the_lmas_next)
{
    struct signalling s;

    begin_with((uint32_t)_i, by_sequence);
    ck_assert_int_eq(COMES(.handoff = 4), 0); /* its last number is not known */
    s = reply_to(request(), 135, 0x80);
    s.sequence = 0x8000;
    answer_with(s);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_number(), 0x8001);
    answer_with(s); /* once more: behind what was sent */
    ck_assert_uint_eq(h.sent_count, 2);
    s.sequence = 65535;
    answer_with(s);
    ck_assert_uint_eq(sent_number(), 0);
    answer(0);
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

/* ---- how often ---- */

/* covers: R6275-11.7.1-06 */
START_TEST(unanswered_request_is_repeated_every_32_seconds_for_good)
{
    static const unsigned after[] = {1, 2, 4, 8, 16};

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    for (unsigned n = 1; n < 40; n++) {
        pmip6_time then = view_on(LINK).last_sent + SEC(n < 6 ? after[n - 1] : 32);

        pass(then - h.now - 1);
        ck_assert_uint_eq(h.sent_count, n);
        pass(1 + TICK);
        ck_assert_uint_eq(h.sent_count, n + 1);
    }
    end();
}
END_TEST

/* covers: R6275-6.2.4-03 R6275-6.2.4-02 */
START_TEST(refresh_advice_says_when_to_extend)
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(sent_options(2), 0); /* none in a request */
    s = reply_to(request(), 0, 0x80);
    s.lifetime = 75;
    s.present |= HAS_REFRESH_ADVICE;
    s.refresh_advice = 15;
    answer_with(s);
    pass(SEC(60) - 1);
    ck_assert_uint_eq(h.sent_count, 1);
    pass(1 + TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_lifetime(), 900);
    ck_assert_uint_eq(sent_options(2), 0);
    end();
}
END_TEST

/* ---- what counts as an answer ---- */

static unsigned problems;
static uint32_t problem_at;

static void problem(const struct pmip6_datagram *d, uint32_t offset, void *user)
{
    (void)d;
    (void)user;
    problems++;
    problem_at = offset;
}

static void hears_of_problems(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    problems = 0;
    cb->parameter_problem = problem;
}

/* covers: R6275-11.2-01 */
START_TEST(damaged_mobility_header_is_no_answer)
{
    struct signalling s;

    begin_with((uint32_t)_i, hears_of_problems);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    s = reply_to(request(), 0, 0x80);
    DELIVER(s, .damaged = 1, .at = 11, .octet = 0x11); /* the checksum does not fit */
    ck_assert_uint_eq(mag_drops(PMIP6_DROP_CHECKSUM), 1);
    ck_assert_uint_eq(problems, 0);
    DELIVER(s, .damaged = 1, .sealed = 1, .at = 0, .octet = 6); /* something follows */
    ck_assert_uint_eq(mag_drops(PMIP6_DROP_PAYLOAD_PROTO), 1);
    ck_assert_uint_eq(problems, 1);
    ck_assert_uint_eq(problem_at, 0);
    DELIVER(s, .damaged = 1, .sealed = 1, .at = 1, .octet = 0); /* too short */
    ck_assert_uint_eq(mag_drops(PMIP6_DROP_HEADER_LENGTH), 1);
    ck_assert_uint_eq(problems, 2);
    ck_assert_uint_eq(problem_at, 1);
    ck_assert_uint_eq(h.sent_count, 1);
    DELIVER(s, .damaged = 1, .sealed = 1, .at = 2, .octet = 99); /* a type nobody knows */
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(last_sent()->octets[2], 7); /* is told by a Binding Error 2 */
    ck_assert_uint_eq(last_sent()->octets[6], 2);
    ck_assert_uint_eq(h.route_count, 0);
    answer_with(s);
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

static void wants_protection(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_REQUIRE_PROTECTION;
}

/* covers: R5213-4-01 R5213-4-03 */
START_TEST(answer_counts_only_where_something_protected_it)
{
    for (uint32_t by = PMIP6_PROTECTED_ESP; by <= PMIP6_PROTECTED_OTHER; by++) {
        begin_with((uint32_t)_i, wants_protection);
        ck_assert_int_eq(COMES(.handoff = 4), 0);
        DELIVER(reply_to(request(), 0, 0x80), .protection = PMIP6_PROTECTED_NONE);
        ck_assert_uint_eq(mag_drops(PMIP6_DROP_UNPROTECTED), 1);
        ck_assert_uint_eq(h.route_count, 0);
        ck_assert_uint_eq(h.nd_count, 0);
        DELIVER(reply_to(request(), 0, 0x80), .protection = by);
        ck_assert_uint_eq(h.route_count, 2);
        end();
    }
}
END_TEST

/* ---- what a MAG has no part in ---- */

/* From the LMA: a Mobility Header of a type, of zeros but for its head. */
static void hears_of_type(uint8_t type, size_t length)
{
    uint8_t octets[24] = {59, (uint8_t)(length / 8 - 1), type};
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = fake_addr(0xa, 1);
    d.destination = fake_addr(1, 1);
    seal(octets, length, &d.source, &d.destination);
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

/* covers: D02-5.8-01 R5213-5.9-01 */
START_TEST(return_routability_is_not_answered)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, 1);
    for (uint8_t type = 1; type <= 4; type++) {
        hears_of_type(type, type <= 2 ? 16 : 24);
        ck_assert_uint_eq(mag_drops(PMIP6_DROP_RETURN_ROUTABILITY), type);
    }
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

/* covers: D02-5.7-01 R5213-5.8-01 */
START_TEST(mobile_prefix_discovery_is_not_answered)
{
    const struct pmip6_addr own = link_local(3), ours = link_local(7);

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant_with(ours);
    for (uint8_t type = 146; type <= 147; type++) { /* RFC 6275 6.7, 6.8 */
        uint8_t octets[8] = {type};
        unsigned heard = h.nd_count;

        hear_packet(LINK, &own, &ours, node_lli, octets, sizeof octets);
        pass(SEC(4));
        ck_assert_uint_eq(h.nd_count, heard);
        ck_assert_uint_eq(mag_drops(PMIP6_DROP_ND_MALFORMED), type - 145u);
    }
    ck_assert_uint_eq(h.sent_count, 1);
    end();
}
END_TEST

Suite *conformance_mag_order(void)
{
    Suite *s = suite_create("mag_order");

    conformance_add(s, every_request_has_a_timestamp, BOTH_EDITIONS);
    conformance_add(s, sequence_numbers_take_the_place_of_timestamps, BOTH_EDITIONS);
    conformance_add(s, timestamp_is_the_time_of_day_since_1970, BOTH_EDITIONS);
    conformance_add(s, no_two_requests_have_the_same_timestamp, BOTH_EDITIONS);
    conformance_add(s, timestamp_of_the_node_is_told_where_that_is_on, BOTH_EDITIONS);
    conformance_add(s, with_timestamps_one_counter_numbers_all_requests, BOTH_EDITIONS);
    conformance_add(s, number_tells_which_request_an_answer_is_to, BOTH_EDITIONS);
    conformance_add(s, number_goes_on_from_the_last_one_of_the_session, BOTH_EDITIONS);
    conformance_add(s, each_session_counts_by_itself, BOTH_EDITIONS);
    conformance_add(s, number_that_is_out_of_window_is_replaced_by_the_lmas_next,
                    BOTH_EDITIONS);
    conformance_add(s, unanswered_request_is_repeated_every_32_seconds_for_good,
                    BOTH_EDITIONS);
    conformance_add(s, refresh_advice_says_when_to_extend, BOTH_EDITIONS);
    conformance_add(s, damaged_mobility_header_is_no_answer, BOTH_EDITIONS);
    conformance_add(s, answer_counts_only_where_something_protected_it, BOTH_EDITIONS);
    conformance_add(s, return_routability_is_not_answered, BOTH_EDITIONS);
    conformance_add(s, mobile_prefix_discovery_is_not_answered, BOTH_EDITIONS);
    return s;
}
