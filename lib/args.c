/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <string.h>

static size_t size_of(const void *args)
{
    size_t size;

    memcpy(&size, args, sizeof size);
    return size;
}

int p6_args_are_there(const void *theirs)
{
    return theirs && size_of(theirs) >= sizeof(size_t) ? 0 : PMIP6_ERR_INVALID;
}

int p6_args_are_zero(const void *octets, size_t count)
{
    const uint8_t *at = octets;

    while (count > 0 && at[count - 1] == 0)
        count--;
    return count == 0;
}

int p6_args_has(const struct pmip6_bytes *b)
{
    return b->length == 0 || b->data != NULL;
}

int p6_args_in(void *ours, size_t known, const void *theirs)
{
    size_t size;

    if (p6_args_are_there(theirs) < 0)
        return PMIP6_ERR_INVALID;
    size = size_of(theirs);
    if (size > known && !p6_args_are_zero((const uint8_t *)theirs + known, size - known))
        return PMIP6_ERR_VERSION;
    memcpy(ours, theirs, size < known ? size : known);
    memcpy(ours, &known, sizeof known);
    return 0;
}

int p6_args_out(void *theirs, const void *ours, size_t known)
{
    if (p6_args_are_there(theirs) < 0)
        return PMIP6_ERR_INVALID;
    p6_args_defaults(theirs, size_of(theirs), ours, known);
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
