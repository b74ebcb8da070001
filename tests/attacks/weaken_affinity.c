/* SPDX-License-Identifier: MIT */
/*
 * attack: binds process 1 and its parent to one core.
 * expect: AC
 * why: sched_setaffinity works on any process of the same uid. Later programs inherit the cores of
 *      process 1: fewer of them would slow them down, and be a message.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    cpu_set_t core;

    CPU_ZERO(&core);
    CPU_SET(0, &core);
    if (sched_setaffinity(1, sizeof core, &core) == 0 ||
        (getppid() > 0 && sched_setaffinity(getppid(), sizeof core, &core) == 0))
        puts("ESCAPED process 1 is bound");
    else
        puts("denied");
    return 0;
}
