/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LMAD_STATE_H
#define PMIP6_EXAMPLES_LMAD_STATE_H

/*
 * The bindings in a file, over a restart. A save goes into PATH.tmp, a step at a time
 * while the daemon serves, and takes the place of PATH when it is whole: a crash leaves
 * the last whole one.
 */

#include <stdio.h>

#include <pmip6/lma.h>

#include "why.h"

#define STATE_PATH_MAX 1024

struct state {
    char path[STATE_PATH_MAX]; /* empty: nothing is kept */
    pmip6_time interval;
    struct pmip6_lma_save save; /* the one under way */
    FILE *file;                 /* it goes here; NULL: none is under way */
    uint64_t written;           /* octets of it */
    uint64_t pushed;            /* of these, on their way to the disk */
    uint32_t number;            /* of the save under way, or of the last one */
    uint32_t asked; /* the next one is to begin at once if this is its number */
    int changed;    /* since the last save began */
    pmip6_time due; /* when the next one begins, if something has changed */
};

/* A save that has ended. */
struct state_end {
    uint32_t number;
    int failed;
    struct why why; /* where it failed */
};

/* Takes another path and interval, also at first; a save under way begins anew. */
void state_configure(struct state *s, const char *path, pmip6_time interval);

/* What the file says; none is a first start. A file that is damaged, or another LMA's,
 * goes aside as PATH.damaged, and the LMA starts empty. -1 and why where the file is
 * there and cannot be read, or cannot be put aside. */
int state_restore(struct state *s, pmip6_lma *lma, struct why *why);

/* A binding has changed. */
void state_note(struct state *s);

/* Wants everything saved that is bound by now: the number of the save that does. */
uint32_t state_ask(struct state *s);

/* When state_turn() has something to do. */
pmip6_time state_next(const struct state *s);

/* Begins a save that is due or asked for, or does a step of the one under way. Returns 1
 * where one has ended. */
int state_turn(struct state *s, pmip6_lma *lma, struct state_end *end);

/* Saves all at once; -1 and why. */
int state_save(struct state *s, pmip6_lma *lma, struct why *why);

/* Gives up a save under way. */
void state_close(struct state *s);

#endif
