/* SPDX-License-Identifier: MIT */
/*
 * attack: moves to every other core of the host.
 * expect: AC
 * why: Each cell has a core of its own where there are enough; a neighbour that moves there takes its
 *      time. The call may succeed, so that tuning for the own core does, but it must not move anything.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    cpu_set_t before, after;

    if (sched_getaffinity(0, sizeof before, &before) < 0)
        return 1;
    for (int core = 0; core < 64; core++) {
        cpu_set_t wanted;

        CPU_ZERO(&wanted);
        CPU_SET(core, &wanted);
        (void)sched_setaffinity(0, sizeof wanted, &wanted);
        (void)sched_setaffinity(getpid(), sizeof wanted, &wanted);
        if (sched_getaffinity(0, sizeof after, &after) < 0 || !CPU_EQUAL(&before, &after)) {
            printf("ESCAPED to core %d\n", core);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
