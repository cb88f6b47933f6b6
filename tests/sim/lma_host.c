/* SPDX-License-Identifier: MIT */
/* The host of an LMA: its configuration, its policy, the prefixes that it allocates, what
 * it is told. */
#include "host.h"
#include "invariants.h"
#include "ladder.h"
#include "pools.h"
#include "waiting.h"

#include <string.h>

/* All gateways of the domain, and one more that may register nobody. */
int lma_host_is_gateway(const struct host *h, const struct pmip6_addr *address)
{
    struct pmip6_addr rogue = domain_address(h->domain, 0xc, 1);
    const struct host *known = domain_at(h->domain, address);

    return (known && known->role == MAG_HOST) || memcmp(&rogue, address, 16) == 0;
}

static int on_gateway(const struct pmip6_addr *address, struct pmip6_bytes peer,
                      void *user)
{
    (void)peer;
    return lma_host_is_gateway(user, address);
}

/* ---- policy ---- */

void lma_host_policy(struct host *h, const struct node *n, int refused,
                     struct pmip6_policy *p)
{
    struct answered *a = &h->answered[n->number];

    pmip6_policy_init(p);
    p->grants = n->barred ? 0 : PMIP6_GRANT_ALL;
    if (refused)
        p->grants &= ~(uint32_t)PMIP6_GRANT_MAG;
    p->prefixes = n->fixed;
    p->prefix_count = n->fixed_count;
    p->pool_prefixes = n->pool_prefixes;
    p->prefix_lifetime = n->prefix_lifetime;
    p->valid_for = n->remembered;
    a->call = h->world->tally.calls;
    a->valid_for = p->valid_for;
    a->prefix_lifetime = p->prefix_lifetime;
    h->granted_for = 0;
}

/* For a reason of the policy's, or with a status of the host's own. */
static void refuse(struct host *h, struct pmip6_policy *p)
{
    static const uint8_t statuses[] = {0, 128, 129, 139};

    p->refuse_with = statuses[rng_below(&h->rng, sizeof statuses)];
    if (!p->refuse_with)
        p->grants = 0;
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
    if (host_puts_off(h, q->ticket, node, 0, refused))
        return PMIP6_PENDING;
    lma_host_policy(h, &h->domain->nodes[node], refused, p);
    if (h->policy_refuses && rng_permille(&h->rng, h->policy_refuses) &&
        world_fault(h->world, FAULT_POLICY_REFUSES))
        refuse(h, p);
    return 0;
}

/* ---- prefixes of the host's own ---- */

int lma_host_allocates(const struct host *h)
{
    return h->domain->number == 2;
}

uint32_t lma_host_grants(const struct domain *d, uint32_t node)
{
    return d->number == 2 && node % 7 == 2 ? 10 + node : 0;
}

/* Whether a session past its end still has a prefix: then it is free, and not told yet.
 */
static int is_of_the_past(const struct host *h, const struct pmip6_prefix *prefix)
{
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        if (c->view.id == 0 || c->view.expires > clock_reading(h))
            continue;
        for (size_t p = 0; p < c->view.prefix_count; p++) {
            if (memcmp(&c->prefixes[p].addr, &prefix->addr, sizeof prefix->addr) == 0)
                return 1;
        }
    }
    return 0;
}

/* The last of those that it takes is one in use, or lies around all others. */
static void misallocate(struct host *h, struct pmip6_prefix_grant *g)
{
    struct pmip6_prefix *last = &g->prefixes[g->prefix_count - 1];
    struct pmip6_prefix other;

    if (rng_below(&h->rng, 2) == 0) {
        if (ledger_take_again(&h->ledger, &other) < 0)
            return;
        if (is_of_the_past(h, &other))
            (void)ledger_release(&h->ledger, &other);
        (void)ledger_release(&h->ledger, last);
        *last = other;
    } else if (ledger_count(&h->ledger) > g->prefix_count) {
        (void)ledger_release(&h->ledger, last);
        *last = (struct pmip6_prefix){.addr = h->ledger.base, .length = 57};
    } else {
        return;
    }
    world_fault(h->world, FAULT_ALLOCATION);
}

static int take_named(struct host *h, const struct pmip6_prefix_request *q,
                      struct pmip6_prefix_grant *g)
{
    for (size_t i = 0; i < q->prefix_count && i < PMIP6_PREFIXES_MAX; i++) {
        if (ledger_claim(&h->ledger, &q->prefixes[i]) < 0)
            return -1;
        g->prefixes[g->prefix_count++] = q->prefixes[i];
    }
    return 0;
}

static int take_any(struct host *h, uint32_t wanted, struct pmip6_prefix_grant *g)
{
    while (g->prefix_count < wanted) {
        if (ledger_take(&h->ledger, &g->prefixes[g->prefix_count]) < 0)
            return -1;
        g->prefix_count++;
    }
    return 0;
}

static int on_prefix_take(const struct pmip6_prefix_request *q,
                          struct pmip6_prefix_grant *g, void *user)
{
    struct host *h = user;
    uint32_t node = domain_node(h->domain, q->mn_id);
    int rc;

    if (host_fails(h))
        return -1;
    rc = q->prefix_count ? take_named(h, q, g) : take_any(h, q->wanted, g);
    if (rc < 0) {
        while (g->prefix_count > 0)
            (void)ledger_release(&h->ledger, &g->prefixes[--g->prefix_count]);
        return -1;
    }
    g->valid = node < SIM_NODES ? lma_host_grants(h->domain, node) : 0;
    h->granted_for = g->valid;
    if (h->misallocates && rng_permille(&h->rng, h->misallocates))
        misallocate(h, g);
    return 0;
}

static void on_prefix_release(const struct pmip6_prefix *prefix, struct pmip6_bytes mn_id,
                              void *user)
{
    struct host *h = user;

    (void)mn_id;
    if (!ledger_release(&h->ledger, prefix))
        violated(h, RELEASED_ONCE, "a prefix is told released that nobody has");
}

/* ---- what is told ---- */

static void on_event(const struct pmip6_lma_event *e, void *user)
{
    struct host *h = user;

    if (e->kind != PMIP6_LMA_REFUSED)
        h->changes++;
    world_trace(h->world, e->kind | (uint64_t)e->status << 8);
    invariant_lma_event(h, e);
}

static void on_log(const struct pmip6_log *l, void *user)
{
    struct host *h = user;

    if (l->drop && l->mn_id.length)
        waiting_ends(h, domain_node(h->domain, l->mn_id), &l->peer);
}

/* Half of what is for another protocol is taken. */
static int on_other_message(const struct pmip6_datagram *d,
                            const struct pmip6_binding_view *binding, void *user)
{
    struct host *h = user;

    invariant_foreign(h, d, binding);
    return rng_below(&h->rng, 2) == 0;
}

/* ---- configuration ---- */

uint32_t lma_host_stranger_rate(const struct host *h)
{
    return h->number ? 2 : 100;
}

uint32_t lma_host_stranger_burst(const struct host *h)
{
    return h->number ? 4 : 100;
}

/* Of four LMAs of RFC 5213, all four ways of waiting and not waiting. */
static uint32_t waits(const struct host *h)
{
    uint32_t flags = 0;

    if (h->domain->number != 2)
        flags |= PMIP6_LMA_WAIT_FOR_DEREGISTRATION;
    if (h->number)
        flags |= PMIP6_LMA_WAIT_WHEN_AMBIGUOUS;
    return flags;
}

static void configure(struct host *h, struct pmip6_lma_config *c,
                      struct pmip6_pool pools[POOLS])
{
    pmip6_lma_config_init(c, h->domain->edition);
    c->address = h->address;
    c->pools = pools;
    c->pool_count = lma_host_allocates(h) ? 0 : pools_fill(h, h->pools, pools);
    c->max_bindings = LMA_SESSIONS;
    c->max_pending = 16;
    c->max_tunnels = 8;
    c->max_lifetime = h->number ? 60 : 3600;
    c->refresh_advice = h->number ? 30 : 0;
    c->prefix_rest = h->number ? SIM_REST : 0;
    c->timeout_batch = h->number ? 4 : 256;
    c->min_delay_before_bce_delete = h->number ? 1000 : 10000;
    c->stranger_rate = lma_host_stranger_rate(h);
    c->stranger_burst = lma_host_stranger_burst(h);
    c->flags &= ~(uint32_t)PMIP6_LMA_WAIT_FOR_DEREGISTRATION;
    c->flags |= waits(h);
    if (h->domain->by_sequence)
        c->flags |= PMIP6_LMA_SEQUENCE_ORDER;
    if (h->number)
        c->flags |= PMIP6_LMA_PREALLOCATE;
}

int lma_host_repool(struct host *h, uint32_t set)
{
    struct pmip6_lma_config c;
    struct pmip6_pool pools[POOLS];
    uint32_t was = h->pools;
    int rc;

    h->pools = set;
    configure(h, &c, pools);
    host_enter(h);
    rc = pmip6_lma_reconfigure(h->lma, &c);
    if (rc == 0)
        h->stranger_debt = 0; /* it counts anew */
    else
        h->pools = was;
    host_leave(h);
    return rc;
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
    struct pmip6_pool pools[POOLS];

    memset(&h->ledger, 0, sizeof h->ledger);
    h->ledger.base = domain_address(h->domain, (uint8_t)(0x24u + h->number), 0);
    h->pools = 0;
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
    cb.log = on_log;
    if (h->domain->number == 0)
        cb.other_message = on_other_message;
    if (lma_host_allocates(h)) {
        cb.prefix_take = on_prefix_take;
        cb.prefix_release = on_prefix_release;
    }
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
