/* SPDX-License-Identifier: MIT */
/*
 * attack: hides namespace flags behind high bits that the kernel does not look at.
 * expect: RTE
 * detail: clone
 * why: A filter that compares the whole 64-bit argument is passed by, one that masks is not. The
 *      kernel itself takes the low half of the flags.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    unsigned long flags = (1UL << 40) | CLONE_NEWUSER | SIGCHLD;

    if (syscall(SYS_clone, flags, 0, 0, 0, 0) >= 0)
        puts("ESCAPED a user namespace");
    else
        puts("denied");
    return 0;
}
