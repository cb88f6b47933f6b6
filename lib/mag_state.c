/* SPDX-License-Identifier: MIT */
/*
 * The life of an attachment, and the one function that changes its state.
 */
/* clang-format off */
/*
 *             attach           granted                  accepted
 *   (nothing) ------> POLICY ----------> REGISTERING -----------> REGISTERED
 *                      |  ^               |   ^   ^                |      ^
 *          not granted,|  |asked again    |   |   |         extend |      | accepted,
 *      nobody could say|  |        refused|   |   |                v      | kept over a refusal
 *                      v  |               |   |   '--ran out,-- REFRESHING
 *                     REFUSED <-----------'   |     ousted         |
 *                      ^   '--tried again-----'                    |
 *                      '-----------------refused-------------------'
 *
 *   any of them     --left, or made to-----------> DEREGISTERING --answered, or 1 s--> (nothing)
 *   DEREGISTERING   --the node returns-----------> POLICY, or REFUSED where it is blocked
 *   DEREGISTERING   --its LMA changed------------> POLICY
 *   DEREGISTERING   --it was renumbered----------> REGISTERING
 *   the bound ones  --ran out, ousted------------> REGISTERING, or REFUSED where it waits
 *
 * Before an extension the profile is asked for again where it holds no longer; the state
 * stays as it is meanwhile. Draft-02 6.9 and 6.13, RFC 5213 6.9.1 and 6.13.
 */
/* clang-format on */
#include "mag_internal.h"
#include "prefix.h"

#define RETRY_LIMIT_MS 320000u

/* Which states may follow which: a bit for each. */
#define TO(state) (1u << PMIP6_ATTACHMENT_##state)

static const uint8_t legal[] = {
    [0] = TO(POLICY) | TO(REFUSED),
    [PMIP6_ATTACHMENT_POLICY] =
        TO(POLICY) | TO(REGISTERING) | TO(REFUSED) | TO(DEREGISTERING),
    [PMIP6_ATTACHMENT_REGISTERING] =
        TO(POLICY) | TO(REGISTERING) | TO(REGISTERED) | TO(REFUSED) | TO(DEREGISTERING),
    [PMIP6_ATTACHMENT_REGISTERED] = TO(POLICY) | TO(REGISTERING) | TO(REGISTERED) |
                                    TO(REFRESHING) | TO(REFUSED) | TO(DEREGISTERING),
    [PMIP6_ATTACHMENT_REFRESHING] = TO(POLICY) | TO(REGISTERING) | TO(REGISTERED) |
                                    TO(REFRESHING) | TO(REFUSED) | TO(DEREGISTERING),
    [PMIP6_ATTACHMENT_DEREGISTERING] =
        TO(POLICY) | TO(REGISTERING) | TO(REFUSED) | TO(DEREGISTERING),
    [PMIP6_ATTACHMENT_REFUSED] =
        TO(POLICY) | TO(REGISTERING) | TO(REGISTERED) | TO(REFUSED) | TO(DEREGISTERING),
};

void p6_mag_set_state(pmip6_mag *mag, uint32_t a, uint8_t state)
{
    struct attachment *at = p6_attachment(mag, a);

    if (!(legal[at->state] >> state & 1)) {
        struct pmip6_log l = {.what = "impossible transition", .level = PMIP6_LOG_ERROR};

        l.mn_id.data = at->mn_id;
        l.mn_id.length = at->mn_id_length;
        p6_log(&mag->effects, &l);
    }
    at->state = state;
    p6_mag_show(mag, a, state);
}

void p6_mag_wait(pmip6_mag *mag, uint32_t a, uint8_t waits_for, pmip6_time until)
{
    p6_attachment(mag, a)->waits_for = waits_for;
    p6_wheel_cancel(&mag->work_timers, a);
    if (waits_for != NOTHING)
        p6_wheel_set(&mag->work_timers, a, until);
}

/* What was refused for a reason that may pass is tried again, ever more seldom. */
void p6_mag_try_later(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->retry = at->retry ? at->retry * 2 : mag->config.retry_interval;
    if (at->retry > RETRY_LIMIT_MS)
        at->retry = RETRY_LIMIT_MS;
    p6_mag_wait(mag, a, RETRY_TIME, mag->now.monotonic + p6_mag_ms(at->retry));
}

/* Tunnel and routes of a binding go, and what was advertised is withdrawn. */
static void unbind(pmip6_mag *mag, uint32_t a, int has_routes)
{
    struct attachment *at = p6_attachment(mag, a);
    struct routed routed = {
        at->prefixes, at->prefix_count, {at->mn_id, at->mn_id_length}};
    struct path path;

    if (!at->bound)
        return;
    path = p6_mag_path(mag, at);
    p6_wheel_cancel(&mag->expiry_timers, a);
    p6_mag_withdraw(mag, at->link, at->prefixes, at->prefix_count, 1);
    p6_mag_stop_advertising(mag, at->link);
    if (has_routes)
        p6_routes_remove(&mag->effects, &routed, &path);
    p6_tunnel_release(&mag->tunnels, &mag->effects, at->tunnel);
    p6_prefixes_remove(&mag->prefixes, at->first_prefix);
    p6_prefixes_free(&mag->prefixes, at->first_prefix);
    at->first_prefix = P6_NONE;
    at->tunnel = P6_NONE;
    at->bound = 0;
    at->units = 0;
}

void p6_mag_unbind(pmip6_mag *mag, uint32_t a)
{
    unbind(mag, a, 1);
}

void p6_mag_unbind_routeless(pmip6_mag *mag, uint32_t a)
{
    p6_mag_event(mag, PMIP6_MAG_LOST, a, 0);
    unbind(mag, a, 0);
}

static void tear_link_down(pmip6_mag *mag, uint32_t link)
{
    static const struct pmip6_addr none;

    p6_mag_set_link_address(mag, link, &none);
    if (p6_link(mag, link)->went_down || !mag->callbacks.link_teardown ||
        !mag->edition->tears_link_down)
        return;
    p6_enter(&mag->effects);
    mag->callbacks.link_teardown(p6_link(mag, link)->number, mag->effects.user);
    p6_leave(&mag->effects);
}

static void forget_link(pmip6_mag *mag, uint32_t link)
{
    struct access_link *l = p6_link(mag, link);

    l->attachment = P6_NONE;
    l->told_foreign = 0;
    l->went_down = 0;
    if (l->up)
        return;
    p6_wheel_cancel(&mag->advertise_timers, link);
    p6_index_remove(&mag->links_by_number, link);
    p6_slab_give(&mag->links, link);
}

/* An attachment with nothing bound goes; its link stays as it is. */
void p6_mag_forget(pmip6_mag *mag, uint32_t a)
{
    p6_mag_end_early(mag, a);
    p6_mag_end_visit(mag, a);
    p6_mag_event(mag, PMIP6_MAG_DETACHED, a, 0);
    p6_mag_remember(mag, a);
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_wheel_cancel(&mag->probe_timers, a);
    p6_mag_forget_name(mag, a);
    if (p6_attachment(mag, a)->lli_length > 0)
        p6_index_remove(&mag->by_link_layer, a);
    p6_link(mag, p6_attachment(mag, a)->link)->attachment = P6_NONE;
    p6_slab_give(&mag->attachments, a);
}

/* RFC 5213 6.9.1.4, steps 1 to 4. One that renumbers, or changes its LMA, registers anew
 * instead. */
void p6_mag_cleanup(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    uint32_t link = at->link;

    p6_mag_unbind(mag, a);
    at->request = NO_REQUEST;
    p6_mag_wait(mag, a, NOTHING, 0);
    if (at->renumbering && p6_link(mag, link)->up) {
        at->renumbering = 0;
        at->forget_hint = 1;
        at->prefix_count = 0;
        /* Any other indicator would find the session again that is in its delayed
         * delete, and with it the old prefixes (5.3.5; decided for value 4). */
        p6_mag_ask(mag, a, ASK_REGISTER, PMIP6_HANDOFF_NEW_INTERFACE);
        return;
    }
    if (at->changes_lma && p6_link(mag, link)->up) {
        at->changes_lma = 0;
        at->lma_may_have_it = 0;
        at->prefix_count = 0;
        p6_mag_ask_policy(mag, a);
        return;
    }
    p6_mag_end_early(mag, a);
    p6_mag_end_visit(mag, a);
    tear_link_down(mag, link);
    p6_mag_forget(mag, a);
    forget_link(mag, link);
}

/* The node left, or is made to: what the LMA may have bound is de-registered. */
void p6_mag_detach_node(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    p6_wheel_cancel(&mag->probe_timers, a);
    at->after_probe = THEN_NOTHING;
    at->probing = 0;
    at->renumbering = 0; /* it left: nothing is registered anew */
    at->changes_lma = 0;
    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        return;
    if (!at->bound && (!at->lma_may_have_it || at->blocked)) {
        p6_mag_cleanup(mag, a);
        return;
    }
    p6_mag_ask(mag, a, ASK_LEAVE, PMIP6_HANDOFF_UNKNOWN);
    p6_mag_event(mag, PMIP6_MAG_DEREGISTERING, a, 0);
}

/* What was bound is so no longer: registered anew where the node is still there, unless
 * that has to wait. */
void p6_mag_begin_again(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    int waits =
        at->blocked || at->waits_for == RETRY_TIME || p6_mag_waits_for_clock(mag, at);

    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING ||
        at->state == PMIP6_ATTACHMENT_POLICY)
        return;
    if (p6_mag_waits_for_policy(at)) { /* the answer will tell */
        p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_POLICY);
        return;
    }
    p6_mag_set_state(mag, a,
                     waits ? PMIP6_ATTACHMENT_REFUSED : PMIP6_ATTACHMENT_REGISTERING);
    if (waits) {
        if (p6_mag_presence(mag, a) == PMIP6_PRESENCE_NO)
            p6_mag_detach_node(mag, a);
        return;
    }
    at->request = NO_REQUEST;
    at->handoff = PMIP6_HANDOFF_UNKNOWN;
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_if_there(mag, a, THEN_REGISTER);
}

/* Its LMA gave one of its prefixes to another node: it asks for what it may have now. */
void p6_mag_ousted(pmip6_mag *mag, uint32_t a)
{
    p6_mag_event(mag, PMIP6_MAG_EXPIRED, a, 0);
    p6_mag_unbind(mag, a);
    p6_attachment(mag, a)->prefix_count = 0;
    p6_mag_begin_again(mag, a);
}

/* ---- time ---- */

/* What the rate held back is sent as long as the node is there; that it left, in any
 * case. */
static void send_held_back(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->request == ASK_LEAVE)
        p6_mag_send(mag, a);
    else
        p6_mag_if_there(mag, a, THEN_SEND);
}

/* What was refused, or could not be asked, is tried again where the node is there. */
static void try_again(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->bound) {
        p6_mag_extend(mag, a);
    } else if (!at->wants_policy) {
        at->handoff = at->first_handoff;
        p6_mag_if_there(mag, a, THEN_REGISTER);
    } else if (p6_mag_presence(mag, a) == PMIP6_PRESENCE_NO) {
        p6_mag_detach_node(mag, a);
    } else {
        p6_mag_ask_policy(mag, a);
    }
}

void p6_mag_fire_work(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t a;

    while ((a = p6_wheel_pop(&mag->work_timers, mag->now.monotonic, budget)) != P6_NONE) {
        struct attachment *at = p6_attachment(mag, a);
        uint8_t waits_for = at->waits_for;

        at->waits_for = NOTHING;
        switch (waits_for) {
        case POLICY_TURN:
            p6_mag_ask_policy(mag, a);
            break;
        case POLICY_ANSWER:
            p6_mag_policy_failed(mag, a);
            break;
        case ACKNOWLEDGEMENT:
            p6_mag_repeat(mag, a);
            break;
        case REFRESH_TIME:
            p6_mag_extend(mag, a);
            break;
        case RETRY_TIME:
            try_again(mag, a);
            break;
        case RATE_LIMIT:
            send_held_back(mag, a);
            break;
        default:
            break;
        }
    }
}

/* A binding that ran out is gone, whatever is under way (RFC 6275 11.1). */
static void run_out(pmip6_mag *mag, uint32_t a)
{
    p6_mag_event(mag, PMIP6_MAG_EXPIRED, a, 0);
    p6_mag_unbind(mag, a);
    p6_mag_begin_again(mag, a);
}

void p6_mag_fire_expiry(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t a;

    while ((a = p6_wheel_pop(&mag->expiry_timers, mag->now.monotonic, budget)) != P6_NONE)
        run_out(mag, a);
}
