/* SPDX-License-Identifier: MIT */
/*
 * Which prefixes a session gets, whose they are meanwhile, and for how long (RFC
 * 5213 5.2, 5.3.2 and 6.11, draft-02 5.2, 5.3.1 and appendix B, RFC 6275 10.3.1).
 */
#include "conformance.h"
#include "prefix_bed.h"

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

/* ---- apart from each other ---- */

/* What a policy may fix: prefixes of many lengths, in and beside the pool. */
static void draw_fixed(struct pmip6_prefix *list)
{
    static const uint8_t lengths[] = {58, 60, 62, 63, 64, 64, 64, 65, 80, 127, 128};
    size_t count = pick(3) ? 0 : 1 + pick(3);

    for (size_t i = 0; i < count; i++)
        list[i] = around((uint8_t)(0x70 + pick(0x30)), (uint8_t)pick(4),
                         lengths[pick(sizeof lengths)]);
    fix(list, count);
}

static void draw_step(unsigned *accepted, unsigned *refused)
{
    static const char *const names[] = {"n0", "n1", "n2", "n3", "n4",
                                        "n5", "n6", "n7", "n8", "n9"};
    static const char *const llis[] = {NULL, "aaaaaa", "bbbbbb"};
    struct pmip6_prefix fixed[3];
    const char *mn = names[pick(10)];
    struct pmip6_bytes name = {(const uint8_t *)mn, 2};
    int status = -1;

    draw_fixed(fixed);
    h.policy.pool_prefixes = pick(3);
    switch (pick(8)) {
    case 0:
        pmip6_lma_delete(lma, name);
        break;
    case 1:
        pass(SEC(pick(40)));
        break;
    case 2:
        ASK(.mn = mn, .leave = 1, .mag = (uint8_t)(1 + pick(3)), .handoff = 4);
        break;
    case 3:
        status = ask_for(mn, fixed, h.policy.prefix_count ? 1 : 0);
        break;
    case 4:
        status = ASK(.mn = mn, .prefix = (uint8_t)(0x70 + pick(0x30)), .handoff = 1);
        break;
    default:
        status = ASK(.mn = mn, .mag = (uint8_t)(1 + pick(3)), .lli = llis[pick(3)],
                     .handoff = (uint8_t)(1 + pick(5)));
        break;
    }
    *accepted += status == 0;
    *refused += status == PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX;
}

/* covers: R5213-5.2-01 R5213-5.2-03 R5213-5.3.2-02 D02-5.2-01 D02-6.8-07 */
START_TEST(no_two_sessions_ever_have_prefixes_that_overlap)
{
    unsigned accepted = 0, refused = 0;

    dice = 7;
    begin((uint32_t)_i);
    for (unsigned step = 0; step < 3000; step++) {
        draw_step(&accepted, &refused);
        check_apart();
    }
    ck_assert_uint_gt(accepted, 500);
    ck_assert_uint_gt(refused, 50);
    end();
}
END_TEST

/* covers: R5213-5.2-02 D02-5.2-02 */
START_TEST(nobody_else_gets_an_address_out_of_a_prefix)
{
    for (unsigned length = 57; length <= 128; length++) {
        struct pmip6_prefix had, wanted = around(0x80, 9, (uint8_t)length);

        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        had = answer.prefixes[0];
        ck_assert(overlap(had, wanted));
        fix(&wanted, 1);
        ck_assert_int_eq(ask_for("mn2", &wanted, 1), 155);
        ck_assert_uint_eq(bindings(NULL), 1);
        if (ASK(.mn = "mn2", .handoff = 1) == 0) /* another one */
            ck_assert(!overlap(had, answer.prefixes[0]));
        check_apart();
        end();
    }
}
END_TEST

/* ---- any prefix ---- */

static void has_four_prefixes(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    static struct pmip6_pool pool;

    (void)cb;
    pool = c->pools[0];
    pool.prefix.length = 62;
    c->pools = &pool;
}

/* covers: R5213-5.3.2-01 D02-5.3.1-18 */
START_TEST(zero_prefix_is_answered_with_one_of_the_pool)
{
    struct pmip6_prefix pool = around(0x80, 0, 57);
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_uint_eq(answer.prefixes[0].length, 64);
    ck_assert(overlap(pool, answer.prefixes[0]));
    v = only_binding();
    ck_assert_uint_eq(v.prefix_count, 1);
    ck_assert(same_prefix(v.prefixes[0], answer.prefixes[0]));
    end();
}
END_TEST

/* covers: R5213-5.3.2-02 D02-5.3.1-20 */
START_TEST(prefix_is_given_to_another_only_when_its_session_is_over)
{
    static const char *const names[] = {"mn1", "mn2", "mn3", "mn4"};
    struct pmip6_prefix first;

    begin_hosted((uint32_t)_i, has_four_prefixes);
    for (unsigned i = 0; i < 4; i++)
        ck_assert_int_eq(ASK(.mn = names[i], .handoff = 1, .lifetime = 100), 0);
    check_apart();
    first = entry_of("mn1").prefixes[0];
    ck_assert_int_eq(ASK(.prefix = first.addr.octets[7], .leave = 1, .handoff = 4), 0);
    ck_assert_uint_eq(entry_of("mn1").state, PMIP6_BINDING_DEREGISTERING);
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 1), 130);
    pass(SEC(10));
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 1), 0);
    ck_assert(same_prefix(answer.prefixes[0], first));
    check_apart();
    end();
}
END_TEST

/* covers: R5213-5.3.2-05 D02-5.3.1-21 */
START_TEST(nothing_left_to_give_is_answered_with_130)
{
    static const char *const names[] = {"mn1", "mn2", "mn3", "mn4"};
    const struct pmip6_prefix zero = {{{0}}, 0};

    begin_hosted((uint32_t)_i, has_four_prefixes);
    for (unsigned i = 0; i < 4; i++) {
        ck_assert_int_eq(ASK(.mn = names[i], .handoff = 1), 0);
        if (i != 2 || edition != PMIP6_RFC5213)
            continue;
        h.policy.pool_prefixes = 2; /* one is there, two are wanted: it stays there */
        ck_assert_int_eq(ASK(.mn = "mn9", .handoff = 1), 130);
        h.policy.pool_prefixes = 1;
    }
    fake_forget_effects(&h);
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 1, .mag = 2), 130);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert(same_prefix(answer.prefixes[0], zero));
    ck_assert_str_eq(h.effects, "SE"); /* an answer and an event, nothing else */
    ck_assert_uint_eq(bindings(NULL), 4);
    end();
}
END_TEST

/* covers: R5213-5.3.2-03 */
START_TEST(policy_says_how_many_prefixes_a_session_gets)
{
    for (uint32_t n = 0; n < 12; n++) {
        uint32_t most = _i == (int)PMIP6_DRAFT_02 ? 1 : PMIP6_PREFIXES_MAX;
        uint32_t expected = n == 0 ? 1 : n;

        begin((uint32_t)_i);
        h.policy.pool_prefixes = n;
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        ck_assert_uint_eq(answer.prefix_count, expected < most ? expected : most);
        ck_assert_uint_eq(only_binding().prefix_count, answer.prefix_count);
        ck_assert_uint_eq(h.route_count, answer.prefix_count);
        check_apart();
        end();
    }
}
END_TEST

/* ---- those of a link, together ---- */

/* covers: R5213-5.3.2-04 R5213-6.11-05 R5213-6.11-06 */
START_TEST(prefixes_of_a_link_are_given_together_or_not_at_all)
{
    struct pmip6_prefix link[8], other[2] = {home(0x30), home(0x23)};

    for (uint32_t count = 2; count <= 8; count++) {
        begin(PMIP6_RFC5213);
        for (uint8_t i = 0; i < 8; i++)
            link[i] = home((uint8_t)(0x20 + i));
        fix(link, count);
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        ck_assert_uint_eq(answer.prefix_count, count);
        for (uint32_t i = 0; i < count; i++)
            ck_assert(same_prefix(answer.prefixes[i], link[i]));
        fix(other, 2);
        ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
        if (count > 3) { /* one of its two is in use: it has neither */
            ck_assert_uint_eq(answer.prefix_count, 1);
            ck_assert_uint_ge(answer.prefixes[0].addr.octets[7], 0x80);
        } else {
            ck_assert_uint_eq(answer.prefix_count, 2);
        }
        check_apart();
        end();
    }
}
END_TEST

static void check_keeps(const struct pmip6_prefix *own, uint32_t count)
{
    struct pmip6_binding_view v = only_binding();

    ck_assert_uint_eq(v.prefix_count, count);
    ck_assert_uint_eq(answer.prefix_count, count);
    for (uint32_t i = 0; i < count; i++) {
        ck_assert(same_prefix(v.prefixes[i], own[i]));
        ck_assert(same_prefix(answer.prefixes[i], own[i]));
    }
}

/* covers: R5213-6.11-07 */
START_TEST(session_keeps_its_prefixes_until_it_ends)
{
    struct pmip6_prefix own[3] = {home(0x20), home(0x21), home(0x22)}, others[1];
    uint8_t mag = 1;

    begin(PMIP6_RFC5213);
    fix(own, 3);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    others[0] = home(0x40);
    fix(others, 1); /* whatever others the policy names from now on */
    h.policy.pool_prefixes = 2;
    for (unsigned i = 0; i < 40; i++) {
        switch (i % 4) {
        case 0:
            ck_assert_int_eq(ASK(.handoff = 5, .mag = mag, .lli = "aaaaaa"), 0);
            break;
        case 1:
            mag = (uint8_t)(1 + i % 3);
            ck_assert_int_eq(ASK(.handoff = 3, .mag = mag, .lli = "aaaaaa"), 0);
            break;
        case 2:
            ck_assert_int_eq(ASK(.handoff = 4, .mag = mag, .leave = 1, .lli = "aaaaaa"),
                             0);
            break;
        default: /* before it is deleted */
            ck_assert_int_eq(ASK(.handoff = 3, .mag = mag, .lli = "aaaaaa"), 0);
            break;
        }
        check_keeps(own, 3);
    }
    end();
}
END_TEST

/* ---- prefixes by name ---- */

struct named {
    uint8_t names[3]; /* asked for; 0 ends the list; 0x81 is held, 0x80 is mn2's */
    uint8_t fixed[3]; /* by the policy */
    int no_hints;
    int status;
};

#define ZERO 0xee /* stands for ::/0 */

static const struct named by_name[] = {
    {{0x85}, {0}, 0, 0},          {{0x85}, {0}, 1, 155},
    {{0x20}, {0}, 0, 155}, /* of no pool */
    {{0x20}, {0}, 1, 155},        {{0x20}, {0x20}, 0, 0},
    {{0x20}, {0x20}, 1, 0},       {{0x85}, {0x86}, 0, 155},
    {{0x85}, {0x86, 0x85}, 0, 0}, {{0x81}, {0}, 0, 155},
    {{0x81}, {0x81}, 0, 0},       {{0x80}, {0}, 0, 155},
    {{0x80}, {0x80}, 0, 155},
};

static const struct named by_names[] = {
    {{0x85, 0x86}, {0}, 0, 0},      {{0x85, 0x20}, {0}, 0, 155},
    {{0x20, 0x85}, {0}, 0, 155},    {{0x85, 0x86, 0x80}, {0}, 0, 155},
    {{0x85, 0x81}, {0}, 0, 155},    {{0x20, 0x21}, {0x20, 0x21, 0x22}, 0, 0},
    {{0x20, 0x21}, {0x20}, 0, 155}, {{0x85, 0x85}, {0}, 0, 155}, /* twice */
    {{0x85, ZERO}, {0}, 0, 155},    {{ZERO, 0x85}, {0x85}, 0, 155},
};

static uint32_t networks(const uint8_t *octets, struct pmip6_prefix *list)
{
    uint32_t count = 0;

    for (; count < 3 && octets[count]; count++) {
        list[count] = home(octets[count]);
        if (octets[count] == ZERO)
            memset(&list[count], 0, sizeof list[count]);
    }
    return count;
}

static void check_named(const struct named *n)
{
    struct pmip6_prefix list[3], fixed[3], held = home(0x81);
    uint32_t count = networks(n->names, list);

    begin_with(n->no_hints ? PMIP6_LMA_PREFIX_HINTS : 0, 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &held), 0);
    fix(fixed, networks(n->fixed, fixed));
    fake_forget_effects(&h);
    ck_assert_int_eq(ask_for("mn1", list, count), n->status);
    ck_assert_uint_eq(bindings(NULL), n->status ? 1 : 2);
    ck_assert_uint_eq(h.route_count, n->status ? 1 : 1 + count);
    ck_assert_uint_eq(answer.prefix_count, count);
    for (uint32_t i = 0; i < count; i++) /* granted, or given back as asked for */
        ck_assert(same_prefix(answer.prefixes[i], list[i]));
    if (n->status) {
        ck_assert_str_eq(h.effects, "SE");
        fixed[0] = home(0x85); /* nothing of it is kept */
        fix(fixed, 1);
        ck_assert_int_eq(ask_for("mn3", fixed, 1), 0);
    }
    check_apart();
    end();
}

/* covers: R5213-5.3.2-06 D02-5.3.1-22 D02-5.3.1-23 D02-5.3.1-24 */
START_TEST(prefix_by_name_is_the_lmas_and_one_the_node_may_have)
{
    edition = (uint32_t)_i;
    for (size_t i = 0; i < sizeof by_name / sizeof by_name[0]; i++)
        check_named(&by_name[i]);
}
END_TEST

/* covers: R5213-5.3.2-07 */
START_TEST(one_prefix_that_the_node_may_not_have_refuses_all)
{
    edition = PMIP6_RFC5213;
    for (size_t i = 0; i < sizeof by_names / sizeof by_names[0]; i++)
        check_named(&by_names[i]);
}
END_TEST

/* covers: R5213-5.3.6-09 D02-5.3.1-45 */
START_TEST(refusal_gives_back_more_prefixes_than_a_session_may_have)
{
    for (size_t count = PMIP6_PREFIXES_MAX + 1; count <= 18; count++) {
        struct wire w;
        struct parts p;
        size_t at = 0;

        begin((uint32_t)_i);
        w = WIRE(.handoff = 1, .without = HAS_PREFIX);
        take_apart(&p, &w);
        for (size_t i = 0; i < count; i++) {
            struct pmip6_option o = {.type = PMIP6_OPT_HOME_NETWORK_PREFIX};

            o.u.prefix = home((uint8_t)(0x81 + i));
            insert_option(&p, p.m.option_count, o);
        }
        put_together(&w, &p);
        ck_assert_int_eq(put_in(&w), edition == PMIP6_RFC5213 ? 130 : 129);
        ck_assert_uint_eq(bindings(NULL), 0);
        ck_assert_uint_eq(options_sent(PMIP6_OPT_HOME_NETWORK_PREFIX), count);
        memcpy(w.octets, last_sent()->octets, last_sent()->length);
        w.length = last_sent()->length;
        w.from = LMAA;
        w.to = MAG1;
        take_apart(&p, &w);
        for (size_t i = 0; i < p.m.option_count; i++) {
            if (p.options[i].type == PMIP6_OPT_HOME_NETWORK_PREFIX)
                ck_assert(
                    same_prefix(p.options[i].u.prefix, home((uint8_t)(0x81 + at++))));
        }
        ck_assert_uint_eq(at, count);
        end();
    }
}
END_TEST

Suite *conformance_prefixes(void)
{
    Suite *s = suite_create("prefixes");

    conformance_add(s, no_two_sessions_ever_have_prefixes_that_overlap, BOTH_EDITIONS);
    conformance_add(s, nobody_else_gets_an_address_out_of_a_prefix, BOTH_EDITIONS);
    conformance_add(s, zero_prefix_is_answered_with_one_of_the_pool, BOTH_EDITIONS);
    conformance_add(s, prefix_is_given_to_another_only_when_its_session_is_over,
                    BOTH_EDITIONS);
    conformance_add(s, nothing_left_to_give_is_answered_with_130, BOTH_EDITIONS);
    conformance_add(s, policy_says_how_many_prefixes_a_session_gets, BOTH_EDITIONS);
    conformance_add(s, prefixes_of_a_link_are_given_together_or_not_at_all, ONCE);
    conformance_add(s, session_keeps_its_prefixes_until_it_ends, ONCE);
    conformance_add(s, prefix_by_name_is_the_lmas_and_one_the_node_may_have,
                    BOTH_EDITIONS);
    conformance_add(s, one_prefix_that_the_node_may_not_have_refuses_all, ONCE);
    conformance_add(s, refusal_gives_back_more_prefixes_than_a_session_may_have,
                    BOTH_EDITIONS);
    return s;
}
