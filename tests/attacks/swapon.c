/* SPDX-License-Identifier: MIT */
/*
 * attack: adds a swap file.
 * expect: RTE
 * detail: swapon
 * why: Swap would undo the memory limit.
 */
#define _GNU_SOURCE
#include <sys/swap.h>
#include <stdio.h>

int main(void)
{
    if (swapon("/work/swap", 0) == 0)
        puts("ESCAPED swap");
    else
        puts("denied");
    return 0;
}
