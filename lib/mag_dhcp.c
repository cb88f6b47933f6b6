/* SPDX-License-Identifier: MIT */
/*
 * What a DHCPv6 relay on the MAG is told of a link (RFC 5213 6.11, draft-02 Appendix B).
 */
#include "args.h"
#include "mag_internal.h"
#include "prefix.h"

#include <string.h>

/* An address of the MAG's in the node's prefix, as autoconfiguration makes one: the
 * prefix, and behind it the end of the MAG's link-local address (R5213-6.11-09). Of a
 * prefix that is a single address it is that. */
static struct pmip6_addr address_in(const struct pmip6_prefix *p,
                                    const struct pmip6_addr *link_local)
{
    struct pmip6_addr a = p->addr;

    for (unsigned bit = p->length > 64 ? p->length : 64; bit < 128; bit++) {
        uint8_t mask = (uint8_t)(0x80 >> bit % 8);

        a.octets[bit / 8] |= link_local->octets[bit / 8] & mask;
    }
    return a;
}

static uint32_t modes_of(const struct attachment *at)
{
    uint32_t flags = 0;

    if (at->address_modes & PMIP6_ADDRESS_STATEFUL)
        flags |= PMIP6_DHCP_STATEFUL;
    if (at->address_modes & PMIP6_ADDRESS_STATELESS)
        flags |= PMIP6_DHCP_STATELESS;
    return flags;
}

/* Only of prefixes that are the node's: what is asked for may come to nothing. */
static void put_prefixes(const struct attachment *at, struct pmip6_dhcp_hint *hint)
{
    hint->flags |= PMIP6_DHCP_SERVED;
    hint->prefixes = at->prefixes;
    hint->prefix_count = at->prefix_count;
    hint->link_address = address_in(&at->prefixes[0], &at->link_local);
    for (uint8_t i = 0; i < at->prefix_count; i++) {
        if (at->prefixes[i].length == 128)
            hint->flags |= PMIP6_DHCP_HOST_ADDRESS;
    }
}

int pmip6_mag_dhcp_hint(const pmip6_mag *mag, uint32_t link, struct pmip6_dhcp_hint *hint)
{
    struct pmip6_dhcp_hint ours;
    const struct attachment *at;
    uint32_t a;

    if (!mag || p6_args_are_there(hint) < 0)
        return PMIP6_ERR_INVALID;
    a = p6_mag_node_on(mag, link);
    if (a == P6_NONE)
        return PMIP6_ERR_NOT_FOUND;
    at = p6_attachment(mag, a);
    memset(&ours, 0, sizeof ours);
    ours.size = sizeof ours;
    ours.mn_id.data = at->mn_id;
    ours.mn_id.length = at->mn_id_length;
    ours.mn_id_subtype = at->mn_id_subtype;
    ours.link_layer_id.data = at->lli;
    ours.link_layer_id.length = at->lli_length;
    ours.access_technology = at->access_technology;
    ours.flags = modes_of(at);
    if (p6_mag_is_served(mag, at, p6_mag_read_clock(mag)))
        put_prefixes(at, &ours);
    return p6_args_out(hint, &ours, sizeof ours);
}
