/* SPDX-License-Identifier: MIT */
/* The LMA as an object: making, configuring, time, administration, ending. */
#include "args.h"
#include "lma_internal.h"
#include "prefix.h"

#include <string.h>

/* Beyond what is in use, room for prefixes that were released or are reserved. */
#define SPARE_PREFIXES 65536u

/* RFC 6275 12: of a MAG that is as it should be. */
#define INITIAL_BINDACK_TIMEOUT_MS 1000u

void pmip6_lma_config_defaults(struct pmip6_lma_config *c, size_t size, uint32_t edition)
{
    const struct edition *e = p6_edition(edition);
    struct pmip6_lma_config defaults = {
        .size = sizeof defaults,
        .edition = edition,
        .flags = PMIP6_LMA_REQUIRE_PROTECTION | PMIP6_LMA_WAIT_FOR_DEREGISTRATION |
                 PMIP6_LMA_PREFIX_HINTS,
        .max_bindings = 1000000,
        .max_pending = 4096,
        .max_tunnels = 65536,
        .max_lifetime = 3600,
        .min_delay_before_bce_delete = e ? e->min_delay_before_bce_delete : 0,
        .max_delay_before_new_bce_assign = 1500,
        .timestamp_validity_window = 300,
        .policy_timeout = 1000,
        .stranger_rate = 100,
        .stranger_burst = 100,
        .timeout_batch = 256,
        .max_of_node = 16,
    };

    p6_args_defaults(c, size, &defaults, sizeof defaults);
}

void pmip6_lma_callbacks_defaults(struct pmip6_lma_callbacks *c, size_t size)
{
    static const struct pmip6_lma_callbacks none = {.size = sizeof none};
    p6_args_defaults(c, size, &none, sizeof none);
}

/* ---- checking ---- */

/* The LMA's own address is in no pool: it would go out in a prefix. */
static int pools_are_valid(const struct pmip6_lma_config *c)
{
    if ((!c->pools && c->pool_count > 0) || !p6_pools_valid(c->pools, c->pool_count))
        return 0;
    for (size_t i = 0; i < c->pool_count; i++) {
        if (p6_prefix_holds(&c->pools[i].prefix, &c->address))
            return 0;
    }
    return 1;
}

static int config_is_valid(const struct pmip6_lma_config *c)
{
    int node_timestamps_alone =
        c->flags & PMIP6_LMA_NODE_TIMESTAMPS && c->flags & PMIP6_LMA_SEQUENCE_ORDER;

    return p6_edition(c->edition) && p6_addr_is_routable(&c->address) &&
           c->max_bindings > 0 && c->max_pending > 0 && c->max_tunnels > 0 &&
           c->max_lifetime >= 4 && c->timeout_batch > 0 && c->max_of_node > 0 &&
           c->timestamp_validity_window <= 3600000 && !node_timestamps_alone &&
           pools_are_valid(c);
}

#define ALL_FLAGS                                                                        \
    ((uint32_t)PMIP6_LMA_REQUIRE_PROTECTION | PMIP6_LMA_WAIT_FOR_DEREGISTRATION |        \
     PMIP6_LMA_PREFIX_HINTS | PMIP6_LMA_NODE_TIMESTAMPS | PMIP6_LMA_SEQUENCE_ORDER |     \
     PMIP6_LMA_WAIT_WHEN_AMBIGUOUS | PMIP6_LMA_PREALLOCATE | PMIP6_LMA_PERSISTENT)

/* What nobody knows here does nothing: better to say so. */
static int config_is_known(const struct pmip6_lma_config *c)
{
    if (c->flags & ~ALL_FLAGS)
        return 0;
    for (size_t i = 0; i < c->pool_count; i++) {
        if (!p6_args_are_zero(c->pools[i].reserved, sizeof c->pools[i].reserved))
            return 0;
    }
    return 1;
}

static int callbacks_are_complete(const struct pmip6_lma_callbacks *c)
{
    return c->clock && c->random && c->send && c->policy && c->tunnel_open &&
           c->tunnel_close && c->route_add && c->route_replace && c->route_remove &&
           !c->allocate == !c->release && !c->prefix_take == !c->prefix_release;
}

static int take_arguments(struct pmip6_lma_config *c,
                          const struct pmip6_lma_config *config)
{
    const size_t least = offsetof(struct pmip6_lma_config, flags);
    int rc;

    /* What an older caller's struct lacks is as the edition's defaults have it. */
    if (!config || config->size < least)
        return PMIP6_ERR_INVALID;
    pmip6_lma_config_defaults(c, sizeof *c, config->edition);
    rc = p6_args_in(c, sizeof *c, config);
    if (rc == 0 && !(config_is_valid(c) && config_is_known(c)))
        rc = PMIP6_ERR_INVALID;
    return rc;
}

/* ---- making and ending ---- */

static void take_callbacks(pmip6_lma *lma, void *user)
{
    const struct pmip6_lma_callbacks *c = &lma->callbacks;

    lma->effects.send = c->send;
    lma->effects.tunnel_open = c->tunnel_open;
    lma->effects.tunnel_close = c->tunnel_close;
    lma->effects.route_add = c->route_add;
    lma->effects.route_replace = c->route_replace;
    lma->effects.route_remove = c->route_remove;
    lma->effects.log = c->log;
    lma->effects.parameter_problem = c->parameter_problem;
    lma->effects.user = user;
}

static void take_keys(pmip6_lma *lma)
{
    uint8_t octets[16];

    lma->callbacks.random(octets, sizeof octets, lma->effects.user);
    lma->key = p6_hash_key(octets);
    lma->digest_key = p6_hash_key(octets + 8);
}

static uint32_t most_prefix_records(const struct pmip6_lma_config *c)
{
    uint32_t each = p6_edition(c->edition)->prefixes_per_session;

    if (c->max_bindings > UINT32_MAX / (2 * each))
        return UINT32_MAX / 2;
    return each * c->max_bindings + SPARE_PREFIXES;
}

static int make_stores(pmip6_lma *lma)
{
    const struct pmip6_lma_config *c = &lma->config;
    int rc = p6_bce_init(&lma->cache, &lma->memory, lma->key, c->max_bindings,
                         lma->now.monotonic);

    if (rc == 0)
        rc = p6_tunnels_init(&lma->tunnels, &lma->memory, lma->key, c->max_tunnels);
    if (rc == 0)
        rc = p6_pools_init(&lma->pools, &lma->memory, lma->key, most_prefix_records(c));
    if (rc == 0)
        rc = p6_lma_pending_init(lma);
    if (rc == 0)
        rc = p6_pools_configure(&lma->pools, c->pools, c->pool_count,
                                p6_ms(c->prefix_rest), lma->now.monotonic);
    return rc;
}

static int reserve_stores(pmip6_lma *lma)
{
    if (!(lma->config.flags & PMIP6_LMA_PREALLOCATE))
        return 0;
    if (p6_bce_reserve(&lma->cache) < 0 || p6_slab_reserve(&lma->tunnels.records) < 0 ||
        p6_index_reserve(&lma->tunnels.by_remote) < 0 ||
        p6_pools_preallocate(&lma->pools) < 0 || p6_slab_reserve(&lma->pending) < 0 ||
        p6_index_reserve(&lma->pending_by_node) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

static void free_stores(pmip6_lma *lma)
{
    struct memory memory = lma->memory;

    p6_lma_pending_fini(lma);
    if (lma->pools.records.memory)
        p6_pools_fini(&lma->pools);
    if (lma->tunnels.records.memory)
        p6_tunnels_fini(&lma->tunnels, &lma->effects);
    p6_bce_fini(&lma->cache);
    p6_release(&memory, lma, sizeof *lma);
}

/* R5213-9.1-09: a MAG repeats its request after a second at first; whoever waits no
 * longer than that for an old MAG gives new prefixes to nodes that only moved. */
static void warn_of_a_short_wait(pmip6_lma *lma)
{
    struct pmip6_log l = {.what =
                              "max-delay-before-new-bce-assign is not above the first "
                              "time-out of a MAG",
                          .level = PMIP6_LOG_WARNING};

    if (lma->edition->look_up == LOOK_UP_BY_SESSION &&
        lma->config.flags & PMIP6_LMA_WAIT_FOR_DEREGISTRATION &&
        lma->config.max_delay_before_new_bce_assign <= INITIAL_BINDACK_TIMEOUT_MS)
        p6_log(&lma->effects, &l);
}

int pmip6_lma_new(pmip6_lma **lma, const struct pmip6_lma_config *config,
                  const struct pmip6_lma_callbacks *callbacks, void *user)
{
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct memory memory;
    pmip6_lma *made;
    int rc;

    if (!lma)
        return PMIP6_ERR_INVALID;
    *lma = NULL;
    rc = take_arguments(&c, config);
    pmip6_lma_callbacks_init(&cb);
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
    take_keys(made);
    cb.clock(&made->now, user);
    p6_limit_init(&made->strangers, c.stranger_rate, c.stranger_burst);
    if (make_stores(made) < 0 || reserve_stores(made) < 0) {
        free_stores(made);
        return PMIP6_ERR_NOMEM;
    }
    made->config.pools = NULL; /* copied; the caller's array may go */
    warn_of_a_short_wait(made);
    *lma = made;
    return 0;
}

void pmip6_lma_free(pmip6_lma *lma)
{
    uint32_t pending = P6_NONE, session = P6_NONE;

    if (!lma)
        return;
    if (lma->busy || lma->effects.inside) {
        p6_log_not_ended(&lma->effects);
        return;
    }
    lma->busy = 1;
    lma->callbacks.event = NULL;
    while ((pending = p6_slab_next(&lma->pending, pending)) != P6_NONE)
        p6_lma_stop_waiting(lma, pending);
    while ((session = p6_slab_next(&lma->cache.sessions, session)) != P6_NONE)
        p6_lma_end_session(lma, session, PMIP6_CAUSE_ADMINISTRATION);
    free_stores(lma);
}

uint64_t pmip6_lma_memory_needed(const struct pmip6_lma_config *config)
{
    struct pmip6_lma_config c;
    uint32_t records;

    if (take_arguments(&c, config) < 0)
        return 0;
    records = most_prefix_records(&c);
    return sizeof(pmip6_lma) + p6_bce_memory_needed(c.max_bindings) +
           p6_slab_memory_needed(sizeof(struct tunnel_record), c.max_tunnels) +
           p6_index_memory_needed(c.max_tunnels) + p6_pools_memory_needed(records) +
           p6_slab_memory_needed(sizeof(struct pending), c.max_pending) +
           p6_index_memory_needed(c.max_pending) +
           2 * (c.pool_count + 1) * sizeof(struct pool);
}

/* ---- calls and time ---- */

int p6_lma_begin(pmip6_lma *lma)
{
    if (lma->busy || lma->effects.inside)
        return PMIP6_ERR_REENTRANT;
    lma->busy = 1;
    lma->may_reap = lma->config.timeout_batch;
    p6_enter(&lma->effects);
    lma->callbacks.clock(&lma->now, lma->effects.user);
    p6_leave(&lma->effects);
    return 0;
}

void p6_lma_end(pmip6_lma *lma)
{
    lma->busy = 0;
}

pmip6_time pmip6_lma_next_timeout(const pmip6_lma *lma)
{
    pmip6_time sessions = p6_wheel_next(&lma->cache.timers);
    pmip6_time pending = p6_wheel_next(&lma->pending_timers);

    return sessions < pending ? sessions : pending;
}

int pmip6_lma_handle_timeout(pmip6_lma *lma)
{
    uint32_t budget = lma->config.timeout_batch, session;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    p6_lma_fire_pending(lma, &budget);
    while ((session = p6_wheel_pop(&lma->cache.timers, lma->now.monotonic, &budget)) !=
           P6_NONE)
        p6_lma_end_session(lma, session, PMIP6_CAUSE_TIME);
    p6_lma_end(lma);
    return 0;
}

/* ---- administration ---- */

/* What the stores were made for stays as it was; more sessions need more room. */
static int keeps_bounds(const struct pmip6_lma_config *was,
                        const struct pmip6_lma_config *is)
{
    return was->edition == is->edition && p6_addr_equal(&was->address, &is->address) &&
           (was->max_bindings == is->max_bindings ||
            !(was->flags & PMIP6_LMA_PREALLOCATE)) &&
           was->max_pending == is->max_pending && was->max_tunnels == is->max_tunnels &&
           !((was->flags ^ is->flags) & PMIP6_LMA_PREALLOCATE);
}

static int widen_stores(pmip6_lma *lma, const struct pmip6_lma_config *c)
{
    if (p6_bce_widen(&lma->cache, c->max_bindings) < 0 ||
        p6_pools_widen(&lma->pools, most_prefix_records(c)) < 0)
        return PMIP6_ERR_NOMEM;
    return 0;
}

static void take_configuration(pmip6_lma *lma, const struct pmip6_lma_config *c)
{
    if (c->stranger_rate != lma->config.stranger_rate ||
        c->stranger_burst != lma->config.stranger_burst)
        p6_limit_init(&lma->strangers, c->stranger_rate, c->stranger_burst);
    lma->config = *c;
    lma->config.pools = NULL;
    p6_bce_bound(&lma->cache, c->max_bindings);
    p6_pools_bound(&lma->pools, most_prefix_records(c));
    warn_of_a_short_wait(lma);
}

int pmip6_lma_reconfigure(pmip6_lma *lma, const struct pmip6_lma_config *config)
{
    struct pmip6_lma_config c;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    rc = take_arguments(&c, config);
    if (rc == 0 && !keeps_bounds(&lma->config, &c))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0)
        rc = widen_stores(lma, &c);
    if (rc == 0)
        rc = p6_pools_configure(&lma->pools, c.pools, c.pool_count, p6_ms(c.prefix_rest),
                                lma->now.monotonic);
    if (rc == 0)
        take_configuration(lma, &c);
    p6_lma_end(lma);
    return rc;
}
