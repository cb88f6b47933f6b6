/* SPDX-License-Identifier: MIT */
/* The LMA when policy comes late, callbacks and allocations fail, and peers do as they
 * like. */
#include "lma_bed.h"

/* ---- policy that answers later ---- */

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

/* ---- whatever peers do ---- */

START_TEST(lma_holds_its_invariants_under_random_requests)
{
    static const char long_name[] = "a much longer name of a mobile node@example.net";
    static const char *const names[] = {"mn1", "mn2", "mn3", "mn4", long_name};
    uint64_t state = 7;

    begin((uint32_t)_i);
    for (unsigned step = 0; step < 20000; step++) {
        struct pmip6_binding_view v = {.size = sizeof v};
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

/* ---- the handle ---- */

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

START_TEST(lma_lets_a_waiting_request_go_on_when_the_session_is_deleted)
{
    struct pmip6_bytes id = {(const uint8_t *)"mn1", 3};

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    ck_assert_int_eq(pmip6_lma_delete(lma, id), 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    pass(MS(1));
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

static Suite *lma_failures_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("lma_failures");
    TCase *c = tcase_create("lma_failures");

    tcase_add_loop_test(c, lma_goes_on_when_a_pending_policy_answers, first, last);
    tcase_add_loop_test(c, lma_refuses_when_the_policy_never_answers, first, last);
    unit_add_lone_test(c, lma_holds_its_invariants_under_random_requests, first, last);
    tcase_add_test(c, lma_lets_a_waiting_request_go_on_when_the_session_is_deleted);
    tcase_add_test(c, lma_refuses_to_be_entered_from_a_callback);
    tcase_add_test(c, lma_drops_what_is_not_protected_before_anything_else);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_failures_suite)
