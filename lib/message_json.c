/* SPDX-License-Identifier: MIT */
/* A message as one JSON object, from the same descriptions that decode it. */
#include "message_table.h"
#include "option_table.h"
#include "show.h"
#include "traffic_selector.h"

struct json {
    struct print p;
    int is_first; /* of the members or elements of what was begun last */
};

/* ---- structure ---- */

static void next(struct json *j)
{
    if (!j->is_first)
        p6_print(&j->p, ", ");
    j->is_first = 0;
}

static void begin(struct json *j, char bracket)
{
    p6_print_char(&j->p, bracket);
    j->is_first = 1;
}

static void end(struct json *j, char bracket)
{
    p6_print_char(&j->p, bracket);
    j->is_first = 0;
}

static void key(struct json *j, const char *name, const char *suffix)
{
    next(j);
    p6_print_char(&j->p, '"');
    p6_print(&j->p, name);
    p6_print(&j->p, suffix);
    p6_print(&j->p, "\": ");
}

static void number(struct json *j, const char *name, uint64_t value)
{
    key(j, name, "");
    p6_print_number(&j->p, value);
}

static void string(struct json *j, const char *text)
{
    p6_print_char(&j->p, '"');
    p6_print(&j->p, text);
    p6_print_char(&j->p, '"');
}

static void hex(struct json *j, struct pmip6_bytes b)
{
    p6_print_char(&j->p, '"');
    p6_print_hex(&j->p, b);
    p6_print_char(&j->p, '"');
}

/* ---- fields ---- */

static void put_flags(struct json *j, const struct flag_table *table, uint32_t flags)
{
    key(j, "flags", "");
    begin(j, '[');
    for (uint32_t i = 0; i < table->count; i++) {
        if (!(flags & table->flags[i].bit))
            continue;
        next(j);
        string(j, table->flags[i].letter);
    }
    end(j, ']');
}

/* Flags that have letters; bits without one only where they are set, as a number. */
static void put_bits(struct json *j, const struct field *fields, uint32_t flags)
{
    const struct field *f = p6_field_named(fields, "flags");
    const struct flag_table *table = f ? f->aux : NULL;
    uint32_t reserved = flags;

    for (uint32_t i = 0; table && i < table->count; i++)
        reserved &= ~table->flags[i].bit;
    if (table)
        put_flags(j, table, flags);
    if (reserved)
        number(j, "reserved_bits", reserved);
}

static void put_numbers(struct json *j, struct pmip6_bytes b)
{
    begin(j, '[');
    for (size_t i = 0; i + 1 < b.length; i += 2) {
        next(j);
        p6_print_number(&j->p, p6_u16_at(b.data + i));
    }
    end(j, ']');
}

static void put_addresses(struct json *j, struct pmip6_bytes b)
{
    begin(j, '[');
    for (size_t i = 0; i + 15 < b.length; i += 16) {
        next(j);
        p6_print_char(&j->p, '"');
        p6_print_address(&j->p, b.data + i);
        p6_print_char(&j->p, '"');
    }
    end(j, ']');
}

static void put_time(struct json *j, uint64_t value, unsigned fraction_bits)
{
    number(j, "seconds", value >> fraction_bits);
    number(j, "fraction", value & (((uint64_t)1 << fraction_bits) - 1));
}

static void put_value(struct json *j, const struct field *f, const void *record)
{
    const char *quote = p6_show_is_string(f) ? "\"" : "";

    key(j, f->key, "");
    p6_print(&j->p, quote);
    p6_show_value(&j->p, f, record, 1);
    p6_print(&j->p, quote);
    if (f->show != SHOW_CODE && f->show != SHOW_VALUE)
        return;
    key(j, f->key, "_name");
    string(j, p6_registered(f->aux, p6_field_number(f, record)));
}

static void put_field(struct json *j, const struct field *f, const void *record)
{
    switch (f->show) {
    case SHOW_NOT:
    case SHOW_FLAGS:
    case SHOW_SELECTOR:
    case SHOW_SUBOPTIONS:
        break;
    case SHOW_NUMBERS:
        key(j, f->key, "");
        put_numbers(j, p6_field_bytes(f, record));
        break;
    case SHOW_ADDRESSES:
        key(j, f->key, "");
        put_addresses(j, p6_field_bytes(f, record));
        break;
    case SHOW_TIMESTAMP:
        put_time(j, p6_field_number(f, record), 16);
        break;
    case SHOW_NTP_TIME:
        put_time(j, p6_field_number(f, record), 32);
        break;
    default:
        put_value(j, f, record);
        break;
    }
}

/* All fields in wire order, flags where the first of them stands. */
static void put_fields(struct json *j, const struct field *fields, const void *record,
                       uint32_t flags)
{
    int had_flags = 0;

    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->kind == FIELD_IF_MORE && !p6_field_number(f, record))
            break;
        if (f->show == SHOW_FLAGS && !had_flags) {
            had_flags = 1;
            put_bits(j, fields, flags);
        }
        put_field(j, f, record);
    }
}

/* ---- options ---- */

static void put_head(struct json *j, uint8_t type, const char *name, uint8_t length)
{
    begin(j, '{');
    number(j, "type", type);
    key(j, "name", "");
    string(j, name);
    number(j, "length", length);
}

/* What is not well formed inside an option: which error, where, and the octets from
 * there. */
static void put_malformed(struct json *j, int error, size_t where,
                          struct pmip6_bytes rest)
{
    next(j);
    begin(j, '{');
    key(j, "error", "");
    string(j, pmip6_error_name(error));
    number(j, "offset", where);
    key(j, "hex", "");
    hex(j, rest);
    end(j, '}');
}

/* The parts of a traffic selector; as hex where it cannot be decoded. */
static void put_selector(struct json *j, const struct pmip6_suboption *sub)
{
    struct pmip6_traffic_selector s;
    struct field fields[P6_SELECTOR_FIELDS];

    if (!p6_selector_inside(sub, &s, fields)) {
        key(j, "selector", "");
        hex(j, sub->u.traffic_selector.selector);
        return;
    }
    put_fields(j, fields, &s, s.flags);
    if (s.reserved)
        number(j, "selector_reserved_bits", s.reserved);
}

static void put_suboption(struct json *j, const struct pmip6_option *o,
                          const struct pmip6_suboption *sub)
{
    const struct suboption_table *inside = p6_option_row(o->type)->inside;
    const struct field *fields = p6_suboption_row(inside, sub->type)->fields;

    put_head(j, sub->type, pmip6_suboption_name(o->type, sub->type), sub->length);
    put_fields(j, fields, sub, sub->flags);
    if (p6_field_named(fields, "selector"))
        put_selector(j, sub);
    end(j, '}');
}

static void put_suboptions(struct json *j, const struct pmip6_option *o,
                           const struct field *f)
{
    struct pmip6_bytes octets = p6_field_bytes(f, o);
    struct pmip6_suboption sub;
    size_t at = 0, good = 0;
    int rc;

    key(j, f->key, "");
    begin(j, '[');
    while ((rc = pmip6_suboption_next(o, &sub, &at)) == 1) {
        good = at;
        next(j);
        put_suboption(j, o, &sub);
    }
    if (rc < 0) {
        octets.data += good;
        octets.length -= good;
        put_malformed(j, rc, o->offset + p6_inside_at(p6_option_row(o->type)) + at,
                      octets);
    }
    end(j, ']');
}

static void put_option(struct json *j, const struct pmip6_option *o)
{
    const struct field *fields = p6_option_row(o->type)->fields;

    put_head(j, o->type, pmip6_option_name(o->type), o->length);
    put_fields(j, fields, o, o->flags);
    for (const struct field *f = fields; f->kind != FIELD_END; f++) {
        if (f->show == SHOW_SUBOPTIONS)
            put_suboptions(j, o, f);
    }
    end(j, '}');
}

int pmip6_message_json(const struct pmip6_message *m, char *text, size_t capacity,
                       size_t *length)
{
    struct json j;

    if (!p6_message_is_whole(m) || !length || (!text && capacity))
        return PMIP6_ERR_INVALID;
    p6_print_init(&j.p, text, capacity);
    begin(&j, '{');
    number(&j, "mh_type", m->mh_type);
    key(&j, "type", "");
    string(&j, pmip6_message_name(m));
    put_fields(&j, p6_message_row_of(m)->fields, m, m->flags);
    key(&j, "options", "");
    begin(&j, '[');
    for (size_t i = 0; i < m->option_count; i++) {
        next(&j);
        put_option(&j, &m->options[i]);
    }
    end(&j, ']');
    if (m->reserved)
        number(&j, "reserved", m->reserved);
    if (m->trailing)
        number(&j, "trailing", m->trailing);
    end(&j, '}');
    *length = j.p.length;
    return p6_print_end(&j.p);
}
