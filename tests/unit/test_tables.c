/* SPDX-License-Identifier: MIT */
/*
 * The tables that describe messages, options and sub-options: what the interpreter of
 * fields takes for granted holds of every row.
 */
#include "message_table.h"
#include "option_table.h"
#include "unit.h"

struct told {
    const struct field *fields;
    const char *name;
    size_t record; /* size of its struct */
    size_t flags_at;
    uint64_t lengths;
    size_t least;
};

typedef void (*check)(const struct told *t);

static void told_of_option(const struct option_row *row, size_t record, size_t flags_at,
                           check c)
{
    struct told t = {row->fields, row->name, record, flags_at, row->lengths, row->least};

    c(&t);
}

static void told_of_inside(const struct suboption_table *inside, check c)
{
    for (uint32_t i = 0; i < inside->count; i++) {
        if (inside->rows[i].name)
            told_of_option(&inside->rows[i], sizeof(struct pmip6_suboption),
                           offsetof(struct pmip6_suboption, flags), c);
    }
}

static void told_of_message(const struct message_row *row, check c)
{
    size_t fixed = row->options_at ? row->options_at - 6u : 0;
    struct told t = {row->fields,
                     row->name,
                     sizeof(struct pmip6_message),
                     offsetof(struct pmip6_message, flags),
                     0,
                     fixed};

    c(&t);
}

/* Every row that there is. */
static void each_row(check c)
{
    static const struct suboption_table *const inside[] = {
        &p6_access_network_suboptions, &p6_flow_suboptions, &p6_offload_suboptions,
        &p6_qos_attributes, &p6_mag_parameters};

    for (unsigned type = 0; type <= OPTION_ROWS; type++)
        told_of_option(&p6_option_rows[type], sizeof(struct pmip6_option),
                       offsetof(struct pmip6_option, flags), c);
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
        told_of_inside(inside[i], c);
    for (unsigned type = 0; type < 256; type++) {
        const struct message_row *row = p6_message_row((uint8_t)type);

        for (; row; row = row->other)
            told_of_message(row, c);
    }
}

static int is_variable(const struct field *f)
{
    return f->kind == FIELD_ANY_ADDRESS || f->kind >= FIELD_IF_MORE;
}

/* Octets of the fields before the first whose size is not fixed. */
static size_t fixed_part(const struct field *f)
{
    size_t size = 0;

    for (; f->kind != FIELD_END && !is_variable(f); f++)
        size += f->step;
    return size;
}

static void check_fixed_part(const struct told *t)
{
    const struct field *f = t->fields;

    ck_assert_msg(fixed_part(f) <= t->least || f->kind == FIELD_REST, "%s", t->name);
    while (f->kind != FIELD_END && !is_variable(f))
        f++;
    if (f->kind == FIELD_IF_MORE)
        return; /* its lengths say how much follows: checked below */
    for (; f->kind != FIELD_END; f++)
        ck_assert_msg(is_variable(f) ||
                          (f->kind == FIELD_FLAGS && f[1].kind == FIELD_COUNTED),
                      "%s: a field of fixed size behind one that is not", t->name);
}

START_TEST(fields_of_fixed_size_are_within_the_least_length)
{
    each_row(check_fixed_part);
}
END_TEST

/* A length that the fields can have: with all that may be left out, or with all of it. */
static int is_made_up(const struct field *f, size_t length)
{
    size_t size = 0;

    for (; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_IF_MORE && size == length)
            return 1;
        if (f->kind == FIELD_ANY_ADDRESS)
            return length - size == 0 || length - size == 4 || length - size == 16;
        if (f->kind >= FIELD_COUNTED)
            return length >= size;
        size += f->step;
    }
    return size == length;
}

static void check_lengths(const struct told *t)
{
    for (size_t n = 0; n < 64; n++) {
        if (t->lengths >> n & 1)
            ck_assert_msg(is_made_up(t->fields, n), "%s of %zu octets", t->name, n);
    }
}

START_TEST(fields_make_up_every_length_of_their_row)
{
    each_row(check_lengths);
}
END_TEST

static void check_members(const struct told *t)
{
    for (const struct field *f = t->fields; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_FLAGS || f->kind == FIELD_CONSTANT)
            continue;
        ck_assert_msg(f->at + f->size <= t->record, "%s", t->name);
        ck_assert_msg(f->at >= t->flags_at || t->record == sizeof(struct pmip6_message),
                      "%s writes over its head", t->name);
        for (const struct field *g = t->fields; g != f; g++) {
            if (g->kind == FIELD_FLAGS || g->kind == FIELD_CONSTANT ||
                (g->kind == FIELD_COUNT && g->at == f->at))
                continue;
            ck_assert_msg(g->at + g->size <= f->at || f->at + f->size <= g->at,
                          "%s: two fields have one member", t->name);
        }
    }
}

START_TEST(every_field_has_a_member_of_its_own)
{
    each_row(check_members);
}
END_TEST

static void check_flags(const struct told *t)
{
    const struct field *named = p6_field_named(t->fields, "flags");
    const struct flag_table *table = named ? named->aux : NULL;
    unsigned bits = 0;

    for (const struct field *f = t->fields; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_FLAGS)
            bits += f->bits;
    }
    ck_assert_msg(bits <= 32, "%s", t->name);
    for (uint32_t i = 0; table && i < table->count; i++) {
        const struct flag *flag = &table->flags[i];

        ck_assert_msg(flag->bit && (flag->bit & (flag->bit - 1)) == 0, "%s", t->name);
        ck_assert_msg(bits == 32 || flag->bit >> bits == 0, "%s", t->name);
        ck_assert_msg(i == 0 || flag->bit < flag[-1].bit, "%s: the highest goes first",
                      t->name);
        ck_assert_str_eq(p6_flag_name(t->fields, flag->bit), flag->name);
    }
}

START_TEST(flags_are_single_bits_within_their_fields)
{
    each_row(check_flags);
}
END_TEST

static void check_keys(const struct told *t)
{
    for (const struct field *f = t->fields; f->kind != FIELD_END; f++) {
        ck_assert_msg((f->show == SHOW_NOT) == (f->key == NULL), "%s", t->name);
        ck_assert_msg(f->key == NULL || f->kind == FIELD_FLAGS ||
                          p6_field_named(t->fields, f->key) == f,
                      "%s: two fields are called %s", t->name, f->key);
        if (f->show == SHOW_CODE || f->show == SHOW_VALUE)
            ck_assert_msg(f->aux != NULL && f->size <= 2, "%s: %s", t->name, f->key);
        if (f->show == SHOW_SECONDS)
            ck_assert_msg(f->unit > 0, "%s: %s", t->name, f->key);
    }
}

START_TEST(every_field_that_is_shown_has_a_name_of_its_own)
{
    each_row(check_keys);
}
END_TEST

START_TEST(alignment_is_that_of_a_power_of_two)
{
    for (unsigned type = 0; type <= OPTION_ROWS; type++) {
        const struct option_row *row = &p6_option_rows[type];

        ck_assert_uint_eq(row->align_modulo & (row->align_modulo - 1u), 0);
        ck_assert(row->align_rest < row->align_modulo || row->align_modulo == 0);
        ck_assert_uint_le(row->align_modulo, 8);
    }
}
END_TEST

START_TEST(what_stands_inside_is_the_last_field)
{
    for (unsigned type = 0; type <= OPTION_ROWS; type++) {
        const struct option_row *row = &p6_option_rows[type];

        for (const struct field *f = row->fields; f->kind != FIELD_END; f++) {
            if (f->show != SHOW_SUBOPTIONS)
                continue;
            ck_assert_ptr_ne(row->inside, NULL);
            ck_assert_int_eq(f->kind, FIELD_REST);
            ck_assert_int_eq(f[1].kind, FIELD_END);
        }
        if (row->inside)
            ck_assert(type < 64 || row->single == MANY);
    }
}
END_TEST

START_TEST(single_options_have_a_bit_to_be_seen_by)
{
    for (unsigned type = 64; type <= OPTION_ROWS; type++)
        ck_assert_int_eq(p6_option_rows[type].single, MANY);
}
END_TEST

START_TEST(options_begin_where_the_fields_of_a_message_end)
{
    for (unsigned type = 0; type < 256; type++) {
        const struct message_row *row = p6_message_row((uint8_t)type);

        for (; row; row = row->other) {
            if (row->options_at == 0)
                continue;
            ck_assert_msg(fixed_part(row->fields) + 6 == row->options_at ||
                              row->fields[0].kind == FIELD_COUNT,
                          "%s", row->name);
            ck_assert_uint_le(row->options_at, 8u * (row->least_length + 1u));
            ck_assert_msg(row->options_at > 8u * row->least_length, "%s", row->name);
        }
    }
}
END_TEST

static Suite *tables_suite(void)
{
    Suite *s = suite_create("tables");
    TCase *c = tcase_create("tables");

    tcase_add_test(c, fields_of_fixed_size_are_within_the_least_length);
    tcase_add_test(c, fields_make_up_every_length_of_their_row);
    tcase_add_test(c, every_field_has_a_member_of_its_own);
    tcase_add_test(c, flags_are_single_bits_within_their_fields);
    tcase_add_test(c, every_field_that_is_shown_has_a_name_of_its_own);
    tcase_add_test(c, alignment_is_that_of_a_power_of_two);
    tcase_add_test(c, what_stands_inside_is_the_last_field);
    tcase_add_test(c, single_options_have_a_bit_to_be_seen_by);
    tcase_add_test(c, options_begin_where_the_fields_of_a_message_end);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(tables_suite)
