/* SPDX-License-Identifier: MIT */
#include "bce.h"

#include "prefix.h"

#include <string.h>

/* Prefixes may be several a session; the bound on sessions is the one that is configured.
 */
static uint32_t most_prefixes(uint32_t max)
{
    return max > UINT32_MAX / PMIP6_PREFIXES_MAX ? UINT32_MAX - 1
                                                 : max * PMIP6_PREFIXES_MAX;
}

int p6_bce_init(struct binding_cache *c, struct memory *memory, struct hash_key key,
                uint32_t max, pmip6_time now)
{
    memset(c, 0, sizeof *c);
    c->key = key;
    if (p6_slab_init(&c->sessions, memory, sizeof(struct session), max) < 0 ||
        p6_prefix_index_init(&c->prefixes, memory, key, most_prefixes(max)) < 0 ||
        p6_slab_init(&c->extensions, memory, sizeof(struct session_extension), max) < 0 ||
        p6_index_init(&c->by_node, &c->sessions, offsetof(struct session, by_node)) < 0) {
        p6_bce_fini(c);
        return PMIP6_ERR_NOMEM;
    }
    p6_wheel_init(&c->timers, &c->sessions, offsetof(struct session, timer), now);
    return 0;
}

int p6_bce_reserve(struct binding_cache *c)
{
    if (p6_slab_reserve(&c->sessions) < 0 || p6_prefix_index_reserve(&c->prefixes) < 0 ||
        p6_slab_reserve(&c->extensions) < 0 || p6_index_reserve(&c->by_node) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

int p6_bce_widen(struct binding_cache *c, uint32_t max)
{
    if (p6_slab_widen(&c->sessions, max) < 0 || p6_slab_widen(&c->extensions, max) < 0 ||
        p6_index_widen(&c->by_node, max) < 0 ||
        p6_prefix_index_widen(&c->prefixes, most_prefixes(max)) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

void p6_bce_bound(struct binding_cache *c, uint32_t max)
{
    p6_slab_bound(&c->sessions, max);
    p6_slab_bound(&c->prefixes.records, most_prefixes(max));
}

void p6_bce_fini(struct binding_cache *c)
{
    if (c->by_node.records)
        p6_index_fini(&c->by_node);
    if (c->extensions.memory)
        p6_slab_fini(&c->extensions);
    p6_prefix_index_fini(&c->prefixes);
    if (c->sessions.memory)
        p6_slab_fini(&c->sessions);
}

static struct session_extension *extension_of(const struct binding_cache *c,
                                              const struct session *s)
{
    return p6_slab_at(&c->extensions, s->extension);
}

/* ---- identifiers ---- */

struct node_id p6_session_node(const struct binding_cache *c, const struct session *s)
{
    struct node_id id = {{s->mn_id, s->mn_id_length}, s->mn_id_subtype};

    if (s->mn_id_length > SESSION_MN_ID)
        id.octets.data = extension_of(c, s)->mn_id;
    return id;
}

struct pmip6_bytes p6_session_lli(const struct binding_cache *c, const struct session *s)
{
    struct pmip6_bytes lli = {s->lli, s->lli_length};

    if (s->lli_length > SESSION_LLI)
        lli.data = extension_of(c, s)->lli;
    return lli;
}

static int need_extension(struct binding_cache *c, struct session *s)
{
    if (s->extension == P6_NONE)
        s->extension = p6_slab_take(&c->extensions);
    return s->extension == P6_NONE ? PMIP6_ERR_NOMEM : 0;
}

int p6_session_reserve_lli(struct binding_cache *c, struct session *s, size_t length)
{
    return length > SESSION_LLI ? need_extension(c, s) : 0;
}

void p6_session_set_lli(struct binding_cache *c, struct session *s,
                        struct pmip6_bytes lli)
{
    uint8_t *at = lli.length > SESSION_LLI ? extension_of(c, s)->lli : s->lli;

    if (lli.length)
        memmove(at, lli.data, lli.length);
    s->lli_length = (uint8_t)lli.length;
}

static int set_node(struct binding_cache *c, struct session *s, struct node_id id)
{
    uint8_t *at = s->mn_id;

    if (id.octets.length > SESSION_MN_ID) {
        if (need_extension(c, s) < 0)
            return PMIP6_ERR_NOMEM;
        at = extension_of(c, s)->mn_id;
    }
    if (id.octets.length)
        memcpy(at, id.octets.data, id.octets.length);
    s->mn_id_length = (uint8_t)id.octets.length;
    s->mn_id_subtype = id.subtype;
    return 0;
}

/* ---- making and removing ---- */

uint32_t p6_bce_make(struct binding_cache *c, struct node_id id,
                     const struct pmip6_prefix *prefixes, uint32_t count)
{
    static const uint8_t unknown[2];
    uint32_t session = p6_slab_take(&c->sessions);
    struct session *s;

    if (session == P6_NONE)
        return P6_NONE;
    s = p6_session(c, session);
    s->timer.deadline = PMIP6_NEVER;
    s->prefix_until = PMIP6_NEVER;
    /* RFC 5213 5.1: two octets of zero stand for an unknown link-layer identifier. */
    p6_session_set_lli(c, s, (struct pmip6_bytes){unknown, sizeof unknown});
    if (set_node(c, s, id) < 0 ||
        p6_prefixes_make(&c->prefixes, session, prefixes, count, &s->first_prefix) < 0) {
        p6_bce_discard(c, session);
        return P6_NONE;
    }
    return session;
}

static uint32_t hash_node(const struct binding_cache *c, struct node_id id)
{
    return p6_hash(c->key, id.octets.data, id.octets.length) ^ id.subtype;
}

void p6_bce_insert(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    p6_index_insert(&c->by_node, session, hash_node(c, p6_session_node(c, s)));
    p6_prefixes_insert(&c->prefixes, s->first_prefix);
}

void p6_bce_remove(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    p6_wheel_cancel(&c->timers, session);
    p6_index_remove(&c->by_node, session);
    p6_prefixes_remove(&c->prefixes, s->first_prefix);
    p6_bce_discard(c, session);
}

void p6_bce_drop_prefix(struct binding_cache *c, uint32_t session,
                        const struct pmip6_prefix *p)
{
    p6_prefixes_drop(&c->prefixes, &p6_session(c, session)->first_prefix, p);
}

void p6_bce_discard(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    p6_prefixes_free(&c->prefixes, s->first_prefix);
    if (s->extension != P6_NONE)
        p6_slab_give(&c->extensions, s->extension);
    p6_slab_give(&c->sessions, session);
}

uint32_t p6_session_prefixes(const struct binding_cache *c, const struct session *s,
                             struct pmip6_prefix *out)
{
    uint32_t count = 0;

    for (uint32_t p = s->first_prefix; p != P6_NONE; p = p6_owned(&c->prefixes, p)->next)
        out[count++] = p6_owned(&c->prefixes, p)->prefix;
    return count;
}

/* ---- finding ---- */

int p6_same_node(struct node_id a, struct node_id b)
{
    return a.subtype == b.subtype && a.octets.length == b.octets.length &&
           (a.octets.length == 0 ||
            memcmp(a.octets.data, b.octets.data, a.octets.length) == 0);
}

static uint32_t of_node(const struct binding_cache *c, uint32_t session,
                        struct node_id id)
{
    while (session != P6_NONE &&
           !p6_same_node(p6_session_node(c, p6_session(c, session)), id))
        session = p6_index_next(&c->by_node, session);
    return session;
}

uint32_t p6_bce_first_of_node(const struct binding_cache *c, struct node_id id)
{
    return of_node(c, p6_index_first(&c->by_node, hash_node(c, id)), id);
}

uint32_t p6_bce_next_of_node(const struct binding_cache *c, uint32_t session)
{
    struct node_id id = p6_session_node(c, p6_session(c, session));
    return of_node(c, p6_index_next(&c->by_node, session), id);
}

uint32_t p6_bce_count_of_node(const struct binding_cache *c, struct node_id id)
{
    uint32_t count = 0;

    for (uint32_t i = p6_bce_first_of_node(c, id); i != P6_NONE;
         i = p6_bce_next_of_node(c, i))
        count++;
    return count;
}

uint32_t p6_bce_by_prefix(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    return p6_owner_of_prefix(&c->prefixes, p);
}

uint32_t p6_bce_by_address(const struct binding_cache *c, const struct pmip6_addr *a)
{
    return p6_owner_of_address(&c->prefixes, a);
}

uint32_t p6_bce_covering(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    return p6_owner_covering(&c->prefixes, p);
}

uint32_t p6_bce_overlapping(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    return p6_owner_overlapping(&c->prefixes, p);
}

uint64_t p6_bce_memory_needed(uint32_t max)
{
    return p6_slab_memory_needed(sizeof(struct session), max) +
           p6_prefix_index_memory_needed(most_prefixes(max)) +
           p6_slab_memory_needed(sizeof(struct session_extension), max) +
           p6_index_memory_needed(max);
}
