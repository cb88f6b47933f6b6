/* SPDX-License-Identifier: MIT */
/*
 * What the LMA says: Proxy Binding Acknowledgements as RFC 5213 5.3.6 and draft-02 5.3.1
 * construct them, the refusal of a home registration, Binding Errors (RFC 6275 9.3.3).
 *
 * An answer goes from the address that was asked to the address that asked, also where an
 * Alternate Care-of Address names another (R5213-5.3.6-03, -04).
 */
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

#define ROOM 2048u /* the longest Mobility Header */

static void send_octets(pmip6_lma *lma, const struct request *r, const uint8_t *octets,
                        size_t length)
{
    struct pmip6_datagram d;

    pmip6_datagram_init(&d);
    d.source = r->destination;
    d.destination = r->source;
    d.octets.data = octets;
    d.octets.length = length;
    d.peer = r->peer;
    d.protection = r->protection;
    if (p6_send(&lma->effects, &d) < 0)
        lma->counters.tx_failed++;
}

/* R5213-5.3.6-05 to -07; the draft leaves the option out where there was none. */
static void echo_mn_id(const struct request *r, struct signalling *a)
{
    int had = (r->s.present & HAS_MN_ID) && r->s.mn_id.length > 0;

    if (!had && !r->lma->edition->empty_mn_id_in_answer)
        return;
    a->present |= HAS_MN_ID;
    a->mn_id = r->s.mn_id;
    a->mn_id_subtype = had ? r->s.mn_id_subtype : 1;
}

/* R5213-5.3.6-08 to -11: a refusal repeats the prefixes asked for, an acceptance names
 * those of the session. */
static void put_prefixes(const struct request *r, struct signalling *a, int accepted)
{
    const struct binding_cache *c = &r->lma->cache;

    if (accepted && r->session != P6_NONE) {
        a->prefix_count = p6_session_prefixes(c, p6_session(c, r->session), a->prefixes);
    } else if (r->s.prefix_count > 0) {
        a->prefix_count = r->s.prefix_count;
        memcpy(a->prefixes, r->s.prefixes, sizeof a->prefixes);
        if (r->s.prefix_count > PMIP6_PREFIXES_MAX)
            a->echo = r->octets; /* more than are kept */
    } else if (r->lma->edition->zero_prefix_in_answer) {
        a->prefix_count = 1; /* ::/0 */
    }
    if (a->prefix_count > 0)
        a->present |= HAS_PREFIX;
}

/* R5213-5.3.6-12 to -17, -21 to -23. */
static void echo_interface(const struct request *r, struct signalling *a)
{
    if (!r->lma->edition->has_handoff)
        return;
    a->present |= HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY;
    a->present |= r->s.present & HAS_LINK_LAYER_ID;
    a->handoff = r->s.handoff;
    a->access_technology = r->s.access_technology;
    a->link_layer_id = r->s.link_layer_id;
}

/* R5213-5.5-22, -24, -26; D02-5.4-16, -18. */
static void put_timestamp(const struct request *r, struct signalling *a)
{
    if (!(r->s.present & HAS_TIMESTAMP))
        return;
    a->present |= HAS_TIMESTAMP;
    a->timestamp = r->time_reply ? r->lma->now.time_of_day : r->s.timestamp;
}

/* R5213-5.3.6-24 to -32; D02-5.3.1-47 to -49: the draft prefers what the session knows,
 * also in a refusal. */
static void put_link_local(const struct request *r, struct signalling *a, int accepted)
{
    int of_node = r->lma->edition->link_local == LINK_LOCAL_OF_NODE;

    if (!(r->s.present & HAS_LINK_LOCAL))
        return;
    a->present |= HAS_LINK_LOCAL;
    a->link_local = r->s.link_local;
    if (r->session != P6_NONE && (accepted || of_node)) {
        const struct session *s = p6_session(&r->lma->cache, r->session);

        if (!p6_addr_is_unspecified(&s->link_local))
            a->link_local = s->link_local;
    }
}

/* RFC 6275 10.3.1: shorter than the lifetime, or none (R6275-10.3.1-17, -18); none where
 * no restart loses the binding (-16). */
static void put_refresh_advice(const struct request *r, struct signalling *a)
{
    uint32_t units = r->lma->config.refresh_advice / 4;

    if (r->lma->config.flags & PMIP6_LMA_PERSISTENT)
        return;
    if (units == 0 || units >= a->lifetime)
        return;
    a->present |= HAS_REFRESH_ADVICE;
    a->refresh_advice = (uint16_t)units;
}

static uint16_t lifetime_of(const struct request *r, int accepted)
{
    if (!accepted || r->session == P6_NONE || r->decision == ANSWER_FORMER_MAG)
        return 0;
    return p6_session(&r->lma->cache, r->session)->units;
}

/* More prefixes may be asked for than find room at their alignment, which they need not
 * have in a request: then the first of them tell what is refused. */
static int encode(const struct request *r, struct signalling *a, uint8_t octets[ROOM],
                  size_t *length)
{
    for (;;) {
        int rc =
            p6_signalling_encode(a, octets, ROOM, &r->destination, &r->source, length);

        if (rc != PMIP6_ERR_MESSAGE_SIZE || a->echo.length == 0)
            return rc;
        a->echo.length = 0;
    }
}

void p6_lma_acknowledge(struct request *r, uint32_t status)
{
    pmip6_lma *lma = r->lma;
    int accepted = status < 128;
    uint8_t octets[ROOM];
    struct signalling a;
    size_t length;

    memset(&a, 0, sizeof a);
    a.mh_type = PMIP6_MH_BA;
    a.flags = PMIP6_BA_P;
    a.status = (uint8_t)status;
    a.sequence = r->s.sequence;
    if (r->sequence_reply)
        a.sequence = p6_session(&lma->cache, r->session)->sequence;
    a.lifetime = lifetime_of(r, accepted);
    echo_mn_id(r, &a);
    put_prefixes(r, &a, accepted);
    echo_interface(r, &a);
    put_timestamp(r, &a);
    put_link_local(r, &a, accepted);
    if (accepted)
        put_refresh_advice(r, &a);
    if (encode(r, &a, octets, &length) < 0) {
        lma->counters.tx_failed++;
        return;
    }
    lma->counters.tx_binding_acks++;
    if (!accepted) {
        lma->counters.tx_pba_refused++;
        lma->counters.tx_refused[status]++;
    }
    send_octets(lma, r, octets, length);
}

/* ---- answers to what is not ours ---- */

static struct request answer_to(pmip6_lma *lma, const struct pmip6_datagram *d)
{
    struct request r;

    memset(&r, 0, sizeof r);
    r.lma = lma;
    r.source = d->source;
    r.destination = d->destination;
    r.peer = d->peer;
    r.protection = d->protection;
    return r;
}

/* Whether an answer that anybody could provoke may go out now; it comes from the address
 * that was asked. */
static int may_answer(pmip6_lma *lma, const struct pmip6_datagram *d)
{
    const struct pmip6_addr *to = &d->source;

    return p6_addr_is_routable(to) && p6_addr_is_routable(&d->destination) &&
           p6_limit_take(&lma->strangers,
                         p6_hash(lma->key, to->octets, sizeof to->octets),
                         lma->now.monotonic);
}

/* RFC 6275 9.3.3: never to what is not a unicast address, and not without bounds. */
void p6_lma_send_binding_error(pmip6_lma *lma, const struct pmip6_datagram *d)
{
    struct request r = answer_to(lma, d);
    uint8_t octets[32];
    size_t length;

    if (!may_answer(lma, d))
        return;
    if (p6_binding_error_encode(PMIP6_BE_UNKNOWN_MH_TYPE, &d->home_address, octets,
                                sizeof octets, &d->destination, &d->source, &length) < 0)
        return;
    lma->counters.tx_binding_error++;
    send_octets(lma, &r, octets, length);
}

/* RFC 6275 10.3.1: a Binding Update without P wants a home agent, which this is not
 * (R6275-10.3.1-01; P stays clear, R5213-8.2-02). */
void p6_lma_refuse_home_registration(pmip6_lma *lma, const struct pmip6_datagram *d,
                                     const struct signalling *s)
{
    struct request r = answer_to(lma, d);
    struct signalling a;
    uint8_t octets[ROOM];
    size_t length;

    if (!may_answer(lma, d))
        return;
    memset(&a, 0, sizeof a);
    a.mh_type = PMIP6_MH_BA;
    a.status = PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED;
    a.sequence = s->sequence;
    if (p6_signalling_encode(&a, octets, sizeof octets, &d->destination, &d->source,
                             &length) < 0)
        return;
    send_octets(lma, &r, octets, length);
}
