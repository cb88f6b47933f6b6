/* SPDX-License-Identifier: MIT */
/*
 * The rules that a Proxy Binding Update passes, in the order of the specification: RFC
 * 5213 5.3.1 demands its order, draft-02 5.3.1 has that of its bullets. A rule reads and
 * decides; none changes state. The first that objects ends the walk.
 *
 * Decoding, checksum and RFC 6275 9.2 come before all of them, as does the protection
 * that section 4 asks for: see lma_input.c.
 */
#include "lma_internal.h"
#include "prefix.h"

typedef struct verdict rule(struct request *r);

/* RFC 6275 6.1.7, 9.5.4: care-of addresses that nobody could answer, silently
 * (R6275-6.1.7-17, R6275-9.5.4-04). The address that was asked is the other end of the
 * tunnel, and the source of the answer. */
static struct verdict ends_are_unicast(struct request *r)
{
    if (!p6_addr_is_routable(&r->destination))
        return p6_drop(PMIP6_DROP_DESTINATION);
    if (!p6_addr_is_routable(&r->source) || !p6_addr_is_routable(&r->care_of))
        return p6_drop(PMIP6_DROP_SOURCE);
    return p6_go_on();
}

/* RFC 6275 9.5.1: a home registration carries no nonces; one that does is not valid, and
 * dropped (R6275-9.5.1-05). */
static struct verdict has_no_nonces(struct request *r)
{
    if (r->s.flags & PMIP6_BU_H && r->s.present & HAS_NONCE_INDICES)
        return p6_drop(PMIP6_DROP_MALFORMED_OPTION);
    return p6_go_on();
}

/* RFC 5213 5.3.1 (4), R5213-5.3.1-06; draft-02 D02-5.3.1-06. */
static struct verdict names_a_mobile_node(struct request *r)
{
    if (!(r->s.present & HAS_MN_ID) || r->s.mn_id.length == 0)
        return p6_refuse(r->lma->edition->missing_mn_id);
    return p6_go_on();
}

static int is_gateway(pmip6_lma *lma, const struct pmip6_addr *a, struct pmip6_bytes peer)
{
    int is;

    if (!lma->callbacks.gateway)
        return 1;
    p6_enter(&lma->effects);
    is = lma->callbacks.gateway(a, peer, lma->effects.user);
    p6_leave(&lma->effects);
    return is == 1;
}

/* (6): the source, and the Alternate Care-of Address where there is one, are gateways of
 * the domain (R5213-5.3.1-09, D02-5.3.1-13). */
static struct verdict sender_is_a_gateway(struct request *r)
{
    if (!r->gateway ||
        (r->s.present & HAS_ALTERNATE_COA && !is_gateway(r->lma, &r->care_of, r->peer)))
        return p6_refuse(PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG);
    return p6_go_on();
}

/* (6): this gateway may register this node. Of a node that is not known nothing can be
 * said here: the next rule does. */
static struct verdict gateway_may_register_it(struct request *r)
{
    if (r->policy.grants & PMIP6_GRANT_NODE && !(r->policy.grants & PMIP6_GRANT_MAG))
        return p6_refuse(PMIP6_STATUS_MAG_NOT_AUTHORIZED_FOR_PROXY_REG);
    return p6_go_on();
}

/* (7), R5213-5.3.1-10; D02-5.3.1-07. */
static struct verdict node_is_known(struct request *r)
{
    if (!(r->policy.grants & PMIP6_GRANT_NODE))
        return p6_refuse(r->lma->edition->unknown_node);
    return p6_go_on();
}

/* (8), R5213-5.3.1-11; D02-5.3.1-08. The host may have a reason of its own
 * (R6275-10.3.1-02). */
static struct verdict node_has_the_service(struct request *r)
{
    if (r->policy.refuse_with)
        return p6_refuse(r->policy.refuse_with);
    if (!(r->policy.grants & PMIP6_GRANT_SERVICE))
        return p6_refuse(PMIP6_STATUS_PROXY_REG_NOT_ENABLED);
    return p6_go_on();
}

/* (10), R5213-5.3.1-13; D02-5.3.1-14. The draft has one prefix a message. */
static struct verdict has_a_prefix(struct request *r)
{
    if (!(r->s.present & HAS_PREFIX))
        return p6_refuse(r->lma->edition->missing_prefix);
    if (r->s.prefix_count > 1 && r->lma->edition->prefixes_per_session == 1)
        return p6_refuse(r->lma->edition->missing_prefix);
    return p6_go_on();
}

/* (11), R5213-5.3.1-14. */
static struct verdict has_a_handoff_indicator(struct request *r)
{
    if (!(r->s.present & HAS_HANDOFF))
        return p6_refuse(PMIP6_STATUS_MISSING_HANDOFF_INDICATOR_OPTION);
    return p6_go_on();
}

/* (12), R5213-5.3.1-15. */
static struct verdict has_an_access_technology(struct request *r)
{
    if (!(r->s.present & HAS_ACCESS_TECHNOLOGY))
        return p6_refuse(PMIP6_STATUS_MISSING_ACCESS_TECH_TYPE_OPTION);
    return p6_go_on();
}

/* (9). The session whose order it is must be known for it: a look-up ahead, that decides
 * nothing yet (A5). */
static struct verdict is_newer_than_the_last(struct request *r)
{
    r->lookup = p6_lma_associate(r);
    return p6_lma_check_order(r);
}

/* (13): what the look-up said. */
static struct verdict concerns_a_session(struct request *r)
{
    if (r->decision == REPEAT)
        return p6_go_on();
    return r->lookup;
}

/* clang-format off */
static rule *const rfc5213_ladder[] = {
    ends_are_unicast,
    has_no_nonces,
    names_a_mobile_node,        /*  (4)      160 */
    sender_is_a_gateway,        /*  (6)      154 */
    p6_lma_ask_policy,
    gateway_may_register_it,    /*  (6)      154 */
    node_is_known,              /*  (7)      153 */
    node_has_the_service,       /*  (8)      152 */
    is_newer_than_the_last,     /*  (9)      135, 156, 157 */
    has_a_prefix,               /* (10)      158 */
    has_a_handoff_indicator,    /* (11)      161 */
    has_an_access_technology,   /* (12)      162 */
    concerns_a_session,         /* (13)      155, 159, or ignored */
};

static rule *const draft02_ladder[] = {
    ends_are_unicast,
    has_no_nonces,
    names_a_mobile_node,        /* missing identifier */
    p6_lma_ask_policy,
    node_is_known,              /* 133 */
    node_has_the_service,       /* not enabled */
    sender_is_a_gateway,        /* not authorised */
    gateway_may_register_it,
    has_a_prefix,               /* 129 */
    is_newer_than_the_last,     /* 135, mismatch */
    concerns_a_session,         /* 129, 133 */
};
/* clang-format on */

static struct verdict climb(struct request *r, rule *const *ladder, size_t rungs)
{
    struct verdict v = p6_go_on();

    for (size_t i = 0; i < rungs && v.word == CONTINUE; i++)
        v = ladder[i](r);
    return v;
}

struct verdict p6_lma_judge(struct request *r)
{
    r->gateway = (uint8_t)is_gateway(r->lma, &r->source, r->peer);
    if (!r->resumed)
        p6_lma_note_arrival(r);
    if (r->lma->edition->node_before_gateway)
        return climb(r, draft02_ladder, sizeof draft02_ladder / sizeof draft02_ladder[0]);
    return climb(r, rfc5213_ladder, sizeof rfc5213_ladder / sizeof rfc5213_ladder[0]);
}
