/* SPDX-License-Identifier: MIT */
/*
 * Regular IPv6 access for nodes whose policy grants no mobility service (RFC 5213 6.14,
 * draft-02 6.14): a local prefix is advertised to them, and what they send from it is
 * routed like anybody's. The prefix is shared by all links, so that its addresses are
 * found by a route for each that a visitor has been heard to have.
 */
#include "mag_internal.h"
#include "prefix.h"

#define LEARN_INTERVAL 1000u /* ms, of more addresses than a visitor may have */

int p6_visitor_prefix_is_valid(const struct pmip6_mag_config *c)
{
    const struct pmip6_prefix *p = &c->visitor_prefix;
    struct pmip6_prefix canonical = p6_prefix_of(&p->addr, 64);

    if (p->length == 0)
        return p6_prefix_is_zero(p);
    return p->length == 64 && p6_prefix_equal(p, &canonical) &&
           p6_addr_is_routable(&p->addr) && !p6_prefix_holds(p, &c->address);
}

int p6_mag_is_visitor(const pmip6_mag *mag, const struct attachment *at)
{
    return at->visitor && at->state == PMIP6_ATTACHMENT_REFUSED &&
           mag->config.visitor_prefix.length > 0;
}

int p6_mag_is_visitors(const pmip6_mag *mag, const struct attachment *at,
                       const struct pmip6_addr *address)
{
    return p6_mag_is_visitor(mag, at) && at->visiting &&
           p6_prefix_holds(&mag->config.visitor_prefix, address);
}

/* ---- its addresses ---- */

static struct path path_of(const pmip6_mag *mag, const struct attachment *at)
{
    struct path p = {.kinds = {PMIP6_ROUTE_TO_LINK},
                     .kind_count = 1,
                     .link = p6_link(mag, at->link)->number};
    return p;
}

static void forget_address(pmip6_mag *mag, struct attachment *at, uint32_t slot)
{
    struct pmip6_prefix p;
    struct routed routed = {&p, 1, {at->mn_id, at->mn_id_length}};
    struct path path = path_of(mag, at);

    if (at->visits[slot] == P6_NONE)
        return;
    p = p6_owned(&mag->prefixes, at->visits[slot])->prefix;
    p6_routes_remove(&mag->effects, &routed, &path);
    p6_prefixes_remove(&mag->prefixes, at->visits[slot]);
    p6_prefixes_free(&mag->prefixes, at->visits[slot]);
    at->visits[slot] = P6_NONE;
}

/* One that has an address already, out of another life of the MAG, is a visitor again. */
static int is_visiting(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->visiting)
        return 1;
    if (p6_mag_give_address(mag, a) < 0)
        return 0;
    at->visiting = 1;
    p6_mag_begin_advertising(mag, at->link);
    return 1;
}

/* Each costs the host a change of routes, and anybody can make up more of them. */
static int may_learn(const pmip6_mag *mag, struct access_link *l)
{
    pmip6_time now = mag->now.monotonic;
    pmip6_time from = l->learnt > now ? l->learnt : now;

    if (from - now > p6_mag_ms((VISITS - 1) * LEARN_INTERVAL))
        return 0;
    l->learnt = from + p6_mag_ms(LEARN_INTERVAL);
    return 1;
}

static int is_lmas(const pmip6_mag *mag, const struct pmip6_addr *address)
{
    return p6_tunnel_find(&mag->tunnels, &mag->config.address, address) != P6_NONE;
}

/* A request, or a tunnel, goes to an LMA: no visitor has its address, even if one was
 * heard with it (R5213-6.14-05). */
void p6_mag_clear_way(pmip6_mag *mag, const struct pmip6_addr *lma)
{
    uint32_t a = mag->config.visitor_prefix.length > 0
                     ? p6_owner_of_address(&mag->prefixes, lma)
                     : P6_NONE;

    for (uint32_t slot = 0; a != P6_NONE && slot < VISITS; slot++) {
        struct attachment *at = p6_attachment(mag, a);

        if (at->visits[slot] != P6_NONE &&
            p6_addr_equal(&p6_owned(&mag->prefixes, at->visits[slot])->prefix.addr, lma))
            forget_address(mag, at, slot);
    }
}

/* So many at once; a new one takes the place of the oldest. Whoever has an address first
 * keeps it, wherever another is heard with it. */
void p6_mag_learn_visitor(pmip6_mag *mag, uint32_t a, const struct pmip6_addr *address)
{
    struct attachment *at = p6_attachment(mag, a);
    struct pmip6_prefix p = p6_prefix_of(address, 128);
    struct routed routed = {&p, 1, {at->mn_id, at->mn_id_length}};
    struct path path = path_of(mag, at);
    uint32_t chain, slot = at->visits_next % VISITS;

    if (!p6_mag_is_visitor(mag, at) ||
        !p6_prefix_holds(&mag->config.visitor_prefix, address) ||
        p6_addr_equal(address, &mag->config.visitor_prefix.addr) ||
        p6_owner_of_address(&mag->prefixes, address) != P6_NONE || !is_visiting(mag, a))
        return;
    if (is_lmas(mag, address) || !may_learn(mag, p6_link(mag, at->link)))
        return;
    forget_address(mag, at, slot);
    if (p6_prefixes_make(&mag->prefixes, a, &p, 1, &chain) < 0)
        return;
    if (p6_routes_add(&mag->effects, &routed, &path) < 0) {
        p6_prefixes_free(&mag->prefixes, chain);
        return;
    }
    p6_prefixes_insert(&mag->prefixes, chain);
    at->visits[slot] = chain;
    at->visits_next = (uint8_t)((slot + 1) % VISITS);
}

/* ---- its end ---- */

/* Service begins, the node leaves, or the prefix is another: what it had is withdrawn. */
void p6_mag_end_visit(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    for (uint32_t slot = 0; slot < VISITS; slot++)
        forget_address(mag, at, slot);
    if (!at->visiting)
        return;
    at->visiting = 0;
    p6_mag_withdraw(mag, at->link, &mag->config.visitor_prefix, 1, 1);
    p6_mag_stop_advertising(mag, at->link);
}

/* The configuration has another prefix from now on. */
void p6_mag_visitors_follow(pmip6_mag *mag, const struct pmip6_prefix *is)
{
    uint32_t a = P6_NONE;

    if (p6_prefix_equal(is, &mag->config.visitor_prefix))
        return;
    while ((a = p6_slab_next(&mag->attachments, a)) != P6_NONE)
        p6_mag_end_visit(mag, a);
}
