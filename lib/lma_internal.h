/* SPDX-License-Identifier: MIT */
#ifndef P6_LMA_INTERNAL_H
#define P6_LMA_INTERNAL_H

/*
 * The LMA as its own files see it: the object, one request on its way through the rules,
 * and what each file does for the others.
 */

#include "bce.h"
#include "edition.h"
#include "limit.h"
#include "pool.h"
#include "signalling.h"
#include "tunnels.h"

#define PEER_MAX 255u /* octets of an identity that a request which waits may have */

/* What tells older messages from newer ones (5.5): the last accepted of a session. */
struct order {
    uint64_t session; /* generation and index; 0: none */
    pmip6_timestamp timestamp;
    uint16_t sequence;
};

/* A request that waits: for the policy's answer, or for the old MAG's de-registration. */
struct pending {
    struct slab_head head;
    struct timer timer;
    struct index_link by_node;
    struct pmip6_addr source;
    struct pmip6_addr destination;
    uint64_t digest;
    uint64_t question; /* what it asks for, numbers left out: the same in its repeats */
    pmip6_timestamp timestamp;
    struct order order;    /* of the session it waits for, when it came */
    uint32_t prefix_count; /* as received; octets hold the first ones */
    uint32_t protection;
    uint16_t sequence;
    uint16_t length;
    uint8_t waits_for; /* enum waiting */
    uint8_t untimely;
    uint8_t waited_out;
    uint8_t peer_length;
    uint8_t peer[PEER_MAX];
    uint8_t octets[640]; /* the request, encoded anew: only what the rules read */
};

enum waiting { FOR_POLICY = 1, FOR_DEREGISTRATION = 2 };

struct pmip6_lma {
    pmip6_lma *self; /* for those that read: callbacks that run, and `seen`, are not state */
    struct memory memory;
    struct pmip6_lma_config config;
    struct pmip6_lma_callbacks callbacks;
    struct effects effects;
    const struct edition *edition;
    struct binding_cache cache;
    struct tunnels tunnels;
    struct pools pools;
    struct slab pending;
    struct index pending_by_node;
    struct wheel pending_timers;
    struct limit strangers;
    struct hash_key key;
    struct hash_key digest_key;
    struct pmip6_clock now;                       /* asked once a call */
    uint32_t busy;                                /* inside a call that changes */
    uint32_t may_reap; /* dead sessions that a request may still end for their room */
    const struct pmip6_prefix_grant *granted;     /* what the host gives out again */
    struct pmip6_prefix seen[PMIP6_PREFIXES_MAX]; /* of the last view handed out */
    struct pmip6_lma_counters counters;
};

/* What the rules made of a request. */
enum decision {
    UNDECIDED = 0,
    REGISTER,         /* a new session */
    UPDATE,           /* the session found: extension, hand-off or de-registration */
    WAIT,             /* the session found may be the one: wait for its de-registration */
    REPEAT,           /* a network duplicate of the last accepted: answer again */
    ANSWER_FORMER_MAG /* draft-02: accepted, and nothing changes */
};

/* What a rule says. */
enum word { CONTINUE, REFUSE, DROP, HOLD };

struct verdict {
    uint32_t word;
    uint32_t why; /* a status, or a drop reason */
};

/* One request on its way through the rules. */
struct request {
    pmip6_lma *lma;
    struct pmip6_addr source;
    struct pmip6_addr destination;
    struct pmip6_addr care_of;
    struct pmip6_bytes peer;
    struct pmip6_bytes octets; /* as received */
    uint32_t protection;
    struct signalling s;
    struct node_id node;
    uint64_t digest;
    struct pmip6_policy policy;
    struct pmip6_prefix policy_prefixes[PMIP6_PREFIXES_MAX];
    uint32_t resumed;       /* enum waiting: it waited for this, and goes on */
    struct order order;     /* of the session that it waited for, when it came */
    uint8_t gateway;        /* the source is an authorised gateway */
    uint8_t have_policy;    /* the policy has answered */
    uint8_t decision;       /* enum decision */
    uint8_t untimely;       /* its timestamp was out of the window on arrival */
    uint8_t waited_out;     /* the wait ended without a de-registration */
    uint8_t sequence_reply; /* status 135: answer with the last accepted number */
    uint8_t time_reply;     /* status 156, 157: answer with our time of day */
    uint32_t session;       /* the one it is about, P6_NONE for none */
    struct verdict lookup;  /* what the look-up said */
};

static inline struct verdict p6_go_on(void)
{
    struct verdict v = {CONTINUE, 0};
    return v;
}

static inline struct verdict p6_refuse(uint32_t status)
{
    struct verdict v = {REFUSE, status};
    return v;
}

static inline struct verdict p6_drop(uint32_t reason)
{
    struct verdict v = {DROP, reason};
    return v;
}

static inline struct verdict p6_hold(void)
{
    struct verdict v = {HOLD, 0};
    return v;
}

/* lma.c: every call that changes begins and ends with these. */
int p6_lma_begin(pmip6_lma *lma);
void p6_lma_end(pmip6_lma *lma);

/* lma_rules.c: runs all rules over a request. */
struct verdict p6_lma_judge(struct request *r);

/* lma_policy.c: asks the policy, or remembers what it said. */
struct verdict p6_lma_ask_policy(struct request *r);
int p6_lma_take_policy(struct request *r, const struct pmip6_policy *policy);
int p6_lma_policy_is_valid(pmip6_lma *lma, const struct pmip6_policy *policy);
uint32_t p6_lma_peer_hash(const struct request *r);

/* lma_lookup.c: which session a request is about (5.4.1, draft-02 5.3.1). */
struct verdict p6_lma_associate(struct request *r);

/* lma_order.c: whether it is newer than the last accepted (5.5, draft-02 5.4). The window
 * of timestamps is judged once, on arrival. */
struct verdict p6_lma_check_order(struct request *r);
void p6_lma_note_arrival(struct request *r);
struct order p6_lma_order_of(const pmip6_lma *lma, uint32_t session);

/* lma_session.c: the one place that changes bindings. */
struct verdict p6_lma_act(struct request *r);
void p6_lma_end_session(pmip6_lma *lma, uint32_t session, uint32_t cause);
void p6_lma_withdraw(pmip6_lma *lma, uint32_t session, const struct pmip6_prefix *p);
void p6_lma_reap_node(pmip6_lma *lma, struct node_id node);
int p6_lma_reap_due(pmip6_lma *lma); /* whether there was one */
int p6_lma_reap_prefix(pmip6_lma *lma, const struct pmip6_prefix *prefix,
                       int inside); /* whether a living one remains */

/* What an image tells of a session (lma_snapshot.c), deadlines in our time. Octets are
 * borrowed. */
struct saved {
    struct node_id node;
    struct pmip6_bytes link_layer_id;
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint32_t prefix_count;
    struct pmip6_addr proxy_coa;
    struct pmip6_addr lma_address;
    struct pmip6_addr link_local;
    pmip6_timestamp timestamp;
    pmip6_time end; /* of the lifetime, or of the delayed delete */
    pmip6_time prefix_until;
    uint16_t units;
    uint16_t sequence;
    uint8_t state;
    uint8_t access_technology;
    uint8_t handoff;
    uint8_t untimed;
};

int p6_lma_reinstate(pmip6_lma *lma, const struct saved *from);

/* lma_prefixes.c: which prefixes a new session gets (5.3.2). */
struct chosen {
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint32_t count;
    uint32_t valid; /* seconds that they are valid; 0: for good */
};

int p6_lma_may_serve(const pmip6_lma *lma, const struct pmip6_prefix *p);
struct verdict p6_lma_choose_prefixes(struct request *r, struct chosen *c);
int p6_lma_leads_into_itself(const struct request *r, const struct pmip6_prefix *prefixes,
                             uint32_t count);
int p6_lma_claim_prefix(pmip6_lma *lma, const struct pmip6_prefix *p, int fixed);
void p6_lma_give_prefixes_back(pmip6_lma *lma, const struct pmip6_prefix *prefixes,
                               uint32_t count);
void p6_lma_tell_released(pmip6_lma *lma, const struct pmip6_prefix *prefixes,
                          size_t count, struct pmip6_bytes mn_id);

/* lma_reply.c: the acknowledgement (5.3.6, draft-02 5.3.1). */
void p6_lma_acknowledge(struct request *r, uint32_t status);
void p6_lma_send_binding_error(pmip6_lma *lma, const struct pmip6_datagram *d);
void p6_lma_refuse_home_registration(pmip6_lma *lma, const struct pmip6_datagram *d,
                                     const struct signalling *s);

/* lma_input.c: judges a request, acts on it, answers it. */
int p6_lma_is_protected(const pmip6_lma *lma, uint32_t protection);
void p6_lma_process(struct request *r);
void p6_lma_count_drop(pmip6_lma *lma, uint32_t reason, const struct pmip6_addr *peer,
                       struct pmip6_bytes mn_id, size_t offset);

/* lma_pending.c: requests that wait. */
int p6_lma_pending_init(pmip6_lma *lma);
void p6_lma_pending_fini(pmip6_lma *lma);
int p6_lma_is_waiting(struct request *r, uint8_t waits_for);
void p6_lma_supersede(struct request *r);
uint32_t p6_lma_take_place(pmip6_lma *lma, uint64_t *ticket);
void p6_lma_give_place(pmip6_lma *lma, uint32_t index);
int p6_lma_wait(struct request *r, uint8_t waits_for, uint32_t index); /* else gives it */
void p6_lma_stop_waiting(pmip6_lma *lma, uint32_t pending);
void p6_lma_deregistered(pmip6_lma *lma, struct node_id node);
void p6_lma_session_ended(pmip6_lma *lma, struct node_id node);
void p6_lma_fire_pending(pmip6_lma *lma, uint32_t *budget);

/* lma_view.c: pictures of a session, and events; `why` is a refusal's status, or the
 * cause of a change. */
pmip6_time p6_lma_time(const pmip6_lma *lma); /* for the functions that only read */
void p6_lma_view(const pmip6_lma *lma, uint32_t session, struct pmip6_prefix *prefixes,
                 struct pmip6_binding_view *view);

/* A picture that outlives its session. */
struct picture {
    struct pmip6_binding_view view;
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint8_t mn_id[PMIP6_MN_ID_MAX];
    uint8_t lli[PMIP6_LINK_LAYER_ID_MAX];
};

void p6_lma_picture(const pmip6_lma *lma, uint32_t session, struct picture *p);
void p6_lma_event(pmip6_lma *lma, uint32_t kind, const struct picture *before,
                  const struct picture *after, const struct pmip6_addr *mag, uint32_t why,
                  struct pmip6_bytes mn_id);

/* Microseconds of milliseconds and of lifetime units. */
static inline pmip6_time p6_ms(uint32_t ms)
{
    return (pmip6_time)ms * 1000;
}

static inline pmip6_time p6_units(uint32_t units)
{
    return (pmip6_time)units * 4000000;
}

#endif
