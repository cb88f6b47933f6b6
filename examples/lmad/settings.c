/* SPDX-License-Identifier: MIT */
/* The directives of pmip6-lmad. Each has a row in the table at the end. */

#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_CONTROL "/run/pmip6-lmad.sock"
#define HOUR_MS         3600000u

static int on_edition(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_edition(words[0], &s->lma.edition, why);
}

static int on_address(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_unicast(words[0], &s->lma.address, why);
}

static int on_control(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_socket_path(words[0], s->control, sizeof s->control, why);
}

static int on_data_plane(void *settings, size_t count, char *const *words,
                         struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_data_plane(words[0], &s->data_plane, why);
}

static int set_flag(struct settings *s, uint32_t flag, const char *word, struct why *why)
{
    int on;

    if (config_yes_no(word, &on, why) < 0)
        return -1;
    s->lma.flags = on ? s->lma.flags | flag : s->lma.flags & ~flag;
    return 0;
}

static int on_message_order(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    struct settings *s = settings;

    (void)count;
    if (strcmp(words[0], "timestamp") == 0)
        s->lma.flags &= ~(uint32_t)PMIP6_LMA_SEQUENCE_ORDER;
    else if (strcmp(words[0], "sequence") == 0)
        s->lma.flags |= PMIP6_LMA_SEQUENCE_ORDER;
    else
        return why_set(why, "%s: message-order is timestamp or sequence", words[0]);
    return 0;
}

static int on_require_ipsec(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    int on;

    (void)settings;
    (void)count;
    if (config_yes_no(words[0], &on, why) < 0)
        return -1;
    return on ? why_set(why, "require-ipsec yes is not in this build") : 0;
}

static int overlaps_a_pool(const struct settings *s, const struct pmip6_prefix *p)
{
    for (size_t i = 0; i < s->pool_count; i++) {
        const struct pmip6_prefix *other = &s->pools[i].prefix;
        const unsigned int length = p->length < other->length ? p->length : other->length;
        unsigned int bit = 0;

        while (bit < length && !((p->addr.octets[bit / 8] ^ other->addr.octets[bit / 8]) &
                                 0x80u >> bit % 8))
            bit++;
        if (bit == length)
            return 1;
    }
    return 0;
}

static int on_pool(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    struct pmip6_pool *more = realloc(s->pools, (s->pool_count + 1) * sizeof *more);
    struct pmip6_pool *pool;
    uint32_t length;

    (void)count;
    if (more == NULL)
        return why_set(why, "out of memory");
    s->pools = more;
    pool = &more[s->pool_count];
    memset(pool, 0, sizeof *pool);
    if (config_home_prefix(words[0], &pool->prefix, why) < 0)
        return -1;
    if (overlaps_a_pool(s, &pool->prefix))
        return why_set(why, "%s: overlaps the pool of another line", words[0]);
    if (config_number(words[1], pool->prefix.length, 128, &length, why) < 0)
        return -1;
    pool->length = (uint8_t)length;
    s->pool_count++;
    return 0;
}

static int add_address(struct pmip6_addr **list, size_t *count, const char *word,
                       struct why *why)
{
    struct pmip6_addr *more = realloc(*list, (*count + 1) * sizeof *more);

    if (more == NULL)
        return why_set(why, "out of memory");
    *list = more;
    if (config_unicast(word, &more[*count], why) < 0)
        return -1;
    ++*count;
    return 0;
}

static int on_gateway(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;

    (void)count;
    if (strcmp(words[0], "any") == 0) {
        s->any_gateway = 1;
        return 0;
    }
    return add_address(&s->gateways, &s->gateway_count, words[0], why);
}

static int on_static_tunnel(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return add_address(&s->tunnels, &s->tunnel_count, words[0], why);
}

static int on_max_lifetime(void *settings, size_t count, char *const *words,
                           struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_seconds(words[0], 4, 65535u * 4, &s->lma.max_lifetime, why);
}

static int on_min_delay(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    s->min_delay_set = 1;
    return config_milliseconds(words[0], 0, HOUR_MS, &s->lma.min_delay_before_bce_delete,
                               why);
}

static int on_max_delay(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 0, HOUR_MS,
                               &s->lma.max_delay_before_new_bce_assign, why);
}

static int on_window(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 1, HOUR_MS, &s->lma.timestamp_validity_window,
                               why);
}

static int on_max_bindings(void *settings, size_t count, char *const *words,
                           struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_number(words[0], 1, 100000000, &s->lma.max_bindings, why);
}

static int on_prefix_hints(void *settings, size_t count, char *const *words,
                           struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_LMA_PREFIX_HINTS, words[0], why);
}

static int on_wait(void *settings, size_t count, char *const *words, struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_LMA_WAIT_FOR_DEREGISTRATION, words[0], why);
}

static int on_node_timestamps(void *settings, size_t count, char *const *words,
                              struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_LMA_NODE_TIMESTAMPS, words[0], why);
}

static int on_ambiguous(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;

    (void)count;
    if (strcmp(words[0], "wait") == 0)
        s->lma.flags |= PMIP6_LMA_WAIT_WHEN_AMBIGUOUS;
    else if (strcmp(words[0], "refuse") == 0)
        s->lma.flags &= ~(uint32_t)PMIP6_LMA_WAIT_WHEN_AMBIGUOUS;
    else
        return why_set(why, "%s: ambiguous-prefix-request is refuse or wait", words[0]);
    return 0;
}

static int on_prefix_rest(void *settings, size_t count, char *const *words,
                          struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 0, 24 * HOUR_MS, &s->lma.prefix_rest, why);
}

static int on_refresh_advice(void *settings, size_t count, char *const *words,
                             struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_seconds(words[0], 0, 65535u * 4, &s->lma.refresh_advice, why);
}

static int on_policy_delay(void *settings, size_t count, char *const *words,
                           struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 0, HOUR_MS, &s->policy_delay, why);
}

static int on_policy_timeout(void *settings, size_t count, char *const *words,
                             struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 1, HOUR_MS, &s->lma.policy_timeout, why);
}

static int on_state(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;

    (void)count;
    if (words[0][0] == '\0' || strlen(words[0]) >= sizeof s->state)
        return why_set(why, "`%s` is no path, or too long", words[0]);
    (void)snprintf(s->state, sizeof s->state, "%s", words[0]);
    return 0;
}

static int on_state_interval(void *settings, size_t count, char *const *words,
                             struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 100, 24 * HOUR_MS, &s->state_interval, why);
}

static int on_path_mtu(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_number(words[0], 1280, 65535, &s->path_mtu, why);
}

/* ---- The table ---- */

const struct config_directive settings_directives[] = {
    {"edition", 1, 1, on_edition, "rfc5213|draft-02", "Edition of the protocol; rfc5213.",
     0},
    {"address", 1, 1, on_address, "ADDR", "Own global address, the LMAA; required.", 0},
    {"control", 1, 1, on_control, "PATH",
     "Control socket; " DEFAULT_CONTROL
     ". Beside it, PATH.sysctl: kernel settings as they were.",
     0},
    {"data-plane", 1, 1, on_data_plane, "auto|tun|none",
     "User-space tunnels over TUN, or signalling only; auto takes tun.", 0},
    {"message-order", 1, 1, on_message_order, "timestamp|sequence",
     "How messages are usually ordered; timestamp. One with a Timestamp option is "
     "ordered by it all the same.",
     0},
    {"require-ipsec", 1, 1, on_require_ipsec, "no",
     "IPsec on signalling; not in this build.", 0},
    {"pool", 2, 2, on_pool, "PREFIX LEN",
     "Carve home network prefixes of length LEN out of PREFIX; in the file's order.", 1},
    {"gateway", 1, 1, on_gateway, "ADDR|any", "A MAG that may register; none.", 1},
    {"mobile-node", 1, 1023, settings_take_node,
     "ID [prefix PREFIX]... [lifetime D] [gateway ADDR]... [disabled]",
     "A mobile node's policy; ID may be *@realm or *, the most specific one counts.", 1},
    {"max-lifetime", 1, 1, on_max_lifetime, "D", "Longest lifetime granted; 1h.", 0},
    {"min-delay-before-bce-delete", 1, 1, on_min_delay, "D",
     "Between a de-registration and the deletion; 10s, 1s under draft-02.", 0},
    {"max-delay-before-new-bce-assign", 1, 1, on_max_delay, "D",
     "Longest wait for the old MAG's de-registration; 1500ms.", 0},
    {"timestamp-validity-window", 1, 1, on_window, "D",
     "How far a timestamp may be from our clock; 300ms.", 0},
    {"max-bindings", 1, 1, on_max_bindings, "N",
     "More are refused with status 130; 1000000.", 0},
    {"prefix-hints", 1, 1, on_prefix_hints, "yes|no",
     "A node may name a free prefix of a pool; yes.", 0},
    {"wait-for-deregistration", 1, 1, on_wait, "yes|no",
     "Handoff state unknown waits for the old MAG; yes.", 0},
    {"ambiguous-prefix-request", 1, 1, on_ambiguous, "refuse|wait",
     "What becomes of a request for a node's own prefixes that fits no rule; refuse.", 0},
    {"mobile-node-timestamps", 1, 1, on_node_timestamps, "yes|no",
     "Timestamps are made by the mobile nodes: no window; no.", 0},
    {"prefix-rest", 1, 1, on_prefix_rest, "D",
     "How long a released prefix is held back; 0.", 0},
    {"refresh-advice", 1, 1, on_refresh_advice, "D",
     "Binding Refresh Advice to MAGs, none where there is `state`; 0, none.", 0},
    {"static-tunnel", 1, 1, on_static_tunnel, "ADDR",
     "A MAG whose tunnel is opened at the start and stays; none.", 1},
    {"policy-delay", 1, 1, on_policy_delay, "D",
     "Answer policy queries so much later, as a distant server would; 0, at once.", 0},
    {"policy-timeout", 1, 1, on_policy_timeout, "D",
     "How long a request waits for its policy, then 130; 1s.", 0},
    {"state", 1, 1, on_state, "PATH",
     "A file that keeps the bindings over a restart; none.", 0},
    {"state-interval", 1, 1, on_state_interval, "D",
     "How often it is written when something has changed; 10s.", 0},
    {"path-mtu", 1, 1, on_path_mtu, "N", "MTU of the path to MAGs, octets; 1500.", 0},
};

const size_t settings_directive_count =
    sizeof settings_directives / sizeof settings_directives[0];

/* ---- Reading ---- */

/* What the whole must have, and what depends on more than one line. */
static int complete(struct settings *s, const char *path, struct why *why)
{
    static const struct pmip6_addr none;
    struct pmip6_lma_config defaults;

    if (memcmp(&s->lma.address, &none, sizeof none) == 0)
        return why_set(why, "%s: `address ADDR` is missing", path);
    pmip6_lma_config_init(&defaults, s->lma.edition);
    if (!s->min_delay_set)
        s->lma.min_delay_before_bce_delete = defaults.min_delay_before_bce_delete;
    if (s->state[0] != '\0')
        s->lma.flags |= PMIP6_LMA_PERSISTENT;
    s->lma.pools = s->pools;
    s->lma.pool_count = s->pool_count;
    if (s->lma.edition == PMIP6_DRAFT_02 && s->two_prefix)
        return why_set(why, "%s:%u: mobile-node: draft-02 has one prefix a node", path,
                       s->two_prefix);
    if (pmip6_lma_memory_needed(&s->lma) == 0)
        return why_set(why, "%s: these values do not fit together", path);
    return 0;
}

int settings_read(struct settings *s, const char *path, struct why *why)
{
    memset(s, 0, sizeof *s);
    pmip6_lma_config_init(&s->lma, PMIP6_RFC5213);
    s->lma.flags &= ~(uint32_t)PMIP6_LMA_REQUIRE_PROTECTION;
    s->path_mtu = 1500;
    s->state_interval = 10000;
    (void)snprintf(s->control, sizeof s->control, "%s", DEFAULT_CONTROL);
    if (pmip6_policy_table_new(&s->policies, NULL, NULL, NULL) < 0)
        return why_set(why, "out of memory");
    if (config_read(path, settings_directives, settings_directive_count, s, &s->line,
                    why) < 0 ||
        complete(s, path, why) < 0) {
        settings_free(s);
        return -1;
    }
    return 0;
}

void settings_free(struct settings *s)
{
    free(s->pools);
    free(s->gateways);
    free(s->tunnels);
    pmip6_policy_table_free(s->policies);
    s->pools = NULL;
    s->gateways = NULL;
    s->tunnels = NULL;
    s->policies = NULL;
}

int settings_compatible(const struct settings *was, const struct settings *is,
                        struct why *why)
{
    const char *changed = NULL;

    if (was->lma.edition != is->lma.edition)
        changed = "edition";
    else if (memcmp(&was->lma.address, &is->lma.address, sizeof is->lma.address) != 0)
        changed = "address";
    else if (strcmp(was->control, is->control) != 0)
        changed = "control";
    else if (was->data_plane != is->data_plane)
        changed = "data-plane";
    return changed == NULL ? 0 : why_set(why, "a changed `%s` needs a restart", changed);
}

int settings_is_gateway(const struct settings *s, const struct pmip6_addr *a)
{
    if (s->any_gateway)
        return 1;
    for (size_t i = 0; i < s->gateway_count; i++) {
        if (memcmp(&s->gateways[i], a, sizeof *a) == 0)
            return 1;
    }
    return 0;
}
