/* SPDX-License-Identifier: MIT */
/* Every number of every registry has the name that names.txt has for it; all others are
 * unassigned. */
#include "codec.h"
#include "message_table.h"
#include "option_table.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/* ---- the list ---- */

struct listed {
    char registry[32];
    long long number;
    char name[64];
};

static struct listed list[1024];
static size_t listed_count;

static void read_list(void)
{
    FILE *file;
    char line[256];

    if (listed_count > 0)
        return;
    file = fopen(CODEC_VECTORS "/names.txt", "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file)) {
        struct listed *l = &list[listed_count];

        if (line[0] == '#' || line[0] == '\n')
            continue;
        ck_assert_uint_lt(++listed_count, sizeof list / sizeof list[0]);
        ck_assert_int_eq(sscanf(line, "%31s %lli %63s", l->registry, &l->number, l->name),
                         3);
    }
    fclose(file);
}

static const char *listed_name(const char *registry, long long number)
{
    for (size_t i = 0; i < listed_count; i++) {
        if (list[i].number == number && strcmp(list[i].registry, registry) == 0)
            return list[i].name;
    }
    return NULL;
}

/* ---- what the library says: of a number, and of what that is a number of ---- */

typedef const char *namer(const void *of, long long number);

static struct pmip6_message message_of(uint8_t mh_type, uint16_t kind)
{
    struct pmip6_message m;

    pmip6_message_init(&m, NULL, 0);
    m.mh_type = mh_type;
    m.kind = kind;
    return m;
}

static const char *message(const void *of, long long number)
{
    struct pmip6_message m = message_of((uint8_t)number, *(const uint8_t *)of);

    return pmip6_message_name(&m);
}

static const char *proxy_message(const void *of, long long number)
{
    struct pmip6_message m = message_of((uint8_t)number, 0);

    (void)of;
    m.flags = number == PMIP6_MH_BU ? PMIP6_BU_P : PMIP6_BA_P;
    return pmip6_message_name(&m);
}

/* Of the message that acknowledges, where two share the type. */
static const char *status(const void *of, long long number)
{
    struct pmip6_message m = message_of(*(const uint8_t *)of, 2);

    m.status = (uint8_t)number;
    return pmip6_message_status_name(&m);
}

static const char *reason(const void *of, long long number)
{
    struct pmip6_message m = message_of(*(const uint8_t *)of, 1);

    m.reason = (uint16_t)number;
    return pmip6_message_reason_name(&m);
}

static const char *flag(const void *of, long long number)
{
    struct pmip6_message m = message_of(*(const uint8_t *)of, 1);

    return pmip6_message_flag_name(&m, (uint32_t)number);
}

static const char *option(const void *of, long long number)
{
    (void)of;
    return pmip6_option_name((uint8_t)number);
}

static const char *suboption(const void *of, long long number)
{
    return pmip6_suboption_name(*(const uint8_t *)of, (uint8_t)number);
}

static const char *option_flag(const void *of, long long number)
{
    return pmip6_option_flag_name(*(const uint8_t *)of, (uint32_t)number);
}

static const char *error(const void *of, long long number)
{
    (void)of;
    return pmip6_error_name((int)number);
}

static const char *code(const void *of, long long number)
{
    return p6_registered(of, (uint64_t)number);
}

/* ---- registries ---- */

static void check_number(namer *name, const void *of, const char *registry,
                         long long number, const char *otherwise)
{
    const char *want = listed_name(registry, number);
    const char *is = name(of, number);

    if (strcmp(is, want ? want : otherwise) != 0)
        ck_abort_msg("%s %lld is %s, not %s", registry, number, is,
                     want ? want : otherwise);
}

static void check_registry(namer *name, const void *of, const char *registry,
                           long long last, const char *otherwise)
{
    size_t count = 0;

    for (size_t i = 0; i < listed_count; i++)
        count += strcmp(list[i].registry, registry) == 0 ? 1 : 0;
    ck_assert_msg(count > 0, "%s is not in the list", registry);
    for (long long number = 0; number <= last; number++)
        check_number(name, of, registry, number, otherwise);
}

static void check_codes(const char *registry, const struct name_table *table)
{
    check_registry(code, table, registry, 300, "unassigned");
    check_number(code, table, registry, 65536 + table->names[0].number, "unassigned");
}

/* A registry of each type that the list has one of: `prefix` and the type. */
static void check_each_type(namer *name, const char *prefix, long long last,
                            const char *otherwise)
{
    for (unsigned type = 0; type < 256; type++) {
        const uint8_t of = (uint8_t)type;
        char registry[32];

        snprintf(registry, sizeof registry, "%s-%u", prefix, type);
        for (long long number = 0; number <= last; number++)
            check_number(name, &of, registry, number, otherwise);
    }
}

static void check_each_flag(namer *name, const char *prefix)
{
    for (unsigned type = 0; type < 256; type++) {
        const uint8_t of = (uint8_t)type;
        char registry[32];

        snprintf(registry, sizeof registry, "%s-%u", prefix, type);
        for (unsigned bit = 0; bit < 32; bit++)
            check_number(name, &of, registry, (long long)1 << bit, "reserved");
    }
}

START_TEST(messages_have_their_names)
{
    static const uint8_t none = 0, second = 2;

    read_list();
    check_registry(message, &none, "message", 255, "unknown");
    for (size_t i = 0; i < listed_count; i++) {
        if (strcmp(list[i].registry, "proxy-message") == 0)
            check_number(proxy_message, NULL, "proxy-message", list[i].number, "");
        if (strcmp(list[i].registry, "second-message") == 0)
            check_number(message, &second, "second-message", list[i].number, "");
    }
}
END_TEST

/* Of those without a status or a reason all numbers are unassigned. */
START_TEST(statuses_and_reasons_have_the_names_of_their_message)
{
    read_list();
    check_each_type(status, "status", 255, "unassigned");
    check_each_type(reason, "reason", 300, "unassigned");
    for (unsigned number = 0; number < 256; number++)
        ck_assert_str_eq(pmip6_status_name((uint8_t)number),
                         code(&p6_ba_statuses, number));
}
END_TEST

START_TEST(options_and_suboptions_have_their_names)
{
    read_list();
    check_registry(option, NULL, "option", 255, "unknown");
    check_each_type(suboption, "suboption", 255, "unknown");
}
END_TEST

START_TEST(flags_have_their_names)
{
    read_list();
    check_each_flag(flag, "flag");
    check_each_flag(option_flag, "option-flag");
}
END_TEST

START_TEST(codes_in_options_have_their_names)
{
    read_list();
    check_codes("handoffs", &p6_handoffs);
    check_codes("access-technologies", &p6_access_technologies);
    check_codes("id-subtypes", &p6_id_subtypes);
    check_codes("ipv4-statuses", &p6_ipv4_statuses);
    check_codes("flow-statuses", &p6_flow_statuses);
    check_codes("qos-operations", &p6_qos_operations);
    check_codes("multicast-report-codes", &p6_multicast_report_codes);
    check_codes("multicast-report-statuses", &p6_multicast_report_statuses);
    check_codes("authentication-subtypes", &p6_authentication_subtypes);
    check_codes("dns-statuses", &p6_dns_statuses);
    check_codes("address-codes", &p6_address_codes);
    check_codes("link-layer-codes", &p6_link_layer_codes);
    check_codes("lma-address-codes", &p6_lma_address_codes);
    check_codes("flow-actions", &p6_flow_actions);
    check_codes("group-subtypes", &p6_group_subtypes);
    check_codes("membership-protocols", &p6_membership_protocols);
    check_codes("operator-id-types", &p6_operator_id_types);
    check_codes("selector-formats", &p6_selector_formats);
}
END_TEST

START_TEST(public_functions_know_their_registry)
{
    for (unsigned i = 0; i < 256; i++) {
        const uint8_t n = (uint8_t)i;

        ck_assert_str_eq(pmip6_handoff_name(n), code(&p6_handoffs, n));
        ck_assert_str_eq(pmip6_access_technology_name(n),
                         code(&p6_access_technologies, n));
        ck_assert_str_eq(pmip6_id_subtype_name(n), code(&p6_id_subtypes, n));
        ck_assert_str_eq(pmip6_ipv4_status_name(n), code(&p6_ipv4_statuses, n));
        ck_assert_str_eq(pmip6_flow_status_name(n), code(&p6_flow_statuses, n));
        ck_assert_str_eq(pmip6_qos_operation_name(n), code(&p6_qos_operations, n));
    }
}
END_TEST

/* Each error has a sentence as well. */
START_TEST(names_of_fields_are_asked_for_by_what_json_calls_them)
{
    struct pmip6_option o = {.type = PMIP6_OPT_DNS_UPDATE};
    struct pmip6_suboption sub = {.type = PMIP6_ANI_OPERATOR};

    o.u.dns_update.status = 130;
    ck_assert_str_eq(pmip6_option_code_name(&o, "status"), "DNS_UPDATE_FAILED");
    ck_assert_str_eq(pmip6_option_code_name(&o, "name_octets"), "unassigned");
    ck_assert_str_eq(pmip6_option_code_name(&o, "no such field"), "unassigned");
    ck_assert_str_eq(pmip6_option_code_name(&o, NULL), "unassigned");
    o.type = PMIP6_OPT_HANDOFF_INDICATOR;
    o.u.value = 3;
    ck_assert_str_eq(pmip6_option_code_name(&o, "value"), "handoff-between-mags");
    sub.u.operator_id.type = 2;
    ck_assert_str_eq(pmip6_suboption_code_name(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER, &sub,
                                               "operator_type"),
                     "realm");
    ck_assert_str_eq(
        pmip6_suboption_code_name(PMIP6_OPT_TIMESTAMP, &sub, "operator_type"),
        "unassigned");
    ck_assert_str_eq(pmip6_suboption_flag_name(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER,
                                               PMIP6_ANI_NETWORK, PMIP6_ANI_NETWORK_E),
                     "utf-8");
    ck_assert_str_eq(pmip6_suboption_flag_name(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER,
                                               PMIP6_ANI_NETWORK, 1),
                     "reserved");
    ck_assert_str_eq(pmip6_suboption_flag_name(PMIP6_OPT_TIMESTAMP, 1, 0x80), "reserved");
}
END_TEST

START_TEST(errors_have_their_names)
{
    read_list();
    for (int number = -200; number <= 10; number++) {
        check_number(error, NULL, "error", number, "unknown-error");
        ck_assert((listed_name("error", number) == NULL) ==
                  (strcmp(pmip6_strerror(number), pmip6_strerror(-200)) == 0));
    }
}
END_TEST

static Suite *names_suite(void)
{
    Suite *s = suite_create("names");
    TCase *c = tcase_create("names");

    tcase_add_test(c, messages_have_their_names);
    tcase_add_test(c, statuses_and_reasons_have_the_names_of_their_message);
    tcase_add_test(c, options_and_suboptions_have_their_names);
    tcase_add_test(c, flags_have_their_names);
    tcase_add_test(c, codes_in_options_have_their_names);
    tcase_add_test(c, public_functions_know_their_registry);
    tcase_add_test(c, names_of_fields_are_asked_for_by_what_json_calls_them);
    tcase_add_test(c, errors_have_their_names);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    suite_add_tcase(s, constant_tests());
    return s;
}

UNIT_MAIN(names_suite)
