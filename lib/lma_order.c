/* SPDX-License-Identifier: MIT */
/*
 * Message ordering (RFC 5213 5.5, draft-02 5.4): an older message never undoes a newer
 * one. A request with a Timestamp option is ordered by it, one without by its sequence
 * number as in RFC 6275 9.5.1. The state is the session's; a session that does not exist
 * yet has none.
 */
#include "lma_internal.h"

/* Milliseconds in 1/65536 s, rounded up: a bound of 300 ms takes in 300 ms. */
static pmip6_timestamp timestamp_units(uint32_t ms)
{
    uint32_t seconds = ms / 1000, rest = ms % 1000;
    return ((pmip6_timestamp)seconds << 16) + ((rest << 16) + 999) / 1000;
}

/* 5.5 (6), first test. It is judged once, on arrival. */
static int is_close(const struct request *r)
{
    const pmip6_lma *lma = r->lma;
    pmip6_timestamp now = lma->now.time_of_day, then = r->s.timestamp;
    pmip6_timestamp apart = now > then ? now - then : then - now;

    if (r->resumed || lma->config.flags & PMIP6_LMA_NODE_TIMESTAMPS)
        return 1;
    return apart <= timestamp_units(lma->config.timestamp_validity_window);
}

/* 5.5 (6), (8), (9): lower than the last accepted is told apart from all other faults,
 * even outside the window (A2). The answer carries our time of day. */
static struct verdict check_timestamp(struct request *r, const struct session *last)
{
    if (last && r->s.timestamp < last->timestamp) {
        r->time_reply = 1;
        return p6_refuse(r->lma->edition->timestamp_not_newer);
    }
    if ((last && r->s.timestamp == last->timestamp) || !is_close(r)) {
        r->time_reply = 1;
        return p6_refuse(PMIP6_STATUS_TIMESTAMP_MISMATCH);
    }
    return p6_go_on();
}

/* RFC 6275 9.5.1: the last value and the 32768 before it are not newer, modulo 65536. */
static struct verdict check_sequence(struct request *r, const struct session *last)
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

struct verdict p6_lma_check_order(struct request *r)
{
    const struct session *last = NULL;

    if (r->session != P6_NONE && r->decision != WAIT)
        last = p6_session(&r->lma->cache, r->session);
    /* A network duplicate of the last accepted is answered again (A1). */
    if (last && last->digest == r->digest) {
        r->decision = REPEAT;
        return p6_go_on();
    }
    if (r->s.present & HAS_TIMESTAMP)
        return check_timestamp(r, last);
    return check_sequence(r, last);
}
