/* SPDX-License-Identifier: MIT */
#include "invariants.h"

#include "counters.h"
#include "frames.h"
#include "host.h"
#include "inside.h"
#include "witness.h"
#include "prefix.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const invariant_names[INVARIANTS] = {
    [SAME_TRACE] = "same-trace",
    [PREFIX_IN_ONE_SESSION] = "prefix-in-one-session",
    [LMA_AND_MAG_AGREE] = "lma-and-mag-agree",
    [SERVICE_RETURNS] = "service-returns",
    [SESSION_ENDS_IN_TIME] = "session-ends-in-time",
    [OLDER_UNDOES_NOTHING] = "older-undoes-nothing",
    [EFFECTS_FIT_SESSIONS] = "effects-fit-sessions",
    [EFFECTS_MAKE_SENSE] = "effects-make-sense",
    [ACKNOWLEDGED_IS_BOUND] = "acknowledged-is-bound",
    [REFUSAL_CHANGES_NOTHING] = "refusal-changes-nothing",
    [ADVERTISED_IS_BOUND] = "advertised-is-bound",
    [HOME_LINK_STAYS] = "home-link-stays",
    [EVENTS_TELL_ALL] = "events-tell-all",
    [STORES_AGREE] = "stores-agree",
    [NOTHING_LEAKS] = "nothing-leaks",
    [MEMORY_IS_BOUNDED] = "memory-is-bounded",
    [STRANGERS_CHANGE_NOTHING] = "strangers-change-nothing",
    [LATE_ANSWERS_CHANGE_NOTHING] = "late-answers-change-nothing",
    [TIMERS_FIRE_IN_TIME] = "timers-fire-in-time",
    [MESSAGES_ARE_WELL_FORMED] = "messages-are-well-formed",
    [REQUESTS_ARE_LIMITED] = "requests-are-limited",
    [ANSWERS_FIT_REQUESTS] = "answers-fit-requests",
    [COUNTERS_TELL_TRUE] = "counters-tell-true",
    [STALE_IS_REFUSED] = "stale-is-refused",
    [PREFIXES_REST] = "prefixes-rest",
    [WORLD_GOES_ON] = "world-goes-on",
};

/* clang-format off */
const char *const invariant_sentences[INVARIANTS] = {
    [SAME_TRACE] = "The same seed gives the same trace.",
    [PREFIX_IN_ONE_SESSION] = "No home network prefix is in two sessions.",
    [LMA_AND_MAG_AGREE] = "When faults have stopped for a while, LMA and MAG agree about every session.",
    [SERVICE_RETURNS] = "When faults have stopped for a while, a node that stays attached has service.",
    [SESSION_ENDS_IN_TIME] = "No session outlives its lifetime, and none ends before it by itself.",
    [OLDER_UNDOES_NOTHING] = "An older message never undoes a newer one.",
    [EFFECTS_FIT_SESSIONS] = "Tunnels and routes are exactly those that live sessions need.",
    [EFFECTS_MAKE_SENSE] = "No tunnel and no route is asked for twice, given up twice, or used before it is there.",
    [ACKNOWLEDGED_IS_BOUND] = "An acceptance is sent when tunnel, routes and session are there.",
    [REFUSAL_CHANGES_NOTHING] = "A request that is not accepted leaves every session as it was.",
    [ADVERTISED_IS_BOUND] = "No router advertisement promises what is not bound, or longer than that.",
    [HOME_LINK_STAYS] = "Extension and hand-off keep the session and its prefixes.",
    [EVENTS_TELL_ALL] = "Every change of a session is told by an event, and no other.",
    [STORES_AGREE] = "Indexes, caches, counts and timers agree.",
    [NOTHING_LEAKS] = "A handle that is freed leaves no memory, no tunnel and no route.",
    [MEMORY_IS_BOUNDED] = "Memory stays within the bound, and the gauge tells it exactly.",
    [STRANGERS_CHANGE_NOTHING] = "What is damaged, unprotected or unauthorised changes nothing.",
    [LATE_ANSWERS_CHANGE_NOTHING] = "A policy answer that is late, repeated or foreign is refused and changes nothing.",
    [TIMERS_FIRE_IN_TIME] = "The next time-out told is never later than what is due, and work due comes to an end.",
    [MESSAGES_ARE_WELL_FORMED] = "Every message sent decodes, with each option at its alignment.",
    [REQUESTS_ARE_LIMITED] = "No attachment causes more than three requests a second.",
    [ANSWERS_FIT_REQUESTS] = "Every acknowledgement answers a request, to where it came from.",
    [COUNTERS_TELL_TRUE] = "Counters tell what was received, dropped and sent.",
    [STALE_IS_REFUSED] = "A request whose timestamp is out of the window when it comes is not accepted.",
    [PREFIXES_REST] = "A prefix that was given back goes to nobody before it has rested.",
    [WORLD_GOES_ON] = "A scenario never ends by itself.",
};
/* clang-format on */

void violated(const struct host *h, enum invariant i, const char *format, ...)
{
    struct failure *f = &h->world->failure;
    int used;
    va_list list;

    if (f->found)
        return;
    f->found = 1;
    f->invariant = i;
    f->step = h->world->step;
    f->domain = h->domain->number;
    used = snprintf(f->text, sizeof f->text, "%s: ", h->name);
    va_start(list, format);
    vsnprintf(f->text + used, sizeof f->text - (size_t)used, format, list);
    va_end(list);
}

static void looked_at(const struct host *h, enum invariant i)
{
    h->world->tally.checks[i]++;
}

/* ---- messages ---- */

/* RFC 6275 6.2 and RFC 5213 8: where an option of a type may stand, modulo 8 or 4. */
static int is_aligned(const struct pmip6_option *o)
{
    switch (o->type) {
    case PMIP6_OPT_BINDING_REFRESH_ADVICE:
        return o->offset % 2 == 0;
    case PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS:
    case PMIP6_OPT_LINK_LOCAL_ADDRESS:
        return o->offset % 8 == 6;
    case PMIP6_OPT_HOME_NETWORK_PREFIX:
        return o->offset % 8 == 4;
    case PMIP6_OPT_TIMESTAMP:
        return o->offset % 8 == 2;
    default:
        return 1;
    }
}

static int is_installed(struct host *h, const struct pmip6_prefix *prefix,
                        const struct pmip6_addr *mag)
{
    const struct plane_route *r = plane_route(&h->plane, prefix, 0);
    struct pmip6_binding_view v;

    return r && r->kind == PMIP6_ROUTE_TO_TUNNEL && p6_addr_equal(&r->remote, mag) &&
           plane_tunnel(&h->plane, mag) &&
           pmip6_lma_find_by_address(h->lma, &prefix->addr, &v) == 0 &&
           p6_addr_equal(&v.proxy_coa, mag) && v.state == PMIP6_BINDING_REGISTERED;
}

static uint32_t longest_lifetime(const struct host *h)
{
    return h->number ? 60 / 4 : 3600 / 4;
}

static void check_grant(struct host *h, const struct pmip6_message *m,
                        const struct asked *a)
{
    looked_at(h, STALE_IS_REFUSED);
    if (!a->fresh)
        violated(h, STALE_IS_REFUSED, "accepts number %u", (unsigned)m->sequence);
    if (m->lifetime > a->lifetime || m->lifetime > longest_lifetime(h))
        violated(h, SESSION_ENDS_IN_TIME, "grants %u s where %u s were asked for",
                 4u * m->lifetime, 4u * a->lifetime);
}

static void acceptance_sent(struct host *h, const struct pmip6_datagram *d,
                            const struct pmip6_message *m)
{
    h->sent_accepted++;
    looked_at(h, ACKNOWLEDGED_IS_BOUND);
    for (size_t i = 0; m->lifetime > 0 && i < m->option_count; i++) {
        if (m->options[i].type == PMIP6_OPT_HOME_NETWORK_PREFIX &&
            !is_installed(h, &m->options[i].u.prefix, &d->destination))
            violated(h, ACKNOWLEDGED_IS_BOUND,
                     "accepts what is not installed or not bound yet");
    }
}

/* The last requests of each node are remembered; an answer is to one of them. */
static void answer_sent(struct host *h, const struct pmip6_datagram *d,
                        const struct pmip6_message *m)
{
    uint32_t node = witness_node(h, m);
    const struct asked *a;

    if (!(m->flags & PMIP6_BA_P))
        return;
    h->seen.messages++;
    h->seen.refusals += m->status >= 128;
    if (m->status < 128)
        acceptance_sent(h, d, m);
    else
        h->sent_refused++;
    if (node >= SIM_NODES || m->status == PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW)
        return;
    looked_at(h, ANSWERS_FIT_REQUESTS);
    a = witness_asked(h, node, &d->destination, m->sequence, m->lifetime);
    if (a) {
        if (m->status < 128)
            check_grant(h, m, a);
        return;
    }
    violated(h, ANSWERS_FIT_REQUESTS, "answers number %u of node %u, which nobody asked",
             (unsigned)m->sequence, (unsigned)node);
}

static void request_sent(struct host *h, const struct pmip6_message *m)
{
    uint32_t node = witness_node(h, m);
    sim_time now = h->world->now, *last = h->requests[node % SIM_NODES];

    h->seen.messages++;
    if (node >= SIM_NODES) {
        violated(h, MESSAGES_ARE_WELL_FORMED, "a request for a node that does not exist");
        return;
    }
    h->domain->nodes[node].last_sequence = m->sequence;
    h->domain->nodes[node].has_sequence = 1;
    h->sent[node][h->sent_next[node] % ASKED].sequence = m->sequence;
    h->sent[node][h->sent_next[node]++ % ASKED].at = clock_reading(h);
    looked_at(h, REQUESTS_ARE_LIMITED);
    /* A clock of the host's may run 1 % too fast. */
    if (last[0] && now - last[0] < SIM_MS(985))
        violated(h, REQUESTS_ARE_LIMITED, "a fourth request for node %u within a second",
                 (unsigned)node);
    last[0] = last[1];
    last[1] = last[2];
    last[2] = now;
}

void invariant_sent(struct host *h, const struct pmip6_datagram *d)
{
    struct pmip6_option options[24];
    struct pmip6_message m;
    size_t where;
    int rc;

    looked_at(h, MESSAGES_ARE_WELL_FORMED);
    pmip6_message_init(&m, options, 24);
    rc = pmip6_message_decode(&m, d->octets, &d->source, &d->destination, &where);
    if (rc < 0) {
        violated(h, MESSAGES_ARE_WELL_FORMED, "sends a message with error %d", rc);
        return;
    }
    for (size_t i = 0; i < m.option_count; i++) {
        if (!is_aligned(&options[i]))
            violated(h, MESSAGES_ARE_WELL_FORMED, "sends option %u at octet %u",
                     (unsigned)options[i].type, (unsigned)options[i].offset);
    }
    if (h->role == LMA_HOST && m.mh_type == PMIP6_MH_BA)
        answer_sent(h, d, &m);
    else if (h->role == MAG_HOST && m.mh_type == PMIP6_MH_BU)
        request_sent(h, &m);
}

/* ---- around a datagram ---- */

void invariant_before_input(struct host *h, const struct pmip6_datagram *d,
                            uint32_t honest)
{
    struct pmip6_option options[24];
    struct pmip6_message m;
    size_t where;

    h->input_honest = honest;
    h->input_digest = h->role == LMA_HOST || !honest ? invariant_digest(h) : 0;
    pmip6_message_init(&m, options, 24);
    if (pmip6_message_decode(&m, d->octets, &d->source, &d->destination, &where) < 0)
        return;
    if (h->role == LMA_HOST && m.mh_type == PMIP6_MH_BU)
        witness_request(h, d, &m);
    else if (h->role == MAG_HOST && m.mh_type == PMIP6_MH_BA && honest)
        witness_promise(h, &m);
}

void invariant_unchanged(struct host *h, uint64_t before, const char *what)
{
    looked_at(h, STRANGERS_CHANGE_NOTHING);
    if (invariant_digest(h) != before)
        violated(h, STRANGERS_CHANGE_NOTHING, "%s has changed something", what);
}

void invariant_after_input(struct host *h)
{
    if (!h->input_honest) {
        invariant_unchanged(h, h->input_digest, "a message that must not");
        if (h->role == LMA_HOST && h->sent_accepted)
            violated(h, STRANGERS_CHANGE_NOTHING, "a message that must not is accepted");
        return;
    }
    /* A session whose routes the host could neither change nor put back is given up. */
    if (h->role != LMA_HOST || h->sent_accepted || (h->failing && h->ended))
        return;
    looked_at(h, REFUSAL_CHANGES_NOTHING);
    if (invariant_digest(h) != h->input_digest)
        violated(h, REFUSAL_CHANGES_NOTHING, "a request without an acceptance");
}

void invariant_after_answer(struct host *h)
{
    if (h->role != LMA_HOST || h->sent_accepted || (h->failing && h->ended))
        return;
    looked_at(h, REFUSAL_CHANGES_NOTHING);
    if (invariant_digest(h) != h->input_digest)
        violated(h, REFUSAL_CHANGES_NOTHING, "a policy answer without an acceptance");
}

void invariant_late_answer(struct host *h, int rc, uint64_t before, const char *which)
{
    looked_at(h, LATE_ANSWERS_CHANGE_NOTHING);
    if (rc != PMIP6_ERR_NOT_FOUND)
        violated(h, LATE_ANSWERS_CHANGE_NOTHING, "a %s policy answer is taken", which);
    else if (invariant_digest(h) != before)
        violated(h, LATE_ANSWERS_CHANGE_NOTHING, "a %s policy answer changes something",
                 which);
}

/* ---- advertisements ---- */

/* Times of the MAG's are counted in microseconds, those of advertisements in seconds. */
void invariant_frame_sent(struct host *h, uint32_t link, const struct pmip6_nd_packet *p)
{
    struct advertised a[PMIP6_PREFIXES_MAX];
    uint32_t node = (link - 1) / LINKS_PER_NODE, router = 0, alive = 0;
    pmip6_time now = clock_reading(h);
    int count = frame_read_advertisement(p, a, PMIP6_PREFIXES_MAX, &router);

    world_trace(h->world, (uint64_t)link << 32 | (uint32_t)count);
    if (count == -1)
        return;
    h->seen.advertisements++;
    looked_at(h, ADVERTISED_IS_BOUND);
    if (count < 0) {
        violated(h, MESSAGES_ARE_WELL_FORMED, "sends a damaged advertisement");
        return;
    }
    for (int i = 0; i < count; i++) {
        pmip6_time ends = now + (pmip6_time)a[i].valid * 1000000;

        alive += a[i].valid > 0;
        if (a[i].preferred > a[i].valid ||
            (a[i].valid > 0 && witness_promised(h, node, &a[i].prefix) < ends))
            violated(h, ADVERTISED_IS_BOUND,
                     "advertises a prefix to node %u for %u s that is not bound so long",
                     (unsigned)node, (unsigned)a[i].valid);
    }
    if (router > 0 && alive == 0 && count == 0)
        violated(h, ADVERTISED_IS_BOUND, "is a router to node %u, which is not bound",
                 (unsigned)node);
}

/* ---- events ---- */

static struct witness *witness_of(struct host *h, uint64_t id)
{
    return &h->sessions[(uint32_t)id <= LMA_SESSIONS ? (uint32_t)id : 0];
}

static int same_prefixes(const struct pmip6_prefix *a, size_t count,
                         const struct pmip6_prefix *b, size_t other)
{
    if (count != other)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (!p6_prefix_equal(&a[i], &b[i]))
            return 0;
    }
    return 1;
}

static int is_newer(const struct witness *w, const struct pmip6_binding_view *v)
{
    if (v->timestamp && w->timestamp)
        return v->timestamp >= w->timestamp;
    return (uint16_t)(v->sequence - w->sequence) < 0x8000;
}

static void take(struct witness *w, const struct pmip6_binding_view *v)
{
    w->id = v->id;
    w->ends = v->expires;
    w->timestamp = v->timestamp;
    w->sequence = v->sequence;
    w->state = (uint8_t)v->state;
    w->link_local = v->link_local;
    w->prefix_count = (uint32_t)v->prefix_count;
    memcpy(w->prefixes, v->prefixes, v->prefix_count * sizeof *v->prefixes);
}

/* What a session's end is to be after an event of this kind. */
static pmip6_time latest_end(const struct host *h, uint32_t kind,
                             const struct pmip6_binding_view *v)
{
    pmip6_time now = clock_reading(h);

    if (kind == PMIP6_LMA_DEREGISTERING)
        return now + 10000000;
    return now + (pmip6_time)v->lifetime * 1000000;
}

/* The number of a prefix in the pools; POOL_PREFIXES for others. */
static uint32_t pool_number(const struct pmip6_prefix *p)
{
    uint8_t pool = p->addr.octets[6];

    if (pool > 1)
        return POOL_PREFIXES;
    return pool ? 64u + (p->addr.octets[7] & 15) : p->addr.octets[7] & 63;
}

static void check_rest(struct host *h, const struct pmip6_binding_view *v)
{
    looked_at(h, PREFIXES_REST);
    for (size_t i = 0; h->number && i < v->prefix_count; i++) {
        uint32_t n = pool_number(&v->prefixes[i]);

        /* A clock of the host's may run 1 % too fast. */
        if (n < POOL_PREFIXES && h->released[n] &&
            h->world->now < h->released[n] + SIM_MS(SIM_REST) * 98 / 100)
            violated(h, PREFIXES_REST, "prefix %u goes out again", (unsigned)n);
    }
}

static int is_same_interface(const struct pmip6_binding_view *a,
                             const struct pmip6_binding_view *b)
{
    return a->mn_id.length == b->mn_id.length &&
           memcmp(a->mn_id.data, b->mn_id.data, a->mn_id.length) == 0 &&
           a->access_technology == b->access_technology && a->link_layer_id.length > 2 &&
           a->link_layer_id.length == b->link_layer_id.length &&
           memcmp(a->link_layer_id.data, b->link_layer_id.data,
                  a->link_layer_id.length) == 0;
}

/* A new session for an interface that has one, though the request named no prefix: the
 * node has lost its home link (5.4.1.2). */
static void check_new(struct host *h, const struct pmip6_lma_event *e)
{
    uint32_t node = domain_node(h->domain, e->after->mn_id), cursor = 0;
    const struct asked *a = node < SIM_NODES
                                ? witness_asked(h, node, &e->mag, e->after->sequence,
                                                (uint16_t)(e->after->lifetime / 4))
                                : NULL;
    struct pmip6_binding_view other;

    check_rest(h, e->after);
    if (!a || a->names_prefix)
        return;
    while (pmip6_lma_next_binding(h->lma, &cursor, &other) == 1) {
        if (other.id != e->after->id && is_same_interface(&other, e->after))
            violated(h, HOME_LINK_STAYS, "a second session for an interface of node %u",
                     (unsigned)node);
    }
}

static void check_kept(struct host *h, const struct witness *w,
                       const struct pmip6_lma_event *e)
{
    const struct pmip6_binding_view *v = e->after;
    uint32_t node = domain_node(h->domain, v->mn_id);
    const struct asked *a = node < SIM_NODES
                                ? witness_asked(h, node, &e->mag, v->sequence,
                                                (uint16_t)(e->after->lifetime / 4))
                                : NULL;

    looked_at(h, HOME_LINK_STAYS);
    if (!same_prefixes(w->prefixes, w->prefix_count, v->prefixes, v->prefix_count))
        violated(h, HOME_LINK_STAYS, "event %u changes prefixes", (unsigned)e->kind);
    if (!p6_addr_is_unspecified(&w->link_local) && a && !a->uploads &&
        !p6_addr_equal(&w->link_local, &v->link_local))
        violated(h, HOME_LINK_STAYS, "event %u changes the link-local address",
                 (unsigned)e->kind);
}

static void told_of_change(struct host *h, const struct pmip6_lma_event *e)
{
    const struct pmip6_binding_view *v = e->after;
    struct witness *w = witness_of(h, v->id);

    if (e->kind == PMIP6_LMA_REGISTERED ? w->id != 0 : w->id != v->id)
        violated(h, EVENTS_TELL_ALL, "event %u of a session that is not known so",
                 (unsigned)e->kind);
    if (e->kind == PMIP6_LMA_REGISTERED) {
        h->session_count++;
        check_new(h, e);
    } else {
        check_kept(h, w, e);
        looked_at(h, OLDER_UNDOES_NOTHING);
        if (!is_newer(w, v))
            violated(h, OLDER_UNDOES_NOTHING, "event %u by an older message",
                     (unsigned)e->kind);
    }
    if (v->expires > latest_end(h, e->kind, v))
        violated(h, SESSION_ENDS_IN_TIME, "event %u sets an end beyond the lifetime",
                 (unsigned)e->kind);
    take(w, v);
}

static void told_of_end(struct host *h, const struct pmip6_lma_event *e)
{
    struct witness *w = witness_of(h, e->before->id);

    h->ended++;
    looked_at(h, SESSION_ENDS_IN_TIME);
    if (w->id != e->before->id)
        violated(h, EVENTS_TELL_ALL, "the end of a session that is not known");
    else if (e->kind == PMIP6_LMA_EXPIRED && w->ends > clock_reading(h))
        violated(h, SESSION_ENDS_IN_TIME, "a session expires before its end");
    if (h->waking && !h->failing && e->kind == PMIP6_LMA_DELETED &&
        w->state == PMIP6_BINDING_REGISTERED)
        violated(h, SESSION_ENDS_IN_TIME, "a registered session is deleted by itself");
    for (uint32_t i = 0; i < w->prefix_count; i++) {
        if (pool_number(&w->prefixes[i]) < POOL_PREFIXES)
            h->released[pool_number(&w->prefixes[i])] = h->world->now;
    }
    h->session_count -= w->id != 0;
    memset(w, 0, sizeof *w);
}

void invariant_lma_event(struct host *h, const struct pmip6_lma_event *e)
{
    looked_at(h, EVENTS_TELL_ALL);
    switch (e->kind) {
    case PMIP6_LMA_REGISTERED:
    case PMIP6_LMA_EXTENDED:
    case PMIP6_LMA_HANDED_OFF:
    case PMIP6_LMA_DEREGISTERING:
        told_of_change(h, e);
        break;
    case PMIP6_LMA_DELETED:
    case PMIP6_LMA_EXPIRED:
        told_of_end(h, e);
        break;
    default:
        break;
    }
}

void invariant_mag_event(struct host *h, const struct pmip6_mag_event *e)
{
    uint32_t node = (e->link - 1) / LINKS_PER_NODE;

    /* A new attachment is a new session: its requests are counted anew. */
    if (e->kind == PMIP6_MAG_DETACHED && node < SIM_NODES)
        memset(h->requests[node], 0, sizeof h->requests[node]);
}

/* ---- after every call: the LMA ---- */

static void check_route(struct host *h, const struct pmip6_binding_view *v,
                        const struct pmip6_prefix *prefix)
{
    struct plane_route *r = plane_route(&h->plane, prefix, 0);
    int blocked =
        v->state == PMIP6_BINDING_DEREGISTERING && h->domain->edition == PMIP6_RFC5213;

    if (!r) {
        violated(h, EFFECTS_FIT_SESSIONS, "a session without its route");
        return;
    }
    if (r->stamp == h->plane.stamp)
        violated(h, PREFIX_IN_ONE_SESSION, "a prefix is in two sessions");
    r->stamp = h->plane.stamp;
    if (r->kind != (blocked ? PMIP6_ROUTE_BLOCKED : PMIP6_ROUTE_TO_TUNNEL) ||
        (!blocked && !p6_addr_equal(&r->remote, &v->proxy_coa)))
        violated(h, EFFECTS_FIT_SESSIONS, "a session's route leads elsewhere");
}

static void check_session(struct host *h, const struct pmip6_binding_view *v,
                          pmip6_time now)
{
    struct witness *w = witness_of(h, v->id);

    if (w->id != v->id || w->state != v->state || w->ends != v->expires ||
        !same_prefixes(w->prefixes, w->prefix_count, v->prefixes, v->prefix_count)) {
        violated(h, EVENTS_TELL_ALL, "a session is not as the events have told");
        return;
    }
    if (!is_newer(w, v))
        violated(h, OLDER_UNDOES_NOTHING, "a session has become older");
    w->timestamp = v->timestamp;
    w->sequence = v->sequence;
    if (!domain_at(h->domain, &v->proxy_coa) ||
        domain_at(h->domain, &v->proxy_coa)->role != MAG_HOST)
        violated(h, STRANGERS_CHANGE_NOTHING, "a session is bound to no gateway");
    if (v->expires <= now)
        violated(h, SESSION_ENDS_IN_TIME, "a session is shown after its end");
    if (!plane_tunnel(&h->plane, &v->proxy_coa))
        violated(h, EFFECTS_FIT_SESSIONS, "a session without its tunnel");
    for (size_t i = 0; i < v->prefix_count; i++)
        check_route(h, v, &v->prefixes[i]);
}

/* Sessions that the events know and iteration no longer shows are past their end, and not
 * for longer than a timer may be late; they keep their routes until then. */
static uint32_t check_hidden(struct host *h, pmip6_time now, pmip6_time *first_end)
{
    uint32_t routes = 0;

    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct witness *w = &h->sessions[i];

        if (w->id == 0)
            continue;
        routes += w->prefix_count;
        if (w->ends < *first_end)
            *first_end = w->ends;
        if (w->ends + 2000000 < now)
            violated(h, SESSION_ENDS_IN_TIME, "a session is kept after its end");
    }
    return routes;
}

static void check_tunnels(struct host *h)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0, count = 0;
    int more;

    for (;; count++) {
        more = h->role == LMA_HOST ? pmip6_lma_next_tunnel(h->lma, &cursor, &t)
                                   : pmip6_mag_next_tunnel(h->mag, &cursor, &t);
        if (!more)
            break;
        if (!plane_tunnel(&h->plane, &t.remote) || t.users == 0)
            violated(h, EFFECTS_FIT_SESSIONS, "a tunnel without users, or not open");
    }
    if (count != h->plane.tunnel_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u tunnels are open, %u are needed",
                 (unsigned)h->plane.tunnel_count, (unsigned)count);
}

static void check_memory(struct host *h, uint64_t gauge)
{
    looked_at(h, MEMORY_IS_BOUNDED);
    if (gauge != h->in_use)
        violated(h, MEMORY_IS_BOUNDED, "the gauge says %lu octets, %lu are in use",
                 (unsigned long)gauge, (unsigned long)h->in_use);
    if (h->in_use > h->bound)
        violated(h, MEMORY_IS_BOUNDED, "%lu octets in use, the bound is %lu",
                 (unsigned long)h->in_use, (unsigned long)h->bound);
}

static void check_lma(struct host *h)
{
    pmip6_time now = clock_reading(h), first_end = PMIP6_NEVER;
    struct pmip6_lma_status s = {.size = sizeof s};
    struct pmip6_binding_view v;
    uint32_t cursor = 0, shown = 0, routes;

    looked_at(h, EFFECTS_FIT_SESSIONS);
    looked_at(h, PREFIX_IN_ONE_SESSION);
    h->plane.stamp++;
    for (; pmip6_lma_next_binding(h->lma, &cursor, &v) == 1; shown++)
        check_session(h, &v, now);
    (void)pmip6_lma_get_status(h->lma, &s);
    if (s.bindings != h->session_count || s.bindings < shown)
        violated(h, EVENTS_TELL_ALL, "%u bindings, by events %u", (unsigned)s.bindings,
                 (unsigned)h->session_count);
    routes = check_hidden(h, now, &first_end);
    if (routes != h->plane.route_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u routes are there, %u are needed",
                 (unsigned)h->plane.route_count, (unsigned)routes);
    check_tunnels(h);
    looked_at(h, TIMERS_FIRE_IN_TIME);
    if (pmip6_lma_next_timeout(h->lma) > first_end && first_end != PMIP6_NEVER &&
        pmip6_lma_next_timeout(h->lma) - first_end > 1000)
        violated(h, TIMERS_FIRE_IN_TIME, "the next time-out is after a session's end");
    check_memory(h, s.memory);
}

/* ---- after every call: the MAG ---- */

static void check_attached_route(struct host *h, const struct pmip6_attachment_view *v,
                                 const struct pmip6_prefix *prefix, int from_link)
{
    struct plane_route *r = plane_route(&h->plane, prefix, from_link);

    if (!r || r->link != v->link || !p6_addr_equal(&r->remote, &v->lma)) {
        violated(h, EFFECTS_FIT_SESSIONS, "an attachment without its routes");
        return;
    }
    if (r->stamp == h->plane.stamp)
        violated(h, PREFIX_IN_ONE_SESSION, "a prefix is on two links");
    r->stamp = h->plane.stamp;
}

static void check_attachment(struct host *h, const struct pmip6_attachment_view *v,
                             pmip6_time now)
{
    uint32_t node = (v->link - 1) / LINKS_PER_NODE;

    if (v->state == PMIP6_ATTACHMENT_REGISTERED && v->prefix_count == 0)
        violated(h, EVENTS_TELL_ALL, "registered without a prefix");
    if (v->prefix_count == 0)
        return;
    if (v->expires + 2000000 < now)
        violated(h, SESSION_ENDS_IN_TIME, "a binding is kept after its end");
    for (size_t i = 0; i < v->prefix_count; i++) {
        check_attached_route(h, v, &v->prefixes[i], 0);
        check_attached_route(h, v, &v->prefixes[i], 1);
        if (witness_promised(h, node, &v->prefixes[i]) < v->expires)
            violated(h, ADVERTISED_IS_BOUND, "bound longer than any answer has said");
    }
    /* A node that leaves needs none: its link may have gone and come again. One whose
     * link cannot be given an address has none until that is tried again. */
    if (!h->link_broken[v->link] && v->state != PMIP6_ATTACHMENT_DEREGISTERING &&
        (p6_addr_is_unspecified(&v->link_local) ||
         !p6_addr_equal(&v->link_local, &h->link_address[v->link])))
        violated(h, EFFECTS_FIT_SESSIONS, "link %u in state %u without the MAG's address",
                 (unsigned)v->link, (unsigned)v->state);
}

static void check_mag(struct host *h)
{
    pmip6_time now = clock_reading(h);
    struct pmip6_mag_status s = {.size = sizeof s};
    struct pmip6_attachment_view v;
    uint32_t cursor = 0, routes = 0, shown = 0;

    looked_at(h, EFFECTS_FIT_SESSIONS);
    looked_at(h, PREFIX_IN_ONE_SESSION);
    h->plane.stamp++;
    for (; pmip6_mag_next_attachment(h->mag, &cursor, &v) == 1; shown++) {
        check_attachment(h, &v, now);
        routes += 2 * (uint32_t)v.prefix_count;
    }
    if (routes != h->plane.route_count)
        violated(h, EFFECTS_FIT_SESSIONS, "%u routes are there, %u are needed",
                 (unsigned)h->plane.route_count, (unsigned)routes);
    check_tunnels(h);
    (void)pmip6_mag_get_status(h->mag, &s);
    if (s.attachments != shown)
        violated(h, EVENTS_TELL_ALL, "%u attachments, %u are shown",
                 (unsigned)s.attachments, (unsigned)shown);
    check_memory(h, s.memory);
}

void invariant_after_call(struct host *h)
{
    const char *wrong;

    looked_at(h, EFFECTS_MAKE_SENSE);
    if (h->plane.wrong)
        violated(h, EFFECTS_MAKE_SENSE, "%s", h->plane.wrong);
    looked_at(h, STORES_AGREE);
    wrong = h->role == LMA_HOST ? inside_lma(h->lma) : inside_mag(h->mag);
    if (wrong) {
        violated(h, STORES_AGREE, "%s", wrong);
        return; /* what is walked next may have no end */
    }
    looked_at(h, TIMERS_FIRE_IN_TIME);
    if (!(h->role == LMA_HOST ? inside_lma_tells_its_time(h->lma)
                              : inside_mag_tells_its_time(h->mag)))
        violated(h, TIMERS_FIRE_IN_TIME, "the next time-out told is later than a timer");
    if (h->role == LMA_HOST) {
        check_lma(h);
        check_lma_counters(h);
    } else {
        check_mag(h);
        check_mag_counters(h);
    }
}

/* ---- endings ---- */

void invariant_tunnel_lost(struct host *h, const struct pmip6_tunnel *t)
{
    struct pmip6_binding_view b;
    struct pmip6_attachment_view a;
    uint32_t cursor = 0;

    if (h->role == LMA_HOST) {
        while (pmip6_lma_next_binding(h->lma, &cursor, &b) == 1) {
            if (p6_addr_equal(&b.proxy_coa, &t->remote))
                violated(h, EFFECTS_FIT_SESSIONS, "a session through a lost tunnel");
        }
        return;
    }
    while (pmip6_mag_next_attachment(h->mag, &cursor, &a) == 1) {
        if (a.prefix_count > 0 && p6_addr_equal(&a.lma, &t->remote))
            violated(h, EFFECTS_FIT_SESSIONS, "a node served through a lost tunnel");
    }
}

void invariant_ended(struct host *h)
{
    looked_at(h, NOTHING_LEAKS);
    if (h->in_use)
        violated(h, NOTHING_LEAKS, "%lu octets", (unsigned long)h->in_use);
    if (h->plane.route_count || h->plane.tunnel_count)
        violated(h, NOTHING_LEAKS, "%u routes, %u tunnels",
                 (unsigned)h->plane.route_count, (unsigned)h->plane.tunnel_count);
    if (h->plane.wrong)
        violated(h, EFFECTS_MAKE_SENSE, "%s", h->plane.wrong);
    h->in_use = 0;
}
