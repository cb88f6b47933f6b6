/* SPDX-License-Identifier: MIT */
/* The MAG as an object: making, configuring, links, time, ending. */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

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
        .initial_bindack_timeout_first_reg = 1500,
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

void pmip6_mag_config_rfc6543(struct pmip6_mag_config *c)
{
    static const struct pmip6_addr link_local = {
        {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x02, 0x00, 0x5e, 0xff, 0xfe, 0x00, 0x52, 0x13}};
    static const struct pmip6_link_layer link_layer = {
        {0x00, 0x00, 0x5e, 0x00, 0x52, 0x13}, 6, {0}};

    if (!c || c->size < offsetof(struct pmip6_mag_config, edition))
        return;
    c->link_local = link_local;
    c->link_layer = link_layer;
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
           c->initial_bindack_timeout_first_reg > 0 &&
           c->initial_bindack_timeout_first_reg <= 3600000 &&
           c->max_bindack_timeout >= c->initial_bindack_timeout &&
           c->max_bindack_timeout <= 3600000 && c->policy_timeout > 0 &&
           c->retry_interval > 0 && p6_mag_intervals_are_valid(c) &&
           c->max_update_rate <= TRANSMISSIONS && c->probe_count > 0 &&
           c->probe_count <= 255 && c->probe_interval > 0;
}

static int config_is_valid(const struct pmip6_mag_config *c)
{
    int node_timestamps_alone =
        c->flags & PMIP6_MAG_NODE_TIMESTAMPS && c->flags & PMIP6_MAG_SEQUENCE_ORDER;

    return p6_edition(c->edition) && p6_addr_is_routable(&c->address) &&
           c->max_links > 0 && c->max_attachments > 0 && c->max_tunnels > 0 &&
           c->timeout_batch > 0 && c->path_mtu >= P6_LEAST_MTU &&
           !node_timestamps_alone &&
           (p6_addr_is_unspecified(&c->link_local) ||
            p6_addr_is_link_local(&c->link_local)) &&
           c->dns_server_count <= PMIP6_DNS_SERVERS_MAX &&
           p6_visitor_prefix_is_valid(c) && times_are_valid(c);
}

#define ALL_FLAGS                                                                        \
    ((uint32_t)PMIP6_MAG_REQUIRE_PROTECTION | PMIP6_MAG_LOCAL_ROUTING |                  \
     PMIP6_MAG_SEQUENCE_ORDER | PMIP6_MAG_NODE_TIMESTAMPS | PMIP6_MAG_SET_H |            \
     PMIP6_MAG_ALTERNATE_COA | PMIP6_MAG_DETECT_SOLICITATION |                           \
     PMIP6_MAG_DETECT_NEIGHBOUR | PMIP6_MAG_TEARDOWN_ON_REFUSAL |                        \
     PMIP6_MAG_PREALLOCATE | PMIP6_MAG_ANY_PREFIX | PMIP6_MAG_RETRY_UNSYNCED |           \
     PMIP6_MAG_FIRST_REG_TIMEOUT | PMIP6_MAG_EARLY_ADVERTISEMENT)

static int is_link_layer(const struct pmip6_link_layer *l)
{
    return l->length <= PMIP6_LINK_LAYER_ID_MAX &&
           p6_args_are_zero(l->reserved, sizeof l->reserved);
}

/* What nobody knows here does nothing: better to say so. */
static int config_is_known(const struct pmip6_mag_config *c)
{
    return !(c->flags & ~ALL_FLAGS) &&
           p6_args_are_zero(c->reserved, sizeof c->reserved) &&
           is_link_layer(&c->link_layer) &&
           p6_args_are_zero(c->reserved_octets, sizeof c->reserved_octets);
}

static int callbacks_are_complete(const struct pmip6_mag_callbacks *c)
{
    return c->clock && c->random && c->send && c->policy && c->tunnel_open &&
           c->tunnel_close && c->route_add && c->route_replace && c->route_remove &&
           c->send_nd && c->mn_present && c->link_address && !c->allocate == !c->release;
}

int p6_mag_take_config(struct pmip6_mag_config *c, const struct pmip6_mag_config *config)
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
        p6_tunnels_init(&mag->tunnels, m, mag->key, c->max_tunnels) < 0 ||
        p6_partings_init(mag) < 0)
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
        p6_slab_reserve(&mag->partings) < 0 ||
        p6_index_reserve(&mag->tunnels.by_remote) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

static void free_stores(pmip6_mag *mag)
{
    struct memory memory = mag->memory;

    if (mag->partings.memory)
        p6_slab_fini(&mag->partings);
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
    rc = p6_mag_take_config(&c, config);
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
    p6_limit_init(&made->searches, 100, 100);
    p6_limit_init(&made->drop_lines, 10, 32);
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
        p6_mag_end_visit(mag, a);
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

/* For those that read. As in every callback, the host may only read meanwhile. */
pmip6_time p6_mag_read_clock(const pmip6_mag *mag)
{
    struct pmip6_clock now = {0, 0};

    p6_enter(&mag->self->effects);
    mag->callbacks.clock(&now, mag->effects.user);
    p6_leave(&mag->self->effects);
    return now.monotonic;
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
                                    &mag->probe_timers, &mag->advertise_timers,
                                    &mag->parting_timers};
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
    p6_mag_fire_parting(mag, &budget);
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

uint32_t p6_mag_node_on(const pmip6_mag *mag, uint32_t number)
{
    uint32_t l = p6_mag_find_link(mag, number);

    return l == P6_NONE ? P6_NONE : p6_link(mag, l)->attachment;
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

/* What its node hears of the link it hears at once (R5213-6.9.5-15). */
static void describe(pmip6_mag *mag, uint32_t link, const struct pmip6_link_info *info)
{
    struct access_link *l = p6_link(mag, link);
    int differs = l->mtu != info->mtu ||
                  l->link_layer.length != info->link_layer.length ||
                  memcmp(l->link_layer.octets, info->link_layer.octets,
                         info->link_layer.length) != 0;

    l->link_layer = info->link_layer;
    l->mtu = info->mtu;
    l->access_technology = info->access_technology;
    if (l->up) {
        if (differs)
            p6_mag_advertise_now(mag, link);
        return;
    }
    memset(&l->address, 0, sizeof l->address); /* whatever it had went with it */
    l->up = 1;
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
        (link == 0 || ours.mtu < P6_LEAST_MTU || !is_link_layer(&ours.link_layer) ||
         !p6_args_are_zero(ours.reserved, sizeof ours.reserved)))
        rc = PMIP6_ERR_INVALID;
    index = p6_mag_find_link(mag, link);
    if (rc == 0 && index == P6_NONE)
        rc = new_link(mag, link, &index);
    if (rc == 0)
        describe(mag, index, &ours);
    p6_mag_end(mag);
    return rc;
}

int pmip6_mag_link_down(pmip6_mag *mag, uint32_t link)
{
    static const struct pmip6_addr none;
    uint32_t index;
    int rc = p6_mag_begin(mag);

    if (rc < 0)
        return rc;
    index = p6_mag_find_link(mag, link);
    if (index == P6_NONE || !p6_link(mag, index)->up) {
        rc = PMIP6_ERR_NOT_FOUND;
    } else {
        p6_mag_set_link_address(mag, index, &none);
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
