/* SPDX-License-Identifier: MIT */
#include "base/host_memory.h"
#include "winnow/cleanup.h"

static long long read_killed(void)
{
    cleanup_file FILE *file = fopen("/proc/vmstat", "re");
    char line[128];
    long long killed;

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "oom_kill %lld", &killed) == 1)
            return killed;
    return -1;
}

bool host_memory_killed(struct host_memory *memory)
{
    long long before = memory->killed;

    memory->killed = read_killed();
    return memory->killed > before;
}
