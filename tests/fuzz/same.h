/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_SAME_H
#define FUZZ_SAME_H

#include "decoded.h"

/*
 * Two messages say the same: every member of the message and of its options is equal,
 * whatever they may be called. What is borrowed must stand at the same place of the
 * message or option, and its octets are equal. Not looked at: where options stood, which
 * array they are in, and what trailed behind the message.
 */
int same_message(const struct decoded *a, const struct decoded *b);

#endif
