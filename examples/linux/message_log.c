/* SPDX-License-Identifier: MIT */
/* Messages as the library writes them, or why and where one could not be decoded. */

#include <arpa/inet.h>
#include <netinet/in.h>

#include <pmip6/message.h>

#include "log.h"
#include "message_log.h"

#define OPTIONS_MAX 1024u              /* more than 2048 octets can hold */
#define TEXT_MAX    (LOG_LINE_MAX / 2) /* every usual message, and room for what is before \
                                        */

static void write_text(const char *what, const char *peer, const struct pmip6_message *m)
{
    char text[TEXT_MAX];
    size_t length;
    const int rc = pmip6_message_text(m, text, sizeof text, &length);

    if (rc == 0 || rc == PMIP6_ERR_ROOM)
        log_debug(what, "peer=%s %s%s", peer, text, rc == 0 ? "" : "...");
}

void message_log(const char *what, const struct pmip6_datagram *d,
                 const struct pmip6_addr *peer)
{
    static struct pmip6_option options[OPTIONS_MAX];
    char peer_text[INET6_ADDRSTRLEN];
    struct pmip6_message m;
    size_t where;
    int rc;

    if (!log_reaches(PMIP6_LOG_DEBUG))
        return;
    (void)inet_ntop(AF_INET6, peer->octets, peer_text, sizeof peer_text);
    pmip6_message_init(&m, options, OPTIONS_MAX);
    rc = pmip6_message_decode(&m, d->octets, &d->source, &d->destination, &where);
    if (rc < 0)
        log_debug(what, "peer=%s error=%s octet=%zu", peer_text, pmip6_error_name(rc),
                  where);
    else
        write_text(what, peer_text, &m);
}
