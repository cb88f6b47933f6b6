/* SPDX-License-Identifier: MIT */
/*
 * pmip6-lmad: a local mobility anchor on Linux. It opens what the library needs, and then
 * carries events to it: datagrams, time, commands.
 */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "daemon.h"
#include "lmad.h"
#include "log.h"

#define FDS_MAX 4

static struct daemon_program program = {
    "pmip6-lmad", "A local mobility anchor of Proxy Mobile IPv6 (RFC 5213).",
    settings_directives, 0};

/* ---- What happens ---- */

static void take_datagram(const struct pmip6_datagram *datagram, uint32_t interface,
                          void *user)
{
    const struct lmad *d = user;

    (void)interface; /* an LMA has no access links */
    (void)pmip6_lma_input(d->lma, datagram);
}

static void mh_ready(int fd, void *user)
{
    struct lmad *d = user;

    (void)fd;
    mh_socket_read(&d->mh, take_datagram, d);
}

static void data_plane_ready(int fd, void *user)
{
    struct lmad *d = user;

    data_plane_readable(d->data_plane, fd);
}

static void configure_state(struct lmad *d, const struct settings *s)
{
    state_configure(&d->state, s->state, (pmip6_time)s->state_interval * 1000);
}

/* A step of saving; who asked for it hears of its end. */
static void turn_state(struct lmad *d)
{
    struct state_end end;

    if (state_turn(&d->state, d->lma, &end))
        control_finish(d->control, end.number, end.failed, &end.why);
}

/* At the orderly stop. */
static void save_state(struct lmad *d)
{
    struct why why = {""};
    int rc = state_save(&d->state, d->lma, &why);

    control_finish(d->control, UINT32_MAX, rc < 0, &why);
    if (rc < 0 && d->settings.state[0] != '\0')
        log_error("state not saved", "why=\"%s\"", why.text);
}

/* What the old settings held is let go, what the new ones hold is taken, and the library
 * takes the rest; or all is as it was. */
static int change_settings(struct lmad *d, const struct settings *fresh, struct why *why)
{
    struct why ignored;
    int error;

    host_release(d, &d->settings);
    if (host_hold(d, fresh, why) == 0) {
        error = pmip6_lma_reconfigure(d->lma, &fresh->lma);
        if (error == 0)
            return 0;
        (void)why_set(why, "%s", pmip6_strerror(error));
    }
    host_release(d, fresh);
    (void)host_hold(d, &d->settings, &ignored);
    return -1;
}

/* SIGHUP. A file with an error changes nothing; sessions of nodes that left the file stay
 * until their next request. */
static void reload(struct lmad *d)
{
    struct settings fresh;
    struct why why;

    if (settings_read(&fresh, d->config_path, &why) < 0) {
        log_error("configuration not taken", "why=\"%s\"", why.text);
        return;
    }
    if (settings_compatible(&d->settings, &fresh, &why) < 0 ||
        change_settings(d, &fresh, &why) < 0) {
        log_error("configuration not taken", "file=%s why=\"%s\"", d->config_path,
                  why.text);
        settings_free(&fresh);
        return;
    }
    policy_source_change(&d->policies, fresh.policies,
                         (pmip6_time)fresh.policy_delay * 1000);
    if (strcmp(fresh.state, d->settings.state) != 0 ||
        fresh.state_interval != d->settings.state_interval)
        configure_state(d, &fresh);
    settings_free(&d->settings);
    d->settings = fresh;
    data_plane_reconfigure(d->data_plane, fresh.path_mtu);
    log_info("configuration read again", "file=%s", d->config_path);
}

static void signal_ready(int fd, void *user)
{
    struct lmad *d = user;
    int number;

    while ((number = daemon_signal_read(fd)) != 0) {
        if (number == SIGHUP)
            reload(d);
        else
            d->stopping = 1;
    }
}

/* ---- Opening ---- */

static int decide(const struct pmip6_forward_query *q, struct pmip6_forward_verdict *v,
                  void *user)
{
    const struct lmad *d = user;

    return pmip6_lma_forward(d->lma, q, v);
}

static int open_data_plane(struct lmad *d, struct why *why)
{
    struct data_plane_config config;
    struct why note;

    memset(&config, 0, sizeof config);
    config.kind = d->settings.data_plane;
    config.role = DATA_PLANE_LMA;
    config.own = d->settings.lma.address;
    config.path_mtu = d->settings.path_mtu;
    config.decide = decide;
    config.user = d;
    if (data_plane_open(&d->data_plane, &config, &note, why) < 0)
        return -1;
    if (note.text[0] != '\0')
        log_warning("data plane", "note=\"%s\"", note.text);
    if (data_plane_forwards(d->data_plane)) {
        const int changed = sysctl_forwarding(&d->sysctl, why);

        if (changed < 0)
            return -1;
        if (changed > 0)
            log_info("IPv6 forwarding turned on", "until=stop");
    }
    return 0;
}

static int open_library(struct lmad *d, struct why *why)
{
    struct pmip6_lma_callbacks callbacks;
    int error;

    policy_source_open(&d->policies, d->settings.policies,
                       (pmip6_time)d->settings.policy_delay * 1000);
    host_callbacks(&callbacks);
    error = pmip6_lma_new(&d->lma, &d->settings.lma, &callbacks, d);
    if (error == PMIP6_ERR_INVALID)
        return why_set(
            why,
            "%s: `address` must be a unicast address that is routed, pools must "
            "not overlap, and the values must fit together",
            d->config_path);
    return error < 0 ? why_set(why, "cannot start: %s", pmip6_strerror(error)) : 0;
}

static int open_state(struct lmad *d, struct why *why)
{
    configure_state(d, &d->settings);
    return state_restore(&d->state, d->lma, why);
}

static int watch_all(struct lmad *d, struct why *why)
{
    int fds[FDS_MAX];
    const size_t count = data_plane_fds(d->data_plane, fds, FDS_MAX);
    int rc = 0;

    for (size_t i = 0; i < count; i++)
        rc |= loop_add(&d->loop, fds[i], data_plane_ready, d);
    rc |= loop_add(&d->loop, d->mh.fd, mh_ready, d);
    rc |= loop_add(&d->loop, d->signals, signal_ready, d);
    return rc == 0 ? 0 : why_set(why, "out of memory");
}

/* In this order: nothing is changed on the host before the signalling socket is ours, and
 * the control socket comes last, for whoever sees it takes us for ready. */
static int open_all(struct lmad *d, struct why *why)
{
    d->signals = daemon_signals(why);
    if (d->signals < 0 || control_check(d->settings.control, why) < 0 ||
        mh_socket_open(&d->mh, &d->settings.lma.address, why) < 0)
        return -1;
    sysctl_keep(&d->sysctl, d->settings.control);
    if (open_data_plane(d, why) < 0 || open_library(d, why) < 0 ||
        host_hold(d, &d->settings, why) < 0 || open_state(d, why) < 0 ||
        watch_all(d, why) < 0)
        return -1;
    return control_open(&d->control, d->settings.control, &d->loop, commands_call, d,
                        why);
}

/* ---- Running and closing ---- */

static void close_all(struct lmad *d)
{
    control_close(d->control);
    d->control = NULL;
    state_close(&d->state);
    if (d->lma != NULL)
        host_release(d, &d->settings);
    pmip6_lma_free(d->lma);
    policy_source_close(&d->policies);
    data_plane_close(d->data_plane);
    sysctl_restore(&d->sysctl);
    mh_socket_close(&d->mh);
    if (d->signals >= 0)
        (void)close(d->signals);
    loop_close(&d->loop);
    settings_free(&d->settings);
}

static pmip6_time next_moment(const struct lmad *d)
{
    const pmip6_time library = pmip6_lma_next_timeout(d->lma);
    const pmip6_time policies = policy_source_next(&d->policies);
    const pmip6_time state = state_next(&d->state);
    const pmip6_time first = library < policies ? library : policies;

    return first < state ? first : state;
}

static int run(struct lmad *d)
{
    struct why why;

    if (open_all(d, &why) < 0) {
        close_all(d);
        return daemon_fail(&why);
    }
    log_info("ready", "control=%s data_plane=%s", d->settings.control,
             data_plane_name(d->data_plane));
    while (!d->stopping) {
        loop_wait(&d->loop, next_moment(d));
        policy_source_answer(&d->policies, d->lma);
        if (pmip6_lma_next_timeout(d->lma) <= clock_now())
            (void)pmip6_lma_handle_timeout(d->lma);
        turn_state(d);
    }
    log_info("stopping", "role=lma");
    save_state(d);
    close_all(d);
    log_info("stopped", "role=lma");
    return 0;
}

int main(int argc, char **argv)
{
    struct daemon_options options;
    struct lmad d;
    struct why why;
    int status;

    program.directive_count = settings_directive_count;
    status = daemon_arguments(argc, argv, &program, &options);
    if (status >= 0)
        return status;
    memset(&d, 0, sizeof d);
    d.config_path = options.config;
    d.signals = -1;
    d.mh.fd = -1;
    d.mh.icmp_fd = -1;
    d.mh.lock_fd = -1;
    if (settings_read(&d.settings, options.config, &why) < 0)
        return daemon_fail(&why);
    if (options.check) {
        settings_free(&d.settings);
        return 0;
    }
    log_open(options.level);
    loop_open(&d.loop);
    return run(&d);
}
