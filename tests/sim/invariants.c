/* SPDX-License-Identifier: MIT */
#include "invariants.h"

#include "counters.h"
#include "host.h"
#include "inside.h"
#include "outstanding.h"
#include "prefix.h"
#include "replica.h"
#include "waiting.h"
#include "witness.h"

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
    [REPLICA_EQUALS] = "replica-equals",
    [ONE_SESSION_AN_INTERFACE] = "one-session-an-interface",
    [INTERFACES_KEEP_THEIR_OWN] = "interfaces-keep-their-own",
    [PREFIXES_ARE_VALID] = "prefixes-are-valid",
    [RELEASED_ONCE] = "released-once",
    [RESERVED_STAYS_HELD] = "reserved-stays-held",
    [POLICY_IS_ASKED] = "policy-is-asked",
    [STATIC_TUNNELS_STAY] = "static-tunnels-stay",
    [TUNNELS_OUTLIVE_SESSIONS] = "tunnels-outlive-sessions",
    [WAITING_ENDS] = "waiting-ends",
    [STRANGERS_ARE_LIMITED] = "strangers-are-limited",
    [FOREIGN_FINDS_ITS_NODE] = "foreign-finds-its-node",
    [SHOWN_WHERE_BOUND] = "shown-where-bound",
    [LOST_IS_WITHDRAWN] = "lost-is-withdrawn",
    [ROUTERS_SPEAK_FOR_THEMSELVES] = "routers-speak-for-themselves",
    [ADVERTISED_AT_INTERVALS] = "advertised-at-intervals",
    [ONE_REQUEST_A_SESSION] = "one-request-a-session",
    [NODES_HARM_NOBODY] = "nodes-harm-nobody",
    [VISITORS_ARE_KNOWN] = "visitors-are-known",
    [FORWARDED_BY_THE_RULES] = "forwarded-by-the-rules",
    [LINKS_ARE_TOLD_TRUE] = "links-are-told-true",
    [WORLD_GOES_ON] = "world-goes-on",
};

/* clang-format off */
const char *const invariant_sentences[INVARIANTS] = {
    [SAME_TRACE] = "The same seed gives the same trace.",
    [PREFIX_IN_ONE_SESSION] = "No home network prefix is in two sessions, or overlaps one that is in another.",
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
    [REPLICA_EQUALS] = "Whoever applies the events one after the other has the same sessions, to every detail.",
    [ONE_SESSION_AN_INTERFACE] = "An interface of a node has one session, unless it asks for prefixes that no session has.",
    [INTERFACES_KEEP_THEIR_OWN] = "The prefixes of one interface go to another only by a hand-off that says so, or after it left.",
    [PREFIXES_ARE_VALID] = "No session outlives the validity of its prefixes.",
    [RELEASED_ONCE] = "What the host allocates is in a session, or told to be released, once.",
    [RESERVED_STAYS_HELD] = "What is held for others, or overlaps it, goes to nobody else.",
    [POLICY_IS_ASKED] = "No request changes a session unless the policy was asked, or what it said still holds.",
    [STATIC_TUNNELS_STAY] = "A tunnel that the host made is never closed, and never unknown.",
    [TUNNELS_OUTLIVE_SESSIONS] = "No tunnel is said to end before a session that it carries.",
    [WAITING_ENDS] = "A request that waits is answered or dropped within its time.",
    [STRANGERS_ARE_LIMITED] = "Nobody who is no gateway is sent more than the limit says.",
    [FOREIGN_FINDS_ITS_NODE] = "A message for another protocol is shown with the session of the node it concerns.",
    [SHOWN_WHERE_BOUND] = "No link is shown a home network prefix that its node does not have; early, only what its profile names.",
    [LOST_IS_WITHDRAWN] = "What a link has been shown and its node has no longer is withdrawn there.",
    [ROUTERS_SPEAK_FOR_THEMSELVES] = "Advertisements come from the MAG's address on the link, or end the router that the host named.",
    [ADVERTISED_AT_INTERVALS] = "Advertisements keep the intervals of RFC 4861, but that changes are told at once.",
    [ONE_REQUEST_A_SESSION] = "A session's next request waits until the last is answered, given up, or not answered in time.",
    [NODES_HARM_NOBODY] = "What a node sends changes no other node's session, and tells it nothing.",
    [VISITORS_ARE_KNOWN] = "A visitor's route leads to an address that it was heard to have, and ends with its access.",
    [FORWARDED_BY_THE_RULES] = "A MAG forwards a packet as its source and its destination allow, and not otherwise.",
    [LINKS_ARE_TOLD_TRUE] = "What is told of a link's node, also to a DHCP relay, is what is bound.",
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
    struct pmip6_binding_view v = {.size = sizeof v};

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
    waiting_ends(h, node, &d->destination);
    if (m->status < 128)
        acceptance_sent(h, d, m);
    else
        h->sent_refused++;
    if (node >= SIM_NODES || m->status == PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW)
        return;
    looked_at(h, ANSWERS_FIT_REQUESTS);
    a = witness_asked(h, node, &d->destination, (uint16_t)m->sequence, m->lifetime);
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
    outstanding_sent(h, node, m->lifetime);
    if (h->frame_link && node != link_node(h->domain, h->frame_link)->number)
        violated(h, NODES_HARM_NOBODY, "a frame on link %u has node %u asked for",
                 (unsigned)h->frame_link, (unsigned)node);
    h->domain->nodes[node].last_sequence = (uint16_t)m->sequence;
    h->domain->nodes[node].has_sequence = 1;
    h->sent[node][h->sent_next[node] % ASKED].sequence = (uint16_t)m->sequence;
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

/* A stranger's answers fill a bucket that runs empty at the rate configured. */
static void limited_sent(struct host *h, const struct pmip6_addr *to)
{
    pmip6_time now = clock_reading(h), each = 1000000 / lma_host_stranger_rate(h);

    if (lma_host_is_gateway(h, to))
        return;
    looked_at(h, STRANGERS_ARE_LIMITED);
    if (h->stranger_debt < now)
        h->stranger_debt = now;
    h->stranger_debt += each;
    if (h->stranger_debt > now + each * lma_host_stranger_burst(h))
        violated(h, STRANGERS_ARE_LIMITED, "one answer more than the limit");
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
    if (h->role == LMA_HOST)
        limited_sent(h, &d->destination);
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
    if (h->role == LMA_HOST && m.mh_type == PMIP6_MH_BU) {
        witness_request(h, d, &m);
        if (m.flags & PMIP6_BU_P && honest)
            waiting_arrives(h, witness_node(h, &m), &d->source);
    } else if (h->role == MAG_HOST && m.mh_type == PMIP6_MH_BA && honest)
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

/* By its home address, or its source where it tells none; else by the identifier in it,
 * which messages of ours alone have: the binding is then one of that node. */
void invariant_foreign(struct host *h, const struct pmip6_datagram *d,
                       const struct pmip6_binding_view *binding)
{
    int has_home = !p6_addr_is_unspecified(&d->home_address);
    const struct copy *c = replica_at(h, has_home ? &d->home_address : &d->source);
    uint8_t type = d->octets.data[2];

    looked_at(h, FOREIGN_FINDS_ITS_NODE);
    if (c && (!binding || binding->id != c->view.id))
        violated(h, FOREIGN_FINDS_ITS_NODE, "type %u without its session",
                 (unsigned)type);
    if (!c && binding && type != PMIP6_MH_BU)
        violated(h, FOREIGN_FINDS_ITS_NODE, "type %u with a session of another",
                 (unsigned)type);
    if (c && type == PMIP6_MH_HOTI)
        violated(h, FOREIGN_FINDS_ITS_NODE, "route optimisation for a node bound here");
}

/* ---- after every call ---- */

void invariant_memory(struct host *h, uint64_t gauge)
{
    looked_at(h, MEMORY_IS_BOUNDED);
    if (gauge != h->in_use)
        violated(h, MEMORY_IS_BOUNDED, "the gauge says %lu octets, %lu are in use",
                 (unsigned long)gauge, (unsigned long)h->in_use);
    if (h->in_use > h->bound)
        violated(h, MEMORY_IS_BOUNDED, "%lu octets in use, the bound is %lu",
                 (unsigned long)h->in_use, (unsigned long)h->bound);
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
        invariant_check_lma(h);
        check_lma_counters(h);
        waiting_check(h);
    } else {
        invariant_check_mag(h);
        check_mag_counters(h);
    }
}

/* ---- endings ---- */

void invariant_tunnel_lost(struct host *h, const struct pmip6_tunnel *t)
{
    struct pmip6_binding_view b = {.size = sizeof b};
    struct pmip6_attachment_view a = {.size = sizeof a};
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
    if (h->role == LMA_HOST && ledger_count(&h->ledger) > 0)
        violated(h, RELEASED_ONCE, "%u prefixes are never told to be released",
                 (unsigned)ledger_count(&h->ledger));
    h->in_use = 0;
}
