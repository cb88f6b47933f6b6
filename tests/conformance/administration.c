/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_administration(void)
{
    return suite_create("administration");
}
