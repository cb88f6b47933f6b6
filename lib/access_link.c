/* SPDX-License-Identifier: MIT */
/*
 * The home link that a mobile node sees (RFC 5213 6.7, 6.9.2, 6.9.3; RFC 4861 6.2):
 * Router Advertisements with its prefixes, once they are bound and for as long; at once
 * when something changes, on solicitation, and at intervals.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define INITIAL_COUNT    3u     /* RFC 4861 MAX_INITIAL_RTR_ADVERTISEMENTS */
#define INITIAL_INTERVAL 16000u /* ms, MAX_INITIAL_RTR_ADVERT_INTERVAL */
#define BETWEEN          3000u  /* ms, MIN_DELAY_BETWEEN_RAS */
#define DELAY            500u   /* ms, MAX_RA_DELAY_TIME */
#define ANSWERS          10u    /* to solicitations, of unicast, at once */
#define ANSWER_INTERVAL  1000u  /* ms, of more */
#define EARLY_LIFETIME   30u    /* s, of what is advertised before it is bound */
#define EARLY_INTERVAL   10000u /* ms */
#define IPV6_HEADER      40u
#define TOLD_AGAIN       3u /* advertisements that repeat a withdrawal */

static const struct pmip6_addr all_nodes = {{0xff, 0x02, [15] = 1}};

int p6_mag_send_nd(pmip6_mag *mag, uint32_t link, const struct pmip6_addr *source,
                   const struct pmip6_addr *destination, struct pmip6_bytes link_layer,
                   const uint8_t *octets, size_t length)
{
    struct pmip6_nd_packet p;
    int rc;

    if (mag->ending)
        return 0;
    pmip6_nd_packet_init(&p);
    p.source = *source;
    p.destination = *destination;
    p.octets.data = octets;
    p.octets.length = length;
    p.link_layer = link_layer;
    p.hop_limit = 255;
    p6_enter(&mag->effects);
    rc = mag->callbacks.send_nd(p6_link(mag, link)->number, &p, mag->effects.user);
    p6_leave(&mag->effects);
    if (rc < 0)
        mag->counters.tx_failed++;
    return rc;
}

/* ---- contents ---- */

/* Whole seconds until a time, cut down, without a 64-bit division: at most 2^18 s, so
 * that 1/15625 s of 64 us each fit 32 bits. */
static uint32_t seconds_until(pmip6_time then, pmip6_time now)
{
    pmip6_time left = then > now ? then - now : 0;
    pmip6_time parts = left >> 6;

    return (parts > UINT32_MAX ? UINT32_MAX : (uint32_t)parts) / 15625;
}

/* RFC 5213 6.9.5, RFC 2473 6.7: what fits the tunnel and the link; of a visitor, the
 * link. */
static uint32_t mtu_of(const pmip6_mag *mag, const struct access_link *l)
{
    const struct attachment *at =
        l->attachment == P6_NONE ? NULL : p6_attachment(mag, l->attachment);
    uint32_t path = at && at->bound ? p6_tunnel_at(&mag->tunnels, at->tunnel)->mtu : 0;
    uint32_t mtu = (path ? path : mag->config.path_mtu) - IPV6_HEADER;

    if (l->mtu < mtu || (at && p6_mag_is_visitor(mag, at)))
        mtu = l->mtu;
    return mtu < P6_LEAST_MTU ? P6_LEAST_MTU : mtu;
}

/* How long what is told at intervals stays true, should one get lost or two (RFC 8106
 * 5.1): three of them, in seconds. */
static uint32_t span(const pmip6_mag *mag)
{
    return mag->config.max_ra_interval * 3 / 1000;
}

static struct pmip6_bytes own_link_layer(const pmip6_mag *mag,
                                         const struct access_link *l)
{
    const struct pmip6_link_layer *fixed = &mag->config.link_layer;
    const struct pmip6_link_layer *own = fixed->length ? fixed : &l->link_layer;
    struct pmip6_bytes b = {own->octets, own->length};

    return b;
}

/* Lifetimes stay within the binding's (6.7). */
static void list_prefixes(const pmip6_mag *mag, const struct attachment *at,
                          struct nd_prefix *out)
{
    uint32_t left = seconds_until(at->expiry.deadline, mag->now.monotonic);

    if (at->prefix_lifetime && at->prefix_lifetime < left)
        left = at->prefix_lifetime;
    for (uint8_t i = 0; i < at->prefix_count; i++) {
        out[i].prefix = at->prefixes[i];
        out[i].valid = left;
        out[i].preferred = left;
        out[i].autonomous = (uint8_t)(at->address_modes & PMIP6_ADDRESS_STATELESS);
    }
}

/* Those that were withdrawn are told a few times more, as far as there is room: an
 * advertisement may get lost (R5213-6.12-01). One that came back is not. */
static size_t list_gone(const struct attachment *at, struct nd_prefix *out, size_t room)
{
    size_t count = 0;

    for (uint8_t i = 0; at->gone_left > 0 && i < at->gone_count && count < room; i++) {
        uint8_t k = 0;

        while (k < at->prefix_count &&
               !p6_prefix_overlaps(&at->gone[i], &at->prefixes[k]))
            k++;
        if (k < at->prefix_count)
            continue;
        memset(&out[count], 0, sizeof out[count]);
        out[count].prefix = at->gone[i];
        out[count++].autonomous = at->autonomous;
    }
    return count;
}

/* The newest of them, where there is no room for all. */
static void keep_gone(struct attachment *at, const struct pmip6_prefix *prefixes,
                      size_t count)
{
    if (at->gone_left == 0)
        at->gone_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (at->gone_count == PMIP6_PREFIXES_MAX)
            memmove(at->gone, at->gone + 1, sizeof *at->gone * --at->gone_count);
        at->gone[at->gone_count++] = prefixes[i];
    }
    at->gone_left = TOLD_AGAIN;
}

static void list_early(const struct attachment *at, struct nd_prefix *out)
{
    for (uint8_t i = 0; i < at->hint_count; i++) {
        out[i].prefix = at->hints[i];
        out[i].valid = EARLY_LIFETIME;
        out[i].preferred = EARLY_LIFETIME;
        out[i].autonomous = (uint8_t)(at->address_modes & PMIP6_ADDRESS_STATELESS);
    }
}

/* Whatever else is on the link: visitors' addresses are on many (R5213-6.14-05). */
static void list_visitors(const pmip6_mag *mag, struct nd_prefix *out)
{
    out->prefix = mag->config.visitor_prefix;
    out->valid = span(mag);
    out->preferred = out->valid;
    out->autonomous = 1;
    out->off_link = 1;
}

/* What every advertisement says, of a router that is one or is none any more. */
static void introduce(const pmip6_mag *mag, const struct access_link *l,
                      const struct pmip6_addr *to, int is_router,
                      struct nd_advertisement *a)
{
    const struct attachment *at =
        l->attachment == P6_NONE ? NULL : p6_attachment(mag, l->attachment);

    memset(a, 0, sizeof *a);
    a->source = l->address;
    a->destination = *to;
    a->link_layer = own_link_layer(mag, l);
    a->mtu = mtu_of(mag, l);
    a->router_lifetime = is_router ? (uint16_t)mag->config.router_lifetime : 0;
    a->servers = mag->config.dns_servers;
    a->server_count = mag->config.dns_server_count;
    a->server_lifetime = is_router ? span(mag) : 0;
    if (!at || p6_mag_is_visitor(mag, at))
        return;
    a->managed = (uint8_t)((at->address_modes & PMIP6_ADDRESS_STATEFUL) != 0);
    a->other = (uint8_t)((at->address_modes & PMIP6_ADDRESS_OTHER) != 0);
}

/* What the node of the link may have: what is bound; before that, where the host wants
 * it, what its profile names; or a visitor's access. Returns 0 for nothing (R5213-6.7-04,
 * 6.9.2-05, -06). */
static int describe(const pmip6_mag *mag, const struct attachment *at,
                    struct nd_prefix *prefixes, struct nd_advertisement *a)
{
    memset(prefixes, 0, PMIP6_PREFIXES_MAX * sizeof *prefixes);
    a->prefixes = prefixes;
    if (p6_mag_is_visitor(mag, at) && at->visiting) {
        list_visitors(mag, prefixes);
        a->prefix_count = 1;
        return 1;
    }
    if (p6_mag_is_served(mag, at, mag->now.monotonic)) {
        list_prefixes(mag, at, prefixes);
        a->prefix_count =
            at->prefix_count + list_gone(at, prefixes + at->prefix_count,
                                         (size_t)PMIP6_PREFIXES_MAX - at->prefix_count);
        return 1;
    }
    if (!at->early)
        return 0;
    list_early(at, prefixes);
    a->prefix_count = at->hint_count;
    if (a->router_lifetime > EARLY_LIFETIME)
        a->router_lifetime = EARLY_LIFETIME;
    return 1;
}

static void emit(pmip6_mag *mag, uint32_t link, const struct nd_advertisement *a,
                 struct pmip6_bytes link_layer)
{
    uint8_t octets[P6_ND_MAX];
    size_t length = p6_nd_router_advertisement(a, octets, sizeof octets);

    if (length == 0)
        return;
    mag->counters.tx_router_advertisement++;
    p6_mag_send_nd(mag, link, &a->source, &a->destination, link_layer, octets, length);
}

static int advertise(pmip6_mag *mag, uint32_t link, const struct pmip6_addr *to,
                     struct pmip6_bytes link_layer)
{
    const struct access_link *l = p6_link(mag, link);
    struct nd_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct nd_advertisement a;
    struct attachment *at;

    if (l->attachment == P6_NONE || !l->up || p6_addr_is_unspecified(&l->address))
        return 0;
    introduce(mag, l, to, 1, &a);
    at = p6_attachment(mag, l->attachment);
    if (!describe(mag, at, prefixes, &a))
        return 0;
    if (!p6_mag_is_visitor(mag, at) && at->address_modes & PMIP6_ADDRESS_STATELESS)
        at->autonomous = 1;
    emit(mag, link, &a, link_layer);
    return 1;
}

/* Whether addresses may have been made of a prefix: only then a withdrawal is to end them
 * (RFC 4862 5.5.3 passes over what is not autonomous). Visitors' are of no profile. */
static uint8_t was_autonomous(const pmip6_mag *mag, const struct access_link *l,
                              const struct pmip6_prefix *p)
{
    return l->attachment == P6_NONE || p6_attachment(mag, l->attachment)->autonomous ||
           p6_prefix_equal(p, &mag->config.visitor_prefix);
}

void p6_mag_withdraw(pmip6_mag *mag, uint32_t link, const struct pmip6_prefix *prefixes,
                     size_t count, int router)
{
    static const struct pmip6_bytes unresolved;
    const struct access_link *l = p6_link(mag, link);
    struct nd_prefix gone[PMIP6_PREFIXES_MAX];
    struct nd_advertisement a;

    if (!l->up || p6_addr_is_unspecified(&l->address))
        return;
    memset(gone, 0, sizeof gone);
    for (size_t i = 0; i < count; i++) {
        gone[i].prefix = prefixes[i];
        gone[i].autonomous = was_autonomous(mag, l, &prefixes[i]);
    }
    introduce(mag, l, &all_nodes, !router, &a);
    a.prefixes = gone;
    a.prefix_count = count;
    emit(mag, link, &a, unresolved);
    if (!router && l->attachment != P6_NONE)
        keep_gone(p6_attachment(mag, l->attachment), prefixes, count);
}

/* The router of the link that the node came from is none here, in that one's own name
 * (D02-7.3-03). */
void p6_mag_withdraw_previous(pmip6_mag *mag, uint32_t a)
{
    static const struct pmip6_bytes unresolved;
    static const struct pmip6_addr none;
    struct attachment *at = p6_attachment(mag, a);
    const struct access_link *l = p6_link(mag, at->link);
    struct pmip6_addr previous = at->previous_router;
    struct nd_advertisement withdrawal;

    at->previous_router = none;
    if (!l->up || p6_addr_is_unspecified(&previous) ||
        p6_addr_equal(&previous, &l->address))
        return;
    memset(&withdrawal, 0, sizeof withdrawal);
    withdrawal.source = previous;
    withdrawal.destination = all_nodes;
    emit(mag, at->link, &withdrawal, unresolved);
}

/* ---- when ---- */

/* RFC 4861 6.2.1. */
int p6_mag_intervals_are_valid(const struct pmip6_mag_config *c)
{
    return c->max_ra_interval >= 4000 && c->max_ra_interval <= 1800000 &&
           c->min_ra_interval >= 3000 &&
           c->min_ra_interval <= c->max_ra_interval / 4 * 3 &&
           (c->router_lifetime == 0 || (c->router_lifetime <= 9000 &&
                                        c->router_lifetime * 1000 >= c->max_ra_interval));
}

static uint32_t between(pmip6_mag *mag, uint32_t least, uint32_t most)
{
    uint32_t span = most > least ? most - least : 0;

    return least + (uint32_t)((uint64_t)span * p6_mag_random(mag) >> 16);
}

static void schedule(pmip6_mag *mag, uint32_t link)
{
    struct access_link *l = p6_link(mag, link);
    uint32_t ms = between(mag, mag->config.min_ra_interval, mag->config.max_ra_interval);

    if (l->attachment != P6_NONE && p6_attachment(mag, l->attachment)->early) {
        ms = EARLY_INTERVAL;
    } else if (l->initial_left > 0) {
        l->initial_left--;
        if (ms > INITIAL_INTERVAL)
            ms = INITIAL_INTERVAL;
    }
    p6_wheel_cancel(&mag->advertise_timers, link);
    p6_wheel_set(&mag->advertise_timers, link, mag->now.monotonic + p6_mag_ms(ms));
}

static void multicast(pmip6_mag *mag, uint32_t link)
{
    static const struct pmip6_bytes unresolved;
    struct attachment *at;

    if (!advertise(mag, link, &all_nodes, unresolved))
        return;
    p6_link(mag, link)->last_multicast = mag->now.monotonic;
    at = p6_attachment(mag, p6_link(mag, link)->attachment);
    if (at->gone_left > 0)
        at->gone_left--;
    schedule(mag, link);
}

/* The link has no address to advertise from: the host is asked for it again. */
void p6_mag_advertise_later(pmip6_mag *mag, uint32_t link)
{
    p6_wheel_cancel(&mag->advertise_timers, link);
    p6_wheel_set(&mag->advertise_timers, link,
                 mag->now.monotonic + p6_mag_ms(mag->config.retry_interval));
}

/* A change is told at once. */
void p6_mag_advertise_now(pmip6_mag *mag, uint32_t link)
{
    multicast(mag, link);
}

/* A new attachment starts RFC 4861's limits anew. */
void p6_mag_begin_advertising(pmip6_mag *mag, uint32_t link)
{
    p6_link(mag, link)->initial_left = INITIAL_COUNT;
    p6_link(mag, link)->last_multicast = 0;
    multicast(mag, link);
}

void p6_mag_stop_advertising(pmip6_mag *mag, uint32_t link)
{
    p6_wheel_cancel(&mag->advertise_timers, link);
}

/* Answers to one node alone: so many at once, and one a second (R5213-6.9.2-03). */
static int may_answer(pmip6_mag *mag, struct access_link *l)
{
    pmip6_time now = mag->now.monotonic;
    pmip6_time from = l->answered > now ? l->answered : now;

    if (from - now > p6_mag_ms((ANSWERS - 1) * ANSWER_INTERVAL))
        return 0;
    l->answered = from + p6_mag_ms(ANSWER_INTERVAL);
    return 1;
}

/* Whether there is anything to answer its node. A visitor is told of its access now, and
 * at intervals from now on. */
static int has_something(pmip6_mag *mag, uint32_t link)
{
    uint32_t a = p6_link(mag, link)->attachment;
    struct attachment *at = p6_attachment(mag, a);

    if (!p6_mag_is_visitor(mag, at))
        return at->bound || at->early;
    if (!at->visiting && p6_mag_give_address(mag, a) < 0)
        return 0;
    at->visiting = 1;
    if (p6_link(mag, link)->advertise.deadline == PMIP6_NEVER)
        schedule(mag, link);
    return 1;
}

/* A node that has an address is answered there, at once. One that has none yet, or that
 * asks too often, by multicast after a random delay, and after 3 s more where there was
 * one just now (RFC 4861 6.2.6). */
void p6_mag_answer_solicitation(pmip6_mag *mag, uint32_t link, const struct nd_message *m,
                                struct pmip6_bytes frame_source)
{
    struct access_link *l = p6_link(mag, link);
    pmip6_time then;

    if (!has_something(mag, link))
        return;
    if (!p6_addr_is_unspecified(&m->source) && may_answer(mag, l)) {
        advertise(mag, link, &m->source, frame_source);
        return;
    }
    then = mag->now.monotonic;
    if (l->last_multicast && then < l->last_multicast + p6_mag_ms(BETWEEN))
        then = l->last_multicast + p6_mag_ms(BETWEEN);
    then += p6_mag_ms(between(mag, 0, DELAY));
    if (then < l->advertise.deadline) {
        p6_wheel_cancel(&mag->advertise_timers, link);
        p6_wheel_set(&mag->advertise_timers, link, then);
    }
}

/* The link of one that something is advertised to has an address, or gets it now. */
static int has_address(pmip6_mag *mag, uint32_t link)
{
    const struct access_link *l = p6_link(mag, link);
    const struct attachment *at;

    if (l->attachment == P6_NONE)
        return 1;
    at = p6_attachment(mag, l->attachment);
    return !(at->bound || at->early || at->visiting) ||
           p6_mag_set_link_address(mag, link, &at->link_local) == 0;
}

void p6_mag_fire_advertise(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t link;

    while ((link = p6_wheel_pop(&mag->advertise_timers, mag->now.monotonic, budget)) !=
           P6_NONE) {
        p6_wheel_cancel(&mag->advertise_timers, link); /* not set any more */
        if (has_address(mag, link))
            multicast(mag, link);
        else
            p6_mag_advertise_later(mag, link);
    }
}

/* ---- before it is bound, and where it will not be ---- */

void p6_mag_advertise_early(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    int wanted = mag->config.flags & PMIP6_MAG_EARLY_ADVERTISEMENT && !at->bound &&
                 at->hint_count > 0 && !at->forget_hint && at->prefix_count == 0;

    if (!wanted) {
        p6_mag_end_early(mag, a);
        return;
    }
    if (at->early || !p6_link(mag, at->link)->up || p6_mag_give_address(mag, a) < 0)
        return;
    at->early = 1;
    p6_mag_begin_advertising(mag, at->link);
}

void p6_mag_end_early(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (!at->early)
        return;
    at->early = 0;
    p6_mag_withdraw(mag, at->link, at->hints, at->hint_count, 1);
    p6_mag_stop_advertising(mag, at->link);
}

/* What the node is shown follows the attachment's state. */
void p6_mag_show(pmip6_mag *mag, uint32_t a, uint8_t state)
{
    if (state != PMIP6_ATTACHMENT_REGISTERING && state != PMIP6_ATTACHMENT_REGISTERED)
        p6_mag_end_early(mag, a);
    if (state != PMIP6_ATTACHMENT_POLICY &&
        !p6_mag_is_visitor(mag, p6_attachment(mag, a)))
        p6_mag_end_visit(mag, a);
    else if (state == PMIP6_ATTACHMENT_REFUSED && p6_attachment(mag, a)->visiting &&
             p6_link(mag, p6_attachment(mag, a)->link)->advertise.deadline == PMIP6_NEVER)
        schedule(mag, p6_attachment(mag, a)->link);
}
