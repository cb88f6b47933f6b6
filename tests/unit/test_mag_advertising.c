/* SPDX-License-Identifier: MIT */
/* What a MAG's advertisements say, and when a router or a prefix is withdrawn. */
#include "nd_bed.h"

#define PREFIX 3
#define MTU    5
#define RDNSS  25

static const struct pmip6_prefix fixed = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x80}}, 64};
static const struct pmip6_addr own = {{0xfe, 0x80, [8] = 2, [15] = 7}};

static struct pmip6_mag_config configuration(uint32_t flags)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    c.flags |= flags;
    return c;
}

static uint32_t router_lifetime(const struct fake_message *m)
{
    return (uint32_t)m->octets[6] << 8 | m->octets[7];
}

/* ---- what they say ---- */

START_TEST(mag_advertises_the_dns_servers_it_is_told) /* RFC 8106 5.1 */
{
    struct pmip6_mag_config c;
    struct pmip6_addr servers[PMIP6_DNS_SERVERS_MAX];
    const uint8_t *option;

    begin((uint32_t)_i);
    c = configuration(0);
    c.dns_server_count = PMIP6_DNS_SERVERS_MAX;
    for (uint8_t i = 0; i < PMIP6_DNS_SERVERS_MAX; i++)
        servers[i] = c.dns_servers[i] = fake_addr(0x53, i);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    registered();
    option = option_of(last_nd(), RDNSS, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[1], 9);
    ck_assert_uint_eq(word_at(option + 4), 3 * 600);
    ck_assert_mem_eq(option + 8, servers, sizeof servers);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    pass(SEC(2));
    option = option_of(last_nd(), RDNSS, 0); /* with the router its servers go */
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(word_at(option + 4), 0);
    ck_assert_uint_eq(router_lifetime(last_nd()), 0);
    c.dns_server_count++;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), PMIP6_ERR_INVALID);
    end();
}
END_TEST

START_TEST(mag_tells_of_other_configuration) /* R5213-6.4, RFC 4861 4.2 */
{
    begin((uint32_t)_i);
    h.policy.address_modes = PMIP6_ADDRESS_STATELESS | PMIP6_ADDRESS_OTHER;
    registered();
    ck_assert_uint_eq(last_nd()->octets[5], 0x40);
    end();
}
END_TEST

START_TEST(mag_tells_the_mtu_also_when_it_withdraws) /* R5213-6.9.2-07 */
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    ck_assert_ptr_nonnull(option_of(last_nd(), MTU, 0));
    ck_assert_uint_eq(word_at(option_of(last_nd(), MTU, 0) + 4), 1460);
    ck_assert_uint_eq(word_at(option_of(last_nd(), PREFIX, 0) + 4), 0);
    end();
}
END_TEST

static const struct {
    uint32_t least, most;
    int rc;
} intervals[] = {
    {3000, 4000, 0},
    {3001, 4000, PMIP6_ERR_INVALID},
    {2999, 4000, PMIP6_ERR_INVALID},
    {3000, 3999, PMIP6_ERR_INVALID},
    {1350000, 1800000, 0},
    {1350000, 1800001, PMIP6_ERR_INVALID},
    {600000, 600000, PMIP6_ERR_INVALID},
    {UINT32_MAX, UINT32_MAX, PMIP6_ERR_INVALID},
};

START_TEST(mag_takes_the_intervals_that_routers_may_have) /* RFC 4861 6.2.1 */
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        struct pmip6_mag_config c = configuration(0);

        c.min_ra_interval = intervals[i].least;
        c.max_ra_interval = intervals[i].most;
        ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), intervals[i].rc);
    }
    end();
}
END_TEST

/* ---- before it is bound ---- */

static void begin_early(uint32_t e)
{
    struct pmip6_mag_config c;

    begin(e);
    c = configuration(PMIP6_MAG_EARLY_ADVERTISEMENT);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    h.policy.prefixes = &fixed;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

START_TEST(mag_waits_for_the_binding_where_it_is_not_told_otherwise) /* R5213-6.7-04 */
{
    begin((uint32_t)_i);
    h.policy.prefixes = &fixed;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    solicit_from(LINK, &own, node_lli);
    pass(MS(900));
    ck_assert_uint_eq(h.nd_count, 0);
    end();
}
END_TEST

START_TEST(mag_advertises_early_where_the_host_wants_it)
{
    const uint8_t *option;

    begin_early((uint32_t)_i);
    ck_assert_uint_eq(h.nd_count, 1);
    option = option_of(last_nd(), PREFIX, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(word_at(option + 4), 30);
    ck_assert_mem_eq(option + 16, fixed.addr.octets, 16);
    ck_assert_uint_le(router_lifetime(last_nd()), 30);
    pass(SEC(60)); /* nobody answers: it stays so, for as long as it is tried */
    ck_assert_uint_ge(h.nd_count, 6);
    ck_assert_uint_eq(word_at(option_of(last_nd(), PREFIX, 0) + 4), 30);
    answer(0);
    ck_assert_uint_gt(word_at(option_of(last_nd(), PREFIX, 0) + 4), 3000);
    ck_assert_uint_eq(router_lifetime(last_nd()), 1800);
    end();
}
END_TEST

START_TEST(mag_withdraws_what_it_advertised_too_early) /* R5213-6.9.2-05 */
{
    begin_early((uint32_t)_i);
    answer(130);
    ck_assert_uint_eq(h.nd_count, 2);
    ck_assert_uint_eq(word_at(option_of(last_nd(), PREFIX, 0) + 4), 0);
    ck_assert_uint_eq(router_lifetime(last_nd()), 0);
    solicit_from(LINK, &own, node_lli);
    pass(SEC(4));
    ck_assert_uint_eq(h.nd_count, 2);
    end();
}
END_TEST

START_TEST(mag_withdraws_the_early_prefix_that_another_takes_the_place_of)
{
    unsigned withdrawn = 0;

    begin_early((uint32_t)_i);
    answer_with(reply_to(request(), 0, 0x81));
    for (unsigned i = 1; i < h.nd_count; i++) {
        const uint8_t *option = option_of(&h.nd[i], PREFIX, 0);

        withdrawn += option && memcmp(option + 16, fixed.addr.octets, 16) == 0 &&
                     word_at(option + 4) == 0;
    }
    ck_assert_uint_eq(withdrawn, 1);
    ck_assert_uint_eq(option_of(last_nd(), PREFIX, 0)[16 + 7], 0x81);
    end();
}
END_TEST

/* Granted, and the host cannot give it: whatever it is that fails. */
START_TEST(mag_withdraws_the_early_prefix_that_it_cannot_install) /* R5213-6.9.2-05 */
{
    static const struct pmip6_addr of_lma = {{0xfe, 0x80, [15] = 0x42}};
    unsigned refused = 0;

    for (unsigned failing = 1; failing <= 8; failing++) {
        struct signalling s;
        const uint8_t *option;

        begin_early((uint32_t)_i);
        s = reply_to(request(), 0, fixed.addr.octets[7]);
        if (failing > 4) {
            s.present |= HAS_LINK_LOCAL;
            s.link_local = of_lma;
        }
        h.calls_left = failing > 4 ? failing - 4 : failing;
        answer_with(s);
        option = option_of(last_nd(), PREFIX, 0);
        if (view().state == PMIP6_ATTACHMENT_REFUSED) {
            refused++;
            ck_assert_ptr_nonnull(option);
            ck_assert_mem_eq(option + 16, fixed.addr.octets, 16);
            ck_assert_uint_eq(word_at(option + 4), 0);
            ck_assert_uint_eq(router_lifetime(last_nd()), 0);
        }
        end();
    }
    ck_assert_uint_ge(refused, 6);
}
END_TEST

START_TEST(mag_says_early_what_it_says_once)
{
    begin_early((uint32_t)_i);
    answer(157); /* asked again at once */
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(h.nd_count, 1);
    end();
}
END_TEST

START_TEST(mag_withdraws_an_early_prefix_with_the_attachment)
{
    begin_early((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(word_at(option_of(last_nd(), PREFIX, 0) + 4), 0);
    pass(SEC(60));
    ck_assert_uint_eq(h.nd_count, 2);
    end();
}
END_TEST

/* ---- the router before ---- */

START_TEST(mag_withdraws_the_previous_router_in_its_name) /* D02-7.3-03 */
{
    static const struct pmip6_addr previous = {{0xfe, 0x80, [15] = 0x77}};
    struct pmip6_attach who;
    const struct fake_message *m;

    begin((uint32_t)_i);
    bring_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.previous_router = fake_addr(1, 1);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), PMIP6_ERR_INVALID);
    who.previous_router = previous;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    ck_assert_uint_eq(h.nd_count, 0);
    answer(0);
    ck_assert_uint_eq(h.nd_count, 2);
    m = &h.nd[0];
    ck_assert_mem_eq(&m->source, &previous, sizeof previous);
    ck_assert_uint_eq(m->octets[0], PMIP6_ND_ROUTER_ADVERTISEMENT);
    ck_assert_uint_eq(router_lifetime(m), 0);
    ck_assert_uint_eq(m->length, 16);
    ck_assert_uint_gt(router_lifetime(last_nd()), 0); /* and then its own */
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    end();
}
END_TEST

START_TEST(mag_does_not_withdraw_itself_as_the_previous_router) /* D02-7.3-04 */
{
    struct pmip6_mag_config c;
    struct pmip6_attach who;

    begin((uint32_t)_i);
    c = configuration(0);
    c.link_local.octets[0] = 0xfe;
    c.link_local.octets[1] = 0x80;
    c.link_local.octets[15] = 0x53;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    bring_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.previous_router = c.link_local;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    answer(0);
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert_uint_gt(router_lifetime(last_nd()), 0);
    end();
}
END_TEST

static Suite *mag_advertising_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_advertising");
    TCase *c = tcase_create("mag_advertising");

    tcase_add_loop_test(c, mag_advertises_the_dns_servers_it_is_told, first, last);
    tcase_add_loop_test(c, mag_tells_of_other_configuration, first, last);
    tcase_add_loop_test(c, mag_tells_the_mtu_also_when_it_withdraws, first, last);
    tcase_add_loop_test(c, mag_takes_the_intervals_that_routers_may_have, first, last);
    tcase_add_loop_test(c, mag_waits_for_the_binding_where_it_is_not_told_otherwise,
                        first, last);
    tcase_add_loop_test(c, mag_advertises_early_where_the_host_wants_it, first, last);
    tcase_add_loop_test(c, mag_withdraws_what_it_advertised_too_early, first, last);
    tcase_add_loop_test(c, mag_withdraws_the_early_prefix_that_another_takes_the_place_of,
                        first, last);
    unit_add_lone_test(c, mag_withdraws_the_early_prefix_that_it_cannot_install, first,
                       last);
    tcase_add_loop_test(c, mag_says_early_what_it_says_once, first, last);
    tcase_add_loop_test(c, mag_withdraws_an_early_prefix_with_the_attachment, first,
                        last);
    tcase_add_loop_test(c, mag_withdraws_the_previous_router_in_its_name, first, last);
    tcase_add_loop_test(c, mag_does_not_withdraw_itself_as_the_previous_router, first,
                        last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_advertising_suite)
