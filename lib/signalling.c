/* SPDX-License-Identifier: MIT */
#include "signalling.h"

#include "mobility_header.h"
#include "option.h"
#include "prefix.h"

#include <string.h>

/* Octets between checksum and options: sequence, flags, lifetime. */
#define BU_FIELDS 6u

static void take_option(struct signalling *s, const struct pmip6_option *o)
{
    switch (o->type) {
    case PMIP6_OPT_BINDING_REFRESH_ADVICE:
        s->present |= HAS_REFRESH_ADVICE;
        s->refresh_advice = o->u.refresh_advice.interval;
        break;
    case PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS:
        s->present |= HAS_ALTERNATE_COA;
        s->alternate_coa = o->u.address;
        break;
    case PMIP6_OPT_MN_IDENTIFIER:
        s->present |= HAS_MN_ID;
        s->mn_id_subtype = o->u.mn_id.subtype;
        s->mn_id = o->u.mn_id.identifier;
        break;
    case PMIP6_OPT_HOME_NETWORK_PREFIX:
        s->present |= HAS_PREFIX;
        if (s->prefix_count < PMIP6_PREFIXES_MAX)
            s->prefixes[s->prefix_count] = o->u.prefix;
        s->prefix_count++;
        break;
    case PMIP6_OPT_HANDOFF_INDICATOR:
        s->present |= HAS_HANDOFF;
        s->handoff = o->u.value;
        break;
    case PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE:
        s->present |= HAS_ACCESS_TECHNOLOGY;
        s->access_technology = o->u.value;
        break;
    case PMIP6_OPT_LINK_LAYER_IDENTIFIER:
        s->present |= HAS_LINK_LAYER_ID;
        s->link_layer_id = o->u.link_layer_id;
        break;
    case PMIP6_OPT_LINK_LOCAL_ADDRESS:
        s->present |= HAS_LINK_LOCAL;
        s->link_local = o->u.address;
        break;
    case PMIP6_OPT_TIMESTAMP:
        s->present |= HAS_TIMESTAMP;
        s->timestamp = o->u.timestamp;
        break;
    case PMIP6_OPT_NONCE_INDICES:
        s->present |= HAS_NONCE_INDICES;
        break;
    default:
        s->unknown_options++;
        break;
    }
}

static void take_fields(struct reader *in, struct signalling *s)
{
    struct option_walk walk;
    struct pmip6_option o;

    if (s->mh_type == PMIP6_MH_BU) {
        s->sequence = p6_take_u16(in);
        s->flags = p6_take_u16(in);
    } else {
        s->status = p6_take_u8(in);
        s->flags = p6_take_u8(in);
        s->sequence = p6_take_u16(in);
    }
    s->lifetime = p6_take_u16(in);
    p6_walk_options(&walk, in, s->mh_type);
    while (p6_next_option(&walk, &o))
        take_option(s, &o);
}

int p6_signalling_decode(struct signalling *s, const struct pmip6_datagram *d,
                         size_t *where)
{
    static const struct pmip6_bytes nothing;
    struct reader in;
    uint8_t reserved;

    memset(s, 0, sizeof *s);
    p6_take_mobility_header(&in, d->octets.data ? d->octets : nothing,
                            p6_addr_is_unspecified(&d->home_address) ? &d->source
                                                                     : &d->home_address,
                            &d->destination, &s->mh_type, &reserved);
    if (!in.error && (s->mh_type == PMIP6_MH_BU || s->mh_type == PMIP6_MH_BA))
        take_fields(&in, s);
    else if (!in.error && s->mh_type == PMIP6_MH_BE)
        s->status = p6_take_u8(&in);
    *where = in.error ? in.where : 0;
    return in.error;
}

void p6_signalling_each_prefix(struct pmip6_bytes message,
                               void (*tell)(const struct pmip6_prefix *p, void *context),
                               void *context)
{
    struct option_walk walk;
    struct pmip6_option o;
    struct reader in;
    uint8_t mh_type, reserved;

    p6_take_mobility_header(&in, message, NULL, NULL, &mh_type, &reserved);
    (void)p6_take(&in, BU_FIELDS);
    p6_walk_options(&walk, &in, mh_type);
    while (p6_next_option(&walk, &o)) {
        if (o.type == PMIP6_OPT_HOME_NETWORK_PREFIX)
            tell(&o.u.prefix, context);
    }
}

/* ---- encoding ---- */

static void repeat_prefix(const struct pmip6_prefix *p, void *context)
{
    struct pmip6_option o = {.type = PMIP6_OPT_HOME_NETWORK_PREFIX};

    o.u.prefix = *p;
    p6_put_option(context, &o);
}

static void put_prefixes(struct writer *out, const struct signalling *s)
{
    struct pmip6_option o = {.type = PMIP6_OPT_HOME_NETWORK_PREFIX};

    if (s->echo.length)
        p6_signalling_each_prefix(s->echo, repeat_prefix, out);
    for (uint32_t i = 0; !s->echo.length && i < s->prefix_count && i < PMIP6_PREFIXES_MAX;
         i++) {
        o.u.prefix = s->prefixes[i];
        p6_put_option(out, &o);
    }
}

static void put_value(struct writer *out, uint8_t type, uint8_t value)
{
    struct pmip6_option o = {.type = type};

    o.u.value = value;
    p6_put_option(out, &o);
}

static void put_address(struct writer *out, uint8_t type, const struct pmip6_addr *a)
{
    struct pmip6_option o = {.type = type};

    o.u.address = *a;
    p6_put_option(out, &o);
}

static int put_mn_id(struct writer *out, const struct signalling *s)
{
    struct pmip6_option o = {.type = PMIP6_OPT_MN_IDENTIFIER};

    o.u.mn_id.subtype = s->mn_id_subtype;
    o.u.mn_id.identifier = s->mn_id;
    return p6_put_option(out, &o);
}

static int put_link_layer_id(struct writer *out, const struct signalling *s)
{
    struct pmip6_option o = {.type = PMIP6_OPT_LINK_LAYER_IDENTIFIER};

    o.u.link_layer_id = s->link_layer_id;
    return p6_put_option(out, &o);
}

static void put_timestamp(struct writer *out, const struct signalling *s)
{
    struct pmip6_option o = {.type = PMIP6_OPT_TIMESTAMP};

    o.u.timestamp = s->timestamp;
    p6_put_option(out, &o);
}

static void put_refresh_advice(struct writer *out, const struct signalling *s)
{
    struct pmip6_option o = {.type = PMIP6_OPT_BINDING_REFRESH_ADVICE};

    o.u.refresh_advice.interval = s->refresh_advice;
    p6_put_option(out, &o);
}

/* The identifier comes first (RFC 4283 3.2); the rest of the order saves padding. */
static int put_options(struct writer *out, const struct signalling *s)
{
    int rc = 0;

    if (s->present & HAS_MN_ID)
        rc = put_mn_id(out, s);
    if (s->present & HAS_PREFIX)
        put_prefixes(out, s);
    if (s->present & HAS_HANDOFF)
        put_value(out, PMIP6_OPT_HANDOFF_INDICATOR, s->handoff);
    if (s->present & HAS_ACCESS_TECHNOLOGY)
        put_value(out, PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE, s->access_technology);
    if (s->present & HAS_TIMESTAMP)
        put_timestamp(out, s);
    if (rc == 0 && s->present & HAS_LINK_LAYER_ID)
        rc = put_link_layer_id(out, s);
    if (s->present & HAS_LINK_LOCAL)
        put_address(out, PMIP6_OPT_LINK_LOCAL_ADDRESS, &s->link_local);
    if (s->present & HAS_ALTERNATE_COA)
        put_address(out, PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS, &s->alternate_coa);
    if (s->present & HAS_REFRESH_ADVICE)
        put_refresh_advice(out, s);
    return rc;
}

int p6_signalling_encode(const struct signalling *s, uint8_t *buffer, size_t capacity,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *length)
{
    struct writer out;
    int rc;

    p6_writer_init(&out, buffer, capacity);
    p6_begin_mobility_header(&out, s->mh_type, 0);
    if (s->mh_type == PMIP6_MH_BU) {
        p6_put_u16(&out, s->sequence);
        p6_put_u16(&out, s->flags);
    } else {
        p6_put_u8(&out, s->status);
        p6_put_u8(&out, (uint8_t)s->flags);
        p6_put_u16(&out, s->sequence);
    }
    p6_put_u16(&out, s->lifetime);
    rc = put_options(&out, s);
    if (rc == 0)
        rc = p6_end_mobility_header(&out, source, destination);
    *length = out.at;
    return rc;
}

int p6_binding_error_encode(uint8_t status, const struct pmip6_addr *home_address,
                            uint8_t *buffer, size_t capacity,
                            const struct pmip6_addr *source,
                            const struct pmip6_addr *destination, size_t *length)
{
    struct writer out;
    int rc;

    p6_writer_init(&out, buffer, capacity);
    p6_begin_mobility_header(&out, PMIP6_MH_BE, 0);
    p6_put_u8(&out, status);
    p6_put_u8(&out, 0);
    p6_put(&out, home_address->octets, sizeof home_address->octets);
    rc = p6_end_mobility_header(&out, source, destination);
    *length = out.at;
    return rc;
}

uint32_t p6_drop_of_error(int error)
{
    switch (error) {
    case PMIP6_ERR_TRUNCATED:
        return PMIP6_DROP_TRUNCATED;
    case PMIP6_ERR_PAYLOAD_PROTO:
        return PMIP6_DROP_PAYLOAD_PROTO;
    case PMIP6_ERR_HEADER_LENGTH:
        return PMIP6_DROP_HEADER_LENGTH;
    case PMIP6_ERR_CHECKSUM:
        return PMIP6_DROP_CHECKSUM;
    default:
        return PMIP6_DROP_MALFORMED_OPTION;
    }
}
