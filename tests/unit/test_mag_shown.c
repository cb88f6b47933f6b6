/* SPDX-License-Identifier: MIT */
/* What a node is shown of its router while something about it changes, or cannot. */
#include "nd_bed.h"

#define PREFIX_INFORMATION 3

static const struct pmip6_addr of_lma = {{0xfe, 0x80, [15] = 0x77}};

static struct pmip6_mag_config configuration(void)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    return c;
}

/* The MAG's address, as its view and its host have it. */
static struct pmip6_addr address(void)
{
    struct pmip6_addr a = view().link_local;

    ck_assert_mem_eq(&h.link_address, &a, sizeof a);
    return a;
}

static int is(struct pmip6_addr a, const struct pmip6_addr *b)
{
    return memcmp(&a, b, sizeof a) == 0;
}

static uint32_t router_lifetime(const struct fake_message *m)
{
    return (uint32_t)m->octets[6] << 8 | m->octets[7];
}

/* What a node believes of a router: the lifetime in the last advertisement from it. */
static uint32_t believed_of(const struct pmip6_addr *router)
{
    for (unsigned i = h.nd_count; i-- > 0 && h.nd_count - i <= FAKE_MESSAGES;) {
        const struct fake_message *m = &h.nd[i % FAKE_MESSAGES];

        if (m->octets[0] == PMIP6_ND_ROUTER_ADVERTISEMENT &&
            memcmp(&m->source, router, sizeof *router) == 0)
            return router_lifetime(m);
    }
    return 0;
}

static int is_autonomous(const struct fake_message *m, unsigned n)
{
    const uint8_t *option = option_of(m, PREFIX_INFORMATION, n);

    ck_assert_ptr_nonnull(option);
    return option[3] >> 6 & 1;
}

static int is_managed(const struct fake_message *m)
{
    return m->octets[5] >> 7;
}

/* ---- an address that cannot change ---- */

/* What the host refuses: the next so many. */
static unsigned refused_addresses, refused_routes;

static int (*link_address_of_bed)(uint32_t link, const struct pmip6_addr *a, void *user);
static int (*route_add_of_bed)(const struct pmip6_route *r, void *user);

static int take_address(uint32_t link, const struct pmip6_addr *a, void *user)
{
    if (refused_addresses == 0)
        return link_address_of_bed(link, a, user);
    refused_addresses--;
    return -1;
}

static int take_route(const struct pmip6_route *r, void *user)
{
    if (refused_routes == 0)
        return route_add_of_bed(r, user);
    refused_routes--;
    return -1;
}

static void begin_reluctant(uint32_t e)
{
    struct pmip6_mag_callbacks cb;
    struct pmip6_mag_config c;

    edition = e;
    fake_host_init(&h);
    c = configuration();
    fake_mag_callbacks(&cb);
    link_address_of_bed = cb.link_address;
    cb.link_address = take_address;
    route_add_of_bed = cb.route_add;
    cb.route_add = take_route;
    refused_addresses = 0;
    refused_routes = 0;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
    registered();
}

/* An extension that brings another prefix, and has the MAG take another address. */
static void extended_to_another(void)
{
    unsigned before = h.sent_count;
    struct signalling s;

    while (h.sent_count == before) {
        h.now = pmip6_mag_next_timeout(mag);
        ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
    }
    s = reply_to(request(), 0, 0x81);
    s.present |= HAS_LINK_LOCAL;
    /* The LMA's for the MAG; in the draft the node's, which turns out to be the MAG's. */
    s.link_local = edition == PMIP6_DRAFT_02 ? view().link_local : of_lma;
    answer_with(s);
}

START_TEST(node_keeps_its_router_where_the_host_cannot_take_an_extension)
/* R5213-6.7-01, 6.8-01 */
{
    for (unsigned routes = 0; routes < 2; routes++) {
        struct pmip6_addr was;
        unsigned before;

        begin_reluctant((uint32_t)_i);
        was = view().link_local;
        for (int i = 0; i < 3; i++) { /* it is tried again */
            refused_addresses = !routes;
            refused_routes = routes;
            before = h.nd_count;
            extended_to_another();
            ck_assert_uint_eq(refused_addresses + refused_routes, 0);
            ck_assert_uint_eq(view().prefix_count, 1);
            ck_assert(is(address(), &was));
            for (; before < h.nd_count; before++) /* the node was told nothing of it */
                ck_assert_uint_eq(router_lifetime(&h.nd[before % FAKE_MESSAGES]), 1800);
        }
        ck_assert_uint_eq(h.route_count, 2);
        extended_to_another();
        ck_assert(!is(address(), &was));
        ck_assert_uint_eq(believed_of(&was), 0);
        ck_assert_uint_eq(believed_of(&h.link_address), 1800);
        end();
    }
}
END_TEST

START_TEST(router_that_changes_its_address_is_withdrawn_in_the_old_ones_name)
/* R5213-6.7-01, 6.8-01 */
{
    struct pmip6_addr was;

    begin((uint32_t)_i);
    registered();
    was = view().link_local;
    extended_to_another();
    ck_assert(!is(address(), &was));
    ck_assert_uint_eq(believed_of(&was), 0);
    ck_assert_uint_gt(believed_of(&h.link_address), 0);
    end();
}
END_TEST

START_TEST(link_that_lost_its_address_gets_it_again) /* R5213-6.8-01 */
{
    struct pmip6_addr was;

    begin_reluctant((uint32_t)_i);
    was = view().link_local;
    refused_addresses = 100;
    extended_to_another();
    ck_assert_uint_eq(believed_of(&was), 0); /* nobody is there who would be it */
    refused_addresses = 0;
    pass(SEC(6));
    ck_assert_uint_gt(believed_of(&was), 0);
    ck_assert(is(address(), &was));
    end();
}
END_TEST

/* ---- how addresses are had ---- */

START_TEST(withdrawn_prefix_of_a_node_that_uses_dhcp_is_not_autonomous)
/* R5213-6.2-08, 6.7-01 */
{
    begin((uint32_t)_i);
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
    registered();
    ck_assert_int_eq(is_autonomous(last_nd(), 0), 0);
    extended_to_another();
    ck_assert_int_eq(is_autonomous(last_nd(), 0), 0);
    pass(SEC(700)); /* told once more */
    ck_assert_ptr_nonnull(option_of(last_nd(), PREFIX_INFORMATION, 1));
    ck_assert_int_eq(is_autonomous(last_nd(), 1), 0);
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    ck_assert_int_eq(is_managed(last_nd()), 1);
    ck_assert_uint_eq(router_lifetime(last_nd()), 1800);
    ck_assert_int_eq(is_autonomous(last_nd(), 0), 0);
    end();
}
END_TEST

START_TEST(prefix_that_addresses_were_made_of_is_withdrawn_as_such)
/* RFC 4862 5.5.3: a node passes over what is not autonomous. */
{
    struct pmip6_bytes id = {(const uint8_t *)ID, strlen(ID)};

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(is_autonomous(last_nd(), 0), 1);
    h.policy.address_modes = PMIP6_ADDRESS_STATEFUL;
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, id), 0);
    extended_to_another();
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    ck_assert_int_eq(is_autonomous(last_nd(), 0), 1);
    end();
}
END_TEST

/* ---- the configuration ---- */

static const struct {
    uint32_t lifetime, most;
    int rc;
} lifetimes[] = {
    {0, 600000, 0},
    {1, 600000, PMIP6_ERR_INVALID},
    {599, 600000, PMIP6_ERR_INVALID},
    {600, 600000, 0},
    {600, 600001, PMIP6_ERR_INVALID},
    {9000, 600000, 0},
    {9001, 600000, PMIP6_ERR_INVALID},
    {65535, 600000, PMIP6_ERR_INVALID},
    {UINT32_MAX, 600000, PMIP6_ERR_INVALID},
};

START_TEST(mag_takes_the_lifetimes_that_routers_may_have) /* RFC 4861 6.2.1 */
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof lifetimes / sizeof lifetimes[0]; i++) {
        struct pmip6_mag_config c = configuration();
        struct pmip6_mag_callbacks cb;
        pmip6_mag *another = NULL;

        c.router_lifetime = lifetimes[i].lifetime;
        c.max_ra_interval = lifetimes[i].most;
        ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), lifetimes[i].rc);
        fake_mag_callbacks(&cb);
        ck_assert_int_eq(pmip6_mag_new(&another, &c, &cb, &h), lifetimes[i].rc);
        pmip6_mag_free(another);
    }
    end();
}
END_TEST

START_TEST(node_follows_its_router_to_the_domains_address) /* R5213-9.3-11, RFC 6543 */
{
    struct pmip6_mag_config c;
    struct pmip6_addr was;

    begin((uint32_t)_i);
    registered();
    was = view().link_local;
    c = configuration();
    pmip6_mag_config_rfc6543(&c);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert(is(address(), &c.link_local));
    ck_assert_uint_eq(believed_of(&was), 0);
    ck_assert_uint_eq(believed_of(&c.link_local), 1800);
    /* Where the domain has none any more, a router stays who it is. */
    was = c.link_local;
    memset(&c.link_local, 0, sizeof c.link_local);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert(is(address(), &was));
    ck_assert_uint_eq(believed_of(&was), 1800);
    end();
}
END_TEST

START_TEST(router_goes_to_the_domains_address_as_soon_as_it_can) /* R5213-9.3-11 */
{
    struct pmip6_mag_config c;
    struct pmip6_addr was;

    begin((uint32_t)_i);
    registered();
    was = view().link_local;
    c = configuration();
    c.link_local = of_lma;
    h.calls_left = 1;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    h.calls_left = 0;
    ck_assert(is(address(), &was));
    ck_assert_uint_eq(believed_of(&was), 1800);
    pass(SEC(6));
    ck_assert(is(address(), &of_lma));
    ck_assert_uint_eq(believed_of(&was), 0);
    ck_assert_uint_eq(believed_of(&of_lma), 1800);
    end();
}
END_TEST

/* ---- what has ended ---- */

START_TEST(binding_past_its_end_is_not_looked_at_any_more)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    struct pmip6_mag_status s;
    pmip6_time ends;

    begin((uint32_t)_i);
    registered();
    ends = view().expires;
    h.now = ends - 1;
    ck_assert_uint_eq(view().prefix_count, 1);
    pmip6_mag_status_init(&s);
    ck_assert_int_eq(pmip6_mag_get_status(mag, &s), 0);
    ck_assert_uint_eq(s.registered, 1);
    h.now = ends; /* nobody has worked its timer off */
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK, &v), 0);
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_eq(v.prefix_count, 0);
        ck_assert_uint_eq(v.tunnel.id, 0);
        ck_assert_uint_eq(v.lifetime, 0);
        ck_assert_uint_eq(v.expires, PMIP6_NEVER);
        ck_assert_uint_eq(v.state, PMIP6_ATTACHMENT_REGISTERING);
        v = view();
    }
    ck_assert_int_eq(pmip6_mag_get_status(mag, &s), 0);
    ck_assert_uint_eq(s.registered, 0);
    ck_assert_uint_eq(s.attachments, 1);
    end();
}
END_TEST

static Suite *mag_shown_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_shown");
    TCase *c = tcase_create("mag_shown");

    unit_add_lone_test(c, node_keeps_its_router_where_the_host_cannot_take_an_extension,
                       first, last);
    tcase_add_loop_test(c,
                        router_that_changes_its_address_is_withdrawn_in_the_old_ones_name,
                        first, last);
    unit_add_lone_test(c, link_that_lost_its_address_gets_it_again, first, last);
    tcase_add_loop_test(c, withdrawn_prefix_of_a_node_that_uses_dhcp_is_not_autonomous,
                        first, last);
    tcase_add_loop_test(c, prefix_that_addresses_were_made_of_is_withdrawn_as_such, first,
                        last);
    tcase_add_loop_test(c, mag_takes_the_lifetimes_that_routers_may_have, first, last);
    tcase_add_loop_test(c, node_follows_its_router_to_the_domains_address, first, last);
    unit_add_lone_test(c, router_goes_to_the_domains_address_as_soon_as_it_can, first,
                       last);
    unit_add_lone_test(c, binding_past_its_end_is_not_looked_at_any_more, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_shown_suite)
