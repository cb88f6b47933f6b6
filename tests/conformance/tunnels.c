/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_tunnels(void)
{
    return suite_create("tunnels");
}
