/* SPDX-License-Identifier: MIT */
/* Runs the conformance tests of all areas. */
#include "conformance.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(conformance_arrival());
    int failed;

    srunner_add_suite(runner, conformance_arrival_more());
    srunner_add_suite(runner, conformance_ordering());
    srunner_add_suite(runner, conformance_lookup());
    srunner_add_suite(runner, conformance_lookup_more());
    srunner_add_suite(runner, conformance_answers());
    srunner_add_suite(runner, conformance_answers_more());
    srunner_add_suite(runner, conformance_sessions());
    srunner_add_suite(runner, conformance_lifetimes());
    srunner_add_suite(runner, conformance_deregistration());
    srunner_add_suite(runner, conformance_codec());
    srunner_add_suite(runner, conformance_options());
    srunner_add_suite(runner, conformance_options_all());
    srunner_add_suite(runner, conformance_codes());
    srunner_add_suite(runner, conformance_codec_gateway());
    srunner_add_suite(runner, conformance_codec_lma());
    srunner_add_suite(runner, conformance_codec_mag());
    srunner_add_suite(runner, conformance_codec_types());
    srunner_add_suite(runner, conformance_prefixes());
    srunner_add_suite(runner, conformance_prefixes_more());
    srunner_add_suite(runner, conformance_tunnels());
    srunner_add_suite(runner, conformance_forwarding());
    srunner_add_suite(runner, conformance_policy());
    srunner_add_suite(runner, conformance_administration());
    srunner_add_suite(runner, conformance_events());
    srunner_add_suite(runner, conformance_data_plane());
    srunner_add_suite(runner, conformance_mag_attachment());
    srunner_add_suite(runner, conformance_mag_identity());
    srunner_add_suite(runner, conformance_mag_handoff());
    srunner_add_suite(runner, conformance_mag_requests());
    srunner_add_suite(runner, conformance_mag_order());
    srunner_add_suite(runner, conformance_mag_link_local());
    srunner_add_suite(runner, conformance_mag_emulation());
    srunner_add_suite(runner, conformance_mag_answers());
    srunner_add_suite(runner, conformance_mag_reading());
    srunner_add_suite(runner, conformance_mag_statuses());
    srunner_add_suite(runner, conformance_mag_accepted());
    srunner_add_suite(runner, conformance_mag_repeats());
    srunner_add_suite(runner, conformance_mag_extension());
    srunner_add_suite(runner, conformance_mag_leaving());
    srunner_add_suite(runner, conformance_mag_every_request());
    srunner_add_suite(runner, conformance_mag_wire());
    srunner_add_suite(runner, conformance_mag_home_link());
    srunner_add_suite(runner, conformance_mag_forwarding());
    srunner_add_suite(runner, conformance_mag_tunnels());
    srunner_add_suite(runner, conformance_mag_presence());
    srunner_add_suite(runner, conformance_mag_visitors());
    srunner_add_suite(runner, conformance_mag_dhcp());
    srunner_add_suite(runner, conformance_mag_domain());
    srunner_add_suite(runner, conformance_mag_shown());
    srunner_add_suite(runner, conformance_mag_received());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
