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
        p6_slab_init(&c->prefixes, memory, sizeof(struct session_prefix),
                     most_prefixes(max)) < 0 ||
        p6_slab_init(&c->extensions, memory, sizeof(struct session_extension), max) < 0 ||
        p6_index_init(&c->by_node, &c->sessions, offsetof(struct session, by_node)) < 0 ||
        p6_index_init(&c->by_prefix, &c->prefixes,
                      offsetof(struct session_prefix, by_prefix)) < 0) {
        p6_bce_fini(c);
        return PMIP6_ERR_NOMEM;
    }
    p6_wheel_init(&c->timers, &c->sessions, offsetof(struct session, timer), now);
    return 0;
}

int p6_bce_reserve(struct binding_cache *c)
{
    if (p6_slab_reserve(&c->sessions) < 0 || p6_slab_reserve(&c->prefixes) < 0 ||
        p6_slab_reserve(&c->extensions) < 0 || p6_index_reserve(&c->by_node) < 0 ||
        p6_index_reserve(&c->by_prefix) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

void p6_bce_fini(struct binding_cache *c)
{
    if (c->by_prefix.records)
        p6_index_fini(&c->by_prefix);
    if (c->by_node.records)
        p6_index_fini(&c->by_node);
    if (c->extensions.memory)
        p6_slab_fini(&c->extensions);
    if (c->prefixes.memory)
        p6_slab_fini(&c->prefixes);
    if (c->sessions.memory)
        p6_slab_fini(&c->sessions);
}

static struct session_prefix *prefix_at(const struct binding_cache *c, uint32_t index)
{
    return p6_slab_at(&c->prefixes, index);
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

void p6_session_set_lli(struct binding_cache *c, struct session *s, struct pmip6_bytes lli)
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

static int add_prefixes(struct binding_cache *c, uint32_t session,
                        const struct pmip6_prefix *prefixes, uint32_t count)
{
    struct session *s = p6_session(c, session);

    while (count-- > 0) {
        uint32_t index = p6_slab_take(&c->prefixes);
        struct session_prefix *p;

        if (index == P6_NONE)
            return PMIP6_ERR_NOMEM;
        p = prefix_at(c, index);
        p->prefix = prefixes[count];
        p->session = session;
        p->next = s->first_prefix;
        s->first_prefix = index;
    }
    return 0;
}

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
    /* RFC 5213 5.1: two octets of zero stand for an unknown link-layer identifier. */
    p6_session_set_lli(c, s, (struct pmip6_bytes){unknown, sizeof unknown});
    if (set_node(c, s, id) < 0 || add_prefixes(c, session, prefixes, count) < 0) {
        p6_bce_discard(c, session);
        return P6_NONE;
    }
    return session;
}

static uint32_t hash_node(const struct binding_cache *c, struct node_id id)
{
    return p6_hash(c->key, id.octets.data, id.octets.length) ^ id.subtype;
}

static uint32_t hash_prefix(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    return p6_hash(c->key, p->addr.octets, sizeof p->addr.octets) + p->length;
}

void p6_bce_insert(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    p6_index_insert(&c->by_node, session, hash_node(c, p6_session_node(c, s)));
    for (uint32_t p = s->first_prefix; p != P6_NONE; p = prefix_at(c, p)->next) {
        p6_index_insert(&c->by_prefix, p, hash_prefix(c, &prefix_at(c, p)->prefix));
        c->lengths[prefix_at(c, p)->prefix.length]++;
    }
}

void p6_bce_remove(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    p6_wheel_cancel(&c->timers, session);
    p6_index_remove(&c->by_node, session);
    for (uint32_t p = s->first_prefix; p != P6_NONE; p = prefix_at(c, p)->next) {
        p6_index_remove(&c->by_prefix, p);
        c->lengths[prefix_at(c, p)->prefix.length]--;
    }
    p6_bce_discard(c, session);
}

void p6_bce_discard(struct binding_cache *c, uint32_t session)
{
    const struct session *s = p6_session(c, session);

    for (uint32_t p = s->first_prefix, next; p != P6_NONE; p = next) {
        next = prefix_at(c, p)->next;
        p6_slab_give(&c->prefixes, p);
    }
    if (s->extension != P6_NONE)
        p6_slab_give(&c->extensions, s->extension);
    p6_slab_give(&c->sessions, session);
}

uint32_t p6_session_prefixes(const struct binding_cache *c, const struct session *s,
                             struct pmip6_prefix *out)
{
    uint32_t count = 0;

    for (uint32_t p = s->first_prefix; p != P6_NONE; p = prefix_at(c, p)->next)
        out[count++] = prefix_at(c, p)->prefix;
    return count;
}

/* ---- finding ---- */

static int is_of_node(const struct binding_cache *c, uint32_t session, struct node_id id)
{
    struct node_id own = p6_session_node(c, p6_session(c, session));

    return own.subtype == id.subtype && own.octets.length == id.octets.length &&
           (id.octets.length == 0 ||
            memcmp(own.octets.data, id.octets.data, id.octets.length) == 0);
}

static uint32_t of_node(const struct binding_cache *c, uint32_t session,
                        struct node_id id)
{
    while (session != P6_NONE && !is_of_node(c, session, id))
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

uint32_t p6_bce_by_prefix(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    uint32_t index;

    if (c->lengths[p->length] == 0)
        return P6_NONE;
    index = p6_index_first(&c->by_prefix, hash_prefix(c, p));
    while (index != P6_NONE && !p6_prefix_equal(&prefix_at(c, index)->prefix, p))
        index = p6_index_next(&c->by_prefix, index);
    return index == P6_NONE ? P6_NONE : prefix_at(c, index)->session;
}

/* Longest match first: one look-up for each length that is in use. */
static uint32_t covering(const struct binding_cache *c, const struct pmip6_addr *a,
                         unsigned longest)
{
    for (unsigned length = longest + 1; length-- > 0;) {
        struct pmip6_prefix p;
        uint32_t session;

        if (c->lengths[length] == 0)
            continue;
        p = p6_prefix_of(a, (uint8_t)length);
        session = p6_bce_by_prefix(c, &p);
        if (session != P6_NONE)
            return session;
    }
    return P6_NONE;
}

uint32_t p6_bce_by_address(const struct binding_cache *c, const struct pmip6_addr *a)
{
    return covering(c, a, 128);
}

/* Prefixes inside this one are of other lengths than an index can look up; they exist
 * only where a policy names prefixes of several lengths, so a walk is in order. */
static uint32_t inside(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    uint32_t longer = 0;

    for (unsigned length = p->length + 1u; length <= 128; length++)
        longer += c->lengths[length];
    if (longer == 0)
        return P6_NONE;
    for (uint32_t i = p6_slab_next(&c->prefixes, P6_NONE); i != P6_NONE;
         i = p6_slab_next(&c->prefixes, i)) {
        if (p6_prefix_overlaps(p, &prefix_at(c, i)->prefix))
            return prefix_at(c, i)->session;
    }
    return P6_NONE;
}

uint32_t p6_bce_overlapping(const struct binding_cache *c, const struct pmip6_prefix *p)
{
    uint32_t session = covering(c, &p->addr, p->length);
    return session != P6_NONE ? session : inside(c, p);
}

uint64_t p6_bce_memory_needed(uint32_t max)
{
    uint32_t prefixes = most_prefixes(max);

    return p6_slab_memory_needed(sizeof(struct session), max) +
           p6_slab_memory_needed(sizeof(struct session_prefix), prefixes) +
           p6_slab_memory_needed(sizeof(struct session_extension), max) +
           p6_index_memory_needed(max) + p6_index_memory_needed(prefixes);
}
