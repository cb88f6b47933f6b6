/* SPDX-License-Identifier: MIT */
/*
 * Whatever happens, what a node was shown last is what it has: its prefixes while they
 * are bound, those of visitors while it is one, and nothing else (RFC 5213 6.7, 6.9.2,
 * 6.12 and 6.14, draft-02 likewise).
 */
#include "mag_link_bed.h"

#define NODES  3u
#define HOMES  8u   /* prefixes 0x80 to 0x87 */
#define VISITS 0x77 /* the visitors' prefix */

static uint32_t dice, flags;

static uint32_t pick(uint32_t n)
{
    dice = dice * 1664525u + 1013904223u;
    return (dice >> 12) % n;
}

/* What was told last on each link: lifetimes, and until when they hold. */
static struct {
    pmip6_time homes[HOMES], visits, router;
} shown[NODES];

static void take_prefix(unsigned link, const uint8_t *option)
{
    pmip6_time until = h.now + SEC(word_at(option + 4));
    uint8_t network = option[16 + 7];

    if (network == VISITS)
        shown[link].visits = until;
    else if (network >= 0x80 && network < 0x80 + HOMES)
        shown[link].homes[network - 0x80] = until;
    else
        ck_abort_msg("nobody has such a prefix");
}

static int (*send_on)(uint32_t link, const struct pmip6_nd_packet *p, void *user);

static int take_packet(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    const uint8_t *octets = p->octets.data;

    if (octets[0] == 134) {
        for (size_t at = 16; at + 8 <= p->octets.length; at += 8u * octets[at + 1]) {
            if (octets[at] == 3)
                take_prefix(link - LINK, octets + at);
        }
        shown[link - LINK].router = h.now + SEC(half_at(octets + 6));
    }
    return send_on(link, p, user);
}

static void listen_in(struct pmip6_mag_config *c, struct pmip6_mag_callbacks *cb)
{
    const struct pmip6_prefix visited = {fake_addr(VISITS, 0), 64};

    send_on = cb->send_nd;
    cb->send_nd = take_packet;
    c->visitor_prefix = visited;
    c->flags |= flags;
}

static void forget_link(unsigned n)
{
    memset(&shown[n], 0, sizeof shown[n]);
}

/* ---- what happens ---- */

static void bring_node(unsigned n, unsigned link)
{
    static const char *const names[NODES] = {"n0", "n1", "n2"};
    static const uint32_t grants[] = {PMIP6_GRANT_ALL, PMIP6_GRANT_ALL, PMIP6_GRANT_NODE};

    h.policy.grants = grants[pick(3)];
    arrive(LINK + link, names[n], (uint8_t)(n + 1));
}

static void answer_somehow(void)
{
    static const uint8_t statuses[] = {0, 0, 0, 0, 129, 130, 155, 156};
    struct signalling s;

    if (h.sent_count == 0)
        return;
    s = reply_to(request(), statuses[pick(8)], (uint8_t)(0x80 + pick(HOMES)));
    answer_with(s);
}

static void let_something_happen(void)
{
    static const struct pmip6_bytes everybody;
    unsigned n = pick(NODES);
    const uint8_t lli[6] = {2, 0, 0, 0, 0, (uint8_t)(n + 1)};
    struct pmip6_tunnel t = h.tunnels[0];

    h.presence = pick(3) ? PMIP6_PRESENCE_YES : PMIP6_PRESENCE_UNKNOWN;
    switch (pick(12)) {
    case 0:
        pmip6_mag_detach(mag, LINK + n);
        break;
    case 1:
        if (pmip6_mag_link_down(mag, LINK + n) == 0)
            forget_link(n); /* who comes next has heard nothing */
        break;
    case 2:
        pmip6_mag_renumber(mag, LINK + n);
        break;
    case 3:
        if (h.tunnel_count > 0)
            pmip6_mag_tunnel_lost(mag, &t);
        break;
    case 4:
        h.policy.grants = PMIP6_GRANT_ALL;
        pmip6_mag_policy_changed(mag, everybody);
        break;
    case 5:
        pass(SEC(pick(60)));
        break;
    case 6:
    case 7:
    case 8:
        answer_somehow();
        break;
    case 9:
        bring_up(LINK + n);
        solicit_from(LINK + n, &own, lli);
        break;
    default:
        bring_node(n, pick(NODES));
        break;
    }
}

/* ---- what is shown ---- */

static const struct pmip6_route *home_route(unsigned link, unsigned n)
{
    const struct pmip6_route *r =
        route_of(PMIP6_ROUTE_TO_LINK, fake_addr((uint8_t)(0x80 + n), 0));

    return r && r->link == LINK + link ? r : NULL;
}

static struct pmip6_attachment_view on_link(unsigned link)
{
    struct pmip6_attachment_view v = {.size = sizeof v};

    if (pmip6_mag_attachment_of(mag, LINK + link, &v) != 0)
        memset(&v, 0, sizeof v);
    return v;
}

static unsigned check_link(unsigned link)
{
    unsigned homes = 0;

    for (unsigned n = 0; n < HOMES; n++) {
        int has = home_route(link, n) != NULL, told = shown[link].homes[n] > h.now;

        homes += (unsigned)has;
        if (told && !(flags & PMIP6_MAG_EARLY_ADVERTISEMENT))
            ck_assert_int_eq(has, 1);
        if (has && on_link(link).state != PMIP6_ATTACHMENT_DEREGISTERING)
            ck_assert(told || on_link(link).expires <= h.now + SEC(1));
    }
    if (shown[link].visits > h.now) { /* a visitor, or one that is asked for again */
        uint32_t state = on_link(link).state;

        ck_assert(state == PMIP6_ATTACHMENT_REFUSED || state == PMIP6_ATTACHMENT_POLICY);
        ck_assert_uint_eq(homes, 0);
    }
    if (shown[link].router > h.now && !(flags & PMIP6_MAG_EARLY_ADVERTISEMENT))
        ck_assert(homes > 0 || shown[link].visits > 0);
    return homes;
}

/* covers: R5213-6.9.2-02 R5213-6.9.2-05 R5213-6.12-01 R5213-6.14-05 D02-6.14-06 */
START_TEST(node_is_shown_what_it_has_and_nothing_else)
{
    static const uint32_t modes[] = {0, PMIP6_MAG_EARLY_ADVERTISEMENT};
    unsigned served = 0;

    for (size_t i = 0; i < 2; i++) {
        dice = 17;
        flags = modes[i];
        memset(shown, 0, sizeof shown);
        begin_here((uint32_t)_i, listen_in);
        h.policy.lifetime = 100;
        for (unsigned step = 0; step < 3000; step++) {
            let_something_happen();
            for (unsigned link = 0; link < NODES; link++)
                served += check_link(link);
            ck_assert_uint_eq(h.wrong, 0);
        }
        end();
    }
    ck_assert_uint_gt(served, 1000);
}
END_TEST

Suite *conformance_mag_shown(void)
{
    Suite *s = suite_create("mag_shown");

    conformance_add(s, node_is_shown_what_it_has_and_nothing_else, BOTH_EDITIONS);
    return s;
}
