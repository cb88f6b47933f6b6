/* SPDX-License-Identifier: MIT */
/*
 * Link-local addresses on the node's link, the MAG's and the node's, and the option that
 * tells of them (RFC 5213 6.8, 6.9.1.1 (9); draft-02 6.8, 6.9).
 */
#include "comer_bed.h"

static const struct pmip6_addr zero;

/* ---- RFC 5213: the MAG's, from the LMA ---- */

static void asks_for_an_address(enum request_kinds kind)
{
    ck_assert_uint_eq(sent_options(26), 1);
    if (kind == FIRST_REQUEST || kind == REPEAT)
        ck_assert(sent_is(26, zero.octets, 16));
}

/* covers: R5213-6.9.1.1-28 R5213-6.9.1.1-31 */
START_TEST(lma_is_asked_for_the_address_by_zeros)
{
    begin((uint32_t)_i);
    each_request(asks_for_an_address);
    end();
}
END_TEST

static void has_fixed_address(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->link_local = link_local(0x42);
}

static void asks_for_none(enum request_kinds kind)
{
    ck_assert_uint_eq(sent_options(26), 0);
    if (kind != FIRST_REQUEST && kind != REPEAT)
        ck_assert(is_addr(&h.link_address, link_local(0x42)));
}

/* covers: R5213-6.9.1.1-29 R5213-6.8-04 R5213-6.8-05 */
START_TEST(fixed_address_is_used_and_never_told)
{
    const struct pmip6_addr fixed = link_local(0x42);

    begin_with((uint32_t)_i, has_fixed_address);
    each_request(asks_for_none);
    end();
    begin_with((uint32_t)_i, has_fixed_address);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant_with(link_local(7)); /* though the LMA tells one */
    ck_assert(is_addr(&h.link_address, fixed));
    ck_assert(is_addr(&last_nd()->source, fixed));
    solicit_from(LINK, &fixed, node_lli); /* nor after the node was seen to use it */
    pass(SEC(2800));
    ck_assert_uint_gt(h.sent_count, 1);
    ck_assert_uint_eq(sent_options(26), 0);
    end();
    begin((uint32_t)_i); /* without it the LMA's counts */
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant_with(link_local(7));
    ck_assert(is_addr(&h.link_address, link_local(7)));
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-30 */
START_TEST(address_stays_for_the_whole_session)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant_with(link_local(7));
    pass(SEC(2800));
    answer(0); /* an extension, whose answer does not name it */
    ck_assert(is_addr(&h.link_address, link_local(7)));
    ck_assert(is_addr(&last_nd()->source, link_local(7)));
    pass(SEC(3700)); /* it ran out, and is registered anew */
    ck_assert_uint_eq(h.route_count, 0);
    answer(0);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert(is_addr(&h.link_address, link_local(7)));
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(COMES(.link = 6, .lli = node_lli), 0); /* on another link, too */
    answer(0);
    ck_assert(is_addr(&last_nd()->source, link_local(7)));
    ck_assert(is_addr(view_on(6).link_local.octets, link_local(7)));
    end();
}
END_TEST

/* ---- draft-02: the node's, to the LMA ---- */

static struct pmip6_attach comer_with(struct pmip6_addr own)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = named(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.link_local = own;
    return who;
}

/* covers: D02-6.8-04 D02-6.9-19 */
START_TEST(known_address_of_the_node_is_uploaded)
{
    const struct pmip6_addr own = link_local(3), other = link_local(4);
    struct pmip6_attach who = comer_with(own);

    begin((uint32_t)_i);
    link_up(LINK);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    ck_assert(sent_is(26, own.octets, 16));
    answer(0);
    solicit_from(LINK, &other, node_lli); /* it has another by now */
    pass(SEC(2800));
    ck_assert(sent_is(26, other.octets, 16));
    end();
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    ck_assert_uint_eq(sent_options(26), 0);
    end();
}
END_TEST

/* covers: D02-6.8-05 */
START_TEST(address_of_the_node_is_learnt_from_its_detection_of_duplicates)
{
    const struct pmip6_addr own = link_local(3);

    begin((uint32_t)_i);
    h.policy.mn_id = named(ID);
    link_up(LINK);
    detect(LINK, &own, node_lli); /* that is what it is noticed by */
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert(sent_is(26, own.octets, 16));
    end();
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    answer(0);
    detect(LINK, &own, node_lli);
    pass(SEC(2800));
    ck_assert_uint_gt(h.sent_count, 1);
    ck_assert(sent_is(26, own.octets, 16));
    end();
}
END_TEST

/* covers: D02-6.8-06 */
START_TEST(address_that_collides_with_the_nodes_is_changed)
{
    struct pmip6_attach who = comer_with(link_local(3));
    struct pmip6_addr ours;
    struct signalling s;

    begin_with((uint32_t)_i, has_fixed_address); /* at the hand-over */
    link_up(LINK);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    grant_with(link_local(0x42)); /* the LMA knows the node's better */
    ck_assert(!is_addr(&h.link_address, link_local(0x42)));
    ck_assert(!is_addr(&h.link_address, zero));
    ck_assert(is_addr(&last_nd()->source, h.link_address));
    end();
    begin((uint32_t)_i); /* later */
    link_up(LINK);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    answer(0);
    ours = h.link_address;
    pass(SEC(2800));
    s = reply_to(request(), 0, 0x80);
    s.present |= HAS_LINK_LOCAL;
    s.link_local = ours;
    answer_with(s);
    ck_assert(!is_addr(&h.link_address, ours));
    ck_assert(!is_addr(&h.link_address, zero));
    ck_assert(is_addr(&last_nd()->source, h.link_address));
    ck_assert_uint_gt(advertised_router(last_nd()), 0);
    end();
}
END_TEST

/* ---- the router of the node's prefix ---- */

static uint32_t action_on(uint32_t origin, struct pmip6_addr from, struct pmip6_addr to)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    q.origin = origin;
    q.link = LINK;
    q.outer_source = fake_addr(0xa, 1);
    q.source = from;
    q.destination = to;
    pmip6_forward_verdict_init(&v);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v.action;
}

/* covers: R5213-6.8-06 R5213-5.2-02 */
START_TEST(subnet_router_address_of_a_hosted_prefix_is_the_mags)
{
    const struct pmip6_addr node = fake_addr(0x80, 9), router = fake_addr(0x80, 0),
                            outside = fake_addr(0x70, 1);

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    ck_assert_uint_ne(action_on(PMIP6_FROM_TUNNEL, outside, router), PMIP6_FORWARD_LOCAL);
    grant(0x80, 1);
    ck_assert_uint_eq(action_on(PMIP6_FROM_LINK, node, router), PMIP6_FORWARD_LOCAL);
    ck_assert_uint_eq(action_on(PMIP6_FROM_TUNNEL, outside, router), PMIP6_FORWARD_LOCAL);
    ck_assert_uint_eq(action_on(PMIP6_FROM_TUNNEL, outside, node), PMIP6_FORWARD_LINK);
    ck_assert_uint_eq(action_on(PMIP6_FROM_TUNNEL, outside, fake_addr(0x81, 0)),
                      PMIP6_FORWARD_DROP);
    end();
}
END_TEST

Suite *conformance_mag_link_local(void)
{
    Suite *s = suite_create("mag_link_local");

    conformance_add(s, lma_is_asked_for_the_address_by_zeros, RFC5213_ONLY);
    conformance_add(s, fixed_address_is_used_and_never_told, RFC5213_ONLY);
    conformance_add(s, address_stays_for_the_whole_session, RFC5213_ONLY);
    conformance_add(s, known_address_of_the_node_is_uploaded, DRAFT_02_ONLY);
    conformance_add(s, address_of_the_node_is_learnt_from_its_detection_of_duplicates,
                    DRAFT_02_ONLY);
    conformance_add(s, address_that_collides_with_the_nodes_is_changed, DRAFT_02_ONLY);
    conformance_add(s, subnet_router_address_of_a_hosted_prefix_is_the_mags,
                    BOTH_EDITIONS);
    return s;
}
