/* SPDX-License-Identifier: MIT */
#include "cursor.h"

#include <string.h>

void p6_reader_init(struct reader *r, const uint8_t *data, size_t length)
{
    r->data = data;
    r->at = 0;
    r->end = length;
    r->where = 0;
    r->error = 0;
}

void p6_reader_fail(struct reader *r, int error, size_t where)
{
    if (r->error)
        return;
    r->error = error;
    r->where = where;
}

const uint8_t *p6_take(struct reader *r, size_t count)
{
    if (r->error)
        return NULL;
    if (r->end - r->at < count) {
        p6_reader_fail(r, PMIP6_ERR_TRUNCATED, r->end);
        return NULL;
    }
    r->at += count;
    return r->data ? r->data + (r->at - count) : NULL;
}

uint8_t p6_take_u8(struct reader *r)
{
    const uint8_t *o = p6_take(r, 1);
    return o ? o[0] : 0;
}

uint16_t p6_take_u16(struct reader *r)
{
    const uint8_t *o = p6_take(r, 2);
    return (uint16_t)(o ? o[0] << 8 | o[1] : 0);
}

uint32_t p6_take_u32(struct reader *r)
{
    const uint8_t *o = p6_take(r, 4);
    return o ? (uint32_t)o[0] << 24 | (uint32_t)o[1] << 16 | (uint32_t)o[2] << 8 | o[3]
             : 0;
}

uint64_t p6_take_u64(struct reader *r)
{
    uint64_t high = p6_take_u32(r);
    return high << 32 | p6_take_u32(r);
}

void p6_take_addr(struct reader *r, struct pmip6_addr *a)
{
    const uint8_t *o = p6_take(r, sizeof a->octets);

    if (o)
        memcpy(a->octets, o, sizeof a->octets);
    else
        memset(a->octets, 0, sizeof a->octets);
}

void p6_writer_init(struct writer *w, uint8_t *data, size_t capacity)
{
    w->data = data;
    w->at = 0;
    w->capacity = data ? capacity : 0;
}

/* Where to write so many octets, NULL where they do not fit. Counts them either way, and
 * stops counting at the largest number there is. */
static uint8_t *room(struct writer *w, size_t count)
{
    size_t at = w->at;

    w->at = count > SIZE_MAX - at ? SIZE_MAX : at + count;
    if (at > w->capacity || count > w->capacity - at || count == 0)
        return NULL;
    return w->data + at;
}

void p6_put(struct writer *w, const uint8_t *octets, size_t count)
{
    uint8_t *to = room(w, count);

    if (to)
        memcpy(to, octets, count);
}

void p6_put_zeros(struct writer *w, size_t count)
{
    uint8_t *to = room(w, count);

    if (to)
        memset(to, 0, count);
}

void p6_put_u8(struct writer *w, uint8_t value)
{
    p6_put(w, &value, 1);
}

void p6_put_u16(struct writer *w, uint16_t value)
{
    uint8_t o[2] = {(uint8_t)(value >> 8), (uint8_t)value};
    p6_put(w, o, sizeof o);
}

void p6_put_u32(struct writer *w, uint32_t value)
{
    p6_put_u16(w, (uint16_t)(value >> 16));
    p6_put_u16(w, (uint16_t)value);
}

void p6_put_u64(struct writer *w, uint64_t value)
{
    p6_put_u32(w, (uint32_t)(value >> 32));
    p6_put_u32(w, (uint32_t)value);
}

void p6_patch_u8(struct writer *w, size_t at, uint8_t value)
{
    if (at < w->capacity)
        w->data[at] = value;
}

void p6_patch_u16(struct writer *w, size_t at, uint16_t value)
{
    p6_patch_u8(w, at, (uint8_t)(value >> 8));
    p6_patch_u8(w, at + 1, (uint8_t)value);
}
