/* SPDX-License-Identifier: MIT */
/*
 * Which home network prefixes a new session gets (RFC 5213 5.3.2, draft-02 5.3.1): those
 * the policy fixes, those the node asks for where it may have them, else the next ones
 * out of the host's own allocation, where it has one, or out of the pools. No prefix is
 * ever in two sessions, nor one that overlaps.
 */
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

static int is_fixed(const struct request *r, const struct pmip6_prefix *p)
{
    for (size_t i = 0; i < r->policy.prefix_count; i++) {
        if (p6_prefix_equal(&r->policy.prefixes[i], p))
            return 1;
    }
    return 0;
}

/* A home network prefix, and not one that the LMA's own address is in: its route would
 * lead away from the LMA. */
int p6_lma_may_serve(const pmip6_lma *lma, const struct pmip6_prefix *p)
{
    return p6_prefix_is_home(p) && !p6_prefix_holds(p, &lma->config.address);
}

/* Takes one certain prefix for a session. One outside every pool is the LMA's because
 * the policy, or the host's allocation, names it; what is longer and inside it, only the
 * binding cache tells. */
int p6_lma_claim_prefix(pmip6_lma *lma, const struct pmip6_prefix *p, int fixed)
{
    int strange = fixed && !p6_pools_contain(&lma->pools, p), rc;

    if (!p6_lma_may_serve(lma, p))
        return PMIP6_ERR_INVALID;
    if (p6_lma_reap_prefix(lma, p, strange) && strange)
        return PMIP6_ERR_EXISTS;
    rc = p6_pools_claim(&lma->pools, p, fixed, lma->now.monotonic);
    if (rc == PMIP6_ERR_EXISTS && !strange && p6_pools_hold_inside(&lma->pools, p) &&
        !p6_lma_reap_prefix(lma, p, 1))
        rc = p6_pools_claim(&lma->pools, p, fixed, lma->now.monotonic);
    return rc;
}

void p6_lma_give_prefixes_back(pmip6_lma *lma, const struct pmip6_prefix *prefixes,
                               uint32_t count)
{
    while (count-- > 0)
        p6_pools_release(&lma->pools, &prefixes[count], lma->now.monotonic);
}

static struct verdict none_left(void)
{
    return p6_refuse(PMIP6_STATUS_INSUFFICIENT_RESOURCES);
}

static struct verdict not_authorised(void)
{
    return p6_refuse(PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
}

static int overlaps_chosen(const struct chosen *c, const struct pmip6_prefix *p)
{
    for (uint32_t i = 0; i < c->count; i++) {
        if (p6_prefix_overlaps(&c->prefixes[i], p))
            return 1;
    }
    return 0;
}

/* All of them or none; those of one session do not overlap, either. */
static int claim_all(struct request *r, const struct pmip6_prefix *wanted, size_t count,
                     int fixed, struct chosen *c)
{
    for (size_t i = 0; i < count; i++) {
        struct pmip6_prefix p = p6_prefix_canonical(&wanted[i]);
        int rc = overlaps_chosen(c, &p) ? PMIP6_ERR_EXISTS
                                        : p6_lma_claim_prefix(r->lma, &p, fixed);

        if (rc < 0) {
            p6_lma_give_prefixes_back(r->lma, c->prefixes, c->count);
            c->count = 0;
            return rc;
        }
        c->prefixes[c->count++] = p;
    }
    return 0;
}

/* ---- the host's own allocation ---- */

static uint32_t given_by(const struct pmip6_prefix_grant *g)
{
    return g->prefix_count < PMIP6_PREFIXES_MAX ? g->prefix_count : PMIP6_PREFIXES_MAX;
}

/* One of a grant's, 0 where that is no prefix that a session could have. */
static int read_granted(const struct pmip6_prefix_grant *g, uint32_t i,
                        struct pmip6_prefix *p)
{
    if (!p6_prefix_is_home(&g->prefixes[i]))
        return 0;
    *p = p6_prefix_canonical(&g->prefixes[i]);
    return 1;
}

static int is_granted(const pmip6_lma *lma, const struct pmip6_prefix *p)
{
    struct pmip6_prefix given;

    for (uint32_t i = 0; lma->granted && i < given_by(lma->granted); i++) {
        if (read_granted(lma->granted, i, &given) && p6_prefix_equal(&given, p))
            return 1;
    }
    return 0;
}

void p6_lma_tell_released(pmip6_lma *lma, const struct pmip6_prefix *prefixes,
                          size_t count, struct pmip6_bytes mn_id)
{
    if (!lma->callbacks.prefix_release)
        return;
    p6_enter(&lma->effects);
    for (size_t i = 0; i < count; i++) {
        if (!is_granted(lma, &prefixes[i]))
            lma->callbacks.prefix_release(&prefixes[i], mn_id, lma->effects.user);
    }
    p6_leave(&lma->effects);
}

/* A host that gives out what a session past its end still has knows that it is free: the
 * session ends, and what is granted anew is not told released for it. */
static void end_former_holders(pmip6_lma *lma, const struct pmip6_prefix_grant *g)
{
    lma->granted = g;
    for (uint32_t i = 0; i < given_by(g); i++) {
        struct pmip6_prefix p;
        uint32_t session =
            read_granted(g, i, &p) ? p6_bce_by_prefix(&lma->cache, &p) : P6_NONE;

        if (session != P6_NONE &&
            !p6_session_is_alive(p6_session(&lma->cache, session), lma->now.monotonic))
            p6_lma_end_session(lma, session, PMIP6_CAUSE_TIME);
    }
    lma->granted = NULL;
}

static int call_prefix_take(struct request *r, const struct pmip6_prefix *asked,
                            size_t count, uint32_t wanted, struct pmip6_prefix_grant *g)
{
    struct pmip6_prefix_request q;
    int rc;

    memset(&q, 0, sizeof q);
    q.size = sizeof q;
    q.mn_id = r->node.octets;
    q.mn_id_subtype = r->node.subtype;
    q.link_layer_id = r->s.link_layer_id;
    q.access_technology = r->s.access_technology;
    q.care_of = r->care_of;
    q.prefixes = asked;
    q.prefix_count = count;
    q.wanted = wanted;
    memset(g, 0, sizeof *g);
    g->size = sizeof *g;
    p6_enter(&r->lma->effects);
    rc = r->lma->callbacks.prefix_take(&q, g, r->lma->effects.user);
    p6_leave(&r->lma->effects);
    return rc;
}

/* What dead sessions hold of the host's is given back before it is asked again. */
static int ask_host(struct request *r, const struct pmip6_prefix *asked, size_t count,
                    uint32_t wanted, struct pmip6_prefix_grant *g)
{
    int rc = call_prefix_take(r, asked, count, wanted, g);

    while (rc < 0 && p6_lma_reap_due(r->lma))
        rc = call_prefix_take(r, asked, count, wanted, g);
    return rc;
}

static int is_sound(const struct request *r, const struct pmip6_prefix_grant *g)
{
    if (g->prefix_count == 0 || g->prefix_count > r->lma->edition->prefixes_per_session)
        return 0;
    for (uint32_t i = 0; i < g->prefix_count; i++) {
        if (!p6_lma_may_serve(r->lma, &g->prefixes[i]))
            return 0;
    }
    return 1;
}

static int is_asked(const struct pmip6_prefix_grant *g, const struct pmip6_prefix *asked,
                    size_t count)
{
    if (g->prefix_count != count)
        return 0;
    for (size_t i = 0; i < count; i++) {
        struct pmip6_prefix a = p6_prefix_canonical(&asked[i]),
                            b = p6_prefix_canonical(&g->prefixes[i]);

        if (!p6_prefix_equal(&a, &b))
            return 0;
    }
    return 1;
}

/* What the host gave is still looked at: prefixes that are in use, or no prefixes, are
 * given back and the request is refused (D02-5.3.1-20); so are others than those that the
 * request names, in their order (D02-5.3.1-23). */
static struct verdict from_the_host(struct request *r, const struct pmip6_prefix *asked,
                                    size_t count, uint32_t wanted, struct chosen *c)
{
    struct pmip6_prefix_grant g;
    uint32_t given;

    if (ask_host(r, asked, count, wanted, &g) < 0)
        return count ? not_authorised() : none_left();
    given = given_by(&g);
    end_former_holders(r->lma, &g);
    if (count && !is_asked(&g, asked, count)) {
        p6_lma_tell_released(r->lma, g.prefixes, given, r->node.octets);
        return not_authorised();
    }
    if (is_sound(r, &g) && claim_all(r, g.prefixes, given, 1, c) == 0) {
        c->valid = g.valid;
        return p6_go_on();
    }
    p6_lma_tell_released(r->lma, g.prefixes, given, r->node.octets);
    return none_left();
}

/* ---- by name ---- */

/* Whether the node may have all prefixes that it names: the policy's own; where it fixes
 * none, any free one of a pool, if hints are taken. */
static int may_have(const struct request *r)
{
    for (uint32_t i = 0; i < r->s.prefix_count; i++) {
        struct pmip6_prefix p = p6_prefix_canonical(&r->s.prefixes[i]);

        if (r->policy.prefix_count ? !is_fixed(r, &p)
                                   : !(r->lma->config.flags & PMIP6_LMA_PREFIX_HINTS))
            return 0;
    }
    return 1;
}

/* 5.3.2 (3): every prefix asked for must be the LMA's and one the node may have. One that
 * is asked for twice is in use when it comes to the second. */
static struct verdict requested(struct request *r, struct chosen *c)
{
    struct pmip6_prefix asked[PMIP6_PREFIXES_MAX];
    int fixed = r->policy.prefix_count > 0, rc;

    if (!may_have(r))
        return not_authorised();
    for (uint32_t i = 0; i < r->s.prefix_count; i++)
        asked[i] = p6_prefix_canonical(&r->s.prefixes[i]);
    if (!fixed && r->lma->callbacks.prefix_take)
        return from_the_host(r, asked, r->s.prefix_count, 0, c);
    rc = claim_all(r, asked, r->s.prefix_count, fixed, c);
    if (rc == PMIP6_ERR_NOMEM)
        return none_left();
    return rc < 0 ? not_authorised() : p6_go_on();
}

/* ---- any ---- */

/* 5.3.2 (1), (2). Sessions past their end, whose timers wait to be worked off, are no
 * reason to refuse. */
static int take_next(pmip6_lma *lma, struct pmip6_prefix *next)
{
    int rc = p6_pools_take(&lma->pools, lma->now.monotonic, next);

    while (rc < 0 && p6_lma_reap_due(lma))
        rc = p6_pools_take(&lma->pools, lma->now.monotonic, next);
    return rc;
}

static struct verdict out_of_the_pools(struct request *r, uint32_t wanted,
                                       struct chosen *c)
{
    pmip6_lma *lma = r->lma;

    while (c->count < wanted) {
        if (take_next(lma, &c->prefixes[c->count]) < 0) {
            p6_lma_give_prefixes_back(lma, c->prefixes, c->count);
            c->count = 0;
            return none_left();
        }
        c->count++;
    }
    return p6_go_on();
}

static struct verdict any(struct request *r, struct chosen *c)
{
    uint32_t most = r->lma->edition->prefixes_per_session;
    uint32_t wanted = r->policy.pool_prefixes ? r->policy.pool_prefixes : 1;
    size_t fixed = r->policy.prefix_count < most ? r->policy.prefix_count : most;

    /* The policy's own, all of a link together (6.11); where another session has
     * them, the session is given others. */
    if (fixed && claim_all(r, r->policy.prefixes, fixed, 1, c) == 0)
        return p6_go_on();
    if (wanted > most)
        wanted = most;
    if (r->lma->callbacks.prefix_take)
        return from_the_host(r, NULL, 0, wanted, c);
    return out_of_the_pools(r, wanted, c);
}

static struct verdict choose(struct request *r, struct chosen *c)
{
    uint32_t zeros = 0;

    if (r->s.prefix_count > PMIP6_PREFIXES_MAX)
        return none_left(); /* more than a session can have */
    for (uint32_t i = 0; i < r->s.prefix_count; i++)
        zeros += (uint32_t)p6_prefix_is_zero(&r->s.prefixes[i]);
    if (zeros == 0)
        return requested(r, c);
    /* Zero and other prefixes together: a request that no MAG may make (A7). */
    if (zeros < r->s.prefix_count)
        return not_authorised();
    return any(r, c);
}

/* A route to a prefix that an end of its own tunnel is in would lead into itself. */
int p6_lma_leads_into_itself(const struct request *r, const struct pmip6_prefix *prefixes,
                             uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (p6_prefix_holds(&prefixes[i], &r->destination) ||
            p6_prefix_holds(&prefixes[i], &r->care_of))
            return 1;
    }
    return 0;
}

struct verdict p6_lma_choose_prefixes(struct request *r, struct chosen *c)
{
    struct verdict v;

    memset(c, 0, sizeof *c);
    v = choose(r, c);
    if (v.word != CONTINUE || !p6_lma_leads_into_itself(r, c->prefixes, c->count))
        return v;
    p6_lma_give_prefixes_back(r->lma, c->prefixes, c->count);
    p6_lma_tell_released(r->lma, c->prefixes, c->count, r->node.octets);
    return none_left();
}
