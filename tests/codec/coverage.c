/* SPDX-License-Identifier: MIT */
/* Every row of the tables has a vector, and so has every length, flag and named value
 * that a row tells of: one who adds a row is told here which vectors it lacks. */
#include "codec.h"
#include "message_table.h"
#include "option_table.h"

#include <string.h>

/* What the vectors have of one record: a message, an option or a sub-option. */
struct seen {
    unsigned count;
    unsigned refused;            /* for a length that it must not have */
    unsigned twice;              /* refused because it stood there already */
    uint32_t flags_set;          /* in any */
    uint32_t flags_clear;        /* in any */
    uint64_t lengths;            /* a bit each, those below 64 */
    unsigned char codes[2][256]; /* values of its fields with names: see code_index() */
};

static struct seen messages[256][2]; /* of a type's second kind: 1 */
static struct seen options[256];
static struct seen insides[256][256];
static unsigned char errors[128];

/* ---- what there is ---- */

static int has_names(const struct field *f)
{
    return f->show == SHOW_CODE || f->show == SHOW_VALUE;
}

/* The how manieth of the fields with names it is. */
static unsigned code_index(const struct field *fields, const struct field *f)
{
    unsigned index = 0;

    for (; fields < f; fields++)
        index += has_names(fields) ? 1 : 0;
    ck_assert_uint_lt(index, 2);
    return index;
}

static void see_record(struct seen *s, const struct field *fields, const void *record,
                       size_t flags_at, size_t length)
{
    uint32_t flags;

    memcpy(&flags, (const uint8_t *)record + flags_at, sizeof flags);
    s->count++;
    s->flags_set |= flags;
    s->flags_clear |= ~flags;
    if (length < 64)
        s->lengths |= (uint64_t)1 << length;
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (has_names(f) && p6_field_number(f, record) < 256)
            s->codes[code_index(fields, f)][p6_field_number(f, record)] = 1;
    }
}

static void see_inside(const struct pmip6_option *o, const struct suboption_table *inside)
{
    struct pmip6_suboption sub;
    size_t at = 0, good = 0;
    int rc;

    for (; (rc = pmip6_suboption_next(o, &sub, &at)) == 1; good = at)
        see_record(&insides[o->type][sub.type],
                   p6_suboption_row(inside, sub.type)->fields, &sub,
                   offsetof(struct pmip6_suboption, flags), sub.length);
    if (rc == PMIP6_ERR_OPTION_LENGTH)
        insides[o->type][inside_of(o).data[good]].refused++;
}

/* Type octets from a place on: padding is in no array. */
static void see_padding(struct seen *s, const uint8_t *octets, size_t at, size_t end)
{
    while (at < end) {
        const uint8_t type = octets[at];

        s[type].count += type < 2 ? 1 : 0;
        at += type == 0 ? 1 : 2 + (size_t)octets[at + 1];
    }
}

static void see_message(const struct vector *v, const struct pmip6_message *m)
{
    const struct message_row *row = p6_message_row_of(m);

    see_record(&messages[m->mh_type][row != p6_message_row(m->mh_type)], row->fields, m,
               offsetof(struct pmip6_message, flags), 64);
    if (row->options_at && m->mh_type != PMIP6_MH_HOME_AGENT_SWITCH)
        see_padding(options, v->octets, row->options_at, v->length - m->trailing);
    for (size_t i = 0; i < m->option_count; i++) {
        const struct pmip6_option *o = &m->options[i];
        const struct option_row *of = p6_option_row(o->type);

        see_record(&options[o->type], of->fields, o, offsetof(struct pmip6_option, flags),
                   o->length);
        if (of->inside)
            see_inside(o, of->inside);
        if (of->inside && of->inside->has_padding && m->option_count == 1)
            see_padding(insides[o->type], v->octets,
                        o->offset + (o->type == PMIP6_OPT_FLOW_IDENTIFICATION ? 8u : 6u),
                        o->offset + 2u + o->length);
    }
}

static void see_refused(const struct vector *v)
{
    errors[-v->error] = 1;
    if (v->error == PMIP6_ERR_OPTION_LENGTH)
        options[v->octets[v->where - 1]].refused++;
    if (v->error == PMIP6_ERR_OPTION_DUPLICATE)
        options[v->octets[v->where]].twice++;
}

static void see_all(void)
{
    size_t count;
    const struct vector *v = vectors_all(&count);
    struct pmip6_message *m;

    if (errors[-PMIP6_ERR_TRUNCATED])
        return;
    for (size_t i = 0; i < count; i++) {
        if (v[i].error)
            see_refused(&v[i]);
        else if (codec_decode(&m, 0, v[i].octets, v[i].length, NULL) == 0)
            see_message(&v[i], m);
    }
}

/* ---- what there must be ---- */

static uint32_t flag_mask(const struct field *f)
{
    unsigned bits = 0;

    for (; f->kind != FIELD_END; f++)
        bits += f->kind == FIELD_FLAGS ? f->bits : 0;
    return bits < 32 ? ((uint32_t)1 << bits) - 1 : UINT32_MAX;
}

static void check_names(const struct seen *s, const struct field *fields,
                        const char *what)
{
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        const struct name_table *table = has_names(f) ? f->aux : NULL;

        for (uint32_t i = 0; table && i < table->count; i++)
            ck_assert_msg(s->codes[code_index(fields, f)][table->names[i].number],
                          "%s: no vector has %s", what, table->names[i].text);
    }
}

static void check_record(const struct seen *s, const struct field *fields,
                         const char *what)
{
    const uint32_t mask = flag_mask(fields);

    ck_assert_msg(s->count > 0, "%s: no vector has one", what);
    ck_assert_msg((s->flags_set & mask) == mask && (s->flags_clear & mask) == mask,
                  "%s: no vector has some flag or reserved bit set, or clear", what);
    check_names(s, fields, what);
}

static void check_row(const struct seen *s, const struct option_row *row)
{
    const int is_bounded = row->lengths || row->least;

    check_record(s, row->fields, row->name);
    ck_assert_msg((s->lengths & row->lengths) == row->lengths,
                  "%s: no vector has some length of it", row->name);
    ck_assert_msg(row->lengths || (s->lengths >> row->least & 1),
                  "%s: no vector has its least length", row->name);
    ck_assert_msg(!is_bounded || s->refused, "%s: no vector has a wrong length",
                  row->name);
}

START_TEST(every_message_has_a_vector)
{
    see_all();
    for (unsigned type = 0; type < 256; type++) {
        const struct message_row *row = p6_message_row((uint8_t)type);

        if (row == p6_message_row(UINT8_MAX) && type < UINT8_MAX)
            continue;
        check_record(&messages[type][0], row->fields, row->name);
        if (row->other)
            check_record(&messages[type][1], row->other->fields, row->other->name);
    }
}
END_TEST

START_TEST(every_option_has_a_vector)
{
    see_all();
    ck_assert(options[PMIP6_OPT_PAD1].count && options[PMIP6_OPT_PADN].count);
    for (unsigned type = 2; type < 256; type++) {
        const struct option_row *row = p6_option_row((uint8_t)type);

        if (row == p6_option_row(UINT8_MAX) && type < UINT8_MAX)
            continue;
        check_row(&options[type], row);
        ck_assert_msg(row->single == MANY || options[type].twice,
                      "%s: no vector has it twice", row->name);
    }
}
END_TEST

START_TEST(everything_inside_an_option_has_a_vector)
{
    see_all();
    for (unsigned option = 0; option < 256; option++) {
        const struct suboption_table *inside = p6_option_row((uint8_t)option)->inside;

        for (unsigned type = 0; inside && type < 256; type++) {
            const struct option_row *row = p6_suboption_row(inside, (uint8_t)type);

            if (inside->has_padding && type < 2)
                ck_assert_uint_gt(insides[option][type].count, 0);
            else if (row != p6_suboption_row(inside, UINT8_MAX))
                check_row(&insides[option][type], row);
        }
    }
}
END_TEST

/* All but PMIP6_ERR_MESSAGE_SIZE: what is received is never longer. */
START_TEST(every_error_has_a_vector)
{
    see_all();
    for (int error = PMIP6_ERR_OPTION_CONTENT; error <= PMIP6_ERR_TRUNCATED; error++)
        ck_assert_msg(errors[-error] || error == PMIP6_ERR_MESSAGE_SIZE,
                      "no vector is refused for %s", pmip6_error_name(error));
    ck_assert_str_eq(pmip6_error_name(PMIP6_ERR_OPTION_CONTENT - 1), "unknown-error");
}
END_TEST

TCase *coverage_tests(void)
{
    TCase *c = tcase_create("coverage");

    tcase_add_test(c, every_message_has_a_vector);
    tcase_add_test(c, every_option_has_a_vector);
    tcase_add_test(c, everything_inside_an_option_has_a_vector);
    tcase_add_test(c, every_error_has_a_vector);
    tcase_set_timeout(c, 300);
    return c;
}
