/* SPDX-License-Identifier: MIT */
/* IPv6-in-IPv6: headers, hop limit, traffic class and congestion marks, sizes. */

#include <string.h>

#include "encap.h"
#include "unit.h"

#define NOT_ECT 0u
#define ECT_1   1u
#define ECT_0   2u
#define CE      3u
#define DSCP    0x2eu

static void make_packet(uint8_t *packet, uint8_t traffic_class, uint16_t payload,
                        uint8_t hop_limit)
{
    size_t i;

    for (i = 0; i < ENCAP_HEADER; i++)
        packet[i] = (uint8_t)i;
    packet[0] = (uint8_t)(0x60 | traffic_class >> 4);
    packet[1] = (uint8_t)((traffic_class & 0x0f) << 4 | 0x0a);
    packet[4] = (uint8_t)(payload >> 8);
    packet[5] = (uint8_t)payload;
    packet[6] = 58;
    packet[7] = hop_limit;
}

static uint8_t class_of(const uint8_t *packet)
{
    struct encap_header h;

    ck_assert_int_eq(encap_read(packet, ENCAP_HEADER, &h), 0);
    return h.traffic_class;
}

START_TEST(reads_every_field_of_a_header)
{
    uint8_t packet[ENCAP_HEADER + 300];
    struct encap_header h;

    memset(packet, 0, sizeof packet);
    make_packet(packet, 0xb9, 300, 7);
    ck_assert_int_eq(encap_read(packet, sizeof packet, &h), 0);
    ck_assert_uint_eq(h.traffic_class, 0xb9);
    ck_assert_uint_eq(h.payload, 300);
    ck_assert_uint_eq(h.next_header, 58);
    ck_assert_uint_eq(h.hop_limit, 7);
    ck_assert_mem_eq(h.source.octets, packet + 8, 16);
    ck_assert_mem_eq(h.destination.octets, packet + 24, 16);
}
END_TEST

START_TEST(refuses_every_cut_of_a_packet)
{
    uint8_t packet[ENCAP_HEADER + 20];
    struct encap_header h;
    size_t length;

    memset(packet, 0, sizeof packet);
    make_packet(packet, 0, 20, 64);
    for (length = 0; length < sizeof packet; length++)
        ck_assert_int_eq(encap_read(packet, length, &h), -1);
    ck_assert_int_eq(encap_read(packet, sizeof packet, &h), 0);
}
END_TEST

START_TEST(refuses_what_is_not_ipv6)
{
    uint8_t packet[ENCAP_HEADER];
    struct encap_header h;
    unsigned int version;

    make_packet(packet, 0, 0, 64);
    for (version = 0; version < 16; version++) {
        packet[0] = (uint8_t)(version << 4);
        ck_assert_int_eq(encap_read(packet, sizeof packet, &h), version == 6 ? 0 : -1);
    }
}
END_TEST

START_TEST(outer_class_is_the_inner_but_for_ce) /* R5213-5.6.3-02, RFC 3168 9.1.1 */
{
    unsigned int class;

    for (class = 0; class < 256; class ++) {
        const uint8_t outer = encap_outer_class((uint8_t) class);

        ck_assert_uint_eq(outer >> 2, class >> 2);
        ck_assert_uint_eq(outer & 3u, (class & 3u) == CE ? ECT_0 : (class & 3u));
    }
}
END_TEST

START_TEST(exit_marks_ect_under_outer_ce) /* R5213-5.6.3-04 */
{
    static const uint8_t capable[] = {ECT_0, ECT_1, CE};
    uint8_t packet[ENCAP_HEADER];
    size_t i;

    for (i = 0; i < sizeof capable; i++) {
        make_packet(packet, (uint8_t)(DSCP << 2 | capable[i]), 0, 64);
        ck_assert_int_eq(encap_exit_ecn(packet, CE), 0);
        ck_assert_uint_eq(class_of(packet), DSCP << 2 | CE);
    }
}
END_TEST

START_TEST(exit_drops_not_ect_under_outer_ce) /* RFC 3168 9.1.1, RFC 6040 4.2 */
{
    uint8_t packet[ENCAP_HEADER];

    make_packet(packet, DSCP << 2 | NOT_ECT, 0, 64);
    ck_assert_int_eq(encap_exit_ecn(packet, CE), -1);
}
END_TEST

START_TEST(exit_changes_nothing_else) /* R5213-5.6.3-05 */
{
    uint8_t before[ENCAP_HEADER];
    uint8_t packet[ENCAP_HEADER];
    unsigned int inner;
    unsigned int outer;

    for (inner = 0; inner < 256; inner++) {
        for (outer = 0; outer < 256; outer++) {
            if ((outer & 3u) == CE)
                continue;
            make_packet(packet, (uint8_t)inner, 0, 64);
            memcpy(before, packet, sizeof before);
            ck_assert_int_eq(encap_exit_ecn(packet, (uint8_t)outer), 0);
            ck_assert_mem_eq(packet, before, sizeof before);
        }
    }
}
END_TEST

START_TEST(hop_limit_falls_by_one_and_ends_at_one)
{
    uint8_t packet[ENCAP_HEADER];
    unsigned int hops;

    for (hops = 0; hops < 256; hops++) {
        make_packet(packet, 0, 0, (uint8_t)hops);
        ck_assert_int_eq(encap_decrement(packet), hops > 1 ? 0 : -1);
        ck_assert_uint_eq(packet[7], hops > 1 ? hops - 1 : hops);
    }
}
END_TEST

START_TEST(increment_takes_a_decrement_back)
{
    uint8_t packet[ENCAP_HEADER];
    unsigned int hops;

    for (hops = 2; hops < 256; hops++) {
        make_packet(packet, 0, 0, (uint8_t)hops);
        ck_assert_int_eq(encap_decrement(packet), 0);
        encap_increment(packet);
        ck_assert_uint_eq(packet[7], hops);
    }
}
END_TEST

START_TEST(tunnel_mtu_is_the_paths_less_40_and_never_below_1280)
{
    ck_assert_uint_eq(encap_tunnel_mtu(1500), 1460);
    ck_assert_uint_eq(encap_tunnel_mtu(9000), 8960);
    ck_assert_uint_eq(encap_tunnel_mtu(1321), 1281);
    ck_assert_uint_eq(encap_tunnel_mtu(1320), 1280);
    ck_assert_uint_eq(encap_tunnel_mtu(1319), 1280);
    ck_assert_uint_eq(encap_tunnel_mtu(1280), 1280);
    ck_assert_uint_eq(encap_tunnel_mtu(0), 1280);
}
END_TEST

static Suite *encap_suite(void)
{
    Suite *suite = suite_create("encap");
    TCase *t = tcase_create("encap");

    tcase_add_test(t, reads_every_field_of_a_header);
    tcase_add_test(t, refuses_every_cut_of_a_packet);
    tcase_add_test(t, refuses_what_is_not_ipv6);
    tcase_add_test(t, outer_class_is_the_inner_but_for_ce);
    tcase_add_test(t, exit_marks_ect_under_outer_ce);
    tcase_add_test(t, exit_drops_not_ect_under_outer_ce);
    tcase_add_test(t, exit_changes_nothing_else);
    tcase_add_test(t, hop_limit_falls_by_one_and_ends_at_one);
    tcase_add_test(t, increment_takes_a_decrement_back);
    tcase_add_test(t, tunnel_mtu_is_the_paths_less_40_and_never_below_1280);
    suite_add_tcase(suite, t);
    return suite;
}

UNIT_MAIN(encap_suite)
