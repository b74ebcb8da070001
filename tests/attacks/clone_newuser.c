/* SPDX-License-Identifier: MIT */
/*
 * attack: clones a child into a user namespace of its own.
 * expect: RTE
 * detail: clone
 * why: The same as unshare by another call: the filter has to look at the flags.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) >= 0)
        puts("ESCAPED a user namespace");
    else
        puts("denied");
    return 0;
}
