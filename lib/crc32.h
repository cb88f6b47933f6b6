/* SPDX-License-Identifier: MIT */
#ifndef P6_CRC32_H
#define P6_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* The CRC-32 of IEEE 802.3, continued: 0 is that of nothing. */
uint32_t p6_crc32(uint32_t crc, const uint8_t *octets, size_t count);

#endif
