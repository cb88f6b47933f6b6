/* SPDX-License-Identifier: MIT */
/*
 * Who gets mobility service from a MAG, and what the others get: regular IPv6 access, out
 * of a prefix of the visited network (RFC 5213 6.14 and 6.9.2, draft-02 6.14).
 */
#include "mag_link_bed.h"

#define AUTONOMOUS 0x40u

static const struct pmip6_prefix visited = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x77}}, 64};
static const struct pmip6_prefix home = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x80}}, 64};

#define VISITOR fake_addr(0x77, 9) /* an address of a visitor */

static void take_visitors(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->visitor_prefix = visited;
}

/* Its profile names a home prefix, which is none of a visitor's. */
static void let_visit(uint32_t grants)
{
    h.policy.grants = grants;
    h.policy.prefixes = &home;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

/* ---- who ---- */

/* covers: R5213-6.14-01 D02-6.14-02 */
START_TEST(policy_says_whether_a_node_gets_mobility_service)
{
    static const struct {
        uint32_t grants;
        unsigned served;
    } cases[] = {{0, 0},
                 {PMIP6_GRANT_NODE, 0},
                 {PMIP6_GRANT_SERVICE, 0},
                 {PMIP6_GRANT_MAG, 0},
                 {PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE, 1},
                 {PMIP6_GRANT_ALL, 1}};

    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        unsigned served = cases[i / 2].served;

        begin_here((uint32_t)_i, NULL);
        h.policy.grants = cases[i / 2].grants;
        h.policy_result = i % 2 ? PMIP6_PENDING : 0; /* at once, or later */
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        ck_assert_uint_eq(h.asked, 1);
        if (i % 2) {
            ck_assert_uint_eq(h.sent_count, 0);
            ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        }
        ck_assert_uint_eq(h.sent_count, served);
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1 - served);
        pass(SEC(600));
        ck_assert_uint_eq(h.sent_count > 0 ? 1u : 0u, served);
        end();
    }
}
END_TEST

/* covers: D02-6.14-01 R5213-6.14-01 */
START_TEST(gateway_serves_some_and_gives_others_access)
{
    begin_here((uint32_t)_i, take_visitors);
    registered();
    h.policy.grants = PMIP6_GRANT_NODE;
    ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
    solicit_from(ELSEWHERE, &own, (const uint8_t[]){2, 0, 0, 0, 0, 2});
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(advertised_prefixes(last_on(LINK)), 1);
    ck_assert_int_gt(advertised_valid(last_on(LINK), &home.addr), 0);
    ck_assert_uint_eq(advertised_prefixes(last_on(ELSEWHERE)), 1);
    ck_assert_int_gt(advertised_valid(last_on(ELSEWHERE), &visited.addr), 0);
    end();
}
END_TEST

/* ---- who is served ---- */

/* covers: R5213-6.14-02 D02-6.14-03 */
START_TEST(node_that_is_entitled_does_not_notice_that_it_moves)
{
    struct fake_message before, after;

    begin_here((uint32_t)_i, take_visitors);
    registered();
    before = *last_on(LINK);
    pass(SEC(10));
    ck_assert_int_eq(attach_to(ELSEWHERE, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(heard_on(ELSEWHERE, 0), 1); /* at once: it was bound already */
    answer(0);
    after = *last_on(ELSEWHERE);
    ck_assert_mem_eq(&before.source, &after.source, 16);
    ck_assert_uint_eq(advertised_prefixes(&before), 1);
    ck_assert_uint_eq(advertised_prefixes(&after), 1);
    ck_assert_int_gt(advertised_valid(&before, &home.addr), 0);
    ck_assert_int_gt(advertised_valid(&after, &home.addr), 0);
    ck_assert_uint_gt(advertised_router(&after), 0);
    ck_assert_uint_eq(before.octets[5], after.octets[5]);
    end();
}
END_TEST

/* ---- who visits ---- */

/* covers: R5213-6.9.2-06 R5213-6.14-03 D02-6.14-04 D02-6.14-05 */
START_TEST(visitor_that_asks_for_a_router_gets_regular_access)
{
    for (uint32_t grants = 0; grants <= PMIP6_GRANT_NODE; grants++) {
        const uint8_t *option;
        unsigned before;

        begin_here((uint32_t)_i, take_visitors);
        let_visit(grants);
        pass(SEC(10));
        ck_assert_uint_eq(h.nd_count, 0); /* unasked, nothing is offered */
        solicit_from(LINK, &own, node_lli);
        ck_assert_uint_eq(h.nd_count, 1);
        ck_assert(same(last_nd()->destination, own));
        ck_assert_uint_eq(last_nd()->source.octets[0], 0xfe);
        ck_assert(same(last_nd()->source, h.link_address));
        ck_assert_uint_gt(advertised_router(last_nd()), 0);
        ck_assert_uint_eq(advertised_prefixes(last_nd()), 1);
        option = option_of(last_nd(), 3, 0);
        ck_assert_uint_eq(option[2], 64);
        ck_assert_uint_eq(option[3] & AUTONOMOUS, AUTONOMOUS);
        ck_assert_mem_eq(option + 16, visited.addr.octets, 16);
        ck_assert_int_gt(advertised_valid(last_nd(), &visited.addr), 0);
        ck_assert_int_gt(advertised_preferred(last_nd(), &visited.addr), 0);
        before = h.nd_count;
        pass(SEC(700)); /* and it stays so */
        ck_assert_uint_gt(h.nd_count, before);
        ck_assert_int_gt(advertised_valid(last_nd(), &visited.addr), 0);
        ck_assert_uint_eq(h.sent_count, 0);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.2-06 R5213-6.14-03 D02-6.14-04 */
START_TEST(visitor_gets_nothing_where_there_is_no_prefix_for_visitors)
{
    begin_here((uint32_t)_i, NULL);
    let_visit(PMIP6_GRANT_NODE);
    solicit_from(LINK, &own, node_lli);
    pass(SEC(700));
    ck_assert_uint_eq(h.nd_count, 0);
    check_dropped(from_link(VISITOR, OUTSIDE), PMIP6_FORWARD_NO_BINDING);
    end();
}
END_TEST

/* covers: R5213-6.14-05 D02-6.14-06 */
START_TEST(visitors_address_is_of_the_visited_network_and_no_home)
{
    begin_here((uint32_t)_i, take_visitors);
    let_visit(0);
    solicit_from(LINK, &own, node_lli);
    ck_assert_int_eq(advertised_valid(last_nd(), &home.addr), -1);
    ck_assert_uint_eq(from_link(VISITOR, OUTSIDE).action, PMIP6_FORWARD_ROUTE);
    ck_assert_uint_eq(from_link(fake_addr(0x80, 9), OUTSIDE).action, PMIP6_FORWARD_DROP);
    h.policy.grants = PMIP6_GRANT_ALL; /* another, whom the LMA gives that prefix */
    ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
    answer_with(reply_to(request(), 0, 0x77));
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(heard_on(ELSEWHERE, 0), 0);
    ck_assert_uint_eq(from_link(VISITOR, OUTSIDE).action, PMIP6_FORWARD_ROUTE);
    end();
}
END_TEST

/* covers: R5213-6.14-05 D02-6.14-06 */
START_TEST(visited_prefix_is_taken_back_when_service_begins)
{
    struct pmip6_attach who;
    unsigned before;

    begin_here((uint32_t)_i, take_visitors);
    let_visit(0);
    solicit_from(LINK, &own, node_lli);
    before = h.nd_count;
    h.policy.grants = PMIP6_GRANT_ALL;
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.administrative = 1;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert_int_eq(advertised_valid(last_nd(), &visited.addr), 0);
    answer(0);
    ck_assert_int_eq(advertised_valid(last_nd(), &visited.addr), -1);
    ck_assert_int_gt(advertised_valid(last_nd(), &home.addr), 0);
    check_dropped(from_link(VISITOR, OUTSIDE), PMIP6_FORWARD_SPOOFED_SOURCE);
    end();
}
END_TEST

/* ---- an ordinary router ---- */

static unsigned others;

static int take_other(const struct pmip6_datagram *d, void *user)
{
    (void)d;
    (void)user;
    others++;
    return 1;
}

static void take_visitors_and_others(struct pmip6_mag_config *c,
                                     struct pmip6_mag_callbacks *cb)
{
    take_visitors(c, cb);
    cb->other_message = take_other;
}

/* A Mobility Header of a visitor's own, to the MAG itself. */
static void mobility_header(uint8_t type, uint8_t flags)
{
    struct pmip6_addr from = VISITOR, to = fake_addr(1, 1);
    uint8_t octets[16] = {59, 1, type, 0, 0, 0, 0, 1, flags, 0, 0, 10, 1, 2};
    struct pmip6_datagram d;
    uint16_t sum = p6_checksum(&from, &to, P6_NEXT_HEADER_MH, octets, sizeof octets);
    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
    pmip6_datagram_init(&d);
    d.source = from;
    d.destination = to;
    d.octets.data = octets;
    d.octets.length = sizeof octets;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

/* covers: R5213-6.14-06 D02-6.14-07 */
START_TEST(gateway_is_an_ordinary_router_to_a_visitor)
{
    const struct pmip6_addr destinations[] = {OUTSIDE, fake_addr(0xa, 1), /* agents */
                                              fake_addr(0x90, 9)};
    struct pmip6_attachment_view before, after;
    const struct pmip6_route *route;

    begin_here((uint32_t)_i, take_visitors_and_others);
    let_visit(0);
    solicit_from(LINK, &own, node_lli);
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(from_link(VISITOR, destinations[i]).action,
                          PMIP6_FORWARD_ROUTE);
    detect(LINK, &(struct pmip6_addr){{0x20, 1, 0x0d, 0xb8, [7] = 0x77, [15] = 9}},
           node_lli); /* its address is known from now on */
    check_onto_link(from_outside(VISITOR), LINK);
    route = route_of(PMIP6_ROUTE_TO_LINK, VISITOR);
    ck_assert_ptr_nonnull(route);
    ck_assert_uint_eq(route->prefix.length, 128);
    ck_assert_uint_eq(h.tunnel_count, 0);
    before = view();
    others = 0;
    mobility_header(5, 0xc0); /* a Binding Update without P: none of the MAG's business */
    ck_assert_uint_eq(others, 1);
    after = view();
    ck_assert_mem_eq(&before, &after, sizeof before);
    ck_assert_uint_eq(h.sent_count, 0);
    end();
}
END_TEST

Suite *conformance_mag_visitors(void)
{
    Suite *s = suite_create("mag_visitors");

    conformance_add(s, policy_says_whether_a_node_gets_mobility_service, BOTH_EDITIONS);
    conformance_add(s, gateway_serves_some_and_gives_others_access, BOTH_EDITIONS);
    conformance_add(s, node_that_is_entitled_does_not_notice_that_it_moves,
                    BOTH_EDITIONS);
    conformance_add(s, visitor_that_asks_for_a_router_gets_regular_access, BOTH_EDITIONS);
    conformance_add(s, visitor_gets_nothing_where_there_is_no_prefix_for_visitors,
                    BOTH_EDITIONS);
    conformance_add(s, visitors_address_is_of_the_visited_network_and_no_home,
                    BOTH_EDITIONS);
    conformance_add(s, visited_prefix_is_taken_back_when_service_begins, BOTH_EDITIONS);
    conformance_add(s, gateway_is_an_ordinary_router_to_a_visitor, BOTH_EDITIONS);
    return s;
}
