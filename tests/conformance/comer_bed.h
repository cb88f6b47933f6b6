/* SPDX-License-Identifier: MIT */
#ifndef COMER_BED_H
#define COMER_BED_H

/*
 * Nodes that come to a MAG, by name, interface and hint of a test's own; what their LMA
 * grants them; on which links the MAG acts. Begins as mag_told.h does.
 */

#include "mag_told.h"

static const uint8_t other_lli[6] = {2, 0, 0, 0, 0, 9};

/* Nothing is done early, and nothing later than by this. */
#define TICK 512u

/* Whom the host tells of. Zeros stand for what a node usually has: LINK, ID; `nameless`
 * has no identifier. */
struct comer {
    uint32_t link;
    const char *id;
    const uint8_t *lli; /* of six octets */
    uint8_t nameless, handoff;
};

static inline struct pmip6_bytes named(const char *id)
{
    struct pmip6_bytes b = {(const uint8_t *)id, strlen(id)};

    return b;
}

static inline int comes(struct comer c)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    if (!c.nameless)
        who.mn_id = named(c.id ? c.id : ID);
    who.link_layer_id.data = c.lli;
    who.link_layer_id.length = c.lli ? 6 : 0;
    who.handoff = c.handoff;
    link_up(c.link ? c.link : LINK);
    return pmip6_mag_attach(mag, c.link ? c.link : LINK, &who);
}

#define COMES(...) comes((struct comer){__VA_ARGS__})

/* The last request is accepted, with `count` prefixes from `first` on. */
static inline void grant(uint8_t first, uint8_t count)
{
    struct signalling s = reply_to(request(), 0, first);

    s.prefix_count = count;
    for (uint8_t i = 0; i < count; i++) {
        s.prefixes[i].addr = fake_addr((uint8_t)(first + i), 0);
        s.prefixes[i].length = 64;
    }
    answer_with(s);
}

/* How an acknowledgement arrives. Zeros stand for the bed's LMA and MAG, and whole. */
struct delivery {
    struct pmip6_addr from, to;
    uint32_t protection;
    size_t at; /* with `damaged`: the octet that is another on the way */
    uint8_t octet, damaged, sealed; /* sealed: and the checksum fits it all the same */
};

static inline void seal(uint8_t *octets, size_t length, const struct pmip6_addr *from,
                        const struct pmip6_addr *to)
{
    uint16_t sum;

    octets[4] = octets[5] = 0;
    sum = p6_checksum(from, to, 135, octets, length);
    octets[4] = (uint8_t)(sum >> 8);
    octets[5] = (uint8_t)sum;
}

static inline void deliver(struct signalling s, struct delivery how)
{
    static const struct pmip6_addr unset;
    struct pmip6_datagram d;
    uint8_t octets[512];
    size_t length;

    pmip6_datagram_init(&d);
    d.source = memcmp(&how.from, &unset, 16) == 0 ? fake_addr(0xa, 1) : how.from;
    d.destination = memcmp(&how.to, &unset, 16) == 0 ? fake_addr(1, 1) : how.to;
    d.protection = how.protection;
    s.mh_type = PMIP6_MH_BA;
    s.flags = PMIP6_BA_P;
    ck_assert_int_eq(p6_signalling_encode(&s, octets, sizeof octets, &d.source,
                                          &d.destination, &length),
                     0);
    if (how.damaged)
        octets[how.at] = how.octet;
    if (how.sealed)
        seal(octets, length, &d.source, &d.destination);
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

#define DELIVER(s, ...) deliver(s, (struct delivery){__VA_ARGS__})

/* The last request is accepted, with a link-local address. */
static inline void grant_with(struct pmip6_addr link_local)
{
    struct signalling s = reply_to(request(), 0, 0x80);

    s.present |= HAS_LINK_LOCAL;
    s.link_local = link_local;
    answer_with(s);
}

static inline struct pmip6_addr link_local(uint8_t end)
{
    struct pmip6_addr a = {{0xfe, 0x80, [8] = 2, [15] = end}};

    return a;
}

static inline int is_addr(const void *octets, struct pmip6_addr a)
{
    return memcmp(octets, a.octets, sizeof a.octets) == 0;
}

/* How many options of a type the last request has. */
static inline unsigned sent_options(uint8_t type)
{
    unsigned count = 0;

    while (sent_option(last_sent(), type, count))
        count++;
    return count;
}

/* Whether the last request has one option of a type, with these octets. */
static inline int sent_is(uint8_t type, const void *octets, size_t length)
{
    const uint8_t *option = sent_option(last_sent(), type, 0);

    return option && sent_options(type) == 1 && option[1] == length &&
           memcmp(option + 2, octets, length) == 0;
}

/* Whether the last request has the identifier option of a NAI (RFC 4283 3). */
static inline int sent_names(const char *id)
{
    const uint8_t *option = sent_option(last_sent(), 8, 0);

    return option && sent_options(8) == 1 && option[1] == 1 + strlen(id) &&
           option[2] == 1 && memcmp(option + 3, id, strlen(id)) == 0;
}

/* Whether the n-th prefix option of the last request is this (RFC 5213 8.3). */
static inline int sent_prefix_is(unsigned n, struct pmip6_addr prefix, uint8_t length)
{
    const uint8_t *option = sent_option(last_sent(), 22, n);

    return option && option[1] == 18 && option[2] == 0 && option[3] == length &&
           is_addr(option + 4, prefix);
}

enum request_kinds { FIRST_REQUEST, REPEAT, EXTENSION, LEAVE };

/* The kinds of request that there are, one after the other, each looked at. */
static inline void each_request(void (*look)(enum request_kinds kind))
{
    ck_assert_int_eq(COMES(.lli = node_lli), 0);
    ck_assert_uint_eq(h.sent_count, 1);
    look(FIRST_REQUEST);
    pass(SEC(1) + TICK);
    ck_assert_uint_eq(h.sent_count, 2);
    look(REPEAT);
    grant(0x80, 1);
    pass(SEC(2800));
    ck_assert_uint_gt(h.sent_count, 2);
    look(EXTENSION);
    grant(0x80, 1);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_uint_eq(sent_lifetime(), 0);
    look(LEAVE);
}

/* ---- on which link ---- */

static struct pmip6_mag_callbacks comer_fake;
static uint32_t nd_link,
    address_link; /* where a packet went out last, an address was set */

static inline int send_nd_on(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    nd_link = link;
    return comer_fake.send_nd(link, p, user);
}

static inline int set_address_on(uint32_t link, const struct pmip6_addr *a, void *user)
{
    address_link = link;
    return comer_fake.link_address(link, a, user);
}

static inline void notes_links(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    (void)c;
    comer_fake = *cb;
    nd_link = address_link = 0;
    cb->send_nd = send_nd_on;
    cb->link_address = set_address_on;
}

/* Whether there is a route of a kind for a prefix, on a link and by the tunnel to an LMA.
 */
static inline int has_route(uint32_t kind, struct pmip6_addr prefix, uint32_t link,
                            struct pmip6_addr lma)
{
    for (unsigned i = 0; i < FAKE_ROUTES; i++) {
        const struct pmip6_route *r = &h.routes[i].route;

        if (h.routes[i].used && r->kind == kind && r->link == link &&
            is_addr(&r->prefix.addr, prefix) && r->prefix.length == 64 &&
            (kind == PMIP6_ROUTE_TO_LINK || is_addr(&r->tunnel.remote, lma)))
            return 1;
    }
    return 0;
}

static inline uint64_t mag_drops(uint32_t reason)
{
    struct pmip6_mag_counters c;

    pmip6_mag_counters_init(&c);
    ck_assert_int_eq(pmip6_mag_get_counters(mag, &c), 0);
    return c.drop[reason];
}

static inline struct pmip6_attachment_view view_on(uint32_t link)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    ck_assert_int_eq(pmip6_mag_attachment_of(mag, link, &v), 0);
    return v;
}

#endif
