/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LMAD_LMAD_H
#define PMIP6_EXAMPLES_LMAD_LMAD_H

/* The state of the running daemon, and the parts that act on it. */

#include <pmip6/lma.h>

#include "control.h"
#include "data_plane.h"
#include "loop.h"
#include "mh_socket.h"
#include "policy_source.h"
#include "settings.h"
#include "sysctl.h"

struct lmad {
    pmip6_lma *lma;
    struct loop loop;
    struct control *control;
    const char *config_path;
    int signals;
    int stopping;
    struct settings settings;
    struct mh_socket mh;
    struct policy_source policies;
    struct state state;
    struct data_plane *data_plane;
    struct sysctl sysctl;
};

/* host.c: fills in the library's callbacks; `user` is the struct lmad. */
void host_callbacks(struct pmip6_lma_callbacks *cb);

/* host.c: holds the prefixes that policies name, opens static tunnels, holds the pools in
 * the data plane; takes all that back. */
int host_hold(struct lmad *d, const struct settings *s, struct why *why);
void host_release(struct lmad *d, const struct settings *s);

/* report.c: what the library tells, to the log and to those who watch. */
void report_event(const struct pmip6_lma_event *e, void *lmad);
void report_log(const struct pmip6_log *l, void *lmad);

/* report.c: one binding as JSON. */
void report_binding(struct json *out, const struct pmip6_binding_view *v,
                    const struct lmad *d);

/* commands.c: what pmip6ctl asks for. */
int commands_call(struct control_call *call, void *lmad);

#endif
