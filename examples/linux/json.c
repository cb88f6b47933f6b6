/* SPDX-License-Identifier: MIT */
/* Writing JSON. */

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

#define ROOM_FIRST 256u

void json_init(struct json *j)
{
    memset(j, 0, sizeof *j);
}

void json_free(struct json *j)
{
    free(j->text);
    json_init(j);
}

void json_append(struct json *j, const char *text, size_t length)
{
    if (j->failed || length == 0)
        return;
    if (length > j->room - j->length) {
        size_t room = j->room == 0 ? ROOM_FIRST : j->room;
        char *more;

        while (room - j->length < length && room <= SIZE_MAX / 2)
            room *= 2;
        more = room - j->length < length ? NULL : realloc(j->text, room);
        if (more == NULL) {
            j->failed = 1;
            return;
        }
        j->text = more;
        j->room = room;
    }
    memcpy(j->text + j->length, text, length);
    j->length += length;
}

static void put(struct json *j, const char *text)
{
    json_append(j, text, strlen(text));
}

static void begin_value(struct json *j)
{
    if (j->comma)
        put(j, ",");
    j->comma = 1;
}

void json_begin(struct json *j, char bracket)
{
    begin_value(j);
    json_append(j, &bracket, 1);
    j->comma = 0;
}

void json_end(struct json *j, char bracket)
{
    json_append(j, &bracket, 1);
    j->comma = 1;
}

void json_key(struct json *j, const char *key)
{
    json_string(j, key);
    put(j, ":");
    j->comma = 0;
}

void json_raw(struct json *j, const char *text)
{
    begin_value(j);
    put(j, text);
}

void json_null(struct json *j)
{
    json_raw(j, "null");
}

void json_bool(struct json *j, int value)
{
    json_raw(j, value ? "true" : "false");
}

void json_number(struct json *j, uint64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    json_raw(j, text);
}

/* How many octets of UTF-8 begin here; 0 where there is none, or none to be printed. */
static size_t printable(const uint8_t *at, size_t left)
{
    const uint8_t first = at[0];
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    size_t i;

    if (first < 0x20 || first == 0x7f || first == '\\' ||
        (first >= 0x80 && first < 0xc2) || first > 0xf4 || length > left)
        return 0;
    for (i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    if ((first == 0xc2 && at[1] < 0xa0) || (first == 0xe0 && at[1] < 0xa0) ||
        (first == 0xed && at[1] > 0x9f) || (first == 0xf0 && at[1] < 0x90) ||
        (first == 0xf4 && at[1] > 0x8f))
        return 0;
    return length;
}

void json_text(struct json *j, struct pmip6_bytes text)
{
    size_t at = 0;

    begin_value(j);
    put(j, "\"");
    while (at < text.length) {
        const size_t length = printable(text.data + at, text.length - at);
        char escape[8];

        if (length == 0) {
            (void)snprintf(escape, sizeof escape, "\\\\x%02x", text.data[at]);
            put(j, escape);
        } else if (text.data[at] == '"') {
            put(j, "\\\"");
        } else {
            json_append(j, (const char *)text.data + at, length);
        }
        at += length == 0 ? 1 : length;
    }
    put(j, "\"");
}

void json_string(struct json *j, const char *text)
{
    struct pmip6_bytes octets = {(const uint8_t *)text, 0};

    if (text == NULL) {
        json_null(j);
        return;
    }
    octets.length = strlen(text);
    json_text(j, octets);
}

void json_hex(struct json *j, struct pmip6_bytes octets)
{
    size_t i;

    begin_value(j);
    put(j, "\"");
    for (i = 0; i < octets.length; i++) {
        char digits[4];

        (void)snprintf(digits, sizeof digits, "%02x", octets.data[i]);
        put(j, digits);
    }
    put(j, "\"");
}

void json_address(struct json *j, const struct pmip6_addr *address)
{
    static const struct pmip6_addr none;
    char text[INET6_ADDRSTRLEN];

    if (memcmp(address, &none, sizeof none) == 0)
        json_null(j);
    else
        json_string(j, inet_ntop(AF_INET6, address->octets, text, sizeof text));
}

void json_prefix(struct json *j, const struct pmip6_prefix *prefix)
{
    char text[INET6_ADDRSTRLEN + 4];

    (void)inet_ntop(AF_INET6, prefix->addr.octets, text, INET6_ADDRSTRLEN);
    (void)snprintf(text + strlen(text), 5, "/%u", prefix->length);
    json_string(j, text);
}
