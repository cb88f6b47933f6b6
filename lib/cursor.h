/* SPDX-License-Identifier: MIT */
#ifndef P6_CURSOR_H
#define P6_CURSOR_H

#include <pmip6/types.h>

#include <string.h>

/*
 * The only code that touches wire octets. A reader remembers its first failure: whatever
 * is read after it is zero, so a caller looks once, at the end of a record. A writer
 * counts on past its capacity without writing there, so that it can tell what it would
 * have needed. Both are a few instructions each and stand here to be inlined.
 */

struct reader {
    const uint8_t *data;
    size_t at;
    size_t end;
    size_t where; /* with an error: the octet at which reading stopped */
    int error;
};

struct writer {
    uint8_t *data;
    size_t at;
    size_t capacity;
    size_t base; /* of alignment: what stands before `data` */
};

/* ---- reading ---- */

static inline void p6_reader_init(struct reader *r, const uint8_t *data, size_t length)
{
    r->data = data;
    r->at = 0;
    r->end = length;
    r->where = 0;
    r->error = 0;
}

/* Notes a failure, if it is the first. Nothing is left to read after it. */
static inline void p6_reader_fail(struct reader *r, int error, size_t where)
{
    if (r->error)
        return;
    r->error = error;
    r->where = where;
    r->end = r->at;
}

static inline size_t p6_left(const struct reader *r)
{
    return r->end - r->at;
}

/* So many octets, or NULL after a failure. */
static inline const uint8_t *p6_take(struct reader *r, size_t count)
{
    if (p6_left(r) < count) {
        p6_reader_fail(r, PMIP6_ERR_TRUNCATED, r->end);
        return NULL;
    }
    r->at += count;
    return r->data && !r->error ? r->data + (r->at - count) : NULL;
}

static inline uint8_t p6_u8_at(const uint8_t *o)
{
    return o[0];
}

static inline uint16_t p6_u16_at(const uint8_t *o)
{
    return (uint16_t)(o[0] << 8 | o[1]);
}

static inline uint32_t p6_u32_at(const uint8_t *o)
{
    return (uint32_t)o[0] << 24 | (uint32_t)o[1] << 16 | (uint32_t)o[2] << 8 | o[3];
}

static inline uint64_t p6_u64_at(const uint8_t *o)
{
    return (uint64_t)p6_u32_at(o) << 32 | p6_u32_at(o + 4);
}

static inline uint8_t p6_take_u8(struct reader *r)
{
    const uint8_t *o = p6_take(r, 1);
    return o ? o[0] : 0;
}

static inline uint16_t p6_take_u16(struct reader *r)
{
    const uint8_t *o = p6_take(r, 2);
    return o ? p6_u16_at(o) : 0;
}

static inline uint32_t p6_take_u32(struct reader *r)
{
    const uint8_t *o = p6_take(r, 4);
    return o ? p6_u32_at(o) : 0;
}

static inline uint64_t p6_take_u64(struct reader *r)
{
    const uint8_t *o = p6_take(r, 8);
    return o ? p6_u64_at(o) : 0;
}

static inline void p6_take_addr(struct reader *r, struct pmip6_addr *a)
{
    const uint8_t *o = p6_take(r, sizeof a->octets);

    if (o)
        memcpy(a->octets, o, sizeof a->octets);
    else
        memset(a->octets, 0, sizeof a->octets);
}

/* ---- writing ---- */

static inline void p6_writer_init(struct writer *w, uint8_t *data, size_t capacity)
{
    w->data = data;
    w->at = 0;
    w->capacity = data ? capacity : 0;
    w->base = 0;
}

/* Where to write so many octets, NULL where they do not fit. Counts them either way, and
 * stops counting at the largest number there is. */
static inline uint8_t *p6_room(struct writer *w, size_t count)
{
    size_t at = w->at;

    w->at = count > SIZE_MAX - at ? SIZE_MAX : at + count;
    if (at > w->capacity || count > w->capacity - at || count == 0)
        return NULL;
    return w->data + at;
}

static inline void p6_u16_to(uint8_t *o, uint16_t value)
{
    o[0] = (uint8_t)(value >> 8);
    o[1] = (uint8_t)value;
}

static inline void p6_u32_to(uint8_t *o, uint32_t value)
{
    p6_u16_to(o, (uint16_t)(value >> 16));
    p6_u16_to(o + 2, (uint16_t)value);
}

static inline void p6_u64_to(uint8_t *o, uint64_t value)
{
    p6_u32_to(o, (uint32_t)(value >> 32));
    p6_u32_to(o + 4, (uint32_t)value);
}

static inline void p6_put(struct writer *w, const uint8_t *octets, size_t count)
{
    uint8_t *to = p6_room(w, count);

    if (to)
        memcpy(to, octets, count);
}

static inline void p6_put_zeros(struct writer *w, size_t count)
{
    uint8_t *to = p6_room(w, count);

    if (to)
        memset(to, 0, count);
}

static inline void p6_put_u8(struct writer *w, uint8_t value)
{
    p6_put(w, &value, 1);
}

static inline void p6_put_u16(struct writer *w, uint16_t value)
{
    uint8_t *to = p6_room(w, 2);

    if (to)
        p6_u16_to(to, value);
}

static inline void p6_put_u32(struct writer *w, uint32_t value)
{
    uint8_t *to = p6_room(w, 4);

    if (to)
        p6_u32_to(to, value);
}

static inline void p6_put_u64(struct writer *w, uint64_t value)
{
    uint8_t *to = p6_room(w, 8);

    if (to)
        p6_u64_to(to, value);
}

/* Writes over what was written at an earlier place, as far as that is within capacity. */
static inline void p6_patch_u8(struct writer *w, size_t at, uint8_t value)
{
    if (at < w->capacity)
        w->data[at] = value;
}

static inline void p6_patch_u16(struct writer *w, size_t at, uint16_t value)
{
    p6_patch_u8(w, at, (uint8_t)(value >> 8));
    p6_patch_u8(w, at + 1, (uint8_t)value);
}

#endif
