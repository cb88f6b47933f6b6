/* SPDX-License-Identifier: MIT */
#include "prefix.h"

#include <string.h>

static const struct pmip6_addr unspecified;

int p6_addr_equal(const struct pmip6_addr *a, const struct pmip6_addr *b)
{
    return memcmp(a->octets, b->octets, sizeof a->octets) == 0;
}

int p6_addr_is_unspecified(const struct pmip6_addr *a)
{
    return p6_addr_equal(a, &unspecified);
}

int p6_addr_is_link_local(const struct pmip6_addr *a)
{
    return a->octets[0] == 0xfe && (a->octets[1] & 0xc0) == 0x80;
}

int p6_addr_is_multicast(const struct pmip6_addr *a)
{
    return a->octets[0] == 0xff;
}

int p6_addr_is_routable(const struct pmip6_addr *a)
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const struct pmip6_addr loopback = {{[15] = 1}};

    return !p6_addr_is_unspecified(a) && !p6_addr_equal(a, &loopback) &&
           !p6_addr_is_link_local(a) && !p6_addr_is_multicast(a) &&
           memcmp(a->octets, mapped, sizeof mapped) != 0;
}

int p6_prefix_equal(const struct pmip6_prefix *a, const struct pmip6_prefix *b)
{
    return a->length == b->length && p6_addr_equal(&a->addr, &b->addr);
}

static int same_bits(const struct pmip6_addr *a, const struct pmip6_addr *b,
                     unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(a->octets, b->octets, whole) != 0)
        return 0;
    return rest == 0 || ((a->octets[whole] ^ b->octets[whole]) >> (8 - rest)) == 0;
}

int p6_prefix_holds(const struct pmip6_prefix *p, const struct pmip6_addr *a)
{
    return same_bits(&p->addr, a, p->length);
}

int p6_prefix_overlaps(const struct pmip6_prefix *a, const struct pmip6_prefix *b)
{
    return same_bits(&a->addr, &b->addr, a->length < b->length ? a->length : b->length);
}

int p6_prefix_is_zero(const struct pmip6_prefix *p)
{
    return p6_addr_is_unspecified(&p->addr);
}

int p6_prefix_is_home(const struct pmip6_prefix *p)
{
    static const struct pmip6_prefix others[] = {
        {{{0xff}}, 8}, {{{0xfe, 0x80}}, 10}, {{{0}}, 127}};

    if (p->length == 0 || p->length > 128)
        return 0;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (p6_prefix_overlaps(p, &others[i]))
            return 0;
    }
    return 1;
}

struct pmip6_prefix p6_prefix_of(const struct pmip6_addr *a, uint8_t length)
{
    struct pmip6_prefix p = {.addr = *a, .length = length};
    unsigned whole = length / 8u;

    if (whole < sizeof p.addr.octets) {
        p.addr.octets[whole] &= (uint8_t)(0xff00u >> length % 8u);
        memset(p.addr.octets + whole + 1, 0, sizeof p.addr.octets - whole - 1);
    }
    return p;
}

struct pmip6_prefix p6_prefix_canonical(const struct pmip6_prefix *p)
{
    return p6_prefix_of(&p->addr, p->length);
}
