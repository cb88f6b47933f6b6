/* SPDX-License-Identifier: MIT */
/*
 * Messages that must change nothing: without protection, from strangers, from a gateway
 * that may register nobody, or no messages at all; frames of other nodes on a link.
 */
#include "faults.h"

#include "checksum.h"
#include "frames.h"
#include "host.h"
#include "invariants.h"
#include "network.h"
#include "signalling.h"

#include <string.h>

static struct node *any_node(struct domain *d)
{
    return &d->nodes[rng_below(&d->rng, d->world->plan.nodes)];
}

/* A request or an acknowledgement as good as any, of a node that exists. */
static void compose(struct domain *d, struct signalling *s, struct node *n, int request)
{
    static const uint8_t statuses[] = {0, 0, 0, 1, 128, 130, 135, 152, 155, 157};

    memset(s, 0, sizeof *s);
    s->mh_type = request ? PMIP6_MH_BU : PMIP6_MH_BA;
    s->flags = request ? PMIP6_BU_A | PMIP6_BU_P : PMIP6_BA_P;
    s->status = request ? 0 : statuses[rng_below(&d->rng, sizeof statuses)];
    s->sequence =
        (uint16_t)(n->last_sequence + (request ? 1 + rng_below(&d->rng, 9) : 0));
    s->lifetime = (uint16_t)(rng_below(&d->rng, 3) ? 15 : 0);
    s->present = HAS_MN_ID | HAS_PREFIX;
    s->mn_id.data = (const uint8_t *)n->name;
    s->mn_id.length = strlen(n->name);
    s->mn_id_subtype = 1;
    s->prefix_count = 1;
    if (n->interfaces[0].prefix_count && rng_below(&d->rng, 2))
        s->prefixes[0] = n->interfaces[0].prefixes[0];
    if (!d->by_sequence) {
        s->present |= HAS_TIMESTAMP;
        s->timestamp = clock_day(&d->lmas[0]);
    }
    if (d->edition == PMIP6_RFC5213) {
        s->present |= HAS_HANDOFF | HAS_ACCESS_TECHNOLOGY;
        s->handoff = (uint8_t)(1 + rng_below(&d->rng, 5));
        s->access_technology = 4;
    }
}

static void send(struct domain *d, const struct signalling *s,
                 const struct pmip6_addr *from, const struct pmip6_addr *to,
                 uint32_t protection)
{
    struct pmip6_datagram g;
    uint8_t octets[PARCEL_ROOM];
    size_t length;

    if (p6_signalling_encode(s, octets, sizeof octets, from, to, &length) < 0)
        return;
    pmip6_datagram_init(&g);
    g.source = *from;
    g.destination = *to;
    g.octets.data = octets;
    g.octets.length = length;
    g.protection = protection;
    network_inject(d, &g, SIM_MS(1));
}

static struct host *mag_of(struct domain *d, const struct node *n)
{
    return n->interfaces[0].mag ? n->interfaces[0].mag
                                : &d->mags[rng_below(&d->rng, SIM_MAGS)];
}

void adversary_unprotected(struct domain *d)
{
    struct node *n = any_node(d);
    const struct pmip6_addr *lma = &d->lmas[n->home].address,
                            *mag = &mag_of(d, n)->address;
    int request = rng_below(&d->rng, 2) == 0;
    struct signalling s;

    compose(d, &s, n, request);
    if (request)
        send(d, &s, mag, lma, PMIP6_PROTECTED_NONE);
    else
        send(d, &s, lma, mag, PMIP6_PROTECTED_NONE);
}

/* Many strangers at once, or one that does not stop. */
void adversary_flood(struct domain *d)
{
    struct node *n = any_node(d);
    const struct host *lma = &d->lmas[rng_below(&d->rng, SIM_LMAS)];
    uint32_t count = 4 + rng_below(&d->rng, 8);
    int one = rng_below(&d->rng, 2) == 0;
    struct signalling s;

    compose(d, &s, n, 1);
    for (uint32_t i = 0; i < count; i++) {
        struct pmip6_addr stranger = domain_address(d, 0xe, (uint8_t)(one ? 0 : i));

        s.sequence++;
        send(d, &s, &stranger, &lma->address, PMIP6_PROTECTED_ESP);
    }
}

void adversary_stranger(struct domain *d)
{
    struct node *n = any_node(d);
    struct pmip6_addr stranger = domain_address(d, 0xe, (uint8_t)rng_below(&d->rng, 256));
    int request = rng_below(&d->rng, 2) == 0;
    struct signalling s;

    compose(d, &s, n, request);
    if (request)
        send(d, &s, &stranger, &d->lmas[n->home].address, PMIP6_PROTECTED_ESP);
    else
        send(d, &s, &stranger, &mag_of(d, n)->address, PMIP6_PROTECTED_ESP);
}

void adversary_rogue(struct domain *d)
{
    struct node *n = any_node(d);
    struct pmip6_addr rogue = domain_address(d, 0xc, 1);
    struct signalling s;

    compose(d, &s, n, 1);
    send(d, &s, &rogue, &d->lmas[n->home].address, PMIP6_PROTECTED_ESP);
}

/* From an honest peer's address, but not a message that says anything to anybody. */
void adversary_noise(struct domain *d)
{
    struct host *to = domain_host(d, rng_below(&d->rng, SIM_LMAS + SIM_MAGS));
    const struct host *from =
        to->role == LMA_HOST ? &d->mags[rng_below(&d->rng, SIM_MAGS)] : &d->lmas[0];
    struct pmip6_datagram g;
    uint8_t octets[96];
    uint32_t length = rng_below(&d->rng, sizeof octets + 1);

    for (uint32_t i = 0; i < length; i++)
        octets[i] = (uint8_t)rng_next(&d->rng);
    if (length >= 6) { /* far enough to be looked at closely */
        octets[0] = 59;
        octets[1] = (uint8_t)(length / 8 ? length / 8 - 1 : 0);
        octets[2] = (uint8_t)rng_below(&d->rng, 24);
        if (octets[2] == PMIP6_MH_BU || octets[2] == PMIP6_MH_BA)
            octets[2] = PMIP6_MH_HOTI;
    }
    pmip6_datagram_init(&g);
    g.source = from->address;
    g.destination = to->address;
    g.octets.data = octets;
    g.octets.length = length;
    g.protection = PMIP6_PROTECTED_ESP;
    network_inject(d, &g, SIM_MS(1));
}

/* ---- of other protocols ---- */

/* A header of a type with nothing known in it. */
static void put_other(struct domain *d, struct pmip6_datagram *g, uint8_t *octets)
{
    static const uint8_t types[] = {
        PMIP6_MH_BRR, PMIP6_MH_HOTI, PMIP6_MH_HOTI,      PMIP6_MH_COTI,
        PMIP6_MH_HOT, PMIP6_MH_COT,  PMIP6_MH_HEARTBEAT, 99};
    uint16_t sum;

    memset(octets, 0, 16);
    octets[0] = 59;
    octets[1] = 1;
    octets[2] = types[rng_below(&d->rng, sizeof types)];
    octets[15] = (uint8_t)rng_next(&d->rng);
    g->octets.length = 16;
    sum = p6_checksum(&g->home_address, &g->destination, P6_NEXT_HEADER_MH, octets, 16);
    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
}

/* A Binding Update of a node's own, that wants a home agent. */
static void put_home_registration(struct domain *d, struct pmip6_datagram *g,
                                  uint8_t *octets, struct node *n)
{
    struct signalling s;

    compose(d, &s, n, 1);
    s.flags = PMIP6_BU_A | PMIP6_BU_H;
    s.present = rng_below(&d->rng, 2) ? HAS_MN_ID : 0;
    if (p6_signalling_encode(&s, octets, PARCEL_ROOM, &g->home_address, &g->destination,
                             &g->octets.length) < 0)
        g->octets.length = 0;
}

/* Mobile IPv6 of a node from a foreign link: with its address here as its home address,
 * or from somewhere that is nobody's home. */
void adversary_foreign_message(struct domain *d)
{
    struct node *n = any_node(d);
    struct pmip6_datagram g;
    uint8_t octets[PARCEL_ROOM];
    int has_home = n->interfaces[0].prefix_count > 0 && rng_below(&d->rng, 4) > 0;

    pmip6_datagram_init(&g);
    g.source = domain_address(d, 0xe, (uint8_t)(16 + rng_below(&d->rng, 4)));
    g.destination = d->lmas[n->home].address;
    g.home_address = has_home ? n->interfaces[0].prefixes[0].addr
                              : domain_address(d, 0xe, (uint8_t)rng_below(&d->rng, 16));
    g.home_address.octets[15] |= 1;
    g.octets.data = octets;
    g.protection = PMIP6_PROTECTED_ESP;
    if (rng_below(&d->rng, 2))
        put_home_registration(d, &g, octets, n);
    else
        put_other(d, &g, octets);
    network_inject(d, &g, SIM_MS(1));
}

/* ---- frames ---- */

/* Another node's frame on a served link, or one that no neighbour could have sent. */
void adversary_foreign_frame(struct domain *d)
{
    struct node *n = any_node(d), *other = any_node(d);
    struct interface *i = &n->interfaces[0];
    struct interface foreign = other->interfaces[0];
    struct pmip6_attachment_view v = {.size = sizeof v};
    struct frame f;
    uint64_t before;

    if (!i->mag || !i->mag->up || n == other || i->lli_hidden || i->prefix_count == 0)
        return;
    switch (rng_below(&d->rng, 3)) {
    case 0:
        frame_router_solicitation(&f, &foreign);
        break;
    case 1:
        frame_router_solicitation(&f, i);
        f.packet.hop_limit = 64;
        break;
    default:
        frame_neighbor_advertisement(&f, &foreign, &i->mag->link_address[i->link]);
        f.packet.octets.length = rng_below(&d->rng, f.length);
        break;
    }
    if (pmip6_mag_attachment_of(i->mag->mag, i->link, &v) < 0 || v.prefix_count == 0)
        return; /* nobody is served there, and anyone might come */
    d->world->tally.faults[FAULT_FOREIGN_FRAME]++;
    before = invariant_digest(i->mag);
    mag_host_frame(i->mag, i->link, &f.packet);
    invariant_unchanged(i->mag, before, "a foreign frame");
}
