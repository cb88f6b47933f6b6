/* SPDX-License-Identifier: MIT */
#include "operations.h"

#include "baseline.h"

#include <string.h>

static int copy(struct bench_case *c)
{
    return bench_copy(c->written, c->octets, c->length) == c->octets[c->length - 1];
}

static int walk(struct bench_case *c)
{
    return bench_walk(c->octets, c->length, c->options_at, &bench_source,
                      &bench_destination) == c->message.option_count;
}

static int walk_plain(struct bench_case *c)
{
    return bench_walk_plain(c->octets, c->length, c->options_at, &bench_source,
                            &bench_destination) == c->message.option_count;
}

static int decode(struct bench_case *c)
{
    struct pmip6_bytes octets = {c->octets, c->length};
    size_t where;

    pmip6_message_init(&c->decoded, c->decoded_options, BENCH_OPTIONS);
    return pmip6_message_decode(&c->decoded, octets, &bench_source, &bench_destination,
                                &where) == 0 &&
           c->decoded.option_count == c->message.option_count && where == c->length;
}

static int encode(struct bench_case *c)
{
    size_t length;

    return pmip6_message_encode(&c->message, c->written, sizeof c->written, &bench_source,
                                &bench_destination, &length) == 0 &&
           length == c->length;
}

static const struct {
    const char *name;
    int (*run)(struct bench_case *c);
} operations[BENCH_OPERATIONS] = {
    [BENCH_COPY] = {"copy", copy},
    [BENCH_WALK] = {"walk", walk},
    [BENCH_WALK_PLAIN] = {"plain", walk_plain},
    [BENCH_DECODE] = {"decode", decode},
    [BENCH_ENCODE] = {"encode", encode},
};

const char *bench_operation_name(enum bench_what what)
{
    return operations[what].name;
}

uint64_t bench_repeat(struct bench_case *c, enum bench_what what, uint64_t count)
{
    int (*run)(struct bench_case * c) = operations[what].run;
    uint64_t right = 0;

    for (uint64_t i = 0; i < count; i++)
        right += run(c) != 0;
    return right;
}

/* What was decoded, encoded again, is the same octets. */
static int comes_back(struct bench_case *c)
{
    size_t length;

    memset(c->written, 0xaa, sizeof c->written);
    return decode(c) &&
           pmip6_message_encode(&c->decoded, c->written, sizeof c->written, &bench_source,
                                &bench_destination, &length) == 0 &&
           length == c->length && memcmp(c->written, c->octets, length) == 0;
}

const char *bench_wrong(struct bench_case *c)
{
    for (unsigned what = 0; what < BENCH_OPERATIONS; what++) {
        if (bench_repeat(c, (enum bench_what)what, 1) != 1)
            return operations[what].name;
    }
    return comes_back(c) ? NULL : "decode and encode";
}
