/* SPDX-License-Identifier: MIT */
#include "option_table.h"

/* ---- flags ---- */

/* clang-format off */
FLAGS_OF(dns_flags, {PMIP6_OPT_DNS_R, "R", "remove"});
FLAGS_OF(prefix_flags, {PMIP6_OPT_HNP_L, "L", "off-link"});
FLAGS_OF(ipv4_home_flags, {PMIP6_OPT_IPV4_HOA_P, "P", "prefix-requested"});
FLAGS_OF(nat_flags, {PMIP6_OPT_NAT_F, "F", "force-udp-encapsulation"});
FLAGS_OF(bid_flags, {PMIP6_OPT_BID_H, "H", "simultaneous-home-and-foreign"});
FLAGS_OF(dhcp_flags, {PMIP6_OPT_DHCP_S, "S", "server"});
FLAGS_OF(transient_flags, {PMIP6_OPT_TRANSIENT_L, "L", "late-path-switch"});
FLAGS_OF(redirect_flags, {PMIP6_OPT_REDIRECT_K, "K", "ipv6-address"},
                         {PMIP6_OPT_REDIRECT_N, "N", "ipv4-address"});
FLAGS_OF(offload_flags, {PMIP6_OPT_OFFLOAD_M, "M", "all-but-selected"});
FLAGS_OF(multicast_flags, {PMIP6_OPT_MULTICAST_M, "M", "direct-routing"});
FLAGS_OF(delegated_flags, {PMIP6_OPT_DELEGATED_V, "V", "ipv4-prefix"});
FLAGS_OF(multipath_flags, {PMIP6_OPT_MULTIPATH_B, "B", "bulk-re-registration"},
                          {PMIP6_OPT_MULTIPATH_O, "O", "registration-overwrite"});
/* clang-format on */

/* ---- fields that must agree ---- */

static int check_redirect(const struct pmip6_option *o)
{
    uint32_t family = o->flags & (PMIP6_OPT_REDIRECT_K | PMIP6_OPT_REDIRECT_N);

    return o->u.any_address.length == 16 ? family == PMIP6_OPT_REDIRECT_K
                                         : family == PMIP6_OPT_REDIRECT_N;
}

static int check_lma_address(const struct pmip6_option *o)
{
    if (o->u.lma_address.code == 1)
        return o->u.lma_address.address.length == 16;
    return o->u.lma_address.code != 2 || o->u.lma_address.address.length == 4;
}

static int check_delegated_prefix(const struct pmip6_option *o)
{
    int is_ipv4 = (o->flags & PMIP6_OPT_DELEGATED_V) != 0;

    return o->u.delegated_prefix.addr.length == (is_ipv4 ? 4 : 16) &&
           (!is_ipv4 || o->u.delegated_prefix.length <= 32);
}

/* ---- alignment that depends on the content ---- */

/* A Flow Identification option begins at 2n (RFC 6089 4.2), and where the traffic selector in
 * it wants more (RFC 6088 3), at a multiple of that. */
static uint8_t flow_alignment(const void *option)
{
    struct pmip6_suboption sub;
    uint8_t most = 2;
    size_t at = 0;

    while (pmip6_suboption_next(option, &sub, &at) == 1) {
        const struct option_row *row = p6_suboption_row(&p6_flow_suboptions, sub.type);
        uint8_t wanted = row->alignment ? row->alignment(&sub) : row->align_modulo;

        most = wanted > most ? wanted : most;
    }
    return most;
}

/* A Binding Identifier with an address in it has it on its natural boundary, 8n + 2, else
 * it begins at 2n (RFC 5648 4.3). */
static uint8_t bid_alignment(const void *option)
{
    const struct pmip6_option *o = option;

    return o->u.binding_identifier.care_of.length ? 8 : 2;
}

/* ---- rows ---- */

/* clang-format off */
#define O struct pmip6_option

#define NUMBER(w, m, ...)    NUMBER_OF(O, w, u.m, __VA_ARGS__)
#define PART(w, s, n, go, m, ...) BITS(O, w, s, n, go, u.m, __VA_ARGS__)
#define CONSTANT(value)      CONSTANT_OF(value)
#define PREFIX(m)            PREFIX_OF(O, u.m)
#define PREFIX_LENGTH(m, ...) OTHER_OF(O, FIELD_PREFIX_LENGTH, u.m, .step = 1, __VA_ARGS__)
#define ADDRESS(m, k)        OTHER_OF(O, FIELD_ADDRESS, u.m, .step = 16, SHOWN(ADDRESS, k))
#define IPV4(m, k)           OTHER_OF(O, FIELD_IPV4, u.m, .step = 4, SHOWN(IPV4, k))
#define ANY_ADDRESS(m, k)    OTHER_OF(O, FIELD_ANY_ADDRESS, u.m, SHOWN(ANY_ADDRESS, k))
#define IF_MORE(m)           OTHER_OF(O, FIELD_IF_MORE, u.m, .show = SHOW_NOT)
#define REST(m, how, k)      OTHER_OF(O, FIELD_REST, u.m, SHOWN(how, k))
#define NUMBERS(m, k)        OTHER_OF(O, FIELD_UNITS, u.m, .width = 2, SHOWN(NUMBERS, k))
#define INSIDE(m)            REST(m, SUBOPTIONS, "suboptions")
#define RESERVED(w)          FLAG_BITS(w, 8 * (w), NULL)
#define OCTETS               FIELDS(REST(raw, HEX, "hex"))

#define IPV4_HOME(flag_table) \
    PART(2, 10, 6, 0, ipv4_home.prefix_length, PLAIN("prefix_length")), \
    FLAG_BITS(2, 10, flag_table), IPV4(ipv4_home.address, "address")
#define IPV4_STATUS \
    NUMBER(1, ipv4_home.status, CODE("status", p6_ipv4_statuses)), \
    PART(1, 2, 6, 0, ipv4_home.prefix_length, PLAIN("prefix_length")), \
    FLAG_BITS(1, 2, NULL), IPV4(ipv4_home.address, "address")
#define MULTICAST \
    NUMBER(1, multicast.type, CODE("report_type", p6_membership_protocols)), \
    REST(multicast.context, HEX, "context")

const struct option_row p6_option_rows[OPTION_ROWS + 1] = {
    [0] = {"pad1", .fields = OCTETS},
    [1] = {"padn", .fields = OCTETS},
    [2] = {"binding-refresh-advice", FIXED(2), ALIGN(2, 0), .single = ONCE, .fields = FIELDS(
        NUMBER(2, refresh_advice.interval, SECONDS("seconds", 4000)))},
    [3] = {"alternate-care-of-address", FIXED(16), ALIGN(8, 6), .single = ONCE, .fields = FIELDS(
        ADDRESS(address, "address"))},
    [4] = {"nonce-indices", FIXED(4), ALIGN(2, 0), .fields = FIELDS(
        NUMBER(2, nonce_indices.home, PLAIN("home")),
        NUMBER(2, nonce_indices.care_of, PLAIN("care_of")))},
    [5] = {"binding-authorization-data", ALIGN(8, 2), .fields = FIELDS(
        REST(authenticator, HEX, "authenticator"))},
    [6] = {"mobile-network-prefix", FIXED(18), ALIGN(8, 4), .fields = FIELDS(
        RESERVED(1), PREFIX(prefix))},
    [7] = {"mobility-header-link-layer-address", FROM(1), .fields = FIELDS(
        NUMBER(1, mh_link_layer.code, CODE("code", p6_link_layer_codes)),
        REST(mh_link_layer.address, HEX, "address"))},
    [8] = {"mobile-node-identifier", FROM(1), .single = ONCE_BUT_PAIRED, .fields = FIELDS(
        NUMBER(1, mn_id.subtype, CODE("subtype", p6_id_subtypes)),
        REST(mn_id.identifier, TEXT, "identifier"))},
    [9] = {"mobility-message-authentication", FROM(5), ALIGN(4, 1), .fields = FIELDS(
        NUMBER(1, authentication.subtype, CODE("subtype", p6_authentication_subtypes)),
        NUMBER(4, authentication.spi, PLAIN("spi")),
        REST(authentication.data, HEX, "data"))},
    [10] = {"replay-protection", FIXED(8), ALIGN(8, 2), .fields = FIELDS(
        NUMBER(8, ntp_time, SHOWN(NTP_TIME, "seconds")))},
    [11] = {"cga-parameters-request", FIXED(0), .fields = FIELDS({.kind = FIELD_END})},
    [12] = {"cga-parameters", .fields = FIELDS(REST(octets, HEX, "parameters"))},
    [13] = {"signature", .fields = FIELDS(REST(octets, HEX, "signature"))},
    [14] = {"permanent-home-keygen-token", .fields = FIELDS(REST(octets, HEX, "token"))},
    [15] = {"care-of-test-init", FIXED(0), .fields = FIELDS({.kind = FIELD_END})},
    [16] = {"care-of-test", FIXED(8), .fields = FIELDS(
        NUMBER(8, token, SHOWN(HEX_NUMBER, "token")))},
    [17] = {"dns-update", FROM(2), .fields = FIELDS(
        NUMBER(1, dns_update.status, CODE("status", p6_dns_statuses)),
        FLAG_BITS(1, 8, &dns_flags), REST(dns_update.name, HEX, "name_octets"))},
    [18] = {"experimental", .fields = FIELDS(REST(octets, HEX, "data"))},
    [19] = {"vendor-specific", FROM(5), ALIGN(4, 2), .fields = FIELDS(
        NUMBER(4, vendor.vendor, PLAIN("vendor")),
        NUMBER(1, vendor.subtype, PLAIN("subtype")), REST(vendor.data, HEX, "data"))},
    [20] = {"service-selection", FROM(1), .fields = FIELDS(REST(service, TEXT, "identifier"))},
    [21] = {"binding-authorization-data-fmipv6", FROM(4), .fields = FIELDS(
        NUMBER(4, fmip_authentication.spi, PLAIN("spi")),
        REST(fmip_authentication.data, HEX, "authenticator"))},
    [22] = {"home-network-prefix", FIXED(18), ALIGN(8, 4), .fields = FIELDS(
        FLAG_BITS(1, 8, &prefix_flags), PREFIX(prefix))},
    [23] = {"handoff-indicator", FIXED(2), .single = ONCE, .fields = FIELDS(
        RESERVED(1), NUMBER(1, value, VALUE(p6_handoffs)))},
    [24] = {"access-technology-type", FIXED(2), .single = ONCE, .fields = FIELDS(
        RESERVED(1), NUMBER(1, value, VALUE(p6_access_technologies)))},
    [25] = {"mobile-node-link-layer-identifier", FROM(2), .single = ONCE, .fields = FIELDS(
        RESERVED(2), REST(link_layer_id, HEX, "identifier"))},
    [26] = {"link-local-address", FIXED(16), ALIGN(8, 6), .single = ONCE, .fields = FIELDS(
        ADDRESS(address, "address"))},
    [27] = {"timestamp", FIXED(8), ALIGN(8, 2), .single = ONCE, .fields = FIELDS(
        NUMBER(8, timestamp, SHOWN(TIMESTAMP, "seconds")))},
    [28] = {"restart-counter", FIXED(4), ALIGN(4, 2), .fields = FIELDS(
        NUMBER(4, restart_counter, PLAIN("counter")))},
    [29] = {"ipv4-home-address", FIXED(6), ALIGN(4, 0), .fields = FIELDS(
        IPV4_HOME(&ipv4_home_flags))},
    [30] = {"ipv4-address-acknowledgement", FIXED(6), ALIGN(4, 0), .fields = FIELDS(IPV4_STATUS)},
    [31] = {"nat-detection", FIXED(6), ALIGN(4, 0), .fields = FIELDS(
        FLAG_BITS(2, 16, &nat_flags),
        NUMBER(4, nat_detection.refresh_time, PLAIN("refresh_time")))},
    [32] = {"ipv4-care-of-address", FIXED(6), ALIGN(4, 0), .fields = FIELDS(
        RESERVED(2), IPV4(ipv4, "address"))},
    [33] = {"gre-key", EITHER(2, 6), ALIGN(4, 0), .fields = FIELDS(
        RESERVED(2), IF_MORE(gre_key.is_present), NUMBER(4, gre_key.key, PLAIN("key")))},
    [34] = {"mobility-header-ipv6-address", FIXED(18), ALIGN(8, 4), .fields = FIELDS(
        NUMBER(1, mh_address.code, CODE("code", p6_address_codes)),
        PREFIX_LENGTH(mh_address.prefix_length, PLAIN("prefix_length")),
        ADDRESS(mh_address.addr, "address"))},
    [35] = {"binding-identifier", ANY_OF(4, 8, 20), .align_rest = 2, .alignment = bid_alignment,
        .fields = FIELDS(
        NUMBER(2, binding_identifier.bid, PLAIN("bid")),
        NUMBER(1, binding_identifier.status, CODE("status", p6_ba_statuses)),
        FLAG_BITS_AT(1, 7, 1, 0, &bid_flags),
        PART(1, 0, 7, 1, binding_identifier.priority, PLAIN("priority")),
        ANY_ADDRESS(binding_identifier.care_of, "care_of_address"))},
    [36] = {"ipv4-home-address-request", FIXED(6), ALIGN(4, 0), .fields = FIELDS(IPV4_HOME(NULL))},
    [37] = {"ipv4-home-address-reply", FIXED(6), ALIGN(4, 0), .fields = FIELDS(IPV4_STATUS)},
    [38] = {"ipv4-default-router-address", FIXED(6), ALIGN(4, 0), .fields = FIELDS(
        RESERVED(2), IPV4(ipv4, "address"))},
    [39] = {"ipv4-dhcp-support-mode", FIXED(2), .fields = FIELDS(FLAG_BITS(2, 16, &dhcp_flags))},
    [40] = {"context-request", FROM(2), .inside = &p6_requested_options, .fields = FIELDS(
        RESERVED(2), INSIDE(suboptions))},
    [41] = {"lma-address", EITHER(6, 18), .check = check_lma_address, .fields = FIELDS(
        NUMBER(1, lma_address.code, CODE("code", p6_lma_address_codes)), RESERVED(1),
        ANY_ADDRESS(lma_address.address, "address"))},
    [42] = {"mn-link-local-address-interface-identifier", FIXED(10), .fields = FIELDS(
        RESERVED(2), NUMBER(8, interface_id, SHOWN(HEX_NUMBER, "interface_identifier")))},
    [43] = {"transient-binding", FIXED(2), .fields = FIELDS(
        FLAG_BITS(1, 8, &transient_flags),
        NUMBER(1, transient_binding.lifetime, SECONDS("lifetime", 100)))},
    [44] = {"flow-summary", FROM(2), ALIGN(2, 0), .fields = FIELDS(NUMBERS(flow_ids, "flow_ids"))},
    [45] = {"flow-identification", FROM(6), .alignment = flow_alignment, .inside = &p6_flow_suboptions,
        .fields = FIELDS(
        NUMBER(2, flow.id, PLAIN("flow_id")), NUMBER(2, flow.priority, PLAIN("priority")),
        RESERVED(1), NUMBER(1, flow.status, CODE("status", p6_flow_statuses)),
        INSIDE(flow.suboptions))},
    [46] = {"redirect-capability", FIXED(2), ALIGN(4, 0), .fields = FIELDS(RESERVED(2))},
    [47] = {"redirect", EITHER(6, 18), ALIGN(4, 0), .check = check_redirect, .fields = FIELDS(
        FLAG_BITS(2, 16, &redirect_flags), ANY_ADDRESS(any_address, "address"))},
    [48] = {"load-information", FIXED(18), ALIGN(4, 0), .fields = FIELDS(
        NUMBER(2, load.priority, PLAIN("priority")),
        NUMBER(4, load.sessions, PLAIN("sessions")),
        NUMBER(4, load.max_sessions, PLAIN("max_sessions")),
        NUMBER(4, load.used_capacity, PLAIN("used_capacity")),
        NUMBER(4, load.max_capacity, PLAIN("max_capacity")))},
    [49] = {"alternate-ipv4-care-of-address", FIXED(4), ALIGN(4, 2), .fields = FIELDS(
        IPV4(ipv4, "address"))},
    [50] = {"mobile-node-group-identifier", FIXED(6), ALIGN(4, 0), .fields = FIELDS(
        NUMBER(1, group.subtype, CODE("subtype", p6_group_subtypes)), RESERVED(1),
        NUMBER(4, group.id, PLAIN("group")))},
    [51] = {"mag-ipv6-address", FIXED(18), ALIGN(8, 4), .fields = FIELDS(
        RESERVED(1), CONSTANT(128), ADDRESS(address, "address"))},
    [52] = {"access-network-identifier", ALIGN(4, 0), .inside = &p6_access_network_suboptions,
        .fields = FIELDS(INSIDE(suboptions))},
    [53] = {"ipv4-traffic-offload-selector", FROM(4), ALIGN(4, 0), .inside = &p6_offload_suboptions,
        .fields = FIELDS(FLAG_BITS(4, 32, &offload_flags), INSIDE(suboptions))},
    [54] = {"dynamic-ip-multicast-selector", FROM(4), .fields = FIELDS(
        NUMBER(1, multicast_selector.protocol, CODE("protocol", p6_membership_protocols)),
        FLAG_BITS(1, 8, &multicast_flags),
        NUMBER(2, multicast_selector.count, PLAIN("count")),
        REST(multicast_selector.records, HEX, "records"))},
    [55] = {"delegated-mobile-network-prefix", EITHER(6, 18), ALIGN(8, 2),
        .check = check_delegated_prefix, .fields = FIELDS(
        FLAG_BITS(1, 8, &delegated_flags),
        PREFIX_LENGTH(delegated_prefix.length, .show = SHOW_NOT),
        OTHER_OF(O, FIELD_ANY_ADDRESS, u.delegated_prefix.addr, SHOWN(ANY_PREFIX, "prefix")))},
    [56] = {"active-multicast-subscription-ipv4", FROM(1), ALIGN(4, 1), .fields = FIELDS(MULTICAST)},
    [57] = {"active-multicast-subscription-ipv6", FROM(1), ALIGN(8, 1), .fields = FIELDS(MULTICAST)},
    [58] = {"quality-of-service", FROM(6), ALIGN(4, 0), .inside = &p6_qos_attributes,
        .fields = FIELDS(
        NUMBER(1, qos.request_id, PLAIN("service_request")),
        PART(1, 2, 6, 0, qos.dscp, PLAIN("dscp")), FLAG_BITS(1, 2, NULL),
        NUMBER(1, qos.operation, CODE("operation", p6_qos_operations)), RESERVED(3),
        REST(qos.suboptions, SUBOPTIONS, "attributes"))},
    [59] = {"lma-user-plane-address", ANY_OF(2, 6, 18), ALIGN(8, 2), .fields = FIELDS(
        RESERVED(2), ANY_ADDRESS(any_address, "address"))},
    /* RFC 7411 5.3 and 5.4 count the next two in words of four octets, against RFC 6275
     * 6.2.1: no receiver that does not know them could pass over them. Octets here. */
    [60] = {"multicast-mobility", FROM(2), .fields = FIELDS(
        NUMBER(1, multicast_report.code, CODE("code", p6_multicast_report_codes)), RESERVED(1),
        REST(multicast_report.report, HEX, "report"))},
    [61] = {"multicast-acknowledgement", FROM(2), .fields = FIELDS(
        NUMBER(1, multicast_report.code, PLAIN("code")),
        NUMBER(1, multicast_report.status, CODE("status", p6_multicast_report_statuses)),
        REST(multicast_report.report, HEX, "report"))},
    [62] = {"lma-controlled-mag-parameters", ALIGN(4, 2), .inside = &p6_mag_parameters,
        .fields = FIELDS(INSIDE(suboptions))},
    [63] = {"mag-multipath-binding", FIXED(6), .fields = FIELDS(
        NUMBER(1, multipath.access_technology,
               CODE("access_technology", p6_access_technologies)),
        NUMBER(1, multipath.label, PLAIN("label")), NUMBER(1, multipath.bid, PLAIN("bid")),
        FLAG_BITS(3, 24, &multipath_flags))},
    [64] = {"mag-identifier", FROM(2), .fields = FIELDS(
        NUMBER(1, mn_id.subtype, CODE("subtype", p6_id_subtypes)), RESERVED(1),
        REST(mn_id.identifier, TEXT, "identifier"))},
    [65] = {"anchored-prefix", FIXED(18), ALIGN(8, 4), .fields = FIELDS(
        RESERVED(1), PREFIX(prefix))},
    [66] = {"local-prefix", FIXED(18), ALIGN(8, 4), .fields = FIELDS(RESERVED(1), PREFIX(prefix))},
    [67] = {"previous-maar", FIXED(34), ALIGN(8, 4), .fields = FIELDS(
        RESERVED(1), PREFIX_LENGTH(previous_maar.prefix.length, .show = SHOW_NOT),
        ADDRESS(previous_maar.address, "address"),
        OTHER_OF(O, FIELD_ADDRESS, u.previous_maar.prefix.addr, .step = 16,
                 SHOWN(PREFIX, "prefix")))},
    [68] = {"serving-maar", FIXED(16), ALIGN(8, 6), .fields = FIELDS(ADDRESS(address, "address"))},
    [69] = {"dlif-link-local-address", FIXED(16), ALIGN(8, 6), .fields = FIELDS(
        ADDRESS(address, "address"))},
    [70] = {"dlif-link-layer-address", FROM(2), .fields = FIELDS(
        RESERVED(2), REST(link_layer_id, HEX, "address"))},
    /* An option nobody has told us of: octets, anywhere, any number of times. */
    [OPTION_ROWS] = {"unknown", .fields = OCTETS},
};
/* clang-format on */

const char *p6_flag_name(const struct field *fields, uint32_t flag)
{
    const struct field *f = p6_field_named(fields, "flags");
    const struct flag_table *table = f ? f->aux : NULL;

    for (uint32_t i = 0; table && i < table->count; i++) {
        if (table->flags[i].bit == flag)
            return table->flags[i].name;
    }
    return NULL;
}

const char *p6_code_name(const struct field *fields, const void *record, const char *key)
{
    const struct field *f = key ? p6_field_named(fields, key) : NULL;

    if (!f || (f->show != SHOW_CODE && f->show != SHOW_VALUE))
        return "unassigned";
    return p6_registered(f->aux, p6_field_number(f, record));
}

const char *pmip6_option_name(uint8_t type)
{
    return p6_option_row(type)->name;
}

const char *pmip6_option_flag_name(uint8_t type, uint32_t flag)
{
    const char *name = p6_flag_name(p6_option_row(type)->fields, flag);

    return name ? name : "reserved";
}

const char *pmip6_option_code_name(const struct pmip6_option *option, const char *field)
{
    return p6_code_name(p6_option_row(option->type)->fields, option, field);
}
