/* SPDX-License-Identifier: MIT */
#ifndef P6_TRAFFIC_SELECTOR_H
#define P6_TRAFFIC_SELECTOR_H

#include "field.h"

#include <pmip6/option.h>
#include <pmip6/traffic_selector.h>

/* What text and JSON and the alignment of sub-options want to know of selectors. */

/* All fields that a selector may have, and the end. */
#define P6_SELECTOR_FIELDS 21

/* Decodes the selector of a sub-option that has one, and tells its fields: those that are
 * there. Returns whether it can be decoded. */
int p6_selector_inside(const struct pmip6_suboption *sub,
                       struct pmip6_traffic_selector *selector,
                       struct field fields[P6_SELECTOR_FIELDS]);

/* What a sub-option's place must be a multiple of (RFC 6088 3.1, 3.2). */
uint8_t p6_selector_alignment(const void *suboption);

#endif
