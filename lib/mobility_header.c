/* SPDX-License-Identifier: MIT */
#include "mobility_header.h"

#include "checksum.h"
#include "message_table.h"
#include "option.h"

#define PAYLOAD_PROTO_NONE 59
#define AT_HEADER_LENGTH   1
#define AT_CHECKSUM        4

static int is_intact(const struct pmip6_addr *source,
                     const struct pmip6_addr *destination, const uint8_t *octets,
                     size_t length)
{
    return p6_checksum(source, destination, P6_NEXT_HEADER_MH, octets, length) == 0;
}

/* The checksum covers what the header's length says. Where that is too short for the type
 * it is the length that is wrong, if the checksum fits all that came. */
void p6_take_mobility_header(struct reader *in, struct pmip6_bytes octets,
                             const struct pmip6_addr *source,
                             const struct pmip6_addr *destination, uint8_t *mh_type,
                             uint8_t *reserved)
{
    uint8_t payload_proto, units;
    size_t length;
    int is_short;

    p6_reader_init(in, octets.data, octets.length);
    payload_proto = p6_take_u8(in);
    units = p6_take_u8(in);
    *mh_type = p6_take_u8(in);
    *reserved = p6_take_u8(in);
    p6_take_u16(in);
    length = 8 * ((size_t)units + 1);
    if (octets.length < length) {
        p6_reader_fail(in, PMIP6_ERR_TRUNCATED, octets.length);
        return;
    }
    in->end = length;
    is_short = units < p6_message_row(*mh_type)->least_length;
    if (source && destination && !is_intact(source, destination, octets.data, length) &&
        !(is_short && is_intact(source, destination, octets.data, octets.length)))
        p6_reader_fail(in, PMIP6_ERR_CHECKSUM, AT_CHECKSUM);
    if (payload_proto != PAYLOAD_PROTO_NONE)
        p6_reader_fail(in, PMIP6_ERR_PAYLOAD_PROTO, 0);
    if (is_short)
        p6_reader_fail(in, PMIP6_ERR_HEADER_LENGTH, AT_HEADER_LENGTH);
}

void p6_begin_mobility_header(struct writer *out, uint8_t mh_type, uint8_t reserved)
{
    /* The length and the checksum come once they are known. */
    const uint8_t begin[] = {PAYLOAD_PROTO_NONE, 0, mh_type, reserved, 0, 0};

    p6_put(out, begin, sizeof begin);
}

int p6_end_mobility_header(struct writer *out, const struct pmip6_addr *source,
                           const struct pmip6_addr *destination)
{
    p6_put_padding(out, (8 - out->at % 8) % 8);
    if (out->at > P6_MH_MAX)
        return PMIP6_ERR_MESSAGE_SIZE;
    if (out->at > out->capacity)
        return PMIP6_ERR_ROOM;
    p6_patch_u8(out, AT_HEADER_LENGTH, (uint8_t)(out->at / 8 - 1));
    if (source && destination)
        p6_patch_u16(
            out, AT_CHECKSUM,
            p6_checksum(source, destination, P6_NEXT_HEADER_MH, out->data, out->at));
    return 0;
}
