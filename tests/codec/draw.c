/* SPDX-License-Identifier: MIT */
#include "draw.h"

#include "message_table.h"
#include "option_table.h"

#include <string.h>

/* A message's octets before its options, at most: those whose number is not drawn. */
#define HEAD_MAX 24

/* Padding before an option, at most. */
#define PADDING_MAX 7

/* Addresses that fit into a Home Agent Switch message, in octets. */
#define AGENTS_MAX 2032

static uint64_t next_random(struct draw *d)
{
    uint64_t x = d->state += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

uint32_t draw_below(struct draw *d, uint32_t below)
{
    return (uint32_t)((next_random(d) >> 32) * below >> 32);
}

void draw_init(struct draw *d, uint64_t seed)
{
    memset(d, 0, sizeof *d);
    d->state = seed;
    for (size_t i = 0; i < sizeof d->octets; i++)
        d->octets[i] = (uint8_t)next_random(d);
}

/* ---- fields ---- */

/* Any number of so many bits, the least and the greatest more often than others. */
static uint64_t draw_bits(struct draw *d, unsigned bits)
{
    const uint64_t most = bits < 64 ? ((uint64_t)1 << bits) - 1 : UINT64_MAX;

    switch (draw_below(d, 8)) {
    case 0:
        return 0;
    case 1:
        return most;
    default:
        return next_random(d) & most;
    }
}

static void store(void *member, size_t size, uint64_t value)
{
    const uint8_t u8 = (uint8_t)value;
    const uint16_t u16 = (uint16_t)value;
    const uint32_t u32 = (uint32_t)value;

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

static void draw_signed(struct draw *d, const struct field *f, void *member)
{
    const int64_t half = (int64_t)1 << (f->bits - 1);
    const int32_t value = (int32_t)((int64_t)draw_bits(d, f->bits) - half);

    memcpy(member, &value, sizeof value);
}

static void draw_flags(struct draw *d, const struct field *f, void *flags)
{
    uint32_t value;

    memcpy(&value, flags, sizeof value);
    value = (f->bits < 32 ? value << f->bits : 0) | (uint32_t)draw_bits(d, f->bits);
    memcpy(flags, &value, sizeof value);
}

/* Few octets mostly, whole units of them, and no more than are left. */
static void draw_bytes(struct draw *d, const struct field *f, size_t most, void *member)
{
    const size_t unit = f->width ? f->width : 1;
    struct pmip6_bytes b;
    size_t units;

    units = draw_below(d, draw_below(d, 16) ? 24 : (uint32_t)most + 1);
    b.length = units * unit < most ? units * unit : most / unit * unit;
    b.data = d->octets + draw_below(d, (uint32_t)(sizeof d->octets - most));
    memcpy(member, &b, sizeof b);
}

static void draw_any_address(struct draw *d, void *member)
{
    static const uint8_t lengths[] = {0, 4, 16};
    struct pmip6_any_addr a = {{0}, lengths[draw_below(d, 3)]};

    memcpy(a.octets, d->octets + draw_below(d, sizeof d->octets - 16), a.length);
    memcpy(member, &a, sizeof a);
}

static void draw_field(struct draw *d, const struct field *f, size_t most,
                       uint8_t *record, size_t flags_at)
{
    uint8_t *member = record + f->at;

    switch (f->kind) {
    case FIELD_U8:
    case FIELD_U16:
    case FIELD_U32:
    case FIELD_U64:
    case FIELD_NUMBER:
        store(member, f->size, draw_bits(d, f->bits));
        break;
    case FIELD_SIGNED:
        draw_signed(d, f, member);
        break;
    case FIELD_FLAGS:
        draw_flags(d, f, record + flags_at);
        break;
    case FIELD_PREFIX_LENGTH:
        *member = (uint8_t)draw_below(d, 129);
        break;
    case FIELD_ADDRESS:
    case FIELD_IPV4:
        memcpy(member, d->octets + draw_below(d, sizeof d->octets - 16), f->size);
        break;
    case FIELD_ANY_ADDRESS:
        draw_any_address(d, member);
        break;
    case FIELD_IF_MORE:
        *member = (uint8_t)draw_below(d, 2);
        break;
    case FIELD_COUNTED:
    case FIELD_UNITS:
    case FIELD_REST:
        draw_bytes(d, f, most, member);
        break;
    default: /* FIELD_CONSTANT, FIELD_COUNT: nothing of their own */
        break;
    }
}

/* A record's members. Those behind an absent one stay zero. */
static void draw_fields(struct draw *d, const struct field *f, size_t most, void *record,
                        size_t flags_at)
{
    for (; f->kind != FIELD_END; f++) {
        draw_field(d, f, most, record, flags_at);
        if (f->kind == FIELD_IF_MORE && !((uint8_t *)record)[f->at])
            break;
    }
}

/* Octets that a record takes, 0 with `is_good` 0 where its fields do not agree. */
static size_t size_of(const struct option_row *row, const void *record, size_t flags_at,
                      int *is_good)
{
    struct field_extent extent = {0, 0};

    *is_good = p6_fields_measure(row->fields, record, flags_at, &extent) == 0 &&
               extent.size <= UINT8_MAX && p6_length_fits(row, extent.size);
    return extent.size;
}

/* ---- what stands inside ---- */

static void draw_suboption(struct draw *d, const struct suboption_table *inside,
                           struct pmip6_suboption *sub)
{
    const size_t flags_at = offsetof(struct pmip6_suboption, flags);
    const unsigned first = inside->has_padding ? 2 : 0;
    const struct option_row *row;
    int is_good;

    do {
        memset(sub, 0, sizeof *sub);
        sub->type = (uint8_t)(first + draw_below(d, draw_below(d, 4) ? 14 : 256 - first));
        row = p6_suboption_row(inside, sub->type);
        draw_fields(d, row->fields, 80, sub, flags_at);
        size_of(row, sub, flags_at, &is_good);
    } while (!is_good);
}

/* Well-formed ones mostly: a message may have any octets there. */
static void draw_inside(struct draw *d, struct pmip6_option *o, struct pmip6_bytes *b)
{
    struct pmip6_suboption subs[4];
    size_t count = draw_below(d, 5);
    uint8_t *to = d->inside + d->inside_used;

    b->length = 0;
    b->data = to;
    for (size_t i = 0; i < count; i++)
        draw_suboption(d, p6_option_row(o->type)->inside, &subs[i]);
    if (sizeof d->inside - d->inside_used < UINT8_MAX || draw_below(d, 16) == 0) {
        b->data = d->octets;
        b->length = draw_below(d, 32);
    } else if (pmip6_suboptions_encode(o->type, subs, count, to, UINT8_MAX, &b->length)) {
        b->length = 0; /* too long together */
    }
    d->inside_used += b->data == to ? b->length : 0;
}

/* ---- options ---- */

static int may_stand(struct draw *d, const struct option_row *row, uint8_t mh_type,
                     uint8_t type)
{
    const uint64_t bit = (uint64_t)1 << type % 64;
    const int pairs_up = mh_type == PMIP6_MH_LRI || mh_type == PMIP6_MH_LRA;

    if (row->single == MANY || (row->single == ONCE_BUT_PAIRED && pairs_up))
        return 1;
    if (d->seen[type / 64] & bit)
        return 0;
    d->seen[type / 64] |= bit;
    return 1;
}

static void draw_content(struct draw *d, const struct option_row *row,
                         struct pmip6_option *o, size_t most)
{
    const struct field *last = row->fields;

    draw_fields(d, row->fields, most, o, offsetof(struct pmip6_option, flags));
    if (row->inside) {
        struct pmip6_bytes b;

        while (last[1].kind != FIELD_END)
            last++;
        draw_inside(d, o, &b);
        memcpy((uint8_t *)o + last->at, &b, sizeof b);
    }
}

/* Draws an option that fits; whether there was one. */
static int draw_option(struct draw *d, uint8_t mh_type, struct pmip6_option *o)
{
    const uint8_t type = (uint8_t)(2 + draw_below(d, draw_below(d, 8) ? 70 : 254));
    const struct option_row *row = p6_option_row(type);
    size_t size;
    int is_good;

    if (!may_stand(d, row, mh_type, type))
        return 0;
    do {
        memset(o, 0, sizeof *o);
        o->type = type;
        draw_content(d, row, o, UINT8_MAX);
        size = size_of(row, o, offsetof(struct pmip6_option, flags), &is_good);
    } while (!is_good || (row->check && !row->check(o)));
    size += 2 + PADDING_MAX;
    if (size > d->left)
        return 0;
    d->left -= size;
    return 1;
}

/* Few mostly. */
static size_t draw_count(struct draw *d)
{
    switch (draw_below(d, 64)) {
    case 0:
        return draw_below(d, 200);
    case 1:
    case 2:
    case 3:
        return draw_below(d, 30);
    default:
        return draw_below(d, 7);
    }
}

/* ---- messages ---- */

static const struct message_row *draw_row(struct draw *d, struct pmip6_message *m)
{
    const struct message_row *row;

    m->mh_type = (uint8_t)draw_below(d, draw_below(d, 16) ? 24 : 256);
    row = p6_message_row(m->mh_type);
    return row->other && draw_below(d, 2) ? row->other : row;
}

/* What has no options ends where the header's length does. */
static void draw_body(struct draw *d, struct pmip6_message *m)
{
    m->body.length = 2 + 8 * (size_t)draw_below(d, draw_below(d, 16) ? 8 : 256);
    m->body.data = d->octets + draw_below(d, sizeof d->octets - 2048);
}

void draw_message(struct draw *d, struct pmip6_message *m)
{
    const struct message_row *row;
    size_t count;

    pmip6_message_init(m, d->options, DRAWN_OPTIONS);
    memset(d->seen, 0, sizeof d->seen);
    d->inside_used = 0;
    row = draw_row(d, m);
    draw_fields(d, row->fields, AGENTS_MAX, m, offsetof(struct pmip6_message, flags));
    m->kind = row->kind;
    m->reserved = draw_below(d, 4) ? 0 : (uint8_t)next_random(d);
    d->left = m->home_agents.length < 1024
                  ? 2048 - HEAD_MAX - PADDING_MAX - m->home_agents.length
                  : 0;
    if (!row->options_at)
        draw_body(d, m);
    count = row->options_at ? draw_count(d) : 0;
    for (size_t i = 0; i < count; i++) {
        if (draw_option(d, m->mh_type, &d->options[m->option_count]))
            m->option_count++;
    }
}
