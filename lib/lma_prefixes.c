/* SPDX-License-Identifier: MIT */
/*
 * Which home network prefixes a new session gets (RFC 5213 5.3.2, draft-02 5.3.1): those
 * the policy fixes, those the node asks for where it may have them, else the next ones
 * out of the pools. No prefix is ever in two sessions, nor one that overlaps.
 */
#include "lma_internal.h"
#include "prefix.h"

static int is_fixed(const struct request *r, const struct pmip6_prefix *p)
{
    for (size_t i = 0; i < r->policy.prefix_count; i++) {
        if (p6_prefix_equal(&r->policy.prefixes[i], p))
            return 1;
    }
    return 0;
}

/* Takes one certain prefix for the session. A prefix outside every pool is the LMA's
 * because the policy names it. */
static int claim(struct request *r, const struct pmip6_prefix *p, int fixed)
{
    pmip6_lma *lma = r->lma;
    int rc;

    p6_lma_reap_prefix(lma, p);
    if (p6_bce_overlapping(&lma->cache, p) != P6_NONE)
        return PMIP6_ERR_EXISTS;
    rc = p6_pools_claim(&lma->pools, p, fixed, lma->now.monotonic);
    return rc == PMIP6_ERR_NOT_FOUND && fixed ? 0 : rc;
}

void p6_lma_give_prefixes_back(pmip6_lma *lma, const struct pmip6_prefix *prefixes,
                               uint32_t count)
{
    while (count-- > 0)
        p6_pools_release(&lma->pools, &prefixes[count], lma->now.monotonic);
}

static int is_among(const struct pmip6_prefix *p, const struct pmip6_prefix *chosen,
                    uint32_t count)
{
    while (count-- > 0) {
        if (p6_prefix_overlaps(p, &chosen[count]))
            return 1;
    }
    return 0;
}

/* 5.3.2 (3): every prefix asked for must be the LMA's and one the node may have, and none
 * may be asked for twice. */
static struct verdict requested(struct request *r, struct pmip6_prefix *chosen,
                                uint32_t *count)
{
    for (uint32_t i = 0; i < r->s.prefix_count; i++) {
        struct pmip6_prefix p = p6_prefix_canonical(&r->s.prefixes[i]);
        int fixed = is_fixed(r, &p);
        int may = (fixed || (r->policy.prefix_count == 0 &&
                             r->lma->config.flags & PMIP6_LMA_PREFIX_HINTS)) &&
                  !is_among(&p, chosen, *count);
        int rc = may ? claim(r, &p, fixed) : PMIP6_ERR_NOT_FOUND;

        if (rc == 0) {
            chosen[(*count)++] = p;
            continue;
        }
        p6_lma_give_prefixes_back(r->lma, chosen, *count);
        *count = 0;
        return p6_refuse(rc == PMIP6_ERR_NOMEM
                             ? PMIP6_STATUS_INSUFFICIENT_RESOURCES
                             : PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
    }
    return p6_go_on();
}

/* The policy's own, unless another session of the node has them: then the pools provide.
 */
static int fixed(struct request *r, struct pmip6_prefix *chosen, uint32_t *count)
{
    size_t most = r->lma->edition->prefixes_per_session;

    for (size_t i = 0; i < r->policy.prefix_count && i < most; i++) {
        const struct pmip6_prefix *p = &r->policy.prefixes[i];

        if (!is_among(p, chosen, *count) && claim(r, p, 1) == 0)
            chosen[(*count)++] = *p;
    }
    return *count > 0;
}

/* The session in whose way a prefix would be: one that a policy gave another prefix of
 * the same addresses. Dead ones are ended first. */
static uint32_t blocker(pmip6_lma *lma, const struct pmip6_prefix *p,
                        struct pmip6_prefix *of_it)
{
    uint32_t session;
    struct pmip6_prefix own[PMIP6_PREFIXES_MAX];
    uint32_t count;

    p6_lma_reap_prefix(lma, p);
    session = p6_bce_overlapping(&lma->cache, p);
    if (session == P6_NONE)
        return P6_NONE;
    count = p6_session_prefixes(&lma->cache, p6_session(&lma->cache, session), own);
    *of_it = own[0];
    for (uint32_t i = 0; i < count; i++) {
        if (p6_prefix_overlaps(&own[i], p))
            *of_it = own[i];
    }
    return session;
}

#define ATTEMPTS 1024u /* in one pool; far more than what policies put in the way */

/* The next prefix of the pools that is in nobody's way. What is in somebody's goes back,
 * and all the others there are passed over at once; a pool that is in somebody's way to
 * its end is left for the next. */
static int take_one(pmip6_lma *lma, struct pmip6_prefix *p)
{
    int rc = PMIP6_ERR_LIMIT;

    for (uint32_t pool = 0; pool < lma->pools.count; pool++) {
        for (unsigned i = 0; i < ATTEMPTS; i++) {
            struct pmip6_prefix other;

            rc = p6_pools_take(&lma->pools, lma->now.monotonic, &pool, p);
            if (rc < 0)
                return rc;
            if (blocker(lma, p, &other) == P6_NONE)
                return 0;
            if (p6_pools_pass_over(&lma->pools, p, &other, lma->now.monotonic))
                break; /* all of it has been looked at */
        }
        rc = PMIP6_ERR_LIMIT;
    }
    return rc;
}

/* 5.3.2 (1), (2). Sessions past their end, whose timers wait to be worked off, are no
 * reason to refuse. */
static struct verdict out_of_the_pools(struct request *r, struct pmip6_prefix *chosen,
                                       uint32_t *count)
{
    pmip6_lma *lma = r->lma;
    uint32_t wanted = r->policy.pool_prefixes ? r->policy.pool_prefixes : 1;

    if (wanted > lma->edition->prefixes_per_session)
        wanted = lma->edition->prefixes_per_session;
    while (*count < wanted) {
        if (take_one(lma, &chosen[*count]) < 0 &&
            (!p6_lma_reap_due(lma) || take_one(lma, &chosen[*count]) < 0)) {
            p6_lma_give_prefixes_back(lma, chosen, *count);
            *count = 0;
            return p6_refuse(PMIP6_STATUS_INSUFFICIENT_RESOURCES);
        }
        ++*count;
    }
    return p6_go_on();
}

struct verdict p6_lma_choose_prefixes(struct request *r, struct pmip6_prefix *chosen,
                                      uint32_t *count)
{
    uint32_t zeros = 0;

    *count = 0;
    for (uint32_t i = 0; i < r->s.prefix_count; i++)
        zeros += (uint32_t)p6_prefix_is_zero(&r->s.prefixes[i]);
    if (zeros == 0)
        return requested(r, chosen, count);
    /* Zero and other prefixes together: a request that no MAG may make (A7). */
    if (zeros < r->s.prefix_count)
        return p6_refuse(PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX);
    if (fixed(r, chosen, count))
        return p6_go_on();
    return out_of_the_pools(r, chosen, count);
}
