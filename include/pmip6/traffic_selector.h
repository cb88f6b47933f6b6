/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_TRAFFIC_SELECTOR_H
#define PMIP6_TRAFFIC_SELECTOR_H

/**
 * @file traffic_selector.h
 * Binary traffic selectors: which packets a flow is made of.
 */

#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup traffic_selector Traffic selectors
 *
 * RFC 6088 selects packets by ranges of addresses, SPIs, flow labels, ports, traffic
 * classes and protocols. Any of them may be left out; a range whose end is left out has
 * just the one value. Selectors stand inside options 45 and 53 (sub-option 3) and 58
 * (attribute 10), where pmip6_suboption_next() tells their format and their octets:
 *
 * @code
 * struct pmip6_traffic_selector s;
 *
 * if (pmip6_traffic_selector_decode(sub.u.traffic_selector.format,
 *                                   sub.u.traffic_selector.selector, &s) == 0 &&
 *     s.flags & PMIP6_SELECTOR_START_SOURCE_PORT)
 *     first = s.start_source_port;
 * @endcode
 *
 * Directions are those of packets to the mobile node: its home address, or one from its
 * prefixes, is the destination. Whether an end is below its start is not looked at: no
 * packet is in such a range.
 *
 * @{
 */

/** Formats of a traffic selector (RFC 6088 3). */
enum pmip6_selector_format {
    PMIP6_SELECTOR_IPV4 = 1, /**< IPv4 binary traffic selector (RFC 6088 3.1) */
    PMIP6_SELECTOR_IPV6 = 2  /**< IPv6 binary traffic selector (RFC 6088 3.2) */
};

/**
 * Which parts a selector has: the same bits in both formats. No end may be there without
 * its start.
 */
enum pmip6_selector_flag {
    PMIP6_SELECTOR_START_FLOW_LABEL = 0x8000,          /**< IPv6 only */
    PMIP6_SELECTOR_END_FLOW_LABEL = 0x4000,            /**< IPv6 only */
    PMIP6_SELECTOR_START_SOURCE_ADDRESS = 0x2000,      /**< `start_source_address` */
    PMIP6_SELECTOR_END_SOURCE_ADDRESS = 0x1000,        /**< `end_source_address` */
    PMIP6_SELECTOR_START_DESTINATION_ADDRESS = 0x0800, /**< `start_destination_address` */
    PMIP6_SELECTOR_END_DESTINATION_ADDRESS = 0x0400,   /**< `end_destination_address` */
    PMIP6_SELECTOR_START_SPI = 0x0200,                 /**< `start_spi` */
    PMIP6_SELECTOR_END_SPI = 0x0100,                   /**< `end_spi` */
    PMIP6_SELECTOR_START_SOURCE_PORT = 0x0080,         /**< `start_source_port` */
    PMIP6_SELECTOR_END_SOURCE_PORT = 0x0040,           /**< `end_source_port` */
    PMIP6_SELECTOR_START_DESTINATION_PORT = 0x0020,    /**< `start_destination_port` */
    PMIP6_SELECTOR_END_DESTINATION_PORT = 0x0010,      /**< `end_destination_port` */
    PMIP6_SELECTOR_START_TRAFFIC_CLASS = 0x0008,       /**< `start_traffic_class` */
    PMIP6_SELECTOR_END_TRAFFIC_CLASS = 0x0004,         /**< `end_traffic_class` */
    PMIP6_SELECTOR_START_PROTOCOL = 0x0002,            /**< `start_protocol` */
    PMIP6_SELECTOR_END_PROTOCOL = 0x0001               /**< `end_protocol` */
};

/** A traffic selector. Members whose flag is not set are zero, and not looked at. */
struct pmip6_traffic_selector {
    uint8_t format;                  /**< @ref pmip6_selector_format */
    uint8_t start_traffic_class;     /**< IPv4: DS; the two lowest bits of both are not
                                        compared */
    uint8_t end_traffic_class;       /**< last one */
    uint8_t start_protocol;          /**< IPv6: next header */
    uint8_t end_protocol;            /**< last one */
    uint16_t start_source_port;      /**< the correspondent node's */
    uint16_t end_source_port;        /**< last one */
    uint16_t start_destination_port; /**< the mobile node's */
    uint16_t end_destination_port;   /**< last one */
    uint32_t start_spi;              /**< IPsec security parameter index */
    uint32_t end_spi;                /**< last one */
    uint32_t start_flow_label; /**< the upper eight bits are kept, but mean nothing; zero
                                    in selectors of one's own */
    uint32_t end_flow_label;   /**< last one */
    uint32_t flags;    /**< which parts there are: @ref pmip6_selector_flag bits */
    uint32_t reserved; /**< reserved bits as received, 18 with IPv4, 16 with IPv6; zero in
                            selectors of one's own */
    struct pmip6_any_addr start_source_address;      /**< the correspondent node's */
    struct pmip6_any_addr end_source_address;        /**< last one */
    struct pmip6_any_addr start_destination_address; /**< the mobile node's */
    struct pmip6_any_addr end_destination_address;   /**< last one */
};

/**
 * Decodes a traffic selector.
 *
 * @param format   its format: @ref pmip6_selector_format
 * @param octets   the selector, flags first
 * @param selector gets it; left alone with an error
 * @retval 0                         decoded
 * @retval PMIP6_ERR_INVALID         the format is not known, or an argument is NULL
 * @retval PMIP6_ERR_OPTION_LENGTH   fewer or more octets than the flags ask for
 * @retval PMIP6_ERR_OPTION_CONTENT  an end without its start
 */
PMIP6_API int pmip6_traffic_selector_decode(uint8_t format, struct pmip6_bytes octets,
                                            struct pmip6_traffic_selector *selector);

/**
 * Encodes a traffic selector, for the octets of a sub-option.
 *
 * @param selector what to encode
 * @param buffer   where to write; may be NULL with `capacity` 0 to learn the size
 * @param capacity how many octets fit
 * @param length   gets the octets written or, with PMIP6_ERR_ROOM, needed
 * @retval 0                  written
 * @retval PMIP6_ERR_ROOM     nothing was written; `length` tells the need
 * @retval PMIP6_ERR_INVALID  an argument is NULL, the format is not known or does not
 * have one of the flags or reserved bits, an end is there without its start, or an
 * address is of the other family
 */
PMIP6_API int pmip6_traffic_selector_encode(const struct pmip6_traffic_selector *selector,
                                            uint8_t *buffer, size_t capacity,
                                            size_t *length);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
