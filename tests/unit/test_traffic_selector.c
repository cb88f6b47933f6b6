/* SPDX-License-Identifier: MIT */
#include "cursor.h"
#include "unit.h"

#include <pmip6/message.h>
#include <pmip6/traffic_selector.h>
#include <string.h>

#define IPV4        PMIP6_SELECTOR_IPV4
#define IPV6        PMIP6_SELECTOR_IPV6
#define MOST_OCTETS 100

typedef struct pmip6_traffic_selector selector;

/* The parts in the order of RFC 6088's figures, with their octets in both formats. */
static const struct part {
    uint32_t flag;
    uint8_t size[2];
    size_t at;
} parts[] = {
    {PMIP6_SELECTOR_START_SOURCE_ADDRESS,
     {4, 16},
     offsetof(selector, start_source_address)},
    {PMIP6_SELECTOR_END_SOURCE_ADDRESS, {4, 16}, offsetof(selector, end_source_address)},
    {PMIP6_SELECTOR_START_DESTINATION_ADDRESS,
     {4, 16},
     offsetof(selector, start_destination_address)},
    {PMIP6_SELECTOR_END_DESTINATION_ADDRESS,
     {4, 16},
     offsetof(selector, end_destination_address)},
    {PMIP6_SELECTOR_START_SPI, {4, 4}, offsetof(selector, start_spi)},
    {PMIP6_SELECTOR_END_SPI, {4, 4}, offsetof(selector, end_spi)},
    {PMIP6_SELECTOR_START_FLOW_LABEL, {0, 4}, offsetof(selector, start_flow_label)},
    {PMIP6_SELECTOR_END_FLOW_LABEL, {0, 4}, offsetof(selector, end_flow_label)},
    {PMIP6_SELECTOR_START_SOURCE_PORT, {2, 2}, offsetof(selector, start_source_port)},
    {PMIP6_SELECTOR_END_SOURCE_PORT, {2, 2}, offsetof(selector, end_source_port)},
    {PMIP6_SELECTOR_START_DESTINATION_PORT,
     {2, 2},
     offsetof(selector, start_destination_port)},
    {PMIP6_SELECTOR_END_DESTINATION_PORT,
     {2, 2},
     offsetof(selector, end_destination_port)},
    {PMIP6_SELECTOR_START_TRAFFIC_CLASS, {1, 1}, offsetof(selector, start_traffic_class)},
    {PMIP6_SELECTOR_END_TRAFFIC_CLASS, {1, 1}, offsetof(selector, end_traffic_class)},
    {PMIP6_SELECTOR_START_PROTOCOL, {1, 1}, offsetof(selector, start_protocol)},
    {PMIP6_SELECTOR_END_PROTOCOL, {1, 1}, offsetof(selector, end_protocol)},
};

enum { PARTS = sizeof parts / sizeof parts[0] };

static uint64_t state = 1;

static uint32_t next_random(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

/* ---- a model: octets made part by part ---- */

struct wire {
    uint8_t octets[MOST_OCTETS];
    size_t length;
    size_t at[PARTS]; /* where each part stands, 0: not there */
};

static void make(struct wire *w, uint8_t format, uint32_t flags, uint32_t reserved)
{
    uint32_t word = reserved, bit = 0x80000000u;

    memset(w, 0, sizeof *w);
    w->length = 4;
    for (size_t i = 0; i < PARTS; i++) {
        size_t size = parts[i].size[format - IPV4];

        if (size == 0)
            continue;
        if (flags & parts[i].flag) {
            word |= bit;
            w->at[i] = w->length;
            for (size_t k = 0; k < size; k++)
                w->octets[w->length++] = (uint8_t)next_random();
        }
        bit >>= 1;
    }
    p6_u32_to(w->octets, word);
}

static int is_range(uint32_t flags)
{
    for (size_t i = 0; i < PARTS; i += 2) {
        if (flags & parts[i + 1].flag && !(flags & parts[i].flag))
            return 0;
    }
    return 1;
}

/* The value of a part that is a number. */
static uint32_t value_of(const selector *s, const struct part *p)
{
    const uint8_t *member = (const uint8_t *)s + p->at;
    uint16_t u16;
    uint32_t u32;

    memcpy(&u16, member, sizeof u16);
    memcpy(&u32, member, sizeof u32);
    return p->size[1] == 1 ? *member : p->size[1] == 2 ? u16 : u32;
}

static uint32_t number_at(const uint8_t *o, size_t size)
{
    return size == 1 ? o[0] : size == 2 ? p6_u16_at(o) : p6_u32_at(o);
}

static int is_part(const selector *s, size_t i, const struct wire *w)
{
    const struct part *p = &parts[i];
    const uint8_t *octets = w->octets + w->at[i];
    size_t size = w->at[i] ? p->size[s->format - IPV4] : 0;
    struct pmip6_any_addr a;

    if (p->size[1] != 16)
        return value_of(s, p) == (size ? number_at(octets, size) : 0);
    memcpy(&a, (const uint8_t *)s + p->at, sizeof a);
    return a.length == size && memcmp(a.octets, octets, size) == 0;
}

/* In memory of just that size, so that what reads past it is noticed. */
static int decode(uint8_t format, const uint8_t *octets, size_t length, selector *s)
{
    uint8_t *copy = malloc(length + 1);
    struct pmip6_bytes b = {copy + 1, length};
    int rc;

    memcpy(copy + 1, octets, length);
    rc = pmip6_traffic_selector_decode(format, b, s);
    free(copy);
    return rc;
}

static int encodes_to(const selector *s, const struct wire *w)
{
    uint8_t *again = malloc(w->length);
    size_t length;
    int same = pmip6_traffic_selector_encode(s, again, w->length, &length) == 0 &&
               length == w->length && memcmp(again, w->octets, length) == 0;

    free(again);
    return same;
}

static uint32_t reserved_of(uint8_t format)
{
    return format == IPV4 ? 0x3ffff : 0xffff;
}

static uint32_t flags_of(uint8_t format)
{
    return format == IPV4 ? 0x3fff : 0xffff;
}

/* Decodes to just what it was made of, and to the same octets again. */
static int is_kept(uint8_t format, uint32_t flags, uint32_t reserved)
{
    struct wire w;
    selector s;

    make(&w, format, flags, reserved);
    if (!is_range(flags))
        return decode(format, w.octets, w.length, &s) == PMIP6_ERR_OPTION_CONTENT;
    if (decode(format, w.octets, w.length, &s) < 0 || s.format != format ||
        s.flags != flags || s.reserved != reserved)
        return 0;
    for (size_t i = 0; i < PARTS; i++) {
        if (!is_part(&s, i, &w))
            return 0;
    }
    return encodes_to(&s, &w);
}

static void check_selector(uint8_t format, uint32_t flags, uint32_t reserved)
{
    if (!is_kept(format, flags, reserved))
        ck_abort_msg("format %u flags %#x reserved %#x", format, flags, reserved);
}

/* ---- decoding ---- */

/* Made by hand from RFC 6088 3.1 and 3.2, every part there. */
static const uint8_t ipv4_octets[] = {
    0xff, 0xfc, 0x00, 0x00, 192, 0,  2,    1,    192, 0,    2,    9,   10, 0,
    0,    1,    10,   0,    0,   99, 0,    0,    1,   0,    0,    0,   1,  255,
    0x04, 0x00, 0x08, 0x00, 0,   80, 0x01, 0xbb, 184, 0xb8, 0x06, 0x11};

static const uint8_t ipv6_octets[] = {
    0xff, 0xff, 0x00, 0x00, 0x20, 1,    0x0d, 0xb8, 0,    1,    0,   0, 0, 0, 0, 0, 0,
    0,    0,    1,    0x20, 1,    0x0d, 0xb8, 0,    1,    0,    0,   0, 0, 0, 0, 0, 0,
    0,    9,    0x20, 1,    0x0d, 0xb8, 0,    2,    0,    0,    0,   0, 0, 0, 0, 0, 0,
    1,    0x20, 1,    0x0d, 0xb8, 0,    2,    0,    0,    0,    0,   0, 0, 0, 0, 0, 99,
    0,    0,    1,    0,    0,    0,    1,    255,  0,    1,    2,   3, 0, 1, 2, 4, 0x04,
    0x00, 0x08, 0x00, 0,    80,   0x01, 0xbb, 184,  0xb8, 0x06, 0x11};

static void check_transport(const selector *s)
{
    ck_assert_uint_eq(s->start_spi, 256);
    ck_assert_uint_eq(s->end_spi, 511);
    ck_assert_uint_eq(s->start_source_port, 1024);
    ck_assert_uint_eq(s->end_source_port, 2048);
    ck_assert_uint_eq(s->start_destination_port, 80);
    ck_assert_uint_eq(s->end_destination_port, 443);
    ck_assert_uint_eq(s->start_traffic_class, 184);
    ck_assert_uint_eq(s->end_traffic_class, 184);
    ck_assert_uint_eq(s->start_protocol, 6);
    ck_assert_uint_eq(s->end_protocol, 17);
    ck_assert_uint_eq(s->reserved, 0);
}

START_TEST(ipv4_selector_with_every_part)
{
    selector s;

    ck_assert_int_eq(decode(IPV4, ipv4_octets, sizeof ipv4_octets, &s), 0);
    ck_assert_uint_eq(s.flags, 0x3fff);
    ck_assert_uint_eq(s.start_source_address.length, 4);
    ck_assert_uint_eq(s.start_source_address.octets[3], 1);
    ck_assert_uint_eq(s.end_source_address.octets[3], 9);
    ck_assert_uint_eq(s.start_destination_address.octets[0], 10);
    ck_assert_uint_eq(s.end_destination_address.octets[3], 99);
    ck_assert_uint_eq(s.start_flow_label, 0);
    check_transport(&s);
}
END_TEST

START_TEST(ipv6_selector_with_every_part)
{
    selector s;

    ck_assert_int_eq(decode(IPV6, ipv6_octets, sizeof ipv6_octets, &s), 0);
    ck_assert_uint_eq(s.flags, 0xffff);
    ck_assert_uint_eq(s.start_source_address.length, 16);
    ck_assert_uint_eq(s.start_source_address.octets[15], 1);
    ck_assert_uint_eq(s.end_source_address.octets[15], 9);
    ck_assert_uint_eq(s.start_destination_address.octets[5], 2);
    ck_assert_uint_eq(s.end_destination_address.octets[15], 99);
    ck_assert_uint_eq(s.start_flow_label, 0x10203);
    ck_assert_uint_eq(s.end_flow_label, 0x10204);
    check_transport(&s);
}
END_TEST

/* Each flag alone and all of them; an end without its start among others. */
START_TEST(every_set_of_flags_is_a_selector_or_lacks_a_start)
{
    for (uint8_t format = IPV4; format <= IPV6; format++) {
        for (uint32_t flags = 0; flags <= flags_of(format); flags++)
            check_selector(format, flags, 0);
    }
}
END_TEST

START_TEST(reserved_bits_are_kept)
{
    for (uint8_t format = IPV4; format <= IPV6; format++) {
        for (uint32_t bit = 1; bit <= reserved_of(format); bit <<= 1)
            check_selector(format, PMIP6_SELECTOR_START_PROTOCOL, bit);
        check_selector(format, flags_of(format), reserved_of(format));
    }
}
END_TEST

START_TEST(octets_are_exactly_as_many_as_the_flags_ask_for)
{
    static const selector before = {.format = 77};
    uint8_t longer[MOST_OCTETS + 1] = {0};
    struct wire w;
    selector s = before;

    for (uint8_t format = IPV4; format <= IPV6; format++) {
        for (uint32_t starts = 0; starts <= 0xff; starts++) {
            uint32_t flags = 0;

            for (unsigned i = 0; i < 8; i++)
                flags |= starts >> i & 1 ? 3u << 2 * i : 0;
            make(&w, format, flags & flags_of(format), 0);
            memcpy(longer, w.octets, w.length);
            for (size_t n = 0; n <= w.length + 1; n++) {
                if (n != w.length)
                    ck_assert_int_eq(decode(format, longer, n, &s),
                                     PMIP6_ERR_OPTION_LENGTH);
            }
        }
    }
    ck_assert(memcmp(&s, &before, sizeof s) == 0);
}
END_TEST

START_TEST(other_formats_and_no_arguments_are_refused)
{
    static const uint8_t octets[4];
    struct pmip6_bytes nothing = {NULL, 0}, lost = {NULL, 4}, four = {octets, 4};
    selector s;

    for (unsigned format = 0; format <= UINT8_MAX; format++) {
        if (format != IPV4 && format != IPV6)
            ck_assert_int_eq(pmip6_traffic_selector_decode((uint8_t)format, four, &s),
                             PMIP6_ERR_INVALID);
    }
    ck_assert_int_eq(pmip6_traffic_selector_decode(IPV4, four, NULL), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_traffic_selector_decode(IPV4, lost, &s), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_traffic_selector_decode(IPV4, nothing, &s),
                     PMIP6_ERR_OPTION_LENGTH);
}
END_TEST

/* ---- encoding ---- */

START_TEST(encoding_tells_the_room_and_writes_nothing_without)
{
    uint8_t untouched[sizeof ipv6_octets], room[sizeof ipv6_octets];
    size_t length;
    selector s;

    memset(untouched, 0xa5, sizeof untouched);
    memset(room, 0xa5, sizeof room);
    ck_assert_int_eq(decode(IPV6, ipv6_octets, sizeof ipv6_octets, &s), 0);
    for (size_t n = 0; n < sizeof ipv6_octets; n++) {
        ck_assert_int_eq(pmip6_traffic_selector_encode(&s, n ? room : NULL, n, &length),
                         PMIP6_ERR_ROOM);
        ck_assert_uint_eq(length, sizeof ipv6_octets);
    }
    ck_assert(memcmp(room, untouched, sizeof room) == 0);
}
END_TEST

static int encoded(const selector *s)
{
    uint8_t octets[MOST_OCTETS];
    size_t length;

    return pmip6_traffic_selector_encode(s, octets, sizeof octets, &length);
}

START_TEST(encoding_refuses_what_the_format_does_not_have)
{
    static const selector none = {.format = IPV4};
    uint8_t octets[MOST_OCTETS];
    size_t length = 7;
    selector s;

    ck_assert_int_eq(encoded(&none), 0);
    ck_assert_int_eq(pmip6_traffic_selector_encode(NULL, octets, 4, &length),
                     PMIP6_ERR_INVALID);
    ck_assert_uint_eq(length, 0);
    ck_assert_int_eq(pmip6_traffic_selector_encode(&none, NULL, 4, &length),
                     PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_traffic_selector_encode(&none, octets, 4, NULL),
                     PMIP6_ERR_INVALID);
    s = none;
    s.format = 3;
    ck_assert_int_eq(encoded(&s), PMIP6_ERR_INVALID);
    for (uint8_t format = IPV4; format <= IPV6; format++) {
        s = none;
        s.format = format;
        s.reserved = reserved_of(format) + 1;
        ck_assert_int_eq(encoded(&s), PMIP6_ERR_INVALID);
        s.reserved = 0;
        for (uint32_t bit = flags_of(format) + 1; bit; bit <<= 1) {
            s.flags = bit;
            ck_assert_int_eq(encoded(&s), PMIP6_ERR_INVALID);
        }
    }
}
END_TEST

START_TEST(encoding_refuses_an_end_without_its_start)
{
    for (uint8_t format = IPV4; format <= IPV6; format++) {
        for (size_t i = 1; i < PARTS; i += 2) {
            selector s = {.format = format, .flags = parts[i].flag};
            uint8_t length = format == IPV4 ? 4 : 16;

            if (!(parts[i].flag & flags_of(format)))
                continue;
            s.start_source_address.length = s.end_source_address.length = length;
            s.start_destination_address.length = s.end_destination_address.length =
                length;
            ck_assert_int_eq(encoded(&s), PMIP6_ERR_INVALID);
            s.flags |= parts[i - 1].flag;
            ck_assert_int_eq(encoded(&s), 0);
        }
    }
}
END_TEST

START_TEST(encoding_refuses_addresses_of_another_length)
{
    for (uint8_t format = IPV4; format <= IPV6; format++) {
        for (size_t i = 0; i < 4; i += 2) {
            selector s = {.format = format, .flags = parts[i].flag};
            struct pmip6_any_addr a = {{0}, 0};

            for (unsigned length = 0; length <= UINT8_MAX; length++) {
                a.length = (uint8_t)length;
                memcpy((uint8_t *)&s + parts[i].at, &a, sizeof a);
                ck_assert_int_eq(encoded(&s), length == parts[i].size[format - IPV4]
                                                  ? 0
                                                  : PMIP6_ERR_INVALID);
            }
            s.flags = 0; /* not there, not looked at */
            ck_assert_int_eq(encoded(&s), 0);
        }
    }
}
END_TEST

START_TEST(nothing_is_lost_in_random_selectors)
{
    for (unsigned i = 0; i < 100000; i++) {
        uint8_t format = next_random() & 1 ? IPV4 : IPV6;
        uint32_t flags = next_random() & flags_of(format);

        flags |= flags << 1 & 0xaaaa; /* each end with its start */
        check_selector(format, flags, next_random() & reserved_of(format));
    }
}
END_TEST

START_TEST(random_octets_decode_to_themselves_or_not_at_all)
{
    unsigned good = 0;

    for (unsigned i = 0; i < 100000; i++) {
        uint8_t format = next_random() & 1 ? IPV4 : IPV6;
        struct wire w;
        selector s;

        w.length = next_random() % MOST_OCTETS;
        for (size_t k = 0; k < w.length; k++)
            w.octets[k] = (uint8_t)(next_random() & next_random());
        if (decode(format, w.octets, w.length, &s) == 0) {
            if (!encodes_to(&s, &w))
                ck_abort_msg("octets of random selector %u", i);
            good++;
        }
    }
    ck_assert_uint_gt(good, 100);
}
END_TEST

/* ---- in options ---- */

static void put_text(char *text, const uint8_t *octets, size_t length, uint8_t format,
                     int is_json)
{
    struct pmip6_suboption sub = {.type = PMIP6_FLOW_TRAFFIC_SELECTOR};
    struct pmip6_option options[1] = {{.type = PMIP6_OPT_FLOW_IDENTIFICATION}};
    struct pmip6_message m;
    uint8_t inside[255];
    size_t size;

    sub.u.traffic_selector.format = format;
    sub.u.traffic_selector.selector.data = octets;
    sub.u.traffic_selector.selector.length = length;
    ck_assert_int_eq(
        pmip6_suboptions_encode(options[0].type, &sub, 1, inside, sizeof inside, &size),
        0);
    options[0].u.flow.suboptions.data = inside;
    options[0].u.flow.suboptions.length = size;
    pmip6_message_init(&m, options, 1);
    m.mh_type = PMIP6_MH_BU;
    m.option_count = 1;
    ck_assert_int_eq(is_json ? pmip6_message_json(&m, text, 2048, &size)
                             : pmip6_message_text(&m, text, 2048, &size),
                     0);
}

START_TEST(selectors_are_shown_in_text)
{
    static const uint8_t reserved[] = {0x00, 0x08, 0x00, 0x03, 17};
    static const uint8_t empty[] = {0x00, 0x00, 0x00, 0x00};
    char text[2048];

    put_text(text, ipv4_octets, sizeof ipv4_octets, IPV4, 0);
    ck_assert_ptr_nonnull(strstr(
        text, "traffic-selector=(format=1(ipv4-binary) start_source_address=192.0.2.1 "
              "end_source_address=192.0.2.9 start_destination_address=10.0.0.1 "
              "end_destination_address=10.0.0.99 start_spi=256 end_spi=511 "
              "start_source_port=1024 end_source_port=2048 start_destination_port=80 "
              "end_destination_port=443 start_traffic_class=184 end_traffic_class=184 "
              "start_protocol=6 end_protocol=17))"));
    put_text(text, ipv6_octets, sizeof ipv6_octets, IPV6, 0);
    ck_assert_ptr_nonnull(strstr(
        text,
        "traffic-selector=(format=2(ipv6-binary) start_source_address=2001:db8:1::1 "
        "end_source_address=2001:db8:1::9 start_destination_address=2001:db8:2::1 "
        "end_destination_address=2001:db8:2::63 start_spi=256 end_spi=511 "
        "start_flow_label=66051 end_flow_label=66052 start_source_port=1024 "));
    put_text(text, reserved, 4, IPV4, 0);
    ck_assert_ptr_nonnull(strstr(text, "(format=1(ipv4-binary) selector=00080003))"));
    put_text(text, reserved, 5, IPV4, 0);
    ck_assert_ptr_nonnull(strstr(text, "(format=1(ipv4-binary) start_protocol=17 "
                                       "selector_reserved_bits=3))"));
    put_text(text, empty, 4, IPV4, 0);
    ck_assert_ptr_nonnull(strstr(text, "traffic-selector=(format=1(ipv4-binary)))"));
    put_text(text, empty, 4, 9, 0);
    ck_assert_ptr_nonnull(strstr(text, "(format=9(unassigned) selector=00000000))"));
}
END_TEST

START_TEST(selectors_are_shown_in_json)
{
    static const uint8_t reserved[] = {0x00, 0x02, 0x00, 0x03, 17};
    char text[2048];

    put_text(text, reserved, 4, IPV6, 1);
    ck_assert_ptr_nonnull(strstr(text, "\"format_name\": \"ipv6-binary\", "
                                       "\"selector\": \"00020003\"}"));
    put_text(text, reserved, 5, IPV6, 1);
    ck_assert_ptr_nonnull(strstr(text, "\"format_name\": \"ipv6-binary\", "
                                       "\"start_protocol\": 17, "
                                       "\"selector_reserved_bits\": 3}"));
    put_text(text, ipv4_octets, sizeof ipv4_octets, IPV4, 1);
    ck_assert_ptr_nonnull(strstr(
        text,
        "\"format_name\": \"ipv4-binary\", \"start_source_address\": \"192.0.2.1\", "
        "\"end_source_address\": \"192.0.2.9\", "
        "\"start_destination_address\": \"10.0.0.1\", "
        "\"end_destination_address\": \"10.0.0.99\", \"start_spi\": 256, "
        "\"end_spi\": 511, \"start_source_port\": 1024, "));
    ck_assert_ptr_null(strstr(text, "\"selector\""));
}
END_TEST

static size_t alignment_of(uint8_t format, uint32_t flags)
{
    size_t most = 1;

    for (size_t i = 0; i < PARTS; i++) {
        size_t size = parts[i].size[format - IPV4];

        if (flags & parts[i].flag && size > most)
            most = size;
    }
    return most > 8 ? 8 : most;
}

/* Behind something of every length, in an option that stands at a multiple of eight. */
START_TEST(suboptions_with_selectors_are_aligned_by_their_parts)
{
    static const uint8_t before[8];
    struct pmip6_suboption subs[2], sub;
    struct pmip6_option option = {.type = PMIP6_OPT_FLOW_IDENTIFICATION};
    uint8_t octets[255];
    struct wire w;
    size_t length;

    memset(subs, 0, sizeof subs);
    subs[0].type = 200;
    subs[0].u.raw.data = before;
    subs[1].type = PMIP6_FLOW_TRAFFIC_SELECTOR;
    for (unsigned i = 0; i < PARTS * 2 * 8; i++) {
        uint8_t format = i % 2 ? IPV6 : IPV4;
        uint32_t flags = parts[i / 2 % PARTS & ~1u].flag & flags_of(format);
        size_t at = 0, wanted;

        make(&w, format, flags, 0);
        subs[0].u.raw.length = i / 2 / PARTS;
        subs[1].u.traffic_selector.format = format;
        subs[1].u.traffic_selector.selector.data = w.octets;
        subs[1].u.traffic_selector.selector.length = w.length;
        ck_assert_int_eq(
            pmip6_suboptions_encode(option.type, subs, 2, octets, sizeof octets, &length),
            0);
        option.u.flow.suboptions.data = octets;
        option.u.flow.suboptions.length = length;
        ck_assert_int_eq(pmip6_suboption_next(&option, &sub, &at), 1);
        ck_assert_int_eq(pmip6_suboption_next(&option, &sub, &at), 1);
        wanted = 8 + 2 + subs[0].u.raw.length;
        while (wanted % alignment_of(format, flags))
            wanted++;
        ck_assert_uint_eq(sub.offset, wanted);
        ck_assert_uint_eq(sub.length, 2 + w.length);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("traffic_selector");
    TCase *t = tcase_create("traffic_selector");

    tcase_add_test(t, ipv4_selector_with_every_part);
    tcase_add_test(t, ipv6_selector_with_every_part);
    tcase_add_test(t, every_set_of_flags_is_a_selector_or_lacks_a_start);
    tcase_add_test(t, reserved_bits_are_kept);
    tcase_add_test(t, octets_are_exactly_as_many_as_the_flags_ask_for);
    tcase_add_test(t, other_formats_and_no_arguments_are_refused);
    tcase_add_test(t, encoding_tells_the_room_and_writes_nothing_without);
    tcase_add_test(t, encoding_refuses_what_the_format_does_not_have);
    tcase_add_test(t, encoding_refuses_an_end_without_its_start);
    tcase_add_test(t, encoding_refuses_addresses_of_another_length);
    tcase_add_test(t, nothing_is_lost_in_random_selectors);
    tcase_add_test(t, random_octets_decode_to_themselves_or_not_at_all);
    tcase_add_test(t, selectors_are_shown_in_text);
    tcase_add_test(t, selectors_are_shown_in_json);
    tcase_add_test(t, suboptions_with_selectors_are_aligned_by_their_parts);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
