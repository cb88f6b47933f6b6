/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_OPTION_H
#define PMIP6_OPTION_H

/**
 * @file option.h
 * Mobility options and what stands inside them.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup option Mobility options
 *
 * Every mobility option of the registry has a number here, and a member of the union in
 * struct pmip6_option wherever a layout for it is published. What has none is octets
 * (`raw`), and so is every type that nobody has assigned.
 *
 * Length octets count octets (RFC 6275 6.2.1), of type 21 the SPI included, and of types
 * 60 and 61, too: RFC 7411 counts words of four octets there, which no receiver could
 * pass over that does not know them. What a sender means that counts so is not
 * understood.
 *
 * That the codec knows an option is no promise that LMA and MAG act on it: they act on
 * types 2, 3, 4, 8 and 22 to 27.
 *
 * @{
 */

/** Mobility option types (the registry of RFC 6275 and its extensions). */
enum pmip6_option_type {
    PMIP6_OPT_PAD1 = 0, /**< RFC 6275 6.2.2; never in a message's array */
    PMIP6_OPT_PADN = 1, /**< RFC 6275 6.2.3; never in a message's array */
    PMIP6_OPT_BINDING_REFRESH_ADVICE = 2,    /**< RFC 6275 6.2.4 */
    PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS = 3, /**< RFC 6275 6.2.5 */
    PMIP6_OPT_NONCE_INDICES = 4, /**< RFC 6275 6.2.6; a PBU must not have it */
    PMIP6_OPT_BINDING_AUTHORIZATION_DATA = 5,          /**< RFC 6275 6.2.7 */
    PMIP6_OPT_MOBILE_NETWORK_PREFIX = 6,               /**< RFC 3963 4.3 */
    PMIP6_OPT_MH_LINK_LAYER_ADDRESS = 7,               /**< RFC 5568 6.4.4 */
    PMIP6_OPT_MN_IDENTIFIER = 8,                       /**< RFC 4283 3 */
    PMIP6_OPT_MESSAGE_AUTHENTICATION = 9,              /**< RFC 4285 5 */
    PMIP6_OPT_REPLAY_PROTECTION = 10,                  /**< RFC 4285 6 */
    PMIP6_OPT_CGA_PARAMETERS_REQUEST = 11,             /**< RFC 4866 5.6 */
    PMIP6_OPT_CGA_PARAMETERS = 12,                     /**< RFC 4866 5.1 */
    PMIP6_OPT_SIGNATURE = 13,                          /**< RFC 4866 5.2 */
    PMIP6_OPT_PERMANENT_HOME_KEYGEN_TOKEN = 14,        /**< RFC 4866 5.3 */
    PMIP6_OPT_CARE_OF_TEST_INIT = 15,                  /**< RFC 4866 5.4 */
    PMIP6_OPT_CARE_OF_TEST = 16,                       /**< RFC 4866 5.5 */
    PMIP6_OPT_DNS_UPDATE = 17,                         /**< RFC 5026 8.1 */
    PMIP6_OPT_EXPERIMENTAL = 18,                       /**< RFC 5096 4 */
    PMIP6_OPT_VENDOR_SPECIFIC = 19,                    /**< RFC 5094 3 */
    PMIP6_OPT_SERVICE_SELECTION = 20,                  /**< RFC 5149 3 */
    PMIP6_OPT_BINDING_AUTHORIZATION_DATA_FMIP = 21,    /**< RFC 5568 6.4.5 */
    PMIP6_OPT_HOME_NETWORK_PREFIX = 22,                /**< RFC 5213 8.3 */
    PMIP6_OPT_HANDOFF_INDICATOR = 23,                  /**< RFC 5213 8.4 */
    PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE = 24,             /**< RFC 5213 8.5 */
    PMIP6_OPT_LINK_LAYER_IDENTIFIER = 25,              /**< RFC 5213 8.6 */
    PMIP6_OPT_LINK_LOCAL_ADDRESS = 26,                 /**< RFC 5213 8.7 */
    PMIP6_OPT_TIMESTAMP = 27,                          /**< RFC 5213 8.8 */
    PMIP6_OPT_RESTART_COUNTER = 28,                    /**< RFC 5847 3.4 */
    PMIP6_OPT_IPV4_HOME_ADDRESS = 29,                  /**< RFC 5555 3.1.1 */
    PMIP6_OPT_IPV4_ADDRESS_ACKNOWLEDGEMENT = 30,       /**< RFC 5555 3.2.1 */
    PMIP6_OPT_NAT_DETECTION = 31,                      /**< RFC 5555 3.2.2 */
    PMIP6_OPT_IPV4_CARE_OF_ADDRESS = 32,               /**< RFC 5555 3.1.2 */
    PMIP6_OPT_GRE_KEY = 33,                            /**< RFC 5845 6.1 */
    PMIP6_OPT_MH_IPV6_ADDRESS = 34,                    /**< RFC 5568 6.4.2 */
    PMIP6_OPT_BINDING_IDENTIFIER = 35,                 /**< RFC 5648 4.3 */
    PMIP6_OPT_IPV4_HOME_ADDRESS_REQUEST = 36,          /**< RFC 5844 3.3.1 */
    PMIP6_OPT_IPV4_HOME_ADDRESS_REPLY = 37,            /**< RFC 5844 3.3.2 */
    PMIP6_OPT_IPV4_DEFAULT_ROUTER = 38,                /**< RFC 5844 3.3.3 */
    PMIP6_OPT_IPV4_DHCP_SUPPORT_MODE = 39,             /**< RFC 5844 3.3.4 */
    PMIP6_OPT_CONTEXT_REQUEST = 40,                    /**< RFC 5949 6.2.1 */
    PMIP6_OPT_LMA_ADDRESS = 41,                        /**< RFC 5949 6.2.2 */
    PMIP6_OPT_MN_INTERFACE_IDENTIFIER = 42,            /**< RFC 5949 6.2.3 */
    PMIP6_OPT_TRANSIENT_BINDING = 43,                  /**< RFC 6058 5.1 */
    PMIP6_OPT_FLOW_SUMMARY = 44,                       /**< RFC 6089 4.2.2 */
    PMIP6_OPT_FLOW_IDENTIFICATION = 45,                /**< RFC 6089 4.2 */
    PMIP6_OPT_REDIRECT_CAPABILITY = 46,                /**< RFC 6463 4.1 */
    PMIP6_OPT_REDIRECT = 47,                           /**< RFC 6463 4.2 */
    PMIP6_OPT_LOAD_INFORMATION = 48,                   /**< RFC 6463 4.3 */
    PMIP6_OPT_ALTERNATE_IPV4_CARE_OF_ADDRESS = 49,     /**< RFC 6463 4.4 */
    PMIP6_OPT_MN_GROUP_IDENTIFIER = 50,                /**< RFC 6602 4.3 */
    PMIP6_OPT_MAG_IPV6_ADDRESS = 51,                   /**< RFC 6705 11.1 */
    PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER = 52,          /**< RFC 6757 3 */
    PMIP6_OPT_IPV4_TRAFFIC_OFFLOAD_SELECTOR = 53,      /**< RFC 6909 3.1 */
    PMIP6_OPT_DYNAMIC_IP_MULTICAST_SELECTOR = 54,      /**< RFC 7028 5.1 */
    PMIP6_OPT_DELEGATED_MOBILE_NETWORK_PREFIX = 55,    /**< RFC 7148 4.1 */
    PMIP6_OPT_ACTIVE_MULTICAST_SUBSCRIPTION_IPV4 = 56, /**< RFC 7161 6.1 */
    PMIP6_OPT_ACTIVE_MULTICAST_SUBSCRIPTION_IPV6 = 57, /**< RFC 7161 4.1.2 */
    PMIP6_OPT_QUALITY_OF_SERVICE = 58,                 /**< RFC 7222 4.1 */
    PMIP6_OPT_LMA_USER_PLANE_ADDRESS = 59,             /**< RFC 7389 4 */
    PMIP6_OPT_MULTICAST_MOBILITY = 60,                 /**< RFC 7411 5.3 */
    PMIP6_OPT_MULTICAST_ACKNOWLEDGEMENT = 61,          /**< RFC 7411 5.4 */
    PMIP6_OPT_LMA_CONTROLLED_MAG_PARAMETERS = 62,      /**< RFC 8127 3 */
    PMIP6_OPT_MAG_MULTIPATH_BINDING = 63,              /**< RFC 8278 4.1 */
    PMIP6_OPT_MAG_IDENTIFIER = 64,                     /**< RFC 8278 4.2 */
    PMIP6_OPT_ANCHORED_PREFIX = 65,                    /**< RFC 8885 4.3 */
    PMIP6_OPT_LOCAL_PREFIX = 66,                       /**< RFC 8885 4.4 */
    PMIP6_OPT_PREVIOUS_MAAR = 67,                      /**< RFC 8885 4.5 */
    PMIP6_OPT_SERVING_MAAR = 68,                       /**< RFC 8885 4.6 */
    PMIP6_OPT_DLIF_LINK_LOCAL_ADDRESS = 69,            /**< RFC 8885 4.7 */
    PMIP6_OPT_DLIF_LINK_LAYER_ADDRESS = 70             /**< RFC 8885 4.8 */
};

/** Handoff Indicator values (RFC 5213 8.4). */
enum pmip6_handoff {
    PMIP6_HANDOFF_RESERVED = 0, /**< only in an answer to a request without the option */
    PMIP6_HANDOFF_NEW_INTERFACE = 1, /**< attachment over a new interface */
    PMIP6_HANDOFF_INTERFACES = 2,    /**< handoff between two interfaces of the node */
    PMIP6_HANDOFF_MAGS = 3,          /**< handoff between MAGs, same interface */
    PMIP6_HANDOFF_UNKNOWN = 4,       /**< handoff state unknown */
    PMIP6_HANDOFF_UNCHANGED = 5,     /**< re-registration */
    PMIP6_HANDOFF_NEW_INTERFACE_SHARING =
        6 /**< new interface sharing prefixes (RFC 7864) */
};

/**
 * What a bit of `flags` means, by option. The bits stand as on the wire: the first is the
 * highest of the option's flag and reserved bits together.
 */
enum pmip6_option_flag {
    PMIP6_OPT_HNP_L = 0x80,       /**< 22: prefix is off-link (RFC 7864 4.1) */
    PMIP6_OPT_DNS_R = 0x80,       /**< 17: remove the entry (RFC 5026 8.1) */
    PMIP6_OPT_IPV4_HOA_P = 0x200, /**< 29: a prefix is requested (RFC 5555 3.1.1) */
    PMIP6_OPT_NAT_F = 0x8000,  /**< 31: UDP encapsulation is required (RFC 5555 3.2.2) */
    PMIP6_OPT_BID_H = 0x01,    /**< 35: home and foreign at once (RFC 5648 4.3) */
    PMIP6_OPT_DHCP_S = 0x0001, /**< 39: a DHCP server, else a relay (RFC 5844 3.3.4) */
    PMIP6_OPT_TRANSIENT_L = 0x01,     /**< 43: late path switch (RFC 6058 5.1) */
    PMIP6_OPT_REDIRECT_K = 0x8000,    /**< 47: an IPv6 address follows (RFC 6463 4.2) */
    PMIP6_OPT_REDIRECT_N = 0x4000,    /**< 47: an IPv4 address follows (RFC 6463 4.2) */
    PMIP6_OPT_MULTICAST_M = 0x80,     /**< 54: routed directly (RFC 7028 5.1.2) */
    PMIP6_OPT_DELEGATED_V = 0x80,     /**< 55: an IPv4 prefix (RFC 7148 4.1) */
    PMIP6_OPT_MULTIPATH_B = 0x800000, /**< 63: all bindings' lifetimes (RFC 8278 4.1) */
    PMIP6_OPT_MULTIPATH_O = 0x400000  /**< 63: replaces all bindings (RFC 8278 4.1) */
};

/** Access Technology Types (RFC 5213 8.5 and the registry). */
enum pmip6_access_technology {
    PMIP6_ATT_RESERVED = 0,     /**< only in an answer to a request without the option */
    PMIP6_ATT_VIRTUAL = 1,      /**< logical network interface */
    PMIP6_ATT_PPP = 2,          /**< point-to-point protocol */
    PMIP6_ATT_IEEE_802_3 = 3,   /**< Ethernet */
    PMIP6_ATT_IEEE_802_11 = 4,  /**< wireless LAN */
    PMIP6_ATT_IEEE_802_16E = 5, /**< WiMAX */
    PMIP6_ATT_3GPP_GERAN = 6,   /**< 3GPP GERAN */
    PMIP6_ATT_3GPP_UTRAN = 7,   /**< 3GPP UTRAN */
    PMIP6_ATT_3GPP_EUTRAN = 8,  /**< 3GPP E-UTRAN */
    PMIP6_ATT_3GPP2_EHRPD = 9,  /**< 3GPP2 eHRPD */
    PMIP6_ATT_3GPP2_HRPD = 10,  /**< 3GPP2 HRPD */
    PMIP6_ATT_3GPP2_1XRTT = 11, /**< 3GPP2 1xRTT */
    PMIP6_ATT_3GPP2_UMB = 12,   /**< 3GPP2 UMB */
    PMIP6_ATT_3GPP_NB_IOT = 13  /**< 3GPP NB-IoT */
};

/** What kind of identifier it is (RFC 4283 3.1, RFC 8371). */
enum pmip6_id_subtype {
    PMIP6_ID_NAI = 1,          /**< network access identifier (RFC 7542) */
    PMIP6_ID_IPV6_ADDRESS = 2, /**< IPv6 address */
    PMIP6_ID_IMSI = 3,         /**< international mobile subscriber identity */
    PMIP6_ID_P_TMSI = 4,       /**< packet-temporary mobile subscriber identity */
    PMIP6_ID_EUI_48 = 5,       /**< 48-bit extended unique identifier */
    PMIP6_ID_EUI_64 = 6,       /**< 64-bit extended unique identifier */
    PMIP6_ID_GUTI = 7,         /**< globally unique temporary UE identity */
    PMIP6_ID_DUID = 8          /**< DHCP unique identifier */
};

/** A bit of `flags`, type 53: all but the selected flows are offloaded (RFC 6909 3.1). It
 * is past the range of enumerators. */
#define PMIP6_OPT_OFFLOAD_M 0x80000000u

/** One mobility option. Which member of `u` holds depends on `type`. To be encoded it
 * begins as zeros, and has its type, its flags and its member set. */
struct pmip6_option {
    uint8_t type;    /**< @ref pmip6_option_type or any other number */
    uint8_t length;  /**< length octet as received; encoders compute it */
    uint16_t offset; /**< where its type octet stood, counted from Payload Proto; encoders
                        do not look at it */
    uint32_t
        flags; /**< its flag and reserved bits, see @ref pmip6_option_flag; those without
                    a name are kept, and must be zero in messages of one's own making */
    /** The content, by type. Octets are borrowed. */
    union {
        struct {
            uint16_t interval;     /**< in units of 4 s */
        } refresh_advice;          /**< 2 */
        struct pmip6_addr address; /**< 3, 26, 51, 68, 69 */
        struct {
            uint16_t home;                /**< home nonce index */
            uint16_t care_of;             /**< care-of nonce index */
        } nonce_indices;                  /**< 4 */
        struct pmip6_bytes authenticator; /**< 5 */
        struct pmip6_bytes
            octets;     /**< 12, 13, 14, 18: parameters, signature, token, data */
        uint64_t token; /**< 16: care-of keygen token, its first octet the highest */
        struct pmip6_prefix prefix; /**< 6, 22, 65, 66: address bits as received */
        struct {
            uint8_t code;               /**< @ref pmip6_link_layer_code */
            struct pmip6_bytes address; /**< link-layer address */
        } mh_link_layer;                /**< 7 */
        struct {
            uint8_t subtype;               /**< @ref pmip6_id_subtype */
            struct pmip6_bytes identifier; /**< may be empty */
        } mn_id;                           /**< 8, 64 */
        struct {
            uint8_t subtype;         /**< @ref pmip6_authentication_subtype */
            uint32_t spi;            /**< mobility SPI */
            struct pmip6_bytes data; /**< authentication data */
        } authentication;            /**< 9 */
        uint64_t ntp_time;           /**< 10: seconds since 1900 and 2^-32 s */
        struct {
            uint8_t status;          /**< @ref pmip6_dns_status */
            struct pmip6_bytes name; /**< domain name in DNS wire format */
        } dns_update;                /**< 17 */
        struct {
            uint32_t vendor;         /**< private enterprise number */
            uint8_t subtype;         /**< the vendor's */
            struct pmip6_bytes data; /**< the vendor's */
        } vendor;                    /**< 19 */
        struct pmip6_bytes service;  /**< 20: service identifier, UTF-8 */
        struct {
            uint32_t spi;            /**< 32 bits, FMIPv6 */
            struct pmip6_bytes data; /**< authenticator */
        } fmip_authentication;       /**< 21 */
        uint8_t value;               /**< 23: @ref pmip6_handoff; 24: access technology */
        struct pmip6_bytes link_layer_id; /**< 25, 70 */
        pmip6_timestamp timestamp;        /**< 27 */
        uint32_t restart_counter;         /**< 28 */
        struct {
            struct pmip6_ipv4 address; /**< `0.0.0.0` asks for one */
            uint8_t prefix_length; /**< 0 to 63 on the wire; above 32 has no meaning */
            uint8_t status;        /**< 30, 37: @ref pmip6_ipv4_status */
        } ipv4_home;               /**< 29, 30, 36, 37 */
        struct {
            uint32_t refresh_time; /**< seconds; 0: not told, all ones: not needed */
        } nat_detection;           /**< 31 */
        struct pmip6_ipv4 ipv4;    /**< 32, 38, 49 */
        struct {
            uint8_t is_present; /**< whether there is a key at all */
            uint32_t key;       /**< down- or uplink key */
        } gre_key;              /**< 33 */
        struct {
            uint8_t code;           /**< @ref pmip6_address_code */
            uint8_t prefix_length;  /**< 0 to 128 */
            struct pmip6_addr addr; /**< address or prefix */
        } mh_address;               /**< 34 */
        struct {
            uint16_t bid;     /**< binding identifier, not 0 */
            uint8_t status;   /**< @ref pmip6_status */
            uint8_t priority; /**< BID-PRI, 1 the highest to 127 (RFC 6089 4.1); 0: none
                                 told */
            struct pmip6_any_addr care_of; /**< none, IPv4 or IPv6 */
        } binding_identifier;              /**< 35 */
        struct pmip6_bytes suboptions; /**< 40, 52, 53, 62: see pmip6_suboption_next() */
        struct {
            uint8_t code;                  /**< @ref pmip6_lma_address_code */
            struct pmip6_any_addr address; /**< the local mobility anchor's */
        } lma_address;                     /**< 41 */
        uint64_t interface_id;             /**< 42: most significant octet first */
        struct {
            uint8_t lifetime;        /**< in units of 100 ms */
        } transient_binding;         /**< 43 */
        struct pmip6_bytes flow_ids; /**< 44: two octets a flow, most significant first */
        struct {
            uint16_t id;                   /**< FID, not 0 */
            uint16_t priority;             /**< lower goes first, not 0 */
            uint8_t status;                /**< @ref pmip6_flow_status */
            struct pmip6_bytes suboptions; /**< see pmip6_suboption_next() */
        } flow;                            /**< 45 */
        struct pmip6_any_addr any_address; /**< 47, 59 */
        struct {
            uint16_t priority;      /**< lower goes first */
            uint32_t sessions;      /**< in use */
            uint32_t max_sessions;  /**< that it accepts */
            uint32_t used_capacity; /**< kilobytes a second */
            uint32_t max_capacity;  /**< kilobytes a second */
        } load;                     /**< 48 */
        struct {
            uint8_t subtype; /**< @ref pmip6_group_subtype */
            uint32_t id;     /**< 1: all sessions */
        } group;             /**< 50 */
        struct {
            uint8_t protocol;                     /**< @ref pmip6_membership_protocol */
            uint16_t count;                       /**< records */
            struct pmip6_bytes records;           /**< as that protocol has them */
        } multicast_selector;                     /**< 54 */
        struct pmip6_any_prefix delegated_prefix; /**< 55 */
        struct {
            uint8_t type;               /**< @ref pmip6_membership_protocol */
            struct pmip6_bytes context; /**< one group's record */
        } multicast;                    /**< 56, 57 */
        struct {
            uint8_t request_id;            /**< SR-ID */
            uint8_t dscp;                  /**< 0 to 63 */
            uint8_t operation;             /**< @ref pmip6_qos_operation */
            struct pmip6_bytes suboptions; /**< attributes, see pmip6_suboption_next() */
        } qos;                             /**< 58 */
        struct {
            uint8_t code;   /**< 60: @ref pmip6_multicast_report_code; 61: 0 */
            uint8_t status; /**< 61: @ref pmip6_multicast_report_status; not of 60 */
            struct pmip6_bytes report; /**< IGMP or MLD, their own format */
        } multicast_report;            /**< 60, 61 */
        struct {
            uint8_t access_technology; /**< of the MAG's interface */
            uint8_t label;             /**< of the interface */
            uint8_t bid;               /**< 1 to 254 */
        } multipath;                   /**< 63 */
        struct {
            struct pmip6_prefix prefix; /**< anchored there */
            struct pmip6_addr address;  /**< of the previous MAAR */
        } previous_maar;                /**< 67 */
        struct pmip6_bytes raw;         /**< every other type: the data */
    } u;
};

/** Sub-options of an Access Network Identifier option (type 52). */
enum pmip6_ani {
    PMIP6_ANI_NETWORK = 1,        /**< RFC 6757 3.1.1 */
    PMIP6_ANI_GEO_LOCATION = 2,   /**< RFC 6757 3.1.2 */
    PMIP6_ANI_OPERATOR = 3,       /**< RFC 6757 3.1.3 */
    PMIP6_ANI_CIVIC_LOCATION = 4, /**< RFC 7563 3.1 */
    PMIP6_ANI_MAG_GROUP = 5,      /**< RFC 7563 3.2 */
    PMIP6_ANI_UPDATE_TIMER = 6    /**< RFC 7563 3.3 */
};

/** Sub-options of a Flow Identification (45) or Traffic Offload Selector (53) option. */
enum pmip6_flow_suboption {
    PMIP6_FLOW_PAD1 = 0,              /**< passed over */
    PMIP6_FLOW_PADN = 1,              /**< passed over */
    PMIP6_FLOW_BINDING_REFERENCE = 2, /**< RFC 6089 4.2.1.3 */
    PMIP6_FLOW_TRAFFIC_SELECTOR = 3,  /**< RFC 6089 4.2.1.4 */
    PMIP6_FLOW_ACTION = 4,            /**< RFC 7109 6.2.1 */
    PMIP6_FLOW_TARGET_CARE_OF = 5     /**< RFC 7109 6.2.2 */
};

/** Attributes of a Quality-of-Service option (type 58; RFC 7222 4.2). */
enum pmip6_qos_attribute {
    PMIP6_QOS_MN_MAX_DOWN = 1,       /**< a node's downlink, all sessions */
    PMIP6_QOS_MN_MAX_UP = 2,         /**< a node's uplink, all sessions */
    PMIP6_QOS_SESSION_MAX_DOWN = 3,  /**< a session's downlink */
    PMIP6_QOS_SESSION_MAX_UP = 4,    /**< a session's uplink */
    PMIP6_QOS_RETENTION = 5,         /**< allocation and retention priority */
    PMIP6_QOS_MAX_DOWN = 6,          /**< maximum downlink */
    PMIP6_QOS_MAX_UP = 7,            /**< maximum uplink */
    PMIP6_QOS_GUARANTEED_DOWN = 8,   /**< guaranteed downlink */
    PMIP6_QOS_GUARANTEED_UP = 9,     /**< guaranteed uplink */
    PMIP6_QOS_TRAFFIC_SELECTOR = 10, /**< which flows */
    PMIP6_QOS_VENDOR_SPECIFIC = 11   /**< a vendor's own */
};

/** Sub-options of an LMA-Controlled MAG Parameters option (type 62; RFC 8127 3.1). */
enum pmip6_mag_parameter {
    PMIP6_MAG_REREGISTRATION = 1, /**< when to register again */
    PMIP6_MAG_HEARTBEAT = 2       /**< how to send heartbeats */
};

/** What a bit of a sub-option's `flags` means. */
enum pmip6_suboption_flag {
    PMIP6_ANI_NETWORK_E = 0x80,   /**< the network's name is UTF-8 */
    PMIP6_QOS_SESSION_S = 0x8000, /**< all the sessions of that service */
    PMIP6_QOS_SESSION_E = 0x4000  /**< guaranteed flows excluded */
};

/** One sub-option; which member of `u` holds depends on the option and on `type`. */
struct pmip6_suboption {
    uint8_t type;   /**< a number of the option's own space */
    uint8_t length; /**< length octet as received; encoders compute it */
    uint16_t
        offset; /**< where its type octet stood, counted from the option's type octet */
    uint32_t flags; /**< as in struct pmip6_option */
    /** The content. Octets are borrowed. */
    union {
        struct {
            struct pmip6_bytes name;         /**< such as an SSID */
            struct pmip6_bytes access_point; /**< may be empty */
        } network;                           /**< 52: 1 */
        struct {
            int32_t latitude;  /**< in 1/32768 degree, north is positive */
            int32_t longitude; /**< in 1/32768 degree, east is positive */
        } geo_location;        /**< 52: 2 */
        struct {
            uint8_t type;                  /**< @ref pmip6_operator_id_type */
            struct pmip6_bytes identifier; /**< in that form */
        } operator_id;                     /**< 52: 3 */
        struct {
            uint8_t format;              /**< 0: as in RFC 4776 */
            struct pmip6_bytes location; /**< in that form */
        } civic_location;                /**< 52: 4 */
        uint16_t mag_group;              /**< 52: 5 */
        struct {
            uint16_t interval; /**< in units of 4 s */
        } update_timer;        /**< 52: 6 */
        struct pmip6_bytes
            bids; /**< 45: 2: two octets each, the most significant first */
        struct {
            uint8_t format;              /**< @ref pmip6_selector_format */
            struct pmip6_bytes selector; /**< see pmip6_traffic_selector_decode() */
        } traffic_selector;              /**< 45 and 53: 3; 58: 10 */
        uint8_t action;                  /**< 45: 4, @ref pmip6_flow_action */
        struct pmip6_any_addr target;    /**< 45: 5 */
        uint32_t bit_rate;               /**< 58: 1 to 4 and 6 to 9: bits a second */
        struct {
            uint8_t level;         /**< 1 to 15, 1 goes first */
            uint8_t capability;    /**< 0: may preempt others */
            uint8_t vulnerability; /**< 0: may be preempted */
        } retention;               /**< 58: 5 */
        struct {
            uint32_t vendor;         /**< private enterprise number */
            uint8_t subtype;         /**< the vendor's */
            struct pmip6_bytes data; /**< the vendor's */
        } vendor;                    /**< 58: 11 */
        struct {
            uint16_t start;   /**< before the lifetime's end, in units of 4 s */
            uint16_t initial; /**< first retransmission, s */
            uint16_t maximum; /**< longest retransmission, s */
        } reregistration;     /**< 62: 1 */
        struct {
            uint16_t interval;        /**< between heartbeats, s */
            uint16_t delay;           /**< before a repetition, s */
            uint16_t retransmissions; /**< at most */
        } heartbeat;                  /**< 62: 2 */
        struct pmip6_bytes raw;       /**< everything else: the data */
    } u;
};

/**
 * Tells the next sub-option of an option, or attribute, or requested option: of types 40,
 * 45, 52, 53, 58 and 62. A message is not refused for what stands inside its options:
 * this is where it turns out, and what to do then is the caller's matter.
 *
 * @param option an option, decoded or filled in
 * @param sub    gets the sub-option; its octets are borrowed from the option's
 * @param at     0 to begin; moved on
 * @retval 1                  there is one
 * @retval 0                  there are no more, or the type has none
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or the octets are, or `at` is past
 * their end
 * @return PMIP6_ERR_OPTION_TRUNCATED or PMIP6_ERR_OPTION_LENGTH: the octets are not well
 *         formed, `at` tells where, counted from the first sub-option
 */
PMIP6_API int pmip6_suboption_next(const struct pmip6_option *option,
                                   struct pmip6_suboption *sub, size_t *at);

/**
 * Encodes sub-options for an option's `suboptions`, each at its alignment (RFC
 * 6089 4.2.1, RFC 6088 3) where the option itself stands at a multiple of it, as
 * pmip6_message_encode() puts it.
 *
 * @param option_type type of the option that they are for
 * @param subs        the sub-options
 * @param count       how many
 * @param buffer      where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity    how many octets fit
 * @param length      gets the octets written or, with PMIP6_ERR_ROOM, needed
 * @retval 0                  written
 * @retval PMIP6_ERR_ROOM     nothing past `capacity` was written; `length` tells the need
 * @retval PMIP6_ERR_INVALID  an argument is NULL, the option has no sub-options, one
 * cannot be encoded, or all together do not fit into an option
 */
PMIP6_API int pmip6_suboptions_encode(uint8_t option_type,
                                      const struct pmip6_suboption *subs, size_t count,
                                      uint8_t *buffer, size_t capacity, size_t *length);

/**
 * Name of a mobility option such as `home-network-prefix`.
 *
 * @param type the option's type
 * @return a static string, `unknown` where none is known
 */
PMIP6_API const char *pmip6_option_name(uint8_t type);

/**
 * Name of a sub-option such as `geo-location`.
 *
 * @param option_type the type of the option that it stands in
 * @param type        its own
 * @return a static string, `unknown` where none is known
 */
PMIP6_API const char *pmip6_suboption_name(uint8_t option_type, uint8_t type);

/**
 * Name of a bit of an option's `flags` such as `off-link`.
 *
 * @param type the option's type
 * @param flag one bit
 * @return a static string, `reserved` where the bit has no meaning
 */
PMIP6_API const char *pmip6_option_flag_name(uint8_t type, uint32_t flag);

/**
 * Name of a bit of a sub-option's `flags` such as `utf-8`.
 *
 * @param option_type the type of the option that it stands in
 * @param type        its own
 * @param flag        one bit
 * @return a static string, `reserved` where the bit has no meaning
 */
PMIP6_API const char *pmip6_suboption_flag_name(uint8_t option_type, uint8_t type,
                                                uint32_t flag);

/**
 * Name of the number in a field of an option, whichever registry it is from: what text
 * and JSON show beside the number.
 *
 * @param option not NULL
 * @param field  what the field is called in JSON: `status`, `subtype`, `code`,
 * `operation`, …
 * @return a static string, `unassigned` where the number has no name, or the option no
 * such field
 */
PMIP6_API const char *pmip6_option_code_name(const struct pmip6_option *option,
                                             const char *field);

/**
 * Name of the number in a field of a sub-option, likewise.
 *
 * @param option_type the type of the option that it stands in
 * @param sub         the sub-option, not NULL
 * @param field       what the field is called in JSON: `format`, `operator_type`,
 * `action`
 * @return as pmip6_option_code_name()
 */
PMIP6_API const char *pmip6_suboption_code_name(uint8_t option_type,
                                                const struct pmip6_suboption *sub,
                                                const char *field);

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

/**
 * Name of an identifier's subtype such as `nai`.
 *
 * @param subtype the subtype (options 8 and 64)
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_id_subtype_name(uint8_t subtype);

/**
 * Name of an IPv4 home address's status such as `INVALID_IPV4_ADDRESS`.
 *
 * @param status the status (options 30 and 37)
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_ipv4_status_name(uint8_t status);

/**
 * Name of a flow binding's status such as `FID_NOT_FOUND`.
 *
 * @param status the status (option 45)
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_flow_status_name(uint8_t status);

/**
 * Name of what a Quality-of-Service option asks for, such as `ALLOCATE`.
 *
 * @param operation the operational code (option 58)
 * @return a static string, `unassigned` where none is known
 */
PMIP6_API const char *pmip6_qos_operation_name(uint8_t operation);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
