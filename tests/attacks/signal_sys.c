/* SPDX-License-Identifier: MIT */
/*
 * attack: dies of SIGSYS, as one does who makes a forbidden call.
 * expect: RTE
 * why: No call was forbidden: the verdict is a run-time error, and must not invent a call.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    raise(SIGSYS);
    return 0;
}
