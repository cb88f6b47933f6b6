/* SPDX-License-Identifier: MIT */
#include "witness.h"

#include "host.h"
#include "prefix.h"

const struct pmip6_option *witness_option(const struct pmip6_message *m, uint8_t type)
{
    for (size_t i = 0; i < m->option_count; i++) {
        if (m->options[i].type == type)
            return &m->options[i];
    }
    return NULL;
}

uint32_t witness_node(const struct host *h, const struct pmip6_message *m)
{
    const struct pmip6_option *o = witness_option(m, PMIP6_OPT_MN_IDENTIFIER);
    return o ? domain_node(h->domain, o->u.mn_id.identifier) : SIM_NODES;
}

/* The better it explains the answer, the more. Numbers come again where they are a
 * session's own; between two requests that explain it alike, the one that may change more
 * is assumed. */
static int explains(const struct asked *a, uint16_t lifetime)
{
    return 1 + 8 * a->fresh + 4 * (a->lifetime >= lifetime) + a->names_prefix +
           a->uploads;
}

const struct asked *witness_asked(const struct host *h, uint32_t node,
                                  const struct pmip6_addr *source, uint16_t sequence,
                                  uint16_t lifetime)
{
    const struct asked *found = NULL;

    for (uint32_t i = 0; i < ASKED; i++) {
        const struct asked *a = &h->asked[node][i];

        if (a->used && a->sequence == sequence && p6_addr_equal(&a->source, source) &&
            (!found || explains(a, lifetime) > explains(found, lifetime)))
            found = a;
    }
    return found;
}

/* 300 ms, and one for the rounding of 1/65536 s. */
static int is_fresh(const struct host *h, const struct pmip6_message *m)
{
    const struct pmip6_option *o = witness_option(m, PMIP6_OPT_TIMESTAMP);
    pmip6_timestamp now = clock_day(h), apart;

    if (!o)
        return 1;
    apart = o->u.timestamp > now ? o->u.timestamp - now : now - o->u.timestamp;
    return apart <= 301 * 65536 / 1000;
}

void witness_request(struct host *h, const struct pmip6_datagram *d,
                     const struct pmip6_message *m)
{
    const struct pmip6_option *prefix = witness_option(m, PMIP6_OPT_HOME_NETWORK_PREFIX);
    const struct pmip6_option *address = witness_option(m, PMIP6_OPT_LINK_LOCAL_ADDRESS);
    uint32_t node = witness_node(h, m);
    struct asked *a;

    if (node >= SIM_NODES)
        return;
    a = &h->asked[node][h->asked_next[node]++ % ASKED];
    a->used = 1;
    a->sequence = (uint16_t)m->sequence;
    a->source = d->source;
    a->lifetime = m->lifetime;
    a->fresh = (uint8_t)is_fresh(h, m);
    a->names_prefix = prefix && !p6_prefix_is_zero(&prefix->u.prefix);
    a->uploads = address && !p6_addr_is_unspecified(&address->u.address);
}

/* A binding counts from when its request was sent, at the latest transmission with that
 * number. */
void witness_promise(struct host *h, const struct pmip6_message *m)
{
    uint32_t node = witness_node(h, m);
    pmip6_time sent = 0;

    for (uint32_t i = 0; node < SIM_NODES && i < ASKED; i++) {
        if (h->sent[node][i].sequence == m->sequence && h->sent[node][i].at > sent)
            sent = h->sent[node][i].at;
    }
    for (size_t i = 0; sent && m->status < 128 && i < m->option_count; i++) {
        struct promise *p = &h->promises[node][h->promise_next[node] % PROMISES];

        if (m->options[i].type != PMIP6_OPT_HOME_NETWORK_PREFIX)
            continue;
        h->promise_next[node]++;
        p->prefix = p6_prefix_canonical(&m->options[i].u.prefix);
        p->ends = sent + (pmip6_time)m->lifetime * 4000000;
    }
}

pmip6_time witness_promised(const struct host *h, uint32_t node,
                            const struct pmip6_prefix *prefix)
{
    pmip6_time latest = 0;

    for (uint32_t i = 0; i < PROMISES; i++) {
        const struct promise *p = &h->promises[node][i];

        if (p->ends > latest && p6_prefix_equal(&p->prefix, prefix))
            latest = p->ends;
    }
    return latest;
}
