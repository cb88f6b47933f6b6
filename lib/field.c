/* SPDX-License-Identifier: MIT */
#include "field.h"

/* Past all that a message can hold: no sum of such sizes overflows. */
#define MOST_OCTETS 65535u

static inline uint64_t mask_of(unsigned bits)
{
    return bits < 64 ? ((uint64_t)1 << bits) - 1 : UINT64_MAX;
}

/* ---- members ---- */

static inline uint64_t load_member(const void *member, unsigned size)
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

static inline void put_u16(void *member, uint16_t value)
{
    memcpy(member, &value, sizeof value);
}

static inline void put_u32(void *member, uint32_t value)
{
    memcpy(member, &value, sizeof value);
}

static inline void put_u64(void *member, uint64_t value)
{
    memcpy(member, &value, sizeof value);
}

static inline void put_bytes(void *member, const uint8_t *data, size_t length)
{
    struct pmip6_bytes b = {data, length};

    memcpy(member, &b, sizeof b);
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

static inline uint64_t number_at(const uint8_t *o, unsigned width)
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

static inline uint64_t bits_at(const uint8_t *o, const struct field *f)
{
    uint64_t number = number_at(o, f->width);

    return f->bits == 8 * f->width ? number : number >> f->shift & mask_of(f->bits);
}

static void take_signed(const uint8_t *o, const struct field *f, void *member)
{
    uint64_t sign = (uint64_t)1 << (f->bits - 1);

    store_member(member, f->size, (bits_at(o, f) ^ sign) - sign);
}

static inline void take_flags(const uint8_t *o, const struct field *f, void *flags)
{
    uint32_t before;

    memcpy(&before, flags, sizeof before);
    before = (uint32_t)((uint64_t)before << f->bits | bits_at(o, f));
    memcpy(flags, &before, sizeof before);
}

static int take_any_address(struct field_reader *in, void *member)
{
    struct pmip6_any_addr a = {{0}, 0};
    size_t left = (size_t)(in->end - in->at);

    if (left != 0 && left != 4 && left != 16)
        return PMIP6_ERR_TRUNCATED;
    a.length = (uint8_t)left;
    if (left)
        memcpy(a.octets, in->at, left);
    memcpy(member, &a, sizeof a);
    in->at = in->end;
    return 0;
}

static int take_count(struct field_reader *in, const struct field *f, void *member)
{
    struct pmip6_bytes b = {NULL, 0};

    if (in->at == in->end)
        return PMIP6_ERR_TRUNCATED;
    b.length = (size_t)f->width * *in->at;
    memcpy(member, &b, sizeof b);
    return 0;
}

static int take_counted(struct field_reader *in, void *member)
{
    struct pmip6_bytes b;

    memcpy(&b, member, sizeof b);
    if (b.length > (size_t)(in->end - in->at))
        return PMIP6_ERR_TRUNCATED;
    b.data = in->at;
    memcpy(member, &b, sizeof b);
    in->at += b.length;
    return 0;
}

static int take_units(struct field_reader *in, const struct field *f, void *member)
{
    struct pmip6_bytes b = {in->at, (size_t)(in->end - in->at)};

    if (b.length % f->width)
        return PMIP6_ERR_TRUNCATED;
    memcpy(member, &b, sizeof b);
    in->at = in->end;
    return 0;
}

/* The fields that come seldom: reads what of them is of no fixed size. Returns 0 or an
 * error. */
static int take_other(const struct field *f, struct field_reader *in, void *member)
{
    switch (f->kind) {
    case FIELD_SIGNED:
        take_signed(in->at, f, member);
        return 0;
    case FIELD_CONSTANT:
        return *in->at == f->unit ? 0 : PMIP6_ERR_OPTION_CONTENT;
    case FIELD_IPV4:
        memcpy(member, in->at, sizeof(struct pmip6_ipv4));
        return 0;
    case FIELD_ANY_ADDRESS:
        return take_any_address(in, member);
    case FIELD_COUNT:
        return take_count(in, f, member);
    case FIELD_COUNTED:
        return take_counted(in, member);
    default: /* FIELD_UNITS */
        return take_units(in, f, member);
    }
}

/* What comes often is read in place. */
const uint8_t *p6_fields_decode(const struct field *f, const uint8_t *o,
                                const uint8_t *end, void *record, size_t flags_at,
                                int *error)
{
    for (; f->kind != FIELD_END; o += f->step, f++) {
        uint8_t *member = (uint8_t *)record + f->at;

        switch (f->kind) {
        case FIELD_U8:
            *member = *o;
            break;
        case FIELD_U16:
            put_u16(member, p6_u16_at(o));
            break;
        case FIELD_U32:
            put_u32(member, p6_u32_at(o));
            break;
        case FIELD_U64:
            put_u64(member, p6_u64_at(o));
            break;
        case FIELD_NUMBER:
            store_member(member, f->size, bits_at(o, f));
            break;
        case FIELD_FLAGS:
            take_flags(o, f, (uint8_t *)record + flags_at);
            break;
        case FIELD_PREFIX_LENGTH:
            *member = *o;
            if (*o <= 128)
                break;
            *error = PMIP6_ERR_PREFIX_LENGTH;
            return o;
        case FIELD_ADDRESS:
            memcpy(member, o, sizeof(struct pmip6_addr));
            break;
        case FIELD_REST:
            put_bytes(member, o, (size_t)(end - o));
            o = end;
            break;
        case FIELD_IF_MORE:
            *member = o != end;
            if (o == end)
                return o;
            break;
        default: {
            struct field_reader in = {o, end};
            int rc = take_other(f, &in, member);

            if (rc < 0) {
                *error = rc;
                return o;
            }
            o = in.at;
            break;
        }
        }
    }
    return o;
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

static int any_address_fits(const void *member)
{
    struct pmip6_any_addr a = any_address_at(member);

    return a.length == 0 || a.length == 4 || a.length == 16;
}

/* Whether a member's value can stand in its field. */
static int fits(const struct field *f, const uint8_t *member)
{
    switch (f->kind) {
    case FIELD_NUMBER:
        return load_member(member, f->size) <= mask_of(f->bits);
    case FIELD_SIGNED:
        return signed_fits(f, member);
    case FIELD_PREFIX_LENGTH:
        return *member <= 128;
    case FIELD_ANY_ADDRESS:
        return any_address_fits(member);
    case FIELD_COUNT:
    case FIELD_COUNTED:
    case FIELD_UNITS:
    case FIELD_REST:
        return bytes_fit(f, member);
    default:
        return 1;
    }
}

/* How many octets a field has beside those that it always has. */
static size_t size_of(const struct field *f, const uint8_t *member)
{
    switch (f->kind) {
    case FIELD_ANY_ADDRESS:
        return any_address_at(member).length;
    case FIELD_COUNTED:
    case FIELD_UNITS:
    case FIELD_REST:
        return bytes_at(member).length;
    default:
        return 0;
    }
}

/* Measures a field that is not always the same size, or whose member may be too large for
 * it. Returns how many octets it has beside its step, or an error. */
static int32_t measure_other(const struct field *f, const uint8_t *member)
{
    size_t size;

    if (!fits(f, member))
        return PMIP6_ERR_INVALID;
    size = size_of(f, member);
    return size <= MOST_OCTETS ? (int32_t)size : PMIP6_ERR_MESSAGE_SIZE;
}

int p6_fields_measure(const struct field *f, const void *record, size_t flags_at,
                      struct field_extent *extent)
{
    uint32_t flags = load_flags(record, flags_at);
    unsigned flag_bits = 0;
    size_t size = 0;
    int32_t more;

    for (; f->kind != FIELD_END; f++) {
        const uint8_t *member = (const uint8_t *)record + f->at;

        size += f->step;
        if (f->kind <= FIELD_ADDRESS) /* whatever its member holds can stand there */
            continue;
        if (f->kind == FIELD_FLAGS) {
            flag_bits += f->bits;
            continue;
        }
        if (f->kind == FIELD_IF_MORE && !*member)
            break;
        more = measure_other(f, member);
        if (more < 0)
            return more;
        size += (size_t)more;
    }
    extent->size = size;
    extent->flag_bits = flag_bits;
    return flags == 0 || flags <= mask_of(flag_bits) ? 0 : PMIP6_ERR_INVALID;
}

static inline void number_to(uint8_t *to, unsigned width, uint64_t value)
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

/* Puts bits into their number, whose other bits may be there already: those of the fields
 * before. */
static void put_part(uint8_t *to, const struct field *f, const struct field *first,
                     uint64_t value)
{
    value = (value & mask_of(f->bits)) << f->shift;
    if (f != first && f[-1].step == 0)
        value |= number_at(to, f->width);
    number_to(to, f->width, value);
}

static inline void put_bits(uint8_t *to, const struct field *f, const struct field *first,
                            uint64_t value)
{
    if (f->bits == 8 * f->width)
        number_to(to, f->width, value);
    else
        put_part(to, f, first, value);
}

static size_t put_octets(uint8_t *to, const uint8_t *octets, size_t count)
{
    if (count)
        memcpy(to, octets, count);
    return count;
}

/* The fields that come seldom. Returns how many octets of no fixed size it wrote. */
static size_t put_other(uint8_t *to, const struct field *f, const void *member)
{
    struct pmip6_any_addr a;

    switch (f->kind) {
    case FIELD_CONSTANT:
        *to = (uint8_t)f->unit;
        return 0;
    case FIELD_IPV4:
        memcpy(to, member, sizeof(struct pmip6_ipv4));
        return 0;
    case FIELD_COUNT:
        *to = (uint8_t)(bytes_at(member).length / f->width);
        return 0;
    case FIELD_ANY_ADDRESS:
        a = any_address_at(member);
        return put_octets(to, a.octets, a.length);
    default: /* FIELD_COUNTED, FIELD_UNITS, FIELD_REST */
        return put_octets(to, bytes_at(member).data, bytes_at(member).length);
    }
}

/* What comes often is written in place. */
void p6_fields_encode(const struct field *f, const void *record, size_t flags_at,
                      const struct field_extent *extent, uint8_t *to)
{
    uint32_t flags = load_flags(record, flags_at);
    unsigned flag_bits = extent->flag_bits;
    const struct field *first = f;

    for (; f->kind != FIELD_END; to += f->step, f++) {
        const uint8_t *member = (const uint8_t *)record + f->at;

        switch (f->kind) {
        case FIELD_U8:
        case FIELD_PREFIX_LENGTH:
            *to = *member;
            break;
        case FIELD_U16:
            p6_u16_to(to, (uint16_t)load_member(member, sizeof(uint16_t)));
            break;
        case FIELD_U32:
            p6_u32_to(to, (uint32_t)load_member(member, sizeof(uint32_t)));
            break;
        case FIELD_U64:
            p6_u64_to(to, load_member(member, sizeof(uint64_t)));
            break;
        case FIELD_ADDRESS:
            memcpy(to, member, sizeof(struct pmip6_addr));
            break;
        case FIELD_NUMBER:
        case FIELD_SIGNED:
            put_bits(to, f, first, load_member(member, f->size));
            break;
        case FIELD_FLAGS:
            flag_bits -= f->bits;
            put_bits(to, f, first, flags >> flag_bits);
            break;
        case FIELD_IF_MORE:
            if (!*member)
                return;
            break;
        default:
            to += put_other(to, f, member);
            break;
        }
    }
}
