/* SPDX-License-Identifier: MIT */
/*
 * What the codec promises, seen in what a MAG sends and takes, as far as codec_gateway.c
 * and mag_wire.c do not have it: headers, padding, messages cut short (RFC 6275 6.1.1,
 * 6.2, 9.2).
 */
#include "pba_bed.h"
#include "sent.h"

/* What arrives, with its length and checksum right, and with nothing behind it. */
static void arrives(const struct pba_octets *b)
{
    struct pmip6_addr from = LMA_ADDRESS;
    struct pba_octets sealed = *b;

    pba_close(&sealed, &from);
    pba_deliver(&sealed, &from, 0);
}

static struct pba_octets acknowledgement(void)
{
    struct pba p = {.units = 15};
    struct pba_octets b;

    ck_assert_int_eq(attach_to(LINK, 0), 0);
    pba_compose(&b, &p);
    return b;
}

/* Looks at a session's first request, its extension and its end, of every configuration,
 * with names of eight lengths. */
static void each_message(uint32_t e, void (*judge)(const struct fake_message *m))
{
    for (size_t i = 0; i < CONFIGURATIONS; i++) {
        for (size_t name = 1; name <= 8; name++) {
            begin_with(e, configurations[i]);
            attach_another(LINK, &"abcdefgh"[8 - name]);
            judge(last_sent());
            ANSWER(.units = 15, .prefixes = {0x80, 0x91});
            pass(SEC(50));
            ck_assert_uint_ge(h.sent_count, 2);
            judge(last_sent());
            ANSWER(.units = 15, .prefixes = {0x80, 0x91});
            ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
            ck_assert_uint_eq(sent_lifetime(), 0);
            judge(last_sent());
            end();
        }
    }
}

/* ---- what it sends ---- */

/* covers: R6275-6.1.1-03 R6275-6.1.1-04 R6275-6.1.1-05 R6275-6.1.1-07 R6275-6.1.1-10 */
START_TEST(what_a_gateway_sends_has_a_header_as_it_is_drawn)
{
    struct pba_octets unknown = {{59, 1, 200, 0xff}, 16};

    each_message((uint32_t)_i, check_sent_header);
    begin((uint32_t)_i);
    arrives(&unknown);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(last_sent()->octets[2], 7);
    check_sent_header(last_sent()); /* a Binding Error */
    end();
}
END_TEST

/* covers: R6275-6.2.2-02 R6275-6.2.3-01 */
START_TEST(padding_of_a_request_is_one_option_of_zeros)
{
    each_message((uint32_t)_i, check_sent_padding);
}
END_TEST

/* ---- what it takes ---- */

/* covers: R6275-6.1.1-08 */
START_TEST(reserved_octet_of_an_acknowledgements_header_is_ignored)
{
    for (unsigned value = 0; value < 256; value++) {
        struct pba_octets b;

        begin((uint32_t)_i);
        b = acknowledgement();
        b.octets[3] = (uint8_t)value;
        arrives(&b);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

/* covers: R6275-6.2.2-01 R6275-6.2.3-02 */
START_TEST(padding_of_an_acknowledgement_means_nothing)
{
    for (size_t padding = 1; padding <= 40; padding++) {
        for (int as_one = 0; as_one <= (padding > 1); as_one++) {
            struct pba_octets plain, b;

            begin((uint32_t)_i);
            plain = acknowledgement();
            b.length = pad_much(b.octets, plain.octets, plain.length, padding, as_one);
            arrives(&b);
            ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
            ck_assert_uint_eq(view().lifetime, 60);
            end();
        }
    }
}
END_TEST

/* covers: R6275-6.2.1-05 */
START_TEST(acknowledgement_with_an_option_past_its_end_is_discarded)
{
    static const uint8_t types[] = {1, 2, 3, 8, 19, 22, 23, 24, 25, 26, 27, 200};
    struct pba_octets b;
    unsigned count = 0;

    begin((uint32_t)_i);
    b = acknowledgement();
    for (size_t i = 0; i < sizeof types; i++) {
        for (uint8_t by = 1; by < 200; by += 33) {
            struct pba_octets longer = b;

            longer.length = run_past_the_end(longer.octets, b.length, types[i], by);
            arrives(&longer);
            ck_assert_uint_eq(drops(PMIP6_DROP_MALFORMED_OPTION), ++count);
        }
    }
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(h.sent_count, 1);
    arrives(&b);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* covers: R6275-9.2-10 */
START_TEST(acknowledgement_that_is_cut_short_is_discarded)
{
    struct pmip6_addr from = LMA_ADDRESS;
    struct pba_octets b;

    begin((uint32_t)_i);
    b = acknowledgement();
    for (size_t n = 0; n < b.length; n++) {
        uint8_t *cut = malloc(n ? n : 1); /* so that a read past it is noticed */
        struct pmip6_datagram d;

        memcpy(cut, b.octets, n);
        pmip6_datagram_init(&d);
        d.source = from;
        d.destination = MAG_ADDRESS;
        d.octets.data = cut;
        d.octets.length = n;
        ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
        free(cut);
    }
    ck_assert_uint_eq(drops(PMIP6_DROP_TRUNCATED), b.length);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    ck_assert_uint_eq(h.sent_count, 1);
    pba_deliver(&b, &from, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

Suite *conformance_codec_mag(void)
{
    Suite *s = suite_create("codec_mag");

    conformance_add(s, what_a_gateway_sends_has_a_header_as_it_is_drawn, BOTH_EDITIONS);
    conformance_add(s, padding_of_a_request_is_one_option_of_zeros, BOTH_EDITIONS);
    conformance_add(s, reserved_octet_of_an_acknowledgements_header_is_ignored,
                    BOTH_EDITIONS);
    conformance_add(s, padding_of_an_acknowledgement_means_nothing, BOTH_EDITIONS);
    conformance_add(s, acknowledgement_with_an_option_past_its_end_is_discarded,
                    BOTH_EDITIONS);
    conformance_add(s, acknowledgement_that_is_cut_short_is_discarded, BOTH_EDITIONS);
    return s;
}
