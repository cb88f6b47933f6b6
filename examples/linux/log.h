/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_LOG_H
#define PMIP6_EXAMPLES_LINUX_LOG_H

/*
 * The log: one line an event on standard error, with the time of day, a level, what
 * happened, and `key=value` fields.
 */

#include <pmip6/types.h>

#if defined(__GNUC__) || defined(__clang__)
#define LOG_PRINTF(n) __attribute__((format(printf, n, (n) + 1)))
#else
#define LOG_PRINTF(n)
#endif

/* Lines of higher pmip6_log_level than this are left out. */
void log_open(uint32_t level);

/* Whether lines of a level are written: what takes work to put together asks first. */
int log_reaches(uint32_t level);

/* Longer lines are cut. What a pipe takes whole. */
#define LOG_LINE_MAX 4096

/* `fields` is a format for printf; empty for none. */
void log_write(uint32_t level, const char *what, const char *fields, ...) LOG_PRINTF(3);

#define log_error(...)   log_write(PMIP6_LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_write(PMIP6_LOG_WARNING, __VA_ARGS__)
#define log_info(...)    log_write(PMIP6_LOG_INFO, __VA_ARGS__)
#define log_debug(...)   log_write(PMIP6_LOG_DEBUG, __VA_ARGS__)

#endif
