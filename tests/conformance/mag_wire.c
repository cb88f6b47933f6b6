/* SPDX-License-Identifier: MIT */
/*
 * How a MAG's requests lie, octet by octet, and that it reads acknowledgements as they
 * are drawn (RFC 5213 8.1 to 8.8, RFC 6275 6.1.7 and 6.1.8, draft-02 8.1 to 8.5).
 */
#include "pba_bed.h"

/* ---- requests ---- */

enum kind { FIRST, UPLOAD, EXTENSION, LEAVING, KINDS };

/* A node with an identifier of a length, so that its option ends everywhere. */
static void attach_named(size_t length)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyz@example.net";
    struct pmip6_attach who;

    link_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)name;
    who.mn_id.length = length;
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.link_local = (struct pmip6_addr){{0xfe, 0x80, [15] = 0x33}};
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
}

static void come_to(unsigned kind, size_t name)
{
    attach_named(name);
    if (kind == FIRST)
        return;
    ANSWER(.units = 15, .prefixes = {0x80, 0x91, 0xa2},
           .link_local = kind == UPLOAD ? 0x33 : 0); /* which is the node's */
    if (kind == EXTENSION)
        pass(SEC(45) + TICK);
    if (kind == LEAVING)
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
}

typedef void (*look_fn)(const uint8_t *option, size_t at);

/* All options of a type in requests of every kind and configuration are looked at. */
static unsigned looked_at;

static void look_at_request(uint8_t type, look_fn look)
{
    const struct fake_message *m = last_sent();
    const uint8_t *option;

    for (unsigned n = 0; (option = sent_option(m, type, n)) != NULL; n++) {
        look(option, (size_t)(option - m->octets));
        looked_at++;
    }
}

static void look_at_all(uint32_t e, uint8_t type, look_fn look)
{
    looked_at = 0;
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        for (unsigned kind = 0; kind < KINDS; kind++) {
            for (size_t name = 1; name <= 16; name++) {
                begin_with(e, configurations[i]);
                come_to(kind, name);
                look_at_request(type, look);
                end();
            }
        }
    }
    ck_assert_uint_gt(looked_at, 0);
}

/* A node whose request has the number 0x1234. */
static void attach_numbered(uint32_t e)
{
    struct pmip6_attach who;

    begin_with(e, with_numbers);
    link_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.has_last_sequence = 1;
    who.last_sequence = 0x1233;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
}

/* covers: R5213-8.1-01 R5213-8.1-04 R5213-8.1-10 D02-8.1-01 D02-8.1-02 */
START_TEST(request_has_its_fields_in_their_places)
{
    static const uint8_t fields[] = {0x12, 0x34, 0x82, 0, 0x03, 0x84};

    attach_numbered((uint32_t)_i);
    ck_assert_mem_eq(last_sent()->octets + 6, fields, sizeof fields);
    end();
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        for (size_t name = 1; name <= 16; name++) {
            const struct fake_message *m;

            begin_with((uint32_t)_i, configurations[i]);
            attach_named(name);
            m = last_sent();
            ck_assert_uint_eq(m->octets[0], 59);
            ck_assert_uint_eq(8u * m->octets[1] + 8, m->length);
            ck_assert_uint_eq(m->octets[2], 5);
            ck_assert_uint_eq(m->octets[3], 0);
            ck_assert_uint_eq(half_at(m->octets + 8), 0x8200); /* A and P */
            ck_assert_uint_eq(half_at(m->octets + 10), 900);   /* of four seconds */
            ck_assert_uint_eq(m->octets[12], 8);               /* where options begin */
            ck_assert_uint_eq(m->octets[13], 1 + name);
            end();
        }
    }
}
END_TEST

static void look_at_prefix(const uint8_t *option, size_t at)
{
    ck_assert_uint_eq(at % 8, 4);
    ck_assert_uint_eq(option[1], 18);
    ck_assert_uint_eq(option[2], 0);
}

/* covers: R5213-8.3-02 R5213-8.3-04 R5213-8.3-05 */
/* covers: D02-8.3-02 D02-8.3-03 */
START_TEST(prefixes_of_a_request_lie_as_they_are_drawn)
{
    look_at_all((uint32_t)_i, 22, look_at_prefix);
}
END_TEST

/* covers: R5213-8.3-07 R5213-8.3-08 D02-8.3-05 */
START_TEST(request_names_a_prefix_or_zeros)
{
    static const uint8_t zeros[20] = {22, 18};
    static const uint8_t lengths[] = {48, 63, 64, 65, 128};

    begin((uint32_t)_i);
    attach_named(4);
    ck_assert_mem_eq(sent_option(last_sent(), 22, 0), zeros, 20);
    end();
    for (size_t i = 0; i < sizeof lengths; i++) {
        struct pmip6_prefix p = {fake_addr(0x90, 0), lengths[i]};

        if (lengths[i] == 48)
            p.addr.octets[7] = 0;
        begin((uint32_t)_i);
        h.policy.prefixes = &p;
        h.policy.prefix_count = 1;
        attach_named(4);
        ck_assert_uint_eq(sent_option(last_sent(), 22, 0)[3], lengths[i]);
        ck_assert_mem_eq(sent_option(last_sent(), 22, 0) + 4, p.addr.octets, 16);
        end();
    }
}
END_TEST

static void look_at_indicator(const uint8_t *option, size_t at)
{
    (void)at;
    ck_assert_uint_eq(option[1], 2);
    ck_assert_uint_eq(option[2], 0);
    ck_assert_uint_ge(option[3], 1);
    ck_assert_uint_le(option[3], 5);
}

static void look_at_technology(const uint8_t *option, size_t at)
{
    (void)at;
    ck_assert_uint_eq(option[1], 2);
    ck_assert_uint_eq(option[2], 0);
    ck_assert_uint_eq(option[3], 3);
}

/* covers: R5213-8.4-03 R5213-8.4-04 R5213-8.5-03 R5213-8.5-04 */
START_TEST(indicator_and_technology_of_a_request_lie_as_they_are_drawn)
{
    look_at_all(PMIP6_RFC5213, 23, look_at_indicator);
    look_at_all(PMIP6_RFC5213, 24, look_at_technology);
}
END_TEST

static void look_at_link_layer(const uint8_t *option, size_t at)
{
    (void)at;
    ck_assert_uint_eq(option[1], 8);
    ck_assert_uint_eq(half_at(option + 2), 0);
    ck_assert_mem_eq(option + 4, node_lli, 6);
}

/* covers: R5213-8.6-03 R5213-8.6-04 R5213-8.6-06 */
START_TEST(link_layer_identifier_of_a_request_lies_as_it_is_drawn)
{
    look_at_all(PMIP6_RFC5213, 25, look_at_link_layer);
}
END_TEST

static void look_at_link_local(const uint8_t *option, size_t at)
{
    static const uint8_t zeros[16];

    ck_assert_uint_eq(at % 8, 6);
    ck_assert_uint_eq(option[1], 16);
    if (memcmp(option + 2, zeros, 16) != 0)
        ck_assert_uint_eq(half_at(option + 2), 0xfe80);
}

/* covers: R5213-8.7-01 R5213-8.7-03 R5213-8.7-04 D02-8.4-01 D02-8.4-02 */
START_TEST(link_local_address_of_a_request_lies_as_it_is_drawn)
{
    look_at_all((uint32_t)_i, 26, look_at_link_local);
}
END_TEST

static void look_at_timestamp(const uint8_t *option, size_t at)
{
    ck_assert_uint_eq(at % 8, 2);
    ck_assert_uint_eq(option[1], 8);
}

/* covers: R5213-8.8-01 R5213-8.8-03 D02-8.5-01 D02-8.5-02 */
START_TEST(timestamp_of_a_request_lies_as_it_is_drawn)
{
    look_at_all((uint32_t)_i, 27, look_at_timestamp);
}
END_TEST

/* covers: R5213-8.8-04 D02-8.5-03 */
START_TEST(timestamp_of_a_request_counts_from_1970)
{
    static const uint8_t expected[] = {27, 8, 0, 0, 0x65, 0x53, 0xf1, 0, 0x40, 0};

    begin((uint32_t)_i);
    h.now = SEC(3);
    h.day = ((pmip6_timestamp)(1700000000 - 3) << 16) + 0x4000; /* and a quarter */
    attach_named(4);
    ck_assert_mem_eq(sent_option(last_sent(), 27, 0), expected, 10);
    end();
}
END_TEST

/* ---- acknowledgements ---- */

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

/* covers: R5213-8.2-01 R5213-8.2-11 R6275-6.1.8-01 D02-8.2-01 D02-8.2-04 */
START_TEST(fields_of_an_acknowledgement_are_read_from_their_places)
{
    struct pmip6_addr from = LMA_ADDRESS;
    struct pba p = {.status = 0};
    struct pba_octets b;

    attach_numbered((uint32_t)_i);
    pba_compose(&b, &p);
    b.octets[3] = 0xff; /* reserved */
    b.octets[6] = 1;    /* status: accepted, after a fashion */
    b.octets[7] = 0x20;
    b.octets[8] = 0x12; /* sequence */
    b.octets[9] = 0x34;
    b.octets[10] = 0x01; /* lifetime */
    b.octets[11] = 0x02;
    pba_close(&b, &from);
    pba_deliver(&b, &from, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(view().status, 1);
    ck_assert_uint_eq(view().lifetime, 4 * 0x102);
    end();
}
END_TEST

/* What is reserved in its options may be anything. */
static void fill_reserved(struct pba_octets *b)
{
    struct pmip6_addr from = LMA_ADDRESS;

    for (size_t at = 12; at < b->length;) {
        uint8_t *option = b->octets + at;

        if (option[0] >= 22 && option[0] <= 25)
            option[2] = 0xff;
        if (option[0] == 25)
            option[3] = 0xff;
        at += option[0] == 0 ? 1 : 2u + option[1];
    }
    pba_close(b, &from);
}

/* covers: R5213-8.3-06 R5213-8.4-05 R5213-8.5-05 R5213-8.6-05 D02-8.3-04 */
START_TEST(reserved_octets_of_an_acknowledgements_options_are_ignored)
{
    struct pmip6_addr from = LMA_ADDRESS;
    struct pba p = {.units = 15};
    struct pba_octets b;

    begin((uint32_t)_i);
    attach();
    pba_compose(&b, &p);
    fill_reserved(&b);
    pba_deliver(&b, &from, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(view().blocked, 0);
    ck_assert_ptr_nonnull(route_of(0x80, PMIP6_ROUTE_FROM_LINK));
    end();
}
END_TEST

/* An option that is longer, or shorter, by one octet than it can be. */
static void check_length(uint8_t type, int by)
{
    struct pmip6_addr from = LMA_ADDRESS;
    struct pba p = {.without = 1u << type};
    struct pba_octets b;
    uint8_t option[32] = {type};
    const uint8_t *sent;

    begin(edition);
    attach();
    sent = sent_option(last_sent(), type, 0);
    if (type == 22)
        option[1] = 18, option[3] = 64, option[4] = 0x20, option[5] = 1, option[11] = 1;
    else if (type == 26)
        option[1] = 16, option[2] = 0xfe, option[3] = 0x80, option[17] = 7;
    else
        memcpy(option, sent, 2u + sent[1]);
    option[1] = (uint8_t)(option[1] + by);
    p.more = option;
    p.more_length = 2u + option[1];
    pba_compose(&b, &p);
    pba_deliver(&b, &from, 0);
    ck_assert_uint_eq(view().has_status, by == 0);
    ck_assert_uint_eq(drops(PMIP6_DROP_MALFORMED_OPTION), by != 0);
    end();
}

static void check_lengths(uint32_t e, const uint8_t *types, size_t count)
{
    edition = e;
    for (size_t i = 0; i < count; i++) {
        for (int by = -1; by <= 1; by++)
            check_length(types[i], by);
    }
}

/* covers: R5213-8.3-04 R5213-8.7-03 R5213-8.8-03 D02-8.3-02 D02-8.4-02 */
START_TEST(acknowledgement_with_an_option_of_another_length_is_dropped)
{
    static const uint8_t types[] = {22, 26, 27};

    check_lengths((uint32_t)_i, types, sizeof types);
}
END_TEST

/* covers: R5213-8.4-03 R5213-8.5-03 */
START_TEST(acknowledgement_with_an_echo_of_another_length_is_dropped)
{
    static const uint8_t types[] = {23, 24};

    check_lengths(PMIP6_RFC5213, types, sizeof types);
}
END_TEST

Suite *conformance_mag_wire(void)
{
    Suite *s = suite_create("mag_wire");

    conformance_add(s, request_has_its_fields_in_their_places, BOTH_EDITIONS);
    conformance_add(s, prefixes_of_a_request_lie_as_they_are_drawn, BOTH_EDITIONS);
    conformance_add(s, request_names_a_prefix_or_zeros, BOTH_EDITIONS);
    conformance_add(s, indicator_and_technology_of_a_request_lie_as_they_are_drawn,
                    RFC5213_ONLY);
    conformance_add(s, link_layer_identifier_of_a_request_lies_as_it_is_drawn,
                    RFC5213_ONLY);
    conformance_add(s, link_local_address_of_a_request_lies_as_it_is_drawn,
                    BOTH_EDITIONS);
    conformance_add(s, timestamp_of_a_request_lies_as_it_is_drawn, BOTH_EDITIONS);
    conformance_add(s, timestamp_of_a_request_counts_from_1970, BOTH_EDITIONS);
    conformance_add(s, fields_of_an_acknowledgement_are_read_from_their_places,
                    BOTH_EDITIONS);
    conformance_add(s, reserved_octets_of_an_acknowledgements_options_are_ignored,
                    BOTH_EDITIONS);
    conformance_add(s, acknowledgement_with_an_option_of_another_length_is_dropped,
                    BOTH_EDITIONS);
    conformance_add(s, acknowledgement_with_an_echo_of_another_length_is_dropped,
                    RFC5213_ONLY);
    return s;
}
