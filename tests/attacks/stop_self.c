/* SPDX-License-Identifier: MIT */
/*
 * attack: stops itself.
 * expect: TLE
 * why: A stop is not an end: who waits for stopped children without looking takes it for an exit.
 *      It uses no CPU time, so that the wall limit must end it.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 1000; i++)
        raise(SIGSTOP);
    puts("ESCAPED somebody lets it go on");
    return 0;
}
