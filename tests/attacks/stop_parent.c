/* SPDX-License-Identifier: MIT */
/*
 * attack: stops its parent and then ends.
 * expect: AC
 * why: A stopped supervisor measures nothing and reports nothing.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    if (getppid() > 0)
        kill(getppid(), SIGSTOP);
    kill(1, SIGSTOP);
    puts("denied");
    return 0;
}
