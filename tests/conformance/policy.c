/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_policy(void)
{
    return suite_create("policy");
}
