/* SPDX-License-Identifier: MIT */
/*
 * What holds of any option, of all options of a message (RFC 6275 6.2, RFC 5213 8.1 and
 * 8.2), and of those of Mobile IPv6 and RFC 4283.
 */
#include "conformance.h"
#include "drawn.h"

/* ---- any option ---- */

/* covers: R6275-6.2.1-01 */
START_TEST(option_is_a_type_a_length_and_so_many_octets)
{
    uint8_t data[255];

    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)(i * 7);
    for (size_t n = 0; n < 256; n++) {
        struct pmip6_option o = {.type = UNKNOWN, .u.raw = {data, n}};
        struct wire w;

        ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, &o, 1), 0);
        ck_assert_uint_eq(w.octets[12], UNKNOWN);
        ck_assert_uint_eq(w.octets[13], n);
        ck_assert(memcmp(w.octets + 14, data, n) == 0);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 1);
        ck_assert_uint_eq(wire_found[0].u.raw.length, n);
        ck_assert(wire_is_written_again(&w));
    }
}
END_TEST

/* covers: R6275-6.2.1-04 */
START_TEST(option_is_written_where_its_values_lie_on_their_boundaries)
{
    static const struct drawn *const all[] = {
        &refresh_advice, &alternate_coa, &nonce_indices, &authorization_data,
        &prefix,         &link_local,    &timestamp,     &vendor_specific};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        check_written(all[i]);
        check_read_anywhere(all[i]);
    }
}
END_TEST

/* covers: R6275-6.2.1-05 */
START_TEST(option_that_runs_past_the_end_is_malformed)
{
    for (unsigned type = 1; type < 256; type++) {
        uint8_t options[20] = {0};
        struct wire w;

        options[19] = (uint8_t)type; /* not even a length */
        wire_of(&w, PMIP6_MH_BU, options, sizeof options);
        ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_OPTION_TRUNCATED);
        for (uint8_t room = 0; room < 18; room++) {
            const uint8_t lengths[] = {(uint8_t)(room + 1), (uint8_t)(room + 2), 255};

            for (size_t i = 0; i < sizeof lengths; i++) {
                memset(options, 0, sizeof options);
                options[18 - room] = (uint8_t)type;
                options[19 - room] = lengths[i];
                wire_of(&w, PMIP6_MH_BU, options, sizeof options);
                ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_OPTION_TRUNCATED);
            }
        }
    }
}
END_TEST

/* covers: R6275-6.2.2-01 R6275-6.2.2-02 R6275-6.2.3-01 */
START_TEST(padding_is_one_octet_or_one_option)
{
    static const uint8_t data[16];

    for (size_t n = 0; n < 8; n++) {
        struct pmip6_option o[2] = {{.type = UNKNOWN, .u.raw = {data, n}}, prefix.option};
        size_t at = 12 + 2 + n, pad = place(&prefix, at) - at;
        uint8_t expected[8] = {1, (uint8_t)(pad - 2)};
        struct wire w;

        if (pad == 1)
            expected[0] = 0;
        ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, o, 2), 0);
        ck_assert(memcmp(w.octets + at, expected, pad) == 0);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 2);
    }
    for (size_t n = 0; n < 64; n++) { /* runs of Pad1 are taken */
        uint8_t options[68] = {0};
        struct wire w;

        memcpy(options + n, handoff.octets, 4);
        wire_of(&w, PMIP6_MH_BU, options, n + 4);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 1);
        ck_assert_uint_eq(wire_found[0].offset, 12 + n);
    }
}
END_TEST

/* covers: R6275-6.2.3-02 */
START_TEST(octets_of_a_padding_option_are_ignored)
{
    for (unsigned n = 0; n < 256; n++) {
        uint8_t options[2 + 255 + 4] = {1, (uint8_t)n};
        struct wire w;

        memset(options + 2, 0xff, n);
        memcpy(options + 2 + n, handoff.octets, 4);
        wire_of(&w, PMIP6_MH_BU, options, 2 + n + 4);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.option_count, 1);
        check_found(&wire_found[0], &handoff);
    }
}
END_TEST

/* ---- options of Mobile IPv6, identifier ---- */

/* covers: R6275-6.2.4-01 R6275-6.2.5-01 R6275-6.2.6-01 R6275-6.2.7-01 */
START_TEST(options_of_mobile_ipv6_stand_as_they_are_drawn)
{
    static const struct drawn *const all[] = {&refresh_advice, &alternate_coa,
                                              &nonce_indices, &authorization_data};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        check_written(all[i]);
        check_read_anywhere(all[i]);
    }
    check_only_length(2, 2);
    check_only_length(3, 16);
    check_only_length(4, 4);
}
END_TEST

/* covers: R6275-6.2-01 R6275-6.2-02 */
START_TEST(authorization_data_is_last_with_no_padding_behind)
{
    static const uint8_t data[64];

    for (size_t n = 0; n < sizeof data; n++) {
        struct pmip6_option o[2] = {{.type = UNKNOWN, .u.raw = {data, n}},
                                    authorization_data.option};

        for (size_t i = 0; i < sizeof both; i++) {
            struct wire w;

            ck_assert_int_eq(wire_encode(&w, both[i], o, 2), 0);
            ck_assert(memcmp(w.octets + w.length - 14, authorization_data.octets, 14) ==
                      0);
        }
    }
}
END_TEST

/* covers: R4283-3-01 R4283-3-02 */
START_TEST(identifier_stands_as_it_is_drawn)
{
    static const uint8_t without[] = {8, 0};
    struct drawn empty = {
        {.type = PMIP6_OPT_MN_IDENTIFIER, .u.mn_id = {1, {NULL, 0}}}, 1, 0, 3, {8, 1, 1}};
    struct wire w;

    check_written(&identifier);
    check_read_anywhere(&identifier);
    check_written(&empty);
    check_read_anywhere(&empty);
    wire_of(&w, PMIP6_MH_BU, without, sizeof without);
    ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_OPTION_LENGTH);
    for (unsigned subtype = 0; subtype < 256; subtype++) {
        const uint8_t octets[] = {8, 3, (uint8_t)subtype, 'x', 'y'};

        wire_of(&w, PMIP6_MH_BU, octets, sizeof octets);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_found[0].u.mn_id.subtype, subtype);
        ck_assert_uint_eq(wire_found[0].u.mn_id.identifier.length, 2);
    }
}
END_TEST

/* ---- all of a message's options ---- */

static const struct drawn *const base[] = {
    &identifier, &prefix, &handoff, &technology, &link_layer_id, &link_local, &timestamp};

#define BASE (sizeof base / sizeof base[0])

/* The n-th order of them, of 7! */
static void arrange(unsigned n, const struct drawn *order[BASE])
{
    memcpy(order, base, sizeof base);
    for (unsigned left = BASE; left > 1; n /= left, left--) {
        const struct drawn *swap = order[n % left];

        order[n % left] = order[left - 1];
        order[left - 1] = swap;
    }
}

static void check_view(const struct signalling *s)
{
    ck_assert_uint_eq(s->present, HAS_MN_ID | HAS_PREFIX | HAS_HANDOFF |
                                      HAS_ACCESS_TECHNOLOGY | HAS_LINK_LAYER_ID |
                                      HAS_LINK_LOCAL | HAS_TIMESTAMP);
    ck_assert_uint_eq(s->mn_id_subtype, 1);
    ck_assert_uint_eq(s->mn_id.length, 3);
    ck_assert(memcmp(s->mn_id.data, "a@b", 3) == 0);
    ck_assert_uint_eq(s->prefix_count, 1);
    ck_assert(memcmp(&s->prefixes[0], &prefix.option.u.prefix, 17) == 0);
    ck_assert_uint_eq(s->handoff, 3);
    ck_assert_uint_eq(s->access_technology, 4);
    ck_assert_uint_eq(s->link_layer_id.length, 6);
    ck_assert(memcmp(s->link_layer_id.data, link_layer_id.octets + 4, 6) == 0);
    ck_assert(memcmp(&s->link_local, &link_local.option.u.address, 16) == 0);
    ck_assert(s->timestamp == timestamp.option.u.timestamp);
}

/* covers: R5213-8.1-06 R5213-8.2-06 R6275-6.2-03 */
START_TEST(options_are_read_alike_in_every_order)
{
    for (size_t i = 0; i < sizeof both; i++) {
        for (unsigned n = 0; n < 5040;
             n += 1 + 12 * (unsigned)i) { /* some of the second */
            const struct drawn *order[BASE];
            struct pmip6_option o[BASE];
            struct signalling s;
            struct wire w;

            arrange(n, order);
            for (size_t k = 0; k < BASE; k++)
                o[k] = order[k]->option;
            ck_assert_int_eq(wire_encode(&w, both[i], o, BASE), 0);
            decode_view(&s, &w, 0);
            check_view(&s);
            ck_assert_int_eq(wire_decode(&w), 0);
            for (size_t k = 0; k < BASE; k++)
                ck_assert_uint_eq(wire_found[k].type, o[k].type);
        }
    }
}
END_TEST

/* covers: R5213-8.1-08 R5213-8.2-08 */
START_TEST(option_that_may_stand_once_makes_a_message_malformed_that_has_it_twice)
{
    static const struct drawn *const single[] = {
        &identifier, &handoff,   &technology,     &link_layer_id,
        &link_local, &timestamp, &refresh_advice, &alternate_coa};

    for (size_t i = 0; i < sizeof both; i++) {
        for (size_t n = 0; n < sizeof single / sizeof single[0]; n++) {
            struct pmip6_option o[3] = {single[n]->option, prefix.option,
                                        single[n]->option};
            struct signalling s;
            struct wire w;

            ck_assert_int_eq(wire_encode(&w, both[i], o, 2), 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_int_eq(wire_encode(&w, both[i], o, 3), 0);
            ck_assert_int_eq(wire_decode(&w), PMIP6_ERR_OPTION_DUPLICATE);
            decode_view(&s, &w, PMIP6_ERR_OPTION_DUPLICATE);
        }
    }
}
END_TEST

/* covers: R5213-8.1-09 R5213-8.2-09 */
START_TEST(vendor_specific_options_are_kept_whatever_their_number)
{
    for (size_t i = 0; i < sizeof both; i++) {
        for (size_t count = 1; count <= 8; count++) {
            struct pmip6_option o[8];
            struct signalling s;
            struct wire w;

            for (size_t n = 0; n < count; n++)
                o[n] = vendor_specific.option;
            ck_assert_int_eq(wire_encode(&w, both[i], o, count), 0);
            decode_view(&s, &w, 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_message.option_count, count);
            for (size_t n = 0; n < count; n++)
                check_found(&wire_found[n], &vendor_specific);
        }
    }
}
END_TEST

Suite *conformance_options_all(void)
{
    Suite *s = suite_create("options_all");

    conformance_add(s, option_is_a_type_a_length_and_so_many_octets, ONCE);
    conformance_add(s, option_is_written_where_its_values_lie_on_their_boundaries, ONCE);
    conformance_add(s, option_that_runs_past_the_end_is_malformed, ONCE);
    conformance_add(s, padding_is_one_octet_or_one_option, ONCE);
    conformance_add(s, octets_of_a_padding_option_are_ignored, ONCE);
    conformance_add(s, options_of_mobile_ipv6_stand_as_they_are_drawn, ONCE);
    conformance_add(s, authorization_data_is_last_with_no_padding_behind, ONCE);
    conformance_add(s, identifier_stands_as_it_is_drawn, ONCE);
    conformance_add(s, options_are_read_alike_in_every_order, ONCE);
    conformance_add(
        s, option_that_may_stand_once_makes_a_message_malformed_that_has_it_twice, ONCE);
    conformance_add(s, vendor_specific_options_are_kept_whatever_their_number, ONCE);
    return s;
}
