/* SPDX-License-Identifier: MIT */
/* All that a host can see of its bindings or attachments, in one number. */
#include "invariants.h"

#include <string.h>

static uint64_t mix(uint64_t digest, const void *octets, size_t length)
{
    const uint8_t *at = octets;

    for (; length >= 8; at += 8, length -= 8) {
        uint64_t word;

        memcpy(&word, at, sizeof word);
        digest = (digest ^ word) * 0x9e3779b97f4a7c15u;
        digest ^= digest >> 29;
    }
    while (length-- > 0)
        digest = (digest ^ *at++) * 0x100000001b3u;
    return digest;
}

static uint64_t digest_lma(const struct host *h)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    uint64_t digest = 1;

    while (pmip6_lma_next_binding(h->lma, &cursor, &v) == 1) {
        uint64_t numbers[] = {v.id,    v.expires,  v.timestamp,
                              v.state, v.sequence, v.access_technology};

        digest = mix(digest, numbers, sizeof numbers);
        digest = mix(digest, &v.proxy_coa, sizeof v.proxy_coa);
        digest = mix(digest, &v.link_local, sizeof v.link_local);
        digest = mix(digest, v.link_layer_id.data, v.link_layer_id.length);
        for (size_t i = 0; i < v.prefix_count; i++)
            digest = mix(digest, &v.prefixes[i].addr, sizeof v.prefixes[i].addr);
    }
    return digest;
}

static uint64_t mix_attachment(uint64_t digest, const struct pmip6_attachment_view *v)
{
    uint64_t numbers[] = {v->id, v->expires, v->state, v->link, v->blocked, v->status};

    digest = mix(digest, numbers, sizeof numbers);
    digest = mix(digest, &v->lma, sizeof v->lma);
    for (size_t i = 0; i < v->prefix_count; i++)
        digest = mix(digest, &v->prefixes[i].addr, sizeof v->prefixes[i].addr);
    return digest;
}

static uint64_t digest_mag(const struct host *h)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    uint64_t digest = 1;

    while (pmip6_mag_next_attachment(h->mag, &cursor, &v) == 1)
        digest = mix_attachment(digest, &v);
    return digest;
}

uint64_t invariant_digest_beside(const struct host *h, uint32_t link)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    uint64_t digest = 1;

    while (pmip6_mag_next_attachment(h->mag, &cursor, &v) == 1) {
        if (link_node(h->domain, v.link) == link_node(h->domain, link))
            continue;
        digest = mix_attachment(digest, &v);
        digest = mix(digest, &v.link_local, sizeof v.link_local);
        digest = mix(digest, &v.mn_link_local, sizeof v.mn_link_local);
        digest = mix(digest, v.link_layer_id.data, v.link_layer_id.length);
    }
    return digest;
}

uint64_t invariant_digest(const struct host *h)
{
    return h->role == LMA_HOST ? digest_lma(h) : digest_mag(h);
}
