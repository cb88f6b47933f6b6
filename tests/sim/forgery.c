/* SPDX-License-Identifier: MIT */
/*
 * Frames that no honest node sends: damaged, in the name of the MAG or of another node,
 * from strangers, or far too many. What they do to the node whose link it is is its own
 * affair; nobody else is to notice.
 */
#include "faults.h"

#include "checksum.h"
#include "frames.h"
#include "host.h"
#include "invariants.h"
#include "links.h"

#include <string.h>

#define CROWD 100u /* attachments, beside which no stranger comes */

/* A link, and who is on it. */
struct scene {
    struct host *mag;
    struct node *node;
    struct interface *interface;
    uint32_t link;
};

static int find_scene(struct domain *d, struct scene *s)
{
    s->node = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    s->interface = &s->node->interfaces[rng_below(&d->rng, s->node->interface_count)];
    s->mag = s->interface->mag;
    s->link = s->interface->link;
    return s->mag && s->mag->up && s->mag->link_known[s->link];
}

static void strike(struct domain *d, const struct scene *s, const struct frame *f)
{
    d->world->tally.faults[FAULT_FORGED_FRAME]++;
    mag_host_frame(s->mag, s->link, &f->packet);
}

/* ---- damaged ---- */

static void make_any(struct domain *d, struct frame *f, const struct interface *i)
{
    static const struct pmip6_addr router = {{0xfe, 0x80, [15] = 1}};
    uint32_t what = rng_below(&d->rng, 3);

    if (what == 0)
        frame_router_solicitation(f, i);
    else if (what == 1)
        frame_neighbor_advertisement(f, i, &router);
    else
        frame_duplicate_address_detection(f, i);
}

/* Whole, but no message that a MAG listens to. */
static void make_senseless(struct domain *d, struct frame *f, const struct interface *i)
{
    make_any(d, f, i);
    switch (rng_below(&d->rng, 5)) {
    case 0: /* a router's, or a redirect */
        f->octets[0] = rng_below(&d->rng, 2) ? PMIP6_ND_ROUTER_ADVERTISEMENT : 137;
        f->length = 24;
        break;
    case 1: /* an option of no length */
        f->octets[f->length] = 1;
        f->length += 8;
        memset(f->octets + f->length - 7, 0, 7);
        break;
    case 2:
        f->octets[1] = 1; /* a code that there is not */
        break;
    case 3:
        f->packet.hop_limit = rng_below(&d->rng, 255);
        break;
    default:
        memset(&f->packet.source, 0xff, sizeof f->packet.source);
        break;
    }
    frame_sum(f);
}

static void make_damaged(struct domain *d, struct frame *f, const struct interface *i)
{
    make_any(d, f, i);
    if (rng_below(&d->rng, 2))
        f->packet.octets.length = rng_below(&d->rng, f->length);
    else
        f->octets[rng_below(&d->rng, f->length)] ^= (uint8_t)(1 << rng_below(&d->rng, 8));
    /* Damage that the checksum does not show, nobody can be blamed for. */
    if (p6_checksum(&f->packet.source, &f->packet.destination, P6_NEXT_HEADER_ICMPV6,
                    f->octets, f->packet.octets.length) == 0)
        f->packet.hop_limit = 1;
}

static void damage(struct domain *d)
{
    struct scene s;
    struct frame f;
    uint64_t before;

    if (!find_scene(d, &s))
        return;
    if (rng_below(&d->rng, 2))
        make_senseless(d, &f, s.interface);
    else
        make_damaged(d, &f, s.interface);
    before = invariant_digest(s.mag);
    strike(d, &s, &f);
    invariant_unchanged(s.mag, before, "a damaged frame");
}

/* ---- in the MAG's name ---- */

/* The node uses what the MAG has on the link, or every MAG of the domain. */
static void claim_the_routers(struct domain *d)
{
    struct scene s;
    struct frame f;
    const struct pmip6_addr *routers;

    if (!find_scene(d, &s))
        return;
    routers = &s.mag->link_address[s.link];
    if (routers->octets[0] != 0xfe)
        return;
    if (rng_below(&d->rng, 2))
        frame_claim(&f, s.interface, routers);
    else
        frame_from(&f, s.interface,
                   (uint8_t)(PMIP6_ND_ROUTER_SOLICITATION + 2 * rng_below(&d->rng, 2)),
                   routers, routers);
    strike(d, &s, &f);
}

/* ---- in nobody's name ---- */

static struct interface stranger(struct domain *d)
{
    struct interface i;

    memset(&i, 0, sizeof i);
    i.lli_length = 6;
    i.lli[0] = 2;
    i.lli[1] = 0xee;
    i.lli[5] = (uint8_t)rng_below(&d->rng, 256);
    return i;
}

/* On any link that is up, also one that nobody is on. */
static void come_as_a_stranger(struct domain *d)
{
    struct interface i = stranger(d);
    struct pmip6_mag_status status = {.size = sizeof status};
    uint32_t node = rng_below(&d->rng, d->world->plan.nodes);
    struct scene s = {.mag = &d->mags[rng_below(&d->rng, SIM_MAGS)],
                      .link = node * LINKS_PER_NODE + 1 + rng_below(&d->rng, 4)};
    struct frame f;

    if (!s.mag->up || s.mag->stopping || !s.mag->link_known[s.link] ||
        link_node(d, s.link)->interfaces[link_interface(s.link)].lli_hidden)
        return;
    (void)pmip6_mag_get_status(s.mag->mag, &status);
    if (status.attachments > CROWD)
        return;
    make_any(d, &f, &i);
    strike(d, &s, &f);
    frame_router_solicitation(&f, &i);
    strike(d, &s, &f);
}

/* ---- in another's name ---- */

/* Somebody who is served, and would say so if asked. */
static int find_victim(struct domain *d, struct scene *s)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    s->node = &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
    s->interface = &s->node->interfaces[0];
    s->mag = s->interface->mag;
    s->link = s->interface->link;
    return s->mag && s->mag->up && !s->interface->lli_hidden && !s->node->asleep &&
           pmip6_mag_attachment_of(s->mag->mag, s->link, &v) == 0 && v.prefix_count > 0 &&
           (v.state == PMIP6_ATTACHMENT_REGISTERED ||
            v.state == PMIP6_ATTACHMENT_REFRESHING);
}

/* On another link of the same MAG's, whoever is on it or nobody. */
static void pretend(struct domain *d)
{
    uint32_t first = rng_below(&d->rng, LINKS), link = 0;
    struct scene s;
    struct frame f;

    if (!find_victim(d, &s))
        return;
    for (uint32_t i = 0; i < LINKS && !link; i++) {
        uint32_t other = (first + i) % LINKS + 1;
        const struct node *n = link_node(d, other);

        if (s.mag->link_known[other] && n != s.node &&
            !n->interfaces[link_interface(other)].lli_hidden)
            link = other;
    }
    if (!link)
        return;
    s.link = link;
    make_any(d, &f, s.interface);
    strike(d, &s, &f);
    frame_router_solicitation(&f, s.interface);
    strike(d, &s, &f);
}

/* Its own frames, with another's address in them. */
static void take_an_address(struct domain *d)
{
    struct scene s, victim;
    struct frame f;
    struct pmip6_addr a;

    if (!find_scene(d, &s) || !find_victim(d, &victim) ||
        victim.interface->prefix_count == 0)
        return;
    a = rng_below(&d->rng, 2) ? victim.interface->prefixes[0].addr
                              : frame_link_local(victim.interface);
    if (rng_below(&d->rng, 2))
        frame_claim(&f, s.interface, &a);
    else
        frame_from(&f, s.interface, PMIP6_ND_NEIGHBOR_ADVERTISEMENT, &a, &a);
    strike(d, &s, &f);
}

/* ---- too many ---- */

static void flood(struct domain *d)
{
    static const struct pmip6_addr unspecified;
    struct scene s;
    struct frame f;
    uint32_t count = 2 + rng_below(&d->rng, 28);
    int anonymous = rng_below(&d->rng, 2) == 0;

    if (!find_scene(d, &s))
        return;
    frame_router_solicitation(&f, s.interface);
    if (anonymous) {
        f.length = 8; /* without an option (RFC 4861 4.1) */
        f.packet.source = unspecified;
        frame_sum(&f);
    }
    while (count-- > 0)
        strike(d, &s, &f);
}

/* A visitor has many addresses, some of them another's. */
static void settle(struct domain *d)
{
    struct scene s;
    struct frame f;
    uint32_t count = 1 + rng_below(&d->rng, 12);

    if (!find_scene(d, &s) || s.mag->visitor_prefix.length == 0)
        return;
    while (count-- > 0) {
        struct pmip6_addr a = s.mag->visitor_prefix.addr;

        a.octets[15] = (uint8_t)rng_below(&d->rng, 16);
        if (rng_below(&d->rng, 2))
            frame_claim(&f, s.interface, &a);
        else
            frame_from(&f, s.interface, PMIP6_ND_NEIGHBOR_SOLICITATION, &a, &a);
        strike(d, &s, &f);
    }
}

void forgery(struct domain *d)
{
    static void (*const kinds[])(struct domain *) = {damage,
                                                     damage,
                                                     claim_the_routers,
                                                     come_as_a_stranger,
                                                     come_as_a_stranger,
                                                     pretend,
                                                     take_an_address,
                                                     flood,
                                                     settle,
                                                     settle};

    kinds[rng_below(&d->rng, sizeof kinds / sizeof kinds[0])](d);
}
