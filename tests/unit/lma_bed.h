/* SPDX-License-Identifier: MIT */
#ifndef LMA_BED_H
#define LMA_BED_H

/*
 * An LMA on a fake host, and its peers: what the LMA's tests share. A request is said by
 * what differs from a well-behaved one; its answer is decoded, and what is bound is
 * counted.
 */

#include "fake_host.h"
#ifdef UNIT_INJECT
#include "inside.h"
#endif
#include "signalling.h"
#include "unit.h"

#include <string.h>

#define SEC(n) ((pmip6_time)(n)*1000000)
#define MS(n)  ((pmip6_time)(n)*1000)

static struct fake_host h;
static pmip6_lma *lma;
static uint32_t edition;
static uint16_t sequence;
static int refuses_all; /* configured so that no request of this bed is taken */

#define LMAA fake_addr(0xa, 1)
#define MAG1 fake_addr(1, 1)

/* What a test says of a request; everything else is as a well-behaved MAG has it. */
struct pbu {
    int always; /* so that a request may say nothing else */
    const char *mn;
    uint8_t mag;
    uint16_t lifetime; /* units of 4 s; 0: 15 */
    int leave;         /* lifetime 0 */
    uint8_t handoff;
    uint32_t without;   /* HAS_ bits to leave out */
    uint32_t with;      /* HAS_ bits to put in */
    int64_t clock_skew; /* of the timestamp, 1/65536 s */
    uint8_t prefix;     /* 0: ::/0, else 2001:db8:0:PREFIX::/64 */
    uint16_t sequence;  /* 0: the next */
    const char *lli;
    struct pmip6_addr link_local;
    struct pmip6_addr alternate_coa;
};

static inline struct pmip6_prefix home(uint8_t n)
{
    struct pmip6_prefix p = {.addr = fake_addr(n, 0), .length = 64};
    return p;
}

static inline void configure(struct pmip6_lma_config *c, struct pmip6_pool *pool)
{
    memset(pool, 0, sizeof *pool);
    pool->prefix.addr = fake_addr(0x80, 0);
    pool->prefix.length = 57;
    pool->length = 64;
    refuses_all = 0;
    pmip6_lma_config_init(c, edition);
    c->address = LMAA;
    c->pools = pool;
    c->pool_count = 1;
    c->max_bindings = 100;
    c->max_tunnels = 8;
    c->max_pending = 8;
    c->flags &= ~(uint32_t)PMIP6_LMA_REQUIRE_PROTECTION;
}

static inline void begin_as(const struct pmip6_lma_config *c)
{
    struct pmip6_lma_callbacks cb;

    fake_host_init(&h);
    sequence = 100;
    refuses_all = (c->flags & PMIP6_LMA_REQUIRE_PROTECTION) != 0;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, c, &cb, &h), 0);
}

static inline void begin_with(uint32_t flags_off, uint32_t flags_on)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    configure(&c, &pool);
    c.flags = (c.flags & ~flags_off) | flags_on;
    begin_as(&c);
}

static inline void begin(uint32_t e)
{
    edition = e;
    begin_with(0, 0);
}

static inline void settle_bed(void);

/* Where a failure was put in, the bed is looked at closely before it goes. */
static inline void end(void)
{
    fake_injection.closing = 1;
    if (fake_injection.runs && fake_injection.struck)
        settle_bed();
    pmip6_lma_free(lma);
    lma = NULL;
    ck_assert_uint_eq(h.in_use, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.wrong, 0);
    fake_injection.closing = 0;
}

static inline void pass(pmip6_time duration)
{
    pmip6_time until = h.now + duration;

    /* A session that ended within the last moment has its timer within the next. */
    while (pmip6_lma_next_timeout(lma) <= (h.now > until ? h.now : until) + 1000) {
        pmip6_time next = pmip6_lma_next_timeout(lma);

        h.now = next > h.now ? next : h.now + 1000;
        ck_assert_int_eq(pmip6_lma_handle_timeout(lma), 0);
    }
    h.now = until > h.now ? until : h.now;
}

/* Time goes on to this very moment; what is due by then is done, and nothing else. */
static inline void until(pmip6_time moment)
{
    while (pmip6_lma_next_timeout(lma) <= moment) {
        pmip6_time next = pmip6_lma_next_timeout(lma);

        h.now = next > h.now ? next : h.now;
        ck_assert_int_eq(pmip6_lma_handle_timeout(lma), 0);
    }
    h.now = moment;
    ck_assert_int_eq(pmip6_lma_handle_timeout(lma), 0);
}

static inline void compose(const struct pbu *p, struct signalling *s)
{
    memset(s, 0, sizeof *s);
    s->mh_type = PMIP6_MH_BU;
    s->flags = PMIP6_BU_A | PMIP6_BU_P;
    s->sequence = p->sequence ? p->sequence : ++sequence;
    s->lifetime = p->leave ? 0 : p->lifetime ? p->lifetime : 15;
    s->present = HAS_MN_ID | HAS_PREFIX | HAS_TIMESTAMP;
    if (edition == PMIP6_RFC5213)
        s->present |= HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY;
    if (p->lli)
        s->present |= HAS_LINK_LAYER_ID;
    s->present = (s->present | p->with) & ~p->without;
    s->mn_id.data = (const uint8_t *)(p->mn ? p->mn : "mn1");
    s->mn_id.length = strlen(p->mn ? p->mn : "mn1");
    s->mn_id_subtype = 1;
    s->prefix_count = 1;
    if (p->prefix)
        s->prefixes[0] = home(p->prefix);
    s->handoff = p->handoff ? p->handoff : PMIP6_HANDOFF_UNKNOWN;
    s->access_technology = 4;
    s->timestamp = fake_day(&h) + (pmip6_timestamp)p->clock_skew;
    s->link_layer_id.data = (const uint8_t *)p->lli;
    s->link_layer_id.length = p->lli ? strlen(p->lli) : 0;
    s->link_local = p->link_local;
    s->alternate_coa = p->alternate_coa;
}

static inline void input(const struct pmip6_addr *from, const uint8_t *octets,
                         size_t length)
{
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = *from;
    d.destination = LMAA;
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
}

static struct signalling last_request; /* the last request */
static struct signalling answer;       /* the last one */
static int answered;

static inline void read_answer(unsigned before)
{
    struct pmip6_datagram d;
    size_t where;
    const struct fake_message *m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];

    answered = (int)(h.sent_count - before);
    memset(&answer, 0, sizeof answer);
    if (!answered)
        return;
    pmip6_datagram_init(&d);
    d.source = m->source;
    d.destination = m->destination;
    d.octets.data = m->octets;
    d.octets.length = m->length;
    ck_assert_int_eq(p6_signalling_decode(&answer, &d, &where), 0);
}

/* A request that may still be changed before it is delivered. */
static inline void prepare(const struct pbu *p, struct signalling *s)
{
    h.now += MS(5); /* no two requests at the same moment */
    compose(p, s);
}

/* Sends it; returns the answer's status, -1 for none. */
static inline int deliver(const struct signalling *s, const struct pmip6_addr *from,
                          const struct pmip6_addr *to)
{
    struct pmip6_datagram d;
    uint8_t octets[1024];
    unsigned before = h.sent_count;

    last_request = *s;
    pmip6_datagram_init(&d);
    d.source = *from;
    d.destination = *to;
    d.octets.data = octets;
    ck_assert_int_eq(
        p6_signalling_encode(s, octets, sizeof octets, from, to, &d.octets.length), 0);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
    read_answer(before);
    return answered ? answer.status : -1;
}

static inline int submit(const struct signalling *s, struct pmip6_addr from)
{
    struct pmip6_addr to = LMAA;

    return deliver(s, &from, &to);
}

static inline int ask(struct pbu p)
{
    struct signalling s;

    prepare(&p, &s);
    return submit(&s, fake_addr(p.mag ? p.mag : 1, 1));
}

#define ASK(...) ask((struct pbu){.always = 0, __VA_ARGS__})

/* How many there are, and the last of them; all zero where there is none. */
static inline unsigned bindings(struct pmip6_binding_view *last)
{
    struct pmip6_binding_view view = {.size = sizeof view};
    uint32_t cursor = 0;
    unsigned count = 0;

    if (last)
        *last = (struct pmip6_binding_view){.id = 0};
    for (; pmip6_lma_next_binding(lma, &cursor, &view) == 1; count++) {
        if (last)
            *last = view;
    }
    return count;
}

/* The first binding of a node; 0 where it has none. */
static inline int binding_of(const char *mn, struct pmip6_binding_view *view)
{
    uint32_t cursor = 0;

    pmip6_binding_view_init(view);
    while (pmip6_lma_next_binding(lma, &cursor, view) == 1) {
        if (view->mn_id.length == strlen(mn) &&
            memcmp(view->mn_id.data, mn, view->mn_id.length) == 0)
            return 1;
    }
    return 0;
}

/* Routes and tunnels are those of what is bound; sessions past their end are worked off.
 */
static inline void check_tables(void)
{
    struct pmip6_binding_view view = {.size = sizeof view};
    uint32_t cursor = 0;
    unsigned prefixes = 0, sessions = 0;

    while (pmip6_lma_next_binding(lma, &cursor, &view) == 1) {
        prefixes += (unsigned)view.prefix_count;
        sessions++;
    }
    ck_assert_uint_eq(h.route_count, prefixes);
    ck_assert_uint_le(h.tunnel_count, sessions);
    ck_assert_uint_eq(h.tunnel_count == 0, sessions == 0);
    ck_assert_uint_eq(h.wrong, 0);
#ifdef UNIT_INJECT
    ck_assert_ptr_null(inside_lma(lma)); /* the stores agree */
#endif
}

static inline uint8_t only_prefix(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert_uint_eq(bindings(&v), 1);
    return v.prefixes[0].addr.octets[7];
}

/* After a failure: everything fits together, everything ends in time, and another node is
 * served. */
static inline void settle_bed(void)
{
    h.calls_left = 0;
    h.allocations_left = 0;
    if (lma) {
        pass(MS(2));
        check_tables();
        pass(SEC(4000));
        ck_assert_uint_eq(bindings(NULL), 0);
        check_tables();
        h.policy_result = 0;
        pmip6_policy_init(&h.policy);
        h.policy.grants = PMIP6_GRANT_ALL;
        memset(&h.stranger, 0, sizeof h.stranger);
        if (!refuses_all) {
            ck_assert_int_eq(ask((struct pbu){.mn = "another", .handoff = 1}), 0);
            check_tables();
        }
    }
}

/* What is left of a scenario that a failure has ended early. */
static inline void close_bed(void)
{
    end();
}

#endif
