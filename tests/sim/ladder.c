/* SPDX-License-Identifier: MIT */
#include "ladder.h"

#include "signalling.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT    192u /* of all domains together */
#define SHOWN   40u
#define COLUMNS (SIM_LMAS + SIM_MAGS)
#define EXCERPT 384u

enum rung_kind { SENT, LOST, ARRIVED, DAMAGED, NOTE };

struct rung {
    sim_time at;
    uint8_t kind;
    uint8_t domain;
    uint8_t who; /* COLUMNS: nobody */
    uint16_t length;
    struct pmip6_addr source, destination;
    uint8_t octets[EXCERPT]; /* of the message, or the note's text */
};

struct ladder {
    struct rung rungs[KEPT];
    uint64_t count;
};

struct ladder *ladder_new(void)
{
    return calloc(1, sizeof(struct ladder));
}

void ladder_free(struct ladder *l)
{
    free(l);
}

static struct rung *next_rung(struct ladder *l, const struct domain *d, uint8_t kind)
{
    struct rung *r = &l->rungs[l->count++ % KEPT];

    r->at = d->world->now;
    r->kind = kind;
    r->domain = (uint8_t)d->number;
    r->who = COLUMNS;
    return r;
}

static void put(struct ladder *l, const struct host *h, const struct pmip6_datagram *d,
                uint8_t kind)
{
    struct rung *r = next_rung(l, h->domain, kind);

    r->who = (uint8_t)host_who(h);
    r->source = d->source;
    r->destination = d->destination;
    r->length = (uint16_t)(d->octets.length < EXCERPT ? d->octets.length : EXCERPT);
    if (r->length)
        memcpy(r->octets, d->octets.data, r->length);
}

void ladder_sent(struct ladder *l, const struct host *from,
                 const struct pmip6_datagram *d, int lost)
{
    put(l, from, d, lost ? LOST : SENT);
}

void ladder_message(struct ladder *l, const struct host *to,
                    const struct pmip6_datagram *d, uint32_t honest)
{
    put(l, to, d, honest ? ARRIVED : DAMAGED);
}

void ladder_note(struct ladder *l, const struct host *h, const char *what)
{
    struct rung *r = next_rung(l, h->domain, NOTE);

    r->who = (uint8_t)host_who(h);
    snprintf((char *)r->octets, EXCERPT, "%s %s", h->name, what);
}

void ladder_note_domain(struct ladder *l, const struct domain *d, const char *what)
{
    struct rung *r = next_rung(l, d, NOTE);

    snprintf((char *)r->octets, EXCERPT, "-- %s --", what);
}

void ladder_attach(struct ladder *l, const struct host *h, const char *node,
                   uint32_t link, uint8_t handoff)
{
    struct rung *r = next_rung(l, h->domain, NOTE);
    char *text = (char *)r->octets;

    r->who = (uint8_t)host_who(h);
    if (handoff == 255)
        snprintf(text, EXCERPT, "%.*s leaves link %u of %s", (int)strcspn(node, "@"),
                 node, (unsigned)link, h->name);
    else
        snprintf(text, EXCERPT, "%.*s comes to link %u of %s, handoff %u",
                 (int)strcspn(node, "@"), node, (unsigned)link, h->name,
                 (unsigned)handoff);
}

/* ---- drawing ---- */

static void describe(const struct rung *r, char *text, size_t room)
{
    struct pmip6_datagram d;
    struct signalling s;
    size_t where;
    int used;

    pmip6_datagram_init(&d);
    d.source = r->source;
    d.destination = r->destination;
    d.octets.data = r->octets;
    d.octets.length = r->length;
    if (p6_signalling_decode(&s, &d, &where) < 0) {
        snprintf(text, room, "not well formed");
        return;
    }
    used = snprintf(text, room, "%s %.*s seq %u life %u",
                    s.mh_type == PMIP6_MH_BU   ? "PBU"
                    : s.mh_type == PMIP6_MH_BA ? "PBA"
                                               : "other",
                    (int)(s.mn_id.length < 5 ? s.mn_id.length : 5),
                    s.mn_id.data ? (const char *)s.mn_id.data : "", (unsigned)s.sequence,
                    (unsigned)s.lifetime * 4);
    if (s.mh_type == PMIP6_MH_BA)
        used +=
            snprintf(text + used, room - (size_t)used, " status %u", (unsigned)s.status);
    if (s.present & HAS_HANDOFF)
        used += snprintf(text + used, room - (size_t)used, " handoff %u",
                         (unsigned)s.handoff);
    for (uint32_t i = 0; i < s.prefix_count && i < 3; i++)
        used += snprintf(text + used, room - (size_t)used, " %02x%02x:%02x%02x/%u",
                         s.prefixes[i].addr.octets[4], s.prefixes[i].addr.octets[5],
                         s.prefixes[i].addr.octets[6], s.prefixes[i].addr.octets[7],
                         (unsigned)s.prefixes[i].length);
}

static void draw_column_heads(void)
{
    printf("%14s ", "seconds");
    for (unsigned i = 0; i < COLUMNS; i++)
        printf(" %s%u", i < SIM_LMAS ? "lma" : "mag", i < SIM_LMAS ? i : i - SIM_LMAS);
    printf("\n");
}

static void draw_rung(const struct rung *r)
{
    static const char marks[] = {
        [SENT] = '>', [LOST] = 'x', [ARRIVED] = '*', [DAMAGED] = '!'};
    char text[160];

    printf("%7" PRIu64 ".%06" PRIu64 " ", r->at / 1000000, r->at % 1000000);
    for (unsigned i = 0; i < COLUMNS; i++)
        printf("   %c ", i == r->who && r->kind != NOTE ? marks[r->kind] : '|');
    if (r->kind == NOTE) {
        printf(" %s\n", (const char *)r->octets);
        return;
    }
    describe(r, text, sizeof text);
    printf(" %s%s\n", text, r->kind == LOST ? " (lost)" : "");
}

void ladder_print(const struct ladder *l, const struct world *w, uint32_t domain)
{
    uint64_t first = l->count > KEPT ? l->count - KEPT : 0;
    uint32_t mine = 0, shown = 0;

    (void)w;
    for (uint64_t i = first; i < l->count; i++)
        mine += l->rungs[i % KEPT].domain == domain;
    printf("the last messages of domain %u (> sent, x lost, * arrived, ! arrived damaged "
           "or forged):\n",
           (unsigned)domain);
    draw_column_heads();
    for (uint64_t i = first; i < l->count; i++) {
        if (l->rungs[i % KEPT].domain == domain && ++shown + SHOWN > mine)
            draw_rung(&l->rungs[i % KEPT]);
    }
}
