/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static void *default_allocate(size_t size, void *user)
{
    (void)user;
    return malloc(size);
}

static void default_release(void *memory, size_t size, void *user)
{
    (void)size;
    (void)user;
    free(memory);
}

void p6_memory_init(struct memory *m, void *(*allocate)(size_t, void *),
                    void (*release)(void *, size_t, void *), void *user)
{
    m->allocate = allocate ? allocate : default_allocate;
    m->release = release ? release : default_release;
    m->user = user;
    m->in_use = 0;
}

void *p6_allocate(struct memory *m, size_t size)
{
    void *memory = m->allocate(size, m->user);

    if (!memory)
        return NULL;
    memset(memory, 0, size);
    m->in_use += size;
    return memory;
}

void p6_release(struct memory *m, void *memory, size_t size)
{
    if (!memory)
        return;
    m->in_use -= size;
    m->release(memory, size, m->user);
}
