/* SPDX-License-Identifier: MIT */
#include "option.h"

#include <pmip6/message.h>

#define FLAGS_AT offsetof(struct pmip6_option, flags)
#define HEAD     2u /* type and length */

/* ---- decoding ---- */

static const uint8_t *fail(struct fault *fault, int error, const uint8_t *where)
{
    fault->error = error;
    fault->where = where;
    return NULL;
}

/* What the fields do not make up of the data is a matter of its length. */
static inline const uint8_t *take_record(const uint8_t *head, const uint8_t *end,
                                         const struct option_row *row, void *record,
                                         size_t flags_at, struct fault *fault)
{
    size_t left = (size_t)(end - head);
    const uint8_t *data = head + HEAD, *o;
    int error = 0;

    if (left < HEAD)
        return fail(fault, PMIP6_ERR_OPTION_TRUNCATED, head);
    if (head[1] > left - HEAD)
        return fail(fault, PMIP6_ERR_OPTION_TRUNCATED, head + 1);
    if (!p6_length_fits(row, head[1]))
        return fail(fault, PMIP6_ERR_OPTION_LENGTH, head + 1);
    end = data + head[1];
    o = p6_fields_decode(row->fields, data, end, record, flags_at, &error);
    if (error && error != PMIP6_ERR_TRUNCATED)
        return fail(fault, error, o);
    return o == end && !error ? end : fail(fault, PMIP6_ERR_OPTION_LENGTH, o);
}

const uint8_t *p6_take_record(const uint8_t *head, const uint8_t *end,
                              const struct option_row *row, void *record, size_t flags_at,
                              struct fault *fault)
{
    return take_record(head, end, row, record, flags_at, fault);
}

static int may_repeat(const struct option_row *row, uint8_t mh_type)
{
    return row->single == ONCE_BUT_PAIRED &&
           (mh_type == PMIP6_MH_LRI || mh_type == PMIP6_MH_LRA);
}

static int was_seen(struct option_walk *walk, const struct option_row *row, uint8_t type)
{
    uint64_t bit = (uint64_t)1 << type % 64;
    uint64_t before = walk->seen & bit;

    walk->seen |= bit;
    return before != 0 && !may_repeat(row, walk->mh_type);
}

void p6_walk_options(struct option_walk *walk, struct reader *in, uint8_t mh_type)
{
    walk->in = in;
    walk->seen = 0;
    walk->mh_type = mh_type;
}

/* Passes over padding. One that is cut off stays: it is told as any other option is. */
static inline const uint8_t *skip_padding(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at <= PMIP6_OPT_PADN) {
        if (*at == PMIP6_OPT_PAD1)
            at++;
        else if (end - at < (ptrdiff_t)HEAD || at[1] > end - at - (ptrdiff_t)HEAD)
            break;
        else
            at += HEAD + at[1];
    }
    return at;
}

int p6_next_option(struct option_walk *walk, struct pmip6_option *o)
{
    struct reader *in = walk->in;
    const uint8_t *begin = in->data, *end = begin + in->end, *next;
    const uint8_t *head = skip_padding(begin + in->at, end);
    const struct option_row *row;
    struct fault fault;

    in->at = (size_t)(head - begin);
    if (head == end)
        return 0;
    memset(o, 0, sizeof *o);
    row = p6_option_row(*head);
    next = take_record(head, end, row, o, FLAGS_AT, &fault);
    if (!next) {
        p6_reader_fail(in, fault.error, (size_t)(fault.where - begin));
        return 0;
    }
    o->type = head[0];
    o->length = head[1];
    o->offset = (uint16_t)(head - begin);
    in->at = (size_t)(next - begin);
    if (row->single != MANY && was_seen(walk, row, *head))
        p6_reader_fail(in, PMIP6_ERR_OPTION_DUPLICATE, (size_t)(head - begin));
    else if (row->check && !row->check(o))
        p6_reader_fail(in, PMIP6_ERR_OPTION_CONTENT, (size_t)(head - begin) + HEAD);
    return !in->error;
}

/* ---- encoding ---- */

/* Padding of so many octets; no alignment needs more. */
static const uint8_t paddings[8][8] = {
    {0},
    {PMIP6_OPT_PAD1},
    {PMIP6_OPT_PADN, 0},
    {PMIP6_OPT_PADN, 1},
    {PMIP6_OPT_PADN, 2},
    {PMIP6_OPT_PADN, 3},
    {PMIP6_OPT_PADN, 4},
    {PMIP6_OPT_PADN, 5},
};

static void pad(uint8_t *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = paddings[count][i];
}

void p6_put_padding(struct writer *out, size_t count)
{
    p6_put(out, paddings[count], count);
}

/* How many octets of padding an option needs before it. The modulo is a power of two. */
static size_t padding_before(const struct writer *out, const struct option_row *row,
                             const void *record)
{
    size_t modulo = row->alignment ? row->alignment(record) : row->align_modulo;
    size_t rest = row->align_rest;

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
    padding = padding_before(out, row, record);
    to = p6_room(out, padding + HEAD + extent.size);
    if (to) {
        if (padding)
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
