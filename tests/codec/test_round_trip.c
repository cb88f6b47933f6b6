/* SPDX-License-Identifier: MIT */
/* Random well-formed messages: encoded they are laid out as they must be, decoded they
 * are what they were, encoded again the same octets. PMIP6_ROUNDS and PMIP6_SEED tell how
 * many and which. */
#include "codec.h"
#include "draw.h"
#include "json.h"
#include "same.h"
#include "traffic_selector.h"

#include <stdio.h>
#include <string.h>

/* Text and JSON are looked at once in so many rounds. */
#define SHOWN_ROUNDS 64

static const struct pmip6_addr source = {{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}};
static const struct pmip6_addr destination = {{0x20, 1, 0x0d, 0xb8, 0, 2, [15] = 1}};

/* ---- how options lie (RFC 6275 6.2.1) ---- */

static size_t aligned(size_t at, size_t modulo, size_t rest)
{
    while (at % modulo != rest)
        at++;
    return at;
}

/* RFC 6089 4.2, and RFC 6088 3 where a traffic selector is in it. */
static size_t flow_modulo(const struct pmip6_option *o)
{
    struct pmip6_suboption sub;
    size_t at = 0, most = 2;

    while (pmip6_suboption_next(o, &sub, &at) == 1) {
        size_t wanted =
            sub.type == PMIP6_FLOW_TRAFFIC_SELECTOR ? p6_selector_alignment(&sub) : 2;

        most = wanted > most ? wanted : most;
    }
    return most;
}

/* Where an option must begin if the one before ends at `at`. */
static size_t place_of(const struct pmip6_option *o, size_t at)
{
    const struct option_row *row = p6_option_row(o->type);

    if (o->type == PMIP6_OPT_BINDING_IDENTIFIER) /* RFC 5648 4.3 */
        return o->u.binding_identifier.care_of.length ? aligned(at, 8, 2)
                                                      : aligned(at, 2, 0);
    if (o->type == PMIP6_OPT_FLOW_IDENTIFICATION)
        return aligned(at, flow_modulo(o), 0);
    return row->align_modulo ? aligned(at, row->align_modulo, row->align_rest) : at;
}

/* One Pad1, or one PadN with zeros. */
static int is_padding(const uint8_t *octets, size_t count)
{
    if (count == 0 || (count == 1 && octets[0] == PMIP6_OPT_PAD1))
        return 1;
    if (count == 1 || octets[0] != PMIP6_OPT_PADN || octets[1] != count - 2)
        return 0;
    for (size_t i = 2; i < count; i++) {
        if (octets[i] != 0)
            return 0;
    }
    return 1;
}

static const char *is_laid_out(const struct pmip6_message *m, const uint8_t *octets,
                               size_t length)
{
    size_t at = p6_message_row_of(m)->options_at + m->home_agents.length, place;

    if (length % 8 != 0 || length != 8 * ((size_t)octets[1] + 1))
        return "the length is no multiple of eight";
    if (!p6_message_row_of(m)->options_at)
        return length == 6 + m->body.length ? NULL : "octets are added to the body";
    for (size_t i = 0; i < m->option_count; i++) {
        place = place_of(&m->options[i], at);
        if (m->options[i].offset != place)
            return "an option is not at its place";
        if (!is_padding(octets + at, place - at))
            return "padding is not minimal";
        at = place + 2 + m->options[i].length;
    }
    place = aligned(at, 8, 0);
    return place == length && is_padding(octets + at, place - at)
               ? NULL
               : "padding at the end is not minimal";
}

/* ---- a round ---- */

static const char *is_shown(const struct pmip6_message *m)
{
    static char text[65536];
    size_t length;

    if (pmip6_message_text(m, text, sizeof text, &length) != 0)
        return "it has no text";
    if (pmip6_message_json(m, text, sizeof text, &length) != 0)
        return "it has no JSON";
    return length == strlen(text) && is_json(text) ? NULL : "its JSON is none";
}

static const char *insides_come_back(const struct pmip6_message *m)
{
    const char *wrong = NULL;

    for (size_t i = 0; !wrong && i < m->option_count; i++)
        wrong = inside_comes_back(&m->options[i]);
    return wrong;
}

static const char *comes_back(const struct pmip6_message *m)
{
    static uint8_t octets[2048], again[2048];
    static struct pmip6_option options[DRAWN_OPTIONS];
    struct pmip6_bytes b = {octets, 0};
    struct pmip6_message n;
    const char *wrong;
    size_t length;

    if (pmip6_message_encode(m, octets, sizeof octets, &source, &destination, &b.length))
        return "it does not encode";
    pmip6_message_init(&n, options, DRAWN_OPTIONS);
    if (pmip6_message_decode(&n, b, &source, &destination, NULL) != 0)
        return "it does not decode";
    if (!same_message(m, &n))
        return "it is not what it was";
    wrong = is_laid_out(&n, octets, b.length);
    if (wrong)
        return wrong;
    if (pmip6_message_encode(&n, again, sizeof again, &source, &destination, &length) ||
        length != b.length || memcmp(again, octets, length) != 0)
        return "it encodes to other octets";
    return insides_come_back(&n);
}

START_TEST(random_messages_come_back_as_they_were)
{
    static struct draw d;
    const char *given = getenv("PMIP6_SEED");
    const unsigned long seed = given ? strtoul(given, NULL, 10) : 1;
    const unsigned long rounds = codec_rounds();

    printf("seed %lu, %lu rounds\n", seed, rounds);
    fflush(stdout);
    draw_init(&d, seed);
    for (unsigned long round = 0; round < rounds; round++) {
        struct pmip6_message m;
        const char *wrong;

        draw_message(&d, &m);
        wrong = comes_back(&m);
        if (!wrong && round % SHOWN_ROUNDS == 0)
            wrong = is_shown(&m);
        if (wrong)
            ck_abort_msg("seed %lu, round %lu, type %u: %s", seed, round, m.mh_type,
                         wrong);
    }
}
END_TEST

/* ---- what is drawn ---- */

/* Every type comes up, with few options and with many: the numbers are not all alike. */
START_TEST(random_messages_are_of_every_kind)
{
    static struct draw d;
    static unsigned messages[256], options[256];
    size_t most = 0;

    draw_init(&d, 2);
    for (unsigned round = 0; round < 20000; round++) {
        struct pmip6_message m;

        draw_message(&d, &m);
        messages[m.mh_type]++;
        most = m.option_count > most ? m.option_count : most;
        for (size_t i = 0; i < m.option_count; i++)
            options[m.options[i].type]++;
    }
    for (unsigned type = 0; type < 256; type++) {
        ck_assert_msg(type >= 24 || messages[type], "message %u", type);
        ck_assert_msg(type < 2 || type >= 72 || options[type], "option %u", type);
    }
    ck_assert_uint_gt(most, 40);
}
END_TEST

static Suite *round_trip_suite(void)
{
    Suite *s = suite_create("round trip");
    TCase *c = tcase_create("round trip");

    tcase_add_test(c, random_messages_come_back_as_they_were);
    tcase_add_test(c, random_messages_are_of_every_kind);
    tcase_set_timeout(c, 1500);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(round_trip_suite)
