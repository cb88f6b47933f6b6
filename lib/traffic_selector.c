/* SPDX-License-Identifier: MIT */
/* Binary traffic selectors (RFC 6088): a word of flags, then what they say is there. What
 * a format may have is described as data, and a selector's fields are picked from it. */
#include "traffic_selector.h"

#define FLAGS_AT offsetof(struct pmip6_traffic_selector, flags)

/* Each end has its flag right below that of its start. */
#define ENDS 0x5555u

#define ADDRESSES                                                                        \
    (PMIP6_SELECTOR_START_SOURCE_ADDRESS | PMIP6_SELECTOR_START_DESTINATION_ADDRESS)
#define WORDS (PMIP6_SELECTOR_START_SPI | PMIP6_SELECTOR_START_FLOW_LABEL)
#define PORTS (PMIP6_SELECTOR_START_SOURCE_PORT | PMIP6_SELECTOR_START_DESTINATION_PORT)

struct part {
    uint32_t flag; /* 0: always there */
    struct field field;
};

/* clang-format off */
#define T struct pmip6_traffic_selector

#define FLAGS(w, s, n) \
    {0, {.kind = FIELD_FLAGS, .width = (w), .shift = (s), .bits = (n)}}
#define RESERVED(w, n) \
    {0, BITS(T, w, 0, n, w, reserved, .show = SHOW_NOT)}
#define NUMBER(f, w, m) \
    {PMIP6_SELECTOR_##f, NUMBER_OF(T, w, m, PLAIN(#m))}
#define ADDRESS(f, k, w, m) \
    {PMIP6_SELECTOR_##f, OTHER_OF(T, k, m, .step = (w), SHOWN(ANY_ADDRESS, #m))}

#define ADDRESSES_OF(k, w) \
    ADDRESS(START_SOURCE_ADDRESS, k, w, start_source_address), \
    ADDRESS(END_SOURCE_ADDRESS, k, w, end_source_address), \
    ADDRESS(START_DESTINATION_ADDRESS, k, w, start_destination_address), \
    ADDRESS(END_DESTINATION_ADDRESS, k, w, end_destination_address)
#define SPIS \
    NUMBER(START_SPI, 4, start_spi), NUMBER(END_SPI, 4, end_spi)
#define FLOW_LABELS \
    NUMBER(START_FLOW_LABEL, 4, start_flow_label), \
    NUMBER(END_FLOW_LABEL, 4, end_flow_label)
#define THE_REST \
    NUMBER(START_SOURCE_PORT, 2, start_source_port), \
    NUMBER(END_SOURCE_PORT, 2, end_source_port), \
    NUMBER(START_DESTINATION_PORT, 2, start_destination_port), \
    NUMBER(END_DESTINATION_PORT, 2, end_destination_port), \
    NUMBER(START_TRAFFIC_CLASS, 1, start_traffic_class), \
    NUMBER(END_TRAFFIC_CLASS, 1, end_traffic_class), \
    NUMBER(START_PROTOCOL, 1, start_protocol), NUMBER(END_PROTOCOL, 1, end_protocol)

/* RFC 6088 3.1. */
static const struct part ipv4_parts[] = {
    FLAGS(4, 18, 14), RESERVED(4, 18),
    ADDRESSES_OF(FIELD_IPV4, 4), SPIS, THE_REST};

/* RFC 6088 3.2: the flow label's flags, in the midst of the others, go first. */
static const struct part ipv6_parts[] = {
    FLAGS(4, 24, 2), FLAGS(4, 26, 6), FLAGS(4, 16, 8), RESERVED(4, 16),
    ADDRESSES_OF(FIELD_ADDRESS, 16), SPIS, FLOW_LABELS, THE_REST};
/* clang-format on */

#define LENGTH_OF(parts) (sizeof(parts) / sizeof(parts)[0])

/* Puts together the fields of a selector with these flags. Returns 0, or
 * PMIP6_ERR_INVALID where the format is not known. */
static int list_fields(uint8_t format, uint32_t flags, struct field *to)
{
    const int is_ipv4 = format == PMIP6_SELECTOR_IPV4;
    const struct part *parts = is_ipv4 ? ipv4_parts : ipv6_parts;
    const size_t count = is_ipv4 ? LENGTH_OF(ipv4_parts) : LENGTH_OF(ipv6_parts);

    if (!is_ipv4 && format != PMIP6_SELECTOR_IPV6)
        return PMIP6_ERR_INVALID;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].flag || flags & parts[i].flag)
            *to++ = parts[i].field;
    }
    to->kind = FIELD_END;
    return 0;
}

/* "This field MUST NOT be included unless the Start … field is included." */
static int lacks_a_start(uint32_t flags)
{
    return (flags & ENDS & ~(flags >> 1)) != 0;
}

static size_t size_of(const struct field *fields)
{
    size_t size = 0;

    for (const struct field *f = fields; f->kind != FIELD_END; f++)
        size += f->step;
    return size;
}

/* Where an address among a selector's members has its length. */
static size_t length_at(const struct field *f)
{
    return f->at + offsetof(struct pmip6_any_addr, length);
}

/* ---- decoding ---- */

/* Reads fields of which all octets are there. */
static void take_fields(const struct field *fields, const uint8_t *octets,
                        struct pmip6_traffic_selector *s)
{
    int error = 0;

    p6_fields_decode(fields, octets, octets + size_of(fields), s, FLAGS_AT, &error);
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->show == SHOW_ANY_ADDRESS)
            ((uint8_t *)s)[length_at(f)] = f->step;
    }
}

int pmip6_traffic_selector_decode(uint8_t format, struct pmip6_bytes octets,
                                  struct pmip6_traffic_selector *selector)
{
    struct field fields[P6_SELECTOR_FIELDS];
    struct pmip6_traffic_selector s;

    if (!selector || (octets.length && !octets.data) ||
        list_fields(format, 0, fields) < 0)
        return PMIP6_ERR_INVALID;
    if (octets.length < size_of(fields))
        return PMIP6_ERR_OPTION_LENGTH;
    memset(&s, 0, sizeof s);
    take_fields(fields, octets.data, &s);
    list_fields(format, s.flags, fields);
    if (octets.length != size_of(fields))
        return PMIP6_ERR_OPTION_LENGTH;
    if (lacks_a_start(s.flags))
        return PMIP6_ERR_OPTION_CONTENT;
    s.flags = 0; /* read once more, with all that they ask for */
    s.format = format;
    take_fields(fields, octets.data, &s);
    *selector = s;
    return 0;
}

/* ---- encoding ---- */

static int has_its_addresses(const struct pmip6_traffic_selector *s,
                             const struct field *fields)
{
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->show == SHOW_ANY_ADDRESS && ((const uint8_t *)s)[length_at(f)] != f->step)
            return 0;
    }
    return 1;
}

int pmip6_traffic_selector_encode(const struct pmip6_traffic_selector *selector,
                                  uint8_t *buffer, size_t capacity, size_t *length)
{
    struct field fields[P6_SELECTOR_FIELDS];
    struct field_extent extent;

    if (length)
        *length = 0;
    if (!length || !selector || (!buffer && capacity))
        return PMIP6_ERR_INVALID;
    if (list_fields(selector->format, selector->flags, fields) < 0 ||
        lacks_a_start(selector->flags) || !has_its_addresses(selector, fields) ||
        p6_fields_measure(fields, selector, FLAGS_AT, &extent) < 0)
        return PMIP6_ERR_INVALID;
    *length = extent.size;
    if (extent.size > capacity)
        return PMIP6_ERR_ROOM;
    p6_fields_encode(fields, selector, FLAGS_AT, &extent, buffer);
    return 0;
}

/* ---- inside sub-options ---- */

int p6_selector_inside(const struct pmip6_suboption *sub,
                       struct pmip6_traffic_selector *selector,
                       struct field fields[P6_SELECTOR_FIELDS])
{
    uint8_t format = sub->u.traffic_selector.format;
    struct pmip6_bytes octets = sub->u.traffic_selector.selector;

    return pmip6_traffic_selector_decode(format, octets, selector) == 0 &&
           list_fields(format, selector->flags, fields) == 0;
}

uint8_t p6_selector_alignment(const void *suboption)
{
    const struct pmip6_suboption *sub = suboption;
    struct pmip6_traffic_selector s;

    if (pmip6_traffic_selector_decode(sub->u.traffic_selector.format,
                                      sub->u.traffic_selector.selector, &s) < 0)
        return 4;
    if (s.flags & ADDRESSES)
        return s.format == PMIP6_SELECTOR_IPV6 ? 8 : 4;
    if (s.flags & WORDS)
        return 4;
    return s.flags & PORTS ? 2 : 1;
}
