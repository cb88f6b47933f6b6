/* SPDX-License-Identifier: MIT */
#include "utf8.h"

#include <stdint.h>

/* How many octets follow the first of a character, 4 where none begins so. */
static size_t followers(uint8_t first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xc2 && first < 0xe0)
        return 1;
    if (first >= 0xe0 && first < 0xf0)
        return 2;
    return first >= 0xf0 && first < 0xf5 ? 3 : 4;
}

static uint32_t value_of(const uint8_t *octets, size_t more)
{
    uint32_t value = more ? octets[0] & (0x3fu >> more) : octets[0];

    for (size_t i = 1; i <= more; i++)
        value = value << 6 | (octets[i] & 0x3fu);
    return value;
}

static int is_shown(uint32_t value, size_t more)
{
    static const uint32_t least[] = {0x20, 0x80, 0x800, 0x10000};

    return value >= least[more] && value <= 0x10ffff &&
           !(value >= 0x7f && value < 0xa0) && !(value >= 0xd800 && value < 0xe000) &&
           value != 0x2028 && value != 0x2029;
}

int utf8_is_line(const char *text, size_t length)
{
    const uint8_t *octets = (const uint8_t *)text;

    for (size_t at = 0; at < length;) {
        size_t more = followers(octets[at]);

        if (more > 3 || more >= length - at)
            return 0;
        for (size_t i = 1; i <= more; i++) {
            if ((octets[at + i] & 0xc0) != 0x80)
                return 0;
        }
        if (!is_shown(value_of(octets + at, more), more))
            return 0;
        at += more + 1;
    }
    return 1;
}
