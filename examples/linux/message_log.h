/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_MESSAGE_LOG_H
#define PMIP6_EXAMPLES_LINUX_MESSAGE_LOG_H

/* Mobility Header messages in the log, at level debug: a line each. */

#include <pmip6/types.h>

/* `what` became of the datagram, `peer` is who is at its other end. Where the log does
 * not go so far, the datagram is not looked at. */
void message_log(const char *what, const struct pmip6_datagram *d,
                 const struct pmip6_addr *peer);

#endif
