/* SPDX-License-Identifier: MIT */
/* JSON documents as tables. */

#include <stdio.h>
#include <string.h>

#include "table.h"

#define COLUMNS_MAX 16
#define CELL_MAX    512

/* A binding has too many members for a line; these are what one looks for. */
static const char *const binding_columns[] = {
    "mn_id",     "link", "state",         "status", "home_network_prefixes",
    "proxy_coa", "lma",  "lifetime_left", "tunnel", NULL};

/* A value in one cell; what an array holds is separated by commas. */
static const char *cell(const struct json_value *v, char *text, size_t room)
{
    const struct json_value *part;
    size_t used = 0;

    (void)snprintf(text, room, "-");
    if (v == NULL || v->kind == JSON_NULL)
        return text;
    if (v->kind == JSON_SCALAR) {
        (void)snprintf(text, room, "%s", v->text);
        return text;
    }
    for (part = v->first; part != NULL && used < room; part = part->next)
        used += (size_t)snprintf(text + used, room - used, "%s%s", used > 0 ? "," : "",
                                 part->text == NULL ? "-" : part->text);
    return text;
}

static size_t choose(const struct json_value *row, const char **columns)
{
    const struct json_value *v;
    size_t count = 0;
    size_t i;

    if (json_member(row, "mn_id") != NULL) {
        for (i = 0; binding_columns[i] != NULL; i++) {
            if (json_member(row, binding_columns[i]) != NULL)
                columns[count++] = binding_columns[i];
        }
        return count;
    }
    for (v = row->first; v != NULL && count < COLUMNS_MAX; v = v->next)
        columns[count++] = v->key;
    return count;
}

static void print_rows(const struct json_value *rows)
{
    const char *columns[COLUMNS_MAX];
    const size_t count = choose(rows->first, columns);
    int width[COLUMNS_MAX];
    const struct json_value *row;
    char text[CELL_MAX];
    size_t i;

    for (i = 0; i < count; i++) {
        width[i] = (int)strlen(columns[i]);
        for (row = rows->first; row != NULL; row = row->next) {
            const int length =
                (int)strlen(cell(json_member(row, columns[i]), text, sizeof text));

            width[i] = length > width[i] ? length : width[i];
        }
        (void)printf("%-*s%s", width[i], columns[i], i + 1 < count ? "  " : "\n");
    }
    for (row = rows->first; row != NULL; row = row->next) {
        for (i = 0; i < count; i++)
            (void)printf("%-*s%s", width[i],
                         cell(json_member(row, columns[i]), text, sizeof text),
                         i + 1 < count ? "  " : "\n");
    }
}

static void print_members(const struct json_value *object)
{
    const struct json_value *v;
    char text[CELL_MAX];
    int width = 0;

    for (v = object->first; v != NULL; v = v->next)
        width = (int)strlen(v->key) > width ? (int)strlen(v->key) : width;
    for (v = object->first; v != NULL; v = v->next)
        (void)printf("%-*s  %s\n", width, v->key, cell(v, text, sizeof text));
}

void table_print(const struct json_value *document)
{
    if (document->kind == JSON_OBJECT)
        print_members(document);
    else if (document->kind == JSON_ARRAY && document->first != NULL &&
             document->first->kind == JSON_OBJECT)
        print_rows(document);
}

void table_print_event(const struct json_value *event)
{
    const struct json_value *v;
    char text[CELL_MAX];

    (void)printf("%s", cell(json_member(event, "event"), text, sizeof text));
    for (v = event->first; v != NULL; v = v->next) {
        if (v->key != NULL && strcmp(v->key, "event") != 0 && v->kind != JSON_NULL)
            (void)printf(" %s=%s", v->key, cell(v, text, sizeof text));
    }
    (void)printf("\n");
}
