/* SPDX-License-Identifier: MIT */
#include "counters.h"

#include "invariants.h"

/* Each datagram is a request, is taken by the host, or is dropped for a reason that ends
 * its way before it is one. */
static uint64_t accounted_for(const struct pmip6_lma_counters *c)
{
    static const uint8_t early[] = {
        PMIP6_DROP_TRUNCATED,        PMIP6_DROP_PAYLOAD_PROTO,
        PMIP6_DROP_HEADER_LENGTH,    PMIP6_DROP_CHECKSUM,
        PMIP6_DROP_MALFORMED_OPTION, PMIP6_DROP_UNKNOWN_TYPE,
        PMIP6_DROP_UNPROTECTED,      PMIP6_DROP_NOT_PROXY,
        PMIP6_DROP_UNMATCHED,        PMIP6_DROP_RETURN_ROUTABILITY};
    uint64_t sum = c->rx_pbu + c->rx_other;

    for (size_t i = 0; i < sizeof early; i++)
        sum += c->drop[early[i]];
    return sum;
}

void check_lma_counters(struct host *h)
{
    struct pmip6_lma_counters c;

    h->world->tally.checks[COUNTERS_TELL_TRUE]++;
    pmip6_lma_counters_init(&c);
    (void)pmip6_lma_get_counters(h->lma, &c);
    if (c.rx_datagrams != h->seen.datagrams || accounted_for(&c) != c.rx_datagrams)
        violated(h, COUNTERS_TELL_TRUE, "%lu datagrams came, %lu are accounted for",
                 (unsigned long)h->seen.datagrams, (unsigned long)accounted_for(&c));
    if (c.tx_binding_acks != h->seen.messages || c.tx_pba_refused != h->seen.refusals)
        violated(h, COUNTERS_TELL_TRUE, "%lu answers were sent, %lu are counted",
                 (unsigned long)h->seen.messages, (unsigned long)c.tx_binding_acks);
}

void check_mag_counters(struct host *h)
{
    struct pmip6_mag_counters c;

    h->world->tally.checks[COUNTERS_TELL_TRUE]++;
    pmip6_mag_counters_init(&c);
    (void)pmip6_mag_get_counters(h->mag, &c);
    if (c.rx_datagrams != h->seen.datagrams || c.tx_pbu != h->seen.messages ||
        c.tx_router_advertisement != h->seen.advertisements)
        violated(h, COUNTERS_TELL_TRUE,
                 "%lu datagrams, %lu requests, %lu advertisements; counted %lu, %lu, %lu",
                 (unsigned long)h->seen.datagrams, (unsigned long)h->seen.messages,
                 (unsigned long)h->seen.advertisements, (unsigned long)c.rx_datagrams,
                 (unsigned long)c.tx_pbu, (unsigned long)c.tx_router_advertisement);
}
