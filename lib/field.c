/* SPDX-License-Identifier: MIT */
#include "field.h"

static uint64_t mask_of(unsigned bits)
{
    return bits < 64 ? ((uint64_t)1 << bits) - 1 : UINT64_MAX;
}

/* ---- members ---- */

static uint64_t load_member(const void *member, unsigned size)
{
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;

    switch (size) {
    case 1:
        memcpy(&u8, member, sizeof u8);
        return u8;
    case 2:
        memcpy(&u16, member, sizeof u16);
        return u16;
    case 4:
        memcpy(&u32, member, sizeof u32);
        return u32;
    default:
        memcpy(&u64, member, sizeof u64);
        return u64;
    }
}

static void store_member(void *member, unsigned size, uint64_t value)
{
    uint8_t u8 = (uint8_t)value;
    uint16_t u16 = (uint16_t)value;
    uint32_t u32 = (uint32_t)value;

    switch (size) {
    case 1:
        memcpy(member, &u8, sizeof u8);
        break;
    case 2:
        memcpy(member, &u16, sizeof u16);
        break;
    case 4:
        memcpy(member, &u32, sizeof u32);
        break;
    default:
        memcpy(member, &value, sizeof value);
        break;
    }
}

static uint32_t load_flags(const void *record, size_t flags_at)
{
    return (uint32_t)load_member((const uint8_t *)record + flags_at, sizeof(uint32_t));
}

uint64_t p6_field_number(const struct field *f, const void *record)
{
    return load_member((const uint8_t *)record + f->at, f->size);
}

const struct field *p6_field_named(const struct field *f, const char *key)
{
    for (; f->kind != FIELD_END; f++) {
        const char *a = f->key, *b = key;

        while (a && *a && *a == *b) {
            a++;
            b++;
        }
        if (a && *a == *b)
            return f;
    }
    return NULL;
}

/* ---- decoding ---- */

static uint64_t number_at(const uint8_t *o, unsigned width)
{
    switch (width) {
    case 1:
        return p6_u8_at(o);
    case 2:
        return p6_u16_at(o);
    case 3:
        return (uint32_t)p6_u16_at(o) << 8 | o[2];
    case 4:
        return p6_u32_at(o);
    default:
        return p6_u64_at(o);
    }
}

/* The bits that a field has; goes on by its step. */
static uint64_t take_bits(struct reader *in, const struct field *f)
{
    const uint8_t *o = p6_take(in, f->width);

    if (!o)
        return 0;
    in->at -= (size_t)(f->width - f->step);
    return number_at(o, f->width) >> f->shift & mask_of(f->bits);
}

static void take_signed(struct reader *in, const struct field *f, void *member)
{
    uint64_t sign = (uint64_t)1 << (f->bits - 1);
    uint64_t value = take_bits(in, f);

    store_member(member, f->size, (value ^ sign) - sign);
}

static void take_flags(struct reader *in, const struct field *f, uint8_t *flags)
{
    uint64_t before = load_member(flags, sizeof(uint32_t));

    store_member(flags, sizeof(uint32_t), before << f->bits | take_bits(in, f));
}

static void take_constant(struct reader *in, const struct field *f)
{
    size_t at = in->at;

    if (take_bits(in, f) != f->unit)
        p6_reader_fail(in, PMIP6_ERR_OPTION_CONTENT, at);
}

static void take_prefix_length(struct reader *in, uint8_t *member)
{
    size_t at = in->at;

    *member = p6_take_u8(in);
    if (*member > 128)
        p6_reader_fail(in, PMIP6_ERR_PREFIX_LENGTH, at);
}

static void take_octets(struct reader *in, uint8_t *member, size_t count)
{
    const uint8_t *o = p6_take(in, count);

    if (o)
        memcpy(member, o, count);
}

static void take_any_address(struct reader *in, const struct field *f, void *member)
{
    struct pmip6_any_addr a = {{0}, 0};
    size_t length = f->width ? f->width : p6_left(in);

    if (length != 0 && length != 4 && length != 16) {
        p6_reader_fail(in, PMIP6_ERR_TRUNCATED, in->end);
        return;
    }
    a.length = (uint8_t)length;
    take_octets(in, a.octets, length);
    memcpy(member, &a, sizeof a);
}

static void take_count(struct reader *in, const struct field *f, void *member)
{
    struct pmip6_bytes b = {NULL, 0};

    b.length = (size_t)f->width * p6_take_u8(in);
    memcpy(member, &b, sizeof b);
}

static void take_counted(struct reader *in, void *member)
{
    struct pmip6_bytes b;

    memcpy(&b, member, sizeof b);
    b.data = p6_take(in, b.length);
    memcpy(member, &b, sizeof b);
}

static void take_rest(struct reader *in, const struct field *f, void *member)
{
    struct pmip6_bytes b;

    b.length = p6_left(in);
    if (f->width && b.length % f->width)
        p6_reader_fail(in, PMIP6_ERR_TRUNCATED, in->end);
    b.data = p6_take(in, b.length);
    memcpy(member, &b, sizeof b);
}

void p6_fields_decode(const struct field *f, struct reader *in, void *record,
                      size_t flags_at)
{
    for (; f->kind != FIELD_END; f++) {
        uint8_t *member = (uint8_t *)record + f->at;

        switch (f->kind) {
        case FIELD_NUMBER:
            store_member(member, f->size, take_bits(in, f));
            break;
        case FIELD_SIGNED:
            take_signed(in, f, member);
            break;
        case FIELD_FLAGS:
            take_flags(in, f, (uint8_t *)record + flags_at);
            break;
        case FIELD_CONSTANT:
            take_constant(in, f);
            break;
        case FIELD_PREFIX_LENGTH:
            take_prefix_length(in, member);
            break;
        case FIELD_ADDRESS:
        case FIELD_IPV4:
            take_octets(in, member, f->size);
            break;
        case FIELD_ANY_ADDRESS:
            take_any_address(in, f, member);
            break;
        case FIELD_IF_MORE:
            *member = p6_left(in) > 0;
            if (!*member)
                return;
            break;
        case FIELD_IF_FLAG:
            f += p6_field_is_absent(f, load_flags(record, flags_at));
            break;
        case FIELD_COUNT:
            take_count(in, f, member);
            break;
        case FIELD_COUNTED:
            take_counted(in, member);
            break;
        default: /* FIELD_REST */
            take_rest(in, f, member);
            break;
        }
    }
}

/* ---- encoding ---- */

static struct pmip6_bytes bytes_at(const void *member)
{
    struct pmip6_bytes b;

    memcpy(&b, member, sizeof b);
    return b;
}

static struct pmip6_any_addr any_address_at(const void *member)
{
    struct pmip6_any_addr a;

    memcpy(&a, member, sizeof a);
    return a;
}

static int signed_fits(const struct field *f, const void *member)
{
    int32_t value, most = (int32_t)(mask_of(f->bits) >> 1);

    memcpy(&value, member, sizeof value);
    return value >= -most - 1 && value <= most;
}

static int bytes_fit(const struct field *f, const void *member)
{
    struct pmip6_bytes b = bytes_at(member);

    if (b.length && !b.data)
        return 0;
    if (f->width && b.length % f->width)
        return 0;
    return f->kind != FIELD_COUNT || b.length / f->width <= UINT8_MAX;
}

static int any_address_fits(const struct field *f, const void *member)
{
    struct pmip6_any_addr a = any_address_at(member);

    if (f->width)
        return a.length == f->width;
    return a.length == 0 || a.length == 4 || a.length == 16;
}

/* Whether a member's value can stand in its field. */
static int fits(const struct field *f, const uint8_t *member)
{
    switch (f->kind) {
    case FIELD_NUMBER:
        return f->bits == 8 * f->size || load_member(member, f->size) <= mask_of(f->bits);
    case FIELD_SIGNED:
        return signed_fits(f, member);
    case FIELD_PREFIX_LENGTH:
        return *member <= 128;
    case FIELD_ANY_ADDRESS:
        return any_address_fits(f, member);
    case FIELD_COUNT:
    case FIELD_COUNTED:
    case FIELD_REST:
        return bytes_fit(f, member);
    default:
        return 1;
    }
}

/* How many octets of its own a field takes. */
static size_t size_of(const struct field *f, const uint8_t *member)
{
    switch (f->kind) {
    case FIELD_ANY_ADDRESS:
        return any_address_at(member).length;
    case FIELD_COUNTED:
    case FIELD_REST:
        return bytes_at(member).length;
    default:
        return f->step;
    }
}

int p6_fields_measure(const struct field *f, const void *record, size_t flags_at,
                      struct field_extent *extent)
{
    const uint32_t flags = load_flags(record, flags_at);

    extent->size = 0;
    extent->flag_bits = 0;
    for (; f->kind != FIELD_END; f++) {
        const uint8_t *member = (const uint8_t *)record + f->at;
        size_t size;

        if (p6_field_is_absent(f, flags)) {
            f++;
            continue;
        }
        if (!fits(f, member))
            return PMIP6_ERR_INVALID;
        if (f->kind == FIELD_FLAGS)
            extent->flag_bits += f->bits;
        if (f->kind == FIELD_IF_MORE && !*member)
            break;
        size = size_of(f, member);
        if (size > SIZE_MAX - extent->size)
            return PMIP6_ERR_INVALID;
        extent->size += size;
    }
    return flags <= mask_of(extent->flag_bits) ? 0 : PMIP6_ERR_INVALID;
}

static void number_to(uint8_t *to, unsigned width, uint64_t value)
{
    switch (width) {
    case 1:
        to[0] = (uint8_t)value;
        break;
    case 2:
        p6_u16_to(to, (uint16_t)value);
        break;
    case 3:
        to[0] = (uint8_t)(value >> 16);
        p6_u16_to(to + 1, (uint16_t)value);
        break;
    case 4:
        p6_u32_to(to, (uint32_t)value);
        break;
    default:
        p6_u64_to(to, value);
        break;
    }
}

/* Puts bits into a number whose other bits may be there already. */
static void put_bits(uint8_t *to, const struct field *f, uint64_t value)
{
    if (f->bits != 8 * f->width)
        value = (value & mask_of(f->bits)) << f->shift | number_at(to, f->width);
    number_to(to, f->width, value);
}

static void put_octets(uint8_t *to, const void *octets, size_t count)
{
    if (count)
        memcpy(to, octets, count);
}

/* Where the octets of several fields share a number, it begins as zero. */
static int begins_number(const struct field *f, const struct field *first)
{
    return f->bits != 8 * f->width && (f == first || f[-1].step != 0);
}

void p6_fields_encode(const struct field *f, const void *record, size_t flags_at,
                      const struct field_extent *extent, uint8_t *to)
{
    const struct field *first = f;
    uint32_t flags = load_flags(record, flags_at);
    unsigned flag_bits = extent->flag_bits;

    for (; f->kind != FIELD_END; f++) {
        const uint8_t *member = (const uint8_t *)record + f->at;

        switch (f->kind) {
        case FIELD_NUMBER:
        case FIELD_SIGNED:
            if (begins_number(f, first))
                memset(to, 0, f->width);
            put_bits(to, f, load_member(member, f->size));
            break;
        case FIELD_FLAGS:
            if (begins_number(f, first))
                memset(to, 0, f->width);
            flag_bits -= f->bits;
            put_bits(to, f, flags >> flag_bits);
            break;
        case FIELD_CONSTANT:
            *to = (uint8_t)f->unit;
            break;
        case FIELD_PREFIX_LENGTH:
            *to = *member;
            break;
        case FIELD_ADDRESS:
        case FIELD_IPV4:
            memcpy(to, member, f->size);
            break;
        case FIELD_ANY_ADDRESS:
            put_octets(to, any_address_at(member).octets, any_address_at(member).length);
            break;
        case FIELD_IF_MORE:
            if (!*member)
                return;
            break;
        case FIELD_IF_FLAG:
            f += p6_field_is_absent(f, flags);
            continue;
        case FIELD_COUNT:
            *to = (uint8_t)(bytes_at(member).length / f->width);
            break;
        default: /* FIELD_COUNTED, FIELD_REST */
            put_octets(to, bytes_at(member).data, bytes_at(member).length);
            break;
        }
        to += size_of(f, member);
    }
}
