/* SPDX-License-Identifier: MIT */
/* Nodes that are heard before the host tells of them: what is told then counts. */
#include "nd_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};
static const struct pmip6_addr previous = {{0xfe, 0x80, [15] = 0x55}};

/* The policy knows names only. */
static int (*policy_of_bed)(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                            void *user);

static int by_name(const struct pmip6_policy_query *q, struct pmip6_policy *p, void *user)
{
    int rc = policy_of_bed(q, p, user);

    if (rc == 0 && q->mn_id.length == 0)
        p->grants = 0;
    return rc;
}

static void begin_by_name(uint32_t e)
{
    struct pmip6_mag_callbacks cb;
    struct pmip6_mag_config c;

    edition = e;
    fake_host_init(&h);
    pmip6_mag_config_init(&c, e);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    fake_mag_callbacks(&cb);
    policy_of_bed = cb.policy;
    cb.policy = by_name;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

/* The host tells of the node whose frames were heard. */
static int tell(uint32_t link, uint8_t handoff)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = id;
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.previous_router = previous;
    who.handoff = handoff;
    return pmip6_mag_attach(mag, link, &who);
}

static unsigned withdrawn(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h.nd_count && i < FAKE_MESSAGES; i++)
        count += memcmp(&h.nd[i].source, &previous, sizeof previous) == 0;
    return count;
}

static void check_served_as_told(uint8_t handoff)
{
    if (edition == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, handoff);
    ck_assert_mem_eq(request().mn_id.data, ID, id.length);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(withdrawn(), 1);
}

START_TEST(mag_names_a_node_that_was_refused_without_a_name) /* R5213-6.9.1.1-01 */
{
    begin_by_name((uint32_t)_i);
    link_up(LINK);
    solicits(LINK, node_lli);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_int_eq(tell(LINK, PMIP6_HANDOFF_MAGS), 0);
    check_served_as_told(PMIP6_HANDOFF_MAGS);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    end();
}
END_TEST

START_TEST(mag_names_a_node_while_its_policy_is_asked) /* R5213-6.9.1.1-01, -13 */
{
    uint64_t nameless;

    begin_by_name((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    link_up(LINK);
    solicits(LINK, node_lli);
    nameless = h.ticket;
    ck_assert_int_eq(tell(LINK, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(view().mn_id.length, id.length);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, nameless, &h.policy),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    check_served_as_told(PMIP6_HANDOFF_MAGS);
    end();
}
END_TEST

START_TEST(mag_takes_hints_as_long_as_nothing_was_sent) /* R5213-6.9.1.1-13 */
{
    struct pmip6_attach who;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_int_eq(tell(LINK, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(h.asked, 1);
    pmip6_attach_init(&who); /* what is not told takes nothing away */
    who.mn_id = id;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    check_served_as_told(PMIP6_HANDOFF_MAGS);
    end();
}
END_TEST

START_TEST(mag_withdraws_a_previous_router_it_was_told_of_late) /* D02-7.3-03 */
{
    begin((uint32_t)_i);
    h.policy.mn_id = id;
    link_up(LINK);
    solicits(LINK, node_lli);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(tell(LINK, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(withdrawn(), 0);
    check_served_as_told(PMIP6_HANDOFF_UNKNOWN); /* as it was sent */
    ck_assert_int_eq(tell(LINK, PMIP6_HANDOFF_MAGS), 0);
    ck_assert_uint_eq(withdrawn(), 2); /* it is served already */
    ck_assert_uint_eq(h.sent_count, 1);
    end();
}
END_TEST

/* The name is one that is known on another link. */
START_TEST(mag_moves_a_node_to_where_it_was_heard_first) /* R5213-6.9.1.1-13 */
{
    static const uint8_t other_lli[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_attach who;

    begin_by_name((uint32_t)_i);
    registered();
    link_up(LINK + 1);
    solicits(LINK + 1, other_lli);
    ck_assert_uint_eq(h.asked, 2);
    pmip6_attach_init(&who);
    who.mn_id = id;
    who.link_layer_id.data = other_lli;
    who.link_layer_id.length = sizeof other_lli;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    who.handoff = PMIP6_HANDOFF_INTERFACES;
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    if (edition == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_INTERFACES);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

static Suite *mag_naming_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_naming");
    TCase *c = tcase_create("mag_naming");

    tcase_add_loop_test(c, mag_names_a_node_that_was_refused_without_a_name, first, last);
    tcase_add_loop_test(c, mag_names_a_node_while_its_policy_is_asked, first, last);
    tcase_add_loop_test(c, mag_takes_hints_as_long_as_nothing_was_sent, first, last);
    tcase_add_loop_test(c, mag_withdraws_a_previous_router_it_was_told_of_late, first,
                        last);
    tcase_add_loop_test(c, mag_moves_a_node_to_where_it_was_heard_first, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_naming_suite)
