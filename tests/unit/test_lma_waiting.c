/* SPDX-License-Identifier: MIT */
/* Requests that wait, for policy or for a de-registration: who is whose repeat, what they
 * are judged by when they go on, and what a remembered policy answers. */
#include "lma_bed.h"

/* Lets the policy's answer come, and reads what the LMA says. */
static int let_policy_answer(void)
{
    unsigned before = h.sent_count;

    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
    read_answer(before);
    return answered ? answer.status : -1;
}

static struct pmip6_addr bound_to(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    bindings(&v);
    return v.proxy_coa;
}

static int is_bound_to(uint8_t mag)
{
    struct pmip6_addr is = bound_to(), wanted = fake_addr(mag, 1);
    return memcmp(&is, &wanted, sizeof is) == 0;
}

/* ---- policy that comes late ---- */

START_TEST(lma_judges_the_window_on_arrival_when_policy_is_late) /* R5213-5.5-19 */
{
    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ASK(.clock_skew = -(3600 << 16));
    ck_assert_int_eq(let_policy_answer(), 156);
    ck_assert_uint_eq(bindings(NULL), 0);
    ASK();
    pass(MS(900)); /* longer than the window, but it came in time */
    ck_assert_int_eq(let_policy_answer(), 0);
    end();
}
END_TEST

static int on_gateway_with_identity(const struct pmip6_addr *a, struct pmip6_bytes peer,
                                    void *user)
{
    (void)a;
    (void)user;
    return peer.length == 4 && memcmp(peer.data, "mag1", 4) == 0;
}

START_TEST(lma_remembers_the_identity_of_who_waits) /* R5213-4-01 */
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    struct pmip6_datagram d;
    struct signalling s;
    uint8_t octets[512];
    struct pmip6_addr to = LMAA;

    edition = (uint32_t)_i;
    fake_host_init(&h);
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    cb.gateway = on_gateway_with_identity;
    refuses_all = 1; /* nobody else tells who he is */
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    h.policy_result = PMIP6_PENDING;
    compose(&(struct pbu){.always = 0}, &s);
    pmip6_datagram_init(&d);
    d.source = MAG1;
    d.destination = to;
    d.peer.data = (const uint8_t *)"mag1";
    d.peer.length = 4;
    d.octets.data = octets;
    ck_assert_int_eq(
        p6_signalling_encode(&s, octets, sizeof octets, &d.source, &to, &d.octets.length),
        0);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
    ck_assert_int_eq(let_policy_answer(), 0);
    end();
}
END_TEST

START_TEST(lma_takes_no_other_question_for_a_repeat) /* R5213-4-10, 5.5-02 */
{
    uint64_t first;
    struct pmip6_addr elsewhere = fake_addr(3, 1);

    begin(PMIP6_RFC5213);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 1);
    first = h.ticket;
    ASK(.handoff = 1, .prefix = 0x85, .with = HAS_ALTERNATE_COA,
        .alternate_coa = elsewhere);
    ck_assert_uint_eq(h.asked, 2);
    h.ticket = first;
    ck_assert_int_eq(let_policy_answer(), 0);
    ck_assert(is_bound_to(1));
    ck_assert_uint_ne(only_prefix(), 0x85);
    end();
}
END_TEST

/* A request of whoever says to be that peer, at the first gateway's address. */
static void ask_as(const char *peer, uint32_t protection, uint8_t handoff)
{
    struct pbu p = {.handoff = handoff};
    struct pmip6_datagram d;
    struct signalling s;
    uint8_t octets[512];

    prepare(&p, &s);
    pmip6_datagram_init(&d);
    d.source = MAG1;
    d.destination = LMAA;
    d.protection = protection;
    d.peer.data = (const uint8_t *)peer;
    d.peer.length = strlen(peer);
    d.octets.data = octets;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &d.source,
                                          &d.destination, &d.octets.length),
                     0);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
}

/* What is found of one peer is not used for what another says. */
START_TEST(lma_asks_for_each_peer_and_protection) /* R5213-4-01 */
{
    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ask_as("mag1", PMIP6_PROTECTED_ESP, 1);
    ck_assert_uint_eq(h.asked, 1);
    ask_as("mag1", PMIP6_PROTECTED_ESP, 1);
    ck_assert_uint_eq(h.asked, 1);
    ask_as("mag2", PMIP6_PROTECTED_ESP, 1);
    ck_assert_uint_eq(h.asked, 2);
    ask_as("mag1", PMIP6_PROTECTED_NONE, 1);
    ck_assert_uint_eq(h.asked, 3);
    ask_as("", PMIP6_PROTECTED_NONE, 1);
    ck_assert_uint_eq(h.asked, 4);
    end();
}
END_TEST

/* What policy said of a session holds for the peer that it was asked for. */
START_TEST(lma_remembers_policy_for_its_peer_only) /* R5213-4-01, R5213-5.3.1-09 */
{
    begin((uint32_t)_i);
    h.policy.valid_for = SEC(1000);
    ask_as("mag1", PMIP6_PROTECTED_ESP, 3);
    ask_as("mag1", PMIP6_PROTECTED_ESP, 3);
    ck_assert_uint_eq(h.asked, 1);
    ask_as("mag2", PMIP6_PROTECTED_ESP, 3);
    ck_assert_uint_eq(h.asked, 2);
    ask_as("mag1", PMIP6_PROTECTED_ESP, 3);
    ck_assert_uint_eq(h.asked, 3);
    ask_as("mag1", PMIP6_PROTECTED_NONE, 3);
    ck_assert_uint_eq(h.asked, 4);
    ask_as("", PMIP6_PROTECTED_NONE, 3);
    ck_assert_uint_eq(h.asked, 5);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* Protection that is required from now on is required of who waits, too. */
START_TEST(lma_drops_who_waits_unprotected_when_protection_is_required) /* R5213-4-01 */
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;

    begin((uint32_t)_i);
    configure(&c, &pool);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(ASK(.handoff = 1), -1);
    c.flags |= PMIP6_LMA_REQUIRE_PROTECTION;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    refuses_all = 1;
    ck_assert_int_eq(let_policy_answer(), -1);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* A count without what it counts is refused, and the request waits on. */
START_TEST(lma_takes_no_policy_without_its_prefixes)
{
    struct pmip6_policy policy;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 1);
    pmip6_policy_init(&policy);
    policy.grants = PMIP6_GRANT_ALL;
    policy.prefix_count = 1;
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &policy), PMIP6_ERR_INVALID);
    ck_assert_int_eq(let_policy_answer(), 0);
    end();
}
END_TEST

START_TEST(lma_answers_each_interface_that_waits) /* R5213-5.4-01 */
{
    uint64_t first;

    begin(PMIP6_RFC5213);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 1, .lli = "aaaaaa");
    first = h.ticket;
    ASK(.handoff = 1, .lli = "bbbbbb");
    ck_assert_int_eq(let_policy_answer(), 0);
    h.ticket = first;
    ck_assert_int_eq(let_policy_answer(), 0);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

START_TEST(lma_lets_no_older_message_replace_one_that_waits) /* R5213-5.5-02 */
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = "aaaaaa", .sequence = 598);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 5, .lli = "aaaaaa", .sequence = 600);
    ASK(.handoff = 5, .lli = "aaaaaa", .sequence = 599, .clock_skew = -3000);
    ck_assert_int_eq(let_policy_answer(), 0);
    ck_assert_uint_eq(answer.sequence, 600);
    memset(&v, 0, sizeof v);
    bindings(&v);
    ck_assert_uint_eq(v.state, PMIP6_BINDING_REGISTERED);
    end();
}
END_TEST

START_TEST(lma_keeps_the_ticket_when_the_answer_is_no_policy)
{
    struct pmip6_policy wrong;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ASK();
    wrong = h.policy;
    wrong.prefixes = (const struct pmip6_prefix[]){home(0x81)};
    wrong.prefix_count = PMIP6_PREFIXES_MAX + 1;
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &wrong), PMIP6_ERR_INVALID);
    ck_assert_int_eq(let_policy_answer(), 0);
    end();
}
END_TEST

/* ---- what a remembered policy answers ---- */

START_TEST(lma_asks_again_for_another_session) /* R5213-5.3.2-06 */
{
    struct pmip6_prefix only = home(0x20);

    begin(PMIP6_RFC5213);
    h.policy.valid_for = PMIP6_NEVER;
    h.policy.prefixes = &only;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    ck_assert_int_eq(ASK(.handoff = 5, .lli = "bbbbbb", .prefix = 0x81), 155);
    end();
}
END_TEST

START_TEST(lma_asks_again_for_another_gateway) /* R5213-5.3.1-09 */
{
    begin(PMIP6_RFC5213);
    h.policy.valid_for = PMIP6_NEVER;
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    h.policy.grants &= ~(uint32_t)PMIP6_GRANT_MAG;
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 5, .lli = "aaaaaa", .leave = 1,
                         .with = HAS_ALTERNATE_COA, .alternate_coa = MAG1),
                     154);
    end();
}
END_TEST

START_TEST(lma_does_not_ask_again_for_a_refresh)
{
    begin((uint32_t)_i);
    h.policy.valid_for = PMIP6_NEVER;
    h.policy.lifetime = 7;
    ASK(.handoff = 1, .lli = "aaaaaa", .lifetime = 100);
    ASK(.handoff = 5, .lli = "aaaaaa", .lifetime = 100);
    ck_assert_int_eq(ASK(.handoff = 5, .lli = "aaaaaa", .lifetime = 100), 0);
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_eq(answer.lifetime, 1); /* whole units of what it allowed, no more */
    end();
}
END_TEST

/* ---- waiting for a de-registration ---- */

START_TEST(lma_hands_off_when_the_later_deregistration_comes) /* R5213-5.4.1.2-09 */
{
    edition = PMIP6_RFC5213;
    begin_with(0, _i ? PMIP6_LMA_SEQUENCE_ORDER : 0);
    ck_assert_int_eq(ASK(.handoff = 1, .without = _i ? HAS_TIMESTAMP : 0), 0);
    ck_assert_int_eq(ASK(.mag = 2, .without = _i ? HAS_TIMESTAMP : 0), -1);
    pass(MS(400));
    ASK(.leave = 1, .without = _i ? HAS_TIMESTAMP : 0);
    ck_assert_int_eq(answered, 2); /* the leaving one's, then the waiting one's */
    ck_assert_uint_eq(answer.status, 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert(is_bound_to(2));
    end();
}
END_TEST

START_TEST(lma_ends_an_ambiguous_wait_with_the_deregistration) /* A6 */
{
    uint8_t prefix;

    edition = PMIP6_RFC5213;
    begin_with(0, PMIP6_LMA_WAIT_WHEN_AMBIGUOUS);
    ASK(.handoff = 1, .lli = "aaaaaa");
    prefix = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 1, .lli = "bbbbbb", .prefix = prefix), -1);
    ASK(.handoff = 4, .lli = "aaaaaa", .leave = 1, .prefix = prefix);
    ck_assert_uint_eq(answer.status, 0);
    ck_assert(is_bound_to(2));
    ck_assert_uint_eq(only_prefix(), prefix);
    end();
}
END_TEST

START_TEST(lma_remembers_its_wait_over_a_late_policy) /* R5213-5.4.1.2-09 */
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    pass(MS(400));
    h.policy_result = PMIP6_PENDING;
    h.policy.valid_for = 0;
    ASK(.leave = 1); /* waits for the policy */
    ck_assert_int_eq(let_policy_answer(), 0);
    ck_assert_int_eq(let_policy_answer(), 0); /* the request that waited asks, too */
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert(is_bound_to(2));
    end();
}
END_TEST

START_TEST(lma_registers_what_waited_in_vain_while_the_old_mag_went_on)
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    ck_assert_int_eq(ASK(.handoff = 5, .prefix = only_prefix()), 0);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

START_TEST(lma_starts_no_second_wait_when_policy_is_late) /* R5213-9.1-10 */
{
    struct pmip6_lma_status st = {.size = sizeof st};

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    h.policy_result = PMIP6_PENDING;
    ASK(.mag = 2);
    let_policy_answer();
    pass(MS(900));
    ASK(.mag = 2);
    let_policy_answer();
    ck_assert_int_eq(pmip6_lma_get_status(lma, &st), 0);
    ck_assert_uint_eq(st.pending, 1);
    h.policy_result = 0;
    pass(MS(700));
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* The wait ends while a repeat asks the policy: that one has been waited for. */
START_TEST(lma_starts_no_second_wait_for_a_repeat_that_asks) /* R5213-9.1-10 */
{
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    h.policy_result = PMIP6_PENDING;
    ASK(.mag = 2);
    ck_assert_int_eq(let_policy_answer(), -1);
    pass(MS(1400));
    ck_assert_int_eq(ASK(.mag = 2), -1);
    pass(MS(200));
    ck_assert_int_eq(let_policy_answer(), 0);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

START_TEST(lma_forgets_a_wait_when_the_node_leaves_again) /* R5213-5.5-02 */
{
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1);
    ck_assert_int_eq(ASK(.mag = 2), -1);
    ck_assert_int_eq(ASK(.mag = 2, .leave = 1), -1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert(is_bound_to(1));
    end();
}
END_TEST

START_TEST(lma_keeps_a_wait_when_another_interface_registers)
{
    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = "aaaaaa");
    ck_assert_int_eq(ASK(.mag = 2, .lli = "bbbbbb"), -1);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 1, .lli = "cccccc"), 0);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 3);
    end();
}
END_TEST

static Suite *lma_waiting_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("lma_waiting");
    TCase *c = tcase_create("lma_waiting");

    tcase_add_loop_test(c, lma_judges_the_window_on_arrival_when_policy_is_late, first,
                        last);
    tcase_add_loop_test(c, lma_remembers_the_identity_of_who_waits, first, last);
    tcase_add_test(c, lma_takes_no_other_question_for_a_repeat);
    tcase_add_loop_test(c, lma_asks_for_each_peer_and_protection, first, last);
    tcase_add_loop_test(c, lma_remembers_policy_for_its_peer_only, first, last);
    tcase_add_loop_test(c, lma_drops_who_waits_unprotected_when_protection_is_required,
                        first, last);
    tcase_add_loop_test(c, lma_takes_no_policy_without_its_prefixes, first, last);
    tcase_add_test(c, lma_answers_each_interface_that_waits);
    tcase_add_test(c, lma_lets_no_older_message_replace_one_that_waits);
    tcase_add_loop_test(c, lma_keeps_the_ticket_when_the_answer_is_no_policy, first,
                        last);
    tcase_add_test(c, lma_asks_again_for_another_session);
    tcase_add_test(c, lma_asks_again_for_another_gateway);
    tcase_add_loop_test(c, lma_does_not_ask_again_for_a_refresh, first, last);
    tcase_add_loop_test(c, lma_hands_off_when_the_later_deregistration_comes, 0, 2);
    tcase_add_test(c, lma_ends_an_ambiguous_wait_with_the_deregistration);
    tcase_add_test(c, lma_remembers_its_wait_over_a_late_policy);
    tcase_add_test(c, lma_registers_what_waited_in_vain_while_the_old_mag_went_on);
    tcase_add_test(c, lma_starts_no_second_wait_when_policy_is_late);
    tcase_add_test(c, lma_starts_no_second_wait_for_a_repeat_that_asks);
    tcase_add_test(c, lma_forgets_a_wait_when_the_node_leaves_again);
    tcase_add_test(c, lma_keeps_a_wait_when_another_interface_registers);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_waiting_suite)
