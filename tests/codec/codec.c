/* SPDX-License-Identifier: MIT */
#include "codec.h"
#include "same.h"

#include <string.h>

unsigned long codec_rounds(void)
{
    const char *rounds = getenv("PMIP6_ROUNDS");
    unsigned long count = rounds ? strtoul(rounds, NULL, 10) : 0;

    return count ? count : 1000000;
}

unsigned codec_step(void)
{
    const char *every = getenv("PMIP6_STEP");
    unsigned long step = every ? strtoul(every, NULL, 10) : 0;

    return step < 1 ? 1 : step < 61 ? (unsigned)step : 61;
}

int codec_decode(struct pmip6_message **m, unsigned which, const uint8_t *octets,
                 size_t length, size_t *where)
{
    static struct pmip6_message messages[2];
    static struct pmip6_option options[2][OPTIONS_MAX];
    struct pmip6_bytes b = {octets, length};

    *m = &messages[which];
    pmip6_message_init(*m, options[which], OPTIONS_MAX);
    return pmip6_message_decode(*m, b, NULL, NULL, where);
}

static size_t take_inside(const struct pmip6_option *o, struct pmip6_suboption *subs,
                          size_t most, int *rc)
{
    size_t at = 0, count = 0;

    while (count < most && (*rc = pmip6_suboption_next(o, &subs[count], &at)) == 1)
        count++;
    return count;
}

/* The same option with other octets inside. */
static struct pmip6_option with_inside(const struct pmip6_option *o, struct pmip6_bytes b)
{
    struct pmip6_option made = *o;

    if (o->type == PMIP6_OPT_FLOW_IDENTIFICATION)
        made.u.flow.suboptions = b;
    else if (o->type == PMIP6_OPT_QUALITY_OF_SERVICE)
        made.u.qos.suboptions = b;
    else
        made.u.suboptions = b;
    return made;
}

/* Where what stands inside begins, counted from the option's type octet. */
static size_t inside_at(const struct pmip6_option *o)
{
    switch (o->type) {
    case PMIP6_OPT_CONTEXT_REQUEST:
        return 4; /* RFC 5949 6.2.1 */
    case PMIP6_OPT_IPV4_TRAFFIC_OFFLOAD_SELECTOR:
        return 6; /* RFC 6909 3.1 */
    case PMIP6_OPT_FLOW_IDENTIFICATION:
    case PMIP6_OPT_QUALITY_OF_SERVICE:
        return 8; /* RFC 6089 4.2, RFC 7222 4.1 */
    default:
        return 2;
    }
}

/* Whether each stands at the first place that suits it, and the last at the end. */
static int is_inside_laid_out(const struct pmip6_option *o,
                              const struct pmip6_suboption *subs, size_t count,
                              size_t length)
{
    size_t at = inside_at(o), end = at + length;

    for (size_t i = 0; i < count; i++) {
        const struct option_row *row =
            p6_suboption_row(p6_option_row(o->type)->inside, subs[i].type);

        const size_t modulo =
            row->alignment ? row->alignment(&subs[i]) : row->align_modulo;

        while (modulo && at % modulo != row->align_rest)
            at++;
        if (subs[i].offset != at)
            return 0;
        at += 2u + subs[i].length;
    }
    return at == end;
}

const char *inside_comes_back(const struct pmip6_option *o)
{
    static struct pmip6_suboption subs[256], back[256];
    uint8_t octets[255];
    struct pmip6_bytes b = {octets, 0};
    struct pmip6_option made;
    size_t count;
    int rc;

    if (!p6_option_row(o->type)->inside)
        return NULL;
    count = take_inside(o, subs, 256, &rc);
    if (rc < 0)
        return NULL;
    rc = pmip6_suboptions_encode(o->type, subs, count, octets, sizeof octets, &b.length);
    if (rc != 0)
        return "what stands inside does not encode";
    made = with_inside(o, b);
    if (take_inside(&made, back, 256, &rc) != count || rc != 0)
        return "what was encoded inside does not decode";
    for (size_t i = 0; i < count; i++) {
        if (!same_suboption(o->type, &subs[i], &back[i]))
            return "what was encoded inside is not what was decoded";
    }
    return is_inside_laid_out(o, back, count, b.length)
               ? NULL
               : "what stands inside is not at its place";
}

struct pmip6_bytes inside_of(const struct pmip6_option *o)
{
    if (o->type == PMIP6_OPT_FLOW_IDENTIFICATION)
        return o->u.flow.suboptions;
    if (o->type == PMIP6_OPT_QUALITY_OF_SERVICE)
        return o->u.qos.suboptions;
    return o->u.suboptions;
}

int is_inside_canonical(const struct pmip6_option *o)
{
    static struct pmip6_suboption subs[256];
    uint8_t octets[255];
    size_t count, length;
    int rc;

    if (!p6_option_row(o->type)->inside)
        return 1;
    count = take_inside(o, subs, 256, &rc);
    return rc == 0 &&
           pmip6_suboptions_encode(o->type, subs, count, octets, sizeof octets,
                                   &length) == 0 &&
           length == inside_of(o).length &&
           memcmp(octets, inside_of(o).data, length) == 0;
}
