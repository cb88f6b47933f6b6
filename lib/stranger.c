/* SPDX-License-Identifier: MIT */
/*
 * Whom a link's policy refused lately (RFC 5213 6.6, 6.14): frames of theirs do not have
 * it asked again at once, and others' not without bounds, however many take turns.
 * Somebody new is asked for at once as long as they are not many.
 */
#include "mag_internal.h"

#include <string.h>

#define NEWCOMERS         8u    /* asked for at once */
#define NEWCOMER_INTERVAL 1000u /* ms, of more */

static uint32_t hash_of(const pmip6_mag *mag, struct pmip6_bytes lli)
{
    return p6_hash(mag->key, lli.data, lli.length);
}

/* One that was refused gives way. The one that is remembered the shortest makes room. */
void p6_mag_remember_stranger(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    struct access_link *l = p6_link(mag, at->link);
    struct pmip6_bytes lli = {at->lli, at->lli_length};
    struct stranger *s = &l->strangers[0];

    if (!at->policy_refused || at->lli_length == 0)
        return;
    for (size_t i = 1; i < STRANGERS; i++) {
        if (l->strangers[i].until < s->until)
            s = &l->strangers[i];
    }
    s->hash = hash_of(mag, lli);
    s->until = mag->now.monotonic + p6_mag_ms(mag->config.retry_interval);
}

/* Policies may say something else from now on. */
void p6_mag_forget_strangers(pmip6_mag *mag)
{
    for (uint32_t l = p6_slab_next(&mag->links, P6_NONE); l != P6_NONE;
         l = p6_slab_next(&mag->links, l))
        memset(p6_link(mag, l)->strangers, 0, sizeof p6_link(mag, l)->strangers);
}

static int is_stranger(const pmip6_mag *mag, const struct access_link *l,
                       struct pmip6_bytes lli)
{
    uint32_t hash = hash_of(mag, lli);

    for (size_t i = 0; i < STRANGERS; i++) {
        if (l->strangers[i].until > mag->now.monotonic && l->strangers[i].hash == hash)
            return 1;
    }
    return 0;
}

/* Whether a frame may have the policy asked for its sender in another's place; counted.
 */
int p6_mag_may_ask_for(pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli)
{
    struct access_link *l = p6_link(mag, link);
    pmip6_time now = mag->now.monotonic;
    pmip6_time from = l->asked > now ? l->asked : now;

    if (is_stranger(mag, l, lli) ||
        from - now > p6_mag_ms((NEWCOMERS - 1) * NEWCOMER_INTERVAL))
        return 0;
    l->asked = from + p6_mag_ms(NEWCOMER_INTERVAL);
    return 1;
}
