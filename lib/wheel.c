/* SPDX-License-Identifier: MIT */
#include "wheel.h"

#include "bits.h"

#include <string.h>

#define TICK_SHIFT 9u /* 512 us */
#define DIGIT      6u /* 64 slots */
#define NO_SLOT    (WHEEL_LEVELS * WHEEL_SLOTS)

static struct timer *timer_of(const struct wheel *w, uint32_t record)
{
    uint8_t *at = p6_slab_at(w->records, record);
    return (struct timer *)(void *)(at + w->timer_offset);
}

/* The first tick that is not before a deadline. */
static uint64_t tick_of(pmip6_time deadline)
{
    uint64_t tick = deadline >> TICK_SHIFT;
    return tick << TICK_SHIFT < deadline ? tick + 1 : tick;
}

void p6_wheel_init(struct wheel *w, const struct slab *records, size_t timer_offset,
                   pmip6_time now)
{
    memset(w, 0, sizeof *w);
    w->records = records;
    w->timer_offset = timer_offset;
    w->tick = now >> TICK_SHIFT;
}

/*
 * Level and slot by the highest digit that differs: the slot's turn comes before the
 * tick, or at it. What is due already goes where the wheel stands.
 */
static uint32_t slot_for(const struct wheel *w, uint64_t tick)
{
    unsigned level;

    if (tick <= w->tick)
        return (uint32_t)(w->tick & (WHEEL_SLOTS - 1));
    level = p6_highest_bit(tick ^ w->tick) / DIGIT;
    return level * WHEEL_SLOTS + (uint32_t)(tick >> level * DIGIT & (WHEEL_SLOTS - 1));
}

static void insert(struct wheel *w, uint32_t record)
{
    struct timer *t = timer_of(w, record);
    uint32_t slot = slot_for(w, tick_of(t->deadline));
    uint32_t first = w->slots[slot];

    t->place = slot + 1;
    t->prev = P6_NONE;
    t->next = first;
    if (first != P6_NONE)
        timer_of(w, first)->prev = record;
    w->slots[slot] = record;
    w->occupied[slot / WHEEL_SLOTS] |= (uint64_t)1 << slot % WHEEL_SLOTS;
}

static void unlink_timer(struct wheel *w, uint32_t record)
{
    struct timer *t = timer_of(w, record);
    uint32_t slot = t->place - 1;

    if (t->next != P6_NONE)
        timer_of(w, t->next)->prev = t->prev;
    if (t->prev != P6_NONE)
        timer_of(w, t->prev)->next = t->next;
    else
        w->slots[slot] = t->next;
    if (w->slots[slot] == P6_NONE)
        w->occupied[slot / WHEEL_SLOTS] &= ~((uint64_t)1 << slot % WHEEL_SLOTS);
    t->place = 0;
}

void p6_wheel_set(struct wheel *w, uint32_t record, pmip6_time deadline)
{
    struct timer *t = timer_of(w, record);

    if (deadline == PMIP6_NEVER) {
        p6_wheel_cancel(w, record);
        return;
    }
    if (t->place && deadline >= t->deadline) {
        t->deadline = deadline; /* the wheel looks again when the old slot comes */
        return;
    }
    if (t->place)
        unlink_timer(w, record);
    t->deadline = deadline;
    insert(w, record);
}

void p6_wheel_cancel(struct wheel *w, uint32_t record)
{
    struct timer *t = timer_of(w, record);

    if (t->place)
        unlink_timer(w, record);
    t->deadline = PMIP6_NEVER;
}

/* A slot whose turn it is: where the wheel stands, on any level. */
static uint32_t present_slot(const struct wheel *w)
{
    for (unsigned level = 0; level < WHEEL_LEVELS; level++) {
        unsigned slot = (unsigned)(w->tick >> level * DIGIT & (WHEEL_SLOTS - 1));

        if (w->occupied[level] >> slot & 1)
            return level * WHEEL_SLOTS + slot;
    }
    return NO_SLOT;
}

/* With no slot present: the tick at which the next one's turn comes. */
static uint64_t next_tick(const struct wheel *w)
{
    for (unsigned level = 0; level < WHEEL_LEVELS; level++) {
        unsigned shift = level * DIGIT;
        uint64_t slot;

        if (!w->occupied[level])
            continue;
        /* The slots of coarser levels come later: they differ in a higher digit. */
        slot = p6_lowest_bit(w->occupied[level]);
        return ((w->tick >> shift & ~(uint64_t)(WHEEL_SLOTS - 1)) | slot) << shift;
    }
    return UINT64_MAX;
}

pmip6_time p6_wheel_next(const struct wheel *w)
{
    uint64_t tick = w->tick;

    if (present_slot(w) == NO_SLOT)
        tick = next_tick(w);
    return tick == UINT64_MAX ? PMIP6_NEVER : tick << TICK_SHIFT;
}

/* Turns the wheel to the next slot whose turn has come by now; 0 where none has. */
static int advance(struct wheel *w, uint64_t now)
{
    uint64_t tick = next_tick(w);

    if (tick > now) {
        if (now > w->tick)
            w->tick = now;
        return 0;
    }
    w->tick = tick;
    return 1;
}

uint32_t p6_wheel_pop(struct wheel *w, pmip6_time now, uint32_t *budget)
{
    while (*budget) {
        uint32_t slot = present_slot(w);
        uint32_t record;

        if (slot == NO_SLOT) {
            if (!advance(w, now >> TICK_SHIFT))
                return P6_NONE;
            continue;
        }
        --*budget;
        record = w->slots[slot];
        unlink_timer(w, record);
        if (tick_of(timer_of(w, record)->deadline) <= w->tick)
            return record;
        insert(w, record); /* a later deadline, or a finer level */
    }
    return P6_NONE;
}
