/* SPDX-License-Identifier: MIT */
/*
 * attack: burns two seconds of CPU time in children that the kernel reaps by itself.
 * expect: TLE
 * expect-user: WA TLE
 * expect-basic: RTE
 * why: With SIGCHLD ignored, the time of children that ended is added to nobody's usage: getrusage
 *      and wait4 show zero. Only an account of the whole tree sees it; without a cgroup the wall
 *      limit is all that holds.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SLOW = 1 }; /* attacks.py --slow raises it with the limit */

static void burn(clock_t ms)
{
    clock_t end = clock() + ms * SLOW * (CLOCKS_PER_SEC / 1000);

    while (clock() < end)
        ;
}

int main(void)
{
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 40; i++) {
        pid_t child = fork();

        if (child < 0)
            return 1;
        if (child == 0) {
            burn(50);
            _exit(0);
        }
        wait(NULL);
    }
    puts("ESCAPED the CPU limit");
    return 0;
}
