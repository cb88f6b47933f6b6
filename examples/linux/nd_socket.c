/* SPDX-License-Identifier: MIT */
/*
 * Neighbor Discovery on an access link by a packet socket with a filter for ICMPv6 types
 * 133 to 136. The interface takes in all multicast meanwhile, so that the solicitations
 * of duplicate address detection are seen, which go to groups the kernel here has not
 * joined.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>

#include "icmp6.h"
#include "nd_socket.h"

#define IPV6_HEADER    40u
#define NEXT_HEADER_AT 6
#define NEXT_ICMP6     58
#define TYPE_FIRST     133 /* Router Solicitation */
#define TYPE_LAST      136 /* Neighbor Advertisement */
#define TYPE_NS        135
#define NS_LENGTH      24
#define HOP_LIMIT      255
#define PACKET_MAX     2048u
#define READS          32 /* at most, before others have their turn */

static int set_filter(int fd)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, NEXT_HEADER_AT),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NEXT_ICMP6, 0, 4),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, IPV6_HEADER),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, TYPE_FIRST, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, TYPE_LAST, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, PACKET_MAX),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    const struct sock_fprog program = {sizeof code / sizeof code[0], code};

    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

static int take_all_multicast(int fd, int index)
{
    struct packet_mreq all;

    memset(&all, 0, sizeof all);
    all.mr_ifindex = index;
    all.mr_type = PACKET_MR_ALLMULTI;
    return setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all);
}

int nd_socket_open(struct nd_socket *s, const struct netlink_link *link, struct why *why)
{
    struct sockaddr_ll name;

    memset(&name, 0, sizeof name);
    name.sll_family = AF_PACKET;
    name.sll_protocol = htons(ETH_P_IPV6);
    name.sll_ifindex = link->index;
    s->index = link->index;
    /* Without a protocol nothing arrives before filter and interface are set. */
    s->fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s->fd >= 0 && set_filter(s->fd) == 0 &&
        bind(s->fd, (const struct sockaddr *)&name, sizeof name) == 0 &&
        take_all_multicast(s->fd, link->index) == 0)
        return 0;
    (void)why_set(why, "cannot listen for Neighbor Discovery on %s: %s", link->name,
                  strerror(errno));
    nd_socket_close(s);
    return -1;
}

static void hand_on(const uint8_t *octets, size_t length, const struct sockaddr_ll *from,
                    nd_socket_receive *receive, void *user)
{
    struct pmip6_nd_packet p;
    size_t payload;

    if (length < IPV6_HEADER || octets[0] >> 4 != 6)
        return;
    payload = (size_t)(octets[4] << 8 | octets[5]);
    if (payload > length - IPV6_HEADER)
        return;
    pmip6_nd_packet_init(&p);
    p.octets.data = octets + IPV6_HEADER;
    p.octets.length = payload;
    p.link_layer.data = from->sll_addr;
    p.link_layer.length = from->sll_halen <= sizeof from->sll_addr ? from->sll_halen : 0;
    memcpy(p.source.octets, octets + 8, sizeof p.source.octets);
    memcpy(p.destination.octets, octets + 24, sizeof p.destination.octets);
    p.hop_limit = octets[7];
    receive(&p, user);
}

int nd_socket_read(struct nd_socket *s, nd_socket_receive *receive, void *user)
{
    uint8_t octets[PACKET_MAX];
    struct sockaddr_ll from;
    int i;

    for (i = 0; i < READS && s->fd >= 0; i++) {
        socklen_t size = sizeof from;
        const ssize_t got = recvfrom(s->fd, octets, sizeof octets, MSG_DONTWAIT,
                                     (struct sockaddr *)&from, &size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno == ENODEV || errno == ENXIO ? -1 : 0;
        if (from.sll_pkttype != PACKET_OUTGOING)
            hand_on(octets, (size_t)got, &from, receive, user);
    }
    return 0;
}

/* The frame's destination: as given, of the group, or of all nodes, which on a link from
 * point to point reaches the one that is there. */
static void set_frame_address(struct sockaddr_ll *to, const struct pmip6_nd_packet *p)
{
    static const uint8_t group[] = {0x33, 0x33, 0, 0, 0, 1};

    to->sll_halen = ETH_ALEN;
    memcpy(to->sll_addr, group, sizeof group);
    if (p->destination.octets[0] == 0xff) {
        memcpy(to->sll_addr + 2, p->destination.octets + 12, 4);
    } else if (p->link_layer.length > 0 && p->link_layer.length <= sizeof to->sll_addr) {
        to->sll_halen = (uint8_t)p->link_layer.length;
        memcpy(to->sll_addr, p->link_layer.data, p->link_layer.length);
    }
}

int nd_socket_send(struct nd_socket *s, const struct pmip6_nd_packet *p)
{
    uint8_t octets[PACKET_MAX];
    struct sockaddr_ll to;

    if (s->fd < 0 || p->octets.length > sizeof octets - IPV6_HEADER)
        return -1;
    memset(octets, 0, IPV6_HEADER);
    octets[0] = 0x60;
    octets[4] = (uint8_t)(p->octets.length >> 8);
    octets[5] = (uint8_t)p->octets.length;
    octets[NEXT_HEADER_AT] = NEXT_ICMP6;
    octets[7] = HOP_LIMIT;
    memcpy(octets + 8, p->source.octets, sizeof p->source.octets);
    memcpy(octets + 24, p->destination.octets, sizeof p->destination.octets);
    memcpy(octets + IPV6_HEADER, p->octets.data, p->octets.length);

    memset(&to, 0, sizeof to);
    to.sll_family = AF_PACKET;
    to.sll_protocol = htons(ETH_P_IPV6);
    to.sll_ifindex = s->index;
    set_frame_address(&to, p);
    return sendto(s->fd, octets, IPV6_HEADER + p->octets.length, MSG_DONTWAIT,
                  (const struct sockaddr *)&to, sizeof to) < 0
               ? -1
               : 0;
}

void nd_socket_ask(struct nd_socket *s, const struct pmip6_addr *address)
{
    static const uint8_t group[] = {0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff};
    uint8_t octets[NS_LENGTH] = {TYPE_NS};
    struct pmip6_nd_packet p;
    uint16_t sum;

    pmip6_nd_packet_init(&p);
    memcpy(p.destination.octets, group, sizeof group);
    memcpy(p.destination.octets + sizeof group, address->octets + sizeof group,
           sizeof address->octets - sizeof group);
    memcpy(octets + 8, address->octets, sizeof address->octets);
    sum = icmp6_checksum(&p.source, &p.destination, octets, sizeof octets);
    octets[2] = (uint8_t)(sum >> 8);
    octets[3] = (uint8_t)sum;
    p.octets.data = octets;
    p.octets.length = sizeof octets;
    (void)nd_socket_send(s, &p);
}

void nd_socket_close(struct nd_socket *s)
{
    if (s->fd >= 0)
        (void)close(s->fd);
    s->fd = -1;
}
