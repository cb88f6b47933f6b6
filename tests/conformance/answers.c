/* SPDX-License-Identifier: MIT */
/*
 * What every Proxy Binding Acknowledgement looks like (RFC 5213 5.3.6, draft-02 5.3.1):
 * each test says what holds of all answers to the requests that told.h draws. Answers in
 * certain situations are in answers_more.c.
 */
#include "conformance.h"
#include "told.h"

static int same_addr(const struct pmip6_addr *a, const struct pmip6_addr *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static int is_zero(const struct pmip6_addr *a)
{
    static const struct pmip6_addr zero;

    return same_addr(a, &zero);
}

static unsigned had(const struct told *t, uint32_t option)
{
    return (t->asked.present & option) != 0;
}

/* ---- the way back ---- */

static void goes_back(const struct told *t)
{
    ck_assert(same_addr(&t->source, &t->to));
    ck_assert(same_addr(&t->destination, &t->from));
}

/* covers: R5213-5.3.6-03 R5213-5.3.6-04 D02-5.3.1-43 D02-5.3.1-44 */
START_TEST(answer_goes_from_the_address_that_was_asked_to_the_one_that_asked)
{
    for_each_answer((uint32_t)_i, goes_back);
}
END_TEST

static void binds_where_it_says(const struct told *t)
{
    const struct pmip6_addr *wanted =
        had(t, HAS_ALTERNATE_COA) ? &t->asked.alternate_coa : &t->from;
    const struct pmip6_binding_view *v;

    if (t->session < 0 || t->asked.lifetime == 0)
        return;
    v = &t->after.views[t->session];
    ck_assert(same_addr(&v->proxy_coa, wanted));
    ck_assert(same_addr(&v->tunnel.remote, wanted));
}

/* covers: R5213-6.9.1.5-04 R5213-6.9.1.5-05 */
START_TEST(source_is_the_care_of_address_unless_an_alternate_one_is_named)
{
    for_each_answer((uint32_t)_i, binds_where_it_says);
}
END_TEST

static uint32_t sum(uint32_t to, const uint8_t *octets, size_t length)
{
    for (size_t i = 0; i < length; i++)
        to += (uint32_t)octets[i] << (i % 2 ? 0 : 8);
    return to;
}

/* The checksum as the last hop's addresses make it: those of the packet itself. */
static void has_no_other_destination(const struct told *t)
{
    uint32_t total = sum(135 + (uint32_t)t->length, t->octets, t->length);

    total = sum(total, t->source.octets, 16);
    total = sum(total, t->destination.octets, 16);
    while (total >> 16)
        total = (total & 0xffff) + (total >> 16);
    ck_assert_uint_eq(total, 0xffff);
    ck_assert(same_addr(&t->destination, &t->from));
}

/* covers: R5213-5.3.6-34 */
START_TEST(answer_travels_without_a_routing_header)
{
    for_each_answer((uint32_t)_i, has_no_other_destination);
}
END_TEST

/* ---- the message ---- */

static void is_proxy_acknowledgement(const struct told *t)
{
    static const uint8_t options[] = {MN_ID, PREFIX, HANDOFF, TECHNOLOGY};
    size_t wanted = edition == PMIP6_RFC5213 ? 4 : t->status == 160 ? 0 : 2;

    ck_assert_uint_eq(t->octets[0], 59);
    ck_assert_uint_eq(t->octets[2], 6);
    ck_assert_uint_eq(t->flags & 0x20, 0x20);
    for (size_t i = 0; i < wanted; i++)
        ck_assert_uint_ge(t->count[options[i]], 1);
}

/* covers: R5213-5.3.6-01 R5213-5.3.6-02 R5213-8.2-02 D02-5.3.1-42 D02-8.2-02 */
START_TEST(answer_is_a_binding_acknowledgement_with_the_proxy_flag)
{
    for_each_answer((uint32_t)_i, is_proxy_acknowledgement);
}
END_TEST

static void has_no_second_instance(const struct told *t)
{
    static const uint8_t single[] = {MN_ID,      HANDOFF, TECHNOLOGY, TIMESTAMP,
                                     LINK_LOCAL, LLI,     ADVICE};

    for (size_t i = 0; i < sizeof single; i++)
        ck_assert_uint_le(t->count[single[i]], 1);
}

/* covers: R5213-8.2-08 */
START_TEST(answer_has_no_option_twice_but_prefixes)
{
    for_each_answer((uint32_t)_i, has_no_second_instance);
}
END_TEST

static void names_the_request(const struct told *t)
{
    if (t->status != 135)
        ck_assert_uint_eq(t->sequence, t->asked.sequence);
}

/* covers: R6275-6.1.8-05 R6275-10.3.1-14 R6275-10.3.2-03 D02-5.3.1-R06 */
START_TEST(answer_has_the_number_of_its_request)
{
    for_each_answer((uint32_t)_i, names_the_request);
}
END_TEST

static void tells_the_lifetime(const struct told *t)
{
    const struct pmip6_binding_view *v;

    if (t->session < 0)
        return;
    v = &t->after.views[t->session];
    if (t->asked.lifetime == 0) {
        ck_assert_uint_eq(t->lifetime, 0);
        return;
    }
    ck_assert_uint_gt(t->lifetime, 0);
    ck_assert_uint_le(t->lifetime, t->asked.lifetime);
    ck_assert_uint_eq(t->lifetime * 4u, v->lifetime);
}

/* covers: R6275-6.1.8-06 R6275-10.3.1-15 R6275-10.3.2-04 D02-5.3.1-R06 */
START_TEST(acceptance_tells_the_lifetime_of_the_binding)
{
    for_each_answer((uint32_t)_i, tells_the_lifetime);
}
END_TEST

static void keeps_key_management_away(const struct told *t)
{
    ck_assert_uint_eq(t->flags & 0x80, 0);
}

/* covers: R6275-10.3.1-13 */
START_TEST(answer_does_not_promise_to_move_key_management)
{
    for_each_answer((uint32_t)_i, keeps_key_management_away);
}
END_TEST

static void changes_nothing_when_refused(const struct told *t)
{
    int changed = memcmp(&t->before, &t->after, sizeof t->before) != 0;

    if (t->status >= 128)
        ck_assert(!changed);
    else
        ck_assert_int_ge(t->session, 0);
}

/* covers: R5213-8.9-01 */
START_TEST(status_of_128_or_more_is_a_refusal_that_changes_nothing)
{
    for_each_answer((uint32_t)_i, changes_nothing_when_refused);
}
END_TEST

/* ---- Mobile Node Identifier ---- */

static void repeats_the_identifier(const struct told *t)
{
    const struct pmip6_bytes *id = &t->asked.mn_id;

    if (!had(t, HAS_MN_ID) || id->length == 0) {
        if (edition == PMIP6_RFC5213) {
            ck_assert_uint_eq(t->count[MN_ID], 1);
            ck_assert_uint_eq(t->option_length[MN_ID], 1);
        }
        return;
    }
    ck_assert_uint_eq(t->count[MN_ID], 1);
    ck_assert_uint_eq(t->option_length[MN_ID], 1 + id->length);
    ck_assert_uint_eq(t->option[MN_ID][0], t->asked.mn_id_subtype);
    ck_assert_mem_eq(t->option[MN_ID] + 1, id->data, id->length);
}

/* covers: R5213-5.3.6-05 R5213-5.3.6-06 R5213-5.3.6-07 D02-5.3.1-51 */
START_TEST(answer_repeats_the_identifier)
{
    for_each_answer((uint32_t)_i, repeats_the_identifier);
}
END_TEST

/* ---- Home Network Prefix ---- */

static void refusal_repeats_the_prefixes(const struct told *t)
{
    if (t->status < 128)
        return;
    ck_assert_uint_ge(t->count[PREFIX], 1);
    if (t->asked.prefix_count == 0) {
        ck_assert_uint_eq(t->count[PREFIX], 1);
        ck_assert(is_zero(&t->prefixes[0].addr));
        ck_assert_uint_eq(t->prefixes[0].length, 0);
        return;
    }
    ck_assert_uint_eq(t->count[PREFIX], t->asked.prefix_count);
    for (unsigned i = 0; i < t->count[PREFIX]; i++)
        ck_assert_mem_eq(&t->prefixes[i], &t->asked.prefixes[i], sizeof t->prefixes[i]);
}

/* covers: R5213-5.3.6-08 R5213-5.3.6-09 R5213-5.3.6-10 D02-5.3.1-45 */
START_TEST(refusal_repeats_the_prefixes_it_was_asked_for)
{
    for_each_answer((uint32_t)_i, refusal_repeats_the_prefixes);
}
END_TEST

static unsigned several;

static void acceptance_has_the_prefixes(const struct told *t)
{
    if (t->session < 0)
        return;
    ck_assert_uint_ge(t->count[PREFIX], 1);
    ck_assert_uint_eq(t->count[PREFIX], t->after.views[t->session].prefix_count);
    for (unsigned i = 0; i < t->count[PREFIX]; i++) {
        const struct pmip6_prefix *own = t->after.prefixes[t->session];
        unsigned found = 0;

        for (unsigned j = 0; j < t->count[PREFIX]; j++)
            found += memcmp(&own[i], &t->prefixes[j], sizeof own[i]) == 0;
        ck_assert_uint_eq(found, 1);
    }
    several += t->count[PREFIX] > 1;
}

/* covers: R5213-5.3.6-11 R5213-8.2-07 D02-5.3.1-46 */
START_TEST(acceptance_has_the_prefixes_of_the_session)
{
    several = 0;
    for_each_answer((uint32_t)_i, acceptance_has_the_prefixes);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_gt(several, 0);
}
END_TEST

/* ---- Handoff Indicator, Access Technology Type, Link-layer Identifier ---- */

static void has_value(const struct told *t, uint8_t option, uint8_t value)
{
    ck_assert_uint_eq(t->count[option], 1);
    ck_assert_uint_eq(t->option_length[option], 2);
    ck_assert_uint_eq(t->option[option][1], value);
}

static void repeats_the_handoff_indicator(const struct told *t)
{
    has_value(t, HANDOFF, had(t, HAS_HANDOFF) ? t->asked.handoff : 0);
}

/* covers: R5213-5.3.6-12 R5213-5.3.6-13 R5213-5.3.6-14 */
START_TEST(answer_repeats_the_handoff_indicator)
{
    for_each_answer((uint32_t)_i, repeats_the_handoff_indicator);
}
END_TEST

static void repeats_the_access_technology(const struct told *t)
{
    has_value(t, TECHNOLOGY,
              had(t, HAS_ACCESS_TECHNOLOGY) ? t->asked.access_technology : 0);
}

/* covers: R5213-5.3.6-15 R5213-5.3.6-16 R5213-5.3.6-17 */
START_TEST(answer_repeats_the_access_technology)
{
    for_each_answer((uint32_t)_i, repeats_the_access_technology);
}
END_TEST

static void repeats_the_link_layer_identifier(const struct told *t)
{
    const struct pmip6_bytes *lli = &t->asked.link_layer_id;

    ck_assert_uint_eq(t->count[LLI], had(t, HAS_LINK_LAYER_ID));
    if (!had(t, HAS_LINK_LAYER_ID))
        return;
    ck_assert_uint_eq(t->option_length[LLI], 2 + lli->length);
    ck_assert_mem_eq(t->option[LLI] + 2, lli->data, lli->length);
}

/* covers: R5213-5.3.6-21 R5213-5.3.6-22 R5213-5.3.6-23 */
START_TEST(answer_repeats_the_link_layer_identifier)
{
    for_each_answer((uint32_t)_i, repeats_the_link_layer_identifier);
}
END_TEST

/* ---- Timestamp ---- */

static void has_the_time(const struct told *t)
{
    pmip6_timestamp is = 0, wanted = t->status == 156 || t->status == 157
                                         ? t->at
                                         : t->asked.timestamp;

    ck_assert_uint_eq(t->count[TIMESTAMP], had(t, HAS_TIMESTAMP));
    if (!had(t, HAS_TIMESTAMP))
        return;
    ck_assert_uint_eq(t->option_length[TIMESTAMP], 8);
    for (unsigned i = 0; i < 8; i++)
        is = is << 8 | t->option[TIMESTAMP][i];
    ck_assert_uint_eq(is, wanted);
}

/* covers: R5213-5.3.6-18 R5213-5.3.6-19 R5213-5.3.6-20 D02-5.3.1-50 */
START_TEST(answer_has_a_timestamp_where_the_request_had_one)
{
    for_each_answer((uint32_t)_i, has_the_time);
}
END_TEST

/* ---- Link-local Address ---- */

static struct pmip6_addr told_link_local(const struct told *t)
{
    struct pmip6_addr a;

    ck_assert_uint_eq(t->option_length[LINK_LOCAL], 16);
    memcpy(a.octets, t->option[LINK_LOCAL], 16);
    return a;
}

static void has_a_link_local_address(const struct told *t)
{
    ck_assert_uint_eq(t->count[LINK_LOCAL], had(t, HAS_LINK_LOCAL));
}

/* covers: R5213-5.3.6-24 R5213-5.3.6-25 D02-5.3.1-47 */
START_TEST(answer_has_a_link_local_address_where_the_request_had_one)
{
    for_each_answer((uint32_t)_i, has_a_link_local_address);
}
END_TEST

static void repeats_the_link_local_address(const struct told *t)
{
    struct pmip6_addr told;

    if (!had(t, HAS_LINK_LOCAL))
        return;
    told = told_link_local(t);
    if (t->status >= 128 || !is_zero(&t->asked.link_local))
        ck_assert(same_addr(&told, &t->asked.link_local));
    if (t->session >= 0)
        ck_assert(same_addr(&told, &t->after.views[t->session].link_local));
}

/* covers: R5213-5.3.6-26 R5213-5.3.6-31 R5213-5.3.6-32 */
START_TEST(link_local_address_of_the_gateway_is_taken_over)
{
    for_each_answer((uint32_t)_i, repeats_the_link_local_address);
}
END_TEST

static unsigned generated, remembered;

static void gives_the_link_local_address(const struct told *t)
{
    static const uint8_t link[8] = {0xfe, 0x80};
    struct pmip6_addr told, known = {{0}};

    if (!had(t, HAS_LINK_LOCAL) || t->session < 0 || !is_zero(&t->asked.link_local))
        return;
    told = told_link_local(t);
    ck_assert(same_addr(&told, &t->after.views[t->session].link_local));
    if (t->session_before >= 0)
        known = t->before.views[t->session_before].link_local;
    if (!is_zero(&known)) {
        ck_assert(same_addr(&told, &known));
        remembered++;
        return;
    }
    ck_assert_mem_eq(told.octets, link, sizeof link);
    ck_assert(memcmp(told.octets + 8, link + 2, 6) != 0);
    generated++;
}

/* A session that never had an address is as one that is new: there is none to copy. */
/* covers: R5213-5.3.6-27 R5213-5.3.6-28 R5213-5.3.6-29 R5213-5.3.6-30 */
START_TEST(gateway_that_asks_is_given_the_address_of_the_session)
{
    generated = remembered = 0;
    for_each_answer((uint32_t)_i, gives_the_link_local_address);
    ck_assert_uint_gt(generated, 0);
    ck_assert_uint_gt(remembered, 0);
}
END_TEST

static void prefers_the_address_it_knows(const struct told *t)
{
    struct pmip6_addr told, wanted = t->asked.link_local;

    if (!had(t, HAS_LINK_LOCAL))
        return;
    told = told_link_local(t);
    if (t->own >= 0 && !is_zero(&t->before.views[t->own].link_local)) {
        wanted = t->before.views[t->own].link_local;
        remembered++;
    }
    ck_assert_msg(same_addr(&told, &wanted), "status %d", t->status);
    if (t->session >= 0 && t->after.views[t->session].sequence == t->asked.sequence)
        ck_assert(same_addr(&told, &t->after.views[t->session].link_local));
}

/* covers: D02-5.3.1-48 D02-5.3.1-49 */
START_TEST(link_local_address_of_the_node_stays_the_first_known)
{
    remembered = 0;
    for_each_answer((uint32_t)_i, prefers_the_address_it_knows);
    ck_assert_uint_gt(remembered, 0);
}
END_TEST

Suite *conformance_answers(void)
{
    Suite *s = suite_create("answers");

    conformance_add(s, answer_goes_from_the_address_that_was_asked_to_the_one_that_asked,
                    BOTH_EDITIONS);
    conformance_add(s, source_is_the_care_of_address_unless_an_alternate_one_is_named,
                    BOTH_EDITIONS);
    conformance_add(s, answer_travels_without_a_routing_header, BOTH_EDITIONS);
    conformance_add(s, answer_is_a_binding_acknowledgement_with_the_proxy_flag,
                    BOTH_EDITIONS);
    conformance_add(s, answer_has_no_option_twice_but_prefixes, BOTH_EDITIONS);
    conformance_add(s, answer_has_the_number_of_its_request, BOTH_EDITIONS);
    conformance_add(s, acceptance_tells_the_lifetime_of_the_binding, BOTH_EDITIONS);
    conformance_add(s, answer_does_not_promise_to_move_key_management, BOTH_EDITIONS);
    conformance_add(s, status_of_128_or_more_is_a_refusal_that_changes_nothing,
                    BOTH_EDITIONS);
    conformance_add(s, answer_repeats_the_identifier, BOTH_EDITIONS);
    conformance_add(s, refusal_repeats_the_prefixes_it_was_asked_for, BOTH_EDITIONS);
    conformance_add(s, acceptance_has_the_prefixes_of_the_session, BOTH_EDITIONS);
    conformance_add(s, answer_repeats_the_handoff_indicator, RFC5213_ONLY);
    conformance_add(s, answer_repeats_the_access_technology, RFC5213_ONLY);
    conformance_add(s, answer_repeats_the_link_layer_identifier, RFC5213_ONLY);
    conformance_add(s, answer_has_a_timestamp_where_the_request_had_one, BOTH_EDITIONS);
    conformance_add(s, answer_has_a_link_local_address_where_the_request_had_one,
                    BOTH_EDITIONS);
    conformance_add(s, link_local_address_of_the_gateway_is_taken_over, RFC5213_ONLY);
    conformance_add(s, gateway_that_asks_is_given_the_address_of_the_session,
                    RFC5213_ONLY);
    conformance_add(s, link_local_address_of_the_node_stays_the_first_known,
                    DRAFT_02_ONLY);
    return s;
}
