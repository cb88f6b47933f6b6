/* SPDX-License-Identifier: MIT */
/*
 * Message ordering (RFC 5213 5.5, draft-02 5.4): an older message never undoes a newer
 * one. A request with a Timestamp option is ordered by it, one without by its sequence
 * number as in RFC 6275 9.5.1. The state is the session's; a session that does not exist
 * yet has none.
 */
#include "lma_internal.h"
#include "prefix.h"

/* Milliseconds in 1/65536 s, rounded up: a bound of 300 ms takes in 300 ms. */
static pmip6_timestamp timestamp_units(uint32_t ms)
{
    uint32_t seconds = ms / 1000, rest = ms % 1000;
    return ((pmip6_timestamp)seconds << 16) + ((rest << 16) + 999) / 1000;
}

/* 5.5 (6), first test. It is judged once, also where the request has to wait after it. */
void p6_lma_note_arrival(struct request *r)
{
    const pmip6_lma *lma = r->lma;
    pmip6_timestamp now = lma->now.time_of_day, then = r->s.timestamp;
    pmip6_timestamp apart = now > then ? now - then : then - now;

    r->untimely = r->s.present & HAS_TIMESTAMP &&
                  !(lma->config.flags & PMIP6_LMA_NODE_TIMESTAMPS) &&
                  apart > timestamp_units(lma->config.timestamp_validity_window);
}

struct order p6_lma_order_of(const pmip6_lma *lma, uint32_t session)
{
    const struct session *s = p6_session(&lma->cache, session);
    struct order o = {(uint64_t)s->head.generation << 32 | session, s->timestamp,
                      s->sequence};
    return o;
}

/* 5.5 (6), (8), (9): lower than the last accepted is told apart from all other faults,
 * even outside the window (A2). The answer carries our time of day. */
static struct verdict check_timestamp(struct request *r, const struct order *last)
{
    if (last && r->s.timestamp < last->timestamp) {
        r->time_reply = 1;
        return p6_refuse(r->lma->edition->timestamp_not_newer);
    }
    if ((last && r->s.timestamp == last->timestamp) || r->untimely) {
        r->time_reply = 1;
        return p6_refuse(PMIP6_STATUS_TIMESTAMP_MISMATCH);
    }
    return p6_go_on();
}

/* RFC 6275 9.5.1: the last value and the 32768 before it are not newer, modulo 65536. */
static struct verdict check_sequence(struct request *r, const struct order *last)
{
    uint16_t ahead;

    if (!last)
        return p6_go_on();
    ahead = (uint16_t)(r->s.sequence - last->sequence);
    if (ahead >= 1 && ahead < 0x8000)
        return p6_go_on();
    r->sequence_reply = 1;
    return p6_refuse(PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW);
}

/* A new session that nothing in the request tells from one that the node has at the same
 * gateway: a delayed message of that one would look the same (R5213-5.5-21,
 * R6275-10.3.2-06). */
static int look_alike(const struct request *r, struct order *last)
{
    const struct binding_cache *c = &r->lma->cache;
    int found = 0;

    if (r->decision != REGISTER || r->waited_out || r->s.link_layer_id.length ||
        !(r->s.present & HAS_TIMESTAMP))
        return 0;
    for (uint32_t i = p6_bce_first_of_node(c, r->node); i != P6_NONE;
         i = p6_bce_next_of_node(c, i)) {
        const struct session *s = p6_session(c, i);

        if (s->access_technology != r->s.access_technology ||
            !p6_addr_equal(&s->proxy_coa, &r->care_of) ||
            (found && s->timestamp <= last->timestamp))
            continue;
        *last = p6_lma_order_of(r->lma, i);
        found = 1;
    }
    return found;
}

/* The state to compare with. A request that waited for the old MAG's de-registration is
 * compared with what was accepted before it came: the de-registration it waited for may
 * well be the later message (R5213-5.4.1.2-09). */
static int last_accepted(const struct request *r, struct order *last)
{
    if (r->session == P6_NONE || r->decision == WAIT)
        return look_alike(r, last);
    *last = p6_lma_order_of(r->lma, r->session);
    if (r->order.session == last->session &&
        p6_session(&r->lma->cache, r->session)->state == PMIP6_BINDING_DEREGISTERING)
        *last = r->order;
    return 1;
}

struct verdict p6_lma_check_order(struct request *r)
{
    struct order last;
    int known = last_accepted(r, &last);

    /* A network duplicate of the last accepted is answered again (A1). */
    if (r->session != P6_NONE && r->decision != WAIT &&
        p6_session(&r->lma->cache, r->session)->digest == r->digest) {
        r->decision = REPEAT;
        return p6_go_on();
    }
    if (r->s.present & HAS_TIMESTAMP)
        return check_timestamp(r, known ? &last : NULL);
    return check_sequence(r, known ? &last : NULL);
}
