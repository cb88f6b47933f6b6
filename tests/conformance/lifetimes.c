/* SPDX-License-Identifier: MIT */
/*
 * How long an entry lives: what is granted, expiry, and the ordering state that lives
 * with it (RFC 6275 6.1.7, 9.1, 9.6, 10.3.1; draft-02 5.3.1 by reference).
 */
#include "checksum.h"
#include "conformance.h"
#include "session_bed.h"

/* ---- the end of a lifetime ---- */

/* covers: R6275-6.1.7-09 R6275-9.6-01 R6275-10.3.1-11 D02-5.3.1-R04 */
START_TEST(entry_is_gone_when_its_lifetime_has_passed)
{
    static const uint16_t units[] = {1, 2, 15, 900};

    for (size_t i = 0; i < 4; i++) {
        for (pmip6_time phase = 0; phase < 600; phase += 73) {
            begin((uint32_t)_i);
            h.now += phase;
            ck_assert_int_eq(ASK(.lifetime = units[i]), PMIP6_STATUS_ACCEPTED);
            fake_forget_effects(&h);
            check_end(h.now + units[i] * SEC(4));
            ck_assert_str_eq(h.effects, "DCE");
            ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXPIRED), 1);
            end();
        }
    }
}
END_TEST

/* covers: R6275-9.1-02 R6275-9.6-01 D02-5.3.1-R04 */
START_TEST(last_accepted_request_sets_the_end)
{
    pmip6_time last;

    begin((uint32_t)_i);
    ASK(.lifetime = 15);
    ck_assert_uint_eq(only_entry().expires, h.now + SEC(60));
    until(h.now + SEC(55));
    ck_assert_int_eq(refresh(1, 100), PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(only_entry().expires, h.now + SEC(400));
    until(h.now + SEC(30));
    ck_assert_int_eq(ASK(.mag = 2, .handoff = PMIP6_HANDOFF_MAGS, .lifetime = 3), 0);
    last = h.now + SEC(12); /* a hand-off to less than was left */
    ck_assert_int_ge(ASK(.mag = 2, .lifetime = 50, .clock_skew = 65536 * 9), 128);
    check_end(last);
    end();
}
END_TEST

/* ---- what is granted ---- */

/* covers: R6275-9.1-03 R6275-10.3.1-06 R6275-10.3.1-10 D02-5.3.1-R01 D02-5.3.1-R03 */
START_TEST(granted_lifetime_is_the_least_of_all_bounds)
{
    static const struct {
        uint16_t asked;                     /* units of 4 s */
        uint32_t configured, policy, grant; /* seconds; 0: no bound */
    } cases[] = {
        {15, 3600, 0, 60},
        {15, 3600, 600, 60},
        {15, 40, 0, 40},
        {15, 43, 0, 40},
        {15, 3600, 20, 20},
        {15, 3600, 23, 20},
        {15, 20, 40, 20},
        {15, 40, 20, 20},
        {1, 4, 4, 4},
        {16384, 3600, 0, 3600},
        {65535, 1000000, 0, 262140},
        {65535, 1000000, 8, 8},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pmip6_lma_config c;
        struct pmip6_pool pool;

        edition = (uint32_t)_i;
        configure(&c, &pool);
        c.max_lifetime = cases[i].configured;
        begin_as(&c);
        h.policy.lifetime = cases[i].policy;
        ck_assert_int_eq(ASK(.lifetime = cases[i].asked), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime * 4u, cases[i].grant);
        ck_assert_uint_eq(only_entry().lifetime, cases[i].grant);
        ck_assert_uint_eq(only_entry().expires, h.now + SEC(cases[i].grant));
        ck_assert_int_eq(refresh(1, cases[i].asked), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime * 4u, cases[i].grant);
        end();
    }
}
END_TEST

/* For how long hosts should prefer the prefix is nothing that an anchor looks at.
 * The end of the prefix itself is another matter. */
/* covers: R6275-10.3.1-08 */
START_TEST(lifetime_is_granted_whole_where_nothing_bounds_it)
{
    for (uint16_t units = 1; units <= 900; units = (uint16_t)(units + 31)) {
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.lifetime = units), PMIP6_STATUS_ACCEPTED);
        ck_assert_uint_eq(answer.lifetime, units);
        end();
    }
}
END_TEST

/* covers: R6275-10.3.1-05 D02-5.3.1-R12 */
START_TEST(registration_waits_for_no_duplicate_address_detection)
{
    static const uint16_t flags[] = {0, PMIP6_BU_L, PMIP6_BU_H | PMIP6_BU_L};

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        struct pbu p = {.handoff = PMIP6_HANDOFF_NEW_INTERFACE};
        struct signalling s;

        begin((uint32_t)_i);
        compose(&p, &s);
        s.flags |= flags[i];
        ck_assert_int_eq(submit(&s, MAG1), PMIP6_STATUS_ACCEPTED); /* not 134 */
        ck_assert_uint_eq(bindings(NULL), 1);
        end();
    }
}
END_TEST

/* ---- a full cache ---- */

/* covers: R6275-10.3.1-03 R6275-10.3.1-04 D02-5.3.1-R09 */
START_TEST(full_cache_refuses_and_keeps_what_it_has)
{
    static const char *const names[] = {"mn1", "mn2", "mn3"};
    struct pmip6_binding_view before[3];
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    pmip6_time last;

    edition = (uint32_t)_i;
    configure(&c, &pool);
    c.max_bindings = 3;
    begin_as(&c);
    for (int i = 0; i < 3; i++)
        ASK(.mn = names[i], .lifetime = (uint16_t)(10 + i));
    for (int i = 0; i < 3; i++)
        before[i] = entry_of(names[i]);
    for (int i = 0; i < 9; i++)
        ck_assert_int_eq(ASK(.mn = "another", .mag = 2),
                         PMIP6_STATUS_INSUFFICIENT_RESOURCES);
    for (int i = 0; i < 3; i++) {
        struct pmip6_binding_view after = entry_of(names[i]);

        ck_assert_mem_eq(&after, &before[i], sizeof after);
    }
    last = before[0].expires;
    until(last - 1);
    ck_assert_int_eq(ask_now((struct pbu){.mn = "another"}),
                     PMIP6_STATUS_INSUFFICIENT_RESOURCES);
    h.now = last + TIMER_SLACK; /* no timer has fired yet */
    ck_assert_int_eq(ask_now((struct pbu){.mn = "another"}), PMIP6_STATUS_ACCEPTED);
    end();
}
END_TEST

/* ---- numbers ---- */

/* The same session's next request, under sequence order. */
static int numbered(const char *mn, uint16_t number)
{
    struct pbu p = {
        .mn = mn, .without = HAS_TIMESTAMP, .handoff = PMIP6_HANDOFF_MAGS, .sequence = 1};
    struct signalling s;

    h.now += MS(5);
    compose(&p, &s);
    s.sequence = number;
    s.lifetime = (uint16_t)(s.lifetime + (h.now / MS(5)) % 7); /* never the same octets */
    return submit(&s, MAG1);
}

/* covers: R6275-9.1-01 R6275-6.1.7-08 */
START_TEST(sequence_numbers_go_round_for_each_entry_alone)
{
    static const uint16_t last[] = {0, 1, 100, 0x7fff, 0x8000, 0xfffe, 0xffff};
    static const struct {
        uint16_t ahead;
        int newer;
    } steps[] = {{0, 0},      {1, 1},      {2, 1},      {0x7fff, 1},
                 {0x8000, 0}, {0x8001, 0}, {0xffff, 0}, {0xff00, 0}};

    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        for (size_t j = 0; j < sizeof steps / sizeof steps[0]; j++) {
            uint16_t next = (uint16_t)(last[i] + steps[j].ahead);

            begin((uint32_t)_i);
            ck_assert_int_eq(numbered("mn1", last[i]), PMIP6_STATUS_ACCEPTED);
            ck_assert_int_eq(numbered("mn2", next), PMIP6_STATUS_ACCEPTED);
            ck_assert_int_eq(numbered("mn1", next),
                             steps[j].newer ? PMIP6_STATUS_ACCEPTED
                                            : PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW);
            ck_assert_uint_eq(entry_of("mn1").sequence, steps[j].newer ? next : last[i]);
            end();
        }
    }
}
END_TEST

/* covers: R6275-6.1.7-02 */
START_TEST(request_for_an_acknowledgement_is_acknowledged)
{
    begin((uint32_t)_i);
    h.stranger = fake_addr(9, 1);
    for (uint8_t mag = 1; mag < 10; mag += 4) { /* also where it is refused */
        ck_assert_int_ge(ASK(.mag = mag, .handoff = PMIP6_HANDOFF_MAGS), 0);
        ck_assert(last_request.flags & PMIP6_BU_A);
        ck_assert_int_eq(answered, 1);
        ck_assert_uint_eq(answer.sequence, last_request.sequence);
    }
    end();
}
END_TEST

/* covers: R6275-6.1.7-12 */
START_TEST(unknown_option_is_skipped_by_its_length)
{
    /* it holds what would be a Home Network Prefix option, were it read */
    static const uint8_t unknown[] = {200, 6,  PMIP6_OPT_HOME_NETWORK_PREFIX, 18,
                                      0,   64, PMIP6_OPT_HOME_NETWORK_PREFIX, 18};
    struct pbu p = {.handoff = PMIP6_HANDOFF_NEW_INTERFACE};
    struct signalling s;
    uint8_t octets[512];
    struct pmip6_addr from = MAG1, to = LMAA;
    uint16_t sum;
    size_t length;

    begin((uint32_t)_i);
    compose(&p, &s);
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length),
                     0);
    memmove(octets + 12 + sizeof unknown, octets + 12, length - 12);
    memcpy(octets + 12, unknown, sizeof unknown);
    length += sizeof unknown;
    octets[1]++;
    octets[4] = octets[5] = 0;
    sum = p6_checksum(&from, &to, P6_NEXT_HEADER_MH, octets, length);
    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
    input(&from, octets, length);
    read_answer(0);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(answer.status, PMIP6_STATUS_ACCEPTED);
    ck_assert_uint_eq(answer.sequence, s.sequence);
    ck_assert(same_octets(only_entry().mn_id, "mn1", 3));
    end();
}
END_TEST

/* ---- care-of addresses ---- */

/* covers: R6275-6.1.7-14 */
START_TEST(care_of_address_is_the_alternate_one_where_there_is_one)
{
    struct pmip6_addr elsewhere = fake_addr(5, 9);

    begin((uint32_t)_i);
    ASK(.mag = 2);
    ck_assert(same_address(only_entry().proxy_coa, fake_addr(2, 1)));
    ck_assert_int_eq(ASK(.mag = 2, .handoff = PMIP6_HANDOFF_MAGS,
                         .with = HAS_ALTERNATE_COA, .alternate_coa = elsewhere),
                     PMIP6_STATUS_ACCEPTED);
    ck_assert(same_address(only_entry().proxy_coa, elsewhere));
    ck_assert(same_address(only_entry().tunnel.remote, elsewhere));
    end();
}
END_TEST

/* covers: R6275-6.1.7-15 R6275-6.1.7-17 */
START_TEST(care_of_address_that_cannot_be_routed_to_is_ignored)
{
    static const struct pmip6_addr wrong[] = {
        {{0}},
        {{[15] = 1}},
        {{0xfe, 0x80, [15] = 1}},
        {{0xfe, 0xbf, [15] = 1}},
        {{0xff, 0x02, [15] = 1}},
        {{0xff, 0x0e, [15] = 1}},
        {{[10] = 0xff, 0xff, 10, 0, 0, 1}},
    };

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct pbu p = {.handoff = PMIP6_HANDOFF_NEW_INTERFACE};
        struct signalling s;

        h.now += MS(5);
        compose(&p, &s);
        ck_assert_int_eq(submit(&s, wrong[i]), -1);
        s.present |= HAS_ALTERNATE_COA;
        s.alternate_coa = wrong[i];
        ck_assert_int_eq(submit(&s, MAG1), -1);
    }
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_str_eq(h.effects, "");
    end();
}
END_TEST

/* covers: R6275-12-01 */
START_TEST(defaults_are_the_protocol_constants)
{
    struct pmip6_lma_config l;
    struct pmip6_mag_config m;

    pmip6_lma_config_init(&l, PMIP6_RFC5213);
    pmip6_mag_config_init(&m, PMIP6_RFC5213);
    ck_assert_uint_eq(l.min_delay_before_bce_delete, 10000);
    ck_assert_uint_eq(m.initial_bindack_timeout, 1000);
    ck_assert_uint_eq(m.max_bindack_timeout, 32000);
    ck_assert_uint_eq(m.max_update_rate, 3);
}
END_TEST

Suite *conformance_lifetimes(void)
{
    Suite *s = suite_create("lifetimes");

    conformance_add(s, entry_is_gone_when_its_lifetime_has_passed, BOTH_EDITIONS);
    conformance_add(s, last_accepted_request_sets_the_end, BOTH_EDITIONS);
    conformance_add(s, granted_lifetime_is_the_least_of_all_bounds, BOTH_EDITIONS);
    conformance_add(s, lifetime_is_granted_whole_where_nothing_bounds_it, BOTH_EDITIONS);
    conformance_add(s, registration_waits_for_no_duplicate_address_detection,
                    BOTH_EDITIONS);
    conformance_add(s, full_cache_refuses_and_keeps_what_it_has, BOTH_EDITIONS);
    conformance_add(s, sequence_numbers_go_round_for_each_entry_alone, BOTH_EDITIONS);
    conformance_add(s, request_for_an_acknowledgement_is_acknowledged, BOTH_EDITIONS);
    conformance_add(s, unknown_option_is_skipped_by_its_length, BOTH_EDITIONS);
    conformance_add(s, care_of_address_is_the_alternate_one_where_there_is_one,
                    BOTH_EDITIONS);
    conformance_add(s, care_of_address_that_cannot_be_routed_to_is_ignored,
                    BOTH_EDITIONS);
    conformance_add(s, defaults_are_the_protocol_constants, ONCE);
    return s;
}
