/* SPDX-License-Identifier: MIT */
/* Why something did not work, as one line. */

#include <stdarg.h>
#include <stdio.h>

#include "why.h"

int why_set(struct why *why, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(why->text, sizeof why->text, format, arguments);
    va_end(arguments);
    return -1;
}
