/* SPDX-License-Identifier: MIT */
#include "header.h"

#define PAYLOAD_PROTO_NONE 59
#define MOBILITY_HEADER    135
#define UNIT               8
#define LONGEST            2048

const struct pmip6_addr header_source = {{0x20, 1, 0x0d, 0xb8, [15] = 1}};
const struct pmip6_addr header_destination = {{0x20, 1, 0x0d, 0xb8, [15] = 2}};

size_t header_length(const uint8_t *octets, size_t length)
{
    size_t said = length < 2 ? 0 : UNIT * ((size_t)octets[1] + 1);

    return said <= length ? said : 0;
}

int header_fit(uint8_t *octets, size_t length)
{
    uint8_t units;

    if (length < UNIT)
        return 0;
    units = (uint8_t)((length < LONGEST ? length : LONGEST) / UNIT - 1);
    if (octets[0] == PAYLOAD_PROTO_NONE && octets[1] == units)
        return 0;
    octets[0] = PAYLOAD_PROTO_NONE;
    octets[1] = units;
    return 1;
}

static uint32_t sum_words(const uint8_t *octets, size_t length)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < length; i += 2)
        sum += (uint32_t)octets[i] << 8 | octets[i + 1];
    return sum;
}

void header_sum(uint8_t *octets, size_t length)
{
    uint32_t sum;

    octets[4] = 0;
    octets[5] = 0;
    sum = sum_words(header_source.octets, 16) + sum_words(header_destination.octets, 16) +
          (uint32_t)length + MOBILITY_HEADER + sum_words(octets, length);
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    octets[4] = (uint8_t)(~sum >> 8);
    octets[5] = (uint8_t)~sum;
}
