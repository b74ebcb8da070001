/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a userfaultfd.
 * expect: RTE
 * detail: userfaultfd
 * why: It lets a program stop the kernel in the middle of a copy, which makes race conditions easy
 *      to win.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_userfaultfd, 0) >= 0)
        puts("ESCAPED a userfaultfd");
    else
        puts("denied");
    return 0;
}
