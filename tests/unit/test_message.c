/* SPDX-License-Identifier: MIT */
#include "mobility_header.h"
#include "signalling.h"
#include "unit.h"

#include <pmip6/message.h>
#include <string.h>

static const struct pmip6_addr source = {{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}};
static const struct pmip6_addr destination = {{0x20, 1, 0x0d, 0xb8, 0, 2, [15] = 1}};

static uint64_t state = 1;

static uint32_t next_random(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

/* RFC 5213 8.1 with every option of the base specification; made by hand from the
 * figures, checksum and all. */
static const uint8_t golden[] = {
    0x3b, 0x0c, 0x05, 0x00, 0xf9, 0x5c, 0x12, 0x34, 0x82, 0x00, 0x00, 0x4b, 0x08,
    0x10, 0x01, 0x6d, 0x6e, 0x31, 0x40, 0x65, 0x78, 0x61, 0x6d, 0x70, 0x6c, 0x65,
    0x2e, 0x63, 0x6f, 0x6d, 0x01, 0x04, 0x00, 0x00, 0x00, 0x00, 0x16, 0x12, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x17, 0x02, 0x00, 0x01, 0x18, 0x02, 0x00, 0x04, 0x01,
    0x00, 0x1b, 0x08, 0x00, 0x00, 0x65, 0x53, 0xf1, 0x00, 0x40, 0x00, 0x19, 0x08,
    0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x1a, 0x10, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};

static int decode(struct pmip6_message *m, struct pmip6_option *options,
                  const uint8_t *octets, size_t length, size_t *where)
{
    struct pmip6_bytes b = {octets, length};

    pmip6_message_init(m, options, 64);
    return pmip6_message_decode(m, b, NULL, NULL, where);
}

START_TEST(message_decodes_and_encodes_the_golden_update)
{
    struct pmip6_bytes b = {golden, sizeof golden};
    struct pmip6_option options[64];
    struct pmip6_message m;
    uint8_t again[sizeof golden];
    size_t length, where;

    pmip6_message_init(&m, options, 64);
    ck_assert_int_eq(pmip6_message_decode(&m, b, &source, &destination, &where), 0);
    ck_assert_str_eq(pmip6_message_name(&m), "PBU");
    ck_assert_uint_eq(m.sequence, 0x1234);
    ck_assert_uint_eq(m.flags, PMIP6_BU_A | PMIP6_BU_P);
    ck_assert_uint_eq(m.lifetime, 75);
    ck_assert_uint_eq(m.option_count, 7);
    ck_assert_uint_eq(options[0].u.mn_id.identifier.length, 15);
    ck_assert_uint_eq(options[1].type, PMIP6_OPT_HOME_NETWORK_PREFIX);
    ck_assert_uint_eq(options[2].u.value, PMIP6_HANDOFF_NEW_INTERFACE);
    ck_assert(options[4].u.timestamp == ((uint64_t)1700000000 << 16 | 0x4000));
    ck_assert_int_eq(
        pmip6_message_encode(&m, again, sizeof again, &source, &destination, &length), 0);
    ck_assert_uint_eq(length, sizeof golden);
    ck_assert(memcmp(again, golden, sizeof golden) == 0);
}
END_TEST

START_TEST(message_notices_every_changed_bit_by_its_checksum)
{
    for (size_t bit = 0; bit < 8 * sizeof golden; bit++) {
        struct pmip6_option options[64];
        struct pmip6_message m;
        uint8_t changed[sizeof golden];
        struct pmip6_bytes b = {changed, sizeof changed};

        memcpy(changed, golden, sizeof golden);
        changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        pmip6_message_init(&m, options, 64);
        ck_assert_int_lt(pmip6_message_decode(&m, b, &source, &destination, NULL), 0);
    }
}
END_TEST

START_TEST(message_survives_every_cut_and_every_octet)
{
    struct pmip6_option options[64];
    struct pmip6_message m;
    size_t where;

    for (size_t n = 0; n < sizeof golden; n++) {
        ck_assert_int_eq(decode(&m, options, golden, n, &where), PMIP6_ERR_TRUNCATED);
        ck_assert_uint_le(where, n);
    }
    for (size_t at = 0; at < sizeof golden; at++) {
        for (unsigned value = 0; value < 256; value++) {
            uint8_t *changed =
                malloc(sizeof golden); /* so that reads past it are noticed */
            int rc;

            memcpy(changed, golden, sizeof golden);
            changed[at] = (uint8_t)value;
            rc = decode(&m, options, changed, sizeof golden, &where);
            ck_assert_uint_le(where, sizeof golden);
            ck_assert(rc == 0 || pmip6_error_name(rc) != NULL);
            free(changed);
        }
    }
}
END_TEST

START_TEST(encoder_tells_the_room_it_needs_and_writes_nothing_past_the_end)
{
    struct pmip6_option options[64];
    struct pmip6_message m;
    size_t length;

    ck_assert_int_eq(decode(&m, options, golden, sizeof golden, NULL), 0);
    for (size_t room = 0; room < sizeof golden; room++) {
        uint8_t buffer[sizeof golden + 1];

        memset(buffer, 0xa5, sizeof buffer);
        ck_assert_int_eq(pmip6_message_encode(&m, buffer, room, NULL, NULL, &length),
                         PMIP6_ERR_ROOM);
        ck_assert_uint_eq(length, sizeof golden);
        for (size_t i = room; i < sizeof buffer; i++)
            ck_assert_uint_eq(buffer[i], 0xa5);
    }
}
END_TEST

/* An update with given octets as its options, padded. */
static int with_options(const uint8_t *options, size_t count, size_t *where)
{
    static const uint8_t head[12] = {59, 0, 5, 0, 0, 0, 0, 1, 0x82, 0, 0, 1};
    uint8_t octets[256];
    struct pmip6_option room[64];
    struct pmip6_message m;
    size_t length = 12 + count;

    memset(octets, 0, sizeof octets);
    memcpy(octets, head, sizeof head);
    memcpy(octets + 12, options, count);
    length = (length + 7) & ~(size_t)7;
    octets[1] = (uint8_t)(length / 8 - 1);
    return decode(&m, room, octets, length, where);
}

START_TEST(malformed_options_are_named)
{
    static const uint8_t twice[] = {23, 2, 0, 1, 23, 2, 0, 1};
    static const uint8_t short_fixed[] = {23, 1, 0, 0};
    static const uint8_t long_fixed[] = {27, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    static const uint8_t past_end[] = {200, 9, 0, 0};
    static const uint8_t prefix_length[20] = {22, 18, 0, 129};
    static const uint8_t empty_id[] = {8, 0, 0, 0};
    static const uint8_t short_lli[] = {25, 1, 0, 0};
    size_t where;

    ck_assert_int_eq(with_options(twice, sizeof twice, &where),
                     PMIP6_ERR_OPTION_DUPLICATE);
    ck_assert_uint_eq(where, 16);
    ck_assert_int_eq(with_options(short_fixed, 4, &where), PMIP6_ERR_OPTION_LENGTH);
    ck_assert_int_eq(with_options(long_fixed, 12, &where), PMIP6_ERR_OPTION_LENGTH);
    ck_assert_int_eq(with_options(past_end, 4, &where), PMIP6_ERR_OPTION_TRUNCATED);
    ck_assert_uint_eq(where, 13);
    ck_assert_int_eq(with_options(prefix_length, 20, &where), PMIP6_ERR_PREFIX_LENGTH);
    ck_assert_int_eq(with_options(empty_id, 4, &where), PMIP6_ERR_OPTION_LENGTH);
    ck_assert_int_eq(with_options(short_lli, 4, &where), PMIP6_ERR_OPTION_LENGTH);
}
END_TEST

START_TEST(unknown_options_and_odd_padding_are_passed_over)
{
    static const uint8_t odd[] = {0, 0,  0,  200,  3,  1,    2, 3,    1,    2, 9,
                                  9, 22, 18, 0xff, 64, 0x20, 1, 0x0d, 0xb8, 0, 0,
                                  0, 0,  0,  0,    0,  0,    0, 0,    0,    0};
    size_t where;

    ck_assert_int_eq(with_options(odd, sizeof odd, &where), 0);
}
END_TEST

START_TEST(header_faults_come_in_their_order)
{
    uint8_t octets[16] = {59, 1, 5};
    struct pmip6_option room[4];
    struct pmip6_message m;
    size_t where;

    octets[0] = 6;
    ck_assert_int_eq(decode(&m, room, octets, 16, &where), PMIP6_ERR_PAYLOAD_PROTO);
    ck_assert_uint_eq(where, 0);
    octets[0] = 59;
    octets[1] = 0;
    ck_assert_int_eq(decode(&m, room, octets, 16, &where), PMIP6_ERR_HEADER_LENGTH);
    ck_assert_uint_eq(where, 1);
    octets[1] = 2;
    ck_assert_int_eq(decode(&m, room, octets, 16, &where), PMIP6_ERR_TRUNCATED);
    octets[1] = 1;
    octets[2] = 200;
    ck_assert_int_eq(decode(&m, room, octets, 16, &where), 0);
    ck_assert_str_eq(pmip6_message_name(&m), "unknown");
    ck_assert_uint_eq(m.body.length, 10);
}
END_TEST

START_TEST(view_sees_the_same_whatever_the_order)
{
    for (unsigned round = 0; round < 2000; round++) {
        struct pmip6_option options[64], shuffled[64];
        struct pmip6_message m;
        struct pmip6_datagram d;
        struct signalling s;
        uint8_t octets[256];
        size_t length, where;

        ck_assert_int_eq(decode(&m, options, golden, sizeof golden, NULL), 0);
        memcpy(shuffled, options, sizeof options);
        for (uint32_t i = 6; i > 0; i--) {
            uint32_t j = next_random(i + 1);
            struct pmip6_option swap = shuffled[i];

            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        m.options = shuffled;
        ck_assert_int_eq(pmip6_message_encode(&m, octets, sizeof octets, &source,
                                              &destination, &length),
                         0);
        pmip6_datagram_init(&d);
        d.source = source;
        d.destination = destination;
        d.octets.data = octets;
        d.octets.length = length;
        ck_assert_int_eq(p6_signalling_decode(&s, &d, &where), 0);
        ck_assert_uint_eq(s.present, 0x7f);
        ck_assert_uint_eq(s.mn_id.length, 15);
        ck_assert_uint_eq(s.handoff, 1);
        ck_assert_uint_eq(s.access_technology, 4);
        ck_assert_uint_eq(s.link_layer_id.length, 6);
        ck_assert_uint_eq(s.prefix_count, 1);
    }
}
END_TEST

START_TEST(shard_key_is_the_same_for_every_message_of_a_node)
{
    struct pmip6_bytes update = {golden, sizeof golden}, cut = {golden, 20};
    uint8_t other[sizeof golden];
    struct pmip6_bytes another = {other, sizeof other};

    memcpy(other, golden, sizeof golden);
    other[7] = 99; /* another sequence number */
    ck_assert_uint_eq(pmip6_shard_key(update), pmip6_shard_key(another));
    other[15] = 'x'; /* another node */
    ck_assert_uint_ne(pmip6_shard_key(update), pmip6_shard_key(another));
    ck_assert_uint_eq(pmip6_shard_key(cut), 0);
}
END_TEST

/* Each in memory of its own, so that a read past the end is noticed. */
START_TEST(shard_key_reads_nothing_past_the_octets_it_is_given)
{
    struct pmip6_bytes none = {NULL, 0};

    ck_assert_uint_eq(pmip6_shard_key(none), 0);
    for (size_t n = 1; n < sizeof golden; n++) {
        uint8_t *octets = malloc(n);
        struct pmip6_bytes b = {octets, n};

        for (unsigned type = 0; type < 256; type++) {
            memcpy(octets, golden, n);
            if (n > 2)
                octets[2] = (uint8_t)type;
            (void)pmip6_shard_key(b);
        }
        ck_assert(n < 30 ? pmip6_shard_key(b) == 0 : 1);
        free(octets);
    }
}
END_TEST

START_TEST(shard_key_looks_only_where_options_are)
{
    uint8_t octets[24] = {59, 1, 5, 0, 0, 0, 0, 1, 2,   0,   0,
                          1,  1, 2, 0, 0, 8, 4, 1, 'm', 'n', '1'};
    struct pmip6_bytes b = {octets, sizeof octets};

    ck_assert_uint_eq(pmip6_shard_key(b), 0); /* behind the header's end */
    octets[1] = 2;
    ck_assert_uint_ne(pmip6_shard_key(b), 0);
    octets[2] = 200; /* a type whose options are who knows where */
    ck_assert_uint_eq(pmip6_shard_key(b), 0);
}
END_TEST

START_TEST(shard_key_passes_over_the_addresses_of_a_home_agent_switch)
{
    uint8_t octets[32] = {59, 3, 12, 0, 0, 0, 1, 0, 8, 4, 1, 'm', 'n', '1'};
    const uint8_t other[16] = {59, 1, 10, 0, 0, 0, 0, 0, 8, 4, 1, 'm', 'n', '1'};
    struct pmip6_bytes b = {octets, sizeof octets}, o = {other, sizeof other};

    ck_assert_uint_eq(pmip6_shard_key(b), 0); /* what looks like one is an address */
    memcpy(octets + 24, octets + 8, 6);
    ck_assert_uint_eq(pmip6_shard_key(b), pmip6_shard_key(o));
    octets[6] = 255; /* more of them than there are octets */
    ck_assert_uint_eq(pmip6_shard_key(b), 0);
}
END_TEST

START_TEST(flow_option_stands_where_its_selector_is_aligned)
{
    static const uint8_t filler[8];
    const uint8_t address[8] = {0x80, 0, 0, 0, 10, 0, 0, 1};
    struct pmip6_suboption sub = {.type = PMIP6_FLOW_TRAFFIC_SELECTOR};
    struct pmip6_option options[2] = {{.type = 200},
                                      {.type = PMIP6_OPT_FLOW_IDENTIFICATION}};
    struct pmip6_message m;
    uint8_t inside[64], octets[256];
    size_t length;

    sub.u.traffic_selector.format = 1;
    sub.u.traffic_selector.selector.data = address;
    sub.u.traffic_selector.selector.length = 8;
    ck_assert_int_eq(pmip6_suboptions_encode(PMIP6_OPT_FLOW_IDENTIFICATION, &sub, 1,
                                             inside, sizeof inside, &length),
                     0);
    options[1].u.flow.suboptions.data = inside;
    options[1].u.flow.suboptions.length = length;
    for (size_t n = 0; n < 8; n++) {
        size_t at = 12;

        options[0].u.raw.data = filler;
        options[0].u.raw.length = n;
        pmip6_message_init(&m, options, 2);
        m.mh_type = PMIP6_MH_BU;
        m.option_count = 2;
        ck_assert_int_eq(
            pmip6_message_encode(&m, octets, sizeof octets, NULL, NULL, &length), 0);
        while (memcmp(octets + at, "\x0a\x00\x00\x01", 4) != 0)
            at++;
        ck_assert_uint_eq(at % 4, 0); /* the address, counted from Payload Proto */
    }
}
END_TEST

START_TEST(no_octets_are_a_truncated_message)
{
    struct pmip6_bytes none = {NULL, 0};
    struct pmip6_message m;
    size_t where = 9;

    pmip6_message_init(&m, NULL, 0);
    ck_assert_int_eq(pmip6_message_decode(&m, none, NULL, NULL, &where),
                     PMIP6_ERR_TRUNCATED);
    ck_assert_uint_eq(where, 0);
}
END_TEST

static int encode_one(struct pmip6_option *o)
{
    struct pmip6_message m;
    uint8_t buffer[512];
    size_t length;

    pmip6_message_init(&m, o, 1);
    m.mh_type = PMIP6_MH_BU;
    m.option_count = 1;
    return pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length);
}

START_TEST(what_cannot_be_encoded_is_refused)
{
    static const uint8_t octets[256];
    struct pmip6_option o = {.type = PMIP6_OPT_MN_IDENTIFIER};
    struct pmip6_message m;
    uint8_t buffer[64];
    size_t length;

    o.u.mn_id.identifier.data = octets;
    o.u.mn_id.identifier.length = PMIP6_MN_ID_MAX;
    ck_assert_int_eq(encode_one(&o), 0);
    o.u.mn_id.identifier.length = PMIP6_MN_ID_MAX + 1;
    ck_assert_int_eq(encode_one(&o), PMIP6_ERR_INVALID);
    o.u.mn_id.identifier.length = SIZE_MAX;
    ck_assert_int_eq(encode_one(&o), PMIP6_ERR_INVALID);
    o.u.mn_id.identifier.data = NULL;
    o.u.mn_id.identifier.length = 1;
    ck_assert_int_eq(encode_one(&o), PMIP6_ERR_INVALID);
    o.type = PMIP6_OPT_PADN;
    ck_assert_int_eq(encode_one(&o), PMIP6_ERR_INVALID);
    pmip6_message_init(&m, NULL, 0);
    m.mh_type = 200;
    m.body.length = 10;
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
    m.body.data = octets;
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     0);
    m.body.length = 11; /* padding would become part of it */
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
    m.body.length = SIZE_MAX - 5;
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_MESSAGE_SIZE);
    m.mh_type = PMIP6_MH_BA;
    m.flags = 0x100; /* a Binding Acknowledgement's flags are one octet */
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
}
END_TEST

/* Arguments and members that no message can have: refused before anything is looked at.
 */
START_TEST(hostile_callers_are_refused)
{
    const uint8_t two[2] = {0};
    struct pmip6_option options[2] = {{.type = 200}, {.type = 200}};
    struct pmip6_suboption sub = {.type = PMIP6_ANI_GEO_LOCATION};
    struct pmip6_message m;
    uint8_t buffer[600];
    size_t length, at = 3;

    pmip6_message_init(&m, options, 2);
    m.mh_type = PMIP6_MH_BU;
    m.option_count = 3; /* as a decoder leaves it that had no room */
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_message_text(&m, (char *)buffer, sizeof buffer, &length),
                     PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_message_json(&m, (char *)buffer, sizeof buffer, &length),
                     PMIP6_ERR_INVALID);
    m.option_count = 0;
    m.reserved = 256;
    ck_assert_int_eq(pmip6_message_encode(&m, buffer, sizeof buffer, NULL, NULL, &length),
                     PMIP6_ERR_INVALID);
    options[0].type = PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER;
    options[0].u.suboptions.data = two;
    options[0].u.suboptions.length = 2;
    ck_assert_int_eq(pmip6_suboption_next(&options[0], &sub, &at), PMIP6_ERR_INVALID);
    options[0].u.suboptions.data = NULL;
    options[0].u.suboptions.length = 0;
    at = 0;
    ck_assert_int_eq(pmip6_suboption_next(&options[0], &sub, &at), 0);
    ck_assert_int_eq(pmip6_suboptions_encode(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER, NULL, 1,
                                             buffer, sizeof buffer, &length),
                     PMIP6_ERR_INVALID);
}
END_TEST

static int encode_civic(size_t octets, size_t *length)
{
    static const uint8_t zeros[255];
    struct pmip6_suboption sub = {.type = PMIP6_ANI_CIVIC_LOCATION};
    uint8_t buffer[600];

    sub.u.civic_location.location.data = zeros;
    sub.u.civic_location.location.length = octets;
    return pmip6_suboptions_encode(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER, &sub, 1, buffer,
                                   sizeof buffer, length);
}

START_TEST(suboptions_are_limited_by_their_fields_and_by_their_option)
{
    struct pmip6_suboption sub = {.type = PMIP6_ANI_GEO_LOCATION};
    uint8_t buffer[16];
    size_t length;

    ck_assert_int_eq(encode_civic(251, &length), 0);
    ck_assert_uint_eq(length, 255); /* all that an option holds */
    ck_assert_int_eq(encode_civic(252, &length), PMIP6_ERR_INVALID);
    for (int sign = -1; sign <= 1; sign += 2) {
        const int32_t most = sign < 0 ? -0x800000 : 0x7fffff;

        sub.u.geo_location.latitude = most;
        ck_assert_int_eq(pmip6_suboptions_encode(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER,
                                                 &sub, 1, buffer, sizeof buffer, &length),
                         0);
        sub.u.geo_location.latitude = most + sign;
        ck_assert_int_eq(pmip6_suboptions_encode(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER,
                                                 &sub, 1, buffer, sizeof buffer, &length),
                         PMIP6_ERR_INVALID);
    }
}
END_TEST

/* Text as it is printed for a service identifier of these octets. */
static void print_service(const char *octets, char *text, size_t capacity, size_t *length)
{
    struct pmip6_option o = {.type = PMIP6_OPT_SERVICE_SELECTION};
    struct pmip6_message m;

    o.u.service.data = (const uint8_t *)octets;
    o.u.service.length = strlen(octets);
    pmip6_message_init(&m, &o, 1);
    m.option_count = 1;
    m.mh_type = PMIP6_MH_BRR;
    (void)pmip6_message_text(&m, text, capacity, length);
}

START_TEST(text_escapes_what_would_pass_for_something_else)
{
    static const struct {
        const char *octets, *shown;
    } cases[] = {
        {"a b(c)d", "a\\x20b\\x28c\\x29d"},
        {"\xc2\xa0", "\\xc2\\xa0"},
        {"\xc2\xad", "\\xc2\\xad"},
        {"\xd8\x9c", "\\xd8\\x9c"},
        {"\xe2\x80\x8f", "\\xe2\\x80\\x8f"},
        {"\xe2\x80\x83", "\\xe2\\x80\\x83"},
        {"\xe2\x80\xaf", "\\xe2\\x80\\xaf"},
        {"\xe2\x81\xa6", "\\xe2\\x81\\xa6"},
        {"\xe3\x80\x80", "\\xe3\\x80\\x80"},
        {"\xef\xbb\xbf", "\\xef\\xbb\\xbf"},
        {"\xe1\x9a\x80", "\\xe1\\x9a\\x80"},
        {"\xe1\xa0\x8e", "\\xe1\\xa0\\x8e"},
        {"\xf3\xa0\x80\x81", "\\xf3\\xa0\\x80\\x81"},
        /* neighbours of those */
        {"\xe1\x9a\x81\xe1\xa0\x80", "\xe1\x9a\x81\xe1\xa0\x80"},
        {"\xe1\xa0\x8f\xf3\xa0\x82\x80", "\xe1\xa0\x8f\xf3\xa0\x82\x80"},
        {"\xc2\xa1\xc2\xae\xd8\x9b", "\xc2\xa1\xc2\xae\xd8\x9b"},
        {"\xe2\x80\x90\xe2\x80\xa7", "\xe2\x80\x90\xe2\x80\xa7"},
        {"\xe2\x80\xb0\xe2\x81\x9e", "\xe2\x80\xb0\xe2\x81\x9e"},
        {"\xe2\x81\xb0\xe3\x80\x81", "\xe2\x81\xb0\xe3\x80\x81"},
        {"\xef\xbb\xbe\xef\xba\xbf", "\xef\xbb\xbe\xef\xba\xbf"},
    };
    char text[200], wanted[200];
    size_t length;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        print_service(cases[i].octets, text, sizeof text, &length);
        strcpy(wanted, "BRR service-selection=");
        strcat(wanted, cases[i].shown);
        ck_assert_str_eq(text, wanted);
    }
}
END_TEST

START_TEST(text_without_room_ends_with_a_whole_character)
{
    char text[64];
    size_t length;

    for (size_t capacity = 23; capacity < 36; capacity++) {
        size_t room = capacity - 1 - 22; /* behind `BRR service-selection=` */

        print_service("\xe2\x82\xac\xc2\xa1\xf0\x9f\x93\xb1x", text, capacity, &length);
        ck_assert_uint_eq(length, 22 + 10);
        ck_assert_uint_eq(strlen(text) - 22, room < 3    ? 0
                                             : room < 5  ? 3
                                             : room < 9  ? 5
                                             : room < 10 ? 9
                                                         : 10);
    }
}
END_TEST

START_TEST(message_ends_with_its_last_field)
{
    ck_assert_uint_eq(sizeof(struct pmip6_message),
                      offsetof(struct pmip6_message, reserved) + sizeof(uint16_t));
}
END_TEST

static Suite *message_suite(void)
{
    Suite *s = suite_create("message");
    TCase *c = tcase_create("message");

    tcase_add_test(c, message_decodes_and_encodes_the_golden_update);
    tcase_add_test(c, message_notices_every_changed_bit_by_its_checksum);
    tcase_add_test(c, message_survives_every_cut_and_every_octet);
    tcase_add_test(c, encoder_tells_the_room_it_needs_and_writes_nothing_past_the_end);
    tcase_add_test(c, malformed_options_are_named);
    tcase_add_test(c, unknown_options_and_odd_padding_are_passed_over);
    tcase_add_test(c, header_faults_come_in_their_order);
    tcase_add_test(c, view_sees_the_same_whatever_the_order);
    tcase_add_test(c, shard_key_is_the_same_for_every_message_of_a_node);
    tcase_add_test(c, shard_key_reads_nothing_past_the_octets_it_is_given);
    tcase_add_test(c, shard_key_looks_only_where_options_are);
    tcase_add_test(c, shard_key_passes_over_the_addresses_of_a_home_agent_switch);
    tcase_add_test(c, flow_option_stands_where_its_selector_is_aligned);
    tcase_add_test(c, no_octets_are_a_truncated_message);
    tcase_add_test(c, what_cannot_be_encoded_is_refused);
    tcase_add_test(c, hostile_callers_are_refused);
    tcase_add_test(c, suboptions_are_limited_by_their_fields_and_by_their_option);
    tcase_add_test(c, text_escapes_what_would_pass_for_something_else);
    tcase_add_test(c, text_without_room_ends_with_a_whole_character);
    tcase_add_test(c, message_ends_with_its_last_field);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(message_suite)
