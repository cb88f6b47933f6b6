/* SPDX-License-Identifier: MIT */
/*
 * What an accepted request sets up: tunnel, routes, the link's address, the lifetimes
 * (RFC 5213 6.9.1.2 (12) to (15), 6.10.5). All of it or nothing.
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define BETWEEN_CHANGES 3000u /* ms, as between two advertisements (RFC 4861 10) */

int p6_mag_is_served(const pmip6_mag *mag, const struct attachment *a, pmip6_time now)
{
    (void)mag;
    return a->bound && a->state != PMIP6_ATTACHMENT_DEREGISTERING &&
           a->expiry.deadline > now;
}

/* EnableMAGLocalRouting, which a node's policy may override (6.10.3, 9.2). */
int p6_mag_stays_local(const pmip6_mag *mag, const struct attachment *at)
{
    if (at->local_routing == PMIP6_LOCAL_ROUTING_ON)
        return 1;
    if (at->local_routing == PMIP6_LOCAL_ROUTING_OFF)
        return 0;
    return (mag->config.flags & PMIP6_MAG_LOCAL_ROUTING) != 0;
}

static struct path path_over(const pmip6_mag *mag, const struct attachment *at,
                             uint32_t tunnel, uint32_t link)
{
    struct path p = {.kinds = {PMIP6_ROUTE_FROM_LINK, PMIP6_ROUTE_TO_LINK},
                     .kind_count = 2,
                     .link = p6_link(mag, link)->number,
                     .flags = at->routed_locally ? PMIP6_ROUTE_STAYS_LOCAL : 0,
                     .tunnel = p6_tunnel_at(&mag->tunnels, tunnel)->tunnel};
    return p;
}

struct path p6_mag_path(const pmip6_mag *mag, const struct attachment *at)
{
    return path_over(mag, at, at->tunnel, at->link);
}

static int give(pmip6_mag *mag, uint32_t link, const struct pmip6_addr *address)
{
    int rc;

    p6_enter(&mag->effects);
    rc = mag->callbacks.link_address(p6_link(mag, link)->number, address,
                                     mag->effects.user);
    p6_leave(&mag->effects);
    return rc;
}

/* Where the host cannot give the link the address, that keeps the one that it had, and
 * the node is told nothing; where it cannot have that one either, it has none. */
int p6_mag_set_link_address(pmip6_mag *mag, uint32_t link,
                            const struct pmip6_addr *address)
{
    static const struct pmip6_addr none;
    struct access_link *l = p6_link(mag, link);
    int replaces =
        !p6_addr_is_unspecified(&l->address) && !p6_addr_is_unspecified(address);
    int rc;

    if (p6_addr_equal(&l->address, address))
        return 0;
    rc = l->up ? give(mag, link, address) : 0;
    if (rc < 0 && replaces && give(mag, link, &l->address) == 0)
        return PMIP6_ERR_CALLBACK;
    /* The node is not to send to a router of the old address any more (6.7): in that
     * one's name, for who hears of it knows no other. */
    if (replaces)
        p6_mag_withdraw(mag, link, NULL, 0, 1);
    l->address = rc < 0 ? none : *address;
    return rc < 0 ? PMIP6_ERR_CALLBACK : 0;
}

/* ---- addresses on the link ---- */

/* An address of the MAG's own making: the link's identifier with a random end, so that it
 * differs from any node's. */
static void make_address(pmip6_mag *mag, struct pmip6_addr *a)
{
    memset(a, 0, sizeof *a);
    a->octets[0] = 0xfe;
    a->octets[1] = 0x80;
    p6_enter(&mag->effects);
    mag->callbacks.random(a->octets + 8, 8, mag->effects.user);
    p6_leave(&mag->effects);
    a->octets[8] &= 0xfc;
    a->octets[15] |= 1;
}

static int is_fixed(const pmip6_mag *mag)
{
    return !p6_addr_is_unspecified(&mag->config.link_local);
}

/* RFC 5213 6.8, 6.9.1.2 (15): the one fixed for the domain, or the LMA's; where the node
 * itself uses that, another, which is uploaded at once. draft-02 6.8: our own, changed
 * where the node has the same. What is not link-local is no such address. */
static void choose_link_local(pmip6_mag *mag, struct attachment *at,
                              const struct signalling *pba)
{
    int of_node = mag->edition->link_local == LINK_LOCAL_OF_NODE;
    int told = pba->present & HAS_LINK_LOCAL && p6_addr_is_link_local(&pba->link_local);
    struct pmip6_addr wanted = at->link_local;

    if (of_node && told)
        at->mn_link_local = pba->link_local;
    if (is_fixed(mag))
        wanted = mag->config.link_local;
    else if (!of_node && told)
        wanted = pba->link_local;
    if (!p6_addr_is_unspecified(&wanted) && !p6_addr_equal(&wanted, &at->mn_link_local)) {
        at->link_local = wanted;
        return;
    }
    /* Nobody has one for us, or it is the node's: one of our own, once and for all. */
    if (p6_addr_is_unspecified(&at->link_local) ||
        p6_addr_equal(&at->link_local, &at->mn_link_local)) {
        make_address(mag, &at->link_local);
        at->upload = !p6_addr_is_unspecified(&wanted) && !of_node && !is_fixed(mag);
    }
}

/* An address to advertise from where nothing is bound: the domain's, else our own. */
int p6_mag_give_address(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_addr wanted = is_fixed(mag) ? mag->config.link_local : at->link_local;

    if (p6_addr_is_unspecified(&wanted) || p6_addr_equal(&wanted, &at->mn_link_local))
        make_address(mag, &wanted);
    at->link_local = wanted;
    return p6_mag_set_link_address(mag, at->link, &wanted);
}

/* The node has been seen to use the MAG's address: there is another from now on, but not
 * again and again; the link gets it, later where the host cannot now. Returns whether the
 * LMA is to hear of it. */
int p6_mag_avoid_address(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    struct access_link *l = p6_link(mag, at->link);

    if (l->gave_way && mag->now.monotonic < l->gave_way + p6_mag_ms(BETWEEN_CHANGES))
        return 0;
    l->gave_way = mag->now.monotonic;
    make_address(mag, &at->link_local);
    at->upload = mag->edition->link_local != LINK_LOCAL_OF_NODE && !is_fixed(mag);
    for (size_t i = 0; i < TRANSMISSIONS; i++)
        at->sent[i].uploaded = 0;
    if (!at->bound && p6_addr_is_unspecified(&l->address))
        return 0;
    if (p6_mag_set_link_address(mag, at->link, &at->link_local) < 0)
        p6_mag_advertise_later(mag, at->link);
    else
        p6_mag_advertise_now(mag, at->link);
    return at->bound;
}

/* ---- prefixes ---- */

static int overlaps_any(const struct pmip6_prefix *p, const struct pmip6_prefix *list,
                        uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        if (p6_prefix_overlaps(p, &list[i]))
            return 1;
    }
    return 0;
}

/* Whether a prefix can be a node's home: routable unicast, no visitor's, and the
 * addresses that signalling goes between are not in it. */
static int can_be_home(const pmip6_mag *mag, const struct attachment *at,
                       const struct pmip6_prefix *p)
{
    static const struct pmip6_prefix never[] = {
        {.addr = {{0}}, .length = 128},
        {.addr = {{[15] = 1}}, .length = 128},
        {.addr = {{[10] = 0xff, [11] = 0xff}}, .length = 96},
        {.addr = {{0xfe, 0x80}}, .length = 10},
        {.addr = {{0xff}}, .length = 8},
    };

    if (mag->config.visitor_prefix.length > 0 &&
        p6_prefix_overlaps(p, &mag->config.visitor_prefix))
        return 0;
    return !overlaps_any(p, never, sizeof never / sizeof never[0]) &&
           !p6_prefix_holds(p, &mag->config.address) && !p6_prefix_holds(p, &at->lma);
}

/* Those that an answer names, each once; `::/0` and the like name none. */
static uint8_t accepted_prefixes(const pmip6_mag *mag, const struct attachment *at,
                                 const struct signalling *pba, struct pmip6_prefix *out)
{
    uint8_t count = 0, most = mag->edition->prefixes_per_session;

    for (uint32_t i = 0; i < pba->prefix_count && count < most && i < PMIP6_PREFIXES_MAX;
         i++) {
        struct pmip6_prefix p = p6_prefix_canonical(&pba->prefixes[i]);

        if (can_be_home(mag, at, &p) && !overlaps_any(&p, out, count))
            out[count++] = p;
    }
    return count;
}

static int is_among(const struct pmip6_prefix *p, const struct pmip6_prefix *list,
                    uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        if (p6_prefix_equal(p, &list[i]))
            return 1;
    }
    return 0;
}

/* Those of one list that another lacks. */
static uint8_t difference(const struct pmip6_prefix *of, uint8_t of_count,
                          const struct pmip6_prefix *from, uint8_t from_count,
                          struct pmip6_prefix *out)
{
    uint8_t count = 0;

    for (uint8_t i = 0; i < of_count; i++) {
        if (!is_among(&of[i], from, from_count))
            out[count++] = of[i];
    }
    return count;
}

/* ---- binding ---- */

static int first_binding(pmip6_mag *mag, struct attachment *at,
                         const struct pmip6_prefix *prefixes, uint8_t count)
{
    struct routed routed = {prefixes, count, {at->mn_id, at->mn_id_length}};
    struct path path;
    uint32_t tunnel;
    int rc = p6_tunnel_acquire(&mag->tunnels, &mag->effects, &mag->config.address,
                               &at->lma, &tunnel);

    if (rc < 0)
        return rc;
    p6_mag_clear_way(mag, &at->lma);
    at->routed_locally = (uint8_t)p6_mag_stays_local(mag, at);
    path = path_over(mag, at, tunnel, at->link);
    rc = p6_routes_add(&mag->effects, &routed, &path);
    if (rc < 0)
        p6_tunnel_release(&mag->tunnels, &mag->effects, tunnel);
    else
        at->tunnel = tunnel;
    return rc;
}

/* The set of an accepted answer replaces the session's; what is gone is withdrawn. The
 * node hears of nothing before all else is done. */
static int rebinding(pmip6_mag *mag, struct attachment *at,
                     const struct pmip6_prefix *prefixes, uint8_t count)
{
    struct pmip6_prefix added[PMIP6_PREFIXES_MAX], gone[PMIP6_PREFIXES_MAX];
    struct pmip6_bytes id = {at->mn_id, at->mn_id_length};
    struct routed more = {added, 0, id}, less = {gone, 0, id};
    struct path path = p6_mag_path(mag, at);
    int rc;

    more.prefix_count =
        difference(prefixes, count, at->prefixes, at->prefix_count, added);
    less.prefix_count = difference(at->prefixes, at->prefix_count, prefixes, count, gone);
    rc = p6_routes_add(&mag->effects, &more, &path);
    if (rc < 0)
        return rc;
    rc = p6_mag_set_link_address(mag, at->link, &at->link_local);
    if (rc < 0) {
        p6_routes_remove(&mag->effects, &more, &path);
        return rc;
    }
    if (less.prefix_count > 0)
        p6_mag_withdraw(mag, at->link, gone, less.prefix_count, 0);
    p6_routes_remove(&mag->effects, &less, &path);
    return 0;
}

/* Between half and three quarters of the lifetime, at random, so that sessions spread;
 * earlier where the LMA advises so (RFC 6275 11.7.3). */
static pmip6_time refresh_time(pmip6_mag *mag, const struct signalling *pba,
                               pmip6_time sent)
{
    pmip6_time life = (pmip6_time)pba->lifetime * 4000000;
    pmip6_time advice = (pmip6_time)pba->refresh_advice * 4000000;
    pmip6_time after = (life >> 1) + ((life >> 2) * p6_mag_random(mag) >> 16);

    if (pba->present & HAS_REFRESH_ADVICE && advice > 0 && advice < after)
        after = advice;
    return sent + after;
}

/* Who has any of the prefixes, one after the other: theirs leave the index until all are
 * known (oust). One LMA takes nothing from another. */
static int set_aside(pmip6_mag *mag, uint32_t a, const struct pmip6_prefix *prefixes,
                     uint8_t count, uint32_t *aside)
{
    for (uint8_t i = 0; i < count; i++) {
        uint32_t other;

        while ((other = p6_owner_overlapping(&mag->prefixes, &prefixes[i])) != P6_NONE) {
            struct attachment *at = p6_attachment(mag, other);

            if (!p6_addr_equal(&at->lma, &p6_attachment(mag, a)->lma))
                return PMIP6_ERR_EXISTS;
            p6_prefixes_remove(&mag->prefixes, at->first_prefix);
            at->next_aside = *aside;
            *aside = other;
        }
    }
    return 0;
}

/* Whether the prefixes can be this node's. The LMA may have given one to it that another
 * node of the same LMA has here: it has taken it from that one, which begins anew; none
 * does where not all can be had. The node's own are not in the index now. */
static int oust(pmip6_mag *mag, uint32_t a, const struct pmip6_prefix *prefixes,
                uint8_t count)
{
    uint32_t other = P6_NONE;
    int rc = set_aside(mag, a, prefixes, count, &other);

    while (other != P6_NONE) {
        uint32_t next = p6_attachment(mag, other)->next_aside;

        p6_prefixes_insert(&mag->prefixes, p6_attachment(mag, other)->first_prefix);
        if (rc == 0)
            p6_mag_ousted(mag, other);
        other = next;
    }
    return rc;
}

static int install(pmip6_mag *mag, struct attachment *at,
                   const struct pmip6_prefix *prefixes, uint8_t count)
{
    static const struct pmip6_addr none;
    int rc;

    if (at->bound)
        return rebinding(mag, at, prefixes, count);
    /* The address comes first: with a route and no address of its own on the link, a host
     * cannot ask for the node's link-layer address, and asks again only a second later.
     */
    rc = p6_mag_set_link_address(mag, at->link, &at->link_local);
    if (rc < 0)
        return rc;
    rc = first_binding(mag, at, prefixes, count);
    if (rc < 0 && !at->early)
        p6_mag_set_link_address(mag, at->link, &none);
    return rc;
}

/* From its present set to a new one, which is not to be found yet, or not at all. */
static int change_prefixes(pmip6_mag *mag, uint32_t a, uint32_t chain,
                           const struct pmip6_prefix *prefixes, uint8_t count,
                           const struct signalling *pba)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_addr was = at->link_local;
    int rc;

    p6_prefixes_remove(&mag->prefixes, at->first_prefix);
    rc = oust(mag, a, prefixes, count);
    if (rc == 0) {
        choose_link_local(mag, at, pba);
        rc = install(mag, at, prefixes, count);
    }
    if (rc < 0) {
        at->link_local = was;
        if ((at->bound || at->early) && /* from there it is withdrawn */
            p6_mag_set_link_address(mag, at->link, &was) < 0)
            p6_mag_advertise_later(mag, at->link);
        p6_prefixes_insert(&mag->prefixes, at->first_prefix);
        return rc;
    }
    p6_prefixes_free(&mag->prefixes, at->first_prefix);
    p6_prefixes_insert(&mag->prefixes, chain);
    at->first_prefix = chain;
    return 0;
}

/* Whether a node's traffic stays local may have changed: its routes say so. Where the
 * host cannot take that they are as they were, and the next extension tries again; where
 * they are lost nothing is bound any more, and PMIP6_ERR_STATE returned. */
int p6_mag_follow_local_routing(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);
    struct routed routed = {
        at->prefixes, at->prefix_count, {at->mn_id, at->mn_id_length}};
    struct path was, is;
    int rc;

    if (!at->bound || at->routed_locally == p6_mag_stays_local(mag, at))
        return 0;
    was = p6_mag_path(mag, at);
    is = was;
    is.flags ^= PMIP6_ROUTE_STAYS_LOCAL;
    rc = p6_routes_replace(&mag->effects, &routed, &was, &is);
    if (rc == 0)
        at->routed_locally = !at->routed_locally;
    else if (rc == PMIP6_ERR_STATE)
        p6_mag_unbind_routeless(mag, a);
    return rc;
}

/* What was advertised before it was granted, and is not (R5213-6.9.2-05). */
static void withdraw_the_rest(pmip6_mag *mag, struct attachment *at)
{
    struct pmip6_prefix gone[PMIP6_PREFIXES_MAX];
    uint8_t count =
        difference(at->hints, at->hint_count, at->prefixes, at->prefix_count, gone);

    if (at->early && count > 0)
        p6_mag_withdraw(mag, at->link, gone, count, 0);
    at->early = 0;
}

int p6_mag_bind(pmip6_mag *mag, uint32_t a, const struct signalling *pba, pmip6_time sent)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint8_t count = accepted_prefixes(mag, at, pba, prefixes);
    pmip6_time end = sent + (pmip6_time)pba->lifetime * 4000000;
    uint32_t chain;
    int rc;

    if (count == 0 || pba->lifetime == 0 || end <= mag->now.monotonic)
        return PMIP6_ERR_INVALID;
    rc = p6_prefixes_make(&mag->prefixes, a, prefixes, count, &chain);
    if (rc < 0)
        return rc;
    rc = change_prefixes(mag, a, chain, prefixes, count, pba);
    if (rc < 0) {
        p6_prefixes_free(&mag->prefixes, chain);
        return rc;
    }
    memcpy(at->prefixes, prefixes, sizeof prefixes);
    at->prefix_count = count;
    at->bound = 1;
    at->units = pba->lifetime;
    withdraw_the_rest(mag, at);
    p6_wheel_cancel(&mag->expiry_timers, a);
    p6_wheel_set(&mag->expiry_timers, a, end);
    p6_tunnel_extend(&mag->tunnels, at->tunnel, end); /* R5213-5.6.1-03, 6.10.4-01 */
    p6_mag_wait(mag, a, REFRESH_TIME, refresh_time(mag, pba, sent));
    return 0;
}

/* One of several prefixes is no longer the node's. */
void p6_mag_drop_prefix(pmip6_mag *mag, uint32_t a, const struct pmip6_prefix *p)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_prefix gone = *p;
    struct routed less = {&gone, 1, {at->mn_id, at->mn_id_length}};
    struct path path = p6_mag_path(mag, at);
    uint8_t count = difference(at->prefixes, at->prefix_count, p, 1, at->prefixes);

    p6_prefixes_drop(&mag->prefixes, &at->first_prefix, p);
    at->prefix_count = count;
    p6_mag_withdraw(mag, at->link, &gone, 1, 0);
    p6_routes_remove(&mag->effects, &less, &path);
}

/* The routes of a binding follow it to another link, where the MAG's address is there
 * before them. Where they are lost on the way the node begins anew. */
static int move_routes(pmip6_mag *mag, uint32_t a, uint32_t link)
{
    static const struct pmip6_addr none;
    struct attachment *at = p6_attachment(mag, a);
    struct routed routed = {
        at->prefixes, at->prefix_count, {at->mn_id, at->mn_id_length}};
    struct path was = p6_mag_path(mag, at), is = path_over(mag, at, at->tunnel, link);
    int rc;

    rc = p6_mag_set_link_address(mag, link, &at->link_local);
    if (rc < 0)
        return rc;
    rc = p6_routes_replace(&mag->effects, &routed, &was, &is);
    if (rc == 0)
        p6_mag_withdraw(mag, at->link, at->prefixes, at->prefix_count, 1);
    else
        p6_mag_set_link_address(mag, link, &none);
    if (rc != PMIP6_ERR_STATE)
        return rc;
    p6_mag_unbind_routeless(mag, a);
    return 0;
}

/* A move between two links of this MAG: the routes go ahead, the tunnel stays. */
int p6_mag_take_along(pmip6_mag *mag, uint32_t a, uint32_t link)
{
    p6_mag_end_early(mag, a);
    p6_mag_end_visit(mag, a);
    return p6_attachment(mag, a)->bound ? move_routes(mag, a, link) : 0;
}

void p6_mag_move(pmip6_mag *mag, uint32_t a, uint32_t link)
{
    static const struct pmip6_addr none;
    struct attachment *at = p6_attachment(mag, a);
    uint32_t old = at->link;

    p6_mag_stop_advertising(mag, old);
    p6_mag_set_link_address(mag, old, &none);
    p6_link(mag, old)->attachment = P6_NONE;
    at->link = link;
    p6_link(mag, link)->attachment = a;
    p6_link(mag, link)->told_foreign = 0;
    at->access_technology = p6_link(mag, link)->access_technology;
    if (at->bound)
        p6_mag_begin_advertising(mag, link);
}
