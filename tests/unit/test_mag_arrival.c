/* SPDX-License-Identifier: MIT */
/* Who may come onto a link, and where a node is taken to be, when several say so. */
#include "mag_bed.h"

static const struct pmip6_bytes id = {(const uint8_t *)ID, sizeof ID - 1};
static const uint8_t other_lli[6] = {2, 0, 0, 0, 0, 9};

static void policy_names(const char *name)
{
    h.policy.grants = name ? PMIP6_GRANT_ALL : 0;
    h.policy.mn_id.data = (const uint8_t *)name;
    h.policy.mn_id.length = name ? strlen(name) : 0;
}

static int attach_as(uint32_t link, const uint8_t *lli, uint8_t handoff)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id = id;
    who.link_layer_id.data = lli;
    who.link_layer_id.length = lli ? 6 : 0;
    who.handoff = handoff;
    link_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

/* ---- strangers ---- */

START_TEST(mag_serves_the_node_that_comes_after_a_stranger) /* R5213-6.6-09, 6.14-01 */
{
    begin((uint32_t)_i);
    link_up(LINK);
    policy_names(NULL);
    solicits(LINK, other_lli);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REFUSED);
    policy_names(ID);
    solicits(LINK, node_lli);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    solicits(LINK, other_lli); /* and from now on the stranger is one too many */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    end();
}
END_TEST

START_TEST(mag_lets_a_node_be_attached_where_a_stranger_is)
{
    begin((uint32_t)_i);
    link_up(LINK);
    policy_names(NULL);
    solicits(LINK, other_lli);
    policy_names(ID);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    end();
}
END_TEST

START_TEST(mag_deregisters_whom_the_lma_may_have_before_it_gives_way)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(156); /* the LMA may have a session of it */
    policy_names("mn2@example.net");
    solicits(LINK, other_lli);
    ck_assert_uint_eq(h.sent_count, 3);
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_uint_eq(request().mn_id.length, strlen("mn2@example.net"));
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    end();
}
END_TEST

START_TEST(mag_asks_for_two_strangers_no_more_often_than_it_tries_again)
/* R5213-6.6-09, 6.14-01 */
{
    static const uint8_t another_lli[6] = {2, 0, 0, 0, 0, 8};

    begin((uint32_t)_i);
    link_up(LINK);
    policy_names(NULL);
    for (unsigned n = 0; n < 500; n++) {
        solicits(LINK, other_lli);
        solicits(LINK, another_lli);
        pass(MS(19));
    }
    ck_assert_uint_le(h.asked, 4); /* in nearly ten seconds */
    policy_names(ID);
    solicits(LINK, node_lli); /* the node itself does not have to wait */
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_asks_for_many_strangers_no_more_often_than_once_a_second)
{
    uint8_t lli[6] = {2, 0, 0, 0, 1, 0};

    begin((uint32_t)_i);
    link_up(LINK);
    policy_names(NULL);
    for (unsigned n = 0; n < 250; n++) {
        lli[5] = (uint8_t)n;
        solicits(LINK, lli);
        pass(MS(20));
    }
    ck_assert_uint_ge(h.asked, 9);
    ck_assert_uint_le(h.asked, 15);
    policy_names(ID);
    pass(MS(1000));
    solicits(LINK, node_lli);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

START_TEST(mag_asks_again_for_a_stranger_that_its_policy_may_know_now)
{
    static const struct pmip6_bytes everybody;

    for (int administrative = 0; administrative < 2; administrative++) {
        begin((uint32_t)_i);
        link_up(LINK);
        policy_names(NULL);
        solicits(LINK, node_lli);
        solicits(LINK, other_lli);
        solicits(LINK, node_lli);
        ck_assert_uint_eq(h.asked, 2);
        if (administrative) {
            policy_names(ID);
            ck_assert_int_eq(attach_to(LINK, 0), 0);
        } else {
            ck_assert_int_eq(pmip6_mag_policy_changed(mag, everybody), 0);
            policy_names(ID);
            solicits(LINK, node_lli);
        }
        ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
        end();
    }
}
END_TEST

START_TEST(mag_takes_its_own_frame_for_no_node)
{
    struct pmip6_link_info info;

    begin((uint32_t)_i);
    pmip6_link_info_init(&info);
    info.link_layer.length = 6;
    memcpy(info.link_layer.octets, other_lli, 6);
    ck_assert_int_eq(pmip6_mag_link_up(mag, LINK, &info), 0);
    policy_names(ID);
    solicits(LINK, other_lli);
    ck_assert_uint_eq(h.asked, 0);
    solicits(LINK, node_lli);
    ck_assert_uint_eq(h.asked, 1);
    end();
}
END_TEST

START_TEST(mag_knows_nobody_without_a_name)
{
    struct pmip6_bytes nobody = {node_lli, 0};

    begin((uint32_t)_i);
    link_up(LINK);
    policy_names(NULL);
    solicits(LINK, other_lli);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, nobody), 0);
    end();
}
END_TEST

/* ---- coming while one leaves ---- */

START_TEST(mag_attaches_a_node_that_solicits_while_it_leaves)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    answers(LINK, node_lli); /* may have been under way */
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_DEREGISTERING);
    solicits(LINK, node_lli);
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    pass(SEC(5));
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_attaches_another_that_solicits_while_one_leaves)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    policy_names("mn2@example.net");
    solicits(LINK, other_lli);
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), 0);
    end();
}
END_TEST

START_TEST(mag_attaches_nobody_who_is_heard_while_a_node_is_renumbered)
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(pmip6_mag_renumber(mag, LINK), 0);
    solicits(LINK, node_lli);
    solicits(LINK, other_lli);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_DEREGISTERING);
    answer(0);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERING);
    end();
}
END_TEST

/* ---- moves between two links ---- */

static const struct {
    uint8_t hint, same, expected;
} moves[] = {
    {PMIP6_HANDOFF_RESERVED, 1, PMIP6_HANDOFF_MAGS},
    {PMIP6_HANDOFF_UNKNOWN, 1, PMIP6_HANDOFF_MAGS},
    {PMIP6_HANDOFF_MAGS, 1, PMIP6_HANDOFF_MAGS},
    {PMIP6_HANDOFF_INTERFACES, 1, PMIP6_HANDOFF_INTERFACES},
    {PMIP6_HANDOFF_RESERVED, 0, PMIP6_HANDOFF_UNKNOWN},
    {PMIP6_HANDOFF_UNKNOWN, 0, PMIP6_HANDOFF_UNKNOWN},
    {PMIP6_HANDOFF_INTERFACES, 0, PMIP6_HANDOFF_INTERFACES},
    {PMIP6_HANDOFF_MAGS, 0, PMIP6_HANDOFF_MAGS},
};

START_TEST(mag_says_of_a_move_only_what_it_knows) /* R5213-6.9.1.1-12, -15, -17, -18 */
{
    begin(PMIP6_RFC5213);
    registered();
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(
        attach_as(LINK + 1, moves[_i].same ? node_lli : other_lli, moves[_i].hint), 0);
    ck_assert_uint_eq(request().handoff, moves[_i].expected);
    ck_assert_uint_eq(h.sent_count, 2);
    ck_assert_uint_eq(h.tunnel_count, 1);
    ck_assert_uint_eq(view().link, LINK + 1);
    end();
}
END_TEST

START_TEST(mag_knows_no_interface_by_an_identifier_it_lacks) /* R5213-6.9.1.1-18 */
{
    begin(PMIP6_RFC5213);
    ck_assert_int_eq(attach_as(LINK, NULL, 0), 0);
    answer(0);
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_as(LINK + 1, node_lli, 0), 0);
    ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_UNKNOWN);
    end();
}
END_TEST

START_TEST(mag_begins_a_session_for_a_new_interface) /* R5213-6.9.1.1-10, -17 */
{
    begin((uint32_t)_i);
    registered();
    h.presence = PMIP6_PRESENCE_NO;
    ck_assert_int_eq(attach_as(LINK + 1, other_lli, PMIP6_HANDOFF_NEW_INTERFACE), 0);
    ck_assert_uint_eq(h.sent_count, 3); /* the old one's session ends first */
    ck_assert_uint_gt(request().lifetime, 0);
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_NEW_INTERFACE);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    check_tables();
    end();
}
END_TEST

START_TEST(mag_begins_a_session_for_another_interface_on_a_link) /* R5213-6.9.1.1-17 */
{
    begin((uint32_t)_i);
    registered();
    ck_assert_int_eq(attach_as(LINK, other_lli, PMIP6_HANDOFF_NEW_INTERFACE), 0);
    ck_assert_uint_eq(h.sent_count, 3);
    if (_i == PMIP6_RFC5213) {
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_NEW_INTERFACE);
        ck_assert_mem_eq(request().link_layer_id.data, other_lli, 6);
    }
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_mem_eq(view().link_layer_id.data, other_lli, 6);
    check_tables();
    end();
}
END_TEST

/* ---- others with its address ---- */

START_TEST(mag_asks_a_node_no_more_often_than_it_may_take_to_answer) /* R5213-6.6-09 */
{
    unsigned before;

    begin((uint32_t)_i);
    registered();
    answers(LINK, node_lli);
    link_up(LINK + 1);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    before = solicitations();
    for (unsigned n = 0; n < 1000; n++) {
        pass(MS(10));
        solicits(LINK + 1, node_lli);
        answers(LINK, node_lli);
    }
    ck_assert_uint_le(solicitations() - before, 4); /* in ten seconds */
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    end();
}
END_TEST

START_TEST(mag_moves_no_node_that_it_cannot_ask) /* R5213-6.6-09 */
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0); /* not answered: no address to ask from */
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    link_up(LINK + 1);
    solicits(LINK + 1, node_lli);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    answer(0);
    ck_assert_uint_eq(view().link, LINK);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

START_TEST(mag_moves_a_node_that_cannot_be_asked_and_is_refused_anyway)
{
    begin((uint32_t)_i);
    policy_names(NULL);
    link_up(LINK);
    link_up(LINK + 1);
    solicits(LINK, node_lli);
    h.presence = PMIP6_PRESENCE_UNKNOWN;
    policy_names(ID);
    solicits(LINK + 1, node_lli);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    end();
}
END_TEST

/* A host may name a node by what a view of it says. */
START_TEST(mag_reads_who_attaches_before_another_gives_way)
{
    struct pmip6_attachment_view v;
    struct pmip6_attach who;

    begin((uint32_t)_i);
    registered();
    link_up(LINK + 1);
    pmip6_attachment_view_init(&v);
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK, &v), 0);
    h.presence = PMIP6_PRESENCE_NO;
    pmip6_attach_init(&who);
    who.mn_id = v.mn_id;
    who.link_layer_id.data = other_lli;
    who.link_layer_id.length = sizeof other_lli;
    who.handoff = PMIP6_HANDOFF_NEW_INTERFACE;
    ck_assert_int_eq(pmip6_mag_attach(mag, LINK + 1, &who), 0);
    ck_assert_int_eq(pmip6_mag_attachment_of(mag, LINK + 1, &v), 0);
    ck_assert_uint_eq(v.mn_id.length, sizeof ID - 1);
    ck_assert_mem_eq(v.mn_id.data, ID, sizeof ID - 1);
    end();
}
END_TEST

/* ---- a node that only its policy knows to be elsewhere ---- */

/* A node that its policy is asked of by its link-layer identifier alone. */
static void attach_nameless(uint32_t link, struct pmip6_attach *who)
{
    who->link_layer_id.data = other_lli;
    who->link_layer_id.length = sizeof other_lli;
    link_up(link);
    ck_assert_int_eq(pmip6_mag_attach(mag, link, who), 0);
}

START_TEST(mag_keeps_what_it_was_told_of_a_node_that_its_policy_knows_elsewhere)
/* R5213-6.9.1.1-12, -17, 5.5-13; D02-7.3-03 */
{
    struct pmip6_addr previous = {{0xfe, 0x80, [15] = 0x99}}, source;
    struct pmip6_mag_config c;
    struct pmip6_attach who;

    begin((uint32_t)_i);
    pmip6_mag_config_init(&c, edition);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = 8;
    c.flags =
        (c.flags & ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION) | PMIP6_MAG_NODE_TIMESTAMPS;
    ck_assert_int_eq(pmip6_mag_reconfigure(mag, &c), 0);
    registered();
    policy_names(ID);
    h.policy_result = PMIP6_PENDING;
    pmip6_attach_init(&who);
    who.handoff = PMIP6_HANDOFF_MAGS;
    who.previous_router = previous;
    who.timestamp = (pmip6_timestamp)1700009000 << 16;
    attach_nameless(LINK + 1, &who);
    pass(MS(500));
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id),
                      LINK + 1); /* whatever mn_present says */
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_MAGS);
    ck_assert_uint_eq(request().timestamp, who.timestamp + 32768);
    answer(0);
    source = h.nd[(h.nd_count - 2) % FAKE_MESSAGES].source; /* and then its own */
    ck_assert_mem_eq(&source, &previous, sizeof previous);
    end();
}
END_TEST

START_TEST(mag_begins_a_session_for_a_new_interface_that_its_policy_names)
{
    struct pmip6_attach who;

    begin((uint32_t)_i);
    registered();
    policy_names(ID);
    h.presence = PMIP6_PRESENCE_NO;
    pmip6_attach_init(&who);
    who.handoff = PMIP6_HANDOFF_NEW_INTERFACE;
    attach_nameless(LINK + 1, &who);
    pass(MS(1));
    ck_assert_uint_eq(h.sent_count, 3); /* the old one's session ends first */
    ck_assert_uint_eq(request().prefixes[0].length, 0);
    if (_i == PMIP6_RFC5213)
        ck_assert_uint_eq(request().handoff, PMIP6_HANDOFF_NEW_INTERFACE);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    end();
}
END_TEST

START_TEST(mag_tries_one_that_its_policy_names_where_an_administrator_wants_it)
/* R5213-6.9.1.2-12 */
{
    struct pmip6_attach who;

    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(152); /* from now on only an administrator helps */
    policy_names(ID);
    h.presence = PMIP6_PRESENCE_NO;
    pmip6_attach_init(&who);
    who.administrative = 1;
    attach_nameless(LINK + 1, &who);
    pass(MS(1));
    ck_assert_uint_eq(h.sent_count, 2);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    end();
}
END_TEST

/* ---- a name that is the node's only until its policy has told another ---- */

static int attach_by_another_name(uint32_t link, uint8_t handoff)
{
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)"temporary";
    who.mn_id.length = 9;
    who.link_layer_id.data = node_lli;
    who.link_layer_id.length = sizeof node_lli;
    who.handoff = handoff;
    link_up(link);
    return pmip6_mag_attach(mag, link, &who);
}

START_TEST(mag_knows_a_node_by_the_name_it_came_with) /* D02-6.6-06, -09, R5213-6.6-09 */
{
    begin((uint32_t)_i);
    policy_names(ID);
    ck_assert_int_eq(attach_by_another_name(LINK, 0), 0);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK);
    ck_assert_int_eq(attach_by_another_name(LINK, 0), 0); /* it is here, and stays so */
    ck_assert_uint_eq(h.asked, 1);
    ck_assert_uint_eq(h.sent_count, 1);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 0);
    ck_assert_int_eq(pmip6_mag_detach(mag, LINK), 0);
    ck_assert_int_eq(attach_by_another_name(LINK, 0), 0); /* it returned */
    ck_assert_uint_gt(request().lifetime, 0);
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    pass(SEC(2));
    ck_assert_int_eq(attach_by_another_name(LINK + 1, PMIP6_HANDOFF_MAGS), 0);
    answer(0);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id), LINK + 1);
    ck_assert_int_eq(attach_by_another_name(LINK + 1, 0), 0);
    ck_assert_uint_eq(fake_events(&h, PMIP6_MAG_FOREIGN_NODE), 0);
    end();
}
END_TEST

START_TEST(mag_takes_another_name_for_another_node)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(attach_to(LINK, 0), 0);
    answer(0);
    ck_assert_int_eq(attach_by_another_name(LINK, 0), PMIP6_ERR_EXISTS);
    end();
}
END_TEST

/* ---- policies that name one after another ---- */

#define CHAIN 40u

static int (*policy_of_bed)(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                            void *user);

/* Of everybody it says that it is the next one: of a stranger the first, of the last
 * itself. */
static int name_the_next(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                         void *user)
{
    static uint8_t name[2] = {'n', 0};
    int rc = policy_of_bed(q, p, user);

    if (rc != 0 || q->mn_id.length > sizeof name)
        return rc;
    name[1] = q->mn_id.length ? q->mn_id.data[1] : 0;
    if (name[1] < CHAIN)
        name[1]++;
    p->mn_id.data = name;
    p->mn_id.length = sizeof name;
    return 0;
}

/* All of a chain are attached, each to a link of its own, and wait for their policies;
 * whom the host is asked about is not there any more. */
static void begin_chain(uint32_t e)
{
    struct pmip6_mag_config c;
    struct pmip6_mag_callbacks cb;

    edition = e;
    fake_host_init(&h);
    pmip6_mag_config_init(&c, e);
    c.address = fake_addr(1, 1);
    c.max_links = c.max_attachments = c.max_tunnels = CHAIN + 8;
    c.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    fake_mag_callbacks(&cb);
    policy_of_bed = cb.policy;
    cb.policy = name_the_next;
    ck_assert_int_eq(pmip6_mag_new(&mag, &c, &cb, &h), 0);
    h.policy_result = PMIP6_PENDING;
    for (uint8_t n = 1; n <= CHAIN; n++) {
        uint8_t name[2] = {'n', n};
        struct pmip6_attach who;

        pmip6_attach_init(&who);
        who.mn_id.data = name;
        who.mn_id.length = sizeof name;
        link_up(100u + n);
        ck_assert_int_eq(pmip6_mag_attach(mag, 100u + n, &who), 0);
    }
    h.presence = PMIP6_PRESENCE_NO;
}

/* However many there are, one call asks for one policy. */
static void check_chain_ends(void)
{
    static const uint8_t last[2] = {'n', CHAIN};
    struct pmip6_bytes id_of_last = {last, sizeof last};
    unsigned before = h.asked;

    ck_assert_uint_eq(pmip6_mag_link_of(mag, id_of_last), 100 + CHAIN);
    pass(MS(100));
    ck_assert_uint_eq(h.asked, before + CHAIN);
    ck_assert_uint_eq(pmip6_mag_link_of(mag, id_of_last), LINK);
    ck_assert_uint_gt(request().lifetime, 0);
    h.presence = PMIP6_PRESENCE_YES;
    answer(0);
    ck_assert_uint_eq(view().state, PMIP6_ATTACHMENT_REGISTERED);
    ck_assert_mem_eq(view().mn_id.data, last, sizeof last);
    check_tables();
}

START_TEST(mag_asks_one_policy_after_another)
{
    struct pmip6_attach who;
    unsigned before;

    begin_chain((uint32_t)_i);
    h.policy_result = 0;
    before = h.asked;
    pmip6_attach_init(&who);
    attach_nameless(LINK, &who);
    ck_assert_uint_eq(h.asked, before + 1);
    check_chain_ends();
    end();
}
END_TEST

START_TEST(mag_asks_one_policy_after_another_that_came_late)
{
    static const uint8_t first[2] = {'n', 1};
    struct pmip6_attach who;
    unsigned before;

    begin_chain((uint32_t)_i);
    before = h.asked;
    pmip6_attach_init(&who);
    attach_nameless(LINK, &who);
    ck_assert_uint_eq(h.asked, before + 1);
    h.policy_result = 0;
    h.policy.mn_id.data = first;
    h.policy.mn_id.length = sizeof first;
    ck_assert_int_eq(pmip6_mag_policy_done(mag, h.ticket, &h.policy), 0);
    ck_assert_uint_eq(h.asked, before + 1);
    check_chain_ends();
    end();
}
END_TEST

static Suite *mag_arrival_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    const int move_count = (int)(sizeof moves / sizeof moves[0]);
    Suite *s = suite_create("mag_arrival");
    TCase *c = tcase_create("mag_arrival");

    tcase_add_loop_test(c, mag_serves_the_node_that_comes_after_a_stranger, first, last);
    tcase_add_loop_test(c, mag_lets_a_node_be_attached_where_a_stranger_is, first, last);
    tcase_add_loop_test(c, mag_deregisters_whom_the_lma_may_have_before_it_gives_way,
                        first, last);
    unit_add_lone_test(c, mag_asks_for_two_strangers_no_more_often_than_it_tries_again,
                       first, last);
    unit_add_lone_test(c, mag_asks_for_many_strangers_no_more_often_than_once_a_second,
                       first, last);
    tcase_add_loop_test(c, mag_asks_again_for_a_stranger_that_its_policy_may_know_now,
                        first, last);
    tcase_add_loop_test(c, mag_takes_its_own_frame_for_no_node, first, last);
    tcase_add_loop_test(c, mag_knows_nobody_without_a_name, first, last);
    tcase_add_loop_test(c, mag_attaches_a_node_that_solicits_while_it_leaves, first,
                        last);
    tcase_add_loop_test(c, mag_attaches_another_that_solicits_while_one_leaves, first,
                        last);
    tcase_add_loop_test(c, mag_attaches_nobody_who_is_heard_while_a_node_is_renumbered,
                        first, last);
    tcase_add_loop_test(c, mag_says_of_a_move_only_what_it_knows, 0, move_count);
    tcase_add_test(c, mag_knows_no_interface_by_an_identifier_it_lacks);
    tcase_add_loop_test(c, mag_begins_a_session_for_a_new_interface, first, last);
    tcase_add_loop_test(c, mag_begins_a_session_for_another_interface_on_a_link, first,
                        last);
    unit_add_lone_test(c, mag_asks_a_node_no_more_often_than_it_may_take_to_answer, first,
                       last);
    tcase_add_loop_test(c, mag_moves_no_node_that_it_cannot_ask, first, last);
    tcase_add_loop_test(c, mag_moves_a_node_that_cannot_be_asked_and_is_refused_anyway,
                        first, last);
    tcase_set_timeout(c, 300);
    tcase_add_loop_test(
        c, mag_keeps_what_it_was_told_of_a_node_that_its_policy_knows_elsewhere, first,
        last);
    tcase_add_loop_test(c, mag_begins_a_session_for_a_new_interface_that_its_policy_names,
                        first, last);
    tcase_add_loop_test(
        c, mag_tries_one_that_its_policy_names_where_an_administrator_wants_it, first,
        last);
    tcase_add_loop_test(c, mag_knows_a_node_by_the_name_it_came_with, first, last);
    tcase_add_loop_test(c, mag_takes_another_name_for_another_node, first, last);
    tcase_add_loop_test(c, mag_asks_one_policy_after_another, first, last);
    tcase_add_loop_test(c, mag_asks_one_policy_after_another_that_came_late, first, last);
    tcase_add_loop_test(c, mag_reads_who_attaches_before_another_gives_way, first, last);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(mag_arrival_suite)
