/* SPDX-License-Identifier: MIT */
/*
 * Octets are decoded; what decodes is encoded and decoded again, and must say the same.
 * The octets are looked at as they come, and with a header that fits them.
 */
#include "decoded.h"
#include "encoded.h"
#include "header.h"
#include "kept.h"
#include "memory.h"
#include "same.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define AT_CHECKSUM 4
#define LONGEST     2048

/* Options may need padding that they came without: at most seven octets each. */
static int may_be_too_long(const struct decoded *d)
{
    return header_length(d->octets.data, d->octets.length) + 7 * d->m.option_count + 7 >
           LONGEST;
}

static void look_at_again(const struct decoded *first, const uint8_t *octets,
                          size_t length)
{
    struct decoded second;
    uint8_t *again;
    size_t again_length;

    decoded_new(&second, octets, length, WITHOUT_ADDRESSES);
    must(second.rc == 0, "what was encoded decodes");
    must(second.m.trailing == 0, "nothing trails behind what was encoded");
    must(second.m.option_count == first->m.option_count, "no option is lost, none comes");
    must(same_message(first, &second), "what was encoded says what was decoded");
    must(kept_fixed_part(first, &second), "the fixed part's bits are kept");
    must(kept_options(first, &second), "the options' bits are kept");
    again = encoded_new(&second.m, &again_length);
    must(again && again_length == length && memcmp(again, octets, length) == 0,
         "a message has one encoding");
    free(again);
    decoded_free(&second);
}

static void look_at_names(const struct pmip6_message *m)
{
    must(pmip6_message_name(m) != NULL, "a message has a name");
    for (size_t i = 0; i < m->option_count; i++)
        must(pmip6_option_name(m->options[i].type) != NULL, "an option has a name");
}

static void look_at_decoded(const struct decoded *d)
{
    uint8_t *octets;
    size_t length;

    must(d->m.trailing ==
             d->octets.length - header_length(d->octets.data, d->octets.length),
         "what trails is counted");
    look_at_names(&d->m);
    octets = encoded_new(&d->m, &length);
    must(octets || may_be_too_long(d), "what was decoded can be encoded");
    if (octets) {
        encoded_with_less_room(&d->m, length);
        encoded_with_addresses(&d->m, octets, length);
        look_at_again(d, octets, length);
    }
    free(octets);
}

/* With the right checksum nothing changes; with a wrong one nothing decodes. */
static void look_at_checksum(const struct decoded *without)
{
    size_t length = without->octets.length;
    size_t summed = header_length(without->octets.data, length);
    uint8_t *octets;
    struct decoded with;

    if (summed == 0)
        return;
    octets = exact_copy(without->octets.data, length);
    header_sum(octets, summed);
    decoded_new(&with, octets, length, WITH_ADDRESSES);
    must(with.rc == without->rc && with.where == without->where,
         "the right checksum changes nothing");
    must(with.rc != 0 || with.m.option_count == without->m.option_count,
         "the right checksum changes no option");
    decoded_free(&with);
    octets[AT_CHECKSUM] ^= 0x10;
    decoded_new(&with, octets, length, WITH_ADDRESSES);
    must(with.rc != 0, "a wrong checksum is seen");
    must(without->rc != 0 || with.rc == PMIP6_ERR_CHECKSUM, "a wrong checksum is told");
    decoded_free(&with);
    free(octets);
}

static void look_at(const uint8_t *octets, size_t length)
{
    struct decoded d;

    decoded_new(&d, octets, length, WITHOUT_ADDRESSES);
    pmip6_shard_key(d.octets);
    if (d.rc == 0)
        look_at_decoded(&d);
    look_at_checksum(&d);
    decoded_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
    uint8_t *fitting = exact_copy(octets, length);

    look_at(octets, length);
    if (header_fit(fitting, length))
        look_at(fitting, length);
    free(fitting);
    return 0;
}
