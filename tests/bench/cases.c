/* SPDX-License-Identifier: MIT */
#include "cases.h"

#include <string.h>

#define OPTIONS_AT 12 /* of a Binding Update and of its acknowledgement */
/* Of the experimental range that no registry will fill. */
#define UNKNOWN_TYPE 254

const struct pmip6_addr bench_source = {{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}};
const struct pmip6_addr bench_destination = {{0x20, 1, 0x0d, 0xb8, 0, 2, [15] = 1}};

static struct pmip6_option *add(struct bench_case *c, uint8_t type)
{
    struct pmip6_option *o = &c->options[c->message.option_count++];

    memset(o, 0, sizeof *o);
    o->type = type;
    return o;
}

static void add_identifier(struct bench_case *c)
{
    static const char name[] = "mobile-node-1@example.com";
    struct pmip6_option *o = add(c, PMIP6_OPT_MN_IDENTIFIER);

    o->u.mn_id.subtype = 1;
    o->u.mn_id.identifier.data = (const uint8_t *)name;
    o->u.mn_id.identifier.length = sizeof name - 1;
}

static void add_prefix(struct bench_case *c, uint16_t number)
{
    struct pmip6_prefix *p = &add(c, PMIP6_OPT_HOME_NETWORK_PREFIX)->u.prefix;
    const struct pmip6_prefix first = {{{0x20, 1, 0x0d, 0xb8, 0xff}}, 64};

    *p = first;
    p->addr.octets[6] = (uint8_t)(number >> 8);
    p->addr.octets[7] = (uint8_t)number;
}

static void add_interface(struct bench_case *c)
{
    add(c, PMIP6_OPT_HANDOFF_INDICATOR)->u.value = PMIP6_HANDOFF_MAGS;
    add(c, PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE)->u.value = 4;
}

/* All options of RFC 5213 8.3 to 8.8, behind the identifier. */
static void add_all(struct bench_case *c)
{
    static const uint8_t link_layer[] = {2, 0, 0, 0, 0, 1};
    static const struct pmip6_addr link_local = {{0xfe, 0x80, [8] = 2, [15] = 9}};
    struct pmip6_option *o;

    add_identifier(c);
    add_prefix(c, 1);
    add_interface(c);
    o = add(c, PMIP6_OPT_LINK_LAYER_IDENTIFIER);
    o->u.link_layer_id.data = link_layer;
    o->u.link_layer_id.length = sizeof link_layer;
    add(c, PMIP6_OPT_LINK_LOCAL_ADDRESS)->u.address = link_local;
    add(c, PMIP6_OPT_TIMESTAMP)->u.timestamp = (uint64_t)1700000000 << 16 | 0x4000;
}

static void begin_update(struct bench_case *c)
{
    c->message.mh_type = PMIP6_MH_BU;
    c->message.sequence = 0x1234;
    c->message.flags = PMIP6_BU_A | PMIP6_BU_P;
    c->message.lifetime = 75;
}

/* RFC 5213 6.9.1.5: what a request ordered by sequence numbers must carry. */
static void make_pbu_least(struct bench_case *c)
{
    begin_update(c);
    add_identifier(c);
    add_prefix(c, 1);
    add_interface(c);
}

static void make_pbu_all(struct bench_case *c)
{
    begin_update(c);
    add_all(c);
    add(c, PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS)->u.address = bench_source;
}

static void make_pba_all(struct bench_case *c)
{
    c->message.mh_type = PMIP6_MH_BA;
    c->message.flags = PMIP6_BA_P;
    c->message.sequence = 0x1234;
    c->message.lifetime = 75;
    add_all(c);
}

static size_t needed(const struct bench_case *c)
{
    size_t length;

    (void)pmip6_message_encode(&c->message, NULL, 0, NULL, NULL, &length);
    return length;
}

/* The longest message: all options, prefixes after them, and one that fills the rest. */
static void make_pbu_longest(struct bench_case *c)
{
    static const uint8_t octets[24];
    struct pmip6_option *last;
    size_t length;

    make_pbu_all(c);
    for (uint16_t i = 2; (length = needed(c)) + 24 <= BENCH_OCTETS; i++)
        add_prefix(c, i);
    if (length == BENCH_OCTETS)
        return;
    last = add(c, UNKNOWN_TYPE);
    last->u.raw.data = octets;
    last->u.raw.length = BENCH_OCTETS - length - 2;
}

/* The longest message of the most options: each without any data. */
static void make_pbu_most(struct bench_case *c)
{
    begin_update(c);
    while (c->message.option_count < BENCH_OPTIONS)
        add(c, UNKNOWN_TYPE);
}

static const struct {
    const char *name;
    void (*make)(struct bench_case *c);
} makers[BENCH_CASES] = {
    {"pbu-least", make_pbu_least}, {"pbu-all", make_pbu_all},
    {"pba-all", make_pba_all},     {"pbu-longest", make_pbu_longest},
    {"pbu-most", make_pbu_most},
};

int bench_case_make(struct bench_case *c, size_t which)
{
    memset(c, 0, sizeof *c);
    c->name = makers[which].name;
    c->options_at = OPTIONS_AT;
    pmip6_message_init(&c->message, c->options, BENCH_OPTIONS);
    makers[which].make(c);
    return pmip6_message_encode(&c->message, c->octets, sizeof c->octets, &bench_source,
                                &bench_destination, &c->length);
}
