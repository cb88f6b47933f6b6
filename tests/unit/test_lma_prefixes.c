/* SPDX-License-Identifier: MIT */
/* Prefixes that are in each other's way, sessions that are dead and not worked off yet,
 * interfaces and identifiers: which session gets what, and loses it again. */
#include "checksum.h"
#include "lma_bed.h"
#include "prefix.h"

static const struct pmip6_bytes mn1 = {(const uint8_t *)"mn1", 3};

static void fix(struct pmip6_prefix *p, uint8_t network, uint8_t length)
{
    *p = home(network);
    p->length = length;
    h.policy.prefixes = p;
    h.policy.prefix_count = 1;
}

START_TEST(lma_passes_over_what_a_policy_gave_away) /* R5213-5.3.2-05 */
{
    struct pmip6_lma_status st = {.size = sizeof st};
    struct pmip6_prefix wide;

    begin((uint32_t)_i);
    fix(&wide, 0x80, 60);
    ck_assert_int_eq(ASK(), 0);
    h.policy.prefix_count = 0;
    ck_assert_int_eq(ASK(.mn = "mn2"), 0);
    ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0x90);
    ck_assert_int_eq(pmip6_lma_get_status(lma, &st), 0);
    ck_assert_uint_eq(st.prefixes, 1);
    end();
}
END_TEST

START_TEST(lma_has_its_whole_pool_again_when_it_is_free) /* R5213-5.3.5-09 */
{
    struct pmip6_prefix wide;

    begin((uint32_t)_i);
    fix(&wide, 0x80, 57);
    ck_assert_int_eq(ASK(), 0);
    h.policy.prefix_count = 0;
    ck_assert_int_eq(ASK(.mn = "mn2"), 130);
    ck_assert_int_eq(pmip6_lma_delete(lma, mn1), 0);
    ck_assert_int_eq(ASK(.mn = "mn2"), 0);
    end();
}
END_TEST

START_TEST(lma_goes_on_with_the_next_pool) /* R5213-5.3.2-05 */
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pools[2];
    struct pmip6_prefix wide;

    edition = (uint32_t)_i;
    fake_host_init(&h);
    configure(&c, &pools[0]);
    pools[1] = pools[0];
    pools[1].prefix.addr = fake_addr(0x40, 0);
    pools[1].prefix.length = 58;
    c.pools = pools;
    c.pool_count = 2;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    fix(&wide, 0x80, 57); /* all of the first pool */
    ck_assert_int_eq(ASK(), 0);
    h.policy.prefix_count = 0;
    ck_assert_int_eq(ASK(.mn = "mn2"), 0);
    ck_assert_uint_lt(answer.prefixes[0].addr.octets[7], 0x80);
    end();
}
END_TEST

START_TEST(lma_passes_over_many_small_prefixes)
{
    char name[8] = "mn10";

    begin((uint32_t)_i);
    for (uint8_t n = 0; n < 20; n++) {
        struct pmip6_prefix small = home((uint8_t)(0x80 + n));

        small.length = 128;
        small.addr.octets[15] = 1;
        h.policy.prefixes = &small;
        h.policy.prefix_count = 1;
        name[3] = (char)('a' + n);
        ck_assert_int_eq(ASK(.mn = name), 0);
    }
    h.policy.prefix_count = 0;
    ck_assert_int_eq(ASK(.mn = "mn2"), 0);
    ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0x94);
    end();
}
END_TEST

START_TEST(lma_refuses_a_prefix_asked_for_twice) /* R5213-5.2-03 */
{
    struct pmip6_prefix own;
    struct signalling s;
    uint8_t octets[512];
    struct pmip6_addr from = MAG1, to = LMAA;
    size_t length;
    unsigned before;

    begin(PMIP6_RFC5213);
    fix(&own, 0x20, 64);
    compose(&(struct pbu){.prefix = 0x20}, &s);
    s.prefixes[1] = s.prefixes[0];
    s.prefix_count = 2;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length),
                     0);
    before = h.sent_count;
    input(&from, octets, length);
    read_answer(before);
    ck_assert_uint_eq(answer.status, 155);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- more prefixes than a session can have ---- */

/* A request that names the first so many of a list of prefixes. */
static int ask_for(const struct pmip6_prefix *list, unsigned count)
{
    struct pmip6_option options[16];
    struct pmip6_message m;
    struct pmip6_datagram d;
    uint8_t octets[1024];
    unsigned before = h.sent_count;
    size_t at = 0;

    pmip6_datagram_init(&d);
    d.source = MAG1;
    d.destination = LMAA;
    d.octets.data = octets;
    h.now += MS(5);
    memset(options, 0, sizeof options);
    options[at].type = PMIP6_OPT_MN_IDENTIFIER;
    options[at].u.mn_id.subtype = 1;
    options[at].u.mn_id.identifier = (struct pmip6_bytes){(const uint8_t *)"mn1", 3};
    options[++at].type = PMIP6_OPT_HANDOFF_INDICATOR;
    options[at].u.value = PMIP6_HANDOFF_UNCHANGED;
    options[++at].type = PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE;
    options[at].u.value = 4;
    for (unsigned i = 0; i < count; i++) {
        options[++at].type = PMIP6_OPT_HOME_NETWORK_PREFIX;
        options[at].u.prefix = list[i];
    }
    options[++at].type = PMIP6_OPT_TIMESTAMP;
    options[at].u.timestamp = fake_day(&h);
    pmip6_message_init(&m, options, at + 1);
    m.mh_type = PMIP6_MH_BU;
    m.flags = PMIP6_BU_A | PMIP6_BU_P;
    m.lifetime = 15;
    m.option_count = at + 1;
    ck_assert_int_eq(pmip6_message_encode(&m, octets, sizeof octets, &d.source,
                                          &d.destination, &d.octets.length),
                     0);
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
    read_answer(before);
    return answered ? answer.status : -1;
}

START_TEST(lma_sees_and_repeats_prefixes_beyond_what_a_session_can_have)
{
    struct pmip6_prefix list[10];

    begin(PMIP6_RFC5213);
    for (uint8_t i = 0; i < 10; i++)
        list[i] = home((uint8_t)(0x20 + i));
    ck_assert_int_eq(ask_for(list, 9), 130); /* of no session: more than one can have */
    ck_assert_uint_eq(answer.prefix_count, 9);
    h.policy.prefixes = list + 9;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(ASK(), 0);
    ck_assert_int_eq(ask_for(list, 10), 159); /* the tenth is of a session */
    ck_assert_uint_eq(answer.prefix_count, 10);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(ask_for(list, 9), 130); /* it need not wait for its policy */
    ck_assert_uint_eq(answer.prefix_count, 9);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_takes_another_bound_of_bindings_while_it_runs)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    char name[8] = "mnA";

    begin((uint32_t)_i);
    configure(&c, &pool);
    c.max_bindings = 2;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    for (unsigned i = 0; i < 4; i++) {
        name[2]++;
        ck_assert_int_eq(ASK(.mn = name), i < 2 ? 0 : 130);
    }
    c.max_bindings = 100000000;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    ck_assert_int_eq(ASK(.mn = name), 0);
    c.max_bindings = 1;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    ck_assert_uint_eq(bindings(NULL), 3);
    ck_assert_int_eq(ASK(.mn = name, .prefix = answer.prefixes[0].addr.octets[7],
                         .handoff = PMIP6_HANDOFF_UNCHANGED),
                     0);
    ck_assert_int_eq(ASK(.mn = "other"), 130);
    end();
}
END_TEST

START_TEST(lma_gives_nothing_out_of_a_held_prefix_of_another_length)
{
    struct pmip6_prefix p = home(0x80);

    begin((uint32_t)_i);
    p.length = 60;
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &p), 0);
    p.addr.octets[7] = 0x90;
    p.length = 128;
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &p), 0);
    ck_assert_int_eq(ASK(), 0);
    ck_assert_uint_eq(only_prefix(), 0x91);
    ck_assert_int_eq(ASK(.mn = "mn2", .prefix = 0x83), 155);
    ck_assert_int_eq(ASK(.mn = "mn2", .prefix = 0x90), 155);
    end();
}
END_TEST

/* A full cache or pool of sessions whose end has come is not full. */
START_TEST(lma_makes_room_out_of_what_is_dead)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = PMIP6_RFC5213;
    fake_host_init(&h);
    configure(&c, &pool);
    if (_i)
        pool.prefix.length = 64; /* one prefix */
    else
        c.max_bindings = 1;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    h.now += SEC(96); /* and no time-out is handled */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    end();
}
END_TEST

START_TEST(lma_forgets_the_identifier_of_another_interface) /* R5213-5.4.1.1-10 */
{
    uint8_t prefix;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    prefix = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 2), 0);
    ck_assert_int_eq(ASK(.mag = 3, .handoff = 3, .prefix = prefix), 0);
    end();
}
END_TEST

/* The first request, delayed and again: its session went on meanwhile, or was left. */
START_TEST(lma_makes_no_session_of_a_delayed_duplicate) /* R5213-5.5-21 */
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1, .sequence = 7), 0);
    ck_assert_int_eq(ASK(.handoff = 5, .prefix = only_prefix()), 0);
    if (_i)
        ck_assert_int_eq(ASK(.handoff = 4, .leave = 1, .prefix = only_prefix()), 0);
    ck_assert_int_eq(ASK(.handoff = 1, .sequence = 7, .clock_skew = -1300), 157);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

static unsigned seen_inside;

static int on_tunnel_open_that_looks(struct pmip6_tunnel *t, void *user)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    (void)user;
    t->id = 1;
    seen_inside += pmip6_lma_next_binding(lma, &cursor, &v) == 1;
    return 0;
}

static int on_route_add_that_is_fine(const struct pmip6_route *r, void *user)
{
    (void)r;
    (void)user;
    return 0;
}

static void on_close(const struct pmip6_tunnel *t, void *user)
{
    (void)t;
    (void)user;
}

static void on_remove(const struct pmip6_route *r, void *user)
{
    (void)r;
    (void)user;
}

START_TEST(lma_shows_no_session_that_is_being_made) /* rules 6 and 7 of the API */
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = PMIP6_RFC5213;
    seen_inside = 0;
    fake_host_init(&h);
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    cb.tunnel_open = on_tunnel_open_that_looks;
    cb.tunnel_close = on_close;
    cb.route_add = on_route_add_that_is_fine;
    cb.route_remove = on_remove;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(seen_inside, 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* Structs of an older header lack members: those are as the defaults have them. */
START_TEST(lma_takes_the_structs_of_an_older_header)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    struct pmip6_datagram d;
    uint8_t nothing = 0;

    edition = PMIP6_RFC5213;
    fake_host_init(&h);
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    c.size = offsetof(struct pmip6_lma_config, policy_timeout);
    c.policy_timeout = 0xffffffff; /* beyond the struct */
    cb.size = offsetof(struct pmip6_lma_callbacks, log);
    memset(&cb.log, 0xa5, sizeof cb.log);
    cb.allocate = NULL;
    cb.release = NULL;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
    h.policy_result = PMIP6_PENDING;
    ASK();
    pass(SEC(2));
    ck_assert_uint_eq(h.sent_count, 1); /* the policy was given up after a second */
    pmip6_datagram_init(&d);
    d.size = offsetof(struct pmip6_datagram, peer);
    d.source = MAG1;
    d.octets.data = &nothing;
    ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
    pmip6_lma_free(lma);
    c.size = offsetof(struct pmip6_lma_config, edition);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), PMIP6_ERR_INVALID);
}
END_TEST

/* ---- prefixes that are valid for a while ---- */

static pmip6_time left(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    bindings(&v);
    return v.expires - h.now;
}

START_TEST(lma_keeps_no_prefix_longer_than_it_is_valid_when_its_node_leaves)
{
    edition = (uint32_t)_i;
    begin_with(0, 0);
    h.policy.prefix_lifetime = 30;
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(left(), SEC(28));
    h.policy.prefix_lifetime = 6;
    ck_assert_int_eq(ASK(.leave = 1), 0);
    ck_assert_uint_le(left(), SEC(6));
    h.policy.prefix_lifetime = 1;
    ck_assert_int_eq(ASK(.leave = 1), 0);
    ck_assert_uint_le(left(), SEC(1));
    pass(SEC(1));
    ck_assert_uint_eq(bindings(NULL), 0);
    check_tables();
    end();
}
END_TEST

static int take_for_a_while(const struct pmip6_prefix_request *q,
                            struct pmip6_prefix_grant *g, void *user)
{
    (void)q;
    (void)user;
    g->prefix_count = 1;
    g->prefixes[0] = home(0x31);
    g->valid = 20;
    return 0;
}

static void release_nothing(const struct pmip6_prefix *p, struct pmip6_bytes mn_id,
                            void *user)
{
    (void)p;
    (void)mn_id;
    (void)user;
}

START_TEST(lma_believes_the_shorter_of_two_validities)
{
    static const uint32_t said[] = {0, 12, 40}, lasts[] = {20, 12, 20};
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    for (unsigned i = 0; i < 3; i++) {
        edition = (uint32_t)_i;
        fake_host_init(&h);
        sequence = 100;
        configure(&c, &pool);
        fake_lma_callbacks(&cb);
        cb.prefix_take = take_for_a_while;
        cb.prefix_release = release_nothing;
        ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
        h.policy.prefix_lifetime = said[i];
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        ck_assert_uint_eq(left(), SEC(lasts[i]));
        end();
    }
}
END_TEST

/* ---- what is no home network prefix ---- */

static const struct pmip6_prefix not_home[] = {
    {{{0}}, 64},
    {{{0}}, 0},
    {{{0}}, 3},
    {{{[15] = 1}}, 128},
    {{{0xfe, 0x80}}, 64},
    {{{0xfe, 0x80, [15] = 1}}, 128},
    {{{0xfe, 0xb0}}, 12},
    {{{0xfe}}, 7},
    {{{0xff, 2}}, 64},
    {{{0xff}}, 8},
    {{{0x80}}, 1},
    {{{0x20, 1}}, 129},
    {{{0x20, 1, 0x0d, 0xb8, [7] = 0xa}}, 64}, /* the LMA's own address is in it */
};

static const struct pmip6_prefix almost[] = {
    {{{[15] = 2}}, 127},  {{{0x20}}, 4},
    {{{0xfe, 0xc0}}, 10}, {{{0x20, 1, 0x0d, 0xb8, [7] = 0xb}}, 64},
    {{{0x40}}, 2},        {{{0xfe, 0x40}}, 10},
};

#define NOT_HOME (sizeof not_home / sizeof *not_home)
#define OWN      (NOT_HOME - 1)
#define ALMOST   (sizeof almost / sizeof *almost)

START_TEST(lma_takes_pools_of_home_prefixes_only)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool, own;

    begin((uint32_t)_i);
    configure(&c, &own);
    memset(&pool, 0, sizeof pool);
    c.pools = &pool;
    for (size_t i = 0; i < NOT_HOME; i++) {
        pool.prefix = not_home[i];
        pool.length = 128;
        ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), PMIP6_ERR_INVALID);
        if (i != OWN) /* which may be held, to keep it from going out */
            ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &not_home[i]),
                             PMIP6_ERR_INVALID);
    }
    ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &not_home[OWN]), 0);
    for (size_t i = 0; i < ALMOST; i++) {
        pool.prefix = almost[i];
        ck_assert_int_eq(pmip6_lma_reserve_prefix(lma, &almost[i]), 0);
        if (i != 1) /* 2000::/4 has the LMA's address in it */
            ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), 0);
    }
    end();
}
END_TEST

START_TEST(lma_takes_no_policy_with_other_than_home_prefixes)
{
    begin((uint32_t)_i);
    h.policy.prefix_count = 1;
    for (size_t i = 0; i < NOT_HOME; i++) {
        h.policy.prefixes = &not_home[i];
        ck_assert_int_eq(ASK(), 130);
        ck_assert_uint_eq(bindings(NULL), 0);
    }
    h.policy.prefixes = &almost[3];
    ck_assert_int_eq(ASK(), 0);
    end();
}
END_TEST

/* Prefixes need no alignment in a request, but have one in the answer: more are asked for
 * than it has room to repeat. */
START_TEST(lma_refuses_more_prefixes_than_an_answer_can_repeat)
{
    struct pmip6_addr from = MAG1, to = LMAA;
    uint8_t octets[2048] = {0};
    struct signalling s;
    unsigned before;
    size_t at;
    uint16_t sum;

    begin(PMIP6_RFC5213);
    prepare(&(struct pbu){.handoff = 1}, &s);
    s.present &= ~(uint32_t)HAS_PREFIX;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, NULL, NULL, &at), 0);
    for (uint8_t i = 0; at + 20 <= sizeof octets; at += 20, i++) {
        const struct pmip6_prefix p = home((uint8_t)(0x20 + i));

        octets[at] = PMIP6_OPT_HOME_NETWORK_PREFIX;
        octets[at + 1] = 18;
        octets[at + 3] = p.length;
        memcpy(octets + at + 4, p.addr.octets, 16);
    }
    octets[1] = sizeof octets / 8 - 1;
    sum = p6_checksum(&from, &to, 135, octets, sizeof octets);
    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
    before = h.sent_count;
    input(&from, octets, sizeof octets);
    read_answer(before);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_ge(answer.status, 128);
    ck_assert_uint_eq(answer.prefix_count, PMIP6_PREFIXES_MAX);
    ck_assert_uint_eq(answer.prefixes[0].addr.octets[7], 0x20);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* A peer's wish is granted out of a pool or a policy, and there is none of these. */
START_TEST(lma_gives_nobody_what_is_no_home_prefix)
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < NOT_HOME; i++) {
        struct signalling s;

        if (p6_prefix_is_zero(&not_home[i]) || not_home[i].length > 128)
            continue; /* which asks for any, or is none at all */
        prepare(&(struct pbu){.handoff = 1}, &s);
        s.prefixes[0] = not_home[i];
        ck_assert_int_eq(submit(&s, MAG1), 155);
        ck_assert_uint_eq(bindings(NULL), 0);
    }
    end();
}
END_TEST

static struct pmip6_prefix hosts_own;
static unsigned given_back;

static int take_hosts_own(const struct pmip6_prefix_request *q,
                          struct pmip6_prefix_grant *g, void *user)
{
    (void)q;
    (void)user;
    g->prefix_count = 1;
    g->prefixes[0] = hosts_own;
    return 0;
}

static void count_given_back(const struct pmip6_prefix *p, struct pmip6_bytes mn_id,
                             void *user)
{
    (void)mn_id;
    (void)user;
    given_back += (unsigned)p6_prefix_equal(p, &hosts_own);
}

static void begin_allocated_by(int (*take)(const struct pmip6_prefix_request *q,
                                           struct pmip6_prefix_grant *g, void *user),
                               void (*release)(const struct pmip6_prefix *p,
                                               struct pmip6_bytes mn_id, void *user))
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    fake_host_init(&h);
    sequence = 100;
    configure(&c, &pool);
    fake_lma_callbacks(&cb);
    cb.prefix_take = take;
    cb.prefix_release = release;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

START_TEST(lma_gives_other_than_home_prefixes_back_to_its_host)
{
    edition = (uint32_t)_i;
    given_back = 0;
    begin_allocated_by(take_hosts_own, count_given_back);
    for (size_t i = 0; i < NOT_HOME; i++) {
        hosts_own = not_home[i];
        ck_assert_int_eq(ASK(), 130);
        ck_assert_uint_eq(given_back, i + 1);
    }
    hosts_own = almost[3];
    ck_assert_int_eq(ASK(), 0);
    end();
}
END_TEST

/* A session past its end, not worked off yet, has two prefixes when its host gives one of
 * them out again: the host is told of the other, and never of what it has just given. */
static unsigned takes, told[2];

static int take_again(const struct pmip6_prefix_request *q, struct pmip6_prefix_grant *g,
                      void *user)
{
    (void)q;
    (void)user;
    g->prefix_count = takes++ == 0 ? 2 : 1;
    if (takes == 3)
        g->prefix_count = 2; /* and once more than there may be in one session */
    g->prefixes[0] = home(0x31);
    g->prefixes[1] = home(takes == 3 ? 0x31 : 0x32);
    return 0;
}

static void note_told(const struct pmip6_prefix *p, struct pmip6_bytes mn_id, void *user)
{
    (void)mn_id;
    (void)user;
    told[p->addr.octets[7] - 0x31]++;
}

START_TEST(lma_tells_no_release_of_what_its_host_gave_out_again)
{
    edition = PMIP6_RFC5213;
    begin_allocated_by(take_again, note_told);
    takes = told[0] = told[1] = 0;
    h.policy.pool_prefixes = 2;
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    h.now += SEC(96); /* and no time-out is handled */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_uint_eq(told[0], 0);
    ck_assert_uint_eq(told[1], 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    /* The same once more for a grant that comes to nothing: it is given back. */
    h.now += SEC(96);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1), 130);
    ck_assert_uint_eq(told[0], 2);
    ck_assert_uint_eq(told[1], 1);
    /* What a living session has is told, as often as it was granted in vain. */
    ck_assert_int_eq(ASK(.mn = "mn4", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 1), 130);
    ck_assert_uint_eq(told[0], 3);
    pass(SEC(96));
    ck_assert_uint_eq(told[0], 4);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

static Suite *lma_prefixes_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("lma_prefixes");
    TCase *c = tcase_create("lma_prefixes");

    tcase_add_loop_test(c, lma_passes_over_what_a_policy_gave_away, first, last);
    tcase_add_loop_test(c, lma_has_its_whole_pool_again_when_it_is_free, first, last);
    tcase_add_loop_test(c, lma_goes_on_with_the_next_pool, first, last);
    tcase_add_loop_test(c, lma_passes_over_many_small_prefixes, first, last);
    tcase_add_test(c, lma_refuses_a_prefix_asked_for_twice);
    tcase_add_loop_test(c, lma_gives_nothing_out_of_a_held_prefix_of_another_length,
                        first, last);
    tcase_add_test(c, lma_sees_and_repeats_prefixes_beyond_what_a_session_can_have);
    tcase_add_loop_test(c, lma_takes_another_bound_of_bindings_while_it_runs, first,
                        last);
    tcase_add_loop_test(c, lma_makes_room_out_of_what_is_dead, 0, 2);
    tcase_add_test(c, lma_forgets_the_identifier_of_another_interface);
    tcase_add_loop_test(c, lma_makes_no_session_of_a_delayed_duplicate, 0, 2);
    tcase_add_loop_test(
        c, lma_keeps_no_prefix_longer_than_it_is_valid_when_its_node_leaves, first, last);
    unit_add_lone_test(c, lma_takes_pools_of_home_prefixes_only, first, last);
    tcase_add_loop_test(c, lma_takes_no_policy_with_other_than_home_prefixes, first,
                        last);
    unit_add_lone_test(c, lma_refuses_more_prefixes_than_an_answer_can_repeat, 0, 1);
    tcase_add_loop_test(c, lma_gives_nobody_what_is_no_home_prefix, first, last);
    unit_add_lone_test(c, lma_gives_other_than_home_prefixes_back_to_its_host, first,
                       last);
    unit_add_lone_test(c, lma_tells_no_release_of_what_its_host_gave_out_again, 0, 1);
    unit_add_lone_test(c, lma_believes_the_shorter_of_two_validities, first, last);
    unit_add_lone_test(c, lma_shows_no_session_that_is_being_made, 0, 1);
    unit_add_lone_test(c, lma_takes_the_structs_of_an_older_header, 0, 1);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_prefixes_suite)
