/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "utf8.h"

#include <string.h>

#define DEEPEST 16
#define NAMES   64 /* of one object; more are not compared */

struct text {
    const char *at;
    const char *end;
    unsigned depth;
};

struct span {
    const char *begin;
    size_t length;
};

static int is_value(struct text *t);

/* Passes over a character if it is the next. */
static int takes(struct text *t, char c)
{
    if (t->at == t->end || *t->at != c)
        return 0;
    t->at++;
    return 1;
}

static int takes_word(struct text *t, const char *word)
{
    size_t length = strlen(word);

    if ((size_t)(t->end - t->at) < length || memcmp(t->at, word, length) != 0)
        return 0;
    t->at += length;
    return 1;
}

static void skip_blanks(struct text *t)
{
    while (takes(t, ' '))
        continue;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static size_t takes_digits(struct text *t)
{
    size_t count = 0;

    for (; t->at < t->end && is_digit(*t->at); t->at++)
        count++;
    return count;
}

static int is_number(struct text *t)
{
    takes(t, '-');
    if (!takes(t, '0') && takes_digits(t) == 0)
        return 0;
    if (t->at < t->end && is_digit(*t->at))
        return 0;
    if (takes(t, '.') && takes_digits(t) == 0)
        return 0;
    if (!takes(t, 'e') && !takes(t, 'E'))
        return 1;
    if (!takes(t, '+'))
        takes(t, '-');
    return takes_digits(t) > 0;
}

static int is_escape(struct text *t)
{
    if (t->at == t->end)
        return 0;
    if (!takes(t, 'u'))
        return strchr("\"\\/bfnrt", *t->at++) != NULL;
    for (int i = 0; i < 4; i++, t->at++) {
        if (t->at == t->end || !is_hex(*t->at))
            return 0;
    }
    return 1;
}

static int is_string(struct text *t, struct span *content)
{
    if (!takes(t, '"'))
        return 0;
    content->begin = t->at;
    while (t->at < t->end && *t->at != '"') {
        if (*t->at++ == '\\' && !is_escape(t))
            return 0;
    }
    content->length = (size_t)(t->at - content->begin);
    return takes(t, '"');
}

static int is_new(const struct span *names, size_t count, const struct span *name)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i].length == name->length &&
            memcmp(names[i].begin, name->begin, name->length) == 0)
            return 0;
    }
    return 1;
}

static int is_object(struct text *t)
{
    struct span names[NAMES];
    size_t count = 0;

    skip_blanks(t);
    if (takes(t, '}'))
        return 1;
    do {
        struct span name;

        skip_blanks(t);
        if (!is_string(t, &name) || !is_new(names, count, &name))
            return 0;
        if (count < NAMES)
            names[count++] = name;
        skip_blanks(t);
        if (!takes(t, ':') || !is_value(t))
            return 0;
    } while (takes(t, ','));
    return takes(t, '}');
}

static int is_array(struct text *t)
{
    skip_blanks(t);
    if (takes(t, ']'))
        return 1;
    do {
        if (!is_value(t))
            return 0;
    } while (takes(t, ','));
    return takes(t, ']');
}

static int is_nested(struct text *t, int (*is)(struct text *t))
{
    int good;

    if (t->depth == DEEPEST)
        return 0;
    t->depth++;
    good = is(t);
    t->depth--;
    return good;
}

/* Any value, and the blanks around it. */
static int is_value(struct text *t)
{
    struct span ignored;
    int good;

    skip_blanks(t);
    if (takes(t, '{'))
        good = is_nested(t, is_object);
    else if (takes(t, '['))
        good = is_nested(t, is_array);
    else if (t->at < t->end && *t->at == '"')
        good = is_string(t, &ignored);
    else
        good = takes_word(t, "true") || takes_word(t, "false") || takes_word(t, "null") ||
               is_number(t);
    skip_blanks(t);
    return good;
}

int json_is_strict(const char *text, size_t length)
{
    struct text t = {text, text + length, 0};

    return length > 0 && *text == '{' && utf8_is_line(text, length) && is_value(&t) &&
           t.at == t.end;
}
