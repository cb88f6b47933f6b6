/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_FORWARD_H
#define PMIP6_FORWARD_H

/**
 * @file forward.h
 * The forwarding rules as a pure function: one question a packet, one verdict.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup forward Forwarding
 *
 * Hosts that forward in user space ask pmip6_lma_forward() or pmip6_mag_forward() about
 * each packet; hosts with forwarding tables of their own get the same rules as tunnels
 * and routes through the callbacks. The functions read and change nothing
 * (RFC 5213 5.6.2 and 6.10.5, RFC 6275 10.4.2 and 10.4.5).
 *
 * @{
 */

/** Where a packet came from. */
enum pmip6_origin {
    PMIP6_FROM_OUTSIDE = 1, /**< the network beside the tunnels and access links */
    PMIP6_FROM_TUNNEL = 2,  /**< out of a tunnel: `outer_source` is set */
    PMIP6_FROM_LINK = 3     /**< an access link of a MAG: `link` is set */
};

/** What shall become of it. */
enum pmip6_forward_action {
    PMIP6_FORWARD_DROP = 1,   /**< drop it; `reason` says why */
    PMIP6_FORWARD_TUNNEL = 2, /**< encapsulate it towards `tunnel` */
    PMIP6_FORWARD_LINK = 3,   /**< send it onto access link `link` */
    PMIP6_FORWARD_ROUTE = 4,  /**< not a matter of mobility: ordinary routing */
    PMIP6_FORWARD_LOCAL = 5   /**< MAG: it is for the MAG itself, as the router of the node's
                                   prefix (Subnet-Router anycast, RFC 5213 6.8): hand it to the
                                   host's own stack */
};

/** Why a packet is dropped. */
enum pmip6_forward_reason {
    PMIP6_FORWARD_OK = 0,                /**< it is not */
    PMIP6_FORWARD_NO_BINDING = 1,        /**< no live binding has this prefix */
    PMIP6_FORWARD_LINK_LOCAL = 2,        /**< link-local addresses stay on their link */
    PMIP6_FORWARD_WRONG_TUNNEL = 3,      /**< outer source is not that node's Proxy-CoA or LMA */
    PMIP6_FORWARD_SPOOFED_SOURCE = 4,    /**< inner source is not in the node's prefixes */
    PMIP6_FORWARD_DEREGISTERING = 5,     /**< the delayed delete: traffic is dropped (5.3.5) */
    PMIP6_FORWARD_MULTICAST_SCOPE = 6,   /**< multicast of a scope that is not tunnelled */
    PMIP6_FORWARD_NOT_HOSTED = 7,        /**< no link hosts the inner destination (6.10.5) */
    PMIP6_FORWARD_UNROUTABLE = 8         /**< from a link: of or to `::`, `::1` or another address
                                              that no router forwards */
};

/** The question. */
struct pmip6_forward_query {
    size_t size;                    /**< set by pmip6_forward_query_init() */
    struct pmip6_addr source;       /**< inner source address */
    struct pmip6_addr destination;  /**< inner destination address */
    struct pmip6_addr outer_source; /**< with #PMIP6_FROM_TUNNEL */
    uint32_t origin;                /**< @ref pmip6_origin */
    uint32_t link;                  /**< with #PMIP6_FROM_LINK */
    uint32_t destination_is_local;  /**< with #PMIP6_FROM_LINK; 1: the host knows the destination
                                         to be on a network of the MAG's own (a fixed host, RFC
                                         5213 9.2): with local routing the packet is routed
                                         there, and not by way of the LMA */
    uint32_t reserved;              /**< zero */
};

/** The verdict. */
struct pmip6_forward_verdict {
    size_t size;                /**< set by pmip6_forward_verdict_init() */
    uint32_t action;            /**< @ref pmip6_forward_action */
    uint32_t reason;            /**< @ref pmip6_forward_reason */
    uint32_t link;              /**< with #PMIP6_FORWARD_LINK */
    uint32_t reserved;          /**< zero */
    struct pmip6_tunnel tunnel; /**< with #PMIP6_FORWARD_TUNNEL */
    struct pmip6_bytes mn_id;   /**< MAG: the node that the packet is of (from its link) or for;
                                     empty: of none. Borrowed until the next call of a function
                                     that changes the MAG */
};

/**
 * Prepares a question.
 *
 * @param q what to fill
 */
static inline void pmip6_forward_query_init(struct pmip6_forward_query *q)
{
    static const struct pmip6_forward_query zero = {
        sizeof zero, {{0}}, {{0}}, {{0}}, 0, 0, 0, 0};
    *q = zero;
}

/**
 * Prepares room for a verdict.
 *
 * @param v what to fill
 */
static inline void pmip6_forward_verdict_init(struct pmip6_forward_verdict *v)
{
    static const struct pmip6_forward_verdict zero = {
        sizeof zero, 0, 0, 0, 0, {sizeof(struct pmip6_tunnel), {{0}}, {{0}}, 0, 0, 0, 0, 0, 0},
        {0, 0}};
    *v = zero;
}

/**
 * Name of a reason such as `no-binding`.
 *
 * @param reason @ref pmip6_forward_reason
 * @return a static string, NULL for numbers that are no reason
 */
PMIP6_API const char *pmip6_forward_reason_name(uint32_t reason);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
