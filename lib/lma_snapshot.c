/* SPDX-License-Identifier: MIT */
/*
 * Saving an LMA's bindings: an image leaves in bounded steps through the host's `write`.
 * The cursor is the index of the last record looked at, so that bindings may come and go
 * between two steps.
 */
#include "args.h"
#include "crc32.h"
#include "cursor.h"
#include "snapshot.h"

#include <string.h>

#define OVER UINT32_MAX /* a cursor: the image is complete, or has failed */

const uint8_t p6_snapshot_magic[SNAPSHOT_MAGIC_SIZE] = {'P', 'M', 'I', 'P',
                                                        '6', 'L', 'M', 'A'};

void pmip6_lma_save_defaults(struct pmip6_lma_save *s, size_t size)
{
    static const struct pmip6_lma_save defaults = {.size = sizeof defaults,
                                                   .records = 256};

    p6_args_defaults(s, size, &defaults, sizeof defaults);
}

uint64_t p6_wall_time(pmip6_timestamp t)
{
    uint64_t seconds = t >> 16, most = (uint64_t)1 << 43;

    if (seconds > most) /* no clock that is set */
        seconds = most;
    return seconds * 1000000 + ((t & 0xffff) * 1000000 >> 16);
}

/* Where the image goes. */
struct sink {
    pmip6_lma *lma;
    struct pmip6_lma_save *save;
    int (*write)(const uint8_t *octets, size_t count, void *user);
    void *user;
};

static int put_out(struct sink *to, const uint8_t *octets, size_t count)
{
    int rc;

    to->save->checksum = p6_crc32(to->save->checksum, octets, count);
    p6_enter(&to->lma->effects);
    rc = to->write(octets, count, to->user);
    p6_leave(&to->lma->effects);
    return rc < 0 ? PMIP6_ERR_CALLBACK : 0;
}

static void put_address(struct writer *out, const struct pmip6_addr *a)
{
    p6_put(out, a->octets, sizeof a->octets);
}

static int write_head(struct sink *to)
{
    uint8_t octets[SNAPSHOT_HEAD_SIZE];
    struct writer out;

    p6_writer_init(&out, octets, sizeof octets);
    p6_put(&out, p6_snapshot_magic, sizeof p6_snapshot_magic);
    p6_put_u16(&out, SNAPSHOT_FORMAT);
    p6_put_u8(&out, (uint8_t)to->lma->config.edition);
    p6_put_u8(&out, 0);
    p6_put_u32(&out, 0);
    p6_put_u64(&out, p6_wall_time(to->lma->now.time_of_day));
    put_address(&out, &to->lma->config.address);
    return put_out(to, octets, out.at);
}

static int write_trailer(struct sink *to)
{
    uint8_t octets[SNAPSHOT_TAG_SIZE + SNAPSHOT_TRAILER];
    struct writer out;

    p6_writer_init(&out, octets, sizeof octets);
    p6_put_u8(&out, SNAPSHOT_END);
    p6_put_u16(&out, SNAPSHOT_TRAILER);
    p6_put_u32(&out, to->save->count);
    p6_put_u32(&out, p6_crc32(to->save->checksum, octets, out.at));
    return put_out(to, octets, out.at);
}

/* A moment of our clock as time of day; never stays never. */
static uint64_t wall_time_of(const pmip6_lma *lma, pmip6_time moment)
{
    uint64_t now = p6_wall_time(lma->now.time_of_day), left;

    if (moment == PMIP6_NEVER)
        return PMIP6_NEVER;
    left = moment > lma->now.monotonic ? moment - lma->now.monotonic : 0;
    return left > PMIP6_NEVER - now ? PMIP6_NEVER : now + left;
}

static void put_bytes(struct writer *out, struct pmip6_bytes b)
{
    p6_put_u8(out, (uint8_t)b.length);
    p6_put(out, b.data, b.length);
}

static void put_binding(struct writer *out, const pmip6_lma *lma, const struct session *s)
{
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint32_t count = p6_session_prefixes(&lma->cache, s, prefixes);

    p6_put_u8(out, s->state);
    p6_put_u8(out, s->access_technology);
    p6_put_u8(out, s->handoff);
    p6_put_u8(out, s->untimed);
    p6_put_u8(out, s->mn_id_subtype);
    p6_put_u16(out, s->units);
    p6_put_u16(out, s->sequence);
    p6_put_u64(out, s->timestamp);
    p6_put_u64(out, wall_time_of(lma, s->timer.deadline));
    p6_put_u64(out, wall_time_of(lma, s->prefix_until));
    put_address(out, &s->proxy_coa);
    put_address(out, &s->lma_address);
    put_address(out, &s->link_local);
    put_bytes(out, p6_session_node(&lma->cache, s).octets);
    put_bytes(out, p6_session_lli(&lma->cache, s));
    p6_put_u8(out, (uint8_t)count);
    for (uint32_t i = 0; i < count; i++) {
        p6_put_u8(out, prefixes[i].length);
        put_address(out, &prefixes[i].addr);
    }
}

static int write_binding(struct sink *to, uint32_t session)
{
    uint8_t octets[SNAPSHOT_TAG_SIZE + SNAPSHOT_RECORD_MAX];
    struct writer out;

    p6_writer_init(&out, octets, sizeof octets);
    p6_put_u8(&out, SNAPSHOT_BINDING);
    p6_put_u16(&out, 0); /* the length, once it is known */
    put_binding(&out, to->lma, p6_session(&to->lma->cache, session));
    p6_patch_u16(&out, 1, (uint16_t)(out.at - SNAPSHOT_TAG_SIZE));
    to->save->count++;
    return put_out(to, octets, out.at);
}

/* Most bindings end in time, and places without one may be many: a step passes over some
 * of them and leaves the others to the next. */
static uint32_t places_of_a_step(const struct pmip6_lma_save *save)
{
    const uint32_t each = 16;

    return save->records > UINT32_MAX / each ? UINT32_MAX : save->records * each;
}

static int is_bound(const pmip6_lma *lma, uint32_t session)
{
    return p6_slab_is_live(&lma->cache.sessions, session) &&
           p6_session_is_alive(p6_session(&lma->cache, session), lma->now.monotonic);
}

static int step(struct sink *to)
{
    struct pmip6_lma_save *save = to->save;
    uint32_t last = to->lma->cache.sessions.touched;
    uint32_t places = places_of_a_step(save), most = save->records;
    int rc = save->cursor == 0 ? write_head(to) : 0;

    while (rc == 0 && save->cursor < last && places-- > 0 && most > 0) {
        if (!is_bound(to->lma, ++save->cursor))
            continue;
        rc = write_binding(to, save->cursor);
        most--;
    }
    if (rc < 0)
        return rc;
    if (save->cursor < last)
        return 1;
    save->cursor = OVER;
    return write_trailer(to);
}

int pmip6_lma_save(pmip6_lma *lma, struct pmip6_lma_save *save,
                   int (*write)(const uint8_t *octets, size_t count, void *user),
                   void *user)
{
    struct pmip6_lma_save ours;
    struct sink to = {lma, &ours, write, user};
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    pmip6_lma_save_init(&ours);
    rc = p6_args_in(&ours, sizeof ours, save);
    if (rc == 0 && (!write || ours.records == 0 ||
                    save->size < offsetof(struct pmip6_lma_save, reserved)))
        rc = PMIP6_ERR_INVALID;
    if (rc == 0 && ours.cursor == OVER)
        rc = PMIP6_ERR_STATE;
    if (rc == 0) {
        rc = step(&to);
        if (rc < 0)
            ours.cursor = OVER;
        p6_args_out(save, &ours, sizeof ours);
    }
    p6_lma_end(lma);
    return rc;
}
