/* SPDX-License-Identifier: MIT */
/* The line of text of each vector: as it says where it says so, and everywhere with all
 * values of the JSON, in their order. */
#include "codec.h"

#include <ctype.h>
#include <string.h>

struct scan {
    const char *json; /* what is left to look for */
    const char *text; /* what is left to look in */
    char key[64];     /* of the value that comes */
    char flags[40];   /* letters of flags so far, `=` before them */
};

/* Whether a value stands at a place in the text, and no part of a longer number does. */
static int stands_at(const char *text, const char *at, const char *value, size_t length)
{
    if (strncmp(at, value, length) != 0)
        return 0;
    if (!isdigit((unsigned char)value[length - 1]))
        return 1;
    return (at == text || (!isdigit((unsigned char)at[-1]) && at[-1] != '.')) &&
           !isdigit((unsigned char)at[length]) && at[length] != '.';
}

static int is_found(struct scan *s, const char *value, size_t length)
{
    for (const char *at = s->text; length && *at; at++) {
        if (stands_at(s->text, at, value, length)) {
            s->text = at + length;
            return 1;
        }
    }
    return length == 0;
}

/* What the text has no word for: the codes of types, lengths, places. */
static int is_left_out(const char *key)
{
    static const char *const keys[] = {"mh_type", "type", "length", "offset", "reserved"};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(key, keys[i]) == 0)
            return 1;
    }
    return 0;
}

/* Octets that both write in ways of their own. */
static int is_plain(const char *value, size_t length)
{
    return !memchr(value, '\\', length) && !memchr(value, ' ', length);
}

static int take_string(struct scan *s)
{
    const char *value = ++s->json;
    size_t length;

    while (*s->json != '"')
        s->json += *s->json == '\\' ? 2 : 1;
    length = (size_t)(s->json++ - value);
    if (*s->json == ':') {
        memcpy(s->key, value, length);
        s->key[length] = '\0';
        return 1;
    }
    if (strcmp(s->key, "flags") == 0)
        return strncat(s->flags, value, length) != NULL;
    if (strcmp(s->key, "error") == 0) /* the octets that come after it are not shown */
        return is_found(s, value, length) && (s->json = strchr(s->json, '}')) != NULL;
    return !is_plain(value, length) || is_found(s, value, length);
}

static int take_number(struct scan *s)
{
    const size_t length = strspn(s->json, "-.0123456789");
    const char *value = s->json;

    s->json += length;
    return is_left_out(s->key) || is_found(s, value, length);
}

static int take_flags(struct scan *s)
{
    const int has_some = s->flags[1] != '\0';
    int found = !has_some || is_found(s, s->flags, strlen(s->flags));

    strcpy(s->flags, "=");
    return found;
}

/* Where the JSON says something that the text does not, or NULL. */
static const char *missing(const char *json, const char *text)
{
    struct scan s = {json, text, "", "="};

    while (*s.json) {
        const char *begin = s.json;
        int found = 1;

        if (*s.json == '"')
            found = take_string(&s);
        else if (*s.json == '-' || isdigit((unsigned char)*s.json))
            found = take_number(&s);
        else if (*s.json++ == ']')
            found = take_flags(&s);
        if (!found)
            return begin;
    }
    return NULL;
}

static char *text_of(const struct vector *v)
{
    struct pmip6_message *m;
    size_t length;
    char *text;

    ck_assert_int_eq(codec_decode(&m, 0, v->octets, v->length, NULL), 0);
    ck_assert_int_eq(pmip6_message_text(m, NULL, 0, &length), PMIP6_ERR_ROOM);
    text = malloc(length + 1);
    ck_assert_int_eq(pmip6_message_text(m, text, length + 1, &length), 0);
    ck_assert_uint_eq(strlen(text), length);
    return text;
}

START_TEST(text_has_every_value_of_the_json)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        const char *lost;
        char *text;

        if (v[i].error)
            continue;
        text = text_of(&v[i]);
        lost = missing(v[i].json, text);
        ck_assert_msg(!lost, "%s:\n%s\nlacks\n%s", v[i].name, text, lost);
        free(text);
    }
}
END_TEST

START_TEST(text_is_as_the_vector_says)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        char *text;

        if (!v[i].text)
            continue;
        text = text_of(&v[i]);
        ck_assert_str_eq(text, v[i].text);
        free(text);
    }
}
END_TEST

static int is_one_line(const char *text)
{
    while ((unsigned char)*text >= ' ' && *text != 0x7f)
        text++;
    return *text == '\0';
}

START_TEST(text_is_one_printable_line)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        char *text;

        if (v[i].error)
            continue;
        text = text_of(&v[i]);
        ck_assert_msg(is_one_line(text), "%s", v[i].name);
        free(text);
    }
}
END_TEST

TCase *showing_tests(void)
{
    TCase *c = tcase_create("showing");

    tcase_add_test(c, text_is_as_the_vector_says);
    tcase_add_test(c, text_has_every_value_of_the_json);
    tcase_add_test(c, text_is_one_printable_line);
    tcase_set_timeout(c, 300);
    return c;
}
