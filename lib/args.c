/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <string.h>

static size_t size_of(const void *args)
{
    size_t size;

    memcpy(&size, args, sizeof size);
    return size;
}

int p6_args_in(void *ours, size_t known, const void *theirs)
{
    size_t size;

    if (!theirs)
        return PMIP6_ERR_INVALID;
    size = size_of(theirs);
    if (size < sizeof size)
        return PMIP6_ERR_INVALID;
    for (size_t i = known; i < size; i++) {
        if (((const uint8_t *)theirs)[i] != 0)
            return PMIP6_ERR_VERSION;
    }
    memcpy(ours, theirs, size < known ? size : known);
    memcpy(ours, &known, sizeof known);
    return 0;
}

int p6_args_out(void *theirs, const void *ours, size_t known)
{
    size_t size;

    if (!theirs)
        return PMIP6_ERR_INVALID;
    size = size_of(theirs);
    if (size < sizeof size)
        return PMIP6_ERR_INVALID;
    p6_args_defaults(theirs, size, ours, known);
    return 0;
}

void p6_args_defaults(void *theirs, size_t size, const void *ours, size_t known)
{
    if (size < sizeof size)
        return;
    memset(theirs, 0, size);
    memcpy(theirs, ours, size < known ? size : known);
    memcpy(theirs, &size, sizeof size);
}
