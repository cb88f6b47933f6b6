/* SPDX-License-Identifier: MIT */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

/*
 * A simulated world: domains that do not know of each other, in each of them LMAs, MAGs,
 * mobile nodes and a network, all of them driven by one queue of what happens next and by
 * one seed.
 *
 * A domain's time has phases. In some, things go wrong; then faults stop, everyone but
 * the wanderers stays where it is, and at the end of that quiet time all must be well.
 */

#include "ledger.h"
#include "plan.h"
#include "plane.h"
#include "queue.h"
#include "random.h"

#include <pmip6/pmip6.h>

#define PARCEL_ROOM    1280u /* octets of a message */
#define LMA_SESSIONS   256u  /* max_bindings of an LMA */
#define LINKS_PER_NODE 4u    /* at each MAG: two for each interface */
#define SIM_REST       3000u /* ms that prefixes rest at the second LMA */
#define POOL_PREFIXES  1024u /* of an LMA's pools, at most, by number */
#define RESERVED       8u    /* prefixes that an operator holds at once */
#define TICKETS        64u   /* policy queries remembered by a host */
#define PROMISES       32u   /* acknowledged prefixes remembered for a node */
#define ASKED          16u   /* requests remembered of a node */
#define HELD           32u   /* requests remembered that wait */
#define LINKS          (SIM_NODES * LINKS_PER_NODE) /* of a MAG; from 1 */
#define VISITORS       0x70u /* kind of address (see domain_address) */
#define SHOWN_AT_ONCE  16u   /* prefixes that a link has been shown at once */

enum happening_kind {
    WAKE,          /* a host's next timeout; `number` tells stale ones */
    PARCEL,        /* a datagram arrives; `number` is the parcel */
    FRAME,         /* Neighbor Discovery of a node arrives at its MAG */
    NODE_TURN,     /* a node does something of its own accord */
    NODE_SOLICITS, /* a node without a prefix asks for a router */
    POLICY_ANSWER, /* `number` is the ticket's place */
    FAULT_TURN,    /* something goes wrong, or is mended */
    NODE_LEAVES,   /* a node leaves where it was before its other interface came */
    RESTART,       /* a host that went down comes back */
    PHASE_END
};

enum phase { TROUBLED, QUIET };

enum invariant {
    SAME_TRACE,
    PREFIX_IN_ONE_SESSION,
    LMA_AND_MAG_AGREE,
    SERVICE_RETURNS,
    SESSION_ENDS_IN_TIME,
    OLDER_UNDOES_NOTHING,
    EFFECTS_FIT_SESSIONS,
    EFFECTS_MAKE_SENSE,
    ACKNOWLEDGED_IS_BOUND,
    REFUSAL_CHANGES_NOTHING,
    ADVERTISED_IS_BOUND,
    HOME_LINK_STAYS,
    EVENTS_TELL_ALL,
    STORES_AGREE,
    NOTHING_LEAKS,
    MEMORY_IS_BOUNDED,
    STRANGERS_CHANGE_NOTHING,
    LATE_ANSWERS_CHANGE_NOTHING,
    TIMERS_FIRE_IN_TIME,
    MESSAGES_ARE_WELL_FORMED,
    REQUESTS_ARE_LIMITED,
    ANSWERS_FIT_REQUESTS,
    COUNTERS_TELL_TRUE,
    STALE_IS_REFUSED,
    PREFIXES_REST,
    REPLICA_EQUALS,
    ONE_SESSION_AN_INTERFACE,
    INTERFACES_KEEP_THEIR_OWN,
    PREFIXES_ARE_VALID,
    RELEASED_ONCE,
    RESERVED_STAYS_HELD,
    POLICY_IS_ASKED,
    STATIC_TUNNELS_STAY,
    TUNNELS_OUTLIVE_SESSIONS,
    WAITING_ENDS,
    STRANGERS_ARE_LIMITED,
    FOREIGN_FINDS_ITS_NODE,
    SHOWN_WHERE_BOUND,
    LOST_IS_WITHDRAWN,
    ROUTERS_SPEAK_FOR_THEMSELVES,
    ADVERTISED_AT_INTERVALS,
    ONE_REQUEST_A_SESSION,
    NODES_HARM_NOBODY,
    VISITORS_ARE_KNOWN,
    FORWARDED_BY_THE_RULES,
    LINKS_ARE_TOLD_TRUE,
    WORLD_GOES_ON,
    INVARIANTS
};

struct sim_clock {
    pmip6_time origin;  /* of the monotonic clock */
    sim_time since;     /* when rate was set */
    pmip6_time reading; /* then */
    int32_t ppm;        /* how much too fast */
    int64_t day_offset; /* of the time of day, 1/65536 s */
};

/* A policy query that a host has said is pending. */
struct ticket {
    uint64_t number;
    pmip6_time asked; /* by the host's clock */
    uint32_t node;
    uint32_t incarnation;
    uint8_t used;
    uint8_t twice;
    uint8_t refused; /* the MAG that asked may not */
    uint32_t link;   /* of a MAG's query */
};

/* A session as whoever applies an LMA's events has it. */
struct copy {
    struct pmip6_binding_view view; /* id 0: none; it points to what is beside it */
    uint32_t node;
    pmip6_time valid_until;  /* of its prefixes, as far as the host has said */
    pmip6_time policy_until; /* of what the policy has said */
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX];
    uint8_t link_layer_id[PMIP6_LINK_LAYER_ID_MAX];
};

/* What a policy said of a node last. */
struct answered {
    uint64_t call; /* in which one */
    pmip6_time valid_for;
    uint32_t prefix_lifetime;
};

/* A request that an LMA neither answers nor drops at once. */
struct held {
    uint8_t used;
    uint32_t node;
    struct pmip6_addr source;
    pmip6_time since;
};

/* A prefix that an acknowledgement delivered to a MAG has promised to a node. */
struct promise {
    struct pmip6_prefix prefix;
    pmip6_time ends;
};

/* What a policy has said of the node on a link of a MAG's last. */
struct profile {
    uint8_t said; /* that it is served, or is not */
    uint8_t granted;
    uint8_t local_routing;
    uint8_t hint_count;
    struct pmip6_prefix hints[PMIP6_PREFIXES_MAX];
};

/* A link of a MAG's, as whoever listens there knows it (see links.c). */
struct outlook {
    struct {
        struct pmip6_prefix prefix;
        pmip6_time until;
    } shown[SHOWN_AT_ONCE]; /* and not withdrawn */
    uint32_t shown_count;
    pmip6_time multicast;       /* when all were told last */
    pmip6_time awaited;         /* since when that has been waited for */
    pmip6_time unicast_debt;    /* until when answers to one are used up */
    uint64_t changed;           /* in which call something became of it last */
    uint64_t attachment;        /* who is there, as the events have told; 0: nobody */
    struct pmip6_addr previous; /* router that is to be withdrawn; `::`: none */
    uint32_t visits;            /* routes to a visitor's addresses */
    struct profile profile;
};

/* A request of a MAG's that nothing has been heard of yet. */
struct outstanding {
    pmip6_time since;
    uint32_t interval; /* ms until the next; 0: there is none */
};

struct world;
struct domain;

enum role { LMA_HOST, MAG_HOST };

/* What hosts an LMA or a MAG. */
struct host {
    struct world *world;
    struct domain *domain;
    char name[8];
    uint32_t role;
    uint32_t number;
    struct pmip6_addr address;
    pmip6_lma *lma;
    pmip6_mag *mag;
    struct sim_clock clock;
    struct rng rng;
    struct plane plane;
    size_t in_use;
    size_t bound; /* of memory */
    uint32_t incarnation;
    uint32_t failing;  /* permille of callbacks */
    uint32_t starving; /* permille of allocations */
    uint32_t hunger;   /* as much, once it has been started */
    uint32_t policy_late;
    uint32_t policy_never;
    uint32_t policy_twice;
    uint32_t policy_refuses;
    uint8_t up;
    uint8_t waking; /* its time-outs are being handled */
    uint8_t stopping;
    uint32_t alarm; /* tells the wake-up that counts from stale ones */
    sim_time wake;
    struct ticket tickets[TICKETS];
    uint32_t ticket_next;
    /* since the start */
    struct {
        uint64_t datagrams, messages, refusals, advertisements;
    } seen;
    /* of the call that is running */
    uint32_t sent_accepted, sent_refused, changes, ended;
    uint32_t input_honest;
    uint64_t input_digest;
    /* LMA */
    struct copy sessions[LMA_SESSIONS + 1];
    uint32_t session_count;
    struct answered answered[SIM_NODES];
    struct held held[HELD];
    uint32_t held_count;
    struct held arrived; /* the request of the call that is running */
    struct ledger ledger;
    uint32_t granted_for;  /* seconds, by the host, in the call that is running */
    uint32_t misallocates; /* permille */
    uint32_t pools;        /* which set */
    struct pmip6_prefix reserved[RESERVED]; /* length 0: none */
    struct pmip6_prefix withdrawn;
    pmip6_time stranger_debt; /* until when the limit of answers is used up */
    struct asked {
        struct pmip6_addr source;
        uint16_t sequence;
        uint16_t lifetime; /* units of 4 s */
        uint8_t used;
        uint8_t fresh; /* within the window of timestamps when it came, or without one */
        uint8_t names_prefix;
        uint8_t uploads; /* a link-local address of the MAG's */
    } asked[SIM_NODES][ASKED];
    sim_time released[POOL_PREFIXES]; /* when a prefix of the pools was given back */
    uint32_t asked_next[SIM_NODES];
    /* MAG */
    struct pmip6_addr link_address[LINKS + 1];
    uint8_t link_known[LINKS + 1];      /* the MAG took link_up */
    uint8_t link_broken[LINKS + 1];     /* it could not get its address */
    uint8_t attach_owed[LINKS + 1];     /* the MAG had no room for it */
    struct pmip6_prefix visitor_prefix; /* length 0: none */
    uint8_t early;       /* advertises what a profile names before it is bound */
    uint8_t stays_local; /* EnableMAGLocalRouting */
    struct outlook links[LINKS + 1];
    uint32_t shown_links; /* that have been shown something */
    uint32_t visits;
    uint32_t hurried[8]; /* links that were told too soon in the call that is running */
    uint32_t hurried_count;
    uint32_t frame_link;              /* of the frame that is being taken; 0: none */
    struct pmip6_addr frame_names[2]; /* whose sender it is, by its source and target */
    struct outstanding outstanding[SIM_NODES];
    struct rng curious; /* what is asked of it that changes nothing */
    struct promise promises[SIM_NODES][PROMISES];
    uint32_t promise_next[SIM_NODES];
    sim_time requests[SIM_NODES][3]; /* when the last three went out */
    struct {
        pmip6_time at;
        uint16_t sequence;
    } sent[SIM_NODES][ASKED];
    uint32_t sent_next[SIM_NODES];
};

/* Where an interface of a node is. */
struct interface {
    struct host *mag; /* NULL: nowhere */
    uint32_t link;
    sim_time since;
    uint8_t lli[24];
    uint8_t lli_length;
    uint8_t known;      /* the MAG was told who it is */
    uint8_t lli_hidden; /* the host tells no link-layer identifier */
    struct pmip6_prefix prefixes[PMIP6_PREFIXES_MAX]; /* as advertised */
    uint32_t prefix_count;
    sim_time valid_until;
    sim_time router_until;
    sim_time heard_at;
    uint32_t solicited;
    uint32_t arrivals;
};

struct node {
    struct domain *domain;
    uint32_t number;
    char name[64];
    struct rng rng;
    struct interface interfaces[SIM_INTERFACES];
    uint32_t interface_count;
    uint32_t home; /* its LMA */
    struct pmip6_prefix fixed[2];
    struct pmip6_prefix former[1]; /* that it had once */
    uint32_t fixed_count;
    uint32_t pool_prefixes;
    uint32_t prefix_lifetime; /* seconds that its prefixes are still valid; 0: for good */
    uint32_t turns;           /* tells its next turn from stale ones */
    uint16_t last_sequence;
    uint8_t has_sequence;
    uint8_t asleep;
    uint8_t wanders; /* also in quiet times */
    uint8_t barred;
    uint8_t local_routing; /* as its policy has it */
    uint8_t outdated;      /* its MAGs' profile names prefixes that it has no longer */
    sim_time remembered;   /* how long policy answers hold */
};

struct domain {
    struct world *world;
    uint32_t number;
    uint32_t edition;
    int by_sequence;
    uint32_t phase;
    uint32_t phase_count;
    sim_time phase_ends;
    uint32_t visits; /* of the administrator in this quiet time */
    struct host lmas[SIM_LMAS];
    struct host mags[SIM_MAGS];
    struct node nodes[SIM_NODES];
    struct rng rng;                                     /* faults */
    struct rng network;                                 /* what becomes of messages */
    uint32_t loss, duplicate, delay, corrupt, truncate; /* permille; delay: ms more */
    uint8_t parted[SIM_LMAS][SIM_MAGS];
};

struct parcel {
    struct pmip6_addr source, destination, home_address;
    uint32_t protection;
    uint32_t honest; /* as its sender sent it */
    uint32_t length;
    uint32_t next_free;
    uint8_t octets[PARCEL_ROOM];
};

struct failure {
    int found;
    enum invariant invariant;
    uint64_t step;
    uint32_t domain;
    char text[256];
};

struct tally {
    uint64_t faults[FAULT_KINDS];
    uint64_t checks[INVARIANTS];
    uint64_t messages, frames, moves, calls;
};

struct world {
    struct plan plan;
    sim_time now;
    uint64_t step;
    uint64_t stimuli;
    uint64_t trace; /* a digest of all that happened */
    struct queue queue;
    struct domain *domains; /* SIM_DOMAINS of them */
    struct parcel *parcels;
    uint32_t parcel_count;
    uint32_t parcel_room;
    uint32_t parcel_free;
    struct failure failure;
    struct tally tally;
    struct ladder *ladder;
};

struct world *world_new(const struct plan *plan);

/* Ends every host, and looks whether anything is left. */
void world_end(struct world *w);
void world_free(struct world *w);

/* Goes on for so many steps, or until something does not hold. */
void world_run(struct world *w, uint64_t steps);

/* Something happened that the trace takes in. */
void world_trace(struct world *w, uint64_t what);

static inline void world_put(struct world *w, sim_time at, uint32_t kind, uint32_t domain,
                             uint32_t who, uint32_t number)
{
    struct happening h = {at, 0, kind, domain, who, number};
    queue_put(&w->queue, h);
}

/* Whether the next thing that a node or a fault does of its own accord is left out. */
static inline int world_skips(struct world *w)
{
    return plan_skips(&w->plan, w->stimuli++);
}

/* A fault is put in, and counted. */
static inline int world_fault(struct world *w, enum fault f)
{
    if (!plan_has(&w->plan, f))
        return 0;
    w->tally.faults[f]++;
    return 1;
}

/* Whether the end of a quiet time is near, at which all must be well. */
static inline int domain_is_watched(const struct domain *d)
{
    return d->phase == QUIET && d->world->now + SIM_SEC(60) > d->phase_ends;
}

/* Hosts are numbered through: LMAs first. */
static inline struct host *domain_host(struct domain *d, uint32_t who)
{
    return who < SIM_LMAS ? &d->lmas[who] : &d->mags[who - SIM_LMAS];
}

static inline uint32_t host_who(const struct host *h)
{
    return h->role == LMA_HOST ? h->number : SIM_LMAS + h->number;
}

static inline uint32_t link_of(const struct node *n, uint32_t interface, uint32_t which)
{
    return n->number * LINKS_PER_NODE + interface * 2 + which + 1;
}

static inline struct node *link_node(struct domain *d, uint32_t link)
{
    return &d->nodes[(link - 1) / LINKS_PER_NODE];
}

static inline uint32_t link_interface(uint32_t link)
{
    return (link - 1) % LINKS_PER_NODE / 2;
}

/* The node that an identifier names; SIM_NODES for none. */
uint32_t domain_node(const struct domain *d, struct pmip6_bytes mn_id);

struct pmip6_addr domain_address(const struct domain *d, uint8_t kind, uint8_t number);
struct host *domain_at(struct domain *d, const struct pmip6_addr *address);

#endif
