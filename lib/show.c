/* SPDX-License-Identifier: MIT */
#include "show.h"

#define DEGREE       32768 /* RFC 6757 3.1.2: fifteen bits behind the point */
#define DEGREE_STEPS 100000

struct pmip6_bytes p6_field_bytes(const struct field *f, const void *record)
{
    struct pmip6_bytes b;

    memcpy(&b, (const uint8_t *)record + f->at, sizeof b);
    return b;
}

static int has_octets(const struct field *f)
{
    return f->kind >= FIELD_COUNTED;
}

int p6_record_is_whole(const struct field *f, const void *record)
{
    for (; f->kind != FIELD_END; f++) {
        if (has_octets(f) && p6_field_bytes(f, record).length &&
            !p6_field_bytes(f, record).data)
            return 0;
    }
    return 1;
}

int p6_show_is_string(const struct field *f)
{
    switch (f->show) {
    case SHOW_NUMBER:
    case SHOW_CODE:
    case SHOW_VALUE:
    case SHOW_SECONDS:
    case SHOW_DEGREES:
        return 0;
    default:
        return 1;
    }
}

static void show_degrees(struct print *p, const void *member)
{
    int32_t value;
    uint64_t steps;

    memcpy(&value, member, sizeof value);
    if (value < 0)
        p6_print_char(p, '-');
    steps = (uint64_t)(value < 0 ? -(int64_t)value : value) * DEGREE_STEPS;
    steps = (steps + DEGREE / 2) / DEGREE;
    p6_print_number(p, (uint32_t)steps / DEGREE_STEPS);
    p6_print_char(p, '.');
    for (uint32_t unit = DEGREE_STEPS / 10; unit > 0; unit /= 10)
        p6_print_char(p, (char)('0' + (uint32_t)steps / unit % 10));
}

static void show_prefix(struct print *p, const void *member)
{
    struct pmip6_prefix prefix;

    memcpy(&prefix, member, sizeof prefix);
    p6_print_address(p, prefix.addr.octets);
    p6_print_char(p, '/');
    p6_print_number(p, prefix.length);
}

static void show_any_prefix(struct print *p, const void *member)
{
    struct pmip6_any_prefix prefix;

    memcpy(&prefix, member, sizeof prefix);
    p6_print_any_address(p, &prefix.addr);
    p6_print_char(p, '/');
    p6_print_number(p, prefix.length);
}

static void show_any_address(struct print *p, const void *member)
{
    struct pmip6_any_addr a;

    memcpy(&a, member, sizeof a);
    p6_print_any_address(p, &a);
}

void p6_show_value(struct print *p, const struct field *f, const void *record,
                   int is_json)
{
    const uint8_t *member = (const uint8_t *)record + f->at;

    switch (f->show) {
    case SHOW_SECONDS:
        p6_print_thousandths(p, p6_field_number(f, record) * f->unit);
        break;
    case SHOW_DEGREES:
        show_degrees(p, member);
        break;
    case SHOW_ADDRESS:
        p6_print_address(p, member);
        break;
    case SHOW_PREFIX:
        show_prefix(p, member);
        break;
    case SHOW_IPV4:
        p6_print_ipv4(p, member);
        break;
    case SHOW_ANY_ADDRESS:
        show_any_address(p, member);
        break;
    case SHOW_ANY_PREFIX:
        show_any_prefix(p, member);
        break;
    case SHOW_TEXT:
        p6_print_octets(p, p6_field_bytes(f, record), is_json);
        break;
    case SHOW_HEX:
        p6_print_hex(p, p6_field_bytes(f, record));
        break;
    case SHOW_HEX_NUMBER:
        p6_print_hex_number(p, p6_field_number(f, record), 2u * f->width);
        break;
    default: /* SHOW_NUMBER, SHOW_CODE, SHOW_VALUE */
        p6_print_number(p, p6_field_number(f, record));
        break;
    }
}
