/* SPDX-License-Identifier: MIT */
/* Whether the host's memory ran out under somebody's feet: oom_kill in /proc/vmstat (proc(5)). */
#ifndef HARNESS_BASE_HOST_MEMORY_H
#define HARNESS_BASE_HOST_MEMORY_H

#include <stdbool.h>

struct host_memory {
    long long killed; /* processes since boot that the kernel killed for want of memory, or -1 */
};

/* True when there were some since it was last asked; a cgroup's own limit counts too. */
bool host_memory_killed(struct host_memory *memory);

#endif
