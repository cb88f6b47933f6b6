/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_POLICY_H
#define PMIP6_POLICY_H

/**
 * @file policy.h
 * Who may register whom: what the library asks the host, and what it is told.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup policy Policy
 *
 * Both roles ask the host's `policy` callback for the mobile node's policy profile
 * (RFC 5213 6.2). It answers at once (returns 0 with the answer filled in), or says
 * #PMIP6_PENDING and answers later with pmip6_lma_policy_done() or
 * pmip6_mag_policy_done() and the ticket of the query. While a query is pending, repeats
 * of the request do not ask again. An answer that comes after its time-out, twice, or for
 * a ticket never given is refused with #PMIP6_ERR_NOT_FOUND and changes nothing.
 *
 * The answer that the callback fills is the library's, and prepared: set its members one by
 * one, as far as its `size` goes (@ref sizes).
 *
 * @{
 */

/** What the answer grants; together they choose the refusal (RFC 5213 5.3.1 (6) to (8)). */
enum pmip6_grant {
    PMIP6_GRANT_NODE = 0x01,    /**< the mobile node is known here; else 153 or 133 */
    PMIP6_GRANT_SERVICE = 0x02, /**< it may have network-based mobility; else 152 */
    PMIP6_GRANT_MAG = 0x04,     /**< this MAG may register this node; else 154 */
    PMIP6_GRANT_ALL = 0x07      /**< all of the above */
};

/** How the mobile node may configure addresses (RFC 5213 6.4). */
enum pmip6_address_mode {
    PMIP6_ADDRESS_STATELESS = 0x01, /**< autoconfiguration: the prefix's A flag */
    PMIP6_ADDRESS_STATEFUL = 0x02,  /**< DHCPv6: the advertisement's M flag */
    PMIP6_ADDRESS_OTHER = 0x04      /**< other settings by DHCPv6: the advertisement's O flag */
};

/** Whether the node's traffic to local destinations stays local (RFC 5213 6.10.3, 9.2). */
enum pmip6_local_routing {
    PMIP6_LOCAL_ROUTING_DEFAULT = 0, /**< as EnableMAGLocalRouting says */
    PMIP6_LOCAL_ROUTING_ON = 1,      /**< yes, whatever it says */
    PMIP6_LOCAL_ROUTING_OFF = 2      /**< no, whatever it says */
};

/** What the library asks. Pointers are valid during the call only. */
struct pmip6_policy_query {
    size_t size;                         /**< set by the library */
    uint64_t ticket;                     /**< names this query in a late answer; never 0 */
    struct pmip6_bytes mn_id;            /**< mobile node identifier; empty where a MAG only
                                              has a link-layer identifier: name the node */
    struct pmip6_bytes link_layer_id;    /**< the node's link-layer identifier, or empty */
    struct pmip6_bytes peer;             /**< LMA: authenticated identity of the sender */
    const struct pmip6_prefix *prefixes; /**< LMA: prefixes it asks for, `::/0` left out */
    size_t prefix_count;                 /**< how many */
    struct pmip6_addr mag;               /**< LMA: the sender; MAG: its own address */
    struct pmip6_addr care_of;           /**< LMA: the Proxy-CoA it would be bound to */
    uint32_t link;                       /**< MAG: the access link */
    uint32_t protection;                 /**< LMA: @ref pmip6_protection */
    uint8_t mn_id_subtype;               /**< 1: NAI */
    uint8_t handoff;                     /**< @ref pmip6_handoff */
    uint8_t access_technology;           /**< RFC 5213 8.5 */
    uint8_t reserved[5];                 /**< zero */
};

/** What the host answers. What it points to stays valid until the outer call returns. */
struct pmip6_policy {
    size_t size;                   /**< set by pmip6_policy_init(); in a callback by the library:
                                        how much of it the callback may write */
    struct pmip6_bytes mn_id;      /**< MAG: identifier to use in signalling; empty: the one
                                        of the query */
    const struct pmip6_prefix *prefixes; /**< LMA: prefixes fixed for this node; MAG: prefixes
                                              to ask for; none: the LMA's pools. Nothing in them
                                              is multicast, link-local, loopback or unspecified,
                                              nor the LMA's own address: an LMA takes no answer
                                              with others (130), a MAG does not ask for them.
                                              They are given all together: where another
                                              session, of this node or of another, has one of
                                              them, a session that names none takes others from
                                              the pools, and one that names them is refused
                                              (155) */
    size_t prefix_count;           /**< how many, at most #PMIP6_PREFIXES_MAX */
    struct pmip6_addr lma;         /**< MAG: the node's LMA; required there */
    pmip6_time valid_for;          /**< how long the answer holds, so that a refresh need not
                                        ask again; 0: ask each time; #PMIP6_NEVER: for good */
    uint32_t grants;               /**< @ref pmip6_grant bits; 0 from _init: nothing */
    uint32_t lifetime;             /**< LMA: longest lifetime to grant; MAG: lifetime to ask
                                        for; seconds, at least 4, cut down to whole units of
                                        4 s; 0: as configured */
    uint32_t prefix_lifetime;      /**< MAG: lifetime to advertise, seconds; 0: the binding's.
                                        LMA: how long the session's prefixes are still valid,
                                        seconds: no binding is granted longer (RFC 6275 10.3.1), and
                                        below 4 s none at all (130); such an answer is asked for
                                        each time; 0: as long as before */
    uint32_t pool_prefixes;        /**< LMA: how many prefixes a session takes from the pools
                                        when none is fixed for it; 1 from _init */
    uint8_t mn_id_subtype;         /**< MAG: subtype of `mn_id`; 1 from _init: NAI */
    uint8_t address_modes;         /**< MAG: @ref pmip6_address_mode bits; stateless from _init */
    uint8_t local_routing;         /**< MAG: @ref pmip6_local_routing */
    uint8_t refuse_with;           /**< LMA: a status (128 to 255) to refuse with, in the place of
                                        152 and before it: 129 by administration, 139 where the
                                        host has the node bound as a Mobile IPv6 home agent
                                        (RFC 6275 9.5.1); 0: none. Only for a node that is known;
                                        RFC 5213: and that this MAG may register (else 154);
                                        draft-02 asks for the node first (5.3.1): whoever sends the
                                        request, also a MAG that may not, is refused with it */
    uint8_t reserved[4];           /**< zero */
};

/**
 * Writes the defaults of a policy answer: nothing granted. Called by pmip6_policy_init().
 *
 * @param p    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_policy_defaults(struct pmip6_policy *p, size_t size);

/**
 * Prepares a policy answer that grants nothing.
 *
 * @param p what to fill
 */
static inline void pmip6_policy_init(struct pmip6_policy *p)
{
    pmip6_policy_defaults(p, sizeof *p);
}

/** @} */

#ifdef __cplusplus
}
#endif

#endif
