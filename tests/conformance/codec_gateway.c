/* SPDX-License-Identifier: MIT */
/*
 * What the mobile access gateway writes and reads, as far as the messages' format goes:
 * the other end of what an LMA reads and writes.
 */
#include "conformance.h"
#include "mag_bed.h"

static const uint8_t *last_sent(void)
{
    return h.sent[(h.sent_count - 1) % FAKE_MESSAGES].octets;
}

/* An acknowledgement of the last request with this status, that names and grants all that
 * one with status 0 would. */
static void answer_with_status(uint8_t status)
{
    struct signalling s = reply_to(request(), 0, 0x80);

    s.status = status;
    answer_with(s);
}

/* covers: R5213-8.2-10 D02-8.6-01 */
START_TEST(status_below_128_accepts)
{
    for (unsigned status = 0; status < 128; status++) {
        struct pmip6_mag_counters c;

        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        answer_with_status((uint8_t)status);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        ck_assert_uint_eq(h.route_count, 2);
        pmip6_mag_counters_init(&c);
        ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
        ck_assert_uint_eq(c.rx_pba_accepted, 1);
        end();
    }
}
END_TEST

/* covers: R5213-8.2-10 D02-8.6-02 */
START_TEST(status_from_128_on_refuses)
{
    for (unsigned status = 128; status < 256; status++) {
        struct pmip6_mag_counters c;

        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        answer_with_status((uint8_t)status);
        ck_assert_uint_ne(view().state, PMIP6_ATTACHMENT_REGISTERED);
        ck_assert_uint_eq(h.route_count, 0);
        pmip6_mag_counters_init(&c);
        ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
        ck_assert_uint_eq(c.rx_pba_accepted, 0);
        ck_assert_uint_eq(c.rx_pba_refused, 1);
        end();
    }
}
END_TEST

/* covers: R6275-6.1.7-06 R4283-3.2-01 */
START_TEST(request_has_no_reserved_bit_and_its_identifier_first)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert_uint_eq(last_sent()[2], PMIP6_MH_BU);
    ck_assert_uint_eq(last_sent()[8], 0x82);
    ck_assert_uint_eq(last_sent()[9], 0);
    ck_assert_uint_eq(last_sent()[12], PMIP6_OPT_MN_IDENTIFIER);
    answer(0);
    pass(SEC(4000)); /* an extension has none either */
    ck_assert_uint_gt(h.sent_count, 1);
    ck_assert_uint_eq(last_sent()[9], 0);
    ck_assert_uint_eq(last_sent()[8] & 1, 0);
    ck_assert_uint_eq(last_sent()[12], PMIP6_OPT_MN_IDENTIFIER);
    end();
}
END_TEST

/* covers: R6275-6.1.8-04 */
START_TEST(reserved_bits_of_an_acknowledgement_are_ignored)
{
    for (uint8_t bits = 0; bits < 32; bits++) {
        struct pmip6_addr from = fake_addr(0xa, 1), to = fake_addr(1, 1);
        struct pmip6_datagram d;
        struct signalling s;
        uint8_t octets[512];
        size_t length;

        begin((uint32_t)_i);
        ck_assert_int_eq(attach_to(LINK, 0), 0);
        s = reply_to(request(), 0, 0x80);
        s.mh_type = PMIP6_MH_BA;
        s.flags = PMIP6_BA_P | bits;
        ck_assert_int_eq(
            p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length), 0);
        ck_assert_uint_eq(octets[7], 0x20 | bits);
        pmip6_datagram_init(&d);
        d.source = from;
        d.destination = to;
        d.octets.data = octets;
        d.octets.length = length;
        ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
        end();
    }
}
END_TEST

Suite *conformance_codec_gateway(void)
{
    Suite *s = suite_create("codec_gateway");

    conformance_add(s, status_below_128_accepts, BOTH_EDITIONS);
    conformance_add(s, status_from_128_on_refuses, BOTH_EDITIONS);
    conformance_add(s, request_has_no_reserved_bit_and_its_identifier_first,
                    BOTH_EDITIONS);
    conformance_add(s, reserved_bits_of_an_acknowledgement_are_ignored, BOTH_EDITIONS);
    return s;
}
