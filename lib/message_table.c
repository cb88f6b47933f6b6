/* SPDX-License-Identifier: MIT */
#include "message_table.h"

#include "option_table.h"

/* clang-format off */
FLAGS_OF(bu_flags, {PMIP6_BU_A, "A", "acknowledge"}, {PMIP6_BU_H, "H", "home-registration"},
    {PMIP6_BU_L, "L", "link-local-compatibility"}, {PMIP6_BU_K, "K", "key-management-mobility"},
    {PMIP6_BU_M, "M", "map-registration"}, {PMIP6_BU_R, "R", "mobile-router"},
    {PMIP6_BU_P, "P", "proxy-registration"}, {PMIP6_BU_F, "F", "force-udp-encapsulation"},
    {PMIP6_BU_T, "T", "tlv-header"}, {PMIP6_BU_B, "B", "bulk"},
    {PMIP6_BU_S, "S", "multicast-signalling"}, {PMIP6_BU_D, "D", "distributed-mobility"});
FLAGS_OF(ba_flags, {PMIP6_BA_K, "K", "key-management-mobility"},
    {PMIP6_BA_R, "R", "mobile-router"}, {PMIP6_BA_P, "P", "proxy-registration"},
    {PMIP6_BA_T, "T", "tlv-header"}, {PMIP6_BA_B, "B", "bulk"},
    {PMIP6_BA_S, "S", "multicast-signalling"}, {PMIP6_BA_D, "D", "distributed-mobility"});
FLAGS_OF(fbu_flags, {PMIP6_BU_A, "A", "acknowledge"}, {PMIP6_BU_H, "H", "home-registration"},
    {PMIP6_BU_L, "L", "link-local-compatibility"}, {PMIP6_BU_K, "K", "key-management-mobility"});
FLAGS_OF(fback_flags, {PMIP6_BA_K, "K", "key-management-mobility"});
FLAGS_OF(heartbeat_flags, {PMIP6_HEARTBEAT_U, "U", "unsolicited"},
    {PMIP6_HEARTBEAT_R, "R", "response"});
FLAGS_OF(hi_flags, {PMIP6_HI_S, "S", "assigned-address-configuration"},
    {PMIP6_HI_U, "U", "buffer"}, {PMIP6_HI_P, "P", "proxy"}, {PMIP6_HI_F, "F", "forwarding"});
FLAGS_OF(handover_ack_flags, {PMIP6_HANDOVER_ACK_U, "U", "buffer"}, {PMIP6_HANDOVER_ACK_P, "P", "proxy"},
    {PMIP6_HANDOVER_ACK_F, "F", "forwarding"});
FLAGS_OF(revocation_flags, {PMIP6_REVOCATION_P, "P", "proxy-binding"},
    {PMIP6_REVOCATION_V, "V", "ipv4-home-address-binding-only"},
    {PMIP6_REVOCATION_G, "G", "global"});
FLAGS_OF(lra_flags, {PMIP6_LRA_U, "U", "unsolicited"});
FLAGS_OF(upn_flags, {PMIP6_UPN_A, "A", "acknowledge"}, {PMIP6_UPN_D, "D", "retransmission"});
FLAGS_OF(flow_binding_flags, {PMIP6_FLOW_BINDING_A, "A", "acknowledge"});
FLAGS_OF(subscription_flags, {PMIP6_SUBSCRIPTION_I, "I", "multicast-information"});

#define M struct pmip6_message

#define NUMBER(w, m, ...)    NUMBER_OF(M, w, m, __VA_ARGS__)
#define RESERVED(w)          FLAG_BITS(w, 8 * (w), NULL)
#define FLAGS(w, table)      FLAG_BITS(w, 8 * (w), &(table))
#define SEQUENCE(w)          NUMBER(w, sequence, PLAIN("sequence"))
#define STATUS(table)        NUMBER(1, status, CODE("status", table))
#define REASON(w, k, table)  NUMBER(w, reason, CODE(k, table))
#define LIFETIME(ms)         NUMBER(2, lifetime, SECONDS("lifetime", ms))
#define BODY                 FIELDS(OTHER_OF(M, FIELD_REST, body, SHOWN(HEX, "hex")))
#define KIND(w)              NUMBER(w, kind, .show = SHOW_NOT)
#define COOKIE               NUMBER(8, cookie, SHOWN(HEX_NUMBER, "cookie"))
#define TOKEN                NUMBER(8, token, SHOWN(HEX_NUMBER, "token"))
#define NONCE_INDEX          NUMBER(2, nonce_index, PLAIN("nonce_index"))

#define OPTIONS(at, least) .options_at = (at), .least_length = (least)

static const struct message_row bra = {"BRA", OPTIONS(12, 1),
    .kind_width = 1, .kind = PMIP6_REVOCATION_ACKNOWLEDGEMENT, .fields = FIELDS(
        KIND(1), STATUS(p6_bra_statuses), SEQUENCE(2), FLAGS(2, revocation_flags))};

static const struct message_row fba = {"FBA", OPTIONS(12, 1),
    .kind_width = 2, .kind = PMIP6_FLOW_BINDING_ACKNOWLEDGEMENT, .fields = FIELDS(
        KIND(2), SEQUENCE(2), STATUS(p6_flow_binding_statuses), RESERVED(1))};

static const struct message_row rows[] = {
    [PMIP6_MH_BRR] = {"BRR", OPTIONS(8, 0), .fields = FIELDS(RESERVED(2))},
    [PMIP6_MH_HOTI] = {"HoTI", OPTIONS(16, 1), .fields = FIELDS(RESERVED(2), COOKIE)},
    [PMIP6_MH_COTI] = {"CoTI", OPTIONS(16, 1), .fields = FIELDS(RESERVED(2), COOKIE)},
    [PMIP6_MH_HOT] = {"HoT", OPTIONS(24, 2), .fields = FIELDS(NONCE_INDEX, COOKIE, TOKEN)},
    [PMIP6_MH_COT] = {"CoT", OPTIONS(24, 2), .fields = FIELDS(NONCE_INDEX, COOKIE, TOKEN)},
    [PMIP6_MH_BU] = {"BU", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), FLAGS(2, bu_flags), LIFETIME(4000))},
    [PMIP6_MH_BA] = {"BA", OPTIONS(12, 1), .fields = FIELDS(
        STATUS(p6_ba_statuses), FLAGS(1, ba_flags), SEQUENCE(2), LIFETIME(4000))},
    [PMIP6_MH_BE] = {"BE", OPTIONS(24, 2), .fields = FIELDS(
        STATUS(p6_be_statuses), RESERVED(1),
        OTHER_OF(M, FIELD_ADDRESS, home_address, .step = 16, SHOWN(ADDRESS, "home_address")))},
    [PMIP6_MH_FBU] = {"FBU", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), FLAGS(2, fbu_flags), LIFETIME(4000))},
    [PMIP6_MH_FBACK] = {"FBack", OPTIONS(12, 1), .fields = FIELDS(
        STATUS(p6_fback_statuses), FLAGS(1, fback_flags), SEQUENCE(2), LIFETIME(4000))},
    [PMIP6_MH_FNA] = {"FNA", OPTIONS(8, 0), .fields = FIELDS(RESERVED(2))},
    [PMIP6_MH_EXPERIMENTAL] = {"Experimental", .fields = BODY},
    [PMIP6_MH_HOME_AGENT_SWITCH] = {"HomeAgentSwitch", OPTIONS(8, 0), .fields = FIELDS(
        COUNT_OF(M, 16, home_agents), RESERVED(1),
        OTHER_OF(M, FIELD_COUNTED, home_agents, .width = 16, SHOWN(ADDRESSES, "home_agents")))},
    [PMIP6_MH_HEARTBEAT] = {"Heartbeat", OPTIONS(12, 1), .fields = FIELDS(
        FLAGS(2, heartbeat_flags), SEQUENCE(4))},
    [PMIP6_MH_HI] = {"HI", OPTIONS(10, 1), .fields = FIELDS(
        SEQUENCE(2), FLAGS(1, hi_flags), REASON(1, "code", p6_hi_codes))},
    [PMIP6_MH_HANDOVER_ACK] = {"HAck", OPTIONS(10, 1), .fields = FIELDS(
        SEQUENCE(2), FLAGS(1, handover_ack_flags), REASON(1, "code", p6_handover_ack_codes))},
    [PMIP6_MH_BINDING_REVOCATION] = {"BRI", OPTIONS(12, 1),
        .kind_width = 1, .kind = PMIP6_REVOCATION_INDICATION, .other = &bra, .fields = FIELDS(
        KIND(1), REASON(1, "trigger", p6_revocation_triggers), SEQUENCE(2),
        FLAGS(2, revocation_flags))},
    [PMIP6_MH_LRI] = {"LRI", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), RESERVED(2), LIFETIME(1000))},
    [PMIP6_MH_LRA] = {"LRA", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), FLAGS(1, lra_flags), STATUS(p6_lra_statuses), LIFETIME(1000))},
    [PMIP6_MH_UPN] = {"UPN", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), REASON(2, "reason", p6_upn_reasons), FLAGS(2, upn_flags))},
    [PMIP6_MH_UPA] = {"UPA", OPTIONS(12, 1), .fields = FIELDS(
        SEQUENCE(2), STATUS(p6_upa_statuses), RESERVED(3))},
    [PMIP6_MH_FLOW_BINDING] = {"FBI", OPTIONS(12, 1),
        .kind_width = 2, .kind = PMIP6_FLOW_BINDING_INDICATION, .other = &fba, .fields = FIELDS(
        KIND(2), SEQUENCE(2), REASON(1, "trigger", p6_flow_binding_triggers),
        FLAGS(1, flow_binding_flags))},
    [PMIP6_MH_SUBSCRIPTION_QUERY] = {"SubscriptionQuery", OPTIONS(8, 0), .fields = FIELDS(
        SEQUENCE(1), RESERVED(1))},
    [PMIP6_MH_SUBSCRIPTION_RESPONSE] = {"SubscriptionResponse", OPTIONS(8, 0), .fields = FIELDS(
        SEQUENCE(1), FLAGS(1, subscription_flags))},
};

static const struct message_row unknown_row = {"unknown", .fields = BODY};
/* clang-format on */

const struct message_row *p6_message_row(uint8_t mh_type)
{
    return p6_message_type_is_known(mh_type) ? &rows[mh_type] : &unknown_row;
}

const struct message_row *p6_message_row_of_kind(uint8_t mh_type, uint16_t kind)
{
    const struct message_row *row = p6_message_row(mh_type);

    while (row && row->kind_width && row->kind != kind)
        row = row->other;
    return row;
}

const struct message_row *p6_message_row_of(const struct pmip6_message *m)
{
    const struct message_row *row = p6_message_row_of_kind(m->mh_type, m->kind);

    return row ? row : p6_message_row(m->mh_type);
}

/* ---- names ---- */

const char *pmip6_message_name(const struct pmip6_message *m)
{
    if (m->mh_type == PMIP6_MH_BU && m->flags & PMIP6_BU_P)
        return "PBU";
    if (m->mh_type == PMIP6_MH_BA && m->flags & PMIP6_BA_P)
        return "PBA";
    return p6_message_row_of(m)->name;
}

static const char *registered(const struct field *f, uint64_t number)
{
    return f && f->show == SHOW_CODE ? p6_registered(f->aux, number) : "unassigned";
}

const char *pmip6_message_status_name(const struct pmip6_message *m)
{
    return registered(p6_field_named(p6_message_row_of(m)->fields, "status"), m->status);
}

const char *pmip6_message_reason_name(const struct pmip6_message *m)
{
    const struct field *f = p6_message_row_of(m)->fields;

    while (f->kind != FIELD_END && f->at != offsetof(struct pmip6_message, reason))
        f++;
    return registered(f, m->reason);
}

const char *pmip6_message_flag_name(const struct pmip6_message *m, uint32_t flag)
{
    const char *name = p6_flag_name(p6_message_row_of(m)->fields, flag);

    return name ? name : "reserved";
}
