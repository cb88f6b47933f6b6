/* SPDX-License-Identifier: MIT */
#include "node.h"

#include "frames.h"
#include "host.h"
#include "ladder.h"

#include <stdio.h>
#include <string.h>

/* ---- what nodes there are ---- */

static void name_it(struct node *n)
{
    const char *realm =
        n->number % 3 ? "example.net" : "an.operator.with.quite.a.long.name.example.net";

    snprintf(n->name, sizeof n->name, "mn%u@%s", (unsigned)n->number, realm);
}

/* Some interfaces have addresses longer than the record holds, some none to tell, some
 * that of the node's other one, which has another technology. */
static void make_interface(struct node *n, uint32_t number)
{
    struct interface *i = &n->interfaces[number];

    i->lli_length = n->number % 7 == 3 ? 16 : 6;
    i->lli_hidden = n->number % 8 == 5 || (number == 1 && n->number % 24 == 0);
    i->lli[0] = 2;
    i->lli[1] = (uint8_t)n->domain->number;
    i->lli[4] = (uint8_t)(n->number % 12 == 6 ? 0 : number);
    i->lli[5] = (uint8_t)n->number;
}

/* Most have prefixes of their own beside the pools; some longer or shorter ones, also
 * within the pools. */
static void fix_prefix(struct node *n, uint32_t i)
{
    struct pmip6_prefix *p = &n->fixed[i];
    uint32_t shape = n->number % 10 == 6 ? 1 + n->number / 10 % 3 : 0;

    p->addr = domain_address(n->domain, (uint8_t)(0x20u + n->home), 0);
    if (shape == 1) { /* inside one of the first pool's */
        p->addr.octets[7] = (uint8_t)(1 + n->number / 10);
        p->addr.octets[8] = (uint8_t)n->number;
        p->length = 72;
    } else if (shape == 2) { /* around some of the second pool's */
        p->addr.octets[6] = 1;
        p->addr.octets[7] = (uint8_t)(n->number / 10 << 4);
        p->length = 60;
    } else if (shape == 3) {
        p->addr.octets[6] = (uint8_t)(0xf0u + n->number / 10);
        p->length = 56;
    } else {
        p->addr.octets[6] = (uint8_t)(0xf0u + i);
        p->addr.octets[7] = (uint8_t)n->number;
        p->length = 64;
    }
}

void node_init(struct node *n, struct domain *d, uint32_t number)
{
    uint8_t most = d->edition == PMIP6_RFC5213 ? 2 : 1;

    memset(n, 0, sizeof *n);
    n->domain = d;
    n->number = number;
    n->rng = rng_of(d->world->plan.seed, 1000 + d->number * 256 + number);
    n->home = number % SIM_LMAS;
    /* Prefixes that a host grants for a while run out. */
    n->wanders = number % 4 == 3 || lma_host_grants(d, number) > 0;
    n->pool_prefixes = most > 1 && number % 9 == 4 ? 3 : 1;
    n->prefix_lifetime = number % 11 == 7 ? 12 + number : 0;
    n->remembered = number % 2 ? 0 : 60000000;
    n->interface_count = most > 1 && number % 3 == 0 ? 2 : 1;
    n->local_routing = (uint8_t)(number % 8 == 1   ? PMIP6_LOCAL_ROUTING_ON
                                 : number % 8 == 6 ? PMIP6_LOCAL_ROUTING_OFF
                                                   : PMIP6_LOCAL_ROUTING_DEFAULT);
    name_it(n);
    for (uint32_t i = 0; i < n->interface_count; i++)
        make_interface(n, i);
    if (number % 5 == 1) {
        n->fixed_count = number % 2 ? most : 1;
        for (uint32_t i = 0; i < n->fixed_count; i++)
            fix_prefix(n, i);
    }
}

/* ---- coming and going ---- */

static void leave(struct node *n, uint32_t interface, int told)
{
    struct interface *i = &n->interfaces[interface];
    struct host *mag = i->mag;
    uint32_t link = i->link;

    if (!mag)
        return;
    i->mag = NULL;
    i->link = 0;
    i->prefix_count = 0;
    if (told)
        mag_host_detach(mag, link, rng_below(&n->rng, 2) == 0);
}

static void send_dad(struct node *n, uint32_t interface)
{
    struct interface *i = &n->interfaces[interface];
    struct frame f;

    frame_duplicate_address_detection(&f, i);
    mag_host_frame(i->mag, i->link, &f.packet);
}

static void arrive(struct node *n, uint32_t interface, struct host *mag, uint32_t which,
                   uint8_t handoff)
{
    struct interface *i = &n->interfaces[interface];
    struct world *w = n->domain->world;

    i->mag = mag;
    i->link = link_of(n, interface, which);
    i->since = w->now;
    i->solicited = 0;
    i->arrivals++;
    w->tally.moves++;
    mag_host_attach(mag, n, interface, handoff);
    if (!n->asleep)
        send_dad(n, interface);
    world_put(w, w->now + SIM_SEC(4), NODE_SOLICITS, n->domain->number, n->number,
              i->arrivals << 1 | interface);
}

static struct host *choose_mag(struct node *n, uint32_t interface)
{
    const struct host *other = n->interfaces[!interface].mag;
    struct host *mag;

    /* One node, one place at a MAG. */
    do {
        mag = &n->domain->mags[rng_below(&n->rng, SIM_MAGS)];
    } while (mag == other);
    return mag;
}

static int is_told(struct node *n)
{
    if (n->domain->phase == QUIET || rng_below(&n->rng, 4))
        return 1;
    return !world_fault(n->domain->world, FAULT_VANISH);
}

static void come(struct node *n, uint32_t interface)
{
    struct host *mag = choose_mag(n, interface);
    uint32_t which = rng_below(&n->rng, 2);
    int other = n->interfaces[!interface].mag != NULL;
    uint8_t handoff = PMIP6_HANDOFF_RESERVED;

    if (rng_below(&n->rng, 2))
        handoff = other ? PMIP6_HANDOFF_NEW_INTERFACE : PMIP6_HANDOFF_MAGS;
    arrive(n, interface, mag, which, handoff);
}

static void move(struct node *n, uint32_t interface)
{
    const struct host *was = n->interfaces[interface].mag;
    uint32_t which = !((n->interfaces[interface].link - 1) % 2);
    uint8_t handoff = rng_below(&n->rng, 2) ? PMIP6_HANDOFF_MAGS : PMIP6_HANDOFF_RESERVED;
    int told = is_told(n), hops = rng_below(&n->rng, 4) == 0;
    struct host *mag = hops ? n->interfaces[interface].mag : choose_mag(n, interface);

    leave(n, interface, told);
    /* Between two links of one MAG, where it is sure that the node moved. */
    arrive(n, interface, mag, which, mag == was ? PMIP6_HANDOFF_MAGS : handoff);
}

/* Where it was before its other interface came, it leaves a little later, unless it has
 * moved since. */
void node_leaves(struct node *n, uint32_t number)
{
    if (n->interfaces[number & 1].arrivals == number >> 1)
        leave(n, number & 1, is_told(n));
}

/* Its other interface takes over (handoff indicator 2), after it has left, or before. */
static void change_interface(struct node *n, uint32_t interface)
{
    struct world *w = n->domain->world;
    uint32_t other = !interface;
    struct host *mag;
    int stays; /* at its MAG, which has one place for it */

    if (n->interface_count < 2 || n->interfaces[other].mag) {
        move(n, interface);
        return;
    }
    stays = rng_below(&n->rng, 3) == 0;
    mag = stays ? n->interfaces[interface].mag : choose_mag(n, other);
    if (stays || rng_below(&n->rng, 2))
        leave(n, interface, is_told(n));
    else
        world_put(w, w->now + SIM_MS(rng_between(&n->rng, 1, 3000)), NODE_LEAVES,
                  n->domain->number, n->number,
                  n->interfaces[interface].arrivals << 1 | interface);
    arrive(n, other, mag, rng_below(&n->rng, 2), PMIP6_HANDOFF_INTERFACES);
}

/* A node that wakes looks for its router: its MAG may have given it up. */
static void wake(struct node *n)
{
    if (!n->asleep)
        return;
    n->asleep = 0;
    for (uint32_t j = 0; j < n->interface_count; j++) {
        if (n->interfaces[j].mag)
            mag_host_solicit(n->interfaces[j].mag, n->interfaces[j].link);
    }
}

/* One without link-layer addresses could not be noticed again: it stays awake. */
static void sleep(struct node *n)
{
    if (n->domain->phase == TROUBLED && !n->interfaces[0].lli_hidden &&
        !n->interfaces[1].lli_hidden)
        n->asleep = (uint8_t)world_fault(n->domain->world, FAULT_SLEEP);
}

static void do_something(struct node *n)
{
    uint32_t interface = n->interface_count > 1 && rng_below(&n->rng, 4) == 0;
    uint32_t what = rng_below(&n->rng, 100);

    if (!n->interfaces[interface].mag) {
        come(n, interface);
    } else if (what < 55) {
        move(n, interface);
    } else if (what < 65) {
        change_interface(n, interface);
    } else if (what < 80) {
        leave(n, interface, is_told(n));
    } else if (what < 90) {
        mag_host_solicit(n->interfaces[interface].mag, n->interfaces[interface].link);
    } else if (n->asleep) {
        wake(n);
    } else {
        sleep(n);
    }
}

void node_turn(struct node *n)
{
    struct world *w = n->domain->world;
    int quiet = n->domain->phase == QUIET;
    struct rng after = n->rng;
    sim_time pause = quiet ? SIM_MS(rng_between(&n->rng, 30000, 90000))
                           : SIM_MS(rng_between(&n->rng, 500, 8000));

    world_put(w, w->now + pause, NODE_TURN, n->domain->number, n->number, n->turns);
    /* Whatever it does, and whether it does it, its next turn is the same. */
    (void)rng_next(&after);
    (void)rng_next(&after);
    if (!world_skips(w) && (!quiet || n->wanders))
        do_something(n);
    n->rng = after;
}

void node_settle(struct node *n)
{
    wake(n);
    n->barred = 0;
    if (!n->wanders && !n->interfaces[0].mag &&
        !n->interfaces[n->interface_count - 1].mag)
        come(n, 0);
}

/* ---- what it hears ---- */

static void take_advertisement(struct interface *i, const struct advertised *a, int count,
                               sim_time now)
{
    i->prefix_count = 0;
    for (int j = 0; j < count && i->prefix_count < PMIP6_PREFIXES_MAX; j++) {
        if (a[j].valid == 0)
            continue;
        i->prefixes[i->prefix_count++] = a[j].prefix;
        i->valid_until = now + SIM_SEC(a[j].valid);
    }
}

void node_hears(struct node *n, uint32_t interface, const struct pmip6_nd_packet *p)
{
    struct advertised a[PMIP6_PREFIXES_MAX];
    struct world *w = n->domain->world;
    uint32_t router;
    int count, speaks;

    if (n->asleep || p->octets.length == 0)
        return;
    count = frame_read_advertisement(p, a, PMIP6_PREFIXES_MAX, &router);
    speaks = count < 0 && p->octets.data[0] == PMIP6_ND_NEIGHBOR_SOLICITATION;
    if (count >= 0) {
        /* With a new address it has something to say, and is heard by its neighbours. */
        speaks = n->interfaces[interface].prefix_count == 0;
        take_advertisement(&n->interfaces[interface], a, count, w->now);
        n->interfaces[interface].heard_at = w->now;
        n->interfaces[interface].router_until = w->now + SIM_SEC(router);
    }
    if (speaks)
        world_put(w, w->now + SIM_MS(2), FRAME, n->domain->number, n->number, interface);
}

void node_answers(struct node *n, uint32_t interface)
{
    const struct interface *i = &n->interfaces[interface];
    struct pmip6_addr address = frame_link_local(i);
    struct frame f;

    if (n->asleep || !i->mag)
        return;
    frame_neighbor_advertisement(&f, i, &i->mag->link_address[i->link]);
    mag_host_frame(i->mag, i->link, &f.packet);
    if (i->prefix_count == 0 || i->prefixes[0].length != 64)
        return;
    /* The address that it makes of the prefix (RFC 4862 5.4). */
    memcpy(address.octets, i->prefixes[0].addr.octets, 8);
    frame_claim(&f, i, &address);
    mag_host_frame(i->mag, i->link, &f.packet);
}

void node_solicits(struct node *n, uint32_t number)
{
    struct interface *i = &n->interfaces[number & 1];
    struct world *w = n->domain->world;

    if (!i->mag || i->arrivals != number >> 1)
        return;
    if (w->now >= i->valid_until)
        i->prefix_count = 0; /* nobody has said for too long that it is still valid */
    if (!n->asleep && i->prefix_count == 0)
        mag_host_solicit(i->mag, i->link);
    /* RFC 7559: it goes on asking, ever more seldom. */
    if (i->solicited < 4)
        i->solicited++;
    world_put(w, w->now + SIM_SEC(4u << i->solicited), NODE_SOLICITS, n->domain->number,
              n->number, number);
}
