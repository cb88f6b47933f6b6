/* SPDX-License-Identifier: MIT */
#ifndef MAG_BED_H
#define MAG_BED_H

/*
 * A MAG on a fake host, its LMA and its mobile node: what the MAG's tests share. A
 * request that went out is answered by what the test says of the answer.
 */

#include "checksum.h"
#include "fake_host.h"
#ifdef UNIT_INJECT
#include "inside.h"
#endif
#include "nd.h"
#include "signalling.h"
#include "unit.h"

#include <string.h>

#define SEC(n) ((pmip6_time)(n)*1000000)
#define MS(n)  ((pmip6_time)(n)*1000)
#define LINK   5u
#define ID     "mn1@example.net"

static struct fake_host h;
static pmip6_mag *mag;
static uint32_t edition;

static const uint8_t node_lli[6] = {2, 0, 0, 0, 0, 1};

static inline int make(uint32_t on, uint32_t off)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags = (c.flags & ~(off | PMIP6_MAG_REQUIRE_PROTECTION)) | on;
    fake_mag_callbacks(&cb);
    return pmip6_mag_new(&mag, &c, &cb, &h);
}

static inline void begin(uint32_t e)
{
    edition = e;
    fake_host_init(&h);
    ck_assert_int_eq(make(0, 0), 0);
}

static inline void settle_bed(void);

/* Where a failure was put in, the bed is looked at closely before it goes. */
static inline void end(void)
{
    fake_injection.closing = 1;
    if (fake_injection.runs && fake_injection.struck)
        settle_bed();
    pmip6_mag_free(mag);
    mag = NULL;
    ck_assert_uint_eq(h.in_use, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.wrong, 0);
    fake_injection.closing = 0;
}

static inline void pass(pmip6_time duration)
{
    pmip6_time until = h.now + duration;

    while (pmip6_mag_next_timeout(mag) <= until) {
        pmip6_time next = pmip6_mag_next_timeout(mag);

        h.now = next > h.now ? next : h.now + 100;
        ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
    }
    h.now = until > h.now ? until : h.now;
}

static inline int attach_to(uint32_t link, uint8_t handoff)
{
    struct pmip6_link_info info;
    struct pmip6_attach who;

    pmip6_link_info_init(&info);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.handoff = handoff;
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
    return pmip6_mag_attach(mag, link, &who);
}

static inline void link_up(uint32_t link)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
}

/* A node's frame: a solicitation for routers, or another packet of Neighbor Discovery
 * from its link-local address. */
static inline void hear(uint32_t link, const uint8_t lli[6], uint8_t type)
{
    struct pmip6_addr source = {{0xfe, 0x80, [15] = lli[5]}},
                      all = {
                          {0xff, 2, [15] = type == PMIP6_ND_ROUTER_SOLICITATION ? 2 : 1}};
    uint8_t octets[24] = {type};
    size_t length = type == PMIP6_ND_ROUTER_SOLICITATION ? 8 : 24;
    struct pmip6_nd_packet p;
    uint16_t sum;

    memcpy(octets + 8, source.octets, 16);
    sum = p6_checksum(&source, &all, P6_NEXT_HEADER_ICMPV6, octets, length);
    octets[2] = (uint8_t)(sum >> 8);
    octets[3] = (uint8_t)sum;
    pmip6_nd_packet_init(&p);
    p.source = source;
    p.destination = all;
    p.octets.data = octets;
    p.octets.length = length;
    p.link_layer.data = lli;
    p.link_layer.length = 6;
    p.hop_limit = 255;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, link, &p), 0);
}

static inline void solicits(uint32_t link, const uint8_t lli[6])
{
    hear(link, lli, PMIP6_ND_ROUTER_SOLICITATION);
}

/* It says that it is there. */
static inline void answers(uint32_t link, const uint8_t lli[6])
{
    hear(link, lli, PMIP6_ND_NEIGHBOR_ADVERTISEMENT);
}

static inline unsigned solicitations(void)
{
    struct pmip6_mag_counters c;

    pmip6_mag_counters_init(&c);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
    return (unsigned)c.tx_neighbor_solicitation;
}

/* The last request that went out. */
static inline struct signalling request(void)
{
    const struct fake_message *m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
    struct pmip6_datagram d;
    struct signalling s;
    size_t where;

    ck_assert_uint_gt(h.sent_count, 0);
    pmip6_datagram_init(&d);
    d.source = m->source;
    d.destination = m->destination;
    d.octets.data = m->octets;
    d.octets.length = m->length;
    ck_assert_int_eq(p6_signalling_decode(&s, &d, &where), 0);
    return s;
}

/* An LMA answers. */
static inline void answer_as(const struct pmip6_addr *lma, struct signalling s)
{
    struct pmip6_addr to = fake_addr(1, 1);
    struct pmip6_datagram d;
    uint8_t octets[512];
    size_t length;

    s.mh_type = PMIP6_MH_BA;
    s.flags = PMIP6_BA_P;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, lma, &to, &length),
                     0);
    pmip6_datagram_init(&d);
    d.source = *lma;
    d.destination = to;
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

static inline void answer_with(struct signalling s)
{
    struct pmip6_addr lma = fake_addr(0xa, 1);

    answer_as(&lma, s);
}

static inline struct signalling reply_to(struct signalling s, uint8_t status,
                                         uint8_t prefix)
{
    s.status = status;
    s.prefix_count = 1;
    memset(s.prefixes, 0, sizeof s.prefixes);
    s.prefixes[0].addr = fake_addr(prefix, 0);
    s.prefixes[0].length = 64;
    if (status >= 128)
        s.lifetime = 0;
    s.present &= ~(uint32_t)HAS_LINK_LOCAL;
    return s;
}

static inline void answer(uint8_t status)
{
    answer_with(reply_to(request(), status, 0x80));
}

static inline struct pmip6_attachment_view view(void)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    pmip6_mag_next_attachment(mag, &cursor, &v);
    return v;
}

static inline void registered(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
}

/* Routes to visitors, which have no tunnel. */
static inline unsigned visits(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < FAKE_ROUTES; i++)
        count += h.routes[i].used && h.routes[i].route.tunnel.id == 0;
    return count;
}

/* Routes and tunnels are those of what is bound. */
static inline void check_tables(void)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    unsigned prefixes = 0, bound = 0;

    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1) {
        prefixes += (unsigned)v.prefix_count;
        bound += v.prefix_count > 0;
    }
    ck_assert_uint_eq(h.route_count, 2 * prefixes + visits());
    ck_assert_uint_le(h.tunnel_count, bound);
    ck_assert_uint_eq(h.tunnel_count == 0, bound == 0);
    ck_assert_uint_eq(h.wrong, 0);
#ifdef UNIT_INJECT
    ck_assert_ptr_null(inside_mag(mag)); /* the stores agree */
#endif
}

/* After a failure: everything fits together, and another node is served. */
static inline void settle_bed(void)
{
    h.calls_left = 0;
    h.allocations_left = 0;
    if (mag) {
        struct pmip6_link_info info;
        struct pmip6_attach who;
        int rc;

        check_tables();
        pass(SEC(400));
        check_tables();
        h.policy_result = 0;
        h.policy.grants = PMIP6_GRANT_ALL;
        h.policy.mn_id.length = 0;
        pmip6_link_info_init(&info);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)"another@example.net";
        who.mn_id.length = 19;
        ck_assert_int_eq(pmip6_mag_link_up(mag, 77, &info), 0);
        rc = pmip6_mag_attach(mag, 77, &who);
        ck_assert_int_eq(rc, 0);
        answer_with(reply_to(request(), 0, 0x99));
        ck_assert_uint_eq(pmip6_mag_link_of(mag, who.mn_id), 77);
        check_tables();
    }
}

/* What is left of a scenario that a failure has ended early. */
static inline void close_bed(void)
{
    end();
}

#endif
