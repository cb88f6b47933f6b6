/* SPDX-License-Identifier: MIT */
/* Pictures of the MAG's state for hosts: views, events, iteration, counters, gauges. */
#include "args.h"
#include "mag_internal.h"

#include <string.h>

static pmip6_time last_sent(const struct attachment *at)
{
    if (at->transmissions == 0)
        return 0;
    return at->sent[(at->transmissions - 1) % TRANSMISSIONS].sent;
}

void p6_mag_view(const pmip6_mag *mag, uint32_t a, struct pmip6_attachment_view *view)
{
    static const uint8_t unknown[2];
    const struct attachment *at = p6_attachment(mag, a);

    memset(view, 0, sizeof *view);
    view->size = sizeof *view;
    view->mn_id.data = at->mn_id;
    view->mn_id.length = at->mn_id_length;
    view->mn_id_subtype = at->mn_id_subtype;
    view->link_layer_id.data = at->lli_length ? at->lli : unknown;
    view->link_layer_id.length = at->lli_length ? at->lli_length : sizeof unknown;
    view->prefixes = at->prefixes;
    view->prefix_count = at->bound ? at->prefix_count : 0;
    view->lma = at->lma;
    view->link_local = p6_link(mag, at->link)->address;
    view->mn_link_local = at->mn_link_local;
    if (at->bound)
        view->tunnel = p6_tunnel_at(&mag->tunnels, at->tunnel)->tunnel;
    view->last_sent = last_sent(at);
    view->repeats = at->request != NO_REQUEST && at->answerable ? at->answerable - 1 : 0;
    view->expires = at->bound ? at->expiry.deadline : PMIP6_NEVER;
    view->id = (uint64_t)at->head.generation << 32 | a;
    view->lifetime = (uint32_t)at->units * 4;
    view->link = p6_link(mag, at->link)->number;
    view->state = at->state;
    view->sequence = at->sequence;
    view->status = at->status;
    view->has_status = at->has_status;
    view->blocked = at->blocked;
    view->access_technology = at->access_technology;
    view->handoff = at->first_handoff;
}

/* For who looks from outside: a binding past its end is none, though its timer has not
 * been worked off yet, and its node is registered anew once it is. */
static void view_now(const pmip6_mag *mag, uint32_t a, struct pmip6_attachment_view *view)
{
    static const struct pmip6_tunnel none;
    const struct attachment *at = p6_attachment(mag, a);

    p6_mag_view(mag, a, view);
    if (!at->bound || at->expiry.deadline > p6_mag_read_clock(mag))
        return;
    view->prefix_count = 0;
    view->tunnel = none;
    view->lifetime = 0;
    view->expires = PMIP6_NEVER;
    if (at->state == PMIP6_ATTACHMENT_REGISTERED ||
        at->state == PMIP6_ATTACHMENT_REFRESHING)
        view->state = PMIP6_ATTACHMENT_REGISTERING;
}

/* The attachment as it stands is both what was and what is, where an event changes
 * nothing that a view shows; one that ended has no after. */
void p6_mag_event(pmip6_mag *mag, uint32_t kind, uint32_t a, uint32_t status)
{
    struct pmip6_attachment_view view;
    struct pmip6_mag_event e;
    int ended =
        kind == PMIP6_MAG_DETACHED || kind == PMIP6_MAG_EXPIRED || kind == PMIP6_MAG_LOST;

    if (!mag->callbacks.event)
        return;
    p6_mag_view(mag, a, &view);
    memset(&e, 0, sizeof e);
    e.size = sizeof e;
    e.kind = kind;
    e.before = ended ? &view : NULL;
    e.after = ended ? NULL : &view;
    e.mn_id = view.mn_id;
    e.link_layer_id.data = p6_attachment(mag, a)->lli;
    e.link_layer_id.length = p6_attachment(mag, a)->lli_length;
    e.timestamp = p6_attachment(mag, a)->peer_time;
    e.status = status;
    e.link = view.link;
    p6_enter(&mag->effects);
    mag->callbacks.event(&e, mag->effects.user);
    p6_leave(&mag->effects);
}

/* Whoever sends what is dropped does not fill the log: the counters tell of them all. */
void p6_mag_count_drop(pmip6_mag *mag, uint32_t reason, const struct pmip6_addr *peer,
                       uint32_t link, size_t offset)
{
    struct pmip6_log l;

    mag->counters.drop[reason]++;
    if (!p6_limit_take(&mag->drop_lines, p6_hash(mag->key, peer->octets, 16),
                       mag->now.monotonic)) {
        mag->lines_left_out++;
        return;
    }
    memset(&l, 0, sizeof l);
    l.left_out = mag->lines_left_out;
    mag->lines_left_out = 0;
    l.what = "dropped";
    l.level = PMIP6_LOG_INFO;
    l.drop = reason;
    l.peer = *peer;
    l.link = link;
    l.offset = (uint32_t)offset;
    p6_log(&mag->effects, &l);
}

uint32_t pmip6_mag_link_of(const pmip6_mag *mag, struct pmip6_bytes mn_id)
{
    if (!mag || !mn_id.data || !mn_id.length)
        return 0;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        const struct attachment *at = p6_attachment(mag, a);

        if (at->mn_id_length == mn_id.length &&
            memcmp(at->mn_id, mn_id.data, mn_id.length) == 0)
            return p6_link(mag, at->link)->number;
    }
    return 0;
}

int pmip6_mag_attachment_of(const pmip6_mag *mag, uint32_t link,
                            struct pmip6_attachment_view *view)
{
    struct pmip6_attachment_view ours;
    uint32_t a;

    if (!mag || p6_args_are_there(view) < 0)
        return PMIP6_ERR_INVALID;
    a = p6_mag_node_on(mag, link);
    if (a == P6_NONE)
        return PMIP6_ERR_NOT_FOUND;
    view_now(mag, a, &ours);
    return p6_args_out(view, &ours, sizeof ours);
}

int pmip6_mag_next_attachment(const pmip6_mag *mag, uint32_t *cursor,
                              struct pmip6_attachment_view *view)
{
    struct pmip6_attachment_view ours;
    uint32_t a;

    if (!mag || !cursor || p6_args_are_there(view) < 0)
        return PMIP6_ERR_INVALID;
    a = p6_slab_next(&mag->attachments, *cursor);
    if (a == P6_NONE)
        return 0;
    *cursor = a;
    view_now(mag, a, &ours);
    (void)p6_args_out(view, &ours, sizeof ours);
    return 1;
}

int pmip6_mag_next_tunnel(const pmip6_mag *mag, uint32_t *cursor,
                          struct pmip6_tunnel *tunnel)
{
    uint32_t i;

    if (!mag || !cursor || !tunnel)
        return PMIP6_ERR_INVALID;
    i = p6_slab_next(&mag->tunnels.records, *cursor);
    if (i == P6_NONE)
        return 0;
    *cursor = i;
    *tunnel = p6_tunnel_at(&mag->tunnels, i)->tunnel;
    return 1;
}

int pmip6_mag_get_counters(const pmip6_mag *mag, struct pmip6_mag_counters *c)
{
    if (!mag)
        return PMIP6_ERR_INVALID;
    return p6_args_out(c, &mag->counters, sizeof mag->counters);
}

int pmip6_mag_get_status(const pmip6_mag *mag, struct pmip6_mag_status *s)
{
    struct pmip6_mag_status now = {.size = sizeof now};
    pmip6_time time;

    if (!mag)
        return PMIP6_ERR_INVALID;
    time = p6_mag_read_clock(mag);
    now.memory = mag->memory.in_use;
    now.attachments = mag->attachments.count;
    now.tunnels = mag->tunnels.records.count;
    now.edition = mag->config.edition;
    now.leaving = mag->partings.count;
    for (uint32_t l = p6_slab_next(&mag->links, P6_NONE); l != P6_NONE;
         l = p6_slab_next(&mag->links, l))
        now.links += p6_link(mag, l)->up;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        now.registered +=
            p6_attachment(mag, a)->bound && p6_attachment(mag, a)->expiry.deadline > time;
        now.pending += p6_attachment(mag, a)->waits_for == POLICY_ANSWER;
    }
    return p6_args_out(s, &now, sizeof now);
}
