/* SPDX-License-Identifier: MIT */
/*
 * Nodes that come, and where else they might be (RFC 5213 6.9.1.1). One mobile node, one
 * place.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

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

/* ---- where else it might be ---- */

static int arrive(pmip6_mag *mag, uint32_t a, uint32_t link,
                  const struct pmip6_attach *who, int seen);
static int new_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who,
                    int seen);
static void begin_anew(pmip6_mag *mag, uint32_t a);
static void leave_behind(pmip6_mag *mag, uint32_t a);

static pmip6_time probe_time(const pmip6_mag *mag)
{
    return (pmip6_time)mag->config.probe_count * p6_mag_ms(mag->config.probe_interval);
}

/* Frames may carry anybody's address: where a node has been heard elsewhere and the host
 * does not know, it is asked first, and is there until it does not answer (R5213-6.6-09);
 * or was heard here so lately that it would be asked in vain. Of one that cannot be asked
 * nobody can tell otherwise, but one that its policy refused has nothing to lose. */
static int is_still_there(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);

    if (!(mag->config.flags & PMIP6_MAG_DETECT_NEIGHBOUR) || !p6_mag_can_ask(mag, at))
        return at->state != PMIP6_ATTACHMENT_REFUSED || at->has_status;
    if (!at->heard || mag->now.monotonic - at->heard >= probe_time(mag))
        p6_mag_probe(mag, a);
    return 1;
}

/* Whether a node is still on its link. */
static int is_there(pmip6_mag *mag, uint32_t a, int seen)
{
    const struct attachment *at = p6_attachment(mag, a);
    uint32_t presence;

    if (!p6_link(mag, at->link)->up || at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        return 0;
    presence = p6_mag_presence(mag, a);
    if (presence != PMIP6_PRESENCE_UNKNOWN || !seen)
        return presence == PMIP6_PRESENCE_YES;
    return is_still_there(mag, a);
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

static struct pmip6_bytes copied(struct pmip6_bytes from, uint8_t *to)
{
    struct pmip6_bytes copy = {to, from.length};

    if (from.length)
        memcpy(to, from.data, from.length);
    return copy;
}

/* Where a node is, it stays, unless the host knows for certain that it moved. */
static int stays(int there, uint8_t handoff, int seen)
{
    return there && (seen || handoff != PMIP6_HANDOFF_MAGS);
}

/* What was known of a node when it came, as far as nothing was sent yet. */
static void tell_who(const pmip6_mag *mag, const struct attachment *at,
                     struct pmip6_attach *who)
{
    pmip6_attach_init(who);
    who->mn_id_subtype = at->mn_id_subtype;
    who->link_local = at->mn_link_local;
    who->previous_router = at->previous_router;
    who->timestamp = p6_mag_node_time(mag, at);
    who->last_sequence = at->sequence;
    who->has_last_sequence = at->sequence != 0 && at->transmissions == 0;
    who->handoff = at->first_handoff;
    who->administrative = at->pardoned;
}

/* What the LMA may have of it is de-registered, at once or as soon as that may be, and
 * nothing waits for the answer. */
static void take_leave(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);

    if (at->state != PMIP6_ATTACHMENT_DEREGISTERING &&
        (at->bound || (at->lma_may_have_it && !at->blocked)))
        p6_mag_ask(mag, a, ASK_LEAVE, PMIP6_HANDOFF_UNKNOWN);
    p6_mag_part(mag, a);
}

/* It cannot have this one's place yet: asked for again later. */
static void join_later(pmip6_mag *mag, uint32_t a)
{
    static const struct pmip6_addr none;

    p6_mag_set_link_address(mag, p6_attachment(mag, a)->link, &none);
    p6_attachment(mag, a)->wants_policy = 1;
    p6_mag_policy_failed(mag, a);
}

/* That other session ends, and this one begins (R5213-6.9.1.1-15). */
static void join_anew(pmip6_mag *mag, uint32_t a, uint32_t other,
                      const struct pmip6_attach *who, int seen)
{
    static const struct pmip6_addr none;
    uint32_t link = p6_attachment(mag, a)->link;

    take_leave(mag, a);
    p6_mag_forget(mag, a);
    leave_behind(mag, other);
    if (new_node(mag, link, who, seen) < 0)
        p6_mag_set_link_address(mag, link, &none); /* that one had it for a visit */
}

/* The attachment of another link moves here, into this one's place. What the host may
 * refuse comes first: until then each is where it was. */
static int take_place(pmip6_mag *mag, uint32_t a, uint32_t other,
                      const struct pmip6_attach *who, int seen)
{
    uint32_t link = p6_attachment(mag, a)->link;
    int rc;

    if (who->handoff == PMIP6_HANDOFF_NEW_INTERFACE) {
        join_anew(mag, a, other, who, seen);
        return 0;
    }
    if (p6_attachment(mag, other)->state == PMIP6_ATTACHMENT_DEREGISTERING)
        begin_anew(mag, other);
    p6_mag_end_early(mag, a);
    p6_mag_end_visit(mag, a);
    rc = p6_mag_take_along(mag, other, link);
    if (rc < 0) {
        join_later(mag, a);
        return rc;
    }
    take_leave(mag, a);
    p6_mag_forget(mag, a);
    return arrive(mag, other, link, who, seen);
}

/* The profile tells that the node is one that is on another link of this MAG: that
 * attachment moves here, and takes this one's place and what was known of it. */
void p6_mag_join(pmip6_mag *mag, uint32_t a, uint32_t other)
{
    const struct attachment *at = p6_attachment(mag, a);
    uint8_t mn_id[PMIP6_MN_ID_MAX], lli[PMIP6_LINK_LAYER_ID_MAX];
    struct pmip6_attach who;
    uint32_t link = at->link;
    int seen = at->seen;

    /* As long as it is there, this is one too many, and may be asked for again later. */
    if (stays(is_there(mag, other, seen), at->first_handoff, seen)) {
        p6_mag_foreign_node(mag, link, at_id(p6_attachment(mag, other)),
                            at_lli(p6_attachment(mag, a)));
        p6_attachment(mag, a)->wants_policy = 1;
        p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
        p6_mag_try_later(mag, a);
        return;
    }
    tell_who(mag, at, &who);
    who.mn_id = copied(at_id(at), mn_id);
    who.link_layer_id = copied(at_lli(at), lli);
    (void)take_place(mag, a, other, &who, seen);
}

/* ---- attaching ---- */

/* RFC 5213 6.9.1.1 (4), (5): what the host knows for certain, else 4. */
static uint8_t handoff_of(const struct pmip6_attach *who)
{
    if (who->handoff >= PMIP6_HANDOFF_NEW_INTERFACE && who->handoff <= PMIP6_HANDOFF_MAGS)
        return who->handoff;
    return PMIP6_HANDOFF_UNKNOWN;
}

static void take_what_is_there(const pmip6_mag *mag, struct attachment *at,
                               const struct pmip6_attach *who)
{
    if (!p6_addr_is_unspecified(&who->link_local))
        at->mn_link_local = who->link_local;
    if (who->mn_id.length > 0)
        at->told = p6_mag_hash_told(mag, who);
    at->pardoned |= who->administrative;
    if (who->has_last_sequence)
        at->sequence = who->last_sequence;
    if (who->timestamp) { /* else its clock goes on as it was read (5.5) */
        at->node_timestamp = who->timestamp;
        at->node_read = mag->now.monotonic;
    }
}

static void take_identity(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who)
{
    struct attachment *at = p6_attachment(mag, a);

    if (p6_mag_is_known(who->link_layer_id))
        p6_mag_set_link_layer(mag, a, who->link_layer_id);
    take_what_is_there(mag, at, who);
    at->first_handoff = handoff_of(who);
}

static int new_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who,
                    int seen)
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
    at->seen = (uint8_t)seen;
    at->previous_router = who->previous_router;
    at->mn_id_subtype = who->mn_id_subtype;
    if (who->mn_id.length > 0)
        p6_mag_name_node(mag, a, who->mn_id, who->mn_id_subtype);
    take_identity(mag, a, who);
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
    at->changes_lma = 0;
    at->after_probe = THEN_NOTHING; /* it is asked for as it is now, or not at all */
}

static int has_sent_nothing(const struct attachment *at)
{
    return !at->bound && !at->lma_may_have_it &&
           (at->state == PMIP6_ATTACHMENT_POLICY ||
            (at->state == PMIP6_ATTACHMENT_REGISTERING && at->answerable == 0));
}

/* What is told of a node that was only heard before, or known in part, counts as long as
 * no request has said anything else. What is not told takes nothing away. */
static void take_what_is_told(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->lli_length == 0 && p6_mag_is_known(who->link_layer_id))
        p6_mag_set_link_layer(mag, a, who->link_layer_id);
    take_what_is_there(mag, at, who);
    if (handoff_of(who) == PMIP6_HANDOFF_UNKNOWN)
        return;
    at->first_handoff = who->handoff;
    if (at->request == ASK_REGISTER)
        at->handoff = who->handoff;
}

/* The router of its last link is withdrawn once it is served, which it may be already
 * (D02-7.3-03). */
static void take_previous_router(pmip6_mag *mag, uint32_t a,
                                 const struct pmip6_addr *previous)
{
    struct attachment *at = p6_attachment(mag, a);

    if (p6_addr_is_unspecified(previous))
        return;
    at->previous_router = *previous;
    if (at->state == PMIP6_ATTACHMENT_REGISTERED ||
        at->state == PMIP6_ATTACHMENT_REFRESHING)
        p6_mag_withdraw_previous(mag, a);
}

/* One that was heard first has a name from now on: its policy is asked for by that, and
 * what was asked without it is asked no longer (R5213-6.9.1.1-01). */
static void name_known_node(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who,
                            int seen)
{
    p6_mag_name_node(mag, a, who->mn_id, who->mn_id_subtype);
    begin_anew(mag, a);
    p6_attachment(mag, a)->seen = (uint8_t)seen;
    p6_attachment(mag, a)->retry = 0;
    take_what_is_told(mag, a, who);
    p6_mag_ask_policy(mag, a);
}

/* The node of this link is told of again: it returned before it was gone, its name is
 * known by now, or an administrator wants it tried again. */
static int known_node(pmip6_mag *mag, uint32_t a, const struct pmip6_attach *who,
                      int seen)
{
    struct attachment *at = p6_attachment(mag, a);
    int leaving = at->state == PMIP6_ATTACHMENT_DEREGISTERING, idle;

    p6_mag_sign_of_life(mag, a);
    take_previous_router(mag, a, &who->previous_router);
    if (at->mn_id_length == 0 && who->mn_id.length > 0) {
        name_known_node(mag, a, who, seen);
        return 0;
    }
    if (has_sent_nothing(at))
        take_what_is_told(mag, a, who);
    idle = at->state == PMIP6_ATTACHMENT_REFUSED || at->blocked || leaving;
    if ((at->blocked || (p6_mag_waits_for_clock(mag, at) && !leaving)) &&
        !who->administrative)
        return 0;
    if (!idle)
        return 0;
    at->blocked = 0;
    at->wait_for_clock = 0;
    at->retry = 0;
    at->hurried = 0;
    if (at->bound && !leaving) {
        p6_mag_extend_now(mag, a, PMIP6_HANDOFF_UNCHANGED);
        return 0;
    }
    begin_anew(mag, a);
    at->seen = (uint8_t)seen;
    take_identity(mag, a, who);
    p6_mag_ask_policy(mag, a);
    return 0;
}

/* A move is what the host knows it to be, or what the link-layer identifiers tell
 * (R5213-6.9.1.1-15 to -18). */
static uint8_t handoff_of_move(const struct attachment *at,
                               const struct pmip6_attach *who)
{
    uint8_t told = handoff_of(who);

    return told == PMIP6_HANDOFF_UNKNOWN && p6_mag_has_same_interface(at, who)
               ? PMIP6_HANDOFF_MAGS
               : told;
}

/* ---- making room ---- */

/* The link has a new node: the one that was leaving it need not be awaited, and the link
 * is not torn down for it. */
static void give_way(pmip6_mag *mag, uint32_t a)
{
    static const struct pmip6_addr none;
    uint32_t link = p6_attachment(mag, a)->link;

    p6_mag_remember_stranger(mag, a);
    take_leave(mag, a);
    p6_mag_unbind(mag, a);
    p6_mag_end_early(mag, a);
    p6_mag_end_visit(mag, a);
    p6_mag_set_link_address(mag, link, &none);
    p6_mag_forget(mag, a);
}

/* The interface that was on another link is gone from there, and another one is new here:
 * two sessions, one after the other. */
static void leave_behind(pmip6_mag *mag, uint32_t a)
{
    uint32_t link = p6_attachment(mag, a)->link;

    p6_mag_detach_node(mag, a);
    if (p6_slab_is_live(&mag->links, link) && p6_link(mag, link)->attachment == a) {
        p6_mag_part(mag, a);
        p6_mag_cleanup(mag, a);
    }
}

static int is_not_served(const struct attachment *at)
{
    return !at->bound && (at->state == PMIP6_ATTACHMENT_REFUSED || at->blocked);
}

/* Who leaves or is not served makes room for anybody, a node's interface for another of
 * its own. */
static int makes_room(const pmip6_mag *mag, const struct attachment *at,
                      const struct pmip6_attach *who)
{
    return at->state == PMIP6_ATTACHMENT_DEREGISTERING || is_not_served(at) ||
           p6_mag_is_same_node(mag, at, who);
}

/* Whether a frame may begin an attachment on its link: where nobody is, or one that is
 * not served and not the sender, or one that is leaving. Who leaves may have something
 * under way: only what a node says that arrives is an arrival. */
int p6_mag_may_attach(pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli, int arrives)
{
    const struct access_link *l = p6_link(mag, link);
    const struct attachment *at;

    if (!l->up || l->attachment == P6_NONE)
        return l->up;
    at = p6_attachment(mag, l->attachment);
    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        return arrives && !at->renumbering && !at->changes_lma;
    return is_not_served(at) && at->lli_length > 0 && lli.length > 0 &&
           (at->lli_length != lli.length || memcmp(at->lli, lli.data, lli.length) != 0) &&
           p6_mag_may_ask_for(mag, link, lli);
}

/* ---- attaching ---- */

/* A node that is on another link moves here if it left there; else it is one too many. */
static int move_here(pmip6_mag *mag, uint32_t a, uint32_t link,
                     const struct pmip6_attach *who, int seen)
{
    int there = is_there(mag, a, seen), rc;

    if (stays(there, who->handoff, seen)) {
        p6_mag_foreign_node(mag, link, who->mn_id, who->link_layer_id);
        return PMIP6_ERR_EXISTS;
    }
    if (who->handoff == PMIP6_HANDOFF_NEW_INTERFACE) {
        leave_behind(mag, a);
        return new_node(mag, link, who, seen);
    }
    if (p6_attachment(mag, a)->state == PMIP6_ATTACHMENT_DEREGISTERING)
        begin_anew(mag, a);
    rc = p6_mag_take_along(mag, a, link);
    return rc < 0 ? rc : arrive(mag, a, link, who, seen);
}

/* Its routes are here, and now it is. */
static int arrive(pmip6_mag *mag, uint32_t a, uint32_t link,
                  const struct pmip6_attach *who, int seen)
{
    struct attachment *at = p6_attachment(mag, a);
    uint32_t old = at->link;
    uint8_t handoff;

    p6_mag_move(mag, a, link);
    begin_anew(mag, a);
    at->seen = (uint8_t)seen;
    if (!p6_link(mag, old)->up) {
        p6_wheel_cancel(&mag->advertise_timers, old);
        p6_index_remove(&mag->links_by_number, old);
        p6_slab_give(&mag->links, old);
    }
    handoff = handoff_of_move(at, who);
    if (handoff != PMIP6_HANDOFF_MAGS && !p6_mag_is_known(who->link_layer_id))
        p6_mag_forget_interface(mag, a);
    at->previous_router = who->previous_router;
    take_identity(mag, a, who);
    at->first_handoff = handoff;
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
        p6_mag_extend_now(mag, a, handoff);
    else
        p6_mag_ask_policy(mag, a);
    return 0;
}

/* One without a name turns out to be the node of another link, and moves here if it left
 * there; else it is one too many, and stays nameless. */
static int move_to_nameless(pmip6_mag *mag, uint32_t here, uint32_t elsewhere,
                            const struct pmip6_attach *who, int seen)
{
    if (stays(is_there(mag, elsewhere, seen), who->handoff, seen)) {
        p6_mag_foreign_node(mag, p6_attachment(mag, here)->link, who->mn_id,
                            who->link_layer_id);
        return PMIP6_ERR_EXISTS;
    }
    return take_place(mag, here, elsewhere, who, seen);
}

int p6_mag_attach_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who,
                       int seen)
{
    uint32_t here = p6_link(mag, link)->attachment, elsewhere;

    if (here != P6_NONE && p6_attachment(mag, here)->mn_id_length == 0 &&
        p6_mag_is_same_node(mag, p6_attachment(mag, here), who)) {
        elsewhere = p6_mag_find_node(mag, who->mn_id, who->mn_id_subtype);
        if (elsewhere != P6_NONE)
            return move_to_nameless(mag, here, elsewhere, who, seen);
    }
    if (here != P6_NONE && p6_mag_is_same_node(mag, p6_attachment(mag, here), who) &&
        !p6_mag_has_other_interface(p6_attachment(mag, here), who))
        return known_node(mag, here, who, seen);
    if (here != P6_NONE && makes_room(mag, p6_attachment(mag, here), who)) {
        give_way(mag, here);
        here = P6_NONE;
    }
    if (here != P6_NONE) {
        p6_mag_foreign_node(mag, link, who->mn_id, who->link_layer_id);
        return PMIP6_ERR_EXISTS;
    }
    elsewhere = p6_mag_find_elsewhere(mag, who);
    if (elsewhere != P6_NONE)
        return move_here(mag, elsewhere, link, who, seen);
    return new_node(mag, link, who, seen);
}

static int is_within(const struct pmip6_bytes *b, size_t most)
{
    return p6_args_has(b) && b->length <= most;
}

static int is_valid(const struct pmip6_attach *who)
{
    return is_within(&who->mn_id, PMIP6_MN_ID_MAX) &&
           is_within(&who->link_layer_id, PMIP6_LINK_LAYER_ID_MAX) &&
           (who->mn_id.length > 0 || p6_mag_is_known(who->link_layer_id)) &&
           (p6_addr_is_unspecified(&who->previous_router) ||
            p6_addr_is_link_local(&who->previous_router));
}

int pmip6_mag_attach(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who)
{
    uint8_t mn_id[PMIP6_MN_ID_MAX], lli[PMIP6_LINK_LAYER_ID_MAX];
    struct pmip6_attach ours;
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_attach_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, who);
    index = p6_mag_find_link(mag, link);
    if (rc == 0 && !is_valid(&ours))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0 && (index == P6_NONE || !p6_link(mag, index)->up))
        rc = PMIP6_ERR_NOT_FOUND;
    if (rc == 0) {
        /* They may be borrowed from an attachment that gives way. */
        ours.mn_id = copied(ours.mn_id, mn_id);
        ours.link_layer_id = copied(ours.link_layer_id, lli);
        rc = p6_mag_attach_node(mag, index, &ours, 0);
    }
    p6_mag_end(mag);
    return rc;
}
