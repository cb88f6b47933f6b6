/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_CONTROL_H
#define PMIP6_EXAMPLES_LINUX_CONTROL_H

/*
 * The control socket of a daemon: a UNIX stream socket. A client sends the words of one
 * command, a zero octet after each and one more at the end. The answer is a line with the
 * exit status (0, or 1 or 2, a blank, and why), then a JSON document, then the end of the
 * stream; after `watch`, one JSON object a line for as long as the client stays.
 *
 * Nothing here waits for a client: what one does not read is kept for it, up to a bound.
 */

#include <stddef.h>
#include <stdint.h>

#include "json.h"
#include "loop.h"
#include "why.h"

struct control; /* opaque */

/* Continues a long answer: appends a part, returns 1 if there is more, 0 at the end. */
typedef int control_more(struct json *out, uint32_t *cursor, void *user);

/* A command's status: the answer comes later, by control_finish(). */
#define CONTROL_LATER (-1)

struct control_call {
    size_t count;
    char *const *words;
    struct json *out;   /* the document goes here */
    struct why *why;    /* with a status other than 0 */
    control_more *more; /* set it where `out` is only the beginning */
    uint32_t cursor;    /* handed to `more`; 0 before */
    uint32_t ticket;    /* with CONTROL_LATER: what is waited for, not 0 */
};

/* Carries out a command; returns the exit status: 0, 1 (not possible), 2 (wrong words),
 * or CONTROL_LATER. */
typedef int control_command(struct control_call *call, void *user);

/* Whether the path is free: -1 and why where another daemon answers there. */
int control_check(const char *path, struct why *why);

/* The socket appears, with mode 0600, when clients can connect; -1 and why. */
int control_open(struct control **c, const char *path, struct loop *loop,
                 control_command *command, void *user, struct why *why);

/* Hands an event, one JSON object, to all who watch. */
void control_tell(struct control *c, const struct json *event);

/* Answers those who wait for this ticket, or for a lower one: `{}`, or a status other
 * than 0 and why. */
void control_finish(struct control *c, uint32_t ticket, int status,
                    const struct why *why);

/* Whether anybody watches. */
int control_watched(const struct control *c);

/* Removes the socket. NULL is fine. */
void control_close(struct control *c);

#endif
