/* SPDX-License-Identifier: MIT */
/* Kernel settings that are changed while a daemon runs, and put back. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "sysctl.h"

#define ROOT            "/proc/sys/"
#define SUFFIX          ".sysctl"
#define BOOT_ID         "kernel/random/boot_id"
#define ID_MAX          40
#define LINE_MAX_OCTETS 160

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

    if (strncmp(name, "net/", 4) != 0)
        return 0; /* only noted */
    (void)snprintf(path, sizeof path, ROOT "%s", name);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    put = write(fd, value, strlen(value));
    (void)close(fd);
    return put < 0 ? -1 : 0;
}

/* ---- The file ---- */

/* What the values belong to: this run of the kernel, this network namespace. */
static void identify(char *line, size_t room)
{
    char boot[ID_MAX];
    struct stat net;

    if (read_value(BOOT_ID, boot, sizeof boot) < 0)
        boot[0] = '\0';
    if (stat("/proc/self/ns/net", &net) < 0)
        memset(&net, 0, sizeof net);
    (void)snprintf(line, room, "since %s in %llu\n", boot,
                   (unsigned long long)net.st_ino);
}

/* A file that nobody else can have put there. */
static FILE *create(const char *path)
{
    FILE *f;
    int fd;

    (void)unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    f = fd < 0 ? NULL : fdopen(fd, "w");
    if (fd >= 0 && f == NULL)
        (void)close(fd);
    return f;
}

static int write_file(const struct sysctl *s, const char *path)
{
    char line[LINE_MAX_OCTETS];
    FILE *f = create(path);
    size_t i;
    int bad;

    if (f == NULL)
        return -1;
    identify(line, sizeof line);
    bad = fputs(line, f) < 0;
    for (i = 0; i < s->count; i++)
        bad |= fprintf(f, "%s %s\n", s->changes[i].name, s->changes[i].before) < 0;
    return fclose(f) != 0 || bad ? -1 : 0;
}

/* As a whole or not at all. Without it the daemon works all the same. */
static void save(const struct sysctl *s)
{
    char fresh[SYSCTL_PATH_MAX + 4];

    if (s->path[0] == '\0')
        return;
    (void)snprintf(fresh, sizeof fresh, "%s.tmp", s->path);
    if (write_file(s, fresh) == 0 && rename(fresh, s->path) == 0)
        return;
    log_warning("settings not kept: they stay changed after a kill", "file=%s why=\"%s\"",
                s->path, strerror(errno));
    (void)unlink(fresh);
}

/* ---- Changes ---- */

static struct sysctl_change *find(const struct sysctl *s, const char *name)
{
    size_t i;

    for (i = 0; i < s->count; i++) {
        if (strcmp(s->changes[i].name, name) == 0)
            return &s->changes[i];
    }
    return NULL;
}

static int remember(struct sysctl *s, const char *name, const char *before)
{
    struct sysctl_change *more = find(s, name);

    if (more != NULL) {
        (void)snprintf(more->before, sizeof more->before, "%s", before);
        return 0;
    }
    more = realloc(s->changes, (s->count + 1) * sizeof *more);
    if (more == NULL)
        return -1;
    s->changes = more;
    (void)snprintf(more[s->count].name, sizeof more->name, "%s", name);
    (void)snprintf(more[s->count].before, sizeof more->before, "%s", before);
    s->count++;
    return 0;
}

/* Only a file of ours is read: what it says is written into the kernel. */
static FILE *open_own(const char *path)
{
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat it;
    FILE *f;

    if (fd < 0)
        return NULL;
    if (fstat(fd, &it) == 0 && S_ISREG(it.st_mode) && it.st_uid == geteuid() &&
        (it.st_mode & (S_IWGRP | S_IWOTH)) == 0 && (f = fdopen(fd, "r")) != NULL)
        return f;
    (void)close(fd);
    return NULL;
}

static void load(struct sysctl *s, FILE *f)
{
    char ours[LINE_MAX_OCTETS];
    char line[LINE_MAX_OCTETS];

    identify(ours, sizeof ours);
    if (fgets(line, sizeof line, f) == NULL || strcmp(line, ours) != 0)
        return;
    while (fgets(line, sizeof line, f) != NULL) {
        char *const before = strchr(line, ' ');

        line[strcspn(line, "\n")] = '\0';
        if (before == NULL || strstr(line, "..") != NULL)
            continue;
        *before = '\0';
        if (strlen(line) < SYSCTL_NAME_MAX)
            (void)remember(s, line, before + 1);
    }
}

void sysctl_keep(struct sysctl *s, const char *beside)
{
    FILE *f;

    if (strlen(beside) + sizeof SUFFIX > sizeof s->path)
        return;
    (void)snprintf(s->path, sizeof s->path, "%s" SUFFIX, beside);
    f = open_own(s->path);
    if (f == NULL)
        return;
    load(s, f);
    (void)fclose(f);
}

int sysctl_set(struct sysctl *s, const char *name, const char *value, struct why *why)
{
    char before[sizeof s->changes->before];

    if (strlen(name) >= SYSCTL_NAME_MAX)
        return why_set(why, "%s%s: name too long", ROOT, name);
    if (read_value(name, before, sizeof before) < 0)
        return why_set(why, "cannot read %s%s: %s", ROOT, name, strerror(errno));
    if (strcmp(before, value) == 0)
        return find(s, name) != NULL;
    if (remember(s, name, before) < 0)
        return why_set(why, "out of memory");
    save(s); /* before the change: a kill may come in between */
    if (write_value(name, value) < 0)
        return why_set(why,
                       "cannot write %s to %s%s: %s; run as root with /proc/sys writable",
                       value, ROOT, name, strerror(errno));
    return 1;
}

int sysctl_forwarding(struct sysctl *s, struct why *why)
{
    return sysctl_set(s, "net/ipv6/conf/all/forwarding", "1", why);
}

void sysctl_note(struct sysctl *s, const char *name, const char *before)
{
    if (strlen(name) < SYSCTL_NAME_MAX && remember(s, name, before) == 0)
        save(s);
}

const char *sysctl_noted(const struct sysctl *s, const char *name)
{
    const struct sysctl_change *c = find(s, name);

    return c == NULL ? NULL : c->before;
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
    if (kept == s->count)
        return;
    s->count = kept;
    save(s);
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
    if (s->path[0] != '\0')
        (void)unlink(s->path);
    s->path[0] = '\0';
}
