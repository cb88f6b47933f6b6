/* SPDX-License-Identifier: MIT */
#ifndef P6_CURSOR_H
#define P6_CURSOR_H

#include <pmip6/types.h>

/*
 * The only code that touches wire octets. A reader remembers its first failure: whatever
 * is read after it is zero, so a caller looks once, at the end of a record. A writer
 * counts on past its capacity without writing there, so that it can tell what it would
 * have needed.
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
};

void p6_reader_init(struct reader *r, const uint8_t *data, size_t length);

/* Notes a failure, if it is the first. */
void p6_reader_fail(struct reader *r, int error, size_t where);

/* So many octets, or NULL after a failure. */
const uint8_t *p6_take(struct reader *r, size_t count);

uint8_t p6_take_u8(struct reader *r);
uint16_t p6_take_u16(struct reader *r);
uint32_t p6_take_u32(struct reader *r);
uint64_t p6_take_u64(struct reader *r);
void p6_take_addr(struct reader *r, struct pmip6_addr *a);

static inline size_t p6_left(const struct reader *r)
{
    return r->error ? 0 : r->end - r->at;
}

void p6_writer_init(struct writer *w, uint8_t *data, size_t capacity);
void p6_put(struct writer *w, const uint8_t *octets, size_t count);
void p6_put_zeros(struct writer *w, size_t count);
void p6_put_u8(struct writer *w, uint8_t value);
void p6_put_u16(struct writer *w, uint16_t value);
void p6_put_u32(struct writer *w, uint32_t value);
void p6_put_u64(struct writer *w, uint64_t value);

/* Writes over what was written at an earlier place, as far as that is within capacity. */
void p6_patch_u8(struct writer *w, size_t at, uint8_t value);
void p6_patch_u16(struct writer *w, size_t at, uint16_t value);

#endif
