/* SPDX-License-Identifier: MIT */
/*
 * The policy (RFC 5213 5.3.1 (6) to (8), 6.2): asked once for a request, at once or
 * later. While an answer holds, a request of the same gateway for the same session does
 * not ask.
 */
#include "args.h"
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

int p6_lma_take_policy(struct request *r, const struct pmip6_policy *policy)
{
    int rc;

    pmip6_policy_init(&r->policy);
    rc = p6_args_in(&r->policy, sizeof r->policy, policy);
    if (rc < 0)
        return rc;
    if (r->policy.prefix_count > PMIP6_PREFIXES_MAX ||
        (r->policy.prefix_count > 0 && !r->policy.prefixes) ||
        (r->policy.refuse_with > 0 && r->policy.refuse_with < 128) ||
        (r->policy.lifetime > 0 && r->policy.lifetime < 4))
        return PMIP6_ERR_INVALID;
    for (size_t i = 0; i < r->policy.prefix_count; i++) {
        if (!p6_lma_may_serve(r->lma, &r->policy.prefixes[i]))
            return PMIP6_ERR_INVALID;
        r->policy_prefixes[i] = p6_prefix_canonical(&r->policy.prefixes[i]);
    }
    r->policy.prefixes = r->policy_prefixes;
    r->have_policy = 1;
    return 0;
}

int p6_lma_policy_is_valid(pmip6_lma *lma, const struct pmip6_policy *policy)
{
    struct request trial;

    trial.lma = lma;
    return p6_lma_take_policy(&trial, policy) == 0;
}

/* Who asks, and what protected it: addresses aside. */
uint32_t p6_lma_peer_hash(const struct request *r)
{
    return p6_hash(r->lma->key, r->peer.data, r->peer.length) ^ r->protection;
}

/* What the policy said of this session and this gateway still holds: no need to ask for
 * an extension or a de-registration. A new session, another gateway, another peer at its
 * address or another protection is another question. */
static int remembered(struct request *r)
{
    const struct session *s;

    if (p6_lma_associate(r).word != CONTINUE || r->decision != UPDATE)
        return 0;
    s = p6_session(&r->lma->cache, r->session);
    if (s->policy_until <= r->lma->now.monotonic ||
        s->policy_peer != p6_lma_peer_hash(r) ||
        !p6_addr_equal(&s->proxy_coa, &r->care_of) ||
        !p6_addr_equal(&r->source, &r->care_of))
        return 0;
    pmip6_policy_init(&r->policy);
    r->policy.grants = PMIP6_GRANT_ALL;
    r->policy.lifetime = s->policy_lifetime;
    r->policy.valid_for = s->policy_until - r->lma->now.monotonic;
    r->have_policy = 1;
    return 1;
}

static void fill_query(const struct request *r, struct pmip6_policy_query *q,
                       struct pmip6_prefix *asked)
{
    memset(q, 0, sizeof *q);
    q->size = sizeof *q;
    q->mn_id = r->node.octets;
    q->mn_id_subtype = r->node.subtype;
    q->link_layer_id = r->s.link_layer_id;
    q->peer = r->peer;
    q->mag = r->source;
    q->care_of = r->care_of;
    q->protection = r->protection;
    q->handoff = r->s.handoff;
    q->access_technology = r->s.access_technology;
    q->prefixes = asked;
    for (uint32_t i = 0; i < r->s.prefix_count && i < PMIP6_PREFIXES_MAX; i++) {
        if (!p6_prefix_is_zero(&r->s.prefixes[i]))
            asked[q->prefix_count++] = p6_prefix_canonical(&r->s.prefixes[i]);
    }
}

static int call_policy(struct request *r, uint64_t ticket, struct pmip6_policy *answer)
{
    struct pmip6_policy_query q;
    struct pmip6_prefix asked[PMIP6_PREFIXES_MAX];
    int rc;

    fill_query(r, &q, asked);
    q.ticket = ticket;
    pmip6_policy_init(answer);
    p6_enter(&r->lma->effects);
    rc = r->lma->callbacks.policy(&q, answer, r->lma->effects.user);
    p6_leave(&r->lma->effects);
    return rc;
}

/* The ticket must be there before the question is asked, since the answer names it; it is
 * torn up again where the answer comes at once. */
struct verdict p6_lma_ask_policy(struct request *r)
{
    struct pmip6_policy answer;
    uint64_t ticket = 1;
    uint32_t place = P6_NONE;
    /* One with more prefixes than a session may have comes to nothing in any case. */
    int may_wait = r->gateway && r->s.prefix_count <= PMIP6_PREFIXES_MAX, rc;

    if (r->have_policy || remembered(r))
        return p6_go_on();
    if (may_wait && p6_lma_is_waiting(r, FOR_POLICY))
        return p6_hold();
    if (may_wait)
        place = p6_lma_take_place(r->lma, &ticket);
    rc = call_policy(r, ticket, &answer);
    if (rc == PMIP6_PENDING) {
        if (p6_lma_wait(r, FOR_POLICY, place) == 0)
            return p6_hold();
        /* Strangers leave no trace in memory; a gateway finds the table full. */
        return p6_refuse(r->gateway ? PMIP6_STATUS_INSUFFICIENT_RESOURCES
                                    : PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG);
    }
    if (place != P6_NONE)
        p6_lma_give_place(r->lma, place);
    if (rc < 0 || p6_lma_take_policy(r, &answer) < 0)
        return p6_refuse(PMIP6_STATUS_INSUFFICIENT_RESOURCES);
    return p6_go_on();
}
