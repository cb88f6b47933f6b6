/* SPDX-License-Identifier: MIT */
/* ICMPv6 errors: which may be sent, how they look, how they leave a tunnel, how often. */

#include <string.h>

#include "icmp6.h"
#include "unit.h"

#define HEADER 40u

static const struct pmip6_addr self = {
    {0x20, 0x01, 0x0d, 0xb8, 0, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
static const struct icmp6_error unreachable = {ICMP6_ERROR_UNREACHABLE, 3, 0};
static const struct icmp6_error too_big = {ICMP6_ERROR_TOO_BIG, 0, 1460};

/* A packet from 2001:db8:1::2 to 2001:db8:2::3 whose payload counts up. */
static void make_packet(uint8_t *packet, size_t length, uint8_t next)
{
    static const uint8_t from[] = {0x20, 0x01, 0x0d, 0xb8, 0, 1};
    static const uint8_t to[] = {0x20, 0x01, 0x0d, 0xb8, 0, 2};
    size_t i;

    for (i = HEADER; i < length; i++)
        packet[i] = (uint8_t)(i * 7);
    memset(packet, 0, HEADER);
    packet[0] = 0x60;
    packet[4] = (uint8_t)((length - HEADER) >> 8);
    packet[5] = (uint8_t)(length - HEADER);
    packet[6] = next;
    packet[7] = 64;
    memcpy(packet + 8, from, sizeof from);
    packet[23] = 2;
    memcpy(packet + 24, to, sizeof to);
    packet[39] = 3;
}

START_TEST(an_error_quotes_the_packet_and_has_a_right_checksum)
{
    uint8_t packet[HEADER + 33];
    uint8_t out[ICMP6_ERROR_MAX];
    struct pmip6_addr to;
    size_t size;

    make_packet(packet, sizeof packet, 17);
    size = icmp6_build(out, &self, &too_big, packet, sizeof packet);
    ck_assert_uint_eq(size, HEADER + 8 + sizeof packet);
    ck_assert_uint_eq(out[0], 0x60);
    ck_assert_uint_eq((size_t)(out[4] << 8 | out[5]), size - HEADER);
    ck_assert_uint_eq(out[6], 58);
    ck_assert_mem_eq(out + 8, self.octets, 16);
    ck_assert_mem_eq(out + 24, packet + 8, 16);
    ck_assert_uint_eq(out[40], 2);
    ck_assert_uint_eq(out[41], 0);
    ck_assert_uint_eq((unsigned)(out[44] << 24 | out[45] << 16 | out[46] << 8 | out[47]),
                      1460);
    ck_assert_mem_eq(out + 48, packet, sizeof packet);
    memcpy(to.octets, out + 24, 16);
    ck_assert_uint_eq(icmp6_checksum(&self, &to, out + HEADER, size - HEADER), 0);
}
END_TEST

START_TEST(an_error_never_exceeds_1280_octets) /* RFC 4443 2.4 (c) */
{
    static uint8_t packet[2000];
    uint8_t out[ICMP6_ERROR_MAX];
    size_t length;

    for (length = HEADER; length <= sizeof packet; length += 7) {
        const size_t whole = HEADER + 8 + length;

        make_packet(packet, length, 17);
        ck_assert_uint_eq(icmp6_build(out, &self, &unreachable, packet, length),
                          whole < 1280 ? whole : 1280);
    }
}
END_TEST

START_TEST(no_error_about_an_error) /* RFC 4443 2.4 (e.1), (e.2) */
{
    uint8_t packet[HEADER + 8];
    unsigned int type;

    make_packet(packet, sizeof packet, 58);
    for (type = 0; type < 256; type++) {
        packet[HEADER] = (uint8_t)type;
        ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &unreachable),
                         type >= 128 && type != 137);
    }
}
END_TEST

START_TEST(no_error_about_an_error_behind_extension_headers)
{
    uint8_t packet[HEADER + 8 + 16 + 8 + 8];

    make_packet(packet, sizeof packet, 0);
    memset(packet + HEADER, 0xff, sizeof packet - HEADER);
    packet[HEADER] = 60; /* hop-by-hop, then destination options of 16 octets, fragment */
    packet[HEADER + 1] = 0;
    packet[HEADER + 8] = 44;
    packet[HEADER + 9] = 1;
    packet[HEADER + 26] = 0;
    packet[HEADER + 27] = 1;
    packet[HEADER + 24] = 58;
    packet[HEADER + 32] = 1;
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &unreachable), 0);
    packet[HEADER + 32] = 128;
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &unreachable), 1);
}
END_TEST

START_TEST(extension_headers_that_run_off_the_end_are_no_harm)
{
    uint8_t packet[HEADER + 24];
    size_t length;
    unsigned int words;

    for (words = 0; words < 256; words++) {
        for (length = 0; length <= sizeof packet; length++) {
            make_packet(packet, sizeof packet, 43);
            packet[HEADER] = 58;
            packet[HEADER + 1] = (uint8_t)words;
            (void)icmp6_may_answer(packet, length, &unreachable);
        }
    }
}
END_TEST

START_TEST(no_error_to_a_source_that_is_no_single_node) /* RFC 4443 2.4 (e.6) */
{
    uint8_t packet[HEADER + 8];

    make_packet(packet, sizeof packet, 17);
    packet[8] = 0xff;
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &too_big), 0);
    memset(packet + 8, 0, 16);
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &too_big), 0);
    packet[8] = 0xfe;
    packet[9] = 0x80;
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &too_big), 0);
}
END_TEST

START_TEST(about_multicast_only_packet_too_big) /* RFC 4443 2.4 (e.3) */
{
    uint8_t packet[HEADER + 8];

    make_packet(packet, sizeof packet, 17);
    packet[24] = 0xff;
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &unreachable), 0);
    ck_assert_int_eq(icmp6_may_answer(packet, sizeof packet, &too_big), 1);
}
END_TEST

static int relay(uint8_t type, uint8_t code, uint32_t value, uint32_t original,
                 struct icmp6_error *out)
{
    const struct icmp6_error inside = {type, code, value};

    memset(out, 0, sizeof *out);
    return icmp6_relay(&inside, original, out);
}

START_TEST(trouble_inside_the_tunnel_is_an_unreachable_address) /* RFC 2473 8.1, 8.2 */
{
    struct icmp6_error out;

    ck_assert_int_eq(relay(ICMP6_ERROR_TIME, 0, 0, 100, &out), 1);
    ck_assert_uint_eq(out.type, 1);
    ck_assert_uint_eq(out.code, 3);
    ck_assert_int_eq(relay(ICMP6_ERROR_UNREACHABLE, 0, 0, 100, &out), 1);
    ck_assert_uint_eq(out.type, 1);
    ck_assert_uint_eq(out.code, 3);
}
END_TEST

START_TEST(a_narrow_path_is_told_only_about_packets_above_1280) /* RFC 2473 8.2 */
{
    struct icmp6_error out;

    ck_assert_int_eq(relay(ICMP6_ERROR_TOO_BIG, 0, 1400, 1450, &out), 1);
    ck_assert_uint_eq(out.type, 2);
    ck_assert_uint_eq(out.value, 1360);
    ck_assert_int_eq(relay(ICMP6_ERROR_TOO_BIG, 0, 1280, 1281, &out), 1);
    ck_assert_uint_eq(out.value, 1280);
    ck_assert_int_eq(relay(ICMP6_ERROR_TOO_BIG, 0, 1280, 1280, &out), 0);
}
END_TEST

START_TEST(what_is_no_trouble_of_the_path_stays_inside)
{
    struct icmp6_error out;

    ck_assert_int_eq(relay(ICMP6_ERROR_UNREACHABLE, 4, 0, 100, &out), 0);
    ck_assert_int_eq(relay(ICMP6_ERROR_TIME, 1, 0, 100, &out), 0);
    ck_assert_int_eq(relay(ICMP6_ERROR_PARAMETER, 0, 6, 100, &out), 0);
}
END_TEST

START_TEST(
    errors_are_limited_to_ten_at_once_and_a_hundred_a_second) /* RFC 4443 2.4 (f) */
{
    struct icmp6_limit limit = {0};
    pmip6_time now = 3600000000u;
    unsigned int at_once = 0;
    unsigned int in_a_second = 0;
    unsigned int i;

    for (i = 0; i < 1000; i++)
        at_once += (unsigned int)icmp6_allow(&limit, now);
    ck_assert_uint_eq(at_once, 10);
    for (i = 0; i < 1000; i++) {
        now += 1000;
        in_a_second += (unsigned int)icmp6_allow(&limit, now);
    }
    ck_assert_uint_eq(in_a_second, 100);
}
END_TEST

static Suite *icmp6_suite(void)
{
    Suite *suite = suite_create("icmp6");
    TCase *t = tcase_create("icmp6");

    tcase_add_test(t, an_error_quotes_the_packet_and_has_a_right_checksum);
    tcase_add_test(t, an_error_never_exceeds_1280_octets);
    tcase_add_test(t, no_error_about_an_error);
    tcase_add_test(t, no_error_about_an_error_behind_extension_headers);
    tcase_add_test(t, extension_headers_that_run_off_the_end_are_no_harm);
    tcase_add_test(t, no_error_to_a_source_that_is_no_single_node);
    tcase_add_test(t, about_multicast_only_packet_too_big);
    tcase_add_test(t, trouble_inside_the_tunnel_is_an_unreachable_address);
    tcase_add_test(t, a_narrow_path_is_told_only_about_packets_above_1280);
    tcase_add_test(t, what_is_no_trouble_of_the_path_stays_inside);
    tcase_add_test(t, errors_are_limited_to_ten_at_once_and_a_hundred_a_second);
    suite_add_tcase(suite, t);
    return suite;
}

UNIT_MAIN(icmp6_suite)
