/* SPDX-License-Identifier: MIT */
/*
 * Packets in and out of the tunnels: the library's verdict on each, and what the daemon's
 * functions on headers do with it (RFC 5213 5.6.2, 5.6.3, 6.9.5, draft-02 5.5.2
 * and 6.10.2, RFC 6275 10.4.2).
 */
#include "conformance.h"
#include "encap.h"
#include "icmp6.h"
#include "lma_bed.h"

#define NOT_ECT 0u
#define ECT_1   1u
#define ECT_0   2u
#define CE      3u

#define HEADER  40u
#define OUTSIDE fake_addr(0x77, 7)

/* A packet of this traffic class, whose payload counts up. */
static void make_packet(uint8_t *packet, size_t length, const struct pmip6_addr *from,
                        const struct pmip6_addr *to, uint8_t traffic_class)
{
    for (size_t i = 0; i < length; i++)
        packet[i] = (uint8_t)(i * 7);
    packet[0] = (uint8_t)(0x60 | traffic_class >> 4);
    packet[1] = (uint8_t)((traffic_class & 0x0f) << 4);
    packet[4] = (uint8_t)((length - HEADER) >> 8);
    packet[5] = (uint8_t)(length - HEADER);
    packet[6] = 17;
    packet[7] = 64;
    memcpy(packet + 8, from->octets, 16);
    memcpy(packet + 24, to->octets, 16);
}

/* An address of the node whose binding is this. */
static struct pmip6_addr of_node(const struct pmip6_binding_view *v)
{
    struct pmip6_addr a = v->prefixes[0].addr;

    a.octets[15] = 5;
    return a;
}

/* What the LMA says of the packet: out of the tunnel from `outer`, NULL: from outside. */
static struct pmip6_forward_verdict ask_about(const uint8_t *packet, size_t length,
                                              const struct pmip6_addr *outer)
{
    struct pmip6_forward_verdict v;
    struct pmip6_forward_query q;
    struct encap_header header;

    ck_assert_int_eq(encap_read(packet, length, &header), 0);
    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.source = header.source;
    q.destination = header.destination;
    q.origin = outer ? PMIP6_FROM_TUNNEL : PMIP6_FROM_OUTSIDE;
    if (outer)
        q.outer_source = *outer;
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    return v;
}

/* The tunnel leads from the LMA to the gateway of this network, IPv6 in IPv6. */
static void check_tunnel(const struct pmip6_forward_verdict *v, uint8_t gateway)
{
    struct pmip6_addr local = LMAA, remote = fake_addr(gateway, 1);

    ck_assert_uint_eq(v->action, PMIP6_FORWARD_TUNNEL);
    ck_assert(memcmp(&v->tunnel.local, &local, 16) == 0);
    ck_assert(memcmp(&v->tunnel.remote, &remote, 16) == 0);
    ck_assert_uint_eq(v->tunnel.encapsulation, PMIP6_ENCAP_IPV6);
}

/* covers: R5213-5.6.2-04 D02-5.5.2-04 D02-6.10.2-02 D02-6.10.2-03 */
START_TEST(packet_to_a_node_gets_an_outer_header_to_its_gateway)
{
    uint8_t packet[HEADER + 100], before[sizeof packet];
    struct pmip6_binding_view view = {.size = sizeof view};
    struct pmip6_addr from = OUTSIDE, to;
    struct pmip6_forward_verdict v;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(bindings(&view), 1);
    to = of_node(&view);
    make_packet(packet, sizeof packet, &from, &to, 0xb8);
    memcpy(before, packet, sizeof before);
    v = ask_about(packet, sizeof packet, NULL);
    check_tunnel(&v, 1);
    ck_assert_uint_eq(h.tunnels[0].encapsulation, PMIP6_ENCAP_IPV6);
    ck_assert_uint_eq(encap_outer_class(0xb8), 0xb8);
    ck_assert_uint_eq(ENCAP_NEXT_HEADER, 41);
    ck_assert(memcmp(packet, before, sizeof before) == 0); /* the inner one stays */
    ck_assert_int_eq(ASK(.handoff = 3, .mag = 2), 0);
    v = ask_about(packet, sizeof packet, NULL);
    check_tunnel(&v, 2);
    end();
}
END_TEST

/* covers: R5213-5.6.2-06 */
START_TEST(packet_out_of_a_tunnel_goes_where_its_inner_header_leads)
{
    struct pmip6_addr gateway = MAG1, outside = OUTSIDE, first, second;
    struct pmip6_binding_view view = {.size = sizeof view};
    uint8_t packet[HEADER + 8];
    struct pmip6_forward_verdict v;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    bindings(&view);
    first = of_node(&view);
    make_packet(packet, sizeof packet, &first, &outside, 0);
    v = ask_about(packet, sizeof packet, &gateway);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_ROUTE);

    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .mag = 2), 0);
    second = answer.prefixes[0].addr;
    second.octets[15] = 9;
    make_packet(packet, sizeof packet, &first, &second, 0);
    v = ask_about(packet, sizeof packet, &gateway);
    check_tunnel(&v, 2);
    end();
}
END_TEST

/* covers: R5213-5.6.2-08 */
START_TEST(what_is_no_whole_packet_does_not_leave_a_tunnel)
{
    struct pmip6_addr from = OUTSIDE, to = MAG1;
    uint8_t packet[HEADER + 33];
    struct encap_header header;

    make_packet(packet, sizeof packet, &from, &to, 0);
    for (size_t n = 0; n < sizeof packet; n++)
        ck_assert_int_eq(encap_read(packet, n, &header), -1);
    ck_assert_int_eq(encap_read(packet, sizeof packet, &header), 0);
    for (unsigned version = 0; version < 16; version++) {
        packet[0] = (uint8_t)(version << 4);
        ck_assert_int_eq(encap_read(packet, sizeof packet, &header),
                         version == 6 ? 0 : -1);
    }
}
END_TEST

/* covers: R5213-5.6.2-08 */
START_TEST(packet_that_is_forwarded_loses_one_hop)
{
    struct pmip6_addr from = OUTSIDE, to = MAG1;
    uint8_t packet[HEADER];

    make_packet(packet, sizeof packet, &from, &to, 0);
    for (unsigned hops = 0; hops < 256; hops++) {
        packet[7] = (uint8_t)hops;
        ck_assert_int_eq(encap_decrement(packet), hops > 1 ? 0 : -1);
        ck_assert_uint_eq(packet[7], hops > 1 ? hops - 1 : hops);
    }
}
END_TEST

/* covers: R5213-5.6.3-01 R5213-5.6.3-02 */
START_TEST(outer_header_is_as_capable_of_congestion_marks_as_the_inner)
{
    static const uint8_t outer[] = {
        [NOT_ECT] = NOT_ECT, [ECT_0] = ECT_0, [ECT_1] = ECT_1, [CE] = ECT_0};

    for (unsigned inner = 0; inner < 256; inner++) {
        ck_assert_uint_eq(encap_outer_class((uint8_t)inner) & 3u, outer[inner & 3]);
        ck_assert_uint_eq(encap_outer_class((uint8_t)inner) >> 2, inner >> 2);
    }
}
END_TEST

/* covers: R5213-5.6.3-01 R5213-5.6.3-04 R5213-5.6.3-05 */
START_TEST(inner_header_takes_a_congestion_mark_and_nothing_else)
{
    struct pmip6_addr from = OUTSIDE, to = MAG1;

    for (unsigned inner = 0; inner < 256; inner++) {
        for (unsigned outer = 0; outer < 256; outer++) {
            uint8_t packet[HEADER + 8], expected[sizeof packet];
            int marked = (outer & 3) == CE, capable = (inner & 3) != NOT_ECT;

            make_packet(packet, sizeof packet, &from, &to, (uint8_t)inner);
            memcpy(expected, packet, sizeof packet);
            if (marked && capable)
                expected[1] |= 0x30;
            /* the mark on one that cannot carry it is a loss: it must not be forgotten */
            ck_assert_int_eq(encap_exit_ecn(packet, (uint8_t)outer),
                             marked && !capable ? -1 : 0);
            ck_assert(memcmp(packet, expected, sizeof packet) == 0);
        }
    }
}
END_TEST

/* covers: R5213-6.9.5-10 R5213-6.9.5-11 */
START_TEST(tunnel_has_the_mtu_of_its_path_less_the_outer_header)
{
    for (uint32_t path = 0; path < 70000; path++)
        ck_assert_uint_eq(encap_tunnel_mtu(path), path < 1320 ? 1280 : path - 40);
}
END_TEST

/* covers: R5213-6.9.5-10 */
START_TEST(source_of_a_packet_too_big_for_the_path_is_told_the_mtu_of_the_tunnel)
{
    for (uint32_t path = 1280; path < 9000; path++) {
        const struct icmp6_error inside = {ICMP6_ERROR_TOO_BIG, 0, path};
        struct icmp6_error out = {0, 0, 0};

        ck_assert_int_eq(icmp6_relay(&inside, 9000, &out), 1);
        ck_assert_uint_eq(out.type, 2);
        ck_assert_uint_eq(out.value, path < 1320 ? 1280 : path - 40);
    }
}
END_TEST

/* covers: R6275-10.4.2-03 */
START_TEST(source_of_a_packet_to_a_link_local_address_is_told_that_it_is_unreachable)
{
    struct pmip6_addr own = LMAA, from = OUTSIDE, to = {{0xfe, 0x80, [15] = 5}};
    uint8_t packet[HEADER + 20], out[ICMP6_ERROR_MAX];
    struct pmip6_forward_verdict v;
    struct icmp6_error e = {0, 0, 0};

    begin((uint32_t)_i);
    make_packet(packet, sizeof packet, &from, &to, 0);
    v = ask_about(packet, sizeof packet, NULL);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
    ck_assert_int_eq(icmp6_of_drop(v.reason, &e), 1);
    ck_assert_uint_eq(icmp6_build(out, &own, &e, packet, sizeof packet),
                      HEADER + 8 + sizeof packet);
    ck_assert(memcmp(out + 8, own.octets, 16) == 0);
    ck_assert(memcmp(out + 24, from.octets, 16) == 0);
    ck_assert_uint_eq(out[6], 58);
    ck_assert_uint_eq(out[HEADER], 1);
    ck_assert_uint_eq(out[HEADER + 1], 3);
    ck_assert(memcmp(out + HEADER + 8, packet, sizeof packet) == 0);
    from.octets[0] = 0xff; /* nobody is told about what a group has sent */
    make_packet(packet, sizeof packet, &from, &to, 0);
    ck_assert_uint_eq(icmp6_build(out, &own, &e, packet, sizeof packet), 0);
    end();
}
END_TEST

Suite *conformance_data_plane(void)
{
    Suite *s = suite_create("data_plane");

    conformance_add(s, packet_to_a_node_gets_an_outer_header_to_its_gateway,
                    BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_goes_where_its_inner_header_leads,
                    BOTH_EDITIONS);
    conformance_add(s, what_is_no_whole_packet_does_not_leave_a_tunnel, ONCE);
    conformance_add(s, packet_that_is_forwarded_loses_one_hop, ONCE);
    conformance_add(s, outer_header_is_as_capable_of_congestion_marks_as_the_inner, ONCE);
    conformance_add(s, inner_header_takes_a_congestion_mark_and_nothing_else, ONCE);
    conformance_add(s, tunnel_has_the_mtu_of_its_path_less_the_outer_header, ONCE);
    conformance_add(
        s, source_of_a_packet_too_big_for_the_path_is_told_the_mtu_of_the_tunnel, ONCE);
    conformance_add(
        s, source_of_a_packet_to_a_link_local_address_is_told_that_it_is_unreachable,
        BOTH_EDITIONS);
    return s;
}
