/* SPDX-License-Identifier: MIT */
/*
 * The codec by itself: a Proxy Binding Update is decoded, shown as text and as JSON,
 * looked into, and answered by an acknowledgement with options, one of them with
 * sub-options.
 */
#include <pmip6/message.h>

#include <stdio.h>
#include <string.h>

#define OPTIONS 16

_Static_assert(sizeof(struct pmip6_option) <= 48, "doc/guide.md says how large it is");

static const struct pmip6_addr mag = {{0x20, 1, 0x0d, 0xb8, 0, 1, [15] = 1}};
static const struct pmip6_addr lma = {{0x20, 1, 0x0d, 0xb8, 0, 10, [15] = 1}};

/* From Payload Proto on: sequence 7, flags A and P, 60 s; the node, any prefix, a first
 * attachment by wireless LAN. */
static const uint8_t update[] = {
    59, 6,   5,   0,   0x91,      0x42, 0,   7,   0x82, 0,   0,   15,  8, 12,
    1,  'm', 'n', '1', '@',       'e',  'x', 'a', 'm',  'p', 'l', 'e', 1, 0,
    22, 18,  0,   0,   [48] = 23, 2,    0,   1,   24,   2,   0,   4};

static int print(const struct pmip6_message *m)
{
    char text[1024];
    size_t length;
    int rc = pmip6_message_text(m, text, sizeof text, &length);

    if (rc < 0)
        return rc; /* PMIP6_ERR_ROOM: length + 1 octets are needed */
    printf("%s\n", text);
    rc = pmip6_message_json(m, text, sizeof text, &length);
    if (rc == 0)
        printf("%s\n", text);
    return rc;
}

/* Any message has any option, in any order. */
static const struct pmip6_option *find(const struct pmip6_message *m, uint8_t type)
{
    for (size_t i = 0; i < m->option_count; i++) {
        if (m->options[i].type == type)
            return &m->options[i];
    }
    return NULL;
}

/* What goes into an option that has parts of its own. */
static int network(uint8_t *octets, size_t capacity, size_t *length)
{
    static const char ssid[] = "cafe";
    struct pmip6_suboption sub = {.type = PMIP6_ANI_NETWORK,
                                  .flags = PMIP6_ANI_NETWORK_E};

    sub.u.network.name.data = (const uint8_t *)ssid;
    sub.u.network.name.length = strlen(ssid);
    return pmip6_suboptions_encode(PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER, &sub, 1, octets,
                                   capacity, length);
}

static int acknowledge(const struct pmip6_message *request, uint8_t *octets,
                       size_t capacity, size_t *length)
{
    const struct pmip6_option *id = find(request, PMIP6_OPT_MN_IDENTIFIER);
    struct pmip6_option options[3] = {{0}};
    struct pmip6_message answer;
    uint8_t inside[64];
    size_t inside_length;

    if (id == NULL || network(inside, sizeof inside, &inside_length) < 0)
        return -1;
    pmip6_message_init(&answer, options, 3);
    answer.mh_type = PMIP6_MH_BA;
    answer.flags = PMIP6_BA_P;
    answer.status = PMIP6_STATUS_ACCEPTED;
    answer.sequence = request->sequence;
    answer.lifetime = request->lifetime;
    options[0] = *id; /* borrows from the request's octets */
    options[1].type = PMIP6_OPT_HOME_NETWORK_PREFIX;
    options[1].u.prefix = (struct pmip6_prefix){{{0x20, 1, 0x0d, 0xb8, 1}}, 64};
    options[2].type = PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER;
    options[2].u.suboptions = (struct pmip6_bytes){inside, inside_length};
    answer.option_count = 3;
    return pmip6_message_encode(&answer, octets, capacity, &lma, &mag, length);
}

static int read_and_print(const uint8_t *octets, size_t length,
                          const struct pmip6_addr *source,
                          const struct pmip6_addr *destination, struct pmip6_message *m)
{
    struct pmip6_bytes datagram = {octets, length};
    size_t where;
    int rc = pmip6_message_decode(m, datagram, source, destination, &where);

    if (rc < 0) {
        printf("%s at octet %zu\n", pmip6_error_name(rc), where);
        return rc;
    }
    return print(m);
}

/* What stands inside an option is looked at one by one. */
static int show_inside(const struct pmip6_option *option)
{
    struct pmip6_suboption sub;
    size_t at = 0;
    int rc;

    while ((rc = pmip6_suboption_next(option, &sub, &at)) == 1)
        printf("%s at octet %u of the option\n",
               pmip6_suboption_name(option->type, sub.type), sub.offset);
    return rc; /* below 0: not well formed, at octet `at` */
}

int main(void)
{
    struct pmip6_option options[OPTIONS];
    struct pmip6_message m;
    uint8_t answer[256];
    size_t length;

    pmip6_message_init(&m, options, OPTIONS);
    if (read_and_print(update, sizeof update, &mag, &lma, &m) < 0 ||
        acknowledge(&m, answer, sizeof answer, &length) < 0 ||
        read_and_print(answer, length, &lma, &mag, &m) < 0)
        return 1;
    return show_inside(find(&m, PMIP6_OPT_ACCESS_NETWORK_IDENTIFIER)) < 0;
}
