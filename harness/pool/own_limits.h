/* SPDX-License-Identifier: MIT */
/*
 * The resource limits that winnow inherits from its shell, service or container (getrlimit(2)). They
 * hold for winnow, for its cells, and for all that runs there: one that is lower than a run's own
 * limit would decide verdicts, and only the privilege CAP_SYS_RESOURCE could raise it.
 */
#ifndef HARNESS_POOL_OWN_LIMITS_H
#define HARNESS_POOL_OWN_LIMITS_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>

/* What is going to be run; 0 where nothing of the kind is. */
struct limit_needs {
    nsec_t cpu;     /* CPU limit of the longest run */
    bytes_t memory; /* memory limit of the largest run; its stack may be as large */
    bytes_t file;   /* the largest file that a run may write */
    unsigned slots; /* runs at one time */
    size_t held;    /* files that winnow holds open besides: test data */
};

/*
 * Raises each limit as far as this process may. 0 when all are then high enough, or -1 with ERR_INPUT:
 * one sentence that names each limit that is too low, what is needed, and the command that mends it.
 */
int own_limits_check(const struct limit_needs *needs, struct err *err);

/* After own_limits_check: how many more files than these needs can be open at one time. */
size_t own_limits_spare_files(const struct limit_needs *needs);

#endif
