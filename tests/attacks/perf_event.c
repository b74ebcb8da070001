/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a performance counter.
 * expect: RTE
 * detail: perf_event_open
 * why: Counters measure what other programs on the machine do.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_perf_event_open, &(char[128]){0}, 0, -1, -1, 0) >= 0)
        puts("ESCAPED a counter");
    else
        puts("denied");
    return 0;
}
