/* SPDX-License-Identifier: MIT */
#include "network.h"

#include "checksum.h"
#include "host.h"
#include "ladder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t take_parcel(struct world *w)
{
    uint32_t p = w->parcel_free;

    if (p) {
        w->parcel_free = w->parcels[p].next_free;
        return p;
    }
    if (w->parcel_count + 1 >= w->parcel_room) {
        w->parcel_room = w->parcel_room ? 2 * w->parcel_room : 256;
        w->parcels = realloc(w->parcels, w->parcel_room * sizeof *w->parcels);
        if (!w->parcels) {
            fputs("sim: out of memory\n", stderr);
            exit(1);
        }
    }
    return ++w->parcel_count;
}

static uint32_t pack(struct world *w, const struct pmip6_datagram *d)
{
    uint32_t number = take_parcel(w);
    struct parcel *p = &w->parcels[number];

    memset(p, 0, sizeof *p - sizeof p->octets);
    p->source = d->source;
    p->destination = d->destination;
    p->home_address = d->home_address;
    p->protection = d->protection;
    p->length =
        (uint32_t)(d->octets.length < PARCEL_ROOM ? d->octets.length : PARCEL_ROOM);
    memcpy(p->octets, d->octets.data, p->length);
    p->honest = 1;
    return number;
}

/* Damage that the checksum shows: what it cannot show, nobody can be blamed for. */
static void damage(struct domain *d, struct parcel *p)
{
    uint32_t flips = 1 + rng_below(&d->network, 4);

    while (flips-- > 0)
        p->octets[rng_below(&d->network, p->length)] ^=
            (uint8_t)(1u << rng_below(&d->network, 8));
    if (p6_checksum(&p->source, &p->destination, P6_NEXT_HEADER_MH, p->octets,
                    p->length) == 0)
        p->octets[rng_below(&d->network, p->length)] ^= 0x40;
    p->honest = 0;
}

static void send_one(struct domain *d, const struct pmip6_datagram *datagram)
{
    struct world *w = d->world;
    struct rng *r = &d->network;
    uint32_t number = pack(w, datagram);
    struct parcel *p = &w->parcels[number];
    sim_time after = SIM_MS(1) + rng_below(r, 15000);

    if (d->delay && rng_below(r, 4) == 0 && world_fault(w, FAULT_DELAY))
        after += SIM_MS(rng_below(r, d->delay));
    if (rng_permille(r, d->corrupt) && world_fault(w, FAULT_CORRUPT))
        damage(d, p);
    if (rng_permille(r, d->truncate) && world_fault(w, FAULT_TRUNCATE)) {
        p->length = rng_below(r, p->length);
        p->honest = 0;
    }
    world_put(w, w->now + after, PARCEL, d->number, 0, number);
}

static int is_parted(const struct domain *d, const struct host *a, const struct host *b)
{
    if (!b || a->role == b->role)
        return 0;
    return a->role == LMA_HOST ? d->parted[a->number][b->number]
                               : d->parted[b->number][a->number];
}

void network_send(struct host *from, const struct pmip6_datagram *datagram)
{
    struct domain *d = from->domain;
    struct world *w = d->world;
    struct pmip6_datagram sent = *datagram;
    int lost;

    w->tally.messages++;
    sent.protection = PMIP6_PROTECTED_ESP;
    lost = rng_permille(&d->network, d->loss) && world_fault(w, FAULT_LOSS);
    if (!lost && is_parted(d, from, domain_at(d, &sent.destination)))
        lost = 1;
    ladder_sent(w->ladder, from, &sent, lost);
    if (lost)
        return;
    send_one(d, &sent);
    if (rng_permille(&d->network, d->duplicate) && world_fault(w, FAULT_DUPLICATE))
        send_one(d, &sent);
}

void network_inject(struct domain *d, const struct pmip6_datagram *datagram,
                    sim_time after)
{
    uint32_t number = pack(d->world, datagram);

    d->world->parcels[number].honest = 0;
    world_put(d->world, d->world->now + after, PARCEL, d->number, 0, number);
}

void network_deliver(struct domain *d, uint32_t number)
{
    struct world *w = d->world;
    struct parcel p = w->parcels[number];
    struct host *to = domain_at(d, &p.destination);
    uint64_t mixed = p.length;

    for (uint32_t i = 0; i < p.length; i++)
        mixed = mixed * 31 + p.octets[i];
    world_trace(w, mixed);
    w->parcels[number].next_free = w->parcel_free;
    w->parcel_free = number;
    if (to)
        host_input(to, &p);
}

void network_mend(struct domain *d)
{
    d->loss = d->duplicate = d->delay = d->corrupt = d->truncate = 0;
    memset(d->parted, 0, sizeof d->parted);
}
