/* SPDX-License-Identifier: MIT */
/*
 * Access links: what the kernel tells of interfaces becomes the library's link_up,
 * link_down and attach. The interface gets no link-local address but the one that the
 * library says, so that the node sees one and the same router wherever it is (RFC 5213
 * 6.8, 6.9.3). Interfaces are never set up or down here.
 */

#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "access_link.h"
#include "config.h"
#include "log.h"
#include "magd.h"

#define LINK_LOCAL_LENGTH 64
#define NOTES             "link-layer/" /* of interfaces, beside their settings */
#define SHORTEST_ALONE    127 /* one or two addresses have no anycast address (RFC 6164) */

#ifndef IPV6_JOIN_ANYCAST
#define IPV6_JOIN_ANYCAST  27
#define IPV6_LEAVE_ANYCAST 28
#endif

static int is_unspecified(const struct pmip6_addr *a)
{
    static const struct pmip6_addr zero;

    return memcmp(a->octets, zero.octets, sizeof zero.octets) == 0;
}

/* ---- The interface ---- */

static void set(struct access_link *l, const char *setting, const char *value)
{
    char name[SYSCTL_NAME_MAX];
    struct why why;

    (void)snprintf(name, sizeof name, "net/ipv6/conf/%s/%s", l->settings.name, setting);
    if (sysctl_set(&l->magd->sysctl, name, value, &why) < 0)
        log_warning("link setting", "link=%s why=\"%s\"", l->settings.name, why.text);
}

/* The interface's own link-layer address is kept over a kill as its settings are. */
static void note_link_layer(struct access_link *l)
{
    const struct netlink_link *now = &l->interface;
    char name[SYSCTL_NAME_MAX];
    char text[3 * sizeof now->address + 1] = "";
    size_t i;

    memcpy(l->original.octets, now->address, now->address_length);
    l->original.length = now->address_length;
    for (i = 0; i < now->address_length; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s%02x",
                       i == 0 ? "" : ":", now->address[i]);
    (void)snprintf(name, sizeof name, NOTES "%s/address", l->settings.name);
    sysctl_note(&l->magd->sysctl, name, text);
}

static void forget_notes(struct access_link *l)
{
    char prefix[SYSCTL_NAME_MAX];

    (void)snprintf(prefix, sizeof prefix, NOTES "%s/", l->settings.name);
    sysctl_forget(&l->magd->sysctl, prefix);
}

static int has_fixed_link_layer(const struct access_link *l)
{
    const struct pmip6_link_layer *fixed = &l->magd->settings.mag.link_layer;
    const struct netlink_link *now = &l->interface;

    return fixed->length > 0 && fixed->length == now->address_length &&
           memcmp(fixed->octets, now->address, fixed->length) == 0;
}

/* A predecessor that was killed left the interface with the fixed address. With another
 * it is not as that one left it. */
static void recall_link_layer(struct access_link *l)
{
    char name[SYSCTL_NAME_MAX];
    const char *noted;
    struct why why;

    memset(&l->original, 0, sizeof l->original);
    (void)snprintf(name, sizeof name, NOTES "%s/address", l->settings.name);
    noted = sysctl_noted(&l->magd->sysctl, name);
    if (noted == NULL || !has_fixed_link_layer(l) ||
        config_link_layer(noted, &l->original, &why) < 0)
        forget_notes(l);
}

/* FixedMAGLinkLayerAddressOnAllAccessLinks (RFC 5213 9.2). */
static void set_fixed_link_layer(struct access_link *l)
{
    const struct pmip6_link_layer *fixed = &l->magd->settings.mag.link_layer;
    struct netlink_link *now = &l->interface;
    int error;

    if (fixed->length == 0 || has_fixed_link_layer(l))
        return;
    if (l->original.length == 0)
        note_link_layer(l);
    error = netlink_set_link_layer(&l->magd->netlink, now->index, fixed->octets,
                                   fixed->length);
    if (error < 0) {
        log_warning("fixed link-layer address not set", "link=%s why=\"%s\"", now->name,
                    strerror(-error));
        return;
    }
    memcpy(now->address, fixed->octets, fixed->length);
    now->address_length = fixed->length;
}

/* An interface that was not there before: it is made ready, whether it is up or not. */
static void prepare(struct access_link *l)
{
    l->state = LINK_PRESENT;
    l->held = 0;
    memset(&l->address, 0, sizeof l->address);
    recall_link_layer(l);
    set(l, "addr_gen_mode", "1");
    set(l, "accept_ra", "0");
    set(l, "autoconf", "0");
    (void)netlink_flush_link_local(&l->magd->netlink, l->interface.index, NULL);
    set_fixed_link_layer(l);
    log_info("link present", "link=%s interface=%d", l->settings.name,
             l->interface.index);
}

/* Puts the interface back as it was. */
static void abandon(struct access_link *l)
{
    char prefix[SYSCTL_NAME_MAX];

    if (!is_unspecified(&l->address))
        (void)netlink_remove_address(&l->magd->netlink, l->interface.index, &l->address,
                                     LINK_LOCAL_LENGTH);
    if (l->original.length > 0)
        (void)netlink_set_link_layer(&l->magd->netlink, l->interface.index,
                                     l->original.octets, l->original.length);
    memset(&l->address, 0, sizeof l->address);
    memset(&l->original, 0, sizeof l->original);
    (void)snprintf(prefix, sizeof prefix, "net/ipv6/conf/%s/", l->settings.name);
    sysctl_restore_below(&l->magd->sysctl, prefix);
    forget_notes(l);
}

/* Where the kernel does not take it, because it does not forward, packets to that address
 * are dropped as they are without. */
void access_link_host(struct access_link *l, const struct pmip6_prefix *prefix,
                      int hosted)
{
    struct ipv6_mreq who;

    if (prefix->length >= SHORTEST_ALONE || l->state == LINK_ABSENT)
        return;
    if (l->anycast < 0)
        l->anycast = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (l->anycast < 0)
        return;
    memset(&who, 0, sizeof who);
    memcpy(&who.ipv6mr_multiaddr, prefix->addr.octets, sizeof who.ipv6mr_multiaddr);
    who.ipv6mr_interface = (unsigned int)l->interface.index;
    if (setsockopt(l->anycast, IPPROTO_IPV6,
                   hosted ? IPV6_JOIN_ANYCAST : IPV6_LEAVE_ANYCAST, &who, sizeof who) < 0)
        log_debug("no anycast address", "link=%s why=\"%s\"", l->settings.name,
                  strerror(errno));
}

int access_link_set_address(struct access_link *l, const struct pmip6_addr *address)
{
    struct netlink *n = &l->magd->netlink;
    const int index = l->interface.index;
    int error = 0;

    if (l->state == LINK_ABSENT)
        return is_unspecified(address) ? 0 : -1;
    if (memcmp(&l->address, address, sizeof *address) == 0)
        return 0;
    if (!is_unspecified(address))
        error = netlink_add_address(n, index, address, LINK_LOCAL_LENGTH,
                                    NETLINK_PROTOCOL_MAG);
    if (error < 0) {
        log_warning("link-local address not set", "link=%s why=\"%s\"", l->settings.name,
                    strerror(-error));
        return -1;
    }
    if (!is_unspecified(&l->address))
        (void)netlink_remove_address(n, index, &l->address, LINK_LOCAL_LENGTH);
    l->address = *address;
    /* It is in use at once; a node that has it answers, and we give way. Without being
     * asked it might never send anything, for it takes no router with its own address. */
    if (!is_unspecified(address))
        nd_socket_ask(&l->nd, address);
    return 0;
}

/* ---- Neighbor Discovery ---- */

static void take_nd(const struct pmip6_nd_packet *p, void *user)
{
    struct access_link *l = user;

    if (l->magd->stopping || l->unlisted)
        return; /* nobody attaches any more */
    if (p->octets.length > 0 && p->octets.data[0] == PMIP6_ND_ROUTER_SOLICITATION)
        l->held = 0;
    if (!l->held && l->state == LINK_UP)
        (void)pmip6_mag_input_nd(l->magd->mag, (uint32_t)l->interface.index, p);
}

static void nd_readable(int fd, void *user)
{
    struct access_link *l = user;

    (void)fd;
    (void)nd_socket_read(&l->nd, take_nd, l);
}

/* ---- Up and down ---- */

static int tell_up(struct access_link *l)
{
    struct pmip6_link_info info;

    pmip6_link_info_init(&info);
    memcpy(info.link_layer.octets, l->interface.address, l->interface.address_length);
    info.link_layer.length = l->interface.address_length;
    if (l->interface.mtu > 0)
        info.mtu = l->interface.mtu;
    info.access_technology = l->settings.technology;
    return pmip6_mag_link_up(l->magd->mag, (uint32_t)l->interface.index, &info);
}

int access_link_attach_named(struct access_link *l)
{
    const struct node_settings *node;
    struct pmip6_attach who;

    pmip6_attach_init(&who);
    who.mn_id.data = (const uint8_t *)l->settings.mn_id;
    who.mn_id.length = strlen(l->settings.mn_id);
    node = settings_node(&l->magd->settings, who.mn_id);
    if (node != NULL && node->link_layer.length > 0) {
        who.link_layer_id.data = node->link_layer.octets;
        who.link_layer_id.length = node->link_layer.length;
    }
    return pmip6_mag_attach(l->magd->mag, (uint32_t)l->interface.index, &who);
}

static void go_up(struct access_link *l)
{
    struct why why;
    int error;

    set_fixed_link_layer(l); /* it may have been given another since */
    if (nd_socket_open(&l->nd, &l->interface, &why) < 0) {
        log_error("link not usable", "link=%s why=\"%s\"", l->settings.name, why.text);
        return;
    }
    (void)loop_add(&l->magd->loop, l->nd.fd, nd_readable, l);
    if (data_plane_link_up(l->magd->data_plane, (uint32_t)l->interface.index) < 0)
        log_error("link not forwarded", "link=%s", l->settings.name);
    l->state = LINK_UP;
    l->held = 0;
    log_info("link up", "link=%s", l->settings.name);
    error = tell_up(l);
    if (error == 0 && l->settings.mn_id[0] != '\0' &&
        (l->magd->settings.detect & DETECT_CARRIER) != 0)
        error = access_link_attach_named(l);
    if (error < 0)
        log_warning("link up", "link=%s error=%s", l->settings.name,
                    pmip6_error_name(error));
}

static void go_down(struct access_link *l)
{
    log_info("link down", "link=%s", l->settings.name);
    (void)pmip6_mag_link_down(l->magd->mag, (uint32_t)l->interface.index);
    l->state = LINK_PRESENT;
    loop_remove(&l->magd->loop, l->nd.fd);
    nd_socket_close(&l->nd);
    data_plane_link_down(l->magd->data_plane, (uint32_t)l->interface.index);
}

static void go_absent(struct access_link *l)
{
    char prefix[SYSCTL_NAME_MAX];

    if (l->state == LINK_UP)
        go_down(l);
    if (l->state == LINK_ABSENT)
        return;
    (void)snprintf(prefix, sizeof prefix, "net/ipv6/conf/%s/", l->settings.name);
    sysctl_forget(&l->magd->sysctl, prefix);
    forget_notes(l);
    memset(&l->address, 0, sizeof l->address);
    l->state = LINK_ABSENT;
    log_info("link absent", "link=%s", l->settings.name);
}

static void notice(struct access_link *l, const struct netlink_link *interface)
{
    const uint32_t detect = l->magd->settings.detect;
    const int up = (detect & DETECT_CARRIER) != 0 ? interface->carrier : interface->up;
    const int changed =
        l->interface.mtu != interface->mtu ||
        l->interface.address_length != interface->address_length ||
        memcmp(l->interface.address, interface->address, interface->address_length) != 0;

    if (l->state == LINK_ABSENT && (l->magd->stopping || l->unlisted))
        return;
    l->interface = *interface;
    if (l->state == LINK_ABSENT)
        prepare(l);
    if (l->state == LINK_UP && !up)
        go_down(l);
    else if (l->magd->stopping || l->unlisted)
        return;
    else if (l->state == LINK_PRESENT && up)
        go_up(l);
    else if (l->state == LINK_UP && changed)
        (void)tell_up(l);
}

void access_links_notice(const struct netlink_link *interface, void *magd)
{
    struct magd *m = magd;
    struct access_link *l;

    m->outside = 0;
    for (l = m->links; l != NULL; l = l->next) {
        const int named = strcmp(l->settings.name, interface->name) == 0;
        const int known =
            l->state != LINK_ABSENT && l->interface.index == interface->index;

        /* Gone, renamed, or another one in its place. */
        if (l->state != LINK_ABSENT && ((known && (interface->gone || !named)) ||
                                        (named && !known && !interface->gone)))
            go_absent(l);
        if (named && !interface->gone)
            notice(l, interface);
    }
}

/* ---- The list ---- */

struct access_link *access_link_named(const struct magd *m, const char *name)
{
    struct access_link *l = m->links;

    while (l != NULL && strcmp(l->settings.name, name) != 0)
        l = l->next;
    return l;
}

/* Whether its node is not gone in good order yet. */
static int is_occupied(const struct access_link *l)
{
    struct pmip6_attachment_view v;

    pmip6_attachment_view_init(&v);
    return l->state == LINK_UP &&
           pmip6_mag_attachment_of(l->magd->mag, (uint32_t)l->interface.index, &v) == 0;
}

struct access_link *access_link_numbered(const struct magd *m, uint32_t number)
{
    struct access_link *l = m->links;

    while (l != NULL &&
           (l->state == LINK_ABSENT || (uint32_t)l->interface.index != number))
        l = l->next;
    return l;
}

/* Nearly all that comes in does so on one interface, the one towards the LMAs. */
int access_links_have(struct magd *m, uint32_t interface)
{
    char name[IF_NAMESIZE];

    if (interface != 0 && interface == m->outside)
        return 0;
    if (access_link_numbered(m, interface) != NULL ||
        if_indextoname(interface, name) == NULL || access_link_named(m, name) != NULL)
        return 1;
    m->outside = interface;
    return 0;
}

static void remove_unlisted(struct magd *m, int at_once)
{
    struct access_link **at = &m->links;

    while (*at != NULL) {
        struct access_link *l = *at;

        if (!l->unlisted || (!at_once && is_occupied(l))) {
            at = &l->next;
            continue;
        }
        if (l->state == LINK_UP)
            go_down(l);
        if (l->state != LINK_ABSENT)
            abandon(l);
        if (l->anycast >= 0)
            (void)close(l->anycast);
        *at = l->next;
        free(l);
    }
}

void access_links_sweep(struct magd *m)
{
    remove_unlisted(m, 0);
}

static struct access_link *new_link(struct magd *m)
{
    struct access_link *l = calloc(1, sizeof *l);

    if (l == NULL)
        return NULL;
    l->magd = m;
    l->nd.fd = -1;
    l->anycast = -1;
    l->next = m->links;
    m->links = l;
    return l;
}

/* A link that was there before: its line may say something else now. Another node than
 * was there takes its place. */
static void change(struct access_link *l, const struct link_settings *is)
{
    const int returns = l->unlisted > 1;
    const int renamed = strcmp(l->settings.mn_id, is->mn_id) != 0;
    const int retold = l->settings.technology != is->technology;

    l->settings = *is;
    l->unlisted = 0;
    if (l->state != LINK_UP)
        return;
    if (retold)
        (void)tell_up(l);
    if (!(renamed || returns) || is->mn_id[0] == '\0' ||
        (l->magd->settings.detect & DETECT_CARRIER) == 0)
        return;
    if (renamed)
        (void)pmip6_mag_detach(l->magd->mag, (uint32_t)l->interface.index);
    (void)access_link_attach_named(l);
}

int access_links_configure(struct magd *m)
{
    struct access_link *l;
    size_t i;

    m->outside = 0;
    for (l = m->links; l != NULL; l = l->next)
        l->unlisted++; /* more than once: it was on its way out */
    for (i = 0; i < m->settings.link_count; i++) {
        l = access_link_named(m, m->settings.links[i].name);
        if (l == NULL)
            l = new_link(m);
        if (l == NULL)
            return -1;
        change(l, &m->settings.links[i]);
    }
    for (l = m->links; l != NULL; l = l->next) {
        if (l->unlisted == 1 && l->state == LINK_UP)
            (void)pmip6_mag_detach(m->mag, (uint32_t)l->interface.index);
    }
    remove_unlisted(m, 0);
    return 0;
}

void access_links_close(struct magd *m)
{
    struct access_link *l;

    for (l = m->links; l != NULL; l = l->next)
        l->unlisted = 1;
    remove_unlisted(m, 1);
}
