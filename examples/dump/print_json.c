/* SPDX-License-Identifier: MIT */
#include "print.h"

#include <stdio.h>
#include <string.h>

size_t flag_letters(const struct pmip6_message *m, char letters[17])
{
    static const char bu[] = "AHLKMRPFTBSD";
    static const char ba[] = "KRPTBSD";
    const char *names = m->mh_type == PMIP6_MH_BU ? bu : ba;
    uint32_t bit = m->mh_type == PMIP6_MH_BU ? 0x8000u : 0x80u;
    size_t count = 0;

    for (; *names != '\0'; names++, bit >>= 1) {
        if (m->flags & bit)
            letters[count++] = *names;
    }
    letters[count] = '\0';
    return count;
}

static void put(struct json *out, const char *key, uint64_t value)
{
    json_key(out, key);
    json_number(out, value);
}

static void put_flags(struct json *out, const struct pmip6_message *m)
{
    char letters[17];
    const size_t count = flag_letters(m, letters);

    json_key(out, "flags");
    json_begin(out, '[');
    for (size_t i = 0; i < count; i++) {
        const char letter[2] = {letters[i], '\0'};

        json_string(out, letter);
    }
    json_end(out, ']');
}

/* json_address() has null for `::`, which is a value here. */
static void put_address(struct json *out, const char *key, const struct pmip6_addr *a)
{
    static const struct pmip6_addr none;

    json_key(out, key);
    if (memcmp(a, &none, sizeof none) == 0)
        json_string(out, "::");
    else
        json_address(out, a);
}

static void put_fields(struct json *out, const struct pmip6_message *m)
{
    switch (m->mh_type) {
    case PMIP6_MH_BU:
        put(out, "sequence", m->sequence);
        put_flags(out, m);
        put(out, "lifetime", m->lifetime * 4u);
        break;
    case PMIP6_MH_BA:
        put(out, "status", m->status);
        json_key(out, "status_name");
        json_string(out, pmip6_status_name(m->status));
        put_flags(out, m);
        put(out, "sequence", m->sequence);
        put(out, "lifetime", m->lifetime * 4u);
        break;
    case PMIP6_MH_BE:
        put(out, "status", m->status);
        put_address(out, "home_address", &m->home_address);
        break;
    default:
        if (m->body.length > 0) {
            json_key(out, "hex");
            json_hex(out, m->body);
        }
        break;
    }
}

static void put_content(struct json *out, const struct pmip6_option *o)
{
    switch (o->type) {
    case PMIP6_OPT_BINDING_REFRESH_ADVICE:
        put(out, "seconds", o->u.refresh_advice.interval * 4u);
        break;
    case PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS:
    case PMIP6_OPT_LINK_LOCAL_ADDRESS:
        put_address(out, "address", &o->u.address);
        break;
    case PMIP6_OPT_MN_IDENTIFIER:
        put(out, "subtype", o->u.mn_id.subtype);
        json_key(out, "identifier");
        json_text(out, o->u.mn_id.identifier);
        break;
    case PMIP6_OPT_HOME_NETWORK_PREFIX:
        json_key(out, "prefix");
        json_prefix(out, &o->u.prefix);
        break;
    case PMIP6_OPT_HANDOFF_INDICATOR:
    case PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE:
        put(out, "value", o->u.value);
        break;
    case PMIP6_OPT_LINK_LAYER_IDENTIFIER:
        json_key(out, "identifier");
        json_hex(out, o->u.link_layer_id);
        break;
    case PMIP6_OPT_TIMESTAMP:
        put(out, "seconds", o->u.timestamp >> 16);
        put(out, "fraction", o->u.timestamp & 0xffff);
        break;
    default:
        json_key(out, "hex");
        json_hex(out, o->u.raw);
        break;
    }
}

static void put_option(struct json *out, const struct pmip6_option *o)
{
    json_begin(out, '{');
    put(out, "type", o->type);
    json_key(out, "name");
    json_string(out, pmip6_option_name(o->type));
    put(out, "length", o->length);
    put_content(out, o);
    json_end(out, '}');
}

void print_json(struct json *out, const struct pmip6_message *m)
{
    json_begin(out, '{');
    put(out, "mh_type", m->mh_type);
    json_key(out, "type");
    json_string(out, pmip6_message_name(m));
    put_fields(out, m);
    json_key(out, "options");
    json_begin(out, '[');
    for (size_t i = 0; i < m->option_count; i++)
        put_option(out, &m->options[i]);
    json_end(out, ']');
    if (m->trailing > 0)
        put(out, "trailing", m->trailing);
    json_end(out, '}');
}

void print_json_error(struct json *out, const char *error, size_t offset, int mh_type)
{
    json_begin(out, '{');
    json_key(out, "error");
    json_string(out, error);
    put(out, "offset", offset);
    if (mh_type >= 0)
        put(out, "mh_type", (uint64_t)mh_type);
    json_end(out, '}');
}
