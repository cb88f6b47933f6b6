/* SPDX-License-Identifier: MIT */
/*
 * A Proxy Binding Update arrives: the checks of RFC 5213 5.3.1 and draft-02 5.3.1 up to
 * the look-up, in their order, and what the look-up leads to.
 */
#include "conformance.h"
#include "host_bed.h"

/* ---- each rule alone ---- */

/* covers: R5213-5.3.1-06 R5213-5.3.1-07 D02-5.3.1-06 D02-5.3.1-52 */
START_TEST(request_without_an_identifier_is_refused)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.without = HAS_MN_ID),
                     PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION);
    ck_assert_uint_eq(bindings(NULL), 0);
    if (_i == PMIP6_DRAFT_02) {
        ck_assert(!(answer.present & HAS_MN_ID));
    } else {
        ck_assert(answer.present & HAS_MN_ID);
        ck_assert_uint_eq(answer.mn_id.length, 0);
    }
    end();
}
END_TEST

static char asked_for[64]; /* whom the policy was asked about last */

static int on_policy_that_notes(const struct pmip6_policy_query *q,
                                struct pmip6_policy *p, void *user)
{
    memset(asked_for, 0, sizeof asked_for);
    memcpy(asked_for, q->mn_id.data, q->mn_id.length);
    *p = ((struct fake_host *)user)->policy;
    return 0;
}

static void policy_notes(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    cb->policy = on_policy_that_notes;
}

/* covers: R5213-5.3.1-05 D02-5.3.1-05 */
START_TEST(node_is_the_one_that_the_identifier_names)
{
    begin_hosted((uint32_t)_i, policy_notes);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 1, .handoff = 1), 0);
    ck_assert_str_eq(asked_for, "mn1");
    ck_assert_int_eq(ASK(.mn = "other", .mag = 1, .handoff = 1), 0); /* same address */
    ck_assert_str_eq(asked_for, "other");
    ck_assert_uint_eq(bindings(NULL), 2);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 2, .handoff = 3), 0); /* another address */
    ck_assert_str_eq(asked_for, "mn1");
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

static const struct {
    struct pbu p;
    uint32_t grants;
} unauthorised[] = {
    {{.mag = 9}, PMIP6_GRANT_ALL},                              /* no gateway */
    {{.mag = 2}, PMIP6_GRANT_ALL & ~(uint32_t)PMIP6_GRANT_MAG}, /* not for this node */
    {{.mag = 2,
      .with = HAS_ALTERNATE_COA,
      .alternate_coa = {{0x20, 1, 0x0d, 0xb8, [7] = 9, [15] = 1}}},
     PMIP6_GRANT_ALL}, /* binds elsewhere */
};

/* covers: R5213-5.3.1-09 D02-5.3.1-13 */
START_TEST(gateway_without_authority_is_refused)
{
    struct snapshot before;

    for (size_t i = 0; i < sizeof unauthorised / sizeof unauthorised[0]; i++) {
        begin((uint32_t)_i);
        h.stranger = fake_addr(9, 1);
        h.policy.grants = unauthorised[i].grants;
        ck_assert_int_eq(ask(unauthorised[i].p), 154);
        ck_assert_uint_eq(bindings(NULL), 0);
        h.policy.grants = PMIP6_GRANT_ALL;
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        before = look();
        h.policy.grants = unauthorised[i].grants;
        ck_assert_int_eq(ask(unauthorised[i].p), 154);
        ck_assert(unchanged(&before));
        end();
    }
}
END_TEST

/* covers: R5213-5.3.1-10 D02-5.3.1-07 */
START_TEST(node_that_is_not_known_is_refused)
{
    begin((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_SERVICE | PMIP6_GRANT_MAG;
    ck_assert_int_eq(ASK(.mn = "who"), _i == PMIP6_DRAFT_02 ? 133 : 153);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert(answer.present & HAS_MN_ID);
    ck_assert_uint_eq(answer.mn_id.length, 3);
    ck_assert(memcmp(answer.mn_id.data, "who", 3) == 0);
    end();
}
END_TEST

/* covers: R5213-5.3.1-11 D02-5.3.1-08 */
START_TEST(node_without_the_service_is_refused)
{
    begin((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_NODE | PMIP6_GRANT_MAG;
    ck_assert_int_eq(ASK(), 152);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R5213-5.3.1-13 D02-5.3.1-14 */
START_TEST(request_without_a_prefix_option_is_refused)
{
    const int status = _i == PMIP6_DRAFT_02 ? 129 : 158;
    struct snapshot before;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.without = HAS_PREFIX, .handoff = 1), status);
    ck_assert_uint_eq(bindings(NULL), 0);
    if (_i == PMIP6_RFC5213) {
        const struct pmip6_prefix zero = {.length = 0};

        ck_assert_uint_eq(answer.prefix_count, 1);
        ck_assert(memcmp(&answer.prefixes[0], &zero, sizeof zero) == 0);
    }
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    before = look();
    ck_assert_int_eq(ASK(.without = HAS_PREFIX, .handoff = 5), status);
    ck_assert_int_eq(ASK(.without = HAS_PREFIX, .handoff = 4, .leave = 1), status);
    ck_assert(unchanged(&before));
    end();
}
END_TEST

/* covers: R5213-5.3.1-14 */
START_TEST(request_without_a_handoff_indicator_is_refused)
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.without = HAS_HANDOFF), 161);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert(answer.present & HAS_HANDOFF);
    ck_assert_uint_eq(answer.handoff, 0);
    end();
}
END_TEST

/* covers: R5213-5.3.1-15 */
START_TEST(request_without_an_access_technology_is_refused)
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(ASK(.without = HAS_ACCESS_TECHNOLOGY), 162);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert(answer.present & HAS_ACCESS_TECHNOLOGY);
    ck_assert_uint_eq(answer.access_technology, 0);
    end();
}
END_TEST

/* covers: R5213-5.3.1-04 D02-5.3.1-09 R6275-9.5.1-01 D02-4-09 */
START_TEST(request_needs_no_home_address)
{
    begin((uint32_t)_i);
    /* The bed's datagrams have nothing but a Mobility Header in them. */
    ck_assert_int_eq(ASK(), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_int_eq(ASK(.mn = "mn2"), 0); /* of another node, from the same peer */
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* ---- the order of the rules ---- */

/* What is wrong with a request, mended one after the other from the first rule on: each
 * time the next rule refuses. */
struct step {
    uint32_t edition;
    struct pbu p;
    uint32_t grants;
    int status;
};

#define ALL_MISSING HAS_PREFIX | HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY
#define OLD         -(1 << 16)
#define SERVICE     PMIP6_GRANT_SERVICE
#define NODE        PMIP6_GRANT_NODE
#define MAG         PMIP6_GRANT_MAG

static const struct step steps[] = {
    {PMIP6_RFC5213,
     {.mag = 9, .without = HAS_MN_ID | ALL_MISSING, .clock_skew = OLD},
     0,
     160},
    {PMIP6_RFC5213, {.mag = 9, .without = ALL_MISSING, .clock_skew = OLD}, 0, 154},
    {PMIP6_RFC5213, {.without = ALL_MISSING, .clock_skew = OLD}, 0, 153},
    {PMIP6_RFC5213, {.without = ALL_MISSING, .clock_skew = OLD}, NODE, 154},
    {PMIP6_RFC5213, {.without = ALL_MISSING, .clock_skew = OLD}, NODE | MAG, 152},
    {PMIP6_RFC5213, {.without = ALL_MISSING, .clock_skew = OLD}, PMIP6_GRANT_ALL, 156},
    {PMIP6_RFC5213, {.without = ALL_MISSING}, PMIP6_GRANT_ALL, 158},
    {PMIP6_RFC5213,
     {.without = HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY, .prefix = 0x81},
     PMIP6_GRANT_ALL,
     161},
    {PMIP6_RFC5213,
     {.without = HAS_ACCESS_TECHNOLOGY, .prefix = 0x81},
     PMIP6_GRANT_ALL,
     162},
    {PMIP6_RFC5213, {.prefix = 0x81}, PMIP6_GRANT_ALL, 155}, /* somebody else's */
    {PMIP6_RFC5213, {.always = 0}, PMIP6_GRANT_ALL, 0},
    {PMIP6_DRAFT_02,
     {.mag = 9, .without = HAS_MN_ID | HAS_PREFIX, .clock_skew = OLD},
     0,
     160},
    {PMIP6_DRAFT_02, {.mag = 9, .without = HAS_PREFIX, .clock_skew = OLD}, MAG, 133},
    {PMIP6_DRAFT_02, {.mag = 9, .without = HAS_PREFIX, .clock_skew = OLD}, NODE, 152},
    {PMIP6_DRAFT_02,
     {.mag = 9, .without = HAS_PREFIX, .clock_skew = OLD},
     NODE | SERVICE,
     154},
    {PMIP6_DRAFT_02, {.without = HAS_PREFIX, .clock_skew = OLD}, NODE | SERVICE, 154},
    {PMIP6_DRAFT_02, {.without = HAS_PREFIX, .clock_skew = OLD}, PMIP6_GRANT_ALL, 129},
    {PMIP6_DRAFT_02, {.prefix = 0x81, .clock_skew = OLD}, PMIP6_GRANT_ALL, 156},
    {PMIP6_DRAFT_02, {.prefix = 0x81}, PMIP6_GRANT_ALL, 155},
    {PMIP6_DRAFT_02, {.always = 0}, PMIP6_GRANT_ALL, 0},
};

/* covers: R5213-5.3-01 R5213-5.3.1-12 D02-5.3.1-15 */
START_TEST(first_rule_that_is_broken_answers)
{
    const struct step *s = &steps[_i];

    begin(s->edition);
    ck_assert_int_eq(ASK(.mn = "neighbour", .prefix = 0x81, .handoff = 1), 0);
    h.stranger = fake_addr(9, 1);
    h.policy.grants = s->grants;
    ck_assert_int_eq(ask(s->p), s->status);
    ck_assert_uint_eq(bindings(NULL), s->status ? 1 : 2);
    end();
}
END_TEST

/* covers: R5213-5.3-01 R5213-5.3.1-03 */
START_TEST(header_is_checked_before_all_rules)
{
    struct wire w;

    begin((uint32_t)_i);
    h.stranger = fake_addr(9, 1);
    w = WIRE(.mag = 9, .without = HAS_MN_ID);
    ck_assert_int_eq(put_in(&w), 160); /* there is something to refuse */
    w.octets[6] ^= 1;
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(dropped(PMIP6_DROP_CHECKSUM), 1);
    end();
}
END_TEST

/* covers: R6275-9.5.1-05 */
START_TEST(home_registration_with_nonces_is_discarded)
{
    for (int home = 0; home < 2; home++) {
        for (int nonces = 0; nonces < 2; nonces++) {
            const int bad = home && nonces;
            struct parts p;
            struct wire w;

            begin((uint32_t)_i);
            w = WIRE(.handoff = 1);
            take_apart(&p, &w);
            if (home)
                p.m.flags |= PMIP6_BU_H;
            if (nonces)
                insert_option(&p, 1, raw_option(PMIP6_OPT_NONCE_INDICES, "\0\1\0\2", 4));
            put_together(&w, &p);
            ck_assert_int_eq(put_in(&w), bad ? -1 : 0);
            ck_assert_uint_eq(bindings(NULL), bad ? 0 : 1);
            end();
        }
    }
}
END_TEST

/* covers: R6275-10.3.1-02 R6275-9.5.1-08 R6275-9.5.1-09 */
START_TEST(host_refuses_for_reasons_of_its_own)
{
    /* By administration, for a reason not told, because it has the node bound otherwise.
     */
    static const uint8_t reasons[] = {PMIP6_STATUS_PROHIBITED, PMIP6_STATUS_UNSPECIFIED,
                                      PMIP6_STATUS_REGISTRATION_TYPE_CHANGE};

    for (size_t i = 0; i < sizeof reasons; i++) {
        struct snapshot before;

        begin((uint32_t)_i);
        h.policy.refuse_with = reasons[i];
        ck_assert_int_eq(ASK(.handoff = 1), reasons[i]);
        ck_assert_uint_eq(bindings(NULL), 0);
        h.policy.refuse_with = 0;
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        before = look();
        h.policy.refuse_with = reasons[i];
        ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), reasons[i]);
        ck_assert_int_eq(ASK(.handoff = 4, .leave = 1), reasons[i]);
        ck_assert(unchanged(&before));
        end();
    }
}
END_TEST

static struct {
    unsigned count;
    uint32_t offset;
    struct pmip6_addr source;
} problem; /* the last that was told */

static void on_problem(const struct pmip6_datagram *d, uint32_t offset, void *user)
{
    (void)user;
    problem.count++;
    problem.offset = offset;
    problem.source = d->source;
}

static void tells_problems(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    memset(&problem, 0, sizeof problem);
    cb->parameter_problem = on_problem;
}

/* covers: R6275-9.2-05 R6275-9.2-06 R6275-9.2-08 R6275-9.2-09 D02-5.3.1-04 */
START_TEST(wrong_payload_protocol_and_header_length_are_reported)
{
    struct wire good, w;

    begin_hosted((uint32_t)_i, tells_problems);
    good = WIRE(.mag = 3, .handoff = 1);
    w = good;
    w.octets[0] = 6;
    seal(&w);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(problem.count, 1);
    ck_assert_uint_eq(problem.offset, 0); /* where the protocol stands */
    ck_assert(same_addr(problem.source, fake_addr(3, 1)));
    w = good;
    w.octets[1] = 0; /* of a message that goes on behind it */
    seal(&w);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(problem.count, 2);
    ck_assert_uint_eq(problem.offset, 1); /* where the length stands */
    w = wire_of_type(PMIP6_MH_BU, 1);     /* and of one that does not */
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(problem.count, 3);
    ck_assert_uint_eq(problem.offset, 1);
    ck_assert_uint_eq(bindings(NULL), 0);
    w = good;
    w.octets[5] ^= 1; /* for a checksum there is no report */
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_int_eq(put_in(&good), 0);
    ck_assert_uint_eq(problem.count, 3);
    end();
}
END_TEST

/* covers: R6275-9.3.3-03 R6275-9.3.3-04 */
START_TEST(binding_error_has_the_addresses_of_the_packet)
{
    begin((uint32_t)_i);
    for (uint8_t n = 0; n < 3; n++) {
        struct wire w = wire_of_type(200, 1);

        if (n) /* a node elsewhere that tells its address at home; else no such option */
            w.home = fake_addr(0x55, n);
        seal(&w);
        ck_assert_int_eq(put_in(&w), PMIP6_BE_UNKNOWN_MH_TYPE);
        ck_assert(same_addr(last_sent()->destination, w.from));
        ck_assert(memcmp(last_sent()->octets + 8, &w.home, sizeof w.home) == 0);
    }
    end();
}
END_TEST

/* ---- what the look-up leads to ---- */

/* covers: R5213-5.3.1-16 R5213-5.3.1-17 D02-5.3.1-16 D02-5.3.1-17 */
START_TEST(request_without_a_session_makes_one)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1),
                     0); /* another node's does not count */
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 2);
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 0); /* the first has a session now */
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 2);
    ck_assert_uint_eq(bindings(NULL), 2);
    end();
}
END_TEST

/* covers: R5213-5.3.1-18 R6275-9.5.1-13 */
START_TEST(lifetime_says_whether_to_bind_or_to_delete)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 1), 0);
    ck_assert_uint_eq(only_binding().state, PMIP6_BINDING_REGISTERED);
    ck_assert_int_eq(ASK(.handoff = 4, .leave = 1), 0);
    ck_assert_uint_eq(answer.lifetime, 0);
    ck_assert_uint_eq(only_binding().state, PMIP6_BINDING_DEREGISTERING);
    pass(SEC(11));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R5213-5.3.1-19 R6275-9.5.1-12 D02-5.3.1-R13 R6275-6.2.5-02 */
START_TEST(care_of_address_is_the_alternate_one_or_the_source)
{
    unsigned opened;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .lli = "abcdef"), 0);
    ck_assert(same_addr(only_binding().proxy_coa, MAG1));
    opened = h.tunnel_count;
    /* From elsewhere, for the first gateway: nothing moves. */
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 5, .lli = "abcdef",
                         .with = HAS_ALTERNATE_COA, .alternate_coa = MAG1),
                     0);
    ck_assert(!(answer.present & HAS_ALTERNATE_COA));
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_EXTENDED), 1);
    ck_assert(same_addr(only_binding().proxy_coa, MAG1));
    ck_assert_uint_eq(h.tunnel_count, opened);
    /* From the first gateway, for another: it does. */
    ck_assert_int_eq(ASK(.handoff = 3, .lli = "abcdef", .with = HAS_ALTERNATE_COA,
                         .alternate_coa = fake_addr(3, 1)),
                     0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_HANDED_OFF), 1);
    ck_assert(same_addr(only_binding().proxy_coa, fake_addr(3, 1)));
    end();
}
END_TEST

/* covers: R5213-5.3.1-20 */
START_TEST(request_of_another_gateway_moves_the_session)
{
    uint8_t prefix;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    prefix = only_prefix();
    ck_assert_int_eq(ASK(.mag = 2, .handoff = 3), 0);
    ck_assert(same_addr(only_binding().proxy_coa, fake_addr(2, 1)));
    ck_assert_uint_eq(only_prefix(), prefix);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert(same_addr(only_binding().tunnel.remote, fake_addr(2, 1)));
    ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_HANDED_OFF), 1);
    end();
}
END_TEST

/* covers: D02-5.3.1-R08 */
START_TEST(leaving_without_a_session_binds_nothing)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.leave = 1), _i == PMIP6_DRAFT_02 ? 133 : -1);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.route_count, 0);
    end();
}
END_TEST

/* covers: R5213-5-01 D02-5-01 D02-5.3.1-01 R6275-10.1-01 */
START_TEST(proxy_registration_is_processed_as_a_home_registration)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 20), 0);
    ck_assert_uint_le(answer.lifetime, 20);
    ck_assert_uint_gt(answer.lifetime, 0);
    v = only_binding();
    ck_assert_uint_eq(v.mn_id.length, 3);
    ck_assert(memcmp(v.mn_id.data, "mn1", 3) == 0);
    ck_assert_uint_eq(v.lifetime, 4u * answer.lifetime);
    ck_assert_uint_eq(v.sequence, sequence);
    pass(SEC(4u * answer.lifetime - 2));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(4)); /* nobody extended it */
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 0xffff),
                     0); /* far more than granted */
    ck_assert_uint_le(answer.lifetime, 3600 / 4);
    end();
}
END_TEST

/* ---- every answer ---- */

struct outcome {
    uint32_t edition; /* 0: both */
    struct pbu p;
    uint32_t grants;
    int status;
};

static const struct outcome outcomes[] = {
    {0, {.handoff = 1}, PMIP6_GRANT_ALL, 0},
    {0, {.handoff = 1, .with = HAS_LINK_LOCAL}, PMIP6_GRANT_ALL, 0},
    {0, {.handoff = 1, .lli = "abcdef"}, PMIP6_GRANT_ALL, 0},
    {0, {.without = HAS_MN_ID}, PMIP6_GRANT_ALL, 160},
    {0, {.mag = 9}, PMIP6_GRANT_ALL, 154},
    {0, {.handoff = 1}, NODE | MAG, 152},
    {PMIP6_DRAFT_02, {.handoff = 1}, MAG, 133},
    {PMIP6_RFC5213, {.handoff = 1}, MAG, 153},
    {0, {.clock_skew = OLD}, PMIP6_GRANT_ALL, 156},
    {PMIP6_DRAFT_02, {.without = HAS_PREFIX}, PMIP6_GRANT_ALL, 129},
    {PMIP6_RFC5213, {.without = HAS_PREFIX}, PMIP6_GRANT_ALL, 158},
    {PMIP6_RFC5213, {.without = HAS_HANDOFF}, PMIP6_GRANT_ALL, 161},
    {PMIP6_RFC5213, {.without = HAS_ACCESS_TECHNOLOGY}, PMIP6_GRANT_ALL, 162},
    {0, {.prefix = 7}, PMIP6_GRANT_ALL, 155},
    {0, {.prefix = 7, .lli = "abcdef", .with = HAS_LINK_LOCAL}, PMIP6_GRANT_ALL, 155},
};

static void check_answer(const struct pbu *p, const struct signalling *asked)
{
    ck_assert_uint_eq(answer.mh_type, PMIP6_MH_BA);
    ck_assert_uint_eq(answer.flags, PMIP6_BA_P);
    ck_assert(same_addr(last_sent()->source, LMAA));
    ck_assert(same_addr(last_sent()->destination, fake_addr(p->mag ? p->mag : 1, 1)));
    ck_assert_uint_eq(answer.sequence, asked->sequence);
    ck_assert_uint_eq(!(answer.present & HAS_TIMESTAMP),
                      !(asked->present & HAS_TIMESTAMP));
    ck_assert_uint_eq(!(answer.present & HAS_LINK_LOCAL),
                      !(asked->present & HAS_LINK_LOCAL));
    ck_assert_uint_eq(answer.lifetime == 0, answer.status >= 128);
    if (edition == PMIP6_DRAFT_02)
        return;
    ck_assert(answer.present & HAS_MN_ID);
    ck_assert(answer.present & HAS_PREFIX);
    ck_assert(answer.present & HAS_HANDOFF && answer.handoff == asked->handoff);
    ck_assert(answer.present & HAS_ACCESS_TECHNOLOGY &&
              answer.access_technology == asked->access_technology);
    ck_assert_uint_eq(answer.link_layer_id.length, asked->link_layer_id.length);
}

/* covers: R5213-5.3.1-21 */
START_TEST(every_answer_is_made_in_the_same_way)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        const struct outcome *o = &outcomes[i];
        struct signalling asked;
        struct wire w;

        if (o->edition && o->edition != (uint32_t)_i)
            continue;
        begin((uint32_t)_i);
        h.stranger = fake_addr(9, 1);
        h.policy.grants = o->grants;
        compose(&o->p, &asked);
        asked.handoff = asked.present & HAS_HANDOFF ? asked.handoff : 0;
        if (!(asked.present & HAS_ACCESS_TECHNOLOGY))
            asked.access_technology = 0;
        w = wire_of_signalling(&asked, o->p.mag);
        ck_assert_int_eq(put_in(&w), o->status);
        check_answer(&o->p, &asked);
        end();
    }
}
END_TEST

/* covers: R6275-9.5.4-03 */
START_TEST(status_tells_whether_the_binding_changed)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        const struct outcome *o = &outcomes[i];
        struct snapshot before;
        unsigned events;

        if (o->edition && o->edition != (uint32_t)_i)
            continue;
        begin((uint32_t)_i);
        ck_assert_int_eq(ASK(.handoff = 1, .mag = 2, .lli = "abcdef"), 0);
        h.stranger = fake_addr(9, 1);
        before = look();
        h.policy.grants = o->grants;
        events = h.event_count - fake_events(&h, PMIP6_LMA_REFUSED);
        ck_assert_int_ge(ask(o->p), 0);
        events = h.event_count - fake_events(&h, PMIP6_LMA_REFUSED) - events;
        ck_assert_uint_eq(answer.status < 128, events == 1);
        ck_assert_uint_eq(answer.status < 128, !unchanged(&before));
        end();
    }
}
END_TEST

Suite *conformance_arrival(void)
{
    const int step_count = (int)(sizeof steps / sizeof steps[0]);
    Suite *s = suite_create("arrival");

    conformance_add(s, request_without_an_identifier_is_refused, BOTH_EDITIONS);
    conformance_add(s, node_is_the_one_that_the_identifier_names, BOTH_EDITIONS);
    conformance_add(s, gateway_without_authority_is_refused, BOTH_EDITIONS);
    conformance_add(s, node_that_is_not_known_is_refused, BOTH_EDITIONS);
    conformance_add(s, node_without_the_service_is_refused, BOTH_EDITIONS);
    conformance_add(s, request_without_a_prefix_option_is_refused, BOTH_EDITIONS);
    conformance_add(s, request_without_a_handoff_indicator_is_refused, ONCE);
    conformance_add(s, request_without_an_access_technology_is_refused, ONCE);
    conformance_add(s, request_needs_no_home_address, BOTH_EDITIONS);
    conformance_add(s, first_rule_that_is_broken_answers, 0, step_count);
    conformance_add(s, header_is_checked_before_all_rules, BOTH_EDITIONS);
    conformance_add(s, home_registration_with_nonces_is_discarded, BOTH_EDITIONS);
    conformance_add(s, host_refuses_for_reasons_of_its_own, BOTH_EDITIONS);
    conformance_add(s, wrong_payload_protocol_and_header_length_are_reported,
                    BOTH_EDITIONS);
    conformance_add(s, binding_error_has_the_addresses_of_the_packet, BOTH_EDITIONS);
    conformance_add(s, request_without_a_session_makes_one, BOTH_EDITIONS);
    conformance_add(s, lifetime_says_whether_to_bind_or_to_delete, BOTH_EDITIONS);
    conformance_add(s, care_of_address_is_the_alternate_one_or_the_source, BOTH_EDITIONS);
    conformance_add(s, request_of_another_gateway_moves_the_session, BOTH_EDITIONS);
    conformance_add(s, leaving_without_a_session_binds_nothing, BOTH_EDITIONS);
    conformance_add(s, proxy_registration_is_processed_as_a_home_registration,
                    BOTH_EDITIONS);
    conformance_add(s, every_answer_is_made_in_the_same_way, BOTH_EDITIONS);
    conformance_add(s, status_tells_whether_the_binding_changed, BOTH_EDITIONS);
    return s;
}
