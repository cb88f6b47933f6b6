/* SPDX-License-Identifier: MIT */

#include "identifier.h"

#include <stdio.h>
#include <string.h>

const char *identifier_text(struct pmip6_bytes id, char *text)
{
    size_t at = 0;

    for (size_t i = 0; i < id.length && i < PMIP6_MN_ID_MAX; i++) {
        const uint8_t c = id.data[i];

        if (c > ' ' && c < 0x7f && c != '\\' && c != '"')
            text[at++] = (char)c;
        else
            at += (size_t)snprintf(text + at, 5, "\\x%02x", c);
    }
    text[at] = '\0';
    return text;
}

static int hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c == '\0' ? NULL : strchr(digits, c);

    return at == NULL ? -1 : (int)(at - digits);
}

struct pmip6_bytes identifier_read(const char *word, uint8_t octets[PMIP6_MN_ID_MAX])
{
    struct pmip6_bytes id = {(const uint8_t *)word, strlen(word)};
    size_t count = 0;

    if (strchr(word, '\\') == NULL)
        return id;
    while (*word != '\0' && count < PMIP6_MN_ID_MAX) {
        if (word[0] == '\\' && word[1] == 'x' && hex(word[2]) >= 0 && hex(word[3]) >= 0) {
            octets[count++] = (uint8_t)(hex(word[2]) << 4 | hex(word[3]));
            word += 4;
        } else {
            octets[count++] = (uint8_t)*word++;
        }
    }
    id.data = octets;
    id.length = *word == '\0' ? count : 0; /* longer than any: nobody's */
    return id;
}
