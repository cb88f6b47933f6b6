/* SPDX-License-Identifier: MIT */
/* What an LMA tells by events, and whether it may be so. */
#include "host.h"
#include "invariants.h"
#include "pools.h"
#include "prefix.h"
#include "replica.h"
#include "witness.h"

#include <string.h>

/* ---- what was asked ---- */

/* The request that an event is about; NULL where nobody asked so. */
static const struct asked *asked_by(const struct host *h, const struct pmip6_lma_event *e)
{
    uint32_t node = domain_node(h->domain, e->after->mn_id);

    if (node >= SIM_NODES)
        return NULL;
    return witness_asked(h, node, &e->mag, e->after->sequence,
                         (uint16_t)(e->after->lifetime / 4));
}

/* What the policy said of a node in this call; NULL where it was not asked. */
static const struct answered *said_now(const struct host *h, uint32_t node)
{
    if (node >= SIM_NODES || h->answered[node].call != h->world->tally.calls)
        return NULL;
    return &h->answered[node];
}

/* ---- time ---- */

/* What a session's end is to be after an event of this kind. */
static pmip6_time latest_end(const struct host *h, uint32_t kind,
                             const struct pmip6_binding_view *v)
{
    pmip6_time now = clock_reading(h);

    if (kind == PMIP6_LMA_DEREGISTERING)
        return now + 10000000;
    return now + (pmip6_time)v->lifetime * 1000000;
}

/* How long its prefixes are valid: as the host granted them, as the policy said last. */
static pmip6_time valid_until(const struct host *h, const struct copy *c,
                              const struct pmip6_lma_event *e)
{
    pmip6_time now = clock_reading(h), until = c->valid_until, said;
    const struct answered *a = said_now(h, domain_node(h->domain, e->after->mn_id));

    if (e->kind == PMIP6_LMA_REGISTERED)
        until = h->granted_for ? now + (pmip6_time)h->granted_for * 1000000 : PMIP6_NEVER;
    if (!a || a->prefix_lifetime == 0)
        return until;
    said = now + (pmip6_time)a->prefix_lifetime * 1000000;
    return e->kind == PMIP6_LMA_REGISTERED && until < said ? until : said;
}

static void check_time(struct host *h, struct copy *c, const struct pmip6_lma_event *e)
{
    const struct pmip6_binding_view *v = e->after;

    if (v->expires > latest_end(h, e->kind, v))
        violated(h, SESSION_ENDS_IN_TIME, "event %u sets an end beyond the lifetime",
                 (unsigned)e->kind);
    looked_at(h, PREFIXES_ARE_VALID);
    c->valid_until = valid_until(h, c, e);
    if (v->expires > c->valid_until)
        violated(h, PREFIXES_ARE_VALID, "event %u sets an end %lu us after its prefixes'",
                 (unsigned)e->kind, (unsigned long)(v->expires - c->valid_until));
}

static void check_policy(struct host *h, struct copy *c, const struct pmip6_lma_event *e)
{
    pmip6_time now = clock_reading(h);
    const struct answered *a = said_now(h, domain_node(h->domain, e->after->mn_id));

    looked_at(h, POLICY_IS_ASKED);
    if (a)
        c->policy_until = a->prefix_lifetime ? now : now + a->valid_for;
    else if (e->kind == PMIP6_LMA_REGISTERED || c->policy_until <= now)
        violated(h, POLICY_IS_ASKED, "event %u, and nobody asked", (unsigned)e->kind);
}

/* ---- prefixes ---- */

static void check_rest(struct host *h, const struct node *n,
                       const struct pmip6_prefix *prefix)
{
    uint32_t number = pools_number(h, prefix);

    looked_at(h, PREFIXES_REST);
    for (uint32_t i = 0; i < n->fixed_count; i++) {
        if (p6_prefix_equal(&n->fixed[i], prefix))
            return;
    }
    /* A clock of the host's may run 1 % too fast. */
    if (h->number && number < POOL_PREFIXES && h->released[number] &&
        h->world->now < h->released[number] + SIM_MS(SIM_REST) * 98 / 100)
        violated(h, PREFIXES_REST, "prefix %u goes out again", (unsigned)number);
}

/* The session is not in the replica yet: whoever is has another. */
static void check_apart(struct host *h, const struct pmip6_binding_view *v, size_t which)
{
    const struct pmip6_prefix *p = &v->prefixes[which];

    for (size_t i = 0; i < which; i++) {
        if (p6_prefix_overlaps(&v->prefixes[i], p))
            violated(h, PREFIX_IN_ONE_SESSION, "prefixes of a session overlap");
    }
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        for (size_t j = 0; c->view.id && j < c->view.prefix_count; j++) {
            if (p6_prefix_overlaps(&c->prefixes[j], p))
                violated(h, PREFIX_IN_ONE_SESSION, "prefixes of /%u and /%u overlap",
                         (unsigned)c->prefixes[j].length, (unsigned)p->length);
        }
    }
}

static void check_prefixes(struct host *h, const struct pmip6_binding_view *v)
{
    uint32_t node = domain_node(h->domain, v->mn_id);

    looked_at(h, PREFIX_IN_ONE_SESSION);
    looked_at(h, RESERVED_STAYS_HELD);
    for (size_t i = 0; node < SIM_NODES && i < v->prefix_count; i++) {
        check_apart(h, v, i);
        check_rest(h, &h->domain->nodes[node], &v->prefixes[i]);
        if (pools_hold(h, &v->prefixes[i], &h->domain->nodes[node]))
            violated(h, RESERVED_STAYS_HELD, "node %u is given a /%u that is held",
                     (unsigned)node, (unsigned)v->prefixes[i].length);
    }
}

/* Extension and hand-off. */
static void check_kept(struct host *h, const struct copy *c,
                       const struct pmip6_lma_event *e)
{
    const struct pmip6_binding_view *v = e->after;
    const struct asked *a = asked_by(h, e);

    looked_at(h, HOME_LINK_STAYS);
    if (!replica_same_prefixes(c, v))
        violated(h, HOME_LINK_STAYS, "event %u changes prefixes", (unsigned)e->kind);
    if (!p6_addr_is_unspecified(&c->view.link_local) && a && !a->uploads &&
        !p6_addr_equal(&c->view.link_local, &v->link_local))
        violated(h, HOME_LINK_STAYS, "event %u changes the link-local address",
                 (unsigned)e->kind);
}

/* ---- interfaces ---- */

static int is_same_interface(const struct pmip6_binding_view *a,
                             const struct pmip6_binding_view *b)
{
    return a->access_technology == b->access_technology && replica_knows_link_layer(a) &&
           replica_same_link_layer(a, b);
}

/* A second session for an interface that has one, though the request named no prefix: the
 * node has lost its home link (5.4.1.2). One that names a prefix of no session is given a
 * session whatever else there is (5.4.1.1). */
static void check_alone(struct host *h, const struct pmip6_lma_event *e)
{
    uint32_t node = domain_node(h->domain, e->after->mn_id);
    const struct asked *a = asked_by(h, e);

    looked_at(h, ONE_SESSION_AN_INTERFACE);
    if (!a || a->names_prefix)
        return;
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        if (c->view.id && c->view.id != e->after->id && c->node == node &&
            c->view.expires > clock_reading(h) && is_same_interface(&c->view, e->after))
            violated(h, ONE_SESSION_AN_INTERFACE, "node %u has two for one interface",
                     (unsigned)node);
    }
}

static int changes_interface(const struct pmip6_binding_view *was,
                             const struct pmip6_binding_view *is)
{
    return was->access_technology != is->access_technology ||
           (replica_knows_link_layer(was) && replica_knows_link_layer(is) &&
            !replica_same_link_layer(was, is));
}

/* 5.4.1.1 (5), 5.4.1.2, 5.4.1.3: by a hand-off between interfaces; by one between
 * gateways, where nothing tells interfaces apart; at one gateway, where the technology is
 * the same. A gateway that says of no session in particular that the node has left it
 * ends the only one that is bound to it. */
static int may_change_interface(const struct pmip6_binding_view *was,
                                const struct pmip6_binding_view *is)
{
    int same_gateway = p6_addr_equal(&was->proxy_coa, &is->proxy_coa);

    if (was->state == PMIP6_BINDING_DEREGISTERING ||
        is->handoff == PMIP6_HANDOFF_INTERFACES)
        return 1;
    if (same_gateway && (was->access_technology == is->access_technology ||
                         is->state == PMIP6_BINDING_DEREGISTERING))
        return 1;
    return is->handoff == PMIP6_HANDOFF_MAGS && !replica_knows_link_layer(is) &&
           was->access_technology != is->access_technology;
}

static void check_interface(struct host *h, const struct copy *c,
                            const struct pmip6_lma_event *e)
{
    looked_at(h, INTERFACES_KEEP_THEIR_OWN);
    if (h->domain->edition != PMIP6_RFC5213 || !changes_interface(&c->view, e->after))
        return;
    if (!may_change_interface(&c->view, e->after))
        violated(h, INTERFACES_KEEP_THEIR_OWN,
                 "technology %u takes the session of technology %u, handoff %u",
                 (unsigned)e->after->access_technology,
                 (unsigned)c->view.access_technology, (unsigned)e->after->handoff);
    check_alone(h, e);
}

/* ---- events ---- */

static void check_before(struct host *h, const struct copy *c,
                         const struct pmip6_lma_event *e)
{
    const char *other = e->before ? replica_differs(c, e->before) : "session";

    looked_at(h, REPLICA_EQUALS);
    if (other)
        violated(h, REPLICA_EQUALS, "event %u: before it the %s was another",
                 (unsigned)e->kind, other);
}

static void told_of_new(struct host *h, const struct pmip6_lma_event *e)
{
    struct copy *c = replica_of(h, e->after->id);

    if (c->view.id != 0 || e->before)
        violated(h, EVENTS_TELL_ALL, "a new session that is known already");
    h->session_count++;
    check_prefixes(h, e->after);
    check_alone(h, e);
    check_policy(h, c, e);
    check_time(h, c, e);
    replica_take(h, c, e->after);
    h->granted_for = 0;
}

static void told_of_change(struct host *h, const struct pmip6_lma_event *e)
{
    struct copy *c = replica_of(h, e->after->id);

    if (c->view.id != e->after->id)
        violated(h, EVENTS_TELL_ALL, "event %u of a session that is not known so",
                 (unsigned)e->kind);
    check_before(h, c, e);
    check_kept(h, c, e);
    check_interface(h, c, e);
    looked_at(h, OLDER_UNDOES_NOTHING);
    if (!replica_is_newer(c, e->after))
        violated(h, OLDER_UNDOES_NOTHING, "event %u by an older message",
                 (unsigned)e->kind);
    check_policy(h, c, e);
    check_time(h, c, e);
    replica_take(h, c, e->after);
}

static void released(struct host *h, const struct pmip6_prefix *p)
{
    if (pools_number(h, p) < POOL_PREFIXES)
        h->released[pools_number(h, p)] = h->world->now;
}

/* One prefix less, the one that was withdrawn. */
static void told_of_renumbering(struct host *h, const struct pmip6_lma_event *e)
{
    struct copy *c = replica_of(h, e->after->id);
    size_t left = 0;

    if (c->view.id != e->after->id || e->after->prefix_count + 1 != c->view.prefix_count)
        violated(h, EVENTS_TELL_ALL, "a renumbering that is none");
    check_before(h, c, e);
    for (size_t i = 0; i < c->view.prefix_count; i++) {
        if (!p6_prefix_equal(&c->prefixes[i], &h->withdrawn))
            left += left < e->after->prefix_count &&
                    p6_prefix_equal(&c->prefixes[i], &e->after->prefixes[left]);
    }
    if (left != e->after->prefix_count || e->cause != PMIP6_CAUSE_RENUMBERED)
        violated(h, HOME_LINK_STAYS, "a session loses what nobody withdrew");
    released(h, &h->withdrawn);
    replica_take(h, c, e->after);
}

static void told_of_end(struct host *h, const struct pmip6_lma_event *e)
{
    struct copy *c = replica_of(h, e->before->id);

    h->ended++;
    looked_at(h, SESSION_ENDS_IN_TIME);
    if (c->view.id != e->before->id)
        violated(h, EVENTS_TELL_ALL, "the end of a session that is not known");
    else if (e->cause == PMIP6_CAUSE_TIME && c->view.expires > clock_reading(h))
        violated(h, SESSION_ENDS_IN_TIME, "a session expires before its end");
    if (h->waking && !h->failing && e->cause != PMIP6_CAUSE_TIME)
        violated(h, SESSION_ENDS_IN_TIME, "a session ends by itself, of cause %u",
                 (unsigned)e->cause);
    if ((e->kind == PMIP6_LMA_EXPIRED) !=
        (e->cause == PMIP6_CAUSE_TIME && c->view.state == PMIP6_BINDING_REGISTERED))
        violated(h, EVENTS_TELL_ALL, "an end of kind %u by cause %u", (unsigned)e->kind,
                 (unsigned)e->cause);
    check_before(h, c, e);
    for (size_t i = 0; i < c->view.prefix_count; i++)
        released(h, &c->prefixes[i]);
    h->session_count -= c->view.id != 0;
    memset(c, 0, sizeof *c);
}

void invariant_lma_event(struct host *h, const struct pmip6_lma_event *e)
{
    looked_at(h, EVENTS_TELL_ALL);
    switch (e->kind) {
    case PMIP6_LMA_REGISTERED:
        told_of_new(h, e);
        break;
    case PMIP6_LMA_EXTENDED:
    case PMIP6_LMA_HANDED_OFF:
    case PMIP6_LMA_DEREGISTERING:
        told_of_change(h, e);
        break;
    case PMIP6_LMA_RENUMBERED:
        told_of_renumbering(h, e);
        break;
    case PMIP6_LMA_DELETED:
    case PMIP6_LMA_EXPIRED:
        told_of_end(h, e);
        break;
    default:
        break;
    }
}
