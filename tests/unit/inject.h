/* SPDX-License-Identifier: MIT */
#ifndef INJECT_H
#define INJECT_H

/*
 * Every scenario of a test program again, with the n-th allocation failing, and with the
 * n-th callback failing, for each n until the scenario passes without having met the
 * failure.
 *
 * A scenario whose expectations the failure has upset is left where it first differs;
 * then, as also at its ordinary end, nothing may be wrong: the host's tables fit what is
 * bound, what is given up leaks nothing, and the handle still serves. That is what the
 * program's close_bed() checks.
 *
 * unit.h includes this in place of its own main where UNIT_INJECT is defined.
 */

typedef void inject_scenario(int i);

/* Takes a test instead of a libcheck suite. */
void inject_add(const char *name, inject_scenario *scenario, int first, int last);

/* What an expectation that does not hold comes to; what it would say is not said. */
#if defined(__GNUC__) || defined(__clang__)
__attribute__((noreturn))
#endif
void inject_upset(const char *file, int line, ...);

/* Runs all; returns the exit status. */
int inject_run(const char *program, void (*close_bed)(void));

#undef tcase_add_test
#undef tcase_add_loop_test
#define tcase_add_test(tcase, test)                                                      \
    ((void)(tcase), inject_add((test)->name, (test)->fn, 0, 1))
#define tcase_add_loop_test(tcase, test, first, last)                                    \
    ((void)(tcase), inject_add((test)->name, (test)->fn, first, last))
#define unit_add_lone_test(tcase, test, first, last)                                     \
    ((void)(tcase), (void)(test), (void)(first), (void)(last))
#define _ck_assert_failed(file, line, ...) inject_upset(file, line, __VA_ARGS__)
#define _mark_point(file, line)            ((void)0)

#define UNIT_MAIN(suite_function)                                                        \
    int main(int argc, char **argv)                                                      \
    {                                                                                    \
        SRunner *only_to_be_freed = srunner_create(suite_function());                    \
        int status = inject_run(argv[0], close_bed);                                     \
                                                                                         \
        (void)argc;                                                                      \
        srunner_free(only_to_be_freed);                                                  \
        return status;                                                                   \
    }

#endif
