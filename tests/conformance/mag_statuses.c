/* SPDX-License-Identifier: MIT */
/*
 * What a MAG does about each refusal, and about an LMA that does not understand it
 * (RFC 5213 6.9.1.2 (7) to (11), RFC 6275 11.7.3 and 11.3.6, draft-02 6.9).
 */
#include "pba_bed.h"

#define PROFILED 0x90 /* the prefix that a profile names */

static void attach(void)
{
    ck_assert_int_eq(attach_to(LINK, 0), 0);
}

static void profile_names_a_prefix(void)
{
    static struct pmip6_prefix named;

    named.addr = fake_addr(PROFILED, 0);
    named.length = 64;
    h.policy.prefix_count = 1;
    h.policy.prefixes = &named;
}

static void attach_by_administrator(void)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.administrative = 1;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
}

static void numbers(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
}

/* ---- no service ---- */

/* No advertisement names the node's prefixes as good, whatever it asks for, and nothing
 * of it is forwarded. */
static void check_no_service(uint8_t network)
{
    struct pmip6_addr prefix = fake_addr(network, 0);
    unsigned before = h.nd_count;

    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(from_node(LINK, network).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(from_node(LINK, network).reason, PMIP6_FORWARD_NO_BINDING);
    solicits(LINK, node_lli);
    for (unsigned i = before; i < h.nd_count; i++) {
        ck_assert_int_le(advertised_valid(&h.nd[i % FAKE_MESSAGES], &prefix), 0);
        ck_assert_uint_eq(advertised_router(&h.nd[i % FAKE_MESSAGES]), 0);
    }
}

/* covers: R5213-6.9.1.2-20 R5213-6.9.1.2-21 D02-6.9-10 */
START_TEST(node_that_is_refused_gets_no_service)
{
    for (int status = 128; status < 256; status++) {
        begin((uint32_t)_i);
        profile_names_a_prefix();
        attach();
        ANSWER(.status = status, .prefixes = {PROFILED});
        ck_assert_uint_ge(fake_events(&h, PMIP6_MAG_REFUSED), 1);
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REGISTERED), 0);
        check_no_service(PROFILED);
        ck_assert_uint_eq(h.nd_count, 0); /* nothing was advertised, nothing is */
        end();
    }
}
END_TEST

/* Which leave the session of an extension to its lifetime: that the LMA has no resources,
 * or that order or clocks are not right, does not tell that it has no such session. A
 * deviation from the letter that is meant. */
static int keeps_session(int status)
{
    return status == 130 || status == 135 || status == 156 || status == 157;
}

static pmip6_time begin_extension(void)
{
    serve(15);
    pass(SEC(45) + TICK);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFRESHING);
    return view().expires;
}

/* covers: R5213-6.9.1.2-20 R5213-6.9.1.2-21 D02-6.9-10 */
START_TEST(node_whose_extension_is_refused_is_served_no_longer)
{
    for (int status = 128; status < 256; status++) {
        struct pmip6_addr prefix = fake_addr(0x80, 0);
        pmip6_time end_of_it;
        unsigned advertised;

        begin((uint32_t)_i);
        end_of_it = begin_extension();
        advertised = h.nd_count;
        h.presence = PMIP6_PRESENCE_YES;
        ANSWER(.status = status);
        if (keeps_session(status)) {
            ck_assert_uint_eq(h.route_count, 2);
            h.presence = PMIP6_PRESENCE_NO; /* nobody extends it */
            pass(end_of_it - h.now + SEC(1) + 2 * TICK);
            check_no_service(0x80);
            end();
            continue;
        }
        ck_assert_uint_gt(h.nd_count, advertised);
        ck_assert_int_eq(advertised_valid(last_nd(), &prefix), 0);
        ck_assert_int_eq(advertised_preferred(last_nd(), &prefix), 0);
        ck_assert_uint_eq(advertised_router(last_nd()), 0);
        check_no_service(0x80);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-20 R5213-6.9.1.2-21 */
START_TEST(session_that_outlives_a_refusal_ends_with_its_lifetime)
{
    static const int statuses[] = {130, 156};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        pmip6_time end_of_it;

        begin((uint32_t)_i);
        end_of_it = begin_extension();
        ANSWER(.status = statuses[i]);
        pass(end_of_it - 1 - h.now);
        ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_TUNNEL);
        pass(1 + TICK);
        check_no_service(0x80);
        end();
    }
}
END_TEST

static uint32_t torn_down;

static void on_teardown(uint32_t link, void *user)
{
    (void)user;
    torn_down = link;
}

static void tears_down(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    torn_down = 0;
    c->flags |= PMIP6_MAG_TEARDOWN_ON_REFUSAL;
    cb->link_teardown = on_teardown;
}

static void may_tear_down(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    torn_down = 0;
    cb->link_teardown = on_teardown;
}

/* covers: R5213-6.9.1.2-22 */
START_TEST(link_may_be_torn_down_on_a_refusal)
{
    static const int statuses[] = {128, 130, 152, 153, 255};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        begin_with((uint32_t)_i, tears_down);
        attach();
        ANSWER(.status = statuses[i]);
        ck_assert_uint_eq(torn_down, LINK);
        end();
        begin_with((uint32_t)_i, may_tear_down); /* only where that is configured */
        attach();
        ANSWER(.status = statuses[i]);
        ck_assert_uint_eq(torn_down, 0);
        end();
    }
}
END_TEST

/* ---- 152: not enabled for the node ---- */

/* covers: R5213-6.9.1.2-12 */
START_TEST(node_without_proxy_registration_is_not_asked_for_again)
{
    begin((uint32_t)_i);
    attach();
    ANSWER(.status = 152);
    pass(SEC(3600));
    attach(); /* it comes again, and again by another link */
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    pass(SEC(5));
    attach();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(attach_to(6, 0), 0);
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    pass(SEC(3600));
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, 6), 0);
    attach_by_administrator();
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_gt(sent_lifetime(), 0);
    end();
}
END_TEST

/* Nor when it is found on another link, as long as no administrator has moved it. */
/* covers: R5213-6.9.1.2-12 */
START_TEST(node_without_proxy_registration_is_not_asked_for_where_it_moves)
{
    for (uint8_t handoff = 2; handoff <= 4; handoff++) {
        begin((uint32_t)_i);
        attach();
        ANSWER(.status = 152);
        pass(SEC(5));
        h.presence = PMIP6_PRESENCE_NO; /* on its old link */
        ck_assert_int_eq(attach_to(6, handoff), 0);
        h.presence = PMIP6_PRESENCE_YES;
        ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
        ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
        ck_assert_uint_eq(h.sent_count, 1);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-12 R5213-6.9.1.2-13 */
START_TEST(node_that_lost_its_proxy_registration_is_denied_service)
{
    begin((uint32_t)_i);
    begin_extension();
    ANSWER(.status = 152);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    check_no_service(0x80);
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
    check_no_service(0x80);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0); /* not even to leave */
    end();

    begin((uint32_t)_i); /* nor does one get any that never had it */
    attach();
    ANSWER(.status = 152);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    check_no_service(0x80);
    end();
}
END_TEST

/* ---- 157: a later one was accepted before ---- */

/* As often as the rate allows: three times at once, then after a while. */
/* covers: R5213-6.9.1.2-14 R5213-6.9.1.2-15 */
START_TEST(node_is_reasserted_where_a_later_request_was_accepted)
{
    uint64_t last;

    begin(PMIP6_RFC5213);
    note_times();
    attach();
    last = sent_timestamp();
    for (unsigned n = 2; n <= 3; n++) {
        uint16_t number = sent_number();

        ANSWER(.status = 157);
        ck_assert_uint_eq(h.sent_count, n); /* at once, with its own time */
        ck_assert_uint_gt(sent_timestamp(), last);
        ck_assert_uint_le(sent_timestamp(), fake_day(&h) + n);
        ck_assert_uint_eq(sent_number(), (uint16_t)(number + 1));
        last = sent_timestamp();
    }
    ANSWER(.status = 157);
    ck_assert_uint_eq(h.sent_count, 3);
    next_goes_out_at(sent_at[0] + SEC(1));
    ck_assert_uint_gt(sent_timestamp(), last);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_CLOCK_UNSYNCED), 0);
    ANSWER(.status = 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* ---- 156: clocks are apart ---- */

static void set_clock(int64_t seconds)
{
    h.day += (pmip6_timestamp)(seconds * 65536);
}

/* covers: R5213-6.9.1.2-16 R5213-6.9.1.2-17 D02-6.9-R04 */
START_TEST(clock_is_set_before_the_next_request_after_a_mismatch)
{
    static const int64_t off[] = {-86400, 5, 86400};

    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
        begin((uint32_t)_i);
        attach();
        ANSWER(.status = 156, .clock = off[i] * 65536);
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_CLOCK_UNSYNCED), 1);
        ck_assert_uint_eq(h.event_time, /* the LMA's time, for who wants to know */
                          sent_timestamp() + (uint64_t)(off[i] * 65536));
        check_no_service(0x80);
        pass(SEC(3600));
        attach(); /* that it is there still is not enough */
        ck_assert_uint_eq(h.sent_count, 1);
        set_clock(3);
        ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
        ck_assert_uint_eq(h.sent_count, 2);
        ck_assert_uint_eq(sent_timestamp(), fake_day(&h)); /* its own clock's */
        ANSWER(.status = 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.2-16 R5213-6.9.1.2-17 */
START_TEST(extension_waits_for_the_clock_after_a_mismatch)
{
    begin((uint32_t)_i);
    begin_extension();
    ANSWER(.status = 156, .clock = 65536 * 1000);
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_gt(sent_lifetime(), 0);
    ck_assert_uint_eq(sent_timestamp(), fake_day(&h));
    end();
}
END_TEST

/* ---- 155: a prefix that is not the node's ---- */

/* How often the last request names a prefix. */
static unsigned names(const struct pmip6_addr *prefix)
{
    unsigned count = 0;
    const uint8_t *option;

    for (unsigned n = 0; (option = sent_option(last_sent(), 22, n)) != NULL; n++)
        count += memcmp(option + 4, prefix->octets, 16) == 0;
    return count;
}

static const struct pmip6_addr all_zero;

/* covers: R5213-6.9.1.2-18 R5213-6.9.1.2-19 */
START_TEST(any_prefix_is_asked_for_where_one_is_refused)
{
    struct pmip6_addr profiled = fake_addr(PROFILED, 0);

    begin((uint32_t)_i);
    profile_names_a_prefix();
    attach();
    ck_assert_uint_eq(names(&profiled), 1);
    ANSWER(.status = 155, .prefixes = {PROFILED});
    ck_assert_uint_eq(h.sent_count, 2); /* at once */
    ck_assert_uint_eq(names(&profiled), 0);
    ck_assert_uint_eq(names(&all_zero), 1);
    ck_assert_uint_eq(sent_option(last_sent(), 22, 0)[3], 0);
    ck_assert_ptr_null(sent_option(last_sent(), 22, 1)); /* that one only */
    pass(SEC(8));
    ck_assert_uint_gt(h.sent_count, 2);
    ck_assert_uint_eq(names(&profiled), 0); /* nor in repeats */
    ANSWER(.prefixes = {0x91});
    ck_assert_ptr_nonnull(route_of(0x91, PMIP6_ROUTE_FROM_LINK));
    end();
}
END_TEST

static void asks_for_no_other(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags &= ~(uint32_t)PMIP6_MAG_ANY_PREFIX;
}

/* covers: R5213-6.9.1.2-18 */
START_TEST(prefix_that_was_refused_is_not_asked_for_again)
{
    struct pmip6_addr profiled = fake_addr(PROFILED, 0);

    begin_with((uint32_t)_i, asks_for_no_other);
    profile_names_a_prefix();
    attach();
    ANSWER(.status = 155, .prefixes = {PROFILED});
    ck_assert_uint_eq(sent_until(h.now + SEC(3600)), 0);
    attach_by_administrator();
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(names(&profiled), 0);
    end();
}
END_TEST

/* Nor later, when the LMA has taken from the node what it gave instead. */
/* covers: R5213-6.9.1.2-18 */
START_TEST(prefix_that_was_refused_is_not_asked_for_when_another_is_lost)
{
    struct pmip6_addr profiled = fake_addr(PROFILED, 0);

    begin((uint32_t)_i);
    profile_names_a_prefix();
    attach();
    ANSWER(.status = 155, .prefixes = {PROFILED});
    ANSWER(.prefixes = {0x91});
    pass(SEC(2));
    h.policy.prefix_count = 0;
    attach_another(6, "mn2@example.net");
    ANSWER(.prefixes = {0x91});
    ck_assert_uint_eq(view_on(6).state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(h.sent_count, 4); /* the first node asks for another */
    ck_assert_mem_eq(sent_option(last_sent(), 8, 0) + 3, ID, strlen(ID));
    ck_assert_uint_eq(names(&profiled), 0);
    ck_assert_uint_eq(names(&all_zero), 1);
    end();
}
END_TEST

/* ---- 135: the number ---- */

/* The answer has the LMA's number, not the request's. */
/* covers: D02-6.9-R02 R6275-11.7.3-06 */
START_TEST(number_goes_on_from_what_the_lma_has)
{
    static const uint16_t last[] = {50, 0x8000, 65534, 65535};

    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        begin_with((uint32_t)_i, numbers);
        attach();
        ANSWER(.status = 135, .number = last[i] - sent_number());
        ck_assert_uint_eq(h.sent_count, 2);
        ck_assert_uint_eq(sent_number(), (uint16_t)(last[i] + 1));
        ANSWER(.status = 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        pass(SEC(2700) + TICK); /* and so does the extension's */
        ck_assert_uint_eq(half_at(h.sent[2].octets + 6), (uint16_t)(last[i] + 2));
        end();
    }
}
END_TEST

/* ---- refusals that may pass, and that may not ---- */

/* covers: R6275-11.7.3-08 */
START_TEST(refusal_for_want_of_resources_is_tried_again_ever_more_seldom)
{
    pmip6_time interval = SEC(5);

    begin((uint32_t)_i);
    note_times();
    attach();
    for (int i = 0; i < 8; i++) {
        uint16_t number = sent_number();
        pmip6_time said = h.now;

        ANSWER(.status = 130);
        next_goes_out_at(said + interval);
        ck_assert_uint_eq(sent_number(), (uint16_t)(number + 1));
        ck_assert_uint_gt(sent_lifetime(), 0);
        interval = interval * 2 > SEC(320) ? SEC(320) : interval * 2;
    }
    end();
}
END_TEST

/* covers: R6275-11.7.3-09 */
START_TEST(refusal_for_good_is_remembered_and_nothing_more_is_sent)
{
    static const int statuses[] = {128, 129, 131, 132, 133, 152, 153,
                                   154, 158, 160, 161, 162, 174, 255};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        begin((uint32_t)_i);
        attach();
        ANSWER(.status = statuses[i]);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
        ck_assert_int_eq(view().status, statuses[i]);
        ck_assert_uint_eq(sent_until(h.now + SEC(86400)), 0);
        end();
    }
}
END_TEST

/* ---- Binding Errors ---- */

static void tell_error(uint8_t status, const struct pmip6_addr *from)
{
    struct pba_octets b = {.octets = {59, 0, 7, 0, 0, 0, status, 0}, .length = 24};

    pba_close(&b, from);
    pba_deliver(&b, from, 0);
}

/* covers: R6275-11.3.6-01 */
START_TEST(binding_error_of_a_stranger_is_ignored)
{
    struct pmip6_addr stranger = fake_addr(0xb, 1), lma = LMA_ADDRESS;
    pmip6_time asked;

    begin((uint32_t)_i);
    asked = h.now;
    attach();
    fake_forget_effects(&h);
    tell_error(1, &stranger);
    tell_error(2, &stranger);
    tell_error(1, &lma); /* about a binding for a home address: there is none */
    ck_assert_str_eq(h.effects, "");
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    next_goes_out_at(asked + SEC(1));
    end();
}
END_TEST

/* covers: R6275-11.3.6-02 */
START_TEST(lma_that_does_not_understand_is_not_asked_on)
{
    struct pmip6_addr lma = LMA_ADDRESS;
    pmip6_time told;

    begin((uint32_t)_i);
    attach();
    pass(MS(500));
    told = h.now;
    tell_error(2, &lma);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    check_no_service(0x80);
    next_goes_out_at(told + SEC(5)); /* as after a refusal that may pass */
    end();

    begin((uint32_t)_i); /* nor waited for, where a node leaves */
    serve(15);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    tell_error(2, &lma);
    ck_assert_uint_eq(view_on(LINK).state, 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();

    begin((uint32_t)_i); /* none is expected: it is ignored */
    serve(15);
    fake_forget_effects(&h);
    tell_error(2, &lma);
    ck_assert_str_eq(h.effects, "");
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* Its answer is still expected while the node is asked whether it is there. */
/* covers: R6275-11.3.6-02 */
START_TEST(lma_that_does_not_understand_is_not_asked_once_the_node_answers)
{
    struct pmip6_addr lma = LMA_ADDRESS;
    unsigned sent;

    begin((uint32_t)_i);
    serve(900);
    while (h.sent_count == 1)
        pass(MS(100));
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(SEC(1) + MS(100));
    ck_assert_uint_eq(solicitations(), 1);
    sent = h.sent_count;
    tell_error(2, &lma);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    answers(LINK, node_lli);
    h.presence = PMIP6_PRESENCE_YES;
    ck_assert_uint_eq(sent_until(h.now + SEC(5) - MS(100)), 0);
    ck_assert_uint_eq(h.sent_count, sent);
    ck_assert_uint_eq(sent_until(h.now + MS(200)), 1);
    end();
}
END_TEST

Suite *conformance_mag_statuses(void)
{
    Suite *s = suite_create("mag_statuses");

    conformance_add(s, node_that_is_refused_gets_no_service, BOTH_EDITIONS);
    conformance_add(s, node_whose_extension_is_refused_is_served_no_longer,
                    BOTH_EDITIONS);
    conformance_add(s, session_that_outlives_a_refusal_ends_with_its_lifetime,
                    BOTH_EDITIONS);
    conformance_add(s, link_may_be_torn_down_on_a_refusal, BOTH_EDITIONS);
    conformance_add(s, node_without_proxy_registration_is_not_asked_for_again,
                    BOTH_EDITIONS);
    conformance_add(s, node_without_proxy_registration_is_not_asked_for_where_it_moves,
                    BOTH_EDITIONS);
    conformance_add(s, node_that_lost_its_proxy_registration_is_denied_service,
                    BOTH_EDITIONS);
    conformance_add(s, node_is_reasserted_where_a_later_request_was_accepted,
                    RFC5213_ONLY);
    conformance_add(s, clock_is_set_before_the_next_request_after_a_mismatch,
                    BOTH_EDITIONS);
    conformance_add(s, extension_waits_for_the_clock_after_a_mismatch, BOTH_EDITIONS);
    conformance_add(s, any_prefix_is_asked_for_where_one_is_refused, BOTH_EDITIONS);
    conformance_add(s, prefix_that_was_refused_is_not_asked_for_again, BOTH_EDITIONS);
    conformance_add(s, prefix_that_was_refused_is_not_asked_for_when_another_is_lost,
                    BOTH_EDITIONS);
    conformance_add(s, number_goes_on_from_what_the_lma_has, BOTH_EDITIONS);
    conformance_add(s, refusal_for_want_of_resources_is_tried_again_ever_more_seldom,
                    BOTH_EDITIONS);
    conformance_add(s, refusal_for_good_is_remembered_and_nothing_more_is_sent,
                    BOTH_EDITIONS);
    conformance_add(s, binding_error_of_a_stranger_is_ignored, BOTH_EDITIONS);
    conformance_add(s, lma_that_does_not_understand_is_not_asked_on, BOTH_EDITIONS);
    conformance_add(s, lma_that_does_not_understand_is_not_asked_once_the_node_answers,
                    BOTH_EDITIONS);
    return s;
}
