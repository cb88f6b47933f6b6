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
    return NULL;
}
