/* SPDX-License-Identifier: MIT */
/*
 * Whether a node is still there, which a MAG makes sure of before it extends, and what it
 * does where it is not (RFC 5213 and draft-02 6.13); prefixes that come to their end
 * while it is (6.12).
 */
#include "mag_link_bed.h"

#define SOLICITS 135u /* Neighbor Solicitation (RFC 4861 4.3) */

/* On to the next moment at which there is something to do. */
static void step(void)
{
    pmip6_time next = pmip6_mag_next_timeout(mag);

    ck_assert(next != PMIP6_NEVER);
    h.now = next > h.now ? next : h.now + 1;
    ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
}

static void step_until_sent(unsigned count)
{
    while (h.sent_count < count)
        step();
    ck_assert_uint_eq(h.sent_count, count);
}

static unsigned attachments(void)
{
    struct pmip6_mag_status s = {.size = sizeof s};

    ck_assert_int_eq(pmip6_mag_get_status(mag, &s), 0);
    return s.attachments;
}

/* What the host was asked of the node, and how many requests had gone out by then. */
static unsigned asked, sent_when_asked;

static uint32_t note_presence(uint32_t link, const struct pmip6_attachment_view *who,
                              void *user)
{
    (void)user;
    ck_assert_uint_eq(link, LINK);
    ck_assert_uint_eq(who->mn_id.length, strlen(ID));
    asked++;
    sent_when_asked = h.sent_count;
    return h.presence;
}

static void watch(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    cb->mn_present = note_presence;
}

static void watch_only(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    watch(c, cb);
    c->flags &= ~(uint32_t)PMIP6_MAG_DETECT_NEIGHBOUR;
}

/* ---- before a request ---- */

/* What makes a MAG ask its LMA again for one that is bound. */
enum why { REFRESH, REFUSED_BEFORE, CLOCK_WAS_SET, TUNNEL_LOST, WHYS };

/* The node is served, and one more thing is to happen until it is asked for again. */
static void prepare(enum why why)
{
    static const uint8_t refusals[] = {[REFUSED_BEFORE] =
                                           PMIP6_STATUS_INSUFFICIENT_RESOURCES,
                                       [CLOCK_WAS_SET] = PMIP6_STATUS_TIMESTAMP_MISMATCH};

    h.policy.lifetime = 400;
    registered();
    if (why != REFUSED_BEFORE && why != CLOCK_WAS_SET)
        return;
    step_until_sent(2);
    answer(refusals[why]);
}

static void let_happen(enum why why)
{
    struct pmip6_tunnel t = h.tunnels[0];

    asked = 0;
    if (why == CLOCK_WAS_SET)
        ck_assert_int_eq(pmip6_mag_clock_synced(mag), 0);
    else if (why == TUNNEL_LOST)
        ck_assert_int_eq(pmip6_mag_tunnel_lost(mag, &t), 0);
    else
        while (asked == 0)
            step();
}

/* covers: R5213-6.13-01 D02-6.13-01 */
START_TEST(host_is_asked_for_the_node_before_each_extension)
{
    for (int why = 0; why < WHYS; why++) {
        unsigned before;

        begin_here((uint32_t)_i, watch);
        prepare((enum why)why);
        before = h.sent_count;
        let_happen((enum why)why);
        ck_assert_uint_ge(asked, 1);
        ck_assert_uint_eq(sent_when_asked, before);
        ck_assert_uint_eq(h.sent_count, before + 1);
        ck_assert_uint_gt(sent_lifetime(), 0);
        end();
    }
}
END_TEST

/* Where the host does not know, the node itself is asked. */
/* covers: R5213-6.13-01 R5213-6.13-02 D02-6.13-01 D02-6.13-02 */
START_TEST(nothing_is_extended_before_the_node_has_shown_itself)
{
    for (int why = 0; why < WHYS; why++) {
        unsigned before;

        begin_here((uint32_t)_i, watch);
        prepare((enum why)why);
        before = h.sent_count;
        h.presence = PMIP6_PRESENCE_UNKNOWN;
        let_happen((enum why)why);
        ck_assert_uint_eq(last_nd()->octets[0], SOLICITS);
        pass(MS(2900));
        ck_assert_uint_eq(h.sent_count, before);
        answers(LINK, node_lli);
        ck_assert_uint_eq(h.sent_count, before + 1);
        ck_assert_uint_gt(sent_lifetime(), 0);
        end();
    }
}
END_TEST

/* ---- where it is not there ---- */

/* covers: R5213-6.13-02 R5213-6.13-03 D02-6.13-02 D02-6.13-03 */
START_TEST(binding_of_a_node_that_is_not_known_to_be_there_is_ended)
{
    for (int why = 0; why < WHYS; why++) {
        for (uint32_t presence = 0; presence <= PMIP6_PRESENCE_NO; presence++) {
            unsigned before;

            /* one that has lost its tunnel is bound no longer */
            if (presence == PMIP6_PRESENCE_YES ||
                (presence == PMIP6_PRESENCE_UNKNOWN && why == TUNNEL_LOST))
                continue;
            begin_here((uint32_t)_i, watch_only);
            prepare((enum why)why);
            before = h.sent_count;
            h.presence = presence;
            let_happen((enum why)why);
            ck_assert_uint_eq(h.sent_count, before + 1);
            ck_assert_uint_eq(sent_lifetime(), 0);
            pass(SEC(1000));
            ck_assert_uint_eq(h.sent_count, before + 1);
            end();
        }
    }
}
END_TEST

/* It is asked three times, a second apart. */
/* covers: R5213-6.13-02 R5213-6.13-03 D02-6.13-02 D02-6.13-03 */
START_TEST(binding_of_a_node_that_does_not_answer_is_ended)
{
    pmip6_time first;
    unsigned before;

    begin_here((uint32_t)_i, watch);
    prepare(REFRESH);
    before = solicitations();
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    let_happen(REFRESH);
    first = h.now;
    ck_assert_uint_eq(solicitations(), before + 1);
    pass(SEC(3) - 1);
    ck_assert_uint_eq(solicitations(), before + 3);
    ck_assert_uint_eq(h.sent_count, 1);
    pass(first + SEC(3) + 3 * TICK - h.now); /* each may be late by one */
    ck_assert_uint_eq(solicitations(), before + 3);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(sent_lifetime(), 0);
    end();
}
END_TEST

/* covers: R5213-6.13-04 D02-6.13-04 */
START_TEST(nothing_is_left_of_a_node_that_is_not_there)
{
    for (int answered = 0; answered < 2; answered++) {
        unsigned told;

        begin_here((uint32_t)_i, watch_only);
        prepare(REFRESH);
        h.presence = PMIP6_PRESENCE_NO;
        let_happen(REFRESH);
        ck_assert_uint_eq(sent_lifetime(), 0);
        check_dropped(from_link(fake_addr(0x80, 9), OUTSIDE), PMIP6_FORWARD_NO_BINDING);
        if (answered) {
            answer(0);
        } else {
            pmip6_time sent = h.now;

            pass(SEC(1) - 1);
            ck_assert_uint_eq(attachments(), 1);
            pass(sent + SEC(1) + TICK - h.now);
        }
        ck_assert_uint_eq(attachments(), 0);
        ck_assert_uint_eq(h.route_count, 0);
        ck_assert_uint_eq(h.tunnel_count, 0);
        ck_assert_uint_eq(advertised_router(last_nd()), 0);
        told = h.nd_count;
        pass(SEC(7200));
        ck_assert_uint_eq(h.nd_count, told);
        ck_assert_uint_eq(h.sent_count, 2);
        end();
    }
}
END_TEST

/* ---- how its loss is noticed ---- */

enum loss { LINK_EVENT, SESSION_END, UNREACHABLE, TOLD_BY_LMA, SILENCE, LOSSES };

static unsigned others;

static int take_other(const struct pmip6_datagram *d, void *user)
{
    (void)user;
    others += d->octets.data[2] == 16; /* Binding Revocation (RFC 5846) */
    return 1;
}

static enum loss loss;

static void notice(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    cb->other_message = take_other;
    if (loss == SILENCE)
        c->silence = 20000;
}

static void revoke(void)
{
    struct pmip6_addr from = fake_addr(0xa, 1), to = fake_addr(1, 1);
    uint8_t octets[16] = {59, 1, 16, 0, 0, 0, 1, 0, 0, 1};
    struct pmip6_datagram d;
    uint16_t sum = p6_checksum(&from, &to, P6_NEXT_HEADER_MH, octets, sizeof octets);

    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
    pmip6_datagram_init(&d);
    d.source = from;
    d.destination = to;
    d.octets.data = octets;
    d.octets.length = sizeof octets;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

/* 20 s without a sign, and three questions without an answer. */
static void be_silent(void)
{
    pmip6_time since = h.now;

    h.presence = PMIP6_PRESENCE_UNKNOWN;
    pass(SEC(23) - 1);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(solicitations(), 3);
    pass(since + SEC(23) + 4 * TICK - h.now);
}

static void lose_the_node(void)
{
    if (loss == LINK_EVENT) {
        ck_assert_int_eq(pmip6_mag_link_down(mag, LINK), 0);
    } else if (loss == SILENCE) {
        be_silent();
    } else if (loss == UNREACHABLE) {
        h.presence = PMIP6_PRESENCE_UNKNOWN;
        step_until_sent(2);
    } else {
        others = 0;
        if (loss == TOLD_BY_LMA)
            revoke();
        ck_assert_uint_eq(others, loss == TOLD_BY_LMA);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0); /* says the host */
    }
}

/* covers: R5213-6.13-05 D02-6.13-05 D02-6.13-06 */
START_TEST(each_sign_that_a_node_has_left_ends_its_binding)
{
    static const uint8_t technologies[] = {1, 2, 3, 4, 5};

    for (size_t i = 0; i < LOSSES * sizeof technologies; i++) {
        struct pmip6_link_info info;
        struct pmip6_attach who;

        loss = (enum loss)(i % LOSSES);
        begin_here((uint32_t)_i, notice);
        pmip6_link_info_init(&info);
        info.access_technology = technologies[i / LOSSES];
        ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
        pmip6_attach_init(&who);
        who.mn_id.data = (const uint8_t *)ID;
        who.mn_id.length = strlen(ID);
        who.link_layer_id.data = node_lli;
        who.link_layer_id.length = sizeof node_lli;
        ck_assert_int_eq(pmip6_mag_attach(mag, LINK, &who), 0);
        answer(0);
        lose_the_node();
        ck_assert_uint_eq(h.sent_count, 2);
        ck_assert_uint_eq(sent_lifetime(), 0);
        answer(0);
        ck_assert_uint_eq(attachments(), 0);
        end();
    }
}
END_TEST

/* Who sends is there: the host tells of data, the node itself by what it says. */
/* covers: D02-6.13-06 */
START_TEST(node_that_is_heard_is_not_silent)
{
    for (int heard = 0; heard < 2; heard++) {
        loss = SILENCE;
        begin_here((uint32_t)_i, notice);
        registered();
        h.presence = heard ? PMIP6_PRESENCE_UNKNOWN : PMIP6_PRESENCE_YES;
        for (unsigned n = 0; n < 60; n++) {
            pass(SEC(10));
            if (heard)
                answers(LINK, node_lli);
        }
        ck_assert_uint_eq(solicitations(), 0);
        ck_assert_uint_eq(h.sent_count, 1);
        end();
    }
}
END_TEST

/* ---- prefixes that end ---- */

static void check_gone(const struct fake_message *m, uint8_t prefix)
{
    struct pmip6_addr p = fake_addr(prefix, 0);

    ck_assert_int_eq(advertised_valid(m, &p), 0);
    ck_assert_int_eq(advertised_preferred(m, &p), 0);
}

/* One of three. It is told more than once: an advertisement may be lost. */
/* covers: R5213-6.12-01 R5213-6.12-02 */
START_TEST(prefix_that_is_invalid_is_withdrawn_and_its_routes_go)
{
    struct pmip6_prefix gone = {fake_addr(0x81, 0), 64};
    unsigned before;

    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    accept_with(3);
    fake_forget_effects(&h);
    before = h.nd_count;
    ck_assert_int_eq(pmip6_mag_withdraw_prefix(mag, LINK, &gone), 0);
    ck_assert_uint_eq(h.nd_count, before + 1);
    check_gone(last_nd(), 0x81);
    ck_assert_uint_gt(advertised_router(last_nd()), 0);
    ck_assert_str_eq(h.effects, "DD");
    for (uint8_t i = 0; i < 3; i++) {
        struct pmip6_addr prefix = fake_addr((uint8_t)(0x80 + i), 0),
                          host = fake_addr((uint8_t)(0x80 + i), 9);

        ck_assert_int_eq(route_of(PMIP6_ROUTE_FROM_LINK, prefix) != NULL, i != 1);
        ck_assert_int_eq(route_of(PMIP6_ROUTE_TO_LINK, prefix) != NULL, i != 1);
        ck_assert_uint_eq(from_link(host, OUTSIDE).action,
                          i == 1 ? PMIP6_FORWARD_DROP : PMIP6_FORWARD_TUNNEL);
        ck_assert_uint_eq(from_tunnel(host).action,
                          i == 1 ? PMIP6_FORWARD_DROP : PMIP6_FORWARD_LINK);
    }
    pass(SEC(20));
    ck_assert_uint_gt(h.nd_count, before + 1);
    check_gone(last_nd(), 0x81);
    gone.addr = fake_addr(0x82, 0);
    ck_assert_int_gt(advertised_valid(last_nd(), &gone.addr), 0);
    end();
}
END_TEST

/* What its LMA does not name any more. */
/* covers: R5213-6.12-01 R5213-6.12-02 D02-6.12-01 D02-6.12-03 */
START_TEST(prefix_that_the_lma_has_replaced_is_withdrawn_and_its_routes_go)
{
    struct pmip6_addr fresh = fake_addr(0x85, 0);

    begin_here((uint32_t)_i, NULL);
    registered();
    step_until_sent(2);
    answer_with(reply_to(request(), 0, 0x85));
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_ptr_nonnull(route_of(PMIP6_ROUTE_FROM_LINK, fresh));
    ck_assert_ptr_nonnull(route_of(PMIP6_ROUTE_TO_LINK, fresh));
    check_gone(last_nd(), 0x80);
    ck_assert_int_gt(advertised_valid(last_nd(), &fresh), 0);
    check_dropped(from_link(fake_addr(0x80, 9), OUTSIDE), PMIP6_FORWARD_SPOOFED_SOURCE);
    end();
}
END_TEST

/* covers: R5213-6.12-01 R5213-6.12-02 D02-6.12-01 D02-6.12-03 */
START_TEST(node_whose_only_prefix_is_renumbered_gets_another)
{
    struct pmip6_prefix only = {fake_addr(0x80, 0), 64};
    const uint8_t *option;

    for (int all = 0; all < 2; all++) {
        unsigned before;

        begin_here((uint32_t)_i, NULL);
        registered();
        before = h.nd_count;
        ck_assert_int_eq(all ? pmip6_mag_renumber(mag, LINK)
                             : pmip6_mag_withdraw_prefix(mag, LINK, &only),
                         0);
        ck_assert_uint_gt(h.nd_count, before);
        check_gone(&h.nd[before], 0x80);
        check_dropped(from_link(fake_addr(0x80, 9), OUTSIDE), PMIP6_FORWARD_NO_BINDING);
        ck_assert_uint_eq(sent_lifetime(), 0);
        answer(0);
        ck_assert_uint_eq(h.route_count, 0);
        ck_assert_uint_eq(h.sent_count, 3); /* and asks for what it may have now */
        ck_assert_uint_gt(sent_lifetime(), 0);
        option = sent_option(last_sent(), 22, 0);
        ck_assert_ptr_nonnull(option);
        ck_assert_uint_eq(option[3], 0);
        answer_with(reply_to(request(), 0, 0x85));
        ck_assert_ptr_null(route_of(PMIP6_ROUTE_TO_LINK, only.addr));
        ck_assert_ptr_nonnull(route_of(PMIP6_ROUTE_TO_LINK, fake_addr(0x85, 0)));
        end();
    }
}
END_TEST

Suite *conformance_mag_presence(void)
{
    Suite *s = suite_create("mag_presence");

    conformance_add(s, host_is_asked_for_the_node_before_each_extension, BOTH_EDITIONS);
    conformance_add(s, nothing_is_extended_before_the_node_has_shown_itself,
                    BOTH_EDITIONS);
    conformance_add(s, binding_of_a_node_that_is_not_known_to_be_there_is_ended,
                    BOTH_EDITIONS);
    conformance_add(s, binding_of_a_node_that_does_not_answer_is_ended, BOTH_EDITIONS);
    conformance_add(s, nothing_is_left_of_a_node_that_is_not_there, BOTH_EDITIONS);
    conformance_add(s, each_sign_that_a_node_has_left_ends_its_binding, BOTH_EDITIONS);
    conformance_add(s, node_that_is_heard_is_not_silent, BOTH_EDITIONS);
    conformance_add(s, prefix_that_is_invalid_is_withdrawn_and_its_routes_go,
                    RFC5213_ONLY);
    conformance_add(s, prefix_that_the_lma_has_replaced_is_withdrawn_and_its_routes_go,
                    BOTH_EDITIONS);
    conformance_add(s, node_whose_only_prefix_is_renumbered_gets_another, BOTH_EDITIONS);
    return s;
}
