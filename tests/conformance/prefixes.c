/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_prefixes(void)
{
    return suite_create("prefixes");
}
