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
#define IPV6_HEADER      40u
#define LEAST_MTU        1280u

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

/* RFC 5213 6.9.5, RFC 2473 6.7: what fits the tunnel and the link. */
static uint32_t mtu_of(const pmip6_mag *mag, const struct access_link *l,
                       const struct attachment *at)
{
    uint32_t path = at->bound ? p6_tunnel_at(&mag->tunnels, at->tunnel)->mtu : 0;
    uint32_t mtu = (path ? path : mag->config.path_mtu) - IPV6_HEADER;

    if (l->mtu < mtu)
        mtu = l->mtu;
    return mtu < LEAST_MTU ? LEAST_MTU : mtu;
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

/* Nothing is promised that is not bound (R5213-6.7-04, 6.9.2-05). */
static int advertise(pmip6_mag *mag, uint32_t link, const struct pmip6_addr *to,
                     struct pmip6_bytes link_layer)
{
    const struct access_link *l = p6_link(mag, link);
    struct nd_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct nd_advertisement a;
    const struct attachment *at;

    if (l->attachment == P6_NONE || !l->up || p6_addr_is_unspecified(&l->address))
        return 0;
    at = p6_attachment(mag, l->attachment);
    if (!p6_mag_is_served(mag, at, mag->now.monotonic))
        return 0;
    list_prefixes(mag, at, prefixes);
    memset(&a, 0, sizeof a);
    a.source = l->address;
    a.destination = *to;
    a.link_layer = own_link_layer(mag, l);
    a.prefixes = prefixes;
    a.prefix_count = at->prefix_count;
    a.mtu = mtu_of(mag, l, at);
    a.router_lifetime = (uint16_t)mag->config.router_lifetime;
    a.managed = (uint8_t)((at->address_modes & PMIP6_ADDRESS_STATEFUL) != 0);
    emit(mag, link, &a, link_layer);
    return 1;
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
    for (size_t i = 0; i < count; i++)
        gone[i].prefix = prefixes[i];
    for (size_t i = 0; i < count; i++)
        gone[i].autonomous = 1;
    memset(&a, 0, sizeof a);
    a.source = l->address;
    a.destination = all_nodes;
    a.link_layer = own_link_layer(mag, l);
    a.prefixes = gone;
    a.prefix_count = count;
    a.router_lifetime = router ? 0 : (uint16_t)mag->config.router_lifetime;
    emit(mag, link, &a, unresolved);
}

/* ---- when ---- */

static uint32_t between(pmip6_mag *mag, uint32_t least, uint32_t most)
{
    uint32_t span = most > least ? most - least : 0;

    return least + (uint32_t)((uint64_t)span * p6_mag_random(mag) >> 16);
}

static void schedule(pmip6_mag *mag, uint32_t link)
{
    struct access_link *l = p6_link(mag, link);
    uint32_t ms = between(mag, mag->config.min_ra_interval, mag->config.max_ra_interval);

    if (l->initial_left > 0) {
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

    if (!advertise(mag, link, &all_nodes, unresolved))
        return;
    p6_link(mag, link)->last_multicast = mag->now.monotonic;
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

/* A node that has an address is answered there, at once. One that has none yet, or that
 * asks too often, by multicast after a random delay, and after 3 s more where there was
 * one just now (RFC 4861 6.2.6). */
void p6_mag_answer_solicitation(pmip6_mag *mag, uint32_t link, const struct nd_message *m,
                                struct pmip6_bytes frame_source)
{
    struct access_link *l = p6_link(mag, link);
    pmip6_time then;

    if (!p6_addr_is_unspecified(&m->source) && may_answer(mag, l)) {
        advertise(mag, link, &m->source, frame_source);
        return;
    }
    then = mag->now.monotonic;
    if (l->last_multicast && then < l->last_multicast + p6_mag_ms(BETWEEN))
        then = l->last_multicast + p6_mag_ms(BETWEEN);
    then += p6_mag_ms(between(mag, 0, DELAY));
    if (l->attachment != P6_NONE && p6_attachment(mag, l->attachment)->bound &&
        then < l->advertise.deadline) {
        p6_wheel_cancel(&mag->advertise_timers, link);
        p6_wheel_set(&mag->advertise_timers, link, then);
    }
}

static int has_address(pmip6_mag *mag, uint32_t link)
{
    const struct access_link *l = p6_link(mag, link);

    return l->attachment == P6_NONE || !p6_attachment(mag, l->attachment)->bound ||
           p6_mag_set_link_address(mag, link,
                                   &p6_attachment(mag, l->attachment)->link_local) == 0;
}

void p6_mag_fire_advertise(pmip6_mag *mag, uint32_t *budget)
{
    uint32_t link;

    while ((link = p6_wheel_pop(&mag->advertise_timers, mag->now.monotonic, budget)) !=
           P6_NONE) {
        if (has_address(mag, link))
            multicast(mag, link);
        else
            p6_mag_advertise_later(mag, link);
    }
}
