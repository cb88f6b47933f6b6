/* SPDX-License-Identifier: MIT */
#include "limit.h"

#include <string.h>

void p6_limit_init(struct limit *l, uint32_t rate, uint32_t burst)
{
    memset(l, 0, sizeof *l);
    l->interval = rate == 0 ? 0 : rate > 1000000u ? 1 : 1000000u / rate;
    l->depth = burst > UINT32_MAX / (l->interval + 1) ? UINT32_MAX : l->interval * burst;
}

/* A bucket that is full at a time to come lacks as many answers as lie between. */
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

int p6_limit_take(struct limit *l, uint32_t hash, pmip6_time now)
{
    struct bucket *b = &l->buckets[hash & (LIMIT_BUCKETS - 1)];

    if (!l->interval || !has_room(&l->whole, l->interval, l->depth, now) ||
        !has_room(b, l->interval, l->depth, now))
        return 0;
    take(&l->whole, l->interval, now);
    take(b, l->interval, now);
    return 1;
}
