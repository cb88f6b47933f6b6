/* SPDX-License-Identifier: MIT */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

/*
 * Tests of the specifications' rules, one after the other: each names in a comment before
 * it the ids of the rules that it holds (five at most), as `covers: ID ID`. The script
 * matrix reads these comments, mutate switches the rules off one at a time.
 */

#include <check.h>

/* A test case of its own, with its name as its tag, so that it can be run alone
 * (CK_INCLUDE_TAGS). It runs once for each i from first to last - 1. */
static inline void conformance_add(Suite *s, const TTest *test, int first, int last)
{
    TCase *t = tcase_create(test->name);

    tcase_set_tags(t, test->name);
    tcase_add_loop_test(t, test, first, last);
    suite_add_tcase(s, t);
}

/* In both editions, in one. */
#define BOTH_EDITIONS (int)PMIP6_DRAFT_02, (int)PMIP6_RFC5213 + 1
#define DRAFT_02_ONLY (int)PMIP6_DRAFT_02, (int)PMIP6_DRAFT_02 + 1
#define RFC5213_ONLY  (int)PMIP6_RFC5213, (int)PMIP6_RFC5213 + 1
#define ONCE          0, 1

/* One of each area's tests. */
Suite *conformance_arrival(void);
Suite *conformance_arrival_more(void);
Suite *conformance_ordering(void);
Suite *conformance_lookup(void);
Suite *conformance_lookup_more(void);
Suite *conformance_answers(void);
Suite *conformance_answers_more(void);
Suite *conformance_sessions(void);
Suite *conformance_lifetimes(void);
Suite *conformance_deregistration(void);
Suite *conformance_codec(void);
Suite *conformance_options(void);
Suite *conformance_options_all(void);
Suite *conformance_codes(void);
Suite *conformance_codec_gateway(void);
Suite *conformance_codec_lma(void);
Suite *conformance_codec_mag(void);
Suite *conformance_codec_types(void);
Suite *conformance_prefixes(void);
Suite *conformance_prefixes_more(void);
Suite *conformance_tunnels(void);
Suite *conformance_forwarding(void);
Suite *conformance_policy(void);
Suite *conformance_administration(void);
Suite *conformance_events(void);
Suite *conformance_data_plane(void);
Suite *conformance_mag_attachment(void);
Suite *conformance_mag_identity(void);
Suite *conformance_mag_handoff(void);
Suite *conformance_mag_requests(void);
Suite *conformance_mag_order(void);
Suite *conformance_mag_link_local(void);
Suite *conformance_mag_emulation(void);
Suite *conformance_mag_answers(void);
Suite *conformance_mag_reading(void);
Suite *conformance_mag_statuses(void);
Suite *conformance_mag_accepted(void);
Suite *conformance_mag_repeats(void);
Suite *conformance_mag_extension(void);
Suite *conformance_mag_leaving(void);
Suite *conformance_mag_every_request(void);
Suite *conformance_mag_wire(void);
Suite *conformance_mag_home_link(void);
Suite *conformance_mag_forwarding(void);
Suite *conformance_mag_tunnels(void);
Suite *conformance_mag_presence(void);
Suite *conformance_mag_visitors(void);
Suite *conformance_mag_dhcp(void);
Suite *conformance_mag_domain(void);
Suite *conformance_mag_shown(void);
Suite *conformance_mag_received(void);

#endif
