/* SPDX-License-Identifier: MIT */
#include "limit.h"

#include <string.h>

void p6_limit_init(struct limit *l, uint32_t rate, uint32_t burst)
{
    memset(l, 0, sizeof *l);
    l->interval = rate == 0 ? 0 : rate > 1000000u ? 1 : 1000000u / rate;
    l->depth = burst > UINT32_MAX / (l->interval + 1) ? UINT32_MAX : l->interval * burst;
}

/* A bucket that is full at a time to come lacks as many answers as lie between. Room for
 * one more, of which each takes so long to grow back. */
static int has_room(const struct bucket *b, uint32_t interval, uint32_t depth,
                    pmip6_time now)
{
    pmip6_time filled = b->filled > now ? b->filled : now;
    return filled + interval - now <= depth;
}

static void take(struct bucket *b, uint32_t interval, pmip6_time now)
{
    b->filled = (b->filled > now ? b->filled : now) + interval;
}

/* The answers set aside are as much more seldom as they are fewer at once: their interval
 * is longer, and a burst of them takes the same time. */
static int take_aside(struct limit *l, const struct bucket *own, pmip6_time now)
{
    uint32_t seldom = l->depth / LIMIT_ASIDE;
    pmip6_time interval = (pmip6_time)l->interval * LIMIT_ASIDE;

    if (!has_room(own, l->interval, seldom, now) || interval > l->depth ||
        !has_room(&l->aside, (uint32_t)interval, l->depth, now))
        return 0;
    take(&l->aside, (uint32_t)interval, now);
    return 1;
}

int p6_limit_take(struct limit *l, uint32_t hash, pmip6_time now)
{
    struct bucket *own = &l->buckets[hash & (LIMIT_BUCKETS - 1)];

    if (!l->interval || !has_room(own, l->interval, l->depth, now))
        return 0;
    if (has_room(&l->whole, l->interval, l->depth, now))
        take(&l->whole, l->interval, now);
    else if (!take_aside(l, own, now))
        return 0;
    take(own, l->interval, now);
    return 1;
}
