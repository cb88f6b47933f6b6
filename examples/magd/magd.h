/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_MAGD_MAGD_H
#define PMIP6_EXAMPLES_MAGD_MAGD_H

/* The state of the running daemon, and the parts that act on it. */

#include <pmip6/mag.h>

#include "access_link.h"
#include "control.h"
#include "data_plane.h"
#include "loop.h"
#include "mh_socket.h"
#include "netlink.h"
#include "netlink_watch.h"
#include "settings.h"
#include "sysctl.h"

struct magd {
    pmip6_mag *mag;
    struct loop loop;
    struct control *control;
    const char *config_path;
    int signals;
    int clock;
    int stopping;
    int reconfiguring; /* policies are asked for again right afterwards */
    struct settings settings;
    struct mh_socket mh;
    struct netlink netlink;
    struct netlink_watch watch;
    struct data_plane *data_plane;
    struct sysctl sysctl;
    struct access_link *links;
    uint32_t outside;    /* the interface last found to be no access link; 0: none */
    uint64_t from_links; /* Mobility Headers that came in on access links: dropped */
};

/* host.c: fills in the library's callbacks; `user` is the struct magd. */
void host_callbacks(struct pmip6_mag_callbacks *cb);

/* host.c: warns of links whose node has no profile. */
void host_warn(const struct magd *m);

/* host.c: opens the static tunnels of the settings that are not open yet; -1 and why. */
int host_open_tunnels(struct magd *m, const struct settings *s, struct why *why);

/* host.c: closes the static tunnels of the settings but those that others name as well
 * (NULL: none), a tunnel in use once it is not any more. */
void host_close_tunnels(struct magd *m, const struct settings *s,
                        const struct settings *others);

/* report.c: what the library tells, to the log and to those who watch. */
void report_event(const struct pmip6_mag_event *e, void *magd);
void report_log(const struct pmip6_log *l, void *magd);

/* report.c: one attachment as JSON. */
void report_attachment(struct json *out, const struct pmip6_attachment_view *v,
                       const struct magd *m);

/* commands.c: what pmip6ctl asks for. */
int commands_call(struct control_call *call, void *magd);

#endif
