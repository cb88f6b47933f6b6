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
#define READ_AHEAD      65536u
#define PUSH_AT         (1u << 20)

static const char *beside(const struct state *s, const char *suffix, char *name)
{
    (void)snprintf(name, NAME_MAX_BESIDE, "%s%s", s->path, suffix);
    return name;
}

void state_configure(struct state *s, const char *path, pmip6_time interval)
{
    if (s->file != NULL) { /* whoever waits for it gets the next, at the new place */
        state_close(s);
        (void)state_ask(s);
    }
    (void)snprintf(s->path, sizeof s->path, "%s", path);
    s->interval = interval;
    s->changed = 1;
    s->due = clock_now() + interval;
}

/* ---- Restoring ---- */

/* The part of the file that was read last. */
struct source {
    int fd;
    int error;
    uint64_t offset;
    size_t length;
    uint8_t octets[READ_AHEAD];
};

/* Octets of the part from an offset on; reads the part where they are not in it. */
static size_t hold(struct source *from, uint64_t offset)
{
    ssize_t got;

    if (offset >= from->offset && offset - from->offset < from->length)
        return from->length - (size_t)(offset - from->offset);
    got = pread(from->fd, from->octets, sizeof from->octets, (off_t)offset);
    from->error = got < 0 ? errno : 0;
    from->offset = offset;
    from->length = got < 0 ? 0 : (size_t)got;
    return from->length;
}

static int on_read(uint64_t offset, uint8_t *octets, size_t count, void *user)
{
    struct source *from = user;
    size_t done = 0;

    while (done < count) {
        size_t held = hold(from, offset + done);

        if (held == 0)
            return from->error != 0 ? -1 : (int)done;
        if (held > count - done)
            held = count - done;
        memcpy(octets + done, from->octets + (offset + done - from->offset), held);
        done += held;
    }
    return (int)done;
}

/* What cannot be used is kept for whoever wants to look at it. */
static int put_aside(const struct state *s, int error, struct why *why)
{
    char name[NAME_MAX_BESIDE];

    if (rename(s->path, beside(s, ".damaged", name)) < 0)
        return why_set(why, "state %s is not usable (%s), and cannot be put aside: %s",
                       s->path, pmip6_error_name(error), strerror(errno));
    log_error("state not usable, starting empty", "file=%s error=%s kept_as=%s", s->path,
              pmip6_error_name(error), name);
    return 0;
}

/* 1 with a descriptor, 0 where there is no file, -1 and why. */
static int open_file(const struct state *s, int *fd, struct why *why)
{
    struct stat st;

    *fd = open(s->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0 && errno == ENOENT)
        return 0;
    if (*fd < 0)
        return why_set(why, "cannot read state %s: %s", s->path, strerror(errno));
    if (fstat(*fd, &st) == 0 && S_ISREG(st.st_mode))
        return 1;
    (void)close(*fd);
    return why_set(why, "state %s is no file", s->path);
}

int state_restore(struct state *s, pmip6_lma *lma, struct why *why)
{
    struct pmip6_lma_restored r;
    struct source from;
    int rc;

    if (s->path[0] == '\0')
        return 0;
    memset(&from, 0, sizeof from);
    rc = open_file(s, &from.fd, why);
    if (rc <= 0)
        return rc;
    memset(&r, 0, sizeof r);
    pmip6_lma_restored_init(&r);
    rc = pmip6_lma_restore(lma, on_read, &from, &r);
    (void)close(from.fd);
    if (rc == PMIP6_ERR_CALLBACK)
        return why_set(why, "cannot read state %s: %s", s->path, strerror(from.error));
    if (rc < 0)
        return put_aside(s, rc, why);
    log_info("state restored", "file=%s bindings=%u expired=%u failed=%u replaced=%u",
             s->path, r.restored, r.expired, r.failed, r.replaced);
    return 0;
}

/* ---- Saving ---- */

static int on_write(const uint8_t *octets, size_t count, void *user)
{
    struct state *s = user;

    s->written += count;
    return fwrite(octets, 1, count, s->file) == count ? 0 : -1;
}

static int failed(struct state *s, struct why *why)
{
    const int error = errno;

    state_close(s);
    s->changed = 1;
    return why_set(why, "cannot write state %s: %s", s->path, strerror(error));
}

static int begin(struct state *s, struct why *why)
{
    char name[NAME_MAX_BESIDE];
    int fd;

    s->number++;
    if (s->path[0] == '\0')
        return why_set(why, "no `state` is configured: nothing to save to");
    fd = open(beside(s, ".tmp", name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(s, why);
    s->file = fdopen(fd, "wb");
    if (s->file == NULL) {
        (void)close(fd);
        return failed(s, why);
    }
    pmip6_lma_save_init(&s->save);
    s->written = s->pushed = 0;
    s->changed = 0;
    return 0;
}

/* The disk is given what was written while there is more to write, so that little is left
 * to wait for at the end. */
static int push(struct state *s)
{
    if (s->written - s->pushed < PUSH_AT)
        return 0;
    if (fflush(s->file) != 0)
        return -1;
    (void)sync_file_range(fileno(s->file), (off_t)s->pushed,
                          (off_t)(s->written - s->pushed), SYNC_FILE_RANGE_WRITE);
    s->pushed = s->written;
    return 0;
}

/* The new name counts only when the directory has it. */
static int sync_directory(const struct state *s)
{
    char name[STATE_PATH_MAX];
    char *slash;
    int fd, rc;

    (void)snprintf(name, sizeof name, "%s", s->path);
    slash = strrchr(name, '/');
    if (slash == NULL)
        (void)snprintf(name, sizeof name, ".");
    else
        slash[slash == name] = '\0';
    fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    rc = fsync(fd);
    (void)close(fd);
    return rc;
}

static int finish(struct state *s, struct why *why)
{
    char name[NAME_MAX_BESIDE];

    if (fflush(s->file) != 0 || fsync(fileno(s->file)) != 0 ||
        rename(beside(s, ".tmp", name), s->path) != 0)
        return failed(s, why);
    (void)fclose(s->file); /* all of it is on the disk */
    s->file = NULL;
    return sync_directory(s) < 0 ? failed(s, why) : 0;
}

/* One step: 1 if there is more to do, 0 when the file is in its place, -1 and why. */
static int step(struct state *s, pmip6_lma *lma, struct why *why)
{
    const int rc = pmip6_lma_save(lma, &s->save, on_write, s);

    if (rc < 0 || push(s) < 0)
        return failed(s, why);
    return rc == 0 ? finish(s, why) : 1;
}

int state_save(struct state *s, pmip6_lma *lma, struct why *why)
{
    int rc;

    state_close(s);
    rc = begin(s, why);
    if (rc == 0) {
        do
            rc = step(s, lma, why);
        while (rc == 1);
    }
    s->due = clock_now() + s->interval;
    return rc;
}

void state_note(struct state *s)
{
    s->changed = 1;
}

/* One that is under way may be past what has changed since. */
uint32_t state_ask(struct state *s)
{
    s->asked = s->number + 1;
    return s->asked;
}

static int is_asked(const struct state *s)
{
    return s->asked == s->number + 1;
}

pmip6_time state_next(const struct state *s)
{
    if (s->file != NULL || is_asked(s))
        return 0;
    return s->path[0] != '\0' && s->changed ? s->due : PMIP6_NEVER;
}

int state_turn(struct state *s, pmip6_lma *lma, struct state_end *end)
{
    int rc = 0;

    if (state_next(s) > clock_now())
        return 0;
    if (s->file == NULL) {
        s->due = clock_now() + s->interval;
        rc = begin(s, &end->why);
    }
    if (rc == 0)
        rc = step(s, lma, &end->why);
    if (rc == 1)
        return 0;
    end->number = s->number;
    end->failed = rc < 0;
    if (rc < 0) {
        s->due = clock_now() + s->interval;
        log_error("state not saved", "why=\"%s\"", end->why.text);
    }
    return 1;
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
