/* SPDX-License-Identifier: MIT */
#ifndef TOLD_H
#define TOLD_H

/*
 * Thousands of requests, drawn with every option there or not and with many values, to an
 * LMA in drawn states; each answer is taken apart here, octet by octet, without the
 * library's decoder, and a test says of every one of them what must hold.
 */

#include "outcome.h"

#define DRAWS 1000

enum { ADVICE = 2, MN_ID = 8, PREFIX = 22, HANDOFF = 23, TECHNOLOGY = 24, LLI = 25 };
enum { LINK_LOCAL = 26, TIMESTAMP = 27 };

/* What was asked, what was told, and what was bound before and after. */
struct told {
    struct signalling asked;
    struct pmip6_addr from, to;
    struct pmip6_addr source, destination; /* of the answer */
    const uint8_t *octets;
    size_t length;
    int status;
    uint8_t flags;
    uint16_t sequence, lifetime;
    unsigned count[256];        /* options, by type */
    const uint8_t *option[256]; /* the first of a type: its data */
    uint8_t option_length[256]; /* and how long they are */
    struct pmip6_prefix prefixes[32];
    pmip6_timestamp at; /* the LMA's time of day when it was sent */
    struct snapshot before, after;
    int session;        /* that it is about, in after; -1: none */
    int session_before; /* the same in before; -1: it is new */
    uint32_t advice;    /* what is configured, seconds */
    int own;            /* the asking node's first session in before, -1 */
};

typedef void judge(const struct told *t);

/* ---- drawing ---- */

static uint32_t dice;

static inline uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

static pmip6_timestamp sent_at;
static int (*fake_send)(const struct pmip6_datagram *d, void *user);

static inline int note_send(const struct pmip6_datagram *d, void *user)
{
    sent_at = fake_day(&h);
    return fake_send(d, user);
}

static inline struct pmip6_addr link_local(uint8_t n)
{
    struct pmip6_addr a = {{0xfe, 0x80, [15] = n}};

    return a;
}

/* What is there when the request comes. */
struct scene {
    uint32_t advice;
    uint64_t own; /* the session of mn1; 0: none */
    uint32_t own_count;
    struct pmip6_prefix own_prefixes[PMIP6_PREFIXES_MAX];
    uint8_t other_prefix;
};

static inline void set_scene(struct scene *is)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    const struct pmip6_addr none = {{0}};
    const char *lli = pick(3) ? "aaaaaa" : NULL;

    memset(is, 0, sizeof *is);
    fake_host_init(&h);
    h.random = dice;
    sequence = 100;
    configure(&c, &pool);
    c.refresh_advice = is->advice = pick(3) * 24;
    fake_lma_callbacks(&cb);
    fake_send = cb.send;
    cb.send = note_send;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .with = HAS_LINK_LOCAL,
                         .link_local = link_local(0x77)),
                     0);
    is->other_prefix = answer.prefixes[0].addr.octets[7];
    if (pick(4) == 0)
        return;
    h.policy.pool_prefixes = 1 + pick(3);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = lli, .with = pick(3) ? HAS_LINK_LOCAL : 0,
                         .link_local = pick(2) ? link_local(1) : none),
                     0);
    h.policy.pool_prefixes = 1;
    is->own = session_of_last();
    is->own_count = answer.prefix_count;
    memcpy(is->own_prefixes, answer.prefixes, sizeof is->own_prefixes);
    if (pick(6) == 0)
        ck_assert_int_eq(ASK(.leave = 1, .lli = lli), 0);
    if (edition == PMIP6_RFC5213 && pick(6) == 0)
        ck_assert_int_eq(ASK(.handoff = 1, .lli = "cccccc"), 0);
}

static inline void draw_prefixes(struct signalling *s, const struct scene *is)
{
    struct pmip6_prefix unused = home((uint8_t)(0xf0 + pick(4)));

    s->present |= HAS_PREFIX;
    s->prefix_count = 1;
    memset(s->prefixes, 0, sizeof s->prefixes);
    switch (pick(10)) {
    case 0:
        s->present &= ~(uint32_t)HAS_PREFIX;
        s->prefix_count = 0;
        break;
    case 1:
        s->prefixes[0] = unused;
        break;
    case 2: /* with bits after its end */
        s->prefixes[0] = unused;
        s->prefixes[0].addr.octets[15] = 9;
        break;
    case 3:
        s->prefixes[0] = home(pick(2) ? 0x20 : is->other_prefix);
        break;
    case 4: /* any number of them, ::/0 too */
        s->prefix_count = 2 + pick(PMIP6_PREFIXES_MAX - 1);
        s->prefixes[pick(2)] = pick(2) ? is->own_prefixes[0] : unused;
        for (uint32_t i = 2; i < s->prefix_count; i++)
            s->prefixes[i] = home((uint8_t)(0x20 + i));
        break;
    case 5:
    case 6:
    case 7:
        if (is->own_count) {
            s->prefix_count = is->own_count;
            memcpy(s->prefixes, is->own_prefixes, sizeof s->prefixes);
        }
        break;
    default: /* ::/0 */
        break;
    }
}

static inline void draw_name(struct signalling *s)
{
    static const uint8_t name[] = "a.mobile.node.with.a.long.name@realm.example.org";

    switch (pick(12)) {
    case 0:
        s->present &= ~(uint32_t)HAS_MN_ID;
        break;
    case 1:
        s->mn_id.length = 0;
        break;
    case 2:
        s->mn_id.data = name;
        s->mn_id.length = 1 + pick(sizeof name - 1);
        s->mn_id_subtype = (uint8_t)pick(5);
        break;
    default:
        break;
    }
}

static inline void keep_or_not(struct signalling *s, uint32_t option, int keep)
{
    s->present = keep ? s->present | option : s->present & ~option;
}

static inline void draw_request(struct signalling *s, const struct scene *is)
{
    static const uint8_t lli[] = "aaaaaabbbbbbbbbbcccccc";

    prepare(&(struct pbu){.leave = pick(5) == 0, .lifetime = (uint16_t)(1 + pick(1000))},
            s);
    draw_name(s);
    draw_prefixes(s, is);
    s->handoff = (uint8_t)pick(7);
    keep_or_not(s, HAS_HANDOFF, pick(10) != 0);
    s->access_technology = (uint8_t)(pick(3) ? 4 : pick(256));
    keep_or_not(s, HAS_ACCESS_TECHNOLOGY, pick(10) != 0);
    s->link_layer_id.data = lli + (pick(3) ? 0 : pick(6));
    s->link_layer_id.length = pick(4) ? 6 : 1 + pick(16);
    keep_or_not(s, HAS_LINK_LAYER_ID, pick(2) != 0);
    memset(&s->link_local, 0, sizeof s->link_local);
    if (pick(2))
        s->link_local = link_local((uint8_t)(10 + pick(2)));
    keep_or_not(s, HAS_LINK_LOCAL, pick(3) != 0);
    s->timestamp += pick(8) ? 0 : (pmip6_timestamp)3600 << 16;
    s->timestamp -= pick(8) ? 0 : 6554; /* a tenth of a second */
    keep_or_not(s, HAS_TIMESTAMP, pick(3) != 0);
    s->sequence = pick(6) ? s->sequence : 50;
    s->alternate_coa = fake_addr((uint8_t)(1 + pick(3)), 1);
    keep_or_not(s, HAS_ALTERNATE_COA, pick(6) == 0);
    s->flags = PMIP6_BU_P | (pick(2) ? PMIP6_BU_A : 0) |
               (uint16_t)(pick(3) ? 0 : pick(0x10000) & 0x7cff);
}

static inline void draw_policy(void)
{
    static const uint32_t denied[] = {PMIP6_GRANT_NODE, PMIP6_GRANT_SERVICE,
                                      PMIP6_GRANT_MAG};
    uint32_t n = pick(12);

    if (n < 3)
        h.policy.grants &= ~denied[n];
    else if (n == 3)
        h.calls_left = 1; /* it cannot be asked */
    if (pick(4) == 0)
        h.policy_result = PMIP6_PENDING;
    h.stranger = fake_addr(3, 1);
}

/* ---- taking apart ---- */

static inline void take_option_apart(struct told *t, uint8_t type, uint8_t length,
                                     const uint8_t *data)
{
    if (type == PREFIX) {
        struct pmip6_prefix *p = &t->prefixes[t->count[PREFIX]];

        ck_assert_uint_eq(length, 18);
        ck_assert_uint_lt(t->count[PREFIX], 32);
        p->length = data[1];
        memcpy(p->addr.octets, data + 2, 16);
    }
    if (t->count[type]++ == 0) {
        t->option[type] = data;
        t->option_length[type] = length;
    }
}

static inline void take_apart(struct told *t)
{
    const struct fake_message *m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
    const uint8_t *o = m->octets;
    size_t at = 12;

    t->source = m->source;
    t->destination = m->destination;
    t->octets = o;
    t->length = m->length;
    ck_assert_uint_eq(m->length % 8, 0);
    ck_assert_uint_eq(o[1], m->length / 8 - 1);
    t->status = o[6];
    t->flags = o[7];
    t->sequence = (uint16_t)(o[8] << 8 | o[9]);
    t->lifetime = (uint16_t)(o[10] << 8 | o[11]);
    while (at < m->length) {
        uint8_t type = o[at++], length;

        if (type == 0)
            continue;
        ck_assert_uint_lt(at, m->length);
        length = o[at++];
        ck_assert_uint_le(at + length, m->length);
        if (type != 1)
            take_option_apart(t, type, length, o + at);
        at += length;
    }
}

static inline int find_id(const struct snapshot *s, uint64_t id)
{
    for (unsigned i = 0; id && i < s->count; i++) {
        if (s->views[i].id == id)
            return (int)i;
    }
    return -1;
}

static inline int find_sequence(const struct snapshot *s, uint16_t number)
{
    for (unsigned i = 0; i < s->count; i++) {
        if (s->views[i].sequence == number)
            return (int)i;
    }
    return -1;
}

static inline int is_mn1(const struct signalling *s)
{
    return s->present & HAS_MN_ID && s->mn_id.length == 3 && s->mn_id_subtype == 1 &&
           memcmp(s->mn_id.data, "mn1", 3) == 0;
}

/* The session that an accepted request is about has its number; a former MAG of draft-02
 * is answered without a trace. */
static inline void find_session(struct told *t, const struct scene *is)
{
    t->session = t->session_before = -1;
    t->own = is_mn1(&t->asked) ? find_id(&t->before, is->own) : -1;
    if (t->status >= 128)
        return;
    t->session = find_sequence(&t->after, t->asked.sequence);
    if (t->session < 0 && edition == PMIP6_DRAFT_02 && t->asked.lifetime == 0)
        t->session = find_id(&t->after, is->own);
    ck_assert_int_ge(t->session, 0);
    t->session_before = find_id(&t->before, t->after.views[t->session].id);
}

/* Lets it come to an end: late policy, and a wait for a de-registration. */
static inline void let_it_end(unsigned asked_before)
{
    if (h.policy_result == PMIP6_PENDING && h.asked > asked_before)
        pmip6_lma_policy_done(lma, h.ticket, &h.policy);
    h.policy_result = 0;
    h.calls_left = 0;
    if (waiting())
        pass(SEC(2));
}

static inline int ask_and_judge(struct told *t, const struct scene *is, judge *holds)
{
    unsigned before = h.sent_count, asked = h.asked;

    take_snapshot(&t->before);
    deliver(&t->asked, &t->from, &t->to);
    let_it_end(asked);
    take_snapshot(&t->after);
    if (h.sent_count == before)
        return -1;
    ck_assert_uint_eq(h.sent_count, before + 1);
    t->at = sent_at;
    memset(t->count, 0, sizeof t->count);
    take_apart(t);
    find_session(t, is);
    holds(t);
    return t->status;
}

static unsigned told_status[256]; /* how often */

static inline void check_draws(void)
{
    static const uint8_t rfc5213[] = {0,   130, 135, 152, 153, 154, 155,
                                      156, 157, 158, 159, 160, 161, 162};
    static const uint8_t draft_02[] = {0, 129, 130, 133, 135, 152, 154, 155, 156, 160};
    const uint8_t *wanted = edition == PMIP6_RFC5213 ? rfc5213 : draft_02;
    size_t count = edition == PMIP6_RFC5213 ? sizeof rfc5213 : sizeof draft_02;

    for (size_t i = 0; i < count; i++)
        ck_assert_msg(told_status[wanted[i]] > 0, "no answer of %d", wanted[i]);
    ck_assert_uint_gt(told_status[0], DRAWS / 8);
}

/* What `holds` checks holds for each answer. */
static inline void for_each_answer(uint32_t e, judge *holds)
{
    static struct told t;

    dice = 1;
    edition = e;
    memset(told_status, 0, sizeof told_status);
    for (unsigned i = 0; i < DRAWS; i++) {
        struct scene is;
        int status;

        set_scene(&is);
        memset(&t, 0, sizeof t);
        t.advice = is.advice;
        t.from = fake_addr((uint8_t)(1 + (pick(10) ? pick(2) : 2)), 1);
        t.to = fake_addr(0xa, (uint8_t)(pick(4) ? 1 : 2));
        draw_request(&t.asked, &is);
        draw_policy();
        status = ask_and_judge(&t, &is, holds);
        if (status >= 0)
            told_status[status]++;
        if (status == 0 && pick(3) == 0)
            ask_and_judge(&t, &is, holds); /* the network has doubled it */
        end();
    }
    check_draws();
}

#endif
