/* SPDX-License-Identifier: MIT */
/* rtnetlink: requests, answers, attributes. Messages are copied in and out by octets. */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "netlink.h"
#include "netlink_request.h"

#define ANSWER_SIZE 32768
#define ALIGNED(n)  (((n) + 3u) & ~(size_t)3u)
#define HEADER_SIZE ALIGNED(sizeof(struct nlmsghdr))

int netlink_open_family(struct netlink *n, int family)
{
    struct sockaddr_nl any;

    n->sequence = 0;
    n->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, family);
    if (n->fd < 0)
        return -errno;
    memset(&any, 0, sizeof any);
    any.nl_family = AF_NETLINK;
    if (bind(n->fd, (const struct sockaddr *)&any, sizeof any) < 0) {
        const int error = -errno;

        netlink_close(n);
        return error;
    }
    return 0;
}

int netlink_open(struct netlink *n)
{
    return netlink_open_family(n, NETLINK_ROUTE);
}

void netlink_close(struct netlink *n)
{
    if (n->fd >= 0)
        (void)close(n->fd);
    n->fd = -1;
}

void netlink_begin(struct netlink_request *q, uint16_t type, uint16_t flags,
                   const void *fixed, size_t size)
{
    memset(q, 0, sizeof *q);
    q->u.header.nlmsg_type = type;
    q->u.header.nlmsg_flags = (uint16_t)(flags | NLM_F_REQUEST);
    memcpy(q->u.octets + HEADER_SIZE, fixed, size);
    q->u.header.nlmsg_len = (uint32_t)(HEADER_SIZE + ALIGNED(size));
}

void netlink_put(struct netlink_request *q, uint16_t type, const void *data, size_t size)
{
    const size_t at = q->u.header.nlmsg_len;
    struct rtattr attribute;

    if (at + sizeof attribute + ALIGNED(size) > sizeof q->u.octets)
        return; /* no request of ours comes near */
    attribute.rta_type = type;
    attribute.rta_len = (uint16_t)(sizeof attribute + size);
    memcpy(q->u.octets + at, &attribute, sizeof attribute);
    if (size > 0)
        memcpy(q->u.octets + at + sizeof attribute, data, size);
    q->u.header.nlmsg_len = (uint32_t)(at + sizeof attribute + ALIGNED(size));
}

void netlink_put_u32(struct netlink_request *q, uint16_t type, uint32_t value)
{
    netlink_put(q, type, &value, sizeof value);
}

void netlink_put_u8(struct netlink_request *q, uint16_t type, uint8_t value)
{
    netlink_put(q, type, &value, sizeof value);
}

size_t netlink_nest(struct netlink_request *q, uint16_t type)
{
    const size_t at = q->u.header.nlmsg_len;

    netlink_put(q, (uint16_t)(type | NLA_F_NESTED), NULL, 0);
    return at;
}

void netlink_nest_end(struct netlink_request *q, size_t nest)
{
    struct rtattr attribute;

    memcpy(&attribute, q->u.octets + nest, sizeof attribute);
    attribute.rta_len = (uint16_t)(q->u.header.nlmsg_len - nest);
    memcpy(q->u.octets + nest, &attribute, sizeof attribute);
}

static int send_request(struct netlink *n, struct netlink_request *q)
{
    struct sockaddr_nl kernel;
    ssize_t sent;

    memset(&kernel, 0, sizeof kernel);
    kernel.nl_family = AF_NETLINK;
    q->u.header.nlmsg_seq = ++n->sequence;
    do {
        sent = sendto(n->fd, q->u.octets, q->u.header.nlmsg_len, 0,
                      (const struct sockaddr *)&kernel, sizeof kernel);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : 0;
}

int netlink_walk(const uint8_t *octets, size_t length, netlink_answer *answer, void *user)
{
    struct nlmsghdr header;
    int rc = 0;

    while (rc == 0 && length >= HEADER_SIZE) {
        memcpy(&header, octets, sizeof header);
        if (header.nlmsg_len < HEADER_SIZE || header.nlmsg_len > length)
            break;
        rc = answer(&header, octets + HEADER_SIZE, header.nlmsg_len - HEADER_SIZE, user);
        if (ALIGNED(header.nlmsg_len) >= length)
            break;
        octets += ALIGNED(header.nlmsg_len);
        length -= ALIGNED(header.nlmsg_len);
    }
    return rc;
}

/* What is awaited in answer to one request. */
struct waiting {
    netlink_answer *answer;
    void *user;
    uint32_t sequence;
    int result;
    int finished;
};

static int take_answer(const struct nlmsghdr *header, const uint8_t *body, size_t size,
                       void *user)
{
    struct waiting *w = user;

    if (header->nlmsg_seq != w->sequence)
        return 0; /* of an earlier request that was given up */
    if (header->nlmsg_type == NLMSG_ERROR || header->nlmsg_type == NLMSG_DONE) {
        if (size >= sizeof w->result)
            memcpy(&w->result, body, sizeof w->result);
        w->finished = 1;
        return 1;
    }
    if (w->answer != NULL && w->result == 0)
        w->result = w->answer(header, body, size, w->user);
    return 0;
}

static int await(struct netlink *n, netlink_answer *answer, void *user)
{
    struct waiting w = {answer, user, n->sequence, 0, 0};
    static const int attempts = 100000; /* far more than any table has messages */
    uint8_t octets[ANSWER_SIZE];
    int i;

    for (i = 0; i < attempts && !w.finished; i++) {
        const ssize_t got = recv(n->fd, octets, sizeof octets, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -errno;
        (void)netlink_walk(octets, (size_t)got, take_answer, &w);
    }
    return w.finished ? w.result : -ETIMEDOUT;
}

int netlink_ask(struct netlink *n, struct netlink_request *q, netlink_answer *answer,
                void *user)
{
    int rc;

    q->u.header.nlmsg_flags = (uint16_t)(q->u.header.nlmsg_flags | NLM_F_ACK);
    rc = send_request(n, q);
    return rc < 0 ? rc : await(n, answer, user);
}

int netlink_transact(struct netlink *n, struct netlink_request *q)
{
    return netlink_ask(n, q, NULL, NULL);
}

int netlink_dump(struct netlink *n, struct netlink_request *q, netlink_answer *answer,
                 void *user)
{
    int rc;

    q->u.header.nlmsg_flags = (uint16_t)(q->u.header.nlmsg_flags | NLM_F_DUMP);
    rc = send_request(n, q);
    return rc < 0 ? rc : await(n, answer, user);
}

const uint8_t *netlink_attribute(const uint8_t *attributes, size_t size, uint16_t type,
                                 size_t least, size_t *length)
{
    struct rtattr attribute;

    while (size >= sizeof attribute) {
        memcpy(&attribute, attributes, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || attribute.rta_len > size)
            break;
        if ((attribute.rta_type & NLA_TYPE_MASK) == type) {
            *length = attribute.rta_len - sizeof attribute;
            return *length < least ? NULL : attributes + sizeof attribute;
        }
        if (ALIGNED(attribute.rta_len) >= size)
            break;
        attributes += ALIGNED(attribute.rta_len);
        size -= ALIGNED(attribute.rta_len);
    }
    return NULL;
}
