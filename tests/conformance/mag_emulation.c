/* SPDX-License-Identifier: MIT */
/*
 * The home link that a node sees wherever it is: what is advertised, from when on, for
 * how long, and that it is the same everywhere (RFC 5213 6, 6.2, 6.4, 6.7;
 * draft-02 5.2, 5.7, 6, 6.4, 6.7).
 */
#include "comer_bed.h"

/* Prefix Information in an advertisement (RFC 4861 4.6.2): how many there are. */
static unsigned prefixes_in(const struct fake_message *m)
{
    unsigned count = 0;

    while (option_of(m, 3, count))
        count++;
    return count;
}

/* L and A of the n-th of them. */
static uint8_t prefix_flags(const struct fake_message *m, unsigned n)
{
    const uint8_t *option = option_of(m, 3, n);

    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[1], 4);
    return option[3];
}

/* M and O of an advertisement. */
static uint8_t router_flags(const struct fake_message *m)
{
    ck_assert_uint_eq(m->octets[0], 134);
    return m->octets[5];
}

/* ---- what ---- */

/* covers: R5213-6-03 D02-6-03 R5213-6.7-02 D02-6.7-02 */
START_TEST(advertisement_shows_the_home_network)
{
    static const struct pmip6_addr all_nodes = {{0xff, 2, [15] = 1}};
    uint8_t count = _i == PMIP6_RFC5213 ? 3 : 1;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, count);
    ck_assert_uint_eq(h.nd_count, 1);
    ck_assert(is_addr(&last_nd()->destination, all_nodes));
    ck_assert_uint_eq(last_nd()->octets[0], 134);
    ck_assert_uint_eq(advertised_router(last_nd()), 1800);
    ck_assert_uint_eq(router_flags(last_nd()), 0);
    ck_assert_uint_eq(prefixes_in(last_nd()), count);
    for (uint8_t i = 0; i < count; i++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0);

        ck_assert_uint_eq(option_of(last_nd(), 3, i)[2], 64);
        ck_assert_uint_eq(prefix_flags(last_nd(), i), 0xc0); /* on link, autonomous */
        ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), 3600);
        ck_assert_int_eq((int)advertised_preferred(last_nd(), &prefix), 3600);
    }
    end();
}
END_TEST

/* covers: R5213-6.7-03 D02-6.7-03 */
START_TEST(prefix_of_the_answer_is_advertised)
{
    static struct pmip6_prefix hint;
    const struct pmip6_addr wanted = fake_addr(0x90, 0), given = fake_addr(0x80, 0);

    hint.addr = wanted;
    hint.length = 64;
    for (unsigned confirmed = 0; confirmed < 2; confirmed++) {
        begin((uint32_t)_i);
        h.policy.prefixes = &hint;
        h.policy.prefix_count = 1;
        ck_assert_int_eq(COMES(.lli = node_lli), 0);
        grant(confirmed ? 0x90 : 0x80, 1);
        ck_assert_uint_eq(prefixes_in(last_nd()), 1);
        ck_assert_int_eq((int)advertised_valid(last_nd(), confirmed ? &wanted : &given),
                         3600);
        end();
    }
}
END_TEST

/* covers: D02-5.7-02 */
START_TEST(prefix_that_changes_is_told_on_the_link)
{
    const struct pmip6_addr was = fake_addr(0x80, 0), is = fake_addr(0x81, 0);

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, 1);
    pass(SEC(2800));
    grant(0x81, 1);
    ck_assert_int_eq((int)advertised_valid(last_nd(), &was), 0);
    ck_assert_int_eq((int)advertised_preferred(last_nd(), &was), 0);
    ck_assert_int_gt((int)advertised_valid(last_nd(), &is), 0);
    end();
}
END_TEST

static const struct {
    uint8_t modes, managed_other, autonomous;
} modes[] = {
    {PMIP6_ADDRESS_STATELESS, 0, 0x40},
    {PMIP6_ADDRESS_STATEFUL, 0x80, 0},
    {PMIP6_ADDRESS_STATELESS | PMIP6_ADDRESS_STATEFUL, 0x80, 0x40},
    {PMIP6_ADDRESS_STATELESS | PMIP6_ADDRESS_OTHER, 0x40, 0x40},
};

/* covers: R5213-6.2-08 D02-6.4-02 D02-6.4-04 */
START_TEST(ways_to_configure_addresses_are_the_profiles)
{
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        begin((uint32_t)_i);
        h.policy.address_modes = modes[i].modes;
        ck_assert_int_eq(COMES(.lli = node_lli), 0);
        grant(0x80, 1);
        ck_assert_uint_eq(router_flags(last_nd()), modes[i].managed_other);
        ck_assert_uint_eq(prefix_flags(last_nd(), 0), 0x80 | modes[i].autonomous);
        end();
    }
}
END_TEST

/* The flags of every advertisement of a router, from a packet on. */
static void check_flags_from(unsigned first, uint8_t flags)
{
    for (unsigned n = first; n < h.nd_count; n++) {
        const struct fake_message *m = &h.nd[n % FAKE_MESSAGES];

        if (m->octets[0] == 134 && advertised_router(m) > 0)
            ck_assert_uint_eq(router_flags(m), flags);
    }
    ck_assert_uint_gt(h.nd_count, first);
}

/* covers: R5213-6.4-01 D02-6.4-03 */
START_TEST(flags_stay_while_prefixes_change)
{
    const struct pmip6_prefix second = {fake_addr(0x81, 0), 64};
    unsigned before;

    begin((uint32_t)_i);
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL | PMIP6_ADDRESS_OTHER;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, 2);
    if (_i == PMIP6_RFC5213) { /* one of two is withdrawn */
        before = h.nd_count;
        ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &second), 0);
        check_flags_from(before, 0xc0);
    }
    before = h.nd_count;
    pass(SEC(2800));
    grant(0x90, 1); /* the LMA gives another */
    check_flags_from(before, 0xc0);
    before = h.nd_count;
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    check_flags_from(before, 0xc0);
    end();
}
END_TEST

/* ---- when ---- */

/* covers: R5213-6.7-04 D02-6.7-04 */
START_TEST(nothing_is_advertised_before_the_registration_is_through)
{
    static struct pmip6_prefix hint;

    hint.addr = fake_addr(0x80, 0);
    hint.length = 64;
    begin((uint32_t)_i);
    h.policy.prefixes = &hint;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    for (unsigned n = 0; n < 5; n++) {
        solicits(LINK, node_lli);
        pass(SEC(4));
    }
    ck_assert_uint_eq(h.nd_count, 0);
    answer(129); /* nor when it is refused */
    solicits(LINK, node_lli);
    pass(SEC(4));
    ck_assert_uint_eq(h.nd_count, 0);
    end();
    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    answer(0);
    ck_assert_uint_eq(h.nd_count, 1); /* at once */
    ck_assert_uint_eq(prefixes_in(last_nd()), 1);
    end();
}
END_TEST

/* ---- for how long ---- */

/* covers: R5213-6.7-05 R5213-6.7-07 R5213-6.2-07 */
START_TEST(lifetime_of_prefixes_can_be_the_profiles)
{
    uint8_t count = _i == PMIP6_RFC5213 ? 2 : 1;
    const struct pmip6_addr own = link_local(3);

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, count);
    h.policy.prefix_lifetime = 100;
    pass(SEC(2800)); /* the profile is asked again; the binding lives for 800 s more */
    solicit_from(LINK, &own, node_lli);
    for (uint8_t i = 0; i < count; i++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0);

        ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), 100);
        ck_assert_int_eq((int)advertised_preferred(last_nd(), &prefix), 100);
    }
    end();
    begin((uint32_t)_i); /* known from the beginning */
    h.policy.prefix_lifetime = 100;
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    grant(0x80, count);
    for (uint8_t i = 0; i < count; i++)
        ck_assert_uint_eq(word_at(option_of(last_nd(), 3, i) + 4), 100);
    end();
}
END_TEST

/* covers: R5213-6.7-06 */
START_TEST(lifetime_of_prefixes_ends_with_the_bindings)
{
    const struct pmip6_addr prefix = fake_addr(0x80, 0), own = link_local(3);
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    s = reply_to(request(), 0, 0x80);
    s.lifetime = 75;
    answer_with(s);
    ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), 300);
    pass(SEC(100));
    solicit_from(LINK, &own, node_lli);
    ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), 200);
    pass(MS(1500)); /* whole seconds, cut down */
    solicit_from(LINK, &own, node_lli);
    ck_assert_int_eq((int)advertised_valid(last_nd(), &prefix), 198);
    ck_assert_int_eq((int)advertised_preferred(last_nd(), &prefix), 198);
    end();
}
END_TEST

/* ---- the same everywhere ---- */

static struct pmip6_addr own_address;

static void is_another_mag(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->address = own_address;
}

/* What a node hears first on one of the domain's MAGs. */
static struct fake_message first_advertisement(uint8_t network, uint32_t e, uint32_t link)
{
    struct fake_message m;
    struct signalling s;

    own_address = fake_addr(network, 1);
    begin_with(e, is_another_mag);
    h.random = network; /* what one makes up, another does not */
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL | PMIP6_ADDRESS_STATELESS;
    ck_assert_int_eq(COMES(.link = link, .lli = node_lli, .handoff = 3), 0);
    s = reply_to(request(), 0, 0x80);
    if (e == PMIP6_RFC5213) { /* the LMA's, of the session */
        s.present |= HAS_LINK_LOCAL;
        s.link_local = link_local(7);
    }
    DELIVER(s, .to = own_address);
    ck_assert_uint_eq(h.nd_count, 1);
    m = *last_nd();
    end();
    return m;
}

/* covers: R5213-6.4-01 D02-6.4-03 D02-5.2-03 D02-6.7-01 */
START_TEST(prefix_and_parameters_are_the_same_on_every_link)
{
    struct fake_message here = first_advertisement(1, (uint32_t)_i, 5),
                        there = first_advertisement(2, (uint32_t)_i, 17);

    ck_assert_uint_eq(router_flags(&here), 0x80);
    ck_assert_uint_eq(prefix_flags(&here, 0), 0xc0);
    ck_assert_uint_eq(here.length, there.length);
    ck_assert_mem_eq(here.octets, there.octets, 2);
    ck_assert_mem_eq(here.octets + 4, there.octets + 4, here.length - 4);
}
END_TEST

/* covers: R5213-6.7-01 */
START_TEST(router_is_the_same_on_every_link)
{
    struct fake_message here = first_advertisement(1, (uint32_t)_i, 5),
                        there = first_advertisement(2, (uint32_t)_i, 17);

    ck_assert_mem_eq(&here.source, &there.source, 16);
    ck_assert_uint_eq(here.length, there.length);
    ck_assert_mem_eq(here.octets, there.octets, here.length);
}
END_TEST

Suite *conformance_mag_emulation(void)
{
    Suite *s = suite_create("mag_emulation");

    conformance_add(s, advertisement_shows_the_home_network, BOTH_EDITIONS);
    conformance_add(s, prefix_of_the_answer_is_advertised, BOTH_EDITIONS);
    conformance_add(s, prefix_that_changes_is_told_on_the_link, BOTH_EDITIONS);
    conformance_add(s, ways_to_configure_addresses_are_the_profiles, BOTH_EDITIONS);
    conformance_add(s, flags_stay_while_prefixes_change, BOTH_EDITIONS);
    conformance_add(s, nothing_is_advertised_before_the_registration_is_through,
                    BOTH_EDITIONS);
    conformance_add(s, lifetime_of_prefixes_can_be_the_profiles, BOTH_EDITIONS);
    conformance_add(s, lifetime_of_prefixes_ends_with_the_bindings, BOTH_EDITIONS);
    conformance_add(s, prefix_and_parameters_are_the_same_on_every_link, BOTH_EDITIONS);
    conformance_add(s, router_is_the_same_on_every_link, RFC5213_ONLY);
    return s;
}
