/* SPDX-License-Identifier: MIT */
#ifndef P6_BCE_H
#define P6_BCE_H

#include "prefix_index.h"
#include "wheel.h"

#include <pmip6/lma.h>

/*
 * The binding cache (RFC 5213 5.1): a record a mobility session, found by the mobile
 * node's identifier and by any address in its prefixes.
 *
 * Identifiers and link-layer identifiers of common size stand in the record; longer ones
 * move to an extension together. Each prefix is a record of its own, in one index of all.
 */

#define SESSION_MN_ID 40u
#define SESSION_LLI   8u

struct session {
    struct slab_head head;
    struct timer timer; /* deadline: end of the lifetime, or of the delayed delete */
    struct index_link by_node;
    struct pmip6_addr proxy_coa;
    struct pmip6_addr lma_address;
    struct pmip6_addr link_local;
    pmip6_timestamp timestamp; /* the highest accepted */
    uint64_t digest;          /* of the last accepted request (A1) */
    pmip6_time policy_until;  /* how long what the policy said holds */
    pmip6_time prefix_until;  /* how long its prefixes are valid */
    uint32_t policy_lifetime; /* the longest that it allows, seconds */
    uint32_t policy_peer;     /* whom it was asked for: p6_lma_peer_hash */
    uint32_t first_prefix;
    uint32_t tunnel;
    uint32_t extension;
    uint16_t units; /* lifetime granted, in units of 4 s */
    uint16_t sequence;
    uint8_t state; /* enum pmip6_binding_state */
    uint8_t access_technology;
    uint8_t handoff;
    uint8_t untimed; /* the last accepted had no timestamp */
    uint8_t mn_id_subtype;
    uint8_t mn_id_length;
    uint8_t lli_length;
    uint8_t mn_id[SESSION_MN_ID];
    uint8_t lli[SESSION_LLI];
};

struct session_extension {
    struct slab_head head;
    uint8_t mn_id[PMIP6_MN_ID_MAX];
    uint8_t lli[PMIP6_LINK_LAYER_ID_MAX];
};

struct binding_cache {
    struct slab sessions;
    struct prefix_index prefixes;
    struct slab extensions;
    struct index by_node;
    struct wheel timers;
    struct hash_key key;
    uint32_t deregistering;
};

/* What names a mobile node. */
struct node_id {
    struct pmip6_bytes octets;
    uint8_t subtype;
};

int p6_same_node(struct node_id a, struct node_id b);

int p6_bce_init(struct binding_cache *c, struct memory *memory, struct hash_key key,
                uint32_t max, pmip6_time now);
int p6_bce_reserve(struct binding_cache *c);

/* Room for so many sessions; then that many are the bound. */
int p6_bce_widen(struct binding_cache *c, uint32_t max);
void p6_bce_bound(struct binding_cache *c, uint32_t max);
void p6_bce_fini(struct binding_cache *c);

static inline struct session *p6_session(const struct binding_cache *c, uint32_t index)
{
    return p6_slab_at(&c->sessions, index);
}

static inline int p6_session_is_alive(const struct session *s, pmip6_time now)
{
    return s->timer.deadline > now;
}

/* A new session of a node with these prefixes: not yet in the indexes. P6_NONE where
 * there is no room. */
uint32_t p6_bce_make(struct binding_cache *c, struct node_id id,
                     const struct pmip6_prefix *prefixes, uint32_t count);

/* Into the indexes. Cannot fail. */
void p6_bce_insert(struct binding_cache *c, uint32_t session);

/* Out of indexes and timers, and freed. */
void p6_bce_remove(struct binding_cache *c, uint32_t session);

/* A session has one of its prefixes, not its last, no longer. */
void p6_bce_drop_prefix(struct binding_cache *c, uint32_t session,
                        const struct pmip6_prefix *p);

/* Frees what p6_bce_make gave and p6_bce_insert never had. */
void p6_bce_discard(struct binding_cache *c, uint32_t session);

struct node_id p6_session_node(const struct binding_cache *c, const struct session *s);
struct pmip6_bytes p6_session_lli(const struct binding_cache *c, const struct session *s);

/* Makes room for a link-layer identifier of so many octets; PMIP6_ERR_NOMEM changes
 * nothing. */
int p6_session_reserve_lli(struct binding_cache *c, struct session *s, size_t length);

/* Sets the link-layer identifier, for which there is room. */
void p6_session_set_lli(struct binding_cache *c, struct session *s,
                        struct pmip6_bytes lli);

/* Copies the prefixes out, in their order; returns how many. */
uint32_t p6_session_prefixes(const struct binding_cache *c, const struct session *s,
                             struct pmip6_prefix *out);

/* The sessions of a node, alive or not, one after the other. */
uint32_t p6_bce_first_of_node(const struct binding_cache *c, struct node_id id);
uint32_t p6_bce_next_of_node(const struct binding_cache *c, uint32_t session);
uint32_t p6_bce_count_of_node(const struct binding_cache *c, struct node_id id);

/* The session whose prefix holds an address, or that has this very prefix. */
uint32_t p6_bce_by_address(const struct binding_cache *c, const struct pmip6_addr *a);
uint32_t p6_bce_by_prefix(const struct binding_cache *c, const struct pmip6_prefix *p);

/* A session with a prefix that holds this one, or with one that overlaps. */
uint32_t p6_bce_covering(const struct binding_cache *c, const struct pmip6_prefix *p);
uint32_t p6_bce_overlapping(const struct binding_cache *c, const struct pmip6_prefix *p);

uint64_t p6_bce_memory_needed(uint32_t max);

#endif
