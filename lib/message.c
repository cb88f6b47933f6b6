/* SPDX-License-Identifier: MIT */
/*
 * Messages for hosts and tools: every option in wire order, in the caller's array. The
 * rules inside the library use the smaller view of signalling.h; both come from one walk
 * over the octets.
 */
#include <pmip6/message.h>

#include "args.h"
#include "message_table.h"
#include "mobility_header.h"
#include "option.h"
#include "show.h"

#define FLAGS_AT offsetof(struct pmip6_message, flags)

/* What the first release had: no caller knows less. Members that come later are looked at
 * only where the size says that they are there. */
#define LEAST_SIZE       sizeof(struct pmip6_message)

#define AT_HEADER_LENGTH 1
#define AT_BODY          6

/* ---- decoding ---- */

/* Which message it is: some types have two, told apart by what follows the checksum. */
static const struct message_row *row_at(struct reader *in, uint8_t mh_type)
{
    const struct message_row *row = p6_message_row(mh_type);
    const uint8_t *kind;

    if (row->kind_width == 0 || in->error)
        return row;
    kind = in->data + in->at;
    row = p6_message_row_of_kind(mh_type,
                                 row->kind_width == 1 ? p6_u8_at(kind) : p6_u16_at(kind));
    if (!row)
        p6_reader_fail(in, PMIP6_ERR_MESSAGE_KIND, in->at);
    return row;
}

/* Member by member: clearing them as one run of octets takes longer than all the rest. */
static void forget_content(struct pmip6_message *m)
{
    static const struct pmip6_bytes none;
    static const struct pmip6_addr unspecified;

    m->option_count = 0;
    m->body = none;
    m->home_agents = none;
    m->cookie = 0;
    m->token = 0;
    m->home_address = unspecified;
    m->trailing = 0;
    m->sequence = 0;
    m->flags = 0;
    m->lifetime = 0;
    m->nonce_index = 0;
    m->reason = 0;
    m->kind = 0;
    m->mh_type = 0;
    m->status = 0;
    m->reserved = 0;
}

/* What stands between checksum and options, or all there is where there are none. Fields
 * that do not fit are a matter of the header's length. */
static void take_fields(struct reader *in, struct pmip6_message *m,
                        const struct message_row *row)
{
    const uint8_t *o;
    int error = 0;

    o = p6_fields_decode(row->fields, in->data + in->at, in->data + in->end, m, FLAGS_AT,
                         &error);
    if (error)
        p6_reader_fail(in, PMIP6_ERR_HEADER_LENGTH, AT_HEADER_LENGTH);
    else
        in->at = (size_t)(o - in->data);
}

static void take_options(struct reader *in, struct pmip6_message *m)
{
    struct option_walk walk;
    struct pmip6_option beyond, *o;

    p6_walk_options(&walk, in, m->mh_type);
    for (;;) {
        o = m->option_count < m->option_capacity ? &m->options[m->option_count] : &beyond;
        if (!p6_next_option(&walk, o))
            return;
        m->option_count++;
    }
}

int pmip6_message_decode(struct pmip6_message *m, struct pmip6_bytes octets,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *where)
{
    const struct message_row *row;
    struct reader in;
    uint8_t reserved;

    if (where)
        *where = 0;
    if (!m || m->size < LEAST_SIZE || (!octets.data && octets.length) ||
        (!m->options && m->option_capacity))
        return PMIP6_ERR_INVALID;
    forget_content(m);
    p6_take_mobility_header(&in, octets, source, destination, &m->mh_type, &reserved);
    m->reserved = reserved;
    m->trailing = in.error ? 0 : (uint32_t)(octets.length - in.end);
    row = row_at(&in, m->mh_type);
    if (!in.error)
        take_fields(&in, m, row);
    if (!in.error && row->options_at)
        take_options(&in, m);
    if (where)
        *where = in.error ? in.where : in.at;
    if (in.error)
        return in.error;
    return m->option_count > m->option_capacity ? PMIP6_ERR_ROOM : 0;
}

/* ---- encoding ---- */

static int put_fields(struct writer *out, const struct pmip6_message *m,
                      const struct message_row *row)
{
    struct field_extent extent;
    int rc = p6_fields_measure(row->fields, m, FLAGS_AT, &extent);
    uint8_t *to;

    if (rc < 0)
        return rc;
    to = p6_room(out, extent.size);
    if (to)
        p6_fields_encode(row->fields, m, FLAGS_AT, &extent, to);
    return 0;
}

static int put_options(struct writer *out, const struct pmip6_message *m)
{
    for (size_t i = 0; i < m->option_count; i++) {
        int rc = p6_put_option(out, &m->options[i]);

        if (rc < 0)
            return rc;
        if (out->at > P6_MH_MAX)
            return PMIP6_ERR_MESSAGE_SIZE;
    }
    return 0;
}

static int put_message(struct writer *out, const struct pmip6_message *m,
                       const struct pmip6_addr *source,
                       const struct pmip6_addr *destination)
{
    const struct message_row *row = p6_message_row_of_kind(m->mh_type, m->kind);
    int rc;

    if (!row || (!row->options_at && m->option_count) || m->reserved > UINT8_MAX ||
        (!row->options_at && (AT_BODY + m->body.length) % 8 != 0))
        return PMIP6_ERR_INVALID; /* padding behind a body would be part of it */
    p6_begin_mobility_header(out, m->mh_type, (uint8_t)m->reserved);
    rc = put_fields(out, m, row);
    if (rc == 0)
        rc = put_options(out, m);
    return rc == 0 ? p6_end_mobility_header(out, source, destination) : rc;
}

int pmip6_message_encode(const struct pmip6_message *m, uint8_t *buffer, size_t capacity,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *length)
{
    struct writer out;
    int rc;

    if (length)
        *length = 0;
    if (!m || !length || m->size < LEAST_SIZE || m->option_count > m->option_capacity ||
        (m->option_count && !m->options) || (!buffer && capacity))
        return PMIP6_ERR_INVALID;
    if (m->size > sizeof *m && !p6_args_are_zero(m + 1, m->size - sizeof *m))
        return PMIP6_ERR_VERSION;
    p6_writer_init(&out, buffer, capacity);
    rc = put_message(&out, m, source, destination);
    if (rc == 0 || rc == PMIP6_ERR_ROOM)
        *length = out.at;
    return rc;
}

/* ---- printing (message_text.c, message_json.c) ---- */

int p6_message_is_whole(const struct pmip6_message *m)
{
    if (!m || m->size < LEAST_SIZE || m->option_count > m->option_capacity ||
        (m->option_count && !m->options) ||
        !p6_record_is_whole(p6_message_row_of(m)->fields, m))
        return 0;
    for (size_t i = 0; i < m->option_count; i++) {
        const struct pmip6_option *o = &m->options[i];

        if (!p6_record_is_whole(p6_option_row(o->type)->fields, o))
            return 0;
    }
    return 1;
}

/* ---- spreading the load ---- */

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
    uint8_t mh_type, count;

    p6_reader_init(&in, octets.data, octets.length);
    p6_take_u8(&in);
    length = 8 * ((size_t)p6_take_u8(&in) + 1);
    mh_type = p6_take_u8(&in);
    options_at = p6_message_row(mh_type)->options_at;
    if (in.error || options_at == 0)
        return 0;
    if (length < in.end)
        in.end = length;
    p6_take(&in, AT_BODY - in.at);
    count = p6_take_u8(&in);
    p6_take(&in, options_at - in.at);
    if (mh_type == PMIP6_MH_HOME_AGENT_SWITCH) /* its options are behind the addresses */
        p6_take(&in, count * sizeof(struct pmip6_addr));
    while (p6_left(&in) > 0) {
        uint8_t type = p6_take_u8(&in);
        size_t size = type == PMIP6_OPT_PAD1 ? 0 : p6_take_u8(&in);
        const uint8_t *data = p6_take(&in, size);

        if (type == PMIP6_OPT_MN_IDENTIFIER && data && size > 0)
            return mix(data, size);
    }
    return 0;
}
