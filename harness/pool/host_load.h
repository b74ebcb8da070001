/* SPDX-License-Identifier: MIT */
/*
 * What else the host was doing: time stolen by the hypervisor (proc_stat(5), field 8 of "cpu") and
 * time in which something that could run had to wait for a core (/proc/pressure/cpu, "some").
 */
#ifndef HARNESS_POOL_HOST_LOAD_H
#define HARNESS_POOL_HOST_LOAD_H

#include "winnow/units.h"

#include <stdbool.h>

/* Counters since boot and when they were read; -1 where the kernel does not tell. */
struct host_load {
    nsec_t at, stolen, waited;
};

struct host_load host_load_now(void);

/* What happened in between, in percent of the time (stolen: of one core's), or -1. */
int host_load_stolen(const struct host_load *from, const struct host_load *to);
int host_load_waited(const struct host_load *from, const struct host_load *to);

/* The larger of the two until now; 0 where the kernel tells neither. */
int host_load_since(const struct host_load *from);

bool host_load_is_high(int percent); /* enough to move a measurement: a twentieth */

#endif
