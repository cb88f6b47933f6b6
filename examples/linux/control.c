/* SPDX-License-Identifier: MIT */
/* The control socket's server. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "control.h"

#define CLIENTS_MAX 64
#define REQUEST_MAX 4096u
#define WORDS_MAX   16u
#define UNREAD_MAX  (1u << 20) /* of a watcher, before it is sent away */
#define PART        65536u     /* of a long answer that is made ahead */

struct client {
    struct control *control;
    int fd; /* -1: free */
    int watching;
    int answered;
    uint32_t ticket; /* its answer comes later; 0: it does not */
    char request[REQUEST_MAX];
    size_t received;
    struct json out;
    size_t sent;
    control_more *more;
    uint32_t cursor;
};

struct control {
    struct loop *loop;
    control_command *command;
    void *user;
    int fd;
    size_t oldest; /* the next client to give way */
    struct sockaddr_un name;
    struct client clients[CLIENTS_MAX];
};

static void end_client(struct client *cl)
{
    loop_remove(cl->control->loop, cl->fd);
    (void)close(cl->fd);
    json_free(&cl->out);
    cl->fd = -1;
}

/* ---- Answers ---- */

/* Makes more of a long answer when most of what was made is sent. */
static void refill(struct client *cl)
{
    if (cl->more == NULL || cl->out.length - cl->sent >= PART)
        return;
    memmove(cl->out.text, cl->out.text + cl->sent, cl->out.length - cl->sent);
    cl->out.length -= cl->sent;
    cl->sent = 0;
    while (cl->more != NULL && cl->out.length < PART && !cl->out.failed) {
        if (!cl->more(&cl->out, &cl->cursor, cl->control->user))
            cl->more = NULL;
    }
}

static void flush(struct client *cl)
{
    refill(cl);
    while (cl->sent < cl->out.length) {
        const ssize_t put = send(cl->fd, cl->out.text + cl->sent,
                                 cl->out.length - cl->sent, MSG_DONTWAIT | MSG_NOSIGNAL);

        if (put < 0 && errno == EAGAIN) {
            loop_write(cl->control->loop, cl->fd, 1);
            return;
        }
        if (put < 0) {
            end_client(cl);
            return;
        }
        cl->sent += (size_t)put;
        refill(cl);
    }
    loop_write(cl->control->loop, cl->fd, 0);
    cl->out.length = 0;
    cl->sent = 0;
    if (!cl->watching || cl->out.failed)
        end_client(cl);
}

static void put_status(struct client *cl, int status, const struct why *why)
{
    char line[sizeof why->text + 8];

    (void)snprintf(line, sizeof line, "%d%s%s\n", status, status == 0 ? "" : " ",
                   status == 0 ? "" : why->text);
    json_append(&cl->out, line, strlen(line));
}

static void answer(struct client *cl, char *const *words, size_t count)
{
    struct why why = {""};
    struct control_call call = {count, words, NULL, &why, NULL, 0, 0};
    struct json document;
    int status = 0;

    json_init(&document);
    call.out = &document;
    cl->answered = 1;
    if (count == 1 && strcmp(words[0], "watch") == 0)
        cl->watching = 1;
    else
        status = cl->control->command(&call, cl->control->user);
    if (status == CONTROL_LATER) {
        cl->ticket = call.ticket;
        json_free(&document);
        return;
    }
    if (document.failed) {
        status = 1;
        (void)why_set(&why, "out of memory");
    }
    put_status(cl, status, &why);
    if (status == 0) {
        json_append(&cl->out, document.text, document.length);
        cl->out.comma = document.comma;
        cl->more = call.more;
        cl->cursor = call.cursor;
    }
    if (status == 0 && !cl->watching && cl->more == NULL)
        json_append(&cl->out, "\n", 1);
    json_free(&document);
    flush(cl);
}

void control_finish(struct control *c, uint32_t ticket, int status, const struct why *why)
{
    size_t i;

    for (i = 0; c != NULL && i < CLIENTS_MAX; i++) {
        struct client *cl = &c->clients[i];

        if (cl->fd < 0 || cl->ticket == 0 || cl->ticket > ticket)
            continue;
        cl->ticket = 0;
        put_status(cl, status, why);
        if (status == 0)
            json_append(&cl->out, "{}\n", 3);
        flush(cl);
    }
}

/* ---- Requests ---- */

/* A request is whole when a word of no length ends it. */
static void take_request(struct client *cl)
{
    char *words[WORDS_MAX];
    size_t count = 0;
    size_t at = 0;

    while (at < cl->received) {
        char *word = cl->request + at;
        const char *end = memchr(word, '\0', cl->received - at);

        if (end == NULL)
            return;
        if (end == word) {
            answer(cl, words, count);
            return;
        }
        if (count == WORDS_MAX) {
            end_client(cl);
            return;
        }
        words[count++] = word;
        at += (size_t)(end - word) + 1;
    }
}

static void client_ready(int fd, void *user)
{
    struct client *cl = user;
    char beyond[64];
    ssize_t got;

    if (cl->answered) { /* nothing more is expected: only its end is of interest */
        got = recv(fd, beyond, sizeof beyond, MSG_DONTWAIT);
        if (got == 0 && (cl->watching || cl->ticket != 0))
            end_client(cl);
        else if (got < 0 && errno != EAGAIN && errno != EINTR)
            end_client(cl);
        else if (cl->ticket == 0)
            flush(cl);
        return;
    }
    got = recv(fd, cl->request + cl->received, sizeof cl->request - cl->received,
               MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        end_client(cl);
        return;
    }
    cl->received += (size_t)got;
    take_request(cl);
    if (cl->fd >= 0 && !cl->answered && cl->received == sizeof cl->request)
        end_client(cl);
}

static struct client *free_client(struct control *c)
{
    struct client *cl;
    size_t i;

    for (i = 0; i < CLIENTS_MAX; i++) {
        if (c->clients[i].fd < 0)
            return &c->clients[i];
    }
    cl = &c->clients[c->oldest];
    c->oldest = (c->oldest + 1) % CLIENTS_MAX;
    end_client(cl);
    return cl;
}

static void listener_ready(int fd, void *user)
{
    struct control *c = user;
    struct client *cl;
    const int accepted = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (accepted < 0)
        return;
    cl = free_client(c);
    memset(cl, 0, sizeof *cl);
    cl->control = c;
    cl->fd = accepted;
    json_init(&cl->out);
    if (loop_add(c->loop, accepted, client_ready, cl) < 0) {
        (void)close(accepted);
        cl->fd = -1;
    }
}

/* ---- Opening and closing ---- */

/* A socket that nobody listens on is left over from a predecessor. */
static int clear_path(const struct sockaddr_un *name, struct why *why)
{
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct stat file;
    int rc;

    if (fd < 0 || lstat(name->sun_path, &file) < 0) {
        if (fd >= 0)
            (void)close(fd);
        return 0;
    }
    rc = connect(fd, (const struct sockaddr *)name, sizeof *name);
    (void)close(fd);
    if (rc == 0)
        return why_set(why, "another daemon answers on %s: stop it, or set `control`",
                       name->sun_path);
    if (!S_ISSOCK(file.st_mode))
        return why_set(why, "%s is there and is no socket: remove it, or set `control`",
                       name->sun_path);
    (void)unlink(name->sun_path);
    return 0;
}

/* Listens under a name aside and then takes the real one, so that whoever sees the socket
 * can connect. */
static int listen_at(struct control *c, struct why *why)
{
    struct sockaddr_un aside = c->name;
    const size_t length = strlen(c->name.sun_path);
    mode_t mask;
    int rc;

    memcpy(aside.sun_path + length, ".new", 5);
    (void)unlink(aside.sun_path);
    c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    mask = umask(0177);
    rc = c->fd < 0 ? -1 : bind(c->fd, (const struct sockaddr *)&aside, sizeof aside);
    (void)umask(mask);
    if (rc == 0 && listen(c->fd, 16) == 0 &&
        rename(aside.sun_path, c->name.sun_path) == 0)
        return 0;
    return why_set(why,
                   "cannot open the control socket %s: %s; is there the directory, and "
                   "may it be written?",
                   c->name.sun_path, strerror(errno));
}

static int set_name(struct sockaddr_un *name, const char *path, struct why *why)
{
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    if (strlen(path) + sizeof ".new" > sizeof name->sun_path)
        return why_set(why, "%s: too long for a socket", path);
    (void)snprintf(name->sun_path, sizeof name->sun_path, "%s", path);
    return 0;
}

int control_check(const char *path, struct why *why)
{
    struct sockaddr_un name;

    return set_name(&name, path, why) < 0 || clear_path(&name, why) < 0 ? -1 : 0;
}

int control_open(struct control **c, const char *path, struct loop *loop,
                 control_command *command, void *user, struct why *why)
{
    struct control *made = calloc(1, sizeof *made);
    size_t i;

    *c = NULL;
    if (made == NULL)
        return why_set(why, "out of memory");
    made->loop = loop;
    made->command = command;
    made->user = user;
    made->fd = -1;
    for (i = 0; i < CLIENTS_MAX; i++)
        made->clients[i].fd = -1;
    if (set_name(&made->name, path, why) < 0 || clear_path(&made->name, why) < 0 ||
        listen_at(made, why) < 0 || loop_add(loop, made->fd, listener_ready, made) < 0) {
        if (made->fd >= 0)
            (void)close(made->fd);
        free(made);
        return -1;
    }
    *c = made;
    return 0;
}

int control_watched(const struct control *c)
{
    size_t i;

    for (i = 0; c != NULL && i < CLIENTS_MAX; i++) {
        if (c->clients[i].fd >= 0 && c->clients[i].watching)
            return 1;
    }
    return 0;
}

void control_tell(struct control *c, const struct json *event)
{
    size_t i;

    for (i = 0; c != NULL && !event->failed && i < CLIENTS_MAX; i++) {
        struct client *cl = &c->clients[i];

        if (cl->fd < 0 || !cl->watching)
            continue;
        json_append(&cl->out, event->text, event->length);
        json_append(&cl->out, "\n", 1);
        if (cl->out.length - cl->sent > UNREAD_MAX)
            end_client(cl);
        else
            flush(cl);
    }
}

void control_close(struct control *c)
{
    size_t i;

    if (c == NULL)
        return;
    for (i = 0; i < CLIENTS_MAX; i++) {
        if (c->clients[i].fd >= 0)
            end_client(&c->clients[i]);
    }
    loop_remove(c->loop, c->fd);
    (void)close(c->fd);
    (void)unlink(c->name.sun_path);
    free(c);
}
