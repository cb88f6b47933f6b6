/* SPDX-License-Identifier: MIT */
#include "tunnels.h"

#include "prefix.h"

int p6_tunnels_init(struct tunnels *t, struct memory *memory, struct hash_key key,
                    uint32_t max)
{
    t->key = key;
    if (p6_slab_init(&t->records, memory, sizeof(struct tunnel_record), max) < 0)
        return PMIP6_ERR_NOMEM;
    if (p6_index_init(&t->by_remote, &t->records,
                      offsetof(struct tunnel_record, by_remote)) < 0) {
        p6_slab_fini(&t->records);
        return PMIP6_ERR_NOMEM;
    }
    return 0;
}

static int is_static(const struct tunnels *t, uint32_t index)
{
    return (p6_tunnel_at(t, index)->tunnel.flags & PMIP6_TUNNEL_STATIC) != 0;
}

static struct known_path *known_path(struct tunnels *t, const struct pmip6_addr *remote)
{
    for (uint32_t i = 0; i < P6_PATHS_KEPT; i++) {
        if (t->paths[i].mtu && p6_addr_equal(&t->paths[i].remote, remote))
            return &t->paths[i];
    }
    return NULL;
}

static void keep_path(struct tunnels *t, const struct tunnel_record *record)
{
    struct known_path *path = known_path(t, &record->tunnel.remote);

    if (record->mtu == 0)
        return;
    if (!path)
        path = &t->paths[t->next_path++ % P6_PATHS_KEPT];
    path->remote = record->tunnel.remote;
    path->mtu = record->mtu;
}

static void forget_tunnel(struct tunnels *t, uint32_t index)
{
    keep_path(t, p6_tunnel_at(t, index));
    p6_index_remove(&t->by_remote, index);
    p6_slab_give(&t->records, index);
}

static void close_tunnel(struct tunnels *t, struct effects *e, uint32_t index)
{
    p6_enter(e);
    e->tunnel_close(&p6_tunnel_at(t, index)->tunnel, e->user);
    p6_leave(e);
    forget_tunnel(t, index);
}

void p6_tunnels_fini(struct tunnels *t, struct effects *e)
{
    uint32_t index = P6_NONE;

    while ((index = p6_slab_next(&t->records, index)) != P6_NONE) {
        if (is_static(t, index))
            forget_tunnel(t, index);
        else
            close_tunnel(t, e, index);
    }
    p6_index_fini(&t->by_remote);
    p6_slab_fini(&t->records);
}

static uint32_t hash_of(const struct tunnels *t, const struct pmip6_addr *remote)
{
    return p6_hash(t->key, remote->octets, sizeof remote->octets);
}

uint32_t p6_tunnel_find(const struct tunnels *t, const struct pmip6_addr *local,
                        const struct pmip6_addr *remote)
{
    uint32_t index = p6_index_first(&t->by_remote, hash_of(t, remote));

    while (index != P6_NONE) {
        const struct pmip6_tunnel *found = &p6_tunnel_at(t, index)->tunnel;

        if (p6_addr_equal(&found->remote, remote) && p6_addr_equal(&found->local, local))
            break;
        index = p6_index_next(&t->by_remote, index);
    }
    return index;
}

static int make_record(struct tunnels *t, const struct pmip6_addr *local,
                       const struct pmip6_addr *remote, uint32_t *index)
{
    const struct known_path *path = known_path(t, remote);
    struct tunnel_record *record;

    if (t->records.count >= t->records.max)
        return PMIP6_ERR_LIMIT;
    *index = p6_slab_take(&t->records);
    if (*index == P6_NONE)
        return PMIP6_ERR_NOMEM;
    record = p6_tunnel_at(t, *index);
    record->tunnel.size = sizeof record->tunnel;
    record->tunnel.local = *local;
    record->tunnel.remote = *remote;
    record->tunnel.encapsulation = PMIP6_ENCAP_IPV6;
    record->mtu = path ? path->mtu : 0;
    return 0;
}

static int open_tunnel(struct tunnels *t, struct effects *e,
                       const struct pmip6_addr *local, const struct pmip6_addr *remote,
                       uint32_t *index)
{
    int rc = make_record(t, local, remote, index);
    struct pmip6_tunnel told;

    if (rc < 0)
        return rc;
    told = p6_tunnel_at(t, *index)->tunnel; /* the host gives it an id, no more */
    p6_enter(e);
    rc = e->tunnel_open(&told, e->user);
    p6_leave(e);
    if (rc < 0) {
        p6_slab_give(&t->records, *index);
        return PMIP6_ERR_CALLBACK;
    }
    p6_tunnel_at(t, *index)->tunnel.id = told.id;
    p6_index_insert(&t->by_remote, *index, hash_of(t, remote));
    return 0;
}

int p6_tunnel_acquire(struct tunnels *t, struct effects *e,
                      const struct pmip6_addr *local, const struct pmip6_addr *remote,
                      uint32_t *index)
{
    *index = p6_tunnel_find(t, local, remote);
    if (*index == P6_NONE) {
        int rc = open_tunnel(t, e, local, remote, index);

        if (rc < 0)
            return rc;
    }
    p6_tunnel_at(t, *index)->tunnel.users++;
    return 0;
}

void p6_tunnel_release(struct tunnels *t, struct effects *e, uint32_t index)
{
    if (--p6_tunnel_at(t, index)->tunnel.users == 0 && !is_static(t, index))
        close_tunnel(t, e, index);
}

int p6_tunnel_make_static(struct tunnels *t, const struct pmip6_tunnel *tunnel)
{
    uint32_t index = p6_tunnel_find(t, &tunnel->local, &tunnel->remote);

    if (index == P6_NONE) {
        int rc = make_record(t, &tunnel->local, &tunnel->remote, &index);

        if (rc < 0)
            return rc;
        p6_tunnel_at(t, index)->tunnel.id = tunnel->id;
        p6_index_insert(&t->by_remote, index, hash_of(t, &tunnel->remote));
    }
    p6_tunnel_at(t, index)->tunnel.flags |= PMIP6_TUNNEL_STATIC;
    return 0;
}

void p6_tunnel_unmake_static(struct tunnels *t, struct effects *e, uint32_t index)
{
    struct pmip6_tunnel *tunnel = &p6_tunnel_at(t, index)->tunnel;

    tunnel->flags &= ~(uint32_t)PMIP6_TUNNEL_STATIC;
    if (tunnel->users == 0)
        close_tunnel(t, e, index);
}

void p6_tunnel_extend(struct tunnels *t, uint32_t index, pmip6_time until)
{
    struct pmip6_tunnel *tunnel = &p6_tunnel_at(t, index)->tunnel;

    if (tunnel->expires < until)
        tunnel->expires = until;
}
