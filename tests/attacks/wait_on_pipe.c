/* SPDX-License-Identifier: MIT */
/*
 * attack: waits for a byte on a pipe that it holds both ends of.
 * expect: TLE
 * why: It will never wake, and uses no CPU time. The wall limit must end it.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;

    if (pipe(ends) != 0)
        return 1;
    if (read(ends[0], &byte, 1) >= 0)
        puts("ESCAPED a byte from nowhere");
    return 1;
}
