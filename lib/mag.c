/* SPDX-License-Identifier: MIT */
/* The MAG as an object: making, configuring, links, time, administration, ending. */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

#define LEAST_MTU 1280u

void pmip6_mag_config_defaults(struct pmip6_mag_config *c, size_t size, uint32_t edition)
{
    struct pmip6_mag_config defaults = {
        .size = sizeof defaults,
        .edition = edition,
        .flags = PMIP6_MAG_REQUIRE_PROTECTION | PMIP6_MAG_DETECT_SOLICITATION |
                 PMIP6_MAG_DETECT_NEIGHBOUR | PMIP6_MAG_ANY_PREFIX,
        .max_links = 65536,
        .max_attachments = 65536,
        .max_tunnels = 1024,
        .lifetime = 3600,
        .initial_bindack_timeout = 1000,
        .max_bindack_timeout = 32000,
        .max_update_rate = 3,
        .policy_timeout = 1000,
        .retry_interval = 5000,
        .min_ra_interval = 200000,
        .max_ra_interval = 600000,
        .router_lifetime = 1800,
        .path_mtu = 1500,
        .probe_count = 3,
        .probe_interval = 1000,
        .timeout_batch = 256,
    };

    p6_args_defaults(c, size, &defaults, sizeof defaults);
}

void pmip6_mag_callbacks_defaults(struct pmip6_mag_callbacks *c, size_t size)
{
    static const struct pmip6_mag_callbacks none = {.size = sizeof none};
    p6_args_defaults(c, size, &none, sizeof none);
}

void pmip6_link_info_defaults(struct pmip6_link_info *l, size_t size)
{
    static const struct pmip6_link_info defaults = {
        .size = sizeof defaults, .mtu = 1500, .access_technology = 3};
    p6_args_defaults(l, size, &defaults, sizeof defaults);
}

/* ---- checking ---- */

static int times_are_valid(const struct pmip6_mag_config *c)
{
    return c->lifetime >= 4 && c->initial_bindack_timeout > 0 &&
           c->max_bindack_timeout >= c->initial_bindack_timeout &&
           c->max_bindack_timeout <= 3600000 && c->policy_timeout > 0 &&
           c->retry_interval > 0 && c->min_ra_interval > 0 &&
           c->max_ra_interval >= c->min_ra_interval && c->router_lifetime <= 65535 &&
           c->max_update_rate <= TRANSMISSIONS && c->probe_count > 0 &&
           c->probe_count <= 255 && c->probe_interval > 0;
}

static int config_is_valid(const struct pmip6_mag_config *c)
{
    int node_timestamps_alone =
        c->flags & PMIP6_MAG_NODE_TIMESTAMPS && c->flags & PMIP6_MAG_SEQUENCE_ORDER;

    return p6_edition(c->edition) && p6_addr_is_routable(&c->address) &&
           c->max_links > 0 && c->max_attachments > 0 && c->max_tunnels > 0 &&
           c->timeout_batch > 0 && c->path_mtu >= LEAST_MTU && !node_timestamps_alone &&
           (p6_addr_is_unspecified(&c->link_local) ||
            p6_addr_is_link_local(&c->link_local)) &&
           times_are_valid(c);
}

#define ALL_FLAGS                                                                        \
    ((uint32_t)PMIP6_MAG_REQUIRE_PROTECTION | PMIP6_MAG_LOCAL_ROUTING |                  \
     PMIP6_MAG_SEQUENCE_ORDER | PMIP6_MAG_NODE_TIMESTAMPS | PMIP6_MAG_SET_H |            \
     PMIP6_MAG_ALTERNATE_COA | PMIP6_MAG_DETECT_SOLICITATION |                           \
     PMIP6_MAG_DETECT_NEIGHBOUR | PMIP6_MAG_TEARDOWN_ON_REFUSAL |                        \
     PMIP6_MAG_PREALLOCATE | PMIP6_MAG_ANY_PREFIX)

static int is_link_layer(const struct pmip6_link_layer *l)
{
    return l->length <= PMIP6_LINK_LAYER_ID_MAX &&
           p6_args_are_zero(l->reserved, sizeof l->reserved);
}

/* What nobody knows here does nothing: better to say so. */
static int config_is_known(const struct pmip6_mag_config *c)
{
    return !(c->flags & ~ALL_FLAGS) && !c->reserved && is_link_layer(&c->link_layer);
}

static int callbacks_are_complete(const struct pmip6_mag_callbacks *c)
{
    return c->clock && c->random && c->send && c->policy && c->tunnel_open &&
           c->tunnel_close && c->route_add && c->route_replace && c->route_remove &&
           c->send_nd && c->mn_present && c->link_address && !c->allocate == !c->release;
}

static int take_arguments(struct pmip6_mag_config *c,
                          const struct pmip6_mag_config *config)
{
    const size_t least = offsetof(struct pmip6_mag_config, flags);
    int rc;

    /* What an older caller's struct lacks is as the edition's defaults have it. */
    if (!config || config->size < least)
        return PMIP6_ERR_INVALID;
    pmip6_mag_config_defaults(c, sizeof *c, config->edition);
    rc = p6_args_in(c, sizeof *c, config);
    if (rc == 0 && !(config_is_valid(c) && config_is_known(c)))
        rc = PMIP6_ERR_INVALID;
    return rc;
}

/* ---- making and ending ---- */

static void take_callbacks(pmip6_mag *mag, void *user)
{
    const struct pmip6_mag_callbacks *c = &mag->callbacks;

    mag->effects.send = c->send;
    mag->effects.tunnel_open = c->tunnel_open;
    mag->effects.tunnel_close = c->tunnel_close;
    mag->effects.route_add = c->route_add;
    mag->effects.route_replace = c->route_replace;
    mag->effects.route_remove = c->route_remove;
    mag->effects.log = c->log;
    mag->effects.parameter_problem = c->parameter_problem;
    mag->effects.user = user;
}

/* One more than there are attachments: the new set of one is made before the old one
 * goes. */
static uint32_t most_prefixes(uint32_t attachments)
{
    return attachments >= UINT32_MAX / PMIP6_PREFIXES_MAX
               ? UINT32_MAX - 1
               : (attachments + 1) * PMIP6_PREFIXES_MAX;
}

static int make_stores(pmip6_mag *mag)
{
    const struct pmip6_mag_config *c = &mag->config;
    struct memory *m = &mag->memory;
    pmip6_time now = mag->now.monotonic;

    if (p6_slab_init(&mag->links, m, sizeof(struct access_link), c->max_links) < 0 ||
        p6_slab_init(&mag->attachments, m, sizeof(struct attachment),
                     c->max_attachments) < 0 ||
        p6_index_init(&mag->links_by_number, &mag->links,
                      offsetof(struct access_link, by_number)) < 0 ||
        p6_index_init(&mag->by_node, &mag->attachments,
                      offsetof(struct attachment, by_node)) < 0 ||
        p6_index_init(&mag->by_link_layer, &mag->attachments,
                      offsetof(struct attachment, by_link_layer)) < 0 ||
        p6_prefix_index_init(&mag->prefixes, m, mag->key,
                             most_prefixes(c->max_attachments)) < 0 ||
        p6_tunnels_init(&mag->tunnels, m, mag->key, c->max_tunnels) < 0)
        return PMIP6_ERR_NOMEM;
    p6_wheel_init(&mag->advertise_timers, &mag->links,
                  offsetof(struct access_link, advertise), now);
    p6_wheel_init(&mag->work_timers, &mag->attachments, offsetof(struct attachment, work),
                  now);
    p6_wheel_init(&mag->expiry_timers, &mag->attachments,
                  offsetof(struct attachment, expiry), now);
    p6_wheel_init(&mag->probe_timers, &mag->attachments,
                  offsetof(struct attachment, probe), now);
    if (!(c->flags & PMIP6_MAG_PREALLOCATE))
        return 0;
    if (p6_slab_reserve(&mag->links) < 0 || p6_slab_reserve(&mag->attachments) < 0 ||
        p6_index_reserve(&mag->links_by_number) < 0 ||
        p6_index_reserve(&mag->by_node) < 0 ||
        p6_index_reserve(&mag->by_link_layer) < 0 ||
        p6_prefix_index_reserve(&mag->prefixes) < 0 ||
        p6_slab_reserve(&mag->tunnels.records) < 0 ||
        p6_index_reserve(&mag->tunnels.by_remote) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

static void free_stores(pmip6_mag *mag)
{
    struct memory memory = mag->memory;

    if (mag->tunnels.records.memory)
        p6_tunnels_fini(&mag->tunnels, &mag->effects);
    p6_prefix_index_fini(&mag->prefixes);
    if (mag->by_link_layer.records)
        p6_index_fini(&mag->by_link_layer);
    if (mag->by_node.records)
        p6_index_fini(&mag->by_node);
    if (mag->links_by_number.records)
        p6_index_fini(&mag->links_by_number);
    if (mag->attachments.memory)
        p6_slab_fini(&mag->attachments);
    if (mag->links.memory)
        p6_slab_fini(&mag->links);
    p6_release(&memory, mag, sizeof *mag);
}

int pmip6_mag_new(pmip6_mag **mag, const struct pmip6_mag_config *config,
                  const struct pmip6_mag_callbacks *callbacks, void *user)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;
    struct memory memory;
    uint8_t octets[10];
    pmip6_mag *made;
    int rc;

    if (!mag)
        return PMIP6_ERR_INVALID;
    *mag = NULL;
    rc = take_arguments(&c, config);
    pmip6_mag_callbacks_init(&cb);
    if (rc == 0)
        rc = p6_args_in(&cb, sizeof cb, callbacks);
    if (rc < 0)
        return rc;
    if (!callbacks_are_complete(&cb))
        return PMIP6_ERR_CALLBACK_MISSING;
    p6_memory_init(&memory, cb.allocate, cb.release, user);
    made = p6_allocate(&memory, sizeof *made);
    if (!made)
        return PMIP6_ERR_NOMEM;
    made->self = made;
    made->memory = memory;
    made->config = c;
    made->callbacks = cb;
    made->edition = p6_edition(c.edition);
    made->counters.size = sizeof made->counters;
    take_callbacks(made, user);
    cb.random(octets, sizeof octets, user);
    made->key = p6_hash_key(octets);
    made->sequence = (uint16_t)(octets[8] << 8 | octets[9]);
    cb.clock(&made->now, user);
    p6_limit_init(&made->errors, 100, 100);
    if (make_stores(made) < 0) {
        free_stores(made);
        return PMIP6_ERR_NOMEM;
    }
    *mag = made;
    return 0;
}

void pmip6_mag_free(pmip6_mag *mag)
{
    static const struct pmip6_addr none;
    uint32_t a = P6_NONE;

    if (!mag)
        return;
    if (mag->busy || mag->effects.inside) {
        p6_log_not_ended(&mag->effects);
        return;
    }
    mag->busy = 1;
    mag->ending = 1;
    mag->callbacks.event = NULL;
    mag->callbacks.clock(&mag->now, mag->effects.user);
    while ((a = p6_slab_next(&mag->attachments, a)) != P6_NONE) {
        uint32_t link = p6_attachment(mag, a)->link;

        p6_mag_unbind(mag, a);
        p6_mag_set_link_address(mag, link, &none);
        p6_link(mag, link)->attachment = P6_NONE;
        p6_slab_give(&mag->attachments, a);
    }
    free_stores(mag);
}

/* ---- calls and time ---- */

int p6_mag_begin(pmip6_mag *mag)
{
    if (mag->busy || mag->effects.inside)
        return PMIP6_ERR_REENTRANT;
    mag->busy = 1;
    p6_enter(&mag->effects);
    mag->callbacks.clock(&mag->now, mag->effects.user);
    p6_leave(&mag->effects);
    return 0;
}

void p6_mag_end(pmip6_mag *mag)
{
    mag->busy = 0;
}

uint32_t p6_mag_random(pmip6_mag *mag)
{
    uint8_t octets[2];

    p6_enter(&mag->effects);
    mag->callbacks.random(octets, sizeof octets, mag->effects.user);
    p6_leave(&mag->effects);
    return (uint32_t)octets[0] << 8 | octets[1];
}

pmip6_time pmip6_mag_next_timeout(const pmip6_mag *mag)
{
    const struct wheel *wheels[] = {&mag->work_timers, &mag->expiry_timers,
                                    &mag->probe_timers, &mag->advertise_timers};
    pmip6_time first = PMIP6_NEVER;

    for (size_t i = 0; i < sizeof wheels / sizeof wheels[0]; i++) {
        pmip6_time next = p6_wheel_next(wheels[i]);

        if (next < first)
            first = next;
    }
    return first;
}

int pmip6_mag_handle_timeout(pmip6_mag *mag)
{
    uint32_t budget = mag->config.timeout_batch;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    p6_mag_fire_expiry(mag, &budget);
    p6_mag_fire_work(mag, &budget);
    p6_mag_fire_probe(mag, &budget);
    p6_mag_fire_advertise(mag, &budget);
    p6_mag_end(mag);
    return 0;
}

/* ---- links ---- */

static uint32_t hash_link(const pmip6_mag *mag, uint32_t number)
{
    uint8_t octets[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                         (uint8_t)(number >> 8), (uint8_t)number};
    return p6_hash(mag->key, octets, sizeof octets);
}

uint32_t p6_mag_find_link(const pmip6_mag *mag, uint32_t number)
{
    uint32_t l = p6_index_first(&mag->links_by_number, hash_link(mag, number));

    while (l != P6_NONE && p6_link(mag, l)->number != number)
        l = p6_index_next(&mag->links_by_number, l);
    return l;
}

static int new_link(pmip6_mag *mag, uint32_t number, uint32_t *link)
{
    if (mag->links.count >= mag->links.max)
        return PMIP6_ERR_LIMIT;
    *link = p6_slab_take(&mag->links);
    if (*link == P6_NONE)
        return PMIP6_ERR_NOMEM;
    p6_link(mag, *link)->number = number;
    p6_link(mag, *link)->advertise.deadline = PMIP6_NEVER;
    p6_index_insert(&mag->links_by_number, *link, hash_link(mag, number));
    return 0;
}

int pmip6_mag_link_up(pmip6_mag *mag, uint32_t link, const struct pmip6_link_info *info)
{
    struct pmip6_link_info ours;
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    pmip6_link_info_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, info);
    if (rc == 0 &&
        (link == 0 || ours.mtu < LEAST_MTU || !is_link_layer(&ours.link_layer) ||
         !p6_args_are_zero(ours.reserved, sizeof ours.reserved)))
        rc = PMIP6_ERR_INVALID;
    index = p6_mag_find_link(mag, link);
    if (rc == 0 && index == P6_NONE)
        rc = new_link(mag, link, &index);
    if (rc == 0) {
        struct access_link *l = p6_link(mag, index);

        l->link_layer = ours.link_layer;
        l->mtu = ours.mtu;
        l->access_technology = ours.access_technology;
        if (!l->up) /* whatever address it had went with it */
            memset(&l->address, 0, sizeof l->address);
        l->up = 1;
    }
    p6_mag_end(mag);
    return rc;
}

int pmip6_mag_link_down(pmip6_mag *mag, uint32_t link)
{
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    index = p6_mag_find_link(mag, link);
    if (index == P6_NONE || !p6_link(mag, index)->up) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else {
        p6_link(mag, index)->up = 0;
        p6_link(mag, index)->went_down = 1;
        p6_mag_stop_advertising(mag, index);
        if (p6_link(mag, index)->attachment != P6_NONE) {
            p6_mag_detach_node(mag, p6_link(mag, index)->attachment);
        } else {
            p6_index_remove(&mag->links_by_number, index);
            p6_slab_give(&mag->links, index);
        }
    }
    p6_mag_end(mag);
    return rc;
}

/* ---- administration ---- */

static uint32_t node_on(const pmip6_mag *mag, uint32_t link)
{
    uint32_t index = p6_mag_find_link(mag, link);
    return index == P6_NONE ? P6_NONE : p6_link(mag, index)->attachment;
}

int pmip6_mag_detach(pmip6_mag *mag, uint32_t link)
{
    uint32_t a;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    a = node_on(mag, link);
    if (a == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    else
        p6_mag_detach_node(mag, a);
    p6_mag_end(mag);
    return rc;
}

int pmip6_mag_detach_all(pmip6_mag *mag)
{
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a))
        p6_mag_detach_node(mag, a);
    p6_mag_end(mag);
    return 0;
}

uint32_t pmip6_mag_link_of(const pmip6_mag *mag, struct pmip6_bytes mn_id)
{
    if (!mag || !mn_id.data || mn_id.length == 0)
        return 0;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        const struct attachment *at = p6_attachment(mag, a);

        if (at->mn_id_length == mn_id.length &&
            memcmp(at->mn_id, mn_id.data, mn_id.length) == 0)
            return p6_link(mag, at->link)->number;
    }
    return 0;
}

/* RFC 5213 6.12: withdrawn on the link at once, de-registered, and asked for anew. */
int pmip6_mag_renumber(pmip6_mag *mag, uint32_t link)
{
    uint32_t a;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    a = node_on(mag, link);
    if (a == P6_NONE) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else if (!p6_attachment(mag, a)->bound ||
               p6_attachment(mag, a)->state == PMIP6_ATTACHMENT_DEREGISTERING) {
        rc = PMIP6_ERR_STATE;
    } else {
        struct attachment *at = p6_attachment(mag, a);

        p6_mag_withdraw(mag, at->link, at->prefixes, at->prefix_count, 0);
        at->blocked = 0; /* an administrative action (6.9.1.2) */
        at->wait_for_clock = 0;
        p6_mag_detach_node(mag, a);
        at->renumbering = 1;
    }
    p6_mag_end(mag);
    return rc;
}

static void try_all_again(pmip6_mag *mag, int (*wanted)(const struct attachment *at))
{
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        if (wanted(p6_attachment(mag, a)))
            p6_mag_try_anew(mag, a);
    }
}

static int waits_for_clock(const struct attachment *at)
{
    return at->wait_for_clock && !at->blocked &&
           at->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

static int is_blocked(const struct attachment *at)
{
    return at->blocked && at->state != PMIP6_ATTACHMENT_DEREGISTERING;
}

int pmip6_mag_clock_synced(pmip6_mag *mag)
{
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    try_all_again(mag, waits_for_clock);
    p6_mag_end(mag);
    return 0;
}

int pmip6_mag_reconfigure(pmip6_mag *mag, const struct pmip6_mag_config *config)
{
    struct pmip6_mag_config c;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    rc = take_arguments(&c, config);
    if (rc == 0 && (c.edition != mag->config.edition ||
                    !p6_addr_equal(&c.address, &mag->config.address) ||
                    c.max_links != mag->config.max_links ||
                    c.max_attachments != mag->config.max_attachments ||
                    c.max_tunnels != mag->config.max_tunnels ||
                    (c.flags ^ mag->config.flags) & PMIP6_MAG_PREALLOCATE))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0) {
        static const struct pmip6_bytes everybody;

        mag->config = c;
        p6_mag_pardon(mag, everybody);
        try_all_again(mag, is_blocked);
    }
    p6_mag_end(mag);
    return rc;
}

/* RFC 5213 6.9.5: impacted nodes are told by an advertisement. */
static uint32_t at_least(uint32_t mtu)
{
    return mtu < LEAST_MTU ? LEAST_MTU : mtu;
}

int pmip6_mag_path_mtu(pmip6_mag *mag, const struct pmip6_addr *peer, uint32_t mtu)
{
    uint32_t t;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    t = peer ? p6_tunnel_find(&mag->tunnels, &mag->config.address, peer) : P6_NONE;
    if (t == P6_NONE) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else if (p6_tunnel_at(&mag->tunnels, t)->mtu != at_least(mtu)) {
        p6_tunnel_at(&mag->tunnels, t)->mtu = at_least(mtu);
        for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); a != P6_NONE;
             a = p6_slab_next(&mag->attachments, a)) {
            const struct attachment *at = p6_attachment(mag, a);

            if (at->bound && at->tunnel == t)
                p6_mag_advertise_now(mag, at->link);
        }
    }
    p6_mag_end(mag);
    return rc;
}

int pmip6_mag_tunnel_lost(pmip6_mag *mag, const struct pmip6_tunnel *t)
{
    uint32_t lost;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    lost = t ? p6_tunnel_find(&mag->tunnels, &t->local, &t->remote) : P6_NONE;
    if (lost == P6_NONE)
        rc = PMIP6_ERR_NOT_FOUND;
    for (uint32_t a = p6_slab_next(&mag->attachments, P6_NONE); rc == 0 && a != P6_NONE;
         a = p6_slab_next(&mag->attachments, a)) {
        const struct attachment *at = p6_attachment(mag, a);

        if (!at->bound || at->tunnel != lost)
            continue;
        p6_mag_unbind(mag, a);
        p6_mag_begin_again(mag, a);
    }
    p6_mag_end(mag);
    return rc;
}
