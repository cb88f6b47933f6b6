/* SPDX-License-Identifier: MIT */
/*
 * The home link that a MAG shows its node: advertisements when and with what, the MTU in
 * them, one and the same router everywhere (RFC 5213 6.9.2, 6.9.3, 6.9.5 and 9.3, RFC
 * 6543, draft-02 7).
 */
#include "mag_link_bed.h"

#define MANAGED    0x80u
#define OTHER_FLAG 0x40u
#define ON_LINK    0x80u
#define AUTONOMOUS 0x40u

static const struct pmip6_prefix home = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x80}}, 64};

static void name_its_prefix(void)
{
    h.policy.prefixes = &home;
    h.policy.prefix_count = 1;
}

/* ---- when ---- */

/* Nothing goes out, whether the node has an address or not. */
static void check_silence(pmip6_time duration)
{
    unsigned before = h.nd_count;

    solicit_from(LINK, &own, node_lli);
    solicit_from(LINK, &(struct pmip6_addr){{0}}, node_lli);
    pass(duration);
    ck_assert_uint_eq(h.nd_count, before);
}

/* What a node sends that is leaving is no arrival here. */
static void detect_nobody(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags &= ~(uint32_t)PMIP6_MAG_DETECT_SOLICITATION;
}

/* covers: R5213-6.9.2-02 R5213-6.9.2-04 D02-7.1-04 */
START_TEST(solicitation_is_answered_as_the_registration_stands)
{
    begin_here((uint32_t)_i, detect_nobody);
    name_its_prefix();
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    check_silence(MS(900));
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    check_silence(MS(900));
    answer(0); /* now it is known, and the node need not ask again */
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert_int_gt(advertised_valid(last_nd(), &home.addr), 0);
    solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.nd_count, 2);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    check_silence(MS(900)); /* it is leaving */
    end();
}
END_TEST

/* covers: R5213-6.9.2-05 D02-7.1-04 */
START_TEST(node_that_is_not_registered_is_shown_no_prefix)
{
    static const uint8_t refusals[] = {128, 129, 130, 153, 154, 160, 200};

    for (size_t i = 0; i < sizeof refusals; i++) {
        begin_here((uint32_t)_i, NULL);
        name_its_prefix();
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        check_silence(MS(100));
        answer(refusals[i]);
        check_silence(SEC(4));
        end();
    }
    begin_here((uint32_t)_i, NULL); /* nobody answers */
    name_its_prefix();
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    for (unsigned n = 0; n < 100; n++)
        check_silence(SEC(1));
    end();
}
END_TEST

/* What was registered is advertised to the very end of that, and no longer. */
/* covers: R5213-6.9.2-02 R5213-6.9.2-05 */
START_TEST(prefix_is_shown_until_its_binding_runs_out)
{
    pmip6_time last;

    begin_here((uint32_t)_i, detect_nobody);
    h.policy.lifetime = 40;
    last = h.now + SEC(40);
    registered();
    pass(last - h.now - SEC(1)); /* nobody answers what it asks for */
    ck_assert_uint_gt(h.sent_count, 1);
    solicit_from(LINK, &own, node_lli);
    ck_assert_int_eq(advertised_valid(last_nd(), &home.addr), 1);
    pass(SEC(1) + TICK);
    ck_assert_int_eq(advertised_valid(last_nd(), &home.addr), 0);
    ck_assert_uint_eq(advertised_router(last_nd()), 0);
    check_silence(SEC(100));
    end();
}
END_TEST

static void show_early(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_EARLY_ADVERTISEMENT;
}

/* Where it is shown before it is granted, a refusal takes it back. */
/* covers: R5213-6.9.2-05 */
START_TEST(prefix_that_was_shown_early_is_taken_back_where_it_is_refused)
{
    begin_here((uint32_t)_i, show_early);
    name_its_prefix();
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_int_gt(advertised_valid(last_nd(), &home.addr), 0);
    answer(129);
    ck_assert_int_eq(advertised_valid(last_nd(), &home.addr), 0);
    ck_assert_int_eq(advertised_preferred(last_nd(), &home.addr), 0);
    ck_assert_uint_eq(advertised_router(last_nd()), 0);
    check_silence(SEC(60));
    end();
}
END_TEST

/* covers: D02-7.1-01 */
START_TEST(node_that_attaches_gets_its_binding_and_then_its_path)
{
    for (int accepted = 0; accepted < 2; accepted++) {
        begin_here((uint32_t)_i, NULL);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        ck_assert_uint_eq(h.sent_count, 1);
        ck_assert(same(last_sent()->destination, fake_addr(0xa, 1)));
        ck_assert_uint_gt(sent_lifetime(), 0);
        ck_assert_uint_eq(h.tunnel_count + h.route_count + h.nd_count, 0);
        answer(accepted ? 0 : 129);
        ck_assert_uint_eq(h.tunnel_count, accepted ? 1 : 0);
        ck_assert_uint_eq(h.route_count, accepted ? 2 : 0);
        ck_assert_uint_eq(h.nd_count, accepted ? 1 : 0);
        end();
    }
}
END_TEST

/* ---- with what ---- */

static void check_home(const struct fake_message *m, unsigned prefixes)
{
    ck_assert_uint_eq(advertised_prefixes(m), prefixes);
    for (unsigned n = 0; n < prefixes; n++) {
        const uint8_t *option = option_of(m, 3, n);
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + n), 0);

        ck_assert_uint_eq(option[1], 4);
        ck_assert_uint_eq(option[2], 64);
        ck_assert_uint_eq(option[3] & ON_LINK, ON_LINK);
        ck_assert_mem_eq(option + 16, prefix.octets, 16);
        ck_assert_uint_gt(word_at(option + 4), 0);
        ck_assert_uint_gt(word_at(option + 8), 0);
    }
    ck_assert_uint_eq(advertised_router(m), 1800);
    ck_assert_mem_eq(&m->source, &h.link_address, 16);
    ck_assert_uint_eq(m->source.octets[0], 0xfe);
}

/* covers: R5213-6.9.2-03 D02-7.1-03 */
START_TEST(solicitation_is_answered_with_the_prefixes_of_the_node)
{
    unsigned prefixes = _i == PMIP6_RFC5213 ? 3 : 1;
    unsigned before;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    accept_with(prefixes);
    pass(SEC(5));
    before = h.nd_count;
    solicit_from(LINK, &own, node_lli); /* at once, to the node alone */
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert(same(last_nd()->destination, own));
    check_home(last_nd(), prefixes);
    solicit_from(LINK, &(struct pmip6_addr){{0}}, node_lli); /* it has no address yet */
    pass(MS(500) + TICK);
    ck_assert_uint_eq(h.nd_count, before + 2);
    ck_assert(same(last_nd()->destination, all_nodes));
    check_home(last_nd(), prefixes);
    end();
}
END_TEST

/* covers: D02-B-04 */
START_TEST(advertisement_says_how_addresses_are_configured)
{
    static const struct {
        uint8_t modes, flags, autonomous;
    } cases[] = {
        {PMIP6_ADDRESS_STATELESS, 0, AUTONOMOUS},
        {PMIP6_ADDRESS_STATEFUL, MANAGED, 0},
        {PMIP6_ADDRESS_STATELESS | PMIP6_ADDRESS_STATEFUL, MANAGED, AUTONOMOUS},
        {PMIP6_ADDRESS_STATELESS | PMIP6_ADDRESS_OTHER, OTHER_FLAG, AUTONOMOUS},
        {0, 0, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin_here((uint32_t)_i, NULL);
        h.policy.address_modes = cases[i].modes;
        registered();
        ck_assert_uint_eq(last_nd()->octets[5], cases[i].flags);
        ck_assert_uint_eq(option_of(last_nd(), 3, 0)[3] & AUTONOMOUS,
                          cases[i].autonomous);
        end();
    }
}
END_TEST

/* ---- the MTU ---- */

static uint32_t configured_mtu;

static void configure_path(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->path_mtu = configured_mtu;
}

/* Where nothing is known of the path, it is the configured one. */
/* covers: R5213-6.9.2-07 R5213-6.9.2-08 R5213-6.9.5-09 R5213-6.9.5-12 */
START_TEST(every_advertisement_has_the_mtu_of_the_tunnel)
{
    for (configured_mtu = 1400; configured_mtu <= 1500; configured_mtu += 50) {
        begin_here((uint32_t)_i, configure_path);
        registered();
        solicit_from(LINK, &own, node_lli);
        pass(SEC(40));
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        answer(0);
        ck_assert_uint_ge(h.nd_count, 5);
        ck_assert_uint_lt(h.nd_count, FAKE_MESSAGES);
        for (unsigned n = 0; n < h.nd_count; n++)
            ck_assert_uint_eq(advertised_mtu(&h.nd[n]), configured_mtu - 40);
        end();
    }
    begin_here((uint32_t)_i, NULL);
    registered();
    ck_assert_uint_eq(advertised_mtu(last_nd()), 1500 - 40); /* unless set otherwise */
    end();
}
END_TEST

/* A link with this MTU. */
static void describe_link(uint32_t link, uint32_t mtu)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    info.mtu = mtu;
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
}

/* Now, on solicitation, and at intervals. */
static void check_mtu(uint32_t mtu)
{
    unsigned before;

    ck_assert_uint_eq(advertised_mtu(last_nd()), mtu);
    before = h.nd_count;
    solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert_uint_eq(advertised_mtu(last_nd()), mtu);
    pass(SEC(700));
    ck_assert_uint_gt(h.nd_count, before + 1);
    ck_assert_uint_eq(advertised_mtu(last_nd()), mtu);
}

/* covers: R5213-6.9.2-09 R5213-6.9.5-10 R5213-6.9.5-11 R5213-6.9.5-14 R5213-6.9.5-16 */
START_TEST(mtu_follows_that_of_the_path)
{
    static const struct {
        uint32_t path, mtu;
    } cases[] = {{1480, 1440}, {1400, 1360}, {1321, 1281}, {1320, 1280},
                 {1300, 1280}, {600, 1280},  {1499, 1459}, {1500, 1460}};
    struct pmip6_addr lma = fake_addr(0xa, 1);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin_here((uint32_t)_i, NULL);
        registered();
        ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, cases[i].path), 0);
        check_mtu(cases[i].mtu);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        answer(0);
        ck_assert_uint_eq(h.tunnel_count, 0);
        registered(); /* it is the same path as before */
        check_mtu(cases[i].mtu);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.5-13 */
START_TEST(mtu_of_a_link_counts_where_it_is_less)
{
    static const struct {
        uint32_t link, path, mtu;
    } cases[] = {{1400, 1500, 1400}, {1459, 1500, 1459}, {1460, 1500, 1460},
                 {1461, 1500, 1460}, {1500, 9000, 1500}, {1280, 1500, 1280}};
    struct pmip6_addr lma = fake_addr(0xa, 1);

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin_here((uint32_t)_i, NULL);
        registered();
        ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, cases[i].path), 0);
        describe_link(LINK, cases[i].link);
        check_mtu(cases[i].mtu);
        end();
    }
}
END_TEST

/* Two nodes of one LMA, and a third of another. */
static void serve_three(void)
{
    serve_two();
    h.policy.lma = fake_addr(0xb, 1);
    ck_assert_int_eq(arrive(LINK + 2, "mn3@example.net", 3), 0);
    answer_from(0xb, reply_to(request(), 0, 0xa0));
    ck_assert_uint_eq(h.tunnel_count, 2);
}

static void check_told(unsigned since, unsigned first, unsigned second, unsigned third)
{
    ck_assert_uint_eq(heard_on(LINK, since), first);
    ck_assert_uint_eq(heard_on(ELSEWHERE, since), second);
    ck_assert_uint_eq(heard_on(LINK + 2, since), third);
}

/* covers: R5213-6.9.5-15 */
START_TEST(nodes_that_a_changed_mtu_concerns_are_told_at_once)
{
    struct pmip6_addr lma = fake_addr(0xa, 1);
    unsigned before;

    begin_here((uint32_t)_i, NULL);
    serve_three();
    before = h.nd_count;
    ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, 1400), 0);
    check_told(before, 1, 1, 0);
    ck_assert_uint_eq(advertised_mtu(last_on(LINK)), 1360);
    ck_assert_uint_eq(advertised_mtu(last_on(ELSEWHERE)), 1360);
    ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, 1400), 0); /* nothing new */
    check_told(before, 1, 1, 0);
    describe_link(LINK, 1300);
    check_told(before, 2, 1, 0);
    ck_assert_uint_eq(advertised_mtu(last_on(LINK)), 1300);
    describe_link(LINK, 1300);
    check_told(before, 2, 1, 0);
    end();

    begin_here((uint32_t)_i, NULL);
    serve_three();
    before = h.nd_count;
    configured_mtu = 1450;
    ck_assert_int_eq(change_to(configure_path), 0);
    check_told(before, 1, 1, 1);
    ck_assert_uint_eq(advertised_mtu(last_on(LINK + 2)), 1410);
    ck_assert_int_eq(change_to(configure_path), 0);
    check_told(before, 1, 1, 1);
    end();
}
END_TEST

/* ---- one and the same router ---- */

static const struct pmip6_addr router = {{0xfe, 0x80, [8] = 2, 0x11, [15] = 0x22}};
static const uint8_t router_layer[6] = {2, 0x11, 0, 0, 0, 0x22};
static uint8_t mag_number;

static void fix_addresses(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->address = fake_addr(mag_number, 1);
    c->link_local = router;
    c->link_layer.length = sizeof router_layer;
    memcpy(c->link_layer.octets, router_layer, sizeof router_layer);
}

static void reserve_addresses(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    pmip6_mag_config_rfc6543(c);
}

static void check_router(const struct fake_message *m, const struct pmip6_addr *address,
                         const uint8_t layer[6])
{
    const uint8_t *option = option_of(m, 1, 0);

    ck_assert_mem_eq(&m->source, address, 16);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[1], 1);
    ck_assert_mem_eq(option + 2, layer, 6);
}

/* A link that has an address of its own. */
static void bring_up_with_layer(uint32_t link, size_t length)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    info.link_layer.length = (uint8_t)length;
    for (size_t i = 0; i < length; i++)
        info.link_layer.octets[i] = (uint8_t)(0x0e + link * 16 + i);
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
}

/* Both nodes see this router, in advertisements and where they are asked something. */
static void check_router_of_both(const struct pmip6_addr *address, const uint8_t layer[6])
{
    const struct fake_message *m;
    unsigned before;

    serve_two();
    for (uint32_t link = LINK; link <= ELSEWHERE; link++) {
        bring_up_with_layer(link, 6); /* the link's own does not matter */
        check_router(last_on(link), address, layer);
    }
    ck_assert_mem_eq(&h.link_address, address, 16);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    before = h.nd_count;
    while (last_on(LINK)->octets[0] != 135) {
        pass(MS(500));
        ck_assert_uint_lt(h.nd_count, before + 50);
    }
    m = last_on(LINK); /* a neighbour solicitation: its options begin later */
    ck_assert_mem_eq(&m->source, address, 16);
    ck_assert_uint_eq(m->octets[24], 1);
    ck_assert_mem_eq(m->octets + 26, layer, 6);
}

/* covers: R5213-6.9.3-01 R5213-9.3-11 R5213-9.3-13 D02-7.3-04 */
START_TEST(fixed_addresses_make_all_gateways_one_router)
{
    for (mag_number = 1; mag_number < 4; mag_number++) {
        begin_here((uint32_t)_i, fix_addresses);
        check_router_of_both(&router, router_layer);
        end();
    }
}
END_TEST

/* covers: R6543-1-01 R6543-1-02 R6543-1-03 R6543-1-04 R6543-1-05 */
START_TEST(reserved_addresses_are_those_of_the_gateway_on_all_links)
{
    static const struct pmip6_addr reserved = {
        {0xfe, 0x80, [8] = 0x02, 0x00, 0x5e, 0xff, 0xfe, 0x00, 0x52, 0x13}};
    static const uint8_t layer[6] = {0x00, 0x00, 0x5e, 0x00, 0x52, 0x13};

    begin_here((uint32_t)_i, reserve_addresses);
    check_router_of_both(&reserved, layer);
    for (unsigned n = 0; n < 2 && _i == PMIP6_RFC5213; n++)
        ck_assert_ptr_null(sent_option(&h.sent[n], 26, 0));
    end();
}
END_TEST

/* covers: R5213-6.9.3-01 R5213-6.9.3-03 R5213-9.3-12 */
START_TEST(lma_gives_the_gateways_one_address_where_none_is_fixed)
{
    static const struct pmip6_addr unset, given = {{0xfe, 0x80, [9] = 0x55, [15] = 0x66}};

    for (int n = 0; n < 2; n++) {
        const uint8_t *option;
        struct signalling s;

        begin_here((uint32_t)_i, NULL);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        option = sent_option(last_sent(), 26, 0);
        ck_assert_ptr_nonnull(option);
        ck_assert_uint_eq(option[1], 16);
        ck_assert_mem_eq(option + 2, unset.octets, 16);
        s = reply_to(request(), 0, 0x80);
        s.present |= HAS_LINK_LOCAL;
        s.link_local = given;
        answer_with(s);
        ck_assert(same(last_nd()->source, given));
        ck_assert(same(h.link_address, given));
        end();
    }
}
END_TEST

/* covers: R5213-9.3-14 */
START_TEST(link_without_link_layer_addresses_is_advertised_without)
{
    for (size_t length = 0; length <= 8; length += 2) {
        const uint8_t *option;

        begin_here((uint32_t)_i, NULL);
        registered();
        ck_assert_ptr_null(option_of(last_nd(), 1, 0));
        bring_up_with_layer(LINK, length);
        solicit_from(LINK, &own, node_lli);
        option = option_of(last_nd(), 1, 0);
        ck_assert_int_eq(option != NULL, length > 0);
        if (option) {
            ck_assert_uint_eq(option[1], length <= 6 ? 1 : 2);
            ck_assert_uint_eq(option[2], 0x0e + LINK * 16);
        }
        end();
    }
}
END_TEST

/* covers: D02-7.3-03 */
START_TEST(router_that_the_node_left_is_withdrawn_in_its_own_name)
{
    static const struct pmip6_addr previous = {{0xfe, 0x80, [9] = 0x33, [15] = 0x44}};
    struct pmip6_attach who;

    for (int accepted = 0; accepted < 2; accepted++) {
        begin_here((uint32_t)_i, NULL);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)ID;
        who.mn_id.length = strlen(ID);
        who.previous_router = previous;
        bring_up(LINK);
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        ck_assert_uint_eq(h.nd_count, 0);
        answer(accepted ? 0 : 129);
        ck_assert_uint_eq(h.nd_count, accepted ? 2 : 0);
        if (accepted) {
            ck_assert(same(h.nd[0].source, previous));
            ck_assert(same(h.nd[0].destination, all_nodes));
            ck_assert_uint_eq(advertised_router(&h.nd[0]), 0);
            ck_assert_uint_eq(advertised_prefixes(&h.nd[0]), 0);
            ck_assert(!same(h.nd[1].source, previous));
            ck_assert_uint_gt(advertised_router(&h.nd[1]), 0);
        }
        end();
    }
}
END_TEST

/* It is the router here, too. */
/* covers: D02-7.3-03 D02-7.3-04 */
START_TEST(router_that_all_gateways_are_is_not_withdrawn)
{
    struct pmip6_attach who;

    mag_number = 1;
    begin_here((uint32_t)_i, fix_addresses);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.previous_router = router;
    bring_up(LINK);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    answer(0);
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert(same(last_nd()->source, router));
    ck_assert_uint_gt(advertised_router(last_nd()), 0);
    end();
}
END_TEST

Suite *conformance_mag_home_link(void)
{
    Suite *s = suite_create("mag_home_link");

    conformance_add(s, solicitation_is_answered_as_the_registration_stands,
                    BOTH_EDITIONS);
    conformance_add(s, node_that_is_not_registered_is_shown_no_prefix, BOTH_EDITIONS);
    conformance_add(s, prefix_is_shown_until_its_binding_runs_out, BOTH_EDITIONS);
    conformance_add(s, prefix_that_was_shown_early_is_taken_back_where_it_is_refused,
                    BOTH_EDITIONS);
    conformance_add(s, node_that_attaches_gets_its_binding_and_then_its_path,
                    BOTH_EDITIONS);
    conformance_add(s, solicitation_is_answered_with_the_prefixes_of_the_node,
                    BOTH_EDITIONS);
    conformance_add(s, advertisement_says_how_addresses_are_configured, BOTH_EDITIONS);
    conformance_add(s, every_advertisement_has_the_mtu_of_the_tunnel, BOTH_EDITIONS);
    conformance_add(s, mtu_follows_that_of_the_path, BOTH_EDITIONS);
    conformance_add(s, mtu_of_a_link_counts_where_it_is_less, BOTH_EDITIONS);
    conformance_add(s, nodes_that_a_changed_mtu_concerns_are_told_at_once, BOTH_EDITIONS);
    conformance_add(s, fixed_addresses_make_all_gateways_one_router, BOTH_EDITIONS);
    conformance_add(s, reserved_addresses_are_those_of_the_gateway_on_all_links,
                    BOTH_EDITIONS);
    conformance_add(s, lma_gives_the_gateways_one_address_where_none_is_fixed,
                    RFC5213_ONLY);
    conformance_add(s, link_without_link_layer_addresses_is_advertised_without,
                    BOTH_EDITIONS);
    conformance_add(s, router_that_the_node_left_is_withdrawn_in_its_own_name,
                    BOTH_EDITIONS);
    conformance_add(s, router_that_all_gateways_are_is_not_withdrawn, BOTH_EDITIONS);
    return s;
}
