/* SPDX-License-Identifier: MIT */
#ifndef SESSION_BED_H
#define SESSION_BED_H

/* What the tests of sessions and of their lifetimes share: an entry looked at, the host's
 * forwarding state, an acknowledgement checked whole. */
#include "lma_bed.h"

/* So late may the host's state follow an end; no reader sees the session by then. */
#define TIMER_SLACK MS(1)

static inline int same_address(struct pmip6_addr a, struct pmip6_addr b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static inline int same_octets(struct pmip6_bytes a, const void *data, size_t length)
{
    return a.length == length && (length == 0 || memcmp(a.data, data, length) == 0);
}

static inline struct pmip6_binding_view entry_of(const char *mn)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert(binding_of(mn, &v));
    return v;
}

static inline struct pmip6_binding_view only_entry(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert_uint_eq(bindings(&v), 1);
    return v;
}

/* Routes of a kind through the tunnel to a gateway. */
static inline unsigned routes(uint32_t kind, uint8_t mag)
{
    unsigned count = 0;

    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct pmip6_route *r = &h.routes[i].route;

        count += h.routes[i].used && r->kind == kind &&
                 same_address(r->tunnel.remote, fake_addr(mag, 1));
    }
    return count;
}

/* The host's tunnel to a gateway; NULL for none. */
static inline const struct pmip6_tunnel *tunnel_to(uint8_t mag)
{
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        if (h.tunnels[i].id != 0 && same_address(h.tunnels[i].remote, fake_addr(mag, 1)))
            return &h.tunnels[i];
    }
    return NULL;
}

/* The verdict on a packet to an address of a prefix, from outside the domain. */
static inline struct pmip6_forward_verdict towards(struct pmip6_prefix prefix)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.source = fake_addr(0x70, 1);
    q.destination = prefix.addr;
    q.destination.octets[15] = 7;
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    return v;
}

/* On one from an address of a prefix, out of a gateway's tunnel. */
static inline struct pmip6_forward_verdict out_of(struct pmip6_prefix prefix, uint8_t mag)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_TUNNEL;
    q.outer_source = fake_addr(mag, 1);
    q.source = prefix.addr;
    q.source.octets[15] = 7;
    q.destination = fake_addr(0x70, 1);
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    return v;
}

/* Both directions go through a gateway's tunnel, and through no other's. */
static inline void check_traffic(struct pmip6_prefix prefix, uint8_t mag, uint8_t other)
{
    struct pmip6_forward_verdict v = towards(prefix);

    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ck_assert(same_address(v.tunnel.remote, fake_addr(mag, 1)));
    ck_assert_uint_eq(out_of(prefix, mag).action, PMIP6_FORWARD_ROUTE);
    ck_assert_uint_eq(out_of(prefix, other).reason, PMIP6_FORWARD_WRONG_TUNNEL);
}

static inline void check_echoed_options(void)
{
    uint32_t echoed = HAS_MN_ID | HAS_TIMESTAMP;

    if (edition == PMIP6_RFC5213) {
        echoed |= HAS_LINK_LAYER_ID;
        ck_assert(answer.present & HAS_HANDOFF && answer.present & HAS_ACCESS_TECHNOLOGY);
        ck_assert_uint_eq(answer.handoff, last_request.handoff);
        ck_assert_uint_eq(answer.access_technology, last_request.access_technology);
        if (last_request.present & HAS_LINK_LAYER_ID)
            ck_assert(same_octets(answer.link_layer_id, last_request.link_layer_id.data,
                                  last_request.link_layer_id.length));
    }
    ck_assert_uint_eq(answer.present & echoed, last_request.present & echoed);
    ck_assert(
        same_octets(answer.mn_id, last_request.mn_id.data, last_request.mn_id.length));
    ck_assert_uint_eq(answer.mn_id_subtype, last_request.mn_id_subtype);
    if (last_request.present & HAS_TIMESTAMP)
        ck_assert_uint_eq(answer.timestamp, last_request.timestamp);
}

/* One acknowledgement has come, an acceptance, built as it must be: to the one that
 * asked, with what the request named and what is bound. */
static inline void check_acceptance(uint8_t mag)
{
    const struct fake_message *m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
    struct pmip6_binding_view v = entry_of("mn1");

    ck_assert_int_eq(answered, 1);
    ck_assert(same_address(m->source, LMAA));
    ck_assert(same_address(m->destination, fake_addr(mag, 1)));
    ck_assert_uint_eq(answer.mh_type, PMIP6_MH_BA);
    ck_assert_uint_eq(answer.status, PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.flags, PMIP6_BA_P);
    ck_assert_uint_eq(answer.sequence, last_request.sequence);
    ck_assert_uint_eq(answer.lifetime * 4u, v.lifetime);
    check_echoed_options();
    ck_assert_uint_eq(answer.prefix_count, v.prefix_count);
    ck_assert_int_eq(
        memcmp(answer.prefixes, v.prefixes, v.prefix_count * sizeof v.prefixes[0]), 0);
}

/* A request at this very moment. */
static inline int ask_now(struct pbu p)
{
    struct signalling s;

    compose(&p, &s);
    return submit(&s, fake_addr(p.mag ? p.mag : 1, 1));
}

/* The only session is there up to a moment and gone at it: for readers and for traffic
 * exactly, in the host's tables without delay to speak of. */
static inline void check_end(pmip6_time end)
{
    struct pmip6_prefix had = only_entry().prefixes[0];

    until(end - 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_uint_gt(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    until(end);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(towards(had).reason, PMIP6_FORWARD_NO_BINDING);
    until(end + TIMER_SLACK);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
}

/* A refresh of the only session, by its own gateway. */
static inline int refresh(uint8_t mag, uint16_t units)
{
    return ASK(.mag = mag, .lifetime = units, .prefix = only_prefix(),
               .handoff = PMIP6_HANDOFF_UNCHANGED);
}

/* The only session moves. */
static inline int move_to(uint8_t mag)
{
    return ASK(.mag = mag, .handoff = PMIP6_HANDOFF_MAGS);
}

/* Its gateway says that the node of the only session has gone. */
static inline int leave_from(uint8_t mag)
{
    return ASK(.mag = mag, .leave = 1, .prefix = only_prefix());
}

#endif
