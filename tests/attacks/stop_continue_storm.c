/* SPDX-License-Identifier: MIT */
/*
 * attack: has a child stop and continue it thousands of times.
 * expect: AC
 * expect-basic: RTE
 * why: Each change of state is a SIGCHLD and a wait event for the supervisor, which must take none
 *      of them for the end.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t victim = getpid();
    pid_t child = fork();

    if (child == 0) {
        for (int i = 0; i < 5000; i++) {
            kill(victim, SIGSTOP);
            kill(victim, SIGCONT);
        }
        _exit(0);
    }
    if (child < 0 || waitpid(child, NULL, 0) != child)
        return 1;
    puts("denied");
    return 0;
}
