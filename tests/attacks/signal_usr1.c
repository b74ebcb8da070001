/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and dies of SIGUSR1.
 * expect: RTE
 * why: A signal that no limit uses is still an abnormal end.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    raise(SIGUSR1);
    return 0;
}
