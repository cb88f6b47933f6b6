/* SPDX-License-Identifier: MIT */
/* What stands inside options that have parts of their own, each space with its numbers.
 */
#include "option_table.h"
#include "traffic_selector.h"

/* clang-format off */
FLAGS_OF(network_flags, {PMIP6_ANI_NETWORK_E, "E", "utf-8"});
FLAGS_OF(session_flags, {PMIP6_QOS_SESSION_S, "S", "all-sessions-of-the-service"},
                        {PMIP6_QOS_SESSION_E, "E", "guaranteed-flows-excluded"});

#define S struct pmip6_suboption

#define NUMBER(w, m, ...)    NUMBER_OF(S, w, u.m, __VA_ARGS__)
#define PART(w, s, n, go, m, ...) BITS(S, w, s, n, go, u.m, __VA_ARGS__)
#define DEGREES(m, k)        SIGNED_OF(S, 3, u.m, SHOWN(DEGREES, k))
#define ANY_ADDRESS(m, k)    OTHER_OF(S, FIELD_ANY_ADDRESS, u.m, SHOWN(ANY_ADDRESS, k))
#define COUNT(m)             COUNT_OF(S, 1, u.m)
#define COUNTED(m, how, k)   OTHER_OF(S, FIELD_COUNTED, u.m, SHOWN(how, k))
#define REST(m, how, k)      OTHER_OF(S, FIELD_REST, u.m, SHOWN(how, k))
#define NUMBERS(m, k)        OTHER_OF(S, FIELD_UNITS, u.m, .width = 2, SHOWN(NUMBERS, k))
#define RESERVED(w)          FLAG_BITS(w, 8 * (w), NULL)
#define OCTETS               FIELDS(REST(raw, HEX, "hex"))
#define FORMAT               NUMBER(1, traffic_selector.format, CODE("format", p6_selector_formats))
#define SELECTOR             REST(traffic_selector.selector, SELECTOR, "selector")
#define BIT_RATE             NUMBER(4, bit_rate, PLAIN("bit_rate"))

#define TABLE(name, rows, padding) \
    const struct suboption_table name = {rows, sizeof(rows) / sizeof(rows)[0], padding}

/* RFC 6757 3.1, RFC 7563 3. */
static const struct option_row access_network[] = {
    [1] = {"network-identifier", FROM(3), .fields = FIELDS(
        FLAG_BITS(1, 8, &network_flags),
        COUNT(network.name), COUNTED(network.name, TEXT, "network"),
        COUNT(network.access_point), COUNTED(network.access_point, TEXT, "access_point"))},
    [2] = {"geo-location", FIXED(6), .fields = FIELDS(
        DEGREES(geo_location.latitude, "latitude"),
        DEGREES(geo_location.longitude, "longitude"))},
    [3] = {"operator-identifier", FROM(1), .fields = FIELDS(
        NUMBER(1, operator_id.type, CODE("operator_type", p6_operator_id_types)),
        REST(operator_id.identifier, HEX, "identifier"))},
    [4] = {"civic-location", FROM(2), .fields = FIELDS(
        NUMBER(1, civic_location.format, PLAIN("format")), RESERVED(1),
        REST(civic_location.location, HEX, "location"))},
    [5] = {"mag-group-identifier", FIXED(2), .fields = FIELDS(
        NUMBER(2, mag_group, PLAIN("group")))},
    [6] = {"ani-update-timer", FIXED(2), .fields = FIELDS(
        NUMBER(2, update_timer.interval, SECONDS("seconds", 4000)))},
};

TABLE(p6_access_network_suboptions, access_network, 0);

/* RFC 6089 4.2.1, RFC 7109 6.2. */
static const struct option_row flow[] = {
    [0] = {"pad1", .fields = OCTETS},
    [1] = {"padn", .fields = OCTETS},
    [2] = {"binding-reference", FROM(2), ALIGN(2, 0), .fields = FIELDS(
        NUMBERS(bids, "bids"))},
    [3] = {"traffic-selector", FROM(2), .alignment = p6_selector_alignment, .fields = FIELDS(
        FORMAT, RESERVED(1), SELECTOR)},
    [4] = {"flow-binding-action", FIXED(2), .fields = FIELDS(
        RESERVED(1), NUMBER(1, action, CODE("action", p6_flow_actions)))},
    [5] = {"target-care-of-address", EITHER(6, 18), .fields = FIELDS(
        RESERVED(2), ANY_ADDRESS(target, "address"))},
};

TABLE(p6_flow_suboptions, flow, 1);

/* RFC 6909 3.1: the traffic selector of RFC 6089, with nothing said of padding: none is
 * written. */
static const struct option_row offload[] = {
    [0] = {"pad1", .fields = OCTETS},
    [1] = {"padn", .fields = OCTETS},
    [3] = {"traffic-selector", FROM(2), .fields = FIELDS(FORMAT, RESERVED(1), SELECTOR)},
};

TABLE(p6_offload_suboptions, offload, 1);

/* RFC 7222 4.2. */
static const struct option_row qos[] = {
    [1] = {"per-mn-agg-max-dl-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [2] = {"per-mn-agg-max-ul-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [3] = {"per-session-agg-max-dl-bit-rate", FIXED(6), .fields = FIELDS(
        FLAG_BITS(2, 16, &session_flags), BIT_RATE)},
    [4] = {"per-session-agg-max-ul-bit-rate", FIXED(6), .fields = FIELDS(
        FLAG_BITS(2, 16, &session_flags), BIT_RATE)},
    [5] = {"allocation-retention-priority", FIXED(2), .fields = FIELDS(
        RESERVED(1), PART(1, 4, 4, 0, retention.level, PLAIN("level")),
        PART(1, 2, 2, 0, retention.capability, PLAIN("preemption_capability")),
        PART(1, 0, 2, 1, retention.vulnerability, PLAIN("preemption_vulnerability")))},
    [6] = {"aggregate-max-dl-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [7] = {"aggregate-max-ul-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [8] = {"guaranteed-dl-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [9] = {"guaranteed-ul-bit-rate", FIXED(6), .fields = FIELDS(RESERVED(2), BIT_RATE)},
    [10] = {"qos-traffic-selector", FROM(2), .fields = FIELDS(RESERVED(1), FORMAT, SELECTOR)},
    [11] = {"qos-vendor-specific-attribute", FROM(7), .fields = FIELDS(
        RESERVED(2), NUMBER(4, vendor.vendor, PLAIN("vendor")),
        NUMBER(1, vendor.subtype, PLAIN("subtype")), REST(vendor.data, HEX, "data"))},
};

TABLE(p6_qos_attributes, qos, 0);

/* RFC 8127 3.1. */
static const struct option_row mag_parameters[] = {
    [1] = {"binding-re-registration-control", FIXED(6), .fields = FIELDS(
        NUMBER(2, reregistration.start, SECONDS("start", 4000)),
        NUMBER(2, reregistration.initial, SECONDS("initial_retransmission", 1000)),
        NUMBER(2, reregistration.maximum, SECONDS("maximum_retransmission", 1000)))},
    [2] = {"heartbeat-control", FIXED(6), .fields = FIELDS(
        NUMBER(2, heartbeat.interval, SECONDS("interval", 1000)),
        NUMBER(2, heartbeat.delay, SECONDS("retransmission_delay", 1000)),
        NUMBER(2, heartbeat.retransmissions, PLAIN("retransmissions")))},
};

TABLE(p6_mag_parameters, mag_parameters, 0);

/* What is not in a space: octets. */
static const struct option_row unknown_row = {"unknown", .fields = OCTETS};

/* RFC 5949 6.2.1: types are those of options, the data what tells one from the other. */
static const struct option_row requested[] = {{.name = NULL}};

const struct suboption_table p6_requested_options = {requested, 0, 0};
/* clang-format on */

const struct option_row *p6_suboption_row(const struct suboption_table *inside,
                                          uint8_t type)
{
    if (type < inside->count && inside->rows[type].name)
        return &inside->rows[type];
    return &unknown_row;
}

const char *pmip6_suboption_name(uint8_t option_type, uint8_t type)
{
    const struct suboption_table *inside = p6_option_row(option_type)->inside;

    if (!inside)
        return "unknown";
    return inside == &p6_requested_options ? pmip6_option_name(type)
                                           : p6_suboption_row(inside, type)->name;
}

const char *pmip6_suboption_flag_name(uint8_t option_type, uint8_t type, uint32_t flag)
{
    const struct suboption_table *inside = p6_option_row(option_type)->inside;
    const char *name =
        inside ? p6_flag_name(p6_suboption_row(inside, type)->fields, flag) : NULL;

    return name ? name : "reserved";
}

const char *pmip6_suboption_code_name(uint8_t option_type,
                                      const struct pmip6_suboption *sub,
                                      const char *field)
{
    const struct suboption_table *inside = p6_option_row(option_type)->inside;

    return inside ? p6_code_name(p6_suboption_row(inside, sub->type)->fields, sub, field)
                  : "unassigned";
}
