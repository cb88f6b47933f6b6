/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_sessions(void)
{
    return suite_create("sessions");
}
