/* SPDX-License-Identifier: MIT */
/*
 * Prefixes that the host allocates itself, how long prefixes are valid, single addresses,
 * and how a prefix is anchored (RFC 5213 5.2 and 6.7, draft-02 5.2, 5.3.1 and appendix B,
 * RFC 6275 10.3.1).
 */
#include "conformance.h"
#include "prefix_bed.h"

/* ---- the host's own allocation ---- */

#define BACK_MAX 32

static struct {
    struct pmip6_prefix_grant grant; /* what it gives */
    int rc;
    unsigned takes;
    struct pmip6_prefix_request asked; /* last, its name and what it names */
    char mn[16];
    struct pmip6_prefix named[PMIP6_PREFIXES_MAX];
    unsigned returned;
    struct pmip6_prefix back[BACK_MAX];
    char back_of[BACK_MAX][16];
} own;

static void copy_name(char *to, struct pmip6_bytes name)
{
    memset(to, 0, 16);
    memcpy(to, name.data, name.length < 15 ? name.length : 15);
}

static int on_take(const struct pmip6_prefix_request *q, struct pmip6_prefix_grant *g,
                   void *user)
{
    size_t size = g->size;

    (void)user;
    own.takes++;
    own.asked = *q;
    copy_name(own.mn, q->mn_id);
    if (q->prefix_count)
        memcpy(own.named, q->prefixes, q->prefix_count * sizeof own.named[0]);
    if (own.rc == 0)
        *g = own.grant;
    g->size = size;
    return own.rc;
}

static void on_release(const struct pmip6_prefix *p, struct pmip6_bytes mn, void *user)
{
    (void)user;
    ck_assert_uint_lt(own.returned, BACK_MAX);
    copy_name(own.back_of[own.returned], mn);
    own.back[own.returned++] = *p;
}

static void allocates(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    cb->prefix_take = on_take;
    cb->prefix_release = on_release;
}

static void begin_allocating(uint32_t e, struct pmip6_prefix gives)
{
    memset(&own, 0, sizeof own);
    own.grant.prefix_count = 1;
    own.grant.prefixes[0] = gives;
    begin_hosted(e, allocates);
}

/* covers: D02-5.3.1-19 */
START_TEST(prefixes_come_from_pools_from_the_policy_or_from_the_host)
{
    struct pmip6_prefix fixed = home(0x20);

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(only_prefix(), 0x80);
    fix(&fixed, 1);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert(same_prefix(answer.prefixes[0], fixed));
    end();
    begin_allocating((uint32_t)_i, home(0x30));
    h.policy.pool_prefixes = 3;
    ck_assert_int_eq(ASK(.handoff = 1, .mag = 2, .lli = "aaaaaa"), 0);
    ck_assert(same_prefix(answer.prefixes[0], home(0x30)));
    ck_assert_uint_eq(own.takes, 1);
    ck_assert_str_eq(own.mn, "mn1");
    ck_assert_uint_eq(own.asked.mn_id_subtype, 1);
    ck_assert_uint_eq(own.asked.link_layer_id.length, 6);
    ck_assert_uint_eq(own.asked.access_technology, edition == PMIP6_RFC5213 ? 4 : 0);
    ck_assert(same_addr(own.asked.care_of, fake_addr(2, 1)));
    ck_assert_uint_eq(own.asked.prefix_count, 0);
    ck_assert_uint_eq(own.asked.wanted, edition == PMIP6_RFC5213 ? 3 : 1);
    ck_assert_int_eq(ASK(.handoff = 3, .mag = 3, .lli = "aaaaaa"), 0);
    ck_assert_uint_eq(own.takes, 1); /* only a new session needs one */
    ck_assert_uint_eq(own.returned, 0);
    pass(SEC(100));
    ck_assert_uint_eq(own.returned, 1);
    ck_assert(same_prefix(own.back[0], home(0x30)));
    ck_assert_str_eq(own.back_of[0], "mn1");
    own.rc = -1; /* it has none left */
    ck_assert_int_eq(ASK(.handoff = 1), 130);
    ck_assert_uint_eq(own.returned, 1);
    end();
}
END_TEST

/* covers: D02-5.3.1-19 D02-5.3.1-23 */
START_TEST(host_that_allocates_judges_prefixes_by_name)
{
    begin_allocating((uint32_t)_i, home(0x30));
    ck_assert_int_eq(ASK(.handoff = 1, .prefix = 0x30), 0);
    ck_assert_uint_eq(own.asked.prefix_count, 1);
    ck_assert(same_prefix(own.named[0], home(0x30)));
    ck_assert(same_prefix(answer.prefixes[0], home(0x30)));
    own.grant.prefixes[0] = home(0x32); /* not what was asked for: none at all */
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .prefix = 0x31), 155);
    ck_assert_uint_eq(own.returned, 1);
    ck_assert(same_prefix(own.back[0], home(0x32)));
    own.rc = -1;
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1, .prefix = 0x31), 155);
    ck_assert_uint_eq(own.returned, 1);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* covers: D02-5.3.1-20 R5213-5.3.2-02 */
START_TEST(what_the_host_allocates_twice_is_not_granted_twice)
{
    for (unsigned length = 50; length <= 128; length++) {
        struct pmip6_prefix twice = around(0x30, 1, (uint8_t)length);

        begin_allocating((uint32_t)_i, home(0x30));
        ck_assert_int_eq(ASK(.handoff = 1), 0);
        own.grant.prefixes[0] = twice;
        fake_forget_effects(&h);
        ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 130);
        ck_assert_str_eq(h.effects, "SE");
        ck_assert_uint_eq(own.returned, 1);
        ck_assert(same_prefix(own.back[0], twice));
        ck_assert_str_eq(own.back_of[0], "mn2");
        ck_assert_uint_eq(bindings(NULL), 1);
        end();
    }
}
END_TEST

/* ---- how long ---- */

static const uint32_t validities[] = {1,  3,   4,    5,    7,    8,         40,
                                      99, 100, 3599, 3600, 4000, UINT32_MAX};

static uint32_t expected_units(uint32_t asked, uint32_t valid)
{
    uint32_t units = asked < 900 ? asked : 900; /* max_lifetime: 3600 s */

    return units < valid / 4 ? units : valid / 4;
}

static void check_granted(int status, uint32_t asked, uint32_t valid)
{
    uint32_t units = expected_units(asked, valid);

    ck_assert_int_eq(status, units ? 0 : 130);
    ck_assert_uint_eq(bindings(NULL), units ? 1 : 0);
    ck_assert_uint_eq(answer.lifetime, units);
    if (units)
        ck_assert_uint_eq(only_binding().lifetime, 4 * units);
}

/* covers: R6275-10.3.1-07 R5213-6.7-07 D02-5.3.1-R02 */
START_TEST(no_more_is_granted_than_the_prefix_has_left)
{
    static const uint16_t asked[] = {1, 10, 25, 900, 65535};

    for (size_t i = 0; i < sizeof validities / sizeof validities[0]; i++) {
        for (size_t j = 0; j < sizeof asked / sizeof asked[0]; j++) {
            uint32_t valid = validities[i];

            begin((uint32_t)_i);
            h.policy.prefix_lifetime = valid;
            check_granted(ASK(.handoff = 1, .lifetime = asked[j]), asked[j], valid);
            end();
            begin_allocating((uint32_t)_i, home(0x30));
            own.grant.valid = valid;
            check_granted(ASK(.handoff = 1, .lifetime = asked[j]), asked[j], valid);
            end();
            begin_allocating((uint32_t)_i, home(0x30));
            own.grant.valid = valid; /* of two words the shorter holds */
            h.policy.prefix_lifetime = 200;
            check_granted(ASK(.handoff = 1, .lifetime = asked[j]), asked[j],
                          valid < 200 ? valid : 200);
            end();
        }
    }
}
END_TEST

/* A session whose prefix is valid for so many seconds; when it ceases to be. */
static pmip6_time begin_valid(uint32_t e, uint32_t seconds, int by_host)
{
    if (by_host) {
        begin_allocating(e, home(0x30));
        own.grant.valid = seconds;
    } else {
        begin(e);
        h.policy.prefix_lifetime = seconds;
    }
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 900), 0);
    h.policy.prefix_lifetime = 0; /* as long as before */
    return h.now + SEC(seconds);
}

static void check_over(void)
{
    ck_assert_uint_eq(bindings(NULL), 0);
    until(h.now + TIMER_SLACK);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
}

/* covers: R6275-10.3.1-09 R5213-6.7-07 */
START_TEST(binding_ends_when_its_prefix_does)
{
    for (unsigned n = 0; n < 8; n++) {
        uint32_t seconds = n & 1 ? 97 : 41;
        pmip6_time end_of_prefix = begin_valid((uint32_t)_i, seconds, n & 2);

        until(end_of_prefix - SEC(20));
        ck_assert_int_eq(n & 4 ? refresh(1, 900) : move_to(2), 0);
        ck_assert_uint_le(only_binding().expires, end_of_prefix);
        ck_assert_uint_gt(only_binding().expires, end_of_prefix - SEC(4));
        until(end_of_prefix);
        check_over();
        end();
    }
}
END_TEST

/* covers: R6275-10.3.1-09 */
START_TEST(delayed_delete_does_not_outlive_the_prefix)
{
    for (int by_host = 0; by_host < 2; by_host++) {
        pmip6_time end_of_prefix = begin_valid((uint32_t)_i, 40, by_host);

        until(end_of_prefix - MS(500));
        ck_assert_int_eq(leave_from(1), 0);
        ck_assert_uint_eq(only_binding().state, PMIP6_BINDING_DEREGISTERING);
        ck_assert(only_binding().expires == end_of_prefix);
        until(end_of_prefix);
        check_over();
        end();
    }
}
END_TEST

/* ---- single addresses ---- */

static struct pmip6_route *route_of(struct pmip6_prefix p)
{
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        if (h.routes[i].used && same_prefix(h.routes[i].route.prefix, p))
            return &h.routes[i].route;
    }
    return NULL;
}

/* covers: D02-B-01 D02-B-07 */
START_TEST(nodes_bound_to_single_addresses_share_a_prefix)
{
    struct pmip6_prefix wide = home(0x85), one;

    begin((uint32_t)_i);
    for (uint8_t n = 1; n <= 9; n++) {
        char name[4] = {'m', 'n', (char)('0' + n), 0};
        const struct pmip6_route *r;

        one = around(0x85, n, 128);
        fix(&one, 1);
        ck_assert_int_eq(ASK(.mn = name, .handoff = 1, .mag = (uint8_t)(1 + n % 3)), 0);
        ck_assert_uint_eq(answer.prefix_count, 1);
        ck_assert(same_prefix(answer.prefixes[0], one));
        r = route_of(one);
        ck_assert_ptr_nonnull(r);
        ck_assert_uint_eq(r->kind, PMIP6_ROUTE_TO_TUNNEL);
        ck_assert(same_addr(r->tunnel.remote, fake_addr((uint8_t)(1 + n % 3), 1)));
    }
    ck_assert_ptr_null(route_of(wide));
    ck_assert_uint_eq(h.route_count, 9);
    fix(&wide, 1); /* but none of them has, or gets, the whole prefix */
    ck_assert_int_eq(ask_for("mnA", &wide, 1), 155);
    check_apart();
    end();
}
END_TEST

/* ---- by routing alone ---- */

/* covers: R5213-5.2-07 D02-5.2-04 */
START_TEST(prefix_is_anchored_by_its_route_alone)
{
    struct wire solicitation;

    begin((uint32_t)_i);
    fake_forget_effects(&h);
    ck_assert_int_eq(ASK(.handoff = 1), 0); /* at once: no address is probed first */
    ck_assert_str_eq(h.effects, "OASE");
    ck_assert_uint_eq(h.nd_count, 0);
    solicitation = wire_of_type(0, 3);
    solicitation.octets[0] = 135;
    memcpy(solicitation.octets + 8, home(only_prefix()).addr.octets, 16);
    solicitation.octets[23] = 7;
    fake_forget_effects(&h);
    ck_assert_int_eq(put_in(&solicitation), -1);
    pass(SEC(30));
    ck_assert_str_eq(h.effects, "");
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

Suite *conformance_prefixes_more(void)
{
    Suite *s = suite_create("prefixes_more");

    conformance_add(s, prefixes_come_from_pools_from_the_policy_or_from_the_host,
                    BOTH_EDITIONS);
    conformance_add(s, host_that_allocates_judges_prefixes_by_name, BOTH_EDITIONS);
    conformance_add(s, what_the_host_allocates_twice_is_not_granted_twice, BOTH_EDITIONS);
    conformance_add(s, no_more_is_granted_than_the_prefix_has_left, BOTH_EDITIONS);
    conformance_add(s, binding_ends_when_its_prefix_does, BOTH_EDITIONS);
    conformance_add(s, delayed_delete_does_not_outlive_the_prefix, BOTH_EDITIONS);
    conformance_add(s, nodes_bound_to_single_addresses_share_a_prefix, BOTH_EDITIONS);
    conformance_add(s, prefix_is_anchored_by_its_route_alone, BOTH_EDITIONS);
    return s;
}
