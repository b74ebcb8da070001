/* SPDX-License-Identifier: MIT */
/* The clocks that limits are measured with. */
#ifndef SANDBOX_CLOCK_H
#define SANDBOX_CLOCK_H

#include "winnow/units.h"

#include <time.h>

nsec_t clock_read(clockid_t id);
nsec_t clock_monotonic(void);
nsec_t clock_own_cpu(void); /* user and system time of the calling process */

#endif
