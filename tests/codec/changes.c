/* SPDX-License-Identifier: MIT */
/* Every cut and every change of one octet of every vector, and every capacity of what is
 * written: nothing is read or written past an end, and what decodes encodes again. */
#include "codec.h"
#include "same.h"

#include <string.h>

/* ---- octets that are cut or changed ---- */

/* What decodes encodes, and decodes to the same. Says what is wrong, or NULL. */
static const char *comes_back(const struct pmip6_message *m, size_t length)
{
    static uint8_t again[2048];
    struct pmip6_message *n;
    size_t size;
    int rc = pmip6_message_encode(m, again, sizeof again, NULL, NULL, &size);

    /* options at their alignment may take more octets than they came in */
    if (rc == PMIP6_ERR_MESSAGE_SIZE && length > 1024)
        return NULL;
    if (rc != 0)
        return "what was decoded does not encode";
    if (codec_decode(&n, 1, again, size, NULL) != 0)
        return "what was encoded does not decode";
    return same_message(m, n) ? NULL : "what was encoded is not what was decoded";
}

static const char *is_survived(const uint8_t *octets, size_t length)
{
    struct pmip6_message *m;
    size_t where;
    int rc = codec_decode(&m, 0, octets, length, &where);

    if (where > length)
        return "stopped past the end";
    if (rc == 0)
        return comes_back(m, length);
    if (rc > PMIP6_ERR_TRUNCATED)
        return "refused for something else than its octets";
    return strcmp(pmip6_error_name(rc), "unknown-error") == 0 ? "an error without a name"
                                                              : NULL;
}

static void check_cut(const struct vector *v, size_t length)
{
    uint8_t *octets = octets_of_their_own(v->octets, length);
    const char *wrong = is_survived(octets, length);

    if (wrong)
        ck_abort_msg("%s, cut to %zu octets: %s", v->name, length, wrong);
    free(octets);
}

START_TEST(every_cut_is_survived)
{
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        for (size_t length = 0; length < v[i].length; length++)
            check_cut(&v[i], length);
    }
}
END_TEST

static void check_change(const struct vector *v, uint8_t *octets, size_t at,
                         unsigned change)
{
    const uint8_t before = octets[at];
    const char *wrong;

    octets[at] = (uint8_t)(before ^ change);
    wrong = is_survived(octets, v->length);
    if (wrong)
        ck_abort_msg("%s, octet %zu is %u: %s", v->name, at, octets[at], wrong);
    octets[at] = before;
}

/* All other values of each octet. */
START_TEST(every_change_of_one_octet_is_survived)
{
    const unsigned step = codec_step();
    size_t count;
    const struct vector *v = vectors_all(&count);

    for (size_t i = 0; i < count; i++) {
        uint8_t *octets = octets_of_their_own(v[i].octets, v[i].length);

        for (size_t at = 0; at < v[i].length; at++) {
            for (unsigned change = 1; change < 256; change += step)
                check_change(&v[i], octets, at, change);
        }
        free(octets);
    }
}
END_TEST

/* ---- room that is too small ---- */

/* Large ones take as long as all the others: every capacity once is enough. */
#define LENGTH_CUT 300

START_TEST(encoder_writes_nothing_past_any_capacity)
{
    size_t count, length;
    const struct vector *v = vectors_all(&count);
    struct pmip6_message *m;

    for (size_t i = 0; i < count; i++) {
        if (!v[i].is_canonical || v[i].length > LENGTH_CUT)
            continue;
        ck_assert_int_eq(codec_decode(&m, 0, v[i].octets, v[i].length, NULL), 0);
        for (size_t room = 0; room < v[i].length; room++) {
            uint8_t *buffer = octets_of_their_own(v[i].octets, room);
            int rc = pmip6_message_encode(m, buffer, room, &v[i].source,
                                          &v[i].destination, &length);

            if (rc != PMIP6_ERR_ROOM || length != v[i].length)
                ck_abort_msg("%s: %d, %zu octets needed", v[i].name, rc, length);
            free(buffer);
        }
    }
}
END_TEST

typedef int writer(const struct pmip6_message *, char *, size_t, size_t *);

/* As many whole characters as fit: the next would begin with more than one octet. */
static int is_beginning(const char *text, const char *whole, size_t room)
{
    size_t there = 0;

    while (there < room && text[there] != '\0')
        there++;
    return there < room && memcmp(text, whole, there) == 0 &&
           (there == room - 1 || (there + 4 >= room && (whole[there] & 0xc0) == 0xc0));
}

/* What fits stands there, ended with a NUL; the need is told; the rest is as it was. */
static const char *is_cut_well(writer *write, const struct pmip6_message *m,
                               const char *whole, size_t length, size_t room)
{
    char *text = malloc(room + 1);
    const char *wrong = NULL;
    size_t need;

    memset(text, 0x5a, room + 1);
    if (write(m, text, room, &need) != PMIP6_ERR_ROOM)
        wrong = "was not told that there is no room";
    else if (need != length)
        wrong = "another need is told";
    else if (room && !is_beginning(text, whole, room))
        wrong = "what fits is not there";
    else if (text[room] != 0x5a)
        wrong = "wrote past the end";
    free(text);
    return wrong;
}

static void check_rooms(writer *write, const struct vector *v,
                        const struct pmip6_message *m)
{
    size_t length;
    char *whole;

    ck_assert_int_eq(write(m, NULL, 0, &length), PMIP6_ERR_ROOM);
    whole = malloc(length + 1);
    ck_assert_int_eq(write(m, whole, length + 1, &length), 0);
    for (size_t room = 0; room <= length; room += codec_step()) {
        const char *wrong = is_cut_well(write, m, whole, length, room);

        if (wrong)
            ck_abort_msg("%s, %zu octets of room: %s", v->name, room, wrong);
    }
    free(whole);
}

START_TEST(text_and_json_keep_within_any_capacity)
{
    size_t count;
    const struct vector *v = vectors_all(&count);
    struct pmip6_message *m;

    for (size_t i = 0; i < count; i += 3) {
        if (v[i].error || v[i].length > LENGTH_CUT)
            continue;
        ck_assert_int_eq(codec_decode(&m, 0, v[i].octets, v[i].length, NULL), 0);
        check_rooms(pmip6_message_text, &v[i], m);
        check_rooms(pmip6_message_json, &v[i], m);
    }
}
END_TEST

TCase *change_tests(void)
{
    TCase *c = tcase_create("changes");

    tcase_add_test(c, every_cut_is_survived);
    tcase_add_test(c, every_change_of_one_octet_is_survived);
    tcase_add_test(c, encoder_writes_nothing_past_any_capacity);
    tcase_add_test(c, text_and_json_keep_within_any_capacity);
    tcase_set_timeout(c, 1500);
    return c;
}
