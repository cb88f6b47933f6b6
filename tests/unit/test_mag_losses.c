/* SPDX-License-Identifier: MIT */
/* Routes and tunnels that are lost while a node is served: the host hears of it, and the
 * node is registered anew. */
#include "mag_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};

static unsigned replaces_left; /* that succeed; the others fail, their undoing as well */

static int (*replace_of_bed)(const struct pmip6_route *was, const struct pmip6_route *is,
                             void *user);
static void (*event_of_bed)(const struct pmip6_mag_event *e, void *user);
static size_t prefixes_lost; /* of the last loss that was told */

static int replace_some(const struct pmip6_route *was, const struct pmip6_route *is,
                        void *user)
{
    if (replaces_left == 0)
        return -1;
    replaces_left--;
    return replace_of_bed(was, is, user);
}

static void keep_loss(const struct pmip6_mag_event *e, void *user)
{
    if (e->kind == PMIP6_MAG_LOST)
        prefixes_lost = e->before ? e->before->prefix_count : 0;
    event_of_bed(e, user);
}

static struct pmip6_mag_config configuration(void)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    return c;
}

static void begin_brittle(uint32_t e)
{
    struct pmip6_mag_callbacks cb;
    struct pmip6_mag_config c;

    edition = e;
    fake_host_init(&h);
    c = configuration();
    fake_mag_callbacks(&cb);
    replace_of_bed = cb.route_replace;
    cb.route_replace = replace_some;
    event_of_bed = cb.event;
    cb.event = keep_loss;
    replaces_left = 1;
    prefixes_lost = 0;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
    registered();
}

static void check_served_again(void)
{
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_LOST), 1);
    ck_assert_uint_eq(prefixes_lost, 1);
    check_tables();
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REGISTERED), 2);
    check_tables();
    end();
}

START_TEST(mag_tells_of_routes_that_a_configuration_lost) /* R5213-6.10.3-01 */
{
    struct pmip6_mag_config c;

    begin_brittle((uint32_t)_i);
    c = configuration();
    c.flags |= PMIP6_MAG_LOCAL_ROUTING;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(view().prefix_count, 0);
    check_served_again();
}
END_TEST

START_TEST(mag_tells_of_routes_that_a_policy_lost)
{
    begin_brittle((uint32_t)_i);
    h.policy.local_routing = PMIP6_LOCAL_ROUTING_ON;
    while (h.sent_count == 1)
        pass(SEC(60));
    answer(0); /* granted, and the routes have to say so */
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_LOST), 1);
    ck_assert_uint_eq(prefixes_lost, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_EXTENDED), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REGISTERED), 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    check_tables();
    end();
}
END_TEST

START_TEST(mag_tells_of_routes_that_a_move_lost) /* R5213-6.9.1.1-13 */
{
    begin_brittle((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK + 1, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    check_served_again();
}
END_TEST

static uint32_t state_on(uint32_t link)
{
    struct pmip6_attachment_view v;

    pmip6_attachment_view_init(&v);
    return pmip6_mag_attachment_of(mag, link, &v) < 0 ? 0 : v.state;
}

/* The policy names the node of one link as the one that is new on another. */
START_TEST(mag_moves_a_node_later_whose_routes_could_not_follow_it) /* R5213-6.9.1.1-13 */
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_attach who;

    begin_brittle((uint32_t)_i);
    replaces_left = 0;
    h.policy.mn_id = id;
    link_up(LINK + 1);
    pmip6_attach_init(&who);
    who.link_layer_id.data = other;
    who.link_layer_id.length = sizeof other;
    who.handoff = PMIP6_HANDOFF_MAGS;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), 0);
    ck_assert_uint_eq(state_on(LINK), PMIP6_ATTACHMENT_REGISTERED); /* as it was */
    ck_assert_uint_eq(state_on(LINK + 1), PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_DETACHED), 0);
    check_tables();
    pass(SEC(4));
    ck_assert_uint_eq(state_on(LINK + 1), PMIP6_ATTACHMENT_REFUSED);
    replaces_left = 100;
    pass(SEC(2));
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_MOVED), 1);
    ck_assert_uint_eq(state_on(LINK), 0);
    answer(0);
    ck_assert_uint_eq(state_on(LINK + 1), PMIP6_ATTACHMENT_REGISTERED);
    check_tables();
    end();
}
END_TEST

START_TEST(mag_tells_of_sessions_whose_tunnel_is_lost) /* R5213-5.6.1-09 */
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    begin_brittle((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_next_tunnel(mag, &cursor, &t), 1);
    ck_assert_int_eq(pmip6_mag_tunnel_lost(mag, &t), 0);
    check_served_again();
}
END_TEST

static Suite *mag_losses_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_losses");
    TCase *c = tcase_create("mag_losses");

    tcase_add_loop_test(c, mag_tells_of_routes_that_a_configuration_lost, first, last);
    tcase_add_loop_test(c, mag_tells_of_routes_that_a_policy_lost, first, last);
    tcase_add_loop_test(c, mag_tells_of_routes_that_a_move_lost, first, last);
    tcase_add_loop_test(c, mag_tells_of_sessions_whose_tunnel_is_lost, first, last);
    unit_add_lone_test(c, mag_moves_a_node_later_whose_routes_could_not_follow_it, first,
                       last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_losses_suite)
