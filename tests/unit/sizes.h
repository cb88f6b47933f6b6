/* SPDX-License-Identifier: MIT */
#ifndef SIZES_H
#define SIZES_H

/*
 * Functions that fill a caller's struct, called as hosts of other releases would: with
 * every size from none to more than the library knows. Nothing past the size is written,
 * what is within is as it is for a host of this release, and what the library does not
 * know is zero.
 */

#include "unit.h"

#include <pmip6/types.h>
#include <string.h>

#define SIZES_ROOM   4096
#define SIZES_BEYOND 40 /* octets that a newer host has and this library does not */
#define SIZES_CANARY 0xa5

struct filled {
    const char *name;
    size_t known;              /* its size in this release */
    size_t least;              /* refused below; 0: that of `size` alone */
    size_t inner;              /* where another `size` stands in it; 0: nowhere */
    int result;                /* what the function returns when it fills */
    int (*fill)(void *theirs); /* `size` is set */
    void (*prepare)(void *theirs, size_t size); /* what else must be set; may be NULL */
};

union sizes_room {
    size_t size;
    uint64_t aligned;
    uint8_t octets[SIZES_ROOM];
};

static inline int sizes_call(const struct filled *f, union sizes_room *room, size_t size)
{
    memset(room, SIZES_CANARY, sizeof *room);
    room->size = size;
    if (f->prepare)
        f->prepare(room, size);
    return f->fill(room);
}

static inline void sizes_check_refused(const struct filled *f, size_t size)
{
    union sizes_room room, before;

    memset(&before, SIZES_CANARY, sizeof before);
    before.size = size;
    if (f->prepare)
        f->prepare(&before, size);
    ck_assert_msg(sizes_call(f, &room, size) == PMIP6_ERR_INVALID, "%s takes %zu octets",
                  f->name, size);
    ck_assert_msg(memcmp(&room, &before, sizeof room) == 0,
                  "%s writes although %zu octets", f->name, size);
}

static inline void sizes_check_filled(const struct filled *f, size_t size,
                                      const union sizes_room *whole)
{
    union sizes_room room, wanted;
    const size_t both = size < f->known ? size : f->known;

    memset(&wanted, SIZES_CANARY, sizeof wanted);
    memset(&wanted, 0, size);
    memcpy(&wanted, whole, both);
    wanted.size = size;
    ck_assert_msg(sizes_call(f, &room, size) == f->result, "%s refuses %zu octets",
                  f->name, size);
    if (f->inner && size >= f->inner + sizeof size) {
        const size_t within = size - f->inner;

        memcpy(wanted.octets + f->inner, &within, sizeof within);
    }
    for (size_t i = 0; i < sizeof room; i++) {
        if (room.octets[i] != wanted.octets[i])
            ck_abort_msg("%s of %zu octets: octet %zu is %02x, not %02x", f->name, size,
                         i, room.octets[i], wanted.octets[i]);
    }
}

static inline void sizes_check(const struct filled *f)
{
    const size_t least = f->least ? f->least : sizeof(size_t);
    union sizes_room whole;

    ck_assert_uint_le(f->known + SIZES_BEYOND, SIZES_ROOM);
    ck_assert_msg(sizes_call(f, &whole, f->known) == f->result, "%s", f->name);
    for (size_t size = 0; size < least; size++)
        sizes_check_refused(f, size);
    for (size_t size = least; size <= f->known + SIZES_BEYOND; size++)
        sizes_check_filled(f, size, &whole);
}

/* The size that a caller has set. */
static inline size_t size_of(const void *theirs)
{
    size_t size;

    memcpy(&size, theirs, sizeof size);
    return size;
}

/* Those that write defaults are told the size, and refuse nothing. */
static inline int told(size_t size)
{
    return size < sizeof size ? PMIP6_ERR_INVALID : 0;
}

#endif
