/* SPDX-License-Identifier: MIT */
#include "pba_bed.h"

Suite *conformance_mag_extension(void)
{
    Suite *s = suite_create("mag_extension");

    return s;
}
