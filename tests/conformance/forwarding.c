/* SPDX-License-Identifier: MIT */
/*
 * The verdict on each packet, and the routes that say the same to a host with tables of
 * its own (RFC 5213 5.6.2, draft-02 5.5.2, RFC 6275 10.4.2 and 10.4.5); and the address
 * that a checksum is made with (RFC 6275 6.1.1).
 */
#include "conformance.h"
#include "host_bed.h"
#include "session_bed.h"

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

static struct pmip6_addr outside(void)
{
    return fake_addr(0x70, 1);
}

/* An address of a prefix: any. */
static struct pmip6_addr within(struct pmip6_prefix p)
{
    struct pmip6_addr a = p.addr;

    for (unsigned i = p.length; i < 128; i++)
        a.octets[i / 8] |= (uint8_t)(pick(2) << (7 - i % 8));
    return a;
}

static struct pmip6_forward_verdict ask_verdict(uint32_t origin, struct pmip6_addr from,
                                                struct pmip6_addr to, uint8_t mag)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = origin;
    q.source = from;
    q.destination = to;
    if (origin == PMIP6_FROM_TUNNEL)
        q.outer_source = fake_addr(mag, 1);
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    return v;
}

static struct pmip6_forward_verdict inwards(struct pmip6_addr to)
{
    return ask_verdict(PMIP6_FROM_OUTSIDE, outside(), to, 0);
}

static struct pmip6_forward_verdict outwards(struct pmip6_addr from, struct pmip6_addr to,
                                             uint8_t mag)
{
    return ask_verdict(PMIP6_FROM_TUNNEL, from, to, mag);
}

/* Into the tunnel to a gateway. */
static void check_tunnel(struct pmip6_forward_verdict v, uint8_t mag)
{
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ck_assert_uint_eq(v.reason, PMIP6_FORWARD_OK);
    ck_assert(same_addr(v.tunnel.remote, fake_addr(mag, 1)));
    ck_assert(same_addr(v.tunnel.local, LMAA));
    ck_assert_ptr_nonnull(tunnel_to(mag));
    ck_assert(v.tunnel.id == tunnel_to(mag)->id);
}

static void check_dropped(struct pmip6_forward_verdict v, uint32_t reason)
{
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(v.reason, reason);
}

/* Three nodes at three gateways; where the edition has it, the first has five prefixes.
 */
static struct pmip6_prefix bound[3][PMIP6_PREFIXES_MAX];
static size_t bound_count[3];

static void begin_bound(uint32_t e)
{
    static const char *const names[] = {"mn1", "mn2", "mn3"};
    struct pmip6_prefix one = home(0x30);

    dice = 5;
    begin(e);
    for (uint8_t n = 0; n < 3; n++) {
        h.policy.pool_prefixes = n == 0 ? 5 : 1;
        one.addr.octets[15] = 9;
        one.length = 128;
        h.policy.prefixes = &one;
        h.policy.prefix_count = n == 2; /* the last has a single address */
        ck_assert_int_eq(
            ASK(.mn = names[n], .handoff = 1, .mag = (uint8_t)(n + 1), .lli = "aaaaaa"),
            0);
        bound_count[n] = answer.prefix_count;
        memcpy(bound[n], answer.prefixes, sizeof bound[n]);
    }
    h.policy.prefix_count = 0;
}

/* ---- towards nodes ---- */

/* The kind of the host's route of a prefix, and where it leads; 0 for none. */
static uint32_t route_of(struct pmip6_prefix p, struct pmip6_addr *remote)
{
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct pmip6_route *r = &h.routes[i].route;

        if (!h.routes[i].used || r->prefix.length != p.length ||
            !same_addr(r->prefix.addr, p.addr))
            continue;
        *remote = r->tunnel.remote;
        return r->kind;
    }
    return 0;
}

/* covers: R5213-5.6.2-01 D02-5.5.2-01 D02-5.2-05 */
START_TEST(lma_takes_in_what_is_for_the_prefixes_of_its_nodes)
{
    unsigned count = 0;

    begin_bound((uint32_t)_i);
    for (uint8_t n = 0; n < 3; n++) {
        for (size_t i = 0; i < bound_count[n]; i++, count++) {
            struct pmip6_addr remote;

            ck_assert_uint_eq(route_of(bound[n][i], &remote), PMIP6_ROUTE_TO_TUNNEL);
            ck_assert(same_addr(remote, fake_addr((uint8_t)(n + 1), 1)));
        }
    }
    ck_assert_uint_eq(h.route_count, count);
    ck_assert_uint_eq(count, edition == PMIP6_RFC5213 ? 7 : 3);
    pass(SEC(100));
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

/* covers: R5213-5.6.2-03 D02-5.5.2-03 D02-5.2-05 */
START_TEST(packet_for_a_node_goes_into_the_tunnel_of_its_session)
{
    begin_bound((uint32_t)_i);
    for (unsigned round = 0; round < 500; round++) {
        for (uint8_t n = 0; n < 3; n++) {
            struct pmip6_prefix p = bound[n][pick((uint32_t)bound_count[n])];

            check_tunnel(inwards(within(p)), (uint8_t)(n + 1));
        }
    }
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 3, .mag = 4, .lli = "aaaaaa"), 0);
    for (size_t i = 0; i < bound_count[0]; i++)
        check_tunnel(inwards(within(bound[0][i])), 4);
    check_tunnel(inwards(within(bound[1][0])), 2);
    /* Nobody's prefix, of the pool and of elsewhere; an address beside a single one. */
    check_dropped(inwards(within(home(0xf0))), PMIP6_FORWARD_NO_BINDING);
    ck_assert_uint_eq(inwards(outside()).action, PMIP6_FORWARD_ROUTE);
    bound[2][0].addr.octets[15] ^= 1;
    ck_assert_uint_eq(inwards(bound[2][0].addr).action, PMIP6_FORWARD_ROUTE);
    pass(SEC(100));
    check_dropped(inwards(within(bound[1][0])), PMIP6_FORWARD_NO_BINDING);
    end();
}
END_TEST

/* covers: R6275-10.4.2-01 R6275-10.4.2-02 */
START_TEST(packet_for_a_link_local_address_ends_here)
{
    begin_bound((uint32_t)_i);
    ck_assert_int_eq(ASK(.mn = "mn4", .handoff = 1, .with = HAS_LINK_LOCAL,
                         .link_local = {{0xfe, 0x80, [15] = 7}}),
                     0); /* one that the LMA knows, too */
    for (unsigned round = 0; round < 2000; round++) {
        struct pmip6_prefix link_local = {.addr = {{0xfe, 0x80}}, .length = 10};
        struct pmip6_addr to = within(link_local);

        if (round == 0)
            to = entry_of("mn4").link_local;
        check_dropped(inwards(to), PMIP6_FORWARD_LINK_LOCAL);
        check_dropped(outwards(within(bound[1][0]), to, 2), PMIP6_FORWARD_LINK_LOCAL);
        check_dropped(outwards(to, outside(), 2), PMIP6_FORWARD_LINK_LOCAL);
    }
    end();
}
END_TEST

/* covers: R6275-10.4.2-04 R6275-10.4.2-05 */
START_TEST(multicast_of_less_than_global_scope_enters_no_tunnel)
{
    begin_bound((uint32_t)_i);
    for (unsigned second = 0; second < 256; second++) {
        struct pmip6_addr group = {{0xff, (uint8_t)second, [15] = 1}};
        struct pmip6_forward_verdict in = inwards(group),
                                     out = outwards(within(bound[1][0]), group, 2);

        ck_assert_uint_ne(in.action, PMIP6_FORWARD_TUNNEL);
        ck_assert_uint_ne(out.action, PMIP6_FORWARD_TUNNEL);
        if ((second & 15) >= 14)
            continue;
        check_dropped(in, PMIP6_FORWARD_MULTICAST_SCOPE);
        check_dropped(out, PMIP6_FORWARD_MULTICAST_SCOPE);
    }
    end();
}
END_TEST

/* ---- out of tunnels ---- */

/* covers: R6275-10.4.5-01 */
START_TEST(packet_out_of_a_tunnel_comes_from_the_care_of_address_of_its_node)
{
    begin_bound((uint32_t)_i);
    for (uint8_t n = 0; n < 3; n++) {
        for (uint8_t mag = 1; mag < 6; mag++) {
            struct pmip6_addr from = within(bound[n][0]);
            struct pmip6_forward_verdict v = outwards(from, outside(), mag);

            if (mag == n + 1)
                ck_assert_uint_eq(v.action, PMIP6_FORWARD_ROUTE);
            else
                check_dropped(v, PMIP6_FORWARD_WRONG_TUNNEL);
        }
    }
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 3, .mag = 4, .lli = "aaaaaa"), 0);
    check_dropped(outwards(within(bound[1][0]), outside(), 2),
                  PMIP6_FORWARD_WRONG_TUNNEL);
    ck_assert_uint_eq(outwards(within(bound[1][0]), outside(), 4).action,
                      PMIP6_FORWARD_ROUTE);
    /* The care-of address is another than the sender of the request. */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 3, .mag = 4, .lli = "aaaaaa",
                         .with = HAS_ALTERNATE_COA, .alternate_coa = fake_addr(5, 1)),
                     0);
    check_dropped(outwards(within(bound[1][0]), outside(), 4),
                  PMIP6_FORWARD_WRONG_TUNNEL);
    ck_assert_uint_eq(outwards(within(bound[1][0]), outside(), 5).action,
                      PMIP6_FORWARD_ROUTE);
    end();
}
END_TEST

/* covers: R5213-5.6.2-07 D02-5.5.2-06 */
START_TEST(packet_out_of_a_tunnel_has_a_source_of_the_nodes_prefixes)
{
    const struct pmip6_addr none = {{0}};

    begin_bound((uint32_t)_i);
    for (unsigned round = 0; round < 500; round++) {
        size_t i = pick((uint32_t)bound_count[0]);

        ck_assert_uint_eq(outwards(within(bound[0][i]), outside(), 1).action,
                          PMIP6_FORWARD_ROUTE);
        /* of the pool, and nobody's; of elsewhere; the gateway's own */
        check_dropped(outwards(within(home((uint8_t)(0xa0 + pick(64)))), outside(), 1),
                      PMIP6_FORWARD_SPOOFED_SOURCE);
        check_dropped(outwards(within(home((uint8_t)(1 + pick(0x20)))), outside(), 1),
                      PMIP6_FORWARD_SPOOFED_SOURCE);
    }
    check_dropped(outwards(MAG1, outside(), 1), PMIP6_FORWARD_SPOOFED_SOURCE);
    check_dropped(outwards(none, outside(), 1), PMIP6_FORWARD_SPOOFED_SOURCE);
    bound[2][0].addr.octets[15] ^= 1; /* beside its only address */
    check_dropped(outwards(bound[2][0].addr, outside(), 3), PMIP6_FORWARD_SPOOFED_SOURCE);
    pass(SEC(100)); /* of a session that is over */
    check_dropped(outwards(within(bound[0][0]), outside(), 1),
                  PMIP6_FORWARD_SPOOFED_SOURCE);
    end();
}
END_TEST

/* covers: D02-5.5.2-05 */
START_TEST(packet_out_of_a_tunnel_is_routed_by_its_own_destination)
{
    begin_bound((uint32_t)_i);
    for (uint8_t n = 0; n < 3; n++) {
        struct pmip6_addr from = within(bound[n][0]);
        uint8_t mag = (uint8_t)(n + 1);

        ck_assert_uint_eq(outwards(from, outside(), mag).action, PMIP6_FORWARD_ROUTE);
        ck_assert_uint_eq(outwards(from, LMAA, mag).action, PMIP6_FORWARD_ROUTE);
        for (uint8_t to = 0; to < 3; to++) /* another node, its own gateway's included */
            check_tunnel(outwards(from, within(bound[to][0]), mag), (uint8_t)(to + 1));
        check_dropped(outwards(from, within(home(0xf0)), mag), PMIP6_FORWARD_NO_BINDING);
    }
    ck_assert_int_eq(ASK(.mn = "mn4", .handoff = 1, .mag = 1), 0);
    check_tunnel(outwards(within(bound[0][0]), within(answer.prefixes[0]), 1), 1);
    end();
}
END_TEST

/* ---- the checksum ---- */

static unsigned told_others;

static int on_other(const struct pmip6_datagram *d,
                    const struct pmip6_binding_view *binding, void *user)
{
    (void)d;
    (void)binding;
    (void)user;
    told_others++;
    return 1;
}

static void has_a_home_agent(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    cb->other_message = on_other;
}

/* covers: R6275-6.1.1-11 */
START_TEST(checksum_is_made_with_the_source_save_where_an_address_at_home_is_told)
{
    const struct pmip6_addr none = {{0}}, at_home = fake_addr(0x55, 7);
    struct wire w;

    told_others = 0;
    begin_hosted((uint32_t)_i, has_a_home_agent);
    w = WIRE(.handoff = 1); /* none is told: the source's, no other */
    w.home = at_home;
    seal(&w);
    w.home = none;
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(dropped(PMIP6_DROP_CHECKSUM), 1);
    seal(&w);
    ck_assert_int_eq(put_in(&w), 0); /* and so is the answer's, which is read here */
    /* A node elsewhere writes to the home agent beside us. */
    w = wire_of_type(PMIP6_MH_BU, 2);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(told_others, 1);
    w.home = at_home; /* sealed with the source */
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(dropped(PMIP6_DROP_CHECKSUM), 2);
    ck_assert_uint_eq(told_others, 1);
    seal(&w);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(told_others, 2);
    end();
}
END_TEST

Suite *conformance_forwarding(void)
{
    Suite *s = suite_create("forwarding");

    conformance_add(s, lma_takes_in_what_is_for_the_prefixes_of_its_nodes, BOTH_EDITIONS);
    conformance_add(s, packet_for_a_node_goes_into_the_tunnel_of_its_session,
                    BOTH_EDITIONS);
    conformance_add(s, packet_for_a_link_local_address_ends_here, BOTH_EDITIONS);
    conformance_add(s, multicast_of_less_than_global_scope_enters_no_tunnel,
                    BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_comes_from_the_care_of_address_of_its_node,
                    BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_has_a_source_of_the_nodes_prefixes,
                    BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_is_routed_by_its_own_destination,
                    BOTH_EDITIONS);
    conformance_add(
        s, checksum_is_made_with_the_source_save_where_an_address_at_home_is_told,
        BOTH_EDITIONS);
    return s;
}
