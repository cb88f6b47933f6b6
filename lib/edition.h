/* SPDX-License-Identifier: MIT */
#ifndef P6_EDITION_H
#define P6_EDITION_H

#include <pmip6/types.h>

/*
 * What the two editions of the protocol disagree about, as data. Code asks a column,
 * never which edition it is.
 */

enum link_local_names { LINK_LOCAL_OF_MAG, LINK_LOCAL_OF_NODE };
enum look_up { LOOK_UP_BY_SESSION, LOOK_UP_BY_NODE };

struct edition {
    /* What a request without something is refused with. */
    uint8_t missing_mn_id;
    uint8_t missing_prefix;

    /* Other refusals. */
    uint8_t unknown_node;
    uint8_t timestamp_not_newer;   /* lower than the last accepted */
    uint8_t other_prefix;          /* another than the session's */
    uint8_t deregistering_nothing; /* 0: ignored */

    /* Conduct of the LMA. */
    uint8_t look_up;               /* enum look_up */
    uint8_t prefixes_per_session;  /* at most */
    uint8_t node_before_gateway;   /* order of the checks for node and for gateway */
    uint8_t blocks_when_leaving;   /* traffic is dropped during the delayed delete */
    uint8_t answers_former_mag;    /* a former MAG's de-registration is answered with 0 */
    uint8_t empty_mn_id_in_answer; /* an identifier of no octets where there was none */
    uint8_t zero_prefix_in_answer; /* ::/0 where the request had no prefix option */

    /* Options of an answer and of a request. */
    uint8_t has_handoff; /* handoff indicator, access technology, link-layer identifier */
    uint8_t link_local;  /* enum link_local_names */

    /* Conduct of the MAG. */
    uint8_t tears_link_down; /* at the end of a de-registration (6.9.1.4) */

    uint32_t min_delay_before_bce_delete; /* ms */
};

/* The row of an edition, NULL for an unknown one. */
const struct edition *p6_edition(uint32_t edition);

#endif
