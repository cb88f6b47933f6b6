/* SPDX-License-Identifier: MIT */
#include "pba_bed.h"

Suite *conformance_mag_accepted(void)
{
    Suite *s = suite_create("mag_accepted");

    return s;
}
