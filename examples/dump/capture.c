/* SPDX-License-Identifier: MIT */
/*
 * Captures in the classic pcap format, either byte order, micro- or nanoseconds: Ethernet
 * (VLAN tags too), raw IP, Linux cooked. Everything that is not a Mobility Header is
 * passed over, fragments among it.
 */

#include "source.h"

#include <string.h>

#define PACKET_MAX 262144u

enum link_type {
    ETHERNET = 1,
    RAW_BSD = 12,
    RAW = 101,
    COOKED = 113,
    RAW_IPV4 = 228,
    RAW_IPV6 = 229,
    COOKED_2 = 276
};

enum next_header {
    HOP_BY_HOP = 0,
    ROUTING = 43,
    FRAGMENT = 44,
    AUTHENTICATION = 51,
    DESTINATION_OPTIONS = 60,
    MOBILITY = 135
};

static uint32_t u32(const struct capture *c, const uint8_t *o)
{
    if (c->swapped)
        return (uint32_t)o[0] << 24 | (uint32_t)o[1] << 16 | (uint32_t)o[2] << 8 | o[3];
    return (uint32_t)o[3] << 24 | (uint32_t)o[2] << 16 | (uint32_t)o[1] << 8 | o[0];
}

int capture_open(struct capture *c, FILE *in, const char **why)
{
    uint8_t head[24];
    uint32_t magic;

    c->in = in;
    c->swapped = 0;
    if (fread(head, 1, sizeof head, in) != sizeof head) {
        *why = ferror(in) ? "cannot be read" : "too short for a capture";
        return -1;
    }
    magic = u32(c, head);
    c->swapped = magic == 0xd4c3b2a1u || magic == 0x4d3cb2a1u;
    magic = u32(c, head);
    if (magic != 0xa1b2c3d4u && magic != 0xa1b23c4du) {
        *why = magic == 0x0a0d0d0au ? "a pcapng file: convert it to pcap first"
                                    : "not a pcap file";
        return -1;
    }
    c->link_type = u32(c, head + 20) & 0xffff;
    switch (c->link_type) {
    case ETHERNET:
    case RAW_BSD:
    case RAW:
    case COOKED:
    case RAW_IPV4:
    case RAW_IPV6:
    case COOKED_2:
        return 0;
    default:
        *why = "a capture of a link type that is not supported";
        return -1;
    }
}

static unsigned u16(const uint8_t *o)
{
    return (unsigned)o[0] << 8 | o[1];
}

static int is_vlan_tag(unsigned type)
{
    return type == 0x8100 || type == 0x88a8 || type == 0x9100;
}

/* Where the IPv6 header begins in a frame; `length` for nowhere. */
static size_t ipv6_at(uint32_t link_type, const uint8_t *frame, size_t length)
{
    size_t type_at;
    size_t at;
    unsigned type;

    switch (link_type) {
    case ETHERNET:
        type_at = 12;
        at = 14;
        break;
    case COOKED:
        type_at = 14;
        at = 16;
        break;
    case COOKED_2:
        type_at = 0;
        at = 20;
        break;
    default:
        return 0;
    }
    if (length < at)
        return length;
    type = u16(frame + type_at);
    for (; is_vlan_tag(type) && length - at >= 4; at += 4)
        type = u16(frame + at + 2);
    return type == 0x86dd ? at : length;
}

/* RFC 6275 6.1.1: with a Home Address option the checksum is over that address. */
static void take_home_address(struct found *f, const uint8_t *options, size_t length)
{
    size_t at = 2;

    while (at + 2 <= length) {
        const size_t size = options[at] == 0 ? 1 : 2u + options[at + 1];

        if (options[at] == 201 && size == 18 && at + size <= length)
            memcpy(f->source.octets, options + at + 2, 16);
        at += size;
    }
}

/* Likewise the way's end: what a routing header of type 0 or 2 names last is where the
 * packet goes. */
static void take_final_destination(struct found *f, const uint8_t *header, size_t length)
{
    const unsigned type = header[2];
    const unsigned segments_left = header[3];

    if ((type == 0 || type == 2) && segments_left > 0 && length >= 24)
        memcpy(f->destination.octets, header + length - 16, 16);
}

/* One extension header: how long it is, 0 for one that hides what follows. */
static size_t extension(struct found *f, unsigned next, const uint8_t *at, size_t left)
{
    size_t length;

    if (left < 8)
        return 0;
    length = next == FRAGMENT         ? 8
             : next == AUTHENTICATION ? 4u * (at[1] + 2u)
                                      : 8u * (at[1] + 1u);
    if (next == FRAGMENT && (u16(at + 2) & 0xfff9) != 0)
        return 0; /* a part only */
    if (length <= left && next == DESTINATION_OPTIONS)
        take_home_address(f, at, length);
    if (length <= left && next == ROUTING)
        take_final_destination(f, at, length);
    return length <= left ? length : 0;
}

static int take_packet(struct found *f, const uint8_t *packet, size_t length)
{
    size_t at = 40;
    size_t end;
    unsigned next;

    if (length < 40 || packet[0] >> 4 != 6)
        return 0;
    next = packet[6];
    end = 40 + (size_t)u16(packet + 4);
    if (end > length)
        end = length; /* cut by the capture: told as truncated */
    memcpy(f->source.octets, packet + 8, 16);
    memcpy(f->destination.octets, packet + 24, 16);
    while (next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT ||
           next == AUTHENTICATION || next == DESTINATION_OPTIONS) {
        const size_t size = extension(f, next, packet + at, end - at);

        if (size == 0)
            return 0;
        next = packet[at];
        at += size;
    }
    if (next != MOBILITY || end - at > sizeof f->octets)
        return 0;
    f->addressed = 1;
    f->bad_line = 0;
    f->length = end - at;
    memcpy(f->octets, packet + at, f->length);
    return 1;
}

static int stopped(const struct capture *c, const char **why)
{
    *why =
        ferror(c->in) ? "cannot be read" : "the capture is cut in the middle of a packet";
    return -1;
}

int capture_next(struct capture *c, struct found *f, const char **why)
{
    static uint8_t frame[PACKET_MAX];
    uint8_t head[16];
    size_t n;

    while ((n = fread(head, 1, sizeof head, c->in)) == sizeof head) {
        const size_t length = u32(c, head + 8);
        size_t at;

        if (length > sizeof frame) {
            *why = "a packet longer than any capture has: damaged";
            return -1;
        }
        if (fread(frame, 1, length, c->in) != length)
            return stopped(c, why);
        at = ipv6_at(c->link_type, frame, length);
        if (at < length && take_packet(f, frame + at, length - at))
            return 1;
    }
    return n == 0 && !ferror(c->in) ? 0 : stopped(c, why);
}
