/* SPDX-License-Identifier: MIT */
/* Access links under random events, with visitors, strangers, early advertisements, nodes
 * that only their policies know, and callbacks that fail: the MAG has an address only
 * where there is a node. A host keeps an address until it is told otherwise. */
#include "nd_bed.h"

#define LINKS 3u
#define NODES 4u

static uint64_t state;
static struct pmip6_addr addresses[LINKS + 1];

static int (*policy_of_bed)(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                            void *user);
static uint32_t (*presence_of_bed)(uint32_t link, const struct pmip6_attachment_view *who,
                                   void *user);
static int (*address_of_bed)(uint32_t link, const struct pmip6_addr *address, void *user);

static uint32_t next_random(uint32_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

/* Two link-layer addresses of each node; or whoever it is has no service. */
static int name_by_link_layer(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                              void *user)
{
    static const struct pmip6_prefix hint = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x80}}, 64};
    static uint8_t name[2] = {'n', 0};
    int rc = policy_of_bed(q, p, user);

    if (rc != 0)
        return rc;
    if (q->link_layer_id.length == 6)
        name[1] = q->link_layer_id.data[5] % 2;
    else if (q->mn_id.length == 2)
        name[1] = q->mn_id.data[1];
    p->mn_id.data = name;
    p->mn_id.length = sizeof name;
    if (name[1] == 0) {
        p->prefixes = &hint;
        p->prefix_count = 1;
    }
    return 0;
}

static int keep_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    static const struct pmip6_addr none;
    int rc = address_of_bed(link, address, user);

    addresses[link] = rc < 0 ? none : *address;
    return rc;
}

/* The node comes and goes while it is looked at. */
static uint32_t look_at_random(uint32_t link, const struct pmip6_attachment_view *who,
                               void *user)
{
    if (next_random(8) == 0)
        h.presence = next_random(3);
    return presence_of_bed(link, who, user);
}

static void begin_random(uint32_t e, uint64_t seed)
{
    static const struct pmip6_prefix local = {{{0x20, 1, 0x0d, 0xb8, [7] = 0x77}}, 64};
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    state = seed;
    edition = e;
    memset(addresses, 0, sizeof addresses);
    fake_host_init(&h);
    pmip6_mag_config_init(&c, e);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = LINKS;
    c.max_tunnels = 2;
    c.lifetime = 40;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    c.visitor_prefix = local;
    if (seed % 2)
        c.flags |= PMIP6_MAG_EARLY_ADVERTISEMENT;
    fake_mag_callbacks(&cb);
    policy_of_bed = cb.policy;
    cb.policy = name_by_link_layer;
    presence_of_bed = cb.mn_present;
    cb.mn_present = look_at_random;
    address_of_bed = cb.link_address;
    cb.link_address = keep_address;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
}

static void attach_somebody(const uint8_t *lli)
{
    static uint8_t name[2] = {'n', 0};
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    name[1] = lli[5] % 2;
    if (next_random(2)) {
        who.mn_id.data = name;
        who.mn_id.length = sizeof name;
    }
    who.link_layer_id.data = lli;
    who.link_layer_id.length = 6;
    who.handoff = (uint8_t)next_random(5);
    who.administrative = (uint8_t)next_random(2);
    (void)pmip6_mag_attach(mag, 1 + next_random(LINKS), &who);
}

/* A frame of somebody's, from an address that may be the MAG's. */
static void say_something(const uint8_t *lli)
{
    uint32_t link = 1 + next_random(LINKS);
    struct pmip6_addr from = {{0xfe, 0x80, [8] = 2, [15] = lli[5]}};
    struct pmip6_attachment_view v;

    pmip6_attachment_view_init(&v);
    if (next_random(4) == 0 && addresses[link].octets[0])
        from = addresses[link];
    if (next_random(4) == 0)
        from = fake_addr(0x77, lli[5]);
    if (pmip6_mag_attachment_of(mag, link, &v) < 0)
        bring_up(link);
    if (next_random(2))
        solicit_from(link, &from, lli);
    else
        detect(link, &from, lli);
}

static void answer_somehow(void)
{
    static const uint8_t statuses[] = {0, 0, 0, 128, 130, 152, 155, 156};
    struct signalling s;

    if (h.sent_count == 0)
        return;
    s = request();
    answer_with(reply_to(s, statuses[next_random(sizeof statuses)],
                         (uint8_t)(0x80 + (s.mn_id.data[1] & 1))));
}

static void event(void)
{
    static const struct pmip6_bytes everybody;
    uint8_t lli[6] = {2, 0, 0, 0, 0, (uint8_t)(1 + next_random(NODES))};

    h.presence = next_random(3);
    h.policy.grants = next_random(3) ? PMIP6_GRANT_ALL : 0;
    h.policy_result = next_random(5) ? 0 : PMIP6_PENDING;
    h.calls_left = next_random(4) ? 0 : 1 + next_random(6);
    h.allocations_left = next_random(16) ? 0 : 1 + next_random(3);
    switch (next_random(13)) {
    case 0:
        (void)pmip6_mag_link_down(mag, 1 + next_random(LINKS));
        break;
    case 1:
    case 2:
        attach_somebody(lli);
        break;
    case 3:
        (void)pmip6_mag_detach(mag, 1 + next_random(LINKS));
        break;
    case 4:
        (void)pmip6_mag_policy_done(mag, h.ticket, next_random(4) ? &h.policy : NULL);
        break;
    case 5:
        h.now += next_random(20000000);
        for (int i = 0; i < 200 && pmip6_mag_next_timeout(mag) <= h.now; i++)
            ck_assert_int_eq(pmip6_mag_handle_timeout(mag), 0);
        break;
    case 6:
        (void)pmip6_mag_policy_changed(mag, everybody);
        break;
    case 7:
    case 8:
    case 9:
        h.allocations_left = 0; /* the link has to come up */
        say_something(lli);
        break;
    default:
        answer_somehow();
        break;
    }
}

static void check(uint64_t seed, unsigned step)
{
    for (uint32_t link = 1; link <= LINKS; link++) {
        struct pmip6_attachment_view v;

        pmip6_attachment_view_init(&v);
        if (addresses[link].octets[0] && pmip6_mag_attachment_of(mag, link, &v) < 0)
            ck_abort_msg("seed %u, step %u: link %u has an address, and no node",
                         (unsigned)seed, step, (unsigned)link);
    }
    check_tables();
}

START_TEST(mag_has_an_address_only_where_there_is_a_node)
{
    for (uint64_t seed = 1; seed <= 80; seed++) {
        begin_random((uint32_t)_i, seed);
        for (unsigned step = 0; step < 1500; step++) {
            event();
            check(seed, step);
        }
        h.calls_left = h.allocations_left = 0;
        end();
    }
}
END_TEST

static Suite *mag_random_links_suite(void)
{
    Suite *s = suite_create("mag_random_links");
    TCase *c = tcase_create("mag_random_links");

    tcase_add_loop_test(c, mag_has_an_address_only_where_there_is_a_node, PMIP6_DRAFT_02,
                        PMIP6_RFC5213 + 1);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_random_links_suite)
