/* SPDX-License-Identifier: MIT */
/*
 * What a DHCPv6 relay on a MAG is told of its links (RFC 5213 6.11, draft-02 6.11), and
 * nodes whose one address DHCP gives (draft-02 appendix B).
 */
#include "mag_link_bed.h"

static struct pmip6_dhcp_hint hint_of(uint32_t link)
{
    struct pmip6_dhcp_hint hint;

    pmip6_dhcp_hint_init(&hint);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, link, &hint), 0);
    return hint;
}

static int is_within(struct pmip6_addr a, struct pmip6_addr prefix)
{
    return memcmp(&a, &prefix, 8) == 0;
}

/* ---- what it is told ---- */

static void check_hint(uint32_t link, const char *id, uint8_t lli, uint8_t prefix,
                       uint32_t modes)
{
    struct pmip6_dhcp_hint hint = hint_of(link);

    ck_assert_uint_eq(hint.mn_id.length, strlen(id));
    ck_assert_mem_eq(hint.mn_id.data, id, strlen(id));
    ck_assert_uint_eq(hint.link_layer_id.length, 6);
    ck_assert_uint_eq(hint.link_layer_id.data[5], lli);
    ck_assert_uint_eq(hint.flags, PMIP6_DHCP_SERVED | modes);
    ck_assert_uint_eq(hint.prefix_count, 1);
    ck_assert(same(hint.prefixes[0].addr, fake_addr(prefix, 0)));
    ck_assert(is_within(hint.link_address, fake_addr(prefix, 0)));
}

/* covers: R5213-6.11-01 D02-6.11-01 */
START_TEST(relay_is_told_of_every_link_that_has_a_node)
{
    struct pmip6_dhcp_hint none;

    begin_here((uint32_t)_i, NULL);
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
    registered();
    h.policy.address_modes = PMIP6_ADDRESS_STATELESS;
    ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
    answer_with(reply_to(request(), 0, 0x90));
    check_hint(LINK, ID, 1, 0x80, PMIP6_DHCP_STATEFUL);
    check_hint(ELSEWHERE, OTHER, 2, 0x90, PMIP6_DHCP_STATELESS);
    pmip6_dhcp_hint_init(&none);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, LINK + 2, &none), PMIP6_ERR_NOT_FOUND);
    bring_up(LINK + 2);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, LINK + 2, &none), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(hint_of(LINK).prefix_count, 0); /* on its way */
    answer(0);
    ck_assert_int_eq(pmip6_mag_dhcp_hint(mag, LINK, &none), PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

/* covers: R5213-6.11-08 D02-6.11-02 */
START_TEST(link_address_is_one_of_the_nodes_prefix)
{
    unsigned prefixes = _i == PMIP6_RFC5213 ? 3 : 1;
    struct pmip6_dhcp_hint hint;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    hint = hint_of(LINK);
    ck_assert(same(hint.link_address, NOBODY)); /* nothing is granted yet */
    ck_assert_uint_eq(hint.prefix_count, 0);
    accept_with(prefixes);
    hint = hint_of(LINK);
    ck_assert(is_within(hint.link_address, fake_addr(0x80, 0)));
    ck_assert_uint_eq(hint.prefix_count, prefixes);
    for (unsigned i = 0; i < prefixes; i++) {
        ck_assert_uint_eq(hint.prefixes[i].length, 64);
        ck_assert(same(hint.prefixes[i].addr, fake_addr((uint8_t)(0x80 + i), 0)));
    }
    end();
}
END_TEST

/* covers: R5213-6.11-09 */
START_TEST(link_address_is_formed_as_addresses_are)
{
    struct pmip6_addr wanted = fake_addr(0x80, 0);

    begin_here((uint32_t)_i, NULL);
    registered();
    memcpy(wanted.octets + 8, h.link_address.octets + 8, 8); /* the MAG's identifier */
    ck_assert(!same(wanted, fake_addr(0x80, 0)));
    ck_assert(same(hint_of(LINK).link_address, wanted));
    for (unsigned n = 0; n < 3; n++) { /* the same as long as the session */
        unsigned before = h.sent_count;

        while (h.sent_count == before)
            pass(SEC(1));
        answer(0);
        ck_assert(same(hint_of(LINK).link_address, wanted));
    }
    end();
}
END_TEST

static void check_same_prefixes(const struct pmip6_prefix *was, uint32_t link)
{
    struct pmip6_dhcp_hint hint = hint_of(link);

    ck_assert_uint_eq(hint.prefix_count, 2);
    ck_assert_mem_eq(hint.prefixes, was, 2 * sizeof *was);
    ck_assert(is_within(hint.link_address, was[0].addr));
}

/* covers: R5213-6.11-10 */
START_TEST(relay_of_the_next_gateway_is_told_the_same_prefixes)
{
    struct pmip6_prefix was[2];

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    accept_with(2);
    memcpy(was, hint_of(LINK).prefixes, sizeof was);
    ck_assert_int_eq(attach_to(ELSEWHERE, PMIP6_HANDOFF_MAGS), 0); /* another link */
    check_same_prefixes(was, ELSEWHERE);
    accept_with(2);
    check_same_prefixes(was, ELSEWHERE);
    end();
    begin_here((uint32_t)_i, NULL); /* another gateway */
    ck_assert_int_eq(attach_to(LINK, PMIP6_HANDOFF_MAGS), 0);
    accept_with(2);
    check_same_prefixes(was, LINK);
    end();
}
END_TEST

/* ---- one address a node ---- */

/* What was given out is the policy's to say, for as long as it takes. */
/* covers: D02-B-01 D02-B-05 */
START_TEST(address_that_dhcp_gave_is_what_the_gateway_registers)
{
    const struct pmip6_prefix one = {fake_addr(0x85, 0x42), 128};
    struct pmip6_prefix names[2] = {{one.addr, 128}, {fake_addr(0x85, 0), 64}};

    for (size_t i = 0; i < 2; i++) {
        struct pmip6_dhcp_hint hint;
        const uint8_t *option;
        struct signalling s;

        begin_here((uint32_t)_i, NULL);
        h.policy_result = PMIP6_PENDING;
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        hint = hint_of(LINK); /* whom the relay may serve already */
        ck_assert_uint_eq(hint.mn_id.length, strlen(ID));
        ck_assert_uint_eq(hint.flags & PMIP6_DHCP_SERVED, 0);
        h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
        h.policy.prefixes = &names[i];
        h.policy.prefix_count = 1;
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        option = sent_option(last_sent(), 22, 0);
        ck_assert_ptr_nonnull(option);
        ck_assert_uint_eq(option[1], 18);
        ck_assert_uint_eq(option[3], names[i].length);
        ck_assert_mem_eq(option + 4, names[i].addr.octets, 16);
        ck_assert_ptr_null(sent_option(last_sent(), 22, 1));
        s = reply_to(request(), 0, 0x85);
        s.prefixes[0] = names[i];
        answer_with(s);
        hint = hint_of(LINK);
        ck_assert_uint_eq(hint.flags & PMIP6_DHCP_HOST_ADDRESS,
                          i == 0 ? PMIP6_DHCP_HOST_ADDRESS : 0);
        ck_assert_int_eq(same(hint.link_address, one.addr), i == 0);
        ck_assert_uint_eq(h.route_count, 2);
        ck_assert_uint_eq(h.routes[0].route.prefix.length, names[i].length);
        end();
    }
}
END_TEST

Suite *conformance_mag_dhcp(void)
{
    Suite *s = suite_create("mag_dhcp");

    conformance_add(s, relay_is_told_of_every_link_that_has_a_node, BOTH_EDITIONS);
    conformance_add(s, link_address_is_one_of_the_nodes_prefix, BOTH_EDITIONS);
    conformance_add(s, link_address_is_formed_as_addresses_are, BOTH_EDITIONS);
    conformance_add(s, relay_of_the_next_gateway_is_told_the_same_prefixes, RFC5213_ONLY);
    conformance_add(s, address_that_dhcp_gave_is_what_the_gateway_registers,
                    BOTH_EDITIONS);
    return s;
}
