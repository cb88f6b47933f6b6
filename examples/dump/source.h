/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_DUMP_SOURCE_H
#define PMIP6_EXAMPLES_DUMP_SOURCE_H

/* Where pmip6-dump's datagrams come from: a capture, or hex lines. */

#include <stdio.h>

#include <pmip6/types.h>

#define OCTETS_MAX 65536u

struct found {
    struct pmip6_addr source;
    struct pmip6_addr destination;
    int addressed; /* the addresses are known: the checksum can be checked */
    int bad_line;  /* not a datagram at all */
    size_t at;     /* of a bad line: the octet where it stopped being one */
    size_t length;
    uint8_t octets[OCTETS_MAX];
};

/* The next hex line: 1, or 0 at the end. */
int hex_next(FILE *in, struct found *f);

/* The capture's head; 0, or -1 and why. */
struct capture {
    FILE *in;
    int swapped;
    uint32_t link_type;
};
int capture_open(struct capture *c, FILE *in, const char **why);

/* The next Mobility Header: 1; 0 at the end, -1 and why where the file is cut. */
int capture_next(struct capture *c, struct found *f, const char **why);

#endif
