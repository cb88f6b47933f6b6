/* SPDX-License-Identifier: MIT */
/*
 * Who a node is: its identifier, the identifier of its interface, and the indexes by both
 * (RFC 5213 6.1, 6.6).
 */
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

static uint32_t hash_of(const pmip6_mag *mag, struct pmip6_bytes mn_id, uint8_t subtype)
{
    return p6_hash(mag->key, mn_id.data, mn_id.length) ^ subtype;
}

uint32_t p6_mag_find_node(const pmip6_mag *mag, struct pmip6_bytes mn_id, uint8_t subtype)
{
    uint32_t a;

    if (mn_id.length == 0)
        return P6_NONE;
    a = p6_index_first(&mag->by_node, hash_of(mag, mn_id, subtype));
    while (a != P6_NONE) {
        const struct attachment *at = p6_attachment(mag, a);

        if (at->mn_id_subtype == subtype && at->mn_id_length == mn_id.length &&
            memcmp(at->mn_id, mn_id.data, mn_id.length) == 0)
            break;
        a = p6_index_next(&mag->by_node, a);
    }
    return a;
}

/* Those without a name are not in the index. */
void p6_mag_forget_name(pmip6_mag *mag, uint32_t a)
{
    if (p6_attachment(mag, a)->mn_id_length > 0)
        p6_index_remove(&mag->by_node, a);
}

void p6_mag_name_node(pmip6_mag *mag, uint32_t a, struct pmip6_bytes mn_id,
                      uint8_t subtype)
{
    struct attachment *at = p6_attachment(mag, a);

    p6_mag_forget_name(mag, a);
    memmove(at->mn_id, mn_id.data, mn_id.length);
    at->mn_id_length = (uint8_t)mn_id.length;
    at->mn_id_subtype = subtype;
    p6_index_insert(&mag->by_node, a, hash_of(mag, mn_id, subtype));
}

static uint32_t hash_link_layer(const pmip6_mag *mag, struct pmip6_bytes lli)
{
    return p6_hash(mag->key, lli.data, lli.length);
}

int p6_mag_is_known(struct pmip6_bytes lli)
{
    int known = 0;

    for (size_t i = 0; i < lli.length; i++)
        known |= lli.data[i];
    return known != 0;
}

void p6_mag_set_link_layer(pmip6_mag *mag, uint32_t a, struct pmip6_bytes lli)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->lli_length > 0)
        p6_index_remove(&mag->by_link_layer, a);
    memcpy(at->lli, lli.data, lli.length);
    at->lli_length = (uint8_t)lli.length;
    p6_index_insert(&mag->by_link_layer, a, hash_link_layer(mag, lli));
}

/* With which interface a node came to another link, nobody knows: the one that it had is
 * not named any more (R5213-6.9.1.1-25). */
void p6_mag_forget_interface(pmip6_mag *mag, uint32_t a)
{
    struct attachment *at = p6_attachment(mag, a);

    if (at->lli_length > 0)
        p6_index_remove(&mag->by_link_layer, a);
    at->lli_length = 0;
}

uint64_t p6_mag_hash_told(const pmip6_mag *mag, const struct pmip6_attach *who)
{
    return who->mn_id.length > 0
               ? p6_hash64(mag->key, who->mn_id.data, who->mn_id.length) ^
                     who->mn_id_subtype
               : 0;
}

/* A node's name is what its policy says; what the host named it first is its name too. */
int p6_mag_is_same_node(const pmip6_mag *mag, const struct attachment *at,
                        const struct pmip6_attach *who)
{
    if (who->mn_id.length > 0 && at->mn_id_length > 0)
        return (at->mn_id_length == who->mn_id.length &&
                at->mn_id_subtype == who->mn_id_subtype &&
                memcmp(at->mn_id, who->mn_id.data, who->mn_id.length) == 0) ||
               (at->told != 0 && at->told == p6_mag_hash_told(mag, who));
    return at->lli_length > 0 && at->lli_length == who->link_layer_id.length &&
           memcmp(at->lli, who->link_layer_id.data, at->lli_length) == 0;
}

uint32_t p6_mag_find_elsewhere(const pmip6_mag *mag, const struct pmip6_attach *who)
{
    uint32_t a;

    if (who->mn_id.length > 0)
        return p6_mag_find_node(mag, who->mn_id, who->mn_id_subtype);
    a = p6_index_first(&mag->by_link_layer, hash_link_layer(mag, who->link_layer_id));
    while (a != P6_NONE && !p6_mag_is_same_node(mag, p6_attachment(mag, a), who))
        a = p6_index_next(&mag->by_link_layer, a);
    return a;
}

/* Whether the link-layer identifiers tell that it is another interface of the node's, or
 * the same. */
int p6_mag_has_other_interface(const struct attachment *at,
                               const struct pmip6_attach *who)
{
    return at->lli_length > 0 && p6_mag_is_known(who->link_layer_id) &&
           (at->lli_length != who->link_layer_id.length ||
            memcmp(at->lli, who->link_layer_id.data, at->lli_length) != 0);
}

int p6_mag_has_same_interface(const struct attachment *at, const struct pmip6_attach *who)
{
    return at->lli_length > 0 && p6_mag_is_known(who->link_layer_id) &&
           !p6_mag_has_other_interface(at, who);
}
