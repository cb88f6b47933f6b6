/* SPDX-License-Identifier: MIT */
/*
 * What all requests of a MAG have alike, whether they register, repeat, extend or
 * de-register (RFC 5213 6.9.1.5, 8.1; draft-02 4, 6.9, 8.1).
 */
#include "pba_bed.h"

enum kind { FIRST, REPEATED, EXTENSION, LEAVING, KINDS };

/* The last datagram as the host got it. */
static struct pmip6_datagram handed;

static int (*keep_message)(const struct pmip6_datagram *d, void *user);

static int on_send(const struct pmip6_datagram *d, void *user)
{
    handed = *d;
    handed.octets.data = NULL;
    return keep_message(d, user);
}

static uint32_t more_flags;

static void watches(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    keep_message = cb->send;
    cb->send = on_send;
    c->flags |= more_flags;
}

static void begin_watched(uint32_t e, uint32_t flags)
{
    more_flags = flags;
    begin_with(e, watches);
    memset(&handed, 0xff, sizeof handed);
}

static void served(void)
{
    ANSWER(.units = 15, .protection = PMIP6_PROTECTED_ESP);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
}

/* A node whose last request is of a kind. */
static void come_to(unsigned kind)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    if (kind == REPEATED)
        pass(SEC(1) + TICK);
    if (kind >= EXTENSION)
        served();
    if (kind == EXTENSION)
        pass(SEC(45) + TICK);
    if (kind == LEAVING)
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_ge(h.sent_count, kind == FIRST ? 1 : 2);
    ck_assert_uint_eq(sent_lifetime() == 0, kind == LEAVING);
}

static unsigned count_of(uint8_t type)
{
    unsigned n = 0;

    while (sent_option(last_sent(), type, n))
        n++;
    return n;
}

static int same(const struct pmip6_addr *a, struct pmip6_addr b)
{
    return memcmp(a, &b, sizeof b) == 0;
}

/* covers: R5213-6.9.1.5-01 R5213-6.9.1.5-07 R5213-6.9.1.5-08 */
/* covers: R5213-6.9.1.5-09 R5213-6.9.1.5-10 */
START_TEST(request_has_identifier_prefix_indicator_and_technology)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched(PMIP6_RFC5213, 0);
        come_to(kind);
        ck_assert_uint_eq(last_sent()->octets[0], 59);
        ck_assert_uint_eq(last_sent()->octets[2], 5);
        ck_assert_uint_eq(count_of(8), 1);
        ck_assert_mem_eq(sent_option(last_sent(), 8, 0) + 3, ID, strlen(ID));
        ck_assert_uint_eq(count_of(22), 1);
        ck_assert_uint_eq(count_of(23), 1);
        ck_assert_uint_eq(count_of(24), 1);
        ck_assert_int_eq(sent_value(24), 3);
        for (uint8_t type = 2; type < 40; type++) {
            if (type != 8 && (type < 22 || type > 27))
                ck_assert_uint_eq(count_of(type), 0);
        }
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.5-02 R5213-8.1-02 D02-8.1-03 */
START_TEST(request_has_the_flags_of_a_proxy_that_wants_an_answer)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched((uint32_t)_i, 0);
        come_to(kind);
        ck_assert_uint_eq(half_at(last_sent()->octets + 8), 0x8200);
        end();
    }
}
END_TEST

/* The checksum is over these two, and over no home address. */
static void check_checksum(void)
{
    const struct fake_message *m = last_sent();

    ck_assert_uint_eq(p6_checksum(&m->source, &m->destination, 135, m->octets, m->length),
                      0);
}

/* covers: R5213-6.9.1.5-03 R5213-6.9.1.5-06 R5213-6.9.1.5-15 R5213-4-13 */
START_TEST(request_goes_bare_from_the_gateway_to_the_lma)
{
    static const struct pmip6_addr none;

    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched((uint32_t)_i, 0);
        h.policy.lma = LMA_ADDRESS;
        come_to(kind);
        ck_assert(same(&last_sent()->source, MAG_ADDRESS));
        ck_assert(same(&last_sent()->destination, LMA_ADDRESS));
        ck_assert(same(&handed.home_address, none));
        check_checksum();
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.5-04 R5213-6.9.1.5-05 */
START_TEST(care_of_address_is_the_source_or_told_as_an_alternate)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        struct pmip6_addr here = MAG_ADDRESS;

        begin_watched((uint32_t)_i, 0);
        come_to(kind);
        ck_assert_uint_eq(count_of(3), 0);
        end();
        begin_watched((uint32_t)_i, PMIP6_MAG_ALTERNATE_COA);
        come_to(kind);
        ck_assert_uint_eq(count_of(3), 1);
        ck_assert_mem_eq(sent_option(last_sent(), 3, 0) + 2, here.octets, 16);
        ck_assert(same(&last_sent()->source, here));
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.5-11 */
START_TEST(request_has_a_timestamp_where_that_orders)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched((uint32_t)_i, 0);
        come_to(kind);
        ck_assert_uint_eq(count_of(27), 1);
        end();
        begin_watched((uint32_t)_i, PMIP6_MAG_SEQUENCE_ORDER);
        come_to(kind);
        ck_assert_uint_eq(count_of(27), 0);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.5-12 R5213-8.6-07 */
START_TEST(request_tells_the_link_layer_identifier_that_is_known)
{
    static const uint8_t zeros[6];

    for (int known = 0; known < 3; known++) {
        struct pmip6_attach who;

        begin_watched(PMIP6_RFC5213, 0);
        link_up(LINK);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)ID;
        who.mn_id.length = strlen(ID);
        if (known == 1)
            who.link_layer_id.data = node_lli, who.link_layer_id.length = 6;
        if (known == 2) /* which is none */
            who.link_layer_id.data = zeros, who.link_layer_id.length = 6;
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        ck_assert_uint_eq(count_of(25), known == 1);
        if (known == 1)
            ck_assert_mem_eq(sent_option(last_sent(), 25, 0),
                             ((const uint8_t[10]){25, 8, 0, 0, 2, 0, 0, 0, 0, 1}), 10);
        ANSWER(.units = 15);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        ck_assert_uint_eq(count_of(25), known == 1);
        end();
    }
}
END_TEST

static void has_a_fixed_address(struct pmip6_mag_config *c,
                                struct pmip6_mag_callbacks *cb)
{
    static const struct pmip6_addr fixed = {{0xfe, 0x80, [15] = 0x13}};

    more_flags = 0;
    watches(c, cb);
    c->link_local = fixed;
}

/* covers: R5213-6.9.1.5-13 */
START_TEST(request_asks_for_a_link_local_address_where_none_is_fixed)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched(PMIP6_RFC5213, 0);
        come_to(kind);
        ck_assert_uint_eq(count_of(26), 1);
        end();
        begin_with(PMIP6_RFC5213, has_a_fixed_address);
        come_to(kind);
        ck_assert_uint_eq(count_of(26), 0);
        end();
    }
}
END_TEST

/* The pair of addresses names the association, the mark asks for it. */
/* covers: R5213-6.9.1.5-14 D02-6.9-22 D02-4-01 D02-4-02 */
START_TEST(request_asks_for_protection)
{
    for (unsigned kind = FIRST; kind < KINDS; kind++) {
        begin_watched((uint32_t)_i, PMIP6_MAG_REQUIRE_PROTECTION);
        come_to(kind);
        ck_assert_uint_eq(handed.protection, PMIP6_PROTECTED_ESP);
        ck_assert(same(&handed.source, MAG_ADDRESS));
        ck_assert(same(&handed.destination, LMA_ADDRESS));
        end();
        begin_watched((uint32_t)_i, 0); /* unless that is waived */
        come_to(kind);
        ck_assert_uint_eq(handed.protection, PMIP6_PROTECTED_NONE);
        end();
    }
}
END_TEST

/* One association for all nodes: nothing of a node chooses it. */
/* covers: D02-4-04 */
START_TEST(association_is_the_gateways_whichever_node_it_is_for)
{
    begin_watched((uint32_t)_i, PMIP6_MAG_REQUIRE_PROTECTION);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    for (uint32_t link = 6; link < 9; link++) {
        struct pmip6_datagram before = handed;

        attach_another(link, link == 6   ? "mn2@example.net"
                             : link == 7 ? "mn3@example.org"
                                         : "mn4@example.com");
        before.octets.length = handed.octets.length;
        ck_assert(same(&handed.source, before.source));
        ck_assert(same(&handed.destination, before.destination));
        ck_assert_uint_eq(handed.protection, before.protection);
        ck_assert_uint_eq(handed.peer.length, before.peer.length);
        ANSWER(.prefixes = {(uint8_t)(0x80 + link)}, .protection = PMIP6_PROTECTED_ESP);
        ck_assert_uint_eq(view_on(link).state, PMIP6_ATTACHMENT_REGISTERED);
    }
    end();
}
END_TEST

Suite *conformance_mag_every_request(void)
{
    Suite *s = suite_create("mag_every_request");

    conformance_add(s, request_has_identifier_prefix_indicator_and_technology,
                    RFC5213_ONLY);
    conformance_add(s, request_has_the_flags_of_a_proxy_that_wants_an_answer,
                    BOTH_EDITIONS);
    conformance_add(s, request_goes_bare_from_the_gateway_to_the_lma, BOTH_EDITIONS);
    conformance_add(s, care_of_address_is_the_source_or_told_as_an_alternate,
                    BOTH_EDITIONS);
    conformance_add(s, request_has_a_timestamp_where_that_orders, BOTH_EDITIONS);
    conformance_add(s, request_tells_the_link_layer_identifier_that_is_known,
                    RFC5213_ONLY);
    conformance_add(s, request_asks_for_a_link_local_address_where_none_is_fixed,
                    RFC5213_ONLY);
    conformance_add(s, request_asks_for_protection, BOTH_EDITIONS);
    conformance_add(s, association_is_the_gateways_whichever_node_it_is_for,
                    BOTH_EDITIONS);
    return s;
}
