/* SPDX-License-Identifier: MIT */
/* Kernel settings that are changed while a daemon runs, and put back. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sysctl.h"

#define ROOT "/proc/sys/"

static int read_value(const char *name, char *value, size_t room)
{
    char path[sizeof ROOT + SYSCTL_NAME_MAX];
    ssize_t got;
    int fd;

    (void)snprintf(path, sizeof path, ROOT "%s", name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    got = read(fd, value, room - 1);
    (void)close(fd);
    if (got < 0)
        return -1;
    value[got] = '\0';
    value[strcspn(value, "\n")] = '\0';
    return 0;
}

static int write_value(const char *name, const char *value)
{
    char path[sizeof ROOT + SYSCTL_NAME_MAX];
    ssize_t put;
    int fd;

    (void)snprintf(path, sizeof path, ROOT "%s", name);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    put = write(fd, value, strlen(value));
    (void)close(fd);
    return put < 0 ? -1 : 0;
}

static int remember(struct sysctl *s, const char *name, const char *before)
{
    struct sysctl_change *more;

    more = realloc(s->changes, (s->count + 1) * sizeof *more);
    if (more == NULL)
        return -1;
    s->changes = more;
    (void)snprintf(more[s->count].name, sizeof more->name, "%s", name);
    (void)snprintf(more[s->count].before, sizeof more->before, "%s", before);
    s->count++;
    return 0;
}

int sysctl_set(struct sysctl *s, const char *name, const char *value, struct why *why)
{
    char before[sizeof s->changes->before];

    if (strlen(name) >= SYSCTL_NAME_MAX)
        return why_set(why, "%s%s: name too long", ROOT, name);
    if (read_value(name, before, sizeof before) < 0)
        return why_set(why, "cannot read %s%s: %s", ROOT, name, strerror(errno));
    if (strcmp(before, value) == 0)
        return 0;
    if (write_value(name, value) < 0)
        return why_set(why,
                       "cannot write %s to %s%s: %s; run as root with /proc/sys writable",
                       value, ROOT, name, strerror(errno));
    if (remember(s, name, before) < 0) {
        (void)write_value(name, before);
        return why_set(why, "out of memory");
    }
    return 1;
}

int sysctl_forwarding(struct sysctl *s, struct why *why)
{
    return sysctl_set(s, "net/ipv6/conf/all/forwarding", "1", why);
}

void sysctl_forget(struct sysctl *s, const char *prefix)
{
    const size_t length = strlen(prefix);
    size_t kept = 0;
    size_t i;

    for (i = 0; i < s->count; i++) {
        if (strncmp(s->changes[i].name, prefix, length) != 0)
            s->changes[kept++] = s->changes[i];
    }
    s->count = kept;
}

void sysctl_restore_below(struct sysctl *s, const char *prefix)
{
    size_t i;

    for (i = s->count; i-- > 0;) {
        if (strncmp(s->changes[i].name, prefix, strlen(prefix)) == 0)
            (void)write_value(s->changes[i].name, s->changes[i].before);
    }
    sysctl_forget(s, prefix);
}

void sysctl_restore(struct sysctl *s)
{
    while (s->count > 0) {
        s->count--;
        (void)write_value(s->changes[s->count].name, s->changes[s->count].before);
    }
    free(s->changes);
    s->changes = NULL;
}
