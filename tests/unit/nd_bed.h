/* SPDX-License-Identifier: MIT */
#ifndef ND_BED_H
#define ND_BED_H

/* What a node says on its link, for tests that have a MAG (mag_bed.h). */

#include "checksum.h"
#include "mag_bed.h"

static inline void hear_packet(uint32_t link, const struct pmip6_addr *source,
                               const struct pmip6_addr *destination, const uint8_t *lli,
                               uint8_t *octets, size_t length)
{
    struct pmip6_nd_packet p;
    uint16_t sum =
        p6_checksum(source, destination, P6_NEXT_HEADER_ICMPV6, octets, length);

    octets[2] = (uint8_t)(sum >> 8);
    octets[3] = (uint8_t)sum;
    pmip6_nd_packet_init(&p);
    p.source = *source;
    p.destination = *destination;
    p.octets.data = octets;
    p.octets.length = length;
    p.link_layer.data = lli;
    p.link_layer.length = lli ? 6 : 0;
    p.hop_limit = 255;
    ck_assert_int_eq(pmip6_mag_input_nd(mag, link, &p), 0);
}

/* A solicitation from an address; from `::` where it has none yet. */
static inline void solicit_from(uint32_t link, const struct pmip6_addr *source,
                                const uint8_t *lli)
{
    static const struct pmip6_addr routers = {{0xff, 2, [15] = 2}};
    uint8_t octets[8] = {PMIP6_ND_ROUTER_SOLICITATION};

    hear_packet(link, source, &routers, lli, octets, sizeof octets);
}

/* Duplicate Address Detection for an address. */
static inline void detect(uint32_t link, const struct pmip6_addr *target,
                          const uint8_t *lli)
{
    static const struct pmip6_addr nobody;
    struct pmip6_addr group = {{0xff, 2, [11] = 1, [12] = 0xff}};
    uint8_t octets[24] = {PMIP6_ND_NEIGHBOR_SOLICITATION};

    memcpy(group.octets + 13, target->octets + 13, 3);
    memcpy(octets + 8, target->octets, 16);
    hear_packet(link, &nobody, &group, lli, octets, sizeof octets);
}

static inline void bring_up(uint32_t link)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    ck_assert_int_eq(pmip6_mag_link_up(mag, link, &info), 0);
}

/* The last packet that went out on a link. */
static inline const struct fake_message *last_nd(void)
{
    ck_assert_uint_gt(h.nd_count, 0);
    return &h.nd[(h.nd_count - 1) % FAKE_MESSAGES];
}

/* The n-th option of a type in an advertisement; NULL where there are not so many. */
static inline const uint8_t *option_of(const struct fake_message *m, uint8_t type,
                                       unsigned n)
{
    for (size_t at = 16; at + 8 <= m->length; at += 8u * m->octets[at + 1]) {
        if (m->octets[at] == type && n-- == 0)
            return m->octets + at;
    }
    return NULL;
}

static inline uint32_t word_at(const uint8_t *octets)
{
    return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 |
           (uint32_t)octets[2] << 8 | octets[3];
}

#endif
