/* SPDX-License-Identifier: MIT */
#ifndef MAG_TOLD_H
#define MAG_TOLD_H

/*
 * What a MAG tells its LMA and its links, read octet by octet here, without the library.
 * A bed begins with begin() (mag_bed.h), or with begin_with() where a test wants another
 * configuration or other callbacks.
 */

#include "conformance.h"
#include "nd_bed.h"

typedef void (*change_fn)(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb);

/* As begin() does, with what `change` makes of configuration and callbacks (NULL:
 * nothing). */
static inline void begin_with(uint32_t e, change_fn change)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    edition = e;
    fake_host_init(&h);
    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = 8;
    c.max_attachments = 8;
    c.max_tunnels = 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    fake_mag_callbacks(&cb);
    if (change)
        change(&c, &cb);
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

static inline uint16_t half_at(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

/* The last message to an LMA. */
static inline const struct fake_message *last_sent(void)
{
    ck_assert_uint_gt(h.sent_count, 0);
    return &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];
}

/* Where a mobility option stands in a Binding Update, its type first; the n-th of its
 * type, NULL where there are not so many (RFC 6275 6.1.7, 6.2.1). */
static inline const uint8_t *sent_option(const struct fake_message *m, uint8_t type,
                                         unsigned n)
{
    ck_assert_uint_ge(m->length, 12);
    ck_assert_uint_eq(m->octets[2], 5); /* a Binding Update */
    for (size_t at = 12; at < m->length;) {
        const uint8_t *option = m->octets + at;

        if (option[0] == type && n-- == 0)
            return option;
        at += option[0] == 0 ? 1 : 2u + option[1];
    }
    return NULL;
}

/* The fields of the last Binding Update. */
static inline uint16_t sent_number(void)
{
    return half_at(last_sent()->octets + 6);
}

static inline uint8_t sent_flags(void)
{
    return last_sent()->octets[8];
}

/* In units of four seconds. */
static inline uint16_t sent_lifetime(void)
{
    return half_at(last_sent()->octets + 10);
}

/* What stands in a one-octet option behind its reserved octet: handoff indicator (23),
 * access technology (24); -1 where it is absent. */
static inline int sent_value(uint8_t type)
{
    const uint8_t *option = sent_option(last_sent(), type, 0);

    return option ? option[3] : -1;
}

/* The timestamp of the last Binding Update (option 27). */
static inline uint64_t sent_timestamp(void)
{
    const uint8_t *option = sent_option(last_sent(), 27, 0);

    ck_assert_ptr_nonnull(option);
    ck_assert_uint_eq(option[1], 8);
    return (uint64_t)word_at(option + 2) << 32 | word_at(option + 6);
}

/* The lifetimes of a prefix in an advertisement (RFC 4861 4.6.2); -1: it is not there. */
static inline long long advertised_valid(const struct fake_message *m,
                                         const struct pmip6_addr *prefix)
{
    const uint8_t *option;

    for (unsigned n = 0; (option = option_of(m, 3, n)) != NULL; n++) {
        if (memcmp(option + 16, prefix->octets, 16) == 0)
            return word_at(option + 4);
    }
    return -1;
}

static inline long long advertised_preferred(const struct fake_message *m,
                                             const struct pmip6_addr *prefix)
{
    const uint8_t *option;

    for (unsigned n = 0; (option = option_of(m, 3, n)) != NULL; n++) {
        if (memcmp(option + 16, prefix->octets, 16) == 0)
            return word_at(option + 8);
    }
    return -1;
}

/* The router lifetime of an advertisement, in seconds. */
static inline uint16_t advertised_router(const struct fake_message *m)
{
    ck_assert_uint_eq(m->octets[0], 134);
    return half_at(m->octets + 6);
}

#endif
