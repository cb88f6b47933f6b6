/* SPDX-License-Identifier: MIT */
/*
 * Where a MAG sends the packets of its nodes, and packets for them: through the tunnel,
 * onto a link, elsewhere or nowhere (RFC 5213 6.10.3, 6.10.5 and 9.2, draft-02 6.10 and
 * 9, RFC 2473).
 */
#include "encap.h"
#include "icmp6.h"
#include "mag_link_bed.h"

#define NODE   fake_addr(0x80, 9) /* addresses of the two nodes */
#define PEER   fake_addr(0x90, 9)
#define FIXED  fake_addr(0x55, 9) /* a host on the MAG's own network */

#define HEADER 40u

/* ---- through the tunnel ---- */

/* covers: R5213-6.10.5-13 D02-6.10-01 D02-6.10.6-08 R5213-5.6.1-01 D02-5.5.1-03 */
START_TEST(traffic_of_a_node_goes_through_the_tunnel_to_its_lma)
{
    for (int local = 0; local < 2; local++) {
        begin_here((uint32_t)_i, NULL);
        h.policy.local_routing = local ? PMIP6_LOCAL_ROUTING_ON : PMIP6_LOCAL_ROUTING_OFF;
        registered();
        h.policy.lma = fake_addr(0xb, 1);
        ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
        answer_from(0xb, reply_to(request(), 0, 0x90));
        check_into_tunnel(from_link(NODE, OUTSIDE), 0xa);
        check_into_tunnel(from_link(NODE, address_of(0xff, 0x0e, 1)), 0xa);
        check_onto_link(from_tunnel(NODE), LINK);
        for (int twice = 0; twice < 2; twice++) {
            struct pmip6_forward_query q = packet(PMIP6_FROM_LINK, PEER, OUTSIDE);

            q.link = ELSEWHERE;
            check_into_tunnel(verdict(q), 0xb);
            pass(SEC(10));
        }
        end();
    }
}
END_TEST

/* A host with tables knows it from the routes: by prefix and link in, by prefix out. */
/* covers: R5213-5.6.1-01 D02-6.10.3-02 R5213-6.10.5-01 */
START_TEST(host_is_told_the_routes_of_each_prefix)
{
    unsigned prefixes = _i == PMIP6_RFC5213 ? 3 : 1;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    accept_with(prefixes);
    ck_assert_uint_eq(h.route_count, 2 * prefixes);
    for (unsigned i = 0; i < prefixes; i++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0);
        const struct pmip6_route *out = route_of(PMIP6_ROUTE_FROM_LINK, prefix),
                                 *in = route_of(PMIP6_ROUTE_TO_LINK, prefix);

        ck_assert_ptr_nonnull(out);
        ck_assert_uint_eq(out->prefix.length, 64);
        ck_assert_uint_eq(out->link, LINK);
        ck_assert(same(out->tunnel.remote, fake_addr(0xa, 1)));
        ck_assert_uint_eq(out->tunnel.id, h.tunnels[0].id);
        ck_assert_ptr_nonnull(in);
        ck_assert_uint_eq(in->prefix.length, 64);
        ck_assert_uint_eq(in->link, LINK);
    }
    end();
}
END_TEST

/* covers: D02-B-06 */
START_TEST(route_of_a_single_address_is_of_that_alone)
{
    struct pmip6_addr address = fake_addr(0x80, 7);
    const struct pmip6_route *out, *in;
    struct signalling s;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    s = reply_to(request(), 0, 0x80);
    s.prefixes[0].addr = address;
    s.prefixes[0].length = 128;
    answer_with(s);
    out = route_of(PMIP6_ROUTE_FROM_LINK, address);
    in = route_of(PMIP6_ROUTE_TO_LINK, address);
    ck_assert_ptr_nonnull(out);
    ck_assert_ptr_nonnull(in);
    ck_assert_uint_eq(out->prefix.length, 128);
    ck_assert_uint_eq(in->prefix.length, 128);
    ck_assert(same(out->tunnel.remote, fake_addr(0xa, 1)));
    check_into_tunnel(from_link(address, OUTSIDE), 0xa);
    check_into_tunnel(from_link(address, NODE), 0xa);
    check_dropped(from_link(NODE, OUTSIDE), PMIP6_FORWARD_SPOOFED_SOURCE);
    check_dropped(from_tunnel(NODE), PMIP6_FORWARD_NOT_HOSTED);
    end();
}
END_TEST

/* ---- out of the tunnel ---- */

/* covers: R5213-6.10.5-01 D02-6.10.6-01 */
START_TEST(packet_out_of_a_tunnel_goes_to_the_link_that_hosts_its_destination)
{
    begin_here((uint32_t)_i, NULL);
    serve_two();
    check_onto_link(from_tunnel(NODE), LINK);
    check_onto_link(from_tunnel(PEER), ELSEWHERE);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    bring_up(LINK + 2);
    ck_assert_int_eq(attach_to(LINK + 2, PMIP6_HANDOFF_MAGS), 0); /* it has moved */
    answer(0);
    check_onto_link(from_tunnel(NODE), LINK + 2);
    check_onto_link(from_tunnel(PEER), ELSEWHERE);
    end();
}
END_TEST

/* covers: R5213-6.10.5-04 D02-6.10.6-03 */
START_TEST(packet_out_of_a_tunnel_that_nobody_hosts_is_dropped)
{
    const struct pmip6_addr nobodys[] = {OUTSIDE, fake_addr(0x81, 9), fake_addr(1, 1),
                                         fake_addr(0xa, 1), address_of(0xff, 0x0e, 1)};

    for (int local = 0; local < 2; local++) {
        begin_here((uint32_t)_i, NULL);
        h.policy.local_routing = local ? PMIP6_LOCAL_ROUTING_ON : PMIP6_LOCAL_ROUTING_OFF;
        registered();
        for (size_t i = 0; i < sizeof nobodys / sizeof nobodys[0]; i++)
            check_dropped(from_tunnel(nobodys[i]), PMIP6_FORWARD_NOT_HOSTED);
        check_onto_link(from_tunnel(NODE), LINK);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        check_dropped(from_tunnel(NODE), PMIP6_FORWARD_NOT_HOSTED);
        end();
    }
}
END_TEST

/* Silently: nobody is told of it. */
/* covers: R5213-6.10.5-05 D02-6.10.6-04 R5213-6.10.5-04 */
START_TEST(nobody_is_told_of_a_packet_that_nobody_hosts)
{
    struct icmp6_error e = {0, 0, 0};
    struct pmip6_forward_verdict v;

    begin_here((uint32_t)_i, NULL);
    registered();
    v = from_tunnel(OUTSIDE);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
    ck_assert_int_eq(icmp6_of_drop(v.reason, &e), 0);
    ck_assert_uint_eq(e.type, 0);
    end();
}
END_TEST

/* ---- headers ---- */

static void put_header(uint8_t *octets, size_t payload, uint8_t next,
                       struct pmip6_addr from, struct pmip6_addr to)
{
    memset(octets, 0, HEADER);
    octets[0] = 0x60;
    octets[4] = (uint8_t)(payload >> 8);
    octets[5] = (uint8_t)payload;
    octets[6] = next;
    octets[7] = 64;
    memcpy(octets + 8, from.octets, 16);
    memcpy(octets + 24, to.octets, 16);
}

static struct pmip6_forward_verdict verdict_on_octets(uint32_t origin,
                                                      const uint8_t *octets,
                                                      size_t length)
{
    struct encap_header header;

    ck_assert_int_eq(encap_read(octets, length, &header), 0);
    return verdict(packet(origin, header.source, header.destination));
}

/* covers: R5213-6.10.5-02 D02-6.10.6-02 */
START_TEST(outer_header_stays_behind_where_a_packet_leaves_the_tunnel)
{
    uint8_t whole[HEADER + HEADER + 60], before[sizeof whole];
    uint8_t *inner = whole + HEADER;
    struct encap_header outer;

    begin_here((uint32_t)_i, NULL);
    registered();
    for (size_t i = 0; i < sizeof whole; i++)
        whole[i] = (uint8_t)(i * 11);
    put_header(whole, HEADER + 60, 41, fake_addr(0xa, 1), fake_addr(1, 1));
    put_header(inner, 60, 17, OUTSIDE, NODE);
    memcpy(before, whole, sizeof whole);
    ck_assert_int_eq(encap_read(whole, sizeof whole, &outer), 0);
    ck_assert_uint_eq(outer.next_header, ENCAP_NEXT_HEADER);
    ck_assert_uint_eq(outer.payload, HEADER + 60);
    ck_assert(same(outer.source, fake_addr(0xa, 1)));
    check_onto_link(verdict_on_octets(PMIP6_FROM_TUNNEL, inner, outer.payload), LINK);
    ck_assert_int_eq(encap_exit_ecn(inner, outer.traffic_class), 0);
    ck_assert_int_eq(encap_decrement(inner), 0);
    before[HEADER + 7]--; /* a hop, and nothing else (RFC 2473 3.3) */
    ck_assert_mem_eq(whole, before, sizeof whole);
    end();
}
END_TEST

/* covers: R5213-6.10.5-03 */
START_TEST(what_is_no_packet_does_not_leave_the_tunnel_at_a_gateway)
{
    uint8_t whole[HEADER + HEADER + 20];
    uint8_t *inner = whole + HEADER;
    struct encap_header header;
    struct pmip6_addr lma = fake_addr(0xb, 1);
    struct pmip6_forward_query q;

    begin_here((uint32_t)_i, NULL);
    registered();
    put_header(inner, 20, 17, OUTSIDE, NODE);
    for (size_t n = 0; n < HEADER + 20; n++)
        ck_assert_int_eq(encap_read(inner, n, &header), -1);
    inner[0] = 0x40;
    ck_assert_int_eq(encap_read(inner, HEADER + 20, &header), -1);
    q = packet(PMIP6_FROM_TUNNEL, OUTSIDE, NODE);
    q.outer_source = lma; /* the far end of the tunnel is another's */
    check_dropped(verdict(q), PMIP6_FORWARD_WRONG_TUNNEL);
    end();
}
END_TEST

/* covers: R5213-6.10.5-15 D02-6.10.2-02 D02-6.10.2-03 */
START_TEST(packet_of_a_node_gets_an_outer_header_to_its_lma)
{
    uint8_t inner[HEADER + 60], before[sizeof inner];
    struct pmip6_forward_verdict v;

    begin_here((uint32_t)_i, NULL);
    registered();
    for (size_t i = 0; i < sizeof inner; i++)
        inner[i] = (uint8_t)(i * 13);
    put_header(inner, 60, 17, NODE, OUTSIDE);
    memcpy(before, inner, sizeof inner);
    v = verdict_on_octets(PMIP6_FROM_LINK, inner, sizeof inner);
    check_into_tunnel(v, 0xa);
    ck_assert(same(h.tunnels[0].local, fake_addr(1, 1)));
    ck_assert(same(h.tunnels[0].remote, fake_addr(0xa, 1)));
    ck_assert_uint_eq(h.tunnels[0].encapsulation, 0);
    ck_assert_uint_eq(ENCAP_NEXT_HEADER, 41);
    ck_assert_mem_eq(inner, before, sizeof inner); /* the node's own stays as it is */
    end();
}
END_TEST

/* ---- only what is bound ---- */

static void check_no_way(void)
{
    check_dropped(from_link(NODE, OUTSIDE), PMIP6_FORWARD_NO_BINDING);
    check_dropped(from_link(NODE, PEER), PMIP6_FORWARD_NO_BINDING);
    check_dropped(from_link(own, OUTSIDE), PMIP6_FORWARD_LINK_LOCAL);
}

static void keep_local(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_LOCAL_ROUTING;
}

/* covers: R5213-6.10.5-09 D02-6.10.6-05 */
START_TEST(packets_of_a_node_without_binding_go_nowhere)
{
    for (int local = 0; local < 2; local++) {
        begin_here((uint32_t)_i, local ? keep_local : NULL);
        ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
        answer_with(reply_to(request(), 0, 0x90));
        check_no_way(); /* there is no such link */
        bring_up(LINK);
        check_no_way(); /* nor a node on it */
        h.policy_result = PMIP6_PENDING;
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        check_no_way();
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
        h.policy_result = 0;
        check_no_way(); /* asked for */
        answer(130);
        check_no_way(); /* refused */
        pass(SEC(5) + TICK);
        answer(0);
        ck_assert_uint_eq(from_link(NODE, OUTSIDE).action, PMIP6_FORWARD_TUNNEL);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        check_no_way(); /* leaving */
        answer(0);
        check_no_way(); /* gone */
        ck_assert_uint_eq(h.route_count, 2);
        end();
    }
}
END_TEST

/* covers: R5213-6.10.5-09 D02-6.10.6-05 */
START_TEST(packets_of_a_node_go_nowhere_from_the_end_of_its_lifetime_on)
{
    pmip6_time end_of_it;

    begin_here((uint32_t)_i, NULL);
    registered();
    end_of_it = h.now + SEC(4) * request().lifetime;
    pass(end_of_it - h.now - 1);
    check_into_tunnel(from_link(NODE, OUTSIDE), 0xa);
    check_onto_link(from_tunnel(NODE), LINK);
    h.now = end_of_it; /* whether its timer was served or not */
    check_no_way();
    check_dropped(from_tunnel(NODE), PMIP6_FORWARD_NOT_HOSTED);
    end();
}
END_TEST

/* covers: R5213-6.10.5-14 D02-6.10.6-09 */
START_TEST(packet_from_a_link_local_address_is_not_forwarded)
{
    const struct pmip6_addr destinations[] = {
        OUTSIDE, NODE, PEER, FIXED, address_of(0xfe, 0x80, 1), fake_addr(0xa, 1)};
    const struct pmip6_addr sources[] = {own, address_of(0xfe, 0x80, 0x77),
                                         address_of(0xfe, 0xbf, 1)};

    for (int local = 0; local < 2; local++) {
        begin_here((uint32_t)_i, local ? keep_local : NULL);
        serve_two();
        for (size_t s = 0; s < 3; s++) {
            for (size_t d = 0; d < sizeof destinations / sizeof destinations[0]; d++) {
                struct pmip6_forward_query q =
                    packet(PMIP6_FROM_LINK, sources[s], destinations[d]);

                check_dropped(verdict(q), PMIP6_FORWARD_LINK_LOCAL);
                q.destination_is_local = 1;
                check_dropped(verdict(q), PMIP6_FORWARD_LINK_LOCAL);
            }
        }
        end();
    }
}
END_TEST

/* ---- what stays local ---- */

/* Both ways between two nodes here, and between a node and a host beside the MAG. */
static void check_local(int stays)
{
    struct pmip6_forward_query q = packet(PMIP6_FROM_LINK, NODE, FIXED);

    q.destination_is_local = 1;
    if (stays) {
        check_onto_link(from_link(NODE, PEER), ELSEWHERE);
        ck_assert_uint_eq(verdict(q).action, PMIP6_FORWARD_ROUTE);
        check_onto_link(from_outside(NODE), LINK);
    } else {
        check_into_tunnel(from_link(NODE, PEER), 0xa);
        check_into_tunnel(verdict(q), 0xa);
        ck_assert_uint_eq(from_outside(NODE).action, PMIP6_FORWARD_ROUTE);
    }
    check_into_tunnel(from_link(NODE, OUTSIDE), 0xa); /* that is nobody here */
    check_onto_link(from_tunnel(NODE), LINK);         /* whatever is set */
}

static void check_flags(struct pmip6_addr prefix, int stays)
{
    uint32_t wanted = stays ? PMIP6_ROUTE_STAYS_LOCAL : 0;

    ck_assert_uint_eq(route_of(PMIP6_ROUTE_FROM_LINK, prefix)->flags, wanted);
    ck_assert_uint_eq(route_of(PMIP6_ROUTE_TO_LINK, prefix)->flags, wanted);
}

/* covers: R5213-9.2-04 R5213-6.10.5-11 D02-9-03 D02-9-04 D02-6.10.6-07 */
START_TEST(nothing_stays_local_by_default)
{
    begin_here((uint32_t)_i, NULL);
    serve_two();
    check_local(0);
    check_flags(fake_addr(0x80, 0), 0);
    check_flags(fake_addr(0x90, 0), 0);
    end();
}
END_TEST

/* covers: R5213-9.2-03 R5213-9.2-05 R5213-6.10.5-12 D02-9-02 D02-9-05 */
START_TEST(traffic_stays_local_where_that_is_set)
{
    begin_here((uint32_t)_i, keep_local);
    serve_two();
    check_local(1);
    check_flags(fake_addr(0x80, 0), 1);
    check_flags(fake_addr(0x90, 0), 1);
    end();
}
END_TEST

/* covers: R5213-6.10.3-01 R5213-6.10.5-10 D02-6.10.4-01 D02-6.10.6-06 */
START_TEST(packet_for_a_node_here_goes_where_the_switch_says)
{
    for (int on = 0; on < 2; on++) {
        struct pmip6_forward_query back;

        begin_here((uint32_t)_i, on ? keep_local : NULL);
        serve_two();
        back = packet(PMIP6_FROM_LINK, PEER, NODE);
        back.link = ELSEWHERE;
        if (on) {
            check_onto_link(from_link(NODE, PEER), ELSEWHERE);
            check_onto_link(verdict(back), LINK);
        } else {
            check_into_tunnel(from_link(NODE, PEER), 0xa);
            check_into_tunnel(verdict(back), 0xa);
        }
        ck_assert_int_eq(pmip6_mag_detach(mag, ELSEWHERE), 0);
        check_into_tunnel(from_link(NODE, PEER), 0xa); /* it is here no longer */
        end();
    }
}
END_TEST

/* covers: R5213-6.10.5-06 R5213-6.10.5-07 R5213-6.10.5-08 */
START_TEST(packet_of_a_host_beside_the_gateway_goes_where_the_switch_says)
{
    for (int on = 0; on < 2; on++) {
        begin_here((uint32_t)_i, on ? keep_local : NULL);
        serve_two();
        if (on) {
            check_onto_link(from_outside(NODE), LINK);
            check_onto_link(from_outside(PEER), ELSEWHERE);
        } else { /* routing leads it to where the prefix is anchored */
            ck_assert_uint_eq(from_outside(NODE).action, PMIP6_FORWARD_ROUTE);
            ck_assert_uint_eq(from_outside(PEER).action, PMIP6_FORWARD_ROUTE);
        }
        ck_assert_uint_eq(from_outside(OUTSIDE).action, PMIP6_FORWARD_ROUTE);
        end();
    }
}
END_TEST

/* covers: R5213-9.2-01 R5213-6.10.3-02 D02-9-01 */
START_TEST(switch_for_local_traffic_is_set_while_the_gateway_runs)
{
    begin_here((uint32_t)_i, NULL);
    serve_two();
    for (int n = 0; n < 3; n++) {
        check_local(0);
        check_flags(fake_addr(0x90, 0), 0);
        ck_assert_int_eq(change_to(keep_local), 0);
        check_local(1);
        check_flags(fake_addr(0x90, 0), 1);
        ck_assert_int_eq(change_to(NULL), 0);
    }
    end();
}
END_TEST

/* covers: R5213-9.2-06 R5213-6.10.3-03 D02-9-06 D02-6.10.4-02 D02-6.10.3-03 */
START_TEST(what_a_nodes_policy_says_of_local_traffic_goes_first)
{
    static const struct {
        uint8_t policy;
        int flag, stays;
    } cases[] = {{PMIP6_LOCAL_ROUTING_DEFAULT, 0, 0}, {PMIP6_LOCAL_ROUTING_DEFAULT, 1, 1},
                 {PMIP6_LOCAL_ROUTING_ON, 0, 1},      {PMIP6_LOCAL_ROUTING_ON, 1, 1},
                 {PMIP6_LOCAL_ROUTING_OFF, 0, 0},     {PMIP6_LOCAL_ROUTING_OFF, 1, 0}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pmip6_forward_query back;

        begin_here((uint32_t)_i, cases[i].flag ? keep_local : NULL);
        h.policy.local_routing = cases[i].policy;
        registered();
        h.policy.local_routing = PMIP6_LOCAL_ROUTING_DEFAULT;
        ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
        answer_with(reply_to(request(), 0, 0x90));
        check_local(cases[i].stays);
        check_flags(fake_addr(0x80, 0), cases[i].stays);
        check_flags(fake_addr(0x90, 0), cases[i].flag); /* the other has none */
        back = packet(PMIP6_FROM_LINK, PEER, NODE);
        back.link = ELSEWHERE;
        ck_assert_uint_eq(verdict(back).action,
                          cases[i].flag ? PMIP6_FORWARD_LINK : PMIP6_FORWARD_TUNNEL);
        end();
    }
}
END_TEST

/* ---- verdicts and tables ---- */

#define NODES 3u

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

static struct pmip6_addr address_on(unsigned n)
{
    return fake_addr((uint8_t)(0x80 + n), 9);
}

/* What happens to node n next; whose request was the last is answered. */
static void let_something_happen(unsigned n)
{
    static const char *const names[NODES] = {"n0", "n1", "n2"};
    static const uint8_t statuses[] = {0, 0, 0, 0, 129, 130, 155, 156};
    uint32_t presences[] = {PMIP6_PRESENCE_YES, PMIP6_PRESENCE_YES,
                            PMIP6_PRESENCE_UNKNOWN};
    struct pmip6_tunnel t = h.tunnels[0];

    h.presence = presences[pick(3)];
    switch (pick(10)) {
    case 0:
        pmip6_mag_detach(mag, LINK + n);
        break;
    case 1:
        pmip6_mag_link_down(mag, LINK + n);
        break;
    case 2:
        pmip6_mag_renumber(mag, LINK + n);
        break;
    case 3:
        if (h.tunnel_count > 0)
            pmip6_mag_tunnel_lost(mag, &t);
        break;
    case 4:
        change_to(pick(2) ? keep_local : NULL);
        break;
    case 5:
        pass(SEC(pick(60)));
        break;
    case 6:
    case 7:
        if (h.sent_count > 0)
            answer_with(reply_to(request(), statuses[pick(8)],
                                 (uint8_t)(0x80 + request().mn_id.data[1] - '0')));
        break;
    default:
        arrive(LINK + n, names[n], (uint8_t)(n + 1));
        break;
    }
}

static int is_leaving(uint32_t link)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    return pmip6_mag_attachment_of(mag, link, &v) == 0 &&
           v.state == PMIP6_ATTACHMENT_DEREGISTERING;
}

/* The verdicts on what node n sends from one of the links, and on what comes for it, are
 * those of the routes that the host has. Returns whether it is served. */
static unsigned check_agreement(unsigned n)
{
    struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + n), 0);
    const struct pmip6_route *out = route_of(PMIP6_ROUTE_FROM_LINK, prefix),
                             *in = route_of(PMIP6_ROUTE_TO_LINK, prefix);
    int served = out && !is_leaving(out->link);

    ck_assert_int_eq(out != NULL, in != NULL);
    for (uint32_t link = LINK; link < LINK + NODES; link++) {
        struct pmip6_forward_query q = packet(PMIP6_FROM_LINK, address_on(n), OUTSIDE);

        q.link = link;
        if (served && out->link == link) {
            ck_assert_uint_eq(in->link, link);
            check_into_tunnel(verdict(q), 0xa);
            check_onto_link(from_tunnel(address_on(n)), link);
        } else {
            ck_assert_uint_eq(verdict(q).action, PMIP6_FORWARD_DROP);
        }
    }
    if (!served)
        check_dropped(from_tunnel(address_on(n)), PMIP6_FORWARD_NOT_HOSTED);
    return served ? 1 : 0;
}

/* covers: R5213-6.10.5-09 R5213-6.10.5-04 R5213-5.6.1-01 D02-6.10.6-05 D02-6.10.6-03 */
START_TEST(verdicts_and_the_routes_of_the_host_agree)
{
    unsigned served = 0;

    dice = 11;
    begin_here((uint32_t)_i, NULL);
    h.policy.lifetime = 100;
    for (unsigned step = 0; step < 4000; step++) {
        let_something_happen(pick(NODES));
        for (unsigned n = 0; n < NODES; n++)
            served += check_agreement(n);
        ck_assert_int_eq(h.tunnel_count > 0, h.route_count > 0);
        ck_assert_uint_eq(h.wrong, 0);
    }
    ck_assert_uint_gt(served, 500);
    end();
}
END_TEST

Suite *conformance_mag_forwarding(void)
{
    Suite *s = suite_create("mag_forwarding");

    conformance_add(s, traffic_of_a_node_goes_through_the_tunnel_to_its_lma,
                    BOTH_EDITIONS);
    conformance_add(s, host_is_told_the_routes_of_each_prefix, BOTH_EDITIONS);
    conformance_add(s, route_of_a_single_address_is_of_that_alone, BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_goes_to_the_link_that_hosts_its_destination,
                    BOTH_EDITIONS);
    conformance_add(s, packet_out_of_a_tunnel_that_nobody_hosts_is_dropped,
                    BOTH_EDITIONS);
    conformance_add(s, nobody_is_told_of_a_packet_that_nobody_hosts, BOTH_EDITIONS);
    conformance_add(s, outer_header_stays_behind_where_a_packet_leaves_the_tunnel,
                    BOTH_EDITIONS);
    conformance_add(s, what_is_no_packet_does_not_leave_the_tunnel_at_a_gateway,
                    BOTH_EDITIONS);
    conformance_add(s, packet_of_a_node_gets_an_outer_header_to_its_lma, BOTH_EDITIONS);
    conformance_add(s, packets_of_a_node_without_binding_go_nowhere, BOTH_EDITIONS);
    conformance_add(s, packets_of_a_node_go_nowhere_from_the_end_of_its_lifetime_on,
                    BOTH_EDITIONS);
    conformance_add(s, packet_from_a_link_local_address_is_not_forwarded, BOTH_EDITIONS);
    conformance_add(s, nothing_stays_local_by_default, BOTH_EDITIONS);
    conformance_add(s, traffic_stays_local_where_that_is_set, BOTH_EDITIONS);
    conformance_add(s, packet_for_a_node_here_goes_where_the_switch_says, BOTH_EDITIONS);
    conformance_add(s, packet_of_a_host_beside_the_gateway_goes_where_the_switch_says,
                    BOTH_EDITIONS);
    conformance_add(s, switch_for_local_traffic_is_set_while_the_gateway_runs,
                    BOTH_EDITIONS);
    conformance_add(s, what_a_nodes_policy_says_of_local_traffic_goes_first,
                    BOTH_EDITIONS);
    conformance_add(s, verdicts_and_the_routes_of_the_host_agree, BOTH_EDITIONS);
    return s;
}
