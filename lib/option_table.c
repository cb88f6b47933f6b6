/* SPDX-License-Identifier: MIT */
/*
 * Mobility options: layouts of RFC 6275 6.2, RFC 4283 3 and RFC 5213 8.3 to 8.8, lengths
 * and alignments of the registered others, which are kept as octets.
 */
#include "option_table.h"

#include <string.h>

static void decode_u16(struct reader *in, struct pmip6_option *out)
{
    out->u.refresh_advice.interval = p6_take_u16(in);
}

static void encode_u16(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u16(out, o->u.refresh_advice.interval);
}

static void decode_address(struct reader *in, struct pmip6_option *out)
{
    p6_take_addr(in, &out->u.address);
}

static void encode_address(struct writer *out, const struct pmip6_option *o)
{
    p6_put(out, o->u.address.octets, sizeof o->u.address.octets);
}

static void decode_mn_id(struct reader *in, struct pmip6_option *out)
{
    out->u.mn_id.subtype = p6_take_u8(in);
    out->u.mn_id.identifier.length = p6_left(in);
    out->u.mn_id.identifier.data = p6_take(in, p6_left(in));
}

static void encode_mn_id(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u8(out, o->u.mn_id.subtype);
    p6_put(out, o->u.mn_id.identifier.data, o->u.mn_id.identifier.length);
}

static void decode_prefix(struct reader *in, struct pmip6_option *out)
{
    p6_take_u8(in); /* reserved: ignored on receipt (RFC 5213 8.3) */
    out->u.prefix.length = p6_take_u8(in);
    if (out->u.prefix.length > 128)
        p6_reader_fail(in, PMIP6_ERR_PREFIX_LENGTH, in->at - 1);
    p6_take_addr(in, &out->u.prefix.addr);
}

static void encode_prefix(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u8(out, 0);
    p6_put_u8(out, o->u.prefix.length);
    p6_put(out, o->u.prefix.addr.octets, sizeof o->u.prefix.addr.octets);
}

static void decode_value(struct reader *in, struct pmip6_option *out)
{
    p6_take_u8(in); /* reserved */
    out->u.value = p6_take_u8(in);
}

static void encode_value(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u8(out, 0);
    p6_put_u8(out, o->u.value);
}

static void decode_link_layer_id(struct reader *in, struct pmip6_option *out)
{
    p6_take_u16(in); /* reserved */
    out->u.link_layer_id.length = p6_left(in);
    out->u.link_layer_id.data = p6_take(in, p6_left(in));
}

static void encode_link_layer_id(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u16(out, 0);
    p6_put(out, o->u.link_layer_id.data, o->u.link_layer_id.length);
}

static void decode_timestamp(struct reader *in, struct pmip6_option *out)
{
    out->u.timestamp = p6_take_u64(in);
}

static void encode_timestamp(struct writer *out, const struct pmip6_option *o)
{
    p6_put_u64(out, o->u.timestamp);
}

static void decode_raw(struct reader *in, struct pmip6_option *out)
{
    out->u.raw.length = p6_left(in);
    out->u.raw.data = p6_take(in, p6_left(in));
}

static void encode_raw(struct writer *out, const struct pmip6_option *o)
{
    p6_put(out, o->u.raw.data, o->u.raw.length);
}

/* clang-format off */
#define RAW decode_raw, encode_raw

static const struct option_row rows[] = {
    /* name                                      lengths      least align  single    functions */
    [0] = {"pad1",                               {0},         0,  0, 0, MANY,        RAW},
    [1] = {"padn",                               {0},         0,  0, 0, MANY,        RAW},
    [2] = {"binding-refresh-advice",             {2},         0,  2, 0, ONCE,        decode_u16, encode_u16},
    [3] = {"alternate-care-of-address",          {16},        0,  8, 6, ONCE,        decode_address, encode_address},
    [4] = {"nonce-indices",                      {4},         0,  2, 0, MANY,        RAW},
    [5] = {"binding-authorization-data",         {0},         0,  8, 2, MANY,        RAW},
    [6] = {"mobile-network-prefix",              {18},        0,  8, 4, MANY,        RAW},
    [7] = {"mobility-header-link-layer-address", {0},         0,  0, 0, MANY,        RAW},
    [8] = {"mobile-node-identifier",             {0},         1,  0, 0, ONCE_BUT_PAIRED, decode_mn_id, encode_mn_id},
    [9] = {"mobility-message-authentication",    {0},         5,  4, 1, MANY,        RAW},
    [10] = {"replay-protection",                 {8},         0,  8, 2, MANY,        RAW},
    [11] = {"cga-parameters-request",            {0},         0,  0, 0, MANY,        RAW},
    [12] = {"cga-parameters",                    {0},         0,  0, 0, MANY,        RAW},
    [13] = {"signature",                         {0},         0,  0, 0, MANY,        RAW},
    [14] = {"permanent-home-keygen-token",       {0},         0,  0, 0, MANY,        RAW},
    [15] = {"care-of-test-init",                 {0},         0,  0, 0, MANY,        RAW},
    [16] = {"care-of-test",                      {0},         0,  0, 0, MANY,        RAW},
    [17] = {"dns-update",                        {0},         0,  0, 0, MANY,        RAW},
    [18] = {"experimental",                      {0},         0,  0, 0, MANY,        RAW},
    [19] = {"vendor-specific",                   {0},         5,  4, 2, MANY,        RAW},
    [20] = {"service-selection",                 {0},         1,  0, 0, MANY,        RAW},
    [21] = {"binding-authorization-data-fmipv6", {0},         0,  0, 0, MANY,        RAW},
    [22] = {"home-network-prefix",               {18},        0,  8, 4, MANY,        decode_prefix, encode_prefix},
    [23] = {"handoff-indicator",                 {2},         0,  0, 0, ONCE,        decode_value, encode_value},
    [24] = {"access-technology-type",            {2},         0,  0, 0, ONCE,        decode_value, encode_value},
    [25] = {"mobile-node-link-layer-identifier", {0},         2,  0, 0, ONCE,        decode_link_layer_id, encode_link_layer_id},
    [26] = {"link-local-address",                {16},        0,  8, 6, ONCE,        decode_address, encode_address},
    [27] = {"timestamp",                         {8},         0,  8, 2, ONCE,        decode_timestamp, encode_timestamp},
    [28] = {"restart-counter",                   {4},         0,  4, 2, MANY,        RAW},
    [29] = {"ipv4-home-address",                 {6},         0,  4, 0, MANY,        RAW},
    [30] = {"ipv4-address-acknowledgement",      {6},         0,  4, 0, MANY,        RAW},
    [31] = {"nat-detection",                     {6},         0,  4, 0, MANY,        RAW},
    [32] = {"ipv4-care-of-address",              {6},         0,  4, 0, MANY,        RAW},
    [33] = {"gre-key",                           {2, 6},      0,  4, 0, MANY,        RAW},
    [34] = {"mobility-header-ipv6-address",      {0},         0,  0, 0, MANY,        RAW},
    [35] = {"binding-identifier",                {4, 8, 20},  0,  2, 0, MANY,        RAW},
    [36] = {"ipv4-home-address-request",         {6},         0,  4, 0, MANY,        RAW},
    [37] = {"ipv4-home-address-reply",           {6},         0,  4, 0, MANY,        RAW},
    [38] = {"ipv4-default-router-address",       {6},         0,  4, 0, MANY,        RAW},
    [39] = {"ipv4-dhcp-support-mode",            {2},         0,  0, 0, MANY,        RAW},
    [40] = {"context-request",                   {0},         2,  0, 0, MANY,        RAW},
    [41] = {"lma-address",                       {6, 18},     0,  0, 0, MANY,        RAW},
    [42] = {"mn-link-local-address-interface-identifier", {10}, 0, 0, 0, MANY,       RAW},
    [43] = {"transient-binding",                 {2},         0,  0, 0, MANY,        RAW},
    [44] = {"flow-summary",                      {0},         0,  0, 0, MANY,        RAW},
    [45] = {"flow-identification",               {0},         0,  0, 0, MANY,        RAW},
    [46] = {"redirect-capability",               {2},         0,  4, 0, MANY,        RAW},
    [47] = {"redirect",                          {6, 18},     0,  4, 0, MANY,        RAW},
    [48] = {"load-information",                  {18},        0,  4, 0, MANY,        RAW},
    [49] = {"alternate-ipv4-care-of-address",    {4},         0,  4, 2, MANY,        RAW},
    [50] = {"mobile-node-group-identifier",      {6},         0,  4, 0, MANY,        RAW},
    [51] = {"mag-ipv6-address",                  {18},        0,  8, 4, MANY,        RAW},
    [52] = {"access-network-identifier",         {0},         0,  4, 0, MANY,        RAW},
    [53] = {"ipv4-traffic-offload-selector",     {0},         4,  4, 0, MANY,        RAW},
    [54] = {"dynamic-ip-multicast-selector",     {0},         0,  0, 0, MANY,        RAW},
    [55] = {"delegated-mobile-network-prefix",   {6, 18},     0,  8, 2, MANY,        RAW},
    [56] = {"active-multicast-subscription-ipv4", {0},        1,  8, 1, MANY,        RAW},
    [57] = {"active-multicast-subscription-ipv6", {0},        1,  8, 1, MANY,        RAW},
    [58] = {"quality-of-service",                {0},         6,  4, 0, MANY,        RAW},
    [59] = {"lma-user-plane-address",            {2, 6, 18},  0,  8, 2, MANY,        RAW},
    [60] = {"multicast-mobility",                {0},         0,  0, 0, MANY,        RAW},
    [61] = {"multicast-acknowledgement",         {0},         0,  0, 0, MANY,        RAW},
    [62] = {"lma-controlled-mag-parameters",     {0},         0,  0, 0, MANY,        RAW},
    [63] = {"mag-multipath-binding",             {6},         0,  0, 0, MANY,        RAW},
    [64] = {"mag-identifier",                    {0},         2,  0, 0, MANY,        RAW},
    [65] = {"anchored-prefix",                   {18},        0,  8, 4, MANY,        RAW},
    [66] = {"local-prefix",                      {18},        0,  8, 4, MANY,        RAW},
    [67] = {"previous-maar",                     {34},        0,  8, 4, MANY,        RAW},
    [68] = {"serving-maar",                      {16},        0,  8, 6, MANY,        RAW},
    [69] = {"dlif-link-local-address",           {16},        0,  8, 6, MANY,        RAW},
    [70] = {"dlif-link-layer-address",           {0},         0,  0, 0, MANY,        RAW},
};

/* An option nobody has told us of: octets, anywhere, any number of times. */
static const struct option_row unknown_row = {"unknown", {0}, 0, 0, 0, MANY, RAW};

static const struct {
    uint8_t options_at;   /* of the first option, counted from Payload Proto */
    uint8_t least_length; /* of the header, as its length field counts */
} messages[] = {
    [PMIP6_MH_BRR] = {8, 0},
    [PMIP6_MH_HOTI] = {16, 1},
    [PMIP6_MH_COTI] = {16, 1},
    [PMIP6_MH_HOT] = {24, 2},
    [PMIP6_MH_COT] = {24, 2},
    [PMIP6_MH_BU] = {12, 1},
    [PMIP6_MH_BA] = {12, 1},
    [PMIP6_MH_BE] = {24, 2},
    [PMIP6_MH_HEARTBEAT] = {12, 1},
    [PMIP6_MH_BINDING_REVOCATION] = {12, 1},
    [PMIP6_MH_LRI] = {12, 1},
    [PMIP6_MH_LRA] = {12, 1},
    [PMIP6_MH_UPN] = {12, 1},
    [PMIP6_MH_UPA] = {12, 1},
};
/* clang-format on */

const struct option_row *p6_option_row(uint8_t type)
{
    if (type < sizeof rows / sizeof rows[0] && rows[type].name)
        return &rows[type];
    return NULL;
}

size_t p6_options_at(uint8_t mh_type)
{
    return mh_type < sizeof messages / sizeof messages[0] ? messages[mh_type].options_at
                                                          : 0;
}

uint8_t p6_least_header_length(uint8_t mh_type)
{
    return mh_type < sizeof messages / sizeof messages[0] ? messages[mh_type].least_length
                                                          : 0;
}

static int length_fits(const struct option_row *row, size_t length)
{
    if (row->lengths[0] == 0)
        return length >= row->least;
    for (size_t i = 0; i < sizeof row->lengths && row->lengths[i]; i++) {
        if (row->lengths[i] == length)
            return 1;
    }
    return 0;
}

/* Which options a message had, to notice a second one of a kind. */
struct seen {
    uint8_t bits[32];
};

static int seen_before(struct seen *seen, const struct option_row *row, uint8_t type,
                       uint8_t mh_type)
{
    uint8_t bit = (uint8_t)(1u << type % 8);
    int before;

    if (row->single == MANY)
        return 0;
    if (row->single == ONCE_BUT_PAIRED &&
        (mh_type == PMIP6_MH_LRI || mh_type == PMIP6_MH_LRA))
        return 0;
    before = seen->bits[type / 8] & bit;
    seen->bits[type / 8] |= bit;
    return before;
}

/* Reads one option's data, in a reader of its own so that it cannot reach further. */
static void decode_option(struct reader *in, const struct option_row *row,
                          struct pmip6_option *o)
{
    struct reader data;
    size_t begin = in->at;
    const uint8_t *octets = p6_take(in, o->length);

    if (!octets)
        return;
    p6_reader_init(&data, octets, o->length);
    row->decode(&data, o);
    if (data.error)
        p6_reader_fail(in, data.error, begin + data.where);
}

static void walk_option(struct reader *in, uint8_t type, uint8_t mh_type,
                        struct seen *seen, struct pmip6_option *o)
{
    const struct option_row *row = p6_option_row(type);
    size_t begin = in->at - 1;

    if (!row)
        row = &unknown_row;
    memset(o, 0, sizeof *o);
    o->type = type;
    o->offset = (uint16_t)begin;
    if (p6_left(in) == 0) {
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, begin);
        return;
    }
    o->length = p6_take_u8(in);
    if (o->length > p6_left(in))
        p6_reader_fail(in, PMIP6_ERR_OPTION_TRUNCATED, begin + 1);
    else if (!length_fits(row, o->length))
        p6_reader_fail(in, PMIP6_ERR_OPTION_LENGTH, begin + 1);
    else if (seen_before(seen, row, type, mh_type))
        p6_reader_fail(in, PMIP6_ERR_OPTION_DUPLICATE, begin);
    else
        decode_option(in, row, o);
}

void p6_walk_options(struct reader *in, uint8_t mh_type,
                     int (*take)(const struct pmip6_option *o, void *context),
                     void *context)
{
    struct seen seen;
    struct pmip6_option o;

    memset(&seen, 0, sizeof seen);
    while (p6_left(in) > 0) {
        uint8_t type = p6_take_u8(in);
        int rc;

        if (type == PMIP6_OPT_PAD1)
            continue;
        walk_option(in, type, mh_type, &seen, &o);
        if (in->error)
            return;
        if (type == PMIP6_OPT_PADN)
            continue;
        rc = take(&o, context);
        if (rc < 0)
            p6_reader_fail(in, rc, o.offset);
    }
}

/* The variable part of an option's data, none where it has none. */
static struct pmip6_bytes borrowed(const struct pmip6_option *o,
                                   const struct option_row *row)
{
    const struct pmip6_bytes none = {NULL, 0};

    if (row->decode == decode_mn_id)
        return o->u.mn_id.identifier;
    if (row->decode == decode_link_layer_id)
        return o->u.link_layer_id;
    return row->decode == decode_raw ? o->u.raw : none;
}

/* The length of an option's data, its variable part being so long. */
static size_t data_length(const struct option_row *row, size_t variable)
{
    if (row->decode == decode_mn_id)
        return 1 + variable;
    if (row->decode == decode_link_layer_id)
        return 2 + variable;
    return row->decode == decode_raw ? variable : row->lengths[0];
}

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

static void align(struct writer *out, const struct option_row *row, uint8_t type,
                  size_t length)
{
    size_t modulo = row->align_modulo, rest = row->align_rest;

    /* A Binding Identifier with an address in it has it on its natural boundary
     * (RFC 5648 4.3). */
    if (type == 35 && length > 4) {
        modulo = 8;
        rest = 2;
    }
    if (modulo)
        p6_put_padding(out, (rest + modulo - out->at % modulo) % modulo);
}

int p6_put_option(struct writer *out, const struct pmip6_option *o)
{
    const struct option_row *row = p6_option_row(o->type);
    struct pmip6_bytes data;
    size_t length;

    if (!row)
        row = &unknown_row;
    data = borrowed(o, row);
    if (o->type <= PMIP6_OPT_PADN || data.length > 255 || (data.length && !data.data))
        return PMIP6_ERR_INVALID;
    length = data_length(row, data.length);
    if (length > 255 || !length_fits(row, length))
        return PMIP6_ERR_INVALID;
    if (o->type == PMIP6_OPT_HOME_NETWORK_PREFIX && o->u.prefix.length > 128)
        return PMIP6_ERR_INVALID;
    align(out, row, o->type, length);
    p6_put_u8(out, o->type);
    p6_put_u8(out, (uint8_t)length);
    row->encode(out, o);
    return 0;
}
