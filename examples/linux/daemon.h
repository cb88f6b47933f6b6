/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_DAEMON_H
#define PMIP6_EXAMPLES_LINUX_DAEMON_H

/* What the daemons have in common: their command line, and signals. */

#include <stddef.h>
#include <stdint.h>

#include "config.h"

struct daemon_program {
    const char *name;
    const char *what; /* a sentence for --help */
    const struct config_directive *directives;
    size_t directive_count;
};

struct daemon_options {
    const char *config; /* -c */
    int check;          /* -t */
    uint32_t level;     /* -d, for log_open() */
};

/* Reads the command line. Returns -1 to go on, else the exit status. */
int daemon_arguments(int argc, char **argv, const struct daemon_program *program,
                     struct daemon_options *options);

/* Says on standard error why the program ends; returns 1, the exit status. */
int daemon_fail(const struct why *why);

/* Takes SIGTERM, SIGINT and SIGHUP as readable events of a descriptor; -1 and why. */
int daemon_signals(struct why *why);

/* The next of them, 0 for none. */
int daemon_signal_read(int fd);

#endif
