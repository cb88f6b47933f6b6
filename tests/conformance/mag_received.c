/* SPDX-License-Identifier: MIT */
/*
 * What a MAG does about Mobility Headers before it looks at what they say: the checks of
 * reception, and Binding Errors (RFC 6275 9.2, 9.3.3, 6.1.9, 6.2.1).
 */
#include "pba_bed.h"

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

static void tells_problems(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    memset(&problem, 0, sizeof problem);
    cb->parameter_problem = on_problem;
}

/* A header of a type, so many units of eight octets long, zeros but for its first ones.
 */
static struct pba_octets header_of(uint8_t type, uint8_t units)
{
    struct pba_octets b = {{59, (uint8_t)(units - 1), type}, 8u * units};

    return b;
}

/* It reaches the MAG with its checksum right. */
static void arrives(struct pba_octets *b, const struct pmip6_addr *from)
{
    struct pmip6_addr to = MAG_ADDRESS;
    uint16_t sum;

    b->octets[4] = b->octets[5] = 0;
    sum = p6_checksum(from, &to, 135, b->octets, b->length);
    b->octets[4] = (uint8_t)(sum >> 8);
    b->octets[5] = (uint8_t)sum;
    pba_deliver(b, from, 0);
}

static struct pba_octets acknowledgement(void)
{
    struct pba p = {0};
    struct pba_octets b;

    pba_compose(&b, &p);
    return b;
}

static void check_waits(unsigned sent)
{
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(h.sent_count, sent);
    ck_assert_uint_eq(h.route_count, 0);
    ck_assert_uint_eq(h.tunnel_count, 0);
}

/* ---- reception ---- */

/* covers: R6275-9.2-01 */
START_TEST(acknowledgement_with_a_flipped_bit_is_silently_discarded)
{
    struct pmip6_addr lma = LMA_ADDRESS;
    struct pba_octets b;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    b = acknowledgement();
    for (size_t bit = 0; bit < 8 * b.length; bit++) {
        b.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
        pba_deliver(&b, &lma, 0);
        b.octets[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    check_waits(1);
    ck_assert_uint_gt(drops(PMIP6_DROP_CHECKSUM), 6 * b.length);
    pba_deliver(&b, &lma, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* covers: R6275-9.2-04 R6275-9.2-05 R6275-9.2-06 */
START_TEST(payload_behind_an_acknowledgement_is_a_problem)
{
    struct pmip6_addr lma = LMA_ADDRESS;
    struct pba_octets b;

    begin_with((uint32_t)_i, tells_problems);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    b = acknowledgement();
    for (unsigned proto = 0; proto < 256; proto++) {
        if (proto == 59)
            continue;
        b.octets[0] = (uint8_t)proto;
        arrives(&b, &lma);
        ck_assert_uint_eq(problem.count, proto + (proto < 59));
        ck_assert_uint_eq(problem.offset, 0); /* where the protocol stands */
        ck_assert_mem_eq(&problem.source, &lma, sizeof lma);
    }
    check_waits(1);
    b.octets[0] = 59;
    arrives(&b, &lma);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(problem.count, 255);
    end();
}
END_TEST

/* covers: R6275-9.2-07 R6275-9.2-08 R6275-9.2-09 */
START_TEST(header_shorter_than_its_type_is_a_problem)
{
    static const struct {
        uint8_t type, least; /* units of eight octets */
    } cases[] = {{1, 2}, {2, 2}, {3, 3}, {4, 3}, {5, 2}, {6, 2}, {7, 3}};
    struct pmip6_addr lma = LMA_ADDRESS;
    unsigned short_ones = 0;

    begin_with((uint32_t)_i, tells_problems);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pba_octets b;

        for (uint8_t units = 1; units < cases[i].least; units++) {
            b = header_of(cases[i].type, units);
            arrives(&b, &lma);
            ck_assert_uint_eq(problem.count, ++short_ones);
            ck_assert_uint_eq(problem.offset, 1); /* where the length stands */
            ck_assert_mem_eq(&problem.source, &lma, sizeof lma);
        }
        b = header_of(cases[i].type, cases[i].least); /* just long enough */
        arrives(&b, &lma);
        ck_assert_uint_eq(problem.count, short_ones);
    }
    ck_assert_uint_eq(drops(PMIP6_DROP_HEADER_LENGTH), short_ones);
    check_waits(1);
    end();
}
END_TEST

/* covers: R6275-6.2.1-02 R6275-6.2.1-03 R6275-6.2.5-02 */
START_TEST(what_an_answer_has_besides_is_skipped_without_a_word)
{
    static const uint8_t others[] = {200, 3,  'n',  'e', 'w',  201,  0, /* not known */
                                     0,                                 /* Pad1 */
                                     1,   4,  0,    0,   0,    0,       /* aligns 3 */
                                     3,   16, 0x20, 1,   0x0d, 0xb8, 9, /* care-of */
                                     9,   9,  9,    9,   9,    9,    9, 9, 9, 9, 9};
    struct pmip6_addr own = MAG_ADDRESS, lma = LMA_ADDRESS;

    begin_with((uint32_t)_i, tells_problems);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ANSWER(.more = others, .more_length = sizeof others);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(h.sent_count, 1); /* no Binding Error */
    ck_assert_uint_eq(problem.count, 0);
    ck_assert_uint_eq(h.tunnel_count, 1);
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        if (h.tunnels[i].id) {
            ck_assert_mem_eq(&h.tunnels[i].local, &own, sizeof own);
            ck_assert_mem_eq(&h.tunnels[i].remote, &lma, sizeof lma);
        }
    }
    end();
}
END_TEST

/* ---- Binding Errors ---- */

static const uint8_t nothing[16];

/* covers: R6275-6.1.1-06 R6275-9.2-02 R6275-9.2-03 R6275-9.3.3-01 R6275-9.3.3-03 */
START_TEST(gateway_answers_an_unknown_type_with_a_binding_error)
{
    static const uint8_t types[] = {200, 255, 8, 13, 16, 19};
    unsigned sent = 1;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    for (size_t i = 0; i < sizeof types; i++) {
        struct pmip6_addr from = fake_addr((uint8_t)(7 + i), 3), own = MAG_ADDRESS;
        struct pba_octets b = header_of(types[i], 2);
        const struct fake_message *m;

        b.octets[6] = types[i] == 16; /* a revocation is one of two kinds */
        arrives(&b, &from);
        check_waits(++sent);
        m = last_sent();
        ck_assert_mem_eq(&m->destination, &from, sizeof from);
        ck_assert_mem_eq(&m->source, &own, sizeof own);
        ck_assert_uint_eq(m->length, 24);
        ck_assert_uint_eq(m->octets[2], 7);
        ck_assert_uint_eq(m->octets[6], 2);
        ck_assert_mem_eq(m->octets + 8, nothing, 16);
    }
    end();
}
END_TEST

/* Where a packet came with a Home Address option, its values are those of the wire, and
 * the home address is what the checksum was made with. */
/* covers: R6275-9.3.3-03 R6275-9.3.3-04 */
START_TEST(gateways_binding_error_has_the_home_address_of_the_packet)
{
    struct pba_octets b = header_of(200, 1);
    struct pmip6_addr home = fake_addr(0x44, 4), to = MAG_ADDRESS;
    struct pmip6_datagram d;
    uint16_t sum = p6_checksum(&home, &to, 135, b.octets, b.length);

    b.octets[4] = (uint8_t)(sum >> 8);
    b.octets[5] = (uint8_t)sum;
    begin((uint32_t)_i);
    pmip6_datagram_init(&d);
    d.source = fake_addr(7, 3);
    d.destination = to;
    d.home_address = home;
    d.octets.data = b.octets;
    d.octets.length = b.length;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_mem_eq(&last_sent()->destination, &d.source, sizeof d.source);
    ck_assert_mem_eq(last_sent()->octets + 8, &home, sizeof home);
    end();
}
END_TEST

/* covers: R6275-9.3.3-02 */
START_TEST(gateway_sends_no_binding_error_to_what_is_not_unicast)
{
    static const struct pmip6_addr nobodys[] = {
        {{0xff, 2, [15] = 1}}, {{0xff, 0x0e, [15] = 9}}, {{0}}};

    begin((uint32_t)_i);
    for (size_t i = 0; i < sizeof nobodys / sizeof nobodys[0]; i++) {
        struct pba_octets b = header_of(200, 1);

        arrives(&b, &nobodys[i]);
    }
    ck_assert_uint_eq(h.sent_count, 0);
    end();
}
END_TEST

/* covers: R6275-9.3.3-05 */
START_TEST(gateways_binding_errors_are_limited_in_their_rate)
{
    begin((uint32_t)_i);
    for (unsigned i = 0; i < 1000; i++) {
        struct pmip6_addr from = fake_addr((uint8_t)(i % 7), 1);
        struct pba_octets b = header_of(200, 1);

        h.now += MS(1);
        arrives(&b, &from);
    }
    ck_assert_uint_ge(h.sent_count, 100); /* 100 at once, and 100 a second */
    ck_assert_uint_le(h.sent_count, 210); /* a few more for those who ask seldom */
    registered();                         /* requests are not limited by it */
    end();
}
END_TEST

/* covers: R6275-6.1.9-05 */
START_TEST(binding_error_with_an_option_that_nobody_knows_counts)
{
    struct pmip6_addr lma = LMA_ADDRESS;
    struct pba_octets b = header_of(7, 4);

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    b.octets[6] = 2;
    b.octets[24] = 200;
    b.octets[25] = 6;
    arrives(&b, &lma);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_REFUSED), 1);
    end();
}
END_TEST

/* ---- what goes out ---- */

/* The LMA may be found inside of what is a node's home: it is written to all the same. */
/* covers: R6275-6.1-01 R6275-6.1-02 R6275-6.1-03 */
START_TEST(gateways_message_is_a_mobility_header_straight_to_its_lma)
{
    struct pmip6_addr lma = LMA_ADDRESS, stranger = fake_addr(0x80, 9);
    struct pba_octets b = header_of(200, 1);

    begin((uint32_t)_i);
    serve(15);
    while (h.sent_count < 2) /* its extension */
        pass(MS(100));
    ANSWER(.units = 15);
    arrives(&b, &stranger); /* who is in the node's prefix */
    ck_assert_mem_eq(&last_sent()->destination, &stranger, sizeof stranger);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(h.sent_count, 4);
    for (unsigned i = 0; i < h.sent_count; i++) {
        const struct fake_message *m = &h.sent[i];

        ck_assert_uint_eq(m->octets[0], 59);
        ck_assert_uint_eq(m->length, 8u * (m->octets[1] + 1u));
        ck_assert_uint_eq(m->octets[2], i == 2 ? 7 : 5);
        if (i != 2)
            ck_assert_mem_eq(&m->destination, &lma, sizeof lma);
    }
    end();
}
END_TEST

/* covers: R4283-3.1-01 */
START_TEST(gateway_names_a_node_by_its_network_access_identifier)
{
    const uint8_t *option;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    option = sent_option(last_sent(), 8, 0);
    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[1], 1 + strlen(ID));
    ck_assert_uint_eq(option[2], 1); /* a network access identifier */
    ck_assert_mem_eq(option + 3, ID, strlen(ID));
    end();
}
END_TEST

/* covers: R5213-8.1-06 R5213-8.1-07 R5213-8.1-08 */
START_TEST(request_has_many_prefixes_and_one_of_all_else)
{
    static const uint8_t once[] = {8, 23, 24, 25, 26, 27}, both[] = {0x80, 0x91, 0xa2};

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ANSWER(.units = 15, .prefixes = {0x80, 0x91, 0xa2});
    pass(SEC(45) + TICK);
    check_named(both, 3);
    for (size_t i = 0; i < sizeof once; i++) {
        ck_assert_ptr_null(sent_option(last_sent(), once[i], 1));
        if (once[i] != 26)
            ck_assert_ptr_nonnull(sent_option(last_sent(), once[i], 0));
    }
    end();
}
END_TEST

/* Where the LMA gives to one what another node of this MAG has, only the later has it. */
/* covers: D02-5.2-01 D02-6.8-07 */
START_TEST(prefix_is_never_on_two_links)
{
    struct pmip6_addr prefix = fake_addr(0x80, 0);
    struct pmip6_attachment_view v;

    begin((uint32_t)_i);
    serve(15);
    attach_another(LINK + 1, "mn2@example.net");
    ANSWER(.units = 15);
    v = view_on(LINK + 1);
    ck_assert_uint_eq(v.prefix_count, 1);
    ck_assert_mem_eq(&v.prefixes[0].addr, &prefix, sizeof prefix);
    ck_assert_uint_eq(view_on(LINK).prefix_count, 0);
    ck_assert_uint_eq(h.route_count, 2);
    ck_assert_uint_eq(from_node(LINK, 0x80).action, PMIP6_FORWARD_DROP);
    ck_assert_uint_eq(from_node(LINK + 1, 0x80).action, PMIP6_FORWARD_TUNNEL);
    end();
}
END_TEST

Suite *conformance_mag_received(void)
{
    Suite *s = suite_create("mag_received");

#define IN_BOTH(test) conformance_add(s, test, BOTH_EDITIONS)
    IN_BOTH(acknowledgement_with_a_flipped_bit_is_silently_discarded);
    IN_BOTH(payload_behind_an_acknowledgement_is_a_problem);
    IN_BOTH(header_shorter_than_its_type_is_a_problem);
    IN_BOTH(what_an_answer_has_besides_is_skipped_without_a_word);
    IN_BOTH(gateway_answers_an_unknown_type_with_a_binding_error);
    IN_BOTH(gateways_binding_error_has_the_home_address_of_the_packet);
    IN_BOTH(gateway_sends_no_binding_error_to_what_is_not_unicast);
    IN_BOTH(gateways_binding_errors_are_limited_in_their_rate);
    IN_BOTH(binding_error_with_an_option_that_nobody_knows_counts);
    IN_BOTH(gateways_message_is_a_mobility_header_straight_to_its_lma);
    IN_BOTH(gateway_names_a_node_by_its_network_access_identifier);
    IN_BOTH(prefix_is_never_on_two_links);
    conformance_add(s, request_has_many_prefixes_and_one_of_all_else, RFC5213_ONLY);
    return s;
}
