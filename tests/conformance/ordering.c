/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_ordering(void)
{
    return suite_create("ordering");
}
