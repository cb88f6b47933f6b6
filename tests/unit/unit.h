/* SPDX-License-Identifier: MIT */
#ifndef UNIT_H
#define UNIT_H

/*
 * What every unit test program shares: a main that runs one suite, in forks where the
 * system has them, and tells by its exit status whether all held.
 */

#include <check.h>
#include <stdlib.h>

static inline int unit_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#ifdef UNIT_INJECT
#include "inject.h"
#else

/* A test that is not run again for each failure: too long, or on a host of its own. */
#define unit_add_lone_test(tcase, test, first, last)                                     \
    tcase_add_loop_test(tcase, test, first, last)

#define UNIT_MAIN(suite_function)                                                        \
    int main(void)                                                                       \
    {                                                                                    \
        return unit_run(suite_function());                                               \
    }

#endif

#endif
