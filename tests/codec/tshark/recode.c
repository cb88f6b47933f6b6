/* SPDX-License-Identifier: MIT */
/*
 * Decodes each message and encodes it again, so that what another program reads is what
 * the library writes. Lines of `SOURCE DESTINATION MESSAGE` in, all in hex; a line of hex
 * or `error NAME` out for each. The checksum of what comes in is not looked at.
 */

#include <stdio.h>
#include <string.h>

#include <pmip6/message.h>

#define ROOM        2048u
#define LINE_ROOM   (2 * ROOM + 128)
#define OPTIONS_MAX 2048u

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* Lower case hex, two digits an octet; how many octets. */
static size_t take_hex(uint8_t *to, size_t room, const char *word)
{
    size_t n = 0;

    while (n < room && word[0] != '\0' && word[1] != '\0') {
        to[n++] = (uint8_t)(digit(word[0]) << 4 | digit(word[1]));
        word += 2;
    }
    return n;
}

static void recode(struct pmip6_bytes in, const struct pmip6_addr *source,
                   const struct pmip6_addr *destination)
{
    static struct pmip6_option options[OPTIONS_MAX];
    uint8_t out[ROOM];
    struct pmip6_message m;
    size_t length;
    int rc;

    pmip6_message_init(&m, options, OPTIONS_MAX);
    rc = pmip6_message_decode(&m, in, NULL, NULL, NULL);
    if (rc == 0)
        rc = pmip6_message_encode(&m, out, sizeof out, source, destination, &length);
    if (rc < 0) {
        printf("error %s\n", pmip6_error_name(rc));
        return;
    }
    for (size_t i = 0; i < length; i++)
        printf("%02x", out[i]);
    puts("");
}

int main(void)
{
    static char line[LINE_ROOM], message[LINE_ROOM];
    char from[33], to[33];

    while (fgets(line, sizeof line, stdin)) {
        uint8_t octets[ROOM];
        struct pmip6_addr source, destination;
        struct pmip6_bytes in = {octets, 0};

        if (sscanf(line, "%32s %32s %4096s", from, to, message) != 3 ||
            take_hex(source.octets, 16, from) != 16 ||
            take_hex(destination.octets, 16, to) != 16) {
            puts("error line");
            continue;
        }
        in.length = take_hex(octets, sizeof octets, message);
        recode(in, &source, &destination);
    }
    return 0;
}
