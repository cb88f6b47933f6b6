/* SPDX-License-Identifier: MIT */
#include "checksum.h"
#include "nd.h"
#include "unit.h"

#include <string.h>

static const struct pmip6_addr node = {{0xfe, 0x80, [15] = 7}};
static const struct pmip6_addr router = {{0xfe, 0x80, [15] = 1}};
static const struct pmip6_addr nobody;
static const struct pmip6_addr all_routers = {{0xff, 2, [15] = 2}};
static const struct pmip6_addr solicited = {{0xff, 2, [11] = 1, [12] = 0xff, [15] = 7}};

/* A message of a type with given octets after its four first, checksum right. */
static uint32_t parse(uint8_t type, const struct pmip6_addr *from,
                      const struct pmip6_addr *to, const uint8_t *rest, size_t count,
                      uint32_t hop_limit, struct nd_message *m)
{
    static uint8_t octets[256];
    struct pmip6_nd_packet p;
    uint16_t sum;

    memset(octets, 0, sizeof octets);
    octets[0] = type;
    memcpy(octets + 4, rest, count);
    sum = p6_checksum(from, to, 58, octets, count + 4);
    octets[2] = (uint8_t)(sum >> 8);
    octets[3] = (uint8_t)sum;
    pmip6_nd_packet_init(&p);
    p.source = *from;
    p.destination = *to;
    p.octets.data = octets;
    p.octets.length = count + 4;
    p.hop_limit = hop_limit;
    return p6_nd_parse(m, &p);
}

START_TEST(nd_takes_a_solicitation_and_its_link_layer_address) /* RFC 4861 6.1.1 */
{
    static const uint8_t rs[12] = {0, 0, 0, 0, 1, 1, 2, 0, 0, 0, 0, 1};
    struct nd_message m;

    ck_assert_uint_eq(parse(133, &node, &all_routers, rs, 12, 255, &m), PMIP6_DROP_NONE);
    ck_assert_uint_eq(m.link_layer.length, 6);
    ck_assert_uint_eq(m.link_layer.data[5], 1);
    ck_assert_uint_eq(parse(133, &node, &all_routers, rs, 12, 254, &m),
                      PMIP6_DROP_ND_HOP_LIMIT);
    ck_assert_uint_eq(parse(133, &nobody, &all_routers, rs, 12, 255, &m),
                      PMIP6_DROP_ND_MALFORMED); /* nobody has no link-layer address */
    ck_assert_uint_eq(parse(133, &nobody, &all_routers, rs, 4, 255, &m), PMIP6_DROP_NONE);
}
END_TEST

START_TEST(nd_knows_duplicate_address_detection) /* RFC 4861 7.1.1 */
{
    uint8_t ns[20] = {0};
    struct nd_message m;

    memcpy(ns + 4, &node, 16);
    ck_assert_uint_eq(parse(135, &nobody, &solicited, ns, 20, 255, &m), PMIP6_DROP_NONE);
    ck_assert(p6_nd_is_dad(&m));
    ck_assert(memcmp(&m.target, &node, 16) == 0);
    ck_assert_uint_eq(parse(135, &nobody, &router, ns, 20, 255, &m),
                      PMIP6_DROP_ND_MALFORMED);
    ns[4] = 0xff;
    ck_assert_uint_eq(parse(135, &node, &solicited, ns, 20, 255, &m),
                      PMIP6_DROP_ND_MALFORMED);
}
END_TEST

START_TEST(nd_refuses_options_of_no_length_and_cut_ones)
{
    static const uint8_t zero[12] = {0, 0, 0, 0, 1, 0};
    static const uint8_t cut[12] = {0, 0, 0, 0, 1, 2};
    struct nd_message m;

    ck_assert_uint_eq(parse(133, &node, &all_routers, zero, 12, 255, &m),
                      PMIP6_DROP_ND_MALFORMED);
    ck_assert_uint_eq(parse(133, &node, &all_routers, cut, 12, 255, &m),
                      PMIP6_DROP_ND_MALFORMED);
    for (size_t n = 0; n < 4; n++)
        ck_assert_uint_eq(parse(133, &node, &all_routers, cut, n, 255, &m),
                          PMIP6_DROP_ND_MALFORMED);
}
END_TEST

START_TEST(nd_survives_every_changed_octet)
{
    uint8_t ns[28] = {0};
    struct nd_message m;

    memcpy(ns + 4, &node, 16);
    ns[20] = 1;
    ns[21] = 1;
    for (size_t at = 0; at < sizeof ns; at++) {
        for (unsigned value = 0; value < 256; value++) {
            uint8_t changed[sizeof ns];

            memcpy(changed, ns, sizeof ns);
            changed[at] = (uint8_t)value;
            (void)parse(135, &router, &node, changed, sizeof changed, 255, &m);
            (void)parse(136, &router, &node, changed, sizeof changed, 255, &m);
        }
    }
}
END_TEST

START_TEST(nd_writes_an_advertisement_that_reads_back) /* RFC 4861 4.2, 4.6 */
{
    static const uint8_t lli[6] = {0, 0, 0x5e, 0, 0x52, 0x13};
    struct nd_prefix prefix = {{{{0x20, 1, 0x0d, 0xb8}}, 64}, 300, 200, 1, 0};
    struct nd_advertisement a;
    struct pmip6_nd_packet p;
    struct nd_message m;
    uint8_t octets[P6_ND_MAX];

    memset(&a, 0, sizeof a);
    a.source = router;
    a.destination = node;
    a.link_layer.data = lli;
    a.link_layer.length = sizeof lli;
    a.prefixes = &prefix;
    a.prefix_count = 1;
    a.mtu = 1460;
    a.router_lifetime = 1800;
    a.managed = 1;
    pmip6_nd_packet_init(&p);
    p.octets.data = octets;
    p.octets.length = p6_nd_router_advertisement(&a, octets, sizeof octets);
    p.source = router;
    p.destination = node;
    p.hop_limit = 255;
    ck_assert_uint_eq(p.octets.length, 16 + 8 + 8 + 32);
    ck_assert_uint_eq(p6_nd_parse(&m, &p), PMIP6_DROP_NONE);
    ck_assert_uint_eq(octets[4], 64);
    ck_assert_uint_eq(octets[5], 0x80);
    ck_assert_int_eq(octets[6] << 8 | octets[7], 1800);
    ck_assert_uint_eq(octets[32 + 3], 0xc0);
    ck_assert_int_eq(octets[32 + 7] | octets[32 + 6] << 8, 300);
    ck_assert_uint_eq(octets[32 + 11], 200);
    ck_assert_uint_eq(p6_nd_router_advertisement(&a, octets, 63), 0);
}
END_TEST

START_TEST(nd_has_room_for_all_that_an_advertisement_may_say) /* RFC 4861 4.2, RFC 8106 */
{
    static const struct pmip6_addr servers[PMIP6_DNS_SERVERS_MAX] = {{{0x20, 1}}};
    static const uint8_t lli[PMIP6_LINK_LAYER_ID_MAX] = {2};
    struct nd_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct nd_advertisement a;
    uint8_t octets[P6_ND_MAX];

    memset(prefixes, 0, sizeof prefixes);
    memset(&a, 0, sizeof a);
    a.link_layer.data = lli;
    a.link_layer.length = sizeof lli;
    a.prefixes = prefixes;
    a.prefix_count = PMIP6_PREFIXES_MAX;
    a.servers = servers;
    a.server_count = PMIP6_DNS_SERVERS_MAX;
    a.mtu = 1460;
    ck_assert_uint_eq(p6_nd_router_advertisement(&a, octets, sizeof octets),
                      16 + 40 + 8 + 8 * 32 + 8 + 4 * 16);
}
END_TEST

static Suite *nd_suite(void)
{
    Suite *s = suite_create("nd");
    TCase *c = tcase_create("nd");

    tcase_add_test(c, nd_takes_a_solicitation_and_its_link_layer_address);
    tcase_add_test(c, nd_knows_duplicate_address_detection);
    tcase_add_test(c, nd_refuses_options_of_no_length_and_cut_ones);
    tcase_add_test(c, nd_survives_every_changed_octet);
    tcase_add_test(c, nd_writes_an_advertisement_that_reads_back);
    tcase_add_test(c, nd_has_room_for_all_that_an_advertisement_may_say);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(nd_suite)
