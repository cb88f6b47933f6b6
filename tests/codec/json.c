/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* Each takes one thing off the text: what is behind it, or NULL where there is none. */
static const char *take_value(const char *t);

static const char *skip_space(const char *t)
{
    return t + strspn(t, " ");
}

static const char *take_string(const char *t)
{
    if (*t++ != '"')
        return NULL;
    while (*t != '"') {
        if ((unsigned char)*t < ' ')
            return NULL;
        if (*t == '\\' && (*++t == '\0' || !strchr("\"\\/bfnrt", *t)))
            return NULL;
        t++;
    }
    return t + 1;
}

static const char *take_digits(const char *t)
{
    return isdigit((unsigned char)*t) ? t + strspn(t, "0123456789") : NULL;
}

static const char *take_number(const char *t)
{
    t += *t == '-' ? 1 : 0;
    t = *t == '0' ? t + 1 : take_digits(t);
    return t && *t == '.' ? take_digits(t + 1) : t;
}

static const char *take_member(const char *t)
{
    t = take_string(t);
    if (!t || *(t = skip_space(t)) != ':')
        return NULL;
    return take_value(skip_space(t + 1));
}

/* Members or elements up to a closing bracket. */
static const char *take_list(const char *t, const char *take(const char *), char closing)
{
    t = skip_space(t);
    if (*t == closing)
        return t + 1;
    for (;;) {
        t = take(t);
        if (!t)
            return NULL;
        t = skip_space(t);
        if (*t == closing)
            return t + 1;
        if (*t != ',')
            return NULL;
        t = skip_space(t + 1);
    }
}

static const char *take_value(const char *t)
{
    switch (*t) {
    case '{':
        return take_list(t + 1, take_member, '}');
    case '[':
        return take_list(t + 1, take_value, ']');
    case '"':
        return take_string(t);
    default:
        return take_number(t);
    }
}

int is_json(const char *text)
{
    const char *end = take_value(text);

    return end && *end == '\0';
}
