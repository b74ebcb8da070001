/* SPDX-License-Identifier: MIT */
/*
 * attack: sends SIGKILL to its own process group.
 * expect: RTE
 * why: The program dies of its own signal. Nothing of the judge may share its process group, and a
 *      SIGKILL without an exceeded limit is not a memory verdict.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    kill(0, SIGKILL);
    puts("denied");
    return 0;
}
