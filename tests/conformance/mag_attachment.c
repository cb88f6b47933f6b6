/* SPDX-License-Identifier: MIT */
/*
 * Nodes that come to a MAG and leave it, and what it keeps of each: its binding update
 * list (RFC 5213 6, 6.1, 6.3; draft-02 6, 6.1, 6.3).
 */
#include "comer_bed.h"

/* ---- on the node's behalf ---- */

/* covers: R5213-6-01 D02-6-01 R6275-6.1.7-18 */
START_TEST(mag_registers_who_comes_and_deregisters_who_leaves)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0); /* nothing was heard of the node */
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(sent_lifetime(), 900);
    grant(0x80, 1);
    pass(SEC(10));
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_lifetime(), 0);
    ck_assert(sent_names(ID));
    end();
}
END_TEST

/* covers: R5213-6-04 D02-6-04 R5213-5.2-06 */
START_TEST(prefixes_are_hosted_on_the_nodes_link)
{
    uint8_t count = _i == PMIP6_RFC5213 ? 2 : 1;

    begin_with((uint32_t)_i, notes_links);
    ck_assert_int_eq(COMES(.link = 12, .lli = node_lli), 0);
    ck_assert_uint_eq(h.route_count, 0);
    grant(0x80, count);
    ck_assert_uint_eq(h.route_count, 2u * count);
    for (uint8_t i = 0; i < count; i++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0);

        ck_assert(has_route(PMIP6_ROUTE_TO_LINK, prefix, 12, fake_addr(0xa, 1)));
        ck_assert(has_route(PMIP6_ROUTE_FROM_LINK, prefix, 12, fake_addr(0xa, 1)));
        ck_assert_int_gt(advertised_valid(last_nd(), &prefix), 0);
    }
    ck_assert_uint_eq(nd_link, 12);
    ck_assert_uint_eq(address_link, 12);
    end();
}
END_TEST

/* ---- its entry ---- */

/* covers: R5213-6.1-01 D02-6.1-01 */
START_TEST(each_node_has_an_entry_of_its_own)
{
    static const char *const ids[] = {"mn1@example.net", "mn2@example.net",
                                      "mn3@example.net"};
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0, count = 0;
    pmip6_time first = 0;

    begin((uint32_t)_i);
    first = h.now;
    for (uint32_t i = 0; i < 3; i++) {
        ck_assert_int_eq(COMES(.link = 10 + i, .id = ids[i]), 0);
        ck_assert_uint_eq(view_on(10 + i).sequence, sent_number());
        if (i < 2)
            grant((uint8_t)(0x80 + i), 1);
    }
    pass(MS(1100)); /* the third is asked for again meanwhile */
    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1) {
        uint32_t i = v.link - 10;

        ck_assert(v.mn_id.length == 15 && memcmp(v.mn_id.data, ids[i], 15) == 0);
        ck_assert_uint_eq(v.lifetime, i < 2 ? 3600 : 0);
        ck_assert_uint_eq(v.expires, i < 2 ? first + SEC(3600) : PMIP6_NEVER);
        ck_assert_uint_ge(v.last_sent, i < 2 ? first : first + SEC(1));
        ck_assert_uint_le(v.last_sent, i < 2 ? first : first + SEC(1) + TICK);
        ck_assert_uint_eq(v.repeats, i < 2 ? 0 : 1);
        count++;
    }
    ck_assert_uint_eq(count, 3);
    end();
}
END_TEST

/* covers: R5213-6.1-02 D02-6.1-02 R5213-6.1-09 D02-6.1-07 */
START_TEST(entry_names_the_node_and_its_link)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 12, .id = "a@example.net"), 0);
    ck_assert_int_eq(COMES(.link = 13, .id = "b@example.net"), 0);
    grant(0x81, 1);
    for (uint32_t link = 12; link < 14; link++) {
        struct pmip6_attachment_view v = view_on(link);

        ck_assert_uint_eq(v.link, link);
        ck_assert_uint_eq(v.mn_id.length, 13);
        ck_assert_mem_eq(v.mn_id.data, link == 12 ? "a@example.net" : "b@example.net",
                         13);
        ck_assert_uint_eq(v.mn_id_subtype, 1);
    }
    ck_assert(has_route(PMIP6_ROUTE_TO_LINK, fake_addr(0x81, 0), 13, fake_addr(0xa, 1)));
    end();
}
END_TEST

static int entry_has_interface(const uint8_t lli[6])
{
    struct pmip6_attachment_view v = view_on(LINK);

    return v.link_layer_id.length == 6 && memcmp(v.link_layer_id.data, lli, 6) == 0;
}

/* A solicitation that tells the sender's link-layer address in its option alone. */
static void solicits_with_option(const uint8_t lli[6])
{
    static const struct pmip6_addr routers = {{0xff, 2, [15] = 2}};
    const struct pmip6_addr own = link_local(1);
    uint8_t octets[16] = {PMIP6_ND_ROUTER_SOLICITATION, [8] = 1, [9] = 1};

    memcpy(octets + 10, lli, 6);
    hear_packet(LINK, &own, &routers, NULL, octets, sizeof octets);
}

/* covers: R5213-6.1-03 D02-6.1-03 */
START_TEST(entry_has_the_interfaces_identifier_as_told_or_heard)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = other_lli), 0);
    ck_assert(entry_has_interface(other_lli));
    end();
    begin((uint32_t)_i);
    h.policy.mn_id = named(ID);
    link_up(LINK);
    solicits_with_option(other_lli);
    ck_assert(entry_has_interface(other_lli));
    end();
    begin((uint32_t)_i); /* it was attached without */
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    grant(0x80, 1);
    ck_assert(!entry_has_interface(other_lli));
    solicits_with_option(other_lli);
    ck_assert(entry_has_interface(other_lli));
    end();
}
END_TEST

/* covers: R5213-6.1-04 R5213-6.1-05 */
START_TEST(unknown_interface_is_two_octets_of_zero)
{
    static const uint8_t zeros[6];

    for (unsigned told = 0; told < 2; told++) {
        struct pmip6_attachment_view v;

        begin((uint32_t)_i);
        ck_assert_int_eq(COMES(.lli = told ? zeros : NULL), 0);
        grant(0x80, 1);
        v = view_on(LINK);
        ck_assert_uint_eq(v.link_layer_id.length, 2);
        ck_assert_mem_eq(v.link_layer_id.data, zeros, 2);
        end();
    }
}
END_TEST

/* covers: R5213-6.1-06 D02-6.1-04 */
START_TEST(entry_lists_the_granted_prefixes)
{
    uint8_t count = _i == PMIP6_RFC5213 ? 3 : 1;
    struct pmip6_attachment_view v;
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert(sent_prefix_is(0, (struct pmip6_addr){{0}}, 0));
    ck_assert_uint_eq(view_on(LINK).prefix_count, 0);
    s = reply_to(request(), 0, 0x80);
    s.prefix_count = count;
    for (uint8_t i = 0; i < count; i++) {
        s.prefixes[i].addr = fake_addr((uint8_t)(0x90 + i), 0);
        s.prefixes[i].length = (uint8_t)(64 - i);
        s.prefixes[i].addr.octets[7] &= (uint8_t)(0xff << i);
        s.prefixes[i].addr.octets[6] = i;
    }
    answer_with(s);
    v = view_on(LINK);
    ck_assert_uint_eq(v.prefix_count, count);
    for (uint8_t i = 0; i < count; i++) {
        ck_assert_mem_eq(&v.prefixes[i].addr, &s.prefixes[i].addr, 16);
        ck_assert_uint_eq(v.prefixes[i].length, 64 - i);
    }
    end();
}
END_TEST

/* covers: R5213-6.1-07 */
START_TEST(entry_has_the_mags_link_local_address)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    grant_with(link_local(7));
    ck_assert(is_addr(view_on(LINK).link_local.octets, link_local(7)));
    ck_assert(is_addr(&h.link_address, link_local(7)));
    ck_assert(is_addr(&last_nd()->source, link_local(7)));
    end();
}
END_TEST

/* covers: D02-6.1-05 */
START_TEST(entry_has_the_nodes_link_local_address)
{
    const struct pmip6_addr own = link_local(3);

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    detect(LINK, &own, node_lli);
    ck_assert(is_addr(view_on(LINK).mn_link_local.octets, own));
    end();
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant_with(link_local(7));
    ck_assert(is_addr(view_on(LINK).mn_link_local.octets, link_local(7)));
    end();
}
END_TEST

/* covers: R5213-6.1-08 D02-6.1-06 R5213-6.1-10 D02-6.1-08 */
START_TEST(entry_has_the_lma_and_the_tunnel_to_it)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.link = 12, .id = "a@example.net"), 0);
    grant(0x80, 1);
    h.policy.lma = fake_addr(0xb, 1);
    ck_assert_int_eq(COMES(.link = 13, .id = "b@example.net"), 0);
    ck_assert_uint_eq(view_on(13).tunnel.id, 0); /* none yet */
    DELIVER(reply_to(request(), 0, 0x81), .from = fake_addr(0xb, 1));
    for (uint32_t i = 0; i < 2; i++) {
        struct pmip6_attachment_view v = view_on(12 + i);

        ck_assert(is_addr(&v.lma, fake_addr((uint8_t)(0xa + i), 1)));
        ck_assert_uint_eq(v.tunnel.id, 1 + i); /* as the host numbered them */
        ck_assert(is_addr(&h.tunnels[i].remote, v.lma));
    }
    end();
}
END_TEST

static unsigned entries;

static void count_entries(void)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1)
        entries += v.state == PMIP6_ATTACHMENT_REGISTERING && v.link == LINK;
}

/* covers: R5213-6.9.1.1-33 */
START_TEST(entry_is_there_when_the_first_request_goes_out)
{
    begin((uint32_t)_i);
    entries = 0;
    h.sending = count_entries;
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(entries, 1);
    h.sending = NULL;
    end();
}
END_TEST

/* ---- its link ---- */

/* covers: R5213-6.3-01 D02-6.3-01 */
START_TEST(second_node_on_a_link_is_turned_away)
{
    const struct pmip6_addr prefix = fake_addr(0x80, 0);
    unsigned sent, heard;

    begin_with((uint32_t)_i, notes_links);
    ck_assert_int_eq(COMES(.link = 12, .lli = node_lli), 0);
    grant(0x80, 1);
    sent = h.sent_count;
    heard = h.nd_count;
    ck_assert_int_eq(COMES(.link = 12, .id = "other@example.net", .lli = other_lli),
                     PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    solicits(12, other_lli);
    ck_assert_uint_eq(mag_drops(PMIP6_DROP_ND_SOURCE), 1);
    ck_assert_uint_eq(h.sent_count, sent);
    ck_assert_uint_eq(h.nd_count, heard); /* nor is it answered */
    solicits(12, node_lli);               /* the first is served as ever */
    ck_assert_uint_eq(h.nd_count, heard + 1);
    ck_assert_int_gt(advertised_valid(last_nd(), &prefix), 0);
    ck_assert_int_eq(COMES(.link = 13, .id = "other@example.net", .lli = other_lli), 0);
    grant(0x81, 1);
    ck_assert_uint_eq(nd_link, 13);
    ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), -1);
    end();
}
END_TEST

/* covers: R5213-6.3-03 */
START_TEST(node_that_nobody_can_identify_is_not_registered)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.nameless = 1), PMIP6_ERR_INVALID);
    ck_assert_int_eq(COMES(.nameless = 1, .lli = node_lli), 0); /* no profile names it */
    solicits(LINK, node_lli);
    pass(SEC(60));
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(h.nd_count, 0);
    ck_assert_uint_eq(view_on(LINK).state, PMIP6_ATTACHMENT_REFUSED);
    end();
}
END_TEST

/* covers: R5213-6.3-04 */
START_TEST(node_is_noticed_by_what_it_sends)
{
    const struct pmip6_addr own = link_local(3);

    for (unsigned n = 0; n < 2; n++) {
        begin((uint32_t)_i);
        h.policy.mn_id = named(ID);
        link_up(LINK);
        if (n == 0)
            solicit_from(LINK, &own, node_lli);
        else
            detect(LINK, &own, node_lli);
        ck_assert_uint_eq(h.sent_count, 1);
        ck_assert(sent_names(ID));
        grant(0x80, 1);
        ck_assert_uint_eq(view_on(LINK).state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R5213-6.3-04 */
START_TEST(node_that_is_gone_is_noticed_by_its_silence)
{
    begin((uint32_t)_i);
    h.policy.mn_id = named(ID);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    link_up(LINK);
    solicits(LINK, node_lli);
    grant(0x80, 1);
    pass(SEC(1700));
    ck_assert_uint_eq(h.sent_count, 1);
    pass(SEC(1100)); /* it had to be extended, and was asked before */
    ck_assert_uint_eq(solicitations(), 3);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_lifetime(), 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

Suite *conformance_mag_attachment(void)
{
    Suite *s = suite_create("mag_attachment");

    conformance_add(s, mag_registers_who_comes_and_deregisters_who_leaves, BOTH_EDITIONS);
    conformance_add(s, prefixes_are_hosted_on_the_nodes_link, BOTH_EDITIONS);
    conformance_add(s, each_node_has_an_entry_of_its_own, BOTH_EDITIONS);
    conformance_add(s, entry_names_the_node_and_its_link, BOTH_EDITIONS);
    conformance_add(s, entry_has_the_interfaces_identifier_as_told_or_heard,
                    BOTH_EDITIONS);
    conformance_add(s, unknown_interface_is_two_octets_of_zero, BOTH_EDITIONS);
    conformance_add(s, entry_lists_the_granted_prefixes, BOTH_EDITIONS);
    conformance_add(s, entry_has_the_mags_link_local_address, RFC5213_ONLY);
    conformance_add(s, entry_has_the_nodes_link_local_address, DRAFT_02_ONLY);
    conformance_add(s, entry_has_the_lma_and_the_tunnel_to_it, BOTH_EDITIONS);
    conformance_add(s, entry_is_there_when_the_first_request_goes_out, BOTH_EDITIONS);
    conformance_add(s, second_node_on_a_link_is_turned_away, BOTH_EDITIONS);
    conformance_add(s, node_that_nobody_can_identify_is_not_registered, BOTH_EDITIONS);
    conformance_add(s, node_is_noticed_by_what_it_sends, BOTH_EDITIONS);
    conformance_add(s, node_that_is_gone_is_noticed_by_its_silence, BOTH_EDITIONS);
    return s;
}
