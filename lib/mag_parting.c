/* SPDX-License-Identifier: MIT */
/*
 * De-registrations of nodes whose attachments are gone, before the rate of their requests
 * allowed them (RFC 5213 6.9.1.4, RFC 6275 11.8): each is sent as soon as it may be, and
 * once. So many at a time; one more is as if it had got lost.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define PARTINGS 64u

struct parting {
    struct slab_head head;
    struct timer due;
    struct attachment of; /* as it was */
};

int p6_partings_init(pmip6_mag *mag)
{
    if (p6_slab_init(&mag->partings, &mag->memory, sizeof(struct parting), PARTINGS) < 0)
        return PMIP6_ERR_NOMEM;
    p6_wheel_init(&mag->parting_timers, &mag->partings, offsetof(struct parting, due),
                  mag->now.monotonic);
    return 0;
}

static struct parting *at_index(const pmip6_mag *mag, uint32_t i)
{
    return p6_slab_at(&mag->partings, i);
}

static int is_same(const struct attachment *a, const struct attachment *b)
{
    return a->mn_id_subtype == b->mn_id_subtype && a->mn_id_length == b->mn_id_length &&
           memcmp(a->mn_id, b->mn_id, a->mn_id_length) == 0;
}

static int is_same_interface(const struct attachment *a, const struct attachment *b)
{
    return a->lli_length == 0 || b->lli_length == 0 ||
           (a->lli_length == b->lli_length && memcmp(a->lli, b->lli, a->lli_length) == 0);
}

/* An attachment is about to go; perhaps before its de-registration was sent. */
void p6_mag_part(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    uint32_t i;

    if (at->request != ASK_LEAVE || at->waits_for != RATE_LIMIT)
        return;
    i = p6_slab_take(&mag->partings);
    if (i == P6_NONE) {
        mag->counters.tx_failed++;
        return;
    }
    at_index(mag, i)->of = *at;
    at_index(mag, i)->due.deadline = PMIP6_NEVER;
    p6_wheel_set(&mag->parting_timers, i, at->work.deadline);
}

static void give(pmip6_mag *mag, uint32_t i)
{
    p6_wheel_cancel(&mag->parting_timers, i);
    p6_slab_give(&mag->partings, i);
}

/* The node is back before it was said to be gone, and is about to register: its session
 * goes on. That of another interface of its own ends first. */
void p6_mag_return(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    for (uint32_t i = p6_slab_next(&mag->partings, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&mag->partings, i)) {
        const struct attachment *of = &at_index(mag, i)->of;

        if (!is_same(of, at) || !is_same_interface(of, at) ||
            !p6_addr_equal(&of->lma, &at->lma))
            continue;
        at->lma_may_have_it = 1;
        give(mag, i);
    }
}

/* What was sent for a node counts for all that is sent for it. */
static void share_history(pmip6_mag *mag, const struct attachment *of)
{
    struct pmip6_bytes mn_id = {of->mn_id, of->mn_id_length};
    uint32_t a = p6_mag_find_node(mag, mn_id, of->mn_id_subtype);

    for (uint32_t i = p6_slab_next(&mag->partings, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&mag->partings, i)) {
        if (&at_index(mag, i)->of != of && is_same(&at_index(mag, i)->of, of))
            p6_mag_take_history(&at_index(mag, i)->of, of);
    }
    if (a == P6_NONE)
        p6_mag_remember_sent(mag, of);
    else if (p6_attachment(mag, a)->answerable == 0)
        p6_mag_take_history(p6_attachment(mag, a), of);
}

void p6_mag_fire_parting(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t i;

    while ((i = p6_wheel_pop(&mag->parting_timers, mag->now.monotonic, budget)) !=
           P6_NONE) {
        struct attachment *of = &at_index(mag, i)->of;
        pmip6_time allowed = p6_mag_send_parting(mag, of);

        if (allowed > mag->now.monotonic) {
            p6_wheel_set(&mag->parting_timers, i, allowed);
            continue;
        }
        share_history(mag, of);
        give(mag, i);
    }
}
