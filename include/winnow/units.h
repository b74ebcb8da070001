/* SPDX-License-Identifier: MIT */
/* The units that quantities are held in, named so that a signature shows them. */
#ifndef WINNOW_UNITS_H
#define WINNOW_UNITS_H

#include <stdint.h>

typedef int64_t nsec_t;  /* a duration or a monotonic instant, in nanoseconds */
typedef int64_t bytes_t; /* a size in bytes */

#define NSEC_PER_SEC ((nsec_t)1000000000)
#define NSEC_PER_MS  ((nsec_t)1000000)
#define KIB          ((bytes_t)1024)
#define MIB          ((bytes_t)1024 * 1024)

#endif
