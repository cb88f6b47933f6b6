/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_lookup(void)
{
    return suite_create("lookup");
}
