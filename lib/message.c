/* SPDX-License-Identifier: MIT */
/*
 * Messages for hosts and tools: every option in wire order, in the caller's array. The
 * rules inside the library use the smaller view of signalling.h; both come from one walk
 * over the octets.
 */
#include <pmip6/message.h>

#include "args.h"
#include "mobility_header.h"
#include "option_table.h"

#include <string.h>

#define AT_BODY 6 /* the first octet after the checksum */

static int keep_option(const struct pmip6_option *o, void *context)
{
    struct pmip6_message *m = context;

    if (m->option_count < m->option_capacity)
        m->options[m->option_count] = *o;
    m->option_count++;
    return 0;
}

static void take_binding_update(struct reader *in, struct pmip6_message *m)
{
    m->sequence = p6_take_u16(in);
    m->flags = p6_take_u16(in);
    m->lifetime = p6_take_u16(in);
}

static void take_binding_acknowledgement(struct reader *in, struct pmip6_message *m)
{
    m->status = p6_take_u8(in);
    m->flags = p6_take_u8(in);
    m->sequence = p6_take_u16(in);
    m->lifetime = p6_take_u16(in);
}

static void take_binding_error(struct reader *in, struct pmip6_message *m)
{
    m->status = p6_take_u8(in);
    p6_take_u8(in); /* reserved */
    p6_take_addr(in, &m->home_address);
}

/* The fixed part of a type without fields here, or all of a type that nobody knows. */
static void take_body(struct reader *in, struct pmip6_message *m)
{
    size_t options_at = p6_options_at(m->mh_type);

    m->body.length = options_at ? options_at - AT_BODY : p6_left(in);
    m->body.data = p6_take(in, m->body.length);
    if (m->mh_type == PMIP6_MH_BINDING_REVOCATION && m->body.data &&
        (m->body.data[0] < 1 || m->body.data[0] > 2))
        p6_reader_fail(in, PMIP6_ERR_MESSAGE_KIND, AT_BODY);
}

static void take_fields(struct reader *in, struct pmip6_message *m)
{
    switch (m->mh_type) {
    case PMIP6_MH_BRR:
        p6_take_u16(in); /* reserved */
        break;
    case PMIP6_MH_BU:
        take_binding_update(in, m);
        break;
    case PMIP6_MH_BA:
        take_binding_acknowledgement(in, m);
        break;
    case PMIP6_MH_BE:
        take_binding_error(in, m);
        break;
    default:
        take_body(in, m);
        break;
    }
}

/* What the first release had: no caller knows less. Members that come later are looked at
 * only where the size says that they are there. */
#define LEAST_SIZE offsetof(struct pmip6_message, reserved)

int pmip6_message_decode(struct pmip6_message *m, struct pmip6_bytes octets,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *where)
{
    struct reader in;

    if (where)
        *where = 0;
    if (!m || m->size < LEAST_SIZE || (!octets.data && octets.length) ||
        (!m->options && m->option_capacity))
        return PMIP6_ERR_INVALID;
    m->option_count = 0;
    m->body.data = NULL;
    m->body.length = 0;
    p6_take_mobility_header(&in, octets, source, destination, &m->mh_type);
    if (!in.error) {
        m->trailing = (uint32_t)(octets.length - in.end);
        take_fields(&in, m);
        p6_walk_options(&in, m->mh_type, keep_option, m);
    }
    if (where)
        *where = in.error ? in.where : in.at;
    if (in.error)
        return in.error;
    return m->option_count > m->option_capacity ? PMIP6_ERR_ROOM : 0;
}

static int put_body(struct writer *out, const struct pmip6_message *m)
{
    size_t options_at = p6_options_at(m->mh_type);

    if (options_at && m->body.length != options_at - AT_BODY)
        return PMIP6_ERR_INVALID;
    if (!options_at && m->option_count)
        return PMIP6_ERR_INVALID;
    if (!m->body.data && m->body.length)
        return PMIP6_ERR_INVALID;
    p6_put(out, m->body.data, m->body.length);
    return 0;
}

static int put_fields(struct writer *out, const struct pmip6_message *m)
{
    switch (m->mh_type) {
    case PMIP6_MH_BRR:
        p6_put_u16(out, 0);
        return 0;
    case PMIP6_MH_BU:
        p6_put_u16(out, m->sequence);
        p6_put_u16(out, m->flags);
        p6_put_u16(out, m->lifetime);
        return 0;
    case PMIP6_MH_BA:
        if (m->flags > 0xff)
            return PMIP6_ERR_INVALID;
        p6_put_u8(out, m->status);
        p6_put_u8(out, (uint8_t)m->flags);
        p6_put_u16(out, m->sequence);
        p6_put_u16(out, m->lifetime);
        return 0;
    case PMIP6_MH_BE:
        p6_put_u8(out, m->status);
        p6_put_u8(out, 0);
        p6_put(out, m->home_address.octets, sizeof m->home_address.octets);
        return 0;
    default:
        return put_body(out, m);
    }
}

int pmip6_message_encode(const struct pmip6_message *m, uint8_t *buffer, size_t capacity,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *length)
{
    struct pmip6_message known = {.size = sizeof known};
    struct writer out;
    int rc;

    if (length)
        *length = 0;
    if (!m || !length || m->size < LEAST_SIZE || m->option_count > m->option_capacity ||
        (m->option_count && !m->options) || (!buffer && capacity))
        return PMIP6_ERR_INVALID;
    rc = p6_args_in(&known, sizeof known, m);
    if (rc < 0)
        return rc;
    p6_writer_init(&out, buffer, capacity);
    p6_begin_mobility_header(&out, m->mh_type);
    rc = put_fields(&out, m);
    for (size_t i = 0; rc == 0 && i < m->option_count; i++)
        rc = p6_put_option(&out, &m->options[i]);
    if (rc == 0)
        rc = p6_end_mobility_header(&out, source, destination);
    if (rc == 0 || rc == PMIP6_ERR_ROOM)
        *length = out.at;
    return rc;
}

/* One at a time (Jenkins): well mixed, and the same in every process. */
static uint32_t mix(const uint8_t *octets, size_t length)
{
    uint32_t key = 0;

    for (size_t i = 0; i < length; i++) {
        key += octets[i];
        key += key << 10;
        key ^= key >> 6;
    }
    key += key << 3;
    key ^= key >> 11;
    key += key << 15;
    return key ? key : 1;
}

uint32_t pmip6_shard_key(struct pmip6_bytes octets)
{
    struct reader in;
    size_t length, options_at;

    p6_reader_init(&in, octets.data, octets.length);
    p6_take_u8(&in);
    length = 8 * ((size_t)p6_take_u8(&in) + 1);
    options_at = p6_options_at(p6_take_u8(&in));
    if (in.error || options_at == 0)
        return 0;
    if (length < in.end)
        in.end = length;
    p6_take(&in, options_at - in.at);
    while (p6_left(&in) > 0) {
        uint8_t type = p6_take_u8(&in);
        size_t size = type == PMIP6_OPT_PAD1 ? 0 : p6_take_u8(&in);
        const uint8_t *data = p6_take(&in, size);

        if (type == PMIP6_OPT_MN_IDENTIFIER && data && size > 0)
            return mix(data, size);
    }
    return 0;
}
