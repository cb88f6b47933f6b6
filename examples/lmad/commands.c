/* SPDX-License-Identifier: MIT */
/* What pmip6ctl asks of pmip6-lmad. */

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <pmip6/version.h>

#include "identifier.h"
#include "lmad.h"

#define ROWS_AT_ONCE 64

/* ---- show ---- */

static void put(struct json *out, const char *key, uint64_t value)
{
    json_key(out, key);
    json_number(out, value);
}

static int show_status(struct control_call *call, const struct lmad *d)
{
    struct data_plane_counters c;
    struct pmip6_lma_status s;

    pmip6_lma_status_init(&s);
    (void)pmip6_lma_get_status(d->lma, &s);
    data_plane_get_counters(d->data_plane, &c);
    json_begin(call->out, '{');
    json_key(call->out, "role");
    json_string(call->out, "lma");
    json_key(call->out, "version");
    json_string(call->out, pmip6_version());
    json_key(call->out, "edition");
    json_string(call->out, s.edition == PMIP6_DRAFT_02 ? "draft-02" : "rfc5213");
    json_key(call->out, "address");
    json_address(call->out, &d->settings.lma.address);
    json_key(call->out, "data_plane");
    json_string(call->out, data_plane_name(d->data_plane));
    put(call->out, "bindings", s.bindings);
    put(call->out, "deregistering", s.deregistering);
    put(call->out, "pending", s.pending);
    put(call->out, "tunnels", s.tunnels);
    put(call->out, "prefixes", s.prefixes);
    put(call->out, "memory", s.memory);
    put(call->out, "packets_encapsulated", c.encapsulated);
    put(call->out, "packets_decapsulated", c.decapsulated);
    put(call->out, "packets_dropped", c.dropped);
    put(call->out, "packets_malformed", c.malformed);
    put(call->out, "packets_too_big", c.too_big);
    put(call->out, "tunnel_errors", c.errors);
    put(call->out, "packets_failed", c.failed);
    json_end(call->out, '}');
    return 0;
}

/* Refusals by the name of their status, as RFC 6475 counts them; those without a name by
 * their number, where there were any. */
static void put_refusals(struct json *out, const struct pmip6_lma_counters *c)
{
    char key[96];

    for (unsigned status = 128; status < 256; status++) {
        const char *name = pmip6_status_name((uint8_t)status);
        const int named = strcmp(name, "unassigned") != 0;
        size_t at = 3;

        if (c->tx_refused[status] == 0 && (!named || status < 152 || status > 162))
            continue;
        (void)snprintf(key, sizeof key, named ? "tx_%s" : "tx_refused_%s%u",
                       named ? name : "", status);
        for (; key[at] != '\0'; at++)
            key[at] = (char)tolower((unsigned char)key[at]);
        put(out, key, c->tx_refused[status]);
    }
}

static void put_drops(struct json *out, const struct pmip6_lma_counters *c)
{
    char key[64];

    for (uint32_t i = 1; i < PMIP6_DROP_REASONS; i++) {
        const char *name = pmip6_drop_name(i);

        if (name == NULL)
            continue;
        (void)snprintf(key, sizeof key, "drop_%s", name);
        put(out, key, c->drop[i]);
    }
}

static int show_counters(struct control_call *call, const struct lmad *d)
{
    struct pmip6_lma_counters c;

    memset(&c, 0, sizeof c);
    pmip6_lma_counters_init(&c);
    (void)pmip6_lma_get_counters(d->lma, &c);
    json_begin(call->out, '{');
    put(call->out, "rx_datagrams", c.rx_datagrams);
    put(call->out, "rx_pbu", c.rx_pbu);
    put(call->out, "rx_initial_binding_registrations",
        c.rx_initial_binding_registrations);
    put(call->out, "rx_binding_life_time_extension_no_handoff",
        c.rx_binding_life_time_extension_no_handoff);
    put(call->out, "rx_binding_life_time_extension_after_handoff",
        c.rx_binding_life_time_extension_after_handoff);
    put(call->out, "rx_binding_deregistrations", c.rx_binding_deregistrations);
    put(call->out, "rx_duplicate", c.rx_duplicate);
    put(call->out, "rx_other", c.rx_other);
    put(call->out, "rx_unknown_option", c.rx_unknown_option);
    put(call->out, "tx_binding_acks", c.tx_binding_acks);
    put(call->out, "tx_pba_refused", c.tx_pba_refused);
    put(call->out, "tx_binding_error", c.tx_binding_error);
    put(call->out, "tx_failed", c.tx_failed);
    put_refusals(call->out, &c);
    put_drops(call->out, &c);
    json_end(call->out, '}');
    return 0;
}

static int show_tunnels(struct control_call *call, const struct lmad *d)
{
    struct pmip6_tunnel t;
    uint32_t cursor = 0;

    memset(&t, 0, sizeof t);
    t.size = sizeof t;
    json_begin(call->out, '[');
    while (pmip6_lma_next_tunnel(d->lma, &cursor, &t) == 1) {
        json_begin(call->out, '{');
        json_key(call->out, "tunnel");
        json_string(call->out, data_plane_interface(d->data_plane));
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

static int more_bindings(struct json *out, uint32_t *cursor, void *lmad)
{
    const struct lmad *d = lmad;
    struct pmip6_binding_view v;

    pmip6_binding_view_init(&v);
    for (int i = 0; i < ROWS_AT_ONCE; i++) {
        if (pmip6_lma_next_binding(d->lma, cursor, &v) != 1) {
            json_end(out, ']');
            json_append(out, "\n", 1);
            return 0;
        }
        report_binding(out, &v, d);
    }
    return 1;
}

static int show_bindings(struct control_call *call, const struct lmad *d)
{
    struct pmip6_binding_view v;
    uint8_t octets[PMIP6_MN_ID_MAX];
    struct pmip6_bytes id;
    uint32_t cursor = 0;

    json_begin(call->out, '[');
    if (call->count == 2) {
        call->more = more_bindings;
        return 0;
    }
    pmip6_binding_view_init(&v);
    id = identifier_read(call->words[2], octets);
    while (pmip6_lma_next_of_node(d->lma, id, 0, &cursor, &v) == 1)
        report_binding(call->out, &v, d);
    json_end(call->out, ']');
    return 0;
}

static int show(struct control_call *call, const struct lmad *d)
{
    if (call->count == 2 && strcmp(call->words[1], "status") == 0)
        return show_status(call, d);
    if (call->count == 2 && strcmp(call->words[1], "counters") == 0)
        return show_counters(call, d);
    if (call->count == 2 && strcmp(call->words[1], "tunnels") == 0)
        return show_tunnels(call, d);
    if ((call->count == 2 || call->count == 3) && strcmp(call->words[1], "bindings") == 0)
        return show_bindings(call, d);
    (void)why_set(call->why, "show status, counters, tunnels or bindings [ID]");
    return 2;
}

/* ---- delete, save ---- */

static int remove_node(struct control_call *call, const struct lmad *d)
{
    uint8_t octets[PMIP6_MN_ID_MAX];
    const struct pmip6_bytes id = identifier_read(call->words[1], octets);
    const int rc = pmip6_lma_delete(d->lma, id);

    if (rc == 0)
        return 0;
    (void)why_set(call->why, "%s: %s", call->words[1],
                  rc == PMIP6_ERR_NOT_FOUND ? "no binding" : pmip6_strerror(rc));
    return 1;
}

static int save(struct control_call *call, struct lmad *d)
{
    if (d->settings.state[0] == '\0') {
        (void)why_set(call->why, "no `state` is configured: nothing to save to");
        return 1;
    }
    call->ticket = state_ask(&d->state);
    return CONTROL_LATER;
}

int commands_call(struct control_call *call, void *lmad)
{
    const char *word = call->count == 0 ? "" : call->words[0];
    int status = 2;

    if (call->count >= 2 && strcmp(word, "show") == 0)
        return show(call, lmad);
    if (call->count == 2 && strcmp(word, "delete") == 0) {
        status = remove_node(call, lmad);
    } else if (call->count == 1 && strcmp(word, "save") == 0) {
        status = save(call, lmad);
    } else {
        (void)why_set(call->why, "an LMA knows: show, watch, delete ID, save");
    }
    if (status == 0) {
        json_begin(call->out, '{');
        json_end(call->out, '}');
    }
    return status;
}
