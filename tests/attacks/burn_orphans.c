/* SPDX-License-Identifier: MIT */
/*
 * attack: burns two seconds of CPU time in orphans.
 * expect: TLE
 * expect-basic: RTE
 * why: The time of an orphan goes to whoever reaps it, which is not the program.
 */
#define _GNU_SOURCE
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
    for (int i = 0; i < 40; i++) {
        pid_t child = fork();

        if (child == 0) {
            if (fork() == 0)
                burn(50);
            _exit(0);
        }
        if (child < 0 || waitpid(child, NULL, 0) != child)
            return 1;
        usleep(50 * SLOW * 1000);
    }
    puts("ESCAPED the CPU limit");
    return 0;
}
