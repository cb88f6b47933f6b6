/* SPDX-License-Identifier: MIT */
/*
 * Which session a request is about: the binding cache entry look-up of RFC 5213 5.4.1, by
 * prefix (5.4.1.1), by identifier, technology and link-layer identifier (5.4.1.2), by
 * identifier alone (5.4.1.3); in draft-02 5.3.1 by identifier only.
 *
 *   found and fits                           -> UPDATE
 *   found, and it may have moved (HI 4)      -> WAIT for the old MAG to de-register it
 *   not found                                -> REGISTER
 *   a de-registration of nothing             -> ignored, or 133
 *
 * Nothing is changed here.
 */
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

static struct verdict decide(struct request *r, enum decision decision, uint32_t session)
{
    r->decision = (uint8_t)decision;
    r->session = session;
    return p6_go_on();
}

static struct verdict ignore(struct request *r)
{
    r->session = P6_NONE;
    return p6_drop(PMIP6_DROP_NO_SESSION);
}

static int is_alive(const struct request *r, uint32_t session)
{
    return p6_session_is_alive(p6_session(&r->lma->cache, session),
                               r->lma->now.monotonic);
}

/* The only living session of the node; P6_NONE for none or several. */
static uint32_t only_session(const struct request *r)
{
    const struct binding_cache *c = &r->lma->cache;
    uint32_t only = P6_NONE;

    for (uint32_t i = p6_bce_first_of_node(c, r->node); i != P6_NONE;
         i = p6_bce_next_of_node(c, i)) {
        if (!is_alive(r, i))
            continue;
        if (only != P6_NONE)
            return P6_NONE;
        only = i;
    }
    return only;
}

static struct verdict new_session(struct request *r)
{
    if (r->s.lifetime == 0)
        return ignore(r);
    return decide(r, REGISTER, P6_NONE);
}

/* The node may have moved, nobody knows: wait for the old MAG, if we do
 * (R5213-5.4.1.2-09, R5213-5.4.1.3-04). A session that is being de-registered has been
 * waited for already. */
static struct verdict may_have_moved(struct request *r, uint32_t session)
{
    const struct session *s = p6_session(&r->lma->cache, session);

    if (r->s.lifetime == 0)
        return p6_addr_equal(&s->proxy_coa, &r->care_of) ? decide(r, UPDATE, session)
                                                         : ignore(r);
    if (s->state == PMIP6_BINDING_DEREGISTERING)
        return decide(r, UPDATE, session);
    if (r->waited_out || !(r->lma->config.flags & PMIP6_LMA_WAIT_FOR_DEREGISTRATION))
        return new_session(r);
    return decide(r, WAIT, session);
}

static int has_lli(const struct request *r)
{
    for (size_t i = 0; i < r->s.link_layer_id.length; i++) {
        if (r->s.link_layer_id.data[i] != 0)
            return 1;
    }
    return 0;
}

static int lli_matches(const struct request *r, const struct session *s)
{
    struct pmip6_bytes own = p6_session_lli(&r->lma->cache, s);

    return own.length == r->s.link_layer_id.length &&
           memcmp(own.data, r->s.link_layer_id.data, own.length) == 0;
}

static int lli_is_unknown(const struct request *r, const struct session *s)
{
    struct pmip6_bytes own = p6_session_lli(&r->lma->cache, s);
    uint8_t any = 0;

    for (size_t i = 0; i < own.length; i++)
        any |= own.data[i];
    return any == 0;
}

/* ---- 5.4.1.1: by prefix ---- */

struct search {
    const struct request *r;
    uint32_t found;
};

static void look_for(const struct pmip6_prefix *asked, void *search)
{
    struct search *s = search;
    struct pmip6_prefix p = p6_prefix_canonical(asked);
    uint32_t session;

    if (s->found != P6_NONE || p6_prefix_is_zero(&p))
        return;
    session = p6_bce_by_prefix(&s->r->lma->cache, &p);
    if (session != P6_NONE && is_alive(s->r, session))
        s->found = session;
}

/* Any of them, also beyond those that a session can have. */
static uint32_t by_requested_prefix(const struct request *r)
{
    struct search s = {r, P6_NONE};

    if (r->s.prefix_count > PMIP6_PREFIXES_MAX) {
        p6_signalling_each_prefix(r->octets, look_for, &s);
        return s.found;
    }
    for (uint32_t i = 0; i < r->s.prefix_count; i++)
        look_for(&r->s.prefixes[i], &s);
    return s.found;
}

static int is_of_this_node(const struct request *r, uint32_t session)
{
    const struct binding_cache *c = &r->lma->cache;

    return p6_same_node(p6_session_node(c, p6_session(c, session)), r->node);
}

/* (4): the very same set, none more, none less. */
static int same_prefixes(const struct request *r, uint32_t session)
{
    struct pmip6_prefix own[PMIP6_PREFIXES_MAX];
    uint32_t count =
        p6_session_prefixes(&r->lma->cache, p6_session(&r->lma->cache, session), own);
    uint32_t matched = 0;

    if (count != r->s.prefix_count)
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        struct pmip6_prefix asked = p6_prefix_canonical(&r->s.prefixes[i]);

        for (uint32_t j = 0; j < count; j++) {
            if (p6_prefix_equal(&own[j], &asked))
                matched |= 1u << j;
        }
    }
    return matched == (1u << count) - 1;
}

/* (5), conditions a to d. */
static int is_update_of(const struct request *r, const struct session *s)
{
    int same_technology = s->access_technology == r->s.access_technology;

    if (has_lli(r) && lli_matches(r, s) && same_technology)
        return 1;
    if (r->s.handoff == PMIP6_HANDOFF_INTERFACES)
        return 1;
    if (!has_lli(r) && lli_is_unknown(r, s) && same_technology &&
        r->s.handoff == PMIP6_HANDOFF_MAGS)
        return 1;
    return p6_addr_equal(&s->proxy_coa, &r->care_of) && same_technology;
}

static struct verdict look_up_by_prefix(struct request *r)
{
    uint32_t session = by_requested_prefix(r);
    const struct session *s;

    if (session == P6_NONE)
        return new_session(r);
    if (!is_of_this_node(r, session))
        return p6_refuse(PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
    r->session = session;
    if (!same_prefixes(r, session))
        return p6_refuse(r->lma->edition->other_prefix);
    s = p6_session(&r->lma->cache, session);
    if (is_update_of(r, s))
        return decide(r, UPDATE, session);
    if (r->s.lifetime == 0)
        return ignore(r);
    /* During the delayed delete any request of the session revives it, and one that
     * waited for it has waited long enough. */
    if (s->state == PMIP6_BINDING_DEREGISTERING &&
        (r->s.handoff == PMIP6_HANDOFF_UNKNOWN || r->order.session))
        return decide(r, UPDATE, session);
    /* (6) asks for a new session with prefixes that are in use: refused, or waited for
     * (A6). */
    if (r->lma->config.flags & PMIP6_LMA_WAIT_WHEN_AMBIGUOUS && !r->waited_out)
        return decide(r, WAIT, session);
    return p6_refuse(PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
}

/* ---- 5.4.1.2 and 5.4.1.3 ---- */

static uint32_t by_interface(const struct request *r)
{
    const struct binding_cache *c = &r->lma->cache;

    for (uint32_t i = p6_bce_first_of_node(c, r->node); i != P6_NONE;
         i = p6_bce_next_of_node(c, i)) {
        const struct session *s = p6_session(c, i);

        if (is_alive(r, i) && s->access_technology == r->s.access_technology &&
            lli_matches(r, s))
            return i;
    }
    return P6_NONE;
}

/* A de-registration of an interface that is known not to be the session's
 * (R5213-5.4.1.2-14). */
static int leaves_another(const struct request *r, uint32_t session)
{
    return r->s.lifetime == 0 && !lli_is_unknown(r, p6_session(&r->lma->cache, session));
}

static struct verdict look_up_by_interface(struct request *r)
{
    uint32_t session = by_interface(r);

    if (session != P6_NONE)
        return decide(r, UPDATE, session);
    session = only_session(r);
    if (session != P6_NONE && r->s.handoff == PMIP6_HANDOFF_INTERFACES)
        return decide(r, UPDATE, session);
    if (session != P6_NONE && r->s.handoff == PMIP6_HANDOFF_UNKNOWN &&
        !leaves_another(r, session))
        return may_have_moved(r, session);
    return new_session(r);
}

static struct verdict look_up_by_node(struct request *r)
{
    uint32_t session = only_session(r);

    if (session != P6_NONE &&
        (r->s.handoff == PMIP6_HANDOFF_INTERFACES || r->s.handoff == PMIP6_HANDOFF_MAGS))
        return decide(r, UPDATE, session);
    if (session != P6_NONE && r->s.handoff == PMIP6_HANDOFF_UNKNOWN)
        return may_have_moved(r, session);
    return new_session(r);
}

/* ---- draft-02 5.3.1 ---- */

static struct verdict look_up_as_the_draft(struct request *r)
{
    uint32_t session = only_session(r);

    if (session == P6_NONE && r->s.lifetime == 0)
        return p6_refuse(r->lma->edition->deregistering_nothing);
    if (session == P6_NONE)
        return decide(r, REGISTER, P6_NONE);
    r->session = session;
    if (r->s.prefix_count > 0 && !p6_prefix_is_zero(&r->s.prefixes[0]) &&
        !same_prefixes(r, session))
        return p6_refuse(r->lma->edition->other_prefix);
    return decide(r, UPDATE, session);
}

/* One with more options than a session can have prefixes cannot but name some: `::/0` is
 * said once (6.9.1.1). */
static int asks_for_a_prefix(const struct request *r)
{
    for (uint32_t i = 0; i < r->s.prefix_count && i < PMIP6_PREFIXES_MAX; i++) {
        if (!p6_prefix_is_zero(&r->s.prefixes[i]))
            return 1;
    }
    return r->s.prefix_count > PMIP6_PREFIXES_MAX;
}

/* A network duplicate of what a session of this node accepted last is about that session,
 * which the rules above cannot always tell (A1). */
static uint32_t by_digest(const struct request *r)
{
    const struct binding_cache *c = &r->lma->cache;
    uint32_t i = p6_bce_first_of_node(c, r->node);

    while (i != P6_NONE && !(is_alive(r, i) && p6_session(c, i)->digest == r->digest))
        i = p6_bce_next_of_node(c, i);
    return i;
}

struct verdict p6_lma_associate(struct request *r)
{
    uint32_t again = by_digest(r);

    r->session = P6_NONE;
    r->decision = UNDECIDED;
    if (again != P6_NONE)
        return decide(r, UPDATE, again);
    if (r->lma->edition->look_up == LOOK_UP_BY_NODE)
        return look_up_as_the_draft(r);
    if (asks_for_a_prefix(r))
        return look_up_by_prefix(r);
    if (has_lli(r))
        return look_up_by_interface(r);
    return look_up_by_node(r);
}
