/* SPDX-License-Identifier: MIT */
/* Hex lines: `[SRC DST] HEX`, blank lines passed over. */

#include "source.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

static int digit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static int take_hex(struct found *f, const char *word)
{
    f->length = 0;
    while (word[0] != '\0') {
        const int high = digit((unsigned char)word[0]);
        const int low = high < 0 ? -1 : digit((unsigned char)word[1]);

        if (low < 0 || f->length == sizeof f->octets) {
            f->at = f->length;
            return -1;
        }
        f->octets[f->length++] = (uint8_t)(high << 4 | low);
        word += 2;
    }
    return 0;
}

/* One word is the octets, three are two addresses and the octets. */
static void take_line(struct found *f, char *line)
{
    char *words[4];
    char *save = NULL;
    size_t count = 0;

    for (char *w = strtok_r(line, " \t\r\n", &save); w != NULL && count < 4;
         w = strtok_r(NULL, " \t\r\n", &save))
        words[count++] = w;
    if (count == 3 && inet_pton(AF_INET6, words[0], f->source.octets) == 1 &&
        inet_pton(AF_INET6, words[1], f->destination.octets) == 1)
        f->addressed = 1;
    else if (count != 1)
        f->bad_line = 1;
    if (!f->bad_line && take_hex(f, words[count - 1]) < 0)
        f->bad_line = 1;
}

static int is_blank(const char *line)
{
    while (isspace((unsigned char)*line))
        line++;
    return *line == '\0';
}

/* One line without its end. Returns 0 where there are no more; a line that is too long or
 * no text is bad. */
static int take_text(FILE *in, char *line, size_t room, int *is_bad)
{
    size_t length = 0;
    int c = getc(in);

    if (c == EOF)
        return 0;
    for (; c != EOF && c != '\n'; c = getc(in)) {
        if (c == '\0' || length + 1 == room)
            *is_bad = 1;
        else
            line[length++] = (char)c;
    }
    line[length] = '\0';
    return 1;
}

int hex_next(FILE *in, struct found *f)
{
    static char line[2 * OCTETS_MAX + 256];

    for (;;) {
        f->addressed = 0;
        f->bad_line = 0;
        f->at = 0;
        f->length = 0;
        if (!take_text(in, line, sizeof line, &f->bad_line))
            return 0;
        if (f->bad_line)
            return 1;
        if (is_blank(line))
            continue;
        take_line(f, line);
        return 1;
    }
}
