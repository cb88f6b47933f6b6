/* SPDX-License-Identifier: MIT */
#ifndef HOST_BED_H
#define HOST_BED_H

/*
 * What lma_bed.h cannot say: hosts with callbacks of their own, datagrams from anybody
 * and under any protection, messages whose octets or options are changed on the way.
 */

#include "checksum.h"
#include "lma_bed.h"

/* ---- a host of another kind ---- */

typedef void tweak(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb);

static inline void begin_hosted(uint32_t e, tweak *change)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = e;
    fake_host_init(&h);
    sequence = 100;
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    change(&c, &cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

static inline struct pmip6_lma_counters counters(void)
{
    struct pmip6_lma_counters c;

    pmip6_lma_counters_init(&c);
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
    return c;
}

static inline uint64_t dropped(uint32_t reason)
{
    return counters().drop[reason];
}

static inline int same_addr(struct pmip6_addr a, struct pmip6_addr b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

/* The only binding there is. */
static inline struct pmip6_binding_view only_binding(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert_uint_eq(bindings(&v), 1);
    return v;
}

/* Everything that a host can see of a state, to tell whether it changed. */
struct snapshot {
    struct pmip6_binding_view view; /* of the only binding; all zero for none */
    struct pmip6_prefix prefix;     /* its first */
    unsigned bindings, tunnels, routes;
};

static inline struct snapshot look(void)
{
    struct snapshot s;

    memset(&s, 0, sizeof s);
    s.bindings = bindings(&s.view);
    if (s.view.prefix_count)
        s.prefix = s.view.prefixes[0];
    s.view.prefixes = NULL; /* lies in the handle */
    s.tunnels = h.tunnel_count;
    s.routes = h.route_count;
    return s;
}

static inline int unchanged(const struct snapshot *before)
{
    struct snapshot now = look();

    return memcmp(&now, before, sizeof now) == 0;
}

/* ---- datagrams ---- */

struct wire {
    struct pmip6_addr from, to;
    struct pmip6_addr home; /* of a Home Address option; all zero for none */
    struct pmip6_bytes peer;
    uint32_t protection;
    uint8_t octets[1024];
    size_t length;
};

static inline void seal(struct wire *w)
{
    const struct pmip6_addr none = {{0}};
    const struct pmip6_addr *from = same_addr(w->home, none) ? &w->from : &w->home;
    uint16_t sum;

    w->octets[4] = w->octets[5] = 0;
    sum = p6_checksum(from, &w->to, P6_NEXT_HEADER_MH, w->octets, w->length);
    w->octets[4] = (uint8_t)(sum >> 8);
    w->octets[5] = (uint8_t)sum;
}

static inline struct wire wire_of_signalling(const struct signalling *s, uint8_t mag)
{
    struct wire w;

    memset(&w, 0, sizeof w);
    w.from = fake_addr(mag ? mag : 1, 1);
    w.to = LMAA;
    ck_assert_int_eq(
        p6_signalling_encode(s, w.octets, sizeof w.octets, &w.from, &w.to, &w.length), 0);
    return w;
}

static inline struct wire wire_of(struct pbu p)
{
    struct signalling s;

    h.now += MS(5);
    compose(&p, &s);
    return wire_of_signalling(&s, p.mag);
}

#define WIRE(...) wire_of((struct pbu){.always = 0, __VA_ARGS__})

/* A message of a type without fields of ours: so many units of eight octets, all zero. */
static inline struct wire wire_of_type(uint8_t mh_type, uint8_t units)
{
    struct wire w;

    memset(&w, 0, sizeof w);
    h.now += MS(5);
    w.from = MAG1;
    w.to = LMAA;
    w.octets[0] = 59;
    w.octets[1] = (uint8_t)(units - 1);
    w.octets[2] = mh_type;
    w.length = 8u * units;
    seal(&w);
    return w;
}

/* Hands it in as it is; returns the answer's status, -1 for none. */
static inline int put_in(const struct wire *w)
{
    unsigned before = h.sent_count;
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = w->from;
    d.destination = w->to;
    d.home_address = w->home;
    d.peer = w->peer;
    d.protection = w->protection;
    d.octets.data = w->octets;
    d.octets.length = w->length;
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
    read_answer(before);
    return answered ? answer.status : -1;
}

static inline const struct fake_message *last_sent(void)
{
    ck_assert_uint_gt(h.sent_count, 0);
    return &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
}

/* ---- options ---- */

#define PARTS_MAX 24

/* A message and its options, to add some, leave some out, change their order. */
struct parts {
    struct pmip6_message m;
    struct pmip6_option options[PARTS_MAX];
    uint8_t octets[1024]; /* what the options borrow from */
};

static inline void take_apart(struct parts *p, const struct wire *w)
{
    struct pmip6_bytes octets = {p->octets, w->length};

    memcpy(p->octets, w->octets, w->length);
    pmip6_message_init(&p->m, p->options, PARTS_MAX);
    ck_assert_int_eq(pmip6_message_decode(&p->m, octets, &w->from, &w->to, NULL), 0);
}

static inline void put_together(struct wire *w, const struct parts *p)
{
    ck_assert_int_eq(pmip6_message_encode(&p->m, w->octets, sizeof w->octets, &w->from,
                                          &w->to, &w->length),
                     0);
}

static inline void insert_option(struct parts *p, size_t at, struct pmip6_option o)
{
    ck_assert_uint_lt(p->m.option_count, PARTS_MAX);
    ck_assert_uint_le(at, p->m.option_count);
    memmove(&p->options[at + 1], &p->options[at],
            (p->m.option_count - at) * sizeof p->options[0]);
    p->options[at] = o;
    p->m.option_count++;
}

static inline struct pmip6_option raw_option(uint8_t type, const char *data,
                                             size_t length)
{
    struct pmip6_option o;

    memset(&o, 0, sizeof o);
    o.type = type;
    o.u.raw.data = (const uint8_t *)data;
    o.u.raw.length = length;
    return o;
}

/* How many options of a type the last message sent had. */
static inline unsigned options_sent(uint8_t type)
{
    const struct fake_message *sent = last_sent();
    struct parts p;
    struct pmip6_bytes octets = {sent->octets, sent->length};
    unsigned count = 0;

    pmip6_message_init(&p.m, p.options, PARTS_MAX);
    ck_assert_int_eq(
        pmip6_message_decode(&p.m, octets, &sent->source, &sent->destination, NULL), 0);
    for (size_t i = 0; i < p.m.option_count; i++)
        count += p.options[i].type == type;
    return count;
}

#endif
