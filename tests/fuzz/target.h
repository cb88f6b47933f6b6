/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/*
 * A target: octets come in, and what must hold of them is looked at. Whoever links it
 * brings the octets: libFuzzer, AFL++'s driver, or replay.c from files.
 */
int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t length);

/* Ends the process, telling what does not hold, unless it does. */
void must(int holds, const char *what);

#endif
