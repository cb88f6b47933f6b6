/* SPDX-License-Identifier: MIT */
/*
 * pmip6ctl: asks a running daemon, or tells it something, over its control socket (see
 * control.h). Exit status: 0, 1 an error from the daemon, 2 wrong usage, 3 no daemon.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <pmip6/version.h>

#include "table.h"

#define WRONG_USAGE 2
#define NO_DAEMON   3
#define REQUEST_MAX 4000u

/* A command: its words, those in capitals standing for any word. */
static const char *const commands[][6] = {
    {"show", "status"},         {"show", "counters"},
    {"show", "tunnels"},        {"show", "bindings"},
    {"show", "bindings", "ID"}, {"watch"},
    {"delete", "ID"},           {"save"},
    {"attach", "ID", "LINK"},   {"attach", "ID", "LINK", "handoff", "N"},
    {"detach", "ID"},           {"renumber", "ID"},
};

static const char *const default_sockets[] = {"/run/pmip6-lmad.sock",
                                              "/run/pmip6-magd.sock"};

static void usage(FILE *to)
{
    (void)fputs(
        "usage: pmip6ctl [-s SOCKET] [-j] COMMAND\n"
        "Asks a running pmip6-lmad or pmip6-magd, or tells it something.\n"
        "  -s SOCKET  its control socket; default: the one of those that answers:\n"
        "             /run/pmip6-lmad.sock, /run/pmip6-magd.sock\n"
        "  -j         JSON instead of tables\n"
        "  --help     this text\n"
        "  --version  the version\n"
        "Commands of both: show status, show counters, show tunnels,\n"
        "  show bindings [ID], watch (events as they happen)\n"
        "Of an LMA: delete ID, save\n"
        "Of a MAG: attach ID LINK [handoff N], detach ID|LINK, renumber ID\n"
        "Exit status: 0; 1 an error from the daemon; 2 wrong usage; 3 no daemon.\n",
        to);
}

/* ---- The command ---- */

static int word_fits(const char *pattern, const char *word)
{
    if (strcmp(pattern, "N") == 0)
        return word[0] >= '1' && word[0] <= '4' && word[1] == '\0';
    if (strcmp(pattern, "ID") == 0 || strcmp(pattern, "LINK") == 0)
        return word[0] != '\0';
    return strcmp(pattern, word) == 0;
}

static int is_command(int count, char **words)
{
    size_t i;
    int k;

    for (i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        for (k = 0; k < count && k < 5; k++) {
            if (commands[i][k] == NULL || !word_fits(commands[i][k], words[k]))
                break;
        }
        if (k == count && commands[i][k] == NULL)
            return 1;
    }
    return 0;
}

/* ---- The daemon ---- */

static int connect_to(const char *path)
{
    struct sockaddr_un name;
    int fd;

    memset(&name, 0, sizeof name);
    name.sun_family = AF_UNIX;
    if (strlen(path) >= sizeof name.sun_path)
        return -1;
    memcpy(name.sun_path, path, strlen(path) + 1);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&name, sizeof name) < 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

static int connect_any(const char *path)
{
    int fd = -1;
    size_t i;

    if (path != NULL) {
        fd = connect_to(path);
        if (fd < 0)
            (void)fprintf(stderr, "no daemon answers on %s: %s\n", path, strerror(errno));
        return fd;
    }
    for (i = 0; fd < 0 && i < sizeof default_sockets / sizeof default_sockets[0]; i++)
        fd = connect_to(default_sockets[i]);
    if (fd < 0)
        (void)fprintf(stderr,
                      "no daemon answers on %s or %s: is it running, or is its socket "
                      "elsewhere (-s)?\n",
                      default_sockets[0], default_sockets[1]);
    return fd;
}

static int send_request(int fd, int count, char **words)
{
    char request[REQUEST_MAX];
    size_t used = 0;
    int i;

    for (i = 0; i < count; i++) {
        const size_t length = strlen(words[i]) + 1;

        if (length > sizeof request - used - 1)
            return -1;
        memcpy(request + used, words[i], length);
        used += length;
    }
    request[used++] = '\0';
    return send(fd, request, used, MSG_NOSIGNAL) == (ssize_t)used ? 0 : -1;
}

/* ---- The answer ---- */

/* `0`, or `1 why`: what to exit with. */
static int take_status(const char *line)
{
    if (line[0] == '0')
        return 0;
    (void)fprintf(stderr, "%s", line[0] != '\0' && line[1] == ' ' ? line + 2 : line);
    return line[0] == '2' ? WRONG_USAGE : 1;
}

static int print_events(FILE *answer, int as_json)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;

    while ((length = getline(&line, &room, answer)) > 0) {
        struct json_value *event = as_json ? NULL : json_read(line, (size_t)length);

        if (event != NULL)
            table_print_event(event);
        else
            (void)fputs(line, stdout);
        json_value_free(event);
        (void)fflush(stdout);
    }
    free(line);
    return 0;
}

static int print_document(FILE *answer, int as_json)
{
    char *text = NULL;
    size_t room = 0;
    const ssize_t length = getdelim(&text, &room, '\0', answer);
    struct json_value *document = length <= 0 ? NULL : json_read(text, (size_t)length);
    int status = 0;

    if (document == NULL) {
        (void)fprintf(stderr, "the daemon's answer is broken off\n");
        status = 1;
    } else if (as_json) {
        (void)fputs(text, stdout);
    } else {
        table_print(document);
    }
    json_value_free(document);
    free(text);
    return status;
}

static int take_answer(int fd, int events, int as_json)
{
    FILE *answer = fdopen(fd, "r");
    char *line = NULL;
    size_t room = 0;
    int status = NO_DAEMON;

    if (answer == NULL)
        return NO_DAEMON;
    if (getline(&line, &room, answer) > 0) {
        status = take_status(line);
        if (status == 0 && events)
            status = print_events(answer, as_json);
        else if (status == 0)
            status = print_document(answer, as_json);
    } else {
        (void)fprintf(stderr, "the daemon gave no answer\n");
    }
    free(line);
    (void)fclose(answer);
    return status;
}

int main(int argc, char **argv)
{
    const char *path = NULL;
    int as_json = 0;
    int option;
    int fd;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        (void)printf("pmip6ctl %s\n", PMIP6_VERSION);
        return 0;
    }
    while ((option = getopt(argc, argv, "+s:j")) != -1) {
        if (option == 's')
            path = optarg;
        else if (option == 'j')
            as_json = 1;
        else
            break;
    }
    if (option != -1 || !is_command(argc - optind, argv + optind)) {
        usage(stderr);
        return WRONG_USAGE;
    }
    fd = connect_any(path);
    if (fd < 0)
        return NO_DAEMON;
    if (send_request(fd, argc - optind, argv + optind) < 0) {
        (void)close(fd);
        (void)fprintf(stderr, "the daemon did not take the command\n");
        return NO_DAEMON;
    }
    return take_answer(fd, strcmp(argv[optind], "watch") == 0, as_json);
}
