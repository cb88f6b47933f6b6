/* SPDX-License-Identifier: MIT */
/* What an administrator, or the host, tells a running MAG. */
#include "mag_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};

static struct pmip6_mag_config config_with(uint32_t on)
{
    struct pmip6_mag_config c;

    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags = (c.flags & ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION) | on;
    return c;
}

static void begin_as(uint32_t e, struct pmip6_mag_config (*config)(void))
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    begin(e);
    pmip6_mag_free(mag);
    mag = NULL;
    c = config();
    fake_mag_callbacks(&cb);
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

static const struct fake_message *last_nd(void)
{
    ck_assert_uint_gt(h.nd_count, 0);
    return &h.nd[(h.nd_count - 1) % FAKE_MESSAGES];
}

/* An option of the last Router Advertisement, the n-th of its type; NULL for none. */
static const uint8_t *option(uint8_t type, unsigned n)
{
    const struct fake_message *m = last_nd();

    ck_assert_uint_eq(m->octets[0], PMIP6_ND_ROUTER_ADVERTISEMENT);
    for (size_t at = 16; at < m->length; at += (size_t)m->octets[at + 1] * 8) {
        if (m->octets[at] == type && n-- == 0)
            return m->octets + at;
    }
    return NULL;
}

static unsigned advertised_mtu(void)
{
    const uint8_t *o = option(5, 0);
    return o ? (unsigned)(o[6] << 8 | o[7]) : 0;
}

/* Valid lifetime of a prefix in the last Router Advertisement; -1: it is not there. */
static long lifetime_of(uint8_t prefix)
{
    const uint8_t *o;

    for (unsigned n = 0; (o = option(3, n)) != NULL; n++) {
        if (o[16 + 7] == prefix)
            return (long)o[4] << 24 | o[5] << 16 | o[6] << 8 | o[7];
    }
    return -1;
}

/* Answers the outstanding request with these prefixes. */
static void answer_prefixes(uint8_t first, uint8_t second)
{
    struct signalling s = reply_to(request(), 0, first);

    if (second) {
        s.prefix_count = 2;
        s.prefixes[1].addr = fake_addr(second, 0);
        s.prefixes[1].length = 64;
    }
    answer_with(s);
}

static struct pmip6_prefix home(uint8_t prefix)
{
    struct pmip6_prefix p = {fake_addr(prefix, 0), 64};
    return p;
}

/* ---- static tunnels ---- */

static struct pmip6_tunnel to_lma(void)
{
    struct pmip6_tunnel t;

    memset(&t, 0, sizeof t);
    t.local = fake_addr(1, 1);
    t.remote = fake_addr(0xa, 1);
    t.id = 77;
    return t;
}

static struct pmip6_tunnel the_tunnel(void)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    memset(&t, 0, sizeof t);
    (void)pmip6_mag_next_tunnel(mag, &cursor, &t);
    return t;
}

/* R5213-6.10.4-01, -5.6.1-08, -09, D02-6.10.5-01 */
START_TEST(static_tunnel_is_neither_opened_nor_closed)
{
    struct pmip6_tunnel t = to_lma();

    begin((uint32_t)_i);
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &t), 0);
    fake_forget_effects(&h);
    registered();
    ck_assert_ptr_null(strchr(h.effects, FAKE_OPEN));
    ck_assert_uint_eq(view().tunnel.id, 77);
    ck_assert_uint_eq(view().tunnel.flags, PMIP6_TUNNEL_STATIC);
    ck_assert_uint_eq(view().tunnel.users, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    ck_assert_ptr_null(strchr(h.effects, FAKE_CLOSE));
    ck_assert_uint_eq(the_tunnel().users, 0);
    registered();
    end(); /* nor when the MAG is freed: the bed would find it wrong */
}
END_TEST

START_TEST(tunnel_becomes_static_and_is_so_no_longer)
{
    struct pmip6_tunnel t = to_lma(), none = to_lma();

    begin((uint32_t)_i);
    none.remote.octets[0] = 0xff;
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &none), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, NULL), PMIP6_ERR_INVALID);
    registered();
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, &t), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, NULL), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &t), 0);
    ck_assert_uint_ne(the_tunnel().id, 77); /* as it is */
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, &t), 0);
    ck_assert_uint_eq(h.tunnel_count, 0); /* closed: it had no user */
    end();
}
END_TEST

START_TEST(lost_static_tunnel_is_static_no_longer)
{
    struct pmip6_tunnel t = to_lma();

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_add_static_tunnel(mag, &t), 0);
    ck_assert_int_eq(pmip6_mag_tunnel_lost(mag, &t), 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_int_eq(pmip6_mag_remove_static_tunnel(mag, &t), PMIP6_ERR_NOT_FOUND);
    pass(SEC(2));
    answer(0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(view().tunnel.flags, 0);
    end();
}
END_TEST

/* R5213-5.6.1-03, -6.9.1.2-24: the highest granted to any that shares it. */
START_TEST(tunnel_lives_as_long_as_the_longest_binding)
{
    struct signalling s;
    pmip6_time first;

    begin((uint32_t)_i);
    registered();
    first = view().expires;
    ck_assert(view().tunnel.expires == first);
    pass(SEC(2800));
    s = reply_to(request(), 0, 0x80);
    s.lifetime = 10;
    answer_with(s);
    ck_assert(view().expires < first);
    ck_assert(view().tunnel.expires == first);
    pass(SEC(35));
    answer(0);
    ck_assert(view().expires > first);
    ck_assert(view().tunnel.expires == view().expires);
    end();
}
END_TEST

/* ---- what is told on the link when it changes (R5213-6.9.5-15) ---- */

START_TEST(change_of_the_link_is_advertised_at_once)
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 9};
    struct pmip6_link_info info;
    unsigned before;

    begin((uint32_t)_i);
    registered();
    pmip6_link_info_init(&info);
    before = h.nd_count;
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    ck_assert_uint_eq(h.nd_count, before); /* nothing changed */
    info.mtu = 1400;
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert_uint_eq(advertised_mtu(), 1400);
    memcpy(info.link_layer.octets, other, sizeof other);
    info.link_layer.length = sizeof other;
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    ck_assert_uint_eq(h.nd_count, before + 2);
    ck_assert_ptr_nonnull(option(1, 0));
    ck_assert(memcmp(option(1, 0) + 2, other, sizeof other) == 0);
    end();
}
END_TEST

START_TEST(change_of_the_configuration_is_advertised_at_once)
{
    struct pmip6_mag_config c;
    unsigned before;

    begin((uint32_t)_i);
    registered();
    before = h.nd_count;
    c = config_with(0);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.nd_count, before);
    c.path_mtu = 1400;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.nd_count, before + 1);
    ck_assert_uint_eq(advertised_mtu(), 1360);
    c.router_lifetime = 900;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(last_nd()->octets[6] << 8 | last_nd()->octets[7], 900);
    pmip6_mag_config_rfc6543(&c);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.nd_count, before + 4); /* with the former router's end */
    ck_assert_ptr_nonnull(option(1, 0));
    end();
}
END_TEST

START_TEST(path_mtu_outlives_its_tunnel)
{
    struct pmip6_addr lma = fake_addr(0xa, 1);

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, 1400), 0);
    ck_assert_uint_eq(advertised_mtu(), 1360);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    pass(SEC(2)); /* within the rate */
    ck_assert_uint_eq(h.tunnel_count, 0);
    registered();
    ck_assert_uint_eq(advertised_mtu(), 1360);
    /* The latest counts. */
    ck_assert_int_eq(pmip6_mag_path_mtu(mag, &lma, 1300), 0);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answer(0);
    pass(SEC(2)); /* within the rate */
    registered();
    ck_assert_uint_eq(advertised_mtu(), 1280);
    end();
}
END_TEST

/* ---- one prefix withdrawn (R5213-6.12-01) ---- */

START_TEST(withdrawn_prefix_goes_and_the_others_stay)
{
    struct pmip6_prefix gone = home(0x80), stays = home(0x90), neither = home(0x99);

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_prefixes(0x80, 0x90);
    ck_assert_uint_eq(h.route_count, 4);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &neither), PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, NULL), PMIP6_ERR_INVALID);
    neither.length = 0;
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &neither), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK + 1, &gone),
                     PMIP6_ERR_NOT_FOUND);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), 0);
    ck_assert_int_eq(lifetime_of(0x80), 0);
    ck_assert_int_eq(lifetime_of(0x90), -1);
    ck_assert_uint_ne(last_nd()->octets[7], 0); /* the router stays */
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(view().prefix_count, 1);
    ck_assert(memcmp(&view().prefixes[0].addr, &stays.addr, 16) == 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), PMIP6_ERR_NOT_FOUND);
    pass(SEC(2800));
    ck_assert_uint_eq(request().prefix_count, 1);
    ck_assert(memcmp(&request().prefixes[0].addr, &stays.addr, 16) == 0);
    end();
}
END_TEST

/* A lost advertisement does not leave the prefix to the node. */
START_TEST(withdrawal_is_told_again)
{
    struct pmip6_prefix gone = home(0x80);
    struct pmip6_link_info info;

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_prefixes(0x80, 0x90);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), 0);
    pmip6_link_info_init(&info);
    for (unsigned n = 0; n < 4; n++) {
        info.mtu--; /* an advertisement now */
        ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
        ck_assert_int_gt(lifetime_of(0x90), 3000);
        ck_assert_int_eq(lifetime_of(0x80), n < 3 ? 0 : -1);
    }
    end();
}
END_TEST

START_TEST(withdrawn_prefix_that_comes_back_is_advertised_as_valid)
{
    struct pmip6_prefix gone = home(0x80);

    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer_prefixes(0x80, 0x90);
    pass(SEC(2800)); /* an extension is under way: it is sent again, without */
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), 0);
    ck_assert_uint_eq(request().prefix_count, 1);
    answer_prefixes(0x90, 0x80);
    ck_assert_int_gt(lifetime_of(0x80), 3000);
    ck_assert_ptr_null(option(3, 2));
    ck_assert_uint_eq(h.route_count, 4);
    end();
}
END_TEST

/* D02-6.12-01 */
START_TEST(node_is_renumbered_with_its_last_prefix)
{
    struct pmip6_prefix gone = home(0x80);

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), PMIP6_ERR_STATE);
    answer(0);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), 0);
    ck_assert_int_eq(lifetime_of(0x80), 0);
    ck_assert_uint_eq(request().lifetime, 0);
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), PMIP6_ERR_STATE);
    answer(0);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    answer_with(reply_to(request(), 0, 0x90));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_gt(lifetime_of(0x90), 3000);
    ck_assert_int_eq(lifetime_of(0x80), 0); /* told again by the next */
    end();
}
END_TEST

/* ---- a clock that is not set (R5213-6.9.1.2-16) ---- */

START_TEST(mag_sends_nothing_until_its_clock_is_set)
{
    begin((uint32_t)_i);
    attach_to(LINK, 0);
    answer(156);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    pass(SEC(3600));
    attach_to(LINK, 0); /* it is heard again: that sets no clock */
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_eq(h.sent_count, 2);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(session_lives_to_its_end_while_the_clock_is_not_set)
{
    unsigned sent;

    begin((uint32_t)_i);
    registered();
    pass(SEC(2750));
    answer(156);
    sent = h.sent_count;
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(h.route_count, 2);
    pass(SEC(900));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.sent_count, sent);
    ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    ck_assert_uint_eq(h.sent_count, sent + 1);
    end();
}
END_TEST

static struct pmip6_mag_config that_retries(void)
{
    return config_with(PMIP6_MAG_RETRY_UNSYNCED);
}

START_TEST(mag_tries_again_unsynced_where_it_is_told_to)
{
    begin_as((uint32_t)_i, that_retries);
    attach_to(LINK, 0);
    answer(156);
    pass(SEC(4));
    ck_assert_uint_eq(h.sent_count, 1);
    pass(SEC(2));
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

/* D02-6.9-R04 */
START_TEST(event_tells_the_time_of_the_lma)
{
    struct signalling s;

    begin((uint32_t)_i);
    attach_to(LINK, 0);
    ck_assert(h.event_time == 0); /* nothing was heard yet */
    ck_assert_uint_eq(h.event_id_length, id.length);
    ck_assert_uint_eq(h.event_lli_length, sizeof node_lli);
    s = reply_to(request(), 156, 0x80);
    s.timestamp = 0x123456789abc;
    answer_with(s);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_CLOCK_UNSYNCED), 1);
    ck_assert(h.event_time == 0x123456789abc);
    end();
}
END_TEST

/* ---- what is read ---- */

/* R6275-11.1-01 */
START_TEST(view_tells_when_the_last_request_went_out_and_how_often)
{
    pmip6_time first;

    begin((uint32_t)_i);
    h.policy_result = PMIP6_PENDING;
    attach_to(LINK, 0);
    ck_assert(view().last_sent == 0);
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    first = h.now;
    ck_assert(view().last_sent == first);
    ck_assert_uint_eq(view().repeats, 0);
    pass(SEC(4));
    ck_assert(view().last_sent >= first + SEC(3) && view().last_sent < first + SEC(4));
    ck_assert_uint_eq(view().repeats, 2);
    answer(0);
    ck_assert_uint_eq(view().repeats, 0);
    end();
}
END_TEST

/* ---- what is configured ---- */

static struct pmip6_mag_config that_waits_longer_at_first(void)
{
    return config_with(PMIP6_MAG_FIRST_REG_TIMEOUT);
}

/* R6275-13-01; R5213-6.9.4-03, -04 where it is not set */
START_TEST(first_request_waits_as_long_as_is_configured)
{
    begin_as((uint32_t)_i, that_waits_longer_at_first);
    attach_to(LINK, 0);
    pass(MS(1400));
    ck_assert_uint_eq(h.sent_count, 1);
    pass(MS(200));
    ck_assert_uint_eq(h.sent_count, 2);
    answer(0);
    pass(SEC(1790));
    for (unsigned i = 0; i < 10000 && h.sent_count == 2; i++)
        pass(MS(100));
    pass(MS(1100)); /* an extension waits no longer than others */
    ck_assert_uint_eq(h.sent_count, 4);
    end();
    begin((uint32_t)_i);
    attach_to(LINK, 0);
    pass(MS(1100));
    ck_assert_uint_eq(h.sent_count, 2);
    end();
}
END_TEST

START_TEST(first_timeout_has_a_range)
{
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    c = config_with(0);
    ck_assert_uint_eq(c.initial_bindack_timeout_first_reg, 1500);
    c.initial_bindack_timeout_first_reg = 0;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), PMIP6_ERR_INVALID);
    c.initial_bindack_timeout_first_reg = 3600001;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), PMIP6_ERR_INVALID);
    end();
}
END_TEST

/* R6275-11.7.1-04 */
START_TEST(no_longer_is_asked_for_than_the_prefix_is_valid)
{
    static const struct {
        uint32_t prefix, lifetime;
        uint16_t units;
    } cases[] = {{0, 0, 900}, {100, 0, 25}, {100, 300, 25}, {300, 100, 25}, {2, 0, 1}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin((uint32_t)_i);
        h.policy.prefix_lifetime = cases[i].prefix;
        h.policy.lifetime = cases[i].lifetime;
        attach_to(LINK, 0);
        ck_assert_uint_eq(request().lifetime, cases[i].units);
        end();
    }
}
END_TEST

/* R6543-1-01, -03 */
START_TEST(rfc6543_gives_both_addresses)
{
    static const uint8_t link_local[16] = {0xfe, 0x80, 0,    0,    0,    0, 0,    0,
                                           0x02, 0x00, 0x5e, 0xff, 0xfe, 0, 0x52, 0x13};
    static const uint8_t link_layer[6] = {0, 0, 0x5e, 0, 0x52, 0x13};
    struct pmip6_mag_config c, older;

    begin((uint32_t)_i);
    c = config_with(0);
    pmip6_mag_config_rfc6543(&c);
    ck_assert(memcmp(&c.link_local, link_local, 16) == 0);
    ck_assert_uint_eq(c.link_layer.length, 6);
    ck_assert(memcmp(c.link_layer.octets, link_layer, 6) == 0);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    registered();
    ck_assert(memcmp(&last_nd()->source, link_local, 16) == 0);
    ck_assert(memcmp(option(1, 0) + 2, link_layer, 6) == 0);
    memset(&older, 0, sizeof older);
    older.size = sizeof older.size + sizeof older.address;
    c = older;
    pmip6_mag_config_rfc6543(&older);
    ck_assert(memcmp(&older, &c, sizeof c) == 0);
    pmip6_mag_config_rfc6543(NULL);
    end();
}
END_TEST

/* A node whose policy said no may have been meant not to be since. */
START_TEST(reconfiguration_asks_for_those_that_their_policy_refused)
{
    struct pmip6_mag_config c;

    begin((uint32_t)_i);
    c = config_with(0);
    h.policy.grants = 0;
    attach_to(LINK, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.asked, 2);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    h.policy.grants = PMIP6_GRANT_ALL;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    ck_assert_uint_eq(h.asked, 3); /* who is served is not asked for */
    ck_assert_uint_eq(h.sent_count, 1);
    end();
}
END_TEST

/* ---- strangers ---- */

START_TEST(stranger_is_told_by_its_link_layer_identifier)
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 7};
    struct pmip6_attach who;

    begin((uint32_t)_i);
    registered();
    pmip6_attach_init(&who);
    who.link_layer_id.data = other;
    who.link_layer_id.length = sizeof other;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    ck_assert_uint_eq(h.event_id_length, 0);
    ck_assert_uint_eq(h.event_lli_length, 6);
    end();
}
END_TEST

/* Once, also where nobody is served on the link, until somebody is. */
START_TEST(stranger_is_told_again_when_the_link_has_a_node)
{
    static const uint8_t other[6] = {2, 0, 0, 0, 0, 7};
    struct pmip6_attach who;

    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(attach_to(LINK + 1, 0), PMIP6_ERR_EXISTS);
    ck_assert_int_eq(attach_to(LINK + 1, 0), PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 1);
    ck_assert_uint_eq(h.event_id_length, id.length);
    ck_assert_int_eq(attach_to(LINK + 1, _i == PMIP6_RFC5213 ? PMIP6_HANDOFF_MAGS : 0),
                     _i == PMIP6_RFC5213 ? 0 : PMIP6_ERR_EXISTS);
    if (_i == PMIP6_DRAFT_02) { /* without the word, when it has left */
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        answer(0);
        ck_assert_int_eq(attach_to(LINK + 1, 0), 0);
    }
    pmip6_attach_init(&who);
    who.link_layer_id.data = other;
    who.link_layer_id.length = sizeof other;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), PMIP6_ERR_EXISTS);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 2);
    end();
}
END_TEST

static Suite *mag_admin_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("mag_admin");
    TCase *c = tcase_create("mag_admin");

    unit_add_lone_test(c, static_tunnel_is_neither_opened_nor_closed, first, last);
    tcase_add_loop_test(c, tunnel_becomes_static_and_is_so_no_longer, first, last);
    tcase_add_loop_test(c, lost_static_tunnel_is_static_no_longer, first, last);
    tcase_add_loop_test(c, tunnel_lives_as_long_as_the_longest_binding, first, last);
    tcase_add_loop_test(c, change_of_the_link_is_advertised_at_once, first, last);
    tcase_add_loop_test(c, change_of_the_configuration_is_advertised_at_once, first,
                        last);
    tcase_add_loop_test(c, path_mtu_outlives_its_tunnel, first, last);
    tcase_add_test(c, withdrawn_prefix_goes_and_the_others_stay);
    tcase_add_test(c, withdrawal_is_told_again);
    tcase_add_test(c, withdrawn_prefix_that_comes_back_is_advertised_as_valid);
    tcase_add_loop_test(c, node_is_renumbered_with_its_last_prefix, first, last);
    tcase_add_loop_test(c, mag_sends_nothing_until_its_clock_is_set, first, last);
    tcase_add_loop_test(c, session_lives_to_its_end_while_the_clock_is_not_set, first,
                        last);
    tcase_add_loop_test(c, mag_tries_again_unsynced_where_it_is_told_to, first, last);
    tcase_add_loop_test(c, event_tells_the_time_of_the_lma, first, last);
    tcase_add_loop_test(c, view_tells_when_the_last_request_went_out_and_how_often, first,
                        last);
    tcase_add_loop_test(c, first_request_waits_as_long_as_is_configured, first, last);
    tcase_add_loop_test(c, first_timeout_has_a_range, first, last);
    tcase_add_loop_test(c, no_longer_is_asked_for_than_the_prefix_is_valid, first, last);
    tcase_add_loop_test(c, rfc6543_gives_both_addresses, first, last);
    tcase_add_loop_test(c, reconfiguration_asks_for_those_that_their_policy_refused,
                        first, last);
    tcase_add_loop_test(c, stranger_is_told_by_its_link_layer_identifier, first, last);
    tcase_add_loop_test(c, stranger_is_told_again_when_the_link_has_a_node, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_admin_suite)
