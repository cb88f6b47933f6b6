/* SPDX-License-Identifier: MIT */
#include "codec.h"

unsigned long codec_rounds(void)
{
    const char *rounds = getenv("PMIP6_ROUNDS");
    unsigned long count = rounds ? strtoul(rounds, NULL, 10) : 0;

    return count ? count : 1000000;
}

int codec_decode(struct pmip6_message **m, unsigned which, const uint8_t *octets,
                 size_t length, size_t *where)
{
    static struct pmip6_message messages[2];
    static struct pmip6_option options[2][OPTIONS_MAX];
    struct pmip6_bytes b = {octets, length};

    *m = &messages[which];
    pmip6_message_init(*m, options[which], OPTIONS_MAX);
    return pmip6_message_decode(*m, b, NULL, NULL, where);
}
