/* SPDX-License-Identifier: MIT */
/* The kernel's clocks and random numbers. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

pmip6_time clock_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (pmip6_time)t.tv_sec * 1000000u + (pmip6_time)t.tv_nsec / 1000u;
}

void clock_read(struct pmip6_clock *now)
{
    struct timespec t;

    now->monotonic = clock_now();
    (void)clock_gettime(CLOCK_REALTIME, &t);
    now->time_of_day = (pmip6_timestamp)t.tv_sec << 16 |
                       ((pmip6_timestamp)t.tv_nsec << 16) / 1000000000u;
}

void random_read(uint8_t *octets, size_t count)
{
    while (count > 0) {
        const ssize_t got = getrandom(octets, count, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            abort(); /* a kernel without random numbers: no hash key would be safe */
        octets += got;
        count -= (size_t)got;
    }
}

static int arm(int fd)
{
    struct itimerspec never;

    memset(&never, 0, sizeof never);
    never.it_value.tv_sec = (time_t)1 << (sizeof(time_t) > 4 ? 33 : 30);
    return timerfd_settime(fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL);
}

int clock_watch(void)
{
    const int fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);

    if (fd >= 0 && arm(fd) < 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

int clock_was_set(int fd)
{
    uint64_t expirations;
    const int set = read(fd, &expirations, sizeof expirations) < 0 && errno == ECANCELED;

    (void)arm(fd);
    return set;
}
