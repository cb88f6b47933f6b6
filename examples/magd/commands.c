/* SPDX-License-Identifier: MIT */
/* What pmip6ctl asks of pmip6-magd. */

#include <stdio.h>
#include <string.h>

#include <pmip6/version.h>

#include "config.h"
#include "identifier.h"
#include "magd.h"

#define ROWS_AT_ONCE 64

/* ---- show ---- */

static void put(struct json *out, const char *key, uint64_t value)
{
    json_key(out, key);
    json_number(out, value);
}

static int show_status(struct control_call *call, const struct magd *m)
{
    struct data_plane_counters c;
    struct pmip6_mag_status s;

    pmip6_mag_status_init(&s);
    (void)pmip6_mag_get_status(m->mag, &s);
    data_plane_get_counters(m->data_plane, &c);
    json_begin(call->out, '{');
    json_key(call->out, "role");
    json_string(call->out, "mag");
    json_key(call->out, "version");
    json_string(call->out, pmip6_version());
    json_key(call->out, "edition");
    json_string(call->out, s.edition == PMIP6_DRAFT_02 ? "draft-02" : "rfc5213");
    json_key(call->out, "address");
    json_address(call->out, &m->settings.mag.address);
    json_key(call->out, "data_plane");
    json_string(call->out, data_plane_name(m->data_plane));
    put(call->out, "links", s.links);
    put(call->out, "attachments", s.attachments);
    put(call->out, "registered", s.registered);
    put(call->out, "pending", s.pending);
    put(call->out, "tunnels", s.tunnels);
    put(call->out, "memory", s.memory);
    put(call->out, "packets_encapsulated", c.encapsulated);
    put(call->out, "packets_decapsulated", c.decapsulated);
    put(call->out, "packets_dropped", c.dropped);
    put(call->out, "packets_from_links", c.from_links);
    put(call->out, "packets_malformed", c.malformed);
    put(call->out, "packets_too_big", c.too_big);
    put(call->out, "tunnel_errors", c.errors);
    put(call->out, "packets_failed", c.failed);
    json_end(call->out, '}');
    return 0;
}

static int show_counters(struct control_call *call, const struct magd *m)
{
    struct pmip6_mag_counters c;
    char key[64];
    uint32_t i;

    memset(&c, 0, sizeof c);
    pmip6_mag_counters_init(&c);
    (void)pmip6_mag_get_counters(m->mag, &c);
    json_begin(call->out, '{');
    put(call->out, "rx_datagrams", c.rx_datagrams);
    put(call->out, "rx_pba", c.rx_pba);
    put(call->out, "rx_pba_accepted", c.rx_pba_accepted);
    put(call->out, "rx_pba_refused", c.rx_pba_refused);
    put(call->out, "rx_binding_error", c.rx_binding_error);
    put(call->out, "rx_nd", c.rx_nd);
    put(call->out, "rx_other", c.rx_other);
    put(call->out, "rx_unknown_option", c.rx_unknown_option);
    put(call->out, "tx_pbu", c.tx_pbu);
    put(call->out, "tx_pbu_repeated", c.tx_pbu_repeated);
    put(call->out, "tx_registration", c.tx_registration);
    put(call->out, "tx_extension", c.tx_extension);
    put(call->out, "tx_deregistration", c.tx_deregistration);
    put(call->out, "tx_binding_error", c.tx_binding_error);
    put(call->out, "tx_router_advertisement", c.tx_router_advertisement);
    put(call->out, "tx_neighbor_solicitation", c.tx_neighbor_solicitation);
    put(call->out, "tx_failed", c.tx_failed);
    for (i = 1; i < PMIP6_DROP_REASONS; i++) {
        const char *name = pmip6_drop_name(i);

        if (name == NULL)
            continue;
        (void)snprintf(key, sizeof key, "drop_%s", name);
        put(call->out, key, c.drop[i]);
    }
    put(call->out, "drop_access_link", m->from_links);
    json_end(call->out, '}');
    return 0;
}

static int show_tunnels(struct control_call *call, const struct magd *m)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    json_begin(call->out, '[');
    while (pmip6_mag_next_tunnel(m->mag, &cursor, &t) == 1) {
        json_begin(call->out, '{');
        json_key(call->out, "tunnel");
        json_string(call->out, data_plane_interface(m->data_plane));
        json_key(call->out, "local");
        json_address(call->out, &t.local);
        json_key(call->out, "remote");
        json_address(call->out, &t.remote);
        put(call->out, "users", t.users);
        json_key(call->out, "static");
        json_bool(call->out, (t.flags & PMIP6_TUNNEL_STATIC) != 0);
        json_end(call->out, '}');
    }
    json_end(call->out, ']');
    return 0;
}

static int more_bindings(struct json *out, uint32_t *cursor, void *magd)
{
    const struct magd *m = magd;
    struct pmip6_attachment_view v;
    int i;

    pmip6_attachment_view_init(&v);
    for (i = 0; i < ROWS_AT_ONCE; i++) {
        if (pmip6_mag_next_attachment(m->mag, cursor, &v) != 1) {
            json_end(out, ']');
            json_append(out, "\n", 1);
            return 0;
        }
        report_attachment(out, &v, m);
    }
    return 1;
}

static int show_bindings(struct control_call *call, const struct magd *m)
{
    struct pmip6_attachment_view v;
    uint8_t octets[PMIP6_MN_ID_MAX];
    struct pmip6_bytes id;
    uint32_t cursor = 0;

    json_begin(call->out, '[');
    if (call->count == 2) {
        call->more = more_bindings;
        return 0;
    }
    id = identifier_read(call->words[2], octets);
    pmip6_attachment_view_init(&v);
    while (pmip6_mag_next_attachment(m->mag, &cursor, &v) == 1) {
        if (v.mn_id.length == id.length && id.length > 0 &&
            memcmp(v.mn_id.data, id.data, id.length) == 0)
            report_attachment(call->out, &v, m);
    }
    json_end(call->out, ']');
    return 0;
}

static int show(struct control_call *call, const struct magd *m)
{
    if (call->count == 2 && strcmp(call->words[1], "status") == 0)
        return show_status(call, m);
    if (call->count == 2 && strcmp(call->words[1], "counters") == 0)
        return show_counters(call, m);
    if (call->count == 2 && strcmp(call->words[1], "tunnels") == 0)
        return show_tunnels(call, m);
    if ((call->count == 2 || call->count == 3) && strcmp(call->words[1], "bindings") == 0)
        return show_bindings(call, m);
    (void)why_set(call->why, "show status, counters, tunnels or bindings [ID]");
    return 2;
}

/* ---- attach, detach, renumber ---- */

static int refuse(struct control_call *call, const char *what, int error)
{
    (void)why_set(call->why, "%s: %s", what, pmip6_strerror(error));
    return 1;
}

/* `attach ID LINK [handoff N]`; 0, or the status to end with. */
static int take_handoff(struct control_call *call, uint32_t *handoff)
{
    *handoff = 0;
    if (call->count == 3)
        return 0;
    if (call->count == 5 && strcmp(call->words[3], "handoff") == 0)
        return config_number(call->words[4], 1, 4, handoff, call->why) < 0 ? 2 : 0;
    (void)why_set(call->why, "attach ID LINK [handoff N]");
    return 2;
}

static int attach(struct control_call *call, struct magd *m)
{
    uint8_t octets[PMIP6_MN_ID_MAX];
    const struct pmip6_bytes id = identifier_read(call->words[1], octets);
    const struct node_settings *node = settings_node(&m->settings, id);
    struct access_link *l;
    struct pmip6_attach who;
    uint32_t handoff;
    int rc = take_handoff(call, &handoff);

    if (rc != 0)
        return rc;
    l = access_link_named(m, call->words[2]);
    if (m->stopping) {
        (void)why_set(call->why, "the gateway is stopping");
        return 1;
    }
    if (node == NULL || l == NULL || l->unlisted) {
        (void)why_set(call->why, "unknown %s %s", node == NULL ? "mobile node" : "link",
                      node == NULL ? call->words[1] : call->words[2]);
        return 1;
    }
    if (l->state != LINK_UP) {
        (void)why_set(call->why, "link %s is %s", call->words[2],
                      l->state == LINK_ABSENT ? "not there" : "down");
        return 1;
    }
    pmip6_attach_init(&who);
    who.mn_id = id;
    who.link_layer_id.data = node->link_layer.octets;
    who.link_layer_id.length = node->link_layer.length;
    who.handoff = (uint8_t)handoff;
    who.administrative = 1;
    rc = pmip6_mag_attach(m->mag, (uint32_t)l->interface.index, &who);
    if (rc < 0)
        return refuse(call, "attach", rc);
    l->held = 0;
    return 0;
}

/* A node that nobody could name is named by its link. */
static int detach(struct control_call *call, struct magd *m)
{
    uint8_t octets[PMIP6_MN_ID_MAX];
    const uint32_t of_node =
        pmip6_mag_link_of(m->mag, identifier_read(call->words[1], octets));
    struct access_link *l = of_node != 0 ? access_link_numbered(m, of_node)
                                         : access_link_named(m, call->words[1]);
    const uint32_t link =
        l != NULL && l->state != LINK_ABSENT ? (uint32_t)l->interface.index : of_node;
    const int rc = link == 0 ? PMIP6_ERR_NOT_FOUND : pmip6_mag_detach(m->mag, link);

    if (rc < 0)
        return refuse(call, call->words[1], rc);
    if (l != NULL)
        l->held = 1;
    return 0;
}

static int renumber(struct control_call *call, struct magd *m)
{
    uint8_t octets[PMIP6_MN_ID_MAX];
    const uint32_t link =
        pmip6_mag_link_of(m->mag, identifier_read(call->words[1], octets));
    const int rc = link == 0 ? PMIP6_ERR_NOT_FOUND : pmip6_mag_renumber(m->mag, link);

    return rc < 0 ? refuse(call, call->words[1], rc) : 0;
}

static int by_control(struct control_call *call, struct magd *m,
                      int (*act)(struct control_call *, struct magd *))
{
    if ((m->settings.detect & DETECT_CONTROL) != 0)
        return act(call, m);
    (void)why_set(call->why, "`detect` in the configuration leaves control out");
    return 1;
}

int commands_call(struct control_call *call, void *magd)
{
    const char *word = call->count == 0 ? "" : call->words[0];
    int status = 2;

    if (call->count >= 2 && strcmp(word, "show") == 0)
        return show(call, magd);
    if (call->count >= 3 && strcmp(word, "attach") == 0)
        status = by_control(call, magd, attach);
    else if (call->count == 2 && strcmp(word, "detach") == 0)
        status = by_control(call, magd, detach);
    else if (call->count == 2 && strcmp(word, "renumber") == 0)
        status = renumber(call, magd);
    else
        (void)why_set(call->why, "a MAG knows: show, watch, attach ID LINK [handoff N], "
                                 "detach ID|LINK, renumber ID");
    if (status == 0) {
        json_begin(call->out, '{');
        json_end(call->out, '}');
    }
    return status;
}
