/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_LOOP_H
#define PMIP6_EXAMPLES_LINUX_LOOP_H

/* The event loop: file descriptors, and one deadline that the caller knows. */

#include <stddef.h>

#include <pmip6/types.h>

/* A descriptor is ready for what was asked, or has an error to tell. */
typedef void loop_ready(int fd, void *user);

struct loop_watch {
    int fd; /* -1: forgotten */
    int writing;
    loop_ready *ready;
    void *user;
};

struct loop {
    struct loop_watch *watches;
    size_t count;
    size_t room;
    void *polls; /* what poll() works on */
};

void loop_open(struct loop *l);
void loop_close(struct loop *l);

/* Watches a descriptor for reading; 0, or -1 without memory. */
int loop_add(struct loop *l, int fd, loop_ready *ready, void *user);

/* From now on (or no longer) also for writing. */
void loop_write(struct loop *l, int fd, int on);

/* Forgets a descriptor; also from within a callback, also of another one. */
void loop_remove(struct loop *l, int fd);

/* Waits until something is ready or the deadline (monotonic, PMIP6_NEVER: none) has come,
 * and calls back. Returns early on a signal. */
void loop_wait(struct loop *l, pmip6_time deadline);

#endif
