/* SPDX-License-Identifier: MIT */
#include "edition.h"

#include <pmip6/message.h>

static const struct edition editions[] = {
    [PMIP6_DRAFT_02] =
        {
            .missing_mn_id = PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION, /* 5.3.1 */
            .missing_prefix = PMIP6_STATUS_PROHIBITED,                  /* 5.3.1 */
            .unknown_node = PMIP6_STATUS_NOT_HOME_AGENT,                /* 5.3.1 */
            .timestamp_not_newer = PMIP6_STATUS_TIMESTAMP_MISMATCH,     /* 5.4 */
            .other_prefix = PMIP6_STATUS_PROHIBITED,                    /* 5.3.1 */
            .deregistering_nothing = PMIP6_STATUS_NOT_HOME_AGENT, /* RFC 3775 10.3.2 */
            .look_up = LOOK_UP_BY_NODE,                           /* 5.3.1 */
            .prefixes_per_session = 1,                            /* 5.2 */
            .node_before_gateway = 1,                             /* 5.3.1 */
            .answers_former_mag = 1,                              /* 5.3.1: MAY */
            .zero_prefix_in_answer = 1,
            .link_local = LINK_LOCAL_OF_NODE,    /* 8.4 */
            .min_delay_before_bce_delete = 1000, /* 9 */
        },
    [PMIP6_RFC5213] =
        {
            .missing_mn_id = PMIP6_STATUS_MISSING_MN_IDENTIFIER_OPTION,
            .missing_prefix = PMIP6_STATUS_MISSING_HOME_NETWORK_PREFIX_OPTION,
            .unknown_node = PMIP6_STATUS_NOT_LMA_FOR_THIS_MOBILE_NODE,
            .timestamp_not_newer = PMIP6_STATUS_TIMESTAMP_LOWER_THAN_PREV_ACCEPTED,
            .other_prefix = PMIP6_STATUS_BCE_PBU_PREFIX_SET_DO_NOT_MATCH,
            .deregistering_nothing = 0, /* 5.4.1: silently ignored */
            .look_up = LOOK_UP_BY_SESSION,
            .prefixes_per_session = PMIP6_PREFIXES_MAX,
            .blocks_when_leaving = 1, /* 5.3.5 */
            .empty_mn_id_in_answer = 1,
            .zero_prefix_in_answer = 1,
            .has_handoff = 1,
            .link_local = LINK_LOCAL_OF_MAG, /* 8.7 */
            .tears_link_down = 1,
            .min_delay_before_bce_delete = 10000, /* 9.1 */
        },
};

const struct edition *p6_edition(uint32_t edition)
{
    if (edition != PMIP6_DRAFT_02 && edition != PMIP6_RFC5213)
        return NULL;
    return &editions[edition];
}
