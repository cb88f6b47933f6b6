/* SPDX-License-Identifier: MIT */
/* Command line and signals of the daemons. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <pmip6/types.h>
#include <pmip6/version.h>

#include "daemon.h"

static void usage(FILE *to, const struct daemon_program *program)
{
    (void)fprintf(
        to,
        "usage: %s -c FILE [-t] [-d]...\n"
        "%s\n"
        "  -c FILE    the configuration\n"
        "  -t         check the configuration and exit: 0 good, 1 not\n"
        "  -d         log more; repeatable\n"
        "  --help     this text\n"
        "  --version  the version\n"
        "SIGTERM, SIGINT: orderly stop. SIGHUP: read the configuration again.\n",
        program->name, program->what);
}

static int long_option(const char *word, const struct daemon_program *program)
{
    if (strcmp(word, "--version") == 0) {
        (void)printf("%s %s\n", program->name, PMIP6_VERSION);
        return 0;
    }
    if (strcmp(word, "--help") != 0)
        return 2;
    usage(stdout, program);
    (void)printf("\nDirectives of the configuration, one a line:\n");
    config_print(program->directives, program->directive_count);
    return 0;
}

int daemon_arguments(int argc, char **argv, const struct daemon_program *program,
                     struct daemon_options *options)
{
    int option;
    int i;

    memset(options, 0, sizeof *options);
    options->level = PMIP6_LOG_INFO;
    for (i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0 && argv[i][2] != '\0') {
            const int status = long_option(argv[i], program);

            if (status != 0)
                usage(stderr, program);
            return status;
        }
    }
    while ((option = getopt(argc, argv, "c:td")) != -1) {
        if (option == 'c')
            options->config = optarg;
        else if (option == 't')
            options->check = 1;
        else if (option == 'd')
            options->level++;
        else
            break;
    }
    if (option == -1 && options->config != NULL && optind == argc)
        return -1;
    usage(stderr, program);
    return 2;
}

int daemon_fail(const struct why *why)
{
    (void)fprintf(stderr, "%s\n", why->text);
    return 1;
}

int daemon_signals(struct why *why)
{
    struct sigaction ignore;
    sigset_t taken;
    int fd;

    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigemptyset(&taken);
    (void)sigaddset(&taken, SIGTERM);
    (void)sigaddset(&taken, SIGINT);
    (void)sigaddset(&taken, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &taken, NULL);
    fd = signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
    return fd < 0 ? why_set(why, "cannot take signals: %s", strerror(errno)) : fd;
}

int daemon_signal_read(int fd)
{
    struct signalfd_siginfo info;

    if (read(fd, &info, sizeof info) != (ssize_t)sizeof info)
        return 0;
    return (int)info.ssi_signo;
}
