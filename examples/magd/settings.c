/* SPDX-License-Identifier: MIT */
/* Looking things up in the configuration. */

#include <stdlib.h>
#include <string.h>

#include "settings.h"

const struct node_settings *settings_node(const struct settings *s, struct pmip6_bytes id)
{
    size_t i;

    for (i = 0; i < s->node_count; i++) {
        if (strlen(s->nodes[i].id) == id.length &&
            memcmp(s->nodes[i].id, id.data, id.length) == 0)
            return &s->nodes[i];
    }
    return NULL;
}

const struct node_settings *settings_node_at(const struct settings *s,
                                             struct pmip6_bytes link_layer)
{
    size_t i;

    for (i = 0; i < s->node_count; i++) {
        const struct pmip6_link_layer *l = &s->nodes[i].link_layer;

        if (l->length > 0 && l->length == link_layer.length &&
            memcmp(l->octets, link_layer.data, l->length) == 0)
            return &s->nodes[i];
    }
    return NULL;
}

const struct link_settings *settings_link(const struct settings *s, const char *name)
{
    size_t i;

    for (i = 0; i < s->link_count; i++) {
        if (strcmp(s->links[i].name, name) == 0)
            return &s->links[i];
    }
    return NULL;
}

void settings_free(struct settings *s)
{
    free(s->nodes);
    free(s->links);
    free(s->tunnels);
    memset(s, 0, sizeof *s);
}
