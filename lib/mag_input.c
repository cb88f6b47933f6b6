/* SPDX-License-Identifier: MIT */
/*
 * What the MAG receives: acknowledgements, checked in the order of RFC 5213 6.9.1.2, and
 * what follows from each status; messages that are not ours; Neighbor Discovery from the
 * links.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define AT_ONCE_MAX 3u

/* Which transmission of the outstanding request an answer is for; any counts, so that a
 * round trip longer than the first time-out converges. */
static const struct transmission *answered(const struct attachment *at, uint16_t sequence)
{
    uint32_t count = at->answerable < TRANSMISSIONS ? at->answerable : TRANSMISSIONS;

    for (uint32_t i = 1; at->request != NO_REQUEST && i <= count; i++) {
        const struct transmission *t = &at->sent[(at->transmissions - i) % TRANSMISSIONS];

        if (t->sequence == sequence)
            return t;
    }
    return NULL;
}

/* (10): an option that the LMA had to copy and that carries another value than the
 * request's did; one that is not there carries none (R5213-6.9.1.2-10). */
static int echoes(const pmip6_mag *mag, const struct attachment *at,
                  const struct signalling *s)
{
    if (!mag->edition->has_handoff)
        return 1;
    if (s->present & HAS_HANDOFF && s->handoff != at->handoff)
        return 0;
    if (s->present & HAS_ACCESS_TECHNOLOGY &&
        s->access_technology != at->access_technology)
        return 0;
    return !(s->present & HAS_LINK_LAYER_ID) ||
           (at->lli_length > 0 && s->link_layer_id.length == at->lli_length &&
            memcmp(s->link_layer_id.data, at->lli, at->lli_length) == 0);
}

/* Nothing is sent until an administrative action (R5213-6.9.1.2-11). */
static void block(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->blocked = 1;
    at->request = NO_REQUEST;
    p6_mag_end_early(mag, a);
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_event(mag, PMIP6_MAG_BLOCKED, a, 0);
}

/* An answer to a request of one node that names another. With timestamps the numbers are
 * the MAG's own, and this and the time tell whose it was (R5213-6.9.1.2-10, -11). A
 * search among all: not without bounds. */
static uint32_t asked_by_another(pmip6_mag *mag, const struct pmip6_addr *lma,
                                 const struct signalling *s)
{
    uint32_t a = P6_NONE;

    if (mag->config.flags & PMIP6_MAG_SEQUENCE_ORDER || !(s->present & HAS_TIMESTAMP) ||
        !p6_limit_take(&mag->searches, p6_hash(mag->key, lma->octets, 16),
                       mag->now.monotonic))
        return P6_NONE;
    while ((a = p6_slab_next(&mag->attachments, a)) != P6_NONE) {
        const struct attachment *at = p6_attachment(mag, a);
        const struct transmission *t = answered(at, s->sequence);

        if (t && t->timestamp == s->timestamp && p6_addr_equal(&at->lma, lma))
            break;
    }
    return a;
}

/* ---- consequences of a status ---- */

/* RFC 5213 6.9.1.2 (15): at once; but nothing is extended for one that has gone. */
static void upload(pmip6_mag *mag, uint32_t a)
{
    if (p6_mag_presence(mag, a) == PMIP6_PRESENCE_NO)
        p6_mag_detach_node(mag, a);
    else
        p6_mag_ask(mag, a, ASK_EXTEND, PMIP6_HANDOFF_UNCHANGED);
}

static void accepted(pmip6_mag *mag, uint32_t a, const struct signalling *s,
                     const struct transmission *t)
{
    struct attachment *at = p6_attachment(mag, a);
    struct signalling granted = *s;
    int first;

    (void)p6_mag_follow_local_routing(mag, a);
    first = !at->bound;
    if (granted.lifetime > t->units) /* no longer than was asked for */
        granted.lifetime = t->units;
    if (t->uploaded)
        at->upload = 0;
    if (p6_mag_bind(mag, a, &granted, t->sent) < 0) {
        /* It cannot be served here: tried again like a refusal for want of resources. */
        at->request = NO_REQUEST;
        p6_mag_set_state(
            mag, a, at->bound ? PMIP6_ATTACHMENT_REGISTERED : PMIP6_ATTACHMENT_REFUSED);
        p6_mag_try_later(mag, a);
        p6_mag_event(mag, PMIP6_MAG_REFUSED, a, s->status);
        return;
    }
    at->request = NO_REQUEST;
    at->hurried = 0;
    at->retry = 0;
    at->wait_for_clock = 0;
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REGISTERED);
    p6_mag_event(mag, first ? PMIP6_MAG_REGISTERED : PMIP6_MAG_EXTENDED, a, s->status);
    p6_mag_withdraw_previous(mag, a);
    if (first) {
        p6_mag_begin_advertising(mag, at->link);
        p6_mag_listen(mag, a);
    } else {
        p6_mag_advertise_now(mag, at->link);
    }
    if (at->upload)
        upload(mag, a);
}

/* These say that the LMA knows of a session, or that clocks differ: not that it has none.
 */
static int is_about_order(uint8_t status)
{
    return status == PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW ||
           status == PMIP6_STATUS_TIMESTAMP_MISMATCH ||
           status == PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED;
}

/* Whether a refused extension leaves its session to its lifetime (A25). */
static int keeps_session(uint8_t status)
{
    return status == PMIP6_STATUS_INSUFFICIENT_RESOURCES || is_about_order(status);
}

/* The prefixes it asked for are not to be had: not the node's, or not those of its
 * session. The same are not asked for again, others may be (R5213-6.9.1.2-18, -19). */
static int wants_other_prefixes(const pmip6_mag *mag, const struct attachment *at,
                                uint8_t status)
{
    int named = at->prefix_count > 0 || (at->hint_count > 0 && !at->forget_hint);

    return named && mag->config.flags & PMIP6_MAG_ANY_PREFIX &&
           (status == PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX ||
            status == mag->edition->other_prefix);
}

static void ask_for_any_prefix(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    uint8_t handoff = at->handoff;

    if (handoff == PMIP6_HANDOFF_UNCHANGED)
        handoff = PMIP6_HANDOFF_UNKNOWN;
    if (!at->bound)
        at->lma_may_have_it = 0;
    p6_mag_unbind(mag, a);
    at->forget_hint = 1;
    at->prefix_count = 0;
    at->handoff = handoff;
    at->request = NO_REQUEST;
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REGISTERING);
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_if_there(mag, a, THEN_REGISTER);
}

/* 135 and 157 are answered at once by a request with a greater number or a later time.
 * 157 may be because another MAG has registered the node: where it is there, it is not
 * here, and nobody is asked to take it back (R5213-6.9.4-06, 6.13-01). */
static int try_at_once(pmip6_mag *mag, uint32_t a, uint8_t status)
{
    struct attachment *at = p6_attachment(mag, a);

    if (wants_other_prefixes(mag, at, status)) {
        ask_for_any_prefix(mag, a);
        return 1;
    }
    if (status != PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW &&
        status != PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED)
        return 0;
    if (at->hurried >= AT_ONCE_MAX)
        return 0;
    at->hurried++;
    at->answerable = 0; /* it has been answered */
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_if_there(mag, a, THEN_ASK_ANEW);
    return 1;
}

static void refused(pmip6_mag *mag, uint32_t a, uint8_t status)
{
    struct attachment *at = p6_attachment(mag, a);

    p6_mag_event(mag, PMIP6_MAG_REFUSED, a, status);
    if (try_at_once(mag, a, status))
        return;
    if (!at->bound && at->request == ASK_REGISTER && !is_about_order(status))
        at->lma_may_have_it = 0;
    at->request = NO_REQUEST;
    at->hurried = 0;
    if (at->bound && !keeps_session(status))
        p6_mag_unbind(mag, a);
    p6_mag_set_state(mag, a,
                     at->bound ? PMIP6_ATTACHMENT_REGISTERED : PMIP6_ATTACHMENT_REFUSED);
    at->wait_for_clock = status == PMIP6_STATUS_TIMESTAMP_MISMATCH;
    if (at->wait_for_clock) {
        p6_mag_event(mag, PMIP6_MAG_CLOCK_UNSYNCED, a, status);
    }
    if (status == PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX) {
        at->forget_hint = 1;
        at->prefix_count = 0;
    }
    if (status == PMIP6_STATUS_PROXY_REG_NOT_ENABLED)
        at->blocked = 1;
    if (keeps_session(status) && !p6_mag_waits_for_clock(mag, at))
        p6_mag_try_later(mag, a);
    else
        p6_mag_wait(mag, a, NOTHING, 0);
    if (!at->bound && mag->config.flags & PMIP6_MAG_TEARDOWN_ON_REFUSAL &&
        mag->callbacks.link_teardown) {
        p6_enter(&mag->effects);
        mag->callbacks.link_teardown(p6_link(mag, at->link)->number, mag->effects.user);
        p6_leave(&mag->effects);
    }
}

/* ---- the checks ---- */

static void conclude(pmip6_mag *mag, uint32_t a, const struct signalling *s,
                     const struct transmission *t)
{
    struct attachment *at = p6_attachment(mag, a);

    mag->counters.rx_pba++;
    at->status = s->status;
    at->has_status = 1;
    at->peer_time = s->present & HAS_TIMESTAMP ? s->timestamp : 0;
    if (at->request == ASK_LEAVE) { /* any answer ends it (A19) */
        p6_mag_cleanup(mag, a);
        return;
    }
    if (s->status < 128) {
        mag->counters.rx_pba_accepted++;
        accepted(mag, a, s, t);
    } else {
        mag->counters.rx_pba_refused++;
        refused(mag, a, s->status);
    }
}

/* Status 135 carries the last number the LMA accepted, not ours: matched by node and
 * source (A10). What is not ahead of the last one that was sent, or taken from such an
 * answer, modulo 2^16, is a duplicate or came late: who goes back to it is refused again
 * (R5213-6.9.4-10). */
static int is_out_of_window(const pmip6_mag *mag, const struct attachment *at,
                            const struct signalling *s)
{
    uint16_t ahead = (uint16_t)(s->sequence - at->sequence);

    return ahead >= 1 && ahead <= 0x8000 &&
           s->status == PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW &&
           at->request != NO_REQUEST && at->answerable > 0 &&
           mag->config.flags & PMIP6_MAG_SEQUENCE_ORDER;
}

static void mismatched(pmip6_mag *mag, uint32_t a, const struct pmip6_addr *lma)
{
    p6_mag_count_drop(mag, PMIP6_DROP_ECHO_MISMATCH, lma, 0, 0);
    if (p6_attachment(mag, a)->request != ASK_LEAVE)
        block(mag, a);
}

static void unmatched(pmip6_mag *mag, const struct pmip6_addr *source,
                      const struct signalling *s)
{
    uint32_t a = s->present & HAS_MN_ID ? asked_by_another(mag, source, s) : P6_NONE;

    if (a != P6_NONE)
        mismatched(mag, a, source);
    else
        p6_mag_count_drop(mag, PMIP6_DROP_UNMATCHED, source, 0, 0);
}

static void take_acknowledgement(pmip6_mag *mag, const struct pmip6_datagram *d,
                                 const struct signalling *s)
{
    uint32_t a = p6_mag_find_node(mag, s->mn_id, s->mn_id_subtype);
    struct transmission of = {.units = UINT16_MAX}; /* of which one it is the answer */
    const struct transmission *t;
    struct attachment *at;

    if (!(s->present & HAS_MN_ID) || a == P6_NONE) {
        unmatched(mag, &d->source, s);
        return;
    }
    at = p6_attachment(mag, a);
    if (!p6_addr_equal(&at->lma, &d->source)) {
        p6_mag_count_drop(mag, PMIP6_DROP_NOT_LMA, &d->source, 0, 0);
        return;
    }
    t = answered(at, s->sequence);
    if (!t && is_out_of_window(mag, at, s)) {
        at->sequence = s->sequence;
        conclude(mag, a, s, &of);
        return;
    }
    if (!t || (!(mag->config.flags & PMIP6_MAG_SEQUENCE_ORDER) &&
               !(s->present & HAS_TIMESTAMP))) {
        unmatched(mag, &d->source, s);
        return;
    }
    if (!echoes(mag, at, s)) {
        mismatched(mag, a, &d->source);
        return;
    }
    of = *t;
    conclude(mag, a, s, &of);
}

/* ---- other messages ---- */

static int host_takes(pmip6_mag *mag, const struct pmip6_datagram *d)
{
    int taken;

    if (!mag->callbacks.other_message)
        return 0;
    p6_enter(&mag->effects);
    taken = mag->callbacks.other_message(d, mag->effects.user) == 1;
    p6_leave(&mag->effects);
    mag->counters.rx_other += (uint64_t)taken;
    return taken;
}

/* RFC 6275 9.3.3: to a unicast address only, and not without bounds. */
static void send_binding_error(pmip6_mag *mag, const struct pmip6_datagram *d)
{
    struct pmip6_datagram answer;
    uint8_t octets[32];
    size_t length;

    if (!p6_addr_is_routable(&d->source) || !p6_addr_is_routable(&d->destination) ||
        !p6_limit_take(&mag->errors, p6_hash(mag->key, d->source.octets, 16),
                       mag->now.monotonic))
        return;
    pmip6_datagram_init(&answer);
    answer.source = d->destination;
    answer.destination = d->source;
    answer.peer = d->peer;
    answer.protection = d->protection;
    if (p6_binding_error_encode(PMIP6_BE_UNKNOWN_MH_TYPE, &d->home_address, octets,
                                sizeof octets, &answer.source, &answer.destination,
                                &length) < 0)
        return;
    answer.octets.data = octets;
    answer.octets.length = length;
    mag->counters.tx_binding_error++;
    if (p6_send(&mag->effects, &answer) < 0)
        mag->counters.tx_failed++;
}

/* Also while the node is asked before a repeat, or the rate holds that back. */
static int expects_answer(const struct attachment *at)
{
    return at->request != NO_REQUEST && at->answerable > 0;
}

/* RFC 6275 11.3.6: whoever answers a request so does not know what that is. What waits
 * for it has failed, and is tried again like a refusal for want of resources. */
static int take_binding_error(pmip6_mag *mag, const struct pmip6_addr *lma,
                              const struct signalling *s)
{
    uint32_t a = P6_NONE;
    int concerned = 0;

    if (s->status != PMIP6_BE_UNKNOWN_MH_TYPE ||
        !p6_limit_take(&mag->searches, p6_hash(mag->key, lma->octets, 16),
                       mag->now.monotonic))
        return 0;
    while ((a = p6_slab_next(&mag->attachments, a)) != P6_NONE) {
        struct attachment *at = p6_attachment(mag, a);

        if (!expects_answer(at) || !p6_addr_equal(&at->lma, lma))
            continue;
        concerned = 1;
        if (at->request == ASK_LEAVE) {
            p6_mag_cleanup(mag, a);
            continue;
        }
        at->request = NO_REQUEST;
        p6_mag_set_state(
            mag, a, at->bound ? PMIP6_ATTACHMENT_REGISTERED : PMIP6_ATTACHMENT_REFUSED);
        p6_mag_try_later(mag, a);
        p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
    }
    return concerned;
}

static void take_other(pmip6_mag *mag, const struct pmip6_datagram *d,
                       const struct signalling *s)
{
    uint32_t reason = PMIP6_DROP_UNKNOWN_TYPE;

    if (host_takes(mag, d))
        return;
    switch (s->mh_type) {
    case PMIP6_MH_BA: /* without P: its sender knows nothing of proxies (8.2) */
    case PMIP6_MH_BU:
        reason = PMIP6_DROP_NOT_PROXY;
        break;
    case PMIP6_MH_HOTI:
    case PMIP6_MH_COTI:
    case PMIP6_MH_HOT:
    case PMIP6_MH_COT:
        reason = PMIP6_DROP_RETURN_ROUTABILITY;
        break;
    case PMIP6_MH_BE:
        mag->counters.rx_binding_error++;
        if (take_binding_error(mag, &d->source, s))
            return;
        reason = PMIP6_DROP_UNMATCHED;
        break;
    default:
        send_binding_error(mag, d);
        break;
    }
    p6_mag_count_drop(mag, reason, &d->source, 0, 0);
}

static void take(pmip6_mag *mag, const struct pmip6_datagram *d)
{
    struct signalling s;
    size_t where;
    int error;

    mag->counters.rx_datagrams++;
    if (mag->config.flags & PMIP6_MAG_REQUIRE_PROTECTION &&
        d->protection == PMIP6_PROTECTED_NONE) {
        p6_mag_count_drop(mag, PMIP6_DROP_UNPROTECTED, &d->source, 0, 0);
        return;
    }
    error = p6_signalling_decode(&s, d, &where);
    if (error) {
        p6_mag_count_drop(mag, p6_drop_of_error(error), &d->source, 0, where);
        p6_tell_problem(&mag->effects, error, d, where);
        return;
    }
    mag->counters.rx_unknown_option += s.unknown_options;
    if (s.mh_type == PMIP6_MH_BA && s.flags & PMIP6_BA_P)
        take_acknowledgement(mag, d, &s);
    else
        take_other(mag, d, &s);
}

int pmip6_mag_input(pmip6_mag *mag, const struct pmip6_datagram *d)
{
    struct pmip6_datagram ours;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_datagram_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, d);
    if (rc == 0)
        take(mag, &ours);
    p6_mag_end(mag);
    return rc;
}

/* ---- Neighbor Discovery ---- */

/* Whose packet it is: by the frame's source, else by the option. */
static struct pmip6_bytes sender(const struct nd_message *m,
                                 const struct pmip6_nd_packet *p)
{
    return p->link_layer.length ? p->link_layer : m->link_layer;
}

static int is_from_node(const struct attachment *at, struct pmip6_bytes lli)
{
    return at->lli_length == 0 || lli.length == 0 ||
           (lli.length == at->lli_length && memcmp(lli.data, at->lli, lli.length) == 0);
}

/* The address that a packet tells of its sender: DAD, before it is used (D02-6.8-05);
 * everything else is sent from it. */
static const struct pmip6_addr *own_address(const struct nd_message *m)
{
    return p6_nd_is_dad(m) ? &m->target : &m->source;
}

/* Whether DAD asks for what the MAG has, or every MAG of the domain: the host's stack
 * answers that it is taken, and the node will have another. */
static int asks_for_ours(const pmip6_mag *mag, const struct attachment *at,
                         const struct nd_message *m)
{
    return p6_nd_is_dad(m) &&
           (p6_addr_equal(&m->target, &p6_link(mag, at->link)->address) ||
            p6_addr_equal(&m->target, &mag->config.link_local));
}

static void learn_address(pmip6_mag *mag, uint32_t a, const struct nd_message *m)
{
    struct attachment *at = p6_attachment(mag, a);
    const struct pmip6_addr *own = own_address(m);

    if (!p6_addr_is_link_local(own) || asks_for_ours(mag, at, m))
        return;
    at->mn_link_local = *own;
    /* It uses what is ours: we give way (R5213-6.9.1.2-31 to -33, D02-6.8-06). The LMA
     * hears of it at once, or after the policy that is being asked. */
    if (p6_addr_equal(own, &at->link_local) && p6_mag_avoid_address(mag, a) &&
        at->upload && at->state == PMIP6_ATTACHMENT_REGISTERED &&
        !p6_mag_waits_for_policy(at))
        p6_mag_extend_now(mag, a, PMIP6_HANDOFF_UNCHANGED);
}

static int is_zero(struct pmip6_bytes b)
{
    return b.length == 0 || p6_args_are_zero(b.data, b.length);
}

/* Where nothing else told it, the first packet does (D02-6.1-03). Not while the LMA may
 * be at work on a request without: repeats have to be about the same interface. A policy
 * that refused the node did not know whose interface it is: it may say another thing. */
static void learn_link_layer(pmip6_mag *mag, uint32_t a, struct pmip6_bytes lli)
{
    const struct attachment *at = p6_attachment(mag, a);

    if (at->lli_length > 0 || is_zero(lli) || lli.length > PMIP6_LINK_LAYER_ID_MAX ||
        at->request != NO_REQUEST || (at->lma_may_have_it && !at->bound))
        return;
    p6_mag_set_link_layer(mag, a, lli);
    if (at->policy_refused && at->state == PMIP6_ATTACHMENT_REFUSED && !at->blocked)
        p6_mag_ask_policy(mag, a);
}

static void attach_sender(pmip6_mag *mag, uint32_t link, const struct nd_message *m,
                          struct pmip6_bytes lli)
{
    struct pmip6_attach who;

    if (!(mag->config.flags & PMIP6_MAG_DETECT_SOLICITATION) || lli.length == 0 ||
        lli.length > PMIP6_LINK_LAYER_ID_MAX)
        return;
    pmip6_attach_init(&who);
    who.link_layer_id = lli;
    if (p6_addr_is_link_local(own_address(m)))
        who.link_local = *own_address(m);
    p6_mag_attach_node(mag, link, &who, 1);
}

static int is_address(const struct pmip6_link_layer *l, struct pmip6_bytes lli)
{
    return l->length > 0 && l->length == lli.length &&
           memcmp(l->octets, lli.data, lli.length) == 0;
}

/* A frame of the MAG's own that comes back is no node's. */
static int is_own(const pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli)
{
    return is_address(&mag->config.link_layer, lli) ||
           is_address(&p6_link(mag, link)->link_layer, lli);
}

/* All zero is no interface's address either. */
static int is_of_nobody(const pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli)
{
    return (lli.length > 0 && is_zero(lli)) || is_own(mag, link, lli);
}

static void take_nd(pmip6_mag *mag, uint32_t link, const struct pmip6_nd_packet *p)
{
    static const struct pmip6_bytes nobody;
    struct nd_message m;
    uint32_t reason = p6_nd_parse(&m, p), number = p6_link(mag, link)->number, a;
    struct pmip6_bytes lli;

    mag->counters.rx_nd++;
    if (reason == PMIP6_DROP_NONE && m.type == PMIP6_ND_ROUTER_ADVERTISEMENT)
        reason = PMIP6_DROP_ND_SOURCE; /* nodes do not advertise */
    if (reason != PMIP6_DROP_NONE) {
        p6_mag_count_drop(mag, reason, &p->source, number, 0);
        return;
    }
    lli = sender(&m, p);
    if (is_of_nobody(mag, link, lli)) {
        p6_mag_count_drop(mag, PMIP6_DROP_ND_SOURCE, &p->source, number, 0);
        return;
    }
    if (p6_mag_may_attach(mag, link, lli,
                          m.type == PMIP6_ND_ROUTER_SOLICITATION || p6_nd_is_dad(&m)))
        attach_sender(mag, link, &m, lli);
    a = p6_link(mag, link)->attachment;
    if (a == P6_NONE)
        return;
    if (!is_from_node(p6_attachment(mag, a), lli)) {
        p6_mag_count_drop(mag, PMIP6_DROP_ND_SOURCE, &p->source, number, 0);
        p6_mag_foreign_node(mag, link, nobody, lli);
        return;
    }
    learn_link_layer(mag, a, lli);
    a = p6_link(mag, link)->attachment; /* its policy may have named another node */
    if (a == P6_NONE)
        return;
    learn_address(mag, a, &m);
    p6_mag_learn_visitor(mag, a, own_address(&m));
    p6_mag_sign_of_life(mag, a);
    if (m.type == PMIP6_ND_ROUTER_SOLICITATION)
        p6_mag_answer_solicitation(mag, link, &m, lli);
}

int pmip6_mag_input_nd(pmip6_mag *mag, uint32_t link, const struct pmip6_nd_packet *p)
{
    struct pmip6_nd_packet ours;
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_nd_packet_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, p);
    if (rc == 0 && !(p6_args_has(&ours.octets) && p6_args_has(&ours.link_layer)))
        rc = PMIP6_ERR_INVALID;
    index = p6_mag_find_link(mag, link);
    if (rc == 0 && index == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    if (rc == 0)
        take_nd(mag, index, &ours);
    p6_mag_end(mag);
    return rc;
}
