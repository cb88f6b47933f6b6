/* SPDX-License-Identifier: MIT */
#ifndef PREFIX_BED_H
#define PREFIX_BED_H

/* What the tests of prefixes share: prefixes of any length, requests that name some, and
 * whether those of all sessions are apart. */
#include "host_bed.h"
#include "session_bed.h"

static inline int same_prefix(struct pmip6_prefix a, struct pmip6_prefix b)
{
    return a.length == b.length && same_addr(a.addr, b.addr);
}

/* Whether the first bits are alike, as many as the shorter one has. */
static inline int overlap(struct pmip6_prefix a, struct pmip6_prefix b)
{
    unsigned bits = a.length < b.length ? a.length : b.length;

    for (unsigned i = 0; i < bits; i++) {
        if ((a.addr.octets[i / 8] ^ b.addr.octets[i / 8]) >> (7 - i % 8) & 1)
            return 0;
    }
    return 1;
}

/* The prefix of this length around an address of 2001:db8:0:N::/64. */
static inline struct pmip6_prefix around(uint8_t network, uint8_t host, uint8_t length)
{
    struct pmip6_prefix p = {.addr = fake_addr(network, host), .length = length};

    for (unsigned i = length; i < 128; i++)
        p.addr.octets[i / 8] &= (uint8_t) ~(0x80u >> i % 8);
    return p;
}

/* A node's first request, naming prefixes. */
static inline int ask_for(const char *mn, const struct pmip6_prefix *list, uint32_t count)
{
    struct signalling s;

    prepare(&(struct pbu){.mn = mn, .handoff = 1}, &s);
    s.prefix_count = count;
    memcpy(s.prefixes, list, count * sizeof *list);
    return submit(&s, MAG1);
}

static inline void fix(const struct pmip6_prefix *list, size_t count)
{
    h.policy.prefixes = list;
    h.policy.prefix_count = count;
}

struct owned {
    struct pmip6_prefix prefix;
    uint64_t session;
};

/* All prefixes of all sessions, each with its route. */
static inline size_t list_owned(struct owned *all)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    size_t count = 0;

    while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
        for (size_t i = 0; i < v.prefix_count; i++, count++) {
            ck_assert_uint_lt(count, 256);
            all[count].prefix = v.prefixes[i];
            all[count].session = v.id;
        }
    }
    return count;
}

static inline void check_apart(void)
{
    static struct owned all[256];
    size_t count = list_owned(all);

    for (size_t i = 0; i < count; i++) {
        struct pmip6_binding_view v = {.size = sizeof v};

        ck_assert_uint_gt(all[i].prefix.length, 0);
        for (size_t j = 0; j < i; j++)
            ck_assert(!overlap(all[i].prefix, all[j].prefix));
        ck_assert_int_eq(pmip6_lma_find_by_address(lma, &all[i].prefix.addr, &v), 0);
        ck_assert(v.id == all[i].session);
    }
}

#endif
