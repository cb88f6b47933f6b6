/* SPDX-License-Identifier: MIT */
#include "same.h"

#include <string.h>

static int same_bytes(const void *a, const void *b)
{
    struct pmip6_bytes x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x.length == y.length &&
           (x.length == 0 || memcmp(x.data, y.data, x.length) == 0);
}

static int same_any_address(const void *a, const void *b)
{
    struct pmip6_any_addr x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x.length == y.length && memcmp(x.octets, y.octets, x.length) == 0;
}

static int same_member(const struct field *f, const void *a, const void *b)
{
    switch (f->kind) {
    case FIELD_FLAGS:
    case FIELD_CONSTANT:
        return 1;
    case FIELD_ANY_ADDRESS:
        return same_any_address(a, b);
    case FIELD_COUNT:
    case FIELD_COUNTED:
    case FIELD_UNITS:
    case FIELD_REST:
        return same_bytes(a, b);
    default:
        return memcmp(a, b, f->size) == 0;
    }
}

int same_record(const struct field *f, size_t flags_at, const void *a, const void *b)
{
    const uint8_t *x = a, *y = b;

    if (memcmp(x + flags_at, y + flags_at, sizeof(uint32_t)) != 0)
        return 0;
    for (; f->kind != FIELD_END; f++) {
        if (!same_member(f, x + f->at, y + f->at))
            return 0;
        if (f->kind == FIELD_IF_MORE && !x[f->at])
            break;
    }
    return 1;
}

int same_option(const struct pmip6_option *a, const struct pmip6_option *b)
{
    return a->type == b->type && same_record(p6_option_row(a->type)->fields,
                                             offsetof(struct pmip6_option, flags), a, b);
}

int same_suboption(uint8_t option_type, const struct pmip6_suboption *a,
                   const struct pmip6_suboption *b)
{
    const struct suboption_table *inside = p6_option_row(option_type)->inside;

    return a->type == b->type &&
           same_record(p6_suboption_row(inside, a->type)->fields,
                       offsetof(struct pmip6_suboption, flags), a, b);
}

int same_header(const struct pmip6_message *a, const struct pmip6_message *b)
{
    return a->mh_type == b->mh_type && a->kind == b->kind && a->reserved == b->reserved &&
           same_record(p6_message_row_of(a)->fields,
                       offsetof(struct pmip6_message, flags), a, b);
}

int same_message(const struct pmip6_message *a, const struct pmip6_message *b)
{
    if (!same_header(a, b) || a->option_count != b->option_count)
        return 0;
    for (size_t i = 0; i < a->option_count; i++) {
        if (!same_option(&a->options[i], &b->options[i]))
            return 0;
    }
    return 1;
}
