/* SPDX-License-Identifier: MIT */
#ifndef FAKE_HOST_H
#define FAKE_HOST_H

/*
 * A host for tests, and for embedders to test their integration with: a clock that moves
 * only when told, tunnels and routes kept as tables that refuse what a real one would,
 * messages kept in the order they were sent, callbacks and allocations that fail on
 * demand.
 */

#include <pmip6/pmip6.h>

#define FAKE_MESSAGES 64
#define FAKE_ROUTES   256
#define FAKE_TUNNELS  16
#define FAKE_EVENTS   256
#define FAKE_EFFECTS  256

/* A letter for each kind of effect, of which the order of effects is told. */
enum fake_effect {
    FAKE_OPEN = 'O',    /* a tunnel opened */
    FAKE_CLOSE = 'C',   /* a tunnel closed */
    FAKE_ADD = 'A',     /* a route added */
    FAKE_REPLACE = 'R', /* a route replaced */
    FAKE_REMOVE = 'D',  /* a route removed */
    FAKE_SEND = 'S',    /* a datagram sent */
    FAKE_EVENT = 'E'    /* an event told */
};

struct fake_message {
    struct pmip6_addr source, destination;
    uint8_t octets[1280];
    size_t length;
};

struct fake_route {
    struct pmip6_route route;
    int used;
};

struct fake_host {
    pmip6_time now;
    pmip6_timestamp day; /* added to the monotonic clock for the time of day */
    uint64_t random;

    struct fake_message sent[FAKE_MESSAGES];
    unsigned sent_count;
    struct fake_message nd[FAKE_MESSAGES];
    unsigned nd_count;
    struct pmip6_tunnel tunnels[FAKE_TUNNELS];
    unsigned tunnel_count;
    struct fake_route routes[FAKE_ROUTES];
    unsigned route_count;
    uint32_t events[FAKE_EVENTS];
    unsigned event_count;
    pmip6_timestamp event_time; /* of the last event of a MAG */
    size_t event_id_length, event_lli_length;
    char effects[FAKE_EFFECTS]; /* enum fake_effect, in their order; a string */
    unsigned effect_count;
    void (*sending)(void); /* called before a datagram is kept; NULL: nothing is */
    unsigned wrong;        /* effects that contradict the tables */

    struct pmip6_policy policy; /* what policy answers */
    int policy_result;          /* 0 or PMIP6_PENDING */
    uint64_t ticket;            /* of the last pending query */
    unsigned asked;             /* policy queries */
    struct pmip6_addr stranger; /* the only address that is no gateway */
    uint32_t presence;          /* what mn_present answers */
    struct pmip6_addr link_address;

    unsigned calls_left;       /* fallible callbacks until one fails; 0: none does */
    unsigned allocations_left; /* likewise */
    size_t in_use;
};

/* What fails in every fake host that is made from now on: the n-th call of a callback
 * that may fail, the n-th allocation; 0 for none. */
struct fake_injection {
    unsigned call;
    unsigned allocation;
    unsigned struck;  /* how often it has happened */
    unsigned runs;    /* scenarios are run for their failures (inject.h) */
    unsigned closing; /* a bed is being closed: what does not hold now is a fault */
};

extern struct fake_injection fake_injection;

void fake_host_init(struct fake_host *h);
void fake_lma_callbacks(struct pmip6_lma_callbacks *c);
void fake_mag_callbacks(struct pmip6_mag_callbacks *c);

/* The time of day as the callbacks tell it. */
pmip6_timestamp fake_day(const struct fake_host *h);

/* How often an event of a kind was told. */
unsigned fake_events(const struct fake_host *h, uint32_t kind);

/* Forgets what was done so far: the order of effects begins anew. */
void fake_forget_effects(struct fake_host *h);

struct pmip6_addr fake_addr(uint8_t network, uint8_t host);

#endif
