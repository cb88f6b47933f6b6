/* SPDX-License-Identifier: MIT */
/*
 * The policy profile of a node (RFC 5213 6.2, 6.14): asked for when it comes, and again
 * before an extension once `valid_for` has run out.
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

/* One that is served is so no longer. */
static void not_served(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->bound) {
        p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
        p6_mag_detach_node(mag, a);
        return;
    }
    p6_attachment(mag, a)->wait_for_clock = 0;
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
    p6_mag_wait(mag, a, NOTHING, 0);
    p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
}

/* Not by its policy's word: it may be a visitor. */
static void not_granted(pmip6_mag *mag, uint32_t a)
{
    p6_attachment(mag, a)->policy_refused = 1;
    p6_attachment(mag, a)->visitor = 1;
    not_served(mag, a);
}

/* Nobody could say whether it is to be served: asked again later. One that is served goes
 * on as it was until its next extension. */
void p6_mag_policy_failed(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->bound) {
        p6_attachment(mag, a)->wants_policy = 0;
        p6_mag_if_there(mag, a, THEN_EXTEND);
        return;
    }
    p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REFUSED);
    p6_mag_try_later(mag, a);
    p6_mag_event(mag, PMIP6_MAG_REFUSED, a, 0);
}

/* Those that were refused are not asked for again before the profile names others, or
 * another LMA (R5213-6.9.1.2-18). */
static void take_hints(const pmip6_mag *mag, struct attachment *at,
                       const struct pmip6_policy *p)
{
    uint8_t most = mag->edition->prefixes_per_session, count = 0;
    int same = p6_addr_equal(&p->lma, &at->lma);

    for (size_t i = 0; i < p->prefix_count && i < PMIP6_PREFIXES_MAX && count < most;
         i++) {
        struct pmip6_prefix hint = p6_prefix_canonical(&p->prefixes[i]);

        if (!p6_prefix_is_home(&p->prefixes[i]))
            continue;
        same &= count < at->hint_count && p6_prefix_equal(&hint, &at->hints[count]);
        at->hints[count++] = hint;
    }
    if (!same || count != at->hint_count)
        at->forget_hint = 0;
    at->hint_count = count;
}

static void keep_policy(pmip6_mag *mag, struct attachment *at,
                        const struct pmip6_policy *p)
{
    pmip6_time now = mag->now.monotonic;

    take_hints(mag, at, p);
    at->lma = p->lma;
    at->lifetime = p->lifetime;
    at->prefix_lifetime = p->prefix_lifetime;
    at->address_modes = p->address_modes;
    at->local_routing = p->local_routing;
    at->policy_until =
        p->valid_for >= PMIP6_NEVER - now ? PMIP6_NEVER : now + p->valid_for;
}

/* ---- the answer ---- */

static int is_granted(const struct pmip6_policy *p)
{
    uint32_t wanted = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;

    return (p->grants & wanted) == wanted && p6_addr_is_routable(&p->lma);
}

/* Whether all that it counts is there. */
static int is_complete(const struct pmip6_policy *p)
{
    return p6_args_has(&p->mn_id) && (p->prefix_count == 0 || p->prefixes);
}

/* Whether it is of the node as it is bound. */
static int names_it(const struct attachment *at, const struct pmip6_policy *p)
{
    return p->mn_id.length == 0 ||
           (p->mn_id.length == at->mn_id_length &&
            p->mn_id_subtype == at->mn_id_subtype &&
            memcmp(p->mn_id.data, at->mn_id, at->mn_id_length) == 0);
}

/* What is granted still is extended; by another LMA only after the present one has been
 * left. */
static void renew(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *p)
{
    struct attachment *at = p6_attachment(mag, a);

    if (!is_granted(p) || !names_it(at, p)) {
        not_served(mag, a);
    } else if (!p6_addr_equal(&p->lma, &at->lma)) {
        p6_mag_detach_node(mag, a);
        at->changes_lma = 1;
    } else {
        keep_policy(mag, at, p);
        p6_mag_if_there(mag, a, THEN_EXTEND);
    }
}

/* How the profile names the node: 0 where it does not. */
static int name_it(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *p)
{
    if (p->mn_id.length == 0)
        return p6_attachment(mag, a)->mn_id_length > 0;
    if (p->mn_id.length > PMIP6_MN_ID_MAX)
        return 0;
    p6_mag_name_node(mag, a, p->mn_id, p->mn_id_subtype);
    return 1;
}

/* Nothing is sent for one that was blocked before it left, until an administrator says so
 * (6.9.1.2). */
static void begin_service(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    p6_mag_recall(mag, a);
    if (at->pardoned)
        at->blocked = 0;
    at->pardoned = 0;
    if (at->blocked) {
        not_served(mag, a);
    } else {
        p6_mag_return(mag, a);
        p6_mag_ask(mag, a, ASK_REGISTER, at->first_handoff);
    }
}

static void begin_or_refuse(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *p)
{
    uint32_t other;

    if (!is_granted(p)) {
        not_granted(mag, a);
        return;
    }
    other = p6_mag_find_node(mag, p->mn_id, p->mn_id_subtype);
    if (other != P6_NONE && other != a) {
        p6_mag_join(mag, a, other);
    } else if (name_it(mag, a, p)) {
        p6_attachment(mag, a)->visitor = 0;
        keep_policy(mag, p6_attachment(mag, a), p);
        begin_service(mag, a);
    } else {
        not_granted(mag, a);
    }
}

static void take_policy(pmip6_mag *mag, uint32_t a, const struct pmip6_policy *policy)
{
    struct pmip6_policy p;

    mag->answering = 1;
    p6_attachment(mag, a)->wants_policy = 0;
    pmip6_policy_init(&p);
    if (p6_args_in(&p, sizeof p, policy) < 0)
        p.grants = 0;
    if (p6_attachment(mag, a)->bound)
        renew(mag, a, &p);
    else
        begin_or_refuse(mag, a, &p);
    mag->answering = 0;
}

/* ---- the question ---- */

static void ask(pmip6_mag *mag, uint32_t a)
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
    p6_mag_wait(mag, a, POLICY_ANSWER,
                mag->now.monotonic + p6_mag_ms(mag->config.policy_timeout));
    pmip6_policy_init(&p);
    p6_enter(&mag->effects);
    rc = mag->callbacks.policy(&q, &p, mag->effects.user);
    p6_leave(&mag->effects);
    if (rc == 0 && is_complete(&p))
        take_policy(mag, a, &p);
    else if (rc != PMIP6_PENDING)
        p6_mag_policy_failed(mag, a);
}

/* An answer may name another node, whose policy is asked for then, and so on: each has
 * its turn, however many there are. */
void p6_mag_ask_policy(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->wants_policy = 1;
    at->policy_refused = 0;
    if (!at->bound)
        p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_POLICY);
    if (mag->answering)
        p6_mag_wait(mag, a, POLICY_TURN, mag->now.monotonic);
    else
        ask(mag, a);
}

int pmip6_mag_policy_done(pmip6_mag *mag, uint64_t ticket,
                          const struct pmip6_policy *policy)
{
    struct pmip6_policy trial;
    uint32_t a = (uint32_t)ticket;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_policy_init(&trial);
    if (!p6_slab_is_live(&mag->attachments, a) ||
        p6_attachment(mag, a)->ticket != ticket ||
        p6_attachment(mag, a)->waits_for != POLICY_ANSWER ||
        p6_attachment(mag, a)->work.deadline <= mag->now.monotonic)
        rc = PMIP6_ERR_NOT_FOUND;
    else if (policy &&
             (p6_args_in(&trial, sizeof trial, policy) < 0 || !is_complete(&trial)))
        rc = PMIP6_ERR_INVALID; /* the ticket stays good */
    else if (!policy)
        p6_mag_policy_failed(mag, a);
    else
        take_policy(mag, a, policy);
    p6_mag_end(mag);
    return rc;
}

/* A binding is extended as its profile has it by now. */
void p6_mag_extend(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->policy_until <= mag->now.monotonic)
        p6_mag_ask_policy(mag, a);
    else
        p6_mag_if_there(mag, a, THEN_EXTEND);
}

/* ---- changes ---- */

/* One that is not served, or not for much longer, may have been meant to be since. */
void p6_mag_try_anew(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->blocked = 0;
    at->wait_for_clock = 0;
    at->retry = 0;
    at->hurried = 0;
    at->request = NO_REQUEST; /* one that is under way is begun anew */
    if (at->bound) {
        p6_mag_set_state(mag, a, PMIP6_ATTACHMENT_REGISTERED);
        p6_mag_extend(mag, a);
    } else if (p6_mag_presence(mag, a) == PMIP6_PRESENCE_NO) {
        p6_mag_detach_node(mag, a);
    } else {
        p6_mag_ask_policy(mag, a);
    }
}

/* One that was refused before it had a name may be anybody. */
static int may_be(const struct attachment *at, struct pmip6_bytes mn_id)
{
    return mn_id.length == 0 || at->mn_id_length == 0 ||
           (at->mn_id_length == mn_id.length &&
            memcmp(at->mn_id, mn_id.data, mn_id.length) == 0);
}

static void policy_changed_of(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    at->policy_until = 0;
    if (at->state == PMIP6_ATTACHMENT_DEREGISTERING)
        return;
    if (at->waits_for == POLICY_ANSWER)
        p6_mag_ask_policy(mag, a);
    else if (at->blocked || at->state == PMIP6_ATTACHMENT_REFUSED)
        p6_mag_try_anew(mag, a);
}

int pmip6_mag_policy_changed(pmip6_mag *mag, struct pmip6_bytes mn_id)
{
    int found = mn_id.length == 0, rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    if (mn_id.length > 0 && !mn_id.data) {
        p6_mag_end(mag);
        return PMIP6_ERR_INVALID;
    }
    p6_mag_pardon(mag, mn_id);
    p6_mag_forget_strangers(mag);
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        if (!may_be(p6_attachment(mag, a), mn_id))
            continue;
        policy_changed_of(mag, a);
        found = 1;
    }
    p6_mag_end(mag);
    return found ? 0 : PMIP6_ERR_NOT_FOUND;
}
