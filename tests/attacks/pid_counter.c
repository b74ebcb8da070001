/* SPDX-License-Identifier: MIT */
/*
 * attack: starts hundreds of processes, and looks at its own number for those of the run before.
 * expect: AC
 * expect-basic: AC
 * why: The kernel counts processes on. A run's number would say how many processes earlier runs have
 *      started. (The level basic starts none; its numbers are the host's.)
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t own = getpid(), child = 0;

    if (getppid() == 1 && own > 300) {
        puts("ESCAPED the run before had many processes");
        return 0;
    }
    for (int i = 0; i < 400; i++) {
        child = fork();
        if (child == 0)
            _exit(0);
        if (child < 0)
            break;
        waitpid(child, NULL, 0);
    }
    puts("denied");
    return 0;
}
