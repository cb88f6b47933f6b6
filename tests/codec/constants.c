/* SPDX-License-Identifier: MIT */
/* Every constant of a code in the public headers is the number that has its name, and
 * every number that a field of the tables gives a name has a constant. */
#include "codec.h"
#include "message_table.h"
#include "option_table.h"

#include <pmip6/traffic_selector.h>

#include <string.h>

static const struct {
    const struct name_table *registry;
    uint8_t number;
    const char *name;
} constants[] = {
    {&p6_ba_statuses, PMIP6_STATUS_ACCEPTED, "ACCEPTED"},
    {&p6_ba_statuses, PMIP6_STATUS_PREFIX_DISCOVERY,
     "ACCEPTED_BUT_PREFIX_DISCOVERY_NECESSARY"},
    {&p6_ba_statuses, PMIP6_STATUS_GRE_KEY_OPTION_NOT_REQUIRED,
     "GRE_KEY_OPTION_NOT_REQUIRED"},
    {&p6_ba_statuses, PMIP6_STATUS_GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED,
     "GRE_TUNNELING_BUT_TLV_HEADER_NOT_SUPPORTED"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_NOTCOMPLETE, "MCOA_NOTCOMPLETE"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_RETURNHOME_WO_NDP, "MCOA_RETURNHOME_WO_NDP"},
    {&p6_ba_statuses, PMIP6_STATUS_PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH,
     "PBU_ACCEPTED_TB_IGNORED_SETTINGSMISMATCH"},
    {&p6_ba_statuses, PMIP6_STATUS_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_ba_statuses, PMIP6_STATUS_PROHIBITED, "ADMINISTRATIVELY_PROHIBITED"},
    {&p6_ba_statuses, PMIP6_STATUS_INSUFFICIENT_RESOURCES, "INSUFFICIENT_RESOURCES"},
    {&p6_ba_statuses, PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED,
     "HOME_REGISTRATION_NOT_SUPPORTED"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_HOME_SUBNET, "NOT_HOME_SUBNET"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_HOME_AGENT, "NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE"},
    {&p6_ba_statuses, PMIP6_STATUS_DAD_FAILED, "DUPLICATE_ADDRESS_DETECTION_FAILED"},
    {&p6_ba_statuses, PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW,
     "SEQUENCE_NUMBER_OUT_OF_WINDOW"},
    {&p6_ba_statuses, PMIP6_STATUS_EXPIRED_HOME_NONCE_INDEX, "EXPIRED_HOME_NONCE_INDEX"},
    {&p6_ba_statuses, PMIP6_STATUS_EXPIRED_CARE_OF_NONCE_INDEX,
     "EXPIRED_CARE_OF_NONCE_INDEX"},
    {&p6_ba_statuses, PMIP6_STATUS_EXPIRED_NONCES, "EXPIRED_NONCES"},
    {&p6_ba_statuses, PMIP6_STATUS_REGISTRATION_TYPE_CHANGE,
     "REGISTRATION_TYPE_CHANGE_DISALLOWED"},
    {&p6_ba_statuses, PMIP6_STATUS_MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
     "MOBILE_ROUTER_OPERATION_NOT_PERMITTED"},
    {&p6_ba_statuses, PMIP6_STATUS_INVALID_PREFIX, "INVALID_PREFIX"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_PREFIX,
     "NOT_AUTHORIZED_FOR_PREFIX"},
    {&p6_ba_statuses, PMIP6_STATUS_FORWARDING_SETUP_FAILED, "FORWARDING_SETUP_FAILED"},
    {&p6_ba_statuses, PMIP6_STATUS_MIPV6_ID_MISMATCH, "MIPV6_ID_MISMATCH"},
    {&p6_ba_statuses, PMIP6_STATUS_MIPV6_MESG_ID_REQD, "MIPV6_MESG_ID_REQD"},
    {&p6_ba_statuses, PMIP6_STATUS_MIPV6_AUTH_FAIL, "MIPV6_AUTH_FAIL"},
    {&p6_ba_statuses, PMIP6_STATUS_PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE,
     "PERMANENT_HOME_KEYGEN_TOKEN_UNAVAILABLE"},
    {&p6_ba_statuses, PMIP6_STATUS_CGA_AND_SIGNATURE_VERIFICATION_FAILED,
     "CGA_AND_SIGNATURE_VERIFICATION_FAILED"},
    {&p6_ba_statuses, PMIP6_STATUS_PERMANENT_HOME_KEYGEN_TOKEN_EXISTS,
     "PERMANENT_HOME_KEYGEN_TOKEN_EXISTS"},
    {&p6_ba_statuses, PMIP6_STATUS_NON_NULL_HOME_NONCE_INDEX_EXPECTED,
     "NON_NULL_HOME_NONCE_INDEX_EXPECTED"},
    {&p6_ba_statuses, PMIP6_STATUS_SERVICE_AUTHORIZATION_FAILED,
     "SERVICE_AUTHORIZATION_FAILED"},
    {&p6_ba_statuses, PMIP6_STATUS_PROXY_REG_NOT_ENABLED, "PROXY_REG_NOT_ENABLED"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_LMA_FOR_THIS_MOBILE_NODE,
     "NOT_LMA_FOR_THIS_MOBILE_NODE"},
    {&p6_ba_statuses, PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG,
     "MAG_NOT_AUTHORIZED_FOR_PROXY_REG"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
     "NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX"},
    {&p6_ba_statuses, PMIP6_STATUS_TIMESTAMP_MISMATCH, "TIMESTAMP_MISMATCH"},
    {&p6_ba_statuses, PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
     "TIMESTAMP_LOWER_THAN_PREV_ACCEPTED"},
    {&p6_ba_statuses, PMIP6_STATUS_MISSING_HOME_NETWORK_PREFIX_OPTION,
     "MISSING_HOME_NETWORK_PREFIX_OPTION"},
    {&p6_ba_statuses, PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
     "BCE_PBU_PREFIX_SET_DO_NOT_MATCH"},
    {&p6_ba_statuses, PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION,
     "MISSING_MN_IDENTIFIER_OPTION"},
    {&p6_ba_statuses, PMIP6_STATUS_MISSING_HANDOFF_INDICATOR_OPTION,
     "MISSING_HANDOFF_INDICATOR_OPTION"},
    {&p6_ba_statuses, PMIP6_STATUS_MISSING_ACCESS_TECH_TYPE_OPTION,
     "MISSING_ACCESS_TECH_TYPE_OPTION"},
    {&p6_ba_statuses, PMIP6_STATUS_GRE_KEY_OPTION_REQUIRED, "GRE_KEY_OPTION_REQUIRED"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_MALFORMED, "MCOA_MALFORMED"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_NON_MCOA_BINDING_EXISTS,
     "MCOA_NON_MCOA_BINDING_EXISTS"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_PROHIBITED, "MCOA_PROHIBITED"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_UNKNOWN_COA, "MCOA_UNKNOWN_COA"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_BULK_REGISTRATION_PROHIBITED,
     "MCOA_BULK_REGISTRATION_PROHIBITED"},
    {&p6_ba_statuses, PMIP6_STATUS_MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED,
     "MCOA_SIMULTANEOUS_HOME_AND_FOREIGN_PROHIBITED"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE,
     "NOT_AUTHORIZED_FOR_IPV4_MOBILITY_SERVICE"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS,
     "NOT_AUTHORIZED_FOR_IPV4_HOME_ADDRESS"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE,
     "NOT_AUTHORIZED_FOR_IPV6_MOBILITY_SERVICE"},
    {&p6_ba_statuses, PMIP6_STATUS_MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED,
     "MULTIPLE_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_SUPPORTED"},
    {&p6_ba_statuses, PMIP6_STATUS_INVALID_CARE_OF_ADDRESS, "INVALID_CARE_OF_ADDRESS"},
    {&p6_ba_statuses, PMIP6_STATUS_INVALID_MOBILE_NODE_GROUP_IDENTIFIER,
     "INVALID_MOBILE_NODE_GROUP_IDENTIFIER"},
    {&p6_ba_statuses, PMIP6_STATUS_REINIT_SA_WITH_HAC, "REINIT_SA_WITH_HAC"},
    {&p6_ba_statuses, PMIP6_STATUS_NOT_AUTHORIZED_FOR_DELEGATED_MNP,
     "NOT_AUTHORIZED_FOR_DELEGATED_MNP"},
    {&p6_ba_statuses, PMIP6_STATUS_REQUESTED_DMNP_IN_USE, "REQUESTED_DMNP_IN_USE"},
    {&p6_ba_statuses, PMIP6_STATUS_CANNOT_MEET_QOS_SERVICE_REQUEST,
     "CANNOT_MEET_QOS_SERVICE_REQUEST"},
    {&p6_ba_statuses, PMIP6_STATUS_CANNOT_SUPPORT_MULTIPATH_BINDING,
     "CANNOT_SUPPORT_MULTIPATH_BINDING"},
    {&p6_be_statuses, PMIP6_BE_UNKNOWN_BINDING,
     "UNKNOWN_BINDING_FOR_HOME_ADDRESS_OPTION"},
    {&p6_be_statuses, PMIP6_BE_UNKNOWN_MH_TYPE, "UNRECOGNIZED_MH_TYPE"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_UNSPECIFIED, "unspecified"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_ADMINISTRATIVE, "administrative"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_INTER_MAG_HANDOVER_SAME_TECHNOLOGY,
     "inter-mag-handover-same-technology"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_INTER_MAG_HANDOVER_DIFFERENT_TECHNOLOGY,
     "inter-mag-handover-different-technology"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_INTER_MAG_HANDOVER_UNKNOWN,
     "inter-mag-handover-unknown"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_USER_INITIATED_TERMINATION,
     "user-initiated-termination"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_ACCESS_NETWORK_TERMINATION,
     "access-network-termination"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_POSSIBLE_OUT_OF_SYNC_BCE,
     "possible-out-of-sync-bce"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_PER_PEER_POLICY, "per-peer-policy"},
    {&p6_revocation_triggers, PMIP6_TRIGGER_REVOKING_NODE_LOCAL_POLICY,
     "revoking-node-local-policy"},
    {&p6_bra_statuses, PMIP6_BRA_SUCCESS, "SUCCESS"},
    {&p6_bra_statuses, PMIP6_BRA_PARTIAL_SUCCESS, "PARTIAL_SUCCESS"},
    {&p6_bra_statuses, PMIP6_BRA_BINDING_DOES_NOT_EXIST, "BINDING_DOES_NOT_EXIST"},
    {&p6_bra_statuses, PMIP6_BRA_IPV4_HOME_ADDRESS_OPTION_REQUIRED,
     "IPV4_HOME_ADDRESS_OPTION_REQUIRED"},
    {&p6_bra_statuses, PMIP6_BRA_GLOBAL_REVOCATION_NOT_AUTHORIZED,
     "GLOBAL_REVOCATION_NOT_AUTHORIZED"},
    {&p6_bra_statuses, PMIP6_BRA_REVOKED_MOBILE_NODES_IDENTITY_REQUIRED,
     "REVOKED_MOBILE_NODES_IDENTITY_REQUIRED"},
    {&p6_bra_statuses, PMIP6_BRA_REVOCATION_FAILED_MN_ATTACHED,
     "REVOCATION_FAILED_MN_ATTACHED"},
    {&p6_bra_statuses, PMIP6_BRA_REVOCATION_TRIGGER_NOT_SUPPORTED,
     "REVOCATION_TRIGGER_NOT_SUPPORTED"},
    {&p6_bra_statuses, PMIP6_BRA_REVOCATION_FUNCTION_NOT_SUPPORTED,
     "REVOCATION_FUNCTION_NOT_SUPPORTED"},
    {&p6_bra_statuses, PMIP6_BRA_PROXY_BINDING_REVOCATION_NOT_SUPPORTED,
     "PROXY_BINDING_REVOCATION_NOT_SUPPORTED"},
    {&p6_lra_statuses, PMIP6_LRA_SUCCESS, "SUCCESS"},
    {&p6_lra_statuses, PMIP6_LRA_LOCALIZED_ROUTING_NOT_ALLOWED,
     "LOCALIZED_ROUTING_NOT_ALLOWED"},
    {&p6_lra_statuses, PMIP6_LRA_MN_NOT_ATTACHED, "MN_NOT_ATTACHED"},
    {&p6_upn_reasons, PMIP6_UPN_FORCE_REREGISTRATION, "FORCE-REREGISTRATION"},
    {&p6_upn_reasons, PMIP6_UPN_UPDATE_SESSION_PARAMETERS, "UPDATE-SESSION-PARAMETERS"},
    {&p6_upn_reasons, PMIP6_UPN_VENDOR_SPECIFIC_REASON, "VENDOR-SPECIFIC-REASON"},
    {&p6_upn_reasons, PMIP6_UPN_ANI_PARAMS_REQUESTED, "ANI-PARAMS-REQUESTED"},
    {&p6_upn_reasons, PMIP6_UPN_QOS_SERVICE_REQUEST, "QOS_SERVICE_REQUEST"},
    {&p6_upn_reasons, PMIP6_UPN_PGW_TRIGGERED_PCSCF_RESTORATION_PCO,
     "PGW-TRIGGERED-PCSCF-RESTORATION-PCO"},
    {&p6_upn_reasons, PMIP6_UPN_PGW_TRIGGERED_PCSCF_RESTORATION_DHCP,
     "PGW-TRIGGERED-PCSCF-RESTORATION-DHCP"},
    {&p6_upn_reasons, PMIP6_UPN_FLOW_MOBILITY, "FLOW-MOBILITY"},
    {&p6_upa_statuses, PMIP6_UPA_SUCCESS, "SUCCESS"},
    {&p6_upa_statuses, PMIP6_UPA_FAILED_TO_UPDATE_SESSION_PARAMETERS,
     "FAILED-TO-UPDATE-SESSION-PARAMETERS"},
    {&p6_upa_statuses, PMIP6_UPA_MISSING_VENDOR_SPECIFIC_OPTION,
     "MISSING-VENDOR-SPECIFIC-OPTION"},
    {&p6_upa_statuses, PMIP6_UPA_CANNOT_MEET_QOS_SERVICE_REQUEST,
     "CANNOT_MEET_QOS_SERVICE_REQUEST"},
    {&p6_upa_statuses, PMIP6_UPA_REASON_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_upa_statuses, PMIP6_UPA_MN_NOT_ATTACHED, "MN_NOT_ATTACHED"},
    {&p6_hi_codes, PMIP6_HI_FROM_PREVIOUS_CARE_OF_ADDRESS,
     "from-previous-care-of-address"},
    {&p6_hi_codes, PMIP6_HI_NOT_FROM_PREVIOUS_CARE_OF_ADDRESS,
     "not-from-previous-care-of-address"},
    {&p6_hi_codes, PMIP6_HI_COMPLETION_OF_FORWARDING, "completion-of-forwarding"},
    {&p6_hi_codes, PMIP6_HI_ALL_AVAILABLE_CONTEXT_TRANSFERRED,
     "all-available-context-transferred"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ACCEPTED, "accepted"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ACCEPTED_BUT_NCOA_INVALID,
     "accepted-but-ncoa-invalid"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ACCEPTED_NCOA_ASSIGNED,
     "accepted-ncoa-assigned"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ACCEPTED_USE_PCOA, "accepted-use-pcoa"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_SENT_UNSOLICITED, "sent-unsolicited"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_CONTEXT_TRANSFER_ACCEPTED,
     "context-transfer-accepted"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ALL_AVAILABLE_CONTEXT_TRANSFERRED,
     "all-available-context-transferred"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_REASON_UNSPECIFIED, "reason-unspecified"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_ADMINISTRATIVELY_PROHIBITED,
     "administratively-prohibited"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_INSUFFICIENT_RESOURCES,
     "insufficient-resources"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_REQUESTED_CONTEXT_NOT_AVAILABLE,
     "requested-context-not-available"},
    {&p6_handover_ack_codes, PMIP6_HANDOVER_ACK_FORWARDING_NOT_AVAILABLE,
     "forwarding-not-available"},
    {&p6_fback_statuses, PMIP6_FBACK_ACCEPTED, "ACCEPTED"},
    {&p6_fback_statuses, PMIP6_FBACK_ACCEPTED_BUT_NCOA_INVALID,
     "ACCEPTED_BUT_NCOA_INVALID"},
    {&p6_fback_statuses, PMIP6_FBACK_REASON_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_fback_statuses, PMIP6_FBACK_ADMINISTRATIVELY_PROHIBITED,
     "ADMINISTRATIVELY_PROHIBITED"},
    {&p6_fback_statuses, PMIP6_FBACK_INSUFFICIENT_RESOURCES, "INSUFFICIENT_RESOURCES"},
    {&p6_fback_statuses, PMIP6_FBACK_INCORRECT_INTERFACE_IDENTIFIER_LENGTH,
     "INCORRECT_INTERFACE_IDENTIFIER_LENGTH"},
    {&p6_flow_binding_triggers, PMIP6_FLOW_TRIGGER_UNSPECIFIED, "unspecified"},
    {&p6_flow_binding_triggers, PMIP6_FLOW_TRIGGER_ADMINISTRATIVE, "administrative"},
    {&p6_flow_binding_triggers, PMIP6_FLOW_TRIGGER_POSSIBLE_OUT_OF_SYNC_BCE,
     "possible-out-of-sync-bce"},
    {&p6_flow_binding_statuses, PMIP6_FBA_SUCCESS, "SUCCESS"},
    {&p6_flow_binding_statuses, PMIP6_FBA_BINDING_DOES_NOT_EXIST,
     "BINDING_DOES_NOT_EXIST"},
    {&p6_flow_binding_statuses, PMIP6_FBA_ACTION_NOT_AUTHORIZED, "ACTION_NOT_AUTHORIZED"},
    {&p6_dns_statuses, PMIP6_DNS_UPDATE_PERFORMED, "DNS_UPDATE_PERFORMED"},
    {&p6_dns_statuses, PMIP6_DNS_REASON_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_dns_statuses, PMIP6_DNS_ADMINISTRATIVELY_PROHIBITED,
     "ADMINISTRATIVELY_PROHIBITED"},
    {&p6_dns_statuses, PMIP6_DNS_UPDATE_FAILED, "DNS_UPDATE_FAILED"},
    {&p6_ipv4_statuses, PMIP6_IPV4_SUCCESS, "SUCCESS"},
    {&p6_ipv4_statuses, PMIP6_IPV4_REASON_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_ipv4_statuses, PMIP6_IPV4_ADMINISTRATIVELY_PROHIBITED,
     "ADMINISTRATIVELY_PROHIBITED"},
    {&p6_ipv4_statuses, PMIP6_IPV4_INCORRECT_IPV4_HOME_ADDRESS,
     "INCORRECT_IPV4_HOME_ADDRESS"},
    {&p6_ipv4_statuses, PMIP6_IPV4_INVALID_IPV4_ADDRESS, "INVALID_IPV4_ADDRESS"},
    {&p6_ipv4_statuses, PMIP6_IPV4_DYNAMIC_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_AVAILABLE,
     "DYNAMIC_IPV4_HOME_ADDRESS_ASSIGNMENT_NOT_AVAILABLE"},
    {&p6_ipv4_statuses, PMIP6_IPV4_PREFIX_ALLOCATION_UNAUTHORIZED,
     "PREFIX_ALLOCATION_UNAUTHORIZED"},
    {&p6_address_codes, PMIP6_ADDRESS_OLD_CARE_OF_ADDRESS, "old-care-of-address"},
    {&p6_address_codes, PMIP6_ADDRESS_NEW_CARE_OF_ADDRESS, "new-care-of-address"},
    {&p6_address_codes, PMIP6_ADDRESS_NEW_ACCESS_ROUTER, "new-access-router"},
    {&p6_address_codes, PMIP6_ADDRESS_PREFIX_OF_NEW_ACCESS_ROUTER,
     "prefix-of-new-access-router"},
    {&p6_lma_address_codes, PMIP6_LMA_ADDRESS_IPV6, "ipv6"},
    {&p6_lma_address_codes, PMIP6_LMA_ADDRESS_IPV4, "ipv4"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_SUCCESS, "SUCCESS"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_ADMINISTRATIVELY_PROHIBITED,
     "ADMINISTRATIVELY_PROHIBITED"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_REASON_UNSPECIFIED, "REASON_UNSPECIFIED"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_FLOW_IDENTIFICATION_OPTION_MALFORMED,
     "FLOW_IDENTIFICATION_OPTION_MALFORMED"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_BID_NOT_FOUND, "BID_NOT_FOUND"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_FID_NOT_FOUND, "FID_NOT_FOUND"},
    {&p6_flow_statuses, PMIP6_FLOW_STATUS_TRAFFIC_SELECTOR_FORMAT_NOT_SUPPORTED,
     "TRAFFIC_SELECTOR_FORMAT_NOT_SUPPORTED"},
    {&p6_flow_actions, PMIP6_FLOW_ADD, "add"},
    {&p6_flow_actions, PMIP6_FLOW_DELETE, "delete"},
    {&p6_flow_actions, PMIP6_FLOW_MODIFY, "modify"},
    {&p6_flow_actions, PMIP6_FLOW_REFRESH, "refresh"},
    {&p6_flow_actions, PMIP6_FLOW_MOVE, "move"},
    {&p6_flow_actions, PMIP6_FLOW_REVOKE, "revoke"},
    {&p6_membership_protocols, PMIP6_REPORT_IGMPV1, "igmpv1"},
    {&p6_membership_protocols, PMIP6_REPORT_IGMPV2, "igmpv2"},
    {&p6_membership_protocols, PMIP6_REPORT_IGMPV3, "igmpv3"},
    {&p6_membership_protocols, PMIP6_REPORT_MLDV1, "mldv1"},
    {&p6_membership_protocols, PMIP6_REPORT_MLDV2, "mldv2"},
    {&p6_qos_operations, PMIP6_QOS_RESPONSE, "RESPONSE"},
    {&p6_qos_operations, PMIP6_QOS_ALLOCATE, "ALLOCATE"},
    {&p6_qos_operations, PMIP6_QOS_DE_ALLOCATE, "DE-ALLOCATE"},
    {&p6_qos_operations, PMIP6_QOS_MODIFY, "MODIFY"},
    {&p6_qos_operations, PMIP6_QOS_QUERY, "QUERY"},
    {&p6_qos_operations, PMIP6_QOS_NEGOTIATE, "NEGOTIATE"},
    {&p6_multicast_report_codes, PMIP6_MULTICAST_IGMPV3, "igmpv3"},
    {&p6_multicast_report_codes, PMIP6_MULTICAST_MLDV2, "mldv2"},
    {&p6_multicast_report_codes, PMIP6_MULTICAST_IGMPV3_FROM_IGMPV2,
     "igmpv3-from-igmpv2"},
    {&p6_multicast_report_codes, PMIP6_MULTICAST_MLDV2_FROM_MLDV1, "mldv2-from-mldv1"},
    {&p6_multicast_report_statuses, PMIP6_MULTICAST_REPORT_TYPE_UNSUPPORTED,
     "REPORT_TYPE_UNSUPPORTED"},
    {&p6_multicast_report_statuses, PMIP6_MULTICAST_GROUP_SERVICE_UNSUPPORTED,
     "GROUP_SERVICE_UNSUPPORTED"},
    {&p6_multicast_report_statuses, PMIP6_MULTICAST_GROUP_SERVICE_PROHIBITED,
     "GROUP_SERVICE_PROHIBITED"},
    {&p6_operator_id_types, PMIP6_OPERATOR_ID_PRIVATE_ENTERPRISE_NUMBER,
     "private-enterprise-number"},
    {&p6_operator_id_types, PMIP6_OPERATOR_ID_REALM, "realm"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_WILDCARD, "wildcard"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_NEW_ACCESS_POINT, "new-access-point"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_MOBILE_NODE, "mobile-node"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_NEW_ACCESS_ROUTER, "new-access-router"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_SOURCE, "source"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_OWN_ACCESS_POINT, "own-access-point"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_NO_PREFIX_INFORMATION,
     "no-prefix-information"},
    {&p6_link_layer_codes, PMIP6_LINK_LAYER_NO_FAST_HANDOVER, "no-fast-handover"},
    {&p6_authentication_subtypes, PMIP6_AUTHENTICATION_MN_HA, "mn-ha"},
    {&p6_authentication_subtypes, PMIP6_AUTHENTICATION_MN_AAA, "mn-aaa"},
    {&p6_group_subtypes, PMIP6_GROUP_BULK_BINDING_UPDATE, "bulk-binding-update-group"},
    {&p6_handoffs, PMIP6_HANDOFF_RESERVED, "reserved"},
    {&p6_handoffs, PMIP6_HANDOFF_NEW_INTERFACE, "attachment-over-new-interface"},
    {&p6_handoffs, PMIP6_HANDOFF_INTERFACES, "handoff-between-interfaces"},
    {&p6_handoffs, PMIP6_HANDOFF_MAGS, "handoff-between-mags"},
    {&p6_handoffs, PMIP6_HANDOFF_UNKNOWN, "handoff-state-unknown"},
    {&p6_handoffs, PMIP6_HANDOFF_UNCHANGED, "handoff-state-not-changed"},
    {&p6_handoffs, PMIP6_HANDOFF_NEW_INTERFACE_SHARING,
     "attachment-over-new-interface-sharing-prefixes"},
    {&p6_access_technologies, PMIP6_ATT_RESERVED, "reserved"},
    {&p6_access_technologies, PMIP6_ATT_VIRTUAL, "virtual"},
    {&p6_access_technologies, PMIP6_ATT_PPP, "ppp"},
    {&p6_access_technologies, PMIP6_ATT_IEEE_802_3, "ieee-802.3"},
    {&p6_access_technologies, PMIP6_ATT_IEEE_802_11, "ieee-802.11"},
    {&p6_access_technologies, PMIP6_ATT_IEEE_802_16E, "ieee-802.16e"},
    {&p6_access_technologies, PMIP6_ATT_3GPP_GERAN, "3gpp-geran"},
    {&p6_access_technologies, PMIP6_ATT_3GPP_UTRAN, "3gpp-utran"},
    {&p6_access_technologies, PMIP6_ATT_3GPP_EUTRAN, "3gpp-eutran"},
    {&p6_access_technologies, PMIP6_ATT_3GPP2_EHRPD, "3gpp2-ehrpd"},
    {&p6_access_technologies, PMIP6_ATT_3GPP2_HRPD, "3gpp2-hrpd"},
    {&p6_access_technologies, PMIP6_ATT_3GPP2_1XRTT, "3gpp2-1xrtt"},
    {&p6_access_technologies, PMIP6_ATT_3GPP2_UMB, "3gpp2-umb"},
    {&p6_access_technologies, PMIP6_ATT_3GPP_NB_IOT, "3gpp-nb-iot"},
    {&p6_id_subtypes, PMIP6_ID_NAI, "nai"},
    {&p6_id_subtypes, PMIP6_ID_IPV6_ADDRESS, "ipv6-address"},
    {&p6_id_subtypes, PMIP6_ID_IMSI, "imsi"},
    {&p6_id_subtypes, PMIP6_ID_P_TMSI, "p-tmsi"},
    {&p6_id_subtypes, PMIP6_ID_EUI_48, "eui-48"},
    {&p6_id_subtypes, PMIP6_ID_EUI_64, "eui-64"},
    {&p6_id_subtypes, PMIP6_ID_GUTI, "guti"},
    {&p6_id_subtypes, PMIP6_ID_DUID, "duid"},
    {&p6_selector_formats, PMIP6_SELECTOR_IPV4, "ipv4-binary"},
    {&p6_selector_formats, PMIP6_SELECTOR_IPV6, "ipv6-binary"},
};

#define COUNT (sizeof constants / sizeof constants[0])

START_TEST(constants_have_the_numbers_of_their_names)
{
    for (size_t i = 0; i < COUNT; i++)
        ck_assert_str_eq(p6_registered(constants[i].registry, constants[i].number),
                         constants[i].name);
}
END_TEST

static int has_constant(const struct name_table *registry, int number)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (constants[i].registry == registry && constants[i].number == number)
            return 1;
    }
    return 0;
}

static void check_registry(const struct name_table *registry)
{
    for (uint32_t i = 0; i < registry->count; i++) {
        const struct name *n = &registry->names[i];

        if (strcmp(n->text, "reserved") != 0 && strcmp(n->text, "testing") != 0)
            ck_assert_msg(has_constant(registry, n->number), "%s has no constant",
                          n->text);
    }
}

static void check_fields(const struct field *f)
{
    for (; f->kind != FIELD_END; f++) {
        if (f->show == SHOW_CODE || f->show == SHOW_VALUE)
            check_registry(f->aux);
    }
}

START_TEST(what_means_something_has_a_constant)
{
    for (unsigned type = 0; type < 256; type++) {
        const struct option_row *row = p6_option_row((uint8_t)type);

        check_fields(row->fields);
        for (unsigned k = 0; row->inside && k < 256; k++)
            check_fields(p6_suboption_row(row->inside, (uint8_t)k)->fields);
        for (uint16_t kind = 0; kind < 3; kind++) {
            const struct message_row *m = p6_message_row_of_kind((uint8_t)type, kind);

            if (m)
                check_fields(m->fields);
        }
    }
}
END_TEST

TCase *constant_tests(void)
{
    TCase *c = tcase_create("constants");

    tcase_add_test(c, constants_have_the_numbers_of_their_names);
    tcase_add_test(c, what_means_something_has_a_constant);
    return c;
}
