/* SPDX-License-Identifier: MIT */
#ifndef PBA_BED_H
#define PBA_BED_H

/*
 * What an LMA says to a MAG, put together octet by octet from the request that it
 * answers, without the library (RFC 5213 8.2, RFC 6275 6.1.8).
 */

#include "mag_told.h"

#define LMA_ADDRESS fake_addr(0xa, 1)
#define MAG_ADDRESS fake_addr(1, 1)

/* An acknowledgement. What is zero is as the request has it, or as it ought to be. */
struct pba {
    int always;                    /* 0 */
    const struct fake_message *to; /* NULL: the last request */
    int status;
    int units;           /* granted, of four seconds; 0: what was asked for, -1: none */
    int number;          /* added to the request's sequence number */
    int64_t clock;       /* added to its timestamp, 1/65536 s */
    uint32_t without;    /* a bit for each option type, below 32 */
    uint8_t prefixes[8]; /* each a /64, by its eighth octet; none: 0x80 */
    uint8_t handoff;     /* another than the request's; likewise the next ones */
    uint8_t technology;
    uint8_t flags;       /* changed: 0x20 is P */
    const uint8_t *lli;  /* six octets */
    const char *node;    /* an identifier */
    uint8_t link_local;  /* last octet of the Link-local Address option's; 0: as it is */
    uint16_t advice;     /* refresh advice, of four seconds */
    const uint8_t *more; /* options to put behind the others */
    size_t more_length;
    struct pmip6_addr from;
    uint32_t protection;
};

struct pba_octets {
    uint8_t octets[1024];
    size_t length;
};

static inline void pba_put(struct pba_octets *b, const uint8_t *octets, size_t length)
{
    ck_assert_uint_le(b->length + length, sizeof b->octets);
    if (length > 0)
        memcpy(b->octets + b->length, octets, length);
    b->length += length;
}

/* PadN as far as an option that begins so many octets past a multiple of eight. */
static inline void pba_align(struct pba_octets *b, size_t past)
{
    size_t gap = (past + 8 - b->length % 8) % 8;
    uint8_t pad[8] = {1, (uint8_t)(gap - 2)};

    pba_put(b, gap == 1 ? (const uint8_t[1]){0} : pad, gap);
}

/* Where options want to begin; 0xff: anywhere. */
static inline size_t option_start(uint8_t type)
{
    switch (type) {
    case 22:
        return 4;
    case 3:
    case 26:
        return 6;
    case 27:
        return 2;
    default:
        return 0xff;
    }
}

static inline void pba_option(struct pba_octets *b, const uint8_t *option)
{
    if (option_start(option[0]) != 0xff)
        pba_align(b, option_start(option[0]));
    pba_put(b, option, 2u + option[1]);
}

static inline void pba_prefix(struct pba_octets *b, uint8_t network)
{
    struct pmip6_addr prefix = fake_addr(network, 0);
    uint8_t option[20] = {22, 18, 0, 64};

    memcpy(option + 4, prefix.octets, 16);
    pba_option(b, option);
}

/* What the LMA copies, changed where the test says so. */
static inline void pba_copy(struct pba_octets *b, const struct pba *p,
                            const struct fake_message *to, uint8_t type)
{
    const uint8_t *there = sent_option(to, type, 0);
    uint8_t option[257];

    if (!there || p->without >> type & 1)
        return;
    memcpy(option, there, 2u + there[1]);
    if (type == 8 && p->node) {
        option[1] = (uint8_t)(1 + strlen(p->node));
        memcpy(option + 3, p->node, strlen(p->node));
    }
    if (type == 23 && p->handoff)
        option[3] = p->handoff;
    if (type == 24 && p->technology)
        option[3] = p->technology;
    if (type == 25 && p->lli)
        memcpy(option + 4, p->lli, 6);
    if (type == 26 && p->link_local)
        memcpy(option + 2, (const uint8_t[16]){0xfe, 0x80, [15] = p->link_local}, 16);
    if (type == 27) {
        uint64_t time = ((uint64_t)word_at(option + 2) << 32 | word_at(option + 6)) +
                        (uint64_t)p->clock;

        for (int i = 0; i < 8; i++)
            option[2 + i] = (uint8_t)(time >> (56 - 8 * i));
    }
    pba_option(b, option);
}

static inline const struct fake_message *pba_request(const struct pba *p)
{
    return p->to ? p->to : last_sent();
}

static inline void pba_options(struct pba_octets *b, const struct pba *p)
{
    const struct fake_message *to = pba_request(p);

    pba_copy(b, p, to, 8);
    for (size_t i = 0; i < 8 && !(p->without >> 22 & 1); i++) {
        if (p->prefixes[i] || i == 0)
            pba_prefix(b, p->prefixes[i] ? p->prefixes[i] : 0x80);
    }
    for (uint8_t type = 23; type <= 27; type++)
        pba_copy(b, p, to, type);
    if (p->advice) {
        pba_align(b, b->length % 2 ? b->length + 1 : b->length);
        pba_put(b,
                (const uint8_t[4]){2, 2, (uint8_t)(p->advice >> 8), (uint8_t)p->advice},
                4);
    }
    pba_put(b, p->more, p->more_length);
    pba_align(b, 0);
}

static inline struct pmip6_addr pba_source(const struct pba *p)
{
    static const struct pmip6_addr none;

    return memcmp(&p->from, &none, sizeof none) == 0 ? LMA_ADDRESS : p->from;
}

/* The length and the checksum come last. */
static inline void pba_close(struct pba_octets *b, const struct pmip6_addr *from)
{
    struct pmip6_addr to = MAG_ADDRESS;
    uint16_t sum;

    b->octets[1] = (uint8_t)(b->length / 8 - 1);
    b->octets[4] = b->octets[5] = 0;
    sum = p6_checksum(from, &to, 135, b->octets, b->length);
    b->octets[4] = (uint8_t)(sum >> 8);
    b->octets[5] = (uint8_t)sum;
}

static inline void pba_compose(struct pba_octets *b, const struct pba *p)
{
    const struct fake_message *to = pba_request(p);
    uint16_t number = (uint16_t)(half_at(to->octets + 6) + p->number);
    uint16_t units = p->units < 0 ? 0
                     : p->units   ? (uint16_t)p->units
                                  : half_at(to->octets + 10);
    const uint8_t fixed[12] = {59,
                               0,
                               6,
                               0,
                               0,
                               0,
                               (uint8_t)p->status,
                               0x20 ^ p->flags,
                               (uint8_t)(number >> 8),
                               (uint8_t)number,
                               (uint8_t)(units >> 8),
                               (uint8_t)units};
    struct pmip6_addr from = pba_source(p);

    b->length = 0;
    pba_put(b, fixed, sizeof fixed);
    pba_options(b, p);
    pba_close(b, &from);
}

/* A Mobility Header reaches the MAG. */
static inline void pba_deliver(const struct pba_octets *b, const struct pmip6_addr *from,
                               uint32_t protection)
{
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = *from;
    d.destination = MAG_ADDRESS;
    d.octets.data = b->octets;
    d.octets.length = b->length;
    d.protection = protection;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

static inline void pba_answer(struct pba p)
{
    struct pmip6_addr from = pba_source(&p);
    struct pba_octets b;

    pba_compose(&b, &p);
    pba_deliver(&b, &from, p.protection);
}

/* The LMA's answer to the last request: ANSWER(.status = 130). */
#define ANSWER(...) pba_answer((struct pba){.always = 0, __VA_ARGS__})

/* The types of a request's options, a bit for each; padding left out. */
static inline uint32_t types_in(const struct fake_message *m)
{
    uint32_t types = 0;

    for (uint8_t type = 2; type < 32; type++)
        types |= (uint32_t)(sent_option(m, type, 0) != NULL) << type;
    return types;
}

/* The last request names these prefixes, each once, and no others. */
static inline void check_named(const uint8_t *networks, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        struct pmip6_addr prefix = fake_addr(networks[i], 0);
        const uint8_t *option;
        unsigned named = 0;

        for (unsigned n = 0; (option = sent_option(last_sent(), 22, n)) != NULL; n++)
            named += option[3] == 64 && memcmp(option + 4, prefix.octets, 16) == 0;
        ck_assert_uint_eq(named, 1);
    }
    ck_assert_ptr_null(sent_option(last_sent(), 22, count));
}

/* Configurations in which requests have other options. */
static inline void with_numbers(struct pmip6_mag_config *c,
                                struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

static inline void with_alternate(struct pmip6_mag_config *c,
                                  struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_ALTERNATE_COA;
}

static inline void with_fixed_address(struct pmip6_mag_config *c,
                                      struct pmip6_mag_callbacks *cb)
{
    static const struct pmip6_addr fixed = {{0xfe, 0x80, [15] = 0x13}};

    (void)cb;
    c->link_local = fixed;
}

static const change_fn configurations[] = {NULL, with_numbers, with_alternate,
                                           with_fixed_address};

#define CONFIGURATIONS (sizeof configurations / sizeof configurations[0])

/* A node's session: asked for, and granted for so many units of four seconds. */
static inline void serve(int units)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    pba_answer((struct pba){.units = units});
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
}

/* Another node, with a link of its own. */
static inline void attach_another(uint32_t link, const char *name)
{
    struct pmip6_attach who;

    link_up(link);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)name;
    who.mn_id.length = strlen(name);
    ck_assert_int_eq(pmip6_mag_attach(mag, link, &who), 0);
}

static inline struct pmip6_attachment_view view_on(uint32_t link)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    memset(&v, 0, sizeof v);
    v.size = sizeof v;
    (void)pmip6_mag_attachment_of(mag, link, &v);
    return v;
}

/* What a timer may be late. */
#define TICK MS(1)

/* When each message to an LMA went out. */
static pmip6_time sent_at[FAKE_MESSAGES];

static inline void note_time(void)
{
    sent_at[h.sent_count % FAKE_MESSAGES] = h.now;
}

static inline void note_times(void)
{
    h.sending = note_time;
}

static inline pmip6_time last_sent_at(void)
{
    ck_assert_uint_gt(h.sent_count, 0);
    return sent_at[(h.sent_count - 1) % FAKE_MESSAGES];
}

/* Time goes on until a moment: how many messages to an LMA there are more by then. */
static inline unsigned sent_until(pmip6_time moment)
{
    unsigned before = h.sent_count;

    ck_assert_uint_ge(moment, h.now);
    pass(moment - h.now);
    return h.sent_count - before;
}

/* Exactly then, and not before, the next message to an LMA goes out. */
static inline void next_goes_out_at(pmip6_time moment)
{
    ck_assert_uint_eq(sent_until(moment - 1), 0);
    ck_assert_uint_eq(sent_until(moment + TICK), 1);
}

/* How often a reason to drop was counted. */
static inline unsigned drops(uint32_t reason)
{
    struct pmip6_mag_counters c;

    pmip6_mag_counters_init(&c);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
    return (unsigned)c.drop[reason];
}

/* Whether packets of the node from an address in a prefix are forwarded, and how. */
static inline struct pmip6_forward_verdict from_node(uint32_t link, uint8_t network)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_LINK;
    q.link = link;
    q.source = fake_addr(network, 7);
    q.destination = fake_addr(0xee, 1);
    ck_assert_int_eq(pmip6_mag_forward(mag, &q, &v), 0);
    return v;
}

/* The host's route of a kind for a prefix; NULL: none. */
static inline const struct pmip6_route *route_of(uint8_t network, uint32_t kind)
{
    struct pmip6_addr prefix = fake_addr(network, 0);

    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct fake_route *r = &h.routes[i];

        if (r->used && r->route.kind == kind && r->route.prefix.length == 64 &&
            memcmp(&r->route.prefix.addr, &prefix, sizeof prefix) == 0)
            return &r->route;
    }
    return NULL;
}

#endif
