/* SPDX-License-Identifier: MIT */
/*
 * What a MAG reads out of an acknowledgement, and what it passes over: the P flag,
 * options in any order, unknown and repeated ones, what refusals say besides (RFC 5213
 * 8.2, 8.9; RFC 6275 6.1.8, 11.7.3; draft-02 8.2, 8.6).
 */
#include "pba_bed.h"

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

/* ---- the P flag ---- */

/* covers: R5213-8.2-03 D02-8.2-03 */
START_TEST(acknowledgement_without_the_flag_accepts_nothing)
{
    static const int statuses[] = {0, 130, 152};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        pmip6_time asked;

        begin((uint32_t)_i);
        asked = h.now;
        attach();
        fake_forget_effects(&h);
        ANSWER(.flags = 0x20, .status = statuses[i]); /* all else is right */
        ck_assert_str_eq(h.effects, "");
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
        ck_assert_uint_eq(view().has_status, 0);
        ck_assert_uint_eq(drops(PMIP6_DROP_NOT_PROXY), 1);
        next_goes_out_at(asked + SEC(1));
        ANSWER(.status = statuses[i]); /* the same with it is the answer */
        ck_assert_uint_eq(view().has_status, 1);
        ck_assert_uint_eq(view().state, statuses[i] ? PMIP6_ATTACHMENT_REFUSED
                                                    : PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* When the next request goes out after this was said to a node's extension. */
static pmip6_time next_request_after(const struct pba *said, size_t count)
{
    pmip6_time next;

    begin(edition);
    note_times();
    serve(100);
    for (unsigned sent = h.sent_count; h.sent_count == sent;)
        pass(SEC(1));
    for (size_t i = 0; i < count; i++)
        pba_answer(said[i]);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    ANSWER(.units = 100);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    for (unsigned sent = h.sent_count; h.sent_count == sent;)
        pass(SEC(1));
    next = last_sent_at();
    end();
    return next;
}

/* Whether it comes with P from elsewhere, or without. */
/* covers: R6275-11.7.3-10 R6275-6.2.4-02 */
START_TEST(advice_of_others_than_the_lma_is_not_followed)
{
    static const struct pba said[] = {
        {.advice = 3, .from = {{0x20, 1, 0x0d, 0xb8, [7] = 0xb, [15] = 1}}},
        {.advice = 3,
         .flags = 0x20,
         .from = {{0x20, 1, 0x0d, 0xb8, [7] = 0xb, [15] = 1}}},
        {.advice = 3, .flags = 0x20},
    };
    pmip6_time control;

    edition = (uint32_t)_i;
    control = next_request_after(NULL, 0);
    ck_assert_uint_gt(control, SEC(200));
    ck_assert_uint_eq(next_request_after(said, 3), control);
}
END_TEST

/* ---- options ---- */

/* Delivers an answer with options behind the others, and tells what comes of it. */
struct outcome_of {
    struct pmip6_attachment_view view;
    pmip6_time next; /* the extension */
};

static struct outcome_of outcome_with(const uint8_t *options, size_t length)
{
    struct outcome_of o;

    begin(edition);
    note_times();
    attach();
    ANSWER(.units = 15, .more = options, .more_length = length);
    ck_assert_uint_eq(h.sent_count, 1);
    o.view = view();
    pass(SEC(45) + TICK);
    ck_assert_uint_ge(h.sent_count, 2);
    o.next = sent_at[1];
    end();
    o.view.prefixes = NULL;
    o.view.mn_id.data = o.view.link_layer_id.data = NULL;
    return o;
}

/* covers: R5213-8.2-05 R6275-6.1.8-08 R5213-8.2-09 */
START_TEST(options_that_a_gateway_does_not_know_are_skipped)
{
    static const uint8_t unknown[][14] = {
        {200, 0},
        {200, 6, 1, 2, 3, 4, 5, 6},
        {128, 1, 0xff, 255, 2, 22, 18, 200, 0},
        {19, 5, 0, 0, 0, 9, 1, 19, 5, 0, 0, 0, 10, 1}, /* of vendors, two */
    };
    static const size_t lengths[] = {2, 8, 9, 14};
    struct outcome_of without;

    edition = (uint32_t)_i;
    without = outcome_with(NULL, 0);
    ck_assert_uint_eq(without.view.state, PMIP6_ATTACHMENT_REGISTERED);
    for (size_t i = 0; i < 4; i++) {
        struct outcome_of with = outcome_with(unknown[i], lengths[i]);

        ck_assert_mem_eq(&with.view, &without.view, sizeof with.view);
        ck_assert_uint_eq(with.next, without.next);
    }
}
END_TEST

#define OPTIONS_MAX 10u

/* The options of an answer, padding left out. */
static size_t options_in(const struct pba_octets *b, const uint8_t *found[OPTIONS_MAX])
{
    size_t count = 0;

    for (size_t at = 12; at < b->length;) {
        const uint8_t *option = b->octets + at;

        if (option[0] > 1 && count < OPTIONS_MAX)
            found[count++] = option;
        at += option[0] == 0 ? 1 : 2u + option[1];
    }
    return count;
}

/* The same answer with its options in the n-th order of all. */
static void reorder(const struct pba_octets *from, unsigned n, struct pba_octets *to)
{
    const uint8_t *left[OPTIONS_MAX];
    struct pmip6_addr source = LMA_ADDRESS;
    size_t count = options_in(from, left);

    to->length = 0;
    pba_put(to, from->octets, 12);
    for (; count > 0; count--) {
        size_t k = n % count;

        n /= (unsigned)count;
        pba_option(to, left[k]);
        left[k] = left[count - 1];
    }
    pba_align(to, 0);
    pba_close(to, &source);
}

/* covers: R5213-8.2-06 */
START_TEST(order_of_an_answers_options_does_not_matter)
{
    struct pmip6_addr source = LMA_ADDRESS;

    for (unsigned n = 0; n < 5040; n += 7) {
        struct pba p = {.units = 15, .link_local = 0x77};
        struct pba_octets b, reordered;

        begin((uint32_t)_i);
        attach();
        pba_compose(&b, &p);
        reorder(&b, n, &reordered);
        pba_deliver(&reordered, &source, 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        ck_assert_uint_eq(view().lifetime, 60);
        ck_assert_ptr_nonnull(route_of(0x80, PMIP6_ROUTE_FROM_LINK));
        if (edition == PMIP6_RFC5213)
            ck_assert_uint_eq(h.link_address.octets[15], 0x77);
        end();
    }
}
END_TEST

/* covers: R5213-8.2-07 */
START_TEST(answer_may_grant_several_prefixes)
{
    for (unsigned count = 1; count <= 8; count++) {
        struct pba p = {.units = 15};

        begin(PMIP6_RFC5213);
        attach();
        for (unsigned i = 0; i < count; i++)
            p.prefixes[i] = (uint8_t)(0x80 + i);
        pba_answer(p);
        ck_assert_uint_eq(view().prefix_count, count);
        ck_assert_uint_eq(h.route_count, 2 * count);
        for (unsigned i = 0; i < count; i++) {
            struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0);

            ck_assert_ptr_nonnull(route_of((uint8_t)(0x80 + i), PMIP6_ROUTE_FROM_LINK));
            ck_assert_ptr_nonnull(route_of((uint8_t)(0x80 + i), PMIP6_ROUTE_TO_LINK));
            ck_assert_int_gt(advertised_valid(last_nd(), &prefix), 0);
        }
        end();
    }
}
END_TEST

/* covers: R5213-8.2-08 */
START_TEST(answer_that_repeats_a_single_option_is_dropped)
{
    static const uint8_t types[] = {8, 23, 24, 25, 26, 27};

    for (size_t i = 0; i < sizeof types; i++) {
        struct pba p = {.status = 0};
        struct pba_octets b;
        const uint8_t *option;

        begin(PMIP6_RFC5213);
        attach();
        option = sent_option(last_sent(), types[i], 0);
        ck_assert_ptr_nonnull(option);
        p.more = option;
        p.more_length = 2u + option[1];
        pba_compose(&b, &p);
        pba_answer(p);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
        ck_assert_uint_eq(view().has_status, 0);
        ck_assert_uint_eq(drops(PMIP6_DROP_MALFORMED_OPTION), 1);
        end();
    }
}
END_TEST

/* ---- refusals ---- */

/* 128 is one already, whichever way the texts put it. */
/* covers: R5213-8.9-01 D02-8.6-02 */
START_TEST(status_128_refuses)
{
    begin((uint32_t)_i);
    attach();
    ANSWER(.status = 127);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
    begin((uint32_t)_i);
    attach();
    ANSWER(.status = 128);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

/* Neither prefix nor lifetime of a refusal is used; a session that is kept over it ends
 * when it would have. */
/* covers: R6275-6.1.8-07 */
START_TEST(lifetime_of_a_refusal_means_nothing)
{
    static const int lifetimes[] = {-1, 1, 500};

    for (size_t i = 0; i < 3; i++) {
        pmip6_time end_of_it;

        begin((uint32_t)_i);
        attach();
        ANSWER(.status = 153, .units = lifetimes[i]);
        ck_assert_uint_eq(view().lifetime, 0);
        ck_assert_uint_eq(view().expires, PMIP6_NEVER);
        end();

        begin((uint32_t)_i);
        serve(15);
        end_of_it = view().expires;
        pass(SEC(45) + TICK);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
        ANSWER(.status = 130, .units = lifetimes[i]);
        ck_assert_uint_eq(view().lifetime, 60);
        ck_assert_uint_eq(view().expires, end_of_it);
        pass(end_of_it - 1 - h.now);
        ck_assert_uint_eq(h.route_count, 2);
        pass(1 + TICK);
        ck_assert_uint_eq(h.route_count, 0);
        end();
    }
}
END_TEST

Suite *conformance_mag_reading(void)
{
    Suite *s = suite_create("mag_reading");

    conformance_add(s, acknowledgement_without_the_flag_accepts_nothing, BOTH_EDITIONS);
    conformance_add(s, advice_of_others_than_the_lma_is_not_followed, BOTH_EDITIONS);
    conformance_add(s, options_that_a_gateway_does_not_know_are_skipped, BOTH_EDITIONS);
    conformance_add(s, order_of_an_answers_options_does_not_matter, BOTH_EDITIONS);
    conformance_add(s, answer_may_grant_several_prefixes, RFC5213_ONLY);
    conformance_add(s, answer_that_repeats_a_single_option_is_dropped, RFC5213_ONLY);
    conformance_add(s, status_128_refuses, BOTH_EDITIONS);
    conformance_add(s, lifetime_of_a_refusal_means_nothing, BOTH_EDITIONS);
    return s;
}
