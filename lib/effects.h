/* SPDX-License-Identifier: MIT */
#ifndef P6_EFFECTS_H
#define P6_EFFECTS_H

#include <pmip6/lma.h>
#include <pmip6/mag.h>

/*
 * The seam through which an LMA or a MAG acts on forwarding: every callback for tunnels
 * and routes is called from here, with the handle marked as being inside a callback. Sets
 * of routes are all or nothing: what was done before one failed is undone in reverse.
 */

struct effects {
    int (*send)(const struct pmip6_datagram *d, void *user);
    int (*tunnel_open)(struct pmip6_tunnel *t, void *user);
    void (*tunnel_close)(const struct pmip6_tunnel *t, void *user);
    int (*route_add)(const struct pmip6_route *r, void *user);
    int (*route_replace)(const struct pmip6_route *was, const struct pmip6_route *is,
                         void *user);
    void (*route_remove)(const struct pmip6_route *r, void *user);
    void (*log)(const struct pmip6_log *l, void *user);
    void (*parameter_problem)(const struct pmip6_datagram *d, uint32_t offset,
                              void *user); /* may be NULL */
    void *user;
    uint32_t inside;  /* callbacks that are running */
    uint32_t logging; /* the log's is: what happens in it has no line of its own */
};

/* Marks a callback's begin and end. */
static inline void p6_enter(struct effects *e)
{
    e->inside++;
}

static inline void p6_leave(struct effects *e)
{
    e->inside--;
}

/* How a session's prefixes are routed: each by these kinds, over this link and tunnel. */
struct path {
    uint32_t kinds[2];
    uint32_t kind_count;
    uint32_t link;
    uint32_t flags; /* enum pmip6_route_flag bits */
    struct pmip6_tunnel tunnel;
};

/* Whose prefixes. */
struct routed {
    const struct pmip6_prefix *prefixes;
    size_t prefix_count;
    struct pmip6_bytes mn_id;
};

/* Each returns 0, or PMIP6_ERR_CALLBACK with everything as it was before. Replacing may
 * also return PMIP6_ERR_STATE: the host failed, and failed again when it was to put back
 * what had been there; then none of the routes is left. */
int p6_routes_add(struct effects *e, const struct routed *r, const struct path *p);
int p6_routes_replace(struct effects *e, const struct routed *r, const struct path *was,
                      const struct path *is);
void p6_routes_remove(struct effects *e, const struct routed *r, const struct path *p);

/* Sends; returns 0, or the callback's failure: loss. */
int p6_send(struct effects *e, const struct pmip6_datagram *d);

void p6_log(struct effects *e, struct pmip6_log *l);

/* Says that the host tried to end a handle from inside a callback of that. */
void p6_log_not_ended(struct effects *e);

/* Tells the host of a field that its sender is to hear of (RFC 6275 9.2), if this
 * decoding error is about one. */
void p6_tell_problem(struct effects *e, int error, const struct pmip6_datagram *d,
                     size_t offset);

#endif
