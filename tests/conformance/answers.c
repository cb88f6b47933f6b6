/* SPDX-License-Identifier: MIT */
#include "conformance.h"

Suite *conformance_answers(void)
{
    return suite_create("answers");
}
