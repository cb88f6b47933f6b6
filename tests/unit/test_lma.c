/* SPDX-License-Identifier: MIT */
/* The LMA's rules as its peers see them: a request in, an answer out, and what is bound.
 */
#include "fake_host.h"
#include "signalling.h"
#include "unit.h"

#include <string.h>

#define SEC(n) ((pmip6_time)(n)*1000000)
#define MS(n)  ((pmip6_time)(n)*1000)

static struct fake_host h;
static pmip6_lma *lma;
static uint32_t edition;
static uint16_t sequence;

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

static struct pmip6_prefix home(uint8_t n)
{
    struct pmip6_prefix p = {.addr = fake_addr(n, 0), .length = 64};
    return p;
}

static void configure(struct pmip6_lma_config *c, struct pmip6_pool *pool)
{
    memset(pool, 0, sizeof *pool);
    pool->prefix.addr = fake_addr(0x80, 0);
    pool->prefix.length = 57;
    pool->length = 64;
    pmip6_lma_config_init(c, edition);
    c->address = LMAA;
    c->pools = pool;
    c->pool_count = 1;
    c->max_bindings = 100;
    c->max_tunnels = 8;
    c->max_pending = 8;
    c->flags &= ~(uint32_t)PMIP6_LMA_REQUIRE_PROTECTION;
}

static void begin_with(uint32_t flags_off, uint32_t flags_on)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    fake_host_init(&h);
    sequence = 100;
    configure(&c, &pool);
    c.flags = (c.flags & ~flags_off) | flags_on;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

static void begin(uint32_t e)
{
    edition = e;
    begin_with(0, 0);
}

static void end(void)
{
    pmip6_lma_free(lma);
    ck_assert_uint_eq(h.in_use, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.wrong, 0);
}

static void pass(pmip6_time duration)
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

static void compose(const struct pbu *p, struct signalling *s)
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

static void input(const struct pmip6_addr *from, const uint8_t *octets, size_t length)
{
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = *from;
    d.destination = LMAA;
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
}

static struct signalling answer; /* the last one */
static int answered;

static void read_answer(unsigned before)
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

/* Sends a request; returns the answer's status, -1 for none. */
static int ask(struct pbu p)
{
    struct signalling s;
    uint8_t octets[512];
    struct pmip6_addr from = fake_addr(p.mag ? p.mag : 1, 1), to = LMAA;
    unsigned before = h.sent_count;
    size_t length;

    h.now += MS(5); /* no two requests at the same moment */
    compose(&p, &s);
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length),
                     0);
    input(&from, octets, length);
    read_answer(before);
    return answered ? answer.status : -1;
}

#define ASK(...) ask((struct pbu){.always = 0, __VA_ARGS__})

static unsigned bindings(struct pmip6_binding_view *last)
{
    struct pmip6_binding_view view;
    uint32_t cursor = 0;
    unsigned count = 0;

    for (; pmip6_lma_next_binding(lma, &cursor, &view) == 1; count++) {
        if (last)
            *last = view;
    }
    return count;
}

static uint8_t only_prefix(void)
{
    struct pmip6_binding_view v;

    ck_assert_uint_eq(bindings(&v), 1);
    return v.prefixes[0].addr.octets[7];
}

/* --- registration
 * ---------------------------------------------------------------------------- */

START_TEST(
    lma_registers_and_answers_with_a_prefix) /* R5213-5.3.2-01, -08, -10, -12, -14 */
{
    struct pmip6_binding_view v;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.lifetime, 15);
    ck_assert_uint_eq(answer.flags, PMIP6_BA_P);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_uint_eq(answer.prefixes[0].length, 64);
    ck_assert_uint_eq(bindings(&v), 1);
    {
        struct pmip6_addr from = MAG1;

        ck_assert(memcmp(&v.proxy_coa, &from, 16) == 0);
    }
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 1);
    end();
}
END_TEST

START_TEST(lma_shares_a_tunnel_and_closes_it_with_its_last_session) /* R5213-5.6.1-10 */
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1");
    ASK(.mn = "mn2");
    ck_assert_uint_eq(h.tunnel_count, 1);
    pass(SEC(61));
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXPIRED), 2);
    end();
}
END_TEST

START_TEST(lma_extends_without_touching_forwarding) /* R5213-5.3.3-01, -02 */
{
    begin((uint32_t)_i);
    ASK();
    pass(SEC(40));
    ck_assert_int_eq(ASK(.prefix = only_prefix(), .handoff = PMIP6_HANDOFF_UNCHANGED), 0);
    pass(SEC(40));
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXTENDED), 1);
    end();
}
END_TEST

START_TEST(lma_keeps_the_prefix_over_a_handoff) /* R5213-5.3.4-01 to -08 */
{
    uint8_t before;

    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    before = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2, .lli = "abcdef"), 0);
    ck_assert_uint_eq(only_prefix(), before);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_HANDED_OFF), 1);
    end();
}
END_TEST

START_TEST(lma_waits_before_it_deletes) /* R5213-5.3.5-02 to -08 */
{
    pmip6_time delay = _i == PMIP6_DRAFT_02 ? SEC(1) : SEC(10);

    begin((uint32_t)_i);
    ASK();
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix()), 0);
    ck_assert_uint_eq(answer.lifetime, 0);
    pass(delay - MS(2));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(MS(4));
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

START_TEST(lma_revives_what_is_being_deleted) /* R5213-5.3.5-06, -07 */
{
    uint8_t before;

    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    before = only_prefix();
    ASK(.leave = 1, .prefix = before, .lli = "abcdef");
    pass(MS(500));
    ck_assert_int_eq(ASK(.mag = 2, .lli = "abcdef"), 0);
    pass(SEC(30));
    ck_assert_uint_eq(only_prefix(), before);
    end();
}
END_TEST

START_TEST(
    lma_blocks_traffic_during_the_delayed_delete) /* R5213-5.3.5-05; draft-02: it flows */
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    begin((uint32_t)_i);
    ASK();
    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.destination = home(only_prefix()).addr;
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ASK(.leave = 1, .prefix = only_prefix());
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action,
                      _i == PMIP6_DRAFT_02 ? PMIP6_FORWARD_TUNNEL : PMIP6_FORWARD_DROP);
    end();
}
END_TEST

START_TEST(lma_ignores_a_former_mag_that_leaves) /* R5213-5.3.5-01, D02-5.3.1-35 */
{
    begin((uint32_t)_i);
    ASK(.lli = "abcdef");
    ASK(.mag = 2, .lli = "abcdef");
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix(), .lli = "abcdef"),
                     _i == PMIP6_DRAFT_02 ? 0 : -1);
    pass(SEC(15));
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* --- refusals
 * -------------------------------------------------------------------------------- */

static const struct {
    struct pbu p;
    uint32_t grants;
    int rfc5213, draft02;
} refusals[] = {
    {{.without = HAS_MN_ID}, 7, 160, 160},
    {{.mag = 9}, 7, 154, 154},
    {{.handoff = 1}, 6, 153, 133},
    {{.handoff = 1}, 5, 152, 152},
    {{.handoff = 1}, 3, 154, 154},
    {{.without = HAS_PREFIX}, 7, 158, 129},
    {{.without = HAS_HANDOFF}, 7, 161, 0},
    {{.without = HAS_ACCESS_TECHNOLOGY}, 7, 162, 0},
    {{.clock_skew = 20000}, 7, 156, 156},
    {{.clock_skew = -20000}, 7, 156, 156},
    {{.clock_skew = 19600}, 7, 0, 0},
    {{.clock_skew = -19600}, 7, 0, 0},
    {{.prefix = 7}, 7, 155, 155},
    {{.prefix = 0x81}, 7, 0, 0},
    {{.mag = 9, .without = HAS_MN_ID}, 7, 160, 160},
    {{.without = HAS_PREFIX, .clock_skew = 20000}, 7, 156, 129},
};

START_TEST(lma_refuses_with_the_status_of_its_edition) /* R5213-5.3.1-05 to -15,
                                                          D02-5.3.1-06 to -14 */
{
    static const uint32_t editions[] = {PMIP6_RFC5213, PMIP6_DRAFT_02};

    for (int e = 0; e < 2; e++) {
        struct pbu p = refusals[_i].p;
        int expected = e == 0 ? refusals[_i].rfc5213 : refusals[_i].draft02;

        begin(editions[e]);
        h.stranger = fake_addr(9, 1);
        h.policy.grants = refusals[_i].grants;
        ck_assert_int_eq(ask(p), expected);
        ck_assert_uint_eq(bindings(NULL), expected == 0);
        if (expected) {
            ck_assert_uint_eq(answer.lifetime, 0);
            ck_assert(answer.present & HAS_PREFIX);
        }
        end();
    }
}
END_TEST

START_TEST(
    lma_answers_stale_timestamp_with_its_own_time) /* R5213-5.5-23, -24, D02-5.4-17 */
{
    begin((uint32_t)_i);
    ASK();
    ck_assert_int_eq(ASK(.prefix = only_prefix(), .clock_skew = -65536),
                     _i == PMIP6_DRAFT_02 ? 156 : 157);
    ck_assert(answer.timestamp == fake_day(&h));
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(
    lma_orders_by_sequence_where_there_is_no_timestamp) /* R6275-9.5.1-03, -04, -07 */
{
    static const struct {
        uint16_t next;
        int status;
    } cases[] = {{16, 0}, {15, 135}, {1, 135}, {32782, 0}, {32783, 135}, {65535, 135}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.without = HAS_TIMESTAMP, .sequence = 15, .lli = "abcdef"),
                         0);
        ck_assert_int_eq(ASK(.without = HAS_TIMESTAMP, .sequence = cases[i].next,
                             .mag = 2, .lli = "abcdef", .lifetime = 20),
                         cases[i].status);
        if (cases[i].status)
            ck_assert_uint_eq(answer.sequence, 15);
        ck_assert(!(answer.present & HAS_TIMESTAMP));
        end();
    }
}
END_TEST

START_TEST(lma_answers_a_network_duplicate_again_and_changes_nothing) /* A1 */
{
    struct pmip6_lma_counters c;
    const struct fake_message *m;
    struct signalling s;
    struct pmip6_addr from = MAG1, to = LMAA;
    uint8_t octets[512];
    size_t length;

    begin((uint32_t)_i);
    compose(&(struct pbu){.handoff = 4}, &s);
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length),
                     0);
    input(&from, octets, length);
    h.now += MS(50);
    input(&from, octets, length);
    ck_assert_uint_eq(h.sent_count, 2);
    m = h.sent;
    ck_assert(m[0].length == m[1].length &&
              memcmp(m[0].octets, m[1].octets, m[0].length) == 0);
    pmip6_lma_counters_init(&c);
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
    ck_assert_uint_eq(c.rx_duplicate, 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_refuses_another_nodes_prefix) /* R5213-5.4.1.1-05 */
{
    begin(PMIP6_RFC5213);
    ASK(.mn = "mn1");
    ck_assert_int_eq(ASK(.mn = "mn2", .prefix = only_prefix()), 155);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_refuses_when_its_pool_is_exhausted) /* R5213-5.3.2-05 */
{
    char name[16] = "mn";

    begin((uint32_t)_i);
    for (int i = 0; i < 100; i++) {
        name[2] = (char)('a' + i / 10);
        name[3] = (char)('a' + i % 10);
        ck_assert_int_eq(ASK(.mn = name), 0);
    }
    ck_assert_int_eq(ASK(.mn = "one too many"), 130); /* bindings are bounded */
    ck_assert_uint_eq(bindings(NULL), 100);
    end();
}
END_TEST

START_TEST(
    lma_limits_its_answers_to_strangers_only) /* trust: gateways are always answered */
{
    unsigned before;

    begin(PMIP6_RFC5213);
    h.stranger = fake_addr(9, 1);
    before = h.sent_count;
    for (int i = 0; i < 500; i++) {
        h.now -= MS(5);
        ASK(.mag = 9);
    }
    ck_assert_uint_le(h.sent_count - before, 101);
    ck_assert_uint_ge(h.sent_count - before, 99);
    ck_assert_int_eq(ASK(), 0);
    end();
}
END_TEST

/* --- the look-up of 5.4.1
 * --------------------------------------------------------------------- */

static const struct {
    const char *first_lli, *second_lli;
    uint8_t handoff;
    int waits;    /* no answer at once */
    unsigned end; /* bindings after the wait */
} look_ups[] = {
    {"abcdef", "abcdef", 1, 0, 1}, /* 5.4.1.2-03: whatever the indicator */
    {"abcdef", "abcdef", 4, 0, 1}, /* 5.4.1.2-03 */
    {"abcdef", "ABCDEF", 1, 0, 2}, /* 5.4.1.2-13 */
    {"abcdef", "ABCDEF", 2, 0, 1}, /* 5.4.1.2-06 */
    {"abcdef", "ABCDEF", 3, 0, 2}, /* 5.4.1.2-13 */
    {"abcdef", "ABCDEF", 4, 1, 2}, /* 5.4.1.2-09, -10 */
    {NULL, NULL, 1, 0, 2},         /* 5.4.1.3-08 */
    {NULL, NULL, 2, 0, 1},         /* 5.4.1.3-03 */
    {NULL, NULL, 3, 0, 1},         /* 5.4.1.3-03 */
    {NULL, NULL, 4, 1, 2},         /* 5.4.1.3-04, -05 */
    {NULL, NULL, 5, 0, 2},         /* 5.4.1.3-08 */
};

START_TEST(lma_finds_the_session_as_the_handoff_indicator_says)
{
    begin(PMIP6_RFC5213);
    ASK(.lli = look_ups[_i].first_lli, .handoff = 1);
    ck_assert_int_eq(
        ASK(.mag = 2, .lli = look_ups[_i].second_lli, .handoff = look_ups[_i].handoff),
        look_ups[_i].waits ? -1 : 0);
    pass(MS(1600));
    ck_assert_uint_eq(bindings(NULL), look_ups[_i].end);
    end();
}
END_TEST

START_TEST(lma_stops_waiting_when_the_old_mag_deregisters) /* R5213-5.4.1.2-09 */
{
    uint8_t before;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    before = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2), -1);
    pass(MS(400));
    ck_assert_int_eq(ASK(.mag = 2),
                     -1); /* a repeat starts no second wait: R5213-9.1-10 */
    ASK(.leave = 1, .prefix = before);
    ck_assert_int_eq(answered, 2); /* the de-registration's and the one that waited */
    ck_assert_uint_eq(only_prefix(), before);
    ck_assert_int_eq(answer.sequence, sequence - 1);
    end();
}
END_TEST

START_TEST(lma_lets_a_request_that_need_not_wait_overtake_one_that_does)
{
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 1); /* nothing waits any more */
    end();
}
END_TEST

START_TEST(lma_ignores_a_deregistration_of_nothing) /* R5213-5.4.1.1-13; D02-5.3.1-R08 */
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.leave = 1), _i == PMIP6_DRAFT_02 ? 133 : -1);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* --- link-local addresses
 * --------------------------------------------------------------------- */

START_TEST(lma_generates_the_mags_address_once) /* R5213-5.3.6-27 to -32 */
{
    struct pmip6_addr first, upload = {{0xfe, 0x80, [15] = 9}};

    begin(PMIP6_RFC5213);
    ASK(.with = HAS_LINK_LOCAL, .lli = "abcdef");
    first = answer.link_local;
    ck_assert_uint_eq(first.octets[0], 0xfe);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef");
    ck_assert(memcmp(&answer.link_local, &first, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef", .link_local = upload);
    ck_assert(memcmp(&answer.link_local, &upload, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .lli = "abcdef");
    ck_assert(memcmp(&answer.link_local, &upload, 16) == 0);
    end();
}
END_TEST

START_TEST(draft_lma_keeps_the_nodes_address) /* D02-5.3.1-47 to -49 */
{
    struct pmip6_addr node = {{0xfe, 0x80, [15] = 9}}, other = {{0xfe, 0x80, [15] = 8}};

    begin(PMIP6_DRAFT_02);
    ASK(.with = HAS_LINK_LOCAL, .link_local = node);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    ASK(.mag = 2, .with = HAS_LINK_LOCAL, .link_local = other);
    ck_assert(memcmp(&answer.link_local, &node, 16) == 0);
    end();
}
END_TEST

START_TEST(
    lma_binds_the_alternate_care_of_address_and_answers_the_source) /* R5213-5.3.6-04 */
{
    struct pmip6_binding_view v;
    struct pmip6_addr coa = fake_addr(5, 5), from = MAG1;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.with = HAS_ALTERNATE_COA, .alternate_coa = coa), 0);
    ck_assert(memcmp(&h.sent[0].destination, &from, 16) == 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert(memcmp(&v.proxy_coa, &coa, 16) == 0);
    end();
}
END_TEST

/* --- policy that answers later
 * ---------------------------------------------------------------- */

START_TEST(lma_goes_on_when_a_pending_policy_answers)
{
    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(ASK(), -1);
    ck_assert_int_eq(ASK(), -1); /* a repeat asks no second time */
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket + 1, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

START_TEST(lma_refuses_when_the_policy_never_answers)
{
    unsigned before;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ASK();
    before = h.sent_count;
    pass(SEC(2));
    read_answer(before);
    ck_assert_uint_eq(answer.status, 130);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* --- failures
 * --------------------------------------------------------------------------------- */

/* Attach, hand off, leave, each of which may be refused; what is left must fit together.
 */
static void scenario(void)
{
    struct pmip6_binding_view v;

    ASK(.lli = "a link-layer identifier");
    ASK(.mag = 2, .lli = "a link-layer identifier");
    ASK(.mag = 2, .lli = "a link-layer identifier", .leave = 1);
    ASK(.mag = 1, .lli = "a link-layer identifier");
    ck_assert_uint_eq(h.wrong, 0);
    ck_assert_uint_eq(h.route_count, bindings(&v));
    ck_assert_uint_eq(h.tunnel_count, h.route_count);
    pass(SEC(80));
    ck_assert_uint_eq(bindings(NULL), 0);
    h.calls_left = 0;
    ck_assert_int_eq(ASK(), 0); /* still of use */
}

START_TEST(lma_undoes_everything_when_the_nth_callback_fails)
{
    for (unsigned n = 1; n < 20; n++) {
        begin((uint32_t)_i);
        h.calls_left = n;
        scenario();
        end();
    }
}
END_TEST

START_TEST(lma_survives_the_nth_allocation_failing)
{
    for (unsigned n = 1; n < 40; n++) {
        struct pmip6_lma_config c;
        struct pmip6_lma_callbacks cb;
        struct pmip6_pool pool;
        int rc;

        edition = (uint32_t)_i;
        fake_host_init(&h);
        configure(&c, &pool);
        fake_lma_callbacks(&cb);
        h.allocations_left = n;
        rc = pmip6_lma_new(&lma, &c, &cb, &h);
        ck_assert(rc == 0 || rc == PMIP6_ERR_NOMEM);
        if (rc == 0)
            scenario();
        end();
    }
}
END_TEST

START_TEST(lma_holds_its_invariants_under_random_requests)
{
    static const char long_name[] = "a much longer name of a mobile node@example.net";
    static const char *const names[] = {"mn1", "mn2", "mn3", "mn4", long_name};
    uint64_t state = 7;

    begin((uint32_t)_i);
    for (unsigned step = 0; step < 20000; step++) {
        struct pmip6_binding_view v;
        struct pmip6_prefix seen[128];
        uint32_t cursor = 0;
        unsigned count = 0;

        state = state * 6364136223846793005u + 1442695040888963407u;
        h.sent_count = 0;
        h.event_count = 0;
        ask((struct pbu){.mn = names[(state >> 20) % 5],
                         .mag = (uint8_t)(1 + (state >> 24) % 3),
                         .leave = (state >> 28) % 4 == 0,
                         .lifetime = (uint16_t)((state >> 28) % 4),
                         .handoff = (uint8_t)(1 + (state >> 32) % 5),
                         .prefix =
                             (state >> 36) % 4 ? 0 : (uint8_t)(0x80 + (state >> 40) % 8),
                         .lli = (state >> 44) % 2 ? "abcdef" : NULL,
                         .clock_skew = (state >> 48) % 8 ? 0 : -30000,
                         .without = (state >> 52) % 16 ? 0 : HAS_TIMESTAMP});
        pass((state >> 56) * MS(20));
        while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
            for (unsigned i = 0; i < count; i++)
                ck_assert(memcmp(&seen[i], v.prefixes, sizeof seen[i]) != 0);
            seen[count++] = v.prefixes[0];
            ck_assert(v.expires > h.now);
        }
        ck_assert_uint_eq(h.route_count, count);
        ck_assert_uint_eq(h.wrong, 0);
        ck_assert_uint_le(h.tunnel_count, 3);
    }
    end();
}
END_TEST

/* --- the handle
 * ------------------------------------------------------------------------------- */

static int reentered;

static void event_that_calls_back(const struct pmip6_lma_event *e, void *user)
{
    struct pmip6_datagram d;

    (void)e;
    (void)user;
    pmip6_datagram_init(&d);
    reentered = pmip6_lma_input(lma, &d);
}

START_TEST(lma_refuses_to_be_entered_from_a_callback)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = PMIP6_RFC5213;
    fake_host_init(&h);
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    cb.event = event_that_calls_back;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    ASK();
    ck_assert_int_eq(reentered, PMIP6_ERR_REENTRANT);
    end();
}
END_TEST

START_TEST(lma_drops_what_is_not_protected_before_anything_else)
{
    begin(PMIP6_RFC5213);
    pmip6_lma_free(lma);
    begin_with(0, PMIP6_LMA_REQUIRE_PROTECTION);
    ck_assert_int_eq(ASK(), -1);
    ck_assert_uint_eq(h.asked, 0);
    end();
}
END_TEST

static Suite *lma_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    const int refusal_count = (int)(sizeof refusals / sizeof refusals[0]);
    const int look_up_count = (int)(sizeof look_ups / sizeof look_ups[0]);
    Suite *s = suite_create("lma");
    TCase *c = tcase_create("lma");

    tcase_add_loop_test(c, lma_registers_and_answers_with_a_prefix, first, last);
    tcase_add_loop_test(c, lma_shares_a_tunnel_and_closes_it_with_its_last_session, first,
                        last);
    tcase_add_loop_test(c, lma_extends_without_touching_forwarding, first, last);
    tcase_add_loop_test(c, lma_keeps_the_prefix_over_a_handoff, first, last);
    tcase_add_loop_test(c, lma_waits_before_it_deletes, first, last);
    tcase_add_loop_test(c, lma_revives_what_is_being_deleted, first, last);
    tcase_add_loop_test(c, lma_blocks_traffic_during_the_delayed_delete, first, last);
    tcase_add_loop_test(c, lma_ignores_a_former_mag_that_leaves, first, last);
    tcase_add_loop_test(c, lma_refuses_with_the_status_of_its_edition, 0, refusal_count);
    tcase_add_loop_test(c, lma_answers_stale_timestamp_with_its_own_time, first, last);
    tcase_add_loop_test(c, lma_orders_by_sequence_where_there_is_no_timestamp, first,
                        last);
    tcase_add_loop_test(c, lma_answers_a_network_duplicate_again_and_changes_nothing,
                        first, last);
    tcase_add_test(c, lma_refuses_another_nodes_prefix);
    tcase_add_loop_test(c, lma_refuses_when_its_pool_is_exhausted, first, last);
    tcase_add_test(c, lma_limits_its_answers_to_strangers_only);
    tcase_add_loop_test(c, lma_finds_the_session_as_the_handoff_indicator_says, 0,
                        look_up_count);
    tcase_add_test(c, lma_stops_waiting_when_the_old_mag_deregisters);
    tcase_add_test(c, lma_lets_a_request_that_need_not_wait_overtake_one_that_does);
    tcase_add_loop_test(c, lma_ignores_a_deregistration_of_nothing, first, last);
    tcase_add_test(c, lma_generates_the_mags_address_once);
    tcase_add_test(c, draft_lma_keeps_the_nodes_address);
    tcase_add_loop_test(c, lma_binds_the_alternate_care_of_address_and_answers_the_source,
                        first, last);
    tcase_add_loop_test(c, lma_goes_on_when_a_pending_policy_answers, first, last);
    tcase_add_loop_test(c, lma_refuses_when_the_policy_never_answers, first, last);
    tcase_add_loop_test(c, lma_undoes_everything_when_the_nth_callback_fails, first,
                        last);
    tcase_add_loop_test(c, lma_survives_the_nth_allocation_failing, first, last);
    tcase_add_loop_test(c, lma_holds_its_invariants_under_random_requests, first, last);
    tcase_add_test(c, lma_refuses_to_be_entered_from_a_callback);
    tcase_add_test(c, lma_drops_what_is_not_protected_before_anything_else);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_suite)
