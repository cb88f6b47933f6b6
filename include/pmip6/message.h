/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_MESSAGE_H
#define PMIP6_MESSAGE_H

/**
 * @file message.h
 * Mobility Header messages: decode, look, encode.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup message Messages
 *
 * A message is its header fields and its mobility options **in wire order**, in an array
 * of the caller's. Decoding copies nothing: variable data borrows from the datagram.
 * What the codec does not know it keeps whole as octets, so that decoding and encoding
 * again loses nothing.
 *
 * @code
 * struct pmip6_option options[16];
 * struct pmip6_message m;
 * size_t where;
 *
 * pmip6_message_init(&m, options, 16);
 * int rc = pmip6_message_decode(&m, octets, &source, &destination, &where);
 * if (rc == PMIP6_ERR_ROOM) // m.option_count tells how many it needs
 * @endcode
 *
 * @{
 */

/** Mobility Header types (RFC 6275 and the registry). */
enum pmip6_mh_type {
    PMIP6_MH_BRR = 0,       /**< Binding Refresh Request */
    PMIP6_MH_HOTI = 1,      /**< Home Test Init */
    PMIP6_MH_COTI = 2,      /**< Care-of Test Init */
    PMIP6_MH_HOT = 3,       /**< Home Test */
    PMIP6_MH_COT = 4,       /**< Care-of Test */
    PMIP6_MH_BU = 5,        /**< Binding Update; with the P flag a Proxy Binding Update */
    PMIP6_MH_BA = 6,        /**< Binding Acknowledgement; with the P flag a Proxy one */
    PMIP6_MH_BE = 7,        /**< Binding Error */
    PMIP6_MH_HEARTBEAT = 13, /**< Heartbeat (RFC 5847) */
    PMIP6_MH_BINDING_REVOCATION = 16, /**< BRI and BRA (RFC 5846) */
    PMIP6_MH_LRI = 17,      /**< Localized Routing Initiation (RFC 6705) */
    PMIP6_MH_LRA = 18,      /**< Localized Routing Acknowledgment (RFC 6705) */
    PMIP6_MH_UPN = 19,      /**< Update Notification (RFC 7077) */
    PMIP6_MH_UPA = 20       /**< Update Notification Acknowledgement (RFC 7077) */
};

/** Flags of a Binding Update, as they stand in its 16-bit word. */
enum pmip6_bu_flag {
    PMIP6_BU_A = 0x8000, /**< acknowledge */
    PMIP6_BU_H = 0x4000, /**< home registration */
    PMIP6_BU_L = 0x2000, /**< link-local address compatibility */
    PMIP6_BU_K = 0x1000, /**< key management mobility */
    PMIP6_BU_M = 0x0800, /**< MAP registration (RFC 4140) */
    PMIP6_BU_R = 0x0400, /**< mobile router (RFC 3963) */
    PMIP6_BU_P = 0x0200, /**< proxy registration (RFC 5213) */
    PMIP6_BU_F = 0x0100, /**< force UDP encapsulation (RFC 5555) */
    PMIP6_BU_T = 0x0080, /**< TLV header (RFC 5845) */
    PMIP6_BU_B = 0x0040, /**< bulk (RFC 6602) */
    PMIP6_BU_S = 0x0020, /**< multicast signalling (RFC 7161) */
    PMIP6_BU_D = 0x0010  /**< distributed mobility (RFC 8885) */
};

/** Flags of a Binding Acknowledgement, as they stand in its octet. */
enum pmip6_ba_flag {
    PMIP6_BA_K = 0x80, /**< key management mobility */
    PMIP6_BA_R = 0x40, /**< mobile router */
    PMIP6_BA_P = 0x20, /**< proxy registration (RFC 5213) */
    PMIP6_BA_T = 0x10, /**< TLV header */
    PMIP6_BA_B = 0x08, /**< bulk */
    PMIP6_BA_S = 0x04, /**< multicast signalling */
    PMIP6_BA_D = 0x02  /**< distributed mobility */
};

/** Status of a Binding Acknowledgement: 128 and above refuse (RFC 5213 8.9). */
enum pmip6_status {
    PMIP6_STATUS_ACCEPTED = 0,                      /**< accepted */
    PMIP6_STATUS_PREFIX_DISCOVERY = 1,              /**< Mobile IPv6 only */
    PMIP6_STATUS_UNSPECIFIED = 128,                 /**< reason unspecified */
    PMIP6_STATUS_PROHIBITED = 129,                  /**< administratively prohibited */
    PMIP6_STATUS_INSUFFICIENT_RESOURCES = 130,      /**< insufficient resources */
    PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED = 131, /**< home registration not supported */
    PMIP6_STATUS_NOT_HOME_SUBNET = 132,             /**< not home subnet */
    PMIP6_STATUS_NOT_HOME_AGENT = 133,              /**< not home agent for this mobile node */
    PMIP6_STATUS_DAD_FAILED = 134,                  /**< duplicate address detection failed */
    PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW = 135,      /**< sequence number out of window */
    PMIP6_STATUS_REGISTRATION_TYPE_CHANGE = 139,    /**< registration type change disallowed */
    PMIP6_STATUS_PROXY_REG_NOT_ENABLED = 152,       /**< no proxy registration for this node */
    PMIP6_STATUS_NOT_LMA_FOR_THIS_MOBILE_NODE = 153, /**< the node is not known here */
    PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG = 154, /**< this MAG may not register it */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX = 155, /**< not its prefix */
    PMIP6_STATUS_TIMESTAMP_MISMATCH = 156,          /**< clocks too far apart */
    PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED = 157, /**< older than the last accepted */
    PMIP6_STATUS_MISSING_HOME_NETWORK_PREFIX_OPTION = 158, /**< option 22 missing */
    PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH = 159, /**< other prefixes than the session's */
    PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION = 160, /**< option 8 missing */
    PMIP6_STATUS_MISSING_HANDOFF_INDICATOR_OPTION = 161, /**< option 23 missing */
    PMIP6_STATUS_MISSING_ACCESS_TECH_TYPE_OPTION = 162 /**< option 24 missing */
};

/** Status of a Binding Error (RFC 6275 6.1.9). */
enum pmip6_be_status {
    PMIP6_BE_UNKNOWN_BINDING = 1, /**< unknown binding for the Home Address option */
    PMIP6_BE_UNKNOWN_MH_TYPE = 2  /**< unrecognized Mobility Header type */
};

/** Mobility option types with a decoding of their own; all others stay octets. */
enum pmip6_option_type {
    PMIP6_OPT_PAD1 = 0,                    /**< never in a message's array */
    PMIP6_OPT_PADN = 1,                    /**< never in a message's array */
    PMIP6_OPT_BINDING_REFRESH_ADVICE = 2,  /**< RFC 6275 6.2.4 */
    PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS = 3, /**< RFC 6275 6.2.5 */
    PMIP6_OPT_NONCE_INDICES = 4,           /**< RFC 6275 6.2.6; a PBU must not have it */
    PMIP6_OPT_MN_IDENTIFIER = 8,           /**< RFC 4283 3 */
    PMIP6_OPT_HOME_NETWORK_PREFIX = 22,    /**< RFC 5213 8.3 */
    PMIP6_OPT_HANDOFF_INDICATOR = 23,      /**< RFC 5213 8.4 */
    PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE = 24, /**< RFC 5213 8.5 */
    PMIP6_OPT_LINK_LAYER_IDENTIFIER = 25,  /**< RFC 5213 8.6 */
    PMIP6_OPT_LINK_LOCAL_ADDRESS = 26,     /**< RFC 5213 8.7 */
    PMIP6_OPT_TIMESTAMP = 27               /**< RFC 5213 8.8 */
};

/** Handoff Indicator values (RFC 5213 8.4). */
enum pmip6_handoff {
    PMIP6_HANDOFF_RESERVED = 0,      /**< only in an answer to a request without the option */
    PMIP6_HANDOFF_NEW_INTERFACE = 1, /**< attachment over a new interface */
    PMIP6_HANDOFF_INTERFACES = 2,    /**< handoff between two interfaces of the node */
    PMIP6_HANDOFF_MAGS = 3,          /**< handoff between MAGs, same interface */
    PMIP6_HANDOFF_UNKNOWN = 4,       /**< handoff state unknown */
    PMIP6_HANDOFF_UNCHANGED = 5      /**< re-registration */
};

/** One mobility option. Which member of `u` holds depends on `type`. */
struct pmip6_option {
    uint8_t type;         /**< @ref pmip6_option_type or any other number */
    uint8_t length;       /**< length octet as received; encoders compute it */
    uint16_t offset;      /**< where its type octet stood, counted from Payload Proto */
    uint32_t reserved;    /**< zero */
    /** The content. */
    union {
        struct {
            uint16_t interval; /**< in units of 4 s */
        } refresh_advice;                   /**< type 2 */
        struct pmip6_addr address;          /**< types 3 and 26 */
        struct {
            uint8_t subtype;                /**< 1: NAI (RFC 4283 3.1) */
            struct pmip6_bytes identifier;  /**< borrowed; may be empty */
        } mn_id;                            /**< type 8 */
        struct pmip6_prefix prefix;         /**< type 22, address bits as received */
        uint8_t value;                      /**< types 23 and 24 */
        struct pmip6_bytes link_layer_id;   /**< type 25, borrowed */
        pmip6_timestamp timestamp;          /**< type 27 */
        struct pmip6_bytes raw;             /**< every other type: the data, borrowed */
    } u;
};

/** A decoded message, or one to be encoded. */
struct pmip6_message {
    size_t size;                  /**< set by pmip6_message_init(); decoding leaves alone what
                                       the library does not know */
    struct pmip6_option *options; /**< the caller's array, in wire order, without padding */
    size_t option_capacity;       /**< how many fit into it */
    size_t option_count;          /**< how many there are; above capacity after PMIP6_ERR_ROOM */
    struct pmip6_bytes body;      /**< of types without fields below, borrowed: the octets
                                       between checksum and options, or of a type that is not
                                       known all that follow the checksum */
    struct pmip6_addr home_address; /**< Binding Error */
    uint32_t trailing;            /**< octets after the header's length, ignored */
    uint16_t sequence;            /**< BU, BA */
    uint16_t flags;               /**< BU: @ref pmip6_bu_flag; BA: @ref pmip6_ba_flag */
    uint16_t lifetime;            /**< BU, BA: in units of 4 s */
    uint8_t mh_type;              /**< @ref pmip6_mh_type or any other number */
    uint8_t status;               /**< BA: @ref pmip6_status; BE: @ref pmip6_be_status */
    uint32_t reserved;            /**< zero */
};

/**
 * Prepares a message: zero but for its size and its array.
 *
 * @param m        what to fill
 * @param options  the caller's array; may be NULL with capacity 0
 * @param capacity how many options fit
 */
static inline void pmip6_message_init(struct pmip6_message *m, struct pmip6_option *options,
                                      size_t capacity)
{
    static const struct pmip6_message zero = {
        sizeof zero, NULL, 0, 0, {0, 0}, {{0}}, 0, 0, 0, 0, 0, 0, 0};
    *m = zero;
    m->options = options;
    m->option_capacity = capacity;
}

/**
 * Decodes one Mobility Header message (RFC 6275 6.1 and 9.2, RFC 5213 8), completely or
 * not at all: after an error the message's contents mean nothing, save `mh_type`, and
 * `option_count` with PMIP6_ERR_ROOM.
 *
 * BU, BA, BE and BRR come with their fields; the other types that @ref pmip6_mh_type names
 * with their fixed part in `body`; all of these with their options. Any other type comes with
 * `body` only, and is no error.
 *
 * @param m           prepared by pmip6_message_init(); borrows from `octets`
 * @param octets      from Payload Proto on; octets past the header's length are counted in
 *                    `trailing`
 * @param source      IPv6 source address, or NULL: the checksum is not checked
 * @param destination IPv6 destination address, or NULL likewise
 * @param where       may be NULL; gets the octet at which decoding stopped
 * @retval 0                  decoded
 * @retval PMIP6_ERR_ROOM     more options than the array holds: `option_count` tells how many
 * @retval PMIP6_ERR_INVALID  an argument is NULL or of an unknown size
 * @return any of the errors from PMIP6_ERR_TRUNCATED on: the message is malformed
 */
PMIP6_API int pmip6_message_decode(struct pmip6_message *m, struct pmip6_bytes octets,
                                   const struct pmip6_addr *source,
                                   const struct pmip6_addr *destination, size_t *where);

/**
 * Encodes a message: options in the order of the array, each at its alignment with Pad1
 * or PadN before it (RFC 6275 6.2.1), padded at the end to a multiple of eight octets,
 * with its checksum where addresses are given.
 *
 * @param m           header fields and options
 * @param buffer      where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity    how many octets fit
 * @param source      IPv6 source address, or NULL: the checksum field stays zero
 * @param destination IPv6 destination address, or NULL likewise
 * @param length      gets the octets written or, with PMIP6_ERR_ROOM, needed
 * @retval 0                       written
 * @retval PMIP6_ERR_ROOM          nothing past `capacity` was written; `length` tells the need
 * @retval PMIP6_ERR_INVALID       an argument is NULL or of an unknown size, or an option or
 *                                 field cannot be encoded
 * @retval PMIP6_ERR_VERSION       `m` is from a newer header and uses what is not known
 * @retval PMIP6_ERR_MESSAGE_SIZE  more than 2048 octets would be needed
 */
PMIP6_API int pmip6_message_encode(const struct pmip6_message *m, uint8_t *buffer,
                                   size_t capacity, const struct pmip6_addr *source,
                                   const struct pmip6_addr *destination, size_t *length);

/**
 * The mobile node identifier of a raw datagram, for spreading the load over several
 * handles: a well-mixed number that is the same for every message of one mobile node.
 *
 * @param octets a Mobility Header from Payload Proto on; need not be well formed
 * @return the key, never 0 for an identifier; 0 where there is none
 */
PMIP6_API uint32_t pmip6_shard_key(struct pmip6_bytes octets);

/**
 * Name of a message: `PBU`, `PBA`, `BU`, `BA`, `BRR`, … `unknown`.
 *
 * @param m a decoded message; the P flag tells PBU from BU
 * @return a static string
 */
PMIP6_API const char *pmip6_message_name(const struct pmip6_message *m);

/**
 * Name of a mobility option such as `home-network-prefix`.
 *
 * @param type the option's type
 * @return a static string, `unknown` where none is known
 */
PMIP6_API const char *pmip6_option_name(uint8_t type);

/**
 * Name of a Binding Acknowledgement status such as `TIMESTAMP_MISMATCH`.
 *
 * @param status the status
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_status_name(uint8_t status);

/**
 * Name of a handoff indicator value such as `handoff-between-mags`.
 *
 * @param value the value
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_handoff_name(uint8_t value);

/**
 * Name of an access technology type such as `ieee-802.3`.
 *
 * @param value the value
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_access_technology_name(uint8_t value);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
