/* SPDX-License-Identifier: MIT */
/*
 * attack: writes through a null pointer.
 * expect: RTE
 * why: AlphaCode's own harness reported this as a time-out.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    volatile int *volatile nowhere = NULL; /* a plain store could be left out */

    *nowhere = 1;
    return 0;
}
