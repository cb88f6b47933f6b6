/* SPDX-License-Identifier: MIT */
/*
 * Proxy Binding Updates: what stands in them (RFC 5213 6.9.1.1, 6.9.1.3 to 6.9.1.5,
 * draft-02 6.9), and how they are repeated (6.9.4, RFC 6275 11.8): after 1, 2, 4 … 32 s,
 * each with the latest timestamp or a greater sequence number, as long as the node is
 * there, and never more than MAX_UPDATE_RATE a second for one session.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define ROOM       1024u
#define ONE_SECOND 65536u /* of a timestamp */

/* One counter for all with timestamps (6.9.1.1 (6)), one a session without. */
static uint16_t next_sequence(pmip6_mag *mag, struct attachment *at)
{
    if (!(mag->config.flags & PMIP6_MAG_SEQUENCE_ORDER))
        at->sequence = ++mag->sequence;
    else
        at->sequence++;
    return at->sequence;
}

/* An extension and a de-registration name every prefix of the session; a first request
 * those that are known, or asks for some with ::/0 (6.9.1.1 (3)). */
static void put_prefixes(const struct attachment *at, struct signalling *s)
{
    s->present |= HAS_PREFIX;
    if (at->prefix_count > 0) {
        s->prefix_count = at->prefix_count;
        memcpy(s->prefixes, at->prefixes, sizeof s->prefixes);
    } else if (at->hint_count > 0 && !at->forget_hint) {
        s->prefix_count = at->hint_count;
        memcpy(s->prefixes, at->hints, sizeof s->prefixes);
    } else {
        s->prefix_count = 1;
    }
}

/* RFC 5213 6.9.1.1 (9): asked for or uploaded, unless one is fixed for the domain.
 * draft-02 6.9: the node's own, where it is known. */
static void put_link_local(const pmip6_mag *mag, const struct attachment *at,
                           struct signalling *s)
{
    if (mag->edition->link_local == LINK_LOCAL_OF_NODE) {
        if (p6_addr_is_unspecified(&at->mn_link_local))
            return;
        s->link_local = at->mn_link_local;
    } else {
        if (!p6_addr_is_unspecified(&mag->config.link_local))
            return;
        if (at->upload)
            s->link_local = at->link_local;
    }
    s->present |= HAS_LINK_LOCAL;
}

static void put_interface(const pmip6_mag *mag, const struct attachment *at,
                          struct signalling *s)
{
    if (!mag->edition->has_handoff)
        return;
    s->present |= HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY;
    s->handoff = at->handoff;
    s->access_technology = at->access_technology;
    if (at->lli_length > 0) {
        s->present |= HAS_LINK_LAYER_ID;
        s->link_layer_id.data = at->lli;
        s->link_layer_id.length = at->lli_length;
    }
}

/* Microseconds as 1/65536 s, without a division: 2^20 of them are 68719 + 31243 / 2^16,
 * and one is 274878 / 2^22. */
static pmip6_timestamp units_of(pmip6_time us)
{
    pmip6_time parts = us >> 20;

    return parts * 68719u + (parts * 31243u >> 16) + ((us & 0xfffff) * 274878u >> 22);
}

/* A node's own clock, which was read when it came, goes on from there; 0: not known. */
pmip6_timestamp p6_mag_node_time(const pmip6_mag *mag, const struct attachment *at)
{
    return at->node_timestamp
               ? at->node_timestamp + units_of(mag->now.monotonic - at->node_read)
               : 0;
}

static int tells_nodes_time(const pmip6_mag *mag, const struct attachment *at)
{
    return mag->config.flags & PMIP6_MAG_NODE_TIMESTAMPS && at->node_timestamp;
}

/* Two requests of one moment differ all the same, also where the clock stepped back a
 * little between them, for the LMA takes only the later (5.5). */
static pmip6_timestamp later_than(pmip6_timestamp last, pmip6_timestamp t)
{
    return t <= last && last - t < ONE_SECOND ? last + 1 : t;
}

/* The time of day, of which no two requests of the MAG's have the same; or a node's own
 * clock. */
static void put_timestamp(const pmip6_mag *mag, const struct attachment *at,
                          struct signalling *s)
{
    if (mag->config.flags & PMIP6_MAG_SEQUENCE_ORDER)
        return;
    s->present |= HAS_TIMESTAMP;
    s->timestamp = later_than(mag->last_timestamp, mag->now.time_of_day);
    if (tells_nodes_time(mag, at))
        s->timestamp = later_than(at->last_timestamp, p6_mag_node_time(mag, at));
}

/* No longer than the prefix is known to be valid (R6275-11.7.1-04). */
static uint16_t units_to_ask(const pmip6_mag *mag, const struct attachment *at)
{
    uint32_t seconds = at->lifetime ? at->lifetime : mag->config.lifetime, units;

    if (at->request == ASK_LEAVE)
        return 0;
    if (at->prefix_lifetime && at->prefix_lifetime < seconds)
        seconds = at->prefix_lifetime;
    units = seconds / 4;
    if (units > UINT16_MAX)
        units = UINT16_MAX;
    return (uint16_t)(units ? units : 1);
}

static void compose(const pmip6_mag *mag, const struct attachment *at,
                    struct signalling *s)
{
    memset(s, 0, sizeof *s);
    s->mh_type = PMIP6_MH_BU;
    s->flags = PMIP6_BU_A | PMIP6_BU_P;
    if (mag->config.flags & PMIP6_MAG_SET_H)
        s->flags |= PMIP6_BU_H;
    s->sequence = at->sequence;
    s->lifetime = units_to_ask(mag, at);
    s->present |= HAS_MN_ID;
    s->mn_id.data = at->mn_id;
    s->mn_id.length = at->mn_id_length;
    s->mn_id_subtype = at->mn_id_subtype;
    put_prefixes(at, s);
    put_interface(mag, at, s);
    put_timestamp(mag, at, s);
    put_link_local(mag, at, s);
    if (mag->config.flags & PMIP6_MAG_ALTERNATE_COA) {
        s->present |= HAS_ALTERNATE_COA;
        s->alternate_coa = mag->config.address;
    }
}

static void emit(pmip6_mag *mag, struct attachment *at)
{
    struct transmission *t = &at->sent[at->transmissions % TRANSMISSIONS];
    struct pmip6_datagram d;
    struct signalling s;
    uint8_t octets[ROOM];
    size_t length;

    p6_mag_clear_way(mag, &at->lma);
    next_sequence(mag, at);
    compose(mag, at, &s);
    pmip6_datagram_init(&d);
    d.source = mag->config.address;
    d.destination = at->lma;
    if (mag->config.flags & PMIP6_MAG_REQUIRE_PROTECTION)
        d.protection = PMIP6_PROTECTED_ESP; /* D02-4-02, D02-6.9-22 */
    if (p6_signalling_encode(&s, octets, sizeof octets, &d.source, &d.destination,
                             &length) < 0)
        return;
    d.octets.data = octets;
    d.octets.length = length;
    t->sent = mag->now.monotonic;
    t->sequence = at->sequence;
    t->units = s.lifetime;
    t->timestamp = s.timestamp;
    t->uploaded = (uint8_t)(at->upload && s.present & HAS_LINK_LOCAL);
    at->last_timestamp = s.timestamp;
    if (!tells_nodes_time(mag, at))
        mag->last_timestamp = s.timestamp;
    at->lma_may_have_it |= s.lifetime > 0;
    mag->counters.tx_pbu++;
    if (at->answerable > 0)
        mag->counters.tx_pbu_repeated++;
    at->transmissions++;
    at->answerable++;
    if (p6_send(&mag->effects, &d) < 0)
        mag->counters.tx_failed++;
}

/* RFC 6275 11.8: when the next may go out without more than the rate in any second. */
static pmip6_time earliest(const pmip6_mag *mag, const struct attachment *at)
{
    uint32_t rate = mag->config.max_update_rate;
    const struct transmission *t;

    if (rate == 0 || rate > TRANSMISSIONS || at->transmissions < rate)
        return 0;
    t = &at->sent[(at->transmissions - rate) % TRANSMISSIONS];
    return t->sent + 1000000;
}

pmip6_time p6_mag_send_parting(pmip6_mag *mag, struct attachment *of)
{
    pmip6_time allowed = earliest(mag, of);

    if (allowed <= mag->now.monotonic)
        emit(mag, of);
    return allowed;
}

void p6_mag_send(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    pmip6_time allowed = earliest(mag, at);

    if (allowed > mag->now.monotonic) {
        p6_mag_wait(mag, a, RATE_LIMIT, allowed);
        return;
    }
    emit(mag, at);
    p6_mag_wait(mag, a, ACKNOWLEDGEMENT, mag->now.monotonic + p6_mag_ms(at->interval));
}

static uint8_t state_of(const struct attachment *at)
{
    if (at->request == ASK_LEAVE)
        return PMIP6_ATTACHMENT_DEREGISTERING;
    return at->bound ? PMIP6_ATTACHMENT_REFRESHING : PMIP6_ATTACHMENT_REGISTERING;
}

/* RFC 6275 13, which RFC 5213 6.9.4 (1) does not require. */
static uint32_t first_interval(const pmip6_mag *mag, uint8_t kind)
{
    return kind == ASK_REGISTER && mag->config.flags & PMIP6_MAG_FIRST_REG_TIMEOUT
               ? mag->config.initial_bindack_timeout_first_reg
               : mag->config.initial_bindack_timeout;
}

/* Begins a request; one that is outstanding is given up for it. */
void p6_mag_ask(pmip6_mag *mag, uint32_t a, uint8_t kind, uint8_t handoff)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->request != kind) {
        mag->counters.tx_registration += kind == ASK_REGISTER;
        mag->counters.tx_extension += kind == ASK_EXTEND;
        mag->counters.tx_deregistration += kind == ASK_LEAVE;
    }
    at->answerable = 0;
    at->request = kind;
    at->handoff = handoff;
    at->next_handoff = 0;
    at->interval = first_interval(mag, kind);
    p6_mag_set_state(mag, a, state_of(at));
    p6_mag_send(mag, a);
    if (kind == ASK_REGISTER)
        p6_mag_advertise_early(mag, a);
}

void p6_mag_send_again(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->interval *= 2;
    if (at->interval > mag->config.max_bindack_timeout)
        at->interval = mag->config.max_bindack_timeout;
    p6_mag_send(mag, a);
}

/* No answer came in time. A de-registration was sent once (A19); the others go on, as
 * long as the node is there (6.9.4 (1)). */
void p6_mag_repeat(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->request == ASK_LEAVE)
        p6_mag_cleanup(mag, a);
    else
        p6_mag_if_there(mag, a, THEN_REPEAT);
}
