/* SPDX-License-Identifier: MIT */
/*
 * attack: joins a namespace by descriptor.
 * expect: RTE
 * detail: setns
 * why: A descriptor of an outer namespace, however it was come by, would be the way out.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>

int main(void)
{
    if (setns(0, 0) == 0)
        puts("ESCAPED another namespace");
    else
        puts("denied");
    return 0;
}
