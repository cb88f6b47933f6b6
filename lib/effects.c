/* SPDX-License-Identifier: MIT */
#include "effects.h"

static struct pmip6_route route(const struct routed *r, const struct path *p, size_t i)
{
    struct pmip6_route made = {
        .size = sizeof made,
        .prefix = r->prefixes[i / p->kind_count],
        .kind = p->kinds[i % p->kind_count],
        .link = p->link,
        .tunnel = p->tunnel,
        .mn_id = r->mn_id,
        .flags = p->flags,
    };
    return made;
}

static size_t route_count(const struct routed *r, const struct path *p)
{
    return r->prefix_count * p->kind_count;
}

static void remove_first(struct effects *e, const struct routed *r, const struct path *p,
                         size_t count)
{
    p6_enter(e);
    while (count-- > 0) {
        struct pmip6_route gone = route(r, p, count);
        e->route_remove(&gone, e->user);
    }
    p6_leave(e);
}

int p6_routes_add(struct effects *e, const struct routed *r, const struct path *p)
{
    for (size_t i = 0; i < route_count(r, p); i++) {
        struct pmip6_route made = route(r, p, i);
        int rc;

        p6_enter(e);
        rc = e->route_add(&made, e->user);
        p6_leave(e);
        if (rc < 0) {
            remove_first(e, r, p, i);
            return PMIP6_ERR_CALLBACK;
        }
    }
    return 0;
}

void p6_routes_remove(struct effects *e, const struct routed *r, const struct path *p)
{
    remove_first(e, r, p, route_count(r, p));
}

static int replace_one(struct effects *e, const struct routed *r, const struct path *was,
                       const struct path *is, size_t i)
{
    struct pmip6_route before = route(r, was, i), after = route(r, is, i);
    int rc;

    p6_enter(e);
    rc = e->route_replace(&before, &after, e->user);
    p6_leave(e);
    return rc;
}

/* Puts the first routes back as they were. Where the host fails at that too, a part leads
 * one way and a part the other: then all of them go. */
static int undo_replaced(struct effects *e, const struct routed *r,
                         const struct path *was, const struct path *is, size_t count)
{
    uint32_t stuck = 0; /* a bit for each; there are at most two for each prefix */

    while (count-- > 0) {
        if (replace_one(e, r, is, was, count) < 0)
            stuck |= 1u << count;
    }
    if (!stuck)
        return PMIP6_ERR_CALLBACK;
    p6_enter(e);
    for (size_t i = 0; i < route_count(r, was); i++) {
        struct pmip6_route gone = route(r, stuck >> i & 1 ? is : was, i);
        e->route_remove(&gone, e->user);
    }
    p6_leave(e);
    return PMIP6_ERR_STATE;
}

int p6_routes_replace(struct effects *e, const struct routed *r, const struct path *was,
                      const struct path *is)
{
    for (size_t i = 0; i < route_count(r, is); i++) {
        if (replace_one(e, r, was, is, i) < 0)
            return undo_replaced(e, r, was, is, i);
    }
    return 0;
}

int p6_send(struct effects *e, const struct pmip6_datagram *d)
{
    int rc;

    p6_enter(e);
    rc = e->send(d, e->user);
    p6_leave(e);
    return rc;
}

void p6_tell_problem(struct effects *e, int error, const struct pmip6_datagram *d,
                     size_t offset)
{
    if (!e->parameter_problem ||
        (error != PMIP6_ERR_PAYLOAD_PROTO && error != PMIP6_ERR_HEADER_LENGTH))
        return;
    p6_enter(e);
    e->parameter_problem(d, (uint32_t)offset, e->user);
    p6_leave(e);
}

void p6_log(struct effects *e, struct pmip6_log *l)
{
    if (!e->log || e->logging)
        return;
    l->size = sizeof *l;
    e->logging = 1;
    p6_enter(e);
    e->log(l, e->user);
    p6_leave(e);
    e->logging = 0;
}

void p6_log_not_ended(struct effects *e)
{
    struct pmip6_log l = {.what = "not ended: called from inside a callback",
                          .level = PMIP6_LOG_ERROR,
                          .error = PMIP6_ERR_REENTRANT};

    p6_log(e, &l);
}
