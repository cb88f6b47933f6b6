/* SPDX-License-Identifier: MIT */
#include "replica.h"

#include "host.h"
#include "prefix.h"

#include <string.h>

struct copy *replica_of(struct host *h, uint64_t id)
{
    return &h->sessions[(uint32_t)id <= LMA_SESSIONS ? (uint32_t)id : 0];
}

void replica_take(struct host *h, struct copy *c, const struct pmip6_binding_view *v)
{
    size_t lli = v->link_layer_id.length, prefixes = v->prefix_count;

    c->view = *v;
    c->node = domain_node(h->domain, v->mn_id);
    if (c->node < SIM_NODES)
        c->view.mn_id.data = (const uint8_t *)h->domain->nodes[c->node].name;
    if (lli > sizeof c->link_layer_id)
        lli = sizeof c->link_layer_id;
    if (lli)
        memcpy(c->link_layer_id, v->link_layer_id.data, lli);
    c->view.link_layer_id.data = c->link_layer_id;
    if (prefixes > PMIP6_PREFIXES_MAX)
        prefixes = PMIP6_PREFIXES_MAX;
    memcpy(c->prefixes, v->prefixes, prefixes * sizeof *v->prefixes);
    c->view.prefixes = c->prefixes;
}

static int same_octets(struct pmip6_bytes a, struct pmip6_bytes b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

int replica_same_prefixes(const struct copy *c, const struct pmip6_binding_view *v)
{
    if (c->view.prefix_count != v->prefix_count)
        return 0;
    for (size_t i = 0; i < v->prefix_count; i++) {
        if (!p6_prefix_equal(&c->prefixes[i], &v->prefixes[i]))
            return 0;
    }
    return 1;
}

static const char *place_differs(const struct pmip6_binding_view *a,
                                 const struct pmip6_binding_view *b)
{
    if (!p6_addr_equal(&a->proxy_coa, &b->proxy_coa))
        return "care-of address";
    if (!p6_addr_equal(&a->lma_address, &b->lma_address))
        return "LMA's address";
    if (!p6_addr_equal(&a->link_local, &b->link_local))
        return "link-local address";
    if (!p6_addr_equal(&a->tunnel.remote, &b->tunnel.remote) ||
        !p6_addr_equal(&a->tunnel.local, &b->tunnel.local) ||
        a->tunnel.id != b->tunnel.id)
        return "tunnel";
    return NULL;
}

const char *replica_differs(const struct copy *c, const struct pmip6_binding_view *v)
{
    const struct pmip6_binding_view *own = &c->view;

    if (own->id != v->id)
        return "number";
    if (own->expires != v->expires || own->lifetime != v->lifetime)
        return "lifetime";
    if (own->state != v->state)
        return "state";
    if (own->timestamp != v->timestamp || own->sequence != v->sequence)
        return "last message";
    if (own->access_technology != v->access_technology || own->handoff != v->handoff ||
        !same_octets(own->link_layer_id, v->link_layer_id))
        return "interface";
    if (own->mn_id_subtype != v->mn_id_subtype || !same_octets(own->mn_id, v->mn_id))
        return "node";
    return replica_same_prefixes(c, v) ? place_differs(own, v) : "prefixes";
}

int replica_is_newer(const struct copy *c, const struct pmip6_binding_view *v)
{
    if (v->timestamp && c->view.timestamp)
        return v->timestamp >= c->view.timestamp;
    return (uint16_t)(v->sequence - c->view.sequence) < 0x8000;
}

const struct copy *replica_at(const struct host *h, const struct pmip6_addr *address)
{
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        if (c->view.id == 0 || c->view.expires <= clock_reading(h))
            continue;
        for (size_t p = 0; p < c->view.prefix_count; p++) {
            if (p6_prefix_holds(&c->prefixes[p], address))
                return c;
        }
    }
    return NULL;
}

int replica_overlaps(const struct host *h, const struct pmip6_prefix *p)
{
    for (uint32_t i = 1; i <= LMA_SESSIONS; i++) {
        const struct copy *c = &h->sessions[i];

        for (size_t j = 0; c->view.id && j < c->view.prefix_count; j++) {
            if (c->prefixes[j].length != p->length &&
                p6_prefix_overlaps(&c->prefixes[j], p))
                return 1;
        }
    }
    return 0;
}

int replica_knows_link_layer(const struct pmip6_binding_view *v)
{
    return v->link_layer_id.length > 2;
}

int replica_same_link_layer(const struct pmip6_binding_view *a,
                            const struct pmip6_binding_view *b)
{
    return same_octets(a->link_layer_id, b->link_layer_id);
}
