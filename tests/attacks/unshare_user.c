/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a user namespace, in which it has all capabilities.
 * expect: RTE
 * detail: unshare
 * why: Most local privilege escalations of recent years begin here.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>

int main(void)
{
    if (unshare(CLONE_NEWUSER) == 0)
        puts("ESCAPED a user namespace");
    else
        puts("denied");
    return 0;
}
