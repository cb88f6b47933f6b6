/* SPDX-License-Identifier: MIT */
/* Where fixed parts end is written down here a second time, from the specifications. */
#include "kept.h"

#include <string.h>

#define AT_TYPE       2
#define AT_RESERVED   3
#define AT_FIXED      6
#define OPTION_HEADER 2
#define ADDRESS       16
#define AGENT_SWITCH  12 /* has so many addresses as its first octet says (RFC 5142) */

/* Octets from the checksum to the options; 0: none of those that have options. */
static const uint8_t fixed_lengths[] = {
    [0] = 2,  [1] = 10, [2] = 10, /* RFC 6275 6.1.2 to 6.1.4 */
    [3] = 18, [4] = 18,           /* 6.1.5, 6.1.6 */
    [5] = 6,  [6] = 6,  [7] = 18, /* 6.1.7 to 6.1.9 */
    [8] = 6,  [9] = 6,  [10] = 2, /* RFC 5568 6.2.2, 6.2.3; RFC 4068 6.3.3 */
    [12] = 2,                     /* RFC 5142 4 */
    [13] = 6,                     /* RFC 5847 3.3 */
    [14] = 4, [15] = 4,           /* RFC 5568 6.2.1 */
    [16] = 6,                     /* RFC 5846 5 */
    [17] = 6, [18] = 6,           /* RFC 6705 10 */
    [19] = 6, [20] = 6,           /* RFC 7077 4 */
    [21] = 6,                     /* RFC 7109 6.1 */
    [22] = 2, [23] = 2,           /* RFC 7161 4.3 */
};

static size_t fixed_length(const struct pmip6_bytes *octets)
{
    uint8_t type = octets->data[AT_TYPE];
    size_t length = type < sizeof fixed_lengths ? fixed_lengths[type] : 0;

    if (type == AGENT_SWITCH)
        length += (size_t)ADDRESS * octets->data[AT_FIXED];
    return length ? length : octets->length - AT_FIXED;
}

int kept_fixed_part(const struct decoded *before, const struct decoded *after)
{
    const uint8_t *was = before->octets.data, *is = after->octets.data;
    size_t length = fixed_length(&after->octets);

    return was[AT_TYPE] == is[AT_TYPE] && was[AT_RESERVED] == is[AT_RESERVED] &&
           length <= before->octets.length - AT_FIXED &&
           length <= after->octets.length - AT_FIXED &&
           memcmp(was + AT_FIXED, is + AT_FIXED, length) == 0;
}

int kept_options(const struct decoded *before, const struct decoded *after)
{
    if (before->m.option_count != after->m.option_count)
        return 0;
    for (size_t i = 0; i < before->m.option_count; i++) {
        const uint8_t *was = before->octets.data + before->options[i].offset;
        const uint8_t *is = after->octets.data + after->options[i].offset;

        if (was[1] != is[1] || memcmp(was, is, OPTION_HEADER + (size_t)was[1]) != 0)
            return 0;
    }
    return 1;
}
