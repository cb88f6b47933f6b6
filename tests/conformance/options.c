/* SPDX-License-Identifier: MIT */
/*
 * The mobility options that both editions add: RFC 5213 8.3 to 8.8, draft-02 8.3 to 8.5.
 */
#include "conformance.h"
#include "drawn.h"

/* ---- home network prefix ---- */

/* covers: R5213-8.3-03 R5213-8.3-07 R5213-8.3-08 D02-8.3-05 D02-8.3-06 */
START_TEST(prefix_option_stands_as_it_is_drawn)
{
    check_written(&prefix);
    check_written(&no_prefix);
    check_read_anywhere(&prefix);
    for (unsigned length = 0; length < 256; length++) {
        uint8_t options[20] = {22, 18, 0, (uint8_t)length};
        struct wire w;

        wire_of(&w, PMIP6_MH_BU, options, sizeof options);
        if (length > 128) {
            ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_PREFIX_LENGTH);
        } else {
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_found[0].u.prefix.length, length);
        }
    }
}
END_TEST

/* covers: R5213-8.3-02 D02-8.3-01 */
START_TEST(prefix_option_begins_at_8n_4)
{
    for (size_t n = 0; n < 16; n++) {
        static const uint8_t name[16];
        struct pmip6_option o[3] = {
            {.type = PMIP6_OPT_MN_IDENTIFIER, .u.mn_id = {1, {name, n}}},
            prefix.option,
            prefix.option};

        for (size_t i = 0; i < sizeof both; i++) {
            struct wire w;

            ck_assert_int_eq(wire_encode(&w, both[i], o, 3), 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_found[1].offset % 8, 4);
            ck_assert_uint_eq(wire_found[2].offset % 8, 4);
        }
    }
}
END_TEST

/* covers: R5213-8.3-04 D02-8.3-02 */
START_TEST(prefix_option_has_one_length)
{
    check_written(&prefix);
    check_only_length(22, 18);
}
END_TEST

/* covers: R5213-8.3-05 R5213-8.3-06 D02-8.3-03 D02-8.3-04 */
START_TEST(reserved_octet_of_a_prefix_option_is_zero_and_ignored)
{
    check_written(&prefix);
    check_reserved(&prefix, 2, 1);
}
END_TEST

/* covers: R5213-8.3-01 R5213-8.1-07 R5213-8.2-07 */
START_TEST(message_has_any_number_of_prefixes)
{
    for (size_t i = 0; i < sizeof both; i++) {
        for (uint8_t count = 0; count <= PMIP6_PREFIXES_MAX; count++) {
            struct pmip6_option o[PMIP6_PREFIXES_MAX];
            struct signalling s;
            struct wire w;

            for (uint8_t n = 0; n < count; n++) {
                o[n] = prefix.option;
                o[n].u.prefix.addr.octets[7] = n;
            }
            ck_assert_int_eq(wire_encode(&w, both[i], o, count), 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_message.option_count, count);
            decode_view(&s, &w, 0);
            ck_assert_uint_eq(s.prefix_count, count);
            for (uint8_t n = 0; n < count; n++) {
                ck_assert_uint_eq(wire_found[n].u.prefix.addr.octets[7], n);
                ck_assert_uint_eq(s.prefixes[n].addr.octets[7], n);
            }
        }
    }
}
END_TEST

/* ---- handoff indicator, access technology type ---- */

/* covers: R5213-8.4-01 R5213-8.4-02 R5213-8.4-03 R5213-8.4-04 R5213-8.4-05 */
START_TEST(handoff_option_stands_as_it_is_drawn)
{
    check_written(&handoff);
    check_read_anywhere(&handoff);
    check_only_length(23, 2);
    check_reserved(&handoff, 2, 1);
}
END_TEST

/* covers: R5213-8.5-01 R5213-8.5-02 R5213-8.5-03 R5213-8.5-04 R5213-8.5-05 */
START_TEST(technology_option_stands_as_it_is_drawn)
{
    check_written(&technology);
    check_read_anywhere(&technology);
    check_only_length(24, 2);
    check_reserved(&technology, 2, 1);
}
END_TEST

static const char *value_name(uint8_t type, uint8_t value)
{
    return type == PMIP6_OPT_HANDOFF_INDICATOR ? pmip6_handoff_name(value)
                                               : pmip6_access_technology_name(value);
}

static void check_values(uint8_t type, const char *const names[6])
{
    for (unsigned value = 0; value < 256; value++) {
        const uint8_t octets[] = {type, 2, 0, (uint8_t)value};
        struct signalling s;
        struct wire w;

        wire_of(&w, PMIP6_MH_BU, octets, sizeof octets);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_found[0].u.value, value);
        ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, wire_found, 1), 0);
        ck_assert(memcmp(w.octets + 12, octets, sizeof octets) == 0);
        decode_view(&s, &w, 0);
        ck_assert_uint_eq(
            type == PMIP6_OPT_HANDOFF_INDICATOR ? s.handoff : s.access_technology, value);
        if (value < 6)
            ck_assert_str_eq(value_name(type, (uint8_t)value), names[value]);
    }
    ck_assert_str_eq(value_name(type, 99), "unassigned");
}

/* covers: R5213-8.4-06 R5213-10-02 */
START_TEST(every_handoff_value_is_read_and_the_first_six_have_names)
{
    static const char *const names[] = {
        "reserved",
        "attachment-over-new-interface",
        "handoff-between-interfaces",
        "handoff-between-mags",
        "handoff-state-unknown",
        "handoff-state-not-changed",
    };

    check_values(PMIP6_OPT_HANDOFF_INDICATOR, names);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_RESERVED), names[0]);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_NEW_INTERFACE), names[1]);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_INTERFACES), names[2]);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_MAGS), names[3]);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_UNKNOWN), names[4]);
    ck_assert_str_eq(pmip6_handoff_name(PMIP6_HANDOFF_UNCHANGED), names[5]);
}
END_TEST

/* covers: R5213-8.5-06 R5213-10-03 */
START_TEST(every_technology_value_is_read_and_the_first_six_have_names)
{
    static const char *const names[] = {
        "reserved", "virtual", "ppp", "ieee-802.3", "ieee-802.11", "ieee-802.16e",
    };

    check_values(PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE, names);
}
END_TEST

/* ---- link-layer identifier ---- */

/* covers: R5213-8.6-02 R5213-8.6-03 R5213-8.6-04 R5213-8.6-05 R5213-8.6-06 */
START_TEST(link_layer_option_stands_as_it_is_drawn)
{
    struct wire w;

    check_written(&link_layer_id);
    check_reserved(&link_layer_id, 2, 2);
    for (uint8_t length = 0; length < 2; length++) {
        uint8_t cut[3] = {25, length};

        wire_of(&w, PMIP6_MH_BU, cut, 2u + length);
        ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_OPTION_LENGTH);
    }
    for (size_t n = 0; n <= 253; n++) {
        static const uint8_t address[253] = {1, 2, 3};
        struct pmip6_option o = {.type = PMIP6_OPT_LINK_LAYER_IDENTIFIER,
                                 .u.link_layer_id = {address, n}};

        ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, &o, 1), 0);
        ck_assert_uint_eq(w.octets[13], 2 + n);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_found[0].u.link_layer_id.length, n);
        ck_assert(memcmp(wire_found[0].u.link_layer_id.data, address, n) == 0);
    }
}
END_TEST

/* covers: R5213-8.6-01 */
START_TEST(link_layer_option_stands_anywhere) /* octets have no boundary (A14) */
{
    struct drawn eight = link_layer_id;

    eight.option.u.link_layer_id.data = (const uint8_t *)"\1\2\3\4\5\6\7\x8";
    eight.option.u.link_layer_id.length = 8;
    eight.length = 12;
    memcpy(eight.octets, "\x19\x0a\0\0\1\2\3\4\5\6\7\x8", 12);
    check_written(&link_layer_id);
    check_written(&eight);
    check_read_anywhere(&link_layer_id);
    check_read_anywhere(&eight);
}
END_TEST

/* ---- link-local address, timestamp ---- */

/* covers: R5213-8.7-01 R5213-8.7-02 R5213-8.7-04 D02-8.4-01 D02-8.4-04 */
START_TEST(link_local_option_stands_as_it_is_drawn)
{
    check_written(&link_local);
    check_written(&no_link_local);
    check_read_anywhere(&link_local);
    check_read_anywhere(&no_link_local);
}
END_TEST

/* covers: R5213-8.7-03 D02-8.4-02 D02-8.4-03 */
START_TEST(link_local_option_has_one_length)
{
    check_written(&link_local);
    check_written(&no_link_local);
    check_only_length(26, 16);
}
END_TEST

/* covers: R5213-8.8-01 R5213-8.8-02 R5213-8.8-04 D02-8.5-01 D02-8.5-04 */
START_TEST(timestamp_option_stands_as_it_is_drawn)
{
    check_written(&timestamp);
    check_read_anywhere(&timestamp);
}
END_TEST

/* covers: R5213-8.8-03 R5213-8.8-04 D02-8.5-02 D02-8.5-03 */
START_TEST(timestamp_option_counts_seconds_and_their_65536th_parts)
{
    check_written(&early_timestamp);
    check_read_anywhere(&early_timestamp);
    check_only_length(27, 8);
}
END_TEST

Suite *conformance_options(void)
{
    Suite *s = suite_create("options");

    conformance_add(s, prefix_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, prefix_option_begins_at_8n_4, ONCE);
    conformance_add(s, prefix_option_has_one_length, ONCE);
    conformance_add(s, reserved_octet_of_a_prefix_option_is_zero_and_ignored, ONCE);
    conformance_add(s, message_has_any_number_of_prefixes, ONCE);
    conformance_add(s, handoff_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, technology_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, every_handoff_value_is_read_and_the_first_six_have_names, ONCE);
    conformance_add(s, every_technology_value_is_read_and_the_first_six_have_names, ONCE);
    conformance_add(s, link_layer_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, link_layer_option_stands_anywhere, ONCE);
    conformance_add(s, link_local_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, link_local_option_has_one_length, ONCE);
    conformance_add(s, timestamp_option_stands_as_it_is_drawn, ONCE);
    conformance_add(s, timestamp_option_counts_seconds_and_their_65536th_parts, ONCE);
    return s;
}
