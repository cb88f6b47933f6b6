/* SPDX-License-Identifier: MIT */
/* What the library tells: events and log lines, and bindings as JSON. */

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "identifier.h"
#include "lmad.h"
#include "log.h"

static const char *event_name(uint32_t kind)
{
    static const char *const names[] = {
        [PMIP6_LMA_REGISTERED] = "registered",
        [PMIP6_LMA_EXTENDED] = "extended",
        [PMIP6_LMA_HANDED_OFF] = "handed-off",
        [PMIP6_LMA_DEREGISTERING] = "deregistering",
        [PMIP6_LMA_DELETED] = "deleted",
        [PMIP6_LMA_EXPIRED] = "expired",
        [PMIP6_LMA_REFUSED] = "refused",
        [PMIP6_LMA_RENUMBERED] = "renumbered",
    };

    if (kind >= sizeof names / sizeof names[0] || names[kind] == NULL)
        return "event";
    return names[kind];
}

static const char *cause_name(uint32_t cause)
{
    static const char *const names[] = {
        [PMIP6_CAUSE_NONE] = "none",
        [PMIP6_CAUSE_REQUEST] = "request",
        [PMIP6_CAUSE_TIME] = "time",
        [PMIP6_CAUSE_ADMINISTRATION] = "administration",
        [PMIP6_CAUSE_TUNNEL] = "tunnel",
        [PMIP6_CAUSE_ROUTE] = "route",
        [PMIP6_CAUSE_RENUMBERED] = "renumbered",
        [PMIP6_CAUSE_RESTORED] = "restored",
    };

    return cause < sizeof names / sizeof names[0] ? names[cause] : "none";
}

/* ---- JSON ---- */

static void put_address(struct json *out, const char *key, const struct pmip6_addr *a)
{
    json_key(out, key);
    json_address(out, a);
}

static void put_number(struct json *out, const char *key, uint64_t value)
{
    json_key(out, key);
    json_number(out, value);
}

static void put_timestamp(struct json *out, pmip6_timestamp t)
{
    char text[48];

    json_key(out, "timestamp");
    if (t == 0) {
        json_null(out);
        return;
    }
    (void)snprintf(text, sizeof text, "%llu.%06u", (unsigned long long)(t >> 16),
                   (unsigned)(((t & 0xffff) * 1000000) >> 16));
    json_raw(out, text);
}

static void put_link_layer(struct json *out, struct pmip6_bytes id)
{
    /* Two octets of zero stand for an identifier that is not known. */
    json_key(out, "link_layer_id");
    if (id.length == 0 || (id.length == 2 && id.data[0] == 0 && id.data[1] == 0))
        json_null(out);
    else
        json_hex(out, id);
}

static void put_prefixes(struct json *out, const struct pmip6_binding_view *v)
{
    json_key(out, "home_network_prefixes");
    json_begin(out, '[');
    for (size_t i = 0; i < v->prefix_count; i++)
        json_prefix(out, &v->prefixes[i]);
    json_end(out, ']');
}

/* All but the braces, so that an event can go on with it. */
static void put_binding(struct json *out, const struct pmip6_binding_view *v,
                        const struct lmad *d)
{
    const pmip6_time now = clock_now();

    json_key(out, "mn_id");
    json_text(out, v->mn_id);
    put_prefixes(out, v);
    put_address(out, "proxy_coa", &v->proxy_coa);
    put_number(out, "lifetime_granted", v->lifetime);
    put_number(out, "lifetime_left",
               v->expires > now ? (v->expires - now) / 1000000u : 0);
    json_key(out, "state");
    json_string(out,
                v->state == PMIP6_BINDING_REGISTERED ? "registered" : "deregistering");
    put_number(out, "access_technology", v->access_technology);
    put_number(out, "handoff_indicator", v->handoff);
    put_link_layer(out, v->link_layer_id);
    put_address(out, "link_local_address", &v->link_local);
    put_timestamp(out, v->timestamp);
    put_number(out, "sequence", v->sequence);
    json_key(out, "tunnel");
    json_string(out, data_plane_interface(d->data_plane));
    put_address(out, "lma_address", &v->lma_address);
}

void report_binding(struct json *out, const struct pmip6_binding_view *v,
                    const struct lmad *d)
{
    json_begin(out, '{');
    put_binding(out, v, d);
    json_end(out, '}');
}

/* ---- Events ---- */

static void tell_watchers(const struct pmip6_lma_event *e, const struct lmad *d)
{
    const struct pmip6_binding_view *v = e->after != NULL ? e->after : e->before;
    struct json out;

    json_init(&out);
    json_begin(&out, '{');
    json_key(&out, "event");
    json_string(&out, event_name(e->kind));
    if (v != NULL) {
        put_binding(&out, v, d);
        json_key(&out, "cause");
        json_string(&out, cause_name(e->cause));
    } else {
        json_key(&out, "mn_id");
        json_text(&out, e->mn_id);
        put_number(&out, "status", e->status);
        put_address(&out, "mag", &e->mag);
    }
    json_end(&out, '}');
    control_tell(d->control, &out);
    json_free(&out);
}

/* After a restart there may be as many as there are bindings. */
static uint32_t level_of(const struct pmip6_lma_event *e)
{
    if (e->kind == PMIP6_LMA_REFUSED)
        return PMIP6_LOG_WARNING;
    return e->cause == PMIP6_CAUSE_RESTORED ? PMIP6_LOG_DEBUG : PMIP6_LOG_INFO;
}

void report_event(const struct pmip6_lma_event *e, void *lmad)
{
    struct lmad *d = lmad;
    const struct pmip6_binding_view *v = e->after != NULL ? e->after : e->before;
    const struct pmip6_addr *mag = v != NULL ? &v->proxy_coa : &e->mag;
    char prefix[INET6_ADDRSTRLEN] = "-";
    char peer[INET6_ADDRSTRLEN] = "-";
    char id[IDENTIFIER_TEXT];

    if (v != NULL)
        state_note(&d->state);
    if (v != NULL && v->prefix_count > 0)
        (void)inet_ntop(AF_INET6, v->prefixes[0].addr.octets, prefix, sizeof prefix);
    (void)inet_ntop(AF_INET6, mag->octets, peer, sizeof peer);
    log_write(level_of(e), event_name(e->kind), "mn_id=%s mag=%s prefix=%s/%u status=%u",
              identifier_text(e->mn_id, id), peer, prefix,
              v != NULL && v->prefix_count > 0 ? v->prefixes[0].length : 0u, e->status);
    if (d->control != NULL && control_watched(d->control))
        tell_watchers(e, d);
}

void report_log(const struct pmip6_log *l, void *lmad)
{
    const char *drop = l->drop == 0 ? NULL : pmip6_drop_name(l->drop);
    char peer[INET6_ADDRSTRLEN] = "-";
    char id[IDENTIFIER_TEXT];

    (void)lmad;
    (void)inet_ntop(AF_INET6, l->peer.octets, peer, sizeof peer);
    log_write(l->level, l->what, "mn_id=%s peer=%s drop=%s error=%s status=%u offset=%u",
              identifier_text(l->mn_id, id), peer, drop == NULL ? "-" : drop,
              l->error == 0 ? "-" : pmip6_error_name(l->error), l->status, l->offset);
}
