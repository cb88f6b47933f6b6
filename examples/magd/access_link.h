/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_MAGD_ACCESS_LINK_H
#define PMIP6_EXAMPLES_MAGD_ACCESS_LINK_H

/*
 * One access link: an interface that may appear later, come and go, and lose its carrier.
 * Its number towards the library is the interface's index.
 *
 *            notice           carrier, or `detect` without it
 *   absent  -------> present --------------------------------> up
 *      ^  interface     ^             carrier lost              |
 *      |    gone        +---------------------------------------+
 *      +------------------------- interface gone ---------------+
 */

#include "nd_socket.h"
#include "netlink.h"
#include "settings.h"
#include "why.h"

struct magd;

enum access_link_state { LINK_ABSENT = 0, LINK_PRESENT, LINK_UP };

struct access_link {
    struct access_link *next;
    struct magd *magd;
    struct link_settings settings;
    enum access_link_state state;
    struct netlink_link interface; /* as last told */
    struct pmip6_link_layer
        original;              /* its address before `fixed-link-layer`, if changed */
    struct pmip6_addr address; /* the link-local address we gave it; `::`: none */
    struct nd_socket nd;
    int anycast;  /* socket that is a member of the prefixes' anycast addresses; -1: none
                   */
    int held;     /* detached by hand: only a solicitation attaches the node again */
    int unlisted; /* no longer in the configuration: goes when its node has left */
};

/* What the kernel says of an interface: takes it to each link that it concerns. */
void access_links_notice(const struct netlink_link *interface, void *magd);

/* Makes the links fit the settings: new ones are added, those that left are taken down,
 * once their nodes are gone in good order. */
int access_links_configure(struct magd *m);

/* Takes down those whose nodes are gone now. To be called whenever something happened. */
void access_links_sweep(struct magd *m);

/* A prefix is hosted on the link, or no longer: the kernel answers to its Subnet-Router
 * anycast address (RFC 5213 6.8), where it forwards. */
void access_link_host(struct access_link *l, const struct pmip6_prefix *prefix,
                      int hosted);

/* Whether an interface, by its index, is an access link: one that the kernel has not told
 * of yet as well, and one that is gone. */
int access_links_have(struct magd *m, uint32_t interface);

struct access_link *access_link_named(const struct magd *m, const char *name);
struct access_link *access_link_numbered(const struct magd *m, uint32_t number);

/* Gives a link its link-local address and takes an earlier one away; `::`: only that. */
int access_link_set_address(struct access_link *l, const struct pmip6_addr *address);

/* Tells the library that the link's named node is there. */
int access_link_attach_named(struct access_link *l);

/* Puts every interface back as it was, and forgets the links. */
void access_links_close(struct magd *m);

#endif
