/* SPDX-License-Identifier: MIT */
/*
 * The interface that a request names, and how the node came to it: handoff indicator,
 * access technology, link-layer identifier (RFC 5213 6.9.1.1 (4), (5), (7), (8)).
 */
#include "comer_bed.h"

/* A one-octet value behind a reserved octet of zero, once. */
static int sent_value_once(uint8_t type)
{
    const uint8_t *option = sent_option(last_sent(), type, 0);

    ck_assert_uint_eq(sent_options(type), 1);
    ck_assert_uint_eq(option[1], 2);
    ck_assert_uint_eq(option[2], 0);
    return option[3];
}

static void has_indicator_and_technology(enum request_kinds kind)
{
    static const uint8_t least[] = {1, 1, 5, 4}, most[] = {4, 4, 5, 4};
    int handoff = sent_value_once(23);

    ck_assert_int_ge(handoff, least[kind]);
    ck_assert_int_le(handoff, most[kind]);
    ck_assert_int_eq(sent_value_once(24), 3);
}

/* covers: R5213-6.9.1.1-08 R5213-6.9.1.1-26 */
START_TEST(every_request_has_indicator_and_technology)
{
    begin((uint32_t)_i);
    each_request(has_indicator_and_technology);
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-09 R5213-6.9.1.1-14 R5213-6.9.1.1-19 */
START_TEST(first_request_has_the_hint_of_the_host_or_4)
{
    for (unsigned hint = 0; hint < 256; hint++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(COMES(.handoff = (uint8_t)hint), 0);
        ck_assert_int_eq(sent_value(23), hint >= 1 && hint <= 3 ? (int)hint : 4);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.1-10 */
START_TEST(new_interface_is_1_and_no_move)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli, .handoff = 1), 0);
    ck_assert_int_eq(sent_value(23), 1);
    grant(0x80, 1);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(COMES(.link = 6, .lli = other_lli, .handoff = 1), 0);
    ck_assert_int_eq(sent_value(23), 1); /* the other has been let go before */
    ck_assert_uint_eq(sent_lifetime(), 900);
    ck_assert(sent_prefix_is(0, (struct pmip6_addr){{0}}, 0));
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_MOVED), 0);
    ck_assert_int_eq(half_at(h.sent[1].octets + 10), 0);
    end();
}
END_TEST

static const struct {
    const char *what;
    const uint8_t *was, *is; /* link-layer identifiers; NULL: not known */
    uint8_t hint, expected;
} moves[] = {
    {"the same interface", node_lli, node_lli, 0, 3},
    {"the same, as far as the host can tell", node_lli, node_lli, 4, 3},
    {"the same, and the host knows", node_lli, node_lli, 3, 3},
    {"another interface", node_lli, other_lli, 0, 4},
    {"another one, and the host does not know", node_lli, other_lli, 4, 4},
    {"nobody knows which, before", NULL, node_lli, 0, 4},
    {"nobody knows which, now", node_lli, NULL, 0, 4},
    {"nobody knows which at all", NULL, NULL, 0, 4},
    {"from one to another on purpose", node_lli, other_lli, 2, 2},
    {"nobody knows which, but the host knows", NULL, NULL, 3, 3},
};

/* covers: R5213-6.9.1.1-12 R5213-6.9.1.1-13 R5213-6.9.1.1-15 */
/* covers: R5213-6.9.1.1-17 R5213-6.9.1.1-18 */
START_TEST(move_is_said_to_be_only_what_is_known)
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(COMES(.lli = moves[_i].was), 0);
    grant(0x80, 1);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(COMES(.link = 6, .lli = moves[_i].is, .handoff = moves[_i].hint), 0);
    ck_assert_msg(sent_value(23) == moves[_i].expected, "%s: %d", moves[_i].what,
                  sent_value(23));
    ck_assert(sent_prefix_is(0, fake_addr(0x80, 0), 64));
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-16 */
START_TEST(nothing_but_the_hosts_word_makes_a_2)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, 1);
    /* Another interface on the same link, the former one gone: still no 2. */
    ck_assert_int_eq(COMES(.lli = other_lli), 0);
    ck_assert_int_eq(sent_value(23), 4);
    grant(0x80, 1);
    pass(SEC(1)); /* no more than so many requests a second */
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(COMES(.link = 6, .lli = node_lli, .handoff = 2), 0);
    ck_assert_int_eq(sent_value(23), 2);
    end();
}
END_TEST

static void has_interface(enum request_kinds kind)
{
    static const uint8_t option[8] = {0, 0, 2, 0, 0, 0, 0, 1};

    (void)kind;
    ck_assert(sent_is(25, option, sizeof option));
}

/* covers: R5213-6.9.1.1-24 */
START_TEST(known_interface_is_named)
{
    uint8_t option[2 + PMIP6_LINK_LAYER_ID_MAX] = {0};

    begin((uint32_t)_i);
    each_request(has_interface);
    end();
    memset(option + 2, 0xa7, PMIP6_LINK_LAYER_ID_MAX);
    for (size_t length = 1; length <= PMIP6_LINK_LAYER_ID_MAX; length++) {
        struct pmip6_attach who;

        begin((uint32_t)_i);
        link_up(LINK);
        pmip6_attach_init(&who);
        who.mn_id = named(ID);
        who.link_layer_id.data = option + 2;
        who.link_layer_id.length = length;
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        ck_assert(sent_is(25, option, 2 + length));
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.1-24 */
START_TEST(interface_that_is_learnt_later_is_named_from_then_on)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(sent_options(25), 0);
    grant(0x80, 1);
    solicits(LINK, node_lli);
    pass(SEC(2800));
    has_interface(EXTENSION);
    grant(0x80, 1);
    ck_assert_uint_eq(view_on(LINK).state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-25 */
START_TEST(unknown_interface_is_not_named)
{
    static const uint8_t zeros[6];

    for (unsigned told = 0; told < 2; told++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(COMES(.lli = told ? zeros : NULL), 0);
        ck_assert_uint_eq(sent_options(25), 0);
        grant(0x80, 1);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        ck_assert_uint_eq(sent_options(25), 0);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.1-25 R5213-6.9.1.1-18 */
START_TEST(interface_that_nobody_knows_after_a_move_is_not_named)
{
    for (uint8_t same = 0; same < 2; same++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(COMES(.lli = node_lli), 0);
        grant(0x80, 1);
        h.presence = PMIP6_PRESENCE_NO;
        ck_assert_int_eq(COMES(.link = 6, .handoff = same ? 3 : 0), 0);
        ck_assert_uint_eq(sent_options(25), _i == PMIP6_RFC5213 ? same : 0);
        grant(0x80, 1);
        ck_assert_uint_eq(view_on(6).state, PMIP6_ATTACHMENT_REGISTERED);
        solicits(6, other_lli); /* what it sends tells, unless the host knew */
        ck_assert_uint_eq(mag_drops(PMIP6_DROP_ND_SOURCE), same);
        ck_assert_mem_eq(view_on(6).link_layer_id.data, same ? node_lli : other_lli, 6);
        end();
    }
}
END_TEST

static void link_of_technology(uint32_t link, uint8_t technology)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    info.access_technology = technology;
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
}

static void attach_on(uint32_t link)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = named(ID);
    ck_assert_int_eq(pmip6_mag_attach(mag, link, &who), 0);
}

/* covers: R5213-6.9.1.1-27 */
START_TEST(technology_is_that_of_the_link)
{
    begin((uint32_t)_i);
    link_of_technology(LINK, 4);
    attach_on(LINK);
    ck_assert_int_eq(sent_value(24), 4);
    grant(0x80, 1);
    link_of_technology(6, 5);
    h.presence = PMIP6_PRESENCE_NO;
    attach_on(6);
    ck_assert_int_eq(sent_value(24), 5);
    end();
}
END_TEST

Suite *conformance_mag_handoff(void)
{
    Suite *s = suite_create("mag_handoff");

    conformance_add(s, every_request_has_indicator_and_technology, RFC5213_ONLY);
    conformance_add(s, first_request_has_the_hint_of_the_host_or_4, RFC5213_ONLY);
    conformance_add(s, new_interface_is_1_and_no_move, RFC5213_ONLY);
    conformance_add(s, move_is_said_to_be_only_what_is_known, 0,
                    (int)(sizeof moves / sizeof moves[0]));
    conformance_add(s, nothing_but_the_hosts_word_makes_a_2, RFC5213_ONLY);
    conformance_add(s, known_interface_is_named, RFC5213_ONLY);
    conformance_add(s, interface_that_is_learnt_later_is_named_from_then_on,
                    RFC5213_ONLY);
    conformance_add(s, unknown_interface_is_not_named, RFC5213_ONLY);
    conformance_add(s, interface_that_nobody_knows_after_a_move_is_not_named,
                    BOTH_EDITIONS);
    conformance_add(s, technology_is_that_of_the_link, RFC5213_ONLY);
    return s;
}
