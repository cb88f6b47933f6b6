/* SPDX-License-Identifier: MIT */
/*
 * Which session a request is about: several interfaces (RFC 5213 5.4), look-up by prefix
 * (5.4.1.1), and the one session of a node that draft-02 knows (5.3.1). The look-ups
 * without a prefix are in lookup_more.c.
 */
#include "conformance.h"
#include "outcome.h"

#define X "aaaaaa"
#define Y "bbbbbb"

/* A session of two prefixes, at MAG 1, on the interface X; tells its prefixes. */
static void register_pair(struct pmip6_prefix *pair)
{
    h.policy.pool_prefixes = 2;
    ck_assert_int_eq(ASK(.handoff = 1, .lli = X), 0);
    ck_assert_uint_eq(answer.prefix_count, 2);
    memcpy(pair, answer.prefixes, 2 * sizeof *pair);
    h.policy.pool_prefixes = 1;
}

static uint64_t session_with(const struct pmip6_prefix *p)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert_int_eq(pmip6_lma_find_by_address(lma, &p->addr, &v), 0);
    return v.id;
}

/* A request of an interface: technology, identifier, indicator. */
static enum outcome from_interface(uint8_t technology, struct pbu p)
{
    struct signalling s;

    prepare(&p, &s);
    s.access_technology = technology;
    return tell(&s, p.mag ? p.mag : 1);
}

#define FROM_INTERFACE(technology, ...)                                                  \
    from_interface(technology, (struct pbu){.always = 0, __VA_ARGS__})

static int prefixes_overlap(const struct snapshot *all)
{
    for (unsigned i = 0; i < all->count; i++) {
        for (unsigned j = 0; j < i; j++) {
            if (memcmp(&all->prefixes[i][0].addr, &all->prefixes[j][0].addr, 8) == 0)
                return 1;
        }
    }
    return 0;
}

/* ---- 5.4: several interfaces ---- */

/* covers: R5213-5.4-01 R5213-5.2-04 R5213-5.4.1-02 R5213-6.9.1.1-11 */
START_TEST(each_new_interface_gets_a_session_with_prefixes_of_its_own)
{
    static const struct {
        uint8_t technology;
        const char *lli;
    } interfaces[] = {{4, X}, {4, Y}, {5, X}, {5, "cccccc"}, {5, NULL}};
    struct snapshot all, before;

    begin(PMIP6_RFC5213);
    for (unsigned i = 0; i < 5; i++) {
        take_snapshot(&before);
        ck_assert_int_eq(FROM_INTERFACE(interfaces[i].technology, .handoff = 1,
                                        .lli = interfaces[i].lli),
                         REGISTERED);
        take_snapshot(&all);
        ck_assert_uint_eq(all.count, i + 1);
        ck_assert_mem_eq(all.views, before.views, i * sizeof all.views[0]);
        ck_assert(!prefixes_overlap(&all));
    }
    end();
}
END_TEST

/* covers: R5213-5.2-05 */
START_TEST(interface_that_leaves_takes_no_prefix_of_another_along)
{
    struct pmip6_prefix both[2];

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = X);
    both[0] = answer.prefixes[0];
    ASK(.handoff = 1, .lli = Y);
    both[1] = answer.prefixes[0];
    for (uint8_t leave = 0; leave < 2; leave++) {
        ck_assert_int_eq(
            tell_prefixes((struct pbu){.handoff = 4, .lli = X, .leave = leave}, both, 2),
            REFUSED);
    }
    ck_assert_int_eq(
        tell_prefixes((struct pbu){.handoff = 4, .lli = X, .leave = 1}, both, 1),
        UPDATED);
    pass(SEC(11));
    ck_assert_uint_eq(only_prefix(), both[1].addr.octets[7]);
    ck_assert_uint_eq(h.route_count, 1);
    end();
}
END_TEST

/* covers: R5213-5.4-02 */
START_TEST(each_session_has_a_lifetime_of_its_own)
{
    uint8_t second;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = X, .lifetime = 15);
    ASK(.handoff = 1, .lli = Y, .lifetime = 30);
    second = answer.prefixes[0].addr.octets[7];
    pass(SEC(59));
    ck_assert_uint_eq(bindings(NULL), 2);
    pass(SEC(2));
    ck_assert_uint_eq(only_prefix(), second);
    pass(SEC(58));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R5213-5.4-03 R5213-5.4-04 */
START_TEST(prefixes_of_one_interface_move_together)
{
    struct pmip6_prefix pair[2];
    struct pmip6_addr there = fake_addr(2, 1);
    unsigned moved = 0;

    begin(PMIP6_RFC5213);
    register_pair(pair);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert(session_with(&pair[0]) == session_with(&pair[1]));
    ck_assert_int_eq(
        tell_prefixes((struct pbu){.mag = 2, .handoff = 3, .lli = X}, pair, 2), UPDATED);
    ck_assert_uint_eq(answer.prefix_count, 2);
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        if (h.routes[i].used && memcmp(&h.routes[i].route.tunnel.remote, &there, 16) == 0)
            moved++;
    }
    ck_assert_uint_eq(moved, 2);
    ck_assert_uint_eq(h.route_count, 2);
    end();
}
END_TEST

/* covers: R5213-5.4-05 R5213-5.4-06 */
START_TEST(session_moves_to_another_interface_with_all_its_prefixes)
{
    struct pmip6_prefix pair[2];
    struct pmip6_addr there = fake_addr(2, 1);
    struct snapshot was, is;
    struct signalling s;

    begin(PMIP6_RFC5213);
    register_pair(pair);
    take_snapshot(&was);
    /* By its prefixes, by the identifier of the new interface, by neither. */
    prepare(&(struct pbu){.handoff = 2, .lli = _i == 2 ? NULL : Y}, &s);
    s.access_technology = 5;
    if (_i == 0) {
        s.prefix_count = 2;
        memcpy(s.prefixes, pair, sizeof pair);
    }
    ck_assert_int_eq(tell(&s, 2), UPDATED);
    ck_assert_uint_eq(answer.prefix_count, 2);
    ck_assert_mem_eq(answer.prefixes, pair, sizeof pair);
    take_snapshot(&is);
    ck_assert_uint_eq(is.count, 1);
    ck_assert_uint_eq(is.views[0].id, was.views[0].id);
    ck_assert_mem_eq(is.prefixes, was.prefixes, sizeof is.prefixes);
    ck_assert_mem_eq(&is.views[0].proxy_coa, &there, 16);
    ck_assert_uint_eq(is.views[0].access_technology, 5);
    ck_assert_mem_eq(is.lli[0], _i == 2 ? "\0\0\0\0\0" : Y, 6);
    end();
}
END_TEST

/* covers: R5213-5.4-07 */
START_TEST(handoff_indicator_decides_between_a_new_session_and_the_old)
{
    static const enum outcome wanted[3][6] = {
        {0, REGISTERED, UPDATED, REGISTERED, WAITING, REGISTERED}, /* identifier Y */
        {0, REGISTERED, UPDATED, UPDATED, WAITING, REGISTERED},    /* no identifier */
        {0, REFUSED, UPDATED, REFUSED, REFUSED, REFUSED},          /* prefix, Y */
    };

    for (uint8_t hint = 1; hint <= 5; hint++) {
        begin(PMIP6_RFC5213);
        ASK(.handoff = 1, .lli = X);
        ck_assert_int_eq(TELL(.mag = 2, .handoff = hint, .lli = _i == 1 ? NULL : Y,
                              .prefix = _i == 2 ? only_prefix() : 0),
                         wanted[_i][hint]);
        end();
    }
}
END_TEST

/* ---- 5.4.1.1: by prefix ---- */

/* covers: R5213-5.1-13 R5213-5.4.1.1-02 R5213-5.4.1.1-03 */
START_TEST(any_prefix_of_a_session_finds_it)
{
    struct pmip6_prefix p[2], none = {.length = 0}, unused = home(0xf0);

    begin(PMIP6_RFC5213);
    register_pair(p);
    ck_assert(session_with(&p[0]) == session_with(&p[1]));
    {
        const struct pmip6_prefix found[][2] = {
            {p[0], none},   {p[1], none},   {none, p[0]},   {none, p[1]},
            {p[0], unused}, {p[1], unused}, {unused, p[0]}, {unused, p[1]},
        };

        /* What it has more or less tells that it was found. */
        for (size_t i = 0; i < sizeof found / sizeof found[0]; i++) {
            ck_assert_int_eq(
                tell_prefixes((struct pbu){.handoff = 5, .lli = X}, found[i], 2),
                REFUSED);
            ck_assert_uint_eq(answer.status,
                              PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH);
        }
        ck_assert_int_eq(tell_prefixes((struct pbu){.handoff = 5, .lli = X},
                                       (const struct pmip6_prefix[]){p[1], p[0]}, 2),
                         UPDATED);
    }
    /* A MAG that knows no prefix: the identifiers decide. */
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 3), UPDATED);
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 1, .lli = Y), REGISTERED);
    end();
}
END_TEST

/* covers: R5213-5.4.1-01 R5213-5.4.1.1-01 */
START_TEST(prefix_goes_before_any_link_layer_identifier)
{
    static const char *const llis[] = {NULL, X, Y, "cccccc"};
    uint64_t first, second;
    struct pmip6_prefix p;

    begin(PMIP6_RFC5213);
    ASK(.handoff = 1, .lli = X);
    first = session_of_last();
    p = answer.prefixes[0];
    ASK(.handoff = 1, .lli = Y);
    second = session_of_last();
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 4, .lli = Y), UPDATED);
    ck_assert_uint_eq(session_of_last(), second);
    ck_assert_int_eq(
        tell_prefixes((struct pbu){.mag = 2, .handoff = 2, .lli = llis[_i]}, &p, 1),
        UPDATED);
    ck_assert_uint_eq(session_of_last(), first);
    end();
}
END_TEST

/* covers: R5213-5.4.1.1-04 */
START_TEST(prefix_of_no_session_asks_for_a_new_one)
{
    for (uint8_t hint = 1; hint <= 5; hint++) {
        struct snapshot was;

        begin(PMIP6_RFC5213);
        ASK(.handoff = 1, .lli = X);
        take_snapshot(&was);
        /* One that the node may not have: asked, and refused. */
        ck_assert_int_eq(TELL(.handoff = hint, .lli = X, .prefix = 0x20), REFUSED);
        ck_assert_uint_eq(answer.status,
                          PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
        check_unchanged(&was);
        ck_assert_int_eq(TELL(.handoff = hint, .lli = X, .prefix = 0xf0), REGISTERED);
        ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0xf0);
        end();
    }
}
END_TEST

/* covers: R5213-5.4.1.1-05 */
START_TEST(prefix_of_another_node_is_refused_whatever_else_fits)
{
    for (uint8_t hint = 1; hint <= 5; hint++) {
        for (int i = 0; i < 4; i++) {
            struct snapshot was;

            begin(PMIP6_RFC5213);
            ASK(.handoff = 1, .lli = X);
            take_snapshot(&was);
            ck_assert_int_eq(TELL(.mn = "mn2", .handoff = hint, .lli = X, .leave = i & 1,
                                  .mag = i & 2 ? 2 : 1, .prefix = only_prefix()),
                             REFUSED);
            ck_assert_uint_eq(answer.status,
                              PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
            check_unchanged(&was);
            end();
        }
    }
}
END_TEST

/* covers: R5213-5.4.1.1-06 */
START_TEST(other_prefixes_than_the_sessions_are_refused)
{
    struct pmip6_prefix p[2], q = home(0xf0);
    struct snapshot was;

    begin(PMIP6_RFC5213);
    register_pair(p);
    take_snapshot(&was);
    {
        const struct {
            uint32_t count;
            struct pmip6_prefix list[3];
        } sets[] = {
            {1, {p[0]}},          {1, {p[1]}},
            {2, {p[0], q}},       {2, {q, p[1]}},
            {2, {p[1], p[1]}},    {3, {p[0], p[1], q}},
            {3, {q, p[0], p[1]}}, {3, {p[0], p[1], p[0]}},
        };

        for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
            ck_assert_int_eq(tell_prefixes((struct pbu){.handoff = 5, .lli = X},
                                           sets[i].list, sets[i].count),
                             REFUSED);
            ck_assert_uint_eq(answer.status,
                              PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH);
            check_unchanged(&was);
        }
    }
    end();
}
END_TEST

/* What a request of the session's own prefixes says, and what the session was made with;
 * each in all its values. */
struct own_prefixes {
    int same_technology;
    int known_lli;   /* the session's is X, else unknown */
    const char *lli; /* the request's, NULL: no option */
    uint8_t hint;
    int from_other_source;
    int alternate; /* 0: no option, 1: the session's Proxy-CoA, 2: another */
    int leaves;
};

static int is_serving(const struct own_prefixes *a)
{
    return a->alternate ? a->alternate == 1 : !a->from_other_source;
}

/* The four conditions of 5.4.1.1 (5), as a bit each. */
static unsigned conditions(const struct own_prefixes *a)
{
    unsigned met = 0;

    if (a->lli && a->known_lli && strcmp(a->lli, X) == 0 && a->same_technology)
        met |= 1;
    if (a->hint == 2)
        met |= 2;
    if (!a->lli && !a->known_lli && a->same_technology && a->hint == 3)
        met |= 4;
    if (is_serving(a) && a->same_technology)
        met |= 8;
    return met;
}

static enum outcome ask_for_own_prefixes(const struct own_prefixes *a)
{
    struct signalling s;
    struct pmip6_addr first = MAG1, other = fake_addr(2, 1);
    enum outcome is;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = a->known_lli ? X : NULL), 0);
    prepare(&(struct pbu){.handoff = a->hint,
                          .lli = a->lli,
                          .leave = a->leaves,
                          .prefix = only_prefix(),
                          .with = a->alternate ? HAS_ALTERNATE_COA : 0,
                          .alternate_coa = a->alternate == 1 ? first : other},
            &s);
    s.access_technology = a->same_technology ? 4 : 5;
    is = tell_from(&s, a->from_other_source ? &other : &first);
    ck_assert_uint_eq(bindings(NULL), 1);
    return is;
}

/* Calls one for each combination. */
static void each_own_prefixes(void (*one)(const struct own_prefixes *a))
{
    static const char *const llis[] = {NULL, X, Y};

    for (unsigned i = 0; i < 2 * 2 * 3 * 5 * 2 * 3 * 2; i++) {
        struct own_prefixes a = {
            .same_technology = i % 2,
            .known_lli = i / 2 % 2,
            .lli = llis[i / 4 % 3],
            .hint = (uint8_t)(1 + i / 12 % 5),
            .from_other_source = i / 60 % 2,
            .alternate = (int)(i / 120 % 3),
            .leaves = i / 360 % 2,
        };

        one(&a);
    }
}

static unsigned alone[16]; /* how often just these conditions were met */

static void check_update(const struct own_prefixes *a)
{
    unsigned met = conditions(a);
    enum outcome is = ask_for_own_prefixes(a);

    if (!a->leaves)
        alone[met]++;
    if (met && (is_serving(a) || !a->leaves)) {
        ck_assert_msg(is == UPDATED, "%x: %d", met, is);
        session_of_last(); /* it took the request's number */
    } else {
        ck_assert_msg(is != UPDATED, "%x", met);
    }
    end();
}

/* covers: R5213-5.4.1.1-07 R5213-5.4.1.1-08 R5213-5.4.1.1-09 R5213-5.4.1.1-10 */
/* covers: R5213-5.4.1.1-11 */
START_TEST(request_of_its_prefixes_updates_a_session_on_any_of_four_conditions)
{
    memset(alone, 0, sizeof alone);
    each_own_prefixes(check_update);
    for (unsigned condition = 1; condition <= 8; condition <<= 1)
        ck_assert_uint_gt(alone[condition], 0);
    ck_assert_uint_gt(alone[0], 0);
}
END_TEST

static void check_no_second_session(const struct own_prefixes *a)
{
    if (conditions(a) || a->leaves)
        return;
    ck_assert_int_eq(ask_for_own_prefixes(a), REFUSED);
    ck_assert_uint_eq(answer.status, PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
    end();
}

/* covers: R5213-5.4.1.1-12 */
START_TEST(new_session_on_prefixes_in_use_is_refused)
{
    each_own_prefixes(check_no_second_session);
}
END_TEST

/* covers: R5213-5.4.1.1-12 */
START_TEST(new_session_on_prefixes_in_use_may_wait_for_them)
{
    uint8_t prefix;

    edition = PMIP6_RFC5213;
    begin_with(0, PMIP6_LMA_WAIT_WHEN_AMBIGUOUS);
    ASK(.handoff = 1, .lli = X);
    prefix = only_prefix();
    ck_assert_int_eq(TELL(.mag = 2, .handoff = 1, .lli = Y, .prefix = prefix), WAITING);
    if (_i) { /* in vain */
        unsigned before = h.sent_count;

        pass(MS(1502));
        read_answer(before);
        ck_assert_int_eq(answered, 1);
        ck_assert_uint_eq(answer.status,
                          PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
    } else {
        ck_assert_int_eq(TELL(.handoff = 4, .lli = X, .prefix = prefix, .leave = 1),
                         UPDATED);
        ck_assert_uint_eq(answer.status, 0);
        ck_assert_uint_eq(answer.lifetime, 15); /* of the one that waited */
    }
    ck_assert_uint_eq(only_prefix(), prefix);
    end();
}
END_TEST

static void check_ignored(const struct own_prefixes *a)
{
    struct snapshot was, is;

    if (!a->leaves || conditions(a))
        return;
    ck_assert_int_eq(ask_for_own_prefixes(a), IGNORED);
    take_snapshot(&is);
    was = is;
    ck_assert_uint_eq(is.views[0].state, PMIP6_BINDING_REGISTERED);
    pass(SEC(15));
    check_unchanged(&was);
    end();
}

/* covers: R5213-5.4.1.1-13 */
START_TEST(deregistration_of_no_session_is_ignored)
{
    each_own_prefixes(check_ignored);
    for (uint8_t hint = 1; hint <= 5; hint++) {
        begin(PMIP6_RFC5213);
        ck_assert_int_eq(TELL(.handoff = hint, .prefix = 0xf0, .leave = 1), IGNORED);
        ASK(.handoff = 1, .lli = X);
        ck_assert_int_eq(TELL(.handoff = hint, .lli = X, .prefix = 0xf0, .leave = 1),
                         IGNORED);
        ck_assert_uint_eq(bindings(NULL), 1);
        end();
    }
}
END_TEST

/* ---- draft-02 5.3.1 ---- */

/* covers: D02-5.3.1-16 D02-5.3.1-30 */
START_TEST(node_has_one_session_that_its_identifier_finds)
{
    struct pmip6_prefix own;
    uint64_t first;

    begin(PMIP6_DRAFT_02);
    ASK(.mn = "mn1");
    own = answer.prefixes[0];
    first = session_of_last();
    ck_assert_int_eq(TELL(.mn = "mn2"), REGISTERED);
    ck_assert(session_of_last() != first);
    for (uint8_t mag = 1; mag <= 3; mag++) {
        ck_assert_int_eq(TELL(.mn = "mn1", .mag = mag), UPDATED);
        ck_assert_uint_eq(session_of_last(), first);
        ck_assert_uint_eq(answer.prefix_count, 1);
        ck_assert_mem_eq(&answer.prefixes[0], &own, sizeof own);
        ck_assert_int_eq(TELL(.mn = "mn1", .mag = mag, .prefix = own.addr.octets[7]),
                         UPDATED);
        ck_assert_uint_eq(session_of_last(), first);
    }
    end();
}
END_TEST

/* covers: D02-5.3.1-17 */
START_TEST(node_without_a_session_registers)
{
    begin(PMIP6_DRAFT_02);
    ck_assert_int_eq(TELL(.mn = "mn1"), REGISTERED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 1);
    ck_assert_int_eq(TELL(.mn = "mn2", .prefix = 0xf0), REGISTERED);
    ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0xf0);
    ck_assert_int_eq(TELL(.mn = "mn3", .prefix = 0x20), REFUSED);
    pass(SEC(61));
    ck_assert_int_eq(TELL(.mn = "mn1"), REGISTERED);
    end();
}
END_TEST

/* covers: D02-5.3.1-29 */
START_TEST(node_that_names_another_prefix_than_its_own_is_refused)
{
    struct pmip6_prefix asked[3];
    struct snapshot was;

    begin(PMIP6_DRAFT_02);
    ASK();
    asked[0] = home(0xf0);
    asked[1] = home(only_prefix());
    asked[1].length = 65;
    asked[2] = home(0x20);
    take_snapshot(&was);
    for (unsigned i = 0; i < 3; i++) {
        for (uint8_t mag = 1; mag <= 2; mag++) {
            ck_assert_int_eq(tell_prefixes((struct pbu){.mag = mag}, &asked[i], 1),
                             REFUSED);
            ck_assert_uint_eq(answer.status, PMIP6_STATUS_PROHIBITED);
            ck_assert_uint_eq(answer.prefix_count, 1);
            ck_assert_mem_eq(&answer.prefixes[0], &asked[i], sizeof asked[i]);
            check_unchanged(&was);
        }
    }
    end();
}
END_TEST

/* covers: D02-5.3.1-R08 */
START_TEST(node_without_a_session_cannot_leave)
{
    begin(PMIP6_DRAFT_02);
    for (unsigned i = 0; i < 2; i++) {
        ck_assert_int_eq(TELL(.leave = 1, .prefix = i ? 0xf0 : 0), REFUSED);
        ck_assert_uint_eq(answer.status, PMIP6_STATUS_NOT_HOME_AGENT);
        ck_assert_uint_eq(bindings(NULL), 0);
        ck_assert_uint_eq(h.route_count, 0);
    }
    end();
}
END_TEST

Suite *conformance_lookup(void)
{
    Suite *s = suite_create("lookup");

    conformance_add(s, each_new_interface_gets_a_session_with_prefixes_of_its_own, ONCE);
    conformance_add(s, interface_that_leaves_takes_no_prefix_of_another_along, ONCE);
    conformance_add(s, each_session_has_a_lifetime_of_its_own, ONCE);
    conformance_add(s, prefixes_of_one_interface_move_together, ONCE);
    conformance_add(s, session_moves_to_another_interface_with_all_its_prefixes, 0, 3);
    conformance_add(s, handoff_indicator_decides_between_a_new_session_and_the_old, 0, 3);
    conformance_add(s, any_prefix_of_a_session_finds_it, ONCE);
    conformance_add(s, prefix_goes_before_any_link_layer_identifier, 0, 4);
    conformance_add(s, prefix_of_no_session_asks_for_a_new_one, ONCE);
    conformance_add(s, prefix_of_another_node_is_refused_whatever_else_fits, ONCE);
    conformance_add(s, other_prefixes_than_the_sessions_are_refused, ONCE);
    conformance_add(
        s, request_of_its_prefixes_updates_a_session_on_any_of_four_conditions, ONCE);
    conformance_add(s, new_session_on_prefixes_in_use_is_refused, ONCE);
    conformance_add(s, new_session_on_prefixes_in_use_may_wait_for_them, 0, 2);
    conformance_add(s, deregistration_of_no_session_is_ignored, ONCE);
    conformance_add(s, node_has_one_session_that_its_identifier_finds, ONCE);
    conformance_add(s, node_without_a_session_registers, ONCE);
    conformance_add(s, node_that_names_another_prefix_than_its_own_is_refused, ONCE);
    conformance_add(s, node_without_a_session_cannot_leave, ONCE);
    return s;
}
