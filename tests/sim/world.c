/* SPDX-License-Identifier: MIT */
#include "world.h"

#include "faults.h"
#include "host.h"
#include "invariants.h"
#include "ladder.h"
#include "network.h"
#include "node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How long faults stop: longer than the longest lifetime (100 s), and than the longest
 * wait that trouble of the longest duration can have built up. */
#define QUIET_TIME SIM_SEC(400)

/* ---- names and addresses ---- */

struct pmip6_addr domain_address(const struct domain *d, uint8_t kind, uint8_t number)
{
    struct pmip6_addr a = {{0x20, 0x01, 0x0d, 0xb8}};

    a.octets[4] = (uint8_t)d->number;
    a.octets[5] = kind;
    a.octets[15] = number;
    return a;
}

struct host *domain_at(struct domain *d, const struct pmip6_addr *address)
{
    for (uint32_t who = 0; who < SIM_LMAS + SIM_MAGS; who++) {
        struct host *h = domain_host(d, who);

        if (memcmp(&h->address, address, sizeof *address) == 0)
            return h;
    }
    return NULL;
}

uint32_t domain_node(const struct domain *d, struct pmip6_bytes mn_id)
{
    uint32_t number = 0;

    for (size_t i = 2; i < mn_id.length && mn_id.data[i] >= '0' && mn_id.data[i] <= '9';
         i++)
        number = number * 10 + mn_id.data[i] - '0';
    if (number >= d->world->plan.nodes || mn_id.length != strlen(d->nodes[number].name) ||
        memcmp(mn_id.data, d->nodes[number].name, mn_id.length) != 0)
        return SIM_NODES;
    return number;
}

/* ---- making ---- */

static void init_host(struct domain *d, struct host *h, uint32_t role, uint32_t number)
{
    h->world = d->world;
    h->domain = d;
    h->role = role;
    h->number = number;
    snprintf(h->name, sizeof h->name, "%s%u", role == LMA_HOST ? "lma" : "mag",
             (unsigned)number);
    h->address = domain_address(d, role == LMA_HOST ? 0xa : 0xb, (uint8_t)(number + 1));
    h->rng = rng_of(d->world->plan.seed, 100 + d->number * 16 + role * 8 + number);
    h->curious = rng_of(d->world->plan.seed, 400 + d->number * 16 + role * 8 + number);
    h->clock.origin = 1000000 + rng_below(&h->rng, 1000000000);
    host_mend(h);
}

static void init_domain(struct world *w, struct domain *d, uint32_t number)
{
    d->world = w;
    d->number = number;
    d->edition = number & 1 ? PMIP6_DRAFT_02 : PMIP6_RFC5213;
    d->by_sequence = (number & 2) != 0;
    d->rng = rng_of(w->plan.seed, 10 + number);
    d->network = rng_of(w->plan.seed, 20 + number);
    for (uint32_t i = 0; i < SIM_LMAS; i++)
        init_host(d, &d->lmas[i], LMA_HOST, i);
    for (uint32_t i = 0; i < SIM_MAGS; i++)
        init_host(d, &d->mags[i], MAG_HOST, i);
    for (uint32_t i = 0; i < w->plan.nodes; i++)
        node_init(&d->nodes[i], d, i);
}

static void start_domain(struct domain *d)
{
    struct world *w = d->world;

    for (uint32_t who = 0; who < SIM_LMAS + SIM_MAGS; who++)
        host_start(domain_host(d, who));
    for (uint32_t i = 0; i < w->plan.nodes; i++)
        world_put(w, SIM_MS(rng_below(&d->nodes[i].rng, 10000)), NODE_TURN, d->number, i,
                  0);
    d->phase = QUIET; /* a world begins in peace */
    d->phase_ends = QUIET_TIME;
    world_put(w, d->phase_ends, PHASE_END, d->number, 0, 0);
    for (uint32_t i = 0; i < w->plan.nodes; i++)
        node_settle(&d->nodes[i]);
}

struct world *world_new(const struct plan *plan)
{
    struct world *w = calloc(1, sizeof *w);

    if (w)
        w->domains = calloc(SIM_DOMAINS, sizeof *w->domains);
    if (!w || !w->domains || !(w->ladder = ladder_new())) {
        fputs("sim: out of memory\n", stderr);
        exit(1);
    }
    w->plan = *plan;
    for (uint32_t i = 0; i < SIM_DOMAINS; i++) {
        if (!(plan->domains >> i & 1))
            continue;
        init_domain(w, &w->domains[i], i);
        start_domain(&w->domains[i]);
    }
    return w;
}

void world_end(struct world *w)
{
    for (uint32_t i = 0; i < SIM_DOMAINS; i++) {
        for (uint32_t who = 0; w->domains[i].world && who < SIM_LMAS + SIM_MAGS; who++)
            host_end(domain_host(&w->domains[i], who));
    }
}

void world_free(struct world *w)
{
    queue_fini(&w->queue);
    ladder_free(w->ladder);
    free(w->parcels);
    free(w->domains);
    free(w);
}

void world_trace(struct world *w, uint64_t what)
{
    w->trace = rng_mix(w->trace ^ what) + w->now;
}

/* ---- going on ---- */

static void end_phase(struct domain *d)
{
    struct world *w = d->world;
    sim_time lasts = QUIET_TIME;

    d->phase_count++;
    d->visits = d->phase == QUIET ? 2 : 0; /* it is about to change */
    world_put(w, w->now + SIM_SEC(1), FAULT_TURN, d->number, 0, d->phase_count);
    if (d->phase == QUIET) {
        invariant_quiet(d);
        d->phase = TROUBLED;
        lasts = SIM_MS(rng_between(&d->rng, 20000, 120000));
        for (uint32_t i = 0; i < w->plan.nodes; i++)
            world_put(w, w->now + SIM_MS(rng_below(&d->nodes[i].rng, 8000)), NODE_TURN,
                      d->number, i, ++d->nodes[i].turns);
        ladder_note_domain(w->ladder, d, "trouble begins");
    } else {
        d->phase = QUIET;
        ladder_note_domain(w->ladder, d, "faults have stopped");
        fault_mend(d);
    }
    d->phase_ends = w->now + lasts;
    world_put(w, d->phase_ends, PHASE_END, d->number, 0, 0);
}

/* A host comes back; one that stopped in good order ends before that. */
static void restart(struct domain *d, struct host *h, uint32_t incarnation)
{
    if (h->stopping && h->up && incarnation == h->incarnation)
        host_crash(h);
    else if (!h->up)
        host_start(h);
    (void)d;
}

static void happen(struct world *w, const struct happening *e)
{
    struct domain *d = &w->domains[e->domain];

    switch (e->kind) {
    case WAKE:
        host_wake(domain_host(d, e->who), e->number);
        break;
    case PARCEL:
        network_deliver(d, e->number);
        break;
    case FRAME:
        node_answers(&d->nodes[e->who], e->number);
        break;
    case NODE_TURN:
        if (e->number == d->nodes[e->who].turns)
            node_turn(&d->nodes[e->who]);
        break;
    case NODE_SOLICITS:
        node_solicits(&d->nodes[e->who], e->number);
        break;
    case NODE_LEAVES:
        node_leaves(&d->nodes[e->who], e->number);
        break;
    case POLICY_ANSWER:
        host_answer(domain_host(d, e->who), e->number);
        break;
    case FAULT_TURN:
        fault_turn(d, e->number);
        break;
    case RESTART:
        restart(d, domain_host(d, e->who), e->number);
        break;
    default:
        end_phase(d);
        break;
    }
}

static void world_stopped(struct world *w)
{
    uint32_t i = 0;

    while (!w->domains[i].world)
        i++;
    violated(&w->domains[i].lmas[0], WORLD_GOES_ON, "nothing is left to happen");
}

void world_run(struct world *w, uint64_t steps)
{
    while (steps-- > 0 && !w->failure.found) {
        struct happening e;

        if (w->queue.count == 0) {
            world_stopped(w);
            return;
        }
        e = queue_take(&w->queue);
        w->now = e.at;
        w->step++;
        world_trace(w, (uint64_t)e.kind << 32 | e.who);
        happen(w, &e);
    }
}
