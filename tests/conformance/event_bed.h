/* SPDX-License-Identifier: MIT */
#ifndef EVENT_BED_H
#define EVENT_BED_H

/*
 * A replica of the bindings, made of nothing but the events: each is checked against what
 * was told before, and applied. Tests compare it with what the LMA says.
 */

#include "host_bed.h"
#include "session_bed.h"

#define ENTRIES 128

struct entry {
    struct pmip6_binding_view view; /* without what others share, and pointers */
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint8_t mn_id[PMIP6_MN_ID_MAX];
    uint8_t lli[PMIP6_LINK_LAYER_ID_MAX];
};

static struct entry replica[ENTRIES]; /* id 0: free */
static struct pmip6_lma_event last_event;
static pmip6_time told_until;
static unsigned told_count[16][16]; /* by kind and cause */
static void (*fake_event)(const struct pmip6_lma_event *e, void *user);

static inline void copy_entry(struct entry *to, const struct pmip6_binding_view *v)
{
    memset(to, 0, sizeof *to);
    to->view = *v;
    memcpy(to->prefixes, v->prefixes, v->prefix_count * sizeof to->prefixes[0]);
    memcpy(to->mn_id, v->mn_id.data, v->mn_id.length);
    memcpy(to->lli, v->link_layer_id.data, v->link_layer_id.length);
    to->view.prefixes = NULL;
    to->view.mn_id.data = to->view.link_layer_id.data = NULL;
    to->view.tunnel.users = to->view.tunnel.flags = 0;
    to->view.tunnel.expires = 0;
}

static inline struct entry *find_entry(uint64_t id)
{
    for (unsigned i = 0; i < ENTRIES; i++) {
        if (replica[i].view.id == id)
            return &replica[i];
    }
    return NULL;
}

static inline int is_same_entry(const struct entry *e, const struct pmip6_binding_view *v)
{
    struct entry other;

    copy_entry(&other, v);
    return memcmp(e, &other, sizeof other) == 0;
}

/* What the LMA says of a session, at this moment. */
static inline int is_shown(uint64_t id, const struct entry *as)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;

    while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
        if (v.id == id)
            return is_same_entry(as, &v);
    }
    return 0;
}

/* Which of the two pictures an event has, and why it may be told. */
static inline void check_shape(const struct pmip6_lma_event *e)
{
    static const struct {
        uint8_t before, after;
        uint32_t causes; /* bits */
    } shapes[] = {
        [PMIP6_LMA_REGISTERED] = {0, 1, 1u << PMIP6_CAUSE_REQUEST},
        [PMIP6_LMA_EXTENDED] = {1, 1, 1u << PMIP6_CAUSE_REQUEST},
        [PMIP6_LMA_HANDED_OFF] = {1, 1, 1u << PMIP6_CAUSE_REQUEST},
        [PMIP6_LMA_DEREGISTERING] = {1, 1, 1u << PMIP6_CAUSE_REQUEST},
        [PMIP6_LMA_DELETED] = {1, 0,
                               1u << PMIP6_CAUSE_TIME | 1u << PMIP6_CAUSE_ADMINISTRATION |
                                   1u << PMIP6_CAUSE_TUNNEL | 1u << PMIP6_CAUSE_ROUTE |
                                   1u << PMIP6_CAUSE_RENUMBERED},
        [PMIP6_LMA_EXPIRED] = {1, 0, 1u << PMIP6_CAUSE_TIME},
        [PMIP6_LMA_REFUSED] = {0, 0, 1u << PMIP6_CAUSE_NONE},
        [PMIP6_LMA_RENUMBERED] = {1, 1, 1u << PMIP6_CAUSE_RENUMBERED},
    };

    ck_assert_uint_ge(e->kind, 1);
    ck_assert_uint_lt(e->kind, sizeof shapes / sizeof shapes[0]);
    ck_assert_uint_eq(e->before != NULL, shapes[e->kind].before);
    ck_assert_uint_eq(e->after != NULL, shapes[e->kind].after);
    ck_assert(shapes[e->kind].causes >> e->cause & 1);
    ck_assert_uint_eq(e->status >= 128, e->kind == PMIP6_LMA_REFUSED);
}

/* What a kind says of the change. */
static inline void check_change(const struct pmip6_lma_event *e)
{
    const struct pmip6_binding_view *was = e->before, *is = e->after;

    if (was && is)
        ck_assert(was->id == is->id);
    switch (e->kind) {
    case PMIP6_LMA_EXTENDED:
        ck_assert(same_addr(was->proxy_coa, is->proxy_coa));
        ck_assert_uint_eq(is->state, PMIP6_BINDING_REGISTERED);
        break;
    case PMIP6_LMA_HANDED_OFF:
        ck_assert(!same_addr(was->proxy_coa, is->proxy_coa) ||
                  !same_addr(was->lma_address, is->lma_address));
        ck_assert_uint_eq(is->state, PMIP6_BINDING_REGISTERED);
        break;
    case PMIP6_LMA_DEREGISTERING:
        ck_assert_uint_eq(is->state, PMIP6_BINDING_DEREGISTERING);
        break;
    case PMIP6_LMA_EXPIRED:
        ck_assert_uint_eq(was->state, PMIP6_BINDING_REGISTERED);
        ck_assert_uint_le(was->expires, e->now.monotonic);
        break;
    case PMIP6_LMA_DELETED: /* what is over has ended by time, whoever comes late */
        ck_assert_int_eq(e->cause == PMIP6_CAUSE_TIME, was->expires <= e->now.monotonic);
        break;
    case PMIP6_LMA_RENUMBERED:
        ck_assert_uint_eq(is->prefix_count + 1, was->prefix_count);
        break;
    default:
        break;
    }
}

static inline void apply_event(const struct pmip6_lma_event *e, void *user)
{
    struct entry *own = e->before ? find_entry(e->before->id) : NULL;

    check_shape(e);
    check_change(e);
    ck_assert_uint_ge(e->now.monotonic, told_until);
    told_until = e->now.monotonic;
    last_event = *e;
    told_count[e->kind][e->cause]++;
    if (e->before) { /* as it was left */
        ck_assert_ptr_nonnull(own);
        ck_assert(is_same_entry(own, e->before));
        ck_assert(same_octets(e->mn_id, own->mn_id, own->view.mn_id.length));
    } else if (e->after) {
        ck_assert_ptr_null(find_entry(e->after->id));
        own = find_entry(0);
        ck_assert_ptr_nonnull(own);
    }
    if (e->after) { /* as readers see it by now */
        copy_entry(own, e->after);
        ck_assert(is_shown(own->view.id, own));
    } else if (e->before) {
        ck_assert(!is_shown(own->view.id, own));
        memset(own, 0, sizeof *own);
    }
    fake_event(e, user);
}

static inline void forget_told(void)
{
    memset(told_count, 0, sizeof told_count);
}

static inline unsigned told(uint32_t kind, uint32_t cause)
{
    return told_count[kind][cause];
}

static inline unsigned told_in_all(void)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < 256; i++)
        sum += told_count[i / 16][i % 16];
    return sum;
}

static inline void tells(struct pmip6_lma_config *c, struct pmip6_lma_callbacks *cb)
{
    (void)c;
    memset(replica, 0, sizeof replica);
    told_until = 0;
    forget_told();
    fake_event = cb->event;
    cb->event = apply_event;
}

static inline void begin_told(uint32_t e)
{
    begin_hosted(e, tells);
}

/* What is shown is what was told, save sessions past their end, that are not shown. */
static inline void check_replica(void)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    unsigned shown = 0, kept = 0;

    for (; pmip6_lma_next_binding(lma, &cursor, &v) == 1; shown++) {
        const struct entry *own = find_entry(v.id);

        ck_assert_ptr_nonnull(own);
        ck_assert(is_same_entry(own, &v));
    }
    for (unsigned i = 0; i < ENTRIES; i++)
        kept += replica[i].view.id && replica[i].view.expires > h.now;
    ck_assert_uint_eq(shown, kept);
}

#endif
