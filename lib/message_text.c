/* SPDX-License-Identifier: MIT */
/* A message as one line of text, from the same descriptions that decode it. */
#include "message_table.h"
#include "option_table.h"
#include "show.h"
#include "traffic_selector.h"

/* A name, and of what is unknown the type behind it. */
static void put_name(struct print *p, const char *name, int is_known, uint8_t type)
{
    p6_print(p, name);
    if (!is_known)
        p6_print_number(p, type);
}

static int is_known_inside(const struct suboption_table *inside, uint8_t type)
{
    if (inside == &p6_requested_options)
        return p6_option_row(type) != p6_option_row(UINT8_MAX);
    return p6_suboption_row(inside, type) != p6_suboption_row(inside, UINT8_MAX);
}

/* ---- fields ---- */

static int has_letter(const struct flag_table *table, uint32_t flags)
{
    for (uint32_t i = 0; table && i < table->count; i++) {
        if (flags & table->flags[i].bit)
            return 1;
    }
    return 0;
}

/* The letters of the flags that are set; bits without one as a number. */
static void put_flags(struct print *p, const struct field *fields, uint32_t flags)
{
    const struct flag_table *table = p6_field_named(fields, "flags")->aux;
    uint32_t reserved = flags;

    for (uint32_t i = 0; table && i < table->count; i++) {
        if (flags & table->flags[i].bit)
            p6_print(p, table->flags[i].letter);
        reserved &= ~table->flags[i].bit;
    }
    if (reserved && has_letter(table, flags))
        p6_print_char(p, '+');
    if (reserved)
        p6_print_number(p, reserved);
}

static void put_list(struct print *p, const struct field *f, struct pmip6_bytes b)
{
    const size_t unit = f->show == SHOW_NUMBERS ? 2 : 16;

    for (size_t i = 0; i + unit <= b.length; i += unit) {
        if (i > 0)
            p6_print_char(p, ',');
        if (f->show == SHOW_NUMBERS)
            p6_print_number(p, p6_u16_at(b.data + i));
        else
            p6_print_address(p, b.data + i);
    }
}

static void put_time(struct print *p, uint64_t value, unsigned fraction_bits)
{
    p6_print_number(p, value >> fraction_bits);
    p6_print_char(p, '+');
    p6_print_number(p, value & (((uint64_t)1 << fraction_bits) - 1));
    p6_print(p, fraction_bits == 16 ? "/65536" : "/4294967296");
}

static void put_value(struct print *p, const struct field *f, const void *record)
{
    switch (f->show) {
    case SHOW_NUMBERS:
    case SHOW_ADDRESSES:
        put_list(p, f, p6_field_bytes(f, record));
        break;
    case SHOW_TIMESTAMP:
        put_time(p, p6_field_number(f, record), 16);
        break;
    case SHOW_NTP_TIME:
        put_time(p, p6_field_number(f, record), 32);
        break;
    case SHOW_CODE:
    case SHOW_VALUE:
        p6_show_value(p, f, record, 0);
        p6_print_char(p, '(');
        p6_print(p, p6_registered(f->aux, p6_field_number(f, record)));
        p6_print_char(p, ')');
        break;
    default:
        p6_show_value(p, f, record, 0);
        if (f->show == SHOW_SECONDS)
            p6_print_char(p, 's');
        break;
    }
}

/* Which fields are seen: flags only where one is set, or where a message has letters. */
static int is_seen(const struct field *f, const struct field *fields, uint32_t flags)
{
    if (f->show == SHOW_FLAGS)
        return flags && f == p6_field_named(fields, "flags");
    return f->show != SHOW_NOT && f->show != SHOW_SELECTOR && f->show != SHOW_SUBOPTIONS;
}

static unsigned count_seen(const struct field *fields, const void *record, uint32_t flags)
{
    unsigned count = 0;

    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_IF_MORE && !p6_field_number(f, record))
            break;
        count += is_seen(f, fields, flags) ? 1 : 0;
    }
    return count;
}

/* Fields as `key=value`, a space before each but the first; a value alone without its
 * key. */
static void put_fields(struct print *p, const struct field *fields, const void *record,
                       uint32_t flags, int with_keys)
{
    int is_first = 1;

    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_IF_MORE && !p6_field_number(f, record))
            break;
        if (!is_seen(f, fields, flags))
            continue;
        if (!is_first)
            p6_print_char(p, ' ');
        is_first = 0;
        if (with_keys) {
            p6_print(p, f->key);
            p6_print_char(p, '=');
        }
        if (f->show == SHOW_FLAGS)
            put_flags(p, fields, flags);
        else
            put_value(p, f, record);
    }
}

/* ---- options ---- */

/* The parts of a traffic selector; as hex where it cannot be decoded. */
static void put_selector(struct print *p, const struct pmip6_suboption *sub)
{
    struct pmip6_traffic_selector s;
    struct field fields[P6_SELECTOR_FIELDS];

    if (!p6_selector_inside(sub, &s, fields)) {
        p6_print(p, " selector=");
        p6_print_hex(p, sub->u.traffic_selector.selector);
        return;
    }
    if (s.flags) {
        p6_print_char(p, ' ');
        put_fields(p, fields, &s, s.flags, 1);
    }
    if (s.reserved) {
        p6_print(p, " selector_reserved_bits=");
        p6_print_number(p, s.reserved);
    }
}

static void put_suboption(struct print *p, const struct pmip6_suboption *sub,
                          const struct field *fields)
{
    put_fields(p, fields, sub, sub->flags, 1);
    if (p6_field_named(fields, "selector"))
        put_selector(p, sub);
}

static void put_suboptions(struct print *p, const struct pmip6_option *o, int is_first)
{
    const struct suboption_table *inside = p6_option_row(o->type)->inside;
    struct pmip6_suboption sub;
    size_t at = 0;
    int rc;

    while ((rc = pmip6_suboption_next(o, &sub, &at)) == 1) {
        p6_print(p, is_first ? "" : " ");
        put_name(p, pmip6_suboption_name(o->type, sub.type),
                 is_known_inside(inside, sub.type), sub.type);
        p6_print(p, "=(");
        put_suboption(p, &sub, p6_suboption_row(inside, sub.type)->fields);
        p6_print_char(p, ')');
        is_first = 0;
    }
    if (rc == 0)
        return;
    p6_print(p, is_first ? "error=" : " error=");
    p6_print(p, pmip6_error_name(rc));
}

/* ` name`, ` name=value`, ` name=(key=value …)`; of an unknown one the type as well. */
static void put_option(struct print *p, const struct pmip6_option *o)
{
    const struct option_row *row = p6_option_row(o->type);
    const unsigned count = count_seen(row->fields, o, o->flags);
    const int is_list = count > 1 || row->inside;

    p6_print_char(p, ' ');
    put_name(p, row->name, row != p6_option_row(UINT8_MAX), o->type);
    if (count == 0 && !row->inside)
        return;
    p6_print(p, is_list ? "=(" : "=");
    put_fields(p, row->fields, o, o->flags, is_list);
    if (row->inside)
        put_suboptions(p, o, count == 0);
    if (is_list)
        p6_print_char(p, ')');
}

int pmip6_message_text(const struct pmip6_message *m, char *text, size_t capacity,
                       size_t *length)
{
    const struct field *fields;
    struct print p;

    if (!p6_message_is_whole(m) || !length || (!text && capacity))
        return PMIP6_ERR_INVALID;
    fields = p6_message_row_of(m)->fields;
    p6_print_init(&p, text, capacity);
    put_name(&p, pmip6_message_name(m), p6_message_row_of(m) != p6_message_row(UINT8_MAX),
             m->mh_type);
    if (count_seen(fields, m, m->flags) > 0) {
        p6_print_char(&p, ' ');
        put_fields(&p, fields, m, m->flags, 1);
    }
    for (size_t i = 0; i < m->option_count; i++)
        put_option(&p, &m->options[i]);
    if (m->reserved) {
        p6_print(&p, " reserved=");
        p6_print_number(&p, m->reserved);
    }
    if (m->trailing) {
        p6_print(&p, " trailing=");
        p6_print_number(&p, m->trailing);
    }
    *length = p.length;
    return p6_print_end(&p);
}
