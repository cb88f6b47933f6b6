/* SPDX-License-Identifier: MIT */
#include "inside.h"

#include "inside_stores.h"
#include "lma_internal.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define TUNNELS 64u /* more than any simulated host has */

/* ---- the LMA ---- */

static const char *session_is_found(const struct binding_cache *c, uint32_t i)
{
    const struct session *s = p6_session(c, i);
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint32_t count = p6_session_prefixes(c, s, prefixes);
    uint32_t found = p6_bce_first_of_node(c, p6_session_node(c, s));

    while (found != P6_NONE && found != i)
        found = p6_bce_next_of_node(c, found);
    if (found != i)
        return "a session is not found by its node";
    for (uint32_t p = 0; p < count; p++) {
        if (p6_bce_by_prefix(c, &prefixes[p]) != i)
            return "a session is not found by its prefix";
    }
    return count ? NULL : "a session without a prefix";
}

static const char *cache_agrees(const struct binding_cache *c)
{
    const char *wrong = inside_slab(&c->sessions);
    uint32_t deregistering = 0, prefixes = 0;

    if (!wrong)
        wrong = inside_slab(&c->prefixes.records);
    if (!wrong)
        wrong = inside_slab(&c->extensions);
    if (!wrong)
        wrong = inside_index(&c->by_node, 1);
    if (!wrong)
        wrong = inside_index(&c->prefixes.by_prefix, 1);
    if (!wrong)
        wrong = inside_wheel(&c->timers);
    for (uint32_t i = p6_slab_next(&c->sessions, P6_NONE); !wrong && i != P6_NONE;
         i = p6_slab_next(&c->sessions, i)) {
        deregistering += p6_session(c, i)->state == PMIP6_BINDING_DEREGISTERING;
        wrong = session_is_found(c, i);
        if (!wrong && p6_session(c, i)->timer.place == 0)
            wrong = "a session without a timer";
    }
    for (unsigned length = 0; length <= 128; length++)
        prefixes += c->prefixes.lengths[length];
    if (!wrong && prefixes != c->prefixes.records.count)
        wrong = "prefixes are miscounted by length";
    if (!wrong && deregistering != c->deregistering)
        wrong = "sessions in the delayed delete are miscounted";
    return wrong;
}

static const char *pools_agree(const pmip6_lma *lma)
{
    const struct pools *p = &lma->pools;
    const struct binding_cache *c = &lma->cache;
    const char *wrong = inside_slab(&p->records);
    uint64_t of_pools = 0;

    if (!wrong)
        wrong = inside_index(&p->by_prefix, 1);
    if (!wrong)
        wrong = inside_slab(&p->occupied.nodes);
    if (!wrong)
        wrong = inside_index(&p->occupied.by_place, 1);
    for (uint32_t i = 0; i < p->count; i++)
        of_pools += p->list[i].records;
    if (!wrong && of_pools > p->records.count)
        wrong = "a pool counts more prefixes than there are";
    if (!wrong && p6_pools_in_use(p) > c->prefixes.records.count)
        wrong = "a pool has prefixes in use that no session has";
    return wrong;
}

static const char *pending_agrees(const pmip6_lma *lma)
{
    const char *wrong = inside_slab(&lma->pending);

    if (!wrong)
        wrong = inside_index(&lma->pending_by_node, 1);
    if (!wrong)
        wrong = inside_wheel(&lma->pending_timers);
    for (uint32_t i = p6_slab_next(&lma->pending, P6_NONE); !wrong && i != P6_NONE;
         i = p6_slab_next(&lma->pending, i)) {
        const struct pending *p = p6_slab_at(&lma->pending, i);

        if (p->timer.place == 0)
            wrong = "a request waits without a timer";
    }
    return wrong;
}

const char *inside_lma(const pmip6_lma *lma)
{
    uint32_t users[TUNNELS] = {0};
    const char *wrong = cache_agrees(&lma->cache);

    if (!wrong)
        wrong = pools_agree(lma);
    if (!wrong)
        wrong = pending_agrees(lma);
    if (wrong)
        return wrong;
    for (uint32_t i = p6_slab_next(&lma->cache.sessions, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&lma->cache.sessions, i)) {
        uint32_t tunnel = p6_session(&lma->cache, i)->tunnel;

        if (tunnel == P6_NONE || tunnel >= TUNNELS ||
            !p6_slab_is_live(&lma->tunnels.records, tunnel))
            return "a session without a tunnel";
        users[tunnel]++;
    }
    if (lma->busy || lma->effects.inside)
        return "an LMA is left marked as busy";
    return inside_tunnels(&lma->tunnels, users);
}

/* ---- the MAG ---- */

/* Its request waits for a sign of the node. */
static int goes_on_after_probe(const struct attachment *at)
{
    return at->after_probe == THEN_REPEAT || at->after_probe == THEN_ASK_ANEW ||
           at->after_probe == THEN_SEND;
}

static const char *attachment_agrees(const pmip6_mag *mag, uint32_t i)
{
    const struct attachment *at = p6_attachment(mag, i);

    if (!p6_slab_is_live(&mag->links, at->link) ||
        p6_link(mag, at->link)->attachment != i)
        return "an attachment's link does not know it";
    if (at->bound != (at->tunnel != P6_NONE))
        return "an attachment bound without a tunnel, or with one unbound";
    for (uint8_t p = 0; at->bound && p < at->prefix_count; p++) {
        if (p6_owner_of_prefix(&mag->prefixes, &at->prefixes[p]) != i)
            return "an attachment is not found by its prefix";
    }
    if (at->bound && at->expiry.place == 0)
        return "a binding that will not end";
    if (!at->bound && at->expiry.place)
        return "an end of what is not bound";
    if (at->waits_for != NOTHING && at->work.place == 0)
        return "an attachment waits without a timer";
    if (at->request != NO_REQUEST && at->waits_for != ACKNOWLEDGEMENT &&
        at->waits_for != RATE_LIMIT &&
        !(goes_on_after_probe(at) && at->probe.place != 0))
        return "a request that nothing repeats";
    return NULL;
}

static const char *mag_stores_agree(const pmip6_mag *mag)
{
    const char *wrong = inside_slab(&mag->links);

    if (!wrong)
        wrong = inside_slab(&mag->attachments);
    if (!wrong)
        wrong = inside_slab(&mag->prefixes.records);
    if (!wrong)
        wrong = inside_index(&mag->prefixes.by_prefix, 1);
    if (!wrong)
        wrong = inside_index(&mag->links_by_number, 1);
    if (!wrong)
        wrong = inside_index(&mag->by_node, 0);
    if (!wrong)
        wrong = inside_index(&mag->by_link_layer, 0);
    if (!wrong)
        wrong = inside_wheel(&mag->advertise_timers);
    if (!wrong)
        wrong = inside_wheel(&mag->work_timers);
    if (!wrong)
        wrong = inside_wheel(&mag->expiry_timers);
    if (!wrong)
        wrong = inside_wheel(&mag->probe_timers);
    if (!wrong)
        wrong = inside_slab(&mag->partings);
    if (!wrong)
        wrong = inside_wheel(&mag->parting_timers);
    return wrong;
}

const char *inside_mag(const pmip6_mag *mag)
{
    uint32_t users[TUNNELS] = {0}, named = 0;
    const char *wrong = mag_stores_agree(mag);

    for (uint32_t i = p6_slab_next(&mag->attachments, P6_NONE); !wrong && i != P6_NONE;
         i = p6_slab_next(&mag->attachments, i)) {
        const struct attachment *at = p6_attachment(mag, i);

        wrong = attachment_agrees(mag, i);
        named += at->mn_id_length > 0;
        if (!wrong && at->bound && at->tunnel < TUNNELS)
            users[at->tunnel]++;
    }
    if (!wrong && mag->by_node.count != named)
        wrong = "the index of names has others than those who have one";
    if (!wrong && (mag->busy || mag->effects.inside))
        wrong = "a MAG is left marked as busy";
    return wrong ? wrong : inside_tunnels(&mag->tunnels, users);
}

/* ---- time ---- */

int inside_lma_tells_its_time(const pmip6_lma *lma)
{
    pmip6_time told = pmip6_lma_next_timeout(lma);

    return told <= p6_wheel_next(&lma->cache.timers) &&
           told <= p6_wheel_next(&lma->pending_timers);
}

int inside_mag_tells_its_time(const pmip6_mag *mag)
{
    pmip6_time told = pmip6_mag_next_timeout(mag);

    return told <= p6_wheel_next(&mag->advertise_timers) &&
           told <= p6_wheel_next(&mag->work_timers) &&
           told <= p6_wheel_next(&mag->expiry_timers) &&
           told <= p6_wheel_next(&mag->probe_timers);
}
