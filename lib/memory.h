/* SPDX-License-Identifier: MIT */
#ifndef P6_MEMORY_H
#define P6_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/*
 * The host's allocator, one per handle, with the octets in use counted: tests prove by it
 * that nothing leaks, hosts read it as a gauge.
 */

/* No larger block is asked for outside the making and the end of a handle. */
#ifndef P6_SEGMENT_SIZE
#define P6_SEGMENT_SIZE 16384u
#endif

struct memory {
    void *(*allocate)(size_t size, void *user);
    void (*release)(void *memory, size_t size, void *user);
    void *user;
    size_t in_use;
};

/* Without functions malloc and free serve. Both are given, or neither. */
void p6_memory_init(struct memory *m, void *(*allocate)(size_t, void *),
                    void (*release)(void *, size_t, void *), void *user);

/* Zeroed octets, or NULL. */
void *p6_allocate(struct memory *m, size_t size);

/* Takes back what p6_allocate gave; NULL is fine. */
void p6_release(struct memory *m, void *memory, size_t size);

#endif
