/* SPDX-License-Identifier: MIT */
#ifndef SENT_H
#define SENT_H

/*
 * Mobility Headers that a gateway sent, judged octet by octet without the library: the
 * header itself, where options lie, what is between them, what is reserved.
 */

#include "fake_host.h"

#include <check.h>
#include <string.h>

static inline uint32_t sent_sum(uint32_t sum, const uint8_t *octets, size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum += i % 2 ? octets[i] : (uint32_t)octets[i] << 8;
    return sum;
}

/* Of the pseudo-header and the whole message: zero where the checksum is right. */
static inline uint16_t sent_checksum(const struct fake_message *m)
{
    uint32_t sum = 135 + (uint32_t)m->length;

    sum = sent_sum(sum, m->source.octets, 16);
    sum = sent_sum(sum, m->destination.octets, 16);
    sum = sent_sum(sum, m->octets, m->length);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

/* Nothing follows it, its length is its own, nothing reserved is set, its checksum is
 * right (RFC 6275 6.1.1). */
static inline void check_sent_header(const struct fake_message *m)
{
    ck_assert_uint_eq(m->octets[0], 59);
    ck_assert_uint_eq(m->length % 8, 0);
    ck_assert_uint_eq(8u * m->octets[1] + 8u, m->length);
    ck_assert_uint_eq(m->octets[3], 0);
    ck_assert_uint_eq(sent_checksum(m), 0);
}

/* Looks at each option of an update or an acknowledgement, padding too. */
static inline void each_sent_option(const struct fake_message *m,
                                    void (*judge)(const uint8_t *option, size_t at))
{
    for (size_t at = 12; at < m->length;) {
        const uint8_t *option = m->octets + at;

        judge(option, at);
        at += option[0] == 0 ? 1 : 2u + option[1];
        ck_assert_uint_le(at, m->length);
    }
}

static inline void look_where_it_lies(const uint8_t *option, size_t at)
{
    static const struct {
        uint8_t type, modulo, rest;
    } places[] = {{2, 2, 0}, {3, 8, 6}, {22, 8, 4}, {26, 8, 6}, {27, 8, 2}};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (option[0] == places[i].type)
            ck_assert_uint_eq(at % places[i].modulo, places[i].rest);
    }
}

/* Prefix, handoff indicator, access technology and link-layer identifier have octets
 * that mean nothing. */
static inline size_t reserved_octets(uint8_t type)
{
    return type == 25 ? 2 : type >= 22 && type <= 24;
}

static inline void look_at_what_is_reserved(const uint8_t *option, size_t at)
{
    (void)at;
    for (size_t i = 0; i < reserved_octets(option[0]); i++)
        ck_assert_uint_eq(option[2 + i], 0);
}

/* Padding is one Pad1 or one PadN of zeros, shorter than eight octets. */
static inline void check_sent_padding(const struct fake_message *m)
{
    unsigned in_a_row = 0;

    for (size_t at = 12; at < m->length;) {
        const uint8_t *option = m->octets + at;

        in_a_row = option[0] <= 1 ? in_a_row + 1 : 0;
        ck_assert_uint_le(in_a_row, 1);
        if (option[0] == 1) {
            ck_assert_uint_le(option[1], 5);
            for (size_t i = 0; i < option[1]; i++)
                ck_assert_uint_eq(option[2 + i], 0);
        }
        at += option[0] == 0 ? 1 : 2u + option[1];
        ck_assert_uint_le(at, m->length);
    }
}

/* ---- what arrives ---- */

/* Whatever is reserved in a message that is about to arrive is this. */
static inline void fill_reserved(uint8_t *octets, size_t length, uint8_t with)
{
    octets[3] = with;
    for (size_t at = 12; at < length;) {
        uint8_t *option = octets + at;

        memset(option + 2, with, reserved_octets(option[0]));
        at += option[0] == 0 ? 1 : 2u + option[1];
    }
}

/* Writes the message with so much padding before each option and at its end, as a run of
 * Pad1 or as one PadN of ones. Returns its length. */
static inline size_t pad_much(uint8_t *to, const uint8_t *octets, size_t length,
                              size_t padding, int as_one)
{
    size_t n = 12, at = 12;

    memcpy(to, octets, 12);
    while (at < length) {
        size_t size = octets[at] == 0 ? 1 : 2u + octets[at + 1];

        memset(to + n, as_one ? 0xff : 0, padding);
        if (as_one) {
            to[n] = 1;
            to[n + 1] = (uint8_t)(padding - 2);
        }
        n += padding;
        if (octets[at] > 1) {
            memcpy(to + n, octets + at, size);
            n += size;
        }
        at += size;
    }
    while (n % 8)
        to[n++] = 0;
    to[1] = (uint8_t)(n / 8 - 1);
    return n;
}

/* Puts an option at a message's end whose length says that it goes on so far past it.
 * Returns the message's length. */
static inline size_t run_past_the_end(uint8_t *octets, size_t length, uint8_t type,
                                      uint8_t by)
{
    memset(octets + length, 0, 8);
    octets[length] = type;
    octets[length + 1] = (uint8_t)(6 + by);
    octets[1]++;
    return length + 8;
}

#endif
