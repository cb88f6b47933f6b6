/* SPDX-License-Identifier: MIT */
#ifndef P6_OPTION_TABLE_H
#define P6_OPTION_TABLE_H

#include "field.h"

#include <pmip6/option.h>

/*
 * One row a mobility option, one a sub-option. Adding one is a number and a member in
 * option.h and a row here: reading, writing, text, JSON and every test that walks the
 * tables know it then.
 */

struct option_row {
    const char *name;
    const struct field *fields;           /* in wire order, all of the data */
    const struct suboption_table *inside; /* of what its last field holds, or NULL */
    int (*check)(const struct pmip6_option *o); /* that fields agree, or NULL */
    uint8_t (*alignment)(const void *record);   /* the modulo where it differs, or NULL */
    uint64_t lengths; /* a bit for each length that it may have, 0: any from `least` */
    uint8_t least;    /* its least length */
    uint8_t align_modulo; /* RFC 6275 6.2.1: xn + y; 0: no requirement */
    uint8_t align_rest;
    uint8_t single; /* enum option_single */
};

enum option_single {
    MANY = 0,
    ONCE = 1,
    ONCE_BUT_PAIRED = 2 /* pairs up in localized routing messages (RFC 6705) */
};

struct suboption_table {
    const struct option_row *rows;
    uint32_t count;
    int has_padding; /* types 0 and 1 are padding, as in messages */
};

#define OPTION_ROWS (PMIP6_OPT_DLIF_LINK_LAYER_ADDRESS + 1)

extern const struct option_row
    p6_option_rows[OPTION_ROWS + 1]; /* the last: the unknown */

/* The row of a type; one of plain octets where the type is not known. */
static inline const struct option_row *p6_option_row(uint8_t type)
{
    return &p6_option_rows[type < OPTION_ROWS ? type : OPTION_ROWS];
}

/* The row of a sub-option, likewise. */
const struct option_row *p6_suboption_row(const struct suboption_table *inside,
                                          uint8_t type);

/* Whether data of an option may be so long. */
static inline int p6_length_fits(const struct option_row *row, size_t length)
{
    if (row->lengths)
        return length < 64 && (row->lengths >> length & 1);
    return length >= row->least;
}

/* Octets of an option before what stands inside it, type and length included. */
size_t p6_inside_at(const struct option_row *row);

/* The name of the number in a field of a record, `unassigned` where it has none. */
const char *p6_code_name(const struct field *fields, const void *record, const char *key);

/* The name of a flag of a record, NULL where it has none. */
const char *p6_flag_name(const struct field *fields, uint32_t flag);

extern const struct suboption_table p6_access_network_suboptions;
extern const struct suboption_table p6_flow_suboptions;
extern const struct suboption_table p6_offload_suboptions;
extern const struct suboption_table p6_qos_attributes;
extern const struct suboption_table p6_mag_parameters;
extern const struct suboption_table p6_requested_options;

/* ---- how rows are written ---- */

/* clang-format off */
#define FIXED(n)      .lengths = (uint64_t)1 << (n), .least = (n)
#define EITHER(a, b)  .lengths = (uint64_t)1 << (a) | (uint64_t)1 << (b), .least = (a)
#define ANY_OF(a, b, c) \
    .lengths = (uint64_t)1 << (a) | (uint64_t)1 << (b) | (uint64_t)1 << (c), .least = (a)
#define FROM(n)       .least = (n)
#define ALIGN(x, y)   .align_modulo = (x), .align_rest = (y)
/* clang-format on */

#endif
