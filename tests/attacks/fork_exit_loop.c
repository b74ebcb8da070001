/* SPDX-License-Identifier: MIT */
/*
 * attack: forks a child that exits at once, and reaps it, for ever.
 * expect: TLE
 * why: There are never more than two processes, and none lives long enough to be sampled: only an
 *      account of the whole tree sees the time.
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (;;) {
        pid_t child = fork();

        if (child == 0)
            _exit(0);
        if (child > 0)
            waitpid(child, NULL, 0);
    }
}
