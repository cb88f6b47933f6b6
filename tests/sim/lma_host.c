/* SPDX-License-Identifier: MIT */
/* The host of an LMA: its configuration, its policy, what it is told by events. */
#include "host.h"
#include "invariants.h"
#include "ladder.h"

#include <string.h>

/* All gateways of the domain, and one more that may register nobody. */
static int on_gateway(const struct pmip6_addr *address, struct pmip6_bytes peer,
                      void *user)
{
    struct host *h = user;
    struct pmip6_addr rogue = domain_address(h->domain, 0xc, 1);
    const struct host *known = domain_at(h->domain, address);

    (void)peer;
    return (known && known->role == MAG_HOST) || memcmp(&rogue, address, 16) == 0;
}

void lma_host_policy(const struct host *h, const struct node *n, int refused,
                     struct pmip6_policy *p)
{
    pmip6_policy_init(p);
    p->grants = n->barred ? 0 : PMIP6_GRANT_ALL;
    if (refused)
        p->grants &= ~(uint32_t)PMIP6_GRANT_MAG;
    p->prefixes = n->fixed;
    p->prefix_count = n->fixed_count;
    p->pool_prefixes = n->pool_prefixes;
    p->valid_for = n->remembered;
    (void)h;
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    struct host *h = user;
    struct pmip6_addr rogue = domain_address(h->domain, 0xc, 1);
    uint32_t node = domain_node(h->domain, q->mn_id);
    int refused = memcmp(&rogue, &q->mag, 16) == 0;

    if (host_fails(h))
        return -1;
    if (node >= SIM_NODES)
        return 0; /* nobody's */
    if (host_puts_off(h, q->ticket, node, refused))
        return PMIP6_PENDING;
    lma_host_policy(h, &h->domain->nodes[node], refused, p);
    if (h->policy_refuses && rng_permille(&h->rng, h->policy_refuses) &&
        world_fault(h->world, FAULT_POLICY_REFUSES))
        p->grants = 0;
    return 0;
}

static void on_event(const struct pmip6_lma_event *e, void *user)
{
    struct host *h = user;

    if (e->kind != PMIP6_LMA_REFUSED)
        h->changes++;
    world_trace(h->world, e->kind | (uint64_t)e->status << 8);
    invariant_lma_event(h, e);
}

static int on_other_message(const struct pmip6_datagram *d,
                            const struct pmip6_binding_view *binding, void *user)
{
    (void)d;
    (void)binding;
    (void)user;
    return 0;
}

static void fill_pools(const struct host *h, struct pmip6_pool pools[2])
{
    struct pmip6_addr base = domain_address(h->domain, (uint8_t)(0x20u + h->number), 0);

    memset(pools, 0, 2 * sizeof *pools);
    pools[0].prefix.addr = base;
    pools[0].prefix.length = 58; /* 64 of them */
    pools[0].length = 64;
    pools[1].prefix.addr = base;
    pools[1].prefix.addr.octets[6] |= 1;
    pools[1].prefix.length = 60; /* 16 of them */
    pools[1].length = 64;
}

static void configure(struct host *h, struct pmip6_lma_config *c,
                      struct pmip6_pool pools[2])
{
    fill_pools(h, pools);
    pmip6_lma_config_init(c, h->domain->edition);
    c->address = h->address;
    c->pools = pools;
    c->pool_count = 2;
    c->max_bindings = LMA_SESSIONS;
    c->max_pending = 16;
    c->max_tunnels = 8;
    c->max_lifetime = h->number ? 60 : 3600;
    c->refresh_advice = h->number ? 30 : 0;
    c->prefix_rest = h->number ? SIM_REST : 0;
    c->timeout_batch = h->number ? 4 : 256;
    c->min_delay_before_bce_delete = h->number ? 1000 : 10000;
    if (h->domain->by_sequence)
        c->flags |= PMIP6_LMA_SEQUENCE_ORDER;
    if (h->number)
        c->flags |= PMIP6_LMA_PREALLOCATE | PMIP6_LMA_WAIT_WHEN_AMBIGUOUS;
}

static void reserve_fixed(struct host *h)
{
    struct domain *d = h->domain;

    for (uint32_t i = 0; i < SIM_NODES; i++) {
        for (uint32_t j = 0; d->nodes[i].home == h->number && j < d->nodes[i].fixed_count;
             j++)
            (void)pmip6_lma_reserve_prefix(h->lma, &d->nodes[i].fixed[j]);
    }
}

void lma_host_start(struct host *h)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pools[2];

    configure(h, &c, pools);
    pmip6_lma_callbacks_init(&cb);
    cb.clock = host_clock;
    cb.random = host_random;
    cb.send = host_send;
    cb.policy = on_policy;
    cb.gateway = on_gateway;
    cb.tunnel_open = host_tunnel_open;
    cb.tunnel_close = host_tunnel_close;
    cb.route_add = host_route_add;
    cb.route_replace = host_route_replace;
    cb.route_remove = host_route_remove;
    cb.event = on_event;
    cb.other_message = on_other_message;
    cb.allocate = host_allocate;
    cb.release = host_release;
    h->bound = (size_t)pmip6_lma_memory_needed(&c);
    if (pmip6_lma_new(&h->lma, &c, &cb, h) < 0) {
        violated(h, WORLD_GOES_ON, "an LMA cannot be made");
        h->up = 0;
        return;
    }
    reserve_fixed(h);
}
