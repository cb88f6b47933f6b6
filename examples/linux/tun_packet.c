/* SPDX-License-Identifier: MIT */
/*
 * The TUN data plane: what happens to a packet. The library's forward function decides;
 * this carries it out.
 *
 * Hop limits. The kernel lowers the hop limit of what it forwards into the TUN, and again
 * of what comes out of it: at the entry and at the exit of a tunnel that is once each, as
 * RFC 2473 has it. Where a packet passes this node without the kernel in between (out of
 * one tunnel into another) it is lowered here; where it goes into the TUN and out again,
 * one of the two decrements is taken back.
 *
 * Sizes. The TUN's MTU makes the kernel answer Packet Too Big for what never fits; a
 * tunnel whose path turned out to be narrower is answered for here. Up to 1280 octets
 * always go: the kernel fragments the tunnel packet (RFC 2473 section 7.1). The kernel
 * forgets a narrow path after ten minutes (RFC 8201 section 4,
 * net.ipv6.route.mtu_expires): the next packet, however small, finds it out, and the
 * nodes are told.
 */

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/errqueue.h>

#include "clock.h"
#include "encap.h"
#include "tun_plane.h"

#define PACKET_MAX     65536u
#define READS          64        /* at most, before others have their turn */
#define PATH_MTU_AGE   1000000u  /* microseconds that a looked-up path MTU holds */
#define RECEIVE_BUFFER (4 << 20) /* octets, so that a burst is not lost */

static void to_sockaddr(struct sockaddr_in6 *to, const struct pmip6_addr *address)
{
    memset(to, 0, sizeof *to);
    to->sin6_family = AF_INET6;
    memcpy(&to->sin6_addr, address->octets, sizeof address->octets);
}

int tun_packet_open(struct tun_plane *tp, struct why *why)
{
    const int buffer = RECEIVE_BUFFER;
    const int hops = ENCAP_HOP_LIMIT;
    const int on = 1;
    struct sockaddr_in6 own;

    tp->raw =
        socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, ENCAP_NEXT_HEADER);
    if (tp->raw < 0)
        return why_set(why,
                       "cannot open a raw socket for tunnel packets: %s; run as root "
                       "(CAP_NET_RAW)",
                       strerror(errno));
    to_sockaddr(&own, &tp->base.config.own);
    if (bind(tp->raw, (const struct sockaddr *)&own, sizeof own) < 0 ||
        setsockopt(tp->raw, IPPROTO_IPV6, IPV6_RECVTCLASS, &on, sizeof on) < 0 ||
        setsockopt(tp->raw, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on) < 0 ||
        setsockopt(tp->raw, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on) < 0 ||
        setsockopt(tp->raw, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &hops, sizeof hops) < 0)
        return why_set(why, "cannot set up the socket for tunnel packets: %s",
                       strerror(errno));
    if (setsockopt(tp->raw, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer) < 0)
        (void)setsockopt(tp->raw, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    return 0;
}

/* Hands a packet to the kernel, which routes it as if it had come in on the TUN. */
static void to_kernel(struct tun_plane *tp, const uint8_t *packet, size_t length)
{
    if (write(tp->tun.fd, packet, length) < 0)
        tp->base.counters.failed++;
}

static void answer(struct tun_plane *tp, const struct icmp6_error *e,
                   const uint8_t *about, size_t length)
{
    uint8_t error[ICMP6_ERROR_MAX];
    size_t size;

    if (!icmp6_allow(&tp->errors, clock_now()))
        return;
    size = icmp6_build(error, &tp->base.config.own, e, about, length);
    if (size > 0)
        to_kernel(tp, error, size);
}

/* ---- Into a tunnel ---- */

/* What the kernel knows of the path to an address: its interface's MTU, or less. */
static uint32_t kernel_path_mtu(const struct pmip6_addr *to)
{
    const int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t size = sizeof(int);
    struct sockaddr_in6 name;
    int mtu = 0;

    if (fd < 0)
        return 0;
    to_sockaddr(&name, to);
    name.sin6_port = htons(9); /* discard; nothing is sent */
    if (connect(fd, (const struct sockaddr *)&name, sizeof name) < 0 ||
        getsockopt(fd, IPPROTO_IPV6, IPV6_MTU, &mtu, &size) < 0)
        mtu = 0;
    (void)close(fd);
    return mtu > 0 ? (uint32_t)mtu : 0;
}

static void learn_path_mtu(struct tun_plane *tp, struct prefix_entry *tunnel)
{
    const uint32_t configured = tp->base.config.path_mtu;
    const uint32_t kernel = kernel_path_mtu(&tunnel->prefix.addr);
    const uint32_t before = tunnel->path_mtu == 0 ? configured : tunnel->path_mtu;

    tunnel->path_mtu = kernel == 0 || kernel > configured ? configured : kernel;
    tunnel->learned = clock_now();
    if (tunnel->path_mtu < configured)
        tp->narrow = 1;
    if (tunnel->path_mtu != before && tp->base.config.path_mtu_changed != NULL)
        tp->base.config.path_mtu_changed(&tunnel->prefix.addr, tunnel->path_mtu,
                                         tp->base.config.user);
}

/* MTU of the tunnel to an address, as fresh as need be. */
static uint32_t tunnel_mtu(struct tun_plane *tp, const struct pmip6_addr *remote)
{
    const struct pmip6_prefix key = {*remote, 128};
    struct prefix_entry *tunnel = prefix_map_get(&tp->map, &key, TUN_PLANE_TUNNEL);

    if (tunnel == NULL)
        return encap_tunnel_mtu(tp->base.config.path_mtu);
    if (tunnel->path_mtu == 0 || clock_now() - tunnel->learned > PATH_MTU_AGE)
        learn_path_mtu(tp, tunnel);
    return encap_tunnel_mtu(tunnel->path_mtu);
}

/* An ICMPv6 error for an earlier packet makes one send fail that has nothing to do with
 * it: it is tried once more. */
static int send_outer(struct tun_plane *tp, const struct pmip6_addr *remote,
                      uint8_t class, const uint8_t *packet, size_t length)
{
    union {
        struct cmsghdr align;
        uint8_t octets[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {(void *)(uintptr_t)packet, length};
    const int traffic_class = class;
    struct sockaddr_in6 to;
    struct msghdr message;
    struct cmsghdr *c;

    to_sockaddr(&to, remote);
    memset(&message, 0, sizeof message);
    memset(&control, 0, sizeof control);
    message.msg_name = &to;
    message.msg_namelen = sizeof to;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = IPPROTO_IPV6;
    c->cmsg_type = IPV6_TCLASS;
    c->cmsg_len = CMSG_LEN(sizeof traffic_class);
    memcpy(CMSG_DATA(c), &traffic_class, sizeof traffic_class);
    if (sendmsg(tp->raw, &message, MSG_DONTWAIT) >= 0)
        return 0;
    if (errno == EAGAIN || errno == EMSGSIZE)
        return -1;
    return sendmsg(tp->raw, &message, MSG_DONTWAIT) < 0 ? -1 : 0;
}

static void into_tunnel(struct tun_plane *tp, const struct pmip6_addr *remote,
                        const struct encap_header *h, const uint8_t *packet,
                        size_t length)
{
    struct data_plane_counters *counters = &tp->base.counters;

    /* A tunnel's own packet that leads into it would go round for ever (RFC 2473 4.1.2).
     */
    if (memcmp(h->source.octets, tp->base.config.own.octets, 16) == 0 &&
        memcmp(h->destination.octets, remote->octets, 16) == 0) {
        counters->dropped++;
        return;
    }
    if (length > ENCAP_MINIMUM_MTU) {
        const uint32_t mtu = tunnel_mtu(tp, remote);

        if (length > mtu) {
            const struct icmp6_error e = {ICMP6_ERROR_TOO_BIG, 0, mtu};

            counters->too_big++;
            answer(tp, &e, packet, length);
            return;
        }
    } else if (tp->narrow) {
        (void)tunnel_mtu(tp, remote);
    }
    if (send_outer(tp, remote, encap_outer_class(h->traffic_class), packet, length) < 0)
        counters->failed++;
    else
        counters->encapsulated++;
}

/* ---- Verdicts ---- */

static void ask(struct tun_plane *tp, struct pmip6_forward_query *q,
                struct pmip6_forward_verdict *v)
{
    pmip6_forward_verdict_init(v);
    if (tp->base.config.decide(q, v, tp->base.config.user) < 0)
        v->action = PMIP6_FORWARD_DROP;
}

/* On a MAG only the routes by source lead from a link into the TUN. */
static void query_entry(const struct tun_plane *tp, const struct encap_header *h,
                        struct pmip6_forward_query *q)
{
    const struct prefix_entry *from;

    pmip6_forward_query_init(q);
    q->source = h->source;
    q->destination = h->destination;
    q->origin = PMIP6_FROM_OUTSIDE;
    from = prefix_map_match(&tp->map, &h->source, PMIP6_ROUTE_FROM_LINK);
    if (from != NULL) {
        q->origin = PMIP6_FROM_LINK;
        q->link = from->link;
    }
}

static void one_from_kernel(struct tun_plane *tp, uint8_t *packet, size_t length)
{
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    struct icmp6_error e;
    struct encap_header h;

    if (encap_read(packet, length, &h) < 0) {
        tp->base.counters.malformed++;
        return;
    }
    query_entry(tp, &h, &q);
    ask(tp, &q, &v);
    if (v.action == PMIP6_FORWARD_TUNNEL) {
        into_tunnel(tp, &v.tunnel.remote, &h, packet, length);
    } else if (q.origin == PMIP6_FROM_LINK &&
               (v.action == PMIP6_FORWARD_LINK || v.action == PMIP6_FORWARD_ROUTE)) {
        encap_increment(packet);
        to_kernel(tp, packet, length);
    } else {
        tp->base.counters.dropped++; /* back to where it came from would be a loop */
        if (v.action == PMIP6_FORWARD_DROP && q.origin == PMIP6_FROM_OUTSIDE &&
            icmp6_of_drop(v.reason, &e))
            answer(tp, &e, packet, length);
    }
}

void tun_packet_from_kernel(struct tun_plane *tp)
{
    static uint8_t packet[PACKET_MAX];
    int i;

    for (i = 0; i < READS; i++) {
        const ssize_t got = read(tp->tun.fd, packet, sizeof packet);

        if (got >= 0)
            one_from_kernel(tp, packet, (size_t)got);
        else if (errno != EINTR)
            return;
    }
}

/* ---- Out of a tunnel ---- */

static void one_from_tunnel(struct tun_plane *tp, const struct pmip6_addr *outer_source,
                            uint8_t outer_class, uint8_t *packet, size_t length)
{
    static const struct icmp6_error expired = {ICMP6_ERROR_TIME, 0, 0};
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    struct encap_header h;

    if (encap_read(packet, length, &h) < 0 || encap_exit_ecn(packet, outer_class) < 0) {
        tp->base.counters.malformed++;
        return;
    }
    length =
        ENCAP_HEADER + h.payload; /* what the outer packet has beyond is no part of it */
    pmip6_forward_query_init(&q);
    q.source = h.source;
    q.destination = h.destination;
    q.origin = PMIP6_FROM_TUNNEL;
    q.outer_source = *outer_source;
    ask(tp, &q, &v);
    if (v.action == PMIP6_FORWARD_TUNNEL) {
        if (encap_decrement(packet) < 0)
            answer(tp, &expired, packet, length);
        else if (encap_read(packet, length, &h) == 0)
            into_tunnel(tp, &v.tunnel.remote, &h, packet, length);
    } else if (v.action == PMIP6_FORWARD_LINK || v.action == PMIP6_FORWARD_ROUTE ||
               v.action == PMIP6_FORWARD_LOCAL) {
        tp->base.counters.decapsulated++;
        to_kernel(tp, packet, length);
    } else {
        tp->base.counters.dropped++;
    }
}

/*
 * An error from inside a tunnel: `packet` is the original packet, cut short perhaps. It
 * concerns us only if we would send such a packet into that tunnel; its source is told.
 */
static void one_error(struct tun_plane *tp, const struct pmip6_addr *remote,
                      const struct icmp6_error *inside, const uint8_t *packet,
                      size_t length)
{
    const struct pmip6_prefix key = {*remote, 128};
    struct pmip6_forward_query q;
    struct pmip6_forward_verdict v;
    struct prefix_entry *tunnel;
    struct icmp6_error e;
    struct encap_header h;

    tp->base.counters.errors++;
    tunnel = prefix_map_get(&tp->map, &key, TUN_PLANE_TUNNEL);
    if (tunnel != NULL && inside->type == ICMP6_ERROR_TOO_BIG)
        learn_path_mtu(tp, tunnel);
    /* Only the length may be wrong: the packet is quoted as far as the error had room. */
    if (encap_read(packet, length, &h) < 0 &&
        (length < ENCAP_HEADER || packet[0] >> 4 != 6))
        return;
    query_entry(tp, &h, &q);
    ask(tp, &q, &v);
    if (v.action != PMIP6_FORWARD_TUNNEL ||
        memcmp(&v.tunnel.remote, remote, sizeof *remote) != 0)
        return;
    if (icmp6_relay(inside, ENCAP_HEADER + h.payload, &e))
        answer(tp, &e, packet, length);
}

/* What recvmsg() tells beside the packet. */
struct ancillary {
    int traffic_class;
    uint32_t interface; /* that it came in on */
    int has_error;
    struct sock_extended_err error;
};

static void take_ancillary(struct msghdr *message, struct ancillary *a)
{
    struct in6_pktinfo info;
    struct cmsghdr *c;

    memset(a, 0, sizeof *a);
    for (c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != IPPROTO_IPV6)
            continue;
        if (c->cmsg_type == IPV6_TCLASS &&
            c->cmsg_len >= CMSG_LEN(sizeof a->traffic_class)) {
            memcpy(&a->traffic_class, CMSG_DATA(c), sizeof a->traffic_class);
        } else if (c->cmsg_type == IPV6_PKTINFO && c->cmsg_len >= CMSG_LEN(sizeof info)) {
            memcpy(&info, CMSG_DATA(c), sizeof info);
            a->interface = info.ipi6_ifindex;
        } else if (c->cmsg_type == IPV6_RECVERR &&
                   c->cmsg_len >= CMSG_LEN(sizeof a->error)) {
            memcpy(&a->error, CMSG_DATA(c), sizeof a->error);
            a->has_error = 1;
        }
    }
}

static ssize_t receive(int fd, uint8_t *packet, int flags, struct pmip6_addr *peer,
                       struct ancillary *a)
{
    union {
        struct cmsghdr align;
        uint8_t octets[512];
    } control;
    struct iovec part = {packet, PACKET_MAX};
    struct sockaddr_in6 name;
    struct msghdr message;
    ssize_t got;

    memset(&message, 0, sizeof message);
    memset(&name, 0, sizeof name);
    message.msg_name = &name;
    message.msg_namelen = sizeof name;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    got = recvmsg(fd, &message, flags | MSG_DONTWAIT);
    if (got < 0)
        return got;
    memcpy(peer->octets, &name.sin6_addr, sizeof peer->octets);
    take_ancillary(&message, a);
    return got;
}

static void read_errors(struct tun_plane *tp, uint8_t *packet)
{
    struct pmip6_addr peer;
    struct ancillary a;
    int i;

    for (i = 0; i < READS; i++) {
        const ssize_t got = receive(tp->raw, packet, MSG_ERRQUEUE, &peer, &a);
        struct icmp6_error inside;

        if (got < 0)
            return;
        if (!a.has_error || a.error.ee_origin != SO_EE_ORIGIN_ICMP6)
            continue;
        inside.type = a.error.ee_type;
        inside.code = a.error.ee_code;
        inside.value = a.error.ee_info;
        one_error(tp, &peer, &inside, packet, (size_t)got);
    }
}

/* A node is no tunnel's end, whatever source it writes (RFC 5213 6.10.5). */
static int is_from_link(const struct tun_plane *tp, uint32_t interface)
{
    const struct data_plane_config *c = &tp->base.config;

    return c->is_access_link != NULL && c->is_access_link(interface, c->user);
}

void tun_packet_from_tunnel(struct tun_plane *tp)
{
    static uint8_t packet[PACKET_MAX];
    struct pmip6_addr peer;
    struct ancillary a;
    int failures = 0;
    int i;

    read_errors(tp, packet);
    for (i = 0; i < READS && failures < 2; i++) {
        const ssize_t got = receive(tp->raw, packet, 0, &peer, &a);

        if (got >= 0 && is_from_link(tp, a.interface))
            tp->base.counters.from_links++;
        else if (got >= 0)
            one_from_tunnel(tp, &peer, (uint8_t)a.traffic_class, packet, (size_t)got);
        else if (errno == EAGAIN)
            return;
        else
            failures++; /* an ICMPv6 error that read_errors() has seen, or will see */
    }
}
