/* SPDX-License-Identifier: MIT */
/*
 * attack: does everything before main and never gets there.
 * expect: AC
 * why: No attack: a program is what its process does. Limits and filter must be there before its
 *      first instruction.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void early(void)
{
    puts("denied");
    fflush(stdout);
    _exit(0);
}

int main(void)
{
    return 1;
}
