/* SPDX-License-Identifier: MIT */
/* Configuration files: words as values. */

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "config.h"

int config_address(const char *word, struct pmip6_addr *address, struct why *why)
{
    struct in6_addr parsed;

    if (inet_pton(AF_INET6, word, &parsed) != 1)
        return why_set(why, "`%s` is no IPv6 address", word);
    memcpy(address->octets, &parsed, sizeof address->octets);
    return 0;
}

/* Decimal digits up to a limit; returns what follows them, NULL where there are none or
 * the number is too large. */
static const char *digits(const char *word, uint64_t limit, uint64_t *value)
{
    const char *at = word;

    *value = 0;
    while (*at >= '0' && *at <= '9') {
        *value = *value * 10 + (uint64_t)(*at - '0');
        if (*value > limit)
            return NULL;
        at++;
    }
    return at == word ? NULL : at;
}

int config_number(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                  struct why *why)
{
    uint64_t number;
    const char *end = digits(word, UINT32_MAX, &number);

    if (end == NULL || *end != '\0' || number < least || number > most)
        return why_set(why, "`%s` is no number from %u to %u", word, least, most);
    *value = (uint32_t)number;
    return 0;
}

int config_prefix(const char *word, struct pmip6_prefix *prefix, struct why *why)
{
    char text[INET6_ADDRSTRLEN + 1];
    const char *slash = strchr(word, '/');
    struct why ignored;
    uint32_t length;
    unsigned int i;

    if (slash == NULL || (size_t)(slash - word) >= sizeof text)
        return why_set(why, "`%s` is no prefix (ADDR/LEN)", word);
    memcpy(text, word, (size_t)(slash - word));
    text[slash - word] = '\0';
    if (config_address(text, &prefix->addr, &ignored) < 0 ||
        config_number(slash + 1, 0, 128, &length, &ignored) < 0)
        return why_set(why, "`%s` is no prefix (ADDR/LEN)", word);
    for (i = length; i < 128; i++) {
        if ((prefix->addr.octets[i / 8] & 0x80u >> i % 8) != 0)
            return why_set(why, "`%s` has bits beyond its length", word);
    }
    prefix->length = (uint8_t)length;
    return 0;
}

/* `::`, the loopback address, multicast and link-local addresses are nobody's to route.
 */
static int is_routed(const struct pmip6_addr *a)
{
    static const struct pmip6_addr loopback = {{[15] = 1}};
    static const struct pmip6_addr none;

    return memcmp(a, &none, sizeof none) != 0 && memcmp(a, &loopback, sizeof none) != 0 &&
           a->octets[0] != 0xff &&
           !(a->octets[0] == 0xfe && (a->octets[1] & 0xc0) == 0x80);
}

int config_unicast(const char *word, struct pmip6_addr *address, struct why *why)
{
    if (config_address(word, address, why) < 0)
        return -1;
    if (!is_routed(address))
        return why_set(why, "`%s` is no unicast address that is routed", word);
    return 0;
}

int config_home_prefix(const char *word, struct pmip6_prefix *prefix, struct why *why)
{
    if (config_prefix(word, prefix, why) < 0)
        return -1;
    if (prefix->length == 0 || !is_routed(&prefix->addr))
        return why_set(why, "`%s` is no prefix of unicast addresses that are routed",
                       word);
    return 0;
}

int config_socket_path(const char *word, char *path, size_t room, struct why *why)
{
    if (word[0] == '\0')
        return why_set(why, "`` is no path");
    if (strlen(word) >= room)
        return why_set(why, "%s: path too long for a socket", word);
    (void)snprintf(path, room, "%s", word);
    return 0;
}

int config_data_plane(const char *word, enum data_plane_kind *kind, struct why *why)
{
    static const struct {
        const char *name;
        enum data_plane_kind kind;
    } kinds[] = {{"auto", DATA_PLANE_AUTO},
                 {"kernel", DATA_PLANE_KERNEL},
                 {"tun", DATA_PLANE_TUN},
                 {"none", DATA_PLANE_NONE}};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(word, kinds[i].name) == 0) {
            *kind = kinds[i].kind;
            return 0;
        }
    }
    return why_set(why, "%s: data-plane is auto, kernel, tun or none", word);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int config_link_layer(const char *word, struct pmip6_link_layer *address, struct why *why)
{
    const char *at = word;

    memset(address, 0, sizeof *address);
    for (;;) {
        const int high = hex_digit(at[0]);
        const int low = high < 0 ? -1 : hex_digit(at[1]);

        if (low < 0 || address->length == sizeof address->octets)
            break;
        address->octets[address->length++] = (uint8_t)(high << 4 | low);
        at += 2;
        if (*at == '\0')
            return 0;
        if (*at == ':' || *at == '-')
            at++;
    }
    return why_set(why, "`%s` is no link-layer address (such as 02:00:00:00:00:01)",
                   word);
}

int config_yes_no(const char *word, int *value, struct why *why)
{
    *value = strcmp(word, "yes") == 0;
    if (*value || strcmp(word, "no") == 0)
        return 0;
    return why_set(why, "`%s`: say yes or no", word);
}

int config_edition(const char *word, uint32_t *edition, struct why *why)
{
    if (strcmp(word, "rfc5213") == 0)
        *edition = PMIP6_RFC5213;
    else if (strcmp(word, "draft-02") == 0)
        *edition = PMIP6_DRAFT_02;
    else
        return why_set(why, "`%s`: edition is rfc5213 or draft-02", word);
    return 0;
}

int config_milliseconds(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                        struct why *why)
{
    static const struct {
        const char *name;
        uint32_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"", 1000}, {"m", 60000}, {"h", 3600000}};
    uint64_t number;
    const char *unit = digits(word, UINT32_MAX, &number);
    size_t i;

    for (i = 0; unit != NULL && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) != 0)
            continue;
        number *= units[i].milliseconds;
        if (number < least || number > most)
            break;
        *value = (uint32_t)number;
        return 0;
    }
    return why_set(why, "`%s` is no duration from %u ms to %u ms (such as 500ms, 8s, 1h)",
                   word, least, most);
}

int config_seconds(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                   struct why *why)
{
    const uint32_t limit = most > UINT32_MAX / 1000 ? UINT32_MAX : most * 1000;
    uint32_t milliseconds;

    if (config_milliseconds(word, 0, limit, &milliseconds, why) < 0 ||
        milliseconds < least * 1000)
        return why_set(why, "`%s` is no duration from %u s to %u s (such as 8s, 30m, 1h)",
                       word, least, most);
    *value = milliseconds / 1000;
    return 0;
}
