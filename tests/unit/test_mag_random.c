/* SPDX-License-Identifier: MIT */
/* A MAG under random events: nodes that come, move and go, answers of every kind or none,
 * policies late or never, callbacks and allocations that fail, time that jumps. */
#include "fake_host.h"
#include "signalling.h"
#include "unit.h"

#include <string.h>

#define LINKS 3u
#define NODES 3u

static struct fake_host h;
static pmip6_mag *mag;
static uint64_t state;

static uint32_t next_random(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

static void begin(uint32_t edition, uint64_t seed)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    state = seed;
    fake_host_init(&h);
    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = LINKS;
    c.max_attachments = NODES;
    c.max_tunnels = 2;
    c.lifetime = 40;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    if (next_random(2))
        c.flags |= PMIP6_MAG_SEQUENCE_ORDER;
    fake_mag_callbacks(&cb);
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

/* The last request, answered in some manner: rightly, wrongly, or with a refusal. */
static void answer(void)
{
    static const uint8_t statuses[] = {0,   0,   0,   0,   0,   0,   1,
                                       128, 130, 135, 152, 155, 156, 157};
    const struct fake_message *m;
    struct pmip6_datagram d;
    struct pmip6_addr from = fake_addr(0xa, 1), to = fake_addr(1, 1);
    struct signalling s;
    uint8_t octets[1024];
    size_t length, where;

    if (h.sent_count == 0)
        return;
    m = &h.sent[(h.sent_count - 1 - next_random(h.sent_count < 4 ? h.sent_count : 4)) %
                FAKE_MESSAGES];
    pmip6_datagram_init(&d);
    d.source = m->source;
    d.destination = m->destination;
    d.octets.data = m->octets;
    d.octets.length = m->length;
    if (p6_signalling_decode(&s, &d, &where) < 0)
        return;
    s.mh_type = PMIP6_MH_BA;
    s.flags = next_random(20) ? PMIP6_BA_P : 0;
    s.status = statuses[next_random(sizeof statuses)];
    s.prefix_count = next_random(4);
    for (uint32_t i = 0; i < s.prefix_count; i++) {
        memset(&s.prefixes[i], 0, sizeof s.prefixes[i]);
        s.prefixes[i].addr = fake_addr((uint8_t)(0x80u + s.mn_id.data[2] * 4u + i), 0);
        s.prefixes[i].length = 64;
    }
    if (next_random(20) == 0)
        s.handoff ^= 1;
    if (next_random(20) == 0)
        s.sequence++;
    if (next_random(10) == 0)
        s.lifetime = (uint16_t)next_random(3);
    if (p6_signalling_encode(&s, octets, sizeof octets, &from, &to, &length) < 0)
        return;
    d.source = from;
    d.destination = to;
    d.octets.data = octets;
    d.octets.length = length;
    ck_assert_int_eq(pmip6_mag_input(mag, &d), 0);
}

static void attach(void)
{
    uint8_t lli[6] = {2, 0, 0, 0, 0, 0};
    char id[8] = "mn0";
    struct pmip6_attach who;

    id[2] = (char)('0' + next_random(NODES));
    lli[5] = (uint8_t)id[2];
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)id;
    who.mn_id.length = 3;
    if (next_random(4)) {
        who.link_layer_id.data = lli;
        who.link_layer_id.length = sizeof lli;
    }
    who.handoff = (uint8_t)next_random(5);
    who.administrative = (uint8_t)next_random(2);
    (void)pmip6_mag_attach(mag, 1 + next_random(LINKS), &who);
}

static void pass(pmip6_time duration)
{
    h.now += duration;
    for (int i = 0; i < 200 && pmip6_mag_next_timeout(mag) <= h.now; i++)
        ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
}

static void event(void)
{
    struct pmip6_link_info info;

    h.presence = next_random(3);
    h.policy_result = next_random(5) ? 0 : PMIP6_PENDING;
    h.calls_left = next_random(8) ? 0 : 1 + next_random(4);
    h.allocations_left = next_random(16) ? 0 : 1 + next_random(3);
    switch (next_random(12)) {
    case 0:
    case 1:
        pmip6_link_info_init(&info);
        (void)pmip6_mag_link_up(mag, 1 + next_random(LINKS), &info);
        break;
    case 2:
        (void)pmip6_mag_link_down(mag, 1 + next_random(LINKS));
        break;
    case 3:
    case 4:
        attach();
        break;
    case 5:
        (void)pmip6_mag_detach(mag, 1 + next_random(LINKS));
        break;
    case 6:
        (void)pmip6_mag_renumber(mag, 1 + next_random(LINKS));
        break;
    case 7:
        (void)pmip6_mag_policy_done(mag, h.ticket, next_random(4) ? &h.policy : NULL);
        break;
    case 8:
        pass((pmip6_time)next_random(60000000));
        break;
    case 9:
        (void)pmip6_mag_clock_synced(mag);
        break;
    default:
        answer();
        break;
    }
    h.sent_count = h.sent_count > 4 * FAKE_MESSAGES
                       ? FAKE_MESSAGES + h.sent_count % FAKE_MESSAGES
                       : h.sent_count;
}

/* Tunnels and routes are those of the attachments that are bound, and no others. */
static void check(void)
{
    struct pmip6_attachment_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    unsigned prefixes = 0, bound = 0;

    while (pmip6_mag_next_attachment(mag, &cursor, &v) == 1) {
        prefixes += (unsigned)v.prefix_count;
        bound += v.prefix_count > 0;
        if (v.state == PMIP6_ATTACHMENT_REGISTERED)
            ck_assert_uint_gt(v.prefix_count, 0);
        ck_assert_uint_ne(v.link, 0);
    }
    ck_assert_uint_eq(h.route_count, 2 * prefixes);
    ck_assert_uint_eq(h.tunnel_count, bound > 0);
    ck_assert_uint_eq(h.wrong, 0);
}

START_TEST(mag_holds_its_invariants_whatever_happens)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        begin((uint32_t)_i, seed);
        for (unsigned step = 0; step < 1500; step++) {
            event();
            check();
        }
        pmip6_mag_free(mag);
        ck_assert_uint_eq(h.in_use, 0);
        ck_assert_uint_eq(h.route_count, 0);
        ck_assert_uint_eq(h.tunnel_count, 0);
    }
}
END_TEST

static Suite *mag_random_suite(void)
{
    Suite *s = suite_create("mag_random");
    TCase *c = tcase_create("mag_random");

    tcase_add_loop_test(c, mag_holds_its_invariants_whatever_happens, PMIP6_DRAFT_02,
                        PMIP6_RFC5213 + 1);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_random_suite)
