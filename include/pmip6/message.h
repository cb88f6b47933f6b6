/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_MESSAGE_H
#define PMIP6_MESSAGE_H

/**
 * @file message.h
 * Mobility Header messages: decode, look, encode.
 */

#include <pmip6/code.h>
#include <pmip6/option.h>
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
    PMIP6_MH_BRR = 0,  /**< Binding Refresh Request (RFC 6275 6.1.2) */
    PMIP6_MH_HOTI = 1, /**< Home Test Init (RFC 6275 6.1.3) */
    PMIP6_MH_COTI = 2, /**< Care-of Test Init (RFC 6275 6.1.4) */
    PMIP6_MH_HOT = 3,  /**< Home Test (RFC 6275 6.1.5) */
    PMIP6_MH_COT = 4,  /**< Care-of Test (RFC 6275 6.1.6) */
    PMIP6_MH_BU = 5, /**< Binding Update (RFC 6275 6.1.7); with the P flag a Proxy Binding
                        Update (RFC 5213 8.1) */
    PMIP6_MH_BA = 6, /**< Binding Acknowledgement (RFC 6275 6.1.8); with the P flag a
                        Proxy one (RFC 5213 8.2) */
    PMIP6_MH_BE = 7, /**< Binding Error (RFC 6275 6.1.9) */
    PMIP6_MH_FBU = 8,                /**< Fast Binding Update (RFC 5568 6.2.2) */
    PMIP6_MH_FBACK = 9,              /**< Fast Binding Acknowledgment (RFC 5568 6.2.3) */
    PMIP6_MH_FNA = 10,               /**< Fast Neighbor Advertisement (RFC 4068 6.3.3) */
    PMIP6_MH_EXPERIMENTAL = 11,      /**< octets of an experiment's own (RFC 5096 3) */
    PMIP6_MH_HOME_AGENT_SWITCH = 12, /**< Home Agent Switch (RFC 5142 4) */
    PMIP6_MH_HEARTBEAT = 13,         /**< Heartbeat (RFC 5847 3.3) */
    PMIP6_MH_HI = 14, /**< Handover Initiate (RFC 5568 6.2.1.1, RFC 5949 6.1.1) */
    PMIP6_MH_HANDOVER_ACK =
        15, /**< Handover Acknowledge (RFC 5568 6.2.1.2, RFC 5949 6.1.2) */
    PMIP6_MH_BINDING_REVOCATION = 16, /**< BRI and BRA (RFC 5846 5) */
    PMIP6_MH_LRI = 17,                /**< Localized Routing Initiation (RFC 6705 10.1) */
    PMIP6_MH_LRA = 18,          /**< Localized Routing Acknowledgment (RFC 6705 10.2) */
    PMIP6_MH_UPN = 19,          /**< Update Notification (RFC 7077 4.1) */
    PMIP6_MH_UPA = 20,          /**< Update Notification Acknowledgement (RFC 7077 4.2) */
    PMIP6_MH_FLOW_BINDING = 21, /**< FBI and FBA (RFC 7109 6.1) */
    PMIP6_MH_SUBSCRIPTION_QUERY = 22,   /**< RFC 7161 4.3.1 */
    PMIP6_MH_SUBSCRIPTION_RESPONSE = 23 /**< RFC 7161 4.3.2 */
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
    PMIP6_BU_B =
        0x0040, /**< bulk (RFC 6602); RFC 5648's overwrite flag has the same bit */
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

/** Flags of the other messages, as they stand in the number of theirs. */
enum pmip6_message_flag {
    PMIP6_HEARTBEAT_U = 0x0002,  /**< unsolicited response (RFC 5847 3.3) */
    PMIP6_HEARTBEAT_R = 0x0001,  /**< response */
    PMIP6_HI_S = 0x80,           /**< assigned address configuration (RFC 5568 6.2.1.1) */
    PMIP6_HI_U = 0x40,           /**< buffer */
    PMIP6_HI_P = 0x20,           /**< proxy (RFC 5949 6.1.1) */
    PMIP6_HI_F = 0x10,           /**< forwarding */
    PMIP6_HANDOVER_ACK_U = 0x80, /**< buffer (RFC 5949 6.1.2) */
    PMIP6_HANDOVER_ACK_P = 0x40, /**< proxy */
    PMIP6_HANDOVER_ACK_F = 0x20, /**< forwarding */
    PMIP6_REVOCATION_P = 0x8000, /**< proxy binding (RFC 5846 5.1) */
    PMIP6_REVOCATION_V = 0x4000, /**< IPv4 home address binding only */
    PMIP6_REVOCATION_G = 0x2000, /**< global: all bindings of the peer */
    PMIP6_LRA_U = 0x80,          /**< unsolicited (RFC 6705 10.2) */
    PMIP6_UPN_A = 0x8000,        /**< acknowledge (RFC 7077 4.1) */
    PMIP6_UPN_D = 0x4000,        /**< retransmission */
    PMIP6_FLOW_BINDING_A = 0x80, /**< acknowledge (RFC 7109 6.1.1) */
    PMIP6_SUBSCRIPTION_I = 0x80  /**< there are subscriptions (RFC 7161 4.3.2) */
};

/** Which of the messages that share a type it is. */
enum pmip6_message_kind {
    PMIP6_REVOCATION_INDICATION = 1,       /**< type 16: BRI */
    PMIP6_REVOCATION_ACKNOWLEDGEMENT = 2,  /**< type 16: BRA */
    PMIP6_FLOW_BINDING_INDICATION = 1,     /**< type 21: FBI */
    PMIP6_FLOW_BINDING_ACKNOWLEDGEMENT = 2 /**< type 21: FBA */
};

/**
 * A decoded message, or one to be encoded. Of the fields each type has some:
 *
 * | type | fields, in wire order |
 * | --- | --- |
 * | BRR, FNA | flags (all reserved) |
 * | HoTI, CoTI | flags (all reserved), cookie |
 * | HoT, CoT | nonce_index, cookie, token |
 * | BU, FBU | sequence, flags, lifetime |
 * | BA, FBack | status, flags, sequence, lifetime |
 * | BE | status, flags (all reserved), home_address |
 * | Home Agent Switch | home_agents, flags (all reserved) |
 * | Heartbeat | flags, sequence (32 bits) |
 * | HI, HAck | sequence, flags, reason (the code) |
 * | BRI | kind, reason (the trigger), sequence, flags |
 * | BRA | kind, status, sequence, flags |
 * | LRI | sequence, flags (all reserved), lifetime |
 * | LRA | sequence, flags, status, lifetime |
 * | UPN | sequence, reason, flags |
 * | UPA | sequence, status, flags (all reserved) |
 * | FBI | kind, sequence, reason (the trigger), flags |
 * | FBA | kind, sequence, status, flags (all reserved) |
 * | Subscription Query, Response | sequence (8 bits), flags |
 * | Experimental, and all that nobody has assigned | body, and no options |
 */
struct pmip6_message {
    size_t size; /**< set by pmip6_message_init(); decoding leaves alone what
                      the library does not know */
    struct pmip6_option
        *options;           /**< the caller's array, in wire order, without padding */
    size_t option_capacity; /**< how many fit into it */
    size_t option_count; /**< how many there are; above capacity after PMIP6_ERR_ROOM */
    struct pmip6_bytes body; /**< of types without fields, borrowed: all that follows the
                                  checksum */
    struct pmip6_bytes home_agents; /**< borrowed: addresses of 16 octets each */
    uint64_t cookie; /**< home or care-of init cookie, its first octet the highest */
    uint64_t token;  /**< home or care-of keygen token, likewise */
    struct pmip6_addr home_address; /**< of the packet that a Binding Error is about */
    uint32_t trailing;              /**< octets after the header's length, ignored */
    uint32_t sequence;              /**< 16 bits, if no more or less are told above */
    uint32_t flags;                 /**< @ref pmip6_bu_flag, @ref pmip6_ba_flag, @ref
                                         pmip6_message_flag; bits without a name are kept, and must
                                         be zero in messages of one's own making */
    uint16_t lifetime;    /**< in units of 4 s; LRI and LRA: in seconds, 0xffff is
                             for ever, 0 ends it */
    uint16_t nonce_index; /**< home or care-of nonce index */
    uint16_t reason;      /**< trigger, notification reason or code: code.h */
    uint16_t kind;        /**< @ref pmip6_message_kind */
    uint8_t mh_type;      /**< @ref pmip6_mh_type or any other number */
    uint8_t status;    /**< BA: @ref pmip6_status; BE: @ref pmip6_be_status; the others'
                            are in code.h, too */
    uint16_t reserved; /**< the header's fourth octet, kept like flags; at most 255 */
};

/**
 * Prepares a message: zero but for its size and its array.
 *
 * @param m        what to fill
 * @param options  the caller's array; may be NULL with capacity 0
 * @param capacity how many options fit
 */
static inline void pmip6_message_init(struct pmip6_message *m,
                                      struct pmip6_option *options, size_t capacity)
{
    static const struct pmip6_message zero = {sizeof zero, NULL,  0, 0, {0, 0}, {0, 0}, 0,
                                              0,           {{0}}, 0, 0, 0,      0,      0,
                                              0,           0,     0, 0, 0};
    *m = zero;
    m->options = options;
    m->option_capacity = capacity;
}

/**
 * Decodes one Mobility Header message (RFC 6275 6.1 and 9.2, RFC 5213 8), completely or
 * not at all: after an error the message's contents mean nothing, save `mh_type`, and
 * `option_count` with PMIP6_ERR_ROOM.
 *
 * The checksum covers as many octets as the header's length says. Where that is less than
 * the type needs, and the checksum fits all the octets there are, the length is told as
 * wrong, not the checksum.
 *
 * A type that nobody has assigned comes with `body` only, and is no error: what to do
 * about it is the caller's matter (RFC 6275 9.2: a Binding Error with status 2).
 *
 * @param m           prepared by pmip6_message_init(); borrows from `octets`
 * @param octets      from Payload Proto on; octets past the header's length are counted
 * in `trailing`
 * @param source      IPv6 source address, or NULL: the checksum is not checked
 * @param destination IPv6 destination address, or NULL likewise
 * @param where       may be NULL; gets the octet at which decoding stopped
 * @retval 0                  decoded
 * @retval PMIP6_ERR_ROOM     more options than the array holds: `option_count` tells how
 * many
 * @retval PMIP6_ERR_INVALID  an argument is NULL or of an unknown size
 * @return any of the errors from PMIP6_ERR_TRUNCATED on: the message is malformed
 */
PMIP6_API int pmip6_message_decode(struct pmip6_message *m, struct pmip6_bytes octets,
                                   const struct pmip6_addr *source,
                                   const struct pmip6_addr *destination, size_t *where);

/**
 * Encodes a message: options in the order of the array, each at its alignment with Pad1
 * or PadN before it (RFC 6275 6.2.1), padded at the end to a multiple of eight octets,
 * with its checksum where addresses are given. It writes the fields that messages of the
 * type have, whatever the others hold, and all options: also a second instance of one
 * that a decoder takes only once. A message that was decoded may
 * need more octets than it had, where its options did not stand at their alignment.
 *
 * @param m           header fields and options
 * @param buffer      where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity    how many octets fit
 * @param source      IPv6 source address, or NULL: the checksum field stays zero
 * @param destination IPv6 destination address, or NULL likewise
 * @param length      gets the octets written or, with PMIP6_ERR_ROOM, needed
 * @retval 0                       written
 * @retval PMIP6_ERR_ROOM          nothing past `capacity` was written; `length` tells the
 * need
 * @retval PMIP6_ERR_INVALID       an argument is NULL or of an unknown size; an option or
 *                                 field cannot be encoded; or a `body` does not end on a
 *                                 multiple of eight octets (padding would be part of it);
 *                                 or `option_count` is above `option_capacity`
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
 * @param m not NULL; the P flag tells PBU from BU, `kind` BRI from BRA and FBI from FBA
 *          (the first of them where it is neither)
 * @return a static string
 */
PMIP6_API const char *pmip6_message_name(const struct pmip6_message *m);

/**
 * Name of a Binding Acknowledgement status such as `TIMESTAMP_MISMATCH`.
 *
 * @param status the status
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_status_name(uint8_t status);

/**
 * Name of a message's status in its own space, for 130 in one message is not 130 in
 * another.
 *
 * @param m not NULL; a message that has a status
 * @return a static string, `unassigned` where none is known or the message has none
 */
PMIP6_API const char *pmip6_message_status_name(const struct pmip6_message *m);

/**
 * Name of a message's `reason`: a revocation's trigger, a notification's reason, a code.
 *
 * @param m not NULL; a message that has one
 * @return a static string, `unassigned` where none is known or the message has none
 */
PMIP6_API const char *pmip6_message_reason_name(const struct pmip6_message *m);

/**
 * Name of a bit of a message's `flags`, such as `proxy-registration`.
 *
 * @param m    not NULL
 * @param flag one bit
 * @return a static string, `reserved` where the bit has no meaning
 */
PMIP6_API const char *pmip6_message_flag_name(const struct pmip6_message *m,
                                              uint32_t flag);

/**
 * Writes a message as one line of text, for logs: its name, its fields, its options with
 * theirs, `name=value` each; no line end. In identifiers and names, octets that are not
 * printable UTF-8, spaces, round brackets and backslashes come as `\xNN`: a word stays
 * one, a line too.
 *
 * @param m        a message, decoded or filled in
 * @param text     where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity how many octets fit, the NUL at the end included
 * @param length   gets the length of the whole text, without the NUL
 * @retval 0                  written
 * @retval PMIP6_ERR_ROOM     what fits is written, in whole characters, and ended with a
 * NUL where `capacity` is not 0; `length + 1` octets are needed
 * @retval PMIP6_ERR_INVALID  an argument is NULL or of an unknown size, `option_count` is
 * above `option_capacity` (as decoding with too little room leaves it), or octets that
 * the message points to are NULL
 */
PMIP6_API int pmip6_message_text(const struct pmip6_message *m, char *text,
                                 size_t capacity, size_t *length);

/**
 * Writes a message as one JSON object on one line, without a line end: `mh_type`, `type`,
 * the fields, `options` in wire order, each with `type`, `name`, `length` (as decoded; 0
 * in one that was filled in) and its fields. Keys are lower case with underscores, times
 * are in seconds whatever the unit on the wire, flags are arrays of their letters. Octets
 * in text that are not printable UTF-8, and backslashes, come as a backslash, `x` and two
 * hex digits.
 *
 * @param m        a message, decoded or filled in
 * @param text     where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity how many octets fit, the NUL at the end included
 * @param length   gets the length of the whole text, without the NUL
 * @return as pmip6_message_text()
 */
PMIP6_API int pmip6_message_json(const struct pmip6_message *m, char *text,
                                 size_t capacity, size_t *length);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
