/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_LMA_H
#define PMIP6_LMA_H

/**
 * @file lma.h
 * The local mobility anchor.
 */

#include <pmip6/forward.h>
#include <pmip6/lma_view.h>
#include <pmip6/message.h>
#include <pmip6/policy.h>
#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup lma Local mobility anchor
 *
 * An LMA keeps a binding for each mobility session of each mobile node, owns the home
 * network prefixes, and moves tunnels and routes when a node moves (RFC 5213 section 5,
 * draft-02 section 5). The host hands it Mobility Header datagrams and time, and gets
 * datagrams to send and forwarding state to install through its callbacks.
 *
 * Life cycle: pmip6_lma_config_init(), pmip6_lma_callbacks_init(), pmip6_lma_new(), then
 * pmip6_lma_input() for each datagram and pmip6_lma_handle_timeout() whenever
 * pmip6_lma_next_timeout() has come, pmip6_lma_free() at last.
 *
 * One handle belongs to one thread at a time. Callbacks may call the reading functions of
 * their own handle (those with a `const` handle); all others answer
 * #PMIP6_ERR_REENTRANT and change nothing. Reading functions ask the clock themselves, so
 * the clock's callback should read nothing that asks it again.
 *
 * @{
 */

/** A pool of home network prefixes: those of `length` within `prefix`. Nothing in it is
 *  multicast, link-local, loopback or unspecified, nor the LMA's own address. */
struct pmip6_pool {
    struct pmip6_prefix prefix; /**< out of which they are carved */
    uint8_t length;             /**< their length, from the prefix's length to 128 */
    uint8_t reserved[6];        /**< zero */
};

/** Switches of an LMA. */
enum pmip6_lma_flag {
    PMIP6_LMA_REQUIRE_PROTECTION = 0x01, /**< drop what arrives unprotected (section 4); set
                                              from _init */
    PMIP6_LMA_WAIT_FOR_DEREGISTRATION = 0x02, /**< with handoff state unknown, wait for the
                                              old MAG (5.4.1.2, 5.4.1.3); set from _init */
    PMIP6_LMA_PREFIX_HINTS = 0x04,       /**< a node may name a free prefix of a pool, or one
                                              that `prefix_take` grants; set from _init */
    PMIP6_LMA_NODE_TIMESTAMPS = 0x08,    /**< MobileNodeGeneratedTimestampInUse (9.3) */
    PMIP6_LMA_SEQUENCE_ORDER = 0x10,     /**< TimestampBasedApproachInUse is 0 (9.3); says
                                              only what is usual: a PBU with a Timestamp
                                              option is ordered by it all the same (5.5) */
    PMIP6_LMA_WAIT_WHEN_AMBIGUOUS = 0x20, /**< 5.4.1.1 (6) without a condition that fits:
                                              wait instead of refusing with 155 */
    PMIP6_LMA_PREALLOCATE = 0x40,        /**< take all memory at _new, none later */
    PMIP6_LMA_PERSISTENT = 0x80          /**< the host keeps the bindings over a restart
                                              (pmip6_lma_save()): no Binding Refresh Advice
                                              is given (RFC 6275 10.3.1) */
};

/** Configuration of an LMA. Copied by pmip6_lma_new(). */
struct pmip6_lma_config {
    size_t size;               /**< set by pmip6_lma_config_init() */
    const struct pmip6_pool *pools; /**< pools, used in this order; copied */
    size_t pool_count;         /**< how many */
    struct pmip6_addr address; /**< LMAA: unicast routable; required */
    uint32_t edition;          /**< @ref pmip6_edition */
    uint32_t flags;            /**< @ref pmip6_lma_flag bits */
    uint32_t max_bindings;     /**< sessions, at most (130 beyond); 1000000 */
    uint32_t max_pending;      /**< requests that wait for policy or a de-registration; 4096 */
    uint32_t max_tunnels;      /**< tunnels, at most (130 beyond); 65536 */
    uint32_t max_lifetime;     /**< longest lifetime granted, seconds (at least 4), cut down to
                                    whole units of 4 s; 3600 */
    uint32_t refresh_advice;   /**< Binding Refresh Advice, seconds, cut down to whole units of
                                    4 s; given where shorter than the lifetime; 0: none */
    uint32_t min_delay_before_bce_delete;    /**< ms; 10000, draft-02 1000 (9.1, draft 9) */
    uint32_t max_delay_before_new_bce_assign; /**< ms; 1500 (9.1); a second or less is
                                                   warned of in the log */
    uint32_t timestamp_validity_window;      /**< ms; 300 (9.1) */
    uint32_t policy_timeout;   /**< ms until a pending policy query is given up: the request is
                                    refused with 130. 0: no late answer is in time, whatever
                                    is said to be pending is refused by the next
                                    pmip6_lma_handle_timeout(); 1000 */
    uint32_t prefix_rest;      /**< ms for which a released prefix is held back, as long as
                                    there is room for records of all that are (as many as
                                    `max_bindings` sessions have prefixes, and 65536): the
                                    longest released is free earlier than that. What
                                    lies in a shorter prefix of a policy's does not wait
                                    for that one; 0 */
    uint32_t stranger_rate;    /**< answers a second to unauthorised sources; 100 */
    uint32_t stranger_burst;   /**< at once; 100 */
    uint32_t timeout_batch;    /**< timers that one pmip6_lma_handle_timeout() fires; 256 */
    uint32_t max_of_node;      /**< sessions of one node, and requests of one node that wait,
                                    at most (130 beyond); 16 */
};

/**
 * Writes the defaults. Called by pmip6_lma_config_init().
 *
 * @param c       what to fill
 * @param size    the caller's size of the struct
 * @param edition @ref pmip6_edition; an unknown one is refused by pmip6_lma_new()
 */
PMIP6_API void pmip6_lma_config_defaults(struct pmip6_lma_config *c, size_t size,
                                         uint32_t edition);

/**
 * Prepares a configuration: defaults of the edition, no address, no pools.
 *
 * @param c       what to fill
 * @param edition @ref pmip6_edition
 */
static inline void pmip6_lma_config_init(struct pmip6_lma_config *c, uint32_t edition)
{
    pmip6_lma_config_defaults(c, sizeof *c, edition);
}

/** What a new session needs prefixes for. Pointers are valid during the call only. */
struct pmip6_prefix_request {
    size_t size;                         /**< set by the library */
    struct pmip6_bytes mn_id;            /**< whose session */
    struct pmip6_bytes link_layer_id;    /**< of the node's interface, or empty */
    const struct pmip6_prefix *prefixes; /**< asked for by name: these, or none at all */
    size_t prefix_count;                 /**< how many; 0: any */
    struct pmip6_addr care_of;           /**< the Proxy-CoA it will be bound to */
    uint32_t wanted;                     /**< how many where none is named */
    uint8_t mn_id_subtype;               /**< 1: NAI */
    uint8_t access_technology;           /**< RFC 5213 8.5 */
    uint8_t reserved[2];                 /**< zero */
};

/** What the host grants. */
struct pmip6_prefix_grant {
    size_t size;           /**< set by the library: how much of it the callback may write */
    uint32_t prefix_count; /**< how many; under draft-02 one */
    uint32_t valid;        /**< seconds that all of them are valid: no binding lives longer
                                (RFC 6275 10.3.1); 0: for good */
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX]; /**< the prefixes */
};

/** Something worth a log line, as data. Valid during the call only. */
struct pmip6_log {
    size_t size;              /**< set by the library */
    const char *what;         /**< what happened, a short fixed phrase */
    struct pmip6_bytes mn_id; /**< whom it concerns; may be empty */
    struct pmip6_addr peer;   /**< the peer, `::` where none */
    uint32_t level;           /**< @ref pmip6_log_level */
    uint32_t drop;            /**< @ref pmip6_drop, 0 where none */
    int32_t error;            /**< @ref pmip6_error or a callback's return, 0 where none */
    uint32_t status;          /**< @ref pmip6_status, 0 where none */
    uint32_t link;            /**< access link, 0 where none */
    uint32_t offset;          /**< of a malformed datagram: the octet where decoding stopped */
    uint32_t left_out;        /**< lines about drops that a MAG has left out before this one, so
                                   that nobody fills the log */
    uint32_t reserved;        /**< zero */
};

/**
 * The seam through which an LMA acts. Copied by pmip6_lma_new(). `user` is what was given
 * there. Pointers are valid during the call only.
 */
struct pmip6_lma_callbacks {
    size_t size; /**< set by pmip6_lma_callbacks_init() */

    /** Both clocks. Required. Asked once for each call into the library. */
    void (*clock)(struct pmip6_clock *now, void *user);
    /** Unpredictable octets: hash keys, link-local addresses. Required. */
    void (*random)(uint8_t *octets, size_t count, void *user);
    /** Sends a datagram. Required. A failure counts as loss. */
    int (*send)(const struct pmip6_datagram *d, void *user);
    /** The policy look-up. Required. Returns 0, #PMIP6_PENDING, or an error (130). A request
     *  of a peer whose identity has more than 255 octets cannot wait, for this or for the old
     *  MAG: it is refused with 130 instead. */
    int (*policy)(const struct pmip6_policy_query *q, struct pmip6_policy *p, void *user);
    /** Whether an address is an authorised gateway (and its authenticated identity fits):
     *  1 yes, 0 no. Optional: without it the policy decides alone and every source may
     *  ask it. Called before anything is kept for a request, and for the Alternate
     *  Care-of Address too. */
    int (*gateway)(const struct pmip6_addr *address, struct pmip6_bytes peer, void *user);
    /** Opens a tunnel; puts an id of the host's own into `t->id`. Required. A failure
     *  refuses the request with 130. */
    int (*tunnel_open)(struct pmip6_tunnel *t, void *user);
    /** Closes a tunnel. Required. */
    void (*tunnel_close)(const struct pmip6_tunnel *t, void *user);
    /** Adds a route. Required. A failure undoes and refuses with 130. */
    int (*route_add)(const struct pmip6_route *r, void *user);
    /** Replaces a route by another of the same prefix. Required. A failure undoes and
     *  refuses with 130. Where undoing fails as well, all routes of the session are removed
     *  and it ends (#PMIP6_LMA_DELETED): nothing is believed that the host does not have. */
    int (*route_replace)(const struct pmip6_route *was, const struct pmip6_route *is,
                         void *user);
    /** Removes a route; does nothing where the route leads elsewhere by then. Required. */
    void (*route_remove)(const struct pmip6_route *r, void *user);
    /** Tells a change of a binding. Optional. */
    void (*event)(const struct pmip6_lma_event *e, void *user);
    /** Tells something worth a log line. Optional. */
    void (*log)(const struct pmip6_log *l, void *user);
    /** A message that is not ours: a Mobile IPv6 home agent's, say. Optional. `binding` is
     *  the binding of the node it concerns, by its home address (the source where it tells
     *  none) or the identifier in it, or NULL. Returns 1 if taken; else, and without it, the
     *  library answers as RFC 6275 wants. HoTI for a node that is bound here is dropped
     *  before (RFC 5213 5.9). */
    int (*other_message)(const struct pmip6_datagram *d,
                         const struct pmip6_binding_view *binding, void *user);
    /** Memory. Optional, both or none: malloc and free where NULL. */
    void *(*allocate)(size_t size, void *user);
    /** Takes memory back; `size` is what was asked for. */
    void (*release)(void *memory, size_t size, void *user);
    /** Chooses the prefixes of a new session in place of the pools, where the policy fixes
     *  none. Optional, with `prefix_release`. Returns 0 with the grant filled in, or an
     *  error: then the request is refused with 130, or with 155 where it names prefixes.
     *  For prefixes that the request names it is asked with #PMIP6_LMA_PREFIX_HINTS only:
     *  without, they are refused with 155.
     *  What is granted must be free, and home network prefixes as a pool's are: others, and
     *  prefixes that overlap a session's, or each other, are
     *  given back, and the request is refused with 130; so are, with 155, others than those
     *  that it names, in their order (RFC 5213 5.3.2, draft-02 5.3.1). */
    int (*prefix_take)(const struct pmip6_prefix_request *q, struct pmip6_prefix_grant *g,
                       void *user);
    /** A prefix is not in use any more: of a session that ended (whoever chose it, the
     *  policy included), or of one that came to nothing. Once for each time that it was
     *  granted: one that was granted while a session had it is told and stays in use.
     *  Where that session is past its end, and pmip6_lma_handle_timeout() has not come to
     *  it, the host knew that it is free: the session ends, and it is not told for it. */
    void (*prefix_release)(const struct pmip6_prefix *prefix, struct pmip6_bytes mn_id,
                           void *user);
    /** A datagram was dropped whose Payload Proto or Header Len is wrong: its sender wants
     *  an ICMPv6 Parameter Problem, Code 0, whose Pointer is `offset` plus the offset of
     *  the Mobility Header in the packet (RFC 6275 9.2). Optional. The host limits the rate
     *  of what it sends, as of all ICMPv6 errors. */
    void (*parameter_problem)(const struct pmip6_datagram *d, uint32_t offset, void *user);
};

/**
 * Writes the defaults: no callback. Called by pmip6_lma_callbacks_init().
 *
 * @param c    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_lma_callbacks_defaults(struct pmip6_lma_callbacks *c, size_t size);

/**
 * Prepares the callbacks: none set.
 *
 * @param c what to fill
 */
static inline void pmip6_lma_callbacks_init(struct pmip6_lma_callbacks *c)
{
    pmip6_lma_callbacks_defaults(c, sizeof *c);
}

/**
 * Makes an LMA.
 *
 * @param lma       gets the handle; NULL on error
 * @param config    copied
 * @param callbacks copied
 * @param user      handed to every callback
 * @retval 0                           made
 * @retval PMIP6_ERR_INVALID           a value out of range, no address, an edition or a flag
 *                                     that is not known, something reserved that is not zero,
 *                                     or a pool of what is no home network prefix
 * @retval PMIP6_ERR_VERSION           a struct from a newer header uses what is not known
 * @retval PMIP6_ERR_CALLBACK_MISSING  a required callback is NULL
 * @retval PMIP6_ERR_NOMEM             no memory
 */
PMIP6_API int pmip6_lma_new(pmip6_lma **lma, const struct pmip6_lma_config *config,
                            const struct pmip6_lma_callbacks *callbacks, void *user);

/**
 * Ends an LMA: removes its routes and tunnels through the callbacks, frees everything. No
 * event is told.
 *
 * Not to be called from inside a callback of the same LMA: then nothing is done but a line
 * written to the log (none from inside the log's callback), and the handle stays good.
 *
 * @param lma may be NULL
 */
PMIP6_API void pmip6_lma_free(pmip6_lma *lma);

/**
 * Octets of memory that an LMA of this configuration takes at most, all bindings in use.
 *
 * @param config the configuration
 * @return octets; 0 for a configuration that pmip6_lma_new() would refuse
 */
PMIP6_API uint64_t pmip6_lma_memory_needed(const struct pmip6_lma_config *config);

/**
 * Takes a changed configuration: everything but edition, address, preallocation, and the
 * bounds of tunnels and of requests that wait; with preallocation, that of bindings neither.
 * Bindings stay, also above a lower bound; pools that left serve no new session.
 *
 * @param lma    the LMA
 * @param config the new configuration
 * @retval 0                    taken
 * @retval PMIP6_ERR_INVALID    a value that pmip6_lma_new() refuses, or one that may not change:
 *                              nothing changed
 * @retval PMIP6_ERR_VERSION    from a newer header, and uses what is not known: nothing changed
 * @retval PMIP6_ERR_NOMEM      no memory: nothing changed
 * @retval PMIP6_ERR_REENTRANT  called from a callback: nothing changed
 */
PMIP6_API int pmip6_lma_reconfigure(pmip6_lma *lma, const struct pmip6_lma_config *config);

/**
 * Holds a prefix for those whose policy names it: no pool gives it, or anything that
 * overlaps it, to others. It may be of any length. As long as a prefix inside another is
 * held, that other is not given out either, not even where a policy names it.
 *
 * @param lma    the LMA
 * @param prefix the prefix, inside a pool or not
 * @retval 0                    held
 * @retval PMIP6_ERR_EXISTS     held already
 * @retval PMIP6_ERR_INVALID    no home network prefix: of no bits or too many, or some of it
 *                              is multicast, link-local, loopback or unspecified
 * @retval PMIP6_ERR_NOMEM      no memory
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_reserve_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix);

/**
 * Takes back pmip6_lma_reserve_prefix(); a session that has the prefix keeps it. One that
 * was in use before rests from now on (`prefix_rest`).
 *
 * @param lma    the LMA
 * @param prefix the prefix
 * @retval 0                    done
 * @retval PMIP6_ERR_NOT_FOUND  not held
 * @retval PMIP6_ERR_INVALID    not a prefix
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_unreserve_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix);

/**
 * Takes a home network prefix out of use: its route is removed, its session goes on with
 * its others or ends (RFC 5213 6.12, draft-02 6.12). How the MAG learns of it is the
 * host's: the node's next request names a prefix that the session does not have any more.
 * The prefix goes back to its pool; to keep it from being given out again take the pool
 * away before, or hold it.
 *
 * @param lma    the LMA
 * @param prefix the prefix of a session, exactly
 * @retval 0                    withdrawn
 * @retval PMIP6_ERR_NOT_FOUND  no session has it
 * @retval PMIP6_ERR_INVALID    not a prefix
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_withdraw_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix);

/**
 * Hands one received Mobility Header datagram to the LMA: decodes it completely, applies
 * the rules of its edition in their order (RFC 5213 5.3, draft-02 5.3), and may call back
 * for policy, tunnels, routes, send and events before it returns.
 *
 * @param lma the LMA
 * @param d   the datagram, borrowed for the call
 * @retval 0                    taken, whatever the peer sent: refusals are answered, malformed
 *                              datagrams are counted under their reason
 * @retval PMIP6_ERR_INVALID    `d` is NULL or of an unknown size
 * @retval PMIP6_ERR_VERSION    `d` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_REENTRANT  called from a callback; nothing changed
 */
PMIP6_API int pmip6_lma_input(pmip6_lma *lma, const struct pmip6_datagram *d);

/**
 * Does what `count` calls of pmip6_lma_input() do, in order; ends at the first datagram that
 * is an error of the call.
 *
 * @param lma   the LMA
 * @param d     datagrams, walked with the stride of the first one's `size`
 * @param count how many
 * @param taken gets how many were taken, from the first on: with an error, which one it is
 *              about; may be NULL
 * @return as pmip6_lma_input()
 */
PMIP6_API int pmip6_lma_input_batch(pmip6_lma *lma, const struct pmip6_datagram *d,
                                    size_t count, size_t *taken);

/**
 * Answers a policy query that was said to be pending. The request goes on: all rules run
 * again on the state of this moment, save the timestamp's window.
 *
 * @param lma    the LMA
 * @param ticket the query's ticket
 * @param policy the answer; NULL: none could be had (the request is refused with 130)
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  too late, answered already, or no such ticket
 * @retval PMIP6_ERR_INVALID    a policy of an unknown size, one that uses what is not known, or
 *                              one with a value out of range: the ticket stays good
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_policy_done(pmip6_lma *lma, uint64_t ticket,
                                    const struct pmip6_policy *policy);

/**
 * When pmip6_lma_handle_timeout() wants to be called next: perhaps early, never late.
 *
 * @param lma the LMA
 * @return a time of the clock callback's monotonic clock, or #PMIP6_NEVER
 */
PMIP6_API pmip6_time pmip6_lma_next_timeout(const pmip6_lma *lma);

/**
 * Does what is due. Bounded: with more due than one call does, pmip6_lma_next_timeout()
 * is not in the future afterwards.
 *
 * @param lma the LMA
 * @retval 0                    done
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_handle_timeout(pmip6_lma *lma);

/**
 * The verdict on one packet: from outside, through which tunnel; out of a tunnel, whether
 * the outer source is that node's Proxy-CoA and the inner source is in its prefixes.
 *
 * @param lma the LMA
 * @param q   the question
 * @param v   gets the verdict; prepared by pmip6_forward_verdict_init()
 * @retval 0                  decided
 * @retval PMIP6_ERR_INVALID  an argument is NULL, of unknown size or out of range
 */
PMIP6_API int pmip6_lma_forward(const pmip6_lma *lma, const struct pmip6_forward_query *q,
                                struct pmip6_forward_verdict *v);

/**
 * Makes a tunnel known that the host has opened beforehand (RFC 5213 5.6.1, draft-02
 * 5.5.1): sessions of that MAG use it, `tunnel_open` is not called for it, nor
 * `tunnel_close` as long as it is static, not even by pmip6_lma_free(). A tunnel that the
 * LMA has open already becomes static as it is.
 *
 * @param lma the LMA
 * @param t   local and remote address, and the host's id of it
 * @retval 0                    known
 * @retval PMIP6_ERR_INVALID    an address is not a unicast one that is routed
 * @retval PMIP6_ERR_LIMIT      there are `max_tunnels` already
 * @retval PMIP6_ERR_NOMEM      no memory
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_add_static_tunnel(pmip6_lma *lma, const struct pmip6_tunnel *t);

/**
 * From now on a static tunnel is like any other: `tunnel_close` is called when its last
 * session has gone, at once where it has none.
 *
 * @param lma the LMA
 * @param t   local and remote address name it
 * @retval 0                    done
 * @retval PMIP6_ERR_NOT_FOUND  no such static tunnel
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_remove_static_tunnel(pmip6_lma *lma, const struct pmip6_tunnel *t);

/**
 * Tells that a tunnel is gone from the forwarding plane although the library counts on it.
 * Its sessions end as if deleted, and it is closed; a static one is static no longer.
 *
 * @param lma the LMA
 * @param t   local and remote address name it
 * @retval 0                    its sessions are ended
 * @retval PMIP6_ERR_NOT_FOUND  no such tunnel
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_tunnel_lost(pmip6_lma *lma, const struct pmip6_tunnel *t);

/**
 * Tells that a route is gone from the forwarding plane, or never came to be after
 * `route_add` or `route_replace` had said that it was queued. Its session ends as if
 * deleted.
 *
 * @param lma    the LMA
 * @param prefix the route's prefix
 * @retval 0                    its session is ended
 * @retval PMIP6_ERR_NOT_FOUND  no session has it
 * @retval PMIP6_ERR_INVALID    not a prefix
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_route_lost(pmip6_lma *lma, const struct pmip6_prefix *prefix);

/**
 * Tells that what the policy said before is no longer so: the next request asks again,
 * whatever an answer's `valid_for` said. Bindings stay until then; pmip6_lma_delete() ends
 * them at once.
 *
 * @param lma   the LMA
 * @param mn_id whose policy; empty: everybody's
 * @retval 0                    forgotten
 * @retval PMIP6_ERR_NOT_FOUND  that node has no binding
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_policy_changed(pmip6_lma *lma, struct pmip6_bytes mn_id);

/**
 * Removes all bindings of a mobile node at once, by administration.
 *
 * @param lma   the LMA
 * @param mn_id whose
 * @retval 0                    removed
 * @retval PMIP6_ERR_NOT_FOUND  it has none
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_lma_delete(pmip6_lma *lma, struct pmip6_bytes mn_id);

/** How far the saving of an image has come. One for each image. */
struct pmip6_lma_save {
    size_t size;          /**< set by pmip6_lma_save_init() */
    uint32_t cursor;      /**< where the next step begins; 0: at the image's head */
    uint32_t records;     /**< bindings that a step writes at most; 256 */
    uint32_t checksum;    /**< of what is written so far */
    uint32_t count;       /**< bindings written so far */
    uint32_t reserved[2]; /**< zero */
};

/**
 * Writes the defaults. Called by pmip6_lma_save_init().
 *
 * @param s    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_lma_save_defaults(struct pmip6_lma_save *s, size_t size);

/**
 * Prepares the saving of an image.
 *
 * @param s what to fill
 */
static inline void pmip6_lma_save_init(struct pmip6_lma_save *s)
{
    pmip6_lma_save_defaults(s, sizeof *s);
}

/**
 * Writes the next step of an image of all bindings, out of which pmip6_lma_restore() makes
 * them again. A step is bounded by `save->records`, also where most bindings have ended by
 * now; other calls may come between steps. A
 * binding is in the image as it was when its step came: one that came later may be missing,
 * one that ended later may be there; where two records of an image are in each other's way
 * the later one counts.
 *
 * After an error the image is worthless: begin another one. Write an image aside and let it
 * take the place of the last one when it is whole.
 *
 * @param lma   the LMA
 * @param save  prepared by pmip6_lma_save_init(); the same one for each step
 * @param write gets the octets in their order; returns 0, or a negative number where it
 *              failed. It may read from the LMA, and change nothing.
 * @param user  handed to `write`
 * @retval 1                    written; there is more to come
 * @retval 0                    written; the image is complete
 * @retval PMIP6_ERR_CALLBACK   `write` failed
 * @retval PMIP6_ERR_STATE      this image is complete already, or has failed
 * @retval PMIP6_ERR_INVALID    an argument is NULL, of an unknown size or out of range
 * @retval PMIP6_ERR_VERSION    `save` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_REENTRANT  called from a callback; nothing is written
 */
PMIP6_API int pmip6_lma_save(pmip6_lma *lma, struct pmip6_lma_save *save,
                             int (*write)(const uint8_t *octets, size_t count, void *user),
                             void *user);

/** What became of the records of an image. */
struct pmip6_lma_restored {
    size_t size;       /**< set by pmip6_lma_restored_init() */
    uint32_t restored; /**< bindings that are there again */
    uint32_t expired;  /**< left out: their end came meanwhile */
    uint32_t failed;   /**< left out: a callback failed, there was no room, or a prefix was in
                            the way */
    uint32_t replaced; /**< left out: a later record has their prefix, or under draft-02 their
                            node */
};

/**
 * Prepares room for what became of an image.
 *
 * @param r what to fill
 */
static inline void pmip6_lma_restored_init(struct pmip6_lma_restored *r)
{
    r->size = sizeof *r;
}

/**
 * Makes the bindings of an image again, in an LMA that has none. The image is read twice:
 * first all of it is checked, and one that is damaged, broken off, newer, or another LMA's
 * restores nothing; then for each binding its prefixes are claimed, its tunnel opened where
 * it is the first of its MAG, its routes added. What is there from before the restart may be
 * left there: `tunnel_open` and `route_add` then take it over. A binding that cannot be
 * installed is left out, told to `log`, and counted.
 *
 * Deadlines are kept as time of day: the time out of service counts, and what ended meanwhile
 * is left out. No clock that was set makes a binding, or the validity of its prefixes, last
 * longer than it would have when the image was written. The prefixes of what is left out are
 * told to `prefix_release`.
 *
 * The order of messages, link-local addresses and identifiers go on as they were; the policy
 * is asked again at the next request. Each binding is told as #PMIP6_LMA_REGISTERED with
 * #PMIP6_CAUSE_RESTORED, also one in the delayed delete.
 *
 * @param lma    the LMA: without bindings; its held prefixes and static tunnels made known
 *               before
 * @param read   puts `count` octets of the image from `offset` on into `octets` and returns
 *               how many: fewer only where the image ends, 0 behind it, a negative number
 *               where it failed. It may read from the LMA, and change nothing.
 * @param user   handed to `read`
 * @param result gets what became of the records, zeros with an error; may be NULL
 * @retval 0                    restored, as `result` says
 * @retval PMIP6_ERR_DAMAGED    damaged, broken off, or no image; nothing is restored
 * @retval PMIP6_ERR_VERSION    of a newer format; nothing is restored
 * @retval PMIP6_ERR_INVALID    of another edition or LMAA, or an argument is NULL or of an
 *                              unknown size; nothing is restored
 * @retval PMIP6_ERR_STATE      the LMA has bindings
 * @retval PMIP6_ERR_CALLBACK   `read` failed; nothing is restored
 * @retval PMIP6_ERR_REENTRANT  called from a callback; nothing is restored
 */
PMIP6_API int pmip6_lma_restore(pmip6_lma *lma,
                                int (*read)(uint64_t offset, uint8_t *octets, size_t count,
                                            void *user),
                                void *user, struct pmip6_lma_restored *result);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
