/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and exits with status 42.
 * expect: RTE
 * detail: 42
 * why: The output alone does not make a program right.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    return 42;
}
