/* SPDX-License-Identifier: MIT */
/*
 * What arrives at the LMA at all: RFC 6275 9.2 for every Mobility Header, options nobody
 * knows, messages that are no Proxy Binding Updates; to whom it answers, and with what.
 */
#include "conformance.h"
#include "host_bed.h"

static unsigned told_others; /* how many messages other_message was told */

static int on_other_message(const struct pmip6_datagram *d,
                            const struct pmip6_binding_view *binding, void *user)
{
    (void)d;
    (void)binding;
    (void)user;
    told_others++;
    return 1;
}

static void takes_others(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    told_others = 0;
    cb->other_message = on_other_message;
}

/* ---- RFC 6275 9.2 ---- */

/* covers: R6275-9.2-01 D02-5.3.1-02 R5213-5.3.1-03 R6275-9.5.4-01 */
START_TEST(request_with_a_flipped_bit_is_silently_discarded)
{
    struct snapshot nothing;
    struct wire w;

    begin((uint32_t)_i);
    nothing = look();
    w = WIRE(.handoff = 1);
    for (size_t bit = 0; bit < 8 * w.length; bit++) {
        w.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert_int_eq(put_in(&w), -1);
        w.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    ck_assert(unchanged(&nothing));
    ck_assert_uint_eq(h.asked, 0);
    ck_assert_uint_gt(dropped(PMIP6_DROP_CHECKSUM), 6 * w.length);
    ck_assert_int_eq(put_in(&w), 0);
    end();
}
END_TEST

/* covers: R6275-10.2-01 */
START_TEST(every_mobility_header_is_checked)
{
    static const uint8_t types[] = {0, 1, 2, 3, 4, 5, 6, 7, 13, 16, 200};

    begin_hosted((uint32_t)_i, takes_others);
    for (size_t i = 0; i < sizeof types; i++) {
        struct wire w = wire_of_type(types[i], 3);

        w.octets[5] ^= 1;
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(dropped(PMIP6_DROP_CHECKSUM), 2 * i + 1);
        seal(&w);
        w.octets[0] = 6;
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(dropped(PMIP6_DROP_PAYLOAD_PROTO), i + 1);
        w.octets[0] = 59; /* and the checksum is wrong again */
        ck_assert_int_eq(put_in(&w), -1);
    }
    ck_assert_uint_eq(told_others, 0);
    end();
}
END_TEST

/* covers: R6275-9.2-02 R6275-9.2-03 R6275-6.1.1-06 D02-5.3.1-03 */
START_TEST(unknown_type_is_discarded_with_a_binding_error)
{
    static const uint8_t types[] = {200, 255, 8,
                                    13,  16,  19}; /* the last have no function */
    const struct pmip6_addr none = {{0}};

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof types; i++) {
        struct snapshot before = look();
        struct wire w = wire_of_type(types[i], 2);
        const uint8_t *sent;

        w.octets[6] = types[i] == 16; /* a revocation is one of two kinds */
        seal(&w);
        ck_assert_int_eq(put_in(&w), PMIP6_BE_UNKNOWN_MH_TYPE);
        ck_assert_int_eq(answered, 1);
        sent = last_sent()->octets;
        ck_assert_uint_eq(sent[2], PMIP6_MH_BE);
        ck_assert(memcmp(sent + 8, &none, sizeof none) == 0);
        ck_assert(same_addr(last_sent()->destination, w.from));
        ck_assert(unchanged(&before));
        ck_assert_uint_eq(dropped(PMIP6_DROP_UNKNOWN_TYPE), i + 1);
    }
    ck_assert_uint_eq(h.asked, 0);
    end();
}
END_TEST

/* covers: R6275-9.2-04 */
START_TEST(payload_after_the_header_is_discarded)
{
    struct wire w;

    begin((uint32_t)_i);
    w = WIRE(.handoff = 1);
    for (unsigned proto = 0; proto < 256; proto++) {
        w.octets[0] = (uint8_t)proto;
        seal(&w);
        ck_assert_int_eq(put_in(&w), proto == 59 ? 0 : -1);
        ck_assert_uint_eq(bindings(NULL), proto >= 59);
    }
    ck_assert_uint_eq(dropped(PMIP6_DROP_PAYLOAD_PROTO), 255);
    end();
}
END_TEST

/* covers: R6275-9.2-07 */
START_TEST(header_shorter_than_its_type_is_discarded)
{
    static const struct {
        uint8_t type, least; /* units of eight octets */
    } cases[] = {{1, 2}, {2, 2}, {3, 3}, {4, 3}, {5, 2}, {6, 2}, {7, 3}};
    uint64_t short_ones = 0;

    begin_hosted((uint32_t)_i, takes_others);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wire w;

        for (uint8_t units = 1; units < cases[i].least; units++) {
            w = wire_of_type(cases[i].type, units);
            ck_assert_int_eq(put_in(&w), -1);
            ck_assert_uint_eq(dropped(PMIP6_DROP_HEADER_LENGTH), ++short_ones);
            ck_assert_uint_eq(told_others, i);
        }
        w = wire_of_type(cases[i].type, cases[i].least); /* just long enough */
        put_in(&w);
        ck_assert_uint_eq(told_others, i + 1);
    }
    end();
}
END_TEST

/* covers: R6275-9.5.1-10 R6275-9.5.4-01 */
START_TEST(malformed_request_is_silently_discarded)
{
    static const struct {
        uint8_t type;
        size_t length;
    } wrong[] = {{3, 15}, {8, 0}, {22, 17}, {23, 1}, {24, 3}, {25, 1}, {26, 15}, {27, 7}};

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct wire w = WIRE(.handoff = 1);

        /* An option of a wrong length after the others, and the rest zero octets. */
        memset(w.octets + w.length, 0, 24);
        w.octets[w.length] = wrong[i].type;
        w.octets[w.length + 1] = (uint8_t)wrong[i].length;
        w.length += 24;
        w.octets[1] = (uint8_t)(w.octets[1] + 3);
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(bindings(NULL), 0);
        ck_assert_uint_eq(dropped(PMIP6_DROP_MALFORMED_OPTION), i + 1);
    }
    ck_assert_uint_eq(h.asked, 0);
    end();
}
END_TEST

/* ---- options ---- */

/* covers: R5213-8.1-05 R6275-6.2.1-02 R6275-6.2.1-03 */
START_TEST(unknown_options_are_skipped)
{
    struct parts p;
    struct wire w;
    size_t last;

    begin((uint32_t)_i);
    w = WIRE(.handoff = 1, .lifetime = 9, .lli = _i == PMIP6_RFC5213 ? "abcdef" : NULL);
    take_apart(&p, &w);
    last = p.m.option_count;
    for (size_t at = 0; at <= 2 * last;
         at += 2) /* before, between and after the others */
        insert_option(&p, at, raw_option((uint8_t)(200 + at), "unknown", at % 7));
    put_together(&w, &p);
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_int_eq(answered, 1);
    ck_assert_uint_eq(answer.lifetime, 9);
    ck_assert_uint_eq(only_binding().mn_id.length, 3);
    ck_assert_uint_eq(only_binding().timestamp, answer.timestamp);
    ck_assert_uint_eq(counters().rx_unknown_option, last + 1);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(only_binding().link_layer_id.length, 6);
    end();
}
END_TEST

/* covers: R5213-8.1-06 */
START_TEST(options_come_in_any_order)
{
    struct parts p;
    struct wire w;
    size_t count;

    /* Each to every place, the others in order or backwards. */
    begin((uint32_t)_i);
    w = WIRE(.handoff = 1, .with = HAS_LINK_LOCAL,
             .lli = _i == PMIP6_RFC5213 ? "abcdef" : NULL);
    take_apart(&p, &w);
    count = p.m.option_count;
    end();
    for (size_t turn = 0; turn < 2 * count * count; turn++) {
        struct parts moved;
        struct wire shuffled;

        begin((uint32_t)_i);
        shuffled = WIRE(.handoff = 1, .with = HAS_LINK_LOCAL, .lifetime = 9,
                        .lli = _i == PMIP6_RFC5213 ? "abcdef" : NULL);
        take_apart(&p, &shuffled);
        take_apart(&moved, &shuffled);
        moved.m.option_count = 0;
        for (size_t i = 0; i < count; i++) {
            if (i != turn / 2 / count)
                insert_option(&moved, turn % 2 ? 0 : moved.m.option_count, p.options[i]);
        }
        insert_option(&moved, turn / 2 % count, p.options[turn / 2 / count]);
        put_together(&shuffled, &moved);
        ck_assert_int_eq(put_in(&shuffled), 0);
        ck_assert_uint_eq(answer.lifetime, 9);
        ck_assert_uint_eq(only_binding().mn_id.length, 3);
        ck_assert_uint_eq(only_binding().timestamp, answer.timestamp);
        ck_assert(answer.present & HAS_LINK_LOCAL);
        if (_i == PMIP6_RFC5213) {
            ck_assert_uint_eq(only_binding().link_layer_id.length, 6);
            ck_assert_uint_eq(only_binding().handoff, 1);
            ck_assert_uint_eq(only_binding().access_technology, 4);
        }
        end();
    }
}
END_TEST

/* covers: R5213-8.1-07 */
START_TEST(request_may_have_several_prefixes)
{
    for (uint32_t count = 1; count <= PMIP6_PREFIXES_MAX; count++) {
        struct signalling s;
        struct wire w;

        begin(PMIP6_RFC5213);
        compose(&(struct pbu){.handoff = 1}, &s);
        s.prefix_count = count;
        for (uint32_t i = 0; i < count; i++)
            s.prefixes[i] = home((uint8_t)(0x81 + i));
        w = wire_of_signalling(&s, 1);
        ck_assert_int_eq(put_in(&w), 0);
        ck_assert_uint_eq(answer.prefix_count, count);
        ck_assert(memcmp(answer.prefixes, s.prefixes, count * sizeof s.prefixes[0]) == 0);
        ck_assert_uint_eq(h.route_count, count);
        end();
    }
}
END_TEST

/* covers: R5213-8.1-08 */
START_TEST(second_option_of_a_kind_makes_a_request_malformed)
{
    static const uint8_t single[] = {8, 23, 24, 25, 26, 27};

    for (size_t i = 0; i < sizeof single; i++) {
        struct parts p;
        struct wire w;
        size_t at = 0;

        begin((uint32_t)_i);
        w = WIRE(.handoff = 1, .lli = "abcdef",
                 .with = HAS_LINK_LOCAL | HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY);
        take_apart(&p, &w);
        while (p.options[at].type != single[i])
            at++;
        insert_option(&p, p.m.option_count, p.options[at]);
        put_together(&w, &p);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(bindings(NULL), 0);
        ck_assert_uint_eq(dropped(PMIP6_DROP_MALFORMED_OPTION), 1);
        end();
    }
}
END_TEST

/* covers: R5213-8.1-09 */
START_TEST(vendors_options_may_be_several)
{
    struct parts p;
    struct wire w;

    begin((uint32_t)_i);
    w = WIRE(.handoff = 1);
    take_apart(&p, &w);
    insert_option(&p, 1, raw_option(19, "\0\0\0\11\1data", 9));
    insert_option(&p, 2, raw_option(19, "\0\0\0\11\1data", 9));
    put_together(&w, &p);
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* covers: R6275-6.2.4-02 */
START_TEST(refresh_advice_in_a_request_means_nothing)
{
    struct parts p;
    struct wire w;
    struct pmip6_option advice = {.type = PMIP6_OPT_BINDING_REFRESH_ADVICE};

    advice.u.refresh_advice.interval = 3;
    begin((uint32_t)_i);
    w = WIRE(.handoff = 1, .lifetime = 20);
    take_apart(&p, &w);
    insert_option(&p, 1, advice);
    put_together(&w, &p);
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert_uint_eq(answer.lifetime, 20);
    ck_assert(!(answer.present & HAS_REFRESH_ADVICE));
    end();
}
END_TEST

static void advises(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)cb;
    c->refresh_advice = 40; /* ten units */
}

/* covers: R6275-6.2.4-04 */
START_TEST(refresh_advice_is_shorter_than_the_lifetime)
{
    begin_hosted((uint32_t)_i, advises);
    for (uint16_t units = 1; units < 30; units++) {
        ck_assert_int_eq(ASK(.handoff = 3, .lifetime = units), 0);
        ck_assert_uint_eq(!(answer.present & HAS_REFRESH_ADVICE), units <= 10);
        if (answer.present & HAS_REFRESH_ADVICE)
            ck_assert_uint_lt(answer.refresh_advice, answer.lifetime);
    }
    end();
}
END_TEST

/* covers: R6275-6.1.9-05 */
START_TEST(binding_error_with_an_unknown_option_is_received)
{
    struct wire w;

    begin((uint32_t)_i);
    w = wire_of_type(PMIP6_MH_BE, 4);
    w.octets[6] = PMIP6_BE_UNKNOWN_MH_TYPE;
    w.octets[24] = 200;
    w.octets[25] = 6;
    seal(&w);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(dropped(PMIP6_DROP_MALFORMED_OPTION), 0);
    ck_assert_uint_eq(dropped(PMIP6_DROP_UNMATCHED), 1);
    end();
}
END_TEST

/* ---- Binding Errors (9.3.3) ---- */

/* covers: R6275-9.3.3-01 */
START_TEST(binding_error_goes_to_the_source)
{
    begin((uint32_t)_i);
    for (uint8_t n = 1; n < 9; n++) {
        struct wire w = wire_of_type(200, 1);

        w.from = fake_addr(n, n);
        seal(&w);
        ck_assert_int_eq(put_in(&w), PMIP6_BE_UNKNOWN_MH_TYPE);
        ck_assert(same_addr(last_sent()->destination, fake_addr(n, n)));
        ck_assert(same_addr(last_sent()->source, LMAA));
    }
    end();
}
END_TEST

static const struct pmip6_addr nobodys[] = {
    {{0xff, 2, [15] = 1}}, /* all nodes */
    {{0xff, 0x0e, [15] = 9}},
    {{0}},
};

#define NOBODYS (sizeof nobodys / sizeof nobodys[0])

/* covers: R6275-9.3.3-02 */
START_TEST(no_binding_error_goes_to_what_is_not_unicast)
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < NOBODYS; i++) {
        struct wire w = wire_of_type(200, 1);

        w.from = nobodys[i];
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
    }
    end();
}
END_TEST

/* covers: R6275-9.3.3-05 */
START_TEST(binding_errors_are_limited_in_their_rate)
{
    unsigned sent = 0;

    begin((uint32_t)_i);
    for (unsigned i = 0; i < 1000; i++) {
        struct wire w = wire_of_type(200, 1);

        h.now -= MS(4); /* one a millisecond: a second in all */
        w.from = fake_addr((uint8_t)(i % 7), 1);
        seal(&w);
        sent += put_in(&w) == PMIP6_BE_UNKNOWN_MH_TYPE;
    }
    ck_assert_uint_ge(sent, 100); /* as configured: 100 at once, and 100 a second */
    ck_assert_uint_le(sent, 210); /* a few more for those who ask seldom */
    pass(SEC(1));
    ck_assert_int_eq(ASK(.handoff = 1), 0); /* gateways are not limited by it */
    end();
}
END_TEST

/* ---- answers ---- */

/* covers: R6275-9.5.4-02 D02-5.3.1-R05 */
START_TEST(every_request_is_acknowledged_whatever_it_asks)
{
    static const uint16_t flags[] = {PMIP6_BU_P, PMIP6_BU_P | PMIP6_BU_A,
                                     PMIP6_BU_P | PMIP6_BU_A | PMIP6_BU_H};

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        struct signalling s;
        struct wire w;

        begin((uint32_t)_i);
        compose(&(struct pbu){.handoff = 1}, &s);
        s.flags = flags[i];
        w = wire_of_signalling(&s, 1);
        ck_assert_int_eq(put_in(&w), 0);
        compose(&(struct pbu){.without = HAS_MN_ID}, &s);
        s.flags = flags[i];
        w = wire_of_signalling(&s, 1);
        ck_assert_int_eq(put_in(&w), 160);
        end();
    }
}
END_TEST

/* covers: R6275-9.5.4-04 R6275-9.5.4-05 R6275-9.5.1-10 */
START_TEST(request_from_what_is_not_unicast_is_silently_discarded)
{
    begin((uint32_t)_i);
    for (size_t i = 0; i < NOBODYS; i++) {
        struct wire w = WIRE(.handoff = 1);

        w.from = nobodys[i];
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
        ck_assert_uint_eq(dropped(PMIP6_DROP_SOURCE), i + 1);
    }
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.asked, 0);
    end();
}
END_TEST

/* covers: R6275-9.5.4-06 */
START_TEST(acknowledgement_goes_to_the_source_of_the_request)
{
    begin((uint32_t)_i);
    for (uint8_t mag = 1; mag < 9; mag++) {
        ck_assert_int_eq(ASK(.mag = mag, .handoff = 3, .with = HAS_ALTERNATE_COA,
                             .alternate_coa = fake_addr((uint8_t)(mag + 1), 1)),
                         0);
        ck_assert(same_addr(last_sent()->destination, fake_addr(mag, 1)));
        ck_assert_int_eq(ASK(.mag = mag, .without = HAS_MN_ID), 160);
        ck_assert(same_addr(last_sent()->destination, fake_addr(mag, 1)));
    }
    end();
}
END_TEST

/* covers: R5213-4-13 R6275-6.1-01 R6275-6.1-02 */
START_TEST(message_sent_is_a_mobility_header_and_nothing_else)
{
    struct wire w;

    begin((uint32_t)_i);
    ASK(.handoff = 1);
    ASK(.handoff = 3, .mag = 2);
    ASK(.without = HAS_MN_ID);
    w = wire_of_type(200, 1);
    put_in(&w);
    ck_assert_uint_eq(h.sent_count, 4);
    for (unsigned i = 0; i < h.sent_count; i++) {
        const struct fake_message *m = &h.sent[i];

        ck_assert_uint_eq(m->octets[0], 59);
        ck_assert_uint_eq(m->length, 8u * (m->octets[1] + 1u));
        ck_assert_uint_eq(m->octets[2], i == 3 ? PMIP6_MH_BE : PMIP6_MH_BA);
    }
    end();
}
END_TEST

/* covers: R6275-6.1-03 */
START_TEST(answer_goes_straight_to_an_address_inside_a_home_prefix)
{
    struct wire w;
    struct pmip6_addr inside;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1), 0);
    inside = home(only_prefix()).addr;
    inside.octets[15] = 1;
    w = WIRE(.mn = "mn2", .handoff = 1);
    w.from = inside; /* a gateway that is itself in a moving network */
    seal(&w);
    ck_assert_int_eq(put_in(&w), 0);
    ck_assert(same_addr(last_sent()->destination, inside));
    ck_assert_uint_eq(last_sent()->octets[2], PMIP6_MH_BA);
    end();
}
END_TEST

/* ---- what is not for an LMA ---- */

/* covers: R6275-10.3.1-01 D02-5.3.1-R10 D02-8.1-04 D02-8.2-02 R5213-8.1-03 */
START_TEST(home_registration_of_a_node_itself_is_refused)
{
    struct signalling s;
    struct wire w;

    begin((uint32_t)_i);
    compose(&(struct pbu){.handoff = 1}, &s);
    s.flags = PMIP6_BU_A | PMIP6_BU_H;
    w = wire_of_signalling(&s, 1);
    ck_assert_int_eq(put_in(&w), 131);
    ck_assert_uint_eq(answer.flags & PMIP6_BA_P, 0);
    ck_assert_uint_eq(answer.sequence, s.sequence);
    ck_assert_uint_eq(bindings(NULL), 0);
    ck_assert_uint_eq(h.asked, 0);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(answer.flags & PMIP6_BA_P, PMIP6_BA_P);
    end();
    begin_hosted((uint32_t)_i, takes_others); /* a home agent beside us takes it */
    w = wire_of_signalling(&s, 1);
    ck_assert_int_eq(put_in(&w), -1);
    ck_assert_uint_eq(told_others, 1);
    end();
}
END_TEST

/* covers: R5213-5.9-01 D02-5.8-01 */
START_TEST(return_routability_is_not_answered)
{
    struct wire init;

    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    for (uint8_t type = PMIP6_MH_HOTI; type <= PMIP6_MH_COT; type++) {
        struct wire w = wire_of_type(type, 3);

        ck_assert_int_eq(put_in(&w), -1);
        w.from = home(only_prefix()).addr; /* from the node itself */
        w.from.octets[15] = 1;
        seal(&w);
        ck_assert_int_eq(put_in(&w), -1);
    }
    ck_assert_uint_eq(dropped(PMIP6_DROP_RETURN_ROUTABILITY), 8);
    end();
    /* Nor by a home agent beside us, for a node that is bound here. */
    begin_hosted((uint32_t)_i, takes_others);
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    init = wire_of_type(PMIP6_MH_HOTI, 3);
    init.from = home(only_prefix()).addr;
    seal(&init);
    ck_assert_int_eq(put_in(&init), -1);
    ck_assert_uint_eq(told_others, 0);
    end();
}
END_TEST

/* An ICMPv6 message where a Mobility Header should be. */
static struct wire icmpv6(uint8_t type, size_t length)
{
    struct wire w;
    uint16_t sum;

    memset(&w, 0, sizeof w);
    w.from = MAG1;
    w.to = LMAA;
    w.octets[0] = type;
    w.length = length;
    sum = p6_checksum(&w.from, &w.to, P6_NEXT_HEADER_ICMPV6, w.octets, length);
    w.octets[2] = (uint8_t)(sum >> 8);
    w.octets[3] = (uint8_t)sum;
    return w;
}

/* covers: R5213-5.7-01 D02-5.6-01 */
START_TEST(home_agent_discovery_is_not_answered)
{
    begin((uint32_t)_i);
    for (uint8_t type = 144; type <= 145; type++) {
        struct wire w = icmpv6(type, 8);

        ck_assert_int_eq(put_in(&w), -1);
    }
    ck_assert_uint_eq(h.sent_count, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* covers: R5213-5.8-01 D02-5.7-01 */
START_TEST(prefix_discovery_does_not_exist)
{
    begin((uint32_t)_i);
    for (uint8_t type = 146; type <= 147; type++) {
        struct wire w = icmpv6(type, 8);

        ck_assert_int_eq(put_in(&w), -1);
    }
    ck_assert_uint_eq(h.sent_count, 0);
    /* Nor is it asked for by a status. */
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_int_eq(ASK(.handoff = 3), 0);
    ck_assert_int_eq(ASK(.handoff = 3, .mag = 2), 0);
    ck_assert_int_eq(ASK(.handoff = 4, .mag = 2, .leave = 1), 0);
    end();
}
END_TEST

Suite *conformance_arrival_more(void)
{
    Suite *s = suite_create("arrival_more");

    conformance_add(s, request_with_a_flipped_bit_is_silently_discarded, BOTH_EDITIONS);
    conformance_add(s, every_mobility_header_is_checked, BOTH_EDITIONS);
    conformance_add(s, unknown_type_is_discarded_with_a_binding_error, BOTH_EDITIONS);
    conformance_add(s, payload_after_the_header_is_discarded, BOTH_EDITIONS);
    conformance_add(s, header_shorter_than_its_type_is_discarded, BOTH_EDITIONS);
    conformance_add(s, malformed_request_is_silently_discarded, BOTH_EDITIONS);
    conformance_add(s, unknown_options_are_skipped, BOTH_EDITIONS);
    conformance_add(s, options_come_in_any_order, BOTH_EDITIONS);
    conformance_add(s, request_may_have_several_prefixes, ONCE);
    conformance_add(s, second_option_of_a_kind_makes_a_request_malformed, BOTH_EDITIONS);
    conformance_add(s, vendors_options_may_be_several, BOTH_EDITIONS);
    conformance_add(s, refresh_advice_in_a_request_means_nothing, BOTH_EDITIONS);
    conformance_add(s, refresh_advice_is_shorter_than_the_lifetime, BOTH_EDITIONS);
    conformance_add(s, binding_error_with_an_unknown_option_is_received, BOTH_EDITIONS);
    conformance_add(s, binding_error_goes_to_the_source, BOTH_EDITIONS);
    conformance_add(s, no_binding_error_goes_to_what_is_not_unicast, BOTH_EDITIONS);
    conformance_add(s, binding_errors_are_limited_in_their_rate, BOTH_EDITIONS);
    conformance_add(s, every_request_is_acknowledged_whatever_it_asks, BOTH_EDITIONS);
    conformance_add(s, request_from_what_is_not_unicast_is_silently_discarded,
                    BOTH_EDITIONS);
    conformance_add(s, acknowledgement_goes_to_the_source_of_the_request, BOTH_EDITIONS);
    conformance_add(s, message_sent_is_a_mobility_header_and_nothing_else, BOTH_EDITIONS);
    conformance_add(s, answer_goes_straight_to_an_address_inside_a_home_prefix,
                    BOTH_EDITIONS);
    conformance_add(s, home_registration_of_a_node_itself_is_refused, BOTH_EDITIONS);
    conformance_add(s, return_routability_is_not_answered, BOTH_EDITIONS);
    conformance_add(s, home_agent_discovery_is_not_answered, BOTH_EDITIONS);
    conformance_add(s, prefix_discovery_does_not_exist, BOTH_EDITIONS);
    return s;
}
