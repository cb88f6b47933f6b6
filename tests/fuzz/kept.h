/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_KEPT_H
#define FUZZ_KEPT_H

#include "decoded.h"

/*
 * Nothing is lost from octets to octets: the fixed part and every option of a message
 * stand again, bit by bit and with what is reserved, in what it was encoded to.
 */
int kept_fixed_part(const struct decoded *before, const struct decoded *after);
int kept_options(const struct decoded *before, const struct decoded *after);

#endif
