/* SPDX-License-Identifier: MIT */
#include "pba_bed.h"

Suite *conformance_mag_leaving(void)
{
    Suite *s = suite_create("mag_leaving");

    return s;
}
