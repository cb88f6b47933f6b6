/* SPDX-License-Identifier: MIT */
#include "baseline.h"

#include "checksum.h"

#include <pmip6/message.h>
#include <string.h>

uint8_t bench_copy(uint8_t *to, const uint8_t *from, size_t length)
{
    memcpy(to, from, length);
    return to[length - 1];
}

/* What the header says its length is, 0 where that is more than came. */
static size_t header_length(const uint8_t *octets, size_t length)
{
    size_t said;

    if (length < 8)
        return 0;
    said = 8 * ((size_t)octets[1] + 1);
    return said <= length ? said : 0;
}

static size_t count_options(const uint8_t *octets, size_t at, size_t end)
{
    size_t count = 0;

    while (at < end) {
        size_t size;

        if (octets[at] == PMIP6_OPT_PAD1) {
            at++;
            continue;
        }
        if (end - at < 2)
            return 0;
        size = 2 + (size_t)octets[at + 1];
        if (end - at < size)
            return 0;
        count += octets[at] != PMIP6_OPT_PADN;
        at += size;
    }
    return count;
}

size_t bench_walk(const uint8_t *octets, size_t length, size_t options_at,
                  const struct pmip6_addr *source, const struct pmip6_addr *destination)
{
    size_t end = header_length(octets, length);

    if (end == 0 || p6_checksum(source, destination, P6_NEXT_HEADER_MH, octets, end) != 0)
        return 0;
    return count_options(octets, options_at, end);
}

static uint32_t plain_sum(uint32_t sum, const uint8_t *o, size_t length)
{
    for (size_t i = 0; i + 2 <= length; i += 2)
        sum += (uint32_t)o[i] << 8 | o[i + 1];
    return sum;
}

/* The length of a Mobility Header is even, and no sum of 2048 octets overflows. */
static int is_intact(const struct pmip6_addr *source,
                     const struct pmip6_addr *destination, const uint8_t *octets,
                     size_t length)
{
    uint32_t sum = (uint32_t)length + P6_NEXT_HEADER_MH;

    sum = plain_sum(sum, source->octets, sizeof source->octets);
    sum = plain_sum(sum, destination->octets, sizeof destination->octets);
    sum = plain_sum(sum, octets, length);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return sum == 0xffff;
}

size_t bench_walk_plain(const uint8_t *octets, size_t length, size_t options_at,
                        const struct pmip6_addr *source,
                        const struct pmip6_addr *destination)
{
    size_t end = header_length(octets, length);

    if (end == 0 || !is_intact(source, destination, octets, end))
        return 0;
    return count_options(octets, options_at, end);
}
