/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_codec(void)
{
    return suite_create("codec");
}
