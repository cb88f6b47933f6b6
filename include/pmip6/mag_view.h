/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_MAG_VIEW_H
#define PMIP6_MAG_VIEW_H

/**
 * @file mag_view.h
 * What a mobile access gateway shows: attachments, events, counters, gauges.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @addtogroup mag
 * @{
 */

/** A MAG; opaque. */
typedef struct pmip6_mag pmip6_mag;

/** State of an attachment. */
enum pmip6_attachment_state {
    PMIP6_ATTACHMENT_POLICY = 1,        /**< its policy is being asked for */
    PMIP6_ATTACHMENT_REGISTERING = 2,   /**< a first request is under way */
    PMIP6_ATTACHMENT_REGISTERED = 3,    /**< served */
    PMIP6_ATTACHMENT_REFRESHING = 4,    /**< served, an extension is under way */
    PMIP6_ATTACHMENT_DEREGISTERING = 5, /**< leaving */
    PMIP6_ATTACHMENT_REFUSED = 6        /**< not served */
};

/** A read-only picture of one attachment: its binding update list entry (RFC 5213 6.1). */
struct pmip6_attachment_view {
    size_t size;                       /**< set by pmip6_attachment_view_init(); in a callback
                                            by the library */
    struct pmip6_bytes mn_id;          /**< MN-Identifier as used in signalling */
    struct pmip6_bytes link_layer_id;  /**< two zero octets: unknown */
    const struct pmip6_prefix *prefixes; /**< home network prefixes */
    size_t prefix_count;               /**< how many */
    struct pmip6_addr lma;             /**< its LMA */
    struct pmip6_addr link_local;      /**< the MAG's address on the link; `::`: none yet */
    struct pmip6_addr mn_link_local;   /**< the node's; `::`: not known */
    struct pmip6_tunnel tunnel;        /**< its tunnel; zero where none */
    pmip6_time expires;                /**< end of the binding; #PMIP6_NEVER where none */
    pmip6_time last_sent;              /**< when the last request went out; 0: none yet */
    uint64_t id;                       /**< names the attachment as long as it lives */
    uint32_t lifetime;                 /**< granted, seconds */
    uint32_t link;                     /**< access link */
    uint32_t state;                    /**< @ref pmip6_attachment_state */
    uint32_t repeats;                  /**< of the request that is not answered yet; 0 where
                                            none is */
    uint16_t sequence;                 /**< last number sent */
    uint8_t status;                    /**< of the last acknowledgement */
    uint8_t has_status;                /**< 1: there was one */
    uint8_t blocked;                   /**< 1: nothing is sent until an administrative action */
    uint8_t mn_id_subtype;             /**< 1: NAI */
    uint8_t access_technology;         /**< RFC 5213 8.5 */
    uint8_t handoff;                   /**< indicator of the first request */
};

/**
 * Prepares room for a picture.
 *
 * @param v what to fill
 */
static inline void pmip6_attachment_view_init(struct pmip6_attachment_view *v)
{
    v->size = sizeof *v;
}

/** What happened to an attachment. */
enum pmip6_mag_event_kind {
    PMIP6_MAG_ATTACHED = 1,       /**< a node was noticed */
    PMIP6_MAG_REGISTERED = 2,     /**< its LMA accepted it */
    PMIP6_MAG_EXTENDED = 3,       /**< its LMA extended it */
    PMIP6_MAG_REFUSED = 4,        /**< its LMA or its policy refused it */
    PMIP6_MAG_BLOCKED = 5,        /**< an answer did not echo the request (6.9.1.2) */
    PMIP6_MAG_DEREGISTERING = 6,  /**< it left, or is made to leave */
    PMIP6_MAG_DETACHED = 7,       /**< its entry is removed */
    PMIP6_MAG_EXPIRED = 8,        /**< its binding ran out unanswered */
    PMIP6_MAG_MOVED = 9,          /**< it moved between two links of this MAG */
    PMIP6_MAG_CLOCK_UNSYNCED = 10, /**< status 156: set the clock, then pmip6_mag_clock_synced() */
    PMIP6_MAG_FOREIGN_NODE = 11,  /**< a second node on a link, or a node on another link:
                                       not served */
    PMIP6_MAG_LOST = 12           /**< its tunnel, or a route that could be neither changed nor
                                       put back, is gone, and with it the binding here: it
                                       registers anew */
};

/** An event. Everything in it is valid during the call only. */
struct pmip6_mag_event {
    size_t size;                                 /**< set by the library */
    const struct pmip6_attachment_view *before;  /**< before; NULL where none */
    const struct pmip6_attachment_view *after;   /**< after; NULL where none */
    struct pmip6_bytes mn_id;                    /**< whom it concerns; may be empty */
    struct pmip6_bytes link_layer_id;            /**< of the node; empty: not known */
    pmip6_timestamp timestamp;                   /**< of the last acknowledgement, 0 where it had
                                                      none; with #PMIP6_MAG_CLOCK_UNSYNCED the
                                                      LMA's time of day */
    uint32_t kind;                               /**< @ref pmip6_mag_event_kind */
    uint32_t status;                             /**< @ref pmip6_status */
    uint32_t link;                               /**< access link */
    uint32_t reserved;                           /**< zero */
};

/** A node that waits for its first answer, of which nobody can say whether it is there, is
 *  given up after so many requests in a row; its next sign of life begins anew. */
#define PMIP6_MAG_UNSURE_REQUESTS 8u

/**
 * Finds the node on a link, whatever its state (RFC 5213 6.11: whom a DHCP message that
 * came in there is of).
 *
 * @param mag  the MAG
 * @param link which
 * @param view gets a picture, borrowed until the next call of a function that changes;
 *             prepared by pmip6_attachment_view_init()
 * @retval 0                    found
 * @retval PMIP6_ERR_NOT_FOUND  no such link, or nobody there
 * @retval PMIP6_ERR_INVALID    an argument is NULL, or the view of an unknown size
 */
PMIP6_API int pmip6_mag_attachment_of(const pmip6_mag *mag, uint32_t link,
                                      struct pmip6_attachment_view *view);

/**
 * Walks the attachments, also while they change.
 *
 * @param mag    the MAG
 * @param cursor 0 to begin
 * @param view   gets a picture, borrowed until the next call of a function that changes;
 *               prepared by pmip6_attachment_view_init(), once for the walk
 * @retval 1                  an attachment
 * @retval 0                  no more; the view is as it was
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or the view of an unknown size
 */
PMIP6_API int pmip6_mag_next_attachment(const pmip6_mag *mag, uint32_t *cursor,
                                        struct pmip6_attachment_view *view);

/**
 * Walks the tunnels.
 *
 * @param mag    the MAG
 * @param cursor 0 to begin
 * @param tunnel gets a picture; its `size` need not be set: a tunnel never grows
 * @retval 1                  a tunnel
 * @retval 0                  no more
 * @retval PMIP6_ERR_INVALID  an argument is NULL
 */
PMIP6_API int pmip6_mag_next_tunnel(const pmip6_mag *mag, uint32_t *cursor,
                                    struct pmip6_tunnel *tunnel);

/** Counters of a MAG; never reset. */
struct pmip6_mag_counters {
    size_t size;                /**< set by pmip6_mag_counters_init() */
    uint64_t rx_datagrams;      /**< datagrams handed in */
    uint64_t rx_pba;            /**< Proxy Binding Acknowledgements that matched */
    uint64_t rx_pba_accepted;   /**< of these, accepting */
    uint64_t rx_pba_refused;    /**< of these, refusing */
    uint64_t rx_binding_error;  /**< Binding Errors */
    uint64_t rx_nd;             /**< Neighbor Discovery packets handed in */
    uint64_t rx_other;          /**< messages taken by other_message */
    uint64_t rx_unknown_option; /**< options skipped because not known */
    uint64_t tx_pbu;            /**< Proxy Binding Updates sent, repeats included */
    uint64_t tx_pbu_repeated;   /**< of these, repeats */
    uint64_t tx_registration;   /**< first requests */
    uint64_t tx_extension;      /**< extensions */
    uint64_t tx_deregistration; /**< de-registrations */
    uint64_t tx_binding_error;  /**< Binding Errors sent */
    uint64_t tx_router_advertisement; /**< Router Advertisements sent */
    uint64_t tx_neighbor_solicitation; /**< probes sent */
    uint64_t tx_failed;         /**< sends that the host said had failed */
    uint64_t drop[32];          /**< drops by @ref pmip6_drop */
};

/**
 * Prepares room for counters.
 *
 * @param c what to fill
 */
static inline void pmip6_mag_counters_init(struct pmip6_mag_counters *c)
{
    c->size = sizeof *c;
}

/**
 * Reads the counters.
 *
 * @param mag the MAG
 * @param c   gets as many as its `size` says; prepared by pmip6_mag_counters_init()
 * @retval 0                  read
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or `c` of an unknown size
 */
PMIP6_API int pmip6_mag_get_counters(const pmip6_mag *mag, struct pmip6_mag_counters *c);

/** Gauges of a MAG. */
struct pmip6_mag_status {
    size_t size;          /**< set by pmip6_mag_status_init() */
    uint64_t memory;      /**< octets in use */
    uint32_t links;       /**< access links that are up */
    uint32_t attachments; /**< mobile nodes, in whatever state */
    uint32_t registered;  /**< of these, served */
    uint32_t pending;     /**< policy queries that wait */
    uint32_t tunnels;     /**< tunnels */
    uint32_t edition;     /**< @ref pmip6_edition */
    uint32_t leaving;     /**< de-registrations of nodes that are no attachments any more, which
                               go out as soon as the rate of requests allows */
    uint32_t reserved;    /**< zero */
};

/**
 * Prepares room for gauges.
 *
 * @param s what to fill
 */
static inline void pmip6_mag_status_init(struct pmip6_mag_status *s)
{
    s->size = sizeof *s;
}

/**
 * Reads the gauges.
 *
 * @param mag the MAG
 * @param s   gets as many as its `size` says; prepared by pmip6_mag_status_init()
 * @retval 0                  read
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or `s` of an unknown size
 */
PMIP6_API int pmip6_mag_get_status(const pmip6_mag *mag, struct pmip6_mag_status *s);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
