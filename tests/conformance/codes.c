/* SPDX-License-Identifier: MIT */
/*
 * Assigned numbers: statuses as the LMA sends them and their names, message types and
 * option types (RFC 5213 8.9 and 10, draft-02 8.6 and 10, RFC 6275 6.1.8 and 14).
 */
#include "conformance.h"
#include "lma_bed.h"
#include "wire.h"

/* The last answer's status, as it stands on the wire; it has this name. */
static void ck_status(int status, uint8_t number, const char *name)
{
    const struct fake_message *m = &h.sent[(h.sent_count - 1) % FAKE_MESSAGES];

    ck_assert_int_eq(status, number);
    ck_assert_uint_eq(m->octets[2], PMIP6_MH_BA);
    ck_assert_uint_eq(m->octets[6], number);
    ck_assert_str_eq(pmip6_status_name(m->octets[6]), name);
}

/* covers: R5213-8.9-02 R5213-8.9-03 R5213-8.9-04 */
START_TEST(refusals_of_nodes_and_gateways_have_their_numbers)
{
    begin((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_NODE | PMIP6_GRANT_MAG;
    ck_status(ASK(.handoff = 1), 152, "PROXY_REG_NOT_ENABLED");
    h.policy.grants = PMIP6_GRANT_MAG;
    ck_status(ASK(.handoff = 1), 153, "NOT_LMA_FOR_THIS_MOBILE_NODE");
    h.policy.grants = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;
    ck_status(ASK(.handoff = 1), 154, "MAG_NOT_AUTHORIZED_FOR_PROXY_REG");
    end();
}
END_TEST

/* covers: R5213-8.9-05 R5213-8.9-08 R5213-8.9-09 */
START_TEST(refusals_about_prefixes_have_their_numbers)
{
    struct pmip6_binding_view v = {.size = sizeof v};

    begin((uint32_t)_i);
    ck_status(ASK(.handoff = 1, .without = HAS_PREFIX), 158,
              "MISSING_HOME_NETWORK_PREFIX_OPTION");
    h.policy.pool_prefixes = 2;
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.prefix_count, 2);
    ck_status(ASK(.handoff = 5, .prefix = v.prefixes[0].addr.octets[7]), 159,
              "BCE_PBU_PREFIX_SET_DO_NOT_MATCH");
    ck_assert_uint_eq(bindings(&v), 1);
    ck_status(ASK(.mn = "mn2", .handoff = 1, .prefix = v.prefixes[0].addr.octets[7]), 155,
              "NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX");
    end();
}
END_TEST

/* covers: R5213-8.9-06 R5213-8.9-07 */
START_TEST(refusals_of_old_requests_have_their_numbers)
{
    begin((uint32_t)_i);
    ck_status(ASK(.handoff = 1, .clock_skew = -0x10000), 156, "TIMESTAMP_MISMATCH");
    ck_status(ASK(.handoff = 1, .clock_skew = 0x10000), 156, "TIMESTAMP_MISMATCH");
    ck_assert_int_eq(ASK(.handoff = 1), 0);
    ck_status(ASK(.handoff = 3, .clock_skew = -0x2000), 157,
              "TIMESTAMP_LOWER_THAN_PREV_ACCEPTED");
    end();
}
END_TEST

/* covers: R5213-8.9-10 R5213-8.9-11 R5213-8.9-12 */
START_TEST(refusals_for_want_of_an_option_have_their_numbers)
{
    begin((uint32_t)_i);
    ck_status(ASK(.without = HAS_MN_ID), 160, "MISSING_MN_IDENTIFIER_OPTION");
    ck_status(ASK(.without = HAS_HANDOFF), 161, "MISSING_HANDOFF_INDICATOR_OPTION");
    ck_status(ASK(.without = HAS_ACCESS_TECHNOLOGY), 162,
              "MISSING_ACCESS_TECH_TYPE_OPTION");
    end();
}
END_TEST

/* covers: D02-8.6-03 D02-8.6-04 D02-8.6-05 D02-8.6-06 D02-8.6-07 */
START_TEST(refusals_of_the_draft_have_the_numbers_assigned_later)
{
    begin((uint32_t)_i);
    h.policy.grants = PMIP6_GRANT_NODE | PMIP6_GRANT_MAG;
    ck_status(ASK(.prefix = 0), 152, "PROXY_REG_NOT_ENABLED");
    h.policy.grants = PMIP6_GRANT_NODE | PMIP6_GRANT_SERVICE;
    ck_status(ASK(.prefix = 0), 154, "MAG_NOT_AUTHORIZED_FOR_PROXY_REG");
    h.policy.grants = PMIP6_GRANT_ALL;
    ck_status(ASK(.prefix = 0x42), 155, "NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX");
    ck_status(ASK(.clock_skew = 0x10000), 156, "TIMESTAMP_MISMATCH");
    ck_status(ASK(.without = HAS_MN_ID), 160, "MISSING_MN_IDENTIFIER_OPTION");
    end();
}
END_TEST

struct numbered {
    uint8_t number;
    const char *name;
};

/* The statuses that both editions add. */
static const struct numbered added[] = {
    {PMIP6_STATUS_PROXY_REG_NOT_ENABLED, "PROXY_REG_NOT_ENABLED"},
    {PMIP6_STATUS_NOT_LMA_FOR_THIS_MOBILE_NODE, "NOT_LMA_FOR_THIS_MOBILE_NODE"},
    {PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG, "MAG_NOT_AUTHORIZED_FOR_PROXY_REG"},
    {PMIP6_STATUS_NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX,
     "NOT_AUTHORIZED_FOR_HOME_NETWORK_PREFIX"},
    {PMIP6_STATUS_TIMESTAMP_MISMATCH, "TIMESTAMP_MISMATCH"},
    {PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
     "TIMESTAMP_LOWER_THAN_PREV_ACCEPTED"},
    {PMIP6_STATUS_MISSING_HOME_NETWORK_PREFIX_OPTION,
     "MISSING_HOME_NETWORK_PREFIX_OPTION"},
    {PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH, "BCE_PBU_PREFIX_SET_DO_NOT_MATCH"},
    {PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION, "MISSING_MN_IDENTIFIER_OPTION"},
    {PMIP6_STATUS_MISSING_HANDOFF_INDICATOR_OPTION, "MISSING_HANDOFF_INDICATOR_OPTION"},
    {PMIP6_STATUS_MISSING_ACCESS_TECH_TYPE_OPTION, "MISSING_ACCESS_TECH_TYPE_OPTION"},
};

/* covers: R5213-10-04 R5213-10-05 D02-10-02 D02-10-03 */
START_TEST(added_statuses_are_refusals_beside_those_there_were)
{
    for (uint8_t i = 0; i < sizeof added / sizeof added[0]; i++) {
        unsigned named = 0;
        struct wire w;

        ck_assert_uint_eq(added[i].number, 152u + i);
        for (unsigned status = 0; status < 256; status++)
            named += strcmp(pmip6_status_name((uint8_t)status), added[i].name) == 0;
        ck_assert_uint_eq(named, 1);
        ck_assert_str_eq(pmip6_status_name(added[i].number), added[i].name);

        wire_of(&w, PMIP6_MH_BA, (const uint8_t *)"\1\2\0\0", 4);
        w.octets[6] = added[i].number; /* the status of an acknowledgement */
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.status, added[i].number);
        ck_assert(wire_is_written_again(&w));
    }
}
END_TEST

/* covers: R6275-6.1.8-02 R6275-14-01 */
START_TEST(statuses_of_mobile_ipv6_have_their_numbers)
{
    static const struct numbered statuses[] = {
        {0, "ACCEPTED"},
        {1, "ACCEPTED_BUT_PREFIX_DISCOVERY_NECESSARY"},
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
        {174, "INVALID_CARE_OF_ADDRESS"},
    };

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        ck_assert_str_eq(pmip6_status_name(statuses[i].number), statuses[i].name);
    ck_assert_uint_eq(PMIP6_STATUS_ACCEPTED, 0);
    ck_assert_uint_eq(PMIP6_STATUS_PREFIX_DISCOVERY, 1);
    ck_assert_uint_eq(PMIP6_STATUS_UNSPECIFIED, 128);
    ck_assert_uint_eq(PMIP6_STATUS_PROHIBITED, 129);
    ck_assert_uint_eq(PMIP6_STATUS_INSUFFICIENT_RESOURCES, 130);
    ck_assert_uint_eq(PMIP6_STATUS_HOME_REGISTRATION_UNSUPPORTED, 131);
    ck_assert_uint_eq(PMIP6_STATUS_NOT_HOME_SUBNET, 132);
    ck_assert_uint_eq(PMIP6_STATUS_NOT_HOME_AGENT, 133);
    ck_assert_uint_eq(PMIP6_STATUS_DAD_FAILED, 134);
    ck_assert_uint_eq(PMIP6_STATUS_SEQUENCE_OUT_OF_WINDOW, 135);
    ck_assert_uint_eq(PMIP6_STATUS_REGISTRATION_TYPE_CHANGE, 139);
}
END_TEST

/* covers: R5213-8.9-13 */
START_TEST(statuses_of_mobile_ipv6_are_sent_where_they_fit)
{
    begin((uint32_t)_i);
    ck_status(ASK(.handoff = 1), 0, "ACCEPTED");
    ck_status(ASK(.handoff = 5, .prefix = only_prefix(), .without = HAS_TIMESTAMP,
                  .sequence = 100),
              135, "SEQUENCE_NUMBER_OUT_OF_WINDOW");
    h.calls_left = 1; /* the policy fails */
    ck_status(ASK(.mn = "mn2", .handoff = 1), 130, "INSUFFICIENT_RESOURCES");
    if (_i == PMIP6_DRAFT_02)
        ck_status(ASK(.prefix = 0x42), 129, "ADMINISTRATIVELY_PROHIBITED");
    ck_assert_str_eq(pmip6_status_name(128), "REASON_UNSPECIFIED");
    end();
}
END_TEST

/* covers: R6275-14-01 */
START_TEST(messages_of_mobile_ipv6_have_their_numbers)
{
    static const struct numbered messages[] = {
        {PMIP6_MH_BRR, "BRR"}, {PMIP6_MH_HOTI, "HoTI"}, {PMIP6_MH_COTI, "CoTI"},
        {PMIP6_MH_HOT, "HoT"}, {PMIP6_MH_COT, "CoT"},   {PMIP6_MH_BU, "BU"},
        {PMIP6_MH_BA, "BA"},   {PMIP6_MH_BE, "BE"}};
    static const char *const options[] = {"pad1",
                                          "padn",
                                          "binding-refresh-advice",
                                          "alternate-care-of-address",
                                          "nonce-indices",
                                          "binding-authorization-data"};

    for (uint8_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        struct wire w;

        ck_assert_uint_eq(messages[i].number, i);
        wire_of(&w, i, NULL, 0);
        w.octets[7] = 0; /* no P */
        w.octets[8] = 0;
        wire_seal(&w);
        ck_assert_int_eq(wire_decode(&w), 0);
        ck_assert_uint_eq(wire_message.mh_type, i);
        ck_assert_str_eq(pmip6_message_name(&wire_message), messages[i].name);
    }
    for (uint8_t i = 0; i < sizeof options / sizeof options[0]; i++)
        ck_assert_str_eq(pmip6_option_name(i), options[i]);
}
END_TEST

/* covers: R5213-10-01 D02-10-01 */
START_TEST(added_options_have_their_numbers)
{
    static const struct numbered options[] = {
        {PMIP6_OPT_HOME_NETWORK_PREFIX, "home-network-prefix"},
        {PMIP6_OPT_HANDOFF_INDICATOR, "handoff-indicator"},
        {PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE, "access-technology-type"},
        {PMIP6_OPT_LINK_LAYER_IDENTIFIER, "mobile-node-link-layer-identifier"},
        {PMIP6_OPT_LINK_LOCAL_ADDRESS, "link-local-address"},
        {PMIP6_OPT_TIMESTAMP, "timestamp"}};

    for (uint8_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        unsigned named = 0;

        ck_assert_uint_eq(options[i].number, 22u + i);
        for (unsigned type = 0; type < 256; type++)
            named += strcmp(pmip6_option_name((uint8_t)type), options[i].name) == 0;
        ck_assert_uint_eq(named, 1);
        ck_assert_str_eq(pmip6_option_name(options[i].number), options[i].name);
    }
}
END_TEST

/* covers: R5213-10-03 */
START_TEST(access_technology_that_nobody_has_assigned_is_served)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    struct signalling s;
    struct pbu p = {.handoff = 1};
    struct wire w;

    begin((uint32_t)_i);
    wire_start(&w);
    w.from = MAG1;
    w.to = LMAA;
    compose(&p, &s);
    s.access_technology = 99;
    ck_assert_int_eq(
        p6_signalling_encode(&s, w.octets, sizeof w.octets, &w.from, &w.to, &w.length),
        0);
    input(&w.from, w.octets, w.length);
    read_answer(0);
    ck_assert_int_eq(answer.status, 0);
    ck_assert_uint_eq(answer.access_technology, 99);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.access_technology, 99);
    end();
}
END_TEST

Suite *conformance_codes(void)
{
    Suite *s = suite_create("codes");

    conformance_add(s, refusals_of_nodes_and_gateways_have_their_numbers, RFC5213_ONLY);
    conformance_add(s, refusals_about_prefixes_have_their_numbers, RFC5213_ONLY);
    conformance_add(s, refusals_of_old_requests_have_their_numbers, RFC5213_ONLY);
    conformance_add(s, refusals_for_want_of_an_option_have_their_numbers, RFC5213_ONLY);
    conformance_add(s, refusals_of_the_draft_have_the_numbers_assigned_later,
                    DRAFT_02_ONLY);
    conformance_add(s, added_statuses_are_refusals_beside_those_there_were, ONCE);
    conformance_add(s, statuses_of_mobile_ipv6_have_their_numbers, ONCE);
    conformance_add(s, statuses_of_mobile_ipv6_are_sent_where_they_fit, BOTH_EDITIONS);
    conformance_add(s, messages_of_mobile_ipv6_have_their_numbers, ONCE);
    conformance_add(s, added_options_have_their_numbers, ONCE);
    conformance_add(s, access_technology_that_nobody_has_assigned_is_served,
                    RFC5213_ONLY);
    return s;
}
