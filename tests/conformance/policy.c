/* SPDX-License-Identifier: MIT */
/*
 * Who may register whom: protection of the signalling (RFC 5213 4, draft-02 4 and 11),
 * the gateways and the policy store that the host knows (RFC 5213 6.2), identifiers of
 * nodes (RFC 5213 6.6, RFC 4283).
 */
#include "conformance.h"
#include "host_bed.h"

/* ---- a host that looks closely ---- */

static struct {
    struct pmip6_policy_query query; /* the last; without what it points to */
    char mn[PMIP6_MN_ID_MAX + 1];
    char peer[64], gateway_peer[64];
    unsigned policies;          /* how often it was asked */
    unsigned done;              /* what was bound, open or routed by then */
    struct pmip6_datagram sent; /* the last, without what it points to */
    char sent_peer[64];
    int (*send)(const struct pmip6_datagram *d, void *user);
    /* What it answers, where it answers for itself. */
    int (*answer)(const struct pmip6_policy_query *q, struct pmip6_policy *p);
} seen;

static void keep_text(char *to, size_t room, struct pmip6_bytes from)
{
    memset(to, 0, room);
    if (from.length)
        memcpy(to, from.data, from.length < room ? from.length : room - 1);
}

static int on_watched_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                             void *user)
{
    struct fake_host *host = user;

    seen.policies++;
    seen.query = *q;
    keep_text(seen.mn, sizeof seen.mn, q->mn_id);
    keep_text(seen.peer, sizeof seen.peer, q->peer);
    seen.done += bindings(NULL) + host->tunnel_count + host->route_count;
    host->ticket = q->ticket;
    *p = host->policy;
    return seen.answer ? seen.answer(q, p) : host->policy_result;
}

static int on_watched_gateway(const struct pmip6_addr *a, struct pmip6_bytes peer,
                              void *user)
{
    const struct fake_host *host = user;

    keep_text(seen.gateway_peer, sizeof seen.gateway_peer, peer);
    return memcmp(a, &host->stranger, sizeof *a) != 0;
}

static int on_watched_send(const struct pmip6_datagram *d, void *user)
{
    seen.sent = *d;
    keep_text(seen.sent_peer, sizeof seen.sent_peer, d->peer);
    return seen.send(d, user);
}

static void watches(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    memset(&seen, 0, sizeof seen);
    seen.send = cb->send;
    cb->policy = on_watched_policy;
    cb->gateway = on_watched_gateway;
    cb->send = on_watched_send;
}

/* As it is where the configuration does not say otherwise. */
static void watches_and_protects(struct pmip6_lma_config *c,
                                 struct pmip6_lma_callbacks *cb)
{
    struct pmip6_lma_config defaults;

    watches(c, cb);
    pmip6_lma_config_init(&defaults, edition);
    c->flags = defaults.flags;
}

static struct wire protected_by(uint32_t protection, const char *peer, struct wire w)
{
    w.protection = protection;
    w.peer.data = (const uint8_t *)peer;
    w.peer.length = strlen(peer);
    return w;
}

/* ---- protection (section 4) ---- */

/* covers: R5213-4-01 R5213-5.3.1-01 D02-5.3.1-10 D02-11-01 D02-4-02 */
START_TEST(unprotected_requests_are_dropped_unless_the_configuration_says_not)
{
    struct wire w, malformed;

    begin_hosted((uint32_t)_i, watches_and_protects);
    w = WIRE(.handoff = 1);
    malformed = w;
    malformed.octets[0] = 6; /* what it is does not matter: this comes first */
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_int_eq(put_in(&malformed), -1);
    ck_assert_uint_eq(dropped(PMIP6_DROP_UNPROTECTED), 2);
    ck_assert_uint_eq(seen.policies, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    w = protected_by(PMIP6_PROTECTED_ESP, "mag1", w);
    ck_assert_int_eq(put_in(&w), 0);
    end();
    begin((uint32_t)_i); /* here it says not */
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    end();
}
END_TEST

/* covers: D02-4-01 D02-4-03 D02-11-01 */
START_TEST(answer_is_protected_as_the_request_was)
{
    static const uint32_t kinds[] = {PMIP6_PROTECTED_ESP, PMIP6_PROTECTED_OTHER};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct wire w;

        begin_hosted((uint32_t)_i, watches_and_protects);
        w = protected_by(kinds[i], "mag1", WIRE(.handoff = 1));
        h.policy_result = i ? PMIP6_PENDING : 0; /* at once, or later */
        put_in(&w);
        if (i)
            ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
        ck_assert_uint_eq(h.sent_count, 1);
        ck_assert_uint_eq(seen.sent.protection, kinds[i]);
        ck_assert_str_eq(seen.sent_peer, "mag1");
        ck_assert(same_addr(seen.sent.source, LMAA)); /* these two name the association */
        ck_assert(same_addr(seen.sent.destination, MAG1));
        end();
    }
}
END_TEST

/* covers: R5213-4-03 D02-4-06 */
START_TEST(any_protection_of_integrity_will_do)
{
    static const uint32_t kinds[] = {PMIP6_PROTECTED_ESP, PMIP6_PROTECTED_OTHER};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct wire w;

        begin_hosted((uint32_t)_i, watches_and_protects);
        w = protected_by(kinds[i], "mag1", WIRE(.handoff = 1));
        ck_assert_int_eq(put_in(&w), 0);
        ck_assert_uint_eq(bindings(NULL), 1);
        end();
    }
}
END_TEST

/* covers: D02-4-04 */
START_TEST(one_association_serves_all_nodes_of_a_gateway)
{
    static const char *const nodes[] = {"mn1", "mn2", "mn3"};

    begin_hosted((uint32_t)_i, watches_and_protects);
    for (unsigned i = 0; i < 3; i++) {
        struct wire w =
            protected_by(PMIP6_PROTECTED_ESP, "mag1", WIRE(.mn = nodes[i], .handoff = 1));

        ck_assert_int_eq(put_in(&w), 0);
        ck_assert_str_eq(seen.gateway_peer, "mag1");
        ck_assert_str_eq(seen.peer, "mag1");
    }
    ck_assert_uint_eq(bindings(NULL), 3);
    end();
}
END_TEST

/* Whose association it is, and from where it may be used. */
static int on_gateway_by_identity(const struct pmip6_addr *a, struct pmip6_bytes peer,
                                  void *user)
{
    (void)user;
    for (uint8_t n = 1; n < 4; n++) {
        struct pmip6_addr own = fake_addr(n, 1);
        const char name[] = {'m', 'a', 'g', (char)('0' + n)};

        if (memcmp(a, &own, sizeof own) == 0)
            return peer.length == 4 && memcmp(peer.data, name, 4) == 0;
    }
    return 0;
}

static void knows_identities(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    watches_and_protects(c, cb);
    cb->gateway = on_gateway_by_identity;
}

/* covers: R5213-4.1-01 D02-4.1-02 D02-5.3.1-10 */
START_TEST(identity_belongs_to_the_source_address)
{
    static const struct {
        uint8_t mag;
        const char *peer;
        int status;
    } cases[] = {{1, "mag2", 154}, {1, "", 154},   {1, "mag", 154}, {2, "mag1", 154},
                 {4, "mag4", 154}, {1, "mag1", 0}, {2, "mag2", 0}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wire w;

        begin_hosted((uint32_t)_i, knows_identities);
        w = protected_by(PMIP6_PROTECTED_ESP, cases[i].peer,
                         WIRE(.mag = cases[i].mag, .handoff = 1));
        ck_assert_int_eq(put_in(&w), cases[i].status);
        ck_assert_uint_eq(bindings(NULL), cases[i].status == 0);
        end();
    }
}
END_TEST

/* covers: R5213-5.3.1-02 D02-5.3.1-11 */
START_TEST(identity_of_the_association_reaches_who_decides)
{
    struct wire w;

    begin_hosted((uint32_t)_i, watches);
    w = protected_by(PMIP6_PROTECTED_ESP, "spi 0x1234", WIRE(.handoff = 1));
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_str_eq(seen.gateway_peer, "spi 0x1234");
    ck_assert_str_eq(seen.peer, "spi 0x1234");
    ck_assert_uint_eq(seen.query.protection, PMIP6_PROTECTED_ESP);
    end();
}
END_TEST

/* ---- who decides ---- */

/* covers: R5213-5.3.1-08 D02-5.3.1-12 */
START_TEST(policy_is_asked_once_about_sender_and_node_before_anything_is_done)
{
    begin_hosted((uint32_t)_i, watches);
    ck_assert_int_eq(ASK(.mag = 3, .mn = "node", .handoff = 1), 0);
    ck_assert_uint_eq(seen.policies, 1);
    ck_assert_uint_eq(seen.done, 0);
    ck_assert(same_addr(seen.query.mag, fake_addr(3, 1)));
    ck_assert_str_eq(seen.mn, "node");
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

static const struct pmip6_prefix listed_prefix = {
    .addr = {{0x20, 1, 0x0d, 0xb8, [7] = 0x81}}, .length = 64};

/* A list: only mag1 and mag2, mn1 at mag1 with one prefix, mn2 at both with any. */
static int answer_from_a_list(const struct pmip6_policy_query *q, struct pmip6_policy *p)
{
    const int is_mn1 = q->mn_id.length == 3 && memcmp(q->mn_id.data, "mn1", 3) == 0;
    const int from1 = same_addr(q->mag, MAG1), from2 = same_addr(q->mag, fake_addr(2, 1));

    p->grants = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;
    if (from1 || (from2 && !is_mn1))
        p->grants |= PMIP6_GRANT_MAG;
    if (is_mn1) {
        p->prefixes = &listed_prefix;
        p->prefix_count = 1;
    }
    return 0;
}

/* covers: R5213-4-10 R5213-4-11 D02-4-10 R5213-11-02 D02-11-02 */
START_TEST(only_listed_gateways_nodes_and_prefixes_go_together)
{
    static const struct {
        struct pbu p;
        int status;
    } cases[] = {
        {{.mn = "mn1", .mag = 1, .prefix = 0x81}, 0},
        {{.mn = "mn1", .mag = 1}, 0},
        {{.mn = "mn1", .mag = 1, .prefix = 0x82}, 155},
        {{.mn = "mn1", .mag = 2}, 154},
        {{.mn = "mn1", .mag = 3}, 154},
        {{.mn = "mn2", .mag = 1}, 0},
        {{.mn = "mn2", .mag = 2, .prefix = 0x82}, 0},
        {{.mn = "mn2", .mag = 3}, 154},
    };
    struct snapshot before;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin_hosted((uint32_t)_i, watches);
        seen.answer = answer_from_a_list;
        ck_assert_int_eq(ask(cases[i].p), cases[i].status);
        ck_assert_uint_eq(bindings(NULL), cases[i].status == 0);
        end();
    }
    /* What is bound stays as it is where somebody else asks. */
    begin_hosted((uint32_t)_i, watches);
    seen.answer = answer_from_a_list;
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    before = look();
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 2, .handoff = 3), 154);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 2, .handoff = 4, .leave = 1), 154);
    ck_assert(unchanged(&before));
    end();
}
END_TEST

/* covers: R5213-4-12 D02-4-11 R5213-6.2-01 D02-6.2-01 D02-A-03 */
START_TEST(policy_decides_at_once_or_later)
{
    static const struct {
        uint32_t grants;
        int rfc5213, draft02;
    } cases[] = {{PMIP6_GRANT_ALL, 0, 0},
                 {PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE, 154, 154},
                 {PMIP6_GRANT_NODE | PMIP6_GRANT_MAG, 152, 152},
                 {0, 153, 133}};

    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        const int late = i % 2;
        const int status =
            _i == PMIP6_RFC5213 ? cases[i / 2].rfc5213 : cases[i / 2].draft02;
        int said;

        begin_hosted((uint32_t)_i, watches);
        h.policy.grants = cases[i / 2].grants;
        h.policy_result = late ? PMIP6_PENDING : 0;
        said = ASK(.mn = "mn7", .handoff = 1);
        ck_assert_str_eq(seen.mn, "mn7");
        if (late) {
            ck_assert_int_eq(said, -1);
            ck_assert_uint_eq(bindings(NULL), 0);
            pass(MS(500));
            ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy), 0);
            read_answer(0);
            said = answered ? answer.status : -1;
        }
        ck_assert_int_eq(said, status);
        ck_assert_uint_eq(bindings(NULL), status == 0);
        ck_assert_uint_eq(seen.policies, 1);
        end();
    }
}
END_TEST

/* covers: D02-A-03 */
START_TEST(policy_that_does_not_answer_in_time_refuses)
{
    begin_hosted((uint32_t)_i, watches);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(ASK(.handoff = 1), -1);
    pass(MS(990));
    ck_assert_uint_eq(h.sent_count, 0);
    pass(MS(20));
    read_answer(0);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(answer.status, 130);
    ck_assert_int_eq(pmip6_lma_policy_done(lma, h.ticket, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    end();
}
END_TEST

static struct pmip6_addr attached_at; /* as a trusted third party knows */

static int answer_by_attachment(const struct pmip6_policy_query *q,
                                struct pmip6_policy *p)
{
    if (!same_addr(q->mag, attached_at) || !same_addr(q->care_of, attached_at))
        p->grants &= ~(uint32_t)PMIP6_GRANT_MAG;
    return 0;
}

/* covers: R5213-11-05 D02-11-04 */
START_TEST(gateway_where_the_node_is_not_attached_is_refused)
{
    struct snapshot before;

    begin_hosted((uint32_t)_i, watches);
    seen.answer = answer_by_attachment;
    attached_at = MAG1;
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    before = look();
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 154);
    ck_assert_int_eq(
        ASK(.handoff = 3, .with = HAS_ALTERNATE_COA, .alternate_coa = fake_addr(2, 1)),
        154);
    ck_assert(unchanged(&before));
    attached_at = fake_addr(2, 1);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 0);
    ck_assert(same_addr(only_binding().proxy_coa, attached_at));
    end();
}
END_TEST

/* ---- the profile (6.2) ---- */

static const struct pmip6_prefix of_first[] = {
    {.addr = {{0x20, 1, 0x0d, 0xb8, [7] = 0x21}}, .length = 64},
    {.addr = {{0x20, 1, 0x0d, 0xb8, [7] = 0x22}}, .length = 64}};
static const struct pmip6_prefix of_second[] = {
    {.addr = {{0x20, 1, 0x0d, 0xb8, [7] = 0x23}}, .length = 64}};

static int answer_by_interface(const struct pmip6_policy_query *q, struct pmip6_policy *p)
{
    const int first =
        q->link_layer_id.length == 6 && memcmp(q->link_layer_id.data, "aaaaaa", 6) == 0;
    const int second =
        q->link_layer_id.length == 6 && memcmp(q->link_layer_id.data, "bbbbbb", 6) == 0;

    p->prefixes = first ? of_first : second ? of_second : NULL;
    p->prefix_count = first ? 2 : second ? 1 : 0;
    return 0;
}

/* covers: R5213-6.2-06 */
START_TEST(prefixes_of_the_profile_are_those_of_an_interface)
{
    begin_hosted(PMIP6_RFC5213, watches);
    seen.answer = answer_by_interface;
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "bbbbbb", .prefix = 0x21), 155);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "aaaaaa"), 0);
    ck_assert_uint_eq(answer.prefix_count, 2);
    ck_assert(memcmp(answer.prefixes, of_first, sizeof of_first) == 0);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "bbbbbb"), 0);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert(memcmp(answer.prefixes, of_second, sizeof of_second) == 0);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "cccccc"), 0); /* none in the profile */
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_uint_ge(answer.prefixes[0].addr.octets[7], 0x80); /* out of the pool */
    end();
}
END_TEST

/* covers: D02-6.2-05 D02-A-01 D02-A-02 */
START_TEST(profile_fixes_the_prefix_or_leaves_it_to_the_pool)
{
    begin((uint32_t)_i);
    h.policy.lifetime = 40;
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1, .lifetime = 100), 0);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert_uint_ge(answer.prefixes[0].addr.octets[7], 0x80);
    ck_assert_uint_eq(answer.lifetime, 10); /* units of 4 s: as the profile has it */
    h.policy.prefixes = of_first;
    h.policy.prefix_count = 1;
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_uint_eq(answer.prefix_count, 1);
    ck_assert(memcmp(answer.prefixes, of_first, sizeof of_first[0]) == 0);
    end();
}
END_TEST

/* covers: R5213-6.2-05 */
START_TEST(profile_is_found_by_the_identifier_and_names_the_lma)
{
    begin_hosted((uint32_t)_i, watches);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1), 0);
    ck_assert_str_eq(seen.mn, "mn3");
    ck_assert(same_addr(only_binding().lma_address, h.policy.lma));
    end();
}
END_TEST

/* covers: R5213-6.2-07 */
START_TEST(lifetime_of_the_prefixes_is_that_of_all_of_a_session)
{
    begin((uint32_t)_i);
    h.policy.prefixes = of_first;
    h.policy.prefix_count = 2;
    h.policy.prefix_lifetime = 50;
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 100), 0);
    ck_assert_uint_eq(answer.prefix_count, _i == PMIP6_DRAFT_02 ? 1 : 2);
    ck_assert_uint_eq(answer.lifetime, 12);
    pass(SEC(20));
    h.policy.prefix_lifetime = 30;
    ck_assert_int_eq(ASK(.handoff = 3, .lifetime = 100), 0);
    ck_assert_uint_eq(answer.lifetime, 7);
    pass(SEC(30));
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

/* ---- identifiers of nodes (6.6) ---- */

struct node_name {
    const char *octets;
    size_t length;
    uint8_t subtype;
};

static int ask_as(struct node_name name, uint8_t mag, uint8_t handoff)
{
    struct signalling s;
    struct wire w;

    h.now += MS(5);
    compose(&(struct pbu){.handoff = handoff}, &s);
    s.mn_id.data = (const uint8_t *)name.octets;
    s.mn_id.length = name.length;
    s.mn_id_subtype = name.subtype;
    w = wire_of_signalling(&s, mag);
    return put_in(&w);
}

/* covers: R5213-6.6-01 R5213-6.6-03 D02-6.6-01 */
START_TEST(identifiers_differ_in_any_octet)
{
    static const struct node_name names[] = {
        {"node@realm", 10, 1}, {"node@realn", 10, 1},   {"Node@realm", 10, 1},
        {"node@real", 9, 1},   {"node@realm\0", 11, 1}, {"node\0realm", 10, 1}};
    const unsigned count = sizeof names / sizeof names[0];
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    begin((uint32_t)_i);
    for (unsigned i = 0; i < count; i++) {
        ck_assert_int_eq(ask_as(names[i], 1, 1), 0);
        ck_assert_uint_eq(bindings(NULL), i + 1);
    }
    /* One of them moves, and no other. */
    ck_assert_int_eq(ask_as(names[1], 2, 3), 0);
    ck_assert_uint_eq(bindings(NULL), count);
    while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
        const int moved =
            v.mn_id.length == 10 && memcmp(v.mn_id.data, "node@realn", 10) == 0;

        ck_assert(same_addr(v.proxy_coa, fake_addr(moved ? 2 : 1, 1)));
    }
    end();
}
END_TEST

/* covers: R4283-3.1-01 */
START_TEST(network_access_identifier_is_an_identifier_of_its_own_kind)
{
    const struct node_name nai = {"user@realm", 10, 1}, other = {"user@realm", 10, 7};
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(ask_as(nai, 1, 1), 0);
    v = only_binding();
    ck_assert_uint_eq(v.mn_id_subtype, 1);
    ck_assert_uint_eq(v.mn_id.length, 10);
    ck_assert(memcmp(v.mn_id.data, "user@realm", 10) == 0);
    ck_assert_int_eq(ask_as(other, 1, 1), 0); /* the same octets say somebody else */
    ck_assert_uint_eq(answer.mn_id_subtype, 7);
    ck_assert_uint_eq(bindings(NULL), 2);
    ck_assert_int_eq(ask_as(other, 2, 3), 0);
    ck_assert_int_eq(ask_as(nai, 2, 3), 0);
    ck_assert_uint_eq(answer.mn_id_subtype, 1);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* covers: D02-6.6-03 D02-6.6-07 */
START_TEST(identifier_may_be_of_any_length_and_any_octets)
{
    char octets[PMIP6_MN_ID_MAX];

    for (size_t i = 0; i < sizeof octets; i++)
        octets[i] = (char)(i * 37 + 11); /* nothing that a realm or a user could be */
    begin((uint32_t)_i);
    for (size_t length = 1; length <= sizeof octets; length++) {
        const struct node_name name = {octets, length, 1};
        const struct pmip6_bytes id = {(const uint8_t *)octets, length};

        for (uint8_t mag = 1; mag <= 2; mag++) {
            struct pmip6_binding_view v = {.size = sizeof v};

            ck_assert_int_eq(ask_as(name, mag, 3), 0);
            ck_assert_uint_eq(answer.mn_id.length, length);
            ck_assert(memcmp(answer.mn_id.data, octets, length) == 0);
            v = only_binding();
            ck_assert_uint_eq(v.mn_id.length, length);
            ck_assert(memcmp(v.mn_id.data, octets, length) == 0);
        }
        ck_assert_int_eq(pmip6_lma_delete(lma, id), 0);
    }
    end();
}
END_TEST

Suite *conformance_policy(void)
{
    Suite *s = suite_create("policy");

    conformance_add(s, unprotected_requests_are_dropped_unless_the_configuration_says_not,
                    BOTH_EDITIONS);
    conformance_add(s, answer_is_protected_as_the_request_was, BOTH_EDITIONS);
    conformance_add(s, any_protection_of_integrity_will_do, BOTH_EDITIONS);
    conformance_add(s, one_association_serves_all_nodes_of_a_gateway, BOTH_EDITIONS);
    conformance_add(s, identity_belongs_to_the_source_address, BOTH_EDITIONS);
    conformance_add(s, identity_of_the_association_reaches_who_decides, BOTH_EDITIONS);
    conformance_add(s, policy_is_asked_once_about_sender_and_node_before_anything_is_done,
                    BOTH_EDITIONS);
    conformance_add(s, only_listed_gateways_nodes_and_prefixes_go_together,
                    BOTH_EDITIONS);
    conformance_add(s, policy_decides_at_once_or_later, BOTH_EDITIONS);
    conformance_add(s, policy_that_does_not_answer_in_time_refuses, BOTH_EDITIONS);
    conformance_add(s, gateway_where_the_node_is_not_attached_is_refused, BOTH_EDITIONS);
    conformance_add(s, prefixes_of_the_profile_are_those_of_an_interface, ONCE);
    conformance_add(s, profile_fixes_the_prefix_or_leaves_it_to_the_pool, BOTH_EDITIONS);
    conformance_add(s, profile_is_found_by_the_identifier_and_names_the_lma,
                    BOTH_EDITIONS);
    conformance_add(s, lifetime_of_the_prefixes_is_that_of_all_of_a_session,
                    BOTH_EDITIONS);
    conformance_add(s, identifiers_differ_in_any_octet, BOTH_EDITIONS);
    conformance_add(s, network_access_identifier_is_an_identifier_of_its_own_kind,
                    BOTH_EDITIONS);
    conformance_add(s, identifier_may_be_of_any_length_and_any_octets, BOTH_EDITIONS);
    return s;
}
