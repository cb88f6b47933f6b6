/* SPDX-License-Identifier: MIT */
/*
 * Which of two messages is the newer one: Timestamp options and sequence numbers (RFC
 * 5213 5.5 and 9.3, draft-02 5.4, RFC 6275 9.5.1). Times in 1/65536 s, as on the wire.
 */
#include "conformance.h"
#include "host_bed.h"

/* Milliseconds of skew that are no more, and just more, than so many. */
#define WITHIN(ms) ((int64_t)(ms)*65536 / 1000)
#define BEYOND(ms) (((int64_t)(ms) + 1) * 65536 / 1000)

static int lower_status(void)
{
    return edition == PMIP6_DRAFT_02 ? 156 : 157;
}

/* A well-behaved request of a certain moment, from a certain gateway. */
static struct wire made_at(int64_t skew, uint8_t mag, uint8_t handoff)
{
    return WIRE(.clock_skew = skew, .mag = mag, .handoff = handoff);
}

/* A request of a certain number, which may be zero; without a timestamp unless `with`. */
static int numbered(uint16_t number, uint8_t mag, uint8_t handoff, uint32_t with)
{
    struct signalling s;
    struct wire w;

    h.now += MS(5);
    compose(&(struct pbu){.handoff = handoff, .without = HAS_TIMESTAMP & ~with}, &s);
    s.sequence = number;
    w = wire_of_signalling(&s, mag);
    return put_in(&w);
}

/* ---- both schemes ---- */

/* covers: R5213-5.5-01 R5213-5.5-30 D02-5.4-04 */
START_TEST(either_scheme_registers_moves_and_leaves)
{
    for (int by_number = 0; by_number < 2; by_number++) {
        const uint32_t without = by_number ? HAS_TIMESTAMP : 0;

        edition = (uint32_t)_i;
        begin_with(0, by_number ? PMIP6_LMA_SEQUENCE_ORDER : 0);
        ck_assert_int_eq(ASK(.handoff = 1, .without = without), 0);
        ck_assert_int_eq(ASK(.handoff = 3, .mag = 2, .without = without), 0);
        ck_assert_int_eq(ASK(.handoff = 4, .mag = 2, .leave = 1, .without = without), 0);
        ck_assert_int_eq(!(answer.present & HAS_TIMESTAMP), by_number);
        ck_assert_uint_eq(only_binding().state, PMIP6_BINDING_DEREGISTERING);
        end();
    }
}
END_TEST

/* covers: R5213-5.5-02 D02-5.4-01 D02-5.4-03 */
START_TEST(delayed_message_of_a_former_gateway_changes_nothing)
{
    struct wire early, late;
    struct snapshot before;

    begin((uint32_t)_i);
    early = made_at(0, 1, 3);
    late = made_at(0, 2, 3);
    ck_assert_int_eq(put_in(&late), 0);
    before = look();
    ck_assert_int_eq(put_in(&early), lower_status());
    ck_assert(unchanged(&before));
    end();
    begin((uint32_t)_i); /* in the order they were made, both */
    ck_assert_int_eq(put_in(&early), 0);
    h.now += MS(10);
    ck_assert_int_eq(put_in(&late), 0);
    ck_assert(same_addr(only_binding().proxy_coa, fake_addr(2, 1)));
    end();
}
END_TEST

/* ---- the Timestamp option ---- */

/* covers: R5213-5.5-07 R5213-5.5-08 D02-5.4-07 D02-5.4-08 */
START_TEST(timestamp_is_evaluated_and_answered_with_one)
{
    static const struct {
        struct pbu p;
        uint32_t grants;
    } cases[] = {
        {{.handoff = 1}, PMIP6_GRANT_ALL},
        {{.handoff = 1, .clock_skew = -65536},
         PMIP6_GRANT_ALL}, /* refused for its time */
        {{.handoff = 1}, PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE},
        {{.handoff = 1}, 0},
        {{.without = HAS_MN_ID}, PMIP6_GRANT_ALL},
        {{.without = HAS_PREFIX}, PMIP6_GRANT_ALL},
        {{.prefix = 7}, PMIP6_GRANT_ALL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin((uint32_t)_i);
        h.policy.grants = cases[i].grants;
        ck_assert_int_eq(ask(cases[i].p) == 0, i == 0);
        ck_assert_uint_eq(options_sent(PMIP6_OPT_TIMESTAMP), 1);
        end();
    }
}
END_TEST

/* covers: R5213-5.5-19 R5213-5.5-25 R5213-5.5-26 R5213-9.1-12 D02-5.4-12 */
START_TEST(timestamp_is_within_a_window_around_our_time)
{
    static const struct {
        int64_t skew;
        int status;
    } cases[] = {{WITHIN(300), 0},    {-WITHIN(300), 0},   {0, 0},
                 {BEYOND(300), 156},  {-BEYOND(300), 156}, {3600 * 65536, 156},
                 {-3600 * 65536, 156}};
    struct pmip6_lma_config c;

    pmip6_lma_config_init(&c, (uint32_t)_i);
    ck_assert_uint_eq(c.timestamp_validity_window, 300);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = cases[i].skew), cases[i].status);
        ck_assert_uint_eq(bindings(NULL), cases[i].status == 0);
        if (cases[i].status)
            ck_assert(answer.timestamp == fake_day(&h));
        end();
    }
}
END_TEST

static uint32_t window; /* ms */

static void has_window(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)cb;
    c->timestamp_validity_window = window;
}

/* covers: R5213-9.1-11 D02-5.4-12 */
START_TEST(window_is_what_is_configured)
{
    static const uint32_t windows[] = {20, 300, 1000, 3600000};

    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        window = windows[i];
        for (int sign = -1; sign <= 1; sign += 2) {
            begin_hosted((uint32_t)_i, has_window);
            ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = sign * BEYOND(window)), 156);
            ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = sign * WITHIN(window)), 0);
            end();
        }
    }
}
END_TEST

/* covers: R5213-5.5-20 R5213-9.3-07 R5213-5.5-22 */
START_TEST(nodes_own_timestamps_need_only_grow)
{
    static const int64_t years = (int64_t)3 * 365 * 86400 * 65536;

    edition = (uint32_t)_i;
    begin_with(0, PMIP6_LMA_NODE_TIMESTAMPS);
    ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = -years), 0);
    ck_assert(answer.timestamp == fake_day(&h) - (pmip6_timestamp)years);
    ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = years), 0);
    ck_assert(answer.timestamp == fake_day(&h) + (pmip6_timestamp)years);
    ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = years / 2), lower_status());
    end();
}
END_TEST

/* covers: R5213-5.5-21 D02-5.4-13 D02-5.4-11 */
START_TEST(timestamp_is_greater_than_all_that_were_accepted)
{
    static const struct {
        int64_t apart; /* from the last accepted one */
        int equal, lower;
    } cases[] = {{-1, 0, 1}, {-6000, 0, 1}, {0, 1, 0}, {1, 0, 0}, {6000, 0, 0}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pmip6_timestamp last;
        struct snapshot before;
        int64_t skew;
        int status;

        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 100), 0);
        ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = -500), lower_status());
        ck_assert_int_eq(ASK(.handoff = 3), 0);
        last = only_binding().timestamp;
        before = look();
        skew = (int64_t)last + cases[i].apart - (int64_t)fake_day(&h);
        h.now -= MS(5); /* which asking lets pass */
        status = ASK(.mag = 2, .handoff = 3, .clock_skew = skew);
        ck_assert_int_eq(status, cases[i].lower   ? lower_status()
                                 : cases[i].equal ? 156
                                                  : 0);
        ck_assert_int_eq(unchanged(&before), status != 0);
        end();
    }
}
END_TEST

/* covers: R5213-5.5-17 R5213-5.5-18 D02-5.4-11 */
START_TEST(either_test_failing_alone_refuses_before_options_are_missed)
{
    /* RFC 5213 looks at these options after the timestamp; draft-02 knows no such. */
    static const struct {
        const char *lli; /* tells the session where the indicator does not */
        uint32_t without;
    } lacks[] = {{NULL, HAS_PREFIX | HAS_ACCESS_TECHNOLOGY},
                 {"abcdef", HAS_PREFIX | HAS_HANDOFF}};

    for (size_t i = 0; i < sizeof lacks / sizeof lacks[0]; i++) {
        const uint32_t without = _i == PMIP6_RFC5213 ? lacks[i].without : 0;

        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1, .lli = lacks[i].lli, .clock_skew = 6000), 0);
        /* Greater than the last, and far off. */
        ck_assert_int_eq(ASK(.handoff = 3, .lli = lacks[i].lli, .without = without,
                             .clock_skew = BEYOND(300)),
                         156);
        /* Near, and not greater. */
        ck_assert_int_eq(ASK(.handoff = 3, .lli = lacks[i].lli, .without = without),
                         lower_status());
        ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXTENDED), 0);
        end();
    }
}
END_TEST

/* covers: R5213-5.5-15 R5213-5.5-16 D02-5.4-14 D02-5.4-15 */
START_TEST(sequence_number_beside_a_timestamp_is_only_echoed)
{
    static const uint16_t echoed[] = {100, 5, 5, 0xbeef, 1, 0};

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof echoed / sizeof echoed[0]; i++) {
        ck_assert_int_eq(numbered(echoed[i], 1, 3, HAS_TIMESTAMP), 0);
        ck_assert_uint_eq(answer.sequence, echoed[i]);
        ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = BEYOND(300)), 156);
        ck_assert_uint_eq(answer.sequence, sequence); /* by a refusal, too */
    }
    end();
}
END_TEST

/* covers: R5213-5.5-22 D02-5.4-16 */
START_TEST(valid_timestamp_comes_back_as_it_was)
{
    static const int64_t skews[] = {0, 1, -1, 12345, -12345};

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof skews / sizeof skews[0]; i++) {
        h.now += SEC(1);
        ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = skews[i]), 0);
        ck_assert(answer.timestamp == fake_day(&h) + (pmip6_timestamp)skews[i]);
        /* Where the request is refused for another reason, too. */
        h.now += SEC(1);
        ck_assert_int_eq(ASK(.mn = "mn2", .prefix = 7, .clock_skew = skews[i]), 155);
        ck_assert(answer.timestamp == fake_day(&h) + (pmip6_timestamp)skews[i]);
    }
    end();
}
END_TEST

/* covers: R5213-5.5-23 R5213-5.5-24 D02-5.4-17 D02-5.4-18 */
START_TEST(timestamp_lower_than_the_last_is_refused_with_our_time)
{
    static const int64_t skews[] = {-700, -WITHIN(300), -3600 * 65536};

    for (size_t i = 0; i < sizeof skews / sizeof skews[0]; i++) {
        struct snapshot before;

        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        before = look();
        ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = skews[i]), lower_status());
        ck_assert(answer.timestamp == fake_day(&h));
        ck_assert(unchanged(&before));
        end();
    }
}
END_TEST

/* covers: R5213-5.5-25 R5213-5.5-26 D02-5.4-17 D02-5.4-18 */
START_TEST(timestamp_far_from_our_time_is_refused_with_it)
{
    struct snapshot before;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    before = look();
    ck_assert_int_eq(ASK(.handoff = 3, .clock_skew = BEYOND(300)), 156);
    ck_assert(answer.timestamp == fake_day(&h));
    ck_assert(unchanged(&before));
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .clock_skew = -BEYOND(300)), 156);
    ck_assert(answer.timestamp == fake_day(&h));
    ck_assert(unchanged(&before));
    end();
}
END_TEST

/* covers: R5213-5.5-14 */
START_TEST(time_counts_from_1970_in_65536ths)
{
    static const uint8_t option[] = {27, 8, 0, 0, 0, 0, 0, 1, 0x80, 0};
    const struct fake_message *m;
    int found = 0;

    begin((uint32_t)_i);
    h.day = 0;
    h.now = MS(1495); /* asking takes five more */
    ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 65536), 156);
    m = last_sent();
    for (size_t at = 0; at + sizeof option <= m->length; at++)
        found += memcmp(m->octets + at, option, sizeof option) == 0;
    ck_assert_int_eq(found, 1);
    end();
}
END_TEST

/* covers: D02-5.4-10 */
START_TEST(time_is_always_the_hosts)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    h.day += (pmip6_timestamp)7200 << 16; /* its clock is set */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .clock_skew = -7200 * 65536), 156);
    ck_assert(answer.timestamp == fake_day(&h));
    end();
}
END_TEST

/* ---- sequence numbers ---- */

/* covers: R5213-5.5-27 R5213-5.5-29 D02-5.4-19 D02-5.4-21 */
START_TEST(request_without_a_timestamp_is_ordered_by_its_number)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .sequence = 40), 0); /* with a timestamp */
    ck_assert(answer.present & HAS_TIMESTAMP);
    ck_assert_int_eq(ASK(.handoff = 3, .sequence = 41, .without = HAS_TIMESTAMP), 0);
    ck_assert(!(answer.present & HAS_TIMESTAMP));
    ck_assert_int_eq(
        ASK(.handoff = 3, .sequence = 41, .mag = 2, .without = HAS_TIMESTAMP), 135);
    ck_assert(!(answer.present & HAS_TIMESTAMP));
    end();
}
END_TEST

static const struct {
    uint16_t last, next;
    int accepted;
} numbers[] = {
    {15, 15, 0},       {15, 14, 0},   {15, 0, 0},        {15, 65535, 0}, {15, 32783, 0},
    {15, 16, 1},       {15, 17, 1},   {15, 32782, 1},    {10, 10, 0},    {10, 9, 0},
    {10, 11, 1},       {65535, 1, 1}, {65534, 1, 1},     {1, 65535, 0},  {32768, 1, 0},
    {32768, 65535, 1}, {32769, 1, 0}, {32768, 32767, 0},
};

/* covers: R5213-5.5-28 R6275-9.5.1-02 R6275-9.5.1-04 D02-5.4-20 */
START_TEST(numbers_are_compared_modulo_65536)
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct snapshot before;
        int status;

        ck_assert_int_eq(numbered(numbers[i].last, 1, 1, 0), 0);
        before = look();
        status = numbered(numbers[i].next, 2, 3, 0);
        ck_assert_int_eq(status, numbers[i].accepted ? 0 : 135);
        ck_assert_int_eq(unchanged(&before), !numbers[i].accepted);
        ck_assert_int_eq(
            pmip6_lma_delete(lma, (struct pmip6_bytes){(const uint8_t *)"mn1", 3}), 0);
    }
    end();
}
END_TEST

/* covers: R6275-9.5.1-06 R6275-9.5.1-07 D02-5.4-20 */
START_TEST(number_not_newer_is_refused_with_the_last_accepted)
{
    static const uint16_t olds[] = {700, 699, 1, 60000};

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .sequence = 700, .without = HAS_TIMESTAMP), 0);
    for (size_t i = 0; i < sizeof olds / sizeof olds[0]; i++) {
        ck_assert_int_eq(
            ASK(.handoff = 3, .mag = 2, .sequence = olds[i], .without = HAS_TIMESTAMP),
            135);
        ck_assert_uint_eq(answer.sequence, 700);
        ck_assert_uint_eq(answer.lifetime, 0);
        ck_assert_uint_eq(answer.flags, PMIP6_BA_P);
        ck_assert(answer.present & HAS_MN_ID && answer.present & HAS_PREFIX);
    }
    end();
}
END_TEST

/* covers: R6275-9.5.1-03 D02-5.3.1-R14 */
START_TEST(first_number_may_be_any)
{
    static const uint16_t firsts[] = {0, 1, 40000, 32768, 65535};

    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
        begin((uint32_t)_i);
        ck_assert_int_eq(numbered(firsts[i], 1, 1, 0), 0);
        ck_assert_uint_eq(answer.sequence, firsts[i]);
        end();
    }
}
END_TEST

/* covers: R6275-9.5.1-11 */
START_TEST(accepted_number_is_kept)
{
    begin((uint32_t)_i);
    for (uint16_t n = 500; n < 520; n = (uint16_t)(n + 3)) {
        ck_assert_int_eq(ASK(.handoff = 3, .sequence = n, .without = HAS_TIMESTAMP), 0);
        ck_assert_uint_eq(only_binding().sequence, n);
        ck_assert_int_eq(ASK(.handoff = 3, .mag = 2, .sequence = (uint16_t)(n - 1),
                             .without = HAS_TIMESTAMP),
                         135);
        ck_assert_uint_eq(only_binding().sequence, n);
    }
    end();
}
END_TEST

/* ---- how it is configured (9.3) ---- */

static uint32_t flags_on;

static void has_flags(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)cb;
    c->flags |= flags_on;
}

/* covers: R5213-9.3-06 R5213-9.3-10 */
START_TEST(timestamps_of_gateways_are_the_default)
{
    struct pmip6_lma_config c;

    pmip6_lma_config_init(&c, (uint32_t)_i);
    ck_assert_uint_eq(c.flags & PMIP6_LMA_SEQUENCE_ORDER, 0);
    ck_assert_uint_eq(c.flags & PMIP6_LMA_NODE_TIMESTAMPS, 0);
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 3600 * 65536), 156);
    end();
}
END_TEST

/* covers: R5213-9.3-05 */
START_TEST(numbers_are_those_of_a_session_where_timestamps_are_not_in_use)
{
    flags_on = PMIP6_LMA_SEQUENCE_ORDER;
    begin_hosted((uint32_t)_i, has_flags);
    ck_assert_int_eq(
        ASK(.mn = "mn1", .handoff = 1, .sequence = 500, .without = HAS_TIMESTAMP), 0);
    ck_assert_int_eq(
        ASK(.mn = "mn2", .handoff = 1, .sequence = 20, .without = HAS_TIMESTAMP), 0);
    ck_assert_int_eq(
        ASK(.mn = "mn2", .handoff = 3, .sequence = 21, .without = HAS_TIMESTAMP), 0);
    ck_assert_int_eq(
        ASK(.mn = "mn1", .handoff = 3, .sequence = 22, .without = HAS_TIMESTAMP), 135);
    ck_assert_uint_eq(answer.sequence, 500);
    ck_assert(!(answer.present & HAS_TIMESTAMP));
    end();
}
END_TEST

/* covers: R5213-9.3-08 */
START_TEST(nodes_timestamps_mean_nothing_to_numbers)
{
    flags_on = PMIP6_LMA_NODE_TIMESTAMPS;
    begin_hosted((uint32_t)_i, has_flags);
    ck_assert_int_eq(ASK(.handoff = 1, .sequence = 30, .without = HAS_TIMESTAMP), 0);
    ck_assert_int_eq(ASK(.handoff = 3, .sequence = 29, .without = HAS_TIMESTAMP), 135);
    ck_assert_int_eq(ASK(.handoff = 3, .sequence = 31, .without = HAS_TIMESTAMP), 0);
    end();
}
END_TEST

/* covers: R5213-9.3-09 */
START_TEST(nodes_timestamps_without_timestamps_are_no_configuration)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    pmip6_lma *none;

    begin((uint32_t)_i);
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    c.flags |= PMIP6_LMA_NODE_TIMESTAMPS | PMIP6_LMA_SEQUENCE_ORDER;
    ck_assert_int_eq(pmip6_lma_new(&none, &c, &cb, &h), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), PMIP6_ERR_INVALID);
    ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 3600 * 65536), 156); /* as before */
    c.flags &= ~(uint32_t)PMIP6_LMA_SEQUENCE_ORDER;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 3600 * 65536), 0);
    end();
}
END_TEST

/* covers: R5213-9.3-01 */
START_TEST(both_variables_are_configured_at_any_time)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    for (int node = 0; node < 2; node++) {
        flags_on = node ? PMIP6_LMA_NODE_TIMESTAMPS : PMIP6_LMA_SEQUENCE_ORDER;
        begin_hosted((uint32_t)_i, has_flags);
        ck_assert_int_eq(ASK(.handoff = 1, .clock_skew = 3600 * 65536), node ? 0 : 156);
        configure(&c, &pool);
        c.flags |= node ? PMIP6_LMA_SEQUENCE_ORDER : PMIP6_LMA_NODE_TIMESTAMPS;
        ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
        ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .clock_skew = 3600 * 65536),
                         node ? 156 : 0);
        end();
    }
}
END_TEST

Suite *conformance_ordering(void)
{
    Suite *s = suite_create("ordering");

    conformance_add(s, either_scheme_registers_moves_and_leaves, BOTH_EDITIONS);
    conformance_add(s, delayed_message_of_a_former_gateway_changes_nothing,
                    BOTH_EDITIONS);
    conformance_add(s, timestamp_is_evaluated_and_answered_with_one, BOTH_EDITIONS);
    conformance_add(s, timestamp_is_within_a_window_around_our_time, BOTH_EDITIONS);
    conformance_add(s, window_is_what_is_configured, BOTH_EDITIONS);
    conformance_add(s, nodes_own_timestamps_need_only_grow, BOTH_EDITIONS);
    conformance_add(s, timestamp_is_greater_than_all_that_were_accepted, BOTH_EDITIONS);
    conformance_add(s, either_test_failing_alone_refuses_before_options_are_missed,
                    BOTH_EDITIONS);
    conformance_add(s, sequence_number_beside_a_timestamp_is_only_echoed, BOTH_EDITIONS);
    conformance_add(s, valid_timestamp_comes_back_as_it_was, BOTH_EDITIONS);
    conformance_add(s, timestamp_lower_than_the_last_is_refused_with_our_time,
                    BOTH_EDITIONS);
    conformance_add(s, timestamp_far_from_our_time_is_refused_with_it, BOTH_EDITIONS);
    conformance_add(s, time_counts_from_1970_in_65536ths, BOTH_EDITIONS);
    conformance_add(s, time_is_always_the_hosts, BOTH_EDITIONS);
    conformance_add(s, request_without_a_timestamp_is_ordered_by_its_number,
                    BOTH_EDITIONS);
    conformance_add(s, numbers_are_compared_modulo_65536, BOTH_EDITIONS);
    conformance_add(s, number_not_newer_is_refused_with_the_last_accepted, BOTH_EDITIONS);
    conformance_add(s, first_number_may_be_any, BOTH_EDITIONS);
    conformance_add(s, accepted_number_is_kept, BOTH_EDITIONS);
    conformance_add(s, timestamps_of_gateways_are_the_default, BOTH_EDITIONS);
    conformance_add(s, both_variables_are_configured_at_any_time, BOTH_EDITIONS);
    conformance_add(s, numbers_are_those_of_a_session_where_timestamps_are_not_in_use,
                    BOTH_EDITIONS);
    conformance_add(s, nodes_timestamps_mean_nothing_to_numbers, BOTH_EDITIONS);
    conformance_add(s, nodes_timestamps_without_timestamps_are_no_configuration,
                    BOTH_EDITIONS);
    return s;
}
