/* SPDX-License-Identifier: MIT */
/*
 * The one place that changes bindings (RFC 5213 5.3.2 to 5.3.5, draft-02 5.3.1).
 *
 *                 register                     de-register
 *      (nothing) ----------> REGISTERED ----------------------> DEREGISTERING
 *                             |      ^  ^--.                       |      |
 *                     expiry  |      |     | extend, hand off      |      | end of the
 *                     delete  |      '-----|-----------------------'      | delayed
 * delete v            '--- (any request of it        v (nothing)              revives it)
 * (nothing)
 *
 * Restoring makes a session in the state that it had.
 *
 * Effects come first, and all of them or none: new tunnel, routes; then the record; then
 * the acknowledgement; then what is no longer needed is released.
 */
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

#define REAPED_AT_ONCE 64u

/* ---- paths ---- */

static struct path path_to(const pmip6_lma *lma, uint32_t tunnel, uint8_t state)
{
    struct path p = {.kind_count = 1,
                     .tunnel = p6_tunnel_at(&lma->tunnels, tunnel)->tunnel};
    int blocked =
        state == PMIP6_BINDING_DEREGISTERING && lma->edition->blocks_when_leaving;

    p.kinds[0] = blocked ? PMIP6_ROUTE_BLOCKED : PMIP6_ROUTE_TO_TUNNEL;
    return p;
}

static struct routed routed_of(const pmip6_lma *lma, const struct session *s,
                               struct pmip6_prefix *prefixes)
{
    struct routed r = {.prefixes = prefixes};

    r.prefix_count = p6_session_prefixes(&lma->cache, s, prefixes);
    r.mn_id = p6_session_node(&lma->cache, s).octets;
    return r;
}

/* From the tunnel and state that a session has to others; nothing where they are the
 * same. */
static int reroute(pmip6_lma *lma, const struct session *s, uint32_t tunnel,
                   uint8_t state)
{
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct routed r = routed_of(lma, s, prefixes);
    struct path was = path_to(lma, s->tunnel, s->state), is = path_to(lma, tunnel, state);

    if (s->tunnel == tunnel && was.kinds[0] == is.kinds[0])
        return 0;
    return p6_routes_replace(&lma->effects, &r, &was, &is);
}

/* ---- what an accepted request sets ---- */

static pmip6_time later_by(pmip6_time now, pmip6_time duration)
{
    return duration > PMIP6_NEVER - now ? PMIP6_NEVER : now + duration;
}

static pmip6_time earlier(pmip6_time a, pmip6_time b)
{
    return a < b ? a : b;
}

/* When prefixes end that are valid for so many seconds; 0: they go on as they were. */
static pmip6_time valid_until(const struct request *r, uint32_t seconds,
                              pmip6_time before)
{
    if (seconds == 0)
        return before;
    return later_by(r->lma->now.monotonic, (pmip6_time)seconds * 1000000);
}

/* Whole units of 4 s, cut down: asked for, configured, allowed by policy; and no longer
 * than the prefixes are valid (RFC 6275 10.3.1), which may leave nothing: 0. */
static uint16_t grant(const struct request *r, pmip6_time prefix_until)
{
    uint32_t units = r->s.lifetime, most = r->lma->config.max_lifetime / 4;
    pmip6_time now = r->lma->now.monotonic;
    uint32_t valid = 0;

    if (units > most)
        units = most;
    if (r->policy.lifetime && units > r->policy.lifetime / 4)
        units = r->policy.lifetime / 4;
    if (units > UINT16_MAX)
        units = UINT16_MAX;
    units += units == 0;
    if (later_by(now, p6_units(units)) <= prefix_until)
        return (uint16_t)units;
    for (uint32_t bit = 0x8000; bit; bit >>= 1) { /* a quotient, without dividing */
        if (now + p6_units(valid | bit) <= prefix_until)
            valid |= bit;
    }
    return (uint16_t)valid;
}

static void generate_link_local(pmip6_lma *lma, struct pmip6_addr *a)
{
    memset(a, 0, sizeof *a);
    a->octets[0] = 0xfe;
    a->octets[1] = 0x80;
    p6_enter(&lma->effects);
    lma->callbacks.random(a->octets + 8, 8, lma->effects.user);
    p6_leave(&lma->effects);
    a->octets[8] &= 0xfc; /* a local, individual identifier */
    a->octets[15] |= 1;   /* never the anycast address */
}

/* RFC 5213 5.3.6: the MAG's address on the link, generated at the first query, replaced
 * by one that a MAG uploads. draft-02 5.3.1: the node's address, the first known one
 * stays. */
static void set_link_local(const struct request *r, struct session *s)
{
    int queried = p6_addr_is_unspecified(&r->s.link_local);
    int known = !p6_addr_is_unspecified(&s->link_local);

    if (!(r->s.present & HAS_LINK_LOCAL))
        return;
    if (r->lma->edition->link_local == LINK_LOCAL_OF_NODE) {
        if (!known)
            s->link_local = r->s.link_local;
    } else if (!queried) {
        s->link_local = r->s.link_local;
    } else if (!known) {
        generate_link_local(r->lma, &s->link_local);
    }
}

/* The last accepted message, by its number and time; where a request waited for a
 * de-registration that came later than itself, that one is the last. A time is compared
 * with all that were accepted before, also across messages without one
 * (R5213-5.5-21). */
static void take_order(const struct request *r, struct session *s)
{
    pmip6_timestamp timestamp = r->s.present & HAS_TIMESTAMP ? r->s.timestamp : 0;
    pmip6_timestamp last = s->untimed ? 0 : s->timestamp;
    uint16_t ahead = (uint16_t)(r->s.sequence - s->sequence);
    int waited = r->order.session && s->state == PMIP6_BINDING_DEREGISTERING;

    if (!waited || timestamp >= last)
        s->untimed = timestamp == 0;
    if (timestamp && (!waited || timestamp > s->timestamp))
        s->timestamp = timestamp;
    if (!waited || timestamp || ahead < 0x8000)
        s->sequence = r->s.sequence;
}

/* An identifier that was known of the last interface says nothing of another one
 * (R5213-5.1-05, -06). */
static void take_interface(const struct request *r, struct session *s)
{
    static const uint8_t unknown[2];
    struct pmip6_bytes none = {unknown, sizeof unknown};
    int other = r->s.handoff == PMIP6_HANDOFF_INTERFACES ||
                (r->s.present & HAS_ACCESS_TECHNOLOGY &&
                 s->access_technology != r->s.access_technology);

    if (r->s.link_layer_id.length)
        p6_session_set_lli(&r->lma->cache, s, r->s.link_layer_id);
    else if (other)
        p6_session_set_lli(&r->lma->cache, s, none);
    if (r->s.present & HAS_ACCESS_TECHNOLOGY)
        s->access_technology = r->s.access_technology;
}

/* R5213-5.3.2-09, 5.3.3-01, 5.3.4-01: the accepted values. */
static void take_values(const struct request *r, struct session *s)
{
    pmip6_time now = r->lma->now.monotonic;

    s->proxy_coa = r->care_of;
    take_order(r, s);
    s->digest = r->digest;
    s->handoff = r->s.handoff;
    take_interface(r, s);
    s->prefix_until = valid_until(r, r->policy.prefix_lifetime, s->prefix_until);
    s->policy_until =
        r->policy.prefix_lifetime ? now : later_by(now, r->policy.valid_for);
    s->policy_lifetime = r->policy.lifetime;
    s->policy_peer = p6_lma_peer_hash(r);
}

/* When a session ends, and its tunnel no earlier than it (5.6.1, draft-02 5.5.1). */
static void set_end(pmip6_lma *lma, uint32_t session, pmip6_time end)
{
    p6_wheel_set(&lma->cache.timers, session, end);
    p6_tunnel_extend(&lma->tunnels, p6_session(&lma->cache, session)->tunnel, end);
}

static void set_lifetime(pmip6_lma *lma, uint32_t session, uint16_t units)
{
    p6_session(&lma->cache, session)->units = units;
    set_end(lma, session, lma->now.monotonic + p6_units(units));
}

static void set_state(pmip6_lma *lma, struct session *s, uint8_t state)
{
    if (s->state == state)
        return;
    if (state == PMIP6_BINDING_DEREGISTERING)
        lma->cache.deregistering++;
    else if (s->state == PMIP6_BINDING_DEREGISTERING)
        lma->cache.deregistering--;
    s->state = state;
}

static struct verdict no_room(void)
{
    return p6_refuse(PMIP6_STATUS_INSUFFICIENT_RESOURCES);
}

static void end_session(pmip6_lma *lma, uint32_t session, uint32_t cause, int has_routes);

/* A session whose routes could neither be changed nor be put back has none any more: it
 * ends, so that nobody believes in it. */
static struct verdict not_rerouted(struct request *r, int rc)
{
    if (rc == PMIP6_ERR_STATE) {
        end_session(r->lma, r->session, PMIP6_CAUSE_ROUTE, 0);
        r->session = P6_NONE;
    }
    return no_room();
}

static void tell(struct request *r, uint32_t kind, const struct picture *before,
                 const struct picture *after)
{
    p6_lma_event(r->lma, kind, before, after, &r->source, PMIP6_CAUSE_REQUEST,
                 r->node.octets);
}

/* ---- the transitions ---- */

/* What a session is made of, by a request or out of an image. */
struct material {
    struct node_id node;
    const struct pmip6_prefix *prefixes;
    uint32_t prefix_count;
    size_t lli_length;
    const struct pmip6_addr *local; /* ends of its tunnel */
    const struct pmip6_addr *remote;
    uint8_t state; /* that its routes are for */
};

/* A tunnel; what dead sessions still hold is no reason not to get one. */
static int acquire_tunnel(pmip6_lma *lma, const struct pmip6_addr *local,
                          const struct pmip6_addr *remote, uint32_t *tunnel)
{
    int rc = p6_tunnel_acquire(&lma->tunnels, &lma->effects, local, remote, tunnel);

    while (rc == PMIP6_ERR_LIMIT && p6_lma_reap_due(lma))
        rc = p6_tunnel_acquire(&lma->tunnels, &lma->effects, local, remote, tunnel);
    return rc;
}

/* Installs a session that is not in the indexes yet: tunnel, then routes. */
static int install(pmip6_lma *lma, uint32_t session, const struct material *m)
{
    struct session *s = p6_session(&lma->cache, session);
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct routed routed = routed_of(lma, s, prefixes);
    struct path path;
    int rc = acquire_tunnel(lma, m->local, m->remote, &s->tunnel);

    if (rc < 0)
        return rc;
    path = path_to(lma, s->tunnel, m->state);
    rc = p6_routes_add(&lma->effects, &routed, &path);
    if (rc < 0)
        p6_tunnel_release(&lma->tunnels, &lma->effects, s->tunnel);
    return rc;
}

/* A record, tunnel and routes for a new session. Where one of them is not to be had,
 * nothing of it is left. */
static int make_session(pmip6_lma *lma, const struct material *m, uint32_t *session)
{
    int rc;

    *session = p6_bce_make(&lma->cache, m->node, m->prefixes, m->prefix_count);
    while (*session == P6_NONE && p6_lma_reap_due(lma))
        *session = p6_bce_make(&lma->cache, m->node, m->prefixes, m->prefix_count);
    if (*session == P6_NONE)
        return PMIP6_ERR_LIMIT;
    rc = p6_session_reserve_lli(&lma->cache, p6_session(&lma->cache, *session),
                                m->lli_length);
    if (rc == 0)
        rc = install(lma, *session, m);
    if (rc < 0)
        p6_bce_discard(&lma->cache, *session);
    return rc;
}

static int make_requested(struct request *r, const struct chosen *c, uint32_t *session)
{
    struct material m = {.node = r->node,
                         .prefixes = c->prefixes,
                         .prefix_count = c->count,
                         .lli_length = r->s.link_layer_id.length,
                         .local = &r->destination,
                         .remote = &r->care_of,
                         .state = PMIP6_BINDING_REGISTERED};

    return make_session(r->lma, &m, session);
}

/* 5.3.2, draft-02 5.3.1 "initial": prefixes, record, tunnel, routes; then it is bound. */
static struct verdict register_session(struct request *r)
{
    pmip6_lma *lma = r->lma;
    struct chosen c;
    struct picture after;
    pmip6_time until;
    uint32_t session;
    uint16_t units;
    struct verdict v;

    if (p6_bce_count_of_node(&lma->cache, r->node) >= lma->config.max_of_node)
        return no_room();
    v = p6_lma_choose_prefixes(r, &c);
    if (v.word != CONTINUE)
        return v;
    until = earlier(valid_until(r, c.valid, PMIP6_NEVER),
                    valid_until(r, r->policy.prefix_lifetime, PMIP6_NEVER));
    units = grant(r, until);
    if (!units || make_requested(r, &c, &session) < 0) {
        p6_lma_give_prefixes_back(lma, c.prefixes, c.count);
        p6_lma_tell_released(lma, c.prefixes, c.count, r->node.octets);
        return no_room();
    }
    r->session = session;
    p6_session(&lma->cache, session)->lma_address = r->destination;
    take_values(r, p6_session(&lma->cache, session));
    p6_session(&lma->cache, session)->prefix_until = until;
    set_link_local(r, p6_session(&lma->cache, session));
    set_state(lma, p6_session(&lma->cache, session), PMIP6_BINDING_REGISTERED);
    set_lifetime(lma, session, units);
    p6_bce_insert(&lma->cache, session);
    lma->counters.rx_initial_binding_registrations++;
    p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
    p6_lma_picture(lma, session, &after);
    tell(r, PMIP6_LMA_REGISTERED, NULL, &after);
    return p6_go_on();
}

static uint16_t new_lifetime(const struct request *r, const struct session *s)
{
    return grant(r, valid_until(r, r->policy.prefix_lifetime, s->prefix_until));
}

/* 5.3.3, and the end of a delayed delete by its own MAG. */
static struct verdict extend(struct request *r)
{
    pmip6_lma *lma = r->lma;
    struct session *s = p6_session(&lma->cache, r->session);
    struct picture before, after;
    uint16_t units = new_lifetime(r, s);
    int rc;

    if (!units || p6_session_reserve_lli(&lma->cache, s, r->s.link_layer_id.length) < 0)
        return no_room();
    rc = reroute(lma, s, s->tunnel, PMIP6_BINDING_REGISTERED);
    if (rc < 0)
        return not_rerouted(r, rc);
    p6_lma_picture(lma, r->session, &before);
    take_values(r, s);
    set_link_local(r, s);
    set_state(lma, s, PMIP6_BINDING_REGISTERED);
    set_lifetime(lma, r->session, units);
    lma->counters.rx_binding_life_time_extension_no_handoff++;
    p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
    p6_lma_picture(lma, r->session, &after);
    tell(r, PMIP6_LMA_EXTENDED, &before, &after);
    return p6_go_on();
}

/* 5.3.4: the new tunnel opens before the old one is released. */
static struct verdict hand_off(struct request *r)
{
    pmip6_lma *lma = r->lma;
    struct session *s = p6_session(&lma->cache, r->session);
    struct pmip6_prefix own[PMIP6_PREFIXES_MAX];
    struct picture before, after;
    uint32_t old = s->tunnel, tunnel;
    uint16_t units = new_lifetime(r, s);
    int rc;

    if (!units ||
        p6_lma_leads_into_itself(r, own, p6_session_prefixes(&lma->cache, s, own)) ||
        p6_session_reserve_lli(&lma->cache, s, r->s.link_layer_id.length) < 0 ||
        acquire_tunnel(lma, &r->destination, &r->care_of, &tunnel) < 0)
        return no_room();
    rc = reroute(lma, s, tunnel, PMIP6_BINDING_REGISTERED);
    if (rc < 0) {
        p6_tunnel_release(&lma->tunnels, &lma->effects, tunnel);
        return not_rerouted(r, rc);
    }
    p6_lma_picture(lma, r->session, &before);
    s->tunnel = tunnel;
    s->lma_address = r->destination;
    take_values(r, s);
    set_link_local(r, s);
    set_state(lma, s, PMIP6_BINDING_REGISTERED);
    set_lifetime(lma, r->session, units);
    lma->counters.rx_binding_life_time_extension_after_handoff++;
    p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
    p6_tunnel_release(&lma->tunnels, &lma->effects, old);
    p6_lma_picture(lma, r->session, &after);
    tell(r, PMIP6_LMA_HANDED_OFF, &before, &after);
    return p6_go_on();
}

/* When a session that is de-registered ends: after a while that a repeat does not start
 * anew, and no later than its prefixes. */
static pmip6_time end_of_leaving(const pmip6_lma *lma, const struct session *s, int first)
{
    pmip6_time end = s->timer.deadline;

    if (first)
        end = lma->now.monotonic + p6_ms(lma->config.min_delay_before_bce_delete);
    return earlier(end, s->prefix_until);
}

/* 5.3.5: acknowledged at once, deleted after a while in which any request of it revives
 * it. */
static struct verdict deregister(struct request *r)
{
    pmip6_lma *lma = r->lma;
    struct session *s = p6_session(&lma->cache, r->session);
    int first = s->state == PMIP6_BINDING_REGISTERED;
    struct picture before, after;
    int rc;

    if (p6_session_reserve_lli(&lma->cache, s, r->s.link_layer_id.length) < 0)
        return no_room();
    rc = reroute(lma, s, s->tunnel, PMIP6_BINDING_DEREGISTERING);
    if (rc < 0)
        return not_rerouted(r, rc);
    p6_lma_picture(lma, r->session, &before);
    take_values(r, s);
    set_link_local(r, s);
    set_state(lma, s, PMIP6_BINDING_DEREGISTERING);
    s->units = 0;
    set_end(lma, r->session, end_of_leaving(lma, s, first));
    lma->counters.rx_binding_deregistrations++;
    p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
    p6_lma_picture(lma, r->session, &after);
    tell(r, PMIP6_LMA_DEREGISTERING, &before, &after);
    p6_lma_deregistered(lma, r->node);
    return p6_go_on();
}

/* A de-registration counts only from the MAG that serves (5.3.5 (1)); draft-02 leaves us
 * to answer a former one, so that it need not wait for its time-out. */
static struct verdict leave(struct request *r)
{
    const struct session *s = p6_session(&r->lma->cache, r->session);

    if (p6_addr_equal(&s->proxy_coa, &r->care_of))
        return deregister(r);
    if (!r->lma->edition->answers_former_mag)
        return p6_drop(PMIP6_DROP_NOT_CURRENT_MAG);
    r->decision = ANSWER_FORMER_MAG;
    p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
    return p6_go_on();
}

static struct verdict update(struct request *r)
{
    const struct session *s = p6_session(&r->lma->cache, r->session);

    if (r->s.lifetime == 0)
        return leave(r);
    if (p6_addr_equal(&s->proxy_coa, &r->care_of) &&
        p6_addr_equal(&s->lma_address, &r->destination))
        return extend(r);
    return hand_off(r);
}

static struct verdict wait_for_leave(struct request *r)
{
    uint64_t ticket;

    if (p6_lma_wait(r, FOR_DEREGISTRATION, p6_lma_take_place(r->lma, &ticket)) < 0)
        return no_room();
    return p6_hold();
}

struct verdict p6_lma_act(struct request *r)
{
    switch (r->decision) {
    case REGISTER:
        p6_lma_supersede(r);
        return register_session(r);
    case UPDATE:
        p6_lma_supersede(r);
        return update(r);
    case WAIT:
        if (p6_lma_is_waiting(r, FOR_DEREGISTRATION))
            return p6_hold();
        return wait_for_leave(r);
    default: /* REPEAT */
        r->lma->counters.rx_duplicate++;
        p6_lma_acknowledge(r, PMIP6_STATUS_ACCEPTED);
        return p6_go_on();
    }
}

/* A session out of an image, as it was when the image was written; its prefixes are
 * claimed already. */
int p6_lma_reinstate(pmip6_lma *lma, const struct saved *from)
{
    struct material m = {.node = from->node,
                         .prefixes = from->prefixes,
                         .prefix_count = from->prefix_count,
                         .lli_length = from->link_layer_id.length,
                         .local = &from->lma_address,
                         .remote = &from->proxy_coa,
                         .state = from->state};
    struct picture after;
    struct session *s;
    uint32_t session;
    int rc = make_session(lma, &m, &session);

    if (rc < 0)
        return rc;
    s = p6_session(&lma->cache, session);
    s->proxy_coa = from->proxy_coa;
    s->lma_address = from->lma_address;
    s->link_local = from->link_local;
    s->timestamp = from->timestamp;
    s->prefix_until = from->prefix_until;
    s->sequence = from->sequence;
    s->access_technology = from->access_technology;
    s->handoff = from->handoff;
    s->untimed = from->untimed;
    s->units = from->units;
    p6_session_set_lli(&lma->cache, s, from->link_layer_id);
    set_state(lma, s, from->state);
    set_end(lma, session, from->end);
    p6_bce_insert(&lma->cache, session);
    p6_lma_picture(lma, session, &after);
    p6_lma_event(lma, PMIP6_LMA_REGISTERED, NULL, &after, NULL, PMIP6_CAUSE_RESTORED,
                 after.view.mn_id);
    return 0;
}

/* ---- endings ---- */

static void end_session(pmip6_lma *lma, uint32_t session, uint32_t cause, int has_routes)
{
    struct session *s = p6_session(&lma->cache, session);
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct routed routed = routed_of(lma, s, prefixes);
    struct path path = path_to(lma, s->tunnel, s->state);
    struct node_id node;
    struct picture before;
    uint32_t kind = cause == PMIP6_CAUSE_TIME && s->state == PMIP6_BINDING_REGISTERED
                        ? PMIP6_LMA_EXPIRED
                        : PMIP6_LMA_DELETED;

    p6_lma_picture(lma, session, &before);
    if (has_routes)
        p6_routes_remove(&lma->effects, &routed, &path);
    p6_tunnel_release(&lma->tunnels, &lma->effects, s->tunnel);
    p6_lma_give_prefixes_back(lma, prefixes, (uint32_t)routed.prefix_count);
    set_state(lma, s, 0);
    p6_bce_remove(&lma->cache, session);
    p6_lma_tell_released(lma, prefixes, routed.prefix_count, before.view.mn_id);
    p6_lma_event(lma, kind, &before, NULL, NULL, cause, before.view.mn_id);
    node.octets = before.view.mn_id;
    node.subtype = before.view.mn_id_subtype;
    p6_lma_session_ended(lma, node);
}

void p6_lma_end_session(pmip6_lma *lma, uint32_t session, uint32_t cause)
{
    end_session(lma, session, cause, 1);
}

/* RFC 5213 6.12, draft-02 6.12: a prefix is not to be used any more. The session goes on
 * with its others, or ends with its last. */
void p6_lma_withdraw(pmip6_lma *lma, uint32_t session, const struct pmip6_prefix *p)
{
    struct session *s = p6_session(&lma->cache, session);
    struct pmip6_prefix prefix = *p;
    struct routed routed = {.prefixes = &prefix, .prefix_count = 1};
    struct path path = path_to(lma, s->tunnel, s->state);
    struct picture before, after;

    p6_lma_picture(lma, session, &before);
    if (before.view.prefix_count == 1) {
        p6_lma_end_session(lma, session, PMIP6_CAUSE_RENUMBERED);
        return;
    }
    routed.mn_id = before.view.mn_id;
    p6_routes_remove(&lma->effects, &routed, &path);
    p6_bce_drop_prefix(&lma->cache, session, &prefix);
    p6_lma_give_prefixes_back(lma, &prefix, 1);
    p6_lma_tell_released(lma, &prefix, 1, before.view.mn_id);
    p6_lma_picture(lma, session, &after);
    p6_lma_event(lma, PMIP6_LMA_RENUMBERED, &before, &after, NULL, PMIP6_CAUSE_RENUMBERED,
                 before.view.mn_id);
}

/* Sessions past their end are dead to every rule; before a request of the node is judged
 * they are worked off, so that nothing of them is in its way. */
void p6_lma_reap_node(pmip6_lma *lma, struct node_id node)
{
    uint32_t session = p6_bce_first_of_node(&lma->cache, node);

    while (session != P6_NONE) {
        uint32_t next = p6_bce_next_of_node(&lma->cache, session);
        const struct session *s = p6_session(&lma->cache, session);

        if (!p6_session_is_alive(s, lma->now.monotonic))
            p6_lma_end_session(lma, session, PMIP6_CAUSE_TIME);
        session = next;
    }
}

/* `inside` asks for those with longer prefixes within this one, too. */
int p6_lma_reap_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix, int inside)
{
    uint32_t session;

    while ((session = inside ? p6_bce_overlapping(&lma->cache, prefix)
                             : p6_bce_covering(&lma->cache, prefix)) != P6_NONE) {
        const struct session *s = p6_session(&lma->cache, session);

        if (p6_session_is_alive(s, lma->now.monotonic))
            return 1;
        p6_lma_end_session(lma, session, PMIP6_CAUSE_TIME);
    }
    return 0;
}

/* Works off some of the sessions whose end has come, for one that needs their room; no
 * more of them for one request than a time-out works off. To find the first, timers that
 * were only put off are passed over, however many: each such look was saved when its
 * timer was put off. */
int p6_lma_reap_due(pmip6_lma *lma)
{
    uint32_t looks = UINT32_MAX, ended = 0;

    while (ended < REAPED_AT_ONCE && lma->may_reap > 0) {
        uint32_t session = p6_wheel_pop(&lma->cache.timers, lma->now.monotonic, &looks);

        if (session == P6_NONE)
            break;
        p6_lma_end_session(lma, session, PMIP6_CAUSE_TIME);
        lma->may_reap--;
        ended++;
        looks = REAPED_AT_ONCE;
    }
    return ended > 0;
}
