/* SPDX-License-Identifier: MIT */
/* Where packets of the nodes go, and what a DHCPv6 relay is told of their links. */
#include "mag_bed.h"

#define OTHER "mn2@example.net"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};

static struct pmip6_addr outside(void)
{
    return fake_addr(0x70, 1);
}

static struct pmip6_addr of_kind(uint8_t first, uint8_t second, uint8_t last)
{
    struct pmip6_addr a = {{first, second, [15] = last}};
    return a;
}

static struct pmip6_forward_verdict verdict_on(struct pmip6_forward_query q)
{
    struct pmip6_forward_verdict v;

    pmip6_forward_verdict_init(&v);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v;
}

static struct pmip6_forward_query asked(uint32_t origin, struct pmip6_addr from,
                                        struct pmip6_addr to)
{
    struct pmip6_forward_query q;

    pmip6_forward_query_init(&q);
    q.origin = origin;
    q.link = LINK;
    q.outer_source = fake_addr(0xa, 1);
    q.source = from;
    q.destination = to;
    return q;
}

static struct pmip6_forward_verdict from_node(struct pmip6_addr from,
                                              struct pmip6_addr to)
{
    return verdict_on(asked(PMIP6_FROM_LINK, from, to));
}

static int is_of(struct pmip6_forward_verdict v, const char *whose)
{
    return v.mn_id.length == strlen(whose) &&
           (v.mn_id.length == 0 || memcmp(v.mn_id.data, whose, v.mn_id.length) == 0);
}

/* A second node, on the next link, with the next prefix. */
static void another(void)
{
    struct pmip6_link_info info;
    struct pmip6_attach who;

    pmip6_link_info_init(&info);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)OTHER;
    who.mn_id.length = strlen(OTHER);
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK + 1, &info), 0);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), 0);
    answer_with(reply_to(request(), 0, 0x81));
}

static void begin_with(uint32_t e, uint32_t flags)
{
    begin(e);
    pmip6_mag_free(mag);
    mag = NULL;
    ck_assert_int_eq(make(flags, 0), 0);
}

/* ---- what does not leave a link ---- */

/* R5213-6.10.5-13, D02-6.10.6-09 */
START_TEST(packets_that_no_router_forwards_do_not_enter_the_tunnel)
{
    const struct pmip6_addr node = fake_addr(0x80, 9), none = of_kind(0, 0, 0),
                            loopback = of_kind(0, 0, 1), router = of_kind(0xfe, 0x80, 1);
    const struct {
        struct pmip6_addr from, to;
        uint32_t reason;
    } cases[] = {{node, of_kind(0xff, 0x01, 1), PMIP6_FORWARD_MULTICAST_SCOPE},
                 {node, of_kind(0xff, 0x02, 1), PMIP6_FORWARD_MULTICAST_SCOPE},
                 {none, of_kind(0xff, 0x02, 1), PMIP6_FORWARD_MULTICAST_SCOPE},
                 {node, of_kind(0xff, 0x05, 2), PMIP6_FORWARD_MULTICAST_SCOPE},
                 {node, of_kind(0xff, 0x18, 1), PMIP6_FORWARD_MULTICAST_SCOPE},
                 {node, none, PMIP6_FORWARD_UNROUTABLE},
                 {node, loopback, PMIP6_FORWARD_UNROUTABLE},
                 {none, outside(), PMIP6_FORWARD_UNROUTABLE},
                 {loopback, outside(), PMIP6_FORWARD_UNROUTABLE},
                 {of_kind(0xff, 0x0e, 1), outside(), PMIP6_FORWARD_UNROUTABLE},
                 {none, of_kind(0xff, 0x0e, 1), PMIP6_FORWARD_UNROUTABLE},
                 {node, router, PMIP6_FORWARD_LINK_LOCAL},
                 {router, outside(), PMIP6_FORWARD_LINK_LOCAL}};

    begin((uint32_t)_i);
    registered();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pmip6_forward_verdict v = from_node(cases[i].from, cases[i].to);

        ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
        ck_assert_uint_eq(v.reason, cases[i].reason);
    }
    ck_assert_str_eq(pmip6_forward_reason_name(PMIP6_FORWARD_UNROUTABLE), "unroutable");
    ck_assert_uint_eq(from_node(node, of_kind(0xff, 0x0e, 1)).action,
                      PMIP6_FORWARD_TUNNEL);
    ck_assert_uint_eq(from_node(node, outside()).action, PMIP6_FORWARD_TUNNEL);
    end();
}
END_TEST

/* A source that no router forwards a packet of comes to no node either (RFC 4291 2.5.2,
 * 2.5.3, 2.7). */
START_TEST(packets_from_no_address_of_a_host_do_not_reach_a_node)
{
    const struct pmip6_addr node = fake_addr(0x80, 9);
    const struct pmip6_addr sources[] = {of_kind(0xff, 0x02, 1),
                                         of_kind(0xff, 0x0e, 1),
                                         of_kind(0, 0, 0),
                                         of_kind(0, 0, 1),
                                         {{[10] = 0xff, 0xff, 10, 0, 0, 1}}};
    const uint32_t origins[] = {PMIP6_FROM_TUNNEL, PMIP6_FROM_OUTSIDE};

    begin_with((uint32_t)_i, PMIP6_MAG_LOCAL_ROUTING);
    registered();
    for (size_t o = 0; o < 2; o++) {
        struct pmip6_forward_verdict v;

        for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
            v = verdict_on(asked(origins[o], sources[i], node));
            ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
            ck_assert_uint_eq(v.reason, PMIP6_FORWARD_UNROUTABLE);
        }
        v = verdict_on(asked(origins[o], of_kind(0xfe, 0x80, 1), node));
        ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
        ck_assert_uint_eq(v.reason, PMIP6_FORWARD_LINK_LOCAL);
        v = verdict_on(asked(origins[o], outside(), node));
        ck_assert_uint_eq(v.action, PMIP6_FORWARD_LINK);
    }
    end();
}
END_TEST

/* ---- whose a packet is ---- */

/* D02-6.6-10 */
START_TEST(verdict_tells_whose_packet_it_is)
{
    struct pmip6_forward_query q;

    begin((uint32_t)_i);
    registered();
    another();
    ck_assert(is_of(from_node(fake_addr(0x80, 9), outside()), ID));
    ck_assert(is_of(from_node(fake_addr(0x77, 9), outside()), ID)); /* spoofed, by it */
    q = asked(PMIP6_FROM_LINK, fake_addr(0x81, 9), outside());
    q.link = LINK + 1;
    ck_assert(is_of(verdict_on(q), OTHER));
    q.link = LINK + 2;
    ck_assert(is_of(verdict_on(q), ""));
    ck_assert(is_of(verdict_on(asked(PMIP6_FROM_TUNNEL, outside(), fake_addr(0x81, 9))),
                    OTHER));
    ck_assert(is_of(verdict_on(asked(PMIP6_FROM_TUNNEL, outside(), outside())), ""));
    ck_assert(
        is_of(verdict_on(asked(PMIP6_FROM_OUTSIDE, outside(), fake_addr(0x80, 9))), ID));
    end();
}
END_TEST

/* ---- what stays local ---- */

/* R5213-6.10.5-10, -12, 9.2-03, D02-9-02 */
START_TEST(packets_for_local_hosts_stay_local_where_that_is_on)
{
    struct pmip6_forward_query fixed =
        asked(PMIP6_FROM_LINK, fake_addr(0x80, 9), outside());

    for (uint32_t on = 0; on < 2; on++) {
        begin_with((uint32_t)_i, on ? PMIP6_MAG_LOCAL_ROUTING : 0);
        registered();
        another();
        fixed.destination_is_local = 0;
        ck_assert_uint_eq(verdict_on(fixed).action, PMIP6_FORWARD_TUNNEL);
        fixed.destination_is_local = 1;
        ck_assert_uint_eq(verdict_on(fixed).action,
                          on ? PMIP6_FORWARD_ROUTE : PMIP6_FORWARD_TUNNEL);
        ck_assert_uint_eq(from_node(fake_addr(0x80, 9), fake_addr(0x81, 9)).action,
                          on ? PMIP6_FORWARD_LINK : PMIP6_FORWARD_TUNNEL);
        fixed.source = fake_addr(0x77, 1);
        ck_assert_uint_eq(verdict_on(fixed).reason, PMIP6_FORWARD_SPOOFED_SOURCE);
        fixed.source = fake_addr(0x80, 9);
        end();
    }
}
END_TEST

static unsigned local_routes(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < FAKE_ROUTES; i++)
        count += h.routes[i].used && h.routes[i].route.flags == PMIP6_ROUTE_STAYS_LOCAL;
    return count;
}

static int reconfigure(uint32_t flags)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags = (c.flags & ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION) | flags;
    return pmip6_mag_reconfigure(mag, &c);
}

/* R5213-6.10.3-01, 9.2-03, -05: a host that keeps tables knows it from the routes. */
START_TEST(routes_tell_whether_a_nodes_traffic_stays_local)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_uint_eq(local_routes(), 0);
    h.policy.local_routing = PMIP6_LOCAL_ROUTING_ON;
    another();
    ck_assert_uint_eq(local_routes(), 2);
    fake_forget_effects(&h);
    ck_assert_int_eq(reconfigure(PMIP6_MAG_LOCAL_ROUTING), 0);
    ck_assert_uint_eq(local_routes(), 4);
    ck_assert_str_eq(h.effects, "RR");
    ck_assert_int_eq(reconfigure(0), 0);
    ck_assert_uint_eq(local_routes(), 2);
    end();
}
END_TEST

START_TEST(routes_that_could_not_be_changed_are_changed_at_the_next_extension)
{
    begin((uint32_t)_i);
    registered();
    h.calls_left = 1;
    ck_assert_int_eq(reconfigure(PMIP6_MAG_LOCAL_ROUTING), 0);
    ck_assert_uint_eq(local_routes(), 0);
    ck_assert_uint_eq(h.route_count, 2);
    pass(SEC(2800));
    answer(0);
    ck_assert_uint_eq(local_routes(), 2);
    end();
}
END_TEST

/* ---- the Subnet-Router anycast address ---- */

/* R5213-6.8-06 */
START_TEST(mag_is_the_router_of_the_prefixes_that_it_hosts)
{
    const struct pmip6_addr node = fake_addr(0x80, 9), router = fake_addr(0x80, 0),
                            others = fake_addr(0x81, 0);

    for (uint32_t on = 0; on < 2; on++) {
        begin_with((uint32_t)_i, on ? PMIP6_MAG_LOCAL_ROUTING : 0);
        registered();
        another();
        ck_assert_uint_eq(from_node(node, router).action, PMIP6_FORWARD_LOCAL);
        ck_assert_uint_eq(from_node(node, others).action,
                          on ? PMIP6_FORWARD_LOCAL : PMIP6_FORWARD_TUNNEL);
        ck_assert_uint_eq(verdict_on(asked(PMIP6_FROM_TUNNEL, outside(), router)).action,
                          PMIP6_FORWARD_LOCAL);
        ck_assert_uint_eq(verdict_on(asked(PMIP6_FROM_OUTSIDE, outside(), router)).action,
                          on ? PMIP6_FORWARD_LOCAL : PMIP6_FORWARD_ROUTE);
        end();
    }
}
END_TEST

/* A single address, or one of two (RFC 6164), is the node's own. */
START_TEST(node_with_a_single_address_has_it_to_itself)
{
    for (uint8_t length = 127; length <= 128; length++) {
        struct signalling s;

        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        s = reply_to(request(), 0, 0x80);
        s.prefixes[0].length = length;
        answer_with(s);
        ck_assert_uint_eq(
            verdict_on(asked(PMIP6_FROM_TUNNEL, outside(), fake_addr(0x80, 0))).action,
            PMIP6_FORWARD_LINK);
        end();
    }
}
END_TEST

/* ---- DHCP ---- */

static struct pmip6_dhcp_hint hint_of(uint32_t link)
{
    struct pmip6_dhcp_hint hint;

    pmip6_dhcp_hint_init(&hint);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, link, &hint), 0);
    return hint;
}

/* R5213-6.11-01, -08, -09 */
START_TEST(relay_is_told_an_address_of_the_nodes_prefix)
{
    struct pmip6_addr wanted = fake_addr(0x80, 0), at;
    struct pmip6_dhcp_hint hint;

    begin((uint32_t)_i);
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
    registered();
    hint = hint_of(LINK);
    memcpy(wanted.octets + 8, h.link_address.octets + 8, 8);
    ck_assert(memcmp(&hint.link_address, &wanted, 16) == 0);
    ck_assert_uint_eq(hint.prefix_count, 1);
    ck_assert_uint_eq(hint.prefixes[0].length, 64);
    ck_assert_uint_eq(hint.mn_id.length, id.length);
    ck_assert(memcmp(hint.mn_id.data, id.data, id.length) == 0);
    ck_assert_uint_eq(hint.mn_id_subtype, 1);
    ck_assert_uint_eq(hint.link_layer_id.length, sizeof node_lli);
    ck_assert_uint_eq(hint.access_technology, 3);
    ck_assert_uint_eq(hint.flags, PMIP6_DHCP_SERVED | PMIP6_DHCP_STATEFUL);
    at = hint.link_address;
    pass(SEC(2800)); /* the same as long as the session */
    answer(0);
    hint = hint_of(LINK);
    ck_assert(memcmp(&hint.link_address, &at, 16) == 0);
    end();
}
END_TEST

/* R5213-6.11-10: all prefixes, in their order, at whatever link of whatever MAG. */
START_TEST(relay_is_told_all_prefixes_of_a_link_together)
{
    struct pmip6_dhcp_hint hint;
    struct signalling s;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = reply_to(request(), 0, 0x80);
    s.prefix_count = 2;
    s.prefixes[1].addr = fake_addr(0x90, 0);
    s.prefixes[1].length = 64;
    answer_with(s);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    s.mn_id = id; /* the answer to the new request */
    s.link_layer_id.data = node_lli;
    s.sequence = request().sequence;
    s.timestamp = request().timestamp;
    s.handoff = request().handoff;
    answer_with(s);
    hint = hint_of(LINK + 1);
    ck_assert_uint_eq(hint.prefix_count, 2);
    ck_assert_uint_eq(hint.prefixes[0].addr.octets[7], 0x80);
    ck_assert_uint_eq(hint.prefixes[1].addr.octets[7], 0x90);
    ck_assert_uint_eq(hint.link_address.octets[7], 0x80);
    end();
}
END_TEST

START_TEST(relay_is_told_no_prefix_that_is_not_bound)
{
    struct pmip6_dhcp_hint hint;

    begin((uint32_t)_i);
    pmip6_dhcp_hint_init(&hint);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, LINK, &hint), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    hint = hint_of(LINK);
    ck_assert_uint_eq(hint.flags, PMIP6_DHCP_STATELESS);
    ck_assert_uint_eq(hint.prefix_count, 0);
    ck_assert_uint_eq(hint.link_address.octets[0], 0);
    answer(0);
    ck_assert_uint_eq(hint_of(LINK).flags, PMIP6_DHCP_SERVED | PMIP6_DHCP_STATELESS);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(hint_of(LINK).prefix_count, 0);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, LINK, NULL), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(NULL, LINK, &hint), PMIP6_ERR_INVALID);
    end();
}
END_TEST

/* draft-02 Appendix B: the address comes by DHCP first, and is what is registered. */
START_TEST(address_that_dhcp_gave_is_what_is_registered)
{
    struct pmip6_prefix one = {fake_addr(0x85, 0x42), 128};
    struct pmip6_dhcp_hint hint;
    struct signalling s;
    const uint8_t *ra;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    hint = hint_of(LINK);
    ck_assert_uint_eq(hint.mn_id.length, id.length);
    ck_assert(!(hint.flags & PMIP6_DHCP_SERVED));
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
    h.policy.prefixes = &one;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(request().prefixes[0].length, 128);
    ck_assert(memcmp(&request().prefixes[0].addr, &one.addr, 16) == 0);
    s = request();
    s.status = 0;
    s.present &= ~(uint32_t)HAS_LINK_LOCAL;
    answer_with(s);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(h.routes[0].route.prefix.length, 128);
    hint = hint_of(LINK);
    ck_assert_uint_eq(hint.flags,
                      PMIP6_DHCP_SERVED | PMIP6_DHCP_STATEFUL | PMIP6_DHCP_HOST_ADDRESS);
    ck_assert(memcmp(&hint.link_address, &one.addr, 16) == 0);
    ck_assert_uint_eq(h.nd_count, 1);
    ra = h.nd[0].octets;
    ck_assert_uint_eq(ra[5] & 0x80, 0x80);   /* M */
    ck_assert_uint_eq(ra[24 + 2], 128);      /* behind the MTU option: the prefix */
    ck_assert_uint_eq(ra[24 + 3] & 0x40, 0); /* A */
    end();
}
END_TEST

START_TEST(node_of_a_link_is_found_by_it)
{
    struct pmip6_attachment_view v;

    begin((uint32_t)_i);
    pmip6_attachment_view_init(&v);
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK, &v), PMIP6_ERR_NOT_FOUND);
    registered();
    another();
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK + 1, &v), 0);
    ck_assert_uint_eq(v.link, LINK + 1);
    ck_assert_uint_eq(v.mn_id.length, strlen(OTHER));
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK + 2, &v), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_attachment_of(NULL, LINK, &v), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK, NULL), PMIP6_ERR_INVALID);
    end();
}
END_TEST

static Suite *mag_forward_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_forward");
    TCase *c = tcase_create("mag_forward");

    tcase_add_loop_test(c, packets_that_no_router_forwards_do_not_enter_the_tunnel, first,
                        last);
    tcase_add_loop_test(c, packets_from_no_address_of_a_host_do_not_reach_a_node, first,
                        last);
    tcase_add_loop_test(c, verdict_tells_whose_packet_it_is, first, last);
    tcase_add_loop_test(c, packets_for_local_hosts_stay_local_where_that_is_on, first,
                        last);
    tcase_add_loop_test(c, routes_tell_whether_a_nodes_traffic_stays_local, first, last);
    unit_add_lone_test(c,
                       routes_that_could_not_be_changed_are_changed_at_the_next_extension,
                       first, last);
    tcase_add_loop_test(c, mag_is_the_router_of_the_prefixes_that_it_hosts, first, last);
    tcase_add_loop_test(c, node_with_a_single_address_has_it_to_itself, first, last);
    tcase_add_loop_test(c, relay_is_told_an_address_of_the_nodes_prefix, first, last);
    tcase_add_test(c, relay_is_told_all_prefixes_of_a_link_together);
    tcase_add_loop_test(c, relay_is_told_no_prefix_that_is_not_bound, first, last);
    tcase_add_loop_test(c, address_that_dhcp_gave_is_what_is_registered, first, last);
    tcase_add_loop_test(c, node_of_a_link_is_found_by_it, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_forward_suite)
