/* SPDX-License-Identifier: MIT */
/*
 * attack: dies of SIGXCPU, as one does who exceeds the CPU limit.
 * expect: RTE
 * why: A time verdict comes from the measured time.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    raise(SIGXCPU);
    return 0;
}
