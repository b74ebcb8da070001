/* SPDX-License-Identifier: MIT */
/*
 * attack: sends its parent signals in a tight loop.
 * expect: AC
 * why: A supervisor that does work in a signal handler can be starved.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getppid();

    for (int i = 0; i < 100000 && parent > 0; i++)
        kill(parent, i % 2 ? SIGCHLD : SIGUSR1);
    puts("denied");
    return 0;
}
