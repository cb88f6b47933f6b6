/* SPDX-License-Identifier: MIT */
/* The host of a MAG: its access links and who is on them, its policy, Neighbor Discovery
 * to and from the nodes. */
#include "host.h"

#include "frames.h"
#include "invariants.h"
#include "ladder.h"
#include "links.h"
#include "node.h"
#include "outstanding.h"

#include <string.h>

/* ---- callbacks ---- */

/* Its profile knows the prefixes of some nodes, or those that they had once. */
static void name_prefixes(const struct node *n, struct pmip6_policy *p)
{
    if (n->outdated) {
        p->prefixes = n->former;
        p->prefix_count = 1;
    } else if (n->number % 5 == 1) {
        p->prefixes = n->fixed;
        p->prefix_count = n->fixed_count;
    }
}

void mag_host_policy(const struct host *h, uint32_t link, int refused,
                     struct pmip6_policy *p)
{
    const struct node *n = link_node(h->domain, link);

    pmip6_policy_init(p);
    if (refused)
        return;
    p->grants = n->barred ? 0 : PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;
    p->mn_id.data = (const uint8_t *)n->name;
    p->mn_id.length = strlen(n->name);
    p->lma = h->domain->lmas[n->home].address;
    p->valid_for = n->remembered;
    p->local_routing = n->local_routing;
    name_prefixes(n, p);
}

/* Somebody else than the node whose link it is, by the address of its interfaces. */
static int is_stranger(const struct host *h, const struct pmip6_policy_query *q)
{
    const struct node *n = link_node(h->domain, q->link);

    for (uint32_t j = 0; q->link_layer_id.length > 0 && j < n->interface_count; j++) {
        const struct interface *i = &n->interfaces[j];

        if (q->link_layer_id.length == i->lli_length &&
            memcmp(q->link_layer_id.data, i->lli, i->lli_length) == 0)
            return 0;
    }
    return q->link_layer_id.length > 0;
}

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                     void *user)
{
    struct host *h = user;
    const struct node *n = link_node(h->domain, q->link);
    int refused = is_stranger(h, q);

    h->links[q->link].changed = h->world->tally.calls;
    if (host_fails(h))
        return -1;
    if (host_puts_off(h, q->ticket, n->number, q->link, refused))
        return PMIP6_PENDING;
    mag_host_policy(h, q->link, refused, p);
    links_policy(h, q->link, p);
    return 0;
}

static const struct interface *on_link(const struct host *h, uint32_t link)
{
    const struct node *n = link_node(h->domain, link);
    const struct interface *i = &n->interfaces[link_interface(link)];

    return i->mag == h && i->link == link ? i : NULL;
}

/* Half of the MAGs see for themselves, the others have to probe. */
static uint32_t on_mn_present(uint32_t link, const struct pmip6_attachment_view *who,
                              void *user)
{
    struct host *h = user;

    (void)who;
    if (h->number % 2)
        return PMIP6_PRESENCE_UNKNOWN;
    return on_link(h, link) ? PMIP6_PRESENCE_YES : PMIP6_PRESENCE_NO;
}

static int on_link_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    struct host *h = user;

    h->links[link].changed = h->world->tally.calls;
    h->link_broken[link] = (uint8_t)host_fails(h);
    h->link_address[link] = *address;
    return h->link_broken[link] ? -1 : 0;
}

static int on_send_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    struct host *h = user;

    h->world->tally.frames++;
    invariant_frame_sent(h, link, p);
    if (host_fails(h))
        return -1;
    if (on_link(h, link))
        node_hears(link_node(h->domain, link), link_interface(link), p);
    return 0;
}

static void on_event(const struct pmip6_mag_event *e, void *user)
{
    struct host *h = user;

    world_trace(h->world, e->kind | (uint64_t)e->status << 8 | (uint64_t)e->link << 16);
    links_event(h, e);
    outstanding_event(h, e);
    /* Given up, while it is there and has no address to be noticed by: its host knows. */
    if (e->kind == PMIP6_MAG_DETACHED && on_link(h, e->link) &&
        on_link(h, e->link)->lli_hidden)
        h->attach_owed[e->link] = 1;
}

/* ---- starting ---- */

static void configure(const struct host *h, struct pmip6_mag_config *c)
{
    pmip6_mag_config_init(c, h->domain->edition);
    c->address = h->address;
    c->max_links = LINKS;
    c->max_attachments = SIM_NODES * SIM_INTERFACES;
    c->max_tunnels = 4;
    c->lifetime = 40 + 20 * h->number;
    c->min_ra_interval = 10000;
    c->max_ra_interval = 30000;
    c->retry_interval = 1000u << h->number;
    c->probe_interval = 500;
    c->silence = h->number == 3 ? 20000 : 0;
    c->timeout_batch = h->number == 1 ? 2 : 256;
    if (h->domain->by_sequence)
        c->flags |= PMIP6_MAG_SEQUENCE_ORDER;
    if (h->number == 2)
        c->flags |= PMIP6_MAG_PREALLOCATE | PMIP6_MAG_ALTERNATE_COA;
    if (h->number == 3 && h->domain->by_sequence) {
        pmip6_mag_config_rfc6543(c);
    } else if (h->number == 3) {
        c->link_local.octets[0] = 0xfe;
        c->link_local.octets[1] = 0x80;
        c->link_local.octets[15] = 0x53;
    }
    if (h->early)
        c->flags |= PMIP6_MAG_EARLY_ADVERTISEMENT;
    if (h->stays_local)
        c->flags |= PMIP6_MAG_LOCAL_ROUTING;
    c->visitor_prefix = h->visitor_prefix;
}

static void give_visitor_prefix(struct host *h, uint32_t which)
{
    memset(&h->visitor_prefix, 0, sizeof h->visitor_prefix);
    if (!which)
        return;
    h->visitor_prefix.addr = domain_address(h->domain, VISITORS, 0);
    h->visitor_prefix.addr.octets[6] = (uint8_t)which;
    h->visitor_prefix.addr.octets[7] = (uint8_t)h->number;
    h->visitor_prefix.length = 64;
}

/* What some of them do and others do not. */
static void choose_features(struct host *h)
{
    h->early = h->number % 2 == 0;
    h->stays_local = h->number == 1;
    give_visitor_prefix(h, h->number % 3 != 0);
}

/* Nodes that are on the links of a MAG that comes back are found there. */
static void find_nodes(struct host *h)
{
    for (uint32_t i = 0; i < h->world->plan.nodes; i++) {
        struct node *n = &h->domain->nodes[i];

        for (uint32_t j = 0; j < n->interface_count; j++) {
            if (n->interfaces[j].mag == h)
                mag_host_attach(h, n, j, PMIP6_HANDOFF_RESERVED);
        }
    }
}

void mag_host_start(struct host *h)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    choose_features(h);
    configure(h, &c);
    pmip6_mag_callbacks_init(&cb);
    cb.clock = host_clock;
    cb.random = host_random;
    cb.send = host_send;
    cb.policy = on_policy;
    cb.tunnel_open = host_tunnel_open;
    cb.tunnel_close = host_tunnel_close;
    cb.route_add = host_route_add;
    cb.route_replace = host_route_replace;
    cb.route_remove = host_route_remove;
    cb.send_nd = on_send_nd;
    cb.mn_present = on_mn_present;
    cb.link_address = on_link_address;
    cb.event = on_event;
    cb.allocate = host_allocate;
    cb.release = host_release;
    memset(h->link_address, 0, sizeof h->link_address);
    memset(h->link_known, 0, sizeof h->link_known);
    memset(h->link_broken, 0, sizeof h->link_broken);
    memset(h->attach_owed, 0, sizeof h->attach_owed);
    memset(h->promises, 0, sizeof h->promises);
    memset(h->requests, 0, sizeof h->requests);
    memset(h->sent, 0, sizeof h->sent);
    memset(h->outstanding, 0, sizeof h->outstanding);
    links_clear(h);
    h->bound = 768 * 1024;
    if (pmip6_mag_new(&h->mag, &c, &cb, h) < 0) {
        violated(h, WORLD_GOES_ON, "a MAG cannot be made");
        h->up = 0;
        return;
    }
    find_nodes(h);
}

/* A prefix that is given up is withdrawn by its own name. */
int mag_host_reconfigure(struct host *h, uint32_t what)
{
    struct pmip6_mag_config c;

    if (what == 0)
        h->stays_local ^= 1;
    else
        give_visitor_prefix(h, h->visitor_prefix.length ? 2 * (what - 1) : 1);
    configure(h, &c);
    return pmip6_mag_reconfigure(h->mag, &c);
}

/* ---- links and nodes ---- */

static void link_up(struct host *h, uint32_t link)
{
    struct pmip6_link_info info;

    if (h->link_known[link])
        return;
    pmip6_link_info_init(&info);
    info.link_layer.length = 6;
    info.link_layer.octets[0] = 2;
    info.link_layer.octets[4] = (uint8_t)h->number;
    info.link_layer.octets[5] = (uint8_t)link;
    info.access_technology = (uint8_t)(link_interface(link) ? 5 : 4);
    host_enter(h);
    h->link_known[link] = pmip6_mag_link_up(h->mag, link, &info) == 0;
    host_leave(h);
}

/* Now and then it knows whose router the node has left behind (draft-02 7.3). */
static void name_router(struct host *h, const struct node *n, uint32_t link,
                        struct pmip6_attach *who)
{
    if (rng_below(&h->rng, 4))
        return;
    who->previous_router.octets[0] = 0xfe;
    who->previous_router.octets[1] = 0x80;
    who->previous_router.octets[14] = 0xb0;
    who->previous_router.octets[15] = (uint8_t)n->number;
    h->links[link].previous = who->previous_router;
}

static void tell(struct host *h, struct node *n, uint32_t interface, uint8_t handoff)
{
    struct interface *i = &n->interfaces[interface];
    struct pmip6_attach who;
    int rc;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)n->name;
    who.mn_id.length = strlen(n->name);
    if (!i->lli_hidden) {
        who.link_layer_id.data = i->lli;
        who.link_layer_id.length = i->lli_length;
    }
    who.handoff = handoff;
    name_router(h, n, i->link, &who);
    if (h->domain->by_sequence && n->has_sequence) {
        who.has_last_sequence = 1;
        who.last_sequence = n->last_sequence;
    }
    outstanding_given_up(h, n->number);
    host_enter(h);
    rc = pmip6_mag_attach(h->mag, i->link, &who);
    host_leave(h);
    h->attach_owed[i->link] = rc == PMIP6_ERR_NOMEM || rc == PMIP6_ERR_LIMIT ||
                              rc == PMIP6_ERR_NOT_FOUND || rc == PMIP6_ERR_CALLBACK;
    world_trace(h->world, (uint64_t)rc);
}

void mag_host_attach(struct host *h, struct node *n, uint32_t interface, uint8_t handoff)
{
    struct interface *i = &n->interfaces[interface];

    if (!h->up || h->stopping)
        return;
    ladder_attach(h->world->ladder, h, n->name, i->link, handoff);
    link_up(h, i->link);
    /* A quarter of the nodes are noticed by what they send, and named by the policy. */
    if (n->number % 4 == 2 && !i->lli_hidden && h->link_known[i->link])
        mag_host_solicit(h, i->link);
    else
        tell(h, n, interface, handoff);
}

void mag_host_detach(struct host *h, uint32_t link, int link_goes)
{
    if (!h->up || !h->link_known[link])
        return;
    ladder_attach(h->world->ladder, h, link_node(h->domain, link)->name, link, 255);
    h->attach_owed[link] = 0;
    outstanding_given_up(h, link_node(h->domain, link)->number);
    if (link_goes)
        links_goes(h, link);
    host_enter(h);
    if (link_goes) {
        (void)pmip6_mag_link_down(h->mag, link);
        h->link_known[link] = 0;
    } else {
        (void)pmip6_mag_detach(h->mag, link);
    }
    host_leave(h);
}

void mag_host_settle(struct host *h)
{
    for (uint32_t link = 1; h->up && link <= LINKS; link++) {
        struct node *n = link_node(h->domain, link);
        const struct interface *i = on_link(h, link);

        if (!i || (h->link_known[link] && !h->attach_owed[link]))
            continue;
        link_up(h, link);
        tell(h, n, link_interface(link), PMIP6_HANDOFF_RESERVED);
    }
}

/* ---- Neighbor Discovery ---- */

/* Whatever it is, it is of the node on that link, and of nobody else. */
void mag_host_frame(struct host *h, uint32_t link, const struct pmip6_nd_packet *p)
{
    uint64_t before;

    if (!h->up || !h->link_known[link])
        return;
    before = invariant_digest_beside(h, link);
    host_enter(h);
    links_hear(h, link, p);
    (void)pmip6_mag_input_nd(h->mag, link, p);
    host_leave(h);
    h->frame_link = 0;
    looked_at(h, NODES_HARM_NOBODY);
    if (invariant_digest_beside(h, link) != before)
        violated(h, NODES_HARM_NOBODY,
                 "a frame on link %u changes another node's session", (unsigned)link);
}

void mag_host_solicit(struct host *h, uint32_t link)
{
    const struct node *n = link_node(h->domain, link);
    const struct interface *i = &n->interfaces[link_interface(link)];
    struct frame f;

    frame_router_solicitation(&f, i);
    mag_host_frame(h, link, &f.packet);
}
