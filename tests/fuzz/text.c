/* SPDX-License-Identifier: MIT */
/*
 * What decodes is printed, as a line and as JSON, into buffers of just the right size and
 * of any that is too small.
 */
#include "decoded.h"
#include "header.h"
#include "json.h"
#include "memory.h"
#include "target.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

typedef int print(const struct pmip6_message *m, char *buffer, size_t capacity,
                  size_t *length);

/* What was printed before in full; with less room it is cut off. */
struct printed {
    print *print;
    const char *text;
    size_t length;
};

/* Looks at what stands in a buffer of so many octets, GUARD more behind them. */
static void look_at_cut(const struct pmip6_message *m, const struct printed *full,
                        uint8_t *buffer, size_t capacity)
{
    size_t length = 0, written;
    int rc;

    guard_set(buffer + capacity);
    rc = full->print(m, (char *)buffer, capacity, &length);
    must(rc == PMIP6_ERR_ROOM, "a buffer without room for all is told");
    must(length == full->length, "how long a text is does not depend on room");
    must(guard_is_whole(buffer + capacity), "printing writes within the buffer");
    if (capacity == 0)
        return;
    must(memchr(buffer, 0, capacity) != NULL, "what is cut off ends in NUL");
    written = strlen((char *)buffer);
    must(memcmp(buffer, full->text, written) == 0, "what is cut off is the beginning");
    must(written + 4 >= capacity, "what fits is written, to the last whole character");
    must(utf8_is_line((char *)buffer, written), "what is cut off is text");
}

static void look_at_cuts(const struct pmip6_message *m, const struct printed *full)
{
    uint8_t *buffer = exact_new(full->length + GUARD);
    size_t step = full->length > 256 ? full->length / 16 : 1;

    for (size_t capacity = 0; capacity < full->length; capacity += step)
        look_at_cut(m, full, buffer, capacity);
    look_at_cut(m, full, buffer, full->length);
    free(buffer);
}

/* The text in a buffer of just its size, for the caller to free. */
static char *printed_new(const struct pmip6_message *m, print *p, size_t *length)
{
    size_t needed = 0;
    char *text;
    int rc = p(m, NULL, 0, &needed);

    must(rc == PMIP6_ERR_ROOM && needed > 0, "every message has a text");
    text = exact_new(needed + 1);
    rc = p(m, text, needed + 1, length);
    must(rc == 0 && *length == needed,
         "a buffer of the size that was told is large enough");
    must(memchr(text, 0, needed + 1) == text + needed,
         "a text ends in NUL, and only there");
    return text;
}

static void look_at(const struct pmip6_message *m, print *p,
                    int (*is_good)(const char *text, size_t length), const char *what)
{
    struct printed full = {p, NULL, 0};
    char *text = printed_new(m, p, &full.length);

    full.text = text;
    must(is_good(text, full.length), what);
    look_at_cuts(m, &full);
    free(text);
}

static void look_at_octets(const uint8_t *octets, size_t length)
{
    struct decoded d;

    decoded_new(&d, octets, length, WITHOUT_ADDRESSES);
    if (d.rc == 0) {
        look_at(&d.m, pmip6_message_text, utf8_is_line, "a text is one printable line");
        look_at(&d.m, pmip6_message_json, json_is_strict,
                "JSON is an object on one line");
    }
    decoded_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length)
{
    uint8_t *fitting = exact_copy(octets, length);

    look_at_octets(octets, length);
    if (header_fit(fitting, length))
        look_at_octets(fitting, length);
    free(fitting);
    return 0;
}
