/* SPDX-License-Identifier: MIT */
/* The event loop, by poll(): a daemon watches a few dozen descriptors. */

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "loop.h"

#define WAIT_MAX_MS 60000

void loop_open(struct loop *l)
{
    memset(l, 0, sizeof *l);
}

void loop_close(struct loop *l)
{
    free(l->watches);
    free(l->polls);
    memset(l, 0, sizeof *l);
}

static struct loop_watch *find(struct loop *l, int fd)
{
    size_t i;

    for (i = 0; i < l->count; i++) {
        if (l->watches[i].fd == fd)
            return &l->watches[i];
    }
    return NULL;
}

static int grow(struct loop *l)
{
    const size_t room = l->room == 0 ? 16 : l->room * 2;
    struct loop_watch *watches = realloc(l->watches, room * sizeof *watches);
    void *polls;

    if (watches == NULL)
        return -1;
    l->watches = watches;
    polls = realloc(l->polls, room * sizeof(struct pollfd));
    if (polls == NULL)
        return -1;
    l->polls = polls;
    l->room = room;
    return 0;
}

int loop_add(struct loop *l, int fd, loop_ready *ready, void *user)
{
    struct loop_watch *w;

    if (l->count == l->room && grow(l) < 0)
        return -1;
    w = &l->watches[l->count++];
    w->fd = fd;
    w->writing = 0;
    w->ready = ready;
    w->user = user;
    return 0;
}

void loop_write(struct loop *l, int fd, int on)
{
    struct loop_watch *w = find(l, fd);

    if (w != NULL)
        w->writing = on;
}

void loop_remove(struct loop *l, int fd)
{
    struct loop_watch *w = find(l, fd);

    if (w != NULL)
        w->fd = -1;
}

static void drop_forgotten(struct loop *l)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < l->count; i++) {
        if (l->watches[i].fd >= 0)
            l->watches[kept++] = l->watches[i];
    }
    l->count = kept;
}

static int milliseconds_until(pmip6_time deadline)
{
    const pmip6_time now = clock_now();

    if (deadline <= now)
        return 0;
    if (deadline - now >= (pmip6_time)WAIT_MAX_MS * 1000u)
        return WAIT_MAX_MS;
    return (int)((deadline - now + 999u) / 1000u);
}

void loop_wait(struct loop *l, pmip6_time deadline)
{
    struct pollfd *polls;
    size_t count;
    size_t i;

    drop_forgotten(l);
    polls = l->polls;
    count = l->count;
    for (i = 0; i < count; i++) {
        polls[i].fd = l->watches[i].fd;
        polls[i].events = (short)(POLLIN | (l->watches[i].writing ? POLLOUT : 0));
        polls[i].revents = 0;
    }
    if (poll(polls, (nfds_t)count, milliseconds_until(deadline)) <= 0)
        return;
    /* A callback may add watches, which moves both arrays, and forget some. */
    for (i = 0; i < count; i++) {
        const struct loop_watch w = l->watches[i];
        const short ready = ((struct pollfd *)l->polls)[i].revents;

        if (ready != 0 && w.fd >= 0)
            w.ready(w.fd, w.user);
    }
}
