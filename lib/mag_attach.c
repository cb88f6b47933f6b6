/* SPDX-License-Identifier: MIT */
/*
 * Nodes that come: who they are, whether they have a policy profile (RFC
 * 5213 6.2, 6.9.1.1, 6.14), and where else they might be. One mobile node, one place.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

static uint32_t hash_of(const pmip6_mag *mag, struct pmip6_bytes mn_id, uint8_t subtype)
{
    return p6_hash(mag->key, mn_id.data, mn_id.length) ^ subtype;
}

uint32_t p6_mag_find_node(const pmip6_mag *mag, struct pmip6_bytes mn_id, uint8_t subtype)
{
    uint32_t a;

    if (mn_id.length == 0)
        return P6_NONE;
    a = p6_index_first(&mag->by_node, hash_of(mag, mn_id, subtype));
    while (a != P6_NONE) {
        const struct attachment *at = p6_attachment(mag, a);

        if (at->mn_id_subtype == subtype && at->mn_id_length == mn_id.length &&
            memcmp(at->mn_id, mn_id.data, mn_id.length) == 0)
            break;
        a = p6_index_next(&mag->by_node, a);
    }
    return a;
}

/* Told once a link, so that a node cannot fill the log. */
void p6_mag_foreign_node(pmip6_mag *mag, uint32_t link, struct pmip6_bytes mn_id,
                         struct pmip6_bytes lli)
{
    struct access_link *l = p6_link(mag, link);
    struct pmip6_mag_event e;

    if (l->told_foreign || !mag->callbacks.event)
        return;
    l->told_foreign = 1;
    memset(&e, 0, sizeof e);
    e.size = sizeof e;
    e.kind = PMIP6_MAG_FOREIGN_NODE;
    e.link = l->number;
    e.mn_id = mn_id;
    e.link_layer_id = lli;
    p6_enter(&mag->effects);
    mag->callbacks.event(&e, mag->effects.user);
    p6_leave(&mag->effects);
}

static void set_mn_id(pmip6_mag *mag, uint32_t a, struct pmip6_bytes mn_id,
                      uint8_t subtype)
{
    struct attachment *at = p6_attachment(mag, a);

    p6_index_remove(&mag->by_node, a);
    memmove(at->mn_id, mn_id.data, mn_id.length);
    at->mn_id_length = (uint8_t)mn_id.length;
    at->mn_id_subtype = subtype;
    p6_index_insert(&mag->by_node, a, hash_of(mag, mn_id, subtype));
}

/* ---- the policy profile ---- */

static void not_served(pmip6_mag *mag, uint32_t a)
{
    p6_attachment(mag, a)->wait_for_clock = 0;
    p6_attachment(mag, a)->policy_refused = 1;
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
}

/* Nobody could say whether it is to be served: asked again later. */
void p6_mag_policy_failed(pmip6_mag *mag, uint32_t a)
{
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
    p6_mag_try_later(mag, a);
    p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
}

static void take_hints(struct attachment *at, const struct pmip6_policy *p)
{
    at->hint_count = 0;
    for (size_t i = 0; i < p->prefix_count && i < PMIP6_PREFIXES_MAX; i++) {
        if (p6_prefix_is_home(&p->prefixes[i]))
            at->hints[at->hint_count++] = p6_prefix_canonical(&p->prefixes[i]);
    }
}

static void keep_policy(pmip6_mag *mag, struct attachment *at,
                        const struct pmip6_policy *p)
{
    pmip6_time now = mag->now.monotonic;

    at->lma = p->lma;
    at->lifetime = p->lifetime;
    at->prefix_lifetime = p->prefix_lifetime;
    at->address_modes = p->address_modes;
    at->local_routing = p->local_routing;
    at->policy_until =
        p->valid_for >= PMIP6_NEVER - now ? PMIP6_NEVER : now + p->valid_for;
    take_hints(at, p);
    if (mag->edition->prefixes_per_session < at->hint_count)
        at->hint_count = mag->edition->prefixes_per_session;
}

static int move_here(pmip6_mag *mag, uint32_t a, uint32_t link,
                     const struct pmip6_attach *who, int seen);

/* Whether a node is still on its link. Frames may carry anybody's address: where one has
 * been heard elsewhere and the host does not know, the node is asked first, and is there
 * until it does not answer (R5213-6.6-09). */
static int is_there(pmip6_mag *mag, uint32_t a, int seen)
{
    const struct attachment *at = p6_attachment(mag, a);
    uint32_t presence;

    if (!p6_link(mag, at->link)->up || at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        return 0;
    presence = p6_mag_presence(mag, a);
    if (presence != PMIP6_PRESENCE_UNKNOWN || !seen)
        return presence == PMIP6_PRESENCE_YES;
    if (!(mag->config.flags & PMIP6_MAG_DETECT_NEIGHBOUR) || !p6_mag_can_ask(mag, at))
        return 0;
    p6_mag_probe(mag, a, 0);
    return 1;
}

static struct pmip6_bytes at_id(const struct attachment *at)
{
    struct pmip6_bytes id = {at->mn_id, at->mn_id_length};
    return id;
}

static struct pmip6_bytes at_lli(const struct attachment *at)
{
    struct pmip6_bytes lli = {at->lli, at->lli_length};
    return lli;
}

/* The node was noticed by what it sends, and the profile tells that it is one that is on
 * another link of this MAG: that attachment moves here, and takes this one's place. */
static void join(pmip6_mag *mag, uint32_t a, uint32_t other)
{
    const struct attachment *at = p6_attachment(mag, a);
    uint8_t lli[PMIP6_LINK_LAYER_ID_MAX];
    struct pmip6_attach who;
    uint32_t link = at->link;

    /* As long as it is there, this is one too many, and may be asked for again later. */
    if (is_there(mag, other, 1)) {
        p6_mag_foreign_node(mag, link, at_id(p6_attachment(mag, other)),
                            at_lli(p6_attachment(mag, a)));
        p6_attachment(mag, a)->wants_policy = 1;
        p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
        p6_mag_try_later(mag, a);
        return;
    }
    pmip6_attach_init(&who);
    memcpy(lli, at->lli, at->lli_length);
    who.link_layer_id.data = lli;
    who.link_layer_id.length = at->lli_length;
    who.link_local = at->mn_link_local;
    p6_mag_forget(mag, a);
    move_here(mag, other, link, &who, 1);
}

/* How the profile names the node: 0 where it does not. */
static int name_it(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *p)
{
    if (p->mn_id.length == 0)
        return p6_attachment(mag, a)->mn_id_length > 0;
    if (p->mn_id.length > PMIP6_MN_ID_MAX)
        return 0;
    set_mn_id(mag, a, p->mn_id, p->mn_id_subtype);
    return 1;
}

void p6_mag_take_policy(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *policy)
{
    struct pmip6_policy p;
    uint32_t wanted = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE, other;

    p6_attachment(mag, a)->wants_policy = 0;
    pmip6_policy_init(&p);
    if (p6_args_in(&p, sizeof p, policy) < 0 || (p.grants & wanted) != wanted ||
        !p6_addr_is_routable(&p.lma)) {
        not_served(mag, a);
        return;
    }
    other = p6_mag_find_node(mag, p.mn_id, p.mn_id_subtype);
    if (other != P6_NONE && other != a) {
        join(mag, a, other);
        return;
    }
    if (!name_it(mag, a, &p)) {
        not_served(mag, a);
        return;
    }
    keep_policy(mag, p6_attachment(mag, a), &p);
    p6_mag_ask(mag, a, ASK_REGISTER, p6_attachment(mag, a)->first_handoff);
}

void p6_mag_ask_policy(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_policy_query q;
    struct pmip6_policy p;
    int rc;

    memset(&q, 0, sizeof q);
    q.size = sizeof q;
    at->ticket = (uint64_t)++mag->queries << 32 | a; /* no two queries have the same */
    q.ticket = at->ticket;
    q.mn_id.data = at->mn_id;
    q.mn_id.length = at->mn_id_length;
    q.mn_id_subtype = at->mn_id_subtype;
    q.link_layer_id.data = at->lli;
    q.link_layer_id.length = at->lli_length;
    q.mag = mag->config.address;
    q.care_of = mag->config.address;
    q.link = p6_link(mag, at->link)->number;
    q.handoff = at->first_handoff;
    q.access_technology = at->access_technology;
    at->wants_policy = 1;
    at->policy_refused = 0;
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_POLICY);
    p6_mag_wait(mag, a, POLICY_ANSWER,
                mag->now.monotonic + p6_mag_ms(mag->config.policy_timeout));
    pmip6_policy_init(&p);
    p6_enter(&mag->effects);
    rc = mag->callbacks.policy(&q, &p, mag->effects.user);
    p6_leave(&mag->effects);
    if (rc == 0)
        p6_mag_take_policy(mag, a, &p);
    else if (rc != PMIP6_PENDING)
        p6_mag_policy_failed(mag, a);
}

int pmip6_mag_policy_done(pmip6_mag *mag, uint64_t ticket,
                          const struct pmip6_policy *policy)
{
    struct pmip6_policy trial;
    uint32_t a = (uint32_t)ticket;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    if (!p6_slab_is_live(&mag->attachments, a) ||
        p6_attachment(mag, a)->ticket != ticket ||
        p6_attachment(mag, a)->state != PMIP6_ATTACHMENT_POLICY ||
        p6_attachment(mag, a)->work.deadline <= mag->now.monotonic)
        rc = PMIP6_ERR_NOT_FOUND;
    else if (policy && p6_args_in(&trial, sizeof trial, policy) < 0)
        rc = PMIP6_ERR_INVALID; /* the ticket stays good */
    else if (!policy)
        p6_mag_policy_failed(mag, a);
    else
        p6_mag_take_policy(mag, a, policy);
    p6_mag_end(mag);
    return rc;
}

/* ---- attaching ---- */

/* RFC 5213 6.9.1.1 (4), (5): what the host knows for certain, else 4. */
static uint8_t handoff_of(const struct pmip6_attach *who)
{
    if (who->handoff >= PMIP6_HANDOFF_NEW_INTERFACE && who->handoff <= PMIP6_HANDOFF_MAGS)
        return who->handoff;
    return PMIP6_HANDOFF_UNKNOWN;
}

static void take_identity(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who)
{
    struct attachment *at = p6_attachment(mag, a);
    int known = 0;

    for (size_t i = 0; i < who->link_layer_id.length; i++)
        known |= who->link_layer_id.data[i];
    if (known) {
        memcpy(at->lli, who->link_layer_id.data, who->link_layer_id.length);
        at->lli_length = (uint8_t)who->link_layer_id.length;
    }
    if (!p6_addr_is_unspecified(&who->link_local))
        at->mn_link_local = who->link_local;
    at->node_timestamp = who->timestamp;
    at->node_read = mag->now.monotonic;
    at->first_handoff = handoff_of(who);
    if (who->has_last_sequence)
        at->sequence = who->last_sequence;
}

static int new_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who)
{
    struct access_link *l = p6_link(mag, link);
    struct attachment *at;
    uint32_t a;

    if (mag->attachments.count >= mag->attachments.max)
        return PMIP6_ERR_LIMIT;
    a = p6_slab_take(&mag->attachments);
    if (a == P6_NONE)
        return PMIP6_ERR_NOMEM;
    at = p6_attachment(mag, a);
    at->work.deadline = PMIP6_NEVER;
    at->expiry.deadline = PMIP6_NEVER;
    at->probe.deadline = PMIP6_NEVER;
    at->link = link;
    at->access_technology = l->access_technology;
    if (who->mn_id.length)
        memcpy(at->mn_id, who->mn_id.data, who->mn_id.length);
    at->mn_id_length = (uint8_t)who->mn_id.length;
    at->mn_id_subtype = who->mn_id_subtype;
    take_identity(mag, a, who);
    p6_index_insert(&mag->by_node, a, hash_of(mag, who->mn_id, who->mn_id_subtype));
    l->attachment = a;
    l->went_down = 0;
    l->told_foreign = 0;
    p6_mag_event(mag, PMIP6_MAG_ATTACHED, a, 0);
    p6_mag_ask_policy(mag, a);
    return 0;
}

/* One that was leaving, or was refused, begins anew: its de-registration is given up, and
 * with it what was bound, for the LMA may have taken it as said. */
static void begin_anew(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        p6_mag_unbind(mag, a);
    if (at->request != NO_REQUEST)
        p6_mag_wait(mag, a, NOTHING, 0);
    p6_link(mag, at->link)->went_down = 0; /* a link with a node again */
    at->request = NO_REQUEST;
    at->renumbering = 0;
    at->extend_after_probe = 0; /* it is asked for as it is now, or not at all */
}

/* The node of this link is told of again: it returned before it was gone, or an
 * administrator wants it tried again. */
static int known_node(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who)
{
    struct attachment *at = p6_attachment(mag, a);
    int leaving = at->state == PMIP6_ATTACHMENT_DEREGISTERING;
    int idle = at->state == PMIP6_ATTACHMENT_REFUSED || at->blocked || leaving;

    p6_mag_sign_of_life(mag, a);
    if ((at->blocked || (p6_mag_waits_for_clock(mag, at) && !leaving)) &&
        !who->administrative)
        return 0;
    if (!idle)
        return 0;
    at->blocked = 0;
    at->wait_for_clock = 0;
    at->retry = 0;
    at->hurried = 0;
    if (at->bound && !leaving) { /* served: what its profile said still holds */
        p6_mag_ask(mag, a, ASK_EXTEND, PMIP6_HANDOFF_UNCHANGED);
        return 0;
    }
    begin_anew(mag, a);
    take_identity(mag, a, who);
    p6_mag_ask_policy(mag, a);
    return 0;
}

static int is_same_node(const struct attachment *at, const struct pmip6_attach *who)
{
    if (who->mn_id.length > 0 && at->mn_id_length > 0)
        return at->mn_id_length == who->mn_id.length &&
               at->mn_id_subtype == who->mn_id_subtype &&
               memcmp(at->mn_id, who->mn_id.data, who->mn_id.length) == 0;
    return at->lli_length > 0 && at->lli_length == who->link_layer_id.length &&
           memcmp(at->lli, who->link_layer_id.data, at->lli_length) == 0;
}

static uint32_t find_elsewhere(const pmip6_mag *mag, const struct pmip6_attach *who)
{
    uint32_t a = p6_mag_find_node(mag, who->mn_id, who->mn_id_subtype);

    if (a != P6_NONE || who->mn_id.length > 0)
        return a;
    for (a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        if (is_same_node(p6_attachment(mag, a), who))
            break;
    }
    return a;
}

/* A node that is on another link moves here if it left there; else it is one too many. */
static int move_here(pmip6_mag *mag, uint32_t a, uint32_t link,
                     const struct pmip6_attach *who, int seen)
{
    struct attachment *at = p6_attachment(mag, a);
    int there = is_there(mag, a, seen);
    uint32_t old = at->link;
    int rc;

    if (there && (seen || who->handoff != PMIP6_HANDOFF_MAGS)) {
        p6_mag_foreign_node(mag, link, who->mn_id, who->link_layer_id);
        return PMIP6_ERR_EXISTS;
    }
    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        begin_anew(mag, a);
    rc = p6_mag_move(mag, a, link);
    if (rc < 0)
        return rc;
    begin_anew(mag, a);
    if (!p6_link(mag, old)->up) {
        p6_wheel_cancel(&mag->advertise_timers, old);
        p6_index_remove(&mag->links_by_number, old);
        p6_slab_give(&mag->links, old);
    }
    take_identity(mag, a, who);
    at->first_handoff = PMIP6_HANDOFF_MAGS;
    p6_mag_sign_of_life(mag, a);
    p6_mag_event(mag, PMIP6_MAG_MOVED, a, 0);
    if (at->blocked && !who->administrative) {
        /* It moved, and nothing is sent for it all the same (6.9.1.2). */
        if (!at->bound)
            p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
        return 0;
    }
    at->blocked = 0;
    if (at->bound)
        p6_mag_ask(mag, a, ASK_EXTEND, PMIP6_HANDOFF_MAGS);
    else
        p6_mag_ask_policy(mag, a);
    return 0;
}

/* The link has a new node: the one that was leaving it need not be awaited, and the link
 * is not torn down for it. */
static void give_way(pmip6_mag *mag, uint32_t a)
{
    static const struct pmip6_addr none;
    uint32_t link = p6_attachment(mag, a)->link;

    p6_mag_unbind(mag, a);
    p6_mag_set_link_address(mag, link, &none);
    p6_mag_forget(mag, a);
}

int p6_mag_attach_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who,
                       int seen)
{
    uint32_t here = p6_link(mag, link)->attachment, elsewhere;

    if (here != P6_NONE && is_same_node(p6_attachment(mag, here), who))
        return known_node(mag, here, who);
    if (here != P6_NONE &&
        p6_attachment(mag, here)->state == PMIP6_ATTACHMENT_DEREGISTERING) {
        give_way(mag, here);
        here = P6_NONE;
    }
    if (here != P6_NONE) {
        p6_mag_foreign_node(mag, link, who->mn_id, who->link_layer_id);
        return PMIP6_ERR_EXISTS;
    }
    elsewhere = find_elsewhere(mag, who);
    if (elsewhere != P6_NONE)
        return move_here(mag, elsewhere, link, who, seen);
    return new_node(mag, link, who);
}

int pmip6_mag_attach(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who)
{
    struct pmip6_attach ours;
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_attach_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, who);
    index = p6_mag_find_link(mag, link);
    if (rc == 0 && ((ours.mn_id.length == 0 && ours.link_layer_id.length == 0) ||
                    ours.mn_id.length > PMIP6_MN_ID_MAX ||
                    ours.link_layer_id.length > PMIP6_LINK_LAYER_ID_MAX))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0 && (index == P6_NONE || !p6_link(mag, index)->up))
        rc = PMIP6_ERR_NOT_FOUND;
    if (rc == 0)
        rc = p6_mag_attach_node(mag, index, &ours, 0);
    p6_mag_end(mag);
    return rc;
}
