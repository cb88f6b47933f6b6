/* SPDX-License-Identifier: MIT */
/* What the numbers in messages and options are called: the registries, each on its own,
 * for a number means another thing in another message. */
#include "names.h"

#include <pmip6/message.h>

#define COUNT(table)         ((uint32_t)(sizeof(table) / sizeof(table)[0]))
#define REGISTRY(name, rows) const struct name_table name = {rows, COUNT(rows)}

/* ---- messages ---- */

/* Binding Acknowledgement (RFC 6275 6.1.8, RFC 5213 8.9 and the extensions). */
static const struct name ba_statuses[] = {
    {0, "ACCEPTED"},
    {1, "ACCEPTED_BUT_PREFIX_DISCOVERY_NECESSARY"},
    {2, "GRE_KEY_OPTION_NOT_REQUIRED"},
    {3, "GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED"},
    {4, "MCOA_NOTCOMPLETE"},
    {5, "MCOA_RETURNHOME_WO_NDP"},
    {6, "PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH"},
    {128, "REASON_UNSPECIFIED"},
    {129, "ADMINISTRATIVELY_PROHIBITED"},
    {130, "INSUFFICIENT_RESOURCES"},
    {131, "HOME_REGISTRATION_NOT_SUPPORTED"},
    {132, "NOT_HOME_SUBNET"},
    {133, "NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE"},
    {134, "DUPLICATE_ADDRESS_DETECTION_FAILED"},
    {135, "SEQUENCE_NUMBER_OUT_OF_WINDOW"},
    {136, "EXPIRED_HOME_NONCE_INDEX"},
    {137, "EXPIRED_CARE_OF_NONCE_INDEX"},
    {138, "EXPIRED_NONCES"},
    {139, "REGISTRATION_TYPE_CHANGE_DISALLOWED"},
    {140, "MOBILE_ROUTER_OPERATION_NOT_PERMITTED"},
    {141, "INVALID_PREFIX"},
    {142, "NOT_AUTHORIZED_FOR_PREFIX"},
    {143, "FORWARDING_SETUP_FAILED"},
    {144, "MIPV6_ID_MISMATCH"},
    {145, "MIPV6_MESG_ID_REQD"},
    {146, "MIPV6_AUTH_FAIL"},
    {147, "PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE"},
    {148, "CGA_AND_SIGNATURE_VERIFICATION_FAILED"},
    {149, "PERMANENT_HOME_KEYGEN_TOKEN_EXISTS"},
    {150, "NON_NULL_HOME_NONCE_INDEX_EXPECTED"},
    {151, "SERVICE_AUTHORIZATION_FAILED"},
    {152, "PROXY_REG_NOT_ENABLED"},
    {153, "NOT_LMA_FOR_THIS_MOBILE_NODE"},
    {154, "MAG_NOT_AUTHORIZED_FOR_PROXY_REG"},
    {155, "NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX"},
    {156, "TIMESTAMP_MISMATCH"},
    {157, "TIMESTAMP_LOWER_THAN_PREV_ACCEPTED"},
    {158, "MISSING_HOME_NETWORK_PREFIX_OPTION"},
    {159, "BCE_PBU_PREFIX_SET_DO_NOT_MATCH"},
    {160, "MISSING_MN_IDENTIFIER_OPTION"},
    {161, "MISSING_HANDOFF_INDICATOR_OPTION"},
    {162, "MISSING_ACCESS_TECH_TYPE_OPTION"},
    {163, "GRE_KEY_OPTION_REQUIRED"},
    {164, "MCOA_MALFORMED"},
    {165, "MCOA_NON_MCOA_BINDING_EXISTS"},
    {166, "MCOA_PROHIBITED"},
    {167, "MCOA_UNKNOWN_COA"},
    {168, "MCOA_BULK_REGISTRATION_PROHIBITED"},
    {169, "MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED"},
    {170, "NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE"},
    {171, "NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS"},
    {172, "NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE"},
    {173, "MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED"},
    {174, "INVALID_CARE_OF_ADDRESS"},
    {175, "INVALID_MOBILE_NODE_GROUP_IDENTIFIER"},
    {176, "REINIT_SA_WITH_HAC"},
    {177, "NOT_AUTHORIZED_FOR_DELEGATED_MNP"},
    {178, "REQUESTED_DMNP_IN_USE"},
    {179, "CANNOT_MEET_QOS_SERVICE_REQUEST"},
    {180, "CANNOT_SUPPORT_MULTIPATH_BINDING"},
};

REGISTRY(p6_ba_statuses, ba_statuses);

/* Binding Error (RFC 6275 6.1.9). */
static const struct name be_statuses[] = {
    {1, "UNKNOWN_BINDING_FOR_HOME_ADDRESS_OPTION"},
    {2, "UNRECOGNIZED_MH_TYPE"},
};

REGISTRY(p6_be_statuses, be_statuses);

/* Fast Binding Acknowledgment (RFC 5568 6.2.3). */
static const struct name fback_statuses[] = {
    {0, "ACCEPTED"},
    {1, "ACCEPTED_BUT_NCOA_INVALID"},
    {128, "REASON_UNSPECIFIED"},
    {129, "ADMINISTRATIVELY_PROHIBITED"},
    {130, "INSUFFICIENT_RESOURCES"},
    {131, "INCORRECT_INTERFACE_IDENTIFIER_LENGTH"},
};

REGISTRY(p6_fback_statuses, fback_statuses);

/* Revocation Trigger (RFC 5846 5.1): 128 and above for all bindings of a peer. */
static const struct name revocation_triggers[] = {
    {0, "unspecified"},
    {1, "administrative"},
    {2, "inter-mag-handover-same-technology"},
    {3, "inter-mag-handover-different-technology"},
    {4, "inter-mag-handover-unknown"},
    {5, "user-initiated-termination"},
    {6, "access-network-termination"},
    {7, "possible-out-of-sync-bce"},
    {128, "per-peer-policy"},
    {129, "revoking-node-local-policy"},
    {250, "testing"},
    {251, "testing"},
    {252, "testing"},
    {253, "testing"},
    {254, "testing"},
    {255, "testing"},
};

REGISTRY(p6_revocation_triggers, revocation_triggers);

/* Binding Revocation Acknowledgement (RFC 5846 5.2). */
static const struct name bra_statuses[] = {
    {0, "SUCCESS"},
    {1, "PARTIAL_SUCCESS"},
    {128, "BINDING_DOES_NOT_EXIST"},
    {129, "IPV4_HOME_ADDRESS_OPTION_REQUIRED"},
    {130, "GLOBAL_REVOCATION_NOT_AUTHORIZED"},
    {131, "REVOKED_MOBILE_NODES_IDENTITY_REQUIRED"},
    {132, "REVOCATION_FAILED_MN_ATTACHED"},
    {133, "REVOCATION_TRIGGER_NOT_SUPPORTED"},
    {134, "REVOCATION_FUNCTION_NOT_SUPPORTED"},
    {135, "PROXY_BINDING_REVOCATION_NOT_SUPPORTED"},
};

REGISTRY(p6_bra_statuses, bra_statuses);

/* Localized Routing Acknowledgment (RFC 6705 10.2). */
static const struct name lra_statuses[] = {
    {0, "SUCCESS"},
    {128, "LOCALIZED_ROUTING_NOT_ALLOWED"},
    {129, "MN_NOT_ATTACHED"},
};

REGISTRY(p6_lra_statuses, lra_statuses);

/* Update Notification (RFC 7077 4.1, RFC 7222 4.4, RFC 7864 4.2, 3GPP TS 29.275). */
static const struct name upn_reasons[] = {
    {0, "reserved"},
    {1, "FORCE-REREGISTRATION"},
    {2, "UPDATE-SESSION-PARAMETERS"},
    {3, "VENDOR-SPECIFIC-REASON"},
    {4, "ANI-PARAMS-REQUESTED"},
    {5, "QOS_SERVICE_REQUEST"},
    {6, "PGW-TRIGGERED-PCSCF-RESTORATION-PCO"},
    {7, "PGW-TRIGGERED-PCSCF-RESTORATION-DHCP"},
    {8, "FLOW-MOBILITY"},
    {255, "reserved"},
};

REGISTRY(p6_upn_reasons, upn_reasons);

/* Update Notification Acknowledgement (RFC 7077 4.2, RFC 7222 7, RFC 7864 4.3). */
static const struct name upa_statuses[] = {
    {0, "SUCCESS"},
    {128, "FAILED-TO-UPDATE-SESSION-PARAMETERS"},
    {129, "MISSING-VENDOR-SPECIFIC-OPTION"},
    {130, "CANNOT_MEET_QOS_SERVICE_REQUEST"},
    {131, "REASON_UNSPECIFIED"},
    {132, "MN_NOT_ATTACHED"},
};

REGISTRY(p6_upa_statuses, upa_statuses);

/* Handover Initiate (RFC 5568 6.2.1.1, RFC 5949 6.1.1). */
static const struct name hi_codes[] = {
    {0, "from-previous-care-of-address"},
    {1, "not-from-previous-care-of-address"},
    {2, "completion-of-forwarding"},
    {3, "all-available-context-transferred"},
};

REGISTRY(p6_hi_codes, hi_codes);

/* Handover Acknowledge (RFC 5568 6.2.1.2, RFC 5949 6.1.2). */
static const struct name handover_ack_codes[] = {
    {0, "accepted"},
    {1, "accepted-but-ncoa-invalid"},
    {2, "accepted-ncoa-assigned"},
    {3, "accepted-use-pcoa"},
    {4, "sent-unsolicited"},
    {5, "context-transfer-accepted"},
    {6, "all-available-context-transferred"},
    {128, "reason-unspecified"},
    {129, "administratively-prohibited"},
    {130, "insufficient-resources"},
    {131, "requested-context-not-available"},
    {132, "forwarding-not-available"},
};

REGISTRY(p6_handover_ack_codes, handover_ack_codes);

/* Flow Binding Indication (RFC 7109 6.1.1). */
static const struct name flow_binding_triggers[] = {
    {0, "reserved"},       {1, "unspecified"},
    {2, "administrative"}, {3, "possible-out-of-sync-bce"},
    {250, "testing"},      {251, "testing"},
    {252, "testing"},      {253, "testing"},
    {254, "testing"},      {255, "testing"},
};

REGISTRY(p6_flow_binding_triggers, flow_binding_triggers);

/* Flow Binding Acknowledgement (RFC 7109 6.1.2). */
static const struct name flow_binding_statuses[] = {
    {0, "SUCCESS"},
    {128, "BINDING_DOES_NOT_EXIST"},
    {129, "ACTION_NOT_AUTHORIZED"},
};

REGISTRY(p6_flow_binding_statuses, flow_binding_statuses);

/* ---- options ---- */

/* RFC 5213 8.4, RFC 7864 7. */
static const struct name handoffs[] = {
    {0, "reserved"},
    {1, "attachment-over-new-interface"},
    {2, "handoff-between-interfaces"},
    {3, "handoff-between-mags"},
    {4, "handoff-state-unknown"},
    {5, "handoff-state-not-changed"},
    {6, "attachment-over-new-interface-sharing-prefixes"},
};

REGISTRY(p6_handoffs, handoffs);

/* RFC 5213 8.5 and the registry. */
static const struct name access_technologies[] = {
    {0, "reserved"},    {1, "virtual"},      {2, "ppp"},         {3, "ieee-802.3"},
    {4, "ieee-802.11"}, {5, "ieee-802.16e"}, {6, "3gpp-geran"},  {7, "3gpp-utran"},
    {8, "3gpp-eutran"}, {9, "3gpp2-ehrpd"},  {10, "3gpp2-hrpd"}, {11, "3gpp2-1xrtt"},
    {12, "3gpp2-umb"},  {13, "3gpp-nb-iot"},
};

REGISTRY(p6_access_technologies, access_technologies);

/* RFC 4283 3.1, RFC 8371. */
static const struct name id_subtypes[] = {
    {1, "nai"},    {2, "ipv6-address"}, {3, "imsi"}, {4, "p-tmsi"},
    {5, "eui-48"}, {6, "eui-64"},       {7, "guti"}, {8, "duid"},
};

REGISTRY(p6_id_subtypes, id_subtypes);

/* RFC 4285 5.1, 5.2. */
static const struct name authentication_subtypes[] = {
    {1, "mn-ha"},
    {2, "mn-aaa"},
};

REGISTRY(p6_authentication_subtypes, authentication_subtypes);

/* RFC 5026 8.1. */
static const struct name dns_statuses[] = {
    {0, "DNS_UPDATE_PERFORMED"},
    {128, "REASON_UNSPECIFIED"},
    {129, "ADMINISTRATIVELY_PROHIBITED"},
    {130, "DNS_UPDATE_FAILED"},
};

REGISTRY(p6_dns_statuses, dns_statuses);

/* RFC 5844 3.3.2, RFC 5555 3.2.1. */
static const struct name ipv4_statuses[] = {
    {0, "SUCCESS"},
    {128, "REASON_UNSPECIFIED"},
    {129, "ADMINISTRATIVELY_PROHIBITED"},
    {130, "INCORRECT_IPV4_HOME_ADDRESS"},
    {131, "INVALID_IPV4_ADDRESS"},
    {132, "DYNAMIC_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_AVAILABLE"},
    {133, "PREFIX_ALLOCATION_UNAUTHORIZED"},
};

REGISTRY(p6_ipv4_statuses, ipv4_statuses);

/* RFC 5568 6.4.2. */
static const struct name address_codes[] = {
    {1, "old-care-of-address"},
    {2, "new-care-of-address"},
    {3, "new-access-router"},
    {4, "prefix-of-new-access-router"},
};

REGISTRY(p6_address_codes, address_codes);

/* RFC 5568 6.4.3, 6.4.4. */
static const struct name link_layer_codes[] = {
    {0, "wildcard"},
    {1, "new-access-point"},
    {2, "mobile-node"},
    {3, "new-access-router"},
    {4, "source"},
    {5, "own-access-point"},
    {6, "no-prefix-information"},
    {7, "no-fast-handover"},
};

REGISTRY(p6_link_layer_codes, link_layer_codes);

/* RFC 5949 6.2.2. */
static const struct name lma_address_codes[] = {
    {0, "reserved"},
    {1, "ipv6"},
    {2, "ipv4"},
};

REGISTRY(p6_lma_address_codes, lma_address_codes);

/* RFC 6089 4.2. */
static const struct name flow_statuses[] = {
    {0, "SUCCESS"},
    {128, "ADMINISTRATIVELY_PROHIBITED"},
    {129, "REASON_UNSPECIFIED"},
    {130, "FLOW_IDENTIFICATION_OPTION_MALFORMED"},
    {131, "BID_NOT_FOUND"},
    {132, "FID_NOT_FOUND"},
    {133, "TRAFFIC_SELECTOR_FORMAT_NOT_SUPPORTED"},
};

REGISTRY(p6_flow_statuses, flow_statuses);

/* RFC 7109 6.2.1. */
static const struct name flow_actions[] = {
    {11, "add"},     {12, "delete"}, {13, "modify"},
    {14, "refresh"}, {15, "move"},   {16, "revoke"},
};

REGISTRY(p6_flow_actions, flow_actions);

/* RFC 6602 4.3. */
static const struct name group_subtypes[] = {
    {0, "reserved"},
    {1, "bulk-binding-update-group"},
    {255, "reserved"},
};

REGISTRY(p6_group_subtypes, group_subtypes);

/* RFC 7161 4.1.2 and 6.1, RFC 7028 5.1.2: the numbers of their reports. */
static const struct name membership_protocols[] = {
    {18, "igmpv1"}, {22, "igmpv2"}, {34, "igmpv3"}, {131, "mldv1"}, {143, "mldv2"},
};

REGISTRY(p6_membership_protocols, membership_protocols);

/* RFC 7222 4.1. */
static const struct name qos_operations[] = {
    {0, "RESPONSE"}, {1, "ALLOCATE"}, {2, "DE-ALLOCATE"},
    {3, "MODIFY"},   {4, "QUERY"},    {5, "NEGOTIATE"},
};

REGISTRY(p6_qos_operations, qos_operations);

/* RFC 7411 5.3: 3 and 4 are reports of the older versions, converted. */
static const struct name multicast_report_codes[] = {
    {1, "igmpv3"},
    {2, "mldv2"},
    {3, "igmpv3-from-igmpv2"},
    {4, "mldv2-from-mldv1"},
};

REGISTRY(p6_multicast_report_codes, multicast_report_codes);

/* RFC 7411 5.4. */
static const struct name multicast_report_statuses[] = {
    {1, "REPORT_TYPE_UNSUPPORTED"},
    {2, "GROUP_SERVICE_UNSUPPORTED"},
    {3, "GROUP_SERVICE_PROHIBITED"},
};

REGISTRY(p6_multicast_report_statuses, multicast_report_statuses);

/* RFC 6757 3.1.3. */
static const struct name operator_id_types[] = {
    {0, "reserved"},
    {1, "private-enterprise-number"},
    {2, "realm"},
};

REGISTRY(p6_operator_id_types, operator_id_types);

/* RFC 6088 3. */
static const struct name selector_formats[] = {
    {0, "reserved"},
    {1, "ipv4-binary"},
    {2, "ipv6-binary"},
};

REGISTRY(p6_selector_formats, selector_formats);

/* ---- what hosts ask for ---- */

const char *pmip6_status_name(uint8_t status)
{
    return p6_registered(&p6_ba_statuses, status);
}

const char *pmip6_handoff_name(uint8_t value)
{
    return p6_registered(&p6_handoffs, value);
}

const char *pmip6_access_technology_name(uint8_t value)
{
    return p6_registered(&p6_access_technologies, value);
}

const char *pmip6_id_subtype_name(uint8_t subtype)
{
    return p6_registered(&p6_id_subtypes, subtype);
}

const char *pmip6_ipv4_status_name(uint8_t status)
{
    return p6_registered(&p6_ipv4_statuses, status);
}

const char *pmip6_flow_status_name(uint8_t status)
{
    return p6_registered(&p6_flow_statuses, status);
}

const char *pmip6_qos_operation_name(uint8_t operation)
{
    return p6_registered(&p6_qos_operations, operation);
}
