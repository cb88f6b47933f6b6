/* SPDX-License-Identifier: MIT */

#include "policy_source.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "log.h"

#define QUERIES_MAX 65536u

/* What is kept of a question until it is answered: what a table may ask for. */
struct waiting_query {
    struct waiting_query *next;
    pmip6_time due;
    struct pmip6_policy_query query;
    uint8_t mn_id[PMIP6_MN_ID_MAX];
};

void policy_source_open(struct policy_source *s, const pmip6_policy_table *table,
                        pmip6_time delay)
{
    memset(s, 0, sizeof *s);
    s->last = &s->first;
    policy_source_change(s, table, delay);
}

void policy_source_change(struct policy_source *s, const pmip6_policy_table *table,
                          pmip6_time delay)
{
    s->table = table;
    s->delay = delay;
}

static void drop_first(struct policy_source *s)
{
    struct waiting_query *w = s->first;

    s->first = w->next;
    if (s->first == NULL)
        s->last = &s->first;
    s->count--;
    free(w);
}

void policy_source_close(struct policy_source *s)
{
    while (s->first != NULL)
        drop_first(s);
}

int policy_source_ask(struct policy_source *s, const struct pmip6_policy_query *q,
                      struct pmip6_policy *p)
{
    struct waiting_query *w;

    if (s->delay == 0)
        return pmip6_policy_table_answer(s->table, q, p);
    w = s->count < QUERIES_MAX ? calloc(1, sizeof *w) : NULL;
    if (w == NULL)
        return PMIP6_ERR_NOMEM;
    w->due = clock_now() + s->delay;
    if (w->due < s->last_due)
        w->due = s->last_due; /* the delay was made shorter: none overtakes */
    s->last_due = w->due;
    memcpy(&w->query, q, q->size < sizeof w->query ? q->size : sizeof w->query);
    w->query.size = sizeof w->query; /* what the library does not know is zero */
    memcpy(w->mn_id, q->mn_id.data, q->mn_id.length);
    w->query.mn_id.data = w->mn_id;
    w->query.link_layer_id = w->query.peer = (struct pmip6_bytes){NULL, 0};
    w->query.prefixes = NULL;
    w->query.prefix_count = 0;
    *s->last = w;
    s->last = &w->next;
    s->count++;
    return PMIP6_PENDING;
}

pmip6_time policy_source_next(const struct policy_source *s)
{
    return s->first == NULL ? PMIP6_NEVER : s->first->due;
}

void policy_source_answer(struct policy_source *s, pmip6_lma *lma)
{
    const pmip6_time now = clock_now();

    while (s->first != NULL && s->first->due <= now) {
        const struct pmip6_policy_query *q = &s->first->query;
        struct pmip6_policy p;
        int rc;

        pmip6_policy_init(&p);
        rc = pmip6_policy_table_answer(s->table, q, &p);
        rc = pmip6_lma_policy_done(lma, q->ticket, rc < 0 ? NULL : &p);
        if (rc == PMIP6_ERR_NOT_FOUND)
            log_info("policy answer too late", "ticket=%llu",
                     (unsigned long long)q->ticket);
        drop_first(s);
    }
}
