/* SPDX-License-Identifier: MIT */
/* The directives of pmip6-magd. Each has a row in the table at the end. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "settings_read.h"

#define DEFAULT_CONTROL "/run/pmip6-magd.sock"

static int set_flag(struct settings *s, uint32_t flag, const char *word, struct why *why)
{
    int on;

    if (config_yes_no(word, &on, why) < 0)
        return -1;
    s->mag.flags = on ? s->mag.flags | flag : s->mag.flags & ~flag;
    return 0;
}

static int on_address(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_unicast(words[0], &s->mag.address, why);
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

static int on_message_order(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    struct settings *s = settings;
    (void)count;
    if (strcmp(words[0], "timestamp") == 0)
        s->mag.flags &= ~(uint32_t)PMIP6_MAG_SEQUENCE_ORDER;
    else if (strcmp(words[0], "sequence") == 0)
        s->mag.flags |= PMIP6_MAG_SEQUENCE_ORDER;
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

static int on_lifetime(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_seconds(words[0], 4, 65535u * 4, &s->mag.lifetime, why);
}

static int on_local_routing(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return set_flag(s, PMIP6_MAG_LOCAL_ROUTING, words[0], why);
}

static int on_link_local(void *settings, size_t count, char *const *words,
                         struct why *why)
{
    struct settings *s = settings;
    const struct pmip6_addr *a = &s->mag.link_local;
    static const struct pmip6_addr none;

    (void)count;
    if (config_address(words[0], &s->mag.link_local, why) < 0)
        return -1;
    if (memcmp(a, &none, sizeof none) != 0 &&
        (a->octets[0] != 0xfe || (a->octets[1] & 0xc0) != 0x80))
        return why_set(why, "%s: not a link-local address", words[0]);
    return 0;
}

/* RFC 6543 has reserved both addresses for the purpose. */
static int on_fixed_addresses(void *settings, size_t count, char *const *words,
                              struct why *why)
{
    struct settings *s = settings;

    (void)count;
    if (strcmp(words[0], "rfc6543") != 0)
        return why_set(why, "%s: fixed-addresses takes rfc6543", words[0]);
    pmip6_mag_config_rfc6543(&s->mag);
    return 0;
}

static int on_static_tunnel(void *settings, size_t count, char *const *words,
                            struct why *why)
{
    struct settings *s = settings;
    struct pmip6_addr *more = realloc(s->tunnels, (s->tunnel_count + 1) * sizeof *more);

    (void)count;
    if (more == NULL)
        return why_set(why, "out of memory");
    s->tunnels = more;
    if (config_unicast(words[0], &more[s->tunnel_count], why) < 0)
        return -1;
    s->tunnel_count++;
    return 0;
}

static int on_fixed_link_layer(void *settings, size_t count, char *const *words,
                               struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_link_layer(words[0], &s->mag.link_layer, why);
}

/* One of detect's words; 0 if it is none. */
static uint32_t detect_bit(const char *word, size_t length)
{
    static const char *const names[] = {"carrier", "solicitation", "neighbour",
                                        "control"};
    size_t k;

    for (k = 0; k < sizeof names / sizeof names[0]; k++) {
        if (strlen(names[k]) == length && strncmp(names[k], word, length) == 0)
            return 1u << k;
    }
    return 0;
}

/* Commas separate, with blanks or without. */
static int on_detect(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    size_t i;

    s->detect = 0;
    for (i = 0; i < count; i++) {
        const char *at = words[i];

        while (*at != '\0') {
            const size_t length = strcspn(at, ",");
            const uint32_t bit = detect_bit(at, length);

            if (bit == 0)
                return why_set(
                    why, "%s: detect takes carrier, solicitation, neighbour, control",
                    words[i]);
            s->detect |= bit;
            at += length;
            at += *at == ',';
        }
    }
    return 0;
}

static int on_visitor_prefix(void *settings, size_t count, char *const *words,
                             struct why *why)
{
    static const uint8_t none[8];
    struct settings *s = settings;
    struct pmip6_prefix *p = &s->mag.visitor_prefix;

    (void)count;
    if (config_home_prefix(words[0], p, why) < 0)
        return -1;
    if (p->length != 64 || memcmp(p->addr.octets + 8, none, sizeof none) != 0)
        return why_set(why, "%s: visitor-prefix is a /64, its last 64 bits zero",
                       words[0]);
    s->visitor_line = s->line;
    return 0;
}

static int on_dns_server(void *settings, size_t count, char *const *words,
                         struct why *why)
{
    struct settings *s = settings;
    uint32_t n = s->mag.dns_server_count;

    (void)count;
    if (n == PMIP6_DNS_SERVERS_MAX)
        return why_set(why, "dns-server: more than %d", PMIP6_DNS_SERVERS_MAX);
    if (config_unicast(words[0], &s->mag.dns_servers[n], why) < 0)
        return -1;
    s->mag.dns_server_count++;
    return 0;
}

static int on_early(void *settings, size_t count, char *const *words, struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_MAG_EARLY_ADVERTISEMENT, words[0], why);
}

static int on_path_mtu(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_number(words[0], 1280, 65535, &s->mag.path_mtu, why);
}

static int on_silence(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 0, 86400000, &s->mag.silence, why);
}

static int on_probe_interval(void *settings, size_t count, char *const *words,
                             struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_milliseconds(words[0], 10, 3600000, &s->mag.probe_interval, why);
}

static int on_probe_count(void *settings, size_t count, char *const *words,
                          struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_number(words[0], 1, 100, &s->mag.probe_count, why);
}

static int on_edition(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;

    (void)count;
    return config_edition(words[0], &s->mag.edition, why);
}

static int on_set_h(void *settings, size_t count, char *const *words, struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_MAG_SET_H, words[0], why);
}

static int on_alternate(void *settings, size_t count, char *const *words, struct why *why)
{
    (void)count;
    return set_flag(settings, PMIP6_MAG_ALTERNATE_COA, words[0], why);
}

static int on_node_timestamps(void *settings, size_t count, char *const *words,
                              struct why *why)
{
    struct settings *s = settings;

    (void)count;
    s->timestamps_line = s->line;
    return set_flag(s, PMIP6_MAG_NODE_TIMESTAMPS, words[0], why);
}

/* ---- The table ---- */

const struct config_directive settings_directives[] = {
    {"edition", 1, 1, on_edition, "rfc5213|draft-02", "Edition of the protocol; rfc5213.",
     0},
    {"address", 1, 1, on_address, "ADDR", "Own global address, the Proxy-CoA; required.",
     0},
    {"control", 1, 1, on_control, "PATH",
     "Control socket; " DEFAULT_CONTROL
     ". Beside it, PATH.sysctl: kernel settings as they were.",
     0},
    {"data-plane", 1, 1, on_data_plane, "auto|tun|none",
     "User-space tunnels over TUN, or signalling only; auto takes tun.", 0},
    {"message-order", 1, 1, on_message_order, "timestamp|sequence",
     "How messages are ordered; timestamp.", 0},
    {"require-ipsec", 1, 1, on_require_ipsec, "no",
     "IPsec on signalling; not in this build.", 0},
    {"link", 1, 5, settings_take_link, "IFNAME [mobile-node ID] [technology N]",
     "An access link, which may come and go; technology 3 (IEEE 802.3) unless said, "
     "another "
     "one from the next attachment on.",
     1},
    {"mobile-node", 3, 64, settings_take_node,
     "ID [link-layer MAC] lma ADDR [prefix PREFIX]... [stateless] [stateful] "
     "[local-routing yes|no] [disabled]",
     "A mobile node's policy profile.", 1},
    {"lifetime", 1, 1, on_lifetime, "D", "Lifetime asked for; 1h.", 0},
    {"local-routing", 1, 1, on_local_routing, "yes|no",
     "Traffic between local nodes stays local; no.", 0},
    {"link-local", 1, 1, on_link_local, "ADDR",
     "One link-local address on all access links of the domain; ::, ask the LMA.", 0},
    {"fixed-link-layer", 1, 1, on_fixed_link_layer, "MAC",
     "One link-layer address on all access links of the domain; none.", 0},
    {"fixed-addresses", 1, 1, on_fixed_addresses, "rfc6543",
     "Both of these as RFC 6543 reserves them: fe80::200:5eff:fe00:5213, "
     "00:00:5e:00:52:13.",
     0},
    {"static-tunnel", 1, 1, on_static_tunnel, "ADDR",
     "A tunnel to an LMA that is open from the start and stays; repeatable.", 1},
    {"detect", 1, 4, on_detect, "carrier, solicitation, neighbour, control",
     "What counts as a node's coming and going; all.", 0},
    {"visitor-prefix", 1, 1, on_visitor_prefix, "PREFIX",
     "Regular IPv6 access, by this /64, for nodes unknown or disabled; none.", 0},
    {"dns-server", 1, 1, on_dns_server, "ADDR", "DNS server to advertise, up to 4; none.",
     1},
    {"early-advertisement", 1, 1, on_early, "yes|no",
     "Advertise a profile's prefixes before the LMA's answer; no.", 0},
    {"path-mtu", 1, 1, on_path_mtu, "N", "MTU of the path to LMAs, octets; 1500.", 0},
    {"silence", 1, 1, on_silence, "D",
     "Probe a node after that long without a sign; 0, never.", 0},
    {"probe-interval", 1, 1, on_probe_interval, "D",
     "Between solicitations of a probe; 1s.", 0},
    {"probe-count", 1, 1, on_probe_count, "N", "Solicitations of a probe; 3.", 0},
    {"h-flag", 1, 1, on_set_h, "yes|no", "Set the H flag in Proxy Binding Updates; no.",
     0},
    {"alternate-care-of-address", 1, 1, on_alternate, "yes|no",
     "Put that option into Proxy Binding Updates; no.", 0},
    {"mobile-node-timestamps", 1, 1, on_node_timestamps, "yes|no",
     "Timestamps are made by the mobile nodes; no.", 0},
};

const size_t settings_directive_count =
    sizeof settings_directives / sizeof settings_directives[0];

/* What a mobile node's line must have in view of the others. */
static int check_node(const struct settings *s, const struct node_settings *n,
                      const char *path, struct why *why)
{
    if (memcmp(&n->lma, &s->mag.address, sizeof n->lma) == 0)
        return why_set(why, "%s:%u: mobile-node %s: `lma` is this gateway's own address",
                       path, n->line, n->id);
    if (s->mag.edition == PMIP6_DRAFT_02 && n->prefix_count > 1)
        return why_set(why, "%s:%u: mobile-node %s: draft-02 has one prefix a node", path,
                       n->line, n->id);
    return 0;
}

/* What the whole must have. What is missing is missing at the end of the file. */
static int complete(struct settings *s, const char *path, struct why *why)
{
    static const struct pmip6_addr none;
    size_t i;

    if (memcmp(&s->mag.address, &none, sizeof none) == 0)
        return why_set(why, "%s:%u: `address ADDR` is missing", path, s->line);
    if (s->link_count == 0)
        return why_set(why, "%s:%u: no `link IFNAME`", path, s->line);
    if (s->mag.flags & PMIP6_MAG_NODE_TIMESTAMPS &&
        s->mag.flags & PMIP6_MAG_SEQUENCE_ORDER)
        return why_set(why,
                       "%s:%u: mobile-node-timestamps yes: there are none with "
                       "`message-order sequence`",
                       path, s->timestamps_line);
    if (s->mag.visitor_prefix.length > 0 &&
        memcmp(&s->mag.visitor_prefix.addr, &s->mag.address, 8) == 0)
        return why_set(why, "%s:%u: visitor-prefix: this gateway's `address` is in it",
                       path, s->visitor_line);
    for (i = 0; i < s->node_count; i++) {
        if (check_node(s, &s->nodes[i], path, why) < 0)
            return -1;
    }
    if ((s->detect & DETECT_SOLICITATION) == 0)
        s->mag.flags &= ~(uint32_t)PMIP6_MAG_DETECT_SOLICITATION;
    if ((s->detect & DETECT_NEIGHBOUR) == 0)
        s->mag.flags &= ~(uint32_t)PMIP6_MAG_DETECT_NEIGHBOUR;
    return 0;
}

int settings_read(struct settings *s, const char *path, struct why *why)
{
    memset(s, 0, sizeof *s);
    pmip6_mag_config_init(&s->mag, PMIP6_RFC5213);
    s->mag.flags &= ~(uint32_t)PMIP6_MAG_REQUIRE_PROTECTION;
    s->mag.flags |= PMIP6_MAG_RETRY_UNSYNCED; /* nobody here can set the clock */
    s->detect = DETECT_CARRIER | DETECT_SOLICITATION | DETECT_NEIGHBOUR | DETECT_CONTROL;
    (void)snprintf(s->control, sizeof s->control, "%s", DEFAULT_CONTROL);
    if (config_read(path, settings_directives, settings_directive_count, s, &s->line,
                    why) < 0 ||
        complete(s, path, why) < 0) {
        settings_free(s);
        return -1;
    }
    return 0;
}

int settings_compatible(const struct settings *was, const struct settings *is,
                        struct why *why)
{
    const char *changed = NULL;

    if (was->mag.edition != is->mag.edition)
        changed = "edition";
    else if (memcmp(&was->mag.address, &is->mag.address, sizeof is->mag.address) != 0)
        changed = "address";
    else if (strcmp(was->control, is->control) != 0)
        changed = "control";
    else if (was->data_plane != is->data_plane)
        changed = "data-plane";
    return changed == NULL ? 0 : why_set(why, "a changed `%s` needs a restart", changed);
}
