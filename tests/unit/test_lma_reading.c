/* SPDX-License-Identifier: MIT */
/* What reads from an LMA, a policy table or a message: structs of hosts of other
 * releases, arguments that are not there, and callbacks that come meanwhile. */
#include "lma_bed.h"
#include "sizes.h"

static pmip6_policy_table *table;

static struct pmip6_bytes bytes(const char *text)
{
    struct pmip6_bytes b = {(const uint8_t *)text, strlen(text)};
    return b;
}

static void begin_bound(void)
{
    struct pmip6_policy_entry e;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(pmip6_policy_table_new(&table, NULL, NULL, NULL), 0);
    pmip6_policy_entry_init(&e);
    e.mn_id = bytes("mn1");
    e.policy.lifetime = 77;
    ck_assert_int_eq(pmip6_policy_table_set(table, &e), 0);
}

static void end_bound(void)
{
    pmip6_policy_table_free(table);
    end();
}

/* ---- sizes ---- */

static int fill_next_binding(void *v)
{
    uint32_t cursor = 0;
    return pmip6_lma_next_binding(lma, &cursor, v);
}

static int fill_next_of_node(void *v)
{
    uint32_t cursor = 0;
    return pmip6_lma_next_of_node(lma, bytes("mn1"), 0, &cursor, v);
}

static int fill_by_address(void *v)
{
    struct pmip6_addr a = fake_addr(0x80, 9);
    return pmip6_lma_find_by_address(lma, &a, v);
}

static int fill_counters(void *c)
{
    return pmip6_lma_get_counters(lma, c);
}

static int fill_status(void *s)
{
    return pmip6_lma_get_status(lma, s);
}

static int fill_verdict(void *v)
{
    struct pmip6_forward_query q;

    pmip6_forward_query_init(&q);
    q.origin = PMIP6_FROM_OUTSIDE;
    q.destination = fake_addr(0x80, 9);
    return pmip6_lma_forward(lma, &q, v);
}

static int give_nothing(uint64_t offset, uint8_t *octets, size_t count, void *user)
{
    (void)offset, (void)octets, (void)count, (void)user;
    return 0;
}

/* There are bindings: nothing is restored, and that is told. */
static int fill_restored(void *r)
{
    return pmip6_lma_restore(lma, give_nothing, NULL, r);
}

static int write_away(const uint8_t *octets, size_t count, void *user)
{
    (void)octets, (void)count, (void)user;
    return 0;
}

static int fill_save(void *s)
{
    return pmip6_lma_save(lma, s, write_away, NULL);
}

static void prepare_save(void *s, size_t size)
{
    pmip6_lma_save_defaults(s, size);
}

static int fill_table_get(void *e)
{
    return pmip6_policy_table_get(table, bytes("mn1"), e);
}

static int fill_table_next(void *e)
{
    uint32_t cursor = 0;
    return pmip6_policy_table_next(table, &cursor, e);
}

static int fill_table_answer(void *p)
{
    struct pmip6_policy_query q = {.size = sizeof q, .mn_id = bytes("mn1")};
    return pmip6_policy_table_answer(table, &q, p);
}

static int fill_message(void *m)
{
    static const uint8_t update[] = {59, 1, 5, 0, 0, 0, 0, 9, 0x82, 0, 0, 15, 1, 2, 0, 0};
    struct pmip6_bytes octets = {update, sizeof update};

    return pmip6_message_decode(m, octets, NULL, NULL, NULL);
}

static void prepare_message(void *m, size_t size)
{
    if (size >= sizeof size)
        memset((uint8_t *)m + sizeof size, 0, size - sizeof size);
}

static int fill_config(void *c)
{
    size_t size = size_of(c);

    pmip6_lma_config_defaults(c, size, PMIP6_RFC5213);
    return told(size);
}

static int fill_callbacks(void *c)
{
    size_t size = size_of(c);

    pmip6_lma_callbacks_defaults(c, size);
    return told(size);
}

static int fill_policy(void *p)
{
    size_t size = size_of(p);

    pmip6_policy_defaults(p, size);
    return told(size);
}

static int fill_entry(void *e)
{
    size_t size = size_of(e);

    pmip6_policy_entry_defaults(e, size);
    return told(size);
}

static int fill_save_defaults(void *s)
{
    size_t size = size_of(s);

    pmip6_lma_save_defaults(s, size);
    return told(size);
}

#define POLICY_AT offsetof(struct pmip6_policy_entry, policy)

static const struct filled filled[] = {
    {"next_binding", sizeof(struct pmip6_binding_view), 0, 0, 1, fill_next_binding, NULL},
    {"next_of_node", sizeof(struct pmip6_binding_view), 0, 0, 1, fill_next_of_node, NULL},
    {"find_by_address", sizeof(struct pmip6_binding_view), 0, 0, 0, fill_by_address,
     NULL},
    {"get_counters", sizeof(struct pmip6_lma_counters), 0, 0, 0, fill_counters, NULL},
    {"get_status", sizeof(struct pmip6_lma_status), 0, 0, 0, fill_status, NULL},
    {"forward", sizeof(struct pmip6_forward_verdict), 0, 0, 0, fill_verdict, NULL},
    {"restore", sizeof(struct pmip6_lma_restored), 0, 0, PMIP6_ERR_STATE, fill_restored,
     NULL},
    {"save", sizeof(struct pmip6_lma_save), offsetof(struct pmip6_lma_save, reserved), 0,
     0, fill_save, prepare_save},
    {"table_get", sizeof(struct pmip6_policy_entry), POLICY_AT + sizeof(size_t),
     POLICY_AT, 0, fill_table_get, NULL},
    {"table_next", sizeof(struct pmip6_policy_entry), POLICY_AT + sizeof(size_t),
     POLICY_AT, 1, fill_table_next, NULL},
    {"table_answer", sizeof(struct pmip6_policy), 0, 0, 0, fill_table_answer, NULL},
    {"message_decode", sizeof(struct pmip6_message), sizeof(struct pmip6_message), 0, 0,
     fill_message, prepare_message},
    {"config_defaults", sizeof(struct pmip6_lma_config), 0, 0, 0, fill_config, NULL},
    {"callbacks_defaults", sizeof(struct pmip6_lma_callbacks), 0, 0, 0, fill_callbacks,
     NULL},
    {"policy_defaults", sizeof(struct pmip6_policy), 0, 0, 0, fill_policy, NULL},
    {"entry_defaults", sizeof(struct pmip6_policy_entry), 0, POLICY_AT, 0, fill_entry,
     NULL},
    {"save_defaults", sizeof(struct pmip6_lma_save), 0, 0, 0, fill_save_defaults, NULL},
};

#define FILLED ((int)(sizeof filled / sizeof filled[0]))

START_TEST(lma_fills_no_more_than_the_host_has_room_for)
{
    begin_bound();
    sizes_check(&filled[_i]);
    end_bound();
}
END_TEST

/* What a host of another release prepares it can hand in. */
START_TEST(policy_table_takes_entries_of_other_releases)
{
    union sizes_room room;
    struct pmip6_policy_entry *e = (void *)&room, got;

    begin_bound();
    pmip6_policy_entry_init(&got);
    for (size_t more = 0; more < SIZES_BEYOND; more += 8) {
        memset(&room, SIZES_CANARY, sizeof room);
        pmip6_policy_entry_defaults(
            e, POLICY_AT + offsetof(struct pmip6_policy, lifetime) + more);
        e->mn_id = bytes("other");
        ck_assert_int_eq(pmip6_policy_table_set(table, e), 0);
        ck_assert_int_eq(pmip6_policy_table_get(table, bytes("other"), &got), 0);
        ck_assert_uint_eq(got.policy.pool_prefixes, 1);
        ck_assert_uint_eq(got.policy.grants, PMIP6_GRANT_ALL);
        ck_assert_uint_eq(got.policy.size, sizeof got.policy);
        e->policy.size++; /* more than there is of the entry */
        ck_assert_int_eq(pmip6_policy_table_set(table, e), PMIP6_ERR_INVALID);
    }
    end_bound();
}
END_TEST

START_TEST(message_of_another_release_is_encoded_unless_it_says_what_is_not_known)
{
    union sizes_room room;
    struct pmip6_message *m = (void *)&room;
    uint8_t octets[64];
    size_t length;

    memset(&room, 0, sizeof room);
    m->mh_type = PMIP6_MH_BU;
    m->size = sizeof *m;
    ck_assert_int_eq(pmip6_message_encode(m, octets, sizeof octets, NULL, NULL, &length),
                     0);
    m->size--;
    ck_assert_int_eq(pmip6_message_encode(m, octets, sizeof octets, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
    m->size = sizeof *m + 8;
    ck_assert_int_eq(pmip6_message_encode(m, octets, sizeof octets, NULL, NULL, &length),
                     0);
    room.octets[sizeof *m] = 1;
    ck_assert_int_eq(pmip6_message_encode(m, octets, sizeof octets, NULL, NULL, &length),
                     PMIP6_ERR_VERSION);
}
END_TEST

/* A batch ends at the first datagram that is no datagram, and tells which one it is. */
START_TEST(lma_tells_how_much_of_a_batch_it_took)
{
    static const struct {
        size_t size;
        uint8_t beyond;
        int result;
    } cases[] = {
        {sizeof(struct pmip6_datagram) + 8, 0, 0},
        {1, 0, PMIP6_ERR_INVALID},
        {sizeof(struct pmip6_datagram) + 8, 1, PMIP6_ERR_VERSION},
    };
    const size_t stride = sizeof(struct pmip6_datagram) + 8, wrong[] = {0, 1, 15, 16, 19};
    struct pmip6_lma_counters c;
    union {
        uint64_t aligned;
        uint8_t octets[20 * (sizeof(struct pmip6_datagram) + 8)];
    } room;
    size_t taken = 99;
    uint64_t all = 0;

    begin(PMIP6_RFC5213);
    pmip6_lma_counters_init(&c);
    for (size_t i = 0; i < 3 * 5; i++) {
        const size_t at = wrong[i % 5] * stride, w = i / 5;
        int rc;

        if (w > 0 && wrong[i % 5] == 0)
            continue; /* the stride is the first one's size */
        memset(&room, 0, sizeof room);
        for (size_t k = 0; k < 20; k++)
            memcpy(room.octets + k * stride, &stride, sizeof stride);
        memcpy(room.octets + at, &cases[w].size, sizeof cases[w].size);
        room.octets[at + sizeof(struct pmip6_datagram)] = cases[w].beyond;
        rc = pmip6_lma_input_batch(lma, (const void *)&room, 20, &taken);
        ck_assert_int_eq(rc, cases[w].result);
        ck_assert_uint_eq(taken, rc == 0 ? 20 : wrong[i % 5]);
        all += taken;
        ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
        ck_assert(c.rx_datagrams == all);
    }
    ck_assert_int_eq(pmip6_lma_input_batch(lma, NULL, 1, &taken), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(taken, 0);
    ck_assert_int_eq(pmip6_lma_input_batch(lma, NULL, 0, NULL), 0);
    end();
}
END_TEST

/* A configuration that uses what is not known, and a late policy that is out of range,
 * change nothing. */
START_TEST(lma_refuses_what_it_does_not_know_and_goes_on)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    struct pmip6_policy p;
    union sizes_room room;

    begin(PMIP6_RFC5213);
    configure(&c, &pool);
    memset(&room, 0, sizeof room);
    memcpy(&room, &c, sizeof c);
    room.size = sizeof c + 8;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, (const void *)&room), 0);
    room.octets[sizeof c] = 1;
    ck_assert_int_eq(pmip6_lma_reconfigure(lma, (const void *)&room), PMIP6_ERR_VERSION);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 1);
    pmip6_policy_init(&p);
    p.grants = PMIP6_GRANT_ALL;
    p.lifetime = 3;
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &p), PMIP6_ERR_INVALID);
    p.lifetime = 7;
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &p), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* What has no meaning yet may not be set. */
START_TEST(lma_refuses_flags_and_reserved_members_it_does_not_know)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;
    pmip6_lma *none;

    begin(PMIP6_RFC5213);
    fake_lma_callbacks(&cb);
    for (unsigned i = 0; i < 32 + 6; i++) {
        const int known = i < 8;

        configure(&c, &pool);
        c.flags = PMIP6_LMA_PREFIX_HINTS;
        if (i < 32)
            c.flags |= (uint32_t)1 << i;
        else
            pool.reserved[i - 32] = 1;
        ck_assert_int_eq(pmip6_lma_memory_needed(&c) > 0, known);
        if (known && c.flags & PMIP6_LMA_PREALLOCATE)
            continue; /* that may not change */
        ck_assert_int_eq(pmip6_lma_reconfigure(lma, &c), known ? 0 : PMIP6_ERR_INVALID);
        if (!known)
            ck_assert_int_eq(pmip6_lma_new(&none, &c, &cb, &h), PMIP6_ERR_INVALID);
    }
    end();
}
END_TEST

/* Without time for it, a late answer is always too late. */
START_TEST(lma_without_a_policy_timeout_gives_up_at_once)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pool;
    struct pmip6_policy p;

    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    c.policy_timeout = 0;
    begin_as(&c);
    h.policy_result = PMIP6_PENDING;
    ASK(.handoff = 1);
    pmip6_policy_init(&p);
    p.grants = PMIP6_GRANT_ALL;
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &p), PMIP6_ERR_NOT_FOUND);
    pass(MS(2));
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* ---- what the pages say ---- */

/* A request of a peer with a long identity has no room where requests wait. */
START_TEST(lma_refuses_to_wait_for_peers_with_long_identities)
{
    static const uint8_t identity[256];
    struct pmip6_addr to = LMAA, from = MAG1;
    struct pmip6_datagram d;
    struct signalling s;
    uint8_t octets[512];
    size_t length;

    for (size_t n = 255; n <= 256; n++) {
        struct pmip6_lma_counters c;

        begin(PMIP6_RFC5213);
        h.policy_result = PMIP6_PENDING;
        prepare(&(struct pbu){.handoff = 1}, &s);
        ck_assert_int_eq(
            p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length), 0);
        pmip6_datagram_init(&d);
        d.source = from;
        d.destination = to;
        d.octets.data = octets;
        d.octets.length = length;
        d.peer.data = identity;
        d.peer.length = n;
        ck_assert_int_eq(pmip6_lma_input(lma, &d), 0);
        pmip6_lma_counters_init(&c);
        ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
        ck_assert(c.tx_refused[PMIP6_STATUS_INSUFFICIENT_RESOURCES] == (n > 255));
        end();
    }
}
END_TEST

/* An answer that could not be sent is counted as an answer, and as a failure. */
START_TEST(lma_counts_answers_that_could_not_be_sent)
{
    struct pmip6_lma_counters c;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    h.calls_left = 1; /* of a refusal before anything is asked: the sending */
    ASK(.without = HAS_MN_ID);
    pmip6_lma_counters_init(&c);
    ck_assert_int_eq(pmip6_lma_get_counters(lma, &c), 0);
    ck_assert(c.tx_binding_acks == 2);
    ck_assert(c.tx_pba_refused == 1);
    ck_assert(c.tx_failed == 1);
    end();
}
END_TEST

/* Under draft-02 the node is asked for first, whoever asks. */
START_TEST(lma_refuses_with_the_policys_status_before_or_behind_the_gateways)
{
    begin((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_NODE;
    h.policy.refuse_with = 129;
    ck_assert_int_eq(ASK(.handoff = 1), _i == PMIP6_DRAFT_02 ? 129 : 154);
    end();
}
END_TEST

/* What is dropped is still described with the session's tunnel. */
START_TEST(lma_tells_the_tunnel_of_a_blocked_route)
{
    unsigned blocked = 0;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(ASK(.leave = 1), 0);
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct pmip6_route *r = &h.routes[i].route;
        const struct pmip6_addr mag = MAG1;

        if (!h.routes[i].used || r->kind != PMIP6_ROUTE_BLOCKED)
            continue;
        ck_assert_mem_eq(&r->tunnel.remote, &mag, sizeof mag);
        blocked++;
    }
    ck_assert_uint_eq(blocked, 1);
    end();
}
END_TEST

/* ---- what is not there ---- */

START_TEST(lma_reads_nothing_for_nobody)
{
    struct pmip6_binding_view v;
    struct pmip6_policy_entry e;
    struct pmip6_lma_counters c;
    struct pmip6_lma_status st;
    struct pmip6_forward_query q;
    struct pmip6_tunnel t;
    struct pmip6_addr a = fake_addr(0x80, 9);
    struct pmip6_bytes nobody = {NULL, 3}, name = bytes("mn1");
    uint32_t cursor = 0;

    begin_bound();
    pmip6_binding_view_init(&v);
    pmip6_policy_entry_init(&e);
    pmip6_lma_counters_init(&c);
    pmip6_lma_status_init(&st);
    pmip6_forward_query_init(&q);
    q.origin = PMIP6_FROM_OUTSIDE;
    const int results[] = {
        pmip6_lma_next_binding(NULL, &cursor, &v),
        pmip6_lma_next_binding(lma, NULL, &v),
        pmip6_lma_next_binding(lma, &cursor, NULL),
        pmip6_lma_next_of_node(NULL, name, 0, &cursor, &v),
        pmip6_lma_next_of_node(lma, nobody, 0, &cursor, &v),
        pmip6_lma_next_of_node(lma, name, 0, NULL, &v),
        pmip6_lma_next_of_node(lma, name, 0, &cursor, NULL),
        pmip6_lma_find_by_address(NULL, &a, &v),
        pmip6_lma_find_by_address(lma, NULL, &v),
        pmip6_lma_find_by_address(lma, &a, NULL),
        pmip6_lma_next_tunnel(NULL, &cursor, &t),
        pmip6_lma_next_tunnel(lma, NULL, &t),
        pmip6_lma_next_tunnel(lma, &cursor, NULL),
        pmip6_lma_get_counters(NULL, &c),
        pmip6_lma_get_counters(lma, NULL),
        pmip6_lma_get_status(NULL, &st),
        pmip6_lma_get_status(lma, NULL),
        pmip6_lma_forward(lma, &q, NULL),
        pmip6_lma_forward(lma, NULL, NULL),
        pmip6_policy_table_get(NULL, name, &e),
        pmip6_policy_table_get(table, nobody, &e),
        pmip6_policy_table_get(table, name, NULL),
        pmip6_policy_table_next(NULL, &cursor, &e),
        pmip6_policy_table_next(table, NULL, &e),
        pmip6_policy_table_next(table, &cursor, NULL),
        pmip6_policy_table_answer(table, NULL, NULL),
        pmip6_lma_delete(lma, nobody),
        pmip6_lma_policy_changed(lma, nobody),
    };
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        ck_assert_msg(results[i] == PMIP6_ERR_INVALID, "case %zu: %d", i, results[i]);
    ck_assert_uint_eq(cursor, 0);
    nobody.length = 0; /* no identifier is one of nobody's */
    ck_assert_int_eq(pmip6_lma_next_of_node(lma, nobody, 0, &cursor, &v), 0);
    end_bound();
}
END_TEST

/* ---- callbacks that want to change ---- */

static struct pmip6_lma_callbacks fake;
static unsigned meddled, lines;

/* Whatever callback it is called from, nothing changes, and the handle stays. */
static void meddle(void)
{
    if (!lma)
        return;
    meddled++;
    pmip6_lma_free(lma);
    ck_assert_int_eq(pmip6_lma_delete(lma, bytes("mn1")), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_lma_handle_timeout(lma), PMIP6_ERR_REENTRANT);
}

static void on_clock(struct pmip6_clock *now, void *user)
{
    meddle();
    fake.clock(now, user);
}

static int on_send(const struct pmip6_datagram *d, void *user)
{
    meddle();
    return fake.send(d, user);
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    meddle();
    return fake.policy(q, p, user);
}

static int on_gateway(const struct pmip6_addr *a, struct pmip6_bytes peer, void *user)
{
    meddle();
    return fake.gateway(a, peer, user);
}

static int on_open(struct pmip6_tunnel *t, void *user)
{
    meddle();
    return fake.tunnel_open(t, user);
}

static void on_close(const struct pmip6_tunnel *t, void *user)
{
    meddle();
    fake.tunnel_close(t, user);
}

static int on_add(const struct pmip6_route *r, void *user)
{
    meddle();
    return fake.route_add(r, user);
}

static void on_remove(const struct pmip6_route *r, void *user)
{
    meddle();
    fake.route_remove(r, user);
}

static void on_event(const struct pmip6_lma_event *e, void *user)
{
    (void)e, (void)user;
    meddle();
}

static void on_log(const struct pmip6_log *l, void *user)
{
    (void)user;
    ck_assert_int_eq(l->error, PMIP6_ERR_REENTRANT);
    ck_assert_uint_eq(l->level, PMIP6_LOG_ERROR);
    lines++;
    meddle();
}

static void *on_allocate(size_t size, void *user)
{
    meddle();
    return fake.allocate(size, user);
}

static void on_release(void *memory, size_t size, void *user)
{
    meddle();
    fake.release(memory, size, user);
}

static void begin_meddled(void)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    edition = PMIP6_RFC5213;
    configure(&c, &pool);
    fake_host_init(&h);
    fake_lma_callbacks(&fake);
    cb = fake;
    cb.clock = on_clock;
    cb.send = on_send;
    cb.policy = on_policy;
    cb.gateway = on_gateway;
    cb.tunnel_open = on_open;
    cb.tunnel_close = on_close;
    cb.route_add = on_add;
    cb.route_remove = on_remove;
    cb.event = on_event;
    cb.log = on_log;
    cb.allocate = on_allocate;
    cb.release = on_release;
    meddled = lines = 0;
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

START_TEST(lma_is_not_ended_from_inside_a_callback)
{
    begin_meddled();
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(ASK(.leave = 1), 0);
    pass(SEC(11));
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_ge(lines, 15);
    ck_assert_uint_eq(meddled, 2 * lines); /* in a callback, and in its line's */
    end();
}
END_TEST

/* Those that read ask the clock as well. */
START_TEST(lma_does_not_change_while_it_is_read)
{
    struct pmip6_addr a = fake_addr(0x80, 9);
    struct pmip6_binding_view v = {.size = sizeof v};
    struct pmip6_forward_verdict verdict;
    unsigned before;

    begin_meddled();
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    before = meddled;
    ck_assert_int_eq(fill_next_binding(&v), 1);
    ck_assert_uint_gt(v.prefix_count, 0);
    ck_assert_int_eq(fill_next_of_node(&v), 1);
    ck_assert_int_eq(pmip6_lma_find_by_address(lma, &a, &v), 0);
    pmip6_forward_verdict_init(&verdict);
    ck_assert_int_eq(fill_verdict(&verdict), 0);
    ck_assert_uint_eq(verdict.action, PMIP6_FORWARD_TUNNEL);
    ck_assert_uint_eq(meddled, before + 8); /* each one's clock, and the line about it */
    ck_assert_int_eq(pmip6_lma_delete(lma, bytes("mn1")), 0);
    end();
}
END_TEST

static Suite *reading_suite(void)
{
    Suite *s = suite_create("lma_reading");
    TCase *c = tcase_create("lma_reading");

    tcase_add_loop_test(c, lma_fills_no_more_than_the_host_has_room_for, 0, FILLED);
    tcase_add_test(c, policy_table_takes_entries_of_other_releases);
    tcase_add_test(
        c, message_of_another_release_is_encoded_unless_it_says_what_is_not_known);
    tcase_add_test(c, lma_tells_how_much_of_a_batch_it_took);
    tcase_add_test(c, lma_refuses_what_it_does_not_know_and_goes_on);
    tcase_add_test(c, lma_refuses_flags_and_reserved_members_it_does_not_know);
    tcase_add_test(c, lma_without_a_policy_timeout_gives_up_at_once);
    tcase_add_test(c, lma_refuses_to_wait_for_peers_with_long_identities);
    tcase_add_test(c, lma_counts_answers_that_could_not_be_sent);
    tcase_add_loop_test(c,
                        lma_refuses_with_the_policys_status_before_or_behind_the_gateways,
                        PMIP6_DRAFT_02, PMIP6_RFC5213 + 1);
    tcase_add_test(c, lma_tells_the_tunnel_of_a_blocked_route);
    tcase_add_test(c, lma_reads_nothing_for_nobody);
    tcase_add_test(c, lma_is_not_ended_from_inside_a_callback);
    tcase_add_test(c, lma_does_not_change_while_it_is_read);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(reading_suite)
