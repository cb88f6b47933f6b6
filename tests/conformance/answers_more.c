/* SPDX-License-Identifier: MIT */
/*
 * Answers in certain situations: without the A flag or the P flag, to who leaves, with a
 * Binding Refresh Advice, protected; and the delay before a binding is deleted (RFC 6275
 * 10.3.1, 10.3.2 as RFC 5213 and draft-02 take them over).
 */
#include "conformance.h"
#include "told.h"

/* ---- flags of the request ---- */

/* The five kinds of request, in an order in which each can be asked; its status. */
static int ask_kind(unsigned kind, uint16_t flags)
{
    static const struct pbu kinds[] = {
        {.handoff = 1, .lli = "aaaaaa"},             /* a registration */
        {.handoff = 5, .lli = "aaaaaa"},             /* an extension */
        {.handoff = 3, .lli = "aaaaaa", .mag = 2},   /* a handoff */
        {.mn = "mn2", .handoff = 1, .prefix = 0x20}, /* a refusal */
        {.handoff = 4, .lli = "aaaaaa", .mag = 2, .leave = 1},
    };
    struct signalling s;
    struct pmip6_addr from = fake_addr(kinds[kind].mag ? kinds[kind].mag : 1, 1),
                      to = LMAA;

    prepare(&kinds[kind], &s);
    s.flags = flags;
    return deliver(&s, &from, &to);
}

/* covers: R6275-10.3.1-12 D02-5.3.1-R05 */
START_TEST(request_that_wants_no_answer_is_answered)
{
    static const int status[] = {0, 0, 0, 155, 0};

    begin((uint32_t)_i);
    for (unsigned kind = 0; kind < 5; kind++) {
        ck_assert_int_eq(ask_kind(kind, PMIP6_BU_P), status[kind]);
        ck_assert_int_eq(answered, 1);
    }
    end();
}
END_TEST

/* covers: R5213-8.2-02 D02-8.2-02 */
START_TEST(home_registration_is_refused_without_the_proxy_flag)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ask_kind(0, PMIP6_BU_A | PMIP6_BU_H),
                     PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED);
    ck_assert_uint_eq(answer.flags & PMIP6_BA_P, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_int_eq(ask_kind(0, PMIP6_BU_A | PMIP6_BU_H | PMIP6_BU_P), 0);
    ck_assert_uint_eq(answer.flags & PMIP6_BA_P, PMIP6_BA_P);
    end();
}
END_TEST

/* ---- lifetime and refresh advice ---- */

static void begin_with_advice(uint32_t seconds)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    fake_host_init(&h);
    sequence = 100;
    configure(&c, &pool);
    c.refresh_advice = seconds;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

/* covers: R6275-6.1.8-06 */
START_TEST(binding_lives_as_long_as_its_answer_says)
{
    static const uint16_t units[] = {1, 2, 15, 75, 900};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.lifetime = units[i]), 0);
        ck_assert_uint_eq(answer.lifetime, units[i]);
        pass(SEC(answer.lifetime * 4u) - MS(2));
        ck_assert_uint_eq(bindings(NULL), 1);
        pass(MS(3));
        ck_assert_uint_eq(bindings(NULL), 0);
        end();
    }
}
END_TEST

/* A host that keeps its bindings over a restart configures no advice, the default. */
/* covers: R6275-10.3.1-16 */
START_TEST(without_configuration_there_is_no_refresh_advice)
{
    struct pmip6_lma_config c;

    pmip6_lma_config_init(&c, (uint32_t)_i);
    ck_assert_uint_eq(c.refresh_advice, 0);
    begin((uint32_t)_i);
    for (unsigned kind = 0; kind < 5; kind++) {
        ask_kind(kind, PMIP6_BU_P | PMIP6_BU_A);
        ck_assert(!(answer.present & HAS_REFRESH_ADVICE));
    }
    end();
}
END_TEST

/* covers: R6275-10.3.1-16 */
START_TEST(bindings_that_survive_a_restart_need_no_refresh_advice)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.refresh_advice = 20;
    c.flags |= PMIP6_LMA_PERSISTENT;
    begin_as(&c);
    for (unsigned kind = 0; kind < 5; kind++) {
        ask_kind(kind, PMIP6_BU_P | PMIP6_BU_A);
        ck_assert(!(answer.present & HAS_REFRESH_ADVICE));
    }
    end();
}
END_TEST

/* covers: R6275-10.3.1-17 R6275-10.3.1-18 D02-5.3.1-R11 */
START_TEST(refresh_advice_is_shorter_than_the_lifetime_or_left_out)
{
    edition = (uint32_t)_i;
    begin_with_advice(60);
    for (uint16_t units = 1; units < 40; units++) {
        ck_assert_int_eq(ASK(.lifetime = units, .handoff = 3), 0);
        if (answer.present & HAS_REFRESH_ADVICE)
            ck_assert_uint_lt(answer.refresh_advice, answer.lifetime);
        ck_assert_uint_eq((answer.present & HAS_REFRESH_ADVICE) != 0, units > 15);
        if (units > 15)
            ck_assert_uint_eq(answer.refresh_advice, 15);
    }
    end();
}
END_TEST

static void advises_within_the_lifetime(const struct told *t)
{
    if (t->count[ADVICE] == 0)
        return;
    ck_assert_int_ge(t->session, 0);
    ck_assert_uint_eq(t->option[ADVICE][0] << 8 | t->option[ADVICE][1], t->advice / 4);
    ck_assert_uint_lt(t->advice, t->lifetime * 4u);
    ck_assert_uint_gt(t->asked.lifetime, 0);
}

/* covers: R6275-10.3.1-18 R6275-10.3.2-05 D02-5.3.1-R11 */
START_TEST(who_leaves_or_is_refused_gets_no_refresh_advice)
{
    for_each_answer((uint32_t)_i, advises_within_the_lifetime);
}
END_TEST

/* covers: R6275-10.3.1-19 */
START_TEST(binding_outlives_its_refresh_advice)
{
    edition = (uint32_t)_i;
    begin_with_advice(60);
    ASK(.lifetime = 75);
    ck_assert_uint_eq(answer.refresh_advice, 15);
    pass(SEC(299));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- who leaves ---- */

/* covers: R6275-10.3.2-02 R6275-10.3.2-03 R6275-10.3.2-04 R6275-10.3.2-05 D02-5.3.1-R07
 */
START_TEST(who_leaves_is_told_so_at_once)
{
    edition = (uint32_t)_i;
    begin_with_advice(4);
    ASK(.lifetime = 75);
    ck_assert(answer.present & HAS_REFRESH_ADVICE);
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix(), .sequence = 999), 0);
    ck_assert_uint_eq(answer.sequence, 999);
    ck_assert_uint_eq(answer.lifetime, 0);
    ck_assert(!(answer.present & HAS_REFRESH_ADVICE));
    end();
}
END_TEST

/* covers: R6275-10.3.2-01 */
START_TEST(who_was_never_here_cannot_leave)
{
    for (unsigned i = 0; i < 4; i++) {
        int status;

        begin((uint32_t)_i);
        status =
            ASK(.leave = 1, .prefix = i & 1 ? 0xf0 : 0, .lli = i & 2 ? "aaaaaa" : NULL);
        ck_assert_int_eq(status, _i == PMIP6_RFC5213 ? -1 : PMIP6_STATUS_NOT_HOME_AGENT);
        ck_assert_uint_eq(bindings(NULL), 0);
        end();
    }
}
END_TEST

/* The delay before the deletion, by edition. */
static pmip6_time delay_of(int e)
{
    return e == PMIP6_RFC5213 ? SEC(10) : SEC(1);
}

/* covers: R6275-10.3.2-07 R6275-10.3.2-08 */
START_TEST(binding_of_who_left_is_kept_for_a_while_and_marked)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ASK();
    bindings(&v);
    ck_assert_uint_eq(v.state, PMIP6_BINDING_REGISTERED);
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix()), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.state, PMIP6_BINDING_DEREGISTERING);
    pass(delay_of(_i) - MS(2));
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.state, PMIP6_BINDING_DEREGISTERING);
    pass(MS(3));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R6275-10.3.2-06 */
START_TEST(delayed_request_does_not_revive_who_left)
{
    const int late = _i == PMIP6_RFC5213 ? PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED
                                         : PMIP6_STATUS_TIMESTAMP_MISMATCH;
    struct pmip6_binding_view v = {.size = sizeof v};

    for (uint32_t without = 0; without <= HAS_TIMESTAMP; without += HAS_TIMESTAMP) {
        uint8_t prefix;

        begin((uint32_t)_i);
        ASK(.sequence = 18, .without = without);
        prefix = only_prefix();
        pass(MS(200));
        ASK(.sequence = 20, .without = without, .leave = 1, .prefix = prefix);
        /* Where only numbers tell, the prefix must say whose they are. */
        for (unsigned i = without ? 1 : 0; i < 2; i++) {
            ck_assert_int_eq(ASK(.sequence = 19, .without = without, .handoff = 5,
                                 .prefix = i ? prefix : 0, .clock_skew = -6554),
                             without ? PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW : late);
            ck_assert_uint_eq(bindings(&v), 1);
            ck_assert_uint_eq(v.state, PMIP6_BINDING_DEREGISTERING);
        }
        end();
    }
}
END_TEST

/* covers: R6275-10.3.2-09 */
START_TEST(traffic_of_who_left_is_dropped_at_once)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    uint32_t kind = 0;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.destination = home(only_prefix()).addr;
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_TUNNEL);
    ck_assert_int_eq(ASK(.leave = 1, .prefix = only_prefix()), 0);
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        if (h.routes[i].used)
            kind = h.routes[i].route.kind;
    }
    ck_assert_uint_eq(h.route_count, 1);
    ck_assert_uint_eq(kind, PMIP6_ROUTE_BLOCKED);
    ck_assert_int_eq(pmip6_lma_forward(lma, &q, &v), 0);
    ck_assert_uint_eq(v.action, PMIP6_FORWARD_DROP);
    end();
}
END_TEST

/* ---- protection ---- */

static struct pmip6_datagram protected_answer;
static uint8_t protected_peer[8];

static int note_protection(const struct pmip6_datagram *d, void *user)
{
    protected_answer = *d;
    ck_assert_uint_le(d->peer.length, sizeof protected_peer);
    if (d->peer.length)
        memcpy(protected_peer, d->peer.data, d->peer.length);
    return fake_send(d, user);
}

static void begin_protected(uint32_t e)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = e;
    fake_host_init(&h);
    sequence = 100;
    configure(&c, &pool);
    c.flags |= PMIP6_LMA_REQUIRE_PROTECTION;
    refuses_all = 1;
    fake_lma_callbacks(&cb);
    fake_send = cb.send;
    cb.send = note_protection;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

static void ask_protected(const char *peer, uint32_t protection, struct pbu p)
{
    struct signalling s;
    struct pmip6_datagram d;
    uint8_t octets[512];

    prepare(&p, &s);
    pmip6_datagram_init(&d);
    d.source = fake_addr(p.mag ? p.mag : 1, 1);
    d.destination = LMAA;
    d.protection = protection;
    d.peer.data = (const uint8_t *)peer;
    d.peer.length = strlen(peer);
    d.octets.data = octets;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &d.source,
                                          &d.destination, &d.octets.length),
                     0);
    memset(&protected_answer, 0, sizeof protected_answer);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
}

static void check_protected(const char *peer, uint32_t protection)
{
    ck_assert_uint_eq(protected_answer.protection, protection);
    ck_assert_uint_eq(protected_answer.peer.length, strlen(peer));
    ck_assert_mem_eq(protected_peer, peer, strlen(peer));
}

/* covers: R5213-5.3.6-33 D02-5.3.1-53 */
START_TEST(answer_is_protected_as_its_request_was)
{
    for (uint32_t by = PMIP6_PROTECTED_ESP; by <= PMIP6_PROTECTED_OTHER; by++) {
        uint8_t prefix;

        begin_protected((uint32_t)_i);
        ask_protected("mag1", by, (struct pbu){.handoff = 1});
        prefix = only_prefix();
        check_protected("mag1", by);
        ask_protected("mag1", by,
                      (struct pbu){.handoff = 1, .mn = "mn2", .prefix = 0x20});
        check_protected("mag1", by); /* a refusal */
        h.policy_result = PMIP6_PENDING;
        ask_protected("mag2", by, (struct pbu){.mag = 2, .handoff = 1, .mn = "mn3"});
        ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
        check_protected("mag2", by); /* late */
        h.policy_result = 0;
        if (_i == PMIP6_RFC5213) {
            ask_protected("mag2", by, (struct pbu){.mag = 2, .handoff = 4});
            ck_assert_uint_eq(waiting(), 1);
            pass(SEC(2));
            check_protected("mag2", by); /* it waited */
        }
        ask_protected("mag1", by, (struct pbu){.leave = 1, .prefix = prefix});
        check_protected("mag1", by);
        end();
    }
}
END_TEST

Suite *conformance_answers_more(void)
{
    Suite *s = suite_create("answers_more");

    conformance_add(s, request_that_wants_no_answer_is_answered, BOTH_EDITIONS);
    conformance_add(s, home_registration_is_refused_without_the_proxy_flag,
                    BOTH_EDITIONS);
    conformance_add(s, binding_lives_as_long_as_its_answer_says, BOTH_EDITIONS);
    conformance_add(s, without_configuration_there_is_no_refresh_advice, BOTH_EDITIONS);
    conformance_add(s, bindings_that_survive_a_restart_need_no_refresh_advice,
                    BOTH_EDITIONS);
    conformance_add(s, refresh_advice_is_shorter_than_the_lifetime_or_left_out,
                    BOTH_EDITIONS);
    conformance_add(s, who_leaves_or_is_refused_gets_no_refresh_advice, BOTH_EDITIONS);
    conformance_add(s, binding_outlives_its_refresh_advice, BOTH_EDITIONS);
    conformance_add(s, who_leaves_is_told_so_at_once, BOTH_EDITIONS);
    conformance_add(s, who_was_never_here_cannot_leave, BOTH_EDITIONS);
    conformance_add(s, binding_of_who_left_is_kept_for_a_while_and_marked, BOTH_EDITIONS);
    conformance_add(s, delayed_request_does_not_revive_who_left, BOTH_EDITIONS);
    conformance_add(s, traffic_of_who_left_is_dropped_at_once, ONCE);
    conformance_add(s, answer_is_protected_as_its_request_was, BOTH_EDITIONS);
    return s;
}
