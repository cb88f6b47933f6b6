/* SPDX-License-Identifier: MIT */

#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "log.h"

#define NAME_MAX_BESIDE (STATE_PATH_MAX + 16)

static const char *beside(const struct state *s, const char *suffix, char *name)
{
    (void)snprintf(name, NAME_MAX_BESIDE, "%s%s", s->path, suffix);
    return name;
}

void state_configure(struct state *s, const char *path, pmip6_time interval)
{
    state_close(s);
    (void)snprintf(s->path, sizeof s->path, "%s", path);
    s->interval = interval;
    s->changed = 1;
    s->due = clock_now() + interval;
}

/* ---- Restoring ---- */

static int on_read(uint64_t offset, uint8_t *octets, size_t count, void *user)
{
    const ssize_t got = pread(*(const int *)user, octets, count, (off_t)offset);

    return (int)got;
}

/* What cannot be used is kept for whoever wants to look at it. */
static void put_aside(const struct state *s, int error)
{
    char name[NAME_MAX_BESIDE];
    const int moved = rename(s->path, beside(s, ".damaged", name)) == 0;

    log_error("state not usable, starting empty", "file=%s error=%s kept_as=%s", s->path,
              pmip6_error_name(error), moved ? name : "-");
}

int state_restore(struct state *s, pmip6_lma *lma, struct why *why)
{
    struct pmip6_lma_restored r;
    int fd, rc;

    if (s->path[0] == '\0')
        return 0;
    fd = open(s->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return 0;
    if (fd < 0)
        return why_set(why, "cannot read state %s: %s", s->path, strerror(errno));
    memset(&r, 0, sizeof r);
    pmip6_lma_restored_init(&r);
    rc = pmip6_lma_restore(lma, on_read, &fd, &r);
    (void)close(fd);
    if (rc == PMIP6_ERR_CALLBACK)
        return why_set(why, "cannot read state %s", s->path);
    if (rc < 0)
        put_aside(s, rc);
    else
        log_info("state restored", "file=%s bindings=%u expired=%u failed=%u replaced=%u",
                 s->path, r.restored, r.expired, r.failed, r.replaced);
    return 0;
}

/* ---- Saving ---- */

static int on_write(const uint8_t *octets, size_t count, void *user)
{
    return fwrite(octets, 1, count, user) == count ? 0 : -1;
}

static int failed(struct state *s, const char *doing, struct why *why)
{
    const int error = errno;

    state_close(s);
    return why_set(why, "cannot %s state %s: %s", doing, s->path, strerror(error));
}

static int begin(struct state *s, struct why *why)
{
    char name[NAME_MAX_BESIDE];
    int fd;

    state_close(s);
    fd = open(beside(s, ".tmp", name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(s, "write", why);
    s->file = fdopen(fd, "wb");
    if (s->file == NULL) {
        (void)close(fd);
        return failed(s, "write", why);
    }
    pmip6_lma_save_init(&s->save);
    s->changed = 0;
    return 0;
}

/* The new name counts only when the directory has it. */
static void sync_directory(const struct state *s)
{
    char name[STATE_PATH_MAX];
    char *slash;
    int fd;

    (void)snprintf(name, sizeof name, "%s", s->path);
    slash = strrchr(name, '/');
    if (slash == NULL)
        (void)snprintf(name, sizeof name, ".");
    else
        slash[slash == name] = '\0';
    fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

static int finish(struct state *s, struct why *why)
{
    char name[NAME_MAX_BESIDE];
    FILE *file = s->file;
    int rc = fflush(file);

    if (rc == 0)
        rc = fsync(fileno(file));
    s->file = NULL;
    if (fclose(file) != 0 || rc != 0 || rename(beside(s, ".tmp", name), s->path) != 0)
        return failed(s, "write", why);
    sync_directory(s);
    return 0;
}

/* One step: 1 if there is more to do, 0 when the file is in its place, -1 and why. */
static int step(struct state *s, pmip6_lma *lma, struct why *why)
{
    const int rc = pmip6_lma_save(lma, &s->save, on_write, s->file);

    if (rc == 0)
        return finish(s, why);
    return rc == 1 ? 1 : failed(s, "write", why);
}

int state_save(struct state *s, pmip6_lma *lma, struct why *why)
{
    int rc = begin(s, why);

    if (rc == 0) {
        do
            rc = step(s, lma, why);
        while (rc == 1);
    }
    s->due = clock_now() + s->interval;
    if (rc < 0)
        s->changed = 1;
    return rc;
}

void state_note(struct state *s)
{
    s->changed = 1;
}

pmip6_time state_next(const struct state *s)
{
    if (s->file != NULL)
        return 0;
    return s->path[0] != '\0' && s->changed ? s->due : PMIP6_NEVER;
}

void state_turn(struct state *s, pmip6_lma *lma)
{
    struct why why;
    int rc = 1;

    if (state_next(s) > clock_now())
        return;
    if (s->file == NULL) {
        s->due = clock_now() + s->interval;
        rc = begin(s, &why);
    }
    if (rc >= 0)
        rc = step(s, lma, &why);
    if (rc < 0) {
        s->changed = 1;
        log_error("state not saved", "why=\"%s\"", why.text);
    }
}

void state_close(struct state *s)
{
    char name[NAME_MAX_BESIDE];

    if (s->file == NULL)
        return;
    (void)fclose(s->file);
    s->file = NULL;
    s->changed = 1;
    (void)unlink(beside(s, ".tmp", name));
}
