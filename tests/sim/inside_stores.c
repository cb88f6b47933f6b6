/* SPDX-License-Identifier: MIT */
#include "inside_stores.h"

#define HEADS_SHIFT 10u
#define TICK_SHIFT  9u

const char *inside_slab(const struct slab *s)
{
    uint32_t live = 0, free = 0;

    if (s->touched > s->made || s->made > s->max + (1u << s->shift))
        return "a slab has touched records that it never made";
    for (uint32_t i = p6_slab_next(s, P6_NONE); i != P6_NONE; i = p6_slab_next(s, i))
        live++;
    for (uint32_t i = s->free_head; i != P6_NONE; free++) {
        if (i > s->touched || p6_slab_is_live(s, i) || free > s->touched)
            return "a slab's free list holds what is not free";
        i = ((const struct slab_head *)p6_slab_at(s, i))->next_free;
    }
    if (live != s->count || live + free != s->touched)
        return "a slab's counts do not add up";
    return NULL;
}

static const struct index_link *link_at(const struct index *ix, uint32_t record)
{
    const uint8_t *at = p6_slab_at(ix->records, record);
    return (const struct index_link *)(const void *)(at + ix->link_offset);
}

static uint32_t bucket_of(const struct index *ix, uint32_t hash)
{
    uint32_t bucket = hash & ix->mask;
    return bucket < ix->split ? hash & (2 * ix->mask + 1) : bucket;
}

const char *inside_index(const struct index *ix, int all)
{
    uint32_t found = 0;

    for (uint32_t b = 0; b < ix->mask + 1 + ix->split; b++) {
        const uint32_t *heads = p6_directory_at(&ix->segments, b >> HEADS_SHIFT);
        uint32_t i = heads[b & ((1u << HEADS_SHIFT) - 1)];

        for (; i != P6_NONE; i = link_at(ix, i)->next) {
            if (!p6_slab_is_live(ix->records, i))
                return "an index holds a record that is free";
            if (bucket_of(ix, link_at(ix, i)->hash) != b)
                return "an index holds a record in the wrong bucket";
            if (++found > ix->count)
                return "an index holds more records than it counts";
        }
    }
    if (found != ix->count)
        return "an index holds fewer records than it counts";
    if (all && found != ix->records->count)
        return "an index lacks records";
    return NULL;
}

/* A timer may stand in a slot that comes before its deadline, never in a later one. */
const char *inside_wheel(const struct wheel *w)
{
    pmip6_time next = p6_wheel_next(w);
    uint32_t linked = 0, placed = 0;

    for (uint32_t slot = 0; slot < WHEEL_LEVELS * WHEEL_SLOTS; slot++) {
        int occupied = w->occupied[slot / WHEEL_SLOTS] >> slot % WHEEL_SLOTS & 1;

        if (occupied != (w->slots[slot] != P6_NONE))
            return "a wheel's bitmap and slots disagree";
        for (uint32_t i = w->slots[slot]; i != P6_NONE;) {
            const uint8_t *record = p6_slab_at(w->records, i);
            const struct timer *t =
                (const struct timer *)(const void *)(record + w->timer_offset);

            if (!p6_slab_is_live(w->records, i))
                return "a wheel holds the timer of a free record";
            if (t->place != slot + 1 || ++linked > w->records->count)
                return "a wheel's slot holds a timer that is not its own";
            if (next > t->deadline + (2u << TICK_SHIFT))
                return "a wheel would come too late to a timer";
            i = t->next;
        }
    }
    for (uint32_t i = p6_slab_next(w->records, P6_NONE); i != P6_NONE;
         i = p6_slab_next(w->records, i)) {
        const uint8_t *record = p6_slab_at(w->records, i);
        const struct timer *t =
            (const struct timer *)(const void *)(record + w->timer_offset);

        placed += t->place != 0;
        if (t->place == 0 && t->deadline != PMIP6_NEVER && t->deadline != 0 &&
            t->deadline > (w->tick << TICK_SHIFT) + (2u << TICK_SHIFT))
            return "a deadline without a timer";
    }
    return placed == linked ? NULL : "a wheel has lost a timer";
}

const char *inside_tunnels(const struct tunnels *t, const uint32_t *users)
{
    const char *wrong = inside_slab(&t->records);

    if (!wrong)
        wrong = inside_index(&t->by_remote, 1);
    for (uint32_t i = p6_slab_next(&t->records, P6_NONE); !wrong && i != P6_NONE;
         i = p6_slab_next(&t->records, i)) {
        if (p6_tunnel_at(t, i)->tunnel.users == 0 &&
            !(p6_tunnel_at(t, i)->tunnel.flags & PMIP6_TUNNEL_STATIC))
            wrong = "a tunnel that nobody uses";
        else if (p6_tunnel_at(t, i)->tunnel.users != users[i])
            wrong = "a tunnel's users are miscounted";
    }
    return wrong;
}
