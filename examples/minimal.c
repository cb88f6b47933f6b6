/* SPDX-License-Identifier: MIT */
/*
 * The smallest complete host: one LMA and two MAGs in one process, over a network in
 * memory and with a clock of its own. A mobile node attaches at MAG 1, moves to MAG 2,
 * and leaves; every message is printed as it passes.
 *
 * Read it from main() upwards: each callback is what a router would do with its own
 * sockets and forwarding tables.
 */
#include <pmip6/pmip6.h>

#include <stdio.h>
#include <string.h>

#define MN_ID "mn1@example.net"
#define LINK  1u
#define QUEUE 16u

static const struct pmip6_addr lma_address = {{0x20, 1, 0x0d, 0xb8, 0, 0x0a, [15] = 1}};
static const struct pmip6_addr mag_address[2] = {{{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}},
                                                 {{0x20, 1, 0x0d, 0xb8, 0, 2, [15] = 1}}};

/* A datagram on its way. */
struct packet {
    struct pmip6_addr source, destination;
    uint8_t octets[1280];
    size_t length;
};

/* Everything the host has: clock, network, and counts of what it installed. */
struct host {
    pmip6_time now;
    struct packet queue[QUEUE];
    unsigned queued;
    int tunnels, routes;
    unsigned advertisements;
    uint64_t random;
    int failed;
    pmip6_policy_table *policies;
    pmip6_lma *lma;
    pmip6_mag *mag[2];
};

/* ---- callbacks both roles share ---- */

static void on_clock(struct pmip6_clock *now, void *user)
{
    const struct host *h = user;

    now->monotonic = h->now;
    /* 1/65536 s since 1970; any day will do, as long as all agree. */
    now->time_of_day = ((pmip6_timestamp)1700000000 << 16) + h->now * 65536 / 1000000;
}

static void on_random(uint8_t *octets, size_t count, void *user)
{
    struct host *h = user;

    while (count-- > 0) {
        h->random = h->random * 6364136223846793005u + 1442695040888963407u;
        octets[count] = (uint8_t)(h->random >> 56);
    }
}

static int on_send(const struct pmip6_datagram *d, void *user)
{
    struct host *h = user;
    struct packet *p = &h->queue[h->queued];

    if (h->queued == QUEUE || d->octets.length > sizeof p->octets)
        return -1; /* lost: the protocol recovers */
    p->source = d->source;
    p->destination = d->destination;
    p->length = d->octets.length;
    memcpy(p->octets, d->octets.data, d->octets.length);
    h->queued++;
    return 0;
}

static int on_tunnel_open(struct pmip6_tunnel *t, void *user)
{
    struct host *h = user;

    h->tunnels++;
    t->id = (uint64_t)h->tunnels;
    return 0;
}

static void on_tunnel_close(const struct pmip6_tunnel *t, void *user)
{
    (void)t;
    ((struct host *)user)->tunnels--;
}

static int on_route_add(const struct pmip6_route *r, void *user)
{
    (void)r;
    ((struct host *)user)->routes++;
    return 0;
}

static int on_route_replace(const struct pmip6_route *was, const struct pmip6_route *is,
                            void *user)
{
    (void)was;
    (void)is;
    (void)user;
    return 0;
}

static void on_route_remove(const struct pmip6_route *r, void *user)
{
    (void)r;
    ((struct host *)user)->routes--;
}

/* ---- what the LMA asks ---- */

static int on_lma_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                         void *user)
{
    return pmip6_policy_table_answer(((struct host *)user)->policies, q, p);
}

/* ---- what the MAGs ask ---- */

static int on_mag_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p,
                         void *user)
{
    (void)q;
    (void)user;
    p->grants = PMIP6_GRANT_ALL;
    p->lma = lma_address;
    return 0;
}

static int on_send_nd(uint32_t link, const struct pmip6_nd_packet *p, void *user)
{
    (void)link;
    if (p->octets.data[0] == PMIP6_ND_ROUTER_ADVERTISEMENT)
        ((struct host *)user)->advertisements++;
    return 0;
}

static uint32_t on_mn_present(uint32_t link, const struct pmip6_attachment_view *who,
                              void *user)
{
    (void)link;
    (void)who;
    (void)user;
    return PMIP6_PRESENCE_YES;
}

static int on_link_address(uint32_t link, const struct pmip6_addr *address, void *user)
{
    (void)link;
    (void)address;
    (void)user;
    return 0;
}

/* ---- making them ---- */

/* One node is served, with everything; a gateway, prefixes or a lifetime of its own would
 * stand in its entry. */
static int make_policies(struct host *h)
{
    struct pmip6_policy_entry e;
    int rc = pmip6_policy_table_new(&h->policies, NULL, NULL, NULL);

    if (rc < 0)
        return rc;
    pmip6_policy_entry_init(&e);
    e.mn_id.data = (const uint8_t *)MN_ID;
    e.mn_id.length = strlen(MN_ID);
    return pmip6_policy_table_set(h->policies, &e);
}

static int make_lma(struct host *h, uint32_t edition)
{
    struct pmip6_pool pool = {{{{0x20, 1, 0x0d, 0xb8, 1}}, 40}, 64, {0}};
    struct pmip6_lma_config config;
    struct pmip6_lma_callbacks callbacks;

    pmip6_lma_config_init(&config, edition);
    config.address = lma_address;
    config.pools = &pool;
    config.pool_count = 1;
    config.flags &= ~(uint32_t)PMIP6_LMA_REQUIRE_PROTECTION; /* this network is our own */
    pmip6_lma_callbacks_init(&callbacks);
    callbacks.clock = on_clock;
    callbacks.random = on_random;
    callbacks.send = on_send;
    callbacks.policy = on_lma_policy;
    callbacks.tunnel_open = on_tunnel_open;
    callbacks.tunnel_close = on_tunnel_close;
    callbacks.route_add = on_route_add;
    callbacks.route_replace = on_route_replace;
    callbacks.route_remove = on_route_remove;
    return pmip6_lma_new(&h->lma, &config, &callbacks, h);
}

static int make_mag(struct host *h, unsigned which, uint32_t edition)
{
    struct pmip6_mag_config config;
    struct pmip6_mag_callbacks callbacks;

    pmip6_mag_config_init(&config, edition);
    config.address = mag_address[which];
    config.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    pmip6_mag_callbacks_init(&callbacks);
    callbacks.clock = on_clock;
    callbacks.random = on_random;
    callbacks.send = on_send;
    callbacks.policy = on_mag_policy;
    callbacks.tunnel_open = on_tunnel_open;
    callbacks.tunnel_close = on_tunnel_close;
    callbacks.route_add = on_route_add;
    callbacks.route_replace = on_route_replace;
    callbacks.route_remove = on_route_remove;
    callbacks.send_nd = on_send_nd;
    callbacks.mn_present = on_mn_present;
    callbacks.link_address = on_link_address;
    return pmip6_mag_new(&h->mag[which], &config, &callbacks, h);
}

/* ---- the network ---- */

static const char *name_of(const struct pmip6_addr *a)
{
    if (memcmp(a, &lma_address, sizeof *a) == 0)
        return "lma ";
    return memcmp(a, &mag_address[0], sizeof *a) == 0 ? "mag1" : "mag2";
}

static void print_prefix(const struct pmip6_prefix *p)
{
    for (int i = 0; i < 8; i += 2)
        printf("%x:", p->addr.octets[i] << 8 | p->addr.octets[i + 1]);
    printf(":/%d", p->length);
}

static void print_message(const struct host *h, const struct packet *p)
{
    struct pmip6_option options[16];
    struct pmip6_message m;
    struct pmip6_bytes octets = {p->octets, p->length};
    size_t where;

    pmip6_message_init(&m, options, 16);
    if (pmip6_message_decode(&m, octets, &p->source, &p->destination, &where) < 0) {
        printf("malformed at %zu\n", where);
        return;
    }
    printf("%8.3f  %s -> %s  %s seq %u lifetime %u", (double)h->now / 1e6,
           name_of(&p->source), name_of(&p->destination), pmip6_message_name(&m),
           m.sequence, m.lifetime * 4u);
    if (m.mh_type == PMIP6_MH_BA)
        printf(" %s", pmip6_status_name(m.status));
    for (size_t i = 0; i < m.option_count; i++) {
        if (options[i].type == PMIP6_OPT_HOME_NETWORK_PREFIX) {
            printf(" ");
            print_prefix(&options[i].u.prefix);
        }
    }
    printf("\n");
}

/* Delivers what is under way until nothing is. */
static void deliver(struct host *h)
{
    while (h->queued > 0) {
        struct packet p = h->queue[0];
        struct pmip6_datagram d;

        memmove(h->queue, h->queue + 1, --h->queued * sizeof p);
        print_message(h, &p);
        h->now += 5000; /* the way takes 5 ms */
        pmip6_datagram_init(&d);
        d.source = p.source;
        d.destination = p.destination;
        d.octets.data = p.octets;
        d.octets.length = p.length;
        if (memcmp(&p.destination, &lma_address, sizeof lma_address) == 0)
            pmip6_lma_input(h->lma, &d);
        else
            pmip6_mag_input(h->mag[memcmp(&p.destination, &mag_address[0], 16) != 0], &d);
    }
}

/* Lets time pass: handles what falls due, in order. */
static void pass(struct host *h, pmip6_time duration)
{
    pmip6_time end = h->now + duration;

    while (h->now < end) {
        pmip6_time next = end, due[3] = {pmip6_lma_next_timeout(h->lma),
                                         pmip6_mag_next_timeout(h->mag[0]),
                                         pmip6_mag_next_timeout(h->mag[1])};

        for (int i = 0; i < 3; i++)
            next = due[i] < next ? due[i] : next;
        h->now = next > h->now ? next : h->now + 1000;
        pmip6_lma_handle_timeout(h->lma);
        pmip6_mag_handle_timeout(h->mag[0]);
        pmip6_mag_handle_timeout(h->mag[1]);
        deliver(h);
    }
}

/* ---- the story ---- */

static void attach(struct host *h, unsigned which)
{
    static const uint8_t link_layer[6] = {2, 0, 0, 0, 0, 1};
    struct pmip6_link_info link;
    struct pmip6_attach who;

    printf("-- the mobile node attaches at mag%u\n", which + 1);
    pmip6_link_info_init(&link);
    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)MN_ID;
    who.mn_id.length = strlen(MN_ID);
    who.link_layer_id.data = link_layer;
    who.link_layer_id.length = sizeof link_layer;
    pmip6_mag_link_up(h->mag[which], LINK, &link);
    pmip6_mag_attach(h->mag[which], LINK, &who);
    deliver(h);
}

static void leave(struct host *h, unsigned which)
{
    printf("-- the mobile node leaves mag%u\n", which + 1);
    pmip6_mag_link_down(h->mag[which], LINK);
    deliver(h);
}

static unsigned show_bindings(const struct host *h, struct pmip6_prefix *prefix)
{
    struct pmip6_binding_view view;
    uint32_t cursor = 0;
    unsigned count = 0;

    pmip6_binding_view_init(&view);
    for (; pmip6_lma_next_binding(h->lma, &cursor, &view) > 0; count++) {
        *prefix = view.prefixes[0];
        printf("   binding: %.*s ", (int)view.mn_id.length,
               (const char *)view.mn_id.data);
        print_prefix(prefix);
        printf(" at %s, %s\n", name_of(&view.proxy_coa),
               view.state == PMIP6_BINDING_REGISTERED ? "registered" : "deregistering");
    }
    if (count == 0)
        printf("   no bindings\n");
    return count;
}

static void expect(struct host *h, int holds, const char *what)
{
    if (!holds) {
        printf("   WRONG: %s\n", what);
        h->failed = 1;
    }
}

static void play(struct host *h)
{
    struct pmip6_prefix first, second;

    memset(&first, 0, sizeof first);
    memset(&second, 0xff, sizeof second);
    attach(h, 0);
    expect(h, show_bindings(h, &first) == 1, "one binding after the attachment");
    expect(h, h->advertisements > 0, "the node hears an advertisement");
    pass(h, 2000000);
    leave(h, 0);
    attach(h, 1);
    expect(h, show_bindings(h, &second) == 1, "one binding after the hand-off");
    expect(h, memcmp(&first, &second, sizeof first) == 0, "the prefix is the same");
    pass(h, 2000000);
    leave(h, 1);
    pass(h, 15000000);
    expect(h, show_bindings(h, &second) == 0, "no binding at the end");
    expect(h, h->tunnels == 0 && h->routes == 0, "no tunnel and no route at the end");
}

static int run(uint32_t edition)
{
    static struct host h = {.now = 1000000, .random = 1};

    if (make_policies(&h) < 0 || make_lma(&h, edition) < 0 ||
        make_mag(&h, 0, edition) < 0 || make_mag(&h, 1, edition) < 0) {
        fprintf(stderr, "pmip6-minimal: out of memory\n");
        return 1;
    }
    play(&h);
    pmip6_mag_free(h.mag[0]);
    pmip6_mag_free(h.mag[1]);
    pmip6_lma_free(h.lma);
    pmip6_policy_table_free(h.policies);
    if (!h.failed)
        printf("the mobile node kept its prefix\n");
    return h.failed;
}

int main(int argc, char **argv)
{
    static const char usage[] =
        "usage: pmip6-minimal [--edition rfc5213|draft-02]\n"
        "The smallest host of libpmip6: an anchor and two gateways in one process;\n"
        "a mobile node attaches, moves and leaves.\n";

    if (argc == 1)
        return run(PMIP6_RFC5213);
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("pmip6-minimal %s\n", pmip6_version());
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "--edition") == 0) {
        if (strcmp(argv[2], "rfc5213") == 0)
            return run(PMIP6_RFC5213);
        if (strcmp(argv[2], "draft-02") == 0)
            return run(PMIP6_DRAFT_02);
    }
    fputs(usage, stderr);
    return 2;
}
