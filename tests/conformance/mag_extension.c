/* SPDX-License-Identifier: MIT */
/*
 * A binding is extended: when, what the request says, and what its acceptance changes
 * (RFC 5213 6.9.1.3, RFC 6275 11.7.3, draft-02 6.9).
 */
#include "pba_bed.h"

/* The extension has just gone out. */
static void come_to_extension(void)
{
    for (unsigned sent = h.sent_count; h.sent_count == sent;)
        pass(MS(100));
}

static void begin_timed(uint32_t e)
{
    begin(e);
    note_times();
}

/* ---- when ---- */

/* Well before the end, and not needlessly early: in the third quarter, whatever chance
 * has it. */
/* covers: R5213-6.9.1.3-01 D02-6.9-11 R6275-11.7.3-05 */
START_TEST(binding_is_extended_before_its_end)
{
    static const int lifetimes[] = {1, 2, 15, 75, 900};

    for (size_t i = 0; i < sizeof lifetimes / sizeof lifetimes[0]; i++) {
        pmip6_time life = SEC(4) * (pmip6_time)lifetimes[i];
        pmip6_time earliest = PMIP6_NEVER, latest = 0;

        for (uint64_t chance = 1; chance <= 40; chance++) {
            pmip6_time after;

            begin_timed((uint32_t)_i);
            h.random = chance * 0x9e3779b97f4a7c15u;
            serve(lifetimes[i]);
            ck_assert_uint_eq(sent_until(sent_at[0] + life / 2 - 1), 0);
            pass(life / 4 + 1 + TICK);
            ck_assert_uint_ge(h.sent_count, 2);
            ck_assert_uint_gt(half_at(h.sent[1].octets + 10), 0);
            after = sent_at[1] - sent_at[0];
            earliest = after < earliest ? after : earliest;
            latest = after > latest ? after : latest;
            end();
        }
        ck_assert_uint_lt(earliest, life * 9 / 16); /* they spread */
        ck_assert_uint_gt(latest, life * 11 / 16);
    }
}
END_TEST

/* It counts from the request that was answered, and may bring the extension forward,
 * never put it off. */
/* covers: R6275-11.7.3-11 */
START_TEST(binding_is_extended_when_the_lma_advises)
{
    static const uint16_t advised[] = {1, 15, 49};

    for (size_t i = 0; i < sizeof advised / sizeof advised[0]; i++) {
        begin_timed((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        pass(MS(700));
        ANSWER(.units = 100, .advice = advised[i]);
        next_goes_out_at(sent_at[0] + SEC(4) * advised[i]);
        ck_assert_uint_gt(sent_lifetime(), 0);
        end();
    }
    begin_timed((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ANSWER(.units = 100, .advice = 99);
    ck_assert_uint_ge(sent_until(sent_at[0] + SEC(300) + TICK), 1);
    end();
}
END_TEST

/* What is granted with the extension counts from then on, be it more or less. */
/* covers: R5213-6.9.1.3-01 R6275-11.7.3-04 */
START_TEST(extension_that_is_accepted_moves_the_end)
{
    static const int lifetimes[] = {1, 14, 15, 16, 900};

    for (size_t i = 0; i < sizeof lifetimes / sizeof lifetimes[0]; i++) {
        pmip6_time end_of_it;

        begin_timed((uint32_t)_i);
        serve(15);
        come_to_extension();
        pass(MS(200));
        pba_answer((struct pba){.to = &h.sent[1], .units = lifetimes[i]});
        end_of_it = sent_at[1] + SEC(4) * (pmip6_time)lifetimes[i];
        ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXTENDED), 1);
        pass(end_of_it - 1 - h.now); /* no more answers */
        ck_assert_uint_eq(h.route_count, 2);
        ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_TUNNEL);
        pass(1);
        ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
        pass(TICK);
        ck_assert_uint_eq(h.route_count, 0);
        end();
    }
}
END_TEST

/* ---- what it says ---- */

/* covers: R5213-6.9.1.3-02 */
START_TEST(extension_has_the_options_of_the_first_request)
{
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        uint32_t types;

        begin_with(PMIP6_RFC5213, configurations[i]);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        types = types_in(last_sent());
        ck_assert_uint_eq(types >> 8 & 1, 1);
        ANSWER(.units = 15);
        for (int n = 0; n < 3; n++) { /* the next extensions, too */
            come_to_extension();
            ck_assert_uint_eq(types_in(last_sent()), types);
            ck_assert_uint_eq(sent_flags(), 0x82);
            ANSWER(.units = 15);
        }
        end();
    }
}
END_TEST

/* Those it has, whatever was asked for at first, and whatever its profile names. */
/* covers: R5213-6.9.1.3-03 */
START_TEST(extension_names_every_prefix_of_the_session)
{
    static const uint8_t networks[] = {0x80, 0x91, 0xa2, 0xb3, 0xc4, 0xd5, 0xe6, 0xf7};
    static struct pmip6_prefix named = {.length = 64};

    for (unsigned count = 1; count <= 8; count++) {
        struct pba p = {.units = 15};

        begin(PMIP6_RFC5213);
        named.addr = fake_addr(0x90, 0);
        h.policy.prefixes = &named;
        h.policy.prefix_count = count % 2;
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        memcpy(p.prefixes, networks, count);
        pba_answer(p);
        come_to_extension();
        check_named(networks, count);
        p.prefixes[0] = 0x85; /* another set from now on */
        pba_answer(p);
        come_to_extension();
        ck_assert_ptr_nonnull(route_of(0x85, PMIP6_ROUTE_FROM_LINK));
        check_named(p.prefixes, count);
        end();
    }
}
END_TEST

/* covers: R5213-6.9.1.3-04 */
START_TEST(extension_says_that_nothing_was_handed_over)
{
    for (uint8_t handoff = 0; handoff <= 4; handoff++) {
        begin(PMIP6_RFC5213);
        ck_assert_int_eq(attach_to(LINK, handoff), 0);
        ck_assert_int_ne(sent_value(23), 5);
        ANSWER(.units = 15);
        come_to_extension();
        ck_assert_int_eq(sent_value(23), 5);
        pass(SEC(1) + TICK); /* its repeat likewise */
        ck_assert_int_eq(sent_value(23), 5);
        end();
    }
}
END_TEST

Suite *conformance_mag_extension(void)
{
    Suite *s = suite_create("mag_extension");

    conformance_add(s, binding_is_extended_before_its_end, BOTH_EDITIONS);
    conformance_add(s, binding_is_extended_when_the_lma_advises, BOTH_EDITIONS);
    conformance_add(s, extension_that_is_accepted_moves_the_end, BOTH_EDITIONS);
    conformance_add(s, extension_has_the_options_of_the_first_request, RFC5213_ONLY);
    conformance_add(s, extension_names_every_prefix_of_the_session, RFC5213_ONLY);
    conformance_add(s, extension_says_that_nothing_was_handed_over, RFC5213_ONLY);
    return s;
}
