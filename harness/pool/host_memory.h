/* SPDX-License-Identifier: MIT */
/* Whether the host's memory ran out under a program: oom_kill in /proc/vmstat (proc(5)). */
#ifndef HARNESS_POOL_HOST_MEMORY_H
#define HARNESS_POOL_HOST_MEMORY_H

#include "winnow/sandbox.h"

struct host_memory {
    bool watched;     /* no cgroup tells whom the kernel killed in a cell */
    long long killed; /* processes since boot that it killed for want of memory, or -1 */
};

void host_memory_watch(struct host_memory *memory, const struct sandbox *sandbox);

/*
 * Whether the kernel may have killed this run, or a pass of the compiler, because the host had no
 * memory left, which says nothing about the program. What another process was killed for since it was
 * last asked looks the same from here.
 */
bool host_memory_may_have_killed(struct host_memory *memory, const struct run_result *result,
                                 int stderr_fd);

#endif
