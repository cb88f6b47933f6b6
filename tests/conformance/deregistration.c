/* SPDX-License-Identifier: MIT */
/*
 * A node leaves: the delayed delete of RFC 5213 5.3.5 and draft-02 5.3.1, and the
 * variables of RFC 5213 9.1 and draft-02 9 that rule it.
 */
#include "conformance.h"
#include "session_bed.h"

/* What the editions say where nothing is configured. */
static pmip6_time default_delay(void)
{
    return edition == PMIP6_DRAFT_02 ? MS(1000) : MS(10000);
}

static void begin_with_delay(uint32_t e, uint32_t ms)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    edition = e;
    configure(&c, &pool);
    c.min_delay_before_bce_delete = ms;
    begin_as(&c);
}

/* ---- the delay ---- */

/* covers: R5213-5.3.5-02 R5213-9.1-06 D02-5.3.1-36 D02-9-11 */
START_TEST(deregistered_entry_lives_for_the_default_delay)
{
    for (pmip6_time phase = 0; phase < 600; phase += 73) {
        begin((uint32_t)_i);
        h.now += phase;
        ASK();
        ck_assert_int_eq(leave_from(1), PMIP6_STATUS_ACCEPTED);
        check_end(h.now + default_delay());
        end();
    }
}
END_TEST

/* Also where less than the delay, or more, was left of the lifetime. */
/* covers: R5213-5.3.5-02 D02-5.3.1-36 */
START_TEST(what_is_left_of_the_lifetime_does_not_matter)
{
    static const uint16_t units[] = {1, 900};

    for (size_t i = 0; i < 2; i++) {
        begin((uint32_t)_i);
        ASK(.lifetime = units[i]);
        until(h.now + SEC(3) + MS(900));
        leave_from(1);
        check_end(h.now + default_delay());
        end();
    }
}
END_TEST

/* covers: R5213-9.1-03 D02-9-07 D02-9-08 */
START_TEST(delay_is_the_configured_one)
{
    static const uint32_t delays[] = {1, 50, 2000, 10000, 300000};

    for (size_t i = 0; i < sizeof delays / sizeof delays[0]; i++) {
        begin_with_delay((uint32_t)_i, delays[i]);
        ASK();
        leave_from(1);
        check_end(h.now + MS(delays[i]));
        end();
    }
    begin_with_delay((uint32_t)_i, 0);
    ASK();
    ck_assert_int_eq(leave_from(1), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R5213-9.1-03 D02-9-08 */
START_TEST(repeated_deregistration_does_not_begin_the_delay_anew)
{
    pmip6_time last;

    begin((uint32_t)_i);
    ASK();
    leave_from(1);
    last = h.now + default_delay();
    for (int i = 0; i < 4; i++) {
        until(h.now + MS(200));
        ck_assert_int_eq(leave_from(1), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime, 0);
    }
    check_end(last);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_DEREGISTERING),
                      5); /* each changed its order */
    end();
}
END_TEST

static void reconfigure(uint32_t delay, uint32_t assign, uint32_t window)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    configure(&c, &pool);
    c.min_delay_before_bce_delete = delay;
    c.max_delay_before_new_bce_assign = assign;
    c.timestamp_validity_window = window;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
}

/* Timestamps that are just inside, and just outside, a window of so many milliseconds. */
static void check_window(int64_t ms)
{
    int64_t units = ms * 65536 / 1000;

    ck_assert_int_eq(ASK(.mn = "inside", .clock_skew = units), PMIP6_STATUS_ACCEPTED);
    ck_assert_int_eq(ASK(.mn = "outside", .clock_skew = units + 66),
                     PMIP6_STATUS_TIMESTAMP_MISMATCH);
    ck_assert_int_eq(ASK(.mn = "outside", .clock_skew = -units - 66),
                     PMIP6_STATUS_TIMESTAMP_MISMATCH);
}

/* A node that may have moved gets a second session after so many milliseconds. */
static void check_assign_delay(uint32_t ms)
{
    ASK(.lifetime = 900);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    until(h.now + MS(ms) - MS(1));
    ck_assert_uint_eq(bindings(NULL), 1);
    until(h.now + MS(1) + TIMER_SLACK);
    ck_assert_uint_eq(bindings(NULL), 2);
}

/* covers: R5213-9.1-01 */
START_TEST(management_sets_the_three_variables)
{
    static const struct {
        uint32_t delay, assign, window; /* milliseconds */
    } values[] = {{2000, 700, 50}, {40, 4000, 900}};

    for (size_t i = 0; i < 2; i++) {
        begin(PMIP6_RFC5213);
        reconfigure(values[i].delay, values[i].assign, values[i].window);
        ASK();
        leave_from(1);
        check_end(h.now + MS(values[i].delay));
        check_assign_delay(values[i].assign);
        check_window(values[i].window);
        end();
    }
}
END_TEST

/* ---- while it lasts ---- */

/* covers: R6275-10.3.2-07 R6275-10.3.2-08 R6275-6.1.7-10 */
START_TEST(deregistered_entry_is_kept_and_marked)
{
    struct pmip6_lma_status status = {.size = sizeof status};

    begin((uint32_t)_i);
    ASK();
    ck_assert_uint_eq(only_entry().state, PMIP6_BINDING_REGISTERED);
    leave_from(1);
    ck_assert_uint_eq(only_entry().state, PMIP6_BINDING_DEREGISTERING);
    ck_assert_int_eq(pmip6_lma_get_status(lma, &status), 0);
    ck_assert_uint_eq(status.deregistering, 1);
    ck_assert_uint_eq(status.bindings, 1);
    check_end(h.now + default_delay());
    ck_assert_int_eq(pmip6_lma_get_status(lma, &status), 0);
    ck_assert_uint_eq(status.deregistering, 0);
    ck_assert_uint_eq(status.bindings, 0);
    end();
}
END_TEST

/* covers: R5213-5.3.5-03 R5213-5.3.5-04 D02-5.3.1-39 */
START_TEST(deregistration_is_acknowledged_at_once)
{
    begin((uint32_t)_i);
    h.policy.pool_prefixes = 2;
    ASK(.lli = "abcdef");
    ck_assert_int_eq(ASK(.leave = 1, .lli = "abcdef"), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.lifetime, 0);
    check_acceptance(1);
    ck_assert_uint_eq(h.sent_count, 2);
    until(h.now + SEC(20));
    ck_assert_uint_eq(h.sent_count, 2); /* and once only */
    end();
}
END_TEST

/* covers: R5213-5.3.5-05 R6275-10.3.2-09 */
START_TEST(traffic_of_a_node_that_left_is_dropped)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin(PMIP6_RFC5213);
    h.policy.pool_prefixes = 2;
    ASK(.lli = "abcdef");
    ASK(.mn = "mn2");
    fake_forget_effects(&h);
    ASK(.leave = 1, .lli = "abcdef");
    ck_assert_str_eq(h.effects, "RRSE");
    v = entry_of("mn1");
    ck_assert_uint_eq(routes(PMIP6_ROUTE_BLOCKED, 1), 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_uint_eq(towards(v.prefixes[i]).reason, PMIP6_FORWARD_DEREGISTERING);
        ck_assert_uint_eq(out_of(v.prefixes[i], 1).reason, PMIP6_FORWARD_DEREGISTERING);
    }
    check_traffic(entry_of("mn2").prefixes[0], 1, 2);
    end();
}
END_TEST

/* covers: R6275-10.3.2-06 */
START_TEST(older_requests_are_refused_while_it_lasts)
{
    const uint32_t timeless = HAS_TIMESTAMP;
    struct pmip6_binding_view before, after;

    begin((uint32_t)_i);
    ASK();
    until(h.now + MS(100));
    leave_from(1);
    before = only_entry();
    ck_assert_int_eq(ASK(.handoff = PMIP6_HANDOFF_MAGS, .clock_skew = -2000),
                     _i == PMIP6_DRAFT_02
                         ? PMIP6_STATUS_TIMESTAMP_MISMATCH
                         : PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED);
    after = only_entry();
    ck_assert_mem_eq(&before, &after, sizeof before);
    end();

    begin((uint32_t)_i);
    ASK(.without = timeless, .sequence = 20);
    ASK(.without = timeless, .sequence = 22, .leave = 1, .handoff = PMIP6_HANDOFF_MAGS);
    before = only_entry();
    ck_assert_uint_eq(before.state, PMIP6_BINDING_DEREGISTERING);
    ck_assert_int_eq(
        ASK(.without = timeless, .sequence = 21, .handoff = PMIP6_HANDOFF_MAGS),
        PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW);
    after = only_entry();
    ck_assert_mem_eq(&before, &after, sizeof before);
    end();
}
END_TEST

/* ---- who may de-register ---- */

/* Where the node is at gateway 2: what a de-registration says of where it comes from. */
static int leave_as(uint8_t source, uint8_t alternate)
{
    return ASK(.mag = source, .leave = 1, .prefix = only_prefix(), .lli = "abcdef",
               .with = alternate ? HAS_ALTERNATE_COA : 0,
               .alternate_coa = fake_addr(alternate, 1));
}

/* covers: R5213-5.3.5-01 */
START_TEST(deregistration_by_another_gateway_is_ignored)
{
    static const struct {
        uint8_t source, alternate;
        int counts;
    } cases[] = {{1, 0, 0}, {3, 0, 0}, {2, 1, 0}, {1, 1, 0}, {2, 0, 1}, {1, 2, 1}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pmip6_binding_view before, after;

        begin(PMIP6_RFC5213);
        ASK(.lli = "abcdef");
        ASK(.mag = 2, .lli = "abcdef");
        before = only_entry();
        fake_forget_effects(&h);
        ck_assert_int_eq(leave_as(cases[i].source, cases[i].alternate),
                         cases[i].counts ? PMIP6_STATUS_ACCEPTED : -1);
        after = only_entry();
        if (cases[i].counts) {
            ck_assert_uint_eq(after.state, PMIP6_BINDING_DEREGISTERING);
        } else {
            ck_assert_str_eq(h.effects, "");
            ck_assert_mem_eq(&before, &after, sizeof before);
        }
        end();
    }
}
END_TEST

/* covers: D02-5.3.1-35 */
START_TEST(former_gateway_is_answered_and_changes_nothing)
{
    struct pmip6_binding_view before, after;

    begin(PMIP6_DRAFT_02);
    ASK();
    move_to(2);
    for (int leaving = 0; leaving < 2; leaving++) {
        before = only_entry();
        fake_forget_effects(&h);
        ck_assert_int_eq(leave_from(1), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime, 0);
        ck_assert_str_eq(h.effects, "S");
        after = only_entry();
        ck_assert_mem_eq(&before, &after, sizeof before);
        if (!leaving)
            leave_from(2); /* and again while the delay runs */
    }
    check_end(before.expires);
    end();
}
END_TEST

/* ---- the node comes back ---- */

static const struct pbu returns[] = {
    {.mag = 1, .handoff = PMIP6_HANDOFF_MAGS},
    {.mag = 2, .handoff = PMIP6_HANDOFF_MAGS},
    {.mag = 2, .handoff = PMIP6_HANDOFF_INTERFACES},
    {.mag = 2, .handoff = PMIP6_HANDOFF_UNKNOWN},
    {.mag = 1, .handoff = PMIP6_HANDOFF_UNCHANGED, .prefix = 1 /* its own */},
    {.mag = 2, .handoff = PMIP6_HANDOFF_UNKNOWN, .prefix = 1},
};

/* The node leaves gateway 1 and comes back within the delay. */
static void leave_and_return(const struct pbu *p)
{
    struct pbu request = *p;

    ASK(.lifetime = 100);
    if (request.prefix)
        request.prefix = only_prefix();
    request.lifetime = 50;
    leave_from(1);
    until(h.now + MS(700));
    fake_forget_effects(&h);
    ck_assert_int_eq(ask(request), PMIP6_STATUS_ACCEPTED);
}

/* covers: R5213-5.3.5-06 D02-5.3.1-37 */
START_TEST(entry_is_not_deleted_where_the_node_comes_back)
{
    for (size_t i = 0; i < sizeof returns / sizeof returns[0]; i++) {
        struct pmip6_binding_view before, after;

        begin((uint32_t)_i);
        leave_and_return(&returns[i]);
        before = only_entry();
        ck_assert_ptr_null(strpbrk(h.effects, "DA")); /* nothing torn down */
        fake_forget_effects(&h);
        until(h.now + SEC(100));
        after = only_entry();
        ck_assert_mem_eq(&before, &after, sizeof before);
        ck_assert_str_eq(h.effects, "");
        end();
    }
}
END_TEST

/* covers: R5213-5.3.5-07 R5213-9.1-04 D02-5.3.1-38 D02-9-09 */
START_TEST(entry_has_the_new_values_where_the_node_comes_back)
{
    for (size_t i = 0; i < sizeof returns / sizeof returns[0]; i++) {
        struct pmip6_binding_view v = {.size = sizeof v};

        begin((uint32_t)_i);
        leave_and_return(&returns[i]);
        v = only_entry();
        ck_assert_uint_eq(v.state, PMIP6_BINDING_REGISTERED);
        ck_assert(same_address(v.proxy_coa, fake_addr(returns[i].mag, 1)));
        ck_assert(same_address(v.tunnel.remote, fake_addr(returns[i].mag, 1)));
        ck_assert_uint_eq(v.timestamp, last_request.timestamp);
        ck_assert_uint_eq(v.sequence, last_request.sequence);
        ck_assert_uint_eq(v.lifetime, 200);
        check_traffic(v.prefixes[0], returns[i].mag, 3);
        ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, returns[i].mag), 1);
        check_end(h.now + SEC(200)); /* that of the new lifetime */
        end();
    }
}
END_TEST

/* ---- the end of the delay ---- */

/* covers: R5213-5.3.5-08 R5213-9.1-05 D02-5.3.1-40 D02-5.3.1-41 D02-9-10 */
START_TEST(entry_and_its_routes_are_gone_after_the_delay)
{
    struct pmip6_lma_status status = {.size = sizeof status};
    pmip6_time last;

    begin((uint32_t)_i);
    ASK();
    leave_from(1);
    last = h.now + default_delay();
    fake_forget_effects(&h);
    ck_assert_int_ge(ASK(.handoff = PMIP6_HANDOFF_MAGS, .clock_skew = 65536 * 9), 128);
    ck_assert_str_eq(h.effects, "SE"); /* not valid: nobody comes back with it */
    fake_forget_effects(&h);
    check_end(last);
    ck_assert_str_eq(h.effects, "DCE");
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_DELETED), 1);
    ck_assert_int_eq(pmip6_lma_get_status(lma, &status), 0);
    ck_assert_uint_eq(status.bindings, 0);
    ck_assert_uint_eq(status.prefixes, 0);
    end();
}
END_TEST

/* covers: R5213-5.3.5-08 D02-5.3.1-41 */
START_TEST(tunnel_of_others_outlives_the_node_that_left)
{
    begin((uint32_t)_i);
    h.policy.pool_prefixes = 2;
    ASK(.lli = "abcdef");
    ASK(.mn = "mn2");
    ASK(.leave = 1, .lli = "abcdef");
    fake_forget_effects(&h);
    until(h.now + default_delay() + TIMER_SLACK);
    ck_assert_str_eq(h.effects, _i == PMIP6_RFC5213 ? "DDE" : "DE");
    ck_assert_ptr_nonnull(tunnel_to(1));
    check_traffic(entry_of("mn2").prefixes[0], 1, 2);
    end();
}
END_TEST

/* covers: R5213-5.3.5-09 */
START_TEST(prefix_is_free_for_others_after_the_delay)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    struct pmip6_prefix had;
    pmip6_time last;

    edition = (uint32_t)_i;
    configure(&c, &pool);
    pool.prefix.length = 64; /* the only one */
    begin_as(&c);
    ASK();
    had = only_entry().prefixes[0];
    leave_from(1);
    last = h.now + default_delay();
    h.now = last - 1;
    ck_assert_int_eq(ask_now((struct pbu){.mn = "mn2"}),
                     PMIP6_STATUS_INSUFFICIENT_RESOURCES);
    h.now = last + TIMER_SLACK;
    ck_assert_int_eq(ask_now((struct pbu){.mn = "mn2"}), PMIP6_STATUS_ACCEPTED);
    ck_assert_mem_eq(entry_of("mn2").prefixes, &had, sizeof had);
    end();
}
END_TEST

Suite *conformance_deregistration(void)
{
    Suite *s = suite_create("deregistration");

    conformance_add(s, deregistered_entry_lives_for_the_default_delay, BOTH_EDITIONS);
    conformance_add(s, what_is_left_of_the_lifetime_does_not_matter, BOTH_EDITIONS);
    conformance_add(s, delay_is_the_configured_one, BOTH_EDITIONS);
    conformance_add(s, repeated_deregistration_does_not_begin_the_delay_anew,
                    BOTH_EDITIONS);
    conformance_add(s, management_sets_the_three_variables, RFC5213_ONLY);
    conformance_add(s, deregistered_entry_is_kept_and_marked, BOTH_EDITIONS);
    conformance_add(s, deregistration_is_acknowledged_at_once, BOTH_EDITIONS);
    conformance_add(s, traffic_of_a_node_that_left_is_dropped, RFC5213_ONLY);
    conformance_add(s, older_requests_are_refused_while_it_lasts, BOTH_EDITIONS);
    conformance_add(s, deregistration_by_another_gateway_is_ignored, RFC5213_ONLY);
    conformance_add(s, former_gateway_is_answered_and_changes_nothing, DRAFT_02_ONLY);
    conformance_add(s, entry_is_not_deleted_where_the_node_comes_back, BOTH_EDITIONS);
    conformance_add(s, entry_has_the_new_values_where_the_node_comes_back, BOTH_EDITIONS);
    conformance_add(s, entry_and_its_routes_are_gone_after_the_delay, BOTH_EDITIONS);
    conformance_add(s, tunnel_of_others_outlives_the_node_that_left, BOTH_EDITIONS);
    conformance_add(s, prefix_is_free_for_others_after_the_delay, BOTH_EDITIONS);
    return s;
}
