/* SPDX-License-Identifier: MIT */
/*
 * Mobility Headers of every type that is assigned: how long they are at least, where
 * their options begin, and with which place their faults are told (RFC 6275 6.1.1, 6.2,
 * 9.2).
 */
#include "conformance.h"
#include "wire.h"

/* How many octets stand before the options. */
static const uint8_t types[][2] = {
    {0, 8},   {1, 16},  {2, 16},  {3, 24},  {4, 24},  {5, 12},  {6, 12},  {7, 24},
    {8, 12},  {9, 12},  {10, 8},  {12, 8},  {13, 12}, {14, 10}, {15, 10}, {16, 12},
    {17, 12}, {18, 12}, {19, 12}, {20, 12}, {21, 12}, {22, 8},  {23, 8}};

#define TYPES (int)(sizeof types / sizeof types[0])

static size_t where;

static int decode(const struct wire *w)
{
    struct pmip6_bytes octets = {w->octets, w->length};

    pmip6_message_init(&wire_message, wire_found, WIRE_OPTIONS);
    return pmip6_message_decode(&wire_message, octets, &w->from, &w->to, &where);
}

/* What some types need to be one of their kinds: first octets, or a count of nothing. */
static void set_kind(struct wire *w)
{
    switch (w->octets[2]) {
    case PMIP6_MH_HOME_AGENT_SWITCH:
        w->octets[6] = 0;
        break;
    case PMIP6_MH_BINDING_REVOCATION:
        w->octets[6] = 1;
        break;
    case PMIP6_MH_FLOW_BINDING:
        w->octets[6] = 0;
        w->octets[7] = 1;
        break;
    default:
        break;
    }
}

/* So many units of eight octets, that say of themselves how many they are. */
static struct wire header(uint8_t type, size_t units, size_t says)
{
    struct wire w;

    wire_start(&w);
    w.length = 8 * units;
    w.octets[0] = 59;
    w.octets[1] = (uint8_t)(says - 1);
    w.octets[2] = type;
    set_kind(&w);
    wire_seal(&w);
    return w;
}

/* covers: R6275-9.2-07 R6275-9.2-09 */
START_TEST(header_is_as_long_as_its_type_needs) /* each type */
{
    uint8_t type = types[_i][0];
    size_t least = (types[_i][1] + 7u) / 8;

    for (size_t says = 1; says < least; says++) {
        struct wire w = header(type, says, says);

        ck_assert_int_eq(decode(&w), PMIP6_ERR_HEADER_LENGTH);
        ck_assert_uint_eq(where, 1);
        w = header(type, least, says); /* as if the rest were there */
        ck_assert_int_eq(decode(&w), PMIP6_ERR_HEADER_LENGTH);
        ck_assert_uint_eq(where, 1);
    }
    for (size_t says = least; says < 5; says++) {
        struct wire w = header(type, says, says);

        ck_assert_int_eq(decode(&w), 0);
        ck_assert_uint_eq(wire_message.mh_type, type);
        ck_assert(wire_message.option_count == 0);
    }
}
END_TEST

/* covers: R6275-9.2-07 */
START_TEST(header_has_room_for_what_it_counts)
{
    for (uint8_t count = 0; count < 20; count++) {
        for (size_t units = 1; units < 40; units++) {
            struct wire w = header(PMIP6_MH_HOME_AGENT_SWITCH, units, units);

            w.octets[6] = count; /* of addresses that follow */
            wire_seal(&w);
            ck_assert_int_eq(decode(&w),
                             units > 2u * count ? 0 : PMIP6_ERR_HEADER_LENGTH);
            ck_assert(units <= 2u * count ||
                      wire_message.home_agents.length == 16u * count);
        }
    }
}
END_TEST

/* covers: R6275-6.1.1-14 R6275-6.2.2-01 */
START_TEST(options_begin_where_the_fields_of_the_type_end) /* each type */
{
    static const uint8_t option[] = {0, PMIP6_OPT_TIMESTAMP, 8, 1, 2, 3, 4, 5, 6, 7, 8};
    struct wire w = header(types[_i][0], 5, 5);
    size_t fixed = types[_i][1];

    memcpy(w.octets + fixed, option, sizeof option);
    wire_seal(&w);
    ck_assert_int_eq(decode(&w), 0);
    ck_assert_uint_eq(wire_message.option_count, 1);
    ck_assert_uint_eq(wire_found[0].offset, fixed + 1);
    ck_assert(wire_found[0].u.timestamp == 0x0102030405060708u);
    for (size_t at = 6; at < fixed; at++) /* what stands before is none of them */
        w.octets[at] |= 8;
    set_kind(&w);
    wire_seal(&w);
    ck_assert_int_eq(decode(&w), 0);
    ck_assert_uint_eq(wire_message.option_count, 1);
    ck_assert_uint_eq(wire_found[0].offset, fixed + 1);
}
END_TEST

/* covers: R6275-6.1.1-08 R6275-9.2-01 R6275-9.2-04 R6275-9.2-06 R6275-9.2-10 */
START_TEST(each_fault_of_a_header_is_told_with_its_place) /* each type */
{
    struct wire whole = header(types[_i][0], 4, 4), w;

    whole.octets[3] = 0xff; /* nobody looks at what is reserved */
    wire_seal(&whole);
    ck_assert_int_eq(decode(&whole), 0);
    w = whole;
    w.octets[5] ^= 1;
    ck_assert_int_eq(decode(&w), PMIP6_ERR_CHECKSUM);
    ck_assert_uint_eq(where, 4);
    w = whole;
    w.octets[0] = 58;
    wire_seal(&w);
    ck_assert_int_eq(decode(&w), PMIP6_ERR_PAYLOAD_PROTO);
    ck_assert_uint_eq(where, 0);
    for (w = whole; w.length-- > 0;) {
        ck_assert_int_eq(decode(&w), PMIP6_ERR_TRUNCATED);
        ck_assert_uint_eq(where, w.length);
    }
}
END_TEST

Suite *conformance_codec_types(void)
{
    Suite *s = suite_create("codec_types");

    conformance_add(s, header_is_as_long_as_its_type_needs, 0, TYPES);
    conformance_add(s, header_has_room_for_what_it_counts, ONCE);
    conformance_add(s, options_begin_where_the_fields_of_the_type_end, 0, TYPES);
    conformance_add(s, each_fault_of_a_header_is_told_with_its_place, 0, TYPES);
    return s;
}
