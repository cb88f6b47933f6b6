/* SPDX-License-Identifier: MIT */
/*
 * What a MAG looks at before it believes an acknowledgement: protection, form, whose
 * answer it is, and whether it echoes the request (RFC 5213 6.9.1.2 (1) to (6), 8.2;
 * RFC 6275 11.7.3; draft-02 6.9).
 */
#include "pba_bed.h"

static void protects(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_REQUIRE_PROTECTION;
}

static void protects_numbers(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    protects(c, cb);
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

static void numbers(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

/* What was delivered is as if it had never come: nothing is done or told, the request is
 * still out, and is repeated in its time. */
static struct pmip6_attachment_view known;

static void remember(void)
{
    known = view();
    fake_forget_effects(&h);
}

static void check_ignored(void)
{
    struct pmip6_attachment_view now = view();

    ck_assert_mem_eq(&now, &known, sizeof now);
    ck_assert_str_eq(h.effects, "");
}

static void check_repeated_at(pmip6_time moment)
{
    next_goes_out_at(moment);
    ck_assert_uint_gt(sent_lifetime(), 0);
}

/* ---- protection ---- */

/* covers: R5213-4-01 R5213-6.9.1.2-02 D02-4-03 D02-11-01 */
START_TEST(answer_that_nothing_protects_is_dropped)
{
    pmip6_time asked;

    begin_with((uint32_t)_i, protects);
    asked = h.now;
    attach();
    remember();
    ANSWER(.status = 0);
    ANSWER(.status = 130);
    check_ignored();
    ck_assert_uint_eq(drops(PMIP6_DROP_UNPROTECTED), 2);
    check_repeated_at(asked + SEC(1));
    ANSWER(.protection = PMIP6_PROTECTED_ESP);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

static void as_delivered(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    struct pmip6_mag_config fresh;

    (void)cb;
    pmip6_mag_config_init(&fresh, c->edition);
    c->flags = fresh.flags;
}

/* covers: R5213-4-01 D02-4-02 */
START_TEST(gateway_requires_protection_unless_told_otherwise)
{
    begin_with((uint32_t)_i, as_delivered);
    attach();
    ANSWER(.status = 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
    begin((uint32_t)_i); /* here it is told */
    attach();
    ANSWER(.status = 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* covers: R5213-4-03 D02-4-06 */
START_TEST(answer_may_be_protected_by_any_mechanism)
{
    static const uint32_t kinds[] = {PMIP6_PROTECTED_ESP, PMIP6_PROTECTED_OTHER};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        begin_with((uint32_t)_i, protects);
        attach();
        ANSWER(.protection = kinds[i]);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R6275-11.7.3-07 */
START_TEST(number_of_an_unprotected_refusal_is_not_taken)
{
    begin_with((uint32_t)_i, protects_numbers);
    attach();
    remember();
    ANSWER(.status = 135, .number = 49);
    check_ignored();
    pass(SEC(1) + TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_number(), 2);
    end();
}
END_TEST

/* ---- form ---- */

enum fault { CHECKSUM, PAYLOAD_PROTO, HEADER_LENGTH, TRUNCATED, FAULTS };

static const uint32_t reason_of[] = {
    [CHECKSUM] = PMIP6_DROP_CHECKSUM,
    [PAYLOAD_PROTO] = PMIP6_DROP_PAYLOAD_PROTO,
    [HEADER_LENGTH] = PMIP6_DROP_HEADER_LENGTH,
    [TRUNCATED] = PMIP6_DROP_TRUNCATED,
};

static void spoil(struct pba_octets *b, unsigned fault)
{
    struct pmip6_addr from = LMA_ADDRESS;

    switch (fault) {
    case CHECKSUM:
        b->octets[5] ^= 1;
        break;
    case PAYLOAD_PROTO:
        b->octets[0] = 6;
        pba_close(b, &from);
        break;
    case HEADER_LENGTH: /* no room for what each has */
        b->length = 8;
        pba_close(b, &from);
        break;
    default:
        b->length -= 8;
        break;
    }
}

/* covers: R5213-6.9.1.2-04 */
START_TEST(answer_that_is_broken_is_dropped)
{
    for (unsigned fault = 0; fault < FAULTS; fault++) {
        struct pmip6_addr from = LMA_ADDRESS;
        struct pba p = {.status = 0};
        struct pba_octets b;
        pmip6_time asked;

        begin((uint32_t)_i);
        asked = h.now;
        attach();
        remember();
        pba_compose(&b, &p);
        spoil(&b, fault);
        pba_deliver(&b, &from, 0);
        check_ignored();
        ck_assert_uint_eq(drops(reason_of[fault]), 1);
        check_repeated_at(asked + SEC(1));
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-06 */
START_TEST(answer_needs_no_routing_header)
{
    begin((uint32_t)_i);
    attach();
    ANSWER(.status = 0); /* a Mobility Header, from the LMA to the MAG, and no more */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_ptr_nonnull(route_of(0x80, PMIP6_ROUTE_FROM_LINK));
    end();
}
END_TEST

/* ---- whose answer it is ---- */

static const struct pba strangers[] = {
    {.number = 1},
    {.number = -1},
    {.number = 0x100},
    {.from = {{0x20, 1, 0x0d, 0xb8, [7] = 0xb, [15] = 1}}},
    {.node = "mn9@example.net", .number = 1},
    {.node = "mn9@example.net", .clock = 1},
    {.node = "mn1@example.ne"},
    {.without = 1u << 8},
};

/* covers: R5213-6.9.1.2-01 R5213-6.9.1.2-09 R6275-11.7.3-01 D02-6.9-R01 */
START_TEST(answer_to_nothing_is_ignored_whatever_its_status)
{
    static const int statuses[] = {0, 128, 130, 135, 152, 153, 155, 156, 157};

    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        pmip6_time asked;

        begin((uint32_t)_i);
        asked = h.now;
        attach();
        remember();
        for (size_t k = 0; k < sizeof statuses / sizeof statuses[0]; k++) {
            struct pba p = strangers[i];

            p.status = statuses[k];
            if (p.node && p.number == 0 && p.clock == 0)
                p.clock = -1; /* nor is it an answer to this node's request */
            pba_answer(p);
            check_ignored();
        }
        check_repeated_at(asked + SEC(1));
        ANSWER(.status = 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-09 R6275-11.7.3-01 D02-6.9-R01 */
START_TEST(second_answer_is_to_nothing)
{
    static const int statuses[] = {0, 128, 130, 152, 156};

    begin((uint32_t)_i);
    serve(15);
    remember();
    for (size_t k = 0; k < sizeof statuses / sizeof statuses[0]; k++) {
        ANSWER(.status = statuses[k], .units = 1000);
        check_ignored();
    }
    end();
}
END_TEST

/* covers: R5213-6.9.1.2-05 */
START_TEST(answer_has_the_timestamp_where_that_orders)
{
    begin((uint32_t)_i);
    attach();
    remember();
    ANSWER(.without = 1u << 27);
    ANSWER(.without = 1u << 27, .status = 130);
    check_ignored();
    ANSWER(.status = 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();

    begin_with((uint32_t)_i, numbers); /* where numbers do, the number is all */
    attach();
    ck_assert_ptr_null(sent_option(last_sent(), 27, 0));
    ANSWER(.number = 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ANSWER(.status = 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* Both requests have the same number: only the identifier tells them apart. */
/* covers: R5213-6.9.1.2-07 */
START_TEST(identifier_tells_whose_answer_it_is)
{
    for (unsigned second = 0; second < 2; second++) {
        struct fake_message mine, others;

        begin_with((uint32_t)_i, numbers);
        attach();
        mine = *last_sent();
        attach_another(6, "mn2@example.net");
        others = *last_sent();
        ck_assert_uint_eq(half_at(mine.octets + 6), half_at(others.octets + 6));
        ANSWER(.to = second ? &others : &mine);
        ck_assert_uint_eq(view_on(LINK).state == PMIP6_ATTACHMENT_REGISTERED, !second);
        ck_assert_uint_eq(view_on(6).state == PMIP6_ATTACHMENT_REGISTERED, second);
        ck_assert_uint_eq(route_of(0x80, PMIP6_ROUTE_TO_LINK)->link, second ? 6 : LINK);
        end();
    }
}
END_TEST

/* What is granted counts from when that request went out, whenever the answer comes. */
/* covers: R5213-6.9.1.2-08 R6275-11.7.3-04 */
START_TEST(number_tells_which_request_is_answered)
{
    static const pmip6_time after[] = {0, SEC(1), SEC(3), SEC(7)};

    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        struct fake_message message;
        pmip6_time sent;

        begin((uint32_t)_i);
        note_times();
        attach();
        pass(MS(7400));
        ck_assert_uint_eq(h.sent_count, 4);
        message = h.sent[i];
        sent = sent_at[i];
        ck_assert_uint_ge(sent, sent_at[0] + after[i]);
        ck_assert_uint_le(sent, sent_at[0] + after[i] + 4 * TICK);
        pba_answer((struct pba){.to = &message, .units = 15});
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        ck_assert_uint_eq(view().expires, sent + SEC(60));
        pass(sent + SEC(60) - 1 - h.now);
        ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_TUNNEL);
        pass(1);
        ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
        pass(TICK);
        ck_assert_uint_eq(h.route_count, 0);
        end();
    }
}
END_TEST

/* ---- what it echoes ---- */

static const uint8_t another_lli[6] = {2, 0, 0, 0, 0, 9};

static const struct pba altered[] = {
    {.handoff = 3},
    {.technology = 4},
    {.lli = another_lli},
    {.node = "mn9@example.net"},
};

/* Nothing goes out, whatever happens on the link. */
static void check_silence_until_an_administrator_acts(void)
{
    unsigned sent = h.sent_count;

    ck_assert_uint_eq(view().blocked, 1);
    pass(SEC(3600));
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    pass(SEC(5));
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    pass(SEC(3600));
    ck_assert_uint_eq(h.sent_count, sent);
}

static void attach_by_administrator(void)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.administrative = 1;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
}

/* covers: R5213-6.9.1.2-10 R5213-6.9.1.2-11 */
START_TEST(answer_that_echoes_other_values_is_ignored_and_stops_requests)
{
    for (size_t i = 0; i < sizeof altered / sizeof altered[0]; i++) {
        unsigned sent;

        begin(PMIP6_RFC5213);
        attach();
        fake_forget_effects(&h);
        pba_answer(altered[i]);
        ck_assert_str_eq(h.effects, "E");
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_BLOCKED), 1);
        ck_assert_uint_ne(view().state, PMIP6_ATTACHMENT_REGISTERED);
        ck_assert_uint_eq(view().has_status, 0);
        ck_assert_uint_eq(h.nd_count, 0);
        check_silence_until_an_administrator_acts();
        sent = h.sent_count;
        attach_by_administrator();
        ck_assert_uint_eq(h.sent_count, sent + 1);
        ANSWER(.status = 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* Of a node that is served: its extension is given up, its binding ends in its time. */
/* covers: R5213-6.9.1.2-10 R5213-6.9.1.2-11 */
START_TEST(extension_that_is_echoed_otherwise_is_not_repeated)
{
    for (size_t i = 0; i < sizeof altered / sizeof altered[0]; i++) {
        pmip6_time end_of_it;
        struct pba p = altered[i];

        begin(PMIP6_RFC5213);
        serve(15);
        end_of_it = view().expires;
        pass(SEC(45) + TICK);
        ck_assert_uint_ge(h.sent_count, 2);
        fake_forget_effects(&h);
        p.units = 1000;
        pba_answer(p);
        ck_assert_str_eq(h.effects, "E");
        ck_assert_uint_eq(view().expires, end_of_it);
        ck_assert_uint_eq(sent_until(end_of_it - 1), 0);
        ck_assert_uint_eq(h.route_count, 2);
        ck_assert_uint_eq(sent_until(end_of_it + TICK), 0);
        ck_assert_uint_eq(h.route_count, 0);
        check_silence_until_an_administrator_acts();
        end();
    }
}
END_TEST

/* It moves between two links of this gateway, bound as it is: nothing is told. */
/* covers: R5213-6.9.1.2-11 */
START_TEST(node_whose_extension_was_echoed_otherwise_moves_in_silence)
{
    begin(PMIP6_RFC5213);
    serve(900);
    pass(SEC(2700) + TICK);
    ANSWER(.handoff = 3);
    ck_assert_uint_eq(view().blocked, 1);
    remember();
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_to(6, 3), 0);
    h.presence = PMIP6_PRESENCE_YES;
    ck_assert_ptr_null(strchr(h.effects, FAKE_SEND));
    ck_assert_uint_eq(route_of(0x80, PMIP6_ROUTE_TO_LINK)->link, 6);
    ck_assert_uint_eq(sent_until(h.now + SEC(7200)), 0);
    end();
}
END_TEST

/* Of a node that leaves: its time-out ends it, not such an answer. */
/* covers: R5213-6.9.1.2-10 */
START_TEST(de_registration_that_is_echoed_otherwise_is_not_answered)
{
    for (size_t i = 0; i < sizeof altered / sizeof altered[0]; i++) {
        begin(PMIP6_RFC5213);
        serve(900);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        remember();
        pba_answer(altered[i]);
        check_ignored();
        ck_assert_uint_eq(sent_until(h.now + SEC(1) - 1), 0);
        ck_assert_uint_eq(h.route_count, 2);
        ck_assert_uint_eq(sent_until(h.now + 1 + TICK), 0);
        ck_assert_uint_eq(h.route_count, 0);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-10 */
START_TEST(answer_that_lacks_an_echo_echoes_no_other_value)
{
    for (uint8_t type = 23; type <= 25; type++) {
        begin(PMIP6_RFC5213);
        attach();
        ck_assert_ptr_nonnull(sent_option(last_sent(), type, 0));
        ANSWER(.without = 1u << type);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-11 */
START_TEST(reconfiguring_is_an_administrative_action)
{
    struct pmip6_mag_config c;

    begin(PMIP6_RFC5213);
    attach();
    ANSWER(.handoff = 3);
    check_silence_until_an_administrator_acts();
    pmip6_mag_config_init(&c, edition);
    c.address = MAG_ADDRESS;
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

Suite *conformance_mag_answers(void)
{
    Suite *s = suite_create("mag_answers");

    conformance_add(s, answer_that_nothing_protects_is_dropped, BOTH_EDITIONS);
    conformance_add(s, gateway_requires_protection_unless_told_otherwise, BOTH_EDITIONS);
    conformance_add(s, answer_may_be_protected_by_any_mechanism, BOTH_EDITIONS);
    conformance_add(s, number_of_an_unprotected_refusal_is_not_taken, BOTH_EDITIONS);
    conformance_add(s, answer_that_is_broken_is_dropped, BOTH_EDITIONS);
    conformance_add(s, answer_needs_no_routing_header, BOTH_EDITIONS);
    conformance_add(s, answer_to_nothing_is_ignored_whatever_its_status, BOTH_EDITIONS);
    conformance_add(s, second_answer_is_to_nothing, BOTH_EDITIONS);
    conformance_add(s, answer_has_the_timestamp_where_that_orders, BOTH_EDITIONS);
    conformance_add(s, identifier_tells_whose_answer_it_is, BOTH_EDITIONS);
    conformance_add(s, number_tells_which_request_is_answered, BOTH_EDITIONS);
    conformance_add(s, answer_that_echoes_other_values_is_ignored_and_stops_requests,
                    RFC5213_ONLY);
    conformance_add(s, extension_that_is_echoed_otherwise_is_not_repeated, RFC5213_ONLY);
    conformance_add(s, node_whose_extension_was_echoed_otherwise_moves_in_silence,
                    RFC5213_ONLY);
    conformance_add(s, de_registration_that_is_echoed_otherwise_is_not_answered,
                    RFC5213_ONLY);
    conformance_add(s, answer_that_lacks_an_echo_echoes_no_other_value, RFC5213_ONLY);
    conformance_add(s, reconfiguring_is_an_administrative_action, RFC5213_ONLY);
    return s;
}
