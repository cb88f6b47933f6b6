/* SPDX-License-Identifier: MIT */
#ifndef WIRE_H
#define WIRE_H

/*
 * Messages as octets, for the tests of the codec: put together here from what the
 * specifications draw, without the library, and handed to it. The codec knows no
 * editions: what both have alike is tested once.
 */

#include "conformance.h"

#include <pmip6/message.h>
#include <string.h>

#define WIRE_MAX     2304u
#define WIRE_OPTIONS 128u
#define UNKNOWN      200u /* an option type that nobody has assigned */

struct wire {
    struct pmip6_addr from, to;
    size_t length;
    uint8_t octets[WIRE_MAX];
};

static struct pmip6_option wire_found[WIRE_OPTIONS];
static struct pmip6_message wire_message; /* the last one decoded */

/* Where the options of each type begin (RFC 6275 6.1.2 to 6.1.9). */
static inline size_t wire_fixed(uint8_t mh_type)
{
    static const uint8_t at[] = {8, 16, 16, 24, 24, 12, 12, 24};

    return at[mh_type];
}

static inline uint32_t wire_add(uint32_t sum, const uint8_t *octets, size_t length)
{
    for (size_t i = 0; i < length; i += 2)
        sum += (uint32_t)octets[i] << 8 | octets[i + 1];
    return sum;
}

/* The checksum of RFC 6275 6.1.1, word by word; its own field counts as zero. */
static inline uint16_t wire_sum(const struct wire *w)
{
    uint8_t pseudo[8] = {0, 0,  (uint8_t)(w->length >> 8), (uint8_t)w->length, 0, 0,
                         0, 135};
    uint32_t sum = wire_add(0, pseudo, sizeof pseudo);

    sum = wire_add(sum, w->from.octets, 16);
    sum = wire_add(sum, w->to.octets, 16);
    sum = wire_add(sum, w->octets, 4);
    sum = wire_add(sum, w->octets + 6, w->length - 6);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

static inline uint16_t wire_word(const struct wire *w, size_t at)
{
    return (uint16_t)(w->octets[at] << 8 | w->octets[at + 1]);
}

/* Makes the checksum right, after a change. */
static inline void wire_seal(struct wire *w)
{
    uint16_t sum = wire_sum(w);

    w->octets[4] = (uint8_t)(sum >> 8);
    w->octets[5] = (uint8_t)sum;
}

static inline void wire_start(struct wire *w)
{
    static const struct pmip6_addr from = {{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}},
                                   to = {{0x20, 1, 0x0d, 0xb8, 0, 0x0a, [15] = 1}};

    memset(w, 0, sizeof *w);
    w->from = from;
    w->to = to;
}

/* A message of these octets for its options, and as many Pad1 as it takes to an end of
 * eight; its fixed part is zero, save the P of an update or an acknowledgement. */
static inline void wire_of(struct wire *w, uint8_t mh_type, const uint8_t *options,
                           size_t count)
{
    wire_start(w);
    w->length = (wire_fixed(mh_type) + count + 7) / 8 * 8;
    w->octets[0] = 59;
    w->octets[1] = (uint8_t)(w->length / 8 - 1);
    w->octets[2] = mh_type;
    if (mh_type == PMIP6_MH_BU)
        w->octets[8] = 0x82;
    if (mh_type == PMIP6_MH_BA)
        w->octets[7] = 0x20;
    if (count)
        memcpy(w->octets + wire_fixed(mh_type), options, count);
    wire_seal(w);
}

/* What the library makes of these options. */
static inline int wire_encode(struct wire *w, uint8_t mh_type,
                              const struct pmip6_option *options, size_t count)
{
    static struct pmip6_option own[WIRE_OPTIONS];
    struct pmip6_message m;

    wire_start(w);
    memset(w->octets, 0xa5, sizeof w->octets); /* so that what is not written is seen */
    pmip6_message_init(&m, own, WIRE_OPTIONS);
    if (count)
        memcpy(own, options, count * sizeof own[0]);
    m.option_count = count;
    m.mh_type = mh_type;
    m.flags = mh_type == PMIP6_MH_BU   ? PMIP6_BU_A | PMIP6_BU_P
              : mh_type == PMIP6_MH_BA ? PMIP6_BA_P
                                       : 0;
    return pmip6_message_encode(&m, w->octets, sizeof w->octets, &w->from, &w->to,
                                &w->length);
}

/* What the library reads: into wire_message and wire_found, which borrow from it. */
static inline int wire_decode(const struct wire *w)
{
    struct pmip6_bytes octets = {w->octets, w->length};
    size_t where;
    int rc;

    pmip6_message_init(&wire_message, wire_found, WIRE_OPTIONS);
    rc = pmip6_message_decode(&wire_message, octets, &w->from, &w->to, &where);
    ck_assert_uint_le(where, w->length);
    return rc;
}

/* Whether what was read last is written as the same octets again. */
static inline int wire_is_written_again(const struct wire *w)
{
    struct wire again;

    wire_start(&again);
    return pmip6_message_encode(&wire_message, again.octets, sizeof again.octets,
                                &w->from, &w->to, &again.length) == 0 &&
           again.length == w->length && memcmp(again.octets, w->octets, w->length) == 0;
}

#endif
