/* SPDX-License-Identifier: MIT */
#include "names.h"

#include "option_table.h"

#include <pmip6/forward.h>
#include <pmip6/message.h>

#define COUNT(table) ((uint32_t)(sizeof(table) / sizeof(table)[0]))

const char *p6_name_of(const struct name *table, uint32_t count, int number,
                       const char *otherwise)
{
    for (uint32_t i = 0; i < count; i++) {
        if (table[i].number == number)
            return table[i].text;
    }
    return otherwise;
}

struct error_row {
    int number;
    const char *name;
    const char *sentence;
};

static const struct error_row errors[] = {
    {PMIP6_OK, "ok", "nothing went wrong"},
    {PMIP6_PENDING, "pending", "the answer comes later"},
    {PMIP6_ERR_INVALID, "invalid", "an argument is out of its range"},
    {PMIP6_ERR_VERSION, "version", "a struct, header or image is newer than this library"},
    {PMIP6_ERR_CALLBACK_MISSING, "callback-missing", "a required callback is not set"},
    {PMIP6_ERR_NOMEM, "no-memory", "the allocator gave no memory"},
    {PMIP6_ERR_LIMIT, "limit", "a configured bound is reached"},
    {PMIP6_ERR_REENTRANT, "reentrant",
     "called from inside a callback of the same handle"},
    {PMIP6_ERR_NOT_FOUND, "not-found", "there is no such thing"},
    {PMIP6_ERR_STATE, "state", "not possible in the present state"},
    {PMIP6_ERR_CALLBACK, "callback", "a callback of the host failed"},
    {PMIP6_ERR_ROOM, "room", "the buffer is too small"},
    {PMIP6_ERR_EXISTS, "exists", "it is there already"},
    {PMIP6_ERR_DAMAGED, "damaged", "the image is damaged"},
    {PMIP6_ERR_TRUNCATED, "truncated", "the message ends before its header says"},
    {PMIP6_ERR_PAYLOAD_PROTO, "payload-proto", "the Payload Proto field is not 59"},
    {PMIP6_ERR_HEADER_LENGTH, "header-length",
     "the Header Len field is too small for the type"},
    {PMIP6_ERR_CHECKSUM, "checksum", "the checksum is wrong"},
    {PMIP6_ERR_OPTION_TRUNCATED, "option-truncated",
     "an option runs past the message's end"},
    {PMIP6_ERR_OPTION_LENGTH, "option-length",
     "an option has a length that its type forbids"},
    {PMIP6_ERR_OPTION_DUPLICATE, "option-duplicate",
     "an option stands twice that may only once"},
    {PMIP6_ERR_PREFIX_LENGTH, "prefix-length", "a prefix length is above 128"},
    {PMIP6_ERR_MESSAGE_KIND, "message-kind",
     "a Binding Revocation message of unknown kind"},
    {PMIP6_ERR_MESSAGE_SIZE, "message-size",
     "the message would be longer than 2048 octets"},
};

const char *pmip6_error_name(int error)
{
    for (uint32_t i = 0; i < COUNT(errors); i++) {
        if (errors[i].number == error)
            return errors[i].name;
    }
    return "unknown-error";
}

const char *pmip6_strerror(int error)
{
    for (uint32_t i = 0; i < COUNT(errors); i++) {
        if (errors[i].number == error)
            return errors[i].sentence;
    }
    return "an error that this library does not know";
}

static const char *const drops[PMIP6_DROP_REASONS] = {
    [PMIP6_DROP_NONE] = NULL,
    [PMIP6_DROP_TRUNCATED] = "truncated",
    [PMIP6_DROP_PAYLOAD_PROTO] = "payload_proto",
    [PMIP6_DROP_HEADER_LENGTH] = "header_length",
    [PMIP6_DROP_CHECKSUM] = "checksum",
    [PMIP6_DROP_MALFORMED_OPTION] = "malformed_option",
    [PMIP6_DROP_UNKNOWN_TYPE] = "unknown_type",
    [PMIP6_DROP_UNPROTECTED] = "unprotected",
    [PMIP6_DROP_SOURCE] = "source",
    [PMIP6_DROP_DESTINATION] = "destination",
    [PMIP6_DROP_NOT_PROXY] = "not_proxy",
    [PMIP6_DROP_RETURN_ROUTABILITY] = "return_routability",
    [PMIP6_DROP_RATE_LIMITED] = "rate_limited",
    [PMIP6_DROP_NO_SESSION] = "no_session",
    [PMIP6_DROP_NOT_CURRENT_MAG] = "not_current_mag",
    [PMIP6_DROP_REPEATED_REQUEST] = "repeated_request",
    [PMIP6_DROP_UNMATCHED] = "unmatched",
    [PMIP6_DROP_ECHO_MISMATCH] = "echo_mismatch",
    [PMIP6_DROP_NOT_LMA] = "not_lma",
    [PMIP6_DROP_ND_MALFORMED] = "nd_malformed",
    [PMIP6_DROP_ND_HOP_LIMIT] = "nd_hop_limit",
    [PMIP6_DROP_ND_SOURCE] = "nd_source",
};

const char *pmip6_drop_name(uint32_t reason)
{
    return reason < PMIP6_DROP_REASONS ? drops[reason] : NULL;
}

static const struct name messages[] = {
    {PMIP6_MH_BRR, "BRR"},   {PMIP6_MH_HOTI, "HoTI"},
    {PMIP6_MH_COTI, "CoTI"}, {PMIP6_MH_HOT, "HoT"},
    {PMIP6_MH_COT, "CoT"},   {PMIP6_MH_BE, "BE"},
    {PMIP6_MH_LRI, "LRI"},   {PMIP6_MH_HEARTBEAT, "Heartbeat"},
    {PMIP6_MH_LRA, "LRA"},   {PMIP6_MH_UPN, "UPN"},
    {PMIP6_MH_UPA, "UPA"},
};

const char *pmip6_message_name(const struct pmip6_message *m)
{
    switch (m->mh_type) {
    case PMIP6_MH_BU:
        return m->flags & PMIP6_BU_P ? "PBU" : "BU";
    case PMIP6_MH_BA:
        return m->flags & PMIP6_BA_P ? "PBA" : "BA";
    case PMIP6_MH_BINDING_REVOCATION:
        return m->body.length && m->body.data[0] == 2 ? "BRA" : "BRI";
    default:
        return p6_name_of(messages, COUNT(messages), m->mh_type, "unknown");
    }
}

const char *pmip6_option_name(uint8_t type)
{
    const struct option_row *row = p6_option_row(type);
    return row ? row->name : "unknown";
}

static const struct name statuses[] = {
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

const char *pmip6_status_name(uint8_t status)
{
    return p6_name_of(statuses, COUNT(statuses), status, "unassigned");
}

static const struct name handoffs[] = {
    {0, "reserved"},
    {1, "attachment-over-new-interface"},
    {2, "handoff-between-interfaces"},
    {3, "handoff-between-mags"},
    {4, "handoff-state-unknown"},
    {5, "handoff-state-not-changed"},
    {6, "attachment-over-new-interface-sharing-prefixes"},
};

const char *pmip6_handoff_name(uint8_t value)
{
    return p6_name_of(handoffs, COUNT(handoffs), value, "unassigned");
}

static const struct name access_technologies[] = {
    {0, "reserved"},    {1, "virtual"},      {2, "ppp"},         {3, "ieee-802.3"},
    {4, "ieee-802.11"}, {5, "ieee-802.16e"}, {6, "3gpp-geran"},  {7, "3gpp-utran"},
    {8, "3gpp-eutran"}, {9, "3gpp2-ehrpd"},  {10, "3gpp2-hrpd"}, {11, "3gpp2-1xrtt"},
    {12, "3gpp2-umb"},  {13, "3gpp-nb-iot"},
};

const char *pmip6_access_technology_name(uint8_t value)
{
    return p6_name_of(access_technologies, COUNT(access_technologies), value,
                      "unassigned");
}

static const struct name forward_reasons[] = {
    {PMIP6_FORWARD_OK, "forwarded"},
    {PMIP6_FORWARD_NO_BINDING, "no-binding"},
    {PMIP6_FORWARD_LINK_LOCAL, "link-local"},
    {PMIP6_FORWARD_WRONG_TUNNEL, "wrong-tunnel"},
    {PMIP6_FORWARD_SPOOFED_SOURCE, "spoofed-source"},
    {PMIP6_FORWARD_DEREGISTERING, "deregistering"},
    {PMIP6_FORWARD_MULTICAST_SCOPE, "multicast-scope"},
    {PMIP6_FORWARD_NOT_HOSTED, "not-hosted"},
    {PMIP6_FORWARD_UNROUTABLE, "unroutable"},
};

const char *pmip6_forward_reason_name(uint32_t reason)
{
    return p6_name_of(forward_reasons, COUNT(forward_reasons), (int)reason, NULL);
}
