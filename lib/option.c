/* SPDX-License-Identifier: MIT */
#include "option.h"

#include <pmip6/message.h>

#define FLAGS_AT offsetof(struct pmip6_option, flags)

/* ---- decoding ---- */

/* Reads one record's data, in a reader of its own so that it cannot reach further. */
static void take_data(struct reader *in, const struct option_row *row, size_t length,
                      void *record, size_t flags_at)
{
    struct reader data = *in;

    data.end = in->at + length;
    p6_fields_decode(row->fields, &data, record, flags_at);
    if (!data.error && p6_left(&data) > 0)
        p6_reader_fail(&data, PMIP6_ERR_OPTION_LENGTH, data.at);
    if (data.error)
        p6_reader_fail(
            in, data.error == PMIP6_ERR_TRUNCATED ? PMIP6_ERR_OPTION_LENGTH : data.error,
            data.where);
    else
        in->at = data.end;
}

void p6_take_record(struct reader *in, const struct option_row *row, uint8_t *length,
                    void *record, size_t flags_at)
{
    size_t begin = in->at - 1;

    if (p6_left(in) == 0) {
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, begin);
        return;
    }
    *length = p6_take_u8(in);
    if (*length > p6_left(in))
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, begin + 1);
    else if (!p6_length_fits(row, *length))
        p6_reader_fail(in, PMIP6_ERR_OPTION_LENGTH, begin + 1);
    else
        take_data(in, row, *length, record, flags_at);
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

static void take_option(struct option_walk *walk, uint8_t type, struct pmip6_option *o)
{
    const struct option_row *row = p6_option_row(type);
    struct reader *in = walk->in;
    size_t begin = in->at - 1;

    memset(o, 0, sizeof *o);
    o->type = type;
    o->offset = (uint16_t)begin;
    p6_take_record(in, row, &o->length, o, FLAGS_AT);
    if (!in->error && was_seen(walk, row, type))
        p6_reader_fail(in, PMIP6_ERR_OPTION_DUPLICATE, begin);
    if (!in->error && row->check && !row->check(o))
        p6_reader_fail(in, PMIP6_ERR_OPTION_CONTENT, begin + 2);
}

void p6_walk_options(struct option_walk *walk, struct reader *in, uint8_t mh_type)
{
    walk->in = in;
    walk->seen = 0;
    walk->mh_type = mh_type;
}

int p6_next_option(struct option_walk *walk, struct pmip6_option *o)
{
    while (p6_left(walk->in) > 0) {
        uint8_t type = p6_take_u8(walk->in);

        if (type == PMIP6_OPT_PAD1)
            continue;
        take_option(walk, type, o);
        if (walk->in->error)
            return 0;
        if (type != PMIP6_OPT_PADN)
            return 1;
    }
    return 0;
}

/* ---- encoding ---- */

void p6_put_padding(struct writer *out, size_t count)
{
    if (count == 1) {
        p6_put_u8(out, PMIP6_OPT_PAD1);
    } else if (count > 1) {
        p6_put_u8(out, PMIP6_OPT_PADN);
        p6_put_u8(out, (uint8_t)(count - 2));
        p6_put_zeros(out, count - 2);
    }
}

static void align(struct writer *out, const struct option_row *row, const void *record,
                  size_t length)
{
    size_t modulo = row->alignment ? row->alignment(record) : row->align_modulo;
    size_t rest = row->align_rest;

    /* A Binding Identifier with an address in it has it on its natural boundary
     * (RFC 5648 4.3). */
    if (row == p6_option_row(PMIP6_OPT_BINDING_IDENTIFIER) && length > 4) {
        modulo = 8;
        rest = 2;
    }
    if (modulo)
        p6_put_padding(out, (rest + modulo - (out->base + out->at) % modulo) % modulo);
}

int p6_put_record(struct writer *out, const struct option_row *row, uint8_t type,
                  const void *record, size_t flags_at)
{
    struct field_extent extent;
    int rc = p6_fields_measure(row->fields, record, flags_at, &extent);
    uint8_t *to;

    if (rc < 0)
        return rc;
    if (extent.size > UINT8_MAX || !p6_length_fits(row, extent.size))
        return PMIP6_ERR_INVALID;
    align(out, row, record, extent.size);
    to = p6_room(out, 2 + extent.size);
    if (to) {
        to[0] = type;
        to[1] = (uint8_t)extent.size;
        p6_fields_encode(row->fields, record, flags_at, &extent, to + 2);
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
