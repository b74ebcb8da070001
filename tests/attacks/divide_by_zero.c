/* SPDX-License-Identifier: MIT */
/*
 * attack: divides by zero.
 * expect: RTE
 * why: A trap of the processor is a run-time error, not a time-out.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    volatile int seven = 7, zero = 0;

    return seven / zero;
}
