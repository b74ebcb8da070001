/* SPDX-License-Identifier: MIT */
/* The clock for durations and timers. */
#ifndef HARNESS_BASE_CLOCK_H
#define HARNESS_BASE_CLOCK_H

#include "winnow/units.h"

#include <time.h>

static inline nsec_t clock_now(void) /* CLOCK_MONOTONIC */
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * NSEC_PER_SEC + t.tv_nsec;
}

#endif
