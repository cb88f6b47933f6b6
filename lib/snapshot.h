/* SPDX-License-Identifier: MIT */
#ifndef P6_SNAPSHOT_H
#define P6_SNAPSHOT_H

#include "lma_internal.h"

/*
 * The image of an LMA's bindings: a head, a record for each binding, a trailer; numbers
 * in network order.
 *
 *   head     "PMIP6LMA", format (16), edition (8), zero (8), zero (32), when it was begun
 *            (64), LMAA (128)
 *   record   1 (8), octets that follow (16), the binding
 *   trailer  255 (8), 8 (16), number of records (32), CRC-32 of all before (32)
 *
 * Times are microseconds since 1970, so that they go on while the LMA does not run.
 */

#define SNAPSHOT_FORMAT     1u
#define SNAPSHOT_MAGIC_SIZE 8u
#define SNAPSHOT_HEAD_SIZE  40u
#define SNAPSHOT_TAG_SIZE   3u /* kind and length, before each record and the trailer */
#define SNAPSHOT_TRAILER    8u

/* A binding: fixed fields, identifier, link-layer identifier, prefixes. */
#define SNAPSHOT_RECORD_MAX                                                              \
    (9u + 3u * 8u + 3u * 16u + 1u + PMIP6_MN_ID_MAX + 1u + PMIP6_LINK_LAYER_ID_MAX +     \
     1u + 17u * PMIP6_PREFIXES_MAX)

enum snapshot_kind { SNAPSHOT_BINDING = 1, SNAPSHOT_END = 255 };

extern const uint8_t p6_snapshot_magic[SNAPSHOT_MAGIC_SIZE];

/* Microseconds since 1970. */
uint64_t p6_wall_time(pmip6_timestamp t);

/* lma_restore.c: the record of a binding. 0, or PMIP6_ERR_DAMAGED for what no LMA of this
 * edition writes. Octets are borrowed. Deadlines are as in the image. */
int p6_snapshot_read(const pmip6_lma *lma, const uint8_t *octets, size_t count,
                     struct saved *s);

#endif
