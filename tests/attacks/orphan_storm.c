/* SPDX-License-Identifier: MIT */
/*
 * attack: makes orphans faster than they can be reaped.
 * expect: TLE RTE
 * why: Every grandchild falls to the cell's init, which must keep reaping. When it falls behind,
 *      the process limit is what the program meets.
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (;;) {
        pid_t child = fork();

        if (child == 0) {
            (void)!fork();
            _exit(0);
        }
        if (child > 0)
            waitpid(child, NULL, 0);
    }
}
