/* SPDX-License-Identifier: MIT */
/* Which bits are reserved is written down here a second time, from the specifications. */
#include "kept.h"

#define AT_TYPE  2
#define AT_FIXED 6
#define AT_DATA  2 /* of an option */

struct fixed_part {
    uint8_t known;
    uint8_t length;      /* from behind the checksum to the options */
    uint8_t reserved[8]; /* bits of its first octets */
};

static const struct fixed_part fixed_parts[] = {
    [0] = {1, 2, {0xff, 0xff}},                          /* RFC 6275 6.1.2 */
    [1] = {1, 10, {0xff, 0xff}},                         /* 6.1.3 */
    [2] = {1, 10, {0xff, 0xff}},                         /* 6.1.4 */
    [3] = {1, 18, {0}},                                  /* 6.1.5 */
    [4] = {1, 18, {0}},                                  /* 6.1.6 */
    [5] = {1, 6, {[3] = 0x0f}},                          /* RFC 8885 4.1 */
    [6] = {1, 6, {[1] = 0x01}},                          /* RFC 8885 4.2 */
    [7] = {1, 18, {[1] = 0xff}},                         /* RFC 6275 6.1.9 */
    [13] = {1, 6, {0xff, 0xfc}},                         /* RFC 5847 3.3 */
    [16] = {1, 6, {[4] = 0x1f, [5] = 0xff}},             /* RFC 5846 5.1, 5.2 */
    [17] = {1, 6, {[2] = 0xff, [3] = 0xff}},             /* RFC 6705 10.1 */
    [18] = {1, 6, {[2] = 0x7f}},                         /* RFC 6705 10.2 */
    [19] = {1, 6, {[4] = 0x3f, [5] = 0xff}},             /* RFC 7077 4.1 */
    [20] = {1, 6, {[3] = 0xff, [4] = 0xff, [5] = 0xff}}, /* RFC 7077 4.2 */
    [22] = {1, 2, {[1] = 0xff}},                         /* RFC 7161 4.3.1 */
    [23] = {1, 2, {[1] = 0x7f}},                         /* RFC 7161 4.3.2 */
};

/* Of the first octets of an option's data. */
static const uint8_t reserved_of_option[256][8] = {
    [6] = {0xff},                                            /* RFC 3963 4.3 */
    [22] = {0xff},                                           /* RFC 5213 8.3 */
    [23] = {0xff},                                           /* 8.4 */
    [24] = {0xff},                                           /* 8.5 */
    [25] = {0xff, 0xff},                                     /* 8.6 */
    [29] = {0x01, 0xff},                                     /* RFC 5555 3.1.1 */
    [30] = {[1] = 0x03},                                     /* 3.2.1 */
    [31] = {0x7f, 0xff},                                     /* 3.2.2 */
    [32] = {0xff, 0xff},                                     /* 3.1.2 */
    [33] = {0xff, 0xff},                                     /* RFC 5845 6.1 */
    [36] = {0x03, 0xff},                                     /* RFC 5844 3.3.1 */
    [37] = {[1] = 0x03},                                     /* 3.3.2 */
    [38] = {0xff, 0xff},                                     /* 3.3.3 */
    [39] = {0xff, 0xfe},                                     /* 3.3.4 */
    [40] = {0xff, 0xff},                                     /* RFC 5949 6.2.1 */
    [41] = {[1] = 0xff},                                     /* 6.2.2 */
    [42] = {0xff, 0xff},                                     /* 6.2.3 */
    [43] = {0xfe},                                           /* RFC 6058 5.1 */
    [45] = {[4] = 0xff},                                     /* RFC 6089 4.2 */
    [46] = {0xff, 0xff},                                     /* RFC 6463 4.1 */
    [47] = {0x3f, 0xff},                                     /* 4.2 */
    [50] = {[1] = 0xff},                                     /* RFC 6602 4.3 */
    [51] = {0xff},                                           /* RFC 6705 11.1 */
    [53] = {0x7f, 0xff, 0xff, 0xff},                         /* RFC 6909 3.1 */
    [55] = {0x7f},                                           /* RFC 7148 4.1 */
    [58] = {[1] = 0x03, [3] = 0xff, [4] = 0xff, [5] = 0xff}, /* RFC 7222 4.1 */
    [59] = {0xff, 0xff},                                     /* RFC 7389 4 */
    [63] = {[3] = 0x3f, [4] = 0xff, [5] = 0xff},             /* RFC 8278 4.1 */
    [64] = {[1] = 0xff},                                     /* 4.2 */
    [65] = {0xff},                                           /* RFC 8885 4.3 */
    [66] = {0xff},                                           /* 4.4 */
    [67] = {0xff},                                           /* 4.5 */
    [70] = {0xff, 0xff},                                     /* 4.8 */
};

static int kept_octets(const uint8_t *before, const uint8_t *after, size_t length,
                       const uint8_t reserved[8])
{
    for (size_t i = 0; i < length; i++) {
        uint8_t ignored = i < 8 ? reserved[i] : 0;

        if ((before[i] ^ after[i]) & ~ignored & 0xff)
            return 0;
    }
    return 1;
}

/* Of a type that is not known here all is fixed, unless the library found options. */
int kept_fixed_part(const struct decoded *before, const struct decoded *after)
{
    static const struct fixed_part unknown;
    uint8_t type = before->octets.data[AT_TYPE];
    const struct fixed_part *fixed =
        type < sizeof fixed_parts / sizeof fixed_parts[0] && fixed_parts[type].known
            ? &fixed_parts[type]
            : &unknown;
    size_t length = fixed->length;

    if (after->octets.data[AT_TYPE] != type)
        return 0;
    if (!fixed->known && before->m.option_count == 0)
        length = after->octets.length - AT_FIXED;
    if (length > before->octets.length - AT_FIXED ||
        length > after->octets.length - AT_FIXED)
        return 0;
    return kept_octets(before->octets.data + AT_FIXED, after->octets.data + AT_FIXED,
                       length, fixed->reserved);
}

/* Type and length, too. */
static int kept_option(const uint8_t *before, const uint8_t *after)
{
    return before[0] == after[0] && before[1] == after[1] &&
           kept_octets(before + AT_DATA, after + AT_DATA, before[1],
                       reserved_of_option[before[0]]);
}

int kept_options(const struct decoded *before, const struct decoded *after)
{
    if (before->m.option_count != after->m.option_count)
        return 0;
    for (size_t i = 0; i < before->m.option_count; i++) {
        if (!kept_option(before->octets.data + before->options[i].offset,
                         after->octets.data + after->options[i].offset))
            return 0;
    }
    return 1;
}
