/* SPDX-License-Identifier: MIT */
#ifndef P6_MAG_INTERNAL_H
#define P6_MAG_INTERNAL_H

/*
 * The MAG as its own files see it: the object, access links, attachments (the binding
 * update list), and what each file does for the others.
 */

#include "edition.h"
#include "limit.h"
#include "nd.h"
#include "prefix_index.h"
#include "signalling.h"
#include "tunnels.h"
#include "wheel.h"

#include <pmip6/mag.h>

#define P6_LEAST_MTU  1280u /* of a link (RFC 8200 5) */
#define VISITS        8u    /* addresses of one visitor */
#define TRANSMISSIONS 8u    /* of one request that an acknowledgement may answer */

/* Somebody whom the policy refused, and until when that is remembered (stranger.c). */
#define STRANGERS 4u

struct stranger {
    pmip6_time until;
    uint32_t hash; /* of its link-layer identifier */
    uint32_t reserved;
};

/* One access link, point to point. */
struct access_link {
    struct slab_head head;
    struct index_link by_number;
    struct timer advertise; /* when the next multicast advertisement goes out */
    struct pmip6_link_layer link_layer;
    struct pmip6_addr address; /* the MAG's link-local address on it; `::`: none */
    pmip6_time last_multicast; /* when one went out last; 0: not since the attachment */
    pmip6_time answered;       /* until when unicast answers are used up */
    pmip6_time asked;          /* until when questions about newcomers are used up */
    pmip6_time learnt;         /* until when a visitor's new addresses are used up */
    struct stranger strangers[STRANGERS];
    pmip6_time gave_way; /* when the address changed for the node last; 0: never */
    uint32_t number;
    uint32_t mtu;
    uint32_t attachment;
    uint8_t access_technology;
    uint8_t initial_left; /* quick advertisements at the beginning (RFC 4861 6.2.4) */
    uint8_t up;
    uint8_t went_down;    /* while its node was leaving: not to be torn down for it */
    uint8_t told_foreign; /* a second node was reported once */
};

enum request_kind { NO_REQUEST = 0, ASK_REGISTER, ASK_EXTEND, ASK_LEAVE };

struct transmission {
    pmip6_time sent;
    pmip6_timestamp timestamp; /* as in it; 0 without */
    uint16_t sequence;
    uint16_t units;   /* lifetime asked for */
    uint8_t uploaded; /* told the LMA the MAG's address on the link as it is now */
};

/* What a timer of the request's is for. */
enum waiting_for {
    NOTHING = 0,
    POLICY_TURN,
    POLICY_ANSWER,
    ACKNOWLEDGEMENT,
    REFRESH_TIME,
    RETRY_TIME,
    RATE_LIMIT
};

/* What goes on once it is sure that the node is there (6.9.4 (1), 6.13). */
enum then {
    THEN_NOTHING = 0,
    THEN_EXTEND,
    THEN_REGISTER,
    THEN_REPEAT,
    THEN_ASK_ANEW, /* for the same, what was refused */
    THEN_SEND      /* what the rate held back */
};

/* What is remembered of a node that has gone (mag_past.c). */
#define PAST_NODES 64u

struct past {
    uint64_t node; /* hash of its identifier; 0: nobody */
    pmip6_time left;
    pmip6_timestamp last_timestamp;
    struct transmission sent[TRANSMISSIONS];
    uint32_t transmissions;
    uint8_t mn_id_subtype;
    uint8_t blocked;
};

/* One mobile node on a link: its binding update list entry (RFC 5213 6.1). */
struct attachment {
    struct slab_head head;
    struct index_link by_node;
    struct index_link by_link_layer; /* where its link-layer identifier is known */
    struct timer work;               /* see waits_for */
    struct timer expiry;             /* end of the binding */
    struct timer probe; /* next step of a presence probe, or of listening for silence */
    struct pmip6_addr lma;
    struct pmip6_addr link_local;      /* what the MAG uses towards the node */
    struct pmip6_addr mn_link_local;   /* the node's own */
    struct pmip6_addr previous_router; /* to be withdrawn once it is served; `::`: none */
    struct transmission sent[TRANSMISSIONS];
    pmip6_timestamp node_timestamp;
    pmip6_timestamp last_timestamp; /* of the last request */
    pmip6_timestamp peer_time;      /* of the last acknowledgement; 0: it had none */
    pmip6_time node_read;           /* when the node's own clock was read */
    pmip6_time policy_until;        /* what its policy said holds as long */
    pmip6_time heard;               /* the last sign of life */
    uint64_t ticket;                /* of the last policy query */
    uint64_t told;                  /* hash of the name that it came with; 0: none */
    uint32_t link;                  /* record of its link; P6_NONE once that is gone */
    uint32_t tunnel;
    uint32_t first_prefix;   /* while bound: its chain in the index */
    uint32_t next_aside;     /* of those whose prefixes are aside (mag_session.c) */
    uint32_t visits[VISITS]; /* a visitor's addresses, each a chain there */
    uint32_t transmissions;  /* of all its requests */
    uint32_t answerable;     /* of the outstanding one: an answer may be to any */
    uint32_t interval;       /* ms until the next */
    uint32_t retry;          /* ms until a refused request is tried again */
    uint32_t lifetime;       /* to ask for, seconds */
    uint32_t prefix_lifetime;
    uint16_t units; /* granted */
    uint16_t sequence;
    uint8_t state;     /* enum pmip6_attachment_state */
    uint8_t request;   /* enum request_kind */
    uint8_t waits_for; /* enum waiting_for */
    uint8_t status;
    uint8_t has_status;
    uint8_t blocked;         /* until an administrative action */
    uint8_t bound;           /* the LMA has accepted it: tunnel and routes are there */
    uint8_t lma_may_have_it; /* asked for, and not refused: to be de-registered */
    uint8_t handoff;         /* indicator of the outstanding request */
    uint8_t first_handoff;
    uint8_t next_handoff; /* of an extension as soon as its policy is known; 0: none */
    uint8_t hurried;      /* times tried again at once */
    uint8_t renumbering;  /* register anew after the de-registration */
    uint8_t changes_lma;  /* after the de-registration, ask who its LMA is */
    uint8_t forget_hint;  /* do not ask for the profile's prefixes again (155) */
    uint8_t upload;       /* tell the LMA our link-local address */
    uint8_t probing;      /* it has been asked, and has not answered yet */
    uint8_t probes_left;
    uint8_t after_probe; /* enum then */
    uint8_t unsure;      /* requests in a row, where nobody could say that it is there */
    uint8_t wait_for_clock;
    uint8_t seen;           /* noticed by what it sends: nobody told of it */
    uint8_t policy_refused; /* its policy said no, and has not been asked since */
    uint8_t pardoned;       /* an administrator has it tried, blocked or not */
    uint8_t wants_policy;   /* no answer to the last query yet */
    uint8_t early;          /* its hints are advertised, though not bound yet */
    uint8_t visitor;        /* its policy grants no service: regular access, if at all */
    uint8_t visiting;       /* the visitor prefix has been advertised to it */
    uint8_t visits_next;    /* which of `visits` is the next to be used */
    uint8_t address_modes;
    uint8_t autonomous; /* it has been told to make addresses of its prefixes */
    uint8_t local_routing;
    uint8_t routed_locally; /* what its routes say of it */
    uint8_t hint_count;
    uint8_t prefix_count;
    uint8_t gone_count;
    uint8_t gone_left; /* multicast advertisements that still tell of them */
    uint8_t mn_id_subtype;
    uint8_t mn_id_length;
    uint8_t lli_length;
    uint8_t access_technology;
    struct pmip6_prefix hints[PMIP6_PREFIXES_MAX];
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    struct pmip6_prefix gone[PMIP6_PREFIXES_MAX]; /* withdrawn, to be told again */
    uint8_t mn_id[PMIP6_MN_ID_MAX];
    uint8_t lli[PMIP6_LINK_LAYER_ID_MAX];
};

struct pmip6_mag {
    struct memory memory;
    struct pmip6_mag_config config;
    struct pmip6_mag_callbacks callbacks;
    struct effects effects;
    const struct edition *edition;
    struct slab links;
    struct index links_by_number;
    struct wheel advertise_timers;
    struct slab attachments;
    struct index by_node;
    struct index by_link_layer;
    struct past past[PAST_NODES];
    pmip6_timestamp last_timestamp; /* of all requests that tell the MAG's time */
    struct prefix_index prefixes;   /* of those that are bound */
    struct wheel work_timers;
    struct wheel expiry_timers;
    struct wheel probe_timers;
    struct slab partings; /* mag_parting.c */
    struct wheel parting_timers;
    struct tunnels tunnels;
    struct limit errors;
    struct limit drop_lines;
    uint32_t lines_left_out; /* since the last of them */
    struct limit searches;   /* among all attachments, for what a peer says */
    struct hash_key key;
    struct pmip6_clock now;
    pmip6_mag *self; /* for those that read: callbacks that run are not state */
    uint32_t busy;
    uint32_t ending; /* being freed: nothing is sent */
    uint32_t
        answering;    /* a policy is being taken: what that leads to has its turn later */
    uint32_t queries; /* policy queries, modulo 2^32 */
    uint16_t sequence; /* one counter for all, with timestamps */
    struct pmip6_mag_counters counters;
};

static inline struct access_link *p6_link(const pmip6_mag *mag, uint32_t index)
{
    return p6_slab_at(&mag->links, index);
}

static inline struct attachment *p6_attachment(const pmip6_mag *mag, uint32_t index)
{
    return p6_slab_at(&mag->attachments, index);
}

static inline pmip6_time p6_mag_ms(uint32_t ms)
{
    return (pmip6_time)ms * 1000;
}

static inline int p6_mag_waits_for_policy(const struct attachment *at)
{
    return at->waits_for == POLICY_ANSWER || at->waits_for == POLICY_TURN;
}

/* Whether status 156 keeps it from being asked for until the clock is set
 * (R5213-6.9.1.2-16).
 */
static inline int p6_mag_waits_for_clock(const pmip6_mag *mag,
                                         const struct attachment *at)
{
    return at->wait_for_clock && !(mag->config.flags & PMIP6_MAG_RETRY_UNSYNCED);
}

/* mag.c */
int p6_mag_take_config(struct pmip6_mag_config *c, const struct pmip6_mag_config *config);
int p6_mag_begin(pmip6_mag *mag);
void p6_mag_end(pmip6_mag *mag);
pmip6_time p6_mag_read_clock(const pmip6_mag *mag);
uint32_t p6_mag_random(pmip6_mag *mag); /* 16 bits */
uint32_t p6_mag_find_link(const pmip6_mag *mag, uint32_t number);
uint32_t p6_mag_node_on(const pmip6_mag *mag, uint32_t number);

/* mag_identity.c: who a node is. */
uint32_t p6_mag_find_node(const pmip6_mag *mag, struct pmip6_bytes mn_id,
                          uint8_t subtype);
uint32_t p6_mag_find_elsewhere(const pmip6_mag *mag, const struct pmip6_attach *who);
void p6_mag_name_node(pmip6_mag *mag, uint32_t a, struct pmip6_bytes mn_id,
                      uint8_t subtype);
void p6_mag_forget_name(pmip6_mag *mag, uint32_t a);
uint64_t p6_mag_hash_told(const pmip6_mag *mag, const struct pmip6_attach *who);
int p6_mag_is_same_node(const pmip6_mag *mag, const struct attachment *at,
                        const struct pmip6_attach *who);
int p6_mag_is_known(struct pmip6_bytes lli);
void p6_mag_set_link_layer(pmip6_mag *mag, uint32_t a, struct pmip6_bytes lli);
void p6_mag_forget_interface(pmip6_mag *mag, uint32_t a);
int p6_mag_has_other_interface(const struct attachment *at,
                               const struct pmip6_attach *who);
int p6_mag_has_same_interface(const struct attachment *at,
                              const struct pmip6_attach *who);

/* mag_attach.c */
int p6_mag_may_attach(pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli, int arrives);
void p6_mag_join(pmip6_mag *mag, uint32_t a, uint32_t other);
int p6_mag_attach_node(pmip6_mag *mag, uint32_t link, const struct pmip6_attach *who,
                       int seen);
void p6_mag_foreign_node(pmip6_mag *mag, uint32_t link, struct pmip6_bytes mn_id,
                         struct pmip6_bytes lli);

/* mag_policy.c */
void p6_mag_ask_policy(pmip6_mag *mag, uint32_t a);
void p6_mag_policy_failed(pmip6_mag *mag, uint32_t a);
void p6_mag_extend(pmip6_mag *mag, uint32_t a);
void p6_mag_extend_now(pmip6_mag *mag, uint32_t a, uint8_t handoff);
void p6_mag_try_anew(pmip6_mag *mag, uint32_t a);

/* mag_past.c */
void p6_mag_remember(pmip6_mag *mag, uint32_t a);
void p6_mag_recall(pmip6_mag *mag, uint32_t a);
void p6_mag_pardon(pmip6_mag *mag, struct pmip6_bytes mn_id); /* empty: everybody */
void p6_mag_take_history(struct attachment *at, const struct attachment *of);
void p6_mag_remember_sent(pmip6_mag *mag, const struct attachment *of);

/* mag_parting.c: what could not be sent yet of nodes that have gone. */
int p6_partings_init(pmip6_mag *mag);
void p6_mag_part(pmip6_mag *mag, uint32_t a);
void p6_mag_return(pmip6_mag *mag, uint32_t a);
void p6_mag_fire_parting(pmip6_mag *mag, uint32_t *budget);

/* mag_state.c: the one place that changes an attachment's state. */
void p6_mag_set_state(pmip6_mag *mag, uint32_t a, uint8_t state);
void p6_mag_wait(pmip6_mag *mag, uint32_t a, uint8_t waits_for, pmip6_time until);
void p6_mag_try_later(pmip6_mag *mag, uint32_t a);
void p6_mag_detach_node(pmip6_mag *mag, uint32_t a);
void p6_mag_cleanup(pmip6_mag *mag, uint32_t a);
void p6_mag_forget(pmip6_mag *mag, uint32_t a);
void p6_mag_unbind(pmip6_mag *mag, uint32_t a);
void p6_mag_unbind_routeless(pmip6_mag *mag,
                             uint32_t a); /* its routes are gone already */
void p6_mag_begin_again(pmip6_mag *mag, uint32_t a);
void p6_mag_ousted(pmip6_mag *mag, uint32_t a);
void p6_mag_fire_work(pmip6_mag *mag, uint32_t *budget);
void p6_mag_fire_expiry(pmip6_mag *mag, uint32_t *budget);

/* mag_request.c */
void p6_mag_ask(pmip6_mag *mag, uint32_t a, uint8_t kind, uint8_t handoff);
void p6_mag_repeat(pmip6_mag *mag, uint32_t a);
void p6_mag_send_again(pmip6_mag *mag, uint32_t a);
void p6_mag_send(pmip6_mag *mag, uint32_t a);
/* Sends what is left to say of a node that has gone; else returns when it may be. */
pmip6_time p6_mag_send_parting(pmip6_mag *mag, struct attachment *of);
pmip6_timestamp p6_mag_node_time(const pmip6_mag *mag, const struct attachment *at);

/* mag_session.c */
int p6_mag_bind(pmip6_mag *mag, uint32_t a, const struct signalling *pba,
                pmip6_time sent);
void p6_mag_drop_prefix(pmip6_mag *mag, uint32_t a, const struct pmip6_prefix *p);
int p6_mag_take_along(pmip6_mag *mag, uint32_t a, uint32_t link);
void p6_mag_move(pmip6_mag *mag, uint32_t a, uint32_t link);
int p6_mag_set_link_address(pmip6_mag *mag, uint32_t link,
                            const struct pmip6_addr *address);
int p6_mag_avoid_address(pmip6_mag *mag, uint32_t a);
int p6_mag_give_address(pmip6_mag *mag, uint32_t a);
int p6_mag_stays_local(const pmip6_mag *mag, const struct attachment *at);
int p6_mag_follow_local_routing(pmip6_mag *mag, uint32_t a);
struct path p6_mag_path(const pmip6_mag *mag,
                        const struct attachment *at); /* of a bound one's routes */
int p6_mag_is_served(const pmip6_mag *mag, const struct attachment *a, pmip6_time now);

/* access_link.c */
void p6_mag_advertise_now(pmip6_mag *mag, uint32_t link);
void p6_mag_advertise_later(pmip6_mag *mag, uint32_t link);
void p6_mag_withdraw(pmip6_mag *mag, uint32_t link, const struct pmip6_prefix *prefixes,
                     size_t count, int router);
void p6_mag_advertise_early(pmip6_mag *mag, uint32_t a);
void p6_mag_end_early(pmip6_mag *mag, uint32_t a);
void p6_mag_show(pmip6_mag *mag, uint32_t a, uint8_t state);
void p6_mag_withdraw_previous(pmip6_mag *mag, uint32_t a);
int p6_mag_intervals_are_valid(const struct pmip6_mag_config *c);
void p6_mag_begin_advertising(pmip6_mag *mag, uint32_t link);
void p6_mag_stop_advertising(pmip6_mag *mag, uint32_t link);
void p6_mag_fire_advertise(pmip6_mag *mag, uint32_t *budget);
void p6_mag_answer_solicitation(pmip6_mag *mag, uint32_t link, const struct nd_message *m,
                                struct pmip6_bytes frame_source);
int p6_mag_send_nd(pmip6_mag *mag, uint32_t link, const struct pmip6_addr *source,
                   const struct pmip6_addr *destination, struct pmip6_bytes link_layer,
                   const uint8_t *octets, size_t length);

/* visitor.c: regular IPv6 access for nodes that get no service. */
int p6_visitor_prefix_is_valid(const struct pmip6_mag_config *c);
int p6_mag_is_visitor(const pmip6_mag *mag, const struct attachment *at);
int p6_mag_is_visitors(const pmip6_mag *mag, const struct attachment *at,
                       const struct pmip6_addr *address);
void p6_mag_clear_way(pmip6_mag *mag, const struct pmip6_addr *lma);
void p6_mag_learn_visitor(pmip6_mag *mag, uint32_t a, const struct pmip6_addr *address);
void p6_mag_end_visit(pmip6_mag *mag, uint32_t a);
void p6_mag_visitors_follow(pmip6_mag *mag, const struct pmip6_prefix *is);

/* stranger.c */
void p6_mag_remember_stranger(pmip6_mag *mag, uint32_t a);
void p6_mag_forget_strangers(pmip6_mag *mag);
int p6_mag_may_ask_for(pmip6_mag *mag, uint32_t link, struct pmip6_bytes lli);

/* presence.c */
uint32_t p6_mag_presence(pmip6_mag *mag, uint32_t a);
void p6_mag_if_there(pmip6_mag *mag, uint32_t a, uint8_t then);
void p6_mag_probe(pmip6_mag *mag, uint32_t a);
int p6_mag_can_ask(const pmip6_mag *mag, const struct attachment *at);
void p6_mag_listen(pmip6_mag *mag, uint32_t a);
void p6_mag_sign_of_life(pmip6_mag *mag, uint32_t a);
void p6_mag_fire_probe(pmip6_mag *mag, uint32_t *budget);

/* mag_view.c */
void p6_mag_view(const pmip6_mag *mag, uint32_t a, struct pmip6_attachment_view *view);
void p6_mag_event(pmip6_mag *mag, uint32_t kind, uint32_t a, uint32_t status);
void p6_mag_count_drop(pmip6_mag *mag, uint32_t reason, const struct pmip6_addr *peer,
                       uint32_t link, size_t offset);

#endif
