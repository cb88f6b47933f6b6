/* SPDX-License-Identifier: MIT */
#ifndef P6_ARGS_H
#define P6_ARGS_H

#include <pmip6/types.h>

/*
 * Structs that begin with their size. A caller of an earlier release hands in a smaller
 * one: what it lacks is taken from `ours`, which holds the defaults. A later one's is
 * larger: fine as long as what we do not know is zero. Nothing is written past the size
 * that the caller has set.
 */

/* Copies a caller's struct over `ours` of `known` octets, which holds the defaults: what
 * an older caller's struct lacks stays as it is. Returns 0, PMIP6_ERR_INVALID for no
 * struct at all, PMIP6_ERR_VERSION for one that uses what we do not know. */
int p6_args_in(void *ours, size_t known, const void *theirs);

/* Whether a caller's struct is there and its size can be read: what a function that fills
 * one looks at before anything else. Returns 0 or PMIP6_ERR_INVALID. */
int p6_args_are_there(const void *theirs);

/* Copies ours out to a caller's struct, whose size is set, as far as both go. Its size
 * stays. Returns 0 or PMIP6_ERR_INVALID. */
int p6_args_out(void *theirs, const void *ours, size_t known);

/* Whether the octets that a caller counts are there. */
int p6_args_has(const struct pmip6_bytes *b);

/* Whether octets are all zero, as reserved ones must be. */
int p6_args_are_zero(const void *octets, size_t count);

/* Fills a caller's struct of `size` octets with defaults, whatever its release. */
void p6_args_defaults(void *theirs, size_t size, const void *ours, size_t known);

#endif
