/* SPDX-License-Identifier: MIT */
#include "pool/cores.h"

#include <sched.h>

unsigned cores_count(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) < 0 || CPU_COUNT(&set) < 1)
        return 1;
    return (unsigned)CPU_COUNT(&set);
}

int cores_for(unsigned runner, unsigned runners)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) < 0 || (unsigned)CPU_COUNT(&set) != runners)
        return -1;
    for (int core = 0; core < CPU_SETSIZE; core++)
        if (CPU_ISSET((unsigned)core, &set) && runner-- == 0)
            return core;
    return -1;
}
