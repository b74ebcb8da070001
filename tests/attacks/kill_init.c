/* SPDX-License-Identifier: MIT */
/*
 * attack: kills process 1 of its namespace with every signal there is.
 * expect: AC
 * why: Process 1 is the cell's init. The kernel shields it from signals of its own namespace that
 *      it does not handle; those that it handles must not come through either.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    if (getpid() == 1) {
        puts("ESCAPED the program itself is process 1");
        return 0;
    }
    for (int sig = 1; sig < NSIG; sig++)
        kill(1, sig);
    usleep(20 * 1000);
    puts("denied");
    return 0;
}
