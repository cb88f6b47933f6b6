/* SPDX-License-Identifier: MIT */
/*
 * pmip6-magd: a mobile access gateway on Linux. It opens what the library needs, and then
 * carries events to it: datagrams, Neighbor Discovery, interfaces, time, commands.
 */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "daemon.h"
#include "log.h"
#include "magd.h"
#include "settings_read.h"

#define STOP_TIME    2000000u /* microseconds that de-registrations have at the end */
#define FDS_MAX      4
#define PATHS_WARMED 16 /* LMAs, at most */

static struct daemon_program program = {
    "pmip6-magd", "A mobile access gateway of Proxy Mobile IPv6 (RFC 5213).",
    settings_directives, 0};

/* ---- What happens ---- */

/* Whatever a node sends, it is no LMA (RFC 5213 section 11): nothing of theirs gets into
 * other nodes' sessions. */
static void take_datagram(const struct pmip6_datagram *d, uint32_t interface, void *user)
{
    struct magd *m = user;

    if (access_links_have(m, interface)) {
        m->from_links++;
        return;
    }
    (void)pmip6_mag_input(m->mag, d);
}

static void mh_ready(int fd, void *user)
{
    struct magd *m = user;

    (void)fd;
    mh_socket_read(&m->mh, take_datagram, m);
}

static void watch_ready(int fd, void *user)
{
    struct magd *m = user;

    (void)fd;
    netlink_watch_read(&m->watch);
}

static void data_plane_ready(int fd, void *user)
{
    struct magd *m = user;

    data_plane_readable(m->data_plane, fd);
}

static void clock_ready(int fd, void *user)
{
    struct magd *m = user;

    if (!clock_was_set(fd))
        return;
    log_info("clock set", "role=mag");
    (void)pmip6_mag_clock_synced(m->mag);
}

/* Whether an earlier profile names the same LMA. */
static int named_before(const struct settings *s, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (memcmp(&s->nodes[i].lma, &s->nodes[n].lma, sizeof s->nodes[n].lma) == 0)
            return 1;
    }
    return 0;
}

/* A first request that waits for a neighbour's address on its way comes with a timestamp
 * that is too old (RFC 5213 5.5), and is refused: the way is made known before. */
static void warm_paths(struct magd *m)
{
    size_t warmed = 0;
    size_t i;

    for (i = 0; i < m->settings.node_count && warmed < PATHS_WARMED; i++) {
        if (named_before(&m->settings, i))
            continue;
        mh_socket_warm(&m->mh, &m->settings.nodes[i].lma);
        warmed++;
    }
}

/* What no visitor has been heard to have is answered `unreachable`. */
static void hold_visitors(struct magd *m, const struct pmip6_prefix *was,
                          const struct pmip6_prefix *is)
{
    if (memcmp(was, is, sizeof *is) == 0)
        return;
    if (was->length > 0)
        data_plane_release(m->data_plane, was);
    if (is->length > 0 && data_plane_hold(m->data_plane, is) < 0)
        log_warning("no route for the visitors' prefix", "role=mag");
}

/* The new settings are in force before the library asks policies, and the old ones again
 * where it does not take them; tunnels that both name are not touched. */
static int change_settings(struct magd *m, struct settings *fresh, struct why *why)
{
    struct settings was = m->settings;
    int error;

    if (settings_compatible(&was, fresh, why) < 0)
        return -1;
    m->settings = *fresh;
    error = host_open_tunnels(m, fresh, why);
    if (error == 0) {
        m->reconfiguring = 1;
        error = pmip6_mag_reconfigure(m->mag, &fresh->mag);
        m->reconfiguring = 0;
        if (error == 0) {
            host_close_tunnels(m, &was, fresh);
            hold_visitors(m, &was.mag.visitor_prefix, &fresh->mag.visitor_prefix);
            settings_free(&was);
            return 0;
        }
        (void)why_set(why, "%s", pmip6_strerror(error));
    }
    host_close_tunnels(m, fresh, &was);
    m->settings = was;
    return -1;
}

/* SIGHUP. Sessions of nodes that left the file stay until their next request. */
static void reload(struct magd *m)
{
    const struct pmip6_bytes everybody = {NULL, 0};
    struct settings fresh;
    struct why why;

    if (settings_read(&fresh, m->config_path, &why) < 0) {
        log_error("configuration not taken", "why=\"%s\"", why.text);
        return;
    }
    if (change_settings(m, &fresh, &why) < 0) {
        log_error("configuration not taken", "file=%s why=\"%s\"", m->config_path,
                  why.text);
        settings_free(&fresh);
        return;
    }
    (void)pmip6_mag_policy_changed(m->mag, everybody);
    data_plane_reconfigure(m->data_plane, fresh.mag.path_mtu);
    if (access_links_configure(m) < 0)
        log_error("out of memory", "file=%s", m->config_path);
    netlink_watch_again(&m->watch);
    host_warn(m);
    warm_paths(m);
    log_info("configuration read again", "file=%s", m->config_path);
}

static void signal_ready(int fd, void *user)
{
    struct magd *m = user;
    int number;

    while ((number = daemon_signal_read(fd)) != 0) {
        if (number != SIGHUP)
            m->stopping = 1;
        else if (!m->stopping)
            reload(m);
    }
}

/* ---- Opening ---- */

static int decide(const struct pmip6_forward_query *q, struct pmip6_forward_verdict *v,
                  void *user)
{
    const struct magd *m = user;

    return pmip6_mag_forward(m->mag, q, v);
}

static int is_access_link(uint32_t interface, void *user)
{
    return access_links_have(user, interface);
}

static void path_mtu_changed(const struct pmip6_addr *peer, uint32_t mtu, void *user)
{
    const struct magd *m = user;

    (void)pmip6_mag_path_mtu(m->mag, peer, mtu);
}

static int open_data_plane(struct magd *m, struct why *why)
{
    struct data_plane_config config;
    struct why note;

    memset(&config, 0, sizeof config);
    config.kind = m->settings.data_plane;
    config.role = DATA_PLANE_MAG;
    config.own = m->settings.mag.address;
    config.path_mtu = m->settings.mag.path_mtu;
    config.decide = decide;
    config.is_access_link = is_access_link;
    config.path_mtu_changed = path_mtu_changed;
    config.user = m;
    if (data_plane_open(&m->data_plane, &config, &note, why) < 0)
        return -1;
    if (note.text[0] != '\0')
        log_warning("data plane", "note=\"%s\"", note.text);
    if (data_plane_forwards(m->data_plane)) {
        const int changed = sysctl_forwarding(&m->sysctl, why);

        if (changed < 0)
            return -1;
        if (changed > 0)
            log_info("IPv6 forwarding turned on", "until=stop");
    }
    return 0;
}

static int open_library(struct magd *m, struct why *why)
{
    struct pmip6_mag_callbacks callbacks;
    int error;

    host_callbacks(&callbacks);
    error = pmip6_mag_new(&m->mag, &m->settings.mag, &callbacks, m);
    if (error == PMIP6_ERR_INVALID)
        return why_set(why,
                       "%s: `address` must be a unicast address that is routed, and the "
                       "values must fit together",
                       m->config_path);
    return error < 0 ? why_set(why, "cannot start: %s", pmip6_strerror(error)) : 0;
}

static int watch_all(struct magd *m, struct why *why)
{
    int fds[FDS_MAX];
    const size_t count = data_plane_fds(m->data_plane, fds, FDS_MAX);
    int rc = 0;
    size_t i;

    for (i = 0; i < count; i++)
        rc |= loop_add(&m->loop, fds[i], data_plane_ready, m);
    rc |= loop_add(&m->loop, m->mh.fd, mh_ready, m);
    rc |= loop_add(&m->loop, m->watch.fd, watch_ready, m);
    rc |= loop_add(&m->loop, m->signals, signal_ready, m);
    m->clock = clock_watch();
    if (m->clock >= 0)
        rc |= loop_add(&m->loop, m->clock, clock_ready, m);
    return rc == 0 ? 0 : why_set(why, "out of memory");
}

/* In this order: nothing is changed on the host before the signalling socket is ours, and
 * the control socket comes last, for whoever sees it takes us for ready. */
static int open_all(struct magd *m, struct why *why)
{
    static const struct pmip6_prefix no_prefix;
    int error;

    m->signals = daemon_signals(why);
    if (m->signals < 0 || control_check(m->settings.control, why) < 0 ||
        mh_socket_open(&m->mh, &m->settings.mag.address, why) < 0)
        return -1;
    sysctl_keep(&m->sysctl, m->settings.control);
    error = netlink_open(&m->netlink);
    if (error < 0)
        return why_set(why, "cannot open rtnetlink: %s", strerror(-error));
    if (open_data_plane(m, why) < 0 || open_library(m, why) < 0 ||
        host_open_tunnels(m, &m->settings, why) < 0 ||
        netlink_watch_open(&m->watch, access_links_notice, m, why) < 0 ||
        watch_all(m, why) < 0)
        return -1;
    if (access_links_configure(m) < 0)
        return why_set(why, "out of memory");
    hold_visitors(m, &no_prefix, &m->settings.mag.visitor_prefix);
    host_warn(m);
    warm_paths(m);
    return control_open(&m->control, m->settings.control, &m->loop, commands_call, m,
                        why);
}

/* ---- Running and closing ---- */

static void turn(struct magd *m, pmip6_time deadline)
{
    const pmip6_time next = pmip6_mag_next_timeout(m->mag);

    loop_wait(&m->loop, next < deadline ? next : deadline);
    if (pmip6_mag_next_timeout(m->mag) <= clock_now())
        (void)pmip6_mag_handle_timeout(m->mag);
    access_links_sweep(m);
}

static int anybody_left(const struct magd *m)
{
    struct pmip6_mag_status s;

    pmip6_mag_status_init(&s);
    return pmip6_mag_get_status(m->mag, &s) == 0 && (s.attachments > 0 || s.leaving > 0);
}

/* RFC 5213 6.9.1.4 for every node; then what is left of the time is waited for answers.
 */
static void leave(struct magd *m)
{
    const pmip6_time end = clock_now() + STOP_TIME;

    log_info("stopping", "role=mag");
    (void)pmip6_mag_detach_all(m->mag);
    while (anybody_left(m) && clock_now() < end)
        turn(m, end);
}

static void close_all(struct magd *m)
{
    control_close(m->control);
    m->control = NULL;
    if (m->mag != NULL)
        access_links_close(m);
    if (m->mag != NULL)
        host_close_tunnels(m, &m->settings, NULL);
    pmip6_mag_free(m->mag);
    data_plane_close(m->data_plane);
    sysctl_restore(&m->sysctl);
    netlink_watch_close(&m->watch);
    netlink_close(&m->netlink);
    mh_socket_close(&m->mh);
    if (m->clock >= 0)
        (void)close(m->clock);
    if (m->signals >= 0)
        (void)close(m->signals);
    loop_close(&m->loop);
    settings_free(&m->settings);
}

static int run(struct magd *m)
{
    struct why why;

    if (open_all(m, &why) < 0) {
        close_all(m);
        return daemon_fail(&why);
    }
    log_info("ready", "control=%s data_plane=%s", m->settings.control,
             data_plane_name(m->data_plane));
    while (!m->stopping)
        turn(m, PMIP6_NEVER);
    leave(m);
    close_all(m);
    log_info("stopped", "role=mag");
    return 0;
}

int main(int argc, char **argv)
{
    struct daemon_options options;
    struct magd m;
    struct why why;
    int status;

    program.directive_count = settings_directive_count;
    status = daemon_arguments(argc, argv, &program, &options);
    if (status >= 0)
        return status;
    memset(&m, 0, sizeof m);
    m.config_path = options.config;
    m.signals = -1;
    m.clock = -1;
    m.netlink.fd = -1;
    m.watch.fd = -1;
    m.mh.fd = -1;
    m.mh.icmp_fd = -1;
    m.mh.lock_fd = -1;
    if (settings_read(&m.settings, options.config, &why) < 0)
        return daemon_fail(&why);
    if (options.check) {
        settings_free(&m.settings);
        return 0;
    }
    log_open(options.level);
    loop_open(&m.loop);
    return run(&m);
}
