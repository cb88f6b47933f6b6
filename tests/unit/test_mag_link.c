/* SPDX-License-Identifier: MIT */
/* The MAG on its access link: whose address is whose, what it learns of its node, and
 * how much a node can make it say. */
#include "mag_internal.h"
#include "nd_bed.h"

static const struct pmip6_addr own = {{0xfe, 0x80, [8] = 2, [15] = 7}};
static const struct pmip6_addr nobody;

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

static int is(struct pmip6_addr a, const struct pmip6_addr *b)
{
    return memcmp(&a, b, sizeof a) == 0;
}

static uint64_t drops(uint32_t reason)
{
    struct pmip6_mag_counters c;

    pmip6_mag_counters_init(&c);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
    return c.drop[reason];
}

/* ---- the MAG's address and the node's ---- */

START_TEST(mag_keeps_an_address_that_a_node_only_asks_for) /* R5213-6.9.1.2-31, 6.7-01 */
{
    struct pmip6_addr ours;
    unsigned before;

    begin((uint32_t)_i);
    registered();
    ours = h.link_address;
    before = h.nd_count;
    for (int n = 0; n < 20; n++) {
        detect(LINK, &ours, node_lli);
        pass(SEC(1));
    }
    ck_assert_mem_eq(&h.link_address, &ours, sizeof ours);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_le(h.nd_count, before + 2);
    end();
}
END_TEST

START_TEST(mag_keeps_the_domains_address_that_a_node_asks_for) /* R5213-9.3-11 */
{
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    c = configuration();
    c.link_local = own;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    detect(LINK, &own, node_lli); /* before the link has it */
    answer(0);
    ck_assert_mem_eq(&h.link_address, &own, sizeof own);
    end();
}
END_TEST

START_TEST(mag_gives_way_no_more_than_once_in_3_s) /* R5213-6.9.1.2-31 to -33 */
{
    unsigned changes = 0, before;

    begin((uint32_t)_i);
    registered();
    before = h.nd_count;
    for (int n = 0; n < 120; n++) {
        struct pmip6_addr ours = h.link_address;

        solicit_from(LINK, &ours, node_lli);
        changes += memcmp(&ours, &h.link_address, sizeof ours) != 0;
        if (_i == PMIP6_RFC5213 && h.sent_count > 1)
            answer(0);
        pass(MS(100));
    }
    ck_assert_uint_ge(changes, 2);
    ck_assert_uint_le(changes, 5);
    ck_assert_uint_le(h.nd_count - before, 10 + 12 + 2 * changes + 5);
    end();
}
END_TEST

START_TEST(mag_gets_its_address_later_where_the_host_could_not) /* R5213-6.9.1.2-32 */
{
    struct pmip6_addr ours;
    unsigned before;

    begin((uint32_t)_i);
    registered();
    ours = h.link_address;
    pass(SEC(700)); /* the quick advertisements are over */
    h.calls_left = 1;
    before = h.nd_count;
    solicit_from(LINK, &ours, node_lli);
    ck_assert(is(view().link_local, &ours));
    pass(MS(5100)); /* nobody answers meanwhile */
    ck_assert(is(view().link_local, &h.link_address));
    ck_assert_mem_ne(&h.link_address, &ours, sizeof ours);
    ck_assert_uint_gt(h.nd_count, before);
    ck_assert_mem_eq(&last_nd()->source, &h.link_address, sizeof ours);
    end();
}
END_TEST

/* ---- what it learns ---- */

/* Another would be another interface to the LMA (5.4.1). */
START_TEST(mag_asks_for_a_session_with_the_technology_it_began_with)
/* R5213-6.9.1.1-26, 5.4.1.2-02 */
{
    struct pmip6_link_info info;

    begin(PMIP6_RFC5213);
    registered();
    pmip6_link_info_init(&info);
    info.access_technology = 4;
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    while (h.sent_count == 1)
        pass(SEC(60));
    ck_assert_uint_eq(request().access_technology, 3);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(request().access_technology, 3);
    answer(0);
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    answers(LINK, node_lli); /* it comes anew */
    ck_assert_uint_eq(request().access_technology, 4);
    end();
}
END_TEST

START_TEST(mag_takes_its_address_off_a_link_that_goes_down)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_uint_eq(h.link_address.octets[0], 0xfe);
    ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    ck_assert_uint_eq(h.link_address.octets[0], 0);
    end();
}
END_TEST

START_TEST(mag_learns_a_link_layer_address_from_the_node) /* D02-6.1-03 */
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_attach who;

    begin((uint32_t)_i);
    bring_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    solicit_from(LINK, &own, node_lli); /* while a request is out: not now */
    ck_assert_uint_eq(view().link_layer_id.length, 2);
    answer(0);
    solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(view().link_layer_id.length, 6);
    ck_assert_mem_eq(view().link_layer_id.data, node_lli, 6);
    solicit_from(LINK, &own, other); /* another's now */
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    pass(SEC(2800));
    if (_i == PMIP6_RFC5213)
        ck_assert_mem_eq(request().link_layer_id.data, node_lli, 6);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_knows_the_address_that_a_node_comes_with) /* D02-6.8-04, -05 */
{
    struct pmip6_addr uploaded;

    begin((uint32_t)_i);
    bring_up(LINK);
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    detect(LINK, &own, node_lli);
    ck_assert(is(view().mn_link_local, &own));
    uploaded = request().link_local;
    if (_i == PMIP6_DRAFT_02)
        ck_assert_mem_eq(&uploaded, &own, sizeof own);
    end();
}
END_TEST

/* ---- addresses of zeros ---- */

/* No interface has such an address: the frame says nothing of its sender. */
START_TEST(mag_takes_no_frame_from_an_address_of_zeros) /* R5213-6.3-04, 8.6-07 */
{
    static const uint8_t zeros[6];

    begin((uint32_t)_i);
    bring_up(LINK);
    solicit_from(LINK, &own, zeros);
    detect(LINK, &own, zeros);
    ck_assert_uint_eq(h.asked, 0);
    ck_assert_uint_eq(drops(PMIP6_DROP_ND_SOURCE), 2);
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    solicit_from(LINK, &own, node_lli);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    solicit_from(LINK, &own, zeros);
    ck_assert_uint_eq(drops(PMIP6_DROP_ND_SOURCE), 3);
    end();
}
END_TEST

START_TEST(mag_takes_an_address_of_zeros_for_none) /* R5213-8.6-07 */
{
    static const uint8_t zeros[6];
    struct pmip6_attach who;

    begin((uint32_t)_i);
    bring_up(LINK);
    pmip6_attach_init(&who);
    who.link_layer_id.data = zeros;
    who.link_layer_id.length = sizeof zeros;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(h.asked, 0);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    solicit_from(LINK, &own, node_lli); /* it has one all the same */
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* Its policy may be another's, now that it is known whose interface that is. */
START_TEST(mag_asks_again_when_it_learns_the_address_of_one_that_was_refused)
{
    struct pmip6_attach who;

    begin((uint32_t)_i);
    bring_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    h.policy.grants = 0;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    for (int n = 0; n < 100; n++)
        solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.asked, 2); /* it has been learnt */
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    h.policy.grants = PMIP6_GRANT_ALL;
    solicit_from(LINK, &own, node_lli);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* ---- whose clock it is ---- */

/* It is heard where it moved to, and nobody reads its clock there: it goes on. */
START_TEST(mag_lets_a_nodes_own_clock_go_on_where_it_moved) /* R5213-5.5-13, -21 */
{
    pmip6_timestamp first;
    struct pmip6_attach who;

    begin((uint32_t)_i);
    pmip6_mag_free(mag);
    ck_assert_int_eq(make(PMIP6_MAG_NODE_TIMESTAMPS, 0), 0);
    bring_up(LINK);
    bring_up(LINK + 1);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)ID;
    who.mn_id.length = strlen(ID);
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.timestamp = fake_day(&h) + ((pmip6_timestamp)3600 << 16);
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
    first = request().timestamp;
    ck_assert_uint_eq(first, who.timestamp);
    answer(0);
    pass(SEC(10));
    h.presence = PMIP6_PRESENCE_NO; /* it has left */
    solicit_from(LINK + 1, &own, node_lli);
    h.presence = PMIP6_PRESENCE_YES;
    ck_assert_uint_eq(pmip6_mag_link_of(mag, who.mn_id), LINK + 1);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_gt(request().timestamp, first + ((pmip6_timestamp)9 << 16));
    ck_assert_uint_lt(request().timestamp, first + ((pmip6_timestamp)11 << 16));
    end();
}
END_TEST

/* ---- how many there are ---- */

/* They would all be in one chain, which every one that goes is looked for in. */
START_TEST(mag_looks_for_nobody_by_a_name_that_it_has_not)
{
    uint8_t lli[6] = {2, 0, 0, 0, 1, 0};

    begin((uint32_t)_i);
    h.policy.grants = 0;
    for (uint8_t n = 1; n <= 6; n++) {
        lli[5] = n;
        bring_up(n);
        hear(n, lli, PMIP6_ND_ROUTER_SOLICITATION);
    }
    ck_assert_uint_eq(mag->attachments.count, 6);
    ck_assert_uint_eq(mag->by_node.count, 0);
    h.policy.grants = PMIP6_GRANT_ALL;
    h.policy.mn_id.data = (const uint8_t *)ID;
    h.policy.mn_id.length = strlen(ID);
    lli[5] = 9;
    ck_assert_int_eq(pmip6_mag_detach(mag, 6), 0);
    hear(6, lli, PMIP6_ND_ROUTER_SOLICITATION);
    ck_assert_uint_eq(mag->by_node.count, 1);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, h.policy.mn_id), 6);
    answer(0);
    for (uint32_t n = 1; n <= 6; n++)
        ck_assert_int_eq(pmip6_mag_detach(mag, n), 0);
    answer(0);
    ck_assert_uint_eq(mag->attachments.count, 0);
    ck_assert_uint_eq(mag->by_node.count, 0);
    end();
}
END_TEST

/* ---- how much it says ---- */

START_TEST(mag_answers_a_node_that_asks_without_end_so_often) /* R5213-6.9.2-03 */
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    before = h.nd_count;
    for (int n = 0; n < 1000; n++)
        solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.nd_count, before + 10);
    pass(MS(3600)); /* and then all who listen, once */
    ck_assert_uint_eq(h.nd_count, before + 11);
    solicit_from(LINK, &own, node_lli);
    ck_assert_uint_eq(h.nd_count, before + 12);
    end();
}
END_TEST

START_TEST(mag_lets_3_s_and_a_little_pass_between_advertisements) /* RFC 4861 6.2.6 */
{
    pmip6_time first = 0, last = 0;

    begin((uint32_t)_i);
    for (int n = 0; n < 8; n++) {
        pmip6_time then;
        unsigned before;

        registered();
        then = h.now;
        before = h.nd_count;
        solicit_from(LINK, &nobody, node_lli);
        while (h.nd_count == before)
            pass(MS(10));
        ck_assert_uint_ge(h.now - then, SEC(3));
        ck_assert_uint_le(h.now - then, MS(3520));
        first = n == 0 || h.now - then < first ? h.now - then : first;
        last = h.now - then > last ? h.now - then : last;
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        pass(SEC(3));
    }
    ck_assert_uint_gt(last - first, MS(50));
    end();
}
END_TEST

static unsigned lines, left_out;

static void count_line(const struct pmip6_log *l, void *user)
{
    (void)user;
    lines += l->drop == PMIP6_DROP_ND_SOURCE;
    left_out += l->left_out;
}

START_TEST(mag_does_not_fill_the_log_with_what_it_drops)
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_mag_callbacks cb;
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    pmip6_mag_free(mag);
    c = configuration();
    fake_mag_callbacks(&cb);
    cb.log = count_line;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
    registered();
    lines = left_out = 0;
    for (int n = 0; n < 1000; n++)
        solicit_from(LINK, &own, other);
    ck_assert_uint_ge(lines, 1);
    ck_assert_uint_le(lines, 40);
    ck_assert_uint_eq(drops(PMIP6_DROP_ND_SOURCE), 1000);
    pass(SEC(10));
    solicit_from(LINK, &own, other);
    ck_assert_uint_eq(lines + left_out, 1001); /* the next line tells of the others */
    pass(SEC(10));
    left_out = 0;
    solicit_from(LINK, &own, other);
    ck_assert_uint_eq(left_out, 0);
    end();
}
END_TEST

static Suite *mag_link_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_link");
    TCase *c = tcase_create("mag_link");

    tcase_add_loop_test(c, mag_keeps_an_address_that_a_node_only_asks_for, first, last);
    tcase_add_loop_test(c, mag_keeps_the_domains_address_that_a_node_asks_for, first,
                        last);
    tcase_add_loop_test(c, mag_gives_way_no_more_than_once_in_3_s, first, last);
    unit_add_lone_test(c, mag_gets_its_address_later_where_the_host_could_not, first,
                       last);
    tcase_add_test(c, mag_asks_for_a_session_with_the_technology_it_began_with);
    tcase_add_loop_test(c, mag_takes_its_address_off_a_link_that_goes_down, first, last);
    tcase_add_loop_test(c, mag_learns_a_link_layer_address_from_the_node, first, last);
    tcase_add_loop_test(c, mag_knows_the_address_that_a_node_comes_with, first, last);
    tcase_add_loop_test(c, mag_takes_no_frame_from_an_address_of_zeros, first, last);
    tcase_add_loop_test(c, mag_takes_an_address_of_zeros_for_none, first, last);
    tcase_add_loop_test(c,
                        mag_asks_again_when_it_learns_the_address_of_one_that_was_refused,
                        first, last);
    tcase_add_loop_test(c, mag_lets_a_nodes_own_clock_go_on_where_it_moved, first, last);
    tcase_add_loop_test(c, mag_looks_for_nobody_by_a_name_that_it_has_not, first, last);
    tcase_add_loop_test(c, mag_answers_a_node_that_asks_without_end_so_often, first,
                        last);
    tcase_add_loop_test(c, mag_lets_3_s_and_a_little_pass_between_advertisements, first,
                        last);
    tcase_add_loop_test(c, mag_does_not_fill_the_log_with_what_it_drops, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_link_suite)
