/* SPDX-License-Identifier: MIT */
/*
 * attack: forks without end in every process.
 * expect: RTE TLE
 * why: The process limit must hold for the whole tree. Which limit is hit first, processes or CPU
 *      time, is the scheduler's choice.
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    for (;;)
        (void)!fork();
}
