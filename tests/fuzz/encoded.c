/* SPDX-License-Identifier: MIT */
#include "encoded.h"

#include "header.h"
#include "memory.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST     2048
#define AT_CHECKSUM 4

static void encode_without_room(const struct pmip6_message *m, size_t capacity,
                                size_t needed)
{
    static uint8_t buffer[LONGEST + GUARD];
    size_t length = 0;
    int rc;

    guard_set(buffer + capacity);
    rc = pmip6_message_encode(m, buffer, capacity, NULL, NULL, &length);
    must(rc == PMIP6_ERR_ROOM, "a buffer that is too small is told");
    must(length == needed, "the room that is needed does not depend on what there is");
    must(guard_is_whole(buffer + capacity), "encoding writes within the buffer");
}

/* Every size, but of long messages only what is near to either end and some between. */
void encoded_with_less_room(const struct pmip6_message *m, size_t needed)
{
    size_t step = needed > 256 ? needed / 32 : 1;

    for (size_t capacity = 0; capacity < needed; capacity++) {
        if (capacity < 16 || needed - capacity < 16 || capacity % step == 0)
            encode_without_room(m, capacity, needed);
    }
}

void encoded_with_addresses(const struct pmip6_message *m, const uint8_t *octets,
                            size_t length)
{
    uint8_t *expected = exact_copy(octets, length);
    uint8_t *buffer = exact_new(length);
    size_t written = 0;
    int rc = pmip6_message_encode(m, buffer, length, &header_source, &header_destination,
                                  &written);

    must(rc == 0 && written == length, "addresses do not change how long a message is");
    header_sum(expected, length);
    must(memcmp(buffer, expected, length) == 0,
         "with addresses a message is the same but for its checksum");
    free(expected);
    free(buffer);
}

uint8_t *encoded_new(const struct pmip6_message *m, size_t *length)
{
    uint8_t *buffer;
    size_t needed = 0;
    int rc = pmip6_message_encode(m, NULL, 0, NULL, NULL, &needed);

    if (rc == PMIP6_ERR_MESSAGE_SIZE)
        return NULL;
    must(rc == PMIP6_ERR_ROOM, "what was decoded can be encoded");
    must(needed > AT_CHECKSUM + 1 && needed % 8 == 0 && needed <= LONGEST,
         "a message is of whole units, and no longer than it may be");
    buffer = exact_new(needed + GUARD);
    guard_set(buffer + needed);
    rc = pmip6_message_encode(m, buffer, needed, NULL, NULL, length);
    must(rc == 0 && *length == needed,
         "a buffer of the size that was told is large enough");
    must(guard_is_whole(buffer + needed), "encoding writes no more than it says");
    return buffer;
}
