/* SPDX-License-Identifier: MIT */
/*
 * attack: sends SIGKILL to every process it may signal.
 * expect: AC
 * why: kill(-1) reaches everything of the same uid in the pid namespace. The cell's init and its
 *      waiting interpreters must not be among them: if they are, this run or the next one fails.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 100; i++)
        kill(-1, SIGKILL);
    usleep(20 * 1000);
    puts("denied");
    return 0;
}
