/* SPDX-License-Identifier: MIT */
/* Reading JSON by recursive descent, to a bounded depth. */

#include <stdlib.h>
#include <string.h>

#include "json_read.h"

#define DEPTH_MAX 16

struct reader {
    const char *at;
    const char *end;
};

static struct json_value *read_value(struct reader *r, int depth);

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && strchr(" \t\r\n", *r->at) != NULL && *r->at != '\0')
        r->at++;
}

static int take(struct reader *r, char c)
{
    skip_blanks(r);
    if (r->at == r->end || *r->at != c)
        return 0;
    r->at++;
    return 1;
}

/* A string after its opening quote; of the escapes the daemons write only \" and \\. */
static char *read_string(struct reader *r)
{
    char *text = malloc((size_t)(r->end - r->at) + 1);
    size_t length = 0;

    while (text != NULL && r->at < r->end) {
        char c = *r->at++;

        if (c == '"') {
            text[length] = '\0';
            return text;
        }
        if (c == '\\' && r->at < r->end)
            c = *r->at++;
        text[length++] = c;
    }
    free(text);
    return NULL;
}

static char *read_word(struct reader *r)
{
    const char *begin = r->at;
    char *text;

    while (r->at < r->end && strchr(",]} \t\r\n", *r->at) == NULL)
        r->at++;
    if (r->at == begin)
        return NULL;
    text = malloc((size_t)(r->at - begin) + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, begin, (size_t)(r->at - begin));
    text[r->at - begin] = '\0';
    return text;
}

static struct json_value *read_member(struct reader *r, int keyed, int depth)
{
    struct json_value *member;
    char *key = NULL;

    if (keyed) {
        if (!take(r, '"') || (key = read_string(r)) == NULL)
            return NULL;
        if (!take(r, ':')) {
            free(key);
            return NULL;
        }
    }
    member = read_value(r, depth + 1);
    if (member == NULL)
        free(key);
    else
        member->key = key;
    return member;
}

/* What stands in an object or array, after its opening bracket. */
static int read_members(struct reader *r, struct json_value *v, char closing, int depth)
{
    struct json_value **last = &v->first;

    if (take(r, closing))
        return 0;
    do {
        *last = read_member(r, closing == '}', depth);
        if (*last == NULL)
            return -1;
        last = &(*last)->next;
    } while (take(r, ','));
    return take(r, closing) ? 0 : -1;
}

static int fill(struct reader *r, struct json_value *v, int depth)
{
    if (take(r, '{')) {
        v->kind = JSON_OBJECT;
        return read_members(r, v, '}', depth);
    }
    if (take(r, '[')) {
        v->kind = JSON_ARRAY;
        return read_members(r, v, ']', depth);
    }
    v->kind = JSON_SCALAR;
    if (take(r, '"')) {
        v->text = read_string(r);
        return v->text == NULL ? -1 : 0;
    }
    v->text = read_word(r);
    if (v->text != NULL && strcmp(v->text, "null") == 0)
        v->kind = JSON_NULL;
    return v->text == NULL ? -1 : 0;
}

static struct json_value *read_value(struct reader *r, int depth)
{
    struct json_value *v = depth > DEPTH_MAX ? NULL : calloc(1, sizeof *v);

    if (v != NULL && fill(r, v, depth) == 0)
        return v;
    json_value_free(v);
    return NULL;
}

struct json_value *json_read(const char *text, size_t length)
{
    struct reader r = {text, text + length};

    return read_value(&r, 0);
}

void json_value_free(struct json_value *v)
{
    while (v != NULL) {
        struct json_value *next = v->next;

        json_value_free(v->first);
        free(v->key);
        free(v->text);
        free(v);
        v = next;
    }
}

const struct json_value *json_member(const struct json_value *object, const char *key)
{
    const struct json_value *v = object->first;

    while (v != NULL && (v->key == NULL || strcmp(v->key, key) != 0))
        v = v->next;
    return v;
}
