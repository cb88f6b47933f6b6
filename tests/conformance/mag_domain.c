/* SPDX-License-Identifier: MIT */
/*
 * The values of the domain at a MAG: how requests are ordered, and by whose clock, and
 * the two addresses that all gateways share (RFC 5213 9.3).
 */
#include "mag_link_bed.h"

#define TIMESTAMP 27

static uint32_t flags;

static void set_flags(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->flags |= flags;
}

/* A node that tells its own time. */
static int attach_with_time(uint32_t link, const char *id, pmip6_timestamp timestamp)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)id;
    who.mn_id.length = strlen(id);
    who.timestamp = timestamp;
    bring_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

#define NODES_TIME ((pmip6_timestamp)1234567890 << 16)

/* ---- the order of requests ---- */

/* A request, its repeat, an extension and the leave. */
static void go_through_a_session(void)
{
    h.policy.lifetime = 100;
    ck_assert_int_eq(attach_with_time(LINK, ID, NODES_TIME), 0);
    pass(SEC(1) + TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    answer(0);
    while (h.sent_count == 2)
        pass(SEC(1));
    answer(0);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(h.sent_count, 4);
}

/* covers: R5213-9.3-04 R5213-9.3-06 R5213-9.3-10 */
START_TEST(every_request_has_the_gateways_time_by_default)
{
    uint64_t last = 0;

    flags = 0;
    begin_here((uint32_t)_i, NULL);
    ck_assert_int_eq(attach_with_time(LINK, ID, NODES_TIME), 0);
    ck_assert(sent_timestamp() == fake_day(&h));
    end();
    begin_here((uint32_t)_i, NULL);
    go_through_a_session();
    for (unsigned n = 0; n < 4; n++) {
        const uint8_t *option = sent_option(&h.sent[n], TIMESTAMP, 0);
        uint64_t time;

        ck_assert_ptr_nonnull(option);
        time = (uint64_t)word_at(option + 2) << 32 | word_at(option + 6);
        ck_assert(time > last);
        ck_assert(time <= fake_day(&h));
        last = time;
    }
    end();
}
END_TEST

/* covers: R5213-9.3-05 R5213-9.3-08 */
START_TEST(sequence_numbers_order_the_requests_of_each_session_instead)
{
    uint16_t first;

    flags = PMIP6_MAG_SEQUENCE_ORDER;
    begin_here((uint32_t)_i, set_flags);
    go_through_a_session();
    first = half_at(h.sent[0].octets + 6);
    for (unsigned n = 0; n < 4; n++) {
        ck_assert_ptr_null(sent_option(&h.sent[n], TIMESTAMP, 0));
        ck_assert_uint_eq(half_at(h.sent[n].octets + 6), (uint16_t)(first + n));
    }
    ck_assert_int_eq(arrive(ELSEWHERE, OTHER, 2), 0); /* counts by itself */
    ck_assert_uint_eq(sent_number(), first);
    end();
}
END_TEST

/* covers: R5213-9.3-07 */
START_TEST(requests_have_the_nodes_time_where_nodes_make_timestamps)
{
    flags = PMIP6_MAG_NODE_TIMESTAMPS;
    begin_here((uint32_t)_i, set_flags);
    ck_assert_int_eq(attach_with_time(LINK, ID, NODES_TIME), 0);
    ck_assert(sent_timestamp() == NODES_TIME);
    pass(SEC(1)); /* its clock goes on */
    pass(TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert(sent_timestamp() - NODES_TIME >= 65536);
    ck_assert(sent_timestamp() - NODES_TIME <= 65536 + 100);
    ck_assert_int_eq(attach_with_time(ELSEWHERE, OTHER, 0), 0); /* this one has none */
    ck_assert(sent_timestamp() == fake_day(&h));
    end();
}
END_TEST

/* covers: R5213-9.3-09 */
START_TEST(gateway_is_not_configured_for_nodes_timestamps_without_timestamps)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;
    pmip6_mag *none = NULL;

    pmip6_mag_config_init(&c, (uint32_t)_i);
    c.address = fake_addr(1, 1);
    c.flags |= PMIP6_MAG_NODE_TIMESTAMPS | PMIP6_MAG_SEQUENCE_ORDER;
    fake_host_init(&h);
    fake_mag_callbacks(&cb);
    ck_assert_int_eq(pmip6_mag_new(&none, &c, &cb, &h), PMIP6_ERR_INVALID);
    begin_here((uint32_t)_i, NULL);
    flags = PMIP6_MAG_NODE_TIMESTAMPS | PMIP6_MAG_SEQUENCE_ORDER;
    ck_assert_int_eq(change_to(set_flags), PMIP6_ERR_INVALID);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    ck_assert(sent_timestamp() == fake_day(&h)); /* it is as it was */
    end();
}
END_TEST

/* ---- set while it runs ---- */

static const struct pmip6_addr router = {{0xfe, 0x80, [9] = 0x11, [15] = 0x22}};

static void fix_addresses(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)cb;
    c->link_local = router;
    c->link_layer.length = 6;
    memset(c->link_layer.octets, 0x22, 6);
}

static void check_addresses(int fixed)
{
    const uint8_t *option = option_of(last_nd(), 1, 0);

    ck_assert_int_eq(same(last_nd()->source, router), fixed);
    ck_assert_int_eq(same(h.link_address, router), fixed);
    ck_assert_int_eq(option != NULL, fixed);
    if (option)
        ck_assert_uint_eq(option[2], 0x22);
}

/* covers: R5213-9.3-01 */
START_TEST(values_of_the_domain_are_set_while_the_gateway_runs)
{
    static const uint32_t orders[] = {0, PMIP6_MAG_SEQUENCE_ORDER,
                                      PMIP6_MAG_NODE_TIMESTAMPS};

    begin_here((uint32_t)_i, NULL);
    for (unsigned n = 0; n < 12; n++) {
        const uint8_t *option;

        flags = orders[n % 3];
        ck_assert_int_eq(change_to(n % 2 ? fix_addresses : set_flags), 0);
        ck_assert_int_eq(attach_with_time(LINK, ID, NODES_TIME), 0);
        option = sent_option(last_sent(), TIMESTAMP, 0);
        if (n % 2 == 0) {
            ck_assert_int_eq(option != NULL, n % 3 != 1);
            if (n % 3 != 1)
                ck_assert_int_eq(sent_timestamp() == NODES_TIME, n % 3 == 2);
        }
        answer(0);
        check_addresses(n % 2);
        ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
        answer(0);
        pass(SEC(2));
    }
    end();
}
END_TEST

Suite *conformance_mag_domain(void)
{
    Suite *s = suite_create("mag_domain");

    conformance_add(s, every_request_has_the_gateways_time_by_default, BOTH_EDITIONS);
    conformance_add(s, sequence_numbers_order_the_requests_of_each_session_instead,
                    BOTH_EDITIONS);
    conformance_add(s, requests_have_the_nodes_time_where_nodes_make_timestamps,
                    BOTH_EDITIONS);
    conformance_add(s, gateway_is_not_configured_for_nodes_timestamps_without_timestamps,
                    BOTH_EDITIONS);
    conformance_add(s, values_of_the_domain_are_set_while_the_gateway_runs,
                    BOTH_EDITIONS);
    return s;
}
