/* SPDX-License-Identifier: MIT */
/* The directives of pmip6-magd. Each has a row in the table at the end. */

#include <stdio.h>
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

static int on_fixed_link_layer(void *settings, size_t count, char *const *words,
                               struct why *why)
{
    struct settings *s = settings;
    (void)count;
    return config_link_layer(words[0], &s->mag.link_layer, why);
}

static int on_detect(void *settings, size_t count, char *const *words, struct why *why)
{
    struct settings *s = settings;
    static const char *const names[] = {"carrier", "solicitation", "neighbour",
                                        "control"};
    size_t i;
    size_t k;

    s->detect = 0;
    for (i = 0; i < count; i++) {
        size_t length = strlen(words[i]);

        if (length > 0 && words[i][length - 1] == ',')
            length--;
        for (k = 0; k < 4; k++) {
            if (strlen(names[k]) == length && strncmp(names[k], words[i], length) == 0)
                break;
        }
        if (k == 4)
            return why_set(why,
                           "%s: detect takes carrier, solicitation, neighbour, control",
                           words[i]);
        s->detect |= 1u << k;
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
    (void)count;
    return set_flag(settings, PMIP6_MAG_NODE_TIMESTAMPS, words[0], why);
}

/* ---- The table ---- */

const struct config_directive settings_directives[] = {
    {"edition", 1, 1, on_edition, "rfc5213|draft-02", "Edition of the protocol; rfc5213.",
     0},
    {"address", 1, 1, on_address, "ADDR", "Own global address, the Proxy-CoA; required.",
     0},
    {"control", 1, 1, on_control, "PATH", "Control socket; " DEFAULT_CONTROL ".", 0},
    {"data-plane", 1, 1, on_data_plane, "auto|tun|none",
     "User-space tunnels over TUN, or signalling only; auto takes tun.", 0},
    {"message-order", 1, 1, on_message_order, "timestamp|sequence",
     "How messages are ordered; timestamp.", 0},
    {"require-ipsec", 1, 1, on_require_ipsec, "no",
     "IPsec on signalling; not in this build.", 0},
    {"link", 1, 5, settings_take_link, "IFNAME [mobile-node ID] [technology N]",
     "An access link, which may come and go; technology 3 (IEEE 802.3) unless said.", 1},
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

/* What the whole must have. */
static int complete(struct settings *s, const char *path, struct why *why)
{
    static const struct pmip6_addr none;

    if (memcmp(&s->mag.address, &none, sizeof none) == 0)
        return why_set(why, "%s: `address ADDR` is missing", path);
    if (s->link_count == 0)
        return why_set(why, "%s: no `link IFNAME`", path);
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
