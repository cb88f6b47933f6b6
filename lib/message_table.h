/* SPDX-License-Identifier: MIT */
#ifndef P6_MESSAGE_TABLE_H
#define P6_MESSAGE_TABLE_H

#include "field.h"

#include <pmip6/message.h>

/* One row a message: what stands between the checksum and the options. */

struct message_row {
    const char *name;
    const struct field *fields;
    uint8_t options_at; /* of the first option, counted from Payload Proto; 0: has none */
    uint8_t least_length; /* of the header, as its length field counts (RFC 6275 9.2) */
    uint8_t kind_width;   /* octets of the kind, where messages share the type */
    uint8_t kind;         /* and what it is for this one */
    const struct message_row *other; /* the other message of the type, or NULL */
};

/* Whether somebody has assigned the type. */
static inline int p6_message_type_is_known(uint8_t mh_type)
{
    return mh_type <= PMIP6_MH_SUBSCRIPTION_RESPONSE;
}

/* The (first) row of a type; one of plain octets where the type is not known. */
const struct message_row *p6_message_row(uint8_t mh_type);

/* The row of a type and a kind, NULL where the type has no such kind. */
const struct message_row *p6_message_row_of_kind(uint8_t mh_type, uint16_t kind);

/* The row of a message to be encoded or shown: as above, where the kind is wrong the
 * first. */
const struct message_row *p6_message_row_of(const struct pmip6_message *m);

/* Whether a message is there, of a known size, and so are the octets that it counts. */
int p6_message_is_whole(const struct pmip6_message *m);

#endif
