/* SPDX-License-Identifier: MIT */
/*
 * The Mobility Header and the messages in it: RFC 6275 6.1 and 9.2, RFC 5213 8.1 and 8.2,
 * draft-02 8.1 and 8.2. Their options are in options.c and options_all.c.
 */
#include "conformance.h"
#include "lma_bed.h"
#include "wire.h"

/* A vector whose checksum was computed apart from the library: sequence number 0x1234, A
 * and P, lifetime 0x0102; identifier a@b, 2001:db8:80::/64, handoff 1, technology 4, and
 * 1700000000.25 s. */
static const uint8_t vector[] = {
    0x3b, 0x07, 0x05, 0x00, 0x5c, 0xc1, 0x12, 0x34, 0x82, 0x00, 0x01, 0x02, 0x08,
    0x04, 0x01, 0x61, 0x40, 0x62, 0x01, 0x00, 0x16, 0x12, 0x00, 0x40, 0x20, 0x01,
    0x0d, 0xb8, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x17, 0x02, 0x00, 0x01, 0x18, 0x02, 0x00, 0x04, 0x01, 0x00, 0x1b, 0x08,
    0x00, 0x00, 0x65, 0x53, 0xf1, 0x00, 0x40, 0x00, 0x01, 0x02, 0x00, 0x00};

static void the_vector(struct wire *w)
{
    wire_start(w);
    w->length = sizeof vector;
    memcpy(w->octets, vector, sizeof vector);
}

/* ---- the header ---- */

/* covers: R6275-6.1.1-02 R6275-6.1.1-03 R6275-6.1.1-04 R6275-6.1.1-07 */
START_TEST(header_stands_as_it_is_drawn) /* each message type */
{
    static const uint8_t data[100];

    for (size_t n = 0; n < sizeof data; n++) {
        struct pmip6_option o = {.type = UNKNOWN, .u.raw = {data, n}};
        struct wire w;

        ck_assert_int_eq(wire_encode(&w, (uint8_t)_i, &o, 1), 0);
        ck_assert_uint_eq(w.octets[0], 59);
        ck_assert_uint_eq(8 * ((size_t)w.octets[1] + 1), w.length);
        ck_assert_uint_eq(w.octets[2], (unsigned)_i);
        ck_assert_uint_eq(w.octets[3], 0);
        ck_assert_uint_eq(wire_word(&w, 4), wire_sum(&w));
    }
}
END_TEST

/* covers: R6275-6.1.7-11 R6275-6.1.8-10 R6275-6.1.9-01 */
START_TEST(message_without_options_has_the_padding_it_needs)
{
    static const struct {
        uint8_t mh_type, length;
        const char *tail; /* what ends it */
    } cases[] = {{PMIP6_MH_BU, 16, "\1\2\0\0"},
                 {PMIP6_MH_BA, 16, "\1\2\0\0"},
                 {PMIP6_MH_BE, 24, ""}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t fixed = wire_fixed(cases[i].mh_type);
        struct wire w;

        ck_assert_int_eq(wire_encode(&w, cases[i].mh_type, NULL, 0), 0);
        ck_assert_uint_eq(w.length, cases[i].length);
        ck_assert_uint_eq(w.octets[1], cases[i].length / 8 - 1);
        ck_assert_uint_eq(w.octets[2], cases[i].mh_type);
        ck_assert(memcmp(w.octets + fixed, cases[i].tail, w.length - fixed) == 0);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 0);
    }
}
END_TEST

/* covers: R6275-6.1.1-05 R5213-8.1-04 R5213-8.2-04 */
START_TEST(every_message_is_whole_units_of_eight_octets)
{
    static const uint8_t name[254];

    for (size_t n = 0; n < sizeof name; n++) {
        for (size_t k = 0; k < 8; k++) {
            struct pmip6_option o[3] = {
                {.type = PMIP6_OPT_MN_IDENTIFIER, .u.mn_id = {1, {name, n}}},
                {.type = k & 1 ? PMIP6_OPT_TIMESTAMP : PMIP6_OPT_HOME_NETWORK_PREFIX},
                {.type =
                     k & 2 ? PMIP6_OPT_LINK_LOCAL_ADDRESS : PMIP6_OPT_HANDOFF_INDICATOR}};
            struct wire w;

            ck_assert_int_eq(wire_encode(&w, k & 4 ? PMIP6_MH_BU : PMIP6_MH_BA, o, 3), 0);
            ck_assert_uint_eq(w.length % 8, 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_message.option_count, 3);
        }
    }
}
END_TEST

/* covers: R6275-6.1.1-05 */
START_TEST(no_message_is_longer_than_its_length_field_can_say)
{
    static const uint8_t data[255];
    struct pmip6_option o[8];
    struct wire w;

    memset(o, 0, sizeof o);
    for (size_t i = 0; i < 8; i++) {
        o[i].type = UNKNOWN;
        o[i].u.raw.data = data;
        o[i].u.raw.length = i < 7 ? 255 : 2048 - 12 - 7 * 257 - 2;
    }
    ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, o, 8), 0);
    ck_assert_uint_eq(w.length, 2048);
    ck_assert_uint_eq(w.octets[1], 255);
    ck_assert_int_eq(wire_decode(&w), 0);
    o[7].u.raw.length++;
    ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, o, 8), PMIP6_ERR_MESSAGE_SIZE);
}
END_TEST

/* covers: R6275-6.1.1-05 */
START_TEST(no_body_is_longer_than_its_length_field_can_say)
{
    static const uint8_t body[2050];
    struct pmip6_message m;
    uint8_t octets[6 + sizeof body];
    size_t length;

    pmip6_message_init(&m, NULL, 0);
    m.mh_type = PMIP6_MH_EXPERIMENTAL;
    m.body = (struct pmip6_bytes){body, 2042};
    ck_assert_int_eq(pmip6_message_encode(&m, octets, sizeof octets, NULL, NULL, &length),
                     0);
    ck_assert_uint_eq(length, 2048);
    ck_assert_uint_eq(octets[1], 255);
    m.body.length = 2050;
    ck_assert_int_eq(pmip6_message_encode(&m, octets, sizeof octets, NULL, NULL, &length),
                     PMIP6_ERR_MESSAGE_SIZE);
    ck_assert_uint_eq(length, 0);
}
END_TEST

/* covers: R6275-6.1.1-01 R6275-6.1.1-09 R6275-6.1.1-10 R6275-6.1.1-12 */
START_TEST(checksum_is_that_of_the_pseudo_header_and_the_whole_message)
{
    struct wire w, changed;

    the_vector(&w);
    ck_assert_uint_eq(wire_sum(&w), 0x5cc1);
    ck_assert_int_eq(wire_decode(&w), 0);
    ck_assert(wire_is_written_again(&w));
    for (size_t bit = 0; bit < 8 * sizeof vector; bit++) {
        if (bit / 8 == 1)
            continue; /* its length says how much is summed up */
        changed = w;
        changed.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert_int_eq(wire_decode(&changed), PMIP6_ERR_CHECKSUM);
    }
    for (size_t bit = 0; bit < 128; bit++) {
        changed = w;
        changed.from.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert_int_eq(wire_decode(&changed), PMIP6_ERR_CHECKSUM);
        changed = w;
        changed.to.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert_int_eq(wire_decode(&changed), PMIP6_ERR_CHECKSUM);
    }
}
END_TEST

/* covers: R6275-6.1.1-12 R6275-6.1.1-14 */
START_TEST(message_ends_where_its_length_field_says)
{
    static const uint8_t option[] = {UNKNOWN, 2, 7, 7};
    struct wire w;

    wire_of(&w, PMIP6_MH_BU, option, sizeof option);
    for (size_t more = 0; more < 64; more++) {
        w.octets[w.length + more] = UNKNOWN; /* options, if they were any */
        w.length += more;
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.trailing, more);
        ck_assert_uint_eq(wire_message.option_count, 1);
        w.length -= more;
    }
}
END_TEST

/* covers: R6275-6.1.1-13 */
START_TEST(checksum_of_zero_is_sent_and_taken_as_it_is)
{
    struct pmip6_message m;
    unsigned zeros = 0;
    struct wire w;

    wire_start(&w);
    pmip6_message_init(&m, NULL, 0);
    m.mh_type = PMIP6_MH_BU;
    for (unsigned n = 0; n < 65536; n++) {
        m.sequence = (uint16_t)n;
        memset(w.octets, 0xa5, 16);
        ck_assert_int_eq(pmip6_message_encode(&m, w.octets, sizeof w.octets, &w.from,
                                              &w.to, &w.length),
                         0);
        ck_assert_uint_eq(wire_word(&w, 4), wire_sum(&w));
        if (wire_word(&w, 4) == 0) {
            zeros++;
            ck_assert_int_eq(wire_decode(&w), 0);
        }
    }
    ck_assert_uint_eq(zeros, 1);
}
END_TEST

/* covers: R6275-6.1.1-08 */
START_TEST(reserved_octet_of_the_header_is_ignored)
{
    struct wire w;

    for (unsigned value = 0; value < 256; value++) {
        the_vector(&w);
        w.octets[3] = (uint8_t)value;
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 5);
        ck_assert_uint_eq(wire_message.sequence, 0x1234);
    }
}
END_TEST

/* covers: R6275-6.1.1-14 R6275-6.1.1-15 */
START_TEST(options_begin_behind_the_fixed_part) /* each message type */
{
    static const uint8_t option[] = {0, PMIP6_OPT_TIMESTAMP, 8, 1, 2, 3, 4, 5, 6, 7, 8};
    struct pmip6_option o = {.type = PMIP6_OPT_TIMESTAMP};
    size_t fixed = wire_fixed((uint8_t)_i);
    struct wire w;

    wire_of(&w, (uint8_t)_i, option, sizeof option);
    ck_assert_int_eq(wire_decode(&w), 0);
    ck_assert_uint_eq(wire_message.option_count, 1);
    ck_assert_uint_eq(wire_found[0].offset, fixed + 1);
    ck_assert(wire_found[0].u.timestamp == 0x0102030405060708u);

    /* 8n + 2, counted from the first octet of the message */
    ck_assert_int_eq(wire_encode(&w, (uint8_t)_i, &o, 1), 0);
    ck_assert_uint_eq(w.octets[(fixed + 5) / 8 * 8 + 2], PMIP6_OPT_TIMESTAMP);
    ck_assert_int_eq(wire_decode(&w), 0);
    ck_assert_uint_eq(wire_found[0].offset, (fixed + 5) / 8 * 8 + 2);
}
END_TEST

/* covers: R6275-9.2-10 */
START_TEST(message_that_is_cut_short_is_discarded)
{
    struct pmip6_lma_counters c;
    struct wire w;

    begin((uint32_t)_i);
    for (size_t n = 0; n < sizeof vector; n++) {
        uint8_t *cut = malloc(n ? n : 1); /* so that a read past it is noticed */

        the_vector(&w);
        w.length = n;
        ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_TRUNCATED);
        memcpy(cut, vector, n);
        input(&w.from, cut, n);
        free(cut);
    }
    pmip6_lma_counters_init(&c);
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
    ck_assert_uint_eq(c.drop[PMIP6_DROP_TRUNCATED], sizeof vector);
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- messages ---- */

/* covers: R6275-6.1.2-01 */
START_TEST(refresh_request_is_a_header_and_two_reserved_octets)
{
    struct wire w;

    ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BRR, NULL, 0), 0);
    ck_assert_uint_eq(w.length, 8);
    ck_assert(memcmp(w.octets, "\x3b\0\0\0", 4) == 0);
    ck_assert_uint_eq(wire_word(&w, 6), 0);
    w.octets[6] = w.octets[7] = 0xff;
    wire_seal(&w);
    ck_assert_int_eq(wire_decode(&w), 0);
    ck_assert_uint_eq(wire_message.option_count, 0);
}
END_TEST

/* covers: R6275-6.1.3-01 R6275-6.1.4-01 R6275-6.1.5-01 R6275-6.1.6-01 */
START_TEST(return_routability_messages_have_their_least_lengths)
{
    for (uint8_t type = PMIP6_MH_HOTI; type <= PMIP6_MH_COT; type++) {
        uint8_t least = type <= PMIP6_MH_COTI ? 1 : 2;
        struct wire w;

        ck_assert_int_eq(wire_encode(&w, type, NULL, 0), 0);
        ck_assert_uint_eq(w.length, 8 * (least + 1u));
        ck_assert_uint_eq(w.octets[2], type);
        for (size_t i = 6; i < w.length; i++)
            w.octets[i] = (uint8_t)i;
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(type <= PMIP6_MH_COTI ? wire_message.flags
                                                : wire_message.nonce_index,
                          0x0607);
        ck_assert(wire_message.cookie == 0x08090a0b0c0d0e0fu);
        ck_assert(wire_message.token ==
                  (type <= PMIP6_MH_COTI ? 0 : 0x1011121314151617u));
        ck_assert(wire_is_written_again(&w));
        for (w.octets[1] = 0; w.octets[1] < least; w.octets[1]++) {
            w.length = 8 * (w.octets[1] + 1u);
            wire_seal(&w);
            ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_HEADER_LENGTH);
        }
    }
}
END_TEST

/* Both ways in and out of the library for an update or an acknowledgement of these
 * octets: what hosts have, and what the library's own rules have. */
static void both_ways(struct wire *w, struct signalling *s)
{
    struct pmip6_datagram d;
    struct wire again;
    size_t where;

    wire_seal(w);
    ck_assert_int_eq(wire_decode(w), 0);
    ck_assert(wire_is_written_again(w));
    pmip6_datagram_init(&d);
    d.source = w->from;
    d.destination = w->to;
    d.octets.data = w->octets;
    d.octets.length = w->length;
    ck_assert_int_eq(p6_signalling_decode(s, &d, &where), 0);
    wire_start(&again);
    ck_assert_int_eq(p6_signalling_encode(s, again.octets, sizeof again.octets, &w->from,
                                          &w->to, &again.length),
                     0);
    ck_assert_uint_eq(again.length, w->length);
    ck_assert(memcmp(again.octets, w->octets, w->length) == 0);
}

/* covers: R5213-8.1-01 R6275-6.1.7-01 D02-8.1-01 */
START_TEST(binding_update_stands_as_it_is_drawn)
{
    static const uint8_t drawn[] = {0x3b, 1,    5,    0,    0, 0, 0x12, 0x34,
                                    0x82, 0x00, 0x01, 0x02, 1, 2, 0,    0};
    struct signalling s;
    struct wire w;

    wire_start(&w);
    w.length = sizeof drawn;
    memcpy(w.octets, drawn, sizeof drawn);
    both_ways(&w, &s);
    ck_assert_uint_eq(wire_message.sequence, 0x1234);
    ck_assert_uint_eq(wire_message.flags, PMIP6_BU_A | PMIP6_BU_P);
    ck_assert_uint_eq(wire_message.lifetime, 0x0102);
    ck_assert_uint_eq(s.sequence, 0x1234);
    ck_assert_uint_eq(s.flags, PMIP6_BU_A | PMIP6_BU_P);
    ck_assert_uint_eq(s.lifetime, 0x0102);
}
END_TEST

/* covers: R5213-8.2-01 R6275-6.1.8-01 D02-8.2-01 */
START_TEST(binding_acknowledgement_stands_as_it_is_drawn)
{
    static const uint8_t drawn[] = {0x3b, 1,    6,    0,    0, 0, 0x9d, 0x20,
                                    0x12, 0x34, 0x00, 0x4b, 1, 2, 0,    0};
    struct signalling s;
    struct wire w;

    wire_start(&w);
    w.length = sizeof drawn;
    memcpy(w.octets, drawn, sizeof drawn);
    both_ways(&w, &s);
    ck_assert_uint_eq(wire_message.status, 0x9d);
    ck_assert_uint_eq(wire_message.flags, PMIP6_BA_P);
    ck_assert_uint_eq(wire_message.sequence, 0x1234);
    ck_assert_uint_eq(wire_message.lifetime, 75);
    ck_assert_uint_eq(s.status, 0x9d);
    ck_assert_uint_eq(s.flags, PMIP6_BA_P);
    ck_assert_uint_eq(s.sequence, 0x1234);
    ck_assert_uint_eq(s.lifetime, 75);
}
END_TEST

/* covers: R5213-8.1-10 R5213-8.2-11 D02-8.2-04 */
START_TEST(every_field_comes_back_as_it_was)
{
    struct signalling s;
    struct wire w;

    for (uint8_t type = PMIP6_MH_BU; type <= PMIP6_MH_BA; type++) {
        for (size_t bit = 8 * 6; bit < 8 * 12; bit++) {
            wire_of(&w, type, (const uint8_t *)"\1\2\0\0", 4);
            w.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
            both_ways(&w, &s);
            ck_assert_uint_eq(wire_message.lifetime, wire_word(&w, 10));
            ck_assert_uint_eq(wire_message.sequence,
                              wire_word(&w, type == PMIP6_MH_BU ? 6 : 8));
        }
    }
}
END_TEST

/* covers: R5213-10-06 D02-8.1-01 */
START_TEST(each_flag_of_an_update_has_its_bit)
{
    static const struct {
        uint16_t flag;
        uint8_t octets[2];
    } flags[] = {{PMIP6_BU_A, {0x80, 0}}, {PMIP6_BU_H, {0x40, 0}},
                 {PMIP6_BU_L, {0x20, 0}}, {PMIP6_BU_K, {0x10, 0}},
                 {PMIP6_BU_M, {0x08, 0}}, {PMIP6_BU_R, {0x04, 0}},
                 {PMIP6_BU_P, {0x02, 0}}};

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        struct wire w;

        wire_of(&w, PMIP6_MH_BU, NULL, 0);
        memcpy(w.octets + 8, flags[i].octets, 2);
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.flags, flags[i].flag);
        ck_assert_str_eq(pmip6_message_name(&wire_message),
                         flags[i].flag == PMIP6_BU_P ? "PBU" : "BU");
    }
}
END_TEST

/* covers: R5213-10-07 D02-8.2-01 */
START_TEST(each_flag_of_an_acknowledgement_has_its_bit)
{
    static const struct {
        uint16_t flag;
        uint8_t octet;
    } flags[] = {{PMIP6_BA_K, 0x80}, {PMIP6_BA_R, 0x40}, {PMIP6_BA_P, 0x20}};

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        struct wire w;

        wire_of(&w, PMIP6_MH_BA, NULL, 0);
        w.octets[7] = flags[i].octet;
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.flags, flags[i].flag);
        ck_assert_str_eq(pmip6_message_name(&wire_message),
                         flags[i].flag == PMIP6_BA_P ? "PBA" : "BA");
    }
}
END_TEST

/* ---- to the LMA and back ---- */

/* A request of the bed as octets. */
static void request(struct wire *w, struct pbu p)
{
    struct signalling s;

    h.now += MS(5);
    wire_start(w);
    w->from = MAG1;
    w->to = LMAA;
    compose(&p, &s);
    ck_assert_int_eq(p6_signalling_encode(&s, w->octets, sizeof w->octets, &w->from,
                                          &w->to, &w->length),
                     0);
}

/* Sends it; returns the answer's status, -1 for none. */
static int put_in(struct wire *w)
{
    unsigned before = h.sent_count;

    wire_seal(w);
    input(&w->from, w->octets, w->length);
    read_answer(before);
    return answered ? answer.status : -1;
}

static const uint8_t *last_sent(void)
{
    return h.sent[(h.sent_count - 1) % FAKE_MESSAGES].octets;
}

/* covers: R6275-6.1.7-03 R6275-6.1.7-04 R6275-6.1.7-07 R5213-10-08 */
START_TEST(request_is_served_alike_whatever_else_its_flags_say)
{
    static const uint16_t others[] = {PMIP6_BU_H, PMIP6_BU_L, 0x0100, 0x0080, 0x0040,
                                      0x0020,     0x0010,     0x0008, 0x0004, 0x0002,
                                      0x0001,     0x01ff,     0x61ff};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct pmip6_binding_view v = {.size = sizeof v};
        struct wire w;

        begin((uint32_t)_i);
        request(&w, (struct pbu){.handoff = 1});
        w.octets[8] |= (uint8_t)(others[i] >> 8);
        w.octets[9] |= (uint8_t)others[i];
        ck_assert_int_eq(put_in(&w), 0);
        ck_assert_uint_eq(bindings(&v), 1);
        ck_assert_uint_eq(v.lifetime, 60);
        ck_assert_uint_eq(v.prefix_count, 1);
        end();
    }
}
END_TEST

/* covers: R6275-6.1.8-03 R5213-10-07 */
START_TEST(acknowledgement_has_no_flag_but_its_own)
{
    struct wire w;

    begin((uint32_t)_i);
    request(&w, (struct pbu){.handoff = 1});
    w.octets[8] |= 0x7d;
    w.octets[9] = 0xff;
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_uint_eq(last_sent()[7], 0x20);
    ck_assert_int_ge(ASK(.without = HAS_MN_ID), 128);
    ck_assert_uint_eq(last_sent()[7], 0x20);
    request(&w, (struct pbu){.handoff = 1});
    w.octets[8] = 0x80; /* a home agent is asked, not an LMA */
    w.octets[9] = 0xff;
    ck_assert_int_ge(put_in(&w), 128);
    ck_assert_uint_eq(last_sent()[7], 0);
    end();
}
END_TEST

/* covers: D02-8.1-02 */
START_TEST(lifetimes_are_units_of_four_seconds)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.lifetime = 15, .handoff = 1), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.lifetime, 60);
    ck_assert_uint_eq(answer.lifetime, 15);
    ck_assert_uint_eq(last_sent()[10] << 8 | last_sent()[11], 15);
    pass(SEC(60) - MS(10));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(MS(20));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R6275-6.1.7-13 */
START_TEST(request_may_have_the_options_of_a_binding_update)
{
    static const uint8_t others[] = {
        4, 4,  0, 1, 0, 2, 1, 2, 0, 0, /* nonce indices, padding */
        5, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct pmip6_binding_view v = {.size = sizeof v};
    struct wire w;

    begin((uint32_t)_i);
    request(&w, (struct pbu){.handoff = 1,
                             .with = HAS_ALTERNATE_COA,
                             .alternate_coa = fake_addr(2, 1)});
    memcpy(w.octets + w.length, others, sizeof others);
    w.length += sizeof others;
    w.octets[1] = (uint8_t)(w.length / 8 - 1);
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.proxy_coa.octets[7], 2); /* the alternate address is used */
    end();
}
END_TEST

/* covers: R6275-6.1.8-09 */
START_TEST(acknowledgement_may_have_the_options_of_its_own)
{
    static const uint8_t both[] = {2, 2,  0, 15, 0, 0, /* refresh advice, padding */
                                   5, 12, 1, 2,  3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct pmip6_datagram d;
    struct signalling s;
    struct wire w;
    size_t where;

    wire_of(&w, PMIP6_MH_BA, both, sizeof both);
    ck_assert_int_eq(wire_decode(&w), 0);
    ck_assert_uint_eq(wire_message.option_count, 2);
    ck_assert_uint_eq(wire_found[0].u.refresh_advice.interval, 15);
    ck_assert_uint_eq(wire_found[1].u.raw.length, 12);
    pmip6_datagram_init(&d);
    d.source = w.from;
    d.destination = w.to;
    d.octets.data = w.octets;
    d.octets.length = w.length;
    ck_assert_int_eq(p6_signalling_decode(&s, &d, &where), 0);
    ck_assert(s.present & HAS_REFRESH_ADVICE);
    ck_assert_uint_eq(s.refresh_advice, 15);
}
END_TEST

/* covers: R6275-6.1.9-01 R6275-6.1.9-02 R6275-6.1.9-03 */
START_TEST(unknown_type_is_answered_by_a_binding_error)
{
    static const uint8_t unspecified[16];
    struct wire w;

    begin((uint32_t)_i);
    request(&w, (struct pbu){.handoff = 1});
    w.octets[2] = 99;
    wire_seal(&w);
    input(&w.from, w.octets, w.length);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(h.sent[0].length, 24);
    ck_assert_uint_eq(last_sent()[1], 2);
    ck_assert_uint_eq(last_sent()[2], 7);
    ck_assert_uint_eq(last_sent()[6], 2);
    ck_assert_uint_eq(last_sent()[7], 0);
    ck_assert(memcmp(last_sent() + 8, unspecified, 16) == 0);
    end();
}
END_TEST

/* covers: R6275-6.1.9-02 R6275-6.1.9-03 R6275-6.1.9-04 */
START_TEST(binding_error_is_read_and_written_field_by_field)
{
    for (unsigned reserved = 0; reserved < 256; reserved++) {
        struct wire w;

        wire_of(&w, PMIP6_MH_BE, NULL, 0);
        w.octets[6] = (uint8_t)(1 + reserved % 2);
        w.octets[7] = (uint8_t)reserved;
        for (size_t i = 8; i < 24; i++)
            w.octets[i] = (uint8_t)i;
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.status, reserved % 2 ? PMIP6_BE_UNKNOWN_MH_TYPE
                                                            : PMIP6_BE_UNKNOWN_BINDING);
        ck_assert(memcmp(&wire_message.home_address, w.octets + 8, 16) == 0);
        wire_message.flags = 0; /* what is kept of the reserved octet */
        w.octets[7] = 0;
        wire_seal(&w);
        ck_assert(wire_is_written_again(&w));
    }
}
END_TEST

Suite *conformance_codec(void)
{
    Suite *s = suite_create("codec");

    conformance_add(s, header_stands_as_it_is_drawn, 0, 8);
    conformance_add(s, message_without_options_has_the_padding_it_needs, ONCE);
    conformance_add(s, every_message_is_whole_units_of_eight_octets, ONCE);
    conformance_add(s, no_message_is_longer_than_its_length_field_can_say, ONCE);
    conformance_add(s, no_body_is_longer_than_its_length_field_can_say, ONCE);
    conformance_add(s, checksum_is_that_of_the_pseudo_header_and_the_whole_message, ONCE);
    conformance_add(s, message_ends_where_its_length_field_says, ONCE);
    conformance_add(s, checksum_of_zero_is_sent_and_taken_as_it_is, ONCE);
    conformance_add(s, reserved_octet_of_the_header_is_ignored, ONCE);
    conformance_add(s, options_begin_behind_the_fixed_part, 0, 8);
    conformance_add(s, message_that_is_cut_short_is_discarded, BOTH_EDITIONS);
    conformance_add(s, refresh_request_is_a_header_and_two_reserved_octets, ONCE);
    conformance_add(s, return_routability_messages_have_their_least_lengths, ONCE);
    conformance_add(s, binding_update_stands_as_it_is_drawn, ONCE);
    conformance_add(s, binding_acknowledgement_stands_as_it_is_drawn, ONCE);
    conformance_add(s, every_field_comes_back_as_it_was, ONCE);
    conformance_add(s, each_flag_of_an_update_has_its_bit, ONCE);
    conformance_add(s, each_flag_of_an_acknowledgement_has_its_bit, ONCE);
    conformance_add(s, request_is_served_alike_whatever_else_its_flags_say,
                    BOTH_EDITIONS);
    conformance_add(s, acknowledgement_has_no_flag_but_its_own, BOTH_EDITIONS);
    conformance_add(s, lifetimes_are_units_of_four_seconds, BOTH_EDITIONS);
    conformance_add(s, request_may_have_the_options_of_a_binding_update, BOTH_EDITIONS);
    conformance_add(s, acknowledgement_may_have_the_options_of_its_own, ONCE);
    conformance_add(s, unknown_type_is_answered_by_a_binding_error, BOTH_EDITIONS);
    conformance_add(s, binding_error_is_read_and_written_field_by_field, ONCE);
    return s;
}
