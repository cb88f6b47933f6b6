/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_MAG_H
#define PMIP6_MAG_H

/**
 * @file mag.h
 * The mobile access gateway.
 */

#include <pmip6/forward.h>
#include <pmip6/lma.h>
#include <pmip6/mag_view.h>
#include <pmip6/message.h>
#include <pmip6/nd.h>
#include <pmip6/policy.h>
#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup mag Mobile access gateway
 *
 * A MAG notices mobile nodes on its access links, registers them with their LMAs, tunnels
 * their traffic, and shows each of them its home link (RFC 5213 section 6, draft-02
 * section 6). The host tells it of links, of nodes that come and go, of Neighbor Discovery
 * and of Mobility Header datagrams; the MAG keeps the binding update list, repeats and
 * refreshes requests, and advertises prefixes.
 *
 * An access link is point to point: one mobile node on it at a time. Links have numbers of
 * the host's own choosing, never 0.
 *
 * One handle belongs to one thread at a time; callbacks may only call the functions with a
 * `const` handle.
 *
 * @{
 */

/** Switches of a MAG. */
enum pmip6_mag_flag {
    PMIP6_MAG_REQUIRE_PROTECTION = 0x01, /**< drop what arrives unprotected; set from _init */
    PMIP6_MAG_LOCAL_ROUTING = 0x02,      /**< EnableMAGLocalRouting (9.2) */
    PMIP6_MAG_SEQUENCE_ORDER = 0x04,     /**< TimestampBasedApproachInUse is 0 (9.3) */
    PMIP6_MAG_NODE_TIMESTAMPS = 0x08,    /**< MobileNodeGeneratedTimestampInUse (9.3) */
    PMIP6_MAG_SET_H = 0x10,              /**< set the H flag in PBUs */
    PMIP6_MAG_ALTERNATE_COA = 0x20,      /**< put the Alternate Care-of Address option in */
    PMIP6_MAG_DETECT_SOLICITATION = 0x40, /**< Neighbor Discovery from a node attaches it; set
                                              from _init */
    PMIP6_MAG_DETECT_NEIGHBOUR = 0x80,   /**< probe the node where the host does not know
                                              whether it is there; set from _init */
    PMIP6_MAG_TEARDOWN_ON_REFUSAL = 0x100, /**< link_teardown when the LMA refuses */
    PMIP6_MAG_PREALLOCATE = 0x200,       /**< take all memory at _new */
    PMIP6_MAG_ANY_PREFIX = 0x400,        /**< after status 155 ask at once for any prefix
                                              (6.9.1.2); set from _init */
    PMIP6_MAG_RETRY_UNSYNCED = 0x800,    /**< what status 156 refused is tried again like 130;
                                              without: not before pmip6_mag_clock_synced()
                                              (6.9.1.2) */
    PMIP6_MAG_FIRST_REG_TIMEOUT = 0x1000, /**< first requests wait
                                              `initial_bindack_timeout_first_reg`, which RFC 5213
                                              6.9.4 leaves free */
    PMIP6_MAG_EARLY_ADVERTISEMENT = 0x2000 /**< advertise the policy's prefixes while the first
                                              request is out, for seconds at a time, and
                                              withdraw what the LMA does not grant; without
                                              it nothing is advertised before (6.7) */
};

/** Configuration of a MAG. Copied by pmip6_mag_new(). */
struct pmip6_mag_config {
    size_t size;                  /**< set by pmip6_mag_config_init() */
    struct pmip6_addr address;    /**< Proxy-CoA: unicast routable; required */
    struct pmip6_addr link_local; /**< FixedMAGLinkLocalAddressOnAllAccessLinks; `::`: ask the
                                       LMA (RFC 5213) */
    struct pmip6_link_layer link_layer; /**< FixedMAGLinkLayerAddressOnAllAccessLinks; none:
                                       the link's own */
    struct pmip6_addr dns_servers[PMIP6_DNS_SERVERS_MAX]; /**< to advertise (RFC 8106) */
    struct pmip6_prefix visitor_prefix; /**< regular IPv6 access for nodes that the policy does
                                       not grant service (6.14): advertised to them in
                                       answer to a solicitation. A /64, its other bits zero,
                                       and `address` not in it; length 0: none. An address out
                                       of it that a visitor is heard with gets a route to its
                                       link, unless it is an LMA's: of one visitor 8 at a time,
                                       of one link 8 at once and then one a second */
    uint8_t reserved_octets[3];   /**< zero */
    uint32_t dns_server_count;    /**< how many servers; 0 */
    uint32_t edition;             /**< @ref pmip6_edition */
    uint32_t flags;               /**< @ref pmip6_mag_flag bits */
    uint32_t max_links;           /**< access links, at most; 65536 */
    uint32_t max_attachments;     /**< mobile nodes, at most; 65536 */
    uint32_t max_tunnels;         /**< tunnels, at most; 1024 */
    uint32_t lifetime;            /**< to ask for, seconds (at least 4); 3600 */
    uint32_t initial_bindack_timeout; /**< ms; 1000 (RFC 6275 12) */
    uint32_t initial_bindack_timeout_first_reg; /**< ms, for a first request where
                                       #PMIP6_MAG_FIRST_REG_TIMEOUT is set; 1500 (RFC 6275 13) */
    uint32_t max_bindack_timeout; /**< ms; 32000 (RFC 6275 12) */
    uint32_t max_update_rate;     /**< requests a second for one session, at most 8;
                                       3 (RFC 6275 12); 0: no limit */
    uint32_t policy_timeout;      /**< ms until a pending policy query is given up; 1000 */
    uint32_t retry_interval;      /**< ms until a refusal 130 is tried again, doubled each
                                       time; 5000 */
    uint32_t min_ra_interval;     /**< ms between unsolicited advertisements, least: 3000 to 3/4
                                       of the most; 200000 */
    uint32_t max_ra_interval;     /**< ms, most: 4000 to 1800000; 600000 (RFC 4861 6.2.1) */
    uint32_t router_lifetime;     /**< seconds, as advertised; 1800 */
    uint32_t path_mtu;            /**< of the path to LMAs, octets; 1500 */
    uint32_t probe_count;         /**< solicitations of a probe; 3 */
    uint32_t probe_interval;      /**< ms between them; 1000 */
    uint32_t silence;             /**< ms without a sign of the node until it is probed; 0: off */
    uint32_t timeout_batch;       /**< timers that one call fires; 256 */
    uint32_t reserved[2];         /**< zero */
};

/**
 * Writes the defaults. Called by pmip6_mag_config_init().
 *
 * @param c       what to fill
 * @param size    the caller's size of the struct
 * @param edition @ref pmip6_edition; an unknown one is refused by pmip6_mag_new()
 */
PMIP6_API void pmip6_mag_config_defaults(struct pmip6_mag_config *c, size_t size,
                                         uint32_t edition);

/**
 * Prepares a configuration: defaults of the edition, no address.
 *
 * @param c       what to fill
 * @param edition @ref pmip6_edition
 */
static inline void pmip6_mag_config_init(struct pmip6_mag_config *c, uint32_t edition)
{
    pmip6_mag_config_defaults(c, sizeof *c, edition);
}

/**
 * Gives all access links the addresses that RFC 6543 reserves for it: link-local
 * FE80::200:5EFF:FE00:5213 and link-layer 00-00-5E-00-52-13, so that a node sees one and
 * the same router on every MAG, without the LMA's help (RFC 6543 3, RFC 5213 6.9.3).
 *
 * @param c a configuration prepared by pmip6_mag_config_init(); what its size leaves no
 *          room for is not set. NULL: nothing is done
 */
PMIP6_API void pmip6_mag_config_rfc6543(struct pmip6_mag_config *c);

/** What the host tells of an access link. */
struct pmip6_link_info {
    size_t size;                        /**< set by pmip6_link_info_init() */
    struct pmip6_link_layer link_layer; /**< the MAG's own address on it; may be none */
    uint32_t mtu;                       /**< octets; 1500 */
    uint8_t access_technology;          /**< RFC 5213 8.5; 3 */
    uint8_t reserved[3];                /**< zero */
};

/**
 * Writes the defaults. Called by pmip6_link_info_init().
 *
 * @param l    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_link_info_defaults(struct pmip6_link_info *l, size_t size);

/**
 * Prepares a link's description.
 *
 * @param l what to fill
 */
static inline void pmip6_link_info_init(struct pmip6_link_info *l)
{
    pmip6_link_info_defaults(l, sizeof *l);
}

/** What the host knows of a node that attaches. Borrowed for the call. */
struct pmip6_attach {
    size_t size;                     /**< set by pmip6_attach_init() */
    struct pmip6_bytes mn_id;        /**< its identifier; empty: the policy names it by its
                                          link-layer identifier */
    struct pmip6_bytes link_layer_id; /**< of its interface; empty, or all zero: not known */
    struct pmip6_addr link_local;    /**< its link-local address; `::`: not known, and then
                                          draft-02's requests have no Link-local Address option
                                          until it is heard (6.8, 6.9) */
    struct pmip6_addr previous_router; /**< link-local address of the router on its last link,
                                          withdrawn here in that one's name once the node is
                                          served (draft-02 7.3); `::`: none */
    pmip6_timestamp timestamp;       /**< made by the node, with #PMIP6_MAG_NODE_TIMESTAMPS */
    uint16_t last_sequence;          /**< sequence scheme: last number sent for the session */
    uint8_t mn_id_subtype;           /**< 1: NAI */
    uint8_t handoff;                 /**< @ref pmip6_handoff hint, 0: not known (4 is sent) */
    uint8_t has_last_sequence;       /**< 1: `last_sequence` holds */
    uint8_t administrative;          /**< 1: ends refused and blocked states (6.9.1.2) */
    uint8_t reserved[2];             /**< zero */
};

/**
 * Prepares what is known of a node: nothing.
 *
 * @param a what to fill
 */
static inline void pmip6_attach_init(struct pmip6_attach *a)
{
    static const struct pmip6_attach zero = {
        sizeof zero, {0, 0}, {0, 0}, {{0}}, {{0}}, 0, 0, 1, 0, 0, 0, {0, 0}};
    *a = zero;
}

/** Whether the node is still there. */
enum pmip6_presence {
    PMIP6_PRESENCE_UNKNOWN = 0, /**< the host does not know: probe it, where that is on */
    PMIP6_PRESENCE_YES = 1,     /**< it is */
    PMIP6_PRESENCE_NO = 2       /**< it is not */
};

/**
 * The seam through which a MAG acts. Copied by pmip6_mag_new(). Pointers are valid during
 * the call only.
 */
struct pmip6_mag_callbacks {
    size_t size; /**< set by pmip6_mag_callbacks_init() */

    /** Both clocks. Required. Asked once for each call into the library. */
    void (*clock)(struct pmip6_clock *now, void *user);
    /** Unpredictable octets. Required. */
    void (*random)(uint8_t *octets, size_t count, void *user);
    /** Sends a datagram. Required. A failure counts as loss. A request says by its `protection`
     *  whether it may leave bare: #PMIP6_PROTECTED_ESP where #PMIP6_MAG_REQUIRE_PROTECTION is
     *  set; other messages are protected as what they answer was. */
    int (*send)(const struct pmip6_datagram *d, void *user);
    /** The policy look-up. Required. Returns 0, #PMIP6_PENDING, or an error: the node
     *  is not served, and the policy asked again after `retry_interval`. A policy that counts
     *  octets or prefixes which are not there (NULL) is an error. */
    int (*policy)(const struct pmip6_policy_query *q, struct pmip6_policy *p, void *user);
    /** Opens a tunnel; puts an id of the host's own into `t->id`. Required. */
    int (*tunnel_open)(struct pmip6_tunnel *t, void *user);
    /** Closes a tunnel. Required. */
    void (*tunnel_close)(const struct pmip6_tunnel *t, void *user);
    /** Adds a route. Required. */
    int (*route_add)(const struct pmip6_route *r, void *user);
    /** Replaces a route by another of the same prefix and kind. Required. Where a failure
     *  cannot be undone either, all routes of the node are removed and it registers anew. */
    int (*route_replace)(const struct pmip6_route *was, const struct pmip6_route *is,
                         void *user);
    /** Removes a route; does nothing where the route leads elsewhere by then. Required. */
    void (*route_remove)(const struct pmip6_route *r, void *user);
    /** Sends a Neighbor Discovery packet on a link. Required. A failure counts as loss. */
    int (*send_nd)(uint32_t link, const struct pmip6_nd_packet *p, void *user);
    /** Whether the node on a link is still there: @ref pmip6_presence. Required. Asked
     *  before each extension and before each repeat; where it answers
     *  #PMIP6_PRESENCE_UNKNOWN and the node cannot be probed either, nothing is extended but
     *  de-registered (6.13). A node cannot be probed by a MAG that has no address on its
     *  link yet (`link_local` of the view). */
    uint32_t (*mn_present)(uint32_t link, const struct pmip6_attachment_view *who, void *user);
    /** Gives the link the MAG's link-local address, and takes an earlier one away; `::`:
     *  only takes it away. Required. A failure leaves the link without one: the node is not
     *  served there, and that is tried again. */
    int (*link_address)(uint32_t link, const struct pmip6_addr *address, void *user);
    /** The node's service on a link is over (6.9.1.4 step 4). Optional. */
    void (*link_teardown)(uint32_t link, void *user);
    /** Tells a change of an attachment. Optional. */
    void (*event)(const struct pmip6_mag_event *e, void *user);
    /** Tells something worth a log line. Optional. */
    void (*log)(const struct pmip6_log *l, void *user);
    /** A message that is not ours. Optional; returns 1 if taken. */
    int (*other_message)(const struct pmip6_datagram *d, void *user);
    /** Memory. Optional, both or none: malloc and free where NULL. */
    void *(*allocate)(size_t size, void *user);
    /** Takes memory back; `size` is what was asked for. */
    void (*release)(void *memory, size_t size, void *user);
    /** A datagram was dropped whose Payload Proto or Header Len is wrong: as in
     *  struct pmip6_lma_callbacks. Optional. */
    void (*parameter_problem)(const struct pmip6_datagram *d, uint32_t offset, void *user);
};

/**
 * Writes the defaults: no callback. Called by pmip6_mag_callbacks_init().
 *
 * @param c    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_mag_callbacks_defaults(struct pmip6_mag_callbacks *c, size_t size);

/**
 * Prepares the callbacks: none set.
 *
 * @param c what to fill
 */
static inline void pmip6_mag_callbacks_init(struct pmip6_mag_callbacks *c)
{
    pmip6_mag_callbacks_defaults(c, sizeof *c);
}

/**
 * Makes a MAG.
 *
 * @param mag       gets the handle; NULL on error
 * @param config    copied
 * @param callbacks copied
 * @param user      handed to every callback
 * @retval 0                           made
 * @retval PMIP6_ERR_INVALID           a value out of range, no address, an edition or a flag
 *                                     that is not known, something reserved that is not zero
 * @retval PMIP6_ERR_VERSION           a struct from a newer header uses what is not known
 * @retval PMIP6_ERR_CALLBACK_MISSING  a required callback is NULL
 * @retval PMIP6_ERR_NOMEM             no memory
 */
PMIP6_API int pmip6_mag_new(pmip6_mag **mag, const struct pmip6_mag_config *config,
                            const struct pmip6_mag_callbacks *callbacks, void *user);

/**
 * Ends a MAG: removes its routes, tunnels and link addresses through the callbacks, frees
 * everything. Nothing is sent, and no event told; pmip6_mag_detach_all() first ends service
 * in good order.
 *
 * Not to be called from inside a callback of the same MAG: then nothing is done but a line
 * written to the log (none from inside the log's callback), and the handle stays good.
 *
 * @param mag may be NULL
 */
PMIP6_API void pmip6_mag_free(pmip6_mag *mag);

/**
 * Takes a changed configuration: everything but edition, address and bounds of memory. Ends
 * blocked states (6.9.1.2: an administrative action), also those of nodes that have left; nodes
 * that their policy refused are asked for again. What advertisements carry is told to the nodes
 * at once (6.9.5).
 *
 * @param mag    the MAG
 * @param config the new configuration
 * @retval 0                    taken
 * @retval PMIP6_ERR_INVALID    a value that pmip6_mag_new() refuses, or one that may not change:
 *                              nothing changed
 * @retval PMIP6_ERR_VERSION    from a newer header, and uses what is not known: nothing changed
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_reconfigure(pmip6_mag *mag, const struct pmip6_mag_config *config);

/**
 * Tells of an access link that is up, or of a change in its description, which its node hears
 * of by an advertisement at once (RFC 5213 6.9.5). Another access technology holds from the next
 * attachment: it is by this, beside the link-layer identifier, that the LMA knows the interface
 * of a session that there is (5.4.1).
 *
 * @param mag  the MAG
 * @param link the host's number for it, not 0
 * @param info copied
 * @retval 0                    known now
 * @retval PMIP6_ERR_INVALID    link is 0, a value out of range, or something reserved not zero
 * @retval PMIP6_ERR_VERSION    `info` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_NOMEM      no memory
 * @retval PMIP6_ERR_LIMIT      as many links as configured
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_link_up(pmip6_mag *mag, uint32_t link,
                                const struct pmip6_link_info *info);

/**
 * Tells that an access link is down: its node is detached, and the MAG's address taken off it
 * (link_address).
 *
 * @param mag  the MAG
 * @param link which
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  no such link
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_link_down(pmip6_mag *mag, uint32_t link);

/**
 * Tells that a node attached to a link (RFC 5213 6.9.1.1). A node that is on another link
 * of this MAG moves here without a new tunnel, where the event says so, its old link is
 * down, or `mn_present` does not say that it is still there; else it is refused as
 * #PMIP6_MAG_FOREIGN_NODE. The handoff indicator of the move is the event's; where it says
 * none, 3 for the same link-layer identifier, else 4. With 1 it is no move: the session of
 * the interface that was on the other link ends, and one begins here. So it is with another
 * link-layer identifier of the same node on the same link. A node that is only heard on
 * another link is asked first whether it is still on its own; it is taken to be there where
 * it cannot be asked.
 *
 * Whoever is not served on the link (#PMIP6_ATTACHMENT_REFUSED, nothing bound) or is leaving
 * it gives way to another node.
 *
 * @param mag  the MAG
 * @param link an access link that is up
 * @param who  what is known of the node
 * @retval 0                    taken; what becomes of it comes as events
 * @retval PMIP6_ERR_NOT_FOUND  no such link
 * @retval PMIP6_ERR_INVALID    neither identifier nor link-layer identifier, one that is too
 *                              long, or whose octets are not there (NULL); or a previous
 *                              router that is no link-local address
 * @retval PMIP6_ERR_VERSION    `who` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_EXISTS     another node is served on the link, or the node elsewhere
 * @retval PMIP6_ERR_LIMIT      as many nodes as configured
 * @retval PMIP6_ERR_NOMEM      no memory
 * @retval PMIP6_ERR_CALLBACK   its routes could not follow it: it is where it was
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_attach(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who);

/**
 * Tells that the node on a link left: de-registers it (RFC 5213 6.9.1.4).
 *
 * @param mag  the MAG
 * @param link which
 * @retval 0                    under way
 * @retval PMIP6_ERR_NOT_FOUND  nobody there
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_detach(pmip6_mag *mag, uint32_t link);

/**
 * De-registers every node, for an orderly stop. The host goes on with datagrams and time
 * until pmip6_mag_get_status() tells of no attachments and none leaving, or as long as it cares
 * to.
 *
 * @param mag the MAG
 * @retval 0                    under way
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_detach_all(pmip6_mag *mag);

/** What a DHCP hint says beside addresses. */
enum pmip6_dhcp_flag {
    PMIP6_DHCP_SERVED = 0x01,    /**< the node is registered: the prefixes are its own */
    PMIP6_DHCP_STATEFUL = 0x02,  /**< its profile permits addresses by DHCP */
    PMIP6_DHCP_STATELESS = 0x04, /**< its profile permits autoconfiguration */
    PMIP6_DHCP_HOST_ADDRESS = 0x08 /**< a prefix is a single address: the one that DHCP gave it
                                      (draft-02 Appendix B) */
};

/** What a DHCPv6 relay on the MAG needs to know of a link. Pointers are borrowed until the
 * next call of a function that changes the MAG. */
struct pmip6_dhcp_hint {
    size_t size;                    /**< set by pmip6_dhcp_hint_init() */
    struct pmip6_addr link_address; /**< for the Relay-forward's link-address field: in the first
                                         of the prefixes, the same as long as that and the MAG's
                                         address on the link are; `::`: not served */
    const struct pmip6_prefix *prefixes; /**< all home network prefixes of the link, together */
    size_t prefix_count;            /**< how many; 0: not served */
    struct pmip6_bytes mn_id;       /**< the node's identifier */
    struct pmip6_bytes link_layer_id; /**< of its interface (RFC 6939); empty: not known */
    uint32_t flags;                 /**< @ref pmip6_dhcp_flag bits */
    uint8_t mn_id_subtype;          /**< 1: NAI */
    uint8_t access_technology;      /**< RFC 5213 8.5 */
    uint8_t reserved[2];            /**< zero */
};

/**
 * Prepares room for a hint.
 *
 * @param h what to fill
 */
static inline void pmip6_dhcp_hint_init(struct pmip6_dhcp_hint *h)
{
    h->size = sizeof *h;
}

/**
 * What a DHCPv6 relay puts into the messages of a link (RFC 5213 6.11): an address in one of
 * the node's home network prefixes, so that the server knows the link and gives addresses of
 * all its prefixes, the same at every MAG.
 *
 * In draft-02's shared-prefix model (Appendix B) the node gets its address by DHCP before it
 * registers: until then the hint tells who it is and that it is not served; the host answers
 * the policy query as pending and, once DHCP is done, with that address as a prefix of 128
 * bits and with stateful addresses only, which go into the request and the advertisement.
 *
 * @param mag  the MAG
 * @param link the access link that the message came in on
 * @param hint gets it; prepared by pmip6_dhcp_hint_init()
 * @retval 0                    filled; without #PMIP6_DHCP_SERVED wait for
 *                              #PMIP6_MAG_REGISTERED before relaying
 * @retval PMIP6_ERR_NOT_FOUND  no such link, or nobody there: drop the message
 * @retval PMIP6_ERR_INVALID    an argument is NULL, or the hint of an unknown size
 */
PMIP6_API int pmip6_mag_dhcp_hint(const pmip6_mag *mag, uint32_t link,
                                  struct pmip6_dhcp_hint *hint);

/**
 * Finds the link that a mobile node is on.
 *
 * @param mag   the MAG
 * @param mn_id whose
 * @return the link, 0 if it is on none, or an argument is NULL or empty
 */
PMIP6_API uint32_t pmip6_mag_link_of(const pmip6_mag *mag, struct pmip6_bytes mn_id);

/**
 * Withdraws the node's prefixes on the link, de-registers, and asks for new ones
 * (RFC 5213 6.12).
 *
 * @param mag  the MAG
 * @param link which
 * @retval 0                    under way
 * @retval PMIP6_ERR_NOT_FOUND  nobody there
 * @retval PMIP6_ERR_STATE      not registered
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_renumber(pmip6_mag *mag, uint32_t link);

/**
 * Withdraws one home network prefix of the node on a link, which is renumbered or no longer
 * valid (RFC 5213 6.12, draft-02 6.12): its routes are removed, advertisements tell the node
 * of it with lifetimes of zero, this one and the next three, and the session goes on with its
 * others, which its next request names. With its last prefix it is renumbered as by
 * pmip6_mag_renumber(). How the LMA learns of it is the host's: pmip6_lma_withdraw_prefix().
 *
 * @param mag    the MAG
 * @param link   which
 * @param prefix the prefix, exactly
 * @retval 0                    withdrawn
 * @retval PMIP6_ERR_NOT_FOUND  nobody there, or the node does not have it
 * @retval PMIP6_ERR_INVALID    `prefix` is NULL or no prefix
 * @retval PMIP6_ERR_STATE      not registered, or leaving
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_withdraw_prefix(pmip6_mag *mag, uint32_t link,
                                        const struct pmip6_prefix *prefix);

/**
 * Tells that the clock has been set to the domain's time: what status 156 refused is tried
 * again (RFC 5213 6.9.1.2).
 *
 * @param mag the MAG
 * @retval 0                    taken
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_clock_synced(pmip6_mag *mag);

/**
 * Tells the MTU of the path to LMAs: advertisements carry what fits the tunnel (6.9.5). The
 * MTU of the last 16 paths is kept when their tunnels are closed.
 *
 * @param mag   the MAG
 * @param peer  an LMA's address
 * @param mtu   of the path, octets
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  no tunnel to that peer
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_path_mtu(pmip6_mag *mag, const struct pmip6_addr *peer, uint32_t mtu);

/**
 * Hands one received Mobility Header datagram to the MAG (RFC 5213 6.9.1.2).
 *
 * @param mag the MAG
 * @param d   borrowed for the call
 * @retval 0                    taken, whatever the peer sent
 * @retval PMIP6_ERR_INVALID    `d` is NULL or of an unknown size
 * @retval PMIP6_ERR_VERSION    `d` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_input(pmip6_mag *mag, const struct pmip6_datagram *d);

/**
 * Hands one received Neighbor Discovery packet to the MAG. One from a link-layer address of
 * zeros is dropped: no interface has it.
 *
 * @param mag  the MAG
 * @param link the access link it came in on
 * @param p    borrowed for the call
 * @retval 0                    taken, whatever the node sent
 * @retval PMIP6_ERR_INVALID    `p` is NULL or of an unknown size, or octets that it counts are
 *                              not there (NULL)
 * @retval PMIP6_ERR_VERSION    `p` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_NOT_FOUND  no such link
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_input_nd(pmip6_mag *mag, uint32_t link,
                                 const struct pmip6_nd_packet *p);

/**
 * Answers a policy query that was said to be pending.
 *
 * @param mag    the MAG
 * @param ticket the query's ticket
 * @param policy the answer; NULL: none could be had (asked again later)
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  too late, answered already, or no such ticket
 * @retval PMIP6_ERR_INVALID    a policy of an unknown size, one that uses what is not known, or
 *                              that counts octets or prefixes which are not there (NULL): the
 *                              ticket stays good
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_policy_done(pmip6_mag *mag, uint64_t ticket,
                                    const struct pmip6_policy *policy);

/**
 * Tells that what the policy said before is no longer so. A node that is served is asked for
 * before its next extension, whatever an answer's `valid_for` said; one that is refused,
 * blocked, or being asked for, at once. pmip6_mag_detach() ends service at once.
 *
 * @param mag   the MAG
 * @param mn_id whose policy; empty: everybody's. One that was refused before it had a name
 *              may be anybody, and is asked for in any case
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  nobody here is that node
 * @retval PMIP6_ERR_INVALID    a length without octets
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_policy_changed(pmip6_mag *mag, struct pmip6_bytes mn_id);

/**
 * When pmip6_mag_handle_timeout() wants to be called next: perhaps early, never late.
 *
 * @param mag the MAG
 * @return a time of the clock callback's monotonic clock, or #PMIP6_NEVER
 */
PMIP6_API pmip6_time pmip6_mag_next_timeout(const pmip6_mag *mag);

/**
 * Does what is due. Bounded as pmip6_lma_handle_timeout() is.
 *
 * @param mag the MAG
 * @retval 0                    done
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_handle_timeout(pmip6_mag *mag);

/**
 * The verdict on one packet from an access link, out of a tunnel, or from outside
 * (RFC 5213 6.10.5).
 *
 * @param mag the MAG
 * @param q   the question
 * @param v   gets the verdict; prepared by pmip6_forward_verdict_init()
 * @retval 0                  decided
 * @retval PMIP6_ERR_INVALID  an argument is NULL, of unknown size or out of range
 */
PMIP6_API int pmip6_mag_forward(const pmip6_mag *mag, const struct pmip6_forward_query *q,
                                struct pmip6_forward_verdict *v);

/**
 * Makes a tunnel known that the host has opened beforehand (RFC 5213 5.6.1 and 6.10.4,
 * draft-02 5.5.1 and 6.10.5): sessions with that LMA use it, `tunnel_open` is not called for
 * it, nor `tunnel_close` as long as it is static, not even by pmip6_mag_free(). A tunnel that
 * the MAG has open already becomes static as it is.
 *
 * @param mag the MAG
 * @param t   local and remote address, and the host's id of it; copied
 * @retval 0                    known
 * @retval PMIP6_ERR_INVALID    `t` is NULL, or an address is not a unicast one that is routed
 * @retval PMIP6_ERR_LIMIT      there are `max_tunnels` already
 * @retval PMIP6_ERR_NOMEM      no memory
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_add_static_tunnel(pmip6_mag *mag, const struct pmip6_tunnel *t);

/**
 * From now on a static tunnel is like any other: `tunnel_close` is called when its last
 * session has gone, at once where it has none.
 *
 * @param mag the MAG
 * @param t   local and remote address name it
 * @retval 0                    done
 * @retval PMIP6_ERR_NOT_FOUND  no such static tunnel
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_remove_static_tunnel(pmip6_mag *mag, const struct pmip6_tunnel *t);

/**
 * Tells that a tunnel is gone from the forwarding plane. Its sessions register again, and it
 * is closed; a static one is static no longer.
 *
 * @param mag the MAG
 * @param t   local and remote address name it
 * @retval 0                    taken
 * @retval PMIP6_ERR_NOT_FOUND  no such tunnel
 * @retval PMIP6_ERR_REENTRANT  called from a callback
 */
PMIP6_API int pmip6_mag_tunnel_lost(pmip6_mag *mag, const struct pmip6_tunnel *t);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
