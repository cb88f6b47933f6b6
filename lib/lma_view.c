/* SPDX-License-Identifier: MIT */
/* Pictures of the LMA's state for hosts: views, events, iteration, counters, gauges. */
#include "args.h"
#include "lma_internal.h"

#include <string.h>

void p6_lma_view(const pmip6_lma *lma, uint32_t session, struct pmip6_prefix *prefixes,
                 struct pmip6_binding_view *view)
{
    const struct session *s = p6_session(&lma->cache, session);

    memset(view, 0, sizeof *view);
    view->size = sizeof *view;
    view->mn_id = p6_session_node(&lma->cache, s).octets;
    view->mn_id_subtype = s->mn_id_subtype;
    view->link_layer_id = p6_session_lli(&lma->cache, s);
    view->prefixes = prefixes;
    view->prefix_count = p6_session_prefixes(&lma->cache, s, prefixes);
    view->proxy_coa = s->proxy_coa;
    view->lma_address = s->lma_address;
    view->link_local = s->link_local;
    view->tunnel = p6_tunnel_at(&lma->tunnels, s->tunnel)->tunnel;
    view->expires = s->timer.deadline;
    view->timestamp = s->untimed ? 0 : s->timestamp;
    view->id = (uint64_t)s->head.generation << 32 | session;
    view->lifetime = (uint32_t)s->units * 4;
    view->state = s->state;
    view->sequence = s->sequence;
    view->access_technology = s->access_technology;
    view->handoff = s->handoff;
}

void p6_lma_picture(const pmip6_lma *lma, uint32_t session, struct picture *p)
{
    p6_lma_view(lma, session, p->prefixes, &p->view);
    memcpy(p->mn_id, p->view.mn_id.data, p->view.mn_id.length);
    p->view.mn_id.data = p->mn_id;
    memcpy(p->lli, p->view.link_layer_id.data, p->view.link_layer_id.length);
    p->view.link_layer_id.data = p->lli;
}

void p6_lma_event(pmip6_lma *lma, uint32_t kind, const struct picture *before,
                  const struct picture *after, const struct pmip6_addr *mag, uint32_t why,
                  struct pmip6_bytes mn_id)
{
    struct pmip6_lma_event e;

    if (!lma->callbacks.event)
        return;
    memset(&e, 0, sizeof e);
    e.size = sizeof e;
    e.kind = kind;
    e.before = before ? &before->view : NULL;
    e.after = after ? &after->view : NULL;
    e.mn_id = mn_id;
    if (kind == PMIP6_LMA_REFUSED)
        e.status = why;
    else
        e.cause = why;
    e.now = lma->now;
    if (mag)
        e.mag = *mag;
    p6_enter(&lma->effects);
    lma->callbacks.event(&e, lma->effects.user);
    p6_leave(&lma->effects);
}

/* The reading functions ask for the time themselves: a session past its end is not there.
 * As in every callback, the host may only read meanwhile. */
pmip6_time p6_lma_time(const pmip6_lma *lma)
{
    struct pmip6_clock now = {0, 0};

    p6_enter(&lma->self->effects);
    lma->callbacks.clock(&now, lma->effects.user);
    p6_leave(&lma->self->effects);
    return now.monotonic;
}

/* A view as large as the caller knows it. Its prefixes live in the handle until the next
 * view: writing there changes nothing that a reader could see but the view itself. */
static void show(const pmip6_lma *lma, uint32_t session, struct pmip6_binding_view *view)
{
    struct pmip6_binding_view ours;

    p6_lma_view(lma, session, lma->self->seen, &ours);
    (void)p6_args_out(view, &ours, sizeof ours);
}

int pmip6_lma_next_binding(const pmip6_lma *lma, uint32_t *cursor,
                           struct pmip6_binding_view *view)
{
    pmip6_time now;
    uint32_t i;

    if (!lma || !cursor || p6_args_are_there(view) < 0)
        return PMIP6_ERR_INVALID;
    now = p6_lma_time(lma);
    i = *cursor;
    while ((i = p6_slab_next(&lma->cache.sessions, i)) != P6_NONE) {
        *cursor = i;
        /* One without a state is being made, and may come to nothing. */
        if (p6_session(&lma->cache, i)->state &&
            p6_session_is_alive(p6_session(&lma->cache, i), now)) {
            show(lma, i, view);
            return 1;
        }
    }
    return 0;
}

/* The node's next session in the order of records, behind one of them: what comes and
 * goes between two calls does not matter. */
static uint32_t next_of_node(const pmip6_lma *lma, struct node_id node, uint32_t behind,
                             pmip6_time now)
{
    uint32_t next = P6_NONE;

    for (uint32_t i = p6_bce_first_of_node(&lma->cache, node); i != P6_NONE;
         i = p6_bce_next_of_node(&lma->cache, i)) {
        if (i > behind && (next == P6_NONE || i < next) &&
            p6_session_is_alive(p6_session(&lma->cache, i), now))
            next = i;
    }
    return next;
}

int pmip6_lma_next_of_node(const pmip6_lma *lma, struct pmip6_bytes mn_id,
                           uint32_t mn_id_subtype, uint32_t *cursor,
                           struct pmip6_binding_view *view)
{
    pmip6_time now;
    uint32_t next = P6_NONE;
    unsigned first = mn_id_subtype ? mn_id_subtype : 0,
             last = mn_id_subtype ? mn_id_subtype : UINT8_MAX;

    if (!lma || !cursor || (!mn_id.data && mn_id.length) || p6_args_are_there(view) < 0)
        return PMIP6_ERR_INVALID;
    now = p6_lma_time(lma);
    for (unsigned subtype = first; subtype <= last && subtype <= UINT8_MAX; subtype++) {
        struct node_id node = {mn_id, (uint8_t)subtype};
        uint32_t i = next_of_node(lma, node, *cursor, now);

        if (i != P6_NONE && (next == P6_NONE || i < next))
            next = i;
    }
    if (next == P6_NONE)
        return 0;
    *cursor = next;
    show(lma, next, view);
    return 1;
}

int pmip6_lma_find_by_address(const pmip6_lma *lma, const struct pmip6_addr *address,
                              struct pmip6_binding_view *view)
{
    uint32_t i;

    if (!lma || !address || p6_args_are_there(view) < 0)
        return PMIP6_ERR_INVALID;
    i = p6_bce_by_address(&lma->cache, address);
    if (i == P6_NONE ||
        !p6_session_is_alive(p6_session(&lma->cache, i), p6_lma_time(lma)))
        return PMIP6_ERR_NOT_FOUND;
    show(lma, i, view);
    return 0;
}

int pmip6_lma_next_tunnel(const pmip6_lma *lma, uint32_t *cursor,
                          struct pmip6_tunnel *tunnel)
{
    uint32_t i;

    if (!lma || !cursor || !tunnel)
        return PMIP6_ERR_INVALID;
    i = p6_slab_next(&lma->tunnels.records, *cursor);
    if (i == P6_NONE)
        return 0;
    *cursor = i;
    *tunnel = p6_tunnel_at(&lma->tunnels, i)->tunnel;
    return 1;
}

int pmip6_lma_get_counters(const pmip6_lma *lma, struct pmip6_lma_counters *c)
{
    if (!lma)
        return PMIP6_ERR_INVALID;
    return p6_args_out(c, &lma->counters, sizeof lma->counters);
}

int pmip6_lma_get_status(const pmip6_lma *lma, struct pmip6_lma_status *s)
{
    struct pmip6_lma_status now = {.size = sizeof now};

    if (!lma)
        return PMIP6_ERR_INVALID;
    now.memory = lma->memory.in_use;
    now.bindings = lma->cache.sessions.count;
    now.deregistering = lma->cache.deregistering;
    now.pending = lma->pending.count;
    now.tunnels = lma->tunnels.records.count;
    now.prefixes = p6_pools_in_use(&lma->pools);
    now.edition = lma->config.edition;
    return p6_args_out(s, &now, sizeof now);
}
