/* SPDX-License-Identifier: MIT */
#include "vector.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const files[] = {
    "messages.txt",      "codes.txt",      "options_mip6.txt", "options_pmip6.txt",
    "options_later.txt", "suboptions.txt", "malformed.txt",
};

#define FILES (sizeof files / sizeof files[0])

struct reading {
    struct vector *vectors;
    size_t count;
    size_t room;
    struct vector now; /* the record being read */
    char *key;         /* of the value being read, NULL between records */
    char *value;       /* its lines, each with a line end */
};

uint8_t *octets_of_their_own(const uint8_t *octets, size_t length)
{
    uint8_t *own = malloc(length ? length : 1);

    ck_assert_ptr_nonnull(own);
    if (length)
        memcpy(own, octets, length);
    return own;
}

/* ---- values ---- */

/* Octets in hex, `#` to the end of a line left out. */
static size_t read_hex(const char *text, uint8_t *octets, size_t room)
{
    size_t count = 0;

    while (*text) {
        unsigned octet;

        if (*text == '#') {
            text += strcspn(text, "\n");
        } else if (isspace((unsigned char)*text)) {
            text++;
        } else {
            if (count == room || sscanf(text, "%2x", &octet) != 1)
                ck_abort_msg("no octet: %.20s", text);
            octets[count++] = (uint8_t)octet;
            text += 2;
        }
    }
    return count;
}

static void read_address(const char *text, struct pmip6_addr *a)
{
    ck_assert_uint_eq(read_hex(text, a->octets, sizeof a->octets), sizeof a->octets);
}

static void read_message(const char *text, struct vector *v)
{
    static uint8_t octets[4096];

    v->length = read_hex(text, octets, sizeof octets);
    v->octets = octets_of_their_own(octets, v->length);
}

/* Lines become one, a space between. */
static char *read_line(const char *text)
{
    char *line = strdup(text);

    for (char *c = line; *c; c++) {
        if (*c == '\n')
            *c = c[1] ? ' ' : '\0';
    }
    return line;
}

static int error_called(const char *name)
{
    for (int error = -1; error > -128; error--) {
        if (strcmp(pmip6_error_name(error), name) == 0)
            return error;
    }
    ck_abort_msg("no error is called %s", name);
    return 0;
}

static void read_error(const char *text, struct vector *v)
{
    char name[64];

    ck_assert_int_eq(sscanf(text, "%63s at %zu", name, &v->where), 2);
    v->error = error_called(name);
}

static void take_value(struct reading *r)
{
    struct vector *v = &r->now;

    if (!r->key)
        return;
    if (strcmp(r->key, "source") == 0)
        read_address(r->value, &v->source);
    else if (strcmp(r->key, "destination") == 0)
        read_address(r->value, &v->destination);
    else if (strcmp(r->key, "name") == 0)
        v->name = read_line(r->value);
    else if (strcmp(r->key, "message") == 0)
        read_message(r->value, v);
    else if (strcmp(r->key, "json") == 0)
        v->json = read_line(r->value);
    else if (strcmp(r->key, "text") == 0)
        v->text = read_line(r->value);
    else if (strcmp(r->key, "canonical") == 0)
        v->is_canonical = strcmp(r->value, "yes\n") == 0;
    else if (strcmp(r->key, "inside") == 0)
        v->is_inside_canonical = strcmp(r->value, "canonical\n") == 0;
    else if (strcmp(r->key, "error") == 0)
        read_error(r->value, v);
    else
        ck_abort_msg("%s: what is `%s`?", v->file, r->key);
    free(r->key);
    free(r->value);
    r->key = r->value = NULL;
}

/* ---- lines and records ---- */

static void take_record(struct reading *r)
{
    struct vector *v = &r->now;

    take_value(r);
    if (!v->name)
        return;
    ck_assert_msg(v->octets && !v->json == (v->error != 0), "%s, %s: is not whole",
                  v->file, v->name);
    if (r->count == r->room) {
        r->room = 2 * r->room + 64;
        r->vectors = realloc(r->vectors, r->room * sizeof *r->vectors);
        ck_assert_ptr_nonnull(r->vectors);
    }
    r->vectors[r->count++] = *v;
    v->name = v->json = v->text = NULL;
    v->octets = NULL;
    v->length = v->where = 0;
    v->error = v->is_canonical = v->is_inside_canonical = 0;
}

static void begin_value(struct reading *r, char *line)
{
    char *colon = strchr(line, ':');

    take_value(r);
    ck_assert_msg(colon != NULL, "%s: no key: %s", r->now.file, line);
    *colon = '\0';
    r->key = strdup(line);
    r->value = strdup(colon[1] == ' ' ? colon + 2 : colon + 1);
}

static void go_on_with_value(struct reading *r, const char *line)
{
    size_t length = strlen(r->value);

    line += strspn(line, " ");
    r->value = realloc(r->value, length + strlen(line) + 1);
    ck_assert_ptr_nonnull(r->value);
    strcpy(r->value + length, line);
}

static void read_file(struct reading *r, const char *name)
{
    static char line[65536];
    char path[1024];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", CODEC_VECTORS, name);
    file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s cannot be opened", path);
    r->now.file = name;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '\n')
            take_record(r);
        else if (line[0] == ' ')
            go_on_with_value(r, line);
        else if (line[0] != '#')
            begin_value(r, line);
    }
    take_record(r);
    fclose(file);
}

const struct vector *vectors_all(size_t *count)
{
    static struct reading all;

    if (all.count == 0) {
        for (size_t i = 0; i < FILES; i++)
            read_file(&all, files[i]);
    }
    *count = all.count;
    return all.vectors;
}
