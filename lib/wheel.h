/* SPDX-License-Identifier: MIT */
#ifndef P6_WHEEL_H
#define P6_WHEEL_H

#include "slab.h"

#include <pmip6/types.h>

/*
 * A hierarchical timing wheel over the records of a slab, with a struct timer inside
 * each.
 *
 * Ten levels of 64 slots, 512 us a tick: every time there is has a slot. A timer goes
 * into the level of the highest digit in which its tick differs from the wheel's; when
 * the wheel comes to a slot, its timers are looked at again and fire or move to a finer
 * level. So a later deadline need not move the timer: only the record changes, and the
 * wheel looks again when the old slot comes. Empty slots are skipped by bitmaps: a jump
 * of hours costs nothing.
 *
 * Nothing fires early, and nothing more than a tick late.
 */

#define WHEEL_LEVELS 10u
#define WHEEL_SLOTS  64u

struct timer {
    pmip6_time deadline;
    uint32_t next;
    uint32_t prev;
    uint32_t place; /* slot + 1 where linked, 0 where not */
    uint32_t reserved;
};

struct wheel {
    const struct slab *records;
    size_t timer_offset;
    uint64_t tick;                   /* everything before is worked off */
    uint64_t occupied[WHEEL_LEVELS]; /* a bit a slot */
    uint32_t slots[WHEEL_LEVELS * WHEEL_SLOTS];
};

void p6_wheel_init(struct wheel *w, const struct slab *records, size_t timer_offset,
                   pmip6_time now);

/* Sets or moves a timer. PMIP6_NEVER cancels. */
void p6_wheel_set(struct wheel *w, uint32_t record, pmip6_time deadline);
void p6_wheel_cancel(struct wheel *w, uint32_t record);

/* When there may be something to do: perhaps early, never late. */
pmip6_time p6_wheel_next(const struct wheel *w);

/*
 * A record whose deadline has come; its timer is no longer set. P6_NONE where none is
 * due, or where `budget` is used up: each timer looked at takes one of it.
 */
uint32_t p6_wheel_pop(struct wheel *w, pmip6_time now, uint32_t *budget);

#endif
