/* SPDX-License-Identifier: MIT */
/* What must be well at the end of a quiet time: the checks of LMA_AND_MAG_AGREE and
 * SERVICE_RETURNS. */
#include "host.h"
#include "invariants.h"
#include "prefix.h"

#include <string.h>

static int attachment_on(const struct host *mag, uint32_t link,
                         struct pmip6_attachment_view *v)
{
    uint32_t cursor = 0;

    pmip6_attachment_view_init(v);
    while (pmip6_mag_next_attachment(mag->mag, &cursor, v) == 1) {
        if (v->link == link)
            return 1;
    }
    return 0;
}

/* ---- the way of a packet ---- */

static struct pmip6_addr address_in(const struct pmip6_prefix *prefix)
{
    struct pmip6_addr a = prefix->addr;

    a.octets[15] = 0x77;
    return a;
}

/* Down: from outside to the LMA, through the tunnel, onto the link. */
static int goes_down(const struct host *lma, const struct host *mag, uint32_t link,
                     const struct pmip6_addr *address)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.source = domain_address(lma->domain, 0xd, 1);
    q.destination = *address;
    q.origin = PMIP6_FROM_OUTSIDE;
    if (pmip6_lma_forward(lma->lma, &q, &v) < 0 || v.action != PMIP6_FORWARD_TUNNEL ||
        !p6_addr_equal(&v.tunnel.remote, &mag->address))
        return 0;
    q.origin = PMIP6_FROM_TUNNEL;
    q.outer_source = lma->address;
    return pmip6_mag_forward(mag->mag, &q, &v) == 0 && v.action == PMIP6_FORWARD_LINK &&
           v.link == link;
}

static int goes_up(const struct host *lma, const struct host *mag, uint32_t link,
                   const struct pmip6_addr *address)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;

    pmip6_forward_query_init(&q);
    pmip6_forward_verdict_init(&v);
    q.source = *address;
    q.destination = domain_address(lma->domain, 0xd, 1);
    q.origin = PMIP6_FROM_LINK;
    q.link = link;
    if (pmip6_mag_forward(mag->mag, &q, &v) < 0 || v.action != PMIP6_FORWARD_TUNNEL ||
        !p6_addr_equal(&v.tunnel.remote, &lma->address))
        return 0;
    q.origin = PMIP6_FROM_TUNNEL;
    q.outer_source = mag->address;
    return pmip6_lma_forward(lma->lma, &q, &v) == 0 && v.action == PMIP6_FORWARD_ROUTE;
}

/* ---- what node, MAG and LMA believe ---- */

static void check_binding(struct node *n, struct host *mag,
                          const struct pmip6_attachment_view *a)
{
    struct host *lma = &n->domain->lmas[n->home];
    struct pmip6_binding_view b = {.size = sizeof b};

    if (pmip6_lma_find_by_address(lma->lma, &a->prefixes[0].addr, &b) != 0) {
        violated(mag, LMA_AND_MAG_AGREE, "%s is served, and its LMA knows nothing of it",
                 n->name);
        return;
    }
    if (b.mn_id.length != strlen(n->name) ||
        memcmp(b.mn_id.data, n->name, b.mn_id.length) != 0 ||
        !p6_addr_equal(&b.proxy_coa, &mag->address) ||
        b.state != PMIP6_BINDING_REGISTERED || b.prefix_count != a->prefix_count)
        violated(mag, LMA_AND_MAG_AGREE, "%s is served, its LMA knows it otherwise",
                 n->name);
    for (size_t i = 0; i < a->prefix_count && i < b.prefix_count; i++) {
        if (!p6_prefix_equal(&a->prefixes[i], &b.prefixes[i]))
            violated(mag, LMA_AND_MAG_AGREE, "%s has other prefixes at its LMA", n->name);
    }
    /* 50 ms for clocks that run at different rates. */
    if (clock_when(lma, b.expires) + SIM_MS(50) < clock_when(mag, a->expires))
        violated(mag, LMA_AND_MAG_AGREE, "%s is served longer than its LMA thinks",
                 n->name);
}

static int has_heard(const struct interface *i, const struct pmip6_prefix *prefix,
                     sim_time now)
{
    /* Routers advertise themselves every 30 s at least (RFC 4861 6.2.1, as configured).
     */
    if (i->valid_until <= now || i->router_until <= now ||
        i->heard_at + SIM_MS(30500) < now)
        return 0;
    for (uint32_t p = 0; p < i->prefix_count; p++) {
        if (p6_prefix_equal(&i->prefixes[p], prefix))
            return 1;
    }
    return 0;
}

static void check_interface(struct node *n, struct interface *i)
{
    struct host *mag = i->mag, *lma = &n->domain->lmas[n->home];
    struct pmip6_attachment_view a = {.size = sizeof a};

    n->domain->world->tally.checks[SERVICE_RETURNS]++;
    n->domain->world->tally.checks[LMA_AND_MAG_AGREE]++;
    if (!attachment_on(mag, i->link, &a)) {
        violated(mag, SERVICE_RETURNS, "%s is on link %u and not noticed", n->name,
                 (unsigned)i->link);
        return;
    }
    if (a.prefix_count == 0) {
        violated(mag, SERVICE_RETURNS, "%s is on link %u in state %u, last status %u%s",
                 n->name, (unsigned)i->link, (unsigned)a.state,
                 a.has_status ? (unsigned)a.status : 999u, a.blocked ? ", blocked" : "");
        return;
    }
    check_binding(n, mag, &a);
    for (size_t p = 0; p < a.prefix_count; p++) {
        struct pmip6_addr address = address_in(&a.prefixes[p]);

        if (!goes_down(lma, mag, i->link, &address))
            violated(mag, SERVICE_RETURNS, "packets to %s do not arrive", n->name);
        if (!goes_up(lma, mag, i->link, &address))
            violated(mag, SERVICE_RETURNS, "packets of %s do not leave", n->name);
        if (!has_heard(i, &a.prefixes[p], n->domain->world->now))
            violated(mag, SERVICE_RETURNS, "%s has not heard of its prefix", n->name);
    }
}

/* The other way round: nobody who is not there is served, or asked for. */
static void check_mag(struct host *mag)
{
    struct pmip6_attachment_view a = {.size = sizeof a};
    uint32_t cursor = 0;

    while (pmip6_mag_next_attachment(mag->mag, &cursor, &a) == 1) {
        const struct node *n = link_node(mag->domain, a.link);
        const struct interface *i = &n->interfaces[link_interface(a.link)];

        if (!n->wanders && a.state != PMIP6_ATTACHMENT_REFUSED &&
            (i->mag != mag || i->link != a.link))
            violated(mag, LMA_AND_MAG_AGREE,
                     "%s is believed to be on link %u, in state %u, last status %u%s",
                     n->name, (unsigned)a.link, (unsigned)a.state,
                     a.has_status ? (unsigned)a.status : 999u,
                     a.blocked ? ", blocked" : "");
    }
}

static void check_lma(struct host *lma)
{
    struct domain *d = lma->domain;
    struct pmip6_binding_view b = {.size = sizeof b};
    uint32_t cursor = 0;

    while (pmip6_lma_next_binding(lma->lma, &cursor, &b) == 1) {
        uint32_t node = domain_node(d, b.mn_id);
        struct host *mag = domain_at(d, &b.proxy_coa);
        struct pmip6_attachment_view a = {.size = sizeof a};
        uint32_t link;

        if (node >= SIM_NODES || !mag || mag->role != MAG_HOST) {
            violated(lma, LMA_AND_MAG_AGREE, "a session of nobody, or bound nowhere");
            return;
        }
        if (d->nodes[node].wanders)
            continue;
        link = pmip6_mag_link_of(mag->mag, b.mn_id);
        if (!link || !attachment_on(mag, link, &a) || a.prefix_count == 0 ||
            !p6_prefix_equal(&a.prefixes[0], &b.prefixes[0]))
            violated(lma, LMA_AND_MAG_AGREE, "%s is bound where nobody serves it",
                     d->nodes[node].name);
    }
}

void invariant_quiet(struct domain *d)
{
    for (uint32_t i = 0; i < d->world->plan.nodes; i++) {
        struct node *n = &d->nodes[i];

        for (uint32_t j = 0; !n->wanders && j < n->interface_count; j++) {
            if (n->interfaces[j].mag)
                check_interface(n, &n->interfaces[j]);
        }
    }
    for (uint32_t i = 0; i < SIM_MAGS; i++)
        check_mag(&d->mags[i]);
    for (uint32_t i = 0; i < SIM_LMAS; i++)
        check_lma(&d->lmas[i]);
}
