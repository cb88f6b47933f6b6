/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_data_plane(void)
{
    return suite_create("data_plane");
}
