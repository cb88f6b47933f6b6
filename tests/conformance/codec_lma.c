/* SPDX-License-Identifier: MIT */
/*
 * What the codec promises, seen in what an LMA sends and takes: headers, padding, places,
 * reserved octets (RFC 6275 6.1.1, 6.2, RFC 5213 8, draft-02 8).
 */
#include "conformance.h"
#include "host_bed.h"
#include "sent.h"

static void gives_advice(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)cb;
    c->refresh_advice = 24;
}

/* Requests that are taken, and some that are refused. */
static const struct pbu requests[] = {
    {.handoff = 1},
    {.handoff = 1, .lli = "abcdef"},
    {.handoff = 1, .with = HAS_LINK_LOCAL},
    {.handoff = 1, .without = HAS_TIMESTAMP},
    {.handoff = 1, .lli = "abcde", .clock_skew = 0x1000000},
    {.handoff = 1, .lli = "abcd", .prefix = 0x42},
    {.handoff = 1, .without = HAS_PREFIX},
    {.handoff = 4, .lli = "abc", .leave = 1},
};

#define REQUESTS (sizeof requests / sizeof requests[0])

/* A request of a node whose name is so long; who leaves has been there. */
static struct wire request(size_t which, size_t name)
{
    struct pbu p = requests[which], before = {.handoff = 1, .lli = p.lli};

    p.mn = before.mn = &"abcdefgh"[8 - name];
    if (p.leave)
        ck_assert_int_eq(ask(before), 0);
    return wire_of(p);
}

static const struct fake_message *answer_to(struct wire *w)
{
    seal(w);
    put_in(w);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(last_sent()->octets[2], PMIP6_MH_BA);
    return last_sent();
}

/* Looks at the answers to all of them, with reserved octets all ones, for names of eight
 * lengths, so that options end everywhere. */
static void each_answer(uint32_t e, void (*judge)(const struct fake_message *m))
{
    for (size_t which = 0; which < REQUESTS; which++) {
        for (size_t name = 1; name <= 8; name++) {
            struct wire w;

            begin_hosted(e, gives_advice);
            w = request(which, name);
            fill_reserved(w.octets, w.length, 0xff);
            judge(answer_to(&w));
            end();
        }
    }
}

/* ---- what it sends ---- */

/* covers: R6275-6.1.1-03 R6275-6.1.1-04 R6275-6.1.1-05 R6275-6.1.1-07 R6275-6.1.1-10 */
START_TEST(what_an_lma_sends_has_a_header_as_it_is_drawn)
{
    struct wire w;

    each_answer((uint32_t)_i, check_sent_header);
    begin((uint32_t)_i);
    w = wire_of_type(200, 2);
    w.octets[3] = 0xff;
    seal(&w);
    ck_assert_int_eq(put_in(&w), PMIP6_BE_UNKNOWN_MH_TYPE);
    check_sent_header(last_sent()); /* a Binding Error */
    w = request(0, 8);
    w.octets[3] = 0xff;
    w.octets[8] &= 0xfd; /* without P */
    check_sent_header(answer_to(&w));
    end();
}
END_TEST

static void check_places(const struct fake_message *m)
{
    each_sent_option(m, look_where_it_lies);
}

/* covers: R5213-8.3-02 R5213-8.7-01 R5213-8.8-01 R6275-6.2.4-01 D02-8.3-01 */
START_TEST(options_of_an_answer_lie_on_their_boundaries)
{
    each_answer((uint32_t)_i, check_places);
}
END_TEST

/* covers: R6275-6.2.2-02 R6275-6.2.3-01 */
START_TEST(padding_of_an_answer_is_one_option_of_zeros)
{
    each_answer((uint32_t)_i, check_sent_padding);
}
END_TEST

static void check_nothing_reserved(const struct fake_message *m)
{
    each_sent_option(m, look_at_what_is_reserved);
}

/* A request that is refused for its time, with more prefixes than an LMA gives. */
static struct wire request_with_many_prefixes(void)
{
    struct wire w = wire_of((struct pbu){.handoff = 1, .clock_skew = 0x1000000});

    for (uint8_t i = 0; i < 10; i++) {
        const uint8_t option[20] = {22, 18, 0xff, 64, 0x20, 1, 0x0d, 0xb8, 0, 0, 0, i};

        memcpy(w.octets + w.length, option, sizeof option);
        w.length += sizeof option;
    }
    w.octets[1] = (uint8_t)(w.length / 8 - 1);
    return w;
}

/* covers: R5213-8.3-05 D02-8.3-03 */
START_TEST(reserved_octets_of_an_answers_prefixes_are_zero)
{
    struct wire w;

    each_answer((uint32_t)_i, check_nothing_reserved);
    begin((uint32_t)_i);
    w = request_with_many_prefixes();
    check_nothing_reserved(answer_to(&w));
    ck_assert_uint_eq(options_sent(22), 11);
    end();
}
END_TEST

/* covers: R5213-8.4-04 R5213-8.5-04 R5213-8.6-04 */
START_TEST(reserved_octets_of_what_an_answer_repeats_are_zero)
{
    each_answer((uint32_t)_i, check_nothing_reserved);
}
END_TEST

/* ---- what it takes ---- */

static void check_reserved_is_ignored(uint32_t e)
{
    for (size_t which = 0; which < REQUESTS; which++) {
        unsigned bound = 0;
        int status = -1;

        for (unsigned bit = 0; bit <= 8; bit++) {
            struct wire w;

            begin(e);
            w = request(which, 8);
            fill_reserved(w.octets, w.length, bit ? (uint8_t)(1u << (bit - 1)) : 0);
            answer_to(&w);
            if (bit == 0) { /* none is set */
                status = answer.status;
                bound = bindings(NULL);
            }
            ck_assert_int_eq(answer.status, status);
            ck_assert_uint_eq(bindings(NULL), bound);
            end();
        }
    }
}

/* covers: R6275-6.1.1-08 R5213-8.3-06 D02-8.3-04 */
START_TEST(lma_looks_at_no_reserved_octet)
{
    check_reserved_is_ignored((uint32_t)_i);
}
END_TEST

/* covers: R5213-8.4-05 R5213-8.5-05 R5213-8.6-05 */
START_TEST(lma_looks_at_no_reserved_octet_of_the_interface)
{
    check_reserved_is_ignored((uint32_t)_i);
}
END_TEST

/* covers: R6275-6.2.2-01 R6275-6.2.3-02 */
START_TEST(padding_of_a_request_means_nothing)
{
    for (size_t padding = 1; padding <= 40; padding++) {
        for (int as_one = 0; as_one <= (padding > 1); as_one++) {
            struct wire plain, w;

            begin((uint32_t)_i);
            plain = request(1, 8);
            w = plain;
            w.length = pad_much(w.octets, plain.octets, plain.length, padding, as_one);
            answer_to(&w);
            ck_assert_uint_eq(answer.status, 0);
            ck_assert_uint_eq(only_binding().mn_id.length, 8);
            ck_assert_uint_eq(counters().rx_unknown_option, 0);
            end();
        }
    }
}
END_TEST

/* covers: R6275-6.2.1-05 */
START_TEST(request_with_an_option_past_its_end_is_discarded)
{
    static const uint8_t types[] = {1, 2, 3, 8, 19, 22, 23, 24, 25, 26, 27, 200};
    unsigned count = 0;

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof types; i++) {
        for (uint8_t by = 1; by < 200; by += 33) {
            struct wire w = request(0, 8);

            w.length = run_past_the_end(w.octets, w.length, types[i], by);
            seal(&w);
            ck_assert_int_eq(put_in(&w), -1);
            ck_assert_uint_eq(dropped(PMIP6_DROP_MALFORMED_OPTION), ++count);
        }
    }
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.sent_count, 0);
    end();
}
END_TEST

Suite *conformance_codec_lma(void)
{
    Suite *s = suite_create("codec_lma");

    conformance_add(s, what_an_lma_sends_has_a_header_as_it_is_drawn, BOTH_EDITIONS);
    conformance_add(s, options_of_an_answer_lie_on_their_boundaries, BOTH_EDITIONS);
    conformance_add(s, padding_of_an_answer_is_one_option_of_zeros, BOTH_EDITIONS);
    conformance_add(s, reserved_octets_of_an_answers_prefixes_are_zero, BOTH_EDITIONS);
    conformance_add(s, reserved_octets_of_what_an_answer_repeats_are_zero, RFC5213_ONLY);
    conformance_add(s, lma_looks_at_no_reserved_octet, BOTH_EDITIONS);
    conformance_add(s, lma_looks_at_no_reserved_octet_of_the_interface, RFC5213_ONLY);
    conformance_add(s, padding_of_a_request_means_nothing, BOTH_EDITIONS);
    conformance_add(s, request_with_an_option_past_its_end_is_discarded, BOTH_EDITIONS);
    return s;
}
