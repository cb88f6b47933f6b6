/* SPDX-License-Identifier: MIT */
/*
 * Requests that wait: for the policy's answer, or for the old MAG to de-register a
 * session that may have moved (RFC 5213 5.4.1.2, 5.4.1.3, 9.1). A request is kept as
 * octets, and when it goes on all rules run again on the state of that moment, save the
 * timestamp's window, which was judged on arrival.
 *
 * A repeat of a request that waits takes its place and starts no second wait
 * (R5213-9.1-10): its sequence number and timestamp are the ones to be answered.
 */
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

int p6_lma_pending_init(pmip6_lma *lma)
{
    if (p6_slab_init(&lma->pending, &lma->memory, sizeof(struct pending),
                     lma->config.max_pending) < 0)
        return PMIP6_ERR_NOMEM;
    if (p6_index_init(&lma->pending_by_node, &lma->pending,
                      offsetof(struct pending, by_node)) < 0)
        return PMIP6_ERR_NOMEM;
    p6_wheel_init(&lma->pending_timers, &lma->pending, offsetof(struct pending, timer),
                  lma->now.monotonic);
    return 0;
}

void p6_lma_pending_fini(pmip6_lma *lma)
{
    if (lma->pending_by_node.records)
        p6_index_fini(&lma->pending_by_node);
    if (lma->pending.memory)
        p6_slab_fini(&lma->pending);
}

static struct pending *pending_at(const pmip6_lma *lma, uint32_t index)
{
    return p6_slab_at(&lma->pending, index);
}

static uint32_t hash_of(const pmip6_lma *lma, struct node_id node)
{
    return p6_hash(lma->key, node.octets.data, node.octets.length) ^ node.subtype;
}

static uint64_t ticket_of(const struct pending *p, uint32_t index)
{
    return (uint64_t)p->head.generation << 32 | index;
}

/* What a request asks for, and who asks, under which protection: the same in its repeats,
 * another in any other request of the same node. What was found of one peer is never used
 * for another's message. Numbers and times are left out. */
static uint64_t question_of(const struct request *r)
{
    uint8_t text[16 + 2 * 16 + PMIP6_LINK_LAYER_ID_MAX + PEER_MAX +
                 PMIP6_PREFIXES_MAX * sizeof(struct pmip6_prefix)];
    size_t at = 0, prefixes = r->s.prefix_count, peer = r->peer.length;

    if (prefixes > PMIP6_PREFIXES_MAX)
        prefixes = PMIP6_PREFIXES_MAX;
    if (peer > PEER_MAX)
        peer = PEER_MAX;
    text[at++] = (uint8_t)r->protection;
    text[at++] = (uint8_t)peer;
    if (peer)
        memcpy(text + at, r->peer.data, peer);
    at += peer;
    text[at++] = r->s.lifetime == 0;
    text[at++] = r->s.handoff;
    text[at++] = r->s.access_technology;
    text[at++] = (uint8_t)r->s.link_layer_id.length;
    text[at++] = (uint8_t)prefixes;
    memcpy(text + at, &r->source, 16);
    memcpy(text + at + 16, &r->care_of, 16);
    at += 32;
    if (r->s.link_layer_id.length)
        memcpy(text + at, r->s.link_layer_id.data, r->s.link_layer_id.length);
    at += r->s.link_layer_id.length;
    for (size_t i = 0; i < prefixes; i++) {
        memcpy(text + at, r->s.prefixes[i].addr.octets, 16);
        text[at + 16] = r->s.prefixes[i].length;
        at += 17;
    }
    return p6_hash64(r->lma->digest_key, text, at);
}

/* The request as the rules saw it, in octets: what they did not read is left out. */
static int keep(const struct request *r, struct pending *p)
{
    size_t length;

    if (r->peer.length > PEER_MAX ||
        p6_signalling_encode(&r->s, p->octets, sizeof p->octets, &r->source,
                             &r->destination, &length) < 0)
        return PMIP6_ERR_ROOM;
    p->length = (uint16_t)length;
    p->source = r->source;
    p->destination = r->destination;
    p->digest = r->digest;
    p->question = question_of(r);
    p->timestamp = r->s.present & HAS_TIMESTAMP ? r->s.timestamp : 0;
    p->sequence = r->s.sequence;
    p->prefix_count = r->s.prefix_count;
    p->protection = r->protection;
    p->untimely = r->untimely;
    p->peer_length = (uint8_t)r->peer.length;
    if (r->peer.length)
        memcpy(p->peer, r->peer.data, r->peer.length);
    return 0;
}

/* What it said; parts of it borrow from the record. */
static int read_kept(const struct pending *p, struct signalling *s)
{
    struct pmip6_datagram d;
    size_t where;

    pmip6_datagram_init(&d);
    d.source = p->source;
    d.destination = p->destination;
    d.octets.data = p->octets;
    d.octets.length = p->length;
    return p6_signalling_decode(s, &d, &where);
}

/* Brings a request that waited back: its parts borrow from the record's copy. */
static int revive(pmip6_lma *lma, const struct pending *p, struct request *r)
{
    memset(r, 0, sizeof *r);
    if (read_kept(p, &r->s) < 0)
        return PMIP6_ERR_STATE;
    r->lma = lma;
    r->source = p->source;
    r->destination = p->destination;
    r->octets.data = p->octets;
    r->octets.length = p->length;
    r->care_of = r->s.present & HAS_ALTERNATE_COA ? r->s.alternate_coa : p->source;
    r->node.octets = r->s.mn_id;
    r->node.subtype = r->s.mn_id_subtype;
    r->digest = p->digest;
    r->protection = p->protection;
    r->peer.data = p->peer;
    r->peer.length = p->peer_length;
    r->s.prefix_count = p->prefix_count;
    r->untimely = p->untimely;
    r->order = p->order;
    r->resumed = p->waits_for;
    r->waited_out = p->waited_out;
    return 0;
}

static struct node_id node_of(const struct pending *p, struct signalling *s)
{
    struct node_id node = {{NULL, 0}, 0};

    if (read_kept(p, s) == 0) {
        node.octets = s->mn_id;
        node.subtype = s->mn_id_subtype;
    }
    return node;
}

static uint32_t find(const pmip6_lma *lma, struct node_id node, uint32_t from)
{
    uint32_t i = from == P6_NONE
                     ? p6_index_first(&lma->pending_by_node, hash_of(lma, node))
                     : p6_index_next(&lma->pending_by_node, from);
    struct signalling s;

    while (i != P6_NONE && !p6_same_node(node_of(pending_at(lma, i), &s), node))
        i = p6_index_next(&lma->pending_by_node, i);
    return i;
}

/* One node takes no more than its share of the table. */
static int node_has_room(const struct request *r)
{
    const pmip6_lma *lma = r->lma;
    uint32_t i = find(lma, r->node, P6_NONE), count = 0;

    while (i != P6_NONE && ++count < lma->config.max_of_node)
        i = find(lma, r->node, i);
    return i == P6_NONE;
}

/* The same question that waits already: the record, P6_NONE for none. */
static uint32_t same_question(const struct request *r, uint8_t waits_for)
{
    const pmip6_lma *lma = r->lma;
    uint64_t question;
    uint32_t i = lma->pending.count ? find(lma, r->node, P6_NONE) : P6_NONE;

    if (i == P6_NONE)
        return P6_NONE;
    question = question_of(r);
    while (i != P6_NONE && (pending_at(lma, i)->waits_for != waits_for ||
                            pending_at(lma, i)->question != question))
        i = find(lma, r->node, i);
    return i;
}

/* Whether a request came before one that waits. */
static int is_older(const struct request *r, const struct pending *p)
{
    if (r->s.present & HAS_TIMESTAMP && p->timestamp)
        return r->s.timestamp < p->timestamp;
    return (uint16_t)(r->s.sequence - p->sequence) >= 0x8000;
}

/* Whether such a request waits already: then this repeat takes its place, unless it is an
 * older one that was delayed. Where this one has waited for the old MAG before, that one
 * need not (R5213-9.1-10). */
int p6_lma_is_waiting(struct request *r, uint8_t waits_for)
{
    uint32_t i = r->resumed == waits_for ? P6_NONE : same_question(r, waits_for);
    struct pending *p;

    if (i == P6_NONE)
        return 0;
    p = pending_at(r->lma, i);
    r->lma->counters.drop[PMIP6_DROP_REPEATED_REQUEST]++;
    p->waited_out |= r->waited_out;
    if (r->order.session && waits_for == FOR_POLICY)
        p->order = r->order;
    return is_older(r, p) || keep(r, p) == 0;
}

static int is_of_interface(const struct request *r, const struct pending *p)
{
    struct signalling s;

    return p6_addr_equal(&p->source, &r->source) && read_kept(p, &s) == 0 &&
           s.access_technology == r->s.access_technology &&
           s.link_layer_id.length == r->s.link_layer_id.length &&
           (s.link_layer_id.length == 0 ||
            memcmp(s.link_layer_id.data, r->s.link_layer_id.data,
                   s.link_layer_id.length) == 0);
}

/* A request that need not wait for a de-registration ends the wait of an earlier one of
 * the same interface and gateway: the node registered otherwise, or left. */
void p6_lma_supersede(struct request *r)
{
    const pmip6_lma *lma = r->lma;
    uint32_t i = lma->pending.count ? find(lma, r->node, P6_NONE) : P6_NONE;

    while (i != P6_NONE &&
           (pending_at(lma, i)->waits_for != FOR_DEREGISTRATION ||
            !is_of_interface(r, pending_at(lma, i)) || is_older(r, pending_at(lma, i))))
        i = find(lma, r->node, i);
    if (i != P6_NONE)
        p6_lma_stop_waiting(r->lma, i);
}

/* A place in the table, and its ticket. The policy's question names it before anybody
 * knows whether the request will wait; most do not, so nothing is put there yet. */
uint32_t p6_lma_take_place(pmip6_lma *lma, uint64_t *ticket)
{
    uint32_t index = p6_slab_take(&lma->pending);

    if (index != P6_NONE)
        *ticket = ticket_of(pending_at(lma, index), index);
    return index;
}

void p6_lma_give_place(pmip6_lma *lma, uint32_t index)
{
    p6_slab_give(&lma->pending, index);
}

int p6_lma_wait(struct request *r, uint8_t waits_for, uint32_t index)
{
    pmip6_lma *lma = r->lma;
    uint32_t ms = waits_for == FOR_POLICY ? lma->config.policy_timeout
                                          : lma->config.max_delay_before_new_bce_assign;
    struct pending *p;

    if (index == P6_NONE)
        return PMIP6_ERR_LIMIT;
    p = pending_at(lma, index);
    p->timer.deadline = PMIP6_NEVER;
    p->waits_for = waits_for;
    p->waited_out = r->waited_out;
    if (waits_for == FOR_DEREGISTRATION && r->session != P6_NONE)
        p->order = p6_lma_order_of(lma, r->session);
    else
        p->order = r->order;
    if (!node_has_room(r) || keep(r, p) < 0) {
        p6_lma_give_place(lma, index);
        return PMIP6_ERR_ROOM;
    }
    p6_index_insert(&lma->pending_by_node, index, hash_of(lma, r->node));
    p6_wheel_set(&lma->pending_timers, index, lma->now.monotonic + p6_ms(ms));
    return 0;
}

void p6_lma_stop_waiting(pmip6_lma *lma, uint32_t pending)
{
    p6_wheel_cancel(&lma->pending_timers, pending);
    p6_index_remove(&lma->pending_by_node, pending);
    p6_slab_give(&lma->pending, pending);
}

/* Lets a request go on; `policy` is its answer, where it waited for one. */
static void resume(pmip6_lma *lma, uint32_t index, const struct pmip6_policy *policy,
                   uint8_t waited_out)
{
    struct pending kept = *pending_at(lma, index);
    struct request r;
    int rc = revive(lma, &kept, &r);

    p6_lma_stop_waiting(lma, index);
    if (rc < 0)
        return;
    if (!p6_lma_is_protected(lma, r.protection)) { /* it need not be when it came */
        p6_lma_count_drop(lma, PMIP6_DROP_UNPROTECTED, &r.source, r.node.octets, 0);
        return;
    }
    r.waited_out |= waited_out;
    /* An early refusal tells what its session knows, too (D02-5.3.1-49). */
    p6_lma_associate(&r);
    if (r.resumed == FOR_POLICY && (!policy || p6_lma_take_policy(&r, policy) < 0)) {
        r.gateway = 1;
        p6_lma_acknowledge(&r, PMIP6_STATUS_INSUFFICIENT_RESOURCES);
        p6_lma_event(lma, PMIP6_LMA_REFUSED, NULL, NULL, &r.source,
                     PMIP6_STATUS_INSUFFICIENT_RESOURCES, r.node.octets);
        return;
    }
    p6_lma_process(&r);
}

int pmip6_lma_policy_done(pmip6_lma *lma, uint64_t ticket,
                          const struct pmip6_policy *policy)
{
    uint32_t index = (uint32_t)ticket;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    if (!p6_slab_is_live(&lma->pending, index) ||
        ticket_of(pending_at(lma, index), index) != ticket ||
        pending_at(lma, index)->waits_for != FOR_POLICY ||
        pending_at(lma, index)->timer.deadline <= lma->now.monotonic) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else if (policy && !p6_lma_policy_is_valid(lma, policy)) {
        rc = PMIP6_ERR_INVALID; /* the ticket stays good */
    } else {
        resume(lma, index, policy, 0);
    }
    p6_lma_end(lma);
    return rc;
}

static uint32_t waiting_for_leave(const pmip6_lma *lma, struct node_id node)
{
    uint32_t i = find(lma, node, P6_NONE);

    while (i != P6_NONE && pending_at(lma, i)->waits_for != FOR_DEREGISTRATION)
        i = find(lma, node, i);
    return i;
}

/* The node's session was de-registered: who waited for that goes on. */
void p6_lma_deregistered(pmip6_lma *lma, struct node_id node)
{
    uint32_t i = lma->pending.count ? waiting_for_leave(lma, node) : P6_NONE;

    if (i != P6_NONE)
        resume(lma, i, NULL, 0);
}

/* The node's session is gone: who waited goes on, but not before whoever ends sessions is
 * through with it. */
void p6_lma_session_ended(pmip6_lma *lma, struct node_id node)
{
    uint32_t i = lma->pending.count ? waiting_for_leave(lma, node) : P6_NONE;

    if (i != P6_NONE)
        p6_wheel_set(&lma->pending_timers, i, lma->now.monotonic);
}

void p6_lma_fire_pending(pmip6_lma *lma, uint32_t *budget)
{
    uint32_t i;

    while ((i = p6_wheel_pop(&lma->pending_timers, lma->now.monotonic, budget)) !=
           P6_NONE)
        resume(lma, i, NULL, pending_at(lma, i)->waits_for == FOR_DEREGISTRATION);
}
