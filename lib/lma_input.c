/* SPDX-License-Identifier: MIT */
/*
 * A datagram's way in: protection, decoding whole, what kind of message it is; a Proxy
 * Binding Update then runs through the rules and is acted on. What is not well formed is
 * dropped and counted, never answered (RFC 6275 9.2), save a type nobody here knows.
 */
#include "args.h"
#include "bits.h"
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

void p6_lma_count_drop(pmip6_lma *lma, uint32_t reason, const struct pmip6_addr *peer,
                       struct pmip6_bytes mn_id, size_t offset)
{
    struct pmip6_log l;

    lma->counters.drop[reason]++;
    memset(&l, 0, sizeof l);
    l.what = "dropped";
    l.level = PMIP6_LOG_INFO;
    l.drop = reason;
    l.peer = *peer;
    l.mn_id = mn_id;
    l.offset = (uint32_t)offset;
    p6_log(&lma->effects, &l);
}

static void refuse(struct request *r, uint32_t status)
{
    pmip6_lma *lma = r->lma;
    uint32_t hash = p6_hash(lma->key, r->source.octets, sizeof r->source.octets);

    /* Gateways are always answered; strangers as often as the limit says. */
    if (!r->gateway && !p6_limit_take(&lma->strangers, hash, lma->now.monotonic)) {
        p6_lma_count_drop(lma, PMIP6_DROP_RATE_LIMITED, &r->source, r->node.octets, 0);
        return;
    }
    p6_lma_acknowledge(r, status);
    p6_lma_event(lma, PMIP6_LMA_REFUSED, NULL, NULL, &r->source, status, r->node.octets);
}

void p6_lma_process(struct request *r)
{
    struct verdict v;

    r->lma->may_reap = r->lma->config.timeout_batch;
    p6_lma_reap_node(r->lma, r->node);
    v = p6_lma_judge(r);
    if (v.word == CONTINUE)
        v = p6_lma_act(r);
    if (v.word == REFUSE)
        refuse(r, v.why);
    else if (v.word == DROP)
        p6_lma_count_drop(r->lma, v.why, &r->source, r->node.octets, 0);
    /* A node that leaves while its own request waits leaves nothing to wait for. */
    if (v.word == DROP && v.why == PMIP6_DROP_NO_SESSION)
        p6_lma_supersede(r);
}

/* What makes two requests the same on the network (A1): where from, and every octet. */
static uint64_t digest(const pmip6_lma *lma, const struct pmip6_datagram *d)
{
    uint64_t octets = p6_hash64(lma->digest_key, d->octets.data, d->octets.length);
    uint32_t source = p6_hash(lma->digest_key, d->source.octets, sizeof d->source.octets);

    return octets ^ (uint64_t)source << 32;
}

static void take_update(pmip6_lma *lma, const struct pmip6_datagram *d,
                        const struct signalling *s)
{
    struct request r;

    memset(&r, 0, sizeof r);
    r.lma = lma;
    r.source = d->source;
    r.destination = d->destination;
    r.peer = d->peer;
    r.protection = d->protection;
    r.octets = d->octets;
    r.s = *s;
    r.care_of = s->present & HAS_ALTERNATE_COA ? s->alternate_coa : d->source;
    r.node.octets = s->mn_id;
    r.node.subtype = s->mn_id_subtype;
    r.digest = digest(lma, d);
    lma->counters.rx_pbu++;
    p6_lma_process(&r);
}

static uint32_t living(const pmip6_lma *lma, uint32_t session)
{
    if (session != P6_NONE &&
        !p6_session_is_alive(p6_session(&lma->cache, session), lma->now.monotonic))
        return P6_NONE;
    return session;
}

static uint32_t bound_at(const pmip6_lma *lma, const struct pmip6_addr *a)
{
    return living(lma, p6_bce_by_address(&lma->cache, a));
}

/* The session of the node that a message concerns: by its home address, the source where
 * it tells none; a Binding Update may name it as well. */
static uint32_t concerned(const pmip6_lma *lma, const struct pmip6_datagram *d,
                          const struct signalling *s)
{
    int has_home = !p6_addr_is_unspecified(&d->home_address);
    uint32_t session = bound_at(lma, has_home ? &d->home_address : &d->source);
    struct node_id node = {s->mn_id, s->mn_id_subtype};

    if (session == P6_NONE && s->present & HAS_MN_ID)
        session = living(lma, p6_bce_first_of_node(&lma->cache, node));
    return session;
}

/* To a host that has a use for it, with what is known of the node it concerns. */
static int host_takes(pmip6_lma *lma, const struct pmip6_datagram *d,
                      const struct signalling *s)
{
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct pmip6_binding_view view;
    const struct pmip6_binding_view *known = NULL;
    uint32_t session;
    int taken;

    if (!lma->callbacks.other_message)
        return 0;
    session = concerned(lma, d, s);
    if (session != P6_NONE) {
        p6_lma_view(lma, session, prefixes, &view);
        known = &view;
    }
    p6_enter(&lma->effects);
    taken = lma->callbacks.other_message(d, known, lma->effects.user) == 1;
    p6_leave(&lma->effects);
    lma->counters.rx_other += (uint64_t)taken;
    return taken;
}

static void take_other(pmip6_lma *lma, const struct pmip6_datagram *d,
                       const struct signalling *s)
{
    static const struct pmip6_bytes nobody;

    /* A node that is bound here has no route optimisation, whoever else is served (5.9).
     */
    if (s->mh_type == PMIP6_MH_HOTI &&
        (concerned(lma, d, s) != P6_NONE || bound_at(lma, &d->destination) != P6_NONE)) {
        p6_lma_count_drop(lma, PMIP6_DROP_RETURN_ROUTABILITY, &d->source, nobody, 0);
        return;
    }
    if (host_takes(lma, d, s))
        return;
    switch (s->mh_type) {
    case PMIP6_MH_HOTI:
    case PMIP6_MH_COTI:
    case PMIP6_MH_HOT:
    case PMIP6_MH_COT:
        p6_lma_count_drop(lma, PMIP6_DROP_RETURN_ROUTABILITY, &d->source, nobody, 0);
        break;
    case PMIP6_MH_BU:
        p6_lma_count_drop(lma, PMIP6_DROP_NOT_PROXY, &d->source, nobody, 0);
        p6_lma_refuse_home_registration(lma, d, s);
        break;
    case PMIP6_MH_BA:
    case PMIP6_MH_BE: /* answers to nothing that an LMA sends */
        p6_lma_count_drop(lma, PMIP6_DROP_UNMATCHED, &d->source, nobody, 0);
        break;
    default:
        p6_lma_count_drop(lma, PMIP6_DROP_UNKNOWN_TYPE, &d->source, nobody, 0);
        p6_lma_send_binding_error(lma, d);
        break;
    }
}

/* A decoded datagram, or why it could not be. */
struct decoded {
    struct pmip6_datagram d;
    struct signalling s;
    size_t where;
    int error;
};

/* Whether that protects well enough (section 4). */
int p6_lma_is_protected(const pmip6_lma *lma, uint32_t protection)
{
    return protection != PMIP6_PROTECTED_NONE ||
           !(lma->config.flags & PMIP6_LMA_REQUIRE_PROTECTION);
}

static void decode(const pmip6_lma *lma, const struct pmip6_datagram *d,
                   struct decoded *out)
{
    out->where = 0;
    pmip6_datagram_init(&out->d);
    out->error = p6_args_in(&out->d, sizeof out->d, d);
    if (out->error)
        return;
    if (!p6_lma_is_protected(lma, out->d.protection))
        out->error = PMIP6_ERR_STATE;
    else
        out->error = p6_signalling_decode(&out->s, &out->d, &out->where);
    if (!out->error && out->s.link_layer_id.length > PMIP6_LINK_LAYER_ID_MAX)
        out->error = PMIP6_ERR_OPTION_LENGTH;
}

static void take(pmip6_lma *lma, const struct decoded *in)
{
    static const struct pmip6_bytes nobody;

    lma->counters.rx_datagrams++;
    if (in->error == PMIP6_ERR_STATE) {
        p6_lma_count_drop(lma, PMIP6_DROP_UNPROTECTED, &in->d.source, nobody, 0);
        return;
    }
    if (in->error) {
        p6_lma_count_drop(lma, p6_drop_of_error(in->error), &in->d.source, nobody,
                          in->where);
        p6_tell_problem(&lma->effects, in->error, &in->d, in->where);
        return;
    }
    lma->counters.rx_unknown_option += in->s.unknown_options;
    if (in->s.mh_type == PMIP6_MH_BU && in->s.flags & PMIP6_BU_P)
        take_update(lma, &in->d, &in->s);
    else
        take_other(lma, &in->d, &in->s);
}

static int not_ours(int error)
{
    return error == PMIP6_ERR_INVALID || error == PMIP6_ERR_VERSION;
}

int pmip6_lma_input(pmip6_lma *lma, const struct pmip6_datagram *d)
{
    struct decoded in;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    decode(lma, d, &in);
    if (not_ours(in.error))
        rc = in.error;
    else
        take(lma, &in);
    p6_lma_end(lma);
    return rc;
}

#define BATCH 16u

/* Starts the look-ups' memory on its way while others of the batch are decoded. */
static void prefetch(const pmip6_lma *lma, const struct signalling *s)
{
    struct node_id id = {s->mn_id, s->mn_id_subtype};
    uint32_t session;

    if (!(s->present & HAS_MN_ID))
        return;
    session = p6_bce_first_of_node(&lma->cache, id);
    if (session != P6_NONE)
        P6_PREFETCH(p6_session(&lma->cache, session));
}

int pmip6_lma_input_batch(pmip6_lma *lma, const struct pmip6_datagram *d, size_t count,
                          size_t *taken)
{
    const uint8_t *at = (const uint8_t *)d;
    struct decoded in[BATCH];
    int rc = p6_lma_begin(lma);

    if (taken)
        *taken = 0;
    if (rc < 0)
        return rc;
    if (!d && count > 0)
        rc = PMIP6_ERR_INVALID;
    while (count > 0 && rc == 0) {
        size_t n = count < BATCH ? count : BATCH;
        size_t size = d->size, good = 0;

        for (; good < n; good++, at += size) {
            decode(lma, (const struct pmip6_datagram *)(const void *)at, &in[good]);
            if (not_ours(in[good].error)) {
                rc = in[good].error;
                break;
            }
            if (!in[good].error)
                prefetch(lma, &in[good].s);
        }
        for (size_t i = 0; i < good; i++)
            take(lma, &in[i]);
        if (taken)
            *taken += good;
        count -= n;
    }
    p6_lma_end(lma);
    return rc;
}
