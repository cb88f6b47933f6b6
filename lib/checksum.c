/* SPDX-License-Identifier: MIT */
#include "checksum.h"

/* Adds octets as big-endian 16-bit words, four octets a step; an odd one is padded. */
static uint64_t add(uint64_t sum, const uint8_t *o, size_t length)
{
    size_t i;

    for (i = 0; i + 4 <= length; i += 4)
        sum += (uint32_t)o[i] << 24 | (uint32_t)o[i + 1] << 16 | (uint32_t)o[i + 2] << 8 |
               o[i + 3];
    if (i + 2 <= length) {
        sum += (uint32_t)o[i] << 8 | o[i + 1];
        i += 2;
    }
    if (i < length)
        sum += (uint32_t)o[i] << 8;
    return sum;
}

uint16_t p6_checksum(const struct pmip6_addr *source,
                     const struct pmip6_addr *destination, uint8_t next_header,
                     const uint8_t *octets, size_t length)
{
    uint64_t sum = (uint64_t)length + next_header;

    sum = add(sum, source->octets, sizeof source->octets);
    sum = add(sum, destination->octets, sizeof destination->octets);
    sum = add(sum, octets, length);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}
