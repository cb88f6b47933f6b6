/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_ND_H
#define PMIP6_ND_H

/**
 * @file nd.h
 * Neighbor Discovery packets as they cross the library's border.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup nd Neighbor Discovery
 *
 * A MAG emulates the mobile node's home link with Router Advertisements (RFC 5213 6.7,
 * 6.9.2) and watches Neighbor Discovery to see nodes come and go. The host hands in the
 * ICMPv6 messages of types 133 to 136 that it receives on an access link, and sends those
 * that the library makes: complete with ICMPv6 checksum, to be sent with hop limit 255.
 *
 * @{
 */

/** ICMPv6 types of Neighbor Discovery (RFC 4861 section 4). */
enum pmip6_nd_type {
    PMIP6_ND_ROUTER_SOLICITATION = 133,   /**< Router Solicitation */
    PMIP6_ND_ROUTER_ADVERTISEMENT = 134,  /**< Router Advertisement */
    PMIP6_ND_NEIGHBOR_SOLICITATION = 135, /**< Neighbor Solicitation */
    PMIP6_ND_NEIGHBOR_ADVERTISEMENT = 136 /**< Neighbor Advertisement */
};

/** DNS servers that an advertisement names, at most. */
#define PMIP6_DNS_SERVERS_MAX 4

/** A link-layer address of up to 32 octets, as on the link. */
struct pmip6_link_layer {
    uint8_t octets[PMIP6_LINK_LAYER_ID_MAX]; /**< the address */
    uint8_t length;                          /**< its length; 0: none */
    uint8_t reserved[7];                     /**< zero */
};

/** One ICMPv6 packet on an access link. */
struct pmip6_nd_packet {
    size_t size;                   /**< set by pmip6_nd_packet_init() */
    struct pmip6_bytes octets;     /**< the ICMPv6 message from its type on; borrowed */
    struct pmip6_bytes link_layer; /**< received: the frame's source address, empty if not
                                        known; to send: the frame's destination if the
                                        library knows it, else empty (resolve it) */
    struct pmip6_addr source;      /**< IPv6 source */
    struct pmip6_addr destination; /**< IPv6 destination */
    uint32_t hop_limit;            /**< received; 255 in what the library sends */
    uint32_t reserved;             /**< zero */
};

/**
 * Prepares a packet.
 *
 * @param p what to fill
 */
static inline void pmip6_nd_packet_init(struct pmip6_nd_packet *p)
{
    static const struct pmip6_nd_packet zero = {
        sizeof zero, {0, 0}, {0, 0}, {{0}}, {{0}}, 0, 0};
    *p = zero;
}

/** @} */

#ifdef __cplusplus
}
#endif

#endif
