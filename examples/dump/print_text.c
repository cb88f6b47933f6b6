/* SPDX-License-Identifier: MIT */
#include "print.h"

#include <arpa/inet.h>
#include <stdio.h>

static void print_octets(struct pmip6_bytes b)
{
    for (size_t i = 0; i < b.length; i++)
        printf("%02x", b.data[i]);
}

static void print_identifier(struct pmip6_bytes b)
{
    for (size_t i = 0; i < b.length; i++) {
        if (b.data[i] > ' ' && b.data[i] < 0x7f && b.data[i] != '\\')
            putchar(b.data[i]);
        else
            printf("\\x%02x", b.data[i]);
    }
}

static void print_address(const struct pmip6_addr *a)
{
    char text[INET6_ADDRSTRLEN];

    (void)inet_ntop(AF_INET6, a->octets, text, sizeof text);
    fputs(text, stdout);
}

static void print_content(const struct pmip6_option *o)
{
    switch (o->type) {
    case PMIP6_OPT_BINDING_REFRESH_ADVICE:
        printf("%us", o->u.refresh_advice.interval * 4u);
        break;
    case PMIP6_OPT_ALTERNATE_CARE_OF_ADDRESS:
    case PMIP6_OPT_LINK_LOCAL_ADDRESS:
        print_address(&o->u.address);
        break;
    case PMIP6_OPT_MN_IDENTIFIER:
        print_identifier(o->u.mn_id.identifier);
        break;
    case PMIP6_OPT_HOME_NETWORK_PREFIX:
        print_address(&o->u.prefix.addr);
        printf("/%u", o->u.prefix.length);
        break;
    case PMIP6_OPT_HANDOFF_INDICATOR:
        printf("%u(%s)", o->u.value, pmip6_handoff_name(o->u.value));
        break;
    case PMIP6_OPT_ACCESS_TECHNOLOGY_TYPE:
        printf("%u(%s)", o->u.value, pmip6_access_technology_name(o->u.value));
        break;
    case PMIP6_OPT_LINK_LAYER_IDENTIFIER:
        print_octets(o->u.link_layer_id);
        break;
    case PMIP6_OPT_TIMESTAMP:
        printf("%llu+%u/65536", (unsigned long long)(o->u.timestamp >> 16),
               (unsigned)(o->u.timestamp & 0xffff));
        break;
    default:
        print_octets(o->u.raw);
        break;
    }
}

static void print_fields(const struct pmip6_message *m)
{
    char letters[17];

    switch (m->mh_type) {
    case PMIP6_MH_BU:
        (void)flag_letters(m, letters);
        printf(" seq=%u flags=%s lifetime=%us", m->sequence, letters, m->lifetime * 4u);
        break;
    case PMIP6_MH_BA:
        (void)flag_letters(m, letters);
        printf(" status=%u(%s) flags=%s seq=%u lifetime=%us", m->status,
               pmip6_status_name(m->status), letters, m->sequence, m->lifetime * 4u);
        break;
    case PMIP6_MH_BE:
        printf(" status=%u home-address=", m->status);
        print_address(&m->home_address);
        break;
    default:
        if (m->body.length > 0) {
            printf(" type=%u hex=", m->mh_type);
            print_octets(m->body);
        }
        break;
    }
}

void print_text(const struct pmip6_message *m)
{
    fputs(pmip6_message_name(m), stdout);
    print_fields(m);
    for (size_t i = 0; i < m->option_count; i++) {
        printf(" %s=", pmip6_option_name(m->options[i].type));
        print_content(&m->options[i]);
    }
    if (m->trailing > 0)
        printf(" trailing=%u", m->trailing);
    putchar('\n');
}
