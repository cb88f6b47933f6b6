/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_LMA_VIEW_H
#define PMIP6_LMA_VIEW_H

/**
 * @file lma_view.h
 * What a local mobility anchor shows: bindings, events, counters, gauges.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @addtogroup lma
 * @{
 */

/** An LMA; opaque. */
typedef struct pmip6_lma pmip6_lma;

/** State of a binding. */
enum pmip6_binding_state {
    PMIP6_BINDING_REGISTERED = 1,   /**< active */
    PMIP6_BINDING_DEREGISTERING = 2 /**< in the delayed delete (5.3.5) */
};

/**
 * A read-only picture of one binding cache entry (RFC 5213 5.1). What it points to is
 * borrowed: from a callback for its duration, from a function until the next call that
 * gives a view or changes something.
 */
struct pmip6_binding_view {
    size_t size;                       /**< set by pmip6_binding_view_init(); in a callback by
                                            the library */
    struct pmip6_bytes mn_id;          /**< MN-Identifier */
    struct pmip6_bytes link_layer_id;  /**< of the node's interface; two zero octets: unknown */
    const struct pmip6_prefix *prefixes; /**< home network prefixes */
    size_t prefix_count;               /**< how many */
    struct pmip6_addr proxy_coa;       /**< where it is bound */
    struct pmip6_addr lma_address;     /**< LMAA that the session was made at */
    struct pmip6_addr link_local;      /**< RFC 5213: the MAG's; draft-02: the node's; `::` none */
    struct pmip6_tunnel tunnel;        /**< its tunnel */
    pmip6_time expires;                /**< end of lifetime or of the delayed delete */
    pmip6_timestamp timestamp;         /**< of the last accepted PBU; 0: sequence scheme */
    uint64_t id;                       /**< names the session as long as it lives */
    uint32_t lifetime;                 /**< granted, seconds */
    uint32_t state;                    /**< @ref pmip6_binding_state */
    uint16_t sequence;                 /**< of the last accepted PBU */
    uint8_t mn_id_subtype;             /**< 1: NAI */
    uint8_t access_technology;         /**< RFC 5213 8.5 */
    uint8_t handoff;                   /**< of the last accepted PBU */
    uint8_t reserved[3];               /**< zero */
};

/**
 * Prepares room for a picture.
 *
 * @param v what to fill
 */
static inline void pmip6_binding_view_init(struct pmip6_binding_view *v)
{
    v->size = sizeof *v;
}

/** What happened to a binding. */
enum pmip6_lma_event_kind {
    PMIP6_LMA_REGISTERED = 1,    /**< a new session */
    PMIP6_LMA_EXTENDED = 2,      /**< lifetime extended by the same MAG */
    PMIP6_LMA_HANDED_OFF = 3,    /**< moved to another MAG or interface */
    PMIP6_LMA_DEREGISTERING = 4, /**< de-registered; the delayed delete runs */
    PMIP6_LMA_DELETED = 5,       /**< gone: after the delay, or by administration */
    PMIP6_LMA_EXPIRED = 6,       /**< gone: its lifetime ended */
    PMIP6_LMA_REFUSED = 7,       /**< a request was refused; `status` says how */
    PMIP6_LMA_RENUMBERED = 8     /**< it lost a prefix, and keeps others */
};

/** What brought a change about. */
enum pmip6_lma_cause {
    PMIP6_CAUSE_NONE = 0,           /**< no change: a refusal */
    PMIP6_CAUSE_REQUEST = 1,        /**< a Proxy Binding Update */
    PMIP6_CAUSE_TIME = 2,           /**< the lifetime, or the delayed delete, ended */
    PMIP6_CAUSE_ADMINISTRATION = 3, /**< pmip6_lma_delete() */
    PMIP6_CAUSE_TUNNEL = 4,         /**< pmip6_lma_tunnel_lost() */
    PMIP6_CAUSE_ROUTE = 5,          /**< pmip6_lma_route_lost(), or routes that could neither
                                         be replaced nor be put back */
    PMIP6_CAUSE_RENUMBERED = 6,     /**< pmip6_lma_withdraw_prefix() */
    PMIP6_CAUSE_RESTORED = 7        /**< pmip6_lma_restore(): registered as it was saved, in
                                         whatever state; deleted for a later record */
};

/**
 * An event: every change of a binding, as it was and as it is, in the order in which the
 * changes happen. Whoever applies them one after the other has the same bindings
 * (replication); whoever adds the times up knows who was served how long by whom
 * (accounting). Everything in it is valid during the call only.
 */
struct pmip6_lma_event {
    size_t size;                              /**< set by the library */
    const struct pmip6_binding_view *before;  /**< the binding before; NULL where none */
    const struct pmip6_binding_view *after;   /**< the binding after; NULL where none */
    struct pmip6_bytes mn_id;                 /**< whom it concerns; may be empty */
    struct pmip6_addr mag;                    /**< the requesting MAG; `::` where none */
    uint32_t kind;                            /**< @ref pmip6_lma_event_kind */
    uint32_t status;                          /**< @ref pmip6_status of a refusal */
    uint32_t cause;                           /**< @ref pmip6_lma_cause of a change */
    uint32_t reserved;                        /**< zero */
    struct pmip6_clock now;                   /**< when: both clocks of the call */
};

/**
 * Walks the bindings, also while the cache changes: what is there all the time is seen
 * once. A session past its end is not seen.
 *
 * @param lma    the LMA
 * @param cursor 0 to begin; kept by the caller between calls
 * @param view   gets a picture; prepared by pmip6_binding_view_init(), once for the walk
 * @retval 1                  a binding
 * @retval 0                  no more; the view is as it was
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or the view of an unknown size
 */
PMIP6_API int pmip6_lma_next_binding(const pmip6_lma *lma, uint32_t *cursor,
                                     struct pmip6_binding_view *view);

/**
 * Walks the bindings of one mobile node, also while the cache changes.
 *
 * @param lma           the LMA
 * @param mn_id         its identifier
 * @param mn_id_subtype the identifier's subtype; 0: any
 * @param cursor        0 to begin; kept by the caller between calls
 * @param view          gets a picture; prepared by pmip6_binding_view_init(), once for the walk
 * @retval 1                  a binding
 * @retval 0                  no more; the view is as it was
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or the view of an unknown size
 */
PMIP6_API int pmip6_lma_next_of_node(const pmip6_lma *lma, struct pmip6_bytes mn_id,
                                     uint32_t mn_id_subtype, uint32_t *cursor,
                                     struct pmip6_binding_view *view);

/**
 * Finds the binding whose prefix holds an address.
 *
 * @param lma     the LMA
 * @param address an address
 * @param view    gets a picture; prepared by pmip6_binding_view_init()
 * @retval 0                    found
 * @retval PMIP6_ERR_NOT_FOUND  none; the view is as it was
 * @retval PMIP6_ERR_INVALID    an argument is NULL, or the view of an unknown size
 */
PMIP6_API int pmip6_lma_find_by_address(const pmip6_lma *lma,
                                        const struct pmip6_addr *address,
                                        struct pmip6_binding_view *view);

/**
 * Walks the tunnels.
 *
 * @param lma    the LMA
 * @param cursor 0 to begin
 * @param tunnel gets a picture; its `size` need not be set: a tunnel never grows
 * @retval 1                  a tunnel
 * @retval 0                  no more
 * @retval PMIP6_ERR_INVALID  an argument is NULL
 */
PMIP6_API int pmip6_lma_next_tunnel(const pmip6_lma *lma, uint32_t *cursor,
                                    struct pmip6_tunnel *tunnel);

/** Counters of an LMA; never reset. Names are those of RFC 6475's objects, where it has
 *  one; its counters of refusals are `tx_refused` by status. */
struct pmip6_lma_counters {
    size_t size;                         /**< set by pmip6_lma_counters_init() */
    uint64_t rx_datagrams;               /**< datagrams handed in */
    uint64_t rx_pbu;                     /**< Proxy Binding Updates that decoded */
    uint64_t rx_initial_binding_registrations;                 /**< accepted initial registrations */
    uint64_t rx_binding_life_time_extension_no_handoff;                  /**< accepted extensions */
    uint64_t rx_binding_life_time_extension_after_handoff;                 /**< accepted hand-offs */
    uint64_t rx_binding_deregistrations;          /**< accepted de-registrations */
    uint64_t rx_duplicate;               /**< repeats of the last accepted request, answered again */
    uint64_t rx_other;                   /**< messages taken by other_message */
    uint64_t rx_unknown_option;          /**< options skipped because not known */
    uint64_t tx_binding_acks;            /**< Proxy Binding Acknowledgements handed to `send`,
                                              those included that it said had failed */
    uint64_t tx_pba_refused;             /**< of these, refusals */
    uint64_t tx_binding_error;           /**< Binding Errors, likewise */
    uint64_t tx_failed;                  /**< sends of any kind that the host said had failed,
                                              and answers too long for a message */
    uint64_t tx_refused[256];            /**< refusals by status */
    uint64_t drop[32];                   /**< drops by @ref pmip6_drop */
};

/**
 * Prepares room for counters.
 *
 * @param c what to fill
 */
static inline void pmip6_lma_counters_init(struct pmip6_lma_counters *c)
{
    c->size = sizeof *c;
}

/**
 * Reads the counters.
 *
 * @param lma the LMA
 * @param c   gets as many as its `size` says; prepared by pmip6_lma_counters_init()
 * @retval 0                  read
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or `c` of an unknown size
 */
PMIP6_API int pmip6_lma_get_counters(const pmip6_lma *lma, struct pmip6_lma_counters *c);

/** Gauges of an LMA. */
struct pmip6_lma_status {
    size_t size;             /**< set by pmip6_lma_status_init() */
    uint64_t memory;         /**< octets in use */
    uint32_t bindings;       /**< sessions, those in the delayed delete included */
    uint32_t deregistering;  /**< of these, in the delayed delete */
    uint32_t pending;        /**< requests that wait */
    uint32_t tunnels;        /**< tunnels */
    uint32_t prefixes;       /**< prefixes in use out of the pools */
    uint32_t edition;        /**< @ref pmip6_edition */
};

/**
 * Prepares room for gauges.
 *
 * @param s what to fill
 */
static inline void pmip6_lma_status_init(struct pmip6_lma_status *s)
{
    s->size = sizeof *s;
}

/**
 * Reads the gauges.
 *
 * @param lma the LMA
 * @param s   gets as many as its `size` says; prepared by pmip6_lma_status_init()
 * @retval 0                  read
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or `s` of an unknown size
 */
PMIP6_API int pmip6_lma_get_status(const pmip6_lma *lma, struct pmip6_lma_status *s);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
