/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_TYPES_H
#define PMIP6_TYPES_H

/**
 * @file types.h
 * The words of the library: addresses, prefixes, time, errors, editions.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
/** Marks the symbols that the shared library exports. */
#define PMIP6_API __attribute__((visibility("default")))
#else
#define PMIP6_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup types Types and errors
 *
 * Everything that crosses the library's border is made of these. Addresses are sixteen
 * octets in network order: the layout of `struct in6_addr`, so a host copies with
 * `memcpy` and no cast. Times are unsigned 64-bit numbers. Enumerations cross the border
 * as fixed-width integers, never as bare enums.
 *
 * @section sizes Structs that grow
 *
 * A struct that begins with `size` gets new members at its end in later releases. Whoever
 * provides the memory sets the size, and nobody reads or writes past it; so a host works
 * with an older or a newer library than the one whose headers it was compiled with.
 *
 * - **The host's structs that the library reads** (configurations, callbacks, datagrams,
 *   queries, policies handed to `_policy_done`): prepared by their `_init`. A member that an
 *   older host does not have is as `_init` would have it. What a newer host has and the
 *   library does not know must be zero; else the call answers #PMIP6_ERR_VERSION.
 * - **The host's structs that the library fills** (views, verdicts, counters, gauges, entries
 *   of a policy table): prepared by their `_init`, which sets the size; once is enough for a
 *   walk. The library fills as much as fits and leaves the size as it is; what it does not
 *   know it sets to zero. NULL, or a size that cannot hold even `size`, answers
 *   #PMIP6_ERR_INVALID, and nothing is written. A host that forgets the size gives the
 *   library a random one.
 * - **The library's structs that a callback reads** (queries, routes, events and the views in
 *   them, log lines): `size` is the library's. Before a host reads a member that is newer
 *   than the oldest library it wants to work with, it looks whether the size goes that far:
 *   `e->size >= offsetof(struct pmip6_lma_event, member) + sizeof e->member`.
 * - **The library's structs that a callback fills** (struct pmip6_policy, struct
 *   pmip6_prefix_grant): prepared by the library, defaults and size; `size` is how much room
 *   there is. The host sets single members, newer ones only where the size goes that far,
 *   and leaves the size. It calls no `_init` on them and assigns no whole struct of its own:
 *   that would write past the end where the library is older. pmip6_policy_table_answer()
 *   keeps to it.
 *
 * Structs without `size`, and struct pmip6_tunnel, have their layout for good: they stand in
 * arrays and inside others.
 *
 * Members called `reserved` must be zero, and so must bits of `flags` that have no name. In
 * configurations, pools and descriptions of links they are looked at: #PMIP6_ERR_INVALID. In
 * all other structs a library that has no use for them does not look at them. What messages,
 * options and traffic selectors have on the wire beside their named bits is kept in such
 * members when it is read, and written as it stands there.
 *
 * @{
 */

/** Which edition of the protocol an LMA or a MAG speaks. There is no default. */
enum pmip6_edition {
    PMIP6_DRAFT_02 = 1, /**< draft-ietf-netlmm-proxymip6-02, with the numbers IANA gave RFC 5213 */
    PMIP6_RFC5213 = 2   /**< RFC 5213 */
};

/** An IPv6 address, in network order. */
struct pmip6_addr {
    uint8_t octets[16]; /**< most significant octet first */
};

/** An IPv4 address, in network order. */
struct pmip6_ipv4 {
    uint8_t octets[4]; /**< most significant octet first */
};

/** An address of either family, or none. */
struct pmip6_any_addr {
    uint8_t octets[16]; /**< most significant octet first; those past `length` mean nothing */
    uint8_t length;     /**< 0: none, 4: IPv4, 16: IPv6 */
};

/** A prefix of either family. */
struct pmip6_any_prefix {
    struct pmip6_any_addr addr; /**< the prefix's address */
    uint8_t length;             /**< in bits */
};

/** An IPv6 prefix. Bits beyond `length` are zero wherever the library makes one. */
struct pmip6_prefix {
    struct pmip6_addr addr; /**< the prefix's address */
    uint8_t length;         /**< 0 to 128; `::/0` asks for allocation (RFC 5213 8.3) */
};

/** Borrowed octets: valid as long as the call that hands them over says. */
struct pmip6_bytes {
    const uint8_t *data; /**< first octet; may be NULL when `length` is 0 */
    size_t length;       /**< how many */
};

/** Monotonic time in microseconds, of any origin. */
typedef uint64_t pmip6_time;

/** No time at all: later than every time. */
#define PMIP6_NEVER UINT64_MAX

/**
 * Time of day as the Timestamp option carries it (RFC 5213 8.8): seconds since
 * 1970-01-01 00:00 UTC in the upper 48 bits, 1/65536 s in the lower 16.
 */
typedef uint64_t pmip6_timestamp;

/** What the clock callback tells: both clocks at one moment. */
struct pmip6_clock {
    pmip6_time monotonic;        /**< never steps back */
    pmip6_timestamp time_of_day; /**< may step */
};

/** A mobile node identifier (RFC 4283) holds at most this many octets. */
#define PMIP6_MN_ID_MAX 254

/** Home network prefixes in one mobility session, at most. */
#define PMIP6_PREFIXES_MAX 8

/** Link-layer identifiers longer than this are refused as malformed by LMA and MAG. */
#define PMIP6_LINK_LAYER_ID_MAX 32

/**
 * What can go wrong. Functions return 0 or one of these; each function's page says which
 * it returns and what to do then. A peer's fault is never an error of a call: it is
 * counted under its @ref pmip6_drop reason.
 */
enum pmip6_error {
    PMIP6_OK = 0,
    PMIP6_PENDING = 1,              /**< a callback's word: the answer comes later */
    PMIP6_ERR_INVALID = -1,         /**< an argument is out of its range: mend the caller */
    PMIP6_ERR_VERSION = -2,         /**< a struct is larger than known, and not zero there; or
                                         an image is of a newer format */
    PMIP6_ERR_CALLBACK_MISSING = -3, /**< a required callback is NULL */
    PMIP6_ERR_NOMEM = -4,           /**< the allocator gave nothing: nothing changed */
    PMIP6_ERR_LIMIT = -5,           /**< a configured bound is reached: nothing changed */
    PMIP6_ERR_REENTRANT = -6,       /**< called from inside a callback: nothing changed */
    PMIP6_ERR_NOT_FOUND = -7,       /**< no such session, link or ticket */
    PMIP6_ERR_STATE = -8,           /**< not possible in the present state */
    PMIP6_ERR_CALLBACK = -9,        /**< a callback failed; what was done is undone */
    PMIP6_ERR_ROOM = -10,           /**< the caller's buffer is too small; needed size told */
    PMIP6_ERR_EXISTS = -11,         /**< there already */
    PMIP6_ERR_DAMAGED = -12,        /**< an image is broken off or altered, or is none: do
                                         without it */

    PMIP6_ERR_TRUNCATED = -32,       /**< fewer octets than the header's length says */
    PMIP6_ERR_PAYLOAD_PROTO = -33,   /**< Payload Proto is not 59 (RFC 6275 9.2) */
    PMIP6_ERR_HEADER_LENGTH = -34,   /**< Header Len below what the message needs (RFC 6275 9.2) */
    PMIP6_ERR_CHECKSUM = -35,        /**< the checksum does not fit (RFC 6275 9.2) */
    PMIP6_ERR_OPTION_TRUNCATED = -36, /**< an option runs past the message's end */
    PMIP6_ERR_OPTION_LENGTH = -37,   /**< an option's length is not the one its type has */
    PMIP6_ERR_OPTION_DUPLICATE = -38, /**< a second instance of a single-instance option */
    PMIP6_ERR_PREFIX_LENGTH = -39,   /**< an IPv6 prefix length above 128 */
    PMIP6_ERR_MESSAGE_KIND = -40,    /**< of the messages that share a type, an unknown one */
    PMIP6_ERR_MESSAGE_SIZE = -41,    /**< more than 2048 octets would be needed */
    PMIP6_ERR_OPTION_CONTENT = -42   /**< fields of an option contradict each other, or a fixed
                                         one is not as it must be */
};

/**
 * A name for an error, such as `option-length`: stable, lower case, for logs and JSON.
 *
 * @param error a value of @ref pmip6_error
 * @return a static string, `unknown-error` for other numbers
 */
PMIP6_API const char *pmip6_error_name(int error);

/**
 * A sentence for an error, fit to be shown to a person.
 *
 * @param error a value of @ref pmip6_error
 * @return a static string
 */
PMIP6_API const char *pmip6_strerror(int error);

/** Why a received message was dropped. Each reason has a counter of its own. */
enum pmip6_drop {
    PMIP6_DROP_NONE = 0,
    PMIP6_DROP_TRUNCATED,         /**< shorter than its header says */
    PMIP6_DROP_PAYLOAD_PROTO,     /**< Payload Proto is not 59 */
    PMIP6_DROP_HEADER_LENGTH,     /**< too short for its type */
    PMIP6_DROP_CHECKSUM,          /**< wrong checksum */
    PMIP6_DROP_MALFORMED_OPTION,  /**< an option's length, count or content is impossible */
    PMIP6_DROP_UNKNOWN_TYPE,      /**< a Mobility Header type without a function here */
    PMIP6_DROP_UNPROTECTED,       /**< protection is required and was not there */
    PMIP6_DROP_SOURCE,            /**< a source or care-of address that is not unicast routable */
    PMIP6_DROP_DESTINATION,       /**< a request to an address that is not unicast routable */
    PMIP6_DROP_NOT_PROXY,         /**< a binding message without the P flag */
    PMIP6_DROP_RETURN_ROUTABILITY, /**< HoTI or CoTI: route optimisation does not exist here */
    PMIP6_DROP_RATE_LIMITED,      /**< an answer to a stranger was held back */
    PMIP6_DROP_NO_SESSION,        /**< a de-registration of nothing, ignored as 5.4.1 says */
    PMIP6_DROP_NOT_CURRENT_MAG,   /**< a de-registration from a MAG that does not serve */
    PMIP6_DROP_REPEATED_REQUEST,  /**< the same request is being worked on already */
    PMIP6_DROP_UNMATCHED,         /**< an acknowledgement that answers nothing */
    PMIP6_DROP_ECHO_MISMATCH,     /**< an acknowledgement whose echoed options differ */
    PMIP6_DROP_NOT_LMA,           /**< an acknowledgement from another than the session's LMA */
    PMIP6_DROP_ND_MALFORMED,      /**< a Neighbor Discovery message that is not well formed */
    PMIP6_DROP_ND_HOP_LIMIT,      /**< Neighbor Discovery with a hop limit other than 255 */
    PMIP6_DROP_ND_SOURCE,         /**< Neighbor Discovery from a node that is not the link's */
    PMIP6_DROP_REASONS            /**< how many reasons there are */
};

/**
 * A name for a drop reason, such as `header_length`: the counter is `drop_` and this.
 *
 * @param reason a value of @ref pmip6_drop
 * @return a static string, NULL for numbers that are no reason
 */
PMIP6_API const char *pmip6_drop_name(uint32_t reason);

/** What protected a datagram on its way (RFC 5213 section 4). */
enum pmip6_protection {
    PMIP6_PROTECTED_NONE = 0,  /**< nothing */
    PMIP6_PROTECTED_ESP = 1,   /**< IPsec ESP with integrity */
    PMIP6_PROTECTED_OTHER = 2  /**< another authentication that the host vouches for */
};

/**
 * One Mobility Header datagram, received or to be sent: what stands in its IPv6 header
 * and the octets from Payload Proto on.
 */
struct pmip6_datagram {
    size_t size;                   /**< set by pmip6_datagram_init() */
    struct pmip6_addr source;      /**< IPv6 source address */
    struct pmip6_addr destination; /**< IPv6 destination address */
    struct pmip6_bytes octets;     /**< the Mobility Header, borrowed for the call */
    struct pmip6_bytes peer;       /**< authenticated identity of the peer, if known; an LMA keeps
                                        no request waiting whose peer's has more than 255 octets */
    uint32_t protection;           /**< @ref pmip6_protection */
    uint32_t link;                 /**< reserved for hosts; the library hands it back unread */
    struct pmip6_addr home_address; /**< of a Home Address destination option, `::` where there is
                                         none (no PBU or PBA has one); it takes the source's place
                                         in the checksum (RFC 6275 6.1.1) */
};

/**
 * Prepares a datagram: zero but for its size.
 *
 * @param d what to fill
 */
static inline void pmip6_datagram_init(struct pmip6_datagram *d)
{
    static const struct pmip6_datagram zero = {sizeof zero, {{0}}, {{0}}, {0, 0},
                                               {0, 0},      0,     0,     {{0}}};
    *d = zero;
}

/** Encapsulation of a tunnel. */
enum pmip6_encapsulation {
    PMIP6_ENCAP_IPV6 = 0 /**< IPv6 in IPv6 (RFC 2473) */
};

/**
 * A bi-directional tunnel between LMA and MAG (RFC 5213 5.6.1). Its layout is for good: it
 * stands inside routes, views and verdicts. What comes later finds room in `flags` and
 * `reserved`.
 */
struct pmip6_tunnel {
    size_t size;              /**< set by the library, which never looks at it */
    struct pmip6_addr local;  /**< outer address at this end */
    struct pmip6_addr remote; /**< outer address at the other end */
    uint64_t id;              /**< what the host's tunnel_open gave it, 0 before */
    uint32_t encapsulation;   /**< @ref pmip6_encapsulation */
    uint32_t users;           /**< sessions that share it */
    pmip6_time expires;       /**< when its last session ends at the latest, if none is
                                   extended: by the highest lifetime granted to any that
                                   has used it (5.6.1); never put back */
    uint32_t flags;           /**< @ref pmip6_tunnel_flag bits */
    uint32_t reserved;        /**< zero */
};

/** What is particular about a tunnel. */
enum pmip6_tunnel_flag {
    PMIP6_TUNNEL_STATIC = 0x01 /**< the host made it beforehand; it stays when it is unused */
};

/** What a route does. */
enum pmip6_route_kind {
    PMIP6_ROUTE_TO_TUNNEL = 1,   /**< LMA: to the prefix, through the tunnel (5.6.2) */
    PMIP6_ROUTE_FROM_LINK = 2,   /**< MAG: from the prefix on the link, through the tunnel (6.10.5) */
    PMIP6_ROUTE_TO_LINK = 3,     /**< MAG: to the prefix, onto the link (6.10.5) */
    PMIP6_ROUTE_BLOCKED = 4      /**< LMA: to the prefix, dropped: the delayed delete (5.3.5) */
};

/** What is particular about a route. */
enum pmip6_route_flag {
    PMIP6_ROUTE_STAYS_LOCAL = 0x01 /**< MAG: the node's traffic with others on this MAG, and with
                                        hosts of its network, does not go by way of the LMA
                                        (EnableMAGLocalRouting or the node's policy; 6.10.3,
                                        9.2). Where that changes, `route_replace` tells */
};

/** One route of a session. */
struct pmip6_route {
    size_t size;                /**< set by the library */
    struct pmip6_prefix prefix; /**< home network prefix; MAG: or a visitor's address (6.14) */
    uint8_t reserved[3];        /**< zero */
    uint32_t flags;             /**< @ref pmip6_route_flag bits */
    uint32_t kind;              /**< @ref pmip6_route_kind */
    uint32_t link;              /**< access link (MAG), else 0 */
    struct pmip6_tunnel tunnel; /**< the session's tunnel, through which it leads; also told of
                                     routes that lead through none: #PMIP6_ROUTE_TO_LINK and
                                     #PMIP6_ROUTE_BLOCKED; `id` 0 with a visitor's, which
                                     has none */
    struct pmip6_bytes mn_id;   /**< whose it is */
};

/** How a log line matters. */
enum pmip6_log_level {
    PMIP6_LOG_ERROR = 0,   /**< the host's callbacks failed, or memory did */
    PMIP6_LOG_WARNING = 1, /**< a peer or a node did what it must not */
    PMIP6_LOG_INFO = 2,    /**< refusals, drops */
    PMIP6_LOG_DEBUG = 3    /**< decisions in detail */
};

/** @} */

#ifdef __cplusplus
}
#endif

#endif
