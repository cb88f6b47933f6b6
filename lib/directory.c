/* SPDX-License-Identifier: MIT */
#include "directory.h"

#include <pmip6/types.h>
#include <string.h>

#define LEAF_SIZE (P6_LEAF_SLOTS * sizeof(void *))

int p6_directory_init(struct directory *d, struct memory *memory, uint32_t max_segments)
{
    d->memory = memory;
    d->leaves = (max_segments >> P6_LEAF_SHIFT) + 1;
    d->root = p6_allocate(memory, d->leaves * sizeof *d->root);
    return d->root ? 0 : PMIP6_ERR_NOMEM;
}

int p6_directory_widen(struct directory *d, uint32_t max_segments)
{
    uint32_t leaves = (max_segments >> P6_LEAF_SHIFT) + 1;
    void ***root;

    if (leaves <= d->leaves)
        return 0;
    root = p6_allocate(d->memory, leaves * sizeof *root);
    if (!root)
        return PMIP6_ERR_NOMEM;
    memcpy(root, d->root, d->leaves * sizeof *root);
    p6_release(d->memory, d->root, d->leaves * sizeof *d->root);
    d->root = root;
    d->leaves = leaves;
    return 0;
}

void p6_directory_fini(struct directory *d)
{
    if (!d->root)
        return;
    for (uint32_t i = 0; i < d->leaves; i++)
        p6_release(d->memory, d->root[i], LEAF_SIZE);
    p6_release(d->memory, d->root, d->leaves * sizeof *d->root);
    d->root = NULL;
}

int p6_directory_set(struct directory *d, uint32_t slot, void *segment)
{
    uint32_t leaf = slot >> P6_LEAF_SHIFT;

    if (leaf >= d->leaves)
        return PMIP6_ERR_NOMEM;
    if (!d->root[leaf])
        d->root[leaf] = p6_allocate(d->memory, LEAF_SIZE);
    if (!d->root[leaf])
        return PMIP6_ERR_NOMEM;
    d->root[leaf][slot & (P6_LEAF_SLOTS - 1)] = segment;
    return 0;
}
