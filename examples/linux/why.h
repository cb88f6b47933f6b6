/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_WHY_H
#define PMIP6_EXAMPLES_LINUX_WHY_H

/*
 * Why something did not work: one line for a person, which says what to do. The caller
 * owns it, the function that fails fills it in and returns -1.
 */

#if defined(__GNUC__) || defined(__clang__)
#define WHY_PRINTF __attribute__((format(printf, 2, 3)))
#else
#define WHY_PRINTF
#endif

struct why {
    char text[256];
};

/* Writes the line; returns -1, so that `return why_set(...)` ends the failing function.
 */
int why_set(struct why *why, const char *format, ...) WHY_PRINTF;

#endif
