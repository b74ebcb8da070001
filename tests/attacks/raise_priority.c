/* SPDX-License-Identifier: MIT */
/*
 * attack: takes a real-time class and a negative nice value.
 * expect: AC
 * why: A real-time program that computes for ever keeps the judge itself from the core.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>

int main(void)
{
    struct sched_param param = {.sched_priority = 1};

    if (sched_setscheduler(0, SCHED_FIFO, &param) == 0 ||
        sched_setscheduler(0, SCHED_RR, &param) == 0 || setpriority(PRIO_PROCESS, 0, -10) == 0)
        puts("ESCAPED a higher priority");
    else
        puts("denied");
    return 0;
}
