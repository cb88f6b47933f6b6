/* SPDX-License-Identifier: MIT */
#ifndef P6_TUNNELS_H
#define P6_TUNNELS_H

#include "effects.h"
#include "index.h"
#include "siphash.h"

/*
 * Tunnels, shared by peer address and counted (RFC 5213 5.6.1, draft-02 5.5.1): opened
 * with the first session that needs one, closed with the last; or made beforehand by the
 * host, and never closed. A tunnel's lifetime is the highest that a session sharing it
 * was granted. It need not be watched: no session outlives it, and the last one closes
 * it.
 */

struct tunnel_record {
    struct slab_head head;
    struct index_link by_remote;
    struct pmip6_tunnel tunnel;
    uint32_t mtu; /* of the path, octets; 0: not told */
};

/* What was learnt of paths whose tunnels are closed: the last few of them, so that the
 * next tunnel to the same peer need not learn it again (RFC 8201 5.2). */
#define P6_PATHS_KEPT 16u

struct known_path {
    struct pmip6_addr remote;
    uint32_t mtu; /* octets; 0: none is kept here */
};

struct tunnels {
    struct slab records;
    struct index by_remote;
    struct hash_key key;
    struct known_path paths[P6_PATHS_KEPT];
    uint32_t next_path; /* the oldest, overwritten next */
};

int p6_tunnels_init(struct tunnels *t, struct memory *memory, struct hash_key key,
                    uint32_t max);

/* Closes what is still open, and ends. */
void p6_tunnels_fini(struct tunnels *t, struct effects *e);

/* One more user of the tunnel between two addresses. Returns 0 with its index, or an
 * error: PMIP6_ERR_NOMEM, PMIP6_ERR_LIMIT, PMIP6_ERR_CALLBACK. */
int p6_tunnel_acquire(struct tunnels *t, struct effects *e,
                      const struct pmip6_addr *local, const struct pmip6_addr *remote,
                      uint32_t *index);

/* One less; the last one closes it, if it is not static. */
void p6_tunnel_release(struct tunnels *t, struct effects *e, uint32_t index);

/* A tunnel that the host has made: PMIP6_ERR_LIMIT, PMIP6_ERR_NOMEM. One that is there
 * already is static from now on. */
int p6_tunnel_make_static(struct tunnels *t, const struct pmip6_tunnel *tunnel);

/* A static tunnel is like any other from now on: closed at once where it is unused. */
void p6_tunnel_unmake_static(struct tunnels *t, struct effects *e, uint32_t index);

/* It lives until then at least. */
void p6_tunnel_extend(struct tunnels *t, uint32_t index, pmip6_time until);

uint32_t p6_tunnel_find(const struct tunnels *t, const struct pmip6_addr *local,
                        const struct pmip6_addr *remote);

static inline struct tunnel_record *p6_tunnel_at(const struct tunnels *t, uint32_t index)
{
    return p6_slab_at(&t->records, index);
}

#endif
