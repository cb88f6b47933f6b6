/* SPDX-License-Identifier: MIT */
/* What stands inside an option: kept as octets, told one by one. A message is not lost
 * for an error in there: most receivers pass over the whole option. */
#include "option.h"

#define FLAGS_AT offsetof(struct pmip6_suboption, flags)

/* The member that holds what stands inside: always the last field. */
static struct pmip6_bytes inside_of(const struct option_row *row,
                                    const struct pmip6_option *o)
{
    const struct field *f = row->fields;
    struct pmip6_bytes b;

    while (f[1].kind != FIELD_END)
        f++;
    memcpy(&b, (const uint8_t *)o + f->at, sizeof b);
    return b;
}

size_t p6_inside_at(const struct option_row *row)
{
    size_t at = 2;

    for (const struct field *f = row->fields; f->kind != FIELD_END; f++)
        at += f->step;
    return at;
}

static int is_padding(const struct suboption_table *inside, uint8_t type)
{
    return inside->has_padding && type <= PMIP6_FLOW_PADN;
}

/* Tells the next sub-option, as p6_next_option() does. */
static int next_suboption(struct reader *in, const struct suboption_table *inside,
                          struct pmip6_suboption *sub)
{
    while (p6_left(in) > 0) {
        const uint8_t *begin = in->data, *head = begin + in->at, *end = begin + in->end;
        const uint8_t *next;
        struct fault fault;

        if (is_padding(inside, *head) && *head == PMIP6_FLOW_PAD1) {
            in->at++;
            continue;
        }
        memset(sub, 0, sizeof *sub);
        next = p6_take_record(head, end, p6_suboption_row(inside, *head), sub, FLAGS_AT,
                              &fault);
        if (!next) {
            p6_reader_fail(in, fault.error, (size_t)(fault.where - begin));
            return 0;
        }
        sub->type = head[0];
        sub->length = head[1];
        sub->offset = (uint16_t)(head - begin);
        in->at = (size_t)(next - begin);
        if (!is_padding(inside, *head))
            return 1;
    }
    return 0;
}

int pmip6_suboption_next(const struct pmip6_option *option, struct pmip6_suboption *sub,
                         size_t *at)
{
    const struct option_row *row;
    struct pmip6_bytes b;
    struct reader in;

    if (!option || !sub || !at)
        return PMIP6_ERR_INVALID;
    row = p6_option_row(option->type);
    if (!row->inside)
        return 0;
    b = inside_of(row, option);
    if ((b.length && !b.data) || *at > b.length)
        return PMIP6_ERR_INVALID;
    p6_reader_init(&in, b.data, b.length);
    in.at = *at;
    if (next_suboption(&in, row->inside, sub)) {
        sub->offset = (uint16_t)(sub->offset + p6_inside_at(row));
        *at = in.at;
        return 1;
    }
    *at = in.error ? in.where : in.at;
    return in.error;
}

int pmip6_suboptions_encode(uint8_t option_type, const struct pmip6_suboption *subs,
                            size_t count, uint8_t *buffer, size_t capacity,
                            size_t *length)
{
    const struct option_row *row = p6_option_row(option_type);
    struct writer out;

    if (length)
        *length = 0;
    if (!length || !row->inside || (!subs && count) || (!buffer && capacity))
        return PMIP6_ERR_INVALID;
    p6_writer_init(&out, buffer, capacity);
    out.base = p6_inside_at(row);
    for (size_t i = 0; i < count; i++) {
        const struct option_row *sub = p6_suboption_row(row->inside, subs[i].type);

        if (is_padding(row->inside, subs[i].type) ||
            p6_put_record(&out, sub, subs[i].type, &subs[i], FLAGS_AT) < 0)
            return PMIP6_ERR_INVALID;
        if (out.base + out.at > (size_t)UINT8_MAX + 2)
            return PMIP6_ERR_INVALID;
    }
    *length = out.at;
    return out.at > out.capacity ? PMIP6_ERR_ROOM : 0;
}
