/* SPDX-License-Identifier: MIT */
/* An LMA in your router: fill in what each function does on your platform. */
#include <pmip6/pmip6.h>

static void on_clock(struct pmip6_clock *now, void *user) { *now = *(struct pmip6_clock *)user; }
static void on_random(uint8_t *octets, size_t n, void *user) { while (n-- > 0) octets[n] = (uint8_t)(37 * n + (user != NULL)); }
static int on_send(const struct pmip6_datagram *d, void *user) { (void)d, (void)user; return 0; }
static int on_tunnel_open(struct pmip6_tunnel *t, void *user) { (void)user; t->id = 1; return 0; }
static void on_tunnel_close(const struct pmip6_tunnel *t, void *user) { (void)t, (void)user; }
static int on_route_add(const struct pmip6_route *r, void *user) { (void)r, (void)user; return 0; }
static int on_route_replace(const struct pmip6_route *was, const struct pmip6_route *is, void *user) { (void)was, (void)is, (void)user; return 0; }
static void on_route_remove(const struct pmip6_route *r, void *user) { (void)r, (void)user; }

static int on_policy(const struct pmip6_policy_query *q, struct pmip6_policy *p, void *user)
{
    (void)user;
    if (q->mn_id.length > 0) /* whoever has a name is served */
        p->grants = PMIP6_GRANT_ALL;
    return 0;
}

int main(void)
{
    struct pmip6_clock clock = {1000000, (pmip6_timestamp)1700000000 << 16};
    struct pmip6_pool pool = {{{{0x20, 1, 0x0d, 0xb8, 1}}, 40}, 64, {0}};
    struct pmip6_lma_config config;
    struct pmip6_lma_callbacks cb;
    pmip6_lma *lma;

    pmip6_lma_config_init(&config, PMIP6_RFC5213);
    config.address = (struct pmip6_addr){{0x20, 1, 0x0d, 0xb8, [15] = 1}};
    config.pools = &pool;
    config.pool_count = 1;
    pmip6_lma_callbacks_init(&cb);
    cb.clock = on_clock, cb.random = on_random, cb.send = on_send, cb.policy = on_policy;
    cb.tunnel_open = on_tunnel_open, cb.tunnel_close = on_tunnel_close;
    cb.route_add = on_route_add, cb.route_replace = on_route_replace, cb.route_remove = on_route_remove;
    if (pmip6_lma_new(&lma, &config, &cb, &clock) < 0)
        return 1;
    /* In your loop: wait until pmip6_lma_next_timeout(lma) or a datagram; hand datagrams to
     * pmip6_lma_input(), then let pmip6_lma_handle_timeout() do what is due. */
    pmip6_lma_handle_timeout(lma);
    pmip6_lma_free(lma);
    return 0;
}
