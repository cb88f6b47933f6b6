/* SPDX-License-Identifier: MIT */
/* Regular IPv6 access for nodes whose policy grants them no service. */
#include "nd_bed.h"

#define PREFIX 3

static const struct pmip6_prefix local = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x77}}, 64};
static const struct pmip6_addr own = {{0xfe, 0x80, [8] = 2, [15] = 7}};

static struct pmip6_mag_config configuration(struct pmip6_prefix prefix)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    c.visitor_prefix = prefix;
    return c;
}

/* A visitor is on the link, and has asked. */
static void begin_visit(uint32_t e)
{
    struct pmip6_mag_config c;

    begin(e);
    c = configuration(local);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    h.policy.grants = 0;
    bring_up(LINK);
    solicit_from(LINK, &own, node_lli);
}

static uint32_t verdict(const struct pmip6_addr *source, uint32_t link)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_LINK;
    q.link = link;
    q.source = *source;
    q.destination = fake_addr(0x44, 1);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v.action;
}

static uint32_t way_back(const struct pmip6_addr *to)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.source = fake_addr(0x44, 1);
    q.destination = *to;
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v.action == PMIP6_FORWARD_LINK ? v.link : 0;
}

START_TEST(mag_advertises_the_visitor_prefix_to_whom_it_does_not_serve)
/* R5213-6.14-03, -05, 6.9.2-06; D02-6.14-04, -05 */
{
    const uint8_t *option;

    begin_visit((uint32_t)_i);
    ck_assert_uint_eq(h.sent_count, 0); /* no request */
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert_mem_eq(&last_nd()->source, &h.link_address, 16);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_ptr_null(option_of(last_nd(), PREFIX, 1));
    ck_assert_uint_eq(option[2], 64);
    ck_assert_uint_eq(option[3],
                      0x40); /* to configure an address from; not on the link */
    ck_assert_uint_eq(word_at(option + 4), 1800);
    ck_assert_mem_eq(option + 16, local.addr.octets, 16);
    ck_assert_uint_eq(last_nd()->octets[5], 0);
    pass(SEC(700)); /* and it stays true */
    ck_assert_uint_ge(h.nd_count, 2);
    end();
}
END_TEST

START_TEST(mag_says_nothing_to_a_visitor_that_asks_for_nothing)
{
    begin((uint32_t)_i);
    {
        struct pmip6_mag_config c = configuration(local);

        ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    }
    h.policy.grants = PMIP6_GRANT_NODE;
    bring_up(LINK);
    detect(LINK, &own, node_lli);
    pass(SEC(100));
    ck_assert_uint_eq(h.nd_count, 0);
    end();
}
END_TEST

START_TEST(mag_routes_a_visitors_packets_like_anybodys) /* R5213-6.14-06, D02-6.14-06 */
{
    struct pmip6_addr there = fake_addr(0x77, 5), home = fake_addr(0x80, 5);

    begin_visit((uint32_t)_i);
    ck_assert_uint_eq(verdict(&there, LINK), PMIP6_FORWARD_ROUTE);
    ck_assert_uint_eq(verdict(&home, LINK), PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(verdict(&there, LINK + 1), PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(way_back(&there), 0);
    detect(LINK, &there, node_lli);
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(h.routes[0].route.kind, PMIP6_ROUTE_TO_LINK);
    ck_assert_uint_eq(h.routes[0].route.link, LINK);
    ck_assert_uint_eq(h.routes[0].route.prefix.length, 128);
    ck_assert_uint_eq(h.routes[0].route.tunnel.id, 0);
    ck_assert_uint_eq(way_back(&there), LINK);
    detect(LINK, &there, node_lli);
    detect(LINK, &home, node_lli);       /* not in the prefix */
    detect(LINK, &local.addr, node_lli); /* the routers' */
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

START_TEST(mag_knows_a_visitor_again_that_it_forgot)
{
    struct pmip6_addr there = fake_addr(0x77, 5);
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    c = configuration(local);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    h.policy.grants = 0;
    bring_up(LINK);
    solicit_from(LINK, &there, node_lli); /* from the address it has */
    ck_assert_uint_ge(h.nd_count, 1);
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(verdict(&there, LINK), PMIP6_FORWARD_ROUTE);
    ck_assert_uint_eq(way_back(&there), LINK);
    end();
}
END_TEST

START_TEST(mag_knows_so_many_addresses_of_a_visitor)
{
    struct pmip6_addr last = fake_addr(0x77, 100), first = fake_addr(0x77, 1);

    begin_visit((uint32_t)_i);
    for (uint8_t n = 1; n <= 100; n++) {
        struct pmip6_addr a = fake_addr(0x77, n);

        pass(SEC(1));
        detect(LINK, &a, node_lli);
    }
    ck_assert_uint_eq(h.route_count, 8);
    ck_assert_uint_eq(way_back(&last), LINK);
    ck_assert_uint_eq(way_back(&first), 0);
    end();
}
END_TEST

static unsigned routes_added(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h.effect_count; i++)
        count += h.effects[i] == FAKE_ADD;
    return count;
}

/* Each costs the host a route: so many at once, and one a second. */
START_TEST(mag_learns_a_visitors_addresses_at_so_high_a_rate)
{
    struct pmip6_addr a = fake_addr(0x77, 1);

    begin_visit((uint32_t)_i);
    fake_forget_effects(&h);
    for (unsigned n = 1; n <= 1000; n++) {
        a.octets[14] = (uint8_t)(n >> 8);
        a.octets[15] = (uint8_t)n;
        detect(LINK, &a, node_lli);
    }
    ck_assert_uint_eq(routes_added(), 8);
    ck_assert_uint_eq(way_back(&a), 0);
    pass(SEC(1));
    fake_forget_effects(&h);
    detect(LINK, &a, node_lli); /* it is heard again, and has its way now */
    ck_assert_uint_eq(way_back(&a), LINK);
    for (unsigned n = 1; n <= 100; n++) {
        a.octets[15] = (uint8_t)(100 + n);
        detect(LINK, &a, node_lli);
        pass(MS(100));
    }
    ck_assert_uint_ge(routes_added(), 10);
    ck_assert_uint_le(routes_added(), 12);
    end();
}
END_TEST

static void answer_of(const struct pmip6_addr *lma)
{
    answer_as(lma, reply_to(request(), 0, 0x80));
}

/* What goes to an LMA never goes to a visitor: before it is asked, and while it serves.
 */
START_TEST(mag_lets_a_visitor_have_no_address_of_an_lma) /* R5213-6.14-05 */
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_addr lma = fake_addr(0x77, 9);

    begin_visit((uint32_t)_i);
    detect(LINK, &lma, node_lli); /* nobody's yet */
    ck_assert_uint_eq(way_back(&lma), LINK);
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy.lma = lma;
    ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(way_back(&lma), 0);
    ck_assert_uint_eq(h.route_count, 0);
    detect(LINK, &lma, node_lli); /* while the answer is under way */
    answer_of(&lma);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(way_back(&lma), 0);
    detect(LINK, &lma, node_lli);
    ck_assert_uint_eq(way_back(&lma), 0);
    bring_up(LINK + 2);
    h.policy.grants = 0;
    solicit_from(LINK + 2, &own, other);
    detect(LINK + 2, &lma, other);
    ck_assert_uint_eq(way_back(&lma), 0);
    ck_assert_uint_eq(h.wrong, 0);
    end();
}
END_TEST

START_TEST(mag_lets_a_visitor_take_no_address_of_anothers)
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_addr there = fake_addr(0x77, 5);

    begin_visit((uint32_t)_i);
    detect(LINK, &there, node_lli);
    bring_up(LINK + 1);
    solicit_from(LINK + 1, &own, other);
    detect(LINK + 1, &there, other);
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(way_back(&there), LINK);
    end();
}
END_TEST

START_TEST(mag_withdraws_the_visitor_prefix_when_service_begins) /* R5213-6.9.2-06 */
{
    struct pmip6_addr there = fake_addr(0x77, 5);
    struct pmip6_attach who;
    const uint8_t *option;

    begin_visit((uint32_t)_i);
    detect(LINK, &there, node_lli);
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    pmip6_attach_init(&who);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.administrative = 1;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_mem_eq(option + 16, local.addr.octets, 16);
    ck_assert_uint_eq(word_at(option + 4), 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(verdict(&there, LINK), PMIP6_FORWARD_DROP);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_uint_eq(option[16 + 7], 0x80);
    ck_assert_uint_eq(verdict(&there, LINK), PMIP6_FORWARD_DROP);
    end();
}
END_TEST

START_TEST(mag_follows_when_the_visitor_prefix_changes)
{
    static const struct pmip6_prefix other = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x78}}, 64};
    struct pmip6_addr there = fake_addr(0x77, 5);
    struct pmip6_mag_config c;
    const uint8_t *option;

    begin_visit((uint32_t)_i);
    detect(LINK, &there, node_lli);
    c = configuration(other);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_mem_eq(option + 16, local.addr.octets, 16);
    ck_assert_uint_eq(word_at(option + 4), 0);
    ck_assert_uint_eq(h.route_count, 0);
    solicit_from(LINK, &own, node_lli);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_mem_eq(option + 16, other.addr.octets, 16);
    end();
}
END_TEST

START_TEST(mag_takes_a_whole_prefix_for_visitors_or_none) /* R5213-6.14-05 */
{
    static const struct pmip6_prefix wrong[] = {
        {{{0x20, 1, 0x0d, 0xb8, [7] = 0x77}}, 63},
        {{{0x20, 1, 0x0d, 0xb8, [7] = 0x77, [15] = 1}}, 64},
        {{{0xfe, 0x80}}, 64},
        {{{0xff, 0x0e}}, 64},
        {{{0}}, 64},
        {{{0x20, 1, 0x0d, 0xb8, [7] = 1}}, 64}, /* the MAG's address is in it */
        {{{0x20, 1}}, 0},
    };

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct pmip6_mag_config c = configuration(wrong[i]);

        ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), PMIP6_ERR_INVALID);
    }
    end();
}
END_TEST

START_TEST(mag_takes_no_home_out_of_the_visitor_prefix) /* R5213-6.14-05 */
{
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    c = configuration(local);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_with(reply_to(request(), 0, 0x77));
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    end();
}
END_TEST

/* ---- what was found in the way of visitors ---- */

static const struct pmip6_bytes everybody;

static void visit_at_short_intervals(uint32_t e)
{
    struct pmip6_mag_config c;

    begin_visit(e);
    c = configuration(local);
    c.min_ra_interval = 3000;
    c.max_ra_interval = 4000;
    c.policy_timeout = 60000;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    solicit_from(LINK, &own, node_lli);
    pass(SEC(10));
}

/* The time to advertise comes while its policy is being asked for again. */
START_TEST(mag_goes_on_advertising_to_one_that_is_a_visitor_still)
{
    unsigned before;

    visit_at_short_intervals((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), 0);
    pass(SEC(10));
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    before = h.nd_count;
    pass(SEC(10));
    ck_assert_uint_gt(h.nd_count, before);
    end();
}
END_TEST

/* The last that the node hears is that prefix and router are no longer. */
static void check_withdrawn(unsigned before)
{
    const uint8_t *option;

    ck_assert_uint_gt(h.nd_count, before);
    ck_assert_uint_eq(last_nd()->octets[6] << 8 | last_nd()->octets[7], 0);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(word_at(option + 4), 0);
}

START_TEST(mag_withdraws_the_visitor_prefix_from_whom_it_takes_off_the_link)
{
    unsigned before;

    begin_visit((uint32_t)_i);
    before = h.nd_count;
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    check_withdrawn(before);
    end();
}
END_TEST

START_TEST(mag_withdraws_the_visitor_prefix_from_whom_gives_way)
{
    static const uint8_t another[6] = {2, 0, 0, 0, 0, 0x77};
    struct pmip6_attach who;
    unsigned before;

    begin_visit((uint32_t)_i);
    before = h.nd_count;
    pmip6_attach_init(&who);
    who.link_layer_id.data = another;
    who.link_layer_id.length = sizeof another;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    check_withdrawn(before);
    end();
}
END_TEST

/* Another prefix is another visit: it begins when the node asks. */
START_TEST(mag_advertises_no_new_visitor_prefix_before_it_is_asked)
{
    struct pmip6_prefix other = local;
    struct pmip6_mag_config c;
    const uint8_t *option;

    begin_visit((uint32_t)_i);
    other.addr.octets[7] = 0x78;
    c = configuration(other);
    c.router_lifetime = 900; /* what is advertised is another: told at once */
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[16 + 7], 0x77);
    ck_assert_uint_eq(word_at(option + 4), 0);
    pass(SEC(10));
    solicit_from(LINK, &own, node_lli);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[16 + 7], 0x78);
    ck_assert_uint_gt(word_at(option + 4), 0);
    end();
}
END_TEST

START_TEST(mag_lets_no_visitor_send_from_anothers_address)
{
    static const uint8_t another[6] = {2, 0, 0, 0, 0, 0x77};
    struct pmip6_addr there = fake_addr(0x77, 5), elsewhere = fake_addr(0x77, 6);

    begin_visit((uint32_t)_i);
    detect(LINK, &there, node_lli);
    bring_up(LINK + 1);
    solicit_from(LINK + 1, &own, another);
    ck_assert_uint_eq(verdict(&there, LINK + 1), PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(verdict(&elsewhere, LINK + 1), PMIP6_FORWARD_ROUTE);
    ck_assert_uint_eq(verdict(&there, LINK), PMIP6_FORWARD_ROUTE);
    end();
}
END_TEST

/* ---- whose link-local address is whose ---- */

static void check_another_address(const struct pmip6_addr *was)
{
    const uint8_t *option;

    ck_assert_mem_ne(&h.link_address, was, sizeof *was);
    ck_assert_uint_eq(h.link_address.octets[0], 0xfe);
    ck_assert_mem_eq(&last_nd()->source, &h.link_address, sizeof *was);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_gt(word_at(option + 4), 0);
}

/* Also where the address is the domain's: two with the same would be no use to anybody.
 */
START_TEST(mag_gives_way_to_a_visitor_with_its_address) /* D02-6.8-06, R5213-6.9.1.2-31 */
{
    static const struct pmip6_addr fixed = {{0xfe, 0x80, [15] = 0x53}};

    for (int is_fixed = 0; is_fixed < 2; is_fixed++) {
        struct pmip6_addr ours;

        begin_visit((uint32_t)_i);
        if (is_fixed) {
            struct pmip6_mag_config c = configuration(local);

            c.link_local = fixed;
            ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
            ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
            solicit_from(LINK, &own, node_lli);
            ck_assert_mem_eq(&h.link_address, &fixed, sizeof fixed);
        }
        ours = h.link_address;
        detect(LINK, &ours, node_lli); /* it only asks: the host's stack answers */
        ck_assert_mem_eq(&h.link_address, &ours, sizeof ours);
        solicit_from(LINK, &ours, node_lli);
        check_another_address(&ours);
        ck_assert_uint_eq(h.sent_count, 0);
        end();
    }
}
END_TEST

/* The host cannot give the link another address at once. */
START_TEST(mag_gives_way_to_a_visitor_later_where_the_host_cannot)
{
    struct pmip6_addr ours;

    begin_visit((uint32_t)_i);
    ours = h.link_address;
    h.calls_left = 1;
    solicit_from(LINK, &ours, node_lli);
    ck_assert_mem_eq(&h.link_address, &ours, sizeof ours);
    pass(SEC(6));
    check_another_address(&ours);
    end();
}
END_TEST

static Suite *mag_visitor_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_visitor");
    TCase *c = tcase_create("mag_visitor");

    tcase_add_loop_test(c, mag_advertises_the_visitor_prefix_to_whom_it_does_not_serve,
                        first, last);
    tcase_add_loop_test(c, mag_says_nothing_to_a_visitor_that_asks_for_nothing, first,
                        last);
    tcase_add_loop_test(c, mag_routes_a_visitors_packets_like_anybodys, first, last);
    tcase_add_loop_test(c, mag_knows_a_visitor_again_that_it_forgot, first, last);
    tcase_add_loop_test(c, mag_knows_so_many_addresses_of_a_visitor, first, last);
    tcase_add_loop_test(c, mag_learns_a_visitors_addresses_at_so_high_a_rate, first,
                        last);
    tcase_add_loop_test(c, mag_lets_a_visitor_have_no_address_of_an_lma, first, last);
    tcase_add_loop_test(c, mag_lets_a_visitor_take_no_address_of_anothers, first, last);
    tcase_add_loop_test(c, mag_withdraws_the_visitor_prefix_when_service_begins, first,
                        last);
    tcase_add_loop_test(c, mag_follows_when_the_visitor_prefix_changes, first, last);
    tcase_add_loop_test(c, mag_takes_a_whole_prefix_for_visitors_or_none, first, last);
    tcase_add_loop_test(c, mag_takes_no_home_out_of_the_visitor_prefix, first, last);
    tcase_add_loop_test(c, mag_goes_on_advertising_to_one_that_is_a_visitor_still, first,
                        last);
    tcase_add_loop_test(
        c, mag_withdraws_the_visitor_prefix_from_whom_it_takes_off_the_link, first, last);
    tcase_add_loop_test(c, mag_withdraws_the_visitor_prefix_from_whom_gives_way, first,
                        last);
    tcase_add_loop_test(c, mag_advertises_no_new_visitor_prefix_before_it_is_asked, first,
                        last);
    tcase_add_loop_test(c, mag_lets_no_visitor_send_from_anothers_address, first, last);
    tcase_add_loop_test(c, mag_gives_way_to_a_visitor_with_its_address, first, last);
    unit_add_lone_test(c, mag_gives_way_to_a_visitor_later_where_the_host_cannot, first,
                       last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_visitor_suite)
