/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_SYSCTL_H
#define PMIP6_EXAMPLES_LINUX_SYSCTL_H

/*
 * Kernel settings below /proc/sys that a daemon changes while it runs, and puts back when
 * it stops in good order. A file has them meanwhile: the successor of a daemon that was
 * killed knows from it what they were before.
 */

#include <stddef.h>

#include "why.h"

#define SYSCTL_NAME_MAX 96
#define SYSCTL_PATH_MAX 128

struct sysctl_change {
    char name[SYSCTL_NAME_MAX]; /* such as "net/ipv6/conf/all/forwarding" */
    char before[48];            /* its value before */
};

/* The changes that are in force. Zero it before use. */
struct sysctl {
    struct sysctl_change *changes;
    size_t count;
    char path[SYSCTL_PATH_MAX]; /* of the file; empty: none */
};

/*
 * Keeps the changes in a file from now on, beside another one (with `.sysctl` behind its
 * name), and takes over those of a predecessor that did not put them back, in this
 * network namespace and since the machine started. To be called before the first change,
 * by one daemon a file.
 */
void sysctl_keep(struct sysctl *s, const char *beside);

/*
 * Sets `name` (with slashes) to `value` unless it is so already. Returns 1 if it was
 * changed, by a predecessor or now, 0 if it was so, -1 and why if it cannot be.
 */
int sysctl_set(struct sysctl *s, const char *name, const char *value, struct why *why);

/* Turns IPv6 forwarding on; as sysctl_set(). */
int sysctl_forwarding(struct sysctl *s, struct why *why);

/* Keeps what is no kernel setting with them, until it is forgotten: the value before of
 * something that the daemon changed and puts back by itself. The name does not begin with
 * "net/". */
void sysctl_note(struct sysctl *s, const char *name, const char *before);

/* What was noted, by a predecessor perhaps; NULL: nothing. */
const char *sysctl_noted(const struct sysctl *s, const char *name);

/* Forgets the changes below a prefix of names: an interface that is gone. */
void sysctl_forget(struct sysctl *s, const char *prefix);

/* Puts the changes below a prefix of names back, and forgets them: an interface that the
 * daemon has no business with any more. */
void sysctl_restore_below(struct sysctl *s, const char *prefix);

/* Puts everything back, the last change first, and forgets it, the file included. */
void sysctl_restore(struct sysctl *s);

#endif
