/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include <string.h>

static struct pmip6_prefix nth(const struct ledger *l, uint32_t number)
{
    struct pmip6_prefix p = {.addr = l->base, .length = 64};

    p.addr.octets[7] = (uint8_t)number;
    return p;
}

uint32_t ledger_number(const struct ledger *l, const struct pmip6_prefix *p)
{
    if (p->length != 64 || memcmp(p->addr.octets, l->base.octets, 7) != 0 ||
        p->addr.octets[7] >= LEDGER_PREFIXES)
        return LEDGER_PREFIXES;
    return p->addr.octets[7];
}

/* The next one that is taken, or is not; LEDGER_PREFIXES for none. */
static uint32_t find(struct ledger *l, int taken)
{
    for (uint32_t i = 0; i < LEDGER_PREFIXES; i++) {
        uint32_t number = l->next++ % LEDGER_PREFIXES;

        if ((l->taken[number] > 0) == taken)
            return number;
    }
    return LEDGER_PREFIXES;
}

static int take(struct ledger *l, int taken, struct pmip6_prefix *p)
{
    uint32_t number = find(l, taken);

    if (number == LEDGER_PREFIXES)
        return -1;
    l->taken[number]++;
    *p = nth(l, number);
    return 0;
}

int ledger_take(struct ledger *l, struct pmip6_prefix *p)
{
    return take(l, 0, p);
}

int ledger_take_again(struct ledger *l, struct pmip6_prefix *p)
{
    return take(l, 1, p);
}

int ledger_claim(struct ledger *l, const struct pmip6_prefix *p)
{
    uint32_t number = ledger_number(l, p);

    if (number == LEDGER_PREFIXES || l->taken[number] > 0)
        return -1;
    l->taken[number]++;
    return 0;
}

int ledger_release(struct ledger *l, const struct pmip6_prefix *p)
{
    uint32_t number = ledger_number(l, p);

    if (number == LEDGER_PREFIXES)
        return 1;
    if (l->taken[number] == 0)
        return 0;
    l->taken[number]--;
    return 1;
}

uint32_t ledger_count(const struct ledger *l)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < LEDGER_PREFIXES; i++)
        sum += l->taken[i];
    return sum;
}
