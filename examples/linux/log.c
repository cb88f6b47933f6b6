/* SPDX-License-Identifier: MIT */
/* The log. A line is written at once and whole. */

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

static uint32_t highest = PMIP6_LOG_INFO;

void log_open(uint32_t level)
{
    highest = level;
}

int log_reaches(uint32_t level)
{
    return level <= highest;
}

static int stamp(char *line, size_t room)
{
    struct timespec now;
    struct tm parts;
    char text[32];

    (void)clock_gettime(CLOCK_REALTIME, &now);
    (void)gmtime_r(&now.tv_sec, &parts);
    (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return snprintf(line, room, "%s.%03ldZ", text, now.tv_nsec / 1000000);
}

void log_write(uint32_t level, const char *what, const char *fields, ...)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    char line[LOG_LINE_MAX];
    va_list arguments;
    size_t used;
    size_t i;

    if (!log_reaches(level) || level >= sizeof names / sizeof names[0])
        return;
    used = (size_t)stamp(line, sizeof line);
    used += (size_t)snprintf(line + used, sizeof line - used, " %s %s%s", names[level],
                             what, fields[0] == '\0' ? "" : " ");
    va_start(arguments, fields);
    if (used < sizeof line)
        used += (size_t)vsnprintf(line + used, sizeof line - used, fields, arguments);
    va_end(arguments);
    if (used > sizeof line - 1)
        used = sizeof line - 1;
    for (i = 0; i < used; i++) { /* one event, one line */
        if ((unsigned char)line[i] < ' ')
            line[i] = '?';
    }
    line[used++] = '\n';
    (void)!write(STDERR_FILENO, line, used);
}
