/* SPDX-License-Identifier: MIT */
/* The vectors: decoded, shown, encoded again, refused where they are malformed. */
#include "codec.h"
#include "same.h"

#include <string.h>

static int decode(const struct vector *v, struct pmip6_message *m,
                  struct pmip6_option *options, size_t *where)
{
    struct pmip6_bytes b = {v->octets, v->length};

    pmip6_message_init(m, options, OPTIONS_MAX);
    return pmip6_message_decode(m, b, &v->source, &v->destination, where);
}

/* A vector decoded, with what it says checked. */
static struct pmip6_message *decoded(const struct vector *v)
{
    static struct pmip6_option options[OPTIONS_MAX];
    static struct pmip6_message m;
    size_t where;
    int rc = decode(v, &m, options, &where);

    ck_assert_msg(rc == 0, "%s: %s at %zu", v->name, pmip6_error_name(rc), where);
    return &m;
}

static char *json_of(const struct pmip6_message *m, const char *name)
{
    size_t length;
    char *text;

    ck_assert_int_eq(pmip6_message_json(m, NULL, 0, &length), PMIP6_ERR_ROOM);
    text = malloc(length + 1);
    ck_assert_msg(pmip6_message_json(m, text, length + 1, &length) == 0, "%s", name);
    ck_assert_uint_eq(strlen(text), length);
    return text;
}

START_TEST(each_vector_means_what_it_says)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        char *json;

        if (v[i].error)
            continue;
        json = json_of(decoded(&v[i]), v[i].name);
        ck_assert_msg(strcmp(json, v[i].json) == 0, "%s, %s:\n%s\nis not\n%s", v[i].file,
                      v[i].name, json, v[i].json);
        free(json);
    }
}
END_TEST

START_TEST(each_malformed_vector_is_refused_where_it_says)
{
    static struct pmip6_option options[OPTIONS_MAX];
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        struct pmip6_message m;
        size_t where;
        int rc;

        if (!v[i].error)
            continue;
        rc = decode(&v[i], &m, options, &where);
        ck_assert_msg(rc == v[i].error && where == v[i].where,
                      "%s: %s at %zu, not %s at %zu", v[i].name, pmip6_error_name(rc),
                      where, pmip6_error_name(v[i].error), v[i].where);
    }
}
END_TEST

START_TEST(what_was_decoded_encodes_to_the_same_octets)
{
    static uint8_t again[2048];
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        size_t length;

        if (!v[i].is_canonical)
            continue;
        ck_assert_int_eq(pmip6_message_encode(decoded(&v[i]), again, sizeof again,
                                              &v[i].source, &v[i].destination, &length),
                         0);
        ck_assert_msg(length == v[i].length && memcmp(again, v[i].octets, length) == 0,
                      "%s, %s: other octets", v[i].file, v[i].name);
    }
}
END_TEST

/* Padding of other sizes and octets behind the end are what may be lost. */
START_TEST(what_was_decoded_encodes_to_what_means_the_same)
{
    static uint8_t again[2048];
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        struct pmip6_message *m, *n;
        char *json, *back;
        size_t length;

        if (v[i].error)
            continue;
        m = decoded(&v[i]);
        m->trailing = 0;
        ck_assert_int_eq(
            pmip6_message_encode(m, again, sizeof again, NULL, NULL, &length), 0);
        ck_assert_int_eq(codec_decode(&n, 0, again, length, NULL), 0);
        json = json_of(m, v[i].name);
        back = json_of(n, v[i].name);
        ck_assert_msg(strcmp(json, back) == 0, "%s", v[i].name);
        ck_assert_msg(same_message(m, n), "%s", v[i].name);
        free(json);
        free(back);
    }
}
END_TEST

START_TEST(what_stands_inside_options_encodes_to_what_means_the_same)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        const struct pmip6_message *m;

        if (v[i].error)
            continue;
        m = decoded(&v[i]);
        for (size_t k = 0; k < m->option_count; k++) {
            const char *wrong = inside_comes_back(&m->options[k]);

            ck_assert_msg(!wrong, "%s: %s", v[i].name, wrong);
        }
    }
}
END_TEST

START_TEST(what_stands_inside_options_encodes_to_the_same_octets)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        const struct pmip6_message *m;

        if (!v[i].is_inside_canonical)
            continue;
        m = decoded(&v[i]);
        for (size_t k = 0; k < m->option_count; k++)
            ck_assert_msg(is_inside_canonical(&m->options[k]), "%s: other octets inside",
                          v[i].name);
    }
}
END_TEST

static Suite *vectors_suite(void)
{
    Suite *s = suite_create("vectors");
    TCase *c = tcase_create("vectors");

    tcase_add_test(c, each_vector_means_what_it_says);
    tcase_add_test(c, each_malformed_vector_is_refused_where_it_says);
    tcase_add_test(c, what_was_decoded_encodes_to_the_same_octets);
    tcase_add_test(c, what_was_decoded_encodes_to_what_means_the_same);
    tcase_add_test(c, what_stands_inside_options_encodes_to_what_means_the_same);
    tcase_add_test(c, what_stands_inside_options_encodes_to_the_same_octets);
    tcase_set_timeout(c, 300);
    suite_add_tcase(s, c);
    suite_add_tcase(s, coverage_tests());
    suite_add_tcase(s, showing_tests());
    suite_add_tcase(s, change_tests());
    return s;
}

UNIT_MAIN(vectors_suite)
