/* SPDX-License-Identifier: MIT */
/*
 * Who a node is to a MAG, and the policy profile that says so (RFC 5213 5.7, 6.2, 6.6,
 * 6.9.1.1 (1); draft-02 5.6, 6.2, 6.6, 6.9).
 */
#include "comer_bed.h"

#define OTHER "mn2@example.net"

/* ---- the profile ---- */

/* covers: R5213-6.2-01 D02-6.2-01 R5213-4-12 */
START_TEST(profile_is_had_at_once_or_later)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_eq(h.sent_count, 1);
    end();
    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    pass(MS(999));
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert(is_addr(&last_sent()->destination, h.policy.lma));
    end();
}
END_TEST

static struct pmip6_policy made_up;
static char asked_for[64];
static size_t asked_length;
static uint8_t asked_lli[6];
static unsigned sent_before; /* requests when the profile was asked for */

/* A profile made of the question: an LMA for each realm. */
static int make_up(const struct pmip6_policy_query *q, struct pmip6_policy *p, void *user)
{
    (void)user;
    sent_before = h.sent_count;
    asked_length = q->mn_id.length;
    if (q->mn_id.length < sizeof asked_for && q->mn_id.length)
        memcpy(asked_for, q->mn_id.data, q->mn_id.length);
    if (q->link_layer_id.length == 6)
        memcpy(asked_lli, q->link_layer_id.data, 6);
    h.asked++;
    p->grants = made_up.grants;
    p->lma = made_up.lma;
    p->mn_id = made_up.mn_id;
    if (q->mn_id.length && q->mn_id.data[q->mn_id.length - 1] == 'g')
        p->lma = fake_addr(0xb, 1);
    return 0;
}

static void makes_profiles_up(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    pmip6_policy_init(&made_up);
    made_up.grants = PMIP6_GRANT_ALL;
    made_up.lma = fake_addr(0xa, 1);
    memset(asked_for, 0, sizeof asked_for);
    cb->policy = make_up;
}

/* covers: R5213-6.2-03 */
START_TEST(profile_may_be_made_up_for_whoever_comes)
{
    begin_with((uint32_t)_i, makes_profiles_up);
    ck_assert_int_eq(COMES(.id = "nobody.knows@example.org"), 0);
    ck_assert(is_addr(&last_sent()->destination, fake_addr(0xb, 1)));
    ck_assert(sent_names("nobody.knows@example.org"));
    DELIVER(reply_to(request(), 0, 0x80), .from = fake_addr(0xb, 1));
    ck_assert_uint_eq(view_on(LINK).state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

static void check_nobody_is_served(void)
{
    solicits(LINK, node_lli);
    pass(MS(3900)); /* before it is asked for again */
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(h.nd_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    end();
}

/* covers: R5213-6.2-04 D02-6.2-03 R5213-6.2-05 */
START_TEST(without_a_profile_nobody_is_served)
{
    begin((uint32_t)_i); /* its LMA is not known */
    memset(&h.policy.lma, 0, sizeof h.policy.lma);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    check_nobody_is_served();
    begin((uint32_t)_i); /* nobody knows it */
    h.policy.grants = 0;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    check_nobody_is_served();
    begin((uint32_t)_i); /* it cannot be had */
    h.calls_left = 1;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    check_nobody_is_served();
    begin((uint32_t)_i); /* it does not come in time */
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    pass(SEC(1));
    check_nobody_is_served();
}
END_TEST

/* covers: R5213-6.9.1.1-02 D02-6.9-01 R5213-5.7-02 D02-5.6-02 */
START_TEST(one_request_goes_to_the_lma_of_the_profile)
{
    for (uint32_t service = 0; service < 2; service++) {
        begin((uint32_t)_i);
        h.policy.lma = fake_addr(0xc, 9);
        h.policy.grants = PMIP6_GRANT_NODE | (service ? PMIP6_GRANT_SERVICE : 0);
        ck_assert_int_eq(COMES(.lli = node_lli), 0);
        ck_assert_uint_eq(h.sent_count, service);
        if (service)
            ck_assert(is_addr(&last_sent()->destination, fake_addr(0xc, 9)));
        end();
    }
}
END_TEST

/* ---- the identifier ---- */

/* covers: R5213-6.9.1.1-01 */
START_TEST(node_is_identified_before_anything_is_sent)
{
    begin_with((uint32_t)_i, makes_profiles_up);
    sent_before = 99;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    ck_assert_uint_eq(sent_before, 0);
    ck_assert_str_eq(asked_for, ID);
    ck_assert_uint_eq(h.sent_count, 1);
    end();
    begin_with((uint32_t)_i, makes_profiles_up); /* by its interface alone */
    made_up.mn_id = named(OTHER);
    ck_assert_int_eq(COMES(.nameless = 1, .lli = other_lli), 0);
    ck_assert_uint_eq(asked_length, 0);
    ck_assert_mem_eq(asked_lli, other_lli, 6);
    ck_assert(sent_names(OTHER));
    end();
}
END_TEST

/* covers: R5213-6.6-06 D02-6.6-05 D02-6.6-06 D02-6.6-04 */
START_TEST(temporary_identifier_leads_to_the_lasting_one)
{
    begin_with((uint32_t)_i, makes_profiles_up);
    made_up.mn_id = named("cui-4711");
    ck_assert_int_eq(COMES(.id = "tmp-1@example.net", .lli = node_lli), 0);
    ck_assert_str_eq(asked_for, "tmp-1@example.net");
    ck_assert(sent_names("cui-4711"));
    grant(0x80, 1);
    /* A new name while it is served begins no new session. */
    (void)COMES(.id = "tmp-0@example.net", .lli = node_lli);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(view_on(LINK).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    /* It is called otherwise the next time. */
    ck_assert_int_eq(COMES(.id = "tmp-2@example.net", .lli = node_lli), 0);
    ck_assert_str_eq(asked_for, "tmp-2@example.net");
    ck_assert(sent_names("cui-4711"));
    end();
    begin_with((uint32_t)_i, makes_profiles_up); /* one that is not let in */
    made_up.grants = 0;
    ck_assert_int_eq(COMES(.id = "tmp-1@example.net", .lli = node_lli), 0);
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    end();
}
END_TEST

/* covers: R5213-6.6-07 D02-6.6-08 D02-6.6-07 */
START_TEST(alias_of_the_profile_is_the_nodes_name_in_signalling)
{
    struct signalling s;

    begin((uint32_t)_i);
    h.policy.mn_id = named("a7f3@alias");
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    ck_assert(sent_names("a7f3@alias"));
    s = reply_to(request(), 0, 0x80);
    s.mn_id = named("a7f3@nobody");
    s.present &= ~(uint32_t)HAS_TIMESTAMP;
    answer_with(s); /* of somebody else */
    ck_assert_uint_eq(h.route_count, 0);
    answer(0);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(view_on(LINK).mn_id.length, 10);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert(sent_names("a7f3@alias"));
    end();
}
END_TEST

/* covers: R5213-6.6-01 R5213-6.6-03 D02-6.6-01 D02-6.6-03 */
START_TEST(nodes_are_told_apart_by_their_identifiers)
{
    static char longest[PMIP6_MN_ID_MAX + 1];

    begin((uint32_t)_i);
    memset(longest, 'x', sizeof longest - 1);
    ck_assert_int_eq(COMES(.link = 10, .id = "mn1@example.net", .lli = node_lli), 0);
    grant(0x80, 1);
    ck_assert_int_eq(COMES(.link = 11, .id = "mn2@example.net", .lli = node_lli), 0);
    ck_assert(sent_names("mn2@example.net"));
    grant(0x81, 1);
    ck_assert_int_eq(COMES(.link = 12, .id = "mn1@example.ne"), 0);
    ck_assert(sent_names("mn1@example.ne"));
    grant(0x82, 1);
    ck_assert_int_eq(COMES(.link = 13, .id = longest), 0);
    ck_assert(sent_names(longest));
    grant(0x83, 1);
    ck_assert_uint_eq(h.route_count, 8);
    for (uint8_t i = 0; i < 4; i++)
        ck_assert(has_route(PMIP6_ROUTE_TO_LINK, fake_addr((uint8_t)(0x80 + i), 0),
                            10u + i, fake_addr(0xa, 1)));
    end();
}
END_TEST

/* covers: R5213-6.6-08 D02-6.6-09 */
START_TEST(node_is_found_by_its_identifier)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 10, .id = ID), 0);
    grant(0x80, 1);
    ck_assert_int_eq(COMES(.link = 11, .id = OTHER), 0);
    grant(0x81, 1);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, named(ID)), 10);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, named(OTHER)), 11);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, named("mn3@example.net")), 0);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, named(OTHER)), 0);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, named("mn3@example.net")),
                     PMIP6_ERR_NOT_FOUND);
    /* Another time, another interface and another link, but the same node. */
    ck_assert_int_eq(COMES(.link = 12, .id = OTHER, .lli = other_lli, .handoff = 3), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_MOVED), 1);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, named(OTHER)), 12);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, named(ID)), 10);
    end();
}
END_TEST

static struct pmip6_bytes sender_on(uint32_t link, struct pmip6_addr source)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    q.origin = PMIP6_FROM_LINK;
    q.link = link;
    q.source = source;
    q.destination = fake_addr(0x70, 1);
    pmip6_forward_verdict_init(&v);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v.mn_id;
}

static int is_named(struct pmip6_bytes b, const char *id)
{
    return b.length == strlen(id) && (!b.length || memcmp(b.data, id, b.length) == 0);
}

/* covers: R5213-6.6-09 D02-6.6-10 */
START_TEST(link_tells_whose_packets_come_from_it)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 10, .id = ID, .lli = node_lli), 0);
    grant(0x80, 1);
    ck_assert_int_eq(COMES(.link = 11, .id = OTHER, .lli = other_lli), 0);
    grant(0x81, 1);
    link_up(12);
    ck_assert(is_named(sender_on(10, fake_addr(0x80, 9)), ID));
    ck_assert(is_named(sender_on(11, fake_addr(0x81, 9)), OTHER));
    ck_assert(is_named(sender_on(12, fake_addr(0x81, 9)), ""));
    ck_assert(is_named(view_on(10).mn_id, ID));
    ck_assert(is_named(view_on(11).mn_id, OTHER));
    solicit_from(11, &(struct pmip6_addr){{0xfe, 0x80, [15] = 5}}, other_lli);
    ck_assert_uint_eq(view_on(11).mn_link_local.octets[15], 5);
    ck_assert_uint_eq(view_on(10).mn_link_local.octets[15], 0);
    end();
}
END_TEST

/* covers: R5213-11-04 */
START_TEST(frame_of_another_interface_is_not_the_nodes)
{
    const struct pmip6_addr own = link_local(3), others = link_local(4);
    unsigned heard;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, 1);
    detect(LINK, &own, node_lli);
    heard = h.nd_count;
    solicit_from(LINK, &others, other_lli);
    detect(LINK, &others, other_lli);
    ck_assert_uint_eq(mag_drops(PMIP6_DROP_ND_SOURCE), 2);
    ck_assert_uint_eq(h.nd_count, heard);
    ck_assert(is_addr(view_on(LINK).mn_link_local.octets, own));
    ck_assert_mem_eq(view_on(LINK).link_layer_id.data, node_lli, 6);
    end();
}
END_TEST

Suite *conformance_mag_identity(void)
{
    Suite *s = suite_create("mag_identity");

    conformance_add(s, profile_is_had_at_once_or_later, BOTH_EDITIONS);
    conformance_add(s, profile_may_be_made_up_for_whoever_comes, BOTH_EDITIONS);
    conformance_add(s, without_a_profile_nobody_is_served, BOTH_EDITIONS);
    conformance_add(s, one_request_goes_to_the_lma_of_the_profile, BOTH_EDITIONS);
    conformance_add(s, node_is_identified_before_anything_is_sent, BOTH_EDITIONS);
    conformance_add(s, temporary_identifier_leads_to_the_lasting_one, BOTH_EDITIONS);
    conformance_add(s, alias_of_the_profile_is_the_nodes_name_in_signalling,
                    BOTH_EDITIONS);
    conformance_add(s, nodes_are_told_apart_by_their_identifiers, BOTH_EDITIONS);
    conformance_add(s, node_is_found_by_its_identifier, BOTH_EDITIONS);
    conformance_add(s, link_tells_whose_packets_come_from_it, BOTH_EDITIONS);
    conformance_add(s, frame_of_another_interface_is_not_the_nodes, BOTH_EDITIONS);
    return s;
}
