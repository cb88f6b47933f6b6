/* SPDX-License-Identifier: MIT */
/* Runs the conformance tests of the codec alone: make check-codec. */
#include "conformance.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(conformance_codec());
    int failed;

    srunner_add_suite(runner, conformance_options());
    srunner_add_suite(runner, conformance_options_all());
    srunner_add_suite(runner, conformance_codes());
    srunner_add_suite(runner, conformance_codec_types());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
