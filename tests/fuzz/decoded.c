/* SPDX-License-Identifier: MIT */
#include "decoded.h"

#include "header.h"
#include "memory.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

static int is_malformed(int rc)
{
    return rc <= PMIP6_ERR_TRUNCATED &&
           strcmp(pmip6_error_name(rc), "unknown-error") != 0;
}

/* An array with a guard behind so many options. */
static struct pmip6_option *options_new(size_t capacity)
{
    size_t size = capacity * sizeof(struct pmip6_option);
    uint8_t *memory = exact_new(size + GUARD);

    memset(memory, 0, size);
    guard_set(memory + size);
    return (struct pmip6_option *)(void *)memory;
}

static void decode_into(struct decoded *d, size_t capacity, enum addresses addresses)
{
    const struct pmip6_addr *source = addresses ? &header_source : NULL;
    const struct pmip6_addr *destination = addresses ? &header_destination : NULL;
    struct pmip6_option *options = options_new(capacity);

    pmip6_message_init(&d->m, options, capacity);
    d->where = SIZE_MAX;
    d->rc = pmip6_message_decode(&d->m, d->octets, source, destination, &d->where);
    must(guard_is_whole((uint8_t *)(options + capacity)),
         "decoding writes only options that the array has room for");
    must(d->rc == 0 || d->rc == PMIP6_ERR_ROOM || is_malformed(d->rc),
         "decoding gives an error that it may give");
    must(d->where <= d->octets.length, "what stops decoding is within the octets");
    d->options = options;
}

static void decode_without_room(struct decoded *d, size_t capacity, size_t count,
                                enum addresses addresses)
{
    decode_into(d, capacity, addresses);
    must(d->rc == PMIP6_ERR_ROOM, "an array that is too small is told");
    must(d->m.option_count == count,
         "how many options there are does not depend on room");
    free(d->options);
}

void decoded_new(struct decoded *d, const uint8_t *octets, size_t length,
                 enum addresses addresses)
{
    size_t count;

    d->octets.data = exact_copy(octets, length);
    d->octets.length = length;
    decode_into(d, 0, addresses);
    if (d->rc != PMIP6_ERR_ROOM)
        return;
    count = d->m.option_count;
    must(count > 0, "an array is too small for some option only");
    free(d->options);
    decode_without_room(d, count - 1, count, addresses);
    decode_without_room(d, count / 2, count, addresses);
    decode_into(d, count, addresses);
    must(d->rc == 0, "an array of the size that was told is large enough");
    must(d->m.option_count == count, "there are as many options as was told");
}

void decoded_free(struct decoded *d)
{
    free(d->options);
    free((void *)(uintptr_t)d->octets.data);
}
