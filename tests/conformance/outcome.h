/* SPDX-License-Identifier: MIT */
#ifndef OUTCOME_H
#define OUTCOME_H

/*
 * What a request came to, seen from outside: for the tests of the look-up, that ask which
 * session a request is about.
 */

#include "lma_bed.h"

enum outcome { IGNORED, REFUSED, REGISTERED, UPDATED, WAITING };

static inline uint32_t waiting(void)
{
    struct pmip6_lma_status st = {.size = sizeof st};

    ck_assert_int_eq(pmip6_lma_get_status(lma, &st), 0);
    return st.pending;
}

/* The session whose last accepted request had this number; whether there is one. Its
 * prefixes are good until the next look at the bindings. */
static inline int session_by_sequence(uint16_t number, struct pmip6_binding_view *v)
{
    uint32_t cursor = 0;

    pmip6_binding_view_init(v);
    while (pmip6_lma_next_binding(lma, &cursor, v) == 1) {
        if (v->sequence == number)
            return 1;
    }
    return 0;
}

/* The session that has the last request's number: there must be one. */
static inline uint64_t session_of_last(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    ck_assert(session_by_sequence(sequence, &v));
    return v.id;
}

static inline enum outcome tell_from(const struct signalling *s,
                                     const struct pmip6_addr *from)
{
    struct pmip6_addr to = LMAA;
    unsigned before = bindings(NULL);
    uint32_t waited = waiting();
    int status = deliver(s, from, &to);

    if (status < 0)
        return waiting() > waited ? WAITING : IGNORED;
    if (status >= 128)
        return REFUSED;
    return bindings(NULL) > before ? REGISTERED : UPDATED;
}

static inline enum outcome tell(const struct signalling *s, uint8_t mag)
{
    struct pmip6_addr from = fake_addr(mag, 1);

    return tell_from(s, &from);
}

/* A request with a list of prefixes. */
static inline enum outcome tell_prefixes(struct pbu p, const struct pmip6_prefix *list,
                                         uint32_t count)
{
    struct signalling s;

    prepare(&p, &s);
    s.prefix_count = count;
    memcpy(s.prefixes, list, count * sizeof *list);
    return tell(&s, p.mag ? p.mag : 1);
}

static inline enum outcome tell_pbu(struct pbu p)
{
    struct signalling s;

    prepare(&p, &s);
    return tell(&s, p.mag ? p.mag : 1);
}

#define TELL(...) tell_pbu((struct pbu){.always = 0, __VA_ARGS__})

/* All that is bound, to compare with later. */
struct snapshot {
    unsigned count;
    struct pmip6_binding_view views[8];
    struct pmip6_prefix prefixes[8][PMIP6_PREFIXES_MAX];
    uint8_t lli[8][16];
};

static inline void take_snapshot(struct snapshot *is)
{
    uint32_t cursor = 0;
    struct pmip6_binding_view view = {.size = sizeof view}, *v = is->views;

    memset(is, 0, sizeof *is);
    while (is->count < 8 && pmip6_lma_next_binding(lma, &cursor, &view) == 1) {
        *v = view;
        memcpy(is->prefixes[is->count], v->prefixes,
               v->prefix_count * sizeof(*v->prefixes));
        memcpy(is->lli[is->count], v->link_layer_id.data, v->link_layer_id.length);
        v->prefixes = NULL;
        v->link_layer_id.data = NULL;
        v->mn_id.data = NULL;
        v->tunnel.users = 0; /* others come and go */
        v->tunnel.expires = 0;
        is->count++;
        v++;
    }
}

/* Nothing that is bound has changed since. */
static inline void check_unchanged(const struct snapshot *was)
{
    struct snapshot is;

    take_snapshot(&is);
    ck_assert_mem_eq(&is, was, sizeof is);
}

#endif
