/* SPDX-License-Identifier: MIT */
#include "option.h"

#include <pmip6/message.h>

#define FLAGS_AT offsetof(struct pmip6_option, flags)
#define HEAD     2u /* type and length */

/* ---- decoding ---- */

/* Reads a record's data. What its fields do not make up is a matter of its length. */
static inline void take_data(struct reader *in, const struct option_row *row, size_t end,
                             void *record, size_t flags_at)
{
    const uint8_t *data_end = in->data + end, *o;
    int error = 0;

    o = p6_fields_decode(row->fields, in->data + in->at + HEAD, data_end, record,
                         flags_at, &error);
    if (o != data_end || error)
        p6_reader_fail(
            in, error && error != PMIP6_ERR_TRUNCATED ? error : PMIP6_ERR_OPTION_LENGTH,
            (size_t)(o - in->data));
    else
        in->at = end;
}

static inline void take_record(struct reader *in, const struct option_row *row,
                               void *record, size_t flags_at)
{
    size_t left = p6_left(in), length;

    if (left < HEAD) {
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, in->at);
        return;
    }
    length = in->data[in->at + 1];
    if (length > left - HEAD)
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, in->at + 1);
    else if (!p6_length_fits(row, length))
        p6_reader_fail(in, PMIP6_ERR_OPTION_LENGTH, in->at + 1);
    else
        take_data(in, row, in->at + HEAD + length, record, flags_at);
}

void p6_take_record(struct reader *in, const struct option_row *row, void *record,
                    size_t flags_at)
{
    take_record(in, row, record, flags_at);
}

static int may_repeat(const struct option_row *row, uint8_t mh_type)
{
    return row->single == MANY || (row->single == ONCE_BUT_PAIRED &&
                                   (mh_type == PMIP6_MH_LRI || mh_type == PMIP6_MH_LRA));
}

static int was_seen(struct option_walk *walk, const struct option_row *row, uint8_t type)
{
    uint64_t bit = (uint64_t)1 << type % 64;
    uint64_t before = walk->seen & bit;

    if (may_repeat(row, walk->mh_type))
        return 0;
    walk->seen |= bit;
    return before != 0;
}

void p6_walk_options(struct option_walk *walk, struct reader *in, uint8_t mh_type)
{
    walk->in = in;
    walk->seen = 0;
    walk->mh_type = mh_type;
}

/* Passes over padding; whether anything is left behind it. */
static int skip_padding(struct reader *in)
{
    size_t at = in->at;

    while (at < in->end && in->data[at] <= PMIP6_OPT_PADN) {
        if (in->data[at] == PMIP6_OPT_PAD1)
            at++;
        else if (in->end - at < HEAD || in->data[at + 1] > in->end - at - HEAD)
            break; /* cut off: told as that of any other option */
        else
            at += HEAD + (size_t)in->data[at + 1];
    }
    in->at = at;
    return at < in->end;
}

int p6_next_option(struct option_walk *walk, struct pmip6_option *o)
{
    struct reader *in = walk->in;
    const struct option_row *row;
    size_t begin;

    if (!skip_padding(in))
        return 0;
    begin = in->at;
    memset(o, 0, sizeof *o);
    o->type = in->data[begin];
    o->offset = (uint16_t)begin;
    row = p6_option_row(o->type);
    take_record(in, row, o, FLAGS_AT);
    if (in->error)
        return 0;
    o->length = in->data[begin + 1];
    if (was_seen(walk, row, o->type))
        p6_reader_fail(in, PMIP6_ERR_OPTION_DUPLICATE, begin);
    else if (row->check && !row->check(o))
        p6_reader_fail(in, PMIP6_ERR_OPTION_CONTENT, begin + HEAD);
    return !in->error;
}

/* ---- encoding ---- */

static void pad(uint8_t *to, size_t count)
{
    if (count == 0)
        return;
    memset(to, 0, count); /* a Pad1 is a zero as well */
    if (count > 1) {
        to[0] = PMIP6_OPT_PADN;
        to[1] = (uint8_t)(count - HEAD);
    }
}

void p6_put_padding(struct writer *out, size_t count)
{
    uint8_t *to = p6_room(out, count);

    if (to)
        pad(to, count);
}

/* How many octets of padding an option needs before it. The modulo is a power of two. */
static size_t padding_before(const struct writer *out, const struct option_row *row,
                             const void *record, size_t length)
{
    size_t modulo = row->align_modulo, rest = row->align_rest;

    /* A Binding Identifier with an address in it has it on its natural boundary
     * (RFC 5648 4.3). */
    if (row == p6_option_row(PMIP6_OPT_BINDING_IDENTIFIER) && length > 4) {
        modulo = 8;
        rest = 2;
    }
    if (row->alignment)
        modulo = row->alignment(record);
    return modulo ? (rest - out->base - out->at) & (modulo - 1) : 0;
}

int p6_put_record(struct writer *out, const struct option_row *row, uint8_t type,
                  const void *record, size_t flags_at)
{
    struct field_extent extent;
    size_t padding;
    uint8_t *to;

    if (p6_fields_measure(row->fields, record, flags_at, &extent) < 0 ||
        extent.size > UINT8_MAX || !p6_length_fits(row, extent.size))
        return PMIP6_ERR_INVALID;
    padding = padding_before(out, row, record, extent.size);
    to = p6_room(out, padding + HEAD + extent.size);
    if (to) {
        pad(to, padding);
        to += padding;
        to[0] = type;
        to[1] = (uint8_t)extent.size;
        p6_fields_encode(row->fields, record, flags_at, &extent, to + HEAD);
    }
    return 0;
}

int p6_put_option(struct writer *out, const struct pmip6_option *o)
{
    const struct option_row *row = p6_option_row(o->type);

    if (o->type <= PMIP6_OPT_PADN || (row->check && !row->check(o)))
        return PMIP6_ERR_INVALID;
    return p6_put_record(out, row, o->type, o, FLAGS_AT);
}
