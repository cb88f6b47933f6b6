/* SPDX-License-Identifier: MIT */
/*
 * Which session a request without a prefix is about: by identifier, technology and
 * link-layer identifier (RFC 5213 5.4.1.2), by identifier alone (5.4.1.3), and the wait
 * for a de-registration that both may ask for (9.1).
 */
#include "conformance.h"
#include "outcome.h"

#define X "aaaaaa"
#define Y "bbbbbb"
#define Z "cccccc"

struct one_session {
    const char *mn;
    uint8_t technology;
    const char *lli;
};

/* What is bound, all at MAG 1, when the request comes. */
static const struct one_session populations[][3] = {
    {{NULL, 0, NULL}},
    {{"mn1", 4, X}},
    {{"mn1", 4, NULL}},
    {{"mn2", 4, X}},
    {{"mn1", 4, X}, {"mn2", 4, Y}},
    {{"mn1", 4, X}, {"mn1", 5, Z}},
    {{"mn1", 5, X}, {"mn1", 4, Y}},
    {{"mn1", 4, X}, {"mn1", 4, NULL}},
    {{"mn1", 4, X}, {"mn1", 5, X}, {"mn1", 4, Y}},
};

#define POPULATIONS (sizeof populations / sizeof populations[0])

struct question {
    const struct one_session *population;
    uint8_t technology;
    const char *lli;
    uint8_t hint;
    uint8_t mag;
    int leaves;
};

/* What the specification makes of it, and of which session of the population. */
struct expected {
    enum outcome outcome;
    int session;
};

static int exact_match(const struct question *q)
{
    for (int i = 0; i < 3 && q->population[i].mn; i++) {
        const struct one_session *s = &q->population[i];

        if (strcmp(s->mn, "mn1") == 0 && s->technology == q->technology && s->lli &&
            strcmp(s->lli, q->lli) == 0)
            return i;
    }
    return -1;
}

static int one_and_only(const struct question *q)
{
    int count = 0, found = -1;

    for (int i = 0; i < 3 && q->population[i].mn; i++) {
        if (strcmp(q->population[i].mn, "mn1") == 0) {
            found = i;
            count++;
        }
    }
    return count == 1 ? found : -1;
}

/* A request that updates; one that ends the session counts from its MAG only. */
static struct expected updates(const struct question *q, int session)
{
    struct expected e = {UPDATED, session};

    if (q->leaves && q->mag != 1)
        e.outcome = IGNORED;
    return e;
}

static struct expected creates(const struct question *q)
{
    struct expected e = {q->leaves ? IGNORED : REGISTERED, -1};

    return e;
}

/* There is nothing to wait for where the request is the de-registration itself. */
static struct expected waits(const struct question *q, int session)
{
    struct expected e = {WAITING, session};

    return q->leaves ? updates(q, session) : e;
}

/* 5.4.1.2. Who leaves by an identifier that is not the session's leaves another. */
static struct expected by_interface(const struct question *q)
{
    int exact = exact_match(q), only = one_and_only(q);

    if (exact >= 0)
        return updates(q, exact);
    if (q->hint == 4 && only >= 0 && q->leaves && q->population[only].lli)
        return creates(q);
    if (q->hint == 2 && only >= 0)
        return updates(q, only);
    if (q->hint == 4 && only >= 0)
        return waits(q, only);
    return creates(q);
}

/* 5.4.1.3. */
static struct expected by_node(const struct question *q)
{
    int only = one_and_only(q);

    if (only >= 0 && (q->hint == 2 || q->hint == 3))
        return updates(q, only);
    if (only >= 0 && q->hint == 4)
        return waits(q, only);
    return creates(q);
}

static void populate(const struct one_session *population, uint64_t *ids)
{
    for (int i = 0; i < 3 && population[i].mn; i++) {
        struct signalling s;

        prepare(
            &(struct pbu){.mn = population[i].mn, .handoff = 1, .lli = population[i].lli},
            &s);
        s.access_technology = population[i].technology;
        ck_assert_int_eq(tell(&s, 1), REGISTERED);
        ids[i] = session_of_last();
    }
}

static void put_question(const struct question *q, struct expected e)
{
    uint64_t ids[3] = {0, 0, 0};
    struct snapshot was;
    struct signalling s;
    enum outcome is;

    begin(PMIP6_RFC5213);
    populate(q->population, ids);
    take_snapshot(&was);
    prepare(&(struct pbu){.handoff = q->hint, .lli = q->lli, .leave = q->leaves}, &s);
    s.access_technology = q->technology;
    is = tell(&s, q->mag);
    ck_assert_msg(is == e.outcome, "%d, not %d: population %d, %d %s hint %d mag %d%s",
                  is, e.outcome, (int)((q->population - populations[0]) / 3),
                  q->technology, q->lli ? q->lli : "-", q->hint, q->mag,
                  q->leaves ? " leaves" : "");
    if (is == UPDATED)
        ck_assert_uint_eq(session_of_last(), ids[e.session]);
    if (is == IGNORED || is == WAITING)
        check_unchanged(&was);
    end();
}

/* All questions of a kind: with an identifier or without, that leave or do not. */
static void each_question(int has_lli, int leaves,
                          struct expected (*rules)(const struct question *q))
{
    for (unsigned i = 0; i < POPULATIONS * 2 * 2 * 5 * 2; i++) {
        struct question q = {
            .population = populations[i % POPULATIONS],
            .technology = (uint8_t)(4 + i / POPULATIONS % 2),
            .lli = has_lli ? (i / POPULATIONS / 2 % 2 ? X : Y) : NULL,
            .hint = (uint8_t)(1 + i / POPULATIONS / 4 % 5),
            .mag = (uint8_t)(1 + i / POPULATIONS / 20 % 2),
            .leaves = leaves,
        };

        put_question(&q, rules(&q));
    }
}

/* ---- all questions ---- */

/* covers: R5213-5.4.1.2-01 R5213-5.4.1.2-02 R5213-5.4.1.2-03 R5213-5.4.1.2-06 */
/* covers: R5213-5.4.1.2-13 */
START_TEST(link_layer_identifier_finds_the_session_of_an_interface)
{
    each_question(1, 0, by_interface);
}
END_TEST

/* covers: R5213-5.4.1.2-14 */
START_TEST(interface_that_leaves_no_session_is_ignored)
{
    each_question(1, 1, by_interface);
}
END_TEST

/* covers: R5213-5.4.1.3-01 R5213-5.4.1.3-02 R5213-5.4.1.3-03 R5213-5.4.1.3-08 */
START_TEST(identifier_finds_the_only_session_of_a_node)
{
    each_question(0, 0, by_node);
}
END_TEST

/* covers: R5213-5.4.1.3-09 */
START_TEST(node_that_leaves_no_session_is_ignored)
{
    each_question(0, 1, by_node);
}
END_TEST

/* ---- one session, and more than one ---- */

/* covers: R5213-5.4.1.2-04 R5213-5.4.1.2-05 R5213-5.4.1.2-07 R5213-5.4.1.2-08 */
START_TEST(other_interface_takes_a_session_over_only_where_it_is_the_only_one)
{
    static const uint8_t hints[] = {1, 2, 3, 4, 5};
    const uint8_t hint = hints[_i];

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(TELL(.handoff = hint, .lli = Y), REGISTERED); /* none there */
    end();
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = X);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = hint, .lli = Y), hint == 2   ? UPDATED
                                                                : hint == 4 ? WAITING
                                                                            : REGISTERED);
    end();
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = X);
    ASK(.handoff = 1, .lli = Z);
    ASK(.mn = "mn2", .handoff = 1, .lli = Z);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = hint, .lli = Y), REGISTERED);
    ck_assert_uint_eq(waiting(), 0);
    end();
}
END_TEST

/* ---- waiting ---- */

static struct pmip6_addr bound_to(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert_uint_eq(bindings(&v), 1);
    return v.proxy_coa;
}

/* With and without an identifier: 5.4.1.2 and 5.4.1.3. */
static const char *const before_and_after[][2] = {{X, Y}, {NULL, NULL}};

/* covers: R5213-5.4.1.2-09 R5213-5.4.1.3-04 */
START_TEST(unknown_handoff_waits_until_the_old_gateway_lets_go)
{
    const char *const *lli = before_and_after[_i];
    struct pmip6_addr there = fake_addr(2, 1), is;
    struct snapshot was, now;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = lli[0]);
    take_snapshot(&was);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = lli[1], .lifetime = 20),
                     WAITING);
    pass(MS(500));
    check_unchanged(&was);
    ck_assert_int_eq(
        ASK(.handoff = 4, .lli = lli[0], .leave = 1, .prefix = only_prefix()), 0);
    ck_assert_int_eq(answered, 2); /* the one that leaves, and the one that waited */
    ck_assert_uint_eq(answer.lifetime, 20);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_mem_eq(&answer.prefixes[0], &was.prefixes[0][0], sizeof answer.prefixes[0]);
    is = bound_to();
    ck_assert_mem_eq(&is, &there, sizeof is);
    take_snapshot(&now);
    ck_assert_uint_eq(now.views[0].id, was.views[0].id);
    pass(SEC(15));
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_uint_eq(waiting(), 0);
    end();
}
END_TEST

static void begin_with_wait(uint32_t ms)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    fake_host_init(&h);
    sequence = 100;
    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    if (ms)
        c.max_delay_before_new_bce_assign = ms;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

static void wait_in_vain(uint32_t configured, uint32_t ms, const char *const *lli)
{
    struct pmip6_addr there = fake_addr(2, 1);
    struct snapshot was, is;
    unsigned before;

    begin_with_wait(configured);
    ASK(.handoff = 1, .lli = lli[0]);
    take_snapshot(&was);
    before = h.sent_count;
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = lli[1]), WAITING);
    pass(MS(ms - 2));
    check_unchanged(&was);
    ck_assert_uint_eq(h.sent_count, before);
    pass(MS(3));
    read_answer(before);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(answer.status, 0);
    take_snapshot(&is);
    ck_assert_uint_eq(is.count, 2);
    ck_assert_mem_eq(&is.views[0], &was.views[0], sizeof is.views[0]);
    ck_assert_mem_eq(&is.views[1].proxy_coa, &there, 16);
    ck_assert_mem_eq(&is.prefixes[1][0], &answer.prefixes[0], sizeof answer.prefixes[0]);
    ck_assert(memcmp(&is.prefixes[1], &is.prefixes[0], sizeof is.prefixes[0]) != 0);
    end();
}

/* covers: R5213-5.4.1.2-10 R5213-5.4.1.3-05 R5213-9.1-07 */
START_TEST(wait_in_vain_ends_in_a_new_session)
{
    wait_in_vain(500, 500, before_and_after[_i]);
    wait_in_vain(4000, 4000, before_and_after[_i]);
}
END_TEST

/* covers: R5213-9.1-08 */
START_TEST(wait_lasts_1500_ms_by_default)
{
    struct pmip6_lma_config c;

    pmip6_lma_config_init(&c, PMIP6_RFC5213);
    ck_assert_uint_eq(c.max_delay_before_new_bce_assign, 1500);
    wait_in_vain(0, 1500, before_and_after[0]);
}
END_TEST

/* covers: R5213-5.4.1.2-11 R5213-5.4.1.2-12 R5213-5.4.1.3-06 R5213-5.4.1.3-07 */
START_TEST(wait_can_be_switched_off)
{
    const char *const *lli = before_and_after[_i];

    edition = PMIP6_RFC5213;
    begin_with(0, PMIP6_LMA_WAIT_FOR_DEREGISTRATION);
    ASK(.handoff = 1, .lli = lli[0]);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = lli[1]), WAITING);
    end();
    begin_with(PMIP6_LMA_WAIT_FOR_DEREGISTRATION, 0);
    ASK(.handoff = 1, .lli = lli[0]);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = lli[1]), REGISTERED);
    ck_assert_uint_eq(answer.status, 0);
    end();
}
END_TEST

/* covers: R5213-9.1-09 */
START_TEST(deregistration_that_is_sent_again_comes_before_the_wait_ends)
{
    struct pmip6_mag_config mag;
    struct pmip6_addr there = fake_addr(2, 1), is;

    pmip6_mag_config_init(&mag, PMIP6_RFC5213);
    begin_with_wait(0);
    ASK(.handoff = 1, .lli = X);
    /* The first one is lost on its way here, as the node turns up over there. */
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = Y), WAITING);
    pass(MS(mag.initial_bindack_timeout + 200));
    ck_assert_int_eq(ASK(.handoff = 4, .lli = X, .leave = 1, .prefix = only_prefix()), 0);
    pass(SEC(15));
    is = bound_to();
    ck_assert_mem_eq(&is, &there, sizeof is);
    end();
}
END_TEST

static unsigned warnings;

static void count_warnings(const struct pmip6_log *l, void *user)
{
    (void)user;
    warnings += l->level == PMIP6_LOG_WARNING;
}

/* covers: R5213-9.1-09 */
START_TEST(wait_that_is_too_short_for_a_repeat_is_warned_of)
{
    static const struct {
        uint32_t edition, flags_off, ms;
        unsigned warned;
    } cases[] = {{PMIP6_RFC5213, 0, 1500, 0},
                 {PMIP6_RFC5213, 0, 1001, 0},
                 {PMIP6_RFC5213, 0, 1000, 1},
                 {PMIP6_RFC5213, 0, 0, 1},
                 {PMIP6_RFC5213, PMIP6_LMA_WAIT_FOR_DEREGISTRATION, 0, 0},
                 {PMIP6_DRAFT_02, 0, 0, 0}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pmip6_lma_config c;
        struct pmip6_lma_callbacks cb;
        struct pmip6_pool pool;

        edition = cases[i].edition;
        fake_host_init(&h);
        configure(&c, &pool);
        fake_lma_callbacks(&cb);
        cb.log = count_warnings;
        c.flags &= ~cases[i].flags_off;
        c.max_delay_before_new_bce_assign = cases[i].ms;
        warnings = 0;
        ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
        ck_assert_uint_eq(warnings, cases[i].warned);
        ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
        ck_assert_uint_eq(warnings, 2 * cases[i].warned);
        end();
    }
}
END_TEST

/* covers: R5213-9.1-10 */
START_TEST(repeats_of_a_request_that_waits_share_its_wait)
{
    const char *const *lli = before_and_after[_i];
    unsigned before;
    pmip6_timestamp last;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = lli[0]);
    before = h.sent_count;
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = lli[1]), WAITING);
    for (unsigned i = 0; i < 2; i++) {
        pass(MS(500));
        ck_assert_int_eq(ASK(.mag = 2, .handoff = 4, .lli = lli[1]), -1);
        ck_assert_uint_eq(waiting(), 1);
    }
    last = fake_day(&h);
    pass(MS(480)); /* less than 1500 in all */
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(MS(30));
    ck_assert_uint_eq(bindings(NULL), 2);
    pass(SEC(5));
    ck_assert_uint_eq(bindings(NULL), 2);
    read_answer(before);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(answer.status, 0);
    ck_assert_uint_eq(answer.sequence, sequence);
    ck_assert_uint_eq(answer.timestamp, last);
    end();
}
END_TEST

Suite *conformance_lookup_more(void)
{
    Suite *s = suite_create("lookup_more");

    conformance_add(s, link_layer_identifier_finds_the_session_of_an_interface, ONCE);
    conformance_add(s, interface_that_leaves_no_session_is_ignored, ONCE);
    conformance_add(s, identifier_finds_the_only_session_of_a_node, ONCE);
    conformance_add(s, node_that_leaves_no_session_is_ignored, ONCE);
    conformance_add(s, other_interface_takes_a_session_over_only_where_it_is_the_only_one,
                    0, 5);
    conformance_add(s, unknown_handoff_waits_until_the_old_gateway_lets_go, 0, 2);
    conformance_add(s, wait_in_vain_ends_in_a_new_session, 0, 2);
    conformance_add(s, wait_lasts_1500_ms_by_default, ONCE);
    conformance_add(s, wait_can_be_switched_off, 0, 2);
    conformance_add(s, deregistration_that_is_sent_again_comes_before_the_wait_ends,
                    ONCE);
    conformance_add(s, wait_that_is_too_short_for_a_repeat_is_warned_of, ONCE);
    conformance_add(s, repeats_of_a_request_that_waits_share_its_wait, 0, 2);
    return s;
}
