/* SPDX-License-Identifier: MIT */
/*
 * What is remembered of nodes whose attachments are gone: when their last requests went
 * out, for a session's rate is limited however often its node comes and goes (RFC 6275
 * 11.8), and who is blocked until an administrative action (RFC 5213 6.9.1.2). A table of
 * fixed size: who left first makes room, those who are blocked last of all.
 */
#include "mag_internal.h"

#include <string.h>

static uint64_t hash_of(const pmip6_mag *mag, struct pmip6_bytes mn_id)
{
    uint64_t hash = p6_hash64(mag->key, mn_id.data, mn_id.length);

    return hash ? hash : 1;
}

void p6_mag_take_history(struct attachment *at, const struct attachment *of)
{
    at->last_timestamp = of->last_timestamp;
    memcpy(at->sent, of->sent, sizeof at->sent);
    at->transmissions = of->transmissions;
}

static struct past *find(pmip6_mag *mag, const struct attachment *at)
{
    struct pmip6_bytes mn_id = {at->mn_id, at->mn_id_length};
    uint64_t node = hash_of(mag, mn_id);

    for (uint32_t i = 0; i < PAST_NODES; i++) {
        struct past *p = &mag->past[i];

        if (p->node == node && p->mn_id_subtype == at->mn_id_subtype)
            return p;
    }
    return NULL;
}

/* Whether one makes room before another. */
static int goes_first(const struct past *p, const struct past *other)
{
    if (!p->node || !other->node)
        return !p->node && other->node;
    return p->blocked != other->blocked ? !p->blocked : p->left < other->left;
}

static struct past *room(pmip6_mag *mag)
{
    struct past *first = &mag->past[0];

    for (uint32_t i = 1; i < PAST_NODES; i++) {
        if (goes_first(&mag->past[i], first))
            first = &mag->past[i];
    }
    return first;
}

/* An attachment is about to go. */
void p6_mag_remember(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    struct pmip6_bytes mn_id = {at->mn_id, at->mn_id_length};
    struct past *p;

    if (at->mn_id_length == 0 || (at->transmissions == 0 && !at->blocked))
        return;
    p = find(mag, at);
    if (!p)
        p = room(mag);
    p->node = hash_of(mag, mn_id);
    p->mn_id_subtype = at->mn_id_subtype;
    p->left = mag->now.monotonic;
    p->last_timestamp = at->last_timestamp;
    memcpy(p->sent, at->sent, sizeof p->sent);
    p->transmissions = at->transmissions;
    p->blocked = at->blocked;
}

/* Something was sent for one that has gone. */
void p6_mag_remember_sent(pmip6_mag *mag, const struct attachment *of)
{
    struct past *p = find(mag, of);

    if (!p)
        return;
    p->last_timestamp = of->last_timestamp;
    memcpy(p->sent, of->sent, sizeof p->sent);
    p->transmissions = of->transmissions;
}

/* A node has a name: what is remembered of it is its new attachment's. */
void p6_mag_recall(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    struct past *p = find(mag, at);

    if (!p)
        return;
    if (at->transmissions == 0) {
        at->last_timestamp = p->last_timestamp;
        memcpy(at->sent, p->sent, sizeof at->sent);
        at->transmissions = p->transmissions;
    }
    at->blocked |= p->blocked;
    memset(p, 0, sizeof *p);
}

void p6_mag_pardon(pmip6_mag *mag, struct pmip6_bytes mn_id)
{
    uint64_t node = mn_id.length ? hash_of(mag, mn_id) : 0;

    for (uint32_t i = 0; i < PAST_NODES; i++) {
        if (!node || mag->past[i].node == node)
            mag->past[i].blocked = 0;
    }
}
