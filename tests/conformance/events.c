/* SPDX-License-Identifier: MIT */
/*
 * Events: their order among the effects, and that whoever applies them has the bindings,
 * whatever happens; and what callbacks may do.
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

/* ---- the order of effects ---- */

static void check_effects(const char *rfc5213, const char *draft_02)
{
    ck_assert_str_eq(h.effects, edition == PMIP6_RFC5213 ? rfc5213 : draft_02);
    fake_forget_effects(&h);
}

/* What is new comes first, then the answer; then what is over goes; the event is last. */
START_TEST(event_is_told_when_all_else_is_done)
{
    begin_told((uint32_t)_i);
    fake_forget_effects(&h);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    check_effects("OASE", "OASE");
    ck_assert_int_eq(refresh(1, 15), 0);
    check_effects("SE", "SE");
    ck_assert_int_eq(move_to(2), 0);
    check_effects("ORSCE", "ORSCE");
    ck_assert_int_eq(leave_from(2), 0);
    check_effects("RSE", "SE");
    ck_assert_int_eq(move_to(2), 0);
    check_effects("RSE", "SE");
    ck_assert_int_eq(leave_from(2), 0);
    check_effects("RSE", "SE");
    pass(SEC(11));
    check_effects("DCE", "DCE");
    ck_assert_int_ge(ASK(.without = HAS_MN_ID), 128);
    check_effects("SE", "SE");
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    fake_forget_effects(&h);
    pass(SEC(61));
    check_effects("DCE", "DCE");
    end();
}
END_TEST

/* ---- the replica ---- */

static unsigned
    replaces_left; /* replacements of routes until all of them fail; 0: none */
static int (*fake_replace)(const struct pmip6_route *was, const struct pmip6_route *is,
                           void *user);

static int on_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                      void *user)
{
    if (replaces_left == 1)
        return -1;
    if (replaces_left > 0)
        replaces_left--;
    return fake_replace(was, is, user);
}

static void fails_at_times(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    tells(c, cb);
    fake_replace = cb->route_replace;
    cb->route_replace = on_replace;
    replaces_left = 0;
}

static void ask_something(const char *mn)
{
    static const char *const llis[] = {NULL, "aaaaaa", "bbbbbb", "0123456789ab"};
    struct signalling s;

    h.policy.pool_prefixes = 1 + pick(3);
    prepare(&(struct pbu){.mn = mn,
                          .lli = llis[pick(4)],
                          .handoff = (uint8_t)(1 + pick(5)),
                          .lifetime = (uint16_t)(1 + pick(20)),
                          .leave = pick(4) == 0,
                          .with = pick(2) ? HAS_LINK_LOCAL : 0,
                          .without = pick(3) ? 0 : HAS_TIMESTAMP},
            &s);
    if (pick(3) == 0)
        s.access_technology = (uint8_t)(1 + pick(3));
    if (pick(2) && s.present & HAS_LINK_LOCAL)
        s.link_local.octets[0] = 0xfe, s.link_local.octets[1] = 0x80;
    s.mn_id_subtype = (uint8_t)(1 + (pick(8) == 0));
    submit(&s, fake_addr((uint8_t)(1 + pick(4)), 1));
}

static struct pmip6_prefix some_prefix(void)
{
    struct pmip6_prefix list[ENTRIES], none = home(0x10);
    size_t count = 0;

    for (unsigned i = 0; i < ENTRIES; i++) {
        if (replica[i].view.id)
            list[count++] = replica[i].prefixes[0];
    }
    return count ? list[pick((uint32_t)count)] : none;
}

static void one_step(void)
{
    static const char *const names[] = {"n0", "n1", "n2", "n3", "n4", "n5"};
    const char *mn = names[pick(6)];
    struct pmip6_prefix p = some_prefix();
    struct pmip6_tunnel t = {.size = sizeof t, .local = LMAA};

    t.remote = fake_addr((uint8_t)(1 + pick(4)), 1);
    switch (pick(16)) {
    case 0:
        pmip6_lma_delete(lma, name_of(mn));
        break;
    case 1:
        pmip6_lma_withdraw_prefix(lma, &p);
        break;
    case 2:
        pmip6_lma_route_lost(lma, &p);
        break;
    case 3:
        if (pick(4) == 0)
            pmip6_lma_tunnel_lost(lma, &t);
        break;
    case 4:
    case 5:
        pass(MS(pick(30000)));
        break;
    case 6: /* nobody works off what is over */
        h.now += MS(pick(30000));
        break;
    case 7:
        h.calls_left = 1 + pick(6);
        ask_something(mn);
        break;
    case 8:
        replaces_left = 1 + pick(4);
        ask_something(mn);
        break;
    case 9:
        h.policy_result = PMIP6_PENDING;
        ask_something(mn);
        h.policy_result = 0;
        if (pick(2))
            pmip6_lma_policy_done(lma, h.ticket, &h.policy);
        break;
    default:
        ask_something(mn);
        break;
    }
    h.calls_left = 0;
    replaces_left = 0;
}

START_TEST(replica_made_of_events_alone_equals_the_bindings)
{
    dice = 11;
    begin_hosted((uint32_t)_i, fails_at_times);
    edition = (uint32_t)_i;
    for (unsigned step = 0; step < 6000; step++) {
        one_step();
        check_replica();
        ck_assert_uint_eq(h.wrong, 0);
    }
    for (uint32_t kind = PMIP6_LMA_REGISTERED; kind <= PMIP6_LMA_RENUMBERED; kind++) {
        unsigned often = 0;

        for (uint32_t cause = 0; cause < 16; cause++)
            often += told(kind, cause);
        ck_assert_msg(often > 0 ||
                          (kind == PMIP6_LMA_RENUMBERED && edition == PMIP6_DRAFT_02),
                      "no event of kind %u", kind);
    }
    for (uint32_t cause = PMIP6_CAUSE_TIME; cause <= PMIP6_CAUSE_RENUMBERED; cause++)
        ck_assert_uint_gt(told(PMIP6_LMA_DELETED, cause), 0);
    pass(SEC(4000));
    check_replica();
    ck_assert_uint_eq(bindings(NULL), 0);
    for (unsigned i = 0; i < ENTRIES; i++)
        ck_assert(replica[i].view.id == 0);
    end();
}
END_TEST

/* ---- what callbacks may do ---- */

static unsigned tried;

/* All that changes is refused, whatever it is asked; all that reads answers. */
static void try_all(void)
{
    struct pmip6_prefix p = home(0x80);
    struct pmip6_tunnel t = {.size = sizeof t, .local = LMAA};
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    struct pmip6_datagram d;
    struct pmip6_policy policy;
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    tried++;
    t.remote = MAG1;
    configure(&c, &pool);
    pmip6_datagram_init(&d);
    pmip6_policy_init(&policy);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_input_batch(lma, &d, 1, NULL), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_handle_timeout(lma), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, 1, &policy), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_policy_changed(lma, name_of("mn1")), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &p), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_unreserve_prefix(lma, &p), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_withdraw_prefix(lma, &p), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_route_lost(lma, &p), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_tunnel_lost(lma, &t), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_add_static_tunnel(lma, &t), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_remove_static_tunnel(lma, &t), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_delete(lma, name_of("mn1")), PMIP6_ERR_REENTRANT);
    pmip6_lma_free(lma);
    ck_assert_int_ge(pmip6_lma_next_binding(lma, &cursor, &v), 0);
    ck_assert_int_le(pmip6_lma_find_by_address(lma, &p.addr, &v), 0);
    cursor = 0;
    ck_assert_int_ge(pmip6_lma_next_of_node(lma, name_of("mn1"), 0, &cursor, &v), 0);
    ck_assert_uint_eq(towards(p).size, sizeof(struct pmip6_forward_verdict));
}

static struct pmip6_lma_callbacks fake;

static int send_and_try(const struct pmip6_datagram *d, void *user)
{
    try_all();
    return fake.send(d, user);
}

static int ask_policy_and_try(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                              void *user)
{
    try_all();
    return fake.policy(q, p, user);
}

static int open_and_try(struct pmip6_tunnel *t, void *user)
{
    try_all();
    return fake.tunnel_open(t, user);
}

static void close_and_try(const struct pmip6_tunnel *t, void *user)
{
    if (lma)
        try_all();
    fake.tunnel_close(t, user);
}

static int add_and_try(const struct pmip6_route *r, void *user)
{
    try_all();
    return fake.route_add(r, user);
}

static int replace_and_try(const struct pmip6_route *was, const struct pmip6_route *is,
                           void *user)
{
    try_all();
    return fake.route_replace(was, is, user);
}

static void remove_and_try(const struct pmip6_route *r, void *user)
{
    try_all();
    fake.route_remove(r, user);
}

static void event_and_try(const struct pmip6_lma_event *e, void *user)
{
    try_all();
    apply_event(e, user);
}

static void tries_everywhere(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    fake = *cb;
    tells(c, cb);
    cb->send = send_and_try;
    cb->policy = ask_policy_and_try;
    cb->tunnel_open = open_and_try;
    cb->tunnel_close = close_and_try;
    cb->route_add = add_and_try;
    cb->route_replace = replace_and_try;
    cb->route_remove = remove_and_try;
    cb->event = event_and_try;
}

START_TEST(callbacks_read_and_change_nothing)
{
    tried = 0;
    begin_hosted((uint32_t)_i, tries_everywhere);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(tried, 5); /* policy, tunnel, route, answer, event */
    ck_assert_int_eq(move_to(2), 0);
    ck_assert_uint_eq(tried, 11);
    ck_assert_int_eq(leave_from(2), 0);
    pass(SEC(11));
    check_replica();
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

Suite *conformance_events(void)
{
    Suite *s = suite_create("events");

    conformance_add(s, event_is_told_when_all_else_is_done, BOTH_EDITIONS);
    conformance_add(s, replica_made_of_events_alone_equals_the_bindings, BOTH_EDITIONS);
    conformance_add(s, callbacks_read_and_change_nothing, BOTH_EDITIONS);
    return s;
}
