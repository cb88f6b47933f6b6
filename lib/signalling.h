/* SPDX-License-Identifier: MIT */
#ifndef P6_SIGNALLING_H
#define P6_SIGNALLING_H

#include <pmip6/message.h>

/*
 * The view that the LMA's and the MAG's rules have of a message: its fields and the
 * options they act on, found in one pass, without allocation. Variable parts borrow from
 * the datagram.
 */

enum signalling_present {
    HAS_MN_ID = 0x001,
    HAS_PREFIX = 0x002,
    HAS_HANDOFF = 0x004,
    HAS_ACCESS_TECHNOLOGY = 0x008,
    HAS_LINK_LAYER_ID = 0x010,
    HAS_LINK_LOCAL = 0x020,
    HAS_TIMESTAMP = 0x040,
    HAS_ALTERNATE_COA = 0x080,
    HAS_REFRESH_ADVICE = 0x100,
    HAS_NONCE_INDICES = 0x200
};

struct signalling {
    uint32_t present; /* HAS_ bits */
    uint8_t mh_type;
    uint8_t status;
    uint16_t flags;
    uint16_t sequence;
    uint16_t lifetime;       /* units of 4 s */
    uint16_t refresh_advice; /* units of 4 s */
    uint8_t mn_id_subtype;
    uint8_t handoff;
    uint8_t access_technology;
    uint32_t unknown_options;
    uint32_t prefix_count; /* on the wire; the first PMIP6_PREFIXES_MAX are kept */
    struct pmip6_bytes mn_id;
    struct pmip6_bytes link_layer_id;
    struct pmip6_addr link_local;
    struct pmip6_addr alternate_coa;
    pmip6_timestamp timestamp;
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct pmip6_bytes echo; /* encoding: a BU, well-formed, whose prefix options are to
                                be repeated in place of `prefixes` */
};

/* Decodes and checks a datagram whole (RFC 6275 9.2, 6.2). Of other types than BU, BA and
 * BE only mh_type is told. Returns 0 or an error of the malformed, with `where`. */
int p6_signalling_decode(struct signalling *s, const struct pmip6_datagram *d,
                         size_t *where);

/* Tells each prefix option of a BU, well-formed, in their order. */
void p6_signalling_each_prefix(struct pmip6_bytes message,
                               void (*tell)(const struct pmip6_prefix *p, void *context),
                               void *context);

/* Encodes a BU or BA with the options that `present` names, in a fixed order. */
int p6_signalling_encode(const struct signalling *s, uint8_t *buffer, size_t capacity,
                         const struct pmip6_addr *source,
                         const struct pmip6_addr *destination, size_t *length);

/* Encodes a Binding Error (RFC 6275 6.1.9) about a packet with this home address. */
int p6_binding_error_encode(uint8_t status, const struct pmip6_addr *home_address,
                            uint8_t *buffer, size_t capacity,
                            const struct pmip6_addr *source,
                            const struct pmip6_addr *destination, size_t *length);

/* The reason to count a decoding error under. */
uint32_t p6_drop_of_error(int error);

#endif
