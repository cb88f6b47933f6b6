/* SPDX-License-Identifier: MIT */
/* The kernel's own answer to tunnel packets: finding out, and holding it back. */

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <linux/xfrm.h>

#include "encap.h"
#include "icmp6.h"
#include "netlink_request.h"
#include "tunnel_answer.h"

#define WAIT_MS        20 /* the answer comes before send returns, but for a busy softirq */
#define NO_NEXT_HEADER 59

int tunnel_answer_is_given(int raw, const struct pmip6_addr *own)
{
    struct pollfd waiting = {raw, 0, 0};
    uint8_t inner[ENCAP_HEADER] = {0x60, 0, 0, 0, 0, 0, NO_NEXT_HEADER, 1};
    struct sockaddr_in6 to;
    ssize_t got;
    int i;

    memcpy(inner + 8, own->octets, sizeof own->octets);
    memcpy(inner + 24, own->octets, sizeof own->octets);
    memset(&to, 0, sizeof to);
    to.sin6_family = AF_INET6;
    memcpy(&to.sin6_addr, own->octets, sizeof own->octets);
    if (sendto(raw, inner, sizeof inner, 0, (const struct sockaddr *)&to, sizeof to) < 0)
        return 0;
    (void)poll(&waiting, 1, WAIT_MS);
    got = recv(raw, inner, sizeof inner, MSG_ERRQUEUE | MSG_DONTWAIT);
    for (i = 0; i < 4;
         i++) /* takes out the packet, and the error that is still to be told */
        (void)recv(raw, inner, sizeof inner, MSG_DONTWAIT);
    return got >= 0;
}

/* In a policy's selector an ICMPv6 type stands where a source port would, and a code
 * where a destination port would. */
static void select_answers(struct xfrm_selector *s, const struct pmip6_addr *own)
{
    s->family = AF_INET6;
    memcpy(s->saddr.a6, own->octets, sizeof own->octets);
    s->prefixlen_s = 128;
    s->proto = IPPROTO_ICMPV6;
    s->sport = htons(ICMP6_ERROR_UNREACHABLE);
    s->sport_mask = 0xffff;
    s->dport = htons(ICMP6_CODE_PORT_UNREACHABLE);
    s->dport_mask = 0xffff;
}

static void begin_hold(struct netlink_request *q, const struct pmip6_addr *own)
{
    struct xfrm_userpolicy_info policy;

    memset(&policy, 0, sizeof policy);
    select_answers(&policy.sel, own);
    policy.lft.soft_byte_limit = XFRM_INF;
    policy.lft.hard_byte_limit = XFRM_INF;
    policy.lft.soft_packet_limit = XFRM_INF;
    policy.lft.hard_packet_limit = XFRM_INF;
    policy.dir = XFRM_POLICY_OUT;
    policy.action = XFRM_POLICY_BLOCK;
    netlink_begin(q, XFRM_MSG_UPDPOLICY, 0, &policy, sizeof policy);
}

static void begin_release(struct netlink_request *q, const struct pmip6_addr *own)
{
    struct xfrm_userpolicy_id policy;

    memset(&policy, 0, sizeof policy);
    select_answers(&policy.sel, own);
    policy.dir = XFRM_POLICY_OUT;
    netlink_begin(q, XFRM_MSG_DELPOLICY, 0, &policy, sizeof policy);
}

int tunnel_answer_hold(const struct pmip6_addr *own, int hold)
{
    struct netlink_request q;
    struct netlink n;
    int error = netlink_open_family(&n, NETLINK_XFRM);

    if (error < 0)
        return error;
    if (hold)
        begin_hold(&q, own);
    else
        begin_release(&q, own);
    error = netlink_transact(&n, &q);
    netlink_close(&n);
    return error;
}
