/* SPDX-License-Identifier: MIT */
#ifndef DRAWN_H
#define DRAWN_H

/*
 * Mobility options beside their octets, drawn by hand, and what there is to check of
 * each.
 */

#include "signalling.h"
#include "wire.h"

/* An option, its octets, and where its type octet stands: modulo 1 is anywhere. */
struct drawn {
    struct pmip6_option option;
    size_t modulo, rest;
    size_t length;
    uint8_t octets[32];
};

#define ADDRESS 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8

static const struct drawn refresh_advice = {
    {.type = PMIP6_OPT_BINDING_REFRESH_ADVICE, .u.refresh_advice = {15}},
    2,
    0,
    4,
    {2, 2, 0, 15}};
static const struct drawn alternate_coa = {
    {.type = PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS, .u.address = {{ADDRESS}}},
    8,
    6,
    18,
    {3, 16, ADDRESS}};
static const struct drawn nonce_indices = {
    {.type = 4, .u.nonce_indices = {0x102, 0x304}}, 2, 0, 6, {4, 4, 1, 2, 3, 4}};
static const struct drawn authorization_data = {
    {.type = 5, .u.authenticator = {(const uint8_t *)"abcdefghijkl", 12}},
    8,
    2,
    14,
    {5, 12, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'}};
static const struct drawn identifier = {
    {.type = PMIP6_OPT_MN_IDENTIFIER, .u.mn_id = {1, {(const uint8_t *)"a@b", 3}}},
    1,
    0,
    6,
    {8, 4, 1, 'a', '@', 'b'}};
static const struct drawn prefix = {
    {.type = PMIP6_OPT_HOME_NETWORK_PREFIX,
     .u.prefix = {{{0x20, 1, 0x0d, 0xb8, 0, 1, 2, 3}}, 64}},
    8,
    4,
    20,
    {0x16, 0x12, 0, 0x40, 0x20, 1, 0x0d, 0xb8, 0, 1, 2, 3}};
static const struct drawn no_prefix = {
    {.type = PMIP6_OPT_HOME_NETWORK_PREFIX}, 8, 4, 20, {0x16, 0x12}};
static const struct drawn handoff = {
    {.type = PMIP6_OPT_HANDOFF_INDICATOR, .u.value = 3}, 1, 0, 4, {0x17, 2, 0, 3}};
static const struct drawn technology = {
    {.type = PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE, .u.value = 4}, 1, 0, 4, {0x18, 2, 0, 4}};
static const struct drawn link_layer_id = {
    {.type = PMIP6_OPT_LINK_LAYER_IDENTIFIER,
     .u.link_layer_id = {(const uint8_t *)"\x00\x11\x22\x33\x44\x55", 6}},
    1,
    0,
    10,
    {0x19, 8, 0, 0, 0, 0x11, 0x22, 0x33, 0x44, 0x55}};
static const struct drawn link_local = {
    {.type = PMIP6_OPT_LINK_LOCAL_ADDRESS, .u.address = {{ADDRESS}}},
    8,
    6,
    18,
    {0x1a, 0x10, ADDRESS}};
static const struct drawn no_link_local = {
    {.type = PMIP6_OPT_LINK_LOCAL_ADDRESS}, 8, 6, 18, {0x1a, 0x10}};
/* 1700000000.25 s and 1.5 s */
static const struct drawn timestamp = {
    {.type = PMIP6_OPT_TIMESTAMP, .u.timestamp = 0x00006553f1004000u},
    8,
    2,
    10,
    {0x1b, 8, 0, 0, 0x65, 0x53, 0xf1, 0, 0x40, 0}};
static const struct drawn early_timestamp = {
    {.type = PMIP6_OPT_TIMESTAMP, .u.timestamp = 3u << 15},
    8,
    2,
    10,
    {0x1b, 8, 0, 0, 0, 0, 0, 1, 0x80, 0}};
static const struct drawn vendor_specific = {
    {.type = 19, .u.vendor = {0x102, 3, {NULL, 0}}}, 4, 2, 7, {19, 5, 0, 0, 1, 2, 3}};

/* Both messages that have these options. */
static const uint8_t both[] = {PMIP6_MH_BU, PMIP6_MH_BA};

/* Where an option goes that is the next at an offset. */
static inline size_t place(const struct drawn *d, size_t at)
{
    while (at % d->modulo != d->rest)
        at++;
    return at;
}

/* It is written as drawn, at the first place behind others that its alignment allows, and
 * the same comes back. */
static inline void check_written(const struct drawn *d)
{
    static const uint8_t data[16];

    for (size_t i = 0; i < sizeof both; i++) {
        for (size_t n = 0; n < sizeof data; n++) {
            struct pmip6_option o[2] = {{.type = UNKNOWN, .u.raw = {data, n}}, d->option};
            size_t at = place(d, 12 + 2 + n);
            struct wire w;

            ck_assert_int_eq(wire_encode(&w, both[i], o, 2), 0);
            ck_assert_uint_ge(w.length, at + d->length);
            ck_assert(memcmp(w.octets + at, d->octets, d->length) == 0);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_message.option_count, 2);
            ck_assert_uint_eq(wire_found[1].type, d->octets[0]);
            ck_assert_uint_eq(wire_found[1].length, d->octets[1]);
            ck_assert_uint_eq(wire_found[1].offset, at);
            ck_assert(wire_is_written_again(&w));
        }
    }
}

/* What was found is what was drawn, whatever the bits that mean nothing. */
static inline void check_found(const struct pmip6_option *found, const struct drawn *d)
{
    struct pmip6_option o = *found;
    struct wire w;

    o.flags = 0;
    ck_assert_uint_eq(o.type, d->option.type);
    ck_assert_int_eq(wire_encode(&w, PMIP6_MH_BU, &o, 1), 0);
    ck_assert(memcmp(w.octets + place(d, 12), d->octets, d->length) == 0);
}

/* It is read wherever it stands, behind Pad1. */
static inline void check_read_anywhere(const struct drawn *d)
{
    for (size_t i = 0; i < sizeof both; i++) {
        for (size_t n = 0; n < 9; n++) {
            uint8_t options[64] = {0};
            struct wire w;

            memcpy(options + n, d->octets, d->length);
            wire_of(&w, both[i], options, n + d->length);
            ck_assert_int_eq(wire_decode(&w), 0);
            ck_assert_uint_eq(wire_message.option_count, 1);
            ck_assert_uint_eq(wire_found[0].offset, 12 + n);
            check_found(&wire_found[0], d);
        }
    }
}

/* Of all lengths it is read with its own only. */
static inline void check_only_length(uint8_t type, unsigned length)
{
    for (size_t i = 0; i < sizeof both; i++) {
        for (unsigned n = 0; n < 256; n++) {
            uint8_t options[257] = {type, (uint8_t)n};
            struct wire w;

            wire_of(&w, both[i], options, 2 + n);
            ck_assert_int_eq(wire_decode(&w), n == length ? 0 : PMIP6_ERR_OPTION_LENGTH);
        }
    }
}

/* Whatever stands in these reserved octets, the option is read alike. */
static inline void check_reserved(const struct drawn *d, size_t at, size_t count)
{
    for (size_t bit = 0; bit <= 8 * count; bit++) {
        uint8_t options[32];
        struct wire w;

        memcpy(options, d->octets, sizeof options);
        if (bit < 8 * count)
            options[at + bit / 8] = (uint8_t)(1u << bit % 8);
        else
            memset(options + at, 0xff, count);
        for (size_t i = 0; i < sizeof both; i++) {
            wire_of(&w, both[i], options, d->length);
            ck_assert_int_eq(wire_decode(&w), 0);
            check_found(&wire_found[0], d); /* and writes zeros again */
        }
    }
}

static inline void decode_view(struct signalling *s, const struct wire *w, int expected)
{
    struct pmip6_datagram d;
    size_t where;

    pmip6_datagram_init(&d);
    d.source = w->from;
    d.destination = w->to;
    d.octets.data = w->octets;
    d.octets.length = w->length;
    ck_assert_int_eq(p6_signalling_decode(s, &d, &where), expected);
}

#endif
