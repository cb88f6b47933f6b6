/* SPDX-License-Identifier: MIT */
/* Binary traffic selectors (RFC 6088): a word of flags, then what they say is there. Both
 * formats are described as data; IPv4's has no flow label, and its addresses are short.
 */
#include "traffic_selector.h"

#define FLAGS_AT offsetof(struct pmip6_traffic_selector, flags)

/* Each end has its flag right below that of its start. */
#define ENDS 0x5555u

#define ADDRESSES                                                                        \
    (PMIP6_SELECTOR_START_SOURCE_ADDRESS | PMIP6_SELECTOR_START_DESTINATION_ADDRESS)
#define WORDS (PMIP6_SELECTOR_START_SPI | PMIP6_SELECTOR_START_FLOW_LABEL)
#define PORTS (PMIP6_SELECTOR_START_SOURCE_PORT | PMIP6_SELECTOR_START_DESTINATION_PORT)

/* clang-format off */
#define T struct pmip6_traffic_selector

#define FLAGS(w, s, n, go)    {.kind = FIELD_FLAGS, .width = (w), .shift = (s), .bits = (n), .step = (go)}
#define IF_FLAG(f)            {.kind = FIELD_IF_FLAG, .unit = PMIP6_SELECTOR_##f}
#define NUMBER(f, w, m)       IF_FLAG(f), NUMBER_OF(T, w, m, PLAIN(#m))
#define ADDRESS(f, w, m)      IF_FLAG(f), OTHER_OF(T, FIELD_ANY_ADDRESS, m, .width = (w), SHOWN(ANY_ADDRESS, #m))

#define ADDRESS_PARTS(w) \
    ADDRESS(START_SOURCE_ADDRESS, w, start_source_address), \
    ADDRESS(END_SOURCE_ADDRESS, w, end_source_address), \
    ADDRESS(START_DESTINATION_ADDRESS, w, start_destination_address), \
    ADDRESS(END_DESTINATION_ADDRESS, w, end_destination_address), \
    NUMBER(START_SPI, 4, start_spi), NUMBER(END_SPI, 4, end_spi)
#define TRANSPORT_PARTS \
    NUMBER(START_SOURCE_PORT, 2, start_source_port), \
    NUMBER(END_SOURCE_PORT, 2, end_source_port), \
    NUMBER(START_DESTINATION_PORT, 2, start_destination_port), \
    NUMBER(END_DESTINATION_PORT, 2, end_destination_port), \
    NUMBER(START_TRAFFIC_CLASS, 1, start_traffic_class), \
    NUMBER(END_TRAFFIC_CLASS, 1, end_traffic_class), \
    NUMBER(START_PROTOCOL, 1, start_protocol), NUMBER(END_PROTOCOL, 1, end_protocol)

/* RFC 6088 3.1. */
static const struct field ipv4_fields[] = {
    FLAGS(4, 18, 14, 0), BITS(T, 4, 0, 18, 4, reserved, .show = SHOW_NOT),
    ADDRESS_PARTS(4), TRANSPORT_PARTS, {.kind = FIELD_END}};

/* RFC 6088 3.2: the flow label's flags, in the midst of the others, go first. */
static const struct field ipv6_fields[] = {
    FLAGS(4, 24, 2, 0), FLAGS(4, 26, 6, 0), FLAGS(4, 16, 8, 0),
    BITS(T, 4, 0, 16, 4, reserved, .show = SHOW_NOT),
    ADDRESS_PARTS(16),
    NUMBER(START_FLOW_LABEL, 4, start_flow_label), NUMBER(END_FLOW_LABEL, 4, end_flow_label),
    TRANSPORT_PARTS, {.kind = FIELD_END}};
/* clang-format on */

static const struct field *fields_of(uint8_t format)
{
    switch (format) {
    case PMIP6_SELECTOR_IPV4:
        return ipv4_fields;
    case PMIP6_SELECTOR_IPV6:
        return ipv6_fields;
    default:
        return NULL;
    }
}

/* "This field MUST NOT be included unless the Start … field is included." */
static int lacks_a_start(uint32_t flags)
{
    return (flags & ENDS & ~(flags >> 1)) != 0;
}

int pmip6_traffic_selector_decode(uint8_t format, struct pmip6_bytes octets,
                                  struct pmip6_traffic_selector *selector)
{
    const struct field *fields = fields_of(format);
    struct pmip6_traffic_selector s;
    struct reader in;

    if (!fields || !selector || (octets.length && !octets.data))
        return PMIP6_ERR_INVALID;
    memset(&s, 0, sizeof s);
    s.format = format;
    p6_reader_init(&in, octets.data, octets.length);
    p6_fields_decode(fields, &in, &s, FLAGS_AT);
    if (in.error || p6_left(&in) > 0)
        return PMIP6_ERR_OPTION_LENGTH;
    if (lacks_a_start(s.flags))
        return PMIP6_ERR_OPTION_CONTENT;
    *selector = s;
    return 0;
}

int pmip6_traffic_selector_encode(const struct pmip6_traffic_selector *selector,
                                  uint8_t *buffer, size_t capacity, size_t *length)
{
    const struct field *fields = selector ? fields_of(selector->format) : NULL;
    struct field_extent extent;

    if (length)
        *length = 0;
    if (!length || !fields || (!buffer && capacity))
        return PMIP6_ERR_INVALID;
    if (lacks_a_start(selector->flags) ||
        p6_fields_measure(fields, selector, FLAGS_AT, &extent) < 0)
        return PMIP6_ERR_INVALID;
    *length = extent.size;
    if (extent.size > capacity)
        return PMIP6_ERR_ROOM;
    p6_fields_encode(fields, selector, FLAGS_AT, &extent, buffer);
    return 0;
}

const struct field *p6_selector_inside(const struct pmip6_suboption *sub,
                                       struct pmip6_traffic_selector *selector)
{
    uint8_t format = sub->u.traffic_selector.format;
    struct pmip6_bytes octets = sub->u.traffic_selector.selector;

    if (pmip6_traffic_selector_decode(format, octets, selector) < 0)
        return NULL;
    return fields_of(format);
}

uint8_t p6_selector_alignment(const void *suboption)
{
    struct pmip6_traffic_selector s;

    if (!p6_selector_inside(suboption, &s))
        return 4;
    if (s.flags & ADDRESSES)
        return s.format == PMIP6_SELECTOR_IPV6 ? 8 : 4;
    if (s.flags & WORDS)
        return 4;
    return s.flags & PORTS ? 2 : 1;
}
