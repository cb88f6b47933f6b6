/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_forwarding(void)
{
    return suite_create("forwarding");
}
