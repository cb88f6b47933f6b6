/* SPDX-License-Identifier: MIT */
/*
 * The signalling socket. RFC 6275 section 9.2 asks the receiver of a Mobility Header with
 * a wrong Payload Proto or a Header Len too short for its type to tell the sender by a
 * Parameter Problem with the offset of the field in the packet; the library says which
 * field, the socket answers. Extension headers before the Mobility Header count in that
 * offset, so the kernel is asked to hand them over.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "clock.h"
#include "encap.h"
#include "message_log.h"
#include "mh_socket.h"

#define PROTOCOL_MH    135
#define READS          64 /* at most, before others have their turn */
#define MESSAGE_MAX    65536u
#define EXTENSIONS_MAX 512u

/* One datagram as the kernel gave it. */
struct received {
    struct pmip6_datagram datagram;
    uint8_t extensions[EXTENSIONS_MAX]; /* headers before the Mobility Header, in order */
    size_t extensions_length;
    uint8_t first_header; /* type of the first of them */
    int hop_limit;
    uint32_t interface; /* that it came in on */
};

static int set_option(int fd, int option, int value)
{
    return setsockopt(fd, IPPROTO_IPV6, option, &value, sizeof value);
}

static void to_sockaddr(struct sockaddr_in6 *to, const struct pmip6_addr *address)
{
    memset(to, 0, sizeof *to);
    to->sin6_family = AF_INET6;
    memcpy(&to->sin6_addr, address->octets, sizeof address->octets);
}

static int bind_to(int fd, const struct pmip6_addr *own, struct why *why)
{
    char text[INET6_ADDRSTRLEN];
    struct sockaddr_in6 name;
    int error;

    to_sockaddr(&name, own);
    if (bind(fd, (const struct sockaddr *)&name, sizeof name) == 0)
        return 0;
    error = errno;
    (void)inet_ntop(AF_INET6, own->octets, text, sizeof text);
    if (error == EADDRNOTAVAIL)
        return why_set(
            why,
            "address %s is not configured on this host: add it to an interface, "
            "or correct `address`",
            text);
    return why_set(why, "cannot bind to address %s: %s", text, strerror(error));
}

static int open_raw(int protocol, struct why *why)
{
    const int fd = socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

    if (fd >= 0)
        return fd;
    if (errno == EPERM || errno == EACCES)
        return why_set(why,
                       "no permission to open a raw socket: run as root (CAP_NET_RAW)");
    return why_set(why, "cannot open a raw socket of protocol %d: %s", protocol,
                   strerror(errno));
}

/* Raw sockets of any number may share an address, and each would answer: a name that only
 * one process of this network namespace can have keeps a second daemon away. */
static int take_address(const struct pmip6_addr *own, struct why *why)
{
    struct sockaddr_un name;
    char text[INET6_ADDRSTRLEN];
    int length;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return why_set(why, "cannot open a socket: %s", strerror(errno));
    (void)inet_ntop(AF_INET6, own->octets, text, sizeof text);
    memset(&name, 0, sizeof name);
    name.sun_family = AF_UNIX;
    length = snprintf(name.sun_path + 1, sizeof name.sun_path - 1, "pmip6 %s", text);
    if (bind(fd, (const struct sockaddr *)&name,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) ==
        0)
        return fd;
    (void)close(fd);
    return why_set(why, "address %s is served by another pmip6 daemon: stop that first",
                   text);
}

int mh_socket_open(struct mh_socket *s, const struct pmip6_addr *own, struct why *why)
{
    struct icmp6_filter none;

    memset(s, 0, sizeof *s);
    s->own = *own;
    s->icmp_fd = -1;
    s->fd = -1;
    s->lock_fd = take_address(own, why);
    if (s->lock_fd < 0)
        return -1;
    s->fd = open_raw(PROTOCOL_MH, why);
    if (s->fd < 0) {
        mh_socket_close(s);
        return -1;
    }
    s->icmp_fd = open_raw(IPPROTO_ICMPV6, why);
    if (s->icmp_fd < 0 || bind_to(s->fd, own, why) < 0 ||
        bind_to(s->icmp_fd, own, why) < 0) {
        mh_socket_close(s);
        return -1;
    }
    ICMP6_FILTER_SETBLOCKALL(&none);
    (void)setsockopt(s->icmp_fd, IPPROTO_ICMPV6, ICMP6_FILTER, &none, sizeof none);
    /* The kernel would sum whatever came behind the message, too: the library knows where
     * it ends, and makes and checks its sums itself. */
    if (set_option(s->fd, IPV6_CHECKSUM, -1) < 0 ||
        set_option(s->fd, IPV6_RECVPKTINFO, 1) < 0 ||
        set_option(s->fd, IPV6_RECVHOPLIMIT, 1) < 0 ||
        set_option(s->fd, IPV6_RECVHOPOPTS, 1) < 0 ||
        set_option(s->fd, IPV6_RECVRTHDR, 1) < 0 ||
        set_option(s->fd, IPV6_RECVDSTOPTS, 1) < 0) {
        (void)why_set(why, "cannot set up the signalling socket: %s", strerror(errno));
        mh_socket_close(s);
        return -1;
    }
    return 0;
}

/* Appends an extension header; the one before it names its type. */
static void take_extension(struct received *r, uint8_t type, const uint8_t *data,
                           size_t length, size_t *last)
{
    if (length < 8 || length > sizeof r->extensions - r->extensions_length)
        return;
    if (r->extensions_length == 0)
        r->first_header = type;
    else
        r->extensions[*last] = type;
    *last = r->extensions_length;
    memcpy(r->extensions + r->extensions_length, data, length);
    r->extensions[*last] = PROTOCOL_MH;
    r->extensions_length += length;
}

static void take_ancillary(struct received *r, struct msghdr *message)
{
    struct cmsghdr *c;
    size_t last = 0;

    for (c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
        const uint8_t *data = CMSG_DATA(c);
        const size_t length = c->cmsg_len - CMSG_LEN(0);
        struct in6_pktinfo info;

        if (c->cmsg_level != IPPROTO_IPV6)
            continue;
        if (c->cmsg_type == IPV6_PKTINFO && length >= sizeof info) {
            memcpy(&info, data, sizeof info);
            memcpy(r->datagram.destination.octets, &info.ipi6_addr, 16);
            r->interface = info.ipi6_ifindex;
        } else if (c->cmsg_type == IPV6_HOPLIMIT && length >= sizeof r->hop_limit) {
            memcpy(&r->hop_limit, data, sizeof r->hop_limit);
        } else if (c->cmsg_type == IPV6_HOPOPTS) {
            take_extension(r, IPPROTO_HOPOPTS, data, length, &last);
        } else if (c->cmsg_type == IPV6_RTHDR) {
            take_extension(r, IPPROTO_ROUTING, data, length, &last);
        } else if (c->cmsg_type == IPV6_DSTOPTS) {
            take_extension(r, IPPROTO_DSTOPTS, data, length, &last);
        }
    }
}

/* 1: a datagram; 0: something that is none; -1: nothing more now. */
static int receive_one(int fd, uint8_t *octets, struct received *r)
{
    union {
        struct cmsghdr align;
        uint8_t octets[1024];
    } control;
    struct iovec part = {octets, MESSAGE_MAX};
    struct sockaddr_in6 from;
    struct msghdr message;
    ssize_t got;

    memset(r, 0, sizeof *r);
    memset(&message, 0, sizeof message);
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    got = recvmsg(fd, &message, MSG_DONTWAIT);
    if (got < 0)
        return errno == EINTR || errno == ECONNREFUSED ? 0 : -1;
    pmip6_datagram_init(&r->datagram);
    memcpy(r->datagram.source.octets, &from.sin6_addr, sizeof r->datagram.source.octets);
    r->first_header = PROTOCOL_MH;
    r->hop_limit = 64;
    take_ancillary(r, &message);
    r->datagram.octets.data = octets;
    r->datagram.octets.length = (size_t)got;
    return 1;
}

/* Puts the packet together again as it came, as far as it fits an error. */
static size_t rebuild(const struct received *r, uint8_t *packet, size_t room)
{
    const struct pmip6_bytes *mh = &r->datagram.octets;
    const size_t payload = r->extensions_length + mh->length;
    const size_t before = ENCAP_HEADER + r->extensions_length;
    const size_t fits = mh->length < room - before ? mh->length : room - before;

    memset(packet, 0, ENCAP_HEADER);
    packet[0] = 0x60;
    packet[4] = (uint8_t)(payload >> 8);
    packet[5] = (uint8_t)payload;
    packet[6] = r->first_header;
    packet[7] = (uint8_t)r->hop_limit;
    memcpy(packet + 8, r->datagram.source.octets, 16);
    memcpy(packet + 24, r->datagram.destination.octets, 16);
    memcpy(packet + ENCAP_HEADER, r->extensions, r->extensions_length);
    memcpy(packet + before, mh->data, fits);
    return before + fits;
}

void mh_socket_problem(struct mh_socket *s, uint32_t offset)
{
    const struct received *r = s->now;
    struct icmp6_error e = {ICMP6_ERROR_PARAMETER, 0, 0};
    uint8_t packet[ICMP6_ERROR_MAX];
    uint8_t error[ICMP6_ERROR_MAX];
    struct sockaddr_in6 to;
    size_t length;

    if (r == NULL || !icmp6_allow(&s->problems, clock_now()))
        return;
    e.value = (uint32_t)(ENCAP_HEADER + r->extensions_length) + offset;
    length = rebuild(r, packet, sizeof packet);
    length = icmp6_build(error, &s->own, &e, packet, length);
    if (length == 0)
        return;
    to_sockaddr(&to, &r->datagram.source);
    (void)sendto(s->icmp_fd, error + ENCAP_HEADER, length - ENCAP_HEADER, 0,
                 (const struct sockaddr *)&to, sizeof to);
}

void mh_socket_read(struct mh_socket *s, mh_socket_receive *receive, void *user)
{
    static uint8_t octets[MESSAGE_MAX];
    struct received r;
    int i;

    for (i = 0; i < READS; i++) {
        const int rc = receive_one(s->fd, octets, &r);

        if (rc < 0)
            return;
        if (rc == 0)
            continue;
        message_log("received", &r.datagram, &r.datagram.source);
        s->now = &r;
        receive(&r.datagram, r.interface, user);
        s->now = NULL;
    }
}

int mh_socket_send(struct mh_socket *s, const struct pmip6_datagram *d)
{
    union {
        struct cmsghdr align;
        uint8_t octets[CMSG_SPACE(sizeof(struct in6_pktinfo))];
    } control;
    struct iovec part = {(void *)(uintptr_t)d->octets.data, d->octets.length};
    struct in6_pktinfo info;
    struct sockaddr_in6 to;
    struct msghdr message;
    struct cmsghdr *c;
    ssize_t sent;

    to_sockaddr(&to, &d->destination);
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
    c->cmsg_type = IPV6_PKTINFO;
    c->cmsg_len = CMSG_LEN(sizeof info);
    memset(&info, 0, sizeof info);
    memcpy(&info.ipi6_addr, d->source.octets, sizeof d->source.octets);
    memcpy(CMSG_DATA(c), &info, sizeof info);
    do {
        sent = sendmsg(s->fd, &message, MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    message_log(sent < 0 ? "not sent" : "sent", d, &d->destination);
    return sent < 0 ? -1 : 0;
}

void mh_socket_warm(struct mh_socket *s, const struct pmip6_addr *peer)
{
    static const uint8_t echo[8] = {ICMP6_ECHO_REQUEST};
    struct sockaddr_in6 to;

    to_sockaddr(&to, peer);
    (void)sendto(s->icmp_fd, echo, sizeof echo, 0, (const struct sockaddr *)&to,
                 sizeof to);
}

void mh_socket_close(struct mh_socket *s)
{
    if (s->fd >= 0)
        (void)close(s->fd);
    if (s->icmp_fd >= 0)
        (void)close(s->icmp_fd);
    s->fd = -1;
    s->icmp_fd = -1;
    if (s->lock_fd >= 0)
        (void)close(s->lock_fd);
    s->lock_fd = -1;
}
