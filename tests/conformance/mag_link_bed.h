/* SPDX-License-Identifier: MIT */
#ifndef MAG_LINK_BED_H
#define MAG_LINK_BED_H

/*
 * A MAG with several nodes on its links, for the tests of what it shows them and of where
 * it sends their packets: what goes out on which link, and verdicts on packets.
 */

#include "mag_told.h"

#define OTHER     "mn2@example.net"
#define ELSEWHERE (LINK + 1) /* another access link */
#define TICK      512u       /* us that a timer may be late */
#define NOBODY    address_of(0, 0, 0)
#define OUTSIDE   fake_addr(0x70, 1)

/* The node's own link-local address. */
static const struct pmip6_addr own = {{0xfe, 0x80, [8] = 2, [15] = 7}};
static const struct pmip6_addr all_nodes = {{0xff, 2, [15] = 1}};

static inline struct pmip6_addr address_of(uint8_t first, uint8_t second, uint8_t last)
{
    struct pmip6_addr a = {{first, second, [15] = last}};
    return a;
}

static inline int same(struct pmip6_addr a, struct pmip6_addr b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* ---- what goes out on which link ---- */

static uint32_t nd_links[FAKE_MESSAGES]; /* of the host's `nd` */
static int (*keep_nd)(uint32_t link, const struct pmip6_nd_packet *p, void *user);
static change_fn further_change;

static inline int note_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    nd_links[h.nd_count % FAKE_MESSAGES] = link;
    ck_assert_uint_eq(p->hop_limit, 255);
    return keep_nd(link, p, user);
}

static inline void note_links(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    keep_nd = cb->send_nd;
    cb->send_nd = note_nd;
    if (further_change)
        further_change(c, cb);
}

static inline void begin_here(uint32_t e, change_fn change)
{
    further_change = change;
    begin_with(e, note_links);
}

/* A running MAG is configured anew: as in the beginning, with a change. */
static inline int change_to(change_fn change)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    pmip6_mag_config_init(&c, edition);
    fake_mag_callbacks(&cb);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    if (change)
        change(&c, &cb);
    return pmip6_mag_reconfigure(mag, &c);
}

/* How many packets went out on a link since there were so many. */
static inline unsigned heard_on(uint32_t link, unsigned since)
{
    unsigned count = 0;

    for (unsigned i = since; i < h.nd_count; i++)
        count += nd_links[i % FAKE_MESSAGES] == link;
    return count;
}

/* The last packet on a link. */
static inline const struct fake_message *last_on(uint32_t link)
{
    for (unsigned i = h.nd_count; i > 0; i--) {
        if (nd_links[(i - 1) % FAKE_MESSAGES] == link)
            return &h.nd[(i - 1) % FAKE_MESSAGES];
    }
    ck_abort_msg("nothing went out on the link");
    return NULL;
}

/* The MTU that an advertisement tells; 0: none (RFC 4861 4.6.4). */
static inline uint32_t advertised_mtu(const struct fake_message *m)
{
    const uint8_t *option = option_of(m, 5, 0);

    return option ? word_at(option + 4) : 0;
}

/* How many prefixes it has. */
static inline unsigned advertised_prefixes(const struct fake_message *m)
{
    unsigned n = 0;

    while (option_of(m, 3, n))
        n++;
    return n;
}

/* ---- nodes ---- */

/* A node comes to a link, with a link-layer address that ends so. */
static inline int arrive(uint32_t link, const char *id, uint8_t last)
{
    const uint8_t lli[6] = {2, 0, 0, 0, 0, last};
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)id;
    who.mn_id.length = strlen(id);
    who.link_layer_id.data = lli;
    who.link_layer_id.length = sizeof lli;
    bring_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

/* The LMA of a network answers. */
static inline void answer_from(uint8_t network, struct signalling s)
{
    struct pmip6_addr lma = fake_addr(network, 1);

    answer_as(&lma, s);
}

/* The last request is accepted, with so many prefixes: 0x80, 0x81 and so on. */
static inline void accept_with(unsigned prefixes)
{
    struct signalling s = reply_to(request(), 0, 0x80);

    s.prefix_count = prefixes;
    for (unsigned i = 1; i < prefixes; i++) {
        s.prefixes[i].addr = fake_addr((uint8_t)(0x80 + i), 0);
        s.prefixes[i].length = 64;
    }
    answer_with(s);
}

/* Two nodes are served: the first with prefix 0x80, the other elsewhere with 0x90. */
static inline void serve_two(void)
{
    registered();
    ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0);
    answer_with(reply_to(request(), 0, 0x90));
}

/* ---- packets ---- */

static inline struct pmip6_forward_query packet(uint32_t origin, struct pmip6_addr from,
                                                struct pmip6_addr to)
{
    struct pmip6_forward_query q;

    pmip6_forward_query_init(&q);
    q.origin = origin;
    q.link = LINK;
    q.outer_source = fake_addr(0xa, 1);
    q.source = from;
    q.destination = to;
    return q;
}

static inline struct pmip6_forward_verdict verdict(struct pmip6_forward_query q)
{
    struct pmip6_forward_verdict v;

    pmip6_forward_verdict_init(&v);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v;
}

static inline struct pmip6_forward_verdict from_link(struct pmip6_addr from,
                                                     struct pmip6_addr to)
{
    return verdict(packet(PMIP6_FROM_LINK, from, to));
}

static inline struct pmip6_forward_verdict from_tunnel(struct pmip6_addr to)
{
    return verdict(packet(PMIP6_FROM_TUNNEL, OUTSIDE, to));
}

static inline struct pmip6_forward_verdict from_outside(struct pmip6_addr to)
{
    return verdict(packet(PMIP6_FROM_OUTSIDE, OUTSIDE, to));
}

/* Into the tunnel between the MAG and the LMA of a network. */
static inline void check_into_tunnel(struct pmip6_forward_verdict v, uint8_t lma)
{
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ck_assert(same(v.tunnel.local, fake_addr(1, 1)));
    ck_assert(same(v.tunnel.remote, fake_addr(lma, 1)));
    ck_assert_uint_eq(v.tunnel.encapsulation, 0); /* IPv6 in IPv6 */
}

static inline void check_onto_link(struct pmip6_forward_verdict v, uint32_t link)
{
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_LINK);
    ck_assert_uint_eq(v.link, link);
}

static inline void check_dropped(struct pmip6_forward_verdict v, uint32_t reason)
{
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(v.reason, reason);
}

/* The route that the host has of a kind for a prefix; NULL: none. */
static inline const struct pmip6_route *route_of(uint32_t kind, struct pmip6_addr prefix)
{
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct pmip6_route *r = &h.routes[i].route;

        if (h.routes[i].used && r->kind == kind && same(r->prefix.addr, prefix))
            return r;
    }
    return NULL;
}

#endif
