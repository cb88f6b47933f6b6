/* SPDX-License-Identifier: MIT */
/* What reads from a MAG: structs of hosts of other releases, arguments that are not
 * there, and callbacks that come meanwhile. */
#include "mag_bed.h"
#include "sizes.h"

/* ---- sizes ---- */

static int fill_next_attachment(void *v)
{
    uint32_t cursor = 0;
    return pmip6_mag_next_attachment(mag, &cursor, v);
}

static int fill_counters(void *c)
{
    return pmip6_mag_get_counters(mag, c);
}

static int fill_status(void *s)
{
    return pmip6_mag_get_status(mag, s);
}

static struct pmip6_forward_query from_node(void)
{
    struct pmip6_forward_query q;

    pmip6_forward_query_init(&q);
    q.origin = PMIP6_FROM_LINK;
    q.link = LINK;
    q.source = fake_addr(0x80, 9);
    q.destination = fake_addr(0x70, 1);
    return q;
}

static int fill_attachment_of(void *v)
{
    return pmip6_mag_attachment_of(mag, LINK, v);
}

static int fill_dhcp_hint(void *hint)
{
    return pmip6_mag_dhcp_hint(mag, LINK, hint);
}

static int fill_verdict(void *v)
{
    struct pmip6_forward_query q = from_node();
    return pmip6_mag_forward(mag, &q, v);
}

static int fill_config(void *c)
{
    size_t size = size_of(c);

    pmip6_mag_config_defaults(c, size, PMIP6_RFC5213);
    return told(size);
}

static int fill_callbacks(void *c)
{
    size_t size = size_of(c);

    pmip6_mag_callbacks_defaults(c, size);
    return told(size);
}

static int fill_link_info(void *l)
{
    size_t size = size_of(l);

    pmip6_link_info_defaults(l, size);
    return told(size);
}

static const struct filled filled[] = {
    {"next_attachment", sizeof(struct pmip6_attachment_view), 0, 0, 1,
     fill_next_attachment, NULL},
    {"get_counters", sizeof(struct pmip6_mag_counters), 0, 0, 0, fill_counters, NULL},
    {"get_status", sizeof(struct pmip6_mag_status), 0, 0, 0, fill_status, NULL},
    {"attachment_of", sizeof(struct pmip6_attachment_view), 0, 0, 0, fill_attachment_of,
     NULL},
    {"dhcp_hint", sizeof(struct pmip6_dhcp_hint), 0, 0, 0, fill_dhcp_hint, NULL},
    {"forward", sizeof(struct pmip6_forward_verdict), 0, 0, 0, fill_verdict, NULL},
    {"config_defaults", sizeof(struct pmip6_mag_config), 0, 0, 0, fill_config, NULL},
    {"callbacks_defaults", sizeof(struct pmip6_mag_callbacks), 0, 0, 0, fill_callbacks,
     NULL},
    {"link_info_defaults", sizeof(struct pmip6_link_info), 0, 0, 0, fill_link_info, NULL},
};

#define FILLED ((int)(sizeof filled / sizeof filled[0]))

START_TEST(mag_fills_no_more_than_the_host_has_room_for)
{
    begin(PMIP6_RFC5213);
    registered();
    sizes_check(&filled[_i]);
    end();
}
END_TEST

/* ---- what is not known ---- */

/* What has no meaning yet may not be set. */
START_TEST(mag_refuses_flags_and_reserved_members_it_does_not_know)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;
    struct pmip6_link_info info;
    pmip6_mag *made;

    fake_host_init(&h);
    fake_mag_callbacks(&cb);
    for (unsigned i = 0; i < 32 + 1 + 7 + 3; i++) {
        const int known = i < 14;

        pmip6_mag_config_init(&c, PMIP6_RFC5213);
        c.address = fake_addr(1, 1);
        c.max_links = c.max_attachments = c.max_tunnels = 8;
        c.flags = PMIP6_MAG_ANY_PREFIX;
        if (i < 32)
            c.flags |= (uint32_t)1 << i;
        else if (i == 32)
            c.reserved[0] = 1;
        else if (i < 40)
            c.link_layer.reserved[i - 33] = 1;
        else
            c.reserved_octets[i - 40] = 1;
        ck_assert_int_eq(pmip6_mag_new(&made, &c, &cb, &h),
                         known ? 0 : PMIP6_ERR_INVALID);
        pmip6_mag_free(made);
    }
    begin(PMIP6_RFC5213);
    for (unsigned i = 0; i < 3 + 7 + 1; i++) {
        pmip6_link_info_init(&info);
        if (i < 3)
            info.reserved[i] = 1;
        else if (i < 10)
            info.link_layer.reserved[i - 3] = 1;
        ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info),
                         i == 10 ? 0 : PMIP6_ERR_INVALID);
    }
    end();
}
END_TEST

/* ---- what is not there ---- */

START_TEST(mag_reads_nothing_for_nobody)
{
    struct pmip6_attachment_view v;
    struct pmip6_mag_counters c;
    struct pmip6_mag_status st;
    struct pmip6_forward_query q = from_node();
    struct pmip6_tunnel t;
    struct pmip6_bytes nobody = {NULL, strlen(ID)};
    uint32_t cursor = 0;

    begin(PMIP6_RFC5213);
    registered();
    pmip6_attachment_view_init(&v);
    pmip6_mag_counters_init(&c);
    pmip6_mag_status_init(&st);
    const int results[] = {
        pmip6_mag_next_attachment(NULL, &cursor, &v),
        pmip6_mag_next_attachment(mag, NULL, &v),
        pmip6_mag_next_attachment(mag, &cursor, NULL),
        pmip6_mag_next_tunnel(NULL, &cursor, &t),
        pmip6_mag_next_tunnel(mag, NULL, &t),
        pmip6_mag_next_tunnel(mag, &cursor, NULL),
        pmip6_mag_get_counters(NULL, &c),
        pmip6_mag_get_counters(mag, NULL),
        pmip6_mag_get_status(NULL, &st),
        pmip6_mag_get_status(mag, NULL),
        pmip6_mag_forward(mag, &q, NULL),
        pmip6_mag_forward(mag, NULL, NULL),
    };
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        ck_assert_msg(results[i] == PMIP6_ERR_INVALID, "case %zu: %d", i, results[i]);
    ck_assert_uint_eq(cursor, 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, nobody), 0);
    ck_assert_uint_eq(pmip6_mag_link_of(NULL, nobody), 0);
    end();
}
END_TEST

/* ---- callbacks that want to change ---- */

static struct pmip6_mag_callbacks fake;
static unsigned meddled, lines;

/* Whatever callback it is called from, nothing changes, and the handle stays. */
static void meddle(void)
{
    const struct pmip6_bytes everybody = {NULL, 0};

    if (!mag)
        return;
    meddled++;
    pmip6_mag_free(mag);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_mag_handle_timeout(mag), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, NULL), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, NULL), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, NULL), PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), PMIP6_ERR_REENTRANT);
}

static void on_clock(struct pmip6_clock *now, void *user)
{
    meddle();
    fake.clock(now, user);
}

static void on_random(uint8_t *octets, size_t count, void *user)
{
    meddle();
    fake.random(octets, count, user);
}

static int on_send(const struct pmip6_datagram *d, void *user)
{
    meddle();
    return fake.send(d, user);
}

static int on_send_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    meddle();
    return fake.send_nd(link, p, user);
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    meddle();
    return fake.policy(q, p, user);
}

static void on_close(const struct pmip6_tunnel *t, void *user)
{
    meddle();
    fake.tunnel_close(t, user);
}

static int on_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    meddle();
    return fake.link_address(link, address, user);
}

static void on_event(const struct pmip6_mag_event *e, void *user)
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

static void on_release(void *memory, size_t size, void *user)
{
    meddle();
    fake.release(memory, size, user);
}

static void begin_meddled(void)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    edition = PMIP6_RFC5213;
    fake_host_init(&h);
    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    fake_mag_callbacks(&fake);
    cb = fake;
    cb.clock = on_clock;
    cb.random = on_random;
    cb.send = on_send;
    cb.send_nd = on_send_nd;
    cb.policy = on_policy;
    cb.tunnel_close = on_close;
    cb.link_address = on_address;
    cb.event = on_event;
    cb.log = on_log;
    cb.release = on_release;
    meddled = lines = 0;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

START_TEST(mag_is_not_ended_from_inside_a_callback)
{
    begin_meddled();
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    registered();
    ck_assert_uint_ge(lines, 15);
    ck_assert_uint_eq(meddled, 2 * lines); /* in a callback, and in its line's */
    end();
}
END_TEST

/* What reads asks the clock as well. */
START_TEST(mag_does_not_change_while_it_is_read)
{
    struct pmip6_forward_verdict verdict;
    struct pmip6_dhcp_hint hint;
    unsigned before;

    begin_meddled();
    registered();
    before = meddled;
    pmip6_forward_verdict_init(&verdict);
    ck_assert_int_eq(fill_verdict(&verdict), 0);
    ck_assert_uint_eq(verdict.action, PMIP6_FORWARD_TUNNEL);
    ck_assert_uint_eq(meddled, before + 2); /* its clock, and the line about it */
    pmip6_dhcp_hint_init(&hint);
    ck_assert_int_eq(fill_dhcp_hint(&hint), 0);
    ck_assert_uint_eq(hint.prefix_count, 1);
    ck_assert_uint_eq(meddled, before + 4);
    end();
}
END_TEST

/* ---- octets that are not there ---- */

static const struct pmip6_bytes nowhere = {NULL, 6};

START_TEST(mag_refuses_a_node_whose_octets_are_not_there)
{
    struct pmip6_attach who;

    begin(PMIP6_RFC5213);
    link_up(LINK);
    pmip6_attach_init(&who);
    who.mn_id = nowhere;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), PMIP6_ERR_INVALID);
    who.mn_id.data = (const uint8_t *)ID;
    who.link_layer_id = nowhere;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(h.asked, 0);
    ck_assert_int_eq(pmip6_mag_policy_changed(mag, nowhere), PMIP6_ERR_INVALID);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, nowhere), 0);
    end();
}
END_TEST

START_TEST(mag_refuses_a_packet_whose_octets_are_not_there)
{
    struct pmip6_datagram d;
    struct pmip6_nd_packet p;

    begin(PMIP6_RFC5213);
    registered();
    pmip6_datagram_init(&d);
    d.octets = nowhere;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0); /* dropped like an empty one */
    pmip6_nd_packet_init(&p);
    p.hop_limit = 255;
    p.octets = nowhere;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, LINK, &p), PMIP6_ERR_INVALID);
    p.octets.data = (const uint8_t *)ID;
    p.link_layer = nowhere;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, LINK, &p), PMIP6_ERR_INVALID);
    end();
}
END_TEST

static struct pmip6_policy policy_without(int prefixes)
{
    struct pmip6_policy p = h.policy;

    if (prefixes)
        p.prefix_count = 2;
    else
        p.mn_id = nowhere;
    return p;
}

START_TEST(mag_takes_a_policy_that_is_not_all_there_for_none)
{
    for (int prefixes = 0; prefixes < 2; prefixes++) {
        struct pmip6_policy good, bad;

        begin(PMIP6_RFC5213);
        good = h.policy;
        h.policy = bad = policy_without(prefixes);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
        ck_assert_uint_eq(h.sent_count, 0);
        h.policy_result = PMIP6_PENDING;
        pass(MS(5500)); /* asked again */
        ck_assert_uint_eq(h.asked, 2);
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &bad), PMIP6_ERR_INVALID);
        ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &good), 0);
        answer(0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        h.policy = good;
        end();
    }
}
END_TEST

static Suite *reading_suite(void)
{
    Suite *s = suite_create("mag_reading");
    TCase *c = tcase_create("mag_reading");

    tcase_add_loop_test(c, mag_fills_no_more_than_the_host_has_room_for, 0, FILLED);
    tcase_add_test(c, mag_refuses_flags_and_reserved_members_it_does_not_know);
    tcase_add_test(c, mag_reads_nothing_for_nobody);
    tcase_add_test(c, mag_is_not_ended_from_inside_a_callback);
    tcase_add_test(c, mag_does_not_change_while_it_is_read);
    tcase_add_test(c, mag_refuses_a_node_whose_octets_are_not_there);
    tcase_add_test(c, mag_refuses_a_packet_whose_octets_are_not_there);
    tcase_add_test(c, mag_takes_a_policy_that_is_not_all_there_for_none);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(reading_suite)
