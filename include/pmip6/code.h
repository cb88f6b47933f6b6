/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_CODE_H
#define PMIP6_CODE_H

/**
 * @file code.h
 * What the statuses, triggers, reasons and codes of messages and options stand for. Each
 * message has numbers of its own: 130 in one is not 130 in another.
 */

/**
 * @defgroup code Codes
 *
 * The names of these numbers, in the texts of the RFCs, are told by
 * pmip6_message_status_name(), pmip6_message_reason_name(), pmip6_option_code_name() and
 * pmip6_suboption_code_name(). Numbers that are not here are unassigned or reserved;
 * decoders keep them.
 *
 * @{
 */

/** Status of a Binding Acknowledgement: 128 and above refuse (RFC 5213 8.9). */
enum pmip6_status {
    PMIP6_STATUS_ACCEPTED = 0,                                   /**< accepted */
    PMIP6_STATUS_PREFIX_DISCOVERY = 1,                           /**< Mobile IPv6 only */
    PMIP6_STATUS_GRE_KEY_OPTION_NOT_REQUIRED = 2,                /**< RFC 5845 6.4 */
    PMIP6_STATUS_GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED = 3, /**< RFC 5845 6.4 */
    PMIP6_STATUS_MCOA_NOTCOMPLETE = 4, /**< not all care-of addresses (RFC 5648 4.4) */
    PMIP6_STATUS_MCOA_RETURNHOME_WO_NDP = 5, /**< home without NDP (RFC 5648 4.4) */
    PMIP6_STATUS_PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH = 6, /**< RFC 6058 4.8 */
    PMIP6_STATUS_UNSPECIFIED = 128,                            /**< reason unspecified */
    PMIP6_STATUS_PROHIBITED = 129,             /**< administratively prohibited */
    PMIP6_STATUS_INSUFFICIENT_RESOURCES = 130, /**< insufficient resources */
    PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED =
        131,                                   /**< home registration not supported */
    PMIP6_STATUS_NOT_HOME_SUBNET = 132,        /**< not home subnet */
    PMIP6_STATUS_NOT_HOME_AGENT = 133,         /**< not home agent for this mobile node */
    PMIP6_STATUS_DAD_FAILED = 134,             /**< duplicate address detection failed */
    PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW = 135, /**< sequence number out of window */
    PMIP6_STATUS_EXPIRED_HOME_NONCE_INDEX =
        136, /**< route optimisation (RFC 6275 6.1.8) */
    PMIP6_STATUS_EXPIRED_CARE_OF_NONCE_INDEX = 137, /**< likewise */
    PMIP6_STATUS_EXPIRED_NONCES = 138,              /**< likewise, both */
    PMIP6_STATUS_REGISTRATION_TYPE_CHANGE =
        139, /**< registration type change disallowed */
    PMIP6_STATUS_MOBILE_ROUTER_OPERATION_NOT_PERMITTED = 140, /**< RFC 3963 4.2 */
    PMIP6_STATUS_INVALID_PREFIX = 141,                        /**< RFC 3963 4.2 */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_PREFIX = 142,             /**< RFC 3963 4.2 */
    PMIP6_STATUS_FORWARDING_SETUP_FAILED = 143,               /**< RFC 3963 4.2 */
    PMIP6_STATUS_MIPV6_ID_MISMATCH = 144,  /**< replay protection (RFC 4285 8) */
    PMIP6_STATUS_MIPV6_MESG_ID_REQD = 145, /**< RFC 4285 8 */
    PMIP6_STATUS_MIPV6_AUTH_FAIL = 146,    /**< RFC 4285 8 */
    PMIP6_STATUS_PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE = 147, /**< RFC 4866 */
    PMIP6_STATUS_CGA_AND_SIGNATURE_VERIFICATION_FAILED = 148,   /**< RFC 4866 */
    PMIP6_STATUS_PERMANENT_HOME_KEYGEN_TOKEN_EXISTS = 149,      /**< RFC 4866 */
    PMIP6_STATUS_NON_NULL_HOME_NONCE_INDEX_EXPECTED = 150,      /**< RFC 4866 */
    PMIP6_STATUS_SERVICE_AUTHORIZATION_FAILED = 151,            /**< RFC 5149 6 */
    PMIP6_STATUS_PROXY_REG_NOT_ENABLED = 152, /**< no proxy registration for this node */
    PMIP6_STATUS_NOT_LMA_FOR_THIS_MOBILE_NODE = 153, /**< the node is not known here */
    PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG =
        154, /**< this MAG may not register it */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX = 155, /**< not its prefix */
    PMIP6_STATUS_TIMESTAMP_MISMATCH = 156, /**< clocks too far apart */
    PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED =
        157, /**< older than the last accepted */
    PMIP6_STATUS_MISSING_HOME_NETWORK_PREFIX_OPTION = 158, /**< option 22 missing */
    PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH =
        159, /**< other prefixes than the session's */
    PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION = 160,     /**< option 8 missing */
    PMIP6_STATUS_MISSING_HANDOFF_INDICATOR_OPTION = 161, /**< option 23 missing */
    PMIP6_STATUS_MISSING_ACCESS_TECH_TYPE_OPTION = 162,  /**< option 24 missing */
    PMIP6_STATUS_GRE_KEY_OPTION_REQUIRED = 163,          /**< RFC 5845 6.4 */
    PMIP6_STATUS_MCOA_MALFORMED = 164, /**< several care-of addresses (RFC 5648 4.4) */
    PMIP6_STATUS_MCOA_NON_MCOA_BINDING_EXISTS = 165,                  /**< RFC 5648 4.4 */
    PMIP6_STATUS_MCOA_PROHIBITED = 166,                               /**< RFC 5648 4.4 */
    PMIP6_STATUS_MCOA_UNKNOWN_COA = 167,                              /**< RFC 5648 4.4 */
    PMIP6_STATUS_MCOA_BULK_REGISTRATION_PROHIBITED = 168,             /**< RFC 5648 4.4 */
    PMIP6_STATUS_MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED = 169, /**< RFC 5648 4.4 */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE = 170, /**< RFC 5844 3.3.5 */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS = 171,     /**< RFC 5844 3.3.5 */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE = 172, /**< RFC 5844 3.3.5 */
    PMIP6_STATUS_MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED =
        173,                                                 /**< RFC 5844 3.3.5 */
    PMIP6_STATUS_INVALID_CARE_OF_ADDRESS = 174,              /**< RFC 6275 6.1.8 */
    PMIP6_STATUS_INVALID_MOBILE_NODE_GROUP_IDENTIFIER = 175, /**< RFC 6602 4.4 */
    PMIP6_STATUS_REINIT_SA_WITH_HAC = 176,                   /**< RFC 6618 */
    PMIP6_STATUS_NOT_AUTHORIZED_FOR_DELEGATED_MNP = 177,     /**< RFC 7148 4.2 */
    PMIP6_STATUS_REQUESTED_DMNP_IN_USE = 178,                /**< RFC 7148 4.2 */
    PMIP6_STATUS_CANNOT_MEET_QOS_SERVICE_REQUEST = 179,      /**< RFC 7222 4.3 */
    PMIP6_STATUS_CANNOT_SUPPORT_MULTIPATH_BINDING = 180      /**< RFC 8278 4.3 */
};

/** Status of a Binding Error (RFC 6275 6.1.9). */
enum pmip6_be_status {
    PMIP6_BE_UNKNOWN_BINDING = 1, /**< unknown binding for the Home Address option */
    PMIP6_BE_UNKNOWN_MH_TYPE = 2  /**< unrecognized Mobility Header type */
};

/** Why a binding is revoked, `reason` of a Binding Revocation Indication (RFC 5846 5.1);
 * 250 to 255 are for tests. */
enum pmip6_revocation_trigger {
    PMIP6_TRIGGER_UNSPECIFIED = 0,    /**< unspecified */
    PMIP6_TRIGGER_ADMINISTRATIVE = 1, /**< administrative */
    PMIP6_TRIGGER_INTER_MAG_HANDOVER_SAME_TECHNOLOGY =
        2, /**< inter MAG handover same technology */
    PMIP6_TRIGGER_INTER_MAG_HANDOVER_DIFFERENT_TECHNOLOGY =
        3, /**< inter MAG handover different technology */
    PMIP6_TRIGGER_INTER_MAG_HANDOVER_UNKNOWN = 4,  /**< inter MAG handover unknown */
    PMIP6_TRIGGER_USER_INITIATED_TERMINATION = 5,  /**< user initiated termination */
    PMIP6_TRIGGER_ACCESS_NETWORK_TERMINATION = 6,  /**< access network termination */
    PMIP6_TRIGGER_POSSIBLE_OUT_OF_SYNC_BCE = 7,    /**< possible out of sync BCE */
    PMIP6_TRIGGER_PER_PEER_POLICY = 128,           /**< per peer policy */
    PMIP6_TRIGGER_REVOKING_NODE_LOCAL_POLICY = 129 /**< revoking node local policy */
};

/** Status of a Binding Revocation Acknowledgement (RFC 5846 5.2): 128 and above refuse.
 */
enum pmip6_bra_status {
    PMIP6_BRA_SUCCESS = 0,                  /**< success */
    PMIP6_BRA_PARTIAL_SUCCESS = 1,          /**< partial success */
    PMIP6_BRA_BINDING_DOES_NOT_EXIST = 128, /**< binding does not exist */
    PMIP6_BRA_IPV4_HOME_ADDRESS_OPTION_REQUIRED =
        129, /**< IPv4 home address option required */
    PMIP6_BRA_GLOBAL_REVOCATION_NOT_AUTHORIZED =
        130, /**< global revocation not authorized */
    PMIP6_BRA_REVOKED_MOBILE_NODES_IDENTITY_REQUIRED =
        131, /**< revoked mobile nodes identity required */
    PMIP6_BRA_REVOCATION_FAILED_MN_ATTACHED = 132, /**< revocation failed MN attached */
    PMIP6_BRA_REVOCATION_TRIGGER_NOT_SUPPORTED =
        133, /**< revocation trigger not supported */
    PMIP6_BRA_REVOCATION_FUNCTION_NOT_SUPPORTED =
        134, /**< revocation function not supported */
    PMIP6_BRA_PROXY_BINDING_REVOCATION_NOT_SUPPORTED =
        135 /**< proxy binding revocation not supported */
};

/** Status of a Localized Routing Acknowledgment (RFC 6705 10.2): 128 and above refuse. */
enum pmip6_lra_status {
    PMIP6_LRA_SUCCESS = 0,                         /**< success */
    PMIP6_LRA_LOCALIZED_ROUTING_NOT_ALLOWED = 128, /**< localized routing not allowed */
    PMIP6_LRA_MN_NOT_ATTACHED = 129                /**< MN not attached */
};

/** `reason` of an Update Notification (RFC 7077 4.1 and those named). */
enum pmip6_upn_reason {
    PMIP6_UPN_FORCE_REREGISTRATION = 1,      /**< force reregistration */
    PMIP6_UPN_UPDATE_SESSION_PARAMETERS = 2, /**< update session parameters */
    PMIP6_UPN_VENDOR_SPECIFIC_REASON = 3,    /**< vendor specific reason */
    PMIP6_UPN_ANI_PARAMS_REQUESTED = 4,      /**< ANI params requested */
    PMIP6_UPN_QOS_SERVICE_REQUEST = 5,       /**< QoS service request (RFC 7222 4.4) */
    PMIP6_UPN_PGW_TRIGGERED_PCSCF_RESTORATION_PCO =
        6, /**< PGW triggered P-CSCF restoration PCO (3GPP TS 29.275) */
    PMIP6_UPN_PGW_TRIGGERED_PCSCF_RESTORATION_DHCP =
        7, /**< PGW triggered P-CSCF restoration DHCP (3GPP TS 29.275) */
    PMIP6_UPN_FLOW_MOBILITY = 8 /**< flow mobility (RFC 7864 4.2) */
};

/** Status of an Update Notification Acknowledgement (RFC 7077 4.2): 128 and above refuse.
 */
enum pmip6_upa_status {
    PMIP6_UPA_SUCCESS = 0, /**< success */
    PMIP6_UPA_FAILED_TO_UPDATE_SESSION_PARAMETERS =
        128, /**< failed to update session parameters */
    PMIP6_UPA_MISSING_VENDOR_SPECIFIC_OPTION = 129, /**< missing vendor specific option */
    PMIP6_UPA_CANNOT_MEET_QOS_SERVICE_REQUEST =
        130, /**< cannot meet QoS service request (RFC 7222 7) */
    PMIP6_UPA_REASON_UNSPECIFIED = 131, /**< reason unspecified (RFC 7864 4.3) */
    PMIP6_UPA_MN_NOT_ATTACHED = 132     /**< MN not attached (RFC 7864 4.3) */
};

/** `reason` of a Handover Initiate (RFC 5568 6.2.1.1, RFC 5949 6.1.1). */
enum pmip6_hi_code {
    PMIP6_HI_FROM_PREVIOUS_CARE_OF_ADDRESS = 0, /**< from previous care of address */
    PMIP6_HI_NOT_FROM_PREVIOUS_CARE_OF_ADDRESS =
        1,                                 /**< not from previous care of address */
    PMIP6_HI_COMPLETION_OF_FORWARDING = 2, /**< completion of forwarding */
    PMIP6_HI_ALL_AVAILABLE_CONTEXT_TRANSFERRED =
        3 /**< all available context transferred */
};

/** `reason` of a Handover Acknowledge (RFC 5568 6.2.1.2, RFC 5949 6.1.2): 128 and above
 * refuse. */
enum pmip6_handover_ack_code {
    PMIP6_HANDOVER_ACK_ACCEPTED = 0,                  /**< accepted */
    PMIP6_HANDOVER_ACK_ACCEPTED_BUT_NCOA_INVALID = 1, /**< accepted but NCoA invalid */
    PMIP6_HANDOVER_ACK_ACCEPTED_NCOA_ASSIGNED = 2,    /**< accepted NCoA assigned */
    PMIP6_HANDOVER_ACK_ACCEPTED_USE_PCOA = 3,         /**< accepted use PCoA */
    PMIP6_HANDOVER_ACK_SENT_UNSOLICITED = 4,          /**< sent unsolicited */
    PMIP6_HANDOVER_ACK_CONTEXT_TRANSFER_ACCEPTED = 5, /**< context transfer accepted */
    PMIP6_HANDOVER_ACK_ALL_AVAILABLE_CONTEXT_TRANSFERRED =
        6,                                       /**< all available context transferred */
    PMIP6_HANDOVER_ACK_REASON_UNSPECIFIED = 128, /**< reason unspecified */
    PMIP6_HANDOVER_ACK_ADMINISTRATIVELY_PROHIBITED =
        129,                                         /**< administratively prohibited */
    PMIP6_HANDOVER_ACK_INSUFFICIENT_RESOURCES = 130, /**< insufficient resources */
    PMIP6_HANDOVER_ACK_REQUESTED_CONTEXT_NOT_AVAILABLE =
        131, /**< requested context not available */
    PMIP6_HANDOVER_ACK_FORWARDING_NOT_AVAILABLE = 132 /**< forwarding not available */
};

/** Status of a Fast Binding Acknowledgment (RFC 5568 6.2.3): 128 and above refuse. */
enum pmip6_fback_status {
    PMIP6_FBACK_ACCEPTED = 0,                      /**< accepted */
    PMIP6_FBACK_ACCEPTED_BUT_NCOA_INVALID = 1,     /**< accepted but NCoA invalid */
    PMIP6_FBACK_REASON_UNSPECIFIED = 128,          /**< reason unspecified */
    PMIP6_FBACK_ADMINISTRATIVELY_PROHIBITED = 129, /**< administratively prohibited */
    PMIP6_FBACK_INSUFFICIENT_RESOURCES = 130,      /**< insufficient resources */
    PMIP6_FBACK_INCORRECT_INTERFACE_IDENTIFIER_LENGTH =
        131 /**< incorrect interface identifier length */
};

/** `reason` of a Flow Binding Indication (RFC 7109 6.1.1); 250 to 255 are for tests. */
enum pmip6_flow_binding_trigger {
    PMIP6_FLOW_TRIGGER_UNSPECIFIED = 1,             /**< unspecified */
    PMIP6_FLOW_TRIGGER_ADMINISTRATIVE = 2,          /**< administrative */
    PMIP6_FLOW_TRIGGER_POSSIBLE_OUT_OF_SYNC_BCE = 3 /**< possible out of sync BCE */
};

/** Status of a Flow Binding Acknowledgement (RFC 7109 6.1.2): 128 and above refuse. */
enum pmip6_flow_binding_status {
    PMIP6_FBA_SUCCESS = 0,                  /**< success */
    PMIP6_FBA_BINDING_DOES_NOT_EXIST = 128, /**< binding does not exist */
    PMIP6_FBA_ACTION_NOT_AUTHORIZED = 129   /**< action not authorized */
};

/** Status of a DNS Update option, type 17 (RFC 5026 8.1). */
enum pmip6_dns_status {
    PMIP6_DNS_UPDATE_PERFORMED = 0,              /**< DNS update performed */
    PMIP6_DNS_REASON_UNSPECIFIED = 128,          /**< reason unspecified */
    PMIP6_DNS_ADMINISTRATIVELY_PROHIBITED = 129, /**< administratively prohibited */
    PMIP6_DNS_UPDATE_FAILED = 130                /**< DNS update failed */
};

/** Status of an IPv4 address acknowledgement or home address reply, types 30 and 37 (RFC
 * 5844 3.3.2, RFC 5555 3.2.1): 128 and above refuse. */
enum pmip6_ipv4_status {
    PMIP6_IPV4_SUCCESS = 0,                       /**< success */
    PMIP6_IPV4_REASON_UNSPECIFIED = 128,          /**< reason unspecified */
    PMIP6_IPV4_ADMINISTRATIVELY_PROHIBITED = 129, /**< administratively prohibited */
    PMIP6_IPV4_INCORRECT_IPV4_HOME_ADDRESS = 130, /**< incorrect IPv4 home address */
    PMIP6_IPV4_INVALID_IPV4_ADDRESS = 131,        /**< invalid IPv4 address */
    PMIP6_IPV4_DYNAMIC_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_AVAILABLE =
        132, /**< dynamic IPv4 home address assignment not available */
    PMIP6_IPV4_PREFIX_ALLOCATION_UNAUTHORIZED = 133 /**< prefix allocation unauthorized */
};

/** Code of a link-layer address option of fast handovers, type 7 (RFC 5568 6.4.3, 6.4.4).
 */
enum pmip6_link_layer_code {
    PMIP6_LINK_LAYER_WILDCARD = 0,              /**< wildcard */
    PMIP6_LINK_LAYER_NEW_ACCESS_POINT = 1,      /**< new access point */
    PMIP6_LINK_LAYER_MOBILE_NODE = 2,           /**< mobile node */
    PMIP6_LINK_LAYER_NEW_ACCESS_ROUTER = 3,     /**< new access router */
    PMIP6_LINK_LAYER_SOURCE = 4,                /**< source */
    PMIP6_LINK_LAYER_OWN_ACCESS_POINT = 5,      /**< own access point */
    PMIP6_LINK_LAYER_NO_PREFIX_INFORMATION = 6, /**< no prefix information */
    PMIP6_LINK_LAYER_NO_FAST_HANDOVER = 7       /**< no fast handover */
};

/** Subtype of a Mobility Message Authentication option, type 9 (RFC 4285 5.1, 5.2). */
enum pmip6_authentication_subtype {
    PMIP6_AUTHENTICATION_MN_HA = 1, /**< with the home agent */
    PMIP6_AUTHENTICATION_MN_AAA = 2 /**< with an AAA server */
};

/** Subtype of a Mobile Node Group Identifier option, type 50 (RFC 6602 4.3). */
enum pmip6_group_subtype {
    PMIP6_GROUP_BULK_BINDING_UPDATE = 1 /**< bulk binding update group */
};

/** Code of an address option of fast handovers, type 34 (RFC 5568 6.4.2). */
enum pmip6_address_code {
    PMIP6_ADDRESS_OLD_CARE_OF_ADDRESS = 1,        /**< old care of address */
    PMIP6_ADDRESS_NEW_CARE_OF_ADDRESS = 2,        /**< new care of address */
    PMIP6_ADDRESS_NEW_ACCESS_ROUTER = 3,          /**< new access router */
    PMIP6_ADDRESS_PREFIX_OF_NEW_ACCESS_ROUTER = 4 /**< prefix of new access router */
};

/** Code of an LMA Address option, type 41 (RFC 5949 6.2.2). */
enum pmip6_lma_address_code {
    PMIP6_LMA_ADDRESS_IPV6 = 1, /**< IPv6 */
    PMIP6_LMA_ADDRESS_IPV4 = 2  /**< IPv4 */
};

/** Status of a Flow Identification option, type 45 (RFC 6089 4.2): 128 and above refuse.
 */
enum pmip6_flow_status {
    PMIP6_FLOW_STATUS_SUCCESS = 0, /**< success */
    PMIP6_FLOW_STATUS_ADMINISTRATIVELY_PROHIBITED =
        128,                                    /**< administratively prohibited */
    PMIP6_FLOW_STATUS_REASON_UNSPECIFIED = 129, /**< reason unspecified */
    PMIP6_FLOW_STATUS_FLOW_IDENTIFICATION_OPTION_MALFORMED =
        130,                               /**< flow identification option malformed */
    PMIP6_FLOW_STATUS_BID_NOT_FOUND = 131, /**< BID not found */
    PMIP6_FLOW_STATUS_FID_NOT_FOUND = 132, /**< FID not found */
    PMIP6_FLOW_STATUS_TRAFFIC_SELECTOR_FORMAT_NOT_SUPPORTED =
        133 /**< traffic selector format not supported */
};

/** Action of a flow, sub-option 4 of type 45 (RFC 7109 6.2.1). */
enum pmip6_flow_action {
    PMIP6_FLOW_ADD = 11,     /**< add */
    PMIP6_FLOW_DELETE = 12,  /**< delete */
    PMIP6_FLOW_MODIFY = 13,  /**< modify */
    PMIP6_FLOW_REFRESH = 14, /**< refresh */
    PMIP6_FLOW_MOVE = 15,    /**< move */
    PMIP6_FLOW_REVOKE = 16   /**< revoke */
};

/** Protocol of a group's record, types 54, 56 and 57: the numbers of their reports (RFC
 * 7028 5.1.2, RFC 7161 4.1.2, 6.1). */
enum pmip6_membership_protocol {
    PMIP6_REPORT_IGMPV1 = 18, /**< IGMPv1 */
    PMIP6_REPORT_IGMPV2 = 22, /**< IGMPv2 */
    PMIP6_REPORT_IGMPV3 = 34, /**< IGMPv3 */
    PMIP6_REPORT_MLDV1 = 131, /**< MLDv1 */
    PMIP6_REPORT_MLDV2 = 143  /**< MLDv2 */
};

/** Operation of a Quality-of-Service option, type 58 (RFC 7222 4.1). */
enum pmip6_qos_operation {
    PMIP6_QOS_RESPONSE = 0,    /**< response */
    PMIP6_QOS_ALLOCATE = 1,    /**< allocate */
    PMIP6_QOS_DE_ALLOCATE = 2, /**< release again */
    PMIP6_QOS_MODIFY = 3,      /**< modify */
    PMIP6_QOS_QUERY = 4,       /**< query */
    PMIP6_QOS_NEGOTIATE = 5    /**< negotiate */
};

/** What report stands in a Multicast Mobility option, type 60 (RFC 7411 5.3). */
enum pmip6_multicast_report_code {
    PMIP6_MULTICAST_IGMPV3 = 1,             /**< IGMPv3 */
    PMIP6_MULTICAST_MLDV2 = 2,              /**< MLDv2 */
    PMIP6_MULTICAST_IGMPV3_FROM_IGMPV2 = 3, /**< IGMPv3 from IGMPv2 */
    PMIP6_MULTICAST_MLDV2_FROM_MLDV1 = 4    /**< MLDv2 from MLDv1 */
};

/** Status of a Multicast Acknowledgement option, type 61 (RFC 7411 5.4). */
enum pmip6_multicast_report_status {
    PMIP6_MULTICAST_REPORT_TYPE_UNSUPPORTED = 1,   /**< report type unsupported */
    PMIP6_MULTICAST_GROUP_SERVICE_UNSUPPORTED = 2, /**< group service unsupported */
    PMIP6_MULTICAST_GROUP_SERVICE_PROHIBITED = 3   /**< group service prohibited */
};

/** Type of an operator identifier, sub-option 3 of type 52 (RFC 6757 3.1.3). */
enum pmip6_operator_id_type {
    PMIP6_OPERATOR_ID_PRIVATE_ENTERPRISE_NUMBER = 1, /**< private enterprise number */
    PMIP6_OPERATOR_ID_REALM = 2                      /**< realm */
};

/** @} */

#endif
