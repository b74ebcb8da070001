/* SPDX-License-Identifier: MIT */
/*
 * attack: reads the CPU time that process 1 and its parent have used.
 * expect: AC
 * why: What init has to do for a run, such as reaping thousands of orphans, adds to its CPU time: the
 *      next run could read there what the last one did. The kernel asks for no right.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int readable(pid_t pid)
{
    clockid_t id = (clockid_t)(~(unsigned)pid << 3 | 2); /* clock_getcpuclockid(3) */
    struct timespec time;

    return pid > 0 && clock_gettime(id, &time) == 0;
}

int main(void)
{
    puts(readable(1) || readable(getppid()) ? "ESCAPED a clock of another process" : "denied");
    return 0;
}
