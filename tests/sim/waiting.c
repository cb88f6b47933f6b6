/* SPDX-License-Identifier: MIT */
#include "waiting.h"

#include "host.h"
#include "invariants.h"
#include "prefix.h"

#include <string.h>

/* A policy query, a de-registration, another query: 1000, 1500 and 1000 ms. */
#define LONGEST 3600000u

static struct held *find(struct host *h, uint32_t node, const struct pmip6_addr *source)
{
    for (uint32_t i = 0; h->held_count && i < HELD; i++) {
        struct held *w = &h->held[i];

        if (w->used && w->node == node && p6_addr_equal(&w->source, source))
            return w;
    }
    return NULL;
}

void waiting_arrives(struct host *h, uint32_t node, const struct pmip6_addr *source)
{
    memset(&h->arrived, 0, sizeof h->arrived);
    h->arrived.used = node < SIM_NODES;
    h->arrived.node = node;
    h->arrived.source = *source;
    h->arrived.since = clock_reading(h);
}

/* What is said to another gateway of the node may be what this one waits for, or waits
 * for anew: its time counts from then. */
static void begin_anew(struct host *h, uint32_t node)
{
    for (uint32_t i = 0; h->held_count && i < HELD; i++) {
        if (h->held[i].used && h->held[i].node == node)
            h->held[i].since = clock_reading(h);
    }
}

void waiting_ends(struct host *h, uint32_t node, const struct pmip6_addr *source)
{
    struct held *w = find(h, node, source);

    if (h->arrived.used && h->arrived.node == node &&
        p6_addr_equal(&h->arrived.source, source))
        h->arrived.used = 0;
    if (w) {
        w->used = 0;
        h->held_count--;
    }
    begin_anew(h, node);
}

/* Where there is no room for it, it is not watched. */
static void hold(struct host *h)
{
    uint32_t i = 0;

    while (i < HELD && h->held[i].used)
        i++;
    if (i == HELD || find(h, h->arrived.node, &h->arrived.source))
        return;
    h->held[i] = h->arrived;
    h->held_count++;
}

void waiting_check(struct host *h)
{
    pmip6_time now = clock_reading(h);

    if (h->arrived.used)
        hold(h);
    h->arrived.used = 0;
    looked_at(h, WAITING_ENDS);
    for (uint32_t i = 0; h->held_count && i < HELD; i++) {
        if (h->held[i].used && now > h->held[i].since + LONGEST)
            violated(h, WAITING_ENDS, "a request for node %u waits without end",
                     (unsigned)h->held[i].node);
    }
}
