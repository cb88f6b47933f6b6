/* SPDX-License-Identifier: MIT */
/*
 * A Proxy Binding Update arrives: the checks of RFC 5213 5.3.1 and draft-02 5.3.1 up to the
 * look-up, in their order.
 */
#include "conformance.h"
#include "lma_bed.h"

/* covers: R5213-5.3.1-06 R5213-5.3.1-07 D02-5.3.1-06 D02-5.3.1-52 */
START_TEST(request_without_an_identifier_is_refused)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(ASK(.without = HAS_MN_ID), PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION);
    ck_assert_uint_eq(bindings(NULL), 0);
    if (_i == PMIP6_DRAFT_02) {
        ck_assert(!(answer.present & HAS_MN_ID));
    } else {
        ck_assert(answer.present & HAS_MN_ID);
        ck_assert_uint_eq(answer.mn_id.length, 0);
    }
    end();
}
END_TEST

Suite *conformance_arrival(void)
{
    Suite *s = suite_create("arrival");

    conformance_add(s, request_without_an_identifier_is_refused, BOTH_EDITIONS);
    return s;
}
