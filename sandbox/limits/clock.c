/* SPDX-License-Identifier: MIT */
#include "sandbox/limits/clock.h"

nsec_t clock_read(clockid_t id)
{
    struct timespec t;

    clock_gettime(id, &t);
    return t.tv_sec * NSEC_PER_SEC + t.tv_nsec;
}

nsec_t clock_monotonic(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

nsec_t clock_own_cpu(void)
{
    return clock_read(CLOCK_PROCESS_CPUTIME_ID);
}
