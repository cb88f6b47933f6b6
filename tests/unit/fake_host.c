/* SPDX-License-Identifier: MIT */
#include "fake_host.h"

#include <stdlib.h>
#include <string.h>

struct fake_injection fake_injection;

struct pmip6_addr fake_addr(uint8_t network, uint8_t host)
{
    struct pmip6_addr a = {{0x20, 1, 0x0d, 0xb8}};

    a.octets[7] = network;
    a.octets[15] = host;
    return a;
}

void fake_host_init(struct fake_host *h)
{
    memset(h, 0, sizeof *h);
    h->now = 1000000;
    h->day = (pmip6_timestamp)1700000000 << 16;
    h->random = 1;
    h->presence = PMIP6_PRESENCE_YES;
    h->calls_left = fake_injection.call;
    h->allocations_left = fake_injection.allocation;
    pmip6_policy_init(&h->policy);
    h->policy.grants = PMIP6_GRANT_ALL;
    h->policy.lma = fake_addr(0xa, 1);
}

pmip6_timestamp fake_day(const struct fake_host *h)
{
    return h->day + h->now * 65536 / 1000000;
}

unsigned fake_events(const struct fake_host *h, uint32_t kind)
{
    unsigned count = 0;

    for (unsigned i = 0; i < h->event_count && i < FAKE_EVENTS; i++)
        count += h->events[i] == kind;
    return count;
}

void fake_forget_effects(struct fake_host *h)
{
    memset(h->effects, 0, sizeof h->effects);
    h->effect_count = 0;
}

static void keep_effect(struct fake_host *h, enum fake_effect effect)
{
    if (h->effect_count < FAKE_EFFECTS - 1)
        h->effects[h->effect_count++] = (char)effect;
}

/* Whether this call of a fallible callback is the one that fails. */
static int fails(struct fake_host *h)
{
    if (h->calls_left == 0 || --h->calls_left > 0)
        return 0;
    fake_injection.struck++;
    return 1;
}

static void on_clock(struct pmip6_clock *now, void *user)
{
    const struct fake_host *h = user;

    now->monotonic = h->now;
    now->time_of_day = fake_day(h);
}

static void on_random(uint8_t *octets, size_t count, void *user)
{
    struct fake_host *h = user;

    while (count-- > 0) {
        h->random = h->random * 6364136223846793005u + 1442695040888963407u;
        octets[count] = (uint8_t)(h->random >> 56);
    }
}

static void keep(struct fake_message *list, unsigned *count,
                 const struct pmip6_addr *source, const struct pmip6_addr *destination,
                 struct pmip6_bytes octets)
{
    struct fake_message *m = &list[*count % FAKE_MESSAGES];

    m->source = *source;
    m->destination = *destination;
    m->length = octets.length;
    memcpy(m->octets, octets.data, octets.length);
    ++*count;
}

static int on_send(const struct pmip6_datagram *d, void *user)
{
    struct fake_host *h = user;

    if (fails(h))
        return -1;
    if (h->sending)
        h->sending();
    keep_effect(h, FAKE_SEND);
    keep(h->sent, &h->sent_count, &d->source, &d->destination, d->octets);
    return 0;
}

static int on_send_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    struct fake_host *h = user;

    (void)link;
    if (fails(h))
        return -1;
    keep(h->nd, &h->nd_count, &p->source, &p->destination, p->octets);
    return 0;
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    struct fake_host *h = user;

    h->asked++;
    if (h->policy_result == PMIP6_PENDING) {
        h->ticket = q->ticket;
        return PMIP6_PENDING;
    }
    if (fails(h))
        return -1;
    *p = h->policy;
    return 0;
}

static int on_gateway(const struct pmip6_addr *a, struct pmip6_bytes peer, void *user)
{
    const struct fake_host *h = user;

    (void)peer;
    return memcmp(a, &h->stranger, sizeof *a) != 0;
}

/* ---- tunnels and routes ---- */

static struct pmip6_tunnel *find_tunnel(struct fake_host *h, const struct pmip6_tunnel *t)
{
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        struct pmip6_tunnel *own = &h->tunnels[i];

        if (own->id != 0 && memcmp(&own->remote, &t->remote, 16) == 0 &&
            memcmp(&own->local, &t->local, 16) == 0)
            return own;
    }
    return NULL;
}

static int on_tunnel_open(struct pmip6_tunnel *t, void *user)
{
    struct fake_host *h = user;

    if (fails(h))
        return -1;
    if (find_tunnel(h, t))
        h->wrong++;
    for (unsigned i = 0; i < FAKE_TUNNELS; i++) {
        if (h->tunnels[i].id == 0) {
            t->id = i + 1;
            h->tunnels[i] = *t;
            h->tunnel_count++;
            keep_effect(h, FAKE_OPEN);
            return 0;
        }
    }
    return -1;
}

static void on_tunnel_close(const struct pmip6_tunnel *t, void *user)
{
    struct fake_host *h = user;
    struct pmip6_tunnel *own = find_tunnel(h, t);

    if (!own || own->id != t->id) {
        h->wrong++;
        return;
    }
    memset(own, 0, sizeof *own);
    h->tunnel_count--;
    keep_effect(h, FAKE_CLOSE);
}

static int same_destination(const struct pmip6_route *a, const struct pmip6_route *b)
{
    int a_from = a->kind == PMIP6_ROUTE_FROM_LINK,
        b_from = b->kind == PMIP6_ROUTE_FROM_LINK;

    return memcmp(&a->prefix, &b->prefix, sizeof a->prefix) == 0 && a_from == b_from;
}

static int same_way(const struct pmip6_route *a, const struct pmip6_route *b)
{
    return a->kind == b->kind && a->link == b->link &&
           memcmp(&a->tunnel.remote, &b->tunnel.remote, 16) == 0;
}

static struct fake_route *find_route(struct fake_host *h, const struct pmip6_route *r)
{
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        if (h->routes[i].used && same_destination(&h->routes[i].route, r))
            return &h->routes[i];
    }
    return NULL;
}

static int on_route_add(const struct pmip6_route *r, void *user)
{
    struct fake_host *h = user;

    if (fails(h))
        return -1;
    if (find_route(h, r) || (r->kind != PMIP6_ROUTE_TO_LINK && r->tunnel.id == 0)) {
        h->wrong++;
        return -1;
    }
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        if (!h->routes[i].used) {
            h->routes[i].used = 1;
            h->routes[i].route = *r;
            h->route_count++;
            keep_effect(h, FAKE_ADD);
            return 0;
        }
    }
    return -1;
}

static int on_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                            void *user)
{
    struct fake_host *h = user;
    struct fake_route *own;

    if (fails(h))
        return -1;
    own = find_route(h, was);
    if (!own || !same_way(&own->route, was) || !same_destination(was, is)) {
        h->wrong++;
        return -1;
    }
    own->route = *is;
    keep_effect(h, FAKE_REPLACE);
    return 0;
}

static void on_route_remove(const struct pmip6_route *r, void *user)
{
    struct fake_host *h = user;
    struct fake_route *own = find_route(h, r);

    if (!own || !same_way(&own->route, r)) {
        h->wrong++;
        return;
    }
    own->used = 0;
    h->route_count--;
    keep_effect(h, FAKE_REMOVE);
}

/* ---- events, links, memory ---- */

static void keep_event(struct fake_host *h, uint32_t kind)
{
    if (h->event_count < FAKE_EVENTS)
        h->events[h->event_count] = kind;
    h->event_count++;
    keep_effect(h, FAKE_EVENT);
}

static void on_lma_event(const struct pmip6_lma_event *e, void *user)
{
    keep_event(user, e->kind);
}

static void on_mag_event(const struct pmip6_mag_event *e, void *user)
{
    struct fake_host *h = user;

    h->event_time = e->timestamp;
    h->event_id_length = e->mn_id.length;
    h->event_lli_length = e->link_layer_id.length;
    keep_event(h, e->kind);
}

static uint32_t on_mn_present(uint32_t link, const struct pmip6_attachment_view *who,
                              void *user)
{
    (void)link;
    (void)who;
    return ((struct fake_host *)user)->presence;
}

static int on_link_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    struct fake_host *h = user;

    (void)link;
    h->link_address = *address;
    return fails(h) ? -1 : 0;
}

static void *on_allocate(size_t size, void *user)
{
    struct fake_host *h = user;
    void *memory;

    if (h->allocations_left > 0 && --h->allocations_left == 0) {
        fake_injection.struck++;
        return NULL;
    }
    memory = malloc(size);
    if (memory)
        h->in_use += size;
    return memory;
}

static void on_release(void *memory, size_t size, void *user)
{
    ((struct fake_host *)user)->in_use -= size;
    free(memory);
}

void fake_lma_callbacks(struct pmip6_lma_callbacks *c)
{
    pmip6_lma_callbacks_init(c);
    c->clock = on_clock;
    c->random = on_random;
    c->send = on_send;
    c->policy = on_policy;
    c->gateway = on_gateway;
    c->tunnel_open = on_tunnel_open;
    c->tunnel_close = on_tunnel_close;
    c->route_add = on_route_add;
    c->route_replace = on_route_replace;
    c->route_remove = on_route_remove;
    c->event = on_lma_event;
    c->allocate = on_allocate;
    c->release = on_release;
}

void fake_mag_callbacks(struct pmip6_mag_callbacks *c)
{
    pmip6_mag_callbacks_init(c);
    c->clock = on_clock;
    c->random = on_random;
    c->send = on_send;
    c->policy = on_policy;
    c->tunnel_open = on_tunnel_open;
    c->tunnel_close = on_tunnel_close;
    c->route_add = on_route_add;
    c->route_replace = on_route_replace;
    c->route_remove = on_route_remove;
    c->send_nd = on_send_nd;
    c->mn_present = on_mn_present;
    c->link_address = on_link_address;
    c->event = on_mag_event;
    c->allocate = on_allocate;
    c->release = on_release;
}
