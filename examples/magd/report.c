/* SPDX-License-Identifier: MIT */
/* What the library tells: events and log lines, and attachments as JSON. */

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "identifier.h"
#include "log.h"
#include "magd.h"

static const char *event_name(uint32_t kind)
{
    static const char *const names[] = {
        [PMIP6_MAG_ATTACHED] = "attached",
        [PMIP6_MAG_REGISTERED] = "registered",
        [PMIP6_MAG_EXTENDED] = "extended",
        [PMIP6_MAG_REFUSED] = "refused",
        [PMIP6_MAG_BLOCKED] = "blocked",
        [PMIP6_MAG_DEREGISTERING] = "deregistering",
        [PMIP6_MAG_DETACHED] = "detached",
        [PMIP6_MAG_EXPIRED] = "expired",
        [PMIP6_MAG_MOVED] = "moved",
        [PMIP6_MAG_CLOCK_UNSYNCED] = "clock-unsynced",
        [PMIP6_MAG_FOREIGN_NODE] = "foreign-node",
        [PMIP6_MAG_LOST] = "lost",
    };

    if (kind >= sizeof names / sizeof names[0] || names[kind] == NULL)
        return "event";
    return names[kind];
}

static const char *state_name(const struct pmip6_attachment_view *v)
{
    switch (v->state) {
    case PMIP6_ATTACHMENT_REGISTERED:
        return "registered";
    case PMIP6_ATTACHMENT_REFRESHING:
        return "refreshing";
    case PMIP6_ATTACHMENT_DEREGISTERING:
        return "deregistering";
    case PMIP6_ATTACHMENT_REFUSED:
        return "refused";
    default:
        return "registering"; /* the policy's answer belongs to it */
    }
}

static const char *link_name(const struct magd *m, uint32_t link)
{
    const struct access_link *l = access_link_numbered(m, link);

    return l == NULL ? NULL : l->settings.name;
}

static const char *link_text(const struct magd *m, uint32_t link)
{
    const char *name = link_name(m, link);

    return name == NULL ? "-" : name;
}

/* ---- JSON ---- */

static void put_prefixes(struct json *out, const struct pmip6_attachment_view *v)
{
    size_t i;

    json_key(out, "home_network_prefixes");
    json_begin(out, '[');
    for (i = 0; i < v->prefix_count; i++)
        json_prefix(out, &v->prefixes[i]);
    json_end(out, ']');
}

static void put_lifetime(struct json *out, const struct pmip6_attachment_view *v)
{
    const pmip6_time now = clock_now();

    json_key(out, "lifetime_left");
    if (v->expires == PMIP6_NEVER)
        json_null(out);
    else
        json_number(out, v->expires > now ? (v->expires - now) / 1000000u : 0);
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

/* All but the braces, so that an event can go on with it. */
static void put_attachment(struct json *out, const struct pmip6_attachment_view *v,
                           const struct magd *m)
{
    json_key(out, "link");
    json_string(out, link_name(m, v->link));
    json_key(out, "lma");
    json_address(out, &v->lma);
    put_prefixes(out, v);
    json_key(out, "state");
    json_string(out, state_name(v));
    json_key(out, "status");
    if (v->has_status)
        json_number(out, v->status);
    else
        json_null(out);
    put_lifetime(out, v);
    json_key(out, "lifetime_granted");
    json_number(out, v->lifetime);
    json_key(out, "link_local_address");
    json_address(out, &v->link_local);
    json_key(out, "tunnel");
    json_string(out, v->tunnel.id == 0 ? NULL : data_plane_interface(m->data_plane));
    json_key(out, "blocked");
    json_bool(out, v->blocked);
    put_link_layer(out, v->link_layer_id);
    json_key(out, "access_technology");
    json_number(out, v->access_technology);
    json_key(out, "handoff_indicator");
    json_number(out, v->handoff);
    json_key(out, "sequence");
    json_number(out, v->sequence);
}

void report_attachment(struct json *out, const struct pmip6_attachment_view *v,
                       const struct magd *m)
{
    json_begin(out, '{');
    json_key(out, "mn_id");
    json_text(out, v->mn_id);
    put_attachment(out, v, m);
    json_end(out, '}');
}

/* ---- Events ---- */

static void tell_watchers(const struct pmip6_mag_event *e, const struct magd *m)
{
    const struct pmip6_attachment_view *v = e->after != NULL ? e->after : e->before;
    struct json out;

    json_init(&out);
    json_begin(&out, '{');
    json_key(&out, "event");
    json_string(&out, event_name(e->kind));
    json_key(&out, "mn_id");
    if (e->mn_id.length > 0)
        json_text(&out, e->mn_id);
    else
        json_null(&out);
    if (v != NULL) {
        put_attachment(&out, v, m);
    } else {
        json_key(&out, "link");
        json_string(&out, link_name(m, e->link));
        json_key(&out, "status");
        json_number(&out, e->status);
        put_link_layer(&out, e->link_layer_id);
    }
    json_end(&out, '}');
    control_tell(m->control, &out);
    json_free(&out);
}

/* Digits of a link-layer identifier; `-` where it is not known. */
static const char *link_layer_text(struct pmip6_bytes lli, char *text, size_t room)
{
    size_t i;

    (void)snprintf(text, room, "-");
    for (i = 0; i < lli.length && 2 * i + 2 < room; i++)
        (void)snprintf(text + 2 * i, room - 2 * i, "%02x", lli.data[i]);
    return text;
}

void report_event(const struct pmip6_mag_event *e, void *magd)
{
    const struct magd *m = magd;
    const struct pmip6_attachment_view *v = e->after != NULL ? e->after : e->before;
    char prefix[INET6_ADDRSTRLEN] = "-";
    char lma[INET6_ADDRSTRLEN] = "-";
    char lli[2 * PMIP6_LINK_LAYER_ID_MAX + 1];
    char id[IDENTIFIER_TEXT];
    uint32_t level = PMIP6_LOG_INFO;

    if (v != NULL && v->prefix_count > 0)
        (void)inet_ntop(AF_INET6, v->prefixes[0].addr.octets, prefix, sizeof prefix);
    if (v != NULL)
        (void)inet_ntop(AF_INET6, v->lma.octets, lma, sizeof lma);
    if (e->kind == PMIP6_MAG_BLOCKED || e->kind == PMIP6_MAG_CLOCK_UNSYNCED ||
        e->kind == PMIP6_MAG_FOREIGN_NODE || e->kind == PMIP6_MAG_REFUSED ||
        e->kind == PMIP6_MAG_LOST)
        level = PMIP6_LOG_WARNING;
    log_write(level, event_name(e->kind),
              "mn_id=%s link=%s lma=%s prefix=%s/%u status=%u link_layer_id=%s",
              e->mn_id.length > 0 ? identifier_text(e->mn_id, id) : "-",
              link_text(m, e->link), lma, prefix,
              v != NULL && v->prefix_count > 0 ? v->prefixes[0].length : 0u, e->status,
              link_layer_text(e->link_layer_id, lli, sizeof lli));
    if (e->kind == PMIP6_MAG_CLOCK_UNSYNCED && e->timestamp != 0)
        log_warning("clock differs", "lma_time=%llu.%04u",
                    (unsigned long long)(e->timestamp >> 16),
                    (unsigned int)((e->timestamp & 0xffff) * 10000u >> 16));
    if (control_watched(m->control))
        tell_watchers(e, m);
}

void report_log(const struct pmip6_log *l, void *magd)
{
    static const struct pmip6_addr none;
    const char *drop = l->drop == 0 ? NULL : pmip6_drop_name(l->drop);
    char peer[INET6_ADDRSTRLEN] = "-";
    char id[IDENTIFIER_TEXT];

    if (memcmp(&l->peer, &none, sizeof none) != 0)
        (void)inet_ntop(AF_INET6, l->peer.octets, peer, sizeof peer);
    log_write(l->level, l->what,
              "mn_id=%s peer=%s link=%s drop=%s error=%s status=%u offset=%u left_out=%u",
              identifier_text(l->mn_id, id), peer, link_text(magd, l->link),
              drop == NULL ? "-" : drop, l->error == 0 ? "-" : pmip6_error_name(l->error),
              l->status, l->offset, l->left_out);
}
