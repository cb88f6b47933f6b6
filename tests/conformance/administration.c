/* SPDX-License-Identifier: MIT */
/*
 * What the host and its administrators do to a running LMA, and what they are told of it:
 * prefixes withdrawn (RFC 5213 6.12, draft-02 6.12), tunnels and routes lost, policies
 * changed, the walks through what is bound. Events and their replica: see events.c.
 */
#include "conformance.h"
#include "event_bed.h"
#include "prefix_bed.h"

static uint32_t dice;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

static struct pmip6_bytes name_of(const char *mn)
{
    struct pmip6_bytes name = {(const uint8_t *)mn, strlen(mn)};

    return name;
}

/* ---- prefixes withdrawn ---- */

static void check_withdrawn(struct pmip6_prefix gone, size_t left)
{
    ck_assert_uint_eq(h.route_count, left);
    ck_assert_uint_eq(towards(gone).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(out_of(gone, 1).action, PMIP6_FORWARD_DROP);
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &gone), PMIP6_ERR_NOT_FOUND);
    ck_assert_uint_eq(h.wrong, 0);
}

/* covers: R5213-6.12-02 */
START_TEST(withdrawn_prefix_loses_its_route_and_its_session_goes_on)
{
    struct pmip6_prefix had[PMIP6_PREFIXES_MAX];

    for (int leaving = 0; leaving < 2; leaving++) {
        begin_told(PMIP6_RFC5213);
        h.policy.pool_prefixes = PMIP6_PREFIXES_MAX;
        ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
        memcpy(had, answer.prefixes, sizeof had);
        if (leaving)
            ck_assert_int_eq(ASK(.handoff = 4, .leave = 1, .lli = "aaaaaa"), 0);
        for (size_t left = PMIP6_PREFIXES_MAX - 1; left > 0; left--) {
            size_t which = left % 2 ? 0 : left; /* the first of them, or the last */
            struct pmip6_prefix gone = had[which];

            ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &gone), 0);
            memmove(had + which, had + which + 1, (left - which) * sizeof had[0]);
            ck_assert_uint_eq(last_event.kind, PMIP6_LMA_RENUMBERED);
            ck_assert_uint_eq(last_event.cause, PMIP6_CAUSE_RENUMBERED);
            ck_assert_uint_eq(only_binding().prefix_count, left);
            ck_assert_int_eq(memcmp(only_binding().prefixes, had, left * sizeof had[0]),
                             0);
            check_withdrawn(gone, left);
        }
        if (!leaving) { /* the MAG learns of it with its next request */
            ck_assert_int_eq(ASK(.handoff = 5, .lli = "aaaaaa"), 0);
            ck_assert_uint_eq(answer.prefix_count, 1);
        }
        ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &had[0]), 0);
        ck_assert_uint_eq(last_event.kind, PMIP6_LMA_DELETED);
        ck_assert_uint_eq(bindings(NULL), 0);
        check_withdrawn(had[0], 0);
        ck_assert_uint_eq(h.tunnel_count, 0);
        end();
    }
}
END_TEST

/* covers: R5213-6.12-02 D02-6.12-02 */
START_TEST(session_ends_with_its_last_prefix)
{
    struct pmip6_prefix had, other;

    begin_told((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    had = answer.prefixes[0];
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    other = answer.prefixes[0];
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &had), 0);
    ck_assert_uint_eq(last_event.kind, PMIP6_LMA_DELETED);
    ck_assert_uint_eq(last_event.cause, PMIP6_CAUSE_RENUMBERED);
    check_withdrawn(had, 1);
    ck_assert_uint_eq(towards(other).action, PMIP6_FORWARD_TUNNEL);
    ck_assert_int_eq(ASK(.handoff = 5, .mag = 1), 0); /* it comes again: another prefix */
    ck_assert_uint_ne(answer.prefixes[0].addr.octets[7], had.addr.octets[7]);
    other.length = 63;
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &other), PMIP6_ERR_NOT_FOUND);
    other.length = 129;
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &other), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, NULL), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* ---- tunnels and routes lost, bindings deleted ---- */

static void begin_three(uint32_t e)
{
    begin_told(e);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .mag = 2), 0);
    forget_told();
}

START_TEST(sessions_of_a_lost_tunnel_end_and_no_others)
{
    for (int is_static = 0; is_static < 2; is_static++) {
        struct pmip6_tunnel t;

        begin_three((uint32_t)_i);
        t = *tunnel_to(1);
        if (is_static)
            ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), 0);
        ck_assert_int_eq(pmip6_lma_tunnel_lost(lma, &t), 0);
        ck_assert_uint_eq(bindings(NULL), 1);
        ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 2), 1);
        ck_assert_uint_eq(h.route_count, 1);
        ck_assert_uint_eq(h.tunnel_count, 1);
        ck_assert_uint_eq(told(PMIP6_LMA_DELETED, PMIP6_CAUSE_TUNNEL), 2);
        ck_assert_uint_eq(told_in_all(), 2);
        ck_assert_int_eq(pmip6_lma_tunnel_lost(lma, &t), PMIP6_ERR_NOT_FOUND);
        ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0); /* a new one */
        ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 1), 1);
        end();
    }
}
END_TEST

START_TEST(request_that_waits_for_a_session_of_a_lost_tunnel_gets_a_new_tunnel)
{
    struct pmip6_tunnel t;

    begin_told(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    ck_assert_int_eq(ASK(.handoff = 4, .lli = "bbbbbb"), -1); /* from the same MAG */
    t = *tunnel_to(1);
    fake_forget_effects(&h);
    ck_assert_int_eq(pmip6_lma_tunnel_lost(lma, &t), 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    pass(MS(2));
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_uint_eq(routes(PMIP6_ROUTE_TO_TUNNEL, 1), 1);
    ck_assert_str_eq(h.effects, "DCEOASE");
    end();
}
END_TEST

START_TEST(session_of_a_lost_route_ends_with_all_its_routes)
{
    struct pmip6_prefix own[PMIP6_PREFIXES_MAX], wrong;
    uint32_t count;

    begin_three((uint32_t)_i);
    h.policy.pool_prefixes = 3;
    ck_assert_int_eq(ASK(.mn = "mn4", .handoff = 1, .mag = 2), 0);
    count = answer.prefix_count;
    memcpy(own, answer.prefixes, sizeof own);
    ck_assert_uint_eq(h.route_count, 3 + count);
    forget_told();
    wrong = own[0];
    wrong.length = 65;
    ck_assert_int_eq(pmip6_lma_route_lost(lma, &wrong), PMIP6_ERR_NOT_FOUND);
    wrong.length = 0;
    ck_assert_int_eq(pmip6_lma_route_lost(lma, &wrong), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_lma_route_lost(lma, &own[count - 1]), 0);
    ck_assert_uint_eq(h.route_count, 3);
    ck_assert_uint_eq(bindings(NULL), 3);
    ck_assert_uint_eq(told(PMIP6_LMA_DELETED, PMIP6_CAUSE_ROUTE), 1);
    ck_assert_uint_eq(told_in_all(), 1);
    ck_assert_int_eq(pmip6_lma_route_lost(lma, &own[0]), PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

START_TEST(deleted_node_loses_all_its_sessions_and_no_other_node_does)
{
    begin_three((uint32_t)_i);
    ASK(.mn = "mn1", .handoff = 1, .lli = "aaaaaa");
    forget_told();
    ck_assert_int_eq(pmip6_lma_delete(lma, name_of("mn1")), 0);
    ck_assert_uint_eq(bindings(NULL), 2);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(told(PMIP6_LMA_DELETED, PMIP6_CAUSE_ADMINISTRATION), told_in_all());
    ck_assert_uint_eq(told_in_all(), edition == PMIP6_RFC5213 ? 2 : 1);
    ck_assert_int_eq(pmip6_lma_delete(lma, name_of("mn1")), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_lma_delete(lma, name_of("mn")), PMIP6_ERR_NOT_FOUND);
    end();
}
END_TEST

/* ---- policies changed ---- */

static int refresh_of(const char *mn)
{
    return ASK(.mn = mn, .handoff = 5, .prefix = entry_of(mn).prefixes[0].addr.octets[7]);
}

START_TEST(changed_policy_is_asked_for_again)
{
    begin((uint32_t)_i);
    h.policy.valid_for = PMIP6_NEVER;
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_uint_eq(h.asked, 2);
    for (unsigned i = 0; i < 3; i++) {
        ck_assert_int_eq(refresh_of("mn1"), 0);
        ck_assert_int_eq(refresh_of("mn2"), 0);
    }
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_int_eq(pmip6_lma_policy_changed(lma, name_of("mn1")), 0);
    ck_assert_int_eq(refresh_of("mn2"), 0);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_int_eq(refresh_of("mn1"), 0);
    ck_assert_int_eq(refresh_of("mn1"), 0);
    ck_assert_uint_eq(h.asked, 3);
    ck_assert_int_eq(pmip6_lma_policy_changed(lma, name_of("")), 0);
    ck_assert_int_eq(refresh_of("mn1"), 0);
    ck_assert_int_eq(refresh_of("mn2"), 0);
    ck_assert_uint_eq(h.asked, 5);
    ck_assert_int_eq(pmip6_lma_policy_changed(lma, name_of("mn3")), PMIP6_ERR_NOT_FOUND);
    h.policy.grants = 0; /* what is bound stays until its time is over */
    ck_assert_int_eq(pmip6_lma_policy_changed(lma, name_of("mn1")), 0);
    ck_assert_uint_eq(bindings(NULL), 2);
    ck_assert_int_ge(refresh_of("mn1"), 128);
    ck_assert_int_eq(refresh_of("mn2"), 0);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* ---- walks ---- */

#define MANY 60

struct walk {
    uint64_t id[4 * MANY]; /* of all sessions that have been */
    uint8_t there[4 * MANY];
    uint8_t all_the_time[4 * MANY];
    uint8_t seen[4 * MANY];
    unsigned count;
};

static void make_node(struct walk *w, unsigned n)
{
    char name[8] = {'n', (char)('a' + n / 26), (char)('a' + n % 26), 0};

    ck_assert_uint_lt(n, 4 * MANY);
    ck_assert_int_eq(ASK(.mn = name, .handoff = 1, .mag = (uint8_t)(1 + n % 5)), 0);
    w->id[n] = entry_of(name).id;
    w->there[n] = 1;
    w->count = n + 1;
}

static void delete_node(struct walk *w, unsigned n)
{
    char name[8] = {'n', (char)('a' + n / 26), (char)('a' + n % 26), 0};

    ck_assert_int_eq(pmip6_lma_delete(lma, name_of(name)),
                     w->there[n] ? 0 : PMIP6_ERR_NOT_FOUND);
    w->there[n] = w->all_the_time[n] = 0;
}

static void note_seen(struct walk *w, uint64_t id)
{
    unsigned n = 0;

    while (n < w->count && w->id[n] != id)
        n++;
    ck_assert_uint_lt(n, w->count);
    ck_assert_uint_eq(w->there[n], 1);
    ck_assert_uint_eq(w->seen[n]++, 0);
}

START_TEST(walk_sees_once_what_is_there_all_the_time)
{
    static struct walk w;

    for (dice = 1; dice < 40; dice += 1) {
        uint32_t seed = dice, cursor = 0;
        struct pmip6_binding_view v = {.size = sizeof v};

        memset(&w, 0, sizeof w);
        begin((uint32_t)_i);
        for (unsigned n = 0; n < MANY; n++)
            make_node(&w, n);
        memset(w.all_the_time, 1, MANY);
        while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
            note_seen(&w, v.id);
            if (pick(3) == 0)
                delete_node(&w, pick(w.count));
            if (pick(3) == 0 && w.count < 2 * MANY)
                make_node(&w, w.count);
        }
        for (unsigned n = 0; n < w.count; n++)
            ck_assert(!w.all_the_time[n] || w.seen[n]);
        ck_assert_int_eq(pmip6_lma_next_binding(lma, &cursor, &v), 0);
        end();
        dice = seed;
    }
}
END_TEST

static void register_interface(const char *lli, uint8_t subtype, uint16_t lifetime)
{
    struct signalling s;

    prepare(&(struct pbu){.handoff = 1, .lli = lli, .lifetime = lifetime}, &s);
    s.mn_id_subtype = subtype;
    ck_assert_int_eq(submit(&s, MAG1), 0);
}

static unsigned walk_node(const char *mn, uint32_t subtype)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    uint64_t ids[32];
    unsigned count = 0;

    while (pmip6_lma_next_of_node(lma, name_of(mn), subtype, &cursor, &v) == 1) {
        ck_assert(same_octets(v.mn_id, mn, strlen(mn)));
        ck_assert(subtype == 0 || v.mn_id_subtype == subtype);
        ck_assert_uint_lt(count, 32);
        ids[count] = v.id;
        for (unsigned i = 0; i < count; i++)
            ck_assert(ids[i] != v.id);
        count++;
    }
    return count;
}

START_TEST(sessions_of_a_node_are_walked_by_its_name)
{
    static const char *const llis[] = {"aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee"};
    unsigned most = _i == (int)PMIP6_RFC5213 ? 5 : 1;

    begin((uint32_t)_i);
    ck_assert_uint_eq(walk_node("mn1", 0), 0);
    for (unsigned i = 0; i < most; i++) {
        register_interface(llis[i], 1, 100);
        ck_assert_int_eq(ASK(.mn = i % 2 ? "mn2" : "mn11", .handoff = 1, .lli = llis[i]),
                         0);
        ck_assert_uint_eq(walk_node("mn1", 1), i + 1);
    }
    register_interface("aaaaaa", 2, 1);
    register_interface("aaaaaa", 255, 100);
    ck_assert_uint_eq(walk_node("mn1", 0), most + 2);
    ck_assert_uint_eq(walk_node("mn1", 1), most);
    ck_assert_uint_eq(walk_node("mn1", 2), 1);
    ck_assert_uint_eq(walk_node("mn1", 255), 1);
    ck_assert_uint_eq(walk_node("mn1", 3), 0);
    ck_assert_uint_eq(walk_node("mn1", 257), 0);
    ck_assert_uint_eq(walk_node("mn", 0), 0);
    h.now += SEC(4); /* one is past its end, and nobody has worked it off */
    ck_assert_uint_eq(walk_node("mn1", 2), 0);
    ck_assert_uint_eq(walk_node("mn1", 0), most + 1);
    end();
}
END_TEST

START_TEST(walk_of_a_node_goes_on_while_its_sessions_come_and_go)
{
    static const char *const llis[] = {"a", "b", "c", "d", "e", "f", "g", "h"};

    for (unsigned gone = 0; gone < 8; gone++) {
        for (unsigned after = 1; after < 8; after++) {
            struct pmip6_prefix prefixes[8];
            struct pmip6_binding_view v = {.size = sizeof v};
            uint32_t cursor = 0;
            uint8_t seen[8] = {0};
            unsigned count = 0;

            begin(PMIP6_RFC5213);
            for (unsigned i = 0; i < 8; i++) {
                register_interface(llis[i], 1, 100);
                prefixes[i] = answer.prefixes[0];
            }
            while (pmip6_lma_next_of_node(lma, name_of("mn1"), 0, &cursor, &v) == 1) {
                unsigned i = v.link_layer_id.data[0] - (unsigned)'a';

                if (i < 8)
                    ck_assert_uint_eq(seen[i]++, 0);
                if (++count != after)
                    continue;
                ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &prefixes[gone]), 0);
                register_interface("z", 1, 100);
            }
            for (unsigned i = 0; i < 8; i++)
                ck_assert(seen[i] || i == gone);
            end();
        }
    }
}
END_TEST

/* ---- a home agent beside us ---- */

static unsigned told_others;

static int on_other(const struct pmip6_datagram *d,
                    const struct pmip6_binding_view *binding, void *user)
{
    (void)d;
    (void)binding;
    (void)user;
    told_others++;
    return 1;
}

static void has_a_home_agent(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    cb->other_message = on_other;
}

/* covers: R5213-5.9-01 D02-5.8-01 */
START_TEST(return_routability_of_a_node_bound_here_is_nobodys)
{
    struct pmip6_addr node;

    told_others = 0;
    begin_hosted((uint32_t)_i, has_a_home_agent);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    node = answer.prefixes[0].addr;
    node.octets[15] = 9;
    for (unsigned how = 0; how < 3; how++) {
        struct wire w = wire_of_type(PMIP6_MH_HOTI, 3);

        if (how == 0) /* its home address is the source, or told, or written to */
            w.from = node;
        else if (how == 1)
            w.home = node;
        else
            w.to = node;
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(told_others, how); /* of those below */
        ck_assert_uint_eq(dropped(PMIP6_DROP_RETURN_ROUTABILITY), how + 1);
        w.from = w.home = fake_addr(0x55, 1); /* another node's */
        w.to = LMAA;
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(told_others, how + 1);
    }
    end();
}
END_TEST

Suite *conformance_administration(void)
{
    Suite *s = suite_create("administration");

    conformance_add(s, withdrawn_prefix_loses_its_route_and_its_session_goes_on, ONCE);
    conformance_add(s, session_ends_with_its_last_prefix, BOTH_EDITIONS);
    conformance_add(s, sessions_of_a_lost_tunnel_end_and_no_others, BOTH_EDITIONS);
    conformance_add(
        s, request_that_waits_for_a_session_of_a_lost_tunnel_gets_a_new_tunnel, ONCE);
    conformance_add(s, session_of_a_lost_route_ends_with_all_its_routes, BOTH_EDITIONS);
    conformance_add(s, deleted_node_loses_all_its_sessions_and_no_other_node_does,
                    BOTH_EDITIONS);
    conformance_add(s, changed_policy_is_asked_for_again, BOTH_EDITIONS);
    conformance_add(s, walk_sees_once_what_is_there_all_the_time, BOTH_EDITIONS);
    conformance_add(s, sessions_of_a_node_are_walked_by_its_name, BOTH_EDITIONS);
    conformance_add(s, walk_of_a_node_goes_on_while_its_sessions_come_and_go, ONCE);
    conformance_add(s, return_routability_of_a_node_bound_here_is_nobodys, BOTH_EDITIONS);
    return s;
}
