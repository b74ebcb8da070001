/* SPDX-License-Identifier: MIT */
/*
 * attack: forks children that only wait, until it is refused, and fails.
 * expect: RTE
 * detail: process limit
 * expect-user: RTE
 * expect-basic: RTE
 * detail-basic: exit code
 * why: Idle processes cost no CPU time: only the process limit stops them, and the verdict must
 *      say so. Without a cgroup the limit is RLIMIT_NPROC, whose refusal nobody else gets to see.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 64; i++) {
        pid_t child = fork();

        if (child < 0)
            return 1;
        if (child == 0)
            for (;;)
                pause();
    }
    puts("ESCAPED the process limit");
    return 0;
}
