/* SPDX-License-Identifier: MIT */
/*
 * What stands in a Proxy Binding Update (RFC 5213 4, 6.9.1.1, RFC 6275 6.1.7, 11.7.1;
 * draft-02 6.9): header, flags, identifier, prefixes, lifetime.
 */
#include "comer_bed.h"

static const struct pmip6_addr zero;

/* ---- how it is built ---- */

/* The checksum of RFC 6275 6.1.1, by hand. */
static uint32_t add_octets(uint32_t sum, const uint8_t *octets, size_t length)
{
    for (size_t i = 0; i < length; i += 2)
        sum += half_at(octets + i);
    return sum;
}

static int checksum_is_right(const struct fake_message *m)
{
    uint32_t sum = add_octets((uint32_t)m->length + 135, m->octets, m->length);

    sum = add_octets(sum, m->source.octets, 16);
    sum = add_octets(sum, m->destination.octets, 16);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return sum == 0xffff;
}

static uint8_t expected_flags; /* in the first octet; the second is zero but for P */

/* Options that a proxy's request may have, beside padding: of the draft, of RFC 5213. */
static int belongs(uint8_t type)
{
    if (type == 23 || type == 24 || type == 25)
        return edition == PMIP6_RFC5213;
    return type == 0 || type == 1 || type == 8 || type == 22 || type == 26 || type == 27;
}

static void is_built_right(enum request_kinds kind)
{
    const struct fake_message *m = last_sent();

    (void)kind;
    ck_assert(is_addr(&m->source, fake_addr(1, 1)));
    ck_assert(is_addr(&m->destination, fake_addr(0xa, 1)));
    ck_assert_uint_eq(m->octets[0], 59); /* nothing follows */
    ck_assert_uint_eq(m->length, 8u * (m->octets[1] + 1u));
    ck_assert_uint_eq(m->octets[2], 5);
    ck_assert_uint_eq(m->octets[3], 0);
    ck_assert_uint_eq(half_at(m->octets + 8), 256u * expected_flags);
    ck_assert(checksum_is_right(m));
    for (size_t at = 12; at < m->length;) {
        ck_assert(belongs(m->octets[at]));
        at += m->octets[at] == 0 ? 1 : 2u + m->octets[at + 1];
        ck_assert_uint_le(at, m->length);
    }
}

/* covers: R5213-6.9.1.1-32 D02-6.9-15 D02-6.9-16 D02-6.9-17 R6275-6.1.7-16 */
START_TEST(request_is_an_update_from_the_proxy_care_of_address_to_the_lma)
{
    begin((uint32_t)_i);
    expected_flags = 0x82; /* A and P */
    each_request(is_built_right);
    ck_assert_uint_eq(sent_options(22) > 0 && sent_options(8) == 1, 1);
    ck_assert_uint_eq(sent_options(27), 1);
    end();
}
END_TEST

/* covers: R6275-11.7.1-02 R6275-6.1.7-02 R6275-6.1.7-05 R6275-6.1.7-06 R6275-6.1.7-04 */
START_TEST(request_wants_an_answer_and_no_other_flag_than_p)
{
    begin((uint32_t)_i);
    expected_flags = 0x82; /* neither H nor L nor K, nor what is reserved */
    each_request(is_built_right);
    end();
}
END_TEST

static void sets_h(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SET_H;
}

/* covers: R6275-11.7.1-01 R6275-6.1.7-03 */
START_TEST(h_is_set_where_it_is_configured)
{
    begin_with((uint32_t)_i, sets_h);
    expected_flags = 0xc2;
    each_request(is_built_right);
    end();
}
END_TEST

static struct pmip6_mag_callbacks bare_fake;
static unsigned bare;

static int send_bare(const struct pmip6_datagram *d, void *user)
{
    bare += is_addr(&d->home_address, zero) ? 1 : 0;
    return bare_fake.send(d, user);
}

static void looks_at_datagrams(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    bare_fake = *cb;
    bare = 0;
    cb->send = send_bare;
}

static void is_looked_at(enum request_kinds kind)
{
    (void)kind;
    ck_assert_uint_eq(bare, h.sent_count);
    ck_assert(checksum_is_right(last_sent())); /* over the source, no home address */
}

/* covers: R5213-4-13 */
START_TEST(request_has_no_home_address_option)
{
    begin_with((uint32_t)_i, looks_at_datagrams);
    each_request(is_looked_at);
    end();
}
END_TEST

static uint8_t care_of[16];

static void tells_care_of(enum request_kinds kind)
{
    (void)kind;
    ck_assert(sent_is(3, care_of, 16));
    ck_assert(is_addr(&last_sent()->source, fake_addr(1, 1)));
}

static void tells_no_care_of(enum request_kinds kind)
{
    (void)kind;
    ck_assert_uint_eq(sent_options(3), 0);
}

static void adds_care_of(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_ALTERNATE_COA;
}

/* covers: R6275-11.7.1-05 R6275-6.1.7-14 R6275-6.1.7-13 */
START_TEST(alternate_care_of_address_is_there_where_it_is_configured)
{
    struct pmip6_addr own = fake_addr(1, 1);

    memcpy(care_of, own.octets, 16);
    begin((uint32_t)_i);
    each_request(tells_no_care_of);
    end();
    begin_with((uint32_t)_i, adds_care_of);
    each_request(tells_care_of);
    end();
}
END_TEST

/* covers: R6275-6.1.7-15 */
START_TEST(care_of_address_can_be_routed_to)
{
    static const struct pmip6_addr wrong[] = {
        {{0xff, 0x02, [15] = 1}}, {{0xfe, 0x80, [15] = 1}}, {{0}}, {{[15] = 1}}};
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    begin((uint32_t)_i);
    end();
    fake_mag_callbacks(&cb);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        pmip6_mag_config_init(&c, (uint32_t)_i);
        c.address = wrong[i];
        ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), PMIP6_ERR_INVALID);
        ck_assert_ptr_null(mag);
    }
}
END_TEST

/* ---- identifier and prefixes ---- */

static void names_the_node(enum request_kinds kind)
{
    (void)kind;
    ck_assert(sent_names(ID));
}

/* covers: R5213-6.9.1.1-03 D02-6.9-02 D02-6.9-21 */
START_TEST(every_request_names_the_node)
{
    begin((uint32_t)_i);
    each_request(names_the_node);
    end();
}
END_TEST

/* What is not the node's yet is asked for with zeros; what is, is named. */
static void has_its_prefix(enum request_kinds kind)
{
    int bound = kind == EXTENSION || kind == LEAVE;

    ck_assert_uint_eq(sent_options(22), 1);
    ck_assert(sent_prefix_is(0, bound ? fake_addr(0x80, 0) : zero, bound ? 64 : 0));
}

/* covers: R5213-6.9.1.1-04 D02-6.9-03 D02-6.9-18 */
START_TEST(every_request_has_a_prefix)
{
    begin((uint32_t)_i);
    each_request(has_its_prefix);
    end();
}
END_TEST

/* covers: R5213-6.9.1.1-06 D02-6.9-06 R5213-6.9.1.1-07 */
START_TEST(unknown_prefix_is_asked_for_by_one_option_of_zeros)
{
    static const struct pmip6_prefix useless[] = {{.length = 0}, {.length = 0}};

    for (unsigned told = 0; told < 2; told++) {
        begin((uint32_t)_i);
        h.policy.prefixes = useless;
        h.policy.prefix_count = told ? 2 : 0;
        ck_assert_int_eq(COMES(.handoff = 4), 0);
        ck_assert_uint_eq(sent_options(22), 1);
        ck_assert(sent_prefix_is(0, zero, 0));
        end();
    }
}
END_TEST

static struct pmip6_prefix hints[3];

static void profile_has_hints(size_t count)
{
    memset(hints, 0, sizeof hints);
    for (uint8_t i = 0; i < 3; i++) {
        hints[i].addr = fake_addr((uint8_t)(0x90 + i), 0);
        hints[i].length = 64;
    }
    h.policy.prefixes = hints;
    h.policy.prefix_count = count;
}

/* covers: R5213-6.9.1.1-05 D02-6.9-05 D02-6.2-05 */
START_TEST(prefixes_of_the_profile_are_asked_for)
{
    unsigned count = _i == PMIP6_RFC5213 ? 2 : 1;

    begin((uint32_t)_i);
    profile_has_hints(2);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(sent_options(22), count);
    for (unsigned i = 0; i < count; i++)
        ck_assert(sent_prefix_is(i, hints[i].addr, 64));
    end();
    begin((uint32_t)_i); /* no zeros beside them */
    profile_has_hints(3);
    hints[0].length = 0;
    memset(&hints[0].addr, 0, 16);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    ck_assert_uint_eq(sent_options(22), count);
    ck_assert(sent_prefix_is(0, hints[1].addr, 64));
    end();
}
END_TEST

static int of_the_interface(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                            void *user)
{
    (void)user;
    p->grants = PMIP6_GRANT_ALL;
    p->lma = fake_addr(0xa, 1);
    p->prefixes = hints + (q->link_layer_id.data[5] == 9);
    p->prefix_count = 1;
    return 0;
}

static void has_profiles_of_interfaces(struct pmip6_mag_config *c,
                                       struct pmip6_mag_callbacks *cb)
{
    (void)c;
    cb->policy = of_the_interface;
}

/* covers: R5213-6.2-06 */
START_TEST(prefixes_of_the_profile_are_the_interfaces)
{
    for (unsigned other = 0; other < 2; other++) {
        begin_with((uint32_t)_i, has_profiles_of_interfaces);
        profile_has_hints(0);
        ck_assert_int_eq(COMES(.lli = other ? other_lli : node_lli), 0);
        ck_assert_uint_eq(sent_options(22), 1);
        ck_assert(sent_prefix_is(0, hints[other].addr, 64));
        end();
    }
}
END_TEST

/* ---- lifetime ---- */

static int registered_for(uint32_t seconds, uint32_t prefix_seconds)
{
    uint16_t units;

    begin(edition);
    h.policy.lifetime = seconds;
    h.policy.prefix_lifetime = prefix_seconds;
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    units = sent_lifetime();
    end();
    return units;
}

/* covers: R6275-11.7.1-03 */
START_TEST(registration_asks_for_some_time)
{
    edition = (uint32_t)_i;
    for (uint32_t seconds = 1; seconds < 8; seconds++)
        ck_assert_int_eq(registered_for(seconds, 0), 1);
    ck_assert_int_eq(registered_for(8, 0), 2);
    ck_assert_int_eq(registered_for(8, 1), 1);
    ck_assert_int_eq(registered_for(4 * 65535 + 4, 0), 65535); /* the most there is */
}
END_TEST

/* covers: R6275-11.7.1-04 */
START_TEST(registration_asks_for_no_more_than_the_prefix_is_valid)
{
    edition = (uint32_t)_i;
    ck_assert_int_eq(registered_for(300, 100), 25);
    ck_assert_int_eq(registered_for(300, 103), 25);
    ck_assert_int_eq(registered_for(300, 299), 74);
    ck_assert_int_eq(registered_for(300, 300), 75);
    ck_assert_int_eq(registered_for(300, 1000), 75);
    ck_assert_int_eq(registered_for(0, 100), 25);
}
END_TEST

/* covers: R6275-6.1.7-09 */
START_TEST(binding_is_over_when_its_units_of_four_seconds_are)
{
    struct signalling s;

    begin((uint32_t)_i);
    ck_assert_int_eq(COMES(.handoff = 4), 0);
    pass(MS(500));
    s = reply_to(request(), 0, 0x80);
    s.lifetime = 15;
    answer_with(s); /* counted from the request */
    pass(MS(59500) - 1);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 0);
    pass(1 + TICK);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXPIRED), 1);
    end();
}
END_TEST

Suite *conformance_mag_requests(void)
{
    Suite *s = suite_create("mag_requests");

    conformance_add(s, request_is_an_update_from_the_proxy_care_of_address_to_the_lma,
                    BOTH_EDITIONS);
    conformance_add(s, request_wants_an_answer_and_no_other_flag_than_p, BOTH_EDITIONS);
    conformance_add(s, h_is_set_where_it_is_configured, BOTH_EDITIONS);
    conformance_add(s, request_has_no_home_address_option, BOTH_EDITIONS);
    conformance_add(s, alternate_care_of_address_is_there_where_it_is_configured,
                    BOTH_EDITIONS);
    conformance_add(s, care_of_address_can_be_routed_to, BOTH_EDITIONS);
    conformance_add(s, every_request_names_the_node, BOTH_EDITIONS);
    conformance_add(s, every_request_has_a_prefix, BOTH_EDITIONS);
    conformance_add(s, unknown_prefix_is_asked_for_by_one_option_of_zeros, BOTH_EDITIONS);
    conformance_add(s, prefixes_of_the_profile_are_asked_for, BOTH_EDITIONS);
    conformance_add(s, prefixes_of_the_profile_are_the_interfaces, BOTH_EDITIONS);
    conformance_add(s, registration_asks_for_some_time, BOTH_EDITIONS);
    conformance_add(s, registration_asks_for_no_more_than_the_prefix_is_valid,
                    BOTH_EDITIONS);
    conformance_add(s, binding_is_over_when_its_units_of_four_seconds_are, BOTH_EDITIONS);
    return s;
}
