/* SPDX-License-Identifier: MIT */
#ifndef P6_NAMES_H
#define P6_NAMES_H

/* Names are public: see types.h, option.h, message.h, forward.h. */

#include <stdint.h>

/* A number and what it is called. */
struct name {
    int number;
    const char *text;
};

struct name_table {
    const struct name *names;
    uint32_t count;
};

/* The name of a number in a table, or `otherwise`. */
const char *p6_name_of(const struct name *table, uint32_t count, int number,
                       const char *otherwise);

/* The name of a number in a registry, `unassigned` where it has none. */
const char *p6_registered(const struct name_table *registry, uint64_t number);

/* ---- registries ---- */

extern const struct name_table p6_ba_statuses;
extern const struct name_table p6_be_statuses;
extern const struct name_table p6_fback_statuses;
extern const struct name_table p6_revocation_triggers;
extern const struct name_table p6_bra_statuses;
extern const struct name_table p6_lra_statuses;
extern const struct name_table p6_upn_reasons;
extern const struct name_table p6_upa_statuses;
extern const struct name_table p6_hi_codes;
extern const struct name_table p6_handover_ack_codes;
extern const struct name_table p6_flow_binding_triggers;
extern const struct name_table p6_flow_binding_statuses;

extern const struct name_table p6_handoffs;
extern const struct name_table p6_access_technologies;
extern const struct name_table p6_id_subtypes;
extern const struct name_table p6_authentication_subtypes;
extern const struct name_table p6_dns_statuses;
extern const struct name_table p6_ipv4_statuses;
extern const struct name_table p6_address_codes;
extern const struct name_table p6_link_layer_codes;
extern const struct name_table p6_lma_address_codes;
extern const struct name_table p6_flow_statuses;
extern const struct name_table p6_flow_actions;
extern const struct name_table p6_group_subtypes;
extern const struct name_table p6_membership_protocols;
extern const struct name_table p6_qos_operations;
extern const struct name_table p6_multicast_report_codes;
extern const struct name_table p6_multicast_report_statuses;
extern const struct name_table p6_operator_id_types;
extern const struct name_table p6_selector_formats;

#endif
