/* SPDX-License-Identifier: MIT */
#include "outstanding.h"

#include "host.h"
#include "invariants.h"

#include <string.h>

#define FIRST   1000u  /* ms, INITIAL_BINDACK_TIMEOUT */
#define LONGEST 32000u /* MAX_BINDACK_TIMEOUT */

static uint32_t twice(uint32_t interval)
{
    return 2 * interval < LONGEST ? 2 * interval : LONGEST;
}

/* A de-registration may be followed by whatever comes next. */
void outstanding_sent(struct host *h, uint32_t node, uint16_t lifetime)
{
    struct outstanding *o = &h->outstanding[node];
    pmip6_time now = clock_reading(h), before = now - o->since;

    looked_at(h, ONE_REQUEST_A_SESSION);
    if (lifetime == 0) {
        o->interval = 0;
        return;
    }
    if (o->interval && before < (pmip6_time)o->interval * 1000)
        violated(h, ONE_REQUEST_A_SESSION,
                 "node %u is asked for again after %u ms, not %u", (unsigned)node,
                 (unsigned)(before / 1000), (unsigned)o->interval);
    o->interval = o->interval ? twice(o->interval) : FIRST;
    o->since = now;
}

void outstanding_event(struct host *h, const struct pmip6_mag_event *e)
{
    outstanding_given_up(h, link_node(h->domain, e->link)->number);
}

void outstanding_given_up(struct host *h, uint32_t node)
{
    h->outstanding[node].interval = 0;
}

void outstanding_all_given_up(struct host *h)
{
    memset(h->outstanding, 0, sizeof h->outstanding);
}
