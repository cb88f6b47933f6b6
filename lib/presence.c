/* SPDX-License-Identifier: MIT */
/*
 * Whether the node is still on its link (RFC 5213 6.13): the host's word, else Neighbor
 * Unreachability probes with bounded retries. Any Neighbor Discovery packet of the node
 * is a sign of life.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

uint32_t p6_mag_presence(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    struct pmip6_attachment_view view;
    uint32_t presence;

    if (!p6_link(mag, at->link)->up)
        return PMIP6_PRESENCE_NO;
    p6_mag_view(mag, a, &view);
    p6_enter(&mag->effects);
    presence = mag->callbacks.mn_present(view.link, &view, mag->effects.user);
    p6_leave(&mag->effects);
    return presence;
}

/* The node's link-local address; before it was heard, the one that its link-layer address
 * commonly makes. */
static struct pmip6_addr target_of(const struct attachment *at)
{
    struct pmip6_addr t = at->mn_link_local;

    if (!p6_addr_is_unspecified(&t) || at->lli_length != 6)
        return t;
    t.octets[0] = 0xfe;
    t.octets[1] = 0x80;
    memcpy(t.octets + 8, at->lli, 3);
    t.octets[8] ^= 0x02;
    t.octets[11] = 0xff;
    t.octets[12] = 0xfe;
    memcpy(t.octets + 13, at->lli + 3, 3);
    return t;
}

/* Nobody can be asked who has no address, or by a MAG that has none on the link. */
int p6_mag_can_ask(const pmip6_mag *mag, const struct attachment *at)
{
    struct pmip6_addr target = target_of(at);

    return !p6_addr_is_unspecified(&target) &&
           !p6_addr_is_unspecified(&p6_link(mag, at->link)->address);
}

static void solicit(pmip6_mag *mag, uint32_t a)
{
    const struct attachment *at = p6_attachment(mag, a);
    const struct access_link *l = p6_link(mag, at->link);
    const struct pmip6_link_layer *own =
        mag->config.link_layer.length ? &mag->config.link_layer : &l->link_layer;
    struct pmip6_bytes ours = {own->octets, own->length},
                       theirs = {at->lli, at->lli_length};
    struct pmip6_addr target = target_of(at);
    uint8_t octets[P6_ND_MAX];
    size_t length;

    if (!p6_mag_can_ask(mag, at))
        return;
    length =
        p6_nd_neighbor_solicitation(&l->address, &target, ours, octets, sizeof octets);
    mag->counters.tx_neighbor_solicitation++;
    p6_mag_send_nd(mag, at->link, &l->address, &target, theirs, octets, length);
}

static void next_step(pmip6_mag *mag, uint32_t a)
{
    solicit(mag, a);
    p6_attachment(mag, a)->probes_left--;
    p6_wheel_cancel(&mag->probe_timers, a);
    p6_wheel_set(&mag->probe_timers, a,
                 mag->now.monotonic + p6_mag_ms(mag->config.probe_interval));
}

/* Listens for a sign of the node, for as long as it may be silent. */
void p6_mag_listen(pmip6_mag *mag, uint32_t a)
{
    p6_attachment(mag, a)->probing = 0;
    p6_wheel_cancel(&mag->probe_timers, a);
    if (mag->config.silence > 0)
        p6_wheel_set(&mag->probe_timers, a,
                     mag->now.monotonic + p6_mag_ms(mag->config.silence));
}

static void probe(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->probing)
        return;
    at->probing = 1;
    at->probes_left = (uint8_t)mag->config.probe_count;
    next_step(mag, a);
}

void p6_mag_probe(pmip6_mag *mag, uint32_t a)
{
    if (p6_mag_can_ask(mag, p6_attachment(mag, a)))
        probe(mag, a);
}

/* ---- what waits for certainty ---- */

static void go_on_with_request(pmip6_mag *mag, uint32_t a, uint8_t then)
{
    const struct attachment *at = p6_attachment(mag, a);

    if (then == THEN_REPEAT)
        p6_mag_send_again(mag, a);
    else if (then == THEN_ASK_ANEW)
        p6_mag_ask(mag, a, at->request, at->handoff);
    else if (then == THEN_SEND)
        p6_mag_send(mag, a);
}

/* What was under way when the node was asked may be over by now. */
static void go_on(pmip6_mag *mag, uint32_t a, uint8_t then)
{
    const struct attachment *at = p6_attachment(mag, a);
    int may_begin = at->request == NO_REQUEST && !at->blocked &&
                    at->state != PMIP6_ATTACHMENT_DEREGISTERING;

    if (then == THEN_EXTEND && may_begin && at->bound)
        p6_mag_ask(mag, a, ASK_EXTEND, PMIP6_HANDOFF_UNCHANGED);
    else if (then == THEN_REGISTER && may_begin && !at->bound &&
             at->state != PMIP6_ATTACHMENT_POLICY)
        p6_mag_ask(mag, a, ASK_REGISTER, at->handoff);
    else if (at->waits_for == NOTHING &&
             (at->request == ASK_REGISTER || at->request == ASK_EXTEND))
        go_on_with_request(mag, a, then);
}

/* One that cannot be asked: 6.13 does not extend its binding, but ends it; one that waits
 * for its first answer is not given up so soon (6.9.4). */
static void without_certainty(pmip6_mag *mag, uint32_t a, uint8_t then)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->bound || at->unsure >= PMIP6_MAG_UNSURE_REQUESTS) {
        p6_mag_detach_node(mag, a);
        return;
    }
    at->unsure++;
    go_on(mag, a, then);
}

/* Extends, registers, repeats or asks anew once it is sure that the node is there (RFC
 * 5213 6.9.4 (1), 6.13; draft-02 6.13). One that is not leaves. */
void p6_mag_if_there(pmip6_mag *mag, uint32_t a, uint8_t then)
{
    struct attachment *at = p6_attachment(mag, a);
    uint32_t presence = p6_mag_presence(mag, a);

    if (presence == PMIP6_PRESENCE_YES) {
        go_on(mag, a, then);
    } else if (presence == PMIP6_PRESENCE_NO) {
        p6_mag_detach_node(mag, a);
    } else if (mag->config.flags & PMIP6_MAG_DETECT_NEIGHBOUR &&
               p6_mag_can_ask(mag, at)) {
        p6_mag_wait(mag, a, NOTHING, 0);
        at->after_probe = then;
        probe(mag, a);
    } else {
        without_certainty(mag, a, then);
    }
}

void p6_mag_sign_of_life(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    uint8_t then = at->after_probe;

    at->heard = mag->now.monotonic;
    at->unsure = 0;
    at->probes_left = 0;
    at->after_probe = THEN_NOTHING;
    p6_mag_listen(mag, a);
    go_on(mag, a, then);
}

/* Silent for as long as it may be. */
static void was_silent(pmip6_mag *mag, uint32_t a)
{
    uint32_t presence = p6_mag_presence(mag, a);

    if (presence == PMIP6_PRESENCE_NO)
        p6_mag_detach_node(mag, a);
    else if (presence == PMIP6_PRESENCE_UNKNOWN &&
             p6_mag_can_ask(mag, p6_attachment(mag, a)))
        probe(mag, a);
    else
        p6_mag_listen(mag, a);
}

/* Nobody answered; but the host may have learned better meanwhile. */
static void did_not_answer(pmip6_mag *mag, uint32_t a)
{
    if (p6_mag_presence(mag, a) == PMIP6_PRESENCE_YES)
        p6_mag_sign_of_life(mag, a);
    else
        p6_mag_detach_node(mag, a);
}

void p6_mag_fire_probe(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t a;

    while ((a = p6_wheel_pop(&mag->probe_timers, mag->now.monotonic, budget)) !=
           P6_NONE) {
        const struct attachment *at = p6_attachment(mag, a);

        if (!at->probing)
            was_silent(mag, a);
        else if (at->probes_left > 0)
            next_step(mag, a);
        else
            did_not_answer(mag, a);
    }
}
